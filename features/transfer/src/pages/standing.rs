//! How problems stood in the other program, and how they stand here: shown, to be said anew, kept with the mapping.

use maud::{Markup, html};
use tend_core::ui::{self, Setting, choice, column};

use super::number;
use crate::{
    import::{FoundStatus, Import},
    reading::{mapping::Mapping, standing::Standing},
};

/// The statuses of a list of problems; nothing where it has none.
pub(super) fn block(import: &Import) -> Markup {
    let found: Vec<&FoundStatus> = import.columns.iter().flat_map(|column| &column.statuses).collect();
    if found.is_empty() {
        return html! {};
    }
    let columns = [column("There"), column("Rows"), column("Here")];
    let rows = html! {
        @for (at, status) in found.iter().enumerate() {
            tr {
                th scope="row" { (status.name) input type="hidden" name={ "status-" (at) } value=(status.name); }
                td data-label="Rows" { (number(status.rows)) }
                td data-label="Here" { (stands(at, status)) }
            }
        }
    };
    let inside = html! {
        p.meta { "What is settled comes in as it ended there; reports leave it out. What is open has an owner from the first second." }
        (ui::table("How they stand", Setting::Stack, &columns, rows))
    };
    ui::block("standing", "How they stood there, and how they stand here", None, inside)
}

fn stands(at: usize, status: &FoundStatus) -> Markup {
    let (name, label) = (format!("standing-{at}"), format!("How “{}” stands here", status.name));
    let choices = Standing::ALL.iter().map(|one| choice(one.word(), one.label(), *one == status.standing)).collect();
    html! { (ui::select(&name, &label, choices).bare()) }
}

/// What was chosen for each status.
pub(super) fn decide(fields: &[(String, String)], mapping: &mut Mapping) {
    let field = |name: String| fields.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    for at in 0.. {
        let (Some(status), Some(chosen)) = (field(format!("status-{at}")), field(format!("standing-{at}"))) else {
            break;
        };
        if let Ok(standing) = chosen.parse::<Standing>() {
            mapping.standings.insert(status.to_owned(), standing);
        }
    }
}
