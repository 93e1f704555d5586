//! Looks for likely duplicates inside a file and, where the ids tell the truth (`rec-12-org`,
//! `rec-12-dup-0`, as in the Febrl data sets), measures precision and recall.
//!
//! `cargo run --release -p tend-transfer --example duplicates -- FILE [--show N]`

#![expect(clippy::print_stdout, reason = "an example that prints is what this is")]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::time::Instant;

use jiff::civil::date;
use tend_clients::likeness::{Key, Likeness, Profile, keys, likeness};
use tend_core::Timestamp;
use tend_transfer::made;
use tend_transfer::people::People;
use tend_transfer::reading::candidate::{Candidate, Outcome, Plan};
use tend_transfer::reading::mapping::Mapping;
use tend_transfer::reading::records::Record;
use tend_transfer::reading::rows::Rows;
use tend_transfer::reading::survey::survey;

/// A key that more clients share says nothing.
const LARGEST_BLOCK: usize = 12;

type Pairs = BTreeMap<(usize, usize), Likeness>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("name a file")?;
    let show: usize = arguments.nth(1).map_or(Ok(10), |count| count.parse())?;
    let candidates = candidates(&path)?;
    // The id of each row is left out: it would tell the truth.
    let profiles: Vec<Profile> = candidates.iter().map(profile).collect();
    let start = Instant::now();
    let (pairs, compared) = pairs(&profiles);
    println!(
        "{} clients, {compared} pairs compared, {} likely the same, in {:?}",
        candidates.len(),
        pairs.len(),
        start.elapsed()
    );
    println!("{} groups when every likely pair is the same", groups(candidates.len(), &pairs));
    for ((one, other), likeness) in pairs.iter().step_by((pairs.len() / show.max(1)).max(1)).take(show) {
        println!(
            "  {:.2} {} | {} ({})",
            likeness.score,
            describe(&candidates[*one]),
            describe(&candidates[*other]),
            likeness.reasons.join(", ")
        );
    }
    measure(&candidates, &profiles, &pairs, show);
    Ok(())
}

/// What the book would know of a row.
fn profile(candidate: &Candidate) -> Profile {
    let new = made::new_client(candidate, &People::nobody(), "", Timestamp(0));
    let new = new.checked().expect("a row that the book takes");
    Profile { external_ids: Vec::new(), ..made::profile(candidate, &new, "") }
}

fn candidates(path: &str) -> Result<Vec<Candidate>, Box<dyn Error>> {
    let mut file = File::open(path)?;
    let mapping = Mapping::default();
    let found = survey(&mut file, &mapping.told)?;
    let plan = Plan::new(&found, &mapping, date(2026, 11, 22));
    file.seek(SeekFrom::Start(0))?;
    let mut rows = Rows::new(file, &found.encoding, &found.layout);
    let mut record = Record::default();
    let mut candidates = Vec::new();
    while rows.read(&mut record)? {
        if let Outcome::Candidate(candidate) = plan.read(&record) {
            candidates.push(*candidate);
        }
    }
    Ok(candidates)
}

fn pairs(profiles: &[Profile]) -> (Pairs, usize) {
    let mut blocks: HashMap<Key, Vec<usize>> = HashMap::new();
    let mut by_mail: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, profile) in profiles.iter().enumerate() {
        for key in keys(profile) {
            blocks.entry(key).or_default().push(at);
        }
        for mail in &profile.mails {
            by_mail.entry(mail).or_default().push(at);
        }
    }
    let rows: usize = blocks.values().map(Vec::len).sum();
    println!("{:.2} keys a client", rows as f64 / profiles.len().max(1) as f64);
    let mut together = BTreeSet::new();
    for block in blocks.values().chain(by_mail.values()).filter(|block| block.len() <= LARGEST_BLOCK) {
        for (place, one) in block.iter().enumerate() {
            together.extend(block[place + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let compared = together.len();
    let alike =
        |(one, other): (usize, usize)| likeness(&profiles[one], &profiles[other]).map(|found| ((one, other), found));
    (together.into_iter().filter_map(alike).collect(), compared)
}

/// Pairs of exactly the same name, folded: what one would find without any of this.
fn exact(profiles: &[Profile]) -> BTreeSet<(usize, usize)> {
    let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, profile) in profiles.iter().enumerate().filter(|(_, profile)| !profile.name.is_empty()) {
        named.entry(&profile.name).or_default().push(at);
    }
    let pairs = |rows: &Vec<usize>| {
        let each = rows.iter().enumerate();
        each.flat_map(|(place, one)| rows[place + 1..].iter().map(|other| (*one, *other))).collect::<Vec<_>>()
    };
    named.values().flat_map(pairs).collect()
}

fn groups(count: usize, pairs: &Pairs) -> usize {
    let mut head: Vec<usize> = (0..count).collect();
    for (one, other) in pairs.keys() {
        let (a, b) = (top(&head, *one), top(&head, *other));
        head[a.max(b)] = a.min(b);
    }
    (0..count).filter(|at| head[*at] == *at).count()
}

fn top(head: &[usize], mut at: usize) -> usize {
    while head[at] != at {
        at = head[at];
    }
    at
}

fn describe(candidate: &Candidate) -> String {
    let street = candidate.addresses.first().map_or("", |address| address.street.as_str());
    let phone = candidate.points.first().map_or("", |point| point.value.as_str());
    format!("{}, {street}, {phone}", candidate.name)
}

/// Precision and recall against ids such as `rec-12-org` and `rec-12-dup-0`.
fn measure(candidates: &[Candidate], profiles: &[Profile], pairs: &Pairs, show: usize) {
    let truth = |candidate: &Candidate| {
        candidate
            .external_id
            .as_deref()
            .and_then(|id| id.strip_prefix("rec-"))
            .and_then(|id| id.split('-').next())
            .map(str::to_owned)
    };
    let mut people: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let Some(person) = truth(candidate) else { return };
        people.entry(person).or_default().push(at);
    }
    let same: BTreeSet<(usize, usize)> = people
        .values()
        .flat_map(|rows| {
            rows.iter().enumerate().flat_map(|(place, one)| rows[place + 1..].iter().map(|other| (*one, *other)))
        })
        .collect();
    let right = pairs.keys().filter(|pair| same.contains(pair)).count();
    let precision = right as f64 / pairs.len().max(1) as f64;
    let recall = right as f64 / same.len().max(1) as f64;
    println!("truth: {} pairs; found {right}; precision {precision:.4}, recall {recall:.4}", same.len());
    let exact = exact(profiles);
    let right = exact.intersection(&same).count();
    println!(
        "beside it, whoever has exactly the same name: {} pairs; precision {:.4}, recall {:.4}",
        exact.len(),
        right as f64 / exact.len().max(1) as f64,
        right as f64 / same.len().max(1) as f64
    );
    let blocked = same
        .iter()
        .filter(|(one, other)| keys(&profiles[*one]).iter().any(|key| keys(&profiles[*other]).contains(key)))
        .count();
    println!("pairs that share a key: {blocked}");
    for (one, other) in same.iter().filter(|pair| !pairs.contains_key(pair)).take(show) {
        println!("  missed {:?}\n         {:?}", profiles[*one], profiles[*other]);
    }
    for (one, other) in pairs.keys().filter(|pair| !same.contains(pair)).take(show) {
        println!("  wrong  {} | {}", describe(&candidates[*one]), describe(&candidates[*other]));
    }
}
