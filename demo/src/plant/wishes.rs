//! Planting what the clients want to do.

use tend_clients::{MomentKind, NewMoment};
use tend_core::{Day, Result, id::EntryId};
use tend_goals::{
    NewGoal,
    actions::{self as goals, Wording},
    goal::GoalId,
};

use super::Shop;
use crate::{
    cast::Character,
    wishes::{Turn, WISHES, Wish},
};

impl Shop {
    /// What they said when they became a client, in a note; most want to do just that.
    pub(super) async fn hear(&mut self, character: &'static Character) -> Result<()> {
        let (owner, client) = (self.actor(character.owner), self.clients[character.name]);
        let note = NewMoment::now(MomentKind::Note, format!("“{}”", character.wants));
        let said = self.then.write(&owner, move |tx| tend_clients::actions::note(tx, client, &note)).await?;
        self.said.insert(character.name, said);
        Ok(())
    }

    /// A goal in the words of that note, named when somebody last spoke with them.
    pub(super) async fn want(&self, character: &'static Character) -> Result<()> {
        let (owner, client) = (self.actor(character.owner), self.clients[character.name]);
        let new = NewGoal {
            from_entry: self.quoted(character.name, character.wants),
            ..NewGoal::new(client, character.wants)
        };
        self.then.write(&owner, move |tx| goals::name(tx, &new)).await.map(drop)
    }

    /// A goal of which more is known.
    pub(super) async fn wish(&self, wish: &'static Wish, made: &[Option<GoalId>]) -> Result<GoalId> {
        let (by, client) = (self.actor(wish.by), self.clients[wish.client]);
        let today = self.now.day_in(&self.zone);
        let day = wish.within_days.map(|days| Day(today.0.saturating_add(jiff::Span::new().days(days))));
        let new = NewGoal {
            wording: Wording {
                words: wish.words.to_owned(),
                said_by: wish.said_by.to_owned(),
                why: wish.why.to_owned(),
                measure: wish.measure.to_owned(),
                wanted_by: day.map(|day| day.to_string()).unwrap_or_default(),
                ..Wording::default()
            },
            from_entry: self.quoted(wish.client, wish.words),
            serves: wish.serves.and_then(|above| made[above]),
            help: wish.help.map(|(help, words)| (help, words.to_owned())),
            ..NewGoal::new(client, wish.words)
        };
        self.then.write(&by, move |tx| goals::name(tx, &new)).await
    }

    /// What came after.
    pub(super) async fn go_on_with(&self, index: usize, id: GoalId, turn: &'static Turn) -> Result<()> {
        let by = self.actor(WISHES[index].by);
        let verb = self.then.write(&by, move |tx| match turn {
            Turn::Begun => goals::begin(tx, id, "", None),
            Turn::Word(words) => goals::speak_of(tx, id, words, None),
            Turn::There(words) => goals::attain(tx, id, words, None),
        });
        verb.await
    }

    /// The note it is quoted from, where it is what they said then.
    fn quoted(&self, client: &str, words: &str) -> Option<EntryId> {
        let character = crate::cast::CAST.iter().find(|character| character.name == client)?;
        (character.wants == words).then(|| self.said[client])
    }
}
