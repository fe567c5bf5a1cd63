//! How much of something a widget shows.

use gatehouse_core::{Error, Result};
use serde::Deserialize;
use utoipa::IntoParams;

/// How much is shown, where a widget shows days, months or the first few of a list.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct RangeQuery {
    /// How many days, today included, 1 to 365; 30 unless told.
    #[param(minimum = 1, maximum = 365, default = 30)]
    days: Option<u32>,
    /// How many months, this one included, 1 to 36; 12 unless told.
    #[param(minimum = 1, maximum = 36, default = 12)]
    months: Option<u32>,
    /// How many entries of a list, 1 to 50; 10 unless told.
    #[param(minimum = 1, maximum = 50, default = 10)]
    limit: Option<u32>,
}

/// [`RangeQuery`], checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Range {
    pub(super) days: u32,
    pub(super) months: u32,
    pub(super) limit: usize,
}

fn within(name: &str, given: Option<u32>, default: u32, most: u32) -> Result<u32> {
    let value = given.unwrap_or(default);
    if !(1..=most).contains(&value) {
        return Err(Error::invalid(name, format!("must be 1 to {most}")));
    }
    Ok(value)
}

impl Range {
    /// # Errors
    /// [`Error::Invalid`] naming what is out of its bounds.
    pub(super) fn checked(asked: &RangeQuery) -> Result<Self> {
        Ok(Self {
            days: within("days", asked.days, 30, 365)?,
            months: within("months", asked.months, 12, 36)?,
            limit: within("limit", asked.limit, 10, 50)? as usize,
        })
    }
}
