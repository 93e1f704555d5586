//! An errand: one request by a program with a token. It acts as the token's member.

use std::sync::Arc;

use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{
    once::{Create, Mark},
    refusal::{Kind, Refusal, Told},
    seen::{Seen, etag},
    store,
    token::Token,
};
use crate::{
    actor::Actor,
    app::{App, Tx},
    db::Conn,
    error::{Error, Result},
    time::Timestamp,
};

/// One request by a program with a token.
#[derive(Clone)]
pub struct Errand(Arc<Inner>);

/// What stands behind an [`Errand`].
pub struct Inner {
    /// The app.
    pub app: App,
    /// As whom it acts: the token's member, with the lesser of both roles.
    pub actor: Actor,
    /// The token it came with.
    pub token: Token,
    /// When it came.
    pub now: Timestamp,
}

impl std::ops::Deref for Errand {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// What changes and says how often it did.
pub trait Versioned: Serialize + Send + 'static {
    /// Its version.
    fn version(&self) -> i64;
}

/// An answer with its tag.
pub struct Tagged<T>(pub T);

impl<T: Versioned> IntoResponse for Tagged<T> {
    fn into_response(self) -> Response {
        ([(header::ETAG, etag(self.0.version()))], Json(self.0)).into_response()
    }
}

/// What a creation made, as it is answered, and kept for who sends it twice.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Made {
    location: String,
    version: Option<i64>,
    body: Value,
    #[serde(skip)]
    is_told_again: bool,
}

impl Made {
    /// Made, and found from now on at that address below [`super::PREFIX`].
    pub fn at(location: impl AsRef<str>, body: &impl Serialize) -> Result<Made> {
        let body = serde_json::to_value(body)?;
        let version = body.get("version").and_then(Value::as_i64);
        let location = format!("{}/{}", super::PREFIX, location.as_ref().trim_start_matches('/'));
        Ok(Made { location, version, body, is_told_again: false })
    }
}

impl IntoResponse for Made {
    fn into_response(self) -> Response {
        let location = HeaderValue::from_str(&self.location).unwrap_or(HeaderValue::from_static(super::PREFIX));
        let mut response = (StatusCode::CREATED, [(header::LOCATION, location)], Json(self.body)).into_response();
        let headers = response.headers_mut();
        if let Some(version) = self.version {
            headers.insert(header::ETAG, etag(version));
        }
        if self.is_told_again {
            headers.insert("idempotent-replayed", HeaderValue::from_static("true"));
        }
        response
    }
}

/// What became of a creation that was sent under a key.
enum Kept {
    Made(Made),
    KeyUsed,
}

impl Errand {
    pub(super) fn new(app: App, actor: Actor, token: Token, now: Timestamp) -> Self {
        Errand(Arc::new(Inner { app, actor, token, now }))
    }

    /// Reads in one snapshot.
    pub async fn read<T, F>(&self, f: F) -> Told<T>
    where
        T: Send + 'static,
        F: Fn(&Conn, &Errand) -> Result<T> + Send + 'static,
    {
        let errand = self.clone();
        Ok(self.app.read(move |db| f(db, &errand)).await?)
    }

    /// Runs a verb as one transaction.
    pub async fn write<T, F>(&self, f: F) -> Told<T>
    where
        T: Send + 'static,
        F: Fn(&Tx) -> Result<T> + Send + 'static,
    {
        Ok(self.app.write(&self.actor, f).await?)
    }

    /// Runs a verb that creates something, once for its key: the answer is kept in the same transaction.
    pub async fn create<T, F>(&self, new: Create<T>, f: F) -> Told<Made>
    where
        T: Send + Sync + 'static,
        F: Fn(&Tx, &T) -> Result<Made> + Send + Sync + 'static,
    {
        let work = Arc::new((new, f));
        match self.create_once(work.clone()).await {
            // Another request with this key was at work in the same moment: what it made is there now.
            Err(Error::Conflict(_)) if work.0.mark.is_some() => told(self.create_once(work).await),
            done => told(done),
        }
    }

    async fn create_once<T, F>(&self, work: Arc<(Create<T>, F)>) -> Result<Kept>
    where
        T: Send + Sync + 'static,
        F: Fn(&Tx, &T) -> Result<Made> + Send + Sync + 'static,
    {
        let token = self.token.id;
        self.app
            .write(&self.actor, move |tx| {
                let (new, make) = (&work.0, &work.1);
                let Some(Mark { key, fingerprint }) = &new.mark else { return make(tx, &new.body).map(Kept::Made) };
                if let Some((before, answer)) = store::kept_answer(tx, tx.actor.workspace, token, key)? {
                    return again(&before == fingerprint, answer);
                }
                let made = make(tx, &new.body)?;
                store::keep_answer(tx, token, key, fingerprint, &serde_json::to_value(&made)?)?;
                Ok(Kept::Made(made))
            })
            .await
    }

    /// Runs a verb that changes something, if it is still what was seen. `find` reads it, before and after.
    pub async fn change<T, F, V>(&self, seen: Seen, find: F, verb: V) -> Told<Tagged<T>>
    where
        T: Versioned,
        F: Fn(&Conn, &Actor) -> Result<T> + Send + 'static,
        V: Fn(&Tx, &T) -> Result<()> + Send + 'static,
    {
        let changed = self.app.write(&self.actor, move |tx| {
            let before = find(tx, &tx.actor)?;
            if !seen.fits(before.version()) {
                return Ok(Err(before));
            }
            verb(tx, &before)?;
            find(tx, &tx.actor).map(Ok)
        });
        match changed.await? {
            Ok(after) => Ok(Tagged(after)),
            Err(now) => Err(has_changed(&now)),
        }
    }

    /// Runs a verb that takes something away, if it is still what was seen.
    pub async fn remove<T, F, V>(&self, seen: Seen, find: F, verb: V) -> Told<StatusCode>
    where
        T: Versioned,
        F: Fn(&Conn, &Actor) -> Result<T> + Send + 'static,
        V: Fn(&Tx, &T) -> Result<()> + Send + 'static,
    {
        let removed = self.app.write(&self.actor, move |tx| {
            let before = find(tx, &tx.actor)?;
            if !seen.fits(before.version()) {
                return Ok(Some(before));
            }
            verb(tx, &before).map(|()| None)
        });
        match removed.await? {
            None => Ok(StatusCode::NO_CONTENT),
            Some(now) => Err(has_changed(&now)),
        }
    }
}

fn told(done: Result<Kept>) -> Told<Made> {
    match done? {
        Kept::Made(made) => Ok(made),
        Kept::KeyUsed => Err(Refusal::new(
            Kind::KeyUsed,
            "This Idempotency-Key was sent before with another request. Nothing was created; use a new key for something new.",
        )),
    }
}

fn again(is_same: bool, answer: Value) -> Result<Kept> {
    if !is_same {
        return Ok(Kept::KeyUsed);
    }
    let made: Made = serde_json::from_value(answer)?;
    Ok(Kept::Made(Made { is_told_again: true, ..made }))
}

fn has_changed(now: &impl Versioned) -> Refusal {
    match serde_json::to_value(now) {
        Ok(body) => Refusal::changed(body, now.version()),
        Err(error) => Error::from(error).into(),
    }
}

impl FromRequestParts<App> for Errand {
    type Rejection = Refusal;

    /// The gate put it there; where it did not, nobody is let in.
    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refusal> {
        parts.extensions.get::<Errand>().cloned().ok_or_else(super::gate::no_token)
    }
}
