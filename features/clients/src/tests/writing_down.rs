//! Somebody new.

use super::shop::on_both;
use crate::{
    contact::{ContactKind, NewContactPoint},
    date::NewDate,
};

#[tokio::test(flavor = "multi_thread")]
async fn noor_writes_marta_down() {
    on_both(|shop| async move {
        shop.noor_opens()
            .page("/clients")
            .await
            .is(200)
            .says("Nobody here yet")
            .says("Write down the first one")
            .says("/settings/import");
        shop.noor_opens().page("/clients/new").await.is(200).says("Noor Haddad").says("Canal Yard");
        let (owner, place) = (shop.noor.me().expect("Noor").to_string(), shop.canal_yard.to_string());
        let page = shop
            .noor_opens()
            .does(
                "/clients",
                &[
                    ("kind", "person"),
                    ("name", "  Marta   Kovács "),
                    ("about", "Touring bike"),
                    ("email", "marta@post.example"),
                    ("phone", ""),
                    ("owner", &owner),
                    ("place", &place),
                    ("rhythm", "21"),
                    ("note", "Ride to my sister’s in Esterwold and back in a day"),
                ],
            )
            .await;
        let page = page
            .is(200)
            .says("Marta Kovács")
            .says("Touring bike.")
            .says("Canal Yard")
            .says("Every 3 weeks")
            .says("not spoken yet");
        page.says("marta@post.example")
            .says("Ride to my sister’s in Esterwold")
            .says("Noor wrote them into the book")
            .says("Not asked yet");
        shop.noor_opens().page("/clients").await.is(200).says("Marta Kovács").says("Mine").says("1 client");
        shop.tomas_opens().page("/clients").await.says("You look after nobody yet");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_that_is_missing_is_told_at_once_and_nothing_is_lost() {
    on_both(|shop| async move {
        let long = "x".repeat(10_000);
        let sent = [
            ("kind", "organization"),
            ("name", long.as_str()),
            ("email", "harbour@"),
            ("rhythm", "soon"),
            ("owner", "x"),
            ("place", ""),
            ("about", "14 e-bikes"),
        ];
        let page = shop.noor_opens().sends("/clients", &sent).await.is(422);
        let page = page
            .says("10,000 characters")
            .says("Something seems to be missing")
            .says("How many days?")
            .says("Somebody has to look after them");
        page.says("Choose one of the places").says("5 things to look at").says("harbour@").says("14 e-bikes");
        shop.noor_opens().page("/clients").await.says("Nobody here yet");
        let place = shop.market_street.to_string();
        let owner = shop.noor.me().expect("Noor").to_string();
        let null = [("kind", "person"), ("name", "Mar\0ta"), ("owner", owner.as_str()), ("place", place.as_str())];
        shop.noor_opens().sends("/clients", &null).await.is(422).says("cannot be shown");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_of_all_kinds_stand_as_they_are_and_run_nothing() {
    on_both(|shop| async move {
        for name in ["نور حداد", "👩🏽‍🔧 Frankie", "<script>alert(1)</script>", "O'Neill & \"Sons\""] {
            let id = shop.knows(shop.organization(name)).await;
            let page = shop.noor_opens().page(&format!("/clients/{id}")).await.is(200).says_no("<script>alert");
            if name.starts_with('<') {
                page.says("&lt;script&gt;alert(1)&lt;/script&gt;");
            } else {
                assert_eq!(shop.client(id).await.name, name);
            }
        }
        shop.noor_opens().page("/clients").await.says("نور حداد").says("👩🏽‍🔧 Frankie").says_no("<script>alert");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_known_from_a_list_comes_along() {
    on_both(|shop| async move {
        let clinic = shop.knows(shop.organization("Harbour Clinic")).await;
        let mut jonas = shop.person("Jonas Weber");
        jonas.origin = "customers.csv, row 12".into();
        jonas.affiliations = vec![(clinic, "Facilities".into())];
        jonas.tags = vec!["Fleet".into(), "fleet".into()];
        jonas.dates = vec![NewDate { label: String::new(), month: 2, day: 29, year: Some(1980) }];
        jonas.contact_points = vec![NewContactPoint::new(ContactKind::Phone, "0049 421 5501")];
        jonas.fields.insert("Customer no.".into(), "K-1044".into());
        let jonas = shop.knows(jonas).await;
        let page = shop
            .noor_opens()
            .page(&format!("/clients/{jonas}"))
            .await
            .is(200)
            .says("Harbour Clinic")
            .says("Facilities");
        let page =
            page.says("Noor brought them in").says("customers.csv, row 12").says("K-1044").says("29 February 1980");
        assert_eq!(page.times(">Fleet</a>"), 1);
        shop.noor_opens().page(&format!("/clients/{clinic}")).await.says("Jonas Weber").says("Their people");
    })
    .await;
}
