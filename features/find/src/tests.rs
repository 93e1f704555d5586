//! Stories about finding, on both engines.

use std::future::Future;

use serde_json::json;
use tend_clients::{
    ClientKind, MomentKind, NewClient, NewMoment, actions as clients,
    contact::{ContactKind, NewContactPoint},
};
use tend_core::{
    Feature, Role, Timestamp,
    id::{ClientId, EntryId},
    migrations,
    testing::{
        self,
        company::{Company, Visitor},
        program::Program,
    },
    time::{DAY, MINUTE},
};

/// Tuesday morning, 13 October 2026.
const NOW: Timestamp = Timestamp(1_791_878_400_000_000);
static FEATURES: &[&Feature] =
    &[&tend_clients::FEATURE, &crate::FEATURE, &tend_core::api::FEATURE, &tend_core::house::FEATURE];

struct Shop {
    company: Company,
    anna: Visitor,
}

async fn on_both<F, S>(story: F)
where
    F: Fn(Shop) -> S + Copy,
    S: Future<Output = ()>,
{
    testing::on_both(migrations::ALL, |db| async move {
        let company = Company::opens(db, NOW, FEATURES).await;
        let anna = company.anna_signs_in().await;
        story(Shop { company, anna }).await;
    })
    .await;
}

impl Shop {
    async fn knows(&self, name: &str, about: &str, points: &[(ContactKind, &str)]) -> ClientId {
        let (anna, place) = (self.company.anna.member.expect("Anna"), self.company.anna.location.expect("a place"));
        let new = NewClient {
            about: about.into(),
            contact_points: points.iter().map(|(kind, value)| NewContactPoint::new(*kind, *value)).collect(),
            ..NewClient::new(ClientKind::Person, name, anna, place)
        };
        self.company.app.write(&self.company.anna, move |tx| clients::create(tx, &new)).await.expect("a client")
    }

    async fn hears(&self, client: ClientId, words: &str) -> EntryId {
        let words = words.to_owned();
        let note =
            move |tx: &tend_core::Tx| clients::note(tx, client, &NewMoment::now(MomentKind::Note, words.clone()));
        self.company.app.write(&self.company.anna, note).await.expect("a note")
    }

    /// What is found, as the list of the palette shows it.
    async fn finds(&self, typed: &str) -> String {
        let typed: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let answer = self.anna.gets(&format!("/find/list?q={typed}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.text
    }
}

fn in_this_order(text: &str, words: &[&str]) {
    let places: Vec<_> =
        words.iter().map(|word| text.find(word).unwrap_or_else(|| panic!("no “{word}” in {text}"))).collect();
    assert!(places.is_sorted(), "{words:?} stand at {places:?} in {text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_are_found_by_names_addresses_and_words() {
    on_both(|shop| async move {
        let phone = [(ContactKind::Phone, "+49 (0)421 55 01-234"), (ContactKind::Email, "J.Weber@Linden.example")];
        shop.knows("Jonas Weber", "Commutes by the canal", &phone).await;
        shop.knows("Weber", "", &[]).await;
        shop.knows("Anaïs Weberman", "", &[]).await;
        shop.knows("Łukasz Ødegård", "Knows the Webers", &[]).await;
        in_this_order(&shop.finds("weber").await, &[">Weber<", ">Jonas Weber<", ">Anaïs Weberman<", "Łukasz"]);
        for typed in ["JONAS W", "j.weber@lin", "+49421550", "0049 421 55", "0421/5501234", "421 5501 234", "web canal"]
        {
            let found = shop.finds(typed).await;
            assert!(found.contains(">Jonas Weber<"), "{typed}: {found}");
        }
        assert!(shop.finds("0421 5501234").await.contains("+49 (0)421 55 01-234"));
        assert!(shop.finds("lukasz odeg").await.contains("Łukasz Ødegård"));
        let nothing = shop.finds("zorro").await;
        assert!(
            nothing.contains("Nobody is called “zorro”") && nothing.contains("/clients/new?name=zorro"),
            "{nothing}"
        );
        shop.finds("\"'; * \0 OR NEAR(").await;
        shop.finds(&"x".repeat(500)).await;
        shop.anna.gets("/find?q=weber").await.says("role=\"search\"");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_typed_with_an_error_is_found() {
    on_both(|shop| async move {
        let ilse = shop.knows("Ilse Haddad", "", &[]).await;
        shop.knows("Jonas Weber", "", &[]).await;
        shop.knows("Oliver Marchetti-Abernathy", "", &[]).await;
        for (typed, name) in [
            ("Hadad", "Ilse Haddad"),
            ("hadadd", "Ilse Haddad"),
            ("Jonnas Webr", "Jonas Weber"),
            ("wbeer", "Jonas Weber"),
            ("jons we", "Jonas Weber"),
            ("Marchtti", "Oliver Marchetti-Abernathy"),
            ("abernatyh oliver", "Oliver Marchetti-Abernathy"),
            ("abernatti", "Oliver Marchetti-Abernathy"),
        ] {
            let found = shop.finds(typed).await;
            in_this_order(&found, &["Close to what you typed", &format!(">{name}<")]);
        }
        // What is found as it was typed needs no guess; short words and numbers are taken as they are.
        for typed in ["weber", "wbr", "hxyzd", "Jonas Hadad Weber"] {
            assert!(!shop.finds(typed).await.contains("Close to what you typed"), "{typed}");
        }
        // Under another name nobody finds her by the old one.
        let rename = [("name", "Ilse Okafor"), ("name-was", "Ilse Haddad")];
        assert_eq!(shop.anna.sends(&format!("/clients/{ilse}/details"), &rename).await.status, 303);
        assert!(!shop.finds("hadad").await.contains("Ilse"));
        assert!(shop.finds("okafro").await.contains(">Ilse Okafor<"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_said_is_found_the_newest_first() {
    on_both(|shop| async move {
        let (jonas, marta) = (shop.knows("Jonas Weber", "", &[]).await, shop.knows("Marta Kovács", "", &[]).await);
        shop.hears(jonas, "The saddle is too hard, he would like to try another").await;
        shop.company.app.clock.set(NOW.plus(DAY));
        let newer = shop.hears(marta, "Her saddle squeaks: “Straßenlärm”").await;
        let found = shop.finds("sadd").await;
        in_this_order(
            &found,
            &["What was said", "Marta Kovács", "<mark>saddle</mark> squeaks", "Jonas Weber", "too hard"],
        );
        assert!(found.contains(&format!("#moment-{newer}")), "{found}");
        let from = found.find(&format!("/clients/{marta}?before=")).expect("a link");
        let link: String = found[from..].chars().take_while(|letter| *letter != '"').collect();
        shop.anna.gets(link.split('#').next().expect("a page")).await.says(&format!("id=\"moment-{newer}\""));
        assert!(shop.finds("strassen").await.contains("<mark>Straßenlärm</mark>"));
        assert!(!shop.finds("saddle squeaks hard").await.contains("What was said"));
        // Corrected, it is found by what stands there now; taken back, not at all.
        let moment = format!("/clients/{marta}/moments/{newer}");
        shop.anna.sends(&format!("{moment}/words"), &[("words", "Her pedal squeaks")]).await;
        in_this_order(&shop.finds("pedal squeak").await, &["<mark>pedal</mark> <mark>squeaks</mark>"]);
        assert!(!shop.finds("saddle squeaks").await.contains("What was said"));
        shop.anna.sends(&format!("{moment}/taking-back"), &[]).await;
        assert!(!shop.finds("pedal").await.contains("What was said"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_takes_what_was_said_along() {
    on_both(|shop| async move {
        let (one, other) = (shop.knows("Jonas Weber", "", &[]).await, shop.knows("J. Weber", "", &[]).await);
        shop.hears(other, "Likes velocipedes").await;
        let merged = shop.company.app.write(&shop.company.anna, move |tx| clients::merge(tx, one, other));
        let merge = merged.await.expect("they are one");
        assert!(shop.finds("velociped").await.contains(&format!("/clients/{one}?before=")));
        let parted = shop.company.app.write(&shop.company.anna, move |tx| clients::take_apart(tx, merge, &[]));
        parted.await.expect("they are two");
        assert!(shop.finds("velociped").await.contains(&format!("/clients/{other}?before=")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn before_anything_is_typed_whom_one_opened_last_stands_there() {
    on_both(|shop| async move {
        let first = shop.knows("Jonas Weber", "", &[]).await;
        for number in 0..25 {
            let id = shop.knows(&format!("Client {number:02}"), "", &[]).await;
            shop.company.app.clock.set(NOW.plus(number * MINUTE));
            assert_eq!(shop.anna.sends("/find/recent", &[("client", &id.to_string())]).await.status, 204);
        }
        shop.company.app.clock.set(NOW.plus(DAY));
        shop.anna.sends("/find/recent", &[("client", &first.to_string())]).await;
        let shown = shop.finds("").await;
        in_this_order(&shown, &["Opened last", "Jonas Weber", "Client 24", "Client 18", ">Do<", ">Go<"]);
        assert!(!shown.contains("Client 17"));
        let workspace = shop.company.anna.workspace;
        let actor = shop.company.anna.clone();
        let kept = shop.company.app.read(move |db| crate::store::recent(db, &actor, actor.me()?, 100)).await;
        assert_eq!(kept.expect("read").len(), 20, "{workspace}");
        // Nobody else's, and nobody who is not there.
        let ben = shop.company.hires("Ben", Role::Guest, shop.company.anna.location.expect("a place")).await;
        let ben = shop.company.signs_in(&ben).await;
        let his = ben.gets("/find/list").await;
        his.says_no("Jonas Weber");
        his.says_no("New client");
        his.says_no("/settings/people");
        assert_eq!(
            ben.sends("/find/recent", &[("client", &EntryId(Default::default()).to_string())]).await.status,
            404
        );
        assert_eq!(shop.company.stranger().gets("/find/list?q=jonas").await.status, 303);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn things_to_do_and_places_to_go_are_found_too() {
    on_both(|shop| async move {
        let jonas = shop.knows("Jonas Weber", "", &[]).await;
        assert!(shop.finds("new cl").await.contains("href=\"/clients/new\""));
        assert!(shop.finds("peop").await.contains("href=\"/settings/people\""));
        assert!(shop.finds("sign out").await.contains("data-sent-to=\"/sign-out\""));
        for typed in ["note jonas", "note for jonas", "write web", "weber"] {
            let found = shop.finds(typed).await;
            assert!(found.contains(&format!("/clients/{jonas}#composer")), "{typed}: {found}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_finds_the_same() {
    on_both(|shop| async move {
        let jonas = shop.knows("Jonas Weber", "", &[]).await;
        shop.hears(jonas, "Would like a wider saddle").await;
        let program = Program::of(&shop.company.app, &shop.company.anna).await;
        let found = program.gets("/search?q=sadd").await.is(200);
        assert_eq!(found.text_at("/entries/0/quote"), "Would like a wider saddle");
        let found = program.gets("/search?q=jonnas").await.is(200);
        assert_eq!(found.text_at("/close/0/name"), "Jonas Weber");
        assert_eq!(found.json["clients"], json!([]));
        // A null byte is no letter, on either engine.
        let status = program.gets("/search?q=a%00b").await.status;
        assert!([200, 422].contains(&status.as_u16()), "{status}");
        program.gets("/search?q=").await.is(422);
        program.gets("/search").await.is(422);
    })
    .await;
}
