//! The cast: the people and houses that Linden Cycles, the demo company, looks after.

use tend_clients::ClientKind::{self, Organization, Person};

/// Who works at Linden Cycles: name, mail address, place.
pub struct Colleague {
    /// Their name.
    pub name: &'static str,
    /// Where their mail goes.
    pub address: &'static str,
    /// Where they work.
    pub place: &'static str,
}

/// The places, the first one first.
pub const MARKET_STREET: &str = "Market Street";
/// See [`MARKET_STREET`].
pub const CANAL_YARD: &str = "Canal Yard";
/// See [`MARKET_STREET`].
pub const STATION_ARCADE: &str = "Station Arcade";

/// The owner of the shop; the demo signs in as her.
pub const NOOR: Colleague = Colleague { name: "Noor Haddad", address: "noor@linden.example", place: MARKET_STREET };
/// The mechanic.
pub const TOMAS: Colleague = Colleague { name: "Tomás Ribeiro", address: "tomas@linden.example", place: CANAL_YARD };
/// The fitter.
pub const WEN: Colleague = Colleague { name: "Wen Liu", address: "wen@linden.example", place: STATION_ARCADE };

/// One client of the cast.
pub struct Character {
    /// Person or organization.
    pub kind: ClientKind,
    /// What they are called.
    pub name: &'static str,
    /// The short line beside the name.
    pub about: &'static str,
    /// What they said they want, in their words.
    pub wants: &'static str,
    /// The next kind thing to do for them.
    pub next: &'static str,
    /// Who looks after them.
    pub owner: &'static Colleague,
    /// Their home location.
    pub place: &'static str,
    /// How long ago somebody spoke with them, in days.
    pub spoke_days_ago: i64,
}

const fn client(
    kind: ClientKind,
    name: &'static str,
    about: &'static str,
    wants: &'static str,
    next: &'static str,
) -> Character {
    Character { kind, name, about, wants, next, owner: &NOOR, place: MARKET_STREET, spoke_days_ago: 0 }
}

impl Character {
    const fn of(self, owner: &'static Colleague, place: &'static str, spoke_days_ago: i64) -> Self {
        Character { owner, place, spoke_days_ago, ..self }
    }
}

/// Everybody.
pub const CAST: &[Character] = &[
    client(
        Organization,
        "Harbour Clinic",
        "14 e-bikes for home-care nurses",
        "arrive dry and on time, and never think about the bike",
        "Tell Jonas what Tomás found",
    )
    .of(&NOOR, MARKET_STREET, 1),
    client(
        Person,
        "Marta Kovács",
        "Touring bike",
        "ride to my sister’s in Esterwold and back in a day",
        "Call with a day for the wheel",
    )
    .of(&NOOR, CANAL_YARD, 4),
    client(Person, "Sunita Rao", "City e-bike", "bring Dev to nursery without the car", "Child seat fitted").of(
        &NOOR,
        MARKET_STREET,
        0,
    ),
    client(
        Organization,
        "Hotel Aurelia",
        "20 guest bikes",
        "guests who come back glowing, not lost",
        "Three photos of the frames",
    )
    .of(&NOOR, MARKET_STREET, 6),
    client(
        Person,
        "Theo & Anaïs Laurent",
        "Cargo bike or trailer",
        "stop being the parents who always drive",
        "Offer a ride with both children",
    )
    .of(&NOOR, STATION_ARCADE, 3),
    client(Person, "Eun-ji Park", "Road bike", "trust it downhill", "Ask how the descents feel").of(
        &NOOR,
        MARKET_STREET,
        49,
    ),
    client(Person, "Bram de Wit", "Folding bike", "ride to the sea with Fenna", "Write him a card")
        .of(&NOOR, CANAL_YARD, 35),
    client(
        Organization,
        "Postwerk Couriers",
        "Nine riders, first round at five",
        "no rider waiting for a wheel at 5 am",
        "Price the winter check per bike",
    )
    .of(&NOOR, CANAL_YARD, 0),
    client(
        Organization,
        "Northgate School",
        "Bike shed and a repair class",
        "every pupil can mend a puncture by Easter",
        "Hear about the shed",
    )
    .of(&WEN, STATION_ARCADE, 14),
    client(Person, "Paulo Azevedo", "Gravel bike", "get fit enough to keep up with my son", "Collects his gravel bike")
        .of(&WEN, STATION_ARCADE, 8),
    client(
        Person,
        "Dr. Ines Falk",
        "Town bike with a chain case",
        "arrive at theatre without helmet hair",
        "Send the scarf-friendly helmet list",
    )
    .of(&NOOR, MARKET_STREET, 21),
    client(
        Organization,
        "Canal Bakery",
        "Two bread bikes",
        "bread still warm at the twelfth door",
        "Look at the box hinge",
    )
    .of(&TOMAS, CANAL_YARD, 9),
    client(
        Person,
        "Rosa & Henk Mulder",
        "A tandem and two tourers",
        "one more summer along the Loire",
        "Plan the Loire gear talk",
    )
    .of(&NOOR, MARKET_STREET, 28),
    client(
        Person,
        "Amadou Diallo",
        "Second-hand commuter",
        "not be late for the early shift again",
        "Ask about the new commute",
    )
    .of(&TOMAS, CANAL_YARD, 12),
    client(
        Organization,
        "St Brigid Parish",
        "A trike to visit with",
        "visit the housebound every week",
        "Offer a lent trike for December",
    )
    .of(&NOOR, MARKET_STREET, 35),
    client(Person, "Lucía Ferrer", "Race bike", "race the spring criterium and finish", "Book the fit session").of(
        &WEN,
        STATION_ARCADE,
        6,
    ),
    client(
        Organization,
        "Kestrel Architects",
        "Two cargo bikes instead of vans",
        "leave both vans at home on site days",
        "Their partners vote",
    )
    .of(&NOOR, MARKET_STREET, 14),
    client(Person, "Yusuf Demir", "Front-loader for an oud", "carry the oud safely", "Try the padded front box")
        .of(&TOMAS, CANAL_YARD, 21),
    client(
        Organization,
        "Old Mill Brewery",
        "Keg trailer",
        "deliver the first mile without diesel",
        "Count a normal Friday together",
    )
    .of(&NOOR, CANAL_YARD, 11),
    client(
        Person,
        "Greta Solberg",
        "Low-step e-bike",
        "feel steady again after the hip",
        "Walk the low-step bikes with her",
    )
    .of(&NOOR, MARKET_STREET, 9),
    client(
        Organization,
        "Tram Depot Sports Club",
        "Twelve junior bikes",
        "get the juniors to every away race",
        "Ask what November needs",
    )
    .of(&WEN, STATION_ARCADE, 49),
    client(Person, "Noah Brandt", "First commuter", "first job, no car, no fuss", "Check the lights he worried about")
        .of(&WEN, STATION_ARCADE, 21),
    client(Person, "Vera Lindholm", "Quiet tourer", "photograph the marsh at sunrise", "Quiet freewheel has arrived")
        .of(&NOOR, MARKET_STREET, 28),
    client(
        Organization,
        "City Library",
        "Book trike",
        "books to people who can’t come in",
        "They test the trike for a week",
    )
    .of(&NOOR, MARKET_STREET, 16),
    client(
        Person,
        "Malik Osei",
        "Two bikes, one small",
        "ride with my daughter, not behind her",
        "Adjust her stem after two weeks",
    )
    .of(&TOMAS, CANAL_YARD, 10),
    client(
        Organization,
        "Bluebird Nursery",
        "Eight-seat wagon",
        "eight little ones out every dry day",
        "Ask about the second wagon",
    )
    .of(&NOOR, MARKET_STREET, 35),
    client(Person, "Petra Novák", "A 1974 Peugeot", "keep my late husband’s Peugeot alive", "Find the cottered crank")
        .of(&TOMAS, CANAL_YARD, 6),
    client(Organization, "Fennimore Wines", "Crate bike", "six cases, no breakages", "Send the crate drawing").of(
        &NOOR,
        MARKET_STREET,
        21,
    ),
    client(Person, "Hiro Tanaka", "Family e-bike", "sell the second car", "Compare a month of errands").of(
        &WEN,
        STATION_ARCADE,
        14,
    ),
    client(Person, "Clara Whitfield", "City bike", "stop my back hurting by Wednesday", "Ask if the back is better")
        .of(&NOOR, MARKET_STREET, 2),
    client(
        Organization,
        "Gilt & Thread",
        "A shop bike in oxblood",
        "a shop bike worth photographing",
        "Say hello, show the new enamel",
    )
    .of(&WEN, STATION_ARCADE, 56),
    client(Person, "Jonah Ashdown", "Touring bike", "tour the coast before university", "Teach him the brake change")
        .of(&NOOR, MARKET_STREET, 28),
    client(
        Organization,
        "Marsh Farm Shop",
        "E-cargo on trial",
        "local rounds inside the lunch hour",
        "Second battery on trial",
    )
    .of(&TOMAS, CANAL_YARD, 13),
    client(Person, "Ottilie Reuter", "Basket for a dachshund", "take the dog along", "Measure the dog, kindly").of(
        &NOOR,
        MARKET_STREET,
        35,
    ),
    client(Person, "Samir Haddouche", "Courier bike", "deliver on my own account", "Look at his first month")
        .of(&TOMAS, CANAL_YARD, 7),
    client(
        Organization,
        "River Rowing Club",
        "Two towpath bikes",
        "coach from the towpath in any weather",
        "Ask about the winter towpath",
    )
    .of(&NOOR, MARKET_STREET, 63),
    client(
        Person,
        "Beatrix Oyelaran",
        "Dutch roadster",
        "look like myself, not like a cyclist",
        "Saddle cover in oxblood is here",
    )
    .of(&NOOR, MARKET_STREET, 11),
    client(
        Organization,
        "Fjord & Pine Hotel",
        "Six guest bikes",
        "guests who ask to stay another day",
        "Map cards for the third route",
    )
    .of(&WEN, STATION_ARCADE, 21),
    client(
        Person,
        "Dmitri Volkov",
        "Studded tyres in winter",
        "commute through ice",
        "Fit the studs before the first frost",
    )
    .of(&TOMAS, CANAL_YARD, 14),
    client(
        Person,
        "Anneke Visser",
        "Town bike, mends it herself",
        "be able to fix it myself",
        "Bench evening, her own bike",
    )
    .of(&NOOR, CANAL_YARD, 18),
    client(
        Organization,
        "Quay Hill Surgery",
        "Two visiting bikes",
        "home visits without parking fines",
        "Harbour’s nurses offered to speak",
    )
    .of(&NOOR, MARKET_STREET, 42),
    client(
        Person,
        "Leo Marchetti",
        "Frame builder in training",
        "build it once, build it right",
        "Frame jig is free on Friday",
    )
    .of(&TOMAS, CANAL_YARD, 5),
    client(
        Person,
        "Ayesha Siddiqui",
        "Step-through with a coat guard",
        "ride in a skirt without thinking",
        "Coat guard fitted, ask how it feels",
    )
    .of(&NOOR, MARKET_STREET, 28),
    client(
        Organization,
        "Tidewater Charity",
        "Forty donated bikes",
        "rebuild forty bikes for newcomers",
        "Sort the donated hubs together",
    )
    .of(&NOOR, CANAL_YARD, 10),
    client(Person, "Felix Baumann", "Fast commuter", "beat the bus", "Ask if he beat it").of(&WEN, STATION_ARCADE, 21),
    client(Organization, "Maison Odette", "Lunch boxes by bike", "lunch orders still crisp", "Vent holes for the lid")
        .of(&NOOR, MARKET_STREET, 15),
    client(Person, "Ruth Abernathy", "Bike with good lights", "get to choir after dark", "Brighter lamp on loan").of(
        &TOMAS,
        MARKET_STREET,
        35,
    ),
    client(Person, "Ilya Petrov", "One bike, two jobs", "one bike for both my jobs", "Ask about the racks")
        .of(&TOMAS, CANAL_YARD, 12),
    client(
        Organization,
        "Garden Row Co-op",
        "Six shared bikes",
        "share six bikes among thirty flats",
        "Neighbours choose the lock",
    )
    .of(&NOOR, MARKET_STREET, 14),
    client(
        Person,
        "Sigrid Hansen",
        "Upright town bike",
        "cross the bridge in the wind",
        "Lower bars, try them on the bridge",
    )
    .of(&NOOR, MARKET_STREET, 20),
];
