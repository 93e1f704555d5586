//! What becomes of each table when a workspace goes out whole: it is exported, sealed or left out, each with its reason.
//!
//! Every feature lists its own; a test fails on a table that nobody listed. Columns, keys and order are read off the migrations
//! ([`crate::db::shape`]), so a new column goes out by itself.

/// A table and its fate.
#[derive(Clone, Copy, Debug)]
pub struct Listed {
    /// Its name.
    pub table: &'static str,
    /// What becomes of it.
    pub fate: Fate,
    /// Columns in which words about others than the row's own client may stand: looked through when somebody is erased.
    pub words: &'static [&'static str],
    /// Columns that hold a client's id without leaning on them or being called `client_id`.
    pub clients: &'static [&'static str],
}

impl Listed {
    /// Words about anybody may stand in these columns.
    #[must_use]
    pub const fn with_words(self, words: &'static [&'static str]) -> Self {
        Listed { words, ..self }
    }

    /// These columns hold a client's id, though neither a foreign key nor their name says so.
    #[must_use]
    pub const fn about_clients(self, clients: &'static [&'static str]) -> Self {
        Listed { clients, ..self }
    }
}

/// What becomes of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// All of it goes out, and comes in again as it was.
    Exported,
    /// Its rows go out without these columns, which stay empty where it comes in.
    Sealed {
        /// What stays here.
        without: &'static [&'static str],
        /// Why.
        why: &'static str,
    },
    /// Its rows go out, but for those that are one member's alone.
    ButPrivate {
        /// The column that says so.
        column: &'static str,
        /// Why they stay here.
        why: &'static str,
    },
    /// It stays here.
    LeftOut(&'static str),
}

/// All of it.
pub const fn exported(table: &'static str) -> Listed {
    Listed { table, fate: Fate::Exported, words: &[], clients: &[] }
}

/// Its rows, but not what is secret in them.
pub const fn sealed(table: &'static str, without: &'static [&'static str], why: &'static str) -> Listed {
    Listed { table, fate: Fate::Sealed { without, why }, words: &[], clients: &[] }
}

/// Its rows, but not those that this column says are one member's alone.
pub const fn but_private(table: &'static str, column: &'static str, why: &'static str) -> Listed {
    Listed { table, fate: Fate::ButPrivate { column, why }, words: &[], clients: &[] }
}

/// None of it.
pub const fn left_out(table: &'static str, why: &'static str) -> Listed {
    Listed { table, fate: Fate::LeftOut(why), words: &[], clients: &[] }
}

/// Core's own.
pub const HOUSE: &[Listed] = &[
    exported("workspaces"),
    exported("locations"),
    sealed("users", &["password_hash"], "A password is nobody else's, not even as a hash: each chooses a new one"),
    exported("members"),
    exported("absences").with_words(&["note"]),
    exported("user_workspaces"),
    exported("entries").with_words(&["text", "body"]),
    but_private("calls", "private", "A call that its member alone sees tells nobody else whom it is about")
        .with_words(&["reason", "act"]),
    exported("file_rooms"),
    exported("file_objects"),
    exported("backup_plans"),
    left_out("backups", "They are files of one machine"),
    left_out("sessions", "Who is signed in here is not signed in elsewhere"),
    left_out("links", "A one-time link is a secret, and of this address"),
    left_out("attempts", "Failed sign-ins slow somebody down where they guessed"),
    left_out("jobs", "Work in the queue is of this machine; what runs by itself begins again by itself")
        .with_words(&["body", "trouble"]),
    left_out("migrations", "Each Tend keeps its own"),
    left_out("search_texts", "Search is made again from what it finds"),
    left_out("search_said", "Search is made again from what was said"),
    left_out("search_houses", "It tells the entries of workspaces apart in the search of one machine"),
    left_out("search_vocabulary", "It is gathered again from the names"),
];
