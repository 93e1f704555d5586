//! Planting the demo company: everything through the verbs, each at its own time.

mod wishes;

use std::collections::HashMap;

use jiff::{ToSpan, tz::TimeZone};
use tend_clients::{
    ClientKind, NewClient, NewDate, NewMoment,
    contact::{ContactKind, NewContactPoint},
};
use tend_core::{
    Actor, App, Clock, Result, Role, Timestamp,
    auth::{
        self, Address,
        actions::{First, NewWorkspace},
        members::NewMember,
    },
    house::{self, NewLocation},
    id::{ClientId, EntryId, LocationId, MemberId},
    time::{DAY, HOUR, MINUTE},
};
use tend_goals::GoalId;
use tend_handoffs::{actions::NewHandoff, handoff::CLIENT};
use tend_problems::{NewProblem, ProblemId, actions as problems, help::NewTouch};
use tend_promises::{
    due::Due,
    promise::{PromiseId, To},
};

use tend_reflection::{
    Answers,
    actions::{self as reflection, Whom, Writing},
};

use crate::{
    cast::{CANAL_YARD, CAST, Character, Colleague, MARKET_STREET, NOOR, STATION_ARCADE, TOMAS, WEN},
    story::{ASKED, At, Belongs, EVENINGS, MOMENTS, Moment, PEOPLE, PROMISES, Promised},
    trouble::{TROUBLES, Trouble, Turn},
    wishes::WISHES,
};

/// How long before now the demo company began to write its book.
const BEGAN_US: i64 = 100 * DAY;

/// Plants the demo company into an empty database; gives the secret of a one-time link that signs in as Noor.
pub async fn plant(app: &App) -> Result<String> {
    let zone = zone();
    let now = app.clock.now();
    let began = now.plus(-BEGAN_US);
    let clock = Clock::fixed(began);
    let then = App::new(app.db.clone(), clock.clone(), app.features, app.settings.clone());
    let house = open_house(&then, &zone).await?;
    let mut shop = Shop { then, clock, now, zone, house, clients: HashMap::new(), said: HashMap::new() };
    for character in CAST {
        shop.meet(character).await?;
        shop.hear(character).await?;
    }
    for person in PEOPLE {
        shop.meet_at(person).await?;
    }
    shop.live_through().await?;
    shop.write_evenings().await?;
    shop.hand_over().await?;
    shop.clock.set(now);
    let (noor, house) = (shop.me(&NOOR), Actor::house(shop.actor(&NOOR).workspace, shop.zone.clone()));
    let secret = shop.then.write(&house, move |tx| auth::actions::sign_in_link(tx, noor)).await?;
    Ok(secret.0)
}

/// The zone of this machine: the demo's day is the day of who looks at it.
#[expect(clippy::disallowed_methods, reason = "the demo company stands where its visitor is")]
fn zone() -> TimeZone {
    let system = TimeZone::system();
    if system.iana_name().is_some() { system } else { TimeZone::UTC }
}

struct House {
    actors: HashMap<&'static str, Actor>,
    places: HashMap<&'static str, LocationId>,
}

struct Shop {
    then: App,
    clock: Clock,
    now: Timestamp,
    zone: TimeZone,
    house: House,
    clients: HashMap<&'static str, ClientId>,
    said: HashMap<&'static str, EntryId>,
}

/// What happens at one moment.
enum Deed {
    Moment(&'static Moment),
    Promise(usize),
    Keep(usize),
    Trouble(usize),
    Turn(usize, usize),
    Want(&'static Character),
    Wish(usize),
    WishTurn(usize, usize),
}

impl Shop {
    fn actor(&self, colleague: &Colleague) -> Actor {
        self.house.actors[colleague.name].clone()
    }

    fn me(&self, colleague: &Colleague) -> MemberId {
        self.house.actors[colleague.name].member.expect("the cast are members")
    }

    /// That day and hour on the place's clock.
    fn at(&self, At(days, hour, minute): At) -> Timestamp {
        let day = self.now.in_zone(&self.zone).date().saturating_add(days.days());
        let time = jiff::civil::time(hour, minute, 0, 0);
        day.to_datetime(time).to_zoned(self.zone.clone()).map_or(self.now.plus(days * DAY), |at| Timestamp::from(&at))
    }

    /// Something that has happened: never later than a few minutes ago, whenever the demo is opened.
    fn past(&self, at: At) -> Timestamp {
        self.at(at).min(self.now.plus(-5 * MINUTE))
    }

    /// Something due: what is due later today is still to come, however late the demo is opened.
    fn due(&self, at: At) -> Timestamp {
        let due = self.at(at);
        if at.0 == 0 && at.1 >= 12 { due.max(self.now.plus(i64::from(at.1 - 14) * HOUR)) } else { due }
    }

    async fn meet(&mut self, character: &'static Character) -> Result<()> {
        let mut new = NewClient::new(
            character.kind,
            character.name,
            self.me(character.owner),
            self.house.places[character.place],
        );
        new.about = character.about.to_owned();
        new.cadence_days = Some(cadence_days(character));
        new.last_contact_at = Some(self.now.plus(-(character.spoke_days_ago.max(1)) * DAY));
        new.since = Some(tend_core::Day(
            jiff::civil::date(2021, 3, 1).saturating_add((character.name.len() as i64 * 37).days()),
        ));
        new.contact_points = reached_by(character);
        if character.name == "Bram de Wit" {
            new.dates.push(self.seventy());
        }
        let owner = self.actor(character.owner);
        let id = self.then.write(&owner, move |tx| tend_clients::actions::create(tx, &new)).await?;
        self.clients.insert(character.name, id);
        Ok(())
    }

    /// Bram turns 70 today.
    fn seventy(&self) -> NewDate {
        let today = self.now.in_zone(&self.zone).date();
        NewDate {
            label: "Birthday".to_owned(),
            month: i64::from(today.month()),
            day: i64::from(today.day()),
            year: Some(i64::from(today.year()) - 70),
        }
    }

    async fn meet_at(&mut self, person: &'static Belongs) -> Result<()> {
        let mut new = NewClient::new(ClientKind::Person, person.name, self.me(&NOOR), self.house.places[MARKET_STREET]);
        new.about = person.about.to_owned();
        new.contact_points.push(NewContactPoint::new(ContactKind::Email, person.address));
        new.affiliations.push((self.clients[person.organization], person.title.to_owned()));
        let noor = self.actor(&NOOR);
        let id = self.then.write(&noor, move |tx| tend_clients::actions::create(tx, &new)).await?;
        self.clients.insert(person.name, id);
        Ok(())
    }

    /// The last weeks, in the order in which they happened.
    async fn live_through(&mut self) -> Result<()> {
        let mut days: Vec<(Timestamp, Deed)> = MOMENTS.iter().map(|m| (self.past(m.at), Deed::Moment(m))).collect();
        for (index, promise) in PROMISES.iter().enumerate() {
            days.push((self.past(promise.made), Deed::Promise(index)));
            days.extend(promise.kept.map(|at| (self.past(at), Deed::Keep(index))));
        }
        for (index, trouble) in TROUBLES.iter().enumerate() {
            days.push((self.past(trouble.at), Deed::Trouble(index)));
            days.extend(
                (0..trouble.after.len()).map(|turn| (self.past(trouble.after[turn].0), Deed::Turn(index, turn))),
            );
        }
        days.extend(self.wanting());
        days.sort_by_key(|(at, _)| *at);
        let mut taken: HashMap<usize, ProblemId> = HashMap::new();
        let mut made: HashMap<usize, PromiseId> = HashMap::new();
        let mut wished: Vec<Option<GoalId>> = vec![None; WISHES.len()];
        for (at, deed) in days {
            self.clock.set(at);
            match deed {
                Deed::Moment(moment) => self.write_down(moment).await?,
                Deed::Promise(index) => {
                    made.insert(index, self.promise(&PROMISES[index]).await?);
                }
                Deed::Keep(index) => {
                    let (by, id) = (self.actor(PROMISES[index].by), made[&index]);
                    self.then.write(&by, move |tx| tend_promises::actions::keep(tx, id)).await?;
                }
                Deed::Want(character) => self.want(character).await?,
                Deed::Wish(index) => wished[index] = Some(self.wish(&WISHES[index], &wished).await?),
                Deed::WishTurn(index, turn) => {
                    if let Some(id) = wished[index] {
                        self.go_on_with(index, id, &WISHES[index].after[turn].1).await?;
                    }
                }
                Deed::Trouble(index) => {
                    taken.insert(index, self.take_in(&TROUBLES[index]).await?);
                }
                Deed::Turn(index, turn) => {
                    let (_, by, turn) = &TROUBLES[index].after[turn];
                    self.go_on(taken[&index], by, turn).await?;
                }
            }
        }
        Ok(())
    }

    /// What they want to do, each when somebody last spoke with them of it.
    fn wanting(&self) -> Vec<(Timestamp, Deed)> {
        let mut days = Vec::new();
        for character in CAST.iter().filter(|character| WISHES.iter().all(|wish| wish.client != character.name)) {
            days.push((self.past(At(-character.spoke_days_ago.max(1), 11, 0)), Deed::Want(character)));
        }
        for (index, wish) in WISHES.iter().enumerate() {
            days.push((self.past(wish.at), Deed::Wish(index)));
            days.extend((0..wish.after.len()).map(|turn| (self.past(wish.after[turn].0), Deed::WishTurn(index, turn))));
        }
        days
    }

    /// Noor's evenings: one a week ago, and the one that greets her today.
    async fn write_evenings(&self) -> Result<()> {
        let noor = self.actor(&NOOR);
        let chosen = self.then.write(&noor, |tx| {
            reflection::choose(tx, None, "So that people get where they want to go")?;
            reflection::set_house_purpose(tx, "So that everybody in this town can ride somewhere", 0)
        });
        chosen.await?;
        for evening in EVENINGS {
            self.clock.set(self.past(evening.at));
            let day = tend_reflection::reflection::day_to_come(self.past(evening.at), &self.zone);
            let people = evening.people.iter().map(|name| Whom::Known(self.clients[name])).collect();
            let answers = Answers::of(evening.answers.map(str::to_owned));
            let writing = Writing { day, answers, people, seen: 0, joins: Vec::new(), outcome: None };
            self.then.write(&noor, move |tx| reflection::write(tx, &writing)).await?;
        }
        Ok(())
    }

    /// Noor asks Tomás to take somebody over; he has not answered yet.
    async fn hand_over(&self) -> Result<()> {
        self.clock.set(self.past(ASKED.at));
        let new = NewHandoff {
            subject: CLIENT.to_owned(),
            thing: self.clients[ASKED.client].0,
            to: self.me(ASKED.to),
            briefing: String::new(),
        };
        self.then.write(&self.actor(ASKED.by), move |tx| tend_handoffs::actions::ask(tx, &new)).await?;
        Ok(())
    }

    async fn write_down(&self, moment: &'static Moment) -> Result<()> {
        let (by, client) = (self.actor(moment.by), self.clients[moment.client]);
        let written = NewMoment::now(moment.kind, moment.text);
        self.then.write(&by, move |tx| tend_clients::actions::note(tx, client, &written)).await?;
        Ok(())
    }

    async fn take_in(&self, trouble: &'static Trouble) -> Result<ProblemId> {
        let (by, client) = (self.actor(trouble.by), self.clients[trouble.client]);
        let touches = trouble.touches.iter().map(|(words, note)| NewTouch {
            words: (*words).to_owned(),
            note: (*note).to_owned(),
            ..NewTouch::default()
        });
        let new = NewProblem {
            title: trouble.title.to_owned(),
            told_by: trouble.told_by.to_owned(),
            touches: touches.collect(),
            ..NewProblem::new(client, trouble.words, trouble.severity)
        };
        self.then
            .write(&by, move |tx| {
                let id = problems::take_in(tx, &new)?;
                if !trouble.cause.is_empty() {
                    problems::set_cause(tx, id, trouble.cause, None)?;
                }
                Ok(id)
            })
            .await
    }

    async fn go_on(&self, id: ProblemId, by: &Colleague, turn: &'static Turn) -> Result<()> {
        let asked = match turn {
            Turn::Asked(colleague, _) => Some(self.me(colleague)),
            _ => None,
        };
        let verb = move |tx: &tend_core::Tx| match turn {
            Turn::Step(to, did) => problems::step(tx, id, *to, did, None),
            Turn::Told(words) => problems::tell(tx, id, words, None, None),
            Turn::Asked(_, what) => asked.map_or(Ok(()), |member| problems::ask_for_help(tx, id, member, what)),
            Turn::Agreed => problems::agree_to_help(tx, id),
            Turn::Noted(words) => problems::note(tx, id, words),
            Turn::Settled(words) => problems::settle(tx, id, words, None),
        };
        self.then.write(&self.actor(by), verb).await
    }

    async fn promise(&self, promise: &'static Promised) -> Result<PromiseId> {
        let (by, client, due_at) = (self.actor(promise.by), self.clients[promise.client], self.due(promise.due));
        self.then
            .write(&by, move |tx| {
                let due = Due { at: due_at, whole_day: false };
                let mut new = tend_promises::actions::NewPromise::new(To::Client(client), promise.words, due);
                new.act = promise.act.to_owned();
                tend_promises::actions::make(tx, &new)
            })
            .await
    }
}

async fn open_house(then: &App, zone: &TimeZone) -> Result<House> {
    let founding = NewWorkspace {
        name: "Linden Cycles".to_owned(),
        place: NewLocation::named(MARKET_STREET, zone.clone()),
        admin_name: NOOR.name.to_owned(),
        admin_address: address(&NOOR),
        admin_password_hash: None,
    };
    let noor = auth::actions::create_workspace(then, First::Need, founding).await?;
    let mut places = HashMap::from([(MARKET_STREET, noor.location)]);
    for name in [CANAL_YARD, STATION_ARCADE] {
        let place = NewLocation::named(name, zone.clone());
        let id = then.write(&noor.actor, move |tx| house::create_location(tx, &place)).await?;
        places.insert(name, id);
    }
    let mut actors = HashMap::from([(NOOR.name, noor.actor.clone())]);
    for colleague in [&TOMAS, &WEN] {
        let new = NewMember {
            name: colleague.name.to_owned(),
            address: address(colleague),
            role: Role::Member,
            location: places[colleague.place],
            password_hash: None,
        };
        let added = then.write(&noor.actor, move |tx| auth::actions::add_member(tx, &new)).await?;
        let actor = Actor {
            member: Some(added.member),
            role: Role::Member,
            name: colleague.name.to_owned(),
            location: Some(places[colleague.place]),
            ..noor.actor.clone()
        };
        actors.insert(colleague.name, actor);
    }
    Ok(House { actors, places })
}

fn address(colleague: &Colleague) -> Address {
    colleague.address.parse().expect("the cast's addresses are well formed")
}

/// Those whom the story calls quiet have a short rhythm; nobody else is due.
fn cadence_days(character: &Character) -> i64 {
    match character.name {
        "Eun-ji Park" | "Tram Depot Sports Club" | "Gilt & Thread" | "River Rowing Club" => 42,
        _ => (character.spoke_days_ago * 2).max(30),
    }
}

fn reached_by(character: &Character) -> Vec<NewContactPoint> {
    let plain = tend_core::fold::fold(character.name);
    let word: String = plain.split(' ').find(|word| word.len() > 2).unwrap_or("hello").to_owned();
    let number = plain.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    let mail = match character.kind {
        ClientKind::Person => format!("{word}@post.example"),
        ClientKind::Organization => format!("hello@{}.example", plain.replace([' ', '&', '.', '\''], "")),
    };
    vec![
        NewContactPoint::new(ContactKind::Email, mail),
        NewContactPoint::new(ContactKind::Phone, format!("0555 {:03} {:03}", 10 + number % 90, number / 97 % 1000)),
    ]
}
