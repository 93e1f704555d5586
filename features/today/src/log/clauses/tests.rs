//! Lines as people type them, and what they say.

use proptest::prelude::*;

use super::*;
use crate::log::names::guess;

type Told = Option<(MomentKind, String)>;

fn line(text: &str) -> (Told, Option<(String, bool)>) {
    let (told, mut promised) = all(text);
    assert!(promised.len() < 2, "{text}: {promised:?}");
    (told, promised.pop())
}
fn all(text: &str) -> (Told, Vec<(String, bool)>) {
    let reading = read(text, guess(text).as_ref());
    (
        reading.happened.map(|happened| (happened.kind, happened.text)),
        reading.promised.into_iter().map(|promised| (promised.words, promised.maybe_theirs)).collect(),
    )
}
fn told(kind: MomentKind, text: &str) -> Told {
    Some((kind, text.to_owned()))
}
fn ours(words: &str) -> Option<(String, bool)> {
    Some((words.to_owned(), false))
}

#[test]
fn what_happened() {
    use MomentKind::{Call, Note, Visit};
    for (text, kind, kept) in [
        ("Jonas rang, the spare bike helps", Call, "the spare bike helps"),
        ("Jonas called back: the spare bike helps", Call, "the spare bike helps"),
        ("Jonas Weber from Harbour Clinic rang, bike 9 fades", Call, "bike 9 fades"),
        ("Jonas rang to say that the spare bike helps", Call, "the spare bike helps"),
        ("Jonas rang about the spare bike", Call, "Jonas rang about the spare bike"),
        ("Rang Jonas, he is glad", Call, "Rang Jonas, he is glad"),
        ("Spoke to Jonas about Thursday", Call, "Spoke to Jonas about Thursday"),
        ("Jonas rang", Call, "Jonas rang"),
        ("Bram came by, he looks well", Visit, "he looks well"),
        ("Bram dropped in with Fenna", Visit, "Bram dropped in with Fenna"),
        ("Visited Bram at home", Visit, "Visited Bram at home"),
        ("Marta: prefers mornings", Note, "prefers mornings"),
        ("Marta prefers mornings", Note, "Marta prefers mornings"),
        ("Marta wants to be called Mia", Note, "Marta wants to be called Mia"),
        ("Jonas rang yesterday, all is well", Call, "Jonas rang yesterday, all is well"),
    ] {
        assert_eq!(line(text), (told(kind, kept), None), "{text}");
    }
}

#[test]
fn what_was_promised() {
    use MomentKind::{Call, Note};
    for (text, happened, promised) in [
        ("Jonas: promised to call back Thu 15:00", None, "call back Thu 15:00"),
        ("I promised Marta to send photos tomorrow", None, "send photos tomorrow"),
        ("promised Marta a card by Friday", None, "a card by Friday"),
        ("Marta: will send photos tomorrow", None, "send photos tomorrow"),
        ("Marta: I’ll send photos tomorrow at 9.30", None, "send photos tomorrow at 9.30"),
        ("Promised Marta that we'd fix the wheel on 2 Nov", None, "fix the wheel on 2 Nov"),
        ("Jonas rang, promised to call back Thu 15:00", told(Call, "Jonas rang"), "call back Thu 15:00"),
        (
            "Jonas rang, the spare bike helps, promised to call back Thu 15:00",
            told(Call, "the spare bike helps"),
            "call back Thu 15:00",
        ),
        (
            "Jonas rang, the spare bike helps. I promised to call back Thu 15:00. He sounded glad.",
            told(Call, "the spare bike helps. He sounded glad."),
            "call back Thu 15:00",
        ),
        (
            "Marta likes blue; I will ask Tomás for paint by Monday",
            told(Note, "Marta likes blue"),
            "ask Tomás for paint by Monday",
        ),
        ("Promised Marta that we'd fix the wheel by 2. Nov", None, "fix the wheel by 2. Nov"),
        (
            "Jonas rang and I promised to call back at 3 p.m. on Thursday",
            told(Call, "Jonas rang"),
            "call back at 3 p.m. on Thursday",
        ),
    ] {
        let (kept, ours_now) = line(text);
        assert_eq!(kept, happened, "{text}");
        assert_eq!(ours_now, ours(promised), "{text}");
    }
}

#[test]
fn their_word_is_not_taken_for_ours() {
    assert_eq!(line("Jonas promised to pay on Friday").1, Some(("pay on Friday".into(), true)));
    assert_eq!(line("Jonas rang, he promised to pay on Friday").1, Some(("pay on Friday".into(), true)));
    assert_eq!(line("Jonas will come on Thursday").1, None);
    assert_eq!(line("Jonas rang, it was a promise").1, None);
}

#[test]
fn several_deeds_are_several_promises() {
    let rang = || told(MomentKind::Call, "Jonas rang");
    for (text, happened, promised) in [
        (
            "Jonas rang, promised to send the quote tomorrow and to call back Thu 15:00",
            rang(),
            vec!["send the quote tomorrow", "call back Thu 15:00"],
        ),
        (
            "Jonas rang, promised to send the quote tomorrow and call back Thu 15:00",
            rang(),
            vec!["send the quote tomorrow", "call back Thu 15:00"],
        ),
        (
            "Jonas rang, promised to send the quote tomorrow, to call back Thu 15:00, and to bring the pump on Friday",
            rang(),
            vec!["send the quote tomorrow", "call back Thu 15:00", "bring the pump on Friday"],
        ),
        (
            "Jonas rang, promised to send the quote tomorrow; to call back Thu 15:00",
            rang(),
            vec!["send the quote tomorrow", "call back Thu 15:00"],
        ),
        (
            "Jonas rang. I'll send the quote tomorrow and I’ll call back Thu 15:00. He sounded glad.",
            told(MomentKind::Call, "He sounded glad."),
            vec!["send the quote tomorrow", "call back Thu 15:00"],
        ),
        (
            "Jonas: promised to send the quote tomorrow. Will call back Thu 15:00",
            None,
            vec!["send the quote tomorrow", "call back Thu 15:00"],
        ),
        ("Jonas rang, promised to send photos and to call back", rang(), vec!["send photos", "call back"]),
    ] {
        let (kept, ours_now) = all(text);
        assert_eq!(kept, happened, "{text}");
        assert_eq!(ours_now, promised.into_iter().map(|words| (words.to_owned(), false)).collect::<Vec<_>>(), "{text}");
    }
}

#[test]
fn what_is_one_deed_stays_one_promise() {
    for (text, words) in [
        ("Jonas: promised to bring a pump and a tube on Friday", "bring a pump and a tube on Friday"),
        ("Jonas: promised to come by and look at the wheel on Friday", "come by and look at the wheel on Friday"),
        ("Jonas: promised to call back tomorrow and tell him all", "call back tomorrow and tell him all"),
        ("Jonas: promised to call back on Thu, 15:00", "call back on Thu, 15:00"),
        ("Jonas: promised to call back Thu, to discuss the bike", "call back Thu, to discuss the bike"),
        ("Jonas: promised a card to Fenna and to Bram on Friday", "a card to Fenna and to Bram on Friday"),
        (
            "Jonas: promised to write to the school and to the clinic by Friday",
            "write to the school and to the clinic by Friday",
        ),
    ] {
        assert_eq!(line(text).1, ours(words), "{text}");
    }
}

#[test]
fn their_word_stays_a_note_beside_ours() {
    let text = "Jonas promised to pay on Friday. I'll send the bill tomorrow";
    assert_eq!(all(text).1, [("pay on Friday".to_owned(), true), ("send the bill tomorrow".to_owned(), false)]);
    let reading = read_ours(text, guess(text).as_ref());
    assert_eq!(
        reading.promised.iter().map(|promised| promised.words.as_str()).collect::<Vec<_>>(),
        ["send the bill tomorrow"]
    );
    assert_eq!(reading.happened.map(|happened| happened.text), Some("Jonas promised to pay on Friday.".into()));
}

proptest! {
    #[test]
    fn nothing_breaks_the_reader_and_every_word_kept_was_typed(text in "\\PC{0,120}") {
        let reading = read(&text, guess(&text).as_ref());
        for promised in &reading.promised { prop_assert!(text.contains(&promised.words)); }
        if let Some(happened) = &reading.happened {
            prop_assert!(!happened.text.trim().is_empty());
            for word in happened.text.split(". ").flat_map(str::split_whitespace) {
                prop_assert!(text.contains(word.trim_end_matches('.')), "{word:?} in {text:?}");
            }
        }
    }

    #[test]
    fn a_line_that_says_something_is_never_read_as_nothing(text in "[A-Za-z]{1,9}( [a-z]{1,9}){0,8}") {
        let reading = read(&text, guess(&text).as_ref());
        prop_assert!(reading.happened.is_some() || !reading.promised.is_empty());
    }
}
