//! Importing the published list: lines `SHA1:count` sorted by hash, in one file, or in a folder of files each of which
//! is named by the first five digits of its hashes and leaves them out of its lines.

use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::access::breached::{HASH, MAGIC, ROW};
use crate::error::{Error, Result};

/// No line is longer.
const LONGEST_LINE: u64 = 128;
/// Hexadecimal digits of a hash.
const DIGITS: usize = HASH * 2;
/// Digits that name a file of a folder.
const RANGE: usize = 5;
/// Rows between two calls of `progress`.
const STEP: u64 = 100_000;

/// Makes the list at `target` from what lies at `source`; one that was there before is replaced at the end, whole or
/// not at all. Answers how many passwords it knows. Blocks: for a thread that may.
///
/// # Errors
/// [`Error::Invalid`] naming `file`, with the line that is wrong or out of order; [`Error::Unavailable`] when a file
/// cannot be read or written.
pub fn import_passwords(source: &Path, target: &Path, progress: &mut dyn FnMut(u64)) -> Result<u64> {
    let folder = target.parent().unwrap_or_else(|| Path::new("."));
    let failed = |cause: std::io::Error| Error::Unavailable(format!("the list cannot be written: {cause}"));
    let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder).map_err(failed)?;
    let mut list = List { out: BufWriter::new(file.as_file_mut()), last: None, rows: 0, progress };
    list.out.write_all(&MAGIC).map_err(failed)?;
    if source.is_dir() {
        for (name, path) in ranges(source)? {
            list.take_file(&path, &name)?;
        }
    } else {
        list.take_file(source, "")?;
    }
    let rows = list.rows;
    list.out.flush().map_err(failed)?;
    drop(list);
    if rows == 0 {
        return Err(Error::invalid("file", "holds no line of the form SHA1:count"));
    }
    file.as_file().sync_all().map_err(failed)?;
    file.persist(target).map_err(|cause| failed(cause.error))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)?;
    Ok(rows)
}

/// The range files of a folder, in order: `00000`, `00001.txt`, ….
fn ranges(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let unreadable =
        |cause: std::io::Error| Error::Unavailable(format!("{} cannot be read: {cause}", folder.display()));
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_uppercase();
        if name.len() == RANGE && name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            all.push((name, path));
        }
    }
    if all.is_empty() {
        return Err(Error::invalid("file", "is a folder without files named by five hexadecimal digits"));
    }
    all.sort();
    Ok(all)
}

/// The list as it is written.
struct List<'a, W: Write> {
    out: BufWriter<W>,
    last: Option<[u8; HASH]>,
    rows: u64,
    progress: &'a mut dyn FnMut(u64),
}

impl<W: Write> List<'_, W> {
    fn take_file(&mut self, path: &Path, prefix: &str) -> Result<()> {
        let shown = path.display();
        let unreadable =
            |cause: std::io::Error| Error::Unavailable(format!("{shown} cannot be read: {cause}"));
        let mut input = BufReader::with_capacity(1 << 20, File::open(path).map_err(unreadable)?);
        let mut line = Vec::new();
        for number in 1u64.. {
            line.clear();
            let bytes = input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line).map_err(unreadable)?;
            if bytes == 0 {
                break;
            }
            let text = line.trim_ascii();
            if text.is_empty() {
                continue;
            }
            let wrong = |reason: &str| Error::invalid("file", format!("{shown}:{number}: {reason}"));
            let (hash, count) = row(prefix, text).ok_or_else(|| wrong("is not of the form SHA1:count"))?;
            if self.last.is_some_and(|last| last >= hash) {
                return Err(wrong("is out of order; take the list that is sorted by hash"));
            }
            self.put(hash, count)?;
        }
        Ok(())
    }

    fn put(&mut self, hash: [u8; HASH], count: u32) -> Result<()> {
        let mut row = [0u8; ROW];
        row[..HASH].copy_from_slice(&hash);
        row[HASH..].copy_from_slice(&count.to_be_bytes());
        self.out
            .write_all(&row)
            .map_err(|cause| Error::Unavailable(format!("the list cannot be written: {cause}")))?;
        self.last = Some(hash);
        self.rows += 1;
        if self.rows.is_multiple_of(STEP) {
            (self.progress)(self.rows);
        }
        Ok(())
    }
}

/// Reads a line; a count beyond what a row holds is the largest that it does.
fn row(prefix: &str, line: &[u8]) -> Option<([u8; HASH], u32)> {
    let text = std::str::from_utf8(line).ok()?;
    let (digits, count) = text.split_once(':')?;
    let count: u64 = count.trim().parse().ok()?;
    if prefix.len() + digits.len() != DIGITS {
        return None;
    }
    let mut hex_digits = [0u8; DIGITS];
    hex_digits[..prefix.len()].copy_from_slice(prefix.as_bytes());
    hex_digits[prefix.len()..].copy_from_slice(digits.as_bytes());
    let mut hash = [0u8; HASH];
    hex::decode_to_slice(hex_digits, &mut hash).ok()?;
    Some((hash, u32::try_from(count).unwrap_or(u32::MAX)))
}
