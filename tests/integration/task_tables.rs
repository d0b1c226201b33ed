//! Task tables of annexes as extraction leaves them, each with what a reader takes from it.

use guihua::Source;
use guihua::model::{Department, Plan, Responsibility};

fn plan_of(name: &str, table: &str) -> Plan {
    let text = format!(
        "云岭县河湖治理方案\n\n一、任务\n落实责任。\n\n二、保障\n加强领导。\n\n附件\n\n重点任务清单\n\n{table}"
    );
    guihua::parse(&Source::from_text(name, text)).documents.remove(0).plan
}

/// `number|group|task|measures|deadline|lead|participants|responsible|other` of each row.
fn tasks_of(name: &str, table: &str) -> Vec<String> {
    let names = |list: &[Department]| {
        list.iter().map(|department| department.name.as_str()).collect::<Vec<_>>().join("、")
    };
    let row = |task: &Responsibility| {
        let other: Vec<String> = task.other.iter().map(|cell| cell.text.clone()).collect();
        [
            task.number.map(|number| number.to_string()).unwrap_or_default(),
            task.category.clone().unwrap_or_default(),
            task.task.clone().unwrap_or_default(),
            task.measures.clone().unwrap_or_default(),
            task.deadline.clone().unwrap_or_default(),
            names(&task.lead),
            names(&task.participants),
            names(&task.responsible),
            other.join("；"),
        ]
        .join("|")
    };
    let plan = plan_of(name, table);
    plan.responsibilities.iter().filter(|found| found.task.is_some()).map(row).collect()
}

#[test]
fn tabs_and_cells_that_are_empty() {
    // White space at the end of a line is lost, and a cell with it; blanks part departments.
    let table = "序号\t工作任务\t完成时限\t牵头单位\t配合单位\t备注\n一、防洪\n\
                 1\t加固青石河堤防\t2026年底\t县水利局\t县财政局 青石镇人民政府\t续建\n\
                 2\t建设水位监测站\t2027年5月\t县水利局\t县气象局 县大数据中心\t\n\
                 二、清淤\n3\t疏浚白沙河\t2027年底\t县农业农村局\t/\t\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1|一、防洪|加固青石河堤防||2026年底|县水利局|县财政局、青石镇人民政府||续建",
            "2|一、防洪|建设水位监测站||2027年5月|县水利局|县气象局、县大数据中心||",
            "3|二、清淤|疏浚白沙河||2027年底|县农业农村局|||",
        ]
    );
}

#[test]
fn merged_cells_that_are_empty_below_and_tasks_that_count_themselves() {
    let table = "任务分类\t主要方向\t重点任务\t2026年工作项目\t2027年计划\t牵头部门\t配合部门\n\
                 （一）提升河道环境\t1.改善水质\t（1）治理黑臭水体7条。\t完成黑臭水体治理4条。\t完成黑臭水体治理3条。\t河道科\t各镇\n\
                 \t\t（2）清理岸线垃圾。\t清理青石河全线。\t清理白沙河全线。\t\t\n\
                 （二）提升管护水平\t2.健全制度\t（3）落实河长责任。\t修订河长巡查制度。\t评估河长巡查制度。\t办公室\t各镇\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1|（一）提升河道环境|治理黑臭水体7条。|||河道科|各镇||1.改善水质；完成黑臭水体治理4条。；完成黑臭水体治理3条。",
            "2|（一）提升河道环境|清理岸线垃圾。|||河道科|各镇||清理青石河全线。；清理白沙河全线。",
            "3|（二）提升管护水平|落实河长责任。|||办公室|各镇||2.健全制度；修订河长巡查制度。；评估河长巡查制度。",
        ]
    );
}

#[test]
fn headers_in_halves_and_departments_below_each_other() {
    // Each cell is a paragraph, and so is each half of a header; two departments lead in one row,
    // which moves none of those behind.
    let units = |lead: &str| format!("{lead}\n\n各镇\n\n县水利局、县城管局\n\n");
    let (river, works) = (units("河道管理处"), units("工程建设处"));
    let table = format!(
        "任务\n\n分类\n\n主要方向\n\n重点任务\n\n2026年工作项目\n\n牵头\n\n部门\n\n配合\n\n部门\n\n实施\n\n主体\n\n\
         （一）提升河道环境\n\n1、改善水质\n\n（1）治理黑臭水体7条。\n\n完成黑臭水体治理4条。\n\n{river}\
         2、清理岸线\n\n（2）清理岸线垃圾。\n\n清理青石河全线。\n\n{river}\
         3、加固堤防\n\n（3）加固城区堤防。\n\n加固堤防12公里。\n\n工程建设处\n\n{river}\
         4、健全制度\n\n（4）落实河长责任。\n\n修订河长巡查制度。\n\n{works}\
         5、智慧水利\n\n（5）建设监测站点。\n\n建成站点20处。\n\n{works}"
    );
    let rows = tasks_of("t.txt", &table);
    let units: Vec<String> =
        rows.iter().map(|row| row.split('|').skip(5).take(3).collect::<Vec<_>>().join("|")).collect();
    let expected = ["河道管理处", "河道管理处", "工程建设处、河道管理处", "工程建设处", "工程建设处"]
        .map(|lead| format!("{lead}|各镇|县水利局、县城管局"));
    assert_eq!(units, expected, "{rows:#?}");
    let tasks: Vec<_> = rows.iter().map(|row| row.split('|').nth(2).unwrap_or_default()).collect();
    assert_eq!(
        tasks,
        ["治理黑臭水体7条。", "清理岸线垃圾。", "加固城区堤防。", "落实河长责任。", "建设监测站点。"],
        "{rows:#?}"
    );
}

#[test]
fn frames_drawn_with_plus_and_colons() {
    let table = "+------+----------------+--------------+--------------+\n\
                 | 序号 | 重点任务       | 牵头单位     | 配合单位     |\n\
                 +:====:+:===============+:============:+:============:+\n\
                 | 1    | 加固青石河堤防 | 县水利局     | 县财政局     |\n\
                 |      |                |              |              |\n\
                 |      |                |              | 青石镇       |\n\
                 +------+----------------+--------------+--------------+\n\
                 | 2    | 疏浚白沙河     | 县农业农村局 | 县水利局     |\n\
                 +------+----------------+--------------+--------------+\n";
    assert_eq!(
        tasks_of("t.md", table),
        ["1||加固青石河堤防|||县水利局|县财政局、青石镇||", "2||疏浚白沙河|||县农业农村局|县水利局||"]
    );
}

#[test]
fn names_that_line_ends_cut() {
    let table = "序号\n重点任务\n工作内容\n牵头部门\n参与部门\n\
                 1\n夯实监测基础\n新建水文监测站点30处，完善预警发布制度。\n县水利局\n县发展改革委、县生\n态环境局\n\
                 2\n提升工程质量\n推行工程质量安全手册制度，创建优质工程10项。\n县住房城乡建设局\n县交通运输局、县水\n利局\n\
                 3\n强化质量监管\n对重点工程实施分级分类监管。\n县市场监管局\n县公安局\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1||夯实监测基础|新建水文监测站点30处，完善预警发布制度。||县水利局|县发展改革委、县生态环境局||",
            "2||提升工程质量|推行工程质量安全手册制度，创建优质工程10项。||县住房城乡建设局|县交通运输局、县水利局||",
            "3||强化质量监管|对重点工程实施分级分类监管。||县市场监管局|县公安局||",
        ]
    );
}

#[test]
fn tasks_without_departments_below_wide_groups() {
    let table = "序号\n主要领域\n重点任务或项目\n1\n青石河历史文化风貌区\n老码头修缮\n2\n古桥加固\n\
                 3\n白沙湾历史文化风貌区\n环境整治。推进白沙湾沿岸房屋修缮，打造滨水步道。\n\
                 4\n微更新。围绕房屋修缮，整治店招店牌，改造公共绿地。\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1|青石河历史文化风貌区|老码头修缮||||||",
            "2|青石河历史文化风貌区|古桥加固||||||",
            "3|白沙湾历史文化风貌区|环境整治。推进白沙湾沿岸房屋修缮，打造滨水步道。||||||",
            "4|白沙湾历史文化风貌区|微更新。围绕房屋修缮，整治店招店牌，改造公共绿地。||||||",
        ]
    );
}

#[test]
fn times_and_names_that_go_on_below() {
    let table = "序号\n重点任务\n具体措施\n牵头单位\n配合单位\n完成时限\n\
                 1\n规范招标投标\n活动\n全面清理招标文件中的不合理门槛，推行远程\n异地评标。\n县发展改革委\n县住房城乡建设局、\n县水利局\n2026年6月\n底\n\
                 2\n清理拖欠账款\n建立拖欠账款台账，实行限时办结、销号管\n理。\n县工业和信息\n化局\n县财政局、县国资\n委、各乡（镇）\n人民政府\n2026年9月\n底\n\
                 3\n提升服务质量\n推行水电气网联合报装，压减报装时限。\n县住房城乡建\n设局\n县水务集团、县\n燃气公司\n持续推进\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1||规范招标投标活动|全面清理招标文件中的不合理门槛，推行远程异地评标。|2026年6月底|县发展改革委|县住房城乡建设局、县水利局||",
            "2||清理拖欠账款|建立拖欠账款台账，实行限时办结、销号管理。|2026年9月底|县工业和信息化局|县财政局、县国资委、各乡（镇）人民政府||",
            "3||提升服务质量|推行水电气网联合报装，压减报装时限。|持续推进|县住房城乡建设局|县水务集团、县燃气公司||",
        ]
    );
}

#[test]
fn a_task_before_the_number_of_its_measures() {
    let table = "重点任务\t序号\t举措\t主要内容\n健全防洪体系\t1\t加固堤防\t加固青石河堤防12公里，配套建设巡查道路。\n\
                 健全防洪体系\t2\t建设站点\t新建水位监测站5处，接入县级平台统一管理。\n改善河湖环境\t3\t清理岸线\t清理白沙河岸线垃圾，落实长效保洁制度。\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1|健全防洪体系|加固堤防|加固青石河堤防12公里，配套建设巡查道路。|||||",
            "2|健全防洪体系|建设站点|新建水位监测站5处，接入县级平台统一管理。|||||",
            "3|改善河湖环境|清理岸线|清理白沙河岸线垃圾，落实长效保洁制度。|||||",
        ]
    );
}

#[test]
fn a_name_before_the_number_groups_what_is_counted() {
    let table = "行动名称\t序号\t具体举措\t完成时限\t牵头科室（单位）\t配合科室（单位）\t备注\n\
                 河道整治\t1\t疏浚白沙河20公里\t2026年10月\t河道科\t规划科、县水务集团\t\n\
                 \t2\t加固堤防6处\t2028年12月\t工程科\t财务科\t其中重点不少于5处\n\
                 巡查管护\t3\t建设监测站5座\t2027年6月\t监测科\t财务科\t\n\t4\t组建巡河队伍\t每年\t河道科\t办公室\t\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1|河道整治|疏浚白沙河20公里||2026年10月|河道科|规划科、县水务集团||",
            "2|河道整治|加固堤防6处||2028年12月|工程科|财务科||其中重点不少于5处",
            "3|巡查管护|建设监测站5座||2027年6月|监测科|财务科||",
            "4|巡查管护|组建巡河队伍||每年|河道科|办公室||",
        ]
    );
}

#[test]
fn wrapped_cells_around_their_row() {
    // Cells of two lines stand above and below the number, those of three on its line as well.
    let table = "序号 主要任务 牵头部门 参与部门 时间进度\n\
                 修订青石河岸线管护办法，明 县司法局、白沙\n\
                 1 县水利局 2026年3月\n\
                 确各段责任人 镇人民政府\n\
                 2 清理河道垃圾32处 青石镇政府 县城管局 2026年底\n\
                 县财政局、县气\n\
                 3 建设水位监测站 县水利局 象局、县大数据 持续推进\n\
                 中心\n\
                 推广农田节水灌溉技术和\n\
                 4 县农业农村局 县供销社 2027年6月\n\
                 设备\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1||修订青石河岸线管护办法，明确各段责任人||2026年3月|县水利局|县司法局、白沙镇人民政府||",
            "2||清理河道垃圾32处||2026年底|青石镇政府|县城管局||",
            "3||建设水位监测站||持续推进|县水利局|县财政局、县气象局、县大数据中心||",
            "4||推广农田节水灌溉技术和设备||2027年6月|县农业农村局|县供销社||",
        ]
    );
}

#[test]
fn wrapped_names_of_groups_around_wrapped_rows() {
    let table = "序号 主要领域 重点任务或项目\n\
                 1 青石河口（一号闸）\n\
                 青石河水环\n\
                 2 白沙闸站\n\
                 境提升区\n\
                 3 柳湾闸站（二期）\n\
                 整治排口和清淤。推进青石河支流排口整治，启动三十公里河道清淤，水质改\n\
                 4 善与岸线绿化同步推进。聚焦柳湾河、白沙河、清溪河等重点河段的整治和提\n\
                 升工作。\n\
                 白沙河生态 绿化岸线和步道。围绕白沙河沿线绿化，进一步贯通两岸步道，新建休憩驿站\n\
                 5\n\
                 修复区 和亲水平台，对有条件的河段开展生态护岸改造。\n\
                 恢复水生植物。在白沙河上游浅滩种植水生植物，构建稳定的水下森林，逐步\n\
                 6 恢复河道自净能力。定期监测水下植被的生长情况，及时补种收割，防止腐烂植\n\
                 物污染河道水体。\n";
    let groups = ["青石河水环境提升区", "白沙河生态修复区"];
    let found = tasks_of("t.txt", table);
    let task = |at: usize| found[at].split('|').nth(2).unwrap_or_default();
    assert_eq!(found.len(), 6, "{found:#?}");
    for (at, row) in found.iter().enumerate() {
        let group = groups[usize::from(at > 2)];
        assert!(row.starts_with(&format!("{}|{group}|", at + 1)), "{row}");
    }
    assert_eq!(task(1), "白沙闸站");
    assert!(task(3).starts_with("整治排口") && task(3).ends_with("提升工作。"), "{}", task(3));
    assert!(task(4).starts_with("绿化岸线") && task(4).ends_with("护岸改造。"), "{}", task(4));
    assert!(task(5).starts_with("恢复水生") && task(5).ends_with("河道水体。"), "{}", task(5));
}

#[test]
fn last_lines_of_cells_behind_those_of_others() {
    let table = "\
序号    重点任务         具体举措       牵头单位    配合单位   完成时限
1    加固河道堤防 加固青石河堤防十二公里，同步 县水利局     县财政局   2026年6
             贯通巡查道路。                             月底
2    完善监测体系 新建水位监测站20处，接入县级 县水文站 省水文局云岭
                                    分局、县大数
                                            2026年10
                                               月底
                  统一平台。                据中心
3    规范巡河管护 推行“一河一档”制度，建立
              巡河检查计划备案机制。     县河道科 各镇人民政府 2026年6月
                                                底
";
    let found = tasks_of("t.txt", table);
    assert_eq!(found.len(), 3, "{found:#?}");
    assert_eq!(
        found[1..],
        [
            "2||完善监测体系|新建水位监测站20处，接入县级统一平台。|2026年10月底|县水文站|省水文局云岭分局、县大数据中心||",
            "3||规范巡河管护|推行“一河一档”制度，建立巡河检查计划备案机制。|2026年6月底|县河道科|各镇人民政府||",
        ]
    );
}

/// A table as programs print it that know lines and no cells: cell after cell, each cut at the
/// width of its column. A row that stands across two pages has the rest of its cells behind the
/// number of the page and the header.
fn in_lines(header: &[&str], rows: &[Vec<&str>], widths: &[usize], parted: usize) -> String {
    let cut = |cell: &str, width: usize| -> Vec<String> {
        cell.chars().collect::<Vec<_>>().chunks(width).map(|line| line.iter().collect()).collect()
    };
    let mut lines: Vec<String> = header.iter().map(|cell| (*cell).to_owned()).collect();
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<String>> = row.iter().zip(widths).map(|(cell, width)| cut(cell, *width)).collect();
        if at != parted {
            lines.extend(cells.into_iter().flatten());
            continue;
        }
        lines.extend(cells.iter().flat_map(|cell| &cell[..cell.len().min(3)]).cloned());
        lines.extend(["— 7 —".to_owned()]);
        lines.extend(header.iter().map(|cell| (*cell).to_owned()));
        lines.extend(cells.iter().flat_map(|cell| &cell[cell.len().min(3)..]).cloned());
    }
    lines.join("\n") + "\n"
}

#[test]
fn cells_cut_at_the_widths_of_their_columns() {
    let header = ["序号", "重点任务", "主要内容", "牵头部门", "责任单位"];
    let rows = [
        vec![
            "1",
            "1.优化河湖管护服务",
            "推行河湖巡查电子台账，实现问题从发现到销号全程留痕。",
            "县水利局",
            "县数据局、县住房城乡建设局、各乡镇人民政府",
        ],
        vec![
            "2",
            "建立涉河项目审批长效机制，规范从受理到验收的全过程管理，提升审批效率和服务质量。",
            "县住房城乡建设局、县发展改革局",
            "县自然资源局、县生态环境局、县交通运输局",
        ],
        vec![
            "3",
            "编制主要河流岸线保护利用方案，明确岸线分区管控要求并向社会公开。",
            "县水利局",
            "县自然资源局、县农业农村局、县林业局、各乡镇人民政府",
        ],
        vec![
            "4",
            "开展河湖健康评价，建立一河一档，将评价结果作为河湖治理的重要依据。",
            "县水利局、县生态环境局、县农业农村局",
            "县自然资源局、县住房城乡建设局、县卫生健康局",
        ],
        vec![
            "5",
            "推进智慧河湖建设，整合视频监控资源，提升涉河违法行为自动识别和预警能力。",
            "县数据局、县水利局、县公安局",
            "县财政局、县自然资源局、各乡镇人民政府",
        ],
        vec![
            "6",
            "2.提高防洪减灾能力水平",
            "对青石河等中小河流实施系统治理，新建堤防并加固险工险段，完善监测预警设施，提升流域整体防洪能力和调度水平。",
            "县水利局",
            "县财政局、县发展改革局、县气象局、青石镇人民政府",
        ],
        vec![
            "7",
            "完善山洪灾害监测预警平台，实现重点村组预警广播全覆盖。",
            "县应急管理局",
            "县水利局、县气象局、县数据局、县融媒体中心",
        ],
        vec![
            "8",
            "储备防汛抢险物资，组织开展多部门联合演练，健全应急响应联动机制。",
            "县应急管理局、县水利局",
            "县发展改革局、县公安局、县消防救援大队",
        ],
    ];
    let whole: Vec<Vec<&str>> = rows.to_vec();
    // Rows that share a task print it once.
    let widths = |row: &Vec<&str>| if row.len() == 5 { vec![2, 6, 14, 6, 9] } else { vec![2, 14, 6, 9] };
    let mut table = String::new();
    for (at, row) in whole.iter().enumerate() {
        let printed = in_lines(&header, std::slice::from_ref(row), &widths(row), if at == 5 { 0 } else { 9 });
        table += if at == 0 { &printed } else { printed.split_once("责任单位\n").unwrap().1 };
    }
    let read = tasks_of("t.txt", &table);
    let mut task = "";
    let expected: Vec<String> = rows
        .iter()
        .map(|row| {
            if row.len() == 5 {
                task = row[1];
            }
            let [.., content, lead, responsible] = row[..] else { unreachable!() };
            format!("{}||{task}|{content}||{lead}||{responsible}|", row[0])
        })
        .collect();
    assert_eq!(read, expected);
}

#[test]
fn bars_that_end_cells_on_lines_of_their_own() {
    // What follows the last cell of a row says nothing: an empty cell, or the end of the row.
    let head = ["序号", "主要任务", "分管 领导", "牵头 单位", "责任主体与协同单位", "推进情况", "备注"];
    let rows: &[&[&str]] = &[
        &["1", "疏浚白沙河河道。", "陈河", "水利局", "城管局、相关街道", "完成三成。", ""],
        &[
            "2",
            "新建水位监测站10个。",
            "陈河",
            "水利局",
            "气象局、各街道、大数据中心",
            "正在选址。",
            "四月开工。",
        ],
        &["3", "加固青石河堤防。", "陈河", "水利局", "开发区、相关街道", "完成七成。", ""],
    ];
    let expected = [
        "1||疏浚白沙河河道。|||水利局|城管局、相关街道||陈河；完成三成。",
        "2||新建水位监测站10个。|||水利局|气象局、各街道、大数据中心||陈河；正在选址。；四月开工。",
        "3||加固青石河堤防。|||水利局|开发区、相关街道||陈河；完成七成。",
    ];
    let cells = |bar: &str| {
        let line = |cell: &&str| if cell.is_empty() { "|".to_owned() } else { format!("{cell}{bar}\n") };
        let header: String = head.iter().map(line).collect();
        let row = |row: &&[&str]| row.iter().map(line).collect::<String>() + "|\n";
        header + &rows.iter().map(row).collect::<String>()
    };
    assert_eq!(tasks_of("t.txt", &cells(" |")), expected);
    let closed = |cells: String| cells.replace("分管 领导", "分管领导").replace("牵头 单位", "牵头单位");
    assert_eq!(tasks_of("t.txt", &closed(cells("\n|"))), expected);
    // The same without bars: short names of offices below others.
    let lines = closed(cells("")).replace("||", "|").replace("|\n", "");
    assert_eq!(tasks_of("t.txt", &lines), expected);
}

#[test]
fn rows_filled_up_at_their_end_lack_what_is_merged_above() {
    let rows = "一、公开预算。 | 1.公开本中心预算、决算及相关报表。 | 财务科 |\n\
                二、办好专栏。 | 2.更新网站专栏的各类概况信息，核对办事指南，补充联系方式，逐项说明公开依据、公开时限和公开渠道。 | 办公室 |\n\
                3.反馈调查征集的意见。 | 各科室 | |\n\
                4.更新公众号信息，审核内容，回复留言，统计访问情况，定期通报各科室报送信息的数量和质量，做好值守和备份。 | 办公室牵头，各科室配合 | |\n\
                三、解读政策。 | 5.发布重大政策的解读。 | 各科室 |\n";
    let expected = [
        "||一、公开预算。|1.公开本中心预算、决算及相关报表。||||财务科|",
        "||二、办好专栏。|2.更新网站专栏的各类概况信息，核对办事指南，补充联系方式，逐项说明公开依据、公开时限和公开渠道。||||办公室|",
        "||二、办好专栏。|3.反馈调查征集的意见。||||各科室|",
        "||二、办好专栏。|4.更新公众号信息，审核内容，回复留言，统计访问情况，定期通报各科室报送信息的数量和质量，做好值守和备份。||办公室|各科室||",
        "||三、解读政策。|5.发布重大政策的解读。||||各科室|",
    ];
    let table = format!("工作任务 | 具体要求 | 责任部门 |\n{rows}");
    assert_eq!(tasks_of("t.txt", &table), expected);
    // A file that is nothing but the table begins with its header.
    let alone = guihua::parse(&Source::from_text("t.txt", table)).documents.remove(0).plan;
    assert_eq!((alone.title.as_str(), alone.responsibilities.len()), ("", 5));
    // A last column that is empty here and there lacks nothing.
    let remarks = "工作任务 | 责任部门 | 备注 |\n疏浚白沙河。 | 水利局 | 续建 |\n加固堤防。 | 水利局 | |\n\
                   监测水位。 | 气象局 | 新建 |\n清理岸线。 | 城管局 | |\n";
    let found = tasks_of("t.txt", remarks);
    assert!(found[1].starts_with("||加固堤防。||||") && found[1].contains("|水利局|"), "{found:#?}");
    assert!(found[3].starts_with("||清理岸线。||||") && found[3].contains("|城管局|"), "{found:#?}");
}

#[test]
fn an_office_that_ends_the_name_above() {
    let table = "序号\n任务\n牵头单位\n配合单位\n时限\n1\n完善住房保障\n市住房城乡\n建设局\n市财政局\n2026年\n\
                 2\n推进义务教育\n市教育局\n市财政局\n2027年\n3\n建设智慧校园\n市大数据局\n市教育局\n2028年\n";
    assert_eq!(
        tasks_of("t.txt", table),
        [
            "1||完善住房保障||2026年|市住房城乡建设局|市财政局||",
            "2||推进义务教育||2027年|市教育局|市财政局||",
            "3||建设智慧校园||2028年|市大数据局|市教育局||",
        ]
    );
}
