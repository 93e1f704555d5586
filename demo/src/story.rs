//! What happened at Linden Cycles lately, in days and hours before now.

use tend_clients::MomentKind::{self, Call, Note, Visit};

use crate::cast::{Colleague, NOOR, TOMAS, WEN};

/// When something happened or is due: so many days from today, at an hour and minute of the place's clock.
#[derive(Clone, Copy)]
pub struct At(pub i64, pub i8, pub i8);

/// Somebody wrote down a moment.
pub struct Moment {
    /// With whom.
    pub client: &'static str,
    /// When.
    pub at: At,
    /// Who wrote it.
    pub by: &'static Colleague,
    /// Note, call or visit.
    pub kind: MomentKind,
    /// What was said.
    pub text: &'static str,
}

/// Somebody promised something.
pub struct Promised {
    /// To whom.
    pub client: &'static str,
    /// When it was said.
    pub made: At,
    /// Who said it.
    pub by: &'static Colleague,
    /// What.
    pub words: &'static str,
    /// The next kind thing; may be empty.
    pub act: &'static str,
    /// By when.
    pub due: At,
    /// When it was kept, if it was.
    pub kept: Option<At>,
}

/// A client whom a colleague is asked to take over.
pub struct Asked {
    /// Whom.
    pub client: &'static str,
    /// When.
    pub at: At,
    /// Who asks.
    pub by: &'static Colleague,
    /// Who is asked.
    pub to: &'static Colleague,
}

/// He is at Canal Yard more often than she is.
pub const ASKED: Asked = Asked { client: "Bram de Wit", at: At(0, 7, 40), by: &NOOR, to: &TOMAS };

/// Somebody who belongs to an organization of the cast.
pub struct Belongs {
    /// Their name.
    pub name: &'static str,
    /// The short line beside it.
    pub about: &'static str,
    /// The organization.
    pub organization: &'static str,
    /// Their title there.
    pub title: &'static str,
    /// Their mail address.
    pub address: &'static str,
}

/// People of the organizations.
pub const PEOPLE: &[Belongs] = &[
    Belongs {
        name: "Amara Okafor",
        about: "Decides. Prefers a call before nine",
        organization: "Harbour Clinic",
        title: "Director",
        address: "amara@harbourclinic.example",
    },
    Belongs {
        name: "Jonas Weber",
        about: "Prepares the numbers",
        organization: "Harbour Clinic",
        title: "Facilities",
        address: "jonas@harbourclinic.example",
    },
    Belongs {
        name: "Lotte Brandt",
        about: "Rides bike 9",
        organization: "Harbour Clinic",
        title: "Nurse",
        address: "lotte@harbourclinic.example",
    },
    Belongs {
        name: "Celeste Moreau",
        about: "Likes photos better than prices",
        organization: "Hotel Aurelia",
        title: "Guest relations",
        address: "celeste@aurelia.example",
    },
    Belongs {
        name: "Fenna de Wit",
        about: "Bram’s granddaughter",
        organization: "Northgate School",
        title: "Pupil",
        address: "fenna@northgate.example",
    },
];

const fn moment(client: &'static str, at: At, by: &'static Colleague, kind: MomentKind, text: &'static str) -> Moment {
    Moment { client, at, by, kind, text }
}

/// The moments, oldest first where they touch.
pub const MOMENTS: &[Moment] = &[
    moment(
        "Harbour Clinic",
        At(-21, 10, 20),
        &WEN,
        Visit,
        "Jonas asked what a wet winter does to pads. Wen showed him two sets side by side.",
    ),
    moment(
        "Harbour Clinic",
        At(-15, 18, 5),
        &TOMAS,
        Visit,
        "Autumn check for 11 bikes. New pads on 6, chains on 4, lights on 2. Collected in two rounds so nobody walked.",
    ),
    moment(
        "Harbour Clinic",
        At(-1, 9, 12),
        &NOOR,
        Call,
        "Jonas: “Lotte braked on Quay Hill in the rain and very little happened. She is fine but shaken. Can somebody look at it before her evening round?”",
    ),
    moment(
        "Harbour Clinic",
        At(-1, 9, 31),
        &NOOR,
        Visit,
        "Brought a spare bike to the clinic. Lotte kept her evening round.",
    ),
    moment(
        "Harbour Clinic",
        At(-1, 16, 40),
        &NOOR,
        Call,
        "Jonas: “They only look at what one home visit costs us.” The committee decides on cost per visit, not per bike.",
    ),
    moment(
        "Harbour Clinic",
        At(0, 7, 58),
        &TOMAS,
        Note,
        "Looked at bike 9. Pads are glazed, disc is fine. He suspects the chain oil the night shift uses. Two more bikes to check.",
    ),
    moment(
        "Marta Kovács",
        At(-4, 16, 10),
        &TOMAS,
        Visit,
        "Rear wheel trued and tensioned. She waited with a coffee and told of her sister in Esterwold.",
    ),
    moment(
        "Marta Kovács",
        At(-3, 12, 30),
        &NOOR,
        Call,
        "“Paid, and still can’t ride.” Her rear wheel still wobbles after Friday’s repair.",
    ),
    moment(
        "Sunita Rao",
        At(-6, 17, 20),
        &NOOR,
        Visit,
        "“I want to bring Dev to nursery without the car.” Tried two child seats with him; he chose the blue one.",
    ),
    moment(
        "Hotel Aurelia",
        At(-6, 11, 0),
        &NOOR,
        Call,
        "Celeste wants to see the repainted frames before the guests do.",
    ),
    moment(
        "Theo & Anaïs Laurent",
        At(-3, 18, 40),
        &NOOR,
        Visit,
        "They choose between cargo bike and trailer on Thursday evening. They haven’t ridden with both children yet.",
    ),
    moment(
        "Eun-ji Park",
        At(-49, 15, 0),
        &NOOR,
        Visit,
        "“I’d ride more if I trusted it downhill.” Tried a wider tyre on the car park slope.",
    ),
    moment("Bram de Wit", At(-35, 10, 30), &NOOR, Call, "Hopes to “ride to the sea with Fenna” in spring."),
    moment("Postwerk Couriers", At(-8, 5, 20), &TOMAS, Visit, "Two wheels swapped before the first round."),
    moment("Northgate School", At(-14, 14, 0), &WEN, Call, "The caretaker may write about the bike shed."),
    moment("Paulo Azevedo", At(-8, 17, 0), &WEN, Visit, "Gravel bike ordered; he collects it on Wednesday."),
];

const fn promised(
    client: &'static str,
    made: At,
    by: &'static Colleague,
    words: &'static str,
    act: &'static str,
    due: At,
) -> Promised {
    Promised { client, made, by, words, act, due, kept: None }
}

impl Promised {
    const fn kept(self, at: At) -> Self {
        Promised { kept: Some(at), ..self }
    }
}

/// The promises.
pub const PROMISES: &[Promised] = &[
    promised(
        "Marta Kovács",
        At(-3, 12, 32),
        &NOOR,
        "A day for the rear wheel that still wobbles after Friday’s repair",
        "Call with a day for the wheel",
        At(-2, 9, 0),
    ),
    promised(
        "Harbour Clinic",
        At(-1, 9, 35),
        &NOOR,
        "Tell Jonas what Tomás found on bike 9. Lotte rides a spare for now",
        "Tell Jonas what Tomás found",
        At(-1, 17, 30),
    ),
    promised(
        "Sunita Rao",
        At(-6, 17, 25),
        &NOOR,
        "Child seat fitted and checked before she comes",
        "See how the bench is doing",
        At(0, 15, 0),
    ),
    promised(
        "Hotel Aurelia",
        At(-6, 11, 5),
        &NOOR,
        "Three photos of the repainted frames for Celeste",
        "Send the photos to Celeste",
        At(0, 17, 0),
    ),
    promised("Harbour Clinic", At(-1, 16, 45), &NOOR, "Lend a spare battery for the night shift", "", At(1, 18, 0)),
    promised(
        "Theo & Anaïs Laurent",
        At(-3, 18, 45),
        &NOOR,
        "A ride with both children, before they choose",
        "Offer a ride on Wednesday",
        At(1, 17, 0),
    ),
    promised(
        "Postwerk Couriers",
        At(-8, 5, 30),
        &NOOR,
        "Price the winter check per bike, not per visit",
        "",
        At(2, 12, 0),
    ),
    promised("Eun-ji Park", At(-49, 15, 10), &NOOR, "Find a left-hand brake lever for small hands", "", At(3, 12, 0)),
    promised("Old Mill Brewery", At(-11, 10, 0), &NOOR, "Count a normal Friday together", "", At(3, 16, 0)),
    promised("City Library", At(-16, 15, 0), &NOOR, "A trike to test for a week", "", At(6, 10, 0)),
    promised("Kestrel Architects", At(-14, 11, 0), &NOOR, "Two cargo bikes to try on a site day", "", At(9, 9, 0)),
    promised("Rosa & Henk Mulder", At(-28, 16, 0), &NOOR, "Plan the talk about gears for the Loire", "", At(20, 18, 0)),
    promised(
        "Noah Brandt",
        At(-6, 12, 0),
        &WEN,
        "Check the lights he worried about",
        "Check the lights he worried about",
        At(-3, 12, 0),
    ),
    promised("Paulo Azevedo", At(-8, 17, 5), &WEN, "Gravel bike ready, saddle at his height", "", At(1, 16, 0)),
    promised("Samir Haddouche", At(-7, 9, 0), &TOMAS, "Look at his first month together", "", At(2, 17, 0)),
    promised("Canal Bakery", At(-9, 6, 30), &TOMAS, "Look at the box hinge", "", At(3, 7, 0)),
    promised(
        "Ruth Abernathy",
        At(-7, 18, 0),
        &TOMAS,
        "A brighter lamp on loan",
        "Bring Ruth the brighter lamp",
        At(-5, 18, 0),
    ),
    promised(
        "Postwerk Couriers",
        At(-1, 18, 0),
        &NOOR,
        "Spare keys before their first round",
        "Bring the spare keys",
        At(0, 9, 0),
    )
    .kept(At(0, 7, 52)),
    promised("Clara Whitfield", At(-9, 10, 0), &NOOR, "A shorter stem, fitted", "", At(-2, 12, 0)).kept(At(-2, 11, 30)),
    promised("Vera Lindholm", At(-40, 10, 0), &NOOR, "Order the quiet freewheel", "", At(-30, 12, 0))
        .kept(At(-31, 9, 0)),
    promised("Tidewater Charity", At(-30, 10, 0), &NOOR, "Sort the donated hubs together", "", At(-10, 15, 0))
        .kept(At(-10, 14, 0)),
    promised("Greta Solberg", At(-20, 9, 0), &NOOR, "Low-step bike in the shop to walk with", "", At(-9, 12, 0))
        .kept(At(-9, 10, 0)),
    promised("Lucía Ferrer", At(-20, 9, 0), &WEN, "Book the fit session", "", At(-6, 12, 0)).kept(At(-6, 11, 0)),
    promised("Dmitri Volkov", At(-25, 9, 0), &TOMAS, "Studded tyres put aside in his size", "", At(-14, 12, 0))
        .kept(At(-14, 11, 0)),
    promised("Malik Osei", At(-24, 9, 0), &TOMAS, "Stem for the small bike adjusted", "", At(-10, 12, 0))
        .kept(At(-10, 9, 0)),
    promised("Bluebird Nursery", At(-50, 9, 0), &NOOR, "Rain hood for the wagon", "", At(-36, 12, 0))
        .kept(At(-35, 9, 0)),
    promised("Petra Novák", At(-30, 9, 0), &TOMAS, "Ask three friends for the cottered crank", "", At(-6, 12, 0))
        .kept(At(-7, 9, 0)),
    promised("Garden Row Co-op", At(-30, 9, 0), &NOOR, "Prices of two locks, one page", "", At(-14, 12, 0))
        .kept(At(-15, 9, 0)),
    promised("Beatrix Oyelaran", At(-25, 9, 0), &NOOR, "Ask for the saddle cover in oxblood", "", At(-11, 12, 0))
        .kept(At(-12, 9, 0)),
];

/// An evening of Noor's.
pub struct Evening {
    /// When she wrote it.
    pub at: At,
    /// Whom she will help.
    pub people: &'static [&'static str],
    /// Her answers to the four questions.
    pub answers: [&'static str; 4],
}

/// The evenings she wrote.
pub const EVENINGS: &[Evening] = &[
    Evening {
        at: At(-7, 21, 10),
        people: &["Eun-ji Park"],
        answers: [
            "Eun-ji, who has not ridden since the fall.",
            "Ask, and then be quiet.",
            "Less alone with it",
            "Useful, if I listen more than I explain",
        ],
    },
    Evening {
        at: At(-1, 21, 40),
        people: &["Harbour Clinic", "Marta Kovács"],
        answers: [
            "Jonas first, so he walks into Thursday calm. Then Marta.",
            "One page for Jonas, one number on it\nDrive Marta's wheel over myself",
            "Relieved, both of them",
            "Glad that it was not only about bikes",
        ],
    },
];
