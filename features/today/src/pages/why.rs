//! *Why here*: the sum of a row, in words and numbers.

use maud::{Markup, html};
use tend_core::{
    calls::{CareGroup, When, urgency},
    ui,
};

use super::{rows::quoted, view::View};
use crate::{
    today::{Standing, share},
    when,
};

/// Why a client stands where they stand: the group, each call's weight and urgency, and what they come to.
pub(super) fn why(view: &View, standing: &Standing) -> Markup {
    html! {
        div.why {
            h3 { "Why here" }
            p { (group_sentence(view, standing)) }
            table {
                thead { tr { th scope="col" { "Reason" } th scope="col" { "Weight" } th scope="col" { "Urgency" } th scope="col" { "Together" } } }
                tbody {
                    @for call in &standing.calls {
                        tr {
                            th scope="row" { (quoted(&call.reason)) small { (since(view, call.when)) } }
                            td { (two(call.weight)) }
                            td { (two(urgency(call.when, view.now))) }
                            td { (two(share(call, view.now))) }
                        }
                    }
                }
            }
            p.sum { (sum(view, standing)) }
        }
    }
}

fn group_sentence(view: &View, standing: &Standing) -> String {
    let group = standing.place.group;
    let of_group: Vec<_> = view.today.standings.iter().filter(|other| other.place.group == group).collect();
    let at = of_group.iter().position(|other| other.client == standing.client).map_or(1, |index| index + 1);
    let place = if of_group.len() == 1 {
        "alone in this group".to_owned()
    } else {
        format!("{} of {} in this group, by need", ordinal(at), when::number(of_group.len()))
    };
    let words = match group {
        CareGroup::WaitingOnUs => "Waiting on us, so before all who are not",
        CareGroup::PromisedForToday => "Promised for today, so after those who wait on us",
        CareGroup::TheirOwnNextStep => "Their own next step, so after what we promised",
        CareGroup::WorthAHello => "Worth a hello, when nobody above needs you",
    };
    format!("{words}; {place}.")
}

/// `Since 11 Oct, half at 12 Oct`: the two moments that make an urgency.
fn since(view: &View, call: When) -> String {
    let day = |at: tend_core::Timestamp| when::at_time(at, view.now, &view.zone);
    match call {
        When::OnDay { .. } => "A day of theirs: one half all day long".into(),
        When::From { start, due } => format!("Began {}, one half {}", day(start), day(due)),
    }
}

/// `Need: 1 − (1 − 0.40) × (1 − 0.30) = 0.58`.
fn sum(view: &View, standing: &Standing) -> Markup {
    let parts: Vec<String> =
        standing.calls.iter().map(|call| format!("(1 − {})", two(share(call, view.now)))).collect();
    html! { "Need: 1 − " (parts.join(" × ")) " = " b { (two(standing.place.need)) } (ui::unseen(", of at most one")) }
}

/// Two places: more would say more than we know. What is below one never reads as one.
fn two(share: f64) -> String {
    format!("{:.2}", share.min(0.99))
}

fn ordinal(at: usize) -> String {
    const FIRST: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    FIRST.get(at.wrapping_sub(1)).map_or_else(|| format!("number {at}"), |word| (*word).to_owned())
}
