//! The pictures of the documents: each main page of the demo company, at a desk and on a phone, light and dark. `bin/shots` makes them.

use std::path::PathBuf;

use crate::{Tend, Walker};

/// The pages by the names of their pictures; where a link's words are given, that link is followed from there.
const PAGES: &[(&str, &str, Option<&str>)] = &[
    ("today", "/", None),
    ("clients", "/clients?of=everyone", None),
    ("client", "/clients?of=everyone", Some("Harbour Clinic")),
    ("promises", "/promises", None),
    ("evening", "/reflection", None),
    ("import", "/settings/import", None),
    ("settings", "/settings", None),
];

#[test]
#[ignore = "makes pictures; bin/shots asks for it"]
fn every_main_page() {
    let folder = PathBuf::from(std::env::var("TEND_SHOTS").expect("TEND_SHOTS names the folder for the pictures"));
    let tend = Tend::demo();
    let mut noor = Walker::arrives();
    noor.goes(tend.opens_on());
    noor.sees("Who will I help today?");
    for (name, path, link) in PAGES {
        noor.at(1440);
        noor.goes(&tend.url(path));
        if let Some(link) = link {
            noor.presses(link);
            noor.sees("Everything so far");
        }
        let address = noor.address();
        for (width, ending) in [(1440, ""), (390, "-390")] {
            noor.at(width);
            noor.light();
            noor.goes(&address);
            noor.no_sideways_scroll();
            noor.picture_of_all(folder.join(format!("{name}{ending}.png")));
            noor.dark();
            noor.picture_of_all(folder.join(format!("{name}{ending}-dark.png")));
            noor.light();
        }
    }
}
