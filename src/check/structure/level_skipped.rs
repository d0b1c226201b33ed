//! S008 level-skipped: a heading two levels below its parent, such as 1. right below 一、, in a plan that uses （一） elsewhere.

use crate::check::Context;
use crate::check::found::Standing;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Section;

/// Compares the level of each first child with that of its parent. Where a plan
/// never uses a level it skips none.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for headings in context.headings() {
        let sections: Vec<&Section> = headings.iter().map(|heading| heading.section).collect();
        for at in skips(&sections) {
            let label = headings[at].label;
            found.push(
                Diagnostic::new(Code::LevelSkipped, context.place(label))
                    .with(context.text(label))
                    .with(name(sections[at - 1])),
            );
        }
    }
}

/// The same in a model.
pub(crate) fn of_model(sections: &[&Section]) -> impl Iterator<Item = Standing> {
    skips(sections).into_iter().map(|at| {
        let (parent, child) = (sections[at - 1], sections[at]);
        let label = child.label.clone().unwrap_or_default();
        Standing::new(Code::LevelSkipped, [child.lines[0]; 2], [label, name(parent)])
    })
}

/// The places of children that skip a level, in all sections in reading order.
fn skips(sections: &[&Section]) -> Vec<usize> {
    let used: u64 = sections.iter().fold(0, |used, section| used | level_bit(section.level));
    let is_skip = |at: &usize| {
        let (parent, child) = (sections[at - 1], sections[*at]);
        child.level > parent.level.saturating_add(1)
            && parent.sections.first().is_some_and(|first| first.id == child.id)
            && used & level_bit(parent.level + 1) != 0
    };
    (1..sections.len()).filter(is_skip).collect()
}

/// Levels are few; all beyond count as one.
fn level_bit(level: u8) -> u64 {
    1 << level.min(63)
}

fn name(section: &Section) -> String {
    let label = section.label.as_deref().unwrap_or_default();
    format!("{label}{}", section.title.as_deref().unwrap_or_default())
}
