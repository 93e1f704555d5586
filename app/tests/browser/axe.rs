//! axe looks for barriers: contrast, names, roles, order, landmarks.

use serde_json::{Value, json};

use crate::walker::Walker;

/// Where `bin/setup` puts it.
const AXE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../target/tools/axe/axe.min.js");

const RUN: &str = "const [only, done] = arguments;
    axe.run(document, { resultTypes: ['violations'], ...(only ? { runOnly: only } : {}) })
       .then((result) => done(result.violations), (error) => done([{ id: 'axe itself', help: String(error), nodes: [] }]))";

/// What differs between light and dark.
const COLOURS: &[&str] = &["color-contrast", "link-in-text-block"];

impl Walker {
    /// There is no barrier on this page.
    pub fn axe(&self) {
        self.is_fine(self.barriers());
    }

    /// The barriers on this page, each place with what to do there.
    pub fn barriers(&self) -> Option<String> {
        self.barriers_of(Value::Null)
    }

    /// The barriers that lie in the colours alone.
    pub fn barriers_of_colour(&self) -> Option<String> {
        self.barriers_of(json!(COLOURS))
    }

    fn barriers_of(&self, only: Value) -> Option<String> {
        if !self.script("return !!window.axe", vec![]).as_bool().unwrap_or(false) {
            self.script(axe_source(), vec![]);
        }
        let found = self.script_later(RUN, vec![only]);
        let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
        let list = found.iter().map(barrier).collect::<Vec<_>>().join("\n\n");
        (!found.is_empty()).then(|| format!("axe finds barriers on {}, {}:\n\n{list}", self.address(), self.eyes()))
    }
}

fn axe_source() -> &'static str {
    static SOURCE: std::sync::OnceLock<String> = std::sync::OnceLock::new();
    SOURCE.get_or_init(|| {
        std::fs::read_to_string(AXE).unwrap_or_else(|error| panic!("{AXE}: {error}. Run bin/setup; it brings axe."))
    })
}

/// The rule, how bad it is, and each place with what to do there.
fn barrier(violation: &Value) -> String {
    let word = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let nodes = violation["nodes"].as_array().cloned().unwrap_or_default();
    let places = nodes.iter().take(6).map(|node| {
        let summary = word(node, "failureSummary").replace('\n', "\n        ");
        format!("    {}\n        {summary}", word(node, "html"))
    });
    let places: Vec<String> = places.collect();
    format!(
        "  {} ({}): {}, {} places\n{}",
        word(violation, "id"),
        word(violation, "impact"),
        word(violation, "help"),
        nodes.len(),
        places.join("\n")
    )
}
