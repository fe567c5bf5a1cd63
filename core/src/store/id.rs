//! Ids: UUIDv7, shown as text, kept as 16 ordered bytes.

use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

use crate::ports::{Clock, Random};
use crate::time::Timestamp;

/// An identifier of a stored thing: a UUIDv7 (RFC 9562 §5.7), so ids sort by the time of their making.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(pub [u8; 16]);

impl Id {
    /// The smallest id; no stored thing has it.
    pub const NIL: Self = Self([0; 16]);

    /// When this id was made, to the millisecond.
    pub fn made_at(self) -> Timestamp {
        let mut ms = [0u8; 8];
        ms[2..].copy_from_slice(&self.0[..6]);
        Timestamp(i64::from_be_bytes(ms))
    }

    /// The smallest id that can have been made at or after `at`: a bound for ranges.
    pub fn floor(at: Timestamp) -> Self {
        let mut bytes = [0u8; 16];
        let ms = at.0.clamp(0, (1 << 48) - 1);
        bytes[..6].copy_from_slice(&ms.to_be_bytes()[2..]);
        Self(bytes)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Uuid::from_bytes(self.0).hyphenated().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = uuid::Error;

    /// Reads the hyphenated text form only, so that one id has one spelling.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != 36 {
            return Uuid::parse_str("").map(|id| Self(id.into_bytes()));
        }
        Uuid::parse_str(text).map(|id| Self(id.into_bytes()))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
        } else {
            <[u8; 16]>::deserialize(deserializer).map(Self)
        }
    }
}

/// Makes ids that strictly increase within a process, also when the clock stands still or jumps back.
pub struct Ids {
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    last: Mutex<u128>,
}

impl Ids {
    /// A maker over this clock and this randomness.
    pub fn new(clock: Arc<dyn Clock>, random: Arc<dyn Random>) -> Self {
        Self { clock, random, last: Mutex::new(0) }
    }

    /// A new id, greater than every one made before.
    pub fn next(&self) -> Id {
        let ms = self.clock.now().0.clamp(0, (1 << 48) - 1).unsigned_abs();
        let mut noise = [0u8; 16];
        self.random.fill(&mut noise);
        // 48 bits of time, 74 bits of randomness; the four version and two variant bits are put in below.
        let fresh = (u128::from(ms) << 74) | (u128::from_be_bytes(noise) >> 54);
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *last = fresh.max(*last + 1);
        let (time, noise) = (*last >> 74, *last & ((1 << 74) - 1));
        let bits =
            (time << 80) | (0x7 << 76) | ((noise >> 62) << 64) | (0b10 << 62) | (noise & ((1 << 62) - 1));
        Id(bits.to_be_bytes())
    }
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ids")
    }
}
