//! Promises by day in every state.

use jiff::tz::TimeZone;
use tend_core::{
    time::{DAY, HOUR, MINUTE},
    ui::Sample,
};

use super::promised::{LONG, NOOR, NOW, broken, ending, kept, mark, promise};
use crate::{
    due::Due,
    pages::{
        Recipient,
        by_day::{self, Board, Row},
    },
    promise::{Promise, State},
    rate::KeptRate,
};

pub(super) fn samples() -> Vec<Sample> {
    let list = |state, board: &Board| Sample::framed("promises/by-day", state, by_day::view(board));
    let society = "The Society for the Care of Very Old and Very Dutch Bicycles, Northern Branch";
    let nothing_done = Board { is_done: true, ..board(Vec::new()) };
    let guests = Board { may_write: false, ..board(usual()) };
    vec![
        list("usual", &board(usual())),
        list("empty", &board(Vec::new())),
        list("done", &done()),
        list("done-empty", &nothing_done),
        list("many", &many()),
        list("long", &board(vec![row(promise(1, LONG, NOW.plus(HOUR)), society)])),
        list("guest", &guests),
    ]
}

fn row(promise: Promise, name: &str) -> Row {
    let href = Some(format!("/clients/{}", promise.id));
    Row { to: Recipient { name: name.to_owned(), href }, owner_name: "Noor Haddad".into(), promise }
}

fn board(rows: Vec<Row>) -> Board {
    let way = |words: &str, whose: &str, chosen| (words.to_owned(), whose.to_owned(), chosen);
    Board {
        is_done: false,
        ways: vec![
            way("Yours", "mine", true),
            way("Everyone’s", "all", false),
            way("Market Street", "1", false),
            way("Canal Yard", "2", false),
        ],
        whose: "mine".into(),
        rows,
        next: None,
        is_later: false,
        rates: vec![
            ("You".into(), KeptRate { on_time: 7, kept_late: 1, broken: 0, late: 1 }),
            ("The house".into(), KeptRate { on_time: 41, kept_late: 5, broken: 3, late: 1 }),
        ],
        me: Some(NOOR),
        may_write: true,
        now: NOW,
        zone: TimeZone::UTC,
    }
}

fn usual() -> Vec<Row> {
    let whole_day = |promise: Promise| Promise { due: Due { whole_day: true, ..promise.due }, ..promise };
    vec![
        row(broken(promise(1, "Ring about the wobbling wheel", NOW.plus(-2 * DAY))), "Marta Kovács"),
        row(promise(2, "Send the crate drawing", NOW.plus(-40 * MINUTE)), "Fennimore Wines"),
        row(promise(3, "Child seat fitted and checked before she comes", NOW.plus(6 * HOUR)), "Sunita Rao"),
        row(promise(4, "Three photos of the repainted frames", NOW.plus(8 * HOUR)), "Hotel Aurelia"),
        row(
            whole_day(promise(5, "Lend a spare battery for the night shift", NOW.plus(DAY + 9 * HOUR))),
            "Harbour Clinic",
        ),
        row(promise(6, "Price the winter check per bike, not per visit", NOW.plus(2 * DAY)), "Postwerk Couriers"),
        row(promise(7, "Find a left-hand brake lever for small hands", NOW.plus(9 * DAY)), "Eun-ji Park"),
        row(whole_day(promise(8, "The Loire gear talk", NOW.plus(40 * DAY))), "Rosa & Henk Mulder"),
    ]
}

fn done() -> Board {
    let made_good = Promise {
        made_good: Some(mark(NOW.plus(-DAY))),
        ..broken(promise(2, "Vent holes for the lid", NOW.plus(-4 * DAY)))
    };
    let released = Promise {
        state: State::Released,
        ended: Some(ending(NOW.plus(-2 * DAY))),
        ..promise(3, "Ask about the second wagon", NOW.plus(-DAY))
    };
    let on_time = kept(promise(1, "Spare keys before their first round", NOW.plus(-HOUR)), NOW.plus(-80 * MINUTE));
    let late = kept(promise(4, "Coat guard fitted", NOW.plus(-5 * DAY)), NOW.plus(-4 * DAY));
    let rows = vec![
        row(on_time, "Postwerk Couriers"),
        row(made_good, "Maison Odette"),
        row(released, "Bluebird Nursery"),
        row(late, "Ayesha Siddiqui"),
    ];
    Board { is_done: true, ..board(rows) }
}

fn many() -> Board {
    let rows = (0..by_day::ON_A_PAGE).map(|number| {
        let due = NOW.plus(-3 * HOUR + number * 5 * HOUR);
        row(promise(u128::from(number.unsigned_abs()) + 1, "Adjust her stem after two weeks", due), "Malik Osei")
    });
    Board { next: Some("1.1".into()), is_later: true, ..board(rows.collect()) }
}
