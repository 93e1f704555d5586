//! What people outside do: they report, see who looks after it, and say whether it is good.

use tend_clients::{ContactKind, NewContactPoint};
use tend_core::{Error, time::DAY};

use super::cast::{Shop, on_both};
use crate::{
    actions::{self, NewReport},
    problem::{How, Severity, Source, State},
};

fn report(shop: &Shop, name: &str, address: &str, words: &str) -> NewReport {
    NewReport {
        location: shop.company.anna.location.expect("a place"),
        name: name.into(),
        reach: NewContactPoint::new(ContactKind::Email, address),
        words: words.into(),
        severity: Severity::Unsafe,
        photos: Vec::new(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_reports_and_the_right_colleague_has_it() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let marta = shop.meets("Marta Kovács").await;
        let point = NewContactPoint::new(ContactKind::Email, "marta@post.example");
        shop.noor.writes(move |tx| tend_clients::actions::add_point(tx, marta, &point)).await;

        let new = report(&shop, "Marta Kovács", "Marta@Post.example", "The lever comes back to the bar.");
        let twice = new.clone();
        let reported =
            shop.outside("Marta Kovács", move |tx| actions::report_from_outside(tx, &new)).await.expect("taken");
        assert_eq!((reported.problem.client, reported.problem.owner), (marta, shop.noor.id()));
        assert_eq!(reported.problem.source, Source::Outside);
        let again =
            shop.outside("Marta Kovács", move |tx| actions::report_from_outside(tx, &twice)).await.expect("taken");
        assert_eq!(again.problem.id, reported.problem.id, "sent twice is one report");
        shop.noor.sees(&tend_clients::client_url(marta)).await.says("Marta Kovács reported a problem");

        let unknown = report(&shop, "Malik Osei", "malik@post.example", "My light is out.");
        let reported =
            shop.outside("Malik Osei", move |tx| actions::report_from_outside(tx, &unknown)).await.expect("taken");
        let owner = reported.problem.owner;
        assert!(
            [shop.noor.id(), shop.company.anna.member.expect("Anna")].contains(&owner),
            "who looks after the place"
        );
        let client = reported.problem.client;
        let malik = shop.read(move |db, actor, _| tend_clients::store::find(db, actor, client)).await;
        assert_eq!((malik.name.as_str(), malik.owner), ("Malik Osei", owner));
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_client_settles_and_opens_again_by_their_link() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let marta = shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        shop.noor.writes(move |tx| actions::step(tx, id, State::MadeRight, "Rebuilt it", None)).await;
        let link = shop.noor.writes(move |tx| actions::make_link(tx, id)).await;
        assert!(link.text().starts_with(&shop.company.anna.workspace.to_string()));

        let secret = link.secret.clone();
        let settled =
            shop.outside("Marta", move |tx| actions::settle_by_client(tx, &secret, "It rides like new")).await;
        assert!(settled.expect("taken"));
        let problem = shop.problem(id).await;
        assert_eq!((problem.state, problem.settled_how), (State::Settled, Some(How::Link)));
        assert!(shop.kinds_of(marta, &shop.noor).await.is_empty());
        let secret = link.secret.clone();
        let twice = shop.outside("Marta", move |tx| actions::settle_by_client(tx, &secret, "")).await;
        assert!(!twice.expect("taken"), "a second press changes nothing");

        let secret = link.secret.clone();
        shop.outside("Marta", move |tx| actions::not_settled_by_client(tx, &secret, "It wobbles again"))
            .await
            .expect("taken");
        let problem = shop.problem(id).await;
        assert_eq!((problem.state, problem.reopened, problem.owner), (State::Open, 1, shop.noor.id()));
        shop.noor.sees(&format!("/problems/{id}")).await.says("It wobbles again");

        shop.noor.writes(move |tx| actions::step(tx, id, State::Fixed, "New rim", None)).await;
        let secret = link.secret.clone();
        shop.outside("Marta", move |tx| actions::not_settled_by_client(tx, &secret, "")).await.expect("taken");
        assert_eq!(shop.problem(id).await.state, State::Contained, "what was done did not help");

        let secret = link.secret.clone();
        let chain = shop
            .read(move |db, actor, now| {
                let problem = actions::problem_of_link(db, actor, &secret, now)?;
                actions::chain_of_care(db, actor, problem)
            })
            .await;
        assert_eq!(chain.owner_name, "Noor Haddad");
        let said: Vec<&str> = chain.steps.iter().map(|step| step.what.as_str()).collect();
        assert_eq!(said[0], "Noor looks after it.");
        assert!(said.contains(&"You said that it is good.") && chain.next_word.is_some(), "{said:?}");
        assert!(chain.steps.iter().all(|step| step.said != "New rim"), "what colleagues note is not in it");
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guessed_old_or_withdrawn_link_tells_nothing() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        let link = shop.noor.writes(move |tx| actions::make_link(tx, id)).await;
        let settle = |secret: tend_core::auth::session::Secret| {
            shop.outside("X", move |tx| actions::settle_by_client(tx, &secret, ""))
        };
        let guessed = settle(tend_core::auth::session::Secret::new()).await;
        assert!(matches!(guessed, Err(Error::NotFound)), "{guessed:?}");
        shop.noor.writes(move |tx| actions::withdraw_links(tx, id)).await;
        let withdrawn = settle(link.secret.clone()).await;
        assert!(matches!(withdrawn, Err(Error::NotFound)), "{withdrawn:?}");
        let fresh = shop.noor.writes(move |tx| actions::make_link(tx, id)).await;
        shop.company.app.clock.set(shop.now().plus(366 * DAY));
        let old = settle(fresh.secret.clone()).await;
        assert!(matches!(old, Err(Error::NotFound)), "{old:?}");
        assert_eq!(shop.problem(id).await.state, State::Open);
    })
    .await;
}
