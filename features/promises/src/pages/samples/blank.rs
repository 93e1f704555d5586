//! Writing a promise down, in every state.

use tend_core::{
    Problem,
    id::ClientId,
    ui::{Markup, Sample},
};

use super::{
    promised::{TOMAS, id},
    single::typed,
};
use crate::pages::{
    Typed,
    make::{self, Blank},
};

pub(super) fn samples() -> Vec<Sample> {
    let page = |state, markup| Sample::framed("promises/new", state, markup);
    let problem = |field: &str, message: &str| Problem { field: field.into(), message: message.into() };
    let all = vec![
        problem("whom", "To whom? Write a client’s name, or choose a colleague."),
        problem("text", "What did you promise? A few words are enough."),
        problem("due", "By when? A day or a time: “Thu 15:00”, “tomorrow”, “in 2 days at 9”."),
    ];
    let several = vec![problem("whom", "Several could be meant. Choose one below.")];
    vec![page("usual", new(Vec::new(), false)), page("several", new(several, true)), page("error", new(all, false))]
}

fn new(problems: Vec<Problem>, several: bool) -> Markup {
    let about = |number, name: &str, about: &str| (ClientId(id(number)), name.to_owned(), about.to_owned());
    let both =
        vec![about(1, "Jonas Weber", "Facilities at Harbour Clinic"), about(2, "Jonas Brandt", "Commuter, Canal Yard")];
    make::view(&Blank {
        typed: if several {
            typed(&[("whom", "Jonas"), ("text", "Call back about the spare"), ("due", "Thu 15:00")])
        } else {
            Typed::default()
        },
        problems,
        client: None,
        matches: if several { both } else { Vec::new() },
        colleagues: vec![(TOMAS.to_string(), "Tomás Ribeiro".into())],
    })
}
