//! A SCIM filter and a PATCH path: any text is one or an error, never a panic, and what is printed reads as the same.
#![no_main]

use gatehouse_core::scim::filter::{parse, parse_path};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(filter) = parse(text) {
        if let Ok(again) = parse(&filter.to_string()) {
            assert_eq!(again, filter);
        }
    }
    drop(parse_path(text));
});
