//! Tells apart the encodings of Western offices: Windows-1252, Mac Roman and code page 850.
//!
//! Each byte above 127 is a letter in one of them and a sign in another. A reading is good when
//! its letters stand inside words, its quotes at their edges, and no capital follows a small letter.

use encoding_rs::Encoding as Legacy;

use super::Charset;

/// The upper half of code page 850 (IBM, 1987), byte 0x80 first.
pub(super) const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

/// What stands beside a byte.
#[derive(Clone, Copy)]
enum Beside {
    Small,
    Capital,
    Other,
}

impl Beside {
    fn of(byte: Option<&u8>) -> Self {
        match byte {
            Some(b'a'..=b'z') => Self::Small,
            Some(b'A'..=b'Z') => Self::Capital,
            // Another byte above 127 is most often a letter too; it says nothing about case.
            _ => Self::Other,
        }
    }
}

/// How often each byte above 127 stood between which neighbours.
pub(super) struct Western {
    seen: Vec<[u64; 9]>,
}

impl Default for Western {
    fn default() -> Self {
        Self { seen: vec![[0; 9]; 128] }
    }
}

impl Western {
    pub(super) fn look_at(&mut self, bytes: &[u8]) {
        for (index, byte) in bytes.iter().enumerate().filter(|(_, byte)| **byte >= 0x80) {
            let before = Beside::of(index.checked_sub(1).and_then(|place| bytes.get(place)));
            let after = Beside::of(bytes.get(index + 1));
            self.seen[usize::from(*byte - 0x80)][before as usize * 3 + after as usize] += 1;
        }
    }

    /// The guess itself, or Mac Roman or code page 850 when a Western guess reads worse than they do.
    pub(super) fn prefer(&self, guess: &'static Legacy) -> Charset {
        let latin = self.score(encoding_rs::WINDOWS_1252);
        let mac = self.score(encoding_rs::MACINTOSH);
        let dos = self.score_of(CP850.chars());
        let lonely = self.share_beside_latin_letters();
        let western = guess.is_single_byte() || lonely > 0.95;
        if western && lonely >= 0.5 {
            if mac > latin && mac >= dos {
                return Charset::Legacy(encoding_rs::MACINTOSH);
            }
            if dos > latin {
                return Charset::Cp850;
            }
            if !guess.is_single_byte() && latin > 0 {
                return Charset::Legacy(encoding_rs::WINDOWS_1252);
            }
        }
        Charset::Legacy(guess)
    }

    /// The share of bytes above 127 that touch a plain Latin letter.
    fn share_beside_latin_letters(&self) -> f64 {
        let all: u64 = self.seen.iter().flatten().sum();
        let alone: u64 = self.seen.iter().map(|counts| counts[8]).sum();
        if all == 0 { 0.0 } else { (all - alone) as f64 / all as f64 }
    }

    fn score(&self, encoding: &'static Legacy) -> i64 {
        let upper: Vec<u8> = (0x80..=0xFF).collect();
        let (text, _) = encoding.decode_without_bom_handling(&upper);
        self.score_of(text.chars())
    }

    fn score_of(&self, upper: impl Iterator<Item = char>) -> i64 {
        let mut sum = 0;
        for (letter, counts) in upper.zip(&self.seen) {
            for (place, count) in counts.iter().enumerate() {
                let (before, after) = (place / 3, place % 3);
                sum += fits(letter, before, after) * i64::try_from(*count).unwrap_or(i64::MAX / 256);
            }
        }
        sum
    }
}

/// How well a character fits between its neighbours (0 small letter, 1 capital, 2 other).
fn fits(letter: char, before: usize, after: usize) -> i64 {
    let in_word = before != 2 || after != 2;
    let between = before != 2 && after != 2;
    if "éèêëàâäáãåçñöóòôõúüùûíìîïßøæœšžýÿ".contains(letter) {
        return if before == 1 && after == 1 { -1 } else { i64::from(in_word) * 2 };
    }
    if letter.is_lowercase() {
        return -1;
    }
    if letter.is_uppercase() {
        return match (before, after) {
            (0, _) => -2,
            (_, 0) | (1, _) => 1,
            _ => 0,
        };
    }
    match letter {
        '’' if between => 2,
        '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '«' | '»' | '•' if !between => 1,
        '\u{A0}' => 1,
        '€' | '£' | '°' | '®' | '©' | '™' | 'º' | 'ª' | '§' if !between => 0,
        _ if letter.is_control() || ('\u{2500}'..'\u{2600}').contains(&letter) => -3,
        _ if in_word => -2,
        _ => -1,
    }
}
