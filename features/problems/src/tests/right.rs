//! Making it right: allowances, answers, lists of what there is to do.

use tend_core::Error;

use super::cast::{Shop, on_both};
use crate::{
    actions::{self, NewGesture},
    gesture::{GestureKind, Standing, usual},
    store,
};

pub(super) fn gift(minor: i64, why: &str) -> NewGesture {
    let worth = tend_core::money::Money { minor, ..usual().each };
    NewGesture { kind: GestureKind::Gift, words: "New blouse on us".into(), worth, why: why.into() }
}

#[tokio::test(flavor = "multi_thread")]
async fn within_the_allowance_nobody_is_asked_and_above_it_a_coach_answers() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let marta = shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "Spilled wine")]).await;
        let gestures = format!("/problems/{id}/gestures");
        let small = [("kind", "gift"), ("words", "New blouse"), ("worth", "38"), ("version", "1")];
        shop.tomas.does(&gestures, &small).await;
        let again = shop.tomas.sends(&gestures, &small).await;
        assert_eq!(again.status, 409, "a double click gives once");
        let page = shop.tomas.sees(&format!("/problems/{id}")).await;
        page.says("€38");
        page.says("You may give €12 without asking");

        let silent = shop.tomas.sends(&gestures, &[("kind", "gift"), ("words", "Dinner"), ("worth", "80")]).await;
        assert_eq!(silent.status, 422);
        silent.says("Say why");
        let more = [("kind", "gift"), ("words", "Dinner for two"), ("worth", "80"), ("why", "It was her birthday")];
        shop.tomas.does(&gestures, &more).await;
        assert_eq!(shop.kinds_of(marta, &shop.noor).await.last().map(String::as_str), Some("problems.first_word"));
        assert!(shop.kinds_of(marta, &shop.noor).await.contains(&"problems.approve".to_owned()));
        let asked = shop.read(move |db, actor, _| store::gestures(db, actor, id)).await;
        let dinner = asked.iter().find(|one| one.standing == Standing::Asked).expect("one waits").id;
        let refused = shop.tomas.tries(move |tx| actions::answer_gesture(tx, id, dinner, true, "")).await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))), "{refused:?}");
        shop.noor.sees(&format!("/problems/{id}")).await.says("Yes, give it");
        shop.noor.does(&format!("{gestures}/{dinner}/answer"), &[("yes", "yes"), ("answer", "Gladly")]).await;
        shop.noor.does(&format!("{gestures}/{dinner}/answer"), &[("yes", "yes")]).await;
        assert!(!shop.kinds_of(marta, &shop.noor).await.contains(&"problems.approve".to_owned()));
        let anna = shop.company.anna.clone();
        let late = shop.company.app.write(&anna, move |tx| actions::answer_gesture(tx, id, dinner, false, "")).await;
        assert!(matches!(&late, Err(Error::Conflict(said)) if said.contains("Noor Haddad said yes")), "{late:?}");
        shop.tomas.sees(&format!("/problems/{id}")).await.says("Noor said yes to €80 for it");
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_give_at_once_do_not_spend_the_same_money() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "Spilled wine")]).await;
        let give = || shop.tomas.tries(move |tx| actions::give_gesture(tx, id, &gift(4000, ""), Some(1)));
        let both = tokio::join!(give(), give());
        assert_eq!([both.0.is_ok(), both.1.is_ok()].iter().filter(|ok| **ok).count(), 1, "{both:?}");
        assert_eq!(shop.read(move |db, actor, _| store::gestures(db, actor, id)).await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sets_what_each_may_give() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "Spilled wine")]).await;
        let settings = "/settings/problems/allowance";
        shop.noor.sees("/settings/problems").await.says("What each may give");
        assert_eq!(shop.tomas.sends(settings, &[("each", "900"), ("currency", "EUR")]).await.status, 403);
        let wrong = shop.noor.sends(settings, &[("each", "lots"), ("currency", "EUR"), ("version", "0")]).await;
        assert_eq!(wrong.status, 422);
        shop.noor.does(settings, &[("each", "20"), ("currency", "EUR"), ("version", "0")]).await;
        let own = format!("{settings}/{}", shop.wen.id());
        shop.noor.does(&own, &[("own", "300")]).await;
        let wen = shop.wen.writes(move |tx| actions::give_gesture(tx, id, &gift(30_000, ""), None)).await;
        assert_eq!(wen.standing, Standing::Given);
        let tomas = shop.tomas.tries(move |tx| actions::give_gesture(tx, id, &gift(2001, ""), None)).await;
        assert!(matches!(tomas, Err(Error::Invalid(_))), "{tomas:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_there_is_to_do_is_ticked_one_by_one() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        let todos = format!("/problems/{id}/todos");
        shop.noor.does(&todos, &[("part", "fix"), ("todo", "Look at the cones")]).await;
        let empty = shop.noor.sends(&todos, &[("part", "right"), ("todo", " ")]).await;
        assert_eq!(empty.status, 422);
        empty.says("What is to be done?");
        let first = shop.read(move |db, actor, _| store::todos(db, actor, id)).await[0].id;
        let tick = format!("{todos}/{first}/tick");
        shop.tomas.does(&tick, &[("done", "yes")]).await;
        shop.tomas.does(&tick, &[("done", "yes")]).await;
        let done = shop.read(move |db, actor, _| store::todos(db, actor, id)).await;
        assert_eq!(done[0].done_by, Some(shop.tomas.id()));
        let entries = shop.story_of(id).await;
        assert_eq!(entries.iter().filter(|entry| entry.kind == "problems.todo_done").count(), 1);
        shop.tomas.does(&tick, &[("done", "no")]).await;
        shop.noor.does(&format!("{todos}/{first}/removal"), &[]).await;
        assert!(shop.read(move |db, actor, _| store::todos(db, actor, id)).await.is_empty());
    })
    .await;
}
