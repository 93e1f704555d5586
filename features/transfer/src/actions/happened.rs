//! What happened, row by row: each becomes an entry with the client whose number it names; of several lists whatever is known together.

use serde_json::{Value, json};
use tend_clients::{ClientKind, actions as clients, moment::LONGEST_TEXT, store as client_store};
use tend_core::{
    Actor, Error, Result, Timestamp, Tx,
    db::Conn,
    id::{ClientId, EntryId, MemberId},
    timeline::{self, Entry, NewEntry, Strand},
};

use super::rows::{Batch, Ended, Line};
use crate::{
    import::ImportId,
    people::People,
    reading::{
        exports::Recognized,
        happening::{Happening, Happens},
    },
    store::{self, Changed, happened::Told},
};

/// So many clients a row is told to at most.
const MOST_CLIENTS: usize = 50;

const NO_DATE: &str = "it does not say when it happened";

/// Whose a row is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whose {
    /// The clients, persons before organizations: these only where no person is known, since their page tells what their people said.
    pub clients: Vec<ClientId>,
    /// Numbers that nobody in the book has.
    unknown: Vec<String>,
    /// The list names numbers of clients at all.
    names_some: bool,
}

impl Whose {
    /// Why the row belongs to nobody.
    pub(super) fn reason(&self, program: Recognized) -> String {
        let system = program.export().system;
        match self.unknown.as_slice() {
            [] if self.names_some => format!(
                "nobody in the book has the number that it names; bring the {system} clients in first, then this file again"
            ),
            [] if system != "HubSpot" => "it names no client".to_owned(),
            [] => format!("it names no client; bring in the {system} list of links first, then this file again"),
            [one] => format!(
                "nobody in the book has the {system} number {one}; bring in the list with it first, then this file again"
            ),
            [first, ..] => format!(
                "nobody in the book has the {system} number {first}, nor one of {} more; bring in the lists with them first, then this file again",
                self.unknown.len() - 1
            ),
        }
    }
}

/// Finds whose a row is: by the numbers of the program, and by what a list of links said before.
pub(crate) fn whose(db: &Conn, actor: &Actor, program: Recognized, happening: &Happening) -> Result<Whose> {
    let (persons, organizations) = (program.source_of_persons(), program.source_of_organizations());
    let mut whose = Whose::default();
    let (mut found, mut named) = (Vec::new(), Vec::new());
    let people = happening.persons.iter().map(|id| (id, &persons));
    let houses = happening.organizations.iter().map(|id| (id, &organizations));
    named.extend(people.chain(houses).map(|(id, source)| (id, source, true)));
    named.extend(happening.anybody.iter().flat_map(|id| [(id, &persons, false), (id, &organizations, false)]));
    whose.names_some = !named.is_empty();
    for (id, source, counts) in named {
        match of_number(db, actor, &format!("id:{source}:{id}"))? {
            Some(client) => found.push(client),
            None if counts => whose.unknown.push(id.clone()),
            None => {}
        }
    }
    // A link says whose it is by its own numbers alone.
    if let Some(id) = happening.id.as_ref().filter(|_| !happening.is_link) {
        found.extend(store::happened::linked(db, actor.workspace, &program.happening(id))?);
    }
    let mut others = Vec::new();
    for client in found {
        match client_store::find(db, actor, client) {
            Ok(found) if found.kind == ClientKind::Person => whose.clients.push(client),
            Ok(_) => others.push(client),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    if whose.clients.is_empty() {
        whose.clients = others;
    }
    let mut seen = std::collections::HashSet::new();
    whose.clients.retain(|client| seen.insert(*client));
    whose.clients.truncate(MOST_CLIENTS);
    Ok(whose)
}

/// Why a row belongs to nobody in the book; nothing where it belongs to somebody.
pub(crate) fn homeless(
    db: &Conn,
    actor: Option<&Actor>,
    program: Recognized,
    happening: &Happening,
) -> Result<Option<String>> {
    let Some(actor) = actor else { return Ok(Some("nobody is in the book yet".to_owned())) };
    let whose = whose(db, actor, program, happening)?;
    Ok(whose.clients.is_empty().then(|| whose.reason(program)))
}

/// The client of a number: by their own row, or as an organization that others named.
fn of_number(db: &Conn, actor: &Actor, identity: &str) -> Result<Option<ClientId>> {
    match store::known(db, actor.workspace, identity)? {
        Some(known) => Ok(Some(known.client)),
        None => Ok(store::known(db, actor.workspace, &format!("organization:{identity}"))?.map(|known| known.client)),
    }
}

/// How it would read in the book.
#[derive(Clone, Debug)]
pub(crate) struct Telling {
    /// The kind of the entry.
    pub kind: &'static str,
    /// When it stands.
    pub happened_at: Timestamp,
    /// Whose it is, where that is a colleague.
    pub by: Option<MemberId>,
    /// Its words.
    pub text: String,
    /// What the sentence needs besides.
    pub body: Value,
    /// The problem it is about.
    pub subject: Option<uuid::Uuid>,
    /// We heard from each other in it.
    pub is_contact: bool,
}

/// How a row reads, or why it cannot be told.
pub(crate) fn telling(
    happening: &Happening,
    (people, program): (&People, Recognized),
    (file, now): (&str, Timestamp),
) -> Result<Telling, String> {
    let instant = |moment: Option<crate::reading::dates::Moment>| {
        moment.and_then(|moment| moment.instant(&people.zone)).map(Timestamp::from)
    };
    let (at, written) = (instant(happening.at), instant(happening.written).filter(|at| *at <= now));
    let Some(at) = at.or(written) else {
        let trouble = happening.trouble.as_str();
        return Err(if trouble.is_empty() { NO_DATE.to_owned() } else { format!("{NO_DATE}: {trouble}") });
    };
    // What is still to do or to come stands where it was written down: nothing of the past lies ahead.
    let is_open = happening.is_open == Some(true) && happening.kind != Happens::Note;
    let lies_ahead = at > now;
    let is_planned = is_open || lies_ahead;
    let happened_at = if is_planned { written.unwrap_or(at.min(now)) } else { at };
    let by = happening.by.iter().find_map(|name| people.member(name));
    let called = happening.by.iter().find(|name| !looks_like_a_number(name)).or(happening.by.first());
    let day = is_planned.then(|| at.day_in(&people.zone).0.strftime("For %-d %B %Y").to_string());
    let words = [happening.words(), day.unwrap_or_default()];
    let words: Vec<&str> = words.iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    let mut body = json!({ "program": program.export().system, "file": file, "row": happening.row });
    if let Some(called) = called.filter(|_| by.is_none()) {
        body["by"] = json!(called);
    }
    if is_planned {
        body["planned"] = json!(true);
    }
    if happening.missed {
        body["missed"] = json!(true);
    }
    if let Some(came_in) = happening.came_in {
        body["came_in"] = json!(came_in);
    }
    Ok(Telling {
        kind: crate::sentence::entry_kind(happening.kind),
        happened_at,
        by,
        text: bounded(&words.join("\n\n")),
        body,
        subject: None,
        is_contact: happening.is_contact() && !is_planned,
    })
}

/// `0051G000005Mun4QAC`, `32779820`: nobody is called so.
pub(crate) fn looks_like_a_number(name: &str) -> bool {
    !name.contains([' ', '@']) && name.bytes().any(|byte| byte.is_ascii_digit())
}

/// The words as an entry takes them; what is longer says so.
pub(super) fn bounded(words: &str) -> String {
    let length = words.chars().count();
    if length <= LONGEST_TEXT {
        return words.to_owned();
    }
    let told: String = words.chars().take(LONGEST_TEXT - 100).collect();
    format!("{told}\n\n… (cut here: it has {length} characters)")
}

/// Brings one row in.
pub(super) fn bring(tx: &Tx, batch: &Batch, line: &Line, happening: &Happening) -> Result<Ended> {
    let Some(program) = batch.program else {
        return Ok(Ended::LeftOut("this list is of no program that is known".into()));
    };
    let whose = whose(tx, &tx.actor, program, happening)?;
    if whose.clients.is_empty() {
        return Ok(Ended::LeftOut(whose.reason(program)));
    }
    if happening.is_link {
        return link(tx, batch, (program, happening), &whose);
    }
    let telling = match telling(happening, (&batch.people, program), (&batch.file, tx.now)) {
        Ok(telling) => telling,
        Err(reason) => return Ok(Ended::LeftOut(reason)),
    };
    bring_told(tx, batch, (line, happening.row as i64), (&whose.clients, &telling))
}

/// What happened stands with these clients, as it reads.
pub(super) fn bring_told(
    tx: &Tx,
    batch: &Batch,
    (line, row): (&Line, i64),
    (clients, telling): (&[ClientId], &Telling),
) -> Result<Ended> {
    let before = store::happened::told_before(tx, tx.actor.workspace, &line.identity)?;
    let (mut is_new, mut retold) = (false, Vec::new());
    for told in before.iter().filter(|told| told.content != line.content) {
        retold.push(json!({ "entry": told.entry, "content": told.content }));
        tell_again(tx, batch.import, told.entry, telling)?;
        store::happened::retell(tx, tx.actor.workspace, told.entry, &line.content)?;
    }
    for client in clients {
        if before.iter().any(|told| told.client == *client) {
            continue;
        }
        is_new = true;
        tell(tx, batch, (line, row), *client, telling)?;
    }
    if !retold.is_empty() {
        let (identity, client) = (line.identity.clone(), before[0].client);
        let before = json!({ "retold": retold });
        store::insert_change(tx, batch.import, &Changed { row, identity, client, before })?;
    }
    Ok(match (before.is_empty(), is_new || !retold.is_empty()) {
        (true, _) => Ended::Created,
        (false, true) => Ended::Updated,
        (false, false) => Ended::Unchanged,
    })
}

fn link(tx: &Tx, batch: &Batch, (program, happening): (Recognized, &Happening), whose: &Whose) -> Result<Ended> {
    let Some(id) = &happening.id else { return Ok(Ended::LeftOut("it names no happening".into())) };
    let mut is_new = false;
    for client in &whose.clients {
        is_new |= store::happened::link(tx, &program.happening(id), *client, batch.import, happening.row as i64)?;
    }
    Ok(if is_new { Ended::Created } else { Ended::Unchanged })
}

fn tell(tx: &Tx, batch: &Batch, (line, row): (&Line, i64), client: ClientId, telling: &Telling) -> Result<()> {
    let entry: EntryId = tx.new_id();
    let (touched, touched_from) =
        if telling.is_contact { touch(tx, client, telling.happened_at)? } else { (false, None) };
    tx.entry_of(
        telling.by,
        entry,
        NewEntry {
            client: Some(client),
            kind: telling.kind,
            strand: if telling.subject.is_some() { Strand::Service } else { Strand::Words },
            happened_at: telling.happened_at,
            subject: telling.subject,
            text: telling.text.clone(),
            body: telling.body.clone(),
        },
    );
    let (identity, content) = (line.identity.clone(), line.content.clone());
    let told = Told { entry, identity, client, row, content, touched, touched_from };
    store::happened::insert_told(tx, batch.import, &told)
}

/// We heard from each other then: the last contact moves, where it was earlier. That is no edit of the rows the client came from.
fn touch(tx: &Tx, client: ClientId, at: Timestamp) -> Result<(bool, Option<Timestamp>)> {
    let before = client_store::find(tx, &tx.actor, client)?;
    if before.last_contact_at.is_some_and(|last| last >= at) {
        return Ok((false, None));
    }
    clients::touched(tx, client, at)?;
    went_on(tx, client, before.version)?;
    Ok((true, before.last_contact_at))
}

fn went_on(tx: &Tx, client: ClientId, from: i64) -> Result<()> {
    let after = client_store::find(tx, &tx.actor, client)?;
    if after.version == from {
        return Ok(());
    }
    store::happened::go_on_from(tx, tx.actor.workspace, client, from, after.version)
}

/// The row says something else now; what it said stays in the entry.
fn tell_again(tx: &Tx, import: ImportId, entry: EntryId, telling: &Telling) -> Result<()> {
    let entry = match timeline::store::find(tx, tx.actor.workspace, entry) {
        // A row that stands twice in one file: its entry is noted and not written yet.
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    let mut before = entry.body["before"].as_array().cloned().unwrap_or_default();
    let mut was = entry.body.clone();
    if let Some(was) = was.as_object_mut() {
        was.remove("before");
    }
    before.push(json!({
        "text": entry.text, "until": tx.now, "import": import, "kind": entry.kind, "happened_at": entry.happened_at, "by": entry.by, "body": was,
    }));
    let mut body = telling.body.clone();
    body["before"] = Value::Array(before);
    let kind = telling.kind.to_owned();
    let now =
        Entry { text: telling.text.clone(), body, kind, happened_at: telling.happened_at, by: telling.by, ..entry };
    timeline::store::retell(tx, &now)
}

/// Puts back what a row said before this import, where nothing else was told since.
pub(super) fn put_back(tx: &Tx, import: ImportId, changed: &Changed) -> Result<()> {
    for retold in changed.before["retold"].as_array().into_iter().flatten() {
        let id: EntryId = serde_json::from_value(retold["entry"].clone())?;
        let mut entry = match timeline::store::find(tx, tx.actor.workspace, id) {
            Err(Error::NotFound) => continue,
            found => found?,
        };
        let mut before = entry.body["before"].as_array().cloned().unwrap_or_default();
        let Some(was) = before.pop().filter(|was| was["import"] == json!(import)) else { continue };
        entry.text = was["text"].as_str().unwrap_or_default().to_owned();
        entry.kind = was["kind"].as_str().unwrap_or(&entry.kind).to_owned();
        entry.happened_at = was["happened_at"].as_i64().map_or(entry.happened_at, Timestamp);
        entry.by = serde_json::from_value(was["by"].clone())?;
        entry.body = was["body"].clone();
        if !before.is_empty() {
            entry.body["before"] = Value::Array(before);
        }
        timeline::store::retell(tx, &entry)?;
        let content = retold["content"].as_str().unwrap_or_default();
        store::happened::retell(tx, tx.actor.workspace, id, content)?;
    }
    Ok(())
}

/// Takes an entry that an import made out of the book again; the last contact is what it was, unless we spoke since.
pub(super) fn forget(tx: &Tx, told: &Told) -> Result<()> {
    store::happened::delete_told(tx, tx.actor.workspace, told.entry)?;
    let entry = match timeline::store::find(tx, tx.actor.workspace, told.entry) {
        Err(Error::NotFound) => return Ok(()),
        found => found?,
    };
    timeline::store::delete(tx, &entry)?;
    let Some(client) = entry.client.filter(|_| told.touched) else { return Ok(()) };
    let before = client_store::find(tx, &tx.actor, client)?;
    clients::not_touched(tx, client, entry.happened_at, told.touched_from)?;
    went_on(tx, client, before.version)
}

/// How a row would end, without writing anything.
pub(super) fn reckon(
    db: &Conn,
    actor: &Actor,
    program: Recognized,
    (line, happening): (&Line, &Happening),
) -> Result<Ended> {
    let whose = whose(db, actor, program, happening)?;
    if whose.clients.is_empty() {
        return Ok(Ended::LeftOut(whose.reason(program)));
    }
    if happening.at.or(happening.written).is_none() && !happening.is_link {
        return Ok(Ended::LeftOut(NO_DATE.to_owned()));
    }
    if happening.is_link {
        let id = happening.id.as_deref().unwrap_or_default();
        let there = store::happened::linked(db, actor.workspace, &program.happening(id))?;
        let is_new = whose.clients.iter().any(|client| !there.contains(client));
        return Ok(if is_new { Ended::Created } else { Ended::Unchanged });
    }
    let before = store::happened::told_before(db, actor.workspace, &line.identity)?;
    let is_same = before.iter().all(|told| told.content == line.content)
        && whose.clients.iter().all(|client| before.iter().any(|told| told.client == *client));
    Ok(match (before.is_empty(), is_same) {
        (true, _) => Ended::Created,
        (false, true) => Ended::Unchanged,
        (false, false) => Ended::Updated,
    })
}
