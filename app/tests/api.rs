//! Every operation of the JSON door, taken from its own document: called with another workspace's ids it finds nothing, and no token
//! reaches further than its scopes and its role. A new operation is looked at by itself; an id of a new kind must be planted here.

mod doors;

use std::collections::BTreeMap;

use axum::http::Method;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use tend_core::{
    Actor, Role, Timestamp,
    api::{
        Scope,
        document::{self, Operation},
    },
    auth::{
        actions::{Created, First, NewWorkspace, create_workspace},
        members::{self, NewMember},
    },
    db::Db,
    house::NewLocation,
    migrations,
    testing::{self, company::Company, program::Program},
    time::{DAY, MINUTE},
    timeline,
};

use doors::{body_schema, calls, id_kind, parameters, sample, slot_of};

/// What stands in all words of the workspace that must not be seen.
const MARK: &str = "Zephyrine";

fn now() -> Timestamp {
    "2026-10-13T06:00:00Z".parse().expect("a moment")
}

/// The ids of one workspace, by the name of their schema.
type Ids = BTreeMap<&'static str, String>;

#[tokio::test]
async fn what_is_anothers_is_not_found() {
    testing::on_both(migrations::ALL, |db| async move { tries_everything(db).await }).await;
}

async fn tries_everything(db: Db) {
    let company = Company::opens(db, now(), tend::features::ALL).await;
    let document = document::of(tend::features::ALL);
    let zephyrine = plant(&company, &company.anna, MARK).await;
    let other = another(&company).await;
    let own = plant(&company, &other.actor, "Mill").await;
    let before = newest(&company).await;
    let program = Program::of(&company.app, &other.actor).await;
    let mut operations: Vec<_> =
        document::operations(&document).filter(|operation| operation.scope().is_some()).collect();
    // What takes something away comes last, so that the others find it.
    operations.sort_by_key(|operation| operation.method == Method::DELETE);
    for operation in operations {
        let slots = slots(&document, &operation);
        let said = format!("{} {}", operation.method, operation.path);
        for foreign in &slots {
            let pick = |slot: &str, kind: &str, is_needed: bool| match foreign == slot {
                true => Some(zephyrine[kind].clone()),
                false => is_needed.then(|| own[kind].clone()),
            };
            let reply = calls(&program, &document, &operation, &pick).await;
            assert!(!reply.text.contains(MARK), "{said} with another's {foreign} shows it: {}", reply.text);
            let may_be_empty = operation.method == Method::GET && foreign.starts_with('?');
            let status = reply.status.as_u16();
            let is_refused = matches!(status, 403 | 404 | 409 | 422);
            assert!(
                is_refused || (may_be_empty && status == 200),
                "{said} with another's {foreign}: {status} {}",
                reply.text
            );
        }
        let reply =
            calls(&program, &document, &operation, &|_, kind, is_needed| is_needed.then(|| own[kind].clone())).await;
        assert!(!reply.text.contains(MARK), "{said} shows another's: {}", reply.text);
        let is_reached = !matches!(reply.status.as_u16(), 401 | 403 | 500..)
            && (operation.method != Method::GET || reply.status == 200);
        assert!(is_reached, "{said} with one's own: {} {}", reply.status, reply.text);
    }
    assert_eq!(newest(&company).await, before, "something was written into another's book");
}

#[tokio::test]
async fn no_token_reaches_further_than_its_scopes_and_its_role() {
    testing::on_both(migrations::ALL, |db| async move { tries_every_token(db).await }).await;
}

async fn tries_every_token(db: Db) {
    let company = Company::opens(db, now(), tend::features::ALL).await;
    let document = document::of(tend::features::ALL);
    let own = plant(&company, &company.anna, MARK).await;
    let scopes = document::scopes(tend::features::ALL);
    let mut with_one = Vec::new();
    for scope in &scopes {
        with_one
            .push((scope.clone(), Program::with(&company.app, &company.anna, vec![scope.clone()], Role::Admin).await));
    }
    let guest = Program::with(&company.app, &company.anna, scopes.clone(), Role::Guest).await;
    let withdrawn = Program::of(&company.app, &company.anna).await;
    let id = withdrawn.id.expect("a token");
    company.app.write(&company.anna, move |tx| tend_core::api::actions::withdraw(tx, id)).await.expect("withdrawn");
    let outside = [Program::stranger(&company.app), withdrawn, guest.showing("nonsense")];
    let before = newest(&company).await;
    for operation in document::operations(&document) {
        let said = format!("{} {}", operation.method, operation.path);
        let pick = |_: &str, kind: &str, is_needed: bool| is_needed.then(|| own[kind].clone());
        company.app.clock.set(company.app.clock.now().plus(MINUTE));
        for program in &outside {
            let reply = calls(program, &document, &operation, &pick).await;
            assert_eq!(reply.status, 401, "{said} without a token: {}", reply.text);
        }
        let Some(asked) = operation.scope() else { continue };
        for (scope, program) in with_one.iter().filter(|(scope, _)| scope.as_str() != asked) {
            let reply = calls(program, &document, &operation, &pick).await;
            assert_eq!(reply.status, 403, "{said} with {scope}: {}", reply.text);
            assert!(!reply.text.contains(MARK));
        }
        if operation.method != Method::GET {
            let reply = calls(&guest, &document, &operation, &pick).await;
            assert_eq!(reply.status, 403, "{said} as a guest: {}", reply.text);
        }
    }
    assert_eq!(newest(&company).await, before, "something was written");
}

#[test]
fn every_operation_says_who_may() {
    let document = document::of(tend::features::ALL);
    let mut names = Vec::new();
    for operation in document::operations(&document) {
        let said = format!("{} {}", operation.method, operation.path);
        assert!(operation.value["security"][0]["token"].is_array(), "{said} lets everybody in");
        let writes = operation.method != Method::GET;
        let scope = operation.scope().map(|scope| scope.parse::<Scope>().expect("a scope"));
        assert!(scope.is_none_or(|scope| scope.writes() == writes), "{said} asks for the wrong scope");
        names.push(operation.value["operationId"].as_str().expect("a name").to_owned());
        assert!(
            operation.value["summary"].as_str().is_some_and(|words| !words.is_empty()),
            "{said} says nothing of itself"
        );
    }
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all, "two operations have one name");
}

#[test]
fn every_schema_that_is_named_is_there() {
    let document = document::of(tend::features::ALL);
    let text = document.to_string();
    let named = text.split("\"$ref\":\"#").skip(1).filter_map(|rest| rest.split('"').next());
    let gone: Vec<&str> = named.filter(|pointer| document.pointer(pointer).is_none()).collect();
    assert!(gone.is_empty(), "not in the document: {gone:?}");
}

/// A second company on the same Tend.
async fn another(company: &Company) -> Created {
    let zone = TimeZone::get("Europe/Oslo").expect("a zone");
    let new = NewWorkspace {
        name: "Old Mill".into(),
        place: NewLocation::named("Mill Lane", zone),
        admin_name: "Greta".into(),
        admin_address: "greta@mill.example".parse().expect("an address"),
        admin_password_hash: None,
    };
    create_workspace(&company.app, First::Need, new).await.expect("another company")
}

async fn newest(company: &Company) -> i64 {
    let workspace = company.anna.workspace;
    company.app.read(move |db| timeline::store::newest_number(db, workspace)).await.expect("a number")
}

/// One of everything that has an id, in words that carry the mark.
async fn plant(company: &Company, actor: &Actor, mark: &str) -> Ids {
    let program = Program::of(&company.app, actor).await;
    let made = async |path: String, body: Value| program.posts(&path, body).await.is(201).text_at("/id");
    let organization =
        made("/clients".into(), json!({ "kind": "organization", "name": format!("{mark} Clinic") })).await;
    let person = json!({ "kind": "person", "name": format!("Marta {mark}"), "cadence_days": 1, "tags": [format!("{mark} club")] });
    let client = made("/clients".into(), person).await;
    let of = |part: &str| format!("/clients/{client}/{part}");
    let point = made(of("contact-points"), json!({ "kind": "handle", "value": format!("@{mark}") })).await;
    let date = made(of("dates"), json!({ "label": format!("{mark} day"), "month": 10, "day": 13 })).await;
    let affiliation =
        made(of("affiliations"), json!({ "other_id": organization, "title": format!("{mark} surgeon") })).await;
    let entry = made(of("entries"), json!({ "kind": "note", "text": format!("{mark} is fine") })).await;
    let promise = json!({ "client_id": client, "text": format!("Ring {mark}"), "due": "2026-10-14T15:00:00Z" });
    let promise = made("/promises".into(), promise).await;
    let problem = json!({ "client_id": client, "text": format!("{mark} squeals"), "severity": "small" });
    let problem = made("/problems".into(), problem).await;
    let caused = json!({ "cause": format!("{mark} pads") });
    let caused =
        program.asks(Method::PUT, &format!("/problems/{problem}/cause"), &[("if-match", "*")], Some(caused)).await;
    let cause = caused.is(200).text_at("/cause_id");
    let touches =
        program.posts(&format!("/problems/{problem}/touches"), json!({ "text": format!("{mark} bike") })).await;
    let touch = touches.is(200).text_at("/items/0/id");
    let gesture = json!({ "kind": "gift", "text": format!("{mark} cake"), "worth_minor": 500, "currency": "EUR" });
    let gestures = program.posts(&format!("/problems/{problem}/gestures"), gesture).await;
    let gesture = gestures.is(200).text_at("/items/0/id");
    let todo = json!({ "part": "fix", "text": format!("Look at {mark}") });
    let todos = program.posts(&format!("/problems/{problem}/todos"), todo).await;
    let todo = todos.is(200).text_at("/items/0/id");
    let goal = json!({ "client_id": client, "text": format!("{mark} wants to ride"), "entry_id": entry });
    let goal = made("/goals".into(), goal).await;
    let paper =
        testing::files::kept(&company.app, actor, &format!("{mark}.txt"), format!("{mark} signed").as_bytes()).await;
    let owner = client.parse().expect("an id");
    let file = company.app.write(actor, move |tx| tend_files::actions::add(tx, owner, std::slice::from_ref(&paper)));
    let file = file.await.expect("a file is brought")[0].to_string();
    let colleague = colleague(company, actor, mark).await;
    let handoff = asked_of(company, &colleague, actor, mark).await;
    let absence = json!({ "deputy_id": colleague.member, "from_at": "2026-12-24T00:00:00Z",
        "until_at": "2026-12-27T00:00:00Z", "note": format!("Mind {mark}") });
    let absence = made("/absences".into(), absence).await;
    company.app.clock.set(now().plus(3 * DAY / 24));
    let help = made("/today/helps".into(), json!({ "client_id": client })).await;
    BTreeMap::from([
        ("ClientId", client.clone()),
        ("ContactPointId", point),
        ("DateId", date),
        ("AffiliationId", affiliation),
        ("EntryId", entry),
        ("PromiseId", promise),
        ("ProblemId", problem),
        ("TouchId", touch),
        ("GestureId", gesture),
        ("TodoId", todo),
        ("CauseId", cause),
        ("HelpId", help),
        ("GoalId", goal),
        ("FileId", file),
        ("AbsenceId", absence),
        ("HandoffId", handoff),
        ("MemberId", actor.member.expect("a member").to_string()),
        ("LocationId", actor.location.expect("a place").to_string()),
    ])
}

/// Somebody who works there, too.
async fn colleague(company: &Company, actor: &Actor, mark: &str) -> Actor {
    let new = NewMember {
        name: format!("Ben {mark}"),
        address: format!("ben@{}.example", mark.to_lowercase()).parse().expect("an address"),
        role: Role::Member,
        location: actor.location.expect("a place"),
        password_hash: None,
    };
    let added = company.app.write(actor, move |tx| members::add(tx, &new)).await.expect("a colleague");
    Actor { member: Some(added.member), role: Role::Member, name: format!("Ben {mark}"), ..actor.clone() }
}

/// What a colleague would like somebody to take over.
async fn asked_of(company: &Company, colleague: &Actor, to: &Actor, mark: &str) -> String {
    let program = Program::of(&company.app, colleague).await;
    let person = json!({ "kind": "person", "name": format!("Nadia {mark}") });
    let client = program.posts("/clients", person).await.is(201).text_at("/id");
    let asked = json!({ "to_id": to.member, "briefing": format!("{mark} rides to her sister") });
    program.posts(&format!("/clients/{client}/handoffs"), asked).await.is(201).text_at("/id")
}

/// The places of an operation in which an id stands: `/client`, `?owner`, `#/owner_id`.
fn slots(document: &Value, operation: &Operation) -> Vec<String> {
    let mut slots: Vec<String> = parameters(operation)
        .filter(|parameter| id_kind(document, &parameter["schema"]).is_some())
        .map(slot_of)
        .collect();
    if let Some(schema) = body_schema(operation) {
        let seen = std::sync::Mutex::new(Vec::new());
        sample(document, schema, "#", true, &|slot, _, _| {
            seen.lock().expect("nobody else").push(slot.to_owned());
            Some(String::new())
        });
        slots.extend(seen.into_inner().expect("nobody else"));
    }
    slots
}
