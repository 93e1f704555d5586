//! Stories of the house's settings, through the pages, on both engines.

use crate::{
    auth::tests::{Browser, Linden, open_linden, settings},
    db::Db,
    jobs, migrations,
    testing::on_both,
    time::{DAY, HOUR},
};

async fn in_the_house<F, S>(story: F)
where
    F: Fn(Linden, Browser) -> S,
    S: Future<Output = ()>,
{
    on_both(migrations::ALL, |db: Db| async {
        let app = crate::auth::tests::empty(db, settings("http://127.0.0.1:7117"));
        let noor = open_linden(&app).await;
        let linden = Linden { app, noor };
        let browser = linden.noors_browser().await;
        story(linden, browser).await;
    })
    .await;
}

fn canal_yard<'a>(version: &'a str, name: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![
        ("name", name),
        ("zone", "America/New_York"),
        ("saturday", "10–16"),
        ("holidays", "2026-12-25 Christmas"),
        ("version", version),
    ]
}

async fn place_called(linden: &Linden, name: &'static str) -> super::Location {
    let workspace = linden.noor.workspace;
    let all = linden.app.read(move |db| super::store::locations(db, workspace)).await.expect("read");
    all.into_iter().find(|place| place.name == name).expect("it is there")
}

#[tokio::test]
async fn a_place_opens_changes_and_closes() {
    in_the_house(|linden, browser| async move {
        browser.gets("/settings/places/new").await.is(200).says("value=\"Europe/Berlin\"");
        browser
            .sends("/settings/places/new", &canal_yard("", "market street"))
            .await
            .is(422)
            .says("There is a place called market street already");
        browser.sends("/settings/places/new", &canal_yard("", "Canal Yard")).await.leads_to("/settings/places");
        browser
            .gets("/settings/places")
            .await
            .says("Canal Yard")
            .says("Sat 10:00–16:00. America/New_York")
            .says("Opens Sat 10:00");
        let yard = place_called(&linden, "Canal Yard").await;
        let page = format!("/settings/places/{}", yard.id);
        browser.gets(&page).await.is(200).says("2026-12-25 Christmas");
        browser.sends(&page, &canal_yard("1", "Canal Yard West")).await.leads_to(&page);
        // Whoever had the older page open is told, keeps what they typed, and can send it once more.
        let late = browser.sends(&page, &canal_yard("1", "Canal Yard East")).await;
        late.is(409)
            .says("Somebody changed this a moment ago")
            .says("value=\"Canal Yard East\"")
            .says("name=\"version\" value=\"2\"");
        browser.sends(&page, &canal_yard("2", "Canal Yard East")).await.leads_to(&page);
        browser.sends(&format!("{page}/closing"), &[("version", "3")]).await.leads_to("/settings/places");
        browser.gets("/settings/places").await.says("Closed for good");
        browser.sends(&format!("{page}/opening"), &[]).await.leads_to("/settings/places");
        browser.gets("/settings/places").await.says_no("Closed for good");
    })
    .await;
}

#[tokio::test]
async fn one_place_stays_and_nobody_is_left_in_a_closed_one() {
    in_the_house(|linden, browser| async move {
        let market = place_called(&linden, "Market Street").await;
        let closing = format!("/settings/places/{}/closing", market.id);
        browser
            .sends(&closing, &[("version", "1")])
            .await
            .is(409)
            .says("Market Street is your only place. Open another one first.");
        browser.sends("/settings/places/new", &canal_yard("", "Canal Yard")).await.is(303);
        browser.sends(&closing, &[("version", "1")]).await.is(409).says("Noor Haddad still works at Market Street");
        let yard = place_called(&linden, "Canal Yard").await.id.to_string();
        browser.sends("/me", &[("name", "Noor Haddad"), ("location", &yard)]).await.leads_to("/me");
        browser.sends(&closing, &[("version", "1")]).await.leads_to("/settings/places");
        let back = browser.sends("/me", &[("name", "Noor Haddad"), ("location", &market.id.to_string())]).await;
        back.is(422).says("Market Street is closed. Choose another place.");
    })
    .await;
}

#[tokio::test]
async fn hours_are_read_day_by_day_and_all_that_is_wrong_is_told() {
    in_the_house(|linden, browser| async move {
        let page = format!("/settings/places/{}", place_called(&linden, "Market Street").await.id);
        let form = [
            ("name", ""),
            ("zone", "Mars"),
            ("monday", "9-17"),
            ("tuesday", "9-12, 11-13"),
            ("holidays", "soon"),
            ("version", "1"),
        ];
        let answer = browser.sends(&page, &form).await;
        answer
            .is(422)
            .says("things to look at")
            .says("09:00–12:00 and 11:00–13:00 overlap")
            .says("We know no time zone “Mars”");
        answer.says("value=\"9-17\"").says("We could not read “soon”");
    })
    .await;
}

#[tokio::test]
async fn the_house_has_a_name_and_a_grace_for_promises() {
    in_the_house(|linden, browser| async move {
        browser.gets("/settings/workspace").await.is(200).says("value=\"Linden Cycles\"").says("Nothing is stuck");
        let form = |name: &'static str, grace: &'static str, version: &'static str| {
            [("name", name), ("grace", grace), ("grace_unit", "hours"), ("version", version)]
        };
        browser
            .sends("/settings/workspace", &form("", "-1", "1"))
            .await
            .is(422)
            .says("things to look at")
            .says("Between nothing and 90 days.");
        browser.sends("/settings/workspace", &form("Linden Bikes", "6", "1")).await.leads_to("/settings/workspace");
        browser
            .sends("/settings/workspace", &form("Linden Wheels", "6", "1"))
            .await
            .is(409)
            .says("value=\"Linden Wheels\"");
        let workspace = linden.noor.workspace;
        let kept = linden.app.read(move |db| super::store::workspace(db, workspace)).await.expect("read");
        assert_eq!((kept.name.as_str(), kept.promise_grace_us), ("Linden Bikes", 6 * HOUR));
    })
    .await;
}

#[tokio::test]
async fn stuck_work_is_seen_and_sent_again() {
    in_the_house(|linden, browser| async move {
        const UNKNOWN: jobs::JobKind = jobs::JobKind {
            name: "clients.remind",
            run: |_, _| -> jobs::Done { Box::pin(async { Ok(()) }) },
            every_us: 0,
        };
        linden
            .app
            .write(&linden.noor, |tx| jobs::enqueue(tx, &UNKNOWN, tx.now, None, &serde_json::json!({})))
            .await
            .expect("enqueued");
        for _ in 0..jobs::MOST_TRIES {
            jobs::run_due(&linden.app).await.expect("the queue is looked at");
            linden.app.clock.set(linden.app.clock.now().plus(HOUR));
        }
        let page = browser.gets("/settings/workspace").await;
        page.is(200).says("clients.remind").says("Send again").says("no feature knows jobs of the kind");
        let id = page.text.split("/settings/workspace/stuck/").nth(1).expect("one is stuck")[..36].to_owned();
        browser.sends(&format!("/settings/workspace/stuck/{id}"), &[]).await.leads_to("/settings/workspace");
        browser.gets("/settings/workspace").await.says("Nothing is stuck");
        browser.sends(&format!("/settings/workspace/stuck/{id}"), &[]).await.is(409);
        linden.app.clock.set(linden.app.clock.now().plus(DAY));
    })
    .await;
}

#[tokio::test]
async fn every_sample_is_drawn_and_has_a_name_of_its_own() {
    let samples = (super::FEATURE.samples)();
    let mut slugs: Vec<String> = samples.iter().map(crate::ui::Sample::slug).collect();
    let count = slugs.len();
    slugs.sort();
    slugs.dedup();
    assert_eq!(slugs.len(), count);
    assert!(samples.iter().all(|sample| !sample.markup.0.contains("style=") && !sample.markup.0.is_empty()));
}
