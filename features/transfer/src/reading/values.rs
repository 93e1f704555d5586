//! What single values mean: nothing at all, a mail address, a phone number, yes or no, a name.
//!
//! Everything here is kind to the many ways people write, and strict about one thing: text that
//! does not mean what its column says is never bent into it; the caller gets a sentence instead.

mod countries;
mod mail;
mod names;
mod phone;
mod rhythm;

pub use countries::{calling_code, country_code, is_country};
pub use mail::{Mail, mails, parse_mail};
pub use names::{NameParts, fold, folded, looks_like_organization, split_name};
pub use phone::{Phone, parse_phone, phones};
pub use rhythm::rhythm_days;

/// What many systems write where they have nothing; compared in lower case.
const EMPTY: &[&str] = &[
    "#n/a",
    "n/a",
    "n.a.",
    "na",
    "null",
    "(null)",
    "[null]",
    "\\n",
    "nil",
    "none",
    "(none)",
    "(blank)",
    "blank",
    "nan",
    "undefined",
    "unknown",
    "-",
    "--",
    "---",
    "–",
    "—",
    ".",
    "?",
    "#ref!",
    "#value!",
    "#name?",
];
/// Those that could not be a word, a place or somebody's name.
const ALWAYS_EMPTY: &[&str] = &[
    "#N/A", "N/A", "n/a", "n.a.", "NULL", "(null)", "[NULL]", "\\N", "(none)", "(blank)", "-", "--", "---", "–", "—",
    "#REF!", "#VALUE!", "#NAME?",
];

/// True when the value says that there is none. `word` is true for columns where `None`, `Blank`,
/// `Na` or `Null` may be somebody's name or a word that was meant.
#[must_use]
pub fn is_empty(value: &str, word: bool) -> bool {
    if value.is_empty() {
        return true;
    }
    // Almost no value comes further than this.
    let first = value.as_bytes()[0];
    if value.len() > 11
        || !(matches!(first, b'#' | b'(' | b'[' | b'\\' | b'-' | b'.' | b'?' | 0xE2) || b"nNbBuU".contains(&first))
    {
        return false;
    }
    if word {
        return ALWAYS_EMPTY.contains(&value);
    }
    EMPTY.iter().any(|empty| empty.eq_ignore_ascii_case(value))
}

/// True for text that was lost before it came here: replacement characters, or `????` for letters.
#[must_use]
pub fn is_lost(text: &str) -> bool {
    if text.contains('\u{FFFD}') {
        return true;
    }
    text.contains("???") || (!text.is_empty() && text.bytes().all(|byte| matches!(byte, b'?' | b' ')))
}

/// Yes or no in the languages of the offices that write such lists.
#[must_use]
pub fn yes_or_no(value: &str) -> Option<bool> {
    const YES: &[&str] = &[
        "yes",
        "y",
        "true",
        "t",
        "1",
        "x",
        "on",
        "ja",
        "j",
        "wahr",
        "oui",
        "o",
        "vrai",
        "si",
        "s",
        "sim",
        "verdadero",
        "verdadeiro",
        "vero",
        "tak",
        "ano",
        "da",
        "igen",
        "kylla",
        "evet",
        "subscribed",
        "opted in",
        "opt-in",
        "waar",
        "checked",
        "✓",
    ];
    const NO: &[&str] = &[
        "no",
        "n",
        "false",
        "f",
        "0",
        "off",
        "nein",
        "falsch",
        "nee",
        "non",
        "faux",
        "nao",
        "falso",
        "nie",
        "ne",
        "nem",
        "nei",
        "nej",
        "ei",
        "hayir",
        "onwaar",
        "unsubscribed",
        "opted out",
        "opt-out",
    ];
    if value.len() > 16 {
        return None;
    }
    let plain = fold(value);
    if YES.contains(&plain.as_str()) {
        Some(true)
    } else if NO.contains(&plain.as_str()) {
        Some(false)
    } else {
        None
    }
}

/// An id without what a spreadsheet added: `848.0` is 848. Ids in scientific notation have lost
/// digits; they are answered as an error.
///
/// # Errors
/// A sentence when digits were lost.
pub fn clean_id(value: &str) -> Result<&str, String> {
    if is_scientific(value) {
        return Err(format!("\"{value}\" has lost its last digits in a spreadsheet"));
    }
    match value.split_once('.') {
        Some((whole, "0" | "00")) if !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()) => Ok(whole),
        _ => Ok(value),
    }
}

/// A number such as `1.2345E11`, which a spreadsheet shows instead of a long one.
#[must_use]
pub fn is_scientific(value: &str) -> bool {
    let Some((mantissa, exponent)) = value.split_once(['E', 'e']) else {
        return false;
    };
    let digits = exponent.strip_prefix('+').unwrap_or(exponent);
    !mantissa.is_empty()
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        && (mantissa.contains(['.', ',']) || exponent.starts_with('+'))
        && (1..=3).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The tags in one cell, separated by `;`, `|` or, when there is neither, by commas.
#[must_use]
pub fn tags(value: &str) -> Vec<String> {
    let separator = if value.contains(';') {
        ';'
    } else if value.contains('|') {
        '|'
    } else {
        ','
    };
    let mut tags: Vec<String> = Vec::new();
    for tag in value.split(separator) {
        let tag = tag.trim().trim_start_matches(['*', '#']).trim();
        if !is_empty(tag, true) && !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// The parts of a cell in which an address book joined several values by ` ::: `.
pub fn joined(value: &str) -> impl Iterator<Item = &str> {
    value.split(" ::: ").map(str::trim).filter(|part| !part.is_empty())
}

/// A value short enough to be shown in a sentence.
pub(super) fn shorten(value: &str) -> String {
    match value.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests;
