//! `tend-bench seed`: a data set of any size, the same for the same numbers.
//!
//! One workspace, three places, K members, N clients (one in five an organization), M entries in the order in which they
//! happened, spread over five years and over the clients by a law of few and many; a call of its rhythm for every client, an
//! open promise for every tenth, and problems, of which one in ten is open.

mod chance;
mod fields;
mod likeness;
pub mod names;
mod problems;
pub mod store;

use std::time::Duration;

use clap::Args;
use serde_json::json;
use tend_core::{
    Error, Result, Timestamp,
    db::{Conn, Db, DbOptions, search},
    fold::fold,
    migrations,
    time::{DAY, HOUR},
};
use uuid::Uuid;

use chance::Chance;
use store::{Values, row};

/// How large the data set is.
#[derive(Args, Clone, Debug)]
pub struct Size {
    /// Clients in the workspace
    #[arg(long, default_value_t = 10_000)]
    pub clients: u64,
    /// Entries on their timelines
    #[arg(long, default_value_t = 100_000)]
    pub entries: u64,
    /// Problems they had or have, one in ten of them open; half as many as clients where it is not said
    #[arg(long)]
    pub problems: Option<u64>,
    /// Members who look after them
    #[arg(long, default_value_t = 20)]
    pub members: u64,
    /// Where: sqlite:PATH or postgres://…, empty
    #[arg(long)]
    pub database: String,
    /// The last day of the data set, as microseconds since 1970; the default is 1 November 2026
    #[arg(long, default_value_t = 1_793_520_000_000_000)]
    pub until_us: i64,
}

/// How many rows one transaction takes.
const BATCH: u64 = 10_000;
/// No seeding transaction takes longer than this.
const LIMIT: Duration = Duration::from_secs(600);

/// What all steps share.
#[derive(Clone)]
struct Plan {
    size: Size,
    workspace: Uuid,
    places: Vec<Uuid>,
    members: Vec<Uuid>,
}

/// Plants it; says how far it is.
pub async fn run(size: Size) -> Result<()> {
    let url = size.database.parse().map_err(|error: String| Error::ours(error))?;
    let db = Db::open(&url, DbOptions::default()).await.map_err(Error::ours)?;
    db.migrate(migrations::ALL).await.map_err(Error::ours)?;
    let mut chance = Chance::new(7);
    let began_us = size.until_us - 5 * 365 * DAY;
    let plan = Plan {
        workspace: chance.id(began_us),
        places: (0..3).map(|_| chance.id(began_us)).collect(),
        members: (0..size.members.max(1)).map(|_| chance.id(began_us)).collect(),
        size,
    };
    let house = plan.clone();
    db.write_within(LIMIT, move |tx| house.open(tx)).await?;
    steps(&db, &plan, "clients", plan.size.clients, Plan::clients).await?;
    steps(&db, &plan, "entries", plan.size.entries, Plan::entries).await?;
    steps(&db, &plan, "promises", plan.size.clients / 10, Plan::promises).await?;
    let house = plan.clone();
    db.write_within(LIMIT, move |tx| house.causes(tx)).await?;
    steps(&db, &plan, "problems", plan.problems_in_all(), Plan::problems).await?;
    let (workspace, next) = (plan.workspace, plan.size.entries as i64 + 1);
    let next_problem = plan.problems_in_all() as i64 + 1;
    db.write_within(LIMIT, move |tx| {
        store::set_next(tx, workspace, next, next_problem)?;
        store::analyze(tx)
    })
    .await?;
    db.close().await;
    Ok(())
}

type Step = fn(&Plan, &Conn, std::ops::Range<u64>) -> Result<()>;

#[expect(clippy::print_stderr, reason = "a long seeding says how far it is")]
async fn steps(db: &Db, plan: &Plan, what: &str, count: u64, step: Step) -> Result<()> {
    for from in (0..count).step_by(BATCH as usize) {
        let (plan, range) = (plan.clone(), from..(from + BATCH).min(count));
        db.write_within(LIMIT, move |tx| step(&plan, tx, range.clone())).await?;
        if from % (BATCH * 50) == 0 {
            eprintln!("{what}: {from} of {count}");
        }
    }
    Ok(())
}

impl Plan {
    fn problems_in_all(&self) -> u64 {
        self.size.problems.unwrap_or(self.size.clients / 2)
    }

    fn open(&self, tx: &Conn) -> Result<()> {
        store::make_room(tx)?;
        let (workspace, at) = (self.workspace, Timestamp(self.size.until_us - 5 * 365 * DAY));
        let house: Values = row![workspace, "Seeded House".to_owned(), "en".to_owned(), 1_i64, DAY, at, 1_i64,];
        store::insert(
            tx,
            "workspaces",
            "workspace_id, name, language, next_entry, promise_grace, created_at, version",
            &[house],
        )?;
        let names = ["Market Street", "Canal Yard", "Station Arcade"];
        let places: Vec<Values> = self
            .places
            .iter()
            .zip(names)
            .map(|(id, name)| -> Values {
                row![
                    workspace,
                    *id,
                    name.to_owned(),
                    fold(name),
                    "Europe/Amsterdam".to_owned(),
                    json!([[], [], [], [], [], [], []]),
                    json!([]),
                    1_i64,
                ]
            })
            .collect();
        store::insert(tx, "locations", "workspace_id, id, name, name_folded, zone, hours, holidays, version", &places)?;
        // A backup of gigabytes would be measured along with the pages.
        let never: Values = row![workspace, 0_i64, 0_i64, 1_i64, 1_i64];
        store::insert(tx, "backup_plans", "workspace_id, every_days, at_minute, keep, version", &[never])?;
        self.people(tx, at)?;
        self.open_fields(tx)
    }

    fn people(&self, tx: &Conn, at: Timestamp) -> Result<()> {
        let mut chance = Chance::new(11);
        for (number, member) in (0_u64..).zip(&self.members) {
            let (given, family) = names::person(&mut chance, number);
            let (name, user) = (format!("{given} {family}"), chance.id(at.0));
            let address = format!("member{number}@seeded.example");
            let person: Values = row![user, address.clone(), address.clone(), at, 1_i64,];
            store::insert(tx, "users", "id, email, email_folded, created_at, version", &[person])?;
            let member_row: Values = row![
                self.workspace,
                *member,
                user,
                name.clone(),
                fold(&name),
                address,
                "admin".to_owned(),
                self.place(number),
                json!({}),
                at,
                1_i64,
            ];
            let columns = "workspace_id, id, user_id, name, name_folded, email_folded, role, location_id, settings, joined_at, version";
            store::insert(tx, "members", columns, &[member_row])?;
            let works: Values = row![user, self.workspace, *member];
            store::insert(tx, "user_workspaces", "user_id, workspace_id, member_id", &[works])?;
        }
        Ok(())
    }

    fn place(&self, number: u64) -> Uuid {
        self.places[(number % 3) as usize]
    }

    fn owner(&self, client: u64) -> Uuid {
        self.members[(client % self.members.len() as u64) as usize]
    }

    /// The id of a client: made from its number, so that entries find it without asking.
    fn client(&self, number: u64) -> Uuid {
        Chance::new(number ^ 0x00C1_1E27).id(self.size.until_us - 5 * 365 * DAY + number as i64 * 1000)
    }

    fn clients(&self, tx: &Conn, range: std::ops::Range<u64>) -> Result<()> {
        let (fields, mut values, mut tags) = (self.fields(), Vec::new(), Vec::new());
        let (mut clients, mut words, mut points, mut calls) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (mut likely, mut pairs) = (Vec::new(), Vec::new());
        for number in range {
            let mut chance = Chance::new(number);
            let is_person = number % 5 != 0;
            let (given, family) = if is_person { names::person(&mut chance, number) } else { Default::default() };
            let name = if is_person { format!("{given} {family}") } else { names::organization(&mut chance, number) };
            let (id, about) = (self.client(number), names::about(&mut chance));
            let rhythm_days = 30 + chance.below(330) as i64;
            // About one in thirty is quiet for longer than its rhythm.
            let quiet_us = (chance.below(1030) as i64 * rhythm_days * DAY) / 1000;
            let last_contact_at = self.size.until_us - quiet_us;
            let created_at = self.size.until_us - 5 * 365 * DAY;
            let (custom, keys) = self.custom(&fields, number, (id, &name));
            values.extend(keys);
            if number.is_multiple_of(10) {
                tags.push(row![self.workspace, id, "fleet".to_owned(), fold(&name)]);
            }
            let mut client = self.client_row(
                number,
                id,
                is_person,
                [&name, &given, &family, about],
                (rhythm_days, last_contact_at, created_at),
            );
            client.push(Box::new(custom));
            clients.push(client);
            words.push(search::Change::put("client", id, &name, about));
            let address = format!("client{number}@post.example");
            likely.extend(self.keys(id, is_person, &name, &address));
            pairs.extend(self.pair(number));
            points.push(row![
                self.workspace,
                id,
                chance.id(created_at),
                "email".to_owned(),
                String::new(),
                address.clone(),
                address,
                json!([]),
                1_i64,
            ]);
            let starts_at = last_contact_at + rhythm_days * DAY;
            calls.push(self.call_row(
                &mut chance,
                ("clients.cadence", 3, 0.3),
                (number, id),
                (starts_at, starts_at + DAY),
                "Quiet for longer than usual",
            ));
        }
        let columns = "workspace_id, id, kind, name, name_folded, given, family, about, owner_id, location_id, cadence_days, since, \
                       last_contact_at, fields, created_at, version, custom";
        store::insert(tx, "clients", columns, &clients)?;
        fields::insert_values(tx, &values)?;
        fields::insert_tags(tx, &tags)?;
        search::write(tx, self.workspace, &words)?;
        store::insert(
            tx,
            "contact_points",
            "workspace_id, client_id, id, kind, label, value, value_folded, consents, version",
            &points,
        )?;
        likeness::insert_keys(tx, &likely)?;
        likeness::insert_pairs(tx, &pairs)?;
        self.insert_calls(tx, &calls)
    }

    fn client_row(&self, number: u64, id: Uuid, is_person: bool, texts: [&str; 4], times: (i64, i64, i64)) -> Values {
        let [name, given, family, about] = texts.map(str::to_owned);
        let (rhythm_days, last_contact_at, created_at) = times;
        let kind = if is_person { "person" } else { "organization" };
        row![
            self.workspace,
            id,
            kind.to_owned(),
            name.clone(),
            fold(&name),
            given,
            family,
            about,
            self.owner(number),
            self.place(number / 7),
            rhythm_days,
            format!("20{:02}-{:02}-01", 15 + number % 11, 1 + number % 12),
            last_contact_at,
            json!({}),
            created_at,
            1_i64,
        ]
    }

    fn call_row(
        &self,
        chance: &mut Chance,
        (kind, group, weight): (&str, i64, f64),
        client: (u64, Uuid),
        times: (i64, i64),
        reason: &str,
    ) -> Values {
        let subject = if kind == "clients.cadence" { client.1 } else { self.promise(client.0) };
        row![
            self.workspace,
            chance.id(times.0),
            self.owner(client.0),
            client.1,
            kind.to_owned(),
            group,
            subject,
            times.0,
            times.1,
            weight,
            reason.to_owned(),
            String::new(),
            false,
        ]
    }

    fn insert_calls(&self, tx: &Conn, calls: &[Values]) -> Result<()> {
        let columns = "workspace_id, id, member_id, client_id, kind, care_group, subject_id, starts_at, due_at, weight, reason, act, private";
        store::insert(tx, "calls", columns, calls)
    }

    fn entries(&self, tx: &Conn, range: std::ops::Range<u64>) -> Result<()> {
        let step_us = 5 * 365 * DAY / self.size.entries.max(1) as i64;
        let mut said = Vec::new();
        let rows: Vec<Values> = range
            .map(|number| -> Values {
                let mut chance = Chance::new(number ^ 0xE27);
                // The product of two even draws: a few clients have many moments, most have some.
                let draw = chance.below(self.size.clients.max(1)) as f64 / self.size.clients.max(1) as f64;
                let client = (draw * chance.below(self.size.clients.max(1)) as f64) as u64;
                let at = self.size.until_us - 5 * 365 * DAY + number as i64 * step_us;
                let text = names::said(&mut chance);
                said.push((number as i64 + 1, text.clone()));
                let kind = ["clients.note", "clients.call", "clients.visit"][(number % 3) as usize];
                row![
                    self.workspace,
                    chance.id(at),
                    number as i64 + 1,
                    self.client(client),
                    "words".to_owned(),
                    kind.to_owned(),
                    at,
                    at,
                    self.owner(client),
                    text,
                    json!({}),
                ]
            })
            .collect();
        let columns =
            "workspace_id, id, number, client_id, strand, kind, happened_at, written_at, member_id, text, body";
        store::insert(tx, "entries", columns, &rows)?;
        Ok(search::said::write(tx, self.workspace, &said)?)
    }

    fn promise(&self, number: u64) -> Uuid {
        Chance::new(number ^ 0x9E0).id(self.size.until_us)
    }

    /// One for every tenth client: half of them due in the days before the last day, half after it.
    fn promises(&self, tx: &Conn, range: std::ops::Range<u64>) -> Result<()> {
        let (mut promises, mut calls) = (Vec::new(), Vec::new());
        for number in range.map(|number| number * 10) {
            let mut chance = Chance::new(number ^ 0x50);
            let (id, client) = (self.promise(number), self.client(number));
            let due_at = self.size.until_us - 10 * DAY + chance.below(20 * 24) as i64 * HOUR;
            let starts_at = due_at - 9 * HOUR;
            promises.push(row![
                self.workspace,
                id,
                client,
                self.owner(number),
                self.place(number),
                "Send three photos of the repainted frames".to_owned(),
                String::new(),
                due_at,
                false,
                starts_at,
                "open".to_owned(),
                starts_at - DAY,
                self.owner(number),
                chance.id(starts_at),
                1_i64,
            ]);
            calls.push(self.call_row(
                &mut chance,
                ("promises.due", 1, 0.6),
                (number, client),
                (starts_at, due_at),
                "Three photos of the repainted frames",
            ));
        }
        let columns = "workspace_id, id, client_id, owner_id, location_id, words, act, due_at, whole_day, starts_at, state, made_at, made_by, \
                       made_entry, version";
        store::insert(tx, "promises", columns, &promises)?;
        self.insert_calls(tx, &calls)
    }
}
