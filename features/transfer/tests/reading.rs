//! Whole files, read as the import reads them. The fixtures are our own and imitate what real files do.

use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::path::{Path, PathBuf};

use jiff::civil::date;
use tend_transfer::reading::candidate::{Candidate, Kind, Outcome, Plan, Refused};
use tend_transfer::reading::columns::About;
use tend_transfer::reading::dates::Moment;
use tend_transfer::reading::identity::{Identity, Occurrences, identity};
use tend_transfer::reading::layout::Told;
use tend_transfer::reading::mapping::{Mapping, fingerprint};
use tend_transfer::reading::records::Record;
use tend_transfer::reading::report::RefusedRows;
use tend_transfer::reading::rows::Rows;
use tend_transfer::reading::survey::{Survey, survey};

struct Read {
    found: Survey,
    candidates: Vec<Candidate>,
    refused: Vec<Refused>,
    refused_csv: String,
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn read(name: &str) -> Read {
    read_with(name, &Mapping::default())
}

fn read_with(name: &str, mapping: &Mapping) -> Read {
    let mut file = File::open(fixture(name)).expect("the fixture is there");
    let mut found = survey(&mut file, &mapping.told).unwrap_or_else(|error| panic!("{name}: {error}"));
    mapping.apply(&mut found).expect("all columns are there");
    let plan = Plan::new(&found, mapping, date(2026, 11, 22));
    file.seek(SeekFrom::Start(0)).expect("a file can be read again");
    let mut rows = Rows::new(file, &found.encoding, &found.layout);
    let mut record = Record::default();
    let (mut candidates, mut refused, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
    let mut refused_rows = RefusedRows::new(&mut bytes, &found.layout.columns).expect("memory can be written");
    while rows.read(&mut record).expect("the file can be read") {
        match plan.read(&record) {
            Outcome::Candidate(candidate) => candidates.push(*candidate),
            Outcome::Happening(happening) => panic!("{name}: {happening:?}"),
            Outcome::Ticket(ticket) => panic!("{name}: {ticket:?}"),
            Outcome::Refused(reasons) => {
                refused_rows.write(&reasons, &record).expect("memory can be written");
                refused.push(reasons);
            }
        }
    }
    refused_rows.finish().expect("memory can be written");
    let refused_csv = String::from_utf8(bytes).expect("UTF-8 was written");
    assert_eq!(found.rows, (candidates.len() + refused.len()) as u64, "{name}: every row has an end");
    Read { found, candidates, refused, refused_csv }
}

fn refusal(name: &str) -> String {
    let mut file = File::open(fixture(name)).expect("the fixture is there");
    survey(&mut file, &Told::default()).expect_err("no list").to_string()
}

#[test]
fn the_same_list_reads_the_same_in_every_encoding() {
    let plain = read("regulars.csv");
    assert_eq!((plain.candidates.len(), plain.refused.len()), (3, 1));
    for (name, charset) in [
        ("regulars_utf16.csv", "UTF-16LE"),
        ("regulars_utf32.csv", "UTF-32BE"),
        ("regulars_windows.csv", "windows-1250"),
    ] {
        let other = read(name);
        assert_eq!(other.found.encoding.charset.name(), charset);
        assert_eq!(other.candidates, plain.candidates, "{name}");
    }
    // One Czech name and no other letter above 127: both Windows encodings read it the same.
    assert_eq!(read("regulars_mac.csv").candidates[0].name, "François Été");
    assert_eq!(read("regulars_japanese.csv").found.encoding.charset.name(), "Shift_JIS");
    assert_eq!(read("late_byte.csv").candidates.last().map(|last| last.name.clone()), Some("Jörg Groß".to_owned()));
}

#[test]
fn a_kept_mapping_answers() {
    let mapping = Mapping::from_toml(&std::fs::read_to_string(fixture("mapping.toml")).expect("the mapping is there"))
        .expect("a good mapping");
    let read = read_with("regulars.csv", &mapping);
    let bram = &read.candidates[0];
    assert_eq!(bram.last_contact, Some(Moment::Day(date(2026, 10, 9))));
    assert_eq!(bram.points[1].key, "+31555014882");
    assert_eq!(read.candidates[1].kind, Kind::Organization);
    assert_eq!(read.candidates[1].troubles.len(), 1);
    assert_eq!(read.refused[0].row, 4);
}

#[test]
fn line_ends_titles_and_headers() {
    assert_eq!(read("lone_returns.csv").candidates.len(), 2);
    let mixed = read("mixed_ends.csv");
    assert_eq!(mixed.candidates[0].notes, ["two\r\nlines"]);
    assert_eq!((mixed.candidates[1].row, mixed.candidates[1].line), (2, 4));
    let bare = read("no_header.csv");
    assert_eq!((bare.found.layout.header.is_none(), bare.candidates.len()), (true, 3));
    assert_eq!(bare.candidates[2].name, "Carl Ochs");
    let titled = read("titles.csv");
    assert_eq!((titled.candidates.len(), titled.found.counts.blank, titled.found.counts.repeated_headers), (3, 2, 1));
    assert_eq!(titled.candidates[0].line, 5);
    assert!(titled.found.warnings().iter().any(|warning| warning == "2 lines above the header were left out."));
}

#[test]
fn ragged_rows_never_put_a_value_into_the_wrong_column() {
    let ragged = read("ragged.csv");
    let names: Vec<&str> = ragged.candidates.iter().map(|candidate| candidate.name.as_str()).collect();
    assert_eq!(names, ["Anna Berg", "Bert Dam", "Dora \"Do\" Maar", "Frida Fux"]);
    assert_eq!(ragged.refused.iter().map(|refused| refused.row).collect::<Vec<_>>(), [3, 5]);
    assert!(ragged.refused[1].reasons[0].contains("never closed"));
    assert!(ragged.refused_csv.contains("\n3,\"this row has 4 cells"));
}

#[test]
fn dates_of_a_column_are_read_together() {
    let two = read("two_date_styles.csv");
    assert_eq!(two.candidates[0].last_contact, Some(Moment::Day(date(2023, 1, 13))));
    assert_eq!(two.candidates[20].last_contact, Some(Moment::Day(date(2023, 1, 2))));
    let zones = read("zones.csv");
    let troubles: Vec<u64> = zones
        .candidates
        .iter()
        .filter(|candidate| !candidate.troubles.is_empty())
        .map(|candidate| candidate.row)
        .collect();
    assert_eq!(troubles, [2, 6]);
    assert_eq!(zones.candidates[4].since, Some(Moment::Instant("2017-10-31T23:36:20Z".parse().expect("an instant"))));
    let slid = read("slid.csv");
    assert!(slid.candidates[1].troubles[0].message.contains("is a date, not a mail address"));
}

#[test]
fn what_is_no_list_of_clients_says_so() {
    assert!(refusal("book.xlsx").starts_with("this is an Excel workbook (XLSX)"), "its rows come another way");
    assert!(refusal("fixed_width.txt").contains("fixed places"));
    let deals = read("deals.csv");
    assert!(matches!(deals.found.about, About::NoClients(_)));
    assert_eq!((deals.candidates.len(), deals.refused.len()), (0, 2));
    assert!(deals.found.warnings()[0].contains("deals"));
}

#[test]
fn a_header_alone_is_a_list_without_rows() {
    let empty = read("header_only.csv");
    assert_eq!((empty.found.rows, empty.candidates.len()), (0, 0));
    assert_eq!(empty.found.warnings(), ["There is no row in this file."]);
}

#[test]
fn lost_letters_are_kept_and_formulas_are_text() {
    let lost = read("lost_letters.csv");
    assert_eq!(lost.candidates.iter().map(|candidate| candidate.name_is_lost).collect::<Vec<_>>(), [true, true, false]);
    let formulas = read("formulas.csv");
    assert_eq!(formulas.candidates[0].name, "=Anna Berg");
    assert_eq!(
        formulas.refused_csv,
        "Row,Reason,name,mail,note\n2,\"no name, mail address or phone in this row\",,,=@SUM(A1)\n"
    );
}

#[test]
fn the_same_file_has_the_same_identities() {
    let names = |read: &Read| -> Vec<Identity> {
        let mut seen = Occurrences::default();
        let source = fingerprint(&read.found.layout.columns);
        read.candidates.iter().map(|candidate| identity(candidate, &source, &mut seen)).collect()
    };
    let (first, second) = (read("late_byte.csv"), read("late_byte.csv"));
    assert_eq!(names(&first), names(&second));
    let mut unique = names(&first);
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), first.candidates.len());
}
