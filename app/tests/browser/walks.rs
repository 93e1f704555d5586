//! Walks through the product, from the first visit on, as people take them.

use crate::{Tend, Walker};

pub const PASSWORD: &str = "three words together";

/// Anna opens an empty Tend and makes it Linden Cycles' book.
pub fn opens_the_book(anna: &Walker, tend: &Tend) {
    anna.goes(&tend.url("/"));
    anna.types("Name of your company", "Linden Cycles");
    anna.types("What people call it", "Market Street");
    anna.types("Time zone", anna.zone_where_it_is_morning().as_str());
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

pub fn writes_down(anna: &Walker, tend: &Tend, name: &str) {
    anna.goes(&tend.url("/clients/new"));
    anna.types("Name", name);
    anna.presses("Write them down");
    anna.sees("Everything so far");
}

/// What every page must be, wherever a walk stands still.
pub fn stands_on_good_ground(walker: &Walker) {
    walker.axe();
    walker.no_sideways_scroll();
    walker.console_is_clean();
}

#[test]
fn from_the_first_visit_to_helping_someone() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    anna.sees("Whom do you look after?");
    stands_on_good_ground(&anna);
    anna.presses("Add the first client");
    anna.types("Name", "Marta Kovács");
    anna.types("One line about them", "Touring bike");
    stands_on_good_ground(&anna);
    anna.presses("Write them down");
    anna.sees("Everything so far");
    stands_on_good_ground(&anna);

    anna.presses("Today");
    anna.types("Log something", "Marta rang, promised to call about the wheel today");
    anna.presses("Log");
    anna.sees("Promised: call about the wheel, today.");
    anna.sees("they have our word for today");
    stands_on_good_ground(&anna);
    anna.presses("I have helped Marta Kovács");
    anna.sees("Nobody is waiting");
    stands_on_good_ground(&anna);
    anna.presses("Take back that I have helped Marta Kovács");
    anna.sees("they have our word for today");
    anna.presses("I have helped Marta Kovács");
    anna.sees("Nobody is waiting");
    anna.presses("Clients");
    anna.presses("Marta Kovács");
    anna.sees("Everything so far");
    anna.sees("call about the wheel");
    anna.sees("kept a promise");
    stands_on_good_ground(&anna);
}

/// What another program wrote: semicolons, a town with an umlaut in an old encoding, a name twice, a row without one.
const OLD_LIST: &[u8] = b"Kundennr;Name;E-Mail;Telefon;Ort;Letzter Kontakt\r\n\
    1001;Marta Kov\xe1cs;marta@kovacs.example;+49 30 1234567;K\xf6ln;14.03.2025\r\n\
    1002;Jonas Weber;jonas@weber.example;+49 30 7654321;Berlin;28.02.2025\r\n\
    1003;Greta Solberg;greta@solberg.example;;M\xfcnchen;01.04.2025\r\n\
    1004;;;;;\r\n\
    1005;Gretha Solberg;greta@solberg.example;;M\xfcnchen;01.05.2025\r\n";

#[test]
fn from_an_old_list_to_helping_someone() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    anna.presses("Bring in a list");
    anna.sees("Bring in your clients");
    stands_on_good_ground(&anna);
    anna.hands_in("Your file", &tend.file("kunden.csv", OLD_LIST));
    anna.presses("Look at it");
    anna.sees("Your columns, and where they go");
    stands_on_good_ground(&anna);
    anna.presses("Look through");
    anna.sees("The first rows, as they would come in");
    anna.sees("Köln");
    stands_on_good_ground(&anna);
    anna.sees("1 looks like somebody you already know, or like an earlier row");
    anna.presses("Compare side by side");
    anna.sees("Row 5: the same mail address");
    stands_on_good_ground(&anna);
    anna.presses("The same client");
    anna.sees("The client learns what is new in the row");
    anna.presses("Back to looking through");
    anna.sees("It is answered.");
    anna.presses("Bring in 4 rows");
    anna.sees("See your clients");
    stands_on_good_ground(&anna);
    anna.presses("See your clients");
    anna.sees("Greta Solberg");
    anna.presses("Today");
    anna.types("Log something", "Jonas rang, the spare bike helps, promised to call back today");
    anna.presses("Log");
    anna.sees("Your call with Jonas Weber is written down");
    anna.presses("I have helped Jonas Weber");
    anna.presses("Clients");
    anna.presses("Jonas Weber");
    anna.sees("the spare bike helps");
    anna.sees("kept a promise");
    stands_on_good_ground(&anna);
}

#[test]
fn by_keyboard_only() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    writes_down(&anna, &tend, "Marta Kovács");
    writes_down(&anna, &tend, "Bram de Wit");
    anna.keys("g t");
    anna.sees("Who will I help today?");
    anna.keys("l");
    anna.focus_is_on("Log something");
    anna.writes("Promised Marta to call about the wheel today");
    anna.keys("Enter");
    anna.sees("Promised Marta Kovács: call about the wheel, today.");
    anna.focus_is_on("Log something");
    anna.writes("Promised Bram to write a card today");
    anna.keys("Enter");
    anna.sees("Promised Bram de Wit: write a card, today.");
    anna.keys("Escape j");
    anna.focus_is_on("Kov");
    anna.keys("j k x");
    anna.sees("One person");
    anna.keys("g c");
    anna.sees("2 clients");
    anna.keys("/");
    anna.focus_is_on("Name or line about them");
    anna.writes("bram");
    anna.keys("Enter");
    anna.sees("1 client");
    anna.keys("Tab j Enter");
    anna.sees("Everything so far");
    anna.sees("Bram de Wit");
    anna.keys("p");
    anna.focus_is_on("What");
    anna.writes("Bring back his pump");
    anna.console_is_clean();
}

#[test]
fn on_a_phone() {
    let tend = Tend::empty();
    let mut anna = Walker::arrives();
    anna.at(390);
    opens_the_book(&anna, &tend);
    stands_on_good_ground(&anna);
    writes_down(&anna, &tend, "Marta Kovács");
    stands_on_good_ground(&anna);
    anna.presses("Today");
    anna.sees("Who will I help today?");
    anna.types("Log something", "Promised Marta to call about the wheel today");
    anna.presses("Log");
    anna.sees("they have our word for today");
    stands_on_good_ground(&anna);
    anna.presses("I have helped Marta Kovács");
    anna.sees("Nobody is waiting");
    anna.presses("Clients");
    anna.presses("Marta Kovács");
    anna.sees("kept a promise");
    stands_on_good_ground(&anna);
}

#[test]
fn without_javascript() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    anna.without_javascript();
    opens_the_book(&anna, &tend);
    writes_down(&anna, &tend, "Marta Kovács");
    anna.presses("Today");
    anna.types("Log something", "Promised Marta to call about the wheel today");
    anna.presses("Log");
    anna.sees("Promised Marta Kovács: call about the wheel, today.");
    anna.presses("I have helped Marta Kovács");
    anna.sees("Nobody is waiting");
    anna.presses("Clients");
    anna.presses("Marta Kovács");
    anna.sees("kept a promise");
    anna.types("What happened?", "The wheel runs true again");
    anna.presses("Write it down");
    anna.sees("The wheel runs true again");
}

#[test]
fn two_people_on_one_client() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    let link = tend.invites("tomas@example.com", "Tomás Ribeiro");
    let tomas = Walker::arrives();
    tomas.goes(&link);
    tomas.types("A password of your own", PASSWORD);
    tomas.presses("Come in");
    tomas.sees("Who will I help today?");
    writes_down(&anna, &tend, "Marta Kovács");
    tomas.goes(&anna.address());

    anna.types("What happened?", "She rang, the spare bike helps");
    anna.presses("Write it down");
    tomas.sees("She rang, the spare bike helps");

    tomas.types("What happened?", "Half a sentence of Tom");
    anna.types("What happened?", "And the invoice is paid");
    anna.presses("Write it down");
    tomas.sees("And the invoice is paid");
    tomas.sees_in("What happened?", "Half a sentence of Tom");
    tomas.presses("Write it down");
    anna.sees("Half a sentence of Tom");
    anna.console_is_clean();
    tomas.console_is_clean();

    signs_in(&Walker::arrives(), &tend, "tomas@example.com");
}

#[test]
fn a_handoff_declined_then_accepted() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    let link = tend.invites("tomas@example.com", "Tomás Ribeiro");
    let tomas = Walker::arrives();
    tomas.goes(&link);
    tomas.types("A password of your own", PASSWORD);
    tomas.presses("Come in");
    tomas.sees("Who will I help today?");
    writes_down(&anna, &tend, "Marta Kovács");
    let client = anna.address();

    anna.presses("More about this client");
    anna.presses("Hand over to a colleague");
    anna.sees("Hand over Marta Kovács");
    anna.sees("2 opening days");
    stands_on_good_ground(&anna);
    anna.presses("Ask them");
    anna.chooses("Who takes over?", "Tomás Ribeiro");
    anna.presses("Ask them");
    anna.sees("Waiting for Tomás.");
    stands_on_good_ground(&anna);

    // It calls him, and he says no.
    tomas.sees("Anna would like to hand Marta Kovács over to you");
    tomas.presses("Answer Anna");
    tomas.sees("Yes, I take over");
    stands_on_good_ground(&tomas);
    tomas.presses("I cannot take over");
    tomas.types("Why not?", "I am at the fair until Friday");
    tomas.presses("No, not this time");
    tomas.sees("Tomás said no.");
    anna.sees("Tomás said no.");
    anna.sees("I am at the fair until Friday");
    anna.goes(&tend.url("/"));
    anna.sees("Tomás said no: I am at the fair until Friday");

    // She asks once more, and he says yes: he looks after her now.
    anna.goes(&client);
    anna.presses("More about this client");
    anna.presses("Hand over to a colleague");
    anna.chooses("Who takes over?", "Tomás Ribeiro");
    anna.presses("Ask them");
    anna.sees("Waiting for Tomás.");
    tomas.goes(&client);
    tomas.presses("Read and answer");
    tomas.presses("Yes, I take over");
    tomas.sees("Marta Kovács is in your hands now.");
    tomas.sees("Tomás said yes and takes them over");
    anna.sees("Tomás said yes.");
    anna.console_is_clean();
    tomas.console_is_clean();
}

#[test]
fn every_link_leads_somewhere() {
    let tend = Tend::empty();
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    writes_down(&anna, &tend, "Marta Kovács");
    anna.presses("Today");
    anna.types("Log something", "Marta rang, promised to call about the wheel today");
    anna.presses("Log");
    anna.sees("they have our word for today");
    let script = concat!(
        include_str!("crawl.js"),
        "\nconst [most, done] = arguments; crawl(most).then(done, (error) => done(['0', String(error)]))"
    );
    let found = anna.script_later(script, vec![200.into()]);
    let found: Vec<&str> = found.as_array().into_iter().flatten().filter_map(|text| text.as_str()).collect();
    assert!(found.len() == 1, "\nof {} links these lead nowhere:\n    {}\n", found[0], found[1..].join("\n    "));
}
