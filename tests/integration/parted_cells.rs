//! Tables with each cell in a paragraph of its own, as web pages and word processors give them:
//! a blank line parts the cells, and a line without one goes on with its cell.

use guihua::Source;
use guihua::model::{OtherCell, Plan};

fn plan_of(caption: &str, table: &str) -> Plan {
    let text = format!(
        "云岭县河湖治理方案\n\n一、任务\n\n落实责任，形成合力。\n\n二、保障\n\n加强领导，保障投入。\n\n\
         附件\n\n{caption}\n\n{table}\n"
    );
    guihua::parse(&Source::from_text("t.md", text)).documents.remove(0).plan
}

/// Cells in paragraphs; a line break stays inside its cell.
fn parted(cells: &[&str]) -> String {
    cells.join("\n\n")
}

fn indicators_of(table: &str) -> Vec<String> {
    let others =
        |cells: &[OtherCell]| cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>().join("、");
    let plan = plan_of("主要指标完成情况", table);
    let row = |row: &guihua::model::Indicator| {
        let values: Vec<String> = row
            .values
            .iter()
            .map(|value| format!("{}={:?}", value.text, value.number.map(|number| number.to_string())))
            .collect();
        [
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            row.category.clone().unwrap_or_default(),
            row.name.clone(),
            row.unit.clone().unwrap_or_default(),
            values.join(" "),
            row.attribute.clone().unwrap_or_default(),
            others(&row.other),
        ]
        .join("|")
    };
    plan.indicators.iter().map(row).collect()
}

/// `number|group|task|departments` of each row.
fn tasks_of(table: &str) -> Vec<String> {
    let plan = plan_of("重点任务清单", table);
    let rows = plan.responsibilities.iter().map(|row| {
        let units = row.lead.iter().chain(&row.participants).chain(&row.responsible);
        [
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            row.category.clone().unwrap_or_default(),
            row.task.clone().unwrap_or_default(),
            units.map(|unit| unit.name.as_str()).collect::<Vec<_>>().join("、"),
        ]
        .join("|")
    });
    rows.collect()
}

#[test]
fn a_line_without_a_blank_one_goes_on_with_its_cell() {
    let found = indicators_of(&parted(&[
        "序号",
        "指标名称",
        "指标\n属性",
        "基准值\n（2020年）",
        "目标值\n（2025年）", // header
        "1",
        "水库水面",
        "预期性",
        "120.5\n平方公里",
        "131.2\n平方公里", // 1
        "2",
        "堤防达标率",
        "约束性",
        "/",
        "90%", // 2
        "3",
        "城区防洪标准",
        "预期性",
        "城区达到 20年一遇标准",
        "城区达到 50年一遇标准", // 3
        "4",
        "河道水质达标比例",
        "约束性",
        "86.4%",
        "100%（县管及以上河道断面）\n100%（乡管断面）", // 4
        "5",
        "节水灌溉面积",
        "预期性",
        "35%1",
        "41.5%2", // 5
    ]));
    assert_eq!(
        found,
        [
            "1||水库水面|平方公里|120.5平方公里=Some(\"120.5\") 131.2平方公里=Some(\"131.2\")|预期性|",
            "2||堤防达标率|%|/=None 90%=Some(\"90\")|约束性|",
            "3||城区防洪标准||城区达到20年一遇标准=None 城区达到50年一遇标准=None|预期性|",
            "4||河道水质达标比例|%|86.4%=Some(\"86.4\") 100%（县管及以上河道断面）100%（乡管断面）=None|约束性|",
            "5||节水灌溉面积|%|35%1=Some(\"35\") 41.5%2=Some(\"41.5\")|预期性|",
        ]
    );
}

#[test]
fn a_caption_is_no_column_and_a_remark_no_figure() {
    let found = indicators_of(&parted(&[
        "“十四五”指标完成情况", // caption
        "指标名称",
        "指标属性",
        "目标值（2025年）",
        "现状值（2025年）",
        "进展评价", // header
        "堤防达标率",
        "约束性",
        "85%",
        "90%",
        "已完成", // 1
        "节水灌溉率",
        "预期性",
        "40%",
        "45%",
        "超额完成", // 2
        "河道保洁率",
        "预期性",
        "95%",
        "96%",
        "已完成", // 3
    ]));
    assert_eq!(
        found,
        [
            "||堤防达标率|%|85%=Some(\"85\") 90%=Some(\"90\")|约束性|已完成",
            "||节水灌溉率|%|40%=Some(\"40\") 45%=Some(\"45\")|预期性|超额完成",
            "||河道保洁率|%|95%=Some(\"95\") 96%=Some(\"96\")|预期性|已完成",
        ]
    );
    let found = indicators_of(&parted(&[
        "序号",
        "类目",
        "指标名称",
        "单位",
        "2025年目标值",
        "2025年",
        "指标类型",
        "完成情况", // header
        "1",
        "堤防建设",
        "新建堤防",
        "公里",
        "30",
        "34.6",
        "约束性",
        "超额完成", // 1
        "其中：生态堤防",
        "10",
        "12.5",
        "约束性",
        "超额完成", // 1, its part
        "2",
        "加固堤防",
        "公里",
        "12",
        "12",
        "预期性",
        "完成", // 2
        "3",
        "河道管护",
        "保洁河段",
        "条（段）",
        "50",
        "50",
        "预期性",
        "完成", // 3
        "4",
        "巡查河段",
        "条",
        "8",
        "9",
        "预期性",
        "超额完成", // 4
    ]));
    assert_eq!(
        found,
        [
            "1|堤防建设|新建堤防|公里|30=Some(\"30\") 34.6=Some(\"34.6\")|约束性|超额完成",
            "1|堤防建设|新建堤防其中：生态堤防|公里|10=Some(\"10\") 12.5=Some(\"12.5\")|约束性|超额完成",
            "2|堤防建设|加固堤防|公里|12=Some(\"12\") 12=Some(\"12\")|预期性|完成",
            "3|河道管护|保洁河段|条（段）|50=Some(\"50\") 50=Some(\"50\")|预期性|完成",
            "4|河道管护|巡查河段|条|8=Some(\"8\") 9=Some(\"9\")|预期性|超额完成",
        ]
    );
}

#[test]
fn counted_words_head_rows_and_merged_departments_are_shared() {
    let found = tasks_of(&parted(&[
        "任务类型",
        "序号",
        "工作任务",
        "推进单位",                         // header
        "行动一：安澜行动（防洪能力提升）", // group
        "1",
        "加固沿河堤防，新建排涝泵站",
        "县水利局、县应急局", // 1
        "2",
        "疏浚青石河，完成河道整治12公里", // 2
        "3",
        "修编防汛预案",                 // 3
        "行动二：碧水行动（水质改善）", // group
        "污水治理",                     // group below it
        "4",
        "改造乡镇污水处理厂3座",
        "县生态环境局、各乡镇", // 4
    ]));
    assert_eq!(
        found,
        [
            "1|行动一：安澜行动（防洪能力提升）|加固沿河堤防，新建排涝泵站|县水利局、县应急局",
            "2|行动一：安澜行动（防洪能力提升）|疏浚青石河，完成河道整治12公里|县水利局、县应急局",
            "3|行动一：安澜行动（防洪能力提升）|修编防汛预案|县水利局、县应急局",
            "4|污水治理|改造乡镇污水处理厂3座|县生态环境局、各乡镇",
        ]
    );
}

#[test]
fn work_that_is_planned_for_years_beside_departments() {
    let found = tasks_of(&parted(&[
        "任务类型",
        "重点任务",
        "2024年工作项目",
        "2025年计划",
        "牵头\n部门",
        "配合\n部门", // header
        "河道整治",
        "（1）疏浚河道30公里。",
        "疏浚河道10公里。",
        "疏浚河道20公里。",
        "县水利局",
        "各乡镇",
        "（2）整治岸线12公里。",
        "整治岸线4公里。",
        "整治岸线8公里。",
        "县水利局",
        "各乡镇",
        "（3）建设生态护岸6公里。",
        "建设护岸2公里。",
        "建设护岸4公里。",
        "县住房城乡建设局",
        "县水利局",
    ]));
    assert_eq!(
        found.iter().map(|row| row.split_once('|').unwrap().0).collect::<Vec<_>>(),
        ["1", "2", "3"],
        "{found:?}"
    );
    assert!(found[0].ends_with("|疏浚河道30公里。|县水利局、各乡镇"), "{found:?}");
    assert!(found[2].ends_with("|建设生态护岸6公里。|县住房城乡建设局、县水利局"), "{found:?}");
}

/// Numbers stand so far apart here that they might be those of pages.
#[test]
fn counted_tasks_whose_cells_hold_several_paragraphs() {
    let table = parted(&[
        "序号",
        "内容",
        "牵头部门",
        "配合部门",
        "2024年工作任务",
        "2025年工作计划",
        "备注",         // header
        "一、加固堤防", // group
        "1",
        "实施青石河干流堤防加固工程",
        "县水利局",
        "县财政局",
        "县应急局", // two of them help
        "1.完成青石河上游两岸堤防加固的勘察设计，按程序报送审批。",
        "2.完成征地拆迁，落实建设资金，与沿线乡镇签订协议。",
        "3.启动样板段施工，建立质量抽检制度。",
        "1.完成主体工程，组织单位工程验收。",
        "2.完成岸坡绿化，移交管护。", // 1
        "2",
        "完善全县水情监测站网建设",
        "县水利局",
        "—",
        "新建水位站六处，接入县级平台。",
        "新建雨量站十处，实现乡镇全覆盖", // 2
        "3",
        "县应急局",
        "县水利局",
        "完成预警广播安装四十处。",
        "完成预警广播安装六十处。", // 3, of the task above
        "二、管护水库",             // group
        "4",
        "推行专业化管护",
        "县财政局",
        "县水利局",
        "县审计局",
        "落实管护经费，开展绩效评价。",
        "总结推广管护经验。", // 4
    ]);
    let rows = [
        "1|一、加固堤防|实施青石河干流堤防加固工程|县水利局、县财政局、县应急局",
        "2|一、加固堤防|完善全县水情监测站网建设|县水利局",
        "3|一、加固堤防|完善全县水情监测站网建设|县应急局、县水利局",
        "4|二、管护水库|推行专业化管护|县财政局、县水利局、县审计局",
    ];
    assert_eq!(tasks_of(&table), rows);
    let plan = plan_of("重点任务清单", &table);
    let works: Vec<&str> = plan.responsibilities[0].other.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(works.len(), 2, "{works:?}");
    assert!(works[0].ends_with("建立质量抽检制度。") && works[1].starts_with("1.完成主体工程"), "{works:?}");
    assert_eq!(plan.responsibilities[0].lead.len(), 1);
}

#[test]
fn a_list_of_tasks_behind_the_last_section_is_an_annex() {
    let rows = [
        "序号",
        "内容",
        "牵头部门",
        "1",
        "加固堤防",
        "县水利局",
        "2",
        "疏浚河道",
        "县水利局",
        "3",
        "管护水库",
        "各乡镇",
    ];
    let annex = |title: &str, behind: &str| {
        let table = parted(&rows);
        let text = format!(
            "云岭县河湖治理方案\n\n一、任务\n\n落实责任，形成合力。\n\n二、保障\n\n加强领导，保障投入。\n\n{title}\n\n{table}\n{behind}"
        );
        let plan = guihua::parse(&Source::from_text("t.md", text)).documents.remove(0).plan;
        plan.annexes
            .into_iter()
            .map(|annex| (annex.label, annex.title, annex.tasks.len()))
            .collect::<Vec<_>>()
    };
    let title = "云岭县河湖治理任务分解表";
    assert_eq!(annex(title, ""), [(None, Some(title.to_owned()), 3)]);
    // A table that is introduced, or numbered, or goes before more text, belongs to its section.
    assert_eq!(annex("各单位按下列任务清单抓好落实：", ""), []);
    assert_eq!(annex("表1 任务分解表", ""), []);
    assert_eq!(annex(title, "\n三、监督\n\n加强督查。\n"), []);
}

/// What a page has side by side, read block by block.
fn printed_by_column(figures: &[&str]) -> Plan {
    let names = [
        "单位",
        "2020年",
        "2025年",
        "属性",
        "供水普及率",
        "灌溉水利用率",
        "%",
        "%",
        "水库库容",
        "万立方米",
        "堤防长度",
        "公里",
    ];
    let cells: Vec<&str> = names.iter().chain(figures).copied().collect();
    let text = format!(
        "云岭县河湖治理方案\n\n一、目标\n\n专栏1 主要指标\n\n{}\n\n注：库容为总库容。\n\n二、任务\n\n落实责任，形成合力。\n",
        parted(&cells)
    );
    guihua::parse(&Source::from_text("t.txt", text)).documents.remove(0).plan
}

#[test]
fn columns_one_behind_the_other() {
    let rows = |figures: &[&str]| -> Vec<String> {
        let row = |row: &guihua::model::Indicator| {
            let values: Vec<&str> = row.values.iter().map(|value| value.text.as_str()).collect();
            let attribute = row.attribute.as_deref().unwrap_or_default();
            format!(
                "{}|{}|{}|{attribute}",
                row.name,
                row.unit.as_deref().unwrap_or_default(),
                values.join(",")
            )
        };
        printed_by_column(figures).indicators.iter().map(row).collect()
    };
    let whole =
        ["88", "0.52", "1200", "35.5", "92", "预期性", "0.55", "1350", "约束性", "预期性", "41", "约束性"];
    assert_eq!(
        rows(&whole),
        [
            "供水普及率|%|88,92|预期性",
            "灌溉水利用率|%|0.52,0.55|约束性",
            "水库库容|万立方米|1200,1350|预期性",
            "堤防长度|公里|35.5,41|约束性",
        ]
    );
    // Nothing tells which of two rows has the one attribute.
    let fewer = ["88", "0.52", "1200", "35.5", "92", "预期性", "0.55", "1350", "约束性", "41", "约束性"];
    assert_eq!(
        rows(&fewer),
        [
            "供水普及率|%|88,92|预期性",
            "灌溉水利用率|%|0.52,0.55|",
            "水库库容|万立方米|1200,1350|",
            "堤防长度|公里|35.5,41|约束性",
        ]
    );
    // A figure that is missing may be that of any row: nothing is guessed, and nothing is lost.
    let missing = ["88", "0.52", "1200", "92", "预期性", "0.55", "1350", "约束性", "预期性", "41", "约束性"];
    let plan = printed_by_column(&missing);
    assert_eq!(plan.indicators.len(), 0, "{:?}", plan.indicators);
    let text = format!("{:?}", plan.boxes);
    assert!(["供水普及率", "1350", "41"].iter().all(|cell| text.contains(cell)), "{text}");
}
