//! What a file is about: persons, organizations, both, or nothing that could be a client.

use super::kinds::Look;
use super::tally::Tally;
use super::target::{AddressPart, Target};
use super::{Column, Sureness};
use crate::reading::exports::plain;

/// What the rows of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// Each row is a person, or an organization where no person is named.
    Persons,
    /// Each row is an organization, perhaps with a person to speak with.
    Organizations,
    /// Each row's name decides.
    Mixed,
    /// What happened with clients: notes, calls, visits, mails, tasks.
    Entries,
    /// Which client a happening of another list belongs to.
    Links,
    /// What went wrong for clients, and what was said about it.
    Problems,
    /// No clients: what the rows are instead, in words.
    NoClients(String),
}

impl About {
    /// The word of a mapping file.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Persons => "persons",
            Self::Organizations => "organizations",
            Self::Mixed => "both",
            Self::Entries => "entries",
            Self::Links => "links",
            Self::Problems => "problems",
            Self::NoClients(_) => "nothing",
        }
    }
}

/// Words of headers, joined, that lists of something else have. A rule fits when one word of each group is there.
const ELSE: &[(&str, &[&[&str]])] = &[
    (
        "deals",
        &[&[
            "dealid",
            "opportunityid",
            "stagename",
            "dealstage",
            "dealname",
            "forecastcategory",
            "closevalue",
            "dealpipelineid",
            "mergeddealid",
        ]],
    ),
    ("deals", &[&["closedate"], &["amount", "probability"]]),
    ("order lines", &[&["orderdetailsid", "orderitemid", "unitprice", "invoiceno", "stockcode", "pricebookentryid"]]),
    ("order lines", &[&["quantity"], &["productid", "price", "product2id", "sku"]]),
    ("orders", &[&["orderid", "orderdate", "orderstatus", "ordernumber", "isreductionorder", "ordertotal"]]),
    ("payments", &[&["paymenttype", "paymentmethod"], &["paymentvalue", "paymentinstallments"]]),
    ("reviews", &[&["reviewid", "reviewscore"]]),
    (
        "products",
        &[&[
            "productid",
            "productcode",
            "productname",
            "listprice",
            "salesprice",
            "unitsinstock",
            "product",
            "menuitemid",
            "itemname",
            "productcategoryname",
            "dailybookingrate",
            "categoryname",
            "sku",
        ]],
    ),
    ("tickets", &[&["ticketid", "ticketformid", "hsticketpriority", "ticketstatus"]]),
    ("tickets", &[&["subject"], &["priority", "content"]]),
    (
        "calls, mails and meetings",
        &[&[
            "engagementid",
            "activitydate",
            "activitydatetime",
            "eventsubtype",
            "durationinminutes",
            "meetingoutcome",
            "callduration",
        ]],
    ),
    ("bookings", &[&["arrivaldateyear", "checkin", "checkindate"]]),
    (
        "settings",
        &[&[
            "pipelineid",
            "stageid",
            "displayorder",
            "slapolicyid",
            "formtype",
            "fieldtype",
            "subdomain",
            "standardoffset",
            "parentroleid",
            "developername",
            "processingtype",
            "scheduleid",
            "enduservisible",
            "hashelpcenter",
        ]],
    ),
    (
        "changes of other records",
        &[
            &["value", "newvalue"],
            &["fieldname", "propertyname", "name", "field"],
            &["timestamp", "updated", "timestampinstant", "changedat"],
        ],
    ),
    ("settings", &[&["starttime"], &["endtime"], &["timezone"]]),
    ("changes of other records", &[&["changedescription"]]),
];

/// Words that lists of colleagues have.
const COLLEAGUES: &[&str] =
    &["hiredate", "employeeid", "profileid", "userroleid", "activeuserid", "payrollnumber", "salary"];

/// Words that lists of organizations have.
const OF_ORGANIZATIONS: &[&str] = &[
    "industry",
    "sector",
    "employees",
    "numberofemployees",
    "numemp",
    "annualrevenue",
    "revenue",
    "tickersymbol",
    "sic",
    "vatnumber",
    "vatid",
    "ustid",
    "parentid",
    "parentaccount",
    "subsidiaryof",
    "yearestablished",
    "ownership",
    "accountnumber",
    "sharedtickets",
    "branche",
    "legalform",
    "rechtsform",
    "chamberofcommerce",
    "kvk",
    "kvknummer",
];

/// What the rows are, judged by where the columns go, by headers and by the names in the rows.
#[must_use]
pub fn about(columns: &[Column], tallies: &[Tally], rows: u64) -> About {
    let headers: Vec<String> = columns.iter().map(|column| plain(&column.name)).collect();
    let has = |word: &str| headers.iter().any(|header| header == word);
    let filled =
        |wanted: &dyn Fn(&Target) -> bool| columns.iter().any(|column| column.filled > 0 && wanted(&column.target));
    if rows == 0 {
        return About::Persons;
    }
    if !filled(&Target::makes_a_client) {
        return About::NoClients("no column holds a name, a mail address or a phone number".to_owned());
    }
    if weight(columns) < 3 {
        if let Some((what, _)) =
            ELSE.iter().find(|(_, groups)| groups.iter().all(|group| group.iter().any(|word| has(word))))
        {
            return About::NoClients(format!("these look like {what}, not like clients"));
        }
        let fullest = columns
            .iter()
            .filter(|column| column.target.makes_a_client())
            .map(|column| column.filled)
            .max()
            .unwrap_or(0);
        if fullest * 2 < rows {
            return About::NoClients("most rows hold no name".to_owned());
        }
        if let Some(what) = self_link(columns) {
            return About::NoClients(format!("these look like {what}, not like clients"));
        }
    }
    let of_organizations = OF_ORGANIZATIONS.iter().any(|word| has(word));
    if filled(&|target| matches!(target, Target::GivenName | Target::FamilyName)) {
        return About::Persons;
    }
    let name = columns.iter().position(|column| column.target == Target::Name && column.filled > 0);
    let organization = filled(&|target| *target == Target::Organization);
    match (name, organization) {
        (None, true) => About::Organizations,
        (Some(_), true) => About::Persons,
        (Some(at), false) => by_names(
            &tallies[at],
            of_organizations,
            filled(&|target| matches!(target, Target::Prefix | Target::ContactPerson)),
        ),
        (None, false) => About::Persons,
    }
}

/// True when the rows look like people who work in the house.
#[must_use]
pub fn looks_like_colleagues(columns: &[Column]) -> bool {
    columns.iter().any(|column| COLLEAGUES.contains(&plain(&column.name).as_str()))
}

/// How much speaks for clients: ways to reach them, names in parts, an address.
fn weight(columns: &[Column]) -> u32 {
    let any = |wanted: &dyn Fn(&Target) -> bool| {
        columns.iter().any(|column| column.filled > 0 && column.sureness > Sureness::Unsure && wanted(&column.target))
    };
    let mut weight = 0;
    weight += 2 * u32::from(any(&|target| matches!(target, Target::Email(_))));
    weight += u32::from(any(&|target| matches!(target, Target::Phone(_) | Target::OrganizationPhone)));
    weight += 2 * u32::from(any(&|target| matches!(target, Target::GivenName | Target::FamilyName)));
    weight += u32::from(any(&|target| matches!(target, Target::Organization)));
    weight += u32::from(any(&|target| matches!(target, Target::ContactPerson | Target::ImportantDate(_))));
    weight +=
        u32::from(any(&|target| matches!(target, Target::Address(AddressPart::Street | AddressPart::PostalCode, _))));
    weight
}

/// Lists of persons have hardly a name with a word that organizations carry; lists of organizations have many.
fn by_names(names: &Tally, of_organizations: bool, of_persons: bool) -> About {
    let organizations = names.share(&[Look::Organization]);
    let odd = names.share(&[Look::Text, Look::Country]);
    if of_persons {
        return About::Persons;
    }
    if of_organizations || (organizations >= 0.15 && organizations + odd * 0.5 >= 0.5) {
        return About::Organizations;
    }
    if organizations >= 0.03 { About::Mixed } else { About::Persons }
}

/// An address of the record itself in another system names what it is: `…/api/v2/groups/360.json`.
fn self_link(columns: &[Column]) -> Option<&'static str> {
    const KINDS: &[(&str, &str)] = &[
        ("/groups/", "groups"),
        ("/tickets/", "tickets"),
        ("/brands/", "brands"),
        ("/ticket_forms/", "forms"),
        ("/macros/", "settings"),
    ];
    let links = columns.iter().flat_map(|column| &column.examples).filter(|value| value.contains("/api/"));
    links.flat_map(|link| KINDS.iter().filter(move |(part, _)| link.contains(part))).map(|(_, what)| *what).next()
}
