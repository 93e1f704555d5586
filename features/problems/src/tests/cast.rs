//! The cast: Noor, Tomás and Wen of Linden Cycles, and how a story speaks of them.

use std::future::Future;

use tend_clients::{ClientKind, NewClient};
use tend_core::{
    Actor, Feature, Role, Timestamp, Tx,
    auth::actions::Created,
    calls::{self, Call},
    db::{Conn, Db},
    id::{ClientId, MemberId},
    migrations,
    settings::Settings,
    testing::{
        self,
        company::{Answer, Company, Visitor},
    },
    timeline::{self, Entry, store::Before},
};

use tend_promises::Promise;

use crate::{
    problem::{Problem, ProblemId},
    store,
};

const FEATURES: &[&Feature] = &[&tend_clients::FEATURE, &tend_promises::FEATURE, &crate::FEATURE];

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
    pub visitor: Visitor,
    app: tend_core::App,
}

/// Linden Cycles on Monday 12 October 2026, a quarter past nine.
pub struct Shop {
    pub company: Company,
    pub noor: Someone,
    pub tomas: Someone,
    pub wen: Someone,
}

pub fn zone() -> jiff::tz::TimeZone {
    jiff::tz::TimeZone::get("Europe/Amsterdam").expect("a zone")
}

pub fn at(text: &str) -> Timestamp {
    let local: jiff::civil::DateTime = text.parse().expect("a local time");
    Timestamp::from(&local.to_zoned(zone()).expect("in range"))
}

impl Shop {
    pub async fn opens(db: Db) -> Shop {
        Shop::opens_with(db, FEATURES, Settings::usual("http://127.0.0.1:7117")).await
    }

    pub async fn opens_with(db: Db, features: &'static [&'static Feature], settings: Settings) -> Shop {
        let company = Company::opens_with(db, at("2026-10-12T09:15"), features, settings).await;
        let noor = Shop::hired(&company, "Noor Haddad", Role::Admin).await;
        let tomas = Shop::hired(&company, "Tomás Ribeiro", Role::Member).await;
        let wen = Shop::hired(&company, "Wen Liu", Role::Member).await;
        Shop { company, noor, tomas, wen }
    }

    pub async fn hired(company: &Company, name: &str, role: Role) -> Someone {
        let created = company.hires(name, role, company.anna.location.expect("Anna works somewhere")).await;
        let visitor = company.signs_in(&created).await;
        Someone { created, visitor, app: company.app.clone() }
    }

    pub fn now(&self) -> Timestamp {
        self.company.app.clock.now()
    }

    pub fn clock_shows(&self, text: &str) {
        self.company.app.clock.set(at(text));
    }

    /// A new client, looked after by Noor.
    pub async fn meets(&self, name: &str) -> ClientId {
        let noor = self.noor.actor();
        let kind = if name.contains("Clinic") { ClientKind::Organization } else { ClientKind::Person };
        let new = NewClient::new(kind, name, self.noor.id(), noor.location.expect("she works somewhere"));
        self.noor.writes(move |tx| tend_clients::actions::create(tx, &new)).await
    }

    /// Runs a verb as somebody from outside.
    pub async fn outside<T: Send + 'static>(
        &self,
        name: &str,
        verb: impl Fn(&Tx) -> tend_core::Result<T> + Send + Sync + 'static,
    ) -> tend_core::Result<T> {
        let actor = Actor::outside(self.company.anna.workspace, name, zone());
        self.company.app.write(&actor, verb).await
    }

    pub async fn read<T: Send + 'static>(
        &self,
        f: impl Fn(&Conn, &Actor, Timestamp) -> tend_core::Result<T> + Send + Sync + 'static,
    ) -> T {
        let (actor, now) = (self.noor.actor(), self.now());
        self.company.app.read(move |db| f(db, &actor, now)).await.expect("it can be read")
    }

    pub async fn problem(&self, id: ProblemId) -> Problem {
        self.read(move |db, actor, _| store::find(db, actor, id)).await
    }

    /// The promise of the next word, while it is due.
    pub async fn promised(&self, id: ProblemId) -> Option<Promise> {
        let promise = self.problem(id).await.promised_word()?;
        Some(self.read(move |db, actor, _| tend_promises::store::find(db, actor, promise)).await)
    }

    /// The calls of problems that this client has for them, by kind.
    pub async fn calls_of(&self, client: ClientId, who: &Someone) -> Vec<Call> {
        let member = who.id();
        let calls = self.read(move |db, actor, _| calls::of_client(db, actor.workspace, client, member, 1000)).await;
        let mut calls: Vec<_> = calls.into_iter().filter(|call| call.kind.starts_with("problems.")).collect();
        calls.sort_by(|one, other| one.kind.cmp(&other.kind));
        calls
    }

    pub async fn kinds_of(&self, client: ClientId, who: &Someone) -> Vec<String> {
        self.calls_of(client, who).await.into_iter().map(|call| call.kind).collect()
    }

    /// The entries of a problem, the oldest first.
    pub async fn story_of(&self, id: ProblemId) -> Vec<Entry> {
        let mut story = self
            .read(move |db, actor, _| timeline::store::of_subject(db, actor.workspace, id.0, Before::NEWEST, 10_000))
            .await;
        story.sort_by_key(|entry| entry.number);
        story
    }

    /// Nothing that `tend check` looks for is found.
    pub async fn is_sound(&self) {
        for check in crate::checks::ALL.iter().chain(tend_promises::FEATURE.checks) {
            let found = self.read(move |db, actor, _| (check.run)(db, actor.workspace)).await;
            assert!(found.is_empty(), "{}: {found:?}", check.name);
        }
    }
}

impl Someone {
    pub fn id(&self) -> MemberId {
        self.created.member
    }

    pub fn actor(&self) -> Actor {
        self.created.actor.clone()
    }

    pub async fn sees(&self, path: &str) -> Answer {
        let answer = self.visitor.gets(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.text);
        answer
    }

    pub async fn sends(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.visitor.sends(path, fields).await
    }

    /// Sends a form that is taken.
    pub async fn does(&self, path: &str, fields: &[(&str, &str)]) {
        let answer = self.sends(path, fields).await;
        assert_eq!(answer.status, 303, "{path}: {}", answer.text);
    }

    /// Takes a problem in through the page.
    pub async fn takes_in(&self, fields: &[(&str, &str)]) -> ProblemId {
        let answer = self.sends("/problems", fields).await;
        let Some(location) = &answer.location else { panic!("{}: {}", answer.status, answer.text) };
        location.strip_prefix("/problems/").expect("the problem's page").parse().expect("an id")
    }

    /// Runs a verb as this person.
    pub async fn writes<T: Send + 'static>(
        &self,
        verb: impl Fn(&Tx) -> tend_core::Result<T> + Send + Sync + 'static,
    ) -> T {
        self.tries(verb).await.expect("the verb is taken")
    }

    /// Runs a verb as this person, which may be refused.
    pub async fn tries<T: Send + 'static>(
        &self,
        verb: impl Fn(&Tx) -> tend_core::Result<T> + Send + Sync + 'static,
    ) -> tend_core::Result<T> {
        self.app.write(&self.actor(), verb).await
    }
}
