//! `tend token`: what programs show at the JSON door, from the terminal.

use std::process::ExitCode;

use clap::Subcommand;
use tend_core::{
    Actor, App, Role,
    api::{
        Scope, actions, store,
        token::{Lifetime, NewToken, TokenId},
    },
};

use crate::{house, settings::Settled, trouble::Trouble};

/// What can be done with tokens.
#[derive(Subcommand, Debug)]
pub enum Verb {
    /// Make a token and print it, this once
    Create {
        /// The mail address of the member it acts as
        #[arg(long, value_name = "ADDRESS")]
        member: String,
        /// What it is for
        #[arg(long)]
        name: String,
        /// What it may be used for: clients:read, promises:write …; several times, or several with commas [default: all there are]
        #[arg(long, value_delimiter = ',', value_name = "SCOPE")]
        scope: Vec<String>,
        /// At most this is what it may do: guest, member, coach or admin
        #[arg(long, default_value = "member")]
        role: Role,
        /// How long it lives: 30-days, 90-days, 365-days or endless
        #[arg(long, default_value = "365-days")]
        lives: Lifetime,
    },
    /// Which tokens there are
    List,
    /// Withdraw a token: whoever holds it is let in no more
    Revoke {
        /// Its id, as `tend token list` shows it
        id: TokenId,
    },
}

/// Does it.
pub async fn run(settled: &Settled, workspace: Option<&str>, verb: Verb) -> Result<ExitCode, Trouble> {
    let app = house::open(settled, settled.url_at(settled.listen)).await?;
    let actor = house::actor(&app, workspace).await?;
    match verb {
        Verb::Create { member, name, scope, role, lives } => {
            let member = super::user::member(&app, &actor, &member).await?.id;
            let scopes = scopes(&app, &scope)?;
            let new = NewToken { member, name, role, scopes, lifetime: lives };
            let (_, shown) = app.write(&actor, move |tx| actions::create(tx, &new)).await?;
            println!("{}", shown.text());
            println!("Sent as “Authorization: Bearer …”. It is shown this once; whoever holds it acts as that member.");
        }
        Verb::List => list(&app, &actor).await?,
        Verb::Revoke { id } => {
            let token = app.write(&actor, move |tx| actions::withdraw(tx, id)).await?;
            println!("Withdrawn: {}, of {}.", token.name, token.member_name);
        }
    }
    app.db.close().await;
    Ok(ExitCode::SUCCESS)
}

fn scopes(app: &App, asked: &[String]) -> Result<Vec<Scope>, Trouble> {
    if asked.is_empty() {
        return Ok(actions::all_scopes(app));
    }
    asked.iter().map(|scope| scope.parse().map_err(Trouble)).collect()
}

async fn list(app: &App, actor: &Actor) -> Result<(), Trouble> {
    const SHOWN: i64 = 10_000;
    let workspace = actor.workspace;
    for token in app.read(move |db| store::of_everyone(db, workspace, SHOWN)).await? {
        let scopes: Vec<&str> = token.scopes.iter().map(Scope::as_str).collect();
        let ends = token.expires_at.map_or("until withdrawn".to_owned(), |at| format!("until {at}"));
        println!("{}\t{}\t{}\t{}\t{}\t{ends}", token.id, token.member_name, token.name, token.role, scopes.join(","));
    }
    Ok(())
}
