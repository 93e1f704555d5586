//! Stories of looking through before bringing in: who looks alike, what is answered, what the import makes of it; and of taking back.

use std::sync::Arc;

use tend_clients::{ClientKind, ContactKind, NewClient, NewContactPoint};
use tend_core::{Role, id::ClientId, timeline};

use super::*;
use crate::{
    import::{ImportId, Owners, TwinAnswer},
    look::{self, Twin},
};

/// In the book: Marta with a mail address, Robert with a phone. The list knows them a little differently.
const OTHERS: &str = "Name;E-mail;Phone;City\n\
    Martha Kovacs;marta@kovacs.example;;Bremen\n\
    Bob Miller;;0421 5501 22;Bremen\n\
    Greta Solberg;greta@solberg.example;;Oslo\n\
    Solberg, Greta;greta@solberg.example;0555 77 66 55;Oslo\n\
    Ines Faro;;;Faro\n";

async fn writes_down(company: &Company, name: &'static str, points: &[(ContactKind, &'static str)]) -> ClientId {
    let points: Vec<NewContactPoint> = points.iter().map(|(kind, value)| NewContactPoint::new(*kind, *value)).collect();
    let (owner, place) = (company.anna.member.expect("Anna"), company.anna.location.expect("her place"));
    let written = company.app.write(&company.anna, move |tx| {
        let new = NewClient::new(ClientKind::Person, name, owner, place);
        clients::create(tx, &NewClient { contact_points: points.clone(), ..new })
    });
    written.await.expect("written down")
}

async fn the_book(company: &Company) -> (ClientId, ClientId) {
    let marta = writes_down(company, "Marta Kovács", &[(ContactKind::Email, "marta@kovacs.example")]).await;
    let robert = writes_down(company, "Robert Miller", &[(ContactKind::Phone, "+49 (0)421 550122")]).await;
    (marta, robert)
}

/// The file is handed in, its columns are matched, it is looked through.
pub(super) async fn hands_in(company: &Company, text: &'static str) -> Import {
    hands_in_with(company, text, "").await
}

/// The same, of a list whose shape has a mapping that was kept.
pub(super) async fn hands_in_with(company: &Company, text: &'static str, mapping: &str) -> Import {
    let mut source = file(text);
    let looked = work::look(&mut source, Mapping::from_toml(mapping).expect("a mapping")).expect("a list");
    let through = look::through(&company.app, Some(&company.anna), source, looked).await;
    let (source, looked, found) = through.expect("looked through");
    let (opening, found) = (looked.opening("others.csv", &source), Arc::new(found));
    let handed_in = company.app.write(&company.anna, move |tx| {
        let import = actions::open(tx, &opening)?;
        store::insert_part(tx, tx.actor.workspace, import.id, 0, &text.as_bytes().to_vec())?;
        actions::keep_found(tx, import.id, &found)?;
        store::find(tx, tx.actor.workspace, import.id)
    });
    handed_in.await.expect("handed in")
}

pub(super) async fn begun(company: &Company, import: &Import, text: &str) -> Import {
    let id = import.id;
    let import = company.app.write(&company.anna, move |tx| actions::begin(tx, id)).await.expect("it begins");
    goes_on(company, &import, text).await
}

async fn twins(company: &Company, import: ImportId) -> Vec<Twin> {
    let workspace = company.anna.workspace;
    company.app.read(move |db| store::twins(db, workspace, import, 0, 100)).await.expect("read")
}

pub(super) async fn answers(company: &Company, import: ImportId, row: i64, answer: TwinAnswer) {
    let answered = company.app.write(&company.anna, move |tx| actions::answer_twin(tx, import, Some(row), answer));
    answered.await.expect("answered");
}

pub(super) async fn points_of(company: &Company, client: ClientId) -> Vec<String> {
    let actor = company.anna.clone();
    let points = company.app.read(move |db| client_store::contact_points(db, &actor, client)).await.expect("read");
    points.into_iter().map(|point| point.value).collect()
}

async fn finds(company: &Company, client: ClientId) -> Result<Client> {
    let actor = company.anna.clone();
    company.app.read(move |db| client_store::find(db, &actor, client)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_alike_is_shown_before_anything_comes_in() {
    on_both(|company| async move {
        let (marta, robert) = the_book(&company).await;
        let import = hands_in(&company, OTHERS).await;
        let twins = twins(&company, import.id).await;
        let seen: Vec<_> = twins.iter().map(|twin| (twin.row, twin.other, twin.other_row)).collect();
        assert_eq!(seen, [(1, Some(marta), None), (2, Some(robert), None), (4, None, Some(3))], "{twins:?}");
        let looked = &import.looked_through;
        assert_eq!((looked.rows, looked.alike, looked.unreachable, looked.ownerless), (5, 3, 1, 5));
        assert!(named(&company, "Martha Kovacs").await.is_empty(), "nothing is in the book yet");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_answer_they_are_created_and_marked() {
    on_both(|company| async move {
        let (marta, _) = the_book(&company).await;
        let import = hands_in(&company, OTHERS).await;
        let done = begun(&company, &import, OTHERS).await;
        assert_eq!(reckoning(&done), [5, 0, 0, 0]);
        // The mark stands on both clients' pages too, with the way to compare them.
        let anna = company.anna_signs_in().await;
        let martha = named(&company, "Martha Kovacs").await.remove(0).id;
        for (one, other) in [(marta, martha), (martha, marta)] {
            let page = anna.gets(&format!("/clients/{one}")).await;
            page.says("Perhaps the same");
            page.says(&format!("/clients/{one}/merging/{other}"));
            page.says("Compare side by side");
        }
        let (workspace, id) = (company.anna.workspace, import.id);
        let marked = company.app.read(move |db| store::count_likes(db, workspace, id, 100)).await.expect("read");
        assert_eq!(marked, (3, 3));
        assert!(done.warnings.iter().any(|warning| warning.contains("nobody was merged")), "{:?}", done.warnings);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_are_obeyed_and_every_row_finds_its_end() {
    on_both(|company| async move {
        let (marta, robert) = the_book(&company).await;
        let import = hands_in(&company, OTHERS).await;
        answers(&company, import.id, 1, TwinAnswer::Same).await;
        answers(&company, import.id, 2, TwinAnswer::LeaveOut).await;
        answers(&company, import.id, 4, TwinAnswer::Same).await;
        let done = begun(&company, &import, OTHERS).await;
        assert_eq!(reckoning(&done), [2, 2, 0, 1], "Greta and Ines are new, Marta and Greta learn, Bob is left out");
        let known = finds(&company, marta).await.expect("Marta");
        assert_eq!(known.name, "Marta Kovács", "what stands in the book is not overwritten");
        assert_eq!(known.about, "", "a person's town is no line about them");
        assert!(points_of(&company, marta).await.contains(&"Bremen".to_owned()), "what is new is added");
        assert_eq!(points_of(&company, robert).await.len(), 1, "nothing of the row came in");
        let greta = named(&company, "Greta Solberg").await;
        assert_eq!(greta.len(), 1, "two rows, one client");
        assert_eq!(points_of(&company, greta[0].id).await.len(), 3);
        let (workspace, id) = (company.anna.workspace, import.id);
        let refused = company.app.read(move |db| store::refusals(db, workspace, id, 0, 10)).await.expect("read");
        assert_eq!((refused.len(), refused[0].row), (1, 2));
        assert!(refused[0].reason.contains("You left it out"), "{}", refused[0].reason);
        assert!(refused[0].cells.contains(&"Bob Miller".to_owned()), "it comes back as it was");
        let again = brings(&company, OTHERS).await;
        assert_eq!(reckoning(&again)[2], 4, "the same file again changes nothing");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_joined_stays_when_the_import_is_taken_back() {
    on_both(|company| async move {
        let (marta, _) = the_book(&company).await;
        let import = hands_in(&company, OTHERS).await;
        answers(&company, import.id, 1, TwinAnswer::Same).await;
        answers(&company, import.id, 4, TwinAnswer::Same).await;
        begun(&company, &import, OTHERS).await;
        assert_eq!(points_of(&company, marta).await.len(), 2);
        let undone = work::undo(&company.app, &company.anna, import.id).await.expect("undone");
        assert_eq!((undone.state, undone.warnings.as_slice()), (State::Undone, [].as_slice()));
        assert_eq!(points_of(&company, marta).await, ["marta@kovacs.example"]);
        assert!(named(&company, "Greta Solberg").await.is_empty() && named(&company, "Ines Faro").await.is_empty());
        let again = brings(&company, OTHERS).await;
        assert_eq!(reckoning(&again)[0], 5, "the rows are new once more");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_of_rows_have_their_answers() {
    on_both(|company| async move {
        let canal_yard = company.opens_place("Canal Yard", "Europe/Amsterdam").await;
        let tomas = company.hires("Tomás Ribeiro", Role::Member, canal_yard).await;
        let list = "Name;E-mail;Location\nIlse Grau;ilse@grau.example;Canal Yard\nOtto Blum;otto@blum.example;\nIda Noname;;\n";
        let import = hands_in(&company, list).await;
        let id = import.id;
        let answered = company
            .app
            .write(&company.anna, move |tx| actions::answer_groups(tx, id, Some(true), Some(Owners::AtTheirPlace)));
        answered.await.expect("answered");
        let done = begun(&company, &import, list).await;
        assert_eq!(reckoning(&done), [2, 0, 0, 1]);
        assert_eq!(named(&company, "Ilse Grau").await[0].owner, tomas.member, "who works at Canal Yard");
        assert_eq!(Some(named(&company, "Otto Blum").await[0].owner), company.anna.member);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pages_ask_and_take_the_answers() {
    on_both(|company| async move {
        the_book(&company).await;
        let import = hands_in(&company, OTHERS).await;
        let anna = company.anna_signs_in().await;
        let page = format!("/settings/import/{}", import.id);
        let first = anna.gets(&format!("{page}/first")).await;
        first.says("3 look like people you already know");
        first.says("1 has no mail and no phone");
        first.says("Bring in 5 rows");
        first.says("How often do you like to greet them?");
        let pairs = anna.gets(&format!("{page}/alike")).await;
        pairs.says("Row 1: the same mail address");
        pairs.says("Robert Miller");
        pairs.says("Row 3 of the file");
        anna.sends(&format!("{page}/alike/twins"), &[("row", "2"), ("answer", "same")]).await;
        anna.sends(&format!("{page}/alike/twins"), &[("answer", "leave out")]).await;
        let answers: Vec<_> = twins(&company, import.id).await.iter().map(|twin| twin.answer).collect();
        assert_eq!(answers, [TwinAnswer::LeaveOut, TwinAnswer::Same, TwinAnswer::LeaveOut].map(Some));
        anna.sends(&format!("{page}/groups"), &[("unreachable", "out")]).await;
        let answered = anna.gets(&format!("{page}/first")).await;
        answered.says("All 3 are answered.");
        answered.says("You leave it out.");
        answered.says("The same as somebody who is there.");
        answered.says("Bring in 2 rows");
        let done = begun(&company, &import, OTHERS).await;
        assert_eq!(reckoning(&done), [1, 1, 0, 3]);
        let late = anna.sends(&format!("{page}/alike/twins"), &[("row", "2"), ("answer", "new")]).await;
        late.says("already");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organization_goes_with_its_people_and_stays_with_those_who_stay() {
    on_both(|company| async move {
        let list =
            "id;Name;Company\n1;Jonas Weber;Harbour Clinic\n2;Lotte Brandt;Canal Bakery\n3;Piet Mol;Harbour Clinic\n";
        let import = brings(&company, list).await;
        let workspace = company.anna.workspace;
        let lotte = named(&company, "Lotte Brandt").await.remove(0);
        let jonas = named(&company, "Jonas Weber").await.remove(0);
        company.app.clock.set(NOON.plus(60_000_000));
        let noted = company.app.write(&company.anna, move |tx| {
            clients::note(tx, lotte.id, &NewMoment::now(MomentKind::Note, "Likes the blue one"))
        });
        noted.await.expect("noted");
        let undone = work::undo(&company.app, &company.anna, import.id).await.expect("undone");
        assert!(named(&company, "Harbour Clinic").await.is_empty(), "all its people are gone");
        assert_eq!(named(&company, "Canal Bakery").await.len(), 1);
        let mut told = undone.warnings.clone();
        told.sort();
        assert_eq!(
            told,
            [
                "Canal Bakery stays: Lotte Brandt belongs to it and stays too.",
                "Lotte Brandt stays: somebody wrote on their page since."
            ]
        );
        let entries = company.app.read(move |db| {
            timeline::store::of_client(db, workspace, jonas.id, None, timeline::store::Before::NEWEST, 10)
        });
        assert!(entries.await.expect("read").is_empty(), "nothing of who was forgotten is left");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_update_is_put_back_however_many_there_are() {
    on_both(|company| async move {
        let list = |town: &str| -> String {
            let rows: String = (1..=450).map(|n| format!("{n},Client Number{n},client{n}@{town}.example\n")).collect();
            format!("id,name,email\n{rows}")
        };
        brings(&company, &list("post")).await;
        let second = brings(&company, &list("new")).await;
        assert_eq!(reckoning(&second), [0, 450, 0, 0]);
        let undone = work::undo(&company.app, &company.anna, second.id).await.expect("undone");
        assert_eq!((undone.state, undone.warnings.len()), (State::Undone, 0), "{:?}", undone.warnings.first());
        for name in ["Client Number1", "Client Number200", "Client Number450"] {
            let client = named(&company, name).await.remove(0);
            assert_eq!(points_of(&company, client.id).await.len(), 1, "{name}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_renamed_is_found_under_the_new_name() {
    on_both(|company| async move {
        let (_, robert) = the_book(&company).await;
        let renamed = company.app.write(&company.anna, move |tx| {
            let client = client_store::find(tx, &tx.actor, robert)?;
            clients::change(tx, robert, &[clients::Change::of(&client, clients::Field::Name, "Wilhelm Ofterdingen")])
        });
        renamed.await.expect("renamed");
        let import = hands_in(&company, OTHERS).await;
        let rows: Vec<i64> = twins(&company, import.id).await.iter().map(|twin| twin.row).collect();
        assert_eq!(rows, [1, 4], "one number, but another name");
    })
    .await;
}
