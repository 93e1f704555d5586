//! Contact points out of cells.

use super::super::columns::{Label, Target};
use super::super::values::{joined, mails, phones};
use super::names::Names;
use super::{Candidate, ContactPoint, PointKind};

/// A mail address and the name that stood before it.
pub(super) struct FoundMail {
    pub(super) point: ContactPoint,
    pub(super) name: String,
}

fn label(target: &Target) -> Label {
    match target {
        Target::Email(label) | Target::Phone(label) => label.clone(),
        _ => "".into(),
    }
}

pub(super) fn mail_points(target: &Target, value: &str) -> Vec<Result<FoundMail, String>> {
    let label = label(target);
    let point = |mail: super::super::values::Mail| {
        let key = mail.key();
        FoundMail {
            point: ContactPoint { kind: PointKind::Email, label: label.clone(), value: mail.address, key },
            name: mail.name,
        }
    };
    mails(value).into_iter().map(|mail| mail.map(point)).collect()
}

pub(super) fn phone_points(target: &Target, value: &str, country: Option<&str>) -> Vec<Result<ContactPoint, String>> {
    let label = label(target);
    let point = |phone: super::super::values::Phone| {
        let one_line = phone.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let value = if phone.extension.is_empty() { one_line } else { format!("{one_line} ext. {}", phone.extension) };
        ContactPoint { kind: PointKind::Phone, label: label.clone(), value, key: phone.key }
    };
    phones(value, country).into_iter().map(|phone| phone.map(point)).collect()
}

/// Gives a point to the client or to its organization; none is kept twice.
pub(super) fn add(target: &Target, point: ContactPoint, candidate: &mut Candidate, names: &mut Names) {
    let of_organization =
        matches!(target, Target::OrganizationEmail | Target::OrganizationPhone | Target::OrganizationWebsite);
    let points = if of_organization { &mut names.organization_points } else { &mut candidate.points };
    let known = points.iter().any(|known| {
        known.kind == point.kind && known.key == point.key && (known.label == point.label || point.label.is_empty())
    });
    if !known {
        points.push(point);
    }
}

pub(super) fn take_web(target: &Target, value: &str, candidate: &mut Candidate, names: &mut Names) {
    for part in joined(value) {
        let kind = match target {
            Target::Handle(network) => PointKind::Handle(network.clone()),
            _ => PointKind::Website,
        };
        let key = web_key(part);
        add(target, ContactPoint { kind, label: "".into(), value: part.to_owned(), key }, candidate, names);
    }
}

/// An address without what does not tell sites apart.
fn web_key(value: &str) -> String {
    let plain = value.trim().to_lowercase();
    let plain = plain.strip_prefix("https://").or_else(|| plain.strip_prefix("http://")).unwrap_or(&plain);
    plain.strip_prefix("www.").unwrap_or(plain).trim_end_matches('/').to_owned()
}
