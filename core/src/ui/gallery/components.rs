//! The kit's parts, as a style guide.

use uuid::Uuid;

use super::{Sample, specimen};
use crate::ui::*;

pub(super) fn samples() -> Vec<Sample> {
    vec![
        Sample::framed("ui/components", "usual", guide()),
        Sample::framed("ui/icons", "usual", icons()),
        Sample::framed("ui/menu-dialog-toast", "usual", overlays()),
        Sample::framed("ui/table", "usual", tables(false)),
        Sample::framed("ui/table", "long", tables(true)),
        Sample::framed("ui/table", "many", many_rows()),
        Sample::framed("ui/table", "empty", no_rows()),
        Sample::framed("ui/table", "loading", rows_on_their_way()),
        Sample::framed("ui/import-steps", "usual", steps_and_progress()),
    ]
}

pub(super) fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn guide() -> Markup {
    page(
        Width::Usual,
        html! {
            (page_head("Components").lede("Every part of Tend in every state. If it isn’t here, it doesn’t exist yet."))
            (specimen("Colour roles", colours()))
            (specimen("Type", type_scale()))
            (specimen("Buttons", buttons()))
            (specimen("Labels and people", labels_and_people()))
            (specimen("Tabs and switches", switches()))
            (specimen("Notices", notices()))
            (specimen("Numbers", numbers()))
            (specimen("Empty", empty("Nobody is waiting", "No open problems at Canal Yard. A good moment to ask somebody how it went.", link("Choose who to ask", "/clients").render())))
        },
    )
}

fn colours() -> Markup {
    html! {
        ul.swatches {
            @for name in ["paper", "sheet", "sunk", "chosen", "thread", "edge", "ink-3", "ink-2", "ink"] { li class=(name) { (name) } }
        }
        ul.swatches {
            @for (name, means) in [("green", "what we do"), ("honey", "soon"), ("clay", "someone is waiting"), ("iris", "what we know")] {
                li class=(name) { b { (name) } " " (means) }
            }
        }
    }
}

fn type_scale() -> Markup {
    html! {
        div.typescale {
            p.t-3xl { "Who will I help today?" small { "3xl serif, page questions" } }
            p.t-2xl { "A whole page in the guest book" small { "2xl serif, inner titles" } }
            p.t-xl { "Marta Kovács" small { "xl serif, names and goals" } }
            p.said { (quote("I mind wondering.")) small { "l serif, what people say" } }
            p.lede { "Seven people. Two are waiting on us." small { "l sans, one line under a title" } }
            p { "Child seat fitted and checked" small { "m sans, the book’s own words" } }
            p.meta { "Heard once, Jonas, yesterday" small { "s sans, where and when" } }
        }
    }
}

fn buttons() -> Markup {
    html! {
        (tools(html! {
            (button("Call with a day").primary().icon(Icon::Phone))
            (button("Write to Jonas").icon(Icon::Mail))
            (button("Not tonight").quiet())
            (button("More").only(Icon::More))
            (button("Promise").icon(Icon::Promise).key("P"))
        }))
        (tools(html! {
            (button("Send").primary().small())
            (button("Compare").small())
            (button("Leave out").quiet().small())
            (button("Sending").primary().class("busy"))
            (button("Ask Lotte").off_if(true)) (link("Start the quote", "/quotes").off_if(true))
        }))
        (meta(html! { "One primary per view. A button that is off always stands next to the reason." }))
    }
}

fn labels_and_people() -> Markup {
    html! {
        p.chips {
            (chip("Prepares", Tone::Plain)) (chip("Going well", Tone::Green)) (chip("Soon", Tone::Honey)) (chip("Waiting", Tone::Clay))
            (chip("Heard once", Tone::Iris)) (chip_with(Icon::Check, "Sure", Tone::Green))
        }
        (filters("Show", &[way("All", "?", true), way("Words", "?show=words", false), way("Service", "?show=service", false)]))
        (tools(html! {
            (avatar("Noor Haddad", id(0), Size::Large)) (avatar("Tomás Reyes", id(1), Size::Middle)) (avatar("Wen Li", id(2), Size::Middle))
            (avatar("Greta Lind", id(3), Size::Middle)) (avatar("Amara Okafor", id(4), Size::Small)) (avatar("Jonas Weber", id(5), Size::Small))
            (house(id(4), Size::Middle)) (house(id(4), Size::Large)) (who("Lotte Brandt", id(6)))
        }))
        (tools(html! { (when("2 days").waiting()) (when("15:00").soon()) (when("7 weeks")) (key("Ctrl")) (key("K")) }))
        (people(&[
            Person { name: "Amara Okafor", id: id(1), href: Some(Url::from("/clients/1")), note: "Director. Decides. Prefers a call before nine" },
            Person { name: "Jonas Weber", id: id(2), href: None, note: "Facilities. Prepares the numbers" },
        ]))
    }
}

fn switches() -> Markup {
    let counted = |words, chosen, count| Way { count: Some(count), ..way(words, "?", chosen) };
    html! {
        (tabs("Saved views", &[counted("Mine", true, 84), counted("Waiting on us", false, 4), counted("Quiet longer than usual", false, 12)]))
        div { (segmented("How to look at it", &[
            Way { icon: Some(Icon::Columns), ..way("Board", "?as=board", true) },
            Way { icon: Some(Icon::Rows), ..way("Table", "?as=table", false) },
        ])) }
    }
}

fn notices() -> Markup {
    html! {
        (notice(Tone::Honey, Icon::Problem, html! {
            p { b { "Lotte is still waiting on bike 9." } " Shall we help first?" }
            (tools(html! { (link("Go to the problem", "/problems/9").small()) (button("They asked for the quote now").quiet().small()) }))
        }))
        (notice(Tone::Green, Icon::Check, html! { p { "Marta has a day for her wheel. The thread remembers it." } }))
        (notice(Tone::Clay, Icon::Warn, html! { p { b { "We couldn’t reach the mail server." } " Your words are kept here; we try again in a minute." } }))
        (notice(Tone::Iris, Icon::Eye, html! { p { "Three others have these pads. Tell them first?" } }))
        (notice(Tone::Plain, Icon::Info, html! { p { "Wen is away until Thursday. You are holding two of her clients." } }))
    }
}

fn numbers() -> Markup {
    html! {
        p { "Promises kept: " (share(41, 50, html! {})) }
        p { "Promises kept: " (share(7, 8, html! { "kept 7, late 1" })) " " small { "too few for a share" } }
    }
}

fn icons() -> Markup {
    page(
        Width::Usual,
        html! {
            (page_head("Icons").lede("20 by 20, stroke 1.5, round ends."))
            ul.icon-table { @for one in Icon::ALL { li { (icon(*one)) (one.name()) } } }
        },
    )
}

fn overlays() -> Markup {
    let menu = menu(
        "sample-menu",
        "More about this client",
        &[
            Item::Note("Working at Market Street"),
            Item::Go(Icon::Handoff, "Hand over", Url::from("/handoffs/new")),
            Item::Open(Icon::Promise, "Promise something", "sample-question", Url::from("/promises/new")),
            Item::Print("Print the brief"),
            Item::Rule,
            Item::Do(Icon::Lock, "Lay aside", Url::from("/clients/1/archive")),
        ],
    );
    let ask = Question {
        id: "sample-question",
        title: "Hand Harbour Clinic to Tomás?",
        words: "He gets everything you know, and a note from you. You stay the owner until he says yes.",
        action: Url::from("/handoffs"),
        yes: "Ask Tomás",
        no: "Not now",
    };
    page(
        Width::Usual,
        html! {
            (page_head("Menu, dialog, toast").tools(html! {
                (dialog_button("Hand over", "sample-question").icon(Icon::Handoff))
                (menu_button("More about this client", "sample-menu-2").only(Icon::More))
            }))
            (self::menu("sample-menu-2", "More", &[Item::Print("Print the brief"), Item::Go(Icon::Handoff, "Hand over", Url::from("/handoffs/new"))]))
            div.columns.even.gallery-still {
                (menu)
                (question(&ask))
                (toast(&Toast { words: "Kept: spare battery, Wednesday".to_owned(), undo: Some(Url::from("/promises/1/undo")) }))
                (toast(&Toast { words: "You have helped Theo and Anaïs Laurent, who wanted to stop being the parents who always drive".to_owned(), undo: None }))
            }
        },
    )
}

const CLIENTS: [(&str, &str, &str, &str); 5] = [
    ("Bram de Wit", "ride to the sea with Fenna", "today", "Write him a card"),
    ("Hotel Aurelia", "guests who come back glowing, not lost", "17:00", "Three photos of the frames"),
    ("Noah Brandt", "first job, no car, no fuss", "3 days", "Check the lights he worried about"),
    ("Theo & Anaïs Laurent", "stop being the parents who always drive", "Wed", "Offer a ride with both children"),
    ("Eun-ji Park", "trust it downhill", "", "Ask how the descents feel"),
];

fn row(number: usize, client: (&str, &str, &str, &str), long: bool) -> Markup {
    let (name, wish, moment, next) = client;
    let name = if long {
        format!("{name} and the Association of Very Patient Riders of the Lower Canal District")
    } else {
        name.to_owned()
    };
    let moment = match moment {
        "3 days" => when(moment).waiting(),
        "today" | "17:00" => when(moment).soon(),
        _ => when(moment),
    };
    html! {
        tr id={ "client-" (number) } aria-current=[(number == 2).then_some("true")] tabindex="-1" {
            td.pick { input type="checkbox" name="client" value=(number) aria-label={ "Choose " (name) } checked[number == 1]; }
            th scope="row" { (icon(if number == 1 { Icon::Organization } else { Icon::Person })) a href={ "/clients/" (number) } data-frag { (name) } }
            td.on-phone { (quote(wish)) }
            td.at-end { (moment) }
            td.on-phone { (next) }
            td { (who("Noor", id(7))) }
            td { "Market Street" }
            td.num { "9 " small { "(4)" } }
        }
    }
}

fn client_table(rows: Markup) -> Markup {
    let columns = [
        column("Choose").unseen(),
        column("Client").sort("?sort=-name", Sorted::Up),
        column("Wants to"),
        column("When").sort("?sort=when", Sorted::No),
        column(labels::NEXT_KIND_THING),
        column(labels::OWNER),
        column(labels::PLACE),
        column("Glad").number(),
    ];
    table("Clients", Setting::Dense, &columns, rows)
}

fn tables(long: bool) -> Markup {
    page(
        Width::Full,
        html! {
            (page_head("Clients").tools(html! { (link("Bring in a list", "/import").icon(Icon::Upload)) (link("New client", "/clients/new").primary().icon(Icon::Plus).key("N")) }))
            div.filterbar { (find_in("/clients", "Name, place or something they said", "", &[("sort", "name")])) }
            (client_table(html! { @for (number, client) in CLIENTS.into_iter().enumerate() { (row(number, client, long)) } }))
            (pager("5 of 184", None, Some(&Url::from("?after=5"))))
            (key_hints(&[(&["J", "K"], "move"), (&["X"], "choose"), (&["↵"], "open"), (&["/"], "find")]))
        },
    )
}

fn many_rows() -> Markup {
    page(
        Width::Full,
        html! {
            (page_head("Clients"))
            (client_table(html! { @for number in 0..50 { (row(number, CLIENTS[number % CLIENTS.len()], false)) } }))
            (pager("50 from Bram to Eun-ji", Some(&Url::from("?before=1")), Some(&Url::from("?after=50"))))
        },
    )
}

fn no_rows() -> Markup {
    let tools = html! { (link("Write down the first one", "/clients/new").primary().icon(Icon::Plus)) (link("Bring in a list", "/import").icon(Icon::Upload)) };
    let words = "Start with one person you helped this week. Write down what they wanted to do, in their words. That is already a client.";
    page(Width::Full, html! { (page_head("Clients")) (empty("Nobody here yet", words, tools)) })
}

fn rows_on_their_way() -> Markup {
    page(
        Width::Full,
        html! {
            (page_head("Clients")) (skeleton("Fetching your clients", 12))
            p.foot-hints { "This is taking a little longer than usual. You can keep working; nothing is lost." }
        },
    )
}

fn steps_and_progress() -> Markup {
    let step = |words, note| Step { words, note, href: None };
    let four = [
        Step { words: "Choose a file", note: "2,310 rows, 9 columns", href: Some(Url::from("/import/1")) },
        step("Match the columns", "7 matched by us, 1 to decide"),
        step("Look through", "4 things worth a look"),
        step("Bring them in", "about two minutes"),
    ];
    let goes_to = |column: &'static str| {
        select(
            column,
            "Goes to",
            vec![
                choice("", "Choose", false),
                choice("name", "Client name", true),
                choice("skip", "Leave it out", false),
            ],
        )
        .bare()
        .prefix("map")
    };
    let rows = html! {
        tr { th scope="row" { "Naam" } td data-label="First rows:" { "Bram de Wit, Canal Bakery, Petra Novák" } td { (goes_to("naam")) } td { (chip_with(Icon::Check, "Sure", Tone::Green)) } }
        tr { th scope="row" { "wens" } td data-label="First rows:" { (quote("to the sea with my granddaughter")) } td { (goes_to("wens")) } td { span.meta { "Read as a goal" } } }
        tr.decide { th scope="row" { "opmerking" } td data-label="First rows:" { "belt liever voor 9, hond heet Bo" } td { (goes_to("opmerking")) } td { (chip("Where should this go?", Tone::Honey)) } }
    };
    page(
        Width::Usual,
        html! {
            (page_head("Bring in your clients").under("Settings", "/settings").here(labels::BRING_IN)
                .lede(html! { b { "regulars-2026.csv" } ", 2,310 rows. Nothing is saved until you say so, and you can undo it for 30 days." }))
            (steps("Steps", &four, 1))
            (block("columns", "Your columns, and where they go", None, table("Column matching", Setting::Stack,
                &[column("Your column"), column("The first rows say"), column("Goes to"), column("How sure").unseen()], rows)))
            (leaf("running", "While it runs", html! {
                div.head { span.meta { b { "1,204" } " of 2,310, about a minute left" } }
                (progress("Bringing in", 1204, 2310))
                p.meta { "You can close this page. " a href="/import/1/stop" { "Stop and undo" } }
            }))
            (leaf("counting", "Reading the file", progress("Reading", 0, 0)))
        },
    )
}
