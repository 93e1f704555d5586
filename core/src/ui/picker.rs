//! Files in a form: chosen, dropped on it or pasted into it. What came before with a form that was not taken stands there to be kept
//! or left out.

use maud::{Markup, html};

use super::{
    icon::{Icon, icon},
    text::size_in_words,
};
use crate::{
    files::{FIELD, Kept},
    web::KEPT,
};

/// The place for files in a form; the form needs `enctype="multipart/form-data"`, and its words stand before this.
#[derive(Clone, Copy, Debug)]
pub struct Picker<'a> {
    /// The id of its field.
    pub id: &'a str,
    /// What came before.
    pub kept: &'a [Kept],
    /// What is wrong.
    pub error: Option<&'a str>,
    /// How large a file may be: said before it is sent.
    pub most_bytes: u64,
}

/// Draws it.
#[must_use]
pub fn picker(picker: &Picker<'_>) -> Markup {
    let error_id = picker.error.map(|_| format!("{}-error", picker.id));
    html! {
        div.picker data-picker data-most=(picker.most_bytes) {
            label for=(picker.id) { (icon(Icon::Clip)) span { "Files" } }
            input id=(picker.id) name=(FIELD) type="file" multiple aria-invalid=[picker.error.map(|_| "true")] aria-describedby=[error_id];
            @if !picker.kept.is_empty() {
                ul.picked { @for file in picker.kept { (kept(file)) } }
            }
            @if let Some(error) = picker.error { p.error id={ (picker.id) "-error" } role="alert" { (icon(Icon::Warn)) span { (error) } } }
        }
    }
}

fn kept(file: &Kept) -> Markup {
    html! {
        li {
            label {
                input type="checkbox" name=(KEPT) value=(file.token()) checked;
                span dir="auto" { (file.name) } small { (size_in_words(file.bytes.unsigned_abs())) ", has come already" }
            }
        }
    }
}
