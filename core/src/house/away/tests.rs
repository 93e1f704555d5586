//! Stories of being away, through the pages and the JSON door, on both engines.

use serde_json::json;

use super::{NewAbsence, hands, left_to, store, who_acts};
use crate::{
    Actor, Error, Role,
    auth::members::{self, Leaving},
    house,
    id::MemberId,
    migrations,
    testing::{company::Company, on_both, program::Program},
    time::{DAY, HOUR, Timestamp},
};

/// Anna, who looks after Market Street, and three who work there with her.
struct Shop {
    company: Company,
    ben: Actor,
    cleo: Actor,
    dora: Actor,
}

async fn in_the_shop<F, S>(story: F)
where
    F: Fn(Shop) -> S,
    S: Future<Output = ()>,
{
    on_both(migrations::ALL, |db| async {
        let company = Company::opens(db, at("2026-10-13T07:00:00Z"), &[&house::FEATURE]).await;
        let place = company.anna.location.expect("Anna works somewhere");
        let ben = company.hires("Ben", Role::Member, place).await.actor;
        let cleo = company.hires("Cleo", Role::Coach, place).await.actor;
        let dora = company.hires("Dora", Role::Guest, place).await.actor;
        story(Shop { company, ben, cleo, dora }).await;
    })
    .await;
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn id(actor: &Actor) -> MemberId {
    actor.member.expect("a member")
}

impl Shop {
    fn now(&self) -> Timestamp {
        self.company.app.clock.now()
    }
    /// From now on, for so many days.
    fn away(&self, who: &Actor, deputy: &Actor, days: i64) -> NewAbsence {
        let (from_at, until_at) = (self.now(), self.now().plus(days * DAY));
        NewAbsence { member: id(who), deputy: id(deputy), from_at, until_at, note: String::new() }
    }
    async fn says(&self, who: &Actor, new: NewAbsence) -> crate::Result<super::AbsenceId> {
        self.company.app.write(who, move |tx| super::say(tx, &new)).await
    }
    async fn acts_for(&self, who: &Actor) -> MemberId {
        let (actor, member, now) = (self.company.anna.clone(), id(who), self.now());
        self.company.app.read(move |db| who_acts(db, &actor, member, now)).await.expect("somebody")
    }
    async fn left_to(&self, who: &Actor) -> Vec<String> {
        let (actor, member, now) = (self.company.anna.clone(), id(who), self.now());
        let left = self.company.app.read(move |db| left_to(db, &actor, member, now)).await.expect("read");
        left.into_iter().map(|left| left.name).collect()
    }
}

fn sentence_of(refused: crate::Result<super::AbsenceId>) -> String {
    match refused {
        Err(Error::Invalid(problems)) => problems.into_iter().map(|problem| problem.message).collect(),
        Err(Error::NotAllowed(sentence) | Error::Conflict(sentence)) => sentence,
        other => panic!("it was not refused so: {other:?}"),
    }
}

#[tokio::test]
async fn somebody_stands_in_and_it_falls_back_by_itself() {
    in_the_shop(|shop| async move {
        let browser = shop
            .company
            .signs_in(&shop.company.hires("Eva", Role::Member, shop.ben.location.expect("a place")).await)
            .await;
        browser.gets("/settings/away").await.says("Everybody is there");
        browser.gets("/settings/away/new").await.says("value=\"2026-10-13\"");
        let form = |until| {
            vec![
                ("member", "x"),
                ("from", "2026-10-13"),
                ("until", until),
                ("deputy", ""),
                ("note", "Keys in the till"),
            ]
        };
        browser.sends("/settings/away/new", &form("2026-10-16")).await.says("Choose who will be away.");

        let absence = shop.says(&shop.ben, shop.away(&shop.ben, &shop.cleo, 3)).await.expect("he is away");
        assert_eq!(shop.acts_for(&shop.ben).await, id(&shop.cleo));
        assert_eq!(shop.left_to(&shop.cleo).await, ["Ben"]);
        let page = browser.gets("/settings/away").await;
        page.says("Away until Friday 16 October. Cleo looks after their clients.");
        page.says_no("Back already");
        shop.company.app.clock.set(shop.now().plus(3 * DAY));
        assert_eq!(shop.acts_for(&shop.ben).await, id(&shop.ben), "he is back");
        assert!(shop.left_to(&shop.cleo).await.is_empty());
        browser.gets("/settings/away").await.says("Everybody is there");
        shop.company.app.write(&shop.ben, move |tx| super::end(tx, absence)).await.expect("nothing is left to end");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_in_words() {
    in_the_shop(|shop| async move {
        let said = sentence_of(shop.says(&shop.ben, shop.away(&shop.cleo, &shop.ben, 3)).await);
        assert!(said.starts_with("Each says it for themselves"), "{said}");
        let said = sentence_of(shop.says(&shop.ben, shop.away(&shop.ben, &shop.ben, 3)).await);
        assert!(said.starts_with("Choose somebody else"), "{said}");
        let said = sentence_of(shop.says(&shop.ben, shop.away(&shop.ben, &shop.dora, 3)).await);
        assert!(said.starts_with("Dora only reads here"), "{said}");
        let said = sentence_of(shop.says(&shop.ben, shop.away(&shop.ben, &shop.cleo, -3)).await);
        assert!(said.starts_with("That is before the first day"), "{said}");
        let said = sentence_of(shop.says(&shop.ben, shop.away(&shop.ben, &shop.cleo, 500)).await);
        assert!(said.starts_with("That is more than a year"), "{said}");
        let said = sentence_of(shop.says(&shop.dora, shop.away(&shop.dora, &shop.cleo, 3)).await);
        assert!(said.starts_with("You can read here"), "{said}");
        // A coach says it for him, who is ill; and he is away once at a time.
        shop.says(&shop.cleo, shop.away(&shop.ben, &shop.cleo, 3)).await.expect("he is ill");
        let said = sentence_of(shop.says(&shop.ben, shop.away(&shop.ben, &shop.cleo, 1)).await);
        assert!(said.starts_with("Ben is away from 13 October to 16 October already"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn two_who_stand_in_for_each_other_leave_it_to_whoever_looks_after_the_place() {
    in_the_shop(|shop| async move {
        shop.says(&shop.ben, shop.away(&shop.ben, &shop.cleo, 5)).await.expect("Ben is away");
        shop.says(&shop.cleo, shop.away(&shop.cleo, &shop.ben, 2)).await.expect("Cleo is away");
        let anna = &shop.company.anna;
        assert_eq!(shop.acts_for(&shop.ben).await, id(anna));
        assert_eq!(shop.left_to(anna).await, ["Ben", "Cleo"]);
        let browser = shop.company.anna_signs_in().await;
        browser.gets("/settings/away").await.says("Cleo is not there either just then: Anna does.");
        shop.company.app.clock.set(shop.now().plus(2 * DAY + HOUR));
        assert_eq!(shop.acts_for(&shop.ben).await, id(&shop.cleo), "Cleo is back, and Ben is not");
        let (actor, now) = (anna.clone(), shop.now());
        let hands = shop.company.app.read(move |db| hands(db, &actor, now)).await.expect("read");
        assert!(hands.is_there(id(&shop.cleo)) && !hands.is_there(id(&shop.ben)) && !hands.is_there(id(&shop.dora)));
    })
    .await;
}

#[tokio::test]
async fn who_leaves_names_who_takes_over_and_who_looks_after_the_place() {
    in_the_shop(|shop| async move {
        let (anna, app) = (shop.company.anna.clone(), &shop.company.app);
        let browser = shop.company.anna_signs_in().await;
        let place = anna.location.expect("a place");
        // Ben looks after the place, and stands in for Cleo.
        let page = browser.gets(&format!("/settings/places/{place}")).await;
        page.says("Who looks after it?");
        let version = "1";
        let ben = id(&shop.ben).to_string();
        let form = [
            ("name", "Market Street"),
            ("zone", "Europe/Amsterdam"),
            ("looked_after_by", ben.as_str()),
            ("version", version),
        ];
        browser.sends(&format!("/settings/places/{place}"), &form).await;
        shop.says(&shop.cleo, shop.away(&shop.cleo, &shop.ben, 5)).await.expect("Cleo is away");
        shop.says(&shop.ben, NewAbsence { from_at: shop.now().plus(DAY), ..shop.away(&shop.ben, &shop.cleo, 9) })
            .await
            .expect("Ben will be");
        browser.gets(&format!("/settings/people/{ben}")).await.says("Who looks after Market Street?");
        let leaving = format!("/settings/people/{ben}/leaving");
        let anna_id = id(&anna).to_string();
        browser.sends(&leaving, &[("successor", "")]).await.says("Choose who takes over");
        browser
            .sends(&leaving, &[("successor", &anna_id)])
            .await
            .says("Ben looks after Market Street. Say first who does from now on.");
        browser.sends(&leaving, &[("successor", &anna_id), ("keeper", &anna_id)]).await;
        assert_eq!(shop.acts_for(&shop.cleo).await, id(&anna), "Anna stands in for Cleo now");
        let (workspace, now) = (anna.workspace, shop.now());
        let left = app.read(move |db| {
            Ok((store::not_over(db, workspace, now, 9)?, house::store::location(db, workspace, place)?))
        });
        let (absences, place) = left.await.expect("read");
        assert_eq!(absences.len(), 1, "whoever left is not away");
        assert_eq!(place.looked_after_by, anna.member);
        let refused = app.write(&anna, move |tx| members::change(tx, id(&tx.actor), Role::Guest, place.id, 1)).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "who looks after a place does more than read: {refused:?}");
    })
    .await;
}

#[tokio::test]
async fn whose_name_is_not_given_leaves_nothing_changed() {
    in_the_shop(|shop| async move {
        let gone = id(&shop.company.anna);
        let house = Actor { member: None, ..shop.company.anna.clone() };
        let admin = shop.company.hires("Eva", Role::Admin, shop.ben.location.expect("a place")).await.member;
        let refused = shop.company.app.write(&house, move |tx| members::leave(tx, gone, admin)).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        let leaving = Leaving { successor: admin, keeper: Some(admin) };
        shop.company.app.write(&house, move |tx| members::leave(tx, gone, leaving)).await.expect("she leaves");
    })
    .await;
}

#[tokio::test]
async fn programs_say_it_too() {
    in_the_shop(|shop| async move {
        let program = Program::of(&shop.company.app, &shop.ben).await;
        let body = json!({ "deputy_id": id(&shop.cleo).to_string(), "from_at": "2026-10-14T00:00:00Z", "until_at": "2026-10-16T00:00:00Z" });
        let made = program.posts("/absences", body.clone()).await.is(201);
        let path = format!("/absences/{}", made.text_at("/id"));
        let mut wrong = body.clone();
        wrong["until_at"] = json!("2026-10-13T00:00:00Z");
        program.posts("/absences", wrong).await.is(422);
        let mut longer = body;
        longer["until_at"] = json!("2026-10-20T00:00:00Z");
        longer["note"] = json!("Keys in the till");
        program.asks("PUT".parse().expect("a method"), &path, &[("if-match", "*")], Some(longer)).await.is(200);
        assert_eq!(program.gets("/absences").await.is(200).text_at("/items/0/note"), "Keys in the till");
        program.asks("DELETE".parse().expect("a method"), &path, &[], None).await.is(204);
        program.gets(&path).await.is(404);
    })
    .await;
}
