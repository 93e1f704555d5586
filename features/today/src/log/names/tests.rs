//! Lines as people type them, and whom they mean.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;

const CAST: [(&str, bool); 12] = [
    ("Jonas Weber", true),
    ("Harbour Clinic", false),
    ("Marta Kovács", true),
    ("Theo & Anaïs Laurent", true),
    ("Eun-ji Park", true),
    ("Hotel Aurelia", false),
    ("Bram de Wit", true),
    ("Jonas Klein", true),
    ("Will Smith", true),
    ("Spare Parts Ltd", false),
    ("Anna Weber", true),
    ("Sunita Rao", true),
];

fn id(index: usize) -> ClientId {
    ClientId(Uuid::from_u128(index as u128))
}
fn cast(except: &[&str]) -> Vec<Candidate> {
    let all = CAST.iter().enumerate();
    all.filter(|(_, (name, _))| !except.contains(name))
        .map(|(index, (name, person))| Candidate { client: id(index), name: (*name).to_owned(), person: *person })
        .collect()
}
fn who(text: &str, except: &[&str]) -> Vec<&'static str> {
    let ids = match meant(text, &cast(except)) {
        Meant::Nobody => vec![],
        Meant::One(client, _) => vec![client],
        Meant::Several { clients, .. } => clients,
    };
    CAST.iter().enumerate().filter(|(index, _)| ids.contains(&id(*index))).map(|(_, (name, _))| *name).collect()
}

#[test]
fn one_name_is_found_however_it_is_written() {
    for (text, name) in [
        ("Jonas rang, the spare bike helps", "Jonas Weber"),
        ("jonas rang, the spare bike helps", "Jonas Weber"),
        ("JONAS RANG", "Jonas Weber"),
        ("Weber rang", "Jonas Weber"),
        ("Jonas Weber from Harbour Clinic rang", "Jonas Weber"),
        ("I promised Marta to send photos tomorrow", "Marta Kovács"),
        ("Marta: will send photos tomorrow", "Marta Kovács"),
        ("marta kovacs came by", "Marta Kovács"),
        ("eun ji asks about the descents", "Eun-ji Park"),
        ("Anais wants the trailer", "Theo & Anaïs Laurent"),
        ("Theo & Anaïs Laurent came by", "Theo & Anaïs Laurent"),
        ("Hotel Aurelia called, two bikes are late", "Hotel Aurelia"),
        ("the clinic rang", "Harbour Clinic"),
        ("Spoke to Bram about the sea", "Bram de Wit"),
        ("Marta’s wheel wobbles again", "Marta Kovács"),
        ("Spare bike delivered to Marta Kovács", "Marta Kovács"),
        ("Will rang", "Will Smith"),
    ] {
        assert_eq!(who(text, &["Jonas Klein", "Anna Weber"]), [name], "{text}");
    }
}

#[test]
fn two_who_fit_equally_well_are_both_given() {
    assert_eq!(who("Jonas rang", &[]), ["Jonas Weber", "Jonas Klein"]);
    assert_eq!(who("Jonas Weber rang", &[]), ["Jonas Weber"]);
    assert_eq!(who("Jonas Weber and Marta came by", &[]), ["Jonas Weber", "Marta Kovács"]);
    assert_eq!(who("Weber rang", &[]), ["Jonas Weber", "Anna Weber"]);
}

#[test]
fn a_name_that_goes_on_otherwise_is_asked_about() {
    let except = ["Jonas Klein", "Anna Weber"];
    for (text, names, written) in [
        ("Sunita Patel rang", vec!["Sunita Rao"], "Sunita Patel"),
        ("Marta Weissenborn came in, wants a red bike", vec!["Marta Kovács"], "Marta Weissenborn"),
        ("I promised Sunita Patel to call back Thu", vec!["Sunita Rao"], "Sunita Patel"),
        ("Maria Weber rang", vec!["Jonas Weber"], "Maria Weber"),
        ("Hans Jonas rang", vec!["Jonas Weber"], "Hans Jonas"),
        ("Sunita O’Brien rang", vec!["Sunita Rao"], "Sunita O’Brien"),
        ("Bram de Vries rang", vec!["Bram de Wit"], "Bram de Vries"),
        ("Bram van Dijk rang", vec!["Bram de Wit"], "Bram van Dijk"),
        ("Marta Rao rang", vec!["Marta Kovács", "Sunita Rao"], "Marta Rao"),
        ("Hotel Splendid called", vec!["Hotel Aurelia"], "Hotel Splendid"),
        ("sunita patel rang", vec!["Sunita Rao"], "sunita patel"),
        ("rang sunita patel, she needs a pump", vec!["Sunita Rao"], "sunita patel"),
        ("spoke to sunita patel", vec!["Sunita Rao"], "sunita patel"),
    ] {
        assert_eq!(who(text, &except), names, "{text}");
        match meant(text, &cast(&except)) {
            Meant::Several { written: span, .. } => assert_eq!(&text[span], written, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
    match meant("Jonas Quentin rang", &cast(&[])) {
        Meant::Several { clients, written } => assert_eq!((clients.len(), written), (2, 0..13)),
        other => panic!("{other:?}"),
    }
    for (text, name) in [
        ("Jonas Thursday rang", "Jonas Weber"),
        ("Texted Jonas about the bike", "Jonas Weber"),
        ("Frau Kovács rang", "Marta Kovács"),
        ("Marta K. rang", "Marta Kovács"),
        ("Theo Laurent rang", "Theo & Anaïs Laurent"),
        ("Jonas Weber Harbour Clinic rang", "Jonas Weber"),
        ("Jonas: Fahrrad ist fertig", "Jonas Weber"),
        ("rang jonas twice", "Jonas Weber"),
        ("rang jonas weber about the bike", "Jonas Weber"),
        ("jonas weber rang", "Jonas Weber"),
        ("rang weber", "Jonas Weber"),
        ("rang jonas yesterday", "Jonas Weber"),
    ] {
        assert!(matches!(meant(text, &cast(&except)), Meant::One(..)), "{text}");
        assert_eq!(who(text, &except), [name], "{text}");
    }
}

#[test]
fn common_words_are_nobodys_name() {
    for text in
        ["will send photos tomorrow", "the parts are here", "", "…", "called to say thanks", "a spare was found"]
    {
        assert_eq!(who(text, &["Spare Parts Ltd"]), Vec::<&str>::new(), "{text}");
    }
}

#[test]
fn an_unknown_name_is_guessed() {
    for (text, name) in [
        ("Lotta Brandt called about a quote", Some("Lotta Brandt")),
        ("lotta rang, she wants a tandem", Some("lotta")),
        ("Lotta: wants a tandem", Some("Lotta")),
        ("Rosa New rang", Some("Rosa New")),
        ("Yesterday Piet rang", Some("Piet")),
        ("I promised Piet Hein to call back Thu", Some("Piet Hein")),
        ("rang haddad", Some("haddad")),
        ("rang noor haddad, all is well", Some("noor haddad")),
        ("spoke to haddad about the bell", Some("haddad")),
        ("I promised haddad to call back Thu", Some("haddad")),
        ("rang twice", None),
        ("called about the quote", None),
        ("will send photos tomorrow", None),
        ("the bell is broken", None),
    ] {
        assert_eq!(guess(text).map(|span| &text[span]), name, "{text}");
    }
}

#[test]
fn what_to_search_for() {
    assert_eq!(queries("Jonas Weber rang, the spare bike helps"), ["jonas weber", "jonas", "weber", "spare", "bike"]);
    assert!(queries(&"Anna Berta Clara Dora ".repeat(40)).len() <= QUERIES);
}

proptest! {
    #[test]
    fn no_line_breaks_the_reader(text in "\\PC{0,80}") {
        let _ = (meant(&text, &cast(&[])), queries(&text));
        if let Some(span) = guess(&text) { prop_assert!(text.get(span).is_some()); }
    }

    #[test]
    fn a_whole_name_before_its_verb_is_always_found(index in 0..CAST.len(), rest in "[a-z ]{0,30}") {
        let text = format!("{} rang, {rest}", CAST[index].0);
        prop_assert_eq!(meant(&text, &cast(&[])), Meant::One(id(index), 0..CAST[index].0.len()));
    }
}
