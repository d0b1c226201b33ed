//! `guihua check` and `guihua explain` as their users meet them.
#![cfg(feature = "cli")]

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::process::{feed, program, status, stderr, stdout};
use crate::support::root;

/// A plan in order.
const CLEAN: &str = "某市“十四五”残疾人事业发展规划\n\n　　一、总体要求\n　　坚持以人民为中心。\n　　二、保障措施\n　　加强组织领导。\n";
/// The same with a number missing.
const GAP: &str = "某市“十四五”残疾人事业发展规划\n\n　　一、总体要求\n　　坚持以人民为中心。\n　　三、保障措施\n　　加强组织领导。\n";
/// The first words of a PDF file.
const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

const FORMATS: &[&str] = &["human", "json", "ndjson", "github", "sarif", "junit"];

/// `guihua check` in `folder`, in the C locale, without the caller's preferences.
fn check(folder: &Path, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    guihua(folder, "check", arguments)
}

fn guihua(
    folder: &Path,
    subcommand: &str,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Command {
    let mut command = program();
    command.arg(subcommand).args(arguments).current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    check(folder, arguments).output().unwrap()
}

/// A folder with a good plan, a bad one, a model with a typo, one that is right,
/// a file that cannot be read, and some that are nobody's plan.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let model = fs::read_to_string(root("fixtures/model/plan.yaml")).unwrap();
    let typo = model.replacen("      comparator: \">\"", "      comparater: \">\"", 1);
    for (name, bytes) in [
        ("clean.txt", CLEAN.as_bytes()),
        ("gap, 100%.txt", GAP.as_bytes()),
        ("model.yaml", typo.as_bytes()),
        ("plan.txt", &fs::read(root("fixtures/model/plan.txt")).unwrap()),
        ("right.yml", model.as_bytes()),
        ("image.png", b"\x89PNG\r\n\x1a\n"),
        ("other.yaml", b"name: other\n"),
        (".hidden.txt", GAP.as_bytes()),
    ] {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

/// Path, line, column and code of everything that `--output-format json` has.
fn findings(output: &Output) -> Vec<(String, u64, u64, String)> {
    let value: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", stderr(output)));
    let files = value["files"].as_array().unwrap();
    let found = files.iter().flat_map(|file| file["findings"].as_array().unwrap());
    found
        .map(|found| {
            let text = |name: &str| found[name].as_str().unwrap().to_owned();
            let number = |name: &str| found[name].as_u64().unwrap();
            (text("path"), number("line"), number("column"), text("code"))
        })
        .collect()
}

fn json(folder: &Path, arguments: &[&str]) -> Vec<(String, u64, u64, String)> {
    let arguments = [arguments, &["--output-format", "json"]].concat();
    findings(&run(folder, &arguments))
}

// What is looked at

#[test]
fn sources_and_models_are_checked_and_folders_walked() {
    let folder = archive();
    let found = json(folder.path(), &["."]);
    let line = fs::read_to_string(folder.path().join("model.yaml")).unwrap();
    let line = line.lines().position(|line| line.contains("comparater")).unwrap() as u64 + 1;
    assert_eq!(
        found,
        [
            ("gap, 100%.txt".to_owned(), 5, 3, "S003".to_owned()),
            ("model.yaml".to_owned(), line, 7, "M004".to_owned()),
        ]
    );
    let human = run(folder.path(), &["."]);
    let last =
        "checked 5 files, 2 with findings: 1 error, 1 warning; 2 left out as neither plans nor models\n";
    assert!(stdout(&human).ends_with(last), "{}", stdout(&human));
    // What is named is looked at, whatever it is.
    let named = run(folder.path(), &["other.yaml", ".hidden.txt", "--output-format", "json"]);
    let codes: Vec<_> = findings(&named).into_iter().map(|found| found.3).collect();
    assert_eq!((codes, status(&named)), (vec!["S003".to_owned(), "M002".to_owned()], 1));
}

#[test]
fn standard_input_is_a_source_or_what_its_name_says() {
    let folder = tempfile::tempdir().unwrap();
    let output = feed(check(folder.path(), ["-", "--all", "--fail-on", "warning"]), GAP.as_bytes());
    assert_eq!(status(&output), 1, "{}", stderr(&output));
    assert!(stdout(&output).contains("\n --> -:5:3\n"), "{}", stdout(&output));
    let named = ["--stdin-filename", "甲.yaml", "--output-format", "github"];
    let output = feed(check(folder.path(), named), b"schema_version: '1'\nplan:\n  titel: x\n");
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).starts_with("::error file=甲.yaml,line="), "{}", stdout(&output));
    assert!(stdout(&output).contains("did you mean title?"), "{}", stdout(&output));
}

#[test]
fn one_bad_file_does_not_hide_the_others() {
    let folder = archive();
    fs::write(folder.path().join("a.pdf.txt"), PDF).unwrap();
    for format in FORMATS {
        let arguments = ["a.pdf.txt", "absent.txt", "gap, 100%.txt", "--output-format", format];
        let output = run(folder.path(), &arguments);
        assert_eq!(status(&output), 2, "{format}");
        assert!(stderr(&output).contains("error: cannot read absent.txt: "), "{}", stderr(&output));
        assert_eq!(stderr(&output).lines().count(), 2, "{}", stderr(&output));
        assert!(stdout(&output).contains("S003"), "{format}: {}", stdout(&output));
        // Who reads the output alone is told as well.
        assert!(*format == "human" || stdout(&output).contains("absent.txt"), "{format}");
    }
    let human = run(folder.path(), &["a.pdf.txt", "absent.txt", "gap, 100%.txt", "--lang", "zh"]);
    assert!(
        stdout(&human).ends_with("检查了 1 个文件，1 个有问题：1 个警告；2 个没有读成\n"),
        "{}",
        stdout(&human)
    );
}

#[test]
#[cfg(unix)]
fn a_folder_that_cannot_be_listed_is_told() {
    use std::os::unix::fs::PermissionsExt;

    let folder = archive();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Whoever may read everything can list it all the same.
    let is_closed = fs::read_dir(&closed).is_err();
    let output = run(folder.path(), &["."]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(status(&output), if is_closed { 2 } else { 1 });
    assert_eq!(stderr(&output).contains("closed"), is_closed, "{}", stderr(&output));
    assert!(stdout(&output).contains("S003"));
}

// Exit status

#[test]
fn the_exit_status_is_the_same_in_every_format() {
    let folder = archive();
    for (file, fail_on, expected) in [
        ("clean.txt", "info", 0),
        ("gap, 100%.txt", "error", 0),
        ("gap, 100%.txt", "warning", 1),
        ("model.yaml", "error", 1),
        ("model.yaml", "never", 0),
    ] {
        for format in FORMATS {
            let output = run(folder.path(), &[file, "--fail-on", fail_on, "--output-format", format]);
            assert_eq!(status(&output), expected, "{file} {fail_on} {format}");
            assert_eq!(stderr(&output), "", "{file} {fail_on} {format}");
        }
    }
    // Errors are what fails unless something else is asked for.
    assert_eq!(status(&run(folder.path(), &["gap, 100%.txt"])), 0);
    assert_eq!(status(&run(folder.path(), &["model.yaml"])), 1);
}

#[test]
fn wrong_usage_is_2() {
    let folder = archive();
    for (arguments, message) in [
        (&["--select", "S9003", "."] as &[&str], "error: there is no rule “S9003”; did you mean S003?\n"),
        (
            &["--ignore", "S003,nonsense", "."],
            "error: there is no rule “nonsense”; guihua explain --list shows all rules\n",
        ),
        (&["--baseline", "absent.json", "."], "error: cannot read absent.json: "),
        (&["--config", "absent.toml", "."], "error: cannot read absent.toml: "),
        (&["--output-format", "xml", "."], "error: invalid value 'xml'"),
        (&["--config", "a", "--no-config", "."], "error: the argument '--config <FILE>' cannot be used with"),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(status(&output), 2, "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        assert!(stderr(&output).starts_with(message), "{}", stderr(&output));
    }
    let chinese = run(folder.path(), &["--select", "numberng-gap", ".", "--lang", "zh"]);
    assert_eq!(stderr(&chinese), "错误: 没有这条规则：“numberng-gap”，是不是 numbering-gap？\n");
}

// Output

#[test]
fn the_number_of_threads_changes_nothing() {
    let folder = archive();
    for copy in 0..20 {
        let text = if copy % 3 == 0 { GAP.repeat(copy + 1) } else { CLEAN.to_owned() };
        fs::write(folder.path().join(format!("{copy:02}.txt")), text).unwrap();
    }
    for format in FORMATS {
        let outputs = ["1", "2", "7"].map(|jobs| {
            let output = run(folder.path(), &[".", "missing.txt", "-j", jobs, "--output-format", format]);
            (status(&output), output.stdout, output.stderr)
        });
        assert_eq!(outputs[0].0, 2);
        assert!(outputs[0] == outputs[1] && outputs[1] == outputs[2], "{format}");
    }
    // As many findings as with one thread go into a baseline.
    let written = ["1", "7"].map(|jobs| {
        assert_eq!(
            status(&run(
                folder.path(),
                &[".", "--include=*.txt", "-j", jobs, "--write-baseline", "base.json"]
            )),
            0
        );
        fs::read(folder.path().join("base.json")).unwrap()
    });
    assert_eq!(written[0], written[1]);
    assert_eq!(status(&run(folder.path(), &[".", "-j", "0"])), 2);
}

#[test]
fn every_run_gives_the_same_bytes() {
    let folder = archive();
    for format in FORMATS {
        let arguments = ["right.yml", "model.yaml", ".", "clean.txt", "--output-format", format];
        let first = run(folder.path(), &arguments);
        let second = run(folder.path(), &[".", "--output-format", format]);
        assert!(!first.stdout.is_empty() && first.stdout == second.stdout, "{format}");
    }
}

#[test]
fn every_format_has_the_same_findings() {
    let folder = archive();
    let expected = json(folder.path(), &["."]);
    let of = |format| run(folder.path(), &[".", "--all", "--output-format", format]);
    let lines = of("ndjson");
    let ndjson: Vec<Value> = stdout(&lines).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(ndjson.len(), expected.len());
    let sarif: Value = serde_json::from_slice(&of("sarif").stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), expected.len());
    let (github, junit, human) = (of("github"), of("junit"), of("human"));
    assert_eq!(stdout(&github).lines().count(), expected.len());
    assert_eq!(stdout(&junit).matches("<failure").count(), 1, "{}", stdout(&junit));
    assert_eq!(stdout(&junit).matches("<system-out").count(), 1, "{}", stdout(&junit));
    for ((at, (path, line, column, code)), result) in expected.iter().enumerate().zip(results) {
        assert_eq!(
            (&ndjson[at]["path"], &ndjson[at]["line"]),
            (&Value::from(path.as_str()), &Value::from(*line))
        );
        assert_eq!(result["ruleId"], code.as_str());
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["region"]["startLine"], *line);
        assert_eq!(place["region"]["startColumn"], *column);
        let uri = path.replace('%', "%25").replace(' ', "%20").replace(',', "%2C");
        assert_eq!(place["artifactLocation"]["uri"], uri.as_str());
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(sarif["runs"][0]["tool"]["driver"]["rules"][index]["id"], code.as_str());
        let file = path.replace('%', "%25").replace(',', "%2C");
        let start = format!("file={file},line={line},");
        assert!(stdout(&github).lines().nth(at).unwrap().contains(&start), "{}", stdout(&github));
        assert!(stdout(&junit).contains(&format!("{path}:{line}:{column}: ")));
        assert!(stdout(&human).contains(&format!("--> {path}:{line}:{column}\n")), "{}", stdout(&human));
    }
}

#[test]
fn sarif_has_what_the_standard_asks_for() {
    let folder = archive();
    let output = run(folder.path(), &["model.yaml", "absent.txt", "--output-format", "sarif"]);
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    assert_eq!(rules.len(), guihua::Code::ALL.len());
    for rule in rules {
        for text in ["shortDescription", "fullDescription", "help"] {
            assert!(!rule[text]["text"].as_str().unwrap().is_empty(), "{rule}");
        }
        assert!(
            ["error", "warning", "note"].contains(&rule["defaultConfiguration"]["level"].as_str().unwrap())
        );
    }
    let result = &run["results"][0];
    assert_eq!(result["level"], "error");
    assert_eq!(result["partialFingerprints"]["guihuaTextHash/v1"].as_str().unwrap().len(), 32);
    let logical = &result["locations"][0]["logicalLocations"][0];
    assert_eq!(logical["fullyQualifiedName"], "plan.indicators[0].values[1].comparater");
    // The source of the model is at hand.
    let related = &result["relatedLocations"][0]["physicalLocation"];
    assert_eq!(related["artifactLocation"]["uri"], "plan.txt");
    assert_eq!(related["region"]["startLine"], 21);
    let invocation = &run["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"].as_array().unwrap().len(), 1);
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.txt");
    let prints = |text: &str| -> Vec<String> {
        fs::write(&path, text).unwrap();
        let output = run(folder.path(), &["plan.txt", "--output-format", "sarif"]);
        let log: Value = serde_json::from_slice(&output.stdout).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let print =
            |result: &Value| result["partialFingerprints"]["guihuaTextHash/v1"].as_str().unwrap().to_owned();
        results.iter().map(print).collect()
    };
    let first = prints(GAP);
    assert_eq!(first.len(), 1);
    assert_eq!(prints(&GAP.replace("中心。\n", "中心。\n\n\n")), first);
    assert_ne!(prints(&GAP.replace("三、", "四、")), first);
}

#[test]
fn a_report_goes_to_a_file_whole() {
    let folder = archive();
    let output = run(folder.path(), &[".", "--output-format", "sarif", "-o", "report.sarif"]);
    assert_eq!((status(&output), stdout(&output), stderr(&output)), (1, "", "wrote report.sarif\n"));
    let direct = run(
        folder.path(),
        &["clean.txt", "gap, 100%.txt", "model.yaml", "plan.txt", "right.yml", "--output-format", "sarif"],
    );
    assert_eq!(fs::read(folder.path().join("report.sarif")).unwrap(), direct.stdout);
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_error() {
    let folder = archive();
    for format in FORMATS {
        let mut command = check(folder.path(), [".", "--output-format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!([0, 1].contains(&status(&output)), "{format}: {}", stderr(&output));
        assert_eq!(stderr(&output), "", "{format}");
    }
}

// Configuration

#[test]
fn the_nearest_configuration_counts() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    for file in ["a.txt", "old/b.txt", "new/c.txt", "new/deep/d.txt"] {
        write(file, GAP);
    }
    write("guihua.toml", "[check]\nignore = ['numbering-gap']\n");
    write(
        "new/guihua.toml",
        "[check.severity]\nS003 = 'error'\n[check.per-path-ignores]\n'deep/**' = ['S']\n",
    );
    let paths = |arguments: &[&str]| -> Vec<String> {
        json(folder.path(), arguments).into_iter().map(|found| found.0).collect()
    };
    assert_eq!(paths(&["."]), ["new/c.txt"]);
    assert_eq!(status(&run(folder.path(), &["."])), 1, "an error by configuration");
    assert_eq!(paths(&[".", "--no-config"]).len(), 4);
    assert_eq!(paths(&[".", "--select", "S003"]).len(), 4, "what is typed outweighs");
    assert_eq!(paths(&[".", "--select", "S"]), ["new/c.txt", "new/deep/d.txt"], "less closely");
    assert_eq!(paths(&[".", "--ignore", "S"]), [] as [&str; 0]);
    assert_eq!(paths(&[".", "--config", "new/guihua.toml"]).len(), 3, "globs start at the configuration");
    // From below, too.
    let below = run(&folder.path().join("old"), &["b.txt", "--output-format", "json"]);
    assert!(findings(&below).is_empty());
}

#[test]
fn a_bad_configuration_is_told_with_its_place_once() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("bad")).unwrap();
    for file in ["a.txt", "bad/b.txt", "bad/c.txt"] {
        fs::write(folder.path().join(file), GAP).unwrap();
    }
    let config = folder.path().join("bad/guihua.toml");
    fs::write(&config, "[check]\nignore = ['S003', 'numberng-gap']\n").unwrap();
    let output = run(folder.path(), &[".", "--output-format", "json"]);
    assert_eq!(status(&output), 2);
    assert_eq!(findings(&output).len(), 1, "the file beside it is checked");
    let message = "guihua.toml:2:19: there is no rule “numberng-gap”; did you mean numbering-gap?\n";
    assert!(stderr(&output).ends_with(message), "{}", stderr(&output));
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    let chinese = run(folder.path(), &["bad", "--lang", "zh"]);
    assert!(stderr(&chinese).contains("没有这条规则：“numberng-gap”，是不是 numbering-gap？"));
    fs::write(&config, "[check\n").unwrap();
    assert!(stderr(&run(folder.path(), &["bad"])).contains("guihua.toml:1:7: "));
}

// Baseline

#[test]
fn a_baseline_lets_known_findings_be() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir(folder.path().join("sub")).unwrap();
    write("sub/a.txt", GAP);
    let output = run(folder.path(), &["sub", "--write-baseline", "baseline.json"]);
    assert_eq!((status(&output), stdout(&output)), (0, ""));
    assert_eq!(stderr(&output), "1 finding written to the baseline baseline.json\n");
    let text = fs::read_to_string(folder.path().join("baseline.json")).unwrap();
    let baseline: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(baseline["findings"][0]["path"], "sub/a.txt");
    assert_eq!(baseline["findings"][0]["code"], "S003");

    let with = |folder: &Path, arguments: &[&str]| run(folder, &[arguments, &["--fail-on", "info"]].concat());
    assert_eq!(status(&with(folder.path(), &["sub", "--baseline", "baseline.json"])), 0);
    // However lines have moved, and from wherever it is asked.
    write("sub/a.txt", &format!("\n\n{GAP}"));
    let below = folder.path().join("sub");
    assert_eq!(status(&with(&below, &["a.txt", "--baseline", "../baseline.json"])), 0);
    // What is new is told, once more of the same as well.
    write("sub/a.txt", &format!("{GAP}　　五、其他\n　　抓好落实。\n"));
    let more = with(folder.path(), &["sub", "--baseline", "baseline.json"]);
    assert_eq!((status(&more), stdout(&more).matches("S003").count()), (1, 1), "{}", stdout(&more));
    // What is gone is told, and changes no verdict.
    write("sub/a.txt", CLEAN);
    let gone = with(folder.path(), &["sub", "--baseline", "baseline.json"]);
    assert_eq!(status(&gone), 0);
    assert!(stderr(&gone).starts_with("no longer found, of the baseline: 1;"), "{}", stderr(&gone));
    assert!(stderr(&gone).contains("\n  sub/a.txt S003 三、"), "{}", stderr(&gone));
}

#[test]
fn a_baseline_with_gaps_is_not_written() {
    let folder = archive();
    let path = folder.path().join("baseline.json");
    fs::write(&path, "old").unwrap();
    let output = run(folder.path(), &[".", "absent.txt", "--write-baseline", "baseline.json"]);
    assert_eq!(status(&output), 2);
    assert_eq!(fs::read_to_string(&path).unwrap(), "old");
    let bad = run(folder.path(), &[".", "--baseline", "baseline.json"]);
    assert_eq!(status(&bad), 2);
    assert!(stderr(&bad).starts_with("error: cannot read baseline.json: "), "{}", stderr(&bad));
}

// What people read

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn people_read_it_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let model = fs::read_to_string(root("fixtures/model/plan.yaml")).unwrap();
    fs::copy(root("fixtures/model/plan.txt"), folder.path().join("plan.txt")).unwrap();
    let mut broken = model;
    for (good, bad) in [
        ("      comparator: \">\"", "      comparater: \">\""),
        ("    kind: items", "    kind: item"),
        ("      number: 55.0", "      number: 五十五"),
        ("    unit: 张\n", ""),
        ("    section: \"2\"\n", "    section: \"9\"\n"),
    ] {
        assert!(broken.contains(good), "{good}");
        broken = broken.replacen(good, bad, 1);
    }
    fs::write(folder.path().join("broken.yaml"), broken).unwrap();
    for lang in ["zh", "en"] {
        let output = run(folder.path(), &["broken.yaml", "--lang", lang]);
        snapshot(&format!("check-model.{lang}"), stdout(&output));
        let seed = run(&root("seeds"), &["004_4c59c97df8a0ccea.txt", "--lang", lang, "--select", "N,S,M"]);
        snapshot(&format!("check-seed.{lang}"), stdout(&seed));
    }
}

#[test]
fn what_the_program_writes_has_no_fault() {
    let folder = tempfile::tempdir().unwrap();
    for (format, name) in [("yaml", "seed.yaml"), ("json", "seed.json"), ("ndjson", "seed.ndjson")] {
        for seed in crate::support::seeds() {
            let path = root(&format!("seeds/{}.txt", seed.name));
            let path = path.to_str().unwrap();
            let arguments = [path, "-q", "--spans", "-f", format, "-o", name];
            assert!(guihua(folder.path(), "parse", arguments).status().unwrap().success());
            // What is to be looked at in the plan itself is told beside that.
            let output = run(folder.path(), &[name, "--select", "M"]);
            assert_eq!(stdout(&output), "checked 1 file, nothing found\n", "{path}");
        }
    }
}

// Explain

#[test]
fn rules_are_explained_by_code_and_name() {
    let folder = tempfile::tempdir().unwrap();
    let explain = |arguments: &[&str]| guihua(folder.path(), "explain", arguments).output().unwrap();
    let by_code = explain(&["s003"]);
    assert_eq!(status(&by_code), 0);
    assert!(stdout(&by_code).starts_with("# S003 numbering-gap\n"));
    assert_eq!(by_code.stdout, explain(&["numbering-gap"]).stdout);
    assert_ne!(by_code.stdout, explain(&["S003", "--lang", "zh"]).stdout);
    let list = explain(&["--list"]);
    assert_eq!(stdout(&list).lines().count(), guihua::Code::ALL.len());
    let unknown = explain(&["numbring-gap"]);
    assert_eq!((status(&unknown), stdout(&unknown)), (2, ""));
    assert_eq!(stderr(&unknown), "error: there is no rule “numbring-gap”; did you mean numbering-gap?\n");
    assert_eq!(status(&explain(&[])), 2);
}

#[test]
fn the_pages_show_what_is_printed() {
    let update = std::env::var_os("GUIHUA_UPDATE").is_some_and(|value| value == "1");
    let mut shown = 0;
    for page in ["docs/ci.md", "docs/ci.zh.md"] {
        let text = fs::read_to_string(root(page)).unwrap();
        let mut current = text.clone();
        for block in text.split("```console\n$ guihua ").skip(1) {
            let (block, _) = block.split_once("```").unwrap();
            let (arguments, printed) = block.split_once('\n').unwrap();
            let (subcommand, arguments) = arguments.split_once(' ').unwrap();
            let output = guihua(&root("."), subcommand, arguments.split(' ')).output().unwrap();
            let now = stdout(&output);
            assert!(
                update || printed == now,
                "{page}: `GUIHUA_UPDATE=1 cargo test` brings up to date\n{now}"
            );
            current = current.replace(printed, now);
            shown += 1;
        }
        if current != text {
            fs::write(root(page), &current).unwrap();
        }
    }
    assert_eq!(shown, 3);
    // The hook prints what the command does, and the pages show how that ends.
    let output = run(&root("."), &["seeds/004_4c59c97df8a0ccea.txt"]);
    let last = stdout(&output).lines().last().unwrap();
    for page in ["docs/ci.md", "docs/ci.zh.md"] {
        assert!(
            fs::read_to_string(root(page)).unwrap().contains(&format!("…\n{last}\n```")),
            "{page} {last}"
        );
    }
}
