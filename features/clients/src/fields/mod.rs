//! Custom fields: what a workspace keeps about its clients besides what every client has. No I/O here.
//!
//! A field has a kind; a client's values stand as JSON under the field's id, each saying by its shape what it is. When a field gets
//! another kind, its values are read anew: what reads stays as a value of the new kind, what does not is kept as it was written and
//! said so, until somebody writes something that reads.

mod decimal;
mod read;
mod value;

use serde::{Deserialize, Serialize};
use tend_core::{Problems, Result, Timestamp, fold, money::Currency};

pub(crate) use read::read_day;
pub use value::{Held, Value};

use crate::text;

tend_core::id!(
    /// One custom field.
    FieldId
);

tend_core::words! {
    /// What a custom field takes.
    pub enum FieldKind {
        /// One line.
        Text = "text",
        /// A number, exact.
        Number = "number",
        /// An amount in the field's currency.
        Money = "money",
        /// A day of the calendar.
        Date = "date",
        /// One of several.
        Choice = "choice",
        /// Any of several.
        Choices = "choices",
        /// Yes, no, or not known.
        YesNo = "yes-no",
        /// An address on the web.
        Link = "link",
        /// Another client.
        Client = "client",
    }
}

/// More fields than this nobody fills in.
pub const MOST_FIELDS: usize = 60;
/// More choices than this nobody looks through.
pub const MOST_CHOICES: usize = 200;
/// How long the values of a field that was taken away are kept.
pub const KEPT_DAYS: i64 = 30;

impl FieldKind {
    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            FieldKind::Text => "Text",
            FieldKind::Number => "Number",
            FieldKind::Money => "Money",
            FieldKind::Date => "Day",
            FieldKind::Choice => "One of several",
            FieldKind::Choices => "Any of several",
            FieldKind::YesNo => "Yes or no",
            FieldKind::Link => "Link",
            FieldKind::Client => "Client",
        }
    }

    /// What it is good for, by an example.
    pub const fn example(self) -> &'static str {
        match self {
            FieldKind::Text => "Frame number, allergies, the name of the dog",
            FieldKind::Number => "How many bikes, how many seats",
            FieldKind::Money => "What they may spend a year",
            FieldKind::Date => "The contract ends, the next check",
            FieldKind::Choice => "Small, medium or large",
            FieldKind::Choices => "What they like: touring, racing, towing",
            FieldKind::YesNo => "Wears a helmet",
            FieldKind::Link => "Their page, the shared folder",
            FieldKind::Client => "Who sent them, who pays for them",
        }
    }

    /// Does it choose from a list?
    pub const fn has_choices(self) -> bool {
        matches!(self, FieldKind::Choice | FieldKind::Choices)
    }

    /// “does not read as a number”: what one calls it in a sentence.
    pub const fn in_a_sentence(self) -> &'static str {
        match self {
            FieldKind::Text => "a line of text",
            FieldKind::Number => "a number",
            FieldKind::Money => "an amount",
            FieldKind::Date => "a day",
            FieldKind::Choice | FieldKind::Choices => "one of the choices",
            FieldKind::YesNo => "yes or no",
            FieldKind::Link => "a link",
            FieldKind::Client => "a client",
        }
    }
}

/// One of the things a field lets people choose. One that was taken away stays with those who have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneChoice {
    /// Its id within the field: `01`, `02` …; they sort in the order in which they were added.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Nobody can choose it any more.
    #[serde(default)]
    pub gone: bool,
}

/// A custom field as an admin defined it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomField {
    /// Its id.
    pub id: FieldId,
    /// What it is called.
    pub name: String,
    /// What it takes.
    pub kind: FieldKind,
    /// What can be chosen; kept when the kind changes, so that what was chosen can still be read.
    pub choices: Vec<OneChoice>,
    /// What its amounts are counted in.
    pub currency: Currency,
    /// A new client must have it, and it is not emptied again.
    pub required: bool,
    /// Its place among the others.
    pub position: i64,
    /// Its values are just being read anew, after its kind changed.
    pub rereading: bool,
    /// When it was taken away; its values are kept for [`KEPT_DAYS`].
    pub deleted_at: Option<Timestamp>,
    /// Rises with every change.
    pub version: i64,
}

impl CustomField {
    /// The name of its control in a form: `custom-…`.
    pub fn control(&self) -> String {
        control(self.id)
    }

    /// The choices that can be chosen.
    pub fn offered(&self) -> impl Iterator<Item = &OneChoice> {
        self.choices.iter().filter(|choice| !choice.gone)
    }

    /// What a choice is called.
    pub fn choice_name(&self, id: &str) -> Option<&str> {
        self.choices.iter().find(|choice| choice.id == id).map(|choice| choice.name.as_str())
    }

    /// The choice somebody wrote, by its id or its name.
    pub fn choice_of(&self, text: &str) -> Option<&OneChoice> {
        let folded = fold::fold(text);
        let by_id = self.offered().find(|choice| choice.id == text);
        by_id.or_else(|| self.offered().find(|choice| fold::fold(&choice.name) == folded))
    }
}

/// The name of a field's control in a form.
pub fn control(id: FieldId) -> String {
    format!("custom-{id}")
}

/// The field a control's name means.
pub fn of_control(name: &str) -> Option<FieldId> {
    name.strip_prefix("custom-")?.parse().ok()
}

/// What an admin typed to define a field, or to change one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldDraft {
    /// What it is to be called.
    pub name: String,
    /// What it is to take.
    pub kind: Option<FieldKind>,
    /// Choices it has, by their id, each with its name now; an empty name takes it away.
    pub renamed: Vec<(String, String)>,
    /// Choices to add, one a line.
    pub more: String,
    /// Three letters; empty where it counts no money.
    pub currency: String,
    /// Must a new client have it?
    pub required: bool,
}

/// A draft that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedDraft {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: FieldKind,
    /// All its choices.
    pub choices: Vec<OneChoice>,
    /// Its currency.
    pub currency: Currency,
    /// Must a new client have it?
    pub required: bool,
}

impl FieldDraft {
    /// Tidies it beside what was there, or tells all that is wrong at once.
    pub fn checked(&self, before: &[OneChoice]) -> Result<CheckedDraft> {
        let mut problems = Problems::default();
        let name = problems.take("name", text::named(&self.name, 60, "What is it called?"));
        let kind = problems.take("kind", self.kind.ok_or_else(|| "What does it take? Choose one.".to_owned()));
        let currency = match self.currency.trim() {
            "" => problems.take("currency", "EUR".parse().map_err(|_| String::new())),
            typed => problems.take("currency", typed.parse::<Currency>().map_err(|error| error.to_string())),
        };
        let choices = problems.take("more", self.choices(before));
        if let (Some(kind), Some(choices)) = (kind, &choices)
            && kind.has_choices()
            && choices.iter().all(|choice| choice.gone)
        {
            problems.add("more", "What can be chosen? Write one a line.");
        }
        problems.none()?;
        match (name, kind, choices, currency) {
            (Some(name), Some(kind), Some(choices), Some(currency)) => {
                Ok(CheckedDraft { name, kind, choices, currency, required: self.required })
            }
            _ => Err(tend_core::Error::ours("a draft without problems gave no field")),
        }
    }

    /// The choices as they are to be: renamed, taken away, added; one that is added again is offered again.
    fn choices(&self, before: &[OneChoice]) -> Result<Vec<OneChoice>, String> {
        let mut choices = before.to_vec();
        for (id, name) in &self.renamed {
            let name = text::line(name, 60)?;
            if let Some(choice) = choices.iter_mut().find(|choice| choice.id == *id) {
                choice.gone = name.is_empty();
                if !name.is_empty() {
                    choice.name = name;
                }
            }
        }
        for line in self.more.lines() {
            let name = text::line(line, 60)?;
            let folded = fold::fold(&name);
            match choices.iter_mut().find(|choice| fold::fold(&choice.name) == folded) {
                _ if name.is_empty() => {}
                Some(known) => known.gone = false,
                None => choices.push(OneChoice { id: format!("{:03}", choices.len() + 1), name, gone: false }),
            }
        }
        let mut names: Vec<String> =
            choices.iter().filter(|choice| !choice.gone).map(|choice| fold::fold(&choice.name)).collect();
        names.sort();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err("Two of the choices are called the same.".into());
        }
        if choices.len() > MOST_CHOICES {
            return Err(format!("{MOST_CHOICES} choices are the most. A line of text may fit better."));
        }
        Ok(choices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tend_core::Error;

    fn draft(name: &str, kind: FieldKind, more: &str) -> FieldDraft {
        FieldDraft { name: name.into(), kind: Some(kind), more: more.into(), ..FieldDraft::default() }
    }

    #[test]
    fn choices_are_renamed_taken_away_and_offered_again() {
        let first = draft("Size", FieldKind::Choice, "Small\n Medium \n\nsmall\nLarge").checked(&[]).expect("fine");
        let names: Vec<_> =
            first.choices.iter().map(|choice| (choice.id.as_str(), choice.name.as_str(), choice.gone)).collect();
        assert_eq!(names, [("001", "Small", false), ("002", "Medium", false), ("003", "Large", false)]);
        let renamed = FieldDraft {
            renamed: vec![("001".into(), "Tiny".into()), ("003".into(), " ".into())],
            ..draft("Size", FieldKind::Choice, "Huge")
        };
        let second = renamed.checked(&first.choices).expect("fine").choices;
        let names: Vec<_> = second.iter().map(|choice| (choice.name.as_str(), choice.gone)).collect();
        assert_eq!(names, [("Tiny", false), ("Medium", false), ("Large", true), ("Huge", false)]);
        let again = draft("Size", FieldKind::Choice, "large").checked(&second).expect("fine").choices;
        assert!(!again[2].gone);
    }

    #[test]
    fn a_draft_tells_all_that_is_wrong() {
        let draft = FieldDraft { currency: "Euro".into(), ..draft("", FieldKind::Choice, "") };
        let Err(Error::Invalid(problems)) = draft.checked(&[]) else { panic!("taken") };
        let fields: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["name", "currency", "more"]);
        let Err(Error::Invalid(problems)) = FieldDraft { name: "x".into(), ..FieldDraft::default() }.checked(&[])
        else {
            panic!("taken")
        };
        assert_eq!(problems[0].field, "kind");
    }
}
