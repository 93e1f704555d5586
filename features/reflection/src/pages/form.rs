//! What the page sends, and whom the typed names mean.

use tend_clients::Client;
use tend_core::{Actor, Day, Error, Result, db::Conn, fold::fold, id::ClientId};

use crate::{
    actions::{Outcome, Whom, Writing},
    reflection::{Answers, AsideId, QUESTIONS, ReflectionId},
};

/// The fields as they came: several can have one name.
pub(super) type Fields = Vec<(String, String)>;

/// More names than these on one evening are a slip.
const MOST_NAMES: usize = 20;
/// As many clients of one name as are offered.
const MOST_MATCHES: usize = 6;

/// What the page sent.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    pub day: Day,
    pub seen: i64,
    pub answers: Answers,
    /// Whose chips are pressed.
    pub chosen: Vec<ClientId>,
    /// Names as they were typed.
    pub names: String,
    /// Whom an asked name means: a client, `new`, `nobody`.
    pub meant: Vec<(String, String)>,
    pub joins: Vec<AsideId>,
    pub outcome: Option<Outcome>,
}

impl Sent {
    pub(super) fn of(fields: &Fields) -> Result<Sent> {
        let all = |name: &'static str| fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value);
        let one = |name: &'static str| all(name).next().cloned().unwrap_or_default();
        let asked = all("asked").enumerate().map(|(index, name)| {
            let choice = fields.iter().find(|(field, _)| *field == format!("meant-{index}"));
            (name.clone(), choice.map(|(_, value)| value.clone()).unwrap_or_default())
        });
        let outcome = one("earlier").parse::<ReflectionId>().ok().map(|of| Outcome {
            of,
            words: one("came_of_it"),
            seen: one("earlier_seen").parse().unwrap_or_default(),
        });
        Ok(Sent {
            day: one("day").parse().map_err(|_| Error::NotFound)?,
            seen: one("seen").parse().unwrap_or_default(),
            answers: Answers::of(QUESTIONS.map(|(field, _)| one(field))),
            chosen: all("client").filter_map(|id| id.parse().ok()).collect(),
            names: one("names"),
            meant: asked.collect(),
            joins: all("join").filter_map(|id| id.parse().ok()).collect(),
            outcome,
        })
    }

    pub(super) fn writing(&self, people: Vec<Whom>) -> Writing {
        Writing {
            day: self.day,
            answers: self.answers.clone(),
            people,
            seen: self.seen,
            joins: self.joins.clone(),
            outcome: self.outcome.clone(),
        }
    }
}

/// A name that could mean several.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub name: String,
    pub clients: Vec<Client>,
}

/// Whom a page means, or what must be asked first.
pub(super) enum Meant {
    All(Vec<Whom>),
    Ask(Vec<Ask>),
}

/// Whom the chips and the typed names mean.
pub(super) fn whom(db: &Conn, actor: &Actor, sent: &Sent) -> Result<Meant> {
    let mut people: Vec<Whom> = sent.chosen.iter().copied().map(Whom::Known).collect();
    let mut asks = Vec::new();
    for name in names_of(&sent.names) {
        let answer = sent.meant.iter().find(|(asked, _)| asked == name).map(|(_, answer)| answer.as_str());
        match answer {
            Some("nobody") => {}
            Some("new") => people.push(Whom::New(name.to_owned())),
            Some(id) if !id.is_empty() => people.push(Whom::Known(id.parse().map_err(|_| Error::NotFound)?)),
            _ => match the_one_meant(db, actor, name)? {
                Ok(whom) => people.push(whom),
                Err(clients) => asks.push(Ask { name: name.to_owned(), clients }),
            },
        }
    }
    Ok(if asks.is_empty() { Meant::All(people) } else { Meant::Ask(asks) })
}

/// One who is called so, or the only one who could be; nobody: a new client. Else those who could be meant.
fn the_one_meant(db: &Conn, actor: &Actor, name: &str) -> Result<Result<Whom, Vec<Client>>> {
    let known = tend_clients::store::search(db, actor, name, MOST_MATCHES)?;
    let same: Vec<&Client> = known.iter().filter(|client| fold(&client.name) == fold(name)).collect();
    Ok(match (same.as_slice(), known.as_slice()) {
        ([one], _) => Ok(Whom::Known(one.id)),
        ([], [one]) => Ok(Whom::Known(one.id)),
        ([], []) => Ok(Whom::New(name.to_owned())),
        _ => Err(known),
    })
}

fn names_of(names: &str) -> impl Iterator<Item = &str> {
    names.split([',', ';', '\n']).map(str::trim).filter(|name| !name.is_empty()).take(MOST_NAMES)
}
