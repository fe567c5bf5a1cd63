//! The built-in list: common passwords of twelve characters or more, so that the first admin's is not one of them
//! before anything was imported.

use std::collections::HashSet;
use std::sync::LazyLock;

/// One a line, lower case, without spaces.
const TEXT: &str = include_str!("common.txt");

static COMMON: LazyLock<HashSet<&str>> = LazyLock::new(|| TEXT.lines().collect());

/// Whether that is a common password, whatever its case and spaces, or one made of a piece of up to four characters
/// over and over.
pub(in crate::access) fn is_common(password: &str) -> bool {
    let plain: String = password.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let letters: Vec<char> = plain.chars().collect();
    let repeats = (1..=4).any(|n| letters.iter().skip(n).zip(&letters).all(|(later, first)| later == first));
    repeats || COMMON.contains(plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::{TEXT, is_common};

    #[test]
    fn what_everybody_types_is_known() {
        for common in
            ["Password1234", "1234567890123", "qwertyuiop[]", "aaaaaaaaaaaa", "ABCabcabcabc", "      "]
        {
            assert!(is_common(common), "{common}");
        }
        for good in ["correct horse battery", "another good one", "a dozen or more"] {
            assert!(!is_common(good), "{good}");
        }
    }

    #[test]
    fn the_list_is_as_it_is_compared() {
        assert!(TEXT.lines().count() >= 300);
        for line in TEXT.lines() {
            assert!(line.len() >= 12 && line.len() <= 128, "{line}");
            assert!(!line.contains(char::is_whitespace) && line == line.to_lowercase(), "{line}");
        }
    }
}
