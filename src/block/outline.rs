//! From the sequence of markers to an outline: which paragraphs open sections,
//! which belong to a box, and where each box ends.
//!
//! A number alone decides nothing: after item 2 of a box, `3.` may be its third
//! item or the third section of the text around it. So the whole document is
//! read at once. A small set of readings is carried from paragraph to
//! paragraph; each way of taking a marker adds evidence for or against a
//! reading, and the reading with the most evidence at the end wins. What looks
//! equal at one marker is decided by the markers after it: a section number
//! that was given to a box is missing later, and one that was taken from a box
//! stands twice.

use crate::scan::marker::{Marker, Style};

/// What a reading takes a paragraph for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It opens a section.
    Heading,
    /// Text of the innermost section that is open.
    Text,
    /// The heading of a box.
    BoxHeading,
    /// It opens an item or a group inside a box.
    BoxMarker,
    /// Other text inside a box.
    BoxText,
}

/// The facts about a paragraph on which readings are judged.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fact {
    /// The marker it begins with.
    pub marker: Option<Marker>,
    /// The number of a box heading, 0 where it has none; `None` for all else.
    pub box_heading: Option<u32>,
    /// Whether its title stands in the table of contents.
    pub in_contents: bool,
    /// Whether a department clause follows before the next marker.
    pub has_clause: bool,
    /// Whether it is a table or a row of one.
    pub is_table: bool,
    /// Whether it is as short as the cell of a table.
    pub is_cell: bool,
    /// Whether it is a sentence of running text, too long for a cell.
    pub is_sentence: bool,
    /// Whether a gap sets off a title at its beginning, as in items of boxes.
    pub has_item_title: bool,
    /// Whether text goes on behind its title.
    pub runs_in: bool,
    /// Whether what follows its marker reads like a title: short, and closed by
    /// the end of the line or by the first full stop.
    pub is_title: bool,
    /// Whether it is the first below a numbered line that ends with a colon.
    pub is_led_in: bool,
    /// Whether white space stands behind its label.
    pub label_gap: bool,
    /// Width at which its lines were wrapped, 0 for a single line.
    pub margin: u16,
    /// Indent of its first line.
    pub indent: u16,
    /// Blank lines before it.
    pub blanks: u16,
    /// Its length in characters.
    pub length: u32,
    /// Depth of its heading style, where its format has one.
    pub hint: u8,
    /// The frame that its format says it stands in; 0 for none.
    pub frame: u32,
}

impl Fact {
    /// Whether it is no marker and no box heading.
    const fn is_plain(&self) -> bool {
        self.marker.is_none() && self.box_heading.is_none()
    }
}

/// Evidence for and against a reading. One point is weak, ten are next to
/// proof. Numbers in sequence are the strongest sign a text gives of itself;
/// a table of contents is the author's own word.
mod weight {
    /// The number follows the last of its level.
    pub const NEXT: i32 = 40;
    /// 1 opens a level below the one that is open.
    pub const FIRST: i32 = 30;
    /// The number runs on from the level's last number under another parent.
    pub const RUN_ON: i32 = 34;
    /// 1 opens a level above one that is open without having been its parent.
    pub const INVERTED: i32 = -20;
    /// The first number of all is not 1: an excerpt begins there.
    pub const EXCERPT: i32 = -24;
    /// Numbers are missing in between, and for each of them.
    pub const SKIP: i32 = -34;
    pub const SKIP_EACH: i32 = -3;
    /// The number stands already on its level.
    pub const DUPLICATE: i32 = -60;
    /// A marker is taken for plain text.
    pub const PLAIN: i32 = -26;
    /// The same, though what follows it reads like a title: rather a number
    /// that skips or repeats.
    pub const PLAIN_TITLE: i32 = -66;
    /// Plain text on the count of a level: a second fault.
    pub const PLAIN_IN_SEQUENCE: i32 = -14;
    /// The contents name the title.
    pub const IN_CONTENTS: i32 = 60;
    /// A department clause ends it, as in sections; items of boxes have one in the boxes
    /// of few plans, and then all.
    pub const CLAUSE: i32 = 24;
    /// It looks like the last of its kind, for each sign.
    pub const ALIKE: i32 = 3;
    pub const UNLIKE: i32 = -4;
    /// Wrapped at the same width as its kind, or at another.
    pub const SAME_MARGIN: i32 = 4;
    pub const OTHER_MARGIN: i32 = -12;
    /// Plain running text leaves a box: only behind a table is that likely.
    pub const LEAVE_BY_TEXT: i32 = -40;
    pub const LEAVE_TABLE_BY_TEXT: i32 = 12;
    /// Running text stays in a box behind its table.
    pub const STAY_BEHIND_TABLE: i32 = -6;
    /// No blank line stands in the box so far, and one stands here.
    pub const BLANK_BEHIND_BOX: i32 = 8;
    /// The first paragraph of a box is its first item.
    pub const BOX_BEGINS: i32 = 12;
    /// A box whose first paragraph already leaves it would be empty.
    pub const EMPTY_BOX: i32 = -36;
    /// The format marks it as a heading.
    pub const HEADING_STYLE: i32 = 40;
    /// The sections before it end with a department clause, and it has none.
    pub const CLAUSE_MISSING: i32 = -18;
    /// Sections of this style stand in the document already.
    pub const KNOWN_STYLE: i32 = 8;
    /// Where the sections are counted 1.1 and 1.1.1, items of boxes are not.
    pub const DECIMAL_ITEM: i32 = -60;
    /// Behind the table of a box, its items rarely begin.
    pub const ITEM_BEHIND_TABLE: i32 = -14;
    /// Items are counted from 1, as their box has all of them; the text may have lost its first.
    pub const ITEM_WITHOUT_FIRST: i32 = -24;
    /// Where a number carries on the box and the text alike, and nothing else
    /// speaks, what could go on goes on.
    pub const STAY: i32 = 5;
    /// The first below an item that ends with a colon, taken for a section.
    pub const LED_IN: i32 = -60;
    /// The number of a box follows that of the box before.
    pub const BOX_NUMBER_NEXT: i32 = 10;
    /// The format draws a frame round the box: what stands in it belongs to the
    /// box, what stands outside does not.
    pub const FRAME: i32 = 90;
}

/// How many readings are carried along. Readings differ in where the last box
/// ended and in the numbers reached; a handful covers all that stay likely.
const BEAM: usize = 8;

/// How far a reading may stay behind the best one. Two paragraphs whose frame or
/// whose contents speak for it make up for less.
const MARGIN: i32 = 300;

/// The numbers reached on each level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
struct Levels {
    /// The number of each style, 0 where the level is closed.
    open: [u16; Style::COUNT],
    /// The last number each style has had, open or not.
    last: [u16; Style::COUNT],
    /// The depth of the decimal label last seen (`1.2` is 2).
    depth: u8,
}

impl Levels {
    fn accept(&mut self, marker: Marker) {
        let index = marker.style.index();
        self.open[index] = marker.number.min(9999) as u16;
        self.last[index] = self.open[index];
        self.depth = marker.depth;
        for deeper in &mut self.open[index + 1..] {
            *deeper = 0;
        }
    }

    /// How well `marker` carries on the count.
    fn judge(&self, marker: Marker) -> i32 {
        let index = marker.style.index();
        let number = i32::try_from(marker.number).unwrap_or(i32::MAX);
        let open = i32::from(self.open[index]);
        let last = i32::from(self.last[index]);
        if marker.depth > 1 || self.depth > 1 {
            // 1.1, 1.2, 2, 2.1: each depth counts by itself; any step is likely.
            return if number == 1 || number == open + 1 || marker.depth != self.depth {
                weight::NEXT
            } else {
                weight::SKIP
            };
        }
        if open > 0 {
            return match number - open {
                1 => weight::NEXT,
                step if step > 1 => weight::SKIP + weight::SKIP_EACH * step.min(8),
                _ => weight::DUPLICATE,
            };
        }
        let is_below = self.open[index + 1..].iter().all(|number| *number == 0);
        let inverted = if is_below { 0 } else { weight::INVERTED };
        if number == 1 {
            weight::FIRST + inverted
        } else if number == last + 1 {
            weight::RUN_ON + inverted
        } else if self.last.iter().all(|last| *last == 0) {
            weight::EXCERPT
        } else if self.last[..=index].iter().all(|last| *last == 0) {
            // An excerpt that has begun in the middle of what stands above.
            weight::SKIP + weight::SKIP_EACH * number.min(8)
        } else {
            weight::SKIP + weight::SKIP_EACH * number.min(8) + inverted
        }
    }
}

/// One way of reading the document up to a paragraph.
#[derive(Clone, Copy, Debug)]
struct Reading {
    score: i32,
    outer: Levels,
    inner: Levels,
    inside: bool,
    /// Paragraphs of the open box that were read.
    box_length: u16,
    /// Whether the box has shown a table, and nothing else since.
    in_table: bool,
    /// Whether no blank line has stood between the paragraphs of the open box.
    tight: bool,
    box_number: u16,
    /// The frame that is drawn round the open box; 0 where none is known.
    frame: u32,
    /// The last paragraph of each style outside boxes, and the last inside.
    outer_model: [u32; Style::COUNT],
    inner_model: [u32; Style::COUNT],
    /// The step that led here.
    step: u32,
}

impl Reading {
    /// The sign that white space gives where a box is set without any.
    fn blank_behind_box(&self, fact: &Fact) -> i32 {
        if self.inside && self.tight && self.box_length >= 2 && fact.blanks > 0 && !fact.has_item_title {
            weight::BLANK_BEHIND_BOX
        } else {
            0
        }
    }

    /// What the frame of the open box says of a paragraph that stays in it, or of
    /// one that leaves it.
    fn frame_evidence(&self, fact: &Fact, stays: bool) -> i32 {
        if !self.inside || self.frame == 0 {
            return 0;
        }
        if (fact.frame == self.frame) == stays { weight::FRAME } else { -weight::FRAME }
    }

    /// What a clause says against an item of the open box: much where sections of its
    /// style have one, and the contrary where the item before it has.
    fn clause_of_item(&self, fact: &Fact, facts: &[Fact], marker: Marker) -> i32 {
        let has_clause = |model: u32| facts.get(model as usize).is_some_and(|model| model.has_clause);
        let style = marker.style.index();
        if !fact.has_clause {
            0
        } else if has_clause(self.inner_model[style]) {
            weight::CLAUSE
        } else if has_clause(self.outer_model[style]) {
            -weight::CLAUSE
        } else {
            0
        }
    }

    /// Takes a paragraph into the open box.
    fn add_to_box(&mut self, fact: &Fact) {
        // The heading may stand above the frame.
        if self.box_length == 0 && self.frame == 0 {
            self.frame = fact.frame;
        }
        self.tight &= fact.blanks == 0 || self.box_length == 0;
        self.box_length = self.box_length.saturating_add(1);
    }

    /// Whether two readings will judge everything to come alike.
    fn is_same(&self, other: &Self) -> bool {
        self.inside == other.inside
            && self.outer == other.outer
            && (!self.inside
                || self.inner == other.inner
                    && self.in_table == other.in_table
                    && self.tight == other.tight
                    && self.frame == other.frame)
    }
}

/// A step of a reading: its role, and the step before.
#[derive(Clone, Copy)]
struct Step {
    before: u32,
    role: Role,
}

const NO_STEP: u32 = u32::MAX;
const NO_MODEL: u32 = u32::MAX;

/// The reading with the most evidence, and where it was a close call.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// One role for each fact.
    pub roles: Vec<Role>,
    /// Paragraphs at which a box was ended though it could have gone on.
    pub uncertain: Vec<usize>,
}

/// Reads the whole sequence.
#[must_use]
pub fn read_outline(facts: &[Fact]) -> Outline {
    let mut steps: Vec<Step> = Vec::with_capacity(facts.len() + facts.len() / 2);
    let mut beam = vec![Reading {
        score: 0,
        outer: Levels::default(),
        inner: Levels::default(),
        inside: false,
        box_length: 0,
        in_table: false,
        tight: true,
        box_number: 0,
        frame: 0,
        outer_model: [NO_MODEL; Style::COUNT],
        inner_model: [NO_MODEL; Style::COUNT],
        step: NO_STEP,
    }];
    let mut next: Vec<(Reading, Role)> = Vec::with_capacity(BEAM * 3);
    let mut order: Vec<usize> = Vec::with_capacity(BEAM * 3);
    for at in 0..facts.len() {
        if facts[at].is_plain() && !beam.iter().any(|reading| reading.inside) {
            // Text outside boxes: nothing to choose, and nothing changes.
            for reading in &mut beam {
                steps.push(Step { before: reading.step, role: Role::Text });
                reading.step = (steps.len() - 1) as u32;
            }
            continue;
        }
        next.clear();
        for reading in &beam {
            extend(reading, facts, at, &mut next);
        }
        // A reading is large; its place in the list is not.
        order.clear();
        order.extend(0..next.len());
        order.sort_by_key(|place| std::cmp::Reverse(next[*place].0.score));
        beam.clear();
        let least = order.first().map_or(0, |best| next[*best].0.score.saturating_sub(MARGIN));
        for (reading, role) in order.iter().map(|place| &next[*place]) {
            if beam.len() == BEAM || reading.score < least {
                break;
            }
            if beam.iter().any(|kept| kept.is_same(reading)) {
                continue;
            }
            let mut reading = *reading;
            steps.push(Step { before: reading.step, role: *role });
            reading.step = (steps.len() - 1) as u32;
            beam.push(reading);
        }
    }
    let mut roles = vec![Role::Text; facts.len()];
    let mut step = beam.first().map_or(NO_STEP, |best| best.step);
    for role in roles.iter_mut().rev() {
        let Some(found) = steps.get(step as usize) else { break };
        *role = found.role;
        step = found.before;
    }
    let uncertain = uncertain_ends(facts, &roles);
    Outline { roles, uncertain }
}

/// All ways to take the paragraph at `at`.
fn extend(reading: &Reading, facts: &[Fact], at: usize, next: &mut Vec<(Reading, Role)>) {
    let fact = &facts[at];
    if let Some(number) = fact.box_heading {
        let mut taken = *reading;
        taken.inside = true;
        taken.inner = Levels::default();
        taken.inner_model = [NO_MODEL; Style::COUNT];
        taken.in_table = false;
        taken.tight = true;
        taken.box_length = 0;
        taken.frame = fact.frame;
        if number == u32::from(taken.box_number) + 1 {
            taken.score += weight::BOX_NUMBER_NEXT;
        }
        taken.box_number = number.min(9999) as u16;
        next.push((taken, Role::BoxHeading));
        return;
    }
    let Some(marker) = fact.marker else {
        extend_plain(reading, fact, next);
        return;
    };
    let blank = reading.blank_behind_box(fact);
    let empty_box = if reading.inside && reading.box_length == 0 { weight::EMPTY_BOX } else { 0 };
    // A section, which ends an open box.
    let mut taken = *reading;
    taken.score += taken.outer.judge(marker) + empty_box + blank + evidence(fact, true);
    taken.score += reading.frame_evidence(fact, false);
    taken.score += if reading.inside && fact.is_led_in { weight::LED_IN } else { 0 };
    let model = taken.outer_model[marker.style.index()];
    if reading.inside && model != NO_MODEL {
        taken.score += weight::KNOWN_STYLE;
    }
    taken.score += likeness(fact, facts, model);
    if !fact.has_clause && facts.get(model as usize).is_some_and(|model| model.has_clause) {
        taken.score += weight::CLAUSE_MISSING;
    }
    taken.inside = false;
    taken.outer.accept(marker);
    taken.outer_model[marker.style.index()] = at as u32;
    next.push((taken, Role::Heading));
    // Plain text that only looks like a heading.
    let mut taken = *reading;
    let in_sequence = if reading.inside { reading.inner.judge(marker) } else { reading.outer.judge(marker) };
    taken.score += if fact.is_title { weight::PLAIN_TITLE } else { weight::PLAIN };
    taken.score += if in_sequence > 0 { weight::PLAIN_IN_SEQUENCE } else { 0 };
    taken.score += if fact.in_contents { -weight::IN_CONTENTS } else { 0 };
    taken.score += reading.frame_evidence(fact, true);
    taken.add_to_box(fact);
    next.push((taken, if reading.inside { Role::BoxText } else { Role::Text }));
    // An item of the open box.
    if reading.inside {
        let mut taken = *reading;
        if taken.box_length == 0 && marker.number == 1 {
            taken.score += weight::BOX_BEGINS;
        }
        taken.score += taken.inner.judge(marker) + evidence(fact, false);
        taken.score += reading.clause_of_item(fact, facts, marker);
        if marker.number > 1 && reading.inner.last[marker.style.index()] == 0 {
            taken.score += weight::ITEM_WITHOUT_FIRST;
        }
        taken.score += reading.frame_evidence(fact, true);
        if marker.depth > 1 && reading.outer.depth > 1 {
            taken.score += weight::DECIMAL_ITEM;
        }
        taken.score += likeness(fact, facts, taken.inner_model[marker.style.index()]);
        taken.inner.accept(marker);
        taken.inner_model[marker.style.index()] = at as u32;
        taken.add_to_box(fact);
        if taken.in_table {
            taken.score += weight::ITEM_BEHIND_TABLE;
        } else if reading.inner.judge(marker) >= weight::RUN_ON
            && reading.outer.judge(marker) >= weight::RUN_ON
        {
            taken.score += weight::STAY;
        }
        taken.in_table = false;
        next.push((taken, Role::BoxMarker));
    }
}

fn extend_plain(reading: &Reading, fact: &Fact, next: &mut Vec<(Reading, Role)>) {
    if !reading.inside {
        next.push((*reading, Role::Text));
        return;
    }
    let mut taken = *reading;
    let is_behind_table = reading.in_table && fact.is_sentence;
    if is_behind_table {
        taken.score += weight::STAY_BEHIND_TABLE;
    }
    taken.in_table = fact.is_table || taken.in_table && fact.is_cell;
    let blank = reading.blank_behind_box(fact);
    if fact.is_sentence {
        taken.score -= blank;
    }
    taken.score += reading.frame_evidence(fact, true);
    if fact.in_contents {
        taken.score -= weight::IN_CONTENTS;
    }
    taken.add_to_box(fact);
    next.push((taken, Role::BoxText));
    if fact.in_contents {
        // A heading without a number: 前言, 附则.
        let mut taken = *reading;
        taken.score += weight::IN_CONTENTS;
        taken.inside = false;
        next.push((taken, Role::Text));
        return;
    }
    let is_outside = reading.frame > 0 && fact.frame != reading.frame;
    if is_outside {
        let mut taken = *reading;
        taken.score += weight::FRAME;
        taken.inside = false;
        next.push((taken, Role::Text));
    } else if fact.is_sentence && reading.box_length > 0 {
        let mut taken = *reading;
        taken.score += if is_behind_table {
            weight::LEAVE_TABLE_BY_TEXT
        } else if blank > 0 {
            blank
        } else {
            weight::LEAVE_BY_TEXT
        };
        taken.score += reading.frame_evidence(fact, false);
        taken.score += if fact.has_clause { weight::CLAUSE } else { 0 };
        taken.inside = false;
        next.push((taken, Role::Text));
    }
}

/// What a paragraph says of itself, for a section or for an item of a box.
fn evidence(fact: &Fact, is_section: bool) -> i32 {
    let mut points = 0;
    let sign = if is_section { 1 } else { -1 };
    if fact.in_contents {
        points += sign * weight::IN_CONTENTS;
    }
    if fact.has_clause && is_section {
        points += weight::CLAUSE;
    }
    if fact.hint > 0 {
        points += sign * weight::HEADING_STYLE;
    }
    if fact.is_cell && is_section {
        points += weight::UNLIKE * 3;
    }
    points
}

/// How much a paragraph looks like the last of its kind.
fn likeness(fact: &Fact, facts: &[Fact], model: u32) -> i32 {
    let Some(model) = facts.get(model as usize) else { return 0 };
    let mut points = 0;
    let mut compare = |is_alike: bool| points += if is_alike { weight::ALIKE } else { weight::UNLIKE };
    compare(fact.runs_in == model.runs_in);
    compare(fact.label_gap == model.label_gap);
    compare(fact.marker.map(|marker| marker.mark) == model.marker.map(|marker| marker.mark));
    compare(fact.indent.abs_diff(model.indent) < 2);
    let (short, long) = (fact.length.min(model.length), fact.length.max(model.length));
    compare(short * 3 >= long);
    if fact.margin > 0 && model.margin > 0 {
        points +=
            if fact.margin.abs_diff(model.margin) <= 4 { weight::SAME_MARGIN } else { weight::OTHER_MARGIN };
    }
    points
}

/// Boxes whose end only the whole of the evidence decided: the marker behind
/// them carries on the count of the box as well as that of the text around it.
fn uncertain_ends(facts: &[Fact], roles: &[Role]) -> Vec<usize> {
    let mut uncertain = Vec::new();
    let mut inner = Levels::default();
    let mut inside = false;
    for (at, (fact, role)) in facts.iter().zip(roles).enumerate() {
        match (role, fact.marker) {
            (Role::BoxHeading, _) => {
                inner = Levels::default();
                inside = true;
            }
            (Role::BoxMarker, Some(marker)) => inner.accept(marker),
            (Role::Heading, Some(marker)) if inside => {
                inside = false;
                let continues = inner.judge(marker) >= weight::NEXT && inner.last[marker.style.index()] > 0;
                let is_framed = at > 0 && facts[at - 1].frame > 0 && fact.frame != facts[at - 1].frame;
                if continues && !fact.has_clause && !fact.in_contents && !is_framed {
                    uncertain.push(at);
                }
            }
            (Role::Text, _) => inside = false,
            _ => {}
        }
    }
    uncertain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::marker::scan_marker;

    /// `B1` is the heading of box 1, `1.` a marker, `1.*` one with a clause,
    /// `1.题` one with a title, `-` running text, `|` a table. Gives S, T, B, i, t.
    fn read(sequence: &str) -> String {
        let facts: Vec<Fact> = sequence
            .split_whitespace()
            .map(|word| match word.strip_prefix('B') {
                Some(number) => Fact { box_heading: Some(number.parse().unwrap()), ..Fact::default() },
                None => Fact {
                    marker: scan_marker(word),
                    has_clause: word.ends_with('*'),
                    is_table: word == "|",
                    is_sentence: word == "-",
                    is_title: word.ends_with('题'),
                    ..Fact::default()
                },
            })
            .collect();
        read_outline(&facts)
            .roles
            .iter()
            .map(|role| match role {
                Role::Heading => 'S',
                Role::Text => 'T',
                Role::BoxHeading => 'B',
                Role::BoxMarker => 'i',
                Role::BoxText => 't',
            })
            .collect()
    }

    #[test]
    fn a_box_ends_where_the_outer_count_resumes() {
        assert_eq!(read("一、甲 （一）甲 1.甲 B1 1.甲 2.甲 3.甲 2.甲 3.甲 二、甲"), "SSSBiiiSSS");
        assert_eq!(read("一、甲 （一）甲 B1 1.甲 2.甲 （二）甲 1.甲"), "SSBiiSS");
    }

    #[test]
    fn the_very_number_the_box_would_have_had_next() {
        // The clause tells.
        assert_eq!(read("（一）甲 1.甲* 2.甲* B1 1.甲 2.甲 3.甲* 4.甲*"), "SSSBiiSS");
        // Items have clauses where no section has, and then all of the box.
        assert_eq!(read("一、甲 B1 1.甲* 2.甲* 二、甲*"), "SBiiS");
        // What follows tells: 4. would be missing outside.
        assert_eq!(read("（一）甲 1.甲 2.甲 B1 1.甲 2.甲 3.甲 3.甲 4.甲"), "SSSBiiiSS");
    }

    #[test]
    fn decimal_chapters_end_a_box() {
        assert_eq!(read("1、甲 1.1甲 1.1.1甲 B1 - - 1.2甲 1.2.1甲"), "SSSBttSS");
        assert_eq!(read("1、甲 1.1甲 B1 1.甲 2.甲 1.2甲 2、甲"), "SSBiiSS");
    }

    #[test]
    fn items_are_counted_from_the_first() {
        assert_eq!(read("1.题 2.题 B1 - 三、题 （一）题 1.题 2.题"), "SSBtSSSS");
    }

    #[test]
    fn groups_inside_a_box() {
        assert_eq!(
            read("三、甲 （一）甲 1.甲 B4 一、甲 1.甲 2.甲 二、甲 1.甲 2.甲 2.甲 四、甲"),
            "SSSBiiiiiiSS"
        );
    }

    #[test]
    fn an_excerpt_begins_with_whatever_number_it_has() {
        assert_eq!(read("（三）题 - 三、题 （一）题 - （二）题"), "STSSTS");
        assert_eq!(read("四、题 - 第二章题 第一节题"), "STSS");
    }

    #[test]
    fn text_behind_a_table_leaves_the_box() {
        assert_eq!(read("（三）甲 - B1 | - （四）甲"), "STBtTS");
    }

    #[test]
    fn a_task_ends_the_box_of_the_task_before() {
        assert_eq!(
            read("二、甲 任务一：甲 1.甲 2.甲 B1 （1）甲 （2）甲 任务二：甲 1.甲 B2 1.甲 2.甲 三、甲"),
            "SSSSBiiSSBiiS"
        );
    }

    #[test]
    fn numbers_that_run_on() {
        assert_eq!(
            read("一、甲 （一）甲 1.甲 2.甲 （二）甲 3.甲 4.甲 B2 1.甲 2.甲 （三）甲 5.甲"),
            "SSSSSSSBiiSS"
        );
    }
}
