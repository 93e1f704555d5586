//! Time zones by their names in the IANA database.

use jiff::tz::{self, TimeZone};

/// The parts of the world whose zones are offered; the rest of the database are old names of the same zones.
const REGIONS: [&str; 10] =
    ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific", "Arctic"];

/// Reads a zone's name, upper or lower case, with its spaces or underscores.
pub fn read(text: &str) -> Result<TimeZone, String> {
    let name = text.trim().replace(' ', "_");
    if name.is_empty() {
        return Err("Which clock hangs on the wall there? Choose the time zone, such as Europe/Berlin.".into());
    }
    let known = TimeZone::get(&name).ok().filter(|zone| zone.iana_name().is_some());
    known.ok_or_else(|| {
        format!("We know no time zone “{}”. Choose one from the list, such as Europe/Berlin.", text.trim())
    })
}

/// The name a zone is kept by.
pub(super) fn name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("UTC")
}

/// All names that are offered, in the order of the alphabet.
pub fn all() -> Vec<String> {
    let is_offered =
        |name: &str| name == "UTC" || name.split_once('/').is_some_and(|(region, _)| REGIONS.contains(&region));
    let mut names: Vec<String> =
        tz::db().available().map(|name| name.as_str().to_owned()).filter(|name| is_offered(name)).collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_kindly_and_checked() {
        assert_eq!(read(" europe/berlin ").map(|zone| name(&zone).to_owned()), Ok("Europe/Berlin".into()));
        assert_eq!(read("america/new york").map(|zone| name(&zone).to_owned()), Ok("America/New_York".into()));
        assert!(read("Middle/Earth").is_err() && read("").is_err());
        let all = all();
        assert!(
            all.len() > 300
                && all.iter().any(|zone| zone == "Europe/Berlin")
                && all.iter().all(|name| read(name).is_ok())
        );
    }
}
