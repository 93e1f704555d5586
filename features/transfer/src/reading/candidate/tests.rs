//! Rows as clients, and rows refused.

use std::io::Cursor;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::super::layout::Told;
use super::super::mapping::Mapping;
use super::super::records::Record;
use super::super::rows::Rows;
use super::super::survey::survey;
use super::*;

const TODAY: Date = date(2026, 11, 22);

fn read_with(text: &str, mapping: &str) -> Vec<Outcome> {
    let mapping = Mapping::from_toml(mapping).expect("a good mapping");
    let mut source = Cursor::new(text.as_bytes().to_vec());
    let mut found = survey(&mut source, &mapping.told).expect("a list");
    mapping.apply(&mut found).expect("all columns are there");
    let plan = Plan::new(&found, &mapping, TODAY);
    source.set_position(0);
    let mut rows = Rows::new(source, &found.encoding, &found.layout);
    let mut record = Record::default();
    let mut outcomes = Vec::new();
    while rows.read(&mut record).expect("memory can be read") {
        outcomes.push(plan.read(&record));
    }
    outcomes
}

fn read(text: &str) -> Vec<Candidate> {
    read_with(text, "").into_iter().map(candidate).collect()
}

fn candidate(outcome: Outcome) -> Candidate {
    match outcome {
        Outcome::Candidate(candidate) => *candidate,
        other => panic!("no client: {other:?}"),
    }
}

#[test]
fn a_row_of_regulars_becomes_a_client() {
    let all = read(
        "Naam;e-mail;tel;winkel;laatste bezoek;nieuwsbrief;opmerking;Gruppen\nDr. Bram de Wit;Bram@Post.Example;0555 014 882;MS;09-10-2026;ja;belt liever voor 9;Gold, neu\nCanal Bakery;hello@canalbakery.example;;CY;31-02-2024;nee;;\nCarl;carl@x.example;;MS;12-08-2026;ja;;\n",
    );
    let bram = &all[0];
    assert_eq!((bram.name.as_str(), bram.kind), ("Dr. Bram de Wit", Kind::Person));
    assert_eq!(
        (bram.parts.prefix.as_str(), bram.parts.given.as_str(), bram.parts.family.as_str()),
        ("Dr.", "Bram", "de Wit")
    );
    assert_eq!(bram.points[0].key, "bram@post.example");
    assert_eq!(bram.last_contact, Some(Moment::Day(date(2026, 10, 9))));
    assert_eq!(bram.consents, [Consent { purpose: "newsletter".into(), given: true }]);
    assert_eq!((bram.location.as_str(), bram.tags.len(), bram.notes.len()), ("MS", 2, 1));
    let bakery = &all[1];
    assert_eq!(bakery.kind, Kind::Organization);
    assert_eq!(bakery.last_contact, None);
    assert!(bakery.troubles[0].message.contains("does not exist"));
    assert_eq!(bakery.custom, [("laatste bezoek".into(), "31-02-2024".to_owned())]);
}

#[test]
fn persons_with_organizations_and_organizations_alone() {
    let all = read(
        "Account: Account Name,Account: Phone,Contact: First Name,Contact: Last Name,Contact: Title,Contact: Email\nAlpha Dynamics,3362227000,Amy,Taylor,CEO,amy@demo.example\nMadison Investments,7227003362\n",
    );
    let amy = &all[0];
    assert_eq!((amy.name.as_str(), amy.title.as_str()), ("Amy Taylor", "CEO"));
    let organization = amy.organization.as_ref().expect("her organization");
    assert_eq!((organization.name.as_str(), organization.points[0].key.as_str()), ("Alpha Dynamics", "3362227000"));
    assert_eq!(
        (all[1].name.as_str(), all[1].kind, all[1].points.len()),
        ("Madison Investments", Kind::Organization, 1)
    );
}

#[test]
fn organizations_with_a_person_to_speak_with() {
    let all = read(
        "customer_id,company_name,contact_name,contact_title,address,city,postal_code,country,phone\nALFKI,Alfreds Futterkiste,Maria Anders,Owner,Obere Str. 57,Berlin,12209,Germany,030-0074321\n",
    );
    let alfred = &all[0];
    assert_eq!((alfred.name.as_str(), alfred.kind), ("Alfreds Futterkiste", Kind::Organization));
    assert_eq!(alfred.contact_person.as_ref().map(|person| person.parts.family.as_str()), Some("Anders"));
    assert_eq!(alfred.external_id.as_deref(), Some("ALFKI"));
    assert_eq!(
        (alfred.addresses[0].street.as_str(), alfred.addresses[0].postal_code.as_str()),
        ("Obere Str. 57", "12209")
    );
}

#[test]
fn cells_that_slid_are_reported_for_their_row() {
    let all = read("name,Email Address\nAnna Berg,anna@berg.example\nBert Dam,09/01/15\nCarl Ochs,carl@ochs\n");
    assert!(all[0].troubles.is_empty());
    assert!(all[1].troubles[0].message.contains("is a date, not a mail address"));
    assert!(all[2].troubles[0].message.contains("no dot"));
    assert_eq!(all[2].custom[0].1, "carl@ochs");
}

#[test]
fn what_cannot_become_a_client_is_refused_with_reasons() {
    let outcomes = read_with(
        "name,email,city\nAnna Berg,a@berg.example,Rome\n,,Bonn\nBert Dam,b@dam.example,Bonn,left over\nN/A,-,NULL\n",
        "",
    );
    let reasons: Vec<String> = outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Refused(refused) => {
                Some(format!("{} {} {}", refused.row, refused.line, refused.reasons.join("; ")))
            }
            Outcome::Candidate(_) | Outcome::Ticket(_) | Outcome::Happening(_) => None,
        })
        .collect();
    assert_eq!(reasons.len(), 3);
    assert!(reasons[0].starts_with("2 3 no name"));
    assert!(reasons[1].starts_with("3 4 this row has 4 cells, the header has 3"));
    assert!(reasons[2].starts_with("4 5 no name"));
}

#[test]
fn nobody_without_a_name_is_lost() {
    let all = read(
        "name,email,phone\n,\"Anna Berg <anna@berg.example>\",\n,bert@dam.example,\n,,+49 89 1234567\n????,carl@ochs.example,\n",
    );
    let names: Vec<&str> = all.iter().map(|candidate| candidate.name.as_str()).collect();
    assert_eq!(names, ["Anna Berg", "bert@dam.example", "+49 89 1234567", "????"]);
    assert!(all[3].name_is_lost && !all[0].name_is_lost);
}

#[test]
fn undecided_dates_stay_text_until_somebody_says() {
    let text = "name,birthday\nAnna Berg,01/02/1980\nBert Dam,05/06/45\n";
    let silent = read(text);
    assert!(silent[0].dates.is_empty() && silent[0].troubles[0].message.contains("day first or month first"));
    let told: Vec<Candidate> = read_with(text, "date_order = \"dmy\"").into_iter().map(candidate).collect();
    assert_eq!(told[0].dates[0].1, Moment::Day(date(1980, 2, 1)));
    assert_eq!(told[1].dates[0].1, Moment::Day(date(1945, 6, 5)));
}

#[test]
fn dates_kept_as_text_are_watched() {
    let all = read(
        "Name,Date\nAnna Berg,07/15/2009 02:14:45+0800\nBert Dam,2009\\7\\14 22:14:45+0800\nCarl Ochs,07/13/2009\n",
    );
    assert!(all[0].troubles.is_empty() && all[2].troubles.is_empty());
    assert!(all[1].troubles[0].message.contains("backslashes"));
    assert_eq!(all[1].custom[0].1, "2009\\7\\14 22:14:45+0800");
}

#[test]
fn opting_out_is_no_consent_and_silence_is_nothing() {
    let all = read(
        "name,email,has_opted_out_of_email\nAnna Berg,a@b.example,true\nBert Dam,b@b.example,false\nCarl Ochs,c@b.example,\n",
    );
    assert!(!all[0].consents[0].given);
    assert!(all[1].consents.is_empty() && all[2].consents.is_empty());
}

#[test]
fn house_numbers_go_where_they_belong() {
    let all = read("name,Straße,Hausnummer,PLZ,Ort\nAnna Berg,Hauptstraße,6,80331,München\n");
    assert_eq!(all[0].addresses[0].street, "Hauptstraße 6");
    let all = read("given_name,surname,street_number,address_1,suburb\nanna,berg,6,tullaroop street,st james\n");
    assert_eq!(all[0].addresses[0].street, "6 tullaroop street");
}

#[test]
fn names_with_commas_are_turned() {
    let all = read("name,email\n\"Berg, Anna\",a@b.example\n\"George Jones, Jr.\",g@j.example\n");
    assert_eq!((all[0].name.as_str(), all[1].name.as_str()), ("Anna Berg", "George Jones, Jr."));
}

proptest! {
    #[test]
    fn every_row_ends_as_candidate_or_refused(rows in proptest::collection::vec("[a-z@.,;\" 0-9-]{0,30}", 0..40)) {
        let text = format!("name,email,phone,birthday\n{}\n", rows.join("\n"));
        let mapping = Mapping::default();
        let mut source = Cursor::new(text.into_bytes());
        let found = survey(&mut source, &Told::default()).expect("a list");
        let plan = Plan::new(&found, &mapping, TODAY);
        source.set_position(0);
        let mut stream = Rows::new(source, &found.encoding, &found.layout);
        let mut record = Record::default();
        let mut ended = 0;
        while stream.read(&mut record).expect("memory can be read") {
            match plan.read(&record) {
                Outcome::Candidate(candidate) => prop_assert!(!candidate.name.is_empty()),
                Outcome::Refused(refused) => prop_assert!(!refused.reasons.is_empty()),
                Outcome::Ticket(ticket) => prop_assert!(ticket.told.row > 0),
                Outcome::Happening(happening) => prop_assert!(happening.row > 0),
            }
            ended += 1;
            prop_assert_eq!(record.row, ended);
        }
        prop_assert_eq!(ended, found.rows);
    }
}
