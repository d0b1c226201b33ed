//! S008 level-skipped: a heading two levels below its parent, such as 1. right below 一、, in a plan that uses （一） elsewhere.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Section;

/// Compares the level of each first child with that of its parent. Where a plan
/// never uses a level it skips none.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for headings in context.headings() {
        let used: u64 = headings.iter().fold(0, |used, heading| used | level_bit(heading.section.level));
        for two in headings.windows(2) {
            let (parent, child) = (two[0].section, two[1].section);
            if child.level > parent.level + 1
                && parent.sections.first().is_some_and(|first| first.id == child.id)
                && used & level_bit(parent.level + 1) != 0
            {
                found.push(
                    Diagnostic::new(Code::LevelSkipped, context.place(two[1].label))
                        .with(context.text(two[1].label))
                        .with(name(parent)),
                );
            }
        }
    }
}

/// Levels are few; all beyond count as one.
fn level_bit(level: u8) -> u64 {
    1 << level.min(63)
}

fn name(section: &Section) -> String {
    let label = section.label.as_deref().unwrap_or_default();
    format!("{label}{}", section.title.as_deref().unwrap_or_default())
}
