//! The pages of problems: routes on top, thin handlers, then what one sees.

use axum::{Form, Router, response::Response, routing::get};
use serde::Deserialize;
use tend_core::{
    App, Error, Problem, Result, Timestamp,
    ui::{self, Markup, Sample, html},
    web::{Page, Visit, told},
};

use crate::{
    actions,
    problem::{Problem, ProblemId},
    store,
};

/// Where they stand.
pub const URL: &str = "/problems";
/// As many are shown.
const SHOWN: i64 = 50;

/// The routes of problems.
pub fn routes() -> Router<App> {
    Router::new().route(URL, get(show).post(send))
}

async fn show(visit: Visit) -> Result<Response> {
    visit.page(|db, visit| Ok(page(&store::newest_first(db, &visit.actor, SHOWN)?, "", &[]))).await
}

#[derive(Clone, Deserialize)]
struct Sent {
    words: String,
}

async fn send(visit: Visit, Form(sent): Form<Sent>) -> Result<Response> {
    let words = sent.words.clone();
    match visit.write(move |tx| actions::write_down(tx, &words)).await {
        Ok(_) => Ok(told(URL, "Written down.", None)),
        Err(Error::Invalid(problems)) => {
            visit
                .page(move |db, visit| {
                    Ok(page(&store::newest_first(db, &visit.actor, SHOWN)?, &sent.words, &problems).not_taken())
                })
                .await
        }
        Err(error) => Err(error),
    }
}

fn page(problems: &[Problem], typed: &str, problems: &[Problem]) -> Page {
    Page::new("Problems", view(problems, typed, problems))
}

fn view(problems: &[Problem], typed: &str, problems: &[Problem]) -> Markup {
    let main = html! {
        (ui::page_head("Problems"))
        form method="post" action=(URL) {
            (ui::field("words", "In a few words").value(typed).error(Problem::about(problems, "words")))
            (ui::button("Write it down").primary())
        }
        @if problems.is_empty() {
            (ui::empty("Nothing is written down yet.", "Begin with one.", html! {}))
        } @else {
            ul.ruled { @for one in problems { li { (one.words) } } }
        }
    };
    ui::page(ui::Width::Usual, main)
}

/// The page in its states, for the gallery.
pub fn samples() -> Vec<Sample> {
    let some = ["Ride to the sea", "Arrive dry and on time"].map(sample);
    let long = [sample(&"Rindfleischetikettierung".repeat(8))];
    let wrong = [Problem { field: "words".to_owned(), message: "Say it in a few words".to_owned() }];
    vec![
        Sample::framed("problems/list", "usual", view(&some, "", &[])),
        Sample::framed("problems/list", "empty", view(&[], "", &[])),
        Sample::framed("problems/list", "error", view(&some, "", &wrong)),
        Sample::framed("problems/list", "long", view(&long, "", &[])),
    ]
}

fn sample(words: &str) -> Problem {
    Problem { id: ProblemId(uuid::Uuid::nil()), words: words.to_owned(), made_at: Timestamp(0), version: 1 }
}
