//! Text that nobody writes: a pattern over and over, so that a stage that goes back over
//! what it has read would do so without end. Each stays within a limit that is
//! generous for a build for tests on a busy machine; read again from each of its
//! lines, it would take minutes, or all memory.

use std::time::{Duration, Instant};

use guihua::model::{Block, Document};
use guihua::{Source, parse};

const LIMIT: Duration = Duration::from_secs(30);

/// A plan in order, before or behind the pattern.
const PLAN: &str = "甲市养老规划\n一、任务\n加强保障。\n二、实施\n落实责任。\n";

fn read(name: &str, text: String) -> Vec<Document> {
    let source = Source::from_text(name, text);
    let start = Instant::now();
    let documents = parse(&source).documents;
    let time = start.elapsed();
    assert!(time < LIMIT, "{name}: {time:?}");
    documents
}

#[test]
fn patterns_are_read_once() {
    let notice = "甲市人民政府关于印发《甲市养老规划甲乙丙丁》的通知\n各县人民政府：\n现印发给你们。\n\
                  甲市人民政府\n2022年3月10日\n\n";
    let wrapped = "加快推进水利工程建设完善供水保障和防洪减灾体系统筹水资\n";
    for (name, text) in [
        ("pieces of a title", format!("{notice}{}", "甲\n\n".repeat(20_000))),
        ("lines drawn", format!("{PLAN}{}", "│甲│乙│丙丁戊己│庚│\n│甲乙丙│丁戊│\n".repeat(5_000))),
        ("lines of stars", format!("{}{PLAN}", "★★★\n\n".repeat(20_000))),
        ("header cells", format!("{PLAN}附件\n任务清单\n{}", "任务\n".repeat(30_000))),
        (
            "excerpts of tasks",
            format!("{PLAN}附件\n任务清单\n{}", "序号\n任务\n责任单位\n5\n6\n".repeat(8_000)),
        ),
        (
            "cells of one task",
            format!("{PLAN}附件\n任务清单\n序号\n任务\n责任单位\n1\n{}", "甲\n".repeat(50_000)),
        ),
        ("remarks on openness", format!("{PLAN}{}", "（此件公开发布）\n".repeat(40_000))),
        ("blanks in one line", "甲　".repeat(150_000)),
        (
            "numbers that are no headings",
            wrapped.repeat(3) + &format!("1.{}", &wrapped["加快".len()..]).repeat(6_000),
        ),
        (
            "categories",
            format!(
                "{PLAN}{}指标\t2025年\t属性\n{}",
                "类别\t".repeat(400),
                ("甲\t".repeat(420) + "乙\n").repeat(40)
            ),
        ),
        ("lines of digits", wrapped.repeat(3) + &("1".repeat(56) + "\n").repeat(8_000)),
        ("lines of leaders", wrapped.repeat(3) + &("…".repeat(28) + "\n").repeat(8_000)),
        ("stars", format!("{PLAN}# 甲\n{}\n", "* ".repeat(50_000))),
        ("headers of tasks", format!("{PLAN}附件\n分工\n{}", "序\n号\n工作任务 负责单位\n".repeat(8_000))),
        ("contents in one line", format!("目录\n{}\n{PLAN}", "一、甲………1 ".repeat(30_000))),
    ] {
        assert_eq!(read(name, text).len(), 1, "{name}");
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
