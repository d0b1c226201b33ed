//! Contents against sections.

use std::collections::{HashMap, HashSet};

use crate::check::context::flatten_sections;
use crate::check::found::Standing;
use crate::check::structure::{contents_mismatch, contents_section_missing};
use crate::diagnostic::Code;
use crate::model::{Document, Section, TocEntry};
use crate::scan::folded::fold_title;
use crate::scan::marker::scan_label;

pub(super) fn find(document: &Document, found: &mut Vec<Standing>) {
    let plan = &document.plan;
    if plan.toc.is_empty() {
        return;
    }
    let mut sections: Vec<&Section> = Vec::new();
    flatten_sections(&plan.sections, &mut sections);
    let places: HashMap<&str, usize> = sections.iter().map(|section| &*section.id).zip(0..).collect();
    let mut titles: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, section) in sections.iter().enumerate() {
        titles.entry(fold_title(section.title.as_deref().unwrap_or_default())).or_default().push(at);
    }
    let place = |entry: &TocEntry| entry.section.as_deref().and_then(|id| places.get(id)).copied();
    for (at, entry) in plan.toc.iter().enumerate() {
        if entry.label.as_deref().and_then(scan_label).is_none() {
            continue;
        }
        let mut add = |code, details: &[&str]| {
            found.push(Standing::new(code, entry.lines, details.iter().copied()));
        };
        if let Some(place) = place(entry) {
            let title = sections[place].title.as_deref().unwrap_or_default();
            if contents_mismatch::differ(title, &entry.title) {
                add(Code::ContentsMismatch, &[&entry.title, title]);
            }
        } else if entry.section.is_none() {
            // One that names what is gone is told as that.
            let code = match titles.get(&fold_title(&entry.title)) {
                None => Code::ContentsEntryMissing,
                Some(_) => Code::ContentsOrder,
            };
            let before = plan.toc[..at].iter().rev().find_map(place);
            let behind = plan.toc[at + 1..].iter().find_map(place);
            let is_between = |at: &usize| {
                before.is_some_and(|before| before < *at) && behind.is_none_or(|behind| *at < behind)
                    || before.is_none() && behind.is_some_and(|behind| *at < behind)
            };
            let is_labelled_so = |at: &usize| sections[*at].label == entry.label;
            let same = titles.get(&fold_title(&entry.title)).map_or(&[][..], Vec::as_slice);
            // Somebody has added the section where it belongs.
            if !same.iter().any(|at| is_between(at) && is_labelled_so(at)) {
                add(code, &[&entry.title]);
            }
        }
    }
    let missing: HashSet<&str> = contents_section_missing::missing(document);
    for section in sections.iter().filter(|section| missing.contains(section.id.as_str())) {
        let title = section.title.as_deref().unwrap_or_default();
        found.push(Standing::new(Code::ContentsSectionMissing, [section.lines[0]; 2], [title]));
    }
}
