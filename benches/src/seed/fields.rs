//! Custom fields, tags and views of the seeded house: what the list is filtered, sorted and counted by.

use serde_json::{Map, Value as Json, json};
use tend_clients::fields::{CustomField, FieldId, FieldKind, OneChoice, Value};
use tend_core::{Result, db::Conn, fold::fold};
use uuid::Uuid;

use super::{
    Plan,
    chance::Chance,
    store::{self, Values, row},
};

/// The sizes one in six of which each client has, but for the sixth.
const SIZES: [&str; 5] = ["Tiny", "Small", "Medium", "Large", "Huge"];

impl Plan {
    /// Three fields: a size most have, a number half of them have, a day one in a thousand has.
    pub fn fields(&self) -> [CustomField; 3] {
        let choices = SIZES.iter().enumerate();
        let choices =
            choices.map(|(at, name)| OneChoice { id: format!("{:03}", at + 1), name: (*name).into(), gone: false });
        let choices: Vec<OneChoice> = choices.collect();
        let field = |place: i64, name: &str, kind| CustomField {
            id: FieldId(Chance::new(place.unsigned_abs() ^ 0xF1E1D).id(self.size.until_us)),
            name: name.into(),
            kind,
            choices: if kind == FieldKind::Choice { choices.clone() } else { Vec::new() },
            currency: "EUR".parse().expect("a currency"),
            required: false,
            position: place,
            rereading: false,
            deleted_at: None,
            version: 1,
        };
        [
            field(1, "Size", FieldKind::Choice),
            field(2, "Bikes", FieldKind::Number),
            field(3, "Contract ends", FieldKind::Date),
        ]
    }

    pub fn open_fields(&self, tx: &Conn) -> Result<()> {
        let rows: Vec<Values> = self
            .fields()
            .into_iter()
            .map(|field| -> Values {
                row![
                    self.workspace,
                    field.id.0,
                    field.name.clone(),
                    fold(&field.name),
                    field.kind.to_string(),
                    serde_json::to_value(&field.choices).unwrap_or_default(),
                    "EUR".to_owned(),
                    false,
                    field.position,
                    false,
                    self.size.until_us,
                    1_i64,
                ]
            })
            .collect();
        let columns = "workspace_id, id, name, name_folded, kind, choices, currency, required, position, rereading, made_at, version";
        store::insert(tx, "client_fields", columns, &rows)?;
        store::insert(
            tx,
            "tags",
            "workspace_id, tag_folded, name",
            &[row![self.workspace, "fleet".to_owned(), "Fleet".to_owned()]],
        )?;
        self.views(tx)
    }

    /// Eight views of the first member: some small, some of half the house, one that must look for long.
    fn views(&self, tx: &Conn) -> Result<()> {
        let [size, bikes, ends] = self.fields().map(|field| field.control());
        let views: [(&str, Vec<String>); 8] = [
            ("Contracts that end", vec![format!("{ends}.some.")]),
            ("Large ones", vec![format!("{size}.is.004")]),
            ("Many bikes", vec![format!("{bikes}.least.90")]),
            ("Large and many", vec![format!("{size}.is.004"), format!("{bikes}.least.95")]),
            ("Fleets", vec!["tag.is.fleet".into()]),
            ("Quiet", vec!["spoke.longer.340".into()]),
            ("Touring", vec!["about.has.touring".into()]),
            ("Nobody", vec!["about.has.zebra".into()]),
        ];
        let rows: Vec<Values> = views
            .into_iter()
            .zip(0_u64..)
            .map(|((name, conditions), number)| -> Values {
                let conditions = conditions.into_iter().map(|condition| json!(["where", condition]));
                let asked: Vec<Json> = [json!(["of", "everyone"])].into_iter().chain(conditions).collect();
                row![
                    self.workspace,
                    Chance::new(number ^ 0x51E).id(self.size.until_us),
                    name.to_owned(),
                    fold(name),
                    Json::Array(asked),
                    true,
                    self.members[0],
                    self.size.until_us,
                    1_i64,
                ]
            })
            .collect();
        let columns = "workspace_id, id, name, name_folded, asked, shared, owner_id, made_at, version";
        store::insert(tx, "client_views", columns, &rows)
    }

    /// What a client has in the fields: as the column holds it, and as the index does.
    pub fn custom(&self, fields: &[CustomField; 3], number: u64, client: (Uuid, &str)) -> (Json, Vec<Values>) {
        let typed = [
            (number % 6 != 5).then(|| SIZES[(number % 6) as usize % SIZES.len()].to_owned()),
            number.is_multiple_of(2).then(|| (number / 2 % 100).to_string()),
            number.is_multiple_of(1000).then(|| format!("2027-{:02}-01", 1 + number / 1000 % 12)),
        ];
        let mut custom = Map::new();
        let mut rows: Vec<Values> = Vec::new();
        for (field, typed) in fields.iter().zip(typed) {
            let value: Option<Value> = typed.and_then(|typed| field.read(&typed).ok().flatten());
            let Some(value) = value else { continue };
            custom.insert(field.id.to_string(), value.to_json());
            for key in value.keys() {
                rows.push(row![self.workspace, client.0, field.id.0, key, fold(client.1)]);
            }
        }
        (Json::Object(custom), rows)
    }
}

/// Puts what clients have into the index.
pub fn insert_values(tx: &Conn, rows: &[Values]) -> Result<()> {
    store::insert(tx, "client_values", "workspace_id, client_id, field_id, value_key, name_folded", rows)
}

/// One in ten is a fleet.
pub fn insert_tags(tx: &Conn, rows: &[Values]) -> Result<()> {
    store::insert(tx, "client_tags", "workspace_id, client_id, tag_folded, name_folded", rows)
}
