//! Opening the house: the database, its schema, and the app on top.

use tend_core::{
    App, Clock, Feature,
    db::{Db, DbOptions},
    settings::Settings,
};

use crate::{features, settings::Settled, trouble::Trouble};

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
    let db = Db::open(&settled.database, DbOptions::default()).await?;
    db.migrate(tend_core::migrations::ALL).await?;
    let settings = Settings {
        base_url,
        development: cfg!(debug_assertions),
        behind_proxy: settled.behind_proxy,
    };
    Ok(App::new(db, clock, features, settings))
}
