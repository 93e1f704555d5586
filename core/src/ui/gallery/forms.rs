//! Forms: empty, filled in, not valid, long.

use super::Sample;
use crate::ui::*;

pub(super) fn samples() -> Vec<Sample> {
    vec![
        Sample::framed("ui/form", "usual", form(&[], "")),
        Sample::framed(
            "ui/form",
            "error",
            form(
                &[
                    ("name", "Everybody has a name. What do people call them?"),
                    ("phone", "A few digits seem to be missing."),
                ],
                "0555 01",
            ),
        ),
        Sample::framed(
            "ui/form",
            "long",
            form(
                &[("phone", &"A few digits seem to be missing, or this is not a number at all. ".repeat(4))],
                &"0555 014 882 ".repeat(30),
            ),
        ),
        Sample::bare("ui/sign-in", "usual", sign_in(None)),
        Sample::bare(
            "ui/sign-in",
            "error",
            sign_in(Some("That password doesn’t match. Try once more, or ask an admin for a link.")),
        ),
        Sample::bare("ui/not-found", "usual", not_found()),
    ]
}

fn form(problems: &[(&str, &str)], phone: &str) -> Markup {
    let problem = |name: &str| problems.iter().find(|(of, _)| *of == name).map(|(_, sentence)| *sentence);
    let rhythms = vec![
        choice("7", "Every week", false),
        choice("21", "Every 3 weeks", true).note("as they like it"),
        choice("", "No rhythm yet", false),
    ];
    let places = vec![choice("ms", "Market Street", true), choice("cy", "Canal Yard", false)];
    page(
        Width::Narrow,
        html! {
            (page_head("New client").under("Clients", "/clients").here("New"))
            (problems_of_form("", problems))
            form method="post" action="/clients" data-frag {
                (big_choices("kind", "Who is it?", &[choice("person", "A person", true), choice("organization", "An organization", false).note("with people of its own")]))
                (field("name", "Client name").placeholder("A person or an organization").required().error(problem("name")))
                (field("wish", "What they want to do").words().hint("In their words, not ours.").value("Ride to the sea with Fenna"))
                div.side-by-side {
                    (field("phone", "Phone").phone().value(phone).autocomplete("off").error(problem("phone")))
                    (field("mail", "Mail address").email().autocomplete("off"))
                    (select("rhythm", labels::RHYTHM, rhythms).hint("How often they like to hear from us."))
                    (select("place", labels::PLACE, vec![]).group("Here", places).group("Elsewhere", vec![choice("sa", "Station Arcade", false)]))
                    (field("birthday", "Birthday").day())
                    (field("since", "Client since").value("March 2021").off().hint("Set by the first thing you did for them."))
                }
                (checkboxes("consent", labels::MAY_WE_WRITE, &[choice("mail", "Mail", true), choice("newsletter", "Newsletter", false).note("Asked on 3 May, said not now")]))
                (radios("call", "When may we call?", &[choice("early", "Before nine", true), choice("late", "After six", false)]))
                (field("file", "A list").file(".csv,text/csv").hint("A CSV file, as any program exports it."))
                (field("note", "A note").our_words())
                (tools(html! { (button("Write down").primary()) (link("Not now", "/clients").quiet()) }))
            }
        },
    )
}

fn sign_in(error: Option<&str>) -> Markup {
    html! {
        h1 { "Good morning" }
        p.lede { "Linden Cycles keeps its book here." }
        form method="post" action="/sign-in" {
            (field("email", "Mail address").email().value("noor@linden.example").autocomplete("username").required())
            (field("password", "Password").password().autocomplete("current-password").required().error(error))
            (checkbox("stay", &choice("yes", "Stay signed in at Market Street", true)))
            (tools(button("Sign in").primary().wide().render()))
        }
    }
}

fn not_found() -> Markup {
    html! {
        h1 { "Nothing here" }
        p.lede data-reason { "There is nothing at this address, or it is not yours to see." }
        (tools(link("To today", "/").wide().render()))
    }
}
