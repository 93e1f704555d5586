//! What is worth a look before anything is brought in: groups of rows, each with the choices there are.

use axum::{Form, extract::Path, response::Response};
use maud::{Markup, html};
use serde::Deserialize;
use tend_core::{
    Error, Result,
    id::MemberId,
    ui::{self, Icon, OpenMatter, Tone, choice},
    web::{Visit, see_other},
};

use super::{number, url};
use crate::{
    actions,
    import::{Brings, Import, ImportId, LookedThrough, Owners},
};

/// The groups; nothing where there is nothing to look at.
pub(crate) fn worth_view(import: &Import, open: i64, members: &[(MemberId, String)]) -> Option<Markup> {
    let looked = &import.looked_through;
    let groups = match import.brings() {
        Brings::Clients => vec![
            alike(import, looked, open),
            unreachable(import, looked),
            kept_as_text(looked),
            ownerless(import, looked, members),
            rhythm(import, looked),
        ],
        Brings::Entries | Brings::Links | Brings::Problems => vec![homeless(looked)],
    };
    let groups: Vec<Markup> = groups.into_iter().flatten().collect();
    let sentences: Vec<&String> = looked.strangers.iter().chain(&import.warnings).collect();
    if groups.is_empty() && sentences.is_empty() {
        return None;
    }
    let inside = html! {
        @for group in groups { (group) }
        @if looked.rows < import.rows && looked.rows > 0 {
            p.meta { "These are of the first " (number(looked.rows)) " rows. The rest is checked in the same way while it comes in"
                @if import.brings() == Brings::Clients { ": whoever looks like somebody is created and marked" } "." }
        }
        @if !sentences.is_empty() { ul.ruled { @for sentence in sentences { li { (sentence) } } } }
    };
    Some(ui::block("worth", "Worth a look before we start", None, inside))
}

fn group(id: &str, icon: Icon, title: &str, note: &str, href: Option<String>, tools: Option<Markup>) -> Markup {
    ui::open_matters(&[OpenMatter {
        id: Some(id),
        icon,
        tone: Tone::Honey,
        title,
        note,
        href: href.map(ui::Url::from),
        when: ui::When::default(),
        tools,
    }])
}

fn alike(import: &Import, looked: &LookedThrough, open: i64) -> Option<Markup> {
    let page = format!("{}/alike", url(import.id));
    let title = match looked.alike {
        0 => return None,
        1 => "1 looks like somebody you already know, or like an earlier row".to_owned(),
        many => format!("{} look like people you already know, or like an earlier row", number(many)),
    };
    let named = looked.alike_names.join(", ");
    let more = looked.alike - looked.alike_names.len() as i64;
    let who = if more > 0 { format!("{named} and {} more", number(more)) } else { named };
    let answered = match looked.alike - open {
        0 if open == 1 => "Without an answer it is created and marked.".to_owned(),
        0 => "Without an answer they are created and marked.".to_owned(),
        1 if open == 0 => "It is answered.".to_owned(),
        many if open == 0 => format!("All {} are answered.", number(many)),
        many if open == 1 => format!("{} answered; the other one is created and marked.", number(many)),
        many => format!("{} answered; the others are created and marked.", number(many)),
    };
    let tools = ui::link("Compare side by side", page.clone()).small();
    Some(group("alike", Icon::Clients, &title, &format!("{who}. {answered}"), Some(page), Some(html! { (tools) })))
}

/// What happened with nobody who is in the book.
fn homeless(looked: &LookedThrough) -> Option<Markup> {
    let title = match looked.homeless {
        0 => return None,
        1 => "1 row tells of nobody who is in the book".to_owned(),
        many => format!("{} rows tell of nobody who is in the book", number(many)),
    };
    let note = format!(
        "The first: {}. Such rows are refused and lost by nobody: the same file can come again.",
        looked.first_homeless
    );
    Some(group("homeless", Icon::Clients, &title, &note, None, None))
}

fn unreachable(import: &Import, looked: &LookedThrough) -> Option<Markup> {
    if looked.unreachable == 0 {
        return None;
    }
    let is_out = looked.leave_out_unreachable;
    let title = match looked.unreachable {
        1 => "1 has no mail and no phone".to_owned(),
        many => format!("{} have no mail and no phone", number(many)),
    };
    let note = match (is_out, looked.unreachable) {
        (true, 1) => "It is left out.",
        (true, _) => "They are left out.",
        (false, _) => "You could still greet them in the shop.",
    };
    let press = |value: &str, words: &str, is_chosen: bool| {
        html! { button.btn.small name="unreachable" value=(value) aria-pressed=(if is_chosen { "true" } else { "false" }) { (words) } }
    };
    let tools = html! {
        form.tools method="post" action={ (url(import.id)) "/groups" } data-frag {
            (press("in", "Bring them in", !is_out)) (press("out", "Leave out", is_out))
        }
    };
    Some(group("unreachable", Icon::Mail, &title, note, None, Some(tools)))
}

fn kept_as_text(looked: &LookedThrough) -> Option<Markup> {
    let title = match looked.kept_as_text {
        0 => return None,
        1 => "1 value does not say what its column says".to_owned(),
        many => format!("{} values do not say what their columns say", number(many)),
    };
    let note = format!(
        "{} Nothing is lost: the words are kept on the client’s page, the field stays empty.",
        looked.first_kept
    );
    Some(group("kept", Icon::Calendar, &title, &note, None, None))
}

fn ownerless(import: &Import, looked: &LookedThrough, members: &[(MemberId, String)]) -> Option<Markup> {
    if looked.ownerless == 0 {
        return None;
    }
    let title = match looked.ownerless {
        1 => "1 has no owner".to_owned(),
        many => format!("{} have no owner", number(many)),
    };
    let ids: Vec<String> = members.iter().map(|(id, _)| id.to_string()).collect();
    let mut choices = vec![
        choice("", "You", looked.owners == Owners::WhoBringsThem),
        choice("place", "Whoever works at their place, in turn", looked.owners == Owners::AtTheirPlace),
    ];
    let each = members.iter().zip(&ids);
    choices.extend(each.map(|((id, name), value)| choice(value, name, looked.owners == Owners::Member(*id))));
    let tools = html! {
        form.tools method="post" action={ (url(import.id)) "/groups" } data-frag {
            (ui::select("owner", "Who looks after those without an owner", choices).bare().sends_at_once())
            noscript { (ui::button("Take this owner").small()) }
        }
    };
    Some(group("ownerless", Icon::Person, &title, "Everyone deserves one name.", None, Some(tools)))
}

/// The rhythms there are to choose from, in days.
const RHYTHMS: [(&str, &str); 6] = [
    ("14", "Every 2 weeks"),
    ("28", "Every 4 weeks"),
    ("42", "Every 6 weeks"),
    ("84", "Every 12 weeks"),
    ("182", "Every half year"),
    ("365", "Once a year"),
];

fn rhythm(import: &Import, looked: &LookedThrough) -> Option<Markup> {
    let (without, rows) = (looked.rows - looked.refused - looked.with_rhythm, looked.rows);
    if rows == 0 || without <= 0 {
        return None;
    }
    let note = match looked.with_rhythm {
        0 => "With a rhythm Today tells you whom to greet.".to_owned(),
        1 => "1 has a rhythm of its own in the list and keeps it.".to_owned(),
        many => format!("{} have a rhythm of their own in the list and keep it.", number(many)),
    };
    let days = looked.rhythm.days(looked.mapped_rhythm_days);
    let chosen = days.map(|days| days.to_string()).unwrap_or_default();
    let is_known = RHYTHMS.iter().any(|(days, _)| *days == chosen);
    let own = days.filter(|_| !is_known).map(|days| format!("Every {days} days"));
    let mut choices = vec![choice("", "Nobody by itself", chosen.is_empty())];
    choices.extend(own.as_deref().map(|words| choice(&chosen, words, true)));
    choices.extend(RHYTHMS.iter().map(|(days, words)| choice(days, words, *days == chosen)));
    let tools = html! {
        form.tools method="post" action={ (url(import.id)) "/groups" } data-frag {
            (ui::select("rhythm", "How often to greet them", choices).bare().sends_at_once())
            noscript { (ui::button("Take this rhythm").small()) }
        }
    };
    Some(group("rhythm", Icon::Clients, "How often do you like to greet them?", &note, None, Some(tools)))
}

#[derive(Deserialize)]
pub(super) struct Groups {
    rhythm: Option<String>,
    unreachable: Option<String>,
    owner: Option<String>,
}

pub(super) async fn answer(visit: Visit, Path(id): Path<ImportId>, Form(form): Form<Groups>) -> Result<Response> {
    let leave_out = form.unreachable.as_deref().map(|word| word == "out");
    let owners = form.owner.as_deref().map(owners).transpose()?;
    let rhythm = form.rhythm.as_deref().map(days).transpose()?;
    visit
        .write(move |tx| {
            if let Some(days) = rhythm {
                actions::answer_rhythm(tx, id, days)?;
            }
            match (leave_out, owners) {
                (None, None) => Ok(()),
                (leave_out, owners) => actions::answer_groups(tx, id, leave_out, owners),
            }
        })
        .await?;
    Ok(see_other(format!("{}/first", url(id))))
}

fn days(word: &str) -> Result<Option<i64>> {
    match word {
        "" => Ok(None),
        days => days.parse().map(Some).map_err(|_| Error::invalid("rhythm", "Choose how often to greet them.")),
    }
}

fn owners(word: &str) -> Result<Owners> {
    match word {
        "" => Ok(Owners::WhoBringsThem),
        "place" => Ok(Owners::AtTheirPlace),
        id => id.parse().map(Owners::Member).map_err(|_| Error::invalid("owner", "Choose somebody who works here.")),
    }
}
