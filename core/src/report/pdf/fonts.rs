//! The fonts: which of them has a letter, how wide a text is, and how much of it fits.

use ttf_parser::Face as Metrics;

use crate::error::{Error, Result};

// A `const` would be in the binary as often as it is used.
static REGULAR: &[u8] = include_bytes!("fonts/DejaVuSans.ttf");
static BOLD: &[u8] = include_bytes!("fonts/DejaVuSans-Bold.ttf");
/// What DejaVu lacks, Chinese, Japanese and Korean above all. One weight.
static FALLBACK: &[u8] = include_bytes!("fonts/wqy-microhei.ttc");

/// Stands for letters that no font has.
const UNKNOWN: char = '\u{fffd}';
const ELLIPSIS: char = '…';

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// One of the fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    Regular,
    Bold,
    Fallback,
}

/// A stretch of a text in one font and direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) which: Which,
    pub(super) leftward: bool,
    pub(super) text: String,
}

/// The fonts as far as they are measured.
pub(super) struct Fonts {
    regular: Metrics<'static>,
    bold: Metrics<'static>,
    fallback: Metrics<'static>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Fonts")
    }
}

impl Which {
    /// The font's file.
    pub(super) fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
            Self::Fallback => FALLBACK,
        }
    }
}

impl Fonts {
    /// Reads the fonts' tables.
    pub(super) fn load() -> Result<Self> {
        let read = |which: Which| Metrics::parse(which.bytes(), 0).map_err(Error::internal);
        Ok(Self {
            regular: read(Which::Regular)?,
            bold: read(Which::Bold)?,
            fallback: read(Which::Fallback)?,
        })
    }

    fn metrics(&self, which: Which) -> &Metrics<'static> {
        match which {
            Which::Regular => &self.regular,
            Which::Bold => &self.bold,
            Which::Fallback => &self.fallback,
        }
    }

    /// The font that has the letter, and the letter; or what stands for it.
    fn find(&self, c: char, weight: Weight) -> (Which, char) {
        let own = match weight {
            Weight::Regular => Which::Regular,
            Weight::Bold => Which::Bold,
        };
        let c = if c.is_control() { ' ' } else { c };
        for which in [own, Which::Regular, Which::Fallback] {
            if self.metrics(which).glyph_index(c).is_some() {
                return (which, c);
            }
        }
        (own, UNKNOWN)
    }

    /// The text in stretches, in reading order.
    pub(super) fn runs(&self, text: &str, weight: Weight) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for c in text.chars() {
            let (which, c) = self.find(c, weight);
            let leftward = is_leftward(c);
            match runs.last_mut() {
                // A space goes with what stands before it.
                Some(run) if run.which == which && (run.leftward == leftward || c == ' ') => run.text.push(c),
                _ => runs.push(Run { which, leftward, text: c.into() }),
            }
        }
        runs
    }

    /// How wide a letter is at size 1.
    fn advance(&self, which: Which, c: char) -> f32 {
        let metrics = self.metrics(which);
        let glyph = metrics.glyph_index(c).unwrap_or_default();
        f32::from(metrics.glyph_hor_advance(glyph).unwrap_or(0)) / f32::from(metrics.units_per_em())
    }

    /// As much of a text as fits, up to a space, and the rest; the whole text where no part fits.
    pub(super) fn wrap<'t>(&self, text: &'t str, size: f32, weight: Weight, most: f32) -> (&'t str, &'t str) {
        let (mut width, mut space) = (0.0, None);
        for (at, c) in text.char_indices() {
            let (which, shown) = self.find(c, weight);
            width += self.advance(which, shown) * size;
            if width > most {
                return space.map_or((text, ""), |space| (&text[..space], text[space..].trim_start()));
            }
            if c == ' ' {
                space = Some(at);
            }
        }
        (text, "")
    }

    /// How wide a stretch is.
    pub(super) fn run_width(&self, run: &Run, size: f32) -> f32 {
        run.text.chars().map(|c| self.advance(run.which, c)).sum::<f32>() * size
    }

    /// How wide a text is.
    pub(super) fn width(&self, text: &str, size: f32, weight: Weight) -> f32 {
        self.runs(text, weight).iter().map(|run| self.run_width(run, size)).sum()
    }

    /// The text, or as much of it as fits, with an ellipsis.
    pub(super) fn fit(&self, text: &str, size: f32, weight: Weight, most: f32) -> String {
        let dots = self.width(&ELLIPSIS.to_string(), size, weight);
        let (mut width, mut fitting) = (0.0, 0);
        for (at, c) in text.char_indices() {
            let (which, shown) = self.find(c, weight);
            width += self.advance(which, shown) * size;
            if width > most {
                let mut cut = text[..fitting].trim_end().to_owned();
                cut.push(ELLIPSIS);
                return cut;
            }
            if width + dots <= most {
                fitting = at + c.len_utf8();
            }
        }
        text.to_owned()
    }
}

/// Whether a letter is written from right to left (Hebrew, Arabic and their neighbours).
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}')
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::{Fonts, Weight, Which};

    #[test]
    fn every_script_finds_a_font() {
        let fonts = Fonts::load().unwrap();
        for (text, expected) in [
            ("Zoë Łukasz Ğül", vec![(Which::Regular, false)]),
            ("Дмитрий Ωmega", vec![(Which::Regular, false)]),
            ("שלום כהן", vec![(Which::Regular, true)]),
            ("山田 太郎", vec![(Which::Fallback, false); 1]),
            ("김민수", vec![(Which::Fallback, false)]),
            ("Ada 山", vec![(Which::Regular, false), (Which::Fallback, false)]),
        ] {
            let runs = fonts.runs(text, Weight::Regular);
            let found: Vec<_> = runs
                .iter()
                .filter(|run| !run.text.trim().is_empty())
                .map(|run| (run.which, run.leftward))
                .collect();
            let mut found = found;
            found.dedup();
            assert_eq!(found, expected, "{text}");
            assert_eq!(runs.into_iter().map(|run| run.text).collect::<String>(), text);
        }
        let unknown = fonts.runs("\u{10ffff}a\u{7}", Weight::Bold);
        assert_eq!(unknown.into_iter().map(|run| run.text).collect::<String>(), "\u{fffd}a ");
    }

    #[test]
    fn a_text_is_wrapped_at_a_space_and_loses_nothing() {
        let fonts = Fonts::load().unwrap();
        let wrap = |text, most| fonts.wrap(text, 8.0, Weight::Regular, most);
        assert_eq!(wrap("email; names; password", 1000.0), ("email; names; password", ""));
        assert_eq!(wrap("email; names; password", 60.0), ("email; names;", "password"));
        assert_eq!(wrap("incomprehensibilities", 30.0), ("incomprehensibilities", ""));
        assert_eq!(wrap("", 30.0), ("", ""));
    }

    proptest! {
        #[test]
        fn what_is_fitted_fits(text in "\\PC{0,40}", most in 10.0f32..200.0) {
            let fonts = Fonts::load().unwrap();
            let fitted = fonts.fit(&text, 8.0, Weight::Regular, most);
            prop_assert!(fonts.width(&fitted, 8.0, Weight::Regular) <= most + 0.01);
            prop_assert!(fitted == text || fitted.ends_with('…'));
        }
    }
}
