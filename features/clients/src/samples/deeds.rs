//! Something done with many clients, in every state.

use tend_core::{Problem, feature::BulkForm, id::MemberId, ui::Sample};

use super::{NOW, client, id};
use crate::{
    bulk::{Deed, DeedId, DeedState, OWN, Typed},
    client::{Client, ClientKind},
    pages::{Asking, asking_view, deed_view},
    store::Counted,
    view::AskedFor,
};

/// All of them.
pub(super) fn all() -> Vec<Sample> {
    let problem = |field: &str, message: &str| vec![Problem { field: field.into(), message: message.into() }];
    let of = |state, done, left_alone| {
        let deed = Deed {
            id: DeedId(id(970)),
            member: MemberId(id(2)),
            action: "tag".into(),
            filter: None,
            typed: Typed::default(),
            state,
            done,
            failed: left_alone,
            left_alone,
            after: None,
            made_at: NOW,
            ended_at: None,
            version: 1,
        };
        deed_view(&deed, OWN.get(1))
    };
    let some = |names: &[&str]| -> Vec<Client> {
        names.iter().zip(0..).map(|(name, number)| client(number, ClientKind::Person, name, "", 1)).collect()
    };
    let three = some(&["Sunita Rao", "Eun-ji Park", "نور حداد"]);
    let everybody = Some((AskedFor::of([("of", "everyone")]), Counted { count: 1000, or_more: true }));
    vec![
        Sample::framed("clients/deed", "some", asking_view(&asking(1, three.clone(), None, Vec::new()))),
        Sample::framed("clients/deed", "all", asking_view(&asking(2, Vec::new(), everybody, Vec::new()))),
        Sample::framed("clients/deed", "nobody", asking_view(&asking(2, Vec::new(), None, Vec::new()))),
        Sample::framed(
            "clients/deed",
            "error",
            asking_view(&asking(1, three, None, problem("word", "A tag needs a word."))),
        ),
        Sample::framed("clients/deed", "running", of(DeedState::Running, 312, 0)),
        Sample::framed("clients/deed", "done", of(DeedState::Done, 4200, 3)),
        Sample::framed("clients/deed", "undoing", of(DeedState::Undoing, 4200, 0)),
        Sample::framed("clients/deed", "undone", of(DeedState::Undone, 4200, 2)),
    ]
}

fn asking(action: usize, named: Vec<Client>, all: Option<(AskedFor, Counted)>, problems: Vec<Problem>) -> Asking {
    let action = &OWN[action];
    let members = [(MemberId(id(2)), "Noor Haddad".to_owned()), (MemberId(id(4)), "Tomás Ribeiro".to_owned())];
    Asking {
        action,
        fields: (action.fields)(&BulkForm { members: &members, typed: &[], problems: &problems }),
        ticked: named.iter().map(|client| client.id).collect(),
        named,
        all,
        back: "/clients?of=everyone".into(),
        problems,
    }
}
