//! An agent's id: the text that it sends as `uuid`, and the key that its rows lie under.

use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::store::Id;

/// Characters of an agent's id.
const LONGEST: usize = 64;

/// The key of an agent: a UUID's own bytes, a hash of any other text. Upper and lower case of a UUID are one agent. Never
/// [`Id::NIL`], which stands for no agent.
pub fn agent_key(text: &str) -> Id {
    if let Ok(id) = text.to_ascii_lowercase().parse()
        && id != Id::NIL
    {
        return id;
    }
    let hash: [u8; 32] = Sha256::digest(text.as_bytes()).into();
    let mut key = [0; 16];
    key.copy_from_slice(&hash[..16]);
    Id(key)
}

/// Goes on for what may be an agent's id.
pub(in crate::endpoint) fn check_agent_id(field: &str, text: &str) -> Result<()> {
    if text.is_empty() {
        return Err(Error::invalid(field, "is missing"));
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"._:{}-".contains(&byte);
    if text.len() > LONGEST || !text.bytes().all(fits) {
        let reason = format!("must be 1 to {LONGEST} letters, digits or any of . _ : {{ }} -");
        return Err(Error::invalid(field, reason));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{agent_key, check_agent_id};
    use crate::store::Id;

    #[test]
    fn a_uuid_has_one_key_in_any_case_and_other_text_its_own() {
        let uuid = "0198B2F0-0000-7000-8000-00000000000a";
        assert_eq!(agent_key(uuid), agent_key(&uuid.to_lowercase()));
        assert_eq!(agent_key(uuid).to_string(), uuid.to_lowercase());
        assert_ne!(agent_key("laptop-7"), agent_key("laptop-8"));
        assert_ne!(agent_key("laptop-7"), agent_key("LAPTOP-7"));
        assert_ne!(agent_key(&Id::NIL.to_string()), Id::NIL);
    }

    #[test]
    fn ids_are_short_and_plain() {
        assert!(check_agent_id("uuid", "{0198b2f0-0000-7000-8000-00000000000a}").is_ok());
        for wrong in ["", "a b", "ä", "a/b", &"x".repeat(65)] {
            assert!(check_agent_id("uuid", wrong).is_err(), "{wrong}");
        }
    }
}
