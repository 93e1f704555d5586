//! The stories of several clients as one: an organization's, with those of its people. Each client's part is read from its own
//! index up to the page's length, so that a page costs the same however long the stories are.

use super::{Before, COLUMNS};
use crate::{
    db::{Conn, Param},
    error::Result,
    id::{ClientId, EntryId, WorkspaceId},
    time::Timestamp,
    timeline::{Entry, Strand},
};

/// A client's story between two moments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Whose story.
    pub client: ClientId,
    /// From this moment on.
    pub from: Timestamp,
    /// Until right before this one.
    pub until: Timestamp,
}

impl Stretch {
    /// Where the part of a page begins in this story.
    fn before(&self, before: Before) -> Before {
        if before.happened_at < self.until {
            before
        } else {
            Before { happened_at: self.until, id: EntryId(uuid::Uuid::nil()) }
        }
    }
}

/// What the entries of one of the others must be, besides in their stretch: what the book keeps of them is no story of the house
/// they belong to.
const OF_OTHERS: &str = "e.strand <> 'unseen' AND e.strand <> 'book'";
const OF_ONE: &str = "e.strand <> 'unseen'";

/// The values of a statement with one part for each story: what stands before them, then four for each.
struct Parts {
    bound: Vec<Box<dyn Param>>,
    texts: Vec<String>,
}

impl Parts {
    fn new(first: Vec<Box<dyn Param>>, client: ClientId, others: &[Stretch], before: Before) -> Parts {
        let mut parts = Parts { bound: first, texts: Vec::new() };
        parts.add(&Stretch { client, from: Timestamp(i64::MIN), until: Timestamp(i64::MAX) }, before, OF_ONE);
        others.iter().for_each(|other| parts.add(other, other.before(before), OF_OTHERS));
        parts
    }
    fn add(&mut self, story: &Stretch, before: Before, which: &str) {
        let at = self.bound.len();
        self.texts.push(format!(
            "e.workspace_id = $1 AND e.client_id = ${} AND (e.happened_at, e.id) < (${}, ${}) AND e.happened_at >= ${} AND {which}",
            at + 1,
            at + 2,
            at + 3,
            at + 4
        ));
        self.bound.push(Box::new(story.client));
        self.bound.push(Box::new(before.happened_at));
        self.bound.push(Box::new(before.id));
        self.bound.push(Box::new(story.from));
    }
    fn joined(&self, part: impl Fn(usize, &str) -> String) -> String {
        self.texts.iter().enumerate().map(|(index, text)| part(index, text)).collect::<Vec<_>>().join(" UNION ALL ")
    }
    fn params(&self) -> Vec<&dyn Param> {
        self.bound.iter().map(|value| &**value).collect()
    }
}

/// Entries of a client and of others, newest first, from one place on; of one strand or of all.
pub fn of_several(
    db: &Conn,
    workspace: WorkspaceId,
    (client, others): (ClientId, &[Stretch]),
    strand: Option<Strand>,
    before: Before,
    limit: i64,
) -> Result<Vec<Entry>> {
    let strand = strand.map(|strand| strand.word().to_owned());
    let parts = Parts::new(vec![Box::new(workspace), Box::new(limit), Box::new(strand)], client, others, before);
    let stories = parts.joined(part_of_page);
    let sql = format!(
        "SELECT {COLUMNS} FROM ({stories}) e LEFT JOIN members m ON m.workspace_id = $1 AND m.id = e.member_id \
         ORDER BY e.happened_at DESC, e.id DESC LIMIT $2"
    );
    Ok(db.query(&sql, &parts.params())?)
}

/// How many entries of all of them stand before one place, counted up to `most`.
pub fn count_before_of_several(
    db: &Conn,
    workspace: WorkspaceId,
    (client, others): (ClientId, &[Stretch]),
    before: Before,
    most: i64,
) -> Result<i64> {
    let parts = Parts::new(vec![Box::new(workspace), Box::new(most)], client, others, before);
    let stories = parts.joined(part_counted);
    Ok(db.scalar(&format!("SELECT COUNT(*) FROM ({stories} LIMIT $2) counted"), &parts.params())?)
}

/// When the first entry of all of them happened.
pub fn first_happened_of_several(
    db: &Conn,
    workspace: WorkspaceId,
    (client, others): (ClientId, &[Stretch]),
) -> Result<Option<Timestamp>> {
    let parts = Parts::new(vec![Box::new(workspace)], client, others, Before::NEWEST);
    let stories = parts.joined(first_of_part);
    Ok(db.scalar(&format!("SELECT MIN(happened_at) FROM ({stories}) firsts"), &parts.params())?)
}

fn part_of_page(index: usize, which: &str) -> String {
    format!(
        "SELECT * FROM (SELECT e.* FROM entries e WHERE {which} AND (CAST($3 AS TEXT) IS NULL OR e.strand = CAST($3 AS TEXT)) \
         ORDER BY e.happened_at DESC, e.id DESC LIMIT $2) part{index}"
    )
}

fn part_counted(_: usize, which: &str) -> String {
    format!("SELECT 1 AS one FROM entries e WHERE {which}")
}

fn first_of_part(index: usize, which: &str) -> String {
    format!(
        "SELECT * FROM (SELECT e.happened_at FROM entries e WHERE {which} ORDER BY e.happened_at, e.id LIMIT 1) part{index}"
    )
}
