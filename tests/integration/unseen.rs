//! Nothing is passed over unseen, and nothing that is read reaches a terminal raw.
#![cfg(all(feature = "export", unix))]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::process::{feed, folder, guihua, status, stderr, stdout};

const PLAN: &str = "甲县养老服务规划\n一、总体要求\n加强保障。\n二、主要任务\n落实责任。\n";

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    guihua(folder.path(), arguments).output().unwrap()
}

fn model(format: &str) -> String {
    let folder = folder(&[("a.txt", PLAN)]);
    stdout(&run(&folder, &["parse", "a.txt", "-q", "-f", format])).to_owned()
}

#[test]
fn a_run_that_saw_nothing_fails() {
    for (name, text) in [("a.png", "\u{89}PNG"), ("b", ""), ("c.txt", "\n"), ("d.yaml", ""), ("e.csv", "甲")]
    {
        let folder = folder(&[(name, text)]);
        symlink("absent.txt", folder.path().join("link.txt")).unwrap();
        for arguments in [
            &["check", "."][..],
            &["parse", ".", "-f", "ndjson"],
            &["export", ".", "--to", "csv", "-o", "out"],
        ] {
            // Whatever is no plan by its name is one to `parse`, if it is text.
            if ["a.png", "e.csv"].contains(&name) && arguments[0] != "check" {
                continue;
            }
            let output = run(&folder, arguments);
            assert_eq!(status(&output), 2, "{name} {arguments:?} {}", stderr(&output));
            let allowed = run(&folder, &[arguments, &["--allow-empty"]].concat());
            if name != "d.yaml" || arguments[0] != "export" {
                assert!(stderr(&output).contains("--allow-empty"), "{name} {}", stderr(&output));
                assert_eq!(status(&allowed), 0, "{name} {arguments:?} {}", stderr(&allowed));
            }
        }
    }
    // What may be a plan and cannot be read is not passed over.
    for name in ["a.doc", "a.wps", "a.rtf", "a.ofd"] {
        let folder = folder(&[(name, "\u{0}\u{1}"), ("b.txt", PLAN)]);
        assert_eq!(status(&run(&folder, &["check", "."])), 2, "{name}");
    }
    let folder = folder(&[("a.yaml", "schema_version \"1\"\n"), ("b.txt", PLAN)]);
    assert_eq!(status(&run(&folder, &["check", "."])), 0);
    fs::write(folder.path().join("a.yaml"), "schema_version: [\n").unwrap();
    assert_eq!(status(&run(&folder, &["check", "."])), 1);
    let empty = feed(guihua(folder.path(), &["check"]), b"");
    assert_eq!(status(&empty), 2);
}

#[test]
fn models_are_told_by_their_content() {
    for format in ["yaml", "json", "ndjson"] {
        let text = model(format);
        let folder = folder(&[("plan.jsonx", &text), ("commented", &format!("\n{text}"))]);
        // Held to the schema, not proofread.
        for check in [
            run(&folder, &["check", "plan.jsonx"]),
            feed(guihua(folder.path(), &["check"]), text.as_bytes()),
            feed(guihua(folder.path(), &["check", "--stdin-filename", "x.txt"]), text.as_bytes()),
        ] {
            assert_eq!(status(&check), 0, "{format} {}", stderr(&check));
            assert!(stdout(&check).contains("nothing found"), "{format} {}", stdout(&check));
        }
        let wrong = text.replace("\"1\"", "\"2\"");
        let check = feed(guihua(folder.path(), &["check"]), wrong.as_bytes());
        assert_eq!(status(&check), 1, "{format} {}", stdout(&check));
        assert!(stdout(&check).contains("M007"), "{format} {}", stdout(&check));
        for export in [
            run(&folder, &["export", "plan.jsonx", "--to", "csv", "-o", "tables", "--force"]),
            feed(guihua(folder.path(), &["export", "-", "-o", "plan.xlsx", "--force"]), text.as_bytes()),
        ] {
            assert_eq!(status(&export), 0, "{format} {}", stderr(&export));
        }
        let refused = feed(guihua(folder.path(), &["export", "-", "-o", "b.xlsx"]), wrong.as_bytes());
        assert_eq!(status(&refused), 2, "{format}");
        assert!(stderr(&refused).contains("M007"), "{format} {}", stderr(&refused));
        // None of them is a plan.
        for parse in [
            run(&folder, &["parse", "plan.jsonx"]),
            run(&folder, &["parse", "plan.jsonx", "commented", "-f", "ndjson"]),
            feed(guihua(folder.path(), &["parse"]), text.as_bytes()),
        ] {
            assert_eq!(status(&parse), 2, "{format}");
            assert!(parse.stdout.is_empty(), "{format} {}", stdout(&parse));
        }
    }
}

#[test]
fn a_model_that_was_emptied_or_broken_is_no_plan() {
    let text = model("yaml");
    for (name, text) in [
        ("a.yaml", String::new()),
        ("a.ndjson", "\n\n".to_owned()),
        ("b.yaml", text.replacen("schema_version:", "schema_version", 1)),
        ("c", format!("# 改过\n{}", model("json"))),
    ] {
        let folder = folder(&[(name, &text)]);
        for arguments in [&["parse", name][..], &["parse", name, name, "-f", "ndjson"]] {
            let output = run(&folder, arguments);
            assert_eq!(status(&output), 2, "{name} {arguments:?} {}", stderr(&output));
            assert!(output.stdout.is_empty(), "{name} {arguments:?}");
        }
        let output = run(&folder, &["export", name, "--to", "csv", "-o", "tables"]);
        // JSON with a comment is a model of YAML.
        assert_eq!(status(&output), if name == "c" { 0 } else { 2 }, "{name} {}", stderr(&output));
    }
}

#[test]
fn broken_bytes_in_a_model_are_told() {
    for format in ["yaml", "json", "ndjson"] {
        let mut text = model(format).into_bytes();
        let at = text.windows(3).position(|part| part == "甲".as_bytes()).unwrap();
        text[at + 1] = 0xFF;
        let folder = folder(&[]);
        for name in [format!("a.{format}"), "a.jsonx".to_owned()] {
            fs::write(folder.path().join(&name), &text).unwrap();
            let output = run(&folder, &["check", &name]);
            assert_eq!(status(&output), 1, "{name} {}", stdout(&output));
            assert!(stdout(&output).contains("E001"), "{}", stdout(&output));
            // No table has what nobody would see in it.
            let output = run(&folder, &["export", &name, "--to", "csv", "-o", "tables"]);
            assert_eq!(status(&output), 2, "{name} {}", stderr(&output));
            assert!(stderr(&output).contains("E001"), "{name} {}", stderr(&output));
            assert!(!folder.path().join("tables/plans.csv").exists(), "{name}");
        }
    }
}

/// What must not reach a terminal or a log.
fn is_clean(text: &[u8]) -> bool {
    let text = String::from_utf8_lossy(text);
    let is_odd = |c: char| {
        c.is_control() && c != '\n'
            || "\u{2028}\u{2029}\u{202e}\u{2066}\u{200b}\u{feff}\u{34f}\u{115f}\u{3164}".contains(c)
    };
    !text.contains(is_odd)
        && !text.contains("##[")
        && !text.lines().any(|line| line.trim_start().starts_with("::"))
}

#[test]
fn nothing_that_is_read_steers_a_terminal() {
    let odd = "a\u{1b}[31m\u{9b}2J\u{85}\u{2028}\u{202e}\u{200b}\u{34f}\u{115f}\u{3164}b##[add-mask]\n::stop-commands::x\nc";
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let name = format!("{odd}.txt");
    write(&name, &PLAN.replace("二、", "三、\u{1b}[31m\u{9b}\u{202e}\u{200b}\u{3164}##[error]"));
    write(&format!("{odd}.yaml"), &model("yaml").replace("title:", "\"ti\\u009btle\u{202e}\u{200b}##[x]\":"));
    write(&format!("{odd}.doc"), "\u{0}\u{1}");
    write("::error::.txt", &PLAN.replace("二、", "三、"));
    for arguments in [
        vec!["check", "."],
        vec!["check", ".", "--lang", "zh"],
        vec!["check", ".", "--all"],
        vec!["check", ".", "--output-format", "json"],
        vec!["check", ".", "--output-format", "ndjson"],
        vec!["check", ".", "--output-format", "sarif"],
        vec!["check", ".", "--output-format", "junit"],
        vec!["check", ".", "--output-format", "github"],
        vec!["check", &name, "::error::.txt", "--fail-on", "warning"],
        vec!["parse", &name],
        vec!["parse", ".", "-f", "ndjson", "-o", "/dev/null"],
        vec!["parse", odd],
        vec!["parse", "a", odd],
        vec!["parse", odd, "-o", odd, "-f", odd],
        vec![odd],
        vec!["--lang", "zh", odd],
        vec!["parse", "--encoding", odd, &name],
        vec!["explain", odd],
        vec!["check", "--select", odd],
        vec!["check", "--config", odd, "."],
        vec!["check", ".", "--include", "["],
        vec!["export", ".", "--to", "sqlite", "-o", odd],
        vec!["export", &name, "--to", "csv", "-o", &name],
        vec!["check", ".", "--write-baseline", "base\u{1b}.json"],
        vec!["man", odd],
    ] {
        let output = run(&folder, &arguments);
        assert!(is_clean(&output.stderr), "{arguments:?} {:?}", stderr(&output));
        // Each finding begins as a command of its own there.
        if arguments.contains(&"check") && !arguments.contains(&"github") {
            assert!(is_clean(&output.stdout), "{arguments:?} {:?}", stdout(&output));
        }
    }
    let answers = feed(
        guihua(folder.path(), &["parse", "--stdin-paths", "-0", "-f", "ndjson"]),
        format!("{name}\0{odd}\0").as_bytes(),
    );
    assert!(is_clean(&answers.stdout), "{:?}", stdout(&answers));
    let github = run(&folder, &["check", ".", "--output-format", "github"]);
    assert!(stdout(&github).lines().all(|line| line.starts_with("::error ")
        || line.starts_with("::warning ")
        || line.starts_with("::notice ")));
    assert!(!stdout(&github).contains(['\u{1b}', '\u{9b}', '\u{202e}']));
}

#[test]
fn two_names_that_are_no_utf8_stay_two() {
    let folder = tempfile::tempdir().unwrap();
    for bytes in [&b"\xb9.txt"[..], b"\xba.txt", b"\\xB9.txt"] {
        let text = PLAN.replace("二、", "三、");
        if fs::write(folder.path().join(OsStr::from_bytes(bytes)), text).is_err() {
            println!("no such names in this file system");
            return;
        }
    }
    let output = run(&folder, &["export", ".", "--to", "csv", "-o", "tables"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert_eq!(fs::read_to_string(folder.path().join("tables/plans.csv")).unwrap().lines().count(), 4);
    let sarif = run(&folder, &["check", ".", "--output-format", "sarif", "--select", "ALL"]);
    let log: Value = serde_json::from_str(stdout(&sarif)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let uri =
        |result: &Value| result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].to_string();
    let mut uris: Vec<String> = results.iter().map(uri).collect();
    uris.sort();
    uris.dedup();
    assert_eq!(uris.len(), 3, "{uris:?}");
}

#[test]
fn lines_of_json_have_one_shape() {
    let folder =
        folder(&[("a.txt", &PLAN.replace("二、", "三、")), ("a.yaml", "schema_version: 1\nplan: 2\n")]);
    let output = run(&folder, &["check", "a.txt", "absent.txt", "a.yaml", "--output-format", "ndjson"]);
    let lines: Vec<Value> = stdout(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert!(lines.len() > 3 && lines.iter().all(|line| keys(line) == keys(&lines[0])));
    assert!(lines.iter().any(|line| line["path"] == "absent.txt" && line["line"].is_null()));
}

#[test]
fn costs_are_limited_in_every_command() {
    let folder = folder(&[("a.txt", PLAN), ("b.txt", &PLAN.repeat(1000))]);
    for command in [&["check"][..], &["export", "--to", "csv", "-o", "out"], &["parse", "-f", "ndjson"]] {
        let output = run(&folder, &[command, &["a.txt", "b.txt", "--max-bytes", "1K"]].concat());
        assert_eq!(status(&output), 2, "{command:?}");
        assert!(
            stderr(&output).contains("b.txt") && stderr(&output).contains("--max-bytes"),
            "{}",
            stderr(&output)
        );
        assert!(!stderr(&output).contains("a.txt"), "{}", stderr(&output));
        let output = run(&folder, &[command, &["a.txt", "b.txt", "--timeout", "0.000001"]].concat());
        assert_eq!(status(&output), 2, "{command:?}");
        assert!(stderr(&output).contains("--timeout"), "{}", stderr(&output));
        for device in ["/dev/zero", "/dev/urandom"].into_iter().filter(|device| Path::new(device).exists()) {
            let output = run(&folder, &[command, &[device]].concat());
            assert_eq!(status(&output), 2, "{command:?}");
        }
    }
}

#[test]
fn costs_of_one_file_and_of_models_are_limited() {
    let text = model("ndjson").repeat(50);
    let folder = folder(&[("b.txt", &PLAN.repeat(1000)), ("m.ndjson", &text), ("m", &text)]);
    let is_refused = |output: &Output, word: &str| {
        assert_eq!(status(output), 2, "{}", stderr(output));
        assert!(stderr(output).contains(word), "{}", stderr(output));
    };
    is_refused(&run(&folder, &["parse", "b.txt", "--max-bytes", "1K"]), "--max-bytes");
    let parse = guihua(folder.path(), &["parse", "--max-bytes", "1K"]);
    is_refused(&feed(parse, PLAN.repeat(1000).as_bytes()), "--max-bytes");
    assert_eq!(status(&run(&folder, &["parse", "b.txt", "-q", "--max-bytes", "1M"])), 0);
    for command in [
        &["normalize", "b.txt"][..],
        &["normalize", "b.txt", "--paragraphs"],
        &["normalize", "b.txt", "--paragraphs", "--why"],
        &["text", "b.txt"],
        &["review", "b.txt", "-o", "page.html"],
    ] {
        is_refused(&run(&folder, &[command, &["--max-bytes", "1K"]].concat()), "--max-bytes");
        let output = run(&folder, &[command, &["--timeout", "0.000001"]].concat());
        is_refused(&output, "cannot read b.txt");
        is_refused(&output, "--timeout");
        assert!(output.stdout.is_empty() && !folder.path().join("page.html").exists());
        let limits = ["--max-bytes", "9M", "--timeout", "600"];
        let limited = run(&folder, &[command, &limits].concat());
        assert_eq!(status(&limited), 0, "{}", stderr(&limited));
        assert_eq!(limited.stdout, run(&folder, &[command, &["--force"]].concat()).stdout);
        fs::remove_file(folder.path().join("page.html")).ok();
    }
    is_refused(&feed(guihua(folder.path(), &["text", "--max-bytes", "1K"]), &[b'a'; 2000]), "--max-bytes");
    for file in ["m.ndjson", "m"] {
        for output in ["a.xlsx", "a.ndjson"] {
            let export = &["export", file, "-o", output][..];
            is_refused(&run(&folder, &[export, &["--max-bytes", "1K"]].concat()), "--max-bytes");
            is_refused(&run(&folder, &[export, &["--timeout", "0.000001"]].concat()), "--timeout");
            let output = run(&folder, &[export, &["--max-bytes", "9M", "--timeout", "600"]].concat());
            assert_eq!(status(&output), 0, "{}", stderr(&output));
            fs::remove_file(folder.path().join(export[3])).unwrap();
        }
    }
}

#[test]
fn one_file_of_nothing_is_no_plan() {
    for text in ["", " \n\u{3000}\n"] {
        let folder = folder(&[("a.txt", text)]);
        for arguments in [&["parse", "a.txt"][..], &["parse", "-"]] {
            let output = feed(guihua(folder.path(), arguments), text.as_bytes());
            assert_eq!((status(&output), stdout(&output)), (2, ""), "{arguments:?}");
            assert!(stderr(&output).contains("--allow-empty"), "{}", stderr(&output));
            let allowed = [arguments, &["--allow-empty"]].concat();
            assert_eq!(status(&feed(guihua(folder.path(), &allowed), text.as_bytes())), 0);
        }
    }
}

#[test]
fn yaml_tells_editors_its_schema_on_request() {
    let folder = folder(&[("a.txt", PLAN)]);
    let line = "# yaml-language-server: $schema=plan.schema.json\nschema_version:";
    let option = ["--editor-schema", "plan.schema.json", "-q"];
    let one = run(&folder, &[&["parse", "a.txt"][..], &option].concat());
    assert!(stdout(&one).starts_with(line));
    assert_eq!(status(&run(&folder, &[&["parse", ".", "--out-dir", "out"][..], &option].concat())), 0);
    let file = fs::read_to_string(folder.path().join("out/a.txt.yaml")).unwrap();
    assert!(file.starts_with(line));
    assert_eq!(status(&run(&folder, &["check", "out"])), 0);
    let json = stdout(&run(&folder, &["parse", "a.txt", "-q", "-f", "json"])).replacen(
        '{',
        "{\"$schema\": \"x\",",
        1,
    );
    fs::write(folder.path().join("a.json"), json).unwrap();
    assert_eq!(status(&run(&folder, &["check", "a.json"])), 0);
}

#[test]
fn a_model_with_a_broken_beginning_is_no_plan() {
    let (yaml, line, json) = (model("yaml"), model("ndjson"), model("json"));
    let rest = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    for (name, text) in [
        ("a.txt", format!("schema_version: \"1\n{}", rest(&yaml))),
        ("b", rest(&yaml)),
        ("c.txt", json.replacen("\"schema_version\"", "\"schema_versio\"", 1)),
        ("d.md", rest(&json)),
        ("e", format!("{}\n{line}", &line[..15])),
        ("f.txt", format!("{}{line}", &line[line.floor_char_boundary(40)..])),
        ("g.txt", format!("以下是模型：\n{json}")),
    ] {
        let folder = folder(&[(name, &text)]);
        let named = run(&folder, &["parse", name]);
        assert_eq!((status(&named), stdout(&named)), (2, ""), "{name}");
        assert!(stderr(&named).contains("a model that guihua wrote, not a plan"), "{}", stderr(&named));
        for arguments in [&["parse", "-"][..], &["-", "-o", "a.xlsx"], &["check", "-"]] {
            let output = feed(guihua(folder.path(), arguments), text.as_bytes());
            assert!(status(&output) > 0, "{name} {arguments:?}: {}{}", stdout(&output), stderr(&output));
        }
        assert!(!folder.path().join("a.xlsx").exists(), "{name}");
    }
}

#[test]
fn each_file_of_nothing_is_named() {
    let files = [("a.txt", ""), ("b.txt", " \n\u{3000}\n"), ("c.yaml", "\n"), ("d.txt", "\u{FEFF}")];
    let folder = folder(&[&files[..], &[("e.txt", PLAN)]].concat());
    for arguments in [
        &["check", "a.txt", "b.txt", "c.yaml", "d.txt"][..],
        &["check", "a.txt", "b.txt", "c.yaml", "d.txt", "e.txt"],
    ] {
        let output = run(&folder, arguments);
        assert_eq!(status(&output), 2);
        for (name, _) in files {
            let told = format!("error: cannot read {name}: an empty file\n");
            assert!(stderr(&output).contains(&told), "{name}: {}", stderr(&output));
        }
        assert!(stdout(&output).contains("4 not read"), "{}", stdout(&output));
    }
    for (name, _) in files {
        for arguments in [&["normalize", name][..], &["text", name], &["review", name, "-o", "a.html"]] {
            let output = run(&folder, arguments);
            assert_eq!((status(&output), stdout(&output)), (2, ""), "{arguments:?}");
            let told = format!("error: cannot read {name}: an empty file\n");
            assert_eq!(stderr(&output), told, "{arguments:?}");
        }
    }
    assert!(!folder.path().join("a.html").exists());
    assert_eq!(status(&feed(guihua(folder.path(), &["text"]), b"\n")), 2);
}

#[test]
fn a_model_that_was_emptied_is_no_plan() {
    for (name, text) in [
        ("a.json", "null"),
        ("a.json", "[\n]\n"),
        ("a.ndjson", "{ }\n"),
        ("a.yaml", "---\n"),
        ("a.yaml", "--- ~ # nothing\n...\n"),
        ("a.yml", "# 改过\n# 再改\n"),
    ] {
        let folder = folder(&[(name, text)]);
        for arguments in [&["parse", name][..], &["parse", name, name], &["check", name]] {
            let output = run(&folder, arguments);
            assert_ne!(status(&output), 0, "{text:?} {arguments:?}");
            let said = format!("{}{}", stdout(&output), stderr(&output));
            assert!(said.contains("M002"), "{text:?} {arguments:?}: {said}");
            assert!(!said.contains("schema_version: "), "{text:?} {arguments:?}: {said}");
        }
    }
    // What only looks a little like one is read.
    let folder = folder(&[("a.yaml", "# 甲市规划\n一、任务\n")]);
    assert_eq!(status(&run(&folder, &["parse", "a.yaml"])), 0);
}

#[test]
fn a_pipe_that_nobody_writes_to_is_given_up() {
    let folder = folder(&[("a.txt", PLAN)]);
    for name in ["p", "q.yaml"] {
        assert!(Command::new("mkfifo").arg(folder.path().join(name)).status().unwrap().success());
    }
    for arguments in [
        &["check", "p", "--timeout", "0.3"][..],
        &["check", "q.yaml", "a.txt", "--timeout", "0.3"],
        &["check", "--fix", "q.yaml", "--timeout", "0.3"],
        &["parse", "p", "--timeout", "0.3"],
        &["normalize", "p", "--timeout", "0.3"],
        &["text", "q.yaml", "--timeout", "0.3"],
        &["review", "p", "-o", "page.html", "--timeout", "0.3"],
        &["q.yaml", "a.txt", "-o", "a.xlsx", "--to", "xlsx", "--timeout", "0.3"],
    ] {
        let begun = Instant::now();
        let mut child =
            guihua(folder.path(), arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        while begun.elapsed() < Duration::from_secs(20) && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(20));
        }
        let has_ended = child.try_wait().unwrap().is_some();
        child.kill().ok();
        let output = child.wait_with_output().unwrap();
        assert!(has_ended, "{arguments:?}: {}", stderr(&output));
        assert!(
            stderr(&output).contains("takes longer than --timeout allows"),
            "{arguments:?}: {}",
            stderr(&output)
        );
    }
}
