//! Phone numbers in a dozen shapes.

use super::countries::calling_code;
use super::{is_scientific, shorten};

/// One phone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// The number as it was written, without its extension and what a spreadsheet added.
    pub text: String,
    /// Digits to dial after the call is taken; empty without any.
    pub extension: String,
    /// For comparing: `+` and all digits where the country is known, else the digits alone.
    pub key: String,
}

/// Words that stand before an extension, in lower case.
const EXTENSION: &[&str] =
    &["extension", "ext.", "ext", "x.", "x", "#", "poste", "durchwahl", "dw", "toestel", "tst", "int."];

/// All numbers in one cell: separated by `;`, `/` with blanks, ` ::: `, line breaks or `or`.
#[must_use]
pub fn phones(value: &str, country: Option<&str>) -> Vec<Result<Phone, String>> {
    if value.bytes().filter(u8::is_ascii_digit).count() < 14 {
        return vec![parse_phone(value, country)];
    }
    let parts: Vec<&str> = value
        .split([';', '\n', '\r'])
        .flat_map(|part| part.split(":::"))
        .flat_map(|part| part.split(" / "))
        .flat_map(|part| part.split(" or "))
        .flat_map(|part| part.split(", "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    if parts.iter().all(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 5) {
        parts.into_iter().map(|part| parse_phone(part, country)).collect()
    } else {
        vec![parse_phone(value, country)]
    }
}

/// One number. `country` is the two-letter code that numbers without one belong to.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn parse_phone(value: &str, country: Option<&str>) -> Result<Phone, String> {
    let wrong = |what: &str| Err(format!("\"{}\" is no phone number: {what}", shorten(value)));
    let bare = value.trim().trim_start_matches('\'').trim();
    if is_scientific(bare) {
        return wrong("its last digits were lost in a spreadsheet");
    }
    let bare = bare.strip_prefix("tel:").unwrap_or(bare);
    let bare = match bare.strip_suffix(".0") {
        Some(whole) if whole.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        _ => bare,
    };
    let (number, extension) = split_extension(bare);
    let number = number.trim().trim_end_matches([',', ';']).trim();
    let mut digits = String::with_capacity(number.len());
    digits.extend(number.chars().filter_map(digit));
    if digits.len() < 5 {
        return wrong("it has too few digits");
    }
    if digits.len() > 17 {
        return wrong("it has too many digits");
    }
    if let Some(odd) = number.chars().find(|letter| digit(*letter).is_none() && !is_filler(*letter)) {
        return wrong(&format!("\"{odd}\" cannot stand in it"));
    }
    if digits.bytes().all(|byte| byte == b'0') {
        return wrong("it is all zeros");
    }
    Ok(Phone { text: number.to_owned(), extension: extension.to_owned(), key: key(number, &digits, country) })
}

/// Digits of any script; letters on American keypads are not numbers here.
fn digit(letter: char) -> Option<char> {
    match letter {
        '0'..='9' => Some(letter),
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10),
        _ => None,
    }
}

fn is_filler(letter: char) -> bool {
    matches!(letter, '+' | '(' | ')' | '-' | '.' | '/' | '*' | '‐' | '‑' | '–' | '—' | '·' | '＋' | '_' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || letter.is_whitespace()
}

fn split_extension(value: &str) -> (&str, &str) {
    let tail = value.bytes().rev().take_while(|byte| byte.is_ascii_digit() || *byte == b' ').count();
    let (head, digits) = value.split_at(value.len() - tail);
    let digits = digits.trim();
    if digits.is_empty() || digits.len() > 7 {
        return (value, "");
    }
    let head = head.trim_end_matches([' ', ':']);
    for word in EXTENSION {
        let Some(start) = head.len().checked_sub(word.len()) else {
            continue;
        };
        if head.is_char_boundary(start) && head[start..].eq_ignore_ascii_case(word) {
            let number = head[..start].trim_end_matches([' ', ',', '-', '(']);
            if number.bytes().filter(u8::is_ascii_digit).count() >= 5 {
                return (number, digits);
            }
        }
    }
    (value, "")
}

/// `+` and all digits when the country is written or told, else the digits without leading zeros.
fn key(number: &str, digits: &str, country: Option<&str>) -> String {
    if number.trim_start_matches('(').starts_with(['+', '＋']) {
        // "+49 (0) 89 …": the zero in brackets is dialled only inside the country.
        let bracket = number.bytes().position(|byte| byte == b'(').filter(|at| number[*at..].starts_with("(0)"));
        let mut key = String::with_capacity(digits.len() + 1);
        key.push('+');
        match bracket.map(|at| number[..at].chars().filter_map(digit).count()) {
            Some(before) => {
                key.push_str(&digits[..before]);
                key.push_str(&digits[before + 1..]);
            }
            None => key.push_str(digits),
        }
        return key;
    }
    if let Some(international) = digits.strip_prefix("00").filter(|rest| rest.len() >= 8) {
        return format!("+{international}");
    }
    let code = country.and_then(calling_code);
    match code {
        Some("1") if digits.len() == 11 && digits.starts_with('1') => format!("+{digits}"),
        Some("39") => format!("+39{digits}"),
        Some(code) => format!("+{code}{}", digits.strip_prefix('0').unwrap_or(digits)),
        None => digits.trim_start_matches('0').to_owned(),
    }
}
