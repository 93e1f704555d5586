//! Files through the JSON door.

use axum::{body::Body, http::Request};
use tend_core::testing::program::{Program, Reply};

use super::{Shop, on_both};

async fn brings(program: &Program, path: &str, key: Option<&str>, bytes: &'static [u8]) -> Reply {
    let request = Request::post(format!("/api/v1{path}")).header("authorization", format!("Bearer {}", program.token));
    let request = key.into_iter().fold(request, |request, key| request.header("idempotency-key", key));
    program.sends(request.body(Body::from(bytes)).expect("a request")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_brings_lists_reads_and_takes_away() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        let program = Program::of(&shop.company.app, &shop.company.anna).await;
        let list = format!("/clients/{}/files", shop.marta);
        let to = format!("{list}?name=Offer%20für%20Marta.pdf");
        let made = brings(&program, &to, Some("k-1"), b"%PDF-1.4 one").await.is(201);
        assert_eq!(made.text_at("/name"), "Offer für Marta.pdf");
        assert_eq!(made.text_at("/media_type"), "application/pdf");
        let id = made.text_at("/id");
        let again = brings(&program, &to, Some("k-1"), b"%PDF-1.4 one").await.is(201);
        assert_eq!((again.text_at("/id"), again.header("idempotent-replayed")), (id.clone(), "true"));
        brings(&program, &to, Some("k-1"), b"%PDF-1.4 other").await.is(422);
        brings(&program, &to, None, b"%PDF-1.4 two").await.is(201);
        let listed = program.gets(&format!("{list}?limit=1")).await.is(200);
        let next = listed.text_at("/next");
        let rest = program.gets(&format!("{list}?limit=1&cursor={next}")).await.is(200);
        assert_eq!((rest.text_at("/items/0/id"), rest.json["next"].is_null()), (id.clone(), true));
        let read = program.gets(&format!("/files/{id}/bytes")).await.is(200);
        assert_eq!((read.text.as_str(), read.header("content-type")), ("%PDF-1.4 one", "application/octet-stream"));
        assert!(read.header("content-disposition").starts_with("attachment;"));
        program.asks(axum::http::Method::DELETE, &format!("/files/{id}"), &[], None).await.is(204);
        program.gets(&format!("/files/{id}")).await.is(404);
        program.gets(&format!("/files/{id}/bytes")).await.is(404);
        shop.anna.gets(&shop.page()).await.says("Anna took away Offer für Marta.pdf");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_kept_is_told() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        let program = Program::of(&shop.company.app, &shop.company.anna).await;
        let to = format!("/clients/{}/files?name=a.txt", shop.marta);
        brings(&program, &to, None, b"").await.is(422);
        brings(&program, &format!("/clients/{}/files", shop.marta), None, b"x").await.is(422);
        let set = shop.company.app.write(&shop.company.anna, |tx| tend_core::files::set_room(tx, "1", "1", 0)).await;
        set.expect("set");
        const LARGE: &[u8] = &[7; 1_100_000];
        let refused = brings(&program, &to, None, LARGE).await.is(413);
        assert!(refused.text.contains("larger than 1 MB"), "{}", refused.text);
        brings(&program, &to, None, &LARGE[..1_000_000]).await.is(201);
        let full = brings(&program, &to, None, &LARGE[..900_000]).await.is(422);
        assert!(full.text.contains("There is no room for it"), "{}", full.text);
    })
    .await;
}
