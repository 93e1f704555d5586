//! Handoffs through the JSON door and the list of clients.

use serde_json::json;
use tend_core::testing::program::Program;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn programs_hand_over_too() {
    story(|shop| async move {
        let (tomas, wen) = (
            Program::of(&shop.company.app, &shop.tomas.actor).await,
            Program::of(&shop.company.app, &shop.wen.actor).await,
        );
        let path = format!("/clients/{}", shop.marta);
        let briefing = tomas.gets(&format!("{path}/briefing")).await.is(200).text_at("/briefing");
        assert!(briefing.starts_with("Who they are\n"), "{briefing}");
        let body = json!({ "to_id": shop.wen.member, "briefing": "She rides to her sister" });
        let made = tomas.posts(&format!("{path}/handoffs"), body.clone()).await.is(201);
        assert_eq!(made.text_at("/state"), "waiting");
        let id = made.text_at("/id");
        tomas.posts(&format!("{path}/handoffs"), body).await.is(409);
        assert_eq!(wen.gets("/handoffs").await.is(200).text_at("/items/0/id"), id);
        assert_eq!(
            tomas.gets(&format!("/handoffs?from={}", shop.tomas.member)).await.is(200).text_at("/items/0/id"),
            id
        );
        tomas.posts(&format!("/handoffs/{id}/acceptance"), json!({})).await.is(403);
        wen.posts(&format!("/handoffs/{id}/declining"), json!({})).await.is(422);
        let yes = wen.posts(&format!("/handoffs/{id}/acceptance"), json!({ "word": "Gladly" })).await.is(200);
        assert_eq!(yes.text_at("/state"), "accepted");
        wen.posts(&format!("/handoffs/{id}/acceptance"), json!({})).await.is(200);
        let late = tomas.posts(&format!("/handoffs/{id}/withdrawal"), json!({})).await.is(409);
        assert!(late.text.contains("Wen said yes a moment before."), "{}", late.text);
        let thing = json!({ "subject": "wish", "subject_id": shop.marta, "to_id": shop.wen.member });
        tomas.posts("/handoffs", thing).await.is(404);
        tomas.gets("/handoff-settings").await.is(200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_handed_over_from_the_list_and_it_is_taken_back() {
    story(|shop| async move {
        let jonas = met(&shop.company, &shop.tomas.actor, "Jonas Weber").await;
        let annas = met(&shop.company, &shop.company.anna, "Sunita Rao").await;
        let tomas = shop.toms().await;
        let (wen, marta, jonas_id, annas_id) =
            (shop.wen.member.to_string(), shop.marta.to_string(), jonas.to_string(), annas.to_string());
        let fields = [
            ("action", "hand-over"),
            ("client", marta.as_str()),
            ("client", jonas_id.as_str()),
            ("client", annas_id.as_str()),
            ("to", wen.as_str()),
        ];
        let done = tomas.sends("/clients/deeds", &fields).await;
        let deed = done.location.unwrap_or_else(|| panic!("{}", done.text));
        assert_eq!(shop.kinds(shop.wen.member, shop.marta).await, ["handoffs.asked"]);
        assert_eq!(shop.kinds(shop.wen.member, jonas).await, ["handoffs.asked"]);
        assert!(shop.kinds(shop.wen.member, annas).await.is_empty(), "she is Anna's to hand over");
        let deed = deed.split(['?', '#']).next().unwrap_or_default().to_owned();
        assert!(deed.starts_with("/clients"), "{deed}");
        let (actor, member) = (shop.company.anna.clone(), shop.tomas.member);
        let waiting =
            shop.company.app.read(move |db| store::asked_from(db, &actor, member, HandoffId(uuid::Uuid::nil()), 9));
        assert_eq!(waiting.await.expect("read").len(), 2);
        shop.fits().await;
    })
    .await;
}
