//! What a form brings along: its fields, and files that are taken in piece by piece.

use axum::{
    Form,
    extract::{DefaultBodyLimit, FromRequest, Multipart, Request, multipart::Field},
    http::header,
};

use super::Visit;
use crate::{
    app::App,
    error::{Error, Result},
    files::{self, Arrived, Bounds, Kept, MOST_AT_ONCE, MOST_FILES, Trouble},
};

/// A form as it came.
#[derive(Debug, Default)]
pub struct Brought {
    /// Its fields, in the order they were sent.
    pub fields: Vec<(String, String)>,
    /// Files that came whole.
    pub files: Vec<Arrived>,
    /// Files that came with this form before, and are kept until it is taken.
    pub before: Vec<Kept>,
    /// What was wrong with a file; the fields are there all the same.
    pub trouble: Option<Trouble>,
}

/// The field of files that came before, see [`Kept::token`].
pub const KEPT: &str = "kept";
/// All words of a form together, in bytes.
const MOST_WORDS: usize = 2 * 1024 * 1024;

/// Takes a form in, whether it can bring files or not. Only who may write is listened to.
pub async fn brought(visit: &Visit, request: Request) -> Result<Brought> {
    visit.actor.may_write()?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut brought = if kind.starts_with("multipart/form-data") {
        let actor = visit.actor.clone();
        let room = visit.app.read(move |db| files::room(db, &actor)).await?;
        let most = Most { files: MOST_FILES, each: room.most_file_bytes.unsigned_abs(), all: MOST_AT_ONCE };
        in_parts(&visit.app, request, most).await?
    } else {
        in_one(&visit.app, request).await?
    };
    find_before(visit, &mut brought).await?;
    Ok(brought)
}

/// How much a form may bring.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// How many files.
    pub files: usize,
    /// How large one may be, in bytes.
    pub each: u64,
    /// All of them together.
    pub all: u64,
}

/// Takes in the form of a public page, whoever sends it: no more than that, and nothing is kept yet.
pub async fn brought_from_outside(app: &App, request: Request, most: Most) -> Result<Brought> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        in_parts(app, request, most).await
    } else {
        in_one(app, request).await
    }
}

async fn in_one(app: &App, request: Request) -> Result<Brought> {
    let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, app).await.map_err(|_| unreadable())?;
    Ok(Brought { fields, ..Brought::default() })
}

impl Brought {
    /// Keeps what came, with what is kept already. Nothing is kept twice, however often it was chosen.
    pub async fn keep(&mut self, app: &App, actor: &crate::Actor) -> Result<Vec<Kept>, Trouble> {
        if let Some(trouble) = self.trouble.take() {
            return Err(trouble);
        }
        for file in files::keep_all(app, actor, &std::mem::take(&mut self.files)).await? {
            if !self.before.contains(&file) {
                self.before.push(file);
            }
        }
        if self.before.len() > MOST_FILES {
            return Err(Trouble::TooMany(MOST_FILES));
        }
        Ok(self.before.clone())
    }
}

fn unreadable() -> Error {
    Error::invalid("", "The form did not come whole. Nothing was saved; send it again.")
}

async fn in_parts(app: &App, mut request: Request, most: Most) -> Result<Brought> {
    // Bounded below, piece by piece, with sentences of ours.
    DefaultBodyLimit::disable().apply(&mut request);
    let mut parts = Multipart::from_request(request, app).await.map_err(|_| unreadable())?;
    let (mut brought, mut words, mut rest) = (Brought::default(), 0, most.all);
    while let Some(part) = parts.next_field().await.map_err(|_| unreadable())? {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_none() {
            let text = read_words(part, MOST_WORDS - words).await?;
            words += text.len();
            brought.fields.push((name, text));
            continue;
        }
        let bounds = Bounds { file: most.each, rest };
        match take_in(part, bounds, most.files, &brought).await {
            Ok(Some(file)) => {
                rest -= file.bytes;
                brought.files.push(file);
            }
            Ok(None) => {}
            Err(trouble) => {
                // What comes after it is not waited for: it may be large too. Words stand before files in our forms.
                brought.trouble = Some(trouble);
                drain(&mut parts, most.all).await;
                break;
            }
        }
    }
    Ok(brought)
}

/// A file; nothing where the field of files was left empty.
async fn take_in(part: Field<'_>, bounds: Bounds, most: usize, brought: &Brought) -> Result<Option<Arrived>, Trouble> {
    let name = part.file_name().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Ok(None);
    }
    if brought.files.len() == most {
        return Err(Trouble::TooMany(most));
    }
    files::receive(&name, bounds, part).await.map(Some)
}

async fn read_words(mut part: Field<'_>, most: usize) -> Result<String> {
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(|_| unreadable())? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > most {
            return Err(Error::invalid(
                "",
                "These are more words than one form takes. Nothing was saved; make it shorter.",
            ));
        }
    }
    String::from_utf8(bytes).map_err(|_| unreadable())
}

/// A browser reads no answer before it has sent its form: up to a bound the rest is heard, and forgotten.
async fn drain(parts: &mut Multipart, most: u64) {
    let mut heard = 0_u64;
    while let Ok(Some(mut part)) = parts.next_field().await {
        while let Ok(Some(piece)) = part.chunk().await {
            heard += piece.len() as u64;
            if heard > most {
                return;
            }
        }
    }
}

/// What came before is read out of the fields, and looked for.
async fn find_before(visit: &Visit, brought: &mut Brought) -> Result<()> {
    let is_kept = |field: &(String, String)| field.0 == KEPT;
    let tokens: Vec<String> =
        brought.fields.iter().filter(|field| is_kept(field)).take(MOST_FILES).map(|(_, token)| token.clone()).collect();
    brought.fields.retain(|field| !is_kept(field));
    for token in tokens {
        let found = visit.read(move |db, actor| match files::find_kept(db, actor, &token) {
            Ok(kept) => Ok(Ok(kept)),
            Err(Trouble::Other(error)) => Err(error),
            Err(trouble) => Ok(Err(trouble.to_string())),
        });
        match found.await? {
            Ok(kept) if !brought.before.contains(&kept) => brought.before.push(kept),
            Ok(_) => {}
            Err(sentence) => brought.trouble = Some(Trouble::Other(Error::invalid(files::FIELD, sentence))),
        }
    }
    Ok(())
}
