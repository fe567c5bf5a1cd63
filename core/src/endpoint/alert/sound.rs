//! Whether a value that is kept as it came can be read by every program later.

use std::collections::HashSet;
use std::fmt::{Formatter, Result as Written};

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// How many values of an unknown field may lie in each other.
const DEPTH: usize = 32;

/// Goes on for JSON whose numbers and texts can be read, without NUL and without a name that is repeated, at most [`DEPTH`]
/// values in each other.
///
/// # Errors
/// What is wrong with it, in a few words.
pub(super) fn check(value: &RawValue) -> Result<(), String> {
    let mut reader = serde_json::Deserializer::from_str(value.get());
    Sound { left: DEPTH }.deserialize(&mut reader).map_err(|cause| {
        // Where it stands in the value says nothing of where it stands in the body.
        let text = cause.to_string();
        text.split(" at line ").next().unwrap_or(&text).to_owned()
    })
}

/// A value with so many levels left below it.
#[derive(Clone, Copy)]
struct Sound {
    left: usize,
}

impl Sound {
    fn below<E: Error>(self) -> Result<Self, E> {
        let left = self.left.checked_sub(1);
        left.map(|left| Self { left })
            .ok_or_else(|| E::custom(format!("more than {DEPTH} values in each other")))
    }
}

impl<'de> DeserializeSeed<'de> for Sound {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Sound {
    type Value = ();

    fn expecting(&self, f: &mut Formatter<'_>) -> Written {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if text.contains('\0') { Err(E::custom("NUL in a text")) } else { Ok(()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let below = self.below::<A::Error>()?;
        while items.next_element_seed(below)?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let below = self.below::<A::Error>()?;
        let mut names = HashSet::new();
        while let Some(name) = fields.next_key::<String>()? {
            below.visit_str::<A::Error>(&name)?;
            fields.next_value_seed(below)?;
            if !names.insert(name) {
                return Err(A::Error::custom("a name that is repeated in an object"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::value::RawValue;

    use super::{DEPTH, check};

    #[test]
    fn what_no_program_would_read_alike_is_refused() {
        let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
        for (json, sound) in [
            (r#"{"a":[1,-2,1.5,null,true,"x"],"b":{"a":1}}"#, true),
            (&deep(DEPTH), true),
            (&deep(DEPTH + 1), false),
            (r#""a\u0000b""#, false),
            (r#"[{"a\u0000":1}]"#, false),
            (r#"{"a":1,"b":2,"a":3}"#, false),
            (r#"{"b":[{"a":1,"\u0061":2}]}"#, false),
            ("1e400", false),
            (r#""\ud800""#, false),
        ] {
            let value: Box<RawValue> = serde_json::from_str(json).unwrap();
            assert_eq!(check(&value).is_ok(), sound, "{json}: {:?}", check(&value));
        }
    }
}
