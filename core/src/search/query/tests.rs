//! What people type, and that nothing they type breaks the parser.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::*;

fn clause(field: Option<&str>, value: Value) -> Expr {
    Expr::Clause(Clause { field: field.map(str::to_owned), value, position: Position(0) })
}

fn word(text: &str) -> Expr {
    clause(None, Value::Word(text.into()))
}

fn parsed(text: &str) -> Expr {
    parse(text, Typing::Done).unwrap().unwrap()
}

fn refused(text: &str) -> (usize, String) {
    let error = parse(text, Typing::Done).unwrap_err();
    (error.position, error.message)
}

#[test]
fn words_side_by_side_must_all_match_and_bind_closer_than_or() {
    assert_eq!(parsed("a b"), Expr::And(vec![word("a"), word("b")]));
    assert_eq!(parsed("a AND b"), parsed("a b"));
    assert_eq!(parsed("a b OR c"), Expr::Or(vec![Expr::And(vec![word("a"), word("b")]), word("c")]));
    assert_eq!(parsed("a (b OR c)"), Expr::And(vec![word("a"), Expr::Or(vec![word("b"), word("c")])]));
    assert_eq!(parsed("and or not"), Expr::And(vec![word("and"), word("or"), word("not")]));
}

#[test]
fn minus_and_not_leave_out() {
    let not_b = Expr::Not(Box::new(word("b")));
    assert_eq!(parsed("a -b"), Expr::And(vec![word("a"), not_b.clone()]));
    assert_eq!(parsed("a AND NOT b"), parsed("a -b"));
    assert_eq!(parsed("a - b"), Expr::And(vec![word("a"), word("-"), word("b")]));
    assert_eq!(parsed("web-01"), word("web-01"));
    assert_eq!(parsed("-b"), not_b);
}

#[test]
fn fields_take_words_phrases_groups_and_ranges() {
    assert_eq!(
        parsed("email:anna@example.com"),
        clause(Some("email"), Value::Word("anna@example.com".into()))
    );
    assert_eq!(parsed(r#"path:"C:\Users\x""#), clause(Some("path"), Value::Phrase(r"C:\Users\x".into())));
    let open = clause(Some("status"), Value::Word("OPEN".into()));
    let done = clause(Some("status"), Value::Word("DONE".into()));
    assert_eq!(parsed("status:(OPEN OR DONE)"), Expr::Or(vec![open, done]));
    let january = Value::Range(Bound::Inclusive("2026-01-01".into()), Bound::Exclusive("2026-02-01".into()));
    assert_eq!(parsed("time:[2026-01-01 TO 2026-02-01}"), clause(Some("time"), january));
    let since = Value::Range(Bound::Inclusive("2026-01-01T10:00:00Z".into()), Bound::Open);
    assert_eq!(parsed("time:>=2026-01-01T10:00:00Z"), clause(Some("time"), since));
    assert_eq!(parsed("time:[* TO *]"), clause(Some("time"), Value::Range(Bound::Open, Bound::Open)));
    assert_eq!(parsed("host:*"), clause(Some("host"), Value::Any));
}

#[test]
fn a_star_ends_a_prefix_and_can_be_escaped() {
    assert_eq!(parsed("svch*"), clause(None, Value::Prefix("svch".into())));
    assert_eq!(parsed("*"), clause(None, Value::Any));
    assert_eq!(parsed(r"svch\*"), word("svch*"));
    assert_eq!(refused("a sv*ch").0, 4);
}

#[test]
fn what_looks_like_a_field_but_is_a_drive_a_url_or_an_address_is_a_word() {
    for text in
        ["10:30", "C:", "x:y", "fe80::1", "00:1a:2b:3c:4d:5e", "aa:bb:cc:dd:ee:ff", "https://evil.example/x"]
    {
        assert_eq!(parsed(text), word(text));
    }
    assert_eq!(parsed(r"C:\Users\x"), word(r"C:\Users\x"));
    assert_eq!(parsed(r"\\server\share"), word(r"\server\share"));
}

#[test]
fn quotes_keep_backslashes_and_close_after_one() {
    assert_eq!(parsed(r#""C:\Temp\""#), clause(None, Value::Phrase(r"C:\Temp\".into())));
    assert_eq!(parsed(r#""say \"hi\"""#), clause(None, Value::Phrase(r#"say "hi""#.into())));
}

#[test]
fn errors_say_where_and_what_was_expected() {
    assert_eq!(refused("a AND").0, 5);
    assert_eq!(refused("OR a").0, 0);
    assert_eq!(refused("a OR OR b").0, 5);
    assert_eq!(refused("ä \"b").0, 4);
    assert!(refused("ä \"b").1.contains("close the one at character 3"));
    assert_eq!(refused("(a").0, 2);
    assert_eq!(refused("a) b").0, 1);
    assert_eq!(refused("()").0, 1);
    assert_eq!(refused("email: x"), (6, "expected a value after `email:`".into()));
    assert_eq!(refused("time:[a b]").0, 8);
    assert_eq!(refused("NOT").0, 3);
    assert_eq!(refused("status:(email:x)").0, 8);
}

#[test]
fn bounds_hold() {
    assert_eq!(refused(&"x".repeat(MAX_LENGTH + 1)).0, MAX_LENGTH);
    assert!(parse(&"x ".repeat(MAX_CLAUSES), Typing::Done).is_ok());
    assert_eq!(refused(&"x ".repeat(MAX_CLAUSES + 1)).0, 2 * MAX_CLAUSES);
    let nested = |depth: usize| format!("{}x{}", "(".repeat(depth), ")".repeat(depth));
    assert!(parse(&nested(MAX_DEPTH), Typing::Done).is_ok());
    assert!(refused(&nested(MAX_DEPTH + 1)).1.contains("16 levels"));
    assert!(refused(&format!("{}x", "-".repeat(400))).1.contains("16 levels"));
}

#[test]
fn while_typing_the_last_word_goes_on_and_open_ends_close() {
    let typing = |text| parse(text, Typing::Going).unwrap();
    assert_eq!(typing("anna svch"), Some(parsed("anna svch*")));
    assert_eq!(typing("anna svch "), Some(parsed("anna svch")));
    assert_eq!(typing("email:an"), Some(parsed("email:an*")));
    assert_eq!(typing("email:"), Some(parsed("email:*")));
    assert_eq!(typing("a (b OR c"), Some(parsed("a (b OR c*)")));
    assert_eq!(typing("\"pass res"), Some(parsed("\"pass res\"")));
    for text in ["a AND", "a OR ", "a NOT ", "a (", "a -("] {
        assert_eq!(typing(text), Some(parsed("a")), "{text}");
    }
    assert_eq!(typing("  "), None);
}

fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z0-9äß東😀]{1,6}",
        r#"["()*:\\\[\]{}<>.@/+&-]{1,3}"#,
        Just("AND".to_owned()),
        Just("C:\\".to_owned())
    ];
    prop::collection::vec(piece, 1..4)
        .prop_map(|pieces| pieces.concat())
        .prop_filter("operators are no words", |word| !matches!(word.as_str(), "AND" | "OR" | "NOT"))
}

fn clauses() -> impl Strategy<Value = Expr> {
    let bound = prop_oneof![
        Just(Bound::Open),
        words().prop_map(Bound::Inclusive),
        words().prop_map(Bound::Exclusive)
    ];
    let value = prop_oneof![
        words().prop_map(Value::Word),
        words().prop_map(Value::Prefix),
        any::<String>().prop_map(Value::Phrase),
        (bound.clone(), bound).prop_map(|(lower, upper)| Value::Range(lower, upper)),
        Just(Value::Any),
    ];
    (proptest::option::of("[a-z]{2,6}"), value)
        .prop_filter("ranges are of fields", |(field, value)| {
            field.is_some() || !matches!(value, Value::Range(..))
        })
        .prop_map(|(field, value)| clause(field.as_deref(), value))
}

fn trees() -> impl Strategy<Value = Expr> {
    clauses().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|list| Expr::all(list).unwrap()),
            prop::collection::vec(inner.clone(), 1..4).prop_map(|list| Expr::any(list).unwrap()),
            inner.prop_map(|expr| Expr::Not(Box::new(expr))),
        ]
    })
}

proptest! {
    #[test]
    fn a_printed_tree_parses_to_itself(tree in trees()) {
        let text = tree.to_string();
        match parse(&text, Typing::Done) {
            Ok(again) => prop_assert_eq!(again, Some(tree), "{}", text),
            Err(error) => prop_assert!(text.chars().count() > MAX_LENGTH, "{}: {}", text, error),
        }
    }

    #[test]
    fn whatever_parses_prints_and_parses_again(text in r#"([ab "()*:\\<>=TO\[\]{}-]|AND |OR |NOT |time:){0,24}"#) {
        for typing in [Typing::Done, Typing::Going] {
            if let Ok(Some(tree)) = parse(&text, typing) {
                prop_assert_eq!(parse(&tree.to_string(), Typing::Done), Ok(Some(tree)));
            }
        }
    }

    #[test]
    fn arbitrary_text_never_panics_and_errors_point_into_it(text in any::<String>()) {
        for typing in [Typing::Done, Typing::Going] {
            if let Err(error) = parse(&text, typing) {
                prop_assert!(error.position <= text.chars().count());
            }
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..1200)) {
        let text = String::from_utf8_lossy(&bytes);
        let _ = parse(&text, Typing::Going);
        let _ = parse(&text, Typing::Done);
    }
}
