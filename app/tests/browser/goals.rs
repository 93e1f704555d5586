//! Walks through what clients want to do: from a sentence in a note to attained, by keyboard alone, and on a phone without scripts.

use crate::{
    Tend, Walker,
    walks::{opens_the_book, stands_on_good_ground, writes_down},
};

const NOTE: &str = "Amara rang. Our nurses should arrive dry and on time, she said. The invoice is fine.";

/// Writes a note on the client's page where one stands.
fn notes(anna: &Walker, words: &str) {
    anna.types("What happened?", words);
    anna.presses("Write it down");
    anna.sees(words);
}

/// Goes on with Tab until what is called so has the focus.
fn tabs_to(walker: &Walker, words: &str) {
    for _ in 0..40 {
        walker.keys("Tab");
        let here = walker.script("return document.activeElement?.textContent", vec![]);
        if here.as_str().is_some_and(|here| here.contains(words)) {
            return;
        }
    }
    panic!("no way to “{words}” by keyboard");
}

/// Marks these words in the story with the mouse.
fn marks(anna: &Walker, words: &str) {
    let found = anna.script(
        "const walker = document.createTreeWalker(document.querySelector('.story'), NodeFilter.SHOW_TEXT);
         for (let node = walker.nextNode(); node; node = walker.nextNode()) {
           const at = node.data.indexOf(arguments[0]);
           if (at < 0 || node.parentElement.closest('textarea')) continue;
           const range = document.createRange();
           range.setStart(node, at);
           range.setEnd(node, at + arguments[0].length);
           getSelection().removeAllRanges();
           getSelection().addRange(range);
           node.parentElement.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
           return true;
         }
         return false;",
        vec![words.into()],
    );
    assert_eq!(found.as_bool(), Some(true), "“{words}” stands in the story");
}

#[test]
fn from_a_sentence_in_a_note_to_attained() {
    let tend = Tend::empty();
    let mut anna = Walker::arrives();
    anna.at(1440);
    opens_the_book(&anna, &tend);
    writes_down(&anna, &tend, "Harbour Clinic");
    anna.sees("What do they want to do? Ask, and write it down in their words.");
    notes(&anna, NOTE);
    marks(&anna, "Our nurses should arrive dry and on time");
    let pressed = || {
        anna.script("document.querySelector('.from-words a')?.click(); return Boolean(document.querySelector('.from-words a'));", vec![])
    };
    anna.holds("what can be made of marked words stands beside them", || pressed().as_bool() == Some(true));
    anna.sees("What do they want to do?");
    anna.sees_in("They want to…", "Our nurses should arrive dry and on time");
    anna.sees("From their story. Leave only what they want.");
    stands_on_good_ground(&anna);
    anna.types("Why does it matter to them?", "A late nurse is a patient who waits alone.");
    anna.types("Who said it?", "Amara");
    anna.chooses("What helps them there?", "Nothing bought");
    anna.presses("Write it down");
    anna.sees("Without us");
    anna.sees("Everything so far");
    stands_on_good_ground(&anna);

    anna.goes(&tend.url("/clients"));
    anna.sees("Wants to");
    anna.sees("Our nurses should arrive dry");
    stands_on_good_ground(&anna);
    anna.presses("Harbour Clinic");
    anna.presses("Our nurses should arrive dry and on time");
    anna.sees("A late nurse is a patient who waits alone.");
    stands_on_good_ground(&anna);
    anna.presses("They said how it goes");
    anna.types("What did they say?", "Half of them do");
    anna.presses("Keep their word");
    anna.sees("Their word stands in their story");
    anna.loads_again();
    anna.presses("They say they are there");
    stands_on_good_ground(&anna);
    anna.types("What did they say?", "Every one of them does");
    anna.presses("They are there");
    anna.sees("They are there. Their word is kept.");
    anna.sees("Every one of them does");
    stands_on_good_ground(&anna);
    anna.presses("Harbour Clinic");
    anna.sees("And one that is attained or let go");
    stands_on_good_ground(&anna);
}

#[test]
fn a_goal_by_keyboard_only() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    writes_down(&anna, &tend, "Marta Kovács");
    notes(&anna, "I want to ride to Esterwold and back");
    anna.keys("Escape w");
    anna.sees("In their words, before anything of ours.");
    anna.writes("ride to my sister’s");
    tabs_to(&anna, "Write it down");
    anna.keys("Enter");
    anna.sees("It stands on their page, in their words");
    anna.sees("ride to my sister’s");
    stands_on_good_ground(&anna);
    anna.keys("Control+k");
    anna.writes("sister");
    anna.sees("ride to my sister’s");
    anna.keys("Escape");
    anna.sees("Everything so far");
}

#[test]
fn a_goal_on_a_phone_without_scripts() {
    let tend = Tend::empty();
    let mut anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    writes_down(&anna, &tend, "Marta Kovács");
    notes(&anna, "I want to ride to Esterwold and back");
    anna.at(390);
    anna.loads_again();
    stands_on_good_ground(&anna);
    anna.without_javascript();
    anna.loads_again();
    anna.presses("They want to…");
    anna.sees_in("They want to…", "I want to ride to Esterwold and back");
    anna.types("They want to…", "ride to Esterwold and back");
    anna.presses("Write it down");
    anna.sees("Everything so far");
    anna.presses("ride to Esterwold and back");
    anna.sees("Where they said it");
    anna.presses("They say they are there");
    anna.types("What did they say?", "We saw the sea");
    anna.presses("They are there");
    anna.sees("We saw the sea");
}
