//! Who a card is of: somebody, an organization, or nobody who could be a client; and what it is known by.

use sha2::{Digest, Sha256};

use super::{super::identity::hex, say::Card};

/// A card may be of something else than somebody.
pub(super) fn no_client(card: &Card) -> Option<String> {
    let kind = card.first("KIND").or_else(|| card.first("X-ADDRESSBOOKSERVER-KIND"))?.text().to_lowercase();
    let what = match kind.as_str() {
        "group" => "a group of other cards",
        "location" => "a place",
        "application" | "device" => "a program or a device",
        _ => return None,
    };
    Some(format!("no client: this card is of {what}"))
}

pub(super) fn is_organization(card: &Card, shown: &str, organization: &str) -> bool {
    let kind = card.first("KIND").map(|kind| kind.text().to_lowercase());
    match kind.as_deref() {
        Some("org") => return true,
        Some("individual") => return false,
        _ => {}
    }
    let shown_as = card
        .properties
        .iter()
        .any(|property| property.name.starts_with("X-ABSHOWAS") && property.text().eq_ignore_ascii_case("company"));
    let has_parts = card.first("N").is_some_and(|name| !(name.part(0).is_empty() && name.part(1).is_empty()));
    let is_named_so = !organization.is_empty() && shown.eq_ignore_ascii_case(organization);
    (shown_as && !organization.is_empty() && shown.eq_ignore_ascii_case(organization)) || (is_named_so && !has_parts)
}

/// What the card is known by: its own id, else what it says.
pub(super) fn id(card: &Card) -> String {
    if let Some(uid) = card.first("UID") {
        let text = uid.values.join(":");
        let text = text.trim();
        return text.strip_prefix("urn:uuid:").unwrap_or(text).chars().take(200).collect();
    }
    let mut hash = Sha256::new();
    for property in
        card.properties.iter().filter(|property| !matches!(property.name.as_str(), "REV" | "PRODID" | "VERSION"))
    {
        hash.update(format!(
            "{}\u{1F}{}\u{1F}{}\u{1E}",
            property.name,
            property.kinds.join(","),
            property.values.join("\u{1F}")
        ));
    }
    format!("card:{}", hex(&hash.finalize()[..16]))
}
