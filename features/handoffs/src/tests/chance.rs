//! Chance: whatever several people do in whatever order, each client has one owner, calls are right, and the book tells how it stands.

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use tend_core::Error;

use super::*;

#[derive(Clone, Copy, Debug)]
enum Deed {
    Ask(usize, usize, usize),
    Accept(usize, usize),
    Decline(usize, usize),
    Withdraw(usize, usize),
    Give(usize, usize),
    LayAside(usize),
    TakeUp(usize),
    Pass(i64),
}

fn a_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0..3usize, 0..3usize, 0..3usize).prop_map(|(who, client, to)| Deed::Ask(who, client, to)),
        3 => (0..3usize, 0..8usize).prop_map(|(who, which)| Deed::Accept(who, which)),
        2 => (0..3usize, 0..8usize).prop_map(|(who, which)| Deed::Decline(who, which)),
        2 => (0..3usize, 0..8usize).prop_map(|(who, which)| Deed::Withdraw(who, which)),
        1 => (0..3usize, 0..3usize).prop_map(|(client, to)| Deed::Give(client, to)),
        1 => (0..3usize).prop_map(Deed::LayAside),
        1 => (0..3usize).prop_map(Deed::TakeUp),
        1 => (1..30i64).prop_map(Deed::Pass),
    ]
}

#[test]
fn whatever_happens_everybody_has_somebody() {
    let mut runner = TestRunner::new_with_rng(
        Config { cases: 1, ..Config::default() },
        prop::test_runner::TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha),
    );
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let mut deeds = Vec::new();
    for _ in 0..8 {
        let drawn = vec(a_deed(), 24).new_tree(&mut runner).expect("deeds");
        deeds.push(prop::strategy::ValueTree::current(&drawn));
    }
    runtime.block_on(story(|shop| {
        let deeds = deeds.clone();
        async move {
            let clients = [
                shop.marta,
                met(&shop.company, &shop.wen.actor, "Jonas Weber").await,
                met(&shop.company, &shop.company.anna, "Sunita Rao").await,
            ];
            let people = [shop.tomas.actor.clone(), shop.wen.actor.clone(), shop.company.anna.clone()];
            let mut asked: Vec<HandoffId> = Vec::new();
            for deed in deeds.into_iter().flatten() {
                does(&shop, &clients, &people, &mut asked, deed).await;
                explained(&shop, &clients, &asked).await;
            }
            shop.fits().await;
        }
    }));
}

async fn does(shop: &Shop, clients: &[ClientId; 3], people: &[Actor; 3], asked: &mut Vec<HandoffId>, deed: Deed) {
    let which = |number: usize| asked.get(number % asked.len().max(1)).copied();
    let done = match deed {
        Deed::Ask(who, client, to) => {
            let (thing, to) = (clients[client].0, people[to].member.expect("a member"));
            let new = NewHandoff { subject: CLIENT.into(), thing, to, briefing: "Read this".into() };
            match shop.does(&people[who], move |tx| actions::ask(tx, &new)).await {
                Ok(id) => {
                    asked.push(id);
                    Ok(())
                }
                Err(error) => Err(error),
            }
        }
        Deed::Accept(who, number) => match which(number) {
            Some(id) => shop.does(&people[who], move |tx| actions::accept(tx, id, "").map(drop)).await,
            None => Ok(()),
        },
        Deed::Decline(who, number) => match which(number) {
            Some(id) => shop.does(&people[who], move |tx| actions::decline(tx, id, "Not now")).await,
            None => Ok(()),
        },
        Deed::Withdraw(who, number) => match which(number) {
            Some(id) => shop.does(&people[who], move |tx| actions::withdraw(tx, id, "")).await,
            None => Ok(()),
        },
        Deed::Give(client, to) => {
            let (client, to) = (clients[client], people[to].member.expect("a member"));
            shop.does(&people[2], move |tx| tend_clients::actions::give(tx, client, to).map(drop)).await
        }
        Deed::LayAside(client) => {
            let client = clients[client];
            shop.does(&people[2], move |tx| tend_clients::actions::archive(tx, client)).await
        }
        Deed::TakeUp(client) => {
            let client = clients[client];
            shop.does(&people[2], move |tx| tend_clients::actions::restore(tx, client)).await
        }
        Deed::Pass(hours) => {
            shop.passes(hours * HOUR);
            shop.jobs_run().await;
            Ok(())
        }
    };
    let is_told = matches!(done, Ok(()) | Err(Error::Conflict(_) | Error::NotAllowed(_) | Error::Invalid(_)));
    assert!(is_told, "{deed:?}: {done:?}");
}

/// Whoever was given last in the book owns the client; who waits is called, and nobody else.
async fn explained(shop: &Shop, clients: &[ClientId; 3], asked: &[HandoffId]) {
    let mut waiting = 0;
    for id in asked {
        let handoff = shop.handoff(*id).await;
        waiting += usize::from(handoff.waits());
        assert_eq!(handoff.waits(), handoff.ended_at.is_none());
        let last = shop.last_about(*id).await;
        let told = match handoff.state {
            State::Waiting => "handoffs.asked",
            State::Accepted => "handoffs.accepted",
            State::Declined => "handoffs.declined",
            State::Withdrawn => "handoffs.withdrawn",
            State::Unanswered => "handoffs.unanswered",
            State::Overtaken => "handoffs.overtaken",
        };
        assert_eq!(last, told, "the book tells how it stands");
        if handoff.waits() {
            assert_eq!(shop.owner(handoff.client).await, handoff.from, "it stays with whoever has it");
            assert!(shop.kinds(handoff.to, handoff.client).await.contains(&"handoffs.asked".to_owned()));
        }
    }
    let mut called = 0;
    for client in clients {
        for member in [shop.tomas.member, shop.wen.member, shop.company.anna.member.expect("a member")] {
            called += shop.kinds(member, *client).await.iter().filter(|kind| *kind == "handoffs.asked").count();
        }
    }
    assert_eq!(called, waiting);
}

impl Shop {
    async fn last_about(&self, id: HandoffId) -> String {
        let workspace = self.company.anna.workspace;
        let story = self.company.app.read(move |db| book::of_subject(db, workspace, id.0, book::Before::NEWEST, 1));
        story.await.expect("a story").remove(0).kind
    }
}
