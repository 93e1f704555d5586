//! Documents that stay true: links that lead somewhere, commands that exist, a reason for each dependency.

use crate::{
    keep,
    tree::{File, files, root, section},
};

#[test]
fn links_lead_somewhere() {
    let mut broken = Vec::new();
    for file in documents() {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in file.lines() {
            let dead = links(line).into_iter().filter(|link| !leads(folder, link));
            broken.extend(dead.map(|link| file.at(number, link)));
        }
    }
    keep("A link in a document leads somewhere.", "correct the link, or write what it should lead to.", &broken);
}

#[test]
fn commands_in_documents_exist() {
    let mut broken = Vec::new();
    for file in documents() {
        for (number, line) in file.lines() {
            let commands = line
                .split(['`', ' ', '(', ')', ',', ';'])
                .filter(|word| word.starts_with("bin/") || word.starts_with("./bin/"));
            let gone = commands.filter(|command| {
                let name = command.trim_start_matches("./").trim_end_matches(['.', ':', '/']);
                !name.contains(['*', '…']) && !root().join(name).exists()
            });
            broken.extend(gone.map(|command| file.at(number, command)));
        }
    }
    keep("A command in a document exists.", "correct the document.", &broken);
}

#[test]
fn every_dependency_has_a_reason() {
    let files = files();
    let text =
        |path: &str| files.iter().find(|file| file.path == path).map(|file| file.text.clone()).unwrap_or_default();
    let listed: Vec<String> = section(&text("Cargo.toml"), "workspace.dependencies")
        .into_iter()
        .filter(|name| !name.starts_with("tend-"))
        .collect();
    let reasons = text("docs/dependencies.md");
    let explained: Vec<&str> = reasons.lines().filter_map(|line| line.strip_prefix("- `")?.split('`').next()).collect();
    let unexplained = listed
        .iter()
        .filter(|name| !explained.contains(&name.as_str()))
        .map(|name| format!("Cargo.toml  {name} has no line in docs/dependencies.md"));
    let gone = explained
        .iter()
        .filter(|name| !listed.iter().any(|real| real == *name))
        .map(|name| format!("docs/dependencies.md  {name} is not in Cargo.toml"));
    let broken: Vec<String> = unexplained.chain(gone).collect();
    keep(
        "A dependency has a written reason.",
        "write why we lean on it: - `name`: what it does for us that we should not do ourselves.",
        &broken,
    );
}

#[test]
fn versions_are_written_once() {
    let mut broken = Vec::new();
    for manifest in files().iter().filter(|file| file.name() == "Cargo.toml" && file.path != "Cargo.toml") {
        let numbered = manifest
            .lines()
            .filter(|(_, line)| line.contains("= \"") && line.chars().any(|digit| digit.is_ascii_digit()));
        broken.extend(
            numbered.filter(|(_, line)| !line.starts_with("name")).map(|(number, line)| manifest.at(number, line)),
        );
    }
    keep("Versions stand in the workspace's Cargo.toml alone.", "write `name.workspace = true`.", &broken);
}

/// A repository that works anywhere names no folder of somebody's machine and no host that packages come from.
#[test]
fn nothing_depends_on_a_place() {
    let folders = [
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("/wo", "rk/"),
        concat!("/t", "mp/"),
        concat!("/Us", "ers/"),
    ];
    let hosts = [
        concat!("pypi", ".org"),
        concat!("pythonhosted", ".org"),
        concat!("npmjs", ".org"),
        concat!("npmjs", ".com"),
        concat!("deb.debian", ".org"),
        concat!("static.crates", ".io"),
        concat!("index.crates", ".io"),
    ];
    let mut broken = Vec::new();
    for file in files().iter().filter(|file| file.name() != "Cargo.lock") {
        for (number, line) in file.lines() {
            if folders.iter().any(|folder| has_folder(line, folder)) || hosts.iter().any(|host| line.contains(host)) {
                broken.push(file.at(number, line));
            }
        }
    }
    keep(
        "No file names a folder of one machine or a registry's host.",
        "take the folder as a parameter or a temporary one; name packages by their names.",
        &broken,
    );
}

fn documents() -> impl Iterator<Item = &'static File> {
    files().iter().filter(|file| file.path.ends_with(".md"))
}

/// Absolute only: a part of a longer path or address does not count.
fn has_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(index, _)| {
        !line[..index].ends_with(|letter: char| letter.is_alphanumeric() || "._-})$~".contains(letter))
    })
}

/// The targets of `[words](target)`.
fn links(line: &str) -> Vec<&str> {
    line.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect()
}

fn leads(folder: &str, link: &str) -> bool {
    let path = link.split('#').next().unwrap_or_default();
    let is_ours = !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:");
    !is_ours || root().join(folder).join(path).exists()
}
