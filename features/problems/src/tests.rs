//! Stories through the pages, on both engines.

use tend_core::{
    Timestamp, migrations,
    testing::{self, company::Company},
};

use crate::FEATURE;

/// A Monday morning in October 2025.
const NOW: Timestamp = Timestamp(1_760_337_000_000_000);

#[tokio::test]
async fn anna_writes_one_down_and_finds_it() {
    testing::on_both(migrations::ALL, |db| async move {
        let company = Company::opens(db, NOW, &[&FEATURE]).await;
        let anna = company.anna_signs_in().await;
        anna.gets("/problems").await.says("Nothing is written down yet");
        let page = anna.sends_and_follows("/problems", &[("words", "Ride to the sea")]).await;
        page.says("Ride to the sea");
    })
    .await;
}

#[tokio::test]
async fn what_says_nothing_is_asked_again() {
    testing::on_both(migrations::ALL, |db| async move {
        let company = Company::opens(db, NOW, &[&FEATURE]).await;
        let answer = company.anna_signs_in().await.sends("/problems", &[("words", "  ")]).await;
        assert_eq!(answer.status, 422);
        answer.says("Say it in a few words");
    })
    .await;
}
