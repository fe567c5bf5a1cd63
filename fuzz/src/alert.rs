//! The body of `POST /alerts`: any bytes are an alert or a refusal that names a field, never a panic.

use gatehouse_core::Error;
use gatehouse_core::endpoint::NewAlert;
use gatehouse_core::time::Timestamp;

pub(crate) fn run(body: &[u8]) {
    match NewAlert::parse(body, Timestamp(1_780_000_000_000)) {
        Ok(_) => {
            assert!(serde_json::from_slice::<serde_json::Value>(body).is_ok_and(|json| json.is_object()))
        }
        Err(Error::Invalid { field, .. }) => assert!(!field.is_empty()),
        Err(other) => panic!("{other}"),
    }
}
