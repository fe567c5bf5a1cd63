//! Pages of lists.

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::error::ApiError;

/// Which part of a list.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many items, 1 to 200; 50 unless told.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: Option<usize>,
    /// How many items come before.
    #[param(default = 0)]
    pub offset: Option<usize>,
}

impl Paging {
    /// `(skip, limit)`.
    ///
    /// # Errors
    /// 400 naming `limit` or `offset`.
    pub fn checked(self) -> Result<(usize, usize), ApiError> {
        let (offset, limit) = (self.offset.unwrap_or(0), self.limit.unwrap_or(50));
        if !(1..=200).contains(&limit) {
            return Err(ApiError::invalid("limit", "must be 1 to 200"));
        }
        if offset > 1_000_000 {
            return Err(ApiError::invalid("offset", "must be at most 1000000"));
        }
        Ok((offset, limit))
    }
}

/// A part of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// How many there are in all.
    pub total: usize,
    /// How many were asked for.
    pub limit: usize,
    /// How many came before.
    pub offset: usize,
}

impl<T> Page<T> {
    /// The page of `items` that `(skip, limit)` asked for.
    pub fn new(items: impl IntoIterator<Item = T>, total: usize, (offset, limit): (usize, usize)) -> Self {
        Self { items: items.into_iter().collect(), total, limit, offset }
    }
}
