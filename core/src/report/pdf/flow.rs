//! Pages one after the other: what comes next goes below, or onto a new page with its head.

use crate::report::cover::Cover;
use crate::report::pdf::canvas::{Area, Mark, Style, rounded};
use crate::report::pdf::colour::{ACCENT, BORDER, PAPER, TEXT, TEXT_FAINT, TEXT_SOFT};
use crate::report::pdf::fonts::{Fonts, Weight};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.0;
pub(super) const HEIGHT: f32 = 842.0;
pub(super) const MARGIN: f32 = 46.0;
/// Where the content of a page ends.
const BOTTOM: f32 = HEIGHT - 62.0;
/// Where the content of a page begins that is not the first.
const TOP: f32 = 74.0;

/// Pages as they fill.
pub(super) struct Flow<'f> {
    pub(super) fonts: &'f Fonts,
    cover: &'f Cover,
    title: &'static str,
    pages: Vec<Vec<Mark>>,
    /// How far the page is filled.
    pub(super) y: f32,
}

impl<'f> Flow<'f> {
    /// With the first page's head.
    pub(super) fn new(fonts: &'f Fonts, cover: &'f Cover, title: &'static str) -> Self {
        let mut flow = Self { fonts, cover, title, pages: vec![Vec::new()], y: MARGIN };
        flow.first_head();
        flow
    }

    /// From the left margin to the right one.
    pub(super) fn width(&self) -> f32 {
        WIDTH - 2.0 * MARGIN
    }

    /// Adds to the page.
    pub(super) fn put(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// A text from `x` on; answers how wide it is.
    pub(super) fn text(&mut self, x: f32, y: f32, style: Style, text: &str) -> f32 {
        let width = self.fonts.width(text, style.size, style.weight);
        self.put(Mark::Text { x, y, style, text: text.to_owned() });
        width
    }

    /// A text that ends at `right`.
    pub(super) fn text_to(&mut self, right: f32, y: f32, style: Style, text: &str) {
        let width = self.fonts.width(text, style.size, style.weight);
        self.put(Mark::Text { x: right - width, y, style, text: text.to_owned() });
    }

    /// A text about `middle`.
    pub(super) fn text_about(&mut self, middle: f32, y: f32, style: Style, text: &str) {
        let width = self.fonts.width(text, style.size, style.weight);
        self.put(Mark::Text { x: middle - width / 2.0, y, style, text: text.to_owned() });
    }

    /// Whether so much fits below; else a new page begins. Says whether one did.
    pub(super) fn need(&mut self, height: f32) -> bool {
        if self.y + height <= BOTTOM {
            return false;
        }
        self.pages.push(Vec::new());
        self.next_head();
        true
    }

    /// An area of this height across the page, all on one page.
    pub(super) fn area(&mut self, height: f32) -> Area {
        self.need(height);
        let area = Area { x: MARGIN, y: self.y, width: self.width(), height };
        self.y += height;
        area
    }

    /// A section's name, with room for something below it.
    pub(super) fn heading(&mut self, text: &str, room: f32) {
        self.need(46.0 + room);
        self.y += 30.0;
        let y = self.y;
        self.text(MARGIN, y, Style::bold(15.0, TEXT), text);
        self.y += 14.0;
    }

    /// A line below what is there.
    pub(super) fn note(&mut self, text: &str) {
        self.need(16.0);
        self.y += 13.0;
        let (y, most) = (self.y, self.width());
        let text = self.fonts.fit(text, 8.5, Weight::Regular, most);
        self.text(MARGIN, y, Style::regular(8.5, TEXT_FAINT), &text);
        self.y += 3.0;
    }

    /// A frame.
    pub(super) fn frame(&mut self, area: Area) {
        self.put(rounded(area, 6.0, BORDER));
        self.put(rounded(area.inset(0.75), 5.3, PAPER));
    }

    /// A frame with a title; answers what is inside below it.
    pub(super) fn card(&mut self, area: Area, title: &str) -> Area {
        self.frame(area);
        self.text(area.x + 12.0, area.y + 19.0, Style::bold(8.5, TEXT_SOFT), title);
        let inside = area.inset(12.0);
        Area { y: inside.y + 18.0, height: inside.height - 18.0, ..inside }
    }

    fn mark(&mut self, x: f32, y: f32, size: f32) {
        self.put(rounded(Area { x, y, width: size, height: size }, size / 4.0, ACCENT));
        // A gate: two towers and the wall between them.
        let unit = size / 16.0;
        for (left, top, width, height) in [(3.5, 5.5, 3.0, 6.5), (9.5, 5.5, 3.0, 6.5), (6.5, 7.5, 3.0, 2.0)] {
            let area =
                Area { x: x + left * unit, y: y + top * unit, width: width * unit, height: height * unit };
            self.put(rounded(area, 0.0, PAPER));
        }
    }

    fn first_head(&mut self) {
        self.mark(MARGIN, MARGIN - 4.0, 30.0);
        let (x, most) = (MARGIN + 42.0, self.width() - 42.0);
        let company = self.fonts.fit(&self.cover.company, 20.0, Weight::Bold, most);
        self.text(x, MARGIN + 12.0, Style::bold(20.0, TEXT), &company);
        let line = format!("{} · {}", self.title, self.cover.moment());
        self.text(x, MARGIN + 27.0, Style::regular(9.5, TEXT_SOFT), &line);
        self.rule(MARGIN + 42.0);
        self.y = MARGIN + 46.0;
    }

    fn next_head(&mut self) {
        let company = self.fonts.fit(&self.cover.company, 8.5, Weight::Bold, self.width() / 2.0);
        let width = self.text(MARGIN, MARGIN + 4.0, Style::bold(8.5, TEXT), &company);
        let soft = Style::regular(8.5, TEXT_FAINT);
        self.text(MARGIN + width + 8.0, MARGIN + 4.0, soft, self.title);
        let moment = self.cover.moment();
        self.text_to(WIDTH - MARGIN, MARGIN + 4.0, soft, &moment);
        self.rule(MARGIN + 12.0);
        self.y = TOP;
    }

    fn rule(&mut self, y: f32) {
        let (from, to) = ((MARGIN, y), (WIDTH - MARGIN, y));
        self.put(Mark::Line { from, to, width: 0.75, colour: BORDER });
    }

    /// The pages, each with its foot: only now it is known how many there are.
    pub(super) fn finish(mut self) -> Vec<Vec<Mark>> {
        let pages = std::mem::take(&mut self.pages);
        let total = pages.len();
        let mut finished = Vec::with_capacity(total);
        for (at, page) in pages.into_iter().enumerate() {
            self.pages = vec![page];
            self.rule(HEIGHT - 48.0);
            let soft = Style::regular(8.0, TEXT_FAINT);
            self.text(MARGIN, HEIGHT - 35.0, soft, "Gatehouse · confidential: holds personal data");
            self.text_to(WIDTH - MARGIN, HEIGHT - 35.0, soft, &format!("Page {} of {total}", at + 1));
            finished.append(&mut self.pages);
        }
        finished
    }
}
