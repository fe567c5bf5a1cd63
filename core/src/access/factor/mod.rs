//! The second factor: one-time codes by time (RFC 6238: SHA-1, six digits, 30 seconds) and recovery codes for when the
//! phone is gone. Each code counts once.

mod code;
mod enrol;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::error::Result;
use crate::record;
use crate::sealing::{Sealed, Sealer};
use crate::store::{Id, OrgRows, OrgScope, OrgTable, OrgWriter, Record as _};
use crate::time::Timestamp;

pub(super) use code::take_code;
pub use enrol::{Enrolment, MfaState};

/// A member's second factor as it is stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Factor {
    /// [`Secrets`], sealed for this member.
    sealed: Sealed,
    /// The time step of the last code that counted: this one and earlier ones count no more.
    last_step: u64,
    /// Recovery codes that are left.
    recovery_left: u8,
    since: Timestamp,
}

record!(Factor, 1);

/// A second factor that its member has not confirmed yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Pending {
    sealed: Sealed,
    begun: Timestamp,
}

record!(Pending, 1);

/// What nobody else may know. Recovery codes have fewer bits than a token, so that their hashes are sealed as well.
#[derive(Clone, Serialize, Deserialize)]
struct Secrets {
    totp: [u8; 20],
    /// SHA-256 of each recovery code that is left.
    recovery: Vec<[u8; 32]>,
}

record!(Secrets, 1);

const FACTORS: OrgTable<Id, Factor> = OrgTable::new("access.second_factor");
const PENDING: OrgTable<Id, Pending> = OrgTable::new("access.second_factor_pending");

impl Secrets {
    fn seal(&self, sealer: &Sealer, scope: OrgScope, member: Id) -> Result<Sealed> {
        let mut bytes = Zeroizing::new(Vec::new());
        self.encode(&mut bytes)?;
        Ok(sealer.seal(&purpose(scope, member), &bytes))
    }

    fn open(sealed: &Sealed, sealer: &Sealer, scope: OrgScope, member: Id) -> Result<Self> {
        Self::decode(&sealer.open(&purpose(scope, member), sealed)?)
    }
}

fn purpose(scope: OrgScope, member: Id) -> String {
    format!("access.second_factor/{}/{member}", scope.org())
}

/// Whether the member signs in with a second factor.
pub(super) fn is_on(rows: &impl OrgRows, member: Id) -> Result<bool> {
    Ok(rows.get(&FACTORS, &member)?.is_some())
}

/// Takes the member's second factor away, and one that was only begun; says whether there was one.
pub(super) fn remove(writer: &mut OrgWriter<'_, '_>, member: Id) -> Result<bool> {
    writer.remove(&PENDING, &member)?;
    writer.remove(&FACTORS, &member)
}
