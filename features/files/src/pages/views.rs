//! Files as they are seen: a strip of pictures, and a line for each of the others.

use jiff::tz::TimeZone;
use maud::{Markup, html};
use tend_core::{
    files::Size,
    ui::{Icon, button, icon, press},
};

use super::{bytes_url, picture_url, url};
use crate::file::ClientFile;

/// The longer side of a picture in a strip, in pixels of CSS.
const SIDE: i64 = 104;

/// Pictures in a strip, others in lines.
pub(crate) fn files(files: &[ClientFile]) -> Markup {
    let (pictures, others): (Vec<&ClientFile>, Vec<&ClientFile>) =
        files.iter().partition(|file| file.object.is_shown());
    html! {
        @if !pictures.is_empty() { ul.pictures { @for file in pictures { li { (picture(file)) } } } }
        @if !others.is_empty() { ul.papers { @for file in others { (line(file)) } } }
    }
}

fn picture(file: &ClientFile) -> Markup {
    let (width, height) = fitted(file.object.points.unwrap_or((1, 1)));
    html! {
        a href=(url(file.id)) data-frag {
            img src=(picture_url(file, Size::Small)) width=(width) height=(height) alt=(file.name) loading="lazy" decoding="async";
        }
    }
}

/// Its size in the strip: as high as the strip, and not much wider or narrower than it is high.
fn fitted((width, height): (i64, i64)) -> (i64, i64) {
    let wide = width.saturating_mul(SIDE) / height.max(1);
    (wide.clamp(SIDE / 2, SIDE * 2), SIDE)
}

fn line(file: &ClientFile) -> Markup {
    html! {
        li {
            (icon(file.icon()))
            span.fill { a href=(url(file.id)) dir="auto" data-frag { (file.name) } small { (file.about()) } }
            (save(file))
        }
    }
}

/// What stands in front of a file in a list: a small picture, or its mark.
pub(crate) fn face(file: &ClientFile) -> Markup {
    html! {
        @if file.object.is_shown() { img.face src=(picture_url(file, Size::Small)) width="48" height="48" alt="" loading="lazy" decoding="async"; }
        @else { span.face { (icon(file.icon())) } }
    }
}

/// The way to save it.
pub(crate) fn save(file: &ClientFile) -> Markup {
    let words = format!("Save {}", file.name);
    html! { a.btn.small.quiet.only href=(bytes_url(file)) download aria-label=(words) title=(words) { (icon(Icon::Download)) } }
}

/// The way to take it away; for a while it can come back.
pub(crate) fn take_away(file: &ClientFile) -> Markup {
    let words = format!("Take away {}", file.name);
    press(format!("{}/removal", url(file.id)), button("Take it away").small().quiet().only(Icon::Close).label(&words))
}

/// The day it was brought: “3 Oct 2026”.
pub(crate) fn day(file: &ClientFile, zone: &TimeZone) -> String {
    file.added_at.in_zone(zone).strftime("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_strip_has_one_height() {
        assert_eq!(fitted((4000, 2000)), (208, 104));
        assert_eq!(fitted((2000, 4000)), (52, 104));
        assert_eq!(fitted((100_000, 1)), (208, 104));
        assert_eq!(fitted((0, 0)), (52, 104));
    }
}
