//! Makes the example company's files, the same ones each time: `employees.csv`, `corpus.csv` and `process-alerts.ndjson`.
//!
//! The people, machines and every address are invented; the breaches, their dates and data classes are true (see
//! `breaches`). Examples of bad input are written by hand and lie in `examples/bad`.

mod breaches;
mod corpus;
mod employees;
mod endpoints;
mod names;
mod random;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Where the files lie, below the repository's root.
const FOLDER: &str = "examples/lumenfeld-optics";

/// The domain of the company's addresses. `.example` belongs to nobody (RFC 2606).
const COMPANY_DOMAIN: &str = "lumenfeld-optics.example";

/// Writes the files.
///
/// # Errors
/// When a file cannot be written.
pub(crate) fn write(root: &Path) -> Result<()> {
    for (path, content) in generate(root)? {
        fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

fn generate(root: &Path) -> Result<[(PathBuf, String); 3]> {
    let employees = employees::invent();
    let corpus = corpus::invent(&employees);
    let folder = root.join(FOLDER);
    Ok([
        (folder.join("employees.csv"), employees::to_csv(&employees)?),
        (folder.join("corpus.csv"), corpus::to_csv(&corpus)?),
        (folder.join("process-alerts.ndjson"), endpoints::to_ndjson()?),
    ])
}

/// Writes one table with its header line.
fn csv_of<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_committed_files_are_what_the_generator_makes() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the repository's root");
        for (path, content) in generate(root).expect("the examples") {
            let committed = fs::read_to_string(&path).unwrap_or_default();
            assert!(committed == content, "{} is stale; run `cargo xtask examples`", path.display());
        }
    }

    #[test]
    fn the_company_and_its_exposure_have_the_promised_size() {
        let employees = employees::invent();
        let corpus = corpus::invent(&employees);
        let addresses: BTreeSet<&str> = employees.iter().map(|it| it.email.as_str()).collect();
        assert_eq!(addresses.len(), 250, "250 employees, each with an own address");
        assert_eq!(corpus.len(), 5_000);

        let found = corpus.iter().map(|row| row.email.as_str()).filter(|email| addresses.contains(email));
        let found: BTreeSet<&str> = found.collect();
        assert!((90..=110).contains(&found.len()), "{} employees are found", found.len());

        let breaches: BTreeSet<&str> = corpus
            .iter()
            .map(|row| row.breach.as_str())
            .filter(|it| !it.starts_with("Stealer log"))
            .collect();
        assert_eq!(breaches.len(), 40, "each of the 40 breaches occurs");

        let pairs: BTreeSet<(&str, &str)> =
            corpus.iter().map(|row| (row.email.as_str(), row.breach.as_str())).collect();
        assert_eq!(pairs.len(), corpus.len(), "nobody is twice in the same breach");

        let hashed = corpus.iter().filter(|row| row.hashed).count();
        assert!((1_350..=1_650).contains(&hashed), "about 30 % of the rows are hashed, not {hashed}");
    }

    #[test]
    fn every_address_is_one_that_nobody_can_own() {
        let employees = employees::invent();
        let corpus = corpus::invent(&employees);
        for email in employees.iter().map(|it| &it.email).chain(corpus.iter().map(|row| &row.email)) {
            let domain = email.rsplit('@').next().unwrap_or_default();
            let reserved = domain.ends_with(".example")
                || ["example.com", "example.net", "example.org"].contains(&domain);
            assert!(reserved, "{email} might be somebody's");
        }
    }
}
