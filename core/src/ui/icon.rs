//! The icons: 20 by 20, stroke 1.5, round ends. Drawn for Tend.
//!
//! One sprite file carries them all and is cached for good, so a page holds only a short `<use>` for each.

use std::sync::LazyLock;

use maud::{Markup, html};

use super::assets::ICONS;

/// Lists every icon once: its variant, its name in the sprite, its lines.
macro_rules! icons {
    ($($variant:ident $name:literal $lines:literal)*) => {
        /// One picture of the sprite. It always stands beside a word, or its button carries a name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Icon { $(#[doc = $name] $variant),* }

        impl Icon {
            /// Every icon, in the order of the sprite.
            pub const ALL: &[Icon] = &[$(Icon::$variant),*];

            /// Its id in the sprite.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Icon::$variant => $name),* }
            }

            fn lines(self) -> &'static str {
                match self { $(Icon::$variant => $lines),* }
            }
        }
    };
}

icons! {
    Today "today" r##"<path d="M2.8 14.2h14.4M5.6 14.2a4.4 4.4 0 0 1 8.8 0M10 6.6V4.3M4.7 8.5 3.2 7M15.3 8.5 16.8 7M6.4 17h7.2"/>"##
    Inbox "inbox" r##"<path d="M3 11 5.1 5a1.4 1.4 0 0 1 1.3-1h7.2a1.4 1.4 0 0 1 1.3 1L17 11v3.6a1.4 1.4 0 0 1-1.4 1.4H4.4A1.4 1.4 0 0 1 3 14.6zM3 11h4l1.1 2.2h3.8L13 11h4"/>"##
    Clients "clients" r##"<circle cx="7.6" cy="7" r="2.8"/><path d="M2.6 16.2c.2-3 2.2-4.7 5-4.7s4.8 1.7 5 4.7M13 4.4a2.8 2.8 0 0 1 0 5.2M14.7 11.9c1.6.6 2.6 2.1 2.7 4.3"/>"##
    Decision "decision" r##"<path d="M10 17v-4.4c0-3.4-4.8-3-4.8-8M10 12.6c0-3.4 4.8-3 4.8-8M3 6.6l2.2-2.2 2.2 2.2M12.6 6.6l2.2-2.2L17 6.6"/>"##
    Problem "problem" r##"<circle cx="10" cy="10" r="6.8"/><circle cx="10" cy="10" r="2.7"/><path d="m5.3 5.3 2.7 2.7M14.7 5.3 12 8M5.3 14.7 8 12M14.7 14.7 12 12"/>"##
    Promise "promise" r##"<path d="M5.5 3.5h9v13L10 13.4l-4.5 3.1zM7.8 8.1l1.6 1.6L12.6 6.5"/>"##
    Review "review" r##"<path d="M10 5.6C8.4 4.5 6.2 4 3.2 4v11c3 0 5.2.5 6.8 1.6 1.6-1.1 3.8-1.6 6.8-1.6V4c-3 0-5.2.5-6.8 1.6zM10 5.6v11"/>"##
    Gauge "gauge" r##"<path d="M3.9 14.6a7.1 7.1 0 1 1 12.2 0M10 11.4l3-4"/><circle cx="10" cy="12" r="1.1"/>"##
    Coaching "coaching" r##"<path d="M3 4h9.5v6.6H7.4L5 12.8v-2.2H3zM14.8 8H17v6h-1.7v2.2L13 14H9.4"/>"##
    Evening "evening" r##"<path d="M16.3 11.6A6.7 6.7 0 1 1 8.5 3.7a5.3 5.3 0 0 0 7.8 7.9z"/>"##
    Settings "settings" r##"<path d="M3.5 6H10M14 6h2.5M3.5 14H6M10 14h6.5"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>"##
    Search "search" r##"<circle cx="9" cy="9" r="5.2"/><path d="m13 13 3.6 3.6"/>"##
    Plus "plus" r##"<path d="M10 4.5v11M4.5 10h11"/>"##
    Check "check" r##"<path d="m4.6 10.4 3.6 3.6 7.2-8"/>"##
    Close "close" r##"<path d="m5.5 5.5 9 9M14.5 5.5l-9 9"/>"##
    Down "down" r##"<path d="m5.8 8 4.2 4.2L14.2 8"/>"##
    Up "up" r##"<path d="m5.8 12 4.2-4.2 4.2 4.2"/>"##
    Right "right" r##"<path d="m8 5.8 4.2 4.2L8 14.2"/>"##
    Left "left" r##"<path d="M12 5.8 7.8 10l4.2 4.2"/>"##
    Arrow "arrow" r##"<path d="M4 10h12M11.2 5.2 16 10l-4.8 4.8"/>"##
    Mail "mail" r##"<rect x="3" y="4.8" width="14" height="10.6" rx="1.6"/><path d="m3.6 6.2 6.4 5 6.4-5"/>"##
    Phone "phone" r##"<path d="m6.6 3.6 1.9 3.5L7 8.9A9.6 9.6 0 0 0 11.1 13l1.8-1.5 3.5 1.9-.5 2.2c-.2.8-.9 1.3-1.7 1.2A12.8 12.8 0 0 1 3.2 5.8c-.1-.8.4-1.5 1.2-1.7z"/>"##
    Visit "visit" r##"<path d="M4 9v6.8h12V9M3 8.7 4.6 4.2h10.8L17 8.7a1.8 1.8 0 0 1-3.5 0 1.8 1.8 0 0 1-3.5 0 1.8 1.8 0 0 1-3.5 0A1.8 1.8 0 0 1 3 8.7zM8.2 15.8v-3.6h3.6v3.6"/>"##
    Note "note" r##"<path d="m4 16 .7-3.3 8.4-8.4a1.5 1.5 0 0 1 2.1 0l.5.5a1.5 1.5 0 0 1 0 2.1l-8.4 8.4zM11.6 5.8l2.6 2.6"/>"##
    Order "order" r##"<path d="M5 7.2h10l.9 9H4.1zM7.4 9.4V6.2a2.6 2.6 0 0 1 5.2 0v3.2"/>"##
    Payment "payment" r##"<rect x="3" y="5" width="14" height="10" rx="1.6"/><path d="M3 8.4h14M6 11.9h3"/>"##
    Survey "survey" r##"<circle cx="10" cy="10" r="6.8"/><path d="M7 11.4c.7 1.1 1.7 1.7 3 1.7s2.3-.6 3-1.7M7.7 8v.1M12.3 8v.1"/>"##
    Fact "fact" r##"<rect x="3.2" y="4.4" width="13.6" height="11.2" rx="1.6"/><path d="M6.2 8h7.6M6.2 11.4h4.4"/>"##
    Goal "goal" r##"<path d="M5.2 17V3.4M5.2 4.2h9.4l-2.2 3.2 2.2 3.2H5.2"/>"##
    Question "question" r##"<circle cx="10" cy="10" r="6.8"/><path d="M8 8.3a2 2 0 1 1 3 1.8c-.7.4-1 .8-1 1.4M10 13.6v.1"/>"##
    Praise "praise" r##"<path d="M10 16.2S3.8 12.7 3.8 8.2A3.3 3.3 0 0 1 10 6.6a3.3 3.3 0 0 1 6.2 1.6c0 4.5-6.2 8-6.2 8z"/>"##
    Handoff "handoff" r##"<path d="M3.6 7.6h12M12.4 4.4l3.2 3.2-3.2 3.2M16.4 13.2h-12M7.6 10l-3.2 3.2 3.2 3.2"/>"##
    Clock "clock" r##"<circle cx="10" cy="10" r="6.8"/><path d="M10 6.2V10l2.6 1.8"/>"##
    Calendar "calendar" r##"<rect x="3.4" y="4.6" width="13.2" height="11.8" rx="1.6"/><path d="M3.4 8.4h13.2M7 3v3M13 3v3"/>"##
    Cake "cake" r##"<path d="M3.6 16.4h12.8M4.6 16.4v-4.8c0-.8.7-1.5 1.5-1.5h7.8c.8 0 1.5.7 1.5 1.5v4.8M10 10V7.4M10 5.2c.8-.7.8-1.4 0-2.2-.8.8-.8 1.5 0 2.2M4.6 13c.9.9 1.8.9 2.7 0 .9.9 1.8.9 2.7 0 .9.9 1.8.9 2.7 0 .9.9 1.8.9 2.7 0"/>"##
    Quiet "quiet" r##"<path d="M3 7.6c2.3-1.8 4.7 1.8 7 0s4.7 1.8 7 0M3 12.4c2.3-1.8 4.7 1.8 7 0s4.7 1.8 7 0"/>"##
    Pin "pin" r##"<path d="M10 17s5.4-4.6 5.4-9A5.4 5.4 0 0 0 4.6 8c0 4.4 5.4 9 5.4 9z"/><circle cx="10" cy="8" r="1.9"/>"##
    Filter "filter" r##"<path d="M3.8 6h12.4M6.4 10h7.2M8.6 14h2.8"/>"##
    Columns "columns" r##"<rect x="3.4" y="4.4" width="13.2" height="11.2" rx="1.6"/><path d="M7.8 4.4v11.2M12.2 4.4v11.2"/>"##
    Rows "rows" r##"<rect x="3.4" y="4.4" width="13.2" height="11.2" rx="1.6"/><path d="M3.4 8.2h13.2M3.4 11.9h13.2"/>"##
    More "more" r##"<path d="M5 10v.01M10 10v.01M15 10v.01" stroke-width="2.2"/>"##
    Eye "eye" r##"<path d="M2.6 10S5.2 5.2 10 5.2 17.4 10 17.4 10 14.8 14.8 10 14.8 2.6 10 2.6 10z"/><circle cx="10" cy="10" r="2.2"/>"##
    Link "link" r##"<path d="m8.4 11.6 3.2-3.2M9 6.2l1.6-1.6a3.4 3.4 0 0 1 4.8 4.8L13.8 11M11 13.8l-1.6 1.6a3.4 3.4 0 0 1-4.8-4.8L6.2 9"/>"##
    Print "print" r##"<path d="M6 7.2V3.6h8v3.6M6 13.6H4.6A1.4 1.4 0 0 1 3.2 12.2V8.6a1.4 1.4 0 0 1 1.4-1.4h10.8a1.4 1.4 0 0 1 1.4 1.4v3.6a1.4 1.4 0 0 1-1.4 1.4H14M6 11.4h8v5H6z"/>"##
    Clip "clip" r##"<path d="m15.6 9.2-5.7 5.7a3.4 3.4 0 0 1-4.8-4.8l6.2-6.2a2.3 2.3 0 0 1 3.2 3.2l-6.1 6.1a1.1 1.1 0 0 1-1.6-1.6l5.4-5.4"/>"##
    Download "download" r##"<path d="M10 3.8V13M6.2 9.4 10 13.2l3.8-3.8M4 16.2h12"/>"##
    Upload "upload" r##"<path d="M10 13V4M6.2 7.6 10 3.8l3.8 3.8M3.6 13v2.2a1.2 1.2 0 0 0 1.2 1.2h10.4a1.2 1.2 0 0 0 1.2-1.2V13"/>"##
    Undo "undo" r##"<path d="M7.4 4.6 4 8l3.4 3.4M4.4 8h7.4a4 4 0 0 1 0 8H8.4"/>"##
    Send "send" r##"<path d="M16.8 3.4 9 11.2M16.8 3.4l-4.9 13.2L9 11.2 3.4 8.3z"/>"##
    Bike "bike" r##"<circle cx="5.2" cy="13" r="3.2"/><circle cx="14.8" cy="13" r="3.2"/><path d="m5.2 13 2.6-5.6h5.4L9.8 13zM7.8 7.4 9.8 13M14.8 13l-2.4-7.4h1.8M6.6 5.6h2"/>"##
    Wrench "wrench" r##"<path d="M13.6 3.6a4 4 0 0 0-4.9 5.1l-5 5a1.8 1.8 0 0 0 2.6 2.6l5-5a4 4 0 0 0 5.1-4.9l-2.5 2.4-2.2-.5-.5-2.2z"/>"##
    Person "person" r##"<circle cx="10" cy="6.8" r="3"/><path d="M4.2 16.6c.3-3.2 2.6-5 5.8-5s5.5 1.8 5.8 5"/>"##
    Organization "organization" r##"<path d="M4.4 16.4V5l6-1.6v13M10.4 7.4l5.2 1.4v7.6M3 16.4h14M6.6 7.6h1.6M6.6 10.6h1.6M6.6 13.6h1.6M12.8 11.4v.1M12.8 14v.1"/>"##
    Lock "lock" r##"<rect x="4.6" y="9" width="10.8" height="7.4" rx="1.6"/><path d="M7 9V6.6a3 3 0 0 1 6 0V9"/>"##
    Sun "sun" r##"<circle cx="10" cy="10" r="3.2"/><path d="M10 3v1.4M10 15.6V17M3 10h1.4M15.6 10H17M5 5l1 1M14 14l1 1M15 5l-1 1M6 14l-1 1"/>"##
    Globe "globe" r##"<circle cx="10" cy="10" r="6.8"/><path d="M3.2 10h13.6M10 3.2c2.2 2 3.2 4.2 3.2 6.8s-1 4.8-3.2 6.8C7.8 14.8 6.8 12.6 6.8 10s1-4.8 3.2-6.8z"/>"##
    Qr "qr" r##"<path d="M3.6 3.6h5v5h-5zM11.4 3.6h5v5h-5zM3.6 11.4h5v5h-5zM11.4 11.4h2v2M16.4 11.4v2.4h-1.4M11.4 16.4h2M16.4 16.4v.1"/>"##
    Warn "warn" r##"<path d="M10 4 3.2 15.8h13.6zM10 8.6v3.2M10 13.9v.1"/>"##
    Info "info" r##"<circle cx="10" cy="10" r="6.8"/><path d="M10 9.4v4M10 6.7v.1"/>"##
    Camera "camera" r##"<path d="M3.2 7.4A1.4 1.4 0 0 1 4.6 6h1.8l1.2-1.8h4.8L13.6 6h1.8a1.4 1.4 0 0 1 1.4 1.4v7A1.4 1.4 0 0 1 15.4 15.8H4.6a1.4 1.4 0 0 1-1.4-1.4z"/><circle cx="10" cy="10.8" r="2.7"/>"##
    Bench "bench" r##"<path d="M3 8.2h14M4.8 8.2v8M15.2 8.2v8M4.8 12.2h10.4M7 8.2V5.4h4v2.8"/>"##
    Keyboard "keyboard" r##"<rect x="2.8" y="5.4" width="14.4" height="9.2" rx="1.6"/><path d="M5.6 8.4v.01M8.5 8.4v.01M11.5 8.4v.01M14.4 8.4v.01M7 11.8h6"/>"##
    Lines "lines" r##"<path d="M3.6 6h12.8M3.6 10h12.8M3.6 14h12.8"/>"##
}

/// The sprite as one SVG file.
pub(super) static SPRITE: LazyLock<String> = LazyLock::new(|| {
    let mut svg = String::from(r#"<svg xmlns="http://www.w3.org/2000/svg">"#);
    for icon in Icon::ALL {
        svg.push_str(r#"<symbol viewBox="0 0 20 20" id=""#);
        svg.push_str(icon.name());
        svg.push_str(r#"">"#);
        svg.push_str(icon.lines());
        svg.push_str("</symbol>");
    }
    svg.push_str("</svg>");
    svg
});

/// The picture alone, hidden from screen readers: the words beside it say the same.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    html! {
        svg.icon aria-hidden="true" {
            use href={ (ICONS.path) "#" (icon.name()) } {}
        }
    }
}
