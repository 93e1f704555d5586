//! An import from the file's coming to the last row.

use serde_json::json;
use tend_clients::client::LONGEST_CADENCE_DAYS;
use tend_core::{
    Error, Result, Role, Tx,
    id::ClientId,
    timeline::{NewEntry, Strand},
};

use crate::{
    import::{Counts, FoundColumn, Import, ImportId, LookedThrough, Owners, Rhythm, State, TwinAnswer},
    look::Found,
    store,
};

/// A file that has come.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Its size in bytes.
    pub size: i64,
    /// What was decided about its columns, as TOML.
    pub mapping: String,
    /// Its columns as they were found.
    pub columns: Vec<FoundColumn>,
    /// How it is written.
    pub encoding: String,
    /// What separates its cells.
    pub delimiter: String,
    /// Its rows.
    pub rows: i64,
    /// What is worth a look.
    pub warnings: Vec<String>,
}

/// Takes a file in; nothing of it is in the book yet.
pub fn open(tx: &Tx, opening: &Opening) -> Result<Import> {
    tx.actor.must_be(Role::Member)?;
    let import = Import {
        id: tx.new_id(),
        name: opening.name.clone(),
        digest: opening.digest.clone(),
        size: opening.size,
        state: State::Matching,
        member: tx.actor.member,
        mapping: opening.mapping.clone(),
        columns: opening.columns.clone(),
        encoding: opening.encoding.clone(),
        delimiter: opening.delimiter.clone(),
        rows: opening.rows,
        at_row: 0,
        counts: Counts::default(),
        warnings: opening.warnings.clone(),
        trouble: String::new(),
        looked_through: LookedThrough::default(),
        created_at: tx.now,
        begun_at: None,
        ended_at: None,
        undone_at: None,
        version: 1,
    };
    store::insert(tx, &import)?;
    Ok(import)
}

/// Keeps what was decided about the columns, for this file and for the next one of its shape.
pub fn decide(tx: &Tx, id: ImportId, fingerprint: &str, opening: &Opening) -> Result<()> {
    tx.actor.must_be(Role::Member)?;
    let mut import = store::find(tx, tx.actor.workspace, id)?;
    if import.state != State::Matching {
        return Err(Error::Conflict("This file is being brought in already; its columns stay as they are.".into()));
    }
    import.mapping.clone_from(&opening.mapping);
    import.columns.clone_from(&opening.columns);
    import.warnings.clone_from(&opening.warnings);
    import.rows = opening.rows;
    store::save(tx, tx.actor.workspace, &import)?;
    store::keep_mapping(tx, fingerprint, &opening.mapping)
}

/// Keeps what was found in looking the file through; what was answered about the same pair before still holds.
pub fn keep_found(tx: &Tx, id: ImportId, found: &Found) -> Result<()> {
    let mut import = to_answer(tx, id)?;
    let LookedThrough { leave_out_unreachable, owners, rhythm, .. } = import.looked_through;
    import.looked_through = LookedThrough { leave_out_unreachable, owners, rhythm, ..found.looked_through.clone() };
    let answered = store::answers(tx, tx.actor.workspace, id, (0, i64::MAX))?;
    store::delete_twins(tx, id)?;
    for twin in &found.twins {
        let before =
            answered.get(&twin.row).filter(|before| (before.other_row, before.other) == (twin.other_row, twin.other));
        store::insert_twin(tx, id, twin, before.map(|before| before.answer))?;
    }
    store::save(tx, tx.actor.workspace, &import)
}

/// Says what is to become of a row that looks like somebody; of all that are not answered yet where no row is named.
pub fn answer_twin(tx: &Tx, id: ImportId, row: Option<i64>, answer: TwinAnswer) -> Result<()> {
    to_answer(tx, id)?;
    match row {
        Some(row) => store::answer_twin(tx, id, row, answer),
        None => store::answer_open_twins(tx, id, answer),
    }
}

/// Says what is to become of rows without mail address and phone, and who looks after those without an owner.
pub fn answer_groups(tx: &Tx, id: ImportId, leave_out_unreachable: Option<bool>, owners: Option<Owners>) -> Result<()> {
    let mut import = to_answer(tx, id)?;
    let looked = &mut import.looked_through;
    looked.leave_out_unreachable = leave_out_unreachable.unwrap_or(looked.leave_out_unreachable);
    looked.owners = owners.unwrap_or(looked.owners);
    store::save(tx, tx.actor.workspace, &import)
}

/// Says how often they like to be greeted whose row does not say it; nobody by itself also where a kept mapping names a rhythm.
pub fn answer_rhythm(tx: &Tx, id: ImportId, days: Option<i64>) -> Result<()> {
    let mut import = to_answer(tx, id)?;
    if days.is_some_and(|days| !(1..=LONGEST_CADENCE_DAYS).contains(&days)) {
        return Err(Error::invalid("rhythm", "A rhythm is between 1 day and 10 years."));
    }
    import.looked_through.rhythm = days.map_or(Rhythm::Nobody, Rhythm::Days);
    store::save(tx, tx.actor.workspace, &import)
}

fn to_answer(tx: &Tx, id: ImportId) -> Result<Import> {
    tx.actor.must_be(Role::Member)?;
    let import = store::find(tx, tx.actor.workspace, id)?;
    if import.state != State::Matching {
        return Err(Error::Conflict("This file is being brought in already; what was answered before holds.".into()));
    }
    Ok(import)
}

/// Begins to bring rows in, or goes on where it was stopped.
pub fn begin(tx: &Tx, id: ImportId) -> Result<Import> {
    tx.actor.must_be(Role::Member)?;
    let mut import = store::find(tx, tx.actor.workspace, id)?;
    match import.state {
        State::Running => return Ok(import),
        State::Matching | State::Stopped => {}
        _ => return Err(Error::Conflict("This file was brought in already.".into())),
    }
    import.state = State::Running;
    import.begun_at = import.begun_at.or(Some(tx.now));
    store::save(tx, tx.actor.workspace, &import)?;
    import.version += 1;
    Ok(import)
}

/// Stops after the batch that runs; what is in the book stays.
pub fn stop(tx: &Tx, id: ImportId) -> Result<()> {
    tx.actor.must_be(Role::Member)?;
    end(tx, id, State::Stopped, String::new(), Vec::new())
}

/// Every row is reckoned.
pub fn finish(tx: &Tx, id: ImportId, warnings: Vec<String>) -> Result<()> {
    end(tx, id, State::Done, String::new(), warnings)
}

/// The file cannot be read further; what is in the book stays and can be taken back.
pub fn fail(tx: &Tx, id: ImportId, trouble: &str) -> Result<()> {
    end(tx, id, State::Failed, trouble.to_owned(), Vec::new())
}

fn end(tx: &Tx, id: ImportId, state: State, trouble: String, warnings: Vec<String>) -> Result<()> {
    let mut import = store::find(tx, tx.actor.workspace, id)?;
    if import.state != State::Running {
        return Ok(());
    }
    import.state = state;
    import.trouble = trouble;
    import.ended_at = Some(tx.now);
    import.warnings.extend(warnings);
    store::save(tx, tx.actor.workspace, &import)?;
    if state == State::Done {
        store::delete_parts(tx, tx.actor.workspace, id)?;
        note(tx, &import, "transfer.brought_in");
    }
    Ok(())
}

/// A file that is not wanted after all; nothing of it was in the book.
pub fn lay_aside(tx: &Tx, id: ImportId) -> Result<()> {
    tx.actor.must_be(Role::Member)?;
    let mut import = store::find(tx, tx.actor.workspace, id)?;
    if import.state != State::Matching {
        return Err(Error::Conflict("This file is being brought in already. You can undo it as a whole.".into()));
    }
    import.state = State::Undone;
    store::save(tx, tx.actor.workspace, &import)?;
    store::delete_parts(tx, tx.actor.workspace, id)
}

/// Says that two clients who were marked are different; it is remembered. (Making them one is a deed of its own.)
pub fn answer(tx: &Tx, id: ImportId, row: i64, other: ClientId) -> Result<()> {
    tx.actor.must_be(Role::Member)?;
    let like = store::like(tx, tx.actor.workspace, id, row, other)?;
    tend_clients::actions::not_the_same(tx, like.client, like.other)?;
    store::answer_like(tx, id, row, other, "different")
}

/// An entry in the book of the house.
pub(super) fn note(tx: &Tx, import: &Import, kind: &'static str) {
    tx.entry(NewEntry {
        client: None,
        kind,
        strand: Strand::Book,
        happened_at: tx.now,
        subject: Some(import.id.0),
        text: import.name.clone(),
        body: json!({ "created": import.counts.created, "updated": import.counts.updated }),
    });
}
