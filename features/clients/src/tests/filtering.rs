//! The list under any filter: every client who passes stands in it once, in order, forth and back, whether all are looked at or an index
//! is read; and what a filter cannot do any more is said.

use tend_core::{Actor, Timestamp, fold, id::ClientId, time::DAY};

use super::shop::{EIGHT, Shop, at, on_both};
use crate::{
    actions,
    client::{Client, ClientKind},
    fields::{CustomField, FieldKind},
    filter::{self, Condition, Test},
    list::{Filter, Mark, Order, Sort, Stand, Way},
    store::{self, Asked, Bounds},
};

/// Seventy clients with many ties, and three fields: a number, a choice, several choices.
async fn seventy(shop: &Shop) -> [CustomField; 3] {
    let fields = [
        shop.field("Bikes", FieldKind::Number).await,
        shop.field("Size", FieldKind::Choice).await,
        shop.field("Likes", FieldKind::Choices).await,
    ];
    let mut new = Vec::new();
    for number in 0..70_usize {
        let mut client = shop.person(["Ana Ruiz", "Álvaro Cruz", "Zoë", "ana ruiz", "Ōta 50%_Ken"][number % 5]);
        client.kind = if number % 3 == 0 { ClientKind::Organization } else { ClientKind::Person };
        client.about = ["Road bike", "", "Löwenstraße", "ROAD and trail"][number % 4].into();
        client.last_contact_at = (number % 4 != 0).then(|| Timestamp(at(EIGHT).0 - (number as i64 % 9) * DAY));
        client.since =
            (number % 7 != 0).then(|| ["2020-01-01", "2021-03-01", "1999-12-31"][number % 3].parse().expect("a day"));
        client.location = if number % 2 == 0 { shop.market_street } else { shop.canal_yard };
        client.owner = if number % 5 < 3 { client.owner } else { shop.tomas.me().expect("Tomás") };
        client.cadence_days = (number % 6 != 0).then_some(7 * (number as i64 % 4 + 1));
        client.tags = if number % 2 == 0 { vec!["Fleet".into()] } else { Vec::new() };
        if number % 3 != 1 {
            client.custom.push((fields[0].id, (number as i64 % 8 - 3).to_string()));
        }
        if number % 4 != 2 {
            client.custom.push((fields[1].id, format!("{:03}", number % 3 + 1)));
        }
        if number % 5 == 0 {
            client.custom.push((fields[2].id, "001\n003".into()));
        }
        new.push(client);
    }
    let ids = shop
        .noor_does(move |tx| new.iter().map(|client| actions::create(tx, client)).collect::<Result<Vec<_>, _>>())
        .await;
    for id in ids.into_iter().take(4) {
        shop.noor_does(move |tx| actions::archive(tx, id)).await;
    }
    fields
}

/// Reads conditions as an address has them.
fn filter_of(shop: &Shop, fields: &[CustomField], conditions: &[&str]) -> Filter {
    let around = filter::Around { fields, now: at(EIGHT), zone: &shop.noor.zone };
    let tests = conditions.iter().map(|text| {
        let condition: Condition = text.parse().expect(text);
        filter::read(&condition, &around).expect(text)
    });
    Filter { tests: tests.collect(), ..Filter::default() }
}

const EVERYTHING: Bounds = Bounds { small: 1000, looked: 1 };
const ALONG_AN_INDEX: Bounds = Bounds { small: 0, looked: 5 };

/// Walks the whole list forth, then back, seven rows at a time; a page that stopped short goes on.
async fn walk(shop: &Shop, filter: &Filter, order: Order, bounds: Bounds) -> (Vec<ClientId>, Vec<ClientId>) {
    let (actor, filter) = (shop.noor.clone(), filter.clone());
    let walked = shop.app.read(move |db| {
        let page = |mark: Option<&Mark>| {
            store::turn(db, &actor, &Asked { filter: &filter, order, mark, rows: 7, bounds, wants: None })
        };
        let (mut forth, mut back) = (Vec::new(), Vec::new());
        let mut turned = page(None)?;
        loop {
            assert!(!turned.unsorted, "{order}");
            forth.extend(turned.clients.iter().map(|client| client.id));
            let Some(next) = turned.next.clone() else { break };
            turned = page(Some(&next))?;
        }
        let mut rows: Vec<ClientId> = turned.clients.iter().map(|client| client.id).collect();
        loop {
            rows.append(&mut back);
            back = rows;
            let Some(previous) = turned.previous.clone() else { break };
            turned = page(Some(&previous))?;
            rows = turned.clients.iter().map(|client| client.id).collect();
        }
        Ok((forth, back))
    });
    walked.await.expect("the list")
}

async fn everybody(shop: &Shop) -> Vec<Client> {
    let actor = shop.noor.clone();
    let all = Filter::default();
    let wanted = move |db: &tend_core::db::Conn| {
        let turn = store::Turn { filter: &all, sort: Sort::Name, cursor: None, limit: 1000 };
        store::page(db, &actor, &turn)
    };
    shop.app.read(wanted).await.expect("everybody")
}

#[tokio::test(flavor = "multi_thread")]
async fn both_ways_to_answer_give_the_same_and_every_client_once() {
    on_both(|shop| async move {
        let fields = seventy(&shop).await;
        let [bikes, size, likes] = [0, 1, 2].map(|place| fields[place].control());
        let everybody = everybody(&shop).await;
        let (noor, yard) = (shop.noor.member.expect("Noor"), shop.canal_yard);
        let cases: Vec<(Vec<String>, Box<dyn Fn(&Client) -> bool>)> = vec![
            (vec!["about.has.road".into()], Box::new(|client| fold::fold(&client.about).contains("road"))),
            (vec!["about.has.LOWENSTRASSE".into()], Box::new(|client| client.about == "Löwenstraße")),
            (vec!["about.none.".into()], Box::new(|client| client.about.is_empty())),
            (vec!["name.has.%_".into()], Box::new(|client| client.name.contains("%_"))),
            (vec!["name.begins.alv".into()], Box::new(|client| client.name == "Álvaro Cruz")),
            (
                vec!["spoke.longer.4".into()],
                Box::new(|client| client.last_contact_at.is_some_and(|spoke| spoke.0 < at(EIGHT).0 - 4 * DAY)),
            ),
            (vec!["spoke.none.".into()], Box::new(|client| client.last_contact_at.is_none())),
            (
                vec!["since.from.2020-01-01".into(), "since.until.2020-12-31".into()],
                Box::new(|client| client.since.is_some_and(|day| day.to_string() == "2020-01-01")),
            ),
            (vec!["since.none.".into()], Box::new(|client| client.since.is_none())),
            (
                vec!["rhythm.most.14".into(), "kind.is.person".into()],
                Box::new(|client| {
                    client.cadence_days.is_some_and(|days| days <= 14) && client.kind == ClientKind::Person
                }),
            ),
            (vec!["rhythm.none.".into()], Box::new(|client| client.cadence_days.is_none())),
            (
                vec![format!("owner.not.{noor}"), format!("place.is.{yard}")],
                Box::new(move |client| client.owner != noor && client.location == yard),
            ),
            (vec!["tag.not.fleet".into()], Box::new(move |client| client.location == yard)),
            (vec!["added.last.3".into()], Box::new(|_| true)),
        ];
        for (conditions, passes) in &cases {
            let texts: Vec<&str> = conditions.iter().map(String::as_str).collect();
            let mut expected: Vec<ClientId> =
                everybody.iter().filter(|client| passes(client)).map(|client| client.id).collect();
            expected.sort();
            assert!(!expected.is_empty(), "{conditions:?}");
            each_order(&shop, &filter_of(&shop, &fields, &texts), &fields[0], Some(&expected)).await;
        }
        // Custom fields, with each other and with a tag.
        let custom = [
            vec![format!("{bikes}.least.2")],
            vec![format!("{bikes}.most.-1")],
            vec![format!("{bikes}.none.")],
            vec![format!("{size}.is.002")],
            vec![format!("{size}.not.002"), "tag.is.fleet".to_owned()],
            vec![format!("{likes}.is.003"), format!("{likes}.is.001"), format!("{bikes}.some.")],
        ];
        let sizes = [20, 19, 22, 17, 22, 9];
        for (conditions, size) in custom.iter().zip(sizes) {
            let texts: Vec<&str> = conditions.iter().map(String::as_str).collect();
            let count = each_order(&shop, &filter_of(&shop, &fields, &texts), &fields[0], None).await;
            assert!(count > 3 && count.abs_diff(size) < 8, "{conditions:?}: {count}");
        }
        let aside = Filter { archived: true, ..filter_of(&shop, &fields, &["about.has.road"]) };
        assert_eq!(walk(&shop, &aside, Order::Standard(Sort::Name), ALONG_AN_INDEX).await.0.len(), 2);
    })
    .await;
}

/// Every order, both ways round, by both ways to answer; gives how many pass.
async fn each_order(shop: &Shop, filter: &Filter, number: &CustomField, expected: Option<&Vec<ClientId>>) -> usize {
    let by_an_index = [Sort::Name, Sort::Spoke, Sort::Since, Sort::Place, Sort::Added].map(Order::Standard);
    let others = [Sort::Owner, Sort::About, Sort::Rhythm].map(Order::Standard);
    let mut count = 0;
    for order in by_an_index.into_iter().chain([Order::Custom(number.id)]).chain(others) {
        for descending in [false, true] {
            let filter = Filter { descending, ..filter.clone() };
            let (forth, back) = walk(shop, &filter, order, EVERYTHING).await;
            assert_eq!(forth, back, "{filter:?} {order}");
            let mut once = forth.clone();
            once.sort();
            once.dedup();
            assert_eq!(once.len(), forth.len(), "{filter:?} {order}");
            if let Some(expected) = expected {
                assert_eq!(&once, expected, "{filter:?} {order}");
            }
            if !others.contains(&order) {
                let (along, along_back) = walk(shop, &filter, order, ALONG_AN_INDEX).await;
                assert_eq!(along, forth, "{filter:?} {order}");
                assert_eq!(along_back, forth, "{filter:?} {order}");
            }
            count = forth.len();
        }
    }
    let (actor, counted) = (shop.noor.clone(), filter.clone());
    let bounds = Bounds { small: 0, looked: 1000 };
    let counts = shop.app.read(move |db| {
        let order = Order::Standard(Sort::Name);
        let asked = Asked { filter: &counted, order, mark: None, rows: 1000, bounds, wants: None };
        let few = Asked { rows: 2, bounds: EVERYTHING, ..asked.clone() };
        Ok([store::count_filtered(db, &actor, &asked)?, store::count_filtered(db, &actor, &few)?])
    });
    let [all, some] = counts.await.expect("counted");
    assert_eq!((all.count, all.or_more), (count, false), "{filter:?}");
    assert_eq!((some.count, some.or_more), (count.min(2), count > 2), "{filter:?}");
    count
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_look_says_how_far_it_came() {
    on_both(|shop| async move {
        seventy(&shop).await;
        let actor = shop.noor.clone();
        let filter = Filter { tests: vec![Test::About(filter::TextTest::Has("zebra".into()))], ..Filter::default() };
        let bounds = Bounds { small: 10, looked: 30 };
        let asked = filter.clone();
        let turned = shop.app.read(move |db| {
            let asked =
                Asked { filter: &asked, order: Order::Standard(Sort::Name), mark: None, rows: 7, bounds, wants: None };
            store::turn(db, &actor, &asked)
        });
        let turned = turned.await.expect("a page");
        assert_eq!((turned.clients.len(), turned.looked), (0, Some(30)));
        assert!(turned.next.is_some());
        let stand = Stand { group: String::new(), keys: vec!["zz".into()], id: ClientId(uuid::Uuid::nil()) };
        assert!(walk_from(&shop, &filter, Mark { way: Way::After, stand }).await.is_none());
    })
    .await;
}

async fn walk_from(shop: &Shop, filter: &Filter, mark: Mark) -> Option<usize> {
    let (actor, filter) = (shop.noor.clone(), filter.clone());
    let bounds = Bounds { small: 10, looked: 30 };
    let turned = shop.app.read(move |db| {
        let asked = Asked {
            filter: &filter,
            order: Order::Standard(Sort::Name),
            mark: Some(&mark),
            rows: 7,
            bounds,
            wants: None,
        };
        store::turn(db, &actor, &asked)
    });
    turned.await.expect("a page").looked
}

#[tokio::test(flavor = "multi_thread")]
async fn the_bar_builds_an_address_that_can_be_kept_and_linked() {
    on_both(|shop| async move {
        let fields = seventy(&shop).await;
        let size = fields[1].control();
        let page = shop.noor_opens().page("/clients?of=everyone").await.is(200);
        page.says("add=spoke").says(&format!("add={size}")).says("Bikes");
        let form = shop.noor_opens().page(&format!("/clients?of=everyone&add={size}")).await.is(200);
        form.says("name=\"c\"").says(">Medium<").says("is not");
        // What the form sends without a script; the next link holds it as a condition.
        let page = shop.noor_opens().page(&format!("/clients?of=everyone&c={size}&o=is&v=002")).await.is(200);
        page.says("Size is Medium").says("Leave out: Size is Medium").says(&format!("where={size}.is.002"));
        let both = format!(
            "/clients?of=everyone&where={size}.is.002&where=spoke.longer.3&show=about&show={size}&sort={size}&down=yes"
        );
        let page = shop.noor_opens().page(&both).await.is(200);
        page.says("Last spoke: longer ago than 3 days")
            .says("aria-sort=\"descending\"")
            .says("<td dir=\"auto\">Medium<");
        let alone = shop.noor_opens().page(&both).await.times("<tr id=");
        let csv = shop.noor_opens().page(&both.replacen("/clients", "/clients.csv", 1)).await.is(200);
        assert!(csv.text.starts_with("\u{feff}Client,Kind,About,Size\r\n"), "{}", csv.text);
        assert_eq!(csv.text.lines().count(), alone + 1);
        // Nonsense, other people's ids and null bytes do nothing.
        for nonsense in [
            "where=wage.is.3",
            "where=spoke.longer.x",
            "where=name.has.%00",
            "sort=custom-7",
            "show=wage",
            "view=7",
            "after=7",
            "c=name&o=is&v=",
            "where=owner.is.7",
        ] {
            shop.noor_opens().page(&format!("/clients?of=everyone&{nonsense}")).await.is(200);
        }
        let (_, stranger) = shop.a_stranger().await;
        stranger
            .page(&format!("/clients?of=everyone&where={size}.is.002&show={size}&sort={size}"))
            .await
            .is(200)
            .says_no("Medium");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_on_a_field_that_changed_says_so() {
    on_both(|shop| async move {
        let fields = seventy(&shop).await;
        let (bikes, size) = (&fields[0], &fields[1]);
        let url = format!("/clients?of=everyone&where={}.least.2&where={}.is.002", bikes.control(), size.control());
        let before = shop.noor_opens().page(&url).await.is(200).times("<tr id=");
        let id = size.id;
        shop.noor_does(move |tx| actions::remove_field(tx, id).map(drop)).await;
        let page = shop
            .noor_opens()
            .page(&url)
            .await
            .is(200)
            .says("Size was taken away, so its part of the filter does nothing.");
        assert!(page.times("<tr id=") > before);
        shop.noor_opens().page(&url.replacen("/clients", "/clients.csv", 1)).await.is(422);
        let draft =
            crate::fields::FieldDraft { name: "Bikes".into(), kind: Some(FieldKind::Text), ..Default::default() };
        let (id, version) = (bikes.id, bikes.version);
        shop.noor_does(move |tx| actions::change_field(tx, id, version, &draft).map(drop)).await;
        shop.noor_opens().page(&url).await.says("Bikes takes a line of text now and cannot be compared so any more");
        let has = format!("/clients?of=everyone&where={}.has.2", bikes.control());
        assert!(shop.noor_opens().page(&has).await.times("<tr id=") > 3);
        let _: &Actor = &shop.noor;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_tags_leave_the_list_as_quick_as_it_was() {
    on_both(|shop| async move {
        let mut clients = [shop.person("Marta Kovács")];
        clients[0].tags = (0..10_000).map(|number| format!("tag {number}")).collect();
        let marta = shop.noor_does(move |tx| actions::create(tx, &clients[0])).await;
        let page = shop.noor_opens().page("/clients?of=everyone&show=tags").await.is(200);
        assert!(page.text.len() < 400_000, "{}", page.text.len());
        shop.noor_opens().page("/clients?of=everyone&add=tag").await.is(200).says("name=\"v\" type=\"text\"");
        shop.noor_opens().page("/clients?of=everyone&where=tag.is.tag%209999").await.says("Marta Kovács");
        // And on her own page a hundred of them stand.
        let page = shop.noor_opens().page(&format!("/clients/{marta}")).await.is(200);
        assert!(page.text.len() < 400_000, "{}", page.text.len());
    })
    .await;
}

/// A null byte is no letter: PostgreSQL takes none at all, so none may come that far.
#[tokio::test(flavor = "multi_thread")]
async fn null_bytes_find_nobody_and_break_nothing() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        for address in [
            "/clients?of=everyone&q=a%00b",
            "/clients?of=everyone&where=tag.is.a%00b",
            "/clients?of=everyone&where=name.has.%00",
            "/clients?of=everyone&after=%00",
            "/clients?of=everyone&sort=%00",
            "/clients?of=%00",
            "/clients/suggest?name=a%00b",
            "/clients/new?name=a%00b",
        ] {
            let status = shop.noor_opens().page(address).await.status;
            assert!([200, 303, 404, 422].contains(&status.as_u16()), "{address}: {status}");
        }
        let clients = format!("/clients/{marta}");
        for (path, field) in [("tags", "tag"), ("moments", "text"), ("points", "value"), ("details", "about")] {
            let sent =
                shop.noor_opens().sends(&format!("{clients}/{path}"), &[(field, "a\0b"), ("kind", "note")]).await;
            assert!([404, 405, 422].contains(&sent.status.as_u16()), "{path}: {}", sent.status);
        }
    })
    .await;
}
