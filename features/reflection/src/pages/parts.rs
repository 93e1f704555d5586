//! What stands around the four questions: ways that could be promises, the day that ends, purposes, and how to let go.

use maud::{Markup, html};
use tend_core::{
    ago,
    ui::{self, Icon, Line, button, choice, field, hidden, icon, select},
};

use super::{
    choices,
    gather::{Evening, Way},
    url,
};
use crate::reflection::Reflection;

/// What one said one would do, one press from a promise. With the keys: P makes a promise of the first.
pub(super) fn ways(evening: &Evening) -> Markup {
    let Some(page) = evening.page.as_ref() else { return html! {} };
    html! {
        @if !evening.ways.is_empty() || !evening.promised.is_empty() {
            section.evening-ways aria-labelledby="ways-h" {
                h2 id="ways-h" { "Give your word on it?" }
                ul {
                    @for promise in &evening.promised {
                        li { span.promised { (icon(Icon::Check)) a href=(url::promise(promise.id)) data-frag dir="auto" { (promise.words) } } small { "Promised" } }
                    }
                    @for (index, way) in evening.ways.iter().enumerate() { li { (one_way(page, way, index)) } }
                }
                @if !evening.ways.is_empty() { p.meta { "A promise is seen by everybody who works here. The rest of the page is not." } }
            }
        }
    }
}

fn one_way(page: &Reflection, way: &Way, index: usize) -> Markup {
    let prefix = format!("way-{index}");
    let label = format!("Promise it: {}", way.line);
    html! {
        form method="post" action=(url::deed(page.id, "promises")) data-frag {
            span dir="auto" { (way.line) }
            (hidden("line", &way.line))
            @match way.to.as_slice() {
                [(id, name)] => { (hidden("client", &id.to_string())) small { "to " (name) } }
                several => {
                    @let ids: Vec<String> = several.iter().map(|(id, _)| id.to_string()).collect();
                    (select("client", "To whom", several.iter().zip(&ids).map(|((_, name), id)| choice(id, name, false)).collect()).bare().prefix(&prefix))
                }
            }
            (button("Promise it").small().icon(Icon::Promise).key("p").label(&label))
        }
    }
}

/// Sharing one page, and erasing it.
pub(super) fn let_go(evening: &Evening) -> Markup {
    let Some(page) = evening.page.as_ref() else { return html! {} };
    let inside = html! {
        (sharing(page, &evening.coaches))
        (ui::press(url::deed(page.id, "erasing"), button("Erase this page for good").small()))
    };
    html! { div.evening-more { (ui::fold("let-go", "Share it, or erase it", inside)) } }
}

/// Shows one page to somebody, or takes that back.
pub(super) fn sharing(page: &Reflection, coaches: &[(tend_core::id::MemberId, String)]) -> Markup {
    if let Some(shared) = page.shared {
        let with = shared.to.and_then(|to| coaches.iter().find(|(id, _)| *id == to));
        let with = with.map_or("The team", |(_, name)| name.as_str());
        return html! {
            p { (with) " can read this page." }
            (ui::press(url::deed(page.id, "keeping"), button("Take it back").small()))
        };
    }
    let ids: Vec<String> = coaches.iter().map(|(id, _)| id.to_string()).collect();
    let mut with: Vec<_> = coaches.iter().zip(&ids).map(|((_, name), id)| choice(id, name, false)).collect();
    with.push(choice("team", "The team: everybody who looks after clients", false));
    html! {
        form.share-it method="post" action=(url::deed(page.id, "sharing")) data-frag {
            (select("with", "Who may read this page?", with))
            (button("Share it").small())
        }
    }
}

pub(super) fn side(evening: &Evening) -> Markup {
    html! {
        (purposes(evening))
        @if !evening.helped.is_empty() { (ui::side_block("looking-back", "Today, looking back", looking_back(evening))) }
        @if let Some(page) = &evening.last_week { (ui::side_block("last-week", &last_week(page), html! {
            div.quietly-said dir="auto" { (ui::words(&page.answers.i_feel)) }
        })) }
        section.evening-links {
            (ui::rest("Your evenings", url::YOURS))
            @if evening.shared > 0 { (ui::rest("Shared with you", url::SHARED)) }
        }
        (ui::fold("choices", "Your hour, and your why", choices::form(&evening.choices, "", "", &[])))
    }
}

/// Two sentences that stand there quietly.
fn purposes(evening: &Evening) -> Markup {
    let own = evening.choices.purpose.as_str();
    html! {
        @if !own.is_empty() || !evening.house_purpose.is_empty() {
            section.purposes aria-label="Why we do this" {
                @if !own.is_empty() { h2 { "Why I do this" } p.said.quietly-said dir="auto" { (own) } }
                @if !evening.house_purpose.is_empty() { h2 { "Why " (evening.house) " does" } p.said.quietly-said dir="auto" { (evening.house_purpose) } }
            }
        }
    }
}

fn looking_back(evening: &Evening) -> Markup {
    let times: Vec<String> = evening.helped.iter().map(|helped| ago::clock(helped.at, &evening.zone)).collect();
    let stamps: Vec<String> = evening.helped.iter().map(|helped| helped.at.to_string()).collect();
    let lines: Vec<Line> = evening
        .helped
        .iter()
        .enumerate()
        .map(|(index, helped)| Line {
            when: ui::when(&times[index]).at(&stamps[index]),
            face: None,
            words: html! { a href=(url::client(helped.client.id)) data-frag { (helped.client.name) } },
            note: &helped.words,
        })
        .collect();
    ui::lines(&lines)
}

fn last_week(page: &Reflection) -> String {
    format!("Last {} you wrote", crate::reflection::plus_days(page.for_day, -1).0.strftime("%A"))
}

/// A purpose in one line, as members and admins write theirs.
pub(super) fn purpose_field<'a>(label: &'a str, value: &'a str, error: Option<&'a str>) -> ui::Field<'a> {
    field("purpose", label).value(value).error(error).placeholder("So that people get where they want to go")
}
