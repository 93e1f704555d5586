//! The cast: Noor and Tomás of Linden Cycles, and how a story speaks of them.

use std::future::Future;

use tend_clients::{Client, ClientKind, NewClient};
use tend_core::{
    Actor, Day, Feature, Role, Timestamp, Tx,
    auth::actions::Created,
    calls::{self, Call},
    db::{Conn, Db},
    id::{ClientId, MemberId},
    migrations,
    testing::{
        self,
        company::{Answer, Company, Visitor},
    },
    timeline::{self, Entry, store::Before},
};

use crate::{
    promise::{Promise, PromiseId},
    rate::{self, KeptRate},
    store::{self, Whose},
};

const FEATURES: &[&Feature] = &[&tend_clients::FEATURE, &crate::FEATURE];

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

/// Linden Cycles on Tuesday 13 October 2026, ten in the morning.
pub struct Shop {
    pub company: Company,
    pub noor: Someone,
    pub tomas: Someone,
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
        let company = Company::opens(db, at("2026-10-13T10:00"), FEATURES).await;
        let noor = Shop::hired(&company, "Noor Haddad", Role::Admin).await;
        let tomas = Shop::hired(&company, "Tomás Ribeiro", Role::Member).await;
        Shop { company, noor, tomas }
    }

    async fn hired(company: &Company, name: &str, role: Role) -> Someone {
        let created = company.hires(name, role, company.anna.location.expect("Anna works somewhere")).await;
        let visitor = company.signs_in(&created).await;
        Someone { created, visitor, app: company.app.clone() }
    }

    pub async fn hires(&self, name: &str, role: Role) -> Someone {
        Shop::hired(&self.company, name, role).await
    }

    pub fn now(&self) -> Timestamp {
        self.company.app.clock.now()
    }

    pub fn at(&self, text: &str) -> Timestamp {
        at(text)
    }

    pub fn clock_shows(&self, text: &str) {
        self.company.app.clock.set(at(text));
    }

    /// A new client, looked after by Noor.
    pub async fn meets(&self, name: &str) -> ClientId {
        let noor = self.noor.actor();
        let kind = if name.contains("Clinic") || name.contains("Hotel") {
            ClientKind::Organization
        } else {
            ClientKind::Person
        };
        let new = NewClient::new(kind, name, self.noor.id(), noor.location.expect("she works somewhere"));
        self.company
            .app
            .write(&noor, move |tx| tend_clients::actions::create(tx, &new))
            .await
            .expect("a client is written down")
    }

    pub async fn read<T: Send + 'static>(
        &self,
        f: impl Fn(&Conn, &Actor, Timestamp) -> tend_core::Result<T> + Send + Sync + 'static,
    ) -> T {
        let (actor, now) = (self.noor.actor(), self.now());
        self.company.app.read(move |db| f(db, &actor, now)).await.expect("it can be read")
    }

    pub async fn promise(&self, id: PromiseId) -> Promise {
        self.read(move |db, actor, _| store::find(db, actor, id)).await
    }

    pub async fn client(&self, id: ClientId) -> Client {
        self.read(move |db, actor, _| tend_clients::store::find(db, actor, id)).await
    }

    /// The calls of promises that this client has for them.
    pub async fn calls_of(&self, client: ClientId, who: &Someone) -> Vec<Call> {
        let member = who.id();
        let calls = self.read(move |db, actor, _| calls::of_client(db, actor.workspace, client, member, 1000)).await;
        calls.into_iter().filter(|call| call.kind.starts_with("promises.")).collect()
    }

    pub async fn only_call_of(&self, client: ClientId, who: &Someone) -> Call {
        let calls = self.calls_of(client, who).await;
        assert_eq!(calls.len(), 1, "{calls:?}");
        calls.into_iter().next().expect("one")
    }

    /// The entries of promises on this client's timeline, newest first.
    pub async fn story_of(&self, client: ClientId) -> Vec<Entry> {
        let all = self
            .read(move |db, actor, _| {
                timeline::store::of_client(db, actor.workspace, client, None, Before::NEWEST, 100)
            })
            .await;
        all.into_iter().filter(|entry| entry.feature() == "promises").collect()
    }

    pub async fn need(&self, client: ClientId, who: &Someone) -> f64 {
        calls::need(&self.calls_of(client, who).await, self.now())
    }

    pub async fn rate(&self, whose: Whose) -> KeptRate {
        self.read(move |db, actor, now| {
            let since = Day(now.in_zone(&actor.zone).date().saturating_sub(jiff::Span::new().days(rate::DAYS)));
            store::kept_rate(db, actor, whose, since, now)
        })
        .await
    }

    /// The numbers of “Promise number 7.” on this page of the list and all that follow it, in their order.
    pub async fn numbers_on(&self, first: &str) -> Vec<i64> {
        let (mut numbers, mut next) = (Vec::new(), Some(first.to_owned()));
        while let Some(path) = next {
            let text = self.noor.sees(&path).await.text;
            let titles = text.split("data-frag>Promise number ").skip(1);
            numbers.extend(titles.filter_map(|rest| rest.split('.').next()?.parse::<i64>().ok()));
            next = text.split("<a href=\"").filter(|link| link.contains("rel=\"next\"")).find_map(|link| {
                let href = link.split('"').next()?;
                href.contains("after=").then(|| href.replace("&amp;", "&"))
            });
        }
        numbers
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

    /// Makes a promise through the page.
    pub async fn promises(&self, whom: &str, words: &str, by: &str) -> PromiseId {
        self.made(&[("whom", whom), ("text", words), ("due", by)]).await
    }

    pub async fn promises_colleague(&self, whom: &Someone, words: &str, by: &str) -> PromiseId {
        self.made(&[("colleague", &whom.id().to_string()), ("text", words), ("due", by)]).await
    }

    async fn made(&self, form: &[(&str, &str)]) -> PromiseId {
        let answer = self.sends("/promises", form).await;
        let Some(location) = &answer.location else { panic!("{}: {}", answer.status, answer.text) };
        location.strip_prefix("/promises/").expect("the promise's page").parse().expect("an id")
    }

    /// Runs a verb as this person.
    pub async fn writes<T: Send + 'static>(
        &self,
        verb: impl Fn(&Tx) -> tend_core::Result<T> + Send + Sync + 'static,
    ) -> T {
        self.app.write(&self.actor(), verb).await.expect("the verb is taken")
    }
}
