//! Making it right: the lists of what there is to do, what was given, and what waits for an answer.

use maud::{Markup, html};
use tend_core::ui::{self, Bead, Icon, Tick, Tone, button, choice, field, hidden, icon, notice, press, select};
use tend_promises::moment;

use super::{Draft, one::One, url};
use crate::gesture::{Gesture, GestureKind, Part, Standing, Todo, in_words};

/// The list of what there is to do for fixing or for making right.
pub(super) fn todos(one: &One, draft: &Draft, part: Part) -> Markup {
    let of_part: Vec<&Todo> = one.todos.iter().filter(|todo| todo.part == part).collect();
    let may_change = one.may_write && one.problem.is_open();
    if of_part.is_empty() && !may_change {
        return html! {};
    }
    let (id, heading) = match part {
        Part::Fix => ("todo-fix", "Fixing it"),
        Part::Right => ("todo-right", "Making it right"),
    };
    let inside = html! {
        @if !of_part.is_empty() { ul.problem-todos { @for todo in &of_part { li { (line(one, todo)) } } } }
        @if may_change { (adding(one, draft, part, id)) }
    };
    ui::block(id, heading, None, inside)
}

fn line(one: &One, todo: &Todo) -> Markup {
    let page = format!("{}/todos/{}", url(one.problem.id), todo.id);
    let done = todo.done_at.is_some();
    let label = format!("Done: {}", todo.words);
    let value = if done { "no" } else { "yes" };
    let fields = [("done", value)];
    let tick = Tick { label: &label, action: format!("{page}/tick").into(), ticked: done, fields: &fields };
    html! {
        @if one.may_write { (Bead::Tick(tick)) } @else if done { (Bead::Done) } @else { (Bead::Next) }
        span {
            b dir="auto" { (todo.words) }
            @if !todo.note.is_empty() { small { (todo.note) } }
            @if let Some(at) = todo.done_at { small { "Done " (moment::on_day(at.day_in(&one.zone), one.now.day_in(&one.zone))) } }
        }
        @if one.may_write && !done {
            (press(format!("{page}/removal"), button("Take away").small().quiet().only(Icon::Close).label(&format!("Need not be done: {}", todo.words))))
        }
    }
}

fn adding(one: &One, draft: &Draft, part: Part, form: &'static str) -> Markup {
    let hint = match part {
        Part::Fix => "Look at pads and disc",
        Part::Right => "What fits them, not the price list",
    };
    html! {
        form.add-todo method="post" action={ (url(one.problem.id)) "/todos" } data-frag {
            (hidden("part", part.word()))
            (field("todo", "What is to be done").prefix(form).placeholder(hint).value(draft.typed(form, "todo", "")).error(draft.problem(form, "todo")))
            (button("Add it").small())
        }
    }
}

/// What was given, what waits for an answer, and the form to give something.
pub(super) fn gestures(one: &One, draft: &Draft) -> Markup {
    let may_give = one.may_write && one.problem.is_open();
    if one.gestures.is_empty() && !may_give {
        return html! {};
    }
    let inside = html! {
        @if !one.gestures.is_empty() {
            ul.problem-gestures { @for gesture in &one.gestures { li { (given(one, draft, gesture)) } } }
        }
        @if may_give { (giving(one, draft)) }
    };
    ui::block("gestures", "What we give them", None, inside)
}

fn given(one: &One, draft: &Draft, gesture: &Gesture) -> Markup {
    let who = moment::given_name(&gesture.asked_by_name);
    html! {
        (icon(Icon::Praise))
        span {
            b { span dir="auto" { (gesture.words) } ", " (in_words(gesture.worth)) }
            small {
                (gesture.kind.label()) ". "
                @match gesture.standing {
                    Standing::Given => { (who) " gave it." }
                    Standing::Asked => { (who) " asks: a coach or an admin answers. " span dir="auto" { (gesture.why) } }
                    Standing::Refused => { (who) " asked, and the answer was no. " }
                }
                @if !gesture.answer.is_empty() { " " q { (gesture.answer) } }
            }
            @if gesture.standing == Standing::Asked && one.may_answer && one.me != Some(gesture.asked_by) { (answering(one, draft, gesture)) }
        }
    }
}

/// A coach or an admin says yes or no, with a word.
fn answering(one: &One, draft: &Draft, gesture: &Gesture) -> Markup {
    let action = format!("{}/gestures/{}/answer", url(one.problem.id), gesture.id);
    let prefix = format!("answer-{}", gesture.id);
    html! {
        form.answer-gesture method="post" action=(action) data-frag {
            (field("answer", "A word with it").prefix(&prefix).value(draft.typed("answer", "answer", "")).error(draft.problem("answer", "answer")))
            div.tools {
                (button("Yes, give it").small().primary().sends("yes", "yes"))
                (button("No").small().sends("yes", "no"))
            }
        }
    }
}

fn giving(one: &One, draft: &Draft) -> Markup {
    let form = "gesture";
    let chosen = draft.typed(form, "kind", GestureKind::Credit.word());
    let kinds = GestureKind::ALL.iter().map(|kind| choice(kind.word(), kind.label(), kind.word() == chosen)).collect();
    let left = one.allowance.map(|allowance| {
        if one.may_answer {
            "You may give what is right; it is on the record.".to_owned()
        } else {
            format!(
                "You may give {} without asking. Above that a coach or an admin answers here.",
                in_words(allowance.left())
            )
        }
    });
    let is_open = draft.form == form;
    html! {
        details.deed open[is_open] {
            summary { (icon(Icon::Praise)) span { "Give them something" } (icon(Icon::Down)) }
            form id=(form) method="post" action={ (url(one.problem.id)) "/gestures" } data-frag {
                (hidden("version", &one.problem.version.to_string()))
                @if let Some(left) = &left { (notice(Tone::Plain, Icon::Info, html! { (left) })) }
                (select("kind", "What", kinds).prefix(form).error(draft.problem(form, "kind")))
                (field("words", "In words").prefix(form).placeholder("The pads off order 3087").value(draft.typed(form, "words", "")).error(draft.problem(form, "words")))
                (field("worth", "What it is worth").prefix(form).placeholder("38").autocomplete("off").value(draft.typed(form, "worth", "")).error(draft.problem(form, "worth")))
                (field("why", "Why more than you may give").prefix(form).hint("Only where it is more.").value(draft.typed(form, "why", "")).error(draft.problem(form, "why")))
                div.tools { (button("Give it")) }
            }
        }
    }
}
