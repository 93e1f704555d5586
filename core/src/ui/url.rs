//! Addresses that may stand in a link.

use std::fmt;

use maud::{Escaper, Render};

/// An address a browser may follow: `http`, `https`, `mailto`, `tel`, or a place on this site.
///
/// Everything else, `javascript:` before all, does not become a `Url`. Links in the kit take
/// `impl Into<Url>`, so that a refused address ends as a link to nowhere and never runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Url(String);

const SCHEMES: [&str; 4] = ["http:", "https:", "mailto:", "tel:"];

impl Url {
    /// The address, or nothing when a browser should not follow it.
    ///
    /// Browsers drop tabs and line ends and skip leading control characters before they read the
    /// scheme, so an address with any control character is refused instead of guessed at.
    #[must_use]
    pub fn parse(text: &str) -> Option<Url> {
        let text = text.trim();
        if text.is_empty() || text.chars().any(char::is_control) {
            return None;
        }
        let same_site = text.starts_with('/') && !text.starts_with("//") && !text.starts_with("/\\");
        let known = SCHEMES.iter().any(|scheme| {
            text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
                && text.len() > scheme.len()
        });
        (same_site || known || text.starts_with(['?', '#'])).then(|| Url(text.to_owned()))
    }

    /// A web address somebody typed, with or without its `https://`.
    #[must_use]
    pub fn website(text: &str) -> Option<Url> {
        let text = text.trim();
        if text.starts_with(['/', '?', '#', '.']) || !text.contains('.') {
            return None;
        }
        let lower = text.to_ascii_lowercase();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            return Url::parse(text);
        }
        let bare = !text.contains(char::is_whitespace) && !text.split('/').next()?.contains(['@', ':']);
        bare.then(|| Url::parse(&format!("https://{text}"))).flatten()
    }

    /// Writes to a mail address.
    #[must_use]
    pub fn mail(address: &str) -> Option<Url> {
        Url::parse(&format!("mailto:{}", address.trim()))
    }

    /// Calls a number; spaces and signs people write in numbers are left out.
    #[must_use]
    pub fn phone(number: &str) -> Option<Url> {
        let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        Url::parse(&format!("tel:{digits}"))
    }

    /// The address as it stands in the page.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Url {
    fn from(text: &str) -> Url {
        Url::parse(text).unwrap_or_else(|| Url("#".to_owned()))
    }
}

impl From<String> for Url {
    fn from(text: String) -> Url {
        Url::from(text.as_str())
    }
}

impl From<&String> for Url {
    fn from(text: &String) -> Url {
        Url::from(text.as_str())
    }
}

impl From<&Url> for Url {
    fn from(url: &Url) -> Url {
        url.clone()
    }
}

impl fmt::Display for Url {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Render for Url {
    fn render_to(&self, buffer: &mut String) {
        use fmt::Write as _;
        // Writing into a String cannot fail.
        let _ = Escaper::new(buffer).write_str(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_would_run_is_refused() {
        for text in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "//elsewhere.example",
            "/\\elsewhere.example",
            "",
            "http:",
            "file:///etc/passwd",
        ] {
            assert_eq!(Url::parse(text), None, "{text:?}");
        }
        assert_eq!(Url::from("javascript:alert(1)").as_str(), "#");
    }

    #[test]
    fn an_honest_address_stays_as_it_is() {
        for text in [
            "/clients/7?sort=name#line",
            "https://linden.example",
            "MAILTO:noor@linden.example",
            "tel:+4955501",
            "?after=3",
            "#main",
        ] {
            assert_eq!(Url::parse(text).expect(text).as_str(), text);
        }
    }

    #[test]
    fn a_website_gets_its_scheme() {
        assert_eq!(Url::website("linden.example/shop").expect("a site").as_str(), "https://linden.example/shop");
        assert_eq!(Url::website("javascript:alert(document.x)"), None);
        assert_eq!(Url::website("noor@linden.example"), None);
        assert_eq!(Url::phone("+49 (0)555 01-2").expect("a number").as_str(), "tel:+490555012");
    }
}
