//! What clients of Linden Cycles want to do, where more is known than the words of the cast.

use tend_goals::Help;

use crate::{
    cast::{Colleague, NOOR, WEN},
    story::At,
};

/// What somebody wants to do.
pub struct Wish {
    /// Whose it is.
    pub client: &'static str,
    /// When they said it.
    pub at: At,
    /// Who wrote it down.
    pub by: &'static Colleague,
    /// What, in their words.
    pub words: &'static str,
    /// Who said it; empty where it was the client.
    pub said_by: &'static str,
    /// Why it matters to them.
    pub why: &'static str,
    /// How they will know.
    pub measure: &'static str,
    /// By when they want it, in days from now.
    pub within_days: Option<i64>,
    /// What helps.
    pub help: Option<(Help, &'static str)>,
    /// The wish before this one that it serves.
    pub serves: Option<usize>,
    /// What came after, in its order.
    pub after: &'static [(At, Turn)],
}

/// One thing that came after.
pub enum Turn {
    /// It has begun.
    Begun,
    /// They said how it goes.
    Word(&'static str),
    /// They said that they are there.
    There(&'static str),
}

const fn wish(client: &'static str, at: At, by: &'static Colleague, words: &'static str) -> Wish {
    Wish {
        client,
        at,
        by,
        words,
        said_by: "",
        why: "",
        measure: "",
        within_days: None,
        help: None,
        serves: None,
        after: &[],
    }
}

/// The wishes, of each client in the order in which they matter.
pub const WISHES: &[Wish] = &[
    Wish {
        said_by: "Amara",
        why: "A late nurse is a patient who waits alone.",
        measure: "Nobody in the corridor talks about bikes any more.",
        help: Some((Help::Ours, "14 e-bikes, looked after")),
        after: &[(At(-92, 8, 30), Turn::Begun), (At(-15, 18, 10), Turn::Word("Going well"))],
        ..wish(
            "Harbour Clinic",
            At(-96, 10, 0),
            &NOOR,
            "Our nurses should arrive dry and on time, and never think about the bike.",
        )
    },
    Wish {
        said_by: "Jonas",
        why: "Every month he explains the same numbers to people who would rather talk about nurses.",
        ..wish(
            "Harbour Clinic",
            At(-38, 15, 20),
            &NOOR,
            "I want to stop begging the committee for repair money every month.",
        )
    },
    Wish {
        said_by: "Amara",
        help: Some((Help::Ours, "")),
        after: &[(
            At(-80, 9, 0),
            Turn::There("Every one of them has a bike now. I did not think we would see that day."),
        )],
        ..wish("Harbour Clinic", At(-96, 10, 5), &NOOR, "A bike for each of our home-care nurses.")
    },
    Wish {
        why: "Her sister does not travel any more.",
        measure: "Home before dark, and not too tired to tell of it.",
        within_days: Some(6),
        ..wish("Marta Kovács", At(-4, 16, 0), &NOOR, "ride to my sister’s in Esterwold and back in a day")
    },
    Wish {
        why: "“They grow up in the back seat.”",
        measure: "A week in which the car stays where it is.",
        ..wish("Theo & Anaïs Laurent", At(-20, 18, 0), &NOOR, "stop being the parents who always drive")
    },
    Wish {
        serves: Some(4),
        after: &[(At(-3, 18, 45), Turn::Begun)],
        ..wish(
            "Theo & Anaïs Laurent",
            At(-3, 18, 40),
            &NOOR,
            "know which of the two carries both children up Quay Hill",
        )
    },
    Wish {
        why: "She is nine. In a few summers she will ride with her friends.",
        within_days: Some(210),
        help: Some((Help::Nothing, "His own bike, and two dry days")),
        ..wish("Bram de Wit", At(-35, 14, 0), &NOOR, "ride to the sea with Fenna")
    },
    Wish {
        measure: "One of each class, in front of the whole school.",
        within_days: Some(140),
        help: Some((Help::Ours, "A repair class, on Wednesdays")),
        after: &[(At(-14, 11, 0), Turn::Begun)],
        ..wish("Northgate School", At(-30, 10, 0), &WEN, "every pupil can mend a puncture by Easter")
    },
    Wish {
        help: Some((Help::Others, "A trailer from the animal shelter’s fair")),
        ..wish("Ottilie Reuter", At(-35, 12, 0), &NOOR, "take the dog along")
    },
];
