//! What the fuzz targets do, without a fuzzer: that they compile, and hold for some text and what it becomes when a byte is lost
//! or changed.

#[path = "../../fuzz/src/alert.rs"]
mod alert;
#[path = "../../fuzz/src/scim_filter.rs"]
mod scim_filter;

/// The text, each of its beginnings, and the text with each byte in turn left out or put in another's place.
fn becomes(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let bytes = text.as_bytes().to_vec();
    (0..=bytes.len()).flat_map(move |at| {
        let mut made = vec![bytes[..at].to_vec()];
        if at < bytes.len() {
            made.push([&bytes[..at], &bytes[at + 1..]].concat());
            for other in *b"\0\"\\{}[]:,0-e(\x80" {
                made.push([&bytes[..at], &[other], &bytes[at + 1..]].concat());
            }
        }
        made
    })
}

#[test]
fn an_alert_is_read_or_refused() {
    let text = r#"{"uuid":"a-1","hostname":"h","process_name":"p.exe","pid":7,"md5":"","detected_at":1779999999,"x":{"a":[1.5,"\u00e4"]}}"#;
    let mut count = 0;
    for body in becomes(text) {
        alert::run(&body);
        count += 1;
    }
    assert!(count > 10 * text.len());
}

#[test]
fn a_filter_is_read_or_refused() {
    let texts = [
        r#"userName eq "a" and not (emails[type eq "work" and value co "@b"] or meta.created gt "2026-05-13T04:42:34Z")"#,
        r#"urn:a:2.0:B:c.d pr or n ge 4.5e0"#,
        r#"emails[type eq "work"].value"#,
    ];
    for text in texts.iter().flat_map(|text| becomes(text)) {
        if let Ok(text) = std::str::from_utf8(&text) {
            scim_filter::run(text);
        }
    }
}
