//! A problem in other hands: what a colleague should read before they say yes, and how it is given.

use tend_core::{
    Actor, Result, Timestamp, Tx,
    briefing::{BriefingLine, Handed, HandedOver, Part},
    db::Conn,
    id::{ClientId, MemberId},
};
use tend_promises::moment;
use uuid::Uuid;

use crate::{
    actions,
    client::standing,
    pages::url,
    problem::{Problem, ProblemId},
    store,
};

/// The word for it among what can be handed over.
pub(crate) const SUBJECT: &str = "problem";
/// One problem can be handed over.
pub(crate) const HANDED: HandedOver = HandedOver { subject: SUBJECT, find, give, briefing: Some(about) };
/// As many problems of a client as a briefing tells.
const FEW: i64 = 4;

fn find(db: &Conn, actor: &Actor, id: Uuid) -> Result<Handed> {
    let problem = store::find(db, actor, ProblemId(id))?;
    let over = (!problem.is_open()).then(|| format!("{} is settled.", problem.called()));
    Ok(Handed {
        client: problem.client,
        href: url(problem.id),
        owner: problem.owner,
        words: format!("{}: {}", problem.called(), problem.title),
        over,
    })
}

fn give(tx: &Tx, id: Uuid, to: MemberId) -> Result<()> {
    actions::give(tx, ProblemId(id), to, None)
}

/// What went wrong and how far it is.
fn about(db: &Conn, actor: &Actor, id: Uuid, now: Timestamp) -> Result<Vec<BriefingLine>> {
    let problem = store::find(db, actor, ProblemId(id))?;
    let mut lines = vec![line(actor, &problem, now)];
    if !problem.words.is_empty() {
        lines.push(BriefingLine::new(Part::Open, format!("As it was told: {}", problem.words)));
    }
    for touch in store::touches(db, actor, problem.id)? {
        lines.push(BriefingLine::new(Part::Known, format!("It touches {}", touch.words)));
    }
    if let Some(cause) = problem.cause {
        lines.push(BriefingLine::new(Part::Known, format!("Behind it: {}", store::cause_name(db, actor, cause)?)));
    }
    Ok(lines)
}

/// What is open of all that went wrong for a client.
pub(crate) fn of_client(db: &Conn, actor: &Actor, client: ClientId, now: Timestamp) -> Result<Vec<BriefingLine>> {
    let open = store::of_client_open(db, actor, client, FEW)?;
    Ok(open.iter().map(|problem| line(actor, problem, now)).collect())
}

fn line(actor: &Actor, problem: &Problem, now: Timestamp) -> BriefingLine {
    let since = moment::on_day(problem.begun_at.day_in(&actor.zone), now.day_in(&actor.zone));
    let words = format!("{}: {}, since {since}, {}", problem.called(), problem.title, standing(problem.state));
    BriefingLine::new(Part::Open, words)
}
