//! Turns the bytes of a file into UTF-8 as a stream and remembers where they could not be read.

use std::io::{self, Read};

use encoding_rs::DecoderResult;

use super::western::CP850;
use super::{CHUNK, Charset, Encoding, fill};

/// How many places of one trouble are remembered.
const PLACES: usize = 5;
/// What stands where a character was lost.
const LOST: char = '\u{FFFD}';

/// What was wrong with the bytes, with the first lines where it was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// Places that are not in the file's encoding.
    pub undecodable: u64,
    /// The first lines with such places.
    pub undecodable_lines: Vec<u64>,
    /// Zero bytes, which were left out.
    pub zeros: u64,
    /// The first lines with zero bytes.
    pub zero_lines: Vec<u64>,
}

impl Damage {
    fn note_undecodable(&mut self, line: u64) {
        self.undecodable += 1;
        note(&mut self.undecodable_lines, line);
    }
}

fn note(lines: &mut Vec<u64>, line: u64) {
    if lines.len() < PLACES && lines.last() != Some(&line) {
        lines.push(line);
    }
}

enum Way {
    Utf8,
    Wide { low_first: bool },
    Table(Vec<char>),
    Standard(Box<encoding_rs::Decoder>),
}

/// A stream of UTF-8 text made of a file in any encoding.
pub struct Decoder<R> {
    source: R,
    way: Way,
    raw: Vec<u8>,
    held: usize,
    to_skip: usize,
    finished: bool,
    line: u64,
    damage: Damage,
}

impl<R: Read> Decoder<R> {
    /// Starts at the first byte of `source`.
    pub fn new(source: R, encoding: &Encoding) -> Self {
        let way = match encoding.charset {
            Charset::Utf8 => Way::Utf8,
            Charset::Utf16Le => standard(encoding_rs::UTF_16LE),
            Charset::Utf16Be => standard(encoding_rs::UTF_16BE),
            Charset::Utf32Le => Way::Wide { low_first: true },
            Charset::Utf32Be => Way::Wide { low_first: false },
            Charset::Cp850 => Way::Table(CP850.chars().collect()),
            Charset::Legacy(legacy) => standard(legacy),
        };
        Self {
            source,
            way,
            raw: vec![0; CHUNK + 4],
            held: 0,
            to_skip: encoding.mark_length,
            finished: false,
            line: 1,
            damage: Damage::default(),
        }
    }

    /// What was wrong so far.
    pub fn damage(&self) -> &Damage {
        &self.damage
    }

    /// Appends the next piece of text to `text`; false at the end of the file.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn more(&mut self, text: &mut Vec<u8>) -> io::Result<bool> {
        if self.finished {
            return Ok(false);
        }
        let held = self.held;
        let mut read = fill(&mut self.source, &mut self.raw[held..held + CHUNK])?;
        self.finished = read < CHUNK;
        if self.to_skip > 0 {
            let skipped = self.to_skip.min(read);
            self.raw.copy_within(skipped..read, 0);
            read -= skipped;
            self.to_skip = 0;
        }
        let start = text.len();
        let raw = std::mem::take(&mut self.raw);
        let kept = self.decode(&raw[..held + read], text);
        self.raw = raw;
        self.raw.copy_within(held + read - kept..held + read, 0);
        self.held = kept;
        self.drop_zeros(text, start);
        self.line += line_ends(&text[start..]);
        Ok(true)
    }

    /// Decodes and answers how many bytes at the end wait for the next piece.
    fn decode(&mut self, raw: &[u8], text: &mut Vec<u8>) -> usize {
        let start = text.len();
        match &mut self.way {
            Way::Utf8 => self.decode_utf8(raw, text, start),
            Way::Wide { low_first } => {
                let low_first = *low_first;
                self.decode_wide(raw, low_first, text, start)
            }
            Way::Table(table) => {
                for byte in raw {
                    let letter = match byte {
                        0..=0x7F => char::from(*byte),
                        _ => table.get(usize::from(*byte - 0x80)).copied().unwrap_or(LOST),
                    };
                    push(text, letter);
                }
                0
            }
            Way::Standard(_) => {
                self.decode_standard(raw, text, start);
                0
            }
        }
    }

    fn decode_utf8(&mut self, raw: &[u8], text: &mut Vec<u8>, start: usize) -> usize {
        let mut rest = raw;
        loop {
            let error = match std::str::from_utf8(rest) {
                Ok(_) => {
                    text.extend_from_slice(rest);
                    return 0;
                }
                Err(error) => error,
            };
            let (good, bad) = rest.split_at(error.valid_up_to());
            text.extend_from_slice(good);
            let length = match error.error_len() {
                Some(length) => length,
                None if self.finished => bad.len(),
                None => return bad.len(),
            };
            let line = self.line + line_ends(&text[start..]);
            self.damage.note_undecodable(line);
            let (letters, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bad[..length]);
            for letter in letters.chars() {
                push(text, if letter.is_control() { LOST } else { letter });
            }
            rest = &bad[length..];
        }
    }

    fn decode_wide(&mut self, raw: &[u8], low_first: bool, text: &mut Vec<u8>, start: usize) -> usize {
        let (groups, rest) = raw.as_chunks::<4>();
        for group in groups {
            let code = if low_first { u32::from_le_bytes(*group) } else { u32::from_be_bytes(*group) };
            let letter = char::from_u32(code).unwrap_or_else(|| {
                let line = self.line + line_ends(&text[start..]);
                self.damage.note_undecodable(line);
                LOST
            });
            push(text, letter);
        }
        if self.finished && !rest.is_empty() {
            let line = self.line + line_ends(&text[start..]);
            self.damage.note_undecodable(line);
            push(text, LOST);
            return 0;
        }
        rest.len()
    }

    fn decode_standard(&mut self, raw: &[u8], text: &mut Vec<u8>, start: usize) {
        let mut rest = raw;
        loop {
            let Way::Standard(decoder) = &mut self.way else { return };
            let room = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(rest.len() * 4 + 16);
            let before = text.len();
            text.resize(before + room, 0);
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(rest, &mut text[before..], self.finished);
            text.truncate(before + written);
            rest = &rest[read..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(_, _) => {
                    let line = self.line + line_ends(&text[start..]);
                    self.damage.note_undecodable(line);
                    push(text, LOST);
                }
            }
        }
    }

    fn drop_zeros(&mut self, text: &mut Vec<u8>, start: usize) {
        if !text[start..].contains(&0) {
            return;
        }
        let piece = text.split_off(start);
        let mut line = self.line;
        for byte in piece {
            match byte {
                0 => {
                    self.damage.zeros += 1;
                    note(&mut self.damage.zero_lines, line);
                }
                _ => {
                    line += u64::from(byte == b'\n');
                    text.push(byte);
                }
            }
        }
    }
}

/// Line ends in the text: line feeds, or carriage returns where there is no line feed at all.
fn line_ends(text: &[u8]) -> u64 {
    let feeds = text.iter().filter(|byte| **byte == b'\n').count();
    if feeds > 0 {
        return feeds as u64;
    }
    text.iter().filter(|byte| **byte == b'\r').count() as u64
}

fn standard(encoding: &'static encoding_rs::Encoding) -> Way {
    Way::Standard(Box::new(encoding.new_decoder_without_bom_handling()))
}

fn push(text: &mut Vec<u8>, letter: char) {
    let mut room = [0; 4];
    text.extend_from_slice(letter.encode_utf8(&mut room).as_bytes());
}
