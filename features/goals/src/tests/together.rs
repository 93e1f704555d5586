//! Goals where clients come together: somebody who belongs to them says it, two become one and two again, one is erased.

use tend_clients::{ClientKind, client_url};
use tend_core::briefing::Part;

use super::cast::on_both;
use crate::{
    actions,
    client::briefing,
    pages::{quoting_url, url},
};

#[tokio::test(flavor = "multi_thread")]
async fn who_belongs_to_them_said_it() {
    on_both(|shop| async move {
        let (clinic, amara) = (shop.clinic, shop.noor.meets(ClientKind::Person, "Amara Diallo").await);
        shop.noor.writes(move |tx| tend_clients::actions::affiliate(tx, amara, clinic, "Head of care", None)).await;
        let entry = shop.noor.notes(amara, "Our nurses should arrive dry").await;
        let form = shop.noor.sees(&quoting_url(clinic, entry)).await;
        form.says("Our nurses should arrive dry</textarea>");
        form.says("value=\"Amara");
        let whose = (clinic.to_string(), entry.to_string());
        let fields = [("client", whose.0.as_str()), ("entry", &whose.1), ("words", "Arrive dry"), ("said_by", "Amara")];
        shop.noor.does("/goals", &fields).await;
        shop.noor.sees(&client_url(clinic)).await.says("Amara, October 2026");

        let now = shop.now();
        let lines = shop.read(move |db, actor| briefing(db, actor, clinic, now)).await;
        assert_eq!((lines[0].part, lines[0].words.as_str()), (Part::Wants, "“Arrive dry” (Amara)"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_become_one_and_two_again() {
    on_both(|shop| async move {
        let (clinic, twin) = (shop.clinic, shop.noor.meets(ClientKind::Organization, "Harbour Clinics").await);
        let (dry, money) = (shop.noor.names(clinic, "Arrive dry").await, shop.noor.names(twin, "Stop begging").await);
        let (care, calm) =
            (shop.noor.names(clinic, "Nobody waits").await, shop.noor.names(twin, "Calm mornings").await);
        let merge = shop.noor.writes(move |tx| tend_clients::actions::merge(tx, clinic, twin)).await;
        assert_eq!(shop.open().await.len(), 4);
        shop.noor.writes(move |tx| actions::serve(tx, dry, Some(money), None)).await;
        shop.noor.writes(move |tx| actions::serve(tx, calm, Some(care), None)).await;
        shop.is_sound().await;

        shop.noor.writes(move |tx| tend_clients::actions::take_apart(tx, merge, &[]).map(drop)).await;
        assert_eq!(shop.open().await.len(), 2);
        shop.noor.sees(&client_url(clinic)).await.says_no("So that:");
        shop.noor.sees(&url(dry)).await.says_no("So that");

        // Apart they still cannot close a circle that would be one together.
        shop.noor.writes(move |tx| actions::serve(tx, money, Some(calm), None)).await;
        assert!(shop.noor.tries(move |tx| actions::serve(tx, care, Some(dry), None)).await.is_err());

        shop.noor.writes(move |tx| actions::erased(tx, twin)).await;
        assert_eq!(shop.goal(dry).await.serves, None);
        shop.noor.sees(&client_url(clinic)).await.says("Arrive dry");
        shop.is_sound().await;
    })
    .await;
}
