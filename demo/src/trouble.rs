//! What went wrong at Linden Cycles lately, and how far it is put right.

use tend_problems::{
    Severity,
    State::{self, Contained, Fixed, MadeRight},
};

use crate::{
    cast::{Colleague, NOOR, TOMAS, WEN},
    story::At,
};

/// Something went wrong for a client.
pub struct Trouble {
    /// For whom.
    pub client: &'static str,
    /// When we were told.
    pub at: At,
    /// Who took it in.
    pub by: &'static Colleague,
    /// What, in a line.
    pub title: &'static str,
    /// As it was told.
    pub words: &'static str,
    /// Who told us, where it was not the client.
    pub told_by: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it touches, and more about it.
    pub touches: &'static [(&'static str, &'static str)],
    /// What lies behind it; empty where nobody knows.
    pub cause: &'static str,
    /// What came after, in its order.
    pub after: &'static [(At, &'static Colleague, Turn)],
}

/// One thing that came after.
pub enum Turn {
    /// A step of the way, with what was done.
    Step(State, &'static str),
    /// They were told.
    Told(&'static str),
    /// A colleague was asked to help, with what.
    Asked(&'static Colleague, &'static str),
    /// A colleague said yes.
    Agreed,
    /// Somebody noted something.
    Noted(&'static str),
    /// They said that it is good, in these words.
    Settled(&'static str),
}

/// The problems, oldest first.
pub const TROUBLES: &[Trouble] = &[
    Trouble {
        client: "Canal Bakery",
        at: At(-12, 6, 10),
        by: &TOMAS,
        title: "The front brake squeals on the first round",
        words: "Squeals on the first round, then it is fine until the next morning.",
        told_by: "",
        severity: Severity::Small,
        touches: &[("The bread bike", "Bought two years ago")],
        cause: "Spray oil on the discs",
        after: &[
            (At(-12, 6, 20), &TOMAS, Turn::Told("I take it along tonight and bring it back before five.")),
            (At(-11, 4, 40), &TOMAS, Turn::Step(Fixed, "Cleaned the disc, new pads, showed them where not to spray.")),
            (At(-11, 4, 45), &TOMAS, Turn::Step(MadeRight, "No charge, and a loaf is not needed either.")),
            (At(-9, 6, 30), &TOMAS, Turn::Settled("Quiet as a cat. Thank you.")),
        ],
    },
    Trouble {
        client: "Marta Kovács",
        at: At(-3, 12, 30),
        by: &NOOR,
        title: "The rear wheel still wobbles after Friday’s repair",
        words: "Paid, and still can’t ride.",
        told_by: "",
        severity: Severity::Hinders,
        touches: &[("Touring bike, rear wheel", "Trued and tensioned on Friday")],
        cause: "",
        after: &[(At(-3, 12, 34), &NOOR, Turn::Told("I ring you with a day for it."))],
    },
    Trouble {
        client: "Malik Osei",
        at: At(-2, 17, 40),
        by: &WEN,
        title: "The left brake lever comes back to the bar",
        words: "The left brake lever comes right back to the bar since Sunday.",
        told_by: "",
        severity: Severity::Unsafe,
        touches: &[("The small bike", "")],
        cause: "Old cable housings",
        after: &[
            (At(-2, 17, 50), &WEN, Turn::Step(Contained, "Lent him the blue one until Thursday.")),
            (At(-2, 17, 51), &WEN, Turn::Told("Ride the blue one. We bring yours on Thursday.")),
            (At(-1, 11, 0), &WEN, Turn::Step(Fixed, "New housing and cable, bled the rear one too.")),
        ],
    },
    Trouble {
        client: "Harbour Clinic",
        at: At(-1, 9, 20),
        by: &NOOR,
        title: "Bike 9’s brakes fade in rain",
        words: "Lotte braked on Quay Hill in the rain and very little happened. She is fine but shaken.",
        told_by: "Jonas Weber",
        severity: Severity::Unsafe,
        touches: &[
            ("Bike 9, LC-0931", "Cared for until March 2027"),
            ("Order 3087, autumn check", "New pads two weeks ago"),
        ],
        cause: "Spray oil on the discs",
        after: &[
            (At(-1, 9, 31), &NOOR, Turn::Step(Contained, "Brought her a spare bike.")),
            (At(-1, 9, 33), &NOOR, Turn::Told("You ride the spare until we know why. You hear from me tomorrow.")),
            (At(-1, 10, 2), &NOOR, Turn::Asked(&TOMAS, "Find out why the pads fade")),
            (At(-1, 10, 6), &TOMAS, Turn::Agreed),
            (At(0, 7, 58), &TOMAS, Turn::Noted("Pads glazed, disc fine. Who oils the chains at night?")),
        ],
    },
];
