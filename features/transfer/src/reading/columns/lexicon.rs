//! What headers mean, in the languages and systems that lists of clients come from.
//!
//! Words are compared without accents, signs, blanks and capitals. A word may be led by what it
//! belongs to (`Account: Phone`, `property_firstname`, `Rechnungsadresse Ort`) and by which of
//! several it is (`Business Phone`, `E-mail 2 - Value`, `Telefon privat`).

mod known;

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::values::fold;
use super::target::Target;
use known::{LEADING, OF_ORGANIZATION, WHICH, WORDS};

static BY_WORD: LazyLock<HashMap<&'static str, Target>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (target, list) in WORDS {
        let target: Target = target.parse().expect("the lexicon names known targets");
        for word in list.split(' ') {
            words.entry(word).or_insert_with(|| target.clone());
        }
    }
    words
});

/// What a header says about its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Where the column goes by its header.
    pub target: Target,
    /// True when the whole header was known; false when a part of it had to be left aside.
    pub whole: bool,
}

/// The words of a header: accents off, lower case, `camelCase` and signs apart.
#[must_use]
pub fn words(header: &str) -> Vec<String> {
    let mut apart = String::with_capacity(header.len() + 8);
    let mut before_small = false;
    for letter in header.chars() {
        if letter.is_uppercase() && before_small {
            apart.push(' ');
        }
        before_small = letter.is_lowercase() || letter.is_numeric();
        apart.push(if letter == '_' { ' ' } else { letter });
    }
    fold(&apart).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// What a header means, if anything is known about it.
#[must_use]
pub fn meaning(header: &str) -> Option<Meaning> {
    let header = header.split(['(', '[']).next().filter(|head| !head.trim().is_empty()).unwrap_or(header);
    let all = words(header);
    let mut rest: Vec<&str> = all.iter().map(String::as_str).collect();
    // Salesforce ends its custom fields in "__c"; a count behind the word tells repeated columns apart.
    if rest.len() > 1 && rest.last() == Some(&"c") {
        rest.pop();
    }
    if let Some(target) = look_up(&rest) {
        return Some(Meaning { target, whole: true });
    }
    if let Some(target) = of_organization(&rest) {
        return Some(Meaning { target, whole: true });
    }
    if let Some(target) = which(&rest) {
        return Some(Meaning { target, whole: true });
    }
    let numbered: Vec<&str> =
        rest.iter().copied().filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
    if numbered.len() < rest.len()
        && let Some(target) = look_up(&numbered).or_else(|| which(&numbered))
    {
        return Some(Meaning { target, whole: true });
    }
    while rest.len() > 1 && LEADING.contains(&rest[0]) {
        rest.remove(0);
        if let Some(target) = look_up(&rest).or_else(|| which(&rest)) {
            return Some(Meaning { target, whole: true });
        }
    }
    let last_two = rest.get(rest.len().saturating_sub(2)..).filter(|_| rest.len() > 2);
    let partly = last_two
        .and_then(look_up)
        .or_else(|| (rest.len() > 1).then(|| rest.last().and_then(|last| look_up(&[last]))).flatten());
    partly.filter(is_worth_a_guess).map(|target| Meaning { target, whole: false })
}

/// A part of a header is believed only for what its values can confirm.
fn is_worth_a_guess(target: &Target) -> bool {
    use super::target::Expected;
    matches!(target.expected(), Expected::Mail | Expected::Phone | Expected::Date) && !matches!(target, Target::Since)
}

fn look_up(words: &[&str]) -> Option<Target> {
    match words {
        [] => None,
        [word] => BY_WORD.get(word).cloned(),
        _ => BY_WORD.get(words.concat().as_str()).cloned(),
    }
}

/// `Account: Phone`, `company_website`, `Firma Telefon`.
fn of_organization(words: &[&str]) -> Option<Target> {
    let (first, rest) = words.split_first()?;
    if !OF_ORGANIZATION.contains(first) || rest.is_empty() {
        return None;
    }
    let rest: Vec<&str> = rest.iter().copied().skip_while(|word| *word == *first).collect();
    match look_up(&rest).or_else(|| which(&rest)) {
        None if rest.is_empty() => Some(Target::Organization),
        Some(Target::Name) => Some(Target::Organization),
        Some(Target::Phone(label)) if *first != "business" => {
            Some(if &*label == "fax" { Target::Phone(label) } else { Target::OrganizationPhone })
        }
        Some(Target::Email(_)) if *first != "business" => Some(Target::OrganizationEmail),
        Some(Target::Website) => Some(Target::OrganizationWebsite),
        Some(Target::Address(part, label)) => {
            Some(Target::Address(part, if label.is_empty() { "work".into() } else { label }))
        }
        _ => None,
    }
}

/// `Business Phone 2`, `Telefon privat`, `BillingCity`, `mailing_postal_code`.
fn which(words: &[&str]) -> Option<Target> {
    let place = words.iter().position(|word| WHICH.iter().any(|(known, _)| known == word))?;
    let (_, label) = WHICH.iter().find(|(known, _)| *known == words[place])?;
    let rest: Vec<&str> = words.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, word)| *word).collect();
    labelled(&rest, label)
        .or_else(|| {
            let plain: Vec<&str> =
                rest.iter().copied().filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit())).collect();
            if plain.len() < rest.len() { labelled(&plain, label) } else { None }
        })
        .or_else(|| which(&rest).and_then(|target| relabel(target, label)))
}

fn labelled(words: &[&str], label: &str) -> Option<Target> {
    relabel(look_up(words)?, label)
}

fn relabel(target: Target, label: &str) -> Option<Target> {
    match target {
        Target::Email(_) => Some(Target::Email(label.into())),
        Target::Phone(old) => Some(Target::Phone(if old.is_empty() { label.into() } else { old })),
        Target::Address(part, _) => Some(Target::Address(part, label.into())),
        Target::Website => Some(Target::Website),
        _ => None,
    }
}

/// `BILLINGSTREET`: headers in capitals without any sign between their words.
#[must_use]
pub fn run_together(header: &str) -> Option<Meaning> {
    let plain = fold(header).replace(' ', "");
    for lead in ["billing", "shipping", "mailing", "other", "home", "work", "business", "property", "contact", "owner"]
    {
        if let Some(rest) = plain.strip_prefix(lead).filter(|rest| !rest.is_empty()) {
            let found = which(&[lead, rest])
                .or_else(|| if lead == "property" || lead == "contact" { look_up(&[rest]) } else { None });
            if let Some(target) = found {
                return Some(Meaning { target, whole: true });
            }
        }
    }
    None
}
