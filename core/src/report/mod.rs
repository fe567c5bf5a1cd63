//! Reports: what is known of a company's exposure as CSV and as PDF, asked for or sent by mail on a schedule.
//!
//! - `section`, `cover` – what a report may hold, whose it is and from when;
//! - `tables` – tables of any length, written piece by piece in constant memory;
//! - `facts` – the bounded numbers that tables and charts share;
//! - `pdf` – the same with charts, of bounded length;
//! - `schedule`, `manage` – who gets what and when; `deliver` – building and sending it.
//!
//! What the numbers mean is their subjects' business; how mail leaves is `notify`'s.

mod attach;
mod cover;
mod deliver;
mod facts;
mod manage;
mod months;
mod pdf;
mod schedule;
mod section;
mod tables;

pub use deliver::ReportHandler;
pub use manage::{
    MAX_RECIPIENTS, NewSchedule, ScheduleChange, Shown, add_schedule, change_schedule, remove_schedule,
    schedules, send_now,
};
pub use pdf::{Exported, pdf};
pub use schedule::{Frequency, ReportSchedule};
pub use section::{Format, Section};
pub use tables::{CsvExport, csv};

/// The kind of the jobs that send reports; each schedule has a lane of its own.
pub const REPORT_KIND: &str = "report";

#[cfg(test)]
mod tests;
