//! “It is always my job”, through every feature at once: a problem taken in from one line of the log.

use tend::features;
use tend_clients::{ClientKind, NewClient, actions as clients};
use tend_core::{
    Actor, Timestamp,
    db::{Conn, Db},
    id::ClientId,
    migrations,
    testing::{
        self,
        company::{Company, Visitor},
    },
};
use tend_problems::{Problem, State};
use tend_today::written::{self, Ears, InTheBook, Said, Understood};

/// Tuesday, 13 October 2026, ten o'clock in Amsterdam.
const TUESDAY: Timestamp = Timestamp(1_791_878_400_000_000);

/// Anna's company with all that Tend can do, and Anna at her browser.
struct Shop {
    company: Company,
    anna: Visitor,
}

impl Shop {
    async fn opens(db: Db) -> Shop {
        let company = Company::opens(db, TUESDAY, features::ALL).await;
        let anna = company.anna_signs_in().await;
        Shop { company, anna }
    }

    async fn meets(&self, name: &'static str) -> ClientId {
        let anna = &self.company.anna;
        let (owner, place) = (anna.member.expect("Anna"), anna.location.expect("her place"));
        let new = NewClient::new(ClientKind::Person, name, owner, place);
        self.company.app.write(anna, move |tx| clients::create(tx, &new)).await.expect("a client")
    }

    async fn reads<T: Send + 'static>(
        &self,
        read: impl Fn(&Conn, &Actor) -> tend_core::Result<T> + Send + Sync + 'static,
    ) -> T {
        let actor = self.company.anna.clone();
        self.company.app.read(move |db| read(db, &actor)).await.expect("it can be read")
    }

    async fn problems_of(&self, client: ClientId) -> Vec<Problem> {
        self.reads(move |db, actor| tend_problems::store::of_client(db, actor, client, 9)).await
    }

    /// Nothing that `tend check` looks for is found.
    async fn is_sound(&self) {
        for check in features::ALL.iter().flat_map(|feature| feature.checks) {
            let found = self.reads(|db, actor| (check.run)(db, actor.workspace)).await;
            assert!(found.is_empty(), "{}: {found:?}", check.name);
        }
    }

    /// Anna logs a line, and nothing needs to be asked about it.
    async fn logs(&self, line: &'static str) -> InTheBook {
        let ears = Ears { now: TUESDAY, features: features::ALL };
        let said = Said { text: line.into(), ..Said::default() };
        let understood = self.reads(move |db, actor| written::understand(db, actor, &said, ears)).await;
        let Understood::Plan(plan) = understood else { panic!("{line} is asked about: {understood:?}") };
        let written = self.company.app.write(&self.company.anna, move |tx| written::write(tx, &plan, line)).await;
        written.expect("it is written")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_small_thing_is_taken_in_and_mended_in_one_line() {
    testing::on_both(migrations::ALL, |db| async move {
        let shop = Shop::opens(db).await;
        let park = shop.meets("Eun-ji Park").await;
        let done = shop.logs("spilled wine on Mrs Park, new blouse on us, €38").await;
        assert_eq!(done.told.as_deref(), Some("P-1 is taken in and made right. Ask them whether it is good."));
        let problems = shop.problems_of(park).await;
        let problem = problems.first().expect("it is taken in");
        assert_eq!((problem.title.as_str(), problem.state), ("Spilled wine on Mrs Park", State::MadeRight));
        let id = problem.id;
        let gestures = shop.reads(move |db, actor| tend_problems::store::gestures(db, actor, id)).await;
        assert_eq!(gestures.iter().map(|one| one.worth.minor).collect::<Vec<_>>(), [3800]);
        shop.anna.gets("/").await.says("is it good now?");
        shop.is_sound().await;

        let way_back = format!("/log/{}/undoing", done.id.expect("a way back"));
        assert_eq!(shop.anna.sends(&way_back, &[]).await.status, 303);
        assert!(shop.problems_of(park).await.is_empty());
        shop.anna.gets("/").await.says_no("is it good now?");
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_says_problem_takes_one_in_with_its_promise() {
    testing::on_both(migrations::ALL, |db| async move {
        let shop = Shop::opens(db).await;
        let jonas = shop.meets("Jonas Weber").await;
        let line = "Jonas rang, problem: the brakes fade in rain, promised to call back Thu 15:00";
        assert_eq!(shop.anna.sends("/log?page=1", &[("text", line)]).await.status, 303);
        let problems = shop.problems_of(jonas).await;
        let problem = problems.first().expect("it is taken in");
        assert_eq!((problem.title.as_str(), problem.state), ("The brakes fade in rain", State::Open));
        assert!(problem.first_word.is_some(), "they told her themselves");
        let owed = shop.reads(move |db, actor| tend_promises::store::of_client_open(db, actor, jonas, 9)).await;
        assert_eq!(owed.iter().map(|promise| promise.words.as_str()).collect::<Vec<_>>(), ["call back"]);
        shop.is_sound().await;

        // From the phone, of somebody new; and once something happened with it, it stays.
        let bell = [("text", "complaint: the bell rings by itself"), ("name", "Zoe Okafor")];
        let answer = shop.anna.sends("/capture", &bell).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let done = shop.logs("Zoe was here, problem: the lamp is gone").await;
        let lamp = shop.problems_of(done.client).await.remove(0);
        let note = [("words", "Looked at it")];
        assert_eq!(shop.anna.sends(&format!("/problems/{}/notes", lamp.id), &note).await.status, 303);
        let refused = shop.anna.sends(&format!("/log/{}/undoing", done.id.expect("a way back")), &[]).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert_eq!(shop.problems_of(done.client).await.len(), 2);
    })
    .await;
}
