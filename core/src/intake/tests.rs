//! Files of every quality.
#![allow(clippy::unwrap_used)]

use std::io::BufReader;

use proptest::prelude::*;

use super::{Records, Table, address};
use crate::error::Result;

/// Each row's line and its fields joined by `|`, or the reason in brackets.
fn rows(file: &[u8], required: &[&str]) -> Result<Vec<String>> {
    let mut table = Table::open(Records::csv(BufReader::with_capacity(7, file)), required)?;
    let mut seen = vec![format!("1 {}", table.columns().join("|"))];
    while let Some(row) = table.next_row()? {
        let text = row.fields.map_or_else(|reason| format!("({reason})"), |fields| fields.join("|"));
        seen.push(format!("{} {text}", row.line));
    }
    Ok(seen)
}

#[test]
fn header_in_any_case_with_bom_and_semicolons() {
    let file = "\u{feff}Last_Name;EMAIL;first_name\r\nWeiß; j@x.example ;\"Jürgen; Emil\"\r\n";
    assert_eq!(
        rows(file.as_bytes(), &["email"]).unwrap(),
        ["1 last_name|email|first_name", "2 Weiß|j@x.example|Jürgen; Emil"]
    );
}

#[test]
fn a_bad_row_costs_only_itself() {
    let file = b"a,b\n1\n1,2,3\n1,2,,\n\n\xff,x\n\"1\n2\",3\n4,5";
    assert_eq!(
        rows(file, &[]).unwrap(),
        [
            "1 a|b",
            "2 (has 1 columns where the header has 2)",
            "3 (has 3 columns where the header has 2)",
            "4 1|2",
            "6 (is not UTF-8)",
            "7 1\n2|3",
            "9 4|5"
        ]
    );
}

#[test]
fn a_quote_that_is_never_closed_costs_its_line() {
    let file = b"a,b\n\"1,2\n3,4\n5,6";
    assert_eq!(
        rows(file, &[]).unwrap(),
        ["1 a|b", "2 (a quote is opened and never closed)", "3 3|4", "4 5|6"]
    );
}

#[test]
fn an_endless_line_is_left_out() {
    let file = [b"a\n".as_slice(), &vec![b'x'; 200 << 10], b"\nlast"].concat();
    assert_eq!(rows(&file, &[]).unwrap(), ["1 a", "2 (the row is longer than 64 KiB)", "3 last"]);
}

#[test]
fn files_that_are_no_table_get_one_sentence() {
    for (file, sentence) in [
        ("", "file: it is empty"),
        ("mail,name\na@b.example,x", "file: the header has no column email"),
        ("email,EMAIL\n", "file: the header names the column email twice"),
    ] {
        assert_eq!(rows(file.as_bytes(), &["email"]).unwrap_err().to_string(), sentence);
    }
}

#[test]
fn addresses_have_one_spelling() {
    assert_eq!(address(" Ada.B@Acme.Example "), Ok("ada.b@acme.example".into()));
    for wrong in ["", "ada", "a@b@c", "@x", "x@", "a b@c", "quoted, name@x.example", "a@.b"] {
        assert!(address(wrong).is_err(), "{wrong}");
    }
    assert!(address(&format!("{}@x.example", "x".repeat(250))).is_err());
}

proptest! {
    #[test]
    fn garbage_never_panics(file in proptest::collection::vec(any::<u8>(), 0..400)) {
        drop(rows(&file, &[]));
    }

    #[test]
    fn near_csv_keeps_its_line_numbers(file in "[a,\";\n\r ]{0,200}") {
        if let Ok(seen) = rows(file.as_bytes(), &[]) {
            let lines: Vec<u64> =
                seen.iter().map(|row| row.split(' ').next().unwrap().parse().unwrap()).collect();
            prop_assert!(lines[1..].windows(2).all(|pair| pair[0] < pair[1]));
        }
    }
}
