//! A row of a list of problems, or of what was said about them.

use super::super::columns::{EntryPart, Target};
use super::super::exports::Holds;
use super::super::happening::{Happening, Happens};
use super::super::records::Record;
use super::super::standing::Standing;
use super::super::ticket::Ticket;
use super::super::values::yes_or_no;
use super::Outcome;
use super::happened::moment;
use super::plan::{Plan, refuse};

impl Plan {
    /// What went wrong or was said about it, or why it cannot be told.
    pub(super) fn read_ticket(&self, record: &Record) -> Outcome {
        let mut ticket = Ticket::new(Happening::new((record.row, record.line), Happens::Note));
        let mut is_deleted = false;
        for slot in &self.slots {
            let Some(value) = slot.value(record) else { continue };
            let (part, label) = match &slot.target {
                Target::Entry(part, label) => (*part, label),
                Target::Custom(name) => (EntryPart::Detail, name),
                _ => continue,
            };
            match part {
                EntryPart::Deleted => is_deleted |= yes_or_no(value) == Some(true),
                EntryPart::Problem => ticket.about = ticket.about.or_else(|| Some(self.number(value))),
                EntryPart::Ended => match moment(slot, value) {
                    Ok(moment) => ticket.ended = ticket.ended.or(Some(moment)),
                    Err(trouble) => ticket.told.details.push((slot.name.clone(), trouble)),
                },
                // What it says stands below the words, too: it is not this house's word.
                EntryPart::State | EntryPart::Severity => {
                    ticket.told.details.push((slot.name.clone(), value.to_owned()));
                    ticket.take(part, value);
                }
                _ if ticket.take(part, value) => {}
                _ => self.take_part(slot, (part, label), value, &mut ticket.told),
            }
        }
        if !ticket.told.trouble.is_empty() {
            let trouble = std::mem::take(&mut ticket.told.trouble);
            ticket.told.details.push(("When".into(), trouble));
        }
        let is_comment = self.recognized.is_some_and(|found| found.export().holds == Holds::Comments);
        if ticket.told.id.is_none() {
            ticket.told.content = self.content(record);
        }
        let there = self.recognized.map_or("the other program", |recognized| recognized.export().system);
        if is_deleted {
            return refuse(record, format!("it was deleted in {there}"));
        }
        if is_comment {
            return match (ticket.about.is_some(), ticket.told.text.is_empty()) {
                (false, _) => refuse(record, "it names no problem".to_owned()),
                (true, true) => refuse(record, "there are no words in this row".to_owned()),
                (true, false) => Outcome::Ticket(Box::new(ticket)),
            };
        }
        ticket.stands(|status| self.standing(status));
        if ticket.standing == Standing::LeftOut {
            return refuse(record, format!("you leave out what is “{}” in {there}", ticket.status));
        }
        Outcome::Ticket(Box::new(ticket))
    }
}
