//! What headers and values mean together.

use super::lexicon::{meaning, run_together};
use super::*;

fn target(header: &str) -> String {
    meaning(header).or_else(|| run_together(header)).map_or("?".to_owned(), |meaning| meaning.target.to_string())
}

const HEADERS: &[(&str, &str)] = &[
    ("Naam", "name"),
    ("e-mail", "email"),
    ("E-Mail-Adresse", "email"),
    ("tel", "phone"),
    ("Vorname", "given name"),
    ("Nachname", "family name"),
    ("achternaam", "family name"),
    ("Prénom", "given name"),
    ("Correo electrónico", "email"),
    ("Cognome", "family name"),
    ("Sobrenome", "family name"),
    ("winkel", "location"),
    ("opmerking", "note"),
    ("laatste bezoek", "last contact"),
    ("nieuwsbrief", "consent:newsletter"),
    ("score", "leave out"),
    ("E-mail 1 - Value", "email"),
    ("Phone 2 - Value", "phone"),
    ("Address 1 - Postal Code", "postal code"),
    ("Organization 1 - Title", "title"),
    ("Organization Name", "organization"),
    ("Group Membership", "tags"),
    ("Business Phone", "phone:work"),
    ("Home Phone 2", "phone:home"),
    ("Business Street 2", "street 2:work"),
    ("Mobile Phone", "phone:mobile"),
    ("Telefon geschäftlich", "phone:work"),
    ("E-mail 2 Address", "email"),
    ("BILLINGSTREET", "street:billing"),
    ("SHIPPINGPOSTALCODE", "postal code:shipping"),
    ("mailing_city", "city"),
    ("billing_state_code", "region:billing"),
    ("property_firstname", "given name"),
    ("property_email", "email"),
    ("Account: Account Name", "organization"),
    ("Account: Phone", "organization phone"),
    ("Contact: First Name", "given name"),
    ("Contact: Email", "email"),
    ("contact_name", "contact person"),
    ("company_name", "organization"),
    ("title_of_courtesy", "prefix"),
    ("postal_code", "postal code"),
    ("MobilePhone", "phone:mobile"),
    ("phone_number", "phone"),
    ("customerID", "external id"),
    ("date_of_birth", "date:Birthday"),
    ("has_opted_out_of_email", "no consent:newsletter"),
    ("birth_date", "date:Birthday"),
    ("street_number", "house number"),
    ("address_1", "street"),
    ("address_2", "street 2"),
    ("OWNER:User-username", "owner"),
    ("Company website", "website"),
    ("Site name", "name"),
    ("Email Address", "email"),
    ("PLZ", "postal code"),
    ("Straße", "street"),
    ("Ort", "city"),
    ("Land", "country"),
    ("Website", "website"),
    ("ACCOUNTNUMBER__C", "external id"),
];

#[test]
fn headers_of_many_systems_are_known() {
    for (header, expected) in HEADERS {
        assert_eq!(target(header), *expected, "{header}");
    }
    for header in [
        "sector",
        "stagename",
        "lead_source",
        "gclid_c",
        "PhoneService",
        "Program Name",
        "quantity",
        "property_hs_email_subject",
    ] {
        assert_eq!(target(header), "?", "{header}");
    }
}

#[test]
fn targets_are_written_and_read() {
    for text in Target::all() {
        let target: Target = text.parse().expect("a known target");
        assert_eq!(target.to_string(), text);
    }
    assert_eq!("Email:work".parse::<Target>().map(|target| target.to_string()), Ok("email:work".to_owned()));
    assert_eq!("postal_code".parse::<Target>().map(|target| target.to_string()), Ok("postal code".to_owned()));
    assert!("mood".parse::<Target>().expect_err("no target").contains("known are name"));
}

fn look_at(names: &[&str], rows: &[&[&str]]) -> (Vec<Column>, About) {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut tallies: Vec<Tally> = names
        .iter()
        .map(|name| Tally::new(meaning(name).is_some_and(|meaning| meaning.target.expected() == Expected::Date)))
        .collect();
    for (number, row) in (1_u64..).zip(rows) {
        for (tally, value) in tallies.iter_mut().zip(*row) {
            tally.feed(number, value);
        }
    }
    let columns = guess(&names, true, &tallies, rows.len() as u64);
    let about = about::about(&columns, &tallies, rows.len() as u64);
    (columns, about)
}

fn targets(columns: &[Column]) -> Vec<String> {
    columns.iter().map(|column| column.target.to_string()).collect()
}

#[test]
fn a_list_of_regulars_is_understood() {
    let (columns, about) = look_at(
        &["Naam", "e-mail", "tel", "laatste bezoek", "nieuwsbrief", "score"],
        &[
            &["Bram de Wit", "bram@post.example", "0555 014 882", "09-10-2026", "ja", "A"],
            &["Canal Bakery", "hello@canalbakery.example", "0555 017 300", "31-02-2024", "nee", "C"],
            &["Petra Novák", "", "", "12-08-2026", "nee", "B"],
        ],
    );
    assert_eq!(targets(&columns), ["name", "email", "phone", "last contact", "consent:newsletter", "leave out"]);
    assert!(columns[..4].iter().all(|column| column.sureness == Sureness::Sure));
    assert_eq!(columns[3].reason, "day, month, year: 1 values have no other reading");
    assert_eq!(about, About::Mixed);
}

#[test]
fn values_overrule_headers() {
    let (columns, _) = look_at(
        &["email", "phone", "website", "note"],
        &[
            &["fcb67ef339b691956cc85fa12be6490c", "see file", "none yet", "a"],
            &["6528bb7211b1dc066fc5c292561150c2", "ask Bert", "later on", "b"],
        ],
    );
    assert_eq!(targets(&columns), ["custom", "custom", "custom", "note"]);
}

#[test]
fn ambiguous_dates_are_asked() {
    let (columns, _) = look_at(&["name", "birthday"], &[&["Anna Berg", "01/02/1980"], &["Bert Dam", "05/06/1981"]]);
    assert_eq!(columns[1].sureness, Sureness::Unsure);
    assert!(matches!(columns[1].dates, Some(Decision::Ambiguous { .. })));
}

#[test]
fn one_column_a_target() {
    let (columns, _) = look_at(
        &["id", "customer_id", "name", "full name"],
        &[&["1", "7", "Anna Berg", ""], &["2", "7", "Bert Dam", "Bert van Dam"]],
    );
    assert_eq!(targets(&columns), ["external id", "custom", "name", "custom"]);
}

#[test]
fn what_a_file_is_about() {
    let (_, about) =
        look_at(&["company_name", "contact_name", "phone"], &[&["Alfreds Futterkiste", "Maria Anders", "030-0074321"]]);
    assert_eq!(about, About::Organizations);
    let (_, about) = look_at(&["account", "sector", "revenue"], &[&["Cancity", "retail", "718.62"]]);
    assert_eq!(about, About::Organizations);
    let (_, about) = look_at(&["Company", "FirstName", "LastName"], &[&["Canal Bakery", "Petra", "Novák"]]);
    assert_eq!(about, About::Persons);
    let (_, about) = look_at(&["opportunity_id", "account", "deal_stage"], &[&["EC4QE1BX", "Cancity", "Won"]]);
    assert!(matches!(about, About::NoClients(what) if what.contains("deals")));
    let (_, about) = look_at(&["ticket_id", "tag"], &[&["12", "customer"]]);
    assert!(matches!(about, About::NoClients(what) if what.contains("no column")));
}
