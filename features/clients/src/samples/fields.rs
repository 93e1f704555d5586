//! Custom fields in every state: on a client's page, in settings.

use std::collections::HashMap;

use serde_json::{Map, json};
use tend_core::{Problem, Role, id::ClientId, time::DAY, ui::Sample};

use super::{NOW, client, id, noor};
use crate::{
    client::ClientKind,
    fields::{CustomField, FieldDraft, FieldId, FieldKind, OneChoice},
    pages::{Fields, More, OfFields, OneField, field_view, fields_view, new_field_view},
};

/// A field of each kind.
pub(super) fn cast() -> Vec<CustomField> {
    let names = [
        "Key to the shed",
        "Bikes",
        "May spend a year",
        "Contract ends",
        "Size",
        "Likes",
        "Wears a helmet",
        "Shared folder",
        "Sent by",
    ];
    FieldKind::ALL.iter().zip(names).zip(1_i64..).map(|((kind, name), place)| one(place, *kind, name)).collect()
}

fn one(place: i64, kind: FieldKind, name: &str) -> CustomField {
    let choice = |id: &str, name: &str| OneChoice { id: id.into(), name: name.into(), gone: false };
    let choices = vec![choice("001", "Small"), choice("002", "Medium"), choice("003", "Large")];
    CustomField {
        id: FieldId(id(900 + u128::from(place.unsigned_abs()))),
        name: name.into(),
        kind,
        choices: if kind.has_choices() { choices } else { Vec::new() },
        currency: "EUR".parse().expect("a currency"),
        required: kind == FieldKind::Choice,
        position: place,
        rereading: false,
        deleted_at: None,
        version: 1,
    }
}

/// What Harbour Clinic has in them; one does not read as a day, one is missing.
pub(super) fn of_the_clinic() -> More {
    let values = [
        json!("Hook behind the door"),
        json!({ "number": "14" }),
        json!({ "money": 1_240_000, "currency": "EUR" }),
        json!({ "kept": "when Amara says so" }),
        json!(null),
        json!({ "choices": ["001", "003"] }),
        json!(true),
        json!("https://files.example/harbour"),
        json!({ "client": id(777).to_string() }),
    ];
    let fields = cast();
    let custom: Map<_, _> = fields.iter().map(|field| field.id.to_string()).zip(values).collect();
    More { fields, custom, names: HashMap::from([(ClientId(id(777)), "Hotel Aurelia".to_owned())]) }
}

/// All of them.
pub(super) fn all() -> Vec<Sample> {
    [lists(), single()].concat()
}

fn lists() -> Vec<Sample> {
    let actor = tend_core::Actor { role: Role::Admin, ..noor() };
    let gone = CustomField { deleted_at: Some(NOW.plus(-3 * DAY)), ..one(12, FieldKind::Text, "Nickname") };
    let of = |place: i64| OfFields { values: place * 160, unread: i64::from(place == 4) * 12 };
    let fields = cast().into_iter().map(|field| (field.clone(), of(field.position))).collect();
    let usual = Fields { fields, gone: vec![gone], actor };
    let empty = Fields { fields: Vec::new(), gone: Vec::new(), ..usual.clone() };
    vec![
        Sample::framed("clients/fields", "usual", fields_view(&usual)),
        Sample::framed("clients/fields", "empty", fields_view(&empty)),
    ]
}

fn single() -> Vec<Sample> {
    let problem = |field: &str, message: &str| Problem { field: field.into(), message: message.into() };
    let wrong = OneField {
        problems: vec![problem("name", "What is it called?"), problem("kind", "What does it take? Choose one.")],
        ..OneField::default()
    };
    let size = one(5, FieldKind::Choice, "Size");
    let draft = FieldDraft {
        name: size.name.clone(),
        kind: Some(size.kind),
        renamed: size.offered().map(|choice| (choice.id.clone(), choice.name.clone())).collect(),
        required: true,
        ..FieldDraft::default()
    };
    let usual = OneField { of: OfFields { values: 96, unread: 0 }, draft, field: Some(size), ..OneField::default() };
    let ends = CustomField { rereading: true, ..one(4, FieldKind::Date, "Contract ends") };
    let unread = OneField {
        of: OfFields { values: 1001, unread: 12 },
        unread: vec![
            client(0, ClientKind::Organization, "Harbour Clinic", "", 1),
            client(1, ClientKind::Person, "نور حداد", "", 1),
        ],
        draft: FieldDraft { name: ends.name.clone(), kind: Some(ends.kind), ..FieldDraft::default() },
        field: Some(ends),
        overtaken: Some("Somebody changed this a moment ago. Look at it once more and try again.".into()),
        ..OneField::default()
    };
    vec![
        Sample::framed("clients/field", "new", new_field_view(&OneField::default())),
        Sample::framed("clients/field", "error", new_field_view(&wrong)),
        Sample::framed("clients/field", "usual", field_view(&usual)),
        Sample::framed("clients/field", "unread", field_view(&unread)),
    ]
}
