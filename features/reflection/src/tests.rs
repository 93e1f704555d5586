//! Stories of the evening, told through the pages on both engines.

mod cast;

use tend_core::{Role, jobs, time::DAY};

use cast::{Shop, on_both};

/// Four answers, none of which may be read by anybody else.
const ANSWERS: [(&str, &str); 4] = [
    ("help", "Jonas first, so he walks into Thursday calm."),
    ("ways", "One page for Jonas\nThe school hill with Marta"),
    ("they_feel", "Relieved"),
    ("i_feel", "Useful, if I listen"),
];

#[tokio::test]
async fn an_evening_greets_its_author_in_the_morning_and_asks_what_came_of_it() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        let jonas = shop.meets("Jonas Weber").await;
        let page = shop.noor.gets("/reflection").await;
        page.says("Good evening, Noor");
        page.says("Whom will I help tomorrow?");
        let sent = shop.writes(&shop.noor, "2026-10-14", 0, &ANSWERS, &[("client", &jonas.to_string())]).await;
        assert_eq!(sent.location.as_deref(), Some("/reflection"));
        let page = shop.noor.gets("/reflection").await;
        page.says("Useful, if I listen");
        page.says("checked");
        shop.noor.gets("/").await.says_no("Last evening you wrote");

        shop.clock_shows("2026-10-14T08:00");
        let morning = shop.noor.gets("/").await;
        morning.says("Last evening you wrote");
        morning.says("Useful, if I listen");
        morning.says("You wrote last evening that you would help them");
        let other = shop.tomas.gets("/").await;
        other.says_no("Useful, if I listen");
        other.says_no("Jonas Weber");

        shop.noor.sends("/today/helps", &[("client", &jonas.to_string())]).await;
        shop.clock_shows("2026-10-14T21:00");
        let evening = shop.noor.gets("/reflection").await;
        evening.says("What came of it?");
        evening.says("Last evening you wrote that you would help Jonas Weber");
        evening.says("You helped somebody today.");
        let earlier = shop.own_page(&shop.noor, "2026-10-14").await.expect("it is there");
        let outcome =
            [("earlier", earlier.id.to_string()), ("came_of_it", "He slept".into()), ("earlier_seen", "1".into())];
        let outcome: Vec<(&str, &str)> = outcome.iter().map(|(name, value)| (*name, value.as_str())).collect();
        shop.writes(&shop.noor, "2026-10-15", 0, &[], &outcome).await;
        shop.noor.gets(&format!("/reflection/{}", earlier.id)).await.says("He slept");
        assert!(shop.own_page(&shop.noor, "2026-10-15").await.is_none(), "saying what came of it writes no new page");
    })
    .await;
}

#[tokio::test]
async fn a_name_becomes_a_client_and_one_that_fits_several_is_asked_about() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        shop.meets("Marta Kovács").await;
        shop.meets("Marta Lind").await;
        let only = shop.meets("Eun-ji Park").await;
        let asked = shop
            .writes(&shop.noor, "2026-10-14", 0, &ANSWERS, &[("names", "Marta, eun-ji park, Clara Whitfield")])
            .await;
        assert_eq!(asked.status, 422);
        asked.says("Whom do you mean by “Marta”?");
        asked.says("Useful, if I listen");
        assert!(shop.own_page(&shop.noor, "2026-10-14").await.is_none(), "nothing is kept before the answer");
        let answered = [("names", "Marta, eun-ji park, Clara Whitfield"), ("asked", "Marta"), ("meant-0", "new")];
        shop.writes(&shop.noor, "2026-10-14", 0, &ANSWERS, &answered).await;
        let page = shop.noor.gets("/reflection").await;
        for name in ["Marta", "Eun-ji Park", "Clara Whitfield"] {
            page.says(name);
        }
        page.says(&only.to_string());
        assert_eq!(shop.rows("clients").await, 5, "the other Marta and Clara are in the book now");
        // Written again, nobody is met twice.
        let seen = shop.own_page(&shop.noor, "2026-10-14").await.expect("kept").version;
        shop.writes(&shop.noor, "2026-10-14", seen, &ANSWERS, &[("names", "Clara Whitfield")]).await;
        let page = shop.noor.gets("/reflection").await;
        assert_eq!(page.text.matches(" checked").count(), 1, "the chips say who is chosen now");
    })
    .await;
}

#[tokio::test]
async fn a_way_becomes_a_promise_with_one_press() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        let jonas = shop.meets("Jonas Weber").await.to_string();
        shop.writes(&shop.noor, "2026-10-14", 0, &ANSWERS, &[("client", &jonas)]).await;
        shop.noor.gets("/reflection").await.says("Promise it");
        let page = shop.own_page(&shop.noor, "2026-10-14").await.expect("kept");
        let there = format!("/reflection/{}/promises", page.id);
        let line = [("line", "One page for Jonas"), ("client", jonas.as_str())];
        shop.noor.sends_and_follows(&there, &line).await.says("Promised");
        assert_eq!(shop.tomas.sends(&there, &line).await.status, 404);
        let colleague = shop.tomas.gets(&format!("/clients/{jonas}")).await;
        colleague.says("One page for Jonas");
        colleague.says_no("The school hill");
        let gone = [("line", "Not a way of this page"), ("client", jonas.as_str())];
        assert_eq!(shop.noor.sends(&there, &gone).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn two_devices_lose_nothing() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        shop.writes(&shop.noor, "2026-10-14", 0, &[("help", "Jonas, on the phone")], &[]).await;
        let both = shop.writes(&shop.noor, "2026-10-14", 0, &[("help", "Marta, on the tablet")], &[]).await;
        assert_eq!(both.status, 409);
        for words in
            ["Two devices of yours wrote this page", "Jonas, on the phone", "Marta, on the tablet", "name=\"join\""]
        {
            both.says(words);
        }
        // Closed and opened again, both are still there.
        let page = shop.noor.gets("/reflection").await;
        page.says("Marta, on the tablet");
        let join = page.text.split("name=\"join\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let seen = shop.own_page(&shop.noor, "2026-10-14").await.expect("kept").version;
        let joined = [("help", "Jonas by phone, then Marta")];
        shop.writes(&shop.noor, "2026-10-14", seen, &joined, &[("join", join.expect("an aside"))]).await;
        let page = shop.noor.gets("/reflection").await;
        page.says("Jonas by phone, then Marta");
        page.says_no("Marta, on the tablet");
        page.says_no("Two devices");
    })
    .await;
}

#[tokio::test]
async fn an_emptied_page_can_be_had_back_for_a_day_and_is_gone_after_it() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        let jonas = shop.meets("Jonas Weber").await.to_string();
        shop.writes(&shop.noor, "2026-10-14", 0, &ANSWERS, &[("client", &jonas)]).await;
        let page = shop.own_page(&shop.noor, "2026-10-14").await.expect("kept");
        shop.writes(&shop.noor, "2026-10-14", page.version, &[], &[]).await;
        let emptied = shop.noor.gets("/reflection").await;
        emptied.says("This page was emptied");
        emptied.says_no("Useful, if I listen");
        assert_eq!(shop.calls().await, 0, "an emptied page calls nobody");
        assert_eq!(shop.noor.gets(&format!("/reflection/{}", page.id)).await.status, 404);
        let undo = format!("/reflection/{}/undoing", page.id);
        shop.noor.sends_and_follows(&undo, &[]).await.says("Useful, if I listen");
        assert_eq!(shop.calls().await, 1);

        let seen = shop.own_page(&shop.noor, "2026-10-14").await.expect("back").version;
        shop.writes(&shop.noor, "2026-10-14", seen, &[], &[]).await;
        shop.company.app.clock.set(shop.now().plus(DAY));
        jobs::run_due(&shop.company.app).await.expect("the jobs run");
        assert_eq!(shop.rows("reflections").await, 0, "it is gone for good");
        assert_eq!(shop.rows("reflection_people").await, 0);
        assert_eq!(shop.noor.sends(&undo, &[]).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn one_press_erases_one_and_another_erases_all() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        let jonas = shop.meets("Jonas Weber").await.to_string();
        for (day, hour) in [("2026-10-14", "2026-10-13T21:00"), ("2026-10-15", "2026-10-14T21:00")] {
            shop.clock_shows(hour);
            shop.writes(&shop.noor, day, 0, &ANSWERS, &[("client", &jonas)]).await;
        }
        shop.writes(&shop.tomas, "2026-10-15", 0, &ANSWERS, &[]).await;
        let first = shop.own_page(&shop.noor, "2026-10-14").await.expect("kept");
        let erasing = format!("/reflection/{}/erasing", first.id);
        assert_eq!(shop.tomas.sends(&erasing, &[]).await.status, 404, "nobody erases another's");
        shop.noor.sends(&erasing, &[]).await;
        assert_eq!((shop.rows("reflections").await, shop.calls().await), (2, 1));
        let file = shop.noor.gets("/reflection/file").await;
        file.says("Useful, if I listen");
        file.says("2026-10-15");
        file.says_no("2026-10-14\"");
        shop.noor.sends("/reflection/erasing", &[]).await;
        assert_eq!((shop.rows("reflections").await, shop.calls().await), (1, 0), "Tomás keeps his");
        jobs::run_due(&shop.company.app).await.expect("the file is scrubbed");
        shop.tomas.gets("/reflection/yours").await.says("Jonas first");
    })
    .await;
}

#[tokio::test]
async fn one_page_is_shared_and_taken_back() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        let coach = shop.hires("Wen Li", Role::Coach).await;
        let guest = shop.hires("Gus Grant", Role::Guest).await;
        shop.writes(&shop.noor, "2026-10-14", 0, &ANSWERS, &[]).await;
        let page = shop.own_page(&shop.noor, "2026-10-14").await.expect("kept");
        let (one, sharing) = (format!("/reflection/{}", page.id), format!("/reflection/{}/sharing", page.id));
        let keeping = format!("/reflection/{}/keeping", page.id);
        for nobody in [&shop.tomas, &coach, &guest] {
            assert_eq!(nobody.gets(&one).await.status, 404);
            assert_eq!(nobody.sends(&sharing, &[("with", "team")]).await.status, 404);
        }
        let tomas = shop.tomas.id().to_string();
        assert_eq!(shop.noor.sends(&sharing, &[("with", &tomas)]).await.status, 422, "a member is no coach");
        shop.noor.sends(&sharing, &[("with", &coach.id().to_string())]).await;
        coach.gets(&one).await.says("Useful, if I listen");
        coach.gets("/reflection/shared").await.says("Jonas first");
        assert_eq!(shop.tomas.gets(&one).await.status, 404);
        shop.noor.sends_and_follows(&keeping, &[]).await.says("Who may read this page?");
        assert_eq!(coach.gets(&one).await.status, 404);
        shop.noor.sends(&sharing, &[("with", "team")]).await;
        shop.tomas.gets(&one).await.says("Useful, if I listen");
        assert_eq!(shop.tomas.sends(&keeping, &[]).await.status, 404, "only its author takes it back");
        assert_eq!(guest.gets(&one).await.status, 404);
        guest.gets("/reflection").await.says("for those who look after clients");
    })
    .await;
}

#[tokio::test]
async fn the_hour_is_the_members_and_skipping_costs_nothing() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        shop.noor.gets("/").await.says_no("Whom will you help tomorrow?");
        let bad = shop.noor.sends("/reflection/choices", &[("asks_at", "late"), ("purpose", "To help")]).await;
        assert_eq!(bad.status, 422);
        bad.says("An hour of the day, please");
        shop.noor.sends("/reflection/choices", &[("asks_at", "20:30"), ("purpose", "So that people ride")]).await;
        shop.noor.gets("/reflection").await.says("So that people ride");
        shop.tomas.gets("/reflection").await.says_no("So that people ride");
        shop.noor.gets("/").await.says("Whom will you help tomorrow?");
        shop.noor.sends_and_follows("/reflection/skipping", &[]).await.says_no("Whom will you help tomorrow?");
        shop.clock_shows("2026-10-14T21:00");
        shop.noor.gets("/").await.says("Whom will you help tomorrow?");
        shop.clock_shows("2026-10-14T19:00");
        shop.noor.gets("/").await.says_no("Whom will you help tomorrow?");
    })
    .await;
}

#[tokio::test]
async fn the_house_says_why_and_everybody_reads_it() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        assert_eq!(shop.tomas.gets("/settings/purpose").await.status, 403);
        assert_eq!(shop.tomas.sends("/settings/purpose", &[("purpose", "Mine")]).await.status, 403);
        let why = [("purpose", "So that the town rides"), ("version", "0")];
        shop.noor.sends_and_follows("/settings/purpose", &why).await.says("So that the town rides");
        shop.tomas.gets("/reflection").await.says("So that the town rides");
        let late = shop.noor.sends("/settings/purpose", &[("purpose", "Another"), ("version", "0")]).await;
        assert_eq!(late.status, 409);
        late.says("Another");
        let long = "why ".repeat(80);
        assert_eq!(shop.noor.sends("/settings/purpose", &[("purpose", &long), ("version", "1")]).await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn nothing_of_an_evening_is_an_entry_and_its_call_stands_for_nobody_else() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        let jonas = shop.meets("Jonas Weber").await.to_string();
        let before = shop.newest().await;
        shop.writes(&shop.noor, "2026-10-14", 0, &ANSWERS, &[("client", &jonas)]).await;
        assert_eq!(shop.newest().await, before, "writing leaves no entry");
        shop.clock_shows("2026-10-14T08:00");
        assert_eq!(shop.seen_by(&shop.noor).await, 1);
        assert_eq!(shop.seen_by(&shop.tomas).await, 0, "another sees no call of Noor's evening");
        shop.noor.sends("/today/helps", &[("client", &jonas)]).await;
        let told = shop.noor.gets(&format!("/clients/{jonas}")).await;
        told.says("Noor helped");
        told.says_no("last evening");
        let help = shop.help_of(&shop.noor).await;
        assert_eq!(shop.seen_by(&shop.noor).await, 0);
        shop.noor.sends(&format!("/today/helps/{help}/undoing"), &[]).await;
        assert_eq!(shop.seen_by(&shop.noor).await, 1, "taken back, she is called again");
        shop.noor.gets("/").await.says("You wrote last evening that you would help them");
        assert_eq!(shop.seen_by(&shop.tomas).await, 0, "and it is still hers alone");
    })
    .await;
}

#[tokio::test]
async fn what_somebody_who_left_wrote_is_nobody_elses_and_goes() {
    on_both(|db| async move {
        let shop = Shop::opens(db, "2026-10-13T21:00").await;
        let jonas = shop.meets("Jonas Weber").await.to_string();
        shop.writes(&shop.tomas, "2026-10-14", 0, &ANSWERS, &[("client", &jonas)]).await;
        let page = shop.own_page(&shop.tomas, "2026-10-14").await.expect("kept");
        shop.tomas.sends(&format!("/reflection/{}/sharing", page.id), &[("with", "team")]).await;
        shop.leaves(&shop.tomas).await;
        assert_eq!(shop.noor.gets(&format!("/reflection/{}", page.id)).await.status, 404);
        assert_eq!(shop.calls().await, 0, "his calls end, and nobody takes them over");
        shop.company.app.clock.set(shop.now().plus(29 * DAY));
        jobs::run_due(&shop.company.app).await.expect("the jobs run");
        assert_eq!(shop.rows("reflections").await, 1, "he may come back");
        shop.company.app.clock.set(shop.now().plus(DAY));
        jobs::run_due(&shop.company.app).await.expect("the jobs run");
        assert_eq!(shop.rows("reflections").await, 0);
    })
    .await;
}
