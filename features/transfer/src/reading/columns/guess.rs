//! The guess: header first, values as its judge, then each target once.

use super::kinds::Look;
use super::lexicon::{meaning, run_together, words};
use super::tally::Tally;
use super::target::{AddressPart, Expected, Target};
use super::{Column, Sureness};
use crate::reading::dates::Decision;

/// Guesses every column. `named` is false when the file has no header.
#[must_use]
pub fn guess(names: &[String], named: bool, tallies: &[Tally], rows: u64) -> Vec<Column> {
    let mut columns: Vec<Column> = names
        .iter()
        .zip(tallies)
        .map(|(name, tally)| guess_one(name, named, tally, rows))
        .collect();
    find_names_by_value(&mut columns, tallies, named);
    for (at, column) in columns.iter_mut().enumerate() {
        keep_external_id_only_if_unique(column, &tallies[at], rows);
    }
    give_each_target_once(&mut columns, tallies);
    settle_organizations(&mut columns);
    columns
}

struct Verdict {
    target: Target,
    sureness: Sureness,
    reason: String,
}

fn verdict(target: Target, sureness: Sureness, reason: impl Into<String>) -> Verdict {
    Verdict {
        target,
        sureness,
        reason: reason.into(),
    }
}

fn custom(reason: impl Into<String>) -> Verdict {
    verdict(Target::Custom("".into()), Sureness::Likely, reason)
}

fn guess_one(name: &str, named: bool, tally: &Tally, rows: u64) -> Column {
    let by_header = named.then(|| meaning(name).or_else(|| run_together(name))).flatten();
    let found = match by_header {
        _ if named && name.starts_with('_') => verdict(
            Target::LeaveOut,
            Sureness::Likely,
            "a stamp of the program that copied the data",
        ),
        Some(meaning) if tally.filled == 0 => verdict(meaning.target, Sureness::Sure, "empty in this file"),
        None if tally.filled == 0 => verdict(Target::LeaveOut, Sureness::Sure, "empty in every row"),
        None if named && speaks_of_ids(name) && tally.share(&[Look::Mail]) < 0.8 => {
            custom("kept as text under its own name")
        }
        Some(meaning) => {
            let judged = judge(meaning.target, tally);
            if meaning.whole {
                judged
            } else {
                Verdict {
                    sureness: judged.sureness.min(Sureness::Likely),
                    ..judged
                }
            }
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

/// What the values say to the target that the header names.
fn judge(target: Target, tally: &Tally) -> Verdict {
    use Look::{Amount, Code, Country, Date, Digits, Mail, Name, Organization, Phone, Text, Web, Word, YesNo};
    let percent = |share: f64| format!("{:.0} % of the values", share * 100.0);
    let masked = tally.masked_share();
    match target.expected() {
        Expected::Mail => match tally.share(&[Mail]) {
            share if share >= 0.9 => verdict(target, Sureness::Sure, "header and values say so"),
            share if share > 0.0 => verdict(
                target,
                Sureness::Likely,
                format!("the header says so; {} are mail addresses", percent(share)),
            ),
            _ if masked > 0.5 => custom("the header says mail address, but the values are codes"),
            _ => verdict(
                Target::Custom("".into()),
                Sureness::Unsure,
                "the header says mail address, but no value is one",
            ),
        },
        Expected::Phone => match tally.share(&[Phone, Digits, Amount]) + tally.share(&[Date]).min(0.2) {
            share if share >= 0.8 => verdict(target, Sureness::Sure, "header and values say so"),
            share if share >= 0.3 => verdict(
                target,
                Sureness::Likely,
                format!("the header says so; {} are phone numbers", percent(share)),
            ),
            _ => custom("the header says phone, but the values are no numbers"),
        },
        Expected::Date => judge_dates(target, tally),
        Expected::Web => match tally.share(&[Web]) {
            _ if tally.examples.iter().any(|value| value.contains("/api/")) => {
                custom("addresses of records in another system")
            }
            share if share >= 0.5 => verdict(target, Sureness::Sure, "header and values say so"),
            _ => custom("the header says website, but the values are none"),
        },
        Expected::YesNo => match tally.share(&[YesNo]) {
            share if share >= 0.9 => verdict(
                target,
                Sureness::Likely,
                "yes and no; empty means that nothing is known",
            ),
            _ => custom("the header speaks of consent, but the values are not yes and no"),
        },
        Expected::Name => match tally.share(&[Digits, Amount, Date, Mail, Web, YesNo]) {
            share if share > 0.5 => custom("the header says name, but the values are numbers, dates or addresses"),
            _ if masked > 0.5 => verdict(
                target,
                Sureness::Likely,
                "the header says so; the values are codes in place of names",
            ),
            _ => verdict(target, Sureness::Sure, "the header says so"),
        },
        Expected::Anything => match &target {
            Target::Owner if tally.share(&[Code, Digits]) > 0.5 => custom("ids of people in another system"),
            Target::Title | Target::Prefix if tally.share(&[Digits, Amount, Date, YesNo]) > 0.5 => {
                custom("the values are no words")
            }
            Target::Location if tally.different() > 60 || tally.share(&[Digits, Date, Web]) > 0.5 => {
                custom("too many different values for places of ours")
            }
            Target::Kind if !speaks_of_kinds(tally) => custom("the values tell nothing of persons and organizations"),
            Target::Tags if tally.share(&[Text]) > 0.8 && tally.mean_length() > 60.0 => custom("too long for tags"),
            Target::Handle(_) if tally.share(&[Code]) > 0.9 => custom("ids of another system"),
            Target::Address(AddressPart::Country | AddressPart::City, _)
                if tally.share(&[Digits, Date, Amount]) > 0.5 =>
            {
                custom("the values are numbers")
            }
            Target::Note if tally.share(&[YesNo, Digits, Amount]) > 0.8 => custom("the values are no text"),
            Target::LeaveOut => verdict(
                target,
                Sureness::Likely,
                "technical, a picture or a grade; Tend does not grade people",
            ),
            _ => {
                let word = tally.share(&[
                    Country,
                    Name,
                    Organization,
                    Word,
                    Text,
                    Digits,
                    Code,
                    YesNo,
                    Amount,
                    Phone,
                ]) >= 0.5;
                verdict(
                    target,
                    if word { Sureness::Sure } else { Sureness::Likely },
                    "the header says so",
                )
            }
        },
    }
}

fn judge_dates(target: Target, tally: &Tally) -> Verdict {
    match tally.dates.decide() {
        Decision::Decided { reason, .. } => verdict(target, Sureness::Sure, reason),
        Decision::Ambiguous { examples, .. } => {
            let example = examples.first().map_or(String::new(), |value| format!(": {value}"));
            verdict(
                target,
                Sureness::Unsure,
                format!("day first or month first? Both can be read{example}"),
            )
        }
        Decision::Text => custom("the header speaks of a date, but the values are none"),
    }
}

fn speaks_of_kinds(tally: &Tally) -> bool {
    tally.examples.iter().filter(|value| kind_word(value).is_some()).count() * 2 > tally.examples.len()
}

/// True for an organization, false for a person, none for any other word.
#[must_use]
pub(in crate::reading) fn kind_word(value: &str) -> Option<bool> {
    let plain = crate::reading::values::fold(value);
    let is = |words: &[&str]| words.contains(&plain.as_str());
    if is(&[
        "person",
        "individual",
        "private",
        "privat",
        "privatperson",
        "persoon",
        "particulier",
        "particular",
        "personne",
        "persona",
        "b2c",
        "consumer",
        "contact",
        "human",
        "p",
    ]) {
        Some(false)
    } else if is(&[
        "organization",
        "organisation",
        "company",
        "business",
        "firma",
        "unternehmen",
        "bedrijf",
        "organisatie",
        "zakelijk",
        "entreprise",
        "empresa",
        "azienda",
        "b2b",
        "account",
        "o",
    ]) {
        Some(true)
    } else {
        None
    }
}

/// What a column without a known header is, by its values alone.
fn by_values(tally: &Tally, named: bool, rows: u64) -> Verdict {
    use Look::{Country, Mail, Name, Organization, Phone, Text, Web};
    let sure = if named { Sureness::Likely } else { Sureness::Sure };
    if tally.share(&[Mail]) >= 0.8 {
        return verdict(Target::Email("".into()), sure, "the values are mail addresses");
    }
    if tally.share(&[Phone]) >= 0.8 {
        return verdict(
            Target::Phone("".into()),
            Sureness::Likely,
            "the values look like phone numbers",
        );
    }
    if tally.share(&[Country]) >= 0.8 {
        return verdict(
            Target::Address(AddressPart::Country, "".into()),
            Sureness::Likely,
            "the values are countries",
        );
    }
    if !named && tally.share(&[Web]) >= 0.8 {
        return verdict(Target::Website, Sureness::Likely, "the values are web addresses");
    }
    if !named && tally.share(&[Name, Organization]) >= 0.6 && !tally.is_a_choice() {
        return verdict(Target::Name, Sureness::Likely, "the values look like names");
    }
    let long = tally.share(&[Text]) > 0.5 && tally.mean_length() > 20.0 && !tally.is_a_choice();
    if named && long && tally.filled * 10 >= rows {
        return verdict(
            Target::Custom("".into()),
            Sureness::Unsure,
            "free text; where should this go?",
        );
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
        column.reason = if complete {
            "an id, but the same in several rows"
        } else {
            "an id, but missing in many rows"
        }
        .to_owned();
    }
}

/// Targets that one column alone can fill.
fn is_single(target: &Target) -> bool {
    !matches!(
        target,
        Target::Email(_)
            | Target::Phone(_)
            | Target::OrganizationEmail
            | Target::OrganizationPhone
            | Target::Tags
            | Target::Note
            | Target::Custom(_)
            | Target::LeaveOut
            | Target::Website
            | Target::OrganizationWebsite
    )
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
            column.target = if column.filled == 0 {
                Target::LeaveOut
            } else {
                Target::Custom("".into())
            };
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
    let filled = |wanted: &Target| {
        columns
            .iter()
            .any(|column| column.target == *wanted && column.filled > 0)
    };
    if filled(&Target::Organization) || filled(&Target::Name) {
        return;
    }
    for column in columns
        .iter_mut()
        .filter(|column| column.target == Target::ContactPerson)
    {
        column.target = Target::Name;
    }
}
