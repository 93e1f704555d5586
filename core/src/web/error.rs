//! How an error reads on a page: what happened, what is safe, what to do.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::html;

use crate::{
    db,
    error::Error,
    ui::{self, shell::Shell},
};

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let told = told(&self);
        let page = html! { h1 { (told.title) } p.lede { (told.text) } p { a href="/" { "Go to Today" } } };
        let shell =
            Shell { title: told.title.to_owned(), stylesheet: "/assets/tend.css".to_owned(), ..Shell::default() };
        let mut response = (told.status, ui::shell::bare(&shell, page)).into_response();
        if let Some(seconds) = told.again_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// An error as it is told.
struct Told {
    status: StatusCode,
    title: &'static str,
    text: String,
    /// When it is worth asking again by itself, in seconds.
    again_after_s: Option<u16>,
}

impl Told {
    fn new(status: StatusCode, title: &'static str, text: impl Into<String>) -> Self {
        Told { status, title, text: text.into(), again_after_s: None }
    }
    /// Not now; in so many seconds it may go well.
    fn later(seconds: u16, title: &'static str, text: &str) -> Self {
        Told { again_after_s: Some(seconds), ..Told::new(StatusCode::SERVICE_UNAVAILABLE, title, text) }
    }
}

fn told(error: &Error) -> Told {
    match error {
        Error::NotFound => Told::new(
            StatusCode::NOT_FOUND,
            "Nothing here",
            "This page does not exist, or it is not yours to see. Nothing was changed.",
        ),
        Error::NotAllowed(sentence) => Told::new(StatusCode::FORBIDDEN, "Not yours to do", sentence),
        Error::Invalid(problems) => Told::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "Something is missing",
            problems.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>().join(" "),
        ),
        Error::Conflict(sentence) => Told::new(StatusCode::CONFLICT, "Somebody was faster", sentence),
        Error::ServeFirst(sentence) => Told::new(StatusCode::CONFLICT, "Serve first", sentence),
        Error::Ours(cause) => {
            tracing::error!(%cause, "a request failed");
            error.database().and_then(of_database).unwrap_or_else(ours)
        }
    }
}

fn ours() -> Told {
    Told::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "That was our fault",
        "Nothing of it was saved, and nothing else is lost. Go back and try again; if it stays, tell your admin when it happened.",
    )
}

/// What the database could not do just now, and what to do about it. What passes by itself says when.
fn of_database(error: &db::Error) -> Option<Told> {
    Some(match error {
        db::Error::Timeout(_) => Told::later(
            5,
            "That took too long",
            "It was stopped at its time limit, so nothing of it was saved, and nothing else is lost. Go back and try again in a moment: what you \
             typed is still in the form. If it stays, tell your admin which page it was.",
        ),
        db::Error::Busy(_) => Told::later(
            2,
            "Too much at once",
            "So much is going on that your turn did not come, so nothing was saved, and nothing is lost. Go back and try again in a moment: what \
             you typed is still in the form.",
        ),
        db::Error::Retry(_) => Told::later(
            1,
            "Others were at the same place",
            "Others changed the same things at this moment, so nothing of yours was saved, and nothing is lost. Go back and try again: what you \
             typed is still in the form.",
        ),
        db::Error::Lost(_) => Told::later(
            10,
            "The database cannot be reached",
            "Tend goes on by itself when it is back. What was saved before is safe. If you were sending something, look whether it was saved \
             before you send it again: what you typed is still in the form.",
        ),
        db::Error::Full(_) => Told::new(
            StatusCode::INSUFFICIENT_STORAGE,
            "The disk is full",
            "There is no room left where Tend keeps its data, so nothing of this was saved. What was saved before is safe and can be read. Tell \
             your admin to free some space, then go back and send it again: what you typed is still in the form.",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_database_could_not_do_is_told_by_its_kind() {
        let why = || "a cause for the log".to_owned();
        for (error, status, after) in [
            (db::Error::Timeout(why()), 503, Some("5")),
            (db::Error::Busy(why()), 503, Some("2")),
            (db::Error::Retry(why()), 503, Some("1")),
            (db::Error::Lost(why()), 503, Some("10")),
            (db::Error::Full(why()), 507, None),
            (db::Error::Other(why()), 500, None),
        ] {
            let error = Error::from(error);
            let words = told(&error).text;
            let response = error.into_response();
            let waits = response.headers().get(header::RETRY_AFTER).and_then(|value| value.to_str().ok());
            assert_eq!((response.status().as_u16(), waits), (status, after), "{words}");
            assert!(words.contains("saved") && !words.contains("cause"), "it says what was saved: {words}");
            assert!(status == 500 || words.contains("typed"), "it says that what was typed is there: {words}");
        }
    }
}
