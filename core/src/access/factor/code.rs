//! Codes: making them, and taking one, once. Taking happens in the transaction of what the code is for, so that of two
//! who send the same code at the same time one is refused.

use subtle::ConstantTimeEq as _;
use totp_rs::{Builder, Totp};

use crate::access::factor::{FACTORS, Secrets};
use crate::error::{Error, Result};
use crate::ports::Random;
use crate::sealing::{Sealer, token_hash};
use crate::store::{Id, OrgRows as _, OrgWriter};
use crate::time::Timestamp;

/// Recovery codes that a member is given.
const RECOVERY_CODES: usize = 10;
/// Characters of a recovery code, without the dash in its middle: 50 bits.
const RECOVERY_LENGTH: usize = 10;
/// Crockford's base 32, lower case: no letter looks like a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// No code is longer, spaces included.
const LONGEST: usize = 64;

/// The generator of codes for a secret.
pub(super) fn totp(secret: [u8; 20], email: &str) -> Result<Totp> {
    Builder::new()
        .with_secret(secret.to_vec())
        .with_skew(1)
        // The format gives the colon another meaning.
        .with_account_name(email.replace(':', "."))
        .with_issuer(Some("Gatehouse"))
        .build()
        .map_err(Error::internal)
}

/// The time step of `code` when it is right about now, one step early or late included.
pub(super) fn step_of(secret: [u8; 20], code: &str, now: Timestamp) -> Result<Option<u64>> {
    let seconds = u64::try_from(now.0 / 1000).unwrap_or(0);
    Ok(totp(secret, "")?.check(&plain(code), seconds))
}

/// A code as people type it, without spaces and dashes.
fn plain(code: &str) -> String {
    if code.len() > LONGEST {
        return String::new();
    }
    code.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase()
}

/// New recovery codes as they are shown, `xxxxx-xxxxx`.
pub(super) fn new_recovery_codes(random: &dyn Random) -> Vec<String> {
    let mut codes = Vec::with_capacity(RECOVERY_CODES);
    for _ in 0..RECOVERY_CODES {
        let mut noise = [0u8; RECOVERY_LENGTH];
        random.fill(&mut noise);
        let mut code: String =
            noise.iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
        code.insert(RECOVERY_LENGTH / 2, '-');
        codes.push(code);
    }
    codes
}

/// What is kept of recovery codes.
pub(super) fn recovery_hashes(codes: &[String]) -> Vec<[u8; 32]> {
    codes.iter().map(|code| recovery_hash(&plain(code))).collect()
}

/// As Crockford reads it: what looks like a digit is one.
fn recovery_hash(plain: &str) -> [u8; 32] {
    let read: String = plain
        .chars()
        .map(|c| match c {
            'o' => '0',
            'i' | 'l' => '1',
            other => other,
        })
        .collect();
    token_hash(&read)
}

/// Takes a code of the member, from the app or from the recovery codes: it counts no second time. Says whether it was
/// right; a member without a second factor has no right code.
pub(in crate::access) fn take_code(
    writer: &mut OrgWriter<'_, '_>,
    sealer: &Sealer,
    member: Id,
    code: &str,
    now: Timestamp,
) -> Result<bool> {
    let scope = writer.scope();
    let Some(mut factor) = writer.get(&FACTORS, &member)? else { return Ok(false) };
    let mut secrets = Secrets::open(&factor.sealed, sealer, scope, member)?;
    let code = plain(code);
    if code.len() == RECOVERY_LENGTH {
        let hash = recovery_hash(&code);
        let Some(at) = secrets.recovery.iter().position(|known| bool::from(known.ct_eq(&hash))) else {
            return Ok(false);
        };
        secrets.recovery.remove(at);
        factor.recovery_left = u8::try_from(secrets.recovery.len()).unwrap_or(u8::MAX);
        factor.sealed = secrets.seal(sealer, scope, member)?;
    } else {
        let Some(step) = step_of(secrets.totp, &code, now)? else { return Ok(false) };
        if step <= factor.last_step {
            return Ok(false);
        }
        factor.last_step = step;
    }
    writer.insert(&FACTORS, &member, &factor)?;
    Ok(true)
}
