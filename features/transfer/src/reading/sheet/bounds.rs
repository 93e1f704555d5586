//! How large a workbook is, known before it is read: it is a packed file, and a few kilobytes can unpack to many gigabytes.

use std::io::{self, Read, Seek, SeekFrom};

use zip::{ZipArchive, result::ZipError};

/// The list of parts may be so long, in bytes.
const MOST_DIRECTORY_BYTES: u64 = 4 * 1024 * 1024;
/// All parts together may be so large.
const MOST_BYTES: u64 = 1024 * 1024 * 1024;
/// The words that cells share are held in memory: they may be so large.
const MOST_SHARED_BYTES: u64 = 128 * 1024 * 1024;
/// Parts that are no sheet may be so large.
const MOST_OTHER_BYTES: u64 = 64 * 1024 * 1024;
/// From so many bytes on nothing that somebody wrote packs better than `MOST_RATIO` to one.
const SMALL_BYTES: u64 = 16 * 1024 * 1024;
const MOST_RATIO: u64 = 150;
/// So much may stand between two tags; a cell holds 32,767 letters at most.
const LONGEST_TEXT: u64 = 1024 * 1024;
/// So many cells may be merged, and so many words shared.
const MOST_MERGED: u64 = 200_000;
const MOST_SHARED: u64 = 8_000_000;

/// What is said of a workbook behind a password.
pub const LOCKED: &str =
    "this workbook is locked with a password; open it, save it without one as XLSX or as CSV, and bring that";
const TOO_LARGE: &str = "this workbook is too large to be read; save the sheet as CSV, or cut it in parts";
const BOMB: &str =
    "this file unpacks to far more than a list of clients holds, as files do that are made to do harm; it is not read";

/// Is an old Office file a new one behind a password? Its bytes name the part that is locked.
pub fn is_locked(source: &mut (impl Read + Seek)) -> io::Result<bool> {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    source.seek(SeekFrom::Start(0))?;
    let mut held = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = source.read(&mut buffer)?;
        held.extend_from_slice(&buffer[..read]);
        if read == 0 || held.windows(name.len()).any(|window| window == name) {
            source.seek(SeekFrom::Start(0))?;
            return Ok(read > 0);
        }
        held.drain(..held.len().saturating_sub(name.len()));
    }
}

/// Unpacks every part into nothing and counts.
pub(super) fn check(source: &mut (impl Read + Seek)) -> Result<(), String> {
    let broken = |_| "this packed file is broken; save the workbook again, as XLSX or as CSV".to_owned();
    check_directory(source).map_err(broken)?.then_some(()).ok_or(TOO_LARGE)?;
    source.seek(SeekFrom::Start(0)).map_err(broken)?;
    let mut archive = ZipArchive::new(source).map_err(|error| in_words(&error))?;
    what_it_is(&archive)?;
    let mut whole = 0;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| in_words(&error))?;
        let name = part.name().map_err(|error| in_words(&error))?.to_ascii_lowercase();
        let packed = part.compressed_size();
        let bytes = count(&mut part, &name, packed, MOST_BYTES - whole)?;
        whole += bytes;
    }
    Ok(())
}

/// False where the list of parts is longer than any workbook's.
fn check_directory(source: &mut (impl Read + Seek)) -> io::Result<bool> {
    let end = source.seek(SeekFrom::End(0))?;
    source.seek(SeekFrom::Start(end.saturating_sub(66_000)))?;
    let mut tail = Vec::new();
    source.take(66_000).read_to_end(&mut tail)?;
    let Some(at) = tail.windows(4).rposition(|window| window == b"PK\x05\x06") else { return Ok(true) };
    let bytes: Option<[u8; 4]> = tail.get(at + 12..at + 16).and_then(|bytes| bytes.try_into().ok());
    Ok(bytes.is_none_or(|bytes| u64::from(u32::from_le_bytes(bytes)) <= MOST_DIRECTORY_BYTES))
}

/// Refuses what is packed and no XLSX, with what to do.
fn what_it_is<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<(), String> {
    let names: Vec<_> = archive.file_names().flatten().collect();
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let begins = |wanted: &str| names.iter().any(|name| name.starts_with(wanted));
    let what = if has("xl/workbook.bin") {
        "a binary Excel workbook (XLSB); open it in Excel and save it as an Excel workbook (XLSX) or as CSV"
    } else if begins("Index/") && names.iter().any(|name| name.ends_with(".iwa")) {
        "a Numbers document; open it in Numbers and choose File, Export to, Excel or CSV"
    } else if has("content.xml") && has("META-INF/manifest.xml") {
        "a LibreOffice spreadsheet (ODS); open it in LibreOffice and save it as Excel 2007-365 (XLSX) or as CSV"
    } else if has("word/document.xml") || has("ppt/presentation.xml") {
        "a document of another Office program; bring the list as an Excel workbook (XLSX) or as CSV"
    } else if !has("[Content_Types].xml") && !has("_rels/.rels") {
        "a packed file (ZIP); unpack it and bring the lists in it one by one"
    } else {
        return Ok(());
    };
    Err(format!("this is {what}"))
}

fn in_words(error: &ZipError) -> String {
    match error {
        ZipError::InvalidPassword | ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => LOCKED.to_owned(),
        error => format!("this packed file is broken ({error}); save the workbook again, as XLSX or as CSV"),
    }
}

/// Reads a part to its end, into nothing, and refuses it as soon as it is larger than such a part may be.
fn count(part: &mut impl Read, name: &str, packed: u64, left: u64) -> Result<u64, String> {
    let is_sheet = name.contains("worksheets/");
    let is_markup = [".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end));
    let most = match (name.ends_with("sharedstrings.xml"), is_sheet && is_markup) {
        (true, _) => MOST_SHARED_BYTES,
        (_, true) => MOST_BYTES,
        _ => MOST_OTHER_BYTES,
    };
    let mut markup = Markup::default();
    let (mut bytes, mut buffer) = (0_u64, vec![0; 64 * 1024]);
    loop {
        let read = part
            .read(&mut buffer)
            .map_err(|error| format!("this packed file is broken ({error}); save the workbook again"))?;
        if read == 0 {
            return Ok(bytes);
        }
        bytes += read as u64;
        if bytes > SMALL_BYTES && bytes / packed.max(1) > MOST_RATIO {
            return Err(BOMB.to_owned());
        }
        if bytes > most || bytes > left {
            return Err(TOO_LARGE.to_owned());
        }
        if is_markup && !markup.feed(&buffer[..read]) {
            return Err(BOMB.to_owned());
        }
    }
}

/// What is counted in a part that is written in tags.
#[derive(Default)]
struct Markup {
    since_tag: u64,
    /// The beginning of the tag that is open.
    tag: Vec<u8>,
    is_in_tag: bool,
    merged: u64,
}

impl Markup {
    /// Takes bytes in; false where no workbook is written like that.
    fn feed(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            self.since_tag += 1;
            match byte {
                b'<' => {
                    (self.since_tag, self.is_in_tag) = (0, true);
                    self.tag.clear();
                }
                b'>' if self.is_in_tag => {
                    self.is_in_tag = false;
                    if !self.close() {
                        return false;
                    }
                }
                _ if self.is_in_tag && self.tag.len() < 512 => self.tag.push(*byte),
                _ => {}
            }
            if self.since_tag > LONGEST_TEXT {
                return false;
            }
        }
        true
    }

    fn close(&mut self) -> bool {
        let name = self.tag.split(|byte| byte.is_ascii_whitespace() || *byte == b'/').next().unwrap_or_default();
        let local = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
        match local {
            b"mergeCell" => {
                self.merged += 1;
                self.merged <= MOST_MERGED
            }
            // So many words are made room for at once.
            b"sst" => {
                let text = String::from_utf8_lossy(&self.tag);
                let told = text.split("uniqueCount").nth(1).map(|rest| {
                    rest.chars()
                        .skip_while(|sign| !sign.is_ascii_digit())
                        .take_while(char::is_ascii_digit)
                        .collect::<String>()
                });
                told.is_none_or(|digits| digits.parse::<u64>().is_ok_and(|count| count <= MOST_SHARED))
                    && self.tag.len() < 512
            }
            _ => true,
        }
    }
}
