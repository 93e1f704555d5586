//! Stories of what a later file says of clients who are there: consents, dates, rhythms; of who is not known here, and of what is refused.

use tend_clients::{Consent, ContactPoint, Purpose};
use tend_core::id::ClientId;

use super::*;
use crate::import::TwinAnswer;

async fn brings_with(company: &Company, text: &str, mapping: &str) -> Import {
    let mapping = || Mapping::from_toml(mapping).expect("a mapping");
    let mut source = file(text);
    let looked = work::look(&mut source, mapping()).expect("a list");
    let opening = looked.opening("regulars.csv", &source);
    let begun = company.app.write(&company.anna, move |tx| {
        let import = actions::open(tx, &opening)?;
        actions::begin(tx, import.id)
    });
    let import = begun.await.expect("it begins");
    work::bring_in(&company.app, &company.anna, import.id, source, looked, |_| {}).await.expect("it is brought in")
}

async fn mail_of(company: &Company, client: ClientId) -> ContactPoint {
    let actor = company.anna.clone();
    let points = company.app.read(move |db| client_store::contact_points(db, &actor, client)).await.expect("read");
    points.into_iter().next().expect("a way to reach them")
}

async fn newsletter(company: &Company, client: ClientId) -> Option<bool> {
    mail_of(company, client).await.consent(Purpose::Newsletter).map(|consent| consent.allowed)
}

/// Somebody writes down by hand what the client said.
async fn says(company: &Company, client: ClientId, allowed: bool) {
    let point = mail_of(company, client).await;
    let today = Some(NOON.day_in(&company.anna.zone));
    let said = Consent { purpose: Purpose::Newsletter, allowed, since: today, source: "on the phone".into() };
    let written =
        company.app.write(&company.anna, move |tx| clients::allow(tx, client, point.id, std::slice::from_ref(&said)));
    written.await.expect("written down");
}

fn asked(answer: &str) -> String {
    format!("id,Name,E-mail,Newsletter\n1,Marta Kovacs,marta@kovacs.example,{answer}\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_no_in_a_later_file_is_heard() {
    on_both(|company| async move {
        brings(&company, &asked("yes")).await;
        let marta = named(&company, "Marta Kovacs").await.remove(0).id;
        assert_eq!(newsletter(&company, marta).await, Some(true));
        let no = brings(&company, &asked("no")).await;
        assert_eq!((reckoning(&no), newsletter(&company, marta).await), ([0, 1, 0, 0], Some(false)));
        assert_eq!(reckoning(&brings(&company, &asked("no")).await), [0, 0, 1, 0], "the same again changes nothing");
        brings(&company, &asked("yes")).await;
        assert_eq!(newsletter(&company, marta).await, Some(true), "a file corrects what a file said");
        let again = brings(&company, &asked("no")).await;
        assert_eq!(newsletter(&company, marta).await, Some(false));
        let undone = work::undo(&company.app, &company.anna, again.id).await.expect("undone");
        assert_eq!((undone.warnings.len(), newsletter(&company, marta).await), (0, Some(true)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_said_to_one_of_us_is_not_undone_by_a_yes_in_a_list() {
    on_both(|company| async move {
        brings(&company, &asked("yes")).await;
        let marta = named(&company, "Marta Kovacs").await.remove(0).id;
        says(&company, marta, false).await;
        let newer = asked("yes").replace("Marta Kovacs", "Marta A. Kovacs");
        brings(&company, &newer).await;
        assert_eq!(newsletter(&company, marta).await, Some(false));
        says(&company, marta, true).await;
        let no = brings(&company, &asked("no")).await;
        assert_eq!(newsletter(&company, marta).await, Some(false), "a no always wins");
        says(&company, marta, true).await;
        let undone = work::undo(&company.app, &company.anna, no.id).await.expect("undone");
        assert_eq!(newsletter(&company, marta).await, Some(true), "what was said since stays");
        assert_eq!(undone.warnings.len(), 1, "{:?}", undone.warnings);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_the_same_learns_the_no_and_no_number_twice() {
    on_both(|company| async move {
        brings(&company, "Name,Phone,Newsletter\nMarta Kovacs,0555 014 882,yes\n").await;
        let marta = named(&company, "Marta Kovacs").await.remove(0).id;
        let list = "Name;Phone;Newsletter\nMarta Kovács;0555014882;no\n";
        let import = looking::hands_in(&company, list).await;
        looking::answers(&company, import.id, 1, crate::import::TwinAnswer::Same).await;
        let done = looking::begun(&company, &import, list).await;
        assert_eq!(reckoning(&done), [0, 1, 0, 0]);
        assert_eq!(looking::points_of(&company, marta).await, ["0555 014 882"]);
        assert_eq!(newsletter(&company, marta).await, Some(false));
    })
    .await;
}

const TWO_WAYS: &str = "id,Name,Last visit,Birthday\n1,Bram de Wit,03/04/2025,02/01/1980\n";

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_about_dates_counts_for_who_is_there_already() {
    on_both(|company| async move {
        brings(&company, TWO_WAYS).await;
        let bram = named(&company, "Bram de Wit").await.remove(0);
        assert_eq!(bram.last_contact_at, None, "nobody said which way round");
        let mapping = "date_order = \"dmy\"\n[columns]\n";
        let second = brings_with(&company, TWO_WAYS, mapping).await;
        assert_eq!(reckoning(&second), [0, 1, 0, 0]);
        let visited = named(&company, "Bram de Wit").await.remove(0).last_contact_at.expect("a visit");
        assert_eq!(visited.day_in(&company.anna.zone).to_string(), "2025-04-03");
        let (actor, id) = (company.anna.clone(), bram.id);
        let dates = company.app.read(move |db| client_store::dates(db, &actor, id)).await.expect("read");
        assert_eq!(dates.iter().map(|date| (date.day, date.month)).collect::<Vec<_>>(), [(2, 1)]);
        assert_eq!(reckoning(&brings_with(&company, TWO_WAYS, mapping).await), [0, 0, 1, 0], "and once only");
        let undone = work::undo(&company.app, &company.anna, second.id).await.expect("undone");
        let (actor, id) = (company.anna.clone(), bram.id);
        let dates = company.app.read(move |db| client_store::dates(db, &actor, id)).await.expect("read");
        assert_eq!((undone.state, dates.len()), (State::Undone, 0));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_dates_written_in_another_way_change_nothing() {
    on_both(|company| async move {
        brings(&company, "id,Name,Last visit\n1,Bram de Wit,2025-04-23\n2,Zoë Kent,2025-05-02\n").await;
        let twin = "id,Name,Last visit\n1,Bram de Wit,04/23/2025\n2,Zoë Kent,05/02/2025\n";
        assert_eq!(reckoning(&brings(&company, twin).await), [0, 0, 2, 0]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_rows_come_back_whole_and_packed() {
    on_both(|company| async move {
        let list = "id,Name,E-mail\n1,Bram de Wit,bram@post.example\n2, Zoë Kent ,zoe@post.example,too,\" much \"\n";
        let import = brings(&company, list).await;
        assert_eq!(reckoning(&import), [1, 0, 0, 1]);
        let anna = company.anna_signs_in().await;
        let path = format!("/settings/import/{}/refused.csv", import.id);
        let file = anna.gets(&path).await;
        assert!(file.text.starts_with("\u{feff}row,line,reason,id,Name,E-mail\n"), "{}", file.text);
        file.says(",2, Zoë Kent ,zoe@post.example,too, much \n");
        for path in [path.as_str(), "/clients.csv?of=everyone"] {
            let (headers, bytes) = anna.fetches_packed(path).await;
            assert_eq!((headers["content-encoding"].to_str().expect("a word"), bytes > 20), ("gzip", true), "{path}");
        }
        let (headers, _) = anna.fetches_packed(&path).await;
        let name = headers["content-disposition"].to_str().expect("letters");
        assert!(name.contains("filename=\"regulars refused.csv\""), "{name}");
    })
    .await;
}

const STRANGERS: &str =
    "Name,E-mail,Location,Owner\nBram de Wit,bram@post.example,Pier 9,Nobody Here\nZoë Kent,zoe@post.example,Dock,\n";

#[tokio::test(flavor = "multi_thread")]
async fn who_is_not_known_here_is_told() {
    on_both(|company| async move {
        let import = looking::hands_in(&company, STRANGERS).await;
        let anna = company.anna_signs_in().await;
        let page = anna.gets(&format!("/settings/import/{}/first", import.id)).await;
        page.says("2 rows name a place that is not here: “Pier 9”, “Dock”");
        page.says("1 row names an owner who does not work here: “Nobody Here”");
        let done = looking::begun(&company, &import, STRANGERS).await;
        let told = |words: &str| done.warnings.iter().any(|warning| warning.contains(words));
        assert!(told("“Pier 9”") && told("“Nobody Here”"), "{:?}", done.warnings);
        let mut source = file(STRANGERS);
        let looked = work::look(&mut source, Mapping::default()).expect("a list");
        let through = crate::look::through(&company.app, Some(&company.anna), source, looked).await;
        let (source, looked, found) = through.expect("looked through");
        let mut columns = looked.opening("others.csv", &source).columns;
        crate::pages::doubt(&mut columns, &found);
        let sure = |target: &str| columns.iter().find(|column| column.target == target).map(|column| column.sure);
        assert_eq!((sure("location"), sure("owner"), sure("name")), (Some(false), Some(false), Some(true)));
        let source = file(STRANGERS);
        let (_, warnings) =
            work::reckon(&company.app, Some(&company.anna), source, looked, "x.csv").await.expect("reckoned");
        assert!(warnings.iter().any(|warning| warning.contains("“Pier 9”")), "{warnings:?}");
    })
    .await;
}

const RHYTHMS: &str = "Name,E-mail,Rhythm\nBram de Wit,bram@post.example,monthly\nZoë Kent,zoe@post.example,\n";

async fn rhythm_of(company: &Company, name: &'static str) -> Option<i64> {
    named(company, name).await.remove(0).cadence_days
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rhythm_comes_with_the_row_or_from_the_answer() {
    on_both(|company| async move {
        let import = looking::hands_in(&company, RHYTHMS).await;
        let anna = company.anna_signs_in().await;
        let page = format!("/settings/import/{}", import.id);
        anna.gets(&format!("{page}/first")).await.says("1 has a rhythm of its own in the list and keeps it.");
        assert_eq!(anna.sends(&format!("{page}/groups"), &[("rhythm", "42")]).await.status, 303);
        looking::begun(&company, &import, RHYTHMS).await;
        assert_eq!(rhythm_of(&company, "Bram de Wit").await, Some(30));
        assert_eq!(rhythm_of(&company, "Zoë Kent").await, Some(42));
        assert_eq!(reckoning(&brings(&company, RHYTHMS).await), [0, 0, 2, 0]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_names_the_rhythm_of_who_has_none() {
    on_both(|company| async move {
        brings_with(&company, RHYTHMS, "rhythm = \"6 weeks\"\n").await;
        assert_eq!(rhythm_of(&company, "Bram de Wit").await, Some(30));
        assert_eq!(rhythm_of(&company, "Zoë Kent").await, Some(42));
        let written = Mapping::from_toml("rhythm = \"6 weeks\"\n").expect("a mapping").to_toml();
        assert!(written.contains("rhythm = \"42 days\""), "{written}");
        assert!(Mapping::from_toml("rhythm = \"now and then\"\n").is_err());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_by_itself_holds_against_a_kept_mapping() {
    on_both(|company| async move {
        let import = looking::hands_in_with(&company, RHYTHMS, "rhythm = \"6 weeks\"\n").await;
        let anna = company.anna_signs_in().await;
        let page = format!("/settings/import/{}", import.id);
        anna.gets(&format!("{page}/first")).await.says(r#"<option value="42" selected>Every 6 weeks"#);
        assert_eq!(anna.sends(&format!("{page}/groups"), &[("rhythm", "")]).await.status, 303);
        anna.gets(&format!("{page}/first")).await.says(r#"<option value="" selected>Nobody by itself"#);
        begins_and_ends(&company, &import, "rhythm = \"6 weeks\"\n").await;
        assert_eq!(rhythm_of(&company, "Bram de Wit").await, Some(30));
        assert_eq!(rhythm_of(&company, "Zoë Kent").await, None);
    })
    .await;
}

async fn begins_and_ends(company: &Company, import: &Import, mapping: &str) {
    let id = import.id;
    company.app.write(&company.anna, move |tx| actions::begin(tx, id)).await.expect("it begins");
    let mut source = file(RHYTHMS);
    let looked = work::look(&mut source, Mapping::from_toml(mapping).expect("a mapping")).expect("a list");
    work::bring_in(&company.app, &company.anna, id, source, looked, |_| ()).await.expect("done");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_left_out_twice_is_counted_once() {
    on_both(|company| async move {
        // The third row is Marta once more, with no way to reach her.
        let list = "Name;Birthday;E-mail\nMarta Kovács;1980-05-13;marta@kovacs.example\nIna Faro;;\nMarta Kovacs;1980-05-13;\n";
        let import = looking::hands_in(&company, list).await;
        let anna = company.anna_signs_in().await;
        let page = format!("/settings/import/{}", import.id);
        anna.gets(&format!("{page}/first")).await.says("Bring in 3 rows");
        assert_eq!(anna.sends(&format!("{page}/groups"), &[("unreachable", "out")]).await.status, 303);
        anna.gets(&format!("{page}/first")).await.says("Bring in 1 row");
        looking::answers(&company, import.id, 3, TwinAnswer::LeaveOut).await;
        anna.gets(&format!("{page}/first")).await.says("Bring in 1 row");
        assert_eq!(anna.sends(&format!("{page}/groups"), &[("unreachable", "in")]).await.status, 303);
        anna.gets(&format!("{page}/first")).await.says("Bring in 2 rows");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn undoing_asks_first_and_says_who_goes_and_who_stays() {
    on_both(|company| async move {
        let done = brings(&company, "Name,E-mail\nBram de Wit,bram@post.example\nZoë Kent,zoe@post.example\n").await;
        let anna = company.anna_signs_in().await;
        let page = format!("/settings/import/{}/undo", done.id);
        let asked = anna.gets(&page).await;
        asked.says("Undo this import?");
        asked.says("2 clients whom it wrote into the book");
        asked.says("all of it goes");
        let bram = named(&company, "Bram de Wit").await.remove(0).id;
        company.app.clock.set(company.app.clock.now().plus(60_000_000));
        let note = [("kind", "note"), ("text", "Likes the sea")];
        assert_eq!(anna.sends(&format!("/clients/{bram}/moments"), &note).await.status, 303);
        let asked = anna.gets(&page).await;
        asked.says("Bram de Wit stays: somebody wrote on their page since.");
        asked.says(&format!("action=\"{page}\""));
        // Asking changed nothing.
        assert_eq!(named(&company, "Zoë Kent").await.len(), 1);
        assert_eq!(anna.sends(&page, &[]).await.status, 303);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_list_shows_that_it_moves() {
    on_both(|company| async move {
        let rows: String = (1..=900).map(|n| format!("{n},Client Number{n},client{n}@post.example\n")).collect();
        let list = format!("id,name,email\n{rows}");
        let import = begins(&company, &list).await;
        let mut source = file(&list);
        let looked = work::look(&mut source, Mapping::default()).expect("a list");
        let seen = std::sync::Mutex::new(Vec::new());
        let told = |import: &Import| seen.lock().expect("no panic").push(import.at_row);
        let done = work::bring_in(&company.app, &company.anna, import.id, source, looked, told).await.expect("done");
        assert_eq!(reckoning(&done), [900, 0, 0, 0]);
        assert_eq!(*seen.lock().expect("no panic"), [200, 600, 900]);
    })
    .await;
}
