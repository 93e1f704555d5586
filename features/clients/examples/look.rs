//! A small company to look at while the pages are built.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool for whoever builds the pages")]

use jiff::tz::TimeZone;
use tend_clients::{ClientKind, Consent, ContactKind, MomentKind, NewClient, NewContactPoint, NewDate, NewMoment, Purpose, actions};
use tend_core::{App, Actor, Clock, Feature, Role, auth::session::Secret, db::{Db, DbOptions, DatabaseUrl}, id::*, migrations, settings::Settings, time::DAY, web};

static FEATURES: &[&Feature] = &[&tend_clients::FEATURE];

#[tokio::main]
async fn main() {
    let dir = std::env::args().nth(1).unwrap();
    let _ = std::fs::remove_file(format!("{dir}/look.db"));
    let db = Db::open(&DatabaseUrl::Sqlite(format!("{dir}/look.db").into()), DbOptions::default()).await.unwrap();
    db.migrate(migrations::ALL).await.unwrap();
    let settings = Settings { base_url: "http://127.0.0.1:7199".into(), development: true, behind_proxy: false };
    let app = App::new(db, Clock::system(), FEATURES, settings);
    let (ws, loc, loc2, noor, tomas): (WorkspaceId, LocationId, LocationId, MemberId, MemberId) =
        (tend_core::id::fresh(), tend_core::id::fresh(), tend_core::id::fresh(), tend_core::id::fresh(), tend_core::id::fresh());
    let zone = TimeZone::get("Europe/Amsterdam").unwrap();
    let house = Actor::house(ws, zone.clone());
    let actor = Actor { workspace: ws, member: Some(noor), role: Role::Admin, name: "Noor Haddad".into(), location: Some(loc), zone: zone.clone() };
    let secrets = [(noor, Secret::new()), (tomas, Secret::new())];
    let hashes: Vec<(MemberId, String)> = secrets.iter().map(|(m, s)| (*m, s.hash())).collect();
    app.db.write(move |db| -> tend_core::Result<()> {
        let empty = serde_json::json!({});
        db.exec("INSERT INTO workspaces (workspace_id, name, language, next_entry, promise_grace, created_at, version) VALUES ($1, 'Linden Cycles', 'en', 1, 86400000000, 0, 1)", &[&ws])?;
        for (id, name) in [(loc, "Market Street"), (loc2, "Canal Yard")] {
            db.exec("INSERT INTO locations (workspace_id, id, name, name_folded, zone, hours, holidays, version) VALUES ($1, $2, $3, $4, 'Europe/Amsterdam', $5, $5, 1)", &[&ws, &id, &name, &tend_core::fold::fold(name), &empty])?;
        }
        for (id, name, mail) in [(noor, "Noor Haddad", "noor@linden.example"), (tomas, "Tomás Ribeiro", "tomas@linden.example")] {
            let user: UserId = tend_core::id::fresh();
            db.exec("INSERT INTO users (id, email, email_folded, created_at, version) VALUES ($1, $2, $2, 0, 1)", &[&user, &mail])?;
            db.exec("INSERT INTO members (workspace_id, id, user_id, name, name_folded, email_folded, role, location_id, settings, joined_at, version) VALUES ($1, $2, $3, $4, $5, $6, 'admin', $7, $8, 0, 1)",
                &[&ws, &id, &user, &name, &tend_core::fold::fold(name), &mail, &loc, &empty])?;
            let hash = &hashes.iter().find(|(m, _)| *m == id).unwrap().1;
            db.exec("INSERT INTO sessions (token_hash, user_id, workspace_id, member_id, created_at, seen_at, expires_at, stays, device) VALUES ($1, $2, $3, $4, 0, 0, 9000000000000000, TRUE, '')", &[hash, &user, &ws, &id])?;
        }
        Ok(())
    }).await.unwrap();
    let _ = house;
    if std::env::args().nth(2).is_none() {
        plant(&app, &actor, noor, tomas, loc, loc2).await;
    }
    for (m, s) in &secrets { println!("{m} tend={}", s.0); }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:7199").await.unwrap();
    axum::serve(listener, web::router(app)).await.unwrap();
}

async fn plant(app: &App, actor: &Actor, noor: MemberId, tomas: MemberId, loc: LocationId, loc2: LocationId) {
    let clinic = app.write(actor, move |tx| {
        let consent = |purpose, allowed| Consent { purpose, allowed, since: "2021-03-01".parse().ok(), source: "Said so on the phone".into() };
        let mut new = NewClient::new(ClientKind::Organization, "Harbour Clinic", noor, loc);
        new.about = "Home-care nurses on 14 e-bikes".into();
        new.since = "2021-03-01".parse().ok();
        new.cadence_days = Some(21);
        new.last_contact_at = Some(tx.now.plus(-40 * DAY));
        new.tags = vec!["Fleet".into(), "Care".into()];
        new.dates = vec![NewDate { label: "Opened".into(), month: 5, day: 2, year: Some(1998) }];
        let mut mail = NewContactPoint::new(ContactKind::Email, "jonas@harbourclinic.example");
        mail.consents = vec![consent(Purpose::Reach, true), consent(Purpose::Newsletter, false)];
        let mut phone = NewContactPoint::new(ContactKind::Phone, "+31 20 555 0112");
        phone.consents = vec![consent(Purpose::Answer, true)];
        phone.label = "reception".into();
        new.contact_points = vec![mail, phone, NewContactPoint::new(ContactKind::Postal, "Quay Hill 3, 1013 Amsterdam")];
        new.fields.insert("Customer no.".into(), "K-1044".into());
        let id = actions::create(tx, &new)?;
        for (name, title, about) in [("Amara Okafor", "Director", "Decides. Prefers a call before nine"), ("Jonas Weber", "Facilities", "Prepares the numbers"), ("Lotte Brandt", "Nurse", "Rides bike 9")] {
            let mut person = NewClient::new(ClientKind::Person, name, noor, loc);
            person.about = about.into();
            person.affiliations = vec![(id, title.into())];
            actions::create(tx, &person)?;
        }
        Ok(id)
    }).await.unwrap();
    app.write(actor, move |tx| {
        for (kind, days, text) in [
            (MomentKind::Visit, 21, "Jonas asked what a wet winter does to pads. Wen showed him two sets side by side."),
            (MomentKind::Visit, 15, "Autumn check for 11 bikes. New pads on 6, chains on 4, lights on 2. Collected in two rounds so nobody walked."),
            (MomentKind::Call, 1, "Jonas: “Lotte braked on Quay Hill in the rain and very little happened. She is fine but shaken. Can somebody look at it before her evening round?”"),
            (MomentKind::Visit, 1, "Brought a spare bike to the clinic. Lotte kept her evening round."),
            (MomentKind::Note, 0, "Looked at bike 9. Pads are glazed, disc is fine."),
        ] {
            let at = tx.now.plus(-days * DAY);
            actions::note(tx, clinic, &NewMoment { kind, text: text.into(), happened_at: Some(at), contact: false })?;
        }
        for n in 0..60 {
            let at = tx.now.plus(-(30 + n * 20) * DAY);
            actions::note(tx, clinic, &NewMoment { kind: MomentKind::Note, text: format!("Moment {n}"), happened_at: Some(at), contact: false })?;
        }
        Ok(())
    }).await.unwrap();
    app.write(actor, move |tx| {
        let names = [("Marta Kovács", "Touring bike"), ("Sunita Rao", "City e-bike"), ("Theo & Anaïs Laurent", "Cargo bike or trailer"), ("Eun-ji Park", "Road bike"), ("Bram de Wit", "Folding bike"), ("Paulo Azevedo", "Gravel bike"), ("نور حداد", "دراجة للمدينة"), ("Dr. Ines Falk", "Town bike with a chain case"), ("Zoë Ångström", "Tandem")];
        for (n, (name, about)) in names.into_iter().enumerate() {
            let n = n as i64;
            let mut new = NewClient::new(ClientKind::Person, name, if n % 4 == 3 { tomas } else { noor }, if n % 2 == 0 { loc } else { loc2 });
            new.about = about.into();
            new.cadence_days = Some(21);
            new.last_contact_at = (n != 7).then(|| tx.now.plus(-n * 7 * DAY));
            new.since = "2024-03-01".parse().ok();
            if n == 4 { let d = tx.now.day_in(&tx.actor.zone).0; new.dates = vec![NewDate { label: String::new(), month: d.month().into(), day: d.day().into(), year: Some(1956) }]; }
            actions::create(tx, &new)?;
        }
        for n in 0..90 {
            let kind = if n % 3 == 0 { ClientKind::Organization } else { ClientKind::Person };
            let mut new = NewClient::new(kind, format!("Client number {n}"), if n % 3 == 0 { tomas } else { noor }, if n % 2 == 0 { loc } else { loc2 });
            new.about = "Town bike".into();
            new.cadence_days = (n % 2 == 0).then_some(30);
            new.last_contact_at = Some(tx.now.plus(-n * DAY));
            actions::create(tx, &new)?;
        }
        Ok(())
    }).await.unwrap();
    println!("clinic {clinic}");
}
