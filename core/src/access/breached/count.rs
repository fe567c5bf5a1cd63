//! How often a password was seen, in two bytes: exact up to 32,767; above that eleven significant bits, rounded down,
//! so that at most 0.1 % is missing. The largest that fits is 140 million million.

/// Counts below are themselves. From here on: this bit, five bits of exponent, ten bits behind the leading one.
const FLOATING: u64 = 1 << 15;
/// Bits behind the leading one.
const FRACTION: u32 = 10;
/// What the leading one of [`FLOATING`] is shifted by.
const LEAST_SHIFT: u32 = 5;
const LARGEST_EXPONENT: u32 = 31;

/// The two bytes for `count`; larger counts never have smaller codes.
pub(super) fn encode(count: u64) -> u16 {
    if count < FLOATING {
        return count as u16;
    }
    let shift = count.ilog2() - FRACTION;
    let exponent = shift - LEAST_SHIFT;
    if exponent > LARGEST_EXPONENT {
        return u16::MAX;
    }
    let fraction = (count >> shift) as u16 & ((1 << FRACTION) - 1);
    1 << 15 | (exponent as u16) << FRACTION | fraction
}

/// The count that the two bytes stand for.
pub(super) fn decode(code: u16) -> u64 {
    let code = u64::from(code);
    if code < FLOATING {
        return code;
    }
    let exponent = (code >> FRACTION) & u64::from(LARGEST_EXPONENT);
    let significant = 1 << FRACTION | code & ((1 << FRACTION) - 1);
    significant << (exponent + u64::from(LEAST_SHIFT))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{decode, encode};

    #[test]
    fn small_counts_are_exact_and_codes_are_in_order() {
        for code in 0..u16::MAX {
            assert!(decode(code) < decode(code + 1), "{code}");
            assert_eq!(encode(decode(code)), code);
        }
        for exact in [0, 1, 32_767, 32_768] {
            assert_eq!(decode(encode(exact)), exact);
        }
        assert_eq!(encode(u64::MAX), u16::MAX);
    }

    proptest! {
        #[test]
        fn large_counts_lose_a_thousandth_at_most(count in 0u64..1 << 46) {
            let told = decode(encode(count));
            prop_assert!(told <= count && (count - told) * 1000 <= count, "{count} became {told}");
        }
    }
}
