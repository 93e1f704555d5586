//! Bytes of files as answers: never run in a page, kept by nobody on the way, and in parts where somebody asks for a part.

use std::ops::Range;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{
    error::{Error, Result},
    files::{self, Files, Stored},
};

/// What a browser that shows a file in spite of everything may do with it: nothing.
const POLICY: &str = "sandbox; default-src 'none'";

/// How bytes are answered.
#[derive(Clone, Debug)]
pub struct Sending<'a> {
    /// Which.
    pub stored: &'a Stored,
    /// What they are told to be; see [`files::told`].
    pub media_type: &'a str,
    /// The name under which they are saved; nothing for a picture that a page shows.
    pub save_as: Option<&'a str>,
}

/// An answer whose body goes out as it is: packing it would break its parts.
#[derive(Clone, Copy, Debug)]
pub struct AsItIs;

/// Answers with bytes, with what the browser has already, or with the part it asks for.
pub async fn send(files: &Files, method: &Method, asked: &HeaderMap, sending: &Sending<'_>) -> Result<Response> {
    let tag = format!("\"{}\"", sending.stored.sha256);
    let length = sending.stored.bytes.unsigned_abs();
    let mut headers = headers(sending, &tag);
    if has_already(asked, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let range = match range(asked, &tag, length) {
        Asked::Whole => None,
        Asked::Part(range) => Some(range),
        Asked::Beyond => {
            headers.insert(header::CONTENT_RANGE, value(&format!("bytes */{length}")));
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response());
        }
    };
    let (status, sent) = match &range {
        None => (StatusCode::OK, 0..length),
        Some(range) => {
            headers.insert(header::CONTENT_RANGE, value(&format!("bytes {}-{}/{length}", range.start, range.end - 1)));
            (StatusCode::PARTIAL_CONTENT, range.clone())
        }
    };
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(sent.end - sent.start));
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        let found = files.open_bytes(sending.stored, range).await.map_err(away)?;
        let found = found.ok_or_else(|| Error::ours(format!("the bytes of {} are gone", sending.stored.object)))?;
        Body::from_stream(found.into_stream())
    };
    let mut response = (status, headers, body).into_response();
    response.extensions_mut().insert(AsItIs);
    Ok(response)
}

fn away(trouble: files::Trouble) -> Error {
    Error::ours(trouble)
}

fn headers(sending: &Sending<'_>, tag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, value(sending.media_type));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::ETAG, value(tag));
    // Asked again each time, so that nobody sees what was taken away; what is still the same is not sent again.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert("cross-origin-resource-policy", HeaderValue::from_static("same-origin"));
    if let Some(name) = sending.save_as {
        headers.insert(header::CONTENT_DISPOSITION, value(&files::attachment(name)));
    }
    headers
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

fn has_already(asked: &HeaderMap, tag: &str) -> bool {
    let tags = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    tags.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<u64>),
    Beyond,
}

/// Which part is asked for. Several at once, or one of something older, are answered with the whole.
fn range(asked: &HeaderMap, tag: &str, length: u64) -> Asked {
    let text = |name| asked.get(name).and_then(|value| value.to_str().ok());
    let Some(ranges) = text(header::RANGE).and_then(|value| value.strip_prefix("bytes=")) else { return Asked::Whole };
    if text(header::IF_RANGE).is_some_and(|seen| seen != tag) {
        return Asked::Whole;
    }
    let Some((first, last)) = ranges.trim().split_once('-') else { return Asked::Whole };
    let number = |text: &str| text.parse::<u64>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
    let range = match (first, last) {
        ("", last) => number(last).map(|many| length.saturating_sub(many)..length),
        (first, "") => number(first).map(|first| first..length),
        (first, last) => number(first)
            .zip(number(last))
            .filter(|(first, last)| first <= last)
            .map(|(first, last)| first..last.saturating_add(1).min(length)),
    };
    match range {
        None => Asked::Whole,
        Some(range) if range.start >= length || range.is_empty() => Asked::Beyond,
        Some(range) => Asked::Part(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_was_asked_for() {
        for (asked, expected) in [
            ("bytes=0-0", Asked::Part(0..1)),
            ("bytes=10-", Asked::Part(10..100)),
            ("bytes=-10", Asked::Part(90..100)),
            ("bytes=-1000", Asked::Part(0..100)),
            ("bytes=90-1000", Asked::Part(90..100)),
            ("bytes=100-", Asked::Beyond),
            ("bytes=-0", Asked::Beyond),
            ("bytes=5-2", Asked::Whole),
            ("bytes=0-1,5-6", Asked::Whole),
            ("bytes=+1-2", Asked::Whole),
            ("lines=1-2", Asked::Whole),
        ] {
            let headers = HeaderMap::from_iter([(header::RANGE, value(asked))]);
            assert_eq!(range(&headers, "\"a\"", 100), expected, "{asked}");
        }
        let headers = HeaderMap::from_iter([(header::RANGE, value("bytes=1-2")), (header::IF_RANGE, value("\"b\""))]);
        assert_eq!(range(&headers, "\"a\"", 100), Asked::Whole, "it has changed since");
    }
}
