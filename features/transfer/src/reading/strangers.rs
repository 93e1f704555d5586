//! Names in a column of owners or places that nobody here is called: counted, and the first of them named.

/// How many different ones are named.
const NAMED: usize = 5;

/// What a column of names said so far.
#[derive(Clone, Debug, Default)]
pub struct Strangers {
    /// Rows that name somebody.
    pub rows: u64,
    /// Rows that name nobody of here.
    pub unknown: u64,
    first: Vec<String>,
    has_more: bool,
}

impl Strangers {
    /// Takes in what a row says; nothing where it says nothing.
    pub fn add(&mut self, value: &str, is_known: bool) {
        if value.is_empty() {
            return;
        }
        self.rows += 1;
        if is_known {
            return;
        }
        self.unknown += 1;
        let value: String = value.chars().take(60).collect();
        if self.first.contains(&value) {
            return;
        }
        if self.first.len() < NAMED { self.first.push(value) } else { self.has_more = true }
    }

    /// True where hardly a name is known: the column may be meant otherwise.
    pub fn are_the_rule(&self) -> bool {
        self.unknown > 0 && self.unknown * 2 >= self.rows
    }

    /// `3 rows name a place that is not here: “Pier 9”, “Dock”; …`; nothing where everybody is known.
    pub fn sentence(&self, whom: &str, so: &str) -> Option<String> {
        let rows = match self.unknown {
            0 => return None,
            1 => "1 row names".to_owned(),
            many => format!("{many} rows name"),
        };
        let quoted: Vec<String> = self.first.iter().map(|value| format!("“{value}”")).collect();
        let others = if self.has_more { " and others" } else { "" };
        Some(format!("{rows} {whom}: {}{others}. The words are kept as text; {so}.", quoted.join(", ")))
    }
}

/// The owners and places that rows name.
#[derive(Clone, Debug, Default)]
pub struct Called {
    /// Owners.
    pub owners: Strangers,
    /// Places.
    pub places: Strangers,
}

impl Called {
    /// A sentence for each that names strangers.
    pub fn sentences(&self) -> Vec<String> {
        let owners = self
            .owners
            .sentence("an owner who does not work here", "these clients go to who looks after those without an owner");
        let places = self.places.sentence("a place that is not here", "these clients are at home at your own place");
        [owners, places].into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_are_counted_and_the_first_are_named() {
        let mut called = Called::default();
        called.places.add("", false);
        called.places.add("Market Street", true);
        assert_eq!(called.sentences(), Vec::<String>::new());
        for at in 1..=9 {
            called.places.add(&format!("Pier {at}"), false);
            called.places.add("Pier 1", false);
        }
        let said = called.sentences();
        assert_eq!(said.len(), 1);
        assert!(said[0].starts_with("18 rows name a place that is not here: “Pier 1”, “Pier 2”"), "{}", said[0]);
        assert!(said[0].contains("“Pier 5” and others"), "{}", said[0]);
        assert!(called.places.are_the_rule() && !called.owners.are_the_rule());
    }
}
