//! A row of what happened with a client in another program: a note, a call, a visit, a mail, a task.
//!
//! It names its client by the program's own number; who that is in the book, the database knows.

use super::{
    columns::{EntryPart, Label},
    dates::Moment,
    identity::Content,
    plain::plain,
    values::{fold, yes_or_no},
};

tend_core::words! {
    /// What kind of happening it was.
    pub enum Happens {
        /// Something to remember.
        Note = "note",
        /// We spoke on the phone.
        Call = "call",
        /// We met.
        Visit = "visit",
        /// We wrote.
        Mail = "mail",
        /// Something to do.
        Task = "task",
    }
}

/// What happened, as a row tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Happening {
    /// The row, the first one is 1.
    pub row: u64,
    /// The line of the file on which it starts.
    pub line: u64,
    /// It only says whose a happening of another list is.
    pub is_link: bool,
    /// What kind it was.
    pub kind: Happens,
    /// Its number in the program.
    pub id: Option<String>,
    /// The numbers of the persons it concerns.
    pub persons: Vec<String>,
    /// The numbers of the organizations it concerns.
    pub organizations: Vec<String>,
    /// Numbers that may be anybody's, and may be nobody's.
    pub anybody: Vec<String>,
    /// When it happened, or is to happen.
    pub at: Option<Moment>,
    /// When it was written down.
    pub written: Option<Moment>,
    /// A line about it.
    pub title: String,
    /// Its words.
    pub text: String,
    /// The colleague whose it is, in the program's words: a name, a mail address, a number.
    pub by: Vec<String>,
    /// Is it still to be done?
    pub is_open: Option<bool>,
    /// Did they write to us?
    pub came_in: Option<bool>,
    /// We did not hear from each other after all: nobody answered, it was called off, it went to many.
    pub missed: bool,
    /// What else is worth keeping, by name.
    pub details: Vec<(Label, String)>,
    /// What is wrong with its date; empty usually.
    pub trouble: String,
    /// A hash of the row; of a row with a number nothing.
    pub content: Content,
}

/// Words that say: nobody was there, or nothing came of it.
const MISSED: &[&str] = &[
    "no answer",
    "busy",
    "no show",
    "cancel",
    "canceled",
    "cancelled",
    "left voicemail",
    "left live message",
    "wrong number",
    "not reached",
    "unreachable",
    "failed",
    "bounced",
    "missed",
];

impl Happening {
    /// A row of which nothing is known but what its list holds.
    #[must_use]
    pub fn new((row, line): (u64, u64), kind: Happens) -> Self {
        Happening {
            row,
            line,
            is_link: false,
            kind,
            id: None,
            persons: Vec::new(),
            organizations: Vec::new(),
            anybody: Vec::new(),
            at: None,
            written: None,
            title: String::new(),
            text: String::new(),
            by: Vec::new(),
            is_open: None,
            came_in: None,
            missed: false,
            details: Vec::new(),
            trouble: String::new(),
            content: Content::default(),
        }
    }

    /// Takes a value in; what several columns say is settled by who comes first.
    pub(super) fn take(&mut self, part: EntryPart, (label, column): (&Label, &Label), value: &str) {
        match part {
            EntryPart::Title if self.title.is_empty() => self.title = one_line(&plain(value)),
            EntryPart::Text if self.text.is_empty() => self.text = plain(value),
            EntryPart::By => self.by.push(value.to_owned()),
            EntryPart::Kind => self.take_kind(value),
            EntryPart::Call if matches!(self.kind, Happens::Task) => self.kind = Happens::Call,
            EntryPart::Closed => self.is_open = yes_or_no(value).map(|is_closed| !is_closed).or(self.is_open),
            EntryPart::State => self.take_state(value),
            EntryPart::Direction => self.take_direction(value),
            EntryPart::Detail => {
                let name = if label.is_empty() { column } else { label };
                self.missed |= MISSED.contains(&fold(value).as_str());
                self.details.push((name.clone(), one_line(&plain(value))));
            }
            _ => {}
        }
    }

    /// The first word that says more than that it is something to do.
    fn take_kind(&mut self, value: &str) {
        let word = fold(value).replace(' ', "");
        let kind = match word.as_str() {
            "call" | "phone" | "phonecall" => Happens::Call,
            "email" | "mail" | "incomingemail" | "forwardedemail" | "listemail" | "communication" | "sms"
            | "whatsapp" | "linkedinmessage" | "postalmail" => Happens::Mail,
            "meeting" | "visit" | "inperson" | "event" => Happens::Visit,
            "note" => Happens::Note,
            "task" | "todo" => Happens::Task,
            _ => return,
        };
        match word.as_str() {
            "incomingemail" => self.came_in = Some(true),
            // What goes to a whole list at once is no word between two.
            "listemail" => self.missed = true,
            _ => {}
        }
        let says_more =
            kind != Happens::Task && (self.kind == Happens::Task || kind != Happens::Visit || word != "event");
        if says_more && (self.kind == Happens::Task || self.kind == Happens::Visit || self.kind == Happens::Note) {
            self.kind = kind;
        }
    }

    fn take_state(&mut self, value: &str) {
        let word = fold(value);
        let is_done =
            ["complete", "completed", "done", "closed", "finished", "erledigt", "deferred"].contains(&word.as_str());
        if self.is_open.is_none() {
            self.is_open = Some(!is_done);
        }
    }

    fn take_direction(&mut self, value: &str) {
        let word = fold(value);
        let came_in = match word.as_str() {
            word if word.starts_with("in") => Some(true),
            word if word.starts_with("out") || word == "email" || word.starts_with("forward") => Some(false),
            word => yes_or_no(word),
        };
        self.came_in = came_in.or(self.came_in);
    }

    /// Does it say anything at all?
    #[must_use]
    pub fn is_wordless(&self) -> bool {
        self.title.is_empty() && self.text.is_empty() && self.details.is_empty()
    }

    /// Did we hear from each other in it?
    #[must_use]
    pub fn is_contact(&self) -> bool {
        matches!(self.kind, Happens::Call | Happens::Visit | Happens::Mail)
            && !self.missed
            && self.is_open != Some(true)
    }

    /// All of its words: the line, the text, what else is worth keeping.
    #[must_use]
    pub fn words(&self) -> String {
        let details: Vec<String> = self.details.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        let starts_with_it = fold(&self.text).starts_with(&fold(&self.title));
        let title = if starts_with_it { "" } else { self.title.as_str() };
        let parts = [title, self.text.as_str(), &details.join("\n")];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several numbers in one cell: `501;502`.
pub(super) fn numbers(value: &str) -> impl Iterator<Item = &str> {
    value.split([';', ',', '|']).flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(kind: Happens, values: &[(EntryPart, &str)]) -> Happening {
        let mut happening = Happening::new((1, 2), kind);
        values.iter().for_each(|(part, value)| happening.take(*part, (&"".into(), &"Column".into()), value));
        happening
    }

    #[test]
    fn the_first_word_that_says_more_is_the_kind() {
        for (begins, words, kind) in [
            (Happens::Task, ["Task", "Call"], Happens::Call),
            (Happens::Task, ["Email", "Call"], Happens::Mail),
            (Happens::Task, ["ListEmail", ""], Happens::Mail),
            (Happens::Task, ["Task", "X"], Happens::Task),
            (Happens::Visit, ["Event", "Call"], Happens::Call),
            (Happens::Visit, ["Event", "Other"], Happens::Visit),
            (Happens::Note, ["COMMUNICATION", ""], Happens::Mail),
        ] {
            let happening = taken(begins, &words.map(|word| (EntryPart::Kind, word)));
            assert_eq!(happening.kind, kind, "{words:?}");
        }
        assert_eq!(taken(Happens::Task, &[(EntryPart::Call, "Inbound")]).kind, Happens::Call);
    }

    #[test]
    fn what_was_missed_or_is_still_to_do_is_no_contact() {
        assert!(taken(Happens::Call, &[]).is_contact());
        assert!(!taken(Happens::Call, &[(EntryPart::Detail, "No answer")]).is_contact());
        assert!(!taken(Happens::Visit, &[(EntryPart::State, "Not Started")]).is_contact());
        assert!(!taken(Happens::Task, &[(EntryPart::Closed, "true")]).is_contact());
        assert!(!taken(Happens::Mail, &[(EntryPart::Kind, "ListEmail")]).is_contact());
        assert_eq!(taken(Happens::Mail, &[(EntryPart::Direction, "INCOMING_EMAIL")]).came_in, Some(true));
        assert_eq!(taken(Happens::Mail, &[(EntryPart::Direction, "EMAIL")]).came_in, Some(false));
    }

    #[test]
    fn its_words_are_the_line_the_text_and_the_details() {
        let call = taken(
            Happens::Call,
            &[
                (EntryPart::Title, "Saddle"),
                (EntryPart::Text, "<p>Too <b>hard</b></p>"),
                (EntryPart::Detail, "Connected"),
            ],
        );
        assert_eq!(call.words(), "Saddle\n\nToo hard\n\nColumn: Connected");
        let same = taken(Happens::Note, &[(EntryPart::Title, "Likes"), (EntryPart::Text, "Likes blue")]);
        assert_eq!(same.words(), "Likes blue");
        assert_eq!(numbers("501;502, 503").collect::<Vec<_>>(), ["501", "502", "503"]);
    }
}
