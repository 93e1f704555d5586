//! Remembers which statements ran, for the proofs that EXPLAIN each of them.
//!
//! `TEND_RECORD_STATEMENTS=FILE` appends every distinct text to that file, one a paragraph, parted by a line `;;`.

use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    io::Write as _,
    sync::LazyLock,
};

use parking_lot::Mutex;

struct Record {
    seen: HashSet<String>,
    file: File,
}

static RECORD: LazyLock<Option<Mutex<Record>>> = LazyLock::new(|| {
    let path = std::env::var_os("TEND_RECORD_STATEMENTS")?;
    let file = OpenOptions::new().create(true).append(true).open(path).ok()?;
    Some(Mutex::new(Record { seen: HashSet::new(), file }))
});

/// What parts two statements in the file.
#[cfg(feature = "testing")]
pub(crate) const BETWEEN: &str = "\n;;\n";

#[cfg(feature = "testing")]
thread_local! {
    static LOOKING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// What a test asks about whole tables is no statement of Tend's: nothing that `f` runs on this thread is noted.
#[cfg(feature = "testing")]
pub fn looking<T>(f: impl FnOnce() -> T) -> T {
    LOOKING.set(true);
    let seen = f();
    LOOKING.set(false);
    seen
}

#[cfg(feature = "testing")]
fn is_looking() -> bool {
    LOOKING.get()
}

#[cfg(not(feature = "testing"))]
const fn is_looking() -> bool {
    false
}

/// Notes the statement if somebody asked for it; otherwise one load.
pub(super) fn note(sql: &str) {
    let Some(record) = &*RECORD else { return };
    if is_looking() {
        return;
    }
    let mut record = record.lock();
    if record.seen.insert(sql.to_owned()) {
        // One write, so that the lines of several test programs never mix.
        let _ = record.file.write_all(format!("{sql}\n;;\n").as_bytes());
    }
}
