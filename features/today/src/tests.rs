//! Stories through the pages of Today, each on both engines: Anna of Linden Cycles, her colleague Ben, and the people they look after.

mod care;
mod log;
mod phone;

use std::future::Future;

use tend_clients::{ClientKind, NewClient, NewDate, list::Filter};
use tend_core::{
    Actor, Feature, Role, Timestamp, Tx,
    auth::{
        actions::{self, First, NewWorkspace},
        members::{self, NewMember},
    },
    calls::{self, Call, CareGroup, When},
    db::Conn,
    house::NewLocation,
    id::{CallId, ClientId, MemberId},
    migrations,
    testing::{
        company::{Answer, Company, Visitor},
        on_both,
    },
    time::{DAY, HOUR, MINUTE},
    timeline::{Entry, store as book},
};
use tend_promises::{Due, NewPromise, PromiseId, State, To};

use crate::{count, help, list, report, snooze, snooze::Snooze};

const FEATURES: &[&Feature] = &[&crate::FEATURE, &tend_clients::FEATURE, &tend_promises::FEATURE];

/// Tuesday, 13 October 2026, 09:00 in Amsterdam.
fn tuesday() -> Timestamp {
    at("2026-10-13T07:00:00Z")
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

/// Linden Cycles on that Tuesday, with Anna signed in.
struct Stage {
    company: Company,
    anna: Visitor,
}

/// Tells a story on both engines.
async fn story<F, S>(told: F)
where
    F: Fn(Stage) -> S,
    S: Future<Output = ()>,
{
    let told = &told;
    on_both(migrations::ALL, |db| async move {
        let company = Company::opens(db, tuesday(), FEATURES).await;
        let anna = company.anna_signs_in().await;
        told(Stage { company, anna }).await;
    })
    .await;
}

impl Stage {
    fn me(&self) -> MemberId {
        self.company.anna.member.expect("Anna is a member")
    }
    fn now(&self) -> Timestamp {
        self.company.app.clock.now()
    }
    fn it_is(&self, moment: Timestamp) {
        self.company.app.clock.set(moment);
    }

    /// Anna does something.
    async fn does<T, F>(&self, verb: F) -> tend_core::Result<T>
    where
        T: Send + 'static,
        F: Fn(&Tx) -> tend_core::Result<T> + Send + 'static,
    {
        self.company.app.write(&self.company.anna, verb).await
    }

    /// A client of Anna's whom nobody misses.
    async fn client(&self, name: &str) -> ClientId {
        self.client_with(name, None, None, &[]).await
    }

    /// A client of Anna's with a rhythm, the days since the last contact, and days that matter.
    async fn client_with(
        &self,
        name: &str,
        cadence_days: Option<i64>,
        days_quiet: Option<i64>,
        dates: &[(i64, i64)],
    ) -> ClientId {
        let kind = if ["Clinic", "Hotel", "Couriers"].iter().any(|word| name.contains(word)) {
            ClientKind::Organization
        } else {
            ClientKind::Person
        };
        let location = self.company.anna.location.expect("Anna works somewhere");
        let mut new = NewClient::new(kind, name, self.me(), location);
        new.cadence_days = cadence_days;
        new.last_contact_at = days_quiet.map(|days| self.now().plus(-days * DAY));
        new.dates = dates
            .iter()
            .map(|(month, day)| NewDate { label: "Birthday".into(), month: *month, day: *day, year: None })
            .collect();
        self.does(move |tx| tend_clients::actions::create(tx, &new)).await.expect("a client")
    }

    /// Anna promised something; `due_us` from now, made two days ago.
    async fn promise(&self, client: ClientId, words: &str, due_us: i64) -> PromiseId {
        let due = Due { at: self.now().plus(due_us), whole_day: false };
        let made_at = Some(self.now().plus(-2 * DAY));
        let new = NewPromise { made_at, ..NewPromise::new(To::Client(client), words, due) };
        self.does(move |tx| tend_promises::actions::make(tx, &new)).await.expect("a promise")
    }

    async fn state(&self, promise: PromiseId) -> State {
        let actor = self.company.anna.clone();
        self.company
            .app
            .read(move |db| tend_promises::store::find(db, &actor, promise))
            .await
            .expect("the promise")
            .state
    }

    async fn calls_of(&self, client: ClientId) -> Vec<Call> {
        let (workspace, me) = (self.company.anna.workspace, self.me());
        self.company.app.read(move |db| calls::of_client(db, workspace, client, me, 100)).await.expect("calls")
    }

    /// What changed about a client, as far as it can be seen: calls, when they were last heard of, what was promised.
    async fn all_about(&self, client: ClientId) -> (Vec<Call>, Option<Timestamp>, Vec<(PromiseId, State)>) {
        let actor = self.company.anna.clone();
        let (last, promises) = self
            .company
            .app
            .read(move |db| {
                let last = tend_clients::store::find(db, &actor, client)?.last_contact_at;
                let owed = tend_promises::store::of_client_open(db, &actor, client, 100)?;
                Ok((last, owed.into_iter().map(|promise| (promise.id, promise.state)).collect()))
            })
            .await
            .expect("the client");
        (self.calls_of(client).await, last, promises)
    }

    async fn entries(&self, client: ClientId) -> Vec<Entry> {
        let workspace = self.company.anna.workspace;
        let entries =
            self.company.app.read(move |db| book::of_client(db, workspace, client, None, book::Before::NEWEST, 100));
        entries.await.expect("the book")
    }

    async fn names_on_today(&self, actor: &Actor) -> Vec<String> {
        let (actor, now) = (actor.clone(), self.now());
        let member = actor.member.expect("a member");
        let today = self.company.app.read(move |db| list(db, &actor, member, now, FEATURES)).await.expect("today");
        today.standings.into_iter().map(|standing| standing.name).collect()
    }

    async fn helps(&self, client: ClientId) -> Answer {
        self.anna.sends("/today/helps", &[("client", &client.to_string())]).await
    }

    async fn undo_path(&self) -> String {
        let page = self.anna.gets("/").await;
        let from = page.text.find("/today/helps/").expect("a help on the page");
        page.text[from..].split('"').next().expect("the end of the address").to_owned()
    }

    async fn logs(&self, line: &str) -> Answer {
        self.anna.sends("/log", &[("text", line)]).await
    }

    /// Ben, who works at the same place.
    async fn ben(&self) -> Actor {
        let location = self.company.anna.location.expect("a place");
        let added = self
            .does(move |tx| {
                let address = "ben@example.com".parse().expect("an address");
                members::add(
                    tx,
                    &NewMember { name: "Ben".into(), address, role: Role::Member, location, password_hash: None },
                )
            })
            .await
            .expect("Ben joins");
        Actor { member: Some(added.member), role: Role::Member, name: "Ben".into(), ..self.company.anna.clone() }
    }
}

fn stands_before(answer: &Answer, first: &str, second: &str) {
    let place =
        |words: &str| answer.text.find(words).unwrap_or_else(|| panic!("“{words}” is not there:\n{}", answer.text));
    assert!(place(first) < place(second), "{first} does not stand before {second}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_name_stands_first() {
    story(|stage| async move {
        let marta = stage.client("Marta Kovács").await;
        let sunita = stage.client("Sunita Rao").await;
        let hotel = stage.client("Hotel Aurelia").await;
        stage.client_with("Eun-ji Park", Some(21), Some(50), &[]).await;
        stage.client_with("Bram de Wit", None, None, &[(10, 13)]).await;
        stage.client_with("Northgate School", Some(21), Some(3), &[]).await;
        stage.promise(marta, "Ring with a day for the wheel", -DAY).await;
        stage.promise(sunita, "Child seat fitted before she comes", 6 * HOUR).await;
        stage.promise(hotel, "Three photos for Celeste", 8 * HOUR).await;
        let page = stage.anna.gets("/").await;
        page.says("Who will I help today?");
        page.says("Five people. One is waiting on us, and comes first.");
        for (first, second) in [
            ("Waiting on us", "Marta Kovács"),
            ("Marta Kovács", "Promised for today"),
            ("Promised for today", "Sunita Rao"),
            ("Sunita Rao", "Hotel Aurelia"),
            ("Hotel Aurelia", "Worth a hello"),
            ("Worth a hello", "I have helped Eun-ji Park"),
            ("I have helped Eun-ji Park", "I have helped Bram de Wit"),
        ] {
            stands_before(&page, first, second);
        }
        page.says(">1 day<");
        page.says(">15:00<");
        page.says(">7 weeks<");
        page.says("I have helped Marta Kovács");
        page.says("Why here");
        page.says("Say hello to Eun-ji");
        page.says_no("I have helped Northgate School");
        // The rail says the same number as the page.
        page.says(r#"<span class="count">5</span>"#);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn helped_settles_every_call_and_undo_brings_all_of_it_back() {
    story(|stage| async move {
        // Every mixture of what can call.
        for mix in 1u8..16 {
            let has = |bit: u8| mix & (1 << bit) != 0;
            let dates: &[(i64, i64)] = if has(0) { &[(10, 13), (12, 1)] } else { &[] };
            let cadence = if has(1) { Some(21) } else { None };
            let name = format!("Client {mix}");
            let client = stage.client_with(&name, cadence, Some(50), dates).await;
            let late = if has(2) { Some(stage.promise(client, "Ring with a day", -3 * HOUR).await) } else { None };
            let today = if has(3) { Some(stage.promise(client, "Fit the seat", 5 * HOUR).await) } else { None };
            let later = stage.promise(client, "Send a card", 9 * DAY).await;
            let before = stage.all_about(client).await;

            assert_eq!(stage.helps(client).await.status, 303);
            assert!(!stage.names_on_today(&stage.company.anna).await.contains(&name), "mix {mix}");
            for promise in [late, today].into_iter().flatten() {
                assert_eq!(stage.state(promise).await, State::Kept, "mix {mix}");
            }
            assert_eq!(stage.state(later).await, State::Open, "a promise for another day stays, mix {mix}");

            let undo = stage.undo_path().await;
            assert_eq!(stage.anna.sends(&undo, &[]).await.status, 303);
            assert_eq!(stage.all_about(client).await, before, "mix {mix}");
            assert!(stage.names_on_today(&stage.company.anna).await.contains(&name), "mix {mix}");
            // Once more: nothing moves.
            assert_eq!(stage.anna.sends(&undo, &[]).await.status, 303);
            assert_eq!(stage.all_about(client).await, before, "mix {mix}");
            // And the same client can be helped again.
            assert_eq!(stage.helps(client).await.status, 303);
            assert!(!stage.names_on_today(&stage.company.anna).await.contains(&name), "mix {mix}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_press_is_one_help() {
    story(|stage| async move {
        let marta = stage.client_with("Marta Kovács", Some(21), Some(50), &[]).await;
        let promise = stage.promise(marta, "Ring with a day", 2 * HOUR).await;
        let (first, second) = tokio::join!(stage.helps(marta), stage.helps(marta));
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
        assert_eq!(stage.state(promise).await, State::Kept);
        let helped = stage.entries(marta).await.into_iter().filter(|entry| entry.kind == "today.helped").count();
        assert_eq!(helped, 1);
        let page = stage.anna.gets("/").await;
        assert_eq!(page.text.matches("Take back that I have helped Marta").count(), 1);
        page.says("Everybody who needed you today is looked after.");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_promise_needs_words_and_not_a_tick() {
    story(|stage| async move {
        let marta = stage.client("Marta Kovács").await;
        let promise = stage.promise(marta, "Ring with a day", HOUR).await;
        stage.does(move |tx| tend_promises::actions::break_(tx, promise, "", None)).await.expect("it is broken");
        let answer = stage.helps(marta).await;
        assert_eq!(answer.location.as_deref(), Some(format!("/promises/{promise}").as_str()));
        assert!(stage.entries(marta).await.iter().all(|entry| entry.kind != "today.helped"));
        assert_eq!(stage.names_on_today(&stage.company.anna).await, ["Marta Kovács"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn not_now_needs_a_reason_and_lasts_until_its_time() {
    story(|stage| async move {
        let marta = stage.client_with("Marta Kovács", Some(21), Some(50), &[]).await;
        let id = marta.to_string();
        let refused = stage
            .anna
            .sends(
                "/today/snoozes",
                &[("client", id.as_str()), ("until", "other"), ("other", "Thu 15:00"), ("reason", " ")],
            )
            .await;
        assert_eq!(refused.status, 422);
        refused.says("Why not now?");
        refused.says(r#"value="Thu 15:00""#);
        assert_eq!(stage.names_on_today(&stage.company.anna).await, ["Marta Kovács"]);

        let put_off = [
            ("client", id.as_str()),
            ("until", "other"),
            ("other", "Thu 15:00"),
            ("reason", "She is away until Thursday"),
        ];
        let page = stage.anna.sends_and_follows("/today/snoozes", &put_off).await;
        page.says("One put off until later");
        page.says("Back on Thursday at 15:00. She is away until Thursday");
        page.says_no("I have helped Marta");
        let entries = stage.entries(marta).await;
        assert!(
            entries.iter().any(|entry| entry.kind == "today.snoozed" && entry.text == "She is away until Thursday")
        );

        stage.it_is(at("2026-10-15T12:59:59Z"));
        assert!(stage.names_on_today(&stage.company.anna).await.is_empty());
        stage.it_is(at("2026-10-15T13:00:00Z"));
        assert_eq!(stage.names_on_today(&stage.company.anna).await, ["Marta Kovács"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_begins_to_call_brings_back_who_was_put_off() {
    story(|stage| async move {
        let marta = stage.client_with("Marta Kovács", Some(21), Some(50), &[]).await;
        let off = [("client", &*marta.to_string()), ("until", "next-week"), ("reason", "No hurry")]
            .map(|(name, value)| (name, value.to_owned()));
        let fields: Vec<(&str, &str)> = off.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(stage.anna.sends("/today/snoozes", &fields).await.status, 303);
        assert!(stage.names_on_today(&stage.company.anna).await.is_empty());
        // By hand …
        assert_eq!(stage.anna.sends(&format!("/today/snoozes/{marta}/undoing"), &[]).await.status, 303);
        assert_eq!(stage.names_on_today(&stage.company.anna).await, ["Marta Kovács"]);
        // … and by what happens: a promise whose day comes.
        assert_eq!(stage.anna.sends("/today/snoozes", &fields).await.status, 303);
        stage.promise(marta, "Ring with a day", 2 * DAY).await;
        assert!(stage.names_on_today(&stage.company.anna).await.is_empty());
        stage.it_is(stage.now().plus(2 * DAY - HOUR));
        assert_eq!(stage.names_on_today(&stage.company.anna).await, ["Marta Kovács"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_sees_their_own_day() {
    story(|stage| async move {
        let ben = stage.ben().await;
        let marta = stage.client_with("Marta Kovács", Some(21), Some(50), &[]).await;
        let bens = ben.clone();
        let new = NewPromise {
            owner: ben.member,
            made_at: Some(stage.now().plus(-DAY)),
            ..NewPromise::new(To::Client(marta), "Find the lever", Due { at: stage.now().plus(HOUR), whole_day: false })
        };
        stage.does(move |tx| tend_promises::actions::make(tx, &new)).await.expect("Ben’s promise");
        assert_eq!(stage.names_on_today(&bens).await, ["Marta Kovács"]);
        // Anna says hello; what Ben promised is still his.
        assert_eq!(stage.helps(marta).await.status, 303);
        assert!(stage.names_on_today(&stage.company.anna).await.is_empty());
        assert_eq!(stage.names_on_today(&bens).await, ["Marta Kovács"]);
        // Nobody takes back what somebody else did.
        let undo = stage.undo_path().await;
        let id = undo.trim_start_matches("/today/helps/").trim_end_matches("/undoing").parse().expect("an id");
        let refused = stage.company.app.write(&ben, move |tx| help::undo(tx, id)).await;
        assert!(matches!(refused, Err(tend_core::Error::NotFound)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_says_what_a_colleague_still_owes_them() {
    story(|stage| async move {
        let ben = stage.ben().await;
        let marta = stage.client_with("Marta Kovács", Some(21), Some(50), &[]).await;
        let new = NewPromise {
            owner: ben.member,
            made_at: Some(stage.now().plus(-DAY)),
            ..NewPromise::new(To::Client(marta), "Find the lever", Due { at: stage.now().plus(HOUR), whole_day: false })
        };
        let bens = stage.does(move |tx| tend_promises::actions::make(tx, &new)).await.expect("Ben’s promise");
        stage.anna.gets("/").await.says_no("Serve first");
        stage.does(move |tx| tend_promises::actions::break_(tx, bens, "", None)).await.expect("it is broken");
        // Anna only wants to say hello; the row tells her what Ben owes, and where.
        let page = stage.anna.gets("/").await;
        page.says("Serve first.");
        page.says("Marta is still waiting on what we promised: “Find the lever”.");
        page.says(&format!("/promises/{bens}"));
        // What one owes oneself is a reason of the row already, and not said twice.
        let own = stage.promise(marta, "Ring with a day", HOUR).await;
        stage.does(move |tx| tend_promises::actions::break_(tx, own, "", None)).await.expect("it is broken");
        let page = stage.anna.gets("/").await;
        page.says("Find the lever");
        page.says_no("and on one thing more");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_call_is_seen_by_its_member_alone() {
    story(|stage| async move {
        let ben = stage.ben().await;
        let marta = stage.client("Marta Kovács").await;
        let (member, now) = (stage.me(), stage.now());
        stage
            .does(move |tx| {
                let call = Call {
                    id: tx.new_id::<CallId>(),
                    member,
                    client: marta,
                    kind: "reflection.tomorrow".into(),
                    group: CareGroup::WorthAHello,
                    subject: marta.0,
                    when: When::From { start: now.plus(-HOUR), due: now.plus(HOUR) },
                    weight: 0.5,
                    reason: "Last night you thought of her".into(),
                    act: String::new(),
                    private: true,
                };
                calls::put_back(tx, &call)
            })
            .await
            .expect("a call");
        stage.anna.gets("/").await.says("Last night you thought of her");
        let seen_by = |actor: Actor| stage.company.app.read(move |db| report(db, &actor, member, now, FEATURES));
        assert_eq!(seen_by(stage.company.anna.clone()).await.expect("a report").len(), 1);
        assert!(seen_by(ben.clone()).await.expect("a report").is_empty());
        let house = Actor::house(ben.workspace, ben.zone.clone());
        assert!(seen_by(house).await.expect("a report").is_empty());
        // Helping her leaves no trace of it where others read.
        assert_eq!(stage.helps(marta).await.status, 303);
        assert!(stage.entries(marta).await.iter().all(|entry| !entry.text.contains("Last night")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_house_is_another_world() {
    story(|stage| async move {
        let zone = jiff::tz::TimeZone::get("Europe/Lisbon").expect("a zone");
        let new = NewWorkspace {
            name: "Other Wheels".into(),
            place: NewLocation::named("Alfama", zone),
            admin_name: "Rui".into(),
            admin_address: "rui@example.com".parse().expect("an address"),
            admin_password_hash: None,
        };
        let other = actions::create_workspace(&stage.company.app, First::Need, new).await.expect("another company");
        let rui = other.actor.clone();
        let location = other.location;
        let (member, now) = (other.member, stage.now());
        let theirs = stage
            .company
            .app
            .write(&rui, move |tx| {
                let mut new = NewClient::new(ClientKind::Person, "Jonas Weber", member, location);
                new.cadence_days = Some(7);
                new.last_contact_at = Some(now.plus(-30 * DAY));
                tend_clients::actions::create(tx, &new)
            })
            .await
            .expect("their client");
        assert_eq!(stage.names_on_today(&rui).await, ["Jonas Weber"]);
        assert!(stage.names_on_today(&stage.company.anna).await.is_empty());
        assert_eq!(stage.helps(theirs).await.status, 404);
        let off = [("client", theirs.to_string()), ("until", "tomorrow".into()), ("reason", "x".into())];
        let fields: Vec<(&str, &str)> = off.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(stage.anna.sends("/today/snoozes", &fields).await.status, 404);
        assert_eq!(stage.anna.sends(&format!("/today/snoozes/{theirs}/undoing"), &[]).await.status, 404);
        // Their Jonas is nobody here: the log asks who that is, and takes no id from there.
        stage.logs("Jonas rang, the spare bike helps").await.says("Who is Jonas?");
        let taken = stage.anna.sends("/log", &[("text", "Jonas rang"), ("client", &theirs.to_string())]).await;
        assert_eq!(taken.status, 404);
        let anna = stage.company.anna.clone();
        let there = stage.company.app.read(move |db| report(db, &anna, member, now, FEATURES)).await;
        assert!(there.expect("a report").is_empty());
        assert_eq!(stage.names_on_today(&rui).await, ["Jonas Weber"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_becomes_a_call_and_a_promise() {
    story(|stage| async move {
        let jonas = stage.client("Jonas Weber").await;
        stage.client("Marta Kovács").await;
        let answer = stage.logs("Jonas rang, the spare bike helps, promised to call back Thu 15:00").await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let entries = stage.entries(jonas).await;
        let call = entries.iter().find(|entry| entry.kind == "clients.call").expect("the call stands in the book");
        assert_eq!(call.text, "the spare bike helps");
        let actor = stage.company.anna.clone();
        let owed = stage
            .company
            .app
            .read(move |db| tend_promises::store::of_client_open(db, &actor, jonas, 9))
            .await
            .expect("promises");
        assert_eq!(owed.len(), 1);
        assert_eq!(owed[0].words, "call back");
        assert_eq!(owed[0].due.at, at("2026-10-15T13:00:00Z"));
        stage.anna.gets("/").await.says("call back");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_promise_is_due_by_the_clock_on_the_wall_after_the_clocks_changed() {
    story(|stage| async move {
        let jonas = stage.client("Jonas Weber").await;
        // Friday; on Sunday the clocks go back by an hour.
        stage.it_is(at("2026-10-23T08:00:00Z"));
        assert_eq!(stage.logs("Jonas: will call back Mon 15:00").await.status, 303);
        assert_eq!(stage.logs("I promised Jonas to send a card on Saturday at 15:00").await.status, 303);
        let actor = stage.company.anna.clone();
        let owed = stage
            .company
            .app
            .read(move |db| tend_promises::store::of_client_open(db, &actor, jonas, 9))
            .await
            .expect("promises");
        let due: Vec<_> = owed.iter().map(|promise| (promise.words.as_str(), promise.due.at)).collect();
        assert_eq!(due, [("send a card", at("2026-10-24T13:00:00Z")), ("call back", at("2026-10-26T14:00:00Z"))]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_asks_what_it_cannot_know_and_loses_nothing() {
    story(|stage| async move {
        let jonas = stage.client("Jonas Weber").await;
        let klein = stage.client("Jonas Klein").await;
        let line = "Jonas rang, the spare bike helps";
        // Two fit: it asks, and the line still stands there.
        let asked = stage.logs(line).await;
        assert_eq!(asked.status, 422);
        asked.says("Whom do you mean?");
        asked.says("Jonas Weber");
        asked.says("Jonas Klein");
        asked.says(line);
        let answer = stage.anna.sends("/log", &[("text", line), ("client", &klein.to_string())]).await;
        assert_eq!(answer.status, 303);
        assert!(stage.entries(klein).await.iter().any(|entry| entry.text == "the spare bike helps"));
        assert!(stage.entries(jonas).await.iter().all(|entry| entry.kind != "clients.call"));

        // The whole name leaves no doubt.
        assert_eq!(stage.logs("Jonas Weber rang, all is well").await.status, 303);

        // Their word or ours?
        let asked = stage.logs("Jonas Weber promised to pay on Friday").await;
        asked.says("Whose promise is it?");
        let theirs = [("text", "Jonas Weber promised to pay on Friday"), ("whose", "theirs")];
        assert_eq!(stage.anna.sends("/log", &theirs).await.status, 303);
        assert!(
            stage
                .entries(jonas)
                .await
                .iter()
                .any(|entry| entry.kind == "clients.note" && entry.text.contains("pay on Friday"))
        );

        // By when?
        let line = "I promised Jonas Weber to call back";
        let asked = stage.logs(line).await;
        asked.says("By when?");
        asked.says("You promised Jonas Weber: call back.");
        let wrong = stage.anna.sends("/log", &[("text", line), ("due", "soonish")]).await;
        assert_eq!(wrong.status, 422);
        wrong.says("soonish");
        assert_eq!(stage.anna.sends("/log", &[("text", line), ("due", "tomorrow 9:30")]).await.status, 303);

        // Nothing, and far too much.
        assert_eq!(stage.logs("   ").await.status, 422);
        assert_eq!(stage.logs(&"word ".repeat(900)).await.status, 422);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_nobody_knows_becomes_a_client() {
    story(|stage| async move {
        let line = "Lotta Brandt rang, she would like to try a tandem";
        let asked = stage.logs(line).await;
        asked.says("Who is Lotta Brandt?");
        asked.says(r#"value="Lotta Brandt""#);
        let page = stage
            .anna
            .sends_and_follows(
                "/log",
                &[("text", line), ("client", "new"), ("name", "Lotta Brandt"), ("kind", "person")],
            )
            .await;
        assert_eq!(page.status, 200);
        let actor = stage.company.anna.clone();
        let found = stage
            .company
            .app
            .read(move |db| tend_clients::store::search(db, &actor, "lotta", 5))
            .await
            .expect("search");
        assert_eq!(found.len(), 1);
        let lotta = found[0].id;
        assert!(stage.entries(lotta).await.iter().any(|entry| entry.text == "she would like to try a tandem"));
        // From now on one name is enough.
        assert_eq!(stage.logs("Lotta came by, the tandem is fun").await.status, 303);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_fits_only_half_is_asked_about_and_may_be_new() {
    story(|stage| async move {
        let petra = stage.client("Petra Novák").await;
        let line = "Petra Weissenborn came in, wants a red bike";
        let asked = stage.logs(line).await;
        assert_eq!(asked.status, 422);
        asked.says("Whom do you mean?");
        asked.says("Petra Novák");
        asked.says("Add Petra Weissenborn to your book");
        assert!(stage.entries(petra).await.iter().all(|entry| entry.kind != "clients.visit"));
        let new = [("text", line), ("name", "Petra Weissenborn"), ("client", "new")];
        stage.anna.sends("/log", &new).await.says("Who is Petra Weissenborn?");
        let new = [("text", line), ("name", "Petra Weissenborn"), ("client", "new"), ("kind", "person")];
        assert_eq!(stage.anna.sends("/log", &new).await.status, 303);
        assert!(stage.entries(petra).await.iter().all(|entry| entry.kind != "clients.visit"));
        // She was meant after all, with another line: the same one twice is written once.
        let line = "Petra Weissenborn came in, wants a bell";
        let known = [("text", line), ("name", "Petra Weissenborn"), ("client", &petra.to_string())];
        assert_eq!(stage.anna.sends("/log", &known).await.status, 303);
        assert!(stage.entries(petra).await.iter().any(|entry| entry.kind == "clients.visit"));
        // Two of that first name, and neither of that family.
        stage.client("Petra Lind").await;
        let asked = stage.logs("Petra Quentin rang, she needs a pump").await;
        asked.says("Petra Lind");
        asked.says("Add Petra Quentin to your book");
        // Two of one name and one place are told apart.
        let quiet = stage.client_with("Petra Lind", None, Some(4), &[]).await;
        let asked = stage.logs("Petra Lind rang").await;
        asked.says("last spoke 4 days ago");
        asked.says("in the book since today");
        asked.says(&quiet.to_string());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_can_be_taken_back() {
    story(|stage| async move {
        let jonas = stage.client_with("Jonas Weber", Some(21), Some(50), &[]).await;
        let before = stage.all_about(jonas).await;
        let now = stage.now();
        let answer = stage.logs("Jonas rang, all is well, promised to call back Thu 15:00").await;
        assert_eq!(answer.status, 303);
        assert!(stage.names_on_today(&stage.company.anna).await.is_empty(), "we spoke, so the rhythm begins anew");
        let written = stage.entries(jonas).await;
        assert!(written.iter().any(|entry| entry.written_at == now && entry.kind == "promises.made"));
        let id = stage.newest_line().await;
        assert_eq!(stage.anna.sends(&format!("/log/{id}/undoing"), &[]).await.status, 303);
        let after = stage.all_about(jonas).await;
        let without_ids = |calls: &[Call]| {
            calls.iter().map(|call| (call.kind.clone(), call.when, call.reason.clone())).collect::<Vec<_>>()
        };
        assert_eq!((without_ids(&after.0), after.1, &after.2), (without_ids(&before.0), before.1, &before.2));
        assert!(stage.entries(jonas).await.iter().all(|entry| entry.text != "all is well"));
        // Twice is once.
        assert_eq!(stage.anna.sends(&format!("/log/{id}/undoing"), &[]).await.status, 303);
        // A client made by a line goes with it.
        let new = [("text", "Lotta rang"), ("client", "new"), ("name", "Lotta"), ("kind", "person")];
        assert_eq!(stage.anna.sends("/log", &new).await.status, 303);
        let id = stage.newest_line().await;
        assert_eq!(stage.anna.sends(&format!("/log/{id}/undoing"), &[]).await.status, 303);
        stage.logs("Lotta rang").await.says("Who is Lotta?");
    })
    .await;
}

impl Stage {
    /// The line of the log that was written last.
    async fn newest_line(&self) -> crate::written::WrittenId {
        let (actor, me) = (self.company.anna.clone(), self.me());
        self.company.app.read(move |db| crate::store::newest_line(db, &actor, me)).await.expect("a line")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_line_of_the_same_page_is_one_line() {
    story(|stage| async move {
        let jonas = stage.client("Jonas Weber").await;
        for _ in 0..2 {
            assert_eq!(stage.anna.sends("/log?page=17", &[("text", "Jonas rang, all is well")]).await.status, 303);
        }
        // From another page it is another one.
        assert_eq!(stage.anna.sends("/log?page=18", &[("text", "Jonas rang, all is well")]).await.status, 303);
        assert_eq!(stage.entries(jonas).await.iter().filter(|entry| entry.kind == "clients.call").count(), 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_reads_and_changes_nothing() {
    story(|stage| async move {
        let marta = stage.client_with("Marta Kovács", Some(21), Some(50), &[]).await;
        let guest = stage.company.anna_as(Role::Guest);
        let refused = |error: tend_core::Result<()>| matches!(error, Err(tend_core::Error::NotAllowed(_)));
        assert!(refused(stage.company.app.write(&guest, move |tx| help::help(tx, marta).map(drop)).await));
        let until = snooze::Until { word: "tomorrow".into(), typed: String::new(), reason: "x".into() };
        assert!(refused(stage.company.app.write(&guest, move |tx| snooze::snooze(tx, marta, &until).map(drop)).await));
        assert!(refused(stage.company.app.write(&guest, move |tx| snooze::bring_back(tx, marta).map(drop)).await));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_says_what_the_rule_says() {
    story(|stage| async move {
        let marta = stage.client_with("Marta Kovács", Some(20), Some(22), &[]).await;
        stage.promise(marta, "Ring with a day", 6 * HOUR).await;
        let (actor, me, now) = (stage.company.anna.clone(), stage.me(), stage.now());
        let rows = stage.company.app.read(move |db| report(db, &actor, me, now, FEATURES)).await.expect("a report");
        let json = serde_json::to_value(&rows).expect("JSON");
        let row = &json[0];
        assert_eq!(row["client"], "Marta Kovács");
        assert_eq!(row["group"], "promised for today");
        let calls = row["calls"].as_array().expect("calls");
        assert_eq!(
            calls.iter().map(|call| call["kind"].as_str().expect("a kind")).collect::<Vec<_>>(),
            ["promises.due", "clients.cadence"]
        );
        assert_eq!(calls[0]["due"], "2026-10-13T13:00:00Z");
        let rest: f64 = calls
            .iter()
            .map(|call| 1.0 - call["weight"].as_f64().expect("w") * call["urgency"].as_f64().expect("u"))
            .product();
        assert!((row["need"].as_f64().expect("a need") - (1.0 - rest)).abs() < 1e-12);
        // From midnight to 15:00, at 09:00.
        let urgency = 1.0 - (-9.0_f64 / 15.0).exp2();
        assert!((calls[0]["urgency"].as_f64().expect("u") - urgency).abs() < 1e-12, "{}", calls[0]["urgency"]);
        let keys: Vec<&String> = row.as_object().expect("an object").keys().collect();
        assert_eq!(keys, ["client", "group", "need", "calls"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_without_calls_tells_what_could_be_done() {
    story(|stage| async move {
        let page = stage.anna.gets("/").await;
        page.says("Whom do you look after?");
        page.says("/clients/new");
        stage.client_with("Eun-ji Park", Some(21), Some(19), &[]).await;
        let page = stage.anna.gets("/").await;
        page.says("Nobody needs you just now.");
        page.says("Eun-ji Park would like to hear from you on Thursday.");
        page.says("Say hello to Eun-ji");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn however_many_call_the_page_stays_short_and_says_so() {
    story(|stage| async move {
        let (me, location, now) = (stage.me(), stage.company.anna.location.expect("a place"), stage.now());
        stage
            .does(move |tx| {
                (0..130).try_for_each(|number| {
                    let mut new = NewClient::new(ClientKind::Person, format!("Client {number:03}"), me, location);
                    new.cadence_days = Some(7);
                    new.last_contact_at = Some(now.plus(-(9 + number) * DAY));
                    tend_clients::actions::create(tx, &new).map(drop)
                })
            })
            .await
            .expect("many clients");
        let page = stage.anna.gets("/").await;
        page.says("More than 100 people.");
        page.says("Show all 100 people");
        page.says("More people need you than one page looks at");
        assert_eq!(page.text.matches("aria-label=\"I have helped").count(), 30);
        let all = stage.anna.gets("/?show=all").await;
        assert_eq!(all.text.matches("aria-label=\"I have helped").count(), 100);
        // The report looks further.
        let actor = stage.company.anna.clone();
        let rows = stage.company.app.read(move |db| report(db, &actor, me, now, FEATURES)).await.expect("a report");
        assert_eq!(rows.len(), 130);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_laid_aside_is_out_of_everybodys_day() {
    story(|stage| async move {
        let marta = stage.client_with("Marta Kovács", Some(21), Some(50), &[]).await;
        stage.promise(marta, "Ring with a day", HOUR).await;
        stage.does(move |tx| tend_clients::actions::archive(tx, marta)).await.expect("laid aside");
        assert!(stage.names_on_today(&stage.company.anna).await.is_empty());
        let (actor, now) = (stage.company.anna.clone(), stage.now());
        let counted = stage.company.app.read(move |db| crate::count(db, &actor, now)).await.expect("a count");
        assert_eq!(counted, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_runs_that_was_typed() {
    story(|stage| async move {
        let evil = "<script src=evil.js></script>";
        let client = stage.client_with(&format!("Eve {evil}"), Some(7), Some(30), &[]).await;
        stage.promise(client, &format!("“{evil}” and “half"), 2 * HOUR).await;
        stage.anna.gets("/").await.says_no("<script src=evil");
        stage.logs(&format!("{evil} rang")).await.says_no("<script src=evil");
    })
    .await;
}

#[test]
fn every_sample_is_drawn() {
    let samples = (crate::FEATURE.samples)();
    assert!(samples.len() >= 12);
    for sample in &samples {
        let text = sample.markup.clone().into_string();
        assert!(!text.contains("style="), "{} {}", sample.page, sample.state);
        assert!(!text.contains(" NaN"), "{} {}", sample.page, sample.state);
    }
    let mut slugs: Vec<String> = samples.iter().map(tend_core::ui::Sample::slug).collect();
    slugs.sort();
    slugs.dedup();
    assert_eq!(slugs.len(), samples.len());
}

#[test]
fn the_rule_of_one_row_is_told_in_its_own_numbers() {
    let usual = (crate::FEATURE.samples)()
        .into_iter()
        .find(|sample| sample.page == "today" && sample.state == "usual")
        .expect("the usual page");
    let text = usual.markup.into_string();
    assert!(text.contains("Seven people. Two are waiting on us, so they come first."), "{text}");
    for words in ["Waiting on us, so before all who are not", "Need: 1 − (1 − ", "first of two in this group, by need"]
    {
        assert!(text.contains(words), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_changes_nothing() {
    story(|stage| async move {
        let marta = stage.client_with("Marta Kovács", Some(21), Some(50), &[(10, 13)]).await;
        stage.promise(marta, "Ring with a day", 30 * MINUTE).await;
        let before = (stage.all_about(marta).await, stage.entries(marta).await.len());
        for path in ["/", "/?show=all"] {
            assert_eq!(stage.anna.gets(path).await.status, 200, "{path}");
        }
        assert_eq!((stage.all_about(marta).await, stage.entries(marta).await.len()), before);
        let actor = stage.company.anna.clone();
        let clients =
            stage.company.app.read(move |db| tend_clients::store::count(db, &actor, &Filter::default(), 9)).await;
        assert_eq!(clients.expect("a count"), 1);
    })
    .await;
}

/// Numbers by chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as i64
    }
    fn is(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }
}

fn chance_call(chance: &mut Chance, tx: &Tx, member: MemberId, client: ClientId) -> Call {
    let start = tx.now.plus((chance.below(60) - 50) * HOUR);
    let when = if chance.is(30) {
        When::OnDay { start, end: start.plus(DAY) }
    } else {
        When::From { start, due: start.plus(HOUR + chance.below(9) * HOUR) }
    };
    let id = tx.new_id::<CallId>();
    Call {
        id,
        member,
        client,
        kind: if chance.is(50) { "promises.due".into() } else { "clients.cadence".into() },
        // Most stand in one group, more than a page looks at.
        group: CareGroup::at_place(if chance.is(70) { 3 } else { chance.below(4) }),
        subject: id.0,
        when,
        weight: 0.5,
        reason: "Quiet for a while".into(),
        act: String::new(),
        private: chance.is(20),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_number_in_the_rail_is_the_length_of_the_list_whatever_there_is() {
    story(|stage| async move {
        let ben = stage.ben().await;
        let both = [stage.company.anna.clone(), ben];
        let members: Vec<MemberId> = both.iter().filter_map(|actor| actor.member).collect();
        let mut clients = Vec::new();
        for number in 0..170 {
            clients.push(stage.client(&format!("Client {number}")).await);
        }
        let (all, owners) = (clients.clone(), members.clone());
        let plant = stage.does(move |tx| {
            let mut chance = Chance(7);
            for (index, client) in all.iter().enumerate() {
                for _ in 0..chance.below(4) {
                    let member = owners[usize::from(chance.is(20))];
                    let call = chance_call(&mut chance, tx, member, *client);
                    calls::put_back(tx, &call)?;
                    // Some are put off, and of these some for reasons that do not hold any more.
                    if chance.is(25) {
                        let snooze = Snooze {
                            member,
                            client: *client,
                            snoozed_at: tx.now.plus(-chance.below(9) * HOUR),
                            until_at: tx.now.plus((chance.below(40) - 8) * HOUR),
                            reason: "Away".into(),
                            calls: if chance.is(80) { vec![call.id] } else { Vec::new() },
                        };
                        crate::store::put_snooze(tx, &snooze)?;
                    }
                }
                if index % 9 == 0 {
                    tend_clients::actions::archive(tx, *client)?;
                }
            }
            Ok(())
        });
        plant.await.expect("calls, snoozes and clients laid aside");
        let (mut most, mut put_off, mut capped) = (0, 0, false);
        for hours in [-60, -30, -12, -3, 0, 2, 5, 9, 20, 80] {
            for actor in both.clone() {
                let (at, member) = (stage.now().plus(hours * HOUR), actor.member.expect("a member"));
                let look = move |db: &Conn| Ok((list(db, &actor, member, at, FEATURES)?, count(db, &actor, at)?));
                let (today, number) = stage.company.app.read(look).await.expect("both");
                assert_eq!(number, today.standings.len() as u64, "{hours} hours from now");
                most = most.max(number);
                put_off = put_off.max(today.put_off.len());
                capped |= today.capped;
            }
        }
        assert!(most > 60 && put_off > 3 && capped, "{most} called, {put_off} put off, capped: {capped}");
    })
    .await;
}
