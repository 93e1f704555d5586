//! Rules of the pages: a strict Content-Security-Policy, one place for raw HTML, layers in the styles.

use crate::{
    keep,
    rust_text::Kind,
    tree::{files, sources},
};

#[test]
fn raw_html_is_written_in_one_place() {
    let mut found: Vec<(String, String)> = Vec::new();
    for file in sources() {
        let lines = file.code_lines();
        let hits = lines.iter().filter(|(_, line)| line.contains("PreEscaped(") || line.contains("PreEscaped::"));
        found.extend(hits.map(|(number, line)| (file.path.clone(), file.at(*number, line))));
    }
    let is_stray = |path: &str| !path.starts_with("core/src/ui/") || path != found[0].0;
    let broken: Vec<String> = found.iter().filter(|(path, _)| is_stray(path)).map(|(_, place)| place.clone()).collect();
    keep(
        "PreEscaped is written in one file of core/src/ui, where it is reviewed.",
        "build the markup with maud, or call the function in that file.",
        &broken,
    );
}

#[test]
fn no_inline_style_and_no_inline_script() {
    let mut broken = Vec::new();
    for file in sources() {
        for (number, line) in file.code_lines() {
            if has_attribute(&line, |name| name == "style" || is_event(name)) || is_inline_script(&line) {
                broken.push(file.at(number, &line));
            }
        }
        for piece in file.pieces(Kind::Text) {
            let text = piece.text.to_lowercase();
            if text.contains(" style=") || text.contains("<script>") || text.starts_with("javascript:") {
                broken.push(file.at(piece.line, piece.text));
            }
        }
    }
    keep(
        "The Content-Security-Policy knows no inline style and no inline script.",
        "give it a class, or a data attribute that tend.js reads.",
        &broken,
    );
}

/// Features' styles are put into their layer when they are joined.
#[test]
fn styles_lie_in_layers() {
    let styles = files().iter().filter(|file| file.path.ends_with(".css") && file.path.starts_with("core/"));
    let bare = styles.filter(|file| !file.text.trim().is_empty() && !file.text.contains("@layer"));
    let broken: Vec<String> = bare.map(|file| file.at(1, "no @layer")).collect();
    keep(
        "A style belongs to a cascade layer.",
        "wrap the file in `@layer parts { … }` or the layer it belongs to.",
        &broken,
    );
}

/// `name="` or `name=(` or `name=[` in maud, where no space stands before the sign.
fn has_attribute(line: &str, is_bad: impl Fn(&str) -> bool) -> bool {
    line.match_indices('=').any(|(index, _)| {
        let before = &line[..index];
        let name =
            before.rsplit(|letter: char| !(letter.is_alphanumeric() || letter == '-')).next().unwrap_or_default();
        let word_start = before.len() - name.len();
        let stands_alone = before[..word_start].ends_with([' ', '"', '\t']) || word_start == 0;
        stands_alone && line[index + 1..].starts_with(['"', '(', '[']) && is_bad(name)
    })
}

fn is_event(name: &str) -> bool {
    name.len() > 4 && name.starts_with("on") && name.chars().all(|letter| letter.is_ascii_lowercase())
}

fn is_inline_script(line: &str) -> bool {
    line.split_whitespace().collect::<Vec<_>>().windows(2).any(|pair| pair == ["script", "{"])
}

#[test]
fn attributes_are_told_from_assignments() {
    let is_style = |line: &str| has_attribute(line, |name| name == "style" || is_event(name));
    assert!(is_style("div style=\"color: red\" {"));
    assert!(is_style("button onclick=\"go()\" {"));
    assert!(!is_style("let style = \"plain\";"));
    assert!(!is_style("div data-style=\"plain\" {"));
    assert!(!is_style("a href=\"/\" class=\"on\" {"));
}
