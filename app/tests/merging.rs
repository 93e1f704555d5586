//! Two clients become one through every feature: each column that names a client is listed, and promises, calls and imports go along.

use tend::features;
use tend_clients::{ClientKind, MomentKind, NewClient, NewMoment, actions as clients, store as client_store};
use tend_core::{
    Timestamp,
    db::{
        rows::{Held, held_by},
        shape::{self, Kind},
    },
    id::ClientId,
    merging, migrations,
    testing::{self, company::Company},
};
use tend_promises::{Due, NewPromise, To, actions as promises};

/// Sunday 1 November 2026, noon in UTC.
const NOON: Timestamp = Timestamp(1_793_534_400_000_000);

/// Columns of ids that name something else, though they sound like it.
fn names_a_client(table: &str, column: &str) -> bool {
    matches!(column, "client_id" | "person_id" | "organization_id" | "stays_id" | "gone_id" | "one_id")
        || (column == "other_id" && table != "clients")
}

#[test]
fn every_column_that_names_a_client_says_what_becomes_of_it() {
    let listed: Vec<(&str, &str)> = merging::HOUSE
        .iter()
        .chain(features::ALL.iter().flat_map(|feature| feature.holds))
        .map(|holds| (holds.table, holds.column))
        .collect();
    let tables = shape::tables(migrations::ALL).expect("the migrations can be read");
    let mut missing = Vec::new();
    for table in &tables {
        for column in table.columns.iter().filter(|column| column.kind == Kind::Id) {
            if names_a_client(&table.name, &column.name) && !listed.contains(&(&table.name, &column.name)) {
                missing.push(format!("{}.{}", table.name, column.name));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "When two clients become one, what becomes of {}? List it in its feature's `holds` (core/src/merging.rs).",
        missing.join(", ")
    );
    for (table, column) in listed {
        let known = tables.iter().find(|known| known.name == table).expect("a listed table is there");
        assert!(known.columns.iter().any(|known| known.name == column), "{table} has no column {column}");
    }
}

async fn writes_down(company: &Company, name: &'static str) -> ClientId {
    let (owner, place) = (company.anna.member.expect("Anna"), company.anna.location.expect("her place"));
    let written = company
        .app
        .write(&company.anna, move |tx| clients::create(tx, &NewClient::new(ClientKind::Person, name, owner, place)));
    written.await.expect("written down")
}

async fn promises(company: &Company, client: ClientId, words: &'static str) {
    let due = Due { at: NOON.plus(3_600_000_000), whole_day: false };
    let made = company
        .app
        .write(&company.anna, move |tx| promises::make(tx, &NewPromise::new(To::Client(client), words, due)).map(drop));
    made.await.expect("promised");
}

async fn owed(company: &Company, client: ClientId) -> Vec<String> {
    let actor = company.anna.clone();
    let owed = company.app.read(move |db| tend_promises::store::of_client_open(db, &actor, client, 10)).await;
    owed.expect("read").into_iter().map(|promise| promise.words).collect()
}

/// How many rows of every table that goes along name a client.
async fn rows_of(company: &Company, client: ClientId) -> usize {
    let workspace = company.anna.workspace.0;
    let counted = company.app.read(move |db| {
        let tables = shape::tables(migrations::ALL)?;
        let mut rows = 0;
        for name in ["entries", "calls", "promises", "client_keys", "client_tags"] {
            let table = tables.iter().find(|table| table.name == name).expect("it is there");
            rows += held_by(db, &Held { table, workspace, column: "client_id" }, client.0)?.len();
        }
        Ok(rows)
    });
    counted.await.expect("read")
}

#[tokio::test(flavor = "multi_thread")]
async fn promises_and_their_calls_go_along_and_come_back() {
    testing::on_both(migrations::ALL, |db| async move {
        let company = Company::opens(db, NOON, features::ALL).await;
        let (marta, martha) =
            (writes_down(&company, "Marta Kovács").await, writes_down(&company, "Martha Kovacs").await);
        promises(&company, martha, "The spare wheel").await;
        let before = rows_of(&company, martha).await;
        let merge = company.app.write(&company.anna, move |tx| clients::merge(tx, marta, martha)).await.expect("one");
        assert_eq!(owed(&company, marta).await, ["The spare wheel"]);
        assert_eq!(rows_of(&company, martha).await, 0, "nothing is left with who is gone");
        promises(&company, marta, "A new bell").await;
        let noted = company.app.write(&company.anna, move |tx| {
            clients::note(tx, marta, &NewMoment::now(MomentKind::Note, "Rang about both"))
        });
        noted.await.expect("noted");
        let actor = company.anna.clone();
        let newer = company
            .app
            .read(move |db| clients::newer(db, &actor, features::ALL, &client_store::merge(db, &actor, merge)?));
        let newer = newer.await.expect("read");
        assert_eq!(newer.len(), 2, "{newer:?}");
        let bell = newer.iter().find(|thing| thing.words == "A new bell").expect("the promise").id;
        let parted = company.app.write(&company.anna, move |tx| clients::take_apart(tx, merge, &[bell]).map(drop));
        parted.await.expect("two");
        assert!(owed(&company, marta).await.is_empty());
        let mut theirs = owed(&company, martha).await;
        theirs.sort();
        assert_eq!(theirs, ["A new bell", "The spare wheel"], "what was theirs, and what was to go");
        // The promise, its call and its entry came along; and an entry says that they were taken apart.
        assert_eq!(rows_of(&company, martha).await, before + 4);
    })
    .await;
}
