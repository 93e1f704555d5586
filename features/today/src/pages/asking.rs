//! What the log must ask before it can write a line down. The line itself stands in the log bar, ready to be changed: nothing typed is lost.

use maud::{Markup, html};
use tend_clients::ClientKind;
use tend_core::{
    ui::{self, Icon, Logbar, button, choice, field, hidden, radios},
    web::Page,
};

use super::url;
use crate::{
    apart::Likely,
    when,
    written::{Ask, Said},
};

/// The question, over what was written.
pub(super) fn page(ask: &Ask, said: &Said, page: &str) -> Page {
    Page::new("Log something", sheet(ask, said, page)).not_taken()
}

/// Nothing was written, or far too much.
pub(super) fn nothing(said: &Said, problem: &str, page: &str) -> Page {
    let inside = html! {
        (ui::page_head("What happened?").under("Today", url::TODAY).here("Log"))
        (ui::notice(ui::Tone::Honey, Icon::Info, html! { p role="alert" data-focus tabindex="-1" { (problem) } }))
    };
    Page::new("Log something", with_line(inside, said, page)).not_taken()
}

pub(super) fn sheet(ask: &Ask, said: &Said, page: &str) -> Markup {
    let (title, lede) = question(ask, said);
    let inside = html! {
        (ui::page_head(&title).under("Today", url::TODAY).here("Log").lede(lede))
        blockquote.line-said data-focus[matches!(ask, Ask::Whose(_))] tabindex="-1" { (ui::words(&said.text)) }
        form.asking method="post" action=(url::log(page)) data-frag id="asking" {
            (carried(ask, said))
            (answers(ask))
        }
    };
    with_line(inside, said, page)
}

/// The question in a line, for a line that was kept on a phone.
pub(super) fn in_a_line(ask: &Ask, said: &Said) -> String {
    let (title, lede) = question(ask, said);
    format!("{title} {lede}")
}

/// The page with the line still in the log bar.
fn with_line(inside: Markup, said: &Said, page: &str) -> Markup {
    html! {
        (ui::page(ui::Width::Narrow, inside))
        (Logbar { action: url::log(page).into(), text: &said.text, placeholder: super::view::EXAMPLE })
    }
}

fn question(ask: &Ask, said: &Said) -> (String, String) {
    match ask {
        Ask::Who(clients, _) => (
            "Whom do you mean?".into(),
            format!("{} of your clients could be meant.", when::capital(&when::number(clients.len()))),
        ),
        Ask::New(name) if name.is_empty() => (
            "Who was it?".into(),
            "The line names nobody in your book. Write the name here, or put it into the line below.".into(),
        ),
        Ask::New(name) if said.client == "new" => (
            format!("Who is {name}?"),
            "Say whether they are a person or an organization, and the line is written.".into(),
        ),
        Ask::New(name) => (format!("Who is {name}?"), "Nobody in your book goes by that name yet.".into()),
        Ask::Whose(client) => {
            ("Whose promise is it?".into(), format!("It can be ours, or a word that {} gave us.", client.called()))
        }
        Ask::When { name, words, .. } => ("By when?".into(), format!("You promised {name}: {words}.")),
    }
}

/// What was answered before goes with the next answer.
fn carried(ask: &Ask, said: &Said) -> Markup {
    let asked: &[&str] = match ask {
        Ask::Who(..) | Ask::New(_) => &["client", "name", "kind"],
        Ask::Whose(_) => &["whose"],
        Ask::When { .. } => &["due"],
    };
    let answers = [
        ("client", &said.client),
        ("name", &said.name),
        ("kind", &said.kind),
        ("whose", &said.whose),
        ("due", &said.due),
    ];
    html! {
        (hidden("text", &said.text))
        @for (name, value) in answers { @if !value.is_empty() && !asked.contains(&name) { (hidden(name, value)) } }
    }
}

fn answers(ask: &Ask) -> Markup {
    match ask {
        Ask::Who(clients, name) => who(clients, name),
        Ask::New(name) => new_client(name),
        Ask::Whose(client) => html! {
            (ui::tools(html! {
                (button(&format!("We promised {}", client.called())).primary().sends("whose", "ours"))
                (button(&format!("{} promised us", client.called())).sends("whose", "theirs"))
            }))
            p.meta { "Their word is kept as a note; ours becomes a promise with a day." }
        },
        Ask::When { problem, .. } => html! {
            (field("due", "A day or a time").placeholder("Thu 15:00, or tomorrow").error(problem.as_deref()).required().autofocus())
            (ui::tools(html! { (button("Write it down").primary()) }))
        },
    }
}

fn who(clients: &[Likely], name: &str) -> Markup {
    html! {
        (hidden("name", name))
        ul.who-is-it {
            @for (index, Likely { client, line }) in clients.iter().enumerate() {
                li {
                    button name="client" value=(client.id) data-focus[index == 0] {
                        (ui::icon(if client.kind == ClientKind::Person { Icon::Person } else { Icon::Organization }))
                        b { (client.name) }
                        small { (line) }
                    }
                }
            }
            li {
                button name="client" value="new" {
                    (ui::icon(Icon::Plus))
                    b { "Somebody new" }
                    small { "Add " (name) " to your book" }
                }
            }
        }
        p.meta { "Somebody else? Write the whole name into the line below." }
    }
}

fn new_client(name: &str) -> Markup {
    let kinds = [choice("person", "A person", true), choice("organization", "An organization", false)];
    html! {
        (hidden("client", "new"))
        (field("name", "Name").value(name).required().autofocus())
        (radios("kind", "Who they are", &kinds))
        (ui::tools(html! { (button("Add them and write it down").primary()) }))
    }
}
