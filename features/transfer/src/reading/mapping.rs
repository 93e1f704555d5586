//! What a person decided about a file, kept as TOML: for `--map`, and for the next file of the same shape.
//!
//! ```toml
//! # About the file; all of these may be left out.
//! encoding   = "windows-1252"
//! delimiter  = ";"               # or "tab"
//! header     = true
//! about      = "persons"         # or "organizations", "both"
//! date_order = "dmy"             # for columns that can be read both ways: dmy, mdy, ymd, ydm
//! country    = "NL"              # for phone numbers without a country code
//! empty      = ["niet bekend"]   # says in any column that there is nothing
//!
//! # Where columns go; those not named go where Tend guesses.
//! [columns]
//! "Naam"           = "name"
//! "e-mail"         = "email:work"
//! "laatste bezoek" = { to = "last contact", dates = "dmy", empty = ["nooit"] }
//! "schoenmaat"     = "custom:Shoe size"
//! "score"          = "leave out"
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use toml::Spanned;

use super::columns::{About, Expected, Sureness, Target};
use super::dates::{Decision, Order, Style};
use super::encoding::Charset;
use super::layout::Told;
use super::survey::Survey;
use super::values::{country_code, fold};

/// What was decided about one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// Where it goes; none leaves that to the guess.
    pub to: Option<Target>,
    /// How its dates are read.
    pub dates: Option<Order>,
    /// Values that say there is nothing.
    pub empty: Vec<String>,
    /// The line of the mapping file, for messages; 0 when it does not come from one.
    pub line: usize,
}

/// What was decided about a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Encoding, delimiter and header.
    pub told: Told,
    /// What the rows are: `persons`, `organizations` or `both`.
    pub about: Option<String>,
    /// The order in dates that can be read both ways.
    pub date_order: Option<Order>,
    /// Two-letter code of the country that phone numbers belong to.
    pub country: Option<String>,
    /// Values that say in any column that there is nothing.
    pub empty: Vec<String>,
    /// Decisions by column name.
    pub columns: BTreeMap<String, Rule>,
}

/// What is wrong with a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappingError {
    /// The line of the mapping file; 0 when it is not known.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl std::fmt::Display for MappingError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.line == 0 {
            out.write_str(&self.message)
        } else {
            write!(out, "line {}: {}", self.line, self.message)
        }
    }
}

impl std::error::Error for MappingError {}

/// A rule as it is written: a target alone, or a table.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Target(String),
    Table {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dates: Option<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        empty: Vec<String>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadFile {
    encoding: Option<Spanned<String>>,
    delimiter: Option<Spanned<String>>,
    header: Option<bool>,
    about: Option<Spanned<String>>,
    date_order: Option<Spanned<String>>,
    country: Option<Spanned<String>>,
    #[serde(default)]
    empty: Vec<String>,
    #[serde(default)]
    columns: BTreeMap<String, Spanned<Written>>,
}

#[derive(Serialize)]
struct WrittenFile<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    encoding: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delimiter: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    header: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_order: Option<Order>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    empty: &'a [String],
    columns: BTreeMap<&'a str, Written>,
}

impl Mapping {
    /// Reads a mapping file.
    ///
    /// # Errors
    /// The first thing that is wrong, with its line.
    pub fn from_toml(text: &str) -> Result<Self, MappingError> {
        let line = |at: usize| text.get(..at).map_or(0, |before| before.matches('\n').count() + 1);
        let read: ReadFile = toml::from_str(text).map_err(|error| MappingError {
            line: error.span().map_or(0, |span| line(span.start)),
            message: error.message().to_owned(),
        })?;
        let mut mapping = Self {
            empty: read.empty,
            ..Self::default()
        };
        mapping.told.header = read.header;
        mapping.told.charset = checked(
            read.encoding.as_ref(),
            line,
            Charset::named,
            "is no encoding; try utf-8, windows-1252 or utf-16",
        )?;
        mapping.told.delimiter = checked(
            read.delimiter.as_ref(),
            line,
            delimiter,
            "is no delimiter; try \",\", \";\", \"tab\" or \"|\"",
        )?;
        mapping.about = checked(
            read.about.as_ref(),
            line,
            about_word,
            "is not persons, organizations or both",
        )?;
        mapping.date_order = checked(
            read.date_order.as_ref(),
            line,
            Order::named,
            "is no order of dates; there are dmy, mdy, ymd and ydm",
        )?;
        mapping.country = checked(
            read.country.as_ref(),
            line,
            |text| country_code(text).map(str::to_owned),
            "is no country; give its two letters",
        )?;
        for (column, written) in read.columns {
            let at = line(written.span().start);
            let rule = rule(written.into_inner(), at)?;
            mapping.columns.insert(column, rule);
        }
        Ok(mapping)
    }

    /// The mapping as a file.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let columns = self
            .columns
            .iter()
            .map(|(name, rule)| (name.as_str(), written(rule)))
            .collect();
        let file = WrittenFile {
            encoding: self.told.charset.map(Charset::name),
            delimiter: self.told.delimiter.map(|sign| {
                if sign == b'\t' {
                    "tab".to_owned()
                } else {
                    char::from(sign).to_string()
                }
            }),
            header: self.told.header,
            about: self.about.as_deref(),
            date_order: self.date_order,
            country: self.country.as_deref(),
            empty: &self.empty,
            columns,
        };
        toml::to_string(&file).unwrap_or_default()
    }

    /// Everything that was found out about a file, as a mapping to be changed by hand.
    #[must_use]
    pub fn of(survey: &Survey) -> Self {
        let rule = |column: &super::columns::Column| {
            let dates = match &column.dates {
                Some(Decision::Decided { style, .. })
                    if column.target.expected() == Expected::Date && style.numbers.is_none() =>
                {
                    Some(order_of(*style))
                }
                _ => None,
            };
            (
                column.name.clone(),
                Rule {
                    to: Some(column.target.clone()),
                    dates,
                    ..Rule::default()
                },
            )
        };
        Self {
            columns: survey.columns.iter().map(rule).collect(),
            ..Self::default()
        }
    }

    /// Puts the decisions in the place of the guesses.
    ///
    /// # Errors
    /// Every column that is named and not there.
    pub fn apply(&self, survey: &mut Survey) -> Result<(), Vec<MappingError>> {
        let mut missing = Vec::new();
        for (name, rule) in &self.columns {
            match find(survey, name) {
                Some(at) => apply_rule(rule, &mut survey.columns[at]),
                None => missing.push(MappingError {
                    line: rule.line,
                    message: no_column(survey, name),
                }),
            }
        }
        if !missing.is_empty() {
            missing.sort_by_key(|error| error.line);
            return Err(missing);
        }
        if let Some(order) = self.date_order {
            for column in &mut survey.columns {
                if matches!(column.dates, Some(Decision::Ambiguous { .. })) {
                    say_order(column, order);
                }
            }
        }
        self.apply_about(survey);
        Ok(())
    }

    fn apply_about(&self, survey: &mut Survey) {
        let told = self
            .columns
            .values()
            .filter_map(|rule| rule.to.as_ref())
            .any(Target::makes_a_client);
        let has = |wanted: fn(&Target) -> bool| survey.columns.iter().any(|column| wanted(&column.target));
        survey.about = match self.about.as_deref() {
            Some("organizations") => About::Organizations,
            Some("both") => About::Mixed,
            Some(_) => About::Persons,
            None if told && matches!(survey.about, About::NoClients(_)) => {
                let person = has(|target| matches!(target, Target::GivenName | Target::FamilyName | Target::Email(_)));
                let organization = has(|target| *target == Target::Organization);
                match (person, organization) {
                    (false, true) => About::Organizations,
                    (true, _) => About::Persons,
                    (false, false) => About::Mixed,
                }
            }
            None => return,
        };
    }
}

/// Checks a written value; the sentence says what is wrong with it.
fn checked<T>(
    written: Option<&Spanned<String>>,
    line: impl Fn(usize) -> usize,
    read: impl Fn(&str) -> Option<T>,
    wrong: &str,
) -> Result<Option<T>, MappingError> {
    let Some(written) = written else { return Ok(None) };
    let error = || MappingError {
        line: line(written.span().start),
        message: format!("\"{}\" {wrong}", written.get_ref()),
    };
    read(written.get_ref()).map(Some).ok_or_else(error)
}

fn delimiter(text: &str) -> Option<u8> {
    match text {
        "tab" | "\t" => Some(b'\t'),
        _ => text
            .bytes()
            .next()
            .filter(|sign| text.len() == 1 && sign.is_ascii_punctuation() && *sign != b'"'),
    }
}

fn about_word(text: &str) -> Option<String> {
    matches!(text, "persons" | "organizations" | "both").then(|| text.to_owned())
}

fn rule(written: Written, line: usize) -> Result<Rule, MappingError> {
    let at = |message: String| MappingError { line, message };
    let (to, dates, empty) = match written {
        Written::Target(to) => (Some(to), None, Vec::new()),
        Written::Table { to, dates, empty } => (to, dates, empty),
    };
    let to = to.map(|text| text.parse::<Target>()).transpose().map_err(at)?;
    let order = |text: String| {
        Order::named(&text).ok_or_else(|| {
            at(format!(
                "\"{text}\" is no order of dates; there are dmy, mdy, ymd and ydm"
            ))
        })
    };
    Ok(Rule {
        to,
        dates: dates.map(order).transpose()?,
        empty,
        line,
    })
}

fn written(rule: &Rule) -> Written {
    let to = rule.to.as_ref().map(Target::to_string);
    match (to, rule.dates, rule.empty.is_empty()) {
        (Some(to), None, true) => Written::Target(to),
        (to, dates, _) => Written::Table {
            to,
            dates: dates.map(|order| format!("{order:?}").to_lowercase()),
            empty: rule.empty.clone(),
        },
    }
}

fn order_of(style: Style) -> Order {
    if style.year_first == Order::Ydm {
        Order::Ydm
    } else {
        style.year_last
    }
}

/// The column of that name; capitals and accents do not matter when only one column fits.
fn find(survey: &Survey, name: &str) -> Option<usize> {
    let exact = survey.columns.iter().position(|column| column.name == name);
    exact.or_else(|| {
        let plain = fold(name);
        let mut alike = survey
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| fold(&column.name) == plain);
        let first = alike.next()?;
        alike.next().is_none().then_some(first.0)
    })
}

fn no_column(survey: &Survey, name: &str) -> String {
    let names: Vec<&str> = survey
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .take(20)
        .collect();
    format!("there is no column \"{name}\"; the file has {}", names.join(", "))
}

fn apply_rule(rule: &Rule, column: &mut super::columns::Column) {
    if let Some(target) = &rule.to {
        column.target = target.clone();
        column.sureness = Sureness::Sure;
        column.reason = "you said so".to_owned();
    }
    if let Some(order) = rule.dates {
        say_order(column, order);
    }
}

fn say_order(column: &mut super::columns::Column, order: Order) {
    let numbers = match &column.dates {
        Some(Decision::Decided { style, .. }) => style.numbers,
        _ => None,
    };
    column.dates = Some(Decision::Decided {
        style: Style {
            numbers,
            ..Style::with(order)
        },
        reason: "you said so".to_owned(),
    });
    if column.target.expected() == Expected::Date {
        column.sureness = Sureness::Sure;
        column.reason = format!("{}: you said so", order.words());
    }
}

/// A name for the shape of a file: the same for files with the same columns in any order. Mappings
/// are kept under it.
#[must_use]
pub fn fingerprint(columns: &[String]) -> String {
    let mut names: Vec<String> = columns.iter().map(|name| fold(name)).collect();
    names.sort();
    let mut hash = Sha256::new();
    for name in &names {
        hash.update(name.as_bytes());
        hash.update([0x1F]);
    }
    super::identity::hex(&hash.finalize()[..16])
}

#[cfg(test)]
mod tests;
