//! The desk of a place: the short address at which people outside tell it what went wrong.

use tend_core::{
    Error, Result,
    db::Conn,
    house::{self, Location},
    id::{LocationId, WorkspaceId},
};

/// The signs of a code: none is taken for another when it is read from a card and typed.
const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// So many signs of five bits: the part of an id that is chance.
const LENGTH: u32 = 8;

/// The code of a place, always the same.
pub fn code(location: LocationId) -> String {
    let bits = low_bits(location);
    (0..LENGTH).rev().map(|place| char::from(SIGNS[(bits >> (5 * place)) as usize & 31])).collect()
}

fn low_bits(location: LocationId) -> u64 {
    location.0.as_u64_pair().1 & ((1 << (5 * LENGTH)) - 1)
}

/// Reads a code as people type it.
fn read(text: &str) -> Option<u64> {
    if text.len() != LENGTH as usize {
        return None;
    }
    text.bytes().try_fold(0_u64, |bits, sign| {
        let sign = match sign.to_ascii_lowercase() {
            b'o' => b'0',
            b'i' | b'l' => b'1',
            sign => sign,
        };
        SIGNS.iter().position(|known| *known == sign).map(|value| bits << 5 | value as u64)
    })
}

/// The place that a code stands for, while it is open to anybody at all.
pub fn place_of(db: &Conn, code: &str) -> Result<(WorkspaceId, Location)> {
    let bits = read(code).ok_or(Error::NotFound)?;
    for house in house::store::all(db)? {
        let places = house::store::locations(db, house.id)?.into_iter();
        let mut open = places.filter(|place| place.closed_at.is_none());
        if let Some(place) = open.find(|place| low_bits(place.id) == bits) {
            return Ok((house.id, place));
        }
    }
    Err(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_code_is_none() {
        for text in ["", "1234567", "123456789", "1234-678", "uuuuuuuu", "äöüß"] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("OiL00000"), read("01100000"));
    }

    proptest! {
        #[test]
        fn a_code_is_read_as_it_was_written(bits in any::<u128>(), shout in any::<bool>()) {
            let location = LocationId(uuid::Uuid::from_u128(bits));
            let code = code(location);
            prop_assert_eq!(code.len(), 8);
            let typed = if shout { code.to_uppercase() } else { code };
            prop_assert_eq!(read(&typed), Some(low_bits(location)));
        }
    }
}
