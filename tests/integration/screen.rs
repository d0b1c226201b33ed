//! What stands on the screen: no more than it holds, and nothing that says nothing.
#![cfg(all(feature = "docx", feature = "export"))]

use std::fs;

use crate::process::{status, stderr, stdout};
use crate::walk::{PLAN, folder, run, texts};

#[test]
fn an_ending_that_promises_something_else_is_refused() {
    let folder = folder(&[("规划.txt", PLAN.as_bytes())]);
    let at = folder.path();
    for (arguments, words) in [
        (&["规划.txt", "--to", "csv", "-o", "q.yaml"][..], "--to csv 与 -o q.yaml 的扩展名不一致"),
        (&["规划.txt", "--to", "parquet", "-o", "q.json"], "--to parquet 与 -o q.json 的扩展名不一致"),
        (&["规划.txt", "--to", "csv", "-o", "q.txt"], "扩展名不一致"),
        (&["规划.txt", "--to", "csv", "-o", "q.docx"], "扩展名不一致"),
        (&["parse", "规划.txt", "-f", "yaml", "-o", "q.docx"], "--format 与 -o q.docx 的扩展名不一致"),
        (&["parse", "规划.txt", "-f", "json", "-o", "q.txt"], "--format 与 -o q.txt 的扩展名不一致"),
        (&["规划.txt", "--tables", "-o", "q.html"], "网页没有供程序读的表"),
        (&["review", "规划.txt", "-o", "q.xlsx"], "不能写成 .xlsx（q.xlsx）"),
        (&["review", "规划.txt", "-o", "q.yaml"], "这里可用 .html .htm"),
        (&["check", "规划.txt", "--write-baseline", "q.xlsx"], "--write-baseline 不写成 .xlsx（q.xlsx）"),
        (&["check", "规划.txt", "--write-baseline", "q.html"], "这里可用 .json"),
        (&["check", "规划.txt", "--write-baseline", "q.PNG"], "--write-baseline 不写成 .png（q.PNG）"),
        (&["check", "规划.txt", "--write-baseline", "q.zip"], "--write-baseline 不写成 .zip（q.zip）"),
        (&["parse", "规划.txt", "--errors", "q.jpg"], "--errors 不写成 .jpg（q.jpg）"),
        (&["规划.txt", "--to", "csv", "-o", "q.zip"], "扩展名不一致"),
        (&["parse", "规划.txt", "--errors", "q.xlsx"], "--errors 不写成 .xlsx（q.xlsx）"),
    ] {
        let output = run(at, "zh_CN.UTF-8", arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains(words), "{arguments:?} {}", stderr(&output));
        assert!(!at.join(arguments[arguments.len() - 1]).exists(), "{arguments:?}");
    }
    // What is not written here is no hint.
    for (arguments, is_told) in
        [(&["review", "规划.txt", "-o", "q.xls"][..], false), (&["规划.txt", "-o", "q.xls"], true)]
    {
        let output = run(at, "zh_CN.UTF-8", arguments);
        assert!(stderr(&output).contains("不能写成 .xls"), "{}", stderr(&output));
        assert_eq!(stderr(&output).contains("都能打开 .xlsx"), is_told, "{}", stderr(&output));
    }
    // A workbook that is there is left as it is.
    assert_eq!(status(&run(at, "C", &["规划.txt", "-q"])), 0);
    let book = fs::read(at.join("规划.xlsx")).unwrap();
    assert_eq!(status(&run(at, "C", &["check", "规划.txt", "--write-baseline", "规划.xlsx"])), 2);
    assert!(fs::read(at.join("规划.xlsx")).unwrap() == book);
    // A page has the ending of pages, and in a folder the name of its file.
    fs::create_dir(at.join("页")).unwrap();
    for (name, page) in [("看", "看.html"), ("页", "页/规划.html")] {
        assert_eq!(status(&run(at, "C", &["review", "规划.txt", "-o", name])), 0);
        assert!(at.join(page).is_file(), "{page}");
    }
    // A folder may be called by a date, and one that is there by anything.
    fs::create_dir(at.join("q.json")).unwrap();
    for name in ["2026.05", "q.json"] {
        assert_eq!(status(&run(at, "C", &["规划.txt", "--to", "csv", "-o", name])), 0);
        assert!(at.join(name).join("plans.csv").is_file());
    }
}

#[test]
fn several_files_go_into_a_folder_that_is_there() {
    let folder = folder(&[
        ("甲.txt", PLAN.as_bytes()),
        ("乙.txt", PLAN.replace("甲县", "乙县").as_bytes()),
        ("d/a", b""),
    ]);
    let output = run(folder.path(), "zh_CN.UTF-8", &["甲.txt", "乙.txt", "-o", "d"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(folder.path().join("d/规划汇总.xlsx").is_file());
}

#[test]
fn what_is_told_says_something() {
    let folder = folder(&[("表.csv", PLAN.as_bytes()), ("规划.txt", PLAN.as_bytes())]);
    let at = folder.path();
    // A table that is read is no plan.
    let output = run(at, "zh_CN.UTF-8", &["表.csv"]);
    assert!(stderr(&output).starts_with("注意: 表.csv 是表格数据"), "{}", stderr(&output));
    // The number of an error is for programs.
    let missing = run(at, "C", &["没有.txt"]);
    assert!(stderr(&missing).contains("No such file or directory\n"), "{}", stderr(&missing));
    // Nothing mends what is no YAML.
    assert_eq!(status(&run(at, "C", &["规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    for (broken, is_mended) in [
        (format!("{model}  - \""), false),
        (model.replacen("number: 55", "number: 56", 1), true),
        (model.replacen("role: target", "role: 目标", 1), false),
    ] {
        fs::write(at.join("坏.yaml"), broken).unwrap();
        for output in ["坏.xlsx", "坏.json"] {
            let output = run(at, "zh_CN.UTF-8", &["坏.yaml", "-o", output]);
            assert_eq!(stderr(&output).contains("--fix"), is_mended, "{}", stderr(&output));
        }
    }
    // A message that begins with the name of its rule says it once.
    let all = run(at, "zh_CN.UTF-8", &["check", "规划.txt", "--all"]);
    assert!(stdout(&all).contains("[S003] 序号不连续：“"), "{}", stdout(&all));
    // Which marks there are.
    let half = PLAN.replace("建设护理床位。", &"建设护理床位,培训护理人员(含护工),完善制度;".repeat(40));
    fs::write(at.join("半.txt"), half.replace(['，', '；', '（', '）', '：'], ",")).unwrap();
    let output = run(at, "zh_CN.UTF-8", &["半.txt"]);
    let told = stderr(&output).lines().find(|line| line.contains("成批的半角标点")).unwrap();
    assert!(!told.contains("：…") && told.contains(" × "), "{told}");
}

#[test]
fn a_place_says_which_of_several_plans_it_is_in() {
    let plan = "<p>甲县养老服务规划</p><p>一、目标</p><p>（一）床位。建设床位。</p><p>（三）队伍。培训人员。</p>\
                <p>二、保障</p><p>加强领导。</p>";
    let both = format!(
        "<html><body><p>甲县人民政府关于印发《甲县养老服务规划》和《甲县托育服务规划》的通知</p>\
         <p>各乡镇人民政府：</p><p>现将《甲县养老服务规划》和《甲县托育服务规划》印发给你们，请认真贯彻执行。</p>\
         <p>甲县人民政府</p><p>2021年5月6日</p>{plan}{}</body></html>",
        plan.replace("养老", "托育")
    );
    let folder = folder(&[("规划.html", both.as_bytes())]);
    let output = run(folder.path(), "zh_CN.UTF-8", &["规划.html"]);
    let told = stderr(&output);
    assert!(told.contains("规划 2、"), "{told}");
    assert!(
        told.contains("《甲县养老服务规划》（三）队伍") && told.contains("《甲县托育服务规划》（三）队伍"),
        "{told}"
    );
}

/// A plan with more findings than a screen has rows.
fn faulty() -> String {
    let mut plan = PLAN.replace("2021年5月6日\n", "").replace("甲政发〔2021〕3号\n", "");
    for (at, words) in
        ["建设护理护理床位", "扩大（覆盖面", "完善,制度", "落实。。责任"].iter().cycle().take(40).enumerate()
    {
        plan.extend(["（", number(at), "）工作。", words, "，加强保障。\n"]);
    }
    plan
}

#[test]
fn a_check_fits_on_a_screen() {
    let plan = faulty();
    let folder =
        folder(&[("a.txt", plan.as_bytes()), ("b.txt", plan.as_bytes()), ("c.txt", plan.as_bytes())]);
    for files in [&["a.txt"][..], &["a.txt", "b.txt"], &["a.txt", "b.txt", "c.txt"]] {
        for locale in ["C", "zh_CN.UTF-8"] {
            let output = run(folder.path(), locale, &[&["check"], files].concat());
            let rows: usize =
                stdout(&output).lines().map(|line| line.chars().count().div_ceil(100).max(1)).sum();
            assert!(rows <= 24, "{rows} {}", stdout(&output));
        }
    }
}

#[test]
fn whatever_is_checked_fits_on_a_screen() {
    let plan = faulty();
    let names: Vec<String> = (0..40).map(|at| format!("{}规划{at:02}.txt", "很长的名字".repeat(9))).collect();
    let mut files: Vec<(&str, &[u8])> = names.iter().map(|name| (&name[..], plan.as_bytes())).collect();
    let old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0];
    let broken: Vec<String> = (0..20).map(|at| format!("旧{at:02}.doc")).collect();
    files.extend(broken.iter().map(|name| (&name[..], &old[..])));
    let folder = folder(&files);
    let at = folder.path();
    // A model with more to mend than a screen holds.
    assert_eq!(status(&run(at, "C", &["parse", &names[0], "-q", "-o", "改.yaml"])), 0);
    let model = fs::read_to_string(at.join("改.yaml")).unwrap();
    let spoilt = model.replace("    unit: 张\n", "").replace("id: \"2.", "id: \"7.");
    let spoilt = spoilt.replace("        sections: []\n", "");
    for locale in ["C", "zh_CN.UTF-8"] {
        for arguments in
            [&["check", &names[0], "--explain"][..], &["check", "."], &["check", ".", "--explain"]]
        {
            let output = run(at, locale, arguments);
            let rows = rows(&output);
            assert!(rows <= 23, "{arguments:?} {rows}\n{}\n{}", stderr(&output), stdout(&output));
        }
        let unread = run(at, locale, &["check", ".", "--all"]);
        assert!(broken.iter().all(|name| stderr(&unread).contains(name)), "{}", stderr(&unread));
        let lists = |arguments: &[&str]| {
            fs::write(at.join("改.yaml"), &spoilt).unwrap();
            let output = run(at, locale, &[&["check", "改.yaml", "--fix"], arguments].concat());
            (rows(&output), stderr(&output).lines().count(), stderr(&output).contains("--all"))
        };
        let (filled, told, is_cut) = lists(&[]);
        assert!(filled <= 23 && told < 12 && is_cut, "{filled} {told}");
        for arguments in [&["--all"][..], &["--output-format", "json"]] {
            let (_, told, is_cut) = lists(arguments);
            assert!(told > 30 && !is_cut, "{arguments:?} {told}");
        }
    }
}

/// The rows that the output of a command takes on a screen of 80 columns.
fn rows(output: &std::process::Output) -> usize {
    let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
    let row = |line: &str| line.chars().map(wide).sum::<usize>().div_ceil(80).max(1);
    stdout(output).lines().chain(stderr(output).lines()).map(row).sum()
}

#[test]
fn what_a_check_does_not_read_or_mends_leaves_room_on_the_screen() {
    let plan = faulty();
    let plans: Vec<String> = (0..4).map(|at| plan.replace("甲县", &format!("甲{at}县"))).collect();
    let names: Vec<String> = (0..4).map(|at| format!("规划{at}.txt")).collect();
    let broken: Vec<String> = (0..40).map(|at| format!("附件{at:02}.docx")).collect();
    let mut files: Vec<(&str, &[u8])> =
        names.iter().zip(&plans).map(|(name, plan)| (&name[..], plan.as_bytes())).collect();
    files.extend(broken.iter().map(|name| (&name[..], &b"\x8f\x03\xe1\x9c\x00\x17\xf2"[..])));
    let folder = folder(&files);
    let at = folder.path();
    // Results of this program, and a model with a line too long for a row in each of its parts.
    assert_eq!(status(&run(at, "C", &[&names[0], "-q"])), 0);
    assert_eq!(status(&run(at, "C", &["parse", &names[1], "-q", "-o", "改.yaml"])), 0);
    let model = fs::read_to_string(at.join("改.yaml")).unwrap();
    let spoilt = model.replace("    unit: 张\n", "").replace("id: \"2.", "id: \"7.");
    let spoilt = spoilt.replace("        sections: []\n", "");
    for locale in ["zh_CN.UTF-8", "C"] {
        for arguments in [
            &["."][..],
            &[".", "--explain"],
            &[&names[0], &names[1], &names[2], &broken[0]],
            &[".", "-o", "结果.txt"],
            &[".", "-o", "结果.json"],
            &[".", "-o", "结果.sarif"],
            &[".", "--write-baseline", "基线.json"],
            &[".", "--fix"],
            &["改.yaml", "--fix"],
            &[".", "--fix", "-o", "结果.json"],
        ] {
            fs::write(at.join("改.yaml"), &spoilt).unwrap();
            let output = run(at, locale, &[&["check", "--force"], arguments].concat());
            let told = format!("{}{}", stderr(&output), stdout(&output));
            assert!(rows(&output) <= 23, "{arguments:?} {}\n{told}", rows(&output));
            if arguments[0] == "." {
                let counted = if locale == "C" { "of them: see --all" } else { "个用 --all 列出" };
                assert!(told.contains(&broken[0]) || arguments[1..].contains(&"--fix"), "{told}");
                assert!(told.contains(counted), "{arguments:?} {told}");
            }
        }
    }
    for arguments in [&["-o", "结果.json"][..], &["--write-baseline", "基线.json"], &[]] {
        let output = run(at, "C", &[&["check", ".", "--all", "--force"], arguments].concat());
        assert!(broken.iter().all(|name| stderr(&output).contains(name)), "{}", stderr(&output));
    }
}

#[test]
fn whatever_a_folder_holds_is_told_on_a_screen() {
    let old = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0];
    let image = b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01";
    let plans: Vec<String> = (0..20).map(|at| PLAN.replace("甲县", &format!("甲{at}县"))).collect();
    let names = |ending: &str, count: usize| -> Vec<String> {
        (0..count).map(|at| format!("目录/{at:02}.{ending}")).collect()
    };
    let (texts_of, images, olds) = (names("txt", 20), names("jpg", 60), names("doc", 25));
    let broken = names("json", 30);
    let mut files: Vec<(&str, &[u8])> =
        texts_of.iter().zip(&plans).map(|(name, plan)| (&name[..], plan.as_bytes())).collect();
    files.extend(images.iter().map(|name| (&name[..], &image[..])));
    files.extend(olds.iter().map(|name| (&name[..], &old[..])));
    let folder = folder(&files);
    let at = folder.path();
    let rows = |output: &std::process::Output| {
        let wide = |c: char| if c.is_ascii() { 1 } else { 2 };
        let row = |line: &str| line.chars().map(wide).sum::<usize>().div_ceil(100).max(1);
        stdout(output).lines().chain(stderr(output).lines()).map(row).sum::<usize>()
    };
    for has_models in [false, true] {
        if has_models {
            // Beside each plan a model that says the same, and models that are none.
            assert_eq!(status(&run(at, "C", &["parse", "目录", "-q", "--out-dir", "模型"])), 2);
            for (at_name, text) in texts_of.iter().enumerate() {
                let model = fs::read(at.join("模型").join(format!("{text}.yaml"))).unwrap();
                fs::write(at.join(format!("目录/{at_name:02}.yaml")), model).unwrap();
            }
            let wrong = "{\"schema_version\": \"1\", \"source\": 1, \"notice\": 2, \"plan\": {}}";
            for name in &broken {
                fs::write(at.join(name), wrong).unwrap();
            }
        }
        for locale in ["zh_CN.UTF-8", "C"] {
            for arguments in [
                &["目录"][..],
                &["export", "目录", "-o", "b.html"],
                &["目录", "--each"],
                &["目录", "-o", "b.yaml"],
                &["parse", "目录", "-o", "b.ndjson"],
                &["parse", "目录", "--out-dir", "另外"],
            ] {
                let output = run(at, locale, arguments);
                let told = stderr(&output);
                assert_eq!(status(&output), 2, "{told}");
                assert!(rows(&output) <= 24, "{arguments:?} {}\n{told}", rows(&output));
                let counted = if locale == "C" { "see --all)" } else { "个用 --all 列出）" };
                assert!(told.contains("00.doc"), "{told}");
                assert!(told.contains(counted), "{told}");
            }
        }
        let book = texts(&at.join("目录.xlsx"));
        for name in images.iter().chain(&olds).chain(broken.iter().filter(|_| has_models)) {
            assert!(book.iter().any(|text| text == name), "{name}");
        }
        for arguments in [&["目录"][..], &["parse", "目录", "-o", "b.ndjson"]] {
            let all = run(at, "zh_CN.UTF-8", &[arguments, &["--all"]].concat());
            assert!(images.iter().chain(&olds).all(|name| stderr(&all).contains(name)), "{}", stderr(&all));
        }
    }
    // Where nothing is read that is told as well.
    for name in texts_of.iter().chain(&broken).chain(&names("yaml", 20)) {
        fs::remove_file(at.join(name)).unwrap();
    }
    let output = run(at, "zh_CN.UTF-8", &["目录", "-q", "-o", "c.xlsx"]);
    assert!(stderr(&output).contains("25 个没有读成（其中 22 个用 --all 列出）\n"), "{}", stderr(&output));
    assert!(rows(&output) <= 24 && !at.join("c.xlsx").exists(), "{}", stderr(&output));
}

#[test]
fn what_is_mistyped_is_told_how_it_is_typed() {
    let folder = folder(&[("-规划.txt", PLAN.as_bytes()), ("规划.txt", PLAN.as_bytes()), ("空.yaml", b"")]);
    let at = folder.path();
    for (arguments, zh, en) in [
        (&["-规划.txt"][..], "文件名以“-”开头时，写成 ./-规划.txt", "is written ./-规划.txt"),
        (&["check", "-规划.txt"], "写成 ./-规划.txt", "is written ./-规划.txt"),
        (
            &["check", "规划.txt", "--format", "json"],
            "报告的格式用 --output-format",
            "reports have --output-format",
        ),
        (&["规化.txt"], "没有找到 规化.txt；是不是 规划.txt？", "no 规化.txt; did you mean 规划.txt?"),
        (&["parse", "规划.docx", "空.yaml"], "是不是 规划.txt？", "did you mean 规划.txt?"),
        (&["check", "./规划"], "没有找到 ./规划；是不是 ./规划.txt？", "mean ./规划.txt?"),
        (&["text", "规化.txt"], "是不是 规划.txt？", "did you mean 规划.txt?"),
        // Nothing is no model, whoever is asked.
        (&["check", "空.yaml"], "无法读取 空.yaml: 空文件", "cannot read 空.yaml: an empty file"),
        (&["空.yaml", "-o", "a.xlsx"], "无法读取 空.yaml: 空文件", "cannot read 空.yaml: an empty file"),
        (&["空.yaml", "-o", "a.json"], "无法读取 空.yaml: 空文件", "cannot read 空.yaml: an empty file"),
    ] {
        for (locale, words) in [("zh_CN.UTF-8", zh), ("C", en)] {
            let output = run(at, locale, arguments);
            assert_eq!(status(&output), 2, "{arguments:?}");
            assert!(stderr(&output).contains(words), "{arguments:?} {}", stderr(&output));
            assert!(!stderr(&output).contains("--from"), "{arguments:?} {}", stderr(&output));
        }
    }
    // What cannot be read in a folder is told by every command.
    fs::create_dir(at.join("目录")).unwrap();
    fs::write(at.join("目录/规划.txt"), PLAN).unwrap();
    let mut odt = b"PK\x03\x04".to_vec();
    odt.resize(26, 0);
    odt.extend(b"\x08\0\0\0mimetypeapplication/vnd.oasis.opendocument.text");
    fs::write(at.join("目录/文.odt"), odt).unwrap();
    for arguments in [&["目录", "-o", "b.xlsx"][..], &["check", "目录"]] {
        let output = run(at, "zh_CN.UTF-8", arguments);
        assert!(stderr(&output).contains("文.odt"), "{arguments:?} {}", stderr(&output));
    }
}

#[test]
fn several_models_are_told_where_they_are() {
    let folder = folder(&[("甲.txt", PLAN.as_bytes()), ("乙.txt", PLAN.replace("甲县", "乙县").as_bytes())]);
    for (arguments, name) in [(["-o", "q.yaml"], "q.yaml"), (["--out-dir", "模型"], "模型")] {
        let output =
            run(folder.path(), "zh_CN.UTF-8", &[&["parse", "甲.txt", "乙.txt"], &arguments[..]].concat());
        let words = format!("已写 {name}；要核对的地方用 guihua check {name} 查看\n");
        assert!(stderr(&output).ends_with(&words), "{}", stderr(&output));
        let checked = run(folder.path(), "zh_CN.UTF-8", &["check", name]);
        assert!(stdout(&checked).contains("序号不连续"), "{}", stdout(&checked));
    }
}

#[test]
fn help_in_chinese_is_no_wider_than_a_screen() {
    let folder = folder(&[]);
    let wide = |c: char| if c.is_ascii() || "“”…".contains(c) { 1 } else { 2 };
    for command in
        ["parse", "check", "explain", "normalize", "export", "review", "text", "schema", "completions", "man"]
    {
        let output = run(folder.path(), "zh_CN.UTF-8", &[command, "--help"]);
        for line in stdout(&output).lines() {
            assert!(line.chars().map(wide).sum::<usize>() <= 80, "{command} {line}");
        }
    }
}

/// Numbers that do not follow one another.
fn number(at: usize) -> &'static str {
    ["三", "五", "九", "二"][at % 4]
}
