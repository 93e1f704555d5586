//! One text for both engines: whatever order and number the placeholders have, and whatever stands in the values.

mod fixture;

use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use tend_core::{
    db::{Conn, Db, Error, Param},
    testing,
};
use uuid::Uuid;

/// Values of every kind that a statement may carry.
#[derive(Clone, Debug)]
struct Values {
    text: String,
    number: i64,
    real: f64,
    flag: bool,
    id: u128,
    json: Vec<(String, i64)>,
    none: Option<String>,
    places: Vec<usize>,
}

fn values() -> impl Strategy<Value = Values> {
    // A zero byte is in no text of PostgreSQL; everything else is.
    let text = || "[^\0]{0,40}";
    let json = prop::collection::vec(("[a-z\"\\\\ü]{1,6}", any::<i64>()), 0..4);
    let places = prop::collection::vec(0..7_usize, 1..30);
    let scalars = (text(), any::<i64>(), prop::num::f64::NORMAL | prop::num::f64::ZERO, any::<bool>(), any::<u128>());
    (scalars, json, prop::option::of(text()), places).prop_map(
        |((text, number, real, flag, id), json, none, places)| Values {
            text,
            number,
            real,
            flag,
            id,
            json,
            none,
            places,
        },
    )
}

const KINDS: [&str; 7] = ["TEXT", "BIGINT", "DOUBLE PRECISION", "BOOLEAN", "UUID", "JSONB", "TEXT"];

/// Asks for the values in the given places, some of them several times, and compares what comes back.
fn ask(db: &Conn, values: &Values) -> Result<(), Error> {
    let (id, json) = (Uuid::from_u128(values.id), serde_json::json!(values.json));
    let all: [&dyn Param; 7] = [&values.text, &values.number, &values.real, &values.flag, &id, &json, &values.none];
    // Only those that are asked for are given; they are numbered by their first place, back to front.
    let mut used: Vec<usize> = Vec::new();
    for place in &values.places {
        if !used.contains(place) {
            used.insert(0, *place);
        }
    }
    let number = |place: &usize| used.iter().position(|other| other == place).map_or(0, |index| index + 1);
    let one = |place: &usize| {
        // SQLite's CAST would turn ids and JSON into numbers; there a bare value keeps its type.
        let (number, kind) = (number(place), KINDS[*place]);
        if db.is_postgres() || *place < 3 || *place == 6 {
            format!("CAST(${number} AS {kind})")
        } else {
            format!("${number}")
        }
    };
    let sql = format!("SELECT {}", values.places.iter().map(one).collect::<Vec<_>>().join(", "));
    let params: Vec<&dyn Param> = used.iter().map(|place| all[*place]).collect();
    db.query_map(&sql, &params, |row| {
        for (column, place) in values.places.iter().enumerate() {
            match place {
                0 => assert_eq!(row.get::<String>(column)?, values.text),
                1 => assert_eq!(row.get::<i64>(column)?, values.number),
                2 => assert_eq!(row.get::<f64>(column)?, values.real),
                3 => assert_eq!(row.get::<bool>(column)?, values.flag),
                4 => assert_eq!(row.get::<Uuid>(column)?, id),
                5 => assert_eq!(row.get::<serde_json::Value>(column)?, json),
                _ => assert_eq!(row.get::<Option<String>>(column)?, values.none),
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// The text of a panic or an error, for the one who shrinks.
fn run(runtime: &tokio::runtime::Runtime, db: &Db, values: Values) -> Result<(), TestCaseError> {
    let asked = runtime.block_on(db.read(move |db| ask(db, &values)));
    asked.map_err(|error| TestCaseError::fail(error.to_string()))
}

#[test]
fn every_value_comes_back_from_every_place() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
    for house in [runtime.block_on(testing::sqlite(&[])), runtime.block_on(testing::postgres(&[]))] {
        let mut runner = TestRunner::new(Config { cases: 150, failure_persistence: None, ..Config::default() });
        let told = runner.run(&values(), |values| run(&runtime, &house.db, values));
        assert!(told.is_ok(), "{house:?}: {told:?}");
    }
}
