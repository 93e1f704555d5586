//! Stories of bytes that come, are held and go, on both engines.

use std::path::Path;

use futures_util::{TryStreamExt, stream};

use super::{Arrived, Bounds, Files, Kept, Place, Room, Trouble, hold, keep, receive, release, store};
use crate::{
    Actor, App, Result,
    auth::tests::{Linden, empty, open_linden, settings},
    check,
    db::Db,
    jobs, migrations,
    settings::Settings,
    testing::on_both,
    time::{DAY, HOUR},
};

const PLENTY: Bounds = Bounds { file: 1 << 30, rest: 1 << 30 };

async fn in_a_folder<F, S>(story: F)
where
    F: Fn(Linden, std::path::PathBuf) -> S,
    S: Future<Output = ()>,
{
    on_both(migrations::ALL, |db: Db| async {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("tend.files");
        let files = Files::open(&Place::Folder(folder.clone())).expect("it opens");
        let app = empty(db, Settings { files, ..settings("http://127.0.0.1:7117") });
        let noor = open_linden(&app).await;
        story(Linden { app, noor }, folder).await;
    })
    .await;
}

async fn came(name: &str, bytes: &[u8]) -> Arrived {
    let pieces = bytes.chunks(1000).map(|piece| Ok::<_, std::io::Error>(piece.to_vec())).collect::<Vec<_>>();
    receive(name, PLENTY, stream::iter(pieces)).await.expect("it comes")
}

async fn kept(linden: &Linden, name: &str, bytes: &[u8]) -> Kept {
    keep(&linden.app, &linden.noor, &came(name, bytes).await).await.expect("it is kept")
}

async fn held(linden: &Linden, kept: &Kept) -> Result<()> {
    let kept = kept.clone();
    linden.app.write(&linden.noor, move |tx| hold(tx, &kept).map(drop)).await
}

async fn released(linden: &Linden, kept: &Kept) {
    let kept = kept.clone();
    linden.app.write(&linden.noor, move |tx| release(tx, &kept.sha256)).await.expect("released");
}

async fn room(app: &App, actor: &Actor) -> Room {
    let actor = actor.clone();
    app.read(move |db| super::room(db, &actor)).await.expect("a room")
}

async fn later(linden: &Linden, us: i64) {
    linden.app.clock.set(linden.app.clock.now().plus(us));
    jobs::run_due(&linden.app).await.expect("the jobs run");
}

fn lying(folder: &Path) -> usize {
    let Ok(inside) = std::fs::read_dir(folder) else { return 0 };
    inside.flatten().map(|entry| if entry.path().is_dir() { lying(&entry.path()) } else { 1 }).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_held_stays_and_what_nobody_holds_goes_after_a_day() {
    in_a_folder(|linden, folder| async move {
        let bill = kept(&linden, "bill.txt", b"42 francs").await;
        held(&linden, &bill).await.expect("it is there");
        let again = kept(&linden, "the same bill.txt", b"42 francs").await;
        held(&linden, &again).await.expect("it is there");
        let note = kept(&linden, "note.txt", b"never held").await;
        assert_eq!((bill.sha256 == again.sha256, lying(&folder)), (true, 2), "the same bytes are kept once");
        assert_eq!(room(&linden.app, &linden.noor).await.bytes, 19);
        later(&linden, DAY - HOUR).await;
        assert_eq!(lying(&folder), 2, "a day is not over");
        later(&linden, 2 * HOUR).await;
        assert_eq!(lying(&folder), 1, "what nobody held is gone");
        assert!(held(&linden, &note).await.is_err(), "and cannot be held");
        released(&linden, &bill).await;
        later(&linden, 2 * DAY).await;
        assert_eq!(lying(&folder), 1, "one row still holds it");
        released(&linden, &bill).await;
        later(&linden, DAY + 2 * HOUR).await;
        assert_eq!((lying(&folder), room(&linden.app, &linden.noor).await.bytes), (0, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_just_being_swept_can_neither_be_held_nor_announced_until_it_is_gone() {
    in_a_folder(|linden, folder| async move {
        let bill = kept(&linden, "bill.txt", b"42 francs").await;
        let (sha256, far) = (bill.sha256.clone(), linden.app.clock.now().plus(3 * DAY));
        let leaves = linden.app.write(&linden.noor, move |tx| store::leave(tx, &sha256, far)).await;
        assert!(leaves.expect("asked"), "a sweeper that stopped here");
        assert!(held(&linden, &bill).await.is_err());
        let waits = tokio::spawn({
            let (app, actor) = (linden.app.clone(), linden.noor.clone());
            async move { keep(&app, &actor, &came("bill.txt", b"42 francs").await).await }
        });
        // Another sweeper ends what the first began, and whoever waits puts the bytes there anew.
        later(&linden, DAY + HOUR).await;
        let again = waits.await.expect("no panic").expect("it is kept");
        held(&linden, &again).await.expect("it is there");
        later(&linden, 2 * DAY).await;
        assert_eq!(lying(&folder), 1);
        assert!(found(&linden).await.is_empty());
    })
    .await;
}

async fn found(linden: &Linden) -> Vec<String> {
    let outcomes = check::all(&linden.app, migrations::ALL).await.expect("it can be looked at");
    outcomes
        .into_iter()
        .filter(|outcome| outcome.check.starts_with("files."))
        .flat_map(|outcome| outcome.found)
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_finds_what_is_missing_and_what_has_changed() {
    in_a_folder(|linden, folder| async move {
        let (bill, note) = (kept(&linden, "bill.txt", b"42 francs").await, kept(&linden, "note.txt", b"a note").await);
        for one in [&bill, &note] {
            held(&linden, one).await.expect("it is there");
        }
        assert!(found(&linden).await.is_empty());
        let place =
            |kept: &Kept| folder.join(linden.noor.workspace.to_string()).join(&kept.sha256[..2]).join(&kept.sha256);
        std::fs::write(place(&bill), b"43 francs").expect("written over");
        std::fs::remove_file(place(&note)).expect("taken away");
        let found = found(&linden).await.join("; ");
        assert!(found.contains(&format!("{}: is not what it was", bill.sha256)), "{found}");
        assert!(found.contains(&format!("{}: is not there", note.sha256)), "{found}");
        // Brought once more it is whole again.
        kept_again(&linden).await;
    })
    .await;
}

async fn kept_again(linden: &Linden) {
    kept(linden, "bill.txt", b"42 francs").await;
    kept(linden, "note.txt", b"a note").await;
    assert!(found(linden).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn bytes_of_which_nobody_knows_are_tidied_away() {
    in_a_folder(|linden, folder| async move {
        let bill = kept(&linden, "bill.txt", b"42 francs").await;
        held(&linden, &bill).await.expect("it is there");
        let stranger = folder.join(linden.noor.workspace.to_string()).join("0f");
        std::fs::create_dir_all(&stranger).expect("a folder");
        std::fs::write(stranger.join("0f".repeat(32)), b"from a time after the backup").expect("written");
        std::fs::write(stranger.join("notes.txt"), b"not ours").expect("written");
        // The file is as old as this test; the house's clock goes on from there.
        linden.app.clock.set(crate::Clock::system().now());
        later(&linden, 29 * DAY).await;
        assert_eq!(lying(&folder), 3, "a database that was replaced may still be wanted");
        later(&linden, 2 * DAY).await;
        assert_eq!(lying(&folder), 2, "the bill, and what is not ours");
        assert!(found(&linden).await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_no_more_room_than_an_admin_gave() {
    in_a_folder(|linden, folder| async move {
        let set = linden.app.write(&linden.noor, |tx| super::set_room(tx, "1", "1", 0)).await;
        set.expect("it is set");
        let first = kept(&linden, "a.bin", &vec![1; 700_000]).await;
        let second = came("b.bin", &vec![2; 700_000]).await;
        let refused = keep(&linden.app, &linden.noor, &second).await.expect_err("there is no room");
        assert!(matches!(refused, Trouble::NoRoom { taken: 700_000, most: 1_048_576 }), "{refused:?}");
        kept(&linden, "a again.bin", &vec![1; 700_000]).await;
        assert_eq!((lying(&folder), first.bytes), (1, 700_000), "the same takes no more room");
        let wrong = linden.app.write(&linden.noor, |tx| super::set_room(tx, "0", "201", 1)).await;
        assert!(matches!(wrong, Err(crate::Error::Invalid(problems)) if problems.len() == 2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_gone_is_told_in_words() {
    in_a_folder(|linden, folder| async move {
        kept(&linden, "a.txt", b"here").await;
        std::fs::remove_dir_all(&folder).expect("taken away");
        std::fs::write(&folder, b"a file in its place").expect("written");
        let refused = keep(&linden.app, &linden.noor, &came("b.txt", b"there").await).await.expect_err("no store");
        assert!(refused.to_string().contains("does not answer"), "{refused}");
    })
    .await;
}

#[tokio::test]
async fn a_file_is_bounded_while_it_comes() {
    let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(vec![7_u8; 1000]));
    let refused = receive("film.mp4", Bounds { file: 10_000, rest: u64::MAX }, endless).await.expect_err("too large");
    assert!(matches!(&refused, Trouble::TooLarge { name, most: 10_000 } if name == "film.mp4"), "{refused:?}");
    let nothing = stream::empty::<std::io::Result<Vec<u8>>>();
    assert!(matches!(receive("x", PLENTY, nothing).await, Err(Trouble::Empty(_))));
    let broken = stream::iter([Ok(vec![1_u8]), Err(std::io::Error::other("the line is dead"))]);
    assert!(matches!(receive("x", PLENTY, broken).await, Err(Trouble::Broken)));
}

#[tokio::test(flavor = "multi_thread")]
async fn large_ones_go_in_parts_and_come_back_whole() {
    let place = tempfile::tempdir().expect("a folder");
    for files in [Files::in_memory(), Files::open(&Place::Folder(place.path().join("files"))).expect("it opens")] {
        let bytes: Vec<u8> =
            (0..20_000_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let arrived = came("film.mp4", &bytes).await;
        let stored = super::Stored {
            workspace: crate::id::WorkspaceId(uuid::Uuid::from_u128(1)),
            object: arrived.sha256.clone(),
            part: super::Part::Whole,
            sha256: arrived.sha256.clone(),
            bytes: 20_000_000,
        };
        files.put_file(&stored, arrived.place()).await.expect("put");
        assert!(files.has(&stored).await.expect("asked"));
        assert_eq!(files.hand_on(&stored, |_| Ok(())).await.expect("read"), Ok(()));
        let part = files.open_bytes(&stored, Some(9_000_000..9_000_010)).await.expect("read").expect("there");
        let part: Vec<Vec<u8>> = part.into_stream().map_ok(|piece| piece.to_vec()).try_collect().await.expect("read");
        assert_eq!(part.concat(), &bytes[9_000_000..9_000_010]);
        files.remove(stored.workspace, &stored.object).await.expect("taken away");
        files.remove(stored.workspace, &stored.object).await.expect("twice is as good");
        assert!(!files.has(&stored).await.expect("asked"));
    }
}
