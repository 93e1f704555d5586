//! Every sample of every page, at a desk and on a phone, light and dark: no barrier, nothing that scrolls sideways, a clean console.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use tend_core::ui::gallery::MORPH_FUZZ;

use crate::{Tend, Walker};

/// As many browsers look at samples at once.
const WALKERS: usize = 2;

#[test]
fn every_sample_is_without_barriers() {
    let tend = Tend::empty();
    let samples = addresses(&tend);
    assert!(samples.len() > 10, "the gallery shows its samples: {samples:?}");
    let (next, found) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..WALKERS {
            scope.spawn(|| {
                let mut walker = Walker::arrives();
                while let Some(sample) = samples.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let findings = look_at(&mut walker, sample);
                    found.lock().expect("no walker ends while it holds this").extend(findings);
                }
            });
        }
    });
    let found = found.into_inner().expect("no walker ends while it holds this");
    assert!(found.is_empty(), "{} findings in {} samples:\n{}", found.len(), samples.len(), found.join("\n\n"));
}

/// The addresses of all samples, from the gallery's own page.
fn addresses(tend: &Tend) -> Vec<String> {
    let walker = Walker::arrives();
    walker.goes(&tend.url("/gallery"));
    let links = walker
        .script("return [...document.querySelectorAll('a[href^=\"/gallery/\"]')].map((link) => link.href)", vec![]);
    links.as_array().into_iter().flatten().filter_map(|link| link.as_str().map(str::to_owned)).collect()
}

/// Looks at one sample with all eyes, and gathers what each finds. What cannot differ between light and dark is looked at once.
fn look_at(walker: &mut Walker, sample: &str) -> Vec<String> {
    walker.light();
    walker.at(1440);
    walker.goes(sample);
    let mut found = vec![walker.sideways_scroll(), walker.barriers()];
    walker.dark();
    found.push(walker.barriers_of_colour());
    walker.at(390);
    found.push(walker.barriers_of_colour());
    walker.light();
    found.extend([walker.sideways_scroll(), walker.barriers(), walker.console_errors()]);
    found.into_iter().flatten().collect()
}

/// Random trees become random trees, what has the focus keeps it, and nothing typed by hand is lost.
#[test]
fn the_morph_changes_any_tree_into_any_other() {
    let tend = Tend::empty();
    let walker = Walker::arrives();
    walker.goes(&tend.url("/gallery"));
    let script = format!(
        "{MORPH_FUZZ}
        const [rounds, seed, done] = arguments;
        import(document.querySelector('script[type=module][src]').src)
            .then(({{ morph }}) => done(fuzz(morph, rounds, seed)))
            .catch((error) => done([String(error)]))"
    );
    let wrong = walker.script_later(&script, vec![3000.into(), 7.into()]);
    let wrong: Vec<&str> = wrong.as_array().into_iter().flatten().filter_map(|text| text.as_str()).collect();
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n\n"));
}
