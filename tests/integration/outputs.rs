//! Nothing is lost by writing: what is read, what others wrote, what links lead to.
#![cfg(all(feature = "export", unix))]

use std::fs::{self, File};
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::process::{folder, guihua, in_c_locale, interruptible, signal, status, stderr};

const PLAN: &str = "甲县养老服务规划\n一、总体要求\n加强保障。\n二、主要任务\n落实责任。\n";

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    guihua(folder.path(), arguments).output().unwrap()
}

fn read(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn nothing_takes_the_place_of_a_good_result() {
    let folder = folder(&[("a.txt", PLAN)]);
    let at = folder.path();
    fs::create_dir(at.join("旧")).unwrap();
    fs::write(at.join("旧/规划.doc"), [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]).unwrap();
    fs::create_dir(at.join("空")).unwrap();
    fs::write(at.join("空/a.jpg"), b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01").unwrap();
    for name in ["b.yaml", "b.json", "b.ndjson"] {
        assert_eq!(status(&run(&folder, &["a.txt", "-q", "-o", name])), 0);
        let good = fs::read(at.join(name)).unwrap();
        for (inputs, words) in [
            (&["none.txt", "none2.txt"][..], "no plan was read: nothing was written"),
            (&["旧"], "no plan was read: nothing was written"),
            (&["空"], "nothing was read"),
        ] {
            for output in [name, &format!("new{name}")] {
                let result = run(&folder, &[inputs, &["-o", output]].concat());
                assert_eq!(status(&result), 2, "{}", stderr(&result));
                assert!(stderr(&result).contains(words), "{}", stderr(&result));
                assert!(!stderr(&result).contains("wrote"), "{}", stderr(&result));
            }
            assert!(fs::read(at.join(name)).unwrap() == good, "{name} {inputs:?}");
            assert!(!at.join(format!("new{name}")).exists(), "{name} {inputs:?}");
        }
    }
    // Who expects nothing gets it.
    assert_eq!(status(&run(&folder, &["parse", "空", "--allow-empty", "-f", "json", "-o", "c.json"])), 0);
    assert_eq!(fs::read_to_string(at.join("c.json")).unwrap(), "[]\n");
}

#[test]
fn an_output_is_no_input() {
    const FILES: &[(&str, &str)] = &[
        ("a.txt", PLAN),
        ("list", "a.txt\n"),
        ("a.html", "<html><body><p>甲县规划</p><p>一、总体要求</p></body></html>"),
        ("b.yaml", PLAN),
        ("a.txt.guihua.yaml", "version: 1\n"),
        ("guihua.toml", "[check]\n"),
    ];
    let folder = folder(FILES);
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("sub")).unwrap();
    fs::write(at("sub/b.txt"), PLAN).unwrap();
    for (name, other) in [
        ("hard.txt", "a.txt"),
        ("hard.xlsx", "a.txt"),
        ("list.html", "list"),
        ("corrections", "a.txt.guihua.yaml"),
        ("corrections.html", "a.txt.guihua.yaml"),
        ("config", "guihua.toml"),
    ] {
        fs::hard_link(at(other), at(name)).unwrap();
    }
    symlink("a.txt", at("soft.txt")).unwrap();
    symlink("a.txt", at("soft.html")).unwrap();
    for arguments in [
        &["parse", "a.txt", "-o", "a.txt"][..],
        &["parse", "a.txt", "-o", "./hard.txt"],
        &["parse", "a.txt", "-o", "soft.txt"],
        &["parse", ".", "-o", "a.html"],
        &["parse", "a.txt", "-f", "ndjson", "--errors", "a.txt"],
        &["parse", "--files-from", "list", "-f", "ndjson", "-o", "list"],
        &["parse", "soft.txt", "-f", "ndjson", "-o", "b", "--errors", "b"],
        &["normalize", "a.txt", "-o", "a.txt"],
        &["text", "a.txt", "-o", "a.txt"],
        &["check", "a.txt", "-o", "a.txt"],
        &["check", "a.txt", "--write-baseline", "a.txt"],
        &["export", "--to", "sqlite", "-o", "a.txt", "a.txt"],
        &["export", "--to", "xlsx", "-o", "soft.txt", "."],
        // The ending is the one of the format, and the file an input by another name.
        &["export", "-o", "hard.xlsx", "a.txt"],
        &["export", "-o", "soft.html", "a.txt"],
        &["export", "-o", "hard.xlsx", "--files-from", "list"],
        &["export", "-o", "list.html", "--files-from", "list"],
        &["export", "--each", "--to", "html", "a.txt", "a.html"],
        &["parse", "a.txt", "b.yaml", "-o", "b.yaml"],
        // What is read together with it.
        &["check", "a.txt", "-o", "a.txt.guihua.yaml"],
        &["check", "a.txt", "-o", "corrections"],
        &["parse", "a.txt", "-o", "a.txt.guihua.yaml"],
        &["export", "a.txt", "-o", "corrections.html"],
        &["check", "sub/b.txt", "-o", "guihua.toml"],
        &["check", "sub", "-o", "guihua.toml"],
        &["check", "sub/b.txt", "-o", "config"],
    ] {
        for force in [&[][..], &["--force"]] {
            let output = run(&folder, &[arguments, force].concat());
            assert_eq!(status(&output), 2, "{arguments:?} {}", stderr(&output));
            assert!(stderr(&output).starts_with("error: cannot write "), "{}", stderr(&output));
            for (name, text) in FILES {
                assert_eq!(read(&folder, name), *text, "{name} {arguments:?}");
            }
        }
    }
    // Nor is what standard input comes from.
    let mut command = guihua(folder.path(), &["parse", "-o", "a.txt", "--force"]);
    let output = command.stdin(File::open(folder.path().join("a.txt")).unwrap()).output().unwrap();
    assert_eq!(status(&output), 2);
    assert_eq!(read(&folder, "a.txt"), PLAN);
    assert_eq!(read(&folder, "list"), "a.txt\n");
}

#[test]
fn a_result_in_a_folder_replaces_no_input() {
    let folder = folder(&[("a", PLAN), ("a.yaml", "乙县规划\n一、总体要求\n")]);
    let output = run(&folder, &["parse", "a", "a.yaml", "--out-dir", ".", "--force"]);
    assert_eq!(status(&output), 2, "{}", stderr(&output));
    assert!(stderr(&output).contains("one of the files that are read"), "{}", stderr(&output));
    assert_eq!(read(&folder, "a.yaml"), "乙县规划\n一、总体要求\n");
}

#[test]
fn no_two_inputs_have_one_result() {
    let folder = folder(&[("p.txt", PLAN), ("p.md", "乙县规划\n一、总体要求\n"), ("p.doc", "\u{d0}\0")]);
    for (arguments, ending) in [
        (&["export", "--each", "--to", "html", "p.md", "p.txt"][..], "html"),
        // One that cannot be read keeps no name from the others.
        (&["export", "--each", "--to", "html", "p.doc", "p.md", "p.txt"], "html"),
        (&["export", "--each", "--to", "html", "."], "html"),
        // What it wrote itself is no input of the next run.
        (&["export", "--each", "--to", "html", "."], "html"),
        (&["export", "--each", "p.md", "p.txt"], "xlsx"),
        (&["export", "--each", "--to", "html", "p.md", "./p.txt"], "html"),
    ] {
        let output = run(&folder, arguments);
        let told = stderr(&output);
        let is_broken = arguments.contains(&"p.doc");
        assert_eq!(status(&output), if is_broken { 2 } else { 0 }, "{arguments:?} {told}");
        assert_eq!(told.matches("wrote ").count(), 2, "{told}");
        for (name, title) in
            [(format!("p.{ending}"), "乙县规划"), (format!("p.txt.{ending}"), "甲县养老服务规划")]
        {
            assert!(told.contains(&name), "{told}");
            let written = fs::read(folder.path().join(&name)).unwrap();
            let is_there = String::from_utf8_lossy(&written).contains(title);
            assert!(is_there || ending == "xlsx", "{arguments:?}");
        }
    }
    // The same file twice has one result.
    let output = run(&folder, &["export", "--each", "--to", "html", "p.md", "p.md"]);
    assert_eq!(stderr(&output).matches("wrote ").count(), 1, "{}", stderr(&output));
}

#[test]
fn what_nobody_named_is_not_waited_for() {
    let folder = folder(&[("a.txt", PLAN)]);
    let pipe = folder.path().join("a.txt.guihua.yaml");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for command in ["check", "parse"] {
        let output = run(&folder, &[command, "a.txt"]);
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).contains("no regular file"), "{}", stderr(&output));
    }
    fs::remove_file(pipe).unwrap();
    // What has no end is given up.
    for option in ["--config", "--baseline", "--files-from"] {
        let output = run(&folder, &["check", "a.txt", option, "/dev/zero"]);
        assert_eq!(status(&output), 2, "{option}");
        assert!(stderr(&output).len() < 1_000, "{option}");
    }
}

/// A file that may grow no more is told as a full disk is.
#[test]
fn a_limit_of_files_is_a_message() {
    let folder = folder(&[("a.txt", &PLAN.repeat(500))]);
    for arguments in ["parse a.txt -f json", "parse a.txt -f json -o out", "export a.txt --to csv -o tables"]
    {
        let script = format!("ulimit -f 8; exec {} {arguments} >text", env!("CARGO_BIN_EXE_guihua"));
        let mut command = in_c_locale(Command::new("bash"));
        let output = command.current_dir(folder.path()).args(["-c", &script]).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments} {}", stderr(&output));
        assert!(stderr(&output).contains("cannot write"), "{}", stderr(&output));
        assert!(!stderr(&output).contains(".guihua-"), "{}", stderr(&output));
        assert!(!is_under_way(folder.path()), "{arguments}");
    }
}

#[test]
fn what_others_wrote_is_replaced_by_force_only() {
    let outputs: &[&[&str]] = &[
        &["parse", "a.txt", "-q", "-o", "out"],
        &["parse", "a.txt", "b.txt", "-q", "-f", "ndjson", "-o", "out"],
        &["parse", "a.txt", "b.txt", "-f", "ndjson", "--errors", "out"],
        &["normalize", "a.txt", "-o", "out"],
        &["text", "a.txt", "-o", "out"],
        &["check", "a.txt", "-o", "out"],
        &["check", "a.txt", "--write-baseline", "out"],
        &["schema", "-o", "out"],
        &["export", "--to", "sqlite", "-o", "out", "a.txt"],
        &["export", "--to", "xlsx", "-o", "out", "a.txt"],
    ];
    for arguments in outputs {
        let folder = folder(&[("a.txt", PLAN), ("b.txt", "乙县规划\n"), ("out", "mine\n")]);
        let output = run(&folder, arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains("--force replaces it"), "{}", stderr(&output));
        assert_eq!(read(&folder, "out"), "mine\n");
        assert_eq!(status(&run(&folder, &[arguments, &["--force"][..]].concat())), 0, "{arguments:?}");
        // What it wrote itself it may write again, also where the other is empty.
        assert_eq!(status(&run(&folder, arguments)), 0, "{arguments:?}");
        fs::write(folder.path().join("out"), "").unwrap();
        assert_eq!(status(&run(&folder, arguments)), 0, "{arguments:?}");
        // But not what somebody has edited.
        let mut edited = fs::read(folder.path().join("out")).unwrap();
        edited.extend_from_slice(b"a note\n");
        fs::write(folder.path().join("out"), &edited).unwrap();
        assert_eq!(status(&run(&folder, arguments)), 2, "{arguments:?}");
        assert_eq!(fs::read(folder.path().join("out")).unwrap(), edited);
        assert_eq!(names(folder.path()), ["a.txt", "b.txt", "out"]);
    }
    // Without a memory, it replaces nothing.
    let folder = folder(&[("a.txt", PLAN)]);
    let forgetful = || {
        let mut command = guihua(folder.path(), &["parse", "a.txt", "-o", "a.yaml"]);
        command.env_remove("HOME").env_remove("XDG_STATE_HOME").output().unwrap()
    };
    assert_eq!([status(&forgetful()), status(&forgetful())], [0, 2]);
}

#[test]
fn one_table_that_was_edited_keeps_all_tables() {
    let folder = folder(&[("a.txt", PLAN)]);
    for format in ["csv", "parquet"] {
        let arguments = ["export", "--to", format, "-o", format, "a.txt"];
        assert_eq!(status(&run(&folder, &arguments)), 0);
        assert_eq!(status(&run(&folder, &arguments)), 0);
        let table = folder.path().join(format).join(format!("sections.{format}"));
        fs::write(&table, "mine").unwrap();
        assert_eq!(status(&run(&folder, &arguments)), 2);
        assert_eq!(fs::read(&table).unwrap(), b"mine");
        assert!(!is_under_way(&folder.path().join(format)));
        let output = run(&folder, &["export", "--to", format, "-o", "-", "a.txt"]);
        assert_eq!(status(&output), 2, "{}", stderr(&output));
    }
    assert_eq!(names(folder.path()), ["a.txt", "csv", "parquet"]);
}

#[test]
fn results_that_somebody_annotated_are_kept() {
    let folder = folder(&[("a.txt", PLAN)]);
    let arguments = ["parse", "a.txt", "--out-dir", "out"];
    assert_eq!(status(&run(&folder, &arguments)), 0);
    assert_eq!(status(&run(&folder, &arguments)), 0);
    let whole = read(&folder, "out/a.txt.yaml");
    let path = folder.path().join("out/a.txt.yaml");
    let edited = format!("{whole}# a note\n");
    fs::write(&path, &edited).unwrap();
    for resume in [&[][..], &["--resume"]] {
        let output = run(&folder, &[&arguments[..], resume].concat());
        assert_eq!(status(&output), 2, "{}", stderr(&output));
        assert_eq!(read(&folder, "out/a.txt.yaml"), edited);
    }
    assert_eq!(status(&run(&folder, &[&arguments[..], &["--force"]].concat())), 0);
    assert_eq!(read(&folder, "out/a.txt.yaml"), whole);
    // What a power failure has cut is no note.
    for cut in [whole[..100].to_owned(), format!("{}\0\0\0", &whole[..40]), String::new()] {
        fs::write(&path, cut).unwrap();
        assert_eq!(status(&run(&folder, &arguments)), 0);
        assert_eq!(read(&folder, "out/a.txt.yaml"), whole);
    }
}

#[test]
fn a_pipe_in_a_folder_of_tables_is_refused() {
    let folder = folder(&[("a.txt", PLAN)]);
    fs::create_dir(folder.path().join("t")).unwrap();
    assert!(Command::new("mkfifo").arg(folder.path().join("t/plans.csv")).status().unwrap().success());
    for force in [&[][..], &["--force"]] {
        let output = run(&folder, &[&["export", "a.txt", "--to", "csv", "-o", "t"], force].concat());
        assert_eq!(status(&output), 2);
        assert!(stderr(&output).contains("no regular file"), "{}", stderr(&output));
    }
}

#[test]
fn devices_pipes_and_modes_are_honoured() {
    let folder = folder(&[("a.txt", PLAN)]);
    let at = |name: &str| folder.path().join(name);
    for arguments in [
        &["parse", "a.txt", "-o"][..],
        &["export", "a.txt", "--to", "sqlite", "-o"],
        &["export", "a.txt", "--to", "xlsx", "-o"],
    ] {
        let to = |target: &str| run(&folder, &[arguments, &[target]].concat());
        let plain = to("plain");
        assert_eq!(status(&plain), 0, "{}", stderr(&plain));
        assert_eq!(fs::metadata(at("plain")).unwrap().permissions().mode() & 0o111, 0);
        fs::set_permissions(at("plain"), fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(status(&to("plain")), 0);
        assert_eq!(fs::metadata(at("plain")).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(at("plain"), fs::Permissions::from_mode(0o444)).unwrap();
        let before = fs::read(at("plain")).unwrap();
        assert_eq!(status(&to("plain")), 2);
        assert_eq!(fs::read(at("plain")).unwrap(), before);
        // Standard output, by whichever name.
        let piped = to("-");
        assert_eq!(status(&piped), 0);
        assert!(piped.stdout.len() * 10 > before.len() * 9, "{arguments:?}");
        assert!(!at("-").exists());
        // A pipe gets all of it and stays one.
        assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
        let pipe = at("pipe");
        let reader = thread::spawn(move || fs::read(pipe).unwrap());
        assert_eq!(status(&to("pipe")), 0);
        assert!(reader.join().unwrap().len() * 10 > before.len() * 9, "{arguments:?}");
        assert!(fs::metadata(at("pipe")).unwrap().file_type().is_fifo());
        if Path::new("/dev/full").exists() {
            let full = to("/dev/full");
            assert_eq!(status(&full), 2);
            assert!(stderr(&full).contains("No space left"), "{}", stderr(&full));
            assert!(!fs::metadata("/dev/full").unwrap().is_file());
        }
        fs::remove_file(at("pipe")).unwrap();
        fs::remove_file(at("plain")).unwrap();
    }
    assert_eq!(names(folder.path()), ["a.txt"]);
}

/// Whether a file that is not in its place is there.
fn is_under_way(folder: &Path) -> bool {
    names(folder).iter().any(|name| name.starts_with(".guihua-"))
}

/// A run that goes on until it is ended, with a file that is not in its place.
fn endless(folder: &TempDir, arguments: &[&str]) -> std::process::Child {
    let mut command = interruptible(folder.path(), arguments);
    // Standard input never ends.
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_mins(1);
    while !is_under_way(folder.path()) {
        assert!(Instant::now() < deadline, "nothing is written");
        thread::sleep(Duration::from_millis(2));
    }
    child
}

#[test]
fn a_signal_leaves_nothing_behind() {
    let folder = folder(&[("a.txt", PLAN)]);
    for arguments in [
        &["parse", "a.txt", "-", "-f", "ndjson", "-o", "out"][..],
        &["check", "a.txt", "-", "-o", "out"],
        &["export", "--to", "csv", "-o", ".", "a.txt", "-"],
    ] {
        let ends = ["-TERM", "-HUP", "-QUIT", "-XCPU", "-USR1", "-USR2", "-ALRM", "-VTALRM", "-ABRT"];
        let ends = ends.map(|name| (name, None));
        for (name, status) in ends.into_iter().chain([("-INT", Some(130))]) {
            let mut child = endless(&folder, arguments);
            // Waiting closes its standard input, which would let it end by itself.
            let _input = child.stdin.take();
            signal(&child, name);
            assert_eq!(child.wait().unwrap().code(), status, "{name} {arguments:?}");
            assert_eq!(names(folder.path()), ["a.txt"], "{name} {arguments:?}");
        }
    }
    // After one that nobody can catch, the next run clears up, however soon it comes.
    let mut child = endless(&folder, &["check", "a.txt", "-", "-o", "out"]);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(is_under_way(folder.path()));
    assert_eq!(status(&run(&folder, &["normalize", "a.txt", "-o", "out"])), 0);
    assert_eq!(names(folder.path()), ["a.txt", "out"]);
}

#[test]
fn an_interrupt_tells_what_is_done() {
    let folder = folder(&[("a.txt", PLAN)]);
    assert!(Command::new("mkfifo").arg(folder.path().join("z.txt")).status().unwrap().success());
    for (arguments, told) in [
        (
            &["export", "--each", "a.txt", "z.txt"][..],
            "interrupted: 1 files were written, the others were not",
        ),
        (&["export", "--each", "z.txt"], "interrupted: nothing was written"),
        (&["export", "z.txt", "-o", "b.xlsx"], "interrupted: nothing was written"),
    ] {
        let mut command = interruptible(folder.path(), arguments);
        command.stdout(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        let deadline = Instant::now() + Duration::from_mins(1);
        let is_begun =
            || arguments.len() < 4 || folder.path().join("a.xlsx").exists() || arguments[1] != "--each";
        while !(is_begun() && is_under_way(folder.path())) {
            assert!(Instant::now() < deadline, "nothing is written");
            thread::sleep(Duration::from_millis(2));
        }
        thread::sleep(Duration::from_millis(100));
        signal(&child, "-INT");
        let output = child.wait_with_output().unwrap();
        assert_eq!(status(&output), 130, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains(told), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn links_in_a_folder_of_results_lead_nowhere() {
    // What stands in the folder, and what the link leads to.
    for (link, target) in [
        (".guihua/lock", "victim"),
        (".guihua/index.ndjson", "victim"),
        (".guihua/new", "elsewhere"),
        (".guihua", "elsewhere"),
        ("in", "elsewhere"),
        ("in/a.txt.yaml", "victim"),
    ] {
        let folder = folder(&[("victim", "mine")]);
        let at = |name: &str| folder.path().join(name);
        for name in ["elsewhere", "in", "out"] {
            fs::create_dir(at(name)).unwrap();
        }
        fs::write(at("in/a.txt"), PLAN).unwrap();
        fs::write(at("elsewhere/part-mine"), "mine").unwrap();
        fs::create_dir_all(at("out").join(link).parent().unwrap()).unwrap();
        symlink(at(target), at("out").join(link)).unwrap();
        let output = run(&folder, &["parse", "in", "--out-dir", "out"]);
        assert_eq!(status(&output), 2, "{link} {}", stderr(&output));
        assert_eq!(names(&at("elsewhere")), ["part-mine"], "{link}");
        assert_eq!(read(&folder, "victim"), "mine", "{link}");
    }
    for pipe in ["lock", "index.ndjson"] {
        let folder = folder(&[("a.txt", PLAN)]);
        fs::create_dir_all(folder.path().join("out/.guihua")).unwrap();
        let path = folder.path().join("out/.guihua").join(pipe);
        assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
        assert_eq!(status(&run(&folder, &["parse", "a.txt", "--out-dir", "out"])), 2, "{pipe}");
    }
}

#[test]
fn man_pages_are_written_again() {
    let folder = folder(&[]);
    let arguments = ["man", "--out-dir", "."];
    assert_eq!([status(&run(&folder, &arguments)), status(&run(&folder, &arguments))], [0, 0]);
    fs::write(folder.path().join("guihua.1"), "mine").unwrap();
    assert_eq!(status(&run(&folder, &arguments)), 2);
    assert_eq!(read(&folder, "guihua.1"), "mine");
}

#[test]
fn a_stream_that_stands_for_a_file_is_not_replaced() {
    let folder = folder(&[("a.txt", "甲\n"), ("log", "before\n")]);
    let log = || File::options().append(true).open(folder.path().join("log")).unwrap();
    for name in ["/dev/stdout", "/dev/fd/1", "/dev/stderr"] {
        let mut command = guihua(folder.path(), &["normalize", "a.txt", "-o", name]);
        assert!(command.stdout(log()).stderr(log()).status().unwrap().success(), "{name}");
    }
    assert_eq!(read(&folder, "log"), "before\n甲\n甲\n甲\n");
}

#[test]
fn what_stands_open_is_no_input() {
    for (arguments, is_appended) in [
        (&["parse", "a.txt"][..], false),
        (&["parse", "a.txt", "-o", "/dev/stdout"], true),
        (&["parse", "a.txt", "-o", "/dev/fd/1"], false),
        (&["parse", "-", "-f", "ndjson", "-o", "/proc/self/fd/1"], true),
        (&["parse", "."], true),
        (&["parse", "a.txt", "b.txt"], true),
        (&["normalize", "hard.txt"], true),
        (&["text", "a.txt", "-o", "-"], false),
        (&["check", "a.txt"], true),
        (&["check", ".", "--output-format", "json"], true),
        (&["a.txt", "--to", "html", "-o", "/dev/fd/1", "--force"], false),
        (&["export", "b.txt", "a.txt", "--to", "xlsx", "-o", "/dev/stdout"], true),
        // Programs that name or give their inputs write them, too.
        (&["parse", "-f", "ndjson", "--stdin-paths"], true),
        (&["parse", "-f", "ndjson", "--stdin-records"], true),
        (&["parse", "-f", "ndjson", "--stdin-records"], false),
    ] {
        let folder = folder(&[("a.txt", PLAN), ("b.txt", PLAN)]);
        let at = folder.path().join("a.txt");
        fs::hard_link(&at, folder.path().join("hard.txt")).unwrap();
        let mut command = guihua(folder.path(), arguments);
        let open = File::options().write(true).append(is_appended).open(&at).unwrap();
        let output = command.stdin(File::open(&at).unwrap()).stdout(open).output().unwrap();
        assert_eq!(status(&output), 2, "{arguments:?}: {}", stderr(&output));
        assert!(stderr(&output).contains("it is one of the files that are read"), "{}", stderr(&output));
        assert_eq!(read(&folder, "a.txt"), PLAN, "{arguments:?}");
    }
    // What the shell has made in the folder is no input, and hinders nobody.
    let folder = folder(&[("a.txt", PLAN)]);
    let all = File::create(folder.path().join("all.txt")).unwrap();
    let output = guihua(folder.path(), &["parse", ".", "-f", "ndjson"]).stdout(all).output().unwrap();
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(read(&folder, "all.txt").contains("schema_version"));
}

#[test]
fn no_link_in_a_named_folder_is_followed() {
    let folder = folder(&[("a.txt", PLAN), ("victim", "mine")]);
    for (name, arguments) in [
        ("out/guihua.1", &["man", "--out-dir", "out", "--force"][..]),
        ("out/plans.csv", &["export", "a.txt", "--to", "csv", "-o", "out", "--force"]),
        ("out.plans.csv", &["export", "a.txt", "-o", "out.csv", "--force"]),
    ] {
        fs::create_dir_all(folder.path().join("out")).unwrap();
        symlink(folder.path().join("victim"), folder.path().join(name)).unwrap();
        let output = run(&folder, arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert!(stderr(&output).contains("it is a link"), "{}", stderr(&output));
        assert_eq!(read(&folder, "victim"), "mine", "{arguments:?}");
    }
}

#[test]
fn who_cannot_remember_says_so() {
    let folder = folder(&[("a.txt", PLAN), ("state", "a file in the place of a folder")]);
    let run = || {
        let mut command = guihua(folder.path(), &["parse", "a.txt", "-q", "-o", "a.yaml"]);
        command.env("XDG_STATE_HOME", folder.path().join("state")).output().unwrap()
    };
    assert_eq!(status(&run()), 0);
    let again = run();
    assert_eq!(status(&again), 2);
    assert!(stderr(&again).contains("its state folder cannot be written"), "{}", stderr(&again));
}

/// What was asked for and cannot be printed is no success.
#[test]
fn help_on_a_full_disk_is_told() {
    let folder = folder(&[]);
    for arguments in [&["--help"][..], &["--version"], &["help", "--all"], &["--lang", "zh", "--help"], &[]] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = guihua(folder.path(), arguments).stdout(full).output().unwrap();
        assert_eq!(status(&output), 2, "{arguments:?} {}", stderr(&output));
        assert!(!stderr(&output).is_empty(), "{arguments:?}");
    }
}
