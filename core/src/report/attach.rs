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
    let (mut attachments, mut left_out, mut room) = (Vec::new(), Vec::new(), most);
    let mut take = |name: String, media_type: &str, content: Option<Vec<u8>>| match content {
        Some(content) if content.len() <= room => {
            room -= content.len();
            attachments.push(Attachment {
                name,
                media_type: media_type.to_owned(),
                content: Arc::from(content),
            });
            room
        }
        _ => {
            left_out.push(name);
            room
        }
    };
    let mut left = most;
    if schedule.formats.contains(&Format::Pdf) {
        let title = match parts.as_slice() {
            [one] => *one,
            _ => Section::All,
        };
        let content = pdf::build(store, &cover, &parts)?;
        left = take(cover.file_name(title, Format::Pdf), Format::Pdf.media_type(), Some(content));
    }
    if schedule.formats.contains(&Format::Csv) {
        for part in &parts {
            let export = CsvExport::new(store.clone(), cover.clone(), *part);
            left = take(export.file_name(), Format::Csv.media_type(), whole(export, left)?);
        }
    }
    let text = text(store, &cover, &attachments, &left_out)?;
    let subject = format!("Exposure report of {}, {}", one_line(&cover.company), cover.day(now));
    Ok(Built { subject, text, attachments })
}

/// The whole file, `None` as soon as it is larger than `most`.
fn whole(mut export: CsvExport, most: usize) -> Result<Option<Vec<u8>>> {
    let mut content = Vec::new();
    while let Some(piece) = export.next()? {
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

fn text(store: &OrgStore, cover: &Cover, attachments: &[Attachment], left_out: &[String]) -> Result<String> {
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
    for attachment in attachments {
        text.push_str(&format!("- {}\n", attachment.name));
    }
    if attachments.is_empty() {
        text.push_str("- nothing\n");
    }
    if !left_out.is_empty() {
        text.push_str("\nToo large for a mail, to be had from the console's reports:\n");
        for name in left_out {
            text.push_str(&format!("- {name}\n"));
        }
    }
    Ok(text)
}
