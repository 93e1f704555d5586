//! A file on its way in: piece by piece into a temporary one, hashed as it comes, bounded before it is large.

use std::{io::Write as _, path::Path};

use futures_util::{Stream, StreamExt, stream};
use sha2::{Digest, Sha256};
use tempfile::{NamedTempFile, TempPath};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{
    kind::{self, LOOKED_AT},
    name::clean,
    place::hex,
    trouble::Trouble,
};

/// How large a file may be, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// One file.
    pub file: u64,
    /// What is still free of what may come at once.
    pub rest: u64,
}

/// A file that came, whole.
#[derive(Debug)]
pub struct Arrived {
    /// Its name, tidied.
    pub name: String,
    /// The hash of what is in it.
    pub sha256: String,
    /// How many bytes.
    pub bytes: u64,
    /// What it is, by what is in it.
    pub media_type: &'static str,
    place: TempPath,
}

impl Arrived {
    /// A picture that we made, in place of the file of that name.
    pub(super) fn picture(name: &str, jpeg: &[u8]) -> std::io::Result<Arrived> {
        let mut file = NamedTempFile::new()?;
        file.write_all(jpeg)?;
        let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Arrived {
            name: clean(&format!("{stem}.jpg")),
            sha256: hex(&Sha256::digest(jpeg)),
            bytes: jpeg.len() as u64,
            media_type: kind::media_type(&jpeg[..jpeg.len().min(LOOKED_AT)]),
            place: file.into_temp_path(),
        })
    }
    /// Where it lies until it is kept.
    pub fn place(&self) -> &Path {
        &self.place
    }
}

/// Takes in a file of this machine, as one that comes; the file itself stays where it is.
pub async fn receive_file(from: &Path, bounds: Bounds) -> Result<Arrived, Trouble> {
    let name = from.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = tokio::fs::File::open(from).await.map_err(Trouble::of_disk)?;
    let pieces = stream::try_unfold(file, |mut file| async move {
        let mut piece = vec![0; PIECE];
        let length = file.read(&mut piece).await?;
        piece.truncate(length);
        Ok::<_, std::io::Error>((length > 0).then_some((piece, file)))
    });
    receive(&name, bounds, pieces).await
}

/// Bytes that are read at once.
const PIECE: usize = 256 * 1024;

/// Takes a file in. What comes after a bound is not taken.
pub async fn receive<B: AsRef<[u8]>, E>(
    name: &str,
    bounds: Bounds,
    pieces: impl Stream<Item = Result<B, E>>,
) -> Result<Arrived, Trouble> {
    let name = clean(name);
    let place = NamedTempFile::new().map_err(Trouble::of_disk)?;
    let (file, place) = place.into_parts();
    let mut file = tokio::fs::File::from_std(file);
    let (mut hash, mut bytes, mut head) = (Sha256::new(), 0_u64, Vec::new());
    let mut pieces = std::pin::pin!(pieces);
    while let Some(piece) = pieces.next().await {
        let piece = piece.map_err(|_| Trouble::Broken)?;
        let piece = piece.as_ref();
        bytes += piece.len() as u64;
        if bytes > bounds.file {
            return Err(Trouble::TooLarge { name, most: bounds.file });
        }
        if bytes > bounds.rest {
            return Err(Trouble::TooMuch(super::MOST_AT_ONCE));
        }
        head.extend_from_slice(&piece[..piece.len().min(LOOKED_AT - head.len())]);
        hash.update(piece);
        file.write_all(piece).await.map_err(Trouble::of_disk)?;
    }
    file.flush().await.map_err(Trouble::of_disk)?;
    if bytes == 0 {
        return Err(Trouble::Empty(name));
    }
    Ok(Arrived { name, sha256: hex(&hash.finalize()), bytes, media_type: kind::media_type(&head), place })
}
