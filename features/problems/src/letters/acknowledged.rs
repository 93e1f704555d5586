//! Their report is here, and somebody looks after it.

use tend_core::mail::{Sheet, Words};

/// Who looks after it, by when they hear, and the link to their own page. What was typed stands nowhere in it: whoever typed the
/// address need not be who reads the letter.
pub fn acknowledged(house: &str, owner: &str, word_by: &str, href: &str) -> Words {
    Sheet::from(house)
        .says("Hello,")
        .says(format!("what you told us is here, and {owner} looks after it. You hear from us by {word_by}."))
        .says("On your own page you see who does what about it, and you can tell us whether it is good.")
        .link("See how it stands", href)
        .small("The link is yours alone and works for a year. If you did not tell us anything, somebody mistyped an address; there is nothing you need to do.")
        .words(&format!("We have your message, {house}"))
}
