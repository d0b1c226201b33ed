//! 概况: what a plan is, as a card; of several plans 概览, one row for each, and
//! the files that could not be read.

use guihua::Lang;
use guihua::model::{Document, Severity};

use super::sheet::{Cell, Column, Counts, Entry, Look, Maker, Row, RowKind, Sheet};
use super::{tables, text};

/// What is known of all plans.
#[derive(Default)]
pub(super) struct Overview {
    cards: Vec<Row>,
    rows: Vec<Row>,
    failures: Vec<Unread>,
}

/// A file without a plan, and why.
struct Unread {
    path: String,
    reason: String,
    is_skipped: bool,
}

/// What a plan is called.
pub(super) fn name(document: &Document) -> String {
    let title = document.notice.as_ref().and_then(|notice| notice.title.as_ref());
    let titles = [Some(&document.plan.title), title, Some(&document.source.path)];
    titles.into_iter().flatten().find(|title| !title.is_empty()).cloned().unwrap_or_default()
}

/// How much there is of what in a plan.
pub(super) fn count(entry: &Entry<'_>) -> Counts {
    let mut counts = of(entry.document);
    for remark in &entry.remarks {
        counts.remarks[remark.severity as usize] += 1;
    }
    counts
}

/// The same without findings.
pub fn of(document: &Document) -> Counts {
    let plan = &document.plan;
    let is_listed = |clause: &&guihua::model::Responsibility| clause.annex.is_some() || clause.task.is_some();
    let tasks = plan.responsibilities.iter().filter(is_listed).count();
    Counts {
        sections: sections(&plan.sections),
        boxes: plan.boxes.len(),
        indicators: plan.indicators.len(),
        clauses: plan.responsibilities.len() - tasks,
        tasks,
        tables: tables::large(document),
        remarks: [0; 3],
    }
}

fn sections(list: &[guihua::model::Section]) -> usize {
    list.iter().map(|section| 1 + sections(&section.sections)).sum()
}

impl Overview {
    pub fn add(&mut self, entry: &Entry<'_>, counts: &Counts, lang: Lang) {
        let facts = facts(entry, counts, lang);
        if self.cards.is_empty() {
            self.cards = facts
                .iter()
                .filter(|fact| fact.2 != Cell::Empty)
                .map(|fact| {
                    let word = if lang == Lang::Zh { fact.0 } else { fact.1 };
                    Row::plain(vec![Cell::text(word), fact.2.clone()])
                })
                .collect();
        }
        let cells = COLUMNS.iter().map(|(zh, ..)| {
            facts.iter().find(|fact| fact.0 == *zh).map_or(Cell::Empty, |fact| fact.2.clone())
        });
        self.rows.push(Row::plain(cells.collect()));
    }

    pub fn add_failure(&mut self, path: &str, reason: &str, is_skipped: bool) {
        self.failures.push(Unread { path: path.to_owned(), reason: reason.to_owned(), is_skipped });
    }

    pub fn sheet(self, maker: &Maker<'_>) -> Sheet {
        if !maker.is_several() && self.failures.is_empty() {
            let column = |zh, en, width| Column { title: maker.pick(zh, en), look: Look::Value, width };
            return Sheet {
                name: maker.pick("概况", "Overview"),
                columns: vec![column("项目", "What", 18), column("内容", "Value", 100)],
                rows: self.cards,
                has_header: true,
                is_spare: false,
                caption: None,
            };
        }
        let failed = self.failures.into_iter().map(|unread| {
            let mut cells = vec![Cell::Empty; COLUMNS.len()];
            let (words, kind) = if unread.is_skipped {
                (maker.pick("（跳过）", "(skipped)"), RowKind::Plain)
            } else {
                (maker.pick("（没有读成）", "(not read)"), RowKind::Alarm)
            };
            cells[0] = Cell::text(words);
            cells[COLUMNS.len() - 2] = Cell::text(unread.path);
            cells[COLUMNS.len() - 1] = Cell::text(unread.reason);
            Row { cells, kind }
        });
        let rows: Vec<Row> = self.rows.into_iter().chain(failed).collect();
        let columns = COLUMNS
            .iter()
            .enumerate()
            .map(|(at, (zh, en, look, (least, most)))| {
                let title = maker.pick(zh, en);
                let widest = rows
                    .iter()
                    .filter_map(|row| row.cells.get(at))
                    .map(super::sheet::width)
                    .max()
                    .unwrap_or(0);
                let width = widest.max(text::width(&title) + super::sheet::FILTER).clamp(*least, *most);
                Column { title, look: *look, width }
            })
            .collect();
        let columns = super::sheet::to_page(columns, &rows);
        Sheet {
            name: maker.pick("概览", "Overview"),
            columns,
            rows,
            has_header: true,
            is_spare: false,
            caption: None,
        }
    }
}

/// The columns of 概览; the last is for files that were not read.
const COLUMNS: [(&str, &str, Look, (usize, usize)); 16] = [
    ("规划名称", "Plan", Look::Text, (20, 40)),
    ("发文字号", "Number", Look::Text, (12, 22)),
    ("成文日期", "Date", Look::Middle, (12, 14)),
    ("地区", "Region", Look::Middle, (8, 12)),
    ("规划期", "Period", Look::Middle, (8, 12)),
    ("章节", "Sections", Look::Middle, (6, 9)),
    ("专栏", "Boxes", Look::Middle, (6, 9)),
    ("指标", "Indicators", Look::Middle, (6, 9)),
    ("责任分工", "Clauses", Look::Middle, (6, 10)),
    ("任务清单", "Tasks", Look::Middle, (6, 10)),
    ("表格", "Tables", Look::Middle, (6, 10)),
    ("待核对：错误", "Errors", Look::Middle, (6, 10)),
    ("待核对：警告", "Warnings", Look::Middle, (6, 10)),
    ("待核对：提示", "Hints", Look::Middle, (6, 10)),
    ("文件", "File", Look::Text, (14, 40)),
    ("没有读成或跳过的原因", "Why it was not read, or skipped", Look::Text, (10, 50)),
];

/// What a card tells: Chinese and English name, value.
fn facts(entry: &Entry<'_>, counts: &Counts, lang: Lang) -> Vec<(&'static str, &'static str, Cell)> {
    let document = entry.document;
    let (plan, notice) = (&document.plan, document.notice.as_ref());
    let comma = |list: &[String]| Cell::text(list.join("、"));
    let of_notice = |take: fn(&guihua::model::Notice) -> Option<&String>| {
        Cell::text(notice.and_then(take).cloned().unwrap_or_default())
    };
    let number = notice.and_then(|notice| notice.document_number.as_ref());
    let imprint = notice.and_then(|notice| notice.imprint.as_ref());
    let period = plan.period.as_ref().map(|period| {
        let years = match (period.start == period.end, lang) {
            (true, Lang::Zh) => format!("{}年", period.start),
            (true, Lang::En) => period.start.to_string(),
            (false, _) => format!("{}—{}", period.start, period.end),
        };
        match &period.name {
            Some(name) => format!("{name}（{years}）"),
            None => years,
        }
    });
    let date = match notice.and_then(|notice| notice.date.as_ref()) {
        Some(date) => Cell::date(date),
        None => of_notice(|notice| notice.date_text.as_ref()),
    };
    let annexes: Vec<String> = plan
        .annexes
        .iter()
        .map(|annex| text::joined(annex.label.as_deref(), annex.title.as_deref()))
        .collect();
    let remarks = |severity: Severity| Cell::count(counts.remarks[severity as usize]);
    vec![
        ("规划名称", "Plan", Cell::text(name(document))),
        ("文种", "Kind", Cell::text(plan.kind.as_deref().unwrap_or_default())),
        ("地区", "Region", Cell::text(plan.region.as_deref().unwrap_or_default())),
        ("规划期", "Period", Cell::text(period.unwrap_or_default())),
        ("发文字号", "Number", Cell::text(number.map(|number| number.text.clone()).unwrap_or_default())),
        ("通知标题", "Notice", of_notice(|notice| notice.title.as_ref())),
        (
            "发文机关",
            "Issued by",
            notice.map_or(Cell::Empty, |notice| {
                if notice.signatories.is_empty() {
                    Cell::text(notice.agency_mark.as_deref().unwrap_or_default())
                } else {
                    comma(&notice.signatories)
                }
            }),
        ),
        ("主送机关", "Addressed to", notice.map_or(Cell::Empty, |notice| comma(&notice.addressees))),
        ("成文日期", "Date", date),
        ("抄送机关", "Copied to", notice.map_or(Cell::Empty, |notice| comma(&notice.copied_to))),
        (
            "印发机关",
            "Printed by",
            Cell::text(imprint.and_then(|found| found.agency.clone()).unwrap_or_default()),
        ),
        (
            "印发日期",
            "Printed on",
            imprint.and_then(|found| found.date.as_ref()).map_or(Cell::Empty, |date| Cell::date(date)),
        ),
        ("附注", "Notes", notice.map_or(Cell::Empty, notes)),
        ("附件", "Annexes", Cell::text(annexes.join("\n"))),
        ("章节", "Sections", Cell::count(counts.sections)),
        ("专栏", "Boxes", Cell::count(counts.boxes)),
        ("指标", "Indicators", Cell::count(counts.indicators)),
        ("责任分工", "Clauses", Cell::count(counts.clauses)),
        ("任务清单", "Tasks", Cell::count(counts.tasks)),
        ("表格", "Tables", Cell::count(counts.tables)),
        ("待核对：错误", "Errors", remarks(Severity::Error)),
        ("待核对：警告", "Warnings", remarks(Severity::Warning)),
        ("待核对：提示", "Hints", remarks(Severity::Info)),
        ("文件", "File", Cell::text(&document.source.path)),
        ("文件格式", "Format", Cell::text(format(document, lang))),
    ]
}

fn format(document: &Document, lang: Lang) -> &'static str {
    use guihua::model::SourceFormat::{Docx, Html, Pdf, Text};
    match (document.source.format, lang) {
        (Text, Lang::Zh) => "文本",
        (Html, Lang::Zh) => "网页",
        (Docx, Lang::Zh) => "Word 文档",
        (Pdf, _) => "PDF",
        (Text, Lang::En) => "text",
        (Html, Lang::En) => "web page",
        (Docx, Lang::En) => "Word file",
    }
}

/// What is printed below a notice: its beginning, where a whole list stands there.
fn notes(notice: &guihua::model::Notice) -> Cell {
    const NOTES: usize = 200;
    Cell::text(text::gist(&notice.annotations.join("\n"), NOTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_below_a_notice_is_cut() {
        let text = "甲县人民政府关于印发甲县养老服务规划的通知\n各乡镇人民政府：\n现印发给你们，请执行。\n\
                    甲县人民政府\n2021年5月6日\n甲县养老服务规划\n一、目标\n建设。\n二、保障\n加强。\n";
        let document = guihua::parse(&guihua::Source::from_text("plan.txt", text)).documents.remove(0);
        let mut notice = document.notice.unwrap();
        for (note, is_cut) in [("此件公开发布".to_owned(), false), ("古籍刻本。".repeat(99), true)]
        {
            notice.annotations = vec![note.clone()];
            let Cell::Text(shown) = notes(&notice) else { panic!("{note}") };
            assert_eq!(shown != note && shown.ends_with('…') && shown.len() > 99, is_cut, "{shown}");
        }
    }

    #[test]
    fn a_period_of_one_year_is_a_year() {
        let of = |title: &str| {
            let text = format!("{title}\n一、目标\n建设。\n二、保障\n加强。\n");
            let document = guihua::parse(&guihua::Source::from_text("plan.txt", text)).documents.remove(0);
            let entry = Entry { document: &document, remarks: Vec::new(), is_alone: false };
            let facts = facts(&entry, &count(&entry), Lang::Zh);
            facts.into_iter().find(|fact| fact.0 == "规划期").map(|fact| fact.2)
        };
        assert_eq!(of("甲县养老服务规划（2021—2025年）"), Some(Cell::text("2021—2025")));
        assert_eq!(of("甲县2026年养老服务工作要点"), Some(Cell::text("2026年")));
    }
}
