//! Reading people out of JSON as loosely as vendors write it: what is missing, null or of another type says nothing.

use serde_json::Value;

/// The text at a path such as `name.givenName`; numbers and booleans in words, anything else empty.
pub fn text(value: &Value, path: &str) -> String {
    match at(value, path) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Bool(flag)) => flag.to_string(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// The boolean at a path.
pub fn flag(value: &Value, path: &str) -> Option<bool> {
    at(value, path)?.as_bool()
}

/// The elements of the list at a path; none when it is no list.
pub fn list<'v>(value: &'v Value, path: &str) -> &'v [Value] {
    at(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Name and text of each path that holds one; the name is the path's last part.
pub fn attributes(value: &Value, paths: &[&str]) -> Vec<(String, String)> {
    let named = paths.iter().map(|path| (path.rsplit('.').next().unwrap_or(path), text(value, path)));
    named.filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name.to_owned(), text)).collect()
}

/// The most names that [`filled`] gives, and the longest of them in bytes.
const MOST_FILLED: usize = 64;

/// The names of the fields of an object that hold something, without those of `besides`.
pub fn filled(value: &Value, besides: &[&str]) -> Vec<String> {
    let holds = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(list) => list.iter().any(|one| !one.is_null() && one.as_str() != Some("")),
        Value::Object(fields) => !fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    };
    let fields = value.as_object().into_iter().flatten();
    let filled = fields.filter(|(name, value)| {
        name.len() <= MOST_FILLED && !besides.contains(&name.as_str()) && holds(value)
    });
    filled.map(|(name, _)| name.clone()).take(MOST_FILLED).collect()
}

/// `text` if it could be an address, else nothing; the appliance looks closer.
pub fn address(text: &str) -> Option<String> {
    (text.contains('@')).then(|| text.to_owned())
}

fn at<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(value, |value, name| value.get(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_not_there_says_nothing() {
        let person = json!({"name": {"given": " Ada ", "n": null}, "age": 36, "vip": true, "tags": ["a"]});
        assert_eq!(text(&person, "name.given"), "Ada");
        assert_eq!((text(&person, "age"), text(&person, "vip")), ("36".into(), "true".into()));
        for path in ["name", "name.n", "name.given.x", "tags", "nobody"] {
            assert_eq!(text(&person, path), "", "{path}");
        }
        assert_eq!((flag(&person, "vip"), flag(&person, "age")), (Some(true), None));
        assert_eq!((list(&person, "tags").len(), list(&person, "age").len()), (1, 0));
        assert_eq!(
            attributes(&person, &["name.given", "age", "x"]),
            [("given".to_owned(), "Ada".to_owned()), ("age".to_owned(), "36".to_owned())]
        );
    }

    #[test]
    fn only_fields_that_hold_something_count() {
        let row = json!({"id": "1", "email": ["a@b.example"], "password": "", "hash": null, "name": [""],
            "dob": [], "zip": 12345, "phone": "1"});
        assert_eq!(filled(&row, &["id"]), ["email", "phone", "zip"]);
        assert!(filled(&json!([1]), &[]).is_empty());
    }
}
