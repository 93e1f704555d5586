//! A walk from outside: a guest tells a place what is not right, by phone, and says in the end that it is good.

use tend_core::testing::post::{Arrived, PostOffice};

use crate::{
    Tend, Walker,
    walks::{opens_the_book, stands_on_good_ground},
};

/// Any picture will do.
const PHOTO: &[u8] = include_bytes!("../../../core/src/web/phone/icon-192.png");

/// Waits until the letter is there: a job looks for it every two seconds.
fn letter(office: &PostOffice, walker: &Walker, begins: &str) -> Arrived {
    let found = || {
        let letters = office.mailbox().into_iter();
        letters.into_iter().find(|one| one.header("Subject").is_some_and(|subject| subject.starts_with(begins)))
    };
    walker.holds("a letter arrives", || found().is_some());
    found().unwrap_or_else(|| panic!("no letter begins with “{begins}”"))
}

fn link(letter: &Arrived) -> String {
    format!("http{}", letter.word("http").expect("a link in the letter"))
}

#[test]
fn a_guest_reports_by_phone_and_says_that_it_is_good() {
    let office = PostOffice::opens();
    let tend = Tend::with_mail(&office.url());
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    anna.goes(&tend.url("/settings/places"));
    anna.presses("Market Street");
    anna.presses("The page for guests");
    anna.sees("Something isn’t right? Tell us.");
    stands_on_good_ground(&anna);
    anna.presses("Look at the page");
    anna.sees("Your own words are best.");
    stands_on_good_ground(&anna);
    let page = anna.address();
    anna.goes(&tend.url("/"));
    anna.sees("Who will I help today?");

    let photo = tend.file("brake.png", PHOTO);
    let mut malik = Walker::arrives();
    malik.at(390);
    malik.goes(&page);
    stands_on_good_ground(&malik);
    malik.without_javascript();
    malik.goes(&page);
    malik.types("What happened?", "The left brake lever comes right back to the bar.");
    malik.ticks("No, or I’m not sure");
    malik.types("Your name", "Malik Osei");
    malik.types("How do we reach you?", "0");
    malik.hands_in("A photo helps, if you have one", &photo);
    malik.presses("Send to Market Street");
    malik.sees("A few digits seem to be missing.");
    malik.sees_in("What happened?", "The left brake lever comes right back to the bar.");
    malik.types("How do we reach you?", "malik@post.example");
    malik.hands_in("A photo helps, if you have one", &photo);
    malik.presses("Send to Market Street");
    malik.sees("Thank you. We have your message.");

    anna.sees("Malik Osei");
    anna.goes(&tend.url("/problems"));
    anna.presses("The left brake lever comes right back to the bar");
    anna.sees("They are not safe yet.");
    stands_on_good_ground(&anna);
    for (label, words, button) in [
        ("What did you do, so that they are safe?", "He rides a spare bike", "They are safe"),
        ("What was it, and what did you do?", "A torn cable, exchanged", "It is fixed"),
        ("How is what they lost made good?", "A day with the spare bike, for nothing", "It is made right"),
    ] {
        anna.types(label, words);
        anna.presses(button);
        anna.sees(words);
    }
    anna.sees("Only their word settles it.");
    anna.presses("Malik Osei");
    anna.sees("Everything so far");
    let photos = || anna.script("return document.querySelectorAll('img[src*=\"/pictures/\"]').length", vec![]);
    anna.holds("his photo stands in the story", || photos().as_u64() > Some(0));
    anna.goes_back();
    anna.sees("Only their word settles it.");

    let phone = letter(&office, &anna, "We have your message");
    let mut malik = Walker::arrives();
    malik.at(390);
    malik.goes(&link(&phone));
    malik.sees("Is it good again?");
    stands_on_good_ground(&malik);
    malik.goes(&link(&letter(&office, &anna, "Is it good again?")));
    malik.types("Would you like to say something?", "It stops on a coin");
    malik.presses("Yes, it is good");
    malik.sees("It is settled");
    malik.sees("It stops on a coin");
    stands_on_good_ground(&malik);
    anna.sees("It is settled.");
}
