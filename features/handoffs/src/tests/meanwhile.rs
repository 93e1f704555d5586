//! What else happens while somebody is asked: clients change hands, become one, are laid aside or erased; people are away, leave, or are
//! quick at the same moment.

use tend_core::{auth::members::Leaving, house::away};

use super::*;
use crate::actions::Outcome;

#[tokio::test(flavor = "multi_thread")]
async fn who_changed_hands_meanwhile_needs_no_answer() {
    story(|shop| async move {
        let id = shop.asks().await;
        let (marta, anna) = (shop.marta, shop.company.anna.member.expect("a member"));
        shop.does(&shop.company.anna, move |tx| tend_clients::actions::give(tx, marta, anna).map(drop))
            .await
            .expect("given");
        let handoff = shop.handoff(id).await;
        assert_eq!((handoff.state, handoff.word.as_str()), (State::Overtaken, "Anna has Marta Kovács now."));
        assert!(shop.kinds(shop.wen.member, marta).await.is_empty());
        let late = shop.wens().await.sends(&format!("/handoffs/{id}/acceptance"), &[]).await;
        late.says("Something else happened meanwhile: Anna has Marta Kovács now.");
        shop.fits().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_laid_aside_meanwhile_is_not_taken_over() {
    story(|shop| async move {
        let (id, marta) = (shop.asks().await, shop.marta);
        shop.does(&shop.tomas.actor, move |tx| tend_clients::actions::archive(tx, marta)).await.expect("laid aside");
        let outcome = shop.does(&shop.wen.actor, move |tx| actions::accept(tx, id, "")).await.expect("it is answered");
        assert_eq!(outcome, Outcome::Overtaken("Marta Kovács was laid aside.".into()));
        assert_eq!(shop.handoff(id).await.state, State::Overtaken);
        assert_eq!(shop.owner(marta).await, shop.tomas.member);
        let refused = shop.asks_about(marta).await;
        assert!(matches!(refused, Err(tend_core::Error::Invalid(_))), "{refused:?}");
        shop.fits().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_became_one_with_somebody_goes_along_with_what_was_asked() {
    story(|shop| async move {
        let (id, marta) = (shop.asks().await, shop.marta);
        let twin = met(&shop.company, &shop.tomas.actor, "M. Kovács").await;
        let merge =
            shop.does(&shop.tomas.actor, move |tx| tend_clients::actions::merge(tx, twin, marta)).await.expect("one");
        assert_eq!(shop.handoff(id).await.client, twin);
        shop.toms().await.gets(&format!("/clients/{twin}")).await.says("Tomás asks Wen to take over");
        shop.fits().await;
        // Taken apart, it is asked about her again; and accepted.
        shop.does(&shop.tomas.actor, move |tx| tend_clients::actions::take_apart(tx, merge, &[]).map(drop))
            .await
            .expect("two");
        assert_eq!(shop.handoff(id).await.client, marta);
        let outcome = shop.does(&shop.wen.actor, move |tx| actions::accept(tx, id, "")).await.expect("yes");
        assert_eq!((outcome, shop.owner(marta).await), (Outcome::Done, shop.wen.member));
        assert_eq!(shop.owner(twin).await, shop.tomas.member);
        shop.fits().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_became_one_with_a_colleagues_client_is_hers_already() {
    story(|shop| async move {
        let (id, marta) = (shop.asks().await, shop.marta);
        let annas = met(&shop.company, &shop.company.anna, "M. Kovács").await;
        shop.does(&shop.tomas.actor, move |tx| tend_clients::actions::merge(tx, annas, marta)).await.expect("one");
        let outcome = shop.does(&shop.wen.actor, move |tx| actions::accept(tx, id, "")).await.expect("it is answered");
        assert_eq!(outcome, Outcome::Overtaken("Anna has M. Kovács now.".into()));
        shop.fits().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_hands_over_first() {
    story(|shop| async move {
        let jonas = met(&shop.company, &shop.tomas.actor, "Jonas Weber").await;
        let (id, other) = (shop.asks().await, shop.asks_about(jonas).await.expect("asked"));
        let anna = shop.company.anna.member.expect("a member");
        let to_tomas = met(&shop.company, &shop.wen.actor, "Sunita Rao").await;
        let tomas = shop.tomas.member;
        let asked = NewHandoff { subject: CLIENT.into(), thing: to_tomas.0, to: tomas, briefing: String::new() };
        let asked = shop.does(&shop.wen.actor, move |tx| actions::ask(tx, &asked)).await.expect("Tomás is asked");
        shop.does(&shop.wen.actor, move |tx| actions::accept(tx, id, "").map(drop))
            .await
            .expect("one goes over as usual");
        // An admin sees all of it, place by place.
        let page = shop.company.anna_signs_in().await.gets(&format!("/handoffs/everything/{tomas}")).await;
        page.says("Hand over what Tomás looks after");
        page.says("One client is at home here.");
        page.says("Wen said yes");
        shop.does(&shop.company.anna, move |tx| {
            tend_core::auth::members::leave(tx, tomas, Leaving { successor: anna, keeper: None })
        })
        .await
        .expect("he leaves");
        // What Wen was asked she can still answer, to Anna now; what he was asked waits for nobody.
        assert_eq!(shop.handoff(other).await.from, anna);
        assert_eq!(shop.handoff(asked).await.state, State::Overtaken);
        shop.fits().await;
        shop.does(&shop.wen.actor, move |tx| actions::accept(tx, other, "").map(drop)).await.expect("yes");
        assert_eq!(shop.owner(jonas).await, shop.wen.member);
        shop.fits().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_handed_over_place_by_place() {
    story(|shop| async move {
        for name in ["Jonas Weber", "Sunita Rao", "Eun-ji Park"] {
            met(&shop.company, &shop.tomas.actor, name).await;
        }
        let page = format!("/handoffs/everything/{}", shop.tomas.member);
        assert_eq!(shop.wens().await.gets(&page).await.status, 403);
        let tomas = shop.toms().await;
        tomas.gets(&page).await.says("4 clients are at home here.");
        let place = shop.company.anna.location.expect("a place").to_string();
        let wen = shop.wen.member.to_string();
        let ask = [("place", place.as_str()), ("to", wen.as_str()), ("how", "ask")];
        assert_eq!(tomas.sends(&page, &ask).await.status, 303);
        shop.jobs_run().await;
        let asked = tomas.gets(&page).await;
        asked.says("Jonas Weber");
        asked.says("Wen is asked");
        let (actor, member) = (shop.company.anna.clone(), shop.wen.member);
        let waiting =
            shop.company.app.read(move |db| store::waiting_for(db, &actor, member, HandoffId(uuid::Uuid::nil()), 99));
        assert_eq!(waiting.await.expect("read").len(), 4);
        shop.fits().await;
        // Only an admin decides without a yes.
        let give = [("place", place.as_str()), ("to", wen.as_str()), ("how", "give")];
        assert_eq!(tomas.sends(&page, &give).await.status, 403);
        assert_eq!(shop.company.anna_signs_in().await.sends(&page, &give).await.status, 303);
        shop.jobs_run().await;
        assert_eq!(shop.owner(shop.marta).await, shop.wen.member);
        tomas.gets(&page).await.says("Nobody is left alone.");
        shop.fits().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_after_their_clients_meanwhile_answers_for_them() {
    story(|shop| async move {
        let id = shop.asks().await;
        let (member, now) = (shop.wen.member, shop.company.app.clock.now());
        let deputy = shop.company.anna.member.expect("a member");
        let page = format!("/handoffs/{id}");
        let early = shop.does(&shop.company.anna, move |tx| actions::accept(tx, id, "")).await;
        assert!(matches!(early, Err(tend_core::Error::NotAllowed(_))), "{early:?}");
        let new = away::NewAbsence { member, deputy, from_at: now, until_at: now.plus(2 * DAY), note: String::new() };
        shop.does(&shop.wen.actor, move |tx| away::say(tx, &new)).await.expect("she is away");
        let anna = shop.company.anna_signs_in().await;
        anna.gets(&page).await.says("You answer for Wen");
        shop.toms().await.gets(&page).await.says_no("Yes, I take over");
        assert_eq!(anna.sends(&format!("{page}/acceptance"), &[("word", "She would")]).await.status, 303);
        let handoff = shop.handoff(id).await;
        assert_eq!((handoff.state, handoff.ended_by), (State::Accepted, Some(deputy)));
        assert_eq!(shop.owner(shop.marta).await, member, "it is hers who was asked");
        assert!(shop.kinds(member, shop.marta).await.is_empty());
        shop.toms().await.gets(&page).await.says("Anna said yes for Wen");
        shop.fits().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_away_is_not_asked() {
    story(|shop| async move {
        let (member, deputy, now) =
            (shop.wen.member, shop.company.anna.member.expect("a member"), shop.company.app.clock.now());
        let new = away::NewAbsence { member, deputy, from_at: now, until_at: now.plus(2 * DAY), note: String::new() };
        shop.does(&shop.wen.actor, move |tx| away::say(tx, &new)).await.expect("she is away");
        let refused = shop.asks_about(shop.marta).await;
        assert!(matches!(refused, Err(tend_core::Error::Invalid(_))), "{refused:?}");
        let form = shop.toms().await.gets(&format!("/handoffs/new?subject=client&thing={}", shop.marta)).await;
        form.says("Wen Liu is away just now.");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_at_once_one_is_first_and_the_other_is_told() {
    story(|shop| async move {
        let id = shop.asks().await;
        let accept = shop.does(&shop.wen.actor, move |tx| actions::accept(tx, id, "Gladly"));
        let again = shop.does(&shop.wen.actor, move |tx| actions::accept(tx, id, "Gladly"));
        let withdraw = shop.does(&shop.tomas.actor, move |tx| actions::withdraw(tx, id, ""));
        let (accept, again, withdraw) = tokio::join!(accept, again, withdraw);
        let handoff = shop.handoff(id).await;
        let owner = shop.owner(shop.marta).await;
        let sentence = |refused: tend_core::Result<()>| match refused {
            Err(tend_core::Error::Conflict(sentence)) => sentence,
            other => panic!("{other:?}"),
        };
        match handoff.state {
            State::Accepted => {
                assert_eq!(owner, shop.wen.member);
                assert!(accept.is_ok() || again.is_ok());
                assert!(sentence(withdraw).starts_with("Wen said yes a moment before."));
            }
            State::Withdrawn => {
                assert_eq!(owner, shop.tomas.member);
                assert!(withdraw.is_ok());
                for late in [accept, again] {
                    assert!(sentence(late.map(drop)).starts_with("It was taken back a moment before."));
                }
            }
            other => panic!("{other:?}"),
        }
        let ours: Vec<String> =
            shop.entries(shop.marta).await.into_iter().filter(|kind| kind.starts_with("handoffs.")).collect();
        assert_eq!(ours.len(), 2, "asked, and one outcome: {ours:?}");
        shop.fits().await;
    })
    .await;
}
