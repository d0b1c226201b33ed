//! Text that nobody writes. A stage that went over it again from each of its lines
//! would take minutes here, or all memory; how the time grows is told by the benchmark.

use guihua::model::{Block, Document};
use guihua::{Error, Source, parse};

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
    // Each time with another number.
    "《甲市{i}规划》",
    "|丙{i}|",
    "> {i} 覆盖率 % 95 98 约束性\n",
    "{i}\t养老床位\t张\t{i}\t{i}0\t预期性\n",
    "责任单位：市{i}局\n",
    // As long as what many paragraphs may have run into.
    "1.建设{i}。加强基层服务能力建设，完善县乡村三级服务网络，推动优质资源下沉，支持社会力量参与，加快补齐短板弱项，健全统筹协调机制，强化要素保障，优化办理流程，提升服务效能，加强监督检查，确保各项任务落到实处，让群众得到更多实惠，不断增强获得感、幸福感、安全感，并做好总结。\n",
    "附件{i}：甲表{i}\n",
    "- {i} -\n",
    "乙{i}",
    // Whole lines of headers, and what frames are drawn with.
    "序号\t任务\t责任单位\t完成时限\n",
    "序号 指标名称 单位 2020年 2025年 属性\n",
    "|序号|指标|单位|2020年|2025年|属性|\n|---|---|---|---|---|---|\n",
    "专栏{i}  “十四五”主要指标\n",
    "甲市人民政府\n",
    "部主办：市政府\n",
    "├─┼─┤",
    "+---+---+",
];

/// How patterns follow one another in a text.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// Each of them again and again, one after the other.
    Each,
    /// The first so often on a line, and the others at its end, as there are lines.
    Square,
    /// Line after line, each longer than the one before.
    Growing,
    /// In turns.
    Mixed,
}

/// What a text is written as.
#[derive(Clone, Copy, Debug)]
enum Written {
    Text,
    Markdown,
    /// Each line a row, tabs between its cells.
    Table,
}

/// Text of about `size` bytes that is made of patterns.
#[derive(Debug)]
struct Pattern<'a> {
    head: &'a str,
    units: &'a [String],
    shape: Shape,
    written: Written,
}

impl Pattern<'_> {
    fn text(&self, size: usize) -> String {
        let numbered = |unit: &str, at: usize| unit.replace("{i}", &at.to_string());
        let times = |unit: &str, size: usize| -> String {
            (0..(size / unit.len()).max(1)).map(|at| numbered(unit, at)).collect()
        };
        let (first, rest) = self.units.split_first().unwrap();
        let mut text = self.head.to_owned();
        let whole = text.len() + size;
        match self.shape {
            Shape::Each => {
                for unit in self.units {
                    text.push_str(&times(unit, size / self.units.len()));
                    text.push('\n');
                }
            }
            Shape::Square => {
                let line = times(first, size.isqrt()) + &rest.concat() + "\n";
                (0..(size / line.len()).max(1)).for_each(|at| text.push_str(&numbered(&line, at)));
            }
            Shape::Growing => {
                let mut at = 1;
                while text.len() < whole {
                    text.push_str(&numbered(first, at).repeat(at));
                    text.push('\n');
                    at += 1;
                }
            }
            Shape::Mixed => {
                let mut at = 0;
                while text.len() < whole {
                    text.push_str(&numbered(&self.units[at % self.units.len()], at));
                    at += 1;
                }
            }
        }
        text
    }

    /// None for a page that shows nothing: patterns may be marks alone.
    fn source(&self, text: &str) -> Option<Source> {
        match self.written {
            Written::Text => Some(Source::from_text("x.txt", text.to_owned())),
            Written::Markdown => Some(Source::from_text("x.md", text.to_owned())),
            Written::Table => {
                let cells = |line: &str| line.replace('<', "&lt;").replace('\t', "<td>");
                let rows: Vec<String> =
                    text.lines().map(|line| format!("<tr><td>{}\n", cells(line))).collect();
                let rows = rows.concat();
                let page = format!("<html><body><table>{rows}</table></body></html>");
                match Source::from_bytes("x.html", page.into_bytes(), None) {
                    Ok(source) => Some(source),
                    Err(Error::Unreadable { .. }) => None,
                    Err(error) => panic!("{error}"),
                }
            }
        }
    }

    fn time(&self, size: usize) -> f64 {
        let _shown = ShownInPanic(self);
        let text = self.text(size);
        let measure = || {
            let start = std::time::Instant::now();
            std::hint::black_box(self.source(&text).map(|source| guihua::check(&source)));
            start.elapsed().as_secs_f64()
        };
        measure().min(measure())
    }

    /// Four times the text takes four times as long, or sixteen times. What has a budget may grow so
    /// until that is spent.
    fn is_slow(&self, size: usize) -> bool {
        let far = |size: usize| self.time(4 * size) > 9.0 * self.time(size).max(0.002);
        far(size) && far(4 * size) && far(16 * size)
    }
}

/// Says what was read when it came to a panic.
struct ShownInPanic<'a>(&'a Pattern<'a>);

impl Drop for ShownInPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            println!("{:?}", self.0);
        }
    }
}

/// Patterns that took the square of the time once, and for how much text that shows.
#[test]
fn patterns_take_time_by_their_length() {
    const HEADER: &str = "序号\t任务\t责任单位\t完成时限\n";
    let text = (Shape::Each, Written::Text);
    let table = (Shape::Each, Written::Table);
    for (head, units, (shape, written)) in [
        ("", &["《甲市{i}规划》", "甲\n"][..], text),
        ("", &["甲市人民政府\n序号\t任务\t责任单位\t完成时限\n"], text),
        ("|任务|单位|\n|---|---|\n", &["|丙{i}|\n"], (Shape::Each, Written::Markdown)),
        (HEADER, &["丙{i}\n"], table),
        ("专栏1 主要指标\n序号\t指标\t单位\t属性\n", &["责任单位：市{i}局\n部主办：市政府\n"], table),
        (
            HEADER,
            &["{i} 覆盖率 % 95 98 约束性\n", "一是+---+---+\n", " ├─┼─┤\n"],
            (Shape::Mixed, Written::Table),
        ),
        ("", &["**    "], text),
        ("", &["“\\|", "> {i} 覆盖率 % 95 98 约束性\n"], (Shape::Square, Written::Text)),
        // Lines between rules of pipes, and headers in the margin.
        ("", &["|序号|指标|单位|属性|\n|---|---|---|---|\n> {i}\n— {i} —\n[* ", "《甲市{i}规划》"], text),
        ("", &["~专栏{i} 重点工程\n"], table),
        // Page breaks in one line of the source, and lines that end with a blank.
        ("", &["\u{c}- ", "乙 \n|序号|指标|\n|---|---|\n"], (Shape::Each, Written::Markdown)),
        ("①", &["* 附件1单位印发", "：（一）（一）", "、加强保障"], text),
    ] {
        let units: Vec<String> = units.iter().map(|unit| (*unit).to_owned()).collect();
        let pattern = Pattern { head: &format!("{PLAN}{head}"), units: &units, shape, written };
        assert!(!pattern.is_slow(20_000), "{pattern:?}");
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
    let mut slow = Vec::new();
    for at in 0..count {
        let mut unit = |most: usize| (0..=next(most)).map(|_| PIECES[next(PIECES.len())]).collect::<String>();
        let head = unit(4).replace("{i}", "1");
        let units: Vec<String> = [unit(6), unit(3), unit(2)].into();
        let units = &units[..=next(3)];
        let shape = [Shape::Each, Shape::Each, Shape::Square, Shape::Growing, Shape::Mixed][next(5)];
        let written = [Written::Text, Written::Text, Written::Markdown, Written::Table][next(4)];
        let pattern = Pattern { head: &head, units, shape, written };
        if pattern.is_slow(30_000) {
            println!("{at} {pattern:?}");
            slow.push(format!("{pattern:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
