//! Who may be the same, and who is not.

use jiff::civil::date;
use proptest::prelude::*;

use super::*;

fn person(given: &str, family: &str) -> Profile {
    Profile {
        name: fold(&format!("{given} {family}")),
        given: fold(given),
        family: fold(family),
        ..Profile::of_nobody(ClientKind::Person)
    }
}

fn organization(name: &str) -> Profile {
    Profile { name: fold(name), ..Profile::of_nobody(ClientKind::Organization) }
}

fn alike(one: &Profile, other: &Profile) -> bool {
    likeness(one, other).is_some()
}

#[test]
fn the_same_mail_address_needs_a_name_that_fits() {
    let mail = |profile: Profile| Profile { mails: vec!["info@bakery.example".to_owned()], ..profile };
    assert!(!alike(&mail(person("Anna", "Berg")), &mail(person("Bert", "Dam"))));
    assert!(alike(&mail(person("Anna", "Berg")), &mail(person("A", "Berg"))));
    let found = likeness(&mail(person("Anna", "Berg")), &mail(person("Anna", "Berg"))).expect("the same");
    assert!(found.score > 0.99);
    assert_eq!(found.reasons, ["the same mail address", "the same name"]);
}

#[test]
fn the_same_name_alone_is_not_enough_for_people() {
    let at = |city: &str| Profile { cities: vec![city.to_owned()], ..person("Anna", "Berg") };
    assert!(!alike(&person("Anna", "Berg"), &person("Anna", "Berg")));
    assert!(alike(&at("rome"), &at("rome")));
    assert!(!alike(&at("rome"), &at("bonn")));
    assert!(alike(&organization("Canal Bakery"), &organization("canal bakery")));
}

#[test]
fn accents_spaces_and_slips_do_not_hide_anybody() {
    let at = |profile: Profile| Profile {
        cities: vec!["praha".to_owned()],
        postal_codes: vec!["11000".to_owned()],
        ..profile
    };
    assert!(alike(&at(person("Petra", "Novák")), &at(person("Petra", "Novak"))));
    assert!(alike(&at(person("Petra", "Novak")), &at(person("Novak", "Petra"))));
    assert!(
        alike(&organization("GTXPro"), &Profile { cities: vec![], ..organization("GTX Pro") })
            || name_likeness(&organization("GTXPro"), &organization("GTX Pro")) == NameLikeness::Spaced
    );
    assert!(!alike(&organization("GTX Pro"), &organization("GTX Plus Pro")));
    assert!(!alike(&at(organization("School 12")), &at(organization("School 13"))));
}

#[test]
fn families_are_not_one_person() {
    let home = |given: &str| Profile {
        phones: vec!["+49891234567".to_owned()],
        streets: vec!["hauptstrasse 6".to_owned()],
        postal_codes: vec!["80331".to_owned()],
        ..person(given, "Berg")
    };
    assert!(!alike(
        &Profile { birthday: Some(date(1980, 1, 1)), ..home("Anna") },
        &Profile { birthday: Some(date(2010, 5, 6)), ..home("Bernd") }
    ));
    assert!(alike(&home("Anna"), &home("Anna")));
}

#[test]
fn a_person_is_no_organization() {
    let phone = |profile: Profile| Profile { phones: vec!["2262649".to_owned()], ..profile };
    assert!(!alike(&phone(person("Anna", "Berg")), &phone(organization("Anna Berg"))));
}

#[test]
fn phones_without_area_code_match_those_with_one() {
    assert!(same_digits("+13122262649", "2262649"));
    assert!(!same_digits("2262649", "2262640"));
    assert!(!same_digits("12345", "12345"));
}

#[test]
fn jaro_winkler_has_its_known_values() {
    for (one, other, value) in
        [("martha", "marhta", 0.961), ("dwayne", "duane", 0.840), ("dixon", "dicksonx", 0.813), ("", "a", 0.0)]
    {
        assert!((jaro_winkler(one, other) - value).abs() < 0.001, "{one} {other}");
    }
}

proptest! {
    #[test]
    fn likeness_is_the_same_both_ways(a in "[a-c]{0,6}", b in "[a-c]{1,6}", c in "[a-c]{0,6}", d in "[a-c]{1,6}") {
        let place = |profile: Profile| Profile { cities: vec!["rome".to_owned()], phones: vec!["5550100".to_owned()], ..profile };
        let (one, other) = (place(person(&a, &b)), place(person(&c, &d)));
        prop_assert_eq!(likeness(&one, &other).map(|found| found.score), likeness(&other, &one).map(|found| found.score));
    }

    #[test]
    fn what_is_equal_shares_a_key(given in "[a-z]{1,8}", family in "[a-z]{1,8}") {
        let one = person(&given, &family);
        let shared = keys(&one);
        prop_assert!(!shared.is_empty());
        prop_assert_eq!(shared, keys(&one));
    }
}
