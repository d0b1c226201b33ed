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
    /// Wrapped cells, printed line by line: their first lines side by side.
    Side,
    /// The same, the cells in the middle of their row.
    Around,
}

const LOOKS: &[Look] = &[
    Look::Html,
    Look::Pipes,
    Look::Tabs,
    Look::Blanks,
    Look::Lines,
    Look::Paragraphs,
    Look::Side,
    Look::Around,
];

fn print(made: &Made, look: Look) -> String {
    let cell = |cell: &Option<String>| cell.clone().unwrap_or_default();
    let all = || {
        std::iter::once(made.header.clone()).chain(made.rows.iter().map(|row| row.iter().map(cell).collect()))
    };
    let joined = |between: &str| all().map(|row| row.join(between) + "\n").collect::<String>();
    match look {
        Look::Html => {
            let mut text = String::from("<table border=\"1\">");
            text += "<tr>";
            for cell in &made.header {
                let _ = write!(text, "<td>{cell}</td>");
            }
            text += "</tr>";
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
        Look::Side | Look::Around => {
            let widths: Vec<usize> = (0..made.header.len())
                .map(|column| {
                    made.rows.iter().map(|row| cell(&row[column]).chars().count()).max().unwrap_or(0)
                })
                .map(|longest| if longest > 6 { longest * 2 / 3 } else { longest })
                .collect();
            let mut lines = all().map(|row| print_wrapped(&row, &widths, look == Look::Around));
            let header = made.header.join(" ") + "\n";
            lines.next();
            header + &lines.collect::<String>()
        }
    }
}

/// A row whose cells are wrapped, line by line, in half lines where they stand in its middle.
fn print_wrapped(row: &[String], widths: &[usize], in_middle: bool) -> String {
    let wrap = |(cell, width): (&String, &usize)| -> Vec<String> {
        let chars: Vec<char> = cell.chars().collect();
        chars.chunks((*width).max(1)).map(|line| line.iter().collect()).collect()
    };
    let cells: Vec<Vec<String>> = row.iter().zip(widths).map(wrap).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let mut lines: std::collections::BTreeMap<usize, Vec<&str>> = std::collections::BTreeMap::new();
    for cell in &cells {
        let top = if in_middle { height - cell.len() } else { 0 };
        for (at, line) in cell.iter().enumerate() {
            lines.entry(top + 2 * at).or_default().push(line);
        }
    }
    lines.values().map(|line| line.join(" ") + "\n").collect()
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
#[expect(clippy::cast_precision_loss, reason = "cells are counted in thousands")]
fn the_same_table_in_every_look() {
    for is_task in [false, true] {
        for look in LOOKS {
            let (mut right, mut count) = (0, 0);
            let mut worst = (1.0, 0);
            for seed in 1..=24 {
                let mut dice = Dice(seed * 7919);
                let rows = 2 + dice.roll(24);
                let made = if is_task { tasks(&mut dice, rows) } else { indicators(&mut dice, rows) };
                // Where merged cells stand beside wrapped ones is another question.
                let is_merged = made.rows.iter().flatten().any(Option::is_none);
                if is_merged && matches!(look, Look::Side | Look::Around) {
                    continue;
                }
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

/// The plan that a text is read as.
fn plan_of(name: &str, text: &str) -> Plan {
    let source = Source::read(name, text.as_bytes().to_vec(), ReadOptions::default()).unwrap();
    guihua::parse(&source).documents.remove(0).plan
}

/// Number, task, deadline and departments of each row in annexes.
fn tasks_of(plan: &Plan) -> Vec<String> {
    let rows = plan.responsibilities.iter().filter(|row| row.annex.is_some());
    let names = |row: &guihua::model::Responsibility| {
        let all = row.lead.iter().chain(&row.participants).chain(&row.responsible);
        all.map(|department| department.name.clone()).collect::<Vec<_>>().join("、")
    };
    rows.map(|row| {
        let number = row.number.map(|number| number.to_string()).unwrap_or_default();
        let (task, deadline) = (row.task.as_deref().unwrap_or(""), row.deadline.as_deref().unwrap_or(""));
        format!("{number}|{task}|{deadline}|{}", names(row))
    })
    .collect()
}

#[test]
fn groups_whose_number_is_a_cell_of_its_own() {
    let cells = [
        "序号",
        "工作任务",
        "时间进度",
        "责任部门",
        "一",
        "加强综合管理",
        "1",
        "完善碳排放统计核算制度",
        "全年推进",
        "县发展改革局、县统计局",
        "2",
        "编制温室气体排放清单",
        "年内完成",
        "县生态环境局",
        "二",
        "推动节能增效",
        "3",
        "开展重点单位能源审计",
        "三季度完成",
        "县商务局、县财政局",
    ];
    let plan = plan_of(
        "t.txt",
        &format!(
            "云岭县节能工作要点\n\n一、总体要求\n\n加强保障，提高水平。\n\n附件：任务分工表\n\n{}\n",
            cells.join("\n\n")
        ),
    );
    assert_eq!(
        tasks_of(&plan),
        [
            "1|完善碳排放统计核算制度|全年推进|县发展改革局、县统计局",
            "2|编制温室气体排放清单|年内完成|县生态环境局",
            "3|开展重点单位能源审计|三季度完成|县商务局、县财政局",
        ]
    );
}

#[test]
fn a_table_ends_where_the_headings_before_it_go_on() {
    let plan = plan_of(
        "t.txt",
        "云岭县水系建设规划\n\n一、重点任务\n\n（一）完善规划。编制规划。\n\n（二）建设示范区。\n\n表1 云岭县示范区建设任务\n\n\
         示范区\n\n建设目标\n\n远湖中央活动区\n\n结合文化场馆和地标建筑建设，打造示范会客厅。\n\n宝湖实践区\n\n\
         以生态修复和低影响开发为重点，聚焦三大空间。\n\n北桥商务区\n\n因地制宜布局设施，提高雨水利用效率。\n\n\
         （三）提升管理能力。加强项目管控，落实责任。\n",
    );
    let sections = &plan.sections[0].sections;
    assert_eq!(
        sections.iter().map(|section| section.number).collect::<Vec<_>>(),
        [Some(1), Some(2), Some(3)]
    );
    let table = sections[1].content.iter().find_map(|block| match block {
        guihua::model::Block::Table(table) => Some(table),
        _ => None,
    });
    let table = table.unwrap();
    assert_eq!(table.columns, ["示范区", "建设目标"]);
    assert_eq!(
        table.rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(),
        ["远湖中央活动区", "宝湖实践区", "北桥商务区"]
    );
}

#[test]
fn sums_of_a_table_count_like_the_headings_around_it() {
    let plan = plan_of(
        "t.txt",
        "甲省能源规划\n一、发展基础\n（一）发展成就\n1.装机快速增长\n全省装机大幅增长。\n表 1 甲省能源装机统计情况\n\
         单位：万千瓦\n能源种类 2015年 2020年 年均增速\n1.光伏 164 1517 56%\n2.风电 104 186 12%\n3.生物质 103 240 18%\n\
         一、再生能源 1373 3114 18%\n二、非水能源 371 1943 39%\n三、全省总装机 8158 10142 4%\n再生能源占比 16.8% 30.7% 13%\n\
         （二）存在问题\n开发空间受限，项目政策窗口期短。\n二、总体要求\n加快能源转型，推进建设。\n",
    );
    let titles: Vec<_> = plan.sections.iter().filter_map(|section| section.title.as_deref()).collect();
    assert_eq!(titles, ["发展基础", "总体要求"]);
    let table = plan.sections[0].sections[0].sections[0].content.iter().find_map(|block| match block {
        guihua::model::Block::Table(table) => Some(table),
        _ => None,
    });
    assert_eq!(table.expect("a table").rows.len(), 7);
}

#[test]
fn a_name_over_two_columns() {
    let row = |cells: &str| format!("<tr>{cells}</tr>");
    let table = [
        row("<td>类别</td><td colspan=\"2\">指标</td><td>单位</td><td>2025年完成值</td><td>2030年目标值</td><td>属性</td>"),
        row("<td rowspan=\"3\">民生</td><td colspan=\"2\">1. 收入年均增长</td><td>%</td><td>“十四五”年均增长4.0</td>\
             <td>“十五五”年均增长5.0左右</td><td>预期性</td>"),
        row("<td rowspan=\"2\">2. 医护人员数</td><td>每千人医师数</td><td>人</td><td>4.45</td><td>4.50</td><td>预期性</td>"),
        row("<td>每千人护士数</td><td>人</td><td>5.21</td><td>5.30</td><td>预期性</td>"),
    ]
    .concat();
    let plan = plan_of(
        "t.html",
        &format!(
            "<html><body><p>云岭县发展规划</p><p>一、目标</p><p>加强保障，提高水平。</p>\
             <table border=\"1\">{table}</table></body></html>"
        ),
    );
    let found: Vec<_> =
        plan.indicators.iter().map(|row| (row.number, row.category.as_deref(), row.name.as_str())).collect();
    assert_eq!(
        found,
        [
            (Some(1), Some("民生"), "收入年均增长"),
            (Some(2), Some("民生"), "医护人员数每千人医师数"),
            (Some(2), Some("民生"), "医护人员数每千人护士数"),
        ]
    );
    let numbers: Vec<_> = plan.indicators[0].values.iter().map(|value| value.number).collect();
    assert_eq!(numbers, [Some(4.0), Some(5.0)]);
}

#[test]
fn rows_that_run_together_with_blanks_and_merged_cells() {
    let plan = plan_of(
        "t.txt",
        "云岭县生态规划\n\n一、目标\n\n加强保障，提高水平。\n\n专栏1　主要指标\n\n指标2015年2020年〔累计〕属性\
         水环境1.水体质量河流断面达标率（%）66＞70-约束性河流断面劣质比例（%）9.7＜5-约束性地下水质量极差比例（%）15.7415左右-预期性\
         污染物2.排放总量减少（%）氨氮--〔10〕约束性二氧化硫--〔15〕3.自然岸线保有率（%）-≥35-预期性注：1.〔〕内为累计数。\n\n\
         2.达标率评价河流断面。\n\n二、任务\n\n落实责任。\n",
    );
    let found: Vec<String> = plan
        .indicators
        .iter()
        .map(|row| {
            let values: Vec<&str> = row.values.iter().map(|value| value.text.as_str()).collect();
            let unit = row.unit.as_deref().unwrap_or("");
            format!("{:?} {} {unit} {}", row.number, row.name, values.join(" "))
        })
        .collect();
    assert_eq!(
        found,
        [
            "Some(1) 水体质量河流断面达标率 % 66 >70 -",
            "Some(1) 水体质量河流断面劣质比例 % 9.7 <5 -",
            "Some(1) 水体质量地下水质量极差比例 % 15.74 15左右 -",
            "Some(2) 排放总量减少氨氮 % - - 〔10〕",
            "Some(2) 排放总量减少二氧化硫 % - - 〔15〕",
            "Some(3) 自然岸线保有率 % - ≥35 -",
        ]
    );
    // The notes count on, and are no headings.
    assert_eq!(plan.sections.len(), 2);
    assert!(plan.sections[0].sections.is_empty());
}

/// Number, category, name, unit, values and attribute of the indicators behind `header`,
/// all on lines of their own as `|` and line feeds part them.
fn indicators_of(table: &str) -> Vec<String> {
    let text = format!(
        "云岭市教育规划\n\n一、目标\n主要指标如下。\n{table}\n二、任务\n办好教育。\n三、保障\n落实责任。\n"
    );
    let row = |row: &guihua::model::Indicator| {
        let values: Vec<&str> = row.values.iter().map(|value| value.text.as_str()).collect();
        [
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            row.category.clone().unwrap_or_default(),
            row.name.clone(),
            row.unit.clone().unwrap_or_default(),
            values.join(","),
            row.attribute.clone().unwrap_or_default(),
        ]
        .join("|")
    };
    plan_of("t.txt", &text).indicators.iter().map(row).collect()
}

/// A table of indicators with one cell on each line.
fn stacked(header: &str, cells: &str) -> Vec<String> {
    indicators_of(&format!("{}\n{cells}", header.replace('|', "\n")))
}

#[test]
fn indicators_with_one_cell_on_each_line() {
    assert_eq!(
        stacked(
            "类别|指标|2020年|2025年|属性",
            "幼有所育\n托位数（个）\n1.8\n4.5\n预期性\n孤儿保障率（%）\n100\n100\n约束性\n学有所教\n毛入园率（%）\n90.1\n95以上\n预期性"
        ),
        [
            "|幼有所育|托位数|个|1.8,4.5|预期性",
            "|幼有所育|孤儿保障率|%|100,100|约束性",
            "|学有所教|毛入园率|%|90.1,95以上|预期性"
        ]
    );
    // Cells that are cut over lines.
    assert_eq!(
        stacked(
            "序号|类别|主要指标|2025年|属性",
            "1\n综合\n治理\n防治达标率（%）\n95\n约束性\n2\n市政排水管网智能化\n监测覆盖率（%）\n重点城市≥30\n一般城市≥15\n预期性"
        ),
        [
            "1|综合治理|防治达标率|%|95|约束性",
            "2|综合治理|市政排水管网智能化监测覆盖率|%|重点城市≥30一般城市≥15|预期性"
        ]
    );
    // Groups without a column of their own.
    assert_eq!(
        stacked(
            "指标|2020年|2025年",
            "（一）经济发展\n1.生产总值（亿元）\n500\n700\n（二）民生福祉\n2.失业率（%）\n5.2\n<5.5"
        ),
        ["1|经济发展|生产总值|亿元|500,700|", "2|民生福祉|失业率|%|5.2,<5.5|"]
    );
    // A merged cell that is printed once.
    assert_eq!(
        stacked(
            "类别|序号|指标|单位|2020年|2025年",
            "经济\n1\n生产总值增长\n%\n3.9\n6.5左右\n2\n全员劳动生产率增长\n%\n—\n高于GDP增长"
        ),
        ["1|经济|生产总值增长|%|3.9,6.5左右|", "2|经济|全员劳动生产率增长|%|—,高于GDP增长|"]
    );
    // Each cell has kept its pipe.
    assert_eq!(
        indicators_of(
            "类别 |\n指标 |\n2020年 |\n2025年 |\n学前 |\n入园率 |\n90 |\n95 |\n普惠率 |\n85 |\n90 |"
        ),
        ["|学前|入园率||90,95|", "|学前|普惠率||85,90|"]
    );
}

#[test]
fn headers_of_indicators() {
    // Letters set far apart.
    let table = "序号    指   标         2020年    2025年\n\
                 1       入园率           90        95\n2       普惠率           85        90";
    assert_eq!(indicators_of(table), ["1||入园率||90,95|", "2||普惠率||85,90|"]);
    // The deepest of several levels names the row.
    let table = "一级指标\t二级指标\t三级指标\t2020年\t2025年\n学前\t机会\t1.入园率\t90\t95\n学前\t质量\t2.普惠率\t85\t90";
    let names: Vec<String> =
        indicators_of(table).iter().map(|row| row.split('|').skip(2).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(names, ["入园率||90,95|", "普惠率||85,90|"]);
    // Definitions are no values.
    let table = "一级指标\t二级指标\t指标性质\t指标说明\n学前\t1.入园率\t定量\t计算方法：在园人数/总人数。\n学前\t2.管理\t定性\t查阅文件。";
    assert!(indicators_of(table).is_empty());
    // Whatever the rows are about, years and 属性 say what they are.
    let table = "矿种  单位  2020年产量  2025年产量  属性\n煤炭  万吨  850  600  约束性\n铁矿石  万吨  120  150  预期性";
    assert_eq!(indicators_of(table), ["||煤炭|万吨|850,600|约束性", "||铁矿石|万吨|120,150|预期性"]);
}

#[test]
fn tables_in_one_line() {
    let header = "序号 指标 单位 2020年 2025年 属性";
    assert_eq!(
        indicators_of(&format!(
            "{header} 1 覆盖率 % 42.1 ≥45 约束性 2 湿地 保护率 % — 55.0 预期性 3 森林蓄积量 万立方米 120 150 约束性"
        )),
        [
            "1||覆盖率|%|42.1,≥45|约束性",
            "2||湿地保护率|%|—,55.0|预期性",
            "3||森林蓄积量|万立方米|120,150|约束性"
        ]
    );
    let plan = plan_of(
        "t.txt",
        "云岭县应急规划\n\n一、任务\n落实责任。\n二、保障\n加强领导。\n附件\n重点任务分工表\n\
         序号 工作任务 责任单位 完成时限 1 完成地质灾害搬迁一百户 县自然资源局、县住房城乡建设局 2025年底 \
         2 建设山洪灾害监测站点 县水利局 2024年6月底 3 建成森林防火视频监控系统 县林业局、县公安局 2023年底\n",
    );
    assert_eq!(
        tasks_of(&plan),
        [
            "1|完成地质灾害搬迁一百户|2025年底|县自然资源局、县住房城乡建设局",
            "2|建设山洪灾害监测站点|2024年6月底|县水利局",
            "3|建成森林防火视频监控系统|2023年底|县林业局、县公安局",
        ]
    );
}

#[test]
fn an_excerpt_leaves_rows_out() {
    let cells = [
        "序号",
        "重点工作任务",
        "主要责任单位",
        "协同配合单位",
        "一、主要预期目标",
        "3",
        "固定资产投资增长7.5%左右。",
        "县发展改革局",
        "县财政局、县住建局，各乡镇人民政府。",
        "二、增进民生福祉",
        "三、加快社会事业发展",
        "68",
        "推进学前教育普及普惠，加快建设小学教学楼项目。",
        "县教育局",
        "县财政局、县住建局。",
        "69",
        "引进优质教育资源。",
        "县教育局",
        "县投资促进中心。",
    ];
    let plan = plan_of(
        "t.txt",
        &format!(
            "云岭县民生实事工作方案\n\n一、总体要求\n\n加强保障，提高水平。\n\n附件1\n\n任务分解表（节选）\n\n{}\n",
            cells.join("\n\n")
        ),
    );
    assert_eq!(
        tasks_of(&plan),
        [
            "3|固定资产投资增长7.5%左右。||县发展改革局、县财政局、县住建局、各乡镇人民政府",
            "68|推进学前教育普及普惠，加快建设小学教学楼项目。||县教育局、县财政局、县住建局",
            "69|引进优质教育资源。||县教育局、县投资促进中心",
        ]
    );
}

#[test]
fn plain_tables_with_one_cell_on_each_line() {
    let table_of = |cells: &str| {
        let text = format!("云岭县水利规划\n\n一、现状\n情况如下：\n{cells}\n二、任务\n加强保障。\n");
        let plan = plan_of("t.txt", &text);
        plan.sections[0].content.iter().find_map(|block| match block {
            guihua::model::Block::Table(table) => {
                let rows = table.rows.iter().map(|row| row.join("|"));
                Some(std::iter::once(table.columns.join("|")).chain(rows).collect::<Vec<_>>())
            }
            _ => None,
        })
    };
    assert_eq!(
        table_of("序号\n地市\n处数\n1\n甲市\n8\n2\n乙市\n38\n合计\n—\n46").unwrap(),
        ["序号|地市|处数", "1|甲市|8", "2|乙市|38", "合计|—|46"]
    );
    assert_eq!(table_of("序号\n1\n甲\n2\n乙"), None);
    // A header whose cells are cut over lines.
    let rows = "1\n河道治理\n350\n396\n2\n管网建设\n40\n41";
    assert_eq!(
        table_of(&format!("序号\n项目类别\n“十三五”\n规划目标\n总投资\n（万元）\n{rows}")).unwrap(),
        ["序号|项目类别|“十三五”规划目标|总投资（万元）", "1|河道治理|350|396", "2|管网建设|40|41"]
    );
}

#[test]
fn departments_below_each_other_in_one_cell() {
    let tasks = |table: &str| {
        tasks_of(&plan_of(
            "t.txt",
            &format!(
                "云岭县青年发展规划\n\n一、任务\n落实责任。\n二、保障\n加强领导。\n附件\n重点任务分解表\n{table}\n"
            ),
        ))
    };
    // A line break in a cell of a table that tabs part.
    let table = "序号\t任务\t内容\t责任单位\n1\t就业启航\t开发见习岗位一百个\t县人力资源社会保障局\n团县委\n县财政局\n\
                 2\t安居工程\t筹集租赁住房一百套\t县住房城乡建设局\n县自然资源局\n3\t青年夜校\t开设课程十门\t团县委\n";
    assert_eq!(
        tasks(table),
        [
            "1|就业启航||县人力资源社会保障局、团县委、县财政局",
            "2|安居工程||县住房城乡建设局、县自然资源局",
            "3|青年夜校||团县委",
        ]
    );
    // Each on a line of its own, below a header without 序号.
    let cells = [
        "类别",
        "任务内容",
        "责任单位",
        "完成时限",
        "感知网络",
        "新建水质监测站点六十个",
        "县水利局",
        "县生态环境局",
        "2024年底",
        "改造智能水表八千只",
        "县供水公司",
        "2025年底",
        "智慧平台",
        "建设水务数据中心",
        "县水利局",
        "县数据局",
        "2025年6月底",
    ];
    assert_eq!(
        tasks(&cells.join("\n\n")),
        [
            "|新建水质监测站点六十个|2024年底|县水利局、县生态环境局",
            "|改造智能水表八千只|2025年底|县供水公司",
            "|建设水务数据中心|2025年6月底|县水利局、县数据局",
        ]
    );
}

#[test]
fn cells_whose_lines_are_full() {
    // A line of a cell is not longer than the one before it.
    let cells = [
        "序号",
        "任务名称",
        "目标要求",
        "责任单位",
        "完成时间",
        "1",
        "化肥减量",
        "主要农作物测土配方施肥技",
        "术覆盖率达到93%",
        "县农业农村局",
        "2025年",
        "2",
        "农药减量",
        "统防统治覆盖率达到45%",
        "县农业农村局、县生态",
        "环境局",
        "2024年",
        "3",
        "兽药治理",
        "规模养殖场兽用抗菌药减量",
        "行动全覆盖",
        "县畜牧水产中心",
        "2025年",
    ];
    let plan = plan_of(
        "t.txt",
        &format!(
            "云岭县食品安全方案\n\n一、任务\n落实责任。\n二、保障\n加强领导。\n附件\n任务分解表\n{}\n",
            cells.join("\n")
        ),
    );
    assert_eq!(
        tasks_of(&plan),
        [
            "1|化肥减量|2025年|县农业农村局",
            "2|农药减量|2024年|县农业农村局、县生态环境局",
            "3|兽药治理|2025年|县畜牧水产中心",
        ]
    );
    assert_eq!(plan.responsibilities[0].measures.as_deref(), Some("主要农作物测土配方施肥技术覆盖率达到93%"));
}

#[test]
fn halves_of_a_cell_above_and_below_their_row() {
    let table = "序号 指标名称 2022年 2025年 年均增速\n数字经济核心产业增加值占地区生\n1 7.9 12 〔4.1〕\n产总值比重（%）\n\
                 软件和信息技术服务业营业收入\n2 42.5 80 23.5%\n（亿元）\n3 5G基站数（个） 1260 2800 30.5%\n\
                 4 千兆宽带用户占比（%） 18.4 55以上 —";
    // Lines of text say how the document was broken.
    let text =
        "加快推进水库、堤防和城乡供水一体化工程建设，统筹水资源调度，提高抗旱保供能力，完善监测预警机制。";
    let table = format!("{table}\n二、任务\n{text}\n三、保障\n{text}\n四、监督\n{text}");
    assert_eq!(
        indicators_of(&table),
        [
            "1||数字经济核心产业增加值占地区生产总值比重|%|7.9,12,〔4.1〕|",
            "2||软件和信息技术服务业营业收入|亿元|42.5,80,23.5%|",
            "3||5G基站数|个|1260,2800,30.5%|",
            "4||千兆宽带用户占比|%|18.4,55以上,—|",
        ]
    );
}

#[test]
fn headers_in_two_levels() {
    // Years and roles may stand above; groups may have a row to themselves.
    let table = "| 序号 | 指标 | “十三五”完成情况 |  | “十四五”目标 |  | 属性 |\n|---|---|---|---|---|---|---|\n\
                 |  |  | 2020年 | 累计 | 2025年 | 累计 |  |\n| 就业 |  |  |  |  |  |  |\n\
                 | 1 | 新增就业（人） | 620 | 3300 | — | >3000 | 预期性 |\n| 人才 |  |  |  |  |  |  |\n\
                 | 2 | 高技能人才（人） | — | 410 | — | 600 | 预期性 |";
    assert_eq!(
        indicators_of(table),
        ["1|就业|新增就业|人|620,3300,—,>3000|预期性", "2|人才|高技能人才|人|—,410,—,600|预期性"]
    );
    let plan = plan_of(
        "t.txt",
        "云岭县“十四五”环保规划\n\n一、目标\n如下。\n表1 环保指标\n序号\t指标\t2020年\t2025年\t\n\t\t\t目标\t累计\n\
         1\t优良天数比例（%）\t98\t99\t—\n2\t氨氮减排（吨）\t—\t—\t〔58〕\n二、任务\n落实。\n",
    );
    let values = |at: usize| -> Vec<_> {
        let value = |value: &guihua::model::Value| (value.column.clone(), value.year, value.text.clone());
        plan.indicators[at].values.iter().map(value).collect()
    };
    assert_eq!(
        values(1),
        [
            ("2020年".to_owned(), Some(2020), "—".to_owned()),
            ("目标".to_owned(), Some(2025), "—".to_owned()),
            ("累计".to_owned(), None, "〔58〕".to_owned()),
        ]
    );
}

#[test]
fn what_was_reached_in_the_past_is_no_indicator() {
    let plan = plan_of(
        "t.txt",
        "云岭县“十五五”交通规划\n\n一、现状\n如下。\n表1 主要指标\n指标\t单位\t2020年\t2025年\t增长（%）\n公路里程\t公里\t210\t237\t12.6\n\
         航道里程\t公里\t14\t18\t28.8\n二、任务\n落实。\n",
    );
    assert!(plan.indicators.is_empty());
    let text = format!("{:?}", plan.sections[0].content);
    assert!(text.contains("航道里程") && text.contains("28.8"), "{text}");
}

#[test]
fn two_figures_in_one_cell_are_not_one() {
    let table = "| 指标 | 2020年 | 2025年 | 属性 |\n|---|---|---|---|\n| 就业培训 | 11.2<br>21 | 12 | 预期性 |\n| 入园率 | 90 | 95 | 约束性 |";
    assert_eq!(indicators_of(table), ["||就业培训||11.2 21,12|预期性", "||入园率||90,95|约束性"]);
}

#[test]
fn who_does_what_in_whatever_order_and_words() {
    let tasks = |table: &str| {
        tasks_of(&plan_of(
            "t.txt",
            &format!(
                "云岭县民生方案\n\n一、任务\n落实责任。\n二、保障\n加强领导。\n附件\n任务清单\n{table}\n"
            ),
        ))
    };
    let table = "序号\t实事项目\t建设内容\t主办单位\t协办单位\t完成时间\n1\t养老食堂\t新建社区食堂三家\t县民政局\t县财政局\t6月底\n\
                 2\t口袋公园\t新建公园两处\t县住建局\t县林业局\t10月底\n";
    assert_eq!(tasks(table), ["1|养老食堂|6月底|县民政局、县财政局", "2|口袋公园|10月底|县住建局、县林业局"]);
    let table = "| 责任单位 | 任务 | 时限 |\n|---|---|---|\n| 县文旅局 | 开通直通车线路 | 6月底前 |\n| 县交通局 | 完善标识标牌 | 9月底前 |\n";
    assert_eq!(tasks(table), ["|开通直通车线路|6月底前|县文旅局", "|完善标识标牌|9月底前|县交通局"]);
    let table = "| 任务 | 牵头单位 | 协办单位 | 完成时限 |\n|---|---|---|---|\n| 建设体育公园 | 县体育局 | 县水务局<br>县城管局 | 12月底 |\n| 场馆开放 | 县教育局 | 县财政局 | 10月底 |\n";
    assert_eq!(
        tasks(table),
        ["|建设体育公园|12月底|县体育局、县水务局、县城管局", "|场馆开放|10月底|县教育局、县财政局"]
    );
}

#[test]
fn names_of_groups_between_rows_that_stand_in_columns() {
    let plan = plan_of(
        "t.txt",
        "云岭县防汛方案\n\n一、任务\n落实责任。\n二、保障\n加强领导。\n附件\n\n                    重点任务分工表\n\
         \u{20} 序号        工作任务              责任单位          完成时限\n\
         \u{20}             （一）完善责任体系\n\
         \u{20}   1    调整防汛指挥机构        县应急局            3月底前\n\
         \u{20}        落实水库安全责任人\n\
         \u{20}   2                          县水利局            4月底前\n\
         \u{20}        和巡查责任人\n\
         \u{20}             （二）强化汛前准备\n\
         \u{20}   3    开展汛前隐患排查        县水利局            5月底前\n",
    );
    assert_eq!(
        tasks_of(&plan),
        [
            "1|调整防汛指挥机构|3月底前|县应急局",
            "2|落实水库安全责任人和巡查责任人|4月底前|县水利局",
            "3|开展汛前隐患排查|5月底前|县水利局",
        ]
    );
}

#[test]
fn header_cells_above_and_below_the_others() {
    let text =
        "加快推进水库、堤防和城乡供水一体化工程建设，统筹水资源调度，提高抗旱保供能力，完善监测预警机制。";
    let table = format!(
        "2022年 2025年\n序号 指标 单位 属性\n现状值 目标值\n1 农村自来水普及率 % 91.5 95 预期性\n\
         2 新增节水灌溉面积 万亩 3.1 〔12〕 预期性\n3 水土保持率 % 82.37 83.6 约束性\n二、任务\n{text}\n三、保障\n{text}\n四、监督\n{text}"
    );
    assert_eq!(
        indicators_of(&table),
        [
            "1||农村自来水普及率|%|91.5,95|预期性",
            "2||新增节水灌溉面积|万亩|3.1,〔12〕|预期性",
            "3||水土保持率|%|82.37,83.6|约束性",
        ]
    );
    // The same in columns that white space sets, where units say that they hold figures.
    let plan = plan_of(
        "t.txt",
        "云岭县农田规划\n\n一、现状\n情况如下。\n                       表1 耕地及粮食生产情况\n\
         \u{20}             耕地面积      高标准农田      粮食产量\n\
         \u{20}  乡镇                                                       备注\n\
         \u{20}              （亩）         （亩）         （吨）\n\
         \u{20} 青石镇       42310         31200          17920           平原\n\
         \u{20} 白沙镇       38100         27450          15460           丘陵\n\
         二、任务\n加强保障。\n",
    );
    let table = plan.sections[0].content.iter().find_map(|block| match block {
        guihua::model::Block::Table(table) => Some(table),
        _ => None,
    });
    let table = table.unwrap();
    assert_eq!(table.columns, ["乡镇", "耕地面积（亩）", "高标准农田（亩）", "粮食产量（吨）", "备注"]);
    assert_eq!(table.rows[1], ["白沙镇", "38100", "27450", "15460", "丘陵"]);
}

#[test]
fn a_column_of_kinds_before_the_names_has_the_categories() {
    let table = "指标类型\t指标名称\t单位\t2020年\t2025年\t属性\n港口能力\t泊位数\t个\t12\t18\t预期性\n\t岸线利用率\t%\t61\t70\t约束性\n绿色港口\t岸电使用率\t%\t35\t80\t约束性";
    assert_eq!(
        indicators_of(table),
        [
            "|港口能力|泊位数|个|12,18|预期性",
            "|港口能力|岸线利用率|%|61,70|约束性",
            "|绿色港口|岸电使用率|%|35,80|约束性"
        ]
    );
}

#[test]
fn words_in_brackets_are_no_unit_beside_a_column_of_units() {
    let table =
        "序号\t指标\t单位\t2020年\t2025年\n1\t保鲜率（浆果）\t%\t31\t40\n2\t仓储面积（公顷）\t公顷\t3\t4";
    assert_eq!(indicators_of(table), ["1||保鲜率（浆果）|%|31,40|", "2||仓储面积|公顷|3,4|"]);
}

#[test]
fn a_header_cell_over_two_columns_that_is_printed_once() {
    let table = "| 指标 |  | 2020年 | 2025年 | 累计 | 属性 |\n| --- | --- | --- | --- | --- | --- |\n| 湿地保护 |  |  |  |  |  |\n| （1）湿地面积（万亩） |  | 12 | 13 | [1] | 约束性 |\n| （2）湿地率 | 全县湿地率（%） | 5.1 | 5.6 | [0.5] | 预期性 |\n|  | 城区湿地率（%） | 2.1 | 2.5 | [0.4] |  |\n| 水鸟保护 |  |  |  |  |  |\n| （3）栖息地面积增加（%） | 鹤类 | — | — | [10] | 约束性 |\n|  | 雁类 |  |  |  |  |\n";
    assert_eq!(
        indicators_of(table),
        [
            "1|湿地保护|湿地面积|万亩|12,13,[1]|约束性",
            "2|湿地保护|湿地率全县湿地率|%|5.1,5.6,[0.5]|预期性",
            "2|湿地保护|湿地率城区湿地率|%|2.1,2.5,[0.4]|预期性",
            "3|水鸟保护|栖息地面积增加鹤类|%|—,—,[10]|约束性",
            "3|水鸟保护|栖息地面积增加雁类|%|—,—,[10]|约束性"
        ]
    );
}

#[test]
fn two_rows_in_one_row_of_cells() {
    let table = "| 序号 | 指标 | 单位 | 2025年 | 2030年 | 属性 |\n| --- | --- | --- | --- | --- | --- |\n| 1 | 体育场地面积<br>其中：室内场地占比 | 平方米<br>% | 2.6<br>18 | 3.1<br>22 | 预期性 |\n| 2 | 达标率（$\\%$） | — | 90 | 93 | 约束性 |\n";
    assert_eq!(
        indicators_of(table),
        [
            "1||体育场地面积|平方米|2.6,3.1|预期性",
            "1||体育场地面积其中：室内场地占比|%|18,22|预期性",
            "2||达标率||90,93|约束性"
        ]
    );
}

#[test]
fn blank_lines_between_rows_and_for_empty_cells() {
    assert_eq!(
        stacked(
            "类别|序号|指标|单位|属性|2025年|2030年",
            "\n水源安全\n1\n新建水库数\n座\n预期性\n完成前期论证并启动\n建成投用\n\n2\n除险水库数\n座\n预期性\n\n≥9\n\n河湖健康\n3\n生态岸线率\n%\n约束性\n40\n55\n\n4\n水质达标率\n%\n约束性\n90\n95\n"
        ),
        [
            "1|水源安全|新建水库数|座|完成前期论证并启动,建成投用|预期性",
            "2|水源安全|除险水库数|座|≥9|预期性",
            "3|河湖健康|生态岸线率|%|40,55|约束性",
            "4|河湖健康|水质达标率|%|90,95|约束性"
        ]
    );
}

#[test]
fn a_header_that_is_printed_again_is_no_row() {
    assert_eq!(
        stacked(
            "领域|序号|主要指标|性质|2025年现状|2030年目标",
            "供水\n1\n自来水普及率（%）\n预期性\n90\n95\n2\n水质达标率（%）\n约束性\n98\n99\n节水\n3\n漏损率（%）\n预期性\n10\n8\n领域\n序号\n主要指标\n性质\n2025年现状\n2030年目标\n4\n再生水利用率（%）\n预期性\n20\n30\n管护\n5\n管护到位率（%）\n约束性\n80\n持续提升"
        ),
        [
            "1|供水|自来水普及率|%|90,95|预期性",
            "2|供水|水质达标率|%|98,99|约束性",
            "3|节水|漏损率|%|10,8|预期性",
            "4|节水|再生水利用率|%|20,30|预期性",
            "5|管护|管护到位率|%|80,持续提升|约束性"
        ]
    );
}

#[test]
fn names_of_groups_in_the_middle_of_their_rows() {
    // Beside a row, or between two; a name is wrapped around the rest of its row.
    let table = "序号 类型 指标名称 指标单位 2025年 属性\n\
                 1 馆藏 藏品总数 件 3000 预期性\n2 修复 修复文物数 件 120 约束性\n3 入馆观众人次 万人次 40 预期性\n\
                 开放\n4 免费开放天数 天 300 约束性\n5 讲解员人数 人 18 预期性\n\
                 服务 馆校合作和馆际交流展览及研学课程\n6 项 25 预期性\n开发数";
    assert_eq!(
        indicators_of(table),
        [
            "1|馆藏|藏品总数|件|3000|预期性",
            "2|修复|修复文物数|件|120|约束性",
            "3|开放|入馆观众人次|万人次|40|预期性",
            "4|开放|免费开放天数|天|300|约束性",
            "5|服务|讲解员人数|人|18|预期性",
            "6|服务|馆校合作和馆际交流展览及研学课程开发数|项|25|预期性"
        ]
    );
    // Cut over lines, and nothing counts the rows.
    let table = "类别 指标 单位 2025年 2030年 属性\n\
                 集镇供水能力 万吨 8 12 预期性\n供水保\n水厂达标率 % 85 95 约束性\n障\n管网漏损率 % 12 9 预期性\n\
                 污水处 污水处理率 % 90 96 约束性\n理 再生水利用率 % 20 30 预期性";
    assert_eq!(
        indicators_of(table),
        [
            "|供水保障|集镇供水能力|万吨|8,12|预期性",
            "|供水保障|水厂达标率|%|85,95|约束性",
            "|供水保障|管网漏损率|%|12,9|预期性",
            "|污水处理|污水处理率|%|90,96|约束性",
            "|污水处理|再生水利用率|%|20,30|预期性"
        ]
    );
}

#[test]
fn rows_that_share_the_first_half_of_a_numbered_name() {
    let table = "            指标               2020年  2025年  增速[累计]  属性\n\
                 \x20                     湿地保护\n\
                 \x20   （1）湿地面积（万亩）      12 >13   >6.5%    预期性\n\
                 \x20（2）湿地率     全县湿地率（%）     5.1 5.6       [0.5]   预期性\n\
                 \x20            城区湿地率（%）     2.1 2.5       [0.4]\n\
                 \x20                     水鸟保护\n\
                 \x20（3）栖息地     鹤类栖息地（处）     4 6       [2]   约束性\n\
                 \x20            雁类栖息地（处）     8 9       [1]\n\
                 \x20   （4）监测覆盖率（%）      70 90   [20]    约束性\n";
    assert_eq!(
        indicators_of(table),
        [
            "1|湿地保护|湿地面积|万亩|12,>13,>6.5%|预期性",
            "2|湿地保护|湿地率全县湿地率|%|5.1,5.6,[0.5]|预期性",
            "2|湿地保护|湿地率城区湿地率|%|2.1,2.5,[0.4]|预期性",
            "3|水鸟保护|栖息地鹤类栖息地|处|4,6,[2]|约束性",
            "3|水鸟保护|栖息地雁类栖息地|处|8,9,[1]|约束性",
            "4|水鸟保护|监测覆盖率|%|70,90,[20]|约束性"
        ]
    );
}

#[test]
fn brackets_and_attributes_inside_cells() {
    assert_eq!(
        stacked(
            "类别|指标|2025年|2030年|属性",
            "康养服务\n1.每万人口拥有康复（治疗）\n师数（人）\n1.2\n2\n预期性\n2.投诉件数\n—\n比前五年下降30%以上约束性\n3.每班服务对象\n—\n6人（含）以下\n约束性"
        ),
        [
            "1|康养服务|每万人口拥有康复（治疗）师数|人|1.2,2|预期性",
            "2|康养服务|投诉件数||—,比前五年下降30%以上|约束性",
            "3|康养服务|每班服务对象||—,6人（含）以下|约束性"
        ]
    );
}

#[test]
fn words_above_figures_and_groups_on_the_lines_of_rows() {
    let table = "                     基期值        目标值\n\
                 序号 类别   指标名称（单位）     2025年 2030年 年均增长  指标属性\n\
                 \x20                                 〔累计〕\n\
                 \x20 1           港口吞吐量（万吨）    58.3    58.9 〔0.6〕    约束性\n\
                 \x202 航运能力 航道里程（公里） 4126           4500 〔374〕     约束性\n\
                 \x203          船闸通过量（万吨） 312      ≥312    —     约束性\n\
                 \x204          岸电使用率（%） —            —   〔36〕     预期性\n\
                 \x205 绿色航运 清洁能源船舶（艘）         —        —   〔15〕   预期性\n\
                 \x206          船舶污染事故率（‰） 8.2         ＜6      —     约束性\n\
                 \x207           航运服务业营业收入（亿元）    186    260    6.9%    预期性\n\
                 \x208 产业带动 水上旅游客运经营利用岸线长度\n\
                 \x20               （公里）        71      95   6%左右     预期性\n\
                 \x209        航运企业总部及区域性机构数量 3           5      —      预期性\n\
                 \x20                （个）\n";
    assert_eq!(
        indicators_of(table),
        [
            "1|航运能力|港口吞吐量|万吨|58.3,58.9,〔0.6〕|约束性",
            "2|航运能力|航道里程|公里|4126,4500,〔374〕|约束性",
            "3|航运能力|船闸通过量|万吨|312,≥312,—|约束性",
            "4|绿色航运|岸电使用率|%|—,—,〔36〕|预期性",
            "5|绿色航运|清洁能源船舶|艘|—,—,〔15〕|预期性",
            "6|绿色航运|船舶污染事故率|‰|8.2,<6,—|约束性",
            "7|产业带动|航运服务业营业收入|亿元|186,260,6.9%|预期性",
            "8|产业带动|水上旅游客运经营利用岸线长度|公里|71,95,6%左右|预期性",
            "9|产业带动|航运企业总部及区域性机构数量|个|3,5,—|预期性"
        ]
    );
}

#[test]
fn words_between_the_rows_of_a_table_set_in_columns() {
    let table = "序号      指标         单位    2025年   2030年   属性\n\
         \u{20}               水源保障（2项）\n 1   城镇供水保证率      %     92   95     约束性\n\
         \u{20}2         蓄水能力     万方     61.48   65     约束性\n\
         \u{20}                 节水增效（2项）\n 3       万元产值用水量     方     28.9     26   预期性\n\
         \u{20}4    节水型企业      家      38      55   预期性\n二、任务\n加强保障。";
    let rows = indicators_of(table);
    assert_eq!(rows[0], "1|水源保障|城镇供水保证率|%|92,95|约束性");
    assert_eq!(rows[1], "2|水源保障|蓄水能力|万方|61.48,65|约束性");
    assert_eq!(rows[3], "4|节水增效|节水型企业|家|38,55|预期性");
    // Where white space holds no columns.
    let table = "序号 指标 单位 2025年 2030年 属性\n水源保障（1项）\n1 城镇供水保证率 % 92 95 约束性\n\
         节水增效（2项）\n2 万元产值用水量 方 28.9 26 预期性\n3 节水型企业 家 38 55 预期性\n二、任务\n加强保障。";
    assert_eq!(indicators_of(table)[1], "2|节水增效|万元产值用水量|方|28.9,26|预期性");
}

#[test]
fn years_on_a_second_line_whose_white_space_is_lost() {
    let table = "类别\t序号\t指标名称\t指标值\t属性\n2025年\t2030年\n水源保障\t1\t城镇供水保证率（%）\t92\t95\t约束性\n\
                 2\t水库蓄水能力（万方）\t61\t65以上\t预期性\n节水增效\t3\t万元产值用水量（方）\t28.9\t26\t预期性\n二、任务\n加强保障。";
    assert_eq!(
        indicators_of(table),
        [
            "1|水源保障|城镇供水保证率|%|92,95|约束性",
            "2|水源保障|水库蓄水能力|万方|61,65以上|预期性",
            "3|节水增效|万元产值用水量|方|28.9,26|预期性",
        ]
    );
    // The last of two cells stands above all years that the first leaves.
    let table = "领域\t序号\t指标\t基期\t目标值\t属性\n2025年\t2027年\t2030年\n\
                 服务\t1\t床位数（张）\t10\t20\t30\t约束性\n\t2\t站点数（个）\t1\t2\t3\t预期性\n";
    assert_eq!(indicators_of(table), ["1|服务|床位数|张|10,20,30|约束性", "2|服务|站点数|个|1,2,3|预期性",]);
}

#[test]
fn the_same_word_below_each_year() {
    let cells = "1|水源|保障|城镇供水保证率（%）|约束|性|92.5|93.4|94.2|95以上|2|水库蓄水能力（万方）|预期|性|61.2|62.4|63|65.5|\
         3|节水|增效|万元产值用水量（方）|预期|性|28.9|28|27.4|26|4|节水型企业（家）|约束|性|38|42|46|55左右";
    let header = "序|号|类别|指标名称|属性|2025年|基数|2026年|目标|2027年|目标|2028年|目标";
    let rows = stacked(header, &cells.replace('|', "\n"));
    assert_eq!(
        rows,
        [
            "1|水源保障|城镇供水保证率|%|92.5,93.4,94.2,95以上|约束性",
            "2|水源保障|水库蓄水能力|万方|61.2,62.4,63,65.5|预期性",
            "3|节水增效|万元产值用水量|方|28.9,28,27.4,26|预期性",
            "4|节水增效|节水型企业|家|38,42,46,55左右|约束性",
        ]
    );
}

#[test]
fn numbers_of_two_levels_count_the_parts_of_a_row() {
    let table = "类别 单位 2020年 2025年 属性\n1 水资源利用\n1.1 水资源开发利用\n程度 % 28.8 33 预期性\n\
                 1.2 农田灌溉用水系数 % 11.4 18 预期性\n2 供水能力 亿立方米 18.2 20.5 约束性\n3 堤防长度 公里 120 130 预期性\n";
    let text = format!(
        "云岭市水利规划\n\n一、目标\n主要指标如下。\n专栏1 主要指标\n{table}二、任务\n加强水资源保护。\n"
    );
    let plan = guihua::parse(&Source::from_text("plan.txt", text)).documents.remove(0).plan;
    let rows: Vec<_> = plan
        .indicators
        .iter()
        .map(|row| (row.number, row.category.as_deref(), row.name.as_str(), row.values.len()))
        .collect();
    assert_eq!(
        rows,
        [
            (None, Some("水资源利用"), "水资源开发利用程度", 2),
            (None, Some("水资源利用"), "农田灌溉用水系数", 2),
            (Some(2), None, "供水能力", 2),
            (Some(3), None, "堤防长度", 2),
        ]
    );
}

#[test]
fn names_and_units_with_latin_letters() {
    let table = "序号 类别 指标 单位 2025年 2030年 属性\n1\n空气\n质量\n城区PM2.5 年均浓度降低 % 12 完成市定目标 约束性\n\
         2 臭氧浓度上升幅度 % 3 0 预期性\n3\n水环境\n青石水库总磷 mg/L 0.05 完成市定目标 约束性\n4 河道清洁率 % 92 95 预期性\n\
         二、任务\n加强保障。";
    assert_eq!(
        indicators_of(table),
        [
            "1|空气质量|城区PM2.5年均浓度降低|%|12,完成市定目标|约束性",
            "2|空气质量|臭氧浓度上升幅度|%|3,0|预期性",
            "3|水环境|青石水库总磷|mg/L|0.05,完成市定目标|约束性",
            "4|水环境|河道清洁率|%|92,95|预期性",
        ]
    );
}

#[test]
fn the_unit_of_all_figures_above_the_header_is_no_column() {
    let text = "云岭县能源规划\n一、目标\n各镇目标如下：\n表1 各镇发展目标\n单位：万千瓦\n序号\n地区\n2020年装机\n\
                2025年装机\n1\n甲镇\n0\n60\n2\n乙镇\n45\n256\n3\n丙镇\n0\n225\n二、保障\n加强领导。\n";
    for text in [text.to_owned(), text.replace("单位：万千瓦", "（单位：万千瓦）")] {
        let plan = plan_of("t.txt", &text);
        let shown = format!("{:?}", plan.sections[0].content);
        assert!(shown.contains(r#"columns: ["序号", "地区", "2020年装机", "2025年装机"]"#), "{shown}");
        assert!(shown.contains(r#"["3", "丙镇", "0", "225"]"#), "{shown}");
    }
}
