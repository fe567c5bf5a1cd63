//! Importing the published list: lines `SHA1:count` sorted by hash, in one file, or in a folder of files each of which
//! is named by the first five digits of its hashes and leaves them out of its lines. One pass, bounded memory.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::access::breached::Hash;
use crate::access::breached::layout::MOST_ROWS;
use crate::access::breached::line::parse;
use crate::access::breached::write::ListWriter;
use crate::error::{Error, Result};

/// No line is longer.
const LONGEST_LINE: u64 = 128;
/// Digits that name a file of a folder.
const RANGE: usize = 5;
/// Rows between two calls of `progress`.
const STEP: u64 = 100_000;
/// Bytes that are read at once.
const BUFFER: usize = 1 << 20;

/// Makes the list at `target` from what lies at `source`; one that was there before is replaced at the end, whole or
/// not at all. Answers how many passwords it knows. Lines with the count 0, which the service adds to answers so that
/// their length tells nothing, are left out. Blocks: for a thread that may.
///
/// # Errors
/// [`Error::Invalid`] naming `file`, with the line that is wrong or out of order; [`Error::Unavailable`] when a file
/// cannot be read or written.
pub fn import_passwords(source: &Path, target: &Path, progress: &mut dyn FnMut(u64)) -> Result<u64> {
    let folder = target.parent().unwrap_or_else(|| Path::new("."));
    let file = tempfile::Builder::new().prefix(".new-").tempfile_in(folder).map_err(unwritable)?;
    let rows = write_list(source, file.as_file(), progress)?;
    file.as_file().sync_all().map_err(unwritable)?;
    file.persist(target).map_err(|cause| unwritable(cause.error))?;
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(unwritable)?;
    Ok(rows)
}

/// Writes what lies at `source` into an empty file; the number of rows.
fn write_list(source: &Path, file: &File, progress: &mut dyn FnMut(u64)) -> Result<u64> {
    let list = ListWriter::begin(file).map_err(unwritable)?;
    let mut import = Import { list, last: None, progress };
    if source.is_dir() {
        for (name, path) in ranges(source)? {
            import.take_file(&path, name.as_bytes())?;
        }
    } else {
        import.take_file(source, b"")?;
    }
    let rows = import.list.rows();
    if rows == 0 {
        return Err(Error::invalid("file", "holds no line of the form SHA1:count"));
    }
    import.list.finish().map_err(unwritable)?;
    Ok(rows)
}

fn unwritable(cause: std::io::Error) -> Error {
    Error::Unavailable(format!("the list cannot be written: {cause}"))
}

/// The range files of a folder, in order: `00000`, `00001.txt`, …. Of 1,048,576 prefixes each is there once at most.
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

struct Import<'a> {
    list: ListWriter<'a>,
    last: Option<Hash>,
    progress: &'a mut dyn FnMut(u64),
}

impl Import<'_> {
    fn take_file(&mut self, path: &Path, prefix: &[u8]) -> Result<()> {
        let shown = path.display();
        let unreadable =
            |cause: std::io::Error| Error::Unavailable(format!("{shown} cannot be read: {cause}"));
        let mut input = BufReader::with_capacity(BUFFER, File::open(path).map_err(unreadable)?);
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
            let (hash, count) = parse(prefix, text).ok_or_else(|| wrong("is not of the form SHA1:count"))?;
            if count == 0 {
                continue;
            }
            if self.last.is_some_and(|last| last >= hash) {
                return Err(wrong("is out of order; take the list that is sorted by hash"));
            }
            if self.list.rows() == MOST_ROWS {
                return Err(wrong("is one line too many"));
            }
            self.put(hash, count)?;
        }
        Ok(())
    }

    fn put(&mut self, hash: Hash, count: u64) -> Result<()> {
        self.list.push(&hash, count).map_err(unwritable)?;
        self.last = Some(hash);
        if self.list.rows().is_multiple_of(STEP) {
            (self.progress)(self.list.rows());
        }
        Ok(())
    }
}
