//! Custom fields: defined by an admin, filled in on the client's page, changed into another kind, taken away and brought back.

use tend_core::{Error, id::ClientId, jobs};

use super::shop::{Shop, on_both};
use crate::{
    actions,
    fields::{CustomField, FieldDraft, FieldId, FieldKind},
    store,
};

impl Shop {
    /// Noor, who is admin, makes a field.
    pub async fn field(&self, name: &str, kind: FieldKind) -> CustomField {
        let more = if kind.has_choices() { "Small\nMedium\nLarge" } else { "" };
        let draft = FieldDraft { name: name.into(), kind: Some(kind), more: more.into(), ..FieldDraft::default() };
        let id = self.noor_does(move |tx| actions::make_field(tx, &draft)).await;
        self.field_now(id).await
    }

    pub async fn field_now(&self, id: FieldId) -> CustomField {
        let actor = self.noor.clone();
        self.app.read(move |db| store::custom_field(db, &actor, id)).await.expect("the field")
    }

    /// Noor writes something into a field, whatever stands there.
    pub async fn fills(&self, client: ClientId, field: &CustomField, typed: &str) -> Result<(), Error> {
        let (field, typed) = (field.id, typed.to_owned());
        let write = move |tx: &tend_core::Tx| {
            let known = store::custom_field(tx, &tx.actor, field)?;
            let custom = store::custom(tx, &tx.actor, client)?;
            let was =
                custom.get(&field.to_string()).and_then(|json| crate::fields::Held::of_json(&known, json, &|_| None));
            actions::fill(tx, client, field, &was.map(|held| held.typed()).unwrap_or_default(), &typed)
        };
        self.app.write(&self.noor, write).await
    }

    /// A draft that changes nothing about a field yet.
    fn draft_of(field: &CustomField) -> FieldDraft {
        FieldDraft {
            name: field.name.clone(),
            kind: Some(field.kind),
            currency: field.currency.to_string(),
            required: field.required,
            ..FieldDraft::default()
        }
    }

    async fn becomes(&self, field: &CustomField, kind: FieldKind, more: &str) -> CustomField {
        let draft = FieldDraft { kind: Some(kind), more: more.into(), ..Self::draft_of(field) };
        let (id, version) = (field.id, field.version);
        self.noor_does(move |tx| actions::change_field(tx, id, version, &draft)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_defines_a_field_and_everybody_fills_it_in_where_it_stands() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        let page = format!("/clients/{marta}");
        shop.noor_opens().page(&page).await.is(200).says_no("More about them");
        shop.tomas_opens().page("/settings/fields").await.is(403);
        let nothing =
            shop.noor_opens().sends("/settings/fields/new", &[("name", ""), ("kind", "choice")]).await.is(422);
        nothing.says("What is it called?").says("What can be chosen? Write one a line.");
        let made = [("name", "Frame size"), ("kind", "choice"), ("more", "Small\nMedium")];
        shop.noor_opens().does("/settings/fields/new", &made).await.says("Frame size").says("Small, Medium");
        let again = [("name", "frame SIZE"), ("kind", "text")];
        shop.noor_opens()
            .sends("/settings/fields/new", &again)
            .await
            .is(422)
            .says("There is a field called frame SIZE already.");
        let actor = shop.noor.clone();
        let field = shop.app.read(move |db| store::custom_fields(db, &actor)).await.expect("read").remove(0);
        // Tomás is no admin and fills it in.
        let control = field.control();
        let form = shop.tomas_opens().page(&format!("{page}?edit=field.{}", field.id)).await.is(200);
        form.says(&format!("name=\"{control}\"")).says(">Medium<");
        let url = format!("{page}/fields/{}", field.id);
        shop.tomas_opens()
            .does(&url, &[("was", ""), (&control, "002")])
            .await
            .says("Medium")
            .says("Tomás changed the Frame size");
        // Noor's page is older.
        let late = shop.noor_opens().sends(&url, &[("was", ""), (&control, "001")]).await.is(409);
        late.says("Tomás changed the Frame size at 08:00, from “nothing” to “Medium”.").says("Keep mine");
        shop.noor_opens().does(&url, &[("was", "002"), (&control, "001")]).await.says("Medium → Small");
        shop.noor_opens()
            .sends(&url, &[("was", "001"), (&control, "huge")])
            .await
            .is(422)
            .says("none of the choices: Small, Medium");
        shop.noor_opens().does(&url, &[("was", "001"), (&control, "")]).await.says("Small → nothing");
        let (_, stranger) = shop.a_stranger().await;
        stranger.page(&format!("/settings/fields/{}", field.id)).await.is(404);
        assert_eq!(stranger.sends(&url, &[("was", ""), (&control, "001")]).await.status.as_u16(), 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_takes_what_it_should_and_says_why_not() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        let jonas = shop.knows(shop.person("Jonas Weber")).await;
        shop.knows(shop.person("Jonas Weber-Ruiz")).await;
        let page = format!("/clients/{marta}");
        for (kind, typed, said, wrong, why) in [
            (FieldKind::Text, "שלום 👩🏽‍🔧", "שלום 👩🏽‍🔧", "a\0b", "cannot be shown"),
            (FieldKind::Number, "1,234.5", "1234.5", "a dozen", "does not read as a number"),
            (FieldKind::Money, "€1.240,00", "1240.00 EUR", "12 USD", "no amount of EUR"),
            (FieldKind::Date, "2026-10-13", "13 October 2026", "next week", "no day of the calendar"),
            (FieldKind::Choice, "medium", "Medium", "Huge", "none of the choices"),
            (FieldKind::Choices, "Large; Small", "Small, Large", "Small; Huge", "none of the choices"),
            (FieldKind::YesNo, "yes", "Yes", "maybe", "neither yes nor no"),
            (
                FieldKind::Link,
                "example.org/x",
                "href=\"https://example.org/x\"",
                "javascript:alert(1)",
                "no address on the web",
            ),
            (FieldKind::Client, "jonas weber", "Jonas Weber", "Zorro", "Nobody is called “Zorro”"),
        ] {
            let field = shop.field(&format!("A {kind}"), kind).await;
            shop.fills(marta, &field, typed).await.expect(typed);
            shop.noor_opens().page(&page).await.is(200).says(said);
            let refused = shop.fills(marta, &field, wrong).await.expect_err(wrong).to_string();
            assert!(refused.contains(why), "{refused}");
            let long = shop.fills(marta, &field, &"x".repeat(10_000)).await;
            assert!(matches!(long, Err(Error::Invalid(_))), "{kind}");
        }
        // Two fit the beginning of a name; the address of a page is always one.
        let field = shop.field("Paid by", FieldKind::Client).await;
        let several = shop.fills(marta, &field, "Jon").await.expect_err("two").to_string();
        assert!(several.contains("Several fit: "), "{several}");
        shop.fills(marta, &field, &format!("http://127.0.0.1:7117/clients/{jonas}?edit=tags"))
            .await
            .expect("an address");
        let (other, _) = shop.a_stranger().await;
        let theirs = crate::NewClient::new(
            crate::ClientKind::Person,
            "Theirs",
            other.me().expect("Greta"),
            other.location.expect("a place"),
        );
        let theirs = shop.app.write(&other, move |tx| actions::create(tx, &theirs)).await.expect("written");
        assert!(shop.fills(marta, &field, &theirs.to_string()).await.is_err());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_required_is_asked_of_a_new_client_and_not_emptied_again() {
    on_both(|shop| async move {
        let draft =
            FieldDraft { name: "Met at".into(), kind: Some(FieldKind::Text), required: true, ..FieldDraft::default() };
        let id = shop.noor_does(move |tx| actions::make_field(tx, &draft)).await;
        let field = shop.field_now(id).await;
        let control = field.control();
        let (owner, place) = (shop.noor.member.expect("Noor").to_string(), shop.market_street.to_string());
        let form = |met: &'static str| {
            vec![
                ("kind", "person"),
                ("name", "Sunita Rao"),
                ("owner", &owner),
                ("place", &place),
                (control.as_str(), met),
            ]
        };
        shop.noor_opens().page("/clients/new").await.says("Met at");
        shop.noor_opens().sends("/clients", &form("")).await.is(422).says("Met at is needed for every client.");
        shop.noor_opens().sends("/clients", &form("a\0b")).await.is(422).says("cannot be shown");
        let page = shop.noor_opens().does("/clients", &form("The fair")).await;
        page.says("Sunita Rao").says("The fair");
        // An import, and whoever was there before, goes without; the page says so.
        let before = shop.knows(shop.person("Bram de Wit")).await;
        shop.noor_opens().page(&format!("/clients/{before}")).await.says("Still missing");
        shop.fills(before, &field, "The ferry").await.expect("filled");
        let emptied = shop.fills(before, &field, " ").await.expect_err("required").to_string();
        assert!(emptied.contains("is needed for every client"), "{emptied}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_kind_converts_what_reads_and_keeps_the_rest_as_it_was_written() {
    on_both(|shop| async move {
        let field = shop.field("Contract ends", FieldKind::Text).await;
        let mut clients = Vec::new();
        for (name, typed) in [("Ana", "2026-12-31"), ("Ben", "1.2.2027"), ("Cem", "when Amara says so")] {
            let client = shop.knows(shop.person(name)).await;
            shop.fills(client, &field, typed).await.expect(typed);
            clients.push(client);
        }
        let field = shop.becomes(&field, FieldKind::Date, "").await;
        assert!(!field.rereading);
        let page = |place: usize| format!("/clients/{}", clients[place]);
        shop.noor_opens().page(&page(1)).await.says("1 February 2027");
        shop.noor_opens().page(&page(2)).await.says("when Amara says so").says("it does not read as a day");
        let url = format!("/settings/fields/{}", field.id);
        shop.noor_opens().page(&url).await.says("does not read as a day for 1 client").says("Cem");
        // Back again, nothing was lost; and on to choices, made of what was there.
        let field = shop.becomes(&field, FieldKind::Text, "").await;
        shop.noor_opens().page(&page(2)).await.says("when Amara says so").says_no("does not read");
        shop.noor_opens().page(&page(0)).await.says("2026-12-31");
        let field = shop.becomes(&field, FieldKind::Choice, "When Amara says so\nNever").await;
        shop.noor_opens().page(&page(2)).await.says("When Amara says so").says_no("does not read");
        shop.noor_opens().page(&page(0)).await.says("does not read as one of the choices");
        // A choice more, and that reads too.
        let field = shop.becomes(&field, FieldKind::Choice, "2026-12-31").await;
        shop.noor_opens().page(&page(0)).await.says_no("does not read");
        // What nobody could read is left alone by a form that leaves it, and gone once somebody writes what reads.
        shop.fills(clients[1], &field, "2027-02-01").await.expect("left as it stood");
        shop.fills(clients[1], &field, "Never").await.expect("written");
        shop.noor_opens().page(&page(1)).await.says("Never").says_no("does not read");
        shop.noor_opens().page(&url).await.says_no("for 1 client");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_values_are_read_anew_by_a_job() {
    on_both(|shop| async move {
        let field = shop.field("Bikes", FieldKind::Text).await;
        let new: Vec<_> = (0..620)
            .map(|number| {
                let mut client = shop.person(&format!("Client {number:03}"));
                client.custom = vec![(field.id, if number % 2 == 0 { number.to_string() } else { "some".into() })];
                client
            })
            .collect();
        shop.noor_does(move |tx| new.iter().try_for_each(|client| actions::create(tx, client).map(drop))).await;
        let field = shop.becomes(&field, FieldKind::Number, "").await;
        assert!(field.rereading);
        shop.noor_opens().page("/settings/fields").await.says("being read anew");
        while jobs::run_due(&shop.app).await.expect("the queue") > 0 {}
        assert!(!shop.field_now(field.id).await.rereading);
        let actor = shop.noor.clone();
        let unread =
            shop.app.read(move |db| store::count_values(db, &actor, field.id, true, 1000)).await.expect("counted");
        assert_eq!(unread, 310);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_is_taken_away_comes_back_with_its_values_for_a_month() {
    on_both(|shop| async move {
        let marta = shop.knows(shop.person("Marta Kovács")).await;
        let (first, second) = (shop.field("Size", FieldKind::Text).await, shop.field("Likes", FieldKind::Text).await);
        shop.fills(marta, &first, "54 cm").await.expect("filled");
        let page = format!("/clients/{marta}");
        shop.noor_opens().does(&format!("/settings/fields/{}/down", first.id), &[]).await.is(200);
        let actor = shop.noor.clone();
        let order = shop.app.read(move |db| store::custom_fields(db, &actor)).await.expect("read");
        assert_eq!(order.iter().map(|field| field.id).collect::<Vec<_>>(), [second.id, first.id]);
        shop.noor_opens()
            .does(&format!("/settings/fields/{}/removal", first.id), &[])
            .await
            .says("until 12 November 2026");
        let there = format!("id=\"field-{}\"", first.id);
        shop.noor_opens().page(&page).await.says_no(&there);
        let late = shop.fills(marta, &first, "56 cm").await.expect_err("gone").to_string();
        assert!(late.contains("was taken away"), "{late}");
        shop.noor_opens().does(&format!("/settings/fields/{}/return", first.id), &[]).await.is(200);
        shop.noor_opens().page(&page).await.says(&there);
        shop.noor_opens().does(&format!("/settings/fields/{}/removal", first.id), &[]).await.is(200);
        shop.it_is("2026-11-13T06:00:00Z");
        let id = first.id;
        while shop.noor_does(actions::forget_some).await {}
        let actor = shop.noor.clone();
        let custom = shop.app.read(move |db| store::custom(db, &actor, marta)).await.expect("read");
        assert!(custom.is_empty());
        let actor = shop.noor.clone();
        assert!(matches!(shop.app.read(move |db| store::custom_field(db, &actor, id)).await, Err(Error::NotFound)));
    })
    .await;
}
