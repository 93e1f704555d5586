//! Handing over: what can be handed to a colleague, and what they should read before they say yes. Features register both; none of
//! them needs to know who asks.

use uuid::Uuid;

use crate::{
    actor::Actor,
    app::Tx,
    db::Conn,
    error::Result,
    feature::Feature,
    id::{ClientId, MemberId},
    time::Timestamp,
};

crate::words! {
    /// The parts of a briefing, in their order.
    pub enum Part {
        /// Who they are.
        Who = "who",
        /// What they want.
        Wants = "wants",
        /// What was promised.
        Promised = "promised",
        /// What we know.
        Known = "known",
        /// What is open.
        Open = "open",
    }
}

impl Part {
    /// Its heading.
    pub const fn label(self) -> &'static str {
        match self {
            Part::Who => "Who they are",
            Part::Wants => "What they want",
            Part::Promised => "What was promised",
            Part::Known => "What we know",
            Part::Open => "What is open",
        }
    }
}

/// One line of a briefing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BriefingLine {
    /// Where it belongs.
    pub part: Part,
    /// What it says, in one line.
    pub words: String,
}

impl BriefingLine {
    /// A line of that part.
    pub fn new(part: Part, words: impl Into<String>) -> Self {
        BriefingLine { part, words: words.into() }
    }
}

/// What a feature knows about a client that whoever takes over should read: few lines, the most telling first.
pub type BriefingOf = fn(&Conn, &Actor, ClientId, Timestamp) -> Result<Vec<BriefingLine>>;

/// A kind of thing that can be handed to a colleague.
#[derive(Debug)]
pub struct HandedOver {
    /// Its word: `client`, `problem`.
    pub subject: &'static str,
    /// One such thing, as it stands; what is not of the actor's workspace is not found.
    pub find: fn(&Conn, &Actor, Uuid) -> Result<Handed>,
    /// Makes it another member's. The verb leaves its own entry.
    pub give: fn(&Tx, Uuid, MemberId) -> Result<()>,
    /// What is to be read about it besides what features know about its client.
    pub briefing: Option<fn(&Conn, &Actor, Uuid, Timestamp) -> Result<Vec<BriefingLine>>>,
}

/// A thing that can be handed over, as it stands.
#[derive(Clone, Debug)]
pub struct Handed {
    /// Whom it is about; of a client, themselves.
    pub client: ClientId,
    /// What it is called: the client's name, the problem in a few words.
    pub words: String,
    /// Whose it is.
    pub owner: MemberId,
    /// Its page.
    pub href: String,
    /// Why it cannot be handed over any more, in a sentence; nothing where it can.
    pub over: Option<String>,
}

/// Where one hands something over: a word and an id in, an address out.
pub type HandOverUrl = fn(subject: &str, id: Uuid) -> String;

/// The kind of that name, if a feature registered it.
pub fn handed(features: &[&'static Feature], subject: &str) -> Option<&'static HandedOver> {
    features.iter().filter_map(|feature| feature.handed.as_ref()).find(|handed| handed.subject == subject)
}

/// Where one hands over, if a feature of this Tend does that.
pub fn hand_over_url(features: &[&Feature], subject: &str, id: Uuid) -> Option<String> {
    features.iter().find_map(|feature| feature.hand_over).map(|url| url(subject, id))
}

/// Tells every feature that something which can be handed over is somebody else's now. The verb that gives it calls this; of a client the
/// hook of owners tells already.
pub fn changed_hands(tx: &Tx, subject: &str, id: Uuid, to: MemberId) -> Result<()> {
    for changed_hands in tx.features.iter().filter_map(|feature| feature.changed_hands) {
        changed_hands(tx, subject, id, to)?;
    }
    Ok(())
}

/// How many lines a part has at most: a briefing is read.
const MOST_LINES: usize = 8;

/// The briefing about a thing, as text that can be changed: a heading for each part, a line for each fact.
pub fn briefing(
    features: &[&'static Feature],
    db: &Conn,
    actor: &Actor,
    about: (&HandedOver, Uuid),
    now: Timestamp,
) -> Result<String> {
    let (kind, id) = about;
    let client = (kind.find)(db, actor, id)?.client;
    let mut lines = match kind.briefing {
        Some(of_thing) => of_thing(db, actor, id, now)?,
        None => Vec::new(),
    };
    for of_feature in features.iter().filter_map(|feature| feature.briefing) {
        lines.extend(of_feature(db, actor, client, now)?);
    }
    Ok(text(&lines))
}

/// Lines below their headings; a part without lines is left out.
pub fn text(lines: &[BriefingLine]) -> String {
    let parts = Part::ALL.iter().filter_map(|part| {
        let of_part = lines.iter().filter(|line| line.part == *part && !line.words.trim().is_empty());
        let said: Vec<String> =
            of_part.take(MOST_LINES).map(|line| format!("– {}", in_one_line(&line.words))).collect();
        (!said.is_empty()).then(|| format!("{}\n{}", part.label(), said.join("\n")))
    });
    parts.collect::<Vec<_>>().join("\n\n")
}

/// The longest line, in characters.
const LONGEST_LINE: usize = 240;

fn in_one_line(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST_LINE {
        return line;
    }
    let cut: String = line.chars().take(LONGEST_LINE).collect();
    format!("{}…", cut.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_briefing_has_its_parts_in_order_and_no_empty_one() {
        let lines = [
            BriefingLine::new(Part::Open, "The clinic waits\nfor a quote"),
            BriefingLine::new(Part::Who, "A touring bike"),
            BriefingLine::new(Part::Who, " "),
        ];
        assert_eq!(text(&lines), "Who they are\n– A touring bike\n\nWhat is open\n– The clinic waits for a quote");
        assert_eq!(text(&[]), "");
        let long = text(&[BriefingLine::new(Part::Known, "word ".repeat(200))]);
        assert!(long.ends_with('…') && long.chars().count() < 280, "{long}");
        let many: Vec<_> = (0..30).map(|number| BriefingLine::new(Part::Known, number.to_string())).collect();
        assert_eq!(text(&many).lines().count(), MOST_LINES + 1);
    }
}
