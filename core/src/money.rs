//! Money: an integer of minor units with its ISO 4217 currency. No floats, no arithmetic across currencies.

use std::{fmt, str::FromStr};

/// A currency by its three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);
crate::column_text!(Currency);

/// Currencies whose minor unit is not a hundredth (ISO 4217, list one).
const DIGITS: &[(&str, u32)] = &[
    ("BHD", 3),
    ("BIF", 0),
    ("CLF", 4),
    ("CLP", 0),
    ("DJF", 0),
    ("GNF", 0),
    ("IQD", 3),
    ("ISK", 0),
    ("JOD", 3),
    ("JPY", 0),
    ("KMF", 0),
    ("KRW", 0),
    ("KWD", 3),
    ("LYD", 3),
    ("OMR", 3),
    ("PYG", 0),
    ("RWF", 0),
    ("TND", 3),
    ("UGX", 0),
    ("UYI", 0),
    ("UYW", 4),
    ("VND", 0),
    ("VUV", 0),
    ("XAF", 0),
    ("XOF", 0),
    ("XPF", 0),
];

impl Currency {
    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a currency is made of ASCII letters")
    }
    /// How many digits its minor unit has: 2 for EUR, 0 for JPY.
    pub fn digits(&self) -> u32 {
        DIGITS.iter().find(|(code, _)| *code == self.code()).map_or(2, |(_, digits)| *digits)
    }
}
impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
/// A text that is no currency.
#[derive(Debug, thiserror::Error)]
#[error("“{0}” is no currency; write its three letters, such as EUR")]
pub struct NotACurrency(String);
impl FromStr for Currency {
    type Err = NotACurrency;
    fn from_str(text: &str) -> Result<Self, NotACurrency> {
        match text.trim().to_ascii_uppercase().as_bytes() {
            [a, b, c] if [a, b, c].iter().all(|letter| letter.is_ascii_uppercase()) => Ok(Currency([*a, *b, *c])),
            _ => Err(NotACurrency(text.to_owned())),
        }
    }
}

/// An amount of one currency, in its minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    /// Cents, pence, fen; whole yen.
    pub minor: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// The sum, if both are of one currency and it fits.
    pub fn plus(self, other: Money) -> Option<Money> {
        (self.currency == other.currency).then_some(())?;
        Some(Money { minor: self.minor.checked_add(other.minor)?, ..self })
    }
    /// Reads an amount such as `418`, `418.00`, `1,234.5`, `1.234,50`: the last mark with at most the currency's digits
    /// behind it is the decimal mark; nothing is rounded.
    pub fn read(text: &str, currency: Currency) -> Result<Money, String> {
        let digits = currency.digits();
        let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\'').collect();
        let (sign, plain) = plain.strip_prefix('-').map_or((1, plain.as_str()), |rest| (-1, rest));
        let decimal_at = plain.rfind(['.', ',']).filter(|at| {
            let behind = plain.len() - at - 1;
            behind <= digits as usize && behind > 0
        });
        let (whole, fraction) = decimal_at.map_or((plain, ""), |at| (&plain[..at], &plain[at + 1..]));
        let whole: String = whole.chars().filter(|c| !matches!(c, '.' | ',')).collect();
        let all = format!("{whole}{fraction:0<width$}", width = digits as usize);
        let has_digits = !whole.is_empty() || !fraction.is_empty();
        let amount = all.parse::<i64>().ok().filter(|_| has_digits && all.bytes().all(|b| b.is_ascii_digit()));
        amount
            .map(|minor| Money { minor: sign * minor, currency })
            .ok_or_else(|| format!("“{text}” is no amount of {currency}"))
    }
}

/// `€11,240` is the page's way; this is the book's: `11240.00 EUR`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = 10_u64.pow(self.currency.digits());
        let (whole, rest) = (self.minor.unsigned_abs() / unit, self.minor.unsigned_abs() % unit);
        let sign = if self.minor < 0 { "-" } else { "" };
        match self.currency.digits() as usize {
            0 => write!(f, "{sign}{whole} {}", self.currency),
            width => write!(f, "{sign}{whole}.{rest:0width$} {}", self.currency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn currency(code: &str) -> Currency {
        code.parse().expect("a currency")
    }

    #[test]
    fn reads_what_people_write() {
        let cents = |text| Money::read(text, currency("EUR")).map(|m| m.minor);
        assert_eq!(cents("418"), Ok(41_800));
        assert_eq!(cents("1.234,50"), Ok(123_450));
        assert_eq!(cents("1,234.5"), Ok(123_450));
        assert_eq!(cents("-0.05"), Ok(-5));
        assert_eq!(Money::read("1,234", currency("JPY")).map(|m| m.minor), Ok(1234));
        assert!(cents("twelve").is_err());
        assert!(cents("").is_err());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(minor in -1_000_000_000_i64..1_000_000_000, code in "EUR|JPY|BHD") {
            let money = Money { minor, currency: currency(&code) };
            let written = money.to_string();
            let (amount, _) = written.split_once(' ').expect("a blank");
            prop_assert_eq!(Money::read(amount, money.currency), Ok(money));
        }
    }
}
