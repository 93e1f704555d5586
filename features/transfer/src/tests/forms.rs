//! Stories of lists that are no text: cards and workbooks.

use super::*;
use crate::reading::sheet;

const CARDS: &str = "BEGIN:VCARD\nVERSION:4.0\nUID:1\nFN:Bram de Wit\nN:de Wit;Bram;;;\nTEL;TYPE=cell:0555 014 882\n\
    BDAY:--0203\nORG:Canal Bakery\nEND:VCARD\n\
    BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Harbour Clinic\nEMAIL:front@clinic.example\nEND:VCARD\n\
    BEGIN:VCARD\nFN:Never Closed\n";

#[tokio::test(flavor = "multi_thread")]
async fn cards_come_in_and_the_same_cards_change_nothing() {
    on_both(|company| async move {
        let first = brings_file(&company, "Contacts.vcf", CARDS.as_bytes(), Mapping::default()).await;
        assert_eq!((first.state, reckoning(&first)), (State::Done, [2, 0, 0, 1]));
        assert_eq!(first.encoding, "vCard, UTF-8");
        let bram = named(&company, "Bram de Wit").await.remove(0);
        let actor = company.anna.clone();
        let (dates, points) = company
            .app
            .read(move |db| {
                Ok((client_store::dates(db, &actor, bram.id)?, client_store::contact_points(db, &actor, bram.id)?))
            })
            .await
            .expect("read");
        assert_eq!((dates[0].month, dates[0].day, dates[0].year), (2, 3, None));
        assert_eq!((points[0].value.as_str(), points[0].label.as_str()), ("0555 014 882", "mobile"));
        assert_eq!(named(&company, "Canal Bakery").await.len(), 1, "the organization he belongs to");
        let workspace = company.anna.workspace;
        let id = first.id;
        let refused = company.app.read(move |db| store::refusals(db, workspace, id, 0, 10)).await.expect("read");
        assert_eq!((refused[0].row, refused[0].line), (3, 16));
        assert!(refused[0].reason.contains("not closed"), "{}", refused[0].reason);
        assert!(refused[0].cells.iter().any(|cell| cell.contains("FN:Never Closed")), "{:?}", refused[0].cells);
        let again = brings_file(&company, "Contacts (1).vcf", CARDS.as_bytes(), Mapping::default()).await;
        assert_eq!(reckoning(&again), [0, 0, 2, 1]);
        // The same person in another export, with one thing more.
        let more = "BEGIN:VCARD\nUID:1\nFN:Bram de Wit\nEMAIL:bram@post.example\nNICKNAME:Bo\nEND:VCARD\n";
        let more = brings_file(&company, "other.vcf", more.as_bytes(), Mapping::default()).await;
        assert_eq!(reckoning(&more), [0, 1, 0, 0]);
        work::undo(&company.app, &company.anna, more.id).await.expect("undone");
        work::undo(&company.app, &company.anna, first.id).await.expect("undone");
        assert!(named(&company, "Bram de Wit").await.is_empty() && named(&company, "Canal Bakery").await.is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_comes_in_and_the_same_workbook_changes_nothing() {
    let row = |number: usize, cells: [&str; 3]| {
        let cell = |(column, text): (char, &str)| {
            format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
        };
        format!("<row r=\"{number}\">{}</row>", ['A', 'B', 'C'].into_iter().zip(cells).map(cell).collect::<String>())
    };
    let rows = [
        row(1, ["Name", "Mail", "Remark"]),
        row(2, ["Bram de Wit", "bram@post.example", "belt liever voor 9"]),
        row(4, ["Petra Novák", "petra@post.example", ""]),
        row(5, ["", "", "nobody"]),
    ];
    let sheet = format!("<sheetData>{}</sheetData>", rows.concat());
    let book = sheet::tests::book(&[("Cover", "visible", "<sheetData/>"), ("Clients", "visible", &sheet)], &[], false);
    let book = &book;
    on_both(|company| async move {
        let first = brings_file(&company, "regulars.xlsx", book, Mapping::default()).await;
        assert_eq!((first.state, reckoning(&first)), (State::Done, [2, 0, 0, 1]));
        assert_eq!(first.encoding, "Excel workbook, sheet “Clients”");
        let workspace = company.anna.workspace;
        let id = first.id;
        let refused = company.app.read(move |db| store::refusals(db, workspace, id, 0, 10)).await.expect("read");
        assert_eq!((refused[0].row, refused[0].line), (3, 5), "the row of the sheet is named");
        let again = brings_file(&company, "regulars.xlsx", book, Mapping::default()).await;
        assert_eq!(reckoning(&again), [0, 0, 2, 1]);
        // The same rows saved as CSV are the same rows.
        let text =
            "Name,Mail,Remark\nBram de Wit,bram@post.example,belt liever voor 9\nPetra Novák,petra@post.example,\n";
        let text = brings_file(&company, "regulars.csv", text.as_bytes(), Mapping::default()).await;
        assert_eq!(reckoning(&text), [0, 0, 2, 0]);
    })
    .await;
}

/// A workbook that would fill the memory is refused in words; null bytes are left out and told.
#[tokio::test(flavor = "multi_thread")]
async fn a_bomb_gets_its_sentence_and_null_bytes_are_left_out() {
    let bomb =
        sheet::tests::bomb("xl/worksheets/sheet1.xml", "<worksheet><sheetData>", "<row><c><v>0</v></c></row>", 170);
    let refused = work::look(&mut file_of(&bomb), Mapping::default()).err().expect("it is refused");
    assert!(refused.contains("made to do harm"), "{refused}");
    on_both(|company| async move {
        let null = "Name,Mail\nMar\0ta Kov\u{e1}cs,marta@post.example\n";
        let import = brings(&company, null).await;
        assert_eq!(reckoning(&import), [1, 0, 0, 0]);
        assert!(import.warnings.iter().any(|told| told.contains("zero byte")), "{:?}", import.warnings);
        assert_eq!(named(&company, "Marta Kovács").await.len(), 1);
    })
    .await;
}

/// In the browser: a workbook with two sheets, the other one is chosen; cards.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_asks_for_the_sheet() {
    let list = |name: &str| {
        format!(
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>Name</v></c><c r=\"B1\" t=\"str\"><v>Mail</v></c></row><row r=\"2\"><c r=\"A2\" t=\"str\"><v>{name}</v></c><c r=\"B2\" t=\"str\"><v>a@b.example</v></c></row></sheetData>"
        )
    };
    let (now, old) = (list("Zoë Kent"), list("Marta Kovács"));
    let book = sheet::tests::book(&[("Now", "visible", &now), ("Before", "visible", &old)], &[], false);
    let book = &book;
    on_both(|company| async move {
        let anna = company.anna_signs_in().await;
        let mut source = file_of(book);
        let looked = work::look(&mut source, Mapping::default()).expect("a list");
        let (opening, bytes) = (looked.opening("clients.xlsx", &source), book.clone());
        let opened = company.app.write(&company.anna, move |tx| {
            let import = actions::open(tx, &opening)?;
            store::insert_part(tx, tx.actor.workspace, import.id, 0, &bytes)?;
            Ok(import)
        });
        let page = crate::pages::url(opened.await.expect("it is kept").id);
        anna.gets(&page).await.says("Zoë Kent");
        let chosen = anna.sends(&format!("{page}/columns"), &[("sheet", "Before")]).await;
        assert_eq!(chosen.location.as_deref(), Some(page.as_str()), "{}", chosen.text);
        let shown = anna.gets(&page).await;
        shown.says("Marta Kovács");
        shown.says("Read this one");
        shown.says_no("Zoë Kent");
        anna.sends(&format!("{page}/columns"), &[("name-0", "Name"), ("to-0", "name")]).await;
        anna.gets(&format!("{page}/first")).await.says("Marta Kovács");
        let nowhere = anna.sends(&format!("{page}/columns"), &[("sheet", "Nowhere")]).await;
        assert_eq!(nowhere.status, 422, "{}", nowhere.text);
        nowhere.says("there is no sheet “Nowhere”");
    })
    .await;
}
