//! How the promises by day look.

use maud::{Markup, html};
use tend_core::ui::{self, Bead, Icon, ServeRow, StoryRow, Tick, Tone, Width, page_head, way, when};

use super::{
    Board, Row, address,
    section::{Section, section},
};
use crate::{
    moment,
    pages::url,
    promise::{Promise, State},
    rate,
};

pub(in crate::pages) fn view(board: &Board) -> Markup {
    let head = page_head("What have we promised?").lede(lede(board));
    let head = if board.may_write {
        head.tools(html! { (ui::link("Promise something", "/promises/new").primary().icon(Icon::Promise).key("P")) })
    } else {
        head
    };
    let main = html! { div.promises-by-day {
        (switches(board))
        @if board.rows.is_empty() { (nothing(board)) }
        @else if board.is_done { (done(board)) }
        @else { (owed(board)) }
        (pager(board))
    } };
    ui::page(Width::Usual, html! { (head) (ui::columns(main, "How promises are kept", kept(board))) })
}

fn lede(board: &Board) -> Markup {
    let waiting = board.rows.iter().filter(|row| row.promise.is_waited_on(board.now)).count();
    html! {
        @if board.is_done { "What was kept, and what came of the rest." }
        @else if board.is_later { "What comes after." }
        @else if board.rows.is_empty() { "Nothing is owed." }
        @else if waiting == 0 { "Nobody is waiting on us." }
        @else if waiting == 1 { "One is waiting on us, so it comes first." }
        @else { (moment::count_in_words(waiting)) " are waiting on us, so they come first." }
        @if !board.is_done && board.may_write && !board.rows.is_empty() { " Tick what was kept." }
    }
}

fn switches(board: &Board) -> Markup {
    let whose: Vec<_> = board
        .ways
        .iter()
        .map(|(words, whose, chosen)| way(words, address(whose, board.is_done, None), *chosen))
        .collect();
    let tabs = [
        way("To keep", address(&board.whose, false, None), !board.is_done),
        way("Done", address(&board.whose, true, None), board.is_done),
    ];
    html! { div.promise-switches { (ui::segmented("To keep or done", &tabs)) (ui::filters("Whose promises", &whose)) } }
}

fn nothing(board: &Board) -> Markup {
    if board.is_done {
        return ui::empty(
            "Nothing is done yet",
            "A promise that was kept, released or made good stands here, newest first.",
            html! {},
        );
    }
    let tools = html! { @if board.may_write { (ui::link("Promise something", "/promises/new")) } (ui::link("See what was kept", address(&board.whose, true, None)).quiet()) };
    ui::empty(
        "Nothing is owed",
        "Every promise is kept. A good moment to ask somebody what they want to do next.",
        tools,
    )
}

/// What is owed, under the days on which it is due.
fn owed(board: &Board) -> Markup {
    let sections: Vec<(Section, &Row)> =
        board.rows.iter().map(|row| (section(&row.promise, board.now, &board.zone), row)).collect();
    ui::serve_thread(html! {
        @for same in sections.chunk_by(|one, next| one.0 == next.0) {
            @if let Some((section, _)) = same.first() {
                section aria-labelledby=(section.id()) {
                    h2 id=(section.id()) { (section.words()) }
                    ol { @for (_, row) in same { (owed_row(board, row)) } }
                }
            }
        }
    })
}

fn owed_row(board: &Board, row: &Row) -> Markup {
    let promise = &row.promise;
    let margin = moment::margin(promise, board.now, &board.zone);
    let (id, at) = (format!("promise-{}", promise.id), promise.due.at.to_string());
    let label = format!("Kept: {}", promise.words);
    let is_open = promise.state == State::Open;
    let tick =
        Tick { label: &label, action: format!("{}/keeping", url(promise.id)).into(), ticked: false, fields: &[] };
    let bead = match (is_open, board.may_write) {
        (true, true) => Bead::Tick(tick),
        (true, false) => Bead::Next,
        (false, _) => Bead::Picture(Icon::Promise, Tone::Clay),
    };
    let when = ui::When {
        words: &margin.words,
        small: margin.small.as_deref(),
        pressing: margin.pressing,
        datetime: Some(&at),
    };
    let act = (!is_open && board.may_write)
        .then(|| html! { (ui::link("Make it good", format!("{}#making-good", url(promise.id))).class("act").icon(Icon::Praise)) });
    let row = ServeRow {
        id: &id,
        when,
        bead,
        name: &promise.words,
        href: url(promise.id).into(),
        note: "",
        inside: whom(board, row),
        act,
        current: false,
        done: false,
    };
    html! { (row) }
}

/// To whom, and who keeps it where that is somebody else.
fn whom(board: &Board, row: &Row) -> Markup {
    let is_mine = board.me == Some(row.promise.owner);
    html! {
        p.meta {
            @match &row.to.href {
                Some(href) => { a href=(href) dir="auto" data-frag { (row.to.name) } }
                None => { "Within the house, to " span dir="auto" { (row.to.name) } }
            }
            @if !is_mine { " · " span dir="auto" { (moment::given_name(&row.owner_name)) } " keeps it" }
            @if row.promise.is_broken_still() { " · broken, not made good yet" }
        }
    }
}

/// What is done, newest first.
fn done(board: &Board) -> Markup {
    let rows: Vec<Markup> = board.rows.iter().map(|row| done_row(board, row)).collect();
    html! {
        h2.vh { "Done, newest first" }
        div.thread.story data-rows { @for row in &rows { (row) } }
    }
}

fn done_row(board: &Board, row: &Row) -> Markup {
    let promise = &row.promise;
    let done_at = promise.done_at().unwrap_or(promise.due.at);
    let (day, hour) =
        (moment::day(done_at.day_in(&board.zone), board.now.day_in(&board.zone)), moment::clock(done_at, &board.zone));
    let (id, at) = (format!("promise-{}", promise.id), done_at.to_string());
    let row = StoryRow {
        id: &id,
        when: when(&day).small(&hour).at(&at),
        bead: if promise.state == State::Kept { Bead::Done } else { Bead::Picture(Icon::Promise, Tone::Plain) },
        title: html! { a href=(url(promise.id)) data-frag { (promise.words) } },
        note: ended_as(promise),
        inside: whom(board, row),
    };
    html! { (row) }
}

/// How it ended, in two words.
pub(in crate::pages) fn ended_as(promise: &Promise) -> &'static str {
    match (promise.state, promise.kept_on_time) {
        (State::Open, _) => "open",
        (State::Kept, Some(true)) => "kept on time",
        (State::Kept, _) => "kept late",
        (State::Released, _) => "released by them",
        (State::Broken, _) if promise.is_broken_still() => "broken",
        (State::Broken, _) => "broken, made good",
    }
}

fn pager(board: &Board) -> Markup {
    let first = board.is_later.then(|| address(&board.whose, board.is_done, None).into());
    let next = board.next.as_deref().map(|next| address(&board.whose, board.is_done, Some(next)).into());
    html! { @if first.is_some() || next.is_some() { (ui::pager("", first.as_ref(), next.as_ref())) } }
}

/// How promises were kept: a share with its size and range, or, while there are few, the counts themselves.
fn kept(board: &Board) -> Markup {
    let inside = html! {
        dl.kept-rates {
            @for (whose, rate) in &board.rates {
                div { dt { (whose) } dd { (ui::share(rate.on_time, rate.n(), html! { (rate.in_words()) })) } }
            }
        }
        p.meta { "Kept on time, of all that were kept, broken or overdue in the last " (rate::DAYS) " days. Released ones do not count." }
    };
    ui::side_block("kept-rate", "Kept promises", inside)
}
