//! The colours keep the contrast the design promises, in both themes. WCAG 2.2, 1.4.3 and 1.4.11.

const TOKENS: &str = include_str!("styles/tokens.css");

/// The light and the dark value of a token, as red, green and blue from 0 to 1.
fn token(name: &str) -> [[f64; 3]; 2] {
    let start = TOKENS.find(&format!("--{name}: light-dark(")).unwrap_or_else(|| panic!("no token {name}"));
    let values = TOKENS[start..].split(['(', ')']).nth(1).expect("two values");
    let mut colours = values.split(',').map(|text| rgb(text.trim()));
    [colours.next().expect("a light value"), colours.next().expect("a dark value")]
}

fn rgb(hex: &str) -> [f64; 3] {
    [1, 3, 5].map(|at| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("two digits")) / 255.0)
}

/// Relative luminance, WCAG 2.2.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] =
        colour.map(|part| if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn check(front: &str, back: &str, least: f64) {
    for (theme, (front_colour, back_colour)) in token(front).into_iter().zip(token(back)).enumerate() {
        let found = contrast(front_colour, back_colour);
        let theme = ["light", "dark"][theme];
        assert!(found >= least, "{front} on {back} in {theme}: {found:.2}, at least {least}");
    }
}

#[test]
fn words_can_be_read_on_every_surface() {
    for surface in ["paper", "sheet", "sunk", "hover"] {
        for words in ["ink", "ink-2", "ink-3", "green", "honey", "clay", "iris"] {
            check(words, surface, 4.5);
        }
    }
    check("ink", "chosen", 7.0);
    check("ink-2", "chosen", 4.5);
    for role in ["green", "honey", "clay", "iris"] {
        check(role, &format!("{role}-wash"), 4.5);
        check("ink", &format!("{role}-wash"), 7.0);
    }
    check("on-green", "green", 4.5);
    check("on-green", "green-deep", 4.5);
    check("paper", "ink", 7.0);
}

#[test]
fn the_design_keeps_its_word_on_paper() {
    for (role, least) in [
        ("ink", 14.35),
        ("ink-2", 6.95),
        ("ink-3", 5.05),
        ("green", 7.75),
        ("honey", 6.75),
        ("clay", 6.65),
        ("iris", 7.55),
    ] {
        check(role, "paper", least);
    }
}

#[test]
fn marks_and_edges_can_be_seen() {
    for mark in ["edge", "green-mark", "honey-mark", "clay-mark", "iris-mark"] {
        check(mark, "paper", 3.0);
        check(mark, "sheet", 3.0);
    }
}
