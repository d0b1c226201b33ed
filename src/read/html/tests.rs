//! Pages in small, written as the line they become: `P` a paragraph, `L` a line
//! between breaks, `R` a row, `W` part of the page.

use super::*;

fn show(page: &str) -> Vec<String> {
    let rendition = read(page).unwrap();
    rendition
        .text
        .lines()
        .zip(&rendition.evidence.lines)
        .map(|(line, facts)| {
            let role = match facts.role {
                LineRole::Paragraph => 'P',
                LineRole::Wrapped | LineRole::Begins | LineRole::Continues => 'L',
                LineRole::Row => 'R',
                LineRole::Furniture(_) => 'W',
            };
            format!("{role} {}", line.replace('\t', "|"))
        })
        .collect()
}

#[test]
fn blocks_and_breaks_make_lines() {
    assert_eq!(
        show("<div>一、甲<p>（一）乙&nbsp;<b>丙</b>\n丁<p>戊<br>己</div>庚"),
        ["P 一、甲", "P （一）乙\u{a0}丙 丁", "L 戊", "L 己", "P 庚"]
    );
}

#[test]
fn scripts_styles_and_hidden_text_are_not_printed() {
    assert_eq!(
        show(
            "<style>p{}</style><script>var a='<p>甲</p>';</script><p>乙<span style='display: none'>丙</span></p><p hidden>丁</p><!-- 戊 --><select><option>己</select>"
        ),
        ["P 乙", "W 己"]
    );
}

#[test]
fn a_missing_end_tag_hides_no_text() {
    for page in [
        "<html><head><meta charset=utf-8><title>甲市政府网</title><p>一、甲<p>乙</html>",
        "<head><title>甲市政府网</title></head><p>一、甲</p><head><p>乙",
        "<p>一、甲<svg><path d=M0><p>乙",
        "<p>一、甲<svg><title/><style/><g></g></svg><p>乙",
        "<p>一、甲<svg><g><path d=M0></g><br>乙",
        "<p><span>一、甲<svg><path d=M0></span></p>乙",
        "<p>一、甲<math><mrow><div>乙</div>",
        "<p>一、甲</p><select><div>乙</div>",
    ] {
        assert_eq!(show(page).concat().replace("P ", "").replace("L ", ""), "一、甲乙", "{page}");
    }
}

#[test]
fn text_behind_what_prints_nothing_is_read() {
    for page in [
        "<p>一、甲</p><svg/>乙",
        "<p>一、甲</p><svg width=1 />乙<svg width=1></svg>",
        "<p>一、甲</p><svg><font color=red>乙</font>",
        "<p>一、甲</p><svg><path><font face=SimSun>乙</font>",
        "<p>一、甲</p><a hidden>丙<a>乙</a>",
        "<p>一、甲</p><button hidden>丙<button>乙</button>",
        "<p>一、甲</p><ruby><rt hidden>丙<rt>乙</ruby>",
        "<p>一、甲</p><frame style='display:none'>乙",
        "<p>一、甲</p><image hidden>乙",
        "<p>一、甲</p><keygen hidden><basefont hidden><bgsound hidden>乙",
        "<p>一、甲</p><td hidden>乙",
        "<p>一、甲</p><tr style='display:none'>乙",
        "<p>一、甲</p><p style='display:none;display:block'>乙</p>",
        "<p>一、甲</p><p hidden style='display:block'>乙</p>",
        "<p>一、甲</p><p style='color:red' style='display:none'>乙</p>",
        "<p>一、甲</p><noframes>丙<!--丁</noframes><p>乙",
        "<p>一、甲</p><template><td>丙</template>乙",
        "<p>一、甲</p><table><template><tr><td>丙</template><tr><td>乙</table>",
        "<p>一、甲加强保障</p><h1 hidden>丙<h2>乙</h2>",
    ] {
        let shown = show(page).concat().replace("P ", "").replace("L ", "").replace("加强保障", "");
        assert_eq!(shown, "一、甲乙", "{page}");
    }
}

#[test]
fn what_drawings_formulas_and_forms_show_is_read() {
    assert_eq!(
        show(
            "<p>一、甲<svg><title>图</title><desc>乙</desc><path/><text>丙<tspan>丁</tspan></text></svg>戊</p>\
             <p>二、<math><mi>x</mi><mo>=</mo><mn>2</mn><annotation>y</annotation></math>时</p>"
        ),
        ["P 一、甲丙丁戊", "P 二、x=2时"]
    );
    assert_eq!(show("<p>一、甲<svg><text><![CDATA[乙]]></text></svg><![CDATA[丙]]></p>"), ["P 一、甲乙"]);
    assert_eq!(show("<p>一、甲<svg><foreignObject><div>乙</div></foreignObject></svg>丙</p>").len(), 3);
    assert_eq!(
        show("<p>一、甲<textarea>乙\n<p>丙</textarea><xmp>丁<b></xmp>"),
        ["P 一、甲", "L 乙", "L <p>丙", "P 丁<b>"]
    );
}

#[test]
fn what_a_drawing_hides_ends_with_it() {
    for drawing in
        ["<svg><style>a{}</svg>", "<svg><title>x</svg>", "<svg><title>图</title><text></text></svg>"]
    {
        assert_eq!(
            show(&format!("<p>一、甲</p>{drawing}<p>后文。</p>")),
            ["P 一、甲", "P 后文。"],
            "{drawing}"
        );
    }
}

#[test]
fn in_drawings_and_formulas_no_element_is_silent() {
    for name in ["audio", "canvas", "video", "datalist", "object", "template"] {
        for drawing in [
            format!("<svg><{name}></svg>"),
            format!("<svg><{name}/><path/></svg>"),
            format!("<math><{name}></math>"),
            format!("<svg><g><{name}></{name}></g></svg>"),
            format!("<svg><{name}>"),
        ] {
            assert_eq!(
                show(&format!("<p>一、甲</p>{drawing}<p>后文。</p>")),
                ["P 一、甲", "P 后文。"],
                "{drawing}"
            );
        }
    }
    assert_eq!(show("<p>一、甲</p><svg></svg><video>乙</video><p>丙。</p>"), ["P 一、甲", "P 丙。"]);
    let inserted = "<p>一、甲</p><svg><foreignObject><video>乙</video></foreignObject></svg><p>丙。</p>";
    assert_eq!(show(inserted), ["P 一、甲", "P 丙。"]);
}

#[test]
fn what_stands_for_an_object_is_read() {
    assert_eq!(
        show("<p>一、甲</p><object data=a.swf><p>乙。</p></object><p>丙。</p>"),
        ["P 一、甲", "P 乙。", "P 丙。"]
    );
    assert_eq!(show("<p>一、甲</p><object data=a.swf><p>丙。</p>"), ["P 一、甲", "P 丙。"]);
}

#[test]
fn what_fields_and_buttons_show_is_read() {
    assert_eq!(
        show(
            "<p>一、甲</p><input value=乙><input type=BUTTON value=打印><input type=submit value=''>\
             <input type=hidden value=丙><input value=丁 type=checkbox><input hidden value=戊><p>己。</p>"
        ),
        ["P 一、甲", "W 乙", "W 打印", "P 己。"]
    );
    assert_eq!(
        show("<table><tr><td>指标<td>单位<tr><td><input value=床位><td>张</table>"),
        ["R 指标|单位", "R 床位|张"]
    );
}

#[test]
fn what_is_not_read_is_named() {
    let text = "坚持以人民为中心的发展思想，完善社会保障制度和关爱服务体系。";
    for hidden in [
        format!("<iframe srcdoc='&lt;p&gt;{text}&lt;/p&gt;'></iframe>"),
        format!("<template><p>{text}</p></template>"),
    ] {
        let found = read(&format!("<p>一、甲</p>{hidden}<p>乙。</p>")).unwrap().diagnostics;
        assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::TextLeftOut], "{hidden}");
    }
    assert!(read("<p>一、甲</p><iframe src='a.html'></iframe><p>乙。</p>").unwrap().diagnostics.is_empty());
}

#[test]
fn merged_cells_are_filled() {
    let table =
        "<table><tr><td rowspan=2>类别<td colspan=2>指标</tr><tr><td>a<td>b</tr><tr><td>甲<td><td>丙</table>";
    assert_eq!(show(table), ["R 类别|指标|指标", "R 类别|a|b", "R 甲||丙"]);
}

#[test]
fn a_cell_over_all_columns_heads_its_table() {
    let rendition = read(
        "<p>正文。</p><table border=1><tr><td colspan=2>专栏1 甲</td></tr><tr><td>项目</td><td>内容</td></tr></table>",
    )
    .unwrap();
    let facts = &rendition.evidence.lines;
    assert_eq!((facts[1].role, facts[1].table, facts[1].frame), (LineRole::Paragraph, 1, 1));
    assert_eq!((facts[2].role, facts[2].table, facts[2].is_header), (LineRole::Row, 1, true));
    assert_eq!(facts[0].frame, 0);
}

#[test]
fn layout_tables_are_no_tables() {
    let page = "<table><tr><td><table><tr><td><p>一、甲</p><p>乙。</p></td></tr></table></td><td></td></tr><tr><td>丙</td></tr></table>";
    assert_eq!(show(page), ["P 一、甲", "P 乙。", "P 丙"]);
}

#[test]
fn what_a_script_will_show_is_read() {
    let text = "坚持以人民为中心的发展思想，完善残疾人社会保障制度和关爱服务体系。";
    let page = format!(
        "<p>版权所有</p><div id=js_content style='visibility: hidden'><p>{text}</p><p style='display:none'>暗</p></div>"
    );
    assert_eq!(show(&page), ["W 版权所有", &format!("P {text}")]);
}

#[test]
fn lists_are_numbered_as_browsers_do() {
    assert_eq!(
        show("<ol start=3><li>甲<li>4.乙<li>丙</ol><ul><li>丁</ul><ol style='list-style: none'><li>戊</ol>"),
        ["P 3.甲", "P 4.乙", "P 5.丙", "P 丁", "P 戊"]
    );
}

#[test]
fn the_document_is_found_on_its_page() {
    let text = "坚持以人民为中心的发展思想，完善残疾人社会保障制度和关爱服务体系。";
    let page = format!(
        "<html><head><title>甲市政府网</title></head><body><div class=header><a href=/>首页</a> <a href=/a>政务公开</a></div>\
         <div class=wrap><div class=crumb>当前位置：<a href=/>首页</a></div><h1>甲市关于印发残疾人保障规划的通知</h1>\
         <div id=zoom><p>各区政府：</p><p>{text}</p><p>甲市人民政府</p></div>\
         <p>附件：<a href='a/1.docx?x=1'>任务清单</a></p></div>\
         <div>主办：甲市人民政府办公室</div><div>版权所有 甲市</div></body></html>"
    );
    assert_eq!(
        show(&page),
        [
            "W 首页 政务公开",
            "W 当前位置：首页",
            "P 甲市关于印发残疾人保障规划的通知",
            "P 各区政府：",
            &format!("P {text}"),
            "P 甲市人民政府",
            "W 附件：任务清单",
            "W 主办：甲市人民政府办公室",
            "W 版权所有 甲市"
        ]
    );
    let attachments = read(&page).unwrap().evidence.attachments;
    assert_eq!((attachments[0].text.as_str(), attachments[0].target.as_str()), ("任务清单", "a/1.docx?x=1"));
    // Without a name that is known the same.
    assert_eq!(show(&page.replace("id=zoom", "id=x"))[3..6], show(&page)[3..6]);
}

#[test]
fn the_index_is_read() {
    let page = "<ul><li><b>索 引 号：</b>11-22</li><li>发文字号：甲政发〔2021〕3号</li><li>成文日期：<span>2021年5月6日</span></li></ul>\
                <div class=TRS_Editor><p>甲市规划</p><p>一、总体要求</p></div>";
    let rendition = read(page).unwrap();
    let found: Vec<(&str, &str)> = rendition
        .evidence
        .index
        .iter()
        .map(|entry| (entry.key.as_str(), entry.span.of(&rendition.text)))
        .collect();
    assert_eq!(found, [("索引号", "11-22"), ("发文字号", "甲政发〔2021〕3号"), ("成文日期", "2021年5月6日")]);
    assert_eq!(show(page)[3..], ["P 甲市规划", "P 一、总体要求"]);
}

#[test]
fn no_sentence_is_the_value_of_a_key() {
    let page = "<div><p>文 号：（2006年2月15日） 主题词：<br>发布机构： 发布日期：2006-03-14</p>\
                <p>为加强水利工作，现提出如下意见：<br>一、总体要求<br>要节水。</p></div>";
    let rendition = read(page).unwrap();
    assert!(rendition.evidence.agency().is_none(), "{:?}", rendition.evidence.index);
    assert!(show(page).contains(&"L 为加强水利工作，现提出如下意见：".to_owned()), "{:?}", show(page));
}

#[test]
fn broken_and_deep_markup_is_read_in_linear_time() {
    let deep = format!("{}甲", "<div>".repeat(200_000));
    assert_eq!(show(&deep), ["P 甲"]);
    let odd = format!("<p><table><td>{}乙</p></b></td>", "<div></p></span>".repeat(100_000));
    assert_eq!(show(&odd), ["P 乙"]);
    let open = format!("{}丙", "<b><a href=x><font>".repeat(100_000));
    assert_eq!(show(&open).len(), 1);
    let wide =
        format!("<table>{}</table>", "<tr><td colspan=1000 rowspan=1000>丁</td><td>戊</td></tr>".repeat(300));
    assert!(read(&wide).unwrap().text.len() < wide.len() * 200);
    // What is asked for is not what is given.
    let huge =
        "<table><tr><td colspan=999999 rowspan=999999>己</td><td>庚</td></tr><tr><td>辛</td></tr></table>";
    assert!(read(huge).unwrap().text.len() < 100);
    let cells = format!("<table>{}</table>", "<tr><td>1</td><td>2</td></tr>".repeat(50_000));
    assert_eq!(read(&cells).unwrap().evidence.lines.len(), 50_000);
    let attribute = format!("<p class='{0}' style='{0}' title='{0}'>壬</p>", "nav ".repeat(500_000));
    assert_eq!(read(&attribute).err(), Some(Fault::NoDocument));
    for odd in ["<", "<p", "</", "<!--", "&#xFFFFFFFF;&nbsp", "<table><tr><td", "<script>甲"] {
        let _ = read(odd);
    }
}

#[test]
fn a_title_that_only_the_head_tells_stands_above_the_text() {
    let page = |head: &str, title: &str| {
        format!(
            "<head><title>{title}</title></head><body><a href=/>首页</a><div id=zoom>{head}<p>为加强湿地保护，维护湿地生态功能，制定本规划。</p><p>一、总体要求</p></div></body>"
        )
    };
    let title = "甲市“十四五”湿地保护规划（2021—2025年）";
    let shown = |head: &str, end: &str| show(&page(head, &format!("{title}{end}")));
    for end in ["", "_甲市人民政府", " - 甲市政府网", "|甲市", "-甲市人民政府"] {
        assert_eq!(shown("", end)[1], format!("P {title}"), "{end}");
    }
    // The text has its own, or the page has the name of the site.
    assert_eq!(shown("<p>甲市湿地保护规划</p>", "").len(), 4);
    assert_eq!(show(&page("", "甲市人民政府门户网站")).len(), 3);
}

#[test]
fn pages_that_only_frame_others_are_refused() {
    let nav = "<a href=/>首页</a><h1>甲市湿地保护规划</h1>";
    let framed = |page: &str| read(page).err();
    assert_eq!(
        framed(&format!("{nav}<iframe src='v.html?f=a.pdf'></iframe>")),
        Some(Fault::Framed { target: "v.html?f=a.pdf".into() })
    );
    assert_eq!(
        framed("<frameset><frame src=a.html><frame src=b.html></frameset>"),
        Some(Fault::Framed { target: "a.html、b.html".into() })
    );
    assert_eq!(framed(&format!("{nav}<iframe src=about:blank></iframe>")), None);
    assert_eq!(framed(&format!("{nav}<p>一、总体要求</p><iframe src=counter.html></iframe>")), None);
}

#[test]
fn the_number_is_read_without_an_index() {
    for line in ["文号：甲政发〔2021〕3号 | 日期：2021-03-02 | 浏览：8", "甲政发〔2021〕3号 · 2021-03-02"]
    {
        let rendition = read(&format!(
            "<a href=/>首页</a><h1>甲市湿地保护规划</h1><p>{line}</p><p>为加强湿地保护，维护湿地生态功能，根据国家和省有关规划，结合本市实际，制定本规划。</p><p>一、总体要求</p>"
        ))
        .unwrap();
        let number = rendition.evidence.document_number().unwrap();
        assert_eq!(number.span.of(&rendition.text), "甲政发〔2021〕3号");
        assert_eq!(rendition.evidence.lines[2].role, LineRole::Furniture(FurnitureKind::Web));
    }
}

#[test]
fn keys_need_no_colon() {
    let page = "<a href=/>首页</a><ul><li><b>索 引 号</b><i>11-22</i><li><b>发文字号</b><i>甲政发〔2021〕3号</i><li><b>公开方式</b><i>主动公开</i></ul><h3>甲市湿地保护规划</h3><p>一、总体要求</p><p>分类推进湿地保护。</p>";
    let rendition = read(page).unwrap();
    let entries = &rendition.evidence.index;
    assert_eq!(
        entries.iter().map(|entry| entry.value.as_str()).collect::<Vec<_>>(),
        ["11-22", "甲政发〔2021〕3号", "主动公开"]
    );
}

#[test]
fn a_ruled_table_keeps_its_rows_round_a_small_one() {
    let inner = "<table border=1><tr><td>河流<td>长度</tr><tr><td>甲河<td>35</tr></table>";
    let outer = |border: u8| {
        format!(
            "<table border={border}><tr><td>类别<td>建设内容</tr><tr><td>防洪<td>治理下列河流，加固堤防：{inner}</tr><tr><td>供水<td>新建水厂二座，改造管网</tr></table>"
        )
    };
    assert_eq!(
        show(&outer(1)),
        [
            "R 类别|建设内容",
            "R 防洪|治理下列河流，加固堤防： 河流 长度 甲河 35",
            "R 供水|新建水厂二座，改造管网"
        ]
    );
    assert!(show(&outer(0)).contains(&"R 甲河|35".to_owned()));
}

#[test]
fn pages_without_a_document_are_refused() {
    let page = "<div class=nav><a href=/>首页</a><a href=/a>政务公开</a></div><div id=app></div><div class=footer>版权所有：甲市人民政府</div>";
    assert_eq!(read(page).err(), Some(Fault::NoDocument));
}

#[test]
fn printed_lines_in_elements_of_their_own_are_lines() {
    let text = "县政府每年安排专项资金支持农村供水，优先保障偏远村组用水安全，逐步实现城乡供水同质同价，到规划期末基本完成老旧管网改造任务";
    let text: Vec<char> = text.chars().cycle().take(47 * 14).collect();
    let line = |line: &[char]| format!("<h3>{}</h3>\n", line.iter().collect::<String>());
    let rows = (1..=9).map(|row| format!("<h3>{row} 农村集中式供水受益人口比例 % {row} 预期性 </h3>\n"));
    let rows: String = rows.collect();
    let page = format!(
        "<div><h3>（一）主要目标 </h3>\n{}</div><div>{rows}</div>",
        text.chunks(47).map(line).collect::<String>()
    );
    let rendition = read(&page).unwrap();
    assert!(
        rendition.evidence.lines.iter().all(|facts| facts.role == LineRole::Wrapped && facts.heading == 0)
    );
}
