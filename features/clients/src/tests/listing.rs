//! The list: every client once, in every order, from page to page in both directions; filters; search.

use tend_core::{Timestamp, id::ClientId, time::DAY};

use super::shop::{EIGHT, Shop, at, on_both};
use crate::{
    client::{Client, ClientKind},
    list::{Cursor, Filter, Sort, Way},
    store,
};

/// Forty clients with many ties: the same names, days, places.
async fn forty(shop: &Shop) {
    let mut new = Vec::new();
    for number in 0..40_usize {
        let mut client = shop.person(["Ana Ruiz", "Álvaro Cruz", "Zoë", "ana ruiz", "Ōta Ken"][number % 5]);
        client.kind = if number % 3 == 0 { ClientKind::Organization } else { ClientKind::Person };
        client.last_contact_at = (number % 4 != 0).then(|| Timestamp(at(EIGHT).0 - (number as i64 % 6) * DAY));
        client.since =
            (number % 7 != 0).then(|| ["2020-01-01", "2021-03-01", "1999-12-31"][number % 3].parse().expect("a day"));
        client.location = if number % 2 == 0 { shop.market_street } else { shop.canal_yard };
        client.owner = if number % 5 < 3 { client.owner } else { shop.tomas.me().expect("Tomás") };
        client.tags = if number % 2 == 0 { vec!["Fleet".into()] } else { Vec::new() };
        new.push(client);
    }
    let ids = shop
        .noor_does(move |tx| new.iter().map(|client| crate::actions::create(tx, client)).collect::<Result<Vec<_>, _>>())
        .await;
    for id in ids.into_iter().take(6) {
        shop.noor_does(move |tx| crate::actions::archive(tx, id)).await;
    }
}

/// Walks the whole list forth, then back, three rows at a time.
async fn walk(shop: &Shop, filter: &Filter, sort: Sort) -> (Vec<Client>, Vec<Client>) {
    let (actor, filter) = (shop.tomas.clone(), filter.clone());
    let walked = shop.app.read(move |db| {
        let page =
            |cursor: Option<&Cursor>| store::page(db, &actor, &store::Turn { filter: &filter, sort, cursor, limit: 3 });
        let mut forth: Vec<Client> = page(None)?;
        while let Some(last) = forth.last() {
            let more = page(Some(&Cursor::beside(last, sort, Way::After)))?;
            if more.is_empty() {
                break;
            }
            forth.extend(more);
        }
        let mut back: Vec<Client> = forth.last().cloned().into_iter().collect();
        while let Some(first) = back.first() {
            let mut more = page(Some(&Cursor::beside(first, sort, Way::Before)))?;
            if more.is_empty() {
                break;
            }
            more.append(&mut back);
            back = more;
        }
        Ok((forth, back))
    });
    walked.await.expect("the list")
}

fn ids(clients: &[Client]) -> Vec<ClientId> {
    clients.iter().map(|client| client.id).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_client_stands_in_the_list_once_in_every_order_and_both_ways() {
    on_both(|shop| async move {
        forty(&shop).await;
        let (noor, plain) = (shop.noor.member, Filter::default());
        let filters = [
            plain.clone(),
            Filter { owner: noor, ..plain.clone() },
            Filter { place: Some(shop.canal_yard), ..plain.clone() },
            Filter { kind: Some(ClientKind::Organization), ..plain.clone() },
            Filter { tag: Some("fleet".into()), ..plain.clone() },
            Filter { archived: true, ..plain.clone() },
            Filter { owner: noor, place: Some(shop.market_street), kind: Some(ClientKind::Person), ..plain.clone() },
        ];
        for filter in filters {
            for sort in filter.sorts() {
                for descending in [false, true] {
                    each_once(&shop, &Filter { descending, ..filter.clone() }, *sort).await;
                }
            }
        }
        assert_eq!(walk(&shop, &plain, Sort::Place).await.0.len(), 34);
        assert_eq!(walk(&shop, &Filter { archived: true, ..plain }, Sort::Name).await.0.len(), 6);
    })
    .await;
}

async fn each_once(shop: &Shop, filter: &Filter, sort: Sort) {
    let (forth, back) = walk(shop, filter, sort).await;
    assert_eq!(ids(&forth), ids(&back), "{filter:?} {sort}");
    let mut once = ids(&forth);
    once.sort();
    once.dedup();
    assert_eq!(once.len(), forth.len(), "{filter:?} {sort}");
    assert!(!forth.is_empty(), "{filter:?} {sort}");
    in_order(&forth, sort, filter.descending);
    let (counted, actor) = (filter.clone(), shop.noor.clone());
    let count = shop.app.read(move |db| store::count(db, &actor, &counted, 1001)).await.expect("counted");
    assert_eq!(count, forth.len() as i64, "{filter:?}");
}

#[track_caller]
fn in_order(clients: &[Client], sort: Sort, descending: bool) {
    let key = |client: &Client| match sort {
        Sort::Name => tend_core::fold::fold(&client.name),
        Sort::Spoke => format!("{:020}", client.last_contact_at.map_or(0, |at| at.0)),
        Sort::Since => client.since.map(|day| day.to_string()).unwrap_or_default(),
        Sort::Place => {
            format!("{} {}", tend_core::fold::fold(&client.location_name), tend_core::fold::fold(&client.name))
        }
        Sort::Added | Sort::Owner | Sort::Wants | Sort::About | Sort::Rhythm | Sort::When | Sort::Next => {
            unreachable!("no filter without conditions is read so")
        }
    };
    let keys: Vec<String> = clients.iter().map(key).collect();
    assert!(
        keys.windows(2).all(|pair| if descending { pair[0] >= pair[1] } else { pair[0] <= pair[1] }),
        "{sort} {keys:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_lead_forth_and_back_by_links() {
    on_both(|shop| async move {
        let new: Vec<_> = (0..84).map(|number| shop.person(&format!("Client {number:02}"))).collect();
        shop.noor_does(move |tx| new.iter().try_for_each(|client| crate::actions::create(tx, client).map(drop))).await;
        let first = shop
            .noor_opens()
            .page("/clients")
            .await
            .is(200)
            .says("50 of 84")
            .says("Client 49")
            .says_no("Client 50")
            .says_no("rel=\"prev\"");
        let second = shop
            .noor_opens()
            .page(&link(&first.text, "next"))
            .await
            .is(200)
            .says("34 of 84")
            .says("Client 50")
            .says("Client 83");
        assert!(!second.text.contains("rel=\"next\""));
        let back = shop.noor_opens().page(&link(&second.text, "prev")).await.is(200).says("50 of 84").says("Client 00");
        assert!(!back.text.contains("rel=\"prev\"") && back.text.contains("rel=\"next\""));
        shop.noor_opens().page("/clients?after=nonsense&sort=place&place=x").await.is(200).says("Client 00");
    })
    .await;
}

fn link(page: &str, rel: &str) -> String {
    let end = page.find(&format!("rel=\"{rel}\"")).expect("the link");
    let start = page[..end].rfind("href=\"").expect("an address") + 6;
    let address = &page[start..start + page[start..].find('"').expect("its end")];
    address.replace("&amp;", "&")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_says_what_comes_next_and_who_was_quiet() {
    on_both(|shop| async move {
        let mut eun_ji = shop.person("Eun-ji Park");
        (eun_ji.cadence_days, eun_ji.last_contact_at) = (Some(42), Some(at("2026-08-25T10:00:00Z")));
        eun_ji.about = "Road bike".into();
        shop.knows(eun_ji).await;
        let page = shop.noor_opens().page("/clients").await;
        page.says("Road bike")
            .says("Say hello to Eun-ji")
            .says("7 weeks")
            .says("longer than usual")
            .says("Market Street")
            .says("Noor");
    })
    .await;
}
