//! Stories of who is told at once how a handoff stands.

use tend_core::{id::MemberId, push, time::DAY};

use super::{Shop, story};
use crate::actions;

impl Shop {
    /// All that a member was told, the oldest first.
    async fn told(&self, member: MemberId) -> Vec<String> {
        let workspace = self.company.anna.workspace;
        let read = self.company.app.read(move |db| push::store::told_last(db, workspace, member, 100)).await;
        read.expect("it can be read").into_iter().rev().map(|one| one.notice.words).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_asked_is_told_and_who_asked_hears_the_answer() {
    story(|shop| async move {
        let (tomas, wen) = (shop.tomas.member, shop.wen.member);
        let asked = shop.asks().await;
        assert_eq!(shop.told(wen).await, ["You are asked to take something over"]);
        assert!(shop.told(tomas).await.is_empty(), "his own deed");
        shop.does(&shop.wen.actor, move |tx| actions::decline(tx, asked, "Too far")).await.expect("she says no");
        assert_eq!(shop.told(tomas).await, ["They said no to what you hand over"]);

        let again = shop.asks().await;
        shop.does(&shop.tomas.actor, move |tx| actions::withdraw(tx, again, "")).await.expect("he takes it back");
        let last = shop.asks().await;
        assert_eq!(
            shop.told(wen).await[1..],
            [
                "You are asked to take something over",
                "What you were asked to take over was taken back",
                "You are asked to take something over",
            ]
        );
        shop.does(&shop.wen.actor, move |tx| actions::accept(tx, last, "").map(drop)).await.expect("she says yes");
        assert_eq!(shop.told(tomas).await[1..], ["They said yes to what you hand over"]);
        assert_eq!(shop.told(wen).await.len(), 4, "her own deed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_past_the_time_is_told() {
    story(|shop| async move {
        shop.asks().await;
        shop.passes(30 * DAY);
        tend_core::jobs::run_due(&shop.company.app).await.expect("the jobs run");
        assert_eq!(shop.told(shop.tomas.member).await, ["Nobody answered in time to what you hand over"]);
    })
    .await;
}
