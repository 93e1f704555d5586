//! `tend user`: the people who work here, from the terminal.

use std::process::ExitCode;

use clap::Subcommand;
use tend_core::{Role, auth};

use crate::{house, settings::Settled, trouble::Trouble};

/// What can be done with people.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Add somebody and print the one-time link with which they choose a password
    Add {
        /// Their mail address
        address: String,
        /// Their name, as colleagues see it
        #[arg(long)]
        name: String,
        /// guest (reads), member, coach or admin
        #[arg(long, default_value = "member")]
        role: Role,
        /// Where they work [default: the first location]
        #[arg(long, value_name = "NAME")]
        location: Option<String>,
    },
    /// Print a one-time link with which somebody chooses a new password
    Reset {
        /// Their mail address
        address: String,
    },
    /// Who works here
    List,
}

/// Does it.
pub async fn run(settled: &Settled, workspace: Option<&str>, verb: Verb) -> Result<ExitCode, Trouble> {
    let url = settled.url_at(settled.listen);
    let app = house::open(settled, url.clone()).await?;
    let actor = house::actor(&app, workspace).await?;
    match verb {
        Verb::Add { address, name, role, location } => {
            let link = app
                .write(&actor, move |tx| auth::actions::add_member(tx, &auth::actions::Newcomer {
                    address: address.clone(),
                    name: name.clone(),
                    role,
                    location: auth::store::location_called(tx, &tx.actor, location.as_deref())?,
                }))
                .await?;
            println!("{url}/link/{}\nHand this link over: it works once, for seven days, and asks for a password.", link.secret.0);
        }
        Verb::Reset { address } => {
            let secret = app.write(&actor, move |tx| auth::actions::reset_link(tx, &address)).await?;
            println!("{url}/link/{}\nHand this link over: it works once, for one day, and asks for a new password.", secret.0);
        }
        Verb::List => {
            let members = app.read(move |db| auth::store::members(db, &actor)).await?;
            for member in members {
                let left = if member.left_at.is_some() { ", left" } else { "" };
                println!("{}\t{}\t{}{left}\t{}", member.email, member.name, member.role, member.location_name);
            }
        }
    }
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}
