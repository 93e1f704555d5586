//! Many clients at once: those who were ticked, all who fit; taken back as a whole; and a cell of the list edited in its place.

use tend_core::{id::ClientId, jobs};

use super::shop::{Shop, on_both};
use crate::{actions, client::ClientKind, fields::FieldKind, store};

impl Shop {
    async fn some(&self, count: usize) -> Vec<ClientId> {
        let new: Vec<_> = (0..count)
            .map(|number| {
                let mut client = self.person(&format!("Client {number:03}"));
                client.kind = if number % 2 == 0 { ClientKind::Person } else { ClientKind::Organization };
                client
            })
            .collect();
        self.noor_does(move |tx| new.iter().map(|client| actions::create(tx, client)).collect::<Result<Vec<_>, _>>())
            .await
    }

    async fn count(&self, conditions: &[&str]) -> usize {
        let asked: Vec<String> = conditions.iter().map(|condition| format!("&where={condition}")).collect();
        let file = self.noor_opens().page(&format!("/clients.csv?of=everyone{}", asked.concat())).await.is(200);
        file.text.lines().count() - 1
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_are_ticked_are_given_tagged_and_laid_aside_and_it_is_taken_back() {
    on_both(|shop| async move {
        let ids: Vec<String> = shop.some(3).await.iter().map(ToString::to_string).collect();
        let tomas = shop.tomas.me().expect("Tomás").to_string();
        let list = shop.noor_opens().page("/clients?of=everyone").await.is(200);
        list.says("form=\"chosen\"").says("Give an owner").says("Add a tag").says("Lay aside");
        let ticked = format!("client={}&client={}", ids[0], ids[1]);
        let ask = shop
            .noor_opens()
            .page(&format!("/clients/deeds/new?action=give&{ticked}&back=/clients%3Fof%3Deveryone"))
            .await
            .is(200);
        ask.says("For 2 clients.").says("Client 000").says("Tomás Ribeiro").says("value=\"/clients?of=everyone\"");
        shop.noor_opens().page("/clients/deeds/new?action=wish").await.is(404);
        shop.noor_opens().page("/clients/deeds/new?action=give").await.is(200).says("Nobody is chosen");
        let both = |more: &[(&'static str, String)]| {
            let mut form = vec![
                ("client", ids[0].clone()),
                ("client", ids[1].clone()),
                ("back", "/clients?of=everyone".to_owned()),
            ];
            form.extend_from_slice(more);
            form
        };
        let send = |form: Vec<(&'static str, String)>| {
            let shop = shop.clone();
            async move {
                let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
                shop.noor_opens().sends("/clients/deeds", &form).await
            }
        };
        send(both(&[("action", "give".into()), ("to", "nobody".into())]))
            .await
            .is(422)
            .says("Choose somebody who works here.");
        send(both(&[("action", "tag".into()), ("word", " ".into())])).await.is(422).says("A tag needs a word.");
        let given = send(both(&[("action", "give".into()), ("to", tomas.clone())])).await.is(303);
        assert_eq!(given.leads_to.as_deref(), Some("/clients?of=everyone"));
        assert_eq!(shop.count(&[&format!("owner.is.{tomas}")]).await, 2);
        // One goes on to somebody else meanwhile; that one stays where they are.
        let first: ClientId = ids[0].parse().expect("an id");
        let noor = shop.noor.me().expect("Noor");
        shop.noor_does(move |tx| actions::give(tx, first, noor).map(drop)).await;
        let deed = shop.deed().await;
        shop.noor_opens().does(&format!("/clients/deeds/{deed}/undo"), &[]).await.says("1 stayed as they are");
        assert_eq!(shop.count(&[&format!("owner.is.{tomas}")]).await, 0);
        send(both(&[("action", "tag".into()), ("word", "Fleet".into())])).await.is(303);
        send(both(&[("action", "tag".into()), ("word", "FLEET".into())])).await.is(303);
        assert_eq!(shop.count(&["tag.is.fleet"]).await, 2);
        send(both(&[("action", "lay-aside".into())])).await.is(303);
        assert_eq!(shop.count(&[]).await, 1);
        shop.noor_opens().does(&format!("/clients/deeds/{}/undo", shop.deed().await), &[]).await.is(200);
        assert_eq!(shop.count(&[]).await, 3);
        let (_, stranger) = shop.a_stranger().await;
        stranger.page(&format!("/clients/deeds/{deed}")).await.is(404);
        let theirs = [("action", "lay-aside"), ("client", ids[0].as_str())];
        assert_eq!(stranger.sends("/clients/deeds", &theirs).await.status.as_u16(), 303);
        assert_eq!(shop.count(&[]).await, 3);
    })
    .await;
}

impl Shop {
    /// The newest deed.
    async fn deed(&self) -> crate::bulk::DeedId {
        let actor = self.noor.clone();
        self.app.read(move |db| store::newest_deed(db, &actor)).await.expect("a deed")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn all_who_fit_are_changed_by_a_job_and_changed_back() {
    on_both(|shop| async move {
        shop.some(260).await;
        let asked = r#"[["of","everyone"],["where","kind.is.person"]]"#;
        let form = [("action", "lay-aside"), ("all", "yes"), ("asked", asked), ("back", "/clients?of=everyone")];
        let ask =
            format!("/clients/deeds/new?action=lay-aside&all=yes&asked={}", "%5B%5B%22of%22%2C%22everyone%22%5D%5D");
        shop.noor_opens().page(&ask).await.is(200).says("All 260 who fit.");
        let running = shop.noor_opens().does("/clients/deeds", &form).await;
        running.says("Laid aside: 100 clients so far.");
        let deed = shop.deed().await;
        while jobs::run_due(&shop.app).await.expect("the queue") > 0 {}
        let url = format!("/clients/deeds/{deed}");
        shop.noor_opens().page(&url).await.says("Laid aside: 130 clients.").says("Take it all back");
        assert_eq!(shop.count(&["kind.is.person"]).await, 0);
        assert_eq!(shop.count(&[]).await, 130);
        shop.noor_opens().does(&format!("{url}/undo"), &[]).await.says("It is being taken back.");
        while jobs::run_due(&shop.app).await.expect("the queue") > 0 {}
        shop.noor_opens().page(&url).await.says("Taken back.");
        shop.noor_opens().does(&format!("{url}/undo"), &[]).await.is(200);
        assert_eq!(shop.count(&[]).await, 260);
        // A filter a part of which does nothing any more changes nobody.
        let field = shop.field("Size", FieldKind::Text).await;
        let asked = format!(r#"[["of","everyone"],["where","{}.has.x"]]"#, field.control());
        let id = field.id;
        shop.noor_does(move |tx| actions::remove_field(tx, id).map(drop)).await;
        let form = [("action", "lay-aside"), ("all", "yes"), ("asked", asked.as_str())];
        let refused = shop.noor_opens().sends("/clients/deeds", &form).await;
        refused.is(422).says("does nothing any more");
        assert_eq!(shop.count(&[]).await, 260);
        // After a month it cannot be taken back, and how they were is forgotten.
        shop.it_is("2026-12-01T06:00:00Z");
        while shop.noor_does(actions::forget_deeds).await {}
        let actor = shop.noor.clone();
        let gone = shop.app.read(move |db| store::deed(db, &actor, deed)).await;
        assert!(matches!(gone, Err(tend_core::Error::NotFound)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_is_edited_where_it_stands() {
    on_both(|shop| async move {
        let bikes = shop.field("Bikes", FieldKind::Number).await;
        let id = shop.some(1).await[0];
        let list = format!("/clients?of=everyone&show=about&show=rhythm&show={}", bikes.control());
        shop.noor_opens().page(&list).await.says("data-edit").says(&format!("edit={id}.rhythm"));
        let form = shop.noor_opens().page(&format!("{list}&edit={id}.rhythm")).await.is(200);
        form.says("name=\"rhythm-was\"").says("name=\"back\"");
        let sent = [("rhythm", "21"), ("rhythm-was", ""), ("back", list.as_str())];
        shop.noor_opens().does(&format!("/clients/{id}/details"), &sent).await.says("Every 3 weeks").says("Bikes");
        shop.noor_opens().page(&format!("{list}&edit={id}.{}", bikes.control())).await.says("id=\"edit-cell\"");
        let control = bikes.control();
        let sent = [("was", ""), (control.as_str(), "14"), ("back", "https://elsewhere.example/")];
        let answer = shop.noor_opens().sends(&format!("/clients/{id}/fields/{}", bikes.id), &sent).await.is(303);
        assert_eq!(answer.leads_to.as_deref(), Some("/clients"));
        shop.noor_opens().page(&list).await.says(">14");
        // What is wrong stands on the client's page, with what was typed.
        let wrong = [("rhythm", "0"), ("rhythm-was", "21"), ("back", list.as_str())];
        shop.noor_opens()
            .sends(&format!("/clients/{id}/details"), &wrong)
            .await
            .is(422)
            .says("between 1 day and 10 years");
    })
    .await;
}
