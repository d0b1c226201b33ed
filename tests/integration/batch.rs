//! Many inputs in one run, as their users meet it: real processes, real folders,
//! and everything that goes wrong with them.
#![cfg(feature = "cli")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use std::{fs, thread};

use serde_json::Value;
use tempfile::TempDir;

use crate::process::{self, in_c_locale, program, status, stderr, stdout};
use crate::support::{documents, seeds};

/// A plan in order; the numbers make it one of its own.
fn plan(number: usize) -> String {
    format!(
        "第{number}市“十四五”残疾人事业发展规划\n\n　　一、总体要求\n　　坚持以人民为中心。\n　　二、保障措施\n　　加强组织领导。\n"
    )
}

/// One with a gap in its numbering.
fn gap(number: usize) -> String {
    plan(number).replace("二、", "三、")
}

/// A folder with these files in it.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// A folder `in` with so many plans, in folders of a hundred.
fn archive(count: usize, text: impl Fn(usize) -> String) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..count {
        let path = folder.path().join(format!("in/{:02}/{number:04}.txt", number / 100));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text(number)).unwrap();
    }
    folder
}

/// `guihua` in the folder.
fn guihua(folder: &Path, arguments: &[&str]) -> Command {
    in_folder(program(), folder, arguments)
}

fn in_folder(mut command: Command, folder: &Path, arguments: &[&str]) -> Command {
    command.args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    guihua(folder.path(), arguments).output().unwrap()
}

fn feed(folder: &TempDir, arguments: &[&str], input: &[u8]) -> Output {
    process::feed(guihua(folder.path(), arguments), input)
}

fn lines(bytes: &[u8]) -> Vec<Value> {
    bytes.split_inclusive(|&byte| byte == b'\n').map(|line| serde_json::from_slice(line).unwrap()).collect()
}

/// The paths of the sources of the models in `bytes`, one per line.
fn sources(bytes: &[u8]) -> Vec<String> {
    lines(bytes).iter().map(|model| model["source"]["path"].as_str().unwrap().to_owned()).collect()
}

/// Path, status and code of each record in a file.
fn records(path: &Path) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let record = |record: &Value| (text(&record["path"]), text(&record["status"]), text(&record["code"]));
    lines(&fs::read(path).unwrap()).iter().map(record).collect()
}

fn triple(path: &str, status: &str, code: &str) -> (String, String, String) {
    (path.to_owned(), status.to_owned(), code.to_owned())
}

/// All files below the folder with their content; the lock and index aside.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), entry.into_path()))
        .filter(|(path, _)| ![".guihua/lock", ".guihua/index.ndjson"].map(Path::new).contains(&&**path))
        .map(|(path, whole)| (path, fs::read(whole).unwrap()))
        .collect()
}

// Input and output

#[test]
fn the_order_is_that_of_the_paths_whatever_the_threads() {
    // Long and short by turns, so that answers do come out of order.
    let long = seeds().swap_remove(0).text().to_owned();
    let folder = archive(150, |number| if number % 10 == 0 { long.clone() } else { gap(number) });
    let one = run(&folder, &["parse", "in", "-f", "ndjson", "-j", "1"]);
    assert_eq!(status(&one), 0, "{}", stderr(&one));
    assert!(stderr(&one).starts_with("150 files: 150 parsed (150 with findings), in "), "{}", stderr(&one));
    let mut sorted = sources(&one.stdout);
    sorted.sort();
    assert_eq!((sources(&one.stdout), sorted.len()), (sorted.clone(), 150));
    for threads in ["2", "5", "100000"] {
        let other = run(&folder, &["parse", "in/01", "in/00", "-f", "ndjson", "-j", threads]);
        // But for their names, which are those below the folders that were named.
        let nameless = |bytes: &[u8]| -> Vec<Value> {
            let mut models = lines(bytes);
            for model in &mut models {
                model["source"]["name"] = Value::Null;
            }
            models
        };
        assert!(nameless(&one.stdout) == nameless(&other.stdout), "{threads}");
        let other = run(&folder, &["parse", "in", "-f", "ndjson", "-j", threads, "-q", "-o", "all.ndjson"]);
        assert_eq!((status(&other), stdout(&other), stderr(&other)), (0, "", ""));
        assert!(one.stdout == fs::read(folder.path().join("all.ndjson")).unwrap());
    }
}

#[test]
fn every_format_is_one_that_others_read() {
    let two = documents().into_iter().find(|case| case.name == "two-plans").unwrap();
    let folder = folder(&[
        ("in/a.txt", plan(1).as_bytes()),
        ("in/b.txt", &two.bytes),
        ("in/c.txt", plan(3).as_bytes()),
    ]);
    let ndjson = lines(&run(&folder, &["parse", "in", "-q", "-f", "ndjson"]).stdout);
    assert_eq!(ndjson.len(), 4);
    let json: Vec<Value> =
        serde_json::from_slice(&run(&folder, &["parse", "in", "-q", "-f", "json"]).stdout).unwrap();
    assert_eq!(json, ndjson);
    let yaml = run(&folder, &["parse", "in", "-q"]);
    let yaml: Vec<Value> = stdout(&yaml)
        .split("\n---\n")
        .map(|text| serde_yaml::from_str::<guihua::model::Document>(text).unwrap())
        .map(|document| serde_json::to_value(document).unwrap())
        .collect();
    // Numbers are numbers of another kind in JSON.
    assert_eq!(yaml.len(), 4);
    assert!(yaml.iter().zip(&ndjson).all(|(one, two)| one["plan"]["title"] == two["plan"]["title"]));
    // The same bytes as an array of several documents has.
    let array = run(&folder, &["parse", "in/b.txt", "-q", "-f", "json"]);
    let folder_array = run(&folder, &["parse", "in", "--include", "b.txt", "-q", "-f", "json"]);
    assert!(array.stdout == folder_array.stdout);
    // One named file is an object, a folder with one file is an array, none is an empty one.
    let json = |arguments: &[&str]| -> Value {
        serde_json::from_slice(&run(&folder, &[arguments, &["-q", "-f", "json"]].concat()).stdout).unwrap()
    };
    assert!(json(&["parse", "in/a.txt"]).is_object());
    assert!(json(&["parse", "in/a.txt", "--timeout", "60"]).is_object());
    assert_eq!(json(&["parse", "in", "--include", "a.txt"]).as_array().unwrap().len(), 1);
    assert_eq!(json(&["parse", "in", "--include", "x"]), Value::Array(Vec::new()));
}

#[test]
fn lists_and_standard_input_are_inputs() {
    let folder = folder(&[
        ("b c.txt", plan(1).as_bytes()),
        ("a.txt", plan(2).as_bytes()),
        ("d/e.txt", plan(3).as_bytes()),
    ]);
    let output = feed(&folder, &["parse", "-f", "ndjson", "--files-from", "-"], b"b c.txt\nd\na.txt\n");
    assert_eq!(sources(&output.stdout), ["a.txt", "b c.txt", "d/e.txt"]);
    let output = feed(&folder, &["parse", "-f", "ndjson", "-0", "--files-from", "-"], b"b c.txt\0a.txt\0");
    assert_eq!(sources(&output.stdout), ["a.txt", "b c.txt"]);
    let output = feed(&folder, &["parse", "-f", "ndjson", "a.txt", "-"], plan(4).as_bytes());
    assert_eq!(sources(&output.stdout), ["-", "a.txt"]);
    let output = feed(&folder, &["parse", "-f", "ndjson", "--files-from", "-", "-"], b"a.txt\n");
    assert_eq!((status(&output), stdout(&output)), (2, ""));
    let output = run(&folder, &["parse", "--files-from", "absent"]);
    assert_eq!((status(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).starts_with("error: cannot read absent: "), "{}", stderr(&output));
}

#[test]
fn fail_on_looks_at_all_of_them() {
    let folder = folder(&[("in/a.txt", plan(1).as_bytes()), ("in/b.txt", gap(2).as_bytes())]);
    let at = |level| status(&run(&folder, &["parse", "in", "-q", "-f", "ndjson", "--fail-on", level]));
    assert_eq!([at("never"), at("error"), at("warning"), at("info")], [0, 0, 1, 1]);
    // An input that cannot be read is worse.
    assert_eq!(status(&run(&folder, &["parse", "in", "absent", "-q", "--fail-on", "warning"])), 2);
}

#[test]
fn results_have_paths_of_their_own() {
    let two = documents().into_iter().find(|case| case.name == "two-plans").unwrap();
    let folder = folder(&[
        ("in/a.txt", plan(1).as_bytes()),
        ("in/a.md", plan(2).as_bytes()),
        ("in/x/a.txt", plan(3).as_bytes()),
        ("in/two.txt", &two.bytes),
    ]);
    for (format, extension) in [("yaml", "yaml"), ("json", "json"), ("ndjson", "ndjson")] {
        let out = format!("out-{format}");
        let output = run(&folder, &["parse", "in", "-f", format, "--out-dir", &out]);
        assert_eq!((status(&output), stdout(&output)), (0, ""), "{}", stderr(&output));
        let tree = tree(&folder.path().join(&out));
        let names: Vec<_> = tree.keys().map(|path| path.display().to_string()).collect();
        let expected =
            ["in/a.md", "in/a.txt", "in/two.txt", "in/x/a.txt"].map(|name| format!("{name}.{extension}"));
        assert_eq!(names, expected);
        for (path, bytes) in tree {
            let source = path.with_extension("");
            let single = run(&folder, &["parse", "-q", "-f", format, source.to_str().unwrap()]);
            // Found below a folder, it has the name that it has there.
            let (file, below) = (source.file_name().unwrap(), source.strip_prefix("in").unwrap());
            let mut single = stdout(&single).to_owned();
            for (before, behind) in [("name: ", "\n"), ("\"name\": \"", "\""), ("\"name\":\"", "\"")] {
                let named = |name: &Path| format!("{before}{}{behind}", name.display());
                single = single.replace(&named(Path::new(file)), &named(below));
            }
            assert!(single.as_bytes() == bytes, "{}", path.display());
        }
    }
    // However the inputs are named, the results are the same.
    let listed = ["parse", "in/x/../x/a.txt", "./in/a.md", "in/a.txt", "in/two.txt", "--out-dir", "other"];
    assert_eq!(status(&run(&folder, &listed)), 0);
    let names = |out: &str| tree(&folder.path().join(out)).into_keys().collect::<Vec<_>>();
    assert_eq!(names("other"), names("out-yaml"));
}

#[test]
fn two_inputs_with_one_name_do_not_overwrite_each_other() {
    let folder = folder(&[("a.txt", plan(1).as_bytes()), ("x/a.txt", plan(2).as_bytes())]);
    for threads in ["1", "2"] {
        let mut command =
            guihua(&folder.path().join("x"), &["parse", "a.txt", "../a.txt", "--out-dir", "../out"]);
        let output = command.args(["-j", threads, "--errors", "../errors"]).output().unwrap();
        assert_eq!(status(&output), 2, "{}", stderr(&output));
        assert_eq!(records(&folder.path().join("errors")), [triple("a.txt", "failed", "name-taken")]);
        let tree = tree(&folder.path().join("out"));
        assert_eq!(tree.len(), 1);
        assert!(String::from_utf8_lossy(&tree[Path::new("a.txt.yaml")]).contains("第1市"));
    }
}

#[test]
fn what_guihua_did_not_write_is_not_overwritten() {
    let folder = folder(&[
        ("in/a.txt", plan(1).as_bytes()),
        ("in/b.txt", plan(2).as_bytes()),
        ("out/in/a.txt.yaml", b"mine"),
    ]);
    let output = run(&folder, &["parse", "in", "--out-dir", "out", "--errors", "errors"]);
    assert_eq!(status(&output), 2);
    assert_eq!(records(&folder.path().join("errors")), [triple("in/a.txt", "failed", "exists")]);
    assert_eq!(fs::read(folder.path().join("out/in/a.txt.yaml")).unwrap(), b"mine");
    assert!(folder.path().join("out/in/b.txt.yaml").is_file());
}

#[test]
fn results_among_their_sources_are_not_read_again() {
    let folder = folder(&[("in/a.txt", plan(1).as_bytes()), ("in/b.txt", plan(2).as_bytes())]);
    for _ in 0..2 {
        // In a folder of its own below the input, or beside the sources.
        let output = run(&folder, &["parse", "in", "--out-dir", "in/out", "-q"]);
        assert_eq!((status(&output), stderr(&output)), (0, ""));
        assert_eq!(tree(&folder.path().join("in/out")).len(), 2);
    }
    fs::remove_dir_all(folder.path().join("in/out")).unwrap();
    for _ in 0..2 {
        let output = run(&folder, &["parse", "in", "--out-dir", ".", "-q"]);
        assert_eq!((status(&output), stderr(&output)), (0, ""));
        assert_eq!(tree(folder.path()).len(), 4);
    }
    let output = run(&folder, &["parse", "in", "-f", "ndjson", "--errors", "errors"]);
    assert_eq!(sources(&output.stdout), ["in/a.txt", "in/b.txt"]);
    assert_eq!(
        records(&folder.path().join("errors")),
        [triple("in/a.txt.yaml", "skipped", "model"), triple("in/b.txt.yaml", "skipped", "model")]
    );
}

// Files that are no plans

#[test]
fn what_is_no_plan_is_skipped_in_a_folder_and_fails_by_name() {
    let folder = folder(&[
        ("in/1.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("in/2.bin", b"\x01\x02\x00\x03\x00"),
        ("in/3.txt", b""),
        ("in/4.txt", "\u{feff} \n　\n".as_bytes()),
        ("in/5.txt", plan(5).as_bytes()),
        ("in/6.txt", "没有编号的文字。\n".as_bytes()),
        ("in/7.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"),
        ("in/8.big", &[[0x7f, b'E', b'L', b'F', 0].repeat(500_000), vec![0]].concat()),
    ]);
    let errors = folder.path().join("errors");
    let output = run(&folder, &["parse", "in", "-f", "ndjson", "--errors", "errors"]);
    assert_eq!(sources(&output.stdout), ["in/5.txt", "in/6.txt"]);
    let found = lines(&output.stdout)[1]["diagnostics"][0]["code"].clone();
    assert_eq!(found, "S006");
    assert_eq!(
        records(&errors),
        [
            triple("in/1.png", "skipped", "not-text"),
            triple("in/2.bin", "skipped", "not-text"),
            triple("in/3.txt", "skipped", "empty"),
            triple("in/4.txt", "skipped", "empty"),
            // This may well be a plan.
            triple("in/7.doc", "failed", "not-text"),
            triple("in/8.big", "skipped", "not-text"),
        ]
    );
    assert_eq!(status(&output), 2);
    assert!(
        stderr(&output).starts_with("8 files: 2 parsed (1 with findings), 5 skipped, 1 failed"),
        "{}",
        stderr(&output)
    );
    // Skipping alone is no fault, and each is told of unless that is unwanted.
    let arguments = ["parse", "in", "--exclude", "*.doc", "-f", "ndjson"];
    let output = run(&folder, &arguments);
    assert_eq!(status(&output), 0);
    assert_eq!(stderr(&output).lines().filter(|line| line.starts_with("skipped: in/")).count(), 5);
    let output = run(&folder, &[&arguments[..], &["-q"]].concat());
    assert_eq!((status(&output), stderr(&output)), (0, ""));
    // Named, they were meant; an empty file is a text without anything in it.
    let output =
        run(&folder, &["parse", "in/1.png", "in/2.bin", "in/3.txt", "-f", "ndjson", "--errors", "errors"]);
    assert_eq!((status(&output), sources(&output.stdout)), (2, vec!["in/3.txt".to_owned()]));
    assert_eq!(records(&errors).iter().filter(|record| record.1 == "failed").count(), 2);
}

#[test]
fn a_truncated_utf_16_file_is_read_as_far_as_it_goes() {
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(plan(1).encode_utf16().flat_map(u16::to_le_bytes));
    bytes.pop();
    let folder = folder(&[("in/a.txt", &bytes), ("in/b.txt", plan(2).as_bytes())]);
    let output = run(&folder, &["parse", "in", "-f", "ndjson"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let models = lines(&output.stdout);
    assert_eq!(models[0]["source"]["encoding"], "UTF-16LE");
    assert_eq!(models[0]["diagnostics"][0]["code"], "E001");
    assert_eq!(models[0]["plan"]["sections"].as_array().unwrap().len(), 2);
    assert_eq!(models.len(), 2);
}

#[test]
fn one_file_may_not_cost_more_than_it_is_given() {
    let folder = folder(&[
        ("in/a.txt", plan(1).as_bytes()),
        ("in/b.txt", &[b' '; 5000]),
        ("in/c.txt", plan(3).as_bytes()),
    ]);
    let arguments = ["parse", "-f", "ndjson", "--max-bytes", "2K", "--errors", "errors"];
    let output = run(&folder, &[&arguments[..], &["in"]].concat());
    assert_eq!((status(&output), sources(&output.stdout).len()), (2, 2));
    assert_eq!(records(&folder.path().join("errors")), [triple("in/b.txt", "failed", "too-large")]);
    // A pipe has no size before it is read.
    let output = feed(&folder, &[&arguments[..], &["-"]].concat(), &[b' '; 5000]);
    assert_eq!((status(&output), stdout(&output)), (2, ""));
    assert_eq!(records(&folder.path().join("errors")), [triple("-", "failed", "too-large")]);
}

/// A pipe that nobody writes to takes forever, as a file server that is gone does.
#[cfg(unix)]
#[test]
fn a_file_that_takes_too_long_is_given_up() {
    let folder = folder(&[("a.txt", plan(1).as_bytes()), ("c.txt", plan(3).as_bytes())]);
    assert!(Command::new("mkfifo").arg(folder.path().join("b.pipe")).status().unwrap().success());
    for threads in ["1", "2"] {
        let output = run(
            &folder,
            &[
                "parse",
                "a.txt",
                "b.pipe",
                "c.txt",
                "-f",
                "ndjson",
                "--timeout",
                "0.5",
                "--errors",
                "errors",
                "-j",
                threads,
            ],
        );
        assert_eq!(sources(&output.stdout), ["a.txt", "c.txt"], "{}", stderr(&output));
        assert_eq!(
            (status(&output), records(&folder.path().join("errors"))),
            (2, vec![triple("b.pipe", "failed", "timeout")])
        );
    }
    // In a folder nobody meant it, and nobody waits for it.
    let output = run(&folder, &["parse", ".", "--exclude", "errors", "-f", "ndjson"]);
    assert_eq!(
        (status(&output), sources(&output.stdout)),
        (0, vec!["./a.txt".to_owned(), "./c.txt".to_owned()])
    );
    assert!(stderr(&output).contains("skipped: ./b.pipe: no regular file"), "{}", stderr(&output));
}

// Files and folders that cannot be read

#[cfg(unix)]
mod unix {
    use super::*;
    use crate::process::{interruptible, signal};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn links_that_lead_nowhere_or_in_circles_fail_alone() {
        let folder = folder(&[("in/a.txt", plan(1).as_bytes()), ("in/b/c.txt", plan(2).as_bytes())]);
        let path = |name: &str| folder.path().join(name);
        symlink("absent", path("in/dangling.txt")).unwrap();
        symlink("circle", path("in/circle")).unwrap();
        symlink("..", path("in/b/up")).unwrap();
        symlink("in/a.txt", path("link.txt")).unwrap();
        // In folders they are nobody's concern until somebody follows them.
        let output = run(&folder, &["parse", "in", "-f", "ndjson"]);
        assert_eq!(
            (status(&output), sources(&output.stdout)),
            (0, vec!["in/a.txt".to_owned(), "in/b/c.txt".to_owned()])
        );
        let output = run(&folder, &["parse", "in", "--follow", "-f", "ndjson", "--errors", "errors"]);
        assert_eq!((status(&output), sources(&output.stdout).len()), (2, 2));
        let errors = records(&path("errors"));
        assert_eq!(errors[0], triple("in/b/up", "failed", "link-loop"));
        assert_eq!(errors[1], triple("in/circle", "failed", "io"));
        assert_eq!(errors[2], triple("in/dangling.txt", "failed", "not-found"));
        assert_eq!(errors.len(), 3);
        // Named, they are read, or not.
        let output =
            run(&folder, &["parse", "link.txt", "in/dangling.txt", "in/circle", "-f", "ndjson", "-q"]);
        assert_eq!((status(&output), sources(&output.stdout)), (2, vec!["link.txt".to_owned()]));
        assert_eq!(stderr(&output).lines().filter(|line| line.starts_with("error: in/")).count(), 2);
    }

    #[test]
    fn names_need_not_be_unicode() {
        let folder = folder(&[("in/z.txt", plan(1).as_bytes())]);
        let names = [&b"\xb9\xe6\xbb\xae.txt"[..], b"\xb9\xe7\xbb\xae.txt"].map(OsStr::from_bytes);
        for (name, number) in names.iter().zip(1..) {
            if fs::write(folder.path().join("in").join(name), plan(number)).is_err() {
                println!("this file system takes no such names");
                return;
            }
        }
        fs::write(folder.path().join("in").join(OsStr::from_bytes(b"\xff.png")), b"\x89PNG\r\n\x1a\n")
            .unwrap();
        let output = run(&folder, &["parse", "in", "--out-dir", "out", "--errors", "errors"]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        let tree = tree(&folder.path().join("out"));
        assert_eq!(tree.len(), 3);
        for name in names {
            let mut result = name.to_owned();
            result.push(".yaml");
            assert!(tree.contains_key(&Path::new("in").join(result)));
        }
        let errors = lines(&fs::read(folder.path().join("errors")).unwrap());
        assert_eq!(errors[0]["path"], "in/\u{fffd}.png");
        assert_eq!(errors[0]["path_hex"], "696e2fff2e706e67");
        let again = run(&folder, &["parse", "in", "--out-dir", "out", "--resume"]);
        assert!(stderr(&again).contains("3 unchanged, 1 skipped"), "{}", stderr(&again));
    }

    /// `guihua` as somebody who may not read everything: tests may be run by root,
    /// who may. Nothing where there is no way to become somebody else.
    fn guihua_as_nobody(folder: &TempDir, arguments: &[&str]) -> Option<Output> {
        let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
        if !is_root {
            return Some(run(folder, arguments));
        }
        // The program has to be where nobody may go.
        let program = folder.path().join("guihua");
        fs::copy(env!("CARGO_BIN_EXE_guihua"), &program).unwrap();
        for path in [folder.path(), &program] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o777)).unwrap();
        }
        let mut command = Command::new("setpriv");
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
        let output = in_folder(in_c_locale(command), folder.path(), arguments).output().ok();
        fs::remove_file(program).unwrap();
        output.filter(|output| output.status.code() != Some(127))
    }

    #[test]
    fn files_and_folders_without_permission_fail_alone() {
        let folder = folder(&[
            ("in/a.txt", plan(1).as_bytes()),
            ("in/b.txt", plan(2).as_bytes()),
            ("in/c/d.txt", plan(3).as_bytes()),
            ("in/e/f.txt", plan(4).as_bytes()),
        ]);
        let close = |name: &str, mode| {
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
        };
        close("in/b.txt", 0);
        close("in/c", 0);
        // What may not be read by name: a folder that may be listed, not entered.
        close("in/e", 0o644);
        let arguments = ["parse", "in", "-f", "ndjson", "--errors", "errors"];
        let output = guihua_as_nobody(&folder, &arguments);
        close("in/c", 0o755);
        close("in/e", 0o755);
        let Some(output) = output else {
            println!("no way to run as somebody without permission");
            return;
        };
        assert_eq!(
            (status(&output), sources(&output.stdout)),
            (2, vec!["in/a.txt".to_owned()]),
            "{}",
            stderr(&output)
        );
        let errors = records(&folder.path().join("errors"));
        let expected = ["in/b.txt", "in/c", "in/e/f.txt"].map(|path| triple(path, "failed", "no-permission"));
        assert_eq!(errors, expected);
    }

    /// Runs a line of shell in a small file system of its own under `small`.
    fn in_small_file_system(folder: &TempDir, line: &str) -> Option<Output> {
        let script = format!("mount -t tmpfs -o size=256k none small && {{ {line}; }}");
        fs::create_dir_all(folder.path().join("small")).unwrap();
        let mut command = Command::new("unshare");
        command.args(["--mount", "--map-root-user", "sh", "-c", &script]);
        let program = Path::new(env!("CARGO_BIN_EXE_guihua")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
        let output = in_folder(in_c_locale(command), folder.path(), &[]).env("PATH", path).output().ok()?;
        let mounted = !stderr(&output).contains("mount") && !stderr(&output).contains("unshare");
        mounted.then_some(output)
    }

    #[test]
    fn a_folder_of_results_that_is_full_ends_the_run_and_holds_no_half_files() {
        let long = seeds().swap_remove(1).text().to_owned();
        let folder = archive(12, |_| long.clone());
        let run = "guihua parse in --out-dir small; echo $?; cp -r small kept";
        let Some(output) = in_small_file_system(&folder, run) else {
            println!("no way to mount a small file system");
            return;
        };
        assert_eq!(stdout(&output), "2\n", "{}", stderr(&output));
        assert!(stderr(&output).contains("error: cannot write in/00/00"), "{}", stderr(&output));
        assert!(stderr(&output).contains("No space left"), "{}", stderr(&output));
        let one = ["parse", "in", "--include", "0000.txt", "-q"];
        let whole = guihua(folder.path(), &one).output().unwrap().stdout;
        let kept = tree(&folder.path().join("kept"));
        assert!((1..12).contains(&kept.len()), "{:?}", kept.keys());
        for (path, bytes) in &kept {
            assert_eq!(bytes.len(), whole.len(), "{}", path.display());
        }
        // With room, the next run does the rest.
        let output =
            guihua(folder.path(), &["parse", "in", "--out-dir", "kept", "--resume"]).output().unwrap();
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert_eq!(tree(&folder.path().join("kept")).len(), 12);
    }

    #[cfg(feature = "export")]
    #[test]
    fn a_full_disk_is_an_error_of_every_export() {
        let long = seeds().swap_remove(1).text().to_owned();
        let folder = archive(12, |_| long.clone());
        for (format, output) in
            [("xlsx --tables", "small/a.xlsx"), ("sqlite", "small/a.db"), ("csv", "small/csv")]
        {
            let run = format!("guihua export --to {format} -o {output} in; echo $?; find small -type f");
            let Some(output) = in_small_file_system(&folder, &run) else {
                println!("no way to mount a small file system");
                return;
            };
            assert_eq!(stdout(&output), "2\n", "{format} {}", stderr(&output));
            assert!(!stderr(&output).contains("panicked"), "{format} {}", stderr(&output));
        }
    }

    #[test]
    fn a_full_disk_leaves_no_half_stream() {
        let long = seeds().swap_remove(1).text().to_owned();
        let folder = archive(12, |_| long.clone());
        let run = "echo old > small/all; guihua parse in -q -f ndjson -o small/all --force; echo $?; ls -A small; cat small/all";
        let Some(output) = in_small_file_system(&folder, run) else {
            println!("no way to mount a small file system");
            return;
        };
        assert_eq!(stdout(&output), "2\nall\nold\n");
        assert!(
            stderr(&output).starts_with("error: cannot write small/all: No space left"),
            "{}",
            stderr(&output)
        );
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = guihua(folder.path(), &["parse", "in", "-q"]).stdout(full).output().unwrap();
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).starts_with("error: cannot write standard output: "), "{}", stderr(&output));
    }

    // Being ended

    /// A run that is to be ended.
    fn interrupted_later(folder: &TempDir, arguments: &[&str]) -> Child {
        let mut command = interruptible(folder.path(), arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Waits until the folder of results holds so many files.
    fn wait_for(out: &Path, count: usize) {
        let deadline = Instant::now() + Duration::from_mins(1);
        let results = || walkdir::WalkDir::new(out).into_iter().filter_map(Result::ok);
        while results().filter(|entry| entry.path().extension().is_some_and(|end| end == "yaml")).count()
            < count
        {
            assert!(Instant::now() < deadline, "nothing is written");
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// The same as an undisturbed run gives, byte by byte.
    fn assert_complete(folder: &TempDir, out: &str) {
        assert_eq!(status(&run(folder, &["parse", "in", "--out-dir", "whole", "-q"])), 0);
        let (whole, resumed) = (tree(&folder.path().join("whole")), tree(&folder.path().join(out)));
        assert_eq!(whole.keys().collect::<Vec<_>>(), resumed.keys().collect::<Vec<_>>());
        assert!(whole == resumed);
    }

    #[test]
    fn ctrl_c_ends_cleanly_and_the_next_run_goes_on() {
        let long = seeds().swap_remove(0).text().to_owned();
        let folder = archive(300, |number| format!("{}{long}", plan(number)));
        let out = folder.path().join("out");
        let child = interrupted_later(&folder, &["parse", "in", "--out-dir", "out", "-j", "2"]);
        wait_for(&out, 20);
        signal(&child, "-INT");
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
        assert!(stderr(&output).starts_with("interrupted: "), "{}", stderr(&output));
        let done = tree(&out);
        assert!((20..300).contains(&done.len()), "{}", done.len());
        assert!(done.iter().all(|(path, bytes)| path.starts_with("in") && bytes.ends_with(b"\n")));
        // The index knows all of them: none is done twice.
        let output = run(&folder, &["parse", "in", "--out-dir", "out", "--resume"]);
        assert_eq!(status(&output), 0);
        let expected = format!("{} parsed", 300 - done.len());
        assert!(stderr(&output).contains(&expected), "{expected} {}", stderr(&output));
        assert_complete(&folder, "out");
    }

    /// `guihua parse … &` in a script: shells have such jobs ignore Ctrl-C.
    #[test]
    fn a_job_in_the_background_of_a_script_is_not_interrupted() {
        let folder = folder(&[("in/a.txt", plan(1).as_bytes()), ("in/b.txt", plan(2).as_bytes())]);
        for arguments in [
            &["parse", "in", "-f", "ndjson", "-o", "all.ndjson"][..],
            &["check", "in"],
            &["export", "--to", "csv", "-o", "tables", "in"],
        ] {
            let mut command = Command::new("sh");
            command.args(["-c", "trap '' INT; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_guihua")]);
            let output = in_folder(in_c_locale(command), folder.path(), arguments).output().unwrap();
            assert_eq!(status(&output), 0, "{arguments:?} {}", stderr(&output));
            assert!(!stderr(&output).contains("interrupted"), "{}", stderr(&output));
        }
        assert_eq!(lines(&fs::read(folder.path().join("all.ndjson")).unwrap()).len(), 2);
    }

    #[test]
    fn ctrl_c_leaves_a_stream_that_is_cut_between_models() {
        let long = seeds().swap_remove(0).text().to_owned();
        let folder = archive(300, |_| long.clone());
        fs::write(folder.path().join("all"), "old").unwrap();
        for format in ["ndjson", "json"] {
            let arguments = ["parse", "in", "-f", format, "-q"];
            let mut child = interrupted_later(&folder, &arguments);
            let mut stdout = child.stdout.take().unwrap();
            let mut bytes = vec![0; 1000];
            stdout.read_exact(&mut bytes).unwrap();
            signal(&child, "-INT");
            stdout.read_to_end(&mut bytes).unwrap();
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(130), "{}", stderr(&output));
            let models =
                if format == "json" { serde_json::from_slice(&bytes).unwrap() } else { lines(&bytes) };
            let paths: Vec<_> =
                models.iter().map(|model| model["source"]["path"].as_str().unwrap()).collect();
            let expected: Vec<_> =
                (0..models.len()).map(|number| format!("in/{:02}/{number:04}.txt", number / 100)).collect();
            assert_eq!(paths, expected);
            assert!((1..300).contains(&models.len()), "{}", models.len());
        }
        // A file is written whole or not at all.
        let arguments = ["parse", "in", "-f", "ndjson", "-o", "all", "--force"];
        let child = interrupted_later(&folder, &arguments);
        thread::sleep(Duration::from_millis(300));
        signal(&child, "-INT");
        let output = child.wait_with_output().unwrap();
        if output.status.code() == Some(130) {
            assert_eq!(fs::read(folder.path().join("all")).unwrap(), b"old");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn after_a_kill_the_next_run_goes_on_and_clears_up() {
        let long = seeds().swap_remove(0).text().to_owned();
        let folder = archive(300, |number| format!("{}{long}", plan(number)));
        let out = folder.path().join("out");
        let mut known = 0;
        for round in 1..=3 {
            let mut child =
                guihua(folder.path(), &["parse", "in", "--out-dir", "out", "--resume", "-j", "2"])
                    .spawn()
                    .unwrap();
            wait_for(&out, round * 40);
            child.kill().unwrap();
            assert_eq!(child.wait().unwrap().code(), None);
            // What is there is whole, but for what is not in its place yet.
            for (path, bytes) in tree(&out) {
                assert!(path.starts_with(".guihua/new") || bytes.ends_with(b"\n"), "{}", path.display());
            }
            let index = fs::read(out.join(".guihua/index.ndjson")).unwrap();
            let lines = memchr::memchr_iter(b'\n', &index).count();
            assert!(lines >= known, "{lines} {known}");
            known = lines;
        }
        // As a crash of the system leaves it: a torn line, a cut result, a part.
        let index = out.join(".guihua/index.ndjson");
        let bytes = fs::read(&index).unwrap();
        fs::write(&index, &bytes[..bytes.len() - 30]).unwrap();
        fs::write(out.join("in/00/0000.txt.yaml"), "schema_version: \"1\"\n").unwrap();
        fs::write(out.join(".guihua/new/part-x"), "half").unwrap();
        fs::write(out.join("in/mine.yaml"), "mine").unwrap();
        let output = run(&folder, &["parse", "in", "--out-dir", "out", "--resume"]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        assert!(stderr(&output).contains(" unchanged"), "{}", stderr(&output));
        assert_eq!(fs::read(out.join("in/mine.yaml")).unwrap(), b"mine");
        fs::remove_file(out.join("in/mine.yaml")).unwrap();
        assert_complete(&folder, "out");
    }
}

#[test]
fn a_reader_that_goes_away_has_read_enough() {
    let long = seeds().swap_remove(0).text().to_owned();
    let folder = archive(40, |_| long.clone());
    for format in ["ndjson", "json", "yaml"] {
        let mut child = guihua(folder.path(), &["parse", "in", "-q", "-f", format]).spawn().unwrap();
        let mut reader = child.stdout.take().unwrap();
        reader.read_exact(&mut [0; 10]).unwrap();
        drop(reader);
        let output = child.wait_with_output().unwrap();
        assert_eq!((status(&output), stderr(&output)), (0, ""), "{format}");
    }
}

// Again and on

#[test]
fn resume_does_again_what_has_changed_and_nothing_else() {
    let folder = folder(&[
        ("in/a.txt", plan(1).as_bytes()),
        ("in/b.txt", gap(2).as_bytes()),
        ("in/c.txt", plan(3).as_bytes()),
    ]);
    let path = |name: &str| folder.path().join(name);
    let resume = |arguments: &[&str]| {
        let output = run(&folder, &[&["parse", "in", "--out-dir", "out", "--resume"], arguments].concat());
        let said = stderr(&output).split(", in ").next().unwrap().to_owned();
        (status(&output), said)
    };
    assert_eq!(resume(&[]), (0, "3 files: 3 parsed (1 with findings)".to_owned()));
    assert_eq!(resume(&[]), (0, "3 files: 0 parsed, 3 unchanged".to_owned()));
    // Findings of results that are left alone still count.
    assert_eq!(resume(&["--fail-on", "warning"]).0, 1);
    // Another source, another option, a result that is gone or cut.
    fs::write(path("in/a.txt"), plan(4)).unwrap();
    assert_eq!(resume(&[]).1, "3 files: 1 parsed, 2 unchanged");
    assert!(fs::read_to_string(path("out/in/a.txt.yaml")).unwrap().contains("第4市"));
    fs::remove_file(path("out/in/a.txt.yaml")).unwrap();
    assert_eq!(resume(&[]).1, "3 files: 1 parsed, 2 unchanged");
    assert_eq!(resume(&["--spans"]).1, "3 files: 3 parsed (1 with findings)");
    assert_eq!(resume(&["--spans"]).1, "3 files: 0 parsed, 3 unchanged");
    assert_eq!(resume(&["--lang", "en", "--spans"]).1, "3 files: 3 parsed (1 with findings)");
    // What is no input any more is left alone, too.
    fs::remove_file(path("in/b.txt")).unwrap();
    assert_eq!(resume(&["--lang", "en", "--spans"]).1, "2 files: 0 parsed, 2 unchanged");
    assert!(path("out/in/b.txt.yaml").is_file());
    // Without a folder there is nothing to resume.
    assert_eq!(status(&run(&folder, &["parse", "in", "--resume"])), 2);
}

// Being seen

#[test]
fn progress_is_shown_on_terminals_and_where_it_is_asked_for() {
    let folder = folder(&[("in/a.txt", plan(1).as_bytes()), ("in/b.txt", plan(2).as_bytes())]);
    let output = run(&folder, &["parse", "in", "absent", "-q", "-f", "ndjson", "--progress", "plain"]);
    let last = stderr(&output).lines().last().unwrap().to_owned();
    assert!(last.starts_with("3/3 files, ") && last.ends_with("/s, 1 failed"), "{last}");
    let output = run(&folder, &["parse", "in", "-q", "-f", "ndjson"]);
    assert_eq!(stderr(&output), "");
    // On a terminal, by way of `script`, where that is installed.
    let on_terminal = |arguments: &str| {
        let line = format!("'{}' parse in {arguments}", env!("CARGO_BIN_EXE_guihua"));
        let mut command = Command::new("script");
        command.env("TERM", "xterm").args(["-qec", &line, "/dev/null"]);
        in_folder(in_c_locale(command), folder.path(), &[]).output()
    };
    let Ok(output) = on_terminal("--out-dir out") else {
        println!("no way to have a terminal");
        return;
    };
    assert!(stdout(&output).contains("2/2") || stdout(&output).contains("0/2"), "{:?}", stdout(&output));
    assert!(stdout(&output).contains("2 files: 2 parsed"), "{:?}", stdout(&output));
    let output = on_terminal("--out-dir out --progress none").unwrap();
    assert!(!stdout(&output).contains("/2"), "{:?}", stdout(&output));
}

// Line by line

/// A process that is asked and answers, line by line.
struct Driven {
    child: Child,
    answers: BufReader<std::process::ChildStdout>,
}

impl Driven {
    fn new(folder: &TempDir, arguments: &[&str]) -> Self {
        let mut child = guihua(folder.path(), &[&["parse", "-f", "ndjson"], arguments].concat())
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self { child, answers }
    }

    /// Asks and waits for the answer, before anything else is asked.
    fn ask(&mut self, line: &[u8]) -> Value {
        let stdin = self.child.stdin.as_mut().unwrap();
        stdin.write_all(line).unwrap();
        stdin.flush().unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        serde_json::from_str(&answer).unwrap()
    }

    fn end(mut self) -> i32 {
        drop(self.child.stdin.take());
        let mut rest = String::new();
        self.answers.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "");
        self.child.wait().unwrap().code().unwrap()
    }
}

#[test]
fn every_path_is_answered_before_the_next_one_is_asked_for() {
    let two = documents().into_iter().find(|case| case.name == "two-plans").unwrap();
    let folder = folder(&[
        ("a.txt", plan(1).as_bytes()),
        ("b c.txt", gap(2).as_bytes()),
        ("two.txt", &two.bytes),
        ("x.png", b"\x89PNG\r\n\x1a\n"),
    ]);
    for threads in [&[][..], &["-j", "3"]] {
        let mut driven = Driven::new(&folder, &[&["--stdin-paths"], threads].concat());
        for (line, status, documents, code) in [
            ("a.txt\n", "parsed", 1, None),
            ("absent.txt\n", "failed", 0, Some("not-found")),
            ("b c.txt\r\n", "findings", 1, None),
            ("\n", "failed", 0, Some("bad-record")),
            ("two.txt\n", "parsed", 2, None),
            ("x.png\n", "failed", 0, Some("not-text")),
            (".\n", "failed", 0, Some("io")),
            ("a.txt\n", "parsed", 1, None),
        ] {
            let answer = driven.ask(line.as_bytes());
            assert_eq!(answer["status"], status, "{line}");
            assert_eq!(answer["documents"].as_array().unwrap().len(), documents, "{line}");
            assert_eq!(answer["error"].get("code").and_then(Value::as_str), code, "{line}");
            let keys: Vec<_> = answer.as_object().unwrap().keys().cloned().collect();
            assert_eq!(keys.len(), 4, "{keys:?}");
        }
        assert_eq!(driven.end(), 0);
    }
    let output = feed(&folder, &["parse", "-f", "ndjson", "--stdin-paths", "-0"], b"a.txt\0b c.txt\0");
    assert_eq!(
        lines(&output.stdout).iter().map(|answer| &answer["path"]).collect::<Vec<_>>(),
        ["a.txt", "b c.txt"]
    );
}

#[test]
fn every_record_is_answered_whatever_is_in_it() {
    let folder = folder(&[]);
    let mut driven = Driven::new(&folder, &["--stdin-records", "--max-bytes", "100K"]);
    let record = |path: &str, text: &str| format!("{}\n", serde_json::json!({ "path": path, "text": text }));
    let answer = driven.ask(record("hdfs://x/规划.txt", &gap(1)).as_bytes());
    assert_eq!(answer["path"], "hdfs://x/规划.txt");
    assert_eq!(answer["status"], "findings");
    // The model is the one that the file has.
    fs::write(folder.path().join("a.txt"), gap(1)).unwrap();
    let mut alone: Value =
        serde_json::from_slice(&run(&folder, &["parse", "a.txt", "-q", "-f", "json"]).stdout).unwrap();
    alone["source"]["path"] = "hdfs://x/规划.txt".into();
    alone["source"]["name"] = answer["documents"][0]["source"]["name"].clone();
    assert_eq!(answer["documents"][0], alone);
    for (line, code) in [
        ("\n".to_owned(), "bad-record"),
        ("{\"path\":\"a\"}\n".to_owned(), "bad-record"),
        ("[[[[[[\n".to_owned(), "bad-record"),
        (format!("{}\n", "[".repeat(100_000)), "bad-record"),
        (record("big", &"一".repeat(50_000)), "too-large"),
        (format!("{{\"text\":\"{}\n", "x".repeat(2_000_000)), "too-large"),
    ] {
        let answer = driven.ask(line.as_bytes());
        let start: String = line.chars().take(20).collect();
        assert_eq!(
            (&answer["status"], &answer["error"]["code"]),
            (&"failed".into(), &code.into()),
            "{start}"
        );
        assert_eq!(answer["documents"], Value::Array(Vec::new()));
    }
    let answer = driven.ask(b"\xff\xfe\n");
    assert_eq!(answer["error"]["code"], "bad-record");
    assert_eq!(driven.ask(record("last", &plan(2)).as_bytes())["status"], "parsed");
    assert_eq!(driven.end(), 0);
}

#[test]
fn answers_keep_the_order_of_the_questions() {
    let long = seeds().swap_remove(0).text().to_owned();
    let folder = archive(120, |number| if number % 7 == 0 { long.clone() } else { plan(number) });
    let paths: Vec<_> =
        (0..120).rev().map(|number| format!("in/{:02}/{number:04}.txt", number / 100)).collect();
    let output =
        feed(&folder, &["parse", "-f", "ndjson", "--stdin-paths", "-j", "3"], paths.join("\n").as_bytes());
    let answered: Vec<_> =
        lines(&output.stdout).iter().map(|answer| answer["path"].as_str().unwrap().to_owned()).collect();
    assert_eq!(answered, paths);
}

#[test]
fn what_does_not_go_together_is_wrong_usage() {
    let folder = folder(&[("a.txt", plan(1).as_bytes())]);
    for arguments in [
        &["parse", "--stdin-paths"][..],
        &["parse", "-f", "ndjson", "--stdin-paths", "a.txt"],
        &["parse", "-f", "ndjson", "--stdin-paths", "--stdin-records"],
        &["parse", "-f", "ndjson", "--stdin-records", "-o", "x"],
        &["parse", "a.txt", "--out-dir", "out", "-o", "x"],
        &["parse", "a.txt", "-j", "0"],
        &["parse", "a.txt", "--max-bytes", "some"],
        &["parse", "a.txt", "--timeout", "0"],
        &["parse", ".", "--include", "a["],
    ] {
        let output = run(&folder, arguments);
        assert_eq!((status(&output), stdout(&output)), (2, ""), "{arguments:?}");
        assert!(!stderr(&output).is_empty(), "{arguments:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn two_hundred_megabytes_on_one_line_are_read() {
    let seed = seeds().swap_remove(0).text().replace(['\n', '\r'], "");
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("in")).unwrap();
    fs::write(folder.path().join("in/a.txt"), plan(1)).unwrap();
    fs::write(folder.path().join("in/c.txt"), plan(3)).unwrap();
    let mut file = fs::File::create(folder.path().join("in/b.txt")).unwrap();
    let times = 200_000_000 / seed.len() + 1;
    (0..times).for_each(|_| file.write_all(seed.as_bytes()).unwrap());
    let output = run(&folder, &["parse", "in", "--out-dir", "out"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let tree = tree(&folder.path().join("out"));
    assert_eq!(tree.len(), 3);
    assert!(tree[Path::new("in/b.txt.yaml")].len() > 190_000_000);
    // Or it is refused.
    let output =
        run(&folder, &["parse", "in", "-q", "-f", "ndjson", "--max-bytes", "1M", "--errors", "errors"]);
    assert_eq!((status(&output), sources(&output.stdout).len()), (2, 2));
}
