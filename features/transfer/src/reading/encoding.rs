//! Which encoding a file is written in, decided from all of its bytes in bounded memory.
//!
//! The order of trust: a byte order mark; the zero bytes that UTF-16 and UTF-32 leave between
//! Latin letters; UTF-8 that holds to the last byte (a head that looks like UTF-8 proves
//! nothing); a guess from the bytes above 127. Rarely the guess is a choice between encodings
//! that Western offices used and that are hard to tell apart; `western` weighs those.

mod decoder;
mod western;

use std::io::{self, Read};

use chardetng::EncodingDetector;
pub use decoder::{Damage, Decoder};
use encoding_rs::Encoding as Legacy;
use western::Western;

/// How many bytes are looked at in one step.
const CHUNK: usize = 64 * 1024;
/// Bytes of chunks with letters above 127 that are shown to the detector at most.
const DETECTOR_BUDGET: usize = 1024 * 1024;

/// A way of writing characters as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8; stray bytes in it are read as Windows-1252 and reported.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// UTF-32, low byte first.
    Utf32Le,
    /// UTF-32, high byte first.
    Utf32Be,
    /// Code page 850, the letters of DOS in Western Europe.
    Cp850,
    /// Any encoding of the WHATWG standard, such as Windows-1252, macintosh or Shift_JIS.
    Legacy(&'static Legacy),
}

impl Charset {
    /// The name that is shown and that a mapping file takes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
            Self::Cp850 => "CP850",
            Self::Legacy(encoding) => encoding.name(),
        }
    }

    /// The charset a person names, for example `utf-8`, `latin1`, `windows-1252` or `macintosh`.
    #[must_use]
    pub fn named(label: &str) -> Option<Self> {
        let plain = label.trim().to_ascii_lowercase().replace('_', "-");
        match plain.as_str() {
            "utf8" | "utf-8" => Some(Self::Utf8),
            "utf-16" | "utf-16le" => Some(Self::Utf16Le),
            "utf-16be" => Some(Self::Utf16Be),
            "utf-32" | "utf-32le" => Some(Self::Utf32Le),
            "utf-32be" => Some(Self::Utf32Be),
            "cp850" | "ibm850" | "dos" => Some(Self::Cp850),
            "macroman" | "mac-roman" | "mac" => Some(Self::Legacy(encoding_rs::MACINTOSH)),
            other => Legacy::for_label(other.as_bytes()).map(Self::Legacy),
        }
    }
}

/// The encoding of a file and why it is taken for that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// How the characters are written.
    pub charset: Charset,
    /// Length of the byte order mark at the start, in bytes; 0 without one.
    pub mark_length: usize,
    /// A sentence for the person who brings the file.
    pub reason: String,
    /// Length of the file in bytes.
    pub bytes: u64,
}

impl Encoding {
    /// The encoding that a person named; a byte order mark of the same kind is still skipped.
    #[must_use]
    pub fn told(charset: Charset, head: &[u8]) -> Self {
        let mark_length = match mark(head) {
            Some((found, length)) if found == charset => length,
            _ => 0,
        };
        Self { charset, mark_length, reason: "you said so".to_owned(), bytes: 0 }
    }
}

/// Reads `source` to its end once and says how it is encoded. Memory stays below 200 KB.
///
/// # Errors
/// When the source cannot be read.
pub fn detect(source: &mut impl Read) -> io::Result<Encoding> {
    let mut scan = Scan::new();
    let mut buffer = vec![0; CHUNK + 4];
    let mut held = 0;
    loop {
        let read = fill(source, &mut buffer[held..held + CHUNK])?;
        if scan.bytes == 0 {
            scan.look_at_head(&buffer[..read]);
        }
        scan.bytes += read as u64;
        let last = read < CHUNK;
        held = scan.step(&mut buffer, held, read, last);
        if last {
            return Ok(scan.finish());
        }
    }
}

/// Fills the buffer as far as the source reaches; fewer bytes than asked means the end.
fn fill(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// The byte order mark at the start of a file and its length.
fn mark(head: &[u8]) -> Option<(Charset, usize)> {
    const MARKS: [(&[u8], Charset); 5] = [
        (&[0xFF, 0xFE, 0, 0], Charset::Utf32Le),
        (&[0, 0, 0xFE, 0xFF], Charset::Utf32Be),
        (&[0xEF, 0xBB, 0xBF], Charset::Utf8),
        (&[0xFF, 0xFE], Charset::Utf16Le),
        (&[0xFE, 0xFF], Charset::Utf16Be),
    ];
    MARKS.iter().find(|(bytes, _)| head.starts_with(bytes)).map(|(bytes, charset)| (*charset, bytes.len()))
}

/// The bytes up to the last whole group of four.
fn whole_groups(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len() / 4 * 4]
}

/// UTF-16 or UTF-32 without a mark, seen by where the zero bytes stand.
fn wide(head: &[u8]) -> Option<Charset> {
    if head.len() < 8 || !head.contains(&0) {
        return None;
    }
    let mut zeros = [0_usize; 4];
    for (index, _) in head.iter().enumerate().filter(|(_, byte)| **byte == 0) {
        zeros[index % 4] += 1;
    }
    let quarter = head.len().div_ceil(4);
    let full = |lane: usize| zeros[lane] * 20 >= quarter * 19;
    let bare = |lane: usize| zeros[lane] * 50 <= quarter;
    let some = |lane: usize| zeros[lane] * 12 >= quarter;
    if full(2) && full(3) && bare(0) && head.len().is_multiple_of(4) {
        Some(Charset::Utf32Le)
    } else if full(0) && full(1) && bare(3) && head.len().is_multiple_of(4) {
        Some(Charset::Utf32Be)
    } else if some(1) && some(3) && bare(0) && bare(2) {
        Some(Charset::Utf16Le)
    } else if some(0) && some(2) && bare(1) && bare(3) {
        Some(Charset::Utf16Be)
    } else {
        None
    }
}

/// What has been seen of the file so far.
struct Scan {
    bytes: u64,
    certain: Option<(Charset, usize, &'static str)>,
    /// Bytes that belong to sound UTF-8 characters above 127.
    sound: u64,
    /// Places that are not UTF-8.
    broken: u64,
    detector: EncodingDetector,
    detector_left: usize,
    western: Western,
}

impl Scan {
    fn new() -> Self {
        Self {
            bytes: 0,
            certain: None,
            sound: 0,
            broken: 0,
            detector: EncodingDetector::new(),
            detector_left: DETECTOR_BUDGET,
            western: Western::default(),
        }
    }

    fn look_at_head(&mut self, head: &[u8]) {
        if let Some((charset, length)) = mark(head) {
            self.certain = Some(match wide(whole_groups(&head[length..])).filter(|_| length == 2) {
                // Some programs write the mark of UTF-16 before UTF-32, or before the other byte order.
                Some(seen) if seen != charset => (seen, length, "the zero bytes say so, against the byte order mark"),
                _ => (charset, length, "the file starts with its byte order mark"),
            });
        } else if let Some(charset) = wide(whole_groups(head)) {
            self.certain = Some((charset, 0, "every letter is followed or led by zero bytes"));
        }
    }

    /// Takes in `read` new bytes behind `held` kept ones and answers how many to keep.
    fn step(&mut self, buffer: &mut [u8], held: usize, read: usize, last: bool) -> usize {
        if self.certain.is_some() {
            return 0;
        }
        let fresh = &buffer[held..held + read];
        if !fresh.is_ascii() {
            self.western.look_at(fresh);
            let shown = fresh.len().min(self.detector_left);
            self.detector_left -= shown;
            self.detector.feed(&fresh[..shown], false);
        }
        let data = &buffer[..held + read];
        let kept = self.check_utf8(data, last);
        let end = held + read;
        buffer.copy_within(end - kept..end, 0);
        kept
    }

    /// Counts sound and broken places; answers how many bytes at the end are an unfinished character.
    fn check_utf8(&mut self, data: &[u8], last: bool) -> usize {
        let mut rest = data;
        loop {
            match std::str::from_utf8(rest) {
                Ok(_) => {
                    self.sound += high_bytes(rest);
                    return 0;
                }
                Err(error) => {
                    let (good, bad) = rest.split_at(error.valid_up_to());
                    self.sound += high_bytes(good);
                    match error.error_len() {
                        Some(length) => {
                            self.broken += 1;
                            rest = &bad[length..];
                        }
                        None if last => {
                            self.broken += 1;
                            return 0;
                        }
                        None => return bad.len(),
                    }
                }
            }
        }
    }

    fn finish(mut self) -> Encoding {
        let bytes = self.bytes;
        let found =
            |charset, mark_length, reason: &str| Encoding { charset, mark_length, reason: reason.to_owned(), bytes };
        if let Some((charset, length, reason)) = self.certain {
            return found(charset, length, reason);
        }
        if self.broken == 0 {
            return found(Charset::Utf8, 0, "every byte of the file is sound UTF-8");
        }
        if self.sound > self.broken * 2 {
            return found(Charset::Utf8, 0, "nearly all letters above 127 are sound UTF-8");
        }
        self.detector.feed(&[], true);
        let guess = self.detector.guess(None, false);
        let charset = self.western.prefer(guess);
        found(charset, 0, "guessed from the letters above 127; it is not UTF-8")
    }
}

fn high_bytes(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte >= 0x80).count() as u64
}

#[cfg(test)]
mod tests;
