//! Stories of bringing in, on both engines: what is in the book afterwards, and what is not.

mod forms;
mod happened;
mod later;
mod looking;
mod programs;
mod tickets;
mod twins;

use std::{
    io::Write,
    time::{Duration, Instant},
};

use tend_clients::{Client, MomentKind, NewMoment, actions as clients, store as client_store};
use tend_core::{
    App, Feature, Result, Timestamp,
    db::{DatabaseUrl, Db, DbOptions},
    migrations,
    testing::{self, company::Company},
    timeline,
};

use crate::{
    actions,
    import::{Import, State},
    reading::mapping::Mapping,
    source::Source,
    store, work,
};

const FEATURES: &[&Feature] = &[&tend_clients::FEATURE, &tend_problems::FEATURE, &crate::FEATURE];
/// Sunday 1 November 2026, noon in UTC.
const NOON: Timestamp = Timestamp(1_793_534_400_000_000);

const LIST: &str = "Customer No;Name;E-mail;Phone;Company;Last visit;Remark\n\
    1;Bram de Wit;bram@post.example;0555 014 882;;09-10-2026;belt liever voor 9\n\
    2;Jonas Weber;jonas@clinic.example;0555 017 300;Harbour Clinic;31-02-2024;\n\
    3;Lotte Brandt;lotte@clinic.example;;Harbour Clinic;25-09-2026;Rides bike 9\n\
    4;;;;;;nobody can be greeted with this\n";

async fn opens(db: Db) -> Company {
    Company::opens(db, NOON, FEATURES).await
}

fn file(text: &str) -> Source {
    file_of(text.as_bytes())
}

fn file_of(bytes: &[u8]) -> Source {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    Source::open(file.path()).expect("it opens")
}

async fn begins(company: &Company, text: &str) -> Import {
    let mut source = file(text);
    let looked = work::look(&mut source, Mapping::default()).expect("a list");
    let opening = looked.opening("regulars.csv", &source);
    let begun = company.app.write(&company.anna, move |tx| {
        let import = actions::open(tx, &opening)?;
        actions::begin(tx, import.id)
    });
    begun.await.expect("it begins")
}

async fn goes_on(company: &Company, import: &Import, text: &str) -> Import {
    let mut source = file(text);
    let looked = work::look(&mut source, Mapping::default()).expect("a list");
    work::bring_in(&company.app, &company.anna, import.id, source, looked, |_| {}).await.expect("it is brought in")
}

async fn brings(company: &Company, text: &str) -> Import {
    let import = begins(company, text).await;
    goes_on(company, &import, text).await
}

/// Brings any file in, as the command line does.
async fn brings_file(company: &Company, name: &str, bytes: &[u8], mapping: Mapping) -> Import {
    let mut source = file_of(bytes);
    let looked = work::look(&mut source, mapping).expect("a list");
    let opening = looked.opening(name, &source);
    let begun = company.app.write(&company.anna, move |tx| {
        let import = actions::open(tx, &opening)?;
        actions::begin(tx, import.id)
    });
    let import = begun.await.expect("it begins");
    work::bring_in(&company.app, &company.anna, import.id, source, looked, |_| {}).await.expect("it is brought in")
}

async fn named(company: &Company, name: &'static str) -> Vec<Client> {
    let actor = company.anna.clone();
    company.app.read(move |db| client_store::named(db, &actor, name, 10)).await.expect("read")
}

fn reckoning(import: &Import) -> [i64; 4] {
    let counts = import.counts;
    assert_eq!(import.rows, counts.rows(), "every row has found its end");
    [counts.created, counts.updated, counts.unchanged, counts.refused]
}

async fn on_both<S: Future<Output = ()>>(story: impl Fn(Company) -> S) {
    let story = &story;
    testing::on_both(migrations::ALL, |db| async move { story(opens(db).await).await }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_comes_in_and_the_same_list_changes_nothing() {
    on_both(|company| async move {
        let first = brings(&company, LIST).await;
        assert_eq!((first.state, reckoning(&first)), (State::Done, [3, 0, 0, 1]));
        let clinic = named(&company, "Harbour Clinic").await;
        assert_eq!(clinic.len(), 1, "two rows name it, it is there once");
        let workspace = company.anna.workspace;
        let refused = company.app.read(move |db| store::refusals(db, workspace, first.id, 0, 10)).await.expect("read");
        assert_eq!((refused.len(), refused[0].row, refused[0].line), (1, 4, 5));
        assert!(refused[0].cells.contains(&"nobody can be greeted with this".to_owned()));
        let again = brings(&company, LIST).await;
        assert_eq!(reckoning(&again), [0, 0, 3, 1]);
        assert_eq!(named(&company, "Bram de Wit").await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_date_that_cannot_be_is_kept_as_text_and_told() {
    on_both(|company| async move {
        let import = brings(&company, LIST).await;
        assert!(import.warnings.iter().any(|warning| warning.contains("31-02-2024")), "{:?}", import.warnings);
        let jonas = named(&company, "Jonas Weber").await.remove(0);
        assert_eq!(jonas.last_contact_at, None);
        let actor = company.anna.clone();
        let fields = company.app.read(move |db| client_store::fields(db, &actor, jonas.id)).await.expect("read");
        assert_eq!(fields["Last visit"], "31-02-2024");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_learned_something_updates_its_client_and_spares_what_was_edited() {
    on_both(|company| async move {
        brings(&company, LIST).await;
        let bram = named(&company, "Bram de Wit").await.remove(0);
        let edited = company.app.write(&company.anna, move |tx| {
            clients::change(tx, bram.id, &[clients::Change::of(&bram, clients::Field::Name, "Bram A. de Wit")])
        });
        edited.await.expect("edited");
        let newer = LIST.replace("1;Bram de Wit;bram@post.example", "1;Bram W. de Wit;bram@new.example");
        let import = brings(&company, &newer).await;
        assert_eq!(reckoning(&import), [0, 1, 2, 1]);
        let bram = named(&company, "Bram A. de Wit").await.remove(0);
        let actor = company.anna.clone();
        let points = company.app.read(move |db| client_store::contact_points(db, &actor, bram.id)).await.expect("read");
        assert!(points.iter().any(|point| point.value == "bram@new.example"), "the new address was added");
        assert!(points.iter().any(|point| point.value == "bram@post.example"), "the old one stays");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_alike_is_marked_and_never_merged() {
    on_both(|company| async move {
        brings(&company, LIST).await;
        let other = "Name,Email\nLotte Brandt,lotte@clinic.example\n";
        let import = brings(&company, other).await;
        assert_eq!(reckoning(&import), [1, 0, 0, 0]);
        assert_eq!(named(&company, "Lotte Brandt").await.len(), 2);
        let workspace = company.anna.workspace;
        let likes = company.app.read(move |db| {
            store::likes(db, workspace, import.id, (0, tend_core::id::ClientId(uuid::Uuid::nil())), 10)
        });
        let likes = likes.await.expect("read");
        assert_eq!(likes.len(), 1, "{likes:?}");
        assert!(import.warnings.iter().any(|warning| warning.contains("nobody was merged")), "{:?}", import.warnings);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_taken_back_but_for_what_was_edited_since() {
    on_both(|company| async move {
        let import = brings(&company, LIST).await;
        let lotte = named(&company, "Lotte Brandt").await.remove(0);
        company.app.clock.set(NOON.plus(60_000_000));
        let noted = company.app.write(&company.anna, move |tx| {
            clients::note(tx, lotte.id, &NewMoment::now(MomentKind::Note, "Likes the blue one"))
        });
        noted.await.expect("noted");
        let undone = work::undo(&company.app, &company.anna, import.id).await.expect("undone");
        assert_eq!(undone.state, State::Undone);
        assert!(named(&company, "Bram de Wit").await.is_empty());
        assert_eq!(named(&company, "Lotte Brandt").await.len(), 1, "somebody wrote on her page");
        assert_eq!(named(&company, "Harbour Clinic").await.len(), 1, "she belongs to it");
        assert!(undone.warnings.iter().any(|warning| warning.starts_with("Lotte Brandt")), "{:?}", undone.warnings);
        let again = brings(&company, LIST).await;
        assert_eq!(reckoning(&again), [2, 0, 1, 1], "who was taken back can come again");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn after_thirty_days_it_stays() {
    on_both(|company| async move {
        let import = brings(&company, LIST).await;
        company.app.clock.set(NOON.plus(31 * tend_core::time::DAY));
        assert!(work::undo(&company.app, &company.anna, import.id).await.is_err());
        assert_eq!(named(&company, "Bram de Wit").await.len(), 1);
    })
    .await;
}

/// What a kill leaves: the import runs, some batches are in the book, nobody works on it any more.
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_import_ends_like_one_that_was_not() {
    on_both(|company| async move {
        // The first batch is in, the second perhaps on its way, the third has not begun.
        let last = 2 * work::BATCH as i64 + 300;
        let rows: String = (1..=last).map(|n| format!("{n},Client Number{n},client{n}@post.example\n")).collect();
        let list = format!("id,name,email\n{rows}");
        let import = begins(&company, &list).await;
        let stopper = company.app.clone();
        let interrupted = interrupt(&stopper, &company, &import, &list).await.expect("interrupted");
        assert!(interrupted.at_row > 0 && interrupted.at_row < last, "{}", interrupted.at_row);
        let (actor, digest) = (company.anna.clone(), interrupted.digest.clone());
        let left = company
            .app
            .read(move |db| store::left_running(db, &actor, &digest))
            .await
            .expect("read")
            .expect("it is found again");
        let done = goes_on(&company, &left, &list).await;
        assert_eq!(reckoning(&done), [last, 0, 0, 0]);
        for name in ["Client Number1", "Client Number2000", "Client Number2001", "Client Number4300"] {
            assert_eq!(named(&company, name).await.len(), 1, "{name}");
        }
    })
    .await;
}

/// Drops the work in the middle, as a kill does: the future goes away after the first batch.
async fn interrupt(app: &App, company: &Company, import: &Import, list: &str) -> Result<Import> {
    let mut source = file(list);
    let looked = work::look(&mut source, Mapping::default()).expect("a list");
    let (sender, mut batch) = tokio::sync::mpsc::unbounded_channel();
    let working = work::bring_in(app, &company.anna, import.id, source, looked, move |import| {
        let _ = sender.send(import.at_row);
    });
    tokio::select! {
        done = working => panic!("it ended before it was interrupted: {done:?}"),
        _ = batch.recv() => {}
    }
    let (workspace, id) = (company.anna.workspace, import.id);
    app.read(move |db| store::find(db, workspace, id)).await
}

/// `tend import` beside a server that works on the same file: both write, neither loses a row, and nobody at a page waits long.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_and_a_server_share_one_file() {
    const ROWS: usize = 1500;
    let folder = tempfile::tempdir().expect("a folder");
    let url: DatabaseUrl = format!("sqlite:{}", folder.path().join("tend.db").display()).parse().expect("an address");
    let open = async || Db::open(&url, DbOptions::default()).await.expect("it opens");
    let server = open().await;
    server.migrate(migrations::ALL).await.expect("it is migrated");
    let company = opens(server).await;
    let anna = company.anna_signs_in().await;
    let marta = brings(&company, "Name\nMarta Kovács\n").await;
    assert_eq!(reckoning(&marta), [1, 0, 0, 0]);
    let marta = named(&company, "Marta Kovács").await.remove(0);

    let rows: String = (1..=ROWS).map(|n| format!("{n},Client Number{n},client{n}@post.example\n")).collect();
    let list = format!("id,name,email\n{rows}");
    let import = begins(&company, &list).await;
    let beside =
        App::new(open().await, company.app.clock.clone(), FEATURES, std::sync::Arc::clone(&company.app.settings));
    let (actor, id) = (company.anna.clone(), import.id);
    let work = tokio::spawn(async move {
        let mut source = file(&list);
        let looked = work::look(&mut source, Mapping::default()).expect("a list");
        work::bring_in(&beside, &actor, id, source, looked, |_| {}).await
    });
    let (mut written, mut slowest) = (0, Duration::ZERO);
    while !work.is_finished() || written < 20 {
        let began = Instant::now();
        let path = format!("/clients/{}/moments", marta.id);
        let answer = anna.sends(&path, &[("kind", "note"), ("text", &format!("Number {written}"))]).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        slowest = slowest.max(began.elapsed());
        written += 1;
    }
    let done = work.await.expect("no panic").expect("it is brought in");
    assert_eq!((done.state, reckoning(&done)), (State::Done, [ROWS as i64, 0, 0, 0]));
    assert!(slowest < Duration::from_secs(4), "somebody at a page waited {slowest:?}");
    let actor = company.anna.clone();
    let notes = company.app.read(move |db| {
        let all = timeline::store::after(db, actor.workspace, 0, 100_000)?;
        Ok(all.iter().filter(|entry| entry.client == Some(marta.id) && entry.kind == "clients.note").count())
    });
    assert_eq!(notes.await.expect("read"), written);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_column_called_like_a_custom_field_fills_it_in() {
    on_both(|company| async move {
        let draft = tend_clients::fields::FieldDraft {
            name: "Frame size".into(),
            kind: Some(tend_clients::fields::FieldKind::Number),
            ..Default::default()
        };
        let field = company.app.write(&company.anna, move |tx| clients::make_field(tx, &draft)).await.expect("a field");
        brings(
            &company,
            "Name,E-mail,Frame size\nBram de Wit,bram@post.example,54.5\nZoë Kent,zoe@post.example,large\n",
        )
        .await;
        for (name, typed) in [("Bram de Wit", Some("54.5")), ("Zoë Kent", None)] {
            let client = named(&company, name).await.remove(0);
            let actor = company.anna.clone();
            let custom = company.app.read(move |db| client_store::custom(db, &actor, client.id)).await.expect("read");
            let number = custom.get(&field.to_string()).and_then(|value| value["number"].as_str());
            assert_eq!(number, typed, "{name}");
            let actor = company.anna.clone();
            let kept = company.app.read(move |db| client_store::fields(db, &actor, client.id)).await.expect("read");
            assert_eq!(kept["Frame size"], typed.unwrap_or("large"));
        }
    })
    .await;
}
