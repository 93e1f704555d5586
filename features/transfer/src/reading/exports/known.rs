//! The table of exports that are known. Headers are plain and run together, as `plain` makes them.

use super::{super::happening::Happens, Holds, Known};

const DEALS: &str = "these look like deals, not like clients";

/// What columns say in every list of what happened of a program.
pub(super) const ALSO: &[(&str, &str)] = &[
    (
        "Salesforce",
        "id = entry id, whoid = entry person, accountid = entry organization, whatid = entry anybody, subject = entry \
         title, title = entry title, description = entry text, createddate = entry written, ownername = entry by:1, \
         owneremail = entry by:1, assignedtoname = entry by:2, assigned = entry by:2, ownerid = entry by:3, isdeleted = \
         entry deleted",
    ),
    (
        "HubSpot",
        "engagementid = entry id, recordid = entry id, noteid = entry id, hsobjectid = entry id, contactid = entry \
         person, associatedcontactids = entry person, companyid = entry organization, associatedcompanyids = entry \
         organization, hstimestamp = entry time:3, activitydate = entry time:3, hscreatedate = entry written, \
         createdate = entry written, activityassignedto = entry by:1, assignedto = entry by:1, hubspotownerid = entry \
         by:2, type = entry kind:1, fivetrandeleted = entry deleted, isdeleted = entry deleted, archived = entry deleted",
    ),
];

/// All of them.
pub(super) const KNOWN: &[Known] = &[
    Known {
        system: "Salesforce",
        what: "contacts",
        holds: Holds::Persons,
        must: "lastname / accountid mailingstreet mailingcity mailingpostalcode / mailingstreet mailingcity \
               mailingpostalcode reportstoid leadsource hasoptedoutofemail systemmodstamp",
        usual: "id firstname salutation title mobilephone ownerid createddate mailingcity mailingpostalcode \
               leadsource systemmodstamp department",
        columns: "accountid = organization id, description = note, createddate = since, hasoptedoutofemail = no \
                  consent:newsletter, assistantname = custom, department = custom, leadsource = custom, reportstoid \
                  = custom, ownerid = custom",
    },
    Known {
        system: "Salesforce",
        what: "accounts",
        holds: Holds::Organizations,
        must: "name / billingstreet billingcity / industry ownership tickersymbol parentid accountsource \
               annualrevenue",
        usual: "id type billingpostalcode shippingcity phone fax website sic numberofemployees ownerid createddate \
               systemmodstamp site",
        columns: "description = note, createddate = since, name = name, parentid = custom, ownerid = custom, \
                  accountnumber = custom, type = custom, site = custom, sicdesc = custom",
    },
    Known {
        system: "Salesforce",
        what: "leads",
        holds: Holds::Persons,
        must: "lastname / company / isconverted convertedcontactid leadsource convertedaccountid",
        usual: "id firstname status email phone industry ownerid createddate convertedaccountid rating",
        columns: "description = note, createddate = since, company = organization, status = custom, leadsource = \
                  custom, ownerid = custom",
    },
    Known {
        system: "Salesforce",
        what: "tasks",
        holds: Holds::Entries(Happens::Task),
        must: "whoid whatid / subject / isclosed tasksubtype calltype calldurationinseconds status",
        usual: "id activitydate status priority description ownerid accountid createddate calldisposition isclosed",
        columns: "completeddatetime = entry time:1, activitydate = entry time:2, tasksubtype = entry kind:1, type = \
                  entry kind:2, calltype = entry call, calldisposition = entry detail:Outcome, calldurationinseconds \
                  = entry detail:Seconds, isclosed = entry closed, status = entry state",
    },
    Known {
        system: "Salesforce",
        what: "events",
        holds: Holds::Entries(Happens::Visit),
        must: "whoid whatid / subject / durationinminutes eventsubtype isalldayevent enddatetime startdatetime",
        usual: "id activitydatetime startdatetime enddatetime location description ownerid accountid showas",
        columns: "startdatetime = entry time:1, activitydatetime = entry time:2, activitydate = entry time:3, \
                  eventsubtype = entry kind:1, type = entry kind:2, location = entry detail:Where, durationinminutes \
                  = entry detail:Minutes",
    },
    Known {
        system: "Salesforce",
        what: "emails",
        holds: Holds::Entries(Happens::Mail),
        must: "textbody htmlbody / messagedate / fromaddress toaddress",
        usual: "id subject relatedtoid parentid incoming ccaddress status createddate",
        columns: "relatedtoid = entry anybody, textbody = entry text:1, htmlbody = entry text:2, messagedate = entry \
                  time, incoming = entry direction, fromaddress = entry detail:From, toaddress = entry detail:To",
    },
    Known {
        system: "Salesforce",
        what: "notes",
        holds: Holds::Entries(Happens::Note),
        must: "parentid / body / isprivate / title",
        usual: "id ownerid createddate lastmodifieddate createdbyid isdeleted",
        columns: "parentid = entry anybody, body = entry text, createddate = entry time",
    },
    Known {
        system: "Salesforce",
        what: "cases",
        holds: Holds::Problems,
        must: "casenumber / subject status",
        usual: "contactid accountid origin priority suppliedemail closeddate",
        columns: "contactid = entry person, createddate = entry time, closeddate = entry ended, isclosed = entry \
                  closed, status = entry state, priority = entry severity",
    },
    Known {
        system: "Salesforce",
        what: "case comments",
        holds: Holds::Comments,
        must: "parentid / commentbody",
        usual: "id createdbyid createddate ispublished isdeleted",
        columns: "parentid = entry problem, commentbody = entry text, createddate = entry time, ispublished = entry \
                  open, createdbyid = entry author, createdbyname = entry author",
    },
    Known {
        system: "Salesforce",
        what: "opportunities",
        holds: Holds::Elsewhere(DEALS),
        must: "stagename / closedate",
        usual: "amount probability accountid forecastcategory iswon isclosed name",
        columns: "",
    },
    Known {
        system: "HubSpot",
        what: "contacts",
        holds: Holds::Persons,
        must: "firstname / lastname / hsobjectid recordidcontact lifecyclestage associatedcompany \
               associatedcompanyids primaryassociatedcompanyid (hubspot)",
        usual: "email company createdate jobtitle phonenumber leadstatus lastmodifieddate createdat \
               hsmergedobjectids",
        columns: "recordid = external id, recordidcontact = external id, hsobjectid = external id, createdate = \
                  since, contactowner = owner, leadstatus = custom, lifecyclestage = custom, associatedcompanyids = \
                  organization id, associatedcompanyid = organization id, primaryassociatedcompanyid = organization \
                  id, associatedcompany = organization, company = organization, lastactivitydate = last contact, \
                  email1 = email:other, hsmergedobjectids = custom, annualrevenue = custom, createdat = custom, \
                  firstconversiondate = custom",
    },
    Known {
        system: "HubSpot",
        what: "companies",
        holds: Holds::Organizations,
        must: "name companyname / recordid recordidcompany hsobjectid lifecyclestage companyowner (hubspot) / \
               industry companydomainname domain annualrevenue",
        usual: "createdate city country phonenumber numberofemployees address description state",
        columns: "recordid = external id, recordidcompany = external id, hsobjectid = external id, name = name, \
                  companyname = name, createdate = since, companyowner = owner, companydomainname = website, domain \
                  = website, description = note, lifecyclestage = custom, lastactivitydate = last contact",
    },
    Known {
        system: "HubSpot",
        what: "engagement links",
        holds: Holds::Links,
        must: "engagementid / contactid companyid",
        usual: "engagementtype typeid category",
        columns: "",
    },
    Known {
        system: "HubSpot",
        what: "notes",
        holds: Holds::Entries(Happens::Note),
        must: "engagementid recordid noteid objectid hsobjectid / hsnotebody notebody",
        usual: "hstimestamp hscreatedate hubspotownerid activitydate associatedcontactids associatedcontact",
        columns: "hsnotebody = entry text, notebody = entry text",
    },
    Known {
        system: "HubSpot",
        what: "calls",
        holds: Holds::Entries(Happens::Call),
        must: "engagementid recordid hsobjectid / hscallbody callnotes callbody callduration calloutcome calltitle hscalltitle / hstimestamp activitydate calldate",
        usual: "hscreatedate hubspotownerid calldirection associatedcontactids calloutcome",
        columns: "hscalltitle = entry title, calltitle = entry title, hscallbody = entry text, callnotes = entry text, callbody = entry text, calldate = entry time, calloutcome = entry detail:Outcome, calldirection = entry direction, hscalldirection = entry direction",
    },
    Known {
        system: "HubSpot",
        what: "emails",
        holds: Holds::Entries(Happens::Mail),
        must: "engagementid recordid hsobjectid / hsemailsubject emailsubject",
        usual: "hsemailtext hstimestamp emailbody activitydate emaildirection associatedcontactids hscreatedate",
        columns: "hsemailsubject = entry title, emailsubject = entry title, hsemailtext = entry text:1, emailbody = entry text:1, hsemailhtml = entry text:2, emailsenddate = entry time, hsemaildirection = entry direction, emaildirection = entry direction, hsemailfromemail = entry detail:From, hsemailtoemail = entry detail:To",
    },
    Known {
        system: "HubSpot",
        what: "meetings",
        holds: Holds::Entries(Happens::Visit),
        must: "engagementid recordid hsobjectid / meetingoutcome hsmeetingtitle meetingname hsmeetingbody",
        usual: "starttime endtime title body externalurl meetingstarttime associatedcontactids hstimestamp",
        columns: "hsmeetingtitle = entry title, meetingname = entry title, title = entry title, hsmeetingbody = entry text, meetingdescription = entry text, body = entry text, hsmeetingstarttime = entry time:1, meetingstarttime = entry time:1, starttime = entry time:1, meetingoutcome = entry detail:Outcome, hsmeetingoutcome = entry detail:Outcome, meetinglocation = entry detail:Where, hsmeetinglocation = entry detail:Where",
    },
    Known {
        system: "HubSpot",
        what: "tasks",
        holds: Holds::Entries(Happens::Task),
        must: "engagementid recordid hsobjectid / tasktype hstasktype hstaskbody hstasksubject tasktitle taskstatus hstaskstatus",
        usual: "hstimestamp hscreatedate hubspotownerid duedate taskstatus associatedcontactids",
        columns: "hstasksubject = entry title, tasktitle = entry title, hstaskbody = entry text, tasknotes = entry text, notes = entry text, hstaskcompletiondate = entry time:1, completedat = entry time:1, duedate = entry time:2, hstaskstatus = entry state, taskstatus = entry state, hstasktype = entry kind:2, tasktype = entry kind:2",
    },
    Known {
        system: "HubSpot",
        what: "messages",
        holds: Holds::Entries(Happens::Mail),
        must: "engagementid recordid hsobjectid / hscommunicationbody communicationbody",
        usual: "hstimestamp hscommunicationchanneltype channeltype associatedcontactids",
        columns: "hscommunicationbody = entry text, communicationbody = entry text, hscommunicationchanneltype = entry detail:By, channeltype = entry detail:By",
    },
    Known {
        system: "HubSpot",
        what: "engagements",
        holds: Holds::Entries(Happens::Note),
        must: "engagementid / hstimestamp",
        usual: "",
        columns: "",
    },
    Known {
        system: "HubSpot",
        what: "tickets",
        holds: Holds::Problems,
        must: "hsticketpriority ticketname ticketid hspipelinestage / subject ticketstatus content ticketname",
        usual: "createdate pipeline ticketowner closeddate priority",
        columns: "ticketid = entry id, id = entry id, subject = entry title, ticketname = entry title, content = entry \
                  text, ticketdescription = entry text, createdate = entry time, closeddate = entry ended, closedate = \
                  entry ended, hspipelinestage = entry state, ticketstatus = entry state, hsticketpriority = entry \
                  severity, priority = entry severity, ticketowner = entry by:1, firstagentreplydate = entry answered",
    },
    Known {
        system: "HubSpot",
        what: "ticket links",
        holds: Holds::Links,
        must: "ticketid / contactid companyid / category typeid",
        usual: "category typeid",
        columns: "ticketid = entry id",
    },
    Known {
        system: "Google",
        what: "contacts",
        holds: Holds::Persons,
        must: "email1value phone1value / givenname firstname name / groupmembership labels",
        usual: "familyname lastname additionalname middlename birthday notes organization1name organizationname \
               email1type email1label address1formatted",
        columns: "name = name, organization1name = organization, organizationname = organization, organization1title \
                  = title, organizationtitle = title, organization1department = custom, organizationdepartment = \
                  custom, groupmembership = tags, labels = tags, namesuffix = custom, nameprefix = prefix, nickname \
                  = custom, notes = note, photo = leave out, email1type = leave out, email2type = leave out, \
                  email3type = leave out, email4type = leave out, email1label = leave out, email2label = leave out, \
                  email3label = leave out, email4label = leave out, phone1type = leave out, phone2type = leave out, \
                  phone3type = leave out, phone4type = leave out, phone1label = leave out, phone2label = leave out, \
                  phone3label = leave out, phone4label = leave out, address1type = leave out, address1label = leave \
                  out, address2type = leave out, address2label = leave out, website1type = leave out, website1label \
                  = leave out, organization1type = leave out, event1type = leave out, event1label = leave out, \
                  email1value = email, email2value = email, email3value = email, email4value = email, phone1value = \
                  phone, phone2value = phone, phone3value = phone, phone4value = phone, website1value = website, \
                  event1value = date:Anniversary, birthday = date:Birthday, address1formatted = custom, \
                  address1street = street, address1city = city, address1pobox = custom, address1region = region, \
                  address1postalcode = postal code, address1country = country, address1extendedaddress = street 2, \
                  address2formatted = custom, address2street = street:other, address2city = city:other, \
                  address2region = region:other, address2postalcode = postal code:other, address2country = \
                  country:other, relation1value = custom, relation1type = custom",
    },
    Known {
        system: "Outlook",
        what: "contacts",
        holds: Holds::Persons,
        must: "lastname / emailaddress email2address / businessstreet homestreet businessphone businessfax",
        usual: "firstname company jobtitle homephone mobilephone businesscity homecity assistantsname birthday \
               categories notes webpage",
        columns: "company = organization, jobtitle = title, department = custom, emailaddress = email, email2address \
                  = email:other, email3address = email:other, emaildisplayname = leave out, email2displayname = \
                  leave out, email3displayname = leave out, emailtype = leave out, email2type = leave out, \
                  email3type = leave out, notes = note, categories = tags, suffix = custom, title = prefix, initials \
                  = leave out, priority = leave out, private = leave out, sensitivity = leave out",
    },
    Known {
        system: "Chatwoot",
        what: "contacts",
        holds: Holds::Persons,
        must: "name / phonenumber / identifier ipaddress customattribute1",
        usual: "id email identifier ipaddress companyname customattribute1",
        columns: "id = external id, identifier = custom, ipaddress = leave out, companyname = organization, \
                  customattribute1 = custom, customattribute2 = custom",
    },
    Known {
        system: "Zendesk",
        what: "users",
        holds: Holds::Persons,
        must: "name / email / ticketrestriction restrictedagent onlyprivatecomments sharedagent",
        usual: "id role organizationid verified suspended locale timezone lastloginat",
        columns: "id = external id, organizationid = organization id, createdat = since, details = note, notes = \
                  note, role = custom, externalid = custom, lastloginat = leave out, timezone = custom, url = leave \
                  out, signature = leave out, alias = custom",
    },
    Known {
        system: "Zendesk",
        what: "organizations",
        holds: Holds::Organizations,
        must: "name / sharedtickets sharedcomments",
        usual: "id groupid details notes externalid createdat",
        columns: "id = external id, name = name, createdat = since, details = note, notes = note, externalid = \
                  custom, url = leave out",
    },
    Known {
        system: "Zendesk",
        what: "tickets",
        holds: Holds::Problems,
        must: "requesterid requester / subject / status",
        usual: "assigneeid submitterid priority brandid viachannel organizationid",
        columns: "id = entry id, requesterid = entry person, organizationid = entry organization, subject = entry \
                  title, description = entry text, status = entry state, priority = entry severity, createdat = entry \
                  time, solvedat = entry ended, assignee = entry by:1, assigneeid = entry by:2",
    },
    Known {
        system: "Zendesk",
        what: "ticket comments",
        holds: Holds::Comments,
        must: "ticketid / body",
        usual: "userid public created voicecomment",
        columns: "id = entry id, ticketid = entry problem, body = entry text, created = entry time, createdat = entry \
                  time, public = entry open, userid = entry author, authorid = entry author",
    },
];
