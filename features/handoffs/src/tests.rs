//! Stories of handoffs, through the pages, on both engines: Tomás hands his clients over, Wen answers, Noor is the admin.

mod chance;
mod doors;
mod meanwhile;
mod told;

use tend_clients::{ClientKind, NewClient};
use tend_core::{
    Actor, Feature, Result, Role, Timestamp, Tx,
    auth::actions::Created,
    calls::{self, Call, Look},
    house,
    id::{ClientId, MemberId},
    jobs, migrations,
    testing::{
        company::{Company, Visitor},
        on_both,
    },
    time::{DAY, HOUR},
    timeline::store as book,
};

use crate::{
    actions::{self, NewHandoff},
    handoff::{CLIENT, Handoff, HandoffId, State},
    store,
};

const FEATURES: &[&Feature] = &[&crate::FEATURE, &tend_clients::FEATURE, &house::FEATURE];

/// Linden Cycles on a Tuesday morning: Anna is the admin, Tomás and Wen work there with her.
pub(super) struct Shop {
    pub company: Company,
    pub tomas: Created,
    pub wen: Created,
    pub marta: ClientId,
}

pub(super) async fn story<F, S>(told: F)
where
    F: Fn(Shop) -> S,
    S: Future<Output = ()>,
{
    on_both(migrations::ALL, |db| async {
        let company = Company::opens(db, at("2026-10-13T07:00:00Z"), FEATURES).await;
        let place = company.anna.location.expect("a place");
        let tomas = company.hires("Tomás Ribeiro", Role::Member, place).await;
        let wen = company.hires("Wen Liu", Role::Member, place).await;
        let marta = met(&company, &tomas.actor, "Marta Kovács").await;
        told(Shop { company, tomas, wen, marta }).await;
    })
    .await;
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// A client of somebody's.
pub(super) async fn met(company: &Company, owner: &Actor, name: &'static str) -> ClientId {
    let new = NewClient {
        about: "Touring bike".into(),
        cadence_days: Some(21),
        ..NewClient::new(ClientKind::Person, name, owner.member.expect("a member"), owner.location.expect("a place"))
    };
    company.app.write(owner, move |tx| tend_clients::actions::create(tx, &new)).await.expect("a client")
}

impl Shop {
    pub async fn does<T, F>(&self, who: &Actor, verb: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&Tx) -> Result<T> + Send + 'static,
    {
        self.company.app.write(who, verb).await
    }
    pub fn passes(&self, us: i64) {
        self.company.app.clock.set(self.company.app.clock.now().plus(us));
    }
    /// Tomás asks Wen to take Marta over.
    pub async fn asks(&self) -> HandoffId {
        self.asks_about(self.marta).await.expect("Wen is asked")
    }
    pub async fn asks_about(&self, client: ClientId) -> Result<HandoffId> {
        let new = NewHandoff { subject: CLIENT.into(), thing: client.0, to: self.wen.member, briefing: String::new() };
        self.does(&self.tomas.actor, move |tx| actions::ask(tx, &new)).await
    }
    pub async fn handoff(&self, id: HandoffId) -> Handoff {
        let actor = self.company.anna.clone();
        self.company.app.read(move |db| store::find(db, &actor, id)).await.expect("it is there")
    }
    pub async fn owner(&self, client: ClientId) -> MemberId {
        let actor = self.company.anna.clone();
        self.company.app.read(move |db| tend_clients::store::find(db, &actor, client)).await.expect("a client").owner
    }
    /// What calls a member about a client now, by kind.
    pub async fn calls(&self, member: MemberId, client: ClientId) -> Vec<Call> {
        let (workspace, at) = (self.company.anna.workspace, self.company.app.clock.now());
        let look = Look { workspace, member, viewer: Some(member), at };
        self.company.app.read(move |db| calls::of_clients(db, &look, &[client])).await.expect("calls")
    }
    pub async fn kinds(&self, member: MemberId, client: ClientId) -> Vec<String> {
        let ours = self.calls(member, client).await.into_iter().map(|call| call.kind);
        ours.filter(|kind| kind.starts_with("handoffs.")).collect()
    }
    /// The kinds of entries about a client, oldest first.
    pub async fn entries(&self, client: ClientId) -> Vec<String> {
        let workspace = self.company.anna.workspace;
        let after = self.company.app.read(move |db| book::after(db, workspace, 0, 500)).await.expect("entries");
        let of_client = after.into_iter().filter(|entry| entry.client == Some(client)).map(|entry| entry.kind);
        of_client.filter(|kind| kind.starts_with("handoffs.") || kind == "clients.given").collect()
    }
    pub async fn jobs_run(&self) {
        jobs::run_due(&self.company.app).await.expect("the jobs run");
    }
    pub async fn toms(&self) -> Visitor {
        self.company.signs_in(&self.tomas).await
    }
    pub async fn wens(&self) -> Visitor {
        self.company.signs_in(&self.wen).await
    }
    /// What `tend check` would find.
    pub async fn fits(&self) {
        let found = tend_core::check::all(&self.company.app, migrations::ALL).await.expect("it is looked at");
        let wrong: Vec<_> = found.into_iter().filter(|outcome| !outcome.found.is_empty()).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_declined_then_accepted() {
    story(|shop| async move {
        let (tomas, wen) = (shop.toms().await, shop.wens().await);
        let form = tomas.gets(&format!("/handoffs/new?subject=client&thing={}", shop.marta)).await;
        form.says("Hand over Marta Kovács");
        form.says("Who they are");
        form.says("Touring bike");
        form.says("2 opening days");
        let asking = |to: String, briefing: &'static str| {
            vec![
                ("subject", CLIENT.to_owned()),
                ("thing", shop.marta.to_string()),
                ("to", to),
                ("briefing", briefing.to_owned()),
            ]
        };
        let send = async |visitor: &Visitor, fields: Vec<(&'static str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            visitor.sends("/handoffs", &fields).await
        };
        let refused = send(&tomas, asking(String::new(), "She rides to her sister")).await;
        assert_eq!(refused.status, 422);
        refused.says("Whom do you ask?");
        refused.says("She rides to her sister");
        let asked = send(&tomas, asking(shop.wen.member.to_string(), "She rides to her sister")).await;
        let page = asked.location.expect("it leads to the handoff");
        // Asked twice is asked once.
        let twice = send(&tomas, asking(shop.wen.member.to_string(), "Once more")).await;
        assert_eq!(twice.status, 409);
        twice.says("Wen Liu was asked already");

        let read = wen.gets(&page).await;
        read.says("She rides to her sister");
        read.says("Yes, I take over");
        tomas.gets(&page).await.says("Waiting for Wen.");
        tomas.gets(&format!("/clients/{}", shop.marta)).await.says("Tomás asks Wen to take over");
        wen.gets(&format!("/clients/{}", shop.marta)).await.says("Tomás asks you to take over");
        wen.gets("/handoffs").await.says("Marta Kovács");
        assert_eq!(shop.kinds(shop.wen.member, shop.marta).await, ["handoffs.asked"]);

        // No needs a word, and leaves her where she was.
        let why = wen.sends(&format!("{page}/declining"), &[("word", " ")]).await;
        assert_eq!(why.status, 422);
        why.says("Why not?");
        wen.sends(&format!("{page}/declining"), &[("word", "I am at the fair until Friday")]).await;
        wen.gets(&page).await.says("Wen said no.");
        assert_eq!(shop.owner(shop.marta).await, shop.tomas.member);
        assert!(shop.kinds(shop.wen.member, shop.marta).await.is_empty());
        let back = shop.calls(shop.tomas.member, shop.marta).await;
        assert!(back.iter().any(|call| call.reason == "Wen said no: I am at the fair until Friday"), "{back:?}");

        // Asked again, she is Wen's; what called Tomás about it is settled.
        let asked = send(&tomas, asking(shop.wen.member.to_string(), "After the fair, then")).await;
        let page = asked.location.expect("it leads to the handoff");
        let done = wen.sends_and_follows(&format!("{page}/acceptance"), &[("word", "Gladly")]).await;
        done.says("Marta Kovács");
        assert_eq!(shop.owner(shop.marta).await, shop.wen.member);
        assert!(shop.kinds(shop.tomas.member, shop.marta).await.is_empty());
        tomas.gets(&page).await.says("Wen said yes.");
        assert_eq!(
            shop.entries(shop.marta).await,
            ["handoffs.asked", "handoffs.declined", "handoffs.asked", "clients.given", "handoffs.accepted"]
        );
        shop.fits().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_leaves_it_and_says_so() {
    story(|shop| async move {
        let id = shop.asks().await;
        // Tuesday: until Thursday, six o'clock.
        assert_eq!(shop.handoff(id).await.answer_by, at("2026-10-15T16:00:00Z"));
        shop.company.app.clock.set(at("2026-10-15T15:59:00Z"));
        shop.jobs_run().await;
        assert!(shop.handoff(id).await.waits());
        shop.passes(HOUR);
        shop.jobs_run().await;
        assert_eq!(shop.handoff(id).await.state, State::Unanswered);
        assert_eq!(shop.owner(shop.marta).await, shop.tomas.member);
        let back = shop.calls(shop.tomas.member, shop.marta).await;
        assert!(back.iter().any(|call| call.reason.starts_with("Wen did not answer")), "{back:?}");
        assert!(shop.kinds(shop.wen.member, shop.marta).await.is_empty());
        let late = shop.wens().await.sends(&format!("/handoffs/{id}/acceptance"), &[("word", "Sorry, yes")]).await;
        assert_eq!(late.status, 409);
        late.says("Nobody answered in time. Marta Kovács stayed with Tomás");
        late.says("Sorry, yes");
        shop.fits().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sets_how_long_one_has() {
    story(|shop| async move {
        let anna = shop.company.anna_signs_in().await;
        anna.gets("/settings/handoffs").await.says(r#"value="2""#);
        assert_eq!(anna.sends("/settings/handoffs", &[("answer_days", "31"), ("version", "0")]).await.status, 422);
        assert_eq!(anna.sends("/settings/handoffs", &[("answer_days", "4"), ("version", "0")]).await.status, 303);
        assert_eq!(anna.sends("/settings/handoffs", &[("answer_days", "5"), ("version", "0")]).await.status, 409);
        assert_eq!(shop.wens().await.gets("/settings/handoffs").await.status, 403);
        // Wednesday, Thursday, Friday, Monday.
        let id = shop.asks().await;
        assert_eq!(shop.handoff(id).await.answer_by, at("2026-10-19T16:00:00Z"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_whose_it_is_asks_and_only_who_is_asked_answers() {
    story(|shop| async move {
        let (marta, wen) = (shop.marta, shop.wen.member);
        let new = NewHandoff { subject: CLIENT.into(), thing: marta.0, to: wen, briefing: String::new() };
        let place = shop.company.anna.location.expect("a place");
        let mine = new.clone();
        let refused = shop.does(&shop.wen.actor, move |tx| actions::ask(tx, &mine)).await;
        assert!(matches!(refused, Err(tend_core::Error::NotAllowed(_))), "{refused:?}");
        let bo = shop.company.hires("Bo", Role::Guest, place).await;
        let to_a_guest = NewHandoff { to: bo.member, ..new.clone() };
        let refused = shop.does(&shop.tomas.actor, move |tx| actions::ask(tx, &to_a_guest)).await;
        assert!(matches!(refused, Err(tend_core::Error::Invalid(_))), "{refused:?}");
        let to_himself = NewHandoff { to: shop.tomas.member, ..new.clone() };
        let refused = shop.does(&shop.tomas.actor, move |tx| actions::ask(tx, &to_himself)).await;
        assert!(matches!(refused, Err(tend_core::Error::Invalid(_))), "{refused:?}");
        // An admin asks for him, and he hears of it; only Wen answers.
        let id = shop.does(&shop.company.anna, move |tx| actions::ask(tx, &new)).await.expect("Anna asks for him");
        for who in [&shop.tomas.actor, &shop.company.anna] {
            let refused = shop.does(who, move |tx| actions::accept(tx, id, "")).await;
            assert!(matches!(refused, Err(tend_core::Error::NotAllowed(_))), "{refused:?}");
        }
        shop.toms().await.gets(&format!("/handoffs/{id}")).await.says("Take it back");
    })
    .await;
}
