//! Clients through the JSON door.

use axum::http::Method;
use serde_json::{Value, json};
use tend_core::testing::program::{Program, Reply};

use super::shop::{Shop, on_both};

async fn noors(shop: &Shop) -> Program {
    Program::of(&shop.app, &shop.noor).await
}

async fn changes(program: &Program, path: &str, seen: &str, body: Value) -> Reply {
    program.asks(Method::PATCH, path, &[("if-match", seen)], Some(body)).await
}

#[tokio::test]
async fn a_client_is_written_down_with_all_that_is_known() {
    on_both(|shop| async move {
        let program = noors(&shop).await;
        let clinic = program.posts("/clients", json!({ "kind": "organization", "name": "Harbour Clinic" })).await.is(201);
        let marta = json!({
            "kind": "person", "name": "Marta Kovács", "about": "Touring bike", "cadence_days": 30, "since": "2024-03-01",
            "contact_points": [{ "kind": "email", "value": "marta@example.org", "label": "home",
                "consents": [{ "purpose": "answer", "allowed": true, "source": "form of 3 May" }] }],
            "tags": ["racing"], "dates": [{ "month": 10, "day": 14, "year": 1986 }],
            "affiliations": [{ "organization_id": clinic.text_at("/id"), "title": "Surgeon" }], "note": "Wants a dynamo light."
        });
        let made = program.posts("/clients", marta).await.is(201);
        let id = made.text_at("/id");
        assert_eq!(made.header("location"), format!("/api/v1/clients/{id}"));
        assert_eq!((made.header("etag"), made.text_at("/family")), ("\"1\"", "Kovács".into()));
        let shown = program.gets(&format!("/clients/{id}")).await.is(200);
        assert_eq!((shown.text_at("/since"), shown.text_at("/owner_id")), ("2024-03-01".into(), shop.noor.member.expect("Noor").to_string()));
        let of = |part: &str| format!("/clients/{id}/{part}");
        assert_eq!(program.gets(&of("contact-points")).await.is(200).text_at("/items/0/consents/0/source"), "form of 3 May");
        assert_eq!(program.gets(&of("tags")).await.is(200).text_at("/items/0/name"), "racing");
        assert_eq!(program.gets(&of("dates")).await.is(200).text_at("/items/0/label"), "Birthday");
        assert_eq!(program.gets(&of("affiliations")).await.is(200).text_at("/items/0/other_name"), "Harbour Clinic");
        let story = program.gets(&of("entries")).await.is(200);
        assert!(story.text.contains("Wants a dynamo light."));
        assert_eq!(program.gets("/clients/search?text=kov").await.is(200).text_at("/items/0/id"), id);
    })
    .await;
}

#[tokio::test]
async fn all_that_is_wrong_is_told_with_its_pointer() {
    on_both(|shop| async move {
        let program = noors(&shop).await;
        let stranger = shop.a_stranger().await.0;
        let body = json!({
            "kind": "person", "name": "x", "owner_id": stranger.member.expect("somebody"), "location_id": stranger.location.expect("a place"),
            "contact_points": [{ "kind": "phone", "value": "+31 20 123456" }, { "kind": "email", "value": "marta@" }],
            "dates": [{ "month": 2, "day": 30 }],
        });
        let refused = program.posts("/clients", body).await.is(422);
        let pointers: Vec<&str> =
            refused.json["errors"].as_array().expect("errors").iter().filter_map(|error| error["pointer"].as_str()).collect();
        assert_eq!(pointers, ["/owner_id", "/location_id", "/contact_points/1/value", "/dates/0/day"]);
        let refused = program.posts("/clients", json!({ "kind": "person", "name": "", "cadence_days": 0 })).await.is(422);
        assert_eq!((refused.text_at("/errors/0/pointer"), refused.text_at("/errors/1/pointer")), ("/name".into(), "/cadence_days".into()));
        program.gets("/clients?sort=since&tag=racing").await.is(422);
        assert_eq!(program.gets("/clients?nmae=x").await.is(422).text_at("/errors/0/parameter"), "nmae");
        program.gets("/clients?cursor=nonsense").await.is(422);
    })
    .await;
}

#[tokio::test]
async fn a_creation_sent_twice_creates_once() {
    on_both(|shop| async move {
        let program = noors(&shop).await;
        let send = async |key: &str, name: &str| {
            let body = json!({ "kind": "person", "name": name });
            program.asks(Method::POST, "/clients", &[("idempotency-key", key)], Some(body)).await
        };
        let first = send("form-1", "Jonas Weber").await.is(201);
        let again = send("form-1", "Jonas Weber").await.is(201);
        assert_eq!((first.text_at("/id"), first.header("etag")), (again.text_at("/id"), again.header("etag")));
        assert_eq!((again.header("idempotent-replayed"), again.header("location")), ("true", first.header("location")));
        assert_eq!(send("form-1", "Jonas Weiss").await.is(422).text_at("/type"), "/api#key-used");
        assert_ne!(send("form-2", "Jonas Weber").await.is(201).text_at("/id"), first.text_at("/id"));
        send("with blanks in it", "Jonas Weber").await.is(422);
        let (one, other) = tokio::join!(send("form-3", "Eun-ji Park"), send("form-3", "Eun-ji Park"));
        assert_eq!(one.is(201).text_at("/id"), other.is(201).text_at("/id"));
        // Who is erased stands in no kept answer either.
        let id = first.text_at("/id").parse().expect("an id");
        let erased = tend_core::api::FEATURE.erased.expect("the door forgets");
        shop.noor_does(move |tx| erased(tx, id)).await;
        assert_ne!(send("form-1", "Jonas Weber").await.is(201).text_at("/id"), first.text_at("/id"));
        assert_eq!(send("form-3", "Eun-ji Park").await.is(201).header("idempotent-replayed"), "true");
        // Another token's keys are its own.
        let another = noors(&shop).await;
        let body = json!({ "kind": "person", "name": "Jonas Weber" });
        let made = another.asks(Method::POST, "/clients", &[("idempotency-key", "form-1")], Some(body)).await.is(201);
        assert_ne!(made.text_at("/id"), first.text_at("/id"));
    })
    .await;
}

#[tokio::test]
async fn a_change_says_what_it_saw() {
    on_both(|shop| async move {
        let program = noors(&shop).await;
        let id = shop.knows(shop.person("Marta Kovács")).await;
        let path = format!("/clients/{id}");
        program.asks(Method::PATCH, &path, &[], Some(json!({ "about": "Racer" }))).await.is(428);
        let changed =
            changes(&program, &path, "\"1\"", json!({ "about": "Racer", "cadence_days": 14, "since": "2020-01-02" }))
                .await
                .is(200);
        assert_eq!((changed.header("etag"), changed.text_at("/about")), ("\"2\"", "Racer".into()));
        let late = changes(&program, &path, "\"1\"", json!({ "about": "Tourer" })).await.is(412);
        assert_eq!((late.text_at("/current/about"), late.header("etag")), ("Racer".into(), "\"2\""));
        let blind = changes(&program, &path, "*", json!({ "since": null })).await.is(200);
        assert_eq!((blind.json["since"].clone(), blind.json["cadence_days"].clone()), (Value::Null, json!(14)));
        let refused = changes(&program, &path, "*", json!({ "location_id": uuid::Uuid::nil() })).await.is(422);
        assert_eq!(refused.text_at("/errors/0/pointer"), "/location_id");
        program.posts(&format!("{path}/archiving"), json!(null)).await.is(200);
        assert_eq!(program.gets("/clients?archived=true").await.is(200).text_at("/items/0/id"), id.to_string());
        assert_eq!(
            program.posts(&format!("{path}/restoring"), json!(null)).await.is(200).json["archived_at"],
            Value::Null
        );
    })
    .await;
}

#[tokio::test]
async fn ways_days_tags_and_words_are_kept() {
    on_both(|shop| async move {
        let program = noors(&shop).await;
        let id = shop.knows(shop.person("Marta Kovács")).await;
        let of = |part: &str| format!("/clients/{id}/{part}");
        let point =
            program.posts(&of("contact-points"), json!({ "kind": "phone", "value": "+31 20 123456" })).await.is(201);
        let point = format!("{}/{}", of("contact-points"), point.text_at("/id"));
        let consents = json!({ "consents": [{ "purpose": "reach", "allowed": false }] });
        let said = program
            .asks(Method::POST, &format!("{point}/consents"), &[("if-match", "\"1\"")], Some(consents))
            .await
            .is(200);
        assert_eq!(said.json["consents"][0]["allowed"], json!(false));
        let refused = changes(&program, &point, "\"2\"", json!({ "value": "12" })).await.is(422);
        assert_eq!(refused.text_at("/errors/0/pointer"), "/value");
        program.asks(Method::DELETE, &point, &[("if-match", "\"1\"")], None).await.is(412);
        program.asks(Method::DELETE, &point, &[("if-match", "\"2\"")], None).await.is(204);
        let date = program.posts(&of("dates"), json!({ "month": 5, "day": 3 })).await.is(201);
        let date = format!("{}/{}", of("dates"), date.text_at("/id"));
        let put = json!({ "label": "Opening day", "month": 5, "day": 4 });
        program.asks(Method::PUT, &date, &[("if-match", "\"1\"")], Some(put)).await.is(200);
        program.asks(Method::DELETE, &date, &[("if-match", "*")], None).await.is(204);
        assert_eq!(
            program.asks(Method::PUT, &of("tags/racing%20club"), &[], None).await.is(200).text_at("/items/0/name"),
            "racing club"
        );
        assert_eq!(
            program.asks(Method::DELETE, &of("tags/racing%20club"), &[], None).await.is(200).json["items"],
            json!([])
        );
        let note = program.posts(&of("entries"), json!({ "kind": "note", "text": "Wants a light" })).await.is(201);
        let entry = format!("{}/{}", of("entries"), note.text_at("/id"));
        let right =
            program.asks(Method::PATCH, &entry, &[], Some(json!({ "text": "Wants a dynamo light" }))).await.is(200);
        assert_eq!(right.text_at("/text"), "Wants a dynamo light");
        program.asks(Method::DELETE, &entry, &[], None).await.is(204);
        program.asks(Method::DELETE, &entry, &[], None).await.is(409);
    })
    .await;
}

#[tokio::test]
async fn lists_are_read_page_by_page() {
    on_both(|shop| async move {
        let program = noors(&shop).await;
        for name in ["Anna", "Bo", "Carla", "Dan", "Eve"] {
            shop.knows(shop.person(name)).await;
        }
        for query in ["", "&sort=spoke", "&sort=since", "&sort=place", "&descending=true", "&kind=person"] {
            let (mut seen, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = program.gets(&format!("/clients?limit=2{query}{cursor}")).await.is(200);
                let names =
                    page.json["items"].as_array().expect("items").iter().filter_map(|item| item["name"].as_str());
                seen.extend(names.map(str::to_owned));
                match page.json["next"].as_str() {
                    Some(next) => cursor = format!("&cursor={next}"),
                    None => break,
                }
            }
            seen.sort();
            assert_eq!(seen, ["Anna", "Bo", "Carla", "Dan", "Eve"], "{query}");
        }
        program.gets("/clients?limit=0").await.is(422);
        let id = shop.knows(shop.person("Frieda")).await;
        let story = format!("/clients/{id}/entries");
        for text in ["one", "two", "three"] {
            program.posts(&story, json!({ "kind": "note", "text": text })).await.is(201);
        }
        let page = program.gets(&format!("{story}?limit=3")).await.is(200);
        let next = page.text_at("/next");
        let rest = program.gets(&format!("{story}?limit=3&cursor={next}")).await.is(200);
        assert_eq!((rest.json["items"].as_array().expect("items").len(), rest.json["next"].clone()), (1, Value::Null));
    })
    .await;
}
