//! What clients said about letters holds for every letter: a mail server on this machine takes them.

use tend_core::{
    Error, Feature, Result, Tx,
    db::Db,
    id::ClientId,
    jobs,
    mail::{self, Ground, NewLetter, Sheet, To},
    migrations,
    settings::Settings,
    testing::{self, company::Company, post::PostOffice},
};

use super::shop::{EIGHT, at};
use crate::{
    ClientKind, Consent, ContactKind, NewClient, NewContactPoint, Purpose,
    actions::{add_point, address_for, allow, create},
    store,
};

static FEATURES: &[&Feature] = &[&crate::FEATURE, &mail::FEATURE];
const MARTA: &str = "marta@example.org";

/// Marta, who can be reached by mail, and what she said about it.
fn writes_down(tx: &Tx, said: Option<(Purpose, bool)>) -> Result<ClientId> {
    let location = tx.actor.location.ok_or(Error::NotFound)?;
    let client = create(tx, &NewClient::new(ClientKind::Person, "Marta de Wit", tx.actor.me()?, location))?;
    let point = add_point(tx, client, &NewContactPoint::new(ContactKind::Email, "Marta@Example.org"))?;
    if let Some((purpose, allowed)) = said {
        allow(tx, client, point, &[Consent { purpose, allowed, since: None, source: "On the phone".into() }])?;
    }
    Ok(client)
}

fn writes_to(tx: &Tx, client: ClientId, ground: Ground) -> Result<()> {
    let words = Sheet::from("Linden Cycles").says("Is the bell as it should be?").words("Your bell");
    let to = To::Client { client, name: "Marta de Wit".into(), address: MARTA.into(), ground };
    mail::send(tx, NewLetter { to, kind: "problems.ask", about: None, words, secret: None }).map(|_| ())
}

async fn in_the_shop<F, S>(story: F)
where
    F: Fn(Company, PostOffice) -> S,
    S: Future<Output = ()>,
{
    testing::on_both(migrations::ALL, |db: Db| async {
        let office = PostOffice::opens();
        let settings = Settings { mail: Some(office.post()), ..Settings::usual("http://127.0.0.1:7117") };
        story(Company::opens_with(db, at(EIGHT), FEATURES, settings).await, office).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_they_said_decides_what_is_written() {
    in_the_shop(|company, office| async move {
        let answer = Ground::Answer(uuid::Uuid::from_u128(1));
        let nobody_asked = (None, [(answer, true), (Ground::Reach, false), (Ground::Newsletter, false)]);
        let reach =
            (Some((Purpose::Reach, true)), [(answer, true), (Ground::Reach, true), (Ground::Newsletter, false)]);
        let never =
            (Some((Purpose::Answer, false)), [(answer, false), (Ground::Reach, false), (Ground::Newsletter, false)]);
        for (said, grounds) in [nobody_asked, reach, never] {
            let client = company.app.write(&company.anna, move |tx| writes_down(tx, said)).await.expect("written down");
            for (ground, expected) in grounds {
                let sent = company.app.write(&company.anna, move |tx| writes_to(tx, client, ground)).await;
                assert_eq!(sent.is_ok(), expected, "{said:?} {ground:?}: {sent:?}");
                let actor = company.anna.clone();
                let found = company.app.read(move |db| address_for(db, &actor, client, ground.reason())).await;
                assert_eq!(found.expect("read").is_some(), expected, "{said:?} {ground:?}");
            }
        }
        jobs::run_due(&company.app).await.expect("the jobs run");
        assert_eq!(office.mailbox().len(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_stands_in_her_story_and_ends_by_one_click() {
    in_the_shop(|company, office| async move {
        let said = Some((Purpose::Reach, true));
        let client = company.app.write(&company.anna, move |tx| writes_down(tx, said)).await.expect("written down");
        company.app.write(&company.anna, move |tx| writes_to(tx, client, Ground::Reach)).await.expect("written");
        jobs::run_due(&company.app).await.expect("the jobs run");
        let anna = company.anna_signs_in().await;
        let page = anna.gets(&format!("/clients/{client}")).await;
        page.says("Anna wrote: Your bell");
        page.says("Is the bell as it should be?");

        let letter = office.mailbox().pop().expect("it arrived");
        let link = letter.word("http://127.0.0.1:7117").expect("a link that ends such letters").to_owned();
        company.stranger().sends(&link, &[]).await.says("Thank you for telling us");
        let refused = company.app.write(&company.anna, move |tx| writes_to(tx, client, Ground::Reach)).await;
        assert!(refused.expect_err("refused").to_string().contains("They said no to this at Marta@Example.org"));
        let actor = company.anna.clone();
        let points = company.app.read(move |db| store::contact_points(db, &actor, client)).await.expect("read");
        let consent = points[0].consent(Purpose::Reach).cloned().expect("said");
        assert_eq!((consent.allowed, consent.source.as_str()), (false, "Their own click in a letter"));
        anna.gets(&format!("/clients/{client}")).await.says("Tend noted what we may use Marta@Example.org for");
        // Pressed twice, it is the same no.
        company.stranger().sends(&link, &[]).await.says("Thank you for telling us");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_refused_says_so_in_her_story() {
    in_the_shop(|company, office| async move {
        let said = Some((Purpose::Reach, true));
        let client = company.app.write(&company.anna, move |tx| writes_down(tx, said)).await.expect("written down");
        let address = NewContactPoint::new(ContactKind::Email, "nobody@example.org");
        company
            .app
            .write(&company.anna, move |tx| {
                add_point(tx, client, &address)?;
                let words = Sheet::from("Linden Cycles").says("Hello").words("Your bell");
                let ground = Ground::Answer(uuid::Uuid::from_u128(1));
                let to = To::Client { client, name: "Marta".into(), address: "nobody@example.org".into(), ground };
                mail::send(tx, NewLetter { to, kind: "problems.ask", about: None, words, secret: None })
            })
            .await
            .expect("written");
        jobs::run_due(&company.app).await.expect("the jobs run");
        let page = company.anna_signs_in().await.gets(&format!("/clients/{client}")).await;
        page.says("Anna wrote, and it did not arrive: Your bell");
        page.says("no such person here");
        assert!(office.mailbox().is_empty());
    })
    .await;
}
