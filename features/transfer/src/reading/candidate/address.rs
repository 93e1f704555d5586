//! A postal address out of its parts.

use super::super::columns::AddressPart;
use super::Address;

pub(super) fn take_address(part: AddressPart, value: &str, address: &mut Address) {
    match part {
        AddressPart::Street => {
            let number = std::mem::take(&mut address.street);
            address.street = join_street(value, &number);
        }
        AddressPart::HouseNumber => {
            let street = std::mem::take(&mut address.street);
            address.street = join_street(&street, value);
        }
        AddressPart::Street2 => address.street2 = value.to_owned(),
        AddressPart::City => address.city = value.to_owned(),
        AddressPart::Region => address.region = value.to_owned(),
        AddressPart::PostalCode => address.postal_code = without_fraction(value).to_owned(),
        AddressPart::Country => address.country = value.to_owned(),
    }
}

/// `6 Tullaroop Street`, `Hauptstraße 6`: English streets follow their number.
fn join_street(street: &str, number: &str) -> String {
    const ENGLISH: &[&str] = &[
        "street",
        "st",
        "road",
        "rd",
        "avenue",
        "ave",
        "lane",
        "drive",
        "court",
        "place",
        "circuit",
        "close",
        "crescent",
        "way",
        "boulevard",
        "blvd",
        "terrace",
        "parade",
    ];
    if street.is_empty() || number.is_empty() {
        return format!("{street}{number}");
    }
    let last = street.rsplit(' ').next().unwrap_or("").trim_end_matches('.').to_lowercase();
    if ENGLISH.contains(&last.as_str()) { format!("{number} {street}") } else { format!("{street} {number}") }
}

/// A postal code that a spreadsheet took for a number: 60608.0.
fn without_fraction(value: &str) -> &str {
    value.strip_suffix(".0").filter(|whole| whole.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or(value)
}

pub(super) fn address_is_empty(address: &Address) -> bool {
    [&address.street, &address.street2, &address.city, &address.region, &address.postal_code, &address.country]
        .iter()
        .all(|part| part.is_empty())
}
