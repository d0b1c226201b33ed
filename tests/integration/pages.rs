//! Text as programs copy it from the pages that a browser or a viewer shows: leading as blank
//! lines, and what a site prints around a document.

use guihua::Source;
use guihua::model::Block;

#[test]
fn leading_that_is_copied_as_one_blank_line_here_and_two_there() {
    let paragraphs = [
        "以实施河湖长制为契机，全面推进流域系统治理，水环境质量持续改善，岸线管控更加严格，群众满意度不断提高，河湖面貌焕然一新。",
        "在全市率先建立河湖警长制度，累计清理乱占乱建问题，修复水域岸线，河流断面水质全部达标，饮用水水源地水质保持稳定，监测网络实现全覆盖。",
        "加强水旱灾害防御，完成主要支流治理和病险水库除险加固，山洪灾害监测预警体系基本建成，基层防汛能力明显增强，灾害损失持续下降。",
        "落实最严格水资源管理制度，用水总量得到有效控制，农田灌溉水有效利用系数稳步提高，节水型社会建设取得成效，供水保障能力进一步增强。",
    ];
    let mut text = String::from("云岭市水利发展规划\n\n\n一、发展基础\n");
    let mut count = 0;
    for paragraph in paragraphs {
        let own: Vec<char> = format!("　　{paragraph}").chars().collect();
        for line in own.chunks(30) {
            text.push_str(if count % 5 < 2 { "\n\n" } else { "\n" });
            text.extend(line);
            text.push('\n');
            count += 1;
        }
    }
    text.push_str("\n二、保障措施\n\n　　加强领导。\n");
    let plan = guihua::parse(&Source::from_text("plan.txt", text)).documents.remove(0).plan;
    let read: Vec<&str> = plan.sections[0]
        .content
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(read, paragraphs);
}

#[test]
fn when_and_where_a_page_was_put_up_is_no_addressee() {
    let text = "甲省人民政府关于印发甲省土壤保护规划的通知\n甲政规〔2021〕19号\n2021年12月31日 10:14  来源：甲省人民政府网\n\
                各市（地）、县（市）人民政府，省政府各直属单位：\n现将《甲省土壤保护规划》印发给你们，请认真贯彻执行。\n甲省人民政府\n\
                2021年12月29日\n甲省土壤保护规划\n一、任务\n加强保护。\n二、保障\n加强领导。\n";
    let notice = guihua::parse(&Source::from_text("plan.txt", text)).documents.remove(0).notice.unwrap();
    assert_eq!(notice.addressees, ["各市（地）、县（市）人民政府", "省政府各直属单位"]);
    assert_eq!(notice.date.as_deref(), Some("2021-12-29"));
}
