//! A row of a list of what happened, instead of a list of clients.

use super::super::columns::{About, EntryPart, Label, Target};
use super::super::dates::{Moment, parse};
use super::super::exports::Holds;
use super::super::happening::{Happening, Happens, numbers};
use super::super::records::Record;
use super::super::values::yes_or_no;
use super::Outcome;
use super::plan::{Plan, Slot, refuse};

/// Of several columns that say the same those of the lower label go first.
pub(super) fn in_their_order(slots: &mut [Slot]) {
    slots.sort_by(|one, two| label(one).cmp(label(two)));
}

fn label(slot: &Slot) -> &str {
    match &slot.target {
        Target::Entry(_, label) => label,
        _ => "",
    }
}

impl Plan {
    /// What happened, or why it cannot be told.
    pub(super) fn read_happening(&self, record: &Record) -> Outcome {
        let kind = match self.recognized.map(|recognized| recognized.export().holds) {
            Some(Holds::Entries(kind)) => kind,
            _ => Happens::Note,
        };
        let mut happening = Happening::new((record.row, record.line), kind);
        happening.is_link = self.about == About::Links;
        let mut is_deleted = false;
        for slot in &self.slots {
            let Some(value) = slot.value(record) else { continue };
            match &slot.target {
                Target::Entry(EntryPart::Deleted, _) => is_deleted |= yes_or_no(value) == Some(true),
                Target::Entry(part, label) => self.take_part(slot, (*part, label), value, &mut happening),
                Target::Custom(name) => happening.take(EntryPart::Detail, (name, &slot.name), value),
                _ => {}
            }
        }
        if is_deleted {
            let there = self.recognized.map_or("the other program", |recognized| recognized.export().system);
            return refuse(record, format!("it was deleted in {there}"));
        }
        let is_bare = happening.is_wordless() && matches!(happening.kind, Happens::Note | Happens::Task);
        if is_bare && !happening.is_link {
            return refuse(record, "there are no words in this row".to_owned());
        }
        if happening.id.is_none() {
            happening.content = self.content(record);
        }
        Outcome::Happening(Box::new(happening))
    }

    /// A number as it is compared.
    pub(super) fn number(&self, value: &str) -> String {
        self.recognized.map_or(value, |recognized| recognized.plain_id(value)).to_owned()
    }

    pub(super) fn take_part(
        &self,
        slot: &Slot,
        (part, label): (EntryPart, &Label),
        value: &str,
        happening: &mut Happening,
    ) {
        let number = |value: &str| self.number(value);
        match part {
            EntryPart::Id => happening.id = happening.id.take().or_else(|| Some(number(value))),
            EntryPart::Person => happening.persons.extend(numbers(value).map(number)),
            EntryPart::Organization => happening.organizations.extend(numbers(value).map(number)),
            EntryPart::Anybody => happening.anybody.extend(numbers(value).map(number)),
            EntryPart::Time => match moment(slot, value) {
                Ok(moment) => happening.at = happening.at.or(Some(moment)),
                Err(trouble) => happening.trouble = trouble,
            },
            EntryPart::Written => happening.written = happening.written.or(moment(slot, value).ok()),
            _ => happening.take(part, (label, &slot.name), value),
        }
    }
}

pub(super) fn moment(slot: &Slot, value: &str) -> Result<Moment, String> {
    match slot.style {
        Some(style) => parse(style, value),
        None if slot.undecided => Err(format!("\"{value}\" can be day first or month first")),
        None => Err(format!("\"{value}\" is no date")),
    }
}
