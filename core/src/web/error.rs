//! How an error reads on a page: what happened, what is safe, what to do.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::html;

use crate::{
    error::Error,
    ui::{self, shell::Shell},
};

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, title, text) = match &self {
            Error::NotFound => (
                StatusCode::NOT_FOUND,
                "Nothing here",
                "This page does not exist, or it is not yours to see. Nothing was changed.".to_owned(),
            ),
            Error::NotAllowed(sentence) => (StatusCode::FORBIDDEN, "Not yours to do", sentence.clone()),
            Error::Invalid(problems) => (
                StatusCode::UNPROCESSABLE_ENTITY,
                "Something is missing",
                problems.iter().map(|p| p.message.as_str()).collect::<Vec<_>>().join(" "),
            ),
            Error::Conflict(sentence) => (StatusCode::CONFLICT, "Somebody was faster", sentence.clone()),
            Error::Ours(cause) => {
                tracing::error!(%cause, "a request failed");
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "That was our fault",
                    "Nothing of it was saved, and nothing else is lost. Go back and try again; if it stays, tell your admin when it happened.".to_owned(),
                )
            }
        };
        let page = html! { h1 { (title) } p.lede { (text) } p { a href="/" { "Go to Today" } } };
        let shell = Shell { title: title.to_owned(), stylesheet: "/assets/tend.css".to_owned(), ..Shell::default() };
        (status, ui::shell::bare(&shell, page)).into_response()
    }
}
