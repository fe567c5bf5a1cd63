//! The settings of this call, as the schema of `describe` names them.

use crate::Error;

/// The setting, `None` when it is absent or blank.
pub fn optional(name: &str) -> Option<String> {
    #[cfg(target_arch = "wasm32")]
    let value = crate::bindings::gatehouse::connector::settings::get(name);
    #[cfg(not(target_arch = "wasm32"))]
    let value = crate::harness::setting(name);
    value.filter(|text| !text.trim().is_empty())
}

/// The setting, or the error that tells an admin to set it.
pub fn required(name: &str) -> Result<String, Error> {
    optional(name).ok_or_else(|| Error::BadSettings(format!("{name} is not set")))
}

/// The setting `base_url` without a slash at its end, or `default`. The appliance grants its origin.
pub fn base_url(default: &str) -> Result<String, Error> {
    let url = optional("base_url").unwrap_or_else(|| default.into());
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(Error::BadSettings("base_url must begin with https:// or http://".into()));
    }
    Ok(url.trim_end_matches('/').to_owned())
}
