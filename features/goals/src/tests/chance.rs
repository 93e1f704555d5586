//! Whatever two members do in whatever order: exactly one call for each open goal, none for the others, an order without gaps in who
//! stands there, never a circle, and every attained goal with the client's word.

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use tend_core::{Error, Result, Tx};

use super::cast::{Shop, on_both};
use crate::{
    actions::{self, NewGoal},
    goal::{GoalId, Help, State},
};

/// What somebody does next.
#[derive(Clone, Debug)]
enum Turn {
    Name,
    TakeBack(usize),
    Begin(usize),
    Speak(usize),
    Attain { which: usize, says: bool },
    LetGo(usize),
    Again(usize),
    Help { which: usize, how: usize },
    Serve { which: usize, above: Option<usize> },
    Rank { which: usize, place: usize },
    Days(i64),
}

fn any_turn() -> impl Strategy<Value = (bool, Turn)> {
    let which = 0_usize..8;
    let turn = prop_oneof![
        3 => Just(Turn::Name),
        1 => which.clone().prop_map(Turn::TakeBack),
        3 => which.clone().prop_map(Turn::Begin),
        2 => which.clone().prop_map(Turn::Speak),
        2 => (which.clone(), any::<bool>()).prop_map(|(which, says)| Turn::Attain { which, says }),
        1 => which.clone().prop_map(Turn::LetGo),
        2 => which.clone().prop_map(Turn::Again),
        1 => (which.clone(), 0_usize..3).prop_map(|(which, how)| Turn::Help { which, how }),
        4 => (which.clone(), prop::option::of(0_usize..8)).prop_map(|(which, above)| Turn::Serve { which, above }),
        3 => (which, 0_usize..9).prop_map(|(which, place)| Turn::Rank { which, place }),
        2 => (1_i64..30).prop_map(Turn::Days),
    ];
    (any::<bool>(), turn)
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_can_do_anything_in_any_order() {
    on_both(|shop| async move {
        // Chance with a fixed seed: a story that fails fails again.
        let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
        let turns = prop::collection::vec(any_turn(), 120).new_tree(&mut runner).expect("turns").current();
        let mut named = Vec::new();
        for (by_noor, turn) in turns {
            live(&shop, by_noor, &mut named, turn.clone()).await;
            everything_fits(&shop, &turn).await;
        }
        assert!(named.len() > 5);
        shop.is_sound().await;
    })
    .await;
}

async fn live(shop: &Shop, by_noor: bool, named: &mut Vec<GoalId>, turn: Turn) {
    let who = if by_noor { &shop.noor } else { &shop.tomas };
    let nth = |which: usize| named.get(which % named.len().max(1)).copied();
    let verb: Box<dyn Fn(&Tx) -> Result<()> + Send + Sync> = match turn {
        Turn::Days(days) => return shop.days_pass(days),
        Turn::Name => {
            let new = NewGoal::new(shop.clinic, format!("Goal {}", named.len()));
            return named.push(who.writes(move |tx| actions::name(tx, &new)).await);
        }
        Turn::Help { which, how } => {
            let Some(id) = nth(which) else { return };
            Box::new(move |tx| actions::helped_by(tx, id, Help::ALL[how], "", None))
        }
        Turn::Serve { which, above } => {
            let (Some(id), above) = (nth(which), above.and_then(nth)) else { return };
            Box::new(move |tx| actions::serve(tx, id, above, None))
        }
        Turn::Rank { which, place } => {
            let Some(id) = nth(which) else { return };
            Box::new(move |tx| actions::rank(tx, id, place, None))
        }
        Turn::Attain { which, says } => {
            let Some(id) = nth(which) else { return };
            Box::new(move |tx| actions::attain(tx, id, if says { "We are" } else { "" }, None))
        }
        Turn::TakeBack(which) | Turn::Begin(which) | Turn::Speak(which) | Turn::LetGo(which) | Turn::Again(which) => {
            let Some(id) = nth(which) else { return };
            Box::new(move |tx| match turn {
                Turn::TakeBack(_) => actions::take_back_naming(tx, id),
                Turn::Begin(_) => actions::begin(tx, id, "", None),
                Turn::Speak(_) => actions::speak_of(tx, id, "It goes well", None),
                Turn::LetGo(_) => actions::let_go(tx, id, "", None),
                _ => actions::take_up_again(tx, id, None),
            })
        }
    };
    match who.tries(verb).await {
        Ok(()) | Err(Error::Invalid(_) | Error::Conflict(_) | Error::NotFound) => {}
        Err(error) => panic!("{error:?}"),
    }
}

async fn everything_fits(shop: &Shop, turn: &Turn) {
    let clinic = shop.clinic;
    for check in crate::checks::ALL {
        let found = shop.read(move |db, actor| (check.run)(db, actor.workspace)).await;
        assert!(found.is_empty(), "after {turn:?}: {}: {found:?}", check.name);
    }
    let calls = shop.calls_of(clinic, &shop.noor).await;
    let open = shop.open().await;
    let mut called: Vec<_> = calls.iter().map(|call| GoalId(call.subject)).collect();
    let mut wanted = open.clone();
    called.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(called, wanted, "after {turn:?}");
    for id in open {
        let goal = shop.goal(id).await;
        assert!(
            matches!(goal.state, State::Named | State::Underway) && goal.ended.is_none(),
            "after {turn:?}: {goal:?}"
        );
    }
}
