//! `tend user`: the people who work here, from the terminal.

use std::process::ExitCode;

use clap::Subcommand;
use tend_core::{
    Actor, App, Role,
    auth::{
        Address, link_url,
        members::{self, Member, NewMember},
    },
    house as places,
    id::LocationId,
};

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
        /// Where they work [default: the first place]
        #[arg(long, value_name = "PLACE")]
        place: Option<String>,
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
    let app = house::open(settled, settled.url_at(settled.listen)).await?;
    let actor = house::actor(&app, workspace).await?;
    match verb {
        Verb::Add { address, name, role, place } => {
            let location = place_called(&app, &actor, place).await?;
            let new = NewMember { name, address: read(&address)?, role, location, password_hash: None };
            let added = app.write(&actor, move |tx| members::add(tx, &new)).await?;
            match added.link {
                Some(secret) => {
                    println!("{}", link_url(&app.settings, &secret));
                    println!("Hand this link over: it works once, for seven days, and asks for a password.");
                }
                None => println!("{address} has a password already and can sign in with it."),
            }
        }
        Verb::Reset { address } => {
            let member = member(&app, &actor, &address).await?;
            let secret = app.write(&actor, move |tx| members::reset_link(tx, member.id)).await?;
            println!("{}", link_url(&app.settings, &secret));
            println!("Hand this link over: it works once, for one day, and asks for a new password.");
        }
        Verb::List => {
            let workspace = actor.workspace;
            for member in app.read(move |db| members::present(db, workspace)).await? {
                println!("{}\t{}\t{}\t{}", member.address, member.name, member.role, member.location_name);
            }
        }
    }
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

/// The member with this mail address, or a sentence.
pub async fn member(app: &App, actor: &Actor, address: &str) -> Result<Member, Trouble> {
    let (workspace, folded) = (actor.workspace, read(address)?.folded());
    let found = app.read(move |db| members::store::with_address(db, workspace, &folded)).await?;
    found.filter(|member| member.left_at.is_none()).ok_or_else(|| {
        Trouble(format!("Nobody with the address {address} works here. `tend user list` shows who does."))
    })
}

fn read(address: &str) -> Result<Address, Trouble> {
    address.parse::<Address>().map_err(Trouble)
}

async fn place_called(app: &App, actor: &Actor, name: Option<String>) -> Result<LocationId, Trouble> {
    let workspace = actor.workspace;
    let all = app.read(move |db| places::store::open_locations(db, workspace)).await?;
    let found = all.iter().find(|place| name.as_ref().is_none_or(|name| place.name == *name));
    found.map(|place| place.id).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|place| place.name.as_str()).collect();
        Trouble(format!("No place is called that. There is: {}.", names.join(", ")))
    })
}
