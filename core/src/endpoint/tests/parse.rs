//! What a report may hold, and how a wrong one is refused.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::body;
use crate::endpoint::{Alert, NewAlert};
use crate::error::Error;
use crate::time::Timestamp;

const NOW: Timestamp = Timestamp(1_780_000_000_000);

fn refused(body: &[u8]) -> (String, String) {
    match NewAlert::parse(body, NOW) {
        Err(Error::Invalid { field, reason }) => (field, reason),
        other => panic!("{other:?}"),
    }
}

fn read(body: &Value) -> Alert {
    NewAlert::parse(body.to_string().as_bytes(), NOW).unwrap().alert
}

fn with(field: &str, value: Value) -> Vec<u8> {
    let mut body = body("agent-1", "host", "a.exe", 7, 1_700_000_000);
    body[field] = value;
    body.to_string().into_bytes()
}

#[test]
fn the_published_example_is_kept_whole() {
    let mut sent = body("agent-1", "host.example.com", "suspicious.exe", 1234, 1_623_456_789);
    sent["user_name"] = json!("ACME\\ada");
    sent["signed"] = json!({"by": ["x", 1.50]});
    let alert = read(&sent);
    assert_eq!(alert.process_path, "C:\\path\\to\\suspicious.exe");
    assert_eq!(alert.process_md5.map(hex::encode).unwrap(), "0123456789abcdef0123456789abcdef");
    assert_eq!((alert.process_sha1, alert.process_sha256), (None, Some([0xab; 32])));
    assert_eq!((alert.pid, alert.file_size), (Some(1234), Some(1024)));
    assert_eq!(alert.alert_time.rfc3339(), "2021-06-12T00:13:09.000Z");
    let extra: Value = serde_json::from_str(&alert.extra).unwrap();
    assert_eq!(extra, json!({"user_name": "ACME\\ada", "signed": {"by": ["x", 1.50]}}));
}

#[test]
fn few_fields_are_needed() {
    let alert = read(&json!({"uuid": "a", "hostname": "h", "process_name": "p", "pid": null, "md5": null}));
    assert_eq!((alert.alert_time, alert.pid), (NOW, None));
    for missing in ["uuid", "hostname", "process_name"] {
        let mut body = json!({"uuid": "a", "hostname": "h", "process_name": "p"});
        body.as_object_mut().unwrap().remove(missing);
        assert_eq!(refused(body.to_string().as_bytes()), (missing.into(), "is missing".into()));
    }
}

#[test]
fn what_is_wrong_is_named() {
    for (field, value) in [
        ("uuid", json!("a b")),
        ("uuid", json!(7)),
        ("hostname", json!(["h"])),
        ("hostname", json!("h".repeat(256))),
        ("process_name", json!("nul\u{0}")),
        ("process_path", json!("x".repeat(32 << 10))),
        ("pid", json!(-1)),
        ("pid", json!(1.5)),
        ("pid", json!("7")),
        ("pid", json!(4_294_967_296_u64)),
        ("file_size", json!(1e300)),
        ("process_md5", json!("md5_hash")),
        ("process_sha256", json!("ab")),
        ("detected_at", json!(-1)),
        ("detected_at", json!("1623456789")),
        ("detected_at", json!(NOW.0 / 1000 + 25 * 3600)),
        ("detected_at", json!(1_623_456_789_000_i64)),
        ("more", json!("x".repeat(33 << 10))),
    ] {
        assert_eq!(refused(&with(field, value.clone())).0, field, "{value}");
    }
    assert_eq!(refused(br#"{"uuid":"a","uuid":"b"}"#), ("uuid".into(), "is given twice".into()));
    assert_eq!(refused(br#"{"more":1,"more":1}"#).0, "more");
    assert_eq!(refused(br#"{"pid":123456789012345678901234567890}"#).0, "pid");
    assert_eq!(
        refused(b"{\"uuid\":\"a\",\"hostname\":\"\xff\"}"),
        ("hostname".into(), "is not UTF-8".into())
    );
    assert_eq!(refused(br#"{"uuid":"a","hostname":"\ud800"}"#).0, "hostname");
    for broken in [&b""[..], b"[]", b"null", b"{", b"{} x", b"\xff"] {
        assert_eq!(refused(broken).0, "body", "{broken:?}");
    }
    let many: Vec<String> = (0..65).map(|n| format!("\"f{n}\":1")).collect();
    assert_eq!(refused(format!("{{{}}}", many.join(",")).as_bytes()).0, "f64");
}

#[test]
fn an_unknown_field_that_not_every_program_can_read_is_named() {
    let with = |value: &str| {
        let body = format!("{{\"uuid\":\"a\",\"hostname\":\"h\",\"process_name\":\"p\",\"x\":{value}}}");
        NewAlert::parse(body.as_bytes(), NOW).map(|new| new.alert.extra)
    };
    let deep = |depth: usize| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(with(&deep(32)).unwrap(), format!("{{\"x\":{}}}", deep(32)));
    let written = ["1e400", r#""\ud800""#, r#"{"a":"\udfff"}"#, r#""a\u0000b""#, r#"{"a":1,"a":2}"#];
    for wrong in [deep(33), deep(500), deep(15_000)].into_iter().chain(written.map(str::to_owned)) {
        let refused = with(&wrong).unwrap_err();
        assert!(matches!(&refused, Error::Invalid { field, .. } if field == "x"), "{refused}");
    }
}

proptest! {
    /// Whatever comes in, the answer is an alert or a named field, never a panic.
    #[test]
    fn garbage_is_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(NewAlert::parse(&bytes, NOW).is_err());
    }

    #[test]
    fn any_fields_of_any_type_are_read_or_named(
        fields in prop::collection::vec(("uuid|pid|hostname|process_name|md5|detected_at|[a-z]{0,6}", any_json()), 0..12),
    ) {
        let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}:{value}", json!(name))).collect();
        let text = format!("{{{}}}", pairs.join(","));
        match NewAlert::parse(text.as_bytes(), NOW) {
            Ok(new) => {
                let extra: Value = if new.alert.extra.is_empty() { json!({}) } else { serde_json::from_str(&new.alert.extra).unwrap() };
                for (name, value) in &fields {
                    let known = ["uuid", "pid", "hostname", "process_name", "md5", "detected_at"].contains(&name.as_str());
                    prop_assert!(known || extra[name] == *value, "{name}");
                }
            }
            Err(Error::Invalid { field, .. }) => {
                prop_assert!(["uuid", "hostname", "process_name"].contains(&field.as_str()) || fields.iter().any(|(name, _)| *name == field));
            }
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z0-9]{0,20}".prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}
