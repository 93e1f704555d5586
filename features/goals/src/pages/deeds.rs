//! What can be done about a goal: plain forms, each folded away until it is needed.

use maud::{Markup, html};
use tend_core::ui::{self, Icon, button, field, hidden, icon};

use super::{Draft, Typed, new, one::One, url};
use crate::goal::State;

/// Those that fit how it stands now; where somebody was faster, also what was just typed, so that no word is lost.
pub(super) fn view(one: &One, draft: &Draft) -> Markup {
    let goal = &one.goal;
    let fits = |form: &str| match form {
        "beginning" => goal.state == State::Named,
        "serving" => one.others.iter().any(|(id, _)| *id != goal.id),
        "wording" | "help" => true,
        "taking-up" => !goal.is_open(),
        _ => goal.is_open(),
    };
    let forms = ["word", "attainment", "beginning", "help", "serving", "wording", "letting-go", "taking-up"];
    let shown: Vec<Markup> = forms.iter().filter(|form| fits(form)).map(|form| form_of(form, one, draft)).collect();
    html! {
        (kept_words(draft, fits(draft.form)))
        ul.deeds { @for form in &shown { li { (form) } } }
    }
}

fn form_of(form: &str, one: &One, draft: &Draft) -> Markup {
    let word = |label: &'static str| typed(draft, form, "their_word", label).words();
    let (picture, words, verb, inside) = match form {
        "word" => (
            Icon::Coaching,
            "They said how it goes",
            "Keep their word",
            html! { (word("What did they say?").required().hint("In their words.")) },
        ),
        "attainment" => (
            Icon::Praise,
            "They say they are there",
            "They are there",
            html! { (word("What did they say?").required().hint("Only their word makes it attained. It is kept.")) },
        ),
        "beginning" => (
            Icon::Check,
            "It has begun",
            "It has begun",
            html! { (word("What did they say about it?").hint("May stay empty.")) },
        ),
        "help" => (Icon::Handoff, "What helps them there", "Write it down", help(one, draft)),
        "serving" => (Icon::Up, "What it serves", "It serves that", serving(one, draft)),
        "wording" => (Icon::Note, "Write it anew", "Write it anew", wording(one, draft)),
        "letting-go" => (
            Icon::Undo,
            "They let it go",
            "They let it go",
            html! { (word("What did they say?").hint("May stay empty.")) },
        ),
        _ => (
            Icon::Undo,
            "They want it after all",
            "They want it after all",
            html! { p.meta { "It is underway again, and stands among what they want." } },
        ),
    };
    let is_open = draft.form == form;
    html! {
        details.deed open[is_open] {
            summary { (icon(picture)) span { (words) } (icon(Icon::Down)) }
            form id=(form) method="post" action={ (url(one.goal.id)) "/" (form) } data-frag {
                (hidden("version", &one.goal.version.to_string()))
                (inside)
                div.tools { (button(verb)) }
            }
        }
    }
}

/// A field with what was typed into it, and what was wrong with that.
fn typed<'a>(draft: &'a Draft, form: &'a str, name: &'a str, label: &'a str) -> ui::Field<'a> {
    field(name, label).prefix(form).value(draft.typed(form, name, "")).error(draft.problem(form, name))
}

fn help(one: &One, draft: &Draft) -> Markup {
    let stands = one.goal.help.map(|help| help.to_string()).unwrap_or_default();
    let problems = if draft.form == "help" { draft.problems.as_slice() } else { &[] };
    let words = draft.typed("help", "help_words", &one.goal.help_words);
    new::help_fields(draft.typed("help", "help", &stands), words, ("help", problems))
}

fn serving(one: &One, draft: &Draft) -> Markup {
    let stands = one.goal.serves.map(|id| id.to_string()).unwrap_or_default();
    let problem = draft.problem("serving", "serves");
    new::serves_field(&one.others, Some(&one.goal), draft.typed("serving", "serves", &stands), ("serving", problem))
}

fn wording(one: &One, draft: &Draft) -> Markup {
    let goal = &one.goal;
    let stands = Typed(
        [
            ("words", goal.words.clone()),
            ("said_by", goal.said_by.clone()),
            ("why", goal.why.clone()),
            ("measure", goal.measure.clone()),
            ("wanted_by", goal.wanted_by.map(|day| day.to_string()).unwrap_or_default()),
            ("cadence_days", goal.cadence_days.to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into(),
    );
    let is_draft = draft.form == "wording";
    let (typed, problems) = if is_draft { (&draft.typed, draft.problems.as_slice()) } else { (&stands, [].as_slice()) };
    html! {
        (new::wording(typed, problems, "wording"))
        (field("cadence_days", "Ask about it after so many days without a word").prefix("wording").number()
            .value(typed.get("cadence_days")).error(tend_core::Problem::about(problems, "cadence_days")))
    }
}

/// What was typed into a form that does not fit any more.
fn kept_words(draft: &Draft, fits: bool) -> Markup {
    let typed: Vec<&str> = ["their_word", "words", "why", "measure", "help_words"]
        .map(|name| draft.typed.get(name))
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    html! {
        @if !fits && !typed.is_empty() {
            div.leaf.what-you-wrote { h2 { "What you wrote" } @for text in &typed { p.lines-kept { (text) } } }
        }
    }
}
