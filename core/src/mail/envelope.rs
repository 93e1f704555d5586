//! The address from which a letter is sent, so far as servers see it: what comes back to it names the letter.
//!
//! With `--mail-bounce bounce@example.org` the letter 7 goes out from `bounce+7…@example.org`; whatever a server far away returns days
//! later arrives there, and with it the letter it is about.

use lettre::Address;
use uuid::Uuid;

use super::letter::LetterId;

/// The signs of a tag: lower case and digits, since many servers fold an address.
const SIGNS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
/// An id is so many signs of five bits.
const LENGTH: usize = 26;

/// The sender's address on a letter's envelope.
pub fn sender(bounce: &Address, letter: LetterId) -> Option<Address> {
    Address::new(format!("{}+{}", bounce.user(), tag(letter)), bounce.domain()).ok()
}

/// The letter that an address names, if it is one of ours.
pub fn letter_of(address: &str, bounce: &Address) -> Option<LetterId> {
    let (user, domain) = address.rsplit_once('@')?;
    let (base, tag) = user.rsplit_once('+')?;
    let is_ours = base.eq_ignore_ascii_case(bounce.user()) && domain.eq_ignore_ascii_case(bounce.domain());
    is_ours.then(|| read(tag)).flatten()
}

fn tag(letter: LetterId) -> String {
    let bits = letter.0.as_u128();
    (0..LENGTH).rev().map(|place| char::from(SIGNS[(bits >> (5 * place)) as usize & 31])).collect()
}

fn read(tag: &str) -> Option<LetterId> {
    if tag.len() != LENGTH {
        return None;
    }
    let mut bits: u128 = 0;
    for sign in tag.bytes() {
        let value = SIGNS.iter().position(|known| *known == sign.to_ascii_lowercase())?;
        if bits >> 123 != 0 {
            return None;
        }
        bits = bits << 5 | value as u128;
    }
    Some(LetterId(Uuid::from_u128(bits)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bounce() -> Address {
        "bounce@linden.example".parse().expect("an address")
    }

    #[test]
    fn strangers_name_no_letter() {
        for other in [
            "bounce@linden.example",
            "bounce+@linden.example",
            "bounce+abc@linden.example",
            "other+aaaaaaaaaaaaaaaaaaaaaaaaaa@linden.example",
            "bounce+aaaaaaaaaaaaaaaaaaaaaaaaaa@evil.example",
            "bounce+77777777777777777777777777@linden.example",
            "bounce+äaaaaaaaaaaaaaaaaaaaaaaaa@linden.example",
        ] {
            assert_eq!(letter_of(other, &bounce()), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_comes_back_names_its_letter(bits in any::<u128>(), shout in any::<bool>()) {
            let letter = LetterId(Uuid::from_u128(bits));
            let address = sender(&bounce(), letter).expect("an address").to_string();
            prop_assert!(address.split('@').next().expect("a name").len() <= 64);
            let address = if shout { address.to_uppercase() } else { address };
            prop_assert_eq!(letter_of(&address, &bounce()), Some(letter));
        }
    }
}
