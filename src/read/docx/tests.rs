//! Word files in small: the XML of a body, and the lines it becomes.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn document(body: &str) -> Vec<u8> {
    pack(&[("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>"))])
}

fn show(body: &str) -> Vec<String> {
    let rendition = read(&document(body)).unwrap();
    let facts = &rendition.evidence.lines;
    rendition
        .text
        .lines()
        .zip(facts)
        .map(|(line, facts)| {
            let role = match facts.role {
                LineRole::Paragraph => 'P',
                LineRole::Wrapped | LineRole::Begins | LineRole::Continues => 'L',
                LineRole::Row => 'R',
                LineRole::Furniture(_) => 'F',
            };
            format!("{role}{} {}", facts.frame, line.replace('\t', "|"))
        })
        .collect()
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn changes_are_accepted_and_hidden_text_is_left_out() {
    assert_eq!(
        show(
            "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins><w:r><w:t>丙</w:t></w:r></w:ins>\
             <w:r><w:rPr><w:vanish/></w:rPr><w:t>丁</w:t></w:r><w:r><w:t>&amp;&#x620A;</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>\
             <w:r><w:fldChar w:fldCharType='begin'/><w:instrText>PAGE</w:instrText></w:r></w:p>\
             <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>己</w:t></w:r></w:p><w:p><w:r><w:t>庚</w:t></w:r></w:p>"
        ),
        ["P0 甲丙&戊-", "P0 己庚"]
    );
}

#[test]
fn tables_are_filled_and_boxes_are_frames() {
    let cell =
        |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let table = format!(
        "<w:tbl><w:tr>{}</w:tr><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>",
        cell("<w:gridSpan w:val='2'/>", "专栏1 甲"),
        cell("<w:vMerge w:val='restart'/>", "类别"),
        cell("", "a"),
        cell("<w:vMerge/>", ""),
        cell("", "b"),
    );
    let boxed = format!("<w:tbl><w:tr><w:tc>{}{}</w:tc></w:tr></w:tbl>", p("专栏2 乙"), p("1.丙"));
    assert_eq!(
        show(&format!("{}{table}{}{boxed}{}", p("前。"), p("中。"), p("后。"))),
        ["P0 前。", "P1 专栏1 甲", "R1 类别|a", "R1 类别|b", "P0 中。", "P2 专栏2 乙", "P2 1.丙", "P0 后。"]
    );
}

#[test]
fn text_boxes_are_read_once_and_borders_are_frames() {
    let border = "<w:pPr><w:pBdr><w:top w:val='single'/><w:left w:val='single'/></w:pBdr></w:pPr>";
    let choice = format!("<w:txbxContent>{}</w:txbxContent>", p("框内"));
    assert_eq!(
        show(&format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice>{choice}</mc:Choice><mc:Fallback>{choice}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>框外</w:t></w:r></w:p>\
             <w:p>{border}<w:r><w:t>专栏1</w:t></w:r></w:p><w:p>{border}<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"
        )),
        ["P0 框外", "P1 框内", "P2 专栏1", "L2 甲", "L2 乙"]
    );
}

#[test]
fn numbers_come_from_styles_too() {
    let bytes = pack(&[
        (
            "_rels/.rels",
            "<Relationships><Relationship Type='http://x/officeDocument' Target='word/document.xml'/></Relationships>",
        ),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Type='http://x/styles' Target='styles.xml'/><Relationship Type='http://x/numbering' Target='/word/numbering.xml'/><Relationship Type='http://x/footer' Target='footer1.xml'/></Relationships>",
        ),
        (
            "word/styles.xml",
            "<w:styles><w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style></w:styles>",
        ),
        (
            "word/numbering.xml",
            "<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        ),
        ("word/footer1.xml", "<w:ftr><w:p><w:r><w:t>— 1 —</w:t></w:r></w:p></w:ftr>"),
        (
            "word/document.xml",
            "<w:document><w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>总体要求</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val='1'/></w:pPr><w:r><w:t>任务</w:t></w:r></w:p></w:document>",
        ),
    ]);
    let rendition = read(&bytes).unwrap();
    assert_eq!(rendition.text, "一、总体要求\n二、任务\n— 1 —\n");
    let facts = rendition.evidence.lines;
    assert_eq!((facts[0].heading, facts[0].strong), (1, true));
    assert_eq!(facts[2].role, LineRole::Furniture(FurnitureKind::PageNumber));
}

#[test]
fn what_would_burst_or_is_broken_is_refused() {
    let fault = |bytes: &[u8]| read(bytes).unwrap_err();
    let part = |name: &str| Fault::Damaged { part: name.to_owned() };
    assert_eq!(fault(b"PK\x03\x04word/document.xml"), part("ZIP"));
    assert_eq!(fault(&pack(&[("word/x.xml", "")])), part("word/document.xml"));
    assert_eq!(fault(&document("<w:p>")), part("word/document.xml"));
    assert_eq!(fault(&document("<w:p>&a;</w:p>")), part("word/document.xml"));
    let entities = "<!DOCTYPE a [<!ENTITY a 'aaaa'>]><w:document/>";
    assert_eq!(fault(&pack(&[("word/document.xml", entities)])), Fault::Entities);
    let deep = format!("{}{}", "<w:tbl>".repeat(2000), "</w:tbl>".repeat(2000));
    assert_eq!(fault(&document(&deep)), Fault::TooDeep { limit: 1000 });
    let zeros = " ".repeat(40 << 20);
    assert!(matches!(fault(&document(&zeros)), Fault::Bomb { .. }));
    // Cut anywhere, it is an error and no panic.
    let whole = document(&p("甲"));
    for end in 0..whole.len() {
        assert!(read(&whole[..end]).is_err());
    }
}
