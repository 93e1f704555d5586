//! Writing down a new client.

use axum::{Form, extract::Query, response::Response};
use maud::{Markup, html};
use tend_core::{
    Actor, Error, Problem, Problems, Result,
    db::Conn,
    id::{LocationId, MemberId},
    ui::{self, Choice, Icon, Tone, Width, labels},
    web::{Page, Visit, see_other},
};

use super::{
    client_url, head,
    sent::{Sent, Told as _},
};
use crate::{
    actions,
    client::{Client, ClientKind, NewClient},
    contact::{ContactKind, NewContactPoint, check_value},
    fields::CustomField,
    likeness, store,
};

/// A new client on the way into the book: what was typed, what is wrong with it, what can be chosen.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    /// What was typed.
    pub typed: Sent,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// Who can be the owner.
    pub members: Vec<(MemberId, String)>,
    /// Where they can be at home.
    pub locations: Vec<(LocationId, String)>,
    /// The workspace's custom fields.
    pub fields: Vec<CustomField>,
    /// Who owns them unless another is chosen: whoever writes.
    pub owner: String,
    /// Where they are at home unless another is chosen: where whoever writes works.
    pub place: String,
    /// Who may be there already, each with the reason.
    pub perhaps: Vec<(Client, String)>,
}

/// `GET /clients/new`
pub(super) async fn new(visit: Visit, Query(asked): Query<Sent>) -> Result<Response> {
    visit.page(move |db, visit| draft_page(db, &visit.actor, &asked, Vec::new(), false)).await
}

/// `GET /clients/alike`: who may be there already, asked while somebody types.
pub(super) async fn alike(visit: Visit, Query(asked): Query<Sent>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            visit.actor.may_write()?;
            let perhaps = perhaps(db, &visit.actor, &asked)?;
            Ok(Page::new("Is somebody like this there?", ui::page(Width::Narrow, there_already(&perhaps))))
        })
        .await
}

/// How many are shown who may be there already.
const FEW: i64 = 6;

/// Who may be the one that is being typed; nobody where too little was typed yet.
fn perhaps(db: &Conn, actor: &Actor, typed: &Sent) -> Result<Vec<(Client, String)>> {
    let nobody = (MemberId(uuid::Uuid::nil()), LocationId(uuid::Uuid::nil()));
    let kind = typed.read("kind").unwrap_or(ClientKind::Person);
    let mut new = NewClient::new(kind, typed.get("name"), nobody.0, nobody.1);
    new.contact_points = points(typed).filter(|point| check_value(point.kind, &point.value).is_ok()).collect();
    if new.name.trim().chars().count() < 3 {
        return Ok(Vec::new());
    }
    // A name that is not one yet is like nobody's.
    let Ok(new) = new.checked() else { return Ok(Vec::new()) };
    likeness::perhaps(db, actor, new.profile(), new.keys(), FEW)
}

fn points(sent: &Sent) -> impl Iterator<Item = NewContactPoint> {
    [ContactKind::Email, ContactKind::Phone]
        .into_iter()
        .filter(|kind| !sent.get(kind.word()).trim().is_empty())
        .map(|kind| NewContactPoint::new(kind, sent.get(kind.word())))
}

/// `POST /clients`
pub(super) async fn create(visit: Visit, Form(sent): Form<Sent>) -> Result<Response> {
    let typed = sent.clone();
    let knowingly = !sent.get("anyway").is_empty();
    let made = visit.write(move |tx| {
        let new = read(&typed, &store::custom_fields(tx, &tx.actor)?)?;
        // Who was not told yet that somebody like this is there is told before anything is written.
        if !knowingly && !perhaps(tx, &tx.actor, &typed)?.is_empty() {
            return Ok(None);
        }
        actions::create(tx, &new).map(Some)
    });
    match made.await {
        Ok(Some(client)) => Ok(see_other(client_url(client))),
        Ok(None) => {
            let told = move |db: &Conn, visit: &Visit| draft_page(db, &visit.actor, &sent, Vec::new(), true);
            visit.page(move |db, visit| Ok(told(db, visit)?.not_taken())).await
        }
        Err(Error::Invalid(problems)) => {
            visit
                .page(move |db, visit| Ok(draft_page(db, &visit.actor, &sent, problems.clone(), false)?.not_taken()))
                .await
        }
        Err(other) => Err(other),
    }
}

fn draft_page(db: &Conn, actor: &Actor, typed: &Sent, problems: Vec<Problem>, ask: bool) -> Result<Page> {
    actor.may_write()?;
    let perhaps = if ask { perhaps(db, actor, typed)? } else { Vec::new() };
    let draft = Draft {
        typed: typed.clone(),
        problems,
        members: store::members(db, actor)?,
        locations: store::locations(db, actor)?,
        fields: store::custom_fields(db, actor)?,
        owner: actor.member.map(|member| member.to_string()).unwrap_or_default(),
        place: actor.location.map(|location| location.to_string()).unwrap_or_default(),
        perhaps,
    };
    Ok(Page::new("New client", new_view(&draft)))
}

/// All that was typed, or all that is wrong with it.
fn read(sent: &Sent, fields: &[CustomField]) -> Result<NewClient> {
    let mut problems = Problems::default();
    let kind = sent.read("kind").unwrap_or(ClientKind::Person);
    let owner = problems.take("owner", sent.read("owner").ok_or_else(|| "Somebody has to look after them.".to_owned()));
    let place = problems.take("place", sent.read("place").ok_or_else(|| "Choose one of the places.".to_owned()));
    let cadence = problems.take("rhythm", actions::read_rhythm(sent.get("rhythm")));
    let nobody = (MemberId(uuid::Uuid::nil()), LocationId(uuid::Uuid::nil()));
    let mut new = NewClient::new(kind, sent.get("name"), owner.unwrap_or(nobody.0), place.unwrap_or(nobody.1));
    new.about = sent.get("about").to_owned();
    new.cadence_days = cadence.flatten();
    new.note = Some(sent.get("note").to_owned());
    new.contact_points = points(sent).collect();
    new.custom = actions::of_form(&sent.0);
    new.custom.retain(|(id, _)| fields.iter().any(|field| field.id == *id));
    let typed = |control: &str| sent.get(control).to_owned();
    actions::missing(fields, typed, &mut problems);
    // What is wrong with the parts and with the whole is told at once.
    if let Err(Error::Invalid(others)) = new.checked() {
        others.into_iter().for_each(|problem| problems.add(&problem.field, problem.message));
    }
    problems.none()?;
    Ok(new)
}

/// The whole page.
pub(crate) fn new_view(draft: &Draft) -> Markup {
    let (typed, problems) = (&draft.typed, &draft.problems);
    let inside = html! {
        (ui::page_head("Somebody new").under("Clients", "/clients").here("New client").lede("A name is enough to begin with. The rest can come as you get to know each other."))
        form id="new-client" method="post" action="/clients" data-frag data-asks="/clients/alike" data-into="alike" data-with="kind name email phone" {
            (ui::problems_of_form("", &problems.pairs()))
            (who(draft))
            (there_already(&draft.perhaps))
            (ui::field("about", "One line about them").hint("What one should remember first.").placeholder("Touring bike, rides to work").value(typed.get("about")).error(problems.of("about")).autocomplete("off"))
            div.side-by-side {
                (ui::field("email", "Mail address").email().value(typed.get("email")).error(problems.of("email")).autocomplete("off"))
                (ui::field("phone", "Phone").phone().value(typed.get("phone")).error(problems.of("phone")).autocomplete("off"))
            }
            div.side-by-side {
                (chosen_of("owner", labels::OWNER, &draft.members, typed.find("owner").unwrap_or(&draft.owner), problems.of("owner")))
                (chosen_of("place", labels::PLACE, &draft.locations, typed.find("place").unwrap_or(&draft.place), problems.of("place")))
                (ui::field("rhythm", &format!("{}, in days", labels::RHYTHM)).number().list("rhythms").placeholder("none").value(typed.get("rhythm")).error(problems.of("rhythm")))
            }
            (head::usual_rhythms())
            (super::more::required(&draft.fields, typed, problems))
            (ui::field("note", "What did they want to do?").words().hint("In their words, or in yours. It is the first line of their story.").value(typed.get("note")).error(problems.of("note")))
            @if !draft.perhaps.is_empty() { (ui::hidden("anyway", "yes")) }
            div.tools {
                (ui::button(if draft.perhaps.is_empty() { "Write them down" } else { "It is somebody else: write them down" }).primary())
                (ui::link("Leave it", "/clients").quiet())
            }
        }
    };
    ui::page(Width::Narrow, inside)
}

/// Who may be there already; empty where nobody is, so that it can come while one types.
pub(crate) fn there_already(perhaps: &[(Client, String)]) -> Markup {
    let inside = html! {
        p { b { "Perhaps there already" } }
        ul { @for (client, reasons) in perhaps {
            li { (super::link(client)) ": " (reasons) @if !client.about.is_empty() { span.meta { ", " (client.about) } } }
        } }
    };
    html! {
        div #alike aria-live="polite" {
            @if !perhaps.is_empty() { (ui::notice(Tone::Honey, Icon::Clients, inside)) }
        }
    }
}

fn who(draft: &Draft) -> Markup {
    let kind = draft.typed.read("kind").unwrap_or(ClientKind::Person);
    let choices: [Choice<'_>; 2] = [
        ui::choice("person", "A person", kind == ClientKind::Person),
        ui::choice("organization", "An organization", kind == ClientKind::Organization)
            .note("A company, a school, a club"),
    ];
    html! {
        (ui::radios("kind", "Who is it?", &choices))
        (ui::field("name", "Name").value(draft.typed.get("name")).error(draft.problems.of("name")).autocomplete("off").required().autofocus())
    }
}

fn chosen_of<I: ToString>(name: &str, label: &str, of: &[(I, String)], chosen: &str, error: Option<&str>) -> Markup {
    let of: Vec<(String, &str)> = of.iter().map(|(id, words)| (id.to_string(), words.as_str())).collect();
    let choices = of.iter().map(|(id, words)| ui::choice(id, words, id == chosen)).collect();
    html! { (ui::select(name, label, choices).required().error(error)) }
}
