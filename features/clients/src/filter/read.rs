//! Reading conditions against the fields there are.

use tend_core::{Day, Timestamp, fold, time::DAY};

use super::{Column, Condition, DayTest, Keys, Operator, Sense, Standard, Takes, Test, TextTest};
use crate::{
    fields::{CustomField, FieldId, FieldKind, Value},
    text::LONGEST_LINE,
};

/// More days than a century nobody asks for.
const MOST_DAYS: i64 = 36_525;

/// What conditions are read against.
#[derive(Clone, Debug)]
pub struct Around<'a> {
    /// All custom fields, those that were taken away too.
    pub fields: &'a [CustomField],
    /// When one looks.
    pub now: Timestamp,
    /// Whose days these are.
    pub zone: &'a jiff::tz::TimeZone,
}

/// What a condition asks, or a sentence why it does nothing.
pub fn read(condition: &Condition, around: &Around) -> Result<Test, String> {
    let Condition { column, operator, value } = condition;
    if value.contains('\0') || value.chars().count() > LONGEST_LINE {
        return Err("What is asked for is too long, or has a sign in it that cannot be shown.".into());
    }
    let known: Vec<CustomField> = around.fields.iter().filter(|field| field.deleted_at.is_none()).cloned().collect();
    if let Column::Custom(id) = column {
        return read_custom(*id, *operator, value, around);
    }
    let fits = Takes::of(*column, &known).is_some_and(|takes| takes.operators().contains(operator));
    let Column::Standard(standard) = column else { return Err(String::new()) };
    if !fits {
        return Err(format!("{} cannot be compared so.", standard.label()));
    }
    read_standard(*standard, *operator, value.trim(), around)
}

fn read_standard(column: Standard, operator: Operator, value: &str, around: &Around) -> Result<Test, String> {
    let nothing = || format!("{}: nothing was said to compare it with.", column.label());
    if operator.takes_value() && value.is_empty() {
        return Err(nothing());
    }
    let sense = if operator == Operator::Not { Sense::DoesNot } else { Sense::Holds };
    Ok(match column {
        Standard::Name => Test::Name(text_test(operator, value)),
        Standard::Wants => Test::Wants(text_test(operator, value)),
        Standard::About => Test::About(text_test(operator, value)),
        Standard::Kind => match value.parse() {
            Ok(kind) => Test::Kind(kind, sense),
            Err(_) => return Err("A client is a person or an organization.".into()),
        },
        Standard::Owner => Test::Owner(value.parse().map_err(|_| "Nobody works here who is meant by it.")?, sense),
        Standard::Place => Test::Place(value.parse().map_err(|_| "There is no place that is meant by it.")?, sense),
        Standard::Tag => match operator {
            Operator::Some => Test::Tag(None, Sense::Holds),
            Operator::None => Test::Tag(None, Sense::DoesNot),
            _ => Test::Tag(Some(fold::fold(value)), sense),
        },
        Standard::Spoke => match operator {
            Operator::None => Test::NeverSpoke,
            _ => {
                let (from, until) = moments(operator, value, around)?;
                // The column's 0 means never.
                Test::Spoke(Timestamp(from.0.max(1)), until)
            }
        },
        Standard::Added => {
            let (from, until) = moments(operator, value, around)?;
            Test::Added(from, until)
        }
        Standard::Since => match operator {
            Operator::None => Test::Since(DayTest::None),
            _ => {
                let (from, until) = days(operator, value, around)?;
                Test::Since(DayTest::Within(Some(from.unwrap_or_else(|| "-9999".into())), until))
            }
        },
        Standard::Rhythm => {
            let days = || value.parse::<i64>().map_err(|_| "How many days? A number.".to_owned());
            match operator {
                Operator::None => Test::NoRhythm,
                Operator::Some => Test::Rhythm(0, i64::MAX),
                Operator::Least => Test::Rhythm(days()?, i64::MAX),
                Operator::Most => Test::Rhythm(0, days()?),
                _ => Test::Rhythm(days()?, days()?),
            }
        }
    })
}

fn text_test(operator: Operator, value: &str) -> TextTest {
    let folded = fold::fold(value);
    match operator {
        Operator::Is => TextTest::Is(folded),
        Operator::Begins => TextTest::Begins(folded),
        Operator::Some => TextTest::Some,
        Operator::None => TextTest::None,
        _ => TextTest::Has(folded),
    }
}

fn read_custom(id: FieldId, operator: Operator, value: &str, around: &Around) -> Result<Test, String> {
    let Some(field) = around.fields.iter().find(|field| field.id == id) else {
        return Err("This field is not there any more, so its part of the filter does nothing.".into());
    };
    if field.deleted_at.is_some() {
        return Err(format!("{} was taken away, so its part of the filter does nothing.", field.name));
    }
    let takes = Takes::of(Column::Custom(id), around.fields);
    if operator != Operator::Unread && !takes.is_some_and(|takes| takes.operators().contains(&operator)) {
        let what = field.kind.in_a_sentence();
        return Err(format!(
            "{} takes {what} now and cannot be compared so any more, so its part of the filter does nothing.",
            field.name
        ));
    }
    let keys = match operator {
        Operator::Unread => Keys::Unread,
        Operator::Some | Operator::None => Keys::Any,
        _ => custom_keys(field, operator, value, around)?,
    };
    let sense = if matches!(operator, Operator::Not | Operator::None) { Sense::DoesNot } else { Sense::Holds };
    Ok(Test::Custom(id, keys, sense))
}

fn custom_keys(field: &CustomField, operator: Operator, value: &str, around: &Around) -> Result<Keys, String> {
    if field.kind == FieldKind::Date && operator != Operator::Is {
        let (from, until) = days(operator, value, around)?;
        // Keys of days are never empty, and an empty key means that nothing reads.
        return Ok(Keys::Between(Some(from.unwrap_or_else(|| "-9999".into())), until));
    }
    if matches!(field.kind, FieldKind::Text | FieldKind::Link) {
        let folded = fold::fold(value);
        if folded.is_empty() {
            return Err(format!("{}: nothing was said to compare it with.", field.name));
        }
        return Ok(match operator {
            Operator::Begins => Keys::Begins(folded),
            Operator::Has => Keys::Has(folded),
            _ => Keys::Is(Value::Text(value.to_owned()).keys().remove(0)),
        });
    }
    let key = key_of(field, value)?;
    Ok(match operator {
        Operator::Least => Keys::Between(Some(key), None),
        Operator::Most => Keys::Between(Some("0".into()), Some(key)),
        _ => Keys::Is(key),
    })
}

/// The key of what is asked for. A choice that was taken away still has those who have it.
fn key_of(field: &CustomField, value: &str) -> Result<String, String> {
    if field.kind.has_choices() && field.choice_name(value).is_some() {
        return Ok(value.to_owned());
    }
    let one = CustomField {
        kind: if field.kind == FieldKind::Choices { FieldKind::Choice } else { field.kind },
        ..field.clone()
    };
    let value = one.read(value)?.ok_or_else(|| format!("{}: nothing was said to compare it with.", field.name))?;
    value.keys().into_iter().next().ok_or_else(String::new)
}

fn count(value: &str) -> Result<i64, String> {
    let days: i64 = value.trim().parse().map_err(|_| "How many days? A number.".to_owned())?;
    if (0..=MOST_DAYS).contains(&days) { Ok(days) } else { Err("So many days nobody remembers.".into()) }
}

fn day(value: &str) -> Result<Day, String> {
    crate::fields::read_day(value.trim()).ok_or_else(|| format!("“{value}” is no day of the calendar."))
}

/// From a day to a day, as they sort; both in it.
fn days(operator: Operator, value: &str, around: &Around) -> Result<(Option<String>, Option<String>), String> {
    let today = around.now.day_in(around.zone);
    let away = |days: i64| Day(today.0.saturating_add(jiff::Span::new().days(days))).to_string();
    Ok(match operator {
        Operator::Is => (Some(day(value)?.to_string()), Some(day(value)?.to_string())),
        Operator::From => (Some(day(value)?.to_string()), None),
        Operator::Until => (None, Some(day(value)?.to_string())),
        Operator::Next => (Some(today.to_string()), Some(away(count(value)?))),
        Operator::Last => (Some(away(-count(value)?)), Some(today.to_string())),
        Operator::Longer => (None, Some(away(-count(value)? - 1))),
        _ => (None, None),
    })
}

/// From an instant to before another.
fn moments(operator: Operator, value: &str, around: &Around) -> Result<(Timestamp, Timestamp), String> {
    let (first, last) = (Timestamp(i64::MIN), Timestamp(i64::MAX));
    let (now, zone) = (around.now, around.zone);
    Ok(match operator {
        Operator::Is => (day(value)?.starts_at(zone), day(value)?.ends_at(zone)),
        Operator::From => (day(value)?.starts_at(zone), last),
        Operator::Until => (first, day(value)?.ends_at(zone)),
        Operator::Last => (now.plus(-count(value)? * DAY), last),
        Operator::Longer => (first, now.plus(-count(value)? * DAY)),
        Operator::Next => (now, now.plus(count(value)? * DAY)),
        _ => (first, last),
    })
}
