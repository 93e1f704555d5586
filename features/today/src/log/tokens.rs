//! The words of a line with their places in it, so that what is found can be cut out of the writer's own text.

use std::ops::Range;

use tend_core::fold::fold;

/// One word: a run of letters and digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// As it was typed.
    pub text: &'a str,
    /// Folded, to be compared.
    pub folded: String,
    /// Where it begins, in bytes.
    pub from: usize,
    /// Where it ends, in bytes.
    pub to: usize,
}

impl Token<'_> {
    /// Begins with a large letter.
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }
    /// Is one of these folded words.
    pub fn is(&self, words: &[&str]) -> bool {
        words.contains(&self.folded.as_str())
    }
}

/// The words of a text.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut from = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (from, is_of_a_word(letter)) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                tokens.push(Token { text: &text[start..at], folded: fold(&text[start..at]), from: start, to: at });
                from = None;
            }
            _ => {}
        }
    }
    tokens
}

/// Letters, digits, and the marks that sit on letters.
fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter)
}

/// What stands between two places, without blanks.
pub fn between(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default().trim()
}

/// A clause without the punctuation and joining words that hung it into the line.
pub fn tidy(text: &str) -> &str {
    let mut rest = text;
    loop {
        let trimmed =
            rest.trim_matches(|c: char| c.is_whitespace() || ",;:–—".contains(c)).trim_start_matches(['.', '-']);
        let shorter =
            ["and", "then", "but", "also", "i", "we", "have", "has", "i've", "i’ve", "we've", "we’ve", "to", "that"]
                .iter()
                .find_map(|word| without_last_word(trimmed, word))
                .unwrap_or(trimmed);
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter;
    }
}

fn without_last_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let cut = text.len().checked_sub(word.len())?;
    let (head, tail) = (text.get(..cut)?, text.get(cut..)?);
    let stands_alone = head.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '\'' && c != '’');
    (stands_alone && tail.eq_ignore_ascii_case(word)).then_some(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_places() {
        let text = "Eun-ji’s café: 15:00";
        let found = tokens(text);
        let words: Vec<&str> = found.iter().map(|token| token.folded.as_str()).collect();
        assert_eq!(words, ["eun", "ji", "s", "cafe", "15", "00"]);
        assert!(found.iter().all(|token| &text[token.from..token.to] == token.text));
    }

    #[test]
    fn clauses_lose_what_hung_them_in() {
        assert_eq!(tidy(", the spare bike helps, and I've"), "the spare bike helps");
        assert_eq!(tidy(" – "), "");
        assert_eq!(tidy("she likes the band"), "she likes the band");
    }
}
