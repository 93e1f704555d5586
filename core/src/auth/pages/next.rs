//! Where somebody wanted to be before they were asked to sign in.

/// The path, if it is one of this site; `//elsewhere`, `/\elsewhere` and whatever browsers read as one of those is not.
pub(crate) fn same_site(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('/')?;
    let leaves = rest.starts_with(['/', '\\'])
        || text.chars().any(|letter| letter.is_control() || letter == '\\' || !letter.is_ascii());
    let goes_round = ["/sign-in", "/sign-out", "/welcome", "/link/"].iter().any(|path| text.starts_with(path));
    (!leaves && !goes_round).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::same_site;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for good in ["/", "/clients?q=de%20Wit", "/clients/7#line", "/a//b"] {
            assert_eq!(same_site(good), Some(good));
        }
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "javascript:alert(1)",
            "clients",
            "/sign-in?next=/",
            "/a\r\nb",
        ] {
            assert_eq!(same_site(bad), None, "{bad:?}");
        }
    }
}
