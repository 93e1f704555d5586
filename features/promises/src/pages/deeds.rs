//! What can be done about a promise: plain forms, each folded away until it is needed.

use maud::{Markup, html};
use tend_core::ui::{self, Icon, button, choice, field, hidden, icon, labels, select};

use super::{Draft, one::One, url};
use crate::{
    client::{Typed as TypedDue, due_fields},
    promise::State,
};

/// Those that fit how it stands now; where somebody was faster, also the form that was just sent, so that no word is lost.
pub(super) fn view(one: &One, draft: &Draft) -> Markup {
    let is_open = one.promise.state == State::Open;
    let fits = |form: &str| match form {
        "making-good" => one.promise.is_broken_still(),
        "giving" => one.promise.is_owed() && !one.colleagues.is_empty(),
        _ => is_open,
    };
    let forms = ["making-good", "moving", "giving", "release", "breaking", "keeping"];
    let shown: Vec<Markup> = forms.iter().filter(|form| fits(form)).map(|form| form_of(form, one, draft)).collect();
    html! {
        (kept_words(draft, fits(draft.form)))
        @if !shown.is_empty() { ul.deeds { @for form in &shown { li { (form) } } } }
    }
}

fn form_of(form: &str, one: &One, draft: &Draft) -> Markup {
    match form {
        "making-good" => making_good(one, draft),
        "moving" => moving(one, draft),
        "giving" => giving(one, draft),
        "release" => release(one, draft),
        "breaking" => breaking(one, draft),
        _ => keeping(one, draft),
    }
}

/// What was typed into a form that does not fit any more.
fn kept_words(draft: &Draft, fits: bool) -> Markup {
    let typed: Vec<&str> = ["told", "why", "their_words", "done", "due"]
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

struct Deed<'a> {
    /// Its name, its id on the page and the end of its address.
    form: &'a str,
    address: &'a str,
    picture: Icon,
    words: &'a str,
    verb: &'a str,
    /// Open without a press: what there is to do now.
    is_first: bool,
}

fn deed(one: &One, draft: &Draft, deed: &Deed, inside: Markup) -> Markup {
    let is_open = deed.is_first || draft.form == deed.form;
    html! {
        details.deed open[is_open] {
            summary { (icon(deed.picture)) span { (deed.words) } (icon(Icon::Down)) }
            form id=(deed.form) method="post" action={ (url(one.promise.id)) "/" (deed.address) } data-frag {
                (hidden("version", &one.promise.version.to_string()))
                (inside)
                div.tools { @if deed.is_first { (button(deed.verb).primary()) } @else { (button(deed.verb)) } }
            }
        }
    }
}

fn making_good(one: &One, draft: &Draft) -> Markup {
    let form = "making-good";
    let about = Deed {
        form,
        address: form,
        picture: Icon::Praise,
        words: "Make it good",
        verb: "It is made good",
        is_first: true,
    };
    deed(
        one,
        draft,
        &about,
        html! {
            (field("done", "What did you do for them about it?").prefix(form).our_words().value(draft.typed(form, "done"))
                .hint("It stands in their story, so that whoever meets them knows.").error(draft.problem(form, "done")))
        },
    )
}

fn moving(one: &One, draft: &Draft) -> Markup {
    let form = "moving";
    let about = Deed {
        form,
        address: "move",
        picture: Icon::Calendar,
        words: "Move it, once they know",
        verb: "Move it",
        is_first: false,
    };
    let due = TypedDue { words: draft.typed(form, "due"), moment: draft.typed(form, "due_at") };
    deed(
        one,
        draft,
        &about,
        html! {
            div.side-by-side { (due_fields(form, &due, draft.problem(form, "due"))) }
            (field("told", "How did you tell them?").prefix(form).our_words().value(draft.typed(form, "told"))
                .placeholder("Rang her; Thursday is early enough").error(draft.problem(form, "told")))
        },
    )
}

fn giving(one: &One, draft: &Draft) -> Markup {
    let form = "giving";
    let about = Deed {
        form,
        address: form,
        picture: Icon::Handoff,
        words: "Give it to a colleague",
        verb: "Give it to them",
        is_first: false,
    };
    let chosen = draft.typed(form, "owner");
    let ids: Vec<(String, &str)> = one.colleagues.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
    let choices = std::iter::once(choice("", "Choose a colleague", chosen.is_empty()))
        .chain(ids.iter().map(|(id, name)| choice(id, name, id == chosen)))
        .collect();
    deed(
        one,
        draft,
        &about,
        html! {
            (select("owner", "Who keeps it from now on?", choices).prefix(form).error(draft.problem(form, "owner")))
        },
    )
}

fn release(one: &One, draft: &Draft) -> Markup {
    let form = "release";
    let about = Deed {
        form,
        address: form,
        picture: Icon::Coaching,
        words: "They released us",
        verb: "They released us",
        is_first: false,
    };
    deed(
        one,
        draft,
        &about,
        html! {
            (field("their_words", "What did they say?").prefix(form).words().value(draft.typed(form, "their_words"))
                .hint("In their words.").error(draft.problem(form, "their_words")))
        },
    )
}

fn breaking(one: &One, draft: &Draft) -> Markup {
    let form = "breaking";
    let about = Deed {
        form,
        address: form,
        picture: Icon::Warn,
        words: "We cannot keep it",
        verb: "We cannot keep it",
        is_first: false,
    };
    deed(
        one,
        draft,
        &about,
        html! {
            (field("why", "What happened?").prefix(form).our_words().value(draft.typed(form, "why"))
                .hint("It then calls until it is made good for them.").error(draft.problem(form, "why")))
        },
    )
}

fn keeping(one: &One, draft: &Draft) -> Markup {
    let form = "keeping";
    let about = Deed {
        form,
        address: form,
        picture: Icon::Clock,
        words: "It was kept earlier",
        verb: "It was kept then",
        is_first: false,
    };
    deed(
        one,
        draft,
        &about,
        html! {
            (field("kept_at", "When was it done?").prefix(form).value(draft.typed(form, "kept_at")).moment().error(draft.problem(form, "kept_at")))
        },
    )
}

/// The field for the next kind thing, where a promise is written down.
pub(super) fn act_field<'a>(value: &'a str, problem: Option<&'a str>) -> ui::Field<'a> {
    field("act", labels::NEXT_KIND_THING)
        .value(value)
        .hint("What Today offers on the day, a verb with a name. May stay empty.")
        .placeholder("Send the photos to Celeste")
        .error(problem)
}
