//! An object: bytes under the hash of what is in them, with the smaller pictures made from it.

use crate::id::WorkspaceId;

crate::words! {
    /// Why a picture is not shown small.
    pub enum Unshown {
        /// It is no picture that we show, or it is shown.
        No = "",
        /// It has more points than we take apart.
        TooLarge = "too_large",
        /// It says it is a picture, and cannot be read as one.
        Unreadable = "unreadable",
    }
}

crate::words! {
    /// How large a picture is wanted.
    pub enum Size {
        /// For a strip of pictures.
        Small = "small",
        /// For a look at it.
        Large = "large",
    }
}

/// Which bytes of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// What was brought along.
    Whole,
    /// The picture, made smaller.
    Picture(Size),
}

/// Bytes as they lie in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Whose they are.
    pub workspace: WorkspaceId,
    /// The hash of the object.
    pub object: String,
    /// Which of its bytes.
    pub part: Part,
    /// The hash of these bytes.
    pub sha256: String,
    /// How many.
    pub bytes: i64,
}

/// What was brought along once or more often, as one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// The hash of what is in it, in hexadecimal.
    pub sha256: String,
    /// What it is, by what is in it.
    pub media_type: String,
    /// How many bytes.
    pub bytes: i64,
    /// Width and height of a picture, as it is looked at.
    pub points: Option<(i64, i64)>,
    /// Why there is no smaller picture.
    pub unshown: Unshown,
    /// Hash and size of the small picture; empty without one.
    pub small: (String, i64),
    /// Hash and size of the large picture; empty without one.
    pub large: (String, i64),
    /// How many rows hold it.
    pub holders: i64,
}

impl Object {
    /// Is there a smaller picture of it?
    pub fn is_shown(&self) -> bool {
        !self.small.0.is_empty()
    }
    /// The room all of it takes, in bytes.
    pub fn room(&self) -> i64 {
        self.bytes + self.small.1 + self.large.1
    }
    /// All its bytes as they lie in the store.
    pub fn stored(&self, workspace: WorkspaceId) -> Vec<Stored> {
        let of = |part, (sha256, bytes): (&str, i64)| Stored {
            workspace,
            object: self.sha256.clone(),
            part,
            sha256: sha256.to_owned(),
            bytes,
        };
        let mut all = vec![of(Part::Whole, (&self.sha256, self.bytes))];
        if self.is_shown() {
            all.push(of(Part::Picture(Size::Small), (&self.small.0, self.small.1)));
            all.push(of(Part::Picture(Size::Large), (&self.large.0, self.large.1)));
        }
        all
    }
    /// These bytes of it, if there are such.
    pub fn part(&self, workspace: WorkspaceId, part: Part) -> Option<Stored> {
        self.stored(workspace).into_iter().find(|stored| stored.part == part)
    }
}

impl Part {
    /// All of them.
    pub const ALL: [Part; 3] = [Part::Whole, Part::Picture(Size::Small), Part::Picture(Size::Large)];

    /// What its name ends with.
    fn ending(self) -> &'static str {
        match self {
            Part::Whole => "",
            Part::Picture(Size::Small) => ".small",
            Part::Picture(Size::Large) => ".large",
        }
    }
}

impl Stored {
    /// Its name where all lie in one folder: the hash of the object, and which of its bytes.
    pub fn name(&self) -> String {
        format!("{}{}", self.object, self.part.ending())
    }
    /// Reads such a name, for bytes with that hash; nothing for a name that is none, or another object's.
    pub fn read(workspace: WorkspaceId, name: &str, sha256: String, bytes: i64) -> Option<Stored> {
        let (object, part) = read_name(&format!("{}/{name}", name.get(..2)?))?;
        let is_itself = part != Part::Whole || object == sha256;
        is_itself.then_some(Stored { workspace, object, part, sha256, bytes })
    }
}

/// The name of bytes, without the workspace: `ab/abcdef….small`.
pub(crate) fn name_of(object: &str, part: Part) -> String {
    format!("{}/{object}{}", object.get(..2).unwrap_or_default(), part.ending())
}

/// Reads [`name_of`]; anything else lies there by mistake.
pub(crate) fn read_name(name: &str) -> Option<(String, Part)> {
    let (begin, rest) = name.split_once('/')?;
    let (object, ending) = rest.split_at_checked(64)?;
    let part = Part::ALL.into_iter().find(|part| part.ending() == ending)?;
    (is_hash(object) && object.starts_with(begin) && begin.len() == 2).then(|| (object.to_owned(), part))
}

/// Is this a SHA-256 in hexadecimal, as we write it?
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_they_are_written() {
        let hash = "a1".repeat(32);
        for part in Part::ALL {
            assert_eq!(read_name(&name_of(&hash, part)), Some((hash.clone(), part)));
        }
        for wrong in [
            "",
            "a1",
            "a1/short",
            &format!("b2/{hash}"),
            &format!("a1/{hash}.huge"),
            &format!("a1/{}", "A1".repeat(32)),
        ] {
            assert_eq!(read_name(wrong), None, "{wrong}");
        }
    }
}
