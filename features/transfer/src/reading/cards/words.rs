//! The names that programs give to what stands on a card, and how they write days and labels.

use super::say::Property;

/// Of no use to anybody who reads: stamps, keys, how a program shows the card.
pub(super) const TECHNICAL: &[&str] = &[
    "BEGIN",
    "END",
    "VERSION",
    "PRODID",
    "REV",
    "SOURCE",
    "CLASS",
    "SORT-STRING",
    "KEY",
    "PHOTO",
    "LOGO",
    "SOUND",
    "MAILER",
    "NAME",
    "PROFILE",
    "CALURI",
    "FBURL",
    "CALADRURI",
    "CAPURI",
    "XML",
    "CLIENTPIDMAP",
    "LABEL",
    "AGENT",
    "GEO",
    "TZ",
    "CREATED",
    "JSPROP",
    "LANGUAGE",
    "LANG",
];
/// Beginnings of such names.
pub(super) const TECHNICAL_BEGINNINGS: &[&str] = &[
    "X-ABUID",
    "X-ABLABEL",
    "X-ABADR",
    "X-ABSHOWAS",
    "X-ABORDER",
    "X-EVOLUTION-FILE-AS",
    "X-EVOLUTION-UI",
    "X-EVOLUTION-VIDEO",
    "X-COUCHDB",
    "X-MOZILLA",
    "X-MS-OL",
    "X-MS-CARDPICTURE",
    "X-MS-TEXT",
    "X-PHONETIC",
    "X-GENERATOR",
    "X-KADDRESSBOOK-CRYPTO",
    "X-IMAGE",
    "X-CREATION",
    "X-MODIFICATION",
    "X-ETAG",
    "X-ID",
    "X-ICAL",
];
/// Names on networks, as older programs write them.
pub(super) const NETWORKS: &[(&str, &str)] = &[
    ("X-AIM", "aim"),
    ("X-ICQ", "icq"),
    ("X-SKYPE", "skype"),
    ("X-SKYPE-USERNAME", "skype"),
    ("X-GTALK", "gtalk"),
    ("X-GOOGLE-TALK", "gtalk"),
    ("X-MSN", "msn"),
    ("X-YAHOO", "yahoo"),
    ("X-JABBER", "xmpp"),
    ("X-QQ", "qq"),
    ("X-TWITTER", "twitter"),
    ("X-GADUGADU", "gadugadu"),
    ("X-GROUPWISE", "groupwise"),
    ("X-MS-IMADDRESS", "im"),
    ("X-MESSAGING/TWITTER-ALL", "twitter"),
    ("X-MESSAGING/IRC-ALL", "irc"),
    ("X-MESSAGING/XMPP-ALL", "xmpp"),
];
/// Who else is named on a card, as the programs write it.
pub(super) const OTHERS: &[(&str, &str)] = &[("SPOUSE", "Spouse"), ("MANAGER", "Manager"), ("ASSISTANT", "Assistant")];

/// The network that an address for messages belongs to.
pub(super) fn network_of(property: &Property) -> String {
    let scheme = property.text().split_once(':').map(|(scheme, _)| scheme.to_lowercase()).unwrap_or_default();
    let named = if property.service.is_empty() { scheme } else { property.service.to_lowercase() };
    match named.as_str() {
        "" => "im".to_owned(),
        "ymsgr" => "yahoo".to_owned(),
        "x-apple" | "jabber" => "xmpp".to_owned(),
        other => other.to_owned(),
    }
}

/// `19800321`, `1955-07-19T00:00:00Z`, `--0203` as days; nothing where no day is said.
pub(super) fn day(text: &str) -> Option<String> {
    let text = text.split(['T', ' ']).next().unwrap_or_default();
    if let Some(rest) = text.strip_prefix("--") {
        let digits: String = rest.chars().filter(|sign| *sign != '-').collect();
        let is_day = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit());
        return is_day.then(|| format!("--{}-{}", &digits[..2], &digits[2..]));
    }
    let digits: String = text.chars().filter(|sign| *sign != '-').collect();
    let is_day = digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit());
    let day = is_day.then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))?;
    day.parse::<jiff::civil::Date>().is_ok().then_some(day)
}

/// `AssistantPhone` as `assistant phone`.
pub(super) fn in_words(label: &str) -> String {
    let (mut words, mut is_after_small) = (String::new(), false);
    for letter in label.trim().chars().take(40) {
        if letter.is_uppercase() && is_after_small {
            words.push(' ');
        }
        is_after_small = letter.is_lowercase();
        words.extend(letter.to_lowercase());
    }
    words.replace(['(', ')', ':'], " ").trim().to_owned()
}

pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
