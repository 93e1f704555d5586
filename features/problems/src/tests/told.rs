//! Stories of who is told at once.

use tend_core::{jobs, push};

use super::cast::{Shop, Someone, at, on_both};
use crate::{
    actions::{self, NewProblem},
    problem::{ProblemId, Severity},
};

impl Shop {
    /// What somebody was told since the last look, the oldest first.
    async fn told(&self, who: &Someone, seen: &mut usize) -> Vec<String> {
        let member = who.id();
        let mut told = self.read(move |db, actor, _| push::store::told_last(db, actor.workspace, member, 100)).await;
        told.reverse();
        let new = told.iter().skip(*seen).map(|one| one.notice.words.clone()).collect();
        *seen = told.len();
        new
    }
    async fn takes_in_for_noor(&self, who: &Someone) -> ProblemId {
        let client = self.meets("Mrs Park").await;
        let new = NewProblem {
            hands: actions::Hands::Owner,
            ..NewProblem::new(client, "Spilled wine on her blouse", Severity::Hinders)
        };
        who.writes(move |tx| actions::take_in(tx, &new)).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn owner_and_helpers_are_told_and_nobody_of_their_own_deed() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let (mut noors, mut toms, mut wens) = (0, 0, 0);
        let id = shop.takes_in_for_noor(&shop.tomas).await;
        assert_eq!(shop.told(&shop.noor, &mut noors).await, ["Problem P-1 was taken in for you"]);
        let (tomas, wen) = (shop.tomas.id(), shop.wen.id());
        shop.noor.writes(move |tx| actions::ask_for_help(tx, id, wen, "A new blouse")).await;
        assert_eq!(shop.told(&shop.wen, &mut wens).await, ["You are asked to help with problem P-1"]);

        // Anna gives it to Tomás: he, who had it and who helps are told.
        shop.company.app.write(&shop.company.anna, move |tx| actions::give(tx, id, tomas, None)).await.expect("given");
        assert_eq!(shop.told(&shop.tomas, &mut toms).await, ["Problem P-1 is yours to look after now"]);
        assert_eq!(shop.told(&shop.noor, &mut noors).await, ["Problem P-1 went to other hands"]);
        assert_eq!(shop.told(&shop.wen, &mut wens).await, ["Problem P-1 went to other hands"]);

        // She says by her link that it is good; then that it is not.
        let link = shop.tomas.writes(move |tx| actions::make_link(tx, id)).await;
        let secret = link.secret.clone();
        shop.outside("Mrs Park", move |tx| actions::settle_by_client(tx, &secret, "Lovely")).await.expect("settled");
        assert_eq!(shop.told(&shop.tomas, &mut toms).await, ["They say problem P-1 is settled"]);
        assert_eq!(shop.told(&shop.wen, &mut wens).await, ["They say problem P-1 is settled"], "her help ends with it");
        let secret = link.secret.clone();
        shop.outside("Mrs Park", move |tx| actions::not_settled_by_client(tx, &secret, "The stain is back"))
            .await
            .expect("open again");
        assert_eq!(shop.told(&shop.tomas, &mut toms).await, ["Problem P-1 is open again"]);
        shop.outside("Mrs Park", move |tx| actions::not_settled_by_client(tx, &link.secret, "Still"))
            .await
            .expect("said");
        assert_eq!(shop.told(&shop.tomas, &mut toms).await, ["They say problem P-1 is not good yet"]);

        // What he does himself he is not told.
        shop.tomas.writes(move |tx| actions::settle(tx, id, "It is fine", None)).await;
        assert!(shop.told(&shop.tomas, &mut toms).await.is_empty());
        shop.noor.writes(move |tx| actions::reopen(tx, id, "She called", None)).await;
        assert_eq!(shop.told(&shop.tomas, &mut toms).await, ["Problem P-1 is open again"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_that_is_late_is_told_of_once() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let mut noors = 0;
        let id = shop.takes_in_for_noor(&shop.noor).await;
        let due = shop.problem(id).await.dues.first_word;
        let runs = || async { jobs::run_due(&shop.company.app).await.expect("the jobs run") };
        runs().await;
        assert!(shop.told(&shop.noor, &mut noors).await.is_empty());
        for minutes in [1, 2, 3] {
            shop.company.app.clock.set(due.plus(minutes * tend_core::time::MINUTE));
            runs().await;
        }
        let late = ["The word to them about problem P-1 is late"];
        assert_eq!(shop.told(&shop.noor, &mut noors).await, late, "once");
        // The next one is another one; one that is old when Tend comes back is not told of.
        shop.noor.writes(move |tx| actions::tell(tx, id, "We look", Some(at("2026-10-13T12:00")), None)).await;
        shop.clock_shows("2026-10-13T12:05");
        runs().await;
        assert_eq!(shop.told(&shop.noor, &mut noors).await, late);
        shop.noor.writes(move |tx| actions::tell(tx, id, "We look", Some(at("2026-10-14T12:00")), None)).await;
        shop.clock_shows("2026-10-14T15:00");
        runs().await;
        assert!(shop.told(&shop.noor, &mut noors).await.is_empty());
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_over_from_a_colleague_who_leaves_is_told_in_one_line() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let client = shop.meets("Harbour Clinic").await;
        for _ in 0..5 {
            let new = NewProblem::new(client, "It squeaks", Severity::Small);
            shop.tomas.writes(move |tx| actions::take_in(tx, &new)).await;
        }
        let (gone, to) = (shop.tomas.id(), shop.wen.id());
        shop.noor.writes(move |tx| tend_core::auth::members::leave(tx, gone, to)).await;
        assert_eq!(shop.told(&shop.wen, &mut 0).await, ["5 things came to you at once"]);
    })
    .await;
}
