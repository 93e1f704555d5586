//! The list as one likes to see it: by when the next thing is due, in one's own columns, with what of its address is no condition said,
//! and live when a colleague changes it.

use futures_util::StreamExt as _;
use tend_core::{
    Actor, Role, Timestamp, Tx,
    calls::{self, NewCall, When},
    id::{CallId, ClientId, MemberId},
    migrations,
    testing::{self, company::Company},
    time::{DAY, HOUR},
};

use super::shop::{EIGHT, Shop, at, on_both};
use crate::{
    ClientKind, NewClient, actions,
    client::Client,
    list::{Filter, Order, Sort, Way},
    store::{self, Asked, Bounds, Turned},
};

/// Twenty clients: some with a rhythm that calls, some with two, some of Tomás, some with nothing ahead.
async fn twenty(shop: &Shop) {
    let tomas = shop.tomas.me().expect("Tomás");
    let mut new = Vec::new();
    for number in 0..20_usize {
        let mut client = shop.person(["Ana Ruiz", "Álvaro Cruz", "Zoë", "ana ruiz"][number % 4]);
        client.cadence_days = (number % 3 != 0).then_some(21);
        client.last_contact_at = Some(Timestamp(at(EIGHT).0 - (number as i64 % 5) * 10 * DAY));
        client.owner = if number % 4 == 1 { tomas } else { client.owner };
        new.push(client);
    }
    shop.noor_does(move |tx| {
        for client in &new {
            actions::create(tx, client)?;
        }
        Ok(())
    })
    .await;
}

async fn turned(shop: &Shop, way: Way, descending: bool, bounds: Bounds) -> Vec<Client> {
    let actor = shop.noor.clone();
    let walked = shop.app.read(move |db| {
        let filter = Filter { descending, ..Filter::default() };
        let ask = |mark: Option<&crate::list::Mark>| -> tend_core::Result<Turned> {
            let order = Order::Standard(Sort::When);
            store::turn(db, &actor, &Asked { filter: &filter, order, mark, rows: 3, bounds, wants: None })
        };
        let mut page = ask(None)?;
        assert!(!page.unsorted);
        let mut all = page.clients.clone();
        while let Some(next) = page.next.clone() {
            page = ask(Some(&next))?;
            all.extend(page.clients.clone());
        }
        if way == Way::After {
            return Ok(all);
        }
        let mut back = page.clients.clone();
        while let Some(previous) = page.previous.clone() {
            page = ask(Some(&previous))?;
            back.splice(0..0, page.clients.clone());
        }
        Ok(back)
    });
    walked.await.expect("the list")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_stands_by_when_the_next_thing_is_due_however_it_is_read() {
    on_both(|shop| async move {
        twenty(&shop).await;
        let small = Bounds::PAGE;
        // Nothing is small: the index is read along, a few at a time.
        let scanned = Bounds { small: 0, looked: 200 };
        let all = turned(&shop, Way::After, false, small).await;
        assert_eq!(all.len(), 20);
        let actor = shop.noor.clone();
        let clients = all.clone();
        let calls = shop.app.read(move |db| store::next_calls(db, &actor, &clients)).await.expect("calls");
        let due = |client: &Client| calls.get(&client.id).map_or(Timestamp(i64::MAX), |call| call.when.due());
        assert!(all.is_sorted_by_key(due), "those due first stand first, those with nothing ahead last");
        assert!(calls.len() > 8 && calls.len() < 20, "some have nothing ahead: {}", calls.len());
        let ids = |clients: Vec<Client>| clients.into_iter().map(|client| client.id).collect::<Vec<ClientId>>();
        let expected = ids(all);
        for (way, bounds) in [(Way::Before, small), (Way::After, scanned), (Way::Before, scanned)] {
            assert_eq!(ids(turned(&shop, way, false, bounds).await), expected, "{way:?} {bounds:?}");
        }
        let down = ids(turned(&shop, Way::After, true, small).await);
        assert_eq!(ids(turned(&shop, Way::After, true, scanned).await), down);
        assert_ne!(down, expected);
        let page = shop.noor_opens().page("/clients?of=everyone&sort=when").await.is(200);
        page.says("aria-sort=\"ascending\"").says("sort=next");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn columns_are_kept_for_whoever_chose_them() {
    on_both(|shop| async move {
        shop.knows(shop.person("Marta Kovács")).await;
        let list = "/clients?of=everyone";
        let (noor, tomas) = (shop.noor_opens(), shop.tomas_opens());
        noor.page(list).await.says("sort=about").says_no("sort=rhythm");
        let chosen = [("of", "everyone"), ("sort", "spoke"), ("show", "rhythm"), ("show", "tags")];
        let page = noor.does("/clients/columns", &chosen).await;
        // Where they cannot be put in an order by it, the head says why.
        page.says("sort=rhythm").says("One client has several tags").says_no("sort=about");
        noor.page(list).await.says("sort=rhythm").says_no("sort=about");
        tomas.page(list).await.says("sort=about").says_no("sort=rhythm");
        // An address that asks for columns is obeyed, and changes nothing that was kept.
        noor.page("/clients?of=everyone&show=since").await.says("sort=since").says_no("sort=rhythm");
        noor.page(list).await.says("sort=rhythm");
        noor.does("/clients/columns", &[("of", "everyone"), ("show", "rhythm"), ("usual", "yes")])
            .await
            .says_no("sort=rhythm");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_condition_is_said() {
    on_both(|shop| async move {
        shop.knows(shop.person("Marta Kovács")).await;
        let page = shop.noor_opens().page("/clients?of=everyone&where=colour.is.%3Cb%3Ered&where=kind.is.person").await;
        page.is(200)
            .says("asks for something that is no condition: “colour.is.&lt;b&gt;red”")
            .says("Marta Kovács")
            .says("where=kind.is.person");
        let many: String = (0..30).map(|number| format!("&where=name.begins.{number}")).collect();
        shop.noor_opens()
            .page(&format!("/clients?of=everyone{many}"))
            .await
            .is(200)
            .says("conditions. This does nothing here");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_hears_of_what_a_colleague_changes() {
    testing::on_both(migrations::ALL, |db| async move {
        let company = Company::opens(db, at(EIGHT), &[&crate::FEATURE]).await;
        let anna = company.anna_signs_in().await;
        let place = company.anna.location.expect("Anna works somewhere");
        let ben = company.hires("Ben", Role::Member, place).await;
        let actor = Actor { member: Some(ben.member), role: Role::Member, name: "Ben".into(), ..company.anna.clone() };
        let owner = company.anna.member.expect("Anna");
        let marta = company.app.write(&actor, move |tx| {
            actions::create(tx, &NewClient::new(ClientKind::Person, "Marta Kovács", owner, place))
        });
        let marta = marta.await.expect("a client");
        let list = anna.gets("/clients?of=everyone").await;
        list.says("data-live=\"clients promises goals today transfer\"");
        let number =
            list.text.split("data-number=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a number");
        // Two people on one list: Ben tags her, and Anna's page hears of a change by Ben that it cares about.
        let mut stream = anna.listens(&format!("/live?after={number}")).await;
        company.app.write(&actor, move |tx| actions::tag(tx, marta, "Fleet").map(drop)).await.expect("Ben may");
        let mut heard = String::new();
        while !heard.contains("clients.tagged") {
            let part = stream.next().await.expect("the stream goes on").expect("a part");
            heard.push_str(&String::from_utf8_lossy(&part));
        }
        assert!(heard.contains("\"name\":\"Ben\"") && heard.contains(&marta.to_string()), "{heard}");
        anna.gets("/clients?of=everyone&show=tags").await.says("Fleet");
    })
    .await;
}

/// A call of somebody else's about a client does not say what comes next for them.
#[tokio::test(flavor = "multi_thread")]
async fn only_what_calls_the_owner_counts_for_when() {
    on_both(|shop| async move {
        let (early, late) = (shop.knows(shop.person("Early")).await, shop.knows(shop.person("Late")).await);
        let (noor, tomas) = (shop.noor.me().expect("Noor"), shop.tomas.me().expect("Tomás"));
        let calls = move |tx: &Tx| {
            raise(tx, late, tomas, HOUR)?;
            raise(tx, late, noor, 3 * HOUR)?;
            raise(tx, early, noor, 2 * HOUR)
        };
        shop.noor_does(calls).await;
        for bounds in [Bounds::PAGE, Bounds { small: 0, looked: 200 }] {
            let names: Vec<String> =
                turned(&shop, Way::After, false, bounds).await.into_iter().map(|client| client.name).collect();
            assert_eq!(names, ["Early", "Late"]);
        }
    })
    .await;
}

fn raise(tx: &Tx, client: ClientId, member: MemberId, due_us: i64) -> tend_core::Result<()> {
    let when = When::From { start: tx.now, due: tx.now.plus(due_us) };
    let (reason, act) = ("Because".to_owned(), String::new());
    calls::raise(
        tx,
        &NewCall { member, client, kind: &actions::CADENCE, subject: tx.new_id::<CallId>().0, when, reason, act },
    )
}
