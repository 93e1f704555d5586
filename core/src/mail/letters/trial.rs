//! An admin sends themselves a letter, to see that letters arrive.

use super::Sheet;
use crate::mail::letter::Words;

/// “This letter arrived”.
pub fn trial(house: &str, name: &str) -> Words {
    Sheet::from(house)
        .says(format!("Hello {name},"))
        .says(format!(
            "you asked for this letter from {house}. It arrived, so letters to your clients and colleagues will, too."
        ))
        .small("Look whether it came into the inbox, and not among the unwanted ones.")
        .words("This letter arrived")
}
