//! Files in a bucket: the same as in a folder, over HTTP, signed and in parts. `bin/lib/bucket` starts an S3-compatible server for it.

use futures_util::TryStreamExt;
use tend_core::{
    Clock,
    db::Db,
    files::{Files, Part, Place, Stored, hold},
    house, jobs, migrations,
    settings::Settings,
    testing::{self, company::Company, files::kept},
    time::DAY,
};

/// Where it is: `s3://tend/PREFIX`. Its address and keys stand in the variables that every tool for S3 reads.
fn bucket(prefix: &str) -> Files {
    let bucket = std::env::var("TEND_TEST_BUCKET").expect("bin/lib/bucket says where the bucket is");
    let place: Place = format!("{bucket}/{prefix}").parse().unwrap_or_else(|never| match never {});
    Files::open(&place).expect("the bucket can be used")
}

async fn company(db: Db) -> Company {
    let settings = Settings { files: bucket("story"), ..Settings::usual("http://127.0.0.1:7117") };
    Company::opens_with(db, Clock::system().now(), &[&house::FEATURE], settings).await
}

fn whole(company: &Company, sha256: &str, bytes: i64) -> Stored {
    let (object, sha256) = (sha256.to_owned(), sha256.to_owned());
    Stored { workspace: company.anna.workspace, object, part: Part::Whole, sha256, bytes }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "bin/lib/bucket starts the server it needs"]
async fn a_bucket_keeps_files_as_a_folder_does() {
    let house = testing::sqlite(migrations::ALL).await;
    let company = company(house.db.clone()).await;
    let (app, anna) = (&company.app, &company.anna);
    let large: Vec<u8> = (0..20_000_000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for bytes in [b"42 francs".as_slice(), &large] {
        let file = kept(app, anna, "bill.pdf", bytes).await;
        let stored = whole(&company, &file.sha256, file.bytes);
        assert!(app.settings.files.has(&stored).await.expect("asked"));
        assert_eq!(testing::files::lying(app, &stored).await.as_deref(), Some(bytes), "as it came");
        let part = app.settings.files.open_bytes(&stored, Some(3..9)).await.expect("asked").expect("there");
        let part: Vec<Vec<u8>> = part.into_stream().map_ok(|piece| piece.to_vec()).try_collect().await.expect("read");
        assert_eq!(part.concat(), &bytes[3..9]);
    }
    let (held, loose) = (kept(app, anna, "a.txt", b"held").await, kept(app, anna, "b.txt", b"not held").await);
    let one = held.clone();
    app.write(anna, move |tx| hold(tx, &one).map(drop)).await.expect("held");
    // Bytes of which no row knows, as after a restore.
    let stray = whole(&company, &"0f".repeat(32), 5);
    app.settings.files.put_bytes(&stray, b"stray".to_vec()).await.expect("put");
    app.clock.set(app.clock.now().plus(32 * DAY));
    jobs::run_due(app).await.expect("the jobs run");
    assert_eq!(
        testing::files::lying(app, &whole(&company, &held.sha256, 4)).await.as_deref(),
        Some(b"held".as_slice())
    );
    for gone in [&whole(&company, &loose.sha256, 8), &stray] {
        assert_eq!(testing::files::lying(app, gone).await, None);
    }
    let outcomes = tend_core::check::all(app, migrations::ALL).await.expect("looked at");
    assert!(outcomes.iter().all(|outcome| outcome.found.is_empty()), "{outcomes:?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "bin/lib/bucket starts the server it needs"]
async fn a_bucket_that_is_not_there_is_told() {
    let files = Files::open(&"s3://nobody-made-this/x".parse().unwrap_or_else(|never| match never {})).expect("a name");
    let house = testing::sqlite(migrations::ALL).await;
    let company = company(house.db.clone()).await;
    let stored = whole(&company, &"0f".repeat(32), 5);
    let refused = files.put_bytes(&stored, b"stray".to_vec()).await.expect_err("no bucket");
    assert!(refused.to_string().contains("does not answer"), "{refused}");
}
