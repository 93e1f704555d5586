//! What a person decided about a file, kept as TOML: for `--map`, and for the next file of the same shape.
//!
//! ```toml
//! # About the file; all of these may be left out.
//! encoding   = "windows-1252"
//! delimiter  = ";"               # or "tab"
//! header     = true
//! sheet      = "Clients"         # of a workbook; else the first that holds a table
//! about      = "persons"         # or "organizations", "both"
//! date_order = "dmy"             # for columns that can be read both ways: dmy, mdy, ymd, ydm
//! country    = "NL"              # for phone numbers without a country code
//! rhythm     = "6 weeks"         # how often new clients like to be greeted whose row does not say it
//! empty      = ["niet bekend"]   # says in any column that there is nothing
//!
//! # Where columns go; those not named go where Tend guesses.
//! [columns]
//! "Naam"           = "name"
//! "e-mail"         = "email:work"
//! "laatste bezoek" = { to = "last contact", dates = "dmy", empty = ["nooit"] }
//! "schoenmaat"     = "custom:Shoe size"
//! "score"          = "leave out"
//!
//! # Where problems stand here, by their status there.
//! [standings]
//! "On hold"        = "open"         # or contained, fixed, made_right, settled, as_dated, leave out
//! ```

mod file;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::columns::{About, Expected, Sureness, Target};
use super::dates::{Decision, Order, Style};
use super::layout::Told;
use super::standing::Standing;
use super::survey::Survey;
use super::values::fold;

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
    /// How often new clients whose row does not say it like to be greeted, in days.
    pub rhythm_days: Option<i64>,
    /// Values that say in any column that there is nothing.
    pub empty: Vec<String>,
    /// Where problems stand here, by the status that they had in the other program.
    pub standings: BTreeMap<String, Standing>,
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
        if self.line == 0 { out.write_str(&self.message) } else { write!(out, "line {}: {}", self.line, self.message) }
    }
}

impl std::error::Error for MappingError {}

impl Mapping {
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
            (column.name.clone(), Rule { to: Some(column.target.clone()), dates, ..Rule::default() })
        };
        Self { columns: survey.columns.iter().map(rule).collect(), ..Self::default() }
    }

    /// What was decided the last time, for a file of this shape: it names no column that is not there, and no sheet of another workbook.
    #[must_use]
    pub fn fitting(mut self, survey: &Survey, sheet: Option<&str>) -> Self {
        self.told.sheet = sheet.map(str::to_owned);
        self.columns.retain(|name, _| find(survey, name).is_some());
        self
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
                None => missing.push(MappingError { line: rule.line, message: no_column(survey, name) }),
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
        let told = self.columns.values().filter_map(|rule| rule.to.as_ref()).any(Target::makes_a_client);
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

fn order_of(style: Style) -> Order {
    if style.year_first == Order::Ydm { Order::Ydm } else { style.year_last }
}

/// The column of that name; capitals and accents do not matter when only one column fits.
fn find(survey: &Survey, name: &str) -> Option<usize> {
    let exact = survey.columns.iter().position(|column| column.name == name);
    exact.or_else(|| {
        let plain = fold(name);
        let mut alike = survey.columns.iter().enumerate().filter(|(_, column)| fold(&column.name) == plain);
        let first = alike.next()?;
        alike.next().is_none().then_some(first.0)
    })
}

fn no_column(survey: &Survey, name: &str) -> String {
    let names: Vec<&str> = survey.columns.iter().map(|column| column.name.as_str()).take(20).collect();
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
    column.dates =
        Some(Decision::Decided { style: Style { numbers, ..Style::with(order) }, reason: "you said so".to_owned() });
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
