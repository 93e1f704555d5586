//! How a test calls any operation of the JSON door: from the document alone, with values that fit and ids that the test picks.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::http::Method;
use serde_json::{Value, json};
use tend_core::{
    api::document::Operation,
    testing::program::{Program, Reply},
};

pub fn slot_of(parameter: &Value) -> String {
    let sign = if parameter["in"] == "query" { "?" } else { "/" };
    format!("{sign}{}", parameter["name"].as_str().unwrap_or_default())
}

pub fn parameters<'d>(operation: &'d Operation) -> impl Iterator<Item = &'d Value> {
    operation.value["parameters"].as_array().into_iter().flatten()
}

pub fn body_schema<'d>(operation: &'d Operation) -> Option<&'d Value> {
    operation.value.pointer("/requestBody/content/application~1json/schema")
}

/// Calls an operation with everything its document knows of, and the ids that `pick` gives.
pub async fn calls(program: &Program, document: &Value, operation: &Operation<'_>, pick: Pick<'_>) -> Reply {
    let (mut path, mut query) = (operation.path.to_owned(), Vec::new());
    for parameter in parameters(operation) {
        let (name, slot) = (parameter["name"].as_str().expect("a name"), slot_of(parameter));
        let is_needed = parameter["in"] == "path";
        let Some(value) = sample(document, &parameter["schema"], &slot, is_needed, pick) else { continue };
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match parameter["in"].as_str() {
            Some("path") => path = path.replace(&format!("{{{name}}}"), &value),
            Some("query") if id_kind(document, &parameter["schema"]).is_some() || parameter["required"] == true => {
                query.push(format!("{name}={value}"));
            }
            _ => {}
        }
    }
    let address = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
    let body = body_schema(operation).and_then(|schema| sample(document, schema, "#", true, pick));
    let headers: &[(&str, &str)] = if operation.method == Method::GET { &[] } else { &[("if-match", "*")] };
    program.asks(operation.method.clone(), &address, headers, body).await
}

/// The name of the schema, where it is one of an id.
pub fn id_kind<'d>(document: &Value, schema: &'d Value) -> Option<&'d str> {
    let reference = schema["$ref"].as_str().or_else(|| {
        let choices = schema["oneOf"].as_array()?;
        choices.iter().find_map(|choice| choice["$ref"].as_str())
    })?;
    let name = reference.rsplit('/').next()?;
    (document.pointer(&reference[1..])?["format"] == "uuid").then_some(name)
}

/// Gives the id for a slot, of that kind; nothing where it need not stand there.
pub type Pick<'p> = &'p (dyn Fn(&str, &str, bool) -> Option<String> + Sync);

/// A value that fits a schema, the ids in it as `pick` gives them.
pub fn sample(document: &Value, schema: &Value, slot: &str, is_needed: bool, pick: Pick<'_>) -> Option<Value> {
    let schema = chosen(schema);
    if let Some(kind) = id_kind(document, schema) {
        return pick(slot, kind, is_needed).map(Value::String);
    }
    if let Some(reference) = schema["$ref"].as_str() {
        let known = document.pointer(&reference[1..]).unwrap_or_else(|| panic!("{reference} is not there"));
        return sample(document, known, slot, is_needed, pick);
    }
    if let Some(first) = schema["enum"].as_array().and_then(|words| words.first()) {
        return Some(first.clone());
    }
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    Some(match (kind, schema["format"].as_str()) {
        (Some("object"), _) => Value::Object(fields(document, schema, slot, pick)),
        (Some("array"), _) => json!([sample(document, &schema["items"], &format!("{slot}/0"), true, pick)?]),
        (Some("integer" | "number"), _) => schema.get("minimum").cloned().unwrap_or(json!(1)),
        (Some("boolean"), _) => json!(false),
        (_, Some("date")) => json!("2026-10-20"),
        (_, Some("date-time")) => json!("2026-10-13T05:00:00Z"),
        _ => json!("tomorrow"),
    })
}

/// The fields of an object; lists that hold ids stand there only where an id in them is wanted.
fn fields(document: &Value, schema: &Value, slot: &str, pick: Pick<'_>) -> serde_json::Map<String, Value> {
    let needed: Vec<&str> = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    let value = |(name, field): (&String, &Value)| {
        let slot = format!("{slot}/{name}");
        let is_needed = needed.contains(&name.as_str());
        let is_wanted = AtomicBool::new(is_needed || field["type"] != "array");
        let pick_here = |slot: &str, kind: &str, is_needed_there: bool| {
            let picked = pick(slot, kind, is_needed && is_needed_there);
            is_wanted.fetch_or(picked.is_some(), Ordering::Relaxed);
            picked
        };
        let sampled = sample(document, field, &slot, is_needed, &pick_here)?;
        is_wanted.load(Ordering::Relaxed).then_some((name.clone(), sampled))
    };
    properties.filter_map(value).collect()
}

/// Of a value that may be missing, the one that it is otherwise.
fn chosen(schema: &Value) -> &Value {
    let choices = schema["oneOf"].as_array();
    choices.and_then(|choices| choices.iter().find(|choice| choice["type"] != "null")).unwrap_or(schema)
}
