//! What was imported is found, whatever the hashes; what is damaged says so.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use proptest::collection::btree_map;
use proptest::prelude::*;
use tempfile::TempDir;

use super::layout::{BLOCK, BLOCK_ROWS, Block, HEAD, Head, SEGMENTS, file_bytes};
use super::{Hash, PasswordFile, import_passwords};
use crate::ports::BreachedPasswords as _;

type Rows = BTreeMap<Hash, u64>;

/// A folder with the list of these rows.
fn imported(rows: &Rows) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> =
        rows.iter().map(|(hash, count)| format!("{}:{count}\n", hex::encode_upper(hash))).collect();
    let (source, target) = (folder.path().join("list.txt"), folder.path().join("passwords.bin"));
    fs::write(&source, lines.concat()).unwrap();
    assert_eq!(import_passwords(&source, &target, &mut |_| ()).unwrap(), rows.len() as u64);
    (folder, target)
}

fn open(path: &Path) -> PasswordFile {
    PasswordFile::open(path).unwrap().unwrap()
}

fn range(list: &PasswordFile, prefix: &str) -> Vec<(Hash, u64)> {
    list.range(prefix).unwrap().map(|row| row.map(|row| (row.sha1, row.count)).unwrap()).collect()
}

fn naive(rows: &Rows, prefix: &str) -> Vec<(Hash, u64)> {
    let starts = |hash: &Hash| hex::encode(hash).starts_with(&prefix.to_lowercase());
    rows.iter().filter(|(hash, _)| starts(hash)).map(|(hash, count)| (*hash, *count)).collect()
}

/// The hash beside one: a stranger unless it is in the list too.
fn beside(hash: &Hash, step: i8) -> Hash {
    let mut other = *hash;
    for byte in other.iter_mut().rev() {
        let (sum, carried) = byte.overflowing_add_signed(step);
        *byte = sum;
        if !carried {
            break;
        }
    }
    other
}

/// Spread evenly, or crowded at the ends of the list, of a segment and of a range.
fn hashes() -> impl Strategy<Value = Hash> {
    let leading = prop_oneof![Just([0, 0]), Just([0, 1]), Just([0x7f, 0xff]), Just([0xff, 0xff])];
    let middle = prop_oneof![Just(0u8), Just(0x0f), Just(0x10), Just(0xff)];
    let crowded = (leading, middle, any::<u16>(), any::<bool>()).prop_map(|(leading, middle, last, full)| {
        let mut hash = [if full { 0xff } else { 0 }; 20];
        hash[..2].copy_from_slice(&leading);
        hash[2] = middle;
        hash[18..].copy_from_slice(&last.to_be_bytes());
        hash
    });
    prop_oneof![any::<Hash>(), crowded]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_member_is_found_and_nobody_else(rows in btree_map(hashes(), 1u64..=32_767, 1..3000)) {
        let (_folder, path) = imported(&rows);
        let list = open(&path);
        for hash in rows.keys() {
            for asked in [*hash, beside(hash, 1), beside(hash, -1)] {
                let known = rows.get(&asked).copied().unwrap_or(0);
                prop_assert_eq!(list.count(&asked).unwrap(), known, "{}", hex::encode(asked));
            }
        }
        for prefix in ["00000", "0000f", "00010", "00011", "7fff0", "7FFF1", "ffff0", "FFFFF", "abcde"] {
            prop_assert_eq!(range(&list, prefix), naive(&rows, prefix), "{}", prefix);
        }
    }
}

/// Hashes of one segment, crowded at its front, so that every guess is wrong.
fn crowd() -> Rows {
    (0..20_000u64)
        .map(|n| {
            let mut hash = [0xab; 20];
            hash[2..].fill(0);
            hash[12..].copy_from_slice(&(n * 3).to_be_bytes());
            (hash, n % 1000 + 1)
        })
        .chain([([0xab; 20], 7)])
        .collect()
}

#[test]
fn a_list_that_no_hash_function_made_is_searched_too() {
    let rows = crowd();
    let (_folder, path) = imported(&rows);
    let list = open(&path);
    for (hash, count) in &rows {
        assert_eq!(list.count(hash).unwrap(), *count);
        assert_eq!(list.count(&beside(hash, 1)).unwrap(), 0);
    }
    assert_eq!(range(&list, "ABAB1"), []);
    assert_eq!(range(&list, "ABABA"), [([0xab; 20], 7)]);
    assert_eq!(range(&list, "ABAB0"), naive(&rows, "ABAB0"));
}

#[test]
fn a_range_reads_as_the_service_answers_it() {
    let mut hash = [0x5a; 20];
    hash[19] = 0x01;
    let (_folder, path) = imported(&Rows::from([(hash, 3), ([0x5a; 20], 40_001)]));
    let list = open(&path);
    let lines: Vec<String> = list.range("5A5A5").unwrap().map(|row| row.unwrap().to_string()).collect();
    // The larger count is rounded down.
    let shared = format!("A{}", "5A".repeat(16));
    assert_eq!(lines, [format!("{shared}01:3"), format!("{shared}5A:40000")]);
    for wrong in ["", "5A5A", "5A5A5A", "5A5A+", "5A5Aé", "+5A5A"] {
        let told = list.range(wrong).unwrap_err().to_string();
        assert_eq!(told, "prefix: must be five hexadecimal digits", "{wrong}");
    }
}

#[test]
fn padding_of_the_service_is_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let ranges = folder.path().join("ranges");
    fs::create_dir(&ranges).unwrap();
    fs::write(ranges.join("abcde"), format!("{}:2\n{}:0\n", "F".repeat(35), "1".repeat(35))).unwrap();
    let target = folder.path().join("passwords.bin");
    assert_eq!(import_passwords(&ranges, &target, &mut |_| ()).unwrap(), 1);
    fs::write(ranges.join("abcde"), format!("{}:0\n", "F".repeat(35))).unwrap();
    let told = import_passwords(&ranges, &target, &mut |_| ()).unwrap_err().to_string();
    assert!(told.contains("holds no line"), "{told}");
    assert_eq!(open(&target).rows(), 1);
}

#[test]
fn what_is_damaged_or_cut_short_is_refused() {
    let (_folder, path) = imported(&crowd());
    let whole = fs::read(&path).unwrap();
    let refused = |bytes: &[u8], told: &str| {
        fs::write(&path, bytes).unwrap();
        let sentence = PasswordFile::open(&path).unwrap_err().to_string();
        assert!(sentence.contains(told) && sentence.contains("import the list again"), "{sentence}");
    };
    for length in [0, 7, 8, 100, HEAD - 1, HEAD, whole.len() - BLOCK, whole.len() - 1] {
        refused(&whole[..length], "is damaged");
    }
    refused(&[whole.as_slice(), &[0; BLOCK]].concat(), "is damaged");
    for at in [8, 16, HEAD / 2] {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        refused(&bytes, "is damaged");
    }
    let mut earlier = whole.clone();
    earlier[7] = 1;
    refused(&earlier, "another release's form");
    refused(b"ghpwned\x01", "another release's form");

    // A block is looked at when it is read: one with a wrong bit, and two that changed places.
    let first = *crowd().first_key_value().unwrap().0;
    let mut bytes = whole.clone();
    bytes[HEAD + 5] ^= 1;
    let mut swapped = whole.clone();
    swapped[HEAD..].rotate_left(BLOCK);
    for bytes in [bytes, swapped] {
        fs::write(&path, bytes).unwrap();
        let list = open(&path);
        let told = list.count(&first).unwrap_err().to_string();
        assert!(told.contains("is damaged"), "{told}");
        let told = list.range("ABAB0").unwrap_err().to_string();
        assert!(told.contains("is damaged"), "{told}");
    }
}

/// A file of 40 GB with a hole where nobody looks: the last segment is there.
#[test]
fn two_billion_rows_are_addressed() {
    const ROWS: u64 = 2_000_000_000;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("passwords.bin");
    let ends: Box<[u64]> = (1..=SEGMENTS as u64).map(|n| ROWS / SEGMENTS as u64 * n).collect();
    let (first, last) = (ends[SEGMENTS - 2], ends[SEGMENTS - 1]);
    let rows = last;
    fs::write(&path, Head { rows, ends }.encode()).unwrap();
    let file = File::options().write(true).open(&path).unwrap();
    file.set_len(file_bytes(rows)).unwrap();
    let hash = |row: u64| {
        let mut hash = [0xff; 20];
        let share = u128::from(row - first) * (1 << 64) / u128::from(last - first);
        hash[2..10].copy_from_slice(&(share as u64).to_be_bytes());
        hash
    };
    for number in first / BLOCK_ROWS..rows.div_ceil(BLOCK_ROWS) {
        let mut block = Block::empty();
        for place in 0..BLOCK_ROWS {
            let row = number * BLOCK_ROWS + place;
            if (first..last).contains(&row) {
                block.put(place as usize, &hash(row), row % 1000 + 1);
            }
        }
        write_at(&path, block.seal(number), super::layout::offset(number));
    }
    let list = open(&path);
    assert_eq!(list.rows(), rows);
    for row in (first..last).step_by(7).chain([last - 1]) {
        assert_eq!(list.count(&hash(row)).unwrap(), row % 1000 + 1, "{row}");
        assert_eq!(list.count(&beside(&hash(row), -1)).unwrap(), 0, "{row}");
    }
    let ranges: usize = ["FFFF0", "FFFF7", "FFFFF"].iter().map(|prefix| range(&list, prefix).len()).sum();
    assert!((5_600..5_800).contains(&ranges), "{ranges} of 30,517 rows in three of sixteen ranges");
}

fn write_at(path: &Path, bytes: &[u8], at: u64) {
    use std::io::{Seek as _, SeekFrom, Write as _};
    let mut file = File::options().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}
