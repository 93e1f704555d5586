//! Problems of a data set: one in ten is open and calls its owner; the others were settled within weeks.

use tend_core::{
    Result,
    db::Conn,
    fold::fold,
    time::{DAY, HOUR},
};
use uuid::Uuid;

use super::{
    Chance, Plan,
    store::{self, Values, row},
};

const COLUMNS: &str = "workspace_id, id, number, client_id, owner_id, location_id, title, words, told_by, place, severity, source, state, \
                       cause_id, raised_at, raised_by, raised_entry, begun_at, reopened, first_word_at, contained_at, settled_at, \
                       settled_how, first_word_due, next_word_due, done_due, due_at, version";
/// So many causes; four problems of ten have one.
const CAUSES: u64 = 200;
/// One problem of so many is open.
const OPEN: u64 = 10;

impl Plan {
    fn cause(&self, number: u64) -> Uuid {
        Chance::new(number ^ 0xCA5E).id(self.size.until_us - 5 * 365 * DAY)
    }

    /// What lies behind them.
    pub(super) fn causes(&self, tx: &Conn) -> Result<()> {
        let made_at = self.size.until_us - 5 * 365 * DAY;
        let cause = |number: u64| -> Values {
            let name = format!("Cause {number}");
            row![self.workspace, self.cause(number), name.clone(), fold(&name), made_at]
        };
        let rows: Vec<Values> = (0..CAUSES).map(cause).collect();
        store::insert(tx, "problem_causes", "workspace_id, id, name, name_folded, made_at", &rows)
    }

    /// Spread over five years and all clients, in the order in which they were taken in.
    pub(super) fn problems(&self, tx: &Conn, range: std::ops::Range<u64>) -> Result<()> {
        let step_us = 5 * 365 * DAY / self.problems_in_all().max(1) as i64;
        let (mut problems, mut calls) = (Vec::new(), Vec::new());
        for number in range {
            let mut chance = Chance::new(number ^ 0xB0B);
            let raised_at = self.size.until_us - 5 * 365 * DAY + number as i64 * step_us;
            let id = chance.id(raised_at);
            let client = chance.below(self.size.clients.max(1));
            let is_open = chance.below(OPEN) == 0;
            if is_open {
                calls.push(self.call_of_problem(&mut chance, (number, id), client, raised_at));
            }
            problems.push(self.problem_row(&mut chance, (number, id), client, (raised_at, is_open)));
        }
        store::insert(tx, "problems", COLUMNS, &problems)?;
        self.insert_calls(tx, &calls)
    }

    fn problem_row(
        &self,
        chance: &mut Chance,
        (number, id): (u64, Uuid),
        client: u64,
        (raised_at, is_open): (i64, bool),
    ) -> Values {
        let after = |us: i64| (!is_open).then_some(raised_at + us);
        let cause = (chance.below(10) < 4).then(|| self.cause(chance.below(CAUSES)));
        let (word, safe, settled) =
            (chance.below(30) as i64, chance.below(72) as i64 + 1, chance.below(30 * 24) as i64 + 1);
        row![
            self.workspace,
            id,
            number as i64 + 1,
            self.client(client),
            self.owner(client),
            self.place(client),
            format!("Bike {number}’s brakes fade in rain"),
            "Braked on Quay Hill in the rain and very little happened. Fine, but shaken.".to_owned(),
            String::new(),
            String::new(),
            "hinders".to_owned(),
            "member".to_owned(),
            if is_open { "open" } else { "settled" }.to_owned(),
            cause,
            raised_at,
            self.owner(client),
            chance.id(raised_at),
            raised_at,
            i64::from(chance.below(20) == 0),
            after(word * HOUR),
            after(safe * HOUR),
            after((safe + settled) * HOUR),
            (!is_open).then(|| "said".to_owned()),
            raised_at + HOUR,
            raised_at + DAY,
            raised_at + 3 * DAY,
            is_open.then_some(raised_at + HOUR),
            1_i64,
        ]
    }

    fn call_of_problem(&self, chance: &mut Chance, (number, id): (u64, Uuid), client: u64, raised_at: i64) -> Values {
        row![
            self.workspace,
            chance.id(raised_at),
            self.owner(client),
            self.client(client),
            "problems.first_word".to_owned(),
            0_i64,
            id,
            raised_at,
            raised_at + HOUR,
            0.9,
            format!("Bike {number}’s brakes fade in rain: they have not heard from us yet"),
            String::new(),
            false,
        ]
    }
}
