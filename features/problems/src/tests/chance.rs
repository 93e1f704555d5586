//! Whatever several members and the client do in whatever order: each problem has exactly one owner who can act, its calls are
//! right, and its timeline explains how it stands.

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use tend_core::{Error, Result, Tx, auth::session::Secret, id::ClientId, time::MINUTE};

use tend_promises::{Due, actions as promises};

use super::{
    cast::{Shop, Someone, on_both},
    right::gift,
};
use crate::{
    actions::{self, Change, Hands, NewProblem},
    calls::{of_gesture, of_helper, of_problem},
    gesture::{Part, Standing},
    problem::{ProblemId, Severity, State},
    store::{self, After, Whose},
    story,
};

/// What somebody does next.
#[derive(Clone, Debug)]
enum Turn {
    TakeIn { severity: usize, hands: bool, they_know: bool },
    Step { which: usize, to: usize },
    Tell { which: usize, hours: Option<i64> },
    Settle(usize),
    Reopen(usize),
    Give { which: usize, to: usize },
    AskHelp { which: usize, whom: usize },
    Agree(usize),
    EndHelp(usize),
    Worse { which: usize, severity: usize },
    Good(usize),
    NotGood(usize),
    Word { which: usize, goes: usize },
    Offer { which: usize, minor: i64 },
    Answer { which: usize, yes: bool },
    Todo(usize),
    Tick(usize),
    TakeBack(usize),
    Wait { minutes: i64 },
}

fn any_step() -> impl Strategy<Value = (usize, Turn)> {
    let which = 0_usize..8;
    let step = prop_oneof![
        2 => (0_usize..3, any::<bool>(), any::<bool>())
            .prop_map(|(severity, hands, they_know)| Turn::TakeIn { severity, hands, they_know }),
        6 => (which.clone(), 0_usize..4).prop_map(|(which, to)| Turn::Step { which, to }),
        3 => (which.clone(), prop::option::of(1_i64..90)).prop_map(|(which, hours)| Turn::Tell { which, hours }),
        2 => which.clone().prop_map(Turn::Settle),
        2 => which.clone().prop_map(Turn::Reopen),
        2 => (which.clone(), 0_usize..3).prop_map(|(which, to)| Turn::Give { which, to }),
        2 => (which.clone(), 0_usize..3).prop_map(|(which, whom)| Turn::AskHelp { which, whom }),
        1 => which.clone().prop_map(Turn::Agree),
        1 => which.clone().prop_map(Turn::EndHelp),
        1 => (which.clone(), 0_usize..3).prop_map(|(which, severity)| Turn::Worse { which, severity }),
        1 => which.clone().prop_map(Turn::Good),
        1 => which.clone().prop_map(Turn::NotGood),
        4 => (which.clone(), 0_usize..5).prop_map(|(which, goes)| Turn::Word { which, goes }),
        2 => (which.clone(), 0_i64..9000).prop_map(|(which, minor)| Turn::Offer { which, minor }),
        2 => (which.clone(), any::<bool>()).prop_map(|(which, yes)| Turn::Answer { which, yes }),
        1 => which.clone().prop_map(Turn::Todo),
        1 => which.clone().prop_map(Turn::Tick),
        1 => which.prop_map(Turn::TakeBack),
        3 => (1_i64..2000).prop_map(|minutes| Turn::Wait { minutes }),
    ];
    (0_usize..3, step)
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_can_do_anything_in_any_order() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Marta Kovács").await;
        // Chance with a fixed seed: a story that fails fails again.
        let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let mut taken: Vec<(ProblemId, Secret)> = Vec::new();
        let steps = prop::collection::vec(any_step(), 220).new_tree(&mut runner).expect("steps").current();
        for (who, step) in steps {
            let told = format!("{who}: {step:?}");
            live(&shop, who, client, &mut taken, step).await;
            only_those_there(&shop, &mut taken).await;
            everything_fits(&shop, client, &taken, &told).await;
        }
        assert!(taken.len() > 5);
        shop.is_sound().await;
    })
    .await;
}

fn people(shop: &Shop) -> [&Someone; 3] {
    [&shop.noor, &shop.tomas, &shop.wen]
}

async fn live(shop: &Shop, who: usize, client: ClientId, taken: &mut Vec<(ProblemId, Secret)>, step: Turn) {
    let nth = |which: usize| taken.len().checked_sub(1 + which % taken.len().max(1)).map(|index| taken[index].clone());
    let (who, ids) = (people(shop)[who], people(shop).map(Someone::id));
    let words = || "In a word".to_owned();
    match step {
        Turn::Wait { minutes } => shop.company.app.clock.set(shop.now().plus(minutes * MINUTE)),
        Turn::TakeIn { severity, hands, they_know } => {
            let severity = Severity::ALL[severity];
            let hands = if hands { Hands::Mine } else { Hands::Owner };
            let new = NewProblem { hands, they_know, ..NewProblem::new(client, "It broke.", severity) };
            let made = who.writes(move |tx| {
                let id = actions::take_in(tx, &new)?;
                Ok((id, actions::make_link(tx, id)?.secret))
            });
            taken.push(made.await);
        }
        Turn::Step { which, to } => {
            attempt(who, nth(which), move |tx, id| actions::step(tx, id, State::ALL[to], &words(), None)).await;
        }
        Turn::Tell { which, hours } => {
            let next = hours.map(|hours| shop.now().plus(hours * 60 * MINUTE));
            attempt(who, nth(which), move |tx, id| actions::tell(tx, id, "", next, None)).await;
        }
        Turn::Settle(which) => attempt(who, nth(which), move |tx, id| actions::settle(tx, id, &words(), None)).await,
        Turn::Reopen(which) => attempt(who, nth(which), move |tx, id| actions::reopen(tx, id, &words(), None)).await,
        Turn::Give { which, to } => {
            attempt(who, nth(which), move |tx, id| actions::give(tx, id, ids[to], None)).await;
        }
        Turn::AskHelp { which, whom } => {
            attempt(who, nth(which), move |tx, id| actions::ask_for_help(tx, id, ids[whom], &words())).await;
        }
        Turn::Agree(which) => attempt(who, nth(which), actions::agree_to_help).await,
        Turn::EndHelp(which) => attempt(who, nth(which), |tx, id| actions::end_help(tx, id, "")).await,
        Turn::Worse { which, severity } => {
            attempt(who, nth(which), move |tx, id| {
                let stands = Change::of(&store::find(tx, &tx.actor, id)?);
                actions::change(tx, id, &Change { severity: Severity::ALL[severity], ..stands }, None)
            })
            .await;
        }
        Turn::Word { which, goes } => attempt(who, nth(which), move |tx, id| word_goes(tx, id, goes)).await,
        Turn::Offer { which, minor } => {
            let new = gift(minor, if minor % 2 == 0 { "It was her birthday" } else { "" });
            attempt(who, nth(which), move |tx, id| actions::give_gesture(tx, id, &new, None).map(drop)).await;
        }
        Turn::Answer { which, yes } => attempt(&shop.noor, nth(which), move |tx, id| answer(tx, id, yes)).await,
        Turn::Todo(which) => {
            attempt(who, nth(which), move |tx, id| actions::add_todo(tx, id, Part::Fix, &words(), "").map(drop)).await;
        }
        Turn::Tick(which) => attempt(who, nth(which), tick).await,
        Turn::TakeBack(which) => attempt(who, nth(which), actions::take_back).await,
        Turn::Good(which) => {
            let Some((_, secret)) = nth(which) else { return };
            shop.outside("Marta", move |tx| actions::settle_by_client(tx, &secret, "")).await.expect("taken");
        }
        Turn::NotGood(which) => {
            let Some((_, secret)) = nth(which) else { return };
            shop.outside("Marta", move |tx| actions::not_settled_by_client(tx, &secret, "No")).await.expect("taken");
        }
    }
}

/// What was taken back is gone.
async fn only_those_there(shop: &Shop, taken: &mut Vec<(ProblemId, Secret)>) {
    let there = shop.read(move |db, actor, _| store::open(db, actor, Whose::Everyone, After::FIRST, i64::MAX)).await;
    let settled = shop.read(move |db, actor, _| store::settled(db, actor, Whose::Everyone, After::NEWEST, 999)).await;
    taken.retain(|(id, _)| there.iter().chain(&settled).any(|problem| problem.id == *id));
}

fn tick(tx: &Tx, id: ProblemId) -> Result<()> {
    let todo = store::todos(tx, &tx.actor, id)?.pop();
    todo.map_or(Ok(()), |todo| actions::tick_todo(tx, id, todo.id, todo.done_at.is_none()))
}

fn answer(tx: &Tx, id: ProblemId, yes: bool) -> Result<()> {
    let asked = store::gestures(tx, &tx.actor, id)?.pop();
    asked.map_or(Ok(()), |gesture| actions::answer_gesture(tx, id, gesture.id, yes, ""))
}

/// What becomes of a promised word by itself, on the promise's own page.
fn word_goes(tx: &Tx, id: ProblemId, goes: usize) -> Result<()> {
    let Some(word) = store::find(tx, &tx.actor, id)?.word.map(|word| word.promise) else { return Ok(()) };
    let later = Due { at: tx.now.plus(300 * MINUTE), whole_day: false };
    match goes {
        0 => promises::keep(tx, word),
        1 => promises::move_to(tx, word, later, "Rang her", None),
        2 => promises::break_(tx, word, "", None),
        3 => promises::release(tx, word, "No need", None),
        _ => promises::take_back_keeping(tx, word),
    }
}

/// Does it, or is told in a sentence why it cannot be done.
async fn attempt(
    who: &Someone,
    which: Option<(ProblemId, Secret)>,
    verb: impl Fn(&Tx, ProblemId) -> Result<()> + Send + Sync + 'static,
) {
    let Some((id, _)) = which else { return };
    match who.tries(move |tx| verb(tx, id)).await {
        Ok(()) => {}
        Err(Error::Conflict(sentence)) => assert!(sentence.contains('.'), "{sentence}"),
        Err(Error::Invalid(problems)) => assert!(problems.iter().all(|problem| problem.message.contains('.'))),
        Err(Error::NotAllowed(sentence)) => assert!(sentence.contains("Only who took this problem in"), "{sentence}"),
        Err(other) => panic!("{other}"),
    }
}

async fn everything_fits(shop: &Shop, client: ClientId, taken: &[(ProblemId, Secret)], after: &str) {
    let mut wanted = Vec::new();
    for (id, _) in taken {
        let problem = shop.problem(*id).await;
        let owner = shop.read(move |db, actor, _| store::colleague(db, actor, problem.owner)).await;
        assert!(owner.can_act(), "{after}");
        let problem = shop.problem(*id).await;
        let told = story::told(&shop.story_of(*id).await).unwrap_or_else(|| panic!("{after}: {problem:?}"));
        assert_eq!((told.state, told.owner), (problem.state, problem.owner), "{after}");
        let id = *id;
        let helpers = shop.read(move |db, actor, _| store::helpers(db, actor, id)).await;
        let calls = of_problem(&problem, "Marta").into_iter();
        let gestures = shop.read(move |db, actor, _| store::gestures(db, actor, id)).await;
        let asked = gestures.iter().filter(|one| one.standing == Standing::Asked && one.asked_by != shop.noor.id());
        let calls = calls.chain(asked.map(|gesture| of_gesture(&problem, gesture, shop.noor.id())));
        let calls = calls.chain(helpers.iter().filter_map(|helper| of_helper(&problem, helper)));
        wanted.extend(
            calls.map(|call| (call.member, call.kind.name.to_owned(), call.subject, call.when.due(), call.reason)),
        );
    }
    let mut found = Vec::new();
    for who in people(shop) {
        let calls = shop.calls_of(client, who).await.into_iter();
        found.extend(calls.map(|call| (call.member, call.kind, call.subject, call.when.due(), call.reason)));
    }
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted, "{after}");
    shop.is_sound().await;
}
