//! E-mail addresses as keys: trimmed, lower-case, of a shape that mail can have.

use sha2::{Digest as _, Sha256};

/// RFC 5321 §4.5.3.1: what a path may hold, without its brackets.
const MAX_ADDRESS: usize = 254;

/// The address as it is stored and compared.
///
/// # Errors
/// What is wrong with it, in a few words.
pub fn address(text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("no e-mail address".into());
    }
    if text.len() > MAX_ADDRESS {
        return Err("an e-mail address has at most 254 characters".into());
    }
    let lower = text.to_lowercase();
    let well_formed = lower.split_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !domain.contains('@') && !domain.starts_with('.')
    });
    let strange = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>' | '"');
    if !well_formed || lower.contains(strange) {
        let shown: String = lower.chars().filter(|c| !c.is_control()).take(80).collect();
        return Err(format!("`{shown}` is not an e-mail address"));
    }
    Ok(lower)
}

/// SHA-256 of an address that [`address`] gave: the corpus' key.
pub fn address_hash(address: &str) -> [u8; 32] {
    Sha256::digest(address.as_bytes()).into()
}
