//! A SCIM filter and a PATCH path: any text is one or an error, never a panic; what is printed reads as the same; and a
//! filter can be held against anything.

use gatehouse_core::scim::filter::{MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH, Values, parse, parse_path};
use serde_json::json;

pub(crate) fn run(text: &str) {
    if let Ok(filter) = parse(text) {
        let printed = filter.to_string();
        match parse(&printed) {
            Ok(again) => assert_eq!(again, filter, "{printed}"),
            // Printed with parentheses and blanks it may break a bound, and only that.
            Err(cause) => {
                let bounds = [
                    format!("deeper than {MAX_DEPTH}"),
                    format!("longer than {MAX_LENGTH}"),
                    format!("more than {MAX_CLAUSES}"),
                ];
                assert!(
                    bounds.iter().any(|bound| cause.message.contains(bound.as_str())),
                    "{printed}: {cause}"
                );
            }
        }
        let user = json!({"userName": "a", "active": true, "n": 4, "l": ["x", 1, null], "emails": [{"value": "a@b.example"}],
            "meta": {"created": "2026-05-13T04:42:34Z"}, "urn:a:2.0:B": {"c": {"d": "e"}}});
        if let Some(object) = user.as_object() {
            Values { object, is_exact: |name, _| name == "id", core: "urn:c", element_of: None }
                .fulfil(&filter);
        }
    }
    if let Ok(path) = parse_path(text) {
        assert_eq!(parse_path(&path.to_string()).ok(), Some(path));
    }
}
