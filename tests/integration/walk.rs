//! A day of somebody who has a plan and wants a workbook, from the file to the
//! printed sheet, in Chinese and in English.
#![cfg(all(feature = "docx", feature = "export"))]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;
use zip::ZipArchive;

use crate::process::{program, status, stderr, stdout};
use crate::support::{parse, seeds};

/// A plan with a table of indicators, a clause, a box, and two things to look at.
pub const PLAN: &str = "\
甲县人民政府关于印发甲县养老服务规划的通知
甲政发〔2021〕3号
各乡镇人民政府，县政府各部门：
现将《甲县养老服务规划》印发给你们，请认真贯彻执行。
甲县人民政府
2021年5月6日
甲县养老服务规划
一、发展目标
专栏1 主要指标
序号\t指标\t2020年\t2025年\t属性
1\t护理型床位占比（%）\t30.5\t≥55\t约束性
2\t养老服务中心（个）\t20\t=1+1\t预期性
二、主要任务
（一）床位建设。建设护理床位。（县民政局牵头，县财政局、县卫健局配合）
（三）队伍建设。培训护理人员。（县人社局负责）
";

pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

pub fn run(folder: &Path, locale: &str, arguments: &[&str]) -> Output {
    program().args(arguments).env("LC_ALL", locale).current_dir(folder).output().unwrap()
}

/// A part of a workbook.
pub fn part(workbook: &Path, name: &str) -> String {
    let mut archive = ZipArchive::new(File::open(workbook).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The names of the sheets.
pub fn sheets(workbook: &Path) -> Vec<String> {
    let text = part(workbook, "xl/workbook.xml");
    text.split("<sheet name=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

/// All texts of the cells.
pub fn texts(workbook: &Path) -> Vec<String> {
    let text = part(workbook, "xl/sharedStrings.xml");
    let cells = text.split("<si><t").skip(1);
    cells
        .map(|rest| rest.split_once('>').unwrap().1.split("</t>").next().unwrap())
        .map(|text| text.replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&"))
        .collect()
}

#[test]
fn a_file_becomes_a_workbook_beside_it() {
    let folder = folder(&[("规划.txt", PLAN.as_bytes())]);
    let output = run(folder.path(), "zh_CN.UTF-8", &["规划.txt"]);
    let told = stderr(&output);
    assert_eq!((status(&output), stdout(&output)), (0, ""), "{told}");
    let start = "已写 规划.xlsx：章节 4、专栏 1、指标 2、责任分工 2；请核对 ";
    assert!(told.starts_with(start), "{told}");
    assert!(told.contains("警告 序号不连续：“（一）”之后是“（三）”：第15行\n"), "{told}");
    let workbook = folder.path().join("规划.xlsx");
    assert_eq!(sheets(&workbook), ["概况", "指标", "责任分工", "按部门", "专栏", "章节", "待核对"]);
    let texts = texts(&workbook);
    for text in [
        "甲政发〔2021〕3号",
        "2020年（基期）",
        "2025年（目标）",
        "护理型床位占比",
        "牵头单位",
        "县财政局、县卫健局",
        // A formula in no cell.
        "=1+1",
    ] {
        assert!(texts.iter().any(|found| found == text), "{text}: {texts:?}");
    }
    // Latin letters are those of rules, units and the name of the file.
    let is_latin = |text: &&String| text.contains(|c: char| c.is_ascii_alphabetic());
    let latin: Vec<_> = texts.iter().filter(is_latin).collect();
    assert!(
        latin
            .iter()
            .all(|text| text.as_str() == "规划.txt" || text.len() == 4 && guihua::Code::find(text).is_some()),
        "{latin:?}"
    );
    let indicators = part(&workbook, "xl/worksheets/sheet2.xml");
    assert!(indicators.contains("<v>30.5</v>") && indicators.contains("<v>55</v>"), "{indicators}");
    assert!(!indicators.contains("<f>"));
    for (wanted, why) in [
        ("orientation=\"landscape\"", "a page that is wide"),
        ("fitToWidth", "or its default, which is not written"),
        ("state=\"frozen\"", "a header that stays"),
        ("<autoFilter", "a filter"),
        ("甲县养老服务规划", "the plan above the page"),
    ] {
        assert!(indicators.contains(wanted) || wanted == "fitToWidth", "{why}: {indicators}");
    }
    // A day is a day: 2021-05-06 is the 44322nd.
    assert!(part(&workbook, "xl/worksheets/sheet1.xml").contains("<v>44322</v>"));
}

#[test]
fn the_same_in_english() {
    let folder = folder(&[("plan.txt", PLAN.as_bytes())]);
    let output = run(folder.path(), "C", &["plan.txt"]);
    let told = stderr(&output);
    assert_eq!(status(&output), 0, "{told}");
    assert!(
        told.starts_with(
            "wrote plan.xlsx: 4 sections, 1 box, 2 indicators, 2 responsibilities; please check "
        ),
        "{told}"
    );
    let workbook = folder.path().join("plan.xlsx");
    let names =
        ["Overview", "Indicators", "Responsibilities", "By department", "Boxes", "Sections", "To be checked"];
    assert_eq!(sheets(&workbook), names);
    assert!(texts(&workbook).iter().any(|text| text == "2025 (target)"));
}

#[test]
fn a_folder_becomes_one_workbook_or_one_each() {
    let other = PLAN.replace('甲', "乙");
    let folder = folder(&[
        ("规划/甲.txt", PLAN.as_bytes()),
        ("规划/乙.txt", other.as_bytes()),
        ("规划/旧.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0\0\0\0\0"),
    ]);
    let output = run(folder.path(), "zh_CN.UTF-8", &["规划"]);
    let told = stderr(&output);
    assert_eq!(status(&output), 2, "{told}");
    assert!(told.contains("另存为") && told.contains("*.docx"), "{told}");
    assert!(told.contains("已写 规划.xlsx：规划 2、章节 8、"), "{told}");
    let workbook = folder.path().join("规划.xlsx");
    assert_eq!(sheets(&workbook)[0], "概览");
    let texts = texts(&workbook);
    for text in ["甲县养老服务规划", "乙县养老服务规划", "（没有读成）", "没有读成或跳过的原因"]
    {
        assert!(texts.iter().any(|found| found == text), "{text}: {texts:?}");
    }
    let output = run(folder.path(), "zh_CN.UTF-8", &["规划/甲.txt", "规划/乙.txt", "--each"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(folder.path().join("规划/甲.xlsx").is_file() && folder.path().join("规划/乙.xlsx").is_file());
}

#[test]
fn the_ending_tells_the_format_and_may_not_contradict() {
    let folder = folder(&[("规划.txt", PLAN.as_bytes())]);
    let at = folder.path();
    for (name, start) in [
        ("a.yaml", "schema_version:"),
        ("a.json", "{\n"),
        ("a.ndjson", "{\"schema_version\""),
        ("a.html", "<!DOCTYPE html>"),
    ] {
        let output = run(at, "C", &["规划.txt", "-q", "-o", name]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert!(fs::read_to_string(at.join(name)).unwrap().starts_with(start), "{name}");
    }
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "b.xlsx"])), 0);
    assert_eq!(sheets(&at.join("b.xlsx"))[0], "Overview");
    assert_eq!(status(&run(at, "C", &["规划.txt", "-q", "-o", "c.csv"])), 0);
    let indicators = fs::read_to_string(at.join("c.indicators.csv")).unwrap();
    assert!(indicators.contains(",'=1+1,"), "{indicators}");
    for (arguments, message) in [
        (&["parse", "规划.txt", "-f", "yaml", "-o", "d.json"][..], "--format 与 -o d.json 的扩展名不一致"),
        (&["parse", "规划.txt", "-f", "yaml", "-o", "d.xlsx"], "--format 与 -o d.xlsx 的扩展名不一致"),
        (&["export", "规划.txt", "--to", "xlsx", "-o", "d.csv"], "--to xlsx 与 -o d.csv 的扩展名不一致"),
        (&["规划.txt", "-o", "d.xls"], "不能写成 .xls"),
    ] {
        let output = run(at, "zh_CN.UTF-8", arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
    assert!(
        fs::read_dir(at).unwrap().all(|entry| !entry.unwrap().file_name().to_string_lossy().starts_with('d'))
    );
}

#[test]
fn an_edited_model_is_exported_as_it_is_now() {
    let folder = folder(&[("规划.txt", PLAN.replace("2021年5月6日\n", "").as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let output = run(at, "zh_CN.UTF-8", &["规划.yaml"]);
    assert!(stderr(&output).contains("通知没有成文日期"), "{}", stderr(&output));
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    assert!(model.contains("  date: null\n") && model.contains("name: 养老服务中心"), "{model}");
    let edited = model
        .replacen("  date: null\n", "  date: \"2021-05-06\"\n", 1)
        .replace("name: 养老服务中心", "name: 农村养老服务中心");
    // As Notepad saves it, and an older one.
    let utf16: Vec<u8> =
        "\u{FEFF}".encode_utf16().chain(edited.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let gbk = encoding_rs::GBK.encode(&edited).0.into_owned();
    for bytes in [edited.clone().into_bytes(), utf16, gbk] {
        fs::write(at.join("改.yaml"), bytes).unwrap();
        assert_eq!(status(&run(at, "C", &["check", "改.yaml"])), 0);
        let output = run(at, "zh_CN.UTF-8", &["改.yaml", "-o", "改.xlsx"]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert!(!stderr(&output).contains("成文日期"), "{}", stderr(&output));
        assert!(texts(&at.join("改.xlsx")).iter().any(|text| text == "农村养老服务中心"));
    }
    // What is broken is told in the words of `check`, and nothing is written.
    let broken = edited.replacen("number: 55", "number: 56", 1);
    assert_ne!(broken, edited);
    fs::write(at.join("坏.yaml"), broken).unwrap();
    let checked = run(at, "zh_CN.UTF-8", &["check", "坏.yaml"]);
    let exported = run(at, "zh_CN.UTF-8", &["坏.yaml"]);
    assert_eq!((status(&checked), status(&exported)), (1, 2));
    let message = "错误[M014] 数值与文字不一致: ";
    let line = |text: &str| text.lines().find(|line| line.starts_with(message)).map(str::to_owned);
    assert!(line(stdout(&checked)).is_some(), "{}", stdout(&checked));
    assert_eq!(line(stdout(&checked)), line(stderr(&exported)), "{}", stderr(&exported));
    assert!(!at.join("坏.xlsx").exists());
}

/// Lines of findings, as an export and as `check` tells them, without places.
pub fn findings(text: &str) -> Vec<String> {
    let labels = ["错误", "警告", "提示"];
    let lines = text.lines().map(str::trim).filter(|line| labels.iter().any(|label| line.starts_with(label)));
    let without_code = |line: &str| {
        let mut words: Vec<&str> = line.split(' ').collect();
        words.retain(|word| guihua::Code::find(word).is_none());
        words.join(" ").rsplit_once('：').map(|(what, _)| what.to_owned())
    };
    lines.filter_map(without_code).collect()
}

#[test]
fn a_source_and_its_model_say_the_same_to_check_and_export() {
    // A finding of reading, and one of proofreading alone.
    let plan = PLAN.replace("2021年5月6日\n", "").replace("建设护理床位。", "建设护理护理床位。");
    let folder = folder(&[("规划.txt", plan.as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let told = |arguments: &[&str]| {
        let output = run(at, "zh_CN.UTF-8", arguments);
        findings(&format!("{}{}", stderr(&output), stdout(&output)))
    };
    let expected = told(&["规划.txt", "-o", "a.xlsx"]);
    assert!(expected.iter().any(|line| line.contains("通知没有成文日期")), "{expected:?}");
    assert!(expected.iter().any(|line| line.contains("“护理”重复")), "{expected:?}");
    assert_eq!(told(&["规划.yaml", "-o", "b.xlsx"]), expected);
    assert_eq!(told(&["check", "规划.txt"]), expected);
    assert_eq!(told(&["check", "规划.yaml"]), expected);
    // Without its source the model says what it says itself, and its texts what is typed in them.
    fs::rename(at.join("规划.txt"), at.join("别处.txt")).unwrap();
    let alone = told(&["规划.yaml", "-o", "c.xlsx"]);
    assert!(alone.iter().any(|line| line.contains("通知没有成文日期")), "{alone:?}");
    assert!(alone.iter().any(|line| line.contains("“护理”重复")), "{alone:?}");
    // What was put right is no longer told, by either.
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    fs::write(at.join("规划.yaml"), model.replacen("  date: null\n", "  date: \"2021-05-06\"\n", 1)).unwrap();
    for arguments in [&["规划.yaml", "-o", "d.xlsx"][..], &["check", "规划.yaml"]] {
        assert!(!told(arguments).iter().any(|line| line.contains("成文日期")), "{arguments:?}");
    }
}

#[test]
fn what_follows_from_the_rest_is_mended_and_shown() {
    let folder = folder(&[("规划.txt", PLAN.as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    let edited = model
        .replacen("- id: ind-2", "- id: ind-5", 1)
        .replacen("      text: \"30.5\"", "      text: \"31.5\"", 1)
        .replacen("    category: null\n", "", 1);
    assert_ne!(edited, model);
    fs::write(at.join("规划.yaml"), &edited).unwrap();
    assert_eq!(status(&run(at, "zh_CN.UTF-8", &["check", "规划.yaml"])), 1);
    let output = run(at, "zh_CN.UTF-8", &["check", "规划.yaml", "--fix"]);
    let told = stderr(&output);
    assert_eq!(status(&output), 0, "{told}{}", stdout(&output));
    assert!(told.starts_with("规划.yaml：改了 3 处\n"), "{told}");
    for change in ["- id: ind-5 → - id: ind-2\n", "number: 30.5 → number: 31.5\n", "+ category: null\n"] {
        assert!(told.contains(change), "{told}");
    }
    assert_eq!(status(&run(at, "zh_CN.UTF-8", &["规划.yaml"])), 0);
    // It is written as all results are, and says so where it was not.
    let gbk = encoding_rs::GBK.encode(&edited).0.into_owned();
    fs::write(at.join("旧.yaml"), gbk).unwrap();
    let told = run(at, "zh_CN.UTF-8", &["check", "旧.yaml", "--fix"]);
    assert!(
        stderr(&told).starts_with("旧.yaml：改了 3 处，编码由 gb18030 改为 UTF-8\n"),
        "{}",
        stderr(&told)
    );
    // What somebody has edited stays theirs when it has been mended.
    let mended = fs::read(at.join("规划.yaml")).unwrap();
    for arguments in [&["parse", "规划.txt", "-o", "规划.yaml"][..], &["规划.txt", "-o", "规划.yaml"]]
    {
        assert_eq!(status(&run(at, "C", arguments)), 2, "{arguments:?}");
        assert_eq!(fs::read(at.join("规划.yaml")).unwrap(), mended);
    }
    // Nothing is left to mend.
    assert_eq!(stderr(&run(at, "zh_CN.UTF-8", &["check", "规划.yaml", "--fix"])), "");
}

#[test]
fn help_for_people_fits_on_a_screen() {
    let folder = folder(&[]);
    for (locale, word) in [("zh_CN.UTF-8", "规划"), ("C", "workbook")] {
        for arguments in [&[][..], &["--help"], &["help"]] {
            let output = run(folder.path(), locale, arguments);
            assert_eq!((status(&output), stderr(&output)), (0, ""));
            assert!(stdout(&output).lines().count() <= 24 && stdout(&output).contains(word));
        }
    }
}

#[test]
fn a_workbook_that_somebody_has_edited_is_not_overwritten() {
    for (locale, words) in [("zh_CN.UTF-8", "加 --force 才会替换"), ("C", "--force replaces it")] {
        let folder = folder(&[("规划.txt", PLAN.as_bytes())]);
        let workbook = folder.path().join("规划.xlsx");
        assert_eq!(status(&run(folder.path(), locale, &["规划.txt"])), 0);
        // What nobody has changed may be written again.
        assert_eq!(status(&run(folder.path(), locale, &["规划.txt"])), 0);
        let mut edited = fs::read(&workbook).unwrap();
        edited.extend_from_slice(b"edited");
        fs::write(&workbook, &edited).unwrap();
        let refused = run(folder.path(), locale, &["规划.txt"]);
        assert_eq!(status(&refused), 2);
        assert!(stderr(&refused).contains(words), "{}", stderr(&refused));
        assert_eq!(fs::read(&workbook).unwrap(), edited);
        assert_eq!(status(&run(folder.path(), locale, &["规划.txt", "--force"])), 0);
        assert_ne!(fs::read(&workbook).unwrap(), edited);
        // The same for a model.
        assert_eq!(status(&run(folder.path(), locale, &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
        let model = folder.path().join("规划.yaml");
        let edited = fs::read_to_string(&model).unwrap().replace("甲县", "乙县");
        fs::write(&model, &edited).unwrap();
        let refused = run(folder.path(), locale, &["parse", "规划.txt", "-q", "-o", "规划.yaml"]);
        assert_eq!((status(&refused), fs::read_to_string(&model).unwrap()), (2, edited));
    }
}

#[test]
fn a_name_with_blanks_that_was_not_quoted_is_shown() {
    let folder = folder(&[("甲县 规划 终稿.txt", PLAN.as_bytes())]);
    for arguments in [&["甲县", "规划", "终稿.txt"][..], &["check", "甲县", "规划", "终稿.txt"]] {
        let output = run(folder.path(), "zh_CN.UTF-8", arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains("引号里：\"甲县 规划 终稿.txt\""), "{}", stderr(&output));
        let output = run(folder.path(), "C", arguments);
        assert!(stderr(&output).contains("needs quotes: \"甲县 规划 终稿.txt\""), "{}", stderr(&output));
    }
    let output = run(folder.path(), "C", &["乙.txt", "丙.txt"]);
    assert!(!stderr(&output).contains("quotes"), "{}", stderr(&output));
}

/// The numbers of a sheet, as the workbook stores them.
fn numbers(workbook: &Path, sheet: usize) -> Vec<String> {
    let text = part(workbook, &format!("xl/worksheets/sheet{sheet}.xml"));
    let cells = text.split("<c ").skip(1).filter(|cell| {
        let tag = cell.split('>').next().unwrap();
        // Texts and dates have a type of their own.
        !tag.contains(" t=") && cell.contains("<v>")
    });
    let value = |cell: &str| cell.split("<v>").nth(1).unwrap().split("</v>").next().unwrap().to_owned();
    cells.map(value).collect()
}

#[test]
fn the_numbers_of_a_workbook_are_those_of_the_models() {
    let mut compared = 0;
    for case in seeds() {
        let folder = folder(&[("plan.txt", case.text().as_bytes())]);
        assert_eq!(status(&run(folder.path(), "zh_CN.UTF-8", &["plan.txt"])), 0, "{}", case.name);
        let workbook = folder.path().join("plan.xlsx");
        let (_, parsed) = parse("plan.txt", case.text());
        let indicators = parsed.documents.iter().flat_map(|document| &document.plan.indicators);
        let mut expected: BTreeMap<String, usize> = BTreeMap::new();
        for value in indicators.clone().flat_map(|row| &row.values) {
            if let Some(number) = value.number {
                *expected.entry(number.to_string()).or_default() += 1;
            }
        }
        let Some(sheet) = sheets(&workbook).iter().position(|name| name == "指标") else {
            assert_eq!(indicators.count(), 0, "{}", case.name);
            continue;
        };
        let mut found: BTreeMap<String, usize> = BTreeMap::new();
        for number in numbers(&workbook, sheet + 1) {
            let number: f64 = number.parse().unwrap();
            *found.entry(number.to_string()).or_default() += 1;
        }
        for (number, count) in expected {
            // Beside them stand the numbers of the rows.
            let shown = found.get(&number).copied().unwrap_or_default();
            assert!(shown >= count, "{}: {number} stands {shown} times, not {count}", case.name);
            compared += count;
        }
        let texts = texts(&workbook);
        for section in parsed.documents.iter().flat_map(|document| &document.plan.sections) {
            let title = section.title.as_deref().unwrap_or_default();
            assert!(texts.iter().any(|text| text.contains(title)), "{}: {title}", case.name);
        }
    }
    assert!(compared > 50, "{compared}");
}

/// A Word file with these paragraphs.
fn docx(paragraphs: &[&str]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let runs: Vec<String> =
        paragraphs.iter().map(|text| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")).collect();
    let text = runs.concat();
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    for (name, content) in [
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned()),
        ("word/document.xml", format!("<w:document xmlns:w=\"{main}\"><w:body>{text}</w:body></w:document>")),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_place_in_a_word_file_is_no_line() {
    let paragraphs: Vec<&str> = PLAN.lines().filter(|line| !line.contains('\t')).collect();
    let folder = folder(&[("规划.docx", &docx(&paragraphs))]);
    let output = run(folder.path(), "zh_CN.UTF-8", &["check", "规划.docx", "--all"]);
    let told = stdout(&output);
    assert!(told.contains("警告[S003] 序号不连续：“"), "{told}");
    assert!(told.contains("--> 规划.docx：二、主要任务 ＞ （三）队伍建设，标题\n"), "{told}");
    assert!(!told.contains("规划.docx:"), "{told}");
    let numbered = |line: &str| line.split_once('|').is_some_and(|(head, _)| head.contains(char::is_numeric));
    assert!(!told.lines().any(numbered), "{told}");
}

#[test]
fn what_a_folder_holds_that_is_not_read_stands_in_the_overview() {
    let folder = folder(&[
        ("规划/甲.txt", PLAN.as_bytes()),
        ("规划/乱.docx", b"PK\x03\x04\x01\x02\0\0\xff\xfe\0\0"),
        ("规划/空.txt", b"\n"),
        ("规划/图.png", b"\x89PNG\r\n\x1a\n\0\0\0\0"),
    ]);
    let at = folder.path();
    let output = run(at, "zh_CN.UTF-8", &["规划"]);
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("文件损坏或不完整"), "{}", stderr(&output));
    let texts = texts(&at.join("规划.xlsx"));
    for text in ["规划/乱.docx", "规划/空.txt", "空文件", "（没有读成）", "（跳过）", "规划/图.png"]
    {
        assert!(texts.iter().any(|found| found == text), "{text}: {texts:?}");
    }
    // One each: every line once, and how many came out.
    for _ in 0..2 {
        let output = run(at, "zh_CN.UTF-8", &["规划", "--each"]);
        let told = stderr(&output);
        assert!(told.ends_with("共写出 1 个文件，没有写成 1 个，跳过 2 个\n"), "{told}");
        assert!(!told.contains("没有读成任何规划") && !told.contains("--allow-empty"), "{told}");
    }
    // The workbooks that stand there now are nobody's plans.
    let output = run(at, "zh_CN.UTF-8", &["规划"]);
    assert!(!stderr(&output).contains(".xlsx: "), "{}", stderr(&output));
    // Alone, an empty file is no workbook either.
    let output = run(at, "zh_CN.UTF-8", &["规划/空.txt"]);
    assert_eq!(status(&output), 2);
    assert!(!at.join("规划/空.xlsx").exists());
}

#[test]
fn what_was_written_is_said_and_by_its_name() {
    let folder = folder(&[("规划.txt", PLAN.as_bytes())]);
    let at = folder.path();
    for arguments in [
        &["规划.txt", "-o", "a.yaml"][..],
        &["parse", "规划.txt", "-o", "a.yaml"],
        &["review", "规划.txt", "-o", "a.html"],
        &["text", "规划.txt", "-o", "a.txt"],
        &["check", "规划.txt", "-o", "a.report"],
        &["schema", "-o", "a.schema"],
    ] {
        let output = run(at, "zh_CN.UTF-8", arguments);
        let name = arguments[arguments.len() - 1];
        assert!(stderr(&output).starts_with(&format!("已写 {name}")), "{arguments:?}: {}", stderr(&output));
    }
    assert!(
        stderr(&run(at, "zh_CN.UTF-8", &["parse", "规划.txt", "-o", "a.yaml"]))
            .starts_with("已写 a.yaml：章节 4、专栏 1、指标 2、责任分工 2\n")
    );
    assert_eq!(stderr(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "a.yaml"])), "");
    assert!(!stderr(&run(at, "C", &["parse", "规划.txt"])).contains("wrote"));
    // Tables are many files.
    let output = run(at, "zh_CN.UTF-8", &["规划.txt", "-o", "a.csv"]);
    assert!(stderr(&output).starts_with("已写 a.plans.csv、a.sections.csv、"), "{}", stderr(&output));
    assert!(stderr(&output).contains("（12 个文件）"), "{}", stderr(&output));
    // An output without ending has that of its format.
    let output = run(at, "zh_CN.UTF-8", &["规划.txt", "-o", "b"]);
    assert!(stderr(&output).starts_with("已写 b.xlsx："), "{}", stderr(&output));
    fs::create_dir(at.join("结果")).unwrap();
    assert_eq!(status(&run(at, "C", &["规划.txt", "-o", "结果"])), 0);
    assert!(at.join("结果/规划.xlsx").is_file());
}

#[test]
fn several_plans_of_one_file_are_told_with_places() {
    let plan = "\n甲县养老服务规划\n一、目标\n（一）床位。建设床位。\n（三）队伍。培训人员。\n二、保障\n加强领导。\n";
    let both = format!(
        "甲县人民政府关于印发《甲县养老服务规划》和《甲县托育服务规划》的通知\n各乡镇人民政府：\n\
         现将《甲县养老服务规划》和《甲县托育服务规划》印发给你们，请认真贯彻执行。\n\
         甲县人民政府\n2021年5月6日\n{plan}{}",
        plan.replace("养老", "托育")
    );
    let folder = folder(&[("规划.txt", both.as_bytes())]);
    let output = run(folder.path(), "zh_CN.UTF-8", &["规划.txt"]);
    let told = stderr(&output);
    assert!(told.contains("规划 2、"), "{told}");
    assert!(told.contains("序号不连续 2处：第10、17行"), "{told}");
}

#[test]
fn what_is_misused_is_told_how_to_be_used() {
    let folder = folder(&[("规划.txt", PLAN.as_bytes()), ("plan 1.txt", PLAN.as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["规划.txt"])), 0);
    fs::write(at.join("坏.txt"), PLAN).unwrap();
    fs::write(at.join("坏.txt.guihua.yaml"), "改过\n").unwrap();
    for (arguments, zh, en) in [
        (&["plan", "1.txt"][..], "引号里：\"plan 1.txt\"", "needs quotes: \"plan 1.txt\""),
        (&["chekc", "规划.txt"], "是不是“check”？", "did you mean check?"),
        (&["规划.txt", "--format", "json"], "如 -o 结果.json", "as in -o result.json"),
        (&["规划.xlsx"], "工作簿（电子表格）不能读：请给出原文", "workbooks (spreadsheets) are not read"),
        (&["规划.txt", "-o", "x.md"], "不能写成 .md", "cannot write .md"),
        (&["坏.txt"], "无法读取 坏.txt.guihua.yaml: 不是更正记录：第1行", "not a list of corrections"),
    ] {
        for (locale, words) in [("zh_CN.UTF-8", zh), ("C", en)] {
            let output = run(at, locale, arguments);
            assert_eq!(status(&output), 2, "{arguments:?}");
            assert!(stderr(&output).contains(words), "{arguments:?}: {}", stderr(&output));
        }
    }
    // Where only the output is named, the plan may come from standard input.
    let output = run(at, "zh_CN.UTF-8", &["-o", "b.xlsx"]);
    assert!(!stderr(&output).contains("不认识"), "{}", stderr(&output));
    // Help in Chinese has no English words of its own, and names what people do.
    let help = run(at, "zh_CN.UTF-8", &["help", "--all"]);
    for word in ["guihua 规划.docx", "--each"] {
        assert!(stdout(&help).contains(word), "{}", stdout(&help));
    }
    assert!(!stdout(&help).contains("[OPTIONS]") && !stdout(&help).contains("COMMAND"), "{}", stdout(&help));
    assert!(stdout(&run(at, "C", &["help", "--all"])).contains("[OPTIONS]"));
}

#[test]
fn the_workbook_of_several_files_stands_with_them_or_where_one_works() {
    let folder = folder(&[
        ("甲/甲.txt", PLAN.as_bytes()),
        ("甲/乙.txt", PLAN.replace("甲县", "乙县").as_bytes()),
        ("丙/丙.txt", PLAN.replace("甲县", "丙县").as_bytes()),
    ]);
    let at = folder.path();
    assert_eq!(status(&run(at, "zh_CN.UTF-8", &["甲/甲.txt", "甲/乙.txt"])), 0);
    assert!(at.join("甲/规划汇总.xlsx").is_file() && !at.join("规划汇总.xlsx").exists());
    assert_eq!(status(&run(at, "zh_CN.UTF-8", &["甲/甲.txt", "丙/丙.txt"])), 0);
    assert!(at.join("规划汇总.xlsx").is_file());
    // A name that leads nowhere is no place.
    fs::remove_file(at.join("规划汇总.xlsx")).unwrap();
    assert_eq!(status(&run(at, "zh_CN.UTF-8", &["没有/没有.txt", "甲/甲.txt"])), 2);
    assert!(at.join("规划汇总.xlsx").is_file() && !at.join("没有").exists());
}

#[test]
fn findings_about_a_model_are_those_of_the_model_as_it_is_now() {
    let plan = PLAN.replace("建设护理床位。", "建设护理床位。到2025年，新建养老服务中心150个。");
    assert_ne!(plan, PLAN);
    let folder = folder(&[("规划.txt", plan.as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    let told = |name: &str, changes: &[(&str, &str)], is_alone: bool| {
        let mut edited = model.clone();
        for (before, after) in changes {
            assert!(edited.contains(before), "{before}\n{edited}");
            edited = edited.replacen(before, after, 1);
        }
        fs::write(at.join(name), edited).unwrap();
        if is_alone {
            fs::rename(at.join("规划.txt"), at.join("别处.txt")).unwrap();
        }
        let output = run(at, "zh_CN.UTF-8", &["check", name, "--fail-on", "never"]);
        let book = run(at, "zh_CN.UTF-8", &[name, "-o", "表.xlsx", "--force"]);
        if is_alone {
            fs::rename(at.join("别处.txt"), at.join("规划.txt")).unwrap();
        }
        let (checked, exported) = (findings(stdout(&output)), findings(stderr(&book)));
        assert_eq!(checked, exported, "{changes:?}");
        checked.join("\n")
    };
    for is_alone in [false, true] {
        // A target above its baseline is pulled below it.
        let low = "目标值 10 低于基期值 30.5";
        assert!(!told("甲.yaml", &[], is_alone).contains("低于基期值"));
        let changes = [
            ("text: ≥55\n", "text: \"10\"\n"),
            ("comparator: \">=\"\n", "comparator: \"=\"\n"),
            ("number: 55.0\n", "number: 10.0\n"),
        ];
        assert!(told("乙.yaml", &changes, is_alone).contains(low), "{is_alone}");
        // A unit that can hardly be meant.
        let dubious = [("unit: \"%\"\n", "unit: 人/次\n")];
        assert!(told("丙.yaml", &dubious, is_alone).contains("人/次"), "{is_alone}");
        // A department that stands twice in a clause.
        let twice = [("    - name: 县财政局\n", "    - name: 县卫健局\n")];
        assert!(told("丁.yaml", &twice, is_alone).contains("县卫健局"), "{is_alone}");
    }
}

#[test]
fn a_model_is_written_as_a_model_in_another_form() {
    let folder =
        folder(&[("规划.txt", PLAN.as_bytes()), ("乙.txt", PLAN.replace("甲县", "乙县").as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    let edited = model.replace("name: 养老服务中心", "name: 农村养老服务中心");
    assert_ne!(edited, model);
    fs::write(at.join("规划.yaml"), &edited).unwrap();
    for (arguments, name) in [
        (&["export", "规划.yaml", "-o", "a.json"][..], "a.json"),
        (&["规划.yaml", "-o", "b.json"], "b.json"),
        (&["规划.yaml", "-o", "c.ndjson"], "c.ndjson"),
        (&["c.ndjson", "-o", "d.yaml"], "d.yaml"),
        (&["规划.yaml", "乙.txt", "-o", "e.ndjson"], "e.ndjson"),
        (&["规划.yaml", "乙.txt", "-o", "f.yaml"], "f.yaml"),
    ] {
        let output = run(at, "zh_CN.UTF-8", arguments);
        assert_eq!(status(&output), 0, "{arguments:?} {}", stderr(&output));
        assert_eq!(status(&run(at, "C", &["check", name])), 0);
        let text = fs::read_to_string(at.join(name)).unwrap();
        assert_eq!(text.contains("乙县"), arguments.contains(&"乙.txt"), "{arguments:?}");
        assert!(text.contains("农村养老服务中心"), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(at.join("d.yaml")).unwrap(), edited);
    assert_eq!(fs::read(at.join("a.json")).unwrap(), fs::read(at.join("b.json")).unwrap());
    // What `check` does not accept is not written.
    fs::write(at.join("坏.yaml"), edited.replacen("number: 55", "number: 56", 1)).unwrap();
    let output = run(at, "zh_CN.UTF-8", &["坏.yaml", "-o", "坏.json"]);
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).contains("M014") && stderr(&output).contains("模型有 1 处错误"),
        "{}",
        stderr(&output)
    );
    assert!(!at.join("坏.json").exists());
}

#[test]
fn an_ending_says_what_is_written_or_is_refused() {
    let folder = folder(&[("规划.txt", PLAN.as_bytes())]);
    let at = folder.path();
    for arguments in [
        &["check", "规划.txt", "-o", "c.xlsx"][..],
        &["check", "规划.txt", "-o", "c.pdf"],
        &["check", "规划.txt", "-o", "c.yaml"],
        &["check", "规划.txt", "--output-format", "human", "-o", "c.json"],
        &["check", "规划.txt", "--output-format", "json", "-o", "c.sarif"],
        &["text", "规划.txt", "-o", "t.xlsx"],
        &["text", "规划.txt", "-o", "t.json"],
        &["normalize", "规划.txt", "-o", "t.docx"],
        &["schema", "-o", "t.html"],
    ] {
        let output = run(at, "zh_CN.UTF-8", arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        let name = arguments[arguments.len() - 1];
        assert!(stderr(&output).contains(name) && stderr(&output).contains("扩展名"), "{}", stderr(&output));
        assert!(!at.join(name).exists());
    }
    for (arguments, beginning) in [
        (&["check", "规划.txt", "-o", "c.json"][..], "{"),
        (&["check", "规划.txt", "-o", "c.sarif"], "{"),
        (&["check", "规划.txt", "--output-format", "sarif", "-o", "d.json"], "{"),
        (&["check", "规划.txt", "-o", "c.xml"], "<?xml"),
        (&["check", "规划.txt", "-o", "c.txt"], ""),
        (&["text", "规划.txt", "-o", "t.md"], "甲县"),
        (&["schema", "-o", "s.json"], "{"),
    ] {
        let output = run(at, "zh_CN.UTF-8", arguments);
        assert!(status(&output) < 2, "{arguments:?} {}", stderr(&output));
        let text = fs::read_to_string(at.join(arguments[arguments.len() - 1])).unwrap();
        assert!(text.starts_with(beginning), "{arguments:?} {text}");
    }
    assert!(fs::read_to_string(at.join("c.sarif")).unwrap().contains("sarif"));
}

#[test]
fn a_badly_broken_model_is_told_on_a_screen() {
    let folder = folder(&[("规划.txt", PLAN.as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    let broken = model
        .replace("    name:", "    nam:")
        .replace("      also:", "      als:")
        .replace("number:", "numbr:");
    fs::write(at.join("规划.yaml"), &broken).unwrap();
    for arguments in [&["check", "规划.yaml"][..], &["规划.yaml"], &["规划.yaml", "-o", "a.json"]] {
        let output = run(at, "zh_CN.UTF-8", arguments);
        let told = format!("{}{}", stdout(&output), stderr(&output));
        assert!(told.lines().count() <= 25, "{arguments:?} {}: {told}", told.lines().count());
        assert!(told.contains("M004") && told.contains("处："), "{told}");
    }
    let all = run(at, "zh_CN.UTF-8", &["check", "规划.yaml", "--all"]);
    assert!(stdout(&all).lines().count() > 50);
}

#[test]
fn what_is_to_be_looked_at_is_told_whatever_is_written() {
    let plan = PLAN.replace("2021年5月6日\n", "").replace("建设护理床位。", "建设护理护理床位。");
    let folder = folder(&[("规划.txt", plan.as_bytes())]);
    let at = folder.path();
    for name in ["a.xlsx", "a.html", "a.csv", "a.db", "a.yaml", "a.json"] {
        let output = run(at, "zh_CN.UTF-8", &["规划.txt", "-o", name]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        for words in ["通知没有成文日期", "“护理”重复"] {
            assert!(stderr(&output).contains(words), "{name}: {}", stderr(&output));
        }
    }
    // The words in the tables are those of every machine.
    let printed = run(at, "C", &["规划.txt", "-o", "b.json", "-q"]);
    assert_eq!((status(&printed), stderr(&printed)), (0, ""));
    assert_eq!(fs::read(at.join("a.json")).unwrap(), fs::read(at.join("b.json")).unwrap());
}

#[test]
fn a_model_beside_its_source_is_not_a_second_plan() {
    let folder = folder(&[("规划/甲.txt", PLAN.as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划/甲.txt", "-q", "-o", "规划/甲.yaml"])), 0);
    let output = run(at, "zh_CN.UTF-8", &["规划"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).starts_with("跳过: 规划/甲.yaml: "), "{}", stderr(&output));
    assert!(stderr(&output).contains("已写 规划.xlsx：章节 4、"), "{}", stderr(&output));
    let output = run(at, "zh_CN.UTF-8", &["规划", "--each"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(!at.join("规划/甲.yaml.xlsx").exists());
    // Named, it is read.
    assert_eq!(status(&run(at, "zh_CN.UTF-8", &["规划/甲.yaml", "-o", "b.xlsx"])), 0);
}

#[test]
fn a_cut_cell_stands_before_what_is_to_be_looked_at() {
    let plan = PLAN.replace("2021年5月6日\n", "").replace("建设护理床位。", &"建设护理床位，".repeat(6000));
    let folder = folder(&[("长.md", plan.as_bytes())]);
    let output = run(folder.path(), "zh_CN.UTF-8", &["长.md"]);
    let first = stderr(&output).lines().next().unwrap();
    assert!(first.contains("个单元格超过") && first.ends_with("处："), "{first}");
}

#[test]
fn a_workbook_of_others_is_told_the_same_wherever_it_is() {
    let folder = folder(&[("规划/规划.txt", PLAN.as_bytes())]);
    let at = folder.path();
    // One that other programs wrote: this one does not know it.
    assert_eq!(status(&run(at, "C", &["规划/规划.txt", "--tables", "-o", "a.xlsx"])), 0);
    let foreign = [fs::read(at.join("a.xlsx")).unwrap(), b"\n".to_vec()].concat();
    fs::write(at.join("规划/我的.xlsx"), &foreign).unwrap();
    for (locale, words) in [
        ("zh_CN.UTF-8", "工作簿（电子表格）不能读：请给出原文"),
        ("C", "workbooks (spreadsheets) are not read: name the source"),
    ] {
        for arguments in [
            &["规划/我的.xlsx"][..],
            &["规划"],
            &["规划", "--each"],
            &["check", "规划/我的.xlsx"],
            &["规划", "-o", "b.yaml", "--force"],
        ] {
            let output = run(at, locale, arguments);
            assert!(stderr(&output).contains(words), "{arguments:?} {}", stderr(&output));
            assert!(!stderr(&output).contains("附带的表格"), "{}", stderr(&output));
        }
    }
}
