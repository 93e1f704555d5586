//! Problems on a client's page: what is open, and taking one in while one writes.

use maud::{Markup, html};
use tend_core::{
    Actor, Error, Result, Timestamp, Tx,
    db::Conn,
    feature::{ComposerTab, OpenLine},
    id::ClientId,
    merging::Newer,
    serve_first::Reason,
    ui::{self, Icon, choice, link, select},
};
use tend_promises::moment;

use crate::{
    actions::{self, Hands, NewProblem},
    pages::url,
    problem::{Problem, ProblemId, Severity, State},
    store,
};

/// As many open problems as one client's page shows.
const MOST_OPEN: i64 = 50;

/// What is open between us and this client.
pub fn open(db: &Conn, actor: &Actor, client: ClientId, now: Timestamp) -> Result<Vec<OpenLine>> {
    let open = store::of_client_open(db, actor, client, MOST_OPEN)?;
    open.iter().map(|problem| open_line(db, actor, problem, now)).collect()
}

/// What went wrong for them after this id: it goes with them, or stays, when two clients are taken apart.
pub fn newer(db: &Conn, actor: &Actor, client: ClientId, after: uuid::Uuid) -> Result<Vec<Newer>> {
    let problems = store::newer(db, actor, client, after, MOST_OPEN)?;
    Ok(problems.into_iter().map(|one| Newer { id: one.id.0, what: "A problem", words: one.title }).collect())
}

/// Which of these clients are not safe yet, or still have the cause of what hurt them.
pub fn serve_first(db: &Conn, actor: &Actor, clients: &[ClientId], _: Timestamp) -> Result<Vec<(ClientId, Reason)>> {
    let first = store::coming_first(db, actor, clients)?;
    let reason = |problem: Problem| {
        let reason = Reason {
            subject: problem.id.0,
            what: format!("“{}”", problem.title),
            since: problem.begun_at,
            icon: Icon::Problem,
            go: "Go to the problem",
            href: url(problem.id),
        };
        (problem.client, reason)
    };
    Ok(first.into_iter().map(reason).collect())
}

fn open_line(db: &Conn, actor: &Actor, problem: &Problem, now: Timestamp) -> Result<OpenLine> {
    let is_mine = actor.member == Some(problem.owner);
    let who = if is_mine {
        "You look".to_owned()
    } else {
        format!("{} looks", moment::given_name(&store::member_name(db, actor, problem.owner)?))
    };
    let since = moment::on_day(problem.begun_at.day_in(&actor.zone), now.day_in(&actor.zone));
    Ok(OpenLine {
        icon: Icon::Problem,
        title: problem.title.clone(),
        detail: format!("{}, {}. {who} after it since {since}", problem.called(), standing(problem.state)),
        href: url(problem.id),
        due_at: problem.due_at().unwrap_or(problem.begun_at),
        waiting: problem.comes_first() || problem.is_late(now),
        actions: actor.may_write().is_ok().then(|| html! { (link("Go on with it", url(problem.id)).small()) }),
    })
}

/// How it stands, inside a sentence.
pub(crate) fn standing(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Contained => "they are safe",
        State::Fixed => "fixed",
        State::MadeRight => "made right, to be asked",
        State::Settled => "settled",
    }
}

/// The tab of the composer.
pub const TAB: ComposerTab = ComposerTab {
    kind: "problem",
    label: "Problem",
    icon: Icon::Problem,
    fields,
    write: |tx, client, text, form| write(tx, client, text, form).map(drop),
};

fn fields(_: &Actor, _: Timestamp) -> Markup {
    html! {
        div class="more-fields for-problem" {
            (severity_field("composer", Severity::Hinders, None))
            (hands_field("composer", Hands::Mine, None))
            (they_know_field(false))
        }
    }
}

/// How bad it is for them.
pub(crate) fn severity_field(prefix: &'static str, chosen: Severity, problem: Option<&str>) -> Markup {
    let choices = Severity::ALL.iter().map(|one| choice(one.word(), one.label(), *one == chosen)).collect();
    html! { (select("severity", "How bad is it for them?", choices).prefix(prefix).error(problem)) }
}

/// Who looks after it.
pub(crate) fn hands_field(prefix: &'static str, chosen: Hands, problem: Option<&str>) -> Markup {
    let choices = vec![
        choice(Hands::Mine.word(), "I do", chosen == Hands::Mine),
        choice(Hands::Owner.word(), "Who looks after them", chosen == Hands::Owner),
    ];
    html! { (select("hands", "Who looks after it?", choices).prefix(prefix).error(problem)) }
}

/// Whether the first word is said.
pub(crate) fn they_know_field(is_so: bool) -> Markup {
    let words = choice("yes", "They told me themselves and know who looks after it", is_so);
    ui::checkbox("they_know", &words)
}

/// Takes in a problem of this client, from the form of the composer.
pub(crate) fn write(tx: &Tx, client: ClientId, text: &str, form: &[(String, String)]) -> Result<ProblemId> {
    let typed = |name: &str| form.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    let new = NewProblem {
        hands: read_hands(typed("hands"))?,
        they_know: typed("they_know") == "yes",
        ..NewProblem::new(client, text, read_severity(typed("severity"))?)
    };
    actions::take_in(tx, &new)
}

/// Reads how bad it is; nothing chosen is the middle.
pub(crate) fn read_severity(text: &str) -> Result<Severity> {
    if text.is_empty() {
        return Ok(Severity::Hinders);
    }
    text.parse().map_err(|_| Error::invalid("severity", "Choose how bad it is for them."))
}

/// Reads who looks after it; nothing chosen is who writes.
pub(crate) fn read_hands(text: &str) -> Result<Hands> {
    if text.is_empty() {
        return Ok(Hands::Mine);
    }
    text.parse().map_err(|_| Error::invalid("hands", "Choose who looks after it."))
}
