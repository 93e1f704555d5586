//! What a feature tells the rest of Tend about itself: plain data and functions, with a bare default.
//!
//! So the client's page shows panels of features it never heard of, the timeline reads in each feature's own
//! words, and Today knows what *helped* means for a call it did not raise.

mod bulk;
mod made_of;

use axum::Router;
use maud::Markup;

use crate::{
    actor::{Actor, Role},
    api::OpenApiRouter,
    app::{App, Tx},
    briefing::{BriefingOf, HandOverUrl, HandedOver},
    calls::{Call, CallKind},
    check::Check,
    db::Conn,
    error::Result,
    files::{Kept, Stored},
    id::{ClientId, EntryId, LocationId, MemberId},
    jobs::JobKind,
    log_line::LogLine,
    mail::Reason,
    merging::{Holds, Newer},
    serve_first::ServeFirstOf,
    tables::Listed,
    time::Timestamp,
    timeline::Entry,
    ui::{Icon, gallery::Sample},
    went::Went,
};

pub use bulk::{BulkAction, BulkForm};
pub use made_of::{FromEntry, FromList, ListColumn};

/// One capability of Tend.
#[derive(Debug)]
pub struct Feature {
    /// The word for it: in URLs, in entries' kinds, in tables.
    pub name: &'static str,
    /// Its pages.
    pub pages: fn() -> Router<App>,
    /// Its part of the JSON door.
    pub api: fn() -> OpenApiRouter<App>,
    /// What greets a member at the top of their own day.
    pub greets: Option<GreetingOf>,
    /// Its place in the rail, once it works.
    pub nav: Option<Nav>,
    /// Who sees that place.
    pub nav_role: Role,
    /// Its part of a client's page.
    pub panel: Option<PanelOf>,
    /// Where a page went that is not there any more.
    pub moved: Option<Moved>,
    /// What is open between us and a client, for the client's page.
    pub open: Option<OpenOf>,
    /// Who waits on us for what, so that nothing is offered to them before we helped.
    pub serve_first: Option<ServeFirstOf>,
    /// How its entries read on a timeline; `None` for an entry that is shown by its text alone.
    pub sentence: fn(&Entry) -> Option<Sentence>,
    /// What can be written in the composer of a client's page besides notes, calls and visits.
    pub composer: &'static [ComposerTab],
    /// Columns that the list of clients can show besides its own.
    pub columns: &'static [ListColumn],
    /// What can be made of words in an entry of a client's story.
    pub from_entry: &'static [FromEntry],
    /// What a list that is brought in can say about clients besides.
    pub from_lists: &'static [FromList],
    /// Lines of the log that are its own.
    pub log_line: Option<LogLine>,
    /// What it can do with many clients at once, from the list.
    pub bulk: &'static [BulkAction],
    /// Files came along with an entry that was just noted about a client.
    pub attach: Option<fn(&Tx, ClientId, EntryId, &[Kept]) -> Result<()>>,
    /// What it shows below entries of a timeline, each with its entry.
    pub beside: Option<fn(&Conn, &Actor, &[EntryId]) -> Result<Vec<(EntryId, Markup)>>>,
    /// The bytes it keeps about a client, each with what it is called, for who asks what is held about them.
    pub bytes: Option<fn(&Conn, &Actor, ClientId) -> Result<Vec<(String, Stored)>>>,
    /// An entry about a client was taken back, and what came along with it too.
    pub taken_back: Option<fn(&Tx, ClientId, EntryId) -> Result<()>>,
    /// What clients said about letters, where it keeps that.
    pub consents: Option<Consents>,
    /// The kinds of calls to care it raises.
    pub calls: &'static [CallKind],
    /// What happens to one of its calls when the member says they have helped; says how to take it back.
    pub helped: Option<fn(&Tx, &Call) -> Result<()>>,
    /// Takes back what `helped` did to this call.
    pub helped_undone: Option<fn(&Tx, &Call) -> Result<()>>,
    /// Where one does what one of its calls asks for; without it, on the client's page, where one writes.
    pub call_url: Option<fn(&Call) -> String>,
    /// What it knows about a client that a colleague who takes over should read first.
    pub briefing: Option<BriefingOf>,
    /// What of it can be handed to a colleague.
    pub handed: Option<HandedOver>,
    /// Where one hands something over; of the one feature that keeps handoffs.
    pub hand_over: Option<HandOverUrl>,
    /// Something that can be handed over changed hands: its word, its id, whose it is now.
    pub changed_hands: Option<fn(&Tx, &str, uuid::Uuid, MemberId) -> Result<()>>,
    /// A thing of another feature went on, which may be part of something it keeps.
    pub went: Option<fn(&Tx, &Went) -> Result<()>>,
    /// What a member has in hand that only somebody who acts can look after, in a few words; nothing where it is none. Before they only
    /// read, it is somebody else's.
    pub in_hand: Option<InHand>,
    /// Where everything of a member is handed over before they leave.
    pub before_leaving: Option<fn(MemberId) -> String>,
    /// A client was handed over with a yes, from one member to another: what belongs to them goes along.
    pub goes_along: Option<fn(&Tx, ClientId, MemberId, MemberId) -> Result<()>>,
    /// A client changed hands: its calls and promises move along.
    pub owner_changed: Option<fn(&Tx, ClientId, Option<MemberId>, MemberId) -> Result<()>>,
    /// A member leaves: what they own here goes to a colleague. Nothing may be left without an owner.
    pub member_left: Option<fn(&Tx, from: MemberId, to: MemberId) -> Result<()>>,
    /// Its columns that name a client, and what becomes of their rows when two clients become one.
    pub holds: &'static [Holds],
    /// What was written about a client after this id, newest first; so that it goes where the person says when two are taken apart.
    pub newer: Option<fn(&Conn, &Actor, ClientId, uuid::Uuid) -> Result<Vec<Newer>>>,
    /// Its jobs.
    pub jobs: &'static [JobKind],
    /// What becomes of its tables when a workspace goes out whole.
    pub tables: &'static [Listed],
    /// A client is erased: what counted them counts them no more. Their rows go afterwards, by themselves.
    pub erased: Option<fn(&Tx, ClientId) -> Result<()>>,
    /// Puts its next things into search, from behind this one on; gives the last, or nothing when all are in. For a workspace that
    /// came in whole.
    pub to_search: Option<fn(&Tx, Option<uuid::Uuid>) -> Result<Option<uuid::Uuid>>>,
    /// What must hold of its rows, for `tend check`.
    pub checks: &'static [Check],
    /// Its pages of settings, in the list of settings.
    pub settings: &'static [SettingsLink],
    /// Its pages about one place, on the place's page of settings.
    pub of_place: &'static [PlaceLink],
    /// What one can go and do, offered wherever one finds things.
    pub doings: &'static [Doing],
    /// CSS that core does not have.
    pub styles: &'static str,
    /// Its pages in every state, for the gallery.
    pub samples: fn() -> Vec<Sample>,
}

impl Feature {
    /// A feature that says nothing about itself yet.
    pub const BARE: Feature = Feature {
        name: "",
        pages: Router::new,
        api: OpenApiRouter::default,
        greets: None,
        nav: None,
        nav_role: Role::Guest,
        panel: None,
        moved: None,
        open: None,
        serve_first: None,
        sentence: |_| None,
        composer: &[],
        columns: &[],
        from_entry: &[],
        from_lists: &[],
        log_line: None,
        bulk: &[],
        attach: None,
        beside: None,
        bytes: None,
        taken_back: None,
        consents: None,
        calls: &[],
        helped: None,
        helped_undone: None,
        call_url: None,
        briefing: None,
        handed: None,
        hand_over: None,
        changed_hands: None,
        went: None,
        in_hand: None,
        before_leaving: None,
        goes_along: None,
        owner_changed: None,
        member_left: None,
        holds: &[],
        newer: None,
        jobs: &[],
        tables: &[],
        erased: None,
        to_search: None,
        checks: &[],
        settings: &[],
        of_place: &[],
        doings: &[],
        styles: "",
        samples: Vec::new,
    };
}

/// A feature's part of a client's page.
pub type PanelOf = fn(&Conn, &Actor, ClientId, Timestamp) -> Result<Option<Panel>>;
/// What greets a member at the top of their own day; nobody else is shown it.
pub type GreetingOf = fn(&Conn, &Actor, Timestamp) -> Result<Option<Markup>>;
/// What a member has in hand, in a few words: “3 problems”.
pub type InHand = fn(&Conn, &Actor, MemberId) -> Result<Option<String>>;
/// What is open between us and a client.
pub type OpenOf = fn(&Conn, &Actor, ClientId, Timestamp) -> Result<Vec<OpenLine>>;

/// What clients said about letters, asked before each that goes to one.
#[derive(Debug)]
pub struct Consents {
    /// May we write to this address of theirs for this reason? Gives the contact point about which they said yes, nothing where
    /// nobody asked them, and a sentence where they said no.
    pub may_write: MayWrite,
    /// They want no more such letters to this contact point.
    pub no_more: fn(&Tx, ClientId, uuid::Uuid, Reason) -> Result<()>,
}

/// May we write to this address of a client?
pub type MayWrite = fn(&Conn, &Actor, ClientId, address: &str, Reason) -> Result<Option<uuid::Uuid>>;

/// Where pages went that are not there any more: two clients became one.
#[derive(Debug)]
pub struct Moved {
    /// What such an address begins with.
    pub under: &'static str,
    /// The address it has now, for a path with its query.
    pub to: fn(&Conn, &Actor, &str) -> Result<Option<String>>,
}

/// A place in the rail and the tab bar.
#[derive(Debug)]
pub struct Nav {
    /// The word on it.
    pub label: &'static str,
    /// Where it leads.
    pub href: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// The letter after G that goes there.
    pub key: char,
    /// The number behind the word, capped by the query that finds it.
    pub count: Option<fn(&Conn, &Actor, Timestamp) -> Result<u64>>,
}

/// A box on a client's page.
#[derive(Debug)]
pub struct Panel {
    /// Beside the story, or above it.
    pub side: bool,
    /// What it shows.
    pub markup: Markup,
}

/// One open matter on a client's page.
#[derive(Debug)]
pub struct OpenLine {
    /// Its icon.
    pub icon: Icon,
    /// What is open.
    pub title: String,
    /// Who does what about it.
    pub detail: String,
    /// Where it leads.
    pub href: String,
    /// When it is due.
    pub due_at: Timestamp,
    /// Somebody is waiting: said in clay.
    pub waiting: bool,
    /// What can be done with it right here: forms, in words.
    pub actions: Option<Markup>,
}

/// How an entry reads.
#[derive(Debug)]
pub struct Sentence {
    /// The mark on the thread.
    pub icon: Icon,
    /// Who did what, in our words: "Noor promised".
    pub title: String,
    /// Their words, in serif.
    pub quote: Option<String>,
    /// Our words below.
    pub note: Option<String>,
}

/// One more thing to write in the composer of a client's page.
#[derive(Debug)]
pub struct ComposerTab {
    /// The value of the form's `kind`: `promise`.
    pub kind: &'static str,
    /// The word on the tab.
    pub label: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Fields besides the text.
    pub fields: fn(&Actor, Timestamp) -> Markup,
    /// The verb: takes the client, the text and the form's other fields.
    pub write: fn(&Tx, ClientId, &str, &[(String, String)]) -> Result<()>,
}

/// A page of settings.
#[derive(Debug)]
pub struct SettingsLink {
    /// The word for it.
    pub label: &'static str,
    /// What one does there, in a sentence.
    pub detail: &'static str,
    /// Where it is.
    pub href: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// Who sees it.
    pub role: crate::actor::Role,
}

/// A page about one place.
#[derive(Debug)]
pub struct PlaceLink {
    /// The word for it.
    pub label: &'static str,
    /// What one finds there, in a sentence.
    pub detail: &'static str,
    /// Where it is.
    pub href: fn(LocationId) -> String,
}

/// Something one can go and do.
#[derive(Debug)]
pub struct Doing {
    /// The words for it: “New client”; before a client's name: “Write a note for”.
    pub label: &'static str,
    /// Other words it is found by.
    pub words: &'static str,
    /// Its icon.
    pub icon: Icon,
    /// How one gets there.
    pub by: DoneBy,
    /// Who may.
    pub role: crate::actor::Role,
    /// Its key, where it has one.
    pub key: Option<&'static str>,
}

/// How a [`Doing`] is begun.
#[derive(Clone, Copy, Debug)]
pub enum DoneBy {
    /// On this page.
    Page(&'static str),
    /// On a page that takes what was typed along.
    Typed(fn(&str) -> String),
    /// On a page about one client.
    Client(fn(ClientId) -> String),
    /// At once, by a form without fields.
    Form(&'static str),
}
