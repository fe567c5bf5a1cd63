//! What the language means, and that it survives anything.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Filter, MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH, Op, Path, Values, parse, parse_path};

fn user() -> Value {
    json!({
        "userName": "Bjensen@Example.com", "externalId": "Ex-7", "active": true, "title": "Tour Guide", "age": 41,
        "name": {"familyName": "O'Malley", "givenName": "Barbara"},
        "emails": [
            {"type": "work", "value": "bjensen@example.com", "primary": true},
            {"type": "home", "value": "babs@jensen.org"}
        ],
        "tags": ["red", "green"],
        "meta": {"lastModified": "2026-05-13T04:42:34Z"},
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "R&D", "manager": {"value": "26"}},
        "urn:acme:2.0:User": {"badge": "b-1"}
    })
}

fn holds(filter: &str) -> bool {
    let user = user();
    let values = Values {
        object: user.as_object().unwrap(),
        is_exact: |name, _| matches!(name, "externalId" | "id"),
        core: "urn:ietf:params:scim:schemas:core:2.0:User",
        element_of: None,
    };
    values.fulfil(&parse(filter).unwrap_or_else(|cause| panic!("{filter}: {cause}")))
}

#[test]
fn the_examples_of_the_rfc_and_their_like() {
    for filter in [
        r#"userName eq "bjensen@example.com""#,
        r#"name.familyName co "O'Malley""#,
        r#"userName sw "BJ""#,
        r#"urn:ietf:params:scim:schemas:core:2.0:User:userName sw "b""#,
        r#"urn:ietf:params:scim:schemas:core:2.0:User:name.givenName eq "barbara""#,
        "title pr",
        r#"meta.lastModified gt "2011-05-13T04:42:34Z""#,
        r#"meta.lastModified lt "2026-05-13T06:42:34+01:00""#,
        r#"title pr and userType ne "Employee""#,
        r#"title pr and (userType eq "Employee" or emails co "jensen.org")"#,
        r#"emails[type eq "work" and value co "@example.com"]"#,
        r#"emails[type eq "WORK"].value eq "bjensen@example.com""#,
        r#"emails[type eq "work" and primary eq true].value pr"#,
        r#"emails.type eq "home""#,
        r#"emails eq "babs@jensen.org""#,
        r#"not (userName eq "x") AND active EQ True"#,
        r#"not(active eq false)"#,
        r#"active eq "True""#,
        "age ge 41 and age lt 41.5",
        "(age ge 41)and not (age gt 4.2e1)",
        "nickName eq null and title ne null",
        r#"nickName ne "x""#,
        r#"tags eq "RED""#,
        r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "r&d""#,
        r#"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq "26""#,
        r#"urn:acme:2.0:User:badge ew "1""#,
        "urn:acme:2.0:User pr",
        r#"externalId eq "Ex-7""#,
        r#"userName eq "b\u006aensen@example.com""#,
    ] {
        assert!(holds(filter), "{filter}");
    }
    for filter in [
        r#"externalId eq "ex-7""#,
        r#"emails[type eq "home" and value co "@example.com"]"#,
        r#"emails[type eq "work"].value eq "babs@jensen.org""#,
        r#"unheardOf eq "x""#,
        "unheardOf pr",
        r#"unheardOf gt "x""#,
        r#"userName eq "a" or userName eq "b" and title pr"#,
        r#"urn:nobody:1.0:X:userName pr"#,
        r#"age eq "41""#,
    ] {
        assert!(!holds(filter), "{filter}");
    }
}

#[test]
fn and_binds_closer_than_or() {
    assert!(holds(r#"title pr or unheardOf pr and unheardOf pr"#));
    assert!(!holds(r#"(title pr or unheardOf pr) and unheardOf pr"#));
}

#[test]
fn what_makes_no_sense_is_refused_with_its_place() {
    for (filter, position) in [
        ("", 0),
        ("userName", 8),
        ("userName eq", 11),
        ("userName eq bjensen", 12),
        (r#"userName is "x""#, 9),
        (r#"userName eq "x"#, 12),
        (r#"(userName eq "x""#, 16),
        (r#"userName eq "x")"#, 15),
        (r#"userName eq "x" and"#, 19),
        (r#"emails[type eq "work""#, 21),
        (r#"emails[groups[a pr] pr]"#, 13),
        ("active gt true", 14),
        ("age co 4", 8),
        (r#"1name eq "x""#, 0),
        (r#":x eq "x""#, 0),
        (r#"userName eq {"a":1}"#, 12),
    ] {
        assert_eq!(parse(filter).unwrap_err().position, position, "{filter}");
    }
}

#[test]
fn size_depth_and_number_are_bounded() {
    let long = format!(r#"userName eq "{}""#, "x".repeat(MAX_LENGTH));
    assert!(parse(&long).unwrap_err().message.contains("longer"));
    let nested = |depth: usize| format!("{}a pr{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    assert!(parse(&nested(MAX_DEPTH + 1)).unwrap_err().message.contains("deeper"));
    let not = |depth: usize| format!("{}a pr{}", "not (".repeat(depth), ")".repeat(depth));
    assert!(parse(&not(MAX_DEPTH + 1)).is_err());
    let many = |count: usize| vec!["a pr"; count].join(" or ");
    assert!(parse(&many(MAX_CLAUSES)).is_ok());
    assert!(parse(&many(MAX_CLAUSES + 1)).unwrap_err().message.contains("more than"));
}

#[test]
fn paths_of_patch() {
    let path = parse_path(r#"emails[type eq "work"].value"#).unwrap();
    assert_eq!(
        (path.name.as_str(), path.sub.as_deref(), path.filter.is_some()),
        ("emails", Some("value"), true)
    );
    let path =
        parse_path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName").unwrap();
    assert_eq!(path.urn.as_deref(), Some("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"));
    assert_eq!((path.name.as_str(), path.sub.as_deref()), ("manager", Some("displayName")));
    assert_eq!(parse_path("members").unwrap(), Path::of("members"));
    for wrong in ["", "a b", "emails[", "emails[type]", "a.b.c", "emails[a pr]x", "[a pr]", "a..b", "."] {
        assert!(parse_path(wrong).is_err(), "{wrong}");
    }
}

fn name() -> impl Strategy<Value = String> {
    "[a-zA-Z][a-zA-Z0-9_-]{0,8}"
}

fn plain_path() -> impl Strategy<Value = Path> {
    let urn = prop::option::of("urn:[a-z]{1,6}:[a-z]{1,6}:2\\.0:[A-Z][a-z]{0,6}");
    (urn, name(), prop::option::of(name())).prop_map(|(urn, name, sub)| Path { urn, name, filter: None, sub })
}

fn comparison(path: impl Strategy<Value = Path>) -> impl Strategy<Value = Filter> {
    let text =
        (0usize..Op::WORDS.len(), ".{0,12}").prop_map(|(op, text)| (Op::WORDS[op].1, Value::from(text)));
    let other = prop_oneof![
        any::<i32>().prop_map(|number| (Op::Le, Value::from(number))),
        any::<bool>().prop_map(|flag| (Op::Ne, Value::from(flag))),
        Just((Op::Eq, Value::Null)),
    ];
    (path, prop_oneof![3 => text, 1 => other]).prop_map(|(path, (op, value))| Filter::Compare {
        path,
        op,
        value,
    })
}

fn joined(leaf: impl Strategy<Value = Filter> + 'static, depth: u32) -> impl Strategy<Value = Filter> {
    leaf.prop_recursive(depth, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Filter::all_of),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Filter::any_of),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    })
}

fn filter() -> impl Strategy<Value = Filter> {
    let element = (plain_path(), joined(comparison(plain_path()), 2))
        .prop_map(|(path, filter)| Path { filter: Some(Box::new(filter)), ..path });
    let element = element.boxed();
    let leaf = prop_oneof![
        4 => comparison(plain_path()),
        1 => plain_path().prop_map(Filter::Present),
        1 => comparison(element.clone()),
        1 => element.prop_map(|path| match path.sub {
            Some(_) => Filter::Present(path),
            None => Filter::Element(path),
        }),
    ];
    joined(leaf, 3)
}

proptest! {
    #[test]
    fn what_is_printed_reads_as_the_same(filter in filter()) {
        let text = filter.to_string();
        prop_assume!(text.len() <= MAX_LENGTH);
        match parse(&text) {
            Ok(read) => prop_assert_eq!(read, filter, "{}", text),
            Err(cause) => prop_assert!(cause.message.contains("deeper") || cause.message.contains("more than"), "{}: {}", text, cause),
        }
    }

    #[test]
    fn any_text_is_a_filter_or_an_error(text in ".{0,80}") {
        drop(parse(&text));
        drop(parse_path(&text));
    }

    #[test]
    fn so_is_what_almost_makes_sense(parts in prop::collection::vec(
        prop::sample::select(vec!["emails", "[", "]", "(", ")", "not", "and", "or", " ", "eq", "pr", "\"x\"", ".value", "1", "-", "\"", "\\", "true", "urn:a:2.0:B:", "é"]), 0..24)) {
        let text = parts.concat();
        if let Ok(filter) = parse(&text) {
            prop_assert_eq!(parse(&filter.to_string()).unwrap(), filter);
        }
        drop(parse_path(&text));
    }
}
