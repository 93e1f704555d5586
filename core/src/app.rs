//! The app: what every door is given. Reads are one snapshot, writes one transaction with its entries.

use std::{cell::RefCell, ops::Deref, sync::Arc, time::Duration};

use crate::{
    actor::Actor,
    db::{Conn, Db, search},
    error::Result,
    feature::Feature,
    id::{EntryId, Id, MemberId},
    kept::Kept,
    live::{Change, Live},
    push::{self, Notice},
    settings::Settings,
    time::{Clock, Timestamp},
    timeline::{self, NewEntry, Noted},
    ui::assets::Assets,
};

/// Everything a door needs; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What stands behind an [`App`].
pub struct Inner {
    /// The door to the database.
    pub db: Db,
    /// The source of *now*.
    pub clock: Clock,
    /// The features of this Tend, in the order of the rail.
    pub features: &'static [&'static Feature],
    /// What was set by flag, environment or file.
    pub settings: Arc<Settings>,
    /// Who listens to what changes.
    pub live: Live,
    /// What was counted a moment ago.
    pub kept: Kept,
    /// The stylesheet, with what the features add.
    pub assets: Assets,
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Puts an app together. The database is open and migrated.
    pub fn new(
        db: Db,
        clock: Clock,
        features: &'static [&'static Feature],
        settings: impl Into<Arc<Settings>>,
    ) -> Self {
        let styles: Vec<&str> = features.iter().map(|feature| feature.styles).collect();
        App(Arc::new(Inner {
            db,
            clock,
            features,
            settings: settings.into(),
            live: Live::new(),
            kept: Kept::default(),
            assets: Assets::join(&styles),
        }))
    }

    /// Reads: any number of queries on one snapshot.
    pub async fn read<T, F>(&self, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&Conn) -> Result<T> + Send + 'static,
    {
        self.db.read(f).await
    }

    /// Writes: one transaction that ends with its timeline entries, run again where the engine asks for it.
    /// Those who look are told after the commit.
    pub async fn write<T, F>(&self, actor: &Actor, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&Tx) -> Result<T> + Send + 'static,
    {
        let (out, changes) = self.db.write(self.transaction(actor, f)).await?;
        self.live.tell(changes);
        Ok(out)
    }

    /// As [`App::write`], for something long: with a limit of its own, sharing its commit with nobody.
    pub async fn write_within<T, F>(&self, actor: &Actor, limit: Duration, f: F) -> Result<T>
    where
        T: Send + 'static,
        F: Fn(&Tx) -> Result<T> + Send + 'static,
    {
        let (out, changes) = self.db.write_within(limit, self.transaction(actor, f)).await?;
        self.live.tell(changes);
        Ok(out)
    }

    fn transaction<T, F>(&self, actor: &Actor, f: F) -> impl Fn(&Conn) -> Result<(T, Changes)> + Send + use<T, F>
    where
        F: Fn(&Tx) -> Result<T> + Send,
    {
        let (actor, now, features) = (actor.clone(), self.clock.now(), self.features);
        let settings = Arc::clone(&self.settings);
        move |conn| {
            let actor = actor.clone();
            let (entries, search, tellings) = Default::default();
            let tx = Tx { conn, features, settings: Arc::clone(&settings), actor, now, entries, search, tellings };
            let out = f(&tx)?;
            search::write(tx.conn, tx.actor.workspace.0, &tx.search.take())?;
            let changes = timeline::write(&tx, tx.entries.take())?;
            push::write(&tx, tx.tellings.take(), changes.last().map(|change| change.number))?;
            Ok((out, changes))
        }
    }
}

/// One running transaction: the connection, who acts, and now.
pub struct Tx<'c> {
    conn: &'c Conn<'c>,
    /// The features of this Tend, for verbs that concern them all.
    pub features: &'static [&'static Feature],
    /// What was set by flag, environment or file.
    pub settings: Arc<Settings>,
    /// Who acts.
    pub actor: Actor,
    /// The one *now* of this transaction.
    pub now: Timestamp,
    entries: RefCell<Vec<Noted>>,
    search: RefCell<Vec<search::Change>>,
    tellings: RefCell<Vec<(MemberId, Notice)>>,
}

impl<'c> Deref for Tx<'c> {
    type Target = Conn<'c>;
    fn deref(&self) -> &Conn<'c> {
        self.conn
    }
}

impl Tx<'_> {
    /// A new id, in the order of time.
    pub fn new_id<I: Id>(&self) -> I {
        crate::id::fresh()
    }
    /// Notes an entry; it is numbered and written as the last statements of the transaction,
    /// so that the order of numbers is the order of commits.
    pub fn entry(&self, entry: NewEntry) {
        self.entry_as(self.new_id(), entry);
    }
    /// Notes an entry under an id from [`Tx::new_id`], for a row that says which entry put it there.
    pub fn entry_as(&self, id: EntryId, entry: NewEntry) {
        self.entry_of(self.actor.member, id, entry);
    }
    /// Notes an entry that tells what another did or wrote, as it was told elsewhere; of nobody where nobody here is called so.
    pub fn entry_of(&self, by: Option<MemberId>, id: EntryId, entry: NewEntry) {
        self.entries.borrow_mut().push(Noted { id, by, entry });
    }
    /// Notes what a member is told at once; [`push::tell`] is the verb.
    pub(crate) fn note_telling(&self, member: MemberId, notice: Notice) {
        self.tellings.borrow_mut().push((member, notice));
    }
    /// How many entries the transaction has noted so far.
    pub fn entries_so_far(&self) -> i64 {
        self.entries.borrow().len() as i64
    }
    /// Puts a thing into search, or renews it, at the end of the transaction. `names` is what it is called by, `others` what
    /// else it may be found by.
    pub fn put_in_search(&self, kind: &'static str, id: impl Into<uuid::Uuid>, names: &str, others: &str) {
        self.search.borrow_mut().push(search::Change::put(kind, id, names, others));
    }
    /// Takes a thing out of search at the end of the transaction.
    pub fn take_out_of_search(&self, kind: &'static str, id: impl Into<uuid::Uuid>) {
        self.search.borrow_mut().push(search::Change::Remove { kind, id: id.into() });
    }
}

/// What the transaction changed, for those who look.
pub type Changes = Vec<Change>;
