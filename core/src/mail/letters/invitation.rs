//! Somebody is invited to work here.

use super::Sheet;
use crate::mail::letter::Words;

/// “Noor invites you to Linden Cycles”, with the link by which they come in.
pub fn invitation(house: &str, by: &str, name: &str, href: &str) -> Words {
    Sheet::from(house)
        .says(format!("Hello {name},"))
        .says(format!("{by} has kept a place for you in the book of {house}. Choose a password of your own, and come in."))
        .link("Come in", href)
        .small("The link works once, within seven days. If you do not know what this is about, nothing happens unless you use it.")
        .words(&format!("{by} invites you to {house}"))
}
