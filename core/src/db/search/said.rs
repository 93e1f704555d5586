//! Search in what was said: which entries hold all words of a query, the newest first.
//!
//! Each word stands in the index twice: under the sign of a short block of entries (4,096 numbers) and of a long one (262,144).
//! The newest short blocks are asked first, a few, then some more; a word that is said all the time is found there, and no more of
//! it is read. Only what is rare among them is looked for in the long blocks, where being rare keeps it cheap. So what a search
//! reads is bounded by blocks, and grows neither with the entries that fit nor with how many there are.

use std::{collections::BTreeSet, ops::RangeInclusive};

use uuid::Uuid;

use super::{QUERY_WORDS, cut, distinct, sign};
use crate::{
    db::{Conn, Result},
    fold,
};

/// Short and long blocks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Near,
    Far,
}

/// How many of the newest short blocks are asked, in each step.
const NEAR_STEPS: [i64; 3] = [1, 3, 12];
/// How many long blocks are asked at once, in each step; the last is repeated.
const FAR_STEPS: [i64; 4] = [1, 4, 16, 64];
/// Said so often in the blocks that are tried, a word is common: it is not looked for among the older ones, but read for.
const COMMON: usize = 50;
/// How many short blocks are tried to learn how common a word is, from the newest to the oldest: what is said all the time need not have been
/// said lately.
const TRIED: i64 = 12;
/// A shorter beginning is looked for among the newest alone; among the older ones it must be a whole word.
const SHORTEST_BEGINNING: usize = 3;
/// PostgreSQL gives its matches in no order: of more than this, fewer blocks are asked.
const UNORDERED: usize = 2000;
/// Where words must be read for, so many entries are given to be read.
const TO_READ: usize = 300;
/// How many numbers of entries each house has room for in one index.
const HOUSE_BITS: u32 = 40;

impl Block {
    const fn bits(self) -> u32 {
        match self {
            Block::Near => 12,
            Block::Far => 18,
        }
    }

    const fn of(self, number: i64) -> i64 {
        number >> self.bits()
    }

    /// The numbers of entries in these blocks.
    const fn numbers(self, (first, last): (i64, i64)) -> (i64, i64) {
        (first << self.bits(), ((last + 1) << self.bits()) - 1)
    }

    /// A block as one sign of the private planes. Blocks may share one after hundreds of millions of entries; their numbers tell
    /// them apart.
    fn sign(self, block: i64) -> char {
        let (first, count) = match self {
            Block::Near => (0x10_0000, 0xFFFE),
            Block::Far => (0xE000, 0x1900),
        };
        let place = u32::try_from(block.rem_euclid(count)).unwrap_or(0);
        char::from_u32(first + place).expect("the planes are private up to here")
    }
}

/// The signs before the words of one entry.
fn signs(workspace: Uuid, number: i64) -> [String; 2] {
    let house = sign(workspace, "said");
    [Block::Near, Block::Far].map(|block| format!("{house}{}", block.sign(block.of(number))))
}

/// Writes the words of new entries: number and text of each.
pub fn write(tx: &Conn, workspace: impl Into<Uuid>, said: &[(i64, String)]) -> Result<()> {
    let workspace = workspace.into();
    let words = said.iter().map(|(number, text)| (*number, distinct(text))).filter(|(_, words)| !words.is_empty());
    let words: Vec<(i64, BTreeSet<String>)> = words.collect();
    if words.is_empty() {
        return Ok(());
    }
    if tx.is_postgres() {
        return words.iter().try_for_each(|(number, words)| put_on_postgres(tx, workspace, *number, words));
    }
    let house = house(tx, workspace)?;
    words.iter().try_for_each(|(number, words)| put_on_sqlite(tx, (workspace, house), *number, words))
}

/// Writes the words of entries anew; an entry without words leaves the index.
pub fn renew(tx: &Conn, workspace: impl Into<Uuid>, said: &[(i64, String)]) -> Result<()> {
    let workspace = workspace.into();
    forget(tx, workspace, &said.iter().map(|(number, _)| *number).collect::<Vec<_>>())?;
    write(tx, workspace, said)
}

/// Takes entries out of the index. They need not be there.
pub fn forget(tx: &Conn, workspace: impl Into<Uuid>, numbers: &[i64]) -> Result<()> {
    let workspace = workspace.into();
    let house = if tx.is_postgres() || numbers.is_empty() { None } else { known_house(tx, workspace)? };
    for number in numbers {
        if let Some(house) = house {
            tx.exec("DELETE FROM search_said WHERE rowid = $1", &[&row(house, *number)])?;
        } else if tx.is_postgres() {
            tx.exec("DELETE FROM search_said WHERE workspace_id = $1 AND number = $2", &[&workspace, number])?;
        }
    }
    Ok(())
}

fn put_on_sqlite(tx: &Conn, (workspace, house): (Uuid, i64), number: i64, words: &BTreeSet<String>) -> Result<()> {
    let signed: Vec<String> = signs(workspace, number)
        .iter()
        .flat_map(|sign| words.iter().map(move |word| format!("{sign}{word}")))
        .collect();
    tx.exec("INSERT INTO search_said (rowid, words) VALUES ($1, $2)", &[&row(house, number), &signed.join(" ")])?;
    Ok(())
}

fn put_on_postgres(tx: &Conn, workspace: Uuid, number: i64, words: &BTreeSet<String>) -> Result<()> {
    let words = words.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
    let [near, far] = signs(workspace, number);
    tx.exec(
        "INSERT INTO search_said (workspace_id, number, near, far, words) VALUES ($1, $2, $3, $4, $5)",
        &[&workspace, &number, &near, &far, &words],
    )?;
    Ok(())
}

const fn row(house: i64, number: i64) -> i64 {
    (house << HOUSE_BITS) | number
}

fn known_house(db: &Conn, workspace: Uuid) -> Result<Option<i64>> {
    let found =
        db.query_map("SELECT house FROM search_houses WHERE workspace_id = $1", &[&workspace], |row| row.get(0))?;
    Ok(found.into_iter().next())
}

fn house(tx: &Conn, workspace: Uuid) -> Result<i64> {
    if let Some(house) = known_house(tx, workspace)? {
        return Ok(house);
    }
    tx.scalar(
        "INSERT INTO search_houses (workspace_id, house) SELECT $1, COALESCE(MAX(house), 0) + 1 FROM search_houses RETURNING house",
        &[&workspace],
    )
}

/// What was found: numbers of entries, the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// The numbers.
    pub numbers: Vec<i64>,
    /// From here on common words were left out: whether an entry holds them must be read in it ([`holds`]).
    pub unread_from: usize,
}

/// Finds entries up to `newest` that have all words of the query, each at the beginning of one of theirs.
pub fn find(db: &Conn, workspace: impl Into<Uuid>, newest: i64, query: &str, limit: usize) -> Result<Numbers> {
    let words = asked(query);
    let workspace = workspace.into();
    if words.is_empty() || newest < 1 {
        return Ok(Numbers::default());
    }
    let house = if db.is_postgres() { 0 } else { known_house(db, workspace)?.unwrap_or(-1) };
    if house < 0 {
        return Ok(Numbers::default());
    }
    let search = Search { db, workspace, house, sign: sign(workspace, "said") };
    let (mut numbers, floor) = search.newest(&words, newest, limit)?;
    let unread_from = numbers.len();
    if numbers.len() >= limit || floor == 0 {
        return Ok(Numbers { unread_from, numbers });
    }
    let rare = search.rare(&words, newest)?;
    let (want, all) =
        if rare.len() == words.len() { (limit - numbers.len(), true) } else { (TO_READ, rare.is_empty()) };
    if !rare.is_empty() {
        numbers.extend(search.older(&rare, floor, want)?);
    }
    Ok(Numbers { unread_from: if all { numbers.len() } else { unread_from }, numbers })
}

/// The words of a query, as the index has them.
fn asked(query: &str) -> Vec<String> {
    let mut words: Vec<String> = fold::words(query).iter().map(|word| cut(word)).collect();
    words.truncate(QUERY_WORDS);
    words
}

/// Whether a text has all words of a query, each at the beginning of one of its own.
pub fn holds(text: &str, query: &str) -> bool {
    let words = fold::words(text);
    asked(query).iter().all(|asked| words.iter().any(|word| word.starts_with(asked.as_str())))
}

/// One search, and where it looks.
struct Search<'c> {
    db: &'c Conn<'c>,
    workspace: Uuid,
    house: i64,
    sign: char,
}

impl Search<'_> {
    /// Looks through the newest entries; gives what it found and the first number that it looked at.
    fn newest(&self, words: &[String], newest: i64, limit: usize) -> Result<(Vec<i64>, i64)> {
        let (mut found, mut last) = (Vec::new(), Block::Near.of(newest));
        for step in NEAR_STEPS {
            let first = (last - step + 1).max(0);
            found.extend(self.look(Block::Near, (first, last), words, limit - found.len())?);
            last = first - 1;
            if found.len() >= limit || last < 0 {
                break;
            }
        }
        Ok((found, (last + 1) << Block::Near.bits()))
    }

    /// The words that are not said all the time.
    fn rare(&self, words: &[String], newest: i64) -> Result<Vec<String>> {
        if words.len() == 1 {
            return Ok(words.to_vec());
        }
        let last = Block::Near.of(newest);
        let mut tried: Vec<i64> = (0..TRIED).map(|step| last - last * step / TRIED).collect();
        tried.dedup();
        let mut rare = Vec::with_capacity(words.len());
        for word in words {
            let mut said = 0;
            for block in &tried {
                said += self.look(Block::Near, (*block, *block), std::slice::from_ref(word), COMMON - said)?.len();
                if said >= COMMON {
                    break;
                }
            }
            if said < COMMON {
                rare.push(word.clone());
            }
        }
        Ok(rare)
    }

    /// Looks through what was said before an entry.
    fn older(&self, words: &[String], before: i64, want: usize) -> Result<Vec<i64>> {
        let (mut found, mut last) = (Vec::new(), Block::Far.of(before - 1));
        for step in FAR_STEPS.into_iter().chain(std::iter::repeat(FAR_STEPS[FAR_STEPS.len() - 1])) {
            let first = (last - step + 1).max(0);
            let older = self.look(Block::Far, (first, last), words, want)?;
            found.extend(older.into_iter().filter(|number| *number < before));
            last = first - 1;
            if found.len() >= want || last < 0 {
                break;
            }
        }
        found.truncate(want);
        Ok(found)
    }

    /// Asks these blocks; where too many fit to be put in order, the newer half first.
    fn look(&self, kind: Block, blocks: (i64, i64), words: &[String], want: usize) -> Result<Vec<i64>> {
        let query = self.query(kind, blocks.0..=blocks.1, words);
        if !self.db.is_postgres() {
            return self.ask_sqlite(kind.numbers(blocks), &query, want);
        }
        let most = if kind == Block::Near && blocks.0 == blocks.1 { 1 << Block::Near.bits() } else { UNORDERED };
        let (mut found, in_order) = self.ask_postgres(kind.numbers(blocks), &query, most)?;
        if !in_order {
            let parts = match (kind, (blocks.0 + blocks.1) / 2) {
                (Block::Far, _) if blocks.0 == blocks.1 => {
                    let deeper = Block::Far.bits() - Block::Near.bits();
                    return self.look(Block::Near, (blocks.0 << deeper, ((blocks.1 + 1) << deeper) - 1), words, want);
                }
                (_, middle) => [(middle + 1, blocks.1), (blocks.0, middle)],
            };
            found = self.look(kind, parts[0], words, want)?;
            if found.len() < want {
                found.extend(self.look(kind, parts[1], words, want - found.len())?);
            }
        }
        found.truncate(want);
        Ok(found)
    }

    fn ask_sqlite(&self, (first, last): (i64, i64), query: &str, want: usize) -> Result<Vec<i64>> {
        let want = i64::try_from(want).unwrap_or(i64::MAX);
        let rows: Vec<i64> = self.db.query_map(
            "SELECT rowid FROM search_said WHERE search_said MATCH $1 AND rowid BETWEEN $2 AND $3 ORDER BY rowid DESC LIMIT $4",
            &[&query, &row(self.house, first), &row(self.house, last), &want],
            |row| row.get(0),
        )?;
        Ok(rows.into_iter().map(|row| row & ((1 << HOUSE_BITS) - 1)).collect())
    }

    /// Up to `most` numbers, the newest first; and whether these are all.
    fn ask_postgres(&self, (first, last): (i64, i64), query: &str, most: usize) -> Result<(Vec<i64>, bool)> {
        let most_rows = i64::try_from(most).unwrap_or(i64::MAX);
        let mut numbers: Vec<i64> =
            self.db.query_map(ON_POSTGRES, &[&self.workspace, &query, &most_rows], |row| row.get(0))?;
        let in_order = numbers.len() < most || most == 1 << Block::Near.bits();
        numbers.retain(|number| (first..=last).contains(number));
        numbers.sort_unstable_by(|one, other| other.cmp(one));
        Ok((numbers, in_order))
    }

    /// The query, as the engine reads it: each word in any of the blocks, at the beginning of one that was said there.
    fn query(&self, kind: Block, blocks: RangeInclusive<i64>, words: &[String]) -> String {
        let (or, and) = if self.db.is_postgres() { (" | ", " & ") } else { (" OR ", " AND ") };
        let one = |word: &String| {
            let is_beginning = kind == Block::Near || word.chars().count() >= SHORTEST_BEGINNING;
            let (open, close) = match (self.db.is_postgres(), is_beginning) {
                (true, true) => ("'", "':*"),
                (true, false) => ("'", "'"),
                (false, true) => ("\"", "\"*"),
                (false, false) => ("\"", "\""),
            };
            let term = |block: i64| format!("{open}{}{}{word}{close}", self.sign, kind.sign(block));
            format!("({})", blocks.clone().map(term).collect::<Vec<_>>().join(or))
        };
        words.iter().map(one).collect::<Vec<_>>().join(and)
    }
}

// Planned apart, so that no LIMIT talks the planner into reading the whole table; run no further than the limit.
const ON_POSTGRES: &str = "WITH hits AS MATERIALIZED (SELECT number FROM search_said
        WHERE workspace_id = $1 AND array_to_tsvector(string_to_array(near || replace(words, ' ', ' ' || near) || ' '
            || far || replace(words, ' ', ' ' || far), ' ')) @@ CAST(CAST($2 AS TEXT) AS tsquery))
    SELECT number FROM hits LIMIT $3";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_holds_words_by_their_beginnings() {
        assert!(holds("Rang about the Straße, twice.", "strass twi"));
        assert!(!holds("Rang about the street", "rang strasse"));
        assert!(holds("anything", "  "));
    }

    #[test]
    fn blocks_begin_where_others_end() {
        assert_eq!(Block::Near.numbers((1, 2)), (4096, 12_287));
        assert_eq!(Block::Far.of(262_144), 1);
        assert_ne!(Block::Near.sign(1), Block::Near.sign(2));
        assert!(!Block::Near.sign(i64::MAX).is_alphanumeric() && !Block::Far.sign(6_399).is_alphanumeric());
    }
}
