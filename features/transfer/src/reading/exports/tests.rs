//! Which lists are known, and what becomes of their numbers.

use super::*;

fn headers(line: &str) -> Vec<String> {
    line.split(',').map(str::to_owned).collect()
}

fn looks_like(line: &str) -> String {
    recognize(&headers(line))
        .map_or_else(String::new, |found| format!("{} {}", found.export().system, found.export().what))
}

#[test]
fn exports_are_known_by_their_columns() {
    for (line, what) in [
        ("Id,AccountId,LastName,FirstName,MailingCity,OwnerId", "Salesforce contacts"),
        ("id,account_id,last_name,first_name,reports_to_id,system_modstamp", "Salesforce contacts"),
        ("ID,NAME,BILLINGSTREET,BILLINGCITY,INDUSTRY,OWNERSHIP", "Salesforce accounts"),
        ("Id,LastName,Company,LeadSource,IsConverted,Status", "Salesforce leads"),
        ("Id,WhoId,WhatId,Subject,ActivityDate,Status,IsClosed", "Salesforce tasks"),
        ("Id,WhoId,WhatId,Subject,StartDateTime,DurationInMinutes", "Salesforce events"),
        ("Record ID,First Name,Last Name,Email,Lifecycle Stage,Associated Company IDs", "HubSpot contacts"),
        ("id,property_firstname,property_lastname,property_email", "HubSpot contacts"),
        ("id,property_name,property_industry,property_city", "HubSpot companies"),
        ("engagement_id,property_hs_note_body,property_hs_timestamp", "HubSpot notes"),
        ("engagement_id,property_hs_createdate,property_hs_timestamp,type", "HubSpot engagements"),
        ("engagement_id,property_hs_note_body,property_hs_createdate,property_hs_timestamp,type", "HubSpot notes"),
        ("contact_id,engagement_id,engagement_type,type_id,category", "HubSpot engagement links"),
        ("Record ID,Call notes,Activity date,Call outcome,Associated Contact IDs", "HubSpot calls"),
        ("Id,ParentId,Title,Body,IsPrivate,OwnerId,CreatedDate", "Salesforce notes"),
        ("Id,RelatedToId,Subject,TextBody,HtmlBody,MessageDate,FromAddress,ToAddress,Incoming", "Salesforce emails"),
        ("Name,Given Name,Family Name,Group Membership,Email 1 - Value,Phone 1 - Value", "Google contacts"),
        ("First Name,Middle Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value", "Google contacts"),
        ("First Name,Last Name,Company,Business Street,E-mail Address,Mobile Phone", "Outlook contacts"),
        ("id,name,email,identifier,phone_number,ip_address", "Chatwoot contacts"),
        ("id,name,email,organization_id,ticket_restriction,suspended", "Zendesk users"),
        ("id,name,shared_tickets,shared_comments,created_at", "Zendesk organizations"),
        ("Name,Email,Phone", ""),
        ("Record Id,Contact Owner,First Name,Last Name,Account Name,Email", ""),
        ("id,first_name,last_name,account_id,contact_id,profile_id", ""),
    ] {
        assert_eq!(looks_like(line), what, "{line}");
    }
}

#[test]
fn every_target_of_the_table_can_be() {
    for known in KNOWN {
        for column in known.columns.split(", ").filter(|column| !column.is_empty()) {
            let (header, _) = column.split_once(" = ").unwrap_or_else(|| panic!("{}: {column}", known.what));
            assert!(known.target(header).is_some(), "{} {}: {column}", known.system, known.what);
            assert_eq!(plain(header), header, "{} {}", known.system, known.what);
        }
    }
}

#[test]
fn ids_of_one_program_meet() {
    let contacts = recognize(&headers("Id,AccountId,LastName,MailingCity")).expect("Salesforce contacts");
    let accounts = recognize(&headers("Id,Name,BillingCity,Industry")).expect("Salesforce accounts");
    assert_eq!(contacts.source_of_organizations(), accounts.source());
    assert_eq!(contacts.plain_id("0015500000Xyy06AAB"), "0015500000Xyy06");
    assert_eq!(contacts.plain_id("0015500000Xyy06"), "0015500000Xyy06");
    let users = recognize(&headers("id,name,email,organization_id,ticket_restriction")).expect("Zendesk users");
    let organizations = recognize(&headers("id,name,shared_tickets")).expect("Zendesk organizations");
    assert_eq!(users.source_of_organizations(), organizations.source());
    assert_ne!(users.source(), organizations.source(), "a person and an organization may have the same number");
}
