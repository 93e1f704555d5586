//! What the pages of mail look like.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{
    letter::{Letter, LetterState, Reason},
    pages::HERE,
    server::Post,
};
use crate::{
    house::settings_page,
    time::Timestamp,
    ui::{Icon, Tone, block, button, icon, nothing, notice, page_head, press, time, tools, vitals},
};

/// What the page shows.
pub(super) struct Shown<'a> {
    /// The server; nothing where nobody named one.
    pub post: Option<&'a Post>,
    pub newest: &'a [Letter],
    pub zone: &'a TimeZone,
    /// Is there somebody to send a letter to?
    pub can_trial: bool,
}

/// Whether letters go out, and what became of the last ones.
pub(super) fn mail(shown: &Shown) -> Markup {
    settings_page(html! {
        (page_head("Mail").under("Settings", "/settings").here("Mail")
            .lede("The letters that Tend writes: to clients, and to whoever comes to work here."))
        @match shown.post {
            Some(post) => { (how_it_is_set(post, shown.can_trial)) }
            None => { (notice(Tone::Honey, Icon::Warn, html! {
                p { b { "No letter goes out." } " Whoever runs this Tend names a mail server: " code { "--smtp" } " and " code { "--mail-from" } "." }
                p { "Until then Tend shows links for you to hand over, and writes to nobody." }
            })) }
        }
        (block("letters", "The last letters", None, letters(shown)))
    })
}

fn how_it_is_set(post: &Post, can_trial: bool) -> Markup {
    let from = post.from.to_string();
    let bounce = post.bounce.as_ref().map_or("to that address, too".to_owned(), ToString::to_string);
    html! {
        (vitals(&[
            ("Mail server", html! { (post.server.in_words()) }),
            ("Letters are from", html! { (from) }),
            ("What cannot be delivered comes back", html! { (bounce) }),
        ]))
        @if can_trial { (tools(press("/settings/mail/trial", button("Send a letter to me").icon(Icon::Send)))) }
    }
}

fn letters(shown: &Shown) -> Markup {
    html! {
        @if shown.newest.is_empty() { (nothing("None was written yet.")) }
        @else { ul.stuck-list { @for letter in shown.newest { (line(letter, shown)) } } }
    }
}

fn line(letter: &Letter, shown: &Shown) -> Markup {
    html! {
        li id={ "letter-" (letter.id) } {
            (icon(match letter.state {
                LetterState::Sent => Icon::Check,
                LetterState::Waiting => Icon::Clock,
                LetterState::Refused => Icon::Warn,
            }))
            span {
                b { (letter.words.subject) }
                small { "To " (letter.to_name) ", " (letter.to_address) }
                small { (state(letter, shown.zone)) }
            }
            @if letter.can_go_again() && shown.post.is_some() {
                (press(format!("{HERE}/letters/{}", letter.id), button("Send again").small().label(&format!("Send “{}” to {} again", letter.words.subject, letter.to_name))))
            }
        }
    }
}

/// What became of it, in words: the server's own where it had any.
fn state(letter: &Letter, zone: &TimeZone) -> Markup {
    html! {
        @match letter.state {
            LetterState::Sent => { "The mail server took it" @if let Some(at) = letter.sent_at { " on " (moment(at, zone)) } "." }
            LetterState::Refused => { "Refused: " (letter.answer) }
            LetterState::Waiting if letter.answer.is_empty() => { "On its way since " (moment(letter.queued_at, zone)) "." }
            LetterState::Waiting => { "Tried again on " (moment(letter.due_at, zone)) ". The last time: " (letter.answer) }
        }
    }
}

fn moment(at: Timestamp, zone: &TimeZone) -> Markup {
    time(&at.to_string(), &at.in_zone(zone).strftime("%-d %b %Y, %H:%M").to_string())
}

/// Somebody followed the link at the end of a letter.
pub(super) fn ask_to_stop(house: &str, address: &str, reason: Reason) -> Markup {
    let what = if reason == Reason::Newsletter { "newsletters" } else { "letters of our own accord" };
    html! {
        h1 { "No more letters?" }
        p.lede { (house) " will send no " (what) " to " (address) " any more. When you write to us, we still answer." }
        form method="post" { (tools(html! { (button("Stop these letters").primary().wide()) })) }
    }
}

/// And said yes.
pub(super) fn stopped(address: &str) -> Markup {
    html! {
        h1 { "Done" }
        p.lede { "No more such letters come to " (address) ". Thank you for telling us." }
    }
}

/// For every such link that leads nowhere.
pub(super) fn is_over() -> Markup {
    html! {
        h1 { "This link is over" }
        p.lede { "Nothing was changed. Answer the letter, and a person will see to it." }
    }
}
