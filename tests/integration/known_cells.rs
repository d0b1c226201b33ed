//! Tables whose cells are known, from tabs, pipes and HTML: what each cell becomes, whatever
//! its neighbours leave out.

use guihua::model::{Department, OtherCell, Plan};
use guihua::{ReadOptions, Source};

fn plan_of(name: &str, table: &str) -> Plan {
    let text = if table.starts_with("<table") {
        format!(
            "<html><body><p>云岭县河湖治理方案</p><p>一、任务</p><p>落实责任。</p><p>二、保障</p>\
             <p>加强领导。</p><p>附件</p><p>重点任务清单</p>{table}</body></html>"
        )
    } else {
        format!(
            "云岭县河湖治理方案\n\n一、任务\n落实责任。\n\n二、保障\n加强领导。\n\n附件\n\n重点任务清单\n\n{table}"
        )
    };
    let source = Source::read(name, text.into_bytes(), ReadOptions::default()).unwrap();
    guihua::parse(&source).documents.remove(0).plan
}

fn html(rows: &[&[&str]]) -> String {
    let cell = |cell: &&str| match cell.split_once('@') {
        Some((text, span)) => format!("<td {span}>{text}</td>"),
        None => format!("<td>{cell}</td>"),
    };
    let row = |row: &&[&str]| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
    format!("<table>{}</table>", rows.iter().map(row).collect::<String>())
}

fn others(cells: &[OtherCell]) -> String {
    let cell = |cell: &OtherCell| format!("{}={}", cell.column.as_deref().unwrap_or_default(), cell.text);
    cells.iter().map(cell).collect::<Vec<_>>().join("；")
}

/// `number|group|task|measures|lead|participants|responsible|other` of each row.
fn tasks_of(name: &str, table: &str) -> Vec<String> {
    let names = |list: &[Department]| {
        list.iter().map(|department| department.name.as_str()).collect::<Vec<_>>().join("、")
    };
    let plan = plan_of(name, table);
    let rows = plan.responsibilities.iter().map(|row| {
        [
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            row.category.clone().unwrap_or_default(),
            row.task.clone().unwrap_or_default(),
            row.measures.clone().unwrap_or_default(),
            names(&row.lead),
            names(&row.participants),
            names(&row.responsible),
            others(&row.other),
        ]
        .join("|")
    });
    rows.collect()
}

/// `number|group|name|unit|values|attribute|other` of each row.
fn indicators_of(name: &str, table: &str) -> Vec<String> {
    let plan = plan_of(name, table);
    let rows = plan.indicators.iter().map(|row| {
        let value = |value: &guihua::model::Value| format!("{}:{}", value.column, value.text);
        [
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            row.category.clone().unwrap_or_default(),
            row.name.clone(),
            row.unit.clone().unwrap_or_default(),
            row.values.iter().map(value).collect::<Vec<_>>().join(","),
            row.attribute.clone().unwrap_or_default(),
            others(&row.other),
        ]
        .join("|")
    });
    rows.collect()
}

#[test]
fn a_counted_row_without_departments_has_none() {
    let expected =
        ["1||加固河堤||县水利局|县财政局||", "2||建设监测站|||||", "3||疏浚白沙河||县农业农村局|||"];
    let tabs = "序号\t重点任务\t牵头单位\t配合单位\n1\t加固河堤\t县水利局\t县财政局\n\
                2\t建设监测站\t\t\n3\t疏浚白沙河\t县农业农村局\t\n";
    assert_eq!(tasks_of("t.txt", tabs), expected);
    let pipes = "| 序号 | 重点任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n\
                 | 1 | 加固河堤 | 县水利局 | 县财政局 |\n| 2 | 建设监测站 | | |\n\
                 | 3 | 疏浚白沙河 | 县农业农村局 | |\n";
    assert_eq!(tasks_of("t.md", pipes), expected);
    // A converter that finds no header writes an empty one.
    let headless = format!("|  |  |  |  |\n|---|---|---|---|\n{}", pipes.replace("|---|---|---|---|\n", ""));
    assert_eq!(tasks_of("t.md", &headless), expected);
    let cells = html(&[
        &["序号", "重点任务", "牵头单位", "配合单位"],
        &["1", "加固河堤", "县水利局", "县财政局"],
        &["2", "建设监测站", "", ""],
        &["3", "疏浚白沙河", "县农业农村局", ""],
    ]);
    assert_eq!(tasks_of("t.html", &cells), expected);
}

#[test]
fn cells_of_departments_that_are_merged() {
    // They are printed once for the rows of a group, or for most rows.
    let groups = "类别\t序号\t重点任务\t责任单位\n防洪\t1\t加固河堤\t县水利局\n\t2\t建设监测站\t\n\
                  供水\t3\t新建水厂\t县住房城乡建设局\n";
    assert_eq!(
        tasks_of("t.txt", groups),
        [
            "1|防洪|加固河堤||||县水利局|",
            "2|防洪|建设监测站||||县水利局|",
            "3|供水|新建水厂||||县住房城乡建设局|"
        ]
    );
    let most = "序号\t重点任务\t责任单位\n1\t加固河堤\t县水利局\n2\t建设监测站\t\n3\t疏浚白沙河\t\n\
                4\t新建水厂\t县住房城乡建设局\n5\t改造管网\t\n";
    let rows = tasks_of("t.txt", most);
    assert_eq!(
        (rows[2].as_str(), rows[4].as_str()),
        ("3||疏浚白沙河||||县水利局|", "5||改造管网||||县住房城乡建设局|")
    );
}

#[test]
fn a_counted_row_without_a_task() {
    let cells =
        html(&[&["序号", "重点任务", "牵头单位"], &["1", "防洪", "县水利局"], &["2", "", "县财政局"]]);
    assert_eq!(tasks_of("t.html", &cells), ["1||防洪||县水利局|||", "2||||县财政局|||"]);
    // What is to be done shares the task above it.
    let pipes = "| 序号 | 重点任务 | 工作措施 | 牵头单位 |\n|---|---|---|---|\n\
                 | 1 | 防洪 | 加固河堤12公里。 | 县水利局 |\n| 2 | | 建设监测站3处。 | 县水文站 |\n";
    assert_eq!(
        tasks_of("t.md", pipes),
        ["1||防洪|加固河堤12公里。|县水利局|||", "2||防洪|建设监测站3处。|县水文站|||"]
    );
}

#[test]
fn a_group_of_its_own_begins_a_row() {
    let table =
        "类别\t重点任务\t牵头单位\n防洪\t加固河堤\t县水利局\n供水\t\t县财政局\n清淤\t疏浚河道\t县水利局\n";
    assert_eq!(
        tasks_of("t.txt", table),
        ["|防洪|加固河堤||县水利局|||", "|供水|||县财政局|||", "|清淤|疏浚河道||县水利局|||"]
    );
}

#[test]
fn two_columns_of_one_kind() {
    let tasks = "编号\t序号\t重点任务\t牵头单位\n101\t1\t加固河堤\t县水利局\n205\t2\t疏浚河道\t县水利局\n";
    assert_eq!(
        tasks_of("t.txt", tasks),
        ["1||加固河堤||县水利局|||编号=101", "2||疏浚河道||县水利局|||编号=205"]
    );
    // The units and their sections are two lists.
    let tasks = html(&[
        &["序号", "重点任务", "牵头单位", "配合单位", "局内牵头科室"],
        &["1", "加固河堤", "县水利局", "县财政局", "建设科"],
        &["2", "疏浚河道", "县水利局", "/", "河湖科"],
    ]);
    assert_eq!(
        tasks_of("t.html", &tasks),
        ["1||加固河堤||县水利局、建设科|县财政局||", "2||疏浚河道||县水利局、河湖科|||"]
    );
    let table = "序号\t编号\t指标\t单位\t2020年\t2025年\t属性\t指标属性\n\
                 1\tA-1\t用水总量\t亿立方米\t10\t12\t约束性\t国家\n2\tA-2\t普及率\t%\t80\t92\t预期性\t省级\n";
    assert_eq!(
        indicators_of("t.txt", table),
        [
            "1||用水总量|亿立方米|2020年:10,2025年:12|约束性|编号=A-1；指标属性=国家",
            "2||普及率|%|2020年:80,2025年:92|预期性|编号=A-2；指标属性=省级",
        ]
    );
    let table = "序号\t指标\t单位\t2020年\t2025年\t属性\n一\t1.用水总量\t亿立方米\t10\t12\t约束性\n\
                 二\t2.普及率\t%\t80\t92\t预期性\n";
    assert_eq!(
        indicators_of("t.txt", table),
        [
            "1||用水总量|亿立方米|2020年:10,2025年:12|约束性|序号=一",
            "2||普及率|%|2020年:80,2025年:92|预期性|序号=二",
        ]
    );
}

#[test]
fn remarks_below_a_header_of_figures() {
    let rows: [&[&str]; 4] = [
        &["指标", "单位", "2025年目标值", "2025年", "属性", "完成情况"],
        &["堤防达标率", "%", "85", "90", "约束性", "已完成"],
        &["新建堤防", "公里", "30", "34.6", "预期性", "超额完成"],
        &["保洁河段", "条（段）", "50", "50", "预期性", "完成"],
    ];
    let expected = [
        "||堤防达标率|%|2025年目标值:85,2025年:90|约束性|完成情况=已完成",
        "||新建堤防|公里|2025年目标值:30,2025年:34.6|预期性|完成情况=超额完成",
        "||保洁河段|条（段）|2025年目标值:50,2025年:50|预期性|完成情况=完成",
    ];
    assert_eq!(indicators_of("t.html", &html(&rows)), expected);
    let tabs: String = rows.iter().map(|row| row.join("\t") + "\n").collect();
    assert_eq!(indicators_of("t.txt", &tabs), expected);
}

#[test]
fn groups_that_begin_like_notes_and_rows_of_equal_cells() {
    let cells = html(&[
        &["序号", "重点任务", "牵头单位"],
        &["1", "防洪", "县水利局"],
        &["注重民生保障@colspan=3"],
        &["2", "供水", "县财政局"],
    ]);
    assert_eq!(tasks_of("t.html", &cells), ["1||防洪||县水利局|||", "2|注重民生保障|供水||县财政局|||"]);
    let tabs = "序号\t重点任务\t牵头单位\n1\t防洪\t县水利局\n注重民生保障\n2\t供水\t县财政局\n";
    assert_eq!(tasks_of("t.txt", tabs), ["1||防洪||县水利局|||", "2|注重民生保障|供水||县财政局|||"]);
    let dashes = html(&[&["指标", "2020年", "2025年"], &["—", "—", "—"], &["甲率（%）", "5", "6"]]);
    assert_eq!(indicators_of("t.html", &dashes), ["||甲率|%|2020年:5,2025年:6||=—；=—；=—"]);
}

#[test]
fn numbers_and_names_below_one_header_cell() {
    let cells = html(&[
        &["指标@colspan=2", "单位", "2020年", "2025年", "属性"],
        &["全民健身@colspan=6"],
        &["1", "场地面积", "平方米", "1.9", "2.6", "约束性"],
        &["2", "锻炼人数比例", "%", "35", "38", "预期性"],
    ]);
    assert_eq!(
        indicators_of("t.html", &cells),
        [
            "1|全民健身|场地面积|平方米|2020年:1.9,2025年:2.6|约束性|",
            "2|全民健身|锻炼人数比例|%|2020年:35,2025年:38|预期性|",
        ]
    );
}

#[test]
fn roles_below_a_cell_that_names_departments() {
    let cells = html(&[
        &["序号@rowspan=2", "任务类别@rowspan=2", "任务内容@rowspan=2", "责任分工@colspan=2"],
        &["牵头", "参与"],
        &["1", "稳岗@rowspan=2", "返还保险费", "市人社局@rowspan=2", "市财政局、市税务局"],
        &["2", "发放补贴", "市工商联"],
        &["3", "培训", "新建实训基地", "市发展改革委", ""],
    ]);
    assert_eq!(
        tasks_of("t.html", &cells),
        [
            "1|稳岗|返还保险费||市人社局|市财政局、市税务局||",
            "2|稳岗|发放补贴||市人社局|市工商联||",
            "3|培训|新建实训基地||市发展改革委|||",
        ]
    );
}

#[test]
fn what_is_to_be_built_is_a_task_where_its_column_says_so() {
    let table = "工程类别\t序号\t建设任务\t责任单位\t完成年度\n修复\t1\t修复林地45万亩\t州林草局\t2030年\n\
                 2\t治理石漠3.6万亩\t州林草局、州发展改革委\t2029年\n防灾\t3\t新建道路42公里\t州交通运输局\t2028年\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1|修复|修复林地45万亩||||州林草局|",
            "2|修复|治理石漠3.6万亩||||州林草局、州发展改革委|",
            "3|防灾|新建道路42公里||||州交通运输局|",
        ]
    );
}

#[test]
fn rows_of_pipes_without_outer_ones_below_each_other() {
    let row = |cells: &str| cells.replace('/', " | ") + "\n";
    let table = row("工作领域/编号/改革举措/牵头单位/配合单位/完成时间")
        + &row("开办企业/1/推行登记全程网办，开办时间压缩至0.5个工作日/区市场监管局/区税务局/2025年6月")
        + &row("开办企业/2/上线智能审批/区市场监管局/区行政审批局/2025年9月")
        + &row("获得场所/3/开展供需对接。建设平台。/区工业和信息化局/区投促中心/2025年8月");
    let rows = tasks_of("t.txt", &table);
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert_eq!(rows[1], "2|开办企业|上线智能审批||区市场监管局|区行政审批局||");
    assert_eq!(rows[2], "3|获得场所|开展供需对接。建设平台。||区工业和信息化局|区投促中心||");
}

#[test]
fn a_row_that_lacks_a_cell_keeps_its_departments() {
    let table = "序号\t重点任务\t完成时限\t牵头单位\t配合单位\n1\t防洪工程建设\t2026年\t县水利局\t县财政局\n\
                 2\t供水\t县水利局\t县财政局\n3\t供热\t2027年\t县住房城乡建设局\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1||防洪工程建设||县水利局|县财政局||",
            "2||供水||县水利局|县财政局||",
            "3||供热||县住房城乡建设局|||",
        ]
    );
    assert_eq!(plan_of("t.txt", table).responsibilities[1].deadline, None);
}

#[test]
fn cells_that_name_nobody() {
    let table = "序号\t重点任务\t牵头单位\t配合单位\n1\t防洪\t县水利局\t无\n2\t供水\t县水务局\t暂无\n3\t清淤\t县水利局\t/\n";
    assert_eq!(
        tasks_of("t.txt", table),
        ["1||防洪||县水利局|||", "2||供水||县水务局|||", "3||清淤||县水利局|||"]
    );
}

#[test]
fn the_rest_of_a_name_on_a_line_of_its_own() {
    let table = "序号\t重点任务\t牵头单位\n1\t防洪\t县财政局 县水\n利局\n2\t供水\t县水务集团\n";
    assert_eq!(tasks_of("t.txt", table), ["1||防洪||县财政局、县水利局|||", "2||供水||县水务集团|||"]);
}

#[test]
fn words_in_brackets_are_units_where_one_is() {
    let table =
        "序号\t指标\t2020年\t2025年\t属性\n1\t园区（省级）\t1\t2\t预期性\n2\t园区（国家级）\t1\t2\t预期性\n";
    assert_eq!(
        indicators_of("t.txt", table),
        ["1||园区（省级）||2020年:1,2025年:2|预期性|", "2||园区（国家级）||2020年:1,2025年:2|预期性|"]
    );
    let table =
        "序号\t指标\t2020年\t2025年\t属性\n1\t普及率（%）\t80\t92\t预期性\n2\t吞吐量（标箱）\t1\t2\t预期性\n";
    let rows = indicators_of("t.txt", table);
    assert_eq!(rows[1], "2||吞吐量|标箱|2020年:1,2025年:2|预期性|");
}

#[test]
fn headers_in_three_levels() {
    let cells = html(&[
        &["序号", "指标", "规划目标@colspan=4", "属性"],
        &["", "", "近期@colspan=2", "远期@colspan=2", ""],
        &["", "", "2025年", "增速", "2035年", "增速", ""],
        &["1", "用水总量（亿立方米）", "1", "2", "3", "4", "约束性"],
        &["2", "供水能力（万吨）", "5", "6", "7", "8", "约束性"],
    ]);
    assert_eq!(
        indicators_of("t.html", &cells),
        [
            "1||用水总量|亿立方米|2025年:1,增速:2,2035年:3,增速:4|约束性|",
            "2||供水能力|万吨|2025年:5,增速:6,2035年:7,增速:8|约束性|",
        ]
    );
}

#[test]
fn cells_of_several_lines_that_a_spreadsheet_quotes() {
    let table = "类别\t序号\t重点任务\t牵头部门\t责任部门\n水厂\t1\t\"改造城东水厂，\n日供水4万吨\"\t县水务公司\t\"县水利局\n县财政局\"\n\
                 管护\t2\t\"打造\"\"一张网\"\"，\n实行专业管护\"\t县水利局\t县发展改革局\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1|水厂|改造城东水厂，日供水4万吨||县水务公司||县水利局、县财政局|",
            "2|管护|打造“一张网”，实行专业管护||县水利局||县发展改革局|",
        ]
    );
}

#[test]
fn a_name_of_two_cells_that_is_merged_over_rows_of_tabs() {
    let table = "序号\t指标\t单位\t2025年\t2030年\t属性\n1\t办理率\t%\t92\t100\t约束性\n\
                 2\t证照应用率\t企业类\t%\t71\t95\t预期性\n个人类\t%\t66\t90左右\n3\t满足率\t%\t88\t≥99\t约束性\n";
    assert_eq!(
        indicators_of("t.txt", table),
        [
            "1||办理率|%|2025年:92,2030年:100|约束性|",
            "2||证照应用率企业类|%|2025年:71,2030年:95|预期性|",
            "2||证照应用率个人类|%|2025年:66,2030年:90左右|预期性|",
            "3||满足率|%|2025年:88,2030年:≥99|约束性|",
        ]
    );
}

#[test]
fn what_stands_where_no_number_or_no_column_is_stays() {
    let table = "序号\t指标\t2025年\n其中\t普及率（%）\t90\n2\t能耗（吨标煤）\t80\n";
    let rows = indicators_of("t.txt", table);
    assert_eq!(rows[0], "||普及率|%|2025年:90||序号=其中");
    assert_eq!(rows[1], "2||能耗|吨标煤|2025年:80||");
    // A row with more cells than columns, the last of them cut.
    let table = "序号\t任务\n1\t加固\t县水\n利局\n2\t清淤\t县财政局\n";
    assert!(format!("{:?}", plan_of("t.txt", table)).contains("利局"));
}

#[test]
fn rows_of_pipes_without_the_cells_merged_with_those_above() {
    let table = "| 序号 | 领域 | 重点任务 | 牵头单位 |\n| --- | --- | --- | --- |\n| 一、提升水网 |\n\
                 | 1 | 水源 | 新建小型水库2座，加固堤防30公里。 | 县水利局 |\n\
                 | 2 | 疏浚白沙河、青石河等河道40公里。 | 县水利局、县财政局 |\n\
                 | 3 | 管网改造 | 更新老旧供水管网120公里。 | 县住建局 |\n\
                 | 4 | 改造城东水厂、城西水厂2座 |\n| 二、管好水网 |\n\
                 | 5 | 监测 | 建成水文监测站6个。 | 县应急局 |\n| 6 | 每年巡查河道2次以上。 |\n";
    assert_eq!(
        tasks_of("t.md", table),
        [
            "1|水源|新建小型水库2座，加固堤防30公里。||县水利局|||=一、提升水网",
            "2|水源|疏浚白沙河、青石河等河道40公里。||县水利局、县财政局|||",
            "3|管网改造|更新老旧供水管网120公里。||县住建局|||",
            "4|管网改造|改造城东水厂、城西水厂2座||县住建局|||",
            "5|监测|建成水文监测站6个。||县应急局|||=二、管好水网",
            "6|监测|每年巡查河道2次以上。||县应急局|||",
        ]
    );
    // Rows that only end early lack what was empty.
    let table = "| 序号 | 重点任务 | 牵头单位 | 备注 |\n| --- | --- | --- | --- |\n\
                 | 1 | 新建小型水库2座。 | 县水利局 | 续建 |\n| 2 | 加固堤防30公里。 | 县水利局 | 新建 |\n\
                 | 3 | 疏浚河道40公里。 | 县财政局 |\n";
    assert_eq!(tasks_of("t.md", table)[2], "3||疏浚河道40公里。||县财政局|||");
}

#[test]
fn what_has_come_of_earlier_targets_is_a_table() {
    let head = |cells: [&str; 4]| {
        format!("{}\n信息化指数\t>79\t72\t未完成\n网民数量（亿）\t8\t7\t完成\n", cells.join("\t"))
    };
    assert_eq!(indicators_of("t.txt", &head(["指标", "2020年规划目标", "2020年实现情况", "评价"])), [""; 0]);
    assert_eq!(indicators_of("t.txt", &head(["指标", "2020年实现值", "2025年规划目标", "评价"])).len(), 2);
}

#[test]
fn a_header_of_pipes_that_has_lost_the_columns_it_reaches_over() {
    let table = "|   |   |   |   |   |   |   |\n| --- | --- | --- | --- | --- | --- | --- |\n\
                 | 序号 | 指标名称 | 单位 | 基期值 | 规划值 | 备注 |\n| 2025年 | 2030年 |\n\
                 | 1 | 水源保障 | 年供水能力 | 万吨 | 840 | 900 | 预期性 |\n| 2 | 水库数量 | 座 | 12 | 14 | 预期性 |\n\
                 | 3 | 河湖治理 | 河道达标率 | % | 82 | ≥90 | 约束性 |\n| 4 | 湖库水质优良率 | % | - | 100 | 约束性 |\n";
    assert_eq!(
        indicators_of("t.md", table),
        [
            "1|水源保障|年供水能力|万吨|2025年:840,2030年:900|预期性|",
            "2|水源保障|水库数量|座|2025年:12,2030年:14|预期性|",
            "3|河湖治理|河道达标率|%|2025年:82,2030年:≥90|约束性|",
            "4|河湖治理|湖库水质优良率|%|2025年:-,2030年:100|约束性|",
        ]
    );
}

#[test]
fn what_rows_belong_to_on_two_levels() {
    let table = "类别\t序号\t一级指标\t二级指标\t单位\t2025年\t2030年\t属性\n\
                 水源\t1\t供水能力\t年供水量\t万吨\t84\t90\t预期性\n\t2\t\t水库数量\t座\t\t≥14\t预期性\n\
                 河湖\t3\t治理成效\t河道达标率\t%\t82\t90\t约束性\n";
    assert_eq!(
        indicators_of("t.txt", table),
        [
            "1|水源|年供水量|万吨|2025年:84,2030年:90|预期性|一级指标=供水能力",
            "2|水源|水库数量|座|2030年:≥14|预期性|一级指标=供水能力",
            "3|河湖|河道达标率|%|2025年:82,2030年:90|约束性|一级指标=治理成效",
        ]
    );
}

#[test]
fn merged_cells_that_a_converter_has_torn_over_the_rows() {
    let text = "云岭县水利规划\n\n一、目标\n\n以供水保障、防洪减灾和应对气候变化为重点。\n\n\
                |序号||指标|2025年|2030年|属性|\n|---|---|---|---|---|---|\n\
                |1||供水能力（万立方米）|18.2|20.5|约束性|\n|2||自来水普及率（%）|88|92|预期性|\n\
                |3|供水保障|水质达标率（%）|95|98|预期性|\n|4||漏损率（%）|12|9|约束性|\n|5||用水量（亿立方米）|2.1|2|约束性|\n\
                |6|应对|碳排放降低（%）|—||约束性|\n|7|气候|能源消耗降低（%）|—|完成市下达目标|约束性|\n\
                |8|变化|非化石能源占比（%）|—||预期性|\n\
                |9|防洪|堤防长度（公里）|120|130|预期性|\n|10|减灾|监测站（个）|10|15|预期性|\n\n二、任务\n\n加强保护。\n";
    let plan = guihua::parse(&Source::from_text("plan.md", text)).documents.remove(0).plan;
    let rows: Vec<String> = plan
        .indicators
        .iter()
        .map(|row| {
            let target = row.values.last().map(|value| value.text.as_str()).unwrap_or_default();
            format!(
                "{}|{}|{target}",
                row.number.unwrap_or_default(),
                row.category.as_deref().unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "1|供水保障|20.5",
            "2|供水保障|92",
            "3|供水保障|98",
            "4|供水保障|9",
            "5|供水保障|2",
            "6|应对气候变化|完成市下达目标",
            "7|应对气候变化|完成市下达目标",
            "8|应对气候变化|完成市下达目标",
            "9|防洪减灾|130",
            "10|防洪减灾|15",
        ]
    );
}

#[test]
fn a_header_whose_words_are_torn_over_its_rows() {
    let table = "|类|序||单|2020|2025|属|\n|---|---|---|---|---|---|---|\n|||规划指标|||||\n\
                 |别|号||位|年|年|性|\n\n|节水|1|堤防达标率|%|70|80|预<br>期性|\n|---|---|---|---|---|---|---|\n\
                 ||2|蓄水量|亿<br>m<sup>3</sup>|-|1.1|约<br>束性|\n";
    let expected =
        ["1|节水|堤防达标率|%|2020年:70,2025年:80|预期性|", "2|节水|蓄水量|亿m³|2020年:-,2025年:1.1|约束性|"];
    assert_eq!(indicators_of("t.md", table), expected);
}

#[test]
fn rows_of_pipes_below_a_name_of_two_cells() {
    let table = "|  |  |  |  |  |\n| --- | --- | --- | --- | --- |\n| 规划指标 | | 2020年 | 2025年 | 属性 |\n\
                 | 环境质量 | | | | |\n| （1）空气 | 优良天数比例（%） | 94.9 | 省级下达指标 | 约束性 |\n\
                 | 重污染天数（天） | 2 | 约束性 |\n| （2）水 | 达标率（%） | 80 | 90 | 预期性 |\n\
                 | 监测断面（个） | - | 12 | 预期性 |\n| （3）农药用量（吨） | | 5 | 4（较2020年） | 预期性 |\n";
    let expected = [
        "1|环境质量|空气优良天数比例|%|2020年:94.9,2025年:省级下达指标|约束性|",
        "1|环境质量|空气重污染天数|天|2020年:2,2025年:省级下达指标|约束性|",
        "2|环境质量|水达标率|%|2020年:80,2025年:90|预期性|",
        "2|环境质量|水监测断面|个|2020年:-,2025年:12|预期性|",
        "3|环境质量|农药用量|吨|2020年:5,2025年:4（较2020年）|预期性|",
    ];
    assert_eq!(indicators_of("t.md", table), expected);
}

#[test]
fn a_table_of_a_format_that_counts_on_in_its_names() {
    let first: &[&[&str]] = &[
        &["指标", "2020年", "2025年", "属性"],
        &["（一）治理@colspan=4"],
        &["1.达标率（%）", "80", "90", "约束性"],
        &["2.生态指数", "陆域13", "稳中向好", "预期性"],
    ];
    let second: &[&[&str]] = &[
        &["", "海域12", "", ""],
        &["3.覆盖率（%）", "36", "≥36", "约束性"],
        &["4.岸线（公里）", "7", "8", "约束性"],
    ];
    let third: &[&[&str]] =
        &[&["5.用水量（亿立方米）", "3", "4", "预期性"], &["6.断面（个）", "5", "6", "预期性"]];
    let expected = [
        "1|治理|达标率|%|2020年:80,2025年:90|约束性|",
        "2|治理|生态指数||2020年:陆域13海域12,2025年:稳中向好|预期性|",
        "3|治理|覆盖率|%|2020年:36,2025年:≥36|约束性|",
        "4|治理|岸线|公里|2020年:7,2025年:8|约束性|",
        "5|治理|用水量|亿立方米|2020年:3,2025年:4|预期性|",
        "6|治理|断面|个|2020年:5,2025年:6|预期性|",
    ];
    assert_eq!(indicators_of("t.html", &(html(first) + &html(second) + &html(third))), expected);
}

#[test]
fn what_rows_belong_to_before_their_indicators() {
    let table = "|重点任务|主要指标|2025年要求|性质|\n|---|---|---|---|\n|节水|用水量（亿立方米）|3|约束性|\n\
                 ||覆盖率（%）|90|预期性|\n";
    let expected = ["|节水|用水量|亿立方米|2025年要求:3|约束性|", "|节水|覆盖率|%|2025年要求:90|预期性|"];
    assert_eq!(indicators_of("t.md", table), expected);
}
