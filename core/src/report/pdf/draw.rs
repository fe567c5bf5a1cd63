//! Pages as a PDF file.

use chrono::{Datelike as _, Timelike as _};
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point};
use krilla::metadata::{DateTime, Metadata};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

use crate::error::{Error, Result};
use crate::report::cover::Cover;
use crate::report::pdf::canvas::{Mark, Step, Style};
use crate::report::pdf::colour::Colour;
use crate::report::pdf::flow::{HEIGHT, WIDTH};
use crate::report::pdf::fonts::{Fonts, Which};

/// The fonts as they are embedded.
struct Faces {
    regular: Font,
    bold: Font,
    fallback: Font,
}

impl Faces {
    fn load() -> Result<Self> {
        let face = |which: Which| {
            Font::new(which.bytes().into(), 0).ok_or_else(|| Error::internal("a font does not read"))
        };
        Ok(Self {
            regular: face(Which::Regular)?,
            bold: face(Which::Bold)?,
            fallback: face(Which::Fallback)?,
        })
    }

    fn of(&self, which: Which) -> Font {
        match which {
            Which::Regular => self.regular.clone(),
            Which::Bold => self.bold.clone(),
            Which::Fallback => self.fallback.clone(),
        }
    }
}

/// The file.
pub(super) fn draw(fonts: &Fonts, cover: &Cover, title: &str, pages: &[Vec<Mark>]) -> Result<Vec<u8>> {
    let faces = Faces::load()?;
    let mut document = Document::new();
    document.set_metadata(metadata(cover, title));
    let settings =
        PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| Error::internal("a page of no size"))?;
    for marks in pages {
        let mut page = document.start_page_with(settings.clone());
        let mut surface = page.surface();
        for mark in marks {
            put(&mut surface, fonts, &faces, mark);
        }
        surface.finish();
        page.finish();
    }
    document.finish().map_err(|cause| Error::internal(format!("the PDF cannot be written: {cause:?}")))
}

fn metadata(cover: &Cover, title: &str) -> Metadata {
    let at = cover.now.utc();
    let small = |n: u32| u8::try_from(n).unwrap_or_default();
    let made = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(0)
        .utc_offset_minute(0);
    Metadata::new()
        .title(format!("{title}: {}", cover.company))
        .creator("Gatehouse".into())
        .language("en".into())
        .creation_date(made)
}

fn fill(colour: Colour) -> Fill {
    Fill { paint: rgb::Color::new(colour.0, colour.1, colour.2).into(), ..Fill::default() }
}

fn put(surface: &mut Surface<'_>, fonts: &Fonts, faces: &Faces, mark: &Mark) {
    match mark {
        Mark::Text { x, y, style, text } => put_text(surface, fonts, faces, (*x, *y), *style, text),
        Mark::Shape { steps, colour } => {
            if let Some(path) = path(steps) {
                surface.set_stroke(None);
                surface.set_fill(Some(fill(*colour)));
                surface.draw_path(&path);
            }
        }
        Mark::Line { from, to, width, colour } => {
            let steps = [Step::Move(from.0, from.1), Step::Line(to.0, to.1)];
            if let Some(path) = path(&steps) {
                let paint = rgb::Color::new(colour.0, colour.1, colour.2).into();
                surface.set_fill(None);
                surface.set_stroke(Some(Stroke { paint, width: *width, ..Stroke::default() }));
                surface.draw_path(&path);
            }
        }
    }
}

fn put_text(
    surface: &mut Surface<'_>,
    fonts: &Fonts,
    faces: &Faces,
    (mut x, y): (f32, f32),
    style: Style,
    text: &str,
) {
    surface.set_stroke(None);
    surface.set_fill(Some(fill(style.colour)));
    for run in fonts.runs(text, style.weight) {
        let direction = if run.leftward { TextDirection::RightToLeft } else { TextDirection::LeftToRight };
        surface.draw_text(Point::from_xy(x, y), faces.of(run.which), style.size, &run.text, false, direction);
        x += fonts.run_width(&run, style.size);
    }
}

fn path(steps: &[Step]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    for step in steps {
        match *step {
            Step::Move(x, y) => builder.move_to(x, y),
            Step::Line(x, y) => builder.line_to(x, y),
            Step::Cubic([x1, y1, x2, y2, x, y]) => builder.cubic_to(x1, y1, x2, y2, x, y),
            Step::Close => builder.close(),
        }
    }
    builder.finish()
}
