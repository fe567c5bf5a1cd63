//! Agents at work on an appliance in memory.
#![allow(clippy::unwrap_used)]

mod agents;
mod deep;
mod files;
mod floods;
mod model;
mod parse;
mod repeats;
mod retained;
mod storm;

use serde_json::{Value, json};

use crate::access::{Access, AccessSettings, HashCost};
use crate::endpoint::{Alert, Endpoint, NewAlert};
use crate::fixture::Fixture;
use crate::store::Id;
use crate::tenancy::{self, NewOrganization};

/// An appliance with one organization, and its agents' door.
pub(super) struct House {
    pub(super) fixture: Fixture,
    pub(super) endpoint: Endpoint,
    pub(super) access: Access,
}

impl House {
    pub(super) async fn new() -> Self {
        let fixture = Fixture::new();
        let platform = fixture.services.platform.clone();
        let (org, now) = (fixture.admin.scope().org(), platform.now());
        let made = platform
            .store
            .write(move |writer| tenancy::create(writer, org, now, NewOrganization::client("Acme")));
        made.await.unwrap();
        let cheap = HashCost { memory_kib: 64, passes: 1, lanes: 1 };
        let access =
            Access::new(platform, AccessSettings { hash_cost: cheap, ..AccessSettings::default() }).unwrap();
        let endpoint = Endpoint::new(&fixture.services, &access);
        Self { fixture, endpoint, access }
    }

    /// Unix seconds of the test's clock.
    pub(super) fn seconds(&self) -> i64 {
        self.fixture.services.platform.now().0 / 1000
    }

    pub(super) fn report(&self, body: &Value) -> NewAlert {
        NewAlert::parse(body.to_string().as_bytes(), self.fixture.services.platform.now()).unwrap()
    }

    pub(super) async fn add(&self, body: Value) -> (Id, Alert) {
        let new = self.report(&body);
        self.endpoint.add_alert(&self.fixture.admin, new, None).await.unwrap()
    }
}

/// The seed's example, made distinct by its process id.
pub(super) fn body(agent: &str, host: &str, process: &str, pid: u32, detected_at: i64) -> Value {
    json!({
        "uuid": agent,
        "version": "1.2.3",
        "hostname": host,
        "ip_address": "192.168.1.100",
        "mac_address": "00:11:22:33:44:55",
        "pid": pid,
        "process_name": process,
        "process_path": format!("C:\\path\\to\\{process}"),
        "process_md5": "0123456789abcdef0123456789ABCDEF",
        "process_sha1": "",
        "process_sha256": "ab".repeat(32),
        "parent_pid": 1000,
        "parent_process_name": "explorer.exe",
        "parent_process_path": "C:\\Windows\\explorer.exe",
        "file_path": "C:\\path\\to\\target.txt",
        "file_size": 1024,
        "md5": "", "sha1": "", "sha256": "",
        "quarantine_file_name": "",
        "action_taken": "blocked",
        "detected_at": detected_at,
    })
}
