//! Pages as sites lay them out give the model of the text that is on them.
//!
//! `fixtures/layouts` holds pages (`*.html`) with a place for a document, and
//! documents (`*.blocks`), one block a line with its kind. Every document is put
//! on every page in every markup that editors produce, and as plain text. Names
//! and numbers are invented.

use std::fmt::Write;
use std::fs;

use guihua::{Options, Source, parse_with};
use serde_json::Value;

use crate::formats::compare;
use crate::support::root;

/// What stands in a document.
struct Block {
    kind: String,
    text: String,
}

/// How paragraphs are marked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Markup {
    /// `<p>` with two wide blanks, centred titles in bold.
    Paragraphs,
    /// `<p style="text-indent">`, digits in spans of their own, blank paragraphs.
    Spans,
    /// One block, lines between `<br>`, indents of no-break spaces.
    Breaks,
    /// `<div>`s.
    Divisions,
    /// What a word processor exports: classes, `<o:p>`, numbers of lists.
    Word,
    /// Sections in sections, boxes by their border.
    Sections,
    /// Capital tags without end tags, fonts.
    Fonts,
    /// Each paragraph a row of a table that lays out the page.
    Rows,
    /// Headings as headings.
    Headings,
    /// Preformatted text.
    Preformatted,
}

const MARKUPS: &[Markup] = &[
    Markup::Paragraphs,
    Markup::Spans,
    Markup::Breaks,
    Markup::Divisions,
    Markup::Word,
    Markup::Sections,
    Markup::Fonts,
    Markup::Rows,
    Markup::Headings,
    Markup::Preformatted,
];

fn read_blocks(name: &str) -> Vec<Block> {
    let text = fs::read_to_string(root("fixtures/layouts").join(name)).unwrap();
    text.lines()
        .map(|line| {
            let (kind, text) = line.split_once(' ').unwrap_or((line, ""));
            Block { kind: kind.to_owned(), text: text.to_owned() }
        })
        .collect()
}

/// The document as plain text.
fn to_text(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        let _ = match block.kind.as_str() {
            "title" | "number" | "chapter" | "head" => writeln!(text, "\n　　　　　　{}\n", block.text),
            "right" => writeln!(text, "　　　　　　　　　　　　　　　　{}", block.text),
            "row" => writeln!(text, "{}", block.text.replace('|', "\t")),
            "end" => writeln!(text),
            "p" if block.text.ends_with('：') => writeln!(text, "{}", block.text),
            _ => writeln!(text, "　　{}", block.text),
        };
    }
    text
}

/// The document in `markup`.
fn to_html(blocks: &[Block], markup: Markup) -> String {
    let mut page = String::new();
    let mut at = 0;
    if matches!(markup, Markup::Breaks) {
        page.push_str("<div>");
    }
    if matches!(markup, Markup::Preformatted) {
        page.push_str("<pre>");
    }
    if matches!(markup, Markup::Rows) {
        page.push_str("<table width=\"100%\" cellpadding=0><tbody>");
    }
    while at < blocks.len() {
        let block = &blocks[at];
        if block.kind == "box" {
            let end = (at..blocks.len()).find(|at| blocks[*at].kind == "end").unwrap();
            let inner = boxed(&blocks[at..end], markup);
            match markup {
                Markup::Rows => drop(write!(page, "<tr><td>{inner}</td></tr>")),
                Markup::Preformatted => drop(write!(page, "</pre>{inner}<pre>")),
                _ => page.push_str(&inner),
            }
            at = end + 1;
            continue;
        }
        page.push_str(&painted(block, markup));
        at += 1;
    }
    page.push_str(match markup {
        Markup::Breaks => "</div>",
        Markup::Preformatted => "</pre>",
        Markup::Rows => "</tbody></table>",
        _ => "",
    });
    page
}

/// A box: its title over a table, or text in a frame.
fn boxed(blocks: &[Block], markup: Markup) -> String {
    let mut inner = String::new();
    let rows: Vec<&Block> = blocks.iter().filter(|block| block.kind == "row").collect();
    if let [first, ..] = rows[..] {
        let columns = first.text.split('|').count();
        let _ = write!(
            inner,
            "<table border=\"1\" cellspacing=\"0\"><tbody><tr><td colspan=\"{columns}\"><p>{}</p></td></tr>",
            blocks[0].text
        );
        for row in rows {
            inner.push_str("<tr>");
            for cell in row.text.split('|') {
                let _ = match markup {
                    Markup::Fonts => write!(inner, "<TD><FONT size=2>{}</FONT>", cell.replace('>', "&gt;")),
                    Markup::Word => write!(
                        inner,
                        "<td width=80 valign=top><p class=MsoNormal><span lang=EN-US>{}<o:p></o:p></span></p></td>",
                        cell.replace('>', "&gt;")
                    ),
                    _ => write!(inner, "<td>\n  {}\n</td>", cell.replace('>', "&gt;")),
                };
            }
            inner.push_str("</tr>");
        }
        inner.push_str("</tbody></table>");
        return inner;
    }
    // Lines of a preformatted text stay together in their frame.
    let style = if markup == Markup::Preformatted { Markup::Paragraphs } else { markup };
    let style = if style == Markup::Rows { Markup::Divisions } else { style };
    let text: String = blocks.iter().map(|block| painted(block, style)).collect();
    match markup {
        Markup::Sections => {
            format!("<section style=\"border: 1px solid rgb(0, 0, 0); padding: 8px;\">{text}</section>")
        }
        _ => format!("<table border=1 width=\"100%\"><tr><td>{text}</td></tr></table>"),
    }
}

fn painted(block: &Block, markup: Markup) -> String {
    let text = block.text.replace('&', "&amp;").replace('>', "&gt;");
    let kind = block.kind.as_str();
    let is_centred = matches!(kind, "title" | "number" | "chapter" | "head" | "box");
    let is_bold = matches!(kind, "title" | "chapter" | "head" | "item" | "box");
    let align = match kind {
        "right" => "right",
        _ if is_centred => "center",
        _ => "left",
    };
    match markup {
        Markup::Paragraphs if is_centred => {
            format!("<p style=\"text-align: center;\"><strong>{text}</strong></p>\n")
        }
        Markup::Paragraphs if kind == "right" => format!("<p style=\"text-align: right;\">{text}</p>\n"),
        Markup::Paragraphs => format!("<p>　　{text}</p>\n"),
        Markup::Spans => format!(
            "<p style=\"text-align:{align};text-indent:2em;font-family:仿宋\">{}</p>\n<p>&nbsp;</p>\n",
            spans(&text)
        ),
        Markup::Breaks if is_bold => {
            format!("&nbsp;&nbsp;&nbsp;&nbsp;<b>{text}</b><br />\r\n")
        }
        Markup::Breaks => format!("&nbsp;&nbsp;&nbsp;&nbsp;{text}<br />\r\n<br>"),
        Markup::Divisions => {
            format!("<div style=\"text-align:{align}\">&emsp;&emsp;{text}</div><div><br></div>")
        }
        Markup::Word => {
            let label = match text.split_once('）') {
                Some((label, rest)) if kind == "item" && text.starts_with('（') => format!(
                    "<![if !supportLists]><span style='mso-list:Ignore'>{label}）<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span></span><![endif]>{rest}"
                ),
                _ => text.clone(),
            };
            let bold = if is_bold { "<b>" } else { "" };
            format!(
                "<p class=MsoNormal align={align} style='text-indent:32.0pt;line-height:28.0pt;\nmso-pagination:none'>{bold}<span style='font-size:16.0pt;font-family:仿宋_GB2312'>{}<span lang=EN-US><o:p></o:p></span></span>{}</p>\n\n<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>\n",
                if label.len() > text.len() { label } else { spans(&label) },
                if is_bold { "</b>" } else { "" }
            )
        }
        Markup::Sections => format!(
            "<section style=\"margin:0;line-height:1.75em\"><section><p style=\"text-align:{align}\"><span style=\"font-size: 15px;letter-spacing: 1px;{}\">{text}</span></p></section></section><p><br  /></p>",
            if is_bold { "font-weight: 700;" } else { "" }
        ),
        Markup::Fonts if is_bold => {
            format!("<P align={align}><FONT face=黑体 size=4><B>{text}</B></FONT>\n")
        }
        Markup::Fonts => format!("<P align={align}><FONT face=仿宋_GB2312 size=3>　　{text}</FONT>\n"),
        Markup::Rows => format!("<tr><td align={align}>　　{text}</td></tr>\n"),
        Markup::Headings => match kind {
            "title" => format!("<h1>{text}</h1>"),
            "chapter" => format!("<h2>{text}</h2>"),
            "head" | "item" => format!("<h3>{text}</h3>"),
            _ => format!("<p>{text}</p>"),
        },
        Markup::Preformatted => format!("　　{text}\n\n"),
    }
}

/// Digits in spans of their own, as editors leave them.
fn spans(text: &str) -> String {
    let mut marked = String::new();
    let mut is_digit = false;
    for c in text.chars() {
        if c.is_ascii_digit() != is_digit {
            marked.push_str(if is_digit { "</span>" } else { "<span lang=\"EN-US\">" });
            is_digit = !is_digit;
        }
        marked.push(c);
    }
    if is_digit {
        marked.push_str("</span>");
    }
    marked
}

fn model(source: &Source) -> Value {
    serde_json::to_value(&parse_with(source, &Options::default()).documents).unwrap()
}

/// A document on a page that shows its first `shown` blocks itself.
fn lay_out(page: &str, blocks: &[Block], shown: usize, markup: Markup) -> String {
    let one = |kind: &str| blocks.iter().find(|block| block.kind == kind).unwrap().text.clone();
    let mut right = blocks.iter().filter(|block| block.kind == "right");
    let (agency, date) = (&right.next().unwrap().text, &right.next().unwrap().text);
    let dashes = date.replace(['年', '月'], "-").replace('日', "");
    page.replace("{{title}}", &one("title"))
        .replace("{{number}}", &one("number"))
        .replace("{{agency}}", agency)
        .replace("{{date}}", date)
        .replace("{{date-dashes}}", &dashes)
        .replace("{{text}}", &to_html(&blocks[shown..], markup))
}

fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = fs::read_dir(root("fixtures/layouts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "html"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    pages.sort();
    pages
}

/// Pages that print the title of the document themselves.
fn has_title(page: &str) -> bool {
    page.match_indices("{{title}}").any(|(at, _)| {
        // Neither in the head nor in the index of the page.
        let line = &page[page[..at].rfind('\n').map_or(0, |start| start + 1)..at];
        [
            "<h1",
            "<h2 class",
            "<div class=\"title\"",
            "<div class=\"tit",
            "<B>",
            "law_title",
            "<div class=\"txt_title1",
        ]
        .iter()
        .any(|tag| line.contains(tag))
    })
}

#[test]
fn every_layout_gives_the_model_of_the_text() {
    let mut report = String::new();
    let mut count = 0;
    for document in ["plan.blocks", "opinion.blocks"] {
        let blocks = read_blocks(document);
        let expected = model(&Source::from_text("-", to_text(&blocks)));
        assert!(expected[0]["notice"]["date"].is_string(), "{document}");
        for (name, page) in pages() {
            for markup in MARKUPS {
                let mut variants = vec![("", lay_out(&page, &blocks, 0, *markup))];
                if has_title(&page) {
                    variants.push((" without title", lay_out(&page, &blocks, 1, *markup)));
                    if page.contains("{{number}}") {
                        variants.push((" without number", lay_out(&page, &blocks, 2, *markup)));
                    }
                }
                for (variant, html) in variants {
                    let source = Source::from_bytes("-", html.into_bytes(), None).unwrap();
                    let mut differences = Vec::new();
                    compare("", &expected, &model(&source), &mut differences);
                    count += 1;
                    for difference in differences.iter().take(3) {
                        let _ = writeln!(report, "{name} {markup:?} {document}{variant}{difference}");
                    }
                }
            }
        }
    }
    assert!(count > 300 && report.is_empty(), "{count} pages\n{report}");
}

#[test]
fn the_encoding_is_told_by_the_bytes() {
    let blocks = read_blocks("opinion.blocks");
    let expected = model(&Source::from_text("-", to_text(&blocks)));
    let meta = |charset: &str| {
        format!(
            "<head><meta charset=\"{charset}\"><meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\">"
        )
    };
    for (name, page) in pages() {
        let page = lay_out(&page, &blocks, 0, Markup::Paragraphs);
        let bare = page.replace("<meta charset=\"utf-8\">", "").replace("charset=utf-8", "");
        for (bytes, encoding) in [
            // Declared as what it is not, or not at all; with a mark.
            (encoding_rs::GB18030.encode(&bare).0.into_owned(), "gb18030"),
            (encoding_rs::GB18030.encode(&bare.replace("<head>", &meta("utf-8"))).0.into_owned(), "gb18030"),
            (bare.replace("<head>", &meta("gb2312")).into_bytes(), "UTF-8"),
            ([b"\xEF\xBB\xBF", bare.replace("<head>", &meta("gb2312")).as_bytes()].concat(), "UTF-8"),
        ] {
            let source = Source::from_bytes("-", bytes, None).unwrap();
            assert_eq!(source.encoding(), encoding, "{name}");
            let mut differences = Vec::new();
            compare("", &expected, &model(&source), &mut differences);
            assert!(differences.is_empty(), "{name} {encoding} {differences:#?}");
        }
    }
}

#[test]
fn the_index_is_held_against_the_text() {
    let blocks = read_blocks("opinion.blocks");
    let find = |html: String| {
        let source = Source::from_bytes("-", html.into_bytes(), None).unwrap();
        let evidence = source.evidence().unwrap().clone();
        let parsed = parse_with(&source, &Options::default());
        let codes: Vec<&str> = parsed.diagnostics.iter().map(|found| found.code.rule().code).collect();
        (evidence, codes.iter().filter(|code| **code == "N009").count())
    };
    let mut count = 0;
    for (name, page) in pages().into_iter().filter(|(_, page)| page.contains("{{number}}")) {
        let (evidence, contradictions) = find(lay_out(&page, &blocks, 0, Markup::Paragraphs));
        let number = evidence.document_number().map(|entry| entry.value.as_str());
        assert_eq!((number, contradictions), (Some(blocks[1].text.as_str()), 0), "{name}");
        assert_eq!(
            evidence.agency().map(|entry| entry.value.as_str()),
            Some("青岩县人民政府办公室"),
            "{name}"
        );
        let other = page.replace("{{number}}", "青政发〔2022〕9号");
        let (_, contradictions) = find(lay_out(&other, &blocks, 0, Markup::Paragraphs));
        assert_eq!(contradictions, 1, "{name}");
        if page.contains("{{date}}") {
            let other = page.replace("{{date}}", "2022年3月16日");
            let (_, contradictions) = find(lay_out(&other, &blocks, 0, Markup::Paragraphs));
            assert_eq!(contradictions, 1, "{name}");
        }
        count += 1;
    }
    assert!(count >= 8, "{count}");
    let files: Vec<(String, usize)> = pages()
        .into_iter()
        .map(|(name, page)| (name, find(lay_out(&page, &blocks, 0, Markup::Paragraphs)).0.attachments.len()))
        .filter(|(_, count)| *count > 0)
        .collect();
    let expected = [("content-form", 1), ("province-list", 2), ("scattered", 1)];
    assert_eq!(files, expected.map(|(name, count)| (name.to_owned(), count)));
}
