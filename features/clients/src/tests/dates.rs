//! Days that matter: they call on their day, every year, on the clock of the client's place.

use tend_core::{Actor, calls::When, id::ClientId};

use super::shop::{Shop, on_both};
use crate::{actions, store};

async fn birthday(shop: &Shop, client: ClientId) -> (String, String) {
    let calls = shop.calls_of(client).await;
    let call = calls.iter().find(|call| call.kind == "clients.date").expect("a call of the day");
    let When::OnDay { start, .. } = call.when else { panic!("no day") };
    (start.to_string(), call.reason.clone())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_birthday_calls_every_year() {
    on_both(|shop| async move {
        let bram = shop.knows(shop.person("Bram de Wit")).await;
        let url = format!("/clients/{bram}");
        shop.noor_opens().page(&format!("{url}?edit=days")).await.says("What day is it?");
        let page = shop
            .noor_opens()
            .does(&format!("{url}/dates"), &[("label", ""), ("day", "14"), ("month", "10"), ("year", "1956")])
            .await;
        page.says("14 October 1956").says("Noor added a day: Birthday");
        assert_eq!(birthday(&shop, bram).await, ("2026-10-13T22:00:00Z".into(), "Birthday, 70 years".into()));
        let house = Actor::house(shop.noor.workspace, shop.noor.zone.clone());
        // The day after the day after, the job raises next year's.
        shop.it_is("2026-10-14T20:00:00Z");
        assert_eq!(shop.app.write(&house, |tx| actions::renew_dates(tx, 10)).await.expect("the job"), 0);
        shop.it_is("2026-10-16T03:00:00Z");
        assert_eq!(shop.app.write(&house, |tx| actions::renew_dates(tx, 10)).await.expect("the job"), 1);
        assert_eq!(shop.app.write(&house, |tx| actions::renew_dates(tx, 10)).await.expect("twice"), 0);
        assert_eq!(birthday(&shop, bram).await, ("2027-10-13T22:00:00Z".into(), "Birthday, 71 years".into()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_greeted_once_and_its_hello_can_be_taken_back() {
    on_both(|shop| async move {
        let mut bram = shop.person("Bram de Wit");
        bram.dates = vec![crate::NewDate { label: "Birthday".into(), month: 10, day: 13, year: None }];
        let bram = shop.knows(bram).await;
        let today = shop.calls_of(bram).await.remove(0);
        let call = today.clone();
        shop.noor_does(move |tx| actions::helped(tx, &call)).await;
        assert_eq!(birthday(&shop, bram).await.0, "2027-10-12T22:00:00Z");
        shop.noor_does(move |tx| actions::helped_undone(tx, &today)).await;
        assert_eq!(birthday(&shop, bram).await.0, "2026-10-12T22:00:00Z");
        assert_eq!(shop.client(bram).await.last_contact_at, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_is_changed_and_taken_away_with_its_call() {
    on_both(|shop| async move {
        let bram = shop.knows(shop.person("Bram de Wit")).await;
        let dates = format!("/clients/{bram}/dates");
        shop.noor_opens()
            .sends(&dates, &[("day", "31"), ("month", "2"), ("year", "")])
            .await
            .is(422)
            .says("no such day")
            .says("value=\"31\"");
        shop.noor_opens()
            .sends(&dates, &[("day", "1"), ("month", "2"), ("year", "last")])
            .await
            .is(422)
            .says("four digits");
        shop.noor_opens()
            .does(&dates, &[("label", "Opened"), ("day", "29"), ("month", "2"), ("year", "")])
            .await
            .says("29 February");
        assert_eq!(birthday(&shop, bram).await.0, "2027-02-27T23:00:00Z");
        let actor = shop.noor.clone();
        let day = shop.app.read(move |db| store::dates(db, &actor, bram)).await.expect("days").remove(0);
        let one = format!("{dates}/{}", day.id);
        let sent = [("version", "1"), ("label", "Opened"), ("day", "1"), ("month", "3"), ("year", "2001")];
        shop.noor_opens().does(&one, &sent).await.says("29 February → 1 March 2001");
        assert_eq!(birthday(&shop, bram).await, ("2027-02-28T23:00:00Z".into(), "Opened, 26 years".into()));
        shop.tomas_opens().sends(&one, &sent).await.is(409);
        shop.noor_opens().does(&format!("{one}/removal"), &[]).await.says("No birthday or other day yet");
        assert!(shop.calls_of(bram).await.is_empty());
    })
    .await;
}
