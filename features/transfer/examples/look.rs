//! Reads every file named and prints what the import decides about it: encoding, delimiter, header,
//! columns with where they go, dates, warnings.
//!
//! `cargo run --release -p tend-transfer --example look -- FILE…`

#![expect(clippy::print_stdout, reason = "an example that prints is what this is")]

use std::fs::File;
use std::time::Instant;

use tend_transfer::reading::layout::Told;
use tend_transfer::reading::survey::survey;

fn main() {
    for path in std::env::args().skip(1) {
        println!("== {path}");
        let Ok(mut file) = File::open(&path) else {
            println!("   cannot be opened");
            continue;
        };
        let start = Instant::now();
        let found = match survey(&mut file, &Told::default()) {
            Ok(found) => found,
            Err(error) => {
                println!("   {error}");
                continue;
            }
        };
        let layout = &found.layout;
        println!(
            "   {} ({}), delimiter {}, line end {:?}, {} rows, about {}, {:?}",
            found.encoding.charset.name(),
            found.encoding.reason,
            layout.delimiter(),
            layout.line_end,
            found.rows,
            found.about.word(),
            start.elapsed()
        );
        let mut left = 0;
        for column in &found.columns {
            if column.filled == 0 {
                left += 1;
                continue;
            }
            println!(
                "   {:<32} {:<22} {:<7} {:>6} {} {:?}",
                column.name.chars().take(32).collect::<String>(),
                column.target.to_string(),
                column.sureness.word(),
                column.filled,
                column.reason,
                column.examples.iter().take(2).map(|value| value.chars().take(30).collect::<String>()).collect::<Vec<_>>()
            );
        }
        println!("   and {left} empty columns");
        for warning in found.warnings() {
            println!("   ! {warning}");
        }
    }
}
