//! Text that nobody writes: a pattern over and over, so that a stage that goes back
//! over what it has read would do so without end. The tests read it for what comes
//! out, the benchmark for how the time grows with the text.

/// A plan in order, before or behind the pattern.
pub const PLAN: &str = "甲市养老规划\n一、任务\n加强保障。\n二、实施\n落实责任。\n";

/// The name of each text and the text, which is as long as `scale` is large; of
/// scale 100 most have some hundred kilobytes.
pub fn texts(scale: usize) -> Vec<(&'static str, String)> {
    let times = |pattern: &str, count: usize| pattern.repeat(count * scale / 100);
    let notice = "甲市人民政府关于印发《甲市养老规划甲乙丙丁》的通知\n各县人民政府：\n现印发给你们。\n\
                  甲市人民政府\n2022年3月10日\n\n";
    let wrapped = "加快推进水利工程建设完善供水保障和防洪减灾体系统筹水资\n";
    let numbered = format!("1.{}", &wrapped["加快".len()..]);
    let tasks = format!("{PLAN}附件\n任务清单\n");
    let categories = format!("指标\t2025年\t属性\n{}", ("甲\t".repeat(420) + "乙\n").repeat(40));
    vec![
        ("pieces of a title", format!("{notice}{}", times("甲\n\n", 20_000))),
        ("lines drawn", format!("{PLAN}{}", times("│甲│乙│丙丁戊己│庚│\n│甲乙丙│丁戊│\n", 5_000))),
        ("lines of stars", format!("{}{PLAN}", times("★★★\n\n", 20_000))),
        ("header cells", format!("{tasks}{}", times("任务\n", 30_000))),
        ("excerpts of tasks", format!("{tasks}{}", times("序号\n任务\n责任单位\n5\n6\n", 8_000))),
        ("cells of one task", format!("{tasks}序号\n任务\n责任单位\n1\n{}", times("甲\n", 50_000))),
        ("remarks on openness", format!("{PLAN}{}", times("（此件公开发布）\n", 40_000))),
        ("blanks in one line", times("甲　", 150_000)),
        ("numbers that are no headings", wrapped.repeat(3) + &times(&numbered, 6_000)),
        ("categories", format!("{PLAN}{}{categories}", times("类别\t", 400))),
        ("lines of digits", wrapped.repeat(3) + &times(&("1".repeat(56) + "\n"), 8_000)),
        ("lines of leaders", wrapped.repeat(3) + &times(&("…".repeat(28) + "\n"), 8_000)),
        ("stars", format!("{PLAN}# 甲\n{}\n", times("* ", 50_000))),
        ("headers of tasks", format!("{PLAN}附件\n分工\n{}", times("序\n号\n工作任务 负责单位\n", 8_000))),
        ("cells of one sign", format!("{PLAN}{}", times("序\n\n", 30_000))),
        ("headers of indicators", format!("{PLAN}{}", times("序号 指标 单位 2025年 属性\n", 10_000))),
        ("spaces between characters", format!("{PLAN}甲，{}。\n", times("甲 。甲", 30_000))),
        (
            "departments in one cell",
            format!("{tasks}序号\t任务\t责任单位\n1\t甲\t{}\n2\t乙\t县水利局\n", times("县财政局　", 20_000)),
        ),
        (
            "departments on lines of their own",
            format!(
                "{tasks}序号\t任务\t责任单位\n1\t甲\t县水利局\n{}2\t乙\t县水利局\n",
                times("县财政局\n", 20_000)
            ),
        ),
        ("a page for each character", format!("{PLAN}{}", times("甲\u{C}", 60_000))),
        ("pages and carriage returns", format!("{PLAN}{}", times("万\u{C}\r", 30_000))),
        ("clauses in one line", format!("{PLAN}{}\n", times("（甲局负责）", 40_000))),
        ("gaps in the numbers", format!("{PLAN}{}", times("一、甲\n三、乙\n", 30_000))),
        ("contents in one line", format!("目录\n{}\n{PLAN}", times("一、甲………1 ", 30_000))),
    ]
}
