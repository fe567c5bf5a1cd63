//! What every answer of the endpoint API is wrapped in.

use serde::Serialize;
use utoipa::ToSchema;

use super::filters::Place;

/// An answer with content.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Data<T> {
    /// Always true.
    success: bool,
    data: T,
}

impl<T> Data<T> {
    pub(super) fn of(data: T) -> Self {
        Self { success: true, data }
    }
}

/// An answer with content and a sentence about what was done.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Told<T> {
    /// Always true.
    success: bool,
    message: &'static str,
    data: T,
}

impl<T> Told<T> {
    pub(super) fn of(message: &'static str, data: T) -> Self {
        Self { success: true, message, data }
    }
}

/// An answer that says only what was done.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Done {
    /// Always true.
    success: bool,
    message: &'static str,
}

impl Done {
    pub(super) fn of(message: &'static str) -> Self {
        Self { success: true, message }
    }
}

/// A signed address.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Link {
    /// Always true.
    success: bool,
    /// Good for a few minutes, for whoever holds it.
    url: String,
}

impl Link {
    pub(super) fn of(url: String) -> Self {
        Self { success: true, url }
    }
}

/// Which part of a list an answer is.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Pagination {
    /// From 1.
    page: u64,
    per_page: u64,
    /// How many there are in all.
    total: u64,
    /// How many pages that makes.
    pages: u64,
}

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Paged<T> {
    /// Always true.
    success: bool,
    data: Vec<T>,
    pagination: Pagination,
}

impl<T> Paged<T> {
    pub(super) fn of(data: Vec<T>, place: Place, total: u64) -> Self {
        let Place { page, per_page } = place;
        let pagination = Pagination { page, per_page, total, pages: total.div_ceil(per_page) };
        Self { success: true, data, pagination }
    }
}
