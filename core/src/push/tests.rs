//! Stories of being told at once: a push service on this machine takes the notices, and a browser opens them.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use futures_util::StreamExt;
use ring::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral},
    rand::SystemRandom,
    signature,
};

use super::{Notice, Reach, sealing, store};
use crate::{
    Actor, Tx,
    auth::tests::{Browser, Linden, open_linden, settings},
    db::Db,
    house, jobs, migrations, push,
    settings::Settings,
    testing::{company::Company, on_both},
    time::{HOUR, Timestamp},
    timeline::{NewEntry, Strand},
};

const AUTH: [u8; 16] = *b"sixteen secrets!";

type Arrived = Arc<Mutex<Vec<(HeaderMap, Bytes)>>>;

/// A push service: what it is told to answer stands in the address.
async fn service() -> (String, Arrived) {
    let arrived = Arrived::default();
    let take = |State(arrived): State<Arrived>, Path(status): Path<u16>, headers: HeaderMap, body: Bytes| async move {
        arrived.lock().expect("nobody panicked").push((headers, body));
        StatusCode::from_u16(status).expect("a status")
    };
    let routes = Router::new().route("/{status}", post(take)).with_state(Arc::clone(&arrived));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, routes).await });
    (format!("http://{address}"), arrived)
}

struct Phone {
    key: EphemeralPrivateKey,
    public: Vec<u8>,
}

impl Phone {
    fn new() -> Phone {
        let key = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new()).expect("a key");
        let public = key.compute_public_key().expect("its other half").as_ref().to_vec();
        Phone { key, public }
    }
    fn form(&self, endpoint: &str) -> Vec<(&'static str, String)> {
        vec![("endpoint", endpoint.to_owned()), ("p256dh", BASE64.encode(&self.public)), ("auth", BASE64.encode(AUTH))]
    }
    /// What it reads in a notice.
    fn opens(self, body: &[u8]) -> String {
        let (salt, rest) = body.split_at(16);
        assert_eq!(rest[..5], [0, 0, 16, 0, 65]);
        let (ours, sealed) = rest[5..].split_at(65);
        let me = sealing::Browser::read(&BASE64.encode(&self.public), &BASE64.encode(AUTH)).expect("keys");
        let salt = salt.try_into().expect("16 bytes");
        let shared = |shared: &[u8]| sealing::keys(shared, &me, ours, salt).expect("keys");
        let (key, nonce) =
            agree_ephemeral(self.key, &UnparsedPublicKey::new(&ECDH_P256, ours), shared).expect("agreed");
        let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key).expect("a key"));
        let mut sealed = sealed.to_vec();
        let open = key.open_in_place(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed).expect("opened");
        let (last, words) = open.split_last().expect("a record");
        assert_eq!(*last, 2);
        String::from_utf8_lossy(words).into_owned()
    }
}

fn needs_you() -> Notice {
    Notice { words: "Problem P-7 was taken in for you".into(), href: "/problems/7".into(), mark: "problem:7".into() }
}

fn happened() -> NewEntry {
    NewEntry {
        client: None,
        kind: "push.story",
        strand: Strand::Unseen,
        happened_at: Timestamp(0),
        subject: None,
        text: String::new(),
        body: serde_json::json!({}),
    }
}

async fn in_linden<F, S>(story: F)
where
    F: Fn(Linden, Browser) -> S,
    S: Future<Output = ()>,
{
    on_both(migrations::ALL, |db: Db| async {
        let settings = Settings { push: Reach::Loopback, ..settings("http://127.0.0.1:7117") };
        let noon = "2026-10-13T10:00:00Z".parse().expect("a moment");
        let app = crate::App::new(db, crate::Clock::fixed(noon), &[&house::FEATURE, &push::FEATURE], settings);
        let noor = open_linden(&app).await;
        let linden = Linden { app, noor };
        let browser = linden.noors_browser().await;
        story(linden, browser).await;
    })
    .await;
}

async fn allows(browser: &Browser, form: &[(&'static str, String)]) {
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
    // A browser subscribes with the key of the house.
    browser.sends("/me/told/key", &[]).await.is(200);
    browser.sends("/me/told", &form).await.leads_to("/me/told");
}

async fn is_told(linden: &Linden) {
    let me = linden.noor.member.expect("a member");
    let tend = Actor::house(linden.noor.workspace, jiff::tz::TimeZone::UTC);
    let told = move |tx: &Tx| {
        tx.entry(happened());
        push::tell(tx, me, needs_you());
        Ok(())
    };
    linden.app.write(&tend, told).await.expect("told");
    jobs::run_due(&linden.app).await.expect("the jobs run");
}

async fn devices(linden: &Linden) -> usize {
    let (workspace, me) = (linden.noor.workspace, linden.noor.member.expect("a member"));
    linden.app.read(move |db| store::of_member(db, workspace, me, Timestamp(0))).await.expect("read").len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_is_told_what_only_it_can_read() {
    in_linden(|linden, browser| async move {
        let (url, arrived) = service().await;
        browser.gets("/me/told").await.is(200).says("On no device yet").says("Tell me on this device");
        let key = browser.sends("/me/told/key", &[]).await.text;
        assert_eq!(key, browser.sends("/me/told/key", &[]).await.text, "one key for all");
        for _ in 0..2 {
            let phone = Phone::new();
            // The same browser allowed again is one.
            allows(&browser, &phone.form(&format!("{url}/201"))).await;
            assert_eq!(devices(&linden).await, 1);
            is_told(&linden).await;
            let (headers, body) = arrived.lock().expect("nobody panicked").pop().expect("it arrived");
            assert_eq!(
                (headers["content-encoding"].as_bytes(), headers["ttl"].as_bytes()),
                (&b"aes128gcm"[..], &b"14400"[..])
            );
            is_signed(headers["authorization"].to_str().expect("text"), &key, &url);
            let read: serde_json::Value = serde_json::from_str(&phone.opens(&body)).expect("JSON");
            let expected = "Problem P-7 was taken in for you";
            assert_eq!(read, serde_json::json!({ "title": expected, "href": "/problems/7", "mark": "problem:7" }));
        }
        let page = browser.gets("/me/told").await;
        page.is(200)
            .says("Firefox on Linux, this one")
            .says("Problem P-7 was taken in for you")
            .says("told last on")
            .says("Stop telling me here");
    })
    .await;
}

/// The push service knows who sends, and that it is meant itself (RFC 8292).
fn is_signed(word: &str, key: &str, origin: &str) {
    let (token, public) = word.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).expect("its form");
    assert_eq!(public, key);
    let (said, signature) = token.rsplit_once('.').expect("three parts");
    let read = |text: &str| BASE64.decode(text).expect("base64");
    signature::UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, read(public))
        .verify(said.as_bytes(), &read(signature))
        .expect("signed by that key");
    let claims: serde_json::Value =
        serde_json::from_slice(&read(said.split('.').nth(1).expect("claims"))).expect("JSON");
    assert_eq!(claims["aud"], origin);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_signs_out_is_told_there_no_more() {
    in_linden(|linden, browser| async move {
        let (url, arrived) = service().await;
        allows(&browser, &Phone::new().form(&format!("{url}/201"))).await;
        let other = linden.browser_of("Noor").await;
        allows(&other, &Phone::new().form(&format!("{url}/202"))).await;
        assert_eq!(devices(&linden).await, 2);
        browser.sends("/sign-out", &[]).await;
        assert_eq!(devices(&linden).await, 1);
        is_told(&linden).await;
        assert_eq!(arrived.lock().expect("nobody panicked").len(), 1);
        linden.app.clock.set(linden.app.clock.now().plus(2 * HOUR));
        jobs::run_due(&linden.app).await.expect("the jobs run");
        let workspace = linden.noor.workspace;
        let rows = linden.app.read(move |db| store::all_of(db, workspace)).await.expect("read");
        assert_eq!(rows, 1, "the sweep forgot the other");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_told_of_their_own_deed_and_a_live_page_hears_the_others() {
    on_both(migrations::ALL, |db: Db| async {
        let noon = "2026-10-13T10:00:00Z".parse().expect("a moment");
        let company = Company::opens(db, noon, &[&house::FEATURE, &push::FEATURE]).await;
        let (workspace, me) = (company.anna.workspace, company.anna.member.expect("a member"));
        let tells = move |tx: &Tx| {
            tx.entry(happened());
            push::tell(tx, me, needs_you());
            Ok(())
        };
        company.app.write(&company.anna, tells).await.expect("done");
        let told = company.app.read(move |db| store::told_last(db, workspace, me, 9)).await.expect("read");
        assert!(told.is_empty(), "her own deed");
        let mut stream = company.anna_signs_in().await.listens("/live").await;
        let tend = Actor::house(workspace, jiff::tz::TimeZone::UTC);
        company.app.write(&tend, tells).await.expect("done");
        let heard = tokio::time::timeout(Duration::from_secs(20), async {
            let mut text = String::new();
            while !text.contains("\n\n") {
                let part = stream.next().await.expect("the stream goes on").expect("bytes");
                text.push_str(&String::from_utf8_lossy(&part));
            }
            text
        });
        let heard = heard.await.expect("heard in time");
        assert!(heard.contains("\"told\":[{\"words\":\"Problem P-7 was taken in for you\""), "{heard}");
        // What is told without an entry has no place in the order, and is refused.
        let alone = move |tx: &Tx| {
            push::tell(tx, me, needs_you());
            Ok(())
        };
        assert!(company.app.write(&tend, alone).await.is_err());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_is_gone_is_forgotten_and_a_busy_service_is_asked_again() {
    in_linden(|linden, browser| async move {
        let (url, arrived) = service().await;
        let heard = || arrived.lock().expect("nobody panicked").len();
        for gone in ["404", "410"] {
            allows(&browser, &Phone::new().form(&format!("{url}/{gone}"))).await;
            is_told(&linden).await;
            assert_eq!(devices(&linden).await, 0, "{gone}");
        }
        allows(&browser, &Phone::new().form(&format!("{url}/503"))).await;
        is_told(&linden).await;
        assert_eq!((devices(&linden).await, heard()), (1, 3));
        linden.app.clock.set(linden.app.clock.now().plus(HOUR));
        jobs::run_due(&linden.app).await.expect("the jobs run");
        assert_eq!(heard(), 4, "asked again");
        // What is hours old wakes nobody.
        linden.app.clock.set(linden.app.clock.now().plus(5 * HOUR));
        jobs::run_due(&linden.app).await.expect("the jobs run");
        assert_eq!(heard(), 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_ones_own_devices_and_only_addresses_out_there() {
    in_linden(|linden, browser| async move {
        let (url, arrived) = service().await;
        let bad = Phone::new().form("http://10.0.0.7/x");
        let form: Vec<(&str, &str)> = bad.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.sends("/me/told", &form).await.is(422);
        browser.sends("/me/told", &[("endpoint", &format!("{url}/201")), ("p256dh", "x"), ("auth", "y")]).await.is(422);
        allows(&browser, &Phone::new().form(&format!("{url}/201"))).await;

        let ben = linden.colleague("Ben", "member").await;
        let bens = linden.browser_of("Ben").await;
        let (workspace, me) = (linden.noor.workspace, linden.noor.member.expect("a member"));
        let mine =
            linden.app.read(move |db| store::of_member(db, workspace, me, Timestamp(0))).await.expect("read").remove(0);
        let ending = format!("/me/told/{}/ending", mine.id);
        bens.sends(&ending, &[]).await.is(404);
        browser.sends("/me/told/trial", &[]).await.leads_to("/me/told");
        jobs::run_due(&linden.app).await.expect("the jobs run");
        assert_eq!(arrived.lock().expect("nobody panicked").len(), 1);
        browser.sends(&ending, &[]).await.leads_to("/me/told");
        assert_eq!(devices(&linden).await, 0);

        // The same phone in Ben's hands is his; when he leaves, it is told nothing.
        allows(&bens, &Phone::new().form(&format!("{url}/201"))).await;
        linden.app.write(&linden.noor, move |tx| crate::auth::members::leave(tx, ben, me)).await.expect("he leaves");
        let left = linden.app.read(move |db| store::of_member(db, workspace, ben, Timestamp(0))).await.expect("read");
        assert!(left.is_empty());
    })
    .await;
}
