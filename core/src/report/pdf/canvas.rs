//! What stands on a page, before anything is drawn: texts, lines and filled shapes. Points from the page's upper left corner.

use std::f32::consts::{FRAC_PI_2, PI};

use crate::report::pdf::colour::Colour;
use crate::report::pdf::fonts::Weight;

/// A step along the edge of a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Step {
    Move(f32, f32),
    Line(f32, f32),
    Cubic([f32; 6]),
    Close,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) weight: Weight,
    pub(super) colour: Colour,
}

impl Style {
    pub(super) const fn regular(size: f32, colour: Colour) -> Self {
        Self { size, weight: Weight::Regular, colour }
    }

    pub(super) const fn bold(size: f32, colour: Colour) -> Self {
        Self { size, weight: Weight::Bold, colour }
    }
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mark {
    /// A text that begins at `x` on the base line `y`.
    Text { x: f32, y: f32, style: Style, text: String },
    /// A filled shape.
    Shape { steps: Vec<Step>, colour: Colour },
    /// A straight line.
    Line { from: (f32, f32), to: (f32, f32), width: f32, colour: Colour },
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) width: f32,
    pub(super) height: f32,
}

impl Area {
    /// What is left when `by` is taken from each side.
    pub(super) fn inset(self, by: f32) -> Self {
        Self {
            x: self.x + by,
            y: self.y + by,
            width: (self.width - 2.0 * by).max(0.0),
            height: (self.height - 2.0 * by).max(0.0),
        }
    }

    /// This area as so many columns with gaps between them.
    pub(super) fn columns<const N: usize>(self, gap: f32) -> [Self; N] {
        let width = (self.width - gap * (N as f32 - 1.0)) / N as f32;
        std::array::from_fn(|at| Self { x: self.x + at as f32 * (width + gap), width, ..self })
    }
}

/// How far the handles of a cubic lie that is nearly a quarter of a circle.
const ROUND: f32 = 0.552_285;

/// A rectangle with round corners; with square ones for a radius of 0.
pub(super) fn rounded(area: Area, radius: f32, colour: Colour) -> Mark {
    let Area { x, y, width, height } = area;
    let r = radius.min(width / 2.0).min(height / 2.0).max(0.0);
    let (right, bottom, h) = (x + width, y + height, r * (1.0 - ROUND));
    let steps = vec![
        Step::Move(x + r, y),
        Step::Line(right - r, y),
        Step::Cubic([right - h, y, right, y + h, right, y + r]),
        Step::Line(right, bottom - r),
        Step::Cubic([right, bottom - h, right - h, bottom, right - r, bottom]),
        Step::Line(x + r, bottom),
        Step::Cubic([x + h, bottom, x, bottom - h, x, bottom - r]),
        Step::Line(x, y + r),
        Step::Cubic([x, y + h, x + h, y, x + r, y]),
        Step::Close,
    ];
    Mark::Shape { steps, colour }
}

/// A part of a ring about `centre`, from one angle to another, clockwise from twelve o'clock, in turns of the whole.
pub(super) fn ring(
    centre: (f32, f32),
    (inner, outer): (f32, f32),
    (from, to): (f32, f32),
    colour: Colour,
) -> Mark {
    let (from, to) = (from * 2.0 * PI - FRAC_PI_2, to * 2.0 * PI - FRAC_PI_2);
    let at = |radius: f32, angle: f32| (centre.0 + radius * angle.cos(), centre.1 + radius * angle.sin());
    let begin = at(outer, from);
    let mut steps = vec![Step::Move(begin.0, begin.1)];
    arc(&mut steps, centre, outer, (from, to));
    let turn = at(inner, to);
    steps.push(Step::Line(turn.0, turn.1));
    arc(&mut steps, centre, inner, (to, from));
    steps.push(Step::Close);
    Mark::Shape { steps, colour }
}

/// Goes along a circle from the angle where the path is, in pieces of at most a quarter.
fn arc(steps: &mut Vec<Step>, centre: (f32, f32), radius: f32, (from, to): (f32, f32)) {
    let pieces = ((to - from).abs() / FRAC_PI_2).ceil().max(1.0);
    let step = (to - from) / pieces;
    let handle = 4.0 / 3.0 * (step / 4.0).tan() * radius;
    let mut angle = from;
    while (to - angle).abs() > step.abs() / 2.0 {
        let next = angle + step;
        let (begin, end) = ((angle.cos(), angle.sin()), (next.cos(), next.sin()));
        steps.push(Step::Cubic([
            centre.0 + radius * begin.0 - handle * begin.1,
            centre.1 + radius * begin.1 + handle * begin.0,
            centre.0 + radius * end.0 + handle * end.1,
            centre.1 + radius * end.1 - handle * end.0,
            centre.0 + radius * end.0,
            centre.1 + radius * end.1,
        ]));
        angle = next;
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Step, ring};
    use crate::report::pdf::colour::ACCENT;

    #[test]
    fn a_ring_ends_where_it_is_told() {
        let Mark::Shape { steps, .. } = ring((100.0, 100.0), (10.0, 20.0), (0.0, 0.25), ACCENT) else {
            panic!("a shape");
        };
        assert_eq!(steps.first(), Some(&Step::Move(100.0, 80.0)), "twelve o'clock");
        let Step::Cubic([.., x, y]) = steps[1] else { panic!("an arc") };
        assert!((x - 120.0).abs() < 0.01 && (y - 100.0).abs() < 0.01, "three o'clock: {x} {y}");
        let Mark::Shape { steps, .. } = ring((0.0, 0.0), (1.0, 2.0), (0.0, 0.0), ACCENT) else {
            panic!("a shape");
        };
        assert!(steps.len() <= 5, "nothing of nothing: {steps:?}");
    }
}
