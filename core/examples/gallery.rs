//! Writes every sample of the kit as a page, with its assets beside it: `cargo run -p tend-core --example gallery -- FOLDER`.
//!
//! Any file server shows them; the binary's own gallery does the same for all features.

use std::error::Error;
use std::path::Path;

use tend_core::ui::assets::{Assets, ICONS, SCRIPT};
use tend_core::ui::gallery::{index, page, samples};
use tend_core::ui::{Icon, Me, NavItem, Shell, Theme};
use uuid::Uuid;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "target/gallery".to_owned());
    let folder = Path::new(&folder);
    let assets = Assets::join(&[]);
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in [&assets.stylesheet, &*ICONS, &*SCRIPT] {
        std::fs::write(
            folder.join(asset.path.trim_start_matches('/')),
            asset.text.as_bytes(),
        )?;
    }
    let samples = samples();
    for (theme, ending) in [(Theme::Light, ""), (Theme::Dark, "--dark")] {
        let shell = frame(&assets, theme);
        std::fs::write(
            folder.join(format!("index{ending}.html")),
            index(&shell, &samples, "/").into_string(),
        )?;
        for sample in &samples {
            std::fs::write(
                folder.join(format!("{}{ending}.html", sample.slug())),
                page(&shell, sample).into_string(),
            )?;
        }
    }
    Ok(())
}

fn frame(assets: &Assets, theme: Theme) -> Shell {
    let item = |label: &str, icon, key, count, group| NavItem {
        label: label.to_owned(),
        href: format!("/{}", label.to_lowercase()),
        icon,
        key: Some(key),
        count,
        current: label == "Today",
        group,
    };
    Shell {
        stylesheet: assets.stylesheet.path.clone(),
        nav: vec![
            item("Today", Icon::Today, 't', Some(7), None),
            item("Clients", Icon::Clients, 'c', None, None),
            item("Promises", Icon::Promise, 'p', Some(3), None),
            item("Evening", Icon::Evening, 'e', None, Some("Learning")),
        ],
        settings: Some(("/settings".to_owned(), false)),
        me: Some(Me {
            name: "Noor Haddad".to_owned(),
            id: Uuid::from_u128(6),
            place: "Market Street".to_owned(),
        }),
        theme,
        find: Some("/clients?find=".to_owned()),
        log: Some("/today#log".to_owned()),
        ..Shell::default()
    }
}
