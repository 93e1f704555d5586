//! Sentences about a file as a whole, for the person who brings it.

use super::super::columns::{About, about};
use super::Survey;

impl Survey {
    /// What is worth knowing before the rows are brought in.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        warnings.extend(self.recognized.map(|recognized| recognized.sentence(&self.columns)));
        self.warn_of_clients(&mut warnings);
        warnings.extend(self.met.iter().cloned());
        self.warn_of_bytes(&mut warnings);
        self.warn_of_headers(&mut warnings);
        self.warn_of_lines(&mut warnings);
        self.warn_of_values(&mut warnings);
        warnings
    }

    fn warn_of_clients(&self, warnings: &mut Vec<String>) {
        if self.rows == 0 {
            warnings.push("There is no row in this file.".to_owned());
        }
        if let About::NoClients(what) = &self.about {
            warnings.push(format!(
                "No row can become a client: {what}. If you see it otherwise, say about = \"persons\" or \"organizations\" in a mapping."
            ));
        } else if about::looks_like_colleagues(&self.columns) {
            let sentence = "These look like people who work in the house; bring them in only if they are clients.";
            warnings.push(sentence.to_owned());
        }
    }

    fn warn_of_bytes(&self, warnings: &mut Vec<String>) {
        let lines = |lines: &[u64]| lines.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
        let damage = &self.damage;
        if damage.undecodable > 0 {
            let places = many(damage.undecodable, "place");
            let name = self.encoding.charset.name();
            warnings
                .push(format!("{places} could not be read as {name} (lines {}).", lines(&damage.undecodable_lines)));
        }
        if damage.zeros > 0 {
            let bytes = many(damage.zeros, "zero byte");
            warnings.push(format!("{bytes} {} left out (lines {}).", was(damage.zeros), lines(&damage.zero_lines)));
        }
    }

    fn warn_of_headers(&self, warnings: &mut Vec<String>) {
        let layout = &self.layout;
        let titles = layout.title_records as u64;
        if titles > 0 {
            warnings.push(format!("{} above the header {} left out.", many(titles, "line"), was(titles)));
        }
        if layout.second_header.is_some() {
            warnings.push("The second line names the columns again; it is no row.".to_owned());
        }
        if layout.header.is_none() {
            let sentence = "There is no header; the columns are called Column 1, Column 2 and so on.";
            warnings.push(sentence.to_owned());
        }
        if layout.header_is_a_guess {
            let sentence = "The first line was taken for a header; say header = false in a mapping if it is a client.";
            warnings.push(sentence.to_owned());
        }
    }

    fn warn_of_lines(&self, warnings: &mut Vec<String>) {
        let counts = &self.counts;
        if counts.blank > 0 {
            let lines = many(counts.blank, "empty line");
            warnings.push(format!("{lines} {} left out.", was(counts.blank)));
        }
        if counts.repeated_headers > 0 {
            let times = many(counts.repeated_headers, "time");
            warnings.push(format!("The header comes again {times} inside the file; those lines are no rows."));
        }
        let mut rows = |count: u64, what: &str| {
            if count > 0 {
                warnings.push(format!("{} {} {what}", many(count, "row"), has(count)));
            }
        };
        rows(counts.short, "fewer cells than the header; the missing ones are empty.");
        let first = format!("more cells than the header (first: row {}).", counts.first_long);
        rows(counts.long, &first);
        let first = format!("a quote that is never closed (first: row {}).", counts.first_unclosed);
        rows(counts.unclosed, &first);
    }

    fn warn_of_values(&self, warnings: &mut Vec<String>) {
        for (column, count) in &self.lost {
            warnings.push(format!(
                "{} in \"{column}\" {} letters that were lost before the file came here; they are kept as they are.",
                many(*count, "value"),
                has(*count)
            ));
        }
        for (column, count) in &self.scientific {
            warnings.push(format!(
                "{} in \"{column}\" {} written like 1.2345E11: a spreadsheet has cut off digits.",
                many(*count, "value"),
                is(*count)
            ));
        }
    }
}

/// `1 row`, `2 rows`.
pub(in super::super) fn many(count: u64, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn was(count: u64) -> &'static str {
    if count == 1 { "was" } else { "were" }
}

fn has(count: u64) -> &'static str {
    if count == 1 { "has" } else { "have" }
}

fn is(count: u64) -> &'static str {
    if count == 1 { "is" } else { "are" }
}
