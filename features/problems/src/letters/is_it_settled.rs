//! It is made right. Is it good for them?

use tend_core::mail::{Sheet, Words};

/// Asks whoever it went wrong for. Opening the link changes nothing; a button on its page does.
pub fn is_it_settled(house: &str, called: &str, what: &str, href: &str) -> Words {
    Sheet::from(house)
        .says(format!("Hello {called},"))
        .says("we think that we have made it right. You decide whether it is good:")
        .quotes(what)
        .link("Tell us whether it is good", href)
        .small("If we hear nothing, we ask once more and then take it as settled. You can open it again at any time, with the same link.")
        .words("Is it good again?")
}
