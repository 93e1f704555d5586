//! A walk through the list by keyboard: choosing, tagging many, taking it back, editing a cell.

use crate::{Tend, Walker};

#[test]
fn the_list_by_keyboard() {
    let tend = Tend::demo();
    let noor = Walker::arrives();
    noor.goes(tend.opens_on());
    noor.sees("Who will I help today?");
    noor.goes(&tend.url("/clients?of=everyone"));
    noor.sees("Harbour Clinic");
    noor.keys("j x j x");
    noor.sees("2 chosen");
    noor.axe();
    noor.no_sideways_scroll();
    noor.presses("Add a tag");
    noor.sees("For 2 clients.");
    noor.types("The tag", "By keyboard");
    noor.presses("Add a tag");
    noor.sees("Tagged: 2 clients");
    noor.presses("Undo");
    noor.sees("Taken back");
    // A cell is a form where it stands; Escape leaves it.
    noor.keys("j e");
    noor.sees("Leave it");
    noor.keys("Escape");
    noor.sees_no("Leave it");
    noor.keys("/");
    noor.focus_is_on("Name or line about them");
    noor.console_is_clean();
}
