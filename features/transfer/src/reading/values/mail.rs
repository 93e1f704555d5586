//! Mail addresses as people and systems write them.

use super::shorten;

/// One mail address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// The address, its domain in lower case; the part before the `@` is kept as it was written.
    pub address: String,
    /// The name in front of it, as in `Anna <anna@example.com>`; empty without one.
    pub name: String,
}

impl Mail {
    /// The address in lower case, for comparing: mailboxes that differ in case alone do not exist in practice.
    #[must_use]
    pub fn key(&self) -> String {
        if self.address.is_ascii() { self.address.to_ascii_lowercase() } else { self.address.to_lowercase() }
    }
}

/// All addresses in one cell: separated by `;`, `,`, ` ::: `, line breaks or blanks; each either
/// good or with the sentence that says what is wrong with it.
#[must_use]
pub fn mails(value: &str) -> Vec<Result<Mail, String>> {
    if value.matches('@').count() < 2 {
        return vec![parse_mail(value)];
    }
    let parts: Vec<&str> = value
        .split([';', ',', '\n', '\r'])
        .flat_map(|part| part.split(":::"))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    parts
        .into_iter()
        .flat_map(|part| match part.contains('<') || part.matches('@').count() < 2 {
            true => vec![part],
            false => part.split_whitespace().collect(),
        })
        .map(parse_mail)
        .collect()
}

/// One address.
///
/// # Errors
/// A sentence that says what is wrong.
pub fn parse_mail(value: &str) -> Result<Mail, String> {
    let wrong = |what: &str| Err(format!("\"{}\" is no mail address: {what}", shorten(value)));
    let (name, bare) = match (value.find('<'), value.rfind('>')) {
        (Some(open), Some(close)) if open < close => {
            (value[..open].trim().trim_matches('"').trim(), &value[open + 1..close])
        }
        _ => ("", value),
    };
    let bare = bare.trim().trim_matches(['"', '\'', ';', ',']).trim();
    let bare = bare.strip_prefix("mailto:").or_else(|| bare.strip_prefix("MAILTO:")).unwrap_or(bare);
    let bare = bare.trim_end_matches('.');
    let Some((local, domain)) = bare.rsplit_once('@') else {
        return wrong("it has no @");
    };
    if local.is_empty() {
        return wrong("nothing stands before the @");
    }
    if domain.is_empty() {
        return wrong("nothing stands after the @");
    }
    if local.contains('@') {
        return wrong("it has two @");
    }
    if bare.contains(char::is_whitespace) {
        return wrong("there is a blank in it");
    }
    if !domain.contains('.') {
        return wrong("its domain has no dot");
    }
    if !domain.split('.').all(is_label) {
        return wrong("its domain cannot exist");
    }
    if bare.len() > 254 || local.contains(|letter: char| letter.is_control() || "()<>,;:\\\"[]".contains(letter)) {
        return wrong("it holds signs that cannot stand there");
    }
    let address = match domain.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        true => format!("{local}@{}", domain.to_lowercase()),
        false => bare.to_owned(),
    };
    Ok(Mail { address, name: name.to_owned() })
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-' || letter == '_')
}
