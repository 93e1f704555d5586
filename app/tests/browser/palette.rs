//! A walk through the palette by keyboard, on a desk and on a phone.

use crate::{Tend, Walker};

#[test]
fn finding_by_keyboard() {
    let tend = Tend::demo();
    let noor = Walker::arrives();
    noor.goes(tend.opens_on());
    noor.sees("Who will I help today?");
    // Before anything is typed: what one can do, and where one can go.
    noor.keys("Control+k");
    noor.focus_is_on("A name, a few words, or what you want to do");
    noor.sees("Make a promise");
    noor.axe();
    noor.no_sideways_scroll();
    // A name with errors in it, and Enter before the answer is there.
    noor.writes("Jonnas Webr");
    noor.keys("Enter");
    noor.sees("Everything so far");
    noor.sees("Jonas Weber");
    // What was said, by the arrows; the page opens where it was said.
    noor.keys("Control+k");
    noor.sees("Opened last");
    noor.writes("wobbles");
    noor.sees("What was said");
    noor.axe();
    noor.keys("Down Up Enter");
    noor.sees("Marta Kovács");
    noor.sees("Back to the newest");
    // Escape gives the focus back.
    noor.goes(&tend.url("/clients?of=everyone"));
    noor.keys("/ Control+k");
    noor.writes("zorro");
    noor.sees("Nobody is called “zorro”");
    noor.keys("Escape");
    noor.focus_is_on("Name or line about them");
    // A page, by its word; and out.
    noor.keys("Control+k");
    noor.writes("today");
    noor.keys("Enter");
    noor.sees("Who will I help today?");
    noor.console_is_clean();
}

#[test]
fn finding_on_a_phone() {
    let tend = Tend::demo();
    let mut noor = Walker::arrives();
    noor.goes(tend.opens_on());
    noor.sees("Who will I help today?");
    noor.at(390);
    noor.presses("Find or do anything");
    noor.writes("sadd");
    noor.sees("What was said");
    noor.axe();
    noor.no_sideways_scroll();
    noor.presses("Close");
    noor.sees_no("What was said");
    noor.console_is_clean();
}

#[test]
fn finding_without_a_script() {
    let tend = Tend::demo();
    let noor = Walker::arrives();
    noor.goes(tend.opens_on());
    noor.sees("Who will I help today?");
    noor.without_javascript();
    noor.goes(&tend.url("/"));
    noor.presses("Find or do anything");
    noor.types("What do you look for?", "Jonnas Webr");
    noor.presses("Find");
    noor.sees("Close to what you typed");
    noor.presses("Jonas Weber");
    noor.sees("Everything so far");
}
