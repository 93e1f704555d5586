//! Reports: how problems went for clients, for coaches and admins. How long it took until they heard from us, until they were safe
//! and until they said it is settled, as curves in which what still waits counts; by place and by cause; how many came back; and what
//! was given to make them right, with its worth.
//!
//! Every number stands with how many it is made of and its range; of fewer than twelve the problems themselves are shown. Nothing
//! here is about a member, and nobody is ranked. What came settled with an import is left out: nobody here looked after it.

mod api;
pub mod given;
pub mod pages;
pub mod report;
mod samples;
pub mod store;

use tend_core::{
    Feature, Role,
    feature::{Doing, DoneBy, Nav},
    ui::Icon,
};

pub use report::{Measure, Report};

/// Reports, as the rest of Tend knows them.
pub const FEATURE: Feature = Feature {
    name: "reports",
    pages: pages::routes,
    api: api::routes,
    nav: Some(Nav { label: "Reports", href: pages::PROBLEMS, icon: Icon::Gauge, key: 'r', count: None }),
    nav_role: Role::Coach,
    doings: &[Doing {
        label: "How problems went",
        words: "report curves time to settled",
        icon: Icon::Gauge,
        by: DoneBy::Page(pages::PROBLEMS),
        role: Role::Coach,
        key: None,
    }],
    styles: include_str!("reports.css"),
    samples: samples::all,
    ..Feature::BARE
};
