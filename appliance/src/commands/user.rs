//! `gatehouse user`: members at the command line, for when nobody can sign in.

use anyhow::Result;
use gatehouse_core::access::{NewMember, Role};

use crate::cli::{Of, User};
use crate::config::Config;
use crate::data::DataFolder;
use crate::wiring::Base;

/// Runs while `serve` does not.
pub(crate) async fn run(config: &Config, of: &Of, what: User) -> Result<()> {
    let data = DataFolder::open(config.data_dir()?)?;
    let base = Base::open(&data)?;
    let outcome = act(&base, of, what).await;
    base.close();
    outcome
}

async fn act(base: &Base, of: &Of, what: User) -> Result<()> {
    let access = &base.access;
    let principal = access.command_line(of.organization.as_deref())?;
    match what {
        User::List => {
            for member in access.members(&principal)? {
                let role = if member.role == Role::Admin { "admin" } else { "viewer" };
                let state = if member.active { "" } else { " (inactive)" };
                println!("{:<32} {role:<7} {}{state}", member.email, member.name);
            }
        }
        User::Add { email, name, admin } => {
            let password = crate::secret::password()?;
            let role = if admin { Role::Admin } else { Role::Viewer };
            let new = NewMember { email, name: name.unwrap_or_default(), role, password };
            println!("added {}", access.add_member(&principal, new).await?.email);
        }
        User::SetPassword { email } => {
            let password = crate::secret::password()?;
            let member = access.member_by_email(&principal, &email)?;
            access.set_password(&principal, member.id, &password).await?;
            println!("set the password of {}; their sessions have ended", member.email);
        }
        User::DisableMfa { email } => {
            let member = access.member_by_email(&principal, &email)?;
            access.disable_mfa_of(&principal, member.id).await?;
            println!("turned two-factor sign-in of {} off; their sessions have ended", member.email);
        }
        User::Remove { email } => {
            let member = access.member_by_email(&principal, &email)?;
            access.remove_member(&principal, member.id).await?;
            println!("removed {}", member.email);
        }
    }
    Ok(())
}
