//! Months, weekdays and zones in words.

/// Months by number, compared folded; short forms match any word they begin.
const MONTHS: [&[&str]; 12] = [
    &["jan", "januari", "januar", "janvier", "enero", "ene", "gennaio", "gen", "janeiro", "stycznia"],
    &["feb", "februari", "fevrier", "fev", "febrero", "febbraio", "fevereiro", "lutego"],
    &["mar", "maart", "mrt", "marz", "maerz", "mars", "marzo", "marco", "mrz", "marca"],
    &["apr", "april", "avril", "avr", "abril", "abr", "aprile", "kwietnia"],
    &["may", "mei", "mai", "mayo", "maggio", "mag", "maio", "maja", "maj"],
    &["jun", "juni", "juin", "junio", "giugno", "giu", "junho", "czerwca"],
    &["jul", "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "lipca"],
    &["aug", "augustus", "august", "aout", "agosto", "ago", "sierpnia"],
    &["sep", "sept", "september", "septembre", "septiembre", "settembre", "set", "setembro", "wrzesnia"],
    &["oct", "okt", "october", "oktober", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "pazdziernika"],
    &["nov", "november", "novembre", "noviembre", "novembro", "listopada"],
    &["dec", "dez", "december", "dezember", "decembre", "diciembre", "dic", "dicembre", "dezembro", "grudnia"],
];

/// The number of a month in words, already folded.
pub(super) fn month(word: &str) -> Option<i8> {
    if word.len() < 3 {
        return None;
    }
    let known = |names: &[&str]| {
        names.contains(&word)
            || (word.len() > 3
                && names.iter().any(|name| name.len() == 3 && word.starts_with(name) && is_long_form(word)))
    };
    let place = MONTHS.iter().position(|names| known(names))?;
    i8::try_from(place + 1).ok()
}

/// Long English and German forms that are not listed above.
fn is_long_form(word: &str) -> bool {
    matches!(
        word,
        "january"
            | "february"
            | "februar"
            | "march"
            | "april"
            | "june"
            | "july"
            | "september"
            | "october"
            | "november"
            | "december"
    )
}

/// Weekdays, folded, in the languages of [`MONTHS`].
const DAYS: &[&str] = &[
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mo",
    "di",
    "mi",
    "do",
    "fr",
    "sa",
    "so",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "ma",
    "wo",
    "vr",
    "za",
    "zo",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "lun",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
];

/// True for a weekday in words, already folded; any other
/// word that is neither month nor zone makes a value no date.
pub(super) fn is_weekday(word: &str) -> bool {
    DAYS.contains(&word)
}

/// Words that may stand between the parts of a date: `5 de mayo de 2021`, `May 5th at 10:00`.
pub(super) fn is_filler(word: &str) -> bool {
    matches!(
        word,
        "de" | "del"
            | "of"
            | "at"
            | "um"
            | "om"
            | "a"
            | "le"
            | "den"
            | "the"
            | "uhr"
            | "h"
            | "st"
            | "nd"
            | "rd"
            | "th"
            | "er"
            | "t"
    )
}

/// The offset from UTC in minutes of a zone's short name, in lower case.
pub(super) fn zone_minutes(word: &str) -> Option<i32> {
    let hours_times_60 = match word {
        "z" | "utc" | "gmt" | "ut" | "wet" | "zulu" => 0,
        "bst" | "cet" | "mez" | "west" | "wat" => 60,
        "cest" | "mesz" | "eet" | "sast" | "cat" => 120,
        "eest" | "msk" | "eat" | "trt" => 180,
        "gst" => 240,
        "ist" => 330,
        "pkt" => 300,
        "hkt" | "sgt" | "awst" => 480,
        "jst" | "kst" => 540,
        "aest" => 600,
        "aedt" => 660,
        "nzst" => 720,
        "nzdt" => 780,
        "brt" | "art" | "adt" => -180,
        "ast" | "edt" => -240,
        "est" | "cdt" => -300,
        "cst" | "mdt" => -360,
        "mst" | "pdt" => -420,
        "pst" | "akdt" => -480,
        "akst" => -540,
        "hst" => -600,
        _ => return None,
    };
    Some(hours_times_60)
}
