//! Stories of who looks alike, of two who become one, and of two again.

use tend_core::{Role, merging::Newer};

use super::shop::*;
use crate::{
    actions::{self, Change, Field},
    client::NewClient,
    contact::{Consent, ContactKind, NewContactPoint, Purpose},
    date::NewDate,
    merge::MergeId,
    moment::{MomentKind, NewMoment},
    store::{self, LikelyPair},
};
use tend_core::id::ClientId;

/// Marta, well known; and Martha, whom somebody wrote down once more.
async fn marta_and_martha(shop: &Shop) -> (ClientId, ClientId) {
    let point = |kind, value: &str| NewContactPoint::new(kind, value);
    let marta = NewClient {
        contact_points: vec![point(ContactKind::Email, "marta@kovacs.example")],
        tags: vec!["regulars".into()],
        ..shop.person("Marta Kovács")
    };
    let no = Consent { purpose: Purpose::Newsletter, allowed: false, since: None, source: "said so".into() };
    let martha = NewClient {
        about: "Cargo bike".into(),
        cadence_days: Some(30),
        contact_points: vec![
            NewContactPoint { consents: vec![no], ..point(ContactKind::Email, "Marta@Kovacs.example") },
            point(ContactKind::Phone, "0421 5501 22"),
        ],
        tags: vec!["Regulars".into(), "cargo".into()],
        dates: vec![NewDate { label: "Birthday".into(), month: 5, day: 3, year: Some(1980) }],
        note: Some("Came by with the cargo bike".into()),
        ..shop.person("Martha Kovacs")
    };
    (shop.knows(marta).await, shop.knows(martha).await)
}

async fn pairs(shop: &Shop) -> Vec<LikelyPair> {
    let actor = shop.noor.clone();
    let last = ClientId(uuid::Uuid::max());
    let top = LikelyPair { one: last, other: last, score: 2.0, reasons: String::new() };
    shop.app.read(move |db| store::likely_pairs(db, &actor, &top, 10)).await.expect("read")
}

async fn values(shop: &Shop, client: ClientId) -> Vec<String> {
    let actor = shop.noor.clone();
    let points = shop.app.read(move |db| store::contact_points(db, &actor, client)).await.expect("read");
    points.into_iter().map(|point| point.value).collect()
}

async fn tags(shop: &Shop, client: ClientId) -> Vec<String> {
    let actor = shop.noor.clone();
    shop.app.read(move |db| store::tags_of(db, &actor, client)).await.expect("read")
}

async fn merges(shop: &Shop, stays: ClientId, gone: ClientId) -> MergeId {
    shop.noor_does(move |tx| actions::merge(tx, stays, gone)).await
}

async fn newer(shop: &Shop, merge: MergeId) -> Vec<Newer> {
    let (actor, features) = (shop.noor.clone(), shop.app.features);
    let read = shop.app.read(move |db| actions::newer(db, &actor, features, &store::merge(db, &actor, merge)?));
    read.await.expect("read")
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_alike_is_noted_with_the_reason_until_somebody_says_what_they_are() {
    on_both(|shop| async move {
        let (marta, martha) = marta_and_martha(&shop).await;
        let found = pairs(&shop).await;
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].one, found[0].other), (marta.min(martha), marta.max(martha)));
        assert!(found[0].reasons.starts_with("the same mail address"), "{}", found[0].reasons);
        shop.noor_does(move |tx| actions::not_the_same(tx, martha, marta)).await;
        assert!(pairs(&shop).await.is_empty());
        let renamed = shop.noor_does(move |tx| {
            let client = store::find(tx, &tx.actor, martha)?;
            actions::change(tx, martha, &[Change::of(&client, Field::Name, "Marta Kovacs")])
        });
        renamed.await;
        assert!(pairs(&shop).await.is_empty(), "it is remembered");
        shop.noor_does(move |tx| actions::perhaps_the_same(tx, marta, martha)).await;
        assert_eq!(pairs(&shop).await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_become_one_with_everything_they_have() {
    on_both(|shop| async move {
        let (marta, martha) = marta_and_martha(&shop).await;
        merges(&shop, marta, martha).await;
        let one = shop.client(marta).await;
        assert_eq!((one.name.as_str(), one.about.as_str(), one.cadence_days), ("Marta Kovács", "Cargo bike", Some(30)));
        assert_eq!(values(&shop, marta).await, ["marta@kovacs.example", "0421 5501 22"], "one address is there once");
        assert_eq!(tags(&shop, marta).await, ["cargo", "regulars"]);
        let actor = shop.noor.clone();
        let (dates, points) = shop
            .app
            .read(move |db| Ok((store::dates(db, &actor, marta)?, store::contact_points(db, &actor, marta)?)))
            .await
            .expect("read");
        assert_eq!(dates.len(), 1);
        assert_eq!(points[0].consent(Purpose::Newsletter).map(|said| said.allowed), Some(false), "a no is not lost");
        let story = shop.story_of(marta).await;
        assert!(story.iter().any(|entry| entry.text == "Came by with the cargo bike"));
        assert!(story.iter().any(|entry| entry.kind == "clients.merged" && entry.text == "Martha Kovacs"));
        assert!(pairs(&shop).await.is_empty());
        let calls: Vec<_> = shop.calls_of(marta).await.into_iter().map(|call| call.kind).collect();
        assert!(
            calls.contains(&"clients.cadence".to_owned()) && calls.contains(&"clients.date".to_owned()),
            "{calls:?}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_address_of_who_is_gone_leads_to_who_stays() {
    on_both(|shop| async move {
        let (marta, martha) = marta_and_martha(&shop).await;
        merges(&shop, marta, martha).await;
        let answer = shop.noor_opens().page(&format!("/clients/{martha}?strand=words")).await;
        let (status, location) = (answer.status, answer.leads_to);
        assert_eq!(
            (status.as_u16(), location.as_deref()),
            (307, Some(format!("/clients/{marta}?strand=words").as_str()))
        );
        let answer = shop
            .noor_opens()
            .sends(&format!("/clients/{martha}/moments"), &[("kind", "note"), ("text", "Hello")])
            .await;
        let (status, location) = (answer.status, answer.leads_to);
        assert_eq!((status.as_u16(), location.as_deref()), (307, Some(format!("/clients/{marta}/moments").as_str())));
        let status = shop.noor_opens().page(&format!("/clients/{}", ClientId(uuid::Uuid::from_u128(5)))).await.status;
        assert_eq!(status.as_u16(), 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn taken_apart_both_are_as_before_and_what_is_newer_goes_where_one_says() {
    on_both(|shop| async move {
        let (marta, martha) = marta_and_martha(&shop).await;
        let before = (shop.client(marta).await, shop.client(martha).await);
        let (points, story) = (values(&shop, martha).await, shop.story_of(martha).await.len());
        let merge = merges(&shop, marta, martha).await;
        shop.app.clock.set(at("2026-10-14T06:00:00Z"));
        let written = shop.noor_does(move |tx| {
            actions::note(tx, marta, &NewMoment::now(MomentKind::Note, "The blue one"))?;
            actions::note(tx, marta, &NewMoment::now(MomentKind::Call, "About the cargo bike"))?;
            actions::add_point(tx, marta, &NewContactPoint::new(ContactKind::Phone, "0421 99 88 77"))
        });
        written.await;
        let since = newer(&shop, merge).await;
        assert_eq!(since.len(), 3, "{since:?}");
        let goes = since.iter().find(|thing| thing.words == "About the cargo bike").expect("the call").id;
        shop.noor_does(move |tx| actions::take_apart(tx, merge, &[goes])).await;
        let after = (shop.client(marta).await, shop.client(martha).await);
        assert_eq!((after.0.about, after.0.cadence_days), (before.0.about, before.0.cadence_days));
        assert_eq!(
            (after.1.name, after.1.about, after.1.cadence_days),
            (before.1.name, before.1.about, before.1.cadence_days)
        );
        assert_eq!(values(&shop, marta).await, ["marta@kovacs.example", "0421 99 88 77"]);
        assert_eq!(values(&shop, martha).await, points);
        assert_eq!((tags(&shop, marta).await.len(), tags(&shop, martha).await.len()), (1, 2));
        let (hers, theirs) = (shop.story_of(marta).await, shop.story_of(martha).await);
        assert!(hers.iter().any(|entry| entry.text == "The blue one"), "what was not named stays");
        assert!(!hers.iter().any(|entry| entry.text == "About the cargo bike"));
        assert!(theirs.iter().any(|entry| entry.text == "About the cargo bike"));
        assert_eq!(theirs.len(), story + 2, "what was theirs, the call that went, and that they were taken apart");
        assert!(shop.calls_of(martha).await.iter().any(|call| call.kind == "clients.date"));
        assert!(!shop.calls_of(marta).await.iter().any(|call| call.kind == "clients.date"));
        let status = shop.noor_opens().page(&format!("/clients/{martha}")).await.status;
        assert_eq!(status.as_u16(), 200);
        shop.noor_does(move |tx| actions::take_apart(tx, merge, &[])).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_gone_into_somebody_who_is_gone_is_found_and_comes_back() {
    on_both(|shop| async move {
        let (marta, martha) = marta_and_martha(&shop).await;
        let third = shop.person("M. Kovacs");
        let third = shop.knows(third).await;
        let first = merges(&shop, martha, third).await;
        let second = merges(&shop, marta, martha).await;
        let location = shop.noor_opens().page(&format!("/clients/{third}")).await.leads_to;
        assert_eq!(location, Some(format!("/clients/{marta}")));
        shop.noor_does(move |tx| actions::take_apart(tx, first, &[])).await;
        assert_eq!(shop.client(third).await.name, "M. Kovacs");
        shop.noor_does(move |tx| actions::take_apart(tx, second, &[])).await;
        assert_eq!(shop.client(martha).await.name, "Martha Kovacs");
        assert_eq!(values(&shop, martha).await.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_one_is_told() {
    on_both(|shop| async move {
        let (marta, _) = marta_and_martha(&shop).await;
        let house = shop.knows(shop.organization("Kovács & Co")).await;
        assert!(shop.app.write(&shop.noor, move |tx| actions::merge(tx, marta, house)).await.is_err());
        assert!(shop.app.write(&shop.noor, move |tx| actions::merge(tx, marta, marta)).await.is_err());
        let guest = tend_core::Actor { role: Role::Guest, ..shop.noor.clone() };
        assert!(shop.app.write(&guest, move |tx| actions::merge(tx, marta, house)).await.is_err());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn writing_somebody_down_twice_asks_first() {
    on_both(|shop| async move {
        let (marta, _) = marta_and_martha(&shop).await;
        let asked = shop.noor_opens().page("/clients/alike?name=Marta%20Kovacs&kind=person").await.text;
        assert!(asked.contains("Perhaps there already") && asked.contains(&marta.to_string()), "{asked}");
        let nobody = shop.noor_opens().page("/clients/alike?name=Zoltan%20Unheard").await.text;
        assert!(!nobody.contains("Perhaps there already"));
        let (owner, place) = (shop.noor.member.expect("Noor").to_string(), shop.market_street.to_string());
        let form = [("kind", "person"), ("name", "Kovacs Marta"), ("owner", owner.as_str()), ("place", place.as_str())];
        let asked = shop.noor_opens().sends("/clients", &form).await;
        asked.is(422).says("Perhaps there already").says("It is somebody else");
        let knowingly = [form.as_slice(), &[("anyway", "yes")]].concat();
        shop.noor_opens().sends("/clients", &knowingly).await.is(303);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_lead_from_the_pair_to_one_and_back_to_two() {
    on_both(|shop| async move {
        let (marta, martha) = marta_and_martha(&shop).await;
        let list = shop.noor_opens().page("/clients/pairs").await.text;
        assert!(list.contains("The same mail address"), "{list}");
        let compare = format!("/clients/{marta}/merging/{martha}");
        let page = shop.noor_opens().page(&compare).await.text;
        assert!(page.contains("Are they one?") && page.contains("Cargo bike"));
        let answer = shop.noor_opens().sends(&compare, &[("stays", &marta.to_string())]).await;
        let (status, location) = (answer.status, answer.leads_to);
        assert_eq!((status.as_u16(), location), (303, Some(format!("/clients/{marta}"))));
        let hers = shop.noor_opens().page(&format!("/clients/{marta}")).await.text;
        let merge = hers
            .split("/clients/merges/")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a way back")
            .to_owned();
        let apart = shop.noor_opens().page(&format!("/clients/merges/{merge}")).await.text;
        assert!(apart.contains("Nothing was written since."), "{apart}");
        let answer = shop.noor_opens().sends(&format!("/clients/merges/{merge}"), &[]).await;
        let (status, location) = (answer.status, answer.leads_to);
        assert_eq!((status.as_u16(), location), (303, Some(format!("/clients/{martha}"))));
    })
    .await;
}
