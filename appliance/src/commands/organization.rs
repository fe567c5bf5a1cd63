//! `gatehouse organization`: the organizations of this appliance. Whoever holds the data folder is its operator.

use anyhow::{Context as _, Result};
use gatehouse_core::access::{FirstSteps, Principal};
use gatehouse_core::store::Id;
use gatehouse_core::tenancy::{self, NewOrganization, OrganizationType};

use crate::cli::{Organization, OrganizationKind};
use crate::config::Config;
use crate::data::DataFolder;
use crate::wiring::Base;

/// Runs while `serve` does not.
pub(crate) async fn run(config: &Config, what: Organization) -> Result<()> {
    let data = DataFolder::open(config.data_dir()?)?;
    let base = Base::open(&data)?;
    let outcome = act(&base, what).await;
    base.close();
    outcome
}

/// The appliance's principal for the organization that runs it.
pub(super) fn operator(base: &Base) -> Result<Principal> {
    let all = tenancy::list(&base.platform.store.read()?)?;
    let (first, _) = all.first().context("there is no organization yet; run `gatehouse init` first")?;
    Ok(base.access.command_line(Some(&first.to_string()))?)
}

/// The id of the organization with that name or id.
fn id_of(base: &Base, wanted: &str) -> Result<Id> {
    let principal =
        base.access.command_line(Some(wanted)).with_context(|| format!("{wanted} was not found"))?;
    Ok(principal.scope().org())
}

async fn act(base: &Base, what: Organization) -> Result<()> {
    let (access, operator) = (&base.access, operator(base)?);
    match what {
        Organization::Add { name, kind, managed_by, admin_email } => {
            let organization_type = match kind {
                OrganizationKind::Client => OrganizationType::Client,
                OrganizationKind::Mssp => OrganizationType::Mssp,
            };
            let managed_by = managed_by.map(|manager| id_of(base, &manager)).transpose()?;
            let organization =
                NewOrganization { organization_type, managed_by, ..NewOrganization::client(name) };
            let admin_password = crate::secret::password()?;
            let first = FirstSteps { organization, admin_email, admin_name: String::new(), admin_password };
            let (id, made) = access.add_organization(&operator, first).await?;
            println!("made {} ({id})", made.name);
        }
        Organization::List => {
            let all = access.all_organizations(&operator)?;
            for (id, organization) in &all {
                let kind = match organization.organization_type {
                    OrganizationType::Client => "client",
                    OrganizationType::Mssp => "mssp",
                };
                let state = if organization.enabled { "" } else { " (disabled)" };
                let manager = all.iter().find(|(other, _)| organization.managed_by == Some(*other));
                let manager = manager.map_or(String::new(), |(_, mssp)| format!(" managed by {}", mssp.name));
                println!("{id}  {kind:<6} {}{manager}{state}", organization.name);
            }
        }
        Organization::Disable { organization } => {
            let id = id_of(base, &organization)?;
            let changed = access.set_organization_enabled(&operator, id, false).await?;
            println!("disabled {}; its members and API keys are refused", changed.name);
        }
        Organization::Enable { organization } => {
            let id = id_of(base, &organization)?;
            let changed = access.set_organization_enabled(&operator, id, true).await?;
            println!("enabled {}", changed.name);
        }
        Organization::Domains { organization, domains } => {
            let id = id_of(base, &organization)?;
            match access.set_email_domains(&operator, id, &domains).await?.as_slice() {
                [] => println!("{organization} has no e-mail domain"),
                set => println!("people of {} sign in at the provider of {organization}", set.join(", ")),
            }
        }
    }
    Ok(())
}
