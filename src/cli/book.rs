//! What people get of a plan: sheets in their language, to print and to filter.
//!
//! This owns which sheets there are and what stands in their cells; how a sheet
//! becomes part of a workbook or of a page is up to the writers of `export`.
//! One file for each sheet:
//!
//! ```text
//! overview    概况, of several plans 概览
//! indicators  指标          one row per indicator, one column per year
//! tasks       责任分工, 任务清单, 按部门
//! tables      larger tables as they stand in the plan
//! boxes       专栏
//! sections    章节
//! remarks     待核对
//! ```

mod boxes;
mod caption;
mod indicators;
mod overview;
mod quantity;
mod remarks;
mod sections;
mod sheet;
mod tables;
mod tall;
mod tasks;
mod text;

use std::collections::HashSet;

use guihua::Lang;

pub use self::overview::of as counts_of;
pub use self::remarks::title;
use self::sheet::Maker;
#[cfg(test)]
pub use self::sheet::Row;
pub use self::sheet::{
    ACROSS, ACROSS_A3, Cell, Column, Counts, Entry, Look, Remark, RowKind, Sheet, header_lines, lines,
};
use self::text::Headings;
pub use self::text::{box_name, gist, heading};

/// The sheets of all plans, while they are filled.
pub struct Book {
    lang: Lang,
    /// The name of each plan, for the column that tells plans apart.
    plans: Vec<String>,
    /// The digests of the texts that they stand in.
    texts: HashSet<String>,
    pub counts: Counts,
    overview: overview::Overview,
    indicators: indicators::Indicators,
    tasks: tasks::Tasks,
    tables: tables::Tables,
    boxes: boxes::Boxes,
    sections: sections::Sections,
    remarks: remarks::Remarks,
}

impl Book {
    pub fn new(lang: Lang) -> Self {
        Self {
            lang,
            plans: Vec::new(),
            texts: HashSet::new(),
            counts: Counts::default(),
            overview: overview::Overview::default(),
            indicators: indicators::Indicators::default(),
            tasks: tasks::Tasks::default(),
            tables: tables::Tables::default(),
            boxes: boxes::Boxes::default(),
            sections: sections::Sections::default(),
            remarks: remarks::Remarks::default(),
        }
    }

    /// Adds a plan to all sheets.
    pub fn add(&mut self, entry: &Entry<'_>) {
        let at = self.plans.len();
        let document = entry.document;
        self.plans.push(overview::name(document));
        self.texts.insert(document.source.sha256.clone());
        let headings = Headings::new(document, self.lang);
        self.indicators.add(at, document, &headings);
        self.tasks.add(at, document, &headings);
        self.tables.add(at, document, &headings);
        self.boxes.add(at, document, &headings);
        self.sections.add(at, document);
        self.remarks.add(at, &entry.remarks, entry.is_alone);
        let counts = overview::count(entry);
        self.overview.add(entry, &counts, self.lang);
        self.counts += counts;
    }

    /// Adds an input that could not be read, or was skipped, and why.
    pub fn add_failure(&mut self, path: &str, reason: &str, is_skipped: bool) {
        self.overview.add_failure(path, reason, is_skipped);
    }

    /// The number of plans.
    pub fn len(&self) -> usize {
        self.plans.len()
    }

    /// How many texts they stand in: one file may have several plans.
    pub fn texts(&self) -> usize {
        self.texts.len()
    }

    /// What heads the pages: the plan, or how many there are.
    pub fn title(&self) -> String {
        match (&self.plans[..], self.lang) {
            ([plan], _) => plan.clone(),
            (plans, Lang::Zh) => format!("规划汇总（{} 个规划）", plans.len()),
            (plans, Lang::En) => format!("{} plans", plans.len()),
        }
    }

    /// All sheets that have rows.
    pub fn finish(self) -> Vec<Sheet> {
        let maker = Maker { lang: self.lang, plans: &self.plans };
        let mut sheets = vec![self.overview.sheet(&maker)];
        sheets.extend(self.indicators.sheet(&maker));
        sheets.extend(self.tasks.sheets(&maker));
        let mut behind: Vec<Sheet> = self.boxes.sheet(&maker).into_iter().collect();
        behind.extend(self.sections.sheet(&maker));
        behind.push(self.remarks.sheet(&maker));
        let others = sheets.iter().chain(&behind).map(tables::pages).sum();
        sheets.extend(self.tables.sheets(&maker, others));
        sheets.append(&mut behind);
        tables::name_apart(&mut sheets);
        sheets
    }
}
