//! What the values of a column say to the target that its header names.

use super::Sureness;
use super::kinds::Look;
use super::tally::Tally;
use super::target::{AddressPart, Expected, Target};
use crate::reading::{dates::Decision, values::rhythm_days};

/// Where a column goes, how sure that is and why.
pub(super) struct Verdict {
    pub(super) target: Target,
    pub(super) sureness: Sureness,
    pub(super) reason: String,
}

pub(super) fn verdict(target: Target, sureness: Sureness, reason: impl Into<String>) -> Verdict {
    Verdict { target, sureness, reason: reason.into() }
}

pub(super) fn custom(reason: impl Into<String>) -> Verdict {
    verdict(Target::Custom("".into()), Sureness::Likely, reason)
}

/// What the values say to the target that the header names.
pub(super) fn judge(target: Target, tally: &Tally) -> Verdict {
    match target.expected() {
        Expected::Mail => judge_mail(target, tally),
        Expected::Phone => judge_phone(target, tally),
        Expected::Date => judge_dates(target, tally),
        Expected::Web => judge_web(target, tally),
        Expected::YesNo => judge_consent(target, tally),
        Expected::Name => judge_name(target, tally),
        Expected::Anything => judge_anything(target, tally),
    }
}

fn percent(share: f64) -> String {
    format!("{:.0} % of the values", share * 100.0)
}

const SAID_BY_BOTH: &str = "header and values say so";
const SAID_BY_HEADER: &str = "the header says so";

fn judge_mail(target: Target, tally: &Tally) -> Verdict {
    let share = tally.share(&[Look::Mail]);
    if share >= 0.9 {
        return verdict(target, Sureness::Sure, SAID_BY_BOTH);
    }
    if share > 0.0 {
        let reason = format!("{SAID_BY_HEADER}; {} are mail addresses", percent(share));
        return verdict(target, Sureness::Likely, reason);
    }
    if tally.masked_share() > 0.5 {
        return custom("the header says mail address, but the values are codes");
    }
    let reason = "the header says mail address, but no value is one";
    verdict(Target::Custom("".into()), Sureness::Unsure, reason)
}

fn judge_phone(target: Target, tally: &Tally) -> Verdict {
    let share = tally.share(&[Look::Phone, Look::Digits, Look::Amount]) + tally.share(&[Look::Date]).min(0.2);
    if share >= 0.8 {
        return verdict(target, Sureness::Sure, SAID_BY_BOTH);
    }
    if share >= 0.3 {
        let reason = format!("{SAID_BY_HEADER}; {} are phone numbers", percent(share));
        return verdict(target, Sureness::Likely, reason);
    }
    custom("the header says phone, but the values are no numbers")
}

fn judge_web(target: Target, tally: &Tally) -> Verdict {
    if tally.examples.iter().any(|value| value.contains("/api/")) {
        return custom("addresses of records in another system");
    }
    match tally.share(&[Look::Web]) >= 0.5 {
        true => verdict(target, Sureness::Sure, SAID_BY_BOTH),
        false => custom("the header says website, but the values are none"),
    }
}

fn judge_consent(target: Target, tally: &Tally) -> Verdict {
    match tally.share(&[Look::YesNo]) >= 0.9 {
        true => verdict(target, Sureness::Likely, "yes and no; empty means that nothing is known"),
        false => custom("the header speaks of consent, but the values are not yes and no"),
    }
}

fn judge_name(target: Target, tally: &Tally) -> Verdict {
    use Look::{Amount, Date, Digits, Mail, Web, YesNo};
    if tally.share(&[Digits, Amount, Date, Mail, Web, YesNo]) > 0.5 {
        return custom("the header says name, but the values are numbers, dates or addresses");
    }
    if tally.masked_share() > 0.5 {
        let reason = "the header says so; the values are codes in place of names";
        return verdict(target, Sureness::Likely, reason);
    }
    verdict(target, Sureness::Sure, SAID_BY_HEADER)
}

/// Targets that take any text, but not text that cannot be meant.
fn judge_anything(target: Target, tally: &Tally) -> Verdict {
    use Look::{Amount, Code, Date, Digits, Text, Web, YesNo};
    if target == Target::LeaveOut {
        let reason = "technical, a picture or a grade; Tend does not grade people";
        return verdict(target, Sureness::Likely, reason);
    }
    let mostly = |looks: &[Look]| tally.share(looks) > 0.5;
    let against = match &target {
        Target::Owner if mostly(&[Code, Digits]) => Some("ids of people in another system"),
        Target::Title | Target::Prefix if mostly(&[Digits, Amount, Date, YesNo]) => Some("the values are no words"),
        Target::Location if tally.different() > 60 || mostly(&[Digits, Date, Web]) => {
            Some("too many different values for places of ours")
        }
        Target::Rhythm if !tally.examples.iter().all(|value| rhythm_days(value, "").is_ok()) => {
            Some("not all values say how often")
        }
        Target::Kind if !speaks_of_kinds(tally) => Some("the values tell nothing of persons and organizations"),
        Target::Tags if tally.share(&[Text]) > 0.8 && tally.mean_length() > 60.0 => Some("too long for tags"),
        Target::Handle(_) if tally.share(&[Code]) > 0.9 => Some("ids of another system"),
        Target::Address(AddressPart::Country | AddressPart::City, _) if mostly(&[Digits, Date, Amount]) => {
            Some("the values are numbers")
        }
        Target::Note | Target::Goal if tally.share(&[YesNo, Digits, Amount]) > 0.8 => Some("the values are no text"),
        _ => None,
    };
    match against {
        Some(reason) => custom(reason),
        None => {
            let odd = tally.share(&[Look::Mail, Date, Web]) > 0.5;
            let sureness = if odd { Sureness::Likely } else { Sureness::Sure };
            verdict(target, sureness, SAID_BY_HEADER)
        }
    }
}

fn judge_dates(target: Target, tally: &Tally) -> Verdict {
    match tally.dates.decide() {
        Decision::Decided { reason, .. } => verdict(target, Sureness::Sure, reason),
        Decision::Ambiguous { examples, .. } => {
            let example = examples.first().map_or(String::new(), |value| format!(": {value}"));
            verdict(target, Sureness::Unsure, format!("day first or month first? Both can be read{example}"))
        }
        Decision::Text => custom("the header speaks of a date, but the values are none"),
    }
}

fn speaks_of_kinds(tally: &Tally) -> bool {
    tally.examples.iter().filter(|value| kind_word(value).is_some()).count() * 2 > tally.examples.len()
}

/// True for an organization, false for a person, none for any other word.
#[must_use]
pub(in crate::reading) fn kind_word(value: &str) -> Option<bool> {
    let plain = crate::reading::values::fold(value);
    let is = |words: &[&str]| words.contains(&plain.as_str());
    if is(&[
        "person",
        "individual",
        "private",
        "privat",
        "privatperson",
        "persoon",
        "particulier",
        "particular",
        "personne",
        "persona",
        "b2c",
        "consumer",
        "contact",
        "human",
        "p",
    ]) {
        Some(false)
    } else if is(&[
        "organization",
        "organisation",
        "company",
        "business",
        "firma",
        "unternehmen",
        "bedrijf",
        "organisatie",
        "zakelijk",
        "entreprise",
        "empresa",
        "azienda",
        "b2b",
        "account",
        "o",
    ]) {
        Some(true)
    } else {
        None
    }
}
