//! What a row says for other features: each writes down its own, and takes it back where the import is taken back.

use serde_json::{Value, json};
use tend_core::{Result, Tx, id::ClientId};
use uuid::Uuid;

use crate::reading::candidate::Candidate;

/// Writes it down; gives what was new, for taking it back.
pub(super) fn bring(tx: &Tx, client: ClientId, candidate: &Candidate) -> Result<Vec<Value>> {
    let mut brought = Vec::new();
    for (target, texts) in [("goal", &candidate.goals)] {
        for taken in tx.features.iter().flat_map(|feature| feature.from_lists).filter(|one| one.target == target) {
            for text in texts {
                brought.extend((taken.bring)(tx, client, text)?.map(|id| json!({ "target": target, "id": id })));
            }
        }
    }
    Ok(brought)
}

/// Takes back what was brought; false where somebody changed some of it since.
pub(super) fn take_back(tx: &Tx, brought: &Value) -> Result<bool> {
    let mut is_whole = true;
    for one in brought.as_array().into_iter().flatten() {
        let target = one["target"].as_str().unwrap_or_default();
        let Some(id) = one["id"].as_str().and_then(|id| id.parse::<Uuid>().ok()) else { continue };
        for taken in tx.features.iter().flat_map(|feature| feature.from_lists).filter(|one| one.target == target) {
            is_whole &= (taken.take_back)(tx, id)?;
        }
    }
    Ok(is_whole)
}
