//! How the pages of sign-in look: the thread comes down to the mark, and one thing stands below it.

use maud::{Markup, html};

use super::{sign_in::SignInForm, welcome::WelcomeForm};
use crate::{
    auth::{Purpose, actions::Invitation},
    error::Problem,
    house::{DAYS, LocationForm, WorkspaceSettings, hours_fields, name_and_zone, store::House},
    time::Timestamp,
    ui::{Icon, Sample, button, checkbox, choice, field, hidden, icon, problems_of_form, tools},
};

/// How somebody is greeted who is not known yet.
pub(super) struct Greeting {
    words: &'static str,
    house: String,
    place: Option<String>,
    /// Letters go out, so a new password comes by mail.
    sends_mail: bool,
}

impl Greeting {
    /// By the clock of the only workspace there is; where there are several, nobody's name is told.
    pub(super) fn of(houses: &[House], now: Timestamp, sends_mail: bool) -> Self {
        match houses {
            [house] => Greeting {
                words: time_of_day(now.in_zone(&house.zone).hour()),
                house: format!("{} keeps its book here.", house.name),
                place: (house.places == 1).then(|| house.place.clone()),
                sends_mail,
            },
            _ => Greeting {
                words: "Welcome back",
                house: "Your book is where you left it.".to_owned(),
                place: None,
                sends_mail,
            },
        }
    }
}

fn time_of_day(hour: i8) -> &'static str {
    match hour {
        5..=11 => "Good morning",
        12..=17 => "Good afternoon",
        _ => "Good evening",
    }
}

/// Address and password.
pub(super) fn sign_in(greeting: &Greeting, form: &SignInForm, trouble: Option<&str>) -> Markup {
    let stay = greeting
        .place
        .as_ref()
        .map_or("Stay signed in on this device".to_owned(), |place| format!("Stay signed in at {place}"));
    let address = field("address", "Mail address").email().autocomplete("username").value(&form.address).required();
    let password = field("password", "Password").password().autocomplete("current-password").error(trouble).required();
    let is_new = form.address.is_empty();
    html! {
        h1 { (greeting.words) }
        p.lede { (greeting.house) }
        form method="post" action="/sign-in" {
            @if is_new { (address.autofocus()) (password) } @else { (address) (password.autofocus()) }
            (checkbox("stays", &choice("yes", &stay, form.stays())))
            (hidden("next", &form.next))
            (tools(html! { (button("Sign in").primary().wide()) }))
        }
        p.sign-foot {
            @if greeting.sends_mail { "Forgotten your password? " a href="/sign-in/forgotten" { "Get a new one by mail" } "." }
            @else { "Forgotten your password? An admin can give you a link for a new one." }
        }
    }
}

/// Which address a letter with a new password goes to.
pub(super) fn forgotten(address: &str, trouble: Option<&str>) -> Markup {
    html! {
        h1 { "A new password" }
        p.lede { "Say how you sign in, and a letter with a link comes to you." }
        form method="post" action="/sign-in/forgotten" {
            (field("address", "Mail address").email().autocomplete("username").value(address).error(trouble).required().autofocus())
            (tools(html! { (button("Send me a letter").primary().wide()) }))
        }
        p.sign-foot { a href="/sign-in" { "Back to sign in" } }
    }
}

/// The same words whether anybody signs in with that address or not.
pub(super) fn on_its_way(address: &str) -> Markup {
    html! {
        h1 { "Look into your mail" }
        p.lede { "If somebody signs in here with " (address) ", a letter is on its way. Its link works once, within an hour." }
        p.sign-foot { "None came? Look among the unwanted ones, try again in five minutes, or ask an admin. " a href="/sign-in" { "Back to sign in" } }
    }
}

/// For somebody who works in several workspaces.
pub(super) fn choose_workspace(workspaces: &[WorkspaceSettings], proof: &str, form: &SignInForm) -> Markup {
    html! {
        h1 { "Where are you today?" }
        p.lede { "You work in " (workspaces.len()) " houses. You can change over later." }
        form method="post" action="/sign-in/workspace" {
            (hidden("proof", proof))
            (hidden("next", &form.next))
            @if form.stays() { (hidden("stays", "yes")) }
            div.sign-choices {
                @for workspace in workspaces {
                    (button(&workspace.name).wide().sends("workspace", &workspace.id.to_string()))
                }
            }
        }
    }
}

/// The first visit: the company, its first place, its first admin.
pub(super) fn welcome(form: &WelcomeForm, problems: &[Problem]) -> Markup {
    let about = |field| Problem::about(problems, field);
    html! {
        div.wide-sign {
            h1 { "Welcome to Tend" }
            p.lede { "Three things, then your book is open." }
            form method="post" action="/welcome" {
                (problems_of_form("", &Problem::pairs(problems)))
                fieldset.part {
                    legend { "Whose book is this?" }
                    (field("company", "Name of your company").autocomplete("organization").value(&form.company).error(about("company")).required().autofocus())
                }
                fieldset.part {
                    legend { "Where do you begin?" }
                    (name_and_zone(&form.place, problems))
                    (hours_folded(&form.place, problems))
                }
                fieldset.part {
                    legend { "And who are you?" }
                    (field("your_name", "Your name").autocomplete("name").value(&form.your_name).error(about("your_name")).required())
                    (field("address", "Mail address").email().autocomplete("username").hint("You sign in with it").value(&form.address).error(about("address")).required())
                    (new_password(about("password")))
                }
                (tools(html! { (button("Open the book").primary().wide()) }))
            }
        }
    }
}

/// The usual hours are right for most, so they wait behind one line, unless something in them could not be read.
fn hours_folded(form: &LocationForm, problems: &[Problem]) -> Markup {
    let is_wrong = DAYS
        .iter()
        .map(|day| day.to_lowercase())
        .chain(["holidays".to_owned()])
        .any(|field| Problem::about(problems, &field).is_some());
    html! {
        details.folded open[is_wrong] {
            summary { span { b { "Opening hours" } " " (form.hours_in_words()) } span.change { "Change" (icon(Icon::Down)) } }
            (hours_fields(form, problems))
        }
    }
}

/// The field for a password that is chosen now.
pub(in crate::auth) fn new_password(trouble: Option<&str>) -> Markup {
    let hint = "Ten letters or more. Three words together are easy to keep in mind.";
    html! { (field("password", "A password of your own").password().autocomplete("new-password").hint(hint).error(trouble).required()) }
}

/// An invitation, a new password, or just a door to go through.
pub(super) fn link(invitation: &Invitation, trouble: Option<&str>) -> Markup {
    let first_name = invitation.name.split_whitespace().next().unwrap_or_default();
    match invitation.link.purpose {
        Purpose::SignIn => html! {
            h1 { "Good to see you, " (first_name) }
            p.lede { (invitation.workspace) " keeps its book here." }
            form method="post" data-send-at-once { (tools(html! { (button("Come in").primary().wide()) })) }
        },
        purpose => html! {
            h1 { @if purpose == Purpose::Invite { "Welcome, " (first_name) } @else { "A new password" } }
            p.lede {
                @if purpose == Purpose::Invite { (invitation.workspace) " has kept a place for you." }
                @else { "For " (invitation.name) " at " (invitation.workspace) ". You are signed out everywhere else." }
            }
            form method="post" {
                (field("address", "You sign in with").email().autocomplete("username").value(&invitation.email).read_only())
                (new_password(trouble))
                (tools(html! { (button("Come in").primary().wide()) }))
            }
        },
    }
}

/// For every link that leads nowhere, whatever the reason.
pub(super) fn link_is_over() -> Markup {
    html! {
        h1 { "This link is over" }
        p.lede { "Such a link works once, and only for a while. Nothing was changed." }
        p.sign-foot { "Ask whoever gave it to you for a new one, or " a href="/sign-in" { "sign in" } "." }
    }
}

/// The pages of sign-in in their states.
pub(in crate::auth) fn samples() -> Vec<Sample> {
    let greeting = || Greeting {
        words: "Good morning",
        house: "Linden Cycles keeps its book here.".into(),
        place: Some("Market Street".into()),
        sends_mail: true,
    };
    let noor = SignInForm { address: "noor@linden.example".into(), stays: "yes".into(), ..SignInForm::default() };
    let empty = SignInForm { stays: "yes".into(), ..SignInForm::default() };
    let long = Greeting {
        words: "Good evening",
        house: format!("{LONG_NAME} keeps its book here."),
        place: Some(LONG_NAME.into()),
        sends_mail: false,
    };
    let no_match = "Address and password don’t match. Try once more, or ask an admin for a link.";
    let begin = WelcomeForm { place: LocationForm::usual(), ..WelcomeForm::default() };
    let wrong = WelcomeForm {
        place: LocationForm { tuesday: "nine".into(), ..begin.place.clone() },
        company: "Linden Cycles".into(),
        address: "noor".into(),
        ..begin.clone()
    };
    let several = |count: usize| (0..count).map(a_workspace).collect::<Vec<_>>();
    vec![
        bare("sign-in/page", "usual", sign_in(&greeting(), &empty, None)),
        bare("sign-in/page", "error", sign_in(&greeting(), &noor, Some(no_match))),
        bare("sign-in/page", "wait", sign_in(&greeting(), &noor, Some("Too many tries. Try again in 40 seconds."))),
        bare("sign-in/page", "long", sign_in(&long, &noor, None)),
        bare("sign-in/forgotten", "usual", forgotten("", None)),
        bare("sign-in/forgotten", "error", forgotten("noor", Some("This is no mail address yet."))),
        bare(
            "sign-in/forgotten",
            "wait",
            forgotten("noor@linden.example", Some("Asked too often. Try again in 40 seconds.")),
        ),
        bare("sign-in/forgotten", "sent", on_its_way("noor@linden.example")),
        bare("sign-in/workspaces", "usual", choose_workspace(&several(2), "", &noor)),
        bare("sign-in/workspaces", "many", choose_workspace(&several(9), "", &noor)),
        bare("sign-in/welcome", "usual", welcome(&begin, &[])),
        bare("sign-in/welcome", "error", welcome(&wrong, &wrong_fields())),
        bare("sign-in/link", "invitation", link(&an_invitation(Purpose::Invite), None)),
        bare("sign-in/link", "new-password", link(&an_invitation(Purpose::Reset), None)),
        bare(
            "sign-in/link",
            "error",
            link(
                &an_invitation(Purpose::Invite),
                Some("A little longer, please: 10 letters or more. Three words together are easy to keep in mind."),
            ),
        ),
        bare("sign-in/link", "door", link(&an_invitation(Purpose::SignIn), None)),
        bare("sign-in/link", "over", link_is_over()),
    ]
}

const LONG_NAME: &str = "The Bicycle and Cargo Bike Workshop of the Linden Quarter, Repairs and Good Advice since 1987";

fn bare(page: &'static str, state: &'static str, main: Markup) -> Sample {
    Sample::bare(page, state, main)
}

fn wrong_fields() -> Vec<Problem> {
    let wrong = [
        ("name", "What do people call this place?"),
        ("zone", "Which clock hangs on the wall there? Choose the time zone, such as Europe/Berlin."),
        ("tuesday", "We could not read “nine”. Write it like 9:00–18:00."),
        ("address", "This is no mail address yet. It looks like noor@linden.example."),
    ];
    wrong.map(|(field, message)| Problem { field: field.to_owned(), message: message.to_owned() }).into()
}

fn a_workspace(number: usize) -> WorkspaceSettings {
    let names = ["Linden Cycles", "Canal Bakery", LONG_NAME];
    WorkspaceSettings {
        id: crate::id::WorkspaceId(uuid::Uuid::from_u128(number as u128)),
        name: names[number % 3].into(),
        promise_grace_us: 0,
        version: 1,
    }
}

fn an_invitation(purpose: Purpose) -> Invitation {
    let nobody = uuid::Uuid::nil();
    let actor = crate::actor::Actor::house(nobody.into(), jiff::tz::TimeZone::UTC);
    let link = crate::auth::Link {
        purpose,
        user: nobody.into(),
        workspace: nobody.into(),
        member: nobody.into(),
        expires_at: Timestamp(0),
    };
    Invitation {
        link,
        name: "Ada Okafor".into(),
        email: "ada@linden.example".into(),
        workspace: "Linden Cycles".into(),
        actor,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_on_the_wall_greets() {
        let houses = |zone: &str| {
            vec![House {
                id: crate::id::fresh(),
                name: "Linden".into(),
                place: "Market Street".into(),
                zone: jiff::tz::TimeZone::get(zone).expect("a zone"),
                places: 1,
            }]
        };
        let seven_in_berlin: Timestamp = "2026-10-13T05:00:00Z".parse().expect("a moment");
        assert_eq!(Greeting::of(&houses("Europe/Berlin"), seven_in_berlin, false).words, "Good morning");
        assert_eq!(Greeting::of(&houses("Asia/Tokyo"), seven_in_berlin, false).words, "Good afternoon");
        assert_eq!(Greeting::of(&houses("America/New_York"), seven_in_berlin, false).words, "Good evening");
        let two = [houses("UTC"), houses("UTC")].concat();
        assert_eq!(Greeting::of(&two, seven_in_berlin, false).place, None);
    }
}
