//! The cast: Noor and Tomás of Linden Cycles, and how a story speaks of them.

use std::{future::Future, ops::Deref};

use tend_clients::{ClientKind, NewClient};
use tend_core::{
    Feature, Role, Timestamp,
    auth::{actions::Created, members},
    calls::{self, Look},
    db::Db,
    id::{ClientId, MemberId},
    migrations,
    testing::{
        self,
        company::{Answer, Company, Visitor},
    },
    timeline,
};

use crate::{Reflection, store};

const FEATURES: &[&Feature] = &[
    &tend_today::FEATURE,
    &tend_clients::FEATURE,
    &tend_promises::FEATURE,
    &crate::FEATURE,
    &tend_core::house::FEATURE,
];

/// Tells a story on both engines.
pub async fn on_both<F, S>(story: F)
where
    F: Fn(Db) -> S,
    S: Future<Output = ()>,
{
    testing::on_both(migrations::ALL, story).await;
}

/// Somebody of the shop at their browser.
pub struct Someone {
    pub created: Created,
    visitor: Visitor,
}

impl Deref for Someone {
    type Target = Visitor;
    fn deref(&self) -> &Visitor {
        &self.visitor
    }
}

impl Someone {
    pub fn id(&self) -> MemberId {
        self.created.member
    }
}

/// Linden Cycles on an evening in October 2026.
pub struct Shop {
    pub company: Company,
    pub noor: Someone,
    pub tomas: Someone,
}

fn at(text: &str) -> Timestamp {
    let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").expect("a zone");
    let local: jiff::civil::DateTime = text.parse().expect("a local time");
    Timestamp::from(&local.to_zoned(zone).expect("in range"))
}

impl Shop {
    pub async fn opens(db: Db, time: &str) -> Shop {
        let company = Company::opens(db, at(time), FEATURES).await;
        let noor = Shop::hired(&company, "Noor Haddad", Role::Admin).await;
        let tomas = Shop::hired(&company, "Tomás Ribeiro", Role::Member).await;
        Shop { company, noor, tomas }
    }

    async fn hired(company: &Company, name: &str, role: Role) -> Someone {
        let created = company.hires(name, role, company.anna.location.expect("Anna works somewhere")).await;
        let visitor = company.signs_in(&created).await;
        Someone { created, visitor }
    }

    pub async fn hires(&self, name: &str, role: Role) -> Someone {
        Shop::hired(&self.company, name, role).await
    }

    pub fn now(&self) -> Timestamp {
        self.company.app.clock.now()
    }

    pub fn clock_shows(&self, text: &str) {
        self.company.app.clock.set(at(text));
    }

    /// A new client, looked after by Noor.
    pub async fn meets(&self, name: &str) -> ClientId {
        let noor = self.noor.created.actor.clone();
        let new = NewClient::new(ClientKind::Person, name, self.noor.id(), noor.location.expect("a place"));
        let met = self.company.app.write(&noor, move |tx| tend_clients::actions::create(tx, &new));
        met.await.expect("a client is written down")
    }

    /// Sends the page of that day.
    pub async fn writes(
        &self,
        who: &Someone,
        day: &str,
        seen: i64,
        answers: &[(&str, &str)],
        more: &[(&str, &str)],
    ) -> Answer {
        let seen = seen.to_string();
        let own = [("day", day), ("seen", seen.as_str())];
        who.sends("/reflection", &[&own, answers, more].concat()).await
    }

    /// What is kept for that day.
    pub async fn own_page(&self, who: &Someone, day: &str) -> Option<Reflection> {
        let (actor, day) = (who.created.actor.clone(), day.parse().expect("a day"));
        let member = who.id();
        self.company.app.read(move |db| store::of_day(db, &actor, member, day)).await.expect("it is read")
    }

    /// How many rows a table has.
    pub async fn rows(&self, table: &'static str) -> i64 {
        let count = format!("SELECT COUNT(*) FROM {table}");
        let count = self.company.app.read(move |db| testing::looking(|| Ok(db.scalar::<i64>(&count, &[])?)));
        count.await.expect("a number")
    }

    /// How many calls of evenings there are.
    pub async fn calls(&self) -> i64 {
        let count = "SELECT COUNT(*) FROM calls WHERE kind = 'reflection.tomorrow'";
        let count = self.company.app.read(move |db| testing::looking(|| Ok(db.scalar::<i64>(count, &[])?)));
        count.await.expect("a number")
    }

    /// How many of Noor's clients the list of her day shows to somebody.
    pub async fn seen_by(&self, who: &Someone) -> usize {
        let (viewer, noor, at) = (who.created.actor.clone(), self.noor.id(), self.now());
        let list = self.company.app.read(move |db| {
            let look = Look { workspace: viewer.workspace, member: noor, viewer: viewer.member, at };
            let callers = calls::callers(db, &look, crate::TOMORROW.group, 100)?;
            let listed = tend_today::list(db, &viewer, noor, at, FEATURES)?;
            assert_eq!(listed.standings.len(), callers.len(), "the list shows who calls");
            Ok(callers.len())
        });
        list.await.expect("the list")
    }

    /// The number of the newest entry.
    pub async fn newest(&self) -> i64 {
        let workspace = self.company.anna.workspace;
        let newest = self.company.app.read(move |db| timeline::store::newest_number(db, workspace));
        newest.await.expect("a number")
    }

    /// The id of the last help of somebody.
    pub async fn help_of(&self, who: &Someone) -> String {
        let (actor, member) = (who.created.actor.clone(), who.id());
        let helps = self.company.app.read(move |db| tend_today::store::helped_since(db, &actor, member, Timestamp(0)));
        helps.await.expect("helps").first().expect("one").id.to_string()
    }

    /// Somebody leaves; Noor takes over.
    pub async fn leaves(&self, who: &Someone) {
        let (noor, gone, to) = (self.noor.created.actor.clone(), who.id(), self.noor.id());
        self.company.app.write(&noor, move |tx| members::leave(tx, gone, to)).await.expect("they leave");
    }
}
