//! Walks through the evening: by keyboard alone, on a phone without scripts, and the morning after.

use crate::{
    Tend, Walker,
    walks::{opens_the_book, stands_on_good_ground, writes_down},
};

/// Goes on with Tab until what is called so has the focus.
fn tabs_to(walker: &Walker, id: &str) {
    for _ in 0..60 {
        walker.keys("Tab");
        let here = walker.script("return document.activeElement?.id || document.activeElement?.textContent", vec![]);
        if here.as_str().is_some_and(|here| here.contains(id)) {
            return;
        }
    }
    panic!("no way to {id} by keyboard");
}

#[test]
fn an_evening_by_keyboard_only() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    writes_down(&anna, &tend, "Marta Kovács");
    writes_down(&anna, &tend, "Marta Lind");
    anna.goes(&tend.url("/"));
    anna.keys("g e");
    anna.sees("Whom will I help tomorrow?");
    stands_on_good_ground(&anna);
    tabs_to(&anna, "f-names");
    anna.writes("Marta, Clara Whitfield");
    tabs_to(&anna, "f-help");
    anna.writes("Marta first");
    tabs_to(&anna, "f-ways");
    anna.writes("Call Marta about the wheel");
    anna.keys("Control+Enter");
    anna.sees("Whom do you mean by “Marta”?");
    anna.sees_in("In what ways?", "Call Marta about the wheel");
    stands_on_good_ground(&anna);
    anna.ticks("Marta Kovács");
    tabs_to(&anna, "Close the day");
    anna.keys("Enter");
    anna.sees("Kept. It greets you in the morning.");
    anna.sees("Clara Whitfield");
    stands_on_good_ground(&anna);
    tabs_to(&anna, "Close the day");
    anna.keys("p");
    anna.sees("Promised. Everybody who works here sees it.");
    anna.sees("Promised");
    stands_on_good_ground(&anna);
    anna.keys("g p");
    anna.sees("Call Marta about the wheel");

    // Emptied, and had back.
    anna.goes(&tend.url("/reflection/yours"));
    anna.sees("Marta first");
    stands_on_good_ground(&anna);
    anna.goes(&tend.url("/reflection"));
    anna.presses("Share it, or erase it");
    anna.presses("Erase this page for good");
    anna.sees("Erased, for good.");
    anna.sees("Nothing is written.");
    stands_on_good_ground(&anna);
}

#[test]
fn an_evening_on_a_phone_without_scripts() {
    let tend = Tend::empty();
    let mut anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    anna.at(390);
    anna.goes(&tend.url("/reflection"));
    stands_on_good_ground(&anna);
    anna.without_javascript();
    anna.goes(&tend.url("/reflection"));
    anna.types("Someone else", "Eun-ji Park");
    anna.types("Whom will I help tomorrow?", "Eun-ji, who has not ridden since the fall");
    anna.presses("Close the day");
    anna.sees("Kept. It greets you in the morning.");
    anna.sees_in("Whom will I help tomorrow?", "Eun-ji, who has not ridden since the fall");
    anna.types("Whom will I help tomorrow?", "");
    anna.ticks("Eun-ji Park");
    anna.presses("Close the day");
    anna.sees("This page was emptied");
    anna.presses("Take it back");
    anna.sees("Eun-ji Park");
    anna.goes(&tend.url("/"));
    anna.sees_no("has not ridden");
}

#[test]
fn the_morning_after() {
    let tend = Tend::demo();
    let mut noor = Walker::arrives();
    noor.goes(tend.opens_on());
    noor.sees("Last evening you wrote");
    noor.sees("Glad that it was not only about bikes");
    noor.sees("Only you see this.");
    stands_on_good_ground(&noor);
    noor.presses("Read it");
    noor.sees("You wrote this the evening before.");
    stands_on_good_ground(&noor);
    noor.at(390);
    noor.goes(&tend.url("/"));
    noor.sees("Last evening you wrote");
    stands_on_good_ground(&noor);
}
