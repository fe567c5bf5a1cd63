//! A report as a mail carries it: a file a section and form, together of bounded size.

use std::sync::Arc;

use crate::error::Result;
use crate::exposure::{self, AlertStatus};
use crate::ports::Attachment;
use crate::report::cover::Cover;
use crate::report::tables::CsvExport;
use crate::report::{Format, ReportSchedule, Section, pdf};
use crate::severity::Severity;
use crate::store::OrgStore;
use crate::time::Timestamp;

/// Bytes of all attachments together, before they are encoded for the mail: most servers take mails of 25 MB.
const MAX_BYTES: usize = 15 << 20;

/// A report that is ready to be sent.
#[derive(Debug, Clone)]
pub(super) struct Built {
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) attachments: Vec<Attachment>,
}

impl Built {
    /// Bytes of the attachments.
    pub(super) fn bytes(&self) -> usize {
        self.attachments.iter().map(|attachment| attachment.content.len()).sum()
    }
}

/// Reads the store and builds everything that the schedule asks for. For threads that may block.
pub(super) fn build(store: &OrgStore, schedule: &ReportSchedule, now: Timestamp) -> Result<Built> {
    build_within(store, schedule, now, MAX_BYTES)
}

/// [`build`] with another bound: what does not fit is left out, and the text says so.
pub(super) fn build_within(
    store: &OrgStore,
    schedule: &ReportSchedule,
    now: Timestamp,
    most: usize,
) -> Result<Built> {
    let cover = Cover::read(&store.read()?, now)?;
    let parts: Vec<Section> = schedule.sections.iter().flat_map(|section| section.parts()).collect();
    let mut parcel = Parcel { attachments: Vec::new(), left_out: Vec::new(), room: most };
    if schedule.formats.contains(&Format::Pdf) {
        let title = match parts.as_slice() {
            [one] => *one,
            _ => Section::All,
        };
        let content = pdf::build(store, &cover, &parts)?;
        parcel.put(cover.file_name(title, Format::Pdf), Format::Pdf, Some(content));
    }
    if schedule.formats.contains(&Format::Csv) {
        for part in &parts {
            let export = CsvExport::new(store.clone(), cover.clone(), *part);
            let (name, content) = (export.file_name(), whole(export, parcel.room)?);
            parcel.put(name, Format::Csv, content);
        }
    }
    let text = text(store, &cover, &parcel)?;
    let subject = format!("Exposure report of {}, {}", one_line(&cover.company), cover.day(now));
    Ok(Built { subject, text, attachments: parcel.attachments })
}

/// Files as far as there is room for them.
struct Parcel {
    attachments: Vec<Attachment>,
    /// Names of those that there was no room for.
    left_out: Vec<String>,
    /// Bytes that are left.
    room: usize,
}

impl Parcel {
    /// Adds a file; without content it was larger than the room.
    fn put(&mut self, name: String, format: Format, content: Option<Vec<u8>>) {
        match content {
            Some(content) if content.len() <= self.room => {
                self.room -= content.len();
                let media_type = format.media_type().to_owned();
                self.attachments.push(Attachment { name, media_type, content: Arc::from(content) });
            }
            _ => self.left_out.push(name),
        }
    }
}

/// The whole file, `None` as soon as it is larger than `most`.
fn whole(mut export: CsvExport, most: usize) -> Result<Option<Vec<u8>>> {
    let mut content = Vec::new();
    while let Some(piece) = export.next_piece()? {
        if content.len() + piece.len() > most {
            return Ok(None);
        }
        content.extend_from_slice(&piece);
    }
    Ok(Some(content))
}

/// Names come from outside: none may break a line.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn text(store: &OrgStore, cover: &Cover, parcel: &Parcel) -> Result<String> {
    let summary = exposure::summary_of(&store.read()?, cover.now)?;
    let mut text = format!(
        "Exposure report of {} of {}.\n\nRisk: {} of 100 ({})\nEmployees: {}, {} of them exposed\n\
         Open alerts: {}, {} of them critical\n\nAttached:\n",
        one_line(&cover.company),
        cover.moment(),
        summary.risk.score,
        summary.risk.level,
        summary.employees,
        summary.exposed,
        summary.with_status(AlertStatus::Open),
        summary.open(Severity::Critical),
    );
    for attachment in &parcel.attachments {
        text.push_str(&format!("- {}\n", attachment.name));
    }
    if parcel.attachments.is_empty() {
        text.push_str("- nothing\n");
    }
    if !parcel.left_out.is_empty() {
        text.push_str("\nToo large for a mail, to be had from the console's reports:\n");
        for name in &parcel.left_out {
            text.push_str(&format!("- {name}\n"));
        }
    }
    Ok(text)
}
