//! What a report may hold, and in which form.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A part of a report (contract "Reports").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Section {
    /// Every other one, in turn.
    All,
    /// The company's numbers, and the breaches that its people are in.
    Exposure,
    /// Everybody, with what was found of them.
    Employees,
    /// What was found month by month.
    Trends,
    /// What an auditor asks: the register, its deadlines, second factors.
    Compliance,
}

impl Section {
    /// Those that are something themselves, in the order in which a report shows them.
    pub const EACH: [Self; 4] = [Self::Exposure, Self::Employees, Self::Trends, Self::Compliance];

    /// As APIs name it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Exposure => "exposure",
            Self::Employees => "employees",
            Self::Trends => "trends",
            Self::Compliance => "compliance",
        }
    }

    /// The sections that it stands for.
    pub(super) fn parts(self) -> Vec<Self> {
        if self == Self::All { Self::EACH.to_vec() } else { vec![self] }
    }
}

impl FromStr for Section {
    type Err = Error;

    /// Reads exactly what [`Self::as_str`] writes.
    fn from_str(text: &str) -> Result<Self> {
        [Self::All].into_iter().chain(Self::EACH).find(|section| section.as_str() == text).ok_or_else(|| {
            Error::invalid("section", "must be all, exposure, employees, trends or compliance")
        })
    }
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Format {
    /// Tables for a spreadsheet.
    Csv,
    /// Pages with charts.
    Pdf,
}

impl Format {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Csv, Self::Pdf];

    /// As APIs name it, and the extension of its files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Pdf => "pdf",
        }
    }

    /// The media type of its files.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Pdf => "application/pdf",
        }
    }
}

impl FromStr for Format {
    type Err = Error;

    /// Reads exactly what [`Self::as_str`] writes.
    fn from_str(text: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.as_str() == text)
            .ok_or_else(|| Error::invalid("format", "must be csv or pdf"))
    }
}
