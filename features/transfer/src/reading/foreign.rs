//! Files that are no CSV, told by their first bytes, each with a sentence that helps.

/// Why a file cannot be read as a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// It is something else, named here with its article.
    Other(&'static str),
    /// It has no bytes, or none but blanks.
    Empty,
    /// Its columns stand at fixed places instead of being separated.
    FixedWidth,
    /// It is made of bytes that are no text.
    Binary,
}

impl std::fmt::Display for Foreign {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Other(what) => {
                write!(out, "this is {what}; open it where it came from and save it as an Excel workbook (XLSX) or as CSV")
            }
            Self::Empty => out.write_str("this file is empty"),
            Self::FixedWidth => out.write_str(
                "the columns of this file stand at fixed places, with blanks between them; open it in a spreadsheet as fixed width and save it as CSV",
            ),
            Self::Binary => out.write_str("this file is no text; open it where it came from and save it as CSV"),
        }
    }
}

/// Beginnings of files that are something else.
const BEGINNINGS: &[(&[u8], &str)] = &[
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook or another Office file"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"SQLite format 3", "a SQLite database"),
    (b"\x1F\x8B", "a file packed with gzip"),
    (b"7z\xBC\xAF", "a packed file (7z)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"PAR1", "a Parquet file"),
    (b"!BDN", "an Outlook data file"),
];

/// Is it packed, as workbooks are?
#[must_use]
pub fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// Is it a file of an old Office program, or one of a new one behind a password?
#[must_use]
pub fn is_old_office(head: &[u8]) -> bool {
    head.starts_with(b"\xD0\xCF\x11\xE0")
}

/// What a file is when it is no list, judged by its first bytes.
#[must_use]
pub fn recognize(head: &[u8]) -> Option<Foreign> {
    if let Some((_, what)) = BEGINNINGS.iter().find(|(bytes, _)| head.starts_with(bytes)) {
        return Some(Foreign::Other(what));
    }
    if is_zip(head) {
        return Some(Foreign::Other(archive(head)));
    }
    None
}

/// What a file is when it is no list, judged by the beginning of its text.
#[must_use]
pub fn recognize_text(text: &str) -> Option<Foreign> {
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    if start.is_empty() {
        return Some(Foreign::Empty);
    }
    let begin: String = start.chars().take(400).collect::<String>().to_ascii_lowercase();
    let is = |what| Some(Foreign::Other(what));
    if begin.starts_with("<!doctype html") || begin.starts_with("<html") || begin.starts_with("<table") {
        return is("a web page (some systems name such a page .xls or .csv)");
    }
    if begin.starts_with("<?xml") || (begin.starts_with('<') && begin.contains("xmlns")) {
        return is("an XML file");
    }
    if begin.starts_with("begin:vcard") {
        return is("a vCard file");
    }
    if begin.starts_with("begin:vcalendar") {
        return is("a calendar");
    }
    if is_json(start) {
        return is("a JSON file");
    }
    let odd =
        start.chars().take(4096).filter(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t')).count();
    let seen = start.chars().take(4096).count();
    (odd * 50 > seen).then_some(Foreign::Binary)
}

fn archive(head: &[u8]) -> &'static str {
    let holds = |part: &[u8]| head.windows(part.len()).any(|window| window == part);
    if holds(b"xl/") || holds(b"[Content_Types].xml") {
        "an Excel workbook (XLSX)"
    } else if holds(b"opendocument.spreadsheet") {
        "a LibreOffice spreadsheet (ODS)"
    } else {
        "a packed file (ZIP)"
    }
}

fn is_json(start: &str) -> bool {
    let mut signs = start.chars().filter(|letter| !letter.is_whitespace());
    match (signs.next(), signs.next()) {
        (Some('{'), Some('"' | '}')) => start.contains("\":") || start.contains("\" :"),
        (Some('['), Some('{' | '[' | '"')) => true,
        _ => false,
    }
}

/// True when lines of text have their columns at fixed places: the same blanks in (nearly) every line.
#[must_use]
pub fn is_fixed_width(lines: &[&str]) -> bool {
    let lines: Vec<Vec<char>> =
        lines.iter().filter(|line| !line.trim().is_empty()).map(|line| line.chars().collect()).collect();
    if lines.len() < 3 {
        return false;
    }
    let width = lines.iter().map(Vec::len).max().unwrap_or(0);
    let blank = |at: usize| lines.iter().all(|line| line.get(at).is_none_or(|letter| *letter == ' '));
    let begins = |at: usize| lines.iter().filter(|line| line.get(at).is_some_and(|letter| *letter != ' ')).count();
    let starts = (1..width).filter(|at| blank(at - 1) && begins(*at) * 10 >= lines.len() * 6).count();
    let runs = lines.iter().filter(|line| line.windows(2).any(|pair| pair == [' ', ' '])).count();
    starts >= 2 && runs * 10 >= lines.len() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_file_gets_its_sentence() {
        assert_eq!(recognize(b"PK\x03\x04....xl/workbook.xml"), Some(Foreign::Other("an Excel workbook (XLSX)")));
        assert_eq!(recognize(b"%PDF-1.7"), Some(Foreign::Other("a PDF")));
        assert_eq!(recognize(b"name;mail"), None);
        let said = |text: &str| recognize_text(text).map(|foreign| foreign.to_string()).unwrap_or_default();
        assert!(said("  <html><body>").contains("web page"));
        assert!(said("[{\"name\": 1}]").contains("JSON"));
        assert!(said("{ \"name\": 1}").contains("JSON"));
        assert!(said("BEGIN:VCARD\r\n").contains("vCard"));
        assert!(said(" \n ").contains("empty"));
        assert!(said("a\u{1}\u{2}\u{3}\u{4}b").contains("no text"));
        assert_eq!(said("[Name],[Mail]\n"), "");
        assert_eq!(said("{name},{mail}\n"), "");
    }

    #[test]
    fn fixed_width_is_seen() {
        let lines = [
            "NAME          CITY      PHONE",
            "Anna Berg     Rome      555-0100",
            "Bert van Dam  Utrecht   555-0101",
            "Carl          Bonn      555-0102",
        ];
        assert!(is_fixed_width(&lines));
        assert!(!is_fixed_width(&["Anna Berg", "Bert van Dam", "Carl Ochs", "Dora Maar"]));
    }
}
