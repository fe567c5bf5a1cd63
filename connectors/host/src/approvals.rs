//! What an admin has approved: for each dropped-in connector, the hosts that it may reach.
//!
//! Kept in `<data>/connector-approvals.json`. A connector that is not in it waits; so does a new version that asks for
//! a host that no approved one covers.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{HostError, Result};
use crate::load::write_whole;
use crate::net::grant::Grant;

/// The approvals of one data folder.
pub(crate) struct Approvals {
    file: PathBuf,
    approved: BTreeMap<String, Vec<Grant>>,
}

impl Approvals {
    /// Reads the file; none is none. Fails when it is there and cannot be understood: guessing would grant.
    pub(crate) fn open(data_dir: &Path) -> Result<Self> {
        let file = data_dir.join("connector-approvals.json");
        let approved = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|why| {
                HostError::Config(format!("{} is not what was written: {why}", file.display()))
            })?,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => BTreeMap::new(),
            Err(why) => return Err(HostError::io(format!("read {}", file.display()))(why)),
        };
        Ok(Self { file, approved })
    }

    /// Whether the connector was approved with at least these hosts.
    pub(crate) fn allow(&self, id: &str, hosts: &[Grant]) -> bool {
        self.approved.contains_key(id) && self.missing(id, hosts).is_empty()
    }

    /// Those hosts that no approval covers.
    pub(crate) fn missing(&self, id: &str, hosts: &[Grant]) -> Vec<String> {
        let approved = self.approved.get(id).map(Vec::as_slice).unwrap_or_default();
        let missing = hosts.iter().filter(|host| !approved.iter().any(|grant| grant.covers(host)));
        missing.map(ToString::to_string).collect()
    }

    /// Approves exactly these hosts, and keeps that.
    pub(crate) fn approve(&mut self, id: &str, hosts: &[Grant]) -> Result<()> {
        let mut approved = self.approved.clone();
        approved.insert(id.to_owned(), hosts.to_vec());
        let text = serde_json::to_vec_pretty(&approved).map_err(|why| HostError::Config(why.to_string()))?;
        write_whole(&self.file, &text)?;
        self.approved = approved;
        Ok(())
    }
}
