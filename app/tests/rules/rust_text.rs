//! Cuts a Rust source into code, comments and texts. Knows just enough of the language for that.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Code,
    Comment,
    /// What stands between the quotes of a string.
    Text,
}

/// A stretch of one kind, and the line on which it begins (from 1).
#[derive(Debug)]
pub struct Piece<'s> {
    pub kind: Kind,
    pub text: &'s str,
    pub line: usize,
}

pub fn pieces(source: &str) -> Vec<Piece<'_>> {
    let mut cutter = Cutter { source, at: 0, from: 0, line: 1, pieces: Vec::new() };
    while cutter.at < source.len() {
        cutter.step();
    }
    cutter.cut(Kind::Code, source.len());
    cutter.pieces
}

struct Cutter<'s> {
    source: &'s str,
    at: usize,
    from: usize,
    line: usize,
    pieces: Vec<Piece<'s>>,
}

impl<'s> Cutter<'s> {
    fn step(&mut self) {
        let (source, at) = (self.source, self.at);
        let rest = &source[at..];
        let word_before =
            source[..at].chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
        if rest.starts_with("//") {
            self.piece(Kind::Comment, 0, rest.find('\n').unwrap_or(rest.len()), 0);
        } else if rest.starts_with("/*") {
            self.piece(Kind::Comment, 0, block_comment(rest), 0);
        } else if let Some(hashes) = raw_string(rest).filter(|_| !word_before) {
            let open = rest.find('"').expect("a raw string has a quote") + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            let length = rest[open..].find(&close).unwrap_or(rest.len() - open);
            self.piece(Kind::Text, open, length, close.len());
        } else if let Some(inside) = rest.strip_prefix('"') {
            self.piece(Kind::Text, 1, quoted(inside), 1);
        } else if let Some(length) = character(rest) {
            self.at += length;
        } else {
            self.at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }

    /// Ends the code before, then takes a piece that begins `open` bytes further and is followed by `close` bytes of quotes.
    fn piece(&mut self, kind: Kind, open: usize, length: usize, close: usize) {
        self.cut(Kind::Code, self.at + open);
        self.cut(kind, self.at + open + length);
        self.at = (self.at + open + length + close).min(self.source.len());
    }

    fn cut(&mut self, kind: Kind, until: usize) {
        let text = &self.source[self.from..until];
        if !text.is_empty() {
            self.pieces.push(Piece { kind, text, line: self.line });
        }
        self.line += text.matches('\n').count();
        self.from = until;
    }
}

/// How many `#` a raw string that begins here has; `None` where none begins.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// The length of a string up to its closing quote.
fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (index, letter) in rest.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return index,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character literal; `None` for a lifetime or anything else.
fn character(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('\'')?;
    let mut letters = inner.char_indices();
    match letters.next()?.1 {
        '\\' => inner[2..].find('\'').map(|end| end + 4),
        _ => letters.next().filter(|(_, letter)| *letter == '\'').map(|(index, _)| index + 2),
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

#[test]
fn code_comments_and_texts_are_told_apart() {
    let source = "let a = \"x \\\" y\"; // \"no\"\nlet b = r#\"SELECT \"1\"\"#; /* a /* b */ c */ let c: &'static str = '\"';\nlet d = \"e\";";
    let found = pieces(source);
    let of = |kind: Kind| {
        found.iter().filter(|piece| piece.kind == kind).map(|piece| (piece.line, piece.text)).collect::<Vec<_>>()
    };
    assert_eq!(of(Kind::Text), [(1, "x \\\" y"), (2, "SELECT \"1\""), (3, "e")]);
    assert_eq!(of(Kind::Comment), [(1, "// \"no\""), (2, "/* a /* b */ c */")]);
}
