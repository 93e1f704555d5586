//! What can be done about a problem: plain forms, each folded away until it is needed, the next step open.

use maud::{Markup, html};
use tend_core::ui::{self, Icon, button, choice, field, hidden, icon, select};

use super::{Draft, one::One, parts::day_and_hour, url};
use crate::{client::severity_field, problem::State};

/// Those that fit how it stands now; where somebody was faster, also what was just typed, so that no word is lost.
pub(super) fn view(one: &One, draft: &Draft) -> Markup {
    let is_open = one.problem.is_open();
    let fits = |form: &str| match form {
        "reopening" => !is_open,
        "step" => next_step(one.problem.state).is_some(),
        "back" => is_open && one.problem.state > State::Open,
        "help" => is_open && !one.colleagues.is_empty(),
        "note" | "details" | "cause" | "touch" => true,
        _ => is_open,
    };
    let forms = ["reopening", "step", "word", "settlement", "help", "note", "touch", "cause", "details", "back"];
    let shown: Vec<Markup> = forms.iter().filter(|form| fits(form)).map(|form| form_of(form, one, draft)).collect();
    html! {
        (kept_words(draft, fits(draft.form)))
        ul.deeds { @for form in &shown { li { (form) } } }
    }
}

/// The next step forth, in words: its state, what it is, what one is asked, and the button.
fn next_step(state: State) -> Option<(State, &'static str, &'static str, &'static str)> {
    match state {
        State::Open => {
            Some((State::Contained, "Make them safe", "What did you do, so that they are safe?", "They are safe"))
        }
        State::Contained => Some((State::Fixed, "Fix it", "What was it, and what did you do?", "It is fixed")),
        State::Fixed => {
            Some((State::MadeRight, "Make it right", "How is what they lost made good?", "It is made right"))
        }
        State::MadeRight | State::Settled => None,
    }
}

fn form_of(form: &str, one: &One, draft: &Draft) -> Markup {
    let typed = |name, label| typed(draft, form, name, label);
    let (about, inside) = match form {
        "step" => step(one, draft),
        "word" => {
            let words = format!("Tell {} where we are", one.called);
            (Deed::new(form, Icon::Phone, words).by("They know"), word(one, draft))
        }
        "settlement" => {
            let words = format!("{} says it is good", one.called);
            let said = typed("their_words", "What did they say?")
                .words()
                .hint("In their words. They settle it, nothing else does.");
            let about = Deed::new(form, Icon::Coaching, words).by("It is settled");
            (if one.problem.state == State::MadeRight { about.first() } else { about }, html! { (said) })
        }
        "help" => {
            let about = Deed::new(form, Icon::Handoff, "Ask a colleague for help").by("Ask them");
            (about, help(one, draft))
        }
        "note" => {
            let about = Deed::new(form, Icon::Note, "Write a note about it").at("notes").by("Write it down");
            (about, html! { (typed("words", "What should whoever looks after it know?").our_words()) })
        }
        "touch" => (Deed::new(form, Icon::Link, "What it touches").at("touches").by("Add it"), touch(draft)),
        "cause" => (Deed::new(form, Icon::Eye, "What lies behind it").by("Keep it"), cause(one, draft)),
        "details" => (Deed::new(form, Icon::Problem, "Say anew what it is").by("Keep it"), details(one, draft)),
        "back" => (Deed::new(form, Icon::Undo, "It is not there yet").at("steps").by("Take it back"), back(one, draft)),
        _ => {
            let why = typed("why", "What happened?").our_words().hint("It opens again, and everything is due anew.");
            (Deed::new(form, Icon::Undo, "It came back").by("Open it again"), html! { (why) })
        }
    };
    deed(one, draft, &about, inside)
}

/// A field with what was typed into it, and what was wrong with that.
fn typed<'a>(draft: &'a Draft, form: &'a str, name: &'a str, label: &'a str) -> ui::Field<'a> {
    field(name, label).prefix(form).value(draft.typed(form, name, "")).error(draft.problem(form, name))
}

/// What was typed into a form that does not fit any more.
fn kept_words(draft: &Draft, fits: bool) -> Markup {
    let typed: Vec<&str> = ["did", "words", "their_words", "why", "what"]
        .map(|name| draft.typed.get(name))
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let is_another = draft.conflict.is_some() && draft.form == "step";
    html! {
        @if (!fits || is_another) && !typed.is_empty() {
            div.leaf.what-you-wrote { h2 { "What you wrote" } @for text in &typed { p.lines-kept { (text) } } }
        }
    }
}

/// Something that can be done about a problem.
struct Deed<'a> {
    /// Its name, its id on the page.
    form: &'a str,
    /// The end of its address.
    address: &'a str,
    picture: Icon,
    words: String,
    verb: &'a str,
    /// Open without a press: what there is to do now.
    is_first: bool,
}

impl<'a> Deed<'a> {
    /// Folded away under these words.
    fn new(form: &'a str, picture: Icon, words: impl Into<String>) -> Self {
        Deed { form, address: form, picture, words: words.into(), verb: "Keep it", is_first: false }
    }
    fn by(self, verb: &'a str) -> Self {
        Deed { verb, ..self }
    }
    fn at(self, address: &'a str) -> Self {
        Deed { address, ..self }
    }
    fn first(self) -> Self {
        Deed { is_first: true, ..self }
    }
}

fn deed(one: &One, draft: &Draft, deed: &Deed, inside: Markup) -> Markup {
    let is_open = deed.is_first || draft.form == deed.form;
    html! {
        details.deed open[is_open] {
            summary { (icon(deed.picture)) span { (deed.words) } (icon(Icon::Down)) }
            form id=(deed.form) method="post" action={ (url(one.problem.id)) "/" (deed.address) } data-frag {
                (hidden("version", &one.problem.version.to_string()))
                (inside)
                div.tools { @if deed.is_first { (button(deed.verb).primary()) } @else { (button(deed.verb)) } }
            }
        }
    }
}

fn step<'a>(one: &One, draft: &Draft) -> (Deed<'a>, Markup) {
    let (to, words, asked, verb) = next_step(one.problem.state).unwrap_or((
        State::Contained,
        "Make them safe",
        "What did you do?",
        "They are safe",
    ));
    let picture = if to == State::Fixed { Icon::Wrench } else { Icon::Praise };
    let inside = html! {
        (hidden("to", to.word()))
        (typed(draft, "step", "did", asked).our_words().hint("It stands in their story, so that whoever meets them knows."))
    };
    (Deed::new("step", picture, words).at("steps").by(verb).first(), inside)
}

fn word(one: &One, draft: &Draft) -> Markup {
    html! {
        @if let Some(promise) = one.problem.promised_word() {
            p.promised-word {
                (icon(Icon::Promise))
                span { "A word by " b { (day_and_hour(one.problem.dues.next_word, one.now, &one.zone)) } " is " a href=(tend_promises::url(promise)) data-frag { "promised" } ". Telling them keeps it." }
            }
        }
        (typed(draft, "word", "words", "What did you tell them?").our_words())
        div.side-by-side {
            (typed(draft, "word", "next", "They hear from us again by").placeholder("today 17:00, tomorrow at 9").autocomplete("off").hint("That is a promise. Empty: by the target."))
            (typed(draft, "word", "next_at", "Or pick it").moment())
        }
    }
}

fn help(one: &One, draft: &Draft) -> Markup {
    let chosen = draft.typed("help", "member", "");
    let ids: Vec<(String, &str)> = one.colleagues.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
    let choices = std::iter::once(choice("", "Choose a colleague", chosen.is_empty()))
        .chain(ids.iter().map(|(id, name)| choice(id, name, id == chosen)))
        .collect();
    html! {
        (select("member", "Whom?", choices).prefix("help").error(draft.problem("help", "member")))
        (typed(draft, "help", "what", "With what?").placeholder("Find out why the pads glaze").hint("Its owner stays the owner."))
    }
}

fn touch(draft: &Draft) -> Markup {
    html! {
        (typed(draft, "touch", "touch", "The thing, the order, the visit").placeholder("Bike 9, LC-0931"))
        (typed(draft, "touch", "touch_note", "More about it").placeholder("Bought in March, cared for until March 2027"))
    }
}

fn cause(one: &One, draft: &Draft) -> Markup {
    let known = one.cause.as_deref().unwrap_or_default();
    html! {
        (typed(draft, "cause", "cause", "What is it?").value(draft.typed("cause", "cause", known)).list("known-causes").autocomplete("off").hint("The same words for the same cause: others with it stand beside this one."))
        datalist id="known-causes" { @for name in &one.causes { option value=(name) {} } }
    }
}

fn details(one: &One, draft: &Draft) -> Markup {
    let problem = &one.problem;
    let severity = draft.typed("details", "severity", problem.severity.word()).parse().unwrap_or(problem.severity);
    let since = problem.since.map(|at| at.in_zone(&one.zone).strftime("%Y-%m-%dT%H:%M").to_string());
    let now = |name, label| typed(draft, "details", name, label);
    html! {
        (now("title", "What, in a line").value(draft.typed("details", "title", &problem.title)))
        (now("text", "What happened, as it was told").value(draft.typed("details", "text", &problem.words)).words())
        (severity_field("details", severity, draft.problem("details", "severity")))
        div.side-by-side {
            (now("told_by", "Who told us, if not they").value(draft.typed("details", "told_by", &problem.told_by)))
            (now("place", "Where it happened").value(draft.typed("details", "place", &problem.place)))
        }
        (now("since", "Since when").value(draft.typed("details", "since", since.as_deref().unwrap_or_default())).moment())
    }
}

fn back(one: &One, draft: &Draft) -> Markup {
    let earlier = [State::Open, State::Contained, State::Fixed].into_iter().filter(|state| *state < one.problem.state);
    let words = |state| match state {
        State::Open => "They are not safe",
        State::Contained => "They are safe, the cause is still there",
        _ => "It is fixed, and not made right",
    };
    let chosen = draft.typed("back", "to", "");
    let choices = earlier.rev().map(|state| choice(state.word(), words(state), state.word() == chosen)).collect();
    html! {
        (hidden("form", "back"))
        (select("to", "How does it stand?", choices).prefix("back").error(draft.problem("back", "to")))
        (typed(draft, "back", "did", "What did you find?").our_words())
    }
}
