//! Values as people write them.

use super::*;

#[test]
fn empty_is_what_systems_write_for_nothing() {
    for value in ["", "#N/A", "NULL", "N/A", "-", "Blank", "none", "NaN", "—", "\\N"] {
        assert!(is_empty(value, false), "{value}");
    }
    for value in ["None", "Blank", "Null", "na", "Unknown Pleasures"] {
        assert!(!is_empty(value, true), "{value}");
    }
    assert!(is_empty("NULL", true) && is_empty("-", true));
}

#[test]
fn lost_text_is_known() {
    assert!(is_lost("????????????????") && is_lost("J\u{FFFD}hn") && is_lost("?? ?"));
    assert!(!is_lost("Who?") && !is_lost("") && !is_lost("What??"));
}

#[test]
fn mail_addresses_are_normalized() {
    let good = |value: &str| parse_mail(value).expect("a good address").address;
    assert_eq!(good("Anna.Berg@Example.COM"), "Anna.Berg@example.com");
    assert_eq!(good(" mailto:a@b.de; "), "a@b.de");
    assert_eq!(good("o'neil+x@sub.example.co.uk"), "o'neil+x@sub.example.co.uk");
    let named = parse_mail("\"Anna Berg\" <anna@berg.example>").expect("a good address");
    assert_eq!((named.name.as_str(), named.address.as_str()), ("Anna Berg", "anna@berg.example"));
    assert_eq!(mails("a@b.de; c@d.de").len(), 2);
    assert_eq!(mails("a@b.de c@d.de").iter().filter(|mail| mail.is_ok()).count(), 2);
}

#[test]
fn wrong_mail_addresses_say_why() {
    for (value, why) in [
        ("7/30/2014", "no @"),
        ("@b.de", "before"),
        ("a@", "after"),
        ("a b@c.de", "blank"),
        ("a@localhost", "no dot"),
        ("a@b..de", "cannot exist"),
        ("a@b@c.de", "two @"),
    ] {
        let said = parse_mail(value).expect_err("a wrong address");
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn phones_in_a_dozen_shapes() {
    let key = |value: &str, country: Option<&str>| parse_phone(value, country).expect("a good number").key;
    for value in ["+49 89 1234567", "0049 89 1234567", "+49 (0)89 123 45 67", "+49-89-1234567", "tel:+49891234567"] {
        assert_eq!(key(value, None), "+49891234567", "{value}");
    }
    assert_eq!(key("(089) 1234567", Some("DE")), "+49891234567");
    assert_eq!(key("(503) 555-9831", Some("US")), "+15035559831");
    assert_eq!(key("1-503-555-9831", Some("US")), "+15035559831");
    assert_eq!(key("2262649", None), "2262649");
    assert_eq!(key("2262649.0", None), "2262649");
    assert_eq!(key("(5) 555-4729", None), "55554729");
    assert_eq!(key("06 123", Some("IT")), "+3906123");
    let extended = parse_phone("001-876-555-0123x10051", None).expect("a good number");
    assert_eq!((extended.extension.as_str(), extended.key.as_str()), ("10051", "+18765550123"));
    assert_eq!(parse_phone("(312) 555-0100 ext. 12", None).expect("a good number").extension, "12");
}

#[test]
fn wrong_phones_say_why() {
    for (value, why) in [
        ("1.2345E11", "lost"),
        ("123", "too few"),
        ("call me 555-01234", "cannot stand"),
        ("0000000", "zeros"),
        ("2014-07-30 12:00:00.000000", "too many"),
    ] {
        let said = parse_phone(value, None).expect_err("a wrong number");
        assert!(said.contains(why), "{said}");
    }
    assert_eq!(phones("+49 89 1234567; +49 89 7654321", None).len(), 2);
}

#[test]
fn ids_lose_what_a_spreadsheet_added() {
    assert_eq!(clean_id("848.0"), Ok("848"));
    assert_eq!(clean_id("001x0000002xLCVAA2"), Ok("001x0000002xLCVAA2"));
    assert!(clean_id("1.03444E+11").is_err());
    assert!(!is_scientific("4E7") && is_scientific("1.03444E11"));
}

#[test]
fn yes_and_no_in_languages() {
    assert_eq!(yes_or_no("Ja"), Some(true));
    assert_eq!(yes_or_no("nee"), Some(false));
    assert_eq!(yes_or_no("Sí"), Some(true));
    assert_eq!(yes_or_no("não"), Some(false));
    assert_eq!(yes_or_no("maybe"), None);
}

#[test]
fn names_are_taken_apart() {
    let parts = |name: &str| {
        let parts = split_name(name);
        (parts.prefix, parts.given, parts.family)
    };
    let own = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    assert_eq!(parts("Berg, Anna"), own("", "Anna", "Berg"));
    assert_eq!(parts("Dr. Anna van der Berg"), own("Dr.", "Anna", "van der Berg"));
    assert_eq!(parts("ANNA BERG"), own("", "ANNA", "BERG"));
    assert_eq!(parts("M Night Shyamalan"), own("", "M Night", "Shyamalan"));
    assert_eq!(parts("Cher"), own("", "Cher", ""));
}

#[test]
fn organizations_are_told_from_people() {
    for name in ["Canal Bakery", "Acme Corporation", "Meyer & Söhne", "Bäckerei Huber", "Jansen B.V.", "Müller GmbH"]
    {
        assert!(looks_like_organization(name), "{name}");
    }
    for name in ["Bram de Wit", "Petra Novák", "Anna Berg", "Cancity"] {
        assert!(!looks_like_organization(name), "{name}");
    }
}

#[test]
fn text_is_folded_for_comparing() {
    assert_eq!(fold("  Müller-Lüdenscheidt,  O'Neil & Straße "), "muller ludenscheidt oneil strasse");
    assert_eq!(fold("GTX Pro"), "gtx pro");
    assert_eq!(fold("Łódź"), "lodz");
}

#[test]
fn countries_in_words() {
    assert_eq!(country_code("United States"), Some("US"));
    assert_eq!(country_code("U.S.A."), Some("US"));
    assert_eq!(country_code("Philipines"), Some("PH"));
    assert_eq!(country_code("Österreich"), Some("AT"));
    assert_eq!(country_code("Atlantis"), None);
}

#[test]
fn tags_are_split_once() {
    assert_eq!(tags("Gold; new ;Gold;"), ["Gold", "new"]);
    assert_eq!(tags("bread, cake"), ["bread", "cake"]);
    assert_eq!(tags("* myContacts"), ["myContacts"]);
}
