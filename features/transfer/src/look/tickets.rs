//! Whose the problems of a list are, and whose what was said about them: before anything of it is in the book.

use tend_core::{Actor, App, Result};

use super::AT_ONCE;
use crate::{actions, import::LookedThrough, reading::ticket::Ticket, work::Looked};

/// Counts those that are of nobody in the book.
pub(super) async fn find_their_clients(
    app: &App,
    actor: Option<&Actor>,
    looked: &Looked,
    tickets: Vec<Ticket>,
    found: &mut LookedThrough,
) -> Result<()> {
    let Some(program) = looked.survey.recognized else { return Ok(()) };
    for part in tickets.chunks(AT_ONCE) {
        let (part, actor) = (part.to_vec(), actor.cloned());
        let reasons = app.read(move |db| {
            let reason = |ticket: &Ticket| actions::homeless_ticket(db, actor.as_ref(), program, ticket);
            part.iter().map(reason).collect::<Result<Vec<_>>>()
        });
        for homeless in reasons.await?.into_iter().flatten() {
            found.homeless += 1;
            found.refused += 1;
            if found.first_homeless.is_empty() {
                found.first_homeless = homeless;
            }
        }
    }
    Ok(())
}
