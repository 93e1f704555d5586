//! Where the bytes of files lie: a folder, a bucket that speaks S3, or memory in tests.

use std::{
    convert::Infallible,
    fmt, fs, io,
    ops::Range,
    os::unix::fs::DirBuilderExt as _,
    path::{Path as FilePath, PathBuf},
    str::FromStr,
    sync::Arc,
    time::Duration,
};

use futures_util::{StreamExt, TryStreamExt, stream::BoxStream};
use object_store::{
    ClientConfigKey, GetOptions, GetRange, GetResult, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig,
    aws::{AmazonS3Builder, AmazonS3ConfigKey},
    local::LocalFileSystem,
    memory::InMemory,
    path::Path,
};
use sha2::{Digest, Sha256};
use tokio::io::AsyncReadExt;

use super::{
    object::{Part, Stored, name_of, read_name},
    trouble::Trouble,
};
use crate::{id::WorkspaceId, time::Timestamp};

/// Bytes that are sent at once: more than the least part of S3, and all the memory that an upload takes.
const AT_ONCE: usize = 8 * 1024 * 1024;

/// A place for files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nowhere but in memory: for tests.
    Memory,
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket that speaks S3; where it is and who may is said by the environment (`AWS_ENDPOINT_URL`, `AWS_ACCESS_KEY_ID`, …).
    Bucket {
        /// Its name.
        bucket: String,
        /// What our names begin with there; empty for nothing.
        prefix: String,
    },
}

impl FromStr for Place {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<Place, Infallible> {
        Ok(match text.strip_prefix("s3://") {
            None => Place::Folder(text.into()),
            Some(rest) => {
                let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
                Place::Bucket { bucket: bucket.to_owned(), prefix: prefix.trim_matches('/').to_owned() }
            }
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Memory => f.write_str("memory"),
            Place::Folder(folder) => write!(f, "{}", folder.display()),
            Place::Bucket { bucket, prefix } if prefix.is_empty() => write!(f, "s3://{bucket}"),
            Place::Bucket { bucket, prefix } => write!(f, "s3://{bucket}/{prefix}"),
        }
    }
}

/// The files of a Tend. Cheap to clone.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    place: Arc<Place>,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({})", self.place)
    }
}

/// Bytes that lie in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lying {
    pub object: String,
    pub part: Part,
    pub since: Timestamp,
}

impl Files {
    /// In memory, for tests.
    pub fn in_memory() -> Files {
        Files { store: Arc::new(InMemory::new()), place: Arc::new(Place::Memory) }
    }

    /// Opens a place. A folder is made where there is none. The error is a sentence for the person who starts Tend.
    pub fn open(place: &Place) -> Result<Files, String> {
        let store: Arc<dyn ObjectStore> = match place {
            Place::Memory => return Ok(Files::in_memory()),
            Place::Folder(folder) => Arc::new(open_folder(folder).map_err(|error| {
                format!("The folder for files, {}, cannot be used: {error}. Choose another one with --files.", folder.display())
            })?),
            Place::Bucket { bucket, .. } => Arc::new(open_bucket(bucket).map_err(|error| {
                format!("The bucket {bucket} cannot be used for files: {error}. Its address and keys stand in AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
            })?),
        };
        Ok(Files { store, place: Arc::new(place.clone()) })
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }

    fn path(&self, workspace: WorkspaceId, name: &str) -> Path {
        match &*self.place {
            Place::Bucket { prefix, .. } if !prefix.is_empty() => Path::from(format!("{prefix}/{workspace}/{name}")),
            _ => Path::from(format!("{workspace}/{name}")),
        }
    }

    fn path_of(&self, stored: &Stored) -> Path {
        self.path(stored.workspace, &name_of(&stored.object, stored.part))
    }

    /// Puts a file's bytes; they are on the disk, or safe in the bucket, when this is done.
    pub async fn put_file(&self, stored: &Stored, from: &FilePath) -> Result<(), Trouble> {
        let mut file = tokio::fs::File::open(from).await.map_err(Trouble::of_disk)?;
        let path = self.path_of(stored);
        let first = chunk(&mut file).await?;
        if first.len() < AT_ONCE {
            return self.store.put(&path, PutPayload::from(first)).await.map(drop).map_err(Trouble::of_store);
        }
        let mut upload = self.store.put_multipart(&path).await.map_err(Trouble::of_store)?;
        let mut next = first;
        while !next.is_empty() {
            if let Err(error) = upload.put_part(PutPayload::from(next)).await {
                // What is left over of it is the store's to clear away; we tell what went wrong.
                let _ = upload.abort().await;
                return Err(Trouble::of_store(error));
            }
            next = chunk(&mut file).await?;
        }
        upload.complete().await.map(drop).map_err(Trouble::of_store)
    }

    /// Puts bytes that are at hand.
    pub async fn put_bytes(&self, stored: &Stored, bytes: Vec<u8>) -> Result<(), Trouble> {
        self.store.put(&self.path_of(stored), PutPayload::from(bytes)).await.map(drop).map_err(Trouble::of_store)
    }

    /// Opens bytes to be read as they come, or a part of them; nothing where they are not there.
    pub async fn open_bytes(&self, stored: &Stored, range: Option<Range<u64>>) -> Result<Option<GetResult>, Trouble> {
        let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
        match self.store.get_opts(&self.path_of(stored), options).await {
            Ok(found) => Ok(Some(found)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(Trouble::of_store(error)),
        }
    }

    /// Hands bytes on, piece by piece, and looks whether they are what they were; says what is wrong with them.
    pub async fn hand_on(
        &self,
        stored: &Stored,
        mut to: impl FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<Result<(), &'static str>, Trouble> {
        let Some(found) = self.open_bytes(stored, None).await? else { return Ok(Err("is not there")) };
        let (mut pieces, mut hash) = (found.into_stream(), Sha256::new());
        while let Some(piece) = pieces.try_next().await.map_err(Trouble::of_store)? {
            hash.update(&piece);
            to(&piece).map_err(Trouble::of_disk)?;
        }
        Ok(if hex(&hash.finalize()) == stored.sha256 { Ok(()) } else { Err("is not what it was") })
    }

    /// Are they there, with as many bytes as they should have?
    pub async fn has(&self, stored: &Stored) -> Result<bool, Trouble> {
        match self.store.head(&self.path_of(stored)).await {
            Ok(found) => Ok(i64::try_from(found.size).is_ok_and(|size| size == stored.bytes)),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(Trouble::of_store(error)),
        }
    }

    /// Takes all bytes of an object away; that they are gone already is as good.
    pub async fn remove(&self, workspace: WorkspaceId, object: &str) -> Result<(), Trouble> {
        for part in Part::ALL {
            match self.store.delete(&self.path(workspace, &name_of(object, part))).await {
                Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
                Err(error) => return Err(Trouble::of_store(error)),
            }
        }
        Ok(())
    }

    /// All that lies there of a workspace.
    pub(crate) fn lying(&self, workspace: WorkspaceId) -> BoxStream<'static, Result<Lying, Trouble>> {
        let begin = self.path(workspace, "");
        let under = begin.clone();
        let read = move |found: object_store::ObjectMeta| {
            let name =
                found.location.prefix_match(&under)?.map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join("/");
            let (object, part) = read_name(&name)?;
            Some(Lying { object, part, since: Timestamp(found.last_modified.timestamp_micros()) })
        };
        let all = self.store.list(Some(&begin)).map_err(Trouble::of_store);
        all.try_filter_map(move |found| std::future::ready(Ok(read(found)))).boxed()
    }
}

/// The next piece of a file; empty at its end.
async fn chunk(file: &mut tokio::fs::File) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    file.take(AT_ONCE as u64).read_to_end(&mut bytes).await.map_err(Trouble::of_disk)?;
    Ok(bytes)
}

/// A hash as text.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn open_folder(folder: &FilePath) -> Result<LocalFileSystem, Box<dyn std::error::Error>> {
    // What is in it is nobody else's to read.
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    Ok(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))
}

fn open_bucket(bucket: &str) -> Result<object_store::aws::AmazonS3, object_store::Error> {
    // Another part of the program may have chosen it already; then it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let retry = RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(20), ..RetryConfig::default() };
    let limit = |key, value: &str| (AmazonS3ConfigKey::Client(key), value.to_owned());
    let limits = [limit(ClientConfigKey::ConnectTimeout, "5 seconds"), limit(ClientConfigKey::Timeout, "120 seconds")];
    let builder = AmazonS3Builder::from_env().with_bucket_name(bucket).with_retry(retry);
    limits.into_iter().fold(builder, |builder, (key, value)| builder.with_config(key, value)).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_folder_or_a_bucket() {
        let read = |text: &str| text.parse::<Place>().expect("any text is a place");
        assert_eq!(read("tend.files"), Place::Folder("tend.files".into()));
        assert_eq!(read("s3://linden"), Place::Bucket { bucket: "linden".into(), prefix: String::new() });
        assert_eq!(read("s3://linden/shop/files/").to_string(), "s3://linden/shop/files");
    }
}
