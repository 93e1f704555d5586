//! What a change saw: `If-Match` with the tag of the answer it was made from. Who changes blindly says `*`.

use axum::{
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
};
use utoipa::IntoParams;

use super::refusal::{Kind, Refusal};
use crate::app::App;

/// The header, for the document.
#[derive(IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "only its description is used")]
pub struct IfMatch {
    /// The `ETag` of what you saw, or `*` for whatever is there. Where something else is there by now the answer is 412, with what it is.
    #[param(rename = "If-Match", example = "\"3\"", pattern = "^(\\*|\"[0-9]{1,18}\")$", required = true)]
    if_match: String,
}

/// Which version a change saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Whatever is there.
    Any,
    /// This one.
    Version(i64),
    /// None that there ever was.
    Nothing,
}

impl Seen {
    /// Is it the one that is there?
    pub fn fits(self, version: i64) -> bool {
        match self {
            Seen::Any => true,
            Seen::Version(seen) => seen == version,
            Seen::Nothing => false,
        }
    }
    /// Reads the header; nothing where it holds no tag at all.
    fn read(text: &str) -> Option<Seen> {
        if text.trim() == "*" {
            return Some(Seen::Any);
        }
        if !text.contains('"') {
            return None;
        }
        // Several tags may stand there; ours are strong, plain numbers.
        let numbers = text.split(',').filter_map(|tag| tag.trim().strip_prefix('"')?.strip_suffix('"')?.parse().ok());
        Some(numbers.map(Seen::Version).next().unwrap_or(Seen::Nothing))
    }
}

impl FromRequestParts<App> for Seen {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Refusal> {
        let said = parts.headers.get(header::IF_MATCH).and_then(|value| Seen::read(value.to_str().unwrap_or_default()));
        said.ok_or_else(|| {
            Refusal::new(
                Kind::SayWhatYouSaw,
                "Send the ETag of what you saw as If-Match, so that nobody's change is overwritten unseen; or * for whatever is there.",
            )
        })
    }
}

/// The tag of a version.
pub(super) fn etag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).expect("a number in quotes is a header's value")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read() {
        assert_eq!(Seen::read("*"), Some(Seen::Any));
        assert_eq!(Seen::read("\"17\""), Some(Seen::Version(17)));
        assert_eq!(Seen::read("W/\"17\""), Some(Seen::Nothing));
        assert_eq!(Seen::read("17"), None);
        assert_eq!(Seen::read(" "), None);
        assert!(Seen::Version(3).fits(3) && !Seen::Version(3).fits(4) && Seen::Any.fits(9) && !Seen::Nothing.fits(0));
    }
}
