#![no_main]

#[path = "../src/scim_filter.rs"]
mod scim_filter;

libfuzzer_sys::fuzz_target!(|text: &str| scim_filter::run(text));
