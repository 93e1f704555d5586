//! How a member wants their evening: from which hour on Today leads there, and why they do this work.

use axum::{Form, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use tend_core::{
    Error, Problem, Result,
    ui::{self, Width, button, error_of, field},
    web::{Page, Visit, told},
};

use super::{parts::purpose_field, url};
use crate::{actions, store::Choices};

/// The form as it was typed.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(super) struct Chosen {
    asks_at: String,
    purpose: String,
}

pub(super) async fn choose(visit: Visit, Form(chosen): Form<Chosen>) -> Result<Response> {
    let typed = chosen.clone();
    let outcome = match read(&chosen.asks_at) {
        Ok(asks_at) => visit.write(move |tx| actions::choose(tx, asks_at, &typed.purpose)).await,
        Err(error) => Err(error),
    };
    match outcome {
        Ok(()) => Ok(told(url::EVENING, "Kept", None)),
        Err(Error::Invalid(problems)) => {
            visit.page(move |_, _| Ok(Page::new("Your evening", alone(&chosen, &problems)).not_taken())).await
        }
        Err(other) => Err(other),
    }
}

fn alone(chosen: &Chosen, problems: &[Problem]) -> Markup {
    refused(&chosen.asks_at, &chosen.purpose, problems)
}

/// The form on a page of its own, where something in it could not be taken.
pub(crate) fn refused(asks_at: &str, purpose: &str, problems: &[Problem]) -> Markup {
    let inside = html! {
        (ui::page_head("Your hour, and your why").under("Evening", url::EVENING).here("Your hour"))
        (ui::problem_list("", problems))
        (form(&Choices::default(), asks_at, purpose, problems))
    };
    ui::page(Width::Narrow, inside)
}

/// The form: what is kept, or what was typed where that was not taken.
pub(super) fn form(choices: &Choices, asks_at: &str, purpose: &str, problems: &[Problem]) -> Markup {
    let kept = choices.asks_at.map(in_words).unwrap_or_default();
    let (asks_at, purpose) = match problems {
        [] => (kept.as_str(), choices.purpose.as_str()),
        _ => (asks_at, purpose),
    };
    html! {
        form method="post" action=(url::CHOICES) data-frag {
            (field("asks_at", "From which hour may Today lead here?").value(asks_at).placeholder("20:30").autocomplete("off")
                .hint("Empty: it never does. The page is here at any time.").error(error_of(problems, "asks_at")))
            (purpose_field("Why do you do this work?", purpose, error_of(problems, "purpose"))
                .hint("One sentence. It stands on this page, and nobody else sees it."))
            (button("Keep it").small())
        }
    }
}

fn in_words(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// An hour as one writes it: `20:30`, `21`.
fn read(text: &str) -> Result<Option<i64>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "0"));
    match (hour.parse::<i64>(), minute.parse::<i64>()) {
        (Ok(hour @ 0..=23), Ok(minute @ 0..=59)) => Ok(Some(hour * 60 + minute)),
        _ => Err(Error::invalid("asks_at", "An hour of the day, please: 20:30.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_read_as_they_are_written() {
        assert_eq!(read("20:30").expect("an hour"), Some(1230));
        assert_eq!(read(" 21 ").expect("an hour"), Some(1260));
        assert_eq!(read("").expect("nothing"), None);
        assert!(read("25:00").is_err() && read("late").is_err() && read("8:77").is_err());
        assert_eq!(in_words(1230), "20:30");
    }
}
