//! Where the files of an export stand: in a folder, or in one zip.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

/// Files, written one after the other; only we may read them, as all the clients are in them.
pub struct Shelf(Kind);

enum Kind {
    Folder { folder: PathBuf, file: Option<BufWriter<File>> },
    Zip(Box<ZipWriter<BufWriter<File>>>),
}

impl Shelf {
    /// A new folder.
    pub fn folder(folder: &Path) -> io::Result<Self> {
        fs::DirBuilder::new().mode(0o700).create(folder)?;
        Ok(Shelf(Kind::Folder { folder: folder.to_owned(), file: None }))
    }

    /// A new file that holds all of them.
    pub fn zip(file: &Path) -> io::Result<Self> {
        let file = OpenOptions::new().create(true).truncate(true).read(true).write(true).mode(0o600).open(file)?;
        Ok(Shelf(Kind::Zip(Box::new(ZipWriter::new(BufWriter::new(file))))))
    }

    /// Ends the file at hand and begins the next.
    pub fn begin(&mut self, name: &str) -> io::Result<()> {
        match &mut self.0 {
            Kind::Folder { folder, file } => {
                end(file.take())?;
                if let Some((inner, _)) = name.rsplit_once('/') {
                    fs::DirBuilder::new().mode(0o700).recursive(true).create(folder.join(inner))?;
                }
                let made = OpenOptions::new().create_new(true).write(true).mode(0o600).open(folder.join(name))?;
                *file = Some(BufWriter::new(made));
                Ok(())
            }
            Kind::Zip(zip) => {
                // No time of day: the same workspace gives the same bytes.
                // The bytes of files are mostly packed already.
                let is_packed = name.contains('/');
                let method = if is_packed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
                let options = SimpleFileOptions::default()
                    .compression_method(method)
                    .last_modified_time(DateTime::default())
                    .unix_permissions(0o600)
                    .large_file(true);
                zip.start_file(name, options).map_err(io::Error::other)
            }
        }
    }

    /// All of it is on the disk.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Kind::Folder { folder, file } => {
                end(file)?;
                File::open(folder)?.sync_all()
            }
            Kind::Zip(zip) => end(Some(zip.finish().map_err(io::Error::other)?)),
        }
    }
}

fn end(file: Option<BufWriter<File>>) -> io::Result<()> {
    match file {
        Some(file) => file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all(),
        None => Ok(()),
    }
}

impl Write for Shelf {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Kind::Folder { file: Some(file), .. } => file.write(bytes),
            Kind::Folder { file: None, .. } => Err(io::Error::other("no file was begun")),
            Kind::Zip(zip) => zip.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Kind::Folder { file: Some(file), .. } => file.flush(),
            Kind::Folder { file: None, .. } => Ok(()),
            Kind::Zip(zip) => zip.flush(),
        }
    }
}

/// The names of the files in a zip, in their order.
pub fn names_in_zip(file: &Path) -> io::Result<Vec<String>> {
    let zip = zip::ZipArchive::new(io::BufReader::new(File::open(file)?)).map_err(io::Error::other)?;
    zip.file_names().map(|name| Ok(name.map_err(io::Error::other)?.into_owned())).collect()
}
