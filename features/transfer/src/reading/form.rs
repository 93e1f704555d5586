//! The form a list comes in: text, a workbook, cards. What is no text is laid out as one plain table first; all that follows is the same.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Read, Seek, SeekFrom},
};

use super::{
    cards::{self, Cards},
    foreign,
    layout::Told,
    sheet::{self, Sheet},
    survey::{self, Survey, Unreadable},
};

/// What a file is.
#[derive(Clone, Debug, Default)]
pub enum Form {
    /// Text with something between its cells.
    #[default]
    Text,
    /// A sheet of a workbook.
    Sheet(Sheet),
    /// vCards.
    Cards(Cards),
}

impl Form {
    /// What its rows are known under, where that is not the names of its columns: the same card may come in files that hold others, too.
    #[must_use]
    pub fn family(&self) -> Option<&'static str> {
        matches!(self, Form::Cards(_)).then_some("vcard")
    }
    /// The sheets of the workbook, where it is one.
    #[must_use]
    pub fn sheets(&self) -> &[String] {
        if let Form::Sheet(sheet) = self { &sheet.sheets } else { &[] }
    }
    /// The sheet that was read.
    #[must_use]
    pub fn sheet(&self) -> Option<&str> {
        if let Form::Sheet(sheet) = self { Some(&sheet.name) } else { None }
    }
}

/// Lays a file out that is no text, into a file without a name; nothing where it is text.
///
/// # Errors
/// A sentence for the person who brings it.
pub fn lay_out(source: &mut (impl Read + Seek), told: &Told) -> Result<(Form, Option<BufReader<File>>), String> {
    let trouble = |error: std::io::Error| format!("the file could not be read: {error}");
    source.seek(SeekFrom::Start(0)).map_err(trouble)?;
    let mut head = Vec::with_capacity(4096);
    source.by_ref().take(4096).read_to_end(&mut head).map_err(trouble)?;
    source.seek(SeekFrom::Start(0)).map_err(trouble)?;
    let is_packed = foreign::is_zip(&head);
    if foreign::is_old_office(&head) && sheet::is_locked(source).map_err(trouble)? {
        return Err(sheet::LOCKED.to_owned());
    }
    if !is_packed && !cards::are_cards(&head) {
        return Ok((Form::Text, None));
    }
    let mut out = tempfile::tempfile().map_err(trouble)?;
    let form = if is_packed {
        Form::Sheet(sheet::lay_out(source, told.sheet.as_deref(), &mut out)?)
    } else {
        Form::Cards(cards::lay_out(source, told, BufWriter::new(&mut out))?)
    };
    out.seek(SeekFrom::Start(0)).map_err(trouble)?;
    Ok((form, Some(BufReader::with_capacity(256 * 1024, out))))
}

/// Looks at a whole file, whatever form it came in.
///
/// # Errors
/// [`Unreadable`] when it is no list or its bytes cannot be read.
pub fn survey(source: &mut (impl Read + Seek), form: &Form, told: &Told) -> Result<Survey, Unreadable> {
    match form {
        Form::Text => survey::survey(source, told),
        Form::Cards(cards) => cards.survey(source),
        Form::Sheet(sheet) => {
            let mut survey = survey::of_laid_out(source, told)?;
            survey.came_as = Some(format!("Excel workbook, sheet “{}”", sheet.name));
            survey.met = sheet.met.clone();
            Ok(survey)
        }
    }
}
