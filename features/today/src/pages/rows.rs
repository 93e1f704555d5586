//! The rows of the thread: whom, why, the one next kind thing; those who were helped; those who were put off.

use maud::{Markup, html};
use tend_clients::Client;
use tend_core::{
    ago,
    calls::{Call, CareGroup},
    serve_first::{Reason, waiting},
    ui::{self, Bead, Icon, ServeRow, Tick, When, link},
};
use tend_promises::moment::given_name;

use super::{
    snoozing, url,
    view::{Row, View},
    why,
};
use crate::{
    today::{Kinds, Standing},
    when::{self, Margin},
};

/// How many reasons a row shows; *why here* tells all of them.
const REASONS: usize = 3;

/// One group under its heading; nothing where nobody stands in it.
pub(super) fn group(view: &View, group: CareGroup) -> Markup {
    let of_group = view.rows.iter().enumerate().filter(|(_, row)| row.standing.place.group == group);
    let rows: Vec<Markup> = of_group.map(|(index, row)| serve_row(view, row, index == 0)).collect();
    html! { @if !rows.is_empty() { (section(heading_id(group), &when::capital(group.words()), &rows)) } }
}

fn heading_id(group: CareGroup) -> &'static str {
    match group {
        CareGroup::WaitingOnUs => "waiting-on-us",
        CareGroup::PromisedForToday => "promised-for-today",
        CareGroup::TheirOwnNextStep => "their-own-next-step",
        CareGroup::WorthAHello => "worth-a-hello",
    }
}

fn section(id: &str, heading: &str, rows: &[Markup]) -> Markup {
    html! {
        section id=(id) aria-labelledby={ (id) "-h" } {
            h2 id={ (id) "-h" } { (heading) }
            ol { @for row in rows { (row) } }
        }
    }
}

fn serve_row(view: &View, row: &Row, current: bool) -> Markup {
    let Row { client, standing, serve_first } = row;
    let id = client.id.to_string();
    let row_id = format!("row-{id}");
    let margin = when::margin(standing.foremost(), standing.place.group, client.last_contact_at, view.now, &view.zone);
    let (datetime, label) = (margin.at.to_string(), format!("I have helped {}", client.name));
    let tick = Tick { label: &label, action: url::HELPS.into(), ticked: false, fields: &[("client", &id)] };
    let row = ServeRow {
        id: &row_id,
        when: pressing(&margin, standing.place.group, &datetime),
        bead: if view.may_write { Bead::Tick(tick) } else { Bead::Next },
        name: &client.name,
        href: url::client(client.id).into(),
        note: if client.about.is_empty() { &client.location_name } else { &client.about },
        inside: html! { (reasons(view, standing)) (waits(client, serve_first)) },
        act: Some(doing(view, row)),
        current,
        done: false,
    };
    html! { (row) }
}

fn pressing<'a>(margin: &'a Margin, group: CareGroup, datetime: &'a str) -> When<'a> {
    let when = ui::when(&margin.words).at(datetime);
    match group {
        CareGroup::WaitingOnUs => when.waiting(),
        CareGroup::PromisedForToday => when.soon(),
        CareGroup::TheirOwnNextStep | CareGroup::WorthAHello => when,
    }
}

fn reasons(view: &View, standing: &Standing) -> Markup {
    let shown = if standing.calls.len() == REASONS + 1 { REASONS + 1 } else { REASONS };
    let lines: Vec<(Icon, Markup)> =
        standing.calls.iter().take(shown).map(|call| (icon_of(view, call), quoted(&call.reason))).collect();
    let left = standing.calls.len().saturating_sub(shown);
    html! {
        @if let Some(words) = in_my_care(view, standing) { p.meta.in-my-care { (ui::icon(Icon::Handoff)) (words) } }
        (ui::reasons(&lines))
        @if left > 0 { p.meta { "and " (when::number(left)) " more reasons" } }
    }
}

/// “Tomás is away until Friday and left this in your care”.
fn in_my_care(view: &View, standing: &Standing) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for left in standing.calls.iter().filter_map(|call| view.today.left_by(call)) {
        let name = given_name(&left.name).to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let is_or_are = if names.len() == 1 { "is" } else { "are" };
    (!names.is_empty())
        .then(|| format!("{} {is_or_are} away and left this in your care", tend_core::auth::members::in_words(&names)))
}

/// “Serve first”, and who waits for what that a colleague looks after.
fn waits(client: &Client, serve_first: &[Reason]) -> Markup {
    let Some(first) = serve_first.first() else { return html! {} };
    html! {
        p.serve-first {
            (ui::icon(first.icon))
            span { b { "Serve first." } " " a href=(first.href) data-frag { (waiting(client.called(), serve_first)) } }
        }
    }
}

fn icon_of(view: &View, call: &Call) -> Icon {
    view.kinds.find(&call.kind).map_or(Icon::Note, |kind| kind.icon)
}

/// Our words in sans, what stands between quotation marks in theirs.
pub(super) fn quoted(text: &str) -> Markup {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, (said, after))) =
        rest.split_once('“').and_then(|(before, rest)| Some((before, rest.split_once('”')?)))
    {
        parts.push((before, said));
        rest = after;
    }
    html! {
        @for (before, said) in parts { (before) (ui::quote(said)) }
        (rest)
    }
}

/// The one next kind thing, and behind the dots: why they stand here, and *not now*.
fn doing(view: &View, row: &Row) -> Markup {
    let (client, act) = (&row.client, act(view, row));
    let menu = format!("more-{}", client.id);
    let label = format!("Why {} stands here, and not now", client.name);
    html! {
        (link(&act.words, act.href.as_str()).icon(act.icon).class("act"))
        // For the key alone: the same link stands behind the dots for everybody else.
        a.vh href=(url::promise_to(client.id)) data-frag data-key="p" tabindex="-1" aria-hidden="true" {}
        (ui::menu_button("More", &menu).only(Icon::More).quiet().class("row-more").label(&label))
        div.menu.row-menu id=(menu) popover role="group" aria-label=(label) {
            (why::why(view, &row.standing))
            @if view.may_write {
                (snoozing::form(client, &view.later))
                hr;
                a.item href=(url::promise_to(client.id)) data-frag {
                    (ui::icon(Icon::Promise)) "Promise " (client.called()) " something" kbd aria-hidden="true" { "P" }
                }
            }
        }
    }
}

/// What a row proposes.
struct Act {
    words: String,
    href: String,
    icon: Icon,
}

/// The one next kind thing: what its call says, else what its kind of call asks for.
fn act(view: &View, row: &Row) -> Act {
    let (call, name) = (row.standing.foremost(), row.client.called());
    let words = match (call.act.is_empty(), call.kind.as_str()) {
        (false, _) => call.act.clone(),
        (true, "clients.cadence") => format!("Say hello to {name}"),
        (true, "clients.date") => format!("Write {name} a card"),
        (true, kind) if is_promise(kind) => format!("Keep the promise to {name}"),
        (true, _) => format!("See how {name} is doing"),
    };
    Act { icon: icon_for(&words), words, href: act_url(view.kinds, call) }
}

/// Where one does what a call asks for: where its feature says, else the client's page where one writes.
pub(super) fn act_url(kinds: Kinds, call: &Call) -> String {
    kinds.url(call).unwrap_or_else(|| url::composer(call.client))
}

fn is_promise(kind: &str) -> bool {
    kind == tend_promises::DUE.name || kind == tend_promises::BROKEN.name
}

/// The picture of a verb.
fn icon_for(words: &str) -> Icon {
    let verb = words.split_whitespace().next().unwrap_or_default().to_lowercase();
    match verb.as_str() {
        "call" | "ring" | "phone" => Icon::Phone,
        "mail" | "send" | "tell" => Icon::Mail,
        "offer" | "invite" | "book" | "meet" => Icon::Calendar,
        "keep" | "make" => Icon::Promise,
        "see" | "visit" => Icon::Eye,
        "fix" | "repair" | "fit" => Icon::Wrench,
        "lend" | "bring" | "hand" | "answer" => Icon::Handoff,
        _ => Icon::Note,
    }
}

/// Who was helped today, with the way back.
pub(super) fn helped(view: &View) -> Markup {
    let rows: Vec<Markup> = view
        .helped
        .iter()
        .map(|helped| {
            let row_id = format!("helped-{}", helped.id);
            let (time, datetime) = (ago::clock(helped.at, &view.zone), helped.at.to_string());
            let label = format!("Take back that I have helped {}", helped.client.name);
            let tick = Tick { label: &label, action: url::undo_help(helped.id).into(), ticked: true, fields: &[] };
            let row = ServeRow {
                id: &row_id,
                when: ui::when(&time).at(&datetime),
                bead: Bead::Tick(tick),
                name: &helped.client.name,
                href: url::client(helped.client.id).into(),
                note: &helped.words,
                inside: html! {},
                act: None,
                current: false,
                done: true,
            };
            html! { (row) }
        })
        .collect();
    section("helped", "Helped", &rows)
}

/// Who was put off, until when and why; and the way back.
pub(super) fn put_off(view: &View) -> Markup {
    let count = when::capital(&when::number(view.today.put_off.len()));
    let heading = format!("{count} put off until later");
    let lines = html! {
        ul.put-off {
            @for put_off in &view.today.put_off {
                li {
                    span {
                        a href=(url::client(put_off.client)) data-frag { (put_off.name) }
                        small { "Back " (when::back(put_off.until_at, view.now, &view.zone)) ". " (put_off.reason) }
                    }
                    @if view.may_write { (ui::press(url::bring_back(put_off.client), ui::button("Bring back").small())) }
                }
            }
        }
    };
    html! { section.later-on { div.what { (ui::fold("put-off", &heading, lines)) } } }
}
