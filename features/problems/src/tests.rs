//! Stories of problems, told through the pages and the verbs, on both engines.

mod cast;
mod chance;
mod outside;
mod post;
mod right;
mod words;

use tend_core::{
    Error,
    calls::CareGroup,
    time::{HOUR, MINUTE},
};

use crate::{
    actions,
    problem::{How, State},
    targets::Targets,
};
use cast::{Shop, at, on_both};

#[tokio::test(flavor = "multi_thread")]
async fn bike_nine_goes_its_whole_way() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let clinic = shop.meets("Harbour Clinic").await;
        shop.noor.sees("/problems").await.says("Nothing is open");
        let id = shop
            .noor
            .takes_in(&[
                ("whom", "Harbour Clinic"),
                ("title", "Bike 9’s brakes fade in rain"),
                ("text", "Lotte braked on Quay Hill in the rain and very little happened."),
                ("severity", "unsafe"),
                ("told_by", "Jonas Weber"),
                ("touch", "Bike 9, LC-0931"),
            ])
            .await;
        let problem = shop.problem(id).await;
        assert_eq!((problem.number, problem.owner, problem.state), (1, shop.noor.id(), State::Open));
        assert_eq!(problem.dues.first_word, at("2026-10-12T09:45"), "half an hour of opening time");
        assert_eq!(shop.kinds_of(clinic, &shop.noor).await, ["problems.done", "problems.first_word"]);
        let calls = shop.calls_of(clinic, &shop.noor).await;
        assert!(calls.iter().all(|call| call.group == CareGroup::WaitingOnUs));
        let page = shop.noor.sees(&format!("/problems/{id}")).await;
        for words in ["P-1", "Bike 9, LC-0931", "Jonas Weber", "Make them safe", "Noor took in it"] {
            page.says(words);
        }

        shop.clock_shows("2026-10-12T09:34");
        let steps = format!("/problems/{id}/steps");
        shop.noor.does(&steps, &[("to", "contained"), ("did", "Brought her a spare bike"), ("version", "1")]).await;
        shop.noor
            .does(&format!("/problems/{id}/word"), &[("words", "She rides a spare"), ("next", "today 12:00")])
            .await;
        let problem = shop.problem(id).await;
        assert_eq!(problem.first_word.map(|mark| mark.at), Some(at("2026-10-12T09:34")));
        assert_eq!(problem.dues.next_word, at("2026-10-12T12:00"));
        assert_eq!(shop.kinds_of(clinic, &shop.noor).await, ["problems.done"], "the promise calls for the word");
        assert_eq!(shop.promised(id).await.expect("a promise").due.at, at("2026-10-12T12:00"));

        shop.noor.does(&steps, &[("to", "fixed"), ("did", "New pads")]).await;
        shop.noor.does(&steps, &[("to", "made_right"), ("did", "Took the 38 off order 3087")]).await;
        assert_eq!(shop.kinds_of(clinic, &shop.noor).await, ["problems.ask"]);
        let refused = shop.noor.sends(&format!("/problems/{id}/settlement"), &[("their_words", " ")]).await;
        assert_eq!(refused.status, 422);
        refused.says("What did they say?");
        let settling = [("their_words", "I trust it again.")];
        shop.noor.does(&format!("/problems/{id}/settlement"), &settling).await;
        let problem = shop.problem(id).await;
        assert_eq!((problem.state, problem.settled_how), (State::Settled, Some(How::Said)));
        assert!(shop.kinds_of(clinic, &shop.noor).await.is_empty());
        let page = shop.noor.sees(&format!("/problems/{id}")).await;
        page.says("I trust it again.");
        page.says("It came back");
        shop.noor.sees("/problems?tab=settled").await.says("Bike 9’s brakes fade in rain");

        shop.clock_shows("2026-10-14T10:00");
        shop.tomas.does(&format!("/problems/{id}/reopening"), &[("why", "It squeals again")]).await;
        let problem = shop.problem(id).await;
        assert_eq!((problem.state, problem.reopened, problem.owner), (State::Open, 1, shop.noor.id()));
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_hears_it_takes_it_in_or_gives_it_to_the_clients_owner() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let marta = shop.meets("Marta Kovács").await;
        let mine = shop.tomas.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        assert_eq!(shop.problem(mine).await.owner, shop.tomas.id());
        let hers = shop
            .tomas
            .takes_in(&[("whom", "Marta"), ("title", "The bell is gone"), ("hands", "owner"), ("severity", "small")])
            .await;
        assert_eq!(shop.problem(hers).await.owner, shop.noor.id());
        let page = shop.wen.sees(&tend_clients::client_url(marta)).await;
        page.says("The wheel wobbles");
        page.says("Tomás looks after it since today");
        shop.noor.sees("/problems?whose=all").await.says("The bell is gone");
        shop.noor.sees("/problems").await.says_no("The wheel wobbles");

        let nobody = shop.tomas.sends("/problems", &[("whom", "Zz"), ("title", " ")]).await;
        assert_eq!(nobody.status, 422);
        nobody.says("Nobody here is called “Zz”");
        nobody.says("What went wrong?");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_composer_of_a_clients_page() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let marta = shop.meets("Marta Kovács").await;
        let form = [
            ("kind", "problem"),
            ("text", "The wheel wobbles since Friday. She cannot ride to her sister."),
            ("severity", "hinders"),
            ("they_know", "yes"),
        ];
        let page = tend_clients::client_url(marta);
        shop.wen.does(&format!("{page}/moments"), &form).await;
        let open = shop.read(move |db, actor, _| crate::store::of_client_open(db, actor, marta, 10)).await;
        assert_eq!(open.len(), 1);
        assert_eq!((open[0].title.as_str(), open[0].owner), ("The wheel wobbles since Friday", shop.wen.id()));
        assert!(open[0].first_word.is_some(), "they told her themselves");
        shop.noor.sees(&page).await.says("Wen took in a problem: The wheel wobbles since Friday");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_can_go_back_and_everybody_reads_why() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let marta = shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        let steps = format!("/problems/{id}/steps");
        shop.noor.does(&steps, &[("to", "fixed"), ("did", "Trued it")]).await;
        let problem = shop.problem(id).await;
        assert_eq!(problem.contained, problem.fixed, "going past a state marks it");
        shop.noor
            .does(&steps, &[("form", "back"), ("to", "contained"), ("did", "It wobbles again after a mile")])
            .await;
        let problem = shop.problem(id).await;
        assert_eq!((problem.state, problem.fixed), (State::Contained, None));
        shop.noor.sees(&format!("/problems/{id}")).await.says("It wobbles again after a mile");
        assert_eq!(shop.kinds_of(marta, &shop.noor).await, ["problems.done", "problems.first_word"]);
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_at_once_have_one_outcome_and_both_are_told() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        let steps = format!("/problems/{id}/steps");
        let form = [("to", "contained"), ("did", "Lent her a bike"), ("version", "1")];
        let both = tokio::join!(shop.noor.sends(&steps, &form), shop.tomas.sends(&steps, &form));
        let mut statuses = [both.0.status.as_u16(), both.1.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 409], "{}\n{}", both.0.text, both.1.text);
        let (first, second) = if both.0.status == 303 { (&shop.noor, &shop.tomas) } else { (&shop.tomas, &shop.noor) };
        first.does(&steps, &form).await;
        assert_eq!(shop.problem(id).await.version, 2, "a double click is one click");
        let late = second.sends(&steps, &form).await;
        assert_eq!(late.status, 409);
        late.says("said so a moment before you");
        late.says("Lent her a bike");

        let settlement = format!("/problems/{id}/settlement");
        shop.noor.does(&settlement, &[("their_words", "Good again")]).await;
        let again = format!("/problems/{id}/reopening");
        let (settled, opened) = tokio::join!(
            shop.tomas.sends(&settlement, &[("their_words", "Fine")]),
            shop.wen.sends(&again, &[("why", "She rang: it is back")])
        );
        assert_eq!(opened.status, 303, "{}", opened.text);
        assert!(matches!(settled.status.as_u16(), 303 | 409), "{}", settled.text);
        let story = shop.story_of(id).await;
        assert_eq!(crate::story::told(&story).map(|told| told.state), Some(shop.problem(id).await.state));
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_helps_and_the_owner_stays() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let marta = shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        let tomas = shop.tomas.id().to_string();
        let help = format!("/problems/{id}/help");
        shop.noor.does(&help, &[("member", &tomas), ("what", "Find out why")]).await;
        assert_eq!(shop.kinds_of(marta, &shop.tomas).await, ["problems.help"]);
        let page = shop.tomas.sees(&format!("/problems/{id}")).await;
        page.says("Noor asks for your help");
        page.says("I can help");
        shop.clock_shows("2026-10-12T09:19");
        shop.tomas.does(&format!("{help}/agreement"), &[]).await;
        shop.tomas.does(&format!("{help}/agreement"), &[]).await;
        shop.noor.sees(&format!("/problems/{id}")).await.says("Tomás helps with it");
        shop.tomas.does(&format!("{help}/end"), &[("words", "A loose cone")]).await;
        assert!(shop.kinds_of(marta, &shop.tomas).await.is_empty());
        assert_eq!(shop.problem(id).await.owner, shop.noor.id());
        let nobody = shop.tomas.sends(&format!("{help}/end"), &[("words", "Once more")]).await;
        assert_eq!(nobody.status, 409);
        let herself = shop.noor.sends(&help, &[("member", &shop.noor.id().to_string())]).await;
        assert_eq!(herself.status, 422);
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leaves_leaves_no_problem_behind() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        let marta = shop.meets("Marta Kovács").await;
        let his = shop.tomas.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        let hers = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The bell is gone")]).await;
        let tomas = shop.tomas.id();
        shop.noor.writes(move |tx| actions::ask_for_help(tx, hers, tomas, "Find a bell")).await;
        let (gone, wen) = (shop.tomas.id(), shop.wen.id());
        shop.noor.writes(move |tx| tend_core::auth::members::leave(tx, gone, wen)).await;
        assert_eq!(shop.problem(his).await.owner, wen);
        assert!(shop.kinds_of(marta, &shop.tomas).await.is_empty());
        assert_eq!(shop.kinds_of(marta, &shop.wen).await, ["problems.done", "problems.first_word"]);
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_sets_by_when() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Marta Kovács").await;
        let settings = "/settings/problems/small";
        shop.noor.sees("/settings/problems").await.says("Only the time in which the place is open counts");
        assert_eq!(shop.tomas.visitor.gets("/settings/problems").await.status, 403);
        let wrong = shop.noor.sends(settings, &[("first_word", "soon"), ("next_word", "9 h"), ("done", "27 h")]).await;
        assert_eq!(wrong.status, 422);
        wrong.says("We could not read “soon”");
        let form = [("first_word", "1 h"), ("next_word", "9 h"), ("done", "12 h"), ("version", "0")];
        shop.noor.does(settings, &form).await;
        let late = [("first_word", "2 h"), ("next_word", "9 h"), ("done", "12 h"), ("version", "0")];
        assert_eq!(shop.noor.sends(settings, &late).await.status, 409, "somebody set it meanwhile");
        shop.clock_shows("2026-10-12T17:30");
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The bell"), ("severity", "small")]).await;
        let dues = shop.problem(id).await.dues;
        assert_eq!(dues.first_word, at("2026-10-13T09:30"), "half an hour today, half an hour tomorrow");
        assert_eq!(dues.done, at("2026-10-14T11:30"), "half an hour, nine hours, two and a half");
        let version = shop.problem(id).await.version.to_string();
        let worse = [("title", "The bell"), ("severity", "unsafe"), ("version", version.as_str())];
        shop.noor.does(&format!("/problems/{id}/details"), &worse).await;
        let usual = Targets::usual(crate::Severity::Unsafe);
        assert_eq!(usual.first_word_us, 30 * MINUTE);
        assert_eq!(shop.problem(id).await.dues.first_word, at("2026-10-12T18:00"));
        assert!(usual.done_us > HOUR);
        shop.is_sound().await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn problems_with_the_same_cause_stand_beside_each_other() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Marta Kovács").await;
        shop.meets("Canal Clinic").await;
        let one = shop.noor.takes_in(&[("whom", "Marta"), ("title", "Squealing brakes")]).await;
        let other = shop.noor.takes_in(&[("whom", "Canal"), ("title", "Weak brakes")]).await;
        shop.noor.does(&format!("/problems/{one}/cause"), &[("cause", "Spray oil on the discs")]).await;
        shop.tomas.does(&format!("/problems/{other}/cause"), &[("cause", "spray  oil on the DISCS")]).await;
        assert_eq!(shop.problem(one).await.cause, shop.problem(other).await.cause);
        let page = shop.noor.sees(&format!("/problems/{one}")).await;
        page.says("One other has it from the same cause");
        page.says("Canal Clinic");
        shop.noor.does(&format!("/problems/{one}/notes"), &[("words", "Ask the night shift")]).await;
        shop.noor.does(&format!("/problems/{one}/touches"), &[("touch", "Bike 9")]).await;
        let page = shop.noor.sees(&format!("/problems/{one}")).await;
        page.says("Ask the night shift");
        page.says("Bike 9");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_reads_and_writes_nothing() {
    on_both(|db| async move {
        let shop = Shop::opens(db).await;
        shop.meets("Marta Kovács").await;
        let id = shop.noor.takes_in(&[("whom", "Marta"), ("title", "The wheel wobbles")]).await;
        let guest = Shop::hired(&shop.company, "Gus", tend_core::Role::Guest).await;
        let page = guest.sees(&format!("/problems/{id}")).await;
        page.says("The wheel wobbles");
        page.says_no("They are safe</button>");
        assert_eq!(guest.sends(&format!("/problems/{id}/word"), &[("words", "x")]).await.status, 403);
        let refused = guest.tries(move |tx| actions::settle(tx, id, "Good", None)).await;
        assert!(matches!(refused, Err(Error::NotAllowed(_))), "{refused:?}");
    })
    .await;
}
