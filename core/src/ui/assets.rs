//! The three files a browser keeps: the stylesheet, the script and the icons.
//!
//! Each name carries a hash of its content, so a browser may keep it for good and a new release is seen at once.

use std::borrow::Cow;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::icon::SPRITE;

/// One file under `/assets/`.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where pages find it: `/assets/tend-1f0a….css`.
    pub path: String,
    /// Its media type, for the `Content-Type` header.
    pub media_type: &'static str,
    /// Its text.
    pub text: Cow<'static, str>,
}

impl Asset {
    fn new(name: &str, ending: &str, media_type: &'static str, text: Cow<'static, str>) -> Asset {
        let hash = Sha256::digest(text.as_bytes());
        let short: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        Asset { path: format!("/assets/{name}-{short}.{ending}"), media_type, text }
    }
}

/// The icons as one sprite.
pub static ICONS: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icons", "svg", "image/svg+xml", Cow::Borrowed(&SPRITE)));

/// The script: one module, no dependency. Its parts share one scope and are joined in this order.
pub static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    let text = concat!(
        include_str!("script/about.js"),
        include_str!("script/morph.js"),
        include_str!("script/fragments.js"),
        include_str!("script/overlays.js"),
        include_str!("script/keys.js"),
        include_str!("script/chosen.js"),
        include_str!("script/files.js"),
        include_str!("script/marked.js"),
        include_str!("script/palette.js"),
        include_str!("script/live.js"),
        include_str!("script/first.js"),
        include_str!("script/keep.js"),
    );
    Asset::new("tend", "js", "text/javascript; charset=utf-8", Cow::Borrowed(text))
});

/// The kit's own styles, in the order they are joined; each file is one cascade layer or a part of one.
const STYLES: [&str; 18] = [
    include_str!("styles/layers.css"),
    include_str!("styles/tokens.css"),
    include_str!("styles/base.css"),
    include_str!("styles/shell.css"),
    include_str!("styles/buttons.css"),
    include_str!("styles/labels.css"),
    include_str!("styles/thread.css"),
    include_str!("styles/lists.css"),
    include_str!("styles/fields.css"),
    include_str!("styles/surfaces.css"),
    include_str!("styles/palette.css"),
    include_str!("styles/capture.css"),
    include_str!("styles/tables.css"),
    include_str!("styles/states.css"),
    include_str!("styles/charts.css"),
    include_str!("styles/public.css"),
    include_str!("styles/gallery.css"),
    include_str!("styles/print.css"),
];

/// All files of one Tend: the kit's, and the stylesheet with what its features add. Joined once, at the start.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The joined stylesheet.
    pub stylesheet: Asset,
}

impl Assets {
    /// Joins the kit's styles with those of the features; a feature's text goes into the layer `features`.
    #[must_use]
    pub fn join(features: &[&str]) -> Assets {
        let mut css = STYLES.concat();
        for text in features.iter().filter(|text| !text.trim().is_empty()) {
            css.push_str("@layer features {\n");
            css.push_str(text);
            css.push_str("\n}\n");
        }
        Assets { stylesheet: Asset::new("tend", "css", "text/css; charset=utf-8", Cow::Owned(css)) }
    }

    /// The file at a path (`/assets/…`), or nothing.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&Asset> {
        [&self.stylesheet, &*SCRIPT, &*ICONS].into_iter().find(|asset| asset.path == path)
    }
}

/// What the header `Content-Security-Policy` must allow for the kit's pages, and nothing more.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_of_style_changes_the_name() {
        let plain = Assets::join(&[]);
        let other = Assets::join(&[".promise { color: red }"]);
        assert_ne!(plain.stylesheet.path, other.stylesheet.path);
        assert!(other.find(&other.stylesheet.path).is_some_and(|asset| asset.text.contains("@layer features")));
        assert!(plain.find(&other.stylesheet.path).is_none());
        assert!(plain.find(&ICONS.path).is_some() && plain.find(&SCRIPT.path).is_some());
    }

    #[test]
    fn the_braces_of_every_style_close() {
        for text in STYLES {
            let (open, close) = (text.matches('{').count(), text.matches('}').count());
            assert_eq!(open, close, "{}", text.lines().next().unwrap_or_default());
        }
    }
}
