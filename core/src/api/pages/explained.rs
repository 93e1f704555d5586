//! The page that explains the door: the token, the manners, every operation of the document, every kind of refusal.

use maud::{Markup, html};
use serde_json::Value;

use crate::{
    api::{
        PREFIX,
        document::{self, Operation},
        refusal::Kind,
    },
    ui::{Sample, Setting, Width, block, column, page, page_head, table},
};

/// The page.
pub(super) fn view(document: &Value) -> Markup {
    page(
        Width::Usual,
        html! {
            (page_head("The JSON door").under("Settings", "/settings").under("Tokens", super::LIST).here("The JSON door").lede(html! {
                "What people do here, programs can do too. The same in a form for machines: "
                a href={ (PREFIX) "/openapi.json" } { "openapi.json" } " (OpenAPI 3.1)."
            }))
            (block("manners", "How one comes in", None, manners()))
            @for area in areas(document) { (block(&format!("area-{area}"), &format!("Operations: {}", heading(area)), None, operations(document, area))) }
            (block("refusals", "When something is not done", None, refusals()))
        },
    )
}

fn manners() -> Markup {
    html! {
        ul.ruled {
            li { "A token is made under " a href="/settings/tokens" { "Settings, Tokens" } " or with " code { "tend token create" } ", and sent as " code { "Authorization: Bearer …" } ". It acts as its member and never further than they may." }
            li { "Bodies are JSON, 1 MB at most. A field nobody knows is refused, not ignored." }
            li { "A list has 50 rows a page, 100 at most with " code { "limit" } ". Where there is more, " code { "next" } " is sent as " code { "cursor" } "." }
            li { "A creation may carry an " code { "Idempotency-Key" } ": sent again within a day with the same body it answers the same and creates nothing." }
            li { "A change says what it saw: the " code { "ETag" } " of the answer as " code { "If-Match" } ". If somebody was faster the answer is 412, with what is there now." }
            li { "Times are RFC 3339. Each token may send so many requests a minute; who is faster gets 429 with " code { "Retry-After" } "." }
        }
    }
}

fn areas(document: &Value) -> Vec<&str> {
    let mut areas = Vec::new();
    for operation in document::operations(document) {
        let area = area(&operation);
        if !areas.contains(&area) {
            areas.push(area);
        }
    }
    areas
}

fn area<'d>(operation: &Operation<'d>) -> &'d str {
    operation.value["tags"][0].as_str().unwrap_or("besides")
}

fn heading(area: &str) -> String {
    let mut letters = area.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

fn operations(document: &Value, asked: &str) -> Markup {
    let columns = [column("Operation"), column("What it does"), column("Scope")];
    let rows = html! {
        @for operation in document::operations(document).filter(|operation| area(operation) == asked) {
            tr {
                th scope="row" { code { (operation.method) " " (address(operation.path)) } }
                td data-label="What it does" { (operation.value["summary"].as_str().unwrap_or_default()) }
                td data-label="Scope" { code { (operation.scope().unwrap_or("any")) } }
            }
        }
    };
    table(asked, Setting::Stack, &columns, rows)
}

/// An address below the prefix, which may go on in the next line after each of its parts.
fn address(path: &str) -> Markup {
    let parts = path.strip_prefix(PREFIX).unwrap_or(path).split_inclusive('/');
    html! { @for part in parts { (part) wbr; } }
}

fn refusals() -> Markup {
    html! {
        p { "Every refusal is a problem (RFC 9457, " code { "application/problem+json" } ") with a sentence in " code { "detail" } " and, for fields, a JSON pointer each in " code { "errors" } "." }
        dl.refusals {
            @for kind in Kind::ALL {
                dt id=(kind.word()) { code { (kind.status().as_u16()) " " (kind.word()) } }
                dd { (kind.title()) ". " (meaning(*kind)) }
            }
        }
    }
}

/// What each kind means, in a sentence.
const fn meaning(kind: Kind) -> &'static str {
    match kind {
        Kind::Unreadable => "The body is no JSON, or did not come whole; the sentence says where.",
        Kind::NoToken => "The token is missing, not known, withdrawn or at its end, or its member works here no more.",
        Kind::NotAllowed => "The token lacks a scope, or its member's role does not reach that far.",
        Kind::NotFound => "There is no such thing, or it belongs to somebody else.",
        Kind::Method => "The header Allow names the methods this address knows.",
        Kind::Conflict => "Its state does not allow it any more.",
        Kind::ServeFirst => {
            "The client waits on us. Help first, or send “going_on” with the reason to offer it all the same."
        }
        Kind::Changed => "If-Match names another version than is there; “current” shows the one that is.",
        Kind::TooLarge => "Bodies have 1 MB at most, files as their operation says.",
        Kind::NotJson => "Send Content-Type: application/json.",
        Kind::NotValid => "One sentence for each field, with its pointer.",
        Kind::KeyUsed => "This Idempotency-Key came with another request before.",
        Kind::SayWhatYouSaw => "Send If-Match: the ETag of what you saw, or * for whatever is there.",
        Kind::TooFast => "Retry-After says how many seconds to wait.",
        Kind::Ours => "Nothing of it was saved. Try again; if it stays, tell your admin when it happened.",
    }
}

/// The page, for the gallery.
pub(in crate::api) fn samples() -> Vec<Sample> {
    let document = document::of(&[&crate::house::FEATURE]);
    vec![Sample::framed("api/explained", "usual", view(&document))]
}
