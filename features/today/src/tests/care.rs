//! What a colleague left in one's care: Anna is away, and Ben looks after her people.

use tend_core::house::away::{self, NewAbsence};

use super::*;

/// Anna is away for three days, and Ben stands in.
async fn anna_is_away(stage: &Stage) -> (Actor, Visitor) {
    let place = stage.company.anna.location.expect("a place");
    let ben = stage.company.hires("Ben", Role::Member, place).await;
    let visitor = stage.company.signs_in(&ben).await;
    let (member, deputy, from_at) = (stage.me(), ben.member, stage.now());
    let new = NewAbsence {
        member,
        deputy,
        from_at,
        until_at: from_at.plus(3 * DAY),
        note: "The keys are in the till".into(),
    };
    stage.does(move |tx| away::say(tx, &new)).await.expect("she is away");
    (ben.actor, visitor)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleague_who_is_away_leaves_her_people_in_good_hands() {
    story(|stage| async move {
        let jonas = stage.client("Jonas Weber").await;
        let promise = stage.promise(jonas, "Call back", HOUR).await;
        let (ben, bens) = anna_is_away(&stage).await;
        let page = bens.gets("/").await;
        page.says("Jonas Weber");
        page.says("Anna is away and left this in your care");
        page.says("Left in my care");
        page.says("one of their people is on your list");
        page.says("The keys are in the till");
        let now = stage.now();
        let counted = stage.company.app.read(move |db| count(db, &ben, now)).await.expect("a count");
        assert_eq!(counted, 1);
        // She sees who looks after them, and what she left, should she look in.
        let page = stage.anna.gets("/").await;
        page.says("Ben looks after your clients meanwhile");
        page.says("Jonas Weber");
        // He keeps her promise; nothing changed hands for it.
        assert_eq!(bens.sends("/today/helps", &[("client", &jonas.to_string())]).await.status, 303);
        assert_eq!(stage.state(promise).await, State::Kept);
        bens.gets("/").await.says("Take back that I have helped Jonas Weber");
        stage.anna.gets("/").await.says_no("Call back");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_falls_back_by_itself_and_a_private_call_was_never_seen() {
    story(|stage| async move {
        let (jonas, marta) = (stage.client("Jonas Weber").await, stage.client("Marta Kovács").await);
        stage.promise(jonas, "Call back", HOUR).await;
        let (me, now) = (stage.me(), stage.now());
        stage
            .does(move |tx| {
                let call = Call {
                    id: CallId(tx.new_id::<CallId>().0),
                    member: me,
                    client: marta,
                    kind: "evening.person".into(),
                    group: CareGroup::WorthAHello,
                    subject: marta.0,
                    when: When::From { start: now.plus(-HOUR), due: now.plus(HOUR) },
                    weight: 0.5,
                    reason: "I want to say sorry to her".into(),
                    act: String::new(),
                    private: true,
                };
                calls::put_back(tx, &call)
            })
            .await
            .expect("an evening's thought");
        let (_, bens) = anna_is_away(&stage).await;
        let page = bens.gets("/").await;
        page.says("Jonas Weber");
        page.says_no("Marta Kovács");
        page.says_no("say sorry");
        stage.anna.gets("/").await.says("say sorry");
        // He puts somebody off: on his list alone, and until she is back.
        let form =
            [("client", jonas.to_string()), ("until", "tomorrow".into()), ("reason", "He is in a meeting".into())];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(bens.sends("/today/snoozes", &form).await.status, 303);
        bens.gets("/").await.says("put off until later");
        stage.it_is(stage.now().plus(3 * DAY));
        bens.gets("/").await.says_no("Jonas Weber");
        let page = stage.anna.gets("/").await;
        page.says("Jonas Weber");
        page.says_no("You are away");
    })
    .await;
}
