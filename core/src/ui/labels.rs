//! The one table of words that are warmer on the screen than in the code. There is no second one.

/// How often a client likes to be looked after (cadence).
pub const RHYTHM: &str = "Rhythm";
/// Where a client is at home, or a member works (location).
pub const PLACE: &str = "Place";
/// The plural of [`PLACE`].
pub const PLACES: &str = "Places";
/// What a client allows us to use a contact point for (consent).
pub const MAY_WE_WRITE: &str = "May we write?";
/// All that ever happened with a client (timeline).
pub const EVERYTHING_SO_FAR: &str = "Everything so far";
/// The four questions at the end of a day (reflection).
pub const EVENING: &str = "Evening";
/// The member who looks after a client (owner).
pub const OWNER: &str = "Owner";
/// Persons at an organization (affiliations).
pub const THEIR_PEOPLE: &str = "Their people";
/// A client's goals.
pub const WHAT_THEY_WANT: &str = "What they want to do";
/// Promises, problems and decisions that are not done.
pub const OPEN_BETWEEN_US: &str = "Open between us";
/// Facts about a client (knowledge).
pub const WHAT_WE_KNOW: &str = "What we know";
/// The action Today offers for a client.
pub const NEXT_KIND_THING: &str = "Next kind thing";
/// When we last heard from each other (last contact).
pub const LAST_SPOKE: &str = "Last spoke";
/// Import.
pub const BRING_IN: &str = "Bring in a list";
/// Archive.
pub const LAY_ASIDE: &str = "Lay aside";
