//! What headers mean, in the languages and systems that lists of clients come from.
//!
//! Words are compared without accents, signs, blanks and capitals. A word may be led by what it
//! belongs to (`Account: Phone`, `property_firstname`, `Rechnungsadresse Ort`) and by which of
//! several it is (`Business Phone`, `E-mail 2 - Value`, `Telefon privat`).

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::values::fold;
use super::target::Target;

/// Targets in their text form and the headers that mean them.
const WORDS: &[(&str, &str)] = &[
    (
        "name",
        "name fullname naam volledigenaam klantnaam kundenname nom nomcomplet nombre nombrecompleto nome nomecompleto nomecognome displayname clientname customername customer client kunde klant cliente naziv imie namn navn nimi contactnaam guestname gastname guest gast leadname personname relatienaam nomdelapersonne sitename",
    ),
    (
        "given name",
        "givenname firstname first vorname voornaam roepnaam prenom nombredepila primernombre nomeproprio primeironome fornamn fornavn etunimi imie2 forename christianname fname voornamen",
    ),
    (
        "family name",
        "familyname lastname last surname nachname familienname achternaam apellido apellidos nomdefamille nomfamille cognome sobrenome apelido ultimonome efternamn efternavn sukunimi nazwisko lname geslachtsnaam",
    ),
    (
        "middle name",
        "middlename middleinitial additionalname zweitername tussenvoegsel secondprenom segundonombre secondonome middle mi",
    ),
    (
        "prefix",
        "prefix nameprefix salutation titleofcourtesy courtesytitle anrede aanhef civilite tratamiento trattamento tratamento honorific personaltitle",
    ),
    (
        "organization",
        "organization organisation organizationname organisationname company companyname companyororganization business businessname firma firmenname unternehmen bedrijf bedrijfsnaam organisatie entreprise societe raisonsociale nomentreprise empresa compania nombreempresa razonsocial azienda ragionesociale societa nomeempresa razaosocial foretag virksomhed yritys account accountname employer arbeitgeber werkgever currentcompany org associatedcompany practice institution",
    ),
    (
        "contact person",
        "contactname contactperson contactpersoon ansprechpartner kontaktperson personnecontact interlocuteur personadecontacto personadicontatto referente pessoadecontato primarycontact maincontact keycontact",
    ),
    (
        "title",
        "title jobtitle job position role jobrole contacttitle function funktion functie beruf beroep stellung fonction poste titredeposte cargo puesto titolo qualifica ruolo profissao organizationtitle organizationjobtitle occupation titel berufsbezeichnung",
    ),
    (
        "kind",
        "clienttype customertype contacttype kundenart kundentyp klanttype typeclient tipocliente personororganization persoonoforganisatie entitytype",
    ),
    (
        "email",
        "email emailaddress mail mailaddress emailadresse emailadres mailadresse mailadres courriel adressemail adresseemail adressecourriel correo correoelectronico direcciondecorreo correoe indirizzoemail indirizzomail postaelettronica enderecodeemail enderecoemail epost epostadress sahkoposti emailvalue emailid eaddress mailid useremail emailaddresses",
    ),
    (
        "phone",
        "phone phonenumber telephone telephonenumber tel telno telefon telefonnummer telefonnr telefoon telefoonnummer telefoonnr telnr tlf tlfnr phoneno numerodetelephone numtel telefono numerodetelefono numeroditelefono telefone numerodetelefone puhelin puhelinnumero phonevalue primaryphone mainphone contactnumber contactphone rufnummer fon phonenr gsm gsmnummer telefonszam phonenumbers",
    ),
    (
        "phone:mobile",
        "mobile mobilephone mobilenumber mobil mobiltelefon mobilnummer handy handynummer cell cellphone cellular mobiel mobielnummer mobieletelefoon portable telephoneportable movil telefonomovil celular cellulare telefonocellulare telemovel whatsapp whatsappnumber mobileno",
    ),
    (
        "phone:fax",
        "fax faxnumber faxnummer telefax telecopie telecopieur faxno",
    ),
    (
        "street",
        "street streetaddress address addressline1 address1 addressstreet postaladdress strasse strassehausnummer str anschrift adresse straat straatnaam adres straatenhuisnummer rue adressepostale calle direccion domicilio indirizzo endereco rua logradouro gata adress katuosoite streetname addressformatted addressline street1 line1 thoroughfare mailingaddress homeaddress",
    ),
    (
        "house number",
        "housenumber streetnumber hausnummer hausnr huisnummer huisnr numerorue numeroderue numerocivico civico housenr",
    ),
    (
        "street 2",
        "street2 addressline2 address2 adresszusatz adresszusatz1 adresse2 complementadresse complementdadresse complement direccion2 indirizzo2 complemento toevoeging addressextendedaddress extendedaddress apartment apt suite line2 unit building",
    ),
    (
        "city",
        "city town ort stadt wohnort plaats woonplaats stad ville commune ciudad localidad poblacion citta comune localita cidade kaupunki suburb addresscity locality miasto municipio postort townorcity citytown",
    ),
    (
        "region",
        "region state province county bundesland kanton provincie departement estado provincia regione comunidadautonoma stateprovince stateregion addressregion territory addressstate statecode canton",
    ),
    (
        "postal code",
        "postalcode postcode zip zipcode plz postleitzahl codepostal cp codigopostal cap cep codigopostale postnummer postnr postinumero addresspostalcode zippostalcode pincode zippostcode kodpocztowy psc",
    ),
    (
        "country",
        "country land pays pais paese nazione stato countryregion countryname addresscountry kraj maa nation staat countrycode",
    ),
    (
        "website",
        "website web webpage homepage url webseite webaddress siteweb siteinternet sitioweb paginaweb sito sitoweb paginadaweb websitevalue companywebsite internet www websiteurl companydomainname domain weburl blog",
    ),
    (
        "handle:linkedin",
        "linkedin linkedinurl linkedinprofile linkedinprofileurl linkedinbio",
    ),
    ("handle:instagram", "instagram instagramhandle insta"),
    ("handle:twitter", "twitter twitterhandle twitterusername xhandle"),
    ("handle:facebook", "facebook facebookurl facebookpage"),
    ("handle:skype", "skype skypeid skypename"),
    ("handle:telegram", "telegram telegramusername"),
    ("handle:github", "github githubusername"),
    (
        "owner",
        "owner accountowner contactowner leadowner companyowner recordowner ownername owneremail hubspotowner assignedto assignee accountmanager relationshipmanager salesrep salesperson salesagent betreuer kundenbetreuer verkaufer zustandig zustandiger verkoper accountmanagernaam beheerder commercial responsable vendedor responsavel venditore agente kamverantwortlich kam owneruserusername",
    ),
    (
        "location",
        "location homelocation branch store storename shop filiale standort winkel vestiging filiaal magasin agence boutique tienda sucursal negozio filialenname loja preferredstore homestore preferredlocation outlet",
    ),
    (
        "tags",
        "tags tag labels label categories keywords schlagworter schlagworte kategorien kategorie etiketten etiquettes etiquetas categorias etichette categorie gruppen groepen groupmembership taglist contacttags interests segments",
    ),
    (
        "note",
        "note notes comment comments remark remarks notiz notizen bemerkung bemerkungen anmerkung anmerkungen kommentar notitie notities opmerking opmerkingen remarque remarques commentaire commentaires nota notas observaciones comentarios commento commenti osservazioni observacoes comentario aantekeningen aantekening memo wens wunsch contactnotes internalnotes freitext",
    ),
    (
        "last contact",
        "lastcontact lastcontacted lastcontactdate lastspoke lastactivity lastactivitydate lastvisit lastvisitdate lastseen letzterkontakt letzterbesuch laatstecontact laatstebezoek dernierecontact derniercontact dernierevisite ultimocontacto ultimavisita ultimocontatto lastcalldate lastcontactedon lastinteraction datederniercontact lastmeeting lastorder lastpurchase letztebestellung laatstebestelling",
    ),
    (
        "date:Birthday",
        "birthday birthdate dateofbirth dob birth geburtstag geburtsdatum verjaardag geboortedatum datedenaissance naissance anniversaire fechadenacimiento cumpleanos datadinascita compleanno datadenascimento aniversario fodelsedatum fodselsdag fodselsdato syntymaaika bday",
    ),
    (
        "date:Anniversary",
        "anniversary weddinganniversary jahrestag hochzeitstag trouwdatum",
    ),
    (
        "since",
        "since clientsince customersince membersince createddate createdate createdat created creationdate dateadded datecreated addedon signupdate registrationdate registered kundeseit klantsinds erstelltam angelegtam angelegt erstellt aangemaaktop aangemaakt clientdepuis datedecreation clientedesde fechadealta fechadecreacion clientedal datacreazione datadecriacao joindate joined dateofcreation",
    ),
    (
        "consent:newsletter",
        "newsletter nieuwsbrief newslettersubscription subscribed emailoptin optin mailingconsent marketingconsent marketingoptin acceptsmarketing emailconsent consent einwilligung werbeeinwilligung newsletteranmeldung toestemming mailing abonnenewsletter boletin suscrito iscritto acceptsemailmarketing emailmarketingconsent gdprconsent mailopt",
    ),
    (
        "no consent:newsletter",
        "hasoptedoutofemail optout emailoptout optedout unsubscribed unsubscribedfromallemail donotemail donotmail keinewerbung werbesperre geennieuwsbrief optedoutofemail nomail emailopted",
    ),
    (
        "no consent:phone",
        "donotcall donotcontact nichtanrufen nietbellen hasoptedoutofphone phoneoptout",
    ),
    ("no consent:fax", "hasoptedoutoffax donotfax"),
    (
        "external id",
        "id externalid contactid customerid clientid accountid personid recordid leadid userid organizationid companyid kundennummer kundennr kundenid klantnummer klantnr klantid numeroclient numclient idclient idcliente numerocliente codigocliente codicecliente numcliente customernumber customerno clientnumber clientno accountnumber membernumber memberid membershipnumber mitgliedsnummer lidnummer debitor debitornummer debitorennummer debiteurnummer relatienummer recid vid hsobjectid guestid uniqueid respondentid customercode suppliernumber supplierid identifier",
    ),
    (
        "leave out",
        "score leadscore hubspotscore rating customerscore clv ltv grade systemmodstamp photourl photo photopath picture pictureurl avatar avatarurl imageurl profilepicture password passwordhash latitude longitude geocodeaccuracy authenticitytoken ipaddress etag lastmodifieddate lastmodifiedbyid lastreferenceddate lastvieweddate createdbyid updatedat modifiedat modified lastmodified updated isdeleted deleted masterrecordid emailbounceddate emailbouncedreason jigsaw jigsawcontactid jigsawcompanyid ssn socialsecuritynumber socsecid",
    ),
];

/// What a column belongs to when it stands in front of the word: taken off before the word is looked up again.
const LEADING: &[&str] = &[
    "property",
    "properties",
    "contact",
    "kontakt",
    "person",
    "customer",
    "kunden",
    "kunde",
    "klant",
    "client",
    "cliente",
    "lead",
    "primary",
    "main",
    "hs",
    "user",
    "haupt",
    "guest",
    "gast",
    "patient",
    "member",
    "the",
    "your",
    "my",
    "name",
    "home",
    "personal",
    "contacts",
    "billto",
    "custom",
];

/// Words for an organization in front of phone, mail and website.
const OF_ORGANIZATION: &[&str] = &[
    "account",
    "company",
    "organization",
    "organisation",
    "business",
    "firma",
    "firmen",
    "firm",
    "bedrijf",
    "empresa",
    "azienda",
];

/// Which of several, and the label it gets.
const WHICH: &[(&str, &str)] = &[
    ("work", "work"),
    ("business", "work"),
    ("office", "work"),
    ("geschaftlich", "work"),
    ("dienstlich", "work"),
    ("zakelijk", "work"),
    ("werk", "work"),
    ("travail", "work"),
    ("professionnel", "work"),
    ("trabajo", "work"),
    ("lavoro", "work"),
    ("home", "home"),
    ("private", "home"),
    ("privat", "home"),
    ("prive", "home"),
    ("thuis", "home"),
    ("casa", "home"),
    ("domicile", "home"),
    ("personal", "home"),
    ("mobile", "mobile"),
    ("mobil", "mobile"),
    ("cell", "mobile"),
    ("mobiel", "mobile"),
    ("movil", "mobile"),
    ("portable", "mobile"),
    ("fax", "fax"),
    ("billing", "billing"),
    ("rechnungs", "billing"),
    ("rechnung", "billing"),
    ("factuur", "billing"),
    ("facturation", "billing"),
    ("shipping", "shipping"),
    ("delivery", "shipping"),
    ("liefer", "shipping"),
    ("lieferung", "shipping"),
    ("livraison", "shipping"),
    ("other", "other"),
    ("andere", "other"),
    ("weitere", "other"),
    ("secondary", "other"),
    ("alternate", "other"),
    ("alternative", "other"),
    ("mailing", ""),
    ("postal", ""),
    ("assistant", "assistant"),
    ("assistants", "assistant"),
    ("pager", "pager"),
];

static BY_WORD: LazyLock<HashMap<&'static str, Target>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (target, list) in WORDS {
        let target: Target = target.parse().expect("the lexicon names known targets");
        for word in list.split(' ') {
            words.entry(word).or_insert_with(|| target.clone());
        }
    }
    words
});

/// What a header says about its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Where the column goes by its header.
    pub target: Target,
    /// True when the whole header was known; false when a part of it had to be left aside.
    pub whole: bool,
}

/// The words of a header: accents off, lower case, `camelCase` and signs apart.
#[must_use]
pub fn words(header: &str) -> Vec<String> {
    let mut apart = String::with_capacity(header.len() + 8);
    let mut before_small = false;
    for letter in header.chars() {
        if letter.is_uppercase() && before_small {
            apart.push(' ');
        }
        before_small = letter.is_lowercase() || letter.is_numeric();
        apart.push(if letter == '_' { ' ' } else { letter });
    }
    fold(&apart)
        .split(' ')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// What a header means, if anything is known about it.
#[must_use]
pub fn meaning(header: &str) -> Option<Meaning> {
    let header = header
        .split(['(', '['])
        .next()
        .filter(|head| !head.trim().is_empty())
        .unwrap_or(header);
    let all = words(header);
    let mut rest: Vec<&str> = all.iter().map(String::as_str).collect();
    // Salesforce ends its custom fields in "__c"; a count behind the word tells repeated columns apart.
    if rest.len() > 1 && rest.last() == Some(&"c") {
        rest.pop();
    }
    if let Some(target) = look_up(&rest) {
        return Some(Meaning { target, whole: true });
    }
    if let Some(target) = of_organization(&rest) {
        return Some(Meaning { target, whole: true });
    }
    if let Some(target) = which(&rest) {
        return Some(Meaning { target, whole: true });
    }
    let numbered: Vec<&str> = rest
        .iter()
        .copied()
        .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    if numbered.len() < rest.len()
        && let Some(target) = look_up(&numbered).or_else(|| which(&numbered))
    {
        return Some(Meaning { target, whole: true });
    }
    while rest.len() > 1 && LEADING.contains(&rest[0]) {
        rest.remove(0);
        if let Some(target) = look_up(&rest).or_else(|| which(&rest)) {
            return Some(Meaning { target, whole: true });
        }
    }
    let last_two = rest.get(rest.len().saturating_sub(2)..).filter(|_| rest.len() > 2);
    let partly = last_two.and_then(look_up).or_else(|| {
        (rest.len() > 1)
            .then(|| rest.last().and_then(|last| look_up(&[last])))
            .flatten()
    });
    partly
        .filter(is_worth_a_guess)
        .map(|target| Meaning { target, whole: false })
}

/// A part of a header is believed only for what its values can confirm.
fn is_worth_a_guess(target: &Target) -> bool {
    use super::target::Expected;
    matches!(target.expected(), Expected::Mail | Expected::Phone | Expected::Date) && !matches!(target, Target::Since)
}

fn look_up(words: &[&str]) -> Option<Target> {
    match words {
        [] => None,
        [word] => BY_WORD.get(word).cloned(),
        _ => BY_WORD.get(words.concat().as_str()).cloned(),
    }
}

/// `Account: Phone`, `company_website`, `Firma Telefon`.
fn of_organization(words: &[&str]) -> Option<Target> {
    let (first, rest) = words.split_first()?;
    if !OF_ORGANIZATION.contains(first) || rest.is_empty() {
        return None;
    }
    let rest: Vec<&str> = rest.iter().copied().skip_while(|word| *word == *first).collect();
    match look_up(&rest).or_else(|| which(&rest)) {
        None if rest.is_empty() => Some(Target::Organization),
        Some(Target::Name) => Some(Target::Organization),
        Some(Target::Phone(label)) if *first != "business" => Some(if &*label == "fax" {
            Target::Phone(label)
        } else {
            Target::OrganizationPhone
        }),
        Some(Target::Email(_)) if *first != "business" => Some(Target::OrganizationEmail),
        Some(Target::Website) => Some(Target::OrganizationWebsite),
        Some(Target::Address(part, label)) => Some(Target::Address(
            part,
            if label.is_empty() { "work".into() } else { label },
        )),
        _ => None,
    }
}

/// `Business Phone 2`, `Telefon privat`, `BillingCity`, `mailing_postal_code`.
fn which(words: &[&str]) -> Option<Target> {
    let place = words
        .iter()
        .position(|word| WHICH.iter().any(|(known, _)| known == word))?;
    let (_, label) = WHICH.iter().find(|(known, _)| *known == words[place])?;
    let rest: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != place)
        .map(|(_, word)| *word)
        .collect();
    labelled(&rest, label)
        .or_else(|| {
            let plain: Vec<&str> = rest
                .iter()
                .copied()
                .filter(|word| !word.bytes().all(|byte| byte.is_ascii_digit()))
                .collect();
            if plain.len() < rest.len() {
                labelled(&plain, label)
            } else {
                None
            }
        })
        .or_else(|| which(&rest).and_then(|target| relabel(target, label)))
}

fn labelled(words: &[&str], label: &str) -> Option<Target> {
    relabel(look_up(words)?, label)
}

fn relabel(target: Target, label: &str) -> Option<Target> {
    match target {
        Target::Email(_) => Some(Target::Email(label.into())),
        Target::Phone(old) => Some(Target::Phone(if old.is_empty() { label.into() } else { old })),
        Target::Address(part, _) => Some(Target::Address(part, label.into())),
        Target::Website => Some(Target::Website),
        _ => None,
    }
}

/// `BILLINGSTREET`: headers in capitals without any sign between their words.
#[must_use]
pub fn run_together(header: &str) -> Option<Meaning> {
    let plain = fold(header).replace(' ', "");
    for lead in [
        "billing", "shipping", "mailing", "other", "home", "work", "business", "property", "contact", "owner",
    ] {
        if let Some(rest) = plain.strip_prefix(lead).filter(|rest| !rest.is_empty()) {
            let found = which(&[lead, rest]).or_else(|| {
                if lead == "property" || lead == "contact" {
                    look_up(&[rest])
                } else {
                    None
                }
            });
            if let Some(target) = found {
                return Some(Meaning { target, whole: true });
            }
        }
    }
    None
}
