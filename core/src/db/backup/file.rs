//! A file that has its name only once it is whole and on the disk.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use super::{BackupError, Replace};

/// A file that is being written beside its place. Dropped before it is kept, it is gone.
pub(super) struct Draft {
    part: PathBuf,
    to: PathBuf,
    kept: bool,
}

impl Draft {
    /// Begins an empty one, which only we may read: all the clients are in it.
    pub(super) fn of(to: &Path, replace: Replace) -> Result<Self, BackupError> {
        let place = to.display().to_string();
        let folder = folder_of(to);
        if !folder.is_dir() {
            return Err(BackupError::NoDirectory { place: folder.display().to_string() });
        }
        if to.is_dir() || (to.exists() && replace == Replace::Never) {
            return Err(BackupError::Exists { place });
        }
        let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let draft = Draft { part: to.with_file_name(format!("{name}.part")), to: to.to_owned(), kept: false };
        // What a kill left of an earlier one.
        draft.clear_away();
        let mut options = OpenOptions::new();
        let made = options.write(true).create_new(true).mode(0o600).open(&draft.part);
        made.map_err(|error| BackupError::io(&place, &error))?;
        Ok(draft)
    }

    /// Where it is while it is being written.
    pub(super) fn part(&self) -> &Path {
        &self.part
    }

    /// It is whole: onto the disk with it, then its name, then the name onto the disk. Says how large it is.
    pub(super) fn keep(mut self) -> Result<u64, BackupError> {
        let told = |error: io::Error| BackupError::io(&self.to.display().to_string(), &error);
        let file = File::open(&self.part).map_err(told)?;
        file.sync_all().map_err(told)?;
        let bytes = file.metadata().map_err(told)?.len();
        fs::rename(&self.part, &self.to).map_err(told)?;
        sync_folder(&self.to).map_err(told)?;
        self.kept = true;
        Ok(bytes)
    }

    fn clear_away(&self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(beside(&self.part, ending));
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.kept {
            self.clear_away();
        }
    }
}

/// The path with something after its name: `tend.db` and `-wal`.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Brings a new name in a folder onto the disk.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(folder_of(path))?.sync_all()
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}
