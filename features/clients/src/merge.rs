//! Two clients who became one: what the one who stays takes from the other. No I/O here.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use tend_core::{Day, Timestamp, id::ClientId};

use crate::client::Client;

tend_core::id!(
    /// One merge.
    MergeId
);

/// A merge as it stands.
#[derive(Clone, Debug)]
pub struct Merge {
    /// Its id. What is newer than the merge has a greater one.
    pub id: MergeId,
    /// Who stays.
    pub stays: ClientId,
    /// Who went.
    pub gone: ClientId,
    /// What they were called.
    pub gone_name: String,
    /// When.
    pub merged_at: Timestamp,
    /// When the two were taken apart again.
    pub undone_at: Option<Timestamp>,
}

/// What of the one who stays the merge may change.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stood {
    /// The short line.
    pub about: String,
    /// With us since.
    pub since: Option<Day>,
    /// The rhythm.
    pub cadence_days: Option<i64>,
    /// When we last heard from each other.
    pub last_contact_at: Option<Timestamp>,
    /// Text kept from imports.
    pub fields: Map<String, Value>,
    /// Custom values, by their field.
    pub custom: Map<String, Value>,
}

impl Stood {
    /// As a client stands.
    pub fn of(client: &Client, fields: Map<String, Value>, custom: Map<String, Value>) -> Self {
        Stood {
            about: client.about.clone(),
            since: client.since,
            cadence_days: client.cadence_days,
            last_contact_at: client.last_contact_at,
            fields,
            custom,
        }
    }

    /// What stands there stays; what is empty is filled from the other; the earlier beginning and the later word count for both. Text
    /// from imports that says something else is kept beside, under the other's name.
    pub fn with(&self, other: &Stood, other_name: &str) -> Self {
        let mut together = self.clone();
        if together.about.is_empty() {
            together.about.clone_from(&other.about);
        }
        together.since = [self.since, other.since].into_iter().flatten().min();
        together.cadence_days = self.cadence_days.or(other.cadence_days);
        together.last_contact_at = self.last_contact_at.max(other.last_contact_at);
        for (column, text) in &other.fields {
            match self.fields.get(column) {
                None => together.fields.insert(column.clone(), text.clone()),
                Some(own) if own == text => None,
                Some(_) => together.fields.insert(format!("{column} ({other_name})"), text.clone()),
            };
        }
        for (field, value) in &other.custom {
            together.custom.entry(field.clone()).or_insert_with(|| value.clone());
        }
        together
    }

    /// Taken apart: what nobody changed since the merge is as before, what somebody changed stays.
    pub fn taken_apart(&self, before: &Stood, after: &Stood) -> Self {
        fn back<T: Clone + PartialEq>(now: &T, before: &T, after: &T) -> T {
            if now == after { before.clone() } else { now.clone() }
        }
        let maps = |now: &Map<String, Value>, before: &Map<String, Value>, after: &Map<String, Value>| {
            let mut map = now.clone();
            map.retain(|key, value| before.contains_key(key) || after.get(key) != Some(value));
            map
        };
        Stood {
            about: back(&self.about, &before.about, &after.about),
            since: back(&self.since, &before.since, &after.since),
            cadence_days: back(&self.cadence_days, &before.cadence_days, &after.cadence_days),
            last_contact_at: back(&self.last_contact_at, &before.last_contact_at, &after.last_contact_at),
            fields: maps(&self.fields, &before.fields, &after.fields),
            custom: maps(&self.custom, &before.custom, &after.custom),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stood(about: &str, cadence_days: Option<i64>, last: i64) -> Stood {
        Stood { about: about.into(), cadence_days, last_contact_at: Some(Timestamp(last)), ..Stood::default() }
    }

    #[test]
    fn what_stands_there_stays_and_what_is_empty_is_filled() {
        let mut other = stood("Cargo bike", Some(30), 9);
        other.fields.insert("Shoe".into(), Value::from("42"));
        let mut own = stood("", None, 5);
        own.fields.insert("Shoe".into(), Value::from("41"));
        let both = own.with(&other, "Martha");
        assert_eq!(
            (both.about.as_str(), both.cadence_days, both.last_contact_at),
            ("Cargo bike", Some(30), Some(Timestamp(9)))
        );
        assert_eq!((&both.fields["Shoe"], &both.fields["Shoe (Martha)"]), (&Value::from("41"), &Value::from("42")));
    }

    #[test]
    fn taken_apart_it_is_as_before_but_for_what_was_changed_since() {
        let (own, other) = (stood("", None, 5), stood("Cargo bike", Some(30), 9));
        let after = own.with(&other, "Martha");
        assert_eq!(after.taken_apart(&own, &after), own);
        let changed = Stood { about: "Two bikes".into(), ..after.clone() };
        assert_eq!(changed.taken_apart(&own, &after), Stood { about: "Two bikes".into(), ..own });
    }
}
