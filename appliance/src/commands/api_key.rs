//! `gatehouse api-key`: API keys at the command line.

use anyhow::{Context as _, Result};
use gatehouse_core::access::{KeyPermission, KeyView, NewKey};
use gatehouse_core::store::Id;

use crate::cli::{ApiKey, Of};
use crate::config::Config;
use crate::data::DataFolder;
use crate::wiring::Base;

/// Runs while `serve` does not.
pub(crate) async fn run(config: &Config, of: &Of, what: ApiKey) -> Result<()> {
    let data = DataFolder::open(config.data_dir()?)?;
    let base = Base::open(&data)?;
    let outcome = act(&base, of, what).await;
    base.close();
    outcome
}

async fn act(base: &Base, of: &Of, what: ApiKey) -> Result<()> {
    let access = &base.access;
    let principal = access.command_line(of.organization.as_deref())?;
    match what {
        ApiKey::Create { label, read_only } => {
            let permission = if read_only { KeyPermission::Read } else { KeyPermission::Full };
            let (key, secret) =
                access.create_key(&principal, NewKey { label, enabled: true, permission }).await?;
            // The secret alone on standard output, so that a script can take it.
            eprintln!("made {} ({}); it is not shown again:", key.id, key.label);
            println!("{secret}");
        }
        ApiKey::List => access.keys(&principal)?.iter().for_each(show),
        ApiKey::Delete { id } => {
            let key: Id =
                id.parse().with_context(|| format!("{id} is no key's id; see: gatehouse api-key list"))?;
            access.delete_key(&principal, key).await?;
            println!("deleted {key}");
        }
    }
    Ok(())
}

fn show(key: &KeyView) {
    let permission = if key.permission == KeyPermission::Full { "full" } else { "read" };
    let state = if key.enabled { "on" } else { "off" };
    let used = key.last_used.map_or_else(|| "never used".into(), |at| format!("used {}", at.rfc3339()));
    println!("{}  {:<9} {permission:<5} {state:<4} {used:<29} {}", key.id, key.hint, key.label);
}
