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
fn fields_print_their_result() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>");
    let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let code = |text: &str| format!("<w:r><w:instrText xml:space='preserve'>{text}</w:instrText></w:r>");
    assert_eq!(
        show(&format!(
            "<w:p>{}{begin}{}{begin}{}{separate}{}{end}{}{separate}{}{end}{}</w:p>\
             <w:p>{begin}{}{end}{}</w:p><w:p>{}{begin}{}</w:p><w:p>{}</w:p>\
             <w:p><w:fldSimple w:instr='DATE'>{}</w:fldSimple></w:p>",
            run("第"),
            code("IF "),
            code("PAGE"),
            run("3"),
            code(" = 3 "),
            run("三"),
            run("条"),
            code(" eq \\o\\ac(○,2)"),
            run("乙"),
            run("没有结尾"),
            code("TOC"),
            run("后文"),
            run("二〇二二年"),
        )),
        ["P0 第三条", "P0 ②乙", "P0 没有结尾", "P0 后文", "P0 二〇二二年"]
    );
}

#[test]
fn pages_and_lines_break_paragraphs() {
    let br = |kind: &str| format!("<w:r><w:br{kind}/></w:r>");
    let (page, line) = (br(" w:type='page'"), br(""));
    let run = "<w:r><w:t>附件1</w:t></w:r>";
    assert_eq!(
        show(&format!("<w:p>{page}{run}</w:p><w:p>{run}{line}</w:p><w:p>{run}{page}{run}{line}{run}</w:p>")),
        ["P0 附件1", "P0 附件1", "P0 附件1", "L0 附件1", "L0 附件1"]
    );
}

/// A document with the usual parts.
fn whole(body: &str, relations: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = format!("<w:document><w:body>{body}</w:body></w:document>");
    let relations = format!("<Relationships>{relations}</Relationships>");
    let mut all = vec![
        (
            "_rels/.rels",
            "<Relationships><Relationship Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' Target='/word/document.xml'/></Relationships>",
        ),
        ("word/_rels/document.xml.rels", &relations),
        ("word/document.xml", &main),
    ];
    all.extend(parts);
    pack(&all)
}

#[test]
fn numbers_stand_in_cells_and_follow_their_style() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='0'>\
        <w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:numFmt w:val='chineseCounting'/><w:pStyle w:val='x'/><w:lvlText w:val='（%2）'/></w:lvl>\
        </w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let styles = "<w:styles><w:style w:styleId='x'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";
    let counted = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p>";
    let row = |task: &str| {
        format!(
            "<w:tr><w:tc>{counted}</w:tc><w:tc>{}</w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/></w:tc></w:tr>",
            p(task)
        )
    };
    let styled = "<w:p><w:pPr><w:pStyle w:val='x'/></w:pPr><w:r><w:t>总则</w:t></w:r></w:p>";
    let bytes = whole(
        &format!("<w:tbl>{}{}</w:tbl>{styled}{counted}{styled}", row("甲"), row("乙")),
        "<Relationship Type='a/numbering' Target='numbering.xml'/><Relationship Type='a/styles' Target='./styles.xml'/>",
        &[("word/numbering.xml", numbering), ("word/styles.xml", styles)],
    );
    // A numbered paragraph without text counts and prints nothing.
    assert_eq!(read(&bytes).unwrap().text, "1\t甲\t甲\n2\t乙\t乙\n（一）总则\n（一）总则\n");
}

#[test]
fn links_to_files_are_attachments() {
    let link =
        |id: &str, text: &str| format!("<w:hyperlink r:id='{id}'><w:r><w:t>{text}</w:t></w:r></w:hyperlink>");
    let bytes = whole(
        &format!("<w:p><w:r><w:t>附件：</w:t></w:r>{}{}</w:p>", link("r1", "任务清单"), link("r2", "网站")),
        "<Relationship Id='r1' Type='a/hyperlink' Target='http://a/b.xlsx' TargetMode='External'/>\
         <Relationship Id='r2' Type='a/hyperlink' Target='http://a/' TargetMode='External'/>",
        &[],
    );
    let rendition = read(&bytes).unwrap();
    let [found] = &rendition.evidence.attachments[..] else { panic!("{:?}", rendition.evidence.attachments) };
    assert_eq!((found.text.as_str(), found.target.as_str()), ("任务清单", "http://a/b.xlsx"));
    assert_eq!(found.span.of(&rendition.text), "任务清单");
}

#[test]
fn writers_differ() {
    // Another prefix, none, names with backslashes and capitals, UTF-16.
    for document in [
        "<ns0:document xmlns:ns0='http://purl.oclc.org/ooxml/wordprocessingml/main'><ns0:body><ns0:p><ns0:r><ns0:t>甲</ns0:t></ns0:r></ns0:p></ns0:body></ns0:document>",
        "<document><body><p><r><t>甲</t></r></p></body></document>",
    ] {
        for name in ["word/document.xml", "word\\document.xml", "Word/Document.xml"] {
            assert_eq!(read(&pack(&[(name, document)])).unwrap().text, "甲\n", "{name}");
        }
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
        let units: Vec<u8> =
            format!("\u{FEFF}{document}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        writer.write_all(&units).unwrap();
        assert_eq!(read(&writer.finish().unwrap().into_inner()).unwrap().text, "甲\n");
    }
    let sdt = format!(
        "<w:sdt><w:sdtPr><w:docPartObj/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        p("目录")
    );
    let ruby = "<w:p><w:r><w:ruby><w:rt><w:r><w:t>gui</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>规</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>";
    let moved = "<w:p><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo><w:r><w:sym w:font='Wingdings 2' w:char='F06A'/><w:sym w:font='Wingdings' w:char='F0FE'/></w:r></w:p>";
    let drawn = "<w:p><w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>旧式框</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>";
    assert_eq!(show(&format!("{sdt}{ruby}{moved}{drawn}")), ["P0 目录", "P0 规", "P0 新①☑", "P1 旧式框"]);
}

#[test]
fn printed_lines_are_not_paragraphs() {
    let line = "坚持以人民为中心的发展思想，完善残疾人社会保障制度和关爱服务体系，";
    let found = show(&p(line).repeat(20));
    assert!(found.iter().all(|line| line.starts_with('L')), "{found:?}");
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

#[test]
fn text_is_hidden_by_styles_and_placeholders_are_no_text() {
    let styles = "<w:styles><w:style w:type='character' w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type='character' w:styleId='i'><w:basedOn w:val='h'/></w:style>\
        <w:style w:type='paragraph' w:styleId='p'><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let run = |style: &str, text: &str| format!("<w:r><w:rPr>{style}</w:rPr><w:t>{text}</w:t></w:r>");
    let body = format!(
        "<w:p>{}{}{}</w:p><w:p><w:pPr><w:pStyle w:val='p'/></w:pPr>{}</w:p>\
         <w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>\
         <w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt></w:p>",
        run("", "甲"),
        run("<w:rStyle w:val='i'/>", "乙"),
        run("<w:rStyle w:val='h'/><w:vanish w:val='0'/>", "丙"),
        run("", "丁"),
        run("", "单击此处"),
        run("", "戊"),
    );
    let relations =
        "<Relationships><Relationship Id='a' Type='x/styles' Target='styles.xml'/></Relationships>";
    let bytes = pack(&[
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", styles),
        ("word/_rels/document.xml.rels", relations),
    ]);
    assert_eq!(read(&bytes).unwrap().text, "甲丙\n戊\n");
}

/// A document that embeds `chunk` between two paragraphs.
fn with_chunk(chunk: &str) -> Vec<u8> {
    let body = format!("{}<w:altChunk r:id='c'/>{}", p("一、前"), p("三、后"));
    pack(&[
        ("word/document.xml", &format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/chunk.html", chunk),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Id='c' Type='x/aFChunk' Target='chunk.html'/></Relationships>",
        ),
    ])
}

#[test]
#[cfg(feature = "html")]
fn embedded_pages_are_part_of_the_text() {
    let page = "<html><body><p>二、中</p><table border=1><tr><td>项目<td>数量<td>单位</tr><tr><td>甲<td>1<td>个</tr></table></body></html>";
    let rendition = read(&with_chunk(page)).unwrap();
    assert_eq!(rendition.text, "一、前\n二、中\n项目\t数量\t单位\n甲\t1\t个\n三、后\n");
    assert_eq!(rendition.evidence.lines[2].role, LineRole::Row);
    assert_eq!(
        read(&with_chunk("{\\rtf1 a}")).unwrap_err(),
        Fault::Embedded { part: "word/chunk.html".into() }
    );
}

#[test]
fn a_table_around_the_whole_text_is_no_box() {
    let inside: String =
        (1..=24).map(|at| p(&format!("{at}.加强湿地保护{}。", "，维护生态".repeat(at % 5)))).collect();
    let cell = |text: &str| format!("<w:tbl><w:tr><w:tc>{text}</w:tc></w:tr></w:tbl>");
    let shown = show(&format!("{}{}", p("甲市湿地保护规划"), cell(&inside)));
    assert!(shown.iter().all(|line| line.starts_with("P0")), "{shown:?}");
    let shown = show(&format!("{inside}{}", cell(&p("专栏1"))));
    assert!(shown.last().unwrap().starts_with("P1"), "{shown:?}");
}

#[test]
fn the_index_of_a_page_that_was_copied_is_read() {
    let row = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("<w:tc>{}</w:tc>", p(cell))).collect();
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    let index = row(&["索 引 号：", "11-22", "主题分类：", "水利"])
        + &row(&["发文机关：", "甲市人民政府", "发文字号：", "甲政发〔2021〕3号"]);
    let data = row(&["序号", "名称", "状态", "标题"]) + &row(&["1", "甲河", "有效", "乙"]);
    let table = |rows: &str| format!("<w:tbl>{rows}</w:tbl>");
    let text = "为加强湿地保护，维护湿地生态功能，根据国家和省有关规划，结合本市实际，制定本规划。";
    let body = format!("{}{}{}{}", table(&index), p("甲市湿地保护规划"), p(text), table(&data));
    let rendition = read(&document(&body)).unwrap();
    let number = rendition.evidence.document_number().unwrap();
    assert_eq!(number.span.of(&rendition.text), "甲政发〔2021〕3号");
    let roles: Vec<LineRole> = rendition.evidence.lines.iter().map(|line| line.role).collect();
    assert_eq!(roles[0], LineRole::Furniture(FurnitureKind::Web));
    assert_eq!(roles[4..], [LineRole::Row; 2]);
}
