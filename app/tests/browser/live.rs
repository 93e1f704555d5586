//! Live and together, as two people see it: one list, one form, a connection that is lost, one stream for all tabs.

use crate::{
    Tend, Walker,
    phone::network,
    walks::{PASSWORD, opens_the_book, writes_down},
};

/// Tomás, with the book of Anna open.
pub fn tomas_comes(tend: &Tend) -> Walker {
    let link = tend.invites("tomas@example.com", "Tomás Ribeiro");
    let tomas = Walker::arrives();
    tomas.goes(&link);
    tomas.types("A password of your own", PASSWORD);
    tomas.presses("Come in");
    tomas.sees("Who will I help today?");
    tomas
}

#[test]
fn two_people_on_one_list_and_one_form() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    let tomas = tomas_comes(&tend);
    tomas.goes(&tend.url("/clients?of=everyone"));
    writes_down(&anna, &tend, "Marta Kovács");
    tomas.sees("Marta Kovács");
    // One form: who comes later reads what the other wrote, and what they typed is still there.
    let marta = anna.address();
    for walker in [&anna, &tomas] {
        walker.goes(&format!("{marta}?edit=name"));
    }
    tomas.types("One line about them", "Rides to Esterwold");
    anna.types("One line about them", "Touring bike, wobbles");
    anna.presses("Save");
    anna.sees("Touring bike, wobbles");
    tomas.sees_in("One line about them", "Rides to Esterwold");
    tomas.presses("Save");
    tomas.sees("changed the line about them");
    tomas.sees_in("One line about them", "Rides to Esterwold");
    tomas.axe();
    tomas.presses("Keep mine");
    anna.sees("Rides to Esterwold");
    anna.console_is_clean();
}

#[test]
fn a_lost_connection_catches_up() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    let tomas = tomas_comes(&tend);
    writes_down(&anna, &tend, "Marta Kovács");
    tomas.goes(&anna.address());
    tomas.sees("Marta Kovács");
    network(&tomas, false);
    for words in ["She rang", "and rang again"] {
        anna.types("What happened?", words);
        anna.presses("Write it down");
        anna.sees(words);
    }
    tomas.sees_no("She rang");
    network(&tomas, true);
    tomas.sees("She rang");
    tomas.sees("and rang again");
}

/// How many tabs of this browser listen, and how many wait for their turn.
fn listeners(walker: &Walker) -> (u64, u64) {
    let script = "const done = arguments[0]; const ours = (locks) => locks.filter(({ name }) => name === 'tend-live').length;\n\
                  navigator.locks.query().then(({ held, pending }) => done([ours(held), ours(pending)]))";
    let counts = walker.script_later(script, Vec::new());
    (counts[0].as_u64().unwrap_or_default(), counts[1].as_u64().unwrap_or_default())
}

#[test]
fn all_tabs_of_a_browser_have_one_stream() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    let tomas = tomas_comes(&tend);
    writes_down(&anna, &tend, "Marta Kovács");
    let marta = anna.address();
    tomas.goes(&marta);
    tomas.sees("Marta Kovács");
    let second = tomas.opens_a_tab(&marta);
    tomas.sees("Marta Kovács");
    tomas.holds("one tab that listens, one that waits", || listeners(&tomas) == (1, 1));
    // The tab that waits hears what the other one is told.
    anna.types("What happened?", "She rang about the bell");
    anna.presses("Write it down");
    tomas.sees("She rang about the bell");
    // And takes its turn when the other one is closed.
    tomas.closes_all_but(&second);
    tomas.holds("the tab that is left listens", || listeners(&tomas) == (1, 0));
    anna.types("What happened?", "It is a brass one");
    anna.presses("Write it down");
    tomas.sees("It is a brass one");
}
