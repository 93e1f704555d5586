//! The thread: Today and *Everything so far*.

use super::Sample;
use super::components::id;
use crate::ui::*;

pub(super) fn samples() -> Vec<Sample> {
    vec![
        Sample::framed("ui/today", "usual", today(&rows(1))),
        Sample::framed("ui/today", "long", today(&[long_row()])),
        Sample::framed("ui/today", "many", today(&rows(12))),
        Sample::framed("ui/today", "empty", nobody()),
        Sample::framed("ui/client", "usual", client("", None)),
        Sample::framed("ui/client", "error", client("", Some("Nothing is written down yet. What happened?"))),
    ]
}

const IDS: [&str; 24] = [
    "row-1", "row-2", "row-3", "row-4", "row-5", "row-6", "row-7", "row-8", "row-9", "row-10", "row-11", "row-12",
    "row-13", "row-14", "row-15", "row-16", "row-17", "row-18", "row-19", "row-20", "row-21", "row-22", "row-23",
    "row-24",
];

fn rows(times: usize) -> Vec<ServeRow<'static>> {
    (0..times).flat_map(|turn| [marta(IDS[turn * 2], turn == 0), harbour(IDS[turn * 2 + 1])]).collect()
}

fn tick(label: &'static str, ticked: bool) -> Bead<'static> {
    Bead::Tick(Tick { label, action: Url::from("/today/helped"), ticked, fields: &[("client", "1")] })
}

fn marta(id: &'static str, current: bool) -> ServeRow<'static> {
    ServeRow {
        id,
        when: when("2 days").waiting(),
        bead: tick("I have helped Marta Kovács", false),
        name: "Marta Kovács",
        href: Url::from("/clients/1"),
        note: "Touring bike, Canal Yard",
        inside: html! {
            (reasons(&[
                (Icon::Problem, html! { "Her rear wheel still wobbles after Friday’s repair" }),
                (Icon::Survey, html! { "Glad to pay: 3 of 10. " (quote("Paid, and still can’t ride.")) }),
            ]))
            @if current { (fold("why-1", "Why here?", html! { "Waiting 2 days: 0.9. Her answer of Friday: 0.4. Together 0.94 of 1." })) }
        },
        act: Some(link("Call with a day for the wheel", "/clients/1#composer").icon(Icon::Phone).class("act").render()),
        current,
        done: false,
    }
}

fn harbour(id: &'static str) -> ServeRow<'static> {
    ServeRow {
        id,
        when: when("15:00").soon(),
        bead: tick("I have helped Harbour Clinic", false),
        name: "Harbour Clinic",
        href: Url::from("/clients/2"),
        note: "14 e-bikes for home-care nurses",
        inside: reasons(&[(Icon::Decision, html! { "Their budget committee meets on " b { "Thursday" } })]),
        act: Some(link("Tell Jonas what Tomás found", "/clients/2").icon(Icon::Mail).class("act").render()),
        current: false,
        done: false,
    }
}

fn long_row() -> ServeRow<'static> {
    ServeRow {
        name: "Bürgerinitiative zur Förderung des nichtmotorisierten Lastenverkehrs Donaudampfschifffahrtsgesellschaftsgelände e. V.",
        note: "Seventeen cargo bikes, two trailers and a rickshaw, Canal Yard, Market Street and Station Arcade",
        inside: reasons(&[(
            Icon::Promise,
            html! { "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzbesprechungstermin on Thursday, as promised to all of them in the long mail of last week" },
        )]),
        act: Some(
            link("Write to Wolfeschlegelsteinhausenbergerdorff about the meeting with everybody", "/clients/3")
                .icon(Icon::Mail)
                .class("act")
                .render(),
        ),
        ..marta("row-1", true)
    }
}

fn helped() -> ServeRow<'static> {
    ServeRow {
        id: "row-helped",
        when: when("07:52"),
        bead: tick("Take back that I have helped Postwerk Couriers", true),
        name: "Postwerk Couriers",
        href: Url::from("/clients/4"),
        note: "You brought the spare keys before their first round",
        inside: html! {},
        act: None,
        current: false,
        done: true,
    }
}

fn head(lede: &str) -> Markup {
    DatedHead {
        datetime: "2026-10-13",
        day: "13",
        rest: "Tue, Oct",
        title: "Who will I help today?",
        lede: html! { (lede) },
    }
    .render()
}

fn today(rows: &[ServeRow<'_>]) -> Markup {
    let line = |words: When<'static>, what: &'static str, note: &'static str| Line {
        when: words,
        face: None,
        words: html! { (what) },
        note,
    };
    let side = html! {
        (leaf("last-night", "Last night you wrote", html! {
            p.said { "Marta first. She shouldn’t have to ring us again to find out what happens next." }
            (meta(html! { "You hoped she would feel " b { "taken seriously" } "." }))
        }))
        (side_block("promises", "Promises", html! {
            (lines(&[
                line(when("15:00").soon(), "Child seat fitted", "Sunita Rao"),
                line(when("Wed"), "Lend a spare battery for the night shift", "Harbour Clinic"),
                Line { face: Some(avatar("Northgate School", id(3), Size::Small)), ..line(when(""), "Northgate School", "May write about the bike shed. Nothing due") },
            ]))
            (rest("All 11 promises", "/promises"))
        }))
    };
    let groups =
        html! { (serve_group("waiting", "Waiting on us", rows)) (serve_group("helped", "Helped", &[helped()])) };
    html! {
        (page(Width::Usual, html! {
            (head("Seven people. Two are waiting on us, so they come first."))
            (columns(serve_thread(groups), "Around today", side))
        }))
        (Logbar { action: Url::from("/log"), text: "", placeholder: "Log something: “Jonas rang, the spare bike helps”" })
    }
}

fn nobody() -> Markup {
    let tools = html! { (link("Choose who to ask", "/clients").primary()) };
    page(
        Width::Usual,
        html! { (head("Nobody needs you before tomorrow.")) (empty("Nobody is waiting", "Every promise for today is kept. A good moment to ask somebody how it went.", tools)) },
    )
}

fn matters() -> Markup {
    let matter = |icon, tone, title, note, when| OpenMatter {
        id: None,
        icon,
        tone,
        title,
        note,
        href: Some(Url::from("/promises/1")),
        when,
        tools: None,
    };
    open_matters(&[
        matter(
            Icon::Problem,
            Tone::Clay,
            "Bike 9’s brakes fade in rain",
            "Lotte rides a spare. Tomás is finding the cause",
            when("1 day").waiting(),
        ),
        OpenMatter {
            tools: Some(tools(html! { (press("/promises/1/keeping", button("Kept").small().icon(Icon::Check))) })),
            ..matter(
                Icon::Promise,
                Tone::Plain,
                "Lend a spare battery for the night shift",
                "You promised Lotte on Monday",
                when("Wed"),
            )
        },
    ])
}

fn entries() -> Vec<StoryRow<'static>> {
    let entry = |id, when, bead, title: &'static str, note, inside| StoryRow {
        id,
        when,
        bead,
        title: html! { (title) },
        note,
        inside,
    };
    vec![
        entry(
            "entry-5",
            when("Today").small("07:58"),
            Bead::Picture(Icon::Problem, Tone::Clay),
            "Tomás looked at bike 9",
            "Canal Yard",
            html! { p { "Pads are glazed, disc is fine. He suspects the chain oil the night shift uses." } },
        ),
        entry(
            "entry-4",
            when("12 Oct").small("16:40"),
            Bead::Picture(Icon::Fact, Tone::Iris),
            "Learned: the committee decides on cost per visit",
            "",
            html! { (said("They only look at what one home visit costs us.")) (meta(html! { "Jonas, on the phone. Told to Noor" })) },
        ),
        entry(
            "entry-3",
            when("09:12"),
            Bead::Picture(Icon::Mail, Tone::Plain),
            "Jonas wrote: Bike 9 again",
            "",
            words("Lotte braked on Quay Hill in the rain and very little happened.\nShe is fine but shaken."),
        ),
        entry(
            "entry-2",
            when("2 Oct").small("Fri"),
            Bead::Picture(Icon::Payment, Tone::Green),
            "Paid €418.00",
            "6 days early",
            html! {},
        ),
        entry("entry-1", when("1 Oct"), Bead::Done, "Promise kept: spare keys", "", html! {}),
    ]
}

fn client(text: &'static str, error: Option<&'static str>) -> Markup {
    let kinds = [("note", "Note", Icon::Note), ("call", "Call", Icon::Phone), ("visit", "Visit", Icon::Visit)]
        .map(|(value, words, icon)| Kind { value, words, icon });
    let composer = Composer {
        picker: None,
        action: Url::from("/clients/2/entries"),
        kinds: &kinds,
        kind: "note",
        text,
        placeholder: "What happened, in a sentence or two",
        error,
        fields: html! {},
        foot: "Everybody who works here sees this",
        verb: "Write down",
    };
    let lead = html! {
        (block("goals", labels::WHAT_THEY_WANT, Some(link("Add in their words", "?add=goal").quiet().small().icon(Icon::Plus).render()), goals(&[
            ("Our nurses should arrive dry and on time, and never think about the bike.", html! { "Amara, March 2021 " (chip("Going well, says Amara", Tone::Green)) }),
            ("I want to stop begging the committee for repair money every month.", html! { "Jonas, June 2026" }),
        ])))
        (block("open", labels::OPEN_BETWEEN_US, None, matters()))
    };
    let shown = filters(
        "Show",
        &[way("All", "?", true), way("Words", "?show=words", false), way("Service", "?show=service", false)],
    );
    let line = block(
        "line",
        labels::EVERYTHING_SO_FAR,
        Some(shown),
        html! {
            (story_thread(Some(composer_row(&composer)), &entries())) (earlier("142 earlier moments, back to March 2021", "?before=3"))
        },
    );
    let side = html! {
        (leaf("ask", "Ask next", asks(&[("What would make the committee say yes at once?", "Serves the winter decision")])))
        (side_block("people", labels::THEIR_PEOPLE, people(&[Person { name: "Amara Okafor", id: id(1), href: None, note: "Director. Decides. Prefers a call before nine" }])))
        (side_block("nothing", "Important dates", nothing("None written down yet.")))
    };
    page(
        Width::Usual,
        html! {
            (page_head("Harbour Clinic").face(house(id(4), Size::Large)).lede("Home-care nurses on 14 e-bikes. With us since March 2021.")
                .tools(html! { (link("Promise", "?add=promise").icon(Icon::Promise).key("P")) (menu_button("More about this client", "more").only(Icon::More)) }))
            (menu("more", "More", &[Item::Print("Print the client brief"), Item::Go(Icon::Note, "Edit", Url::from("/clients/2/edit"))]))
            (vitals(&[
                (labels::OWNER, who("Noor Haddad", id(7))), ("People", html! { a href="/clients/5" { "Amara Okafor" } " " small { "+10" } }),
                (labels::RHYTHM, html! { "Every 3 weeks " small { "spoke yesterday" } }), (labels::MAY_WE_WRITE, html! { "Mail, phone " small { "no newsletter" } }),
            ]))
            (one_relationship(lead, line, "What we know about Harbour Clinic", side))
        },
    )
}
