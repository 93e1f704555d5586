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
    let (about, inside) = match form {
        "making-good" => {
            let about = Deed::new(form, Icon::Praise, "Make it good").by("It is made good").first();
            let words = typed(draft, form, "done", "What did you do for them about it?").our_words();
            (about, html! { (words.hint("It stands in their story, so that whoever meets them knows.")) })
        }
        "moving" => {
            let about = Deed::new(form, Icon::Calendar, "Move it, once they know").at("move").by("Move it");
            (about, moving(draft, form))
        }
        "giving" => {
            let about = Deed::new(form, Icon::Handoff, "Give it to a colleague").by("Give it to them");
            (about, giving(one, draft, form))
        }
        "release" => {
            let words = typed(draft, form, "their_words", "What did they say?").words();
            (Deed::new(form, Icon::Coaching, "They released us"), html! { (words.hint("In their words.")) })
        }
        "breaking" => {
            let words = typed(draft, form, "why", "What happened?").our_words();
            let about = Deed::new(form, Icon::Warn, "We cannot keep it");
            (about, html! { (words.hint("It then calls until it is made good for them.")) })
        }
        _ => {
            let about = Deed::new(form, Icon::Clock, "It was kept earlier").by("It was kept then");
            (about, html! { (typed(draft, form, "kept_at", "When was it done?").moment()) })
        }
    };
    deed(one, draft, &about, inside)
}

/// A field with what was typed into it, and what was wrong with that.
fn typed<'a>(draft: &'a Draft, form: &'a str, name: &'a str, label: &'a str) -> ui::Field<'a> {
    field(name, label).prefix(form).value(draft.typed(form, name)).error(draft.problem(form, name))
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

/// Something that can be done about a promise.
struct Deed<'a> {
    /// Its name, its id on the page.
    form: &'a str,
    /// The end of its address.
    address: &'a str,
    picture: Icon,
    words: &'a str,
    verb: &'a str,
    /// Open without a press: what there is to do now.
    is_first: bool,
}

impl<'a> Deed<'a> {
    /// Folded away under these words, and done by a button of the same words.
    fn new(form: &'a str, picture: Icon, words: &'a str) -> Self {
        Deed { form, address: form, picture, words, verb: words, is_first: false }
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
            form id=(deed.form) method="post" action={ (url(one.promise.id)) "/" (deed.address) } data-frag {
                (hidden("version", &one.promise.version.to_string()))
                (inside)
                div.tools { @if deed.is_first { (button(deed.verb).primary()) } @else { (button(deed.verb)) } }
            }
        }
    }
}

fn moving(draft: &Draft, form: &str) -> Markup {
    let due = TypedDue { words: draft.typed(form, "due"), moment: draft.typed(form, "due_at") };
    html! {
        div.side-by-side { (due_fields(form, &due, draft.problem(form, "due"))) }
        (typed(draft, form, "told", "How did you tell them?").our_words().placeholder("Rang her; Thursday is early enough"))
    }
}

fn giving(one: &One, draft: &Draft, form: &str) -> Markup {
    let chosen = draft.typed(form, "owner");
    let ids: Vec<(String, &str)> = one.colleagues.iter().map(|(id, name)| (id.to_string(), name.as_str())).collect();
    let choices = std::iter::once(choice("", "Choose a colleague", chosen.is_empty()))
        .chain(ids.iter().map(|(id, name)| choice(id, name, id == chosen)))
        .collect();
    html! { (select("owner", "Who keeps it from now on?", choices).prefix(form).error(draft.problem(form, "owner"))) }
}

/// The field for the next kind thing, where a promise is written down.
pub(super) fn act_field<'a>(value: &'a str, problem: Option<&'a str>) -> ui::Field<'a> {
    field("act", labels::NEXT_KIND_THING)
        .value(value)
        .hint("What Today offers on the day, a verb with a name. May stay empty.")
        .placeholder("Send the photos to Celeste")
        .error(problem)
}
