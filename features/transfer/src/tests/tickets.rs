//! Problems of other programs come in as problems: what was closed as settled, what is open with somebody who can act.

use tend_core::{check, time::DAY, timeline::store::Before};
use tend_problems::{
    Problem, Severity, State as Stands, Whose,
    actions::A_DAY,
    problem::{How, Source as CameBy},
    store::{self as problems, After},
    story,
};

use super::*;

const USERS: &str = "id,name,email,organization_id,ticket_restriction\n\
    77,Jonas Weber,jonas@clinic.example,,\n78,Lotte Brandt,lotte@school.example,,\n79,Arthur Agent,agent@desk.example,,\n";
const TICKETS: &str = "id,_fivetran_synced,assignee_id,assignee,created_at,description,organization_id,priority,requester_id,status,subject,updated_at,url,via_channel\n\
    501,2026-01-01 00:00:00.1,9,Anna Berg,2024-02-19 01:54:52,The brakes fade in rain,,urgent,77,open,Brakes,2024-02-20 01:55:11,https://desk.example/501,web\n\
    502,2026-01-01 00:00:00.1,8,Brandon Zinn,2024-03-01 10:00:00,The bell is dull,,low,77,closed,Bell,2024-03-05 12:00:00,https://desk.example/502,email\n\
    503,2026-01-01 00:00:00.1,,,2024-03-01 10:00:00,Spam,,,78,deleted,Win,2024-03-05 12:00:00,https://desk.example/503,email\n\
    504,2026-01-01 00:00:00.1,,,2024-03-02 10:00:00,Who is this,,,999,new,Nobody,2024-03-05 12:00:00,https://desk.example/504,email\n\
    505,2026-01-01 00:00:00.1,,,2024-03-03 10:00:00,The saddle is hard,,normal,78,new,Saddle,2024-03-05 12:00:00,https://desk.example/505,web\n";
const COMMENTS: &str = "id,_fivetran_synced,body,created,facebook_comment,public,ticket_id,tweet,user_id,voice_comment\n\
    9001,2026-01-01 00:00:00.1,It is worse now,2024-02-20 08:00:00,FALSE,TRUE,501,FALSE,77,FALSE\n\
    9002,2026-01-01 00:00:00.1,We order new pads,2024-02-21 08:00:00,FALSE,TRUE,501,FALSE,79,FALSE\n\
    9003,2026-01-01 00:00:00.1,He is in a hurry,2024-02-21 09:00:00,FALSE,FALSE,501,FALSE,4711,FALSE\n\
    9004,2026-01-01 00:00:00.1,Of no ticket here,2024-02-21 09:00:00,FALSE,TRUE,888,FALSE,77,FALSE\n";

async fn problems_of(company: &Company, name: &'static str) -> Vec<Problem> {
    let (actor, client) = (company.anna.clone(), named(company, name).await.remove(0));
    company.app.read(move |db| problems::of_client(db, &actor, client.id, 50)).await.expect("read")
}

async fn story_of(company: &Company, problem: &Problem) -> Vec<timeline::Entry> {
    let (workspace, id) = (company.anna.workspace, problem.id.0);
    let mut all = company
        .app
        .read(move |db| timeline::store::of_subject(db, workspace, id, Before::NEWEST, 100))
        .await
        .expect("read");
    all.reverse();
    all
}

async fn must_hold(company: &Company) {
    let outcomes = check::all(&company.app, migrations::ALL).await.expect("looked at");
    let wrong: Vec<_> = outcomes.iter().filter(|outcome| !outcome.found.is_empty()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_become_problems_and_what_was_said_about_them_entries() {
    on_both(|company| async move {
        brings(&company, USERS).await;
        let tickets = brings(&company, TICKETS).await;
        assert_eq!((tickets.state, reckoning(&tickets)), (State::Done, [3, 0, 0, 2]), "{:?}", tickets.warnings);
        assert!(tickets.columns.iter().all(|column| column.sure), "{:?}", tickets.columns);
        let jonas = problems_of(&company, "Jonas Weber").await;
        let (bell, brakes) = (&jonas[0], &jonas[1]);
        assert_eq!((brakes.state, brakes.severity, brakes.source), (Stands::Open, Severity::Unsafe, CameBy::Import));
        assert_eq!((brakes.title.as_str(), brakes.words.as_str()), ("Brakes", "The brakes fade in rain"));
        assert_eq!(Some(brakes.owner), company.anna.member, "nobody here is Anna Berg: her own client, her problem");
        assert!(brakes.first_word.is_some() && brakes.dues.done > NOON, "they had an answer there; nothing is late");
        assert_eq!(
            brakes.since.map(|at| at.to_string()[..16].to_owned()).as_deref(),
            Some("2024-02-19T00:54"),
            "her zone"
        );
        assert_eq!(
            (bell.state, bell.settled_how, bell.severity),
            (Stands::Settled, Some(How::Import), Severity::Small)
        );
        let saddle = problems_of(&company, "Lotte Brandt").await.remove(0);
        assert!(saddle.first_word.is_none() && saddle.due_at() > Some(NOON), "nobody had answered her");
        let comments = brings(&company, COMMENTS).await;
        assert_eq!(reckoning(&comments), [3, 0, 0, 1]);
        let told = story_of(&company, brakes).await;
        let reads: Vec<String> =
            told.iter().filter_map(|entry| story::on_its_page(entry).map(|said| said.title)).collect();
        assert_eq!(
            reads,
            [
                "Tend brought in it, from Zendesk",
                "What Zendesk says besides about it",
                "They wrote about it, from Zendesk",
                "Arthur Agent wrote to them about it, from Zendesk",
                "Somebody noted something about it, from Zendesk",
            ]
        );
        assert!(told[1].text.contains("via_channel: web") && told[1].text.contains("status: open"), "{}", told[1].text);
        assert!(!told[1].text.contains("fivetran") && told[1].text.contains("Owner in Zendesk: Anna Berg"));
        assert_eq!(story::told(&told).map(|told| told.state), Some(Stands::Open));
        let closed = story_of(&company, bell).await;
        assert_eq!(story::told(&closed).map(|told| told.state), Some(Stands::Settled));
        must_hold(&company).await;
        for (list, unchanged) in [(TICKETS, [0, 0, 3, 2]), (COMMENTS, [0, 0, 3, 1])] {
            assert_eq!(reckoning(&brings(&company, list).await), unchanged);
            let mut source = file(list);
            let looked = work::look(&mut source, Mapping::default()).expect("a list");
            let (counts, _) =
                work::reckon(&company.app, Some(&company.anna), source, looked, "x.csv").await.expect("reckoned");
            assert_eq!([counts.created, counts.updated, counts.unchanged, counts.refused], unchanged);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_list_says_anew_is_so_unless_somebody_changed_it_here() {
    on_both(|company| async move {
        brings(&company, USERS).await;
        brings(&company, TICKETS).await;
        let newer =
            TICKETS.replace("77,open,Brakes", "77,solved,Brakes").replace("78,new,Saddle", "78,open,Hard saddle");
        let [brakes, saddle] = [
            problems_of(&company, "Jonas Weber").await.remove(1),
            problems_of(&company, "Lotte Brandt").await.remove(0),
        ];
        let id = saddle.id;
        let noted = company.app.write(&company.anna, move |tx| {
            tend_problems::actions::step(tx, id, Stands::Contained, "Lent her another", None)
        });
        noted.await.expect("contained");
        let import = brings(&company, &newer).await;
        assert_eq!(reckoning(&import), [0, 2, 1, 2]);
        let now = problems_of(&company, "Jonas Weber").await.remove(1);
        assert_eq!((now.state, now.settled_how), (Stands::Settled, Some(How::Import)));
        let now = problems_of(&company, "Lotte Brandt").await.remove(0);
        assert_eq!((now.state, now.title.as_str()), (Stands::Contained, "Saddle"), "it stays as they made it here");
        assert!(story_of(&company, &saddle).await.iter().any(|entry| entry.text.starts_with("Hard saddle")));
        must_hold(&company).await;
        assert_eq!(reckoning(&brings(&company, &newer).await), [0, 0, 3, 2]);
        work::undo(&company.app, &company.anna, import.id).await.expect("taken back");
        let now = problems_of(&company, "Jonas Weber").await.remove(1);
        assert_eq!((now.state, now.id), (Stands::Open, brakes.id));
        assert_eq!(story::told(&story_of(&company, &now).await).map(|told| told.state), Some(Stands::Open));
        must_hold(&company).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn taken_back_they_go_but_for_what_was_changed_since() {
    on_both(|company| async move {
        let users = brings(&company, USERS).await;
        let tickets = brings(&company, TICKETS).await;
        let comments = brings(&company, COMMENTS).await;
        let saddle = problems_of(&company, "Lotte Brandt").await.remove(0);
        company.app.clock.set(NOON.plus(60_000_000));
        let step = company.app.write(&company.anna, move |tx| {
            tend_problems::actions::step(tx, saddle.id, Stands::Fixed, "Another saddle", None)
        });
        step.await.expect("fixed");
        let (actor, import) = (company.anna.clone(), tickets.clone());
        let going = company.app.read(move |db| actions::going(db, &actor, &import)).await.expect("read");
        assert_eq!(going.stays.len(), 2, "{:?}", going.stays);
        work::undo(&company.app, &company.anna, comments.id).await.expect("taken back");
        let undone = work::undo(&company.app, &company.anna, tickets.id).await.expect("taken back");
        assert_eq!(undone.warnings, [format!("{} stays: it was changed since.", saddle.called())]);
        assert!(problems_of(&company, "Jonas Weber").await.is_empty());
        assert_eq!(problems_of(&company, "Lotte Brandt").await.len(), 1);
        must_hold(&company).await;
        let again = brings(&company, TICKETS).await;
        assert_eq!(reckoning(&again), [2, 0, 1, 2], "what went can come again");
        work::undo(&company.app, &company.anna, again.id).await.expect("taken back");
        let undone = work::undo(&company.app, &company.anna, users.id).await.expect("taken back");
        assert_eq!(undone.warnings.len(), 1, "{:?}", undone.warnings);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_are_due_a_day_and_an_interrupted_list_ends_like_one_that_was_not() {
    on_both(|company| async move {
        brings(&company, USERS).await;
        let rows: String = (1..=620)
            .map(|n| format!("{n},x,,,2024-02-19 01:54:52,Said {n},,,77,open,Number {n},2024-02-20 01:55:11,u,web\n"))
            .collect();
        let list = format!("{}\n{rows}", TICKETS.lines().next().expect("a header"));
        let import = begins(&company, &list).await;
        let interrupted = interrupt(&company.app.clone(), &company, &import, &list).await.expect("interrupted");
        let done = if interrupted.at_row < 620 { goes_on(&company, &interrupted, &list).await } else { interrupted };
        assert_eq!(reckoning(&done), [620, 0, 0, 0]);
        let actor = company.anna.clone();
        let open = company.app.read(move |db| problems::open(db, &actor, Whose::Everyone, After::FIRST, 1000));
        let open = open.await.expect("read");
        assert_eq!(open.len(), 620, "each once");
        let late = open.iter().filter(|problem| problem.due_at() < Some(NOON.plus(7 * DAY))).count() as i64;
        assert!(late <= 7 * A_DAY, "{late} in the first week");
        let mut numbers: Vec<i64> = open.iter().map(|problem| problem.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 620);
    })
    .await;
}

const PEOPLE: &str = "Id,AccountId,LastName,FirstName,MailingCity,Email,OwnerId,LeadSource\n\
    0035500000Abc01AAB,,Weber,Jonas,Rotterdam,jonas@clinic.example,005A,Web\n";
const CASES: &str = "Id,CaseNumber,ContactId,AccountId,Subject,Description,Status,Priority,Origin,IsClosed,CreatedDate,ClosedDate,OwnerId,Owner.Name\n\
    5005500000Aaa01AAB,00001001,0035500000Abc01AAB,,Gears,They slip,Escalated,High,Phone,false,2024-05-01T08:00:00.000Z,,005B,Anna Linden\n\
    5005500000Aaa02AAB,00001002,0035500000Abc01,,Lamp,Dark,Closed,Low,Web,true,2024-05-01T08:00:00.000Z,2024-05-03T08:00:00.000Z,005B,Brandon Zinn\n";
const SAID: &str = "Id,ParentId,IsPublished,CommentBody,CreatedById,CreatedDate,IsDeleted\n\
    00a1,5005500000Aaa01AAB,true,We look at it on Friday,005B,2024-05-02T08:00:00.000Z,false\n";

#[tokio::test(flavor = "multi_thread")]
async fn cases_come_in_with_their_comments() {
    on_both(|company| async move {
        brings(&company, PEOPLE).await;
        assert_eq!(reckoning(&brings(&company, CASES).await), [2, 0, 0, 0]);
        assert_eq!(reckoning(&brings(&company, SAID).await), [1, 0, 0, 0]);
        let all = problems_of(&company, "Jonas Weber").await;
        let (lamp, gears) = (&all[0], &all[1]);
        assert_eq!((gears.state, lamp.state), (Stands::Open, Stands::Settled));
        let ended = lamp.settled.expect("it is settled");
        assert_eq!(
            (ended.at.to_string()[..10].to_owned(), lamp.raised.at.to_string()[..10].to_owned()),
            ("2024-05-03".into(), "2024-05-01".into())
        );
        let told = story_of(&company, gears).await;
        assert!(told[1].text.contains("CaseNumber: 00001001"), "{}", told[1].text);
        assert_eq!(told.last().map(|entry| entry.text.as_str()), Some("We look at it on Friday"));
        must_hold(&company).await;
    })
    .await;
}

const CONTACTS: &str = "id,property_firstname,property_lastname,property_email\n77,Jonas,Weber,jonas@clinic.example\n";
const LINKS: &str = "_fivetran_synced,ticket_id,contact_id,category\n2020-07-09 11:06:21.056,307,77,HUBSPOT_DEFINED\n2020-07-09 11:06:21.056,308,77,HUBSPOT_DEFINED\n";
const HUBSPOT: &str = "_fivetran_synced,id,is_deleted,property_closed_date,property_createdate,property_hs_pipeline,property_hs_pipeline_stage,property_hs_ticket_priority,property_subject,property_content\n\
    2020-11-26 18:51:39,307,FALSE,2020-11-10 14:54:50,2020-11-09 14:54:50,1486381,1706266,,Pump,It does not pump\n\
    2020-11-26 18:51:39,308,FALSE,,2021-01-29 15:02:38,1626124,7970058,HIGH,Chain,It jumps\n\
    2020-11-26 18:51:39,309,FALSE,,2021-01-29 15:02:38,1626124,7970058,HIGH,Of nobody,It jumps\n";

#[tokio::test(flavor = "multi_thread")]
async fn tickets_of_hubspot_are_whose_their_links_say_and_a_stage_means_what_was_said() {
    on_both(|company| async move {
        brings(&company, CONTACTS).await;
        assert_eq!(reckoning(&brings(&company, LINKS).await), [2, 0, 0, 0]);
        let import = brings(&company, HUBSPOT).await;
        assert_eq!(reckoning(&import), [2, 0, 0, 1]);
        let stages = import.columns.iter().find(|column| !column.statuses.is_empty()).expect("stages");
        assert_eq!(
            stages.statuses.iter().map(|stage| (stage.name.as_str(), stage.rows)).collect::<Vec<_>>(),
            [("1706266", 1), ("7970058", 2)]
        );
        let all = problems_of(&company, "Jonas Weber").await;
        assert_eq!(
            all.iter().map(|one| (one.title.as_str(), one.state)).collect::<Vec<_>>(),
            [("Chain", Stands::Open), ("Pump", Stands::Settled)]
        );
        // Somebody says what a stage means; it is kept, and read again.
        work::undo(&company.app, &company.anna, import.id).await.expect("taken back");
        let said =
            Mapping::from_toml("[standings]\n7970058 = \"fixed\"\n1706266 = \"leave out\"\n").expect("a mapping");
        assert_eq!(Mapping::from_toml(&said.to_toml()), Ok(said.clone()));
        let import = brings_file(&company, "tickets.csv", HUBSPOT.as_bytes(), said).await;
        assert_eq!(reckoning(&import), [1, 0, 0, 2]);
        let chain = problems_of(&company, "Jonas Weber").await.remove(0);
        assert_eq!((chain.state, chain.fixed.is_some()), (Stands::Fixed, true));
        assert_eq!(story::told(&story_of(&company, &chain).await).map(|told| told.state), Some(Stands::Fixed));
        must_hold(&company).await;
    })
    .await;
}
