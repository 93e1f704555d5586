//! What becomes of a promise: kept, broken, released, moved, made good, given.

use axum::Json;
use serde::Deserialize;
use tend_core::{
    Actor, Result, Tx,
    api::{Errand, IfMatch, Named, Seen, Sent, Tagged, Told, shapes::Moment},
    db::Conn,
    id::MemberId,
};
use utoipa::ToSchema;

use super::{
    OfPromise,
    shapes::{PromiseShape, read_due, shape},
};
use crate::{actions, promise::PromiseId, store};

/// Runs a verb on the promise that was seen, and shows it after.
async fn deed(
    errand: Errand,
    seen: Seen,
    id: PromiseId,
    verb: impl Fn(&Tx) -> Result<()> + Send + 'static,
) -> Told<Tagged<PromiseShape>> {
    let find = move |db: &Conn, actor: &Actor| shape(db, actor, id);
    errand
        .change(seen, find, move |tx, _| {
            tx.actor.may_write()?;
            verb(tx)
        })
        .await
}

/// When it was kept.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Keeping {
    /// When it was done; now where it is missing. It decides whether that was in time.
    kept_at: Option<Moment>,
}

/// It was done.
///
/// Doing it twice is doing it once.
#[utoipa::path(post, path = "/promises/{promise}/keeping", tag = "promises", security(("token" = ["promises:write"])),
    params(OfPromise), request_body = Keeping, responses((status = 200, body = PromiseShape)))]
pub(super) async fn keep_promise(
    errand: Errand,
    Named(of): Named<OfPromise>,
    Sent(keeping): Sent<Keeping>,
) -> Told<Json<PromiseShape>> {
    let kept = errand.write(move |tx| {
        actions::keep_at(tx, of.promise, keeping.kept_at.map_or(tx.now, |moment| moment.0))?;
        shape(tx, &tx.actor, of.promise)
    });
    kept.await.map(Json)
}

/// Take back that it was done.
///
/// It is open again, with the same words, time and call as before. Doing it twice changes nothing.
#[utoipa::path(delete, path = "/promises/{promise}/keeping", tag = "promises", security(("token" = ["promises:write"])),
    params(OfPromise), responses((status = 200, body = PromiseShape)))]
pub(super) async fn take_back_keeping(errand: Errand, Named(of): Named<OfPromise>) -> Told<Json<PromiseShape>> {
    let open = errand.write(move |tx| {
        actions::take_back_keeping(tx, of.promise)?;
        shape(tx, &tx.actor, of.promise)
    });
    open.await.map(Json)
}

/// Why it was broken.
#[derive(Clone, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Breaking {
    /// In a few words; may be empty.
    #[schema(max_length = 4000)]
    why: String,
}

/// It will not be done, or was not.
#[utoipa::path(post, path = "/promises/{promise}/breaking", tag = "promises", security(("token" = ["promises:write"])),
    params(OfPromise, IfMatch), request_body = Breaking, responses((status = 200, body = PromiseShape)))]
pub(super) async fn break_promise(
    errand: Errand,
    Named(of): Named<OfPromise>,
    seen: Seen,
    Sent(breaking): Sent<Breaking>,
) -> Told<Tagged<PromiseShape>> {
    deed(errand, seen, of.promise, move |tx| actions::break_(tx, of.promise, &breaking.why, None)).await
}

/// What they said.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Releasing {
    /// Their own words, as short as they were.
    #[schema(min_length = 1, max_length = 4000)]
    their_words: String,
}

/// They said that it is not needed any more.
#[utoipa::path(post, path = "/promises/{promise}/release", tag = "promises", security(("token" = ["promises:write"])),
    params(OfPromise, IfMatch), request_body = Releasing, responses((status = 200, body = PromiseShape)))]
pub(super) async fn release_promise(
    errand: Errand,
    Named(of): Named<OfPromise>,
    seen: Seen,
    Sent(releasing): Sent<Releasing>,
) -> Told<Tagged<PromiseShape>> {
    deed(errand, seen, of.promise, move |tx| actions::release(tx, of.promise, &releasing.their_words, None)).await
}

/// When it is due now, and how they were told.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Moving {
    /// By when now: a moment, a day, or as one says it, on the clock of the promise's place.
    #[schema(min_length = 1, max_length = 100)]
    due: String,
    /// How they were told; a promise moves once they know.
    #[schema(min_length = 1, max_length = 4000)]
    told: String,
}

/// They were told, and it is due at another time.
#[utoipa::path(post, path = "/promises/{promise}/moving", tag = "promises", security(("token" = ["promises:write"])),
    params(OfPromise, IfMatch), request_body = Moving, responses((status = 200, body = PromiseShape)))]
pub(super) async fn move_promise(
    errand: Errand,
    Named(of): Named<OfPromise>,
    seen: Seen,
    Sent(moving): Sent<Moving>,
) -> Told<Tagged<PromiseShape>> {
    let verb = move |tx: &Tx| {
        let place = store::place(tx, &tx.actor, store::find(tx, &tx.actor, of.promise)?.location)?;
        let due = read_due(&moving.due, tx.now, &place)?;
        actions::move_to(tx, of.promise, due, &moving.told, None)
    };
    deed(errand, seen, of.promise, verb).await
}

/// What was done about it.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct MakingGood {
    /// What was done for them about it.
    #[schema(min_length = 1, max_length = 4000)]
    done: String,
}

/// It was broken, and something was done for them about it.
#[utoipa::path(post, path = "/promises/{promise}/making-good", tag = "promises",
    security(("token" = ["promises:write"])), params(OfPromise, IfMatch), request_body = MakingGood,
    responses((status = 200, body = PromiseShape)))]
pub(super) async fn make_promise_good(
    errand: Errand,
    Named(of): Named<OfPromise>,
    seen: Seen,
    Sent(good): Sent<MakingGood>,
) -> Told<Tagged<PromiseShape>> {
    deed(errand, seen, of.promise, move |tx| actions::make_good(tx, of.promise, &good.done, None)).await
}

/// Who keeps it from now on.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Giving {
    /// The member.
    owner_id: MemberId,
}

/// Another member keeps it from now on.
#[utoipa::path(post, path = "/promises/{promise}/giving", tag = "promises", security(("token" = ["promises:write"])),
    params(OfPromise, IfMatch), request_body = Giving, responses((status = 200, body = PromiseShape)))]
pub(super) async fn give_promise(
    errand: Errand,
    Named(of): Named<OfPromise>,
    seen: Seen,
    Sent(giving): Sent<Giving>,
) -> Told<Tagged<PromiseShape>> {
    let given = deed(errand, seen, of.promise, move |tx| actions::give(tx, of.promise, giving.owner_id, None));
    given.await.map_err(|refusal| refusal.pointing(&[("owner", "/owner_id")]))
}
