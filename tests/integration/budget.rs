//! What a file may cost: memory is bounded by its size, whatever it holds.
//!
//! Each generator makes a file of a kind that asked for far more than it gives, of
//! one, two and four times a size. The program reads it in a process of its own, whose
//! peak the system tells. What takes time is as large as to take minutes where a stage
//! is quadratic.
#![cfg(all(feature = "cli", feature = "docx", feature = "html", feature = "pdf", target_os = "linux"))]

use std::fs;
use std::io::{BufRead, BufReader, Cursor, Write};
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::hostile;
use crate::process::program;

/// What every file may take, the program itself included, and what more for each of
/// its bytes; of a Word file, for each byte that it unpacks to.
const BASE: u64 = 64 << 20;
const SHARE: u64 = 20;

/// What the program of the tests takes more than one that is built for release: its code
/// alone is several times as large.
const OWN: u64 = if cfg!(debug_assertions) { 20 << 20 } else { 0 };

/// A file, and how many bytes of it or in it count.
type Made = (Vec<u8>, usize);

/// Reads the file; how it ended, and the peak of memory in bytes.
fn read(path: &Path) -> (String, u64) {
    let mut command = program();
    command.args(["parse", "-f", "ndjson", "--stdin-paths"]).env_remove("RUST_BACKTRACE");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    writeln!(stdin, "{}", path.display()).unwrap();
    let mut answer = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut answer).unwrap();
    // It waits for the next line, and has not given anything back.
    let state = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = state.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    let peak: u64 = peak.trim().trim_end_matches(" kB").trim().parse().unwrap();
    drop(stdin);
    assert!(child.wait().unwrap().success());
    let answer: Value = serde_json::from_str(&answer).unwrap();
    (answer["status"].as_str().unwrap().to_owned(), peak * 1024)
}

/// Holds what `make` makes of one, two and four times `size` to its budget.
fn hold(name: &str, size: usize, make: impl Fn(usize) -> Made) {
    let folder = tempfile::tempdir().unwrap();
    for times in [1, 2, 4] {
        let (bytes, length) = make(size * times);
        let path = folder.path().join("file");
        fs::write(&path, &bytes).unwrap();
        let (status, peak) = read(&path);
        let budget = BASE + OWN + SHARE * length as u64;
        println!("{name} ×{times}: {status}, {length} bytes, {} MB of {}", peak >> 20, budget >> 20);
        assert!(peak <= budget, "{name} ×{times}: {} MB of {}", peak >> 20, budget >> 20);
    }
}

fn word(parts: &[(&str, String)]) -> Made {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let length = parts.iter().map(|(_, text)| text.len()).sum();
    (writer.finish().unwrap().into_inner(), length)
}

fn document(body: &str) -> Made {
    word(&[("word/document.xml", format!("<document><body>{body}</body></document>"))])
}

#[test]
fn word_files_keep_within_their_budget() {
    hold("tabs", 50_000, |n| document(&format!("<p><r>{}</r></p>", "<tab/>".repeat(n))));
    hold("links", 5_000, |n| {
        document(&format!("<p>{}</p>", "<hyperlink><r><t>甲</t></r></hyperlink><r><br/></r>".repeat(n)))
    });
    hold("fields", 10_000, |n| {
        let field =
            "<r><fldChar fldCharType='begin'/></r><r><fldChar fldCharType='separate'/></r><r><t>甲</t></r>";
        document(&format!("<p>{}</p>", field.repeat(n)))
    });
    hold("cells over all columns", 200, |n| {
        let row = format!(
            "<tr><tc><tcPr><gridSpan val='128'/></tcPr><p><r><t>{}</t></r></p></tc><tc><p/></tc></tr>",
            "甲".repeat(1000)
        );
        document(&format!("<tbl>{row}{row}</tbl>").repeat(n))
    });
    hold("labels", 10_000, |n| {
        let label = format!("<lvl ilvl='0'><lvlText val='{}'/></lvl>", "%1、".repeat(n));
        let lists = format!(
            "<numbering><abstractNum abstractNumId='0'>{label}</abstractNum>\
             <num numId='1'><abstractNumId val='0'/></num></numbering>"
        );
        let item = "<p><pPr><numPr><ilvl val='0'/><numId val='1'/></numPr></pPr><r><t>甲</t></r></p>";
        let body = format!("<document><body>{}</body></document>", item.repeat(n / 10));
        let relations = "<Relationships><Relationship Id='r1' Type='x/numbering' Target='numbering.xml'/></Relationships>";
        word(&[
            ("word/document.xml", body),
            ("word/numbering.xml", lists),
            ("word/_rels/document.xml.rels", relations.to_owned()),
        ])
    });
    hold("a part that unpacks to much", 1 << 20, |n| (document(&" ".repeat(8 * n)).0, 0));
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

/// A file of one page, its content behind `filter`, and further objects.
fn pdf(font: &str, filter: &str, content: &[u8], objects: &[Vec<u8>]) -> Made {
    let mut bytes = format!(
        "%PDF-1.5\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n\
         2 0 obj\n<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 595 842] /Resources << /Font << {font} >> >> >>\nendobj\n\
         4 0 obj\n<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>\nendobj\n\
         5 0 obj\n<< /Length {} {filter} >>\nstream\n",
        content.len()
    )
    .into_bytes();
    bytes.extend_from_slice(content);
    bytes.extend_from_slice(b"\nendstream\nendobj\n");
    for object in objects {
        bytes.extend_from_slice(object);
    }
    bytes.extend_from_slice(b"trailer\n<< /Root 1 0 R >>\n%%EOF\n");
    let length = bytes.len();
    (bytes, length)
}

const TEXT: &[u8] =
    b"BT /F1 16 Tf 29 TL 80 740 Td <75325E02517B8001670D52A189C45212> Tj T* <4E003001603B4F5389816C42> Tj ET";

fn font(widths: &str) -> String {
    format!(
        "/F1 << /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font \
         /Subtype /CIDFontType0 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> \
         /DW 1000 {widths} >>] >>"
    )
}

/// A file whose one code stands for so many characters, and is shown so many times.
fn mapped(length: usize, count: usize) -> Made {
    let table = format!("begincmap 1 beginbfchar <0001> <{}> endbfchar endcmap", "7532".repeat(length));
    let mut object =
        format!("9 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n", zlib(table.as_bytes()).len())
            .into_bytes();
    object.extend_from_slice(&zlib(table.as_bytes()));
    object.extend_from_slice(b"\nendstream\nendobj\n");
    let font = "/F1 << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 9 0 R \
        /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>] >>";
    let shown = format!("BT /F1 12 Tf 100 700 Td {}ET", "<0001> Tj ".repeat(count));
    pdf(font, "/Filter /FlateDecode", &zlib(shown.as_bytes()), &[object])
}

#[test]
fn a_code_stands_for_no_more_than_the_format_allows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    for (length, is_read) in [(1, true), (256, true), (257, false), (30_000, false)] {
        fs::write(&path, mapped(length, 1).0).unwrap();
        let output = program().arg("text").arg(&path).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(text.contains('甲'), is_read, "{length}: {text}");
    }
}

#[test]
fn pdf_files_keep_within_their_budget() {
    hold("ranges of widths", 2_000, |n| {
        pdf(&font(&format!("/W [{}]", "0 65535 500 ".repeat(n))), "", TEXT, &[])
    });
    hold("vertical ranges", 1_000, |n| {
        let font = font(&format!("/W2 [{}]", "0 65535 -1000 500 880 ".repeat(n)));
        pdf(&font.replace("GB-UCS2-H", "GB-UCS2-V"), "", TEXT, &[])
    });
    hold("objects in a stream", 100, |n| {
        let data = format!("9 0 [{}]", "0 ".repeat(n * 5_000));
        let packed = zlib(data.as_bytes());
        let mut object = format!(
            "8 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {} >>\nstream\n",
            packed.len()
        )
        .into_bytes();
        object.extend_from_slice(&packed);
        object.extend_from_slice(b"\nendstream\nendobj\n");
        pdf(&font(""), "", TEXT, &[object])
    });
    hold("a filter behind a filter", 64 << 20, |n| {
        let inner = zlib(&vec![b' '; n]);
        pdf(&font(""), "/Filter [/FlateDecode /FlateDecode]", &zlib(&inner), &[])
    });
    hold("runs behind a filter", 1 << 20, |n| {
        pdf(&font(""), "/Filter [/FlateDecode /RunLengthDecode]", &zlib(&[129, b' '].repeat(n / 2)), &[])
    });
    hold("long texts of a code", 20, |n| mapped(12 * n, 500 * n));
    hold("a text in the place of a character", 500_000, |n| {
        let content =
            format!("BT /F1 12 Tf 100 700 Td /Span<</ActualText({})>>BDC <7532> Tj EMC ET", "A".repeat(n));
        pdf(&font(""), "", content.as_bytes(), &[])
    });
    hold("names of codes", 200_000, |n| {
        let names = "0/a ".repeat(n);
        let font = format!(
            "/F1 << /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [{names}] >> >>"
        );
        pdf(&font, "", TEXT, &[])
    });
    hold("a stream that is named again and again", 300, |n| {
        let packed = zlib(&[TEXT, b" "].concat().repeat(n));
        let head = format!("9 0 obj\n<< /Filter /FlateDecode /Length {} >>\nstream\n", packed.len());
        let stream = [head.as_bytes(), &packed, b"\nendstream\nendobj\n"].concat();
        let page =
            format!("4 0 obj\n<< /Type /Page /Parent 2 0 R /Contents [{}] >>\nendobj\n", "9 0 R ".repeat(n));
        pdf(&font(""), "", TEXT, &[stream, page.into_bytes()])
    });
    hold("rows told by those above them", 50, |n| {
        let rows = [2, b' ', b' ', b' ', b' '].repeat(n << 16);
        pdf(&font(""), "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 4 >>", &zlib(&rows), &[])
    });
}

#[test]
fn objects_of_pdf_files_keep_within_their_budget() {
    for (name, pattern) in [
        ("dictionaries", "<</A 1>>"),
        ("numbers", "1 "),
        ("lists", "[1]"),
        ("strings", "()"),
        ("entries", "<</A 1/B 2/C 3/D 4/E 5/F 6/G 7/H 8/I 9/J 1/K 2/L 3/M 4/N 5>>"),
    ] {
        // Packed, and not; with more than is refused, and less.
        for size in [80_000, 200_000] {
            let list = |n: usize| format!("[{}]", pattern.repeat(n / pattern.len()));
            hold(name, size, |n| {
                pdf(&font(""), "", TEXT, &[format!("9 0 obj\n{}\nendobj\n", list(n)).into_bytes()])
            });
        }
        hold(&format!("packed {name}"), 100_000, |n| {
            let packed = zlib(format!("8 0 [{}]", pattern.repeat(n / pattern.len())).as_bytes());
            let head = format!(
                "9 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>\nstream\n",
                packed.len()
            );
            pdf(&font(""), "", TEXT, &[[head.as_bytes(), &packed, b"\nendstream\nendobj\n"].concat()])
        });
    }
    // As many as a large file may have: what else it holds does not shrink.
    hold("packed dictionaries beside data", 300_000, |n| {
        let packed = zlib(format!("8 0 [{}]", "<</A 1>>".repeat(n / 40)).as_bytes());
        let head = format!(
            "9 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length {}>>\nstream\n",
            packed.len()
        );
        let data: Vec<u8> =
            (0..n as u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8 | 0x80).collect();
        let beside = format!("10 0 obj\n<</Length {n}>>\nstream\n");
        let end = b"\nendstream\nendobj\n";
        let objects = [[head.as_bytes(), &packed, end].concat(), [beside.as_bytes(), &data, end].concat()];
        pdf(&font(""), "", TEXT, &objects)
    });
    hold("objects", 5_000, |n| {
        pdf(
            &font(""),
            "",
            TEXT,
            &(0..n).map(|at| format!("{} 0 obj<</A 1>>endobj\n", at + 9).into_bytes()).collect::<Vec<_>>(),
        )
    });
    for (name, part) in [("numbers in a line", "1 "), ("texts in a line", "<41>")] {
        hold(name, 200_000, |n| {
            let content = format!("BT /F1 9 Tf [{}] TJ ET", part.repeat(n));
            pdf(&font(""), "/Filter /FlateDecode", &zlib(content.as_bytes()), &[])
        });
    }
    hold("fonts", 500, |n| {
        let named = |rest: &str| (0..n).fold(String::new(), |all, at| all + &format!("/F{at} {rest} "));
        let (fonts, content) = (named("9 0 R"), named("9 Tf"));
        let object = format!("9 0 obj\n{}\nendobj\n", &font("")[4..]);
        pdf(&fonts, "", &[b"BT ", content.as_bytes(), b"ET ", TEXT].concat(), &[object.into_bytes()])
    });
}

#[test]
fn web_pages_keep_within_their_budget() {
    const END: &str = "<p>一、总体要求</p><p>加强保障，落实责任，健全服务体系。</p>";
    for (name, head, pattern) in [
        ("drawings", "", "<svg><path d=M0><p>甲"),
        ("choices", "", "<select><option>甲"),
        ("cells", "<table>", "<tr><td rowspan=1000 colspan=1000>甲<td>乙"),
        ("links", "", "<a href=x>甲</a>"),
        ("styles", "", "<div style='border: solid'><span style='font-weight: bold'>甲"),
        ("references", "", "&#x4E2D;"),
        ("text areas", "", "<textarea>甲</textarea>"),
        ("lists", "", "<ol><li>甲"),
    ] {
        hold(name, 2_000, |n| {
            let page = format!("<html><body>{head}{}{END}</body></html>", pattern.repeat(n)).into_bytes();
            let length = page.len();
            (page, length)
        });
    }
}

/// Tables of tiny cells, each row an indicator or a task or no more than a row.
#[test]
fn tables_keep_within_their_budget() {
    const PAGE: &str = "<html><body><p>甲县养老服务规划</p><p>一、总体要求</p><p>加强保障。</p>";
    const TASKS: &str = "附件\n重点任务分工表\n";
    const INDICATORS: &str = "专栏1 主要指标\n";
    const HEAD: &str = "|指标|2020年|2025年|属性|\n|-|-|-|-|\n";
    let page =
        |tag: &str| tag.trim_end().split('\n').fold(PAGE.to_owned(), |all, it| format!("{all}<p>{it}</p>"));
    for (name, head, row) in [
        (
            "tasks in a page",
            page(TASKS) + "<table><tr><td>序号<td>任务<td>牵头单位",
            "<tr><td>1<td>建<td>甲局",
        ),
        (
            "indicators in a page",
            page(INDICATORS) + "<table><tr><td>指标<td>2020年<td>2025年",
            "<tr><td>甲<td>1<td>2",
        ),
        ("cells in a page", PAGE.to_owned() + "<table>", "<tr><td>1<td>2"),
        ("tasks", format!("{}{TASKS}|序号|任务|牵头单位|\n|-|-|-|\n", hostile::PLAN), "|1|建|甲局|\n"),
        ("indicators", format!("{}{INDICATORS}{HEAD}", hostile::PLAN), "|甲|1|2|预期性|\n"),
        ("blanks", format!("{}{INDICATORS}指标 2020年 2025年 属性\n", hostile::PLAN), "甲 1 2 预期性\n"),
        ("tabs", format!("{}表1 甲\na\tb\tc\td\n", hostile::PLAN), "1\t2\t3\t4\n"),
        ("columns", format!("{}表1 甲\na b c d\n", hostile::PLAN), "1 2 3 4\n"),
        ("drawn", format!("{}┌─┬─┐\n│甲│乙│\n", hostile::PLAN), "├─┼─┤\n│1│2│\n"),
        ("annexes", hostile::PLAN.to_owned(), "附件1\n甲表\n"),
        ("boxes", hostile::PLAN.to_owned(), "专栏1 甲\n乙\n"),
    ] {
        hold(name, 500_000, |n| {
            let text = head.clone() + &row.repeat(n / row.len());
            let length = text.len();
            (text.into_bytes(), length)
        });
    }
}

#[test]
fn text_keeps_within_its_budget() {
    for pattern in [
        "加快推进水利工程建设，完善供水保障和防洪减灾体系，统筹水资源。\n",
        "，",
        "（",
        "[…]",
        "甲　",
        "1\n",
        "[…]\n",
        "|甲|\n",
        "（甲局负责）\n",
    ] {
        hold(pattern.trim_end(), 100_000, |n| (pattern.repeat(n / pattern.len()).into_bytes(), n));
    }
    // Each of their characters is rewritten or removed.
    for pattern in [")", ") ", ")  ", "；;"] {
        hold(pattern, 1_000_000, |n| (pattern.repeat(n / pattern.len()).into_bytes(), n));
    }
    // As many clauses, boxes and headings as may stand in one line, and more.
    for pattern in ["（甲局负责）", "加强保障。（甲局负责）", "专栏1甲1一、", "- 1 -甲第一章"]
    {
        hold(pattern, 700_000, |n| (pattern.repeat(n / pattern.len()).into_bytes(), n));
    }
    // Each line is a part of the model, and what is left out of the numbers a finding: more
    // than so many are refused, and less keep within this.
    let folder = tempfile::tempdir().unwrap();
    for n in [100_000, 200_000, 400_000] {
        let pattern = "一、甲\n三、乙\n";
        let path = folder.path().join("gaps.txt");
        fs::write(&path, format!("{}{}", hostile::PLAN, pattern.repeat(n / pattern.len()))).unwrap();
        let (status, peak) = read(&path);
        let budget = BASE + OWN + SHARE * n as u64;
        println!("gaps: {status}, {n} bytes, {} MB of {}", peak >> 20, budget >> 20);
        assert!(
            status == "findings" && peak <= budget,
            "gaps: {status}, {} MB of {}",
            peak >> 20,
            budget >> 20
        );
    }
    for (at, (name, text)) in hostile::texts(100).into_iter().enumerate() {
        // One of each is enough here: how the time grows is told by the benchmark.
        let path = tempfile::NamedTempFile::new().unwrap();
        fs::write(path.path(), &text).unwrap();
        let (status, peak) = read(path.path());
        let budget = BASE + OWN + SHARE * text.len() as u64;
        println!("{at} {name}: {status}, {} bytes, {} MB of {}", text.len(), peak >> 20, budget >> 20);
        assert!(peak <= budget, "{at} {name}: {status}, {} MB of {}", peak >> 20, budget >> 20);
    }
}

/// Runs a command to its end; the peak of its memory as long as it could be seen.
fn run(arguments: &[&str], folder: &Path) -> u64 {
    let mut command = program();
    command.current_dir(folder).args(arguments).env_remove("RUST_BACKTRACE");
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let state = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = state.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let size = line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok());
        peak = peak.max(size.unwrap_or_default() * 1024);
        thread::sleep(Duration::from_millis(1));
    }
    peak
}

/// The commands that make more of a file than its model, and what each may take for a byte of
/// text whose lines or clauses are each a part of it: findings, a page, a workbook, a page that
/// a hand can change.
const COMMANDS: &[(&[&str], u64)] = &[
    (&["check", "--output-format", "json"], SHARE),
    (&["export", "--to", "html", "--force", "-o", "page.html"], 50),
    (&["export", "--to", "xlsx", "--force", "-o", "book.xlsx"], 180),
    (&["review", "--force", "-o", "page.html"], 280),
];

#[test]
fn commands_keep_within_their_budget() {
    let folder = tempfile::tempdir().unwrap();
    for pattern in [
        "一、甲\n三、乙\n",
        "（甲局负责）",
        "加快推进水利工程建设，完善供水保障和防洪减灾体系，统筹水资源。\n",
        "甲，。",
    ] {
        for n in [150_000, 300_000, 600_000] {
            let text = format!("{}{}", hostile::PLAN, pattern.repeat(n / pattern.len()));
            fs::write(folder.path().join("plan.txt"), text).unwrap();
            for (command, share) in COMMANDS {
                let peak = run(&[*command, &["plan.txt"]].concat(), folder.path());
                let budget = BASE + OWN + share * n as u64;
                println!("{command:?} {pattern:?} {n}: {} MB of {}", peak >> 20, budget >> 20);
                assert!(peak <= budget, "{command:?} {pattern:?} {n}: {} MB", peak >> 20);
            }
        }
    }
}

/// Of a file of models every document, and every field that is wrong, is a finding.
#[test]
fn models_keep_within_their_budget() {
    const EACH: u64 = 50;
    let folder = tempfile::tempdir().unwrap();
    let fields = |count| (0..count).fold(String::new(), |all, at| all + &format!(",\"a{at}\":1"));
    for n in [25_000, 50_000, 100_000] {
        for (name, text) in [
            ("empty.ndjson", "{}\n".repeat(n)),
            ("head.ndjson", "{\"schema_version\":\"1\",\"part\":1}\n".repeat(n / 10)),
            ("broken.ndjson", "{\"schema_version\":\n".repeat(n / 5)),
            ("array.json", format!("[{}{{}}]", "{},".repeat(n))),
            ("fields.json", format!("{{\"schema_version\":\"1\",\"part\":1{}}}", fields(n / 3))),
            ("stream.yaml", "---\nschema_version: \"1\"\n".repeat(n / 5)),
        ] {
            fs::write(folder.path().join(name), &text).unwrap();
            for command in [
                &["check", "--output-format", "json"] as &[&str],
                &["export", "--to", "csv", "--force", "-o", "tables"],
            ] {
                let peak = run(&[command, &[name]].concat(), folder.path());
                let budget = BASE + OWN + EACH * text.len() as u64;
                println!(
                    "{} {name}: {} bytes, {} MB of {}",
                    command[0],
                    text.len(),
                    peak >> 20,
                    budget >> 20
                );
                assert!(peak <= budget, "{} {name} {n}: {} MB", command[0], peak >> 20);
            }
        }
    }
}
