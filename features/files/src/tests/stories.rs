//! What people do with files in the browser.

use tend_core::{
    Role,
    auth::actions::{First, NewWorkspace, create_workspace},
    check,
    house::NewLocation,
    migrations,
    time::{DAY, HOUR},
};

use super::{Shop, on_both, photo};
use crate::pages::{bytes_url, list_url, url};

const PDF: &[u8] = b"%PDF-1.7 a bill over 42 francs";

#[tokio::test(flavor = "multi_thread")]
async fn files_come_along_with_a_note_and_are_saved_as_they_came() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        let photo = photo(900, 600);
        let fields = [("kind", "note"), ("text", "Her wheel wobbles")];
        let sent = shop.anna.brings(&shop.composer(), &fields, &[("wheel.jpg", &photo), ("bill.exe", PDF)]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let page = shop.anna.gets(&shop.page()).await;
        for words in
            ["Her wheel wobbles", "alt=\"wheel.jpg\"", "bill.exe", "PDF, 30 bytes", "All 2 files", "/pictures/small"]
        {
            page.says(words);
        }
        let files = shop.files().await;
        let (bill, wheel) = (&files[0], &files[1]);
        assert_eq!(wheel.object.points, Some((900, 600)));
        assert_eq!(bill.entry, wheel.entry, "they came with one note");
        for (file, bytes, media_type) in [(bill, PDF, "application/pdf"), (wheel, photo.as_slice(), "image/jpeg")] {
            let (status, headers, body) = shop.anna.fetches(&bytes_url(file), &[]).await;
            assert_eq!((status.as_u16(), body.as_slice()), (200, bytes));
            let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
            assert_eq!(header("content-type"), media_type);
            assert!(header("content-disposition").starts_with("attachment; filename="));
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("content-security-policy"), "sandbox; default-src 'none'");
            assert_eq!(header("cache-control"), "private, no-cache");
            assert_eq!(header("content-encoding"), "", "it goes out as it is");
        }
        let (status, headers, body) = shop.anna.fetches(&format!("{}/pictures/small", url(wheel.id)), &[]).await;
        assert_eq!((status.as_u16(), headers["content-type"].to_str().expect("text")), (200, "image/jpeg"));
        let small = image::load_from_memory(&body).expect("a picture");
        assert_eq!((small.width(), small.height()), (240, 160));
        assert_eq!(shop.anna.fetches(&format!("{}/pictures/small", url(bill.id)), &[]).await.0, 404, "no picture");
        shop.anna.gets(&url(wheel.id)).await.says("900 × 600");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_browser_could_run_is_only_bytes() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>";
        let html = b"<!DOCTYPE html><script>alert(document.cookie)</script>";
        let sent = shop
            .anna
            .brings(&list_url(shop.marta), &[], &[("logo.svg", svg), ("photo.jpg", html), ("a<b>.txt", b"x")])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        for file in shop.files().await {
            let (status, headers, _) = shop.anna.fetches(&bytes_url(&file), &[]).await;
            assert_eq!(status, 200);
            assert!(!file.object.is_shown());
            let is_plain = headers["content-type"] == "text/plain; charset=utf-8";
            assert!(is_plain || headers["content-type"] == "application/octet-stream", "{}", file.name);
            assert!(headers["content-disposition"].to_str().expect("text").starts_with("attachment;"));
        }
        shop.anna.gets(&list_url(shop.marta)).await.says_no("<b>.txt");
    })
    .await;
}

/// Four kilobytes that say they are a million by a million points: kept as they came, never taken apart, and told.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_is_too_large_to_be_shown_is_kept_and_told() {
    let head = b"\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x0f\x42\x40\x00\x0f\x42\x40\x08\x02\x00\x00\x00\xd3\x0f\xaf\x2a\0\0\0\0IDAT\x35\xaf\x06\x1e";
    let picture: &'static [u8] = [head.as_slice(), &[0; 4000]].concat().leak();
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let sent = shop.anna.brings(&list_url(shop.marta), &[], &[("plan.png", picture)]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let file = shop.files().await.remove(0);
        assert!(!file.object.is_shown());
        let page = shop.anna.gets(&format!("/files/{}", file.id)).await;
        page.says("too many points to be shown here");
        let (status, _, bytes) = shop.anna.fetches(&bytes_url(&file), &[]).await;
        assert_eq!((status.as_u16(), bytes.len()), (200, picture.len()));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_is_sent_where_a_part_is_asked_for_and_nothing_where_it_is_there() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        shop.anna.brings(&list_url(shop.marta), &[], &[("bill.pdf", PDF)]).await;
        let file = shop.files().await.remove(0);
        let (status, headers, body) = shop.anna.fetches(&bytes_url(&file), &[("range", "bytes=1-3")]).await;
        assert_eq!((status.as_u16(), body.as_slice()), (206, &b"PDF"[..]));
        assert_eq!(headers["content-range"], format!("bytes 1-3/{}", PDF.len()).as_str());
        let tag = headers["etag"].to_str().expect("text").to_owned();
        let (status, _, body) = shop.anna.fetches(&bytes_url(&file), &[("if-none-match", &tag)]).await;
        assert_eq!((status.as_u16(), body.len()), (304, 0));
        let (status, headers, _) = shop.anna.fetches(&bytes_url(&file), &[("range", "bytes=9000-")]).await;
        assert_eq!(status, 416);
        assert_eq!(headers["content-range"], format!("bytes */{}", PDF.len()).as_str());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_typed_or_brought_is_lost_when_something_is_wrong() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        let set = shop.company.app.write(&shop.company.anna, |tx| tend_core::files::set_room(tx, "50", "1", 0)).await;
        set.expect("one megabyte a file");
        let large = vec![7_u8; 1_200_000];
        let fields = [("kind", "visit"), ("text", "She brought the papers")];
        let refused = shop.anna.brings(&shop.composer(), &fields, &[("bill.pdf", PDF), ("film.mp4", &large)]).await;
        assert_eq!(refused.status, 422);
        refused.says("“film.mp4” is larger than 1 MB");
        refused.says("She brought the papers");
        let empty = shop.anna.brings(&shop.composer(), &fields, &[("nothing.txt", b"")]).await;
        assert_eq!(empty.status, 422);
        empty.says("There is nothing in “nothing.txt”");
        // A time that does not exist: the file has come, and need not come again.
        let wrong = [("kind", "visit"), ("text", "She brought the papers"), ("happened_at", "2026-02-31T10:00")];
        let refused = shop.anna.brings(&shop.composer(), &wrong, &[("bill.pdf", PDF)]).await;
        assert_eq!(refused.status, 422);
        refused.says("has come already");
        let token = refused
            .text
            .split("name=\"kept\" value=\"")
            .nth(1)
            .expect("it is kept")
            .split('"')
            .next()
            .expect("a token");
        assert!(shop.files().await.is_empty());
        let again = [fields[0], fields[1], ("kept", token)];
        let sent = shop.anna.brings(&shop.composer(), &again, &[]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert_eq!(shop.files().await.len(), 1);
        let sent = shop.anna.sends(&shop.composer(), &again).await;
        assert_eq!(sent.status, 303, "a plain form is taken too");
        let gone = [fields[0], fields[1], ("kept", &format!("{} old.pdf", "0f".repeat(32)))];
        let refused = shop.anna.sends(&shop.composer(), &gone).await;
        assert_eq!(refused.status, 422);
        refused.says("“old.pdf” is not here any more");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_files_come_with_one_form_and_no_more() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        let names: Vec<String> = (0..21).map(|number| format!("{number}.txt")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), name.as_bytes())).collect();
        let refused = shop.anna.brings(&list_url(shop.marta), &[], &files).await;
        assert_eq!(refused.status, 422);
        refused.says("more than 20 files");
        let sent = shop.anna.brings(&list_url(shop.marta), &[], &files[..20]).await;
        assert_eq!(sent.status, 303);
        shop.anna.gets(&shop.page()).await.says("0.txt and 19 more");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_taken_away_and_comes_back() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        let words = [("kind", "call"), ("text", "")];
        shop.anna.brings(&shop.composer(), &words, &[("bill.pdf", PDF)]).await;
        let file = shop.files().await.remove(0);
        let gone = shop.anna.sends(&format!("{}/removal", url(file.id)), &[]).await;
        assert_eq!(gone.status, 303);
        shop.anna.gets(&shop.page()).await.says("Anna took away bill.pdf");
        assert_eq!(shop.anna.fetches(&bytes_url(&file), &[]).await.0, 404);
        assert_eq!(shop.anna.gets(&url(file.id)).await.status, 404);
        assert_eq!(shop.anna.sends(&format!("{}/removal", url(file.id)), &[]).await.status, 404, "twice");
        shop.later(6 * DAY).await;
        assert_eq!(shop.anna.sends(&format!("{}/return", url(file.id)), &[]).await.status, 303);
        assert_eq!(shop.anna.fetches(&bytes_url(&file), &[]).await.2, PDF);
        shop.anna.sends(&format!("{}/removal", url(file.id)), &[]).await;
        shop.later(7 * DAY + HOUR).await;
        assert_eq!(shop.anna.sends(&format!("{}/return", url(file.id)), &[]).await.status, 404, "a week is over");
        shop.later(DAY + 2 * HOUR).await;
        let actor = shop.company.anna.clone();
        let room = shop.company.app.read(move |db| tend_core::files::room(db, &actor)).await.expect("a room");
        assert_eq!(room.bytes, 0, "its bytes are gone too");
        shop.anna.gets(&shop.page()).await.says("Anna took away bill.pdf");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_anothers_is_not_found_and_a_guest_brings_nothing() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        shop.anna.brings(&list_url(shop.marta), &[], &[("wheel.jpg", &photo(20, 20))]).await;
        let file = shop.files().await.remove(0);
        let new = NewWorkspace {
            name: "Old Mill".into(),
            place: NewLocation::named("Mill Lane", jiff::tz::TimeZone::UTC),
            admin_name: "Greta".into(),
            admin_address: "greta@mill.example".parse().expect("an address"),
            admin_password_hash: None,
        };
        let greta = create_workspace(&shop.company.app, First::Need, new).await.expect("another company");
        let greta = shop.company.signs_in(&greta).await;
        for path in [url(file.id), bytes_url(&file), format!("{}/pictures/large", url(file.id)), list_url(shop.marta)] {
            assert_eq!(greta.fetches(&path, &[]).await.0, 404, "{path}");
        }
        for path in [format!("{}/removal", url(file.id)), format!("{}/return", url(file.id))] {
            assert_eq!(greta.sends(&path, &[]).await.status, 404, "{path}");
        }
        assert_eq!(greta.brings(&list_url(shop.marta), &[], &[("x.txt", b"x")]).await.status, 404);
        let guest = shop.hires("Wen", Role::Guest).await;
        guest.gets(&list_url(shop.marta)).await.says("wheel.jpg");
        assert_eq!(guest.fetches(&bytes_url(&file), &[]).await.0, 200);
        assert_eq!(guest.brings(&list_url(shop.marta), &[], &[("x.txt", b"x")]).await.status, 403);
        assert_eq!(guest.sends(&format!("{}/removal", url(file.id)), &[]).await.status, 403);
        let (status, _, body) = shop.company.stranger().fetches(&bytes_url(&file), &[]).await;
        assert_eq!((status.as_u16(), body.len()), (303, 0), "a stranger is sent to sign in");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_that_is_taken_back_takes_its_files_along() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        let words = [("kind", "note"), ("text", "Wrong client")];
        shop.anna.brings(&shop.composer(), &words, &[("bill.pdf", PDF)]).await;
        let file = shop.files().await.remove(0);
        shop.anna.sends(&format!("{}/{}/taking-back", shop.composer(), file.entry), &[]).await;
        assert!(shop.files().await.is_empty());
        assert_eq!(shop.anna.fetches(&bytes_url(&file), &[]).await.0, 404);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_with_their_moment_and_not_with_a_promise() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        let other =
            shop.anna.brings(&shop.composer(), &[("kind", "nonsense"), ("text", "x")], &[("bill.pdf", PDF)]).await;
        assert_eq!(other.status, 422);
        other.says("Files come along with a note, a call or a visit");
        let bare = shop.anna.sends(&shop.composer(), &[("kind", "note"), ("text", "")]).await;
        assert_eq!(bare.status, 422);
        let with_file =
            shop.anna.brings(&shop.composer(), &[("kind", "note"), ("text", "")], &[("bill.pdf", PDF)]).await;
        assert_eq!(with_file.status, 303, "a file can be all there is to say");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_files_a_page_shows_some_and_the_way_to_the_rest() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        for round in 0..3 {
            let names: Vec<String> = (0..20).map(|number| format!("{round}-{number}.txt")).collect();
            let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), name.as_bytes())).collect();
            shop.anna.brings(&list_url(shop.marta), &[], &files).await;
        }
        let first = shop.anna.gets(&list_url(shop.marta)).await;
        first.says("2-19.txt");
        first.says_no(">0-19.txt");
        let next = first.text.split("?before=").nth(1).expect("there is more").split('"').next().expect("an id");
        let second = shop.anna.gets(&format!("{}?before={next}", list_url(shop.marta))).await;
        second.says("0-0.txt");
        second.says_no("2-0.txt");
        second.says_no("Keep them");
        shop.anna.gets(&shop.page()).await.says("All 60 files");
        let found = check::all(&shop.company.app, migrations::ALL).await.expect("it can be looked at");
        assert!(found.iter().all(|outcome| outcome.found.is_empty()), "{found:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sets_the_room() {
    on_both(|db| async {
        let shop = Shop::opens(db).await;
        shop.anna.gets("/settings/files").await.says("25");
        let set = [("most", "1,000"), ("most_file", "2"), ("version", "0")];
        assert_eq!(shop.anna.sends("/settings/files", &set).await.status, 303);
        shop.anna.gets("/settings/files").await.says("value=\"1000\"");
        let conflict = shop.anna.sends("/settings/files", &set).await;
        assert_eq!(conflict.status, 409);
        let wrong =
            shop.anna.sends("/settings/files", &[("most", "much"), ("most_file", "201"), ("version", "1")]).await;
        assert_eq!(wrong.status, 422);
        wrong.says("At least 1 and at most 200 megabytes.");
        wrong.says("value=\"much\"");
        let ben = shop.hires("Ben", Role::Member).await;
        assert_eq!(ben.gets("/settings/files").await.status, 403);
    })
    .await;
}
