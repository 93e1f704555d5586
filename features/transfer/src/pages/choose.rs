//! Choosing a file, and the files that were brought in before.

use axum::{extract::Multipart, response::Response};
use maud::{Markup, html};
use tend_core::{
    Error, Problem, Result, Timestamp,
    id::WorkspaceId,
    ui,
    web::{Page, Visit, see_other},
};

use super::{number, url};
use crate::{
    actions::{self, Opening},
    import::{FoundColumn, Import, ImportId, State},
    look,
    reading::mapping::Mapping,
    source::{MOST_BYTES, PART_BYTES, Source},
    store, work,
};

/// How many imports are listed.
const LISTED: i64 = 20;

pub(super) async fn list(visit: Visit) -> Result<Response> {
    page(&visit, None).await
}

async fn page(visit: &Visit, problem: Option<Problem>) -> Result<Response> {
    visit
        .page(move |db, visit| {
            visit.actor.may_write()?;
            let imports = store::newest(db, &visit.actor, LISTED)?;
            let page = Page::new(ui::labels::BRING_IN, choose_view(&imports, problem.as_ref(), visit.now));
            Ok(if problem.is_some() { page.not_taken() } else { page })
        })
        .await
}

/// The page: one file, and what came before.
pub(crate) fn choose_view(imports: &[Import], problem: Option<&Problem>, now: Timestamp) -> Markup {
    let inside = html! {
        (ui::page_head("Bring in your clients")
            .under("Settings", "/settings")
            .here(ui::labels::BRING_IN)
            .lede("Your list as it comes out of the program you used before: a CSV file, an Excel workbook, or vCards. Nothing is saved until you have seen it."))
        form method="post" action="/settings/import" enctype="multipart/form-data" {
            (ui::field("file", "Your file").file(".csv,.txt,.tsv,.xlsx,.vcf,text/csv,text/vcard,text/x-vcard,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").required().error(problem.map(|problem| problem.message.as_str()))
                .hint("CSV with commas, semicolons or tabs, in any encoding; XLSX; VCF. Anything else: save it as one of these."))
            div.tools { (ui::button("Look at it").primary()) }
        }
        @if !imports.is_empty() { (ui::block("before", "Brought in before", None, before(imports, now))) }
    };
    ui::page(ui::Width::Usual, inside)
}

fn before(imports: &[Import], now: Timestamp) -> Markup {
    html! {
        ul.ruled {
            @for import in imports {
                li { a href=(url(import.id)) data-frag { (import.name) } " " span.meta { (stands(import, now)) } }
            }
        }
    }
}

fn stands(import: &Import, now: Timestamp) -> String {
    let rows = number(import.counts.rows());
    match import.state {
        State::Matching => "kept for later, nothing of it is saved".to_owned(),
        State::Running => format!("{rows} of {} brought in so far", number(import.rows)),
        State::Stopped => format!("stopped after {rows} rows"),
        State::Done if import.can_be_undone(now) => format!("{rows} rows, can be undone"),
        State::Done => format!("{rows} rows"),
        State::Undoing => "being undone".to_owned(),
        State::Undone => "undone".to_owned(),
        State::Failed => format!("stopped after {rows} rows: {}", import.trouble),
    }
}

pub(super) async fn upload(visit: Visit, form: Multipart) -> Result<Response> {
    visit.actor.may_write()?;
    let problem = match take(&visit, form).await {
        Ok(id) => return Ok(see_other(url(id))),
        Err(Error::Invalid(problems)) => problems.into_iter().next(),
        Err(error) => return Err(error),
    };
    page(&visit, problem).await
}

/// Takes the file in as it comes, part by part; looks at it; keeps it with what was found.
async fn take(visit: &Visit, mut form: Multipart) -> Result<ImportId> {
    let refused =
        |_| Error::invalid("file", "The file did not come whole. Nothing of it is saved; choose it once more.");
    while let Some(field) = form.next_field().await.map_err(refused)? {
        if field.name() != Some("file") {
            continue;
        }
        let name: String =
            field.file_name().unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
        if name.is_empty() {
            break;
        }
        let import = visit.write(move |tx| actions::open(tx, &waiting(&name))).await?;
        let taken = keep_parts(visit, import.id, field).await;
        let looked = match taken {
            Ok(()) => look_at(visit, import.id).await,
            Err(error) => Err(error),
        };
        if let Err(error) = looked {
            visit.write(move |tx| actions::lay_aside(tx, import.id)).await?;
            return Err(error);
        }
        return Ok(import.id);
    }
    Err(Error::invalid("file", "Choose a file first."))
}

/// A file that is on its way: nothing is known of it but its name.
fn waiting(name: &str) -> Opening {
    Opening {
        name: name.to_owned(),
        digest: String::new(),
        size: 0,
        mapping: String::new(),
        columns: Vec::new(),
        encoding: String::new(),
        delimiter: String::new(),
        rows: 0,
        warnings: Vec::new(),
    }
}

async fn keep_parts(visit: &Visit, id: ImportId, mut field: axum::extract::multipart::Field<'_>) -> Result<()> {
    let refused =
        |_| Error::invalid("file", "The file did not come whole. Nothing of it is saved; choose it once more.");
    let (mut bytes, mut number, mut size) = (Vec::with_capacity(PART_BYTES), 0, 0_i64);
    while let Some(chunk) = field.chunk().await.map_err(refused)? {
        size += chunk.len() as i64;
        if size > MOST_BYTES {
            return Err(Error::invalid(
                "file",
                "This file is larger than 2 GB. Use `tend import` for it, or cut it in parts.",
            ));
        }
        bytes.extend_from_slice(&chunk);
        if bytes.len() >= PART_BYTES {
            keep(visit, id, number, std::mem::take(&mut bytes)).await?;
            number += 1;
        }
    }
    keep(visit, id, number, bytes).await
}

async fn keep(visit: &Visit, id: ImportId, number: i64, bytes: Vec<u8>) -> Result<()> {
    visit.write(move |tx| store::insert_part(tx, tx.actor.workspace, id, number, &bytes)).await
}

/// Looks at a file that is here, with the mapping kept for its shape where there is one.
async fn look_at(visit: &Visit, id: ImportId) -> Result<()> {
    let workspace = visit.actor.workspace;
    let (source, looked) = looked(visit, workspace, id, Mapping::default()).await?;
    let fingerprint = looked.fingerprint.clone();
    let kept = visit.read(move |db, actor| store::kept_mapping(db, actor.workspace, &fingerprint)).await?;
    let (source, looked) = match kept.and_then(|text| Mapping::from_toml(&text).ok()) {
        Some(mapping) => {
            let mapping = mapping.fitting(&looked.survey, None);
            self::looked(visit, workspace, id, mapping).await?
        }
        None => (source, looked),
    };
    keep_looked(visit, id, "", source, looked).await
}

/// Keeps what a look at the file found: its columns, and who of it looks like somebody.
pub(super) async fn keep_looked(
    visit: &Visit,
    id: ImportId,
    name: &str,
    source: Source,
    looked: work::Looked,
) -> Result<()> {
    let (source, looked, found) = look::through(&visit.app, Some(&visit.actor), source, looked).await?;
    let (mut opening, fingerprint) = (looked.opening(name, &source), looked.fingerprint);
    doubt(&mut opening.columns, &found);
    visit
        .write(move |tx| {
            actions::decide(tx, id, &fingerprint, &opening)?;
            actions::keep_found(tx, id, &found)
        })
        .await
}

/// A column of owners or places whose names hardly anybody here has is not sure.
pub(crate) fn doubt(columns: &mut [FoundColumn], found: &look::Found) {
    let strange = [
        ("owner", &found.called.owners, "hardly anybody here is called so"),
        ("location", &found.called.places, "hardly a place here is called so"),
    ];
    for (target, called, reason) in strange {
        let of_target = columns.iter_mut().filter(|column| column.target == target && called.are_the_rule());
        for column in of_target {
            (column.sure, column.reason) = (false, reason.to_owned());
        }
    }
}

/// Reads the whole file again with a mapping; a file that is no list is refused in words.
pub(super) async fn looked(
    visit: &Visit,
    workspace: WorkspaceId,
    id: ImportId,
    mapping: Mapping,
) -> Result<(Source, work::Looked)> {
    let mut source = Source::gathered(&visit.app, workspace, id).await?;
    tokio::task::spawn_blocking(move || {
        let looked = work::look(&mut source, mapping).map_err(|trouble| Error::invalid("file", trouble))?;
        Ok((source, looked))
    })
    .await
    .map_err(Error::ours)?
}
