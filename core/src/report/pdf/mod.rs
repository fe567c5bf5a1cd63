//! A report as PDF: the same numbers as the CSV with charts, of bounded length. What is left out is counted and said.
//!
//! - `content` reads what is shown; `sections` puts it onto pages (`flow`, `table`, `charts` on a `canvas`);
//! - `draw` writes the pages down; only it names the library that does (krilla);
//! - `fonts` are part of the binary, so that no font of the machine is needed and every script shows.

mod canvas;
mod charts;
mod colour;
mod content;
mod draw;
mod flow;
mod fonts;
mod sections;
mod table;

use crate::access::Principal;
use crate::error::Result;
use crate::report::cover::Cover;
use crate::report::{Format, Section};
use crate::services::Services;
use crate::store::OrgStore;

/// A report as a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Exported {
    /// What it is called.
    pub file_name: String,
    /// What it holds.
    pub content: Vec<u8>,
}

impl std::fmt::Debug for Exported {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Exported({}, {} bytes)", self.file_name, self.content.len())
    }
}

/// The section as PDF. Every member may. Reads everybody once and draws: for threads that may block.
///
/// # Errors
/// [`crate::Error::Unavailable`] when the disk fails.
pub fn pdf(services: &Services, principal: &Principal, section: Section) -> Result<Exported> {
    principal.require_member()?;
    let store = services.org(principal);
    let cover = Cover::read(&store.read()?, services.platform.now())?;
    let content = build(&store, &cover, &section.parts())?;
    Ok(Exported { file_name: cover.file_name(section, Format::Pdf), content })
}

/// The sections as one file.
pub(super) fn build(store: &OrgStore, cover: &Cover, parts: &[Section]) -> Result<Vec<u8>> {
    let fonts = fonts::Fonts::load()?;
    let title = match parts {
        [Section::Exposure] => "Exposure report",
        [Section::Employees] => "Exposure of employees",
        [Section::Trends] => "Exposure trends",
        [Section::Compliance] => "Compliance report",
        _ => "Exposure and compliance report",
    };
    let mut flow = flow::Flow::new(&fonts, cover, title);
    for part in parts {
        match part {
            Section::Exposure => sections::exposure(&mut flow, &content::exposure(store, cover)?),
            Section::Employees => sections::employees(&mut flow, &content::people(store, cover)?),
            Section::Trends => sections::trends(&mut flow, &content::months(store, cover)?),
            Section::Compliance | Section::All => {
                sections::compliance(&mut flow, &content::compliance(store, cover)?);
            }
        }
    }
    let pages = flow.finish();
    draw::draw(&fonts, cover, title, &pages)
}
