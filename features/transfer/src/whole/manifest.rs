//! The manifest: what is in an export, what is not, and why.

use serde::{Deserialize, Serialize};
use tend_core::id::WorkspaceId;

/// Its name in the folder.
pub const NAME: &str = "manifest.json";
/// The folder of files' bytes.
pub const FILES: &str = "files";
/// How files are written; another way gets another number.
pub const FORMAT: i64 = 2;

/// What an export holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// How files are written.
    pub format: i64,
    /// The last migration of the Tend that wrote it.
    pub schema: i64,
    /// Whose it is.
    pub workspace: Whose,
    /// Every table there is, and what became of it.
    pub tables: Vec<Told>,
    /// The bytes of files, in a folder of their own.
    pub files: Bytes,
}

/// The bytes of files: in the folder [`FILES`], each under the hash of what is in it, smaller pictures beside.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes {
    /// How many there are.
    pub count: i64,
    /// How large all of them are together.
    pub bytes: i64,
    /// Those that should be there and were not, or were not what they had been: `tend check` names them too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Why none of them are here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A workspace, as the manifest names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Whose {
    /// Its id, which stays the same.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
}

/// One table and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The table.
    pub table: String,
    /// What became of it.
    pub fate: Word,
    /// Why not all of it is here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The columns that stay empty where it comes in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// Its file, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<Part>,
}

/// The file of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name in the folder.
    pub name: String,
    /// How many rows it has, the head not counted.
    pub rows: i64,
    /// What its bytes hash to, as SHA-256.
    pub sha256: String,
}

/// What became of a table, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Word {
    /// All of it is here.
    #[serde(rename = "exported")]
    Exported,
    /// Its rows are here without what is secret in them.
    #[serde(rename = "sealed")]
    Sealed,
    /// None of it is here.
    #[serde(rename = "left out")]
    LeftOut,
}
