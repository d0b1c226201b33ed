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
fn widths_of_any_line_can_be_added_up() {
    let pieces = "加快推进\n“水利”\n建设工程，完善\n供水\n，体系。\n".repeat(40);
    for c in ["，", "甲", "“", "1", "\u{3000}甲"] {
        let long = c.repeat(70_000);
        assert_eq!(read("wide", format!("{PLAN}{pieces}{long}\n{long}\n，丙\n{pieces}")).len(), 1, "{c}");
    }
}

#[test]
fn a_notice_does_not_forward_plans_without_end() {
    let titles: Vec<String> = (0..300).map(|at| format!("甲市{at}号养老规划")).collect();
    let names = format!("《{}》", titles.join("》《"));
    let plans = titles.join("\n\n一、任务\n加强保障。\n\n");
    let documents = read("plans", format!("现将{names}印发给你们。\n\n{plans}"));
    assert!((2..=64).contains(&documents.len()), "{}", documents.len());
}

/// Pieces that texts of this kind are made of, and that some stage looks for.
const PIECES: &[&str] = &[
    "甲",
    "加强保障",
    "\n",
    "\n\n",
    "\r",
    "\u{C}",
    " ",
    "　",
    "\t",
    "，",
    "。",
    "；",
    "：",
    "、",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "[",
    "]",
    "|",
    "│",
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
    "第一章",
    "第一条",
    "专栏1",
    "附件",
    "附件1",
    "目录",
    "……",
    "序号",
    "序",
    "任务",
    "指标",
    "单位",
    "责任单位",
    "牵头",
    "负责",
    "县民政局",
    "2025年",
    "2020年",
    "预期性",
    "≥55%",
    "1",
    "12",
    "- 1 -",
    "—1—",
    "# ",
    "- ",
    "* ",
    "**",
    "\\",
    "---",
    "```",
    "<td>",
    "<table>",
    "&nbsp;",
    "印发",
    "通知",
    "关于",
    "规划",
    "人民政府",
    "〔2021〕5号",
    "2021年3月2日",
    "抄送：",
    "（此件公开发布）",
];

/// Says what was read when it came to a panic.
struct ShownInPanic<'a>(&'a str, &'a str);

impl Drop for ShownInPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{:?} {:?}", self.0, self.1);
        }
    }
}

/// Looks at random for a pattern whose text takes much longer where it is longer. It
/// is run by hand, with as many as one has patience for:
/// `PATTERNS=5000 cargo test --test integration random_patterns -- --ignored --nocapture`
#[test]
#[ignore = "measures time; run by hand"]
fn random_patterns_take_time_by_their_length() {
    let count = std::env::var("PATTERNS").ok().and_then(|count| count.parse().ok()).unwrap_or(200);
    let mut seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1_u64);
    let mut next = |below: usize| {
        // Numerical Recipes' constants; the low bits are the worst.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below
    };
    let time = |head: &str, pattern: &str, size: usize| {
        let _shown = ShownInPanic(head, pattern);
        let source = Source::from_text("x", format!("{head}{}", pattern.repeat(size / pattern.len())));
        let measure = || {
            let start = std::time::Instant::now();
            std::hint::black_box(guihua::check(&source));
            start.elapsed().as_secs_f64()
        };
        measure().min(measure())
    };
    let mut slow = Vec::new();
    for at in 0..count {
        let pattern: String = (0..=next(6)).map(|_| PIECES[next(PIECES.len())]).collect();
        let head: String = (0..next(4)).map(|_| PIECES[next(PIECES.len())]).collect();
        // Four times the text takes four times as long, or sixteen times.
        if time(&head, &pattern, 120_000) > 9.0 * time(&head, &pattern, 30_000).max(0.002)
            && time(&head, &pattern, 480_000) > 9.0 * time(&head, &pattern, 120_000)
        {
            println!("{at} {head:?} {pattern:?}");
            slow.push(pattern);
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
