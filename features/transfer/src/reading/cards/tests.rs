//! Cards as programs write them, and as they should not.

use std::io::{Cursor, Seek, SeekFrom};

use jiff::civil::date;

use super::*;
use crate::reading::{
    candidate::{Candidate, Kind, Outcome, Plan, PointKind, Refused},
    dates::Moment,
    form,
    mapping::Mapping,
    records::Record,
    rows::Rows,
};

struct ReadBack {
    found: Survey,
    candidates: Vec<Candidate>,
    refused: Vec<(Refused, Vec<String>)>,
}

fn read(bytes: &[u8]) -> ReadBack {
    let told = Told::default();
    let (form, laid_out) = form::lay_out(&mut Cursor::new(bytes), &told).expect("cards");
    let mut file = laid_out.expect("cards are laid out");
    let found = form::survey(&mut file, &form, &told).expect("they are read");
    file.seek(SeekFrom::Start(0)).expect("it is read again");
    let plan = Plan::new(&found, &Mapping::default(), date(2026, 11, 22));
    let mut rows = Rows::new(file, &found.encoding, &found.layout);
    let (mut record, mut candidates, mut refused) = (Record::default(), Vec::new(), Vec::new());
    while rows.read(&mut record).expect("it is read") {
        match plan.read(&record) {
            Outcome::Candidate(candidate) => candidates.push(*candidate),
            Outcome::Happening(happening) => panic!("a card tells no {happening:?}"),
            Outcome::Ticket(ticket) => panic!("a card tells no {ticket:?}"),
            Outcome::Refused(why) => refused.push((why, record.cells().map(str::to_owned).collect())),
        }
    }
    assert_eq!(found.rows as usize, candidates.len() + refused.len());
    ReadBack { found, candidates, refused }
}

fn points(candidate: &Candidate) -> Vec<String> {
    let kind = |kind: &PointKind| match kind {
        PointKind::Email => "mail".to_owned(),
        PointKind::Phone => "phone".to_owned(),
        PointKind::Website => "web".to_owned(),
        PointKind::Handle(network) => network.to_string(),
    };
    candidate.points.iter().map(|point| format!("{} {} {}", kind(&point.kind), point.label, point.value)).collect()
}

#[test]
fn three_versions_in_one_file() {
    let file = "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Nov=C3=A1k;Petra;;Dr.\r\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Dr. Petra Nov=C3=A1k\r\nTEL;CELL;PREF:0555 014 882\r\nEMAIL;PREF;INTERNET:petra@post.example\r\nNOTE;ENCODING=QUOTED-PRINTABLE:belt liever=0D=0A=\r\nvoor 9\r\nEND:VCARD\r\n\
        begin:vcard\nversion:3.0\nfn:Bram de Wit\nn:de Wit;Bram;;;\norg:Canal Bakery;Kitchen\ntitle:Baker\nadr;type=HOME:;;Quay 1\\, left;Utrecht;;3511 AA;Netherlands\nbday:1980-05-03\nitem1.TEL:0555 017 300\nitem1.X-ABLabel:_$!<AssistantPhone>!$_\ncategories:regular,wine\nphoto;encoding=b:AAAA\nend:vcard\n\
        BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:Harbour Clinic\nTEL;VALUE=uri;TYPE=\"voice,work\":tel:+31-555-017-301;ext=12\nIMPP:xmpp:front@clinic.example\nURL:https://clinic.example\nRELATED;VALUE=text;TYPE=contact:Jonas Weber\nBDAY:--0203\nEND:VCARD\n";
    let back = read(file.as_bytes());
    assert_eq!(back.refused.len(), 0);
    let [petra, bram, clinic] = back.candidates.as_slice() else { panic!("three cards") };
    assert_eq!((petra.name.as_str(), petra.parts.given.as_str()), ("Petra Novák", "Petra"));
    assert_eq!(petra.notes, ["belt liever\r\nvoor 9"]);
    assert_eq!(points(petra), ["phone mobile 0555 014 882", "mail  petra@post.example"]);
    assert_eq!((bram.name.as_str(), bram.title.as_str()), ("Bram de Wit", "Baker"));
    assert_eq!(bram.organization.as_ref().map(|organization| organization.name.as_str()), Some("Canal Bakery"));
    assert_eq!(
        (bram.addresses[0].street.as_str(), bram.addresses[0].postal_code.as_str()),
        ("Quay 1, left", "3511 AA")
    );
    assert_eq!(bram.dates, [("Birthday".into(), Moment::Day(date(1980, 5, 3)))]);
    assert_eq!(points(bram), ["phone assistant phone 0555 017 300"]);
    assert_eq!(bram.tags, ["regular", "wine"]);
    assert_eq!((clinic.kind, clinic.name.as_str()), (Kind::Organization, "Harbour Clinic"));
    assert_eq!(clinic.dates, [("Birthday".into(), Moment::Day(date(0, 2, 3)))]);
    assert_eq!(
        points(clinic),
        ["phone work +31-555-017-301 ext. 12", "xmpp  front@clinic.example", "web  https://clinic.example"]
    );
    assert!(clinic.custom.iter().any(|(name, text)| &**name == "Contact" && text == "Jonas Weber"));
    assert!(back.found.warnings().contains(&"1 card holds a picture; pictures are left out.".to_owned()));
}

#[test]
fn a_broken_card_costs_itself_alone_and_comes_back() {
    let file = "BEGIN:VCARD\nFN:Anna Berg\nTEL:0555 014 880\nEND:VCARD\nBEGIN:VCARD\nFN:Never Closed\nBEGIN:VCARD\nFN:Bert Dam\nEND:VCARD\nwhat is this\nBEGIN:VCARD\nKIND:group\nFN:Friends\nEND:VCARD\nBEGIN:VCARD\nFN:Cut Off\nTEL:05";
    let back = read(file.as_bytes());
    let names: Vec<&str> = back.candidates.iter().map(|candidate| candidate.name.as_str()).collect();
    assert_eq!(names, ["Anna Berg", "Bert Dam"]);
    let told: Vec<(u64, u64, &str)> =
        back.refused.iter().map(|(why, _)| (why.row, why.line, why.reasons[0].as_str())).collect();
    assert_eq!(told[0], (2, 5, "this card is not closed: END:VCARD is missing before the next one begins on line 7"));
    assert_eq!(told[1], (4, 11, "no client: this card is of a group of other cards"));
    assert_eq!(told[2], (5, 15, "this card is not closed: the file ends before END:VCARD"));
    assert!(back.refused[0].1.iter().any(|cell| cell.contains("FN:Never Closed")), "it comes back as it was");
    assert!(back.found.warnings().iter().any(|words| words.starts_with("1 line stands outside of any card")));
}

#[test]
fn a_card_within_a_card_is_no_second_client() {
    let file = "BEGIN:VCARD\nVERSION:2.1\nFN:Anna Berg\nAGENT:\nBEGIN:VCARD\nFN:Her Agent\nEND:VCARD\nTEL:0555 014 880\nEND:VCARD\n";
    let back = read(file.as_bytes());
    assert_eq!(back.candidates.len(), 1);
    assert_eq!((back.candidates[0].name.as_str(), back.candidates[0].points.len()), ("Anna Berg", 1));
}

#[test]
fn any_encoding_and_any_line_end() {
    let text = "BEGIN:VCARD\rVERSION:3.0\rFN:Zoë Kent\rEND:VCARD\r";
    let wide: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read(&wide).candidates[0].name, "Zoë Kent");
    let western: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("Latin")).collect();
    assert_eq!(read(&western).candidates[0].name, "Zoë Kent");
    let quoted = "BEGIN:VCARD\nVERSION:2.1\nFN;QUOTED-PRINTABLE:Zo=EB Kent\nEND:VCARD\n";
    assert_eq!(read(quoted.as_bytes()).candidates[0].name, "Zoë Kent");
    let returned = text.replace('\r', "\r\r\n");
    assert_eq!(read(returned.as_bytes()).candidates[0].name, "Zoë Kent");
}

#[test]
fn the_same_card_is_known_again_in_another_file() {
    let card = "BEGIN:VCARD\nFN:Anna Berg\nTEL:0555 014 880\nREV:2020\nEND:VCARD\n";
    let other = "BEGIN:VCARD\nNICKNAME:B\nFN:Bert Dam\nUID:urn:uuid:7\nEND:VCARD\n";
    let (alone, together) =
        (read(card.as_bytes()), read(format!("{other}{}", card.replace("2020", "2021")).as_bytes()));
    assert_eq!(alone.candidates[0].external_id, together.candidates[1].external_id);
    assert_eq!(together.candidates[0].external_id.as_deref(), Some("7"));
    assert_eq!(
        crate::reading::identity::meaning(&alone.candidates[0]),
        crate::reading::identity::meaning(&together.candidates[1])
    );
}

#[test]
fn a_card_with_more_values_than_columns_keeps_the_rest() {
    let phones: String = (0..600).map(|n| format!("TEL:0555 01 {n:04}\n")).collect();
    let back = read(format!("BEGIN:VCARD\nFN:Anna Berg\n{phones}END:VCARD\n").as_bytes());
    assert!(back.found.columns.len() <= 402);
    assert!(
        back.candidates[0].custom.iter().any(|(name, text)| &**name == "Also on the card" && text.contains("0599"))
    );
}

proptest::proptest! {
    #[test]
    fn nothing_makes_it_fall(text in "(BEGIN:VCARD\r?\n|END:VCARD\n|FN:|N;|TEL;TYPE=|:|;|,|=C3|=\n|\\\\|\"|BDAY:|[ -~é]{0,12}|\n){0,60}") {
        read(format!("BEGIN:VCARD\n{text}").as_bytes());
    }
}
