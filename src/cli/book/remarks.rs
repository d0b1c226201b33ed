//! 待核对: what a person should look at, gravest first; what may be wrong with our
//! reading apart from what may be wrong with the author's text.

use guihua::model::Severity;
use guihua::{Code, Lang};

use crate::cli::{as_read, place};

use super::sheet::{Cell, Look, Maker, PlanAt, Remark, Row, RowKind, Sheet};

/// More findings of one rule than these share a row.
const APART: usize = 6;

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A model that somebody edited.
    Model,
    /// Whether the source was read as it is meant.
    Reading,
    /// What the author wrote.
    Text,
}

impl About {
    pub fn of(code: Code) -> Self {
        match code {
            Code::SectionMissing
            | Code::NumberingLost
            | Code::BoxEndUncertain
            | Code::ContentsMismatch
            | Code::HeaderCellsJoined
            | Code::CellsRunTogether
            | Code::IndicatorsNotRead
            | Code::IndicatorCellMissing
            | Code::RepeatedAtPageBreak
            | Code::TextTwice
            | Code::PageNumberOutOfOrder
            | Code::PageNumberReversed => Self::Reading,
            _ => match code.rule().code.as_bytes()[0] {
                b'E' | b'C' => Self::Reading,
                b'M' => Self::Model,
                _ => Self::Text,
            },
        }
    }

    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Model, Lang::Zh) => "模型文件",
            (Self::Reading, Lang::Zh) => "读取",
            (Self::Text, Lang::Zh) => "原文",
            (Self::Model, Lang::En) => "model file",
            (Self::Reading, Lang::En) => "reading",
            (Self::Text, Lang::En) => "text",
        }
    }
}

/// A rule in a few words.
pub fn title(code: Code, lang: Lang) -> &'static str {
    let rule = code.rule();
    if lang == Lang::Zh { rule.title } else { rule.name }
}

/// The rows so far.
#[derive(Default)]
pub(super) struct Remarks {
    rows: Vec<(PlanAt, Remark)>,
    /// Models whose source is not at hand.
    alone: Vec<PlanAt>,
}

/// Findings that share a row.
struct Group {
    plan: PlanAt,
    remarks: Vec<Remark>,
}

impl Remarks {
    pub fn add(&mut self, plan: PlanAt, remarks: &[Remark], is_alone: bool) {
        self.alone.extend(is_alone.then_some(plan));
        self.rows.extend(remarks.iter().map(|remark| (plan, remark.clone())));
    }

    pub fn sheet(mut self, maker: &Maker<'_>) -> Sheet {
        // Errors first; by plan, rule and place within.
        self.rows.sort_by_key(|(plan, remark)| {
            let is_as_read = as_read::is_marked(&remark.message);
            (std::cmp::Reverse(remark.severity), About::of(remark.code), *plan, remark.code, is_as_read)
        });
        let mut groups: Vec<Group> = Vec::new();
        for (plan, remark) in self.rows {
            match groups.last_mut() {
                Some(group) if group.plan == plan && is_alike(&group.remarks[0], &remark) => {
                    group.remarks.push(remark);
                }
                _ => groups.push(Group { plan, remarks: vec![remark] }),
            }
        }
        let mut rows: Vec<(PlanAt, Row)> = Vec::new();
        for group in groups {
            let alike = group.remarks.iter().all(|remark| remark.message == group.remarks[0].message);
            if group.remarks.len() > APART || alike && group.remarks.len() > 1 {
                rows.push((group.plan, together(&group.remarks, alike, maker)));
            } else {
                rows.extend(group.remarks.iter().map(|remark| (group.plan, alone(remark, maker))));
            }
        }
        rows.extend(self.alone.into_iter().map(|plan| {
            let label = [Severity::Info.label(maker.lang), About::Model.label(maker.lang)].map(Cell::text);
            (plan, Row::plain(label.into_iter().chain([Cell::text(as_read::alone(1, maker.lang))]).collect()))
        }));
        if rows.is_empty() {
            let nothing = maker.pick("没有需要核对的地方", "nothing to look at");
            return Sheet {
                has_header: true,
                ..maker.table(
                    names(maker),
                    columns(maker),
                    vec![(0, Row::plain(vec![Cell::Empty, Cell::Empty, Cell::text(nothing)]))],
                )
            };
        }
        maker.table(names(maker), columns(maker), rows)
    }
}

/// Whether both are of one rule, and of the model as it is now or of its reading.
fn is_alike(one: &Remark, other: &Remark) -> bool {
    one.code == other.code && as_read::is_marked(&one.message) == as_read::is_marked(&other.message)
}

fn names(maker: &Maker<'_>) -> String {
    maker.pick("待核对", "To be checked")
}

fn columns(maker: &Maker<'_>) -> Vec<(String, Look, (usize, usize))> {
    vec![
        (maker.pick("级别", "Level"), Look::Middle, (8, 9)),
        (maker.pick("对象", "About"), Look::Middle, (8, 12)),
        (maker.pick("问题", "What"), Look::Text, (30, 48)),
        (maker.pick("处数", "Count"), Look::Middle, (6, 8)),
        (maker.pick("位置", "Where"), Look::Text, (20, 36)),
        (maker.pick("原文", "As printed"), Look::Text, (16, 30)),
        (maker.pick("怎么办", "What to do"), Look::Text, (20, 36)),
        (maker.pick("规则", "Rule"), Look::Middle, (7, 8)),
    ]
}

fn alone(remark: &Remark, maker: &Maker<'_>) -> Row {
    // The heading may fill its line; 第 and its number stay together.
    let spot = remark.place.spot.words(maker.lang);
    let place = [remark.place.path.clone(), spot].into_iter().filter(|part| !part.is_empty());
    let place = place.collect::<Vec<_>>().join("\n");
    row(remark, Cell::text(&remark.message), 1, place, remark.excerpt.clone(), maker)
}

/// All findings of a rule in one row.
fn together(remarks: &[Remark], alike: bool, maker: &Maker<'_>) -> Row {
    /// So many are quoted.
    const QUOTED: usize = 3;
    let first = &remarks[0];
    let message = if alike {
        first.message.clone()
    } else {
        as_read::like(&first.message, title(first.code, maker.lang), maker.lang)
    };
    let mut excerpts: Vec<&str> = remarks.iter().map(|remark| remark.excerpt.as_str()).collect();
    excerpts.retain(|excerpt| !excerpt.is_empty());
    excerpts.dedup();
    let more = excerpts.len() > QUOTED;
    excerpts.truncate(QUOTED);
    if more {
        excerpts.push("……");
    }
    let places = place::list(remarks.iter().map(|remark| &remark.place), usize::MAX, maker.lang);
    row(first, Cell::text(message), remarks.len(), places, excerpts.join("\n"), maker)
}

fn row(
    remark: &Remark,
    message: Cell,
    count: usize,
    place: String,
    excerpt: String,
    maker: &Maker<'_>,
) -> Row {
    let rule = remark.code.rule();
    let cells = vec![
        Cell::text(remark.severity.label(maker.lang)),
        Cell::text(About::of(remark.code).label(maker.lang)),
        message,
        Cell::count(count),
        Cell::text(place),
        Cell::text(excerpt),
        Cell::text(rule.documentation.help.pick(maker.lang)),
        Cell::text(rule.code),
    ];
    let kind = if remark.severity == Severity::Error { RowKind::Alarm } else { RowKind::Plain };
    Row { cells, kind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::place::{Place, Spot};

    #[test]
    fn a_place_below_a_heading_has_a_line_of_its_own() {
        let remark = |path: &str| Remark {
            code: Code::NumberingGap,
            severity: Severity::Warning,
            message: "序号不连续".to_owned(),
            place: Place { path: path.to_owned(), telling: 1, spot: Spot::Line(12) },
            excerpt: String::new(),
        };
        let plans = ["甲县规划".to_owned()];
        let maker = Maker { lang: Lang::Zh, plans: &plans };
        assert_eq!(alone(&remark("一、目标"), &maker).cells[4], Cell::text("一、目标\n第12行"));
        assert_eq!(alone(&remark(""), &maker).cells[4], Cell::text("第12行"));
    }
}
