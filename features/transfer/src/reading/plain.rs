//! Plain text out of what other programs keep as HTML. Nothing of a page is shown by Tend: only its words are kept.

/// Elements that begin a new line.
const LINES: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "blockquote",
    "pre",
    "hr",
    "section",
    "article",
    "header",
    "footer",
    "dt",
    "dd",
];
/// Others that are known; between them and `LINES` a text is taken for HTML.
const OTHERS: &[&str] = &[
    "a", "b", "i", "u", "s", "em", "strong", "span", "font", "img", "td", "th", "tbody", "thead", "html", "head",
    "body", "meta", "title", "style", "script", "center", "code", "small", "sub", "sup", "o", "link", "base", "label",
];
/// What stands within these is no word of anybody.
const UNSEEN: &[&str] = &["style", "script", "head", "title"];
const ENTITIES: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("euro", "€"),
    ("pound", "£"),
    ("copy", "©"),
    ("reg", "®"),
    ("hellip", "…"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("bull", "•"),
    ("middot", "·"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
];

/// A tag that is longer is none, so that a text without an end costs no more than its length.
const LONGEST_TAG: usize = 4096;

/// A tag at the beginning of a text.
struct Tag<'t> {
    name: String,
    closes: bool,
    rest: &'t str,
}

fn tag(text: &str) -> Option<Tag<'_>> {
    let inside = text.strip_prefix('<')?;
    if let Some(comment) = inside.strip_prefix("!--") {
        let rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
        return Some(Tag { name: String::new(), closes: false, rest });
    }
    let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
    let inside = inside.strip_prefix('!').unwrap_or(inside);
    let name_ends = inside.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let name = inside[..name_ends].to_ascii_lowercase();
    let is_known = name == "doctype" || LINES.contains(&name.as_str()) || OTHERS.contains(&name.as_str());
    let end = inside[name_ends..].bytes().take(LONGEST_TAG).position(|byte| byte == b'>').filter(|_| is_known)?;
    Some(Tag { name, closes, rest: &inside[name_ends + end + 1..] })
}

/// An entity at the beginning of a text: the sign it means, and what comes after it.
fn entity(text: &str) -> Option<(String, &str)> {
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(9).position(|byte| byte == b';').filter(|end| *end >= 2)?;
    let (name, rest) = (&inside[..end], &inside[end + 1..]);
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((char::from_u32(code)?.to_string(), rest));
    }
    ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, sign)| ((*sign).to_owned(), rest))
}

/// The words of a text, HTML or not. What is no tag that is known stays as it stands.
#[must_use]
pub fn plain(text: &str) -> String {
    let is_html = text.match_indices('<').any(|(at, _)| tag(&text[at..]).is_some());
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        if let Some(found) = tag(rest).filter(|_| is_html) {
            rest = found.rest;
            if !found.closes && UNSEEN.contains(&found.name.as_str()) {
                rest = behind(rest, &found.name);
            } else if LINES.contains(&found.name.as_str()) {
                words.push('\n');
            } else if matches!(found.name.as_str(), "td" | "th") {
                words.push(' ');
            }
        } else if let Some((sign, behind)) = entity(rest) {
            words.push_str(&sign);
            rest = behind;
        } else {
            // In HTML a line end is a blank; lines are made by tags.
            words.push(if is_html && matches!(sign, '\n' | '\r') { ' ' } else { sign });
            rest = &rest[sign.len_utf8()..];
        }
    }
    tidy(&words)
}

/// What comes behind the end of an element that nobody sees.
fn behind<'t>(text: &'t str, name: &str) -> &'t str {
    let ends = |(at, _): &(usize, &str)| tag(&text[*at..]).is_some_and(|found| found.closes && found.name == name);
    text.match_indices("</").find(ends).map_or("", |(at, _)| tag(&text[at..]).map_or("", |found| found.rest))
}

/// Lines without blanks at their ends, at most one empty line between them, no sign that nobody can see.
fn tidy(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let shown = |sign: &char| !sign.is_control() || matches!(sign, '\n' | '\t');
    let mut tidy = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.split('\n') {
        let line: String = line.chars().filter(shown).map(|sign| if sign == '\u{a0}' { ' ' } else { sign }).collect();
        let line = line.trim();
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty <= 1 {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn html_becomes_its_words() {
        for (html, words) in [
            ("note body", "note body"),
            (
                "<div><p>Rang about the <b>saddle</b>.</p><p>Wants&nbsp;blue</p></div>",
                "Rang about the saddle.\n\nWants blue",
            ),
            ("one<br>two<BR/>three", "one\ntwo\nthree"),
            ("<style>p{color:red}</style>Hi <script>alert(1)</script>there", "Hi there"),
            ("<!-- hidden --><p>seen</p>", "seen"),
            ("<ul><li>tyres<li>bell</ul>", "tyres\nbell"),
            ("I <3 bikes & 2 < 3", "I <3 bikes & 2 < 3"),
            ("AT&amp;T, caf&eacute;, &#8364; 5, &#x20AC;", "AT&T, café, € 5, €"),
            ("<anna@example.com> wrote", "<anna@example.com> wrote"),
            ("line one\r\nline two", "line one\nline two"),
            ("a\0b", "ab"),
            ("<p>broken <b", "broken <b"),
            ("<script>never closed", ""),
            ("vZIAnjdSJSzcHLWScBH9gg==", "vZIAnjdSJSzcHLWScBH9gg=="),
        ] {
            assert_eq!(plain(html), words, "{html}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "(?s)[<>/&;a-z#é \n\"=!-]{0,200}") {
            let words = plain(&text);
            prop_assert!(!words.contains("<script") || !text.contains("</script>"));
            prop_assert_eq!(words.trim(), words.as_str());
        }
    }
}
