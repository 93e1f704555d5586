//! What people outside see: who is there for them, what they can say, and by when they hear.

use maud::{Markup, html};
use tend_core::{
    Problem as FieldProblem, Timestamp,
    files::FIELD,
    ui::{self, Icon, Size, Tone, button, choice, field, icon, notice, problems_of_form, tools},
};
use tend_promises::moment::{self, given_name};

use super::{
    care::Care,
    report::{Desk, NotTaken},
};
use crate::{
    pages::Draft,
    problem::{Severity, Source, State},
};

fn shop(house: &str, place: &str) -> Markup {
    html! { header.shop { (icon(Icon::Visit)) span { b dir="auto" { (house) } small dir="auto" { (place) } } } }
}

/// “17:30 today”, “10:30 on Thursday”.
fn by(at: Timestamp, now: Timestamp, zone: &jiff::tz::TimeZone) -> String {
    format!("{} {}", moment::clock(at, zone), moment::on_day(at.day_in(zone), now.day_in(zone)))
}

impl Desk {
    fn word_by(&self, severity: Severity) -> String {
        let at = self.word_by.iter().find(|(known, _)| *known == severity).map_or(self.now, |(_, at)| *at);
        by(at, self.now, self.place.zone())
    }
}

/// The page of a place: what happened, how bad it is, and how they are reached.
pub(super) fn report(desk: &Desk, refused: &NotTaken) -> Markup {
    let keeper = given_name(&desk.keeper.1);
    let send = format!("Send to {}", desk.place.name);
    html! {
        (shop(&desk.house, &desk.place.name))
        h1 { "Something isn’t right? Tell us here." }
        div.from {
            (ui::avatar(&desk.keeper.1, desk.keeper.0.0, Size::Middle))
            p { b dir="auto" { (keeper) " looks after " (desk.place.name) "." } " Somebody has your message from the moment you send it, and answers you by name." }
        }
        form method="post" action={ "/report/" (desk.code) } enctype="multipart/form-data" {
            (problems_of_form("", &FieldProblem::pairs(&shown_above(&refused.problems))))
            (field("text", "What happened?").words().hint("Your own words are best.").value(refused.typed.get("text")).error(about(refused, &["text", "title"])))
            (how_bad(desk, refused.typed.get("severity")))
            div.side-by-side {
                (field("name", "Your name").autocomplete("name").value(refused.typed.get("name")).error(about(refused, &["name"])))
                (field("reach", "How do we reach you?").value(refused.typed.get("reach")).error(about(refused, &["email", "phone", "reach"])))
            }
            (photos(refused))
            (tools(html! { (button(&send).primary()) }))
        }
        footer { "We keep your message with your name, so that you never have to explain it twice." }
    }
}

/// What stands above the form: all that belongs to no field of it.
fn shown_above(problems: &[FieldProblem]) -> Vec<FieldProblem> {
    let fields = ["text", "title", "name", "email", "phone", "reach", FIELD];
    problems.iter().filter(|problem| !fields.contains(&problem.field.as_str())).cloned().collect()
}

fn about<'a>(refused: &'a NotTaken, fields: &[&str]) -> Option<&'a str> {
    fields.iter().find_map(|field| FieldProblem::about(&refused.problems, field))
}

fn how_bad(desk: &Desk, chosen: &str) -> Markup {
    let chosen = chosen.parse().unwrap_or(Severity::Small);
    let words = [
        (Severity::Small, "Yes, it is just annoying", "You hear from us by"),
        (Severity::Hinders, "Yes, but it keeps me from what I want", "You hear from us by"),
        (Severity::Unsafe, "No, or I’m not sure", "Please stop using it. You hear from us by"),
    ];
    let notes = words.map(|(severity, _, note)| format!("{note} {}.", desk.word_by(severity)));
    let choices: Vec<_> = words
        .iter()
        .zip(&notes)
        .map(|((severity, words, _), note)| choice(severity.word(), words, *severity == chosen).note(note))
        .collect();
    ui::big_choices("severity", "Are you safe right now?", &choices)
}

fn photos(refused: &NotTaken) -> Markup {
    let error = FieldProblem::about(&refused.problems, FIELD);
    let again = refused.had_photos.then_some("Please choose your photos once more; your words are still here.");
    html! {
        div.field {
            label for="photos" { "A photo helps, if you have one" }
            @if let Some(again) = again { p.hint { (again) } }
            input id="photos" name=(FIELD) type="file" accept="image/jpeg,image/png,image/webp,image/gif" multiple
                aria-invalid=[error.map(|_| "true")] aria-describedby=[error.map(|_| "photos-error")];
            @if let Some(error) = error { p.error id="photos-error" { (icon(Icon::Warn)) span { (error) } } }
        }
    }
}

/// It is here. Nothing on it tells whether we knew them.
pub(super) fn thanks(desk: &Desk, severity: Severity) -> Markup {
    html! {
        (shop(&desk.house, &desk.place.name))
        h1 { "Thank you. We have your message." }
        div.from {
            (ui::avatar(&desk.keeper.1, desk.keeper.0.0, Size::Middle))
            p {
                b { "You hear from us by " (desk.word_by(severity)) "." }
                " Somebody looks after it now and stays with it until you say that it is good. "
                span dir="auto" { (given_name(&desk.keeper.1)) } " is there for you at " (desk.place.name) "."
            }
        }
        @if desk.writes { p { "If you gave a mail address, a letter goes there with a link to your own page: who does what, and a button to say that it is good." } }
        (tools(html! { (ui::link("Tell us something else", format!("/report/{}", desk.code)).quiet()) }))
    }
}

/// What a client sees behind their link.
pub(super) fn care(care: &Care, draft: &Draft) -> Markup {
    let chain = &care.chain;
    html! {
        (shop(&care.house, &chain.place_name))
        h1 { (heading(chain.problem.state)) }
        div.from {
            (ui::avatar(&chain.owner_name, chain.problem.owner.0, Size::Middle))
            p {
                b dir="auto" { (chain.owner_name) @if chain.problem.is_open() { " looks after it." } @else { " looked after it." } }
                " " (what_is_next(care))
            }
        }
        @if let Some(sentence) = &draft.conflict { div role="alert" { (notice(Tone::Honey, Icon::Info, html! { p { (sentence) } })) } }
        (in_their_words(care))
        (answers(care, draft))
        (steps(care))
        footer { "This page is yours alone. " (chain.problem.called()) " is its number, if you ring us." }
    }
}

fn heading(state: State) -> &'static str {
    match state {
        State::Open => "We are looking after it",
        State::Contained => "You are safe. Now the cause",
        State::Fixed => "The cause is gone. Now what you lost",
        State::MadeRight => "Is it good again?",
        State::Settled => "It is settled",
    }
}

/// What is next; a time that has passed is said as it is.
fn what_is_next(care: &Care) -> String {
    match care.chain.next_word {
        Some(at) if at >= care.now => format!("You hear from us by {}.", by(at, care.now, &care.zone)),
        Some(_) => "You should have heard from us by now. They see that, too.".to_owned(),
        None => "If it comes back, one press below opens it again.".to_owned(),
    }
}

/// What it is about: in their own words where they told us themselves, else in ours.
fn in_their_words(care: &Care) -> Markup {
    let problem = &care.chain.problem;
    let told = if problem.words.is_empty() { &problem.title } else { &problem.words };
    html! { @if problem.source == Source::Outside { (ui::words(told)) } @else { p.lede dir="auto" { (problem.title) } } }
}

fn answers(care: &Care, draft: &Draft) -> Markup {
    let (state, here) = (care.chain.problem.state, format!("/care/{}", care.token));
    let (not_good, ask) = match state {
        State::Settled => ("It is not good after all", "What is not right?"),
        State::Open | State::Contained => ("Send it", "Is there something we should know?"),
        State::Fixed | State::MadeRight => ("It is not good yet", "What is not right yet?"),
    };
    let good = match state {
        State::MadeRight => button("Yes, it is good").primary(),
        _ => button("It is good already"),
    };
    html! {
        div.care-answers {
            @if state != State::Settled {
                form method="post" action={ (here) "/settlement" } {
                    (said(draft, "good", "Would you like to say something?"))
                    (tools(html! { (good.icon(Icon::Check)) }))
                }
            }
            form method="post" action={ (here) "/reopening" } {
                (said(draft, "not-good", ask))
                (tools(html! { (button(not_good)) }))
            }
        }
    }
}

fn said(draft: &Draft, form: &'static str, label: &str) -> Markup {
    let words = field("words", label).prefix(form).words();
    html! { (words.value(draft.typed(form, "words", "")).error(draft.problem(form, "words"))) }
}

fn steps(care: &Care) -> Markup {
    html! {
        section.care-steps aria-labelledby="steps" {
            h2 id="steps" { "What happened so far" }
            ol {
                @for step in care.chain.steps.iter().rev() {
                    li {
                        (ui::time(&step.at.to_string(), &step.at.in_zone(&care.zone).strftime("%-d %b, %H:%M").to_string()))
                        div { p dir="auto" { (step.what) } @if !step.said.is_empty() { (ui::words(&step.said)) } }
                    }
                }
            }
        }
    }
}

/// For every link that leads nowhere, whatever is wrong with it.
pub(super) fn nowhere() -> Markup {
    html! {
        h1 { "This link leads nowhere" }
        p.lede { "Links end after a year, or when a newer one takes their place. Answer the letter it came with, or ring us, and somebody looks." }
    }
}
