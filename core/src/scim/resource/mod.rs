//! Resources as they are kept: what the client sent, with known attributes under their proper names and types.

mod coerce;
mod merge;
mod person;
mod take;

pub(super) use coerce::coerce;
pub(super) use merge::{append, demote, merge};
pub(super) use person::{emails, is_away, person, text};
pub(super) use take::{MAX_PARTS, check_room, one_primary, schemas_of, take};

use serde_json::{Map, Value};

/// A JSON object.
pub(super) type Object = Map<String, Value>;
