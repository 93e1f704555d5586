//! What a single value looks like, whatever its column is called.

use super::super::dates::looks_like_date;
use super::super::values::{is_country, looks_like_organization, parse_mail, parse_phone, yes_or_no};

/// The look of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// A mail address.
    Mail,
    /// A web address.
    Web,
    /// A date that signs or words make unmistakable.
    Date,
    /// A phone number with signs that phone numbers have.
    Phone,
    /// Digits alone that could be a phone number, an id or an amount.
    Digits,
    /// A number with a fraction, a sign or a currency.
    Amount,
    /// Yes or no.
    YesNo,
    /// A code, hash or technical id.
    Code,
    /// A country's name.
    Country,
    /// A name with a word that organizations carry.
    Organization,
    /// Two to four words that begin with capitals, as people's names do.
    Name,
    /// One word.
    Word,
    /// Anything longer.
    Text,
}

/// How many looks there are.
pub const LOOKS: usize = 13;

/// The look of a value that is not empty.
#[must_use]
pub fn look(value: &str) -> Look {
    if value.contains('@') && parse_mail(value).is_ok() {
        return Look::Mail;
    }
    let bytes = value.as_bytes();
    if is_web(value) {
        return Look::Web;
    }
    if bytes.iter().any(u8::is_ascii_digit) {
        return look_with_digits(value);
    }
    if yes_or_no(value).is_some() {
        return Look::YesNo;
    }
    if value.len() <= 40 && value.len() > 3 && is_country(value) {
        return Look::Country;
    }
    if looks_like_organization(value) && value.len() <= 80 {
        return Look::Organization;
    }
    look_of_words(value)
}

fn look_with_digits(value: &str) -> Look {
    let bytes = value.as_bytes();
    if bytes.iter().all(u8::is_ascii_digit) {
        return if matches!(value, "0" | "1") { Look::YesNo } else { Look::Digits };
    }
    if looks_like_date(value) {
        return Look::Date;
    }
    if is_amount(value) {
        return Look::Amount;
    }
    if is_phone(value) {
        return Look::Phone;
    }
    if is_code(value) {
        return Look::Code;
    }
    if looks_like_organization(value) && value.len() <= 80 {
        return Look::Organization;
    }
    match value.contains(' ') {
        true => Look::Text,
        false => Look::Word,
    }
}

fn look_of_words(value: &str) -> Look {
    let words = value.split_whitespace().count();
    if words == 1 {
        return if is_code(value) { Look::Code } else { Look::Word };
    }
    // Signs such as emoji and letters without case count as capitals.
    let capital = |word: &str| word.chars().next().is_some_and(|letter| !letter.is_lowercase());
    let small_word = |word: &str| word.len() <= 3;
    let sentence = words > 3 && (value.contains(['!', '?', ':', '(']) || value.ends_with('.'));
    let named = value.split_whitespace().all(|word| capital(word) || small_word(word)) && capital(value);
    if words <= 4 && named && !sentence { Look::Name } else { Look::Text }
}

/// `http://…`, `www.…`, or a bare domain such as `canalbakery.example`.
#[must_use]
pub fn is_web(value: &str) -> bool {
    let plain = value.trim();
    if plain.contains(char::is_whitespace) || plain.contains('@') {
        return false;
    }
    let start = plain.as_bytes();
    let begins = |with: &[u8]| start.len() > with.len() && start[..with.len()].eq_ignore_ascii_case(with);
    if begins(b"http://") || begins(b"https://") || begins(b"www.") {
        return true;
    }
    let host = plain.split('/').next().unwrap_or(plain);
    let Some((name, end)) = host.rsplit_once('.') else {
        return false;
    };
    let known_end = end.len() >= 2 && end.len() <= 12 && end.bytes().all(|byte| byte.is_ascii_lowercase());
    let labels = name
        .split('.')
        .all(|label| !label.is_empty() && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-'));
    known_end && labels && name.len() >= 2 && !is_file(end)
}

fn is_file(end: &str) -> bool {
    matches!(
        end,
        "csv"
            | "jpg"
            | "jpeg"
            | "png"
            | "gif"
            | "pdf"
            | "txt"
            | "html"
            | "htm"
            | "xls"
            | "xlsx"
            | "doc"
            | "docx"
            | "bmp"
            | "json"
            | "xml"
    )
}

fn is_amount(value: &str) -> bool {
    let plain =
        value.trim_start_matches(['$', '€', '£', '¥', '-', '+', ' ']).trim_end_matches(['$', '€', '£', '%', ' ', '-']);
    let plain = plain.trim_end_matches("EUR").trim_end_matches("USD").trim_end();
    let signs = plain.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    let changed = plain.len() != value.len();
    !plain.is_empty()
        && plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'\''))
        && plain.as_bytes()[0].is_ascii_digit()
        && !value.starts_with("+")
        && (signs == 1 || (signs > 1 && grouped(plain)) || changed)
}

/// True when the signs of a number stand before groups of three: 1.234.567,89.
fn grouped(number: &str) -> bool {
    let groups: Vec<&str> = number.split(['.', ',', '\'']).collect();
    groups[1..groups.len() - 1].iter().all(|group| group.len() == 3)
}

fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let signs = value.contains(['+', '(', '-', ' ', '/', '.']);
    let grouped = value.starts_with(['+', '(', '0'])
        || value.split(['-', ' ', '.', '/', ')']).filter(|group| !group.is_empty()).count() >= 2;
    if value.starts_with('+') {
        return digits >= 5 && parse_phone(value, None).is_ok();
    }
    (7..=17).contains(&digits) && signs && grouped && parse_phone(value, None).is_ok()
}

/// Hashes, UUIDs, base64, Salesforce ids, `CUST-00123`.
#[must_use]
pub fn is_code(value: &str) -> bool {
    if value.len() < 6 || value.contains(char::is_whitespace) || !value.is_ascii() {
        return false;
    }
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    let odd = value
        .bytes()
        .any(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b'.' | b'=' | b'/' | b'+' | b':'));
    if odd {
        return false;
    }
    is_masked(value) || digits >= 2
}

/// True for hashes and other text that stands where somebody took a name away.
#[must_use]
pub fn is_masked(value: &str) -> bool {
    let hex = value.len() >= 24 && value.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    let base64 = value.len() >= 16 && value.len().is_multiple_of(4) && value.ends_with('=') && !value.contains(' ');
    hex || base64
}
