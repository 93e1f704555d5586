//! Stories of backups that are written by themselves, on both engines.

use std::{fs, path::Path};

use super::store;
use crate::{
    auth::tests::{Browser, Linden, open_linden, settings},
    db::Db,
    jobs, migrations,
    settings::Settings,
    testing::on_both,
    time::{DAY, HOUR, Timestamp},
};

async fn in_the_house<F, S>(story: F)
where
    F: Fn(Linden, Browser, std::path::PathBuf) -> S,
    S: Future<Output = ()>,
{
    on_both(migrations::ALL, |db: Db| async {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("backups");
        let settings = Settings { backups: Some(folder.clone()), ..settings("http://127.0.0.1:7117") };
        let app = crate::auth::tests::empty(db, settings);
        let noor = open_linden(&app).await;
        let linden = Linden { app, noor };
        let browser = linden.noors_browser().await;
        story(linden, browser, folder).await;
    })
    .await;
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = names.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

async fn later(linden: &Linden, us: i64) -> Timestamp {
    let now = linden.app.clock.now().plus(us);
    linden.app.clock.set(now);
    jobs::run_due(&linden.app).await.expect("the jobs run");
    now
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_written_every_night_and_the_oldest_go() {
    in_the_house(|linden, browser, folder| async move {
        jobs::run_due(&linden.app).await.expect("the jobs run");
        assert!(files(&folder).is_empty(), "a new house waits for its first night");
        browser.gets("/settings/backups").await.is(200).says("None was written yet").says("every day at 03:00");

        let plan = [("every_days", "1"), ("at", "4:30"), ("keep", "2"), ("version", "0")];
        browser.sends("/settings/backups", &plan).await.leads_to("/settings/backups");
        browser.sends("/settings/backups", &plan).await.is(409).says("Somebody changed this a moment ago");
        let wrong = [("every_days", "1"), ("at", "25:00"), ("keep", "0"), ("version", "1")];
        browser.sends("/settings/backups", &wrong).await.is(422).says("A time of day").says("A number from 1 to 365");

        for _ in 0..3 {
            later(&linden, DAY).await;
            later(&linden, MINUTES).await;
        }
        let kept = files(&folder);
        assert_eq!(kept.len(), 2, "{kept:?}");
        let page = browser.gets("/settings/backups").await;
        page.is(200).says("The last one that is whole was written on");
        kept.iter().for_each(|name| {
            page.says(name);
        });
        let workspace = linden.noor.workspace;
        let lines = linden.app.read(move |db| store::newest(db, workspace, 100)).await.expect("read");
        assert_eq!(lines.len(), 2, "the lines of files that went are gone too");
    })
    .await;
}

/// Enough for the job that looks every minute to be due again.
const MINUTES: i64 = 2 * crate::time::MINUTE;

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_that_fails_is_shown_and_tried_again() {
    in_the_house(|linden, browser, folder| async move {
        // A file stands where the folder should be.
        fs::write(&folder, "").expect("written");
        later(&linden, DAY).await;
        browser.gets("/settings/backups").await.is(200).says("could not be written").says("cannot be made");
        fs::remove_file(&folder).expect("gone");
        later(&linden, HOUR / 2).await;
        assert!(files(&folder).is_empty(), "not at once");
        later(&linden, HOUR).await;
        assert_eq!(files(&folder).len(), 1);
        browser.gets("/settings/backups").await.is(200).says("The last one that is whole");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_asks_for_one_now() {
    in_the_house(|linden, browser, folder| async move {
        browser.sends("/settings/backups/now", &[]).await.leads_to("/settings/backups");
        browser.sends("/settings/backups/now", &[]).await.leads_to("/settings/backups");
        later(&linden, 0).await;
        assert_eq!(files(&folder).len(), 1, "asking twice is asking once");
    })
    .await;
}
