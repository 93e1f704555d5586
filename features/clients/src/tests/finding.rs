//! Finding a client by the beginnings of words.

use super::shop::on_both;
use crate::store;

#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_found_by_the_beginning_of_a_name() {
    on_both(|shop| async move {
        let mut marta = shop.person("Marta Kovács");
        marta.about = "Touring bike for the clinic".into();
        let marta = shop.knows(marta).await;
        shop.knows(shop.organization("Harbour Clinic")).await;
        shop.noor_opens()
            .page("/clients?find=kovacs")
            .await
            .is(200)
            .says("Marta Kovács")
            .says("One is found by")
            .says_no(">Harbour Clinic<");
        shop.noor_opens().page("/clients?find=mar+kov").await.says("Marta Kovács");
        let found = shop.noor_opens().page("/clients?find=clin").await.says("2 are found by");
        assert!(found.text.find(">Harbour Clinic<") < found.text.find(">Marta Kovács<"), "names come first");
        shop.noor_opens()
            .page("/clients?find=zorro")
            .await
            .says("Nobody is found by “zorro”")
            .says("/clients/new?name=zorro");
        shop.noor_opens().page("/clients/new?name=zorro").await.says("value=\"zorro\"");
        shop.noor_opens().page("/clients?find=%22%27%3B%20%2A%00").await.is(200);
        // A new name is found at once, the old one no more.
        let sent = [("name", "Marta Nagy"), ("name-was", "Marta Kovács")];
        shop.noor_opens().does(&format!("/clients/{marta}/details"), &sent).await.says("Marta Nagy");
        shop.noor_opens().page("/clients?find=nagy").await.says("Marta Nagy");
        shop.noor_opens().page("/clients?find=kovacs").await.says("Nobody is found");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_found_by_their_ids() {
    on_both(|shop| async move {
        let new: Vec<_> = (0..37).map(|number| shop.person(&format!("Client {number:02}"))).collect();
        let ids = shop
            .noor_does(move |tx| {
                new.iter().map(|client| crate::actions::create(tx, client)).collect::<Result<Vec<_>, _>>()
            })
            .await;
        let (actor, asked) = (shop.noor.clone(), ids.clone());
        let mut found: Vec<_> = shop
            .app
            .read(move |db| store::found(db, &actor, &asked))
            .await
            .expect("found")
            .iter()
            .map(|client| client.id)
            .collect();
        found.sort();
        assert_eq!(found, ids);
        let actor = shop.noor.clone();
        assert!(shop.app.read(move |db| store::found(db, &actor, &[])).await.expect("nobody").is_empty());
        let actor = shop.noor.clone();
        assert_eq!(shop.app.read(move |db| store::named(db, &actor, "CLIENT 05", 5)).await.expect("named").len(), 1);
    })
    .await;
}
