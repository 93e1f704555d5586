//! Mappings: read, written, applied, mistaken.

use std::io::Cursor;

use super::super::survey::survey;
use super::*;

const EXAMPLE: &str = "encoding = \"latin1\"\ndelimiter = \"tab\"\ndate_order = \"dmy\"\ncountry = \"nl\"\nempty = [\"niet bekend\"]\n\n[columns]\n\"Naam\" = \"name\"\n\"laatste bezoek\" = { to = \"last contact\", dates = \"mdy\", empty = [\"nooit\"] }\n\"schoenmaat\" = \"custom:Shoe size\"\n";

fn looked_at(text: &str) -> Survey {
    survey(&mut Cursor::new(text.as_bytes().to_vec()), &Told::default()).expect("a list")
}

#[test]
fn a_mapping_is_read_and_written() {
    let mapping = Mapping::from_toml(EXAMPLE).expect("a good mapping");
    assert_eq!(mapping.told.delimiter, Some(b'\t'));
    assert_eq!(mapping.country.as_deref(), Some("NL"));
    assert_eq!(mapping.columns["laatste bezoek"].dates, Some(Order::Mdy));
    assert_eq!(mapping.columns["schoenmaat"].to, Some(Target::Custom("Shoe size".into())));
    let mut again = Mapping::from_toml(&mapping.to_toml()).expect("what was written can be read");
    for (name, rule) in &mut again.columns {
        rule.line = mapping.columns[name].line;
    }
    assert_eq!(again, mapping);
}

#[test]
fn mistakes_are_named_with_their_line() {
    let wrong = |text: &str| Mapping::from_toml(text).expect_err("a mistake").to_string();
    assert!(wrong("[columns]\n\"Naam\" = \"name\"\n\"x\" = \"mood\"\n").starts_with("line 3: \"mood\" is nothing"));
    assert!(wrong("\ndate_order = \"dym\"\n").starts_with("line 2: \"dym\" is no order"));
    assert!(wrong("encodng = \"utf-8\"\n").starts_with("line 1: unknown field"));
    assert!(wrong("a = [\n").starts_with("line "));
    assert!(wrong("[columns]\n\"x\" = { to = \"since\", dates = \"up\" }\n").starts_with("line 2"));
}

#[test]
fn a_missing_column_is_named() {
    let mut found = looked_at("Naam,tel\nAnna Berg,0555 014 882\n");
    let mapping =
        Mapping::from_toml("[columns]\n\"naam\" = \"family name\"\n\"phone\" = \"phone\"\n").expect("a good mapping");
    let missing = mapping.apply(&mut found).expect_err("no such column");
    assert_eq!(missing[0].to_string(), "line 3: there is no column \"phone\"; the file has Naam, tel");
}

#[test]
fn decisions_replace_guesses() {
    let mut found = looked_at("Naam,seen\nAnna Berg,01/02/2020\nBert Dam,05/06/2021\n");
    let mapping =
        Mapping::from_toml("date_order = \"mdy\"\n[columns]\nnaam = \"organization\"\nseen = \"last contact\"\n")
            .expect("a good mapping");
    mapping.apply(&mut found).expect("all columns are there");
    assert_eq!(found.columns[0].target, Target::Organization);
    assert!(matches!(found.columns[1].dates, Some(Decision::Decided { style, .. }) if style.year_last == Order::Mdy));
    assert_eq!(found.columns[1].sureness, Sureness::Sure);
}

#[test]
fn a_list_of_deals_can_still_be_brought_in() {
    let mut found = looked_at("opportunity_id,account,deal_stage\nA1,Cancity,Won\nA2,Hatfan,Lost\n");
    assert!(matches!(found.about, About::NoClients(_)));
    Mapping::from_toml("about = \"organizations\"")
        .expect("a good mapping")
        .apply(&mut found)
        .expect("nothing is missing");
    assert_eq!(found.about, About::Organizations);
}

#[test]
fn the_shape_of_a_file_has_a_name() {
    let names = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(fingerprint(&names("Naam,E-mail")), fingerprint(&names("e-mail,naam")));
    assert_ne!(fingerprint(&names("Naam,E-mail")), fingerprint(&names("Naam")));
}
