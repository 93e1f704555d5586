//! Keeping what came: announced, put into the store, and only then there to be held.

use std::{sync::OnceLock, time::Duration};

use tokio::sync::Semaphore;

use super::{
    Arrived, Kept, Object, Part, Size, Unshown,
    picture::{self, Pictures},
    place::hex,
    room, store,
    trouble::Trouble,
};
use crate::{
    actor::Actor,
    app::{App, Tx},
    error::{Error, Result},
};
use sha2::{Digest, Sha256};

/// How often a file that is just being swept is asked for again, and how long after.
const TRIES: u32 = 25;
const PAUSE: Duration = Duration::from_millis(200);

/// Keeps several files, each as [`keep`] does.
pub async fn keep_all(app: &App, actor: &Actor, arrived: &[Arrived]) -> Result<Vec<Kept>, Trouble> {
    let mut kept = Vec::with_capacity(arrived.len());
    for file in arrived {
        kept.push(keep(app, actor, file).await?);
    }
    Ok(kept)
}

/// Keeps a file for a day, in which a row may [`hold`](super::hold) it. The same bytes are kept once, whoever brings them.
pub async fn keep(app: &App, actor: &Actor, arrived: &Arrived) -> Result<Kept, Trouble> {
    actor.may_write()?;
    let pictures = smaller(arrived).await;
    let object = object_of(arrived, &pictures);
    let known = announce(app, actor, &object).await?;
    let files = &app.settings.files;
    for stored in object.stored(actor.workspace) {
        // Pictures that an older Tend made of the same bytes stay as they are: the row has their hashes.
        match (stored.part, &pictures) {
            _ if !known.stored(actor.workspace).contains(&stored) => {}
            (Part::Whole, _) => files.put_file(&stored, arrived.place()).await?,
            (Part::Picture(Size::Small), Ok(Some(made))) => files.put_bytes(&stored, made.small.clone()).await?,
            (Part::Picture(Size::Large), Ok(Some(made))) => files.put_bytes(&stored, made.large.clone()).await?,
            _ => {}
        }
    }
    Ok(Kept { name: arrived.name.clone(), sha256: object.sha256, bytes: object.bytes })
}

/// A picture from outside, made anew from its points, no larger than we show one: nothing else that was in the file is in it. What
/// cannot be read as a picture is refused.
pub async fn anew(arrived: Arrived) -> Result<Arrived, Trouble> {
    match smaller(&arrived).await {
        Ok(Some(made)) => Arrived::picture(&arrived.name, &made.large).map_err(Trouble::of_disk),
        Ok(None) | Err(Unshown::Unreadable | Unshown::No) => Err(no_picture(&arrived.name)),
        Err(Unshown::TooLarge) => Err(Error::invalid(
            super::FIELD,
            format!("“{}” has more points than we can take apart. A smaller picture is enough.", arrived.name),
        )
        .into()),
    }
}

fn no_picture(name: &str) -> Trouble {
    Error::invalid(super::FIELD, format!("“{name}” is no picture that we can read. A JPEG, PNG, WebP or GIF is."))
        .into()
}

/// Makes the smaller pictures, away from whoever answers requests, and no more at once than there are cores.
async fn smaller(arrived: &Arrived) -> Result<Option<Pictures>, Unshown> {
    static CORES: OnceLock<Semaphore> = OnceLock::new();
    let cores = CORES.get_or_init(|| Semaphore::new(std::thread::available_parallelism().map_or(1, usize::from)));
    let _one = cores.acquire().await.map_err(|_| Unshown::Unreadable)?;
    let (place, media_type) = (arrived.place().to_owned(), arrived.media_type);
    let made = tokio::task::spawn_blocking(move || picture::smaller(&place, media_type)).await;
    // A decoder that gives up on a damaged file in the middle has read no picture.
    made.unwrap_or(Err(Unshown::Unreadable))
}

fn object_of(arrived: &Arrived, pictures: &Result<Option<Pictures>, Unshown>) -> Object {
    let of = |bytes: &[u8]| (hex(&Sha256::digest(bytes)), i64::try_from(bytes.len()).unwrap_or(i64::MAX));
    let shown = pictures.as_ref().ok().and_then(Option::as_ref);
    Object {
        sha256: arrived.sha256.clone(),
        media_type: arrived.media_type.to_owned(),
        bytes: i64::try_from(arrived.bytes).unwrap_or(i64::MAX),
        points: shown.map(|pictures| (pictures.width.into(), pictures.height.into())),
        unshown: pictures.as_ref().err().copied().unwrap_or(Unshown::No),
        small: shown.map(|pictures| of(&pictures.small)).unwrap_or_default(),
        large: shown.map(|pictures| of(&pictures.large)).unwrap_or_default(),
        holders: 0,
    }
}

/// What became of an announcement.
enum Announced {
    Yes(Object),
    /// The same bytes are just being swept.
    Later,
    NoRoom(room::Room),
}

async fn announce(app: &App, actor: &Actor, object: &Object) -> Result<Object, Trouble> {
    for _ in 0..TRIES {
        let new = object.clone();
        match app.write(actor, move |tx| announce_once(tx, &new)).await? {
            Announced::Yes(known) => return Ok(known),
            Announced::NoRoom(room) => {
                return Err(Trouble::NoRoom { taken: room.bytes.unsigned_abs(), most: room.most_bytes.unsigned_abs() });
            }
            Announced::Later => tokio::time::sleep(PAUSE).await,
        }
    }
    Err(Error::Conflict("The same file is just being taken away. Send it again in a moment.".into()).into())
}

fn announce_once(tx: &Tx, object: &Object) -> Result<Announced> {
    if let Some(known) = needed(tx, object)? {
        return Ok(known);
    }
    store::make_room(tx)?;
    if !store::take_room(tx, object.room())? {
        return Ok(Announced::NoRoom(room::room(tx, &tx.actor)?));
    }
    if store::insert(tx, object)? {
        return Ok(Announced::Yes(object.clone()));
    }
    // Somebody announced the same in this very moment: it is there, and takes its room once.
    store::give_room(tx, object.room())?;
    Ok(needed(tx, object)?.unwrap_or(Announced::Later))
}

/// It is there already, and needed as of now; or it is just being swept.
fn needed(tx: &Tx, object: &Object) -> Result<Option<Announced>> {
    if store::need(tx, &object.sha256)? {
        return Ok(store::find(tx, tx.actor.workspace, &object.sha256)?.map(Announced::Yes));
    }
    Ok(store::is_leaving(tx, tx.actor.workspace, &object.sha256)?.map(|_| Announced::Later))
}
