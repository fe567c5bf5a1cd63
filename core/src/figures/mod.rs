//! The figures behind the dashboard: numbers about alerts, people and breaches that are kept, not counted when asked for.
//!
//! What counts is a function of single rows: of an alert, of a person with what was found of them, of a breach with how
//! many it affects. Whoever changes such a row takes away what it counted for before and adds what it counts for now, in
//! the same transaction ([`Keeper`]); each number's row is written once a request, whatever that changes. So any number
//! equals what a recount would find, and a recount in bounded steps, while others write ([`FiguresHandler`]), is also how
//! folders of older releases get theirs. Only risk changes by itself, with time: it is looked at again once a day.

mod count;
mod due;
mod handler;
mod keeper;
mod names;
mod people;
mod period;
mod read;
mod recount;
mod rows;
mod top;

pub(crate) use due::ask_for_risk;
pub use due::{ask_when_due, recount};
pub use handler::FiguresHandler;
pub use keeper::{Keeper, follow_employee};
pub use names::{Department, Named, NamedCounts};
pub use people::{Mfa, PeopleFigures, RiskyPerson};
pub use period::{Day, Month, Opened};
pub use read::{ByStatus, Figures, SourceFigures};
pub use top::{BreachFigure, Year};

/// The kind and lane of the jobs that count again and look at risk again.
pub const FIGURES_KIND: &str = "figures";

#[cfg(test)]
mod tests;
