//! Numbers as people write them, exact, with a key that sorts as the numbers do.

/// Places behind the point.
const PLACES: usize = 6;
/// The largest whole number that is kept: fifteen nines.
const LARGEST: i128 = 999_999_999_999_999;
const UNIT: i128 = 1_000_000;

/// A number: millionths, exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal(i128);

impl Decimal {
    /// Reads `12`, `-0.5`, `1,234.5`, `1.234,5`, `1 234`. Where there is only one mark, a point is the decimal one, and a comma too
    /// unless exactly three digits stand behind it. Nothing is rounded.
    pub fn read(text: &str) -> Result<Decimal, String> {
        let no = || format!("“{text}” does not read as a number.");
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '’').collect();
        let plain = plain.replace('−', "-");
        let (sign, plain) = match plain.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, plain.strip_prefix('+').unwrap_or(&plain)),
        };
        let (whole, rest) = parts(plain);
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && rest.is_empty()) || !digits(&whole) || !digits(rest) {
            return Err(no());
        }
        let rest = rest.trim_end_matches('0');
        if rest.len() > PLACES {
            return Err(format!("“{text}” is finer than the {PLACES} places that are kept."));
        }
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| no())? };
        if whole > LARGEST {
            return Err(format!("“{text}” is larger than the numbers that are kept."));
        }
        let rest: i128 = format!("{rest:0<PLACES$}").parse().map_err(|_| no())?;
        Ok(Decimal(sign * (whole * UNIT + rest)))
    }

    /// Sorts by its bytes as the numbers do.
    pub fn key(self) -> String {
        format!("{:022}", self.0 + (LARGEST + 1) * UNIT)
    }
}

/// What stands before the decimal mark, without the marks of thousands, and behind it.
fn parts(plain: &str) -> (String, &str) {
    let (points, commas) = (plain.matches('.').count(), plain.matches(',').count());
    let mark = match (points, commas) {
        (0, 1) => plain.find(',').filter(|at| plain.len() - at - 1 != 3 || *at > 3 || *at == 0),
        (1, 0) => plain.find('.'),
        (1, _) if plain.rfind('.') > plain.rfind(',') => plain.find('.'),
        (_, 1) if plain.rfind(',') > plain.rfind('.') => plain.find(','),
        _ => None,
    };
    let (whole, rest) = mark.map_or((plain, ""), |at| (&plain[..at], &plain[at + 1..]));
    (whole.chars().filter(|c| !matches!(c, '.' | ',')).collect(), rest)
}

/// As it is kept and typed again: `1234.5`.
impl std::fmt::Display for Decimal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0.unsigned_abs() / UNIT.unsigned_abs(), self.0.unsigned_abs() % UNIT.unsigned_abs());
        let sign = if self.0 < 0 { "-" } else { "" };
        let rest = format!("{rest:0PLACES$}");
        match rest.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            rest => write!(f, "{sign}{whole}.{rest}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_people_write() {
        let read = |text| Decimal::read(text).map(|number| number.to_string());
        for (text, number) in [
            ("12", "12"),
            ("-0.50", "-0.5"),
            ("1,234.5", "1234.5"),
            ("1.234,5", "1234.5"),
            ("1,234", "1234"),
            ("1.234", "1.234"),
            ("1,5", "1.5"),
            ("1 234 567", "1234567"),
            ("1.234.567", "1234567"),
            (",5", "0.5"),
            ("−3", "-3"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(number), "{text}");
        }
        for text in ["", "-", "twelve", "1e5", "12 kg", "0.1234567", "9999999999999999", "١٢"] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn keys_sort_as_numbers_and_numbers_read_back(a in -999_999_999_999_999_000_000_i128..999_999_999_999_999_000_000, b in -10_000_000_i128..10_000_000) {
            let (a, b) = (Decimal(a), Decimal(b));
            prop_assert_eq!(a.cmp(&b), a.key().cmp(&b.key()));
            prop_assert_eq!(Decimal::read(&a.to_string()), Ok(a));
            prop_assert_eq!(a.key().len(), 22);
        }
    }
}
