//! The next word to the client by a time is a promise, and neither goes on without the other.

use tend_core::Error;
use tend_promises::{Due, State as Promised, actions as promises};

use super::cast::{Shop, at, on_both};
use crate::{
    actions,
    problem::{ProblemId, State},
};

/// Marta's wheel wobbles, and Noor promised her a word by five o'clock.
async fn wobbles(shop: &Shop) -> ProblemId {
    shop.meets("Marta Kovács").await;
    let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
    let word = [("words", "We look at it today"), ("next", "today 17:00")];
    shop.noor.does(&format!("/problems/{id}/word"), &word).await;
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn telling_them_keeps_the_word_that_was_promised() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let id = wobbles(&shop).await;
        let first = shop.promised(id).await.expect("a promise");
        assert_eq!((first.owner, first.due.at), (shop.noor.id(), at("2026-10-12T17:00")));
        assert_eq!(first.words, "tell them where we are with P-1: The wheel wobbles");
        shop.noor.sees(&format!("/problems/{id}")).await.says("Telling them keeps it");
        shop.noor.sees("/promises").await.says("The wheel wobbles");

        shop.clock_shows("2026-10-12T16:00");
        shop.tomas.does(&format!("/problems/{id}/word"), &[("words", "A new cone"), ("next", "tomorrow 10:00")]).await;
        let before = shop.read(move |db, actor, _| tend_promises::store::find(db, actor, first.id)).await;
        assert_eq!((before.state, before.kept_on_time), (Promised::Kept, Some(true)));
        assert_eq!(shop.promised(id).await.expect("the next one").due.at, at("2026-10-13T10:00"));

        shop.noor.does(&format!("/problems/{id}/word"), &[("words", "It comes by post")]).await;
        assert_eq!(shop.promised(id).await, None, "by the target, nobody promised it");
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_becomes_of_the_promise_becomes_of_the_word() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let id = wobbles(&shop).await;
        let word = shop.promised(id).await.expect("a promise").id;
        shop.clock_shows("2026-10-12T16:00");
        let later = Due { at: at("2026-10-13T12:00"), whole_day: false };
        shop.noor.writes(move |tx| promises::move_to(tx, word, later, "Rang her", None)).await;
        let problem = shop.problem(id).await;
        assert_eq!((problem.dues.next_word, problem.last_word_at), (later.at, Some(at("2026-10-12T16:00"))));
        shop.is_sound().await;

        let given = shop.noor.tries({
            let tomas = shop.tomas.id();
            move |tx| promises::give(tx, word, tomas, None)
        });
        assert!(matches!(given.await, Err(Error::Invalid(said)) if said[0].message.contains("Hand that over")));

        shop.noor.writes(move |tx| promises::keep(tx, word)).await;
        let problem = shop.problem(id).await;
        assert!(problem.promised_word().is_none() && problem.dues.next_word > later.at.plus(-1));
        shop.is_sound().await;
        shop.noor.writes(move |tx| promises::take_back_keeping(tx, word)).await;
        assert_eq!(shop.problem(id).await.dues.next_word, later.at);
        shop.is_sound().await;

        shop.noor.writes(move |tx| promises::break_(tx, word, "The cone did not come", None)).await;
        assert!(shop.promised(id).await.is_none());
        shop.noor.sees(&format!("/problems/{id}")).await.says("The cone did not come");
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_word_goes_along_and_ends_with_the_problem() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let id = wobbles(&shop).await;
        let word = shop.promised(id).await.expect("a promise").id;
        let tomas = shop.tomas.id();
        shop.noor.writes(move |tx| actions::give(tx, id, tomas, None)).await;
        assert_eq!(shop.promised(id).await.expect("still due").owner, tomas);
        shop.is_sound().await;
        shop.noor.does(&format!("/problems/{id}/settlement"), &[("their_words", "It rolls.")]).await;
        assert_eq!(shop.problem(id).await.state, State::Settled);
        let kept = shop.read(move |db, actor, _| tend_promises::store::find(db, actor, word)).await;
        assert_eq!(kept.state, Promised::Kept);
        let again = shop.noor.tries(move |tx| promises::take_back_keeping(tx, word)).await;
        assert!(matches!(&again, Err(Error::Conflict(said)) if said.contains("settled")), "{again:?}");
        shop.is_sound().await;

        let other = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The bell is gone")]).await;
        shop.noor.does(&format!("/problems/{other}/word"), &[("next", "tomorrow 10:00")]).await;
        let word = shop.promised(other).await.expect("a promise").id;
        let link = shop.noor.writes(move |tx| actions::make_link(tx, other)).await.secret;
        shop.outside("Marta", move |tx| actions::settle_by_client(tx, &link, "Found it")).await.expect("settled");
        let released = shop.read(move |db, actor, _| tend_promises::store::find(db, actor, word)).await;
        assert_eq!(released.state, Promised::Released);
        shop.is_sound().await;
    })
    .await;
}
