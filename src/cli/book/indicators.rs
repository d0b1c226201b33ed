//! 指标: one row per indicator, one column per year.

use guihua::model::{Document, Value, ValueRole};
use guihua::tabulate::join_others;

use super::quantity;
use super::sheet::{Cell, Look, Maker, PlanAt, Row, Sheet};
use super::text::Headings;

/// What makes two values stand in one column: the year and the role, or the
/// header where it names no year. Columns of years come first, in their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Year(i32, Role, String),
    Header(usize, String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    Baseline,
    Target,
}

/// The rows so far.
#[derive(Default)]
pub(super) struct Indicators {
    rows: Vec<(PlanAt, Found)>,
    /// The headers without years, in the order they came.
    headers: Vec<String>,
}

struct Found {
    before: Vec<Cell>,
    values: Vec<(Key, Cell)>,
    behind: Vec<Cell>,
}

impl Indicators {
    pub fn add(&mut self, plan: PlanAt, document: &Document, headings: &Headings) {
        for indicator in &document.plan.indicators {
            let mut values: Vec<(Key, Cell)> = Vec::with_capacity(indicator.values.len());
            for value in &indicator.values {
                let mut key = self.key(value);
                // Two columns of one year are told apart by their headers.
                if values.iter().any(|(taken, _)| *taken == key)
                    && let Key::Year(_, _, header) = &mut key
                {
                    header.clone_from(&value.column);
                }
                values.push((key, quantity::cell(value)));
            }
            let number = indicator.number.map_or(Cell::Empty, |number| Cell::Number(number.into(), None));
            let place = headings.place(
                indicator.annex.as_deref(),
                indicator.box_id.as_deref(),
                indicator.section.as_deref(),
            );
            self.rows.push((
                plan,
                Found {
                    before: vec![
                        number,
                        Cell::text(indicator.category.as_deref().unwrap_or_default()),
                        Cell::text(&indicator.name),
                        Cell::text(indicator.unit.as_deref().unwrap_or_default()),
                    ],
                    values,
                    behind: vec![
                        Cell::text(indicator.attribute.as_deref().unwrap_or_default()),
                        Cell::text(join_others(&indicator.other)),
                        Cell::text(place),
                    ],
                },
            ));
        }
    }

    fn key(&mut self, value: &Value) -> Key {
        let role = match value.role {
            ValueRole::Baseline => Role::Baseline,
            ValueRole::Target => Role::Target,
        };
        if let Some(year) = value.year {
            return Key::Year(year, role, String::new());
        }
        let at = self.headers.iter().position(|header| *header == value.column).unwrap_or_else(|| {
            self.headers.push(value.column.clone());
            self.headers.len() - 1
        });
        Key::Header(at, value.column.clone())
    }

    pub fn sheet(self, maker: &Maker<'_>) -> Option<Sheet> {
        if self.rows.is_empty() {
            return None;
        }
        let mut keys: Vec<Key> =
            self.rows.iter().flat_map(|(_, found)| &found.values).map(|(key, _)| key.clone()).collect();
        keys.sort();
        keys.dedup();
        let has_category = self.rows.iter().any(|(_, found)| found.before[CATEGORY] != Cell::Empty);
        let mut columns = vec![
            (maker.pick("序号", "No."), Look::Middle, (5, 8)),
            (maker.pick("类别", "Category"), Look::Text, (8, 14)),
            (maker.pick("指标", "Indicator"), Look::Text, (20, 46)),
            (maker.pick("单位", "Unit"), Look::Middle, (6, 12)),
        ];
        if !has_category {
            columns.remove(CATEGORY);
        }
        columns.extend(keys.iter().map(|key| (header(key, maker), Look::Figure, (10, 18))));
        columns.push((maker.pick("属性", "Attribute"), Look::Middle, (8, 12)));
        let has_other = self.rows.iter().any(|(_, found)| found.behind[OTHER] != Cell::text(""));
        if has_other {
            columns.push((maker.pick("其他", "Other"), Look::Text, (10, 30)));
        }
        columns.push((maker.pick("出处", "Where"), Look::Text, (16, 30)));
        let rows = self
            .rows
            .into_iter()
            .map(|(plan, found)| {
                let (mut cells, mut behind) = (found.before, found.behind);
                if !has_other {
                    behind.remove(OTHER);
                }
                if !has_category {
                    cells.remove(CATEGORY);
                }
                let value = |key| found.values.iter().find(|(found, _)| found == key);
                cells.extend(keys.iter().map(|key| value(key).map_or(Cell::Empty, |(_, cell)| cell.clone())));
                cells.extend(behind);
                (plan, Row::plain(cells))
            })
            .collect();
        Some(maker.table(maker.pick("指标", "Indicators"), columns, rows))
    }
}

/// Where the category stands in a row.
const CATEGORY: usize = 1;

/// Where other columns stand behind the values.
const OTHER: usize = 1;

fn header(key: &Key, maker: &Maker<'_>) -> String {
    match key {
        Key::Year(year, Role::Baseline, header) if header.is_empty() => {
            maker.pick("{}年（基期）", "{} (baseline)").replace("{}", &year.to_string())
        }
        Key::Year(year, Role::Target, header) if header.is_empty() => {
            maker.pick("{}年（目标）", "{} (target)").replace("{}", &year.to_string())
        }
        Key::Year(_, _, header) | Key::Header(_, header) => header.clone(),
    }
}
