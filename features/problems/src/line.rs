//! What a line of the log says of something that went wrong: “problem: …”, or a small thing that was mended on the spot: “spilled wine on
//! Mrs Park, new blouse on us”. Nothing here reads or writes.

use tend_core::{
    fold::fold,
    money::{Currency, Money},
};

use crate::{gesture::GestureKind, problem::Severity};

/// What a line says of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What went wrong, as a title: “Spilled wine on Mrs Park”.
    pub title: String,
    /// All of it, as it was written.
    pub words: String,
    /// How bad it is for them.
    pub severity: Severity,
    /// What was given on the spot.
    pub gift: Option<Gift>,
}

/// What was given on the spot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gift {
    /// What.
    pub kind: GestureKind,
    /// In the words of the line: “new blouse on us”.
    pub words: String,
}

/// Words with which somebody says that it is a problem.
const MARKS: [&str; 2] = ["problem", "complaint"];
/// Ways of saying that it cost them nothing.
const ON_US: [&str; 10] = [
    "on us",
    "on the house",
    "free of charge",
    "for free",
    "off the bill",
    "did not charge",
    "didn't charge",
    "money back",
    "refunded",
    "as an apology",
];
/// Words of things that go wrong. A line that gives something and tells of none of them is a kind thing, and no problem.
const MISHAPS: [&str; 44] = [
    "bent",
    "broke",
    "broken",
    "burned",
    "burnt",
    "cold",
    "complained",
    "cracked",
    "damaged",
    "delayed",
    "dented",
    "dirty",
    "dropped",
    "failed",
    "faulty",
    "fell",
    "forgot",
    "forgotten",
    "late",
    "leaked",
    "leaks",
    "lost",
    "misplaced",
    "missed",
    "missing",
    "mixed",
    "overcharged",
    "punctured",
    "ripped",
    "rude",
    "ruined",
    "scratched",
    "smashed",
    "spilled",
    "spilt",
    "spoiled",
    "spoilt",
    "stained",
    "tore",
    "torn",
    "unhappy",
    "waited",
    "wet",
    "wrong",
];
/// Words of danger.
const DANGERS: [&str; 7] = ["unsafe", "hurt", "injured", "accident", "dangerous", "bleeding", "crashed"];

/// Does a line say that something went wrong?
pub fn is_said(line: &str) -> bool {
    marked(line).is_some() || is_mended(line)
}

/// Reads what such a line says.
pub fn read(line: &str) -> Said {
    let rest = marked(line).unwrap_or(line);
    let clauses = clauses(rest);
    let (gifts, told): (Vec<&str>, Vec<&str>) = clauses.into_iter().partition(|clause| is_on_us(clause));
    let gift = gifts.first().map(|clause| Gift { kind: kind_of(clause), words: without_first(clause).to_owned() });
    let told = told.into_iter().filter(|clause| !is_sum(clause)).collect::<Vec<_>>().join(", ");
    let title = if told.is_empty() { rest.trim() } else { told.as_str() };
    let severity = match (has_word(rest, &DANGERS), gift.is_some() || has_word(rest, &["small"])) {
        (true, _) => Severity::Unsafe,
        (false, true) => Severity::Small,
        (false, false) => Severity::Hinders,
    };
    let title = capital(title.trim_end_matches('.'));
    let words = if words_of(rest) == words_of(&title) { title.clone() } else { capital(rest) };
    Said { title, words, severity, gift }
}

/// What stands behind “problem:”, wherever in the line its clause begins.
fn marked(line: &str) -> Option<&str> {
    let behind = line.match_indices([':', '–', '—']).find_map(|(at, mark)| {
        let before = line.get(..at)?.rsplit([',', ';', '.', ':', '\n']).next()?;
        MARKS.contains(&fold(before.trim()).as_str()).then(|| line.get(at + mark.len()..).unwrap_or_default().trim())
    });
    behind.filter(|rest| !rest.is_empty())
}

/// Something went wrong and something was given for it.
fn is_mended(line: &str) -> bool {
    let clauses = clauses(line);
    let told = clauses.iter().filter(|clause| !is_on_us(clause)).any(|clause| has_word(clause, &MISHAPS));
    told && clauses.iter().any(|clause| is_on_us(clause))
}

/// The parts between commas and stops; a comma inside of a sum parts nothing.
fn clauses(line: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, letter) in line.char_indices() {
        let after = line.get(at + letter.len_utf8()..).unwrap_or_default();
        let parts_here = match letter {
            ';' | '–' | '—' | '\n' => true,
            ',' | '.' | '!' => after.is_empty() || after.starts_with(char::is_whitespace),
            _ => false,
        };
        if parts_here {
            parts.push(line.get(from..at).unwrap_or_default().trim());
            from = at + letter.len_utf8();
        }
    }
    parts.push(line.get(from..).unwrap_or_default().trim());
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_on_us(clause: &str) -> bool {
    let said = format!(" {} ", words_of(clause));
    ON_US.iter().any(|way| said.contains(&format!(" {} ", words_of(way))))
}

/// “€38” between two commas says what something is worth, and nothing of what went wrong.
fn is_sum(clause: &str) -> bool {
    const NAMES: [&str; 10] = ["eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pound", "pounds", "chf"];
    let is_part = |word: &str| word.chars().all(|letter| letter.is_ascii_digit()) || NAMES.contains(&word);
    words_of(clause).split(' ').all(is_part)
}

fn has_word(text: &str, words: &[&str]) -> bool {
    words_of(text).split(' ').any(|word| words.contains(&word))
}

/// Folded words with single blanks between them.
fn words_of(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> =
        folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// What was given, by its words; a thing where they say nothing else.
fn kind_of(clause: &str) -> GestureKind {
    let has = |words: &[&str]| has_word(clause, words);
    if has(&["refund", "refunded", "back", "bill", "charge"]) && !has(&["free"]) {
        GestureKind::Refund
    } else if has(&["voucher", "credit", "coupon"]) {
        GestureKind::Credit
    } else if has(&["repair", "repaired", "fix", "fixed", "clean", "cleaned", "cleaning", "mend", "mended", "service"])
    {
        GestureKind::Repair
    } else if has(&["visit", "visited"]) {
        GestureKind::Visit
    } else {
        GestureKind::Gift
    }
}

/// “and a new blouse on us”: without the word that hung it into the line.
fn without_first(clause: &str) -> &str {
    let hung = ["and ", "so ", "but ", "we gave ", "gave "];
    let start = |text: &str, word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let mut rest = clause;
    while let Some(word) = hung.iter().find(|word| start(rest, word)) {
        rest = rest[word.len()..].trim_start();
    }
    rest
}

/// The sum that a line names in this currency: “€60”, “60 euros”, “CHF 12.50”; nothing where it names none.
pub fn worth_in(words: &str, currency: Currency) -> Option<Money> {
    let (sign, name) = match currency.code() {
        "EUR" => ("€", "euro"),
        "GBP" => ("£", "pound"),
        "USD" => ("$", "dollar"),
        _ => ("", ""),
    };
    let spaced = if sign.is_empty() { words.to_owned() } else { words.replace(sign, &format!(" {sign} ")) };
    let parts: Vec<&str> = spaced.split_whitespace().map(|part| part.trim_end_matches([',', '.', ')', ';'])).collect();
    let is_currency = |part: &str| {
        part.eq_ignore_ascii_case(currency.code())
            || (!sign.is_empty() && part == sign)
            || (!name.is_empty() && fold(part).starts_with(name))
    };
    let beside = |at: usize| {
        at.checked_sub(1).and_then(|before| parts.get(before)).is_some_and(|part| is_currency(part))
            || parts.get(at + 1).is_some_and(|part| is_currency(part))
    };
    let sum = |(at, part): (usize, &&str)| beside(at).then(|| Money::read(part, currency).ok()).flatten();
    parts.iter().enumerate().find_map(sum)
}

fn capital(text: &str) -> String {
    let text = text.trim();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn given(line: &str) -> Option<(GestureKind, String)> {
        read(line).gift.map(|gift| (gift.kind, gift.words))
    }

    #[test]
    fn a_small_thing_in_one_line() {
        let line = "spilled wine on Mrs Park, new blouse on us";
        assert!(is_said(line));
        assert_eq!(
            read(line),
            Said {
                title: "Spilled wine on Mrs Park".into(),
                words: "Spilled wine on Mrs Park, new blouse on us".into(),
                severity: Severity::Small,
                gift: Some(Gift { kind: GestureKind::Gift, words: "new blouse on us".into() }),
            }
        );
        for (line, kind, words) in [
            (
                "Marta’s wheel came back scratched; the repair is for free",
                GestureKind::Repair,
                "the repair is for free",
            ),
            ("Bram waited an hour – and €38,50 off the bill", GestureKind::Refund, "€38,50 off the bill"),
            ("Lost Jonas's pump. We gave a voucher as an apology", GestureKind::Credit, "a voucher as an apology"),
        ] {
            assert!(is_said(line), "{line}");
            assert_eq!(given(line), Some((kind, words.to_owned())), "{line}");
        }
    }

    #[test]
    fn a_problem_that_is_called_one() {
        for (line, title) in [
            ("problem: the brakes of Jonas Weber fade in rain", "The brakes of Jonas Weber fade in rain"),
            ("Complaint – the bell rings by itself", "The bell rings by itself"),
        ] {
            assert!(is_said(line), "{line}");
            assert_eq!((read(line).title.as_str(), read(line).severity), (title, Severity::Hinders), "{line}");
        }
        assert_eq!(read("Jonas Weber: problem: the brakes fade").words, "The brakes fade");
        assert_eq!(read("Jonas rang, problem: the brakes fade").title, "The brakes fade");
        assert_eq!(read("problem: he crashed").severity, Severity::Unsafe);
    }

    #[test]
    fn what_is_none() {
        for line in [
            "Jonas rang, the spare bike helps",
            "Marta came by, coffee on us",
            "Marta’s wheel wobbles",
            "Bram broke his own record",
            "problem: ",
            "no problem: he is glad",
            "The problem is solved",
        ] {
            assert!(!is_said(line), "{line}");
        }
    }

    #[test]
    fn a_sum_counts_in_the_currency_of_the_house() {
        let euros: Currency = "EUR".parse().expect("a currency");
        let francs: Currency = "CHF".parse().expect("a currency");
        let minor = |words, currency| worth_in(words, currency).map(|money| money.minor);
        assert_eq!(minor("new blouse on us, €60", euros), Some(6000));
        assert_eq!(minor("12.50 euros back", euros), Some(1250));
        assert_eq!(minor("CHF 12.50 back", francs), Some(1250));
        assert_eq!(minor("CHF 12.50 back", euros), None);
        assert_eq!(minor("2 pumps on us", euros), None);
    }

    proptest! {
        #[test]
        fn no_line_breaks_the_reader(line in "\\PC{0,120}") {
            let said = read(&line);
            prop_assert!(line.trim().is_empty() || !is_said(&line) || !said.title.is_empty());
        }
    }
}
