//! Cuts one record into cells.

use super::Cut;

/// How far a record reached.
pub(super) enum Split {
    /// So many bytes and line ends belong to the record.
    Done { used: usize, lines: u64 },
    /// The record goes on behind the end of the buffer.
    More,
    /// A quote was opened that nothing closes.
    Unclosed,
}

/// The cells of a record as they are gathered.
pub(super) struct Cells<'a> {
    pub(super) text: &'a mut Vec<u8>,
    pub(super) ends: &'a mut Vec<usize>,
}

impl Cells<'_> {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }
}

/// What stands behind a cell.
enum Behind {
    Delimiter(usize),
    LineEnd(usize),
    End(usize),
    More,
}

/// Cuts one record off the front of the bytes.
pub(super) fn split(bytes: &[u8], cut: Cut, complete: bool, out: &mut Cells<'_>) -> Split {
    let mut at = 0;
    let mut inner_lines = 0;
    loop {
        let quote = at + bytes[at..].iter().take_while(|byte| **byte == b' ').count();
        let behind = if bytes.get(quote) == Some(&b'"') {
            match quoted(bytes, quote + 1, cut, complete, out) {
                Quoted::Closed { at, lines } => {
                    inner_lines += lines;
                    plain(bytes, at, cut, complete, out)
                }
                Quoted::More => return Split::More,
                Quoted::Unclosed => return Split::Unclosed,
            }
        } else {
            plain(bytes, at, cut, complete, out)
        };
        match behind {
            Behind::Delimiter(next) => {
                out.end_cell();
                at = next;
            }
            Behind::LineEnd(used) => {
                out.end_cell();
                return Split::Done { used, lines: inner_lines + 1 };
            }
            Behind::End(used) => {
                out.end_cell();
                return Split::Done { used, lines: inner_lines + 1 };
            }
            Behind::More => return Split::More,
        }
    }
}

/// Splits one physical line and takes its quotes for letters.
pub(super) fn split_plain(bytes: &[u8], cut: Cut, complete: bool, out: &mut Cells<'_>) -> Split {
    let mut at = 0;
    loop {
        match plain(bytes, at, cut, complete, out) {
            Behind::Delimiter(next) => at = next,
            Behind::LineEnd(used) | Behind::End(used) => {
                out.end_cell();
                return Split::Done { used, lines: 1 };
            }
            Behind::More => return Split::More,
        }
        out.end_cell();
    }
}

/// Takes an unquoted cell, or what stands between a closing quote and the next delimiter.
fn plain(bytes: &[u8], start: usize, cut: Cut, complete: bool, out: &mut Cells<'_>) -> Behind {
    let mut at = start;
    loop {
        let Some(length) =
            bytes[at..].iter().position(|byte| *byte == cut.delimiter || *byte == b'\n' || *byte == b'\r')
        else {
            if !complete {
                return Behind::More;
            }
            out.text.extend_from_slice(&bytes[start..]);
            return Behind::End(bytes.len());
        };
        at += length;
        if bytes[at] == cut.delimiter {
            out.text.extend_from_slice(&bytes[start..at]);
            return Behind::Delimiter(at + 1);
        }
        if bytes[at] == b'\n' {
            out.text.extend_from_slice(&bytes[start..at]);
            return Behind::LineEnd(at + 1);
        }
        let returns = bytes[at..].iter().take_while(|byte| **byte == b'\r').count();
        let next = bytes.get(at + returns);
        if next.is_none() && !complete {
            return Behind::More;
        }
        let used = match next {
            Some(b'\n') if returns == 1 || !cut.return_ends => Some(at + returns + 1),
            None if !cut.return_ends => Some(at + returns),
            _ if cut.return_ends => Some(at + 1),
            _ => None,
        };
        if let Some(used) = used {
            out.text.extend_from_slice(&bytes[start..at]);
            return Behind::LineEnd(used);
        }
        at += returns;
    }
}

enum Quoted {
    Closed { at: usize, lines: u64 },
    More,
    Unclosed,
}

/// Takes a quoted cell up to its closing quote.
fn quoted(bytes: &[u8], start: usize, cut: Cut, complete: bool, out: &mut Cells<'_>) -> Quoted {
    let mut from = start;
    let mut lines = 0;
    loop {
        let Some(length) = bytes[from..].iter().position(|byte| *byte == b'"') else {
            return if complete { Quoted::Unclosed } else { Quoted::More };
        };
        let quote = from + length;
        let piece = &bytes[from..quote];
        lines += line_ends(piece);
        let next = bytes.get(quote + 1);
        if next.is_none() && !complete {
            return Quoted::More;
        }
        if next == Some(&b'"') {
            out.text.extend_from_slice(&bytes[from..=quote]);
            from = quote + 2;
        } else if piece.last() == Some(&b'\\') && !ends_cell(&bytes[quote + 1..], cut) {
            out.text.extend_from_slice(&piece[..piece.len() - 1]);
            out.text.push(b'"');
            from = quote + 1;
        } else {
            out.text.extend_from_slice(piece);
            if lines > 0 && !ends_cell(&bytes[quote + 1..], cut) {
                return Quoted::Unclosed;
            }
            let blanks = bytes[quote + 1..].iter().take_while(|byte| **byte == b' ').count();
            let skipped = if ends_cell(&bytes[quote + 1..], cut) { blanks } else { 0 };
            return Quoted::Closed { at: quote + 1 + skipped, lines };
        }
    }
}

/// True when, blanks aside, a cell ends here.
fn ends_cell(rest: &[u8], cut: Cut) -> bool {
    let next = rest.iter().find(|byte| **byte != b' ' || cut.delimiter == b' ');
    next.is_none_or(|byte| *byte == cut.delimiter || *byte == b'\n' || *byte == b'\r')
}

fn line_ends(bytes: &[u8]) -> u64 {
    let feeds = bytes.iter().filter(|byte| **byte == b'\n').count();
    let lone_returns = match bytes.contains(&b'\r') {
        true => {
            bytes.iter().enumerate().filter(|(at, byte)| **byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')).count()
        }
        false => 0,
    };
    (feeds + lone_returns) as u64
}
