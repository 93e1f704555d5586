//! Doing an import: the file is read on a thread of its own, batch by batch, and each batch is one transaction.

mod statuses;

use std::{collections::HashMap, io::Seek, sync::Arc};

use tend_clients::likeness::Remembered;
use tend_core::{Actor, App, Error, Result, Timestamp, db::Conn, id::WorkspaceId};
use tokio::sync::mpsc;

use crate::{
    actions::{self, Batch, Line, Opening},
    import::{Counts, FoundColumn, FoundStatus, Import, ImportId, State},
    look,
    made::{self, Maker},
    people::People,
    reading::{
        candidate::{Outcome, Plan},
        columns::{Column, Expected, Sureness},
        dates::{Decision, Order},
        form,
        identity::{Occurrences, happened, hex, identity, meaning, of_ticket, told},
        mapping::{Mapping, fingerprint},
        records::Record,
        report::Troubles,
        rows::Rows,
        strangers::Called,
        survey::{Survey, Unreadable},
    },
    source::Source,
    store,
};

/// How many rows one transaction brings in once it runs: each writes the pages of all indexes once, and others who write wait for it
/// some tenths of a second.
pub const BATCH: usize = 4000;
/// How many the first brings in; each after it twice as many, so that whoever looks on soon sees that it moves.
const FIRST_BATCH: usize = 200;
/// Likely duplicates are counted up to here.
pub const MOST_COUNTED: i64 = 10_000;
/// So many files that came before are remembered by name.
const MOST_FILES: i64 = 500;
/// How often a batch is tried that met another worker.
const TRIES: usize = 5;
/// How many clients one transaction takes back.
const UNDO_BATCH: i64 = 200;

/// A file that was looked at, with what was decided about it.
pub struct Looked {
    /// What was found out.
    pub survey: Survey,
    /// What was decided.
    pub mapping: Mapping,
    /// The name for files of its shape: what was decided about one holds for the next.
    pub fingerprint: String,
    /// What its rows are known under: the program it comes from, else its shape. Ids of two systems never meet.
    pub family: String,
    /// How problems stood in the other program, by column.
    pub statuses: HashMap<String, Vec<FoundStatus>>,
}

/// Looks at a whole file and puts a mapping on what was found. The error is a sentence for the person who brings it.
pub fn look(source: &mut Source, mapping: Mapping) -> Result<Looked, String> {
    source.lay_out(&mapping.told)?;
    source.file.rewind().map_err(|error| error.to_string())?;
    let mut survey = form::survey(&mut source.file, &source.form, &mapping.told)
        .map_err(|unreadable: Unreadable| unreadable.to_string())?;
    let fingerprint = source.form.family().map_or_else(|| fingerprint(&survey.layout.columns), str::to_owned);
    mapping
        .apply(&mut survey)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let family = survey.recognized.map_or_else(|| fingerprint.clone(), |recognized| recognized.source());
    let statuses = statuses::of(source, &survey, &mapping)?;
    Ok(Looked { survey, mapping, fingerprint, family, statuses })
}

impl Looked {
    /// What the ids of organizations that its rows name are kept under.
    fn organizations(&self) -> String {
        self.survey.recognized.map_or_else(|| self.family.clone(), |recognized| recognized.source_of_organizations())
    }

    /// What an import of this file begins with.
    pub fn opening(&self, name: &str, source: &Source) -> Opening {
        Opening {
            name: name.to_owned(),
            digest: source.digest.clone(),
            size: source.size,
            mapping: self.mapping.to_toml(),
            columns: self.columns(),
            encoding: self.survey.written_in().to_owned(),
            delimiter: self.survey.delimiter().to_owned(),
            rows: self.survey.rows as i64,
            warnings: self.survey.warnings(),
        }
    }
}

impl Looked {
    /// The columns as the page shows them.
    fn columns(&self) -> Vec<FoundColumn> {
        let found = |column: &Column| {
            let is_date = column.target.expected() == Expected::Date;
            let two_ways = match &column.dates {
                Some(Decision::Ambiguous { readings, .. }) if is_date => {
                    readings.iter().map(|order| word(*order).to_owned()).collect()
                }
                _ => Vec::new(),
            };
            let dates = self.mapping.columns.get(&column.name).and_then(|rule| rule.dates).map_or("", word);
            FoundColumn {
                name: column.name.clone(),
                examples: column.examples.iter().take(3).map(|example| example.chars().take(60).collect()).collect(),
                target: column.target.to_string(),
                sure: column.sureness == Sureness::Sure && two_ways.is_empty(),
                reason: column.reason.clone(),
                two_ways,
                dates: dates.to_owned(),
                statuses: self.statuses.get(&column.name).cloned().unwrap_or_default(),
            }
        };
        self.survey.columns.iter().map(found).collect()
    }

    /// The first rows as they would come in.
    pub fn first_rows(
        &self,
        source: &mut Source,
        today: jiff::civil::Date,
        most: usize,
    ) -> Result<Vec<Outcome>, String> {
        source.file.rewind().map_err(|error| error.to_string())?;
        let plan = Plan::new(&self.survey, &self.mapping, today);
        let mut rows = Rows::new(&mut source.file, &self.survey.encoding, &self.survey.layout);
        let (mut record, mut first) = (Record::default(), Vec::new());
        while first.len() < most && rows.read(&mut record).map_err(|error| error.to_string())? {
            first.push(plan.read(&record));
        }
        Ok(first)
    }
}

/// An order of dates as a mapping says it.
fn word(order: Order) -> &'static str {
    match order {
        Order::Ymd => "ymd",
        Order::Ydm => "ydm",
        Order::Dmy => "dmy",
        Order::Mdy => "mdy",
    }
}

/// Brings all rows of a running import in, from where it stands; gives it as it is at the end.
/// `told` hears after each batch how far it is.
pub async fn bring_in(
    app: &App,
    actor: &Actor,
    id: ImportId,
    source: Source,
    looked: Looked,
    told: impl Fn(&Import),
) -> Result<Import> {
    let (workspace, reader) = (actor.workspace, actor.clone());
    let import = app.read(move |db| store::find(db, workspace, id)).await?;
    let owners = import.looked_through.owners;
    let mut people = app.read(move |db| People::answered(db, &reader, &owners)).await?;
    people.rhythm_days = import.looked_through.rhythm.days(looked.mapping.rhythm_days);
    let people = Arc::new(people);
    let looked_through = &import.looked_through;
    let leaves_out = looked_through.leave_out_unreachable || looked_through.alike > 0;
    let maker = Maker { people: people.clone(), file: import.name.clone().into(), now: app.clock.now(), leaves_out };
    let file = maker.file.clone();
    let (organizations, program) = (looked.organizations(), looked.survey.recognized);
    let (sender, mut batches) = mpsc::channel::<Vec<Line>>(2);
    let reading = tokio::task::spawn_blocking(move || read_lines(source, &looked, &maker, import.at_row, &sender));
    let remembered = Arc::new(Remembered::default());
    let reader = actor.clone();
    let files = Arc::new(app.read(move |db| store::names(db, &reader, MOST_FILES)).await?);
    while let Some(lines) = batches.recv().await {
        let batch = Arc::new(Batch {
            import: id,
            file: file.to_string(),
            people: people.clone(),
            lines,
            leave_out_unreachable: import.looked_through.leave_out_unreachable,
            organizations: organizations.clone(),
            program,
            files: files.clone(),
            remembered: remembered.clone(),
        });
        let goes_on = bring_batch(app, actor, batch).await?;
        told(&app.read(move |db| store::find(db, workspace, id)).await?);
        if !goes_on {
            break;
        }
    }
    drop(batches);
    match reading.await.map_err(Error::ours)? {
        Ok(mut warnings) => {
            let (alike, _) = app.read(move |db| store::count_likes(db, workspace, id, MOST_COUNTED)).await?;
            if alike > 0 {
                let more = if alike == MOST_COUNTED { " or more" } else { "" };
                let pairs = if alike == 1 { "pair of clients looks" } else { "pairs of clients look" };
                warnings.push(format!("{alike}{more} {pairs} alike; they were created and marked, nobody was merged."));
            }
            if program.is_some_and(|program| program.export().tells_what_happened()) {
                warnings.extend(app.read(move |db| refused_words(db, workspace, id)).await?);
            }
            app.write(actor, move |tx| actions::finish(tx, id, warnings.clone())).await?;
        }
        Err(trouble) => app.write(actor, move |tx| actions::fail(tx, id, &trouble)).await?,
    }
    app.read(move |db| store::find(db, workspace, id)).await
}

/// How many rows of what happened were refused, and why the first was: what is missing can come first, and the file again.
fn refused_words(db: &Conn, workspace: WorkspaceId, id: ImportId) -> Result<Option<String>> {
    let count = store::find(db, workspace, id)?.counts.refused;
    let first = store::refusals(db, workspace, id, 0, 1)?.pop();
    let rows = if count == 1 { "1 row was refused.".to_owned() } else { format!("{count} rows were refused.") };
    Ok(first.map(|first| format!("{rows} The first, row {}: {}.", first.row, first.reason.trim_end_matches('.'))))
}

/// Brings one batch in. Where another worker had the import a moment ago (its lease ran out, its page was closed), its last batch
/// may just have come in: then what is left of this one is.
async fn bring_batch(app: &App, actor: &Actor, batch: Arc<Batch>) -> Result<bool> {
    for _ in 0..TRIES {
        let again = batch.clone();
        match app.write(actor, move |tx| actions::bring_in(tx, &again)).await {
            Err(Error::Conflict(_)) => {}
            done => {
                let goes_on = done?.is_some();
                batch.remembered.is_committed();
                return Ok(goes_on);
            }
        }
    }
    Err(Error::Conflict(
        "This import is being worked on by somebody else. What came in is safe; look again in a minute.".into(),
    ))
}

/// What the file would come to; nothing is written. `actor` is nobody where the database is empty.
pub async fn reckon(
    app: &App,
    actor: Option<&Actor>,
    source: Source,
    looked: Looked,
    name: &str,
) -> Result<(Counts, Vec<String>)> {
    let people = match actor.cloned() {
        Some(actor) => app.read(move |db| People::read(db, &actor)).await?,
        None => People::nobody(),
    };
    let (source, looked, found) = look::through(app, actor, source, looked).await?;
    let mut warnings: Vec<String> =
        found.looked_through.alike_in_words(looked.survey.rows as i64).into_iter().collect();
    let maker = Maker { people: Arc::new(people), file: name.into(), now: app.clock.now(), leaves_out: false };
    let (actor, program) = (actor.cloned(), looked.survey.recognized);
    let (sender, mut batches) = mpsc::channel::<Vec<Line>>(2);
    let reading = tokio::task::spawn_blocking(move || read_lines(source, &looked, &maker, 0, &sender));
    let mut counts = Counts::default();
    while let Some(lines) = batches.recv().await {
        let actor = actor.clone();
        counts = counts.plus(app.read(move |db| actions::reckon(db, actor.as_ref(), program, &lines)).await?);
    }
    warnings.extend(reading.await.map_err(Error::ours)?.map_err(|trouble: String| Error::ours(trouble))?);
    Ok((counts, warnings))
}

/// Reads the rows of a file and hands them on in batches; gives what is worth a look in them.
fn read_lines(
    mut source: Source,
    looked: &Looked,
    maker: &Maker,
    after_row: i64,
    out: &mpsc::Sender<Vec<Line>>,
) -> Result<Vec<String>, String> {
    source.file.rewind().map_err(|error| error.to_string())?;
    let survey = &looked.survey;
    let today = maker.now.day_in(&maker.people.zone).0;
    let plan = Plan::new(survey, &looked.mapping, today);
    let mut rows = Rows::new(source.file, &survey.encoding, &survey.layout);
    let (mut record, mut seen, mut troubles) = (Record::default(), Occurrences::default(), Troubles::default());
    let (mut called, mut lines, mut size) = (Called::default(), Vec::new(), FIRST_BATCH);
    while rows.read(&mut record).map_err(|error| error.to_string())? {
        let outcome = plan.read(&record);
        let mut line = Line::of(outcome);
        if let Outcome::Candidate(candidate) = &line.outcome {
            line.identity = identity(candidate, &looked.family, &mut seen).0;
            line.content = hex(&meaning(candidate));
            let made = maker.make(candidate);
            line.profile = made.as_ref().ok().map(|new| made::profile(candidate, new, &looked.family));
            line.new = made;
            troubles.add(candidate);
            maker.people.note(&mut called, candidate);
        }
        if let Outcome::Happening(happening) = &line.outcome {
            line.identity = happened(happening, survey.recognized, &looked.family, &mut seen).0;
            line.content = hex(&told(happening));
        }
        if let Outcome::Ticket(ticket) = &line.outcome {
            line.identity = happened(&ticket.told, survey.recognized, &looked.family, &mut seen).0;
            line.content = hex(&of_ticket(ticket));
        }
        if line.new.is_err() || maker.leaves_out {
            let width = survey.columns.len().max(record.len());
            line.cells = (0..width).map(|at| record.exact(at).to_owned()).collect();
        }
        if record.row as i64 > after_row {
            lines.push(line);
        }
        // Nobody listens any more: the import was stopped.
        if lines.len() == size {
            if out.blocking_send(std::mem::take(&mut lines)).is_err() {
                return Ok(Vec::new());
            }
            size = (size * 2).min(BATCH);
        }
    }
    if !lines.is_empty() {
        let _ = out.blocking_send(lines);
    }
    Ok(called.sentences().into_iter().chain(troubles.sentences()).collect())
}

/// Takes an import back to its end. Killed and begun again, it comes to the same.
pub async fn undo(app: &App, actor: &Actor, id: ImportId) -> Result<Import> {
    app.write(actor, move |tx| actions::begin_undo(tx, id)).await?;
    let (workspace, mut next) = (actor.workspace, Some(actions::Place::default()));
    while let Some(place) = next {
        if app.read(move |db| store::find(db, workspace, id)).await?.state != State::Undoing {
            break;
        }
        next = app.write(actor, move |tx| actions::undo_some(tx, id, &place, UNDO_BATCH)).await?;
    }
    app.read(move |db| store::find(db, workspace, id)).await
}

/// Rows a second, for the words beside the bar; nothing until there is something to tell.
pub fn rows_per_s(import: &Import, now: Timestamp) -> Option<f64> {
    let took_us = now.since(import.begun_at?);
    (took_us > 500_000 && import.at_row > 0).then(|| import.at_row as f64 * 1e6 / took_us as f64)
}
