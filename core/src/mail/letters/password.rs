//! Somebody forgot their password.

use super::Sheet;
use crate::mail::letter::Words;

/// The link by which a new password is chosen.
pub fn new_password(house: &str, name: &str, href: &str) -> Words {
    Sheet::from(house)
        .says(format!("Hello {name},"))
        .says(format!(
            "somebody, you we hope, asked for a new password for the book of {house}. Choose one here, and you are in."
        ))
        .link("Choose a new password", href)
        .small("The link works once, within an hour. If it was not you, do nothing: your password stays as it is.")
        .words(&format!("A new password for {house}"))
}
