//! What is observed about two neighbouring lines together.

use super::line::{Line, MIN_MEASURED};
use super::measure::Measure;
use super::observe::{Begin, End, Seen};
use super::start::{
    counts_in_line, ends_clause_label, is_complete_row, is_item_title, is_rest_of_imprint, is_title,
    is_title_before_preamble, is_year_remark, speaks_of_document,
};
use super::weights::{Sign, Signs};
use super::words::{Word, Words};
use crate::normalize::Normalized;
use crate::scan::indicator::{begins_header, is_header_cells};
use crate::scan::letter::ends_addressees;
use crate::scan::unit::is_unit;
use crate::scan::{is_han, is_longer_than, scan_brackets};
use crate::span::Span;

/// What neighbours are compared by.
pub(super) struct Pair<'a> {
    pub(super) normalized: &'a Normalized,
    pub(super) lines: &'a [Line],
    pub(super) measure: Measure,
    pub(super) words: Option<&'a Words>,
}

/// Whether a line has nothing but the figures that hang below the letters of formulas in the
/// line above, each of which a mark or a word follows there: `10 2.5` below `（PM ）、细颗粒物（PM ）`.
fn hangs_below(above: &str, line: &str) -> bool {
    /// No line has more formulas, no such figure more digits.
    const MOST: usize = 8;
    const DIGITS: usize = 3;
    let is_figure = |word: &str| {
        word.len() <= DIGITS
            && word.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
    };
    if line.len() > MOST * (DIGITS + 1) || !line.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let figures = line.split(' ').map(|word| is_figure(word).then_some(()));
    let Some(figures) = figures.collect::<Option<Vec<()>>>().map(|figures| figures.len()) else {
        return false;
    };
    let letters = above
        .as_bytes()
        .windows(2)
        .filter(|pair| pair[0].is_ascii_uppercase() && !pair[1].is_ascii())
        .count();
    figures <= letters.min(MOST)
}

impl Pair<'_> {
    /// The signs that `before` and `own` give, for or against a paragraph that begins with
    /// `own`; `next` stands behind it.
    pub(super) fn signs(&self, before: &Seen, own: &Seen, next: Option<&Seen>) -> Signs {
        let mut found: Signs = 0;
        let mut sign = |sign: Sign, is_seen: bool| found |= Signs::from(is_seen) << sign as u32;
        let text = &self.normalized.text;
        let (a, b) = (before.text(text), own.text(text));
        let next_text = || next.map_or("", |next| next.text(text));
        let has = |seen: &Seen, sign: Sign| seen.signs & sign.bit() != 0;
        let line = &self.lines[own.line as usize];
        let measure = self.measure;
        sign(Sign::BehindRow, before.is_row || has(before, Sign::PipeRow));
        sign(Sign::BehindWhole, has(before, Sign::Whole));
        sign(Sign::BehindHeadingMark, has(before, Sign::HeadingMark));
        sign(Sign::BehindLeaders, has(before, Sign::Leaders));
        sign(Sign::BehindStrong, has(before, Sign::Strong));
        sign(Sign::BehindAddressees, has(before, Sign::Addressees) && before.end == End::Colon);
        sign(Sign::Indented, measure.indented && (3..=8).contains(&own.indent));
        sign(Sign::Centred, measure.indented && own.indent > 8);
        sign(Sign::IndentedHere, !measure.indented && (3..=8).contains(&own.indent));
        sign(Sign::NotIndented, measure.indented && own.indent < 3 && !own.after_page && !line.page_break);
        let is_flush = measure.squeezed && own.indent < 2 && own.marker.is_none();
        sign(Sign::Flush, is_flush && !own.after_page && !line.page_break);
        let is_further_in = measure.indented && own.indent >= 3 && own.indent > before.indent + 2;
        sign(Sign::FurtherIn, is_further_in && is_title(a));
        let is_cell = |piece: Option<&Seen>| piece.is_some_and(Seen::is_like_cell);
        sign(Sign::AmongCells, before.is_like_cell() && own.is_like_cell() && is_cell(next));
        // A column, or a box, has a margin of its own.
        let is_even = before.width.abs_diff(own.width) <= measure.slack
            && before.width + 2 * measure.first_indent < measure.margin
            && before.chars >= MIN_MEASURED
            && own.chars >= MIN_MEASURED;
        sign(Sign::EquallyWide, is_even && !matches!(before.end, End::Sentence));
        sign(Sign::LikeCells, before.is_like_cell() && own.is_like_cell());
        let is_open = matches!(before.end, End::Word | End::Digit | End::Closing);
        sign(Sign::TornText, is_open && measure.torn);
        sign(Sign::WholeText, is_open && !measure.torn && !measure.wrapped);
        let is_blank =
            has(own, Sign::Blank) && !matches!(before.end, End::Sentence | End::Colon | End::Semicolon);
        sign(Sign::BlankOpen, is_blank);
        let hangs = !before.is_row && !own.is_row && hangs_below(a, b);
        sign(Sign::Hanging, hangs);
        sign(Sign::BehindHanging, has(before, Sign::Hanging));
        sign(Sign::BehindRowEnd, is_complete_row(a));
        let is_short = a.len() <= MAX_SPACED;
        sign(
            Sign::SpacedHeading,
            is_short && SPACED.iter().any(|heading| heading.strip_prefix(a) == Some(b)),
        );
        sign(Sign::BehindSpaced, is_short && SPACED.contains(&a));
        sign(Sign::Upright, own.chars == 1 && self.is_upright(before, b, next_text()));
        let ends_word = before.chars == 1 && has(before, Sign::Upright);
        sign(Sign::BehindUpright, ends_word && (own.chars > 1 || begins_upright(b, next_text())));
        sign(Sign::BracketWithin, own.marker.is_none() && begins_with_remark(b));
        sign(Sign::DateGoesOn, own.begin == Begin::Digit && goes_on_with_date(a, b));
        sign(Sign::BehindClauseLabel, own.marker.is_none() && ends_clause_label(a));
        let counts = own.marker.is_some_and(|marker| counts_in_line(a, marker));
        sign(Sign::CountsInLine, counts);
        let is_closed = matches!(before.end, End::Sentence | End::Closing);
        sign(Sign::NextNumber, is_closed && own.begin == Begin::Expected && !counts);
        sign(Sign::YearRemark, is_year_remark(a, b));
        sign(Sign::SpeaksOfDocument, speaks_of_document(a));
        sign(Sign::BeforePreamble, is_title_before_preamble(a, b));
        sign(Sign::SendsOut, before.end == End::Sentence && sends_out(a));
        let rest = next_text();
        sign(Sign::Imprint, rest.ends_with("印发") && is_rest_of_imprint(b, rest));
        sign(Sign::RestOfImprint, b.ends_with("印发") && is_rest_of_imprint(a, b));
        sign(Sign::LostIndent, measure.lost_indents && self.lacks_indent(own, next));
        let is_short = b.len() <= MAX_HEADER;
        sign(Sign::HeaderBelow, before.end == End::Colon && is_short && is_header_cells(b));
        sign(Sign::TableHeader, own.is_like_cell() && is_first_cell(b, next_text()));
        let is_wide = measure.width(line) + 2 * measure.first_indent >= measure.margin;
        sign(Sign::FullClosing, own.begin == Begin::Closing && is_wide && !b.starts_with('（'));
        sign(Sign::Item, before.end == End::Sentence && self.begins_item(before) && self.begins_item(own));
        if let Some(words) = self.words.filter(|_| may_meet(measure, before, own)) {
            let known = meet(words, a, b);
            sign(Sign::KnownWord, known == 1);
            sign(Sign::KnownWords, known == 2);
        }
        found
    }

    /// Whether a list of addressees is open behind `piece`, which goes on with one if one `is_open`.
    pub(super) fn lists_addressees(&self, piece: &Seen, is_open: bool) -> bool {
        let text = piece.text(&self.normalized.text);
        (is_open || text.starts_with('各')) && is_list(text)
    }

    /// Whether an open list of addressees goes on with `own`: that line closes it, or the next.
    pub(super) fn is_addressees(&self, own: &Seen, next: Option<&Seen>) -> bool {
        let text = &self.normalized.text;
        let own = own.text(text);
        ends_addressees(own) || is_list(own) && next.is_some_and(|next| ends_addressees(next.text(text)))
    }

    /// Whether `own` is as short as the rest of a heading that has filled its line, or stands
    /// where the next heading follows.
    pub(super) fn is_short_rest(&self, own: &Seen, next: Option<&Seen>) -> bool {
        let is_next = next.is_some_and(|next| next.marker.is_some());
        own.end != End::Sentence && (own.width * 4 < self.measure.margin * 3 || is_next)
    }

    /// Whether `own` may be the first line of a paragraph that has lost its indent: by that it is
    /// narrower than the next.
    fn lacks_indent(&self, own: &Seen, next: Option<&Seen>) -> bool {
        let Measure { first_indent, margin, .. } = self.measure;
        own.end != End::Sentence
            && own.width + first_indent <= margin
            && own.width + 2 * first_indent >= margin
            && next.is_some_and(|next| next.width + 1 >= margin || next.end == End::Sentence)
    }

    /// Whether a cell so narrow that its word stands on lines of one character goes on with
    /// `letter`: 约, 束 and 性; 2020 and 年; or any word of which each character stands alone.
    /// `next` stands behind it.
    fn is_upright(&self, before: &Seen, letter: &str, next: &str) -> bool {
        let text = before.text(&self.normalized.text);
        if is_lone(text) && is_lone(letter) {
            // 领, 域 and 序, 号 are two words; 户 and 人 may be the units of two rows.
            let are_units = is_unit(text) && is_unit(letter);
            return text != letter && !are_units && !begins_upright(letter, next);
        }
        let line = &self.lines[before.line as usize];
        let gaps = &self.normalized.gaps[line.gaps.0 as usize..line.gaps.1 as usize];
        let is_cell = |len: usize| {
            let start = before.content.end - len as u32;
            text.len() == len || gaps.binary_search_by_key(&start, |gap| gap.at).is_ok()
        };
        let digits = text.bytes().rev().take(5).take_while(u8::is_ascii_digit).count();
        if letter == "年" && digits == 4 {
            return is_cell(4);
        }
        UPRIGHT.iter().any(|word| {
            let mut parts = word.match_indices(letter).filter(|(at, _)| *at > 0);
            parts.any(|(at, _)| word[..at].ends_with(text) || text.ends_with(&word[..at]) && is_cell(at))
        })
    }

    /// Whether a gap sets off the title of an item at the beginning of `piece`.
    fn begins_item(&self, piece: &Seen) -> bool {
        let line = &self.lines[piece.line as usize];
        let gaps = &self.normalized.gaps[line.gaps.0 as usize..line.gaps.1 as usize];
        let Span { start, .. } = piece.content;
        gaps.get(gaps.partition_point(|gap| gap.at <= start)).is_some_and(|gap| {
            !gap.kept && is_item_title(piece.text(&self.normalized.text), (gap.at - start) as usize)
        })
    }
}

/// Headings of two characters that are set far apart. Programs that copy text out of
/// PDF files take the gap for the end of a line: 前 and 言.
const SPACED: &[&str] = &["前言", "序言", "引言", "附件", "附表", "附录", "附则", "后记"];

/// The header of a table has no more bytes on one line.
const MAX_HEADER: usize = 64;

/// The bytes of such a heading.
const MAX_SPACED: usize = 6;

/// Words of narrow columns in tables.
const UPRIGHT: &[&str] = &["序号", "属性", "单位", "预期性", "约束性", "指导性", "参考性"];

/// Whether two lines are the beginning of such a word: 序 and 号.
fn begins_upright(line: &str, next: &str) -> bool {
    let begins = |word: &&str| word.strip_prefix(line).is_some_and(|rest| rest.starts_with(next));
    !line.is_empty() && !next.is_empty() && UPRIGHT.iter().any(begins)
}

/// Whether a line has one character that is no answer and no numeral.
fn is_lone(line: &str) -> bool {
    const WHOLE: &[char] =
        &['是', '否', '有', '无', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let mut chars = line.chars();
    chars.next().is_some_and(|c| is_han(c) && !WHOLE.contains(&c)) && chars.next().is_none()
}

/// Whether a line ends with the words with which a notice sends out a document: 请认真
/// 贯彻执行。 What is said behind them stands in a paragraph of its own.
fn sends_out(line: &str) -> bool {
    /// 请结合实际，认真组织实施。 has fewer bytes.
    const REACH: usize = 96;
    let Some(line) = line.strip_suffix('。') else { return false };
    let end = &line[line.ceil_char_boundary(line.len().saturating_sub(REACH))..];
    ["执行", "落实", "实施"].iter().any(|word| end.ends_with(word))
        && end.rfind('请').is_some_and(|at| !end[at..].contains('。'))
}

/// Whether a line breaks off within a date that the next goes on with: 2019年 and 1月24日.
fn goes_on_with_date(line: &str, next: &str) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let len = digits(next);
    let ends = |unit: char, least: usize| {
        let before = line.strip_suffix(unit).unwrap_or_default();
        before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len() >= least
    };
    let begins = |unit: char| (1..=2).contains(&len) && next[len..].starts_with(unit);
    ends('年', 4) && begins('月') || ends('月', 1) && begins('日')
}

/// Whether a line begins with a remark on what stands before it, and goes on with that: （2024—2026年）的通知,
/// （管委会），.
fn begins_with_remark(line: &str) -> bool {
    /// No such remark has more bytes.
    const LONGEST: usize = 60;
    let len = scan_brackets(line).filter(|len| *len <= LONGEST && line.starts_with('（'));
    len.is_some_and(|len| {
        !line[..len].contains(['：', '，']) && line[len..].starts_with(['的', '，', '、', '》'])
    })
}

/// Whether a line may stand in a list of addressees.
fn is_list(line: &str) -> bool {
    line.contains(['、', '，']) && !line.contains(['。', '：', '；', '《']) && !is_longer_than(line, 200)
}

/// Whether `own` is the first cell of a header that has one cell on each line: 指标, and
/// then 目标值.
fn is_first_cell(own: &str, next: &str) -> bool {
    ["类别", "序号"].contains(&own)
        || begins_header(own)
            && !begins_header(next)
            && !is_longer_than(next, 12)
            && ["年", "值", "属性", "单位", "目标", "指标"].iter().any(|word| next.contains(word))
}

/// Whether a word may be cut where two pieces meet: lines end at the margin, or a long one
/// breaks off in the midst of a sentence.
pub(super) fn may_meet(measure: Measure, before: &Seen, own: &Seen) -> bool {
    /// Few headings have more characters.
    const LONG: u16 = 40;
    measure.wrapped
        || measure.pieces
        || before.chars >= LONG && before.end == End::Word && own.begin == Begin::Word
}

/// The words that two pieces make where they meet.
pub(super) fn meeting_words(before: &str, own: &str) -> [Option<Word>; 2] {
    let mut back = before.chars().rev().take_while(|c| is_han(*c));
    let mut forth = own.chars().take_while(|c| is_han(*c));
    let (Some(b), Some(c)) = (back.next(), forth.next()) else { return [None; 2] };
    [back.next().map(|a| [a, b, c]), forth.next().map(|d| [b, c, d])]
}

/// How well the text knows those words: 0 to 2.
fn meet(words: &Words, before: &str, own: &str) -> usize {
    meeting_words(before, own).into_iter().flatten().filter(|word| words.has(*word)).count()
}

#[cfg(test)]
mod tests {
    use super::{begins_with_remark, goes_on_with_date, hangs_below};

    #[test]
    fn dates_that_a_line_end_has_cut() {
        assert!(goes_on_with_date("2019年", "1月24日") && goes_on_with_date("自2023年7月", "15日起施行。"));
        for (line, next) in
            [("2019年", "24日"), ("近三年", "1月"), ("2019年", "120月"), ("共12月", "5座"), ("", "")]
        {
            assert!(!goes_on_with_date(line, next), "{line} {next}");
        }
    }

    #[test]
    fn remarks_in_brackets_belong_to_what_stands_before_them() {
        assert!(
            begins_with_remark("（2024—2026年）的通知") && begins_with_remark("（管委会），市府直属各单位：")
        );
        for line in [
            "（此件公开发布）",
            "（责任单位：市民政局），",
            "（一）的",
            "（甲、乙）加强保障",
            "（市民政局，市教育局）、",
        ] {
            assert_eq!(begins_with_remark(line), line == "（一）的", "{line}");
        }
    }

    #[test]
    fn figures_of_formulas_hang_below_their_letters() {
        assert!(hangs_below("颗粒物（PM）、细颗粒物（PM）、二氧化", "10 2.5"));
        assert!(hangs_below("硫（SO）、二氧化氮（NO）、臭氧（O）浓", "2 2 3"));
        for (above, line) in
            [("城区空气质量", "2 3"), ("颗粒物（PM）", "10 2.5 3"), ("（PM）", "2025"), ("（PM）", "第2")]
        {
            assert!(!hangs_below(above, line), "{above} {line}");
        }
    }
}
