//! The text of a notice behind its addressees: body, attachments, signatures, date
//! and annotations, and where the plan begins.

use super::Reader;
use crate::block::closing::{are_signers, is_agency_of, signer_pieces, split_date_line};
use crate::layout::{Manuscript, ParagraphKind};
use crate::model::FurnitureKind;
use crate::scan::annex_label::scan_annex_label;
use crate::scan::date::Date;
use crate::scan::file_name::names_an_attachment;
use crate::scan::folded::fold_title;
use crate::scan::letter::{
    is_annotation, is_imprint, is_officer, is_signer, lists_name, scan_closing_date, scan_copy_mark,
};
use crate::scan::marker::{Marker, Style, scan_marker};
use crate::scan::organization::{Kind, kind_of};
use crate::scan::title::{count_title_lines, is_plan_title, without_particle};
use crate::scan::{char_count, is_longer_than};
use crate::span::Span;

/// The title of a plan goes over so many lines at most; the first has no more
/// characters than these, a further one no more than those.
const TITLE_LINES: usize = 4;
const FIRST_LINE: usize = 90;
const FURTHER_LINE: usize = 60;

/// A signature at the end of a paragraph is set off by so many columns.
const BEFORE_SIGNATURE: u16 = 6;

/// What signs as one of its committees alone.
const PARTIES: &[&str] = &["中国共产主义青年团", "中国共产党"];

impl Reader<'_> {
    /// Where the plan begins, by its title. The list of attachments names it
    /// too; there it is believed only if it stands nowhere else.
    pub(super) fn find_plan(&self, from: usize, forwarded: &[String]) -> Option<usize> {
        let wanted: Vec<String> =
            forwarded.iter().map(|title| without_particle(&fold_title(title))).collect();
        let mut listed = None;
        for at in from..self.content.len() {
            let text = self.text(at);
            // A name in 《》 that ends on this line has begun on another: it is spoken of.
            let is_torn_name = text.contains('》') && !text.contains('《');
            if is_longer_than(text, FIRST_LINE) || text.contains('。') || is_torn_name {
                continue;
            }
            // A line in 《》 is named by the text that has torn it off, as a rule.
            let is_quoted = text.starts_with('《');
            let label = scan_annex_label(text);
            let is_listed = label.is_some() || self.manuscript.paragraphs[self.content[at]].marker.is_some();
            let label_len = label.filter(|label| !label.has_colon).map_or(0, |label| label.len);
            let mut found = String::new();
            for end in at..(at + TITLE_LINES).min(self.content.len()) {
                if is_longer_than(self.text(end), FURTHER_LINE) && end > at || speaks_of_title(self.text(end))
                {
                    break;
                }
                let line = &self.text(end)[if end == at { label_len } else { 0 }..];
                found.push_str(&without_particle(&fold_title(line)));
                if !wanted.iter().any(|wanted| is_same_title(wanted, &found, at == end)) {
                    continue;
                }
                if !is_listed && !is_quoted {
                    return Some(at);
                }
                if (label_len > 0 || is_quoted && self.is_below_date(at)) && listed.is_none() {
                    listed = Some(at);
                }
            }
        }
        listed
    }

    /// Whether a notice or a letter that forwards nothing says below `from` that its own
    /// sections follow: 现就有关事项通知如下： and the first of them.
    pub(super) fn announces_itself(&self, from: usize) -> bool {
        /// So many paragraphs open it at most.
        const OPENING: usize = 6;
        let numbered = |at: &usize| self.paragraph(*at).marker.is_some();
        let Some(first) = (from..self.content.len().min(from + OPENING)).find(numbered) else { return false };
        let is_first = |marker: Marker| marker.number == 1 && marker.style <= Style::Ideographic;
        first > from
            && self.paragraph(first).marker.is_some_and(is_first)
            && self.text(first - 1).trim_end_matches(['：', '。']).ends_with("如下")
    }

    /// Whether a date closes the letter above `at`.
    fn is_below_date(&self, at: usize) -> bool {
        /// Remarks stand between them.
        const LINES: usize = 4;
        (at.saturating_sub(LINES)..at).any(|at| scan_closing_date(self.text(at)).is_some())
    }

    /// Body, attachments, signatures, date, annotations, up to the plan. Returns
    /// the first paragraph that no longer belongs to the notice.
    pub(super) fn read_body(&mut self, from: usize, plan: Option<usize>) -> usize {
        let limit = plan.unwrap_or(self.content.len());
        let mut at = from;
        let mut in_list = false;
        // A date below the title closes nothing.
        let is_dated = self.notice.date.is_some();
        let mut has_date = false;
        while at < limit {
            let span = self.span(at);
            let text = self.text(at);
            let is_behind_heading = at > from && follows_contents_heading(self.manuscript, self.content[at]);
            if is_behind_heading || plan.is_none() && self.is_plan_start(at, has_date || is_dated) {
                break;
            }
            // Below the date a list needs its label with a colon; the last line may be that of the plan.
            let is_list = (!has_date || self.is_listed_below(at, limit, in_list))
                && self.is_attachment(at, limit, in_list);
            if is_list {
                self.notice.attachments.push(span);
            } else if scan_copy_mark(text).is_some() {
                self.notice.copied_to.push(span);
            } else if is_imprint(text) && self.notice.imprint.is_some() {
                // A notice has one; what is like it behind that is a remark.
                self.notice.annotations.push(span);
            } else if is_imprint(text) {
                let agency = self.notice.copied_to.pop_if(|last| is_agency_of(self.manuscript, *last, span));
                self.notice.imprint = Some(agency.map_or(span, |agency| agency.cover(span)));
            } else if !has_date && let Some((start, date)) = scan_closing_date(text) {
                self.take_torn_signature();
                self.read_date_line(span, start, date);
                has_date = true;
            } else if !has_date
                && let Some(signatory) = self.notice.signatories.last_mut()
                && is_second_name(text)
            {
                signatory.push(span);
            } else if is_annotation(text) {
                self.notice.annotations.push(span);
            } else if has_date && self.notice.agency_mark.is_empty() && is_red_head(text) {
                // The head of the page, which a PDF may draw last.
                self.notice.agency_mark.push(span);
            } else if !self.notice.body.is_empty()
                && (!has_date || self.notice.signatories.is_empty())
                && are_signers(self.manuscript, span)
            {
                self.sign(signer_pieces(self.manuscript, span));
            } else if !has_date && (self.is_signed_by_officer(at) || self.lists_signer(at, limit)) {
                self.sign([span]);
            } else if is_last_before(at, limit)
                && scan_annex_label(text).is_some_and(|label| {
                    // 附件, or 附件：甲市规划 above that title.
                    label.len == text.len() || has_date && is_plan_title(&text[label.len..])
                })
            {
                self.notice.labels.push(span);
            } else if has_date {
                self.notice.annotations.push(span);
            } else {
                self.take_back_signatures();
                self.push_body(span);
            }
            in_list = is_list;
            at += 1;
        }
        at
    }

    /// A line of the body; a signature that extraction has left at its end, behind a
    /// wide gap or the last full stop, is taken off. What ends without a closing mark
    /// goes on with the next line.
    pub(super) fn push_body(&mut self, span: Span) {
        let text = span.of(&self.manuscript.text);
        let wide = self
            .manuscript
            .gaps_in(span)
            .iter()
            .rev()
            .find(|gap| gap.columns >= BEFORE_SIGNATURE && !gap.kept);
        let stop = text.rfind('。').map(|at| at + '。'.len_utf8()).filter(|at| *at < text.len());
        let ends = [wide.map(|gap| (gap.at - span.start) as usize), stop];
        let signed = ends.into_iter().flatten().find(|at| is_signer(&text[*at..]));
        let end = signed.map_or(span.end, |at| span.start + at as u32);
        let line = Span::new(span.start, end);
        let is_joined = !self.is_whole(span) && scan_marker(text).is_none();
        match self.notice.body.last_mut() {
            Some(open)
                if is_joined
                    && is_open(&self.manuscript.text, open)
                    && is_next(self.manuscript, open, line) =>
            {
                open.push(line);
            }
            _ => self.notice.body.push(vec![line]),
        }
        if end < span.end {
            self.sign([Span::new(end, span.end)]);
        }
    }

    /// Whether the format of the source knows that a paragraph is complete.
    fn is_whole(&self, span: Span) -> bool {
        let paragraphs = &self.manuscript.paragraphs;
        let at = paragraphs.partition_point(|paragraph| paragraph.span.end <= span.start);
        paragraphs.get(at).is_some_and(|paragraph| paragraph.hint.is_whole)
    }

    fn sign(&mut self, names: impl IntoIterator<Item = Span>) {
        for name in names {
            // 中国共产主义青年团 signs as one of its committees, whose name a line end has cut.
            let last = self.notice.signatories.last().map(|lines| self.text_of(lines));
            let is_rest = last.is_some_and(|last| PARTIES.contains(&last.as_str()))
                && name.of(&self.manuscript.text).ends_with("委员会");
            match self.notice.signatories.last_mut().filter(|_| is_rest) {
                Some(last) => last.push(name),
                None => self.notice.signatories.push(vec![name]),
            }
        }
    }

    /// The last lines of the body, where they are a signature that was set on several, or
    /// the first lines of one: they have no full stop, and the date stands below them.
    fn take_torn_signature(&mut self) {
        const CLOSINGS: &[&str] = &["通知", "执行", "落实", "实施", "批复", "函复"];
        let Some(last) = self.notice.body.last().filter(|_| self.notice.body.len() > 1) else { return };
        let words = self.text_of(last);
        if !is_open(&self.manuscript.text, last) || CLOSINGS.iter().any(|word| words.ends_with(word)) {
            return;
        }
        let mut lines = last.clone();
        lines.extend(self.notice.signatories.first().into_iter().flatten());
        let bare: String = self.text_of(&lines).chars().filter(|c| !matches!(c, '“' | '”')).collect();
        if is_signer(&bare) || bare == self.issuer() {
            self.notice.body.pop();
            self.notice.signatories.splice(..self.notice.signatories.len().min(1), [lines]);
        }
    }

    /// Whether the name of one of those who sign the letter stands at `at`, though it reads like
    /// that of no agency (中科院): with names alone below it, up to the date, and behind the first
    /// of them or as the text has it in a list of names.
    fn lists_signer(&self, at: usize, limit: usize) -> bool {
        /// So many sign a letter together at most.
        const LINES: usize = 40;
        /// None of their names has more characters.
        const LONGEST: usize = 24;
        let is_name = |at: usize| {
            let text = self.text(at);
            !is_longer_than(text, LONGEST)
                && self.paragraph(at).marker.is_none()
                && (kind_of(text) != Kind::NoName || is_signer(text))
        };
        let is_date = |at: usize| scan_closing_date(self.text(at)).is_some();
        is_name(at)
            && (!self.notice.signatories.is_empty() || self.body_lists(self.text(at)))
            && (at + 1..limit.min(at + LINES)).find(|at| is_date(*at) || !is_name(*at)).is_some_and(is_date)
    }

    /// Whether the body has `name` among others.
    fn body_lists(&self, name: &str) -> bool {
        let mut body = self.notice.body.iter().flatten().map(|line| line.of(&self.manuscript.text));
        body.any(|line| lists_name(line, name))
    }

    /// Whether the list of what is attached stands at `at`, below the date, as pages have it.
    fn is_listed_below(&self, at: usize, limit: usize, in_list: bool) -> bool {
        let text = self.text(at);
        let is_labelled = scan_annex_label(text).map_or(in_list, |label| label.has_colon);
        is_labelled && !is_last_before(at, limit) || names_an_attachment(text)
    }

    /// Whether a paragraph names what is attached: `附件：1.规划` or, below it,
    /// `2.任务清单`.
    fn is_attachment(&self, at: usize, limit: usize, in_list: bool) -> bool {
        let text = self.text(at);
        if self.notice.body.is_empty() || text.contains('。') {
            return false;
        }
        // A page may have nothing but the link: 规划.docx
        if names_an_attachment(text) {
            return true;
        }
        match scan_annex_label(text) {
            Some(label) if label.len < text.len() => true,
            Some(label) => label.has_colon && !is_last_before(at, limit),
            None => {
                let marker = self.manuscript.paragraphs[self.content[at]].marker;
                let is_next = marker.is_some_and(|marker| marker.len < text.len());
                in_list && (is_next || self.text(at - 1).ends_with('：') && !is_signer(text))
            }
        }
    }

    /// Whether an order is signed here: 县长 and a name, and then the date.
    fn is_signed_by_officer(&self, at: usize) -> bool {
        is_officer(self.text(at))
            && at + 1 < self.content.len()
            && scan_closing_date(self.text(at + 1)).is_some()
    }

    /// A signature is the last line; text behind it means it was none.
    fn take_back_signatures(&mut self) {
        let signatures = std::mem::take(&mut self.notice.signatories);
        let start = |lines: &Vec<Span>| lines.first().map_or(0, |line| line.start);
        let is_behind = |last: &Vec<Span>| signatures.first().is_some_and(|first| start(first) > start(last));
        if self.notice.body.last().is_none_or(is_behind) {
            self.notice.body.extend(signatures);
        } else {
            self.notice.signatories = signatures;
        }
    }

    /// Whether the plan begins at `at`, told by shape where no title matches:
    /// the notice has its date, and a title or a numbered heading follows.
    fn is_plan_start(&self, at: usize, has_date: bool) -> bool {
        let paragraph = &self.manuscript.paragraphs[self.content[at]];
        let text = self.text(at);
        let is_heading = paragraph.marker.is_some_and(|marker| marker.number == 1);
        if self.notice.body.is_empty() {
            // A notice of which nothing but its title was copied.
            let is_first = paragraph.marker.is_some_and(|marker| marker.style <= Style::Ideographic);
            // Or that and the text of the plan, which says 制定本方案.
            return (is_heading && is_first || opens_plan(text)) && self.notice.addressees.is_none();
        }
        if !has_date {
            return is_heading && at > 0 && !text.ends_with('；') && char_count(text) < 40;
        }
        // 附件 alone on a line stands above what is attached.
        let is_label = scan_annex_label(text).is_some_and(|label| label.len == text.len());
        let from = at + usize::from(is_label);
        let begins = || is_plan_title(text) || self.begins_title(from) || self.begins_text(from);
        is_heading || !is_annotation(text) && begins()
    }

    /// Whether the lines from `at` on are a title together.
    fn begins_title(&self, at: usize) -> bool {
        self.may_be_title(at) && count_title_lines((at..self.content.len()).map(|at| self.text(at))).is_some()
    }

    /// Whether text begins at `at`, or a title above it that says nothing of a plan:
    /// 联席会议制度. What a page prints below a letter is no text.
    fn begins_text(&self, at: usize) -> bool {
        /// A title has so many lines, a remark below it included.
        const LINES: usize = 4;
        /// And none of them is longer.
        const MAX_LINE: usize = 40;
        for at in at..self.content.len().min(at + LINES) {
            let text = self.text(at);
            let marker = self.manuscript.paragraphs[self.content[at]].marker;
            if marker.is_some_and(|marker| marker.number == 1) || text.ends_with('。') && !is_annotation(text)
            {
                return true;
            }
            if !self.may_be_title(at) || text.contains(['：', '。']) || is_longer_than(text, MAX_LINE) {
                return false;
            }
        }
        false
    }

    /// Whether a line is neither a label nor one of those that close a letter.
    fn may_be_title(&self, at: usize) -> bool {
        at < self.content.len()
            && scan_annex_label(self.text(at)).is_none()
            && !is_imprint(self.text(at))
            && !are_signers(self.manuscript, self.span(at))
    }

    fn read_date_line(&mut self, span: Span, start: usize, date: Date) {
        let line = split_date_line(self.manuscript, span, start, date);
        self.sign(line.signatories);
        self.notice.date = Some((line.date, date));
        self.notice.annotations.extend(line.annotation);
    }
}

/// Whether a line names a document and goes on with what became of it: `《规划》
/// 已经市政府`.
fn speaks_of_title(text: &str) -> bool {
    text.rsplit_once('》').is_some_and(|(_, rest)| rest.starts_with(['已', '业', '经']))
}

/// Whether a paragraph ends as the one before the first number of a plan does:
/// 特制定本方案。 Nobody who sends out a plan says so.
fn opens_plan(text: &str) -> bool {
    let Some(last) = text.strip_suffix(['。', '：']).and_then(|text| text.rsplit(['，', '。']).next())
    else {
        return false;
    };
    ["制定本", "制定以下", "制定如下", "提出如下", "提出以下"].iter().any(|words| last.contains(words))
}

/// Whether a paragraph of a notice goes on: it ends without any of the marks that
/// close one.
fn is_open(text: &str, lines: &[Span]) -> bool {
    if lines.first().is_some_and(|line| scan_marker(line.of(text)).is_some()) {
        return false;
    }
    let last = lines.last().map_or("", |line| line.of(text)).trim_end_matches(['”', '’', '）', '》']);
    !last.ends_with(['。', '：', '；', '！', '？', '…'])
}

/// Whether nothing but furniture stands between the lines and `line`: what other parts
/// of the notice have taken is not within a paragraph of its body.
fn is_next(manuscript: &Manuscript, lines: &[Span], line: Span) -> bool {
    let paragraphs = &manuscript.paragraphs;
    let at = paragraphs.partition_point(|paragraph| paragraph.span.end <= line.start);
    let before = paragraphs[..at].iter().rev().find(|paragraph| paragraph.is_content());
    lines.last().is_some_and(|last| before.is_some_and(|before| before.span.start <= last.start))
}

/// Whether `at` is the last paragraph before the plan, a stray word aside.
/// Whether a line below a signature is the other name of whoever signs: （甲市乡村振兴局）.
fn is_second_name(text: &str) -> bool {
    text.strip_prefix('（').and_then(|name| name.strip_suffix('）')).is_some_and(is_signer)
}

/// Whether a line is a letterhead that says so: 甲市人民政府办公室文件.
fn is_red_head(text: &str) -> bool {
    text.strip_suffix("文件").is_some_and(is_signer)
}

fn is_last_before(at: usize, limit: usize) -> bool {
    at + 1 >= limit
}

fn follows_contents_heading(manuscript: &Manuscript, at: usize) -> bool {
    at > 0 && manuscript.paragraphs[at - 1].kind == ParagraphKind::Furniture(FurnitureKind::ContentsHeading)
}

/// Whether two folded titles name the same document: one may have the region
/// in front or a remark behind. Several lines make a title only together, so
/// nothing may stand before it in the first.
fn is_same_title(wanted: &str, found: &str, is_line: bool) -> bool {
    /// What both have is at least so many characters, what one has more at most so many.
    const MIN_SHARED: usize = 8;
    const MAX_MORE: usize = 12;
    // 关于印发关于… is not said twice.
    let bare = |title: &str| title.strip_prefix("关于").map_or(0, |_| "关于".len());
    let (wanted, found) = (&wanted[bare(wanted)..], &found[bare(found)..]);
    if found.is_empty() || wanted.is_empty() {
        return false;
    }
    if wanted == found {
        return true;
    }
    let (short, long) = if wanted.len() < found.len() { (wanted, found) } else { (found, wanted) };
    let is_near = char_count(short) >= MIN_SHARED && char_count(long).abs_diff(char_count(short)) <= MAX_MORE;
    is_near
        && (long.starts_with(short) && (is_line || long == found)
            || long.ends_with(short) && (is_line || long == wanted))
}

#[cfg(test)]
mod tests {
    use crate::block::notice::tests::notice;

    #[test]
    fn what_is_attached_begins_with_its_title_whatever_it_is() {
        let letter = "甲市人民政府关于同意建立养老服务联席会议的批复\n甲政函〔2021〕5号\n市民政局：\n\
             同意建立联席会议。\n附件：联席会议制度\n甲市人民政府\n2021年5月6日\n（此件公开发布）\n";
        for (plan, title) in [
            (
                "附件\n养老服务联席会议制度\n为加强领导，建立联席会议制度。\n一、职责\n统筹。\n",
                "养老服务联席会议制度",
            ),
            ("养老服务\n联席会议工作规则\n一、职责\n统筹。\n", "养老服务联席会议工作规则"),
        ] {
            let parsed = crate::parse(&crate::Source::from_text("plan.txt", format!("{letter}{plan}")));
            let document = &parsed.documents[0];
            assert_eq!(document.notice.as_ref().unwrap().annotations, ["（此件公开发布）"]);
            assert_eq!(document.plan.title, title);
            assert_eq!(document.plan.sections.len(), 1);
        }
    }

    #[test]
    fn names_below_each_other_sign_a_letter() {
        let text = |names: &str| {
            format!(
                "水利部等五部门关于印发《农村供水实施方案》的通知\n（水农〔2022〕15号）\n各有关单位：\n\
                 为促进农村供水，水利部、科工院、国家发展改革委、规划院、团中央共同制定了《农村供水实施方案》。现印发给你们，请遵照执行。\n\
                 附件：农村供水实施方案\n{names}\n2022年6月24日\n农村供水实施方案\n一、总体要求\n加强保障。\n二、任务\n供水。\n"
            )
        };
        for names in [
            ["水利部", "国家发展改革委", "科工院", "规划院", "团中央"],
            ["科工院", "水利部", "规划院", "团中央", "国家发展改革委"],
        ] {
            let found = notice(&text(&names.join("\n")));
            assert_eq!(found.signatories, names);
            assert_eq!(found.body.len(), 1);
        }
        // What the letter asks for is no name.
        let found = notice(&text("请各单位抓好落实\n国家发展改革委"));
        assert_eq!(found.signatories, ["国家发展改革委"]);
        assert_eq!(found.body.len(), 2);
    }

    #[test]
    fn a_committee_whose_name_a_line_end_has_cut_is_one() {
        let found = notice(
            "甲省民政厅等三部门关于印发《甲省养老规划》的通知\n各有关单位：\n现将规划印发给你们。\n\
             甲省民政厅\n中国共产主义青年团\n甲省委员会甲省妇女联合会\n2021年5月6日\n\
             甲省养老规划\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.signatories, ["甲省民政厅", "中国共产主义青年团甲省委员会", "甲省妇女联合会"]);
    }

    #[test]
    fn who_signs_is_who_the_title_names() {
        let found = notice(
            "甲山应对特大洪水灾害\n联防联控机制关于印发《洪水期间\n儿童救助工作方案》的通知\n甲电〔2020〕11号\n各县人民政府：\n\
             《洪水期间儿童救助工作方案》已经同意，现予印发，请结合实际落实。\n甲山应对特大洪水\n灾害联防联控机制\n\
             2020年3月14日\n洪水期间儿童救助工作方案\n一、及时报告\n加强走访。\n二、落实照料\n加强照料。\n",
        );
        let issuer = "甲山应对特大洪水灾害联防联控机制";
        assert_eq!(
            found.title.as_deref(),
            Some(format!("{issuer}关于印发《洪水期间儿童救助工作方案》的通知").as_str())
        );
        assert_eq!(found.signatories, [issuer]);
        assert_eq!((found.body.len(), found.annotations.len()), (1, 0));
    }

    #[test]
    fn what_is_attached_may_be_listed_below_the_date() {
        for (list, names) in [
            ("附件：《养老服务方案》.pdf\n附件：\n", vec!["《养老服务方案》.pdf"]),
            ("附件：1.养老服务方案\n2.任务分工\n附件1\n", vec!["养老服务方案", "任务分工"]),
            ("附件：养老服务方案\n", vec![]),
        ] {
            let found = notice(&format!(
                "甲市民政局关于印发《养老服务方案》的通知\n甲民〔2021〕5号\n各县民政局：\n现印发给你们，请执行。\n甲市民政局\n\
                 2021年5月6日\n{list}养老服务方案\n一、要求\n加强保障。\n二、任务\n养老。\n"
            ));
            assert_eq!(found.attachments, names, "{list}");
            assert!(found.annotations.is_empty(), "{list}");
        }
        for closing in ["养老方案.docx\n2021年5月6日\n", "甲市民政局\n2021年5月6日\n养老方案.docx\n"]
        {
            let found = notice(&format!(
                "甲市民政局关于印发《养老方案》的通知\n各县民政局：\n现印发给你们，请执行。\n{closing}"
            ));
            assert_eq!(found.attachments, ["养老方案.docx"], "{closing}");
            assert_eq!((found.body.len(), found.annotations.len()), (1, 0), "{closing}");
        }
    }

    #[test]
    fn an_order_is_signed_by_who_heads_the_agency() {
        let text = "甲县人民政府令\n第12号\n《甲县养老服务规划》已经县政府常务会议通过，现予发布。\n县长  王某\n\
             2022年3月10日\n甲县养老服务规划\n一、总体要求\n加强保障。\n";
        let parsed = crate::parse(&crate::Source::from_text("plan.txt", text));
        let notice = parsed.documents[0].notice.as_ref().unwrap();
        assert_eq!(notice.signatories, ["县长王某"]);
        assert_eq!(notice.body.len(), 1);
    }

    #[test]
    fn a_notice_whose_own_sections_follow_is_the_plan() {
        for (title, opening) in [
            ("甲市人民政府办公室关于做好养老服务的通知", "为做好养老服务，现将有关事项通知如下："),
            ("甲市人民政府关于乙县养老服务有关问题的函", "来函收悉，现将研究情况函复如下。"),
        ] {
            let text = format!(
                "{title}\n甲政发〔2021〕5号\n乙县人民政府：\n{opening}\n一、加强领导。健全机制，压实责任。\n\
                 二、加大投入。安排资金。\n甲市民政局\n商务部\n2021年5月6日\n",
            );
            let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
            let notice = document.notice.unwrap();
            assert_eq!(notice.title.as_deref(), Some(title));
            assert_eq!(document.plan.title, title);
            assert!(notice.body.is_empty());
            assert_eq!(document.plan.preamble.len(), 1);
            assert_eq!(document.plan.sections.len(), 2);
            assert_eq!(notice.signatories, ["甲市民政局", "商务部"]);
            assert_eq!(notice.date.as_deref(), Some("2021-05-06"));
        }
    }
}
