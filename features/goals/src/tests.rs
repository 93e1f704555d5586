//! Stories of goals, told through the pages and the verbs, on both engines.

mod cast;
mod chance;
mod together;

use tend_clients::{ClientKind, client_url};
use tend_core::{Error, calls::CareGroup, time::DAY};

use crate::{
    actions::{self, NewGoal, Wording},
    bring,
    goal::{GoalId, Help, State},
    pages::{list_url, new_url, quoting_url, url},
    store,
};
use cast::on_both;

#[tokio::test(flavor = "multi_thread")]
async fn from_a_sentence_in_a_note_to_attained_by_their_word() {
    on_both(|shop| async move {
        let clinic = shop.clinic;
        let note = "Amara rang. “Our nurses should arrive dry and on time”, she said. And the invoice is fine.";
        let entry = shop.noor.notes(clinic, note).await;
        let page = shop.noor.sees(&client_url(clinic)).await;
        page.says("What do they want to do? Ask, and write it down in their words.");
        page.says("They want to…");
        page.says(&quoting_url(clinic, entry).replace('&', "&amp;"));

        let marked = format!("{}&words=Our%20nurses%20should%20arrive%20dry", quoting_url(clinic, entry));
        let form = shop.noor.sees(&marked).await;
        form.says("Our nurses should arrive dry</textarea>");
        form.says("And the invoice is fine.");
        let whose = (clinic.to_string(), entry.to_string());
        let fields = [
            ("client", whose.0.as_str()),
            ("entry", &whose.1),
            ("words", " Our nurses should arrive dry "),
            ("said_by", "Amara"),
            ("why", "A late nurse is a patient who waits alone."),
            ("measure", "Nobody talks about bikes any more."),
            ("wanted_by", "2026-12-24"),
            ("help", "nothing"),
        ];
        let page = shop.noor.sends(GOALS, &fields).await;
        assert_eq!(page.location.as_deref().and_then(|to| to.split('?').next()), Some(client_url(clinic).as_str()));
        let id = shop.open().await[0];
        let goal = shop.goal(id).await;
        assert_eq!((goal.words.as_str(), goal.from_entry), ("Our nurses should arrive dry", Some(entry)));
        assert_eq!((goal.state, goal.help), (State::Named, Some(Help::Nothing)));

        let page = shop.noor.sees(&client_url(clinic)).await;
        for words in ["Our nurses should arrive dry", "Amara, October 2026", "By 24 December 2026", "Without us"] {
            page.says(words);
        }
        let page = shop.noor.sees(&url(id)).await;
        for words in ["A late nurse is a patient who waits alone.", "Where they said it", "And the invoice is fine."] {
            page.says(words);
        }

        shop.noor.does(&format!("{}/beginning", url(id)), &[("their_word", "")]).await;
        let refused = shop.noor.sends(&format!("{}/attainment", url(id)), &[("their_word", " ")]).await;
        assert_eq!(refused.status, 422);
        refused.says("Only their word makes it attained.");
        assert_eq!(shop.goal(id).await.state, State::Underway);
        shop.noor.does(&format!("{}/word", url(id)), &[("their_word", "Half of them do")]).await;
        shop.noor.sees(&client_url(clinic)).await.says("Half of them do, says Amara");
        shop.noor.does(&format!("{}/attainment", url(id)), &[("their_word", "Every one of them does")]).await;

        let goal = shop.goal(id).await;
        assert_eq!((goal.state, goal.their_word.as_str()), (State::Attained, "Every one of them does"));
        shop.noor.sees(&url(id)).await.says("Every one of them does");
        let page = shop.noor.sees(&client_url(clinic)).await;
        page.says("And one that is attained or let go");
        shop.noor.sees(&list_url(clinic)).await.says("In the end: <q>Every one of them does</q>");
        assert!(shop.calls_of(clinic, &shop.noor).await.is_empty());
        assert_eq!(
            shop.titles_of(id).await,
            [
                "Amara said what they want to do. Noor wrote it down",
                "It has begun",
                "How it goes, in Amara’s words",
                "They are there",
            ]
        );
        shop.is_sound().await;
    })
    .await;
}

const GOALS: &str = "/goals";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_taken_keeps_what_was_typed() {
    on_both(|shop| async move {
        let clinic = shop.clinic;
        let whose = clinic.to_string();
        let fields =
            [("client", whose.as_str()), ("words", " "), ("why", "So that nobody waits"), ("wanted_by", "soon")];
        let answer = shop.noor.sends(GOALS, &fields).await;
        assert_eq!(answer.status, 422);
        answer.says("Their words, as short as they were.");
        answer.says("That is no day.");
        answer.says("So that nobody waits");
        let long = "ö".repeat(actions::MOST_WORDS + 1);
        let answer = shop.noor.sends(GOALS, &[("client", whose.as_str()), ("words", &long)]).await;
        answer.says("That is 501 characters long.");
        assert!(shop.open().await.is_empty());

        let id = shop.noor.names(clinic, "Arrive dry").await;
        let wording = [("version", "1"), ("words", "Arrive dry and unhurried"), ("cadence_days", "14")];
        shop.tomas.does(&format!("{}/wording", url(id)), &wording).await;
        let late = [("version", "1"), ("their_word", "It goes better than we hoped")];
        let answer = shop.noor.sends(&format!("{}/word", url(id)), &late).await;
        assert_eq!(answer.status, 409);
        answer.says("Somebody changed this goal a moment ago");
        answer.says("It goes better than we hoped");
        shop.noor.sees(&url(id)).await.says("Before: “Arrive dry”");
        assert_eq!(shop.goal(id).await.cadence_days, 14);
        let answer = shop.noor.sends(&format!("{}/wording", url(id)), &[("words", "x"), ("cadence_days", "0")]).await;
        answer.says("Say a number of days, up to two years.");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_goal_nobody_moved_calls_and_helping_is_a_move() {
    on_both(|shop| async move {
        let clinic = shop.clinic;
        let id = shop.noor.names(clinic, "Arrive dry").await;
        let call = shop.only_call().await;
        assert_eq!((call.kind.as_str(), call.group), ("goals.quiet", CareGroup::WorthAHello));
        assert_eq!(call.act, "Ask Harbour Clinic how it goes");
        assert!(call.when.start() > shop.now().plus(41 * DAY) && call.when.start() <= shop.now().plus(42 * DAY));
        assert_eq!((crate::FEATURE.call_url.expect("it says where"))(&call), format!("{}#word", url(id)));

        shop.days_pass(43);
        let due = shop.only_call().await;
        assert!(due.when.start() < shop.now());
        let helped = due.clone();
        shop.noor.writes(move |tx| actions::helped(tx, &helped)).await;
        assert!(shop.only_call().await.when.start() > shop.now().plus(41 * DAY));
        let helped = due.clone();
        shop.noor.writes(move |tx| actions::helped_undone(tx, &helped)).await;
        assert_eq!(shop.only_call().await.when, due.when, "it calls as it did");

        // A day they want it by calls a week before, as a step of their own.
        let by = shop.now().plus(30 * DAY).day_in(&shop.noor.actor().zone).to_string();
        let wording = Wording { words: "Arrive dry".into(), wanted_by: by, ..Wording::default() };
        shop.noor.writes(move |tx| actions::reword(tx, id, &wording, None)).await;
        shop.noor.writes(move |tx| actions::speak_of(tx, id, "Soon", None)).await;
        let call = shop.only_call().await;
        assert_eq!((call.kind.as_str(), call.group), ("goals.wanted", CareGroup::TheirOwnNextStep));

        // Whoever looks after them is called; who leaves hands it over.
        let tomas = shop.tomas.id();
        shop.noor.writes(move |tx| tend_clients::actions::give(tx, clinic, tomas).map(drop)).await;
        assert!(shop.calls_of(clinic, &shop.noor).await.is_empty());
        assert_eq!(shop.calls_of(clinic, &shop.tomas).await.len(), 1);
        let noor = shop.noor.id();
        shop.noor.writes(move |tx| actions::member_left(tx, tomas, noor)).await;
        assert_eq!(shop.calls_of(clinic, &shop.noor).await.len(), 1);

        shop.noor.writes(move |tx| actions::let_go(tx, id, "Not this year", None)).await;
        assert!(shop.calls_of(clinic, &shop.noor).await.is_empty());
        shop.noor.writes(move |tx| actions::take_up_again(tx, id, None)).await;
        assert_eq!((shop.goal(id).await.state, shop.goal(id).await.ended), (State::Underway, None));
        assert_eq!(shop.calls_of(clinic, &shop.noor).await.len() + shop.calls_of(clinic, &shop.tomas).await.len(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn needs_stand_above_needs_and_never_in_a_circle() {
    on_both(|shop| async move {
        let clinic = shop.clinic;
        let (dry, money) = (shop.noor.names(clinic, "Arrive dry").await, shop.noor.names(clinic, "Stop begging").await);
        let care = shop.noor.names(clinic, "Nobody waits alone").await;
        for (goal, above) in [(money, dry), (dry, care)] {
            shop.noor.does(&format!("{}/serving", url(goal)), &[("serves", &above.to_string())]).await;
        }
        let answer = shop.noor.sends(&format!("{}/serving", url(care)), &[("serves", &money.to_string())]).await;
        assert_eq!(answer.status, 422);
        answer.says("goals never go in a circle");
        let page = shop.noor.sees(&url(dry)).await;
        page.says("So that");
        page.says("It is served by");
        let stranger = shop.noor.meets(ClientKind::Person, "Marta Kovács").await;
        let theirs = shop.noor.names(stranger, "Ride again").await;
        let answer = shop.noor.sends(&format!("{}/serving", url(care)), &[("serves", &theirs.to_string())]).await;
        answer.says("Choose one of their own goals.");

        assert_eq!(shop.open().await, [dry, money, care]);
        shop.noor.does(&format!("{}/rank", url(care)), &[("place", "0")]).await;
        assert_eq!(shop.open().await, [care, dry, money]);
        shop.noor.does(&format!("{}/rank/earlier", url(money)), &[]).await;
        shop.noor.does(&format!("{}/rank/later", url(care)), &[]).await;
        assert_eq!(shop.open().await, [money, care, dry]);
        shop.noor.does(&format!("{}/letting-go", url(care)), &[]).await;
        assert_eq!(shop.noor.sends(&format!("{}/rank/earlier", url(care)), &[]).await.status, 409);
        let first = shop.read(move |db, actor| store::first_of_clients(db, actor, &[clinic, stranger])).await;
        let first: std::collections::HashMap<_, _> = first.into_iter().collect();
        assert_eq!((first[&clinic].as_str(), first[&stranger].as_str()), ("Stop begging", "Ride again"));
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn just_named_it_can_be_taken_back_and_later_not() {
    on_both(|shop| async move {
        let clinic = shop.clinic;
        let id = shop.noor.names(clinic, "Arrive dry").await;
        let other = shop.noor.names(clinic, "Stop begging").await;
        shop.noor.does(&format!("{}/serving", url(other)), &[("serves", &id.to_string())]).await;
        shop.noor.does(&format!("{}/naming/undo", url(id)), &[]).await;
        assert_eq!(shop.open().await, [other]);
        assert_eq!(shop.goal(other).await.serves, None);
        shop.noor.writes(move |tx| actions::take_back_naming(tx, id)).await;
        let refused = shop.noor.tries(move |tx| actions::take_back_naming(tx, other)).await;
        assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");
        assert_eq!(shop.calls_of(clinic, &shop.noor).await.len(), 1);
        assert_eq!(
            shop.titles_of(id).await,
            ["Noor wrote down a goal, and took it back", "Noor took back a goal just named"]
        );
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_names_goals_once_and_takes_them_back() {
    on_both(|shop| async move {
        let clinic = shop.clinic;
        let brings = |text: &'static str| shop.noor.writes(move |tx| (bring::GOAL.bring)(tx, clinic, text));
        let first = brings("  Arrive   dry ").await.expect("it is new");
        assert_eq!(shop.goal(GoalId(first)).await.words, "Arrive dry");
        assert_eq!(brings("ARRIVE DRY").await, None);
        assert_eq!(brings(" ").await, None);
        let long: &'static str = "dry ".repeat(200).leak();
        let second = GoalId(brings(long).await.expect("it is new"));
        assert_eq!(shop.goal(second).await.words, "dry ".repeat(actions::MOST_WORDS / 4).trim());
        assert_eq!(shop.goal(second).await.why, "dry ".repeat(200 - actions::MOST_WORDS / 4).trim());
        shop.noor.does(&format!("{}/beginning", url(second)), &[]).await;
        assert!(shop.noor.writes(move |tx| (bring::GOAL.take_back)(tx, first)).await);
        assert!(!shop.noor.writes(move |tx| (bring::GOAL.take_back)(tx, second.0)).await, "it was edited since");
        assert_eq!(shop.open().await, [second]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_compares_and_sorts_by_what_they_want() {
    on_both(|shop| async move {
        let noor = &shop.noor;
        let (marta, bram) =
            (noor.meets(ClientKind::Person, "Marta Kovács").await, noor.meets(ClientKind::Person, "Bram de Wit").await);
        noor.names(marta, "Über den Deich zum Meer").await;
        noor.names(bram, "ride to the sea").await;
        let ended = noor.names(bram, "a bell").await;
        noor.does(&format!("{}/rank", url(ended)), &[("place", "0")]).await;
        let page = noor.sees("/clients").await;
        page.says("Wants to");
        page.says("<q>a bell</q>");
        page.says("add=wants");

        noor.writes(move |tx| actions::let_go(tx, ended, "", None)).await;
        let only = |path: &'static str, there: &'static [&str]| async move {
            let page = noor.sees(path).await;
            for name in ["Harbour Clinic", "Marta Kovács", "Bram de Wit"] {
                let is_there = page.text.contains(&format!(">{name}</a>"));
                assert_eq!(is_there, there.contains(&name), "{path}: {name}");
            }
        };
        only("/clients?where=wants.has.UBER", &["Marta Kovács"]).await;
        only("/clients?where=wants.begins.ride", &["Bram de Wit"]).await;
        only("/clients?where=wants.has.bell", &[]).await;
        only("/clients?where=wants.none.", &["Harbour Clinic"]).await;
        only("/clients?where=wants.some.", &["Marta Kovács", "Bram de Wit"]).await;
        let sorted = noor.sees("/clients?sort=wants").await.text;
        let at = |name: &str| sorted.find(&format!(">{name}</a>")).expect("a row");
        assert!(at("Bram de Wit") < at("Marta Kovács") && at("Marta Kovács") < at("Harbour Clinic"));
        let file = noor.sees("/clients.csv?where=wants.has.deich").await;
        file.says("Über den Deich zum Meer");
        file.says_no("Bram");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_reads_and_what_is_not_there_is_not_found() {
    on_both(|shop| async move {
        let clinic = shop.clinic;
        let id = shop.noor.names(clinic, "Arrive dry").await;
        shop.guest.sees(&url(id)).await.says_no("They say they are there");
        shop.guest.sees(&client_url(clinic)).await.says_no("Add in their words");
        assert_eq!(shop.guest.sends(&format!("{}/attainment", url(id)), &[("their_word", "yes")]).await.status, 403);
        assert_eq!(shop.guest.visitor.gets(&new_url(clinic)).await.status, 403);
        for path in ["/goals", "/goals/1", "/goals/new?client=1", "/goals/00000000-0000-7000-8000-000000000000"] {
            assert_eq!(shop.noor.visitor.gets(path).await.status, 404, "{path}");
        }
        // A sentence of somebody else’s is not quoted.
        let stranger = shop.noor.meets(ClientKind::Person, "Marta Kovács").await;
        let entry = shop.noor.notes(stranger, "I want to ride to the sea").await;
        let new = NewGoal { from_entry: Some(entry), ..NewGoal::new(clinic, "Ride to the sea") };
        let refused = shop.noor.tries(move |tx| actions::name(tx, &new)).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
        assert_eq!(shop.goal(id).await.state, State::Named);
    })
    .await;
}
