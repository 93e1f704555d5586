//! How the problems of a list stood in the other program: each status once, with how many rows have it.

use std::{collections::HashMap, io::Seek};

use crate::{
    import::FoundStatus,
    reading::{
        columns::{About, EntryPart, Target},
        mapping::Mapping,
        records::Record,
        rows::Rows,
        standing::Standing,
        survey::Survey,
        values::fold,
    },
    source::Source,
};

/// So many different ones are shown; no program has more.
const MOST: usize = 60;

/// Of each column that says how problems stood, in one pass over the file; nothing of other lists.
pub(super) fn of(
    source: &mut Source,
    survey: &Survey,
    mapping: &Mapping,
) -> Result<HashMap<String, Vec<FoundStatus>>, String> {
    let tells = |at: &usize| matches!(survey.columns[*at].target, Target::Entry(EntryPart::State, _));
    let columns: Vec<usize> = (0..survey.columns.len()).filter(tells).collect();
    if survey.about != About::Problems || columns.is_empty() {
        return Ok(HashMap::new());
    }
    source.file.rewind().map_err(|error| error.to_string())?;
    let said: HashMap<String, Standing> =
        mapping.standings.iter().map(|(status, standing)| (fold(status), *standing)).collect();
    let mut rows = Rows::new(&mut source.file, &survey.encoding, &survey.layout);
    let mut record = Record::default();
    let mut found: HashMap<String, Vec<FoundStatus>> = HashMap::new();
    while rows.read(&mut record).map_err(|error| error.to_string())? {
        for at in &columns {
            let status = record.cell(*at);
            if status.is_empty() {
                continue;
            }
            let of_column = found.entry(survey.columns[*at].name.clone()).or_default();
            let folded = fold(status);
            if let Some(known) = of_column.iter_mut().find(|known| fold(&known.name) == folded) {
                known.rows += 1;
            } else if of_column.len() < MOST {
                let standing = said.get(&folded).copied().unwrap_or_else(|| Standing::of(status));
                of_column.push(FoundStatus { name: status.to_owned(), rows: 1, standing });
            }
        }
    }
    Ok(found)
}
