//! The room over a store in memory.
#![allow(clippy::unwrap_used)]

mod addresses;
mod bounds;
mod lists;

use std::str::FromStr as _;

use serde_json::{Value, json};

use crate::access::Principal;
use crate::directory;
use crate::fixture::Fixture;
use crate::scim::{Desk, Fault, Kind, Projection};
use crate::store::{Id, OrgReader};
use crate::workforce::{self, Employee};

/// A house with a connection.
struct Scene {
    fixture: Fixture,
    desk: Desk,
}

impl Scene {
    async fn new() -> Self {
        let fixture = Fixture::new();
        let desk = connected(&fixture).await;
        Self { fixture, desk }
    }

    fn read(&self) -> OrgReader {
        self.fixture.services.org(&self.fixture.admin).read().unwrap()
    }

    /// Everybody in the workforce, in the order of their making.
    fn everybody(&self) -> Vec<(Id, Employee)> {
        workforce::all_after(&self.read(), Id::NIL, 1000).unwrap()
    }

    fn holder(&self, email: &str) -> Option<Employee> {
        let id = workforce::by_email(&self.read(), email).unwrap()?;
        workforce::find(&self.read(), id).unwrap()
    }

    /// Whom the user is in the workforce.
    fn behind(&self, user: Id) -> Option<Employee> {
        let id = workforce::by_link(&self.read(), self.desk.connection, &user.to_string()).unwrap()?;
        workforce::find(&self.read(), id).unwrap()
    }
}

/// Another connection of the same organization.
async fn connected(fixture: &Fixture) -> Desk {
    let (id, ..) = directory::add_scim(&fixture.services, &fixture.admin, "Entra").await.unwrap();
    let principal = Principal::of_connection(fixture.admin.scope().org(), id);
    Desk::new(&fixture.services, principal, "https://gate.example/api/scim/x").unwrap()
}

async fn made(desk: &Desk, kind: Kind, body: Value) -> Result<Id, Fault> {
    let shown = desk.create(kind, body, &Projection::default()).await?;
    Ok(Id::from_str(shown.value["id"].as_str().unwrap()).unwrap())
}

async fn user(desk: &Desk, name: &str) -> Id {
    made(desk, Kind::User, json!({"userName": name})).await.unwrap()
}

async fn patch(desk: &Desk, kind: Kind, id: Id, operations: Value) -> Result<(), Fault> {
    desk.patch_quietly(kind, &id.to_string(), json!({"Operations": operations}), None).await.map(drop)
}

fn status(outcome: Result<(), Fault>) -> u16 {
    outcome.map_or_else(|fault| fault.status(), |()| 200)
}
