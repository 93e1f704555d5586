//! The deed of a promise, as the one next kind thing: a verb with a name in it. “Send the quote” to Jonas is “Send Jonas the quote”.

/// What one does for somebody who can stand right behind the verb: “Send Jonas the quote”.
const TO_SOMEBODY: [&str; 15] = [
    "bring", "build", "buy", "email", "fetch", "find", "give", "hand", "lend", "mail", "offer", "order", "send",
    "show", "write",
];
/// What one does with somebody: “Call Jonas about the wheel”.
const WITH_SOMEBODY: [&str; 9] = ["ask", "call", "invite", "meet", "phone", "remind", "ring", "tell", "visit"];
/// What one does for somebody: “Fix the wheel for Jonas”.
const FOR_SOMEBODY: [&str; 23] = [
    "adjust", "book", "change", "check", "collect", "deliver", "exchange", "fit", "fix", "make", "mend", "paint",
    "pick", "prepare", "price", "repair", "replace", "reserve", "return", "set", "ship", "test", "drop",
];
/// Verbs that need no name beside them, or carry one of their own.
const ALONE: [&str; 6] = ["pay", "reply", "speak", "talk", "text", "keep"];

/// A word one promises something with: “send”, “call”.
pub fn is_verb(folded: &str) -> bool {
    [&TO_SOMEBODY[..], &WITH_SOMEBODY, &FOR_SOMEBODY, &ALONE].iter().any(|verbs| verbs.contains(&folded))
}

/// The deed with its client's name in it; a promise without a verb (“Child seat fitted”) is kept.
pub fn act(words: &str, client_name: &str) -> String {
    let words = words.trim().trim_end_matches('.');
    let (verb, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let (folded, rest) = (verb.to_lowercase(), rest.trim());
    if !is_verb(&folded) {
        return format!("Keep the promise to {client_name}");
    }
    if names_somebody(rest, client_name) {
        return capital(words);
    }
    let verb = capital(verb);
    let is = |verbs: &[&str]| verbs.contains(&folded.as_str());
    match rest {
        "" if is(&TO_SOMEBODY) => format!("{verb} to {client_name}"),
        "" if is(&WITH_SOMEBODY) => format!("{verb} {client_name}"),
        "" if is(&ALONE) => verb,
        _ if is(&ALONE) => capital(words),
        rest if is(&TO_SOMEBODY) && begins_with_a_thing(rest) => format!("{verb} {client_name} {rest}"),
        rest if is(&WITH_SOMEBODY) && goes_on_after_a_name(rest) => format!("{verb} {client_name} {rest}"),
        rest if is(&WITH_SOMEBODY) => capital(&format!("{verb} {rest}")),
        rest => format!("{verb} {rest} for {client_name}"),
    }
}

/// Somebody is named in the deed already, or meant by a small word.
fn names_somebody(rest: &str, client_name: &str) -> bool {
    let somebody = ["her", "him", "them", "you", "everybody", "everyone", "to", "for", "with"];
    let name = client_name.to_lowercase();
    rest.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| {
        somebody.contains(&word) || (!word.is_empty() && name.split_whitespace().any(|of_name| of_name == word))
    }) || rest.split_whitespace().any(|word| word.chars().next().is_some_and(char::is_uppercase))
}

/// “the quote”, “three photos”; not “off the mail”.
fn begins_with_a_thing(rest: &str) -> bool {
    let first = rest.split_whitespace().next().unwrap_or_default().to_lowercase();
    !["back", "off", "out", "over", "in", "on", "up", "about", "by", "again"].contains(&first.as_str())
}

/// “back”, “about the wheel”, “how the bike is”.
fn goes_on_after_a_name(rest: &str) -> bool {
    let first = rest.split_whitespace().next().unwrap_or_default().to_lowercase();
    [
        "about", "after", "again", "at", "back", "before", "by", "how", "in", "on", "once", "that", "what", "when",
        "whether", "why", "the", "a",
    ]
    .contains(&first.as_str())
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_a_verb_with_a_name_in_it() {
        for (words, act_now) in [
            ("send the quote", "Send Jonas the quote"),
            ("Lend a spare battery", "Lend Jonas a spare battery"),
            ("call back", "Call Jonas back"),
            ("Call", "Call Jonas"),
            ("call about the wheel.", "Call Jonas about the wheel"),
            ("fix the bell", "Fix the bell for Jonas"),
            ("tell him what Tomás found", "Tell him what Tomás found"),
            ("Send the photos to Celeste", "Send the photos to Celeste"),
            ("bring Jonas the pump", "Bring Jonas the pump"),
            ("Price the winter check per bike", "Price the winter check per bike for Jonas"),
            ("Child seat fitted", "Keep the promise to Jonas"),
            ("a card", "Keep the promise to Jonas"),
            ("", "Keep the promise to Jonas"),
        ] {
            assert_eq!(act(words, "Jonas"), act_now, "{words}");
        }
    }
}
