//! The verbs: each checks, changes, calls, and ends with its entry, in the transaction of its caller.

mod care;
mod following;
mod naming;
mod order;

use serde_json::json;
use tend_core::{
    Error, Problems, Result, Tx,
    id::{ClientId, EntryId},
    timeline::{self, Strand},
};

use crate::goal::{CADENCE_DAYS, Goal, GoalId, Help, Mark, NO_WORD};
use following::{Telling, change, contact, for_change, tell};

pub use care::{erased, helped, helped_undone, member_left, owner_changed};
pub use naming::{NewGoal, name, take_back_naming};
pub use order::{earlier, later, rank, serve};

/// The longest words of a goal, in characters.
pub const MOST_WORDS: usize = 500;
/// The longest of what is told around it, in characters.
pub const MOST_TOLD: usize = 2000;
/// So many open goals one client has at most.
pub const MOST_OPEN: usize = 100;

/// What of a goal can be written anew.
#[derive(Clone, Debug, Default)]
pub struct Wording {
    /// What they want to do, in their words.
    pub words: String,
    /// Who said it.
    pub said_by: String,
    /// Why it matters to them.
    pub why: String,
    /// How they will know that it worked.
    pub measure: String,
    /// By when they want it: a day, or empty.
    pub wanted_by: String,
    /// After so many days without a move it calls; empty: as it is.
    pub cadence_days: String,
}

/// The texts of a goal, tidy and fit to be kept.
struct Tidy {
    words: String,
    said_by: String,
    why: String,
    measure: String,
    wanted_by: Option<tend_core::Day>,
    cadence_days: i64,
}

impl Wording {
    fn tidy(&self, usual_cadence: i64) -> Result<Tidy> {
        let mut problems = Problems::default();
        let words = match self.words.trim() {
            "" => Err("What do they want to do? Their words, as short as they were.".to_owned()),
            text => fits(text, MOST_WORDS),
        };
        let words = problems.take("words", words);
        let said_by = problems.take("said_by", fits(&self.said_by, 100));
        let why = problems.take("why", fits(&self.why, MOST_TOLD));
        let measure = problems.take("measure", fits(&self.measure, MOST_TOLD));
        let day = match self.wanted_by.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| "That is no day. Pick one, or leave it empty.".to_owned()),
        };
        let wanted_by = problems.take("wanted_by", day);
        let days = match self.cadence_days.trim() {
            "" => Ok(usual_cadence),
            text => text
                .parse::<i64>()
                .ok()
                .filter(|days| CADENCE_DAYS.contains(days))
                .ok_or_else(|| "Say a number of days, up to two years.".to_owned()),
        };
        let cadence_days = problems.take("cadence_days", days);
        problems.none()?;
        Ok(Tidy {
            words: words.unwrap_or_default(),
            said_by: said_by.unwrap_or_default(),
            why: why.unwrap_or_default(),
            measure: measure.unwrap_or_default(),
            wanted_by: wanted_by.flatten(),
            cadence_days: cadence_days.unwrap_or(usual_cadence),
        })
    }
}

fn fits(text: &str, most: usize) -> Result<String, String> {
    let text = text.trim();
    match text.chars().count() {
        length if length > most => Err(format!("That is {length} characters long. Say it in {most} or fewer.")),
        _ if text.contains('\0') => Err("There is a character in it that cannot be kept.".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

fn told(field: &str, text: &str) -> Result<String> {
    fits(text, MOST_TOLD).map_err(|message| Error::invalid(field, message))
}

/// Writes anew what they want, why, how they will know, and by when.
pub fn reword(tx: &Tx, id: GoalId, wording: &Wording, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let Tidy { words, said_by, why, measure, wanted_by, cadence_days } = wording.tidy(before.cadence_days)?;
    let after = Goal { words, said_by, why, measure, wanted_by, cadence_days, ..before.clone() };
    if after == before {
        return Ok(());
    }
    change(tx, &before, &after)?;
    tell(tx, &after, Telling::new(tx, "goals.reworded", &after.words).before(&before.words));
    Ok(())
}

/// Something is being done about it; they may have said a word.
pub fn begin(tx: &Tx, id: GoalId, their_word: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let word = told("their_word", their_word)?;
    let after = before.begun(&word, tx.now)?;
    change(tx, &before, &after)?;
    contact(tx, &after, &word)?;
    tell(tx, &after, Telling::new(tx, "goals.underway", &word));
    Ok(())
}

/// They said how it goes.
pub fn speak_of(tx: &Tx, id: GoalId, their_word: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let word = told("their_word", their_word)?;
    if word.is_empty() {
        return Err(Error::invalid("their_word", "What did they say? Their own words, as short as they were."));
    }
    let after = before.spoken_of(&word, tx.now)?;
    change(tx, &before, &after)?;
    contact(tx, &after, &word)?;
    tell(tx, &after, Telling::new(tx, "goals.word", &word));
    Ok(())
}

/// They said, in these words, that they are there.
pub fn attain(tx: &Tx, id: GoalId, their_word: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let word = told("their_word", their_word)?;
    if word.is_empty() {
        return Err(Error::invalid("their_word", NO_WORD));
    }
    let mark = mark(tx);
    let after = before.attained(&word, mark)?;
    end(tx, &before, &after, mark, ("goals.attained", &word))
}

/// They do not want it any more; they may have said why.
pub fn let_go(tx: &Tx, id: GoalId, their_word: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let word = told("their_word", their_word)?;
    let mark = mark(tx);
    let after = before.let_go(&word, mark)?;
    end(tx, &before, &after, mark, ("goals.let_go", &word))
}

fn mark(tx: &Tx) -> Mark {
    Mark { at: tx.now, by: tx.actor.member, entry: tx.new_id() }
}

fn end(tx: &Tx, before: &Goal, after: &Goal, mark: Mark, (kind, word): (&'static str, &str)) -> Result<()> {
    change(tx, before, after)?;
    contact(tx, after, word)?;
    tell(tx, after, Telling::new(tx, kind, word).told_by(mark.entry));
    Ok(())
}

/// They want it after all, or are not there yet. It stands last among theirs.
pub fn take_up_again(tx: &Tx, id: GoalId, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    if before.is_open() {
        return Ok(());
    }
    let after = before.taken_up_again(tx.now)?;
    change(tx, &before, &after)?;
    tell(tx, &after, Telling::new(tx, "goals.again", ""));
    Ok(())
}

/// What helps them there: something of ours, of another's, or nothing bought.
pub fn helped_by(tx: &Tx, id: GoalId, help: Help, words: &str, seen: Option<i64>) -> Result<()> {
    let before = for_change(tx, id, seen)?;
    let words = told("help_words", words)?;
    let after = before.helped_by(help, &words);
    if after == before {
        return Ok(());
    }
    change(tx, &before, &after)?;
    tell(tx, &after, Telling::new(tx, "goals.help", &words).with("help", json!(help)));
    Ok(())
}

/// May this entry be quoted on that client's page: is it theirs, or that of somebody who belongs to them?
pub fn quotable(
    db: &tend_core::db::Conn,
    actor: &tend_core::Actor,
    client: ClientId,
    entry: EntryId,
) -> Result<timeline::Entry> {
    let entry = timeline::store::find(db, actor.workspace, entry)?;
    let theirs = entry.client.ok_or(Error::NotFound)?;
    if matches!(entry.strand, Strand::Book | Strand::Unseen) {
        return Err(Error::NotFound);
    }
    let belongs = || -> Result<bool> {
        let people = tend_clients::store::people_of(db, actor, client, 500)?;
        Ok(people.iter().any(|one| one.person == theirs))
    };
    if theirs == client || belongs()? { Ok(entry) } else { Err(Error::NotFound) }
}
