//! Workbooks as they leave the printer, counted by an office program where it is installed.
#![cfg(feature = "export")]

use std::fs;
use std::process::Command;

use crate::process::{status, stderr};
use crate::support::seeds;
use crate::walk::{folder, part, run, sheets};

#[test]
fn a_plan_prints_on_a_dozen_pages() {
    if Command::new("soffice").arg("--version").output().is_err() {
        return;
    }
    let seed = seeds().remove(1);
    let folder = folder(&[("规划.txt", &seed.bytes)]);
    let at = folder.path();
    let output = run(at, "zh_CN.UTF-8", &["规划.txt", "-q"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let profile = format!("-env:UserInstallation=file://{}/profile", at.display());
    let mut printer = Command::new("soffice");
    printer.args([&*profile, "--headless", "--convert-to", "pdf", "规划.xlsx"]).current_dir(at);
    let printed = printer.output().unwrap();
    // One that cannot start says nothing of the workbook.
    let Ok(pdf) = fs::read(at.join("规划.pdf")) else {
        eprintln!("not printed: {}", String::from_utf8_lossy(&printed.stderr));
        return;
    };
    let mark = b"/Type/Page/";
    let pages = pdf.windows(mark.len()).filter(|window| window == mark).count();
    assert!((2..=12).contains(&pages), "{pages}");
}

#[test]
fn every_sheet_of_a_long_plan_lies_and_is_printed_whole() {
    let digits: Vec<char> = "一二三四五六七八九".chars().collect();
    let digit = |at: usize| at.checked_sub(1).map_or_else(String::new, |at| digits[at].to_string());
    let number = |at: usize| match at / 10 {
        0 => digit(at),
        1 => format!("十{}", digit(at % 10)),
        ten => format!("{}十{}", digit(ten), digit(at % 10)),
    };
    let mut plan = "甲县养老服务规划\n".to_owned();
    for ten in (1..50).map(number) {
        plan.extend([format!("{ten}、健全第{ten}项制度\n")]);
        for one in &digits {
            plan.extend([format!("（{one}）建设第{ten}项制度的第{one}个部分\n分步推进。\n")]);
        }
    }
    let folder = folder(&[("规划.txt", plan.as_bytes())]);
    let output = run(folder.path(), "zh_CN.UTF-8", &["规划.txt", "-q"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let book = folder.path().join("规划.xlsx");
    let names = sheets(&book);
    assert!(names.contains(&"章节".to_owned()), "{names:?}");
    let mut pages = 0;
    for (name, number) in names.iter().zip(1..) {
        let sheet = part(&book, &format!("xl/worksheets/sheet{number}.xml"));
        let set_up = sheet.split_once("<pageSetup").unwrap().1.split('>').next().unwrap();
        assert!(set_up.contains("orientation=\"landscape\""), "{name}: {set_up}");
        assert!(!sheet.contains("只打印前"), "{name}");
        let high =
            set_up.split_once("fitToHeight=\"").map_or("1", |(_, rest)| rest.split('"').next().unwrap());
        pages += high.parse::<usize>().unwrap();
    }
    assert!((8..=12).contains(&pages), "{pages}");
}

#[test]
fn the_header_of_a_page_has_the_whole_title() {
    for (title, printed) in [
        ("2026年甲县养老服务实施规划", "2026年甲县养老服务实施规划"),
        ("甲县R&D发展规划", "甲县R&amp;&amp;D发展规划"),
    ] {
        let plan = format!("{title}\n一、目标\n建设护理床位。\n二、保障\n加强领导。\n");
        let folder = folder(&[("规划.txt", plan.as_bytes())]);
        let output = run(folder.path(), "zh_CN.UTF-8", &["规划.txt", "-q"]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let sheet = part(&folder.path().join("规划.xlsx"), "xl/worksheets/sheet1.xml");
        // A digit behind the size would be one of the size.
        let left = sheet.split_once("<oddHeader>&amp;L&amp;9").unwrap().1.split("&amp;R").next().unwrap();
        let (font, told) = left.split_at(left.len() - printed.len());
        assert_eq!(told, printed);
        assert!(sheet.contains("<headerFooter scaleWithDoc=\"0\""), "{sheet}");
        assert!(font.starts_with("&amp;") && !font.ends_with(|c: char| c.is_ascii_digit()), "{left}");
        let right = sheet.split_once("&amp;R&amp;9").unwrap().1;
        assert!(right.starts_with(font), "{right}");
    }
}

#[test]
fn a_table_is_called_as_its_caption_says() {
    let table = |words: &str| {
        let row = |at: usize| format!("<tr><td>{at}</td><td>{words}</td><td>甲街道</td></tr>");
        let rows: String = (1..=5).map(row).collect();
        format!("<table><tr><th>序号</th><th>项目</th><th>地点</th></tr>{rows}</table>")
    };
    let long = "表1 甲县排水防涝设施补短板和易涝积水区段整治近期重点建设项目及其责任单位一览表";
    let page = format!(
        "<html><body><p>甲县排水规划</p><p>一、现状</p><p>设施如下。</p>{}<p>二、标准</p><p>执行标准。</p>\
         <p>表5 雨水管渠设计重现期</p>{}<p>三、项目</p><p>安排项目。</p><p>{long}</p><p>单位：个</p>{}</body></html>",
        table("泵站"),
        table("管渠"),
        table("河道")
    );
    let folder = folder(&[("规划.html", page.as_bytes())]);
    let output = run(folder.path(), "zh_CN.UTF-8", &["规划.html", "-q"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let book = folder.path().join("规划.xlsx");
    let names = sheets(&book);
    let cut: String = long.chars().take(31).collect();
    // No number of a caption is another table's.
    for name in ["表2 一、现状", "表5 雨水管渠设计重现期", &cut] {
        assert!(names.iter().any(|it| it == name), "{name} {names:?}");
    }
    // What the name has no room for stands above the printed page.
    let at = names.iter().position(|name| *name == cut).unwrap() + 1;
    assert!(part(&book, &format!("xl/worksheets/sheet{at}.xml")).contains(&format!("{long}</oddHeader>")));
}
