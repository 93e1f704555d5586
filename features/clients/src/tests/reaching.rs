//! How to reach them and what for; their people; their tags.

use super::shop::{Shop, on_both};
use crate::{
    actions,
    contact::{Consent, ContactKind, ContactPoint, NewContactPoint, Purpose},
    store,
};
use tend_core::id::ClientId;

async fn ways(shop: &Shop, client: ClientId) -> Vec<ContactPoint> {
    let actor = shop.noor.clone();
    shop.app.read(move |db| store::contact_points(db, &actor, client)).await.expect("ways")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_they_allow_is_written_down_with_its_day_and_its_source() {
    on_both(|shop| async move {
        let clinic = shop.knows(shop.organization("Harbour Clinic")).await;
        let url = format!("/clients/{clinic}");
        shop.noor_opens().page(&format!("{url}?edit=reach")).await.says("May we use it to …");
        let sent = [
            ("kind", "email"),
            ("value", "jonas@clinic.example"),
            ("label", "work"),
            ("reach", "yes"),
            ("newsletter", "no"),
            ("source", "said so on the phone"),
        ];
        let page = shop.noor_opens().does(&format!("{url}/contact-points"), &sent).await;
        page.says("mailto:jonas@clinic.example")
            .says("May write or call first; not newsletter. said so on the phone, 13 October 2026")
            .says("no newsletter");
        let way = ways(&shop, clinic).await.remove(0);
        assert!(
            way.consent(Purpose::Reach).is_some_and(|consent| consent.allowed)
                && way.consent(Purpose::Answer).is_none()
        );
        // Changed later: the old yes keeps its day, the new one has its own.
        shop.it_is("2026-10-20T06:00:00Z");
        let point = format!("{url}/contact-points/{}", way.id);
        let sent = [
            ("version", "1"),
            ("value", "jonas@clinic.example"),
            ("label", "work"),
            ("reach", "yes"),
            ("newsletter", "yes"),
            ("source", "form"),
        ];
        shop.noor_opens().does(&point, &sent).await.says("Newsletter: no → yes (form)");
        let way = ways(&shop, clinic).await.remove(0);
        assert_eq!(
            way.consent(Purpose::Reach).and_then(|consent| consent.since).map(|day| day.to_string()).as_deref(),
            Some("2026-10-13")
        );
        assert_eq!(
            way.consent(Purpose::Newsletter).and_then(|consent| consent.since).map(|day| day.to_string()).as_deref(),
            Some("2026-10-20")
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_yes_was_given_for_that_address_and_not_for_another() {
    on_both(|shop| async move {
        let mut clinic = shop.organization("Harbour Clinic");
        let yes = Consent { purpose: Purpose::Reach, allowed: true, since: None, source: "said so".into() };
        let way = NewContactPoint::new(ContactKind::Email, "jonas@clinic.example");
        clinic.contact_points = vec![NewContactPoint { consents: vec![yes], ..way }];
        let clinic = shop.knows(clinic).await;
        let way = ways(&shop, clinic).await.remove(0);
        let point = format!("/clients/{clinic}/contact-points/{}", way.id);
        let sent = [("version", "1"), ("value", "amara@clinic.example"), ("label", "work")];
        shop.noor_opens().does(&point, &sent).await.says("Not asked yet");
        assert!(ways(&shop, clinic).await[0].consents.is_empty());
        // Tomás still looks at the old one.
        let sent = [("version", "1"), ("value", "lotte@clinic.example"), ("label", "work")];
        let page = shop.tomas_opens().sends(&point, &sent).await.is(409);
        page.says("it is now “amara@clinic.example”").says("lotte@clinic.example");
        shop.noor_opens().does(&format!("{point}/removal"), &[]).await.says("No address or number yet");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_writes_from_an_address_is_found() {
    on_both(|shop| async move {
        let mut marta = shop.person("Marta Kovács");
        marta.contact_points = vec![
            crate::NewContactPoint::new(ContactKind::Phone, "+49 (0)421 55 01-2"),
            crate::NewContactPoint::new(ContactKind::Email, "Marta@Post.example"),
        ];
        let marta = shop.knows(marta).await;
        for (kind, value) in [(ContactKind::Phone, "0049 421 55012"), (ContactKind::Email, "marta@post.example")] {
            let actor = shop.noor.clone();
            let found = shop.app.read(move |db| store::reached_under(db, &actor, kind, value, 5)).await.expect("found");
            assert_eq!(found.iter().map(|point| point.client).collect::<Vec<_>>(), [marta], "{value}");
        }
        let url = format!("/clients/{marta}/contact-points");
        shop.noor_opens()
            .sends(&url, &[("kind", "phone"), ("value", "12")])
            .await
            .is(422)
            .says("A few digits seem to be missing")
            .says("value=\"12\"");
        shop.noor_opens()
            .does(&url, &[("kind", "website"), ("value", "linden.example")])
            .await
            .says("https://linden.example");
        shop.noor_opens()
            .sends(&url, &[("kind", "website"), ("value", "javascript:alert(document.cookie)")])
            .await
            .is(422)
            .says_no("href=\"javascript");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_come_and_go() {
    on_both(|shop| async move {
        let clinic = shop.knows(shop.organization("Harbour Clinic")).await;
        let url = format!("/clients/{clinic}");
        let page = shop
            .noor_opens()
            .does(
                &format!("{url}/affiliations"),
                &[("other", "Amara Okafor"), ("title", "Director"), ("since", "2019-05-01")],
            )
            .await;
        let page = page
            .says("Amara Okafor")
            .says("Director, since May 2019")
            .says("Noor noted that they belong to Amara Okafor");
        let amara = page
            .text
            .split("/clients/")
            .map(|part| part.get(..36).unwrap_or_default())
            .find(|id| id.parse::<ClientId>().is_ok_and(|id| id != clinic));
        let amara = format!("/clients/{}", amara.expect("her page"));
        shop.noor_opens().page(&amara).await.is(200).says("Where they belong").says("Harbour Clinic");
        // She is known now: the same name is her, not a second one.
        let school = shop.knows(shop.organization("Northgate School")).await;
        let page =
            shop.noor_opens().does(&format!("/clients/{school}/affiliations"), &[("other", "amara okafor")]).await;
        page.says(&amara);
        let other: ClientId = amara["/clients/".len()..].parse().expect("an id");
        let actor = shop.noor.clone();
        let all =
            shop.app.read(move |db| store::organizations_of(db, &actor, other, 10)).await.expect("where she belongs");
        let end = format!(
            "{url}/affiliations/{}/end",
            all.iter().find(|one| one.organization == clinic).expect("the clinic").id
        );
        shop.noor_opens()
            .does(&end, &[("until", "2026-09-30")])
            .await
            .says("until 30 September 2026")
            .says("they left Amara Okafor");
        shop.noor_opens().page(&amara).await.says("until 30 September 2026").says("Northgate School");
        shop.noor_opens().sends(&format!("{url}/affiliations"), &[("other", "  ")]).await.is(422).says("Who is it?");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tags_gather_clients() {
    on_both(|shop| async move {
        let clinic = shop.knows(shop.organization("Harbour Clinic")).await;
        shop.knows(shop.person("Marta Kovács")).await;
        let tags = format!("/clients/{clinic}/tags");
        shop.noor_opens().does(&tags, &[("tag", "Fleet")]).await.says("Take off Fleet");
        shop.noor_opens().does(&tags, &[("tag", "fleet")]).await.is(200);
        assert_eq!(shop.story_of(clinic).await.iter().filter(|entry| entry.kind == "clients.tagged").count(), 1);
        shop.noor_opens().page("/clients?of=everyone&tag=FLEET").await.says("Harbour Clinic").says_no("Marta Kovács");
        shop.noor_opens().sends(&tags, &[("tag", "")]).await.is(422).says("A tag needs a word");
        shop.noor_opens().does(&format!("{tags}/removal"), &[("tag", "Fleet")]).await.says_no("Take off Fleet");
        shop.noor_opens()
            .page("/clients?of=everyone&tag=fleet")
            .await
            .says_no("Harbour Clinic")
            .says("Nobody fits all of that");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_more_tags_than_the_page_shows_is_said_to() {
    on_both(|shop| async move {
        let clinic = shop.knows(shop.organization("Harbour Clinic")).await;
        let page = format!("/clients/{clinic}");
        let tagged = |from: u32, until: u32| {
            shop.app.write(&shop.noor, move |tx| {
                (from..until).try_for_each(|number| actions::tag(tx, clinic, &format!("Order {number}")))
            })
        };
        tagged(1000, 1100).await.expect("tagged");
        shop.noor_opens().page(&page).await.says("Order 1099").says_no("These are the first by name");
        tagged(1100, 1107).await.expect("tagged");
        shop.noor_opens().page(&page).await.says("Order 1099").says("there are 7 more");
    })
    .await;
}
