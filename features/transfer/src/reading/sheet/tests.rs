//! Workbooks made here, part by part, as spreadsheets write them.

use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::reading::{form, layout::Told, mapping::Mapping, records::Record, rows::Rows, survey};

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
/// Style 1 is a day, style 2 a day with its time, style 3 a percentage.
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="10"/></cellXfs></styleSheet>"#;

/// The parts of a workbook with these sheets: name, state and what stands in `<sheetData>` with all behind it.
pub(crate) fn book(sheets: &[(&str, &str, &str)], shared: &[&str], is_1904: bool) -> Vec<u8> {
    let mut list = String::new();
    let mut rels = String::new();
    let mut parts =
        vec![("[Content_Types].xml".to_owned(), TYPES.to_owned()), ("_rels/.rels".to_owned(), RELS.to_owned())];
    for (at, (name, state, data)) in sheets.iter().enumerate() {
        let number = at + 1;
        list.push_str(&format!(r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>"#));
        rels.push_str(&format!(r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{number}.xml"/>"#));
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!(r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{data}</worksheet>"#),
        ));
    }
    let epoch = if is_1904 { r#"<workbookPr date1904="1"/>"# } else { "<workbookPr/>" };
    parts.push(("xl/workbook.xml".to_owned(), format!(r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">{epoch}<sheets>{list}</sheets></workbook>"#)));
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), format!(r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>"#)));
    parts.push(("xl/styles.xml".to_owned(), STYLES.to_owned()));
    let words: String = shared.iter().map(|word| format!("<si><t>{word}</t></si>")).collect();
    parts.push(("xl/sharedStrings.xml".to_owned(), format!(r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="{}">{words}</sst>"#, shared.len())));
    packed(parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())))
}

fn packed<'a>(parts: impl Iterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        archive.start_file(name, options).expect("a part begins");
        archive.write_all(bytes).expect("a part is written");
    }
    archive.finish().expect("it is packed").into_inner()
}

/// A row of cells as text within the row.
fn row(number: usize, cells: &[&str]) -> String {
    let cell = |(at, text): (usize, &&str)| {
        let column = char::from(b'A' + u8::try_from(at).expect("few columns"));
        format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let inside: String = cells.iter().enumerate().filter(|(_, text)| !text.is_empty()).map(cell).collect();
    format!(r#"<row r="{number}">{inside}</row>"#)
}

fn sheet(rows: &[String]) -> String {
    format!("<sheetData>{}</sheetData>", rows.concat())
}

struct ReadBack {
    found: Survey,
    lines: Vec<u64>,
    cells: Vec<Vec<String>>,
}

fn read(bytes: &[u8], told: &Told) -> Result<ReadBack, String> {
    let mut source = Cursor::new(bytes);
    let (form, laid_out) = form::lay_out(&mut source, told)?;
    let mut file = laid_out.expect("a workbook is laid out");
    let found = form::survey(&mut file, &form, told).map_err(|error| error.to_string())?;
    file.seek(SeekFrom::Start(0)).expect("it is read again");
    let mut rows = Rows::new(file, &found.encoding, &found.layout);
    let (mut record, mut lines, mut cells) = (Record::default(), Vec::new(), Vec::new());
    while rows.read(&mut record).expect("it is read") {
        lines.push(record.line);
        cells.push(record.cells().map(str::to_owned).collect());
    }
    Ok(ReadBack { found, lines, cells })
}

use survey::Survey;

fn refused(bytes: &[u8]) -> String {
    read(bytes, &Told::default()).err().unwrap_or_else(|| panic!("it was read"))
}

#[test]
fn cells_say_what_a_person_sees() {
    let data = format!(
        r#"<sheetData>{}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>31612345678</v></c><c r="C2" s="1"><v>45631</v></c><c r="D2" s="2"><v>45631.395833333336</v></c><c r="E2"><f>1+2</f><v>3</v></c><c r="F2" t="str"><f>A2&amp;"!"</f><v>Anna &amp; Co</v></c><c r="G2" t="b"><v>1</v></c><c r="H2" t="e"><v>#REF!</v></c><c r="I2"><v>0.30000000000000004</v></c><c r="J2" s="1"><v>60</v></c></row></sheetData>"#,
        row(1, &["Name", "Phone", "Birthday", "Last contact", "Visits", "Firm", "Member", "Old", "Share", "Odd"])
    );
    let back =
        read(&book(&[("Clients", "visible", &data)], &["Anna Berg"], false), &Told::default()).expect("it is read");
    assert_eq!(
        back.cells,
        [[
            "Anna Berg",
            "31612345678",
            "2024-12-05",
            "2024-12-05 09:30:00",
            "3",
            "Anna & Co",
            "TRUE",
            "#REF!",
            "0.3",
            "1900-02-29"
        ]]
    );
    assert_eq!(back.found.layout.columns[..3], ["Name", "Phone", "Birthday"]);
    assert_eq!(back.found.columns[2].target.to_string(), "date:Birthday");
    assert_eq!((back.found.written_in(), back.found.format()), ("Excel workbook, sheet “Clients”", "xlsx"));
    let in_1904 =
        read(&book(&[("Clients", "visible", &data)], &["Anna Berg"], true), &Told::default()).expect("it is read");
    assert_eq!(in_1904.cells[0][2], "2028-12-06");
}

#[test]
fn titles_merged_heads_and_empty_rows() {
    let rows = [
        row(1, &["Our regulars, spring 2026"]),
        row(3, &["Name", "Contact", "", "Town"]),
        row(4, &["", "Mail", "Phone", ""]),
        row(5, &["Anna Berg", "anna@berg.example", "0555 014 882", "Rome"]),
        row(9, &["Bert Dam", "bert@dam.example", "0555 014 883", "Bonn"]),
        row(10, &["Carl Ochs", "carl@ochs.example", "0555 014 884", ""]),
    ];
    let merges = r#"<mergeCells count="4"><mergeCell ref="A1:D1"/><mergeCell ref="A3:A4"/><mergeCell ref="B3:C3"/><mergeCell ref="D9:D10"/></mergeCells>"#;
    let back = read(&book(&[("A", "visible", &format!("{}{merges}", sheet(&rows)))], &[], false), &Told::default())
        .expect("it is read");
    assert_eq!(back.found.rows, 3, "{:?}", back.cells);
    assert_eq!(back.lines, [5, 9, 10], "a row is named by its number in the sheet");
    assert_eq!(back.cells[2][3], "Bonn", "a cell merged over two rows holds for both");
    let targets: Vec<String> = back.found.columns.iter().map(|column| column.target.to_string()).collect();
    assert_eq!(targets, ["name", "email", "phone", "city"]);
}

#[test]
fn the_first_sheet_with_a_table_is_read_unless_another_is_named() {
    let cover = sheet(&[row(1, &["Only a title"])]);
    let list = sheet(&[row(1, &["Name", "Mail"]), row(2, &["Anna", "anna@berg.example"])]);
    let old = sheet(&[row(1, &["Name", "Mail"]), row(2, &["Bert", "bert@dam.example"])]);
    let bytes = book(
        &[
            ("Cover", "visible", &cover),
            ("Hidden", "hidden", &old),
            ("Now", "visible", &list),
            ("Old", "visible", &old),
        ],
        &[],
        false,
    );
    let back = read(&bytes, &Told::default()).expect("it is read");
    assert_eq!(back.cells[0][0], "Anna");
    assert!(back.found.warnings().iter().any(|words| words.contains("it has “Cover”, “Hidden” and “Old” too")));
    let told = Mapping::from_toml("sheet = \"Old\"").expect("a mapping").told;
    assert_eq!(read(&bytes, &told).expect("it is read").cells[0][0], "Bert");
    let told = Told { sheet: Some("Elsewhere".into()), ..Told::default() };
    assert!(read(&bytes, &told).err().expect("it is not there").contains("it has “Cover”, “Hidden”, “Now” and “Old”"));
    assert!(refused(&book(&[("Empty", "visible", "<sheetData/>")], &[], false)).contains("nothing in the sheets"));
}

#[test]
fn what_looks_like_a_workbook_and_is_none_gets_its_sentence() {
    let of = |names: &[&str]| packed(names.iter().map(|name| (*name, b"x".as_slice())));
    assert!(refused(&of(&["content.xml", "META-INF/manifest.xml"])).contains("LibreOffice"));
    assert!(refused(&of(&["Index/Document.iwa"])).contains("Numbers"));
    assert!(refused(&of(&["xl/workbook.bin", "[Content_Types].xml"])).contains("XLSB"));
    assert!(refused(&of(&["clients.csv"])).contains("unpack it"));
    assert!(refused(&of(&["word/document.xml", "_rels/.rels"])).contains("another Office program"));
    let mut locked = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    locked.extend(vec![0; 100_000]);
    locked.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(refused(&locked), LOCKED);
    let mut cut = book(&[("A", "visible", &sheet(&[row(1, &["Name"])]))], &[], false);
    cut.truncate(cut.len() / 2);
    assert!(refused(&cut).contains("broken"));
    assert!(refused(b"PK\x03\x04 and nothing else").contains("broken"));
    let odd = sheet(&[r#"<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>"#.to_owned()]);
    assert!(refused(&book(&[("A", "visible", &odd)], &[], false)).contains("not in order"));
    let wide = sheet(&[r#"<row r="1"><c r="XFD1"><v>1</v></c></row>"#.to_owned()]);
    assert!(refused(&book(&[("A", "visible", &wide)], &[], false)).contains("beyond 1000 columns"));
}

/// A workbook one part of which says the same again and again.
pub(crate) fn bomb(part: &str, begin: &str, again: &str, times: usize) -> Vec<u8> {
    let rest = book(&[("A", "visible", "<sheetData/>")], &[], false);
    let mut from = zip::ZipArchive::new(Cursor::new(rest)).expect("a workbook");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for at in 0..from.len() {
        let mut other = from.by_index(at).expect("a part");
        let name = other.name().expect("a name").to_string();
        let mut text = Vec::new();
        other.read_to_end(&mut text).expect("it is read");
        if name != part {
            archive.start_file(name, options).expect("a part begins");
            archive.write_all(&text).expect("a part is written");
        }
    }
    archive.start_file(part, options).expect("a part begins");
    archive.write_all(begin.as_bytes()).expect("it is written");
    let block = again.repeat(4096);
    for _ in 0..times {
        archive.write_all(block.as_bytes()).expect("it is written");
    }
    archive.finish().expect("it is packed").into_inner()
}

#[test]
fn a_bomb_is_not_unpacked() {
    let sheet = "xl/worksheets/sheet1.xml";
    let tags = bomb(sheet, "<worksheet><sheetData>", "<row><c><v>0</v></c></row>", 170);
    assert!(tags.len() < 256 * 1024, "18 MB are packed into {} bytes", tags.len());
    assert!(refused(&tags).contains("made to do harm"), "{}", refused(&tags));
    let words = bomb("xl/sharedStrings.xml", "<sst>", "<si><t>a</t></si>", 260);
    assert!(refused(&words).contains("made to do harm"));
    let picture = bomb("xl/media/image1.png", "", "abcdefghijklmnop", 270);
    assert!(refused(&picture).contains("made to do harm"));
    let room = bomb("xl/sharedStrings.xml", "<sst uniqueCount=\"99999999999\">", "<si/>", 1);
    assert!(refused(&room).contains("made to do harm"), "nobody makes room for so many words");
}

#[test]
fn a_long_text_without_an_end_is_not_held() {
    let endless =
        bomb("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c t=\"str\"><v>", "a b c d e f g h ", 20);
    assert!(refused(&endless).contains("made to do harm"), "{}", refused(&endless));
}
