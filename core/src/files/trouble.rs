//! What can go wrong with a file, in words for the person who brought it.

use crate::{error::Error, ui::size_in_words};

/// The field of a form that files come in.
pub const FIELD: &str = "files";

/// Why files were not kept. Nothing of the form they came with was saved then, and nothing that was typed is lost.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// One is larger than this house takes.
    #[error("“{name}” is larger than {}, and no file may be. Make it smaller, or write down where it lies.", size_in_words(*most))]
    TooLarge {
        /// Which.
        name: String,
        /// What it may have, in bytes.
        most: u64,
    },
    /// There is nothing in one.
    #[error("There is nothing in “{0}”. Look whether it is the right one.")]
    Empty(String),
    /// Too many at once.
    #[error("These are more than {0} files. Bring the rest along with another note.")]
    TooMany(usize),
    /// All of them together are too large.
    #[error("Together these are larger than {}. Bring some of them along with another note.", size_in_words(*.0))]
    TooMuch(u64),
    /// The house has no room for it.
    #[error("There is no room for it: files take {} here, and no more than {} may. Take some away, or ask an admin for more room.", size_in_words(*taken), size_in_words(*most))]
    NoRoom {
        /// What is taken.
        taken: u64,
        /// What may be.
        most: u64,
    },
    /// It did not come whole.
    #[error("The files did not come whole. Nothing was saved; send them again.")]
    Broken,
    /// What was chosen before is not there any more.
    #[error("“{0}” is not here any more. Choose it once more.")]
    Gone(String),
    /// The disk is full.
    #[error(
        "The disk on which files are kept is full. Nothing was saved; tell whoever runs this Tend, and send it again then."
    )]
    Full,
    /// The store does not answer.
    #[error(
        "The place where files are kept does not answer. Nothing was saved; try again in a moment, or without the files."
    )]
    Away(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Something else.
    #[error(transparent)]
    Other(#[from] Error),
}

impl Trouble {
    /// Is it ours to put right, and not the sender's?
    pub fn is_ours(&self) -> bool {
        matches!(self, Trouble::Full | Trouble::Away(_))
    }

    /// The store could not do it.
    pub(super) fn of_store(error: object_store::Error) -> Trouble {
        if is_full(&error) {
            return Trouble::Full;
        }
        Trouble::Away(Box::new(error))
    }

    /// A temporary file could not be written or read.
    pub(super) fn of_disk(error: std::io::Error) -> Trouble {
        if is_full_disk(&error) {
            return Trouble::Full;
        }
        Trouble::Away(Box::new(error))
    }
}

impl From<Trouble> for Error {
    /// A person reads the sentence at the field; the log reads the cause.
    fn from(trouble: Trouble) -> Error {
        match trouble {
            Trouble::Other(error) => error,
            other => {
                if let Trouble::Away(cause) = &other {
                    tracing::error!(%cause, "the store of files did not take it");
                }
                Error::invalid(FIELD, other.to_string())
            }
        }
    }
}

fn is_full(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if error.downcast_ref::<std::io::Error>().is_some_and(is_full_disk) {
            return true;
        }
        next = error.source();
    }
    false
}

fn is_full_disk(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded | std::io::ErrorKind::FileTooLarge
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::*;

    #[test]
    fn a_full_disk_is_told_apart_from_a_store_that_is_away() {
        let of_store = |kind| object_store::Error::Generic { store: "folder", source: Box::new(Error::from(kind)) };
        for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded] {
            assert!(matches!(Trouble::of_store(of_store(kind)), Trouble::Full));
            assert!(matches!(Trouble::of_disk(kind.into()), Trouble::Full));
        }
        let away = Trouble::of_store(of_store(ErrorKind::ConnectionRefused));
        assert!(away.is_ours() && away.to_string().contains("does not answer"), "{away}");
    }
}
