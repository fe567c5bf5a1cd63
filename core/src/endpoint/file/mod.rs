//! Agents' files: crash logs, and programs that they quarantined (seed 000, "File Upload", "Crash Logs"; contract
//! "Files").
//!
//! The appliance is the object store: an agent asks for a link, puts the file there once, and people get links to fetch
//! it. Quarantined programs lie sealed on the disk, so that nothing that walks over it runs or deletes them.

mod crash_log;
mod download;
mod link;
mod receive;
mod retain;
mod row;
mod suspicious;
mod upload;

pub use crash_log::{crash_log, crash_logs, crash_logs_after, find_crash_log};
pub use download::Download;
pub use receive::Receiving;
pub use retain::{StoredFile, files_before, remove_files, unlink_removed};
pub use row::CrashLog;
pub use suspicious::{FileState, file_state};
pub use upload::{MAX_FILE, Prefix, Upload};

pub(super) use retain::forget_expected;
pub(super) use suspicious::expect;
