//! The filter of the list: conditions over standard and custom fields, as they stand in an address. No I/O here.
//!
//! A condition is `column.operator.value`: `spoke.longer.60`, `custom-….is.002`. It is read against the fields there are; what
//! cannot be read, because its field was taken away or takes something else now, does nothing and is said so.

mod read;
mod test;

use std::{fmt, str::FromStr};

use tend_core::words::UnknownWord;

pub use read::{Around, read};
pub use test::{DayTest, Keys, Sense, Test, TextTest};

use crate::fields::{CustomField, FieldId, FieldKind, of_control};

/// So many conditions are enough for anybody.
pub const MOST_CONDITIONS: usize = 12;

tend_core::words! {
    /// A standard column of the list.
    pub enum Standard {
        /// What they are called.
        Name = "name",
        /// What they want to do, in their words.
        Wants = "wants",
        /// The short line.
        About = "about",
        /// Person or organization.
        Kind = "kind",
        /// Who looks after them.
        Owner = "owner",
        /// Where they are at home.
        Place = "place",
        /// A tag.
        Tag = "tag",
        /// When we last spoke.
        Spoke = "spoke",
        /// With us since.
        Since = "since",
        /// How often they like to be looked after.
        Rhythm = "rhythm",
        /// When they were written down.
        Added = "added",
    }
}

impl Standard {
    /// What it is called.
    pub const fn label(self) -> &'static str {
        use tend_core::ui::labels;
        match self {
            Standard::Name => "Name",
            Standard::Wants => crate::list::WANTS_TO,
            Standard::About => "About",
            Standard::Kind => "Kind",
            Standard::Owner => labels::OWNER,
            Standard::Place => labels::PLACE,
            Standard::Tag => "Tag",
            Standard::Spoke => labels::LAST_SPOKE,
            Standard::Since => "With us since",
            Standard::Rhythm => labels::RHYTHM,
            Standard::Added => "Written down",
        }
    }

    const fn takes(self) -> Takes {
        match self {
            Standard::Name | Standard::Wants | Standard::About => Takes::Text,
            Standard::Kind | Standard::Owner | Standard::Place | Standard::Tag => Takes::One,
            Standard::Spoke => Takes::Ago,
            Standard::Since | Standard::Added => Takes::Day,
            Standard::Rhythm => Takes::Number,
        }
    }
}

/// A column that can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// One that every client has.
    Standard(Standard),
    /// A custom field.
    Custom(FieldId),
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Column::Standard(standard) => standard.fmt(f),
            Column::Custom(id) => f.write_str(&crate::fields::control(*id)),
        }
    }
}

impl FromStr for Column {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        of_control(text).map_or_else(|| text.parse().map(Column::Standard), |id| Ok(Column::Custom(id)))
    }
}

tend_core::words! {
    /// How a value is compared.
    pub enum Operator {
        /// It is this.
        Is = "is",
        /// It is not this.
        Not = "not",
        /// This stands in it.
        Has = "has",
        /// It begins so.
        Begins = "begins",
        /// This much or more.
        Least = "least",
        /// This much or less.
        Most = "most",
        /// On this day or later.
        From = "from",
        /// On this day or before.
        Until = "until",
        /// Within so many days back.
        Last = "last",
        /// Within so many days ahead.
        Next = "next",
        /// Longer than so many days ago.
        Longer = "longer",
        /// There is something.
        Some = "some",
        /// There is nothing.
        None = "none",
        /// What stands there does not read as what the field takes.
        Unread = "unread",
    }
}

impl Operator {
    /// How it reads in a sentence, between a column and a value.
    pub const fn words(self) -> &'static str {
        match self {
            Operator::Is => "is",
            Operator::Not => "is not",
            Operator::Has => "has in it",
            Operator::Begins => "begins with",
            Operator::Least => "is at least",
            Operator::Most => "is at most",
            Operator::From => "is on or after",
            Operator::Until => "is on or before",
            Operator::Last => "was within days:",
            Operator::Next => "is within the next days:",
            Operator::Longer => "is longer ago than days:",
            Operator::Some => "is known",
            Operator::None => "is not known",
            Operator::Unread => "does not read",
        }
    }

    /// Does a value belong to it?
    pub const fn takes_value(self) -> bool {
        !matches!(self, Operator::Some | Operator::None | Operator::Unread)
    }

    /// Is that value a number of days?
    pub const fn takes_days(self) -> bool {
        matches!(self, Operator::Last | Operator::Next | Operator::Longer)
    }
}

/// What a column is compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Words.
    Text,
    /// Numbers and amounts.
    Number,
    /// Days.
    Day,
    /// How long ago it was.
    Ago,
    /// One of several.
    One,
}

impl Takes {
    /// What a column is compared by.
    pub fn of(column: Column, fields: &[CustomField]) -> Option<Takes> {
        match column {
            Column::Standard(standard) => Some(standard.takes()),
            Column::Custom(id) => fields.iter().find(|field| field.id == id).map(|field| match field.kind {
                FieldKind::Text | FieldKind::Link => Takes::Text,
                FieldKind::Number | FieldKind::Money => Takes::Number,
                FieldKind::Date => Takes::Day,
                FieldKind::Choice | FieldKind::Choices | FieldKind::YesNo | FieldKind::Client => Takes::One,
            }),
        }
    }

    /// The ways to compare it.
    pub const fn operators(self) -> &'static [Operator] {
        use Operator::{Begins, From, Has, Is, Last, Least, Longer, Most, Next, None, Not, Some, Until};
        match self {
            Takes::Text => &[Has, Begins, Is, Some, None],
            Takes::Number => &[Least, Most, Is, Some, None],
            Takes::Day => &[From, Until, Is, Next, Last, Some, None],
            Takes::Ago => &[Longer, Last, From, Until, Some, None],
            Takes::One => &[Is, Not, Some, None],
        }
    }
}

/// One condition as it stands in an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is compared.
    pub column: Column,
    /// How.
    pub operator: Operator,
    /// With what; empty where nothing is needed.
    pub value: String,
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.column, self.operator, self.value)
    }
}

impl FromStr for Condition {
    type Err = UnknownWord;
    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        let mut parts = text.splitn(3, '.');
        let mut part = || parts.next().unwrap_or_default();
        let (column, operator) = (part().parse()?, part().parse()?);
        Ok(Condition { column, operator, value: part().to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_read_back() {
        for text in [
            "name.begins.Ma. K",
            "spoke.longer.60",
            "rhythm.none.",
            "custom-00000000-0000-0000-0000-000000000007.is.002",
        ] {
            assert_eq!(text.parse::<Condition>().expect(text).to_string(), text);
        }
        for text in ["", "name", "name.like.x", "wage.is.3", "custom-7.is.2"] {
            assert!(text.parse::<Condition>().is_err(), "{text}");
        }
    }
}
