//! The written form of a mapping: TOML, with the line of every mistake.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::super::columns::Target;
use super::super::dates::Order;
use super::super::encoding::Charset;
use super::super::standing::Standing;
use super::super::values::{country_code, rhythm_days};
use super::{Mapping, MappingError, Rule};

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
    sheet: Option<String>,
    about: Option<Spanned<String>>,
    date_order: Option<Spanned<String>>,
    country: Option<Spanned<String>>,
    rhythm: Option<Spanned<String>>,
    #[serde(default)]
    empty: Vec<String>,
    #[serde(default)]
    standings: BTreeMap<String, Spanned<String>>,
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
    sheet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_order: Option<Order>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rhythm: Option<String>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    empty: &'a [String],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    standings: &'a BTreeMap<String, Standing>,
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
        let mut mapping = Self { empty: read.empty, ..Self::default() };
        mapping.told.header = read.header;
        mapping.told.sheet = read.sheet;
        mapping.told.charset =
            checked(read.encoding.as_ref(), line, Charset::named, "is no encoding; try utf-8, windows-1252 or utf-16")?;
        mapping.told.delimiter =
            checked(read.delimiter.as_ref(), line, delimiter, "is no delimiter; try \",\", \";\", \"tab\" or \"|\"")?;
        mapping.about = checked(read.about.as_ref(), line, about_word, "is not persons, organizations or both")?;
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
        mapping.rhythm_days = checked(
            read.rhythm.as_ref(),
            line,
            |text| rhythm_days(text, "").ok(),
            "is no rhythm; say \"6 weeks\", \"monthly\" or a number of days",
        )?;
        for (status, standing) in read.standings {
            let wrong = "is nowhere a problem can stand; there are open, contained, fixed, made_right, settled, as_dated and leave out";
            let standing = checked(Some(&standing), line, |text| text.parse::<Standing>().ok(), wrong)?;
            mapping.standings.extend(standing.map(|standing| (status, standing)));
        }
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
        let columns = self.columns.iter().map(|(name, rule)| (name.as_str(), written(rule))).collect();
        let file = WrittenFile {
            encoding: self.told.charset.map(Charset::name),
            delimiter: self
                .told
                .delimiter
                .map(|sign| if sign == b'\t' { "tab".to_owned() } else { char::from(sign).to_string() }),
            header: self.told.header,
            sheet: self.told.sheet.as_deref(),
            about: self.about.as_deref(),
            date_order: self.date_order,
            country: self.country.as_deref(),
            rhythm: self.rhythm_days.map(|days| format!("{days} days")),
            empty: &self.empty,
            standings: &self.standings,
            columns,
        };
        toml::to_string(&file).unwrap_or_default()
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
    let error =
        || MappingError { line: line(written.span().start), message: format!("\"{}\" {wrong}", written.get_ref()) };
    read(written.get_ref()).map(Some).ok_or_else(error)
}

fn delimiter(text: &str) -> Option<u8> {
    match text {
        "tab" | "\t" => Some(b'\t'),
        _ => text.bytes().next().filter(|sign| text.len() == 1 && sign.is_ascii_punctuation() && *sign != b'"'),
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
        Order::named(&text)
            .ok_or_else(|| at(format!("\"{text}\" is no order of dates; there are dmy, mdy, ymd and ydm")))
    };
    Ok(Rule { to, dates: dates.map(order).transpose()?, empty, line })
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
