//! Whatever two members do in whatever order: exactly one call for each promise owed to a client, a tally that equals
//! the recount, and no promise lost.

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use tend_core::{
    Error, Result, Tx, calls,
    id::ClientId,
    jobs,
    time::{HOUR, MINUTE},
};

use super::cast::{Shop, Someone, on_both};
use crate::{
    actions::{self, NewPromise},
    due::Due,
    promise::{Outcome, Promise, PromiseId, State, To, outcome},
    rate::KeptRate,
    store::{self, After, Whose},
};

/// What somebody does next.
#[derive(Clone, Debug)]
enum Step {
    Make { hours: i64, is_in_house: bool },
    Keep(usize),
    TakeBack(usize),
    Break(usize),
    Release(usize),
    Move { which: usize, hours: i64 },
    MakeGood(usize),
    Give(usize),
    Wait { minutes: i64 },
}

fn any_step() -> impl Strategy<Value = (bool, Step)> {
    let which = 0_usize..12;
    let step = prop_oneof![
        4 => (1_i64..60, prop::bool::weighted(0.2)).prop_map(|(hours, is_in_house)| Step::Make { hours, is_in_house }),
        4 => which.clone().prop_map(Step::Keep),
        3 => which.clone().prop_map(Step::TakeBack),
        1 => which.clone().prop_map(Step::Break),
        1 => which.clone().prop_map(Step::Release),
        2 => (which.clone(), 1_i64..60).prop_map(|(which, hours)| Step::Move { which, hours }),
        2 => which.clone().prop_map(Step::MakeGood),
        1 => which.prop_map(Step::Give),
        3 => (1_i64..3000).prop_map(|minutes| Step::Wait { minutes }),
    ];
    (any::<bool>(), step)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_members_can_do_anything_in_any_order() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Sunita Rao").await;
        // Chance with a fixed seed: a story that fails fails again.
        let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let mut made = Vec::new();
        for round in 0..6 {
            let steps = prop::collection::vec(any_step(), 40).new_tree(&mut runner).expect("steps").current();
            for (is_noor, step) in steps {
                let (who, other) = if is_noor { (&shop.noor, &shop.tomas) } else { (&shop.tomas, &shop.noor) };
                live(&shop, who, other, client, &mut made, step).await;
            }
            jobs::run_due(&shop.company.app).await.expect("the jobs run");
            everything_fits(&shop, client, made.len(), round).await;
        }
    })
    .await;
}

async fn live(shop: &Shop, who: &Someone, other: &Someone, client: ClientId, made: &mut Vec<PromiseId>, step: Step) {
    let nth = |which: usize| made.len().checked_sub(1 + which % made.len().max(1)).map(|index| made[index]);
    let due = |tx: &Tx, hours: i64| Due { at: tx.now.plus(hours * HOUR), whole_day: hours % 3 == 0 };
    let to_other = other.id();
    let app = &shop.company.app;
    match step {
        Step::Wait { minutes } => app.clock.set(shop.now().plus(minutes * MINUTE)),
        Step::Make { hours, is_in_house } => {
            let to = if is_in_house { To::Colleague(to_other) } else { To::Client(client) };
            let id = who.writes(move |tx| actions::make(tx, &NewPromise::new(to, "A promise", due(tx, hours)))).await;
            made.push(id);
        }
        Step::Keep(which) => attempt(who, nth(which), actions::keep).await,
        Step::TakeBack(which) => attempt(who, nth(which), actions::take_back_keeping).await,
        Step::Break(which) => attempt(who, nth(which), |tx, id| actions::break_(tx, id, "", None)).await,
        Step::Release(which) => attempt(who, nth(which), |tx, id| actions::release(tx, id, "Never mind", None)).await,
        Step::Move { which, hours } => {
            attempt(who, nth(which), move |tx, id| actions::move_to(tx, id, due(tx, hours), "Rang them", None)).await;
        }
        Step::MakeGood(which) => {
            attempt(who, nth(which), |tx, id| actions::make_good(tx, id, "Brought flowers", None)).await
        }
        Step::Give(which) => attempt(who, nth(which), move |tx, id| actions::give(tx, id, to_other, None)).await,
    }
}

/// Does it, or is told in a sentence why it cannot be done.
async fn attempt(
    who: &Someone,
    id: Option<PromiseId>,
    verb: impl Fn(&Tx, PromiseId) -> Result<()> + Send + Sync + 'static,
) {
    let Some(id) = id else { return };
    let verb = std::sync::Arc::new(verb);
    who.writes(move |tx| match tx.attempt(|| verb(tx, id)) {
        Ok(()) | Err(Error::Conflict(_) | Error::Invalid(_)) => Ok(()),
        Err(other) => Err(other),
    })
    .await;
}

async fn everything_fits(shop: &Shop, client: ClientId, made: usize, round: usize) {
    let all = everything(shop).await;
    assert_eq!(all.len(), made, "round {round}: no promise is lost");
    let (noor, tomas) = (shop.calls_of(client, &shop.noor).await, shop.calls_of(client, &shop.tomas).await);
    let calls: Vec<&calls::Call> = noor.iter().chain(&tomas).collect();
    for promise in &all {
        let own: Vec<_> = calls.iter().filter(|call| call.subject == promise.id.0).collect();
        let wanted = usize::from(promise.is_owed() && promise.client().is_some());
        assert_eq!(own.len(), wanted, "round {round}: {promise:?} {own:?}");
        assert!(own.iter().all(|call| call.member == promise.owner && call.when.start() < call.when.due()));
        assert_eq!(promise.ended.is_none(), promise.state == State::Open);
    }
    assert_eq!(calls.len(), all.iter().filter(|promise| promise.is_owed() && promise.client().is_some()).count());
    let place = shop.company.anna.location.expect("a place");
    for whose in [Whose::Everyone, Whose::Place(place), Whose::Member(shop.noor.id())] {
        assert_eq!(shop.rate(whose).await, recounted(shop, &all, whose), "round {round}: {whose:?}");
    }
}

async fn everything(shop: &Shop) -> Vec<Promise> {
    let mut all = shop.read(|db, actor, _| store::owed(db, actor, Whose::Everyone, After::FIRST, 10_000)).await;
    all.extend(shop.read(|db, actor, _| store::done(db, actor, Whose::Everyone, After::NEWEST, 10_000)).await);
    all
}

fn recounted(shop: &Shop, all: &[Promise], whose: Whose) -> KeptRate {
    let now = shop.now();
    let since = now.in_zone(&super::cast::zone()).date().saturating_sub(jiff::Span::new().days(crate::rate::DAYS));
    let mut rate = KeptRate::default();
    for promise in all.iter().filter(|promise| !matches!(whose, Whose::Member(member) if member != promise.owner)) {
        rate.late += u64::from(promise.is_late(now));
        match outcome(promise).filter(|(day, _)| day.0 >= since) {
            Some((_, Outcome::KeptOnTime)) => rate.on_time += 1,
            Some((_, Outcome::KeptLate)) => rate.kept_late += 1,
            Some((_, Outcome::Broken)) => rate.broken += 1,
            None => {}
        }
    }
    rate
}
