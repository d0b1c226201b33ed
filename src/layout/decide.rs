//! Decides for all lines of a document together which paragraph each belongs to.
//!
//! A line alone says little: one that falls short may be the last of its paragraph
//! or the first of three pieces of one printed line. So readings of the document are
//! carried from piece to piece; each way of taking a piece adds what its evidence
//! weighs, and the reading with the most evidence at the end wins.

use super::headings::HeadingStyles;
use super::measure::Measure;
use super::observe::{Begin, Seen};
use super::open::{BEHIND_ANYTHING, BEHIND_HEADING};
pub(super) use super::reading::Joint;
use super::reading::{LONG, MAX_SQUEEZED, Reading};
use super::weights::{Sign, Signs, Way, Weights, place};

/// How many readings are carried along.
const BEAM: usize = 12;

/// How far a reading may stay behind the best one.
const MARGIN: i32 = 250;

/// How full a printed line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Fill {
    Over,
    Full,
    Almost,
    Near,
    Part,
    Little,
    AsRecent,
    /// Wider than the margin, if it is a first line that has lost its indent.
    FirstOver,
    /// As wide as the margin to the column. Only pieces ask for it: those of one line add
    /// up to that, and others rarely do.
    Exact,
}

impl Fill {
    /// Where lines are paragraphs, they are long, with marks in them or
    /// without, short, or a few characters.
    const RUNNING: Self = Self::Over;
    const LONG: Self = Self::Full;
    const SHORT: Self = Self::Almost;
    const TINY: Self = Self::Near;
}

/// A way of taking the next piece: what it scores, and the reading that it goes on with.
#[derive(Clone, Copy)]
struct Choice {
    score: i32,
    joint: Joint,
    from: usize,
}

#[derive(Clone, Copy)]
struct Step {
    before: u32,
    joint: Joint,
}

const NO_STEP: u32 = u32::MAX;

/// What decisions look at.
pub(super) struct Evidence<'a> {
    pub(super) text: &'a str,
    pub(super) seen: &'a [Seen],
    pub(super) measure: Measure,
    pub(super) styles: &'a HeadingStyles,
    pub(super) weights: &'a Weights,
}

/// The joint of every piece with the piece before; the first begins.
pub(super) fn decide(evidence: &Evidence<'_>) -> Vec<Joint> {
    decide_with(evidence, |_, _| 0)
}

/// The same with what `bias` adds to each joint of each piece.
pub(super) fn decide_with(evidence: &Evidence<'_>, bias: impl Fn(usize, Joint) -> i32) -> Vec<Joint> {
    let seen = evidence.seen;
    let Some(first) = seen.first() else { return Vec::new() };
    let mut steps = Vec::with_capacity(seen.len() * 2);
    steps.push(Step { before: NO_STEP, joint: Joint::Begins });
    let mut beam = vec![Reading::default().begin(evidence.measure, 0, first)];
    let mut taken: Vec<Reading> = Vec::with_capacity(BEAM);
    let mut next: Vec<Choice> = Vec::with_capacity(BEAM * 3);
    let most = evidence.most_open();
    let is_whole = evidence.way() == Way::Whole;
    for (at, own) in seen.iter().enumerate().skip(1) {
        next.clear();
        // All readings in which a paragraph begins go on alike, but for one number.
        let mut begun: Option<Choice> = None;
        let own_sum = evidence.own_sum(at);
        for (from, reading) in beam.iter().enumerate() {
            let choose = |joint| {
                let sum = evidence.sum(reading, at, joint, own_sum);
                Choice { score: reading.score + sum + bias(at, joint), joint, from }
            };
            // Most readings are so far behind that nothing brings them before the others.
            let limit =
                reading.score + own_sum + most[usize::from(reading.has_text())] + bias(at, Joint::Begins);
            if begun.is_none_or(|best| best.score < limit) {
                let begins = choose(Joint::Begins);
                if begun.is_none_or(|best| best.score < begins.score) {
                    begun = Some(begins);
                }
            }
            next.push(choose(Joint::NextLine));
            if evidence.has_room(reading, own) {
                next.push(choose(Joint::SameLine));
            }
        }
        next.extend(begun);
        next.sort_by_key(|choice| std::cmp::Reverse(choice.score));
        let best = next.first().map_or(0, |best| best.score);
        taken.clear();
        for choice in &next {
            if taken.len() == BEAM || choice.score + MARGIN < best {
                break;
            }
            let before = &beam[choice.from];
            // Sums stay small in a text of any length.
            let reading = Reading { score: choice.score - best, joint: choice.joint, ..*before };
            let mut reading = reading.take(evidence.measure, at, own);
            let is_same =
                |other: &Reading| other.is_same(&reading) || is_whole && other.runs_on_like(&reading);
            if taken.iter().any(is_same) {
                continue;
            }
            steps.push(Step { before: before.step, joint: choice.joint });
            reading.step = (steps.len() - 1) as u32;
            taken.push(reading);
        }
        std::mem::swap(&mut beam, &mut taken);
    }
    let mut joints = Vec::with_capacity(seen.len());
    let mut step = beam.first().map_or(NO_STEP, |best| best.step);
    while step != NO_STEP {
        joints.push(steps[step as usize].joint);
        step = steps[step as usize].before;
    }
    joints.reverse();
    joints
}

/// Calls `note` with the place of each weight that `joints` add up.
#[cfg(test)]
pub(super) fn walk(evidence: &Evidence<'_>, joints: &[Joint], mut note: impl FnMut(usize, usize)) {
    let seen = evidence.seen;
    let mut reading = Reading::default().begin(evidence.measure, 0, &seen[0]);
    for at in 1..seen.len() {
        evidence.weigh(&reading, at, joints[at], |place| note(at, place));
        reading = Reading { joint: joints[at], ..reading }.take(evidence.measure, at, &seen[at]);
    }
}

/// What speaks for a paragraph that begins with each piece (positive) or against it, given
/// the `joints` of all pieces before.
pub(super) fn explain(evidence: &Evidence<'_>, joints: &[Joint]) -> Vec<Vec<(&'static str, i32)>> {
    let seen = evidence.seen;
    let Some(first) = seen.first() else { return Vec::new() };
    let mut reading = Reading::default().begin(evidence.measure, 0, first);
    let mut all = vec![Vec::new()];
    for at in 1..seen.len() {
        let mut reasons: Vec<(&'static str, i32)> = Vec::new();
        let mut note = |place: usize, sign: i32| {
            let (words, weight) = (place::words(place), sign * i32::from(evidence.weights[place]));
            match reasons.iter_mut().find(|(known, _)| *known == words) {
                Some((_, sum)) => *sum += weight,
                None => reasons.push((words, weight)),
            }
        };
        let goes_on = if joints[at] == Joint::SameLine { Joint::SameLine } else { Joint::NextLine };
        evidence.weigh(&reading, at, Joint::Begins, |place| note(place, 1));
        evidence.weigh(&reading, at, goes_on, |place| note(place, -1));
        reasons.retain(|(_, weight)| *weight != 0);
        reasons.sort_by_key(|(_, weight)| std::cmp::Reverse(weight.abs()));
        all.push(reasons);
        reading = Reading { joint: joints[at], ..reading }.take(evidence.measure, at, &seen[at]);
    }
    all
}

/// How a text is broken into lines.
pub(super) const fn way_of(measure: Measure) -> Way {
    match measure {
        Measure { pieces: true, .. } => Way::Pieces,
        Measure { wrapped: true, .. } => Way::Wrapped,
        _ => Way::Whole,
    }
}

impl Evidence<'_> {
    pub(super) const fn way(&self) -> Way {
        way_of(self.measure)
    }

    /// Whether the piece `own` has room in the printed line of `reading`.
    fn has_room(&self, reading: &Reading, own: &Seen) -> bool {
        let measure = self.measure;
        let squeezed = reading.marks.saturating_add(own.marks).min(MAX_SQUEEZED);
        let room = measure.margin + measure.first_indent / 2 + squeezed;
        measure.pieces && reading.width.saturating_add(own.room()) <= room
    }

    /// What speaks for a paragraph that begins with the piece `at`, in whatever reading.
    fn own_sum(&self, at: usize) -> i32 {
        let (before, own) = (&self.seen[at - 1], &self.seen[at]);
        let begins = place::begins(self.way(), before.end as usize, own.begin as usize);
        i32::from(self.weights[begins]) + self.sum_signs(own.signs)
    }

    fn sum_signs(&self, signs: Signs) -> i32 {
        let mut sum = 0;
        self.weigh_signs(signs, |place| sum += i32::from(self.weights[place]));
        sum
    }

    /// What speaks for taking the piece `at` as `joint`, added up; `own_sum` is what it gives
    /// itself for a paragraph that begins with it.
    fn sum(&self, reading: &Reading, at: usize, joint: Joint, own_sum: i32) -> i32 {
        let mut sum = 0;
        let mut add = |place: usize| sum += i32::from(self.weights[place]);
        if joint == Joint::Begins {
            let (before, own) = (&self.seen[at - 1], &self.seen[at]);
            self.weigh_last_line(reading, before, own, &mut add);
            sum += own_sum + self.sum_signs(self.open_signs(reading, before, own) & !own.signs);
        } else {
            self.weigh(reading, at, joint, add);
        }
        sum
    }

    /// The most that the open paragraph can add to the sum of a piece that begins another:
    /// behind a heading, and behind text.
    fn most_open(&self) -> [i32; 2] {
        let way = self.way();
        let sum = |signs: &[Sign]| -> i32 {
            let weight = |sign: &Sign| i32::from(self.weights[place::sign(way, *sign as usize)]);
            signs.iter().map(weight).filter(|weight| *weight > 0).sum()
        };
        let last_line = if way == Way::Whole {
            0
        } else {
            let places = place::last_line(way, 0, 0)..=place::last_line(way, Fill::Exact as usize, 3);
            places.map(|place| i32::from(self.weights[place])).max().unwrap_or(0)
        };
        let behind_text = last_line + sum(BEHIND_ANYTHING);
        [behind_text + sum(BEHIND_HEADING), behind_text]
    }

    /// Whether the printed line of `reading` has no room for what `own` begins with.
    pub(super) fn is_full(&self, reading: &Reading, own: &Seen) -> bool {
        !matches!(self.fill(reading, own), Fill::Near | Fill::Part | Fill::Little)
    }

    /// How full the printed line of `reading` is, where `own` does not stand in it.
    fn fill(&self, reading: &Reading, own: &Seen) -> Fill {
        /// Nor is a heading as short as this.
        const TINY: u32 = 3;
        let measure = self.measure;
        // That line is not at its end yet: no printed line begins with a mark that closes.
        if own.tail > 0 || own.begin == Begin::ClosingMark && reading.may_be_one(measure, own) {
            return Fill::Full;
        }
        if self.way() == Way::Whole {
            // A heading may have a comma in it.
            let is_numbered = self.seen[reading.first as usize].marker.is_some();
            return match reading.chars {
                ..=TINY => Fill::TINY,
                LONG.. if reading.has_stop || reading.has_comma && !is_numbered => Fill::RUNNING,
                LONG.. => Fill::LONG,
                _ => Fill::SHORT,
            };
        }
        let wide = measure.first_indent / 2;
        let is_first = measure.lost_indents && reading.lines == 1;
        let pieces = measure.pieces;
        let classify = |margin: u16| {
            let width = if pieces { reading.squeezed(margin) } else { reading.width };
            let reach = width + own.unbroken;
            if pieces && reading.width == margin {
                Fill::Exact
            } else if is_first && width > margin + wide {
                Fill::FirstOver
            } else if width > margin + 2 * wide {
                Fill::Over
            } else if reach > margin {
                Fill::Full
            } else if reach + wide.max(measure.slack) > margin {
                Fill::Almost
            } else if width + 6 * wide > margin {
                Fill::Near
            } else if width * 2 >= margin {
                Fill::Part
            } else {
                Fill::Little
            }
        };
        // Two lines of a title, or of a cell, are no measure.
        let is_measure =
            self.way() != Way::Wrapped || reading.lines > 2 || reading.has_text() || reading.has_comma;
        if reading.own > measure.first_indent && is_measure {
            // Two lines show less than all.
            let is_usual = pieces && reading.own.abs_diff(measure.margin) <= measure.first_indent;
            return classify(if is_usual { measure.margin } else { reading.own });
        }
        let fill = classify(measure.margin);
        let is_short = matches!(fill, Fill::Part | Fill::Little | Fill::Near | Fill::Over | Fill::FirstOver);
        if is_short
            && reading.recent > measure.first_indent
            && matches!(classify(reading.recent), Fill::Full | Fill::Almost)
        {
            return Fill::AsRecent;
        }
        fill
    }

    /// Calls `add` with the place of each weight that speaks for taking the piece `at` as
    /// `joint`, or against it.
    fn weigh(&self, reading: &Reading, at: usize, joint: Joint, mut add: impl FnMut(usize)) {
        let (before, own) = (&self.seen[at - 1], &self.seen[at]);
        let (end, begin) = (before.end as usize, own.begin as usize);
        let way = self.way();
        match joint {
            Joint::SameLine => {
                add(place::same_line(end, begin));
                return;
            }
            Joint::NextLine => {
                add(place::next_line(way, self.fill(reading, own) as usize, before.end.group()));
                return;
            }
            Joint::Begins => {}
        }
        self.weigh_last_line(reading, before, own, &mut add);
        add(place::begins(way, end, begin));
        self.weigh_signs(own.signs | self.open_signs(reading, before, own), add);
    }

    /// The same of how full the last line of the paragraph before is.
    fn weigh_last_line(&self, reading: &Reading, before: &Seen, own: &Seen, add: &mut impl FnMut(usize)) {
        let way = self.way();
        if way != Way::Whole {
            add(place::last_line(way, self.fill(reading, own) as usize, before.end.group()));
        }
    }

    /// The same of each of `signs`.
    fn weigh_signs(&self, mut signs: Signs, mut add: impl FnMut(usize)) {
        let way = self.way();
        while signs != 0 {
            add(place::sign(way, signs.trailing_zeros() as usize));
            signs &= signs - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::layout;
    use crate::normalize::normalize;

    /// `paragraphs` as a page 36 characters wide shows them, in pieces: each printed line
    /// is broken behind each second mark, and indents are lost. Printed lines fall short by as
    /// much as `short` says, which is gone over again and again.
    fn printed_in_pieces(paragraphs: &[&str], short: &[usize]) -> String {
        let mut text = String::new();
        let mut short = short.iter().cycle().map(|short| 36 - short);
        for paragraph in paragraphs {
            let (mut width, mut marks, mut margin) = (2, 0, 36);
            for c in paragraph.chars() {
                if width >= margin && !matches!(c, '，' | '。' | '、' | '；' | '）') {
                    text.push('\n');
                    (width, marks, margin) = (0, 0, short.next().unwrap_or(36));
                }
                text.push(c);
                width += 1;
                if matches!(c, '，' | '。' | '、') {
                    marks += 1;
                    if marks % 2 == 0 && width < margin {
                        text.push('\n');
                    }
                }
            }
            text.push('\n');
        }
        text.replace("\n\n", "\n")
    }

    /// The paragraphs that are found in `source`.
    fn paragraphs_of(source: &str) -> Vec<String> {
        let manuscript = layout(&normalize(source), source);
        manuscript.paragraphs.iter().map(|paragraph| manuscript.str(paragraph).to_owned()).collect()
    }

    const SUPPLY: &str = "加快推进清溪水库、岭江干流堤防和城乡供水一体化工程建设，统筹水资源调度，提高抗旱保供能力，到二〇三〇年基本建成覆盖城乡的供水网络。";
    const FLOODS: &str = "实施中小河流治理，开展病险水库除险加固，补齐山洪灾害防治短板，完善监测预警、会商研判和应急抢险机制，确保重要堤防安全度汛。";
    const RIVERS: &str = "落实河湖长制，严格岸线空间管控，推进水土流失综合治理，建设幸福河湖，让群众共享碧水清流，形成人与自然和谐共生的水利发展格局。";
    const REFORM: &str = "健全水权交易、水价形成和工程管护机制，鼓励社会资本参与建设运营，培育专业化服务组织，推动数字孪生流域建设，提升行业治理能力和水平。";

    #[test]
    fn pieces_of_a_printed_line_are_put_together() {
        let paragraphs = [
            ["（一）完善供水保障体系。", SUPPLY].concat(),
            ["（二）健全防洪减灾体系。", FLOODS].concat(),
            ["（三）加强河湖生态保护。", RIVERS].concat(),
            ["（四）深化水利改革。", REFORM].concat(),
        ];
        let source = printed_in_pieces(&paragraphs.each_ref().map(String::as_str), &[0]);
        assert_eq!(paragraphs_of(&source), paragraphs);
    }

    #[test]
    fn pieces_of_printed_lines_that_are_not_equally_wide() {
        let units = "（责任单位：市水利局、市发展改革委、市财政局）";
        let paragraphs = [
            ["（一）完善供水保障体系。", SUPPLY, FLOODS, units].concat(),
            ["（二）健全防洪减灾体系。", FLOODS, RIVERS, units].concat(),
            ["（三）加强河湖生态保护。", RIVERS, REFORM, units].concat(),
            ["（四）深化水利改革。", REFORM, SUPPLY, units].concat(),
        ];
        for short in [&[1, 2, 0, 3, 1, 2, 0, 4][..], &[2, 1, 3, 2, 0, 1], &[1, 3, 2, 4, 2]] {
            let source = printed_in_pieces(&paragraphs.each_ref().map(String::as_str), short);
            assert_eq!(paragraphs_of(&source), paragraphs, "{short:?}");
        }
    }

    #[test]
    fn the_next_number_behind_a_line_of_departments_that_fills_its_line() {
        let units = "责任单位：各县区人民政府，清溪岭江工业园区管理委员会，市直各部门";
        let sections = [
            ["（一）完善供水保障体系。", SUPPLY],
            ["（二）健全防洪减灾体系。", FLOODS],
            ["（三）加强河湖生态保护。", RIVERS],
            ["（四）深化水利改革。", REFORM],
        ];
        let mut source = String::new();
        let mut wanted = Vec::new();
        for section in sections {
            let section = section.concat();
            let text = printed_in_pieces(&[&section], &[0]);
            // The label stands alone.
            let (label, rest) = text.split_at("（一）".len());
            source.extend([label, "\n", rest, "牵头单位：市水利局\n", units, "\n"]);
            wanted.extend([section, "牵头单位：市水利局".to_owned(), units.to_owned()]);
        }
        assert_eq!(paragraphs_of(&source), wanted);
    }

    #[test]
    fn first_sentences_that_stand_apart_throughout_belong_to_their_text() {
        let text = "加快推进水库、干流堤防和城乡供水一体化工程建设，统筹水资源调度，提高抗旱保供能力。";
        let leads = [
            "完善供水保障体系。",
            "健全防洪减灾体系。",
            "加强河湖生态保护。",
            "深化水利改革。",
            "培育专业人才队伍。",
        ];
        let source = leads.map(|lead| [lead, "\n", text, "\n"].concat()).concat();
        let manuscript = layout(&normalize(&source), &source);
        let found: Vec<&str> =
            manuscript.paragraphs.iter().map(|paragraph| manuscript.str(paragraph)).collect();
        let wanted: Vec<String> = leads.iter().map(|lead| format!("{lead}{text}")).collect();
        assert_eq!(found, wanted);
        // One alone is a paragraph.
        let source = format!("一、总体要求\n{text}\n特制定本规划。\n{text}\n二、任务\n{text}\n");
        assert_eq!(layout(&normalize(&source), &source).paragraphs.len(), 6);
    }

    #[test]
    fn a_paragraph_that_a_page_cuts_goes_on() {
        let text = "加快推进水库、干流堤防和城乡供水一体化工程建设，统筹水资源调度，提高抗旱保供能力。";
        let (head, tail) = text.split_at("加快推进水库、干流堤防和城乡供水一体化工程建设，统筹水资".len());
        let source = format!("一、总体要求\n{text}\n二、任务\n{head}\n\n— 4 —\n\n{tail}\n三、保障\n{text}\n");
        let manuscript = layout(&normalize(&source), &source);
        let found: Vec<&str> = manuscript
            .paragraphs
            .iter()
            .filter(|paragraph| paragraph.is_content())
            .map(|paragraph| manuscript.str(paragraph))
            .collect();
        assert_eq!(found, ["一、总体要求", text, "二、任务", text, "三、保障", text]);
    }
}
