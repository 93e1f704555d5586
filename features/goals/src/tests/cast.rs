//! The cast: Noor and Tomás of Linden Cycles, and how a story speaks of them.

use std::future::Future;

use tend_clients::{ClientKind, MomentKind, NewClient, NewMoment};
use tend_core::{
    Actor, Feature, Role, Timestamp, Tx,
    auth::actions::Created,
    calls::{self, Call},
    db::{Conn, Db},
    id::{ClientId, EntryId, MemberId},
    migrations,
    testing::{
        self,
        company::{Answer, Company, Visitor},
    },
    time::DAY,
    timeline::{self, Entry, store::Before},
};

use crate::{
    actions::{self, NewGoal},
    goal::{Goal, GoalId},
    store, story,
};

const FEATURES: &[&Feature] = &[&tend_clients::FEATURE, &crate::FEATURE];

/// Tells a story on both engines.
pub async fn on_both<F, S>(told: F)
where
    F: Fn(Shop) -> S,
    S: Future<Output = ()>,
{
    testing::on_both(migrations::ALL, |db: Db| async { told(Shop::opens(db).await).await }).await;
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
    pub guest: Someone,
    pub clinic: ClientId,
}

impl Shop {
    async fn opens(db: Db) -> Shop {
        let now = "2026-10-13T08:00:00Z".parse().expect("a moment");
        let company = Company::opens(db, now, FEATURES).await;
        let noor = Shop::hired(&company, "Noor Haddad", Role::Admin).await;
        let tomas = Shop::hired(&company, "Tomás Ribeiro", Role::Member).await;
        let guest = Shop::hired(&company, "Pia Lund", Role::Guest).await;
        let clinic = noor.meets(ClientKind::Organization, "Harbour Clinic").await;
        Shop { company, noor, tomas, guest, clinic }
    }

    async fn hired(company: &Company, name: &str, role: Role) -> Someone {
        let created = company.hires(name, role, company.anna.location.expect("Anna works somewhere")).await;
        let visitor = company.signs_in(&created).await;
        Someone { created, visitor, app: company.app.clone() }
    }

    pub fn now(&self) -> Timestamp {
        self.company.app.clock.now()
    }

    pub fn days_pass(&self, days: i64) {
        self.company.app.clock.set(self.now().plus(days * DAY));
    }

    pub async fn read<T: Send + 'static>(
        &self,
        f: impl Fn(&Conn, &Actor) -> tend_core::Result<T> + Send + Sync + 'static,
    ) -> T {
        let actor = self.noor.actor();
        self.company.app.read(move |db| f(db, &actor)).await.expect("it can be read")
    }

    pub async fn goal(&self, id: GoalId) -> Goal {
        self.read(move |db, actor| store::find(db, actor, id)).await
    }

    /// What they still want, in its order.
    pub async fn open(&self) -> Vec<GoalId> {
        let clinic = self.clinic;
        let open = self.read(move |db, actor| store::open_of_client(db, actor, clinic, 200)).await;
        open.into_iter().map(|goal| goal.id).collect()
    }

    /// The calls of goals that this client has for somebody.
    pub async fn calls_of(&self, client: ClientId, who: &Someone) -> Vec<Call> {
        let member = who.id();
        let calls = self.read(move |db, actor| calls::of_client(db, actor.workspace, client, member, 1000)).await;
        calls.into_iter().filter(|call| call.kind.starts_with("goals.")).collect()
    }

    /// The one call of the clinic's only goal.
    pub async fn only_call(&self) -> Call {
        let mut calls = self.calls_of(self.clinic, &self.noor).await;
        assert_eq!(calls.len(), 1, "{calls:?}");
        calls.remove(0)
    }

    /// The titles of the entries of a goal, the oldest first.
    pub async fn titles_of(&self, id: GoalId) -> Vec<String> {
        let read = move |db: &Conn, actor: &Actor| {
            timeline::store::of_subject(db, actor.workspace, id.0, Before::NEWEST, 10_000)
        };
        let mut entries: Vec<Entry> = self.read(read).await;
        entries.sort_by_key(|entry| entry.number);
        entries.iter().filter_map(story::on_its_page).map(|said| said.title).collect()
    }

    /// Nothing that `tend check` looks for is found.
    pub async fn is_sound(&self) {
        let found = tend_core::check::all(&self.company.app, migrations::ALL).await.expect("it is looked at");
        let wrong: Vec<_> = found.into_iter().filter(|outcome| !outcome.found.is_empty()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

impl Someone {
    pub fn id(&self) -> MemberId {
        self.created.member
    }

    pub fn actor(&self) -> Actor {
        self.created.actor.clone()
    }

    /// A new client, whom they look after.
    pub async fn meets(&self, kind: ClientKind, name: &str) -> ClientId {
        let new = NewClient::new(kind, name, self.id(), self.actor().location.expect("they work somewhere"));
        self.writes(move |tx| tend_clients::actions::create(tx, &new)).await
    }

    /// A note about a client.
    pub async fn notes(&self, client: ClientId, text: &str) -> EntryId {
        let moment = NewMoment::now(MomentKind::Note, text);
        self.writes(move |tx| tend_clients::actions::note(tx, client, &moment)).await
    }

    /// What a client wants to do, in these words.
    pub async fn names(&self, client: ClientId, words: &str) -> GoalId {
        let new = NewGoal::new(client, words);
        self.writes(move |tx| actions::name(tx, &new)).await
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
