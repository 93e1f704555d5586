//! Stories of promises, told through the pages and the verbs, on both engines.

mod cast;
mod chance;
mod serve_first;

use tend_core::{
    Error, Role, Timestamp,
    calls::CareGroup,
    jobs,
    time::{DAY, HOUR, MINUTE},
};

use crate::{
    actions::{self, NewPromise},
    due::Due,
    promise::{State, To},
    store::{self, Whose},
};
use cast::{Shop, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn noor_promises_and_keeps() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let sunita = shop.meets("Sunita Rao").await;
        let id = shop.noor.promises("Sunita Rao", "Child seat fitted", "today 15:00").await;

        let page = shop.noor.sees("/promises").await;
        page.says("Child seat fitted");
        page.says("15:00");
        page.says("Sunita Rao");
        let call = shop.only_call_of(sunita, &shop.noor).await;
        assert_eq!(
            (call.kind.as_str(), call.group, call.reason.as_str()),
            ("promises.due", CareGroup::PromisedForToday, "Child seat fitted")
        );
        assert_eq!(
            (call.when.start(), call.when.due(), call.act.as_str()),
            (shop.now(), shop.at("2026-10-13T15:00"), "Keep the promise to Sunita")
        );

        let before = shop.promise(id).await;
        let answer = shop.noor.sends(&format!("/promises/{id}/keeping"), &[]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let kept = shop.promise(id).await;
        assert_eq!((kept.state, kept.kept_on_time), (State::Kept, Some(true)));
        assert_eq!(kept.ended.and_then(|ending| ending.mark.by), Some(shop.noor.id()));
        assert!(shop.calls_of(sunita, &shop.noor).await.is_empty());
        shop.noor.sees("/promises?tab=done").await.says("kept on time");
        shop.noor.sees("/promises").await.says("Nothing is owed");

        // Undo brings back exactly what was: the promise, and its call.
        shop.noor.does(&format!("/promises/{id}/keeping/undo"), &[]).await;
        let again = shop.promise(id).await;
        assert_eq!(crate::Promise { version: before.version, ..again }, before);
        let call_again = shop.only_call_of(sunita, &shop.noor).await;
        assert_eq!((call_again.when, call_again.weight, call_again.reason), (call.when, call.weight, call.reason));
        assert_eq!(shop.rate(Whose::Everyone).await.n(), 0);

        let page = shop.noor.sees(&format!("/promises/{id}")).await;
        page.says("Noor promised it");
        page.says("Noor kept it");
        page.says("Noor opened it again");
        let entries = shop.story_of(sunita).await;
        let titles: Vec<_> = entries.iter().filter_map(crate::story::sentence).map(|said| said.title).collect();
        assert_eq!(
            titles,
            [
                "Noor opened a promise again: Child seat fitted",
                "Noor kept a promise: Child seat fitted",
                "Noor promised: Child seat fitted",
            ]
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_have_one_outcome_and_both_are_told() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Hotel Aurelia").await;
        let id = shop.noor.promises("Hotel Aurelia", "Photos of three frames", "today 17:00").await;
        let keeping = format!("/promises/{id}/keeping");

        // At the very same moment: one keeps it, the other hears of it, nobody gets an error of ours.
        let both = tokio::join!(shop.noor.sends(&keeping, &[]), shop.tomas.sends(&keeping, &[]));
        let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "{}\n{}", both.0.text, both.1.text);
        assert_eq!(shop.rate(Whose::Everyone).await.on_time, 1);

        // A double click of the same person is one click.
        let keeper = if both.0.status == 303 { &shop.noor } else { &shop.tomas };
        assert_eq!(keeper.sends(&keeping, &[]).await.status, 303);
        assert_eq!(shop.rate(Whose::Everyone).await.on_time, 1);
        assert_eq!(shop.promise(id).await.version, 2);
        let late = if both.0.status == 303 { &shop.tomas } else { &shop.noor };
        let answer = late.sends(&keeping, &[]).await;
        assert_eq!(answer.status, 409);
        answer.says("kept this promise a moment before you");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_moves_once_they_know() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let clinic = shop.meets("Harbour Clinic").await;
        let id = shop.noor.promises("Harbour Clinic", "Lend a spare battery", "tomorrow").await;
        let promise = shop.promise(id).await;
        assert_eq!(promise.due, Due { at: shop.at("2026-10-14T18:00"), whole_day: true });
        assert_eq!(promise.starts_at, shop.at("2026-10-14T00:00"));
        let move_it = format!("/promises/{id}/move");

        let answer = shop.noor.sends(&move_it, &[("version", "1"), ("due", "Fri 10:00"), ("told", " ")]).await;
        assert_eq!(answer.status, 422);
        answer.says("A promise moves once they know");
        answer.says("Fri 10:00");
        let answer = shop.noor.sends(&move_it, &[("version", "1"), ("due", "3/4"), ("told", "Rang Jonas")]).await;
        assert_eq!(answer.status, 422);
        answer.says("could be two days");
        answer.says("Rang Jonas");

        shop.clock_shows("2026-10-13T16:00");
        shop.noor
            .does(&move_it, &[("version", "1"), ("due", "Fri 10:00"), ("told", "Rang Jonas, Friday suits them")])
            .await;
        let moved = shop.promise(id).await;
        assert_eq!(
            (moved.due.at, moved.due.whole_day, moved.starts_at),
            (shop.at("2026-10-16T10:00"), false, shop.at("2026-10-16T00:00"))
        );
        assert_eq!(shop.only_call_of(clinic, &shop.noor).await.when.due(), moved.due.at);
        assert_eq!(shop.client(clinic).await.last_contact_at, Some(shop.now()), "the telling is a contact");

        // Tomás still had the page of before: he is told, and loses no word.
        let answer =
            shop.tomas.sends(&move_it, &[("version", "1"), ("due", "Thu 9:00"), ("told", "Wrote to Amara")]).await;
        assert_eq!(answer.status, 409);
        answer.says("Somebody changed this promise a moment ago");
        answer.says("Wrote to Amara");
        assert_eq!(shop.promise(id).await, moved);
        let page = shop.noor.sees(&format!("/promises/{id}")).await;
        page.says("They know. Rang Jonas, Friday suits them");
        page.says("Noor moved it to Fri 16 Oct, 10:00");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_breaks_by_itself_and_is_made_good() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let marta = shop.meets("Marta Kovács").await;
        let id = shop.noor.promises("Marta Kovács", "Ring about the wheel", "today 15:00").await;

        // A day after its time, not a minute earlier.
        shop.clock_shows("2026-10-14T14:59");
        jobs::run_due(&shop.company.app).await.expect("the jobs run");
        assert_eq!(shop.promise(id).await.state, State::Open);
        shop.noor.sees("/promises").await.says("Waiting on us");
        let before = shop.need(marta, &shop.noor).await;
        shop.clock_shows("2026-10-15T09:30");
        jobs::run_due(&shop.company.app).await.expect("the jobs run");
        let broken = shop.promise(id).await;
        let ending = broken.ended.expect("it ended");
        assert_eq!((broken.state, ending.mark.at, ending.mark.by), (State::Broken, shop.at("2026-10-14T15:00"), None));
        let call = shop.only_call_of(marta, &shop.noor).await;
        assert_eq!((call.kind.as_str(), call.group), ("promises.broken", CareGroup::WaitingOnUs));
        assert!(shop.need(marta, &shop.noor).await >= before, "breaking never lowers a need");
        assert_eq!(shop.rate(Whose::Everyone).await.broken, 1);

        let page = shop.noor.sees(&format!("/promises/{id}")).await;
        page.says("It was not kept");
        let answer = shop.noor.sends(&format!("/promises/{id}/keeping"), &[]).await;
        assert_eq!(answer.status, 409);
        answer.says("Say what was done for them about it instead");
        let answer = shop.noor.sends(&format!("/promises/{id}/making-good"), &[("version", "2"), ("done", "")]).await;
        assert_eq!(answer.status, 422);
        answer.says("What did you do for them about it?");
        shop.noor
            .does(
                &format!("/promises/{id}/making-good"),
                &[("version", "2"), ("done", "Brought her a spare and rode with her")],
            )
            .await;
        assert!(shop.calls_of(marta, &shop.noor).await.is_empty());
        assert_eq!(shop.rate(Whose::Everyone).await.broken, 1, "made good, and broken all the same");
        shop.noor.sees("/promises?tab=done").await.says("broken, made good");
        shop.noor.sees(&format!("/promises/{id}")).await.says("Brought her a spare and rode with her");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_overdue_promises_break_in_batches_and_once() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Postwerk Couriers").await;
        let due = Due { at: shop.at("2026-10-13T12:00"), whole_day: false };
        let make = move |tx: &tend_core::Tx| {
            (0..230).try_for_each(|number| {
                actions::make(tx, &NewPromise::new(To::Client(client), format!("Check {number}"), due)).map(drop)
            })
        };
        shop.company.app.write(&shop.noor.actor(), make).await.expect("made");
        shop.clock_shows("2026-10-14T12:00");
        jobs::run_due(&shop.company.app).await.expect("the jobs run");
        shop.clock_shows("2026-10-14T12:30");
        jobs::run_due(&shop.company.app).await.expect("the jobs run");
        let rate = shop.rate(Whose::Everyone).await;
        assert_eq!((rate.broken, rate.late), (230, 0));
        assert_eq!(shop.calls_of(client, &shop.noor).await.len(), 230);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn they_can_release_us_and_we_can_say_that_it_fails() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Bluebird Nursery").await;
        let one = shop.noor.promises("Bluebird Nursery", "Ask about the second wagon", "Fri 12:00").await;
        let answer =
            shop.noor.sends(&format!("/promises/{one}/release"), &[("version", "1"), ("their_words", "")]).await;
        assert_eq!(answer.status, 422);
        shop.noor
            .does(&format!("/promises/{one}/release"), &[("version", "1"), ("their_words", "Never mind, we lent one.")])
            .await;
        assert_eq!(shop.promise(one).await.state, State::Released);
        assert!(shop.calls_of(client, &shop.noor).await.is_empty());
        assert_eq!(shop.rate(Whose::Everyone).await.n(), 0, "released ones do not count");
        shop.noor.sees(&format!("/promises/{one}")).await.says("Never mind, we lent one.");

        // Broken ahead of its time: they wait from now on, not from Friday on.
        let other = shop.noor.promises("Bluebird Nursery", "Fit the rain cover", "Fri 12:00").await;
        shop.noor
            .does(&format!("/promises/{other}/breaking"), &[("version", "1"), ("why", "The cover is sold out")])
            .await;
        let call = shop.only_call_of(client, &shop.noor).await;
        assert_eq!((call.kind.as_str(), call.when.start()), ("promises.broken", shop.now()));
        assert!(call.when.due() <= shop.now().plus(DAY));
        shop.noor.sees(&format!("/promises/{other}")).await.says("The cover is sold out");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_within_the_house_calls_nobody() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let tomas = shop.tomas.id().to_string();
        let answer = shop
            .noor
            .sends("/promises", &[("colleague", &tomas), ("text", "Bring the van to the yard"), ("due", "Wed 9:00")])
            .await;
        let id = answer.location.expect("it was made").rsplit('/').next().expect("an id").parse().expect("an id");
        assert_eq!(shop.promise(id).await.to, To::Colleague(shop.tomas.id()));
        let page = shop.noor.sees("/promises").await;
        page.says("Within the house");
        page.says("Tomás Ribeiro");
        shop.noor.sees(&format!("/promises/{id}")).await.says("Noor promised it");
        shop.noor.does(&format!("/promises/{id}/keeping"), &[]).await;
        let me = shop.noor.id().to_string();
        let answer = shop.noor.sends("/promises", &[("colleague", &me), ("text", "Rest"), ("due", "Wed 9:00")]).await;
        assert_eq!(answer.status, 422);
        answer.says("That is yourself");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_finds_the_client_or_asks() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let (weber, _) = (shop.meets("Jonas Weber").await, shop.meets("Jonas Brandt").await);
        let form = |whom: &'static str| [("whom", whom), ("text", "Call back about the spare"), ("due", "Thu 15:00")];
        let answer = shop.noor.sends("/promises", &form("Jonas")).await;
        assert_eq!(answer.status, 422);
        answer.says("Several could be meant");
        answer.says("Jonas Brandt");
        answer.says("Call back about the spare");
        let answer = shop.noor.sends("/promises", &form("Nobody Atall")).await;
        answer.says("Nobody here is called");
        let answer = shop.noor.sends("/promises", &[("text", ""), ("due", "whenever")]).await;
        assert_eq!(answer.status, 422);
        for sentence in ["To whom?", "What did you promise?", "could be read in no way"] {
            answer.says(sentence);
        }
        let weber = weber.to_string();
        let answer = shop
            .noor
            .sends("/promises", &[("client", &weber), ("text", "Call back"), ("due_at", "2026-10-15T15:00")])
            .await;
        assert_eq!(answer.location, Some(format!("/clients/{weber}")), "{}", answer.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_client_shows_what_is_open_and_takes_promises() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Sunita Rao").await;
        let write = move |tx: &tend_core::Tx, form: &[(&str, &str)]| {
            let form: Vec<_> = form.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
            (crate::client::TAB.write)(tx, client, "Child seat fitted", &form)
        };
        let noor = shop.noor.actor();
        let taken = shop.company.app.write(&noor, move |tx| write(tx, &[("due", "today 15:00"), ("due_at", "")])).await;
        taken.expect("written down");
        let refused = shop.company.app.write(&noor, move |tx| write(tx, &[("due", "whenever")])).await;
        assert!(matches!(refused, Err(Error::Invalid(problems)) if problems[0].field == "due"));

        let lines = shop.read(move |db, actor, now| crate::client::open(db, actor, client, now)).await;
        assert_eq!(
            (lines.len(), lines[0].title.as_str(), lines[0].detail.as_str(), lines[0].waiting),
            (1, "Child seat fitted", "You promised today", false)
        );
        let buttons = lines[0].actions.clone().expect("Noor may act").into_string();
        assert!(buttons.contains("/keeping") && buttons.contains("#moving"), "{buttons}");
        shop.clock_shows("2026-10-13T15:01");
        let lines = shop.read(move |db, actor, now| crate::client::open(db, actor, client, now)).await;
        assert!(lines[0].waiting);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_is_walked_page_by_page() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Malik Osei").await;
        let now = shop.now();
        let make = move |tx: &tend_core::Tx| {
            (0..123_i64).try_for_each(|number| {
                // Many share a due time: the id decides then.
                let due = Due { at: now.plus((1 + number / 40) * HOUR), whole_day: false };
                actions::make(tx, &NewPromise::new(To::Client(client), format!("Promise number {number}."), due))
                    .map(drop)
            })
        };
        shop.company.app.write(&shop.noor.actor(), make).await.expect("made");
        assert_eq!(shop.numbers_on("/promises?whose=mine").await, (0..123).collect::<Vec<_>>());
        shop.clock_shows("2026-10-13T10:30");
        let all = shop.read(move |db, actor, _| store::of_client_open(db, actor, client, 1000)).await;
        let keep = move |tx: &tend_core::Tx| all.iter().try_for_each(|promise| actions::keep(tx, promise.id));
        shop.company.app.write(&shop.noor.actor(), keep).await.expect("kept");
        let mut done = shop.numbers_on("/promises?whose=all&tab=done").await;
        done.sort_unstable();
        assert_eq!(done, (0..123).collect::<Vec<_>>());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn how_promises_are_kept_is_a_share_only_from_twelve_on() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Sunita Rao").await;
        let keep_some = |on_time: i64, late: i64| {
            move |tx: &tend_core::Tx| {
                for number in 0..on_time + late {
                    let past = number < late;
                    let due = Due { at: tx.now.plus(if past { -MINUTE } else { HOUR }), whole_day: false };
                    let new = NewPromise {
                        made_at: Some(tx.now.plus(-DAY)),
                        ..NewPromise::new(To::Client(client), "A bell", due)
                    };
                    let id = actions::make(tx, &new)?;
                    actions::keep(tx, id)?;
                }
                Ok(())
            }
        };
        shop.company.app.write(&shop.noor.actor(), keep_some(8, 3)).await.expect("kept");
        let page = shop.noor.sees("/promises").await;
        page.says("8 kept on time, 3 kept late");
        page.says_no("%");
        shop.company.app.write(&shop.noor.actor(), keep_some(33, 6)).await.expect("kept");
        shop.noor.sees("/promises").await.says("41 of 50, likely 69 to 90%");

        // Tomás sees the house and himself, and nobody sees him ranked beside her.
        let page = shop.tomas.sees("/promises").await;
        page.says("41 of 50");
        page.says("None to count yet");
        let noor = shop.noor.id();
        let tomas = shop.tomas.actor();
        let asked = shop
            .company
            .app
            .read(move |db| {
                store::kept_rate(
                    db,
                    &tomas,
                    Whose::Member(noor),
                    tend_core::Day(jiff::civil::date(2026, 1, 1)),
                    Timestamp(0),
                )
            })
            .await;
        assert!(matches!(asked, Err(Error::NotAllowed(_))));
        // What is older than ninety days counts no more.
        shop.clock_shows("2027-02-13T10:00");
        assert_eq!(shop.rate(Whose::Everyone).await.n(), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_promised_stays_with_who_promised_it_until_they_leave() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Amadou Diallo").await;
        let id = shop.tomas.promises("Amadou Diallo", "Ask about the new commute", "Fri 12:00").await;
        let (tomas, noor) = (shop.tomas.id(), shop.noor.id());
        shop.noor.writes(move |tx| actions::owner_changed(tx, client, Some(tomas), noor)).await;
        assert_eq!(shop.promise(id).await.owner, tomas);

        shop.noor.does(&format!("/promises/{id}/giving"), &[("version", "1"), ("owner", &noor.to_string())]).await;
        assert_eq!(shop.promise(id).await.owner, noor);
        assert_eq!(shop.only_call_of(client, &shop.noor).await.subject, id.0);
        assert!(shop.calls_of(client, &shop.tomas).await.is_empty());

        let other = shop.tomas.promises("Amadou Diallo", "Bring the lock", "Fri 14:00").await;
        let to_noor = shop.tomas.promises_colleague(&shop.noor, "Order the hubs", "Fri 15:00").await;
        shop.noor.writes(move |tx| tend_core::auth::members::leave(tx, tomas, noor)).await;
        assert_eq!(shop.promise(other).await.owner, noor);
        assert_eq!(shop.promise(to_noor).await.state, State::Released, "nobody owes herself a promise");
        assert_eq!(shop.calls_of(client, &shop.noor).await.len(), 2);
        shop.noor.sees(&format!("/promises/{other}")).await.says("gave it to Noor");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_promised_goes_along_with_a_client_who_is_handed_over() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Amadou Diallo").await;
        let id = shop.tomas.promises("Amadou Diallo", "Ask about the new commute", "Fri 12:00").await;
        let (tomas, noor) = (shop.tomas.id(), shop.noor.id());
        let told = shop.noor.writes(move |tx| crate::client::briefing(tx, &tx.actor, client, tx.now)).await;
        let words: Vec<&str> = told.iter().map(|line| line.words.as_str()).collect();
        assert_eq!(words.len(), 1);
        assert!(words[0].starts_with("Ask about the new commute, by ") && words[0].ends_with("(Tomás)"), "{words:?}");
        shop.noor.writes(move |tx| actions::goes_along(tx, client, tomas, noor)).await;
        assert_eq!(shop.promise(id).await.owner, noor);
        assert_eq!(shop.only_call_of(client, &shop.noor).await.subject, id.0);
        assert!(shop.calls_of(client, &shop.tomas).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn helping_from_today_keeps_what_was_promised() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Sunita Rao").await;
        let id = shop.noor.promises("Sunita Rao", "Child seat fitted", "today 15:00").await;
        let call = shop.only_call_of(client, &shop.noor).await;
        let again = call.clone();
        shop.noor.writes(move |tx| actions::helped(tx, &call)).await;
        assert_eq!(shop.promise(id).await.state, State::Kept);
        shop.noor.writes(move |tx| actions::helped_undone(tx, &again)).await;
        assert_eq!(shop.promise(id).await.state, State::Open);
        assert_eq!(shop.calls_of(client, &shop.noor).await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_read_and_strangers_find_nothing() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Sunita Rao").await;
        let id = shop.noor.promises("Sunita Rao", "Child seat fitted", "today 15:00").await;
        let guest = shop.hires("Pia Guest", Role::Guest).await;
        let page = guest.sees("/promises?whose=all").await;
        page.says("Child seat fitted");
        page.says_no("/keeping");
        guest.sees(&format!("/promises/{id}")).await.says_no("<form id=\"moving\"");
        assert_eq!(guest.sends(&format!("/promises/{id}/keeping"), &[]).await.status, 403);
        assert_eq!(shop.promise(id).await.state, State::Open);
        for nowhere in ["/promises/01890a5d-ac96-774b-bcce-b302099a8057", "/promises/7"] {
            assert_eq!(shop.noor.visitor.gets(nowhere).await.status, 404);
        }
        let stranger = shop.company.stranger();
        assert_eq!(stranger.sends(&format!("/promises/{id}/keeping"), &[]).await.status, 403);
        assert_eq!(shop.promise(id).await.state, State::Open);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_can_have_been_kept_earlier() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Sunita Rao").await;
        let id = shop.noor.promises("Sunita Rao", "Child seat fitted", "today 12:00").await;
        shop.clock_shows("2026-10-13T14:00");
        let keeping = format!("/promises/{id}/keeping");
        for (kept_at, sentence) in [
            ("2026-10-13T15:00", "still to come"),
            ("2026-10-12T15:00", "before the promise was made"),
            ("soon", "no day and time"),
        ] {
            let answer = shop.noor.sends(&keeping, &[("kept_at", kept_at)]).await;
            assert_eq!(answer.status, 422);
            answer.says(sentence);
        }
        shop.noor.does(&keeping, &[("kept_at", "2026-10-13T11:40")]).await;
        assert_eq!(shop.promise(id).await.kept_on_time, Some(true));
    })
    .await;
}
