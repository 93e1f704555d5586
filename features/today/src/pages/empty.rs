//! Today when nobody needs the member: what that means, and whom one could make glad.

use maud::{Markup, html};
use tend_clients::Client;
use tend_core::{
    Result,
    calls::{self, CareGroup, Look},
    db::Conn,
    ui::{self, Icon, labels, link},
    web::Visit,
};

use super::url;
use crate::when;

/// Why nobody is there.
#[derive(Clone, Debug)]
pub(crate) enum Nobody {
    /// The book is empty: this Tend begins today.
    NoClients,
    /// There are clients, none of whom calls this member yet.
    NoneYet {
        /// The member's name.
        name: String,
    },
    /// Everybody was helped or put off.
    AllHelped,
    /// A calm day; perhaps somebody whose rhythm comes round next.
    Quiet(Option<Box<Next>>),
}

/// Whose turn it would be next.
#[derive(Clone, Debug)]
pub(crate) struct Next {
    pub client: Client,
    /// `on Thursday`.
    pub when: String,
}

pub(super) fn nobody(db: &Conn, visit: &Visit, helped: bool, put_off: usize) -> Result<Nobody> {
    if helped || put_off > 0 {
        return Ok(Nobody::AllHelped);
    }
    let (actor, now) = (&visit.actor, visit.now);
    let look = Look { workspace: actor.workspace, member: actor.me()?, viewer: actor.member, at: now };
    if let Some(call) = calls::next_of_member(db, &look, CareGroup::WorthAHello)? {
        let client = tend_clients::store::find(db, actor, call.client)?;
        let when = when::on_day(call.when.start().day_in(&actor.zone), now.day_in(&actor.zone));
        return Ok(Nobody::Quiet(Some(Box::new(Next { client, when }))));
    }
    let mine = tend_clients::list::Filter { owner: actor.member, ..Default::default() };
    if tend_clients::store::count(db, actor, &tend_clients::list::Filter::default(), 1)? == 0 {
        return Ok(Nobody::NoClients);
    }
    let has_clients = tend_clients::store::count(db, actor, &mine, 1)? > 0;
    Ok(if has_clients { Nobody::Quiet(None) } else { Nobody::NoneYet { name: actor.name.clone() } })
}

pub(super) fn lede(nobody: Option<&Nobody>) -> String {
    match nobody {
        Some(Nobody::NoClients) => "Tend is empty, and ready for the first name.",
        Some(Nobody::NoneYet { .. }) => "Nobody has called for you yet.",
        Some(Nobody::AllHelped) => "Everybody who needed you today is looked after.",
        Some(Nobody::Quiet(_)) | None => "Nobody needs you just now.",
    }
    .to_owned()
}

pub(super) fn empty(nobody: &Nobody, may_write: bool) -> Markup {
    match nobody {
        Nobody::NoClients => ui::empty(
            "Whom do you look after?",
            "Bring in the list you have, as it is, or write down one client you would like to do something for today.",
            html! {
                (link(labels::BRING_IN, url::IMPORT).icon(Icon::Upload).primary())
                (link("Add the first client", url::NEW_CLIENT).icon(Icon::Plus))
            },
        ),
        Nobody::NoneYet { name } => ui::empty(
            &format!("Good to have you here, {}", name.split_whitespace().next().unwrap_or(name)),
            "This is where your day begins. Whoever waits on you, has your word for today or has gone quiet stands here, the right name first. \
             Look at the clients and choose one to look after.",
            html! {
                (link("See the clients", "/clients").icon(Icon::Clients).primary())
                @if may_write { (link("Add a client", url::NEW_CLIENT).icon(Icon::Plus)) }
            },
        ),
        Nobody::AllHelped => ui::empty(
            "Nobody is waiting",
            "All who needed you today are looked after. A good moment to ask somebody how it went.",
            html! { (link("Look through your clients", "/clients").icon(Icon::Clients)) },
        ),
        Nobody::Quiet(Some(next)) => ui::empty(
            "Nobody is waiting",
            &format!(
                "{} would like to hear from you {}. Nothing is wrong with saying hello a little early.",
                next.client.name, next.when
            ),
            html! { (link(&format!("Say hello to {}", next.client.called()), url::composer(next.client.id)).icon(Icon::Note).primary()) },
        ),
        Nobody::Quiet(None) => ui::empty(
            "Nobody is waiting",
            "Give a client a rhythm, and Tend tells you when it is time to say hello. A promise you make stands here on its day.",
            html! { (link("Look through your clients", "/clients").icon(Icon::Clients)) },
        ),
    }
}
