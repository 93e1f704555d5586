//! Cuts a file into cards, line by line: what is not closed, or larger than any card, is broken by itself alone.

use std::io::{self, Read};

use super::super::encoding::Decoder;

/// The largest card; pictures stand in them.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// So much of a broken card comes back.
const MOST_KEPT: usize = 64 * 1024;

/// A piece of the file.
pub(super) enum Piece {
    /// A whole card.
    Card { line: u64, text: String },
    /// A card that cannot be read, and why.
    Broken { line: u64, text: String, reason: String },
}

/// The cards of a file, one after the other.
pub(super) struct Cards<R> {
    decoder: Decoder<R>,
    buffer: Vec<u8>,
    start: usize,
    is_complete: bool,
    /// Lines end in a return alone, as old Macs wrote them.
    returns_end: Option<bool>,
    line: u64,
    /// The first line of a card that was met where the one before it was not closed.
    held: bool,
    stray: u64,
}

impl<R: Read> Cards<R> {
    pub(super) fn new(decoder: Decoder<R>) -> Self {
        Self {
            decoder,
            buffer: Vec::new(),
            start: 0,
            is_complete: false,
            returns_end: None,
            line: 0,
            held: false,
            stray: 0,
        }
    }

    /// Lines outside of any card.
    pub(super) fn stray(&self) -> u64 {
        self.stray
    }

    /// The next card; nothing at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Piece>> {
        if !std::mem::take(&mut self.held) && !self.find_begin()? {
            return Ok(None);
        }
        let first = self.line;
        let mut open =
            Open { text: "BEGIN:VCARD\r\n".to_owned(), depth: 0, calls_an_agent: false, is_too_large: false };
        while let Some(line) = self.read_line()? {
            if is(&line, "END:VCARD") {
                if open.depth == 0 {
                    return Ok(Some(open.ends(first)));
                }
                open.depth -= 1;
            } else if is(&line, "BEGIN:VCARD") {
                if !open.calls_an_agent {
                    self.held = true;
                    let reason = format!(
                        "this card is not closed: END:VCARD is missing before the next one begins on line {}",
                        self.line
                    );
                    return Ok(Some(open.broken(first, reason)));
                }
                open.depth += 1;
            } else if open.depth == 0 {
                open.take(&line);
            }
            if !line.trim().is_empty() {
                open.calls_an_agent = open.depth > 0 || begins_an_agent(&line);
            }
        }
        Ok(Some(open.broken(first, "this card is not closed: the file ends before END:VCARD".to_owned())))
    }

    fn find_begin(&mut self) -> io::Result<bool> {
        while let Some(line) = self.read_line()? {
            if is(&line, "BEGIN:VCARD") {
                return Ok(true);
            }
            self.stray += u64::from(!line.trim().is_empty());
        }
        Ok(false)
    }

    fn read_line(&mut self) -> io::Result<Option<String>> {
        if self.returns_end.is_none() {
            while self.buffer.len() < 64 * 1024 && !self.is_complete {
                self.is_complete = !self.decoder.more(&mut self.buffer)?;
            }
            self.returns_end = Some(!self.buffer.contains(&b'\n'));
        }
        let end = if self.returns_end == Some(true) { b'\r' } else { b'\n' };
        let mut looked = self.start;
        loop {
            let found = self.buffer[looked..].iter().position(|byte| *byte == end);
            if let Some(at) = found {
                let line = plain(&self.buffer[self.start..looked + at]);
                self.start = looked + at + 1;
                self.line += 1;
                return Ok(Some(line));
            }
            if self.is_complete || self.buffer.len() - self.start > MOST_BYTES {
                break;
            }
            self.buffer.drain(..self.start);
            self.start = 0;
            looked = self.buffer.len();
            self.is_complete = !self.decoder.more(&mut self.buffer)?;
        }
        // The last line, or one that is longer than any card: the rest of it is the next line.
        let line = plain(&self.buffer[self.start..]);
        let is_end = self.start == self.buffer.len();
        self.start = self.buffer.len();
        self.line += 1;
        Ok((!is_end).then_some(line))
    }
}

fn plain(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches(['\r', '\n']).to_owned()
}

fn is(line: &str, words: &str) -> bool {
    line.trim_matches(|sign: char| sign.is_whitespace() || sign == '\u{FEFF}').eq_ignore_ascii_case(words)
}

/// `AGENT:` stands in front of a card within a card, in vCard 2.1.
fn begins_an_agent(line: &str) -> bool {
    let line = line.trim();
    line.get(..5).is_some_and(|name| name.eq_ignore_ascii_case("AGENT")) && line.ends_with(':')
}

/// The card that is being read.
struct Open {
    text: String,
    /// How many cards it is in that are within it.
    depth: usize,
    calls_an_agent: bool,
    is_too_large: bool,
}

impl Open {
    fn take(&mut self, line: &str) {
        if self.text.len() + line.len() > MOST_BYTES {
            self.is_too_large = true;
            return;
        }
        self.text.push_str(line);
        self.text.push_str("\r\n");
    }

    fn ends(mut self, line: u64) -> Piece {
        if self.is_too_large {
            return self.broken(line, "this card is larger than 16 MB".to_owned());
        }
        self.text.push_str("END:VCARD\r\n");
        Piece::Card { line, text: self.text }
    }

    fn broken(mut self, line: u64, reason: String) -> Piece {
        if self.text.len() > MOST_KEPT {
            let end = (0..=MOST_KEPT).rev().find(|at| self.text.is_char_boundary(*at)).unwrap_or(0);
            self.text.truncate(end);
        }
        Piece::Broken { line, text: self.text, reason }
    }
}
