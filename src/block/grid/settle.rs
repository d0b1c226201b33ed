//! Columns whose header says little: what the others leave them.

use super::head::{Head, joined};
use crate::scan::column::{Kind, names_class, names_year};
use crate::span::Span;

/// Whether a column has indicators of one level: 一级指标.
pub(super) fn is_level(text: &str, head: &Head) -> bool {
    head.text(text).ends_with("级指标")
}

/// Whether columns say what rows belong to by another word than 一级指标.
pub(super) fn has_groups(text: &str, heads: &[Head]) -> bool {
    heads.iter().any(|head| head.kind == Kind::Group && !is_level(text, head))
}

/// What the header of work that is planned for a year ends with.
const WORK: &[&str] = &["计划", "项目", "任务", "工作", "安排", "举措", "内容"];

/// Takes a first column before 序号 for the one of groups: 目标. No figures stand there.
fn settle_first(text: &str, heads: &mut [Head]) {
    if let [first, number, ..] = heads
        && (first.kind, number.kind) == (Kind::Value, Kind::Number)
        && !names_year(&first.text(text))
    {
        first.kind = Kind::Group;
    }
}

/// Gives columns whose header says little the kind that the others leave them.
pub(super) fn settle(text: &str, mut heads: Vec<Head>) -> Vec<Head> {
    let has = |heads: &[Head], kind: Kind| heads.iter().any(|head| head.kind == kind);
    // 单位 without figures, or a second time, is a department.
    let has_values = has(&heads, Kind::Value);
    let mut units = 0;
    for head in &mut heads {
        if head.kind == Kind::Unit {
            units += 1;
            if units > 1 || !has_values {
                head.kind = Kind::Responsible;
            }
        }
    }
    settle_first(text, &mut heads);
    // 指标类型 before the names, beside 属性, says what the rows belong to.
    let is_attribute = |head: &Head| head.kind == Kind::Attribute;
    if heads.iter().filter(|head| is_attribute(head)).count() > 1
        && let Some(first) = heads.iter().position(is_attribute)
        && heads[first..].iter().any(|head| head.kind == Kind::Name)
    {
        heads[first].kind = Kind::Group;
    }
    // 重点任务 before 主要指标 says what the rows belong to.
    if has_values && has(&heads, Kind::Attribute) {
        let names_indicators = |head: &Head| head.kind == Kind::Name && head.text(text).contains("指标");
        if let Some(at) = heads.iter().position(names_indicators) {
            heads[..at]
                .iter_mut()
                .filter(|head| head.kind == Kind::Name)
                .for_each(|head| head.kind = Kind::Group);
        }
    }
    // 指标类别 or 类型 behind the names, beside 类别 before them, says which are binding.
    if has_values
        && !has(&heads, Kind::Attribute)
        && let Some(name) = heads.iter().position(|head| head.kind == Kind::Name)
        && heads[..name].iter().any(|head| head.kind == Kind::Group)
        && let Some(behind) = heads[name..].iter_mut().find(|head| head.kind == Kind::Group)
    {
        behind.kind = Kind::Attribute;
    }
    // 任务 and 目标 before departments are what is to be done, no figures.
    let has_units = heads.iter().any(|head| head.kind.is_units());
    let is_name = |kind: Kind| matches!(kind, Kind::Name | Kind::Content | Kind::Attribute | Kind::Unit);
    let lacks_name = !heads.iter().any(|head| is_name(head.kind));
    let leads = |head: &&Head| matches!(head.kind, Kind::Number | Kind::Group);
    let first = heads.iter().take_while(leads).count();
    let are_tasks = has_units && !has(&heads, Kind::Attribute) && !has(&heads, Kind::Unit);
    if are_tasks && let Some(head) = heads.get_mut(first).filter(|head| head.kind == Kind::Value) {
        head.kind = Kind::Name;
    }
    // 2025年计划, 2026年工作项目 beside departments: what is to be done that year.
    if are_tasks {
        let is_work = |span: &Span| WORK.iter().any(|word| span.of(text).ends_with(word));
        for head in heads.iter_mut().filter(|head| head.kind == Kind::Value) {
            if head.spans.last().is_some_and(is_work) {
                head.kind = Kind::Content;
            }
        }
    }
    // The same where the departments stand first: 责任单位, 任务, 时限.
    let mut values = heads.iter_mut().filter(|head| head.kind == Kind::Value);
    if let (Some(only), None) = (values.next(), values.next())
        && has_units
        && lacks_name
    {
        only.kind = Kind::Name;
    }
    if !has(&heads, Kind::Name) {
        // What is measured, or what is to be done, whatever its column is called.
        let values = heads.iter().position(|head| head.kind == Kind::Value);
        let number = heads.iter().position(|head| head.kind == Kind::Number);
        let is_other = |kind: Kind| matches!(kind, Kind::Content | Kind::Text | Kind::Group);
        let at = if has(&heads, Kind::Attribute) {
            heads[..values.unwrap_or(0)].iter().rposition(|head| is_other(head.kind))
        } else {
            // 任务类别 before 任务内容 names none of them.
            let has_content = has(&heads, Kind::Content);
            let is_name = |head: &Head| {
                is_other(head.kind) && !(has_content && names_class(&joined(text, &head.spans)))
            };
            let behind_number = number.filter(|at| heads.get(at + 1).is_some_and(is_name)).map(|at| at + 1);
            // 年份, 区域, 面积: what the figures are about stands right before them.
            let is_named = |head: &Head| matches!(head.kind, Kind::Text | Kind::Group);
            behind_number.or_else(|| heads[..values.unwrap_or(0)].iter().rposition(is_named))
        };
        if let Some(at) = at {
            heads[at].kind = Kind::Name;
        }
    }
    heads
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_measured_without_figures_is_a_table() {
        let text = "甲市水网规划\n一、目标\n建成水网。\n附件：水网体检指标\n附件\n水网体检指标\n目标\t序号\t指标\t解释\n\
            一、水安全\t1\t堤防达标率（%）\t达标堤防占全部堤防的比例。\n\t2\t水库数量（座）\t已注册的水库。\n\t3\t泵站数量（座）\t已建成的泵站。\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        assert!(plan.indicators.is_empty(), "{:?}", plan.indicators);
        let [crate::model::Block::Table(table)] = &plan.annexes[0].content[..] else {
            panic!("{:?}", plan.annexes)
        };
        assert_eq!((table.rows.len(), table.rows[2][2].as_str()), (3, "泵站数量（座）"));
    }
}
