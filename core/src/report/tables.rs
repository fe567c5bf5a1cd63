//! Sections as CSV of any length: each piece is read in a snapshot of its own and forgotten once it is handed over.

use std::collections::VecDeque;

use crate::access::Principal;
use crate::error::Result;
use crate::exposure;
use crate::report::cover::Cover;
use crate::report::facts::{self, Metric};
use crate::report::months::months;
use crate::report::{Format, Section};
use crate::services::Services;
use crate::spreadsheet::Sheet;
use crate::store::OrgStore;
use crate::workforce;

/// How many people or breaches a piece holds.
const PIECE: usize = 500;

/// What is written next. Places in the order of names say what was written last.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// Says which section follows, where there are several.
    Head(Section),
    Numbers,
    Breaches(Option<String>),
    People(Option<String>),
    Months,
    Audit,
}

/// A report on its way out, piece by piece.
#[derive(Debug)]
pub struct CsvExport {
    store: OrgStore,
    cover: Cover,
    section: Section,
    steps: VecDeque<Step>,
    begun: bool,
}

/// The section as CSV (contract "Reports"). Every member may. Whoever gets it asks for [`CsvExport::next_piece`] on a thread that
/// may block, until there is no more.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn csv(services: &Services, principal: &Principal, section: Section) -> Result<CsvExport> {
    principal.require_member()?;
    let store = services.org(principal);
    let cover = Cover::read(&store.read()?, services.platform.now())?;
    Ok(CsvExport::new(store, cover, section))
}

impl CsvExport {
    pub(super) fn new(store: OrgStore, cover: Cover, section: Section) -> Self {
        let mut steps = VecDeque::new();
        for part in section.parts() {
            if section == Section::All {
                steps.push_back(Step::Head(part));
            }
            match part {
                Section::Exposure => steps.extend([Step::Numbers, Step::Breaches(None)]),
                Section::Employees => steps.push_back(Step::People(None)),
                Section::Trends => steps.push_back(Step::Months),
                Section::Compliance | Section::All => steps.push_back(Step::Audit),
            }
        }
        Self { store, cover, section, steps, begun: false }
    }

    /// What the file is called.
    pub fn file_name(&self) -> String {
        self.cover.file_name(self.section, Format::Csv)
    }

    /// The next piece, up to some hundred rows; none at the end.
    ///
    /// # Errors
    /// [`crate::Error::Unavailable`] when the disk fails.
    pub fn next_piece(&mut self) -> Result<Option<Vec<u8>>> {
        while let Some(step) = self.steps.pop_front() {
            let piece = self.take(step)?;
            // The last look at a table finds that there is no more.
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    fn take(&mut self, step: Step) -> Result<Vec<u8>> {
        let goes_on = matches!(step, Step::Breaches(Some(_)) | Step::People(Some(_)));
        let mut sheet = Sheet::default();
        if self.begun && !goes_on {
            sheet = sheet.gap()?;
        }
        self.begun = true;
        match step {
            Step::Head(section) => sheet.row(["section", section.as_str()])?,
            Step::Numbers => {
                let summary = exposure::summary_of(&self.store.read()?, self.cover.now)?;
                metrics(&mut sheet, facts::exposure(&summary))?;
            }
            Step::Audit => {
                let reader = self.store.read()?;
                let summary = exposure::summary_of(&reader, self.cover.now)?;
                metrics(&mut sheet, facts::compliance(&reader, &self.cover, &summary)?)?;
            }
            Step::Months => {
                sheet.row(["month", "breaches", "alerts"])?;
                for month in months(&self.store.read()?, &self.cover)? {
                    sheet.row([&month.name, &month.breaches.to_string(), &month.all_alerts().to_string()])?;
                }
            }
            Step::Breaches(after) => self.breaches(&mut sheet, after)?,
            Step::People(after) => self.people(&mut sheet, after)?,
        }
        sheet.finish()
    }

    fn breaches(&mut self, sheet: &mut Sheet, after: Option<String>) -> Result<()> {
        if after.is_none() {
            sheet.row(["breach", "source", "breach date", "affected employees"])?;
        }
        let found = exposure::breaches_by_name(&self.store.read()?, after.as_deref(), PIECE)?;
        for named in &found {
            sheet.row([
                named.breach.name.as_str(),
                exposure::source_name(named.breach.source),
                &facts::breach_day(&named.breach),
                &named.affected.to_string(),
            ])?;
        }
        if let Some(last) = found.into_iter().next_back() {
            self.steps.push_front(Step::Breaches(Some(last.key)));
        }
        Ok(())
    }

    fn people(&mut self, sheet: &mut Sheet, after: Option<String>) -> Result<()> {
        if after.is_none() {
            sheet.row([
                "name",
                "email",
                "department",
                "breaches",
                "exposed data",
                "last detected",
                "risk",
            ])?;
        }
        let reader = self.store.read()?;
        let weights = exposure::risk_weights(&reader)?;
        let found = workforce::named_after(&reader, after.as_deref(), PIECE)?;
        for (_, id, employee) in &found {
            let known = exposure::of_employee_by(&reader, &weights, *id, employee, self.cover.now)?;
            sheet.row([
                employee.display_name().as_str(),
                &employee.email,
                &employee.department,
                &known.breaches.to_string(),
                &facts::joined(&known.data_types),
                &known.last_detected.map(|at| self.cover.day(at)).unwrap_or_default(),
                &known.risk.score.to_string(),
            ])?;
        }
        if let Some((place, ..)) = found.into_iter().next_back() {
            self.steps.push_front(Step::People(Some(place)));
        }
        Ok(())
    }
}

fn metrics(sheet: &mut Sheet, metrics: Vec<Metric>) -> Result<()> {
    sheet.row(["metric", "value"])?;
    for (name, value) in metrics {
        sheet.row([name, &value])?;
    }
    Ok(())
}
