//! What happened in another program stands on its clients' pages: found by the program's numbers, taken back whole.

use tend_core::{id::ClientId, timeline::Entry};

use super::*;

const PEOPLE: &str = "Id,AccountId,LastName,FirstName,MailingCity,Email,OwnerId,LeadSource\n\
    0035500000Abc01AAB,0015500000Xyy06,Weber,Jonas,Rotterdam,jonas@clinic.example,005A,Web\n\
    0035500000Abc02AAB,0015500000Xyy06,Brandt,Lotte,Utrecht,lotte@school.example,005A,Fair\n";
const HOUSES: &str = "Id,Name,Type,BillingStreet,BillingCity,Phone,Industry,OwnerId,CreatedDate\n\
    0015500000Xyy06AAB,Harbour Clinic,Customer,4 Quay,Rotterdam,0555 017 300,Health,005A,2020-02-03T08:00:00.000Z\n";
const TASKS: &str = "Id,WhoId,WhatId,AccountId,Subject,Description,ActivityDate,Status,IsClosed,TaskSubtype,OwnerId,Owner.Name,CreatedDate,IsDeleted\n\
    00T1,0035500000Abc01,,0015500000Xyy06,Call: saddle,\"Too hard,\nwants blue\",2024-05-06,Completed,true,Call,005B,Anna Berg,2024-05-01T08:00:00.000Z,false\n\
    00T2,,,0015500000Xyy06AAB,Send the offer,,2027-02-01,Open,false,Task,005C,Brandon Zinn,2024-06-01T08:00:00.000Z,false\n\
    00T3,0035500000Nobody,,,Email: hello,,2024-05-07,Completed,true,Email,005B,,2024-05-07T08:00:00.000Z,false\n\
    00T4,0035500000Abc02,,,Call: gone,,2024-05-07,Completed,true,Call,005B,,2024-05-07T08:00:00.000Z,true\n";

async fn told(company: &Company, client: ClientId) -> Vec<Entry> {
    let workspace = company.anna.workspace;
    let all = company
        .app
        .read(move |db| timeline::store::of_client(db, workspace, client, None, timeline::store::Before::NEWEST, 50));
    all.await.expect("read").into_iter().filter(|entry| entry.feature() == "transfer").collect()
}

fn reads(entry: &Entry) -> (String, String) {
    let sentence = crate::sentence::sentence(entry).expect("it is ours");
    (sentence.title, sentence.note.unwrap_or_default())
}

async fn reasons(company: &Company, import: &Import) -> Vec<String> {
    let (workspace, id) = (company.anna.workspace, import.id);
    let refused = company.app.read(move |db| store::refusals(db, workspace, id, 0, 10)).await.expect("read");
    refused.into_iter().map(|refusal| refusal.reason).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn tasks_and_events_become_entries_of_their_clients() {
    on_both(|company| async move {
        brings(&company, HOUSES).await;
        brings(&company, PEOPLE).await;
        let tasks = brings(&company, TASKS).await;
        assert_eq!((tasks.state, reckoning(&tasks)), (State::Done, [2, 0, 0, 2]));
        assert!(tasks.columns.iter().all(|column| column.sure), "{:?}", tasks.columns);
        assert!(
            tasks.warnings.iter().any(|told| told.contains("2 rows were refused. The first, row 3")),
            "{:?}",
            tasks.warnings
        );
        let reasons = reasons(&company, &tasks).await;
        assert!(reasons[0].contains("0035500000Nobody") && reasons[0].contains("bring in"), "{}", reasons[0]);
        assert_eq!(reasons[1], "it was deleted in Salesforce");
        let jonas = named(&company, "Jonas Weber").await.remove(0);
        let entries = told(&company, jonas.id).await;
        assert_eq!(entries.len(), 1);
        let anna = company.anna.name.split(' ').next().unwrap_or_default().to_owned();
        let who = if entries[0].by == company.anna.member { anna } else { "Anna Berg".to_owned() };
        assert_eq!(
            reads(&entries[0]),
            (format!("{who} spoke with them, from Salesforce"), "Call: saddle\n\nToo hard,\nwants blue".to_owned())
        );
        assert_eq!(entries[0].happened_at.to_string().get(..10), Some("2024-05-05"), "midnight at her place");
        assert_eq!(jonas.last_contact_at, Some(entries[0].happened_at), "a call is a word between us");
        // A call that was to be and is still open was none.
        let open = TASKS
            .replace("00T1,", "00T9,")
            .replace("Completed,true,Call,005B,Anna Berg", "Not Started,false,Call,005B,Anna Berg");
        brings(&company, &open).await;
        let entries = told(&company, jonas.id).await;
        assert_eq!(entries.len(), 2);
        assert!(entries.iter().any(|entry| reads(entry).0.ends_with("planned a call, from Salesforce")));
        // What is still to do stands where it was written down, says when it is for, and is no contact.
        let clinic = named(&company, "Harbour Clinic").await.remove(0);
        let entries = told(&company, clinic.id).await;
        assert_eq!(
            reads(&entries[0]),
            (
                "Brandon Zinn had this to do, from Salesforce".to_owned(),
                "Send the offer\n\nFor 1 February 2027".to_owned()
            )
        );
        assert_eq!((entries[0].happened_at.to_string().get(..10), entries[0].by), (Some("2024-06-01"), None));
        assert_eq!(clinic.last_contact_at, None);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_again_changes_nothing_and_what_is_new_updates() {
    on_both(|company| async move {
        brings(&company, PEOPLE).await;
        assert_eq!(reckoning(&brings(&company, TASKS).await), [1, 0, 0, 3], "the organization is not there yet");
        brings(&company, HOUSES).await;
        assert_eq!(reckoning(&brings(&company, TASKS).await), [1, 0, 1, 2], "now it is");
        assert_eq!(reckoning(&brings(&company, TASKS).await), [0, 0, 2, 2]);
        let newer = TASKS.replace("wants blue", "wants red");
        let import = brings(&company, &newer).await;
        assert_eq!(reckoning(&import), [0, 1, 1, 2]);
        let jonas = named(&company, "Jonas Weber").await.remove(0);
        let entries = told(&company, jonas.id).await;
        assert_eq!((entries.len(), entries[0].text.contains("wants red")), (1, true));
        // Taken back, it reads as before; the first file can come again and changes nothing.
        work::undo(&company.app, &company.anna, import.id).await.expect("it is taken back");
        let entries = told(&company, jonas.id).await;
        assert_eq!((entries.len(), entries[0].text.contains("wants blue")), (1, true));
        assert_eq!(reckoning(&brings(&company, TASKS).await), [0, 0, 2, 2]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn taking_it_back_takes_the_entries_and_the_last_contact() {
    on_both(|company| async move {
        brings(&company, HOUSES).await;
        let people = brings(&company, PEOPLE).await;
        let tasks = brings(&company, TASKS).await;
        // The list of people waits for what was told about them.
        let (actor, import) = (company.anna.clone(), people.clone());
        let going = company.app.read(move |db| actions::going(db, &actor, &import)).await.expect("read");
        assert!(going.stays.is_empty(), "all came at the same moment: {:?}", going.stays);
        let undone = work::undo(&company.app, &company.anna, tasks.id).await.expect("undone");
        assert_eq!(undone.state, State::Undone);
        let jonas = named(&company, "Jonas Weber").await.remove(0);
        assert_eq!((told(&company, jonas.id).await.len(), jonas.last_contact_at), (0, None));
        let workspace = company.anna.workspace;
        let found = company.app.read(move |db| timeline::said(db, workspace, "saddle", 5)).await.expect("read");
        assert!(found.is_empty(), "nobody finds it any more");
        // And nothing of it keeps the people from being taken back too.
        let undone = work::undo(&company.app, &company.anna, people.id).await.expect("undone");
        assert_eq!((undone.state, undone.warnings), (State::Undone, Vec::new()));
        assert!(named(&company, "Jonas Weber").await.is_empty());
        company.app.clock.set(NOON.plus(60_000_000));
        brings(&company, PEOPLE).await;
        assert_eq!(reckoning(&brings(&company, TASKS).await), [2, 0, 0, 2]);
    })
    .await;
}

const COMPANIES: &str = "id,property_name,property_industry,property_city\n77,Harbour Clinic,Health,Rotterdam\n";
const CONTACTS: &str = "id,property_firstname,property_lastname,property_email\n77,Jonas,Weber,jonas@clinic.example\n78,Lotte,Brandt,lotte@clinic.example\n";
const NOTES: &str = "engagement_id,_fivetran_deleted,property_hs_createdate,property_hs_note_body,property_hs_timestamp,property_hubspot_owner_id,type\n\
    901,false,2022-03-01 19:37:03.699000,<p>Likes the <b>blue</b> one &amp; the bell</p>,2014-08-27 20:50:44.778000,,NOTE\n";
const LINKS: &str = "contact_id,engagement_id,engagement_type,type_id,category\n77,901,NOTE,194,HUBSPOT_DEFINED\n78,901,NOTE,194,HUBSPOT_DEFINED\n79,901,NOTE,194,HUBSPOT_DEFINED\n";
const CALLS: &str = "Record ID,Call Title,Call notes,Activity date,Call outcome,Call direction,Activity assigned to,Associated Contact IDs,Associated Company IDs\n\
    902,About the bell,Rings well,2024-06-12 10:15,Connected,OUTBOUND,anna@linden.example,77;78,77\n\
    903,,,2024-06-13 10:15,No answer,OUTBOUND,,78,\n\
    904,For the house,Opens at nine,2024-06-14 10:15,Connected,INBOUND,,,77\n";

#[tokio::test(flavor = "multi_thread")]
async fn links_of_another_list_say_whose_a_note_is() {
    on_both(|company| async move {
        brings(&company, COMPANIES).await;
        brings(&company, CONTACTS).await;
        let early = brings(&company, NOTES).await;
        assert_eq!(reckoning(&early), [0, 0, 0, 1]);
        assert!(reasons(&company, &early).await[0].contains("list of links first"), "it says what to bring in first");
        let links = brings(&company, LINKS).await;
        assert_eq!(reckoning(&links), [2, 0, 0, 1], "nobody is called 79");
        assert_eq!(reckoning(&brings(&company, LINKS).await), [0, 0, 2, 1]);
        let notes = brings(&company, NOTES).await;
        assert_eq!(reckoning(&notes), [1, 0, 0, 0], "one row, an entry with each of its clients");
        for name in ["Jonas Weber", "Lotte Brandt"] {
            let client = named(&company, name).await.remove(0);
            let entries = told(&company, client.id).await;
            assert_eq!(entries.len(), 1, "{name}");
            assert_eq!(
                reads(&entries[0]),
                ("Somebody noted, from HubSpot".to_owned(), "Likes the blue one & the bell".to_owned())
            );
            assert_eq!(client.last_contact_at, None, "a note is no word between us");
        }
        work::undo(&company.app, &company.anna, links.id).await.expect("undone");
        work::undo(&company.app, &company.anna, notes.id).await.expect("undone");
        assert_eq!(reckoning(&brings(&company, NOTES).await), [0, 0, 0, 1], "nothing links it any more");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_in_a_list_of_calls_are_enough() {
    on_both(|company| async move {
        brings(&company, COMPANIES).await;
        brings(&company, CONTACTS).await;
        let calls = brings(&company, CALLS).await;
        assert_eq!(reckoning(&calls), [3, 0, 0, 0]);
        let lotte = named(&company, "Lotte Brandt").await.remove(0);
        let entries = told(&company, lotte.id).await;
        assert_eq!(entries.len(), 2);
        assert_eq!(
            reads(&entries[0]),
            ("Somebody tried to call them, from HubSpot".to_owned(), "Outcome: No answer".to_owned())
        );
        assert_eq!(lotte.last_contact_at, Some(entries[1].happened_at), "nobody answered the later one");
        let clinic = named(&company, "Harbour Clinic").await.remove(0);
        let entries = told(&company, clinic.id).await;
        assert_eq!(entries.len(), 1, "what its people said is told on its page anyway");
        assert_eq!(entries[0].text, "For the house\n\nOpens at nine\n\nOutcome: Connected");
        // The same person and company number are two clients; a dry run says the same and writes nothing.
        let mut source = file(CALLS);
        let looked = work::look(&mut source, Mapping::default()).expect("a list");
        let (counts, _) =
            work::reckon(&company.app, Some(&company.anna), source, looked, "calls.csv").await.expect("reckoned");
        assert_eq!(counts.unchanged, 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_list_of_calls_ends_like_one_that_was_not() {
    on_both(|company| async move {
        brings(&company, CONTACTS).await;
        let rows: String =
            (1..=900).map(|n| format!("{n},Number {n},Said {n},2024-06-12 10:15,Connected,INBOUND,,77,\n")).collect();
        let list = format!("{}\n{rows}", CALLS.lines().next().expect("a header"));
        let import = begins(&company, &list).await;
        let interrupted = interrupt(&company.app.clone(), &company, &import, &list).await.expect("interrupted");
        assert!(interrupted.at_row > 0, "{}", interrupted.at_row);
        let done = if interrupted.at_row < 900 { goes_on(&company, &interrupted, &list).await } else { interrupted };
        assert_eq!(reckoning(&done), [900, 0, 0, 0]);
        let jonas = named(&company, "Jonas Weber").await.remove(0);
        let (workspace, id) = (company.anna.workspace, jonas.id);
        let count = company
            .app
            .read(move |db| timeline::store::count_before(db, workspace, id, timeline::store::Before::NEWEST, 5000));
        assert_eq!(count.await.expect("read"), 901, "each once, and that he was brought in");
    })
    .await;
}
