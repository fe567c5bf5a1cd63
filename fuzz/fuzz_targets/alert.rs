#![no_main]

#[path = "../src/alert.rs"]
mod alert;

libfuzzer_sys::fuzz_target!(|body: &[u8]| alert::run(body));
