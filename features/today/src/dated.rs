//! When the promises of a line are due: each by its own words, by those that follow in the same breath, or by what was answered.

use tend_core::{Actor, Result, Timestamp, db::Conn};
use tend_promises::{Due, due, store::Place};

use crate::log::{self, Promised};

/// What was promised without a time, and why the answer could not be read.
pub(crate) struct Undated {
    /// The deeds.
    pub words: String,
    /// Why.
    pub problem: Option<String>,
}

/// What was promised and when, in the zone of the writer's place: from the words themselves, from those that follow in the same
/// breath (“send photos and call back by Friday”), or from the answer.
pub(crate) fn by_when(
    db: &Conn,
    actor: &Actor,
    promised: &[Promised],
    answer: &str,
    now: Timestamp,
) -> Result<Result<Vec<(String, Due)>, Undated>> {
    if promised.is_empty() {
        return Ok(Ok(Vec::new()));
    }
    let place = tend_promises::store::colleague(db, actor, actor.me()?)?.place;
    let mut dated: Vec<(String, Option<Due>)> = Vec::new();
    for one in promised.iter().rev() {
        let next = dated.last().and_then(|(_, due)| *due).filter(|_| one.goes_on);
        dated.push(match own_time(&one.words, &place, now) {
            Some((deed, due)) => (deed, Some(due)),
            None => (one.words.clone(), next),
        });
    }
    dated.reverse();
    let open: Vec<&str> = dated.iter().filter(|(_, due)| due.is_none()).map(|(deed, _)| deed.as_str()).collect();
    let words = open.join(", and ");
    let answered = match (open.is_empty(), answer.trim()) {
        (true, _) => None,
        (false, "") => return Ok(Err(Undated { words, problem: None })),
        (false, answer) => match due::read(answer, now, &place.zone, &place.closing) {
            Ok(due) => Some(due),
            Err(problem) => return Ok(Err(Undated { words, problem: Some(problem) })),
        },
    };
    Ok(Ok(dated.into_iter().filter_map(|(deed, due)| Some((deed, due.or(answered)?))).collect()))
}

/// The deed without its moment, and the moment, where the words say one.
fn own_time(words: &str, place: &Place, now: Timestamp) -> Option<(String, Due)> {
    log::moments(words).find_map(|(head, tail)| {
        let (rest, due) = due::at_end(head, now, &place.zone, &place.closing)?;
        let deed = format!("{rest} {tail}");
        // “promised Thursday” says no deed: then the words stay whole.
        Some((if deed.trim().is_empty() { words.to_owned() } else { deed.trim().to_owned() }, due))
    })
}
