//! Text that nobody writes. A stage that went over it again from each of its lines
//! would take minutes here, or all memory; how the time grows is told by the benchmark.

use guihua::model::{Block, Document};
use guihua::{Source, parse};

use crate::checks::parse as parse_all;
use crate::hostile::{PLAN, texts};

fn read(name: &str, text: String) -> Vec<Document> {
    parse(&Source::from_text(name, text)).documents
}

#[test]
fn a_pattern_is_one_document() {
    for (name, text) in texts(100) {
        assert_eq!(read(name, text).len(), 1, "{name}");
    }
}

#[test]
fn nothing_of_a_pattern_is_lost() {
    for (_, text) in texts(5) {
        parse_all(text.as_bytes());
    }
}

#[test]
fn short_rows_are_not_filled_without_end() {
    let rows = "甲\t乙\n".repeat(1900) + &"丙\t".repeat(5000) + "丁\n";
    let plan = read("rows", format!("{PLAN}{}", rows.repeat(3))).remove(0).plan;
    let cells: usize = plan.sections[1]
        .content
        .iter()
        .map(|block| match block {
            Block::Table(table) => table.rows.iter().map(Vec::len).sum::<usize>(),
            _ => 0,
        })
        .sum();
    assert!((3 * 3800..200_000).contains(&cells), "{cells}");
}

#[test]
fn a_notice_does_not_forward_plans_without_end() {
    let titles: Vec<String> = (0..300).map(|at| format!("甲市{at}号养老规划")).collect();
    let names = format!("《{}》", titles.join("》《"));
    let plans = titles.join("\n\n一、任务\n加强保障。\n\n");
    let documents = read("plans", format!("现将{names}印发给你们。\n\n{plans}"));
    assert!((2..=64).contains(&documents.len()), "{}", documents.len());
}
