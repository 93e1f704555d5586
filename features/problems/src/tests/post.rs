//! Stories from outside through the pages, with a mail server: a guest tells a place, gets a letter, and says how it is.

use tend_core::{
    Feature,
    auth::{Caller, actions::slow_down},
    house, jobs, mail,
    settings::Settings,
    testing::{
        company::{Answer, Visitor},
        post::{Arrived, PostOffice},
    },
    time::{DAY, HOUR, SECOND},
};

use super::cast::{Shop, on_both};
use crate::{
    actions, desk,
    problem::{How, Problem, ProblemId, State},
    store,
};

const FEATURES: &[&Feature] =
    &[&house::FEATURE, &mail::FEATURE, &tend_clients::FEATURE, &tend_promises::FEATURE, &crate::FEATURE];
const BASE: &str = "http://127.0.0.1:7117";

struct Tale {
    shop: Shop,
    office: PostOffice,
    guest: Visitor,
}

async fn with_post<F, S>(story: F)
where
    F: Fn(Tale) -> S,
    S: Future<Output = ()>,
{
    on_both(|db| async {
        let office = PostOffice::opens();
        let settings = Settings { mail: Some(office.post()), ..Settings::usual(BASE) };
        let shop = Shop::opens_with(db, FEATURES, settings).await;
        let guest = shop.company.stranger();
        story(Tale { shop, office, guest }).await;
    })
    .await;
}

impl Tale {
    fn page(&self) -> String {
        format!("/report/{}", desk::code(self.shop.company.anna.location.expect("a place")))
    }
    async fn tells(&self, name: &str, reach: &str, words: &str) -> Answer {
        let fields = [("text", words), ("severity", "unsafe"), ("name", name), ("reach", reach)];
        self.guest.sends(&self.page(), &fields).await
    }
    async fn newest(&self) -> Problem {
        let all = self
            .shop
            .read(|db, actor, _| store::open(db, actor, crate::Whose::Everyone, store::After::FIRST, 100))
            .await;
        all.into_iter().max_by_key(|problem| problem.id).expect("there is one")
    }
    async fn later(&self, us: i64) {
        self.shop.company.app.clock.set(self.shop.now().plus(us));
        jobs::run_due(&self.shop.company.app).await.expect("the jobs run");
    }
    fn letters(&self) -> Vec<Arrived> {
        self.office.mailbox()
    }
    /// The way to their own page, out of the newest letter.
    fn link(&self) -> String {
        let letter = self.letters().pop().expect("a letter arrived");
        letter.word(BASE).expect("a link in it").to_owned()
    }
    async fn made_right(&self, id: ProblemId) {
        self.shop.noor.writes(move |tx| actions::step(tx, id, State::MadeRight, "Rebuilt it", None)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_tells_a_place_and_follows_it_on_their_page() {
    with_post(|tale| async move {
        let page = tale.guest.gets(&tale.page()).await;
        assert_eq!(page.status, 200);
        page.says("Market Street");
        page.says("09:45 today");
        let answer = tale.tells("Malik Osei", "malik@post.example", "My light is out.").await;
        let thanks = answer.location.expect("it is taken");
        tale.guest.gets(&thanks).await.says("You hear from us by 09:45 today.");

        let problem = tale.newest().await;
        tale.later(0).await;
        assert_eq!(tale.letters()[0].to, ["malik@post.example"]);
        let link = tale.link();
        assert!(
            !tale.letters()[0].text.contains("My light"),
            "what a stranger typed is not sent to an address they typed"
        );
        let page = tale.guest.gets(&link).await;
        page.says("My light is out.");
        page.says("looks after it");

        tale.made_right(problem.id).await;
        tale.later(0).await;
        let ask = tale.letters().pop().expect("they are asked");
        assert_eq!(ask.header("Subject"), Some("Is it good again?"));
        let link = tale.link();
        tale.guest.gets(&link).await.says("Yes, it is good");
        assert_eq!(tale.shop.problem(problem.id).await.state, State::MadeRight, "looking changes nothing");

        for _ in 0..2 {
            let answer = tale.guest.sends(&format!("{link}/settlement"), &[("words", "It shines")]).await;
            assert_eq!(answer.status, 303);
        }
        let settled = tale.shop.problem(problem.id).await;
        assert_eq!((settled.state, settled.settled_how), (State::Settled, Some(How::Link)));
        for _ in 0..2 {
            tale.guest.sends(&format!("{link}/reopening"), &[("words", "Out again")]).await;
        }
        let reopened = tale.shop.problem(problem.id).await;
        assert_eq!((reopened.state, reopened.reopened), (State::Open, 1));
        let story = tale.shop.story_of(problem.id).await;
        let told = story.iter().filter(|entry| entry.kind == "problems.reopened" || entry.kind == "problems.not_good");
        assert_eq!(told.count(), 1, "a second press is the first");
        assert!(crate::story::told(&story).is_some_and(|told| told.state == State::Open));
        tale.shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_tells_whom_we_know_and_nothing_typed_is_lost() {
    with_post(|tale| async move {
        let marta = tale.shop.meets("Marta Kovács").await;
        let point = tend_clients::NewContactPoint::new(tend_clients::ContactKind::Email, "marta@post.example");
        tale.shop.noor.writes(move |tx| tend_clients::actions::add_point(tx, marta, &point)).await;

        let known = tale.tells("Marta", "marta@post.example", "It rattles.").await;
        let unknown = tale.tells("Malik", "malik@post.example", "It rattles.").await;
        assert_eq!((known.status, &known.location, &known.text), (unknown.status, &unknown.location, &unknown.text));
        for name in ["", &"M".repeat(500)] {
            let known = tale.tells(name, "marta@post.example", "It squeaks.").await;
            let unknown = tale.tells(name, "malik@post.example", "It squeaks.").await;
            assert_eq!((known.status.as_u16(), unknown.status.as_u16()), (422, 422));
            assert_eq!(known.text.replace("marta@", "malik@"), unknown.text);
            known.says("It squeaks.");
        }
        let refused = tale.tells("Malik", "0", "It squeaks.").await;
        assert_eq!(refused.status, 422);
        refused.says("A few digits seem to be missing.");
        refused.says("It squeaks.");
        refused.says("value=\"Malik\"");
        assert_eq!(tale.guest.gets("/report/00000000").await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_to_two_asks_settles_it_and_a_refused_letter_asks_nobody() {
    with_post(|tale| async move {
        tale.tells("Malik Osei", "malik@post.example", "My light is out.").await;
        let id = tale.newest().await.id;
        tale.made_right(id).await;
        let asks =
            || tale.letters().into_iter().filter(|one| one.header("Subject") == Some("Is it good again?")).count();
        tale.later(0).await;
        tale.later(DAY).await;
        assert_eq!(asks(), 1, "a day later they are not asked again yet");
        tale.later(DAY).await;
        tale.later(HOUR).await;
        assert_eq!(asks(), 2);
        tale.later(DAY).await;
        assert_eq!(tale.shop.problem(id).await.state, State::MadeRight);
        let link = tale.link();
        tale.later(DAY).await;
        let settled = tale.shop.problem(id).await;
        assert_eq!((settled.state, settled.settled_how), (State::Settled, Some(How::Silence)));
        tale.shop
            .noor
            .sees(&format!("/problems/{id}"))
            .await
            .says("We asked on 12 October and on 14 October, and heard nothing.");
        tale.guest.gets(&link).await.says("We asked you twice and heard nothing");
        tale.later(HOUR).await;
        assert_eq!(asks(), 2);

        tale.tells("Nobody", "nobody@post.example", "My bell is gone.").await;
        let id = tale.newest().await.id;
        tale.made_right(id).await;
        for _ in 0..8 {
            tale.later(DAY).await;
        }
        assert_eq!(tale.shop.problem(id).await.state, State::MadeRight, "nobody was asked, so a person asks");
        tale.shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_that_leads_nowhere_is_answered_alike() {
    with_post(|tale| async move {
        tale.tells("Malik Osei", "malik@post.example", "My light is out.").await;
        let id = tale.newest().await.id;
        tale.later(0).await;
        let link = tale.link();
        assert_eq!(tale.guest.gets(&link).await.status, 200);
        tale.shop.noor.writes(move |tx| actions::withdraw_links(tx, id)).await;
        let withdrawn = tale.guest.gets(&link).await;
        assert_eq!(withdrawn.status, 404);
        let (guessed, _) = link.split_once('.').expect("two parts");
        let guessed = format!("{guessed}.{}", "A".repeat(43));
        for other in [guessed.as_str(), "/care/x", "/care/00000000-0000-0000-0000-000000000000.x"] {
            let answer = tale.guest.gets(other).await;
            assert_eq!((answer.status, &answer.text), (withdrawn.status, &withdrawn.text), "{other}");
        }
        for press in ["settlement", "reopening"] {
            let answer = tale.guest.sends(&format!("{link}/{press}"), &[("words", "x")]).await;
            assert_eq!((answer.status, &answer.text), (withdrawn.status, &withdrawn.text), "{press}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_card_of_a_place_leads_to_its_page() {
    with_post(|tale| async move {
        let location = tale.shop.company.anna.location.expect("a place");
        let place = tale.shop.noor.sees(&format!("/settings/places/{location}")).await;
        place.says(&format!("/settings/places/{location}/card"));
        let card = tale.shop.noor.sees(&format!("/settings/places/{location}/card")).await;
        card.says(&format!("QR code of {BASE}{}", tale.page()));
        let wen = tale.shop.wen.visitor.gets(&format!("/settings/places/{location}/card")).await;
        assert_eq!(wen.status, 403);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_made_by_hand_and_withdrawn() {
    with_post(|tale| async move {
        tale.shop.meets("Marta Kovács").await;
        let noor = &tale.shop.noor;
        let id = noor.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        noor.sees(&format!("/problems/{id}")).await.says(&format!("/problems/{id}/link"));
        noor.sees(&format!("/problems/{id}/link")).await.says("No link leads there now.");
        let made = noor.sends(&format!("/problems/{id}/link"), &[]).await;
        made.says("It is shown this once.");
        let (_, rest) = made.text.split_once(&format!("{BASE}/care/")).expect("the link stands there");
        let token = rest.split('<').next().expect("an end");
        let page = tale.guest.gets(&format!("/care/{token}")).await;
        page.says("The wheel wobbles");
        noor.sees(&format!("/problems/{id}/link")).await.says_no(token);
        noor.does(&format!("/problems/{id}/link/withdrawal"), &[]).await;
        assert_eq!(tale.guest.gets(&format!("/care/{token}")).await.status, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn good_and_not_good_at_once_have_one_outcome() {
    with_post(|tale| async move {
        tale.tells("Malik Osei", "malik@post.example", "My light is out.").await;
        let id = tale.newest().await.id;
        tale.made_right(id).await;
        tale.later(0).await;
        let link = tale.link();
        let (good, not_good) = (format!("{link}/settlement"), format!("{link}/reopening"));
        for _ in 0..4 {
            let words = [("words", "One of us is wrong")];
            let (one, other) = tokio::join!(tale.guest.sends(&good, &words), tale.guest.sends(&not_good, &words));
            let taken = |answer: &Answer| [303, 409].contains(&answer.status.as_u16());
            assert!(taken(&one) && taken(&other), "{} {}", one.status, other.status);
            assert!(one.status == 303 || other.status == 303, "one of them is taken");
            let (now, story) = (tale.shop.problem(id).await, tale.shop.story_of(id).await);
            assert_eq!(crate::story::told(&story).map(|told| told.state), Some(now.state));
        }
        tale.shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_network_that_writes_often_waits() {
    with_post(|tale| async move {
        let caller = |address: &str| Caller {
            address: address.parse().ok(),
            device: String::new(),
            session: None,
            headers: Default::default(),
        };
        let app = &tale.shop.company.app;
        for _ in 0..5 {
            assert_eq!(slow_down(app, "report-from", &caller("203.0.113.7")).await.expect("counted"), None);
        }
        let wait_us = slow_down(app, "report-from", &caller("203.0.113.7")).await.expect("counted");
        assert_eq!(wait_us, Some(10 * SECOND));
        assert_eq!(slow_down(app, "report-from", &caller("203.0.113.8")).await.expect("counted"), None);
        assert_eq!(slow_down(app, "another", &caller("203.0.113.7")).await.expect("counted"), None);
    })
    .await;
}
