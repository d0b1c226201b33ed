//! Which of the marks inside lines begin paragraphs: those that the numbering of the
//! whole document asks for.
//!
//! A small set of readings is carried along. Each mark in mid-line is taken or left; a
//! number that is taken though it was none is missing a second one, and one that was
//! left is missed by the next.

use super::marks::{Kind, Mark};
use crate::scan::marker::{Marker, Style};

/// Evidence of the numbering; the scale is that of the outline
/// ([`crate::block::outline`]).
mod weight {
    /// The number follows the last of its level.
    pub const NEXT: i32 = 40;
    /// 1 opens a level.
    pub const FIRST: i32 = 30;
    /// The level counts on under another parent.
    pub const RUN_ON: i32 = 34;
    /// Numbers are missing in between, and for each of them.
    pub const SKIP: i32 = -34;
    pub const SKIP_EACH: i32 = -3;
    /// The number stands already on its level.
    pub const DUPLICATE: i32 = -60;
    /// The outermost level counts from 1 again: contents, and then the text.
    pub const RESTART: i32 = -15;
    /// A level ends that had no second number.
    pub const LONELY: i32 = -40;
    /// A number that fits is left in its sentence.
    pub const LEFT: i32 = -10;
}

/// Readings differ in the few numbers that may be none.
const BEAM: usize = 6;

const NO_STEP: u32 = u32::MAX;

#[derive(Clone, Copy, PartialEq, Eq)]
struct Levels {
    open: [u16; Style::COUNT],
    last: [u16; Style::COUNT],
}

impl Levels {
    const NONE: Self = Self { open: [0; Style::COUNT], last: [0; Style::COUNT] };

    /// How well `marker` carries on the count.
    fn judge(&self, marker: Marker) -> i32 {
        let index = marker.style.index();
        let number = i32::try_from(marker.number).unwrap_or(i32::MAX);
        let (open, last) = (i32::from(self.open[index]), i32::from(self.last[index]));
        if marker.depth > 1 {
            return weight::FIRST;
        }
        if open > 0 {
            let is_outermost = self.open[..index].iter().all(|number| *number == 0);
            return match number - open {
                1 => weight::NEXT,
                step if step > 1 => weight::SKIP + weight::SKIP_EACH * step.min(8),
                _ if number == 1 && is_outermost => weight::RESTART,
                _ => weight::DUPLICATE,
            };
        }
        if number == 1 {
            weight::FIRST
        } else if number == last + 1 {
            weight::RUN_ON
        } else {
            weight::SKIP + weight::SKIP_EACH * number.min(8)
        }
    }

    fn accept(&mut self, marker: Marker) {
        let index = marker.style.index();
        self.open[index] = marker.number.min(9999) as u16;
        self.last[index] = self.open[index];
        self.open[index + 1..].fill(0);
    }
}

#[derive(Clone, Copy)]
struct Reading {
    score: i64,
    levels: Levels,
    /// The numbers outside the box that is open.
    outside: Option<Levels>,
    /// Levels, by bit, whose only number stands in mid-line.
    single: u16,
    step: u32,
}

impl Reading {
    /// Takes a number as the beginning of a paragraph.
    fn take(&mut self, marker: Marker, evidence: Option<i32>) {
        let own = self.levels.judge(marker);
        // Items of a box are counted by themselves; behind it the text counts on.
        let outside = self.outside.map(|levels| levels.judge(marker));
        if let (Some(judged), Some(levels)) = (outside, self.outside)
            && judged > own
        {
            self.levels = levels;
            self.outside = None;
        }
        self.score += i64::from(own.max(outside.unwrap_or(own)) + evidence.unwrap_or(0));
        let index = marker.style.index();
        let deeper = !0u16 << index << 1;
        let ended = if marker.number == 1 { deeper | 1 << index } else { deeper };
        self.score += lonely(self.single & ended);
        self.single &= !(deeper | 1 << index);
        if evidence.is_some() && marker.number == 1 {
            self.single |= 1 << index;
        }
        self.levels.accept(marker);
    }

    /// What follows is counted by itself.
    fn begin_annex(&mut self) {
        self.score += lonely(self.single);
        self.single = 0;
        self.outside = None;
        self.levels = Levels::NONE;
    }

    fn is_same(&self, other: &Self) -> bool {
        self.levels == other.levels && self.outside == other.outside && self.single == other.single
    }
}

/// What levels, by bit, say against a reading that had no second number.
fn lonely(levels: u16) -> i64 {
    i64::from(weight::LONELY) * i64::from(levels.count_ones())
}

/// Whether each of `marks` begins a paragraph.
pub(super) fn choose(marks: &[Mark]) -> Vec<bool> {
    if marks.iter().all(|mark| mark.evidence.is_none()) {
        return vec![true; marks.len()];
    }
    let mut beam = vec![Reading { score: 0, levels: Levels::NONE, outside: None, single: 0, step: NO_STEP }];
    // The step before each, and whether the mark was taken.
    let mut steps: Vec<(u32, bool)> = Vec::with_capacity(marks.len() * 2);
    let mut next: Vec<(Reading, bool)> = Vec::with_capacity(2 * BEAM);
    for mark in marks {
        next.clear();
        for reading in &beam {
            let mut taken = *reading;
            match mark.kind {
                Kind::Number(marker) => taken.take(marker, mark.evidence),
                Kind::Annex => taken.begin_annex(),
                Kind::Box(_) => {
                    let levels = reading.outside.unwrap_or(reading.levels);
                    taken.outside = Some(levels);
                    taken.levels = Levels { open: [0; Style::COUNT], last: levels.last };
                }
            }
            next.push((taken, true));
            if let (Some(_), Kind::Number(marker)) = (mark.evidence, mark.kind) {
                let mut left = *reading;
                left.score += if reading.levels.judge(marker) > 0 { i64::from(weight::LEFT) } else { 0 };
                next.push((left, false));
            }
        }
        next.sort_by_key(|(reading, _)| std::cmp::Reverse(reading.score));
        beam.clear();
        for (reading, is_taken) in &next {
            if beam.len() == BEAM {
                break;
            }
            if beam.iter().any(|kept| kept.is_same(reading)) {
                continue;
            }
            let mut reading = *reading;
            steps.push((reading.step, *is_taken));
            reading.step = (steps.len() - 1) as u32;
            beam.push(reading);
        }
    }
    let best = beam.iter().max_by_key(|reading| reading.score + lonely(reading.single));
    let mut step = best.map_or(NO_STEP, |best| best.step);
    let mut chosen = vec![false; marks.len()];
    for taken in chosen.iter_mut().rev() {
        let Some((before, is_taken)) = steps.get(step as usize) else { break };
        *taken = *is_taken;
        step = *before;
    }
    chosen
}
