//! Who is told at once how a handoff stands: who is asked, whose it is, and who asked for them; but for who did it. It may stand on a lock
//! screen, so it names neither client nor colleague.

use tend_core::{
    Tx,
    push::{self, Notice},
};

use crate::handoff::{Handoff, State};

/// What an end, or the asking, tells at once.
pub(super) fn of(tx: &Tx, handoff: &Handoff) {
    let tell = |member, words: &str| {
        let mark = format!("handoff:{}", handoff.id);
        push::tell(tx, member, Notice { words: words.to_owned(), href: crate::pages::url(handoff.id), mark });
    };
    let answered = match handoff.state {
        State::Waiting => return tell(handoff.to, "You are asked to take something over"),
        State::Withdrawn => return tell(handoff.to, "What you were asked to take over was taken back"),
        State::Accepted => "They said yes to what you hand over",
        State::Declined => "They said no to what you hand over",
        State::Unanswered => "Nobody answered in time to what you hand over",
        State::Overtaken => {
            tell(handoff.to, "What you were asked to take over needs no answer any more");
            "What you hand over needs no answer any more"
        }
    };
    tell(handoff.from, answered);
    if let Some(asked_by) = handoff.asked_by.filter(|asked_by| *asked_by != handoff.from) {
        tell(asked_by, answered);
    }
}
