//! Several promises in one line: each is kept, dated, named in the answer and taken back.

use super::*;
use crate::written::{self, Ears, Said, Understood};

impl Stage {
    /// What we owe a client, soonest first.
    async fn owed(&self, client: ClientId) -> Vec<(String, Timestamp)> {
        let actor = self.company.anna.clone();
        let owed = self.company.app.read(move |db| tend_promises::store::of_client_open(db, &actor, client, 9)).await;
        owed.expect("promises").into_iter().map(|promise| (promise.words, promise.due.at)).collect()
    }
}

impl Stage {
    /// What the corner says of a line that was written.
    async fn answer(&self, line: &'static str) -> String {
        let (actor, now) = (self.company.anna.clone(), self.now());
        let understood = self.company.app.read(move |db| {
            let said = Said { text: line.into(), ..Said::default() };
            written::understand(db, &actor, &said, Ears { now, features: FEATURES })
        });
        match understood.await.expect("a line") {
            Understood::Plan(plan) => written::in_words(&plan, now, &self.company.anna.zone),
            Understood::Ask(ask) => panic!("{line} is asked about: {ask:?}"),
        }
    }
}

const LINE: &str = "Jonas rang, promised to send the quote tomorrow and to call back Thu 15:00";

#[tokio::test(flavor = "multi_thread")]
async fn two_promises_in_one_line_become_two_and_both_are_taken_back() {
    story(|stage| async move {
        let jonas = stage.client("Jonas Weber").await;
        let before = stage.all_about(jonas).await;
        assert_eq!(stage.logs(LINE).await.status, 303);
        let owed = stage.owed(jonas).await;
        let words: Vec<&str> = owed.iter().map(|(words, _)| words.as_str()).collect();
        assert_eq!(words, ["send the quote", "call back"]);
        assert_eq!(owed[1].1, at("2026-10-15T13:00:00Z"));
        assert_eq!(
            stage.answer(LINE).await,
            "Your call with Jonas Weber is written down. Promised: send the quote, tomorrow; call back, on Thursday at 15:00."
        );
        let id = stage.newest_line().await;
        assert_eq!(stage.anna.sends(&format!("/log/{id}/undoing"), &[]).await.status, 303);
        assert_eq!(stage.owed(jonas).await, []);
        let after = stage.all_about(jonas).await;
        assert_eq!((after.0.len(), after.1), (before.0.len(), before.1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_question_whom_you_mean_keeps_both_promises() {
    story(|stage| async move {
        stage.client("Jonas Weber").await;
        let klein = stage.client("Jonas Klein").await;
        let asked = stage.logs(LINE).await;
        asked.says("Whom do you mean?");
        asked.says(LINE);
        let chosen = [("text", LINE), ("name", "Jonas"), ("client", &klein.to_string())];
        assert_eq!(stage.anna.sends("/log", &chosen).await.status, 303);
        assert_eq!(stage.owed(klein).await.len(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_time_at_the_end_holds_for_both_and_a_missing_one_is_asked() {
    story(|stage| async move {
        let jonas = stage.client("Jonas Weber").await;
        stage.logs("I promised Jonas to send photos and to call back by Thu 15:00").await;
        let thursday = at("2026-10-15T13:00:00Z");
        assert_eq!(stage.owed(jonas).await.iter().map(|(_, due)| *due).collect::<Vec<_>>(), [thursday, thursday]);
        let line = "I promised Jonas to fix the bell tomorrow and to look for a saddle";
        let asked = stage.logs(line).await;
        asked.says("You promised Jonas Weber: look for a saddle.");
        assert_eq!(stage.anna.sends("/log", &[("text", line), ("due", "Fri 10:00")]).await.status, 303);
        let owed = stage.owed(jonas).await;
        assert!(owed.contains(&("look for a saddle".into(), at("2026-10-16T08:00:00Z"))), "{owed:?}");
        assert_eq!(owed.len(), 4);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_in_small_letters_is_asked_about_like_a_large_one() {
    story(|stage| async move {
        stage.logs("rang haddad").await.says("Who is Haddad?");
        let sunita = stage.client("Sunita Rao").await;
        let asked = stage.logs("sunita patel rang").await;
        asked.says("Whom do you mean?");
        asked.says("Add Sunita Patel to your book");
        assert_eq!(stage.logs("rang rao").await.status, 303);
        assert!(stage.entries(sunita).await.iter().any(|entry| entry.kind == "clients.call"));
    })
    .await;
}
