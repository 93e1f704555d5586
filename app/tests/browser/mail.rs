//! Walks that go through a mailbox: a letter is read, and its link is followed.

use tend_core::testing::post::{Arrived, PostOffice};

use crate::{
    Tend, Walker,
    walks::{opens_the_book, stands_on_good_ground},
};

/// Waits until the letter is there: a job looks for it every two seconds.
fn letter(office: &PostOffice, walker: &Walker, subject: &str) -> Arrived {
    let found = || office.mailbox().into_iter().find(|letter| letter.header("Subject") == Some(subject));
    walker.holds("a letter arrives", || found().is_some());
    found().unwrap_or_else(|| panic!("no letter is called “{subject}”"))
}

#[test]
fn a_forgotten_password_comes_by_mail() {
    let office = PostOffice::opens();
    let tend = Tend::with_mail(&office.url());
    let anna = Walker::arrives();
    opens_the_book(&anna, &tend);

    anna.goes(&tend.url("/settings/mail"));
    anna.sees("hello@linden.example");
    anna.presses("Send a letter to me");
    stands_on_good_ground(&anna);
    letter(&office, &anna, "This letter arrived");
    anna.goes(&tend.url("/settings/mail"));
    anna.sees("The mail server took it");

    let ben = Walker::arrives();
    ben.goes(&tend.url("/sign-in"));
    ben.presses("Get a new one by mail");
    ben.types("Mail address", "anna@example.com");
    stands_on_good_ground(&ben);
    ben.presses("Send me a letter");
    ben.sees("Look into your mail");
    stands_on_good_ground(&ben);
    let letter = letter(&office, &ben, "A new password for Linden Cycles");
    let link = letter.word("http").expect("a link in the letter");
    ben.goes(&format!("http{link}"));
    ben.types("A password of your own", "seven bells at dawn");
    ben.presses("Come in");
    ben.sees("Anna");
    stands_on_good_ground(&ben);
}
