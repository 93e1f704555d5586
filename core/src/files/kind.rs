//! What a file is, by what is in it and never by its name.

/// How much of a file is looked at, in bytes.
pub(super) const LOOKED_AT: usize = 8192;

/// What a file is, as far as people see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A photo, a drawing.
    Picture,
    /// A PDF, a text, a spreadsheet.
    Paper,
    /// Sound.
    Sound,
    /// A film.
    Film,
    /// Several files in one.
    Bundle,
    /// Anything else.
    Other,
}

impl Kind {
    /// By its media type.
    pub fn of(media_type: &str) -> Kind {
        match media_type.split_once('/') {
            Some(("image", _)) => Kind::Picture,
            Some(("audio", _)) => Kind::Sound,
            Some(("video", _)) => Kind::Film,
            Some(("text", _)) => Kind::Paper,
            Some((_, "pdf" | "rtf" | "msword" | "postscript" | "epub+zip")) => Kind::Paper,
            Some((_, kind))
                if kind.starts_with("vnd.ms-") || kind.contains("officedocument") || kind.contains("opendocument") =>
            {
                Kind::Paper
            }
            Some((_, "zip" | "gzip" | "x-tar" | "x-7z-compressed" | "vnd.rar" | "zstd" | "x-bzip2" | "x-xz")) => {
                Kind::Bundle
            }
            _ => Kind::Other,
        }
    }
    /// The word for it.
    pub const fn label(self) -> &'static str {
        match self {
            Kind::Picture => "Picture",
            Kind::Paper => "Document",
            Kind::Sound => "Sound",
            Kind::Film => "Film",
            Kind::Bundle => "Bundle",
            Kind::Other => "File",
        }
    }
}

/// The media type of what begins like this.
pub(super) fn media_type(head: &[u8]) -> &'static str {
    if let Some(found) = infer::get(head) {
        return if found.mime_type() == "text/xml" && is_svg(head) { SVG } else { found.mime_type() };
    }
    if is_svg(head) {
        return SVG;
    }
    if is_text(head) { "text/plain" } else { "application/octet-stream" }
}

/// What a browser is told it is: only what no browser runs is named, everything else is bytes.
pub fn told(media_type: &str) -> &str {
    match media_type {
        "image/jpeg" | "image/png" | "image/gif" | "image/webp" | "application/pdf" | "application/zip" => media_type,
        "text/plain" => "text/plain; charset=utf-8",
        _ if media_type.starts_with("audio/") || media_type.starts_with("video/") => media_type,
        _ if media_type.contains("officedocument") || media_type.contains("opendocument") => media_type,
        _ => "application/octet-stream",
    }
}

const SVG: &str = "image/svg+xml";

fn is_svg(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_lowercase();
    text.contains("<svg")
}

/// Words in UTF-8, cut off anywhere.
fn is_text(head: &[u8]) -> bool {
    let words = match std::str::from_utf8(head) {
        Ok(words) => words,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !words.is_empty() && !words.chars().any(|sign| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t' | '\u{c}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_is_in_it() {
        for (head, found) in [
            (&b"\x89PNG\r\n\x1a\n...."[..], "image/png"),
            (b"%PDF-1.7", "application/pdf"),
            (b"<!DOCTYPE html><script>alert(1)</script>", "text/html"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", SVG),
            (b"<?xml version='1.0'?>\n<svg onload='x'>", SVG),
            ("Grüße aus Köln".as_bytes(), "text/plain"),
            ("Grüß".as_bytes().split_at(3).0, "text/plain"),
            (b"\x00\x01\x02", "application/octet-stream"),
        ] {
            assert_eq!(media_type(head), found, "{head:?}");
        }
    }

    #[test]
    fn what_a_browser_could_run_is_told_as_bytes() {
        for media_type in
            ["text/html", SVG, "text/xml", "text/javascript", "application/x-shockwave-flash", "application/wasm"]
        {
            assert_eq!(told(media_type), "application/octet-stream", "{media_type}");
        }
    }
}
