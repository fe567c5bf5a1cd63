//! Disks that are small or read-only: for tests that run as root on Linux. Elsewhere they say why they did nothing.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Something mounted, until it is dropped.
#[derive(Debug)]
pub struct Mount {
    at: PathBuf,
}

impl Mount {
    /// A disk of `mebibytes` in memory at `path`, which is made when missing. `None`, with the reason printed, when this
    /// user may not mount.
    pub fn small(path: &Path, mebibytes: u32) -> Option<Self> {
        std::fs::create_dir_all(path).expect("the temporary folder can be written");
        let size = format!("size={mebibytes}m");
        mount(&["-t", "tmpfs", "-o", &size, "gatehouse-test"], path)
    }

    /// What lies at `path`, read-only; else as [`Mount::small`].
    pub fn read_only(path: &Path) -> Option<Self> {
        std::fs::create_dir_all(path).expect("the temporary folder can be written");
        let bound = mount(&["--bind", path.to_str().expect("UTF-8")], path)?;
        // One step binds, another makes read-only: older kernels ignore the option in the first.
        match mount(&["-o", "remount,ro,bind"], path) {
            Some(again) => {
                // One mount, one unmounting.
                std::mem::forget(again);
                Some(bound)
            }
            None => None,
        }
    }
}

fn mount(arguments: &[&str], path: &Path) -> Option<Mount> {
    let outcome = Command::new("mount").args(arguments).arg(path).output();
    match outcome {
        Ok(done) if done.status.success() => Some(Mount { at: path.to_owned() }),
        Ok(refused) => {
            eprintln!(
                "skipped: this user may not mount: {}",
                String::from_utf8_lossy(&refused.stderr).trim()
            );
            None
        }
        Err(cause) => {
            eprintln!("skipped: there is no mount command: {cause}");
            None
        }
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // Lazily: a killed server may still hold a file.
        drop(Command::new("umount").arg("-l").arg(&self.at).status());
    }
}
