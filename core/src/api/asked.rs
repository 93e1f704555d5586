//! What stands behind the question mark: parameters of a known shape; a word nobody knows is named, not ignored.

use axum::{
    extract::{FromRequestParts, Query, rejection::QueryRejection},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use super::refusal::Refusal;
use crate::app::App;

/// The parameters of an address.
pub struct Asked<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let query = parts.uri.query().unwrap_or_default();
        if query.contains("%00") {
            return Err(Refusal::parameter("", "There is a character in the address that cannot be kept (U+0000)."));
        }
        match Query::<T>::from_request_parts(parts, app).await {
            Ok(Query(asked)) => Ok(Asked(asked)),
            Err(rejection) => Err(refused(&rejection)),
        }
    }
}

fn refused(rejection: &QueryRejection) -> Refusal {
    let text = rejection.body_text();
    let said = text.strip_prefix("Failed to deserialize query string: ").unwrap_or(&text);
    let quoted = |before: &str| said.split_once(before)?.1.split('`').next().map(str::to_owned);
    let before_colon = || said.split_once(": ").map(|(name, _)| name.to_owned());
    let name = quoted("unknown field `").or_else(|| quoted("missing field `")).or_else(before_colon);
    Refusal::parameter(&name.unwrap_or_default(), format!("The address cannot be taken: {said}."))
}
