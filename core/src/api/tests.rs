//! Stories at the JSON door: who is let in, how far, how fast, and how one is told.

use axum::{
    body::Body,
    http::{Method, Request, StatusCode},
};

use super::{Scope, actions, token::Lifetime};
use crate::{
    Actor, App, Clock, Feature, Role, Timestamp,
    auth::members,
    db::Db,
    migrations,
    settings::Settings,
    testing::{self, company::Company, program::Program},
    time::DAY,
};

static FEATURES: &[&Feature] = &[&super::FEATURE, &crate::house::FEATURE];

fn now() -> Timestamp {
    "2026-10-13T06:00:00Z".parse().expect("a moment")
}

async fn on_both<S: Future<Output = ()>>(story: impl Fn(Company) -> S + Copy) {
    testing::on_both(migrations::ALL, |db: Db| async move { story(Company::opens(db, now(), FEATURES).await).await })
        .await;
}

fn scopes(words: &[&str]) -> Vec<Scope> {
    words.iter().map(|word| word.parse().expect("a scope")).collect()
}

#[tokio::test]
async fn a_token_lets_in_as_its_member() {
    on_both(|company| async move {
        let program = Program::of(&company.app, &company.anna).await;
        let me = program.gets("/me").await.is(200);
        assert_eq!((me.text_at("/name"), me.text_at("/role")), ("Anna".into(), "admin".into()));
        assert_eq!(me.header("cache-control"), "no-store");
        let places = program.gets("/locations").await.is(200);
        assert_eq!(places.text_at("/items/0/name"), "Market Street");
        let place = program.gets(&format!("/locations/{}", places.text_at("/items/0/id"))).await.is(200);
        assert_eq!(place.header("etag"), "\"1\"");
        program.gets("/locations/7").await.is(404);
        assert_eq!(program.gets("/members").await.is(200).text_at("/items/0/name"), "Anna");
    })
    .await;
}

#[tokio::test]
async fn whoever_shows_no_living_token_is_not_let_in() {
    on_both(|company| async move {
        let stranger = Program::stranger(&company.app);
        let refused = stranger.gets("/me").await.is(401);
        assert_eq!(refused.header("www-authenticate"), "Bearer realm=\"tend\"");
        assert_eq!(refused.header("content-type"), "application/problem+json");
        assert_eq!(refused.text_at("/type"), "/api#no-token");
        let program = Program::of(&company.app, &company.anna).await;
        let (wrong_secret, wrong_house) = (
            format!("{}.{}", company.anna.workspace, "A".repeat(43)),
            format!("{}.{}", uuid::Uuid::nil(), program.token.split_once('.').expect("two halves").1),
        );
        for token in [wrong_secret, wrong_house, "nonsense".into(), format!("{}x", program.token)] {
            stranger.showing(token).gets("/me").await.is(401);
        }
        let id = program.id.expect("a token");
        company.app.write(&company.anna, move |tx| actions::withdraw(tx, id)).await.expect("withdrawn");
        program.gets("/me").await.is(401);
        let another = Program::of(&company.app, &company.anna).await;
        another.gets("/me").await.is(200);
        company.app.clock.set(now().plus(31 * DAY));
        another.gets("/me").await.is(401);
    })
    .await;
}

#[tokio::test]
async fn a_token_reaches_as_far_as_its_scopes_and_no_further_than_its_member() {
    on_both(|company| async move {
        let reader = Program::with(&company.app, &company.anna, scopes(&["house:read"]), Role::Guest).await;
        assert_eq!(reader.gets("/me").await.is(200).text_at("/role"), "guest");
        let elsewhere = Actor { role: Role::Guest, ..company.anna.clone() };
        let ben = company.hires("Ben", Role::Guest, elsewhere.location.expect("a place")).await;
        let bens = Program::with(&company.app, &ben.actor, scopes(&["house:read"]), Role::Admin).await;
        assert_eq!(bens.gets("/me").await.is(200).text_at("/role"), "guest");
    })
    .await;
}

#[tokio::test]
async fn a_token_dies_with_its_member() {
    on_both(|company| async move {
        let place = company.anna.location.expect("a place");
        let ben = company.hires("Ben", Role::Member, place).await;
        let program = Program::of(&company.app, &ben.actor).await;
        program.gets("/me").await.is(200);
        let (gone, anna) = (ben.member, company.anna.member.expect("Anna"));
        company.app.write(&company.anna, move |tx| members::leave(tx, gone, anna)).await.expect("Ben leaves");
        program.gets("/me").await.is(401);
        company.hires("Ben", Role::Member, place).await;
        program.gets("/me").await.is(401);
    })
    .await;
}

#[tokio::test]
async fn tokens_are_made_and_withdrawn_on_their_page() {
    on_both(|company| async move {
        let anna = company.anna_signs_in().await;
        anna.gets("/settings").await.says("/settings/tokens");
        anna.gets("/settings/tokens").await.says("No program comes here yet.");
        let fields = [
            ("name", "The form on our website"),
            ("scopes", "house:read"),
            ("role", "member"),
            ("lifetime", "30-days"),
        ];
        anna.sends("/settings/tokens/new", &fields[..1]).await.says("Choose what it may do at most.");
        let shown = anna.sends("/settings/tokens/new", &fields).await;
        assert_eq!(shown.status, StatusCode::OK);
        let token =
            shown.text.split("value=\"").find_map(|rest| rest.split('"').next().filter(|text| text.len() == 80));
        let program = Program::stranger(&company.app).showing(token.expect("the token"));
        assert_eq!(program.gets("/me").await.is(200).text_at("/role"), "member");
        let list = anna.gets("/settings/tokens").await;
        list.says("The form on our website");
        list.says("Read house");
        list.says_no(&program.token);
        let ben = company.hires("Ben", Role::Member, company.anna.location.expect("a place")).await;
        let ben = company.signs_in(&ben).await;
        ben.gets("/settings/tokens").await.says_no("The form on our website");
        let action = list
            .text
            .split("action=\"")
            .find_map(|rest| rest.split('"').next().filter(|action| action.ends_with("/withdrawing")));
        let action = action.expect("a way to withdraw").to_owned();
        assert_eq!(ben.sends(&action, &[]).await.status, StatusCode::NOT_FOUND);
        anna.sends_and_follows(&action, &[]).await.says_no("The form on our website");
        program.gets("/me").await.is(401);
        let carl = company.hires("Carl", Role::Guest, company.anna.location.expect("a place")).await;
        assert_eq!(company.signs_in(&carl).await.gets("/settings/tokens").await.status, StatusCode::FORBIDDEN);
    })
    .await;
}

#[tokio::test]
async fn nobody_makes_a_token_in_anothers_name() {
    on_both(|company| async move {
        let ben = company.hires("Ben", Role::Member, company.anna.location.expect("a place")).await;
        let new = super::token::NewToken {
            member: ben.member,
            name: "Borrowed".into(),
            role: Role::Member,
            scopes: scopes(&["house:read"]),
            lifetime: Lifetime::Endless,
        };
        let made = company.app.write(&company.anna, move |tx| actions::create(tx, &new)).await;
        assert!(matches!(made, Err(crate::Error::NotAllowed(_))));
    })
    .await;
}

#[tokio::test]
async fn everything_at_the_door_answers_in_json() {
    let house = testing::sqlite(migrations::ALL).await;
    let company = Company::opens(house.db.clone(), now(), FEATURES).await;
    let program = Program::of(&company.app, &company.anna).await;
    let nothing = program.gets("/nothing").await.is(404);
    assert_eq!(nothing.header("content-type"), "application/problem+json");
    let method = program.asks(Method::DELETE, "/me", &[], None).await.is(405);
    assert_eq!((method.text_at("/type"), method.header("allow")), ("/api#method".into(), "GET,HEAD"));
    program.asks(Method::GET, "", &[], None).await.is(404);
    let document = Program::stranger(&company.app).gets("/openapi.json").await.is(200);
    assert_eq!(document.text_at("/openapi"), "3.1.0");
    assert_eq!(document.text_at("/paths/~1api~1v1~1me/get/operationId"), "who_am_i");
    // A session's cookie says nothing here.
    let cookie = Request::get("/api/v1/me").header("cookie", "tend=x").body(Body::empty()).expect("a request");
    Program::stranger(&company.app).sends(cookie).await.is(401);
    company.anna_signs_in().await.gets("/api").await.says("Who am I?");
}

#[tokio::test]
async fn who_is_too_fast_waits() {
    let house = testing::sqlite(migrations::ALL).await;
    let company = Company::opens(house.db.clone(), now(), FEATURES).await;
    let settings = Settings { requests_per_minute: 10, ..(*company.app.settings).clone() };
    let app = App::new(house.db.clone(), Clock::fixed(now()), FEATURES, settings);
    let program = Program::of(&app, &company.anna).await;
    program.gets("/me").await.is(200);
    program.gets("/me").await.is(200);
    let refused = program.gets("/me").await.is(429);
    assert_eq!(refused.header("retry-after"), "6");
    app.clock.set(now().plus(6 * crate::time::SECOND));
    program.gets("/me").await.is(200);
    let guesser = Program::stranger(&app).showing("nonsense");
    let mut told = Vec::new();
    for _ in 0..15 {
        told.push(guesser.gets("/me").await.status.as_u16());
    }
    assert_eq!((told[0], told[14]), (401, 429), "{told:?}");
}
