//! Where a file's bytes lie: on this machine, or in parts in the database, put together for reading.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::Path,
};

use sha2::{Digest, Sha256};
use tend_core::{App, Error, Result, id::WorkspaceId};

use crate::{
    import::ImportId,
    reading::{
        form::{self, Form},
        identity::hex,
        layout::Told,
    },
    store,
};

/// The size of a part in the database.
pub const PART_BYTES: usize = 1024 * 1024;
/// The largest file that is taken.
pub const MOST_BYTES: i64 = 2 * 1024 * 1024 * 1024;

/// An open file with what it is known by.
pub struct Source {
    /// What is read: its bytes, or the table that was laid out of them.
    pub file: BufReader<File>,
    /// What it came as.
    pub form: Form,
    /// Its own bytes, where it was no text.
    original: Option<BufReader<File>>,
    /// SHA-256 of them.
    pub digest: String,
    /// How many there are.
    pub size: i64,
}

impl Source {
    /// Opens a file of this machine.
    pub fn open(path: &Path) -> io::Result<Self> {
        Source::of(File::open(path)?)
    }

    fn of(mut file: File) -> io::Result<Self> {
        let mut hash = Sha256::new();
        let mut buffer = vec![0; 64 * 1024];
        let mut size = 0;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            hash.update(&buffer[..read]);
            size += read as i64;
        }
        file.seek(SeekFrom::Start(0))?;
        let file = BufReader::with_capacity(256 * 1024, file);
        Ok(Source { file, form: Form::Text, original: None, digest: hex(&hash.finalize()), size })
    }

    /// Lays it out as a table where it is no text: a workbook, cards. The error is a sentence for the person who brings it.
    pub fn lay_out(&mut self, told: &Told) -> Result<(), String> {
        let original = self.original.as_mut().unwrap_or(&mut self.file);
        let (form, laid_out) = form::lay_out(original, told)?;
        self.form = form;
        if let Some(laid_out) = laid_out {
            let before = std::mem::replace(&mut self.file, laid_out);
            self.original.get_or_insert(before);
        }
        Ok(())
    }

    /// Puts the parts in the database together, in a file without a name that is gone with the source.
    pub async fn gathered(app: &App, workspace: WorkspaceId, import: ImportId) -> Result<Self> {
        let mut file = tempfile::tempfile().map_err(Error::ours)?;
        for number in 0.. {
            let Some(part) = app.read(move |db| store::part(db, workspace, import, number)).await? else { break };
            file.write_all(&part).map_err(Error::ours)?;
        }
        file.seek(SeekFrom::Start(0)).map_err(Error::ours)?;
        Source::of(file).map_err(Error::ours)
    }
}
