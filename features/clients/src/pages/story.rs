//! Everything so far: all that happened, newest first, in each feature's own words.

use std::collections::HashMap;

use maud::{Markup, html};
use tend_core::{
    Actor, Result, Timestamp, ago,
    db::Conn,
    feature::{Feature, FromEntry, Sentence},
    id::{ClientId, EntryId},
    timeline::{
        self, Entry, Strand,
        store::{Before, Stretch},
    },
    ui::{self, Bead, Icon, StoryRow, Tone, labels},
};

use super::{
    client::{Around, MOMENTS, Shown},
    client_url,
    edit::{Editing, Looking},
    head::keep,
    moments::composer,
    sent::Told as _,
};
use crate::{actions::is_taken_back, moment::MomentKind, words};

/// More earlier moments than this are not counted.
const COUNTED: i64 = 1000;

/// A page of the story, and one entry more where there is more; an organization's with what its people said.
pub(super) fn read(
    db: &Conn,
    actor: &Actor,
    (client, others): (ClientId, &[Stretch]),
    looking: &Looking,
) -> Result<Vec<Entry>> {
    let (before, workspace) = (looking.before.unwrap_or(Before::NEWEST), actor.workspace);
    if others.is_empty() {
        return timeline::store::of_client(db, workspace, client, looking.strand, before, MOMENTS + 1);
    }
    timeline::store::of_several(db, workspace, (client, others), looking.strand, before, MOMENTS + 1)
}

/// What features show below entries: the files that came with them.
pub(super) fn below_entries(
    db: &Conn,
    actor: &Actor,
    features: &[&Feature],
    entries: &[Entry],
) -> Result<HashMap<EntryId, Vec<Markup>>> {
    let mut beside: HashMap<EntryId, Vec<Markup>> = HashMap::new();
    let ids: Vec<EntryId> = entries.iter().map(|entry| entry.id).collect();
    for (entry, markup) in asked(db, actor, features, &ids)? {
        beside.entry(entry).or_default().push(markup);
    }
    Ok(beside)
}

fn asked(db: &Conn, actor: &Actor, features: &[&Feature], ids: &[EntryId]) -> Result<Vec<(EntryId, Markup)>> {
    let all = features.iter().filter_map(|feature| feature.beside).map(|beside| beside(db, actor, ids));
    Ok(all.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// What lies before the page: “142 earlier moments, back to March 2021”.
pub(super) fn earlier_words(
    db: &Conn,
    around: &Around,
    (client, others): (ClientId, &[Stretch]),
    entries: &[Entry],
    looking: &Looking,
) -> Result<Option<String>> {
    let Some(last) = last_shown(entries) else {
        return Ok(None);
    };
    if looking.strand.is_some() {
        return Ok(Some("Earlier moments".into()));
    }
    let workspace = around.actor.workspace;
    let (count, first) = match others {
        [] => (
            timeline::store::count_before(db, workspace, client, beside(last), COUNTED + 1)?,
            timeline::store::first_happened(db, workspace, client)?,
        ),
        others => (
            timeline::store::count_before_of_several(db, workspace, (client, others), beside(last), COUNTED + 1)?,
            timeline::store::first_happened_of_several(db, workspace, (client, others))?,
        ),
    };
    let first = first.unwrap_or(last.happened_at);
    let count = match count {
        1 => "1 earlier moment".to_owned(),
        count if count > COUNTED => "More than 1,000 earlier moments".to_owned(),
        count => format!("{count} earlier moments"),
    };
    Ok(Some(format!("{count}, back to {}", words::month(first.day_in(around.zone())))))
}

/// The last entry of a page that has more behind it.
fn last_shown(entries: &[Entry]) -> Option<&Entry> {
    let shown = usize::try_from(MOMENTS).unwrap_or(usize::MAX);
    if entries.len() > shown { entries.get(shown - 1) } else { None }
}

fn beside(entry: &Entry) -> Before {
    Before { happened_at: entry.happened_at, id: entry.id }
}

fn write_before(entry: &Entry) -> String {
    format!("{}.{}", entry.happened_at.0, entry.id)
}

/// Reads where a page of the story begins; anything else begins at the newest.
pub(super) fn read_before(text: &str) -> Option<Before> {
    let (at, id) = text.split_once('.')?;
    Some(Before { happened_at: Timestamp(at.parse().ok()?), id: id.parse().ok()? })
}

/// The story with its filter, its composer and the way back in time.
pub(super) fn story(shown: &Shown, looking: &Looking) -> Markup {
    let url = client_url(shown.client.id);
    let rows: Vec<Told> = told_rows(shown, looking);
    let whens: Vec<ui::When<'_>> = rows.iter().map(Told::when).collect();
    let entries: Vec<StoryRow<'_>> = rows.iter().zip(whens).map(|(row, when)| row.row(when)).collect();
    let writes = shown.around.may_write() && looking.before.is_none();
    let inside = html! {
        @if looking.before.is_some() { p.meta.back { a href=(story_url(&url, looking.strand, None)) data-frag { "Back to the newest" } } }
        (ui::story_thread(writes.then(|| composer(shown, looking)), &entries))
        @if entries.is_empty() { p.nothing.more { @if looking.strand.is_some() { "Nothing of this kind yet." } @else { "Nothing yet. The first word is yours." } } }
        @if let (Some(words), Some(last)) = (&shown.earlier, last_shown(&shown.entries)) {
            (ui::earlier(words, story_url(&url, looking.strand, Some(&write_before(last)))))
        }
    };
    ui::block("story", labels::EVERYTHING_SO_FAR, Some(filter(&url, looking)), inside)
}

fn story_url(url: &str, strand: Option<Strand>, before: Option<&str>) -> String {
    let strand = strand.map(|strand| format!("strand={strand}"));
    let before = before.map(|before| format!("before={before}"));
    let query = [strand, before].into_iter().flatten().collect::<Vec<_>>().join("&");
    if query.is_empty() { format!("{url}#story") } else { format!("{url}?{query}#story") }
}

fn filter(url: &str, looking: &Looking) -> Markup {
    let way = |words, strand| ui::way(words, story_url(url, strand, None), looking.strand == strand);
    ui::filters(
        "Show of the story",
        &[
            way("All", None),
            way("Words", Some(Strand::Words)),
            way("Service", Some(Strand::Service)),
            way("Money", Some(Strand::Money)),
            way("Learned", Some(Strand::Learned)),
        ],
    )
}

/// An entry in words, ready to be drawn.
struct Told {
    id: String,
    day: String,
    small: String,
    datetime: String,
    bead: (Icon, Tone),
    title: String,
    /// Whose words they are, where they are those of somebody who belongs to this client.
    whose: Option<(ClientId, String)>,
    inside: Markup,
}

impl Told {
    fn when(&self) -> ui::When<'_> {
        let when = ui::when(&self.day).at(&self.datetime);
        if self.small.is_empty() { when } else { when.small(&self.small) }
    }

    fn row<'a>(&'a self, when: ui::When<'a>) -> StoryRow<'a> {
        let (picture, tone) = self.bead;
        let title = html! {
            span dir="auto" { (self.title) }
            @if let Some((id, name)) = &self.whose { " " small { a href=(client_url(*id)) dir="auto" data-frag { (name) } } }
        };
        StoryRow {
            id: &self.id,
            when,
            bead: Bead::Picture(picture, tone),
            title,
            note: "",
            inside: self.inside.clone(),
        }
    }
}

fn told_rows(shown: &Shown, looking: &Looking) -> Vec<Told> {
    let limit = usize::try_from(MOMENTS).unwrap_or(usize::MAX);
    let mut day_before = None;
    shown
        .entries
        .iter()
        .take(limit)
        .map(|entry| {
            let day = entry.happened_at.day_in(shown.around.zone());
            let first = day_before.replace(day) != Some(day);
            tell(shown, looking, entry, first)
        })
        .collect()
}

fn tell(shown: &Shown, looking: &Looking, entry: &Entry, first_of_day: bool) -> Told {
    let (day, small) = margin(shown, entry, first_of_day);
    let sentence = sentence(shown.around.features, entry);
    Told {
        id: format!("moment-{}", entry.id),
        day,
        small,
        datetime: entry.happened_at.to_string(),
        bead: (sentence.icon, tone(entry.strand)),
        title: sentence.title.clone(),
        whose: whose(shown, entry),
        inside: inside(shown, looking, entry, &sentence),
    }
}

/// Somebody of an organization whose words an entry is about.
fn whose(shown: &Shown, entry: &Entry) -> Option<(ClientId, String)> {
    let id = entry.client.filter(|id| *id != shown.client.id)?;
    let name = shown.others.iter().find(|other| other.person == id).map(|other| other.other_name.clone())?;
    Some((id, name))
}

/// “Today 07:58”, “12 Oct 16:40”, “09:31” for one more of the same day, “2 Oct Fri” when it is longer ago.
fn margin(shown: &Shown, entry: &Entry, first_of_day: bool) -> (String, String) {
    let zone = shown.around.zone();
    let (at, today) = (entry.happened_at.in_zone(zone), shown.around.now.day_in(zone));
    let (day, clock) = (tend_core::Day(at.date()), ago::clock(entry.happened_at, zone));
    let back = ago::days_between(day, today);
    match back {
        _ if !first_of_day => (clock, String::new()),
        0 => ("Today".into(), clock),
        _ if day.0.year() != today.0.year() => (day.0.strftime("%-d %b").to_string(), day.0.strftime("%Y").to_string()),
        -6..=7 => (day.0.strftime("%-d %b").to_string(), clock),
        _ => (day.0.strftime("%-d %b").to_string(), day.0.strftime("%a").to_string()),
    }
}

/// In the words of the feature that wrote it; what no feature knows any more is shown by its text.
fn sentence(features: &[&Feature], entry: &Entry) -> Sentence {
    let feature = features.iter().find(|feature| feature.name == entry.feature());
    feature.and_then(|feature| (feature.sentence)(entry)).unwrap_or_else(|| Sentence {
        icon: Icon::Info,
        title: if entry.text.is_empty() { entry.kind.clone() } else { entry.text.clone() },
        quote: None,
        note: None,
    })
}

fn tone(strand: Strand) -> Tone {
    match strand {
        Strand::Money => Tone::Green,
        Strand::Learned => Tone::Iris,
        _ => Tone::Plain,
    }
}

fn inside(shown: &Shown, looking: &Looking, entry: &Entry, sentence: &Sentence) -> Markup {
    if looking.editing == Editing::Words(entry.id) && may_correct(shown, entry) {
        return words_form(shown, looking, entry);
    }
    html! {
        @if let Some(quote) = &sentence.quote { div dir="auto" { (ui::said(quote)) } }
        @if let Some(note) = &sentence.note { p.lines-kept dir="auto" { (note) } }
        @for markup in shown.beside.get(&entry.id).into_iter().flatten() { (markup) }
        @let made = from_entry(shown, entry);
        @if may_correct(shown, entry) || !made.is_empty() {
            p.own {
                @for (one, href) in &made {
                    a href=(href) data-frag data-from-words=(one.label) data-key=(one.key) { (one.label) }
                }
                @if may_correct(shown, entry) { a href={ (client_url(shown.client.id)) "?edit=words." (entry.id) "#moment-" (entry.id) } data-edit data-frag { "Correct" } }
            }
        }
    }
}

/// What other features make of the words of an entry: of what was said, and is not taken back.
fn from_entry(shown: &Shown, entry: &Entry) -> Vec<(&'static FromEntry, String)> {
    let is_said = entry.strand == Strand::Words && !entry.text.is_empty() && !is_taken_back(entry);
    if !is_said || !shown.around.may_write() {
        return Vec::new();
    }
    let all = shown.around.features.iter().flat_map(|feature| feature.from_entry);
    all.map(|one| (one, (one.href)(shown.client.id, entry.id))).collect()
}

/// One's own note, call or visit, and every one for an admin.
fn may_correct(shown: &Shown, entry: &Entry) -> bool {
    let is_moment = MomentKind::ALL.iter().any(|kind| kind.entry() == entry.kind);
    let actor = &shown.around.actor;
    let own = entry.by.is_some() && entry.by == actor.member;
    let is_theirs = entry.client == Some(shown.client.id);
    is_moment
        && is_theirs
        && !is_taken_back(entry)
        && shown.around.may_write()
        && (own || actor.role == tend_core::Role::Admin)
}

fn words_form(shown: &Shown, looking: &Looking, entry: &Entry) -> Markup {
    let url = format!("{}/moments/{}", client_url(shown.client.id), entry.id);
    html! {
        form.in-place id={ "words-" (entry.id) } method="post" action={ (url) "/words" } data-frag {
            (ui::field("words", "Your words").prefix("right").our_words().hint("What stood there before stays in the book.")
                .value(looking.value("words", &entry.text)).error(looking.problems.of("text")).autofocus())
            (keep(shown, looking))
        }
        (ui::press(format!("{url}/taking-back"), ui::button("Take it back").small().quiet().icon(Icon::Undo)))
    }
}
