//! Words people type, checked once at the door.

/// A name, a label, a title: at most this many characters.
pub const LONGEST_NAME: usize = 200;
/// One short line about a client.
pub const LONGEST_LINE: usize = 300;
/// A note, what was said on a call.
pub const LONGEST_TEXT: usize = 20_000;

/// One line of text: blanks around it taken off, blanks inside made one; no line ends, no unseen control characters.
pub fn line(text: &str, longest: usize) -> Result<String, String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    within(&line, longest)?;
    if line.chars().any(char::is_control) {
        return Err("There is a character in it that cannot be shown. Type it once more.".into());
    }
    Ok(line)
}

/// One line of text that must not be empty. `missing` says what to do about it.
pub fn named(text: &str, longest: usize, missing: &str) -> Result<String, String> {
    let line = line(text, longest)?;
    if line.is_empty() { Err(missing.to_owned()) } else { Ok(line) }
}

/// Several lines: line ends stay, blanks around it do not.
pub fn lines(text: &str) -> Result<String, String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim().to_owned();
    within(&text, LONGEST_TEXT)?;
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err("There is a character in it that cannot be shown. Type it once more.".into());
    }
    Ok(text)
}

fn within(text: &str, longest: usize) -> Result<(), String> {
    let length = text.chars().count();
    if length <= longest {
        return Ok(());
    }
    Err(format!(
        "This has {} characters and {} is the most. Can you say it shorter?",
        grouped(length),
        grouped(longest)
    ))
}

/// 10000 as 10,000.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_tidied() {
        assert_eq!(line("  Marta \t Kovács\n", 50).as_deref(), Ok("Marta Kovács"));
        assert_eq!(line("", 50).as_deref(), Ok(""));
        assert_eq!(line("שלום 👩🏽‍🔧", 50).as_deref(), Ok("שלום 👩🏽‍🔧"));
        assert!(line("Mar\0ta", 50).is_err());
        assert!(named("   ", 50, "Who is it?").is_err());
    }

    #[test]
    fn too_long_says_how_long() {
        let message = line(&"x".repeat(10_000), LONGEST_NAME).expect_err("too long");
        assert_eq!(message, "This has 10,000 characters and 200 is the most. Can you say it shorter?");
        // Characters count, not bytes.
        assert!(line(&"ő".repeat(200), LONGEST_NAME).is_ok());
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(lines(" one\r\ntwo\rthree \n").as_deref(), Ok("one\ntwo\nthree"));
        assert!(lines("a\0b").is_err());
    }
}
