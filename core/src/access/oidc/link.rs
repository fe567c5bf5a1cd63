//! Which account of a provider is which member. The provider's own id of a person is kept from their first sign-in on: an
//! address that was given to somebody else does not open the account of who had it before.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::error::Result;
use crate::record;
use crate::store::{Id, OrgRows, OrgTable, OrgWriter};

type AccountHash = [u8; 32];

/// Whose an account is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Owner {
    member: Id,
}

record!(Owner, 1);

/// A member's account.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Account {
    issuer: String,
    hash: AccountHash,
}

record!(Account, 1);

const OWNERS: OrgTable<AccountHash, Owner> = OrgTable::new("access.oidc_owner");
const ACCOUNTS: OrgTable<Id, Account> = OrgTable::new("access.oidc_account");

/// An account of a provider: its issuer and the person's id there, which may be long.
fn hash(issuer: &str, subject: &str) -> AccountHash {
    // No issuer holds a line break.
    Sha256::new().chain_update(issuer).chain_update("\n").chain_update(subject).finalize().into()
}

/// The member whose account this is.
pub(super) fn owner(rows: &impl OrgRows, issuer: &str, subject: &str) -> Result<Option<Id>> {
    Ok(rows.get(&OWNERS, &hash(issuer, subject))?.map(|owner| owner.member))
}

/// Whether the member has an account of that provider already.
pub(super) fn has_another(rows: &impl OrgRows, member: Id, issuer: &str) -> Result<bool> {
    Ok(rows.get(&ACCOUNTS, &member)?.is_some_and(|account| account.issuer == issuer))
}

/// Keeps whose account it is, in place of one of a former provider.
pub(super) fn put(writer: &mut OrgWriter<'_, '_>, member: Id, issuer: &str, subject: &str) -> Result<()> {
    remove(writer, member)?;
    let hash = hash(issuer, subject);
    writer.insert(&OWNERS, &hash, &Owner { member })?;
    writer.insert(&ACCOUNTS, &member, &Account { issuer: issuer.to_owned(), hash })
}

/// Forgets a member's account; says whether there was one.
pub(in crate::access) fn remove(writer: &mut OrgWriter<'_, '_>, member: Id) -> Result<bool> {
    let Some(account) = writer.get(&ACCOUNTS, &member)? else { return Ok(false) };
    writer.remove(&OWNERS, &account.hash)?;
    writer.remove(&ACCOUNTS, &member)
}

/// Whether a member signs in with a provider's account.
pub(in crate::access) fn is_linked(rows: &impl OrgRows, member: Id) -> Result<bool> {
    Ok(rows.get(&ACCOUNTS, &member)?.is_some())
}
