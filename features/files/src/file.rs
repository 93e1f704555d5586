//! A file of a client.

use tend_core::{
    Timestamp,
    files::{Kind, Object, Unshown},
    id::{ClientId, EntryId, MemberId},
    time::DAY,
    ui::{Icon, size_in_words},
};

tend_core::id!(
    /// One file of a client.
    FileId,
);

/// For how long a file that was taken away can come back, in microseconds.
pub const KEPT_US: i64 = 7 * DAY;

/// A file of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFile {
    /// Its id.
    pub id: FileId,
    /// Whose it is.
    pub client: ClientId,
    /// With which entry it came.
    pub entry: EntryId,
    /// What it is called.
    pub name: String,
    /// When it was brought.
    pub added_at: Timestamp,
    /// By whom.
    pub added_by: Option<MemberId>,
    /// Their name now; empty for the house.
    pub by_name: String,
    /// When it was taken away.
    pub removed_at: Option<Timestamp>,
    /// What is in it.
    pub object: Object,
}

impl ClientFile {
    /// What kind of thing it is.
    pub fn kind(&self) -> Kind {
        Kind::of(&self.object.media_type)
    }
    /// Its mark where no smaller picture is shown.
    pub fn icon(&self) -> Icon {
        match self.kind() {
            Kind::Picture => Icon::Camera,
            Kind::Paper => Icon::Lines,
            _ => Icon::Clip,
        }
    }
    /// “PDF, 340 KB”.
    pub fn about(&self) -> String {
        format!("{}, {}", self.word(), self.size())
    }
    /// “340 KB”.
    pub fn size(&self) -> String {
        size_in_words(self.object.bytes.unsigned_abs())
    }
    /// What people call this kind of file.
    fn word(&self) -> &'static str {
        match self.object.media_type.as_str() {
            "application/pdf" => "PDF",
            "text/plain" => "Text",
            media_type if media_type.contains("sheet") || media_type.ends_with("ms-excel") => "Spreadsheet",
            _ => self.kind().label(),
        }
    }
    /// Why a picture is shown by its name alone, in words.
    pub fn why_unshown(&self) -> Option<&'static str> {
        match self.object.unshown {
            Unshown::No => None,
            Unshown::TooLarge => {
                Some("This picture has too many points to be shown here. It is kept as it came: save it to look at it.")
            }
            Unshown::Unreadable => {
                Some("It says that it is a picture, and we could not read it as one. It is kept as it came.")
            }
        }
    }
    /// Can it come back, if it was taken away?
    pub fn can_return(&self, now: Timestamp) -> bool {
        self.removed_at.is_some_and(|at| at.plus(KEPT_US) > now)
    }
}

/// “bill.pdf”, “bill.pdf and photo.jpg”, “bill.pdf and 3 more”.
pub fn in_words(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [one, rest @ ..] => format!("{one} and {} more", rest.len()),
    }
}
