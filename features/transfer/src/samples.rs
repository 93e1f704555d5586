//! The pages of bringing in, in every state, for the gallery.

use jiff::tz::TimeZone;
use tend_core::{
    Problem, Timestamp,
    id::{ClientId, MemberId},
    ui::Sample,
};

use crate::{
    actions::Going,
    import::{Counts, FoundColumn, Import, ImportId, LookedThrough, State, TwinAnswer},
    look::{Side, Twin},
    pages::{
        Pair, Row, Who, choose_view, data_view, done_view, export_view, look_view, match_view, running_view,
        twins_view, undo_view,
    },
    whole::export::{Export, ExportId, State as Whole},
};

const NOW: Timestamp = Timestamp(1_791_900_000_000_000);

fn sample(page: &'static str, state: &'static str, markup: maud::Markup) -> Sample {
    Sample::framed(page, state, markup)
}

/// All of them.
pub fn all() -> Vec<Sample> {
    let problem = Problem {
        field: "file".into(),
        message:
            "This workbook is locked with a password; open it, save it without one as XLSX or as CSV, and bring that."
                .into(),
    };
    let unlike =
        Problem { field: "name".into(), message: "Write “Jonas Weber”, as it stands here, to erase them.".into() };
    let rows: Vec<Row> = (1..=6).map(row).collect();
    vec![
        sample("transfer/choose", "empty", choose_view(&[], None, NOW)),
        sample("transfer/choose", "error", choose_view(&[], Some(&problem), NOW)),
        sample(
            "transfer/choose",
            "many",
            choose_view(
                &[State::Matching, State::Running, State::Done, State::Undone, State::Failed].map(import),
                None,
                NOW,
            ),
        ),
        sample("transfer/match", "usual", match_view(&import(State::Matching))),
        sample("transfer/match", "sheets", match_view(&workbook())),
        sample("transfer/match", "cards", match_view(&cards())),
        sample("transfer/match", "long", match_view(&long())),
        sample("transfer/look", "usual", look_view(&import(State::Matching), &rows, (9, 2), &members())),
        sample("transfer/look", "nothing", look_view(&calm(), &rows, (0, 0), &members())),
        sample("transfer/match", "entries", match_view(&entries())),
        sample("transfer/look", "entries", look_view(&entries(), &happened(), (0, 0), &members())),
        sample("transfer/undo", "entries", undo_view(&entries(), &Going::default())),
        sample("transfer/twins", "usual", twins_view(&import(State::Matching), &pairs(), 2)),
        sample("transfer/twins", "long", twins_view(&import(State::Matching), &[long_pair()], 12)),
        sample("transfer/twins", "empty", twins_view(&import(State::Matching), &[], 0)),
        sample("transfer/running", "usual", running_view(&import(State::Running), NOW)),
        sample("transfer/running", "undoing", running_view(&import(State::Undoing), NOW)),
        sample("transfer/done", "usual", done_view(&import(State::Done), (12, 12), NOW)),
        sample("transfer/undo", "usual", undo_view(&import(State::Done), &going())),
        sample("transfer/undo", "empty", undo_view(&import(State::Done), &Going::default())),
        sample("transfer/done", "error", done_view(&import(State::Failed), (0, 0), NOW)),
        sample("transfer/export", "empty", export_view(&[], &TimeZone::UTC)),
        sample("transfer/export", "running", export_view(&[export(Whole::Running)], &TimeZone::UTC)),
        sample("transfer/export", "done", export_view(&[export(Whole::Done), export(Whole::Done)], &TimeZone::UTC)),
        sample("transfer/export", "error", export_view(&[export(Whole::Failed)], &TimeZone::UTC)),
        sample("transfer/data", "usual", data_view(&who("Jonas Weber"), true, "", None)),
        sample("transfer/data", "member", data_view(&who("Jonas Weber"), false, "", None)),
        sample("transfer/data", "error", data_view(&who("Jonas Weber"), true, "Jonas", Some(&unlike))),
        sample(
            "transfer/data",
            "long",
            data_view(&who(&"Wolfeschlegelsteinhausenbergerdorff ".repeat(4)), true, "", None),
        ),
        sample("transfer/alike", "empty", crate::pages::alike_view(&import(State::Done), &[], None)),
    ]
}

fn who(name: &str) -> Who {
    Who { id: ClientId(uuid::Uuid::from_u128(17)), name: name.trim().to_owned() }
}

fn export(state: Whole) -> Export {
    Export {
        id: ExportId(uuid::Uuid::from_u128(7)),
        state,
        member: None,
        rows: 2_310_442,
        at_row: if state == Whole::Running { 1_204_000 } else { 2_310_442 },
        bytes: 214_700_000,
        trouble: if state == Whole::Failed { "The disk is full.".into() } else { String::new() },
        created_at: NOW,
        ended_at: None,
    }
}

fn row(number: u64) -> Row {
    let name = if number == 4 {
        Err("No name, mail address or phone in this row.".into())
    } else {
        Ok((format!("Petra Novák {number}"), number.is_multiple_of(2)))
    };
    let troubles = if number == 3 { vec!["“31-02-2024” is no day; kept as text.".into()] } else { Vec::new() };
    Row {
        row: number,
        name,
        about: "Facilities, Harbour Clinic".into(),
        reach: "petra@post.example · 0555 014 882".into(),
        troubles,
        is_unreachable: false,
        answer: (number == 5).then_some(TwinAnswer::LeaveOut),
    }
}

fn found(name: &str, examples: &[&str], target: &str, sure: bool, reason: &str) -> FoundColumn {
    FoundColumn {
        name: name.into(),
        examples: examples.iter().map(|example| (*example).to_owned()).collect(),
        target: target.into(),
        sure,
        reason: reason.into(),
        ..FoundColumn::default()
    }
}

fn import(state: State) -> Import {
    let mut visit = found("laatste bezoek", &["09-10-2026", "08-08-2026"], "last contact", false, "dates");
    visit.two_ways = vec!["dmy".into(), "mdy".into()];
    Import {
        id: ImportId(ClientId(uuid::Uuid::from_u128(7)).0),
        name: "regulars-2026.csv".into(),
        digest: String::new(),
        size: 200_000,
        state,
        member: None,
        mapping: String::new(),
        columns: vec![
            found("Naam", &["Bram de Wit", "Canal Bakery", "Petra Novák"], "name", true, ""),
            found("e-mail", &["bram@post.example", "hello@canalbakery.example"], "email", true, ""),
            found("tel", &["0555 014 882", "0555 017 300"], "phone", true, ""),
            found("winkel", &["MS", "CY", "SA"], "location", false, "short words that come again"),
            visit,
            found("opmerking", &["belt liever voor 9", "hond heet Bo"], "custom", false, "Where should this go?"),
        ],
        encoding: "UTF-8".into(),
        delimiter: ";".into(),
        rows: 2310,
        at_row: 1204,
        counts: Counts { created: 1180, updated: 10, unchanged: 9, refused: 5 },
        warnings: vec!["12 pairs of clients look alike; they were created and marked, nobody was merged.".into()],
        trouble: if state == State::Failed { "The disk is full.".into() } else { String::new() },
        looked_through: looked_through(),
        created_at: NOW,
        begun_at: Some(NOW.plus(-30_000_000)),
        ended_at: Some(NOW),
        undone_at: None,
        version: 1,
    }
}

fn going() -> Going {
    let stays =
        ["Bram de Wit stays: somebody wrote on their page since.", "Rosa Mulder stays: they were edited since."];
    Going { stays: stays.map(str::to_owned).to_vec(), more: 3, is_part: true }
}

/// A workbook with several sheets.
fn workbook() -> Import {
    let sheets = ["Cover", "Regulars 2026", "Old ones"].map(str::to_owned).to_vec();
    let looked_through = LookedThrough { sheets, sheet: "Regulars 2026".into(), ..looked_through() };
    let words = "Of this workbook the sheet “Regulars 2026” was read; it has “Cover” and “Old ones” too.";
    Import { name: "regulars.xlsx".into(), warnings: vec![words.into()], looked_through, ..import(State::Matching) }
}

/// vCards: what each says is known.
fn cards() -> Import {
    let known = |name, examples: &[&str], target| found(name, examples, target, true, "cards say what it is");
    Import {
        name: "Contacts.vcf".into(),
        columns: vec![
            known("Name", &["Bram de Wit", "Petra Novák"], "name"),
            known("Phone (mobile)", &["0555 014 882"], "phone:mobile"),
            known("Birthday", &["1980-05-03", "--02-03"], "date:Birthday"),
            known("Nickname", &["Bo"], "custom"),
        ],
        warnings: vec!["14 cards hold a picture; pictures are left out.".into()],
        ..calm()
    }
}

/// A list of what happened.
fn entries() -> Import {
    let known = |name, examples: &[&str], target| found(name, examples, target, true, "so it is in HubSpot exports");
    Import {
        name: "hubspot-calls-2026.csv".into(),
        columns: vec![
            known("Record ID", &["902", "903"], "entry id"),
            known("Call notes", &["Wants the blue one, and a bell"], "entry text"),
            known("Activity date", &["2026-06-12 10:15"], "entry time:3"),
            known("Call outcome", &["Connected", "No answer"], "entry detail:Outcome"),
            known("Associated Contact IDs", &["77;78"], "entry person"),
            known("Call duration", &["24000"], "leave out"),
        ],
        looked_through: LookedThrough {
            rows: 2310,
            homeless: 14,
            first_homeless:
                "nobody in the book has the HubSpot number 5021; bring in the list with it first, then this file again"
                    .into(),
            ..LookedThrough::default()
        },
        ..calm()
    }
}

fn happened() -> Vec<Row> {
    let told =
        |number, name, about: &str, reach: &str| Row { name, about: about.into(), reach: reach.into(), ..row(number) };
    let homeless =
        "nobody in the book has the HubSpot number 5021; bring in the list with it first, then this file again";
    vec![
        told(
            1,
            Ok(("Petra Novák, Jonas Weber".into(), true)),
            "Noor spoke with them, from HubSpot: Wants the blue one, and a bell",
            "12 June 2026",
        ),
        told(2, Err(homeless.into()), "Outcome: No answer", ""),
        told(
            6,
            Ok(("Harbour Clinic".into(), true)),
            &"Somebody noted, from HubSpot: It goes on and on and on ".repeat(3),
            "1 January 2019",
        ),
    ]
}

fn looked_through() -> LookedThrough {
    LookedThrough {
        rows: 2310,
        alike: 12,
        alike_names: ["Bram de Wit", "R. Mulder", "Canal Bakery BV"].map(str::to_owned).to_vec(),
        unreachable: 38,
        ownerless: 211,
        kept_as_text: 5,
        strangers: vec!["3 rows name a place that is not here: “Pier 9”, “Dock”. The words are kept as text; these clients are at home at your own place.".into()],
        first_kept: "Row 412: “31-02-2024” is no day; kept as text.".into(),
        ..LookedThrough::default()
    }
}

/// A list with nothing worth a look.
fn calm() -> Import {
    Import { looked_through: LookedThrough::default(), warnings: Vec::new(), ..import(State::Matching) }
}

fn members() -> Vec<(MemberId, String)> {
    ["Noor Haddad", "Tomás Ribeiro"]
        .iter()
        .zip(1..)
        .map(|(name, number)| (MemberId(uuid::Uuid::from_u128(number)), (*name).to_owned()))
        .collect()
}

fn side(name: &str, about: &str, reach: &[&str]) -> Side {
    let reach = reach.iter().map(|way| (*way).to_owned()).collect();
    let known_by = vec!["Birthday: 3 May 1980".to_owned(), "Market Street".to_owned()];
    Side { name: name.into(), about: about.into(), reach, known_by }
}

fn pairs() -> Vec<Pair> {
    let twin = |row, side, answer| Twin {
        row,
        other_row: None,
        other: Some(ClientId(uuid::Uuid::from_u128(9))),
        side,
        other_side: None,
        reasons: "the same mail address, nearly the same name".into(),
        is_unreachable: false,
        answer,
    };
    let bram = |name: &str, phone: &str| side(name, "Touring bike", &["bram@post.example", phone]);
    let within = Twin { other: None, other_row: Some(17), ..twin(412, bram("Bram d. Wit", "0555 014 882"), None) };
    vec![
        Pair {
            twin: twin(3, bram("Bram de Wit", "0555 014 882"), None),
            other: bram("Bram de Witt", "+31 555 014 882"),
        },
        Pair { twin: twin(8, side("R. Mulder", "", &[]), Some(TwinAnswer::Same)), other: side("Rosa Mulder", "", &[]) },
        Pair { twin: within, other: bram("Bram de Wit", "0555 014 882") },
    ]
}

fn long_pair() -> Pair {
    let long = "A name that goes on and on without any end in sight ".repeat(4);
    let side = side(&long, &long, &["x".repeat(180).as_str()]);
    let mut pair = pairs().remove(0);
    (pair.twin.side, pair.other) = (side.clone(), side);
    pair
}

/// Sixty columns with long names and values.
fn long() -> Import {
    let column = |number| {
        let name = format!("A column whose name goes on and on without an end in sight, number {number}");
        found(
            &name,
            &["averyveryverylongvaluewithoutanyblankinitatallthatgoesonandon"],
            "custom:A label that is long as well",
            false,
            "text",
        )
    };
    Import { name: "x".repeat(150), columns: (0..60).map(column).collect(), ..import(State::Matching) }
}
