//! Stories of letters, against a mail server on this machine, on both engines.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use uuid::Uuid;

use super::{
    Ground, Letter, LetterId, LetterState, NewLetter, SECRET, Sheet, To, envelope, letter::GIVEN_UP_AFTER_US, store,
};
use crate::{
    Feature,
    auth::tests::{Browser, Linden, open_linden, settings},
    db::Db,
    error::{Error, Result},
    feature::Consents,
    house,
    id::ClientId,
    jobs, mail, migrations,
    settings::Settings,
    testing::{on_both, post::PostOffice},
    time::{DAY, HOUR, MINUTE},
    timeline,
};

const MARTA: ClientId = ClientId(Uuid::from_u128(7));
const POINT: Uuid = Uuid::from_u128(8);

/// A feature that keeps what one client said: yes at `marta@…` and whatever else begins so, no at `no@…`, nothing elsewhere.
const CONSENTS: Feature = Feature {
    name: "clients",
    consents: Some(Consents {
        may_write: |_, _, _, address, _| match address.split('@').next() {
            Some("no") => Err(Error::Conflict("They said no.".into())),
            Some("unasked") => Ok(None),
            _ => Ok(Some(POINT)),
        },
        no_more: |_, client, point, _| {
            assert_eq!((client, point), (MARTA, POINT));
            Ok(())
        },
    }),
    ..Feature::BARE
};

struct Tale {
    linden: Linden,
    browser: Browser,
    office: PostOffice,
}

async fn with_post<F, S>(story: F)
where
    F: Fn(Tale) -> S,
    S: Future<Output = ()>,
{
    on_both(migrations::ALL, |db: Db| async {
        let office = PostOffice::opens();
        let settings = Settings { mail: Some(office.post()), ..settings("http://127.0.0.1:7117") };
        let noon = "2026-10-13T10:00:00Z".parse().expect("a moment");
        let app =
            crate::App::new(db, crate::Clock::fixed(noon), &[&house::FEATURE, &mail::FEATURE, &CONSENTS], settings);
        let noor = open_linden(&app).await;
        let linden = Linden { app, noor };
        let browser = linden.noors_browser().await;
        story(Tale { linden, browser, office }).await;
    })
    .await;
}

fn to(address: &str, ground: Ground) -> To {
    To::Client { client: MARTA, name: "Marta".into(), address: address.into(), ground }
}

fn about_the_bell(to: To) -> NewLetter {
    let words = Sheet::from("Linden Cycles").says("Dear Marta,\n\nis the bell as it should be?").words("Your bell");
    NewLetter { to, kind: "problems.ask", about: None, words, secret: None }
}

impl Tale {
    async fn writes(&self, letter: NewLetter) -> Result<LetterId> {
        self.linden.app.write(&self.linden.noor, move |tx| mail::send(tx, letter.clone())).await
    }
    async fn sends(&self, letter: NewLetter) -> Letter {
        let id = self.writes(letter).await.expect("it is written");
        self.later(0).await;
        self.letter(id).await
    }
    async fn letter(&self, id: LetterId) -> Letter {
        let workspace = self.linden.noor.workspace;
        self.linden.app.read(move |db| store::find(db, workspace, id)).await.expect("the letter")
    }
    async fn later(&self, us: i64) {
        self.linden.app.clock.set(self.linden.app.clock.now().plus(us));
        jobs::run_due(&self.linden.app).await.expect("the jobs run");
    }
    async fn story(&self) -> Vec<(String, String)> {
        let workspace = self.linden.noor.workspace;
        let entries =
            self.linden.app.read(move |db| timeline::store::after(db, workspace, 0, 100)).await.expect("read");
        let letters = entries.into_iter().filter(|entry| entry.kind.starts_with("mail."));
        letters.map(|entry| (entry.kind, entry.text)).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_arrives_as_it_was_written() {
    with_post(|tale| async move {
        let long = "rattle ".repeat(400);
        let words = Sheet::from("Linden Cycles")
            .says(format!("Liebe Zoë,\n\n{long}"))
            .link("Sag’s uns", format!("https://tend.example/settled/{SECRET}"))
            .words("Dein Rad: fertig? 🚲\r\nBcc: all@example.org");
        let to = To::Client {
            client: MARTA,
            name: "Zoë \"Z\" Müller, Jr.\r\nX-Evil: yes".into(),
            address: "zoe@example.org".into(),
            ground: Ground::Answer(Uuid::from_u128(1)),
        };
        let letter = NewLetter { to, kind: "problems.ask", about: Some(POINT), words, secret: Some("geheim".into()) };
        let letter = tale.sends(letter).await;
        assert_eq!((letter.state, letter.tries), (LetterState::Sent, 1), "{}", letter.answer);
        let arrived = tale.office.mailbox().pop().expect("one letter");
        assert_eq!(arrived.to, ["zoe@example.org"]);
        assert_eq!(arrived.header("Subject"), Some("Dein Rad: fertig? 🚲 Bcc: all@example.org"));
        assert!(arrived.header("To").is_some_and(|to| to.contains("Zoë") && to.contains("X-Evil: yes")));
        assert_eq!((arrived.header("Bcc"), arrived.header("X-Evil")), (None, None));
        assert_eq!(arrived.header("From"), Some("Linden Cycles <hello@linden.example>"));
        assert_eq!(arrived.header("Message-ID"), Some(letter.message_id.as_str()));
        assert!(arrived.header("Date").is_some_and(|date| date.starts_with("Tue, 13 Oct 2026 10:00:00")));
        assert!(arrived.header("List-Unsubscribe").is_none() && arrived.header("Auto-Submitted").is_none());
        assert!(arrived.longest <= 998, "{}", arrived.longest);
        assert!(arrived.text.contains("Liebe Zoë,") && arrived.text.contains(long.trim()));
        assert!(arrived.text.contains("/settled/geheim") && arrived.html.contains("/settled/geheim\""));
        let bounce = "bounce@linden.example".parse().expect("an address");
        assert_eq!(envelope::letter_of(&arrived.from, &bounce), Some(letter.id));
        // What was secret in it is gone, from its row, from the story, from the page.
        let workspace = tale.linden.noor.workspace;
        let kept = tale.linden.app.read(move |db| store::secrets(db, workspace, letter.id)).await.expect("read");
        assert_eq!(kept, (None, None));
        let story = tale.story().await;
        assert!(story.iter().any(|(kind, text)| kind == "mail.sent" && text.contains("/settled/…")), "{story:?}");
        tale.browser.gets("/settings/mail").await.is(200).says("The mail server took it").says_no("geheim");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_told_in_the_servers_words_and_a_delay_is_waited_for() {
    with_post(|tale| async move {
        let refused = tale.sends(about_the_bell(to("nobody@example.org", Ground::Reach))).await;
        assert_eq!((refused.state, refused.tries), (LetterState::Refused, 1));
        assert!(refused.answer.starts_with("550 5.1.1 no such person here"), "{}", refused.answer);
        assert!(tale.story().await.iter().any(|(kind, _)| kind == "mail.refused"));
        tale.browser.gets("/settings/mail").await.is(200).says("no such person here").says("Send again");

        let put_off = tale.sends(about_the_bell(to("later@example.org", Ground::Reach))).await;
        assert_eq!((put_off.state, put_off.tries), (LetterState::Waiting, 1));
        assert!(put_off.answer.contains("greylisted"), "{}", put_off.answer);
        tale.later(MINUTE / 2).await;
        assert_eq!(tale.letter(put_off.id).await.tries, 1, "not before its time");
        tale.later(MINUTE).await;
        assert_eq!(tale.letter(put_off.id).await.tries, 2);
        tale.office.relents();
        tale.later(HOUR).await;
        assert_eq!(tale.letter(put_off.id).await.state, LetterState::Sent);
        assert_eq!(tale.office.mailbox().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_and_comes_back_loses_nothing() {
    with_post(|mut tale| async move {
        tale.office.closes();
        let first = tale.sends(about_the_bell(to("marta@example.org", Ground::Reach))).await;
        let second = tale.sends(about_the_bell(to("marta@example.org", Ground::Reach))).await;
        assert_eq!((first.state, first.tries), (LetterState::Waiting, 1));
        assert_eq!((second.state, second.tries), (LetterState::Waiting, 0), "the server is left alone for a while");
        tale.browser.gets("/settings/mail").await.is(200).says("Tried again on").says("refused");
        tale.office.opens_again();
        tale.later(5 * MINUTE).await;
        assert_eq!(tale.letter(first.id).await.state, LetterState::Sent);
        assert_eq!(tale.letter(second.id).await.state, LetterState::Sent);
        assert_eq!(tale.office.mailbox().len(), 2, "each once");
        // A connection that was kept is gone with the server, and nobody notices.
        tale.office.closes();
        tale.office.opens_again();
        let third = tale.sends(about_the_bell(to("slow@example.org", Ground::Reach))).await;
        tale.later(5 * MINUTE).await;
        assert_eq!(tale.letter(third.id).await.state, LetterState::Sent);
        assert_eq!(tale.office.mailbox().len(), 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_takes_for_two_days_is_given_up_and_can_go_again() {
    with_post(|mut tale| async move {
        tale.office.closes();
        let letter = tale.sends(about_the_bell(to("marta@example.org", Ground::Reach))).await;
        tale.later(DAY).await;
        assert_eq!(tale.letter(letter.id).await.state, LetterState::Waiting);
        tale.later(GIVEN_UP_AFTER_US).await;
        let letter = tale.letter(letter.id).await;
        assert_eq!(letter.state, LetterState::Refused);
        assert!(letter.answer.starts_with("Given up after two days"), "{}", letter.answer);
        tale.office.opens_again();
        let again = format!("/settings/mail/letters/{}", letter.id);
        tale.browser.sends(&again, &[]).await.leads_to("/settings/mail");
        tale.browser.sends(&again, &[]).await.is(409).says("was not refused");
        tale.later(HOUR).await;
        assert_eq!(tale.letter(letter.id).await.state, LetterState::Sent);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn consent_is_asked_before_every_letter_that_is_no_answer() {
    with_post(|tale| async move {
        let sentence = |outcome: Result<LetterId>| outcome.expect_err("refused").to_string();
        let unasked = |ground| about_the_bell(to("unasked@example.org", ground));
        assert!(sentence(tale.writes(unasked(Ground::Reach)).await).contains("Ask them first"));
        assert!(sentence(tale.writes(unasked(Ground::Newsletter)).await).contains("Ask them first"));
        tale.writes(unasked(Ground::Answer(POINT))).await.expect("an answer needs none");
        let no = about_the_bell(to("no@example.org", Ground::Answer(POINT)));
        assert_eq!(sentence(tale.writes(no).await), "They said no.");
        assert!(
            sentence(tale.writes(about_the_bell(to("marta", Ground::Answer(POINT)))).await).contains("no mail address")
        );

        // Who hears from us unasked can end it, by a page on which looking ends nothing.
        tale.later(0).await;
        let letter = tale.sends(about_the_bell(to("marta@example.org", Ground::Newsletter))).await;
        assert_eq!(letter.ground, Some(POINT));
        let arrived = tale.office.mailbox().pop().expect("it arrived");
        let link = arrived.word("http://127.0.0.1:7117").expect("a link in the letter").to_owned();
        assert_eq!(arrived.header("List-Unsubscribe"), Some(format!("<http://127.0.0.1:7117{link}>").as_str()));
        let stranger = tale.linden.browser();
        stranger.gets(&link).await.is(200).says("No more letters?").says("marta@example.org");
        stranger.sends_from("cross-site", &link, &[]).await.is(403);
        stranger.sends(&link, &[]).await.is(200).says("Thank you for telling us");
        stranger.gets(&link[..link.len() - 1]).await.is(404).says("This link is over");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_server_nothing_waits_in_silence() {
    on_both(migrations::ALL, |db: Db| async {
        let app = crate::auth::tests::empty(db, settings("http://127.0.0.1:7117"));
        let noor = open_linden(&app).await;
        let letter = about_the_bell(To::Member(noor.member.expect("a member")));
        let refused = app.write(&noor, move |tx| mail::send(tx, letter.clone())).await.expect_err("refused");
        assert!(refused.to_string().contains("--smtp"), "{refused}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sees_what_is_set_and_sends_themselves_a_letter() {
    with_post(|tale| async move {
        let page = tale.browser.gets("/settings/mail").await;
        page.is(200).says("on this machine").says("hello@linden.example").says("bounce@linden.example");
        page.says("None was written yet");
        tale.browser.sends("/settings/mail/trial", &[]).await.leads_to("/settings/mail");
        tale.later(0).await;
        let arrived = tale.office.mailbox().pop().expect("it arrived");
        assert_eq!(arrived.header("Subject"), Some("This letter arrived"));
        assert_eq!(arrived.header("Auto-Submitted"), Some("auto-generated"));
        assert_eq!(arrived.to, ["noor@linden.example"]);
        tale.linden.colleague("Ben", "member").await;
        let ben = tale.linden.browser_of("Ben").await;
        ben.gets("/settings/mail").await.is(403);
        ben.sends("/settings/mail/trial", &[]).await.is(403);
        // What was left lying by a worker that died is taken up, and letters of the house are forgotten in time.
        tale.later(100 * DAY).await;
        tale.later(HOUR).await;
        tale.browser.gets("/settings/mail").await;
        let workspace = tale.linden.noor.workspace;
        let kept = tale.linden.app.read(move |db| store::newest(db, workspace, 9)).await.expect("read");
        assert!(kept.is_empty(), "{kept:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_no_while_a_letter_waits_gets_none() {
    // Alone with its own feature, since the others run beside it.
    static SAID_NO: AtomicBool = AtomicBool::new(false);
    const CHANGING: Feature = Feature {
        name: "clients",
        consents: Some(Consents {
            may_write: |_, _, _, _, _| match SAID_NO.load(Ordering::SeqCst) {
                true => Err(Error::Conflict("They said no meanwhile.".into())),
                false => Ok(Some(POINT)),
            },
            no_more: |_, _, _, _| Ok(()),
        }),
        ..Feature::BARE
    };
    on_both(migrations::ALL, |db: Db| async {
        SAID_NO.store(false, Ordering::SeqCst);
        let office = PostOffice::opens();
        let settings = Settings { mail: Some(office.post()), ..settings("http://127.0.0.1:7117") };
        let noon = "2026-10-13T10:00:00Z".parse().expect("a moment");
        let features: &'static [&'static Feature] = &[&house::FEATURE, &mail::FEATURE, &CHANGING];
        let app = crate::App::new(db, crate::Clock::fixed(noon), features, Arc::new(settings));
        let noor = open_linden(&app).await;
        let letter = about_the_bell(to("marta@example.org", Ground::Reach));
        let id = app.write(&noor, move |tx| mail::send(tx, letter.clone())).await.expect("written");
        SAID_NO.store(true, Ordering::SeqCst);
        jobs::run_due(&app).await.expect("the jobs run");
        let workspace = noor.workspace;
        let letter = app.read(move |db| store::find(db, workspace, id)).await.expect("the letter");
        assert_eq!((letter.state, letter.answer.as_str()), (LetterState::Refused, "They said no meanwhile."));
        assert!(office.mailbox().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_forgot_their_password_gets_a_letter_and_nobody_learns_whose_address_it_is() {
    with_post(|tale| async move {
        let browser = tale.linden.browser();
        browser.gets("/sign-in").await.is(200).says("Get a new one by mail");
        let ask = |address: &'static str| {
            let browser = tale.linden.browser().from(&format!("198.51.100.{}", address.len()));
            async move { browser.sends("/sign-in/forgotten", &[("address", address)]).await }
        };
        let (known, unknown) = (ask("Noor@linden.example").await, ask("nemo@linden.example").await);
        known.is(200).says("Look into your mail");
        assert_eq!(known.text.replace("Noor@", "x@"), unknown.text.replace("nemo@", "x@"), "the same words");
        ask("noor@linden.example").await.is(200);
        ask("noor").await.is(422).says("no mail address yet");
        tale.later(0).await;
        let mut arrived = tale.office.mailbox();
        assert_eq!(arrived.len(), 1, "one letter, however often somebody asks, and none to nobody");
        let letter = arrived.pop().expect("a letter");
        assert_eq!(letter.to, ["noor@linden.example"]);
        let link = letter.word("http://127.0.0.1:7117").expect("a link").to_owned();

        browser.gets(&link).await.is(200).says("A new password").says("noor@linden.example");
        browser.sends(&link, &[("password", "short")]).await.is(422);
        browser.sends(&link, &[("password", "seven bells at dawn")]).await.leads_to("/");
        assert!(browser.is_in().await && !tale.browser.is_in().await, "in here, and out everywhere else");
        browser.gets(&link).await.is(404).says("This link is over");
        browser.gets("/settings/mail").await.is(200).says("A new password for Linden Cycles").says_no(&link);

        // Asked again later; the link waits an hour, and no longer.
        tale.later(5 * MINUTE).await;
        ask("noor@linden.example").await.is(200);
        tale.later(0).await;
        let again = tale.office.mailbox().pop().expect("another letter");
        let link = again.word("http://127.0.0.1:7117").expect("a link").to_owned();
        tale.later(HOUR).await;
        browser.gets(&link).await.is(404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_for_many_letters_has_to_wait() {
    with_post(|tale| async move {
        let browser = tale.linden.browser().from("203.0.113.9");
        for guess in 0..5 {
            let address = format!("guess{guess}@linden.example");
            browser.sends("/sign-in/forgotten", &[("address", &address)]).await.is(200);
        }
        let one_more = browser.sends("/sign-in/forgotten", &[("address", "noor@linden.example")]).await;
        one_more.is(429).says("Asked too often. Try again in 10 seconds");
        tale.linden.browser().sends("/sign-in/forgotten", &[("address", "noor@linden.example")]).await.is(200);
        tale.later(0).await;
        assert_eq!(tale.office.mailbox().len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_is_invited_by_a_letter_and_the_link_is_shown_all_the_same() {
    with_post(|tale| async move {
        let location = tale.linden.noor.location.expect("she works somewhere").to_string();
        let new = [("name", "Ben"), ("address", "ben@linden.example"), ("role", "member"), ("location", &location)];
        let page = tale.browser.sends("/settings/people/new", &new).await;
        page.is(200).says("A letter with it is on its way to ben@linden.example");
        tale.later(0).await;
        let letter = tale.office.mailbox().pop().expect("a letter");
        assert_eq!(letter.header("Subject"), Some("Noor Haddad invites you to Linden Cycles"));
        let link = letter.word("http://127.0.0.1:7117").expect("a link");
        assert_eq!(link, page.link());
        tale.linden.browser().gets(link).await.is(200).says("Welcome, Ben");
    })
    .await;
}

#[tokio::test]
async fn without_a_server_an_admin_helps() {
    on_both(migrations::ALL, |db: Db| async {
        let app = crate::auth::tests::empty(db, settings("http://127.0.0.1:7117"));
        open_linden(&app).await;
        let browser = Browser::new(&app);
        browser.gets("/sign-in").await.is(200).says("An admin can give you a link").says_no("by mail");
        browser.gets("/sign-in/forgotten").await.leads_to("/sign-in");
        browser.sends("/sign-in/forgotten", &[("address", "noor@linden.example")]).await.leads_to("/sign-in");
    })
    .await;
}
