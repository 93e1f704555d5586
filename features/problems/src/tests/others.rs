//! Others like it: who has the same hears it from us first, by a letter where we may write one, else by a call.

use tend_clients::{ClientKind, Consent, ContactKind, NewClient, NewContactPoint, Purpose};
use tend_core::{
    Error, Feature,
    db::Db,
    id::ClientId,
    mail, migrations,
    settings::Settings,
    testing::{self, company::Company, post::PostOffice},
};

use super::cast::Shop;
use crate::{
    actions::{self, NewProblem, ToEach},
    problem::{ProblemId, Severity},
};

static FEATURES: &[&Feature] = &[&tend_clients::FEATURE, &tend_promises::FEATURE, &crate::FEATURE, &mail::FEATURE];

/// The shop, from which letters go out.
async fn with_letters(db: Db, office: &PostOffice) -> Shop {
    let settings = Settings { mail: Some(office.post()), ..Settings::usual("http://127.0.0.1:7117") };
    Shop::of(Company::opens_with(db, super::at("2026-10-12T09:15"), FEATURES, settings).await).await
}

/// Somebody of Noor's who can be reached by mail, and what they said about answers.
async fn reached(shop: &Shop, name: &'static str, address: &'static str, may: bool) -> ClientId {
    let noor = shop.noor.actor();
    let mut new = NewClient::new(ClientKind::Person, name, shop.noor.id(), noor.location.expect("she works somewhere"));
    let said = Consent { purpose: Purpose::Answer, allowed: may, since: None, source: "On the phone".into() };
    let point = NewContactPoint::new(ContactKind::Email, address);
    new.contact_points.push(NewContactPoint { consents: vec![said], ..point });
    shop.noor.writes(move |tx| tend_clients::actions::create(tx, &new)).await
}

async fn fades(shop: &Shop, client: ClientId, title: &'static str) -> ProblemId {
    let new = NewProblem { title: title.into(), ..NewProblem::new(client, "", Severity::Hinders) };
    let taken = shop.tomas.writes(move |tx| {
        let id = actions::take_in(tx, &new)?;
        actions::set_cause(tx, id, "Glazed pads", None)?;
        Ok(id)
    });
    taken.await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_hears_it_from_us_first() {
    testing::on_both(migrations::ALL, |db| async move {
        let office = PostOffice::opens();
        let shop = with_letters(db, &office).await;
        let clinic = shop.meets("Harbour Clinic").await;
        let first = fades(&shop, clinic, "Bike 9’s brakes fade").await;
        let page = format!("/problems/{first}/others");
        shop.noor.sees(&page).await.says("Nobody else so far");

        let marta = reached(&shop, "Marta Kovács", "marta@example.org", true).await;
        let malik = reached(&shop, "Malik Osei", "malik@example.org", false).await;
        let (hers, his) = (fades(&shop, marta, "The brakes squeal").await, fades(&shop, malik, "It brakes late").await);
        let shown = shop.noor.sees(&page).await;
        shown.says("a letter to marta@example.org");
        shown.says("a call: no address to which we may write");
        shop.noor.sees(&format!("/problems/{first}")).await.says("Write to each first");

        let nobody = shop.noor.sends(&page, &[("subject", "About {problem}"), ("words", "Dear {name}")]).await;
        assert_eq!(nobody.status, 422);
        nobody.says("Choose one of them at least");
        nobody.says("Dear {name}");

        let version = shop.problem(first).await.version.to_string();
        let (to_her, to_him) = (format!("to-{hers}"), format!("to-{his}"));
        let form = [
            ("version", version.as_str()),
            (to_her.as_str(), "yes"),
            (to_him.as_str(), "yes"),
            ("subject", "About {problem}"),
            ("words", "Dear {name}, we know what it is."),
        ];
        shop.noor.does(&page, &form).await;
        assert_eq!(shop.noor.sends(&page, &form).await.status, 409, "a double click writes once");
        let letters = shop.read(move |db, actor, _| mail::store::about(db, actor.workspace, hers.0, 9)).await;
        assert_eq!(letters.len(), 1);
        assert_eq!(
            (letters[0].words.subject.as_str(), letters[0].to_address.as_str()),
            ("About The brakes squeal", "marta@example.org")
        );
        assert!(letters[0].words.text.contains("Dear Marta"), "{}", letters[0].words.text);
        assert!(shop.problem(hers).await.first_word.is_some(), "she heard from us");
        let call = shop.promised(his).await.expect("a call is promised");
        assert_eq!(call.owner, shop.tomas.id(), "whoever looks after his");
        assert!(shop.problem(his).await.first_word.is_none(), "he has heard nothing yet");
        shop.tomas.sees(&format!("/problems/{his}")).await.says("Dear Malik");
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_letters_all_are_called_and_strangers_are_nobody() {
    super::on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let clinic = shop.meets("Harbour Clinic").await;
        let first = fades(&shop, clinic, "Bike 9’s brakes fade").await;
        let marta = reached(&shop, "Marta Kovács", "marta@example.org", true).await;
        let hers = fades(&shop, marta, "The brakes squeal").await;
        let to = |to| ToEach { to, subject: "About {problem}".into(), words: "We know what it is.".into() };
        let (none, all) = (to(vec![ProblemId(uuid::Uuid::from_u128(7))]), to(vec![hers]));
        let stranger = shop.noor.tries(move |tx| actions::write_to_each(tx, first, &none, None)).await;
        assert!(matches!(stranger, Err(Error::NotFound)), "{stranger:?}");
        let reached = shop.noor.writes(move |tx| actions::write_to_each(tx, first, &all, None)).await;
        assert_eq!((reached.letters, reached.calls), (0, 1));
        shop.is_sound().await;
    })
    .await;
}
