//! How a workspace comes to be: on the first visit, by the command line, for the demo.

use crate::{
    actor::{Actor, Role},
    app::{App, Tx},
    auth::{
        Address,
        members::{self, NewMember},
        store,
    },
    error::{Error, Result},
    house::{self, NewLocation},
    id::{LocationId, MemberId, UserId, WorkspaceId},
};

/// A company that begins to use Tend.
#[derive(Clone, Debug)]
pub struct NewWorkspace {
    /// Its name.
    pub name: String,
    /// Its first location.
    pub place: NewLocation,
    /// The name of its first admin.
    pub admin_name: String,
    /// How they sign in.
    pub admin_address: Address,
    /// What is kept of their password (`password::hash`); without one they come by a link.
    pub admin_password_hash: Option<String>,
}

/// What was made for it.
#[derive(Clone, Debug)]
pub struct Created {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Its first location.
    pub location: LocationId,
    /// Its first admin.
    pub member: MemberId,
    /// The person behind them.
    pub user: UserId,
    /// As which they act from now on.
    pub actor: Actor,
}

/// Is it the first visit of this Tend, or may there be workspaces already?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// Only an empty Tend takes it; of two at the same moment one wins.
    Must,
    /// The command line, which may add a second company.
    Need,
}

/// Creates a workspace with its first location and its admin.
pub async fn create_workspace(app: &App, first: First, new: NewWorkspace) -> Result<Created> {
    let house = Actor::house(crate::id::fresh(), new.place.zone.clone());
    app.write(&house, move |tx| create(tx, first, &new)).await
}

fn create(tx: &Tx, first: First, new: &NewWorkspace) -> Result<Created> {
    let workspace = tx.actor.workspace;
    let (location, member) = (tx.new_id(), tx.new_id());
    let claimed = store::claim_first_visit(tx, workspace, member, tx.new_id(), tx.now)?;
    if first == First::Must && !(claimed && house::store::is_empty(tx)?) {
        return Err(Error::Conflict(
            "Somebody else opened this book a moment ago. Sign in, or ask them to invite you.".into(),
        ));
    }
    house::store::insert_workspace(tx, workspace, &new.name, tx.now)?;
    let place = NewLocation { looked_after_by: Some(member), ..new.place.clone() };
    house::store::insert_location(tx, workspace, location, &place)?;
    let admin = NewMember {
        name: new.admin_name.clone(),
        address: new.admin_address.clone(),
        role: Role::Admin,
        location,
        password_hash: new.admin_password_hash.clone(),
    };
    let user = members::join(tx, member, &admin)?;
    let actor =
        Actor { member: Some(member), name: new.admin_name.clone(), location: Some(location), ..tx.actor.clone() };
    Ok(Created { workspace, location, member, user, actor })
}

/// Every workspace of this Tend, for commands that ask which one is meant.
pub async fn workspaces(app: &App) -> Result<Vec<house::store::House>> {
    app.read(house::store::all).await
}
