//! Who may lean on whom. Down only, no circles; everything else is a `Subject` of core, not an import.

use crate::{
    keep,
    tree::{files, section},
};

/// Each crate of the workspace and the crates of ours it leans on. `tend`, the app, leans on all features.
const ARROWS: &[(&str, &[&str])] = &[
    ("tend-core", &[]),
    ("tend-clients", &["tend-core"]),
    ("tend-promises", &["tend-core", "tend-clients"]),
    ("tend-handoffs", &["tend-core", "tend-clients"]),
    ("tend-files", &["tend-core", "tend-clients"]),
    ("tend-problems", &["tend-core", "tend-clients", "tend-promises"]),
    ("tend-today", &["tend-core", "tend-clients", "tend-promises"]),
    ("tend-reflection", &["tend-core", "tend-clients", "tend-promises", "tend-today"]),
    ("tend-find", &["tend-core", "tend-clients"]),
    ("tend-transfer", &["tend-core", "tend-clients", "tend-problems"]),
    ("tend-goals", &["tend-core", "tend-clients"]),
    ("tend-reports", &["tend-core", "tend-problems"]),
    (
        "tend-demo",
        &[
            "tend-core",
            "tend-clients",
            "tend-promises",
            "tend-problems",
            "tend-handoffs",
            "tend-reflection",
            "tend-goals",
        ],
    ),
    (
        "tend-bench",
        &[
            "tend-core",
            "tend-clients",
            "tend-promises",
            "tend-problems",
            "tend-reports",
            "tend-find",
            "tend-today",
            "tend-transfer",
        ],
    ),
];

#[test]
fn crates_lean_on_each_other_as_the_list_says() {
    let mut broken = Vec::new();
    let mut seen = Vec::new();
    for manifest in files().iter().filter(|file| file.name() == "Cargo.toml" && file.path != "Cargo.toml") {
        let name = package(&manifest.text);
        let leans: Vec<String> = ours(&manifest.text, "dependencies");
        seen.push(name.clone());
        let Some((_, listed)) = ARROWS.iter().find(|(listed, _)| *listed == name) else {
            if name != "tend" {
                broken.push(format!("{}  {name} is not in the list", manifest.path));
            }
            continue;
        };
        let extra = leans.iter().filter(|lean| !listed.contains(&lean.as_str()));
        broken.extend(extra.map(|lean| format!("{}  {name} leans on {lean}", manifest.path)));
        let unused = listed.iter().filter(|lean| !leans.iter().any(|real| real == *lean));
        broken.extend(
            unused.map(|lean| format!("{}  {name} no longer leans on {lean}: take it off the list", manifest.path)),
        );
    }
    let gone = ARROWS.iter().filter(|(listed, _)| !seen.iter().any(|name| name == listed));
    broken.extend(gone.map(|(listed, _)| format!("app/tests/rules/arrows.rs  {listed} is gone")));
    keep(
        "A crate leans only on those that stand below it.",
        "link by core's Subject, or register a function in FEATURE. A new arrow goes into app/tests/rules/arrows.rs, with its reason in the commit.",
        &broken,
    );
}

#[test]
fn the_list_goes_down_only() {
    let place = |name: &str| ARROWS.iter().position(|(listed, _)| *listed == name);
    let up = ARROWS.iter().flat_map(|(name, leans)| leans.iter().map(move |lean| (*name, *lean)));
    let broken: Vec<String> = up
        .filter(|(name, lean)| place(lean).is_none() || place(lean) >= place(name))
        .map(|(name, lean)| format!("{name} leans on {lean}, which stands above it or nowhere"))
        .collect();
    keep("No circles: a crate stands below those that lean on it.", "order the list from the ground up.", &broken);
}

#[test]
fn tests_lean_on_no_more_than_the_feature_does() {
    let manifests: Vec<_> =
        files().iter().filter(|file| file.path.starts_with("features/") && file.name() == "Cargo.toml").collect();
    let mut broken = Vec::new();
    for manifest in &manifests {
        let own = ours(&manifest.text, "dependencies");
        let extra = ours(&manifest.text, "dev-dependencies").into_iter().filter(|lean| !own.contains(lean));
        broken.extend(extra.map(|lean| format!("{}  tests lean on {lean}", manifest.path)));
    }
    keep(
        "A feature's tests lean on what the feature leans on.",
        "a story through several features belongs in app/tests.",
        &broken,
    );
}

#[test]
fn every_feature_is_registered() {
    let files = files();
    let list = files.iter().find(|file| file.path == "app/src/features.rs");
    let manifests = files.iter().filter(|file| file.path.starts_with("features/") && file.name() == "Cargo.toml");
    let broken: Vec<String> = manifests
        .map(|manifest| package(&manifest.text).replace('-', "_"))
        .filter(|name| !list.is_some_and(|list| list.text.contains(&format!("{name}::FEATURE"))))
        .map(|name| format!("app/src/features.rs  {name}::FEATURE is missing"))
        .collect();
    keep("app/src/features.rs names every feature, and nothing else does.", "add the feature's line.", &broken);
}

fn package(manifest: &str) -> String {
    let line = manifest.lines().find(|line| line.starts_with("name = ")).unwrap_or_default();
    line.trim_start_matches("name = ").trim_matches('"').to_owned()
}

fn ours(manifest: &str, kind: &str) -> Vec<String> {
    section(manifest, kind).into_iter().filter(|name| name.starts_with("tend")).collect()
}
