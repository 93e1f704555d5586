//! Everything so far: written, read, put right, taken back; and how it moves the rhythm.

use tend_core::{
    calls::When,
    timeline::{self, Strand},
};

use super::shop::{EIGHT, at, on_both};
use crate::{
    actions,
    moment::{MomentKind, NewMoment},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_call_moves_the_rhythm_and_a_note_does_not() {
    on_both(|shop| async move {
        let mut marta = shop.person("Marta Kovács");
        (marta.cadence_days, marta.last_contact_at) = (Some(21), Some(at("2026-09-20T10:00:00Z")));
        let marta = shop.knows(marta).await;
        let starts = |calls: Vec<tend_core::calls::Call>| calls[0].when.start().to_string();
        assert_eq!(starts(shop.calls_of(marta).await), "2026-10-10T22:00:00Z");
        let moments = format!("/clients/{marta}/moments");
        shop.noor_opens()
            .does(&moments, &[("kind", "note"), ("text", "Her sister lives in Esterwold")])
            .await
            .says("Noor noted")
            .says("Her sister lives in Esterwold");
        assert_eq!(starts(shop.calls_of(marta).await), "2026-10-10T22:00:00Z");
        let page = shop
            .noor_opens()
            .does(
                &moments,
                &[("kind", "call"), ("text", "The wheel still wobbles"), ("happened_at", "2026-10-12T16:40")],
            )
            .await;
        page.says("Noor spoke with them").says("12 Oct").says("16:40").says("spoke yesterday");
        assert_eq!(starts(shop.calls_of(marta).await), "2026-11-01T23:00:00Z");
        // An older visit, written down late, does not move it back.
        shop.noor_opens()
            .does(&moments, &[("kind", "visit"), ("text", ""), ("happened_at", "2026-10-01T09:00")])
            .await
            .says("Noor met them");
        assert_eq!(starts(shop.calls_of(marta).await), "2026-11-01T23:00:00Z");
        shop.noor_opens()
            .does(&moments, &[("kind", "note"), ("text", "She wrote on a card"), ("contact", "yes")])
            .await
            .says("spoke today");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moment_that_cannot_be_is_told_and_nothing_typed_is_lost() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        let moments = format!("/clients/{marta}/moments");
        shop.noor_opens()
            .sends(&moments, &[("kind", "note"), ("text", " ")])
            .await
            .is(422)
            .says("A few words are enough");
        let long = "x".repeat(20_001);
        shop.noor_opens().sends(&moments, &[("kind", "note"), ("text", &long)]).await.is(422).says("20,001 characters");
        let page = shop
            .noor_opens()
            .sends(&moments, &[("kind", "visit"), ("text", "soon"), ("happened_at", "2027-01-01T09:00")])
            .await
            .is(422);
        page.says("still to come").says("soon");
        shop.noor_opens()
            .sends(&moments, &[("kind", "note"), ("text", "x"), ("happened_at", "yesterday")])
            .await
            .is(422)
            .says("no such time");
        shop.noor_opens().sends(&moments, &[("kind", "poem"), ("text", "x")]).await.is(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_hour_is_an_hour_of_the_place() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        let moments = format!("/clients/{marta}/moments");
        // The clocks went forward in the night of 29 March 2026: 02:30 was 03:30.
        for (typed, stored) in [
            ("2026-03-29T02:30", "2026-03-29T01:30:00Z"),
            ("2026-03-28T12:00", "2026-03-28T11:00:00Z"),
            ("2026-07-01T12:00", "2026-07-01T10:00:00Z"),
        ] {
            shop.noor_opens()
                .does(&moments, &[("kind", "note"), ("text", typed), ("happened_at", typed)])
                .await
                .is(200);
            let entry = shop.story_of(marta).await.into_iter().find(|entry| entry.text == typed).expect("written");
            assert_eq!(entry.happened_at.to_string(), stored);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_note_is_put_right_and_the_book_keeps_what_stood_there() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        let url = format!("/clients/{marta}");
        shop.noor_opens()
            .does(&format!("{url}/moments"), &[("kind", "note"), ("text", "Likes tea")])
            .await
            .says("Correct");
        let note = shop.story_of(marta).await.into_iter().find(|entry| entry.kind == "clients.note").expect("the note");
        shop.tomas_opens().page(&url).await.says("Likes tea").says_no(">Correct</a>");
        let words = format!("{url}/moments/{}/words", note.id);
        shop.tomas_opens().sends(&words, &[("words", "Likes rum")]).await.is(403).says("Only Noor Haddad or an admin");
        shop.noor_opens()
            .page(&format!("{url}?edit=words.{}", note.id))
            .await
            .says("What stood there before stays in the book");
        shop.noor_opens().sends(&words, &[("words", "")]).await.is(422).says("Or take the note back");
        shop.noor_opens()
            .does(&words, &[("words", "Likes coffee")])
            .await
            .says("Likes coffee")
            .says("Noor noted, corrected")
            .says_no("Likes tea");
        let right = shop.story_of(marta).await.into_iter().find(|entry| entry.id == note.id).expect("the note");
        assert_eq!(right.body["before"][0]["text"], "Likes tea");
        shop.noor_opens()
            .does(&format!("{url}/moments/{}/taking-back", note.id), &[])
            .await
            .says("Noor took a note back")
            .says_no("Likes coffee");
        shop.noor_opens().sends(&words, &[("words", "Again")]).await.is(409);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_book_knows_of_what_was_taken_back_and_the_story_shows_no_marks() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        shop.noor_does(move |tx| actions::note(tx, marta, &NewMoment::now(MomentKind::Note, "Likes tea"))).await;
        let note = shop.story_of(marta).await.remove(0);
        let back = note.id;
        shop.noor_does(move |tx| actions::retract(tx, marta, back)).await;
        let story = shop.story_of(marta).await;
        assert!(story.iter().all(|entry| entry.strand != Strand::Unseen));
        let workspace = shop.noor.workspace;
        let all = shop.app.read(move |db| timeline::store::after(db, workspace, 0, 100)).await.expect("all");
        assert!(all.iter().any(|entry| entry.kind == "clients.retracted" && entry.subject == Some(note.id.0)));
        // What is no moment of this client cannot be rewritten here.
        let created = story.iter().find(|entry| entry.kind == "clients.created").expect("the first entry").id;
        let words = format!("/clients/{marta}/moments/{created}/words");
        shop.noor_opens().sends(&words, &[("words", "x")]).await.is(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_goes_back_page_by_page_and_by_strand() {
    on_both(|shop| async move {
        let clinic = shop.knows(shop.organization("Harbour Clinic")).await;
        shop.noor_does(move |tx| {
            (0..70_i64).try_for_each(|day| {
                let moment = NewMoment::now(MomentKind::Note, format!("Moment {day:02}"))
                    .at(at(EIGHT).plus(-day * 20 * tend_core::time::DAY));
                actions::note(tx, clinic, &moment).map(drop)
            })
        })
        .await;
        let url = format!("/clients/{clinic}");
        let page = shop
            .noor_opens()
            .page(&url)
            .await
            .is(200)
            .says("Moment 00")
            .says("41 earlier moments, back to January 2023")
            .says_no("Moment 60");
        let before = page
            .text
            .split("?before=")
            .nth(1)
            .and_then(|rest| rest.split('#').next())
            .expect("the way back")
            .to_owned();
        let page = shop
            .noor_opens()
            .page(&format!("{url}?before={before}"))
            .await
            .says("Back to the newest")
            .says_no("Moment 00")
            .says("Moment 58");
        page.says("11 earlier moments");
        shop.noor_opens()
            .page(&format!("{url}?strand=words"))
            .await
            .says("Moment 00")
            .says_no("wrote them into the book")
            .says("Earlier moments");
        shop.noor_opens().page(&format!("{url}?strand=money")).await.says("Nothing of this kind yet");
        shop.noor_opens().page(&format!("{url}?strand=unseen&before=x.y")).await.is(200).says("Moment 00");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn helped_is_a_hello_and_can_be_taken_back_exactly() {
    on_both(|shop| async move {
        let mut eun_ji = shop.person("Eun-ji Park");
        (eun_ji.cadence_days, eun_ji.last_contact_at) = (Some(42), Some(at("2026-08-25T10:00:00Z")));
        let eun_ji = shop.knows(eun_ji).await;
        let before = shop.calls_of(eun_ji).await.remove(0);
        let call = before.clone();
        shop.noor_does(move |tx| actions::helped(tx, &call)).await;
        assert_eq!(shop.client(eun_ji).await.last_contact_at, Some(at(EIGHT)));
        let moved = shop.calls_of(eun_ji).await.remove(0);
        assert!(matches!((moved.when, before.when), (When::From { start, .. }, When::From { start: earlier, .. }) if start > earlier));
        shop.noor_opens().page(&format!("/clients/{eun_ji}")).await.says("Noor said hello").says("spoke today");
        let call = before.clone();
        shop.noor_does(move |tx| actions::helped_undone(tx, &call)).await;
        assert_eq!(shop.client(eun_ji).await.last_contact_at, Some(at("2026-08-25T10:00:00Z")));
        let back = shop.calls_of(eun_ji).await.remove(0);
        assert_eq!((back.id, back.when, back.reason, back.act), (before.id, before.when, before.reason.clone(), before.act.clone()));
        shop.noor_opens().page(&format!("/clients/{eun_ji}")).await.says_no("Noor said hello");
        // Twice changes nothing more.
        let call = before.clone();
        shop.noor_does(move |tx| actions::helped_undone(tx, &call)).await;
        assert_eq!(shop.calls_of(eun_ji).await.len(), 1);
        // Somebody spoke with them after the hello: that stays when the hello is taken back.
        let call = before.clone();
        shop.noor_does(move |tx| actions::helped(tx, &call)).await;
        shop.it_is("2026-10-13T09:00:00Z");
        shop.noor_does(move |tx| actions::note(tx, eun_ji, &NewMoment::now(MomentKind::Call, "Rang"))).await;
        shop.noor_does(move |tx| actions::helped_undone(tx, &before)).await;
        assert_eq!(shop.client(eun_ji).await.last_contact_at, Some(at("2026-10-13T09:00:00Z")));
    })
    .await;
}
