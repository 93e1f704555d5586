//! Files in stories: bytes that are kept, as if somebody had brought them.

use std::path::Path;

use futures_util::stream;

use crate::{
    Actor, App,
    files::{Bounds, Kept, Stored, keep, receive},
};

/// Keeps bytes under a name; a row may hold them.
pub async fn kept(app: &App, actor: &Actor, name: &str, bytes: &[u8]) -> Kept {
    let pieces = stream::iter([Ok::<_, std::io::Error>(bytes)]);
    let bounds = Bounds { file: u64::MAX, rest: u64::MAX };
    let arrived = receive(name, bounds, pieces).await.expect("it comes");
    keep(app, actor, &arrived).await.expect("it is kept")
}

/// The bytes as they lie in the store; nothing where they are not there, or are not what they were.
pub async fn lying(app: &App, stored: &Stored) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let found = app.settings.files.hand_on(stored, |piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    });
    found.await.expect("the store answers").ok().map(|()| bytes)
}

/// All files below a folder, with what is in each.
pub fn below(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut next = vec![folder.to_owned()];
    while let Some(place) = next.pop() {
        for entry in std::fs::read_dir(&place).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                next.push(entry.path());
            } else {
                let name = entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                found.push((name, std::fs::read(entry.path()).expect("read")));
            }
        }
    }
    found.sort();
    found
}
