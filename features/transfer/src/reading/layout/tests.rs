//! Delimiters, headers, titles, line ends.

use super::*;

fn layout(text: &str) -> Layout {
    detect(text, true, &Told::default()).expect("a list")
}

#[test]
fn delimiters_are_found() {
    for (text, delimiter) in [
        ("name,city\nAnna,Rome\n", ","),
        ("name;amount\nAnna;1,5\nBert;2,5\n", ";"),
        ("name\tcity\nAnna\tRome\n", "tab"),
        ("name|city\nAnna|Rome\n", "|"),
        ("name:city:country\nAnna:Rome:IT\nBert:Bonn:DE\n", ":"),
        ("name~city~country\nAnna~Rome~IT\n", "~"),
        ("mail\nanna@berg.example\nbert@dam.example\n", "none"),
        ("Name\nDoe, Jane\nRoe, Richard\n", "none"),
        ("column1,column2!some,column3\ncol11,col12!somev1,col13\n", ","),
        ("a;b;c\n\"x,y\";\"1,2,3\";z\n\"x,y\";\"1,2,3\";z\n", ";"),
        ("sep=;\r\nname;city\r\nAnna;Rome, Italy\r\n", ";"),
    ] {
        assert_eq!(layout(text).delimiter(), delimiter, "{text:?}");
    }
}

#[test]
fn headers_and_their_absence() {
    assert_eq!(layout("Naam,Plaats\nAnna,Rome\n").columns, ["Naam", "Plaats"]);
    let bare = layout("Anna Berg,anna@berg.example,Rome\nBert Dam,bert@dam.example,Bonn\n");
    assert_eq!((bare.header, bare.skip), (None, 0));
    assert_eq!(bare.columns, ["Column 1", "Column 2", "Column 3"]);
    assert!(layout("12,Anna,2020-01-01\n13,Bert,2020-01-02\n").header.is_none());
    assert!(layout("ref,who,when\n12,Anna,2020-01-01\n13,Bert,2020-01-02\n").header.is_some());
    let told = Told { header: Some(false), ..Told::default() };
    assert!(detect("Naam,Plaats\nAnna,Rome\n", true, &told).expect("a list").header.is_none());
    assert!(layout("Anna Berg,Rome\nBert Dam,Bonn\n").header_is_a_guess);
}

#[test]
fn headers_are_made_unique() {
    let names = layout(",Phone, Phone ,Phone,\n1,2,3,4,5,6\n7,8,9,1,2,3\n").columns;
    assert_eq!(names, ["Column 1", "Phone", "Phone (2)", "Phone (3)", "Column 5", "Column 6"]);
}

#[test]
fn titles_and_blank_lines_above_the_header() {
    let found = layout(
        "Our regulars,,,\n\nPrinted 3 May,,,\nname,mail,phone,city\nAnna,a@b.de,555-010-2000,Rome\nBert,b@b.de,555-010-2001,Bonn\n",
    );
    assert_eq!((found.title_records, found.skip), (2, 4));
    assert_eq!(found.columns[1], "mail");
}

#[test]
fn a_second_header_is_no_row() {
    let text = "Respondent,When,How was it?,\n,,Response,Other (please specify)\n1001,2020-01-01,good,\n1002,2020-01-02,bad,cold\n1003,2020-01-03,good,\n";
    let found = layout(text);
    assert_eq!(found.skip, 2);
    assert_eq!(found.columns[3], "Other (please specify)");
    assert_eq!(layout("name,city\nname,city\nAnna,Rome\nBert,Bonn\n").skip, 2);
    assert_eq!(layout("name,age\nAnna,31\nBert,32\nCarl,33\n").skip, 1);
}

#[test]
fn line_ends_are_told_apart() {
    assert_eq!(layout("a,b\r\n1,2\r\n").line_end, LineEnd::Crlf);
    assert_eq!(layout("a,b\n1,2\n").line_end, LineEnd::Lf);
    let old = layout("name,city\rAnna,Rome\rBert,Bonn\r");
    assert!(old.cut.return_ends && old.line_end == LineEnd::Cr);
    let mixed = layout("name,city\nAnna,Rome\r\nBert,Bonn\r\n");
    assert_eq!((mixed.line_end, mixed.cut.return_ends), (LineEnd::Mixed, false));
    let inside = layout("name,city,country\nAnna,Ro\rme,IT\nBert,Bonn,DE\nCarl,Genf,CH\n");
    assert!(!inside.cut.return_ends);
}

#[test]
fn what_is_no_list_is_refused() {
    let refused = |text: &str| detect(text, true, &Told::default()).expect_err("no list");
    assert_eq!(refused("   \n"), Foreign::Empty);
    assert_eq!(
        refused(
            "NAME        CITY     PHONE\nAnna Berg   Rome     555-0100\nBert Dam    Bonn     555-0101\nCarl Ochs   Genf     555-0102\n"
        ),
        Foreign::FixedWidth
    );
}
