//! Asking a colleague: whom, and the briefing that Tend wrote, to be changed before it is sent.

use maud::{Markup, html};
use tend_core::{
    Problem, Result, Role,
    auth::members,
    db::Conn,
    house,
    id::MemberId,
    ui::{self, Icon, Tone, button, choice, field, hidden, link, notice, page_head, problems_of_form, select, tools},
    web::Visit,
};

use super::{Asking, LIST};
use crate::{actions, handoff::given, store};

/// What the form is drawn from.
pub(super) struct New {
    pub asking: Asking,
    /// What is handed over.
    pub about: String,
    /// Its page.
    pub href: String,
    /// Whose it is.
    pub owner: (MemberId, String),
    /// Is it the visitor's own?
    pub is_mine: bool,
    /// Those who can be asked.
    pub colleagues: Vec<(MemberId, String)>,
    /// Those who are away just now, by name.
    pub away: Vec<String>,
    pub answer_days: i64,
}

pub(super) fn load(db: &Conn, visit: &Visit, asking: &Asking) -> Result<New> {
    let actor = &visit.actor;
    let about = (asking.subject.as_str(), asking.thing()?);
    let (handed, briefing) = actions::draft(db, actor, visit.app.features, about, visit.now)?;
    let hands = house::away::hands(db, actor, visit.now)?;
    let present = members::present(db, actor.workspace)?;
    let others: Vec<_> =
        present.into_iter().filter(|other| other.id != handed.owner && other.role != Role::Guest).collect();
    let (there, away): (Vec<_>, Vec<_>) = others.into_iter().partition(|other| hands.is_there(other.id));
    let briefing = if asking.briefing.is_empty() { briefing } else { asking.briefing.clone() };
    Ok(New {
        asking: Asking { briefing, ..asking.clone() },
        owner: (handed.owner, members::find(db, actor.workspace, handed.owner)?.name),
        is_mine: actor.member == Some(handed.owner),
        about: handed.words,
        href: handed.href,
        colleagues: there.into_iter().map(|other| (other.id, other.name)).collect(),
        away: away.into_iter().map(|other| other.name).collect(),
        answer_days: store::settings(db, actor.workspace)?.answer_days,
    })
}

pub(super) fn view(new: &New, problems: &[Problem], conflict: Option<&str>) -> Markup {
    let title = format!("Hand over {}", new.about);
    let owner = if new.is_mine { "you".to_owned() } else { given(&new.owner.1).to_owned() };
    let main = html! {
        (page_head(&title).under("Handing over", LIST).under(&new.about, new.href.as_str()).here("Hand over")
            .lede(html! { "Until they say yes, all stays with " (owner) ". They have " (days(new.answer_days)) " for an answer." }))
        @if let Some(sentence) = conflict { div role="alert" { (notice(Tone::Honey, Icon::Info, html! { p data-focus tabindex="-1" { (sentence) } })) } }
        @if new.colleagues.is_empty() {
            (ui::nothing("Nobody is there who could take over. Once a colleague is back, ask them here."))
        } @else { (form(new, problems)) }
    };
    ui::page(ui::Width::Narrow, main)
}

fn days(days: i64) -> String {
    if days == 1 { "one opening day".to_owned() } else { format!("{days} opening days") }
}

fn form(new: &New, problems: &[Problem]) -> Markup {
    let about = |field| Problem::about(problems, field);
    let chosen = new.asking.to.as_str();
    let ids: Vec<String> = new.colleagues.iter().map(|(id, _)| id.to_string()).collect();
    let nobody = choice("", "Choose a colleague", chosen.is_empty());
    let choices = new.colleagues.iter().zip(&ids).map(|((_, name), id)| choice(id, name, id == chosen));
    let away = match new.away.as_slice() {
        [] => String::new(),
        [one] => format!("{one} is away just now."),
        several => format!("{} are away just now.", members::in_words(several)),
    };
    let to = select("to", "Who takes over?", std::iter::once(nobody).chain(choices).collect());
    let to = if away.is_empty() { to } else { to.hint(&away) };
    html! {
        form.handoff-form id="handoff" method="post" action=(LIST) data-frag {
            (problems_of_form("", &Problem::pairs(problems)))
            (hidden("subject", &new.asking.subject))
            (hidden("thing", &new.asking.thing))
            (to.error(about("to")).required())
            div.briefing-field {
                (field("briefing", "What they should know").our_words().hint("Tend wrote this from the book. Change what you like before it is sent.")
                    .value(&new.asking.briefing).error(about("briefing")).required())
            }
            (tools(html! {
                (button("Ask them").primary().icon(Icon::Handoff))
                (link("Leave it as it is", new.href.as_str()).quiet())
            }))
        }
    }
}
