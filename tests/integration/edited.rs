//! Models that somebody has edited: what is told of them, and which word counts beside their source.
#![cfg(all(feature = "docx", feature = "export"))]

use std::fs;

use crate::process::{status, stderr, stdout};
use crate::walk::{PLAN, findings, folder, run, texts};

/// Findings of characters and words, which no model can judge: a doubled word, two brackets.
fn plan() -> String {
    let plan = PLAN.replace("建设护理床位。", "建设护理护理床位。扩大（覆盖面。");
    let plan = plan.replace("培训护理人员。", "培训护理人员，完善（制度。");
    assert_ne!(plan, PLAN);
    plan
}

#[test]
fn findings_of_the_reading_are_marked_or_gone() {
    let folder = folder(&[("规划.txt", plan().as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let told = |name: &str| {
        let checked = run(at, "zh_CN.UTF-8", &["check", name, "--fail-on", "never"]);
        let exported = run(at, "zh_CN.UTF-8", &[name, "-o", "表.xlsx", "--force"]);
        let told = findings(stdout(&checked));
        assert_eq!(told, findings(stderr(&exported)), "{name}");
        let book = texts(&at.join("表.xlsx"));
        let is_marked = told.iter().any(|line| line.contains("（读取时）"));
        assert_eq!(book.iter().any(|text| text.starts_with("（读取时）")), is_marked, "{book:?}");
        told
    };
    let lines = |told: &[String], words: &str| {
        let told = told.iter().filter(|line| line.contains(words));
        told.map(|line| line.contains("（读取时）")).collect::<Vec<_>>()
    };
    // As it was read, with its source and, as this program wrote it, without.
    let whole = told("规划.yaml");
    assert_eq!((lines(&whole, "重复"), lines(&whole, "括号")), (vec![false], vec![false]), "{whole:?}");
    // The doubled word is put right, and one of the two texts with a bracket changed.
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    let edited = model.replace("建设护理护理床位。扩大（覆盖面。", "建设护理床位。扩大（覆盖）面。");
    assert_ne!(edited, model);
    fs::write(at.join("改.yaml"), &edited).unwrap();
    let changed = told("改.yaml");
    assert_eq!(
        (lines(&changed, "重复"), lines(&changed, "括号")),
        (vec![], vec![false, true]),
        "{changed:?}"
    );
    // Without the source nobody knows what was changed; what is wrong now is told as it is.
    fs::rename(at.join("规划.txt"), at.join("别处.txt")).unwrap();
    assert_eq!(lines(&told("改.yaml"), "括号"), [false, true]);
    assert_eq!(lines(&told("规划.yaml"), "括号"), [false]);
    let output = run(at, "C", &["check", "改.yaml", "--fail-on", "never"]);
    assert!(stdout(&output).contains("(as read) "), "{}", stdout(&output));
}

#[test]
fn an_edited_model_stands_in_the_place_of_its_source() {
    let folder =
        folder(&[("规划/甲.txt", PLAN.as_bytes()), ("规划/乙.txt", PLAN.replace("甲县", "乙县").as_bytes())]);
    let at = folder.path();
    let model = at.join("规划/甲.yaml");
    for plan in ["甲", "乙"] {
        let (source, model) = (format!("规划/{plan}.txt"), format!("规划/{plan}.yaml"));
        assert_eq!(status(&run(at, "C", &["parse", &source, "-q", "-o", &model])), 0);
    }
    let edited = fs::read_to_string(&model).unwrap().replace("培训护理人员。", "培训护理人员二百名。");
    let told = |arguments: &[&str]| {
        let output = run(at, "zh_CN.UTF-8", arguments);
        let told = stderr(&output).to_owned();
        assert_eq!(status(&output), 0, "{told}");
        told
    };
    let has = |words: &str| texts(&at.join("规划.xlsx")).iter().any(|text| text.contains(words));
    // One that was touched, and says the same, is as good as its source.
    fs::write(&model, format!("# 看过\n{}", fs::read_to_string(&model).unwrap())).unwrap();
    let same = told(&["规划"]);
    assert!(same.contains("跳过: 规划/甲.yaml: 它的原文也在这里") && same.contains("规划 2、"), "{same}");
    fs::write(&model, &edited).unwrap();
    let later = told(&["规划", "--force"]);
    assert!(later.contains("用 规划/甲.yaml（已改）代替 规划/甲.txt\n"), "{later}");
    assert!(later.contains("跳过: 规划/乙.yaml") && later.contains("规划 2、"), "{later}");
    assert!(has("培训护理人员二百名。"));
    // Each with a workbook of its own, and models written as models.
    assert!(told(&["规划", "--each"]).contains("代替 规划/甲.txt\n"));
    assert!(!at.join("规划/甲.yaml.xlsx").exists() && at.join("规划/甲.xlsx").exists());
    told(&["规划", "-o", "全部.json"]);
    let all = fs::read_to_string(at.join("全部.json")).unwrap();
    assert_eq!((all.matches("schema_version").count(), all.matches("二百名").count()), (2, 1));
    // Named together they are one plan; what alone is wanted is read.
    let named = ["规划/甲.txt", "规划/甲.yaml", "规划/乙.txt", "-o", "规划.xlsx", "--force"];
    for arguments in [&["规划/甲.txt", "规划", "-o", "规划.xlsx", "--force"][..], &named] {
        let both = told(arguments);
        assert!(both.contains("代替 规划/甲.txt\n") && both.contains("规划 2、") && has("二百名"), "{both}");
    }
    assert!(!told(&["规划/甲.txt", "-o", "甲.xlsx"]).contains("代替"));
    let sources = told(&["规划", "--exclude", "*.yaml", "--force"]);
    assert!(!sources.contains("代替") && !has("二百名"), "{sources}");
    // Of two that were edited the later one.
    fs::write(at.join("规划/甲.yml"), edited.replace("二百", "三百")).unwrap();
    let two = told(&["规划", "--force"]);
    assert!(two.contains("用 规划/甲.yml（已改）") && two.contains("用后改的 规划/甲.yml"), "{two}");
    assert!(has("三百名") && !has("二百名") && two.contains("规划 2、"), "{two}");
    // A source that was replaced, too.
    fs::write(at.join("规划/甲.txt"), PLAN.replace("2021年5月6日", "2022年5月6日")).unwrap();
    assert!(told(&["规划", "--force"]).contains("原文后来也换过，请核对"));
    // Another plan of that name is another plan.
    let other = edited.replace("path: 规划/甲.txt", "path: 规划/丙.txt");
    fs::remove_file(at.join("规划/甲.yml")).unwrap();
    fs::write(&model, other).unwrap();
    assert!(told(&["规划", "--force"]).contains("规划 3、"));
}

#[test]
fn what_the_program_wrote_is_no_plan_in_a_folder() {
    let other = PLAN.replace("甲县", "乙县");
    let folder = folder(&[("甲.txt", PLAN.as_bytes()), ("乙.txt", other.as_bytes())]);
    let at = folder.path();
    let count = |arguments: &[&str]| {
        let output = run(at, "zh_CN.UTF-8", arguments);
        let told = stderr(&output).to_owned();
        assert_eq!(status(&output), 0, "{arguments:?} {told}");
        assert!(told.contains("：规划 2、"), "{arguments:?} {told}");
        told
    };
    let results = [
        &["甲.txt", "-o", "页.html"][..],
        &["甲.txt", "-o", "甲.html"],
        &["甲.txt", "-o", "甲.csv"],
        &["甲.txt", "-o", "m.json"],
        &["review", "甲.txt", "-o", "看.html"],
        &["export", "--to", "csv", "甲.txt", "乙.txt", "-o", "表"],
        &["check", "甲.txt", "-o", "甲.report.txt"],
        &["check", "甲.txt", "-o", "报告.json"],
        &["normalize", "甲.txt", "-o", "正.md"],
        &["text", "乙.txt", "-o", "乙.md"],
        &["parse", "甲.txt", "乙.txt", "-o", "all.ndjson"],
        &["parse", ".", "--out-dir", "models"],
    ];
    for arguments in results {
        let output = run(at, "C", arguments);
        assert!(status(&output) < 2, "{arguments:?} {}", stderr(&output));
        count(&[".", "-o", "out.xlsx"]);
    }
    let told = count(&[".", "-o", "out.xlsx"]);
    assert_eq!(told.matches("guihua 写出的结果").count(), 1, "{told}");
    assert!(told.contains("跳过: m.json: 它的原文也在这里") && told.contains("all.ndjson"), "{told}");
    count(&[".", "甲.txt", "-o", "out.xlsx"]);
    count(&["甲.txt", "乙.txt", "m.json", "all.ndjson", "甲.html", "-o", "out.xlsx"]);
    // Their marks tell where nobody remembers.
    let forgetful = |arguments: &[&str]| {
        let mut command = crate::process::program();
        command.args(arguments).env("LC_ALL", "zh_CN.UTF-8").current_dir(at);
        command.env("XDG_STATE_HOME", at.join(".state")).output().unwrap()
    };
    let output = forgetful(&[
        "parse",
        ".",
        "-f",
        "ndjson",
        "--exclude",
        "*.md",
        "--exclude",
        "*report*",
        "--exclude",
        "报告.json",
    ]);
    assert_eq!(stdout(&output).lines().count(), 2, "{}", stderr(&output));
    // A model of another name that somebody has edited is the later word, in any company.
    let model = fs::read_to_string(at.join("m.json")).unwrap();
    fs::write(at.join("m.json"), model.replace("培训护理人员。", "培训护理人员二百名。")).unwrap();
    for arguments in [&["."][..], &[".", "甲.txt"], &["甲.txt", "乙.txt", "m.json"]] {
        let arguments = [arguments, &["-o", "out.xlsx"]].concat();
        assert!(count(&arguments).contains("用 m.json（已改）代替 甲.txt\n"));
        assert!(texts(&at.join("out.xlsx")).iter().any(|text| text.contains("二百名")));
    }
    // Named alone, a result is read; texts without what they were made of are plans.
    assert_eq!(status(&run(at, "C", &["正.md", "-o", "正.xlsx"])), 0);
    fs::create_dir(at.join("文")).unwrap();
    for plan in ["甲", "乙"] {
        let (source, text) = (format!("{plan}.txt"), format!("文/{plan}.txt"));
        assert_eq!(status(&run(at, "C", &["text", &source, "-o", &text])), 0);
    }
    count(&["文", "-o", "out.xlsx"]);
}

#[test]
fn one_result_that_is_refused_does_not_keep_the_others_from_being_written() {
    let page = "<html><body><p>丁县养老服务规划</p><p>一、目标</p><p>建设。</p></body></html>";
    let other = PLAN.replace("甲县", "乙县");
    let folder = folder(&[
        ("甲.txt", PLAN.as_bytes()),
        ("乙.txt", other.as_bytes()),
        ("丁.html", page.as_bytes()),
        ("附表.xlsx", b"PK\x03\x04"),
    ]);
    let at = folder.path();
    let output = run(at, "zh_CN.UTF-8", &[".", "--each"]);
    let told = stderr(&output);
    assert_eq!(status(&output), 0, "{told}");
    assert!(
        told.contains("跳过: 附表.xlsx: 工作簿（电子表格）不能读")
            && told.ends_with("共写出 3 个文件，跳过 1 个\n"),
        "{told}"
    );
    // One that somebody has edited is named as such; it stays, and the others are written.
    let edited = [fs::read(at.join("甲.xlsx")).unwrap(), b"edited".to_vec()].concat();
    fs::write(at.join("甲.xlsx"), &edited).unwrap();
    for arguments in [&[".", "--each"][..], &["甲.txt", "乙.txt", "丁.html", "甲.xlsx", "--each"]] {
        fs::remove_file(at.join("乙.xlsx")).unwrap();
        let output = run(at, "zh_CN.UTF-8", arguments);
        let told = stderr(&output);
        assert_eq!((status(&output), told.matches("甲.xlsx").count()), (2, 1), "{told}");
        assert!(told.contains("写后有人改过；加 --force 才会替换"), "{told}");
        assert!(told.contains("共写出 2 个文件，没有写成 1 个"), "{told}");
        assert_eq!(fs::read(at.join("甲.xlsx")).unwrap(), edited);
        assert!(at.join("乙.xlsx").exists());
    }
    // A page that is read is not replaced.
    let output = run(at, "zh_CN.UTF-8", &[".", "--each", "--to", "html", "--force"]);
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("丁.html: 它就是要读的文件"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(at.join("丁.html")).unwrap(), page);
    assert!(at.join("甲.html").exists() && at.join("乙.html").exists());
}

#[test]
fn what_editing_has_spoilt_is_told() {
    let text = include_str!("../../fixtures/model/plan.txt");
    let folder = folder(&[("规划.txt", text.as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let model = fs::read_to_string(at.join("规划.yaml")).unwrap();
    let told = |before: &str, after: &str| {
        assert!(model.contains(before), "{before}");
        fs::write(at.join("改.yaml"), model.replacen(before, after, 1)).unwrap();
        let told = || {
            let output = run(at, "zh_CN.UTF-8", &["check", "改.yaml", "--fail-on", "never", "--all"]);
            stdout(&output).to_owned()
        };
        let beside = told();
        // The same without its source.
        fs::rename(at.join("规划.txt"), at.join("别处.txt")).unwrap();
        let alone = told();
        fs::rename(at.join("别处.txt"), at.join("规划.txt")).unwrap();
        [beside, alone]
    };
    let unspoilt = told("schema_version", "schema_version");
    let text = "坚持以人民为中心。";
    for (code, before, after) in [
        ("S004", "    number: 1\n    title: 总体要求\n", "    number: 1\n    title: 总的要求\n"),
        (
            "S005",
            "    title: 总体要求\n    page: 1\n    section: \"1\"\n",
            "    title: 总体安排\n    page: 1\n    section: null\n",
        ),
        ("S003", "      label: （二）\n      number: 2\n", "      label: （四）\n      number: 4\n"),
        ("M007", "    - id: \"2.1\"\n      level: 2\n", "    - id: \"2.1\"\n      level: 1\n"),
        ("T012", "建成一个服务中心。", "建成一个服务中心服务中心。"),
        ("T001", text, "坚持（以人民为中心。"),
        ("T007", text, "坚持以人民为中心,服务社会。"),
        ("T013", text, "坚持以人民为中心。。"),
    ] {
        let told = told(before, after);
        for (told, unspoilt) in told.iter().zip(&unspoilt) {
            let code = format!("[{code}]");
            assert!(told.contains(&code) && !unspoilt.contains(&code), "{code} {told} {unspoilt}");
        }
        let is_alone = told.map(|told| told.contains("1 个模型的原文不在旁边"));
        assert_eq!(is_alone, [false, true]);
    }
}

#[test]
fn a_model_without_its_source_says_what_was_not_looked_for() {
    let plan = PLAN.replace("甲政发〔2021〕3号", "甲政发〔2021〕号");
    let folder = folder(&[("规划.txt", plan.as_bytes())]);
    let at = folder.path();
    assert_eq!(status(&run(at, "C", &["parse", "规划.txt", "-q", "-o", "规划.yaml"])), 0);
    let words = "1 个模型的原文不在旁边，靠原文才能发现的问题没有查";
    let told = || {
        let book = run(at, "zh_CN.UTF-8", &["规划.yaml", "-o", "表.xlsx", "--force"]);
        let checked = run(at, "zh_CN.UTF-8", &["check", "规划.yaml"]);
        let has = texts(&at.join("表.xlsx")).iter().any(|text| text == words);
        ([stderr(&book).contains(words), has, stdout(&checked).contains(words)], stdout(&checked).to_owned())
    };
    assert_eq!(told().0, [false; 3]);
    fs::rename(at.join("规划.txt"), at.join("别处.txt")).unwrap();
    let (alone, checked) = told();
    assert_eq!(alone, [true; 3]);
    // Findings that the model tells are told by their place in the plan, not by the lines that tell them.
    assert!(checked.contains("错误 N002 ") && checked.contains("：原文第"), "{checked}");
    assert!(!checked.contains("code: N002") && !checked.contains("规划.yaml:"), "{checked}");
    let all = run(at, "zh_CN.UTF-8", &["check", "规划.yaml", "--all"]);
    assert!(stdout(&all).contains("= 原文: "), "{}", stdout(&all));
    let english = run(at, "C", &["规划.yaml", "-o", "a.xlsx"]);
    assert!(stderr(&english).contains("1 model without its source, looked at by itself"));
}

#[test]
fn workbooks_in_a_folder_are_told() {
    let other = PLAN.replace("甲县", "乙县");
    let folder = folder(&[("甲.txt", PLAN.as_bytes()), ("乙.txt", other.as_bytes())]);
    let at = folder.path();
    let told = |arguments: &[&str]| {
        let output = run(at, "zh_CN.UTF-8", arguments);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stderr(&output).to_owned()
    };
    told(&["甲.txt", "-o", "旧.xlsx"]);
    told(&["乙.txt"]);
    for arguments in [&[".", "-o", "全部.xlsx"][..], &["check", ".", "--fail-on", "never"]] {
        let told = told(arguments);
        assert!(told.contains("跳过 guihua 写出的结果") && told.contains("乙.xlsx"), "{told}");
    }
    // One that is written again is no result of before.
    let each = told(&[".", "--each"]);
    assert!(!each.contains("跳过 guihua 写出的结果 3") && !each.contains("：乙.xlsx"), "{each}");
    // One that somebody has edited is called so, and is no failure.
    let edited = [fs::read(at.join("旧.xlsx")).unwrap(), b"edited".to_vec()].concat();
    fs::write(at.join("旧.xlsx"), edited).unwrap();
    let told = told(&[".", "-o", "全部.xlsx"]);
    assert!(told.contains("跳过: 旧.xlsx: guihua 写的工作簿，写后有人改过"), "{told}");
}
