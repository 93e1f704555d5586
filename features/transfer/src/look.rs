//! Looking a file through before anything of it is in the book: who of it looks like somebody, what else is worth a look.
//!
//! Bounded: the first [`MOST_ROWS`] rows are looked through, in one pass and in memory of their number; the rest is checked while it
//! comes in. Rows meet each other and the clients of the book under keys, never all with all.

mod tickets;

use std::{
    collections::{HashMap, HashSet},
    io::Seek,
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use tend_clients::{
    ContactKind, NewClient, NewDate,
    likeness::{self, Key, Profile},
};
use tend_core::{Actor, App, Error, Result, Timestamp, db::Conn, id::ClientId};

use crate::{
    actions,
    import::{LookedThrough, TwinAnswer},
    made,
    people::People,
    reading::{
        candidate::{Candidate, Outcome, Plan},
        happening::Happening,
        identity::{Occurrences, identity},
        records::Record,
        rows::Rows,
        strangers::Called,
        ticket::Ticket,
    },
    source::Source,
    store,
    work::Looked,
};

/// How many rows are looked through before they come in.
pub const MOST_ROWS: usize = 10_000;
/// How many rows are compared with the book in one snapshot.
const AT_ONCE: usize = 500;
/// A key that more clients, or rows, share says nothing.
pub(crate) const FEW: i64 = 12;
/// How many names a finding tells.
const NAMES: usize = 3;

/// One of two who look alike, as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// What they are called.
    pub name: String,
    /// The short line.
    pub about: String,
    /// How to reach them.
    pub reach: Vec<String>,
    /// What else they may be known by: days, their place.
    #[serde(default)]
    pub known_by: Vec<String>,
}

/// A row that looks like somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Twin {
    /// The row.
    pub row: i64,
    /// The earlier row of the file that it looks like …
    pub other_row: Option<i64>,
    /// … or the client.
    pub other: Option<ClientId>,
    /// What the row says.
    pub side: Side,
    /// What the earlier row says.
    pub other_side: Option<Side>,
    /// Why they may be one, in words.
    pub reasons: String,
    /// Nobody could write to the row or call it.
    pub is_unreachable: bool,
    /// What somebody answered.
    pub answer: Option<TwinAnswer>,
}

/// What was found in looking through.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The numbers.
    pub looked_through: LookedThrough,
    /// The rows that look like somebody.
    pub twins: Vec<Twin>,
    /// Owners and places that rows name.
    pub called: Called,
}

/// A row as it is compared.
struct Seen {
    row: i64,
    identity: String,
    profile: Profile,
    keys: Vec<Key>,
    is_unreachable: bool,
    side: Side,
}

/// Looks a file through. `actor` is nobody where the database is empty. Gives the file back, to be read further.
pub async fn through(
    app: &App,
    actor: Option<&Actor>,
    mut source: Source,
    looked: Looked,
) -> Result<(Source, Looked, Found)> {
    let now = app.clock.now();
    let people = match actor.cloned() {
        Some(actor) => app.read(move |db| People::read(db, &actor)).await?,
        None => People::nobody(),
    };
    let reading = tokio::task::spawn_blocking(move || {
        let seen = read(&mut source, &looked, &people, now).map_err(Error::ours)?;
        Ok::<_, Error>((source, looked, seen, people))
    });
    let (source, looked, seen, people) = reading.await.map_err(Error::ours)??;
    let Through { seen, happenings, tickets, mut looked_through, called } = seen;
    find_their_clients(app, actor, (&looked, &people), happenings, &mut looked_through).await?;
    tickets::find_their_clients(app, actor, &looked, tickets, &mut looked_through).await?;
    let seen = Arc::new(seen);
    let mut known = HashSet::new();
    let mut of_book: HashMap<usize, (ClientId, likeness::Likeness)> = HashMap::new();
    if let Some(actor) = actor {
        for from in (0..seen.len()).step_by(AT_ONCE) {
            let (actor, seen) = (actor.clone(), seen.clone());
            let (came_before, alike) = app.read(move |db| compare_with_book(db, &actor, &seen, from)).await?;
            known.extend(came_before);
            of_book.extend(alike);
        }
    }
    let compared = tokio::task::spawn_blocking(move || twins(&seen, &known, of_book));
    let twins = compared.await.map_err(Error::ours)?;
    looked_through.alike = twins.len() as i64;
    looked_through.alike_names = twins.iter().take(NAMES).map(|twin| twin.side.name.clone()).collect();
    looked_through.strangers = called.sentences();
    looked_through.mapped_rhythm_days = looked.mapping.rhythm_days;
    looked_through.sheets = source.form.sheets().to_vec();
    looked_through.sheet = source.form.sheet().unwrap_or_default().to_owned();
    Ok((source, looked, Found { looked_through, twins, called }))
}

/// What the first rows are.
#[derive(Default)]
struct Through {
    seen: Vec<Seen>,
    happenings: Vec<Happening>,
    tickets: Vec<Ticket>,
    looked_through: LookedThrough,
    called: Called,
}

/// Who in the book it happened with; counts those that tell of nobody, and those that cannot be told.
async fn find_their_clients(
    app: &App,
    actor: Option<&Actor>,
    (looked, people): (&Looked, &People),
    happenings: Vec<Happening>,
    found: &mut LookedThrough,
) -> Result<()> {
    let Some(program) = looked.survey.recognized else { return Ok(()) };
    let (now, people) = (app.clock.now(), Arc::new(people.clone()));
    for part in happenings.chunks(AT_ONCE) {
        let (part, actor, people) = (part.to_vec(), actor.cloned(), people.clone());
        let reasons = app.read(move |db| {
            let reason = |happening: &Happening| actions::homeless(db, actor.as_ref(), program, happening);
            part.iter()
                .map(|happening| {
                    Ok((reason(happening)?, actions::telling(happening, (&people, program), ("", now)).is_err()))
                })
                .collect::<Result<Vec<_>>>()
        });
        for (homeless, is_untold) in reasons.await? {
            found.homeless += i64::from(homeless.is_some());
            found.refused += i64::from(homeless.is_some() || is_untold);
            if found.first_homeless.is_empty() {
                found.first_homeless = homeless.unwrap_or_default();
            }
        }
    }
    Ok(())
}

/// Reads the first rows.
fn read(source: &mut Source, looked: &Looked, people: &People, now: Timestamp) -> Result<Through, String> {
    source.file.rewind().map_err(|error| error.to_string())?;
    let plan = Plan::new(&looked.survey, &looked.mapping, now.day_in(&people.zone).0);
    let mut rows = Rows::new(&mut source.file, &looked.survey.encoding, &looked.survey.layout);
    let (mut record, mut occurrences) = (Record::default(), Occurrences::default());
    let Through { mut seen, mut happenings, mut tickets, looked_through: mut found, mut called } = Through::default();
    while found.rows < MOST_ROWS as i64 && rows.read(&mut record).map_err(|error| error.to_string())? {
        found.rows += 1;
        found.refused += 1;
        let candidate = match plan.read(&record) {
            Outcome::Candidate(candidate) => candidate,
            Outcome::Happening(happening) => {
                found.refused -= 1;
                happenings.push(*happening);
                continue;
            }
            Outcome::Ticket(ticket) => {
                found.refused -= 1;
                tickets.push(*ticket);
                continue;
            }
            Outcome::Refused(_) => continue,
        };
        let identity = identity(&candidate, &looked.family, &mut occurrences).0;
        let Ok(new) = made::new_client(&candidate, people, "", now).checked() else { continue };
        found.refused -= 1;
        note(&mut found, &candidate, &new, people);
        people.note(&mut called, &candidate);
        let profile = made::profile(&candidate, &new, &looked.family);
        seen.push(Seen {
            row: candidate.row as i64,
            identity,
            profile,
            keys: new.keys().to_vec(),
            is_unreachable: is_unreachable(&new),
            side: side(&new, &candidate, people),
        });
    }
    Ok(Through { seen, happenings, tickets, looked_through: found, called })
}

/// What else is worth a look in a row.
fn note(found: &mut LookedThrough, candidate: &Candidate, new: &NewClient, people: &People) {
    found.unreachable += i64::from(is_unreachable(new));
    found.ownerless += i64::from(people.member(&candidate.owner).is_none());
    found.with_rhythm += i64::from(new.cadence_days.is_some());
    found.kept_as_text += candidate.troubles.len() as i64;
    if let Some(trouble) = candidate.troubles.first().filter(|_| found.first_kept.is_empty()) {
        found.first_kept = format!("Row {}: {}", candidate.row, trouble.message);
    }
}

/// Nobody could write or call them.
pub(crate) fn is_unreachable(new: &NewClient) -> bool {
    !new.contact_points.iter().any(|point| matches!(point.kind, ContactKind::Email | ContactKind::Phone))
}

/// How many lines of a kind a side shows.
pub(crate) const LINES: usize = 8;

fn side(new: &NewClient, candidate: &Candidate, people: &People) -> Side {
    let reach = new.contact_points.iter().take(LINES).map(|point| point.value.clone()).collect();
    let day = |date: &NewDate| day_in_words(&date.label, date.month, date.day, date.year);
    let place = people.place_name(new.location).filter(|_| people.place(&candidate.location).is_some());
    let known_by = new.dates.iter().take(LINES).map(day).chain(place.map(str::to_owned)).collect();
    Side { name: new.name.clone(), about: new.about.clone(), reach, known_by }
}

/// `Birthday: 3 May 1980`.
pub(crate) fn day_in_words(label: &str, month: i64, day: i64, year: Option<i64>) -> String {
    let label = if label.is_empty() { "Birthday" } else { label };
    let date = jiff::civil::Date::new(
        i16::try_from(year.unwrap_or(2024)).unwrap_or(2024),
        i8::try_from(month).unwrap_or_default(),
        i8::try_from(day).unwrap_or_default(),
    );
    let pattern = if year.is_some() { "%-d %B %Y" } else { "%-d %B" };
    date.map_or_else(|_| label.to_owned(), |date| format!("{label}: {}", date.strftime(pattern)))
}

type AlikeInBook = Vec<(usize, (ClientId, likeness::Likeness))>;

/// Which rows came before, and whom the others look like most.
fn compare_with_book(db: &Conn, actor: &Actor, seen: &[Seen], from: usize) -> Result<(Vec<usize>, AlikeInBook)> {
    let (mut known, mut alike) = (Vec::new(), Vec::new());
    for (at, row) in seen.iter().enumerate().skip(from).take(AT_ONCE) {
        // An organization that people of an earlier list named by its id came before, too.
        let named =
            if row.identity.starts_with("id:") { format!("organization:{}", row.identity) } else { String::new() };
        if store::known(db, actor.workspace, &row.identity)?.is_some()
            || (!named.is_empty() && store::known(db, actor.workspace, &named)?.is_some())
        {
            known.push(at);
            continue;
        }
        let first = likeness::alike(db, actor, &row.profile, &row.keys, FEW)?.into_iter().next();
        alike.extend(first.map(|found| (at, (found.client.id, found.likeness))));
    }
    Ok((known, alike))
}

/// Puts together whom each row looks like most: somebody in the book, or an earlier row.
fn twins(
    seen: &[Seen],
    known: &HashSet<usize>,
    mut of_book: HashMap<usize, (ClientId, likeness::Likeness)>,
) -> Vec<Twin> {
    let mut met = Met::default();
    let mut identities = HashSet::new();
    let mut twins = Vec::new();
    for (at, row) in seen.iter().enumerate() {
        // Who came before, and the same id once more in the file, is an update of a known client, no likeness.
        if known.contains(&at) || !identities.insert(row.identity.as_str()) {
            continue;
        }
        let earlier = met.most_alike(seen, row);
        met.add(at, row);
        let of_book = of_book.remove(&at);
        let book_is_likelier =
            of_book.as_ref().is_some_and(|book| earlier.as_ref().is_none_or(|(_, row)| row.score <= book.1.score));
        let twin = |likeness: &likeness::Likeness| Twin {
            row: row.row,
            other_row: None,
            other: None,
            side: row.side.clone(),
            other_side: None,
            reasons: likeness.reasons.join(", "),
            is_unreachable: row.is_unreachable,
            answer: None,
        };
        match (of_book, earlier) {
            (Some((client, likeness)), _) if book_is_likelier => {
                twins.push(Twin { other: Some(client), ..twin(&likeness) });
            }
            (_, Some((other, likeness))) => twins.push(Twin {
                other_row: Some(seen[other].row),
                other_side: Some(seen[other].side.clone()),
                ..twin(&likeness)
            }),
            _ => {}
        }
    }
    twins
}

/// The rows so far, by what they may share.
#[derive(Default)]
struct Met<'s> {
    by_key: HashMap<Key, Vec<usize>>,
    by_mail: HashMap<&'s str, Vec<usize>>,
}

impl<'s> Met<'s> {
    fn add(&mut self, at: usize, row: &'s Seen) {
        row.keys.iter().for_each(|key| self.by_key.entry(*key).or_default().push(at));
        row.profile.mails.iter().for_each(|mail| self.by_mail.entry(mail).or_default().push(at));
    }

    fn most_alike(&self, seen: &[Seen], row: &Seen) -> Option<(usize, likeness::Likeness)> {
        let by_key = row.keys.iter().filter_map(|key| self.by_key.get(key));
        let by_mail = row.profile.mails.iter().filter_map(|mail| self.by_mail.get(mail.as_str()));
        let blocks = by_key.chain(by_mail).filter(|block| block.len() as i64 <= FEW);
        let others: HashSet<usize> = blocks.flatten().copied().collect();
        let compared = others
            .into_iter()
            .filter_map(|other| Some((other, likeness::likeness(&row.profile, &seen[other].profile)?)));
        compared.max_by(|(a, one), (b, two)| one.score.total_cmp(&two.score).then(b.cmp(a)))
    }
}
