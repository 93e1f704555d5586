//! The ids in an address. What is no id is nobody's: not found.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use super::refusal::Refusal;
use crate::{app::App, error::Error};

/// What the address names.
pub struct Named<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Named<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        match Path::<T>::from_request_parts(parts, app).await {
            Ok(Path(named)) => Ok(Named(named)),
            Err(_) => Err(Error::NotFound.into()),
        }
    }
}
