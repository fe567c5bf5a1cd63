//! Values: postcard behind a version number, so that a row of an old release opens in a new one.

use serde::{Serialize, de::DeserializeOwned};

use crate::error::{Error, Result};
use crate::store::Id;

/// A value that a table can keep. Implement it with [`record!`](crate::record).
pub trait Record: Sized {
    /// Appends version and content.
    fn encode(&self, out: &mut Vec<u8>) -> Result<()>;
    /// Reads any version that this release knows.
    ///
    /// # Errors
    /// [`Error::Unavailable`] for a version of a newer release, [`Error::Internal`] for bytes that are no record.
    fn decode(bytes: &[u8]) -> Result<Self>;
}

/// Makes a serde type a [`Record`]: `record!(Employee, 2, 1 => EmployeeV1)` writes version 2 and also reads version 1,
/// through `From<EmployeeV1>`.
///
/// Types must be plain for postcard: no `flatten`, `untagged`, `skip_serializing_if` or `serde_json::Value`.
#[macro_export]
macro_rules! record {
    ($ty:ty, $version:literal $(, $old:literal => $old_ty:ty)*) => {
        impl $crate::store::Record for $ty {
            fn encode(&self, out: &mut Vec<u8>) -> $crate::Result<()> {
                $crate::store::to_postcard(self, $version, out)
            }
            fn decode(bytes: &[u8]) -> $crate::Result<Self> {
                let (version, content) = $crate::store::split_version(bytes)?;
                match version {
                    $version => $crate::store::from_postcard(content),
                    $($old => Ok(<$ty>::from($crate::store::from_postcard::<$old_ty>(content)?)),)*
                    newer if newer > $version => Err($crate::Error::Unavailable(format!(
                        "the data folder holds a {} of version {newer}, written by a newer release; run that release or restore a backup",
                        stringify!($ty)
                    ))),
                    other => Err($crate::Error::internal(format!("no version {other} of {}", stringify!($ty)))),
                }
            }
        }
    };
}

/// Appends `version` and the postcard form of `value`.
pub fn to_postcard<T: Serialize>(value: &T, version: u8, out: &mut Vec<u8>) -> Result<()> {
    out.push(version);
    let buffer = std::mem::take(out);
    *out = postcard::to_extend(value, buffer).map_err(Error::internal)?;
    Ok(())
}

/// The version number and the rest.
pub fn split_version(bytes: &[u8]) -> Result<(u8, &[u8])> {
    bytes.split_first().map(|(v, rest)| (*v, rest)).ok_or_else(|| Error::internal("empty record"))
}

/// Reads the postcard form.
pub fn from_postcard<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    postcard::from_bytes(bytes).map_err(|cause| Error::internal(format!("damaged record: {cause}")))
}

impl Record for () {
    fn encode(&self, _: &mut Vec<u8>) -> Result<()> {
        Ok(())
    }
    fn decode(_: &[u8]) -> Result<Self> {
        Ok(())
    }
}

record!(i64, 1);
record!(u64, 1);
record!(String, 1);
record!(Id, 1);
record!([u8; 8], 1);
