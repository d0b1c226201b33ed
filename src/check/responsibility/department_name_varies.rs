//! R003 department-name-varies: one department under two names in a plan, such as 市发展改革委 and 市发展改革局.

use crate::check::Context;
use crate::check::found::Standing;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Document;
use crate::scan::is_han;
use crate::span::Span;
use memchr::memmem;
use std::collections::HashMap;

/// More names than this that begin alike are no departments.
const MAX_ALIKE: usize = 64;

/// A rule of thumb for the level of a department: 市教育局, 区教育局, 国家教育…
const LEVELS: &[char] = &['市', '区', '县', '省', '州', '旗', '镇', '盟'];

/// The ends of names that stand for each other: 委 and 局 after a reform.
const ENDS: &[(&str, &str)] =
    &[("委员会", "委"), ("办公室", "办"), ("委", "委"), ("局", "委"), ("办", "办"), ("厅", "厅")];

/// Compares all departments of responsibilities with those that begin alike.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for document in context.documents {
        for (rare, usual) in variants(document) {
            report(context, rare, usual, found);
        }
    }
}

/// The same in a model: at each clause that has the rarer name.
pub(crate) fn of_model(document: &Document) -> Vec<Standing> {
    let mut found = Vec::new();
    for (rare, usual) in variants(document) {
        let clauses = document.plan.responsibilities.iter().filter(|clause| {
            let lists = [&clause.lead, &clause.participants, &clause.responsible];
            lists.into_iter().flatten().any(|department| department.name == rare)
        });
        found.extend(
            clauses.map(|clause| Standing::new(Code::DepartmentNameVaries, clause.lines, [rare, usual])),
        );
    }
    found
}

/// The names that are one department in a plan, the rarer first.
fn variants(document: &Document) -> Vec<(&str, &str)> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut order: Vec<&str> = Vec::new();
    for clause in &document.plan.responsibilities {
        for department in clause.lead.iter().chain(&clause.participants).chain(&clause.responsible) {
            let count = counts.entry(&department.name).or_default();
            if *count == 0 {
                order.push(&department.name);
            }
            *count += 1;
        }
    }
    let mut alike: HashMap<(char, char), Vec<Name>> = HashMap::new();
    for (at, text) in order.iter().enumerate() {
        if let Some(name) = Name::of(text, at) {
            alike.entry(name.key()).or_default().push(name);
        }
    }
    let mut variants: Vec<(Name, Name)> = Vec::new();
    for names in alike.values().filter(|names| names.len() <= MAX_ALIKE) {
        collect(names, &counts, &mut variants);
    }
    variants.sort_by_key(|(rare, _)| rare.at);
    variants.into_iter().map(|(rare, usual)| (rare.text, usual.text)).collect()
}

/// A name in its parts: `市` `发展改革` `委`.
#[derive(Clone, Copy)]
struct Name<'a> {
    text: &'a str,
    level: char,
    core: &'a str,
    end: &'static str,
    /// Its place in the order of first mentions.
    at: usize,
}

impl<'a> Name<'a> {
    fn of(text: &'a str, at: usize) -> Option<Self> {
        let level = text.chars().next().filter(|c| LEVELS.contains(c))?;
        let rest = &text[level.len_utf8()..];
        let (core, end) =
            ENDS.iter().find_map(|(end, class)| rest.strip_suffix(end).map(|core| (core, *class)))?;
        // 市教育工委 is a body of its own beside 市教育局, and so is a branch.
        let is_other = core.ends_with(['工', '党', '纪', '分', '常', '支'])
            || core.starts_with('委')
            || core.contains("管理委员");
        let is_name = core.chars().count() >= 2 && core.chars().all(is_han) && !is_other;
        is_name.then_some(Self { text, level, core, end, at })
    }

    /// What names of one department have in common: the level, and the first
    /// character behind it. 人民政府 and 政府 are the same.
    fn key(&self) -> (char, char) {
        (self.level, bare(self.core).chars().next().unwrap_or(self.level))
    }
}

fn bare(core: &str) -> &str {
    core.strip_prefix("人民").filter(|rest| rest.starts_with("政府")).unwrap_or(core)
}

/// Pairs that are one department, the rarer name first.
fn collect<'a>(names: &[Name<'a>], counts: &HashMap<&str, usize>, variants: &mut Vec<(Name<'a>, Name<'a>)>) {
    for (at, left) in names.iter().enumerate() {
        let others = names.iter().enumerate().filter(|(other, right)| *other != at && is_one(left, right));
        let others: Vec<_> = others.map(|(_, right)| right).collect();
        // A short name that stands for two long ones stands for neither.
        let [right] = others[..] else { continue };
        let (rare, usual) = (counts[left.text], counts[right.text]);
        let is_rarer = rare < usual || rare == usual && left.at > right.at;
        if is_rarer {
            variants.push((*left, *right));
        }
    }
}

/// Whether two names are one department: the same but for 委 and 局, or one the
/// short form of the other.
fn is_one(left: &Name<'_>, right: &Name<'_>) -> bool {
    let (first, second) = (bare(left.core), bare(right.core));
    if left.end != right.end {
        return false;
    }
    if first == second {
        return true;
    }
    let (short, long) = if first.len() < second.len() { (first, second) } else { (second, first) };
    is_short_form(short, long)
}

/// Whether `short` takes its characters from `long`, in order, and one from its
/// second half: 经信 of 经济和信息化, not 教育 of 教育体育.
fn is_short_form(short: &str, long: &str) -> bool {
    let long: Vec<char> = long.chars().filter(|c| !matches!(c, '和' | '与')).collect();
    let mut at = 0;
    for c in short.chars().filter(|c| !matches!(c, '和' | '与')) {
        match long[at..].iter().position(|found| *found == c) {
            Some(offset) => at += offset + 1,
            None => return false,
        }
    }
    at * 2 > long.len()
}

/// Marks the places of the rarer name in the clauses and task tables.
fn report(context: &Context<'_>, rare: &str, usual: &str, found: &mut Vec<Diagnostic>) {
    let text = &context.manuscript.text;
    let find = |name: &str| -> Vec<Span> {
        let places = memmem::find_iter(text.as_bytes(), name).filter_map(|start| {
            let end = start + name.len();
            let is_whole = !text[..start].ends_with(is_han) && !text[end..].starts_with(is_han);
            is_whole.then(|| Span::new(start as u32, end as u32))
        });
        places.collect()
    };
    let model = find(usual).first().map(|span| context.place(*span));
    for span in find(rare) {
        let mut diagnostic =
            Diagnostic::new(Code::DepartmentNameVaries, context.place(span)).with(rare).with(usual);
        diagnostic.related.extend(model);
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_one(left: &str, right: &str) -> bool {
        let (left, right) = (Name::of(left, 0).unwrap(), Name::of(right, 1).unwrap());
        left.key() == right.key() && is_one(&left, &right)
    }

    #[test]
    fn names_of_one_department() {
        assert!(are_one("市发展改革委", "市发展改革局"));
        assert!(are_one("市发改委", "市发展和改革委员会"));
        assert!(are_one("区经济和信息化委", "区经信局"));
        assert!(are_one("市人民政府办公室", "市政府办公室"));
        assert!(are_one("市人社局", "市人力资源和社会保障局"));
    }

    #[test]
    fn names_of_two_departments() {
        assert!(!are_one("市教育局", "市教育体育局"));
        assert!(!are_one("市民政局", "市民族宗教局"));
        assert!(!are_one("区教育局", "市教育局"));
        assert!(Name::of("市教育工委", 0).is_none());
    }
}
