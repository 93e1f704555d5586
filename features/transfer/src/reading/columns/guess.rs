//! The guess: header first, values as its judge, then each target once.

use super::judge::{Verdict, custom, judge, verdict};
use super::kinds::Look;
use super::lexicon::{meaning, run_together, words};
use super::tally::Tally;
use super::target::{AddressPart, EntryPart, Expected, Target};
use super::{Column, Sureness};
use crate::reading::dates::Decision;

/// Guesses every column. `named` is false when the file has no header.
#[must_use]
pub fn guess(names: &[String], named: bool, tallies: &[Tally], rows: u64) -> Vec<Column> {
    let mut columns: Vec<Column> =
        names.iter().zip(tallies).map(|(name, tally)| guess_one(name, named, tally, rows)).collect();
    find_names_by_value(&mut columns, tallies, named);
    for (at, column) in columns.iter_mut().enumerate() {
        keep_external_id_only_if_unique(column, &tallies[at], rows);
    }
    give_each_target_once(&mut columns, tallies);
    settle_organizations(&mut columns);
    columns
}

fn guess_one(name: &str, named: bool, tally: &Tally, rows: u64) -> Column {
    let by_header = named.then(|| meaning(name).or_else(|| run_together(name))).flatten();
    let found = match by_header {
        _ if named && name.starts_with('_') => {
            verdict(Target::LeaveOut, Sureness::Likely, "a stamp of the program that copied the data")
        }
        Some(meaning) if tally.filled == 0 => verdict(meaning.target, Sureness::Sure, "empty in this file"),
        None if tally.filled == 0 => verdict(Target::LeaveOut, Sureness::Sure, "empty in every row"),
        None if named && speaks_of_ids(name) && tally.share(&[Look::Mail]) < 0.8 => {
            custom("kept as text under its own name")
        }
        Some(meaning) => {
            let judged = judge(meaning.target, tally);
            if meaning.whole { judged } else { Verdict { sureness: judged.sureness.min(Sureness::Likely), ..judged } }
        }
        None => by_values(tally, named, rows),
    };
    let dates = Some(tally.dates.decide_as_dates()).filter(|decision| *decision != Decision::Text);
    Column {
        name: name.to_owned(),
        target: found.target,
        sureness: found.sureness,
        reason: found.reason,
        filled: tally.filled,
        examples: tally.examples.clone(),
        dates,
    }
}

/// Numbers under such a header are ids, even when they look like phone numbers.
fn speaks_of_ids(name: &str) -> bool {
    words(name).iter().any(|word| {
        matches!(
            word.as_str(),
            "id" | "ids"
                | "nr"
                | "no"
                | "number"
                | "nummer"
                | "code"
                | "ref"
                | "reference"
                | "key"
                | "uuid"
                | "guid"
                | "sku"
        )
    })
}

/// What a column without a known header is, by its values alone.
fn by_values(tally: &Tally, named: bool, rows: u64) -> Verdict {
    use Look::{Country, Mail, Name, Organization, Phone, Text, Web};
    let sure = if named { Sureness::Likely } else { Sureness::Sure };
    if tally.share(&[Mail]) >= 0.8 {
        return verdict(Target::Email("".into()), sure, "the values are mail addresses");
    }
    if tally.share(&[Phone]) >= 0.8 {
        return verdict(Target::Phone("".into()), Sureness::Likely, "the values look like phone numbers");
    }
    if tally.share(&[Country]) >= 0.8 {
        return verdict(Target::Address(AddressPart::Country, "".into()), Sureness::Likely, "the values are countries");
    }
    if !named && tally.share(&[Web]) >= 0.8 {
        return verdict(Target::Website, Sureness::Likely, "the values are web addresses");
    }
    if !named && tally.share(&[Name, Organization]) >= 0.6 && !tally.is_a_choice() {
        return verdict(Target::Name, Sureness::Likely, "the values look like names");
    }
    let long = tally.share(&[Text]) > 0.5 && tally.mean_length() > 20.0 && !tally.is_a_choice();
    if named && long && tally.filled * 10 >= rows {
        return verdict(Target::Custom("".into()), Sureness::Unsure, "free text; where should this go?");
    }
    custom("kept as text under its own name")
}

/// Where people can be reached but have no name column, a column of names under a strange header is asked for.
fn find_names_by_value(columns: &mut [Column], tallies: &[Tally], named: bool) {
    let has = |wanted: fn(&Target) -> bool| columns.iter().any(|column| column.filled > 0 && wanted(&column.target));
    let has_name = has(|target| target.expected() == Expected::Name);
    let reachable = has(|target| matches!(target, Target::Email(_) | Target::Phone(_)));
    if has_name || !reachable {
        return;
    }
    let best = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.target, Target::Custom(_)))
        .filter(|(at, _)| tallies[*at].share(&[Look::Name, Look::Organization]) >= 0.6 && !tallies[*at].is_a_choice())
        .max_by_key(|(at, column)| (column.filled, usize::MAX - at))
        .map(|(at, _)| at);
    if let Some(at) = best {
        columns[at].target = Target::Name;
        columns[at].sureness = if named { Sureness::Unsure } else { Sureness::Likely };
        columns[at].reason = "the values look like names".to_owned();
    }
}

fn keep_external_id_only_if_unique(column: &mut Column, tally: &Tally, rows: u64) {
    if column.target != Target::ExternalId || column.filled == 0 {
        return;
    }
    let complete = column.filled * 10 >= rows * 9;
    if tally.is_unique() && complete {
        column.reason = "different in every row".to_owned();
    } else {
        column.target = Target::Custom("".into());
        column.sureness = Sureness::Likely;
        column.reason =
            if complete { "an id, but the same in several rows" } else { "an id, but missing in many rows" }.to_owned();
    }
}

/// Targets that one column alone can fill.
pub(in crate::reading) fn is_single(target: &Target) -> bool {
    !matches!(
        target,
        Target::Email(_)
            | Target::Phone(_)
            | Target::OrganizationEmail
            | Target::OrganizationPhone
            | Target::Tags
            | Target::Note
            | Target::Goal
            | Target::Custom(_)
            | Target::LeaveOut
            | Target::Website
            | Target::OrganizationWebsite
    ) && !matches!(target, Target::Entry(part, _) if *part != EntryPart::Id)
}

/// Of several columns for one target the fullest stays (the first among equals); the others are kept as text.
fn give_each_target_once(columns: &mut [Column], tallies: &[Tally]) {
    for at in 0..columns.len() {
        if !is_single(&columns[at].target) {
            continue;
        }
        let rank = |place: usize| {
            let column = &columns[place];
            let plain_id = column.target == Target::ExternalId && words(&column.name).join("") == "id";
            (
                plain_id,
                column.filled,
                column.sureness,
                std::cmp::Reverse(tallies[place].masked_share() > 0.5),
                std::cmp::Reverse(place),
            )
        };
        let same = |place: &usize| columns[*place].target == columns[at].target;
        let best = (0..columns.len()).filter(same).max_by_key(|place| rank(*place));
        if best != Some(at) {
            let winner = best.map_or(String::new(), |place| columns[place].name.clone());
            let column = &mut columns[at];
            column.target = if column.filled == 0 { Target::LeaveOut } else { Target::Custom("".into()) };
            column.sureness = Sureness::Likely;
            column.reason = if column.filled == 0 {
                "empty in every row".to_owned()
            } else {
                format!("\"{winner}\" says it already")
            };
        }
    }
}

/// A contact person without an organization is simply the client.
fn settle_organizations(columns: &mut [Column]) {
    let filled = |wanted: &Target| columns.iter().any(|column| column.target == *wanted && column.filled > 0);
    if filled(&Target::Organization) || filled(&Target::Name) {
        return;
    }
    for column in columns.iter_mut().filter(|column| column.target == Target::ContactPerson) {
        column.target = Target::Name;
    }
}
