//! Tables that a program has copied line by line: cells of several lines stand around the others.

use guihua::Source;

/// `number|category|name|unit|attribute|year=value …|others` of each indicator of a table in a box.
fn indicators_of(table: &str) -> Vec<String> {
    let lines = "　　落实河湖长责任，形成工作合力，完善各项配套措施和支持政策，推动河\n\
        湖治理取得实效，不断满足人民群众对优美水环境和优质水资源的需要，让\n\
        各地的河流和湖泊成为造福人民的幸福河湖，为经济社会发展提供支撑。\n";
    let text = format!(
        "云岭县河湖治理规划\n　　为做好环境治理，主动应对气候变化，加强防洪减灾和供水保障，制定本规划。\n　　一、总体要求\n{lines}{lines}专栏1 “十四五”时期河湖治理主要指标\n{table}\n　　\
         二、保障措施\n{lines}{lines}"
    );
    let plan = guihua::parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
    let row = |row: &guihua::model::Indicator| {
        let values = row.values.iter().map(|value| format!("{}={}", value.column, value.text));
        let others = row.other.iter().map(|cell| cell.text.clone());
        [
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            row.category.clone().unwrap_or_default(),
            row.name.clone(),
            row.unit.clone().unwrap_or_default(),
            row.attribute.clone().unwrap_or_default(),
            values.collect::<Vec<_>>().join(" "),
            others.collect::<Vec<_>>().join("、"),
        ]
        .join("|")
    };
    plan.indicators.iter().map(row).collect()
}

#[test]
fn a_year_above_and_below_the_line_of_the_header() {
    let table = "2025\n序号 指标 2020年 属性\n年\n1 河湖水面率（%） 8.1 8.5 约束性\n2 生态岸线长度（公里） 33 47 预期性\n\
                 3 水质达标率（%） 80.5 95 约束性\n4 供水能力（万吨） 12 15.5 预期性";
    assert_eq!(
        indicators_of(table),
        [
            "1||河湖水面率|%|约束性|2020年=8.1 2025年=8.5|",
            "2||生态岸线长度|公里|预期性|2020年=33 2025年=47|",
            "3||水质达标率|%|约束性|2020年=80.5 2025年=95|",
            "4||供水能力|万吨|预期性|2020年=12 2025年=15.5|",
        ]
    );
}

#[test]
fn groups_before_the_numbers_of_rows_with_cells_of_two_lines() {
    let table = "2020年现状/十三五 2025年规划 指标 牵头\n类别 序号 指标 单位\n期间完成情况 目标 类别 单位\n\
                 全县主要河流和水库的优良水质 县生态环\n1 % 90.5 ＞92 约束性\n断面比例 境局\n\
                 河湖水体 县生态环\n2 滨水公园水质达标比例 % 88 95 预期性\n质量 境局\n\
                 县生态环\n3 入河排污口达标率 % 70 100 预期性\n境局\n\
                 4 自然岸线保有率 % 64.9 66 约束性 县水利局\n\
                 岸线保护 云岭镇\n5 岸线修复长度 千米 7.4 22.5 约束性\n政府\n\
                 6 湿地修复面积 公顷 120 260 约束性 县林业局";
    assert_eq!(
        indicators_of(table),
        [
            "1|河湖水体质量|全县主要河流和水库的优良水质断面比例|%|约束性|2020年现状/十三五期间完成情况=90.5 2025年规划目标=>92|县生态环境局",
            "2|河湖水体质量|滨水公园水质达标比例|%|预期性|2020年现状/十三五期间完成情况=88 2025年规划目标=95|县生态环境局",
            "3|河湖水体质量|入河排污口达标率|%|预期性|2020年现状/十三五期间完成情况=70 2025年规划目标=100|县生态环境局",
            "4|岸线保护|自然岸线保有率|%|约束性|2020年现状/十三五期间完成情况=64.9 2025年规划目标=66|县水利局",
            "5|岸线保护|岸线修复长度|千米|约束性|2020年现状/十三五期间完成情况=7.4 2025年规划目标=22.5|云岭镇政府",
            "6|岸线保护|湿地修复面积|公顷|约束性|2020年现状/十三五期间完成情况=120 2025年规划目标=260|县林业局",
        ]
    );
}

#[test]
fn an_attribute_below_the_line_of_its_row() {
    let table = "2020年 2025年 牵头\n序号 指标 单位 属性\n现状 目标 单位\n\
                 1 全县主要河流水质优良率 % 90.5 92 约束性 县水利局\n\
                 县生态环\n2 水质达标比例 % 88 95\n预期性\n境局\n\
                 3 排污口达标率 % 70 100 县住建局\n预期性\n\
                 县自然资\n4 岸线保有率 % 64.9 66 约束性\n源局\n\
                 县林业和\n5 湿地修复面积 公顷 120 260\n约束性\n草原局";
    let rows = indicators_of(table);
    assert_eq!(rows.len(), 5, "{rows:#?}");
    assert!(rows[1].contains("|预期性|") && rows[1].ends_with("县生态环境局"), "{rows:#?}");
    assert!(rows[2].contains("|预期性|") && rows[2].ends_with("县住建局"), "{rows:#?}");
    assert!(rows[4].contains("|约束性|") && rows[4].ends_with("县林业和草原局"), "{rows:#?}");
}

#[test]
fn a_table_that_runs_together_in_the_midst_of_a_line() {
    let rows = "序号主要指标2025年属性1水库安全鉴定率100%约束性2自来水普及率≥95%预期性3每千名居民巡河员人数超过1人预期性\
                4病险水库除险加固应建尽建约束性5中型灌区改造（个）6预期性6河湖健康评价率90%约束性77座大型水库监测率90%约束性";
    let more = "加强统筹协调，完善配套政策，建立健全长效机制，推动各项任务落地见效。".repeat(3);
    let text = format!(
        "云岭县河湖治理规划\n一、目标（一）总体目标。{more}（二）具体指标。到2025年主要指标如下：河湖治理主要指标{rows}\
         二、任务（一）治理河道。{more}（二）保护水库。{more}三、保障（一）加强领导。{more}\n"
    );
    let plan = guihua::parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
    let rows: Vec<String> = plan
        .indicators
        .iter()
        .map(|row| format!("{:?} {} {}", row.number, row.name, row.values[0].text))
        .collect();
    assert_eq!(
        rows,
        [
            "Some(1) 水库安全鉴定率 100%",
            "Some(2) 自来水普及率 ≥95%",
            "Some(3) 每千名居民巡河员人数 超过1人",
            "Some(4) 病险水库除险加固 应建尽建",
            "Some(5) 中型灌区改造 6",
            "Some(6) 河湖健康评价率 90%",
            "Some(7) 7座大型水库监测率 90%",
        ]
    );
    assert_eq!(plan.sections.len(), 3);
}

#[test]
fn names_of_groups_whose_lines_leading_parts_over_two_pages() {
    let row = |number: u32, name: &str, values: [u32; 2], attribute: &str| {
        format!(
            "             {number:>2}   {name:　<12}      {attribute}        {:<8}      {}",
            values[0], values[1]
        )
    };
    let lines = [
        "   类别      序号   指标名称                      属性          2020年        2025年".to_owned(),
        row(1, "空气质量优良天数比率*（%）", [80, 86], "约束性"),
        "   环境".to_owned(),
        row(2, "地表水达到好水体比例（%）*", [70, 75], "约束性"),
        "   治理".to_owned(),
        row(3, "农村生活污水治理率（%）", [40, 55], "预期性"),
        "\u{c}".to_owned(),
        "\n\n\n\n\n\n\n\n".to_owned(),
        row(4, "氮氧化物减排量（吨）", [30, 60], "约束性"),
        row(5, "挥发性有机物减排量（吨）", [30, 50], "约束性"),
        row(6, "二氧化碳排放降低（%）", [12, 18], "约束性"),
        "   应对".to_owned(),
        row(7, "能源消耗降低（%）", [11, 14], "约束性"),
        "   气候".to_owned(),
        row(8, "非化石能源消费比重（%）", [10, 13], "预期性"),
        "   变化".to_owned(),
        row(9, "森林覆盖率（%）", [30, 32], "约束性"),
    ];
    let rows = indicators_of(&lines.join("\n\n"));
    let groups: Vec<&str> = rows.iter().filter_map(|row| row.split('|').nth(1)).collect();
    assert_eq!(groups[..5], ["环境治理"; 5], "{rows:#?}");
    assert_eq!(groups[5..], ["应对气候变化"; 4], "{rows:#?}");
    // The mark of a note stays with the name, wherever the unit stands.
    assert_eq!(rows[0], "1|环境治理|空气质量优良天数比率*|%|约束性|2020年=80 2025年=86|");
    assert_eq!(rows[1], "2|环境治理|地表水达到好水体比例*|%|约束性|2020年=70 2025年=75|");
}

#[test]
fn names_of_groups_printed_downwards_before_their_rows() {
    let table = "领\n域\n序\n号\n指 标\n现状值\n（2020 年）\n目标值\n（2025 年）\n类 型\n\
                 水\n质\n保\n护\n\
                 1 河湖水质优良比例\n（%） 90.5（2019） 92 约束性\n2 入河排污口达标率（%） / ≥95 预期性\n\
                 3\n全县主要河流、湖泊和水库岸线\n保有率（%）\n64 66 约束性\n\
                 防\n洪\n4 堤防达标长度（公里） 33 47 预期性\n5 供水能力（万吨） 12 15.5 预期性";
    assert_eq!(
        indicators_of(table),
        [
            "1|水质保护|河湖水质优良比例|%|约束性|现状值（2020年）=90.5（2019） 目标值（2025年）=92|",
            "2|水质保护|入河排污口达标率|%|预期性|现状值（2020年）=/ 目标值（2025年）=≥95|",
            "3|水质保护|全县主要河流、湖泊和水库岸线保有率|%|约束性|现状值（2020年）=64 目标值（2025年）=66|",
            "4|防洪|堤防达标长度|公里|预期性|现状值（2020年）=33 目标值（2025年）=47|",
            "5|防洪|供水能力|万吨|预期性|现状值（2020年）=12 目标值（2025年）=15.5|",
        ]
    );
}

#[test]
fn numbers_of_groups_in_cells_of_their_own() {
    let table = "序号 类别 单位 2020年 2025年 属性\n一 水质保护\n1.1 河湖水质优良比例 % 90 92 约束性\n\
                 1.2 排污口达标率 % 70 95 预期性\n二 防洪\n2.1 堤防达标长度 公里 33 47 预期性\n\
                 2.2 供水能力 万吨 12 15.5 预期性";
    let rows = indicators_of(table);
    let categories: Vec<_> = rows.iter().map(|row| row.split('|').nth(1).unwrap()).collect();
    assert_eq!(categories, ["水质保护", "水质保护", "防洪", "防洪"], "{rows:#?}");
}

#[test]
fn cells_without_a_figure_around_one_that_has() {
    let table = "类别 指标 2020年 2025年 年均增速 属性\n河湖水面率（%） 8.1 8.5 1% 预期性\n水质\n\
                 水质达标率（%） 88 95 1.5% 约束性\n保护\n监测点位（个） —— 5 —— 预期性\n\
                 岸线长度（公里） 33 47 - 预期性\n防洪\n堤防长度（公里） - 9 - 预期性";
    assert_eq!(
        indicators_of(table),
        [
            "|水质保护|河湖水面率|%|预期性|2020年=8.1 2025年=8.5 年均增速=1%|",
            "|水质保护|水质达标率|%|约束性|2020年=88 2025年=95 年均增速=1.5%|",
            "|水质保护|监测点位|个|预期性|2020年=—— 2025年=5 年均增速=——|",
            "|防洪|岸线长度|公里|预期性|2020年=33 2025年=47 年均增速=-|",
            "|防洪|堤防长度|公里|预期性|2020年=- 2025年=9 年均增速=-|",
        ]
    );
}

#[test]
fn pipe_rows_of_which_the_middle_one_has_the_name_of_the_group() {
    let table = "|一级指标|二级指标|2020年|2025年|属性|\n|---|---|---|---|---|\n\
                 ||1.河湖水面率（%）|8.1|8.5|约束性|\n|水质保护|2.水质达标率（%）|80.5|95|约束性|\n\
                 ||3.监测点位（个）|33|47|预期性|\n||4.堤防长度（公里）|12|15.5|预期性|\n\
                 |防洪减灾能|5.堤防达标率（%）|70|90|约束性|\n|力|6.水库（座）|5|6|预期性|\n\
                 ||7.避险场所（处）|20|30|预期性|";
    let rows = indicators_of(table);
    let groups: Vec<_> =
        rows.iter().map(|row| row.split('|').take(3).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(
        groups,
        [
            "1|水质保护|河湖水面率",
            "2|水质保护|水质达标率",
            "3|水质保护|监测点位",
            "4|防洪减灾能力|堤防长度",
            "5|防洪减灾能力|堤防达标率",
            "6|防洪减灾能力|水库",
            "7|防洪减灾能力|避险场所",
        ]
    );
}

#[test]
fn an_attribute_glued_to_the_target_and_the_years_of_a_period() {
    let table = "序号\n指标\n2020 年\n现状\n2025 年目标指标类型\n1\n河湖水面率（%）\n8.1\n8.5\n约束性\n\
                 2\n水质达标率（%）\n88\n95\n预期性\n3\n供水能力（万吨）\n12\n15.5\n预期性";
    assert_eq!(indicators_of(table)[1], "2||水质达标率|%|预期性|2020年现状=88 2025年目标=95|");
    let text = "三、分年任务\n表1 年度分解\n项目 2021 年 2022 年 2023 年 2024 年 2025 年 属性\n\
                河湖水面率（%） 8.1 8.2 8.3 8.4 8.5 约束性\n供水能力（万吨） 12 13 14 15 15.5 预期性\n";
    let plan = guihua::parse(&Source::from_text("t.txt", text.to_owned())).documents.remove(0).plan;
    assert!(!plan.indicators.is_empty());
    let values = plan.indicators.iter().flat_map(|row| &row.values);
    assert!(values.clone().all(|value| value.role == guihua::model::ValueRole::Target), "{values:?}");
}

#[test]
fn columns_that_stand_elsewhere_on_the_next_page() {
    let table = "          指标            2020 年    2025 年    指标属性\n\n（一）水质保护\n\
                 1.河湖水面率（%）                8.1      8.5    约束性\n\
                 2.水质达标率（%）               [80.5]*    95    约束性\n\n\
                 \u{c}              指标                   2020 年     2025 年   指标属性\n\n（二）防洪减灾\n\n\
                 3.堤防达标长度（公里）                           33       47   预期性\n\
                 4.河湖岸线长度（公里）                           12       15.5   预期性\n\
                 5.避险场所（处）                              20       30   预期性";
    assert_eq!(
        indicators_of(table),
        [
            "1|水质保护|河湖水面率|%|约束性|2020年=8.1 2025年=8.5|",
            "2|水质保护|水质达标率|%|约束性|2020年=[80.5]* 2025年=95|",
            "3|防洪减灾|堤防达标长度|公里|预期性|2020年=33 2025年=47|",
            "4|防洪减灾|河湖岸线长度|公里|预期性|2020年=12 2025年=15.5|",
            "5|防洪减灾|避险场所|处|预期性|2020年=20 2025年=30|",
        ]
    );
}

#[test]
fn names_before_a_header_of_three_lines_and_around_their_figures() {
    let header = "2020年 五年\n指 标 2025年 属性\n（基准值） 累计\n";
    let first = "（一）水质保护\n（1）河湖水面率（%） 8.1 8.5 [0.4] 约束性\n\
                 （2）县级及以上集中式饮用水水源水质达标率\n88 95 — 预期性\n（%）\n\
                 （3）湿地保护率（%） — 稳中向好 — 预期性\n";
    let second = "（二）大气保护\n（4）主要城镇细颗粒物（PM ）浓度平均下降到\n2.5 32 30 [6%] 约束性\n（微克/立方米）\n\
                  （5）监测站点（个） 3 9 [6] 预期性";
    let table = format!("{header}{first}{header}{second}");
    assert_eq!(
        indicators_of(&table),
        [
            "1|水质保护|河湖水面率|%|约束性|2020年（基准值）=8.1 2025年=8.5 五年累计=[0.4]|",
            "2|水质保护|县级及以上集中式饮用水水源水质达标率|%|预期性|2020年（基准值）=88 2025年=95 五年累计=—|",
            "3|水质保护|湿地保护率|%|预期性|2020年（基准值）=— 2025年=稳中向好 五年累计=—|",
            "4|大气保护|主要城镇细颗粒物（PM2.5）浓度平均下降到|微克/立方米|约束性|2020年（基准值）=32 2025年=30 五年累计=[6%]|",
            "5|大气保护|监测站点|个|预期性|2020年（基准值）=3 2025年=9 五年累计=[6]|",
        ]
    );
}

#[test]
fn words_in_the_place_of_a_figure_wrapped_around_their_row() {
    let lines = [
        "                                    完成情况",
        "   项目        指标            单位                 属性",
        "                               2020 年  2025 年",
        "           河湖水面率            %    8.1     8.5  约束性",
        "           县级及以上饮用水水                   完成市里下",
        " 水质保护                       %    88           预期性",
        "           源水质达标率                      达目标任务",
        "           排污口达标率           %    70      100  预期性",
        "           堤防长度            公里    33      47   预期性",
        " 防洪减灾        其中：生态堤防       公里    12      15.5 预期性",
        "           供水能力            万吨    120     130  约束性",
    ];
    assert_eq!(
        indicators_of(&lines.join("\n")),
        [
            "|水质保护|河湖水面率|%|约束性|2020年=8.1 2025年=8.5|",
            "|水质保护|县级及以上饮用水水源水质达标率|%|预期性|2020年=88 2025年=完成市里下达目标任务|",
            "|水质保护|排污口达标率|%|预期性|2020年=70 2025年=100|",
            "|防洪减灾|堤防长度|公里|预期性|2020年=33 2025年=47|",
            "|防洪减灾|其中：生态堤防|公里|预期性|2020年=12 2025年=15.5|",
            "|防洪减灾|供水能力|万吨|约束性|2020年=120 2025年=130|",
        ]
    );
}

#[test]
fn a_header_whose_words_a_blank_has_cut() {
    let table = "类别 序号 指标名称 2020 年 2025 年 目  标 指标 属性\n水质\n保护\n\
                 1 河湖水面率（%） 8.1 8.5 约束性\n2 水质达标率（%） — 完成市里下达 预期性\n\
                 防洪\n3 堤防长度（公里） 33 不减少 预期性\n4 供水能力（万吨） 12 15.5 预期性";
    assert_eq!(
        indicators_of(table),
        [
            "1|水质保护|河湖水面率|%|约束性|2020年=8.1 2025年目标=8.5|",
            "2|水质保护|水质达标率|%|预期性|2020年=— 2025年目标=完成市里下达|",
            "3|防洪|堤防长度|公里|预期性|2020年=33 2025年目标=不减少|",
            "4|防洪|供水能力|万吨|预期性|2020年=12 2025年目标=15.5|",
        ]
    );
}

#[test]
fn rows_without_numbers_whose_cells_stand_around_their_line() {
    let table = "指 标 2020现状值 2025目标值 属性\n水质 河流水质优良比例（%） 88.2 92 约束性\n\
                 改善 水库水质达标比例（%） 90左右 95以上 预期性\n\
                 按照市里下达\n单位产值用水下降率（%） - 约束性\n的任务来完成\n\
                 河湖水面率（%） [8.1] [8.5]以上 约束性\n岸线\n生态岸线长度（公里） 33.5 47 约束性\n\
                 保护\n按照市里下达\n修复\n岸线退还长度（公里） [12.2] 约束性\n的任务来完成\n\
                 河湖缓冲带的修复长度和湿地面积的比例 按照市里下达\n7.3 预期性\n（%） 的任务来完成";
    assert_eq!(
        indicators_of(table),
        [
            "|水质改善|河流水质优良比例|%|约束性|2020现状值=88.2 2025目标值=92|",
            "|水质改善|水库水质达标比例|%|预期性|2020现状值=90左右 2025目标值=95以上|",
            "|岸线保护修复|单位产值用水下降率|%|约束性|2020现状值=- 2025目标值=按照市里下达的任务来完成|",
            "|岸线保护修复|河湖水面率|%|约束性|2020现状值=[8.1] 2025目标值=[8.5]以上|",
            "|岸线保护修复|生态岸线长度|公里|约束性|2020现状值=33.5 2025目标值=47|",
            "|岸线保护修复|岸线退还长度|公里|约束性|2020现状值=[12.2] 2025目标值=按照市里下达的任务来完成|",
            "|岸线保护修复|河湖缓冲带的修复长度和湿地面积的比例|%|预期性|2020现状值=7.3 2025目标值=按照市里下达的任务来完成|",
        ]
    );
}

#[test]
fn groups_and_numbers_that_no_word_of_the_header_names() {
    let table = "规划指标 2020 年 2025 年\n指标属\n性\n岸线保\n护\n1 河湖水面率(%) 8.1 8.5 约束性\n\
                 2\n生态岸线与湿地的长度\n(公里) 33 ≥47 约束性\n3 自然岸线保有率(%) 64.9 66 预期性\n\
                 水质改\n善\n4\n水质达标率(%)\n80.5 95 约束性\n5 供水工程的能力提升\n(万吨)\n- 15.5 预期性\n\
                 6 水质自动监测的站点\n数(个) 12 20 预期性";
    assert_eq!(
        indicators_of(table),
        [
            "1|岸线保护|河湖水面率|%|约束性|2020年=8.1 2025年=8.5|",
            "2|岸线保护|生态岸线与湿地的长度|公里|约束性|2020年=33 2025年=≥47|",
            "3|岸线保护|自然岸线保有率|%|预期性|2020年=64.9 2025年=66|",
            "4|水质改善|水质达标率|%|约束性|2020年=80.5 2025年=95|",
            "5|水质改善|供水工程的能力提升|万吨|预期性|2020年=- 2025年=15.5|",
            "6|水质改善|水质自动监测的站点数|个|预期性|2020年=12 2025年=20|",
        ]
    );
}

#[test]
fn cells_of_several_lines_that_end_with_a_blank() {
    let body = "　　落实河湖长责任，形成工作合力，完善各项配套措施和支持政策，推动河\n\
        湖治理取得实效，满足人民群众的需要。 \n";
    let table = "专栏1 河湖治理主要指标 \n类别 序号 指标名称 2020 年 2025 年 \n指标 \n属性 \n水质\n改善 \n\
        1 河流水质优良比例（%）  \n按照市\n里下达 \n约束性 \n2 \n全县主要河流和水库的水质达标的断面所占的比\n例（%） \n\
        88 【95】 约束性 \n3 排污口达标率（%）  【100】 预期性 \n岸线\n保护 \n4 岸线保有率（%） 64.9 【66】 约束性 \n\
        5 供水能力（万吨） 12 \n按照市\n里下达 \n预期性 \n";
    let text =
        format!("云岭县河湖治理规划 \n一、总体要求 \n{body}{body}{body}{table}二、保障措施 \n{body}{body}");
    let plan = guihua::parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
    let rows: Vec<String> = plan
        .indicators
        .iter()
        .map(|row| {
            let values = row.values.iter().map(|value| format!("{}={}", value.column, value.text));
            format!(
                "{:?} {} {} {}",
                row.number,
                row.category.as_deref().unwrap_or_default(),
                row.name,
                values.collect::<Vec<_>>().join(" ")
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "Some(1) 水质改善 河流水质优良比例 2025年=按照市里下达",
            "Some(2) 水质改善 全县主要河流和水库的水质达标的断面所占的比例 2020年=88 2025年=【95】",
            "Some(3) 水质改善 排污口达标率 2025年=【100】",
            "Some(4) 岸线保护 岸线保有率 2020年=64.9 2025年=【66】",
            "Some(5) 岸线保护 供水能力 2020年=12 2025年=按照市里下达",
        ]
    );
}

#[test]
fn names_of_groups_that_the_text_knows_and_a_last_row_set_elsewhere() {
    let lines = [
        "      序                                 指标",
        "类别         具体指标       单位   2020 年 2025 年",
        "      号                                 性质",
        "                                 完成市",
        "      1   河湖水面率       %      -          约束性",
        "                                 下达指标",
        "水质    2   湿地保护率       %     33    不减少   预期性",
        "保护                               完成市",
        "      3   排污口达标率      %     70          预期性",
        "                                 下达任务",
        "      4   单位 GDP 用水量  %     80     75   约束性",
        "防洪    5   堤防长度        公里    33     47   预期性",
        "减灾    6   避险场所        处     12    15.5  预期性",
        "供水    7   供水能力        万吨    120    130  预期性",
        "保障    8   水厂          座     3      5    预期性",
        "\u{c}",
        "    9   水井   座   -   12   预期性",
    ];
    let rows = indicators_of(&lines.join("\n"));
    let read: Vec<String> =
        rows.iter().map(|row| row.replace("2020年=", "").replace("2025年=", "")).collect();
    assert_eq!(
        read,
        [
            "1|水质保护|河湖水面率|%|约束性|- 完成市下达指标|",
            "2|水质保护|湿地保护率|%|预期性|33 不减少|",
            "3|水质保护|排污口达标率|%|预期性|70 完成市下达任务|",
            "4|水质保护|单位GDP用水量|%|约束性|80 75|",
            "5|防洪减灾|堤防长度|公里|预期性|33 47|",
            "6|防洪减灾|避险场所|处|预期性|12 15.5|",
            "7|供水保障|供水能力|万吨|预期性|120 130|",
            "8|供水保障|水厂|座|预期性|3 5|",
            "9|供水保障|水井|座|预期性|- 12|",
        ]
    );
}

#[test]
fn the_title_of_a_table_below_its_number_is_no_cell_of_its_header() {
    let header = "类别\n指标名称\n2020 年\n2025 年目标\n属性\n";
    let text = format!(
        "云岭县生态文明建设规划\n一、目标\n建设指标如下。\n表1\n云岭县生态文明建设指标体系\n{header}生态空间\n\
         1.保护红线面积（平方公里）\n33\n完成市里下达任务\n约束性\n2.国土开发强度（%）\n5\n5.2\n参考性\n\
         {header}生态生活\n3.人均公园绿地（m\n2/人）\n12.9\n14.8\n参考性\n4.绿色出行比例（%）\n未统计\n≥70\n参考性\n\
         二、保障\n落实责任。\n"
    );
    let plan = guihua::parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
    let row = |row: &guihua::model::Indicator| {
        let values: Vec<&str> = row.values.iter().map(|value| value.text.as_str()).collect();
        let word = |word: &Option<String>| word.clone().unwrap_or_default();
        let [category, unit, attribute] = [&row.category, &row.unit, &row.attribute].map(word);
        format!("{category}|{}|{unit}|{}|{attribute}", row.name, values.join(" "))
    };
    assert_eq!(
        plan.indicators.iter().map(row).collect::<Vec<_>>(),
        [
            "生态空间|保护红线面积|平方公里|33 完成市里下达任务|约束性",
            "生态空间|国土开发强度|%|5 5.2|参考性",
            "生态生活|人均公园绿地|m2/人|12.9 14.8|参考性",
            "生态生活|绿色出行比例|%|未统计 ≥70|参考性",
        ]
    );
}

/// The values of each indicator of a table that has run together in the line of a whole plan.
fn run_together(title: &str, table: &str) -> Vec<String> {
    let more = "加强统筹协调，完善配套政策，建立健全长效机制，推动各项任务落地见效。".repeat(3);
    let text = format!(
        "云岭县托育规划\n{more}一、编制背景“十三五”时期，{more}二、目标{more}专栏1{title}{table}\
         三、任务（一）办好托育。{more}——扩大供给。{more}——提高质量。{more}（二）加强领导。{more}\n"
    );
    let plan = guihua::parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
    assert_eq!(plan.sections[0].title.as_deref(), Some("编制背景"));
    assert_eq!(plan.boxes[0].title, title);
    // The points of a list are paragraphs, whose sentence before them is another.
    assert_eq!(plan.sections[2].sections[0].content.len(), 3);
    let row = |row: &guihua::model::Indicator| {
        let values =
            row.values.iter().map(|value| format!("{}={}", value.year.unwrap_or_default(), value.text));
        let values: Vec<String> = values.collect();
        let texts = [row.category.as_deref(), Some(&row.name), row.unit.as_deref(), row.attribute.as_deref()];
        texts.map(Option::unwrap_or_default).join("|") + "|" + &values.join(" ")
    };
    plan.indicators.iter().map(row).collect()
}

#[test]
fn years_that_run_together_are_parted_where_they_are_most_alike() {
    let table = "类别序号指标名称单位2021年2022年2023年2024年2025年属性\
         服务1托位使用率%6.36.36.36.36.3预期性2从业人员培训率%≥90≥90≥90≥90≥95约束性3新增托位数个/年115115115115120预期性\
         保障4机构备案率%99999999100约束性";
    assert_eq!(
        run_together("主要指标", table),
        [
            "服务|托位使用率|%|预期性|2021=6.3 2022=6.3 2023=6.3 2024=6.3 2025=6.3",
            "服务|从业人员培训率|%|约束性|2021=≥90 2022=≥90 2023=≥90 2024=≥90 2025=≥95",
            "服务|新增托位数|个/年|预期性|2021=115 2022=115 2023=115 2024=115 2025=120",
            "保障|机构备案率|%|约束性|2021=99 2022=99 2023=99 2024=99 2025=100",
        ]
    );
}

#[test]
fn figures_that_run_together_are_parted_by_what_they_say_of_their_growth() {
    let table = "分类序号指标名称单位2020年2025年指标属性绝对值绝对值年均增速[累计]\
         服务1托位数个5015024.6%预期性2每千人托位数个2.04.5[2.5]预期性3服务收入亿美元76.512310%预期性\
         4满意度（分） 88.0092[4]预期性保障5机构备案率%100100 约束性6社区机构数个 40 预期性7补贴增长%5.4—6.5-7.5预期性";
    assert_eq!(
        run_together("主要目标", table),
        [
            "服务|托位数|个|预期性|2020=50 2025=150 0=24.6%",
            "服务|每千人托位数|个|预期性|2020=2.0 2025=4.5 0=[2.5]",
            "服务|服务收入|亿美元|预期性|2020=76.5 2025=123 0=10%",
            "服务|满意度|分|预期性|2020=88.00 2025=92 0=[4]",
            "保障|机构备案率|%|约束性|2020=100 2025=100",
            "保障|社区机构数|个|预期性|2025=40",
            "保障|补贴增长|%|预期性|2020=5.4 2025=— 0=6.5-7.5",
        ]
    );
}

#[test]
fn a_figure_before_words_in_the_place_of_the_last() {
    let table =
        "序号指标单位2020年2025年属性1托位使用率%80100预期性2投诉率%10逐步下降预期性3机构备案率%90≥95约束性";
    assert_eq!(
        run_together("主要指标", table),
        [
            "|托位使用率|%|预期性|2020=80 2025=100",
            "|投诉率|%|预期性|2020=10 2025=逐步下降",
            "|机构备案率|%|约束性|2020=90 2025=≥95",
        ]
    );
}

#[test]
fn cells_set_apart_with_units_and_notes_on_lines_of_their_own() {
    let cells = [
        "指标名称",
        "2025年",
        "2030年",
        "指标性质",
        "新增托位规模",
        "（个）",
        "3200",
        "≥3600",
        "约束性",
        "年均培训人数",
        "（人）",
        "36",
        "（2021年—2025年）",
        "35-40",
        "预期性",
        "年均低效场地",
        "改造规模（平方米）",
        "12.6",
        "（2021年—2025年）",
        "7左右",
        "预期性",
        "机构关停率（%）",
        "25",
        "（2025年较2020年下降）",
        "力争达到20左右",
        "（2030年较2025年下降）",
        "预期性",
    ];
    let text = format!(
        "云岭县托育规划\n\n一、目标\n\n表1 主要指标\n\n{}\n\n二、任务\n\n落实责任。\n",
        cells.join("\n\n")
    );
    let plan = guihua::parse(&Source::from_text("t.md", text)).documents.remove(0).plan;
    let row = |row: &guihua::model::Indicator| {
        let values = row.values.iter().map(|value| format!("{} {:?}", value.text, value.number));
        format!(
            "{}|{}|{}",
            row.name,
            row.unit.as_deref().unwrap_or(""),
            values.collect::<Vec<_>>().join("，")
        )
    };
    assert_eq!(
        plan.indicators.iter().map(row).collect::<Vec<_>>(),
        [
            "新增托位规模|个|3200 Some(3200.0)，≥3600 Some(3600.0)",
            "年均培训人数|人|36（2021年—2025年） Some(36.0)，35-40 None",
            "年均低效场地改造规模|平方米|12.6（2021年—2025年） Some(12.6)，7左右 Some(7.0)",
            "机构关停率|%|25（2025年较2020年下降） Some(25.0)，力争达到20左右（2030年较2025年下降） Some(20.0)",
        ]
    );
}

#[test]
fn the_head_of_a_page_before_the_number_of_a_letter() {
    let more = "加强统筹协调，完善配套政策，建立健全长效机制，推动各项任务落地见效。".repeat(3);
    let text = format!(
        "当前位置：首页政务公开 云岭县人民政府关于印发《云岭县托育服务发展规划》的通知 时间：2022-06-08 10:04 微信 微博 \
         云政发〔2022〕7号云岭县人民政府关于印发《云岭县托育服务发展规划》的通知各镇人民政府，县直各单位：现将《云岭县托育服务发展规划》印发给你们，请认真组织实施。\
         云岭县人民政府2022年6月1日云岭县托育服务发展规划一、总体要求{more}二、主要任务{more}三、组织保障{more}\n"
    );
    let document = guihua::parse(&Source::from_text("t.txt", text)).documents.remove(0);
    let notice = document.notice.unwrap();
    assert_eq!(notice.document_number.map(|number| number.text).as_deref(), Some("云政发〔2022〕7号"));
    assert_eq!(notice.title.as_deref(), Some("云岭县人民政府关于印发《云岭县托育服务发展规划》的通知"));
    assert_eq!(notice.addressees, ["各镇人民政府", "县直各单位"]);
    assert_eq!(notice.body.len(), 1);
    assert_eq!(document.plan.sections.len(), 3);
}

#[test]
fn figures_that_run_together_are_not_guessed() {
    // The name of the first row begins with a word that stands below years elsewhere.
    let table = "指标单位2030年属性累计新增托位万个120预期性目标人群万人310预期性服务时长万小时120约束性";
    assert_eq!(
        run_together("主要指标", table),
        [
            "|累计新增托位|万个|预期性|2030=120",
            "|目标人群|万人|预期性|2030=310",
            "|服务时长|万小时|约束性|2030=120",
        ]
    );
    // A blank before two figures is no figure.
    let table =
        "序号指标单位2025年2030年属性1托位数个 1001000预期性2从业人员人310320预期性3服务时长小时120125预期性";
    assert_eq!(run_together("主要指标", table)[0], "|托位数|个|预期性|2025=100 2030=1000");
    // At constant prices growth is not what the values give; what no way explains is not known.
    let table = "序号指标名称单位2020年2025年指标属性绝对值绝对值年均增速1服务产值亿元356851256.5%预期性\
         2从业人员万人3123200.5%预期性3托位数个1212125555预期性";
    assert_eq!(
        run_together("主要目标", table),
        [
            "|服务产值|亿元|预期性|2020=3568 2025=5125 0=6.5%",
            "|从业人员|万人|预期性|2020=312 2025=320 0=0.5%",
            "|托位数|个|预期性|2020= 2025= 0=",
        ]
    );
}
