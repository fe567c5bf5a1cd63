//! Work that happens later, by itself or again: jobs with due times, schedules, and the outbox.
//!
//! A job is a row. It is claimed when due, runs in steps that can be repeated, and keeps progress and result on its row;
//! finished ones are the history. At least once: a job that was running when the process died is taken up again. One job
//! of a lane (usually its kind) per organization at a time. This room knows no subject: handlers are registered by kind.

mod handle;
mod lane;
mod outbox;
mod retain;
mod row;
mod run;
mod runner;
mod schedule;
mod schedules;

pub use handle::{Handler, Jobs, last_succeeded};
pub use outbox::{Courier, Outbox, Outgoing, SendError};
pub use retain::{Past, past_before, remove_past};
pub use row::{Job, JobState, Progress};
pub use run::Run;

pub use schedule::{Recurrence, Schedule};
pub use schedules::{end_schedule, move_to_zone, request, schedule_of, set_schedule};

#[cfg(test)]
mod tests;
