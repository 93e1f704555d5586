//! Writing a moment down: the composer on top of the story, and what its forms do.

use axum::{
    Form,
    extract::{Path, Request},
    response::Response,
};
use maud::{Markup, html};
use tend_core::{
    Error, Result, Timestamp, Tx,
    feature::{ComposerTab, Feature},
    files::{self, Kept},
    id::{ClientId, EntryId},
    serve_first::{GOING_ON, SHALL_WE, waiting},
    ui::{self, Composer, Icon, Kind, Picker, Tone},
    web::{Visit, brought, see_other, told},
};

use super::{
    client::{Shown, show_again},
    client_url,
    edit::{Editing, Looking},
    sent::{Sent, Told as _, id},
};
use crate::{
    actions,
    moment::{MomentKind, NewMoment},
};

fn tabs(features: &'static [&'static Feature]) -> impl Iterator<Item = &'static ComposerTab> {
    features.iter().flat_map(|feature| feature.composer)
}

pub(super) fn composer(shown: &Shown, looking: &Looking) -> Markup {
    let moments = [
        (MomentKind::Note, Icon::Note),
        (MomentKind::Call, Icon::Phone),
        (MomentKind::Visit, Icon::Visit),
        (MomentKind::Offer, Icon::Order),
    ];
    let mut kinds: Vec<Kind<'_>> =
        moments.into_iter().map(|(kind, icon)| Kind { value: kind.word(), words: kind.label(), icon }).collect();
    kinds.extend(tabs(shown.around.features).map(|tab| Kind { value: tab.kind, words: tab.label, icon: tab.icon }));
    let asked = if looking.typed.find("kind").is_some() { looking.typed.get("kind") } else { &looking.writing };
    let kind = kinds.iter().map(|kind| kind.value).find(|kind| *kind == asked).unwrap_or("note");
    let writing = looking.editing == Editing::Nothing;
    let is_elsewhere = |field: &str| matches!(field, "happened_at" | GOING_ON | files::FIELD);
    let problem =
        looking.problems.iter().find(|problem| !is_elsewhere(&problem.field)).map(|problem| problem.message.as_str());
    let takes_files = shown.around.features.iter().any(|feature| feature.attach.is_some());
    ui::composer_row(&Composer {
        action: format!("{}/moments", client_url(shown.client.id)).into(),
        kinds: &kinds,
        kind,
        text: if writing { looking.typed.get("text") } else { "" },
        placeholder: "What happened, or what did they say?",
        error: problem.filter(|_| writing),
        fields: fields(shown, looking),
        foot: "",
        verb: "Write it down",
        picker: takes_files.then(|| Picker {
            id: "composer-files",
            kept: &looking.kept,
            error: looking.problems.of(files::FIELD),
            most_bytes: shown.most_file_bytes,
        }),
    })
}

/// The fields of each tab; the style sheet shows those whose class names the tab that is open.
fn fields(shown: &Shown, looking: &Looking) -> Markup {
    let (actor, now) = (&shown.around.actor, shown.around.now);
    html! {
        (serve_first(shown, looking))
        div.more-fields.beside-words.for-note.for-call.for-visit.for-offer {
            (ui::field("happened_at", "When, if not now").prefix("moment").moment().value(looking.typed.get("happened_at")).error(looking.problems.of("happened_at")))
            div.for-note { (ui::checkbox("contact", &ui::choice("yes", "We heard from each other", looking.typed.get("contact") == "yes"))) }
        }
        @for tab in tabs(shown.around.features) { ((tab.fields)(actor, now)) }
    }
}

/// Who waits on us for what, where one would offer them something; and the field that says why to go on.
fn serve_first(shown: &Shown, looking: &Looking) -> Markup {
    let Some(first) = shown.serve_first.first() else { return html! {} };
    let why = looking
        .problems
        .of(GOING_ON)
        .or(looking.serve_first.then_some("Say why, and it is written down. Or help first."));
    let inside = html! {
        p { b { (waiting(shown.client.called(), &shown.serve_first)) } " " (SHALL_WE) }
        div.tools { (ui::link(first.go, first.href.as_str()).small()) }
        (ui::field(GOING_ON, "Or say why you offer it now").prefix("composer").placeholder("They asked for it themselves").autocomplete("off")
            .value(looking.typed.get(GOING_ON)).error(why))
    };
    html! { div.for-offer.serve-first { (ui::notice(Tone::Honey, first.icon, inside)) } }
}

/// `POST /clients/{client}/moments`
pub(super) async fn write(visit: Visit, Path(client): Path<String>, request: Request) -> Result<Response> {
    let client: ClientId = id(&client)?;
    visit.read(move |db, actor| crate::store::find(db, actor, client).map(drop)).await?;
    let mut brought = brought(&visit, request).await?;
    let sent = Sent(std::mem::take(&mut brought.fields));
    let written = match brought.keep(&visit.app, &visit.actor).await {
        Ok(kept) => {
            let typed = sent.clone();
            visit.write(move |tx| write_down(tx, client, &typed, &kept)).await
        }
        Err(trouble) => Err(trouble.into()),
    };
    match written {
        Ok(()) => Ok(see_other(client_url(client))),
        Err(error) => {
            let looking = Looking { typed: sent, kept: brought.before, ..Looking::default() };
            show_again(&visit, client, looking, error).await
        }
    }
}

fn write_down(tx: &Tx, client: ClientId, sent: &Sent, kept: &[Kept]) -> Result<()> {
    let Ok(kind) = sent.get("kind").parse::<MomentKind>() else {
        // A tab's verb asks whether the actor may write; that the client is theirs to see is asked here.
        crate::store::find(tx, &tx.actor, client)?;
        if !kept.is_empty() {
            let words =
                "Files come along with a note, a call or a visit. Write it down as one of these, or leave them out.";
            return Err(Error::invalid(files::FIELD, words));
        }
        let tab = tabs(tx.features).find(|tab| tab.kind == sent.get("kind")).ok_or(Error::NotFound)?;
        return (tab.write)(tx, client, sent.get("text"), &sent.0);
    };
    let happened_at = read_moment(tx, sent.get("happened_at"))?;
    let moment = NewMoment {
        kind,
        text: sent.get("text").into(),
        happened_at,
        contact: sent.get("contact") == "yes",
        with_files: !kept.is_empty(),
        going_on: sent.find(GOING_ON).map(str::to_owned),
    };
    let entry = actions::note(tx, client, &moment)?;
    if kept.is_empty() {
        return Ok(());
    }
    let attach = tx.features.iter().find_map(|feature| feature.attach).ok_or(Error::NotFound)?;
    attach(tx, client, entry, kept)
}

/// A day and an hour on the wall of the actor's place; nothing is now. An hour that the clocks skip is the one after it.
fn read_moment(tx: &Tx, text: &str) -> Result<Option<Timestamp>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let refused = || Error::invalid("happened_at", "There is no such time in the calendar. Leave it empty for now.");
    let wall: jiff::civil::DateTime = text.parse().map_err(|_| refused())?;
    let at = wall.to_zoned(tx.actor.zone.clone()).map_err(|_| refused())?;
    Ok(Some(Timestamp::from(&at)))
}

/// `POST …/moments/{entry}/words`
pub(super) async fn correct(
    visit: Visit,
    Path((client, entry)): Path<(String, String)>,
    Form(sent): Form<Sent>,
) -> Result<Response> {
    let (client, entry): (ClientId, EntryId) = (id(&client)?, id(&entry)?);
    let typed = sent.clone();
    match visit.write(move |tx| actions::correct(tx, client, entry, typed.get("words"))).await {
        Ok(()) => Ok(see_other(client_url(client))),
        Err(error) => {
            show_again(
                &visit,
                client,
                Looking { editing: Editing::Words(entry), typed: sent, ..Looking::default() },
                error,
            )
            .await
        }
    }
}

/// `POST …/moments/{entry}/taking-back`
pub(super) async fn take_back(visit: Visit, Path((client, entry)): Path<(String, String)>) -> Result<Response> {
    let (client, entry): (ClientId, EntryId) = (id(&client)?, id(&entry)?);
    visit.write(move |tx| actions::retract(tx, client, entry)).await?;
    Ok(told(client_url(client), "Taken back. The book keeps what stood there.", None))
}
