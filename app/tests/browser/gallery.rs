//! Every sample of every page, at a desk and on a phone, light and dark: no barrier, nothing that scrolls sideways, a clean console.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

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
                let mut walker = Walker::new();
                while let Some(sample) = samples.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let findings = look_at(&mut walker, sample);
                    found.lock().expect("no walker ends while it holds this").extend(findings);
                }
            });
        }
    });
    let found = found.into_inner().expect("no walker ends while it holds this");
    assert!(found.is_empty(), "{} findings in {} samples:\n{}", found.len(), samples.len(), found.join("\n"));
}

/// The addresses of all samples, from the gallery's own page.
fn addresses(tend: &Tend) -> Vec<String> {
    let walker = Walker::new();
    walker.goes(&tend.url("/gallery"));
    let links = walker.script("return [...document.querySelectorAll('a[href^=\"/gallery/\"]')].map((link) => link.href)", vec![]);
    links.as_array().into_iter().flatten().filter_map(|link| link.as_str().map(str::to_owned)).collect()
}

/// Looks at one sample with all eyes, and gathers what each finds. What cannot differ between light and dark is looked at once.
fn look_at(walker: &mut Walker, sample: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut check = |walker: &Walker, look: fn(&Walker)| {
        if let Err(panic) = catch_unwind(AssertUnwindSafe(|| look(walker))) {
            found.push(panic.downcast_ref::<String>().cloned().unwrap_or_else(|| format!("{sample}: an unknown failure")));
        }
    };
    walker.light();
    walker.at(1440);
    walker.goes(sample);
    check(walker, Walker::no_sideways_scroll);
    check(walker, Walker::axe);
    walker.dark();
    check(walker, Walker::axe_on_colours);
    walker.at(390);
    check(walker, Walker::axe_on_colours);
    walker.light();
    check(walker, Walker::no_sideways_scroll);
    check(walker, Walker::axe);
    check(walker, Walker::console_is_clean);
    found
}
