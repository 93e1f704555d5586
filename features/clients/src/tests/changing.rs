//! Changing a client in place, two people at once, and who may not.

use tend_core::{Actor, Error, Role};

use super::shop::on_both;
use crate::{
    actions::{self, Change, Field},
    store,
};

#[tokio::test(flavor = "multi_thread")]
async fn noor_changes_the_rhythm_in_its_place() {
    on_both(|shop| async move {
        let eun_ji = shop.knows(shop.person("Eun-ji Park")).await;
        let url = format!("/clients/{eun_ji}");
        shop.noor_opens()
            .page(&format!("{url}?edit=rhythm"))
            .await
            .is(200)
            .says("name=\"rhythm-was\"")
            .says("Every 3 weeks");
        let page = shop.noor_opens().does(&format!("{url}/details"), &[("rhythm", "42"), ("rhythm-was", "")]).await;
        page.says("Every 6 weeks").says("Noor changed the rhythm").says("No rhythm → Every 6 weeks");
        assert_eq!(shop.calls_of(eun_ji).await.len(), 1);
        shop.noor_opens()
            .sends(&format!("{url}/details"), &[("rhythm", "0"), ("rhythm-was", "42")])
            .await
            .is(422)
            .says("between 1 day and 10 years");
        shop.noor_opens()
            .does(&format!("{url}/details"), &[("rhythm", ""), ("rhythm-was", "42")])
            .await
            .says("No rhythm");
        assert!(shop.calls_of(eun_ji).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_later_sees_what_the_other_wrote_and_loses_nothing() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        let details = format!("/clients/{marta}/details");
        shop.tomas_opens()
            .does(&details, &[("about", "Touring bike, wobbles"), ("about-was", "")])
            .await
            .says("Touring bike, wobbles");
        // Noor's form is older: she still saw nothing there.
        let late = [
            ("name", "Marta Kovács"),
            ("name-was", "Marta Kovács"),
            ("about", "Rides to Esterwold"),
            ("about-was", ""),
        ];
        let page = shop.noor_opens().sends(&details, &late).await.is(409);
        let page = page.says("Tomás changed the line about them at 08:00, from “nothing” to “Touring bike, wobbles”.");
        // What she typed is still there, and the form now knows what she saw.
        page.says("value=\"Rides to Esterwold\"")
            .says("name=\"about-was\" value=\"Touring bike, wobbles\"")
            .says("Keep mine")
            .says("Leave theirs");
        assert_eq!(shop.client(marta).await.about, "Touring bike, wobbles");
        let mine = [("about", "Rides to Esterwold"), ("about-was", "Touring bike, wobbles")];
        shop.noor_opens()
            .does(&details, &mine)
            .await
            .says("Rides to Esterwold.")
            .says("Touring bike, wobbles → Rides to Esterwold");
        // What nobody else touched goes through, whatever else was changed meanwhile; so does what both want.
        shop.tomas_opens()
            .does(&details, &[("since", "2021-03-01"), ("since-was", "")])
            .await
            .says("With us since March 2021.");
        shop.noor_opens().does(&details, &[("rhythm", "21"), ("rhythm-was", "")]).await.says("Every 3 weeks");
        shop.noor_opens().does(&details, &[("since", "2021-03-01"), ("since-was", "")]).await.says("March 2021");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_who_changes_hands_is_called_by_their_new_owner() {
    on_both(|shop| async move {
        let mut bram = shop.person("Bram de Wit");
        bram.cadence_days = Some(30);
        bram.dates = vec![crate::NewDate { label: String::new(), month: 10, day: 13, year: Some(1956) }];
        let bram = shop.knows(bram).await;
        assert_eq!(shop.calls_of(bram).await.len(), 2);
        let (noor, tomas) = (shop.noor.me().expect("Noor"), shop.tomas.me().expect("Tomás"));
        let url = format!("/clients/{bram}");
        shop.noor_opens().page(&format!("{url}?edit=owner")).await.says("Tomás Ribeiro</option>");
        let page = shop
            .noor_opens()
            .does(&format!("{url}/details"), &[("owner", &tomas.to_string()), ("owner-was", &noor.to_string())])
            .await;
        page.says("Tomás Ribeiro").says("Noor gave them from Noor to Tomás");
        let calls = shop.calls_of(bram).await;
        assert_eq!((calls.len(), calls.iter().all(|call| call.member == tomas)), (2, true));
        let aside = shop.noor_does({
            let new = crate::NewClient { owner: tomas, ..shop.person("Ruth Abernathy") };
            move |tx| {
                let id = actions::create(tx, &new)?;
                actions::archive(tx, id).map(|()| id)
            }
        });
        let aside = aside.await;
        // He leaves: his clients and their calls go to Noor, none is without an owner.
        shop.noor_does(move |tx| actions::take_over(tx, tomas, noor)).await;
        assert_eq!((shop.client(bram).await.owner, shop.client(aside).await.owner), (noor, noor));
        assert!(shop.calls_of(bram).await.iter().all(|call| call.member == noor));
        shop.noor_opens()
            .sends(&format!("{url}/details"), &[("owner", &bram.to_string()), ("owner-was", &noor.to_string())])
            .await
            .is(422)
            .says("Choose somebody who works here");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn laid_aside_is_out_of_the_day_and_comes_back_whole() {
    on_both(|shop| async move {
        let mut greta = shop.person("Greta Solberg");
        greta.cadence_days = Some(14);
        greta.dates = vec![crate::NewDate { label: String::new(), month: 12, day: 1, year: None }];
        let greta = shop.knows(greta).await;
        let before = shop.calls_of(greta).await;
        let page = shop.noor_opens().does(&format!("/clients/{greta}/archiving"), &[]).await;
        page.says("Laid aside on 13 October 2026").says("Take up again").says("Noor laid them aside");
        assert!(shop.calls_of(greta).await.is_empty());
        shop.noor_opens().page("/clients?of=everyone").await.says_no("Greta Solberg");
        shop.noor_opens().page("/clients?of=aside").await.says("Greta Solberg");
        shop.noor_opens().does(&format!("/clients/{greta}/archiving"), &[]).await.is(200);
        shop.noor_opens()
            .does(&format!("/clients/{greta}/restoring"), &[])
            .await
            .says_no("Laid aside on")
            .says("Noor took them up again");
        let whens = |calls: &[tend_core::calls::Call]| {
            calls.iter().map(|call| (call.kind.clone(), call.when)).collect::<Vec<_>>()
        };
        assert_eq!(whens(&shop.calls_of(greta).await), whens(&before));
        shop.noor_opens().page("/clients").await.says("Greta Solberg");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_another_companys_is_not_found() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        let (greta, browser) = shop.a_stranger().await;
        browser.page(&format!("/clients/{marta}")).await.is(404).says_no("Marta");
        browser.page("/clients?of=everyone&find=marta").await.is(200).says_no("Kovács");
        for path in ["details", "moments", "archiving", "contact-points", "dates", "tags", "affiliations"] {
            let sent = [
                ("name", "Mine now"),
                ("name-was", "Marta Kovács"),
                ("kind", "note"),
                ("text", "x"),
                ("tag", "x"),
                ("other", "x"),
            ];
            browser.sends(&format!("/clients/{marta}/{path}"), &sent).await.is(404);
        }
        let sent = [("owner", shop.noor.me().expect("Noor").to_string())];
        let theirs = shop.app.write(&greta, {
            let new = crate::NewClient::new(
                crate::ClientKind::Person,
                "Piet",
                greta.me().expect("Greta"),
                greta.location.expect("a place"),
            );
            move |tx| actions::create(tx, &new)
        });
        let theirs = theirs.await.expect("written down");
        let was = greta.me().expect("Greta").to_string();
        browser
            .sends(&format!("/clients/{theirs}/details"), &[("owner", sent[0].1.as_str()), ("owner-was", was.as_str())])
            .await
            .is(422);
        assert_eq!(shop.client(marta).await.version, 1);
        shop.noor_opens().page("/clients/not-an-id").await.is(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guests_read_and_do_not_write() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        let guest = Actor { role: Role::Guest, ..shop.tomas.clone() };
        let client = shop.client(marta).await;
        let refused = shop
            .app
            .write(&guest, move |tx| actions::change(tx, marta, &[Change::of(&client, Field::About, "x")]))
            .await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))));
        let refused = shop.app.write(&guest, move |tx| actions::archive(tx, marta)).await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))));
        let read = shop.app.read(move |db| store::find(db, &guest, marta)).await;
        assert_eq!(read.expect("guests read").name, "Marta Kovács");
    })
    .await;
}
