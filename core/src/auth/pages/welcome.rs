//! The first visit: an empty Tend becomes a company's book.

use axum::{Form, extract::State, http::StatusCode, response::Response};
use serde::Deserialize;

use super::{bare, let_in, views};
use crate::{
    app::App,
    auth::{
        Address, Caller, NewPassword,
        actions::{self, First, NewWorkspace},
        password,
    },
    error::{Error, Problem, Problems, Result},
    house::{self, LocationForm, NewLocation, read_name},
};

/// What is typed on the first visit; the password is never written back.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct WelcomeForm {
    pub company: String,
    pub your_name: String,
    pub address: String,
    pub password: String,
    #[serde(flatten)]
    pub place: LocationForm,
}

/// The form as it was read.
struct Read {
    company: String,
    place: NewLocation,
    name: String,
    address: Address,
    password: NewPassword,
}

impl WelcomeForm {
    fn checked(&self) -> Result<Read> {
        let mut problems = Problems::default();
        let company = problems.take("company", read_name(&self.company, "What is your company called?"));
        let place = self.place.read(&mut problems);
        let name = problems.take("your_name", read_name(&self.your_name, "What do your colleagues call you?"));
        let address = problems.take("address", self.address.parse::<Address>());
        let password = problems.take("password", NewPassword::for_address(&self.password, address.as_ref()));
        problems.none()?;
        match (company, place, name, address, password) {
            (Some(company), Some(place), Some(name), Some(address), Some(password)) => {
                Ok(Read { company, place, name, address, password })
            }
            _ => Err(Error::ours("a form without problems gave no company")),
        }
    }
}

pub(super) async fn show(State(app): State<App>, caller: Caller) -> Result<Response> {
    only_when_empty(&app).await?;
    let form = WelcomeForm { place: LocationForm::usual(), ..WelcomeForm::default() };
    Ok(page(&app, &caller, StatusCode::OK, &form, &[]))
}

pub(super) async fn send(State(app): State<App>, caller: Caller, Form(form): Form<WelcomeForm>) -> Result<Response> {
    only_when_empty(&app).await?;
    match form.checked() {
        Ok(read) => begin(&app, caller, read).await,
        Err(Error::Invalid(problems)) => Ok(page(&app, &caller, StatusCode::UNPROCESSABLE_ENTITY, &form, &problems)),
        Err(other) => Err(other),
    }
}

async fn begin(app: &App, caller: Caller, read: Read) -> Result<Response> {
    let password_hash = password::hash(read.password).await?;
    let new = NewWorkspace {
        name: read.company,
        place: read.place,
        admin_name: read.name,
        admin_address: read.address,
        admin_password_hash: Some(password_hash),
    };
    let created = actions::create_workspace(app, First::Must, new).await?;
    let secret = actions::begin(app, &created, caller).await?;
    Ok(let_in(app, &secret, true, "/"))
}

async fn only_when_empty(app: &App) -> Result<()> {
    if app.read(house::store::is_empty).await? { Ok(()) } else { Err(Error::NotFound) }
}

fn page(app: &App, caller: &Caller, status: StatusCode, form: &WelcomeForm, problems: &[Problem]) -> Response {
    bare(app, &caller.headers, status, "Welcome", views::welcome(form, problems))
}
