//! Made-up tables in all looks that tables have in extracted text: the same cells have
//! to come out of each.

use std::fmt::Write as _;

use guihua::model::Plan;
use guihua::{ReadOptions, Source};

/// A sequence of numbers that looks random and is the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

/// A table: its header and its rows; a cell that is merged with the one above is `None`.
struct Made {
    header: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
}

const SUBJECTS: &[&str] =
    &["养老", "水利", "湿地", "林业", "旅游", "港航", "粮食", "气象", "档案", "托育", "残疾人", "体育"];
const MEASURES: &[&str] = &[
    "设施覆盖率",
    "服务达标率",
    "用地保有量",
    "从业人员数",
    "年接待人次",
    "机构数量",
    "投诉办结率",
    "站点密度",
];
const UNITS: &[&str] = &["%", "万人", "个", "公顷", "万吨", "张"];
const GROUPS: &[&str] = &["基础能力", "公共服务", "生态环境", "产业发展", "治理水平"];
const BODIES: &[&str] =
    &["县民政局", "县水利局", "县林业局", "县财政局", "县教育局", "县发展改革局", "县自然资源局"];

fn indicators(dice: &mut Dice, rows: usize) -> Made {
    let (has_group, has_unit) = (dice.roll(2) == 0, dice.roll(2) == 0);
    let is_early = dice.roll(3) == 0;
    let mut header = vec!["序号"];
    if has_group {
        header.push(dice.pick(&["类别", "领域"]));
    }
    header.push(dice.pick(&["指标", "指标名称"]));
    if has_unit {
        header.push("单位");
    }
    let values = [dice.pick(&["2020年", "2020年现状"]), dice.pick(&["2025年", "2025年目标"])];
    if is_early {
        header.push("属性");
    }
    header.extend(values);
    if !is_early {
        header.push("属性");
    }
    let mut made = Made { header: header.into_iter().map(str::to_owned).collect(), rows: Vec::new() };
    let mut left = 0;
    for at in 0..rows {
        let mut row = vec![Some((at + 1).to_string())];
        if has_group {
            row.push((left == 0).then(|| GROUPS[at % GROUPS.len()].to_owned()));
            left = if left == 0 { dice.roll(3) } else { left - 1 };
        }
        let unit = dice.pick(UNITS);
        let name = format!(
            "{}{}",
            SUBJECTS[at % SUBJECTS.len()],
            MEASURES[(at / SUBJECTS.len() + at) % MEASURES.len()]
        );
        row.push(Some(if has_unit { name } else { format!("{name}（{unit}）") }));
        if has_unit {
            row.push(Some(unit.to_owned()));
        }
        let attribute = Some(dice.pick(&["约束性", "预期性"]).to_owned());
        if is_early {
            row.push(attribute.clone());
        }
        let base = 10 + dice.roll(80);
        row.push(Some(if dice.roll(8) == 0 { "—".to_owned() } else { base.to_string() }));
        row.push(Some(match dice.roll(6) {
            0 => "完成省下达目标".to_owned(),
            1 => format!("{}左右", base + 5),
            2 => format!("≥{}", base + 7),
            _ => format!("{}.{}", base + 3, dice.roll(9) + 1),
        }));
        if !is_early {
            row.push(attribute);
        }
        made.rows.push(row);
    }
    made
}

fn tasks(dice: &mut Dice, rows: usize) -> Made {
    let has_content = dice.roll(2) == 0;
    let has_deadline = dice.roll(2) == 0;
    let mut header = vec!["序号", dice.pick(&["重点任务", "工作任务", "任务名称"])];
    if has_content {
        header.push(dice.pick(&["主要内容", "工作措施"]));
    }
    header.push("牵头单位");
    header.push(dice.pick(&["配合单位", "参与单位"]));
    if has_deadline {
        header.push("完成时限");
    }
    let mut made = Made { header: header.into_iter().map(str::to_owned).collect(), rows: Vec::new() };
    for at in 0..rows {
        let subject = SUBJECTS[at % SUBJECTS.len()];
        let mut row = vec![Some((at + 1).to_string()), Some(format!("健全{subject}工作机制"))];
        if has_content {
            row.push(Some(format!(
                "制定{subject}工作办法，明确{}和责任分工，每年开展评估。",
                dice.pick(MEASURES)
            )));
        }
        let lead = dice.roll(BODIES.len());
        row.push(Some(BODIES[lead].to_owned()));
        row.push(Some(format!(
            "{}、{}",
            BODIES[(lead + 1) % BODIES.len()],
            BODIES[(lead + 2) % BODIES.len()]
        )));
        if has_deadline {
            row.push(Some(format!("202{}年底前", 2 + dice.roll(4))));
        }
        made.rows.push(row);
    }
    made
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Look {
    Html,
    Pipes,
    Tabs,
    Blanks,
    Lines,
    Paragraphs,
}

const LOOKS: &[Look] = &[Look::Html, Look::Pipes, Look::Tabs, Look::Blanks, Look::Lines, Look::Paragraphs];

fn print(made: &Made, look: Look) -> String {
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let all = || {
        std::iter::once(made.header.clone()).chain(made.rows.iter().map(|row| row.iter().map(cell).collect()))
    };
    let joined = |between: &str| all().map(|row| row.join(between) + "\n").collect::<String>();
    match look {
        Look::Html => {
            let mut text = String::from("<table border=\"1\">");
            for (at, row) in std::iter::once(&made.header).enumerate() {
                let _ = at;
                text += "<tr>";
                for cell in row {
                    let _ = write!(text, "<td>{cell}</td>");
                }
                text += "</tr>";
            }
            for (at, row) in made.rows.iter().enumerate() {
                text += "<tr>";
                for (column, cell) in row.iter().enumerate() {
                    let Some(cell) = cell else { continue };
                    let below = made.rows[at + 1..].iter().take_while(|row| row[column].is_none()).count();
                    let _ = write!(text, "<td rowspan=\"{}\">{cell}</td>", below + 1);
                }
                text += "</tr>";
            }
            text + "</table>"
        }
        Look::Pipes => {
            let mut lines = all().map(|row: Vec<String>| format!("| {} |\n", row.join(" | ")));
            let header = lines.next().unwrap();
            header + &format!("|{}\n", " --- |".repeat(made.header.len())) + &lines.collect::<String>()
        }
        Look::Tabs => joined("\t"),
        Look::Blanks => joined("    "),
        Look::Lines | Look::Paragraphs => {
            let end = if look == Look::Lines { "\n" } else { "\n\n" };
            all().flatten().filter(|cell: &String| !cell.is_empty()).map(|cell| cell + end).collect()
        }
    }
}

fn read(made: &Made, look: Look, is_task: bool) -> Plan {
    let table = print(made, look);
    let is_html = look == Look::Html;
    let line = |text: &str| if is_html { format!("<p>{text}</p>\n") } else { format!("{text}\n\n") };
    let mut text = String::new();
    if is_html {
        text += "<html><body>";
    }
    text += &line("云岭县公共服务规划");
    text += &line("一、总体要求");
    text += &line("以人民为中心，加强保障，提高水平。");
    if is_task {
        text += &line("二、组织实施");
        text += &line("各有关部门要抓好落实，按时完成任务。");
        text += &line("附件：重点任务分工表");
        text += &table;
    } else {
        text += &line("专栏1 主要指标");
        text += &table;
        text += "\n";
        text += &line("二、组织实施");
        text += &line("各有关部门要抓好落实，按时完成任务。");
    }
    if is_html {
        text += "</body></html>";
    }
    let name = if is_html { "t.html" } else { "t.txt" };
    let source = Source::read(name, text.into_bytes(), ReadOptions::default()).unwrap();
    guihua::parse(&source).documents.remove(0).plan
}

/// How many cells of a table stand in their row and column, and how many there are.
fn score(made: &Made, plan: &Plan, is_task: bool) -> (usize, usize) {
    let column = |words: &[&str]| made.header.iter().position(|cell| words.contains(&cell.as_str()));
    let (mut right, mut count) = (0, 0);
    let mut compare = |wanted: Option<&str>, found: Option<&str>| {
        count += 1;
        right += usize::from(wanted == found);
    };
    for (at, row) in made.rows.iter().enumerate() {
        let cell = |column: Option<usize>| column.and_then(|column| row[column].as_deref());
        if is_task {
            let found = plan.responsibilities.iter().filter(|task| task.annex.is_some()).nth(at);
            compare(
                cell(column(&["重点任务", "工作任务", "任务名称"])),
                found.and_then(|task| task.task.as_deref()),
            );
            let names = |list: &[guihua::model::Department]| {
                list.iter().map(|department| department.name.as_str()).collect::<Vec<_>>().join("、")
            };
            let lead = found.map(|task| names(&task.lead));
            compare(cell(column(&["牵头单位"])), lead.as_deref());
            let participants = found.map(|task| names(&task.participants));
            compare(cell(column(&["配合单位", "参与单位"])), participants.as_deref());
        } else {
            let found = plan.indicators.get(at);
            let name = cell(column(&["指标", "指标名称"])).map(|name| name.split('（').next().unwrap());
            compare(name, found.map(|found| found.name.as_str()));
            let values: Vec<usize> =
                (0..made.header.len()).filter(|at| made.header[*at].starts_with("202")).collect();
            for (position, value) in values.into_iter().enumerate() {
                compare(
                    cell(Some(value)),
                    found.and_then(|found| found.values.get(position)).map(|value| value.text.as_str()),
                );
            }
            compare(cell(column(&["属性"])), found.and_then(|found| found.attribute.as_deref()));
        }
    }
    (right, count)
}

#[test]
fn the_same_table_in_every_look() {
    for is_task in [false, true] {
        for look in LOOKS {
            let (mut right, mut count) = (0, 0);
            let mut worst = (1.0, 0);
            for seed in 1..=24 {
                let mut dice = Dice(seed * 7919);
                let rows = 2 + dice.roll(24);
                let made = if is_task { tasks(&mut dice, rows) } else { indicators(&mut dice, rows) };
                let (good, all) = score(&made, &read(&made, *look, is_task), is_task);
                let share = good as f64 / all as f64;
                if share < worst.0 {
                    worst = (share, seed);
                }
                (right, count) = (right + good, count + all);
            }
            let share = right as f64 / count as f64;
            println!("{look:?} {} {share:.4}, worst {worst:?}", if is_task { "tasks" } else { "indicators" });
            assert!(share >= 0.99, "{look:?}: {right} of {count} cells, worst table {worst:?}");
        }
    }
}
