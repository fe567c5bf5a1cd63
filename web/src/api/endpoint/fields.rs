//! How the fields of bodies are read: what is left out differs from a null, which is refused.

use std::borrow::Cow;

use gatehouse_core::Error;
use gatehouse_core::store::Id;
use serde::{Deserialize, Deserializer};
use utoipa::PartialSchema;
use utoipa::ToSchema;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

pub(super) use crate::extract::{nullable, present};

/// A whole number, or the digits of one, that may be left out; together with `#[serde(default)]`.
pub(super) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    struct Visitor;
    impl serde::de::Visitor<'_> for Visitor {
        type Value = u64;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a whole number or its digits")
        }
        fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<u64, E> {
            text.parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
        }
        fn visit_u64<E>(self, number: u64) -> Result<u64, E> {
            Ok(number)
        }
    }
    deserializer.deserialize_any(Visitor).map(Some)
}

/// An id in a body. One that is none is as unknown as one of nobody's.
///
/// # Errors
/// [`Error::NotFound`] with `what`.
pub(super) fn known(text: &str, what: &'static str) -> Result<Id, Error> {
    text.parse().map_err(|_| Error::NotFound(what))
}

/// The version that a change was made from, as answers show it; a number is taken too. Whatever else the text says is a
/// version that the thing never had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Version(pub(super) u64);

impl Version {
    /// For things that count their versions in fewer bits; what does not fit is a version that they never had.
    pub(super) fn short(self) -> u32 {
        u32::try_from(self.0).unwrap_or(0)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Version;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a version as an answer shows it")
            }
            fn visit_str<E>(self, text: &str) -> Result<Version, E> {
                Ok(Version(text.parse().unwrap_or(0)))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Version, E> {
                Ok(Version(number))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

impl PartialSchema for Version {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).into()
    }
}

impl ToSchema for Version {
    fn name() -> Cow<'static, str> {
        "Version".into()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde::Deserialize;

    use super::{Version, nullable, present};

    #[derive(Debug, Default, PartialEq, Deserialize)]
    struct Body {
        #[serde(default, deserialize_with = "present")]
        name: Option<String>,
        #[serde(default, deserialize_with = "nullable")]
        managed_by: Option<Option<String>>,
        #[serde(default, deserialize_with = "present")]
        version: Option<Version>,
    }

    fn read(text: &str) -> Result<Body, String> {
        serde_json::from_str(text).map_err(|cause| cause.to_string())
    }

    #[test]
    fn left_out_and_null_are_two_things() {
        assert_eq!(read("{}").unwrap(), Body::default());
        assert!(read(r#"{"name":null}"#).unwrap_err().contains("null"));
        assert_eq!(read(r#"{"managed_by":null}"#).unwrap().managed_by, Some(None));
    }

    #[test]
    fn a_version_is_what_an_answer_showed() {
        for text in [r#"{"version":"7"}"#, r#"{"version":7}"#] {
            assert_eq!(read(text).unwrap().version, Some(Version(7)), "{text}");
        }
        assert_eq!(read(r#"{"version":"version_id"}"#).unwrap().version, Some(Version(0)));
        for text in [r#"{"version":null}"#, r#"{"version":-1}"#, r#"{"version":[]}"#, r#"{"version":1.5}"#] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
