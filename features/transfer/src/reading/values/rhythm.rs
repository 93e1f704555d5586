//! How often: `6 weeks`, `monthly`, `every 30 days`, `alle 4 Wochen`.

use super::fold;

/// The longest rhythm that means something, in days.
const LONGEST_DAYS: i64 = 3650;

/// Words that say how often by themselves, with the days they mean.
const WHOLE: &[(&str, i64)] = &[
    ("daily", 1),
    ("weekly", 7),
    ("fortnightly", 14),
    ("biweekly", 14),
    ("monthly", 30),
    ("bimonthly", 60),
    ("quarterly", 91),
    ("half yearly", 182),
    ("halfyearly", 182),
    ("semi annually", 182),
    ("yearly", 365),
    ("annually", 365),
    ("annual", 365),
    ("taglich", 1),
    ("wochentlich", 7),
    ("monatlich", 30),
    ("quartalsweise", 91),
    ("vierteljahrlich", 91),
    ("halbjahrlich", 182),
    ("jahrlich", 365),
    ("dagelijks", 1),
    ("wekelijks", 7),
    ("maandelijks", 30),
    ("jaarlijks", 365),
    ("hebdomadaire", 7),
    ("mensuel", 30),
    ("trimestriel", 91),
    ("annuel", 365),
    ("mensual", 30),
    ("semanal", 7),
    ("trimestral", 91),
    ("anual", 365),
];

/// What the units of a rhythm begin with: days, weeks, months, quarters, years.
const UNITS: &[(&[&str], i64, i64)] = &[
    (&["day", "days", "tag", "tage", "tagen", "dag", "dagen", "jour", "jours", "dia", "dias", "d"], 1, 1),
    (
        &["week", "weeks", "woche", "wochen", "weken", "semaine", "semaines", "semana", "semanas", "wk", "wks", "w"],
        7,
        1,
    ),
    (&["month", "months", "monat", "monate", "monaten", "maand", "maanden", "mois", "mes", "meses", "mo"], 365, 12),
    (&["quarter", "quarters", "quartal", "quartale", "kwartaal", "kwartalen", "trimestre", "trimestres"], 365, 4),
    (&["year", "years", "jahr", "jahre", "jahren", "jaar", "jaren", "an", "ans", "ano", "anos", "yr", "y"], 365, 1),
];

/// Words around the number that say nothing of their own.
const AROUND: &[&str] = &[
    "every", "each", "once", "a", "per", "in", "alle", "jede", "jeden", "jedes", "elke", "tous", "les", "cada", "par",
    "pro",
];

/// How many days apart, by a value and, for a bare number, by the unit that its header names (days where it names none).
///
/// # Errors
/// A sentence when it says nothing of the kind.
pub fn rhythm_days(value: &str, header: &str) -> Result<i64, String> {
    let folded = fold(value);
    let whole = WHOLE.iter().find(|(word, _)| *word == folded).map(|(_, days)| *days);
    // Signs are lost in folding: minus three is not three, and one and a half not fifteen.
    let is_odd = value.trim_start().starts_with('-') || value.contains(['.', ',', '/']);
    let days = whole.or_else(|| if is_odd { None } else { counted(&folded, header) });
    days.filter(|days| (1..=LONGEST_DAYS).contains(days))
        .ok_or_else(|| format!("\"{value}\" does not say how often; \"6 weeks\" or \"monthly\" would"))
}

fn counted(folded: &str, header: &str) -> Option<i64> {
    let (mut number, mut unit) = (None, None);
    for word in apart(folded).split(' ').filter(|word| !AROUND.contains(word)) {
        if let Ok(count) = word.parse::<i64>() {
            number.is_none().then(|| number = Some(count))?;
        } else {
            unit.is_none().then(|| unit = unit_of(word))?;
            unit?;
        }
    }
    let (days, of) = match (number, unit) {
        (None, None) => return None,
        (_, Some(unit)) => unit,
        (Some(_), None) => fold(header).split(' ').find_map(unit_of).unwrap_or((1, 1)),
    };
    Some(number.unwrap_or(1).checked_mul(days)? / of)
}

/// `6weeks` is two words.
fn apart(folded: &str) -> String {
    let mut apart = String::with_capacity(folded.len() + 2);
    let mut after_digit = false;
    for letter in folded.chars() {
        if after_digit && letter.is_alphabetic() {
            apart.push(' ');
        }
        after_digit = letter.is_ascii_digit();
        apart.push(letter);
    }
    apart
}

fn unit_of(word: &str) -> Option<(i64, i64)> {
    UNITS.iter().find(|(words, ..)| words.contains(&word)).map(|(_, days, of)| (*days, *of))
}

#[cfg(test)]
mod tests {
    use super::rhythm_days;

    #[test]
    fn how_often_is_read_in_many_ways() {
        for (value, header, days) in [
            ("6 weeks", "Rhythm", 42),
            ("6weeks", "Rhythm", 42),
            ("every 6 weeks", "", 42),
            ("Monthly", "", 30),
            ("every month", "", 30),
            ("3 months", "", 91),
            ("per quarter", "", 91),
            ("alle 4 Wochen", "", 28),
            ("vierteljährlich", "", 91),
            ("30", "Rhythm", 30),
            ("6", "Rhythm (weeks)", 42),
            ("6", "Every n weeks", 42),
            ("once a year", "", 365),
        ] {
            assert_eq!(rhythm_days(value, header), Ok(days), "{value} under {header}");
        }
        for nothing in [
            "",
            "often",
            "0",
            "-3",
            "1.5 months",
            "1/2 year",
            "6 bikes",
            "99999",
            "6 weeks 3 days",
            "9223372036854775807 years",
        ] {
            assert!(rhythm_days(nothing, "Rhythm").is_err(), "{nothing}");
        }
    }
}
