//! The words themselves.

/// Targets in their text form and the headers that mean them.
pub(super) const WORDS: &[(&str, &str)] = &[
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
        "rhythm",
        "rhythm cadence contactrhythm contactcadence contactfrequency visitfrequency callfrequency followupfrequency howoften rhythmdays rhythmweeks rhythmmonths rhythmindays rhythminweeks rhythminmonths cadencedays cadenceweeks cadencemonths cadenceindays cadenceinweeks cadenceinmonths everyndays everynweeks everynmonths everydays everyweeks everymonths rhythmus kontaktrhythmus besuchsrhythmus kontaktfrequenz besuchsfrequenz turnus kontaktturnus besuchsturnus ritme contactritme contactfrequentie bezoekfrequentie rythme frequencedecontact",
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
    ("phone:fax", "fax faxnumber faxnummer telefax telecopie telecopieur faxno"),
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
    ("handle:linkedin", "linkedin linkedinurl linkedinprofile linkedinprofileurl linkedinbio"),
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
        "note notes comment comments remark remarks notiz notizen bemerkung bemerkungen anmerkung anmerkungen kommentar notitie notities opmerking opmerkingen remarque remarques commentaire commentaires nota notas observaciones comentarios commento commenti osservazioni observacoes comentario aantekeningen aantekening memo contactnotes internalnotes freitext",
    ),
    (
        "goal",
        "goal goals wantsto wants whattheywant wish wishes wens wensen wunsch wunsche wuensche objective objectives ziel ziele doel doelen objectif objectifs objetivo objetivos obiettivo obiettivi",
    ),
    (
        "last contact",
        "lastcontact lastcontacted lastcontactdate lastspoke lastactivity lastactivitydate lastvisit lastvisitdate lastseen letzterkontakt letzterbesuch laatstecontact laatstebezoek dernierecontact derniercontact dernierevisite ultimocontacto ultimavisita ultimocontatto lastcalldate lastcontactedon lastinteraction datederniercontact lastmeeting lastorder lastpurchase letztebestellung laatstebestelling",
    ),
    (
        "date:Birthday",
        "birthday birthdate dateofbirth dob birth geburtstag geburtsdatum verjaardag geboortedatum datedenaissance naissance anniversaire fechadenacimiento cumpleanos datadinascita compleanno datadenascimento aniversario fodelsedatum fodselsdag fodselsdato syntymaaika bday",
    ),
    ("date:Anniversary", "anniversary weddinganniversary jahrestag hochzeitstag trouwdatum"),
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
    ("no consent:phone", "donotcall donotcontact nichtanrufen nietbellen hasoptedoutofphone phoneoptout"),
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
pub(super) const LEADING: &[&str] = &[
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
pub(super) const OF_ORGANIZATION: &[&str] = &[
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
pub(super) const WHICH: &[(&str, &str)] = &[
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
