//! The rows of the pictures, group by group.

use super::*;

pub(super) fn waiting() -> Vec<Row> {
    let marta = [
        Why {
            kind: "promises.broken",
            group: CareGroup::WaitingOnUs,
            when: from(-3 * DAY, -2 * DAY),
            weight: 0.8,
            reason: "Her rear wheel still wobbles after Friday’s repair",
            act: "Call with a day for the wheel",
        },
        Why {
            kind: "clients.cadence",
            group: CareGroup::WorthAHello,
            when: from(-2 * DAY, -DAY),
            weight: 0.3,
            reason: "She said “Paid, and still can’t ride.”",
            act: "",
        },
    ];
    let clinic = [
        Why {
            kind: "promises.due",
            group: CareGroup::PromisedForToday,
            when: from(-26 * HOUR, -24 * HOUR),
            weight: 0.6,
            reason: "Tell Jonas what Tomás found about bike 9’s brakes",
            act: "Tell Jonas what Tomás found",
        },
        Why {
            kind: "decisions.step",
            group: CareGroup::TheirOwnNextStep,
            when: from(-2 * DAY, 2 * DAY),
            weight: 0.5,
            reason: "Their budget committee meets on Thursday",
            act: "",
        },
    ];
    [
        row(client(1, "Marta Kovács", "Touring bike, Canal Yard"), &marta),
        row(client(2, "Harbour Clinic", "14 e-bikes for home-care nurses"), &clinic),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn promised() -> Vec<Row> {
    let promise = |due, reason, act| {
        [Why {
            kind: "promises.due",
            group: CareGroup::PromisedForToday,
            when: from(-8 * HOUR, due),
            weight: 0.6,
            reason,
            act,
        }]
    };
    [
        row(
            client(3, "Sunita Rao", "City e-bike, Market Street"),
            &promise(
                6 * HOUR + 50 * MINUTE,
                "Child seat fitted and checked before she comes",
                "See how the bench is doing",
            ),
        ),
        row(
            client(6, "Hotel Aurelia", "20 guest bikes"),
            &promise(
                8 * HOUR + 50 * MINUTE,
                "Three photos of the repainted frames for Celeste",
                "Send the photos to Celeste",
            ),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn theirs() -> Vec<Row> {
    let step = |reason, act| Why {
        kind: "decisions.step",
        group: CareGroup::TheirOwnNextStep,
        when: from(-DAY, 2 * DAY),
        weight: 0.5,
        reason,
        act,
    };
    let both = [
        step("Cargo bike or trailer: they choose on Thursday evening", "Offer a ride on Wednesday"),
        step("They haven’t ridden with both children yet", ""),
    ];
    row(client(10, "Theo & Anaïs Laurent", "Met at Station Arcade"), &both).into_iter().collect()
}

pub(super) fn hello() -> Vec<Row> {
    let quiet = Why {
        kind: "clients.cadence",
        group: CareGroup::WorthAHello,
        when: from(-4 * DAY, -3 * DAY),
        weight: 0.3,
        reason: "Quiet. She said “I’d ride more if I trusted it downhill.”",
        act: "Ask how the descents feel",
    };
    let birthday = When::on(NOW.day_in(&zone()), &zone());
    let turns = Why {
        kind: "clients.date",
        group: CareGroup::WorthAHello,
        when: birthday,
        weight: 0.4,
        reason: "Turns 70. Hopes to “ride to the sea with Fenna” in spring",
        act: "Write him a card",
    };
    [
        row(client(7, "Eun-ji Park", "Road bike, Market Street"), &[quiet]),
        row(client(11, "Bram de Wit", "Folding bike, Canal Yard"), &[turns]),
    ]
    .into_iter()
    .flatten()
    .collect()
}
