//! Walks through the product, from the first visit on, as people take them.

use crate::{Tend, Walker};

const PASSWORD: &str = "three words together";

/// Anna opens an empty Tend and makes it Linden Cycles' book.
fn opens_the_book(anna: &Walker, tend: &Tend) {
    anna.goes(&tend.url("/"));
    anna.types("Name of your company", "Linden Cycles");
    anna.types("What people call it", "Market Street");
    anna.types("Time zone", "Europe/Amsterdam");
    anna.types("Your name", "Anna Berg");
    anna.types("Mail address", "anna@example.com");
    anna.types("A password of your own", PASSWORD);
    anna.presses("Open the book");
    anna.sees("Who will I help today?");
}

fn signs_in(walker: &Walker, tend: &Tend, address: &str) {
    walker.goes(&tend.url("/"));
    walker.types("Mail address", address);
    walker.types("Password", PASSWORD);
    walker.presses("Sign in");
    walker.sees("Who will I help today?");
}

#[test]
fn anna_opens_the_book_and_comes_back() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    anna.axe();
    let elsewhere = Walker::arrives();
    signs_in(&elsewhere, &tend, "anna@example.com");
    anna.presses("Add the first client");
    anna.types("Name", "Marta Kovács");
    anna.presses("Write them down");
    anna.sees("Marta Kovács");
    anna.axe();
    anna.console_is_clean();
    panic!("{}", anna.address());
}
