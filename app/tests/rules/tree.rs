//! The repository as text: its files, its Rust sources in pieces, its crates.

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
    sync::{LazyLock, OnceLock},
};

use crate::rust_text::{Kind, Piece, pieces};

/// The repository's top folder.
pub fn root() -> PathBuf {
    let app = Path::new(env!("CARGO_MANIFEST_DIR"));
    app.parent().expect("the app's folder stands in the repository").to_path_buf()
}

/// One text file of the repository.
pub struct File {
    /// Its path from the top of the repository, with `/`.
    pub path: String,
    pub text: String,
    pieces: OnceLock<Vec<(Kind, usize, Range<usize>)>>,
}

impl File {
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    pub fn at(&self, line: usize, what: &str) -> String {
        let short: String = what.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(100).collect();
        format!("{}:{line}  {short}", self.path)
    }

    /// Does it stand in a folder or under a name of this list? `core/src/db` holds `core/src/db.rs` and what is in `core/src/db/`.
    pub fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| match self.path.strip_prefix(place) {
            Some(rest) => rest.is_empty() || rest.starts_with('/') || rest == ".rs" || place.ends_with('/'),
            None => false,
        })
    }

    /// Is the whole file test code?
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.name() == "tests.rs"
            || self.path.starts_with("core/src/testing")
            || self.path.starts_with("benches/")
            || self.path.contains("/examples/")
    }

    /// The first line of its unit tests, or one past its last line.
    pub fn tests_begin(&self) -> usize {
        let lines: Vec<&str> = self.text.lines().collect();
        let begins = |index: usize| {
            lines[index].trim() == "#[cfg(test)]"
                && lines.get(index + 1).is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'))
        };
        (0..lines.len()).find(|index| begins(*index)).unwrap_or(lines.len()) + 1
    }

    /// Its pieces of this kind, tests left out.
    pub fn pieces(&self, kind: Kind) -> Vec<Piece<'_>> {
        let cut = || {
            pieces(&self.text).into_iter().map(|piece| (piece.kind, piece.line, self.range_of(piece.text))).collect()
        };
        let all = self.pieces.get_or_init(cut).iter();
        let tests_begin = if self.is_test() { 0 } else { self.tests_begin() };
        let wanted = all.filter(|(own, line, _)| *own == kind && *line < tests_begin);
        wanted.map(|(kind, line, range)| Piece { kind: *kind, text: &self.text[range.clone()], line: *line }).collect()
    }

    fn range_of(&self, part: &str) -> Range<usize> {
        let begin = part.as_ptr().addr() - self.text.as_ptr().addr();
        begin..begin + part.len()
    }

    /// The lines of its code, comments and texts blanked out, tests left out.
    pub fn code_lines(&self) -> Vec<(usize, String)> {
        let mut lines: Vec<(usize, String)> = Vec::new();
        for piece in self.pieces(Kind::Code) {
            for (offset, part) in piece.text.split('\n').enumerate() {
                let line = piece.line + offset;
                match lines.last_mut() {
                    Some((last, text)) if *last == line => text.push_str(part),
                    _ => lines.push((line, part.to_owned())),
                }
            }
        }
        lines
    }
}

/// Every text file that belongs to the repository, in the order of their paths; read once.
pub fn files() -> &'static [File] {
    static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
        let mut found = Vec::new();
        gather(&root(), &root(), &mut found);
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    });
    &FILES
}

/// The Rust sources of the product, tests among them.
pub fn sources() -> impl Iterator<Item = &'static File> {
    files().iter().filter(|file| file.path.ends_with(".rs"))
}

fn gather(top: &Path, folder: &Path, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).expect("a folder of the repository can be read").flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name == "target" || (name.starts_with('.') && name != ".ci" && name != ".gitignore") {
            continue;
        }
        if path.is_dir() {
            gather(top, &path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let inside = path.strip_prefix(top).expect("it was found below the top");
            let path = inside.to_string_lossy().into_owned();
            found.push(File { path, text, pieces: OnceLock::new() });
        }
    }
}

/// The keys of one section of a Cargo.toml.
pub fn section(manifest: &str, name: &str) -> Vec<String> {
    let header = format!("[{name}]");
    manifest
        .lines()
        .skip_while(|line| line.trim() != header)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.trim_start().starts_with('#'))
        .filter_map(|line| line.split(['=', '.']).next().map(str::trim))
        .filter(|key| !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || "-_".contains(letter)))
        .map(str::to_owned)
        .collect()
}
