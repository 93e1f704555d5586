//! Names of files: what a browser sends is tidied, and what a browser is sent cannot end a header.

/// The longest name, in characters.
const LONGEST: usize = 160;
/// The longest ending that is kept when a name is cut.
const LONGEST_ENDING: usize = 12;

/// A name as it can be shown and saved: without its path, without signs that nobody sees or that turn the words around.
pub fn clean(raw: &str) -> String {
    let last = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let seen: String = last.chars().filter(|sign| !is_unseen(*sign)).collect();
    let words = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(['.', ' ']);
    if words.is_empty() { "file".to_owned() } else { cut(words) }
}

fn is_unseen(sign: char) -> bool {
    (sign.is_control() && !sign.is_whitespace())
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A long name loses its middle, never its ending.
fn cut(name: &str) -> String {
    let length = name.chars().count();
    if length <= LONGEST {
        return name.to_owned();
    }
    let ending =
        name.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| ending.chars().count() <= LONGEST_ENDING);
    let ending = ending.map(|ending| format!(".{ending}")).unwrap_or_default();
    let begin: String = name.chars().take(LONGEST - ending.chars().count() - 1).collect();
    format!("{begin}…{ending}")
}

/// The value of `Content-Disposition` that makes every browser save a file under its name, and none show it.
pub fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|sign| {
            if sign.is_ascii_graphic() && !matches!(sign, '"' | '\\' | '%' | ';') {
                sign
            } else if sign == ' ' {
                ' '
            } else {
                '_'
            }
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", percent(name))
}

/// A name as a part of an address.
pub fn percent(name: &str) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
    name.bytes()
        .map(|byte| if is_plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_path_and_what_nobody_sees() {
        for (raw, name) in [
            ("C:\\Users\\noor\\bill.pdf", "bill.pdf"),
            ("../../etc/passwd", "passwd"),
            ("  Zoë’s  bike.jpg ", "Zoë’s bike.jpg"),
            ("photo\u{202e}gpj.exe", "photogpj.exe"),
            ("a\r\nSet-Cookie: x.txt", "a Set-Cookie: x.txt"),
            ("\u{0}..", "file"),
            ("", "file"),
        ] {
            assert_eq!(clean(raw), name, "{raw:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = clean(&format!("{}.docx", "ä".repeat(10_000)));
        assert_eq!(name.chars().count(), LONGEST);
        assert!(name.ends_with("ä….docx"), "{name}");
    }

    #[test]
    fn no_name_ends_the_header() {
        let value = attachment("Zoë \"x\"; a.pdf\r\n");
        assert_eq!(
            value,
            "attachment; filename=\"Zo_ _x__ a.pdf__\"; filename*=UTF-8''Zo%C3%AB%20%22x%22%3B%20a.pdf%0D%0A"
        );
    }
}
