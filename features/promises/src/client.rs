//! Promises on a client's page: what is open between us, and a tab of the composer.

use maud::{Markup, html};
use tend_core::{
    Actor, Error, Result, Timestamp, Tx,
    briefing::{BriefingLine, Part},
    calls::Call,
    db::Conn,
    feature::{ComposerTab, OpenLine},
    id::ClientId,
    merging::Newer,
    serve_first::Reason,
    ui::{self, Icon, Item, button, field, menu_button, press},
};

use crate::{
    actions::{self, NewPromise},
    due::{self, Due},
    moment,
    pages::url,
    promise::{Promise, PromiseId, State, To},
    store::{self, Place},
};

/// As many open promises as one client's page shows.
const MOST_OPEN: i64 = 50;

/// What we owe this client, each line with the ways to go on.
pub fn open(db: &Conn, actor: &Actor, client: ClientId, now: Timestamp) -> Result<Vec<OpenLine>> {
    let owed = store::of_client_open(db, actor, client, MOST_OPEN)?;
    owed.iter().map(|promise| open_line(db, actor, promise, now)).collect()
}

/// What was promised them after this id: it goes with them, or stays, when two clients are taken apart.
pub fn newer(db: &Conn, actor: &Actor, client: ClientId, after: uuid::Uuid) -> Result<Vec<Newer>> {
    let promises = store::newer(db, actor, client, after, MOST_OPEN)?;
    Ok(promises.into_iter().map(|one| Newer { id: one.id.0, what: "A promise", words: one.words }).collect())
}

/// To whom of these clients we broke our word and have not made it good.
pub fn serve_first(db: &Conn, actor: &Actor, clients: &[ClientId], _: Timestamp) -> Result<Vec<(ClientId, Reason)>> {
    let broken = store::broken_to(db, actor, clients)?;
    let reason = |promise: Promise| {
        let reason = Reason {
            subject: promise.id.0,
            what: format!("what we promised: “{}”", promise.words),
            since: promise.due.at,
            icon: Icon::Promise,
            go: "Go to the promise",
            href: url(promise.id),
        };
        promise.client().map(|client| (client, reason))
    };
    Ok(broken.into_iter().filter_map(reason).collect())
}

/// What was promised and is still owed, for a colleague who takes over.
pub fn briefing(db: &Conn, actor: &Actor, client: ClientId, _: Timestamp) -> Result<Vec<BriefingLine>> {
    let owed = store::of_client_open(db, actor, client, MOST_OPEN)?;
    let line = |promise: &Promise| {
        let who = moment::given_name(&store::member_name(db, actor, promise.owner)?).to_owned();
        let due = due::in_words(promise.due, &actor.zone);
        let standing = if promise.state == State::Broken { ", broken and not made good" } else { "" };
        Ok(BriefingLine::new(Part::Promised, format!("{}, by {due} ({who}){standing}", promise.words)))
    };
    owed.iter().map(line).collect()
}

/// Where a promise is kept.
pub fn call_url(call: &Call) -> String {
    url(PromiseId(call.subject))
}

fn open_line(db: &Conn, actor: &Actor, promise: &Promise, now: Timestamp) -> Result<OpenLine> {
    let who = if actor.member == Some(promise.owner) {
        "You".to_owned()
    } else {
        moment::given_name(&store::member_name(db, actor, promise.owner)?).to_owned()
    };
    Ok(OpenLine {
        icon: Icon::Promise,
        title: promise.words.clone(),
        detail: detail(promise, &who, actor, now),
        href: url(promise.id),
        due_at: promise.due.at,
        waiting: promise.is_waited_on(now),
        actions: actor.may_write().is_ok().then(|| line_actions(promise)),
    })
}

/// “You promised on Monday”; once broken, what is owed now.
pub(crate) fn detail(promise: &Promise, who: &str, actor: &Actor, now: Timestamp) -> String {
    let today = now.day_in(&actor.zone);
    match promise.state {
        State::Broken => format!(
            "Broken. {who} promised it by {}, and it waits to be made good",
            due::in_words(promise.due, &actor.zone)
        ),
        _ => format!("{who} promised {}", moment::on_day(promise.made.at.day_in(&actor.zone), today)),
    }
}

/// The button *Kept* and a menu with the rest; a broken promise leads to where it is made good.
pub(crate) fn line_actions(promise: &Promise) -> Markup {
    let page = url(promise.id);
    if promise.state != State::Open {
        return html! { (ui::link("Make it good", format!("{page}#making-good")).small()) };
    }
    let (menu_id, kept) = (format!("promise-menu-{}", promise.id), format!("Kept: {}", promise.words));
    let more = format!("More about: {}", promise.words);
    html! {
        (press(format!("{page}/keeping"), button("Kept").small().icon(Icon::Check).label(&kept)))
        (menu_button("More", &menu_id).small().quiet().only(Icon::More).label(&more))
        (ui::menu(&menu_id, "What else can happen with this promise", &[
            Item::Go(Icon::Calendar, "Move it, once they know", format!("{page}#moving").into()),
            Item::Go(Icon::Handoff, "Give it to a colleague", format!("{page}#giving").into()),
            Item::Go(Icon::Coaching, "They released us", format!("{page}#release").into()),
            Item::Go(Icon::Warn, "We cannot keep it", format!("{page}#breaking").into()),
        ]))
    }
}

/// The tab of the composer.
pub const TAB: ComposerTab = ComposerTab {
    kind: "promise",
    label: "Promise",
    icon: Icon::Promise,
    fields,
    write: |tx, client, text, form| write(tx, client, text, form).map(drop),
};

fn fields(_: &Actor, _: Timestamp) -> Markup {
    html! { div class="more-fields for-promise" { (due_fields("composer", &Typed::default(), None)) } }
}

/// What was typed for a time: in words, or in the browser's own field.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Typed<'a> {
    pub words: &'a str,
    pub moment: &'a str,
}

/// By when: in words, or picked from a calendar. The words win.
pub(crate) fn due_fields(prefix: &str, typed: &Typed, problem: Option<&str>) -> Markup {
    html! {
        (field("due", "By when").prefix(prefix).value(typed.words).placeholder("Thu 15:00, tomorrow, in 2 days at 9").autocomplete("off").error(problem))
        (field("due_at", "Or pick it").prefix(prefix).value(typed.moment).moment())
    }
}

/// Reads what was typed for a time, on the clock of that place.
pub(crate) fn read_due(typed: &Typed, now: Timestamp, place: &Place) -> Result<Due> {
    let text = if typed.words.trim().is_empty() { typed.moment } else { typed.words };
    due::read(text, now, &place.zone, &place.closing).map_err(|message| Error::invalid("due", message))
}

/// Writes down a promise to this client, from the form of the composer.
pub(crate) fn write(tx: &Tx, client: ClientId, text: &str, form: &[(String, String)]) -> Result<PromiseId> {
    let typed = |name: &str| form.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    let me = store::colleague(tx, &tx.actor, tx.actor.me()?)?;
    let due = read_due(&Typed { words: typed("due"), moment: typed("due_at") }, tx.now, &me.place)?;
    actions::make(tx, &NewPromise::new(To::Client(client), text, due))
}
