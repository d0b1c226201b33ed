//! The command line as its users meet it: real processes, real files, real pipes.
#![cfg(feature = "cli")]

use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use guihua::model::Document;
use serde_json::Value;

use crate::process::{feed, program, status, stderr, stdout};

/// A short plan in order.
const CLEAN: &str = "某市“十四五”残疾人事业发展规划\n\n　　一、总体要求\n　　坚持以人民为中心。\n　　二、保障措施\n　　加强组织领导。\n";
/// The same with a number missing.
const GAP: &str = "某市“十四五”残疾人事业发展规划\n\n　　一、总体要求\n　　坚持以人民为中心。\n　　三、保障措施\n　　加强组织领导。\n";

fn seed() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.swap_remove(0)
}

/// `guihua` in the C locale, without the caller's preferences.
fn guihua(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = program();
    command.args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    guihua(arguments).output().unwrap()
}

fn run_on(input: &[u8], arguments: &[&str]) -> Output {
    feed(guihua(arguments), input)
}

fn entries(folder: &Path) -> Vec<String> {
    let name =
        |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().to_string_lossy().into_owned();
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

// Exit status

#[test]
fn findings_alone_are_success() {
    let output = run_on(GAP.as_bytes(), &["parse"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stderr(&output).contains("warning S003 numbering jumps"), "{}", stderr(&output));
}

#[test]
fn fail_on_compares_with_the_worst_finding() {
    let undecodable = [GAP.as_bytes(), b"\xff\xfe\xff \xff\n"].concat();
    let inputs: [(&[u8], &str); 2] = [(GAP.as_bytes(), "warning"), (&undecodable, "error")];
    for (input, grave) in inputs {
        let model = run_on(input, &["parse", "-q", "-f", "json", "--encoding", "utf-8"]);
        let model: Value = serde_json::from_slice(&model.stdout).unwrap();
        let found: Vec<&str> = model["diagnostics"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| found["severity"].as_str().unwrap())
            .collect();
        assert!(found.contains(&grave), "{found:?}");
        let levels = ["error", "warning", "info"];
        for (index, level) in levels.iter().enumerate() {
            let fails = found.iter().any(|severity| levels[..=index].contains(severity));
            let output = run_on(input, &["parse", "-q", "--encoding", "utf-8", "--fail-on", level]);
            assert_eq!(status(&output), i32::from(fails), "{level} {found:?}");
            assert!(!output.stdout.is_empty());
        }
        assert_eq!(status(&run_on(input, &["parse", "--fail-on", "never"])), 0);
    }
    assert_eq!(status(&run_on(CLEAN.as_bytes(), &["parse", "--fail-on", "error"])), 0);
}

#[test]
fn wrong_usage_is_2() {
    for arguments in [
        &["parse", "--frobnicate"] as &[_],
        &["frobnicate"],
        &["parse", "--format", "xml"],
        &["normalize", "one", "two"],
        &["completions"],
        &["man", "frobnicate"],
    ] {
        for lang in ["en", "zh"] {
            let output = guihua(arguments.iter().chain(&["--lang", lang])).output().unwrap();
            assert_eq!(status(&output), 2, "{arguments:?}");
            assert_eq!(stdout(&output), "", "{arguments:?}");
            assert_ne!(stderr(&output), "", "{arguments:?}");
        }
    }
    let output = run(&["--lang", "zh", "parse", "--fomat", "json"]);
    assert!(stderr(&output).starts_with("错误: 不认识的参数“--fomat”"), "{}", stderr(&output));
    assert!(stderr(&output).contains("--format"), "{}", stderr(&output));
}

#[test]
fn what_cannot_be_read_is_2() {
    let folder = tempfile::tempdir().unwrap();
    let absent = folder.path().join("没有.txt");
    // `parse` reads the files in a folder.
    for (command, path) in [("parse", absent.as_path()), ("normalize", &absent), ("normalize", folder.path())]
    {
        let english = guihua([command]).arg(path).output().unwrap();
        let chinese = guihua([command, "--lang", "zh"]).arg(path).output().unwrap();
        assert_eq!([status(&english), status(&chinese)], [2, 2]);
        assert_eq!([stdout(&english), stdout(&chinese)], ["", ""]);
        let path = path.to_str().unwrap();
        let (english, chinese) = (stderr(&english), stderr(&chinese));
        assert!(english.starts_with(&format!("error: cannot read {path}: ")), "{english}");
        assert!(chinese.starts_with(&format!("错误: 无法读取 {path}: ")), "{chinese}");
    }
}

// Input

#[test]
fn a_file_and_standard_input_give_the_same_model_but_for_the_path() {
    let path = seed();
    let from_file = guihua(["parse", "-f", "json"]).arg(&path).output().unwrap();
    let bytes = fs::read(&path).unwrap();
    for arguments in [&["parse", "-f", "json"] as &[_], &["parse", "-", "-f", "json"]] {
        let from_stdin = run_on(&bytes, arguments);
        let [mut one, mut two] =
            [&from_file, &from_stdin].map(|output| serde_json::from_slice::<Value>(&output.stdout).unwrap());
        assert_eq!(one["source"]["path"].take(), path.to_str().unwrap());
        assert_eq!(two["source"]["path"].take(), "-");
        assert_eq!(one["source"]["name"].take(), path.file_name().unwrap().to_str().unwrap());
        assert_eq!(two["source"]["name"].take(), "-");
        assert_eq!(one, two);
    }
}

#[test]
fn the_encoding_can_be_forced() {
    let (bytes, _, _) = encoding_rs::GB18030.encode(CLEAN);
    for arguments in [
        &["parse", "-f", "json"] as &[_],
        &["parse", "-f", "json", "--encoding", "gb18030"],
        &["parse", "-f", "json", "--encoding", "GBK"],
    ] {
        let output = run_on(&bytes, arguments);
        let model: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(model["source"]["encoding"], "gb18030", "{arguments:?}");
        assert_eq!(model["plan"]["title"], "某市“十四五”残疾人事业发展规划", "{arguments:?}");
    }
}

#[test]
fn every_reading_command_takes_a_format() {
    // A page inside a text: what it is nobody can tell by its content.
    let page = "规划<p>一、总体<b>要求</b></p>";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.txt");
    let (path, tables) = (file.to_str().unwrap(), folder.path().join("t"));
    fs::write(&file, page).unwrap();
    for (option, expected) in [("text", page), ("html", "规划\n一、总体要求")] {
        let spelling = if option == "text" { "txt" } else { "html" };
        for arguments in [
            &["text", path, "--from", option][..],
            &["text", path, "--input-format", spelling],
            &["normalize", path, "--from", option],
        ] {
            let output = run(arguments);
            assert_eq!((status(&output), stdout(&output).trim()), (0, expected), "{arguments:?}");
        }
        let parsed = run(&["parse", path, "-f", "json", "-q", "--from", option]);
        let several = run(&["parse", path, path, "-f", "ndjson", "-q", "--from", option]);
        let record = format!("{}\n", serde_json::json!({ "path": "a", "text": page }));
        let driven =
            run_on(record.as_bytes(), &["parse", "--stdin-records", "-f", "ndjson", "--from", option]);
        let driven: Value = serde_json::from_slice(&driven.stdout).unwrap();
        let found: Value = serde_json::from_slice(&parsed.stdout).unwrap();
        let first: Value = serde_json::from_str(stdout(&several).lines().next().unwrap()).unwrap();
        for model in [&found, &first, &driven["documents"][0]] {
            assert_eq!(model["source"]["format"], option);
        }
        assert_eq!(found["source"]["lines"].as_u64(), Some(expected.lines().count() as u64));
        // As a page the section has a title, as text nothing is numbered at the start.
        let checked = run(&["check", path, "--from", option, "--select", "S006"]);
        assert_eq!(status(&checked), 0, "{}", stderr(&checked));
        assert_eq!(stdout(&checked).contains("S006"), option == "text", "{}", stdout(&checked));
        let tables = tables.to_str().unwrap();
        let exported = run(&["export", "--to", "csv", "-o", tables, path, "--from", option]);
        assert_eq!(status(&exported), 0, "{}", stderr(&exported));
        let plans = fs::read_to_string(folder.path().join("t/sections.csv")).unwrap();
        assert_eq!(plans.contains("总体要求"), option == "html", "{plans}");
    }
    // One that is wrong is an error of its own kind.
    let wrong = run(&["parse", path, "--from", "docx"]);
    assert_eq!(status(&wrong), 2);
    assert!(stderr(&wrong).contains("Word document (DOCX)"), "{}", stderr(&wrong));
    let unknown = run(&["parse", path, "--from", "doc", "--lang", "zh"]);
    assert_eq!(status(&unknown), 2);
    assert!(stderr(&unknown).contains("text、html、docx、pdf"), "{}", stderr(&unknown));
}

#[test]
fn an_unknown_encoding_is_refused() {
    let english = run_on(CLEAN.as_bytes(), &["parse", "--encoding", "klingon"]);
    assert_eq!(status(&english), 2);
    assert!(stderr(&english).contains("unknown encoding \"klingon\""), "{}", stderr(&english));
    let chinese = run_on(CLEAN.as_bytes(), &["parse", "--encoding", "klingon", "--lang", "zh"]);
    assert!(stderr(&chinese).contains("不认识的编码“klingon”"), "{}", stderr(&chinese));
}

#[test]
fn binary_input_is_refused() {
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0; 512]].concat();
    let english = run_on(&png, &["parse"]);
    assert_eq!((status(&english), stdout(&english)), (2, ""));
    let expected = "error: cannot read standard input: cannot read this kind of file: it looks like an image";
    assert!(stderr(&english).starts_with(expected), "{}", stderr(&english));
    let chinese = run_on(&png, &["parse", "--lang", "zh", "--quiet"]);
    assert_eq!((status(&chinese), stdout(&chinese)), (2, ""));
    let expected = "错误: 无法读取标准输入: 不能读取这种文件：内容像是图片";
    assert!(stderr(&chinese).starts_with(expected), "{}", stderr(&chinese));
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_name_need_not_be_unicode() {
    use std::os::unix::ffi::OsStrExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(OsStr::from_bytes(b"\xb9\xe6\xbb\xae.txt"));
    fs::write(&path, GAP).unwrap();
    let output = guihua(["parse", "-f", "json"]).arg(&path).output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let model: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(model["source"]["path"].as_str().unwrap().ends_with("\\xB9滮.txt"));
    let target = folder.path().join(OsStr::from_bytes(b"\xb9\xe6.yaml"));
    let output = guihua(["parse", "-q", "-o"]).arg(&target).arg(&path).output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(target.is_file());
}

// Output

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let path = seed();
    for format in ["yaml", "json", "ndjson"] {
        let parse = |locale: &str| {
            let mut command = guihua(["parse", "--format", format]);
            command.arg(&path).env("LC_ALL", locale).output().unwrap()
        };
        let outputs = ["C", "zh_CN.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8"].map(parse);
        for output in &outputs {
            assert_eq!(status(output), 0);
            assert!(output.stdout == outputs[0].stdout, "{format}");
            assert!(output.stdout.ends_with(b"\n"));
        }
        assert_eq!(stderr(&outputs[1]), stderr(&outputs[2]));
    }
}

#[test]
fn yaml_is_the_default_and_agrees_with_json() {
    let path = seed();
    let parse =
        |arguments: &[&str]| guihua(arguments.iter().chain(&["--quiet"])).arg(&path).output().unwrap().stdout;
    let from_yaml = |bytes: &[u8]| -> Document {
        let budget = serde_yaml::budget! { max_nodes: 100_000_000, max_events: 200_000_000 };
        let options = serde_yaml::options! { budget: budget };
        serde_yaml::from_slice_with_options(bytes, options).unwrap()
    };
    let json: Document = serde_json::from_slice(&parse(&["parse", "-f", "json", "--spans"])).unwrap();
    assert_eq!(from_yaml(&parse(&["parse", "--spans"])), json);
    assert!(json.plan.span.is_some());
    assert!(from_yaml(&parse(&["parse"])).plan.span.is_none());
    assert!(parse(&["parse"]) == parse(&["parse", "-f", "yaml"]));
}

#[test]
fn a_closed_pipe_is_success() {
    let text = GAP.repeat(5_000);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big.txt");
    fs::write(&path, text).unwrap();
    for arguments in [&["parse", "-q", "-f", "json"] as &[_], &["normalize"], &["schema"], &["man"]] {
        let mut command = guihua(arguments);
        if ["parse", "normalize"].contains(&arguments[0]) {
            command.arg(&path);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut reader = child.stdout.take().unwrap();
        reader.read_exact(&mut [0]).unwrap();
        drop(reader);
        let output = child.wait_with_output().unwrap();
        assert_eq!((status(&output), stderr(&output)), (0, ""), "{arguments:?}");
    }
    // Standard error, too, may have lost its reader.
    let mut child =
        guihua(["parse"]).arg(&path).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stderr.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_not() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = guihua(["schema"]).stdout(full).output().unwrap();
    assert_eq!(status(&output), 2);
    let expected = "error: cannot write standard output: ";
    assert!(stderr(&output).starts_with(expected), "{}", stderr(&output));
}

#[test]
fn a_file_is_written_whole() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("规划.yaml");
    let to_stdout = run_on(CLEAN.as_bytes(), &["parse", "-o", "-"]);
    for _ in 0..2 {
        let mut command = guihua(["parse", "-o"]);
        command.arg(&target);
        let output = feed(command, CLEAN.as_bytes());
        assert_eq!((status(&output), stdout(&output)), (0, ""), "{}", stderr(&output));
        assert_eq!(fs::read(&target).unwrap(), to_stdout.stdout);
        assert_eq!(entries(folder.path()), ["规划.yaml"]);
    }
    // A bare name stands in the current folder.
    let mut command = guihua(["schema", "-o", "schema.json"]);
    assert_eq!(status(&command.current_dir(folder.path()).output().unwrap()), 0);
    assert_eq!(entries(folder.path()), ["schema.json", "规划.yaml"]);
}

#[test]
fn what_cannot_be_written_is_2_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("inner")).unwrap();
    for target in ["inner", "absent/plan.yaml", "inner/"] {
        for lang in ["en", "zh"] {
            let mut command = guihua(["parse", "--lang", lang, "-o"]);
            command.arg(folder.path().join(target));
            let output = feed(command, CLEAN.as_bytes());
            assert_eq!((status(&output), stdout(&output)), (2, ""), "{target}");
            let expected = if lang == "en" { "error: cannot write " } else { "错误: 无法写入 " };
            assert!(stderr(&output).starts_with(expected), "{}", stderr(&output));
            assert_eq!(entries(folder.path()), ["inner"]);
            assert!(entries(&folder.path().join("inner")).is_empty());
        }
    }
}

#[test]
fn input_that_cannot_be_read_leaves_the_old_output_alone() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("plan.yaml");
    fs::write(&target, "old").unwrap();
    let output = guihua(["parse", "absent.txt", "-o"]).arg(&target).output().unwrap();
    assert_eq!(status(&output), 2);
    assert_eq!(fs::read(&target).unwrap(), b"old");
    assert_eq!(entries(folder.path()), ["plan.yaml"]);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn write_to(target: &Path) -> Output {
        guihua(["schema", "-o"]).arg(target).output().unwrap()
    }

    #[test]
    fn an_old_file_keeps_its_permissions_and_a_new_one_gets_the_usual() {
        let folder = tempfile::tempdir().unwrap();
        let old = folder.path().join("old");
        fs::write(&old, "").unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(status(&write_to(&old)), 0);
        assert_eq!(mode(&old), 0o640);
        let (new, usual) = (folder.path().join("new"), folder.path().join("usual"));
        fs::File::create(&usual).unwrap();
        assert_eq!(status(&write_to(&new)), 0);
        assert_eq!(mode(&new), mode(&usual));
    }

    #[test]
    fn a_symbolic_link_stays_and_leads_to_the_new_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        for exists in [false, true] {
            let (link, file) = (folder.path().join("link"), folder.path().join("inner/schema.json"));
            if !exists {
                symlink("inner/schema.json", &link).unwrap();
            }
            let output = write_to(&link);
            assert_eq!(status(&output), 0, "{}", stderr(&output));
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert!(fs::symlink_metadata(&file).unwrap().is_file());
            assert_eq!(entries(&folder.path().join("inner")), ["schema.json"]);
        }
        let circle = folder.path().join("circle");
        symlink("circle", &circle).unwrap();
        assert_eq!(status(&write_to(&circle)), 2);
    }

    #[test]
    fn a_device_is_written_to_and_not_replaced() {
        use std::os::unix::fs::FileTypeExt;

        assert_eq!(status(&write_to(Path::new("/dev/null"))), 0);
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    }

    #[test]
    fn standard_output_under_its_other_name_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("all.json");
        fs::write(&path, "first\n").unwrap();
        let file = fs::File::options().append(true).open(&path).unwrap();
        let mut command = guihua(["schema", "-o", "/dev/stdout"]);
        assert_eq!(status(&command.stdout(file).output().unwrap()), 0);
        assert!(fs::read_to_string(&path).unwrap().starts_with("first\n{"));
    }

    #[test]
    fn a_folder_or_file_without_permission_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        let old = folder.path().join("old");
        fs::write(&old, "old").unwrap();
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o555)).unwrap();
        fs::set_permissions(&old, fs::Permissions::from_mode(0o444)).unwrap();
        // Root may write anyway; then there is nothing to test.
        if fs::File::options().write(true).open(&old).is_ok() {
            return;
        }
        for target in [inner.join("plan.yaml"), old.clone()] {
            assert_eq!(status(&write_to(&target)), 2);
        }
        assert!(entries(&inner).is_empty());
        assert_eq!(fs::read(&old).unwrap(), b"old");
        fs::set_permissions(&inner, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

// What people read

#[test]
fn findings_go_to_standard_error_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("规划.txt");
    fs::write(&path, GAP).unwrap();
    let output = guihua(["parse", "--lang", "zh"]).arg(&path).output().unwrap();
    let text = stderr(&output);
    assert!(text.contains("警告 S003 序号不连续：“一、”之后是“三、”：第5行\n"), "{text}");
    assert!(text.trim_end().lines().last().unwrap().contains("个警告"), "{text}");
    assert!(!stdout(&output).contains("警告 S003"));
}

#[test]
fn quiet_is_silent_about_findings() {
    let output = run_on(GAP.as_bytes(), &["parse", "--quiet"]);
    assert_eq!((status(&output), stderr(&output)), (0, ""));
    assert!(stdout(&output).contains("numbering-gap"));
}

#[test]
fn there_are_no_escape_codes_in_a_pipe_unless_asked_for() {
    let escapes = |arguments: &[&str]| {
        let output = run_on(GAP.as_bytes(), arguments);
        assert!(!stdout(&output).contains('\u{1b}'));
        stderr(&output).contains('\u{1b}')
    };
    assert!(!escapes(&["parse"]));
    assert!(!escapes(&["parse", "--color", "never"]));
    assert!(escapes(&["parse", "--color", "always"]));
    assert!(!escapes(&["parse", "--format", "xml"]));
    assert!(escapes(&["parse", "--format", "xml", "--color", "always"]));
    let mut command = guihua(["parse"]);
    command.env("NO_COLOR", "1");
    assert!(!stderr(&feed(command, GAP.as_bytes())).contains('\u{1b}'));
}

/// On a terminal, by way of `script`, where that is installed.
#[cfg(target_os = "linux")]
#[test]
fn a_terminal_gets_colours_unless_they_are_unwanted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.txt");
    fs::write(&path, GAP).unwrap();
    let on_terminal = |arguments: &str, no_color: &str| {
        let line = format!("'{}' {arguments}", env!("CARGO_BIN_EXE_guihua"));
        Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .env("NO_COLOR", no_color)
            .env("TERM", "xterm")
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .current_dir(folder.path())
            .output()
    };
    let Ok(output) = on_terminal("parse plan.txt -o out.yaml", "") else {
        return;
    };
    assert!(stdout(&output).contains('\u{1b}'), "{}", stdout(&output));
    let output = on_terminal("parse plan.txt -o out.yaml", "1").unwrap();
    assert!(!stdout(&output).contains('\u{1b}'), "{}", stdout(&output));
    let output = on_terminal("parse plan.txt -o out.yaml --color never", "").unwrap();
    assert!(!stdout(&output).contains('\u{1b}'), "{}", stdout(&output));
    // Nobody is left waiting for what they do not know they should type.
    let output = on_terminal("parse", "1").unwrap();
    assert_eq!(status(&output), 2);
    assert!(stdout(&output).contains("error: no file given"), "{}", stdout(&output));
}

#[test]
fn lang_decides_before_the_locale_and_the_locale_before_english() {
    let first = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = guihua(arguments);
        command.envs(variables.iter().copied());
        let output = feed(command, GAP.as_bytes());
        stderr(&output).chars().next().unwrap()
    };
    assert_eq!(first(&["parse"], &[]), 'w');
    assert_eq!(first(&["parse"], &[("LANG", "zh_CN.UTF-8")]), '警');
    assert_eq!(first(&["parse"], &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]), 'w');
    assert_eq!(first(&["parse"], &[("LANG", "fr_FR"), ("LC_MESSAGES", "zh_TW")]), '警');
    assert_eq!(first(&["parse", "--lang", "en"], &[("LC_ALL", "zh_CN.UTF-8")]), 'w');
    assert_eq!(first(&["--lang=zh", "parse"], &[]), '警');
}

#[test]
fn messages_in_the_model_follow_lang_but_not_the_locale() {
    let message = |arguments: &[&str], locale: &str| {
        let mut command = guihua(["parse", "-q", "-f", "json"]);
        command.args(arguments).env("LC_ALL", locale);
        let model: Value = serde_json::from_slice(&feed(command, GAP.as_bytes()).stdout).unwrap();
        let found = model["diagnostics"].as_array().unwrap();
        let gap = found.iter().find(|found| found["code"] == "S003").unwrap();
        gap["message"].as_str().unwrap().to_owned()
    };
    assert!(message(&[], "en_US.UTF-8").starts_with("序号不连续"));
    assert_eq!(message(&[], "C"), message(&["--lang", "zh"], "C"));
    assert!(message(&["--lang", "en"], "zh_CN.UTF-8").starts_with("numbering jumps"));
}

// The other subcommands

#[test]
fn normalize_prints_lines_or_paragraphs() {
    let text = "比例达到９５％以上，\r\n取得明显进展";
    let output = run_on(text.as_bytes(), &["normalize"]);
    assert_eq!((status(&output), stderr(&output)), (0, ""));
    assert_eq!(stdout(&output).lines().count(), 2);
    assert!(stdout(&output).starts_with("比例达到95%以上，\n"), "{}", stdout(&output));
    assert!(stdout(&output).ends_with("进展\n"));
    let output = run_on(CLEAN.as_bytes(), &["normalize", "--paragraphs"]);
    assert!(stdout(&output).lines().any(|line| line.contains("一、总体要求")));
    assert!(stdout(&output).lines().all(|line| !line.is_empty()));
    assert_eq!(stdout(&run_on(b"", &["normalize"])), "");
}

/// That the file in `schema/` is the same is tested beside the schema.
#[test]
fn schema_prints_the_schema() {
    assert!(stdout(&run(&["schema"])) == guihua::schema::plan_schema_text());
}

#[test]
fn help_teaches_by_example_in_both_languages() {
    for command in ["parse", "normalize", "completions", "man", "schema"] {
        for (lang, usage, examples) in [("en", "Usage:", "Examples:"), ("zh", "用法：", "示例：")] {
            let arguments = [command, "--help", "--lang", lang];
            let output = run(&arguments);
            assert_eq!((status(&output), stderr(&output)), (0, ""), "{arguments:?}");
            assert!(stdout(&output).contains(usage), "{}", stdout(&output));
            if command != "schema" {
                assert!(stdout(&output).contains(examples), "{}", stdout(&output));
            }
        }
    }
    assert!(stdout(&run(&["help", "--all"])).contains("Exit status:"));
    assert!(stdout(&run(&["help", "--all", "--lang", "zh"])).contains("退出状态："));
    assert!(stdout(&run(&["help", "check"])).contains("--output-format"));
}

#[test]
fn version_names_the_model() {
    let expected = format!("guihua {} (model 1)\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(stdout(&run(&["--version"])), expected);
    assert_eq!(stdout(&run(&["-V"])), expected);
}

#[test]
fn every_shell_has_completions() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        for lang in ["en", "zh"] {
            let output = run(&["completions", shell, "--lang", lang]);
            assert_eq!((status(&output), stderr(&output)), (0, ""), "{shell}");
            assert!(stdout(&output).contains("fail-on"), "{shell}");
        }
    }
}

#[test]
fn every_subcommand_has_a_man_page() {
    let mut pages = [
        "guihua",
        "guihua-check",
        "guihua-completions",
        "guihua-explain",
        #[cfg(feature = "export")]
        "guihua-export",
        "guihua-man",
        "guihua-normalize",
        "guihua-parse",
        "guihua-review",
        "guihua-schema",
        "guihua-text",
    ]
    .map(|page| format!("{page}.1"));
    pages.sort();
    let folder = tempfile::tempdir().unwrap();
    let output = guihua(["man", "--out-dir"]).arg(folder.path()).output().unwrap();
    assert_eq!((status(&output), stdout(&output), stderr(&output)), (0, "", ""));
    assert_eq!(entries(folder.path()), pages);
    for file in &pages {
        let written = fs::read_to_string(folder.path().join(file)).unwrap();
        let page = file.trim_end_matches(".1");
        let name = page.strip_prefix("guihua-");
        let printed = guihua(std::iter::once("man").chain(name)).output().unwrap();
        assert_eq!(stdout(&printed), written, "{page}");
        assert!(written.contains(&format!(".TH {page} 1")), "{page}");
        assert!(written.contains(".SH SYNOPSIS"), "{page}");
    }
}
