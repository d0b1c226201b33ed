//! 专栏: one row per item of a box.

use guihua::model::{BoxKind, Document, Item, PlanBox};

use super::sheet::{Cell, Look, Maker, PlanAt, Row, Sheet};
use super::text::{self, Headings};

/// As many characters of an item are printed; the rest stands beside.
const TEXT: usize = 120;

/// The rows so far.
#[derive(Default)]
pub(super) struct Boxes {
    rows: Vec<(PlanAt, Row)>,
}

impl Boxes {
    pub fn add(&mut self, plan: PlanAt, document: &Document, headings: &Headings) {
        for found in &document.plan.boxes {
            let name = text::box_name(found, headings.lang());
            let section = found.section.as_deref().map(|id| headings.own(id)).unwrap_or_default();
            let mut add = |group: &str, title: String, text: String| {
                let printed = text::gist(&text, TEXT);
                let whole = if printed == text { "" } else { text.as_str() };
                let cells = [name.as_str(), &section, group, &title, &printed, whole].map(Cell::text);
                self.rows.push((plan, Row::plain(cells.to_vec())));
            };
            let before = add_items(&found.items, "", &mut add);
            let text = text::paragraphs(&found.content);
            if !text.is_empty() || !before {
                add("", String::new(), if text.is_empty() { of_kind(found, headings) } else { text });
            }
        }
    }

    pub fn sheet(self, maker: &Maker<'_>) -> Option<Sheet> {
        let columns = [
            ("专栏", "Box", Look::Text, (14, 24)),
            ("所在章节", "Section", Look::Text, (14, 28)),
            ("分组", "Group", Look::Text, (8, 16)),
            ("条目", "Item", Look::Text, (14, 26)),
            ("内容", "Text", Look::Text, (40, 100)),
            ("全文（不打印）", "Full text (not printed)", Look::Beside, (20, 20)),
        ];
        maker.sheet(("专栏", "Boxes"), &columns, self.rows).map(Sheet::spare)
    }
}

/// Adds the items, groups by their members; whether there were any.
fn add_items(items: &[Item], group: &str, add: &mut impl FnMut(&str, String, String)) -> bool {
    for item in items {
        let name = text::joined(
            None,
            Some(&format!(
                "{}{}",
                item.label.as_deref().unwrap_or_default(),
                item.title.as_deref().unwrap_or_default()
            )),
        );
        let text = item.text.clone().unwrap_or_default();
        if item.items.is_empty() {
            add(group, name, text);
            continue;
        }
        if !text.is_empty() {
            add(group, name.clone(), text);
        }
        let path = if group.is_empty() { name } else { format!("{group} ＞ {name}") };
        add_items(&item.items, &path, add);
    }
    !items.is_empty()
}

/// What a box without items and text is.
fn of_kind(found: &PlanBox, headings: &Headings) -> String {
    match found.kind {
        BoxKind::Indicators => headings.pick("见“指标”表", "see the sheet of indicators"),
        BoxKind::Items | BoxKind::Text => headings.pick("（没有内容）", "(empty)"),
    }
    .to_owned()
}
