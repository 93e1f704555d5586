//! Making it right: a gesture is given within one's allowance, or asked for above it; a coach or an admin answers.

use serde_json::json;
use tend_core::{
    Error, Problems, Result, Role, Tx, calls,
    id::MemberId,
    money::Money,
    timeline::{NewEntry, Strand},
};

use super::following::{Telling, for_change, in_few_words, somebody_was_faster, write};
use crate::{
    calls::{APPROVE, of_gesture},
    gesture::{Gesture, GestureId, GestureKind, Rule, Standing, in_words as worth_in_words},
    problem::{LONGEST_TITLE, Problem, ProblemId, in_words},
    store,
};

/// A gesture somebody wants to make.
#[derive(Clone, Debug)]
pub struct NewGesture {
    /// What.
    pub kind: GestureKind,
    /// What, in words.
    pub words: String,
    /// What it is worth.
    pub worth: Money,
    /// Why, where it is more than they may give; may be empty.
    pub why: String,
}

/// Gives something to make it right, within what one may give; above that a coach or an admin is asked, and who is one needs to ask
/// nobody. The version seen keeps a double click from giving twice.
pub fn give_gesture(tx: &Tx, id: ProblemId, new: &NewGesture, seen: Option<i64>) -> Result<Gesture> {
    let problem = for_change(tx, id, seen)?;
    let me = tx.actor.me()?;
    let words = checked(tx, new)?;
    let allowance = store::allowance(tx, &tx.actor, id, me)?;
    let is_free = tx.actor.role >= Role::Coach || allowance.covers(new.worth);
    let why = in_few_words("why", &new.why)?;
    if !is_free && why.is_empty() {
        return Err(Error::invalid(
            "why",
            format!(
                "That is more than the {} you may still give without asking. Say why, and a coach or an admin answers.",
                worth_in_words(allowance.left())
            ),
        ));
    }
    let gesture = Gesture {
        id: tx.new_id(),
        problem: id,
        kind: new.kind,
        words,
        worth: new.worth,
        standing: if is_free { Standing::Given } else { Standing::Asked },
        why,
        asked_at: tx.now,
        asked_by: me,
        asked_by_name: tx.actor.name.clone(),
        answered_at: None,
        answered_by: None,
        answer: String::new(),
        version: 1,
    };
    // Its own row counts too: of two who give at once, the later looks again at what is left.
    if !store::save(tx, &problem)? {
        return Err(somebody_was_faster());
    }
    store::insert_gesture(tx, &gesture)?;
    call_coaches(tx, &problem, &gesture)?;
    let kind = if is_free { "problems.gesture" } else { "problems.gesture_asked" };
    tell(tx, &problem, &gesture, kind, if is_free { &gesture.words } else { &gesture.why });
    Ok(gesture)
}

fn checked(tx: &Tx, new: &NewGesture) -> Result<String> {
    let mut problems = Problems::default();
    let asked = Some("What do you give them?");
    let words = problems.take("words", in_words(new.words.trim(), LONGEST_TITLE, asked)).unwrap_or_default();
    let currency = store::rule(tx, &tx.actor)?.each.currency;
    if new.worth.currency != currency {
        problems.add("worth", format!("Say what it is worth in {currency}."));
    }
    if new.worth.minor < 0 {
        problems.add("worth", "Say what it is worth: nothing, or more.");
    }
    problems.none()?;
    Ok(words)
}

/// A coach or an admin answers; of two at once the first answer stands, and the other is told.
pub fn answer_gesture(tx: &Tx, problem: ProblemId, id: GestureId, yes: bool, words: &str) -> Result<()> {
    tx.actor.must_be(Role::Coach)?;
    let problem = store::find(tx, &tx.actor, problem)?;
    let before = store::gesture(tx, &tx.actor, problem.id, id)?;
    let me = tx.actor.me()?;
    let words = in_few_words("answer", words)?;
    let standing = if yes { Standing::Given } else { Standing::Refused };
    if before.answered_by == Some(me) && before.standing == standing {
        return Ok(());
    }
    if let Some(other) = before.answered_by {
        let name = store::member_name(tx, &tx.actor, other)?;
        let said = if before.standing == Standing::Given { "yes" } else { "no" };
        return Err(Error::Conflict(format!("{name} said {said} a moment before you. Nothing else was changed.")));
    }
    let after = before.answered(yes, me, tx.now, words)?;
    if !store::answer_gesture(tx, &after)? {
        return Err(somebody_was_faster());
    }
    calls::settle(tx, APPROVE.name, id.0)?;
    let kind = if yes { "problems.gesture_granted" } else { "problems.gesture_refused" };
    tell(tx, &problem, &after, kind, &after.answer);
    Ok(())
}

/// Whoever can answer is called while it waits.
fn call_coaches(tx: &Tx, problem: &Problem, gesture: &Gesture) -> Result<()> {
    if gesture.standing != Standing::Asked {
        return Ok(());
    }
    let coaches = store::colleagues(tx, &tx.actor)?.into_iter();
    for coach in coaches.filter(|one| one.role >= Role::Coach && one.id != gesture.asked_by) {
        calls::raise(tx, &of_gesture(problem, gesture, coach.id))?;
    }
    Ok(())
}

/// A coach leaves: whatever waits for an answer calls those who stay.
pub(super) fn coach_left(tx: &Tx, gone: MemberId) -> Result<()> {
    for gesture in store::gestures_asked(tx, &tx.actor)? {
        let problem = store::find(tx, &tx.actor, gesture.problem)?;
        calls::settle(tx, APPROVE.name, gesture.id.0)?;
        let coaches = store::colleagues(tx, &tx.actor)?.into_iter();
        let stay = coaches.filter(|one| one.role >= Role::Coach && one.id != gesture.asked_by && one.id != gone);
        for coach in stay {
            calls::raise(tx, &of_gesture(&problem, &gesture, coach.id))?;
        }
    }
    Ok(())
}

fn tell(tx: &Tx, problem: &Problem, gesture: &Gesture, kind: &'static str, text: &str) {
    let more = json!({
        "gesture": gesture.words,
        "worth": worth_in_words(gesture.worth),
        "asked_by": gesture.asked_by_name,
    });
    write(tx, Telling { problem, entry: tx.new_id(), kind, text, more });
}

/// An admin sets what each may give for one problem without asking.
pub fn set_rule(tx: &Tx, new: &Rule) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    if new.each.minor < 0 {
        return Err(Error::invalid("each", "Say nothing, or more."));
    }
    if *new == store::rule(tx, &tx.actor)? {
        return Ok(());
    }
    match new.version {
        0 => store::insert_rule(tx, new)?,
        _ => store::update_rule(tx, new)?,
    }
    note(tx, "problems.allowance", format!("{} for each", worth_in_words(new.each)));
    Ok(())
}

/// An admin sets what one member may give; nothing: what holds for all.
pub fn set_allowance(tx: &Tx, member: MemberId, minor: Option<i64>) -> Result<()> {
    tx.actor.must_be(Role::Admin)?;
    let colleague = store::colleague(tx, &tx.actor, member)?;
    if minor.is_some_and(|minor| minor < 0) {
        return Err(Error::invalid("own", "Say nothing, or more."));
    }
    if store::own_allowance(tx, &tx.actor, member)?.map(|(minor, _)| minor) == minor {
        return Ok(());
    }
    match minor {
        Some(minor) => store::put_allowance(tx, member, minor)?,
        None => store::delete_allowance(tx, member)?,
    }
    note(tx, "problems.allowance", colleague.name);
    Ok(())
}

fn note(tx: &Tx, kind: &'static str, text: String) {
    tx.entry(NewEntry {
        client: None,
        kind,
        strand: Strand::Book,
        happened_at: tx.now,
        subject: None,
        text,
        body: json!({}),
    });
}
