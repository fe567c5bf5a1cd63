//! A line of the published list: `SHA1:count`, or what is left of it in a file that is named by the first digits.

use crate::access::breached::Hash;

/// Hexadecimal digits of a hash.
const DIGITS: usize = 40;

/// Reads a line without white space around it; `prefix` is what the file's name says of the hash. Digits may be small or
/// capital. `None` when it is no such line.
pub(super) fn parse(prefix: &[u8], line: &[u8]) -> Option<(Hash, u64)> {
    let digits = DIGITS.checked_sub(prefix.len())?;
    let (rest, count) = line.split_at_checked(digits)?;
    let count = std::str::from_utf8(count.strip_prefix(b":")?.trim_ascii_start()).ok()?.parse().ok()?;
    let mut whole = [0u8; DIGITS];
    whole[..prefix.len()].copy_from_slice(prefix);
    whole[prefix.len()..].copy_from_slice(rest);
    let mut hash = Hash::default();
    hex::decode_to_slice(whole, &mut hash).ok()?;
    Some((hash, count))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::parse;

    #[test]
    fn only_hash_and_count_make_a_line() {
        let hash = "00000A0E3B9F25FF41DE4B5AC238C2D545C7A8F3";
        let told = parse(b"", format!("{hash}:15").as_bytes()).expect("a line");
        assert_eq!(parse(&hash.as_bytes()[..5], format!("{}: 15", &hash[5..]).as_bytes()), Some(told));
        assert_eq!(parse(b"", format!("{}:15", hash.to_lowercase()).as_bytes()), Some(told));
        assert_eq!((hex::encode_upper(told.0), told.1), (hash.to_owned(), 15));
        for wrong in
            [":1", "", hash, &hash[1..], &format!("{hash}:"), &format!("{hash}:-1"), &format!("{hash};1")]
        {
            assert_eq!(parse(b"", wrong.as_bytes()), None, "{wrong}");
        }
        assert_eq!(parse(b"", format!("{hash}0:1").as_bytes()), None);
        assert_eq!(parse(b"", format!("{hash}:99999999999999999999").as_bytes()), None);
        assert_eq!(parse(&[b'0'; 41], b":1"), None);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(prefix in "[0-9A-F]{0,5}", line in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = parse(prefix.as_bytes(), &line);
        }
    }
}
