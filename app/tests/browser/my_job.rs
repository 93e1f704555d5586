//! It is always my job: a problem taken in from one line, whoever waits on us served first, and the next word promised.

use crate::{
    Tend, Walker,
    walks::{opens_the_book, stands_on_good_ground, writes_down},
};

#[test]
fn serve_first_is_met_and_overridden_with_a_reason() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    writes_down(&anna, &tend, "Marta Kovács");
    let client = anna.address();

    // One line takes it in, and it is hers.
    anna.presses("Today");
    anna.types("Log something", "Marta rang, problem: the brakes fade in rain");
    anna.presses("Log");
    anna.sees("P-1 is taken in. It is yours.");
    anna.sees("The brakes fade in rain");
    stands_on_good_ground(&anna);

    // An offer waits.
    anna.goes(&format!("{client}?write=offer"));
    anna.sees("Shall we help first?");
    stands_on_good_ground(&anna);
    anna.types("What happened?", "A lamp for the dark season");
    anna.presses("Write it down");
    anna.sees("Say why, and it is written down.");
    anna.sees_in("What happened?", "A lamp for the dark season");
    anna.axe();
    anna.types("Or say why you offer it now", "She asked for the price herself");
    anna.presses("Write it down");
    anna.sees("Anna made an offer");
    anna.sees("She asked for the price herself");
    stands_on_good_ground(&anna);

    // The next word is a promise, and telling her keeps it.
    anna.presses("Go on with it");
    anna.sees("Make them safe");
    anna.presses("Tell Marta where we are");
    anna.types("What did you tell them?", "New pads come tomorrow");
    anna.types("They hear from us again by", "tomorrow 17:00");
    anna.presses("They know");
    anna.sees("Telling them keeps it.");
    stands_on_good_ground(&anna);
    anna.presses("Promises");
    anna.sees("tell them where we are with P-1");
    anna.console_is_clean();
}
