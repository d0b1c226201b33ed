//! 章节: the outline, and how much stands below each heading.

use guihua::model::{Block, Document, Section};

use super::sheet::{Cell, Look, Maker, PlanAt, Row, Sheet};
use super::text;

/// The rows so far.
#[derive(Default)]
pub(super) struct Sections {
    rows: Vec<(PlanAt, Row)>,
}

impl Sections {
    pub fn add(&mut self, plan: PlanAt, document: &Document) {
        for section in &document.plan.sections {
            self.add_section(plan, section, 0);
        }
    }

    fn add_section(&mut self, plan: PlanAt, section: &Section, depth: usize) {
        let text = text::paragraphs(&section.content);
        let count = |wanted: fn(&Block) -> bool| {
            Cell::count(section.content.iter().filter(|block| wanted(block)).count())
        };
        let indent = "\u{3000}".repeat(depth);
        let cells = vec![
            Cell::text(format!("{indent}{}", text::heading(section))),
            Cell::count(text.chars().filter(|c| !c.is_whitespace()).count()),
            count(|block| matches!(block, Block::Box(_))),
            count(|block| matches!(block, Block::Table(_))),
            count(|block| matches!(block, Block::Responsibility(_))),
            Cell::text(text),
        ];
        self.rows.push((plan, Row::plain(cells)));
        for section in &section.sections {
            self.add_section(plan, section, depth + 1);
        }
    }

    pub fn sheet(self, maker: &Maker<'_>) -> Option<Sheet> {
        let columns = [
            ("章节", "Section", Look::Text, (40, 90)),
            ("字数", "Characters", Look::Figure, (8, 12)),
            ("专栏", "Boxes", Look::Middle, (8, 10)),
            ("表格", "Tables", Look::Middle, (8, 10)),
            ("责任分工", "Clauses", Look::Middle, (8, 12)),
            ("正文（不打印）", "Text (not printed)", Look::Beside, (60, 60)),
        ];
        maker.sheet(("章节", "Sections"), &columns, self.rows).map(Sheet::spare)
    }
}
