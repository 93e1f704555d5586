//! Writes every sample of the kit as a page, with its assets beside it: `cargo run -p tend-core --example gallery -- FOLDER`.
//!
//! Any file server shows them; the binary's own gallery does the same for all features.

use std::error::Error;
use std::path::Path;

use tend_core::ui::Theme;
use tend_core::ui::assets::{Assets, ICONS, SCRIPT};
use tend_core::ui::gallery::{index, page, sample_shell, samples};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned());
    let folder = Path::new(&folder);
    let assets = Assets::join(&[]);
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in [&assets.stylesheet, &*ICONS, &*SCRIPT] {
        std::fs::write(folder.join(asset.path.trim_start_matches('/')), asset.text.as_bytes())?;
    }
    let samples = samples();
    for (theme, ending) in [(Theme::Light, ""), (Theme::Dark, "--dark")] {
        let shell = sample_shell(&assets.stylesheet.path, theme);
        std::fs::write(folder.join(format!("index{ending}.html")), index(&shell, &samples, "/").into_string())?;
        for sample in &samples {
            std::fs::write(folder.join(format!("{}{ending}.html", sample.slug())), page(&shell, sample).into_string())?;
        }
    }
    Ok(())
}
