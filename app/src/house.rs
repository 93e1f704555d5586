//! Opening the house: the database, its schema, and the app on top.

use std::sync::Arc;

use tend_core::{
    Actor, App, Clock, Feature,
    db::{Db, DbOptions},
    files::Files,
    mail::Post,
    push::Reach,
    settings::Settings,
};

use crate::{
    features,
    settings::{Settled, SettledMail},
    trouble::Trouble,
};

/// Opens the database, brings its schema to this program's, and puts the app on it.
pub async fn open(settled: &Settled, base_url: String) -> Result<App, Trouble> {
    open_with(settled, base_url, Clock::system(), features::ALL).await
}

/// [`open`] with another clock or other features, for tests.
pub async fn open_with(
    settled: &Settled,
    base_url: String,
    clock: Clock,
    features: &'static [&'static Feature],
) -> Result<App, Trouble> {
    let settings = running(settled, base_url)?;
    let db = Db::open(&settled.database, DbOptions::default()).await?;
    db.migrate(tend_core::migrations::ALL).await?;
    Ok(App::new(db, clock, features, settings))
}

/// Opens a database that is there, and leaves its schema as it is: to look at, not to work on.
pub async fn open_as_it_is(settled: &Settled, base_url: String) -> Result<App, Trouble> {
    let db = Db::open(&settled.database, DbOptions { create: false, ..DbOptions::default() }).await?;
    Ok(App::new(db, Clock::system(), features::ALL, running(settled, base_url)?))
}

fn running(settled: &Settled, base_url: String) -> Result<Settings, Trouble> {
    let mail = settled.mail.as_ref().map(|mail| post(mail, &base_url)).transpose()?;
    Ok(Settings {
        base_url,
        mail,
        push: Reach::Public,
        development: cfg!(debug_assertions),
        behind_proxy: settled.behind_proxy,
        requests_per_minute: settled.requests_per_minute,
        backups: settled.backups.clone(),
        files: Files::open(&settled.files)?,
    })
}

/// The post office; it greets its server by the host under which people reach us.
fn post(mail: &SettledMail, base_url: &str) -> Result<Arc<Post>, Trouble> {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    let bounce = mail.bounce.as_ref().map(|bounce| bounce.email.clone());
    let post = Post::open(mail.server.clone(), mail.from.clone(), bounce, host).map_err(Trouble)?;
    Ok(Arc::new(post))
}

/// The workspace a command means: the named one, or the only one there is. The house itself acts in it.
pub async fn actor(app: &App, named: Option<&str>) -> Result<Actor, Trouble> {
    let houses = app.read(tend_core::house::store::all).await?;
    let found: Vec<_> = houses.iter().filter(|house| named.is_none_or(|name| house.name == name)).collect();
    match found.as_slice() {
        [house] => Ok(Actor::house(house.id, house.zone.clone())),
        [] if houses.is_empty() => {
            Err("This Tend is empty. Start it with `tend serve` and open it in a browser: the first visit sets it up."
                .into())
        }
        [] => Err(format!("No workspace is called that. There is: {}.", names(&houses)).into()),
        _ => Err(format!("There are several workspaces: {}. Say which with --workspace NAME.", names(&houses)).into()),
    }
}

fn names(houses: &[tend_core::house::store::House]) -> String {
    houses.iter().map(|house| house.name.as_str()).collect::<Vec<_>>().join(", ")
}
