//! Lists of one program, one after the other: their rows meet.

use super::*;

const ACCOUNTS: &str = "Id,Name,Type,BillingStreet,BillingCity,Phone,Industry,OwnerId,CreatedDate\n\
    0015500000Xyy06AAB,Harbour Clinic,Customer,4 Quay,Rotterdam,0555 017 300,Health,005A,2020-02-03T08:00:00.000Z\n\
    0015500000Xyy07AAB,Linden School,Prospect,9 Lane,Utrecht,0555 017 301,Education,005A,2021-02-03T08:00:00.000Z\n";

const CONTACTS: &str = "Id,AccountId,LastName,FirstName,Title,MailingCity,MobilePhone,Email,OwnerId,LeadSource\n\
    0035500000Abc01AAB,0015500000Xyy06,Weber,Jonas,Head nurse,Rotterdam,0555 014 882,jonas@clinic.example,005A,Web\n\
    0035500000Abc02AAB,0015500000Xyy07AAB,Brandt,Lotte,Teacher,Utrecht,0555 014 883,lotte@school.example,005A,Fair\n\
    0035500000Abc03AAB,0015500000Nobody1,Dam,Bert,,Bonn,0555 014 884,bert@post.example,005A,Web\n";

const COMPANIES: &str = "Record ID,Company name,Company Domain Name,Industry,City,Lifecycle Stage\n\
    77,Harbour Clinic,clinic.example,Health,Rotterdam,Customer\n";

const PEOPLE: &str = "Record ID,First Name,Last Name,Email,Lifecycle Stage,Associated Company,Associated Company IDs\n\
    77,Jonas,Weber,jonas@clinic.example,Customer,Harbour Clinic,77\n\
    78,Lotte,Brandt,lotte@clinic.example,Lead,Harbour Clinic,77\n";

async fn belongs_to(company: &Company, name: &'static str) -> Vec<String> {
    let (actor, person) = (company.anna.clone(), named(company, name).await.remove(0));
    let there = company.app.read(move |db| client_store::organizations_of(db, &actor, person.id, 5));
    there.await.expect("read").into_iter().map(|affiliation| affiliation.other_name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn people_find_their_organization_by_its_number() {
    on_both(|company| async move {
        let accounts = brings(&company, ACCOUNTS).await;
        assert_eq!(reckoning(&accounts), [2, 0, 0, 0]);
        assert!(accounts.warnings.iter().any(|told| told.starts_with("This looks like a Salesforce export of accounts")));
        assert!(accounts.columns.iter().all(|column| column.sure), "{:?}", accounts.columns);
        let contacts = brings(&company, CONTACTS).await;
        assert_eq!(reckoning(&contacts), [3, 0, 0, 0]);
        assert!(contacts.warnings.iter().any(|told| told.contains("bring their list in first")), "{:?}", contacts.warnings);
        assert!(contacts.columns.iter().all(|column| column.sure), "{:?}", contacts.columns);
        // 15 signs or 18, it is the same number; one that nobody has stays text.
        assert_eq!(belongs_to(&company, "Jonas Weber").await, ["Harbour Clinic"]);
        assert_eq!(belongs_to(&company, "Lotte Brandt").await, ["Linden School"]);
        assert_eq!(belongs_to(&company, "Bert Dam").await, [""; 0]);
        let (actor, bert) = (company.anna.clone(), named(&company, "Bert Dam").await.remove(0));
        let fields = company.app.read(move |db| client_store::fields(db, &actor, bert.id)).await.expect("read");
        assert_eq!(fields["AccountId"], "0015500000Nobody1");
        assert_eq!(reckoning(&brings(&company, ACCOUNTS).await), [0, 0, 2, 0]);
        assert_eq!(reckoning(&brings(&company, CONTACTS).await), [0, 0, 3, 0]);
        // Other columns of the same program: the same people.
        let fewer = "Id,LastName,FirstName,MailingCity,Fax,LeadSource\n0035500000Abc01,Weber,Jonas,Rotterdam,0555 014 889,Web\n";
        assert_eq!(reckoning(&brings(&company, fewer).await), [0, 1, 0, 0]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organization_that_its_people_named_first_is_met_by_its_own_row() {
    on_both(|company| async move {
        let people = brings(&company, PEOPLE).await;
        assert_eq!(reckoning(&people), [2, 0, 0, 0]);
        assert_eq!(belongs_to(&company, "Jonas Weber").await, ["Harbour Clinic"]);
        let companies = brings(&company, COMPANIES).await;
        assert_eq!(reckoning(&companies), [0, 1, 0, 0], "it is there: its row tells more of it");
        assert_eq!(named(&company, "Harbour Clinic").await.len(), 1);
        assert_eq!(reckoning(&brings(&company, COMPANIES).await), [0, 0, 1, 0]);
        assert_eq!(reckoning(&brings(&company, PEOPLE).await), [0, 0, 2, 0]);
        // Taken back: what its row told goes, the organization of the people stays.
        let undone = work::undo(&company.app, &company.anna, companies.id).await.expect("it is taken back");
        assert_eq!(undone.state, State::Undone);
        assert_eq!(named(&company, "Harbour Clinic").await.len(), 1);
        assert_eq!(belongs_to(&company, "Lotte Brandt").await, ["Harbour Clinic"]);
    })
    .await;
}
