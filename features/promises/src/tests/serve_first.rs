//! Serve first: whoever waits on a broken promise is helped before anything is offered to them.

use serde_json::json;
use tend_clients::{MomentKind, NewMoment, actions as clients, serve_first};
use tend_core::{Error, id::ClientId, testing::program::Program};

use super::cast::{Shop, on_both};
use crate::PromiseId;

/// Noor promised the photos, and the day after they were due she said that we cannot keep it.
async fn broken(shop: &Shop, name: &str) -> (ClientId, PromiseId) {
    let client = shop.meets(name).await;
    let id = shop.noor.promises(name, "Photos of three frames", "today 17:00").await;
    shop.noor.does(&format!("/promises/{id}/breaking"), &[("version", "1"), ("why", "The camera broke")]).await;
    (client, id)
}

const OFFER: [(&str, &str); 2] = [("kind", "offer"), ("text", "Two more frames, blue ones")];

#[tokio::test(flavor = "multi_thread")]
async fn an_offer_waits_until_they_are_helped_or_somebody_says_why() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let (client, id) = broken(&shop, "Hotel Aurelia").await;
        let (page, moments) = (format!("/clients/{client}"), format!("/clients/{client}/moments"));
        const WHO: &str = "Hotel Aurelia is still waiting on what we promised: “Photos of three frames”.";

        // It stands where one would write the offer, for a colleague too; with the way to the promise.
        let seen = shop.tomas.sees(&format!("{page}?write=offer")).await;
        seen.says(WHO);
        seen.says("Shall we help first?");
        seen.says(&format!("/promises/{id}"));

        // Without a reason the form comes back with what was typed; nothing is written.
        let before = shop.client(client).await.last_contact_at;
        let refused = shop.tomas.sends(&moments, &OFFER).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        refused.says(WHO);
        refused.says("Two more frames, blue ones");
        refused.says("name=\"going_on\"");
        let blank = [OFFER[0], OFFER[1], ("going_on", "   ")];
        assert_eq!(shop.tomas.sends(&moments, &blank).await.status, 409);
        assert_eq!(shop.client(client).await.last_contact_at, before);
        shop.noor.sees(&page).await.says_no("made an offer");

        // With one it is an offer, and the reason an entry beside it.
        let why = [OFFER[0], OFFER[1], ("going_on", "They asked for the price themselves")];
        shop.tomas.does(&moments, &why).await;
        let story = shop.noor.sees(&page).await;
        story.says("Tomás made an offer");
        story.says("Tomás offered all the same.");
        story.says("They asked for the price themselves");

        // The reason holds for that offer alone.
        assert_eq!(shop.tomas.sends(&moments, &OFFER).await.status, 409);

        // Once the promise is made good nothing stands in the way, and nothing is asked.
        shop.noor
            .does(&format!("/promises/{id}/making-good"), &[("version", "2"), ("done", "Brought them ourselves")])
            .await;
        shop.noor.sees(&format!("{page}?write=offer")).await.says_no("Shall we help first?");
        shop.tomas.does(&moments, &OFFER).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_meets_the_same_refusal() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let (client, _) = broken(&shop, "Jonas Weber").await;
        let program = Program::of(&shop.company.app, &shop.noor.actor()).await;
        let entries = format!("/clients/{client}/entries");
        let offer = json!({ "kind": "offer", "text": "A winter check" });

        let refused = program.posts(&entries, offer.clone()).await.is(409);
        assert_eq!(refused.text_at("/type"), "/api#serve-first");
        assert_eq!(
            refused.text_at("/detail"),
            "Jonas is still waiting on what we promised: “Photos of three frames”. Shall we help first?"
        );
        assert_eq!(refused.text_at("/errors/0/pointer"), "/going_on");

        let mut going_on = offer.clone();
        going_on["going_on"] = json!("He asked for it on the phone");
        let made = program.posts(&entries, going_on).await.is(201);
        assert_eq!(made.text_at("/kind"), "offer");
        let story = program.gets(&entries).await.is(200);
        let kinds: Vec<&str> =
            story.json["items"].as_array().expect("items").iter().filter_map(|entry| entry["kind"].as_str()).collect();
        assert!(kinds.contains(&"clients.offer") && kinds.contains(&"clients.went_on"), "{kinds:?}");

        // Others who wait on nothing are offered whatever one likes, and a reason that nobody asked for is not kept.
        let marta = shop.meets("Marta Kovács").await;
        let mut needless = offer;
        needless["going_on"] = json!("No reason");
        program.posts(&format!("/clients/{marta}/entries"), needless).await.is(201);
        let story = program.gets(&format!("/clients/{marta}/entries")).await.is(200);
        assert!(!story.text.contains("clients.went_on"), "{}", story.text);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_offers_asks_the_same_guard() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let (client, _) = broken(&shop, "Sunita Rao").await;
        let (app, noor) = (&shop.company.app, shop.noor.actor());
        let asked = app.write(&noor, move |tx| serve_first::ask(tx, client, None).map(drop)).await;
        assert!(
            matches!(asked, Err(Error::ServeFirst(sentence)) if sentence.starts_with("Sunita is still waiting on"))
        );
        let offered =
            app.write(&noor, move |tx| clients::note(tx, client, &NewMoment::now(MomentKind::Offer, "A bell"))).await;
        assert!(matches!(offered, Err(Error::ServeFirst(_))));
        shop.noor.writes(move |tx| serve_first::ask(tx, client, Some("She asked")).map(drop)).await;
        // A reason too long to be read is refused as a field, not cut.
        let long = "x".repeat(20_001);
        let too_long = app.write(&noor, move |tx| serve_first::ask(tx, client, Some(&long)).map(drop)).await;
        assert!(matches!(too_long, Err(Error::Invalid(problems)) if problems[0].field == "going_on"));
    })
    .await;
}
