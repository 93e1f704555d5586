//! The looks of a letter, in the few words of CSS that mail programs know: no layers, no properties of one's own.

/// Stands in a letter as it is, so nothing in it may need escaping.
pub(super) const STYLES: &str = "
body { margin: 0 auto; padding: 24px; max-width: 36em; font: 16px/1.55 Georgia, serif; color: #26241f; background: #fbf9f4; }
p { margin: 0 0 1em; }
blockquote { margin: 0 0 1em; padding-left: 1em; border-left: 2px solid #b9b2a2; font-style: italic; }
a { color: #2f5d46; }
.press { display: inline-block; padding: 10px 18px; border-radius: 6px; color: #fff; background: #2f5d46; text-decoration: none; font-family: Helvetica, Arial, sans-serif; }
.small, .from { font: 13px/1.5 Helvetica, Arial, sans-serif; color: #6a6558; overflow-wrap: anywhere; }
.from { margin-top: 2em; }
";
