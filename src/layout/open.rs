//! What the paragraph that is open says for or against another that begins with a piece.

use super::decide::Evidence;
use super::headings::Known;
use super::observe::{Begin, End, Seen};
use super::reading::{LONG, Reading};
use super::start::{
    is_box, is_bracketed, is_bracketed_box, is_notice_title, is_quantity_cell, is_rest_of_title, is_title,
    is_title_before_preamble,
};
use super::weights::{Sign, Signs, Way};
use crate::scan::clause::read_lead_rule;
use crate::scan::marker::{Marker, Style};
use crate::scan::organization::{Kind, is_bare_ending, kind_of};
use crate::scan::{is_longer_than, scan_brackets};

/// The value of a table has no more bytes: ≥90.
const MAX_VALUE: usize = 12;

/// The number of a row has no more digits.
const MAX_NUMBER: u16 = 3;

/// A figure that ends its sentence has no more characters.
const MAX_FIGURE: u16 = 6;

/// A bracket that has not closed after so many characters never will.
const MAX_OPEN: u32 = 600;

/// The signs that any open paragraph may give, and those that only one gives which may be
/// a heading.
pub(super) const BEHIND_ANYTHING: &[Sign] = &[
    Sign::NumberInside,
    Sign::InBracket,
    Sign::InQuote,
    Sign::BehindLead,
    Sign::BehindLoneLead,
    Sign::BehindNarrow,
    Sign::InSentence,
    Sign::RowNumber,
    Sign::InClause,
    Sign::RestOfClause,
    Sign::BehindClause,
    Sign::BehindClauseLine,
    Sign::NextClauseLine,
    Sign::Successor,
    Sign::CellRun,
];
pub(super) const BEHIND_HEADING: &[Sign] = &[
    Sign::BehindBracketed,
    Sign::Heading,
    Sign::BehindChapter,
    Sign::Value,
    Sign::HeadingAlone,
    Sign::RestOfHeading,
    Sign::KnownEnd,
    Sign::KnownGoesOn,
    Sign::NotInContents,
    Sign::TitleGoesOn,
    Sign::TitleEnds,
    Sign::BehindBox,
    Sign::BoxGoesOn,
    Sign::BeforePreamble,
    Sign::BehindTitleLike,
    Sign::RestOfTitle,
    Sign::BehindTitle,
];

/// Whether signs are all in one of two lists.
fn are_of(found: Signs, one: &[Sign], other: &[Sign]) -> bool {
    one.iter().chain(other).fold(found, |left, sign| left & !sign.bit()) == 0
}

/// Whether a line that names departments goes on with `own`: that says who of them leads, or the
/// line end has cut a name. `has_room` says that the line has room left.
fn goes_on_with_names(before: &str, own: &str, has_room: bool) -> bool {
    if own.starts_with('（') && is_bracketed(own) && read_lead_rule(own).is_some() {
        return true;
    }
    let is_mark = |c: char| matches!(c, '、' | '，' | '；' | '：');
    let head = before.rsplit(is_mark).next().unwrap_or(before);
    let rest = own.split(|c: char| is_mark(c) || c == '。').next().unwrap_or(own);
    // 沙 and 河县人民政府; 各县 and （市、区）人民政府
    let is_list = || own[rest.len()..].starts_with(['、', '，', '；']);
    let is_bare = is_bare_ending(own) || own.starts_with('（') && is_bare_ending(behind_bracket(own));
    let is_cut = kind_of(head) != Kind::Known || is_list() || is_bare;
    !head.is_empty()
        && is_cut
        && (!has_room || is_bare)
        && (is_bare || kind_of(&format!("{head}{rest}")) == Kind::Known)
}

/// Whether one of two pieces is the number of a row of a table, which stands where the lines of its
/// cells do, or a figure that ends its sentence: …占比达到 and 70%。
fn is_row_number(reading: &Reading, before: &Seen, own: &Seen) -> bool {
    let is_lone =
        |piece: &Seen| piece.chars <= MAX_NUMBER && piece.end == End::Digit && piece.begin == Begin::Digit;
    let is_behind = is_lone(before) && reading.pieces > 1 && own.marker.is_none();
    let is_figure = own.chars <= MAX_FIGURE
        && own.end == End::Sentence
        && own.begin == Begin::Digit
        && own.marker.is_none();
    is_behind || (is_figure || is_lone(own)) && before.end == End::Word
}

/// Whether `own` stands in a bracket that names departments and is still open.
fn is_in_clause(reading: &Reading, before: &Seen, own: &Seen) -> bool {
    let goes_on = own.marker.is_none() || own.begin == Begin::Unexpected;
    let is_open = reading.is_clause && reading.depth > 0 && reading.since < MAX_OPEN;
    let is_listed = matches!(before.end, End::Comma | End::Semicolon);
    is_open && goes_on && (is_listed || !own.is_clause_line)
}

/// What stands behind the bracket that a text begins with.
fn behind_bracket(text: &str) -> &str {
    scan_brackets(text).map_or("", |len| &text[len..])
}

impl Evidence<'_> {
    /// The signs that the paragraph gives that is open.
    pub(super) fn open_signs(&self, reading: &Reading, before: &Seen, own: &Seen) -> Signs {
        let found = self.look_behind(reading, before, own);
        // Readings are left unweighed by what the lists say may still come.
        debug_assert!(
            are_of(found, BEHIND_ANYTHING, if reading.has_text() { &[] } else { BEHIND_HEADING }),
            "a sign that is in neither list"
        );
        found
    }

    /// Whether the line that names departments, which is open, goes on with `own`.
    fn is_rest_of_clause(&self, reading: &Reading, before: &Seen, own: &Seen) -> bool {
        if reading.depth > 0 || own.marker.is_some() || own.is_clause_line {
            return false;
        }
        let has_room = match self.way() {
            Way::Whole => u32::from(before.chars) < LONG,
            _ => !self.is_full(reading, own),
        };
        goes_on_with_names(before.text(self.text), own.text(self.text), has_room)
    }

    fn look_behind(&self, reading: &Reading, before: &Seen, own: &Seen) -> Signs {
        let mut found: Signs = 0;
        let mut sign = |sign: Sign, is_seen: bool| found |= Signs::from(is_seen) << sign as u32;
        let is_expected = own.begin == Begin::Expected;
        let is_inside = reading.since < MAX_OPEN && (reading.depth > 0 || reading.quotes > 0);
        sign(Sign::NumberInside, is_inside && is_expected);
        sign(Sign::InBracket, is_inside && reading.depth > 0 && !is_expected);
        sign(Sign::InQuote, is_inside && reading.quotes > 0 && !is_expected);
        if reading.pieces == 1 && before.is_lead() && own.is_led() {
            let is_usual = before.signs & Sign::Lead.bit() != 0;
            sign(Sign::BehindLead, is_usual);
            sign(Sign::BehindLoneLead, !is_usual);
        }
        let counts = |first: Marker, own: Marker| {
            first.style == own.style && first.depth == own.depth && first.number + 1 == own.number
        };
        let first = &self.seen[reading.first as usize];
        let is_next = first.marker.zip(own.marker).is_some_and(|(first, own)| counts(first, own));
        sign(Sign::Successor, is_next);
        // A cell that fills its column goes on below.
        sign(Sign::CellRun, before.in_run && own.in_run && !self.is_full(reading, own));
        let is_narrow = reading.own > self.measure.first_indent && reading.own * 2 < self.measure.margin;
        sign(Sign::BehindNarrow, is_narrow && own.marker.is_some());
        let has_text = reading.has_text();
        let is_running = has_text || reading.has_comma && self.seen[reading.first as usize].marker.is_none();
        sign(
            Sign::InSentence,
            is_running
                && matches!(before.end, End::Word | End::Digit)
                && matches!(own.begin, Begin::Word | Begin::Digit | Begin::OpeningMark),
        );
        sign(Sign::RowNumber, is_running && is_row_number(reading, before, own));
        sign(Sign::InClause, is_in_clause(reading, before, own));
        let closes = matches!(before.end, End::Closing | End::Sentence);
        sign(Sign::BehindClause, reading.is_clause && reading.depth == 0 && closes);
        let is_clause_line = first.is_clause_line && !reading.has_stop;
        sign(Sign::BehindClauseLine, is_clause_line && is_expected);
        sign(Sign::RestOfClause, is_clause_line && self.is_rest_of_clause(reading, before, own));
        let is_separated = matches!(before.end, End::Comma | End::Semicolon | End::Colon);
        sign(
            Sign::NextClauseLine,
            is_clause_line && own.is_clause_line && reading.depth == 0 && !is_separated,
        );
        if has_text {
            return found;
        }
        // Nearly all headings stand in one piece.
        let joined: String;
        let previous = if reading.pieces == 1 {
            before.text(self.text)
        } else {
            let first = reading.first as usize;
            joined = self.seen[first..first + usize::from(reading.pieces)]
                .iter()
                .map(|piece| piece.text(self.text))
                .collect();
            &joined
        };
        sign(Sign::BehindBracketed, is_bracketed(previous));
        let content = own.text(self.text);
        let marker = self.seen[reading.first as usize].marker;
        if let Some(marker) = marker {
            sign(Sign::Heading, reading.lines == 1);
            sign(Sign::BehindChapter, marker.style < Style::Article);
            let is_alone = self.styles.stands_alone(marker.style) && !reading.has_comma;
            sign(Sign::HeadingAlone, is_alone);
            // Only a heading that fills its line has a rest.
            let is_full = self.way() != Way::Wrapped || self.is_full(reading, own);
            sign(Sign::RestOfHeading, is_full && is_alone && own.is_rest && own.marker.is_none());
            let is_value = reading.depth <= 0 && before.end != End::Digit && content.len() <= MAX_VALUE;
            sign(Sign::Value, is_value && is_quantity_cell(content));
            match self.styles.known(previous, content) {
                Known::Ends => sign(Sign::KnownEnd, true),
                Known::GoesOn => sign(Sign::KnownGoesOn, is_full),
                Known::Lacking => sign(Sign::NotInContents, true),
                Known::Nothing => {}
            }
        } else {
            match self.styles.known_title(previous, content) {
                Some(true) => sign(Sign::TitleGoesOn, true),
                Some(false) => sign(Sign::TitleEnds, true),
                None => {}
            }
            let is_box = is_box(previous) || is_bracketed_box(previous);
            sign(Sign::BehindBox, is_box);
            let is_wide = reading.width + 2 * self.measure.first_indent >= self.measure.margin;
            let is_header = own.signs & Sign::TableHeader.bit() != 0;
            let is_few = own.end != End::Sentence && own.width * 2 < self.measure.margin && !is_header;
            sign(Sign::BoxGoesOn, is_box && is_wide && is_few);
            sign(Sign::BeforePreamble, reading.pieces > 1 && is_title_before_preamble(previous, content));
            sign(Sign::BehindTitleLike, is_title(previous));
            let is_title_open = own.marker.is_none() && is_rest_of_title(previous, content);
            sign(Sign::RestOfTitle, is_title_open);
            sign(Sign::BehindTitle, !is_longer_than(previous, 80) && is_notice_title(previous));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::goes_on_with_names;
    use crate::layout::layout;
    use crate::normalize::normalize;

    fn paragraphs(source: &str) -> Vec<String> {
        let manuscript = layout(&normalize(source), source);
        let content = manuscript.paragraphs.iter().filter(|paragraph| paragraph.is_content());
        content.map(|paragraph| manuscript.str(paragraph).to_owned()).collect()
    }

    #[test]
    fn names_of_departments_that_a_line_end_has_cut() {
        for (before, own) in [
            ("责任单位：市水利局、市林业局，清河", "区人民政府"),
            ("责任单位：市水利局、市林业局，各县", "（市、区）人民政府"),
            ("责任单位：市水利局、市农业农", "村局、市林业局"),
            ("责任单位：市水利局、市林业局", "（排第一位的为牵头单位，下同）"),
        ] {
            assert!(goes_on_with_names(before, own, false), "{before} {own}");
        }
        // What stands below the last of them is a signature.
        assert!(!goes_on_with_names("责任单位：市水利局、市林业局", "清河县水利局", false));
        assert!(!goes_on_with_names("责任单位：市水利局、市林", "业局", true));
        assert!(!goes_on_with_names("责任单位：市水利局、市林业局", "加强河道巡查", false));
    }

    #[test]
    fn lines_of_departments_that_are_wrapped() {
        let source = (1..=8)
            .map(|at| {
                format!(
                    "{at}.完善第{at}项制度。实施河道整治和堤防加固，统筹水库调度和城乡供水，完\n\
                     善雨水情监测预报体系，提高山洪灾害防御能力。\n\
                     责任单位：市水利局、市自然资源局、市农业农村局、市林业局、市\n财政局\n\
                     完成时限：2023年12月底前\n责任单位：市水利局\n完成时限：2023年12月底前\n"
                )
            })
            .collect::<Vec<_>>()
            .concat();
        let found = paragraphs(&source);
        assert_eq!(found.len(), 40, "{found:#?}");
        assert!(found[1].ends_with("市林业局、市财政局"), "{found:#?}");
    }

    #[test]
    fn the_head_of_a_letter_in_pieces() {
        let title = "甲市人民政府关于印发\n“十四五”\n现代水网规划\n（2021-2025年）的通知\n";
        let list = "各区县人民政府、\n市政府各部门，\n各直属机构：\n";
        let body = "近年来，\n各区县加快推进“一张网”\n建设，水利保障能力不断提高，防洪和供水安全得到落实，现将《规划》\n印发给你们。\n";
        let found = paragraphs(&format!("{title}{list}{body}{}", body.repeat(20)));
        assert_eq!(found[0], "甲市人民政府关于印发“十四五”现代水网规划（2021-2025年）的通知");
        assert_eq!(found[1], "各区县人民政府、市政府各部门，各直属机构：");
        assert!(found[2].starts_with("近年来，各区县"), "{found:#?}");
    }

    #[test]
    fn pieces_of_a_printed_line_and_figures_that_a_page_has_cut_off() {
        let whole = "实施河道整治和堤防加固，统筹水库调度和城乡供水，完善雨水情监测预\n\
                     报体系，提高山洪灾害防御能力，推进灌区改造和高效节水灌溉，落实工程\n\
                     管护责任，确保防洪安全和供水安全，推动水利高质量发展迈上新台阶。\n";
        let torn = "实施河道整治和堤防加固，统筹“一张网”\n，完善雨水情监测预报体系\n\
                    建设，提高山洪灾害防御能力，推进灌区改造和高效节水灌溉，落实工程\n\
                    管护责任，规模化供水工程覆盖农村人口的比例达到\n\n— 4 —\n\n70%。\n\
                    （责任单位：市水利局；\n责任单位：市农业农村局）\n";
        let source = (1..=12)
            .map(|at| format!("（{at}）{}", if at == 8 { torn } else { whole }))
            .collect::<Vec<_>>()
            .concat();
        let found = paragraphs(&source);
        let torn = &found[7];
        assert!(torn.contains("体系建设") && torn.ends_with("达到70%。"), "{found:#?}");
        assert_eq!(found[8], "（责任单位：市水利局；责任单位：市农业农村局）");
    }

    #[test]
    fn indents_of_any_width_where_white_space_was_squeezed() {
        let first = "加快推进水库和干流堤防建设，统筹水资源调度，提高抗旱保供\n\
                     能力，推进灌区改造，落实管护责任，完善监测预报体系建设。\n";
        let rest = "开展山洪灾害防治，实施中小河流治理，健全河湖长效管护机制\n和节水考核制度。\n";
        let source = (0..12)
            .map(|at| [if at % 2 == 0 { "  " } else { "   " }, first, rest].concat())
            .collect::<Vec<_>>()
            .concat();
        let found = paragraphs(&source);
        assert_eq!(found.len(), 12, "{found:#?}");
    }

    #[test]
    fn a_bracket_that_names_departments_goes_on_to_its_end() {
        let source = (1..=6)
            .map(|at| {
                format!(
                    "（{at}）实施河道整治和堤防加固，统筹水库调度和城乡供水，完\n\
                     善雨水情监测预报体系，提高山洪灾害防御能力，推进灌区\n\
                     改造和高效节水灌溉。\n〔责任单\n位：市水利局、市农业农村局〕\n"
                )
            })
            .collect::<Vec<_>>()
            .concat();
        let found = paragraphs(&source);
        assert!(
            found.iter().any(|text| text.ends_with("〔责任单位：市水利局、市农业农村局〕")),
            "{found:#?}"
        );
        assert!(!found.iter().any(|text| text.ends_with("责任单")), "{found:#?}");
    }
}
