//! Corrections: what is put right stays so, wherever its text goes, and what no longer fits
//! is told and harms nothing.

use std::fmt::Write;
use std::process::Command;
use std::{env, fs};

use guihua::corrections::{Action, Anchor, Change, Corrected, Corrections, Fate, Kind, apply};
use guihua::model::{Block, Document, Section};
use guihua::model_file::{self, Format};
use guihua::{
    Code, Diagnostic, Lang, Options, Parsed, Source, check_with, parse_corrected, parse_with, render,
};
use serde_json::{Value, json};

use crate::process::{folder, guihua, status, stderr, stdout};
use crate::support::{root, seeds};

const SPANS: Options = Options { spans: true, lang: Lang::Zh };

pub fn plan() -> String {
    fs::read_to_string(root("fixtures/corrections/plan.txt")).unwrap()
}

/// Where some words stand.
pub fn at(text: &str, words: &str) -> Anchor {
    let at = text.find(words).unwrap_or_else(|| panic!("no {words}")) as u32;
    Anchor::new(&Source::from_text("plan.txt", text), [at, at + words.len() as u32])
}

/// A change at the words `words` of a text.
pub fn change(text: &str, action: Action, kind: Kind, words: &str) -> Change {
    let mut change = Change::new(action, kind);
    change.at = Some(at(text, words));
    change
}

pub fn set(
    text: &str,
    kind: Kind,
    words: &str,
    field: &str,
    old: impl Into<Value>,
    new: impl Into<Value>,
) -> Change {
    let mut change = change(text, Action::Set, kind, words);
    change.field = Some(field.to_owned());
    (change.old, change.new) = (old.into(), new.into());
    change
}

pub fn saying(mut change: Change, old: Value, new: Value) -> Change {
    (change.old, change.new) = (old, new);
    change
}

pub fn with(changes: Vec<Change>) -> Corrections {
    let mut corrections = Corrections::default();
    corrections.changes = changes;
    corrections
}

pub fn corrected(text: &str, corrections: &Corrections) -> Corrected {
    let source = Source::from_text("plan.txt", text);
    let Parsed { documents, diagnostics, .. } = check_with(&source, &SPANS);
    apply(&source, documents, diagnostics, corrections, SPANS)
}

/// The document after changes that all apply; it is a model without a fault.
fn document(text: &str, changes: Vec<Change>) -> Document {
    let corrected = corrected(text, &with(changes));
    for fate in &corrected.fates {
        assert!(matches!(fate, Fate::Applied { .. }), "{fate:?}");
    }
    let mut bytes = Vec::new();
    render::append(&mut bytes, &corrected.documents, render::Format::Json).unwrap();
    let file = Source::from_bytes("plan.json", bytes, None).unwrap();
    let report = model_file::check(&file, Format::Json);
    let words: Vec<String> =
        report.findings.iter().map(|found| format!("{}: {}", found.path, found.message(Lang::En))).collect();
    assert!(words.is_empty(), "{words:#?}");
    corrected.documents.into_iter().next().unwrap()
}

/// Ids, labels and titles of all sections, a line each.
fn outline(document: &Document) -> String {
    fn write(sections: &[Section], text: &mut String) {
        for section in sections {
            let title = section.title.as_deref().unwrap_or_default();
            writeln!(text, "{} {}{title}", section.id, section.label.as_deref().unwrap_or_default()).unwrap();
            write(&section.sections, text);
        }
    }
    let mut text = String::new();
    write(&document.plan.sections, &mut text);
    text
}

/// The corrections of the fixture.
fn examples(text: &str) -> Corrections {
    let mut unit = set(text, Kind::Indicator, "1 | 养老床位数", "unit", "张", "床");
    unit.date = Some("2026-01-02".to_owned());
    unit.by = Some("王甲".to_owned());
    let number = set(text, Kind::Box, "专栏2", "number", 2, 3);
    let lower = change(text, Action::Lower, Kind::Section, "（二）加强监管");
    let mut tick = change(text, Action::Check, Kind::Indicator, "2 | 护理型床位占比");
    tick.date = Some("2026-01-03".to_owned());
    let mut all = with(vec![unit, number, lower, tick]);
    all.source = Some("plan.txt".to_owned());
    all
}

#[test]
fn what_is_read_by_now_needs_no_correction() {
    let text = "甲县水利规划的通知\n甲政发〔2021〕8号\n各乡镇人民政府：\n现将《甲县水利规划》印发给你们。\n\
                甲县人民政府\n2021年3月2日\n甲县水利规划（2021—2025年）\n一、任务\n修建水库。\n二、保障\n加强领导。\n";
    let number = set(text, Kind::Notice, "各乡镇", "document_number", Value::Null, "甲政发〔2021〕8号");
    let fates = corrected(text, &with(vec![number])).fates;
    assert!(matches!(fates[..], [Fate::Settled]), "{fates:?}");
}

#[test]
fn the_form_of_the_file_is_kept() {
    let path = root("fixtures/corrections/plan.txt.guihua.yaml");
    let text = examples(&plan()).text();
    if env::var_os("GUIHUA_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, &text).unwrap();
    }
    // Files of this form are in use: a new form needs a new version.
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(Corrections::read(&text).unwrap().text(), text);
}

#[test]
fn what_a_correction_causes_is_ticked_as_any_finding() {
    let text = plan();
    let source = Source::from_text("plan.txt", &*text);
    let unit = set(&text, Kind::Indicator, "1 | 养老床位数", "unit", "张", "人/次");
    let codes = |changes: Vec<Change>| -> Vec<&str> {
        let parsed = guihua::check_corrected(&source, &with(changes), &SPANS);
        parsed.diagnostics.iter().map(|found| found.code.rule().code).filter(|code| *code == "I006").collect()
    };
    assert_eq!(codes(vec![unit.clone()]), ["I006"]);
    let mut tick = change(&text, Action::Check, Kind::Finding, "1 | 养老床位数");
    tick.code = Some("I006".to_owned());
    assert!(codes(vec![unit, tick]).is_empty());
}

#[test]
fn a_finding_is_new_by_its_place_as_well() {
    let rows =
        ["| 1 | 养老床位数 | 人/次 | 8000 | >1万 | 预期性 |", "| 3 | 服务人次 | 人次 | 10 | 20 | 预期性 |"];
    let text = plan().replace("| 1 | 养老床位数 | 张 | 8000 | >1万 | 预期性 |", &rows.join("\n"));
    let source = Source::from_text("plan.txt", &*text);
    // The lines of what is told, and of what is left of the reading.
    let told = |changes: Vec<Change>| {
        let lines = |found: &[Diagnostic]| -> Vec<u32> {
            let found = found.iter().filter(|found| found.code == Code::IndicatorUnitDubious);
            found.map(|found| source.lines().line(found.span.start)).collect()
        };
        let all = with(changes);
        let after = corrected(&text, &all);
        assert!(after.fates.iter().all(|fate| matches!(fate, Fate::Applied { .. })), "{:?}", after.fates);
        let checked = guihua::check_corrected(&source, &all, &SPANS).diagnostics;
        (lines(&checked), lines(&after.diagnostics))
    };
    let unit = |row: &str, old: &str, new: &str| set(&text, Kind::Indicator, row, "unit", old, new);
    let (mended, spoilt) = (unit("1 | 养老", "人/次", "人次"), unit("3 | 服务", "人次", "人/次"));
    assert_eq!(told(vec![]), (vec![21], vec![21]));
    // In the words of another, which is still so, or no more.
    assert_eq!(told(vec![spoilt.clone()]), (vec![21, 22], vec![21]));
    assert_eq!(told(vec![mended, spoilt.clone()]), (vec![22], vec![]));
    // A row that goes elsewhere takes its finding along, and makes none.
    let mut moved = change(&text, Action::Move, Kind::Indicator, "1 | 养老");
    moved.to = Some(at(&text, "2 | 护理型"));
    assert_eq!(told(vec![moved.clone()]), (vec![21], vec![21]));
    assert_eq!(told(vec![moved, spoilt]), (vec![21, 22], vec![21]));
}

#[test]
fn git_merges_changes_that_two_people_have_made_side_by_side() {
    let folder = folder(&[]);
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        // Nothing of the user's own settings has a say.
        let bare = git.args(["-c", "user.name=甲", "-c", "user.email=a@example.org"]).args(args);
        bare.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        bare.current_dir(&folder).output().expect("git runs")
    };
    let file = "plan.txt.guihua.yaml";
    let write = |changes: Vec<Change>| {
        fs::write(folder.path().join(file), with(changes).text()).unwrap();
        assert!(git(&["add", "."]).status.success());
        assert!(git(&["commit", "--quiet", "--message", "核对"]).status.success());
    };
    let text = plan();
    let common = change(&text, Action::Lower, Kind::Section, "（二）加强监管");
    let unit = set(&text, Kind::Indicator, "1 | 养老床位数", "unit", "张", "床");
    let name = set(&text, Kind::Indicator, "1 | 养老床位数", "name", "养老床位数", "养老床位");
    for rule in ["", "*.guihua.yaml merge=union\n"] {
        let _ = fs::remove_dir_all(folder.path().join(".git"));
        assert!(git(&["init", "--quiet", "--initial-branch", "main"]).status.success());
        fs::write(folder.path().join(".gitattributes"), rule).unwrap();
        write(vec![common.clone()]);
        assert!(git(&["checkout", "--quiet", "-b", "other"]).status.success());
        write(vec![common.clone(), unit.clone()]);
        assert!(git(&["checkout", "--quiet", "main"]).status.success());
        write(vec![common.clone(), name.clone()]);
        let merged = git(&["merge", "--quiet", "other"]).status.success();
        assert_eq!(merged, !rule.is_empty());
        let mut text = fs::read_to_string(folder.path().join(file)).unwrap();
        if !merged {
            // The marks are all that a person has to remove.
            assert!(Corrections::read(&text).is_err());
            let lines = text.lines().filter(|line| line.starts_with("- ") || !line.contains(['<', '>', '=']));
            text = lines.collect::<Vec<_>>().join("\n");
        }
        let mut both = Corrections::read(&text).unwrap().changes;
        both.sort_by_key(|change| change.field.clone());
        assert_eq!(both, [common.clone(), name.clone(), unit.clone()]);
    }
    // Earlier versions have written the digest of the source, which both have changed, and each
    // side may have begun the file. What is written now says nothing that both would change.
    for begins in [false, true] {
        let _ = fs::remove_dir_all(folder.path().join(".git"));
        assert!(git(&["init", "--quiet", "--initial-branch", "main"]).status.success());
        let keep = |digest: Option<u8>, changes: Vec<Change>| {
            let mut all = with(changes);
            all.source = Some("plan.txt".to_owned());
            let text = all.text();
            assert!(!text.contains("sha256"), "{text}");
            let digest = digest
                .map_or(String::new(), |it| format!("\nsha256: \"{}\"\nchanges:", it.to_string().repeat(64)));
            let text = if digest.is_empty() { text } else { text.replace("\nchanges:", &digest) };
            fs::write(folder.path().join(file), text).unwrap();
            assert!(git(&["add", "."]).status.success());
            assert!(git(&["commit", "--quiet", "--message", "核对"]).status.success());
        };
        let mut region = saying(Change::new(Action::Set, Kind::Plan), json!("甲市"), json!("乙市"));
        region.field = Some("region".to_owned());
        if begins {
            fs::remove_file(folder.path().join(file)).unwrap();
            assert!(git(&["add", "."]).status.success());
            assert!(git(&["commit", "--quiet", "--message", "始"]).status.success());
        } else {
            keep(Some(0), vec![common.clone()]);
        }
        assert!(git(&["checkout", "--quiet", "-b", "other"]).status.success());
        keep(Some(1), vec![common.clone(), unit.clone()]);
        assert!(git(&["checkout", "--quiet", "main"]).status.success());
        keep(Some(2), vec![common.clone(), region.clone()]);
        assert!(git(&["merge", "--quiet", "other"]).status.success());
        let text = fs::read_to_string(folder.path().join(file)).unwrap();
        assert_eq!(text.matches("sha256").count(), 2, "{text}");
        let both = Corrections::read(&text).unwrap_or_else(|fault| panic!("{fault}: {text}")).changes;
        for change in [&common, &unit, &region] {
            assert!(both.contains(change), "{text}");
        }
    }
}

#[test]
fn the_examples_of_the_rules_are_cut_from_the_fixture() {
    let text = examples(&plan()).text();
    let all = corrected(&plan(), &Corrections::read(&text).unwrap());
    assert!(all.fates.iter().all(|fate| matches!(fate, Fate::Applied { .. })), "{:?}", all.fates);
    for code in Code::ALL.iter().filter(|code| code.rule().code.starts_with('C')) {
        let manual = code.rule().documentation;
        assert_eq!(text.matches(manual.good).count(), 1, "{code:?}\n{text}");
        let spoilt = Corrections::read(&text.replace(manual.good, manual.bad)).unwrap();
        let corrected = corrected(&plan(), &spoilt);
        let found: Vec<Code> = corrected
            .fates
            .iter()
            .filter_map(|fate| match fate {
                Fate::Unfit(found) => Some(found.code),
                _ => None,
            })
            .collect();
        // A key that nobody knows is none of a change.
        let is_unknown = *code == Code::CorrectionUnknown;
        assert_eq!(found, if is_unknown { vec![] } else { vec![*code] });
        let message = |lang| corrected.diagnostics.iter().find(|it| it.code == *code).unwrap().message(lang);
        let kinds = |words: [&str; 3]| words.iter().any(|kind| message(Lang::En).contains(kind));
        assert!(is_unknown || kinds(["indicator “", "box “", "section “"]), "{}", message(Lang::En));
        assert!(
            !kinds(["指标“", "专栏“", "章节“"]) && message(Lang::Zh).contains('“'),
            "{}",
            message(Lang::En)
        );
        // It is told with the findings, in the model as well, and nothing else is lost.
        assert!(corrected.diagnostics.iter().any(|found| found.code == *code));
        let listed = &corrected.documents[0].diagnostics;
        assert!(listed.iter().any(|found| found.code == code.rule().code));
        assert_eq!(corrected.fates.len(), 4);
    }
}

#[test]
fn a_value_takes_its_figures_along_and_findings_go() {
    let text = plan().replace("2021年12月14日", "").replace("| 张 |", "|  |");
    let before = check_with(&Source::from_text("plan.txt", &*text), &SPANS);
    assert!(
        before.diagnostics.iter().any(|found| found.code == Code::DateMissing),
        "{:?}",
        before.diagnostics
    );
    let unit = set(&text, Kind::Indicator, "1 | 养老床位数", "unit", Value::Null, "张");
    let value = set(&text, Kind::Indicator, "1 | 养老床位数", "values[1].text", ">1万", "≥1.2万");
    let mut title = set(&text, Kind::Plan, "甲市", "title", "甲市“十四五”养老服务规划", "甲市养老规划");
    title.at = None;
    let mut date = set(&text, Kind::Notice, "甲市", "date", Value::Null, "2021-12-14");
    date.at = None;
    let corrected = corrected(&text, &with(vec![unit, value, title, date]));
    let plan = &corrected.documents[0].plan;
    assert_eq!(plan.title, "甲市养老规划");
    assert_eq!(plan.indicators[0].unit.as_deref(), Some("张"));
    assert_eq!(plan.indicators[0].values[1].number, Some(12000.0));
    let is_missing = |code: &str| code == Code::DateMissing.rule().code;
    assert!(!corrected.diagnostics.iter().any(|found| is_missing(found.code.rule().code)));
    assert!(!corrected.documents[0].diagnostics.iter().any(|found| is_missing(&found.code)));
}

#[test]
fn a_notice_that_was_not_read_is_filled_in() {
    let text = "乙县养老服务规划\n\n一、目标\n加强养老服务。\n二、实施\n落实责任。\n";
    let set = |field: &str, old: Value, new: Value| {
        let mut change = Change::new(Action::Set, Kind::Notice);
        change.field = Some(field.to_owned());
        saying(change, old, new)
    };
    let title = set("title", Value::Null, json!("乙县人民政府关于印发养老服务规划的通知"));
    let signatories = set("signatories", json!([]), json!(["乙县人民政府"]));
    let number = set("document_number", Value::Null, json!("乙政发〔2021〕8号"));
    let made = document(text, vec![signatories, title.clone(), number]);
    let notice = made.notice.unwrap();
    assert_eq!(notice.title.as_deref(), title.new.as_str());
    assert_eq!(notice.document_number.unwrap().sequence, Some(8));
    assert_eq!((notice.signatories, notice.lines), (vec!["乙县人民政府".to_owned()], [1, 1]));
    assert_eq!(made.plan.lines, document(text, vec![]).plan.lines);
    // What was changed in a notice that is read no more has no place, and makes none.
    for (old, new) in [(json!("甲"), json!("乙")), (Value::Null, json!(["甲"])), (Value::Null, Value::Null)]
    {
        let after = corrected(text, &with(vec![set("title", old, new)]));
        assert!(!matches!(after.fates[0], Fate::Applied { .. }), "{:?}", after.fates);
        assert!(after.documents[0].notice.is_none());
    }
}

#[test]
fn rows_come_go_and_move() {
    let text = plan();
    let mut add = change(&text, Action::Add, Kind::Indicator, "1 | 养老床位数");
    add.new = json!({ "name": "服务中心", "unit": "个", "values": [] });
    let mut moved = change(&text, Action::Move, Kind::Indicator, "1 | 养老床位数");
    moved.to = Some(at(&text, "2 | 护理型床位占比"));
    let names = |document: &Document| -> Vec<String> {
        document.plan.indicators.iter().map(|it| format!("{} {}", it.id, it.name)).collect()
    };
    let both = document(&text, vec![add.clone(), moved]);
    assert_eq!(names(&both), ["ind-1 服务中心", "ind-2 护理型床位占比", "ind-3 养老床位数"]);
    assert_eq!(both.plan.indicators[0].box_id.as_deref(), Some("box-1"));
    let remove = change(&text, Action::Remove, Kind::Indicator, "1 | 养老床位数");
    assert_eq!(names(&document(&text, vec![add, remove])), ["ind-1 服务中心", "ind-2 护理型床位占比"]);

    // A plain table: without targets its rows are no indicators.
    let text = text.replace(
        "| 序号 | 指标 | 单位 | 2020年 | 2025年 | 属性 |",
        "| 序号 | 机构 | 单位 | 地址 | 电话 | 备注 |",
    );
    let table = |action, field: &str| {
        let mut change = change(&text, action, Kind::Table, "| 序号");
        change.field = Some(field.to_owned());
        change
    };
    let rows = |document: &Document| match &document.plan.boxes[0].content[0] {
        Block::Table(table) => table.rows.clone(),
        other => panic!("{other:?}"),
    };
    let first = json!(["1", "养老床位数", "张", "8000", ">1万", "预期性"]);
    let remove = saying(table(Action::Remove, "rows[0]"), first.clone(), Value::Null);
    let add = saying(table(Action::Add, "rows[0]"), Value::Null, json!(["0", "新", "", "", "", ""]));
    let edited = json!(["1", "养老床位", "张", "8000", ">1万", "预期性"]);
    let edit = saying(table(Action::Set, "rows[0]"), first.clone(), edited);
    // The row is found though another stands before it now.
    let edited = rows(&document(&text, vec![edit, add]));
    assert_eq!((edited[0][1].as_str(), edited[1][1].as_str(), edited.len()), ("新", "养老床位", 3));
    assert_eq!(rows(&document(&text, vec![remove])).len(), 1);
    let moved = saying(table(Action::Move, "rows[0]"), first, json!(1));
    assert_eq!(rows(&document(&text, vec![moved]))[1][0], "1");
}

#[test]
fn headings_go_up_and_down_and_away() {
    let text = plan();
    let shape = |changes| outline(&document(&text, changes));
    let all = "1 一、总体要求\n2 二、主要任务\n2.1 （一）健全服务网络\n2.2 （二）加强监管\n";
    assert_eq!(shape(vec![]), all);
    let raise = change(&text, Action::Raise, Kind::Section, "（一）健全服务网络");
    let raised = document(&text, vec![raise]);
    assert_eq!(
        outline(&raised),
        "1 一、总体要求\n2 二、主要任务\n3 （一）健全服务网络\n3.1 （二）加强监管\n"
    );
    assert_eq!(raised.plan.responsibilities[1].section.as_deref(), Some("3.1"));
    assert_eq!(raised.plan.boxes[1].section.as_deref(), Some("3"));
    let lower = change(&text, Action::Lower, Kind::Section, "二、主要任务\n");
    let lowered = document(&text, vec![lower]);
    assert_eq!(
        outline(&lowered),
        "1 一、总体要求\n1.1 二、主要任务\n1.1.1 （一）健全服务网络\n1.1.2 （二）加强监管\n"
    );
    assert_eq!(lowered.plan.toc[1].section.as_deref(), Some("1.1"));
    let away = change(&text, Action::Remove, Kind::Section, "（二）加强监管");
    let without = document(&text, vec![away]);
    assert_eq!(outline(&without), all.replace("2.2 （二）加强监管\n", ""));
    let last = &without.plan.sections[1].sections[0];
    assert!(serde_json::to_string(last).unwrap().contains("（二）加强监管"));
    assert_eq!(without.plan.responsibilities[1].section.as_deref(), Some("2.1"));
}

pub fn make(text: &str, kind: Kind, words: &str) -> Change {
    let mut change = change(text, Action::Make, kind, words);
    change.old = words.into();
    change
}

#[test]
fn text_becomes_a_section_a_box_an_item_a_clause() {
    let text = plan()
        .replace("坚持以人民为中心。", "坚持以人民为中心。基本原则。政府主导，市民政局、市财政局多方参与。");
    let mut region = set(&text, Kind::Plan, "甲市", "region", "甲市", "乙市");
    region.at = None;
    let made = document(&text, vec![make(&text, Kind::Section, "基本原则。"), region]);
    assert_eq!(made.plan.region.as_deref(), Some("乙市"));
    let section = &made.plan.sections[0].sections[0];
    assert_eq!((section.id.as_str(), section.level, section.title.as_deref()), ("1.1", 2, Some("基本原则")));
    assert_eq!(made.plan.boxes[0].section.as_deref(), Some("1.1"));
    let paragraphs = serde_json::to_string(&made.plan.sections[0]).unwrap();
    assert!(
        paragraphs.contains("\"坚持以人民为中心。\"")
            && paragraphs.contains("\"政府主导，市民政局、市财政局多方参与。")
    );

    let made = document(&text, vec![make(&text, Kind::Responsibility, "市民政局、市财政局")]);
    let clause = &made.plan.responsibilities[0];
    assert_eq!((clause.id.as_str(), clause.section.as_deref()), ("resp-1", Some("1")));
    assert_eq!(clause.responsible.iter().map(|it| &*it.name).collect::<Vec<_>>(), ["市民政局", "市财政局"]);
    assert_eq!(made.plan.responsibilities.len(), 3);

    let text = plan().replace("（一）健全", "实施三项工程\n1.甲工程\n建设中心。\n（一）健全");
    let boxed = document(&text, vec![make(&text, Kind::Box, "实施三项工程")]);
    assert_eq!(boxed.plan.boxes.len(), 3);
    let made = &boxed.plan.boxes[1];
    assert_eq!((made.id.as_str(), made.title.as_str()), ("box-2", "实施三项工程"));
    assert_eq!(boxed.plan.boxes[2].id, "box-3");

    let text = plan().replace(
        "1.服务中心。建设服务中心12个。\n2.护理培训。每年培训护理人员。",
        "甲工程。建设服务中心12个。\n另有说明。",
    );
    let made = document(&text, vec![make(&text, Kind::Item, "甲工程。建设服务中心12个。")]);
    let item = &made.plan.boxes[1].items[0];
    assert_eq!((item.title.as_deref(), item.text.as_deref()), (Some("甲工程"), Some("建设服务中心12个。")));
}

#[test]
fn what_is_no_box_after_all_says_what_the_source_says() {
    let long = "加强保障。".repeat(13);
    let text = plan().replace("坚持以人民为中心。", &format!("{long}\n实施三项工程\n建设中心。"));
    let paragraphs = |document: &Document| -> Vec<String> {
        let content = document
            .plan
            .sections
            .iter()
            .flat_map(|it| [&it.content].into_iter().chain(it.sections.iter().map(|it| &it.content)));
        content
            .flatten()
            .filter_map(|it| if let Block::Paragraph(it) = it { Some(it.text.clone()) } else { None })
            .collect()
    };
    let before = paragraphs(&document(&text, vec![]));
    // One that has no title, and one that has.
    for words in [&*long, "实施三项工程"] {
        let away = change(&text, Action::Remove, Kind::Box, words);
        let made = document(&text, vec![make(&text, Kind::Box, words), away]);
        assert_eq!(paragraphs(&made), before);
    }
    let away = document(&text, vec![change(&text, Action::Remove, Kind::Box, "专栏2")]);
    assert!(paragraphs(&away).contains(&"专栏2 重点项目".to_owned()));
    let text = text.replace("专栏2　", "专栏　");
    let away = document(&text, vec![change(&text, Action::Remove, Kind::Box, "专栏　重点")]);
    assert!(paragraphs(&away).contains(&"专栏 重点项目".to_owned()), "{:?}", paragraphs(&away));
}

#[test]
fn marks_that_are_selected_with_a_text_do_not_belong_to_it() {
    let text = "# 甲市养老服务规划\n\n## 一、总体目标\n\n加强保障。\n\n## 二、主要任务\n\n### （一）加强监管\n\n开展检查。\n\n\
                **重点工程**\n\n**清查整治。**清查**养老**机构，确保到位。\n\n- 隐患排除。排除消防隐患，确保到位。\n\n\
                落实到位。**（市民政局负责）**\n\n#### 其他工作\n\n> 引用工作。\n\n## 三、组织实施\n\n落实责任。\n";
    let source = Source::from_text("plan.md", text);
    let held = |made: &Document| {
        let held = &made.plan.boxes[0];
        (held.title.clone(), items(&held.items), held.lines)
    };
    let title = |words: &str| {
        let made = document(text, vec![make(text, Kind::Section, words)]);
        assert_eq!(crate::invariants::faults_of(&source, std::slice::from_ref(&made)), [] as [&str; 0]);
        let section = &made.plan.sections[1].sections[0].sections[0];
        let span = section.span.unwrap();
        let title = section.title.clone().unwrap();
        assert!(text[span[0] as usize..].starts_with(&title), "{words}: {span:?}");
        title
    };
    // With its marks, with parts of these, and without.
    for words in ["**重点工程**", "*重点工程*", "重点工程**", "重点工程", "\n**重点工程**\n"]
    {
        assert_eq!(title(words), "重点工程", "{words}");
    }
    assert_eq!(title("**清查整治。**"), "清查整治");
    assert_eq!(title("- 隐患排除。排除消防隐患，确保到位。"), "隐患排除。排除消防隐患，确保到位");
    assert_eq!(title("#### 其他工作"), "其他工作");
    assert_eq!(title("> 引用工作。"), "引用工作");
    let last = "- 隐患排除。排除消防隐患，确保到位。";
    let from = text.find("**重点").unwrap();
    let boxed = make(text, Kind::Box, &text[from..text.find(last).unwrap() + last.len()]);
    let all = [
        boxed.clone(),
        make(text, Kind::Item, last),
        make(text, Kind::Item, "**清查整治。**清查**养老**机构，确保到位。"),
    ];
    let made = document(text, all.to_vec());
    let told = "清查整治:清查养老机构，确保到位。 隐患排除:排除消防隐患，确保到位。";
    assert_eq!(held(&made), ("重点工程".to_owned(), told.to_owned(), [13, 17]));
    assert_eq!(crate::invariants::faults_of(&source, std::slice::from_ref(&made)), [] as [&str; 0]);
    // A clause in bold, too.
    let gone = change(text, Action::Remove, Kind::Responsibility, "（市民政局负责）");
    let made = document(text, vec![gone, make(text, Kind::Responsibility, "**（市民政局负责）**")]);
    assert_eq!(made.plan.responsibilities[0].text, "（市民政局负责）");
    assert_eq!(made.plan.responsibilities[0].responsible[0].name, "市民政局");
}

/// A plan whose annexes are not found: their headings say nothing of it.
fn with_tables() -> String {
    "甲市养老服务规划\n一、目标\n加强保障。\n二、实施\n落实责任。\n重点工作\n\
     序号\t重点任务\t责任单位\t完成时限\n1\t建设中心\t市民政局、市财政局\t2025年\n2\t培训人员\t市人社局\t2024年\n\
     注：时限为年底。\n项目安排\n序号\t项目\t总投资\n1\t东院\t300万元\n2\t西院\t500万元\n"
        .to_owned()
}

#[test]
fn text_becomes_an_annex_with_its_rows() {
    let text = with_tables();
    let source = Source::from_text("plan.txt", &*text);
    assert_eq!(check_with(&source, &SPANS).documents[0].plan.annexes, []);
    // To the next one, or to the end of the plan.
    let both = [make(&text, Kind::Annex, "重点工作"), make(&text, Kind::Annex, "项目安排")];
    let turned: Vec<Change> = both.iter().rev().cloned().collect();
    for changes in [both.to_vec(), turned] {
        let made = document(&text, changes);
        assert_eq!(crate::invariants::faults_of(&source, std::slice::from_ref(&made)), [] as [&str; 0]);
        assert_eq!(outline(&made), "1 一、目标\n2 二、实施\n");
        let [tasks, projects] = &made.plan.annexes[..] else { panic!("{:#?}", made.plan.annexes) };
        assert_eq!((tasks.id.as_str(), tasks.title.as_deref()), ("annex-1", Some("重点工作")));
        assert_eq!((tasks.tasks.len(), &tasks.notes[..]), (2, &["注：时限为年底。".to_owned()][..]));
        let task = &made.plan.responsibilities[0];
        assert_eq!((task.id.as_str(), task.annex.as_deref()), ("resp-1", Some("annex-1")));
        assert_eq!((task.task.as_deref(), task.deadline.as_deref()), (Some("建设中心"), Some("2025年")));
        assert_eq!(task.responsible[1].name, "市财政局");
        assert_eq!((projects.id.as_str(), projects.title.as_deref()), ("annex-2", Some("项目安排")));
        assert!(matches!(&projects.content[..], [Block::Table(table)] if table.rows.len() == 2));
    }
    // Rows that are a table become tasks where a person says so, row by row.
    let rows = make(&text, Kind::Responsibility, "序号\t项目\t总投资");
    let made = document(&text, both.iter().cloned().chain([rows]).collect());
    assert_eq!(crate::invariants::faults_of(&source, std::slice::from_ref(&made)), [] as [&str; 0]);
    let last = made.plan.responsibilities.last().unwrap();
    assert_eq!((last.number, last.task.as_deref(), last.lines), (Some(2), Some("西院"), [14, 14]));
    assert_eq!((last.other[0].column.as_deref(), last.other[0].text.as_str()), (Some("总投资"), "500万元"));
    assert_eq!(
        (&made.plan.annexes[1].tasks[..], made.plan.annexes[1].content.len()),
        (&["resp-3".to_owned(), "resp-4".to_owned()][..], 0)
    );
    // Its heading stands in the text before it; what is behind the selection stays where it was.
    let text =
        text.replace("落实责任。\n重点工作", "落实责任。附表重点工作").replace("1\t东院", "另有：\n1\t东院");
    let mut change = make(&text, Kind::Annex, "附表重点工作");
    change.to = Some(at(&text, "项目安排"));
    let source = Source::from_text("plan.txt", &*text);
    let made = document(&text, vec![change]);
    assert_eq!(crate::invariants::faults_of(&source, std::slice::from_ref(&made)), [] as [&str; 0]);
    let [annex] = &made.plan.annexes[..] else { panic!("{:#?}", made.plan.annexes) };
    assert_eq!((annex.label.as_deref(), annex.title.as_deref()), (Some("附表"), Some("重点工作")));
    assert_eq!(annex.tasks.len(), 2);
    let left = serde_json::to_string(&made.plan.sections[1]).unwrap();
    assert!(left.contains("项目安排") && left.contains("落实责任。\""), "{left}");
}

#[test]
fn an_annex_may_begin_anywhere_and_nothing_is_lost() {
    let (mut made, mut found) = (0, Vec::new());
    for case in seeds().into_iter().take(2).chain(crate::support::documents()) {
        let Ok(source) = Source::from_bytes("plan.txt", case.bytes.clone(), None) else { continue };
        let read = check_with(&source, &SPANS);
        if read.documents.len() > 1 || !crate::invariants::faults_of(&source, &read.documents).is_empty() {
            continue;
        }
        // So many places of each are tried.
        let step = (source.lines().count() as usize / 4).max(3);
        let lines: Vec<u32> = (1..=source.lines().count()).step_by(step).collect();
        for pair in lines.windows(2) {
            let line = (pair[0]..pair[1])
                .find(|line| !source.lines().line_span(*line).of(source.text()).trim().is_empty());
            let Some(span) = line.map(|line| source.lines().line_span(line)) else { continue };
            let (heading, end) = (span.of(source.text()).trim(), source.lines().line_span(pair[1]).start);
            let mut change = Change::new(Action::Make, Kind::Annex);
            change.at = Some(Anchor::new(&source, [span.start, span.end]));
            change.old = heading.into();
            change.to = Some(Anchor::new(&source, [end, end]));
            let mut whole = change.clone();
            whole.to = None;
            for change in [change, whole] {
                let change_end = change.to.as_ref().map(|to| to.line);
                let (documents, diagnostics) = (read.documents.clone(), read.diagnostics.clone());
                let after = apply(&source, documents, diagnostics, &with(vec![change]), SPANS);
                let faults = crate::invariants::faults_of(&source, &after.documents);
                let place = format!("{}, line {}, {:?}", case.name, pair[0], change_end);
                found.extend(faults.into_iter().map(|fault| format!("{place}: {fault}")));
                made += usize::from(matches!(after.fates[0], Fate::Applied { .. }));
            }
        }
    }
    assert_eq!(found, [] as [&str; 0]);
    assert!(made > 80, "{made}");
}

#[test]
fn boxes_end_elsewhere_and_nothing_is_lost() {
    let text = plan();
    let end = |words: &str| {
        let mut change = change(&text, Action::End, Kind::Box, "专栏2");
        change.to = Some(at(&text, words));
        change
    };
    let shorter = document(&text, vec![end("2.护理培训")]);
    assert_eq!(shorter.plan.boxes[1].items.len(), 1);
    assert!(
        serde_json::to_string(&shorter.plan.sections[1].sections[0].content)
            .unwrap()
            .contains("2.护理培训。每年培训护理人员。")
    );
    // Behind what it had before it takes in what follows: one item of it, with its text.
    let mut longer = end("甲市");
    longer.to = None;
    let raise = change(&text, Action::Raise, Kind::Section, "（一）健全服务网络");
    let longer = document(&text, vec![raise, longer]);
    assert_eq!(outline(&longer), "1 一、总体要求\n2 二、主要任务\n3 （一）健全服务网络\n");
    assert_eq!(longer.plan.boxes[1].items.len(), 3);
    assert_eq!(longer.plan.boxes[1].items[2].title.as_deref(), Some("加强监管"));
    let gone = document(&text, vec![change(&text, Action::Remove, Kind::Box, "专栏2")]);
    assert_eq!(gone.plan.boxes.len(), 1);
    assert!(serde_json::to_string(&gone.plan.sections[1]).unwrap().contains("专栏2 重点项目"));
}

/// A plan in which a box has been set without its frame, and one with a box and text behind it.
fn with_boxes() -> [String; 2] {
    let head = "甲市养老服务规划\n一、总体目标\n加强保障。\n二、主要任务\n（一）加强监管\n开展质量检查。\n";
    let tail = "落实到位，确保实效。\n三、组织实施\n落实责任。\n";
    [
        format!(
            "{head}专项行动\n1.清查整治。清查养老机构。\n2.隐患排除。排除消防隐患。\n（1）细则。制定细则。\n{tail}"
        ),
        format!("{head}专栏1　专项行动\n1.清查整治。清查养老机构。\n2.隐患排除。排除消防隐患。\n{tail}"),
    ]
}

/// The titles and texts of items, those below them in brackets.
fn items(items: &[guihua::model::Item]) -> String {
    let one = |it: &guihua::model::Item| {
        let below = if it.items.is_empty() { String::new() } else { format!("[{}]", self::items(&it.items)) };
        format!("{}:{}{below}", it.title.as_deref().unwrap_or("-"), it.text.as_deref().unwrap_or("-"))
    };
    items.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_box_gives_back_what_its_last_item_has_behind_the_end() {
    let [bare, text] = with_boxes();
    let source = Source::from_text("plan.txt", &*text);
    let read = &check_with(&source, &SPANS).documents[0];
    assert!(items(&read.plan.boxes[0].items).ends_with("落实到位，确保实效。"), "{:?}", read.plan.boxes);
    let end = |text: &str, words: &str| {
        let mut end = change(text, Action::End, Kind::Box, "专项行动");
        end.to = Some(at(text, words));
        end
    };
    let content =
        |made: &Document| serde_json::to_string(&made.plan.sections[1].sections[0].content).unwrap();
    let made = document(&text, vec![end(&text, "落实到位")]);
    assert_eq!(items(&made.plan.boxes[0].items), "清查整治:清查养老机构。 隐患排除:排除消防隐患。");
    assert_eq!((made.plan.boxes[0].lines, made.plan.boxes[0].items[1].lines), ([7, 9], [9, 9]));
    assert!(content(&made).contains("\"落实到位，确保实效。\""), "{}", content(&made));
    // In the middle of a paragraph as well, but not in that of a title.
    let made = document(&text, vec![end(&text, "确保实效")]);
    assert!(
        items(&made.plan.boxes[0].items).ends_with("排除消防隐患。\n落实到位，"),
        "{:?}",
        made.plan.boxes
    );
    let refused = corrected(&text, &with(vec![end(&text, "患排除")]));
    assert!(matches!(refused.fates[..], [Fate::Unfit(_)]), "{:?}", refused.fates);
    assert_eq!(refused.documents[0].plan, read.plan);
    // An item within an item.
    let made = document(&bare, vec![make(&bare, Kind::Box, "专项行动"), end(&bare, "落实到位")]);
    let all = "清查整治:清查养老机构。 隐患排除:排除消防隐患。[细则:制定细则。]";
    assert_eq!(items(&made.plan.boxes[0].items), all);
    assert_eq!(outline(&made), "1 一、总体目标\n2 二、主要任务\n2.1 （一）加强监管\n3 三、组织实施\n");
    assert!(content(&made).contains("\"落实到位，确保实效。\""), "{}", content(&made));
    let again = vec![make(&bare, Kind::Box, "专项行动"), end(&bare, "三、组织"), end(&bare, "落实到位")];
    assert_eq!(items(&document(&bare, again).plan.boxes[0].items), all);
    // The headings behind the end stay what they are, one level above.
    let made = document(&bare, vec![make(&bare, Kind::Box, "专项行动"), end(&bare, "（1）细则")]);
    assert_eq!(items(&made.plan.boxes[0].items), "清查整治:清查养老机构。 隐患排除:排除消防隐患。");
    assert!(outline(&made).contains("2.1.1 （1）细则"), "{}", outline(&made));
    // What stands in another section cannot be reached.
    let far = corrected(&text, &with(vec![end(&text, "落实责任")]));
    assert!(matches!(far.fates[..], [Fate::Unfit(_)]), "{:?}", far.fates);
}

#[test]
fn a_box_that_has_taken_in_clauses_ends_before_or_behind_each() {
    let [text, _] = with_boxes();
    let text = text
        .replace("清查养老机构。", "清查养老机构（市民政局负责）。")
        .replace("落实到位，", "（市消防局负责）\n落实到位，")
        .replace("确保实效。", "确保实效。（市应急局牵头）");
    let source = Source::from_text("plan.txt", &*text);
    let from = text.find("专项行动").unwrap();
    let all = &text[from..text.find("三、组织").unwrap()];
    let (first, second) = ("清查整治:清查养老机构", "隐患排除:排除消防隐患。[细则:制定细则。]");
    // What is left in the box, the clauses there, and what is said behind it.
    for (words, inside, clauses, behind) in [
        (
            "（市民政局负责）",
            first,
            0,
            "（市民政局负责） 2.隐患排除。排除消防隐患。 （1）细则。制定细则。 （市消防局负责） 落实到位，确保实效。 （市应急局牵头）",
        ),
        (
            "。\n2.隐患",
            first,
            1,
            "2.隐患排除。排除消防隐患。 （1）细则。制定细则。 （市消防局负责） 落实到位，确保实效。 （市应急局牵头）",
        ),
        (
            "（市消防局负责）",
            &format!("{first} {second}"),
            1,
            "（市消防局负责） 落实到位，确保实效。 （市应急局牵头）",
        ),
        ("落实到位", &format!("{first} {second}"), 2, "落实到位，确保实效。 （市应急局牵头）"),
        (
            "（市应急局牵头）",
            &format!("{first} {}", second.replace("细则。]", "细则。\n落实到位，确保实效。]")),
            2,
            "（市应急局牵头）",
        ),
    ] {
        let mut end = change(&text, Action::End, Kind::Box, "专项行动");
        end.to = Some(at(&text, words));
        let made = document(&text, vec![make(&text, Kind::Box, all), end]);
        let held = &made.plan.boxes[0];
        assert_eq!((&*items(&held.items), held.content.len()), (inside, clauses), "{words}");
        let said = |block: &Block| match block {
            Block::Paragraph(it) => it.text.clone(),
            Block::Responsibility(it) => {
                let clause = made.plan.responsibilities.iter().find(|other| other.id == it.id).unwrap();
                assert_eq!(clause.section.as_deref(), Some("2.1"));
                clause.text.clone()
            }
            _ => String::new(),
        };
        let content = &made.plan.sections[1].sections[0].content;
        assert_eq!(content[2..].iter().map(said).collect::<Vec<_>>().join(" "), behind, "{words}");
        assert_eq!(crate::invariants::faults_of(&source, std::slice::from_ref(&made)), [] as [&str; 0]);
    }
}

#[test]
fn a_box_takes_in_the_headings_that_are_selected_with_it() {
    let [text, _] = with_boxes();
    let from = text.find("专项行动").unwrap();
    let selected = |last: &str| {
        let end = text.find(last).unwrap() + last.len();
        make(&text, Kind::Box, &text[from..end])
    };
    let made = document(&text, vec![selected("排除消防")]);
    let [held] = &made.plan.boxes[..] else { panic!("{:?}", made.plan.boxes) };
    assert_eq!((held.title.as_str(), held.lines), ("专项行动", [7, 9]));
    assert_eq!(items(&held.items), "清查整治:清查养老机构。 隐患排除:排除消防隐患。");
    assert!(outline(&made).contains("2.1.1 （1）细则"), "{}", outline(&made));
    let made = document(&text, vec![selected("制定细则。")]);
    assert!(items(&made.plan.boxes[0].items).ends_with("[细则:制定细则。]"), "{:?}", made.plan.boxes);
    // Beyond its section there is nothing to take: it is refused, and nothing is done.
    let read = &check_with(&Source::from_text("plan.txt", &*text), &SPANS).documents[0];
    let refused = corrected(&text, &with(vec![selected("落实责任")]));
    assert!(matches!(refused.fates[..], [Fate::Unfit(_)]), "{:?}", refused.fates);
    assert_eq!(refused.documents[0].plan, read.plan);
}

#[test]
fn a_box_whose_title_was_read_as_a_heading_takes_in_what_is_below_it() {
    let text = with_boxes()[0]
        .replace("专项行动", "（二）专项行动\n行动如下。")
        .replace("确保实效。\n", "确保实效。\n（三）其他\n其他工作。\n");
    let source = Source::from_text("plan.txt", &*text);
    let from = text.find("（二）专项行动").unwrap();
    let selected = |last: &str| {
        let end = text.find(last).unwrap() + last.len();
        make(&text, Kind::Box, &text[from..end])
    };
    // The heading, or a part of it; its text; all that is below it.
    for (last, inside, below) in [
        (
            "（二）专项",
            "",
            "2.1 （一）加强监管\n2.2 1.清查整治\n2.3 2.隐患排除\n2.3.1 （1）细则\n2.4 （三）其他\n",
        ),
        (
            "行动如下。",
            "",
            "2.1 （一）加强监管\n2.2 1.清查整治\n2.3 2.隐患排除\n2.3.1 （1）细则\n2.4 （三）其他\n",
        ),
        (
            "确保实效。",
            "清查整治:清查养老机构。 隐患排除:排除消防隐患。[细则:制定细则。\n落实到位，确保实效。]",
            "2.1 （一）加强监管\n2.2 （三）其他\n",
        ),
    ] {
        let made = document(&text, vec![selected(last)]);
        let [held] = &made.plan.boxes[..] else { panic!("{:?}", made.plan.boxes) };
        assert_eq!(
            (&*held.title, &*items(&held.items), held.section.as_deref()),
            ("（二）专项行动", inside, Some("2.1"))
        );
        assert!(outline(&made).contains(below), "{}", outline(&made));
        assert_eq!(crate::invariants::faults_of(&source, std::slice::from_ref(&made)), [] as [&str; 0]);
    }
    // Some of the headings below it: who knows what is meant.
    let refused = corrected(&text, &with(vec![selected("清查养老机构。")]));
    assert!(matches!(refused.fates[..], [Fate::Unfit(_)]), "{:?}", refused.fates);
    assert_eq!(refused.documents[0].plan, check_with(&source, &SPANS).documents[0].plan);
}

#[test]
fn corrections_do_not_change_what_they_do_not_name() {
    for seed in seeds() {
        let source = Source::from_text("plan.txt", seed.text());
        let plain = parse_with(&source, &Options::default());
        let same = parse_corrected(&source, &Corrections::default(), &Options::default());
        assert_eq!(plain.documents, same.documents, "{}", seed.name);
        assert_eq!(plain.diagnostics, same.diagnostics, "{}", seed.name);
        // Ids are those of the reading where the shape has been looked through: up and down
        // again is nothing.
        let read = parse_with(&source, &SPANS);
        let Some(section) = read.documents[0].plan.sections.iter().find(|it| it.sections.len() > 1) else {
            continue;
        };
        let last = section.sections.last().unwrap();
        let change = |action| {
            let mut change = Change::new(action, Kind::Section);
            change.at = Some(Anchor::new(&source, last.span.unwrap()));
            change
        };
        let back = with(vec![change(Action::Lower), change(Action::Raise)]);
        let again = apply(&source, read.documents.clone(), read.diagnostics.clone(), &back, SPANS);
        assert_eq!(again.documents, read.documents, "{}", seed.name);
    }
}

/// Ten changes of kinds that people make, in any plan that has the parts.
fn ten(source: &Source, document: &Document) -> Vec<Change> {
    let plan = &document.plan;
    let mut changes = Vec::new();
    let mut push = |action, kind, span: Option<[u32; 2]>, field: &str, old: Value, new: Value| {
        let mut change = Change::new(action, kind);
        change.at = span.map(|span| Anchor::new(source, span));
        change.field = (!field.is_empty()).then(|| field.to_owned());
        (change.old, change.new) = (old, new);
        changes.push(change);
    };
    push(Action::Set, Kind::Plan, None, "region", json!(plan.region), json!("乙市"));
    for section in plan.sections.iter().take(3) {
        push(Action::Set, Kind::Section, section.span, "title", json!(section.title), json!("新的标题"));
    }
    for clause in plan.responsibilities.iter().rev().take(3) {
        push(
            Action::Set,
            Kind::Responsibility,
            clause.span,
            "responsible",
            json!(clause.responsible),
            json!([{ "name": "市某局", "also": null }]),
        );
    }
    for part in plan.boxes.iter().take(2) {
        push(Action::Set, Kind::Box, part.span, "title", json!(part.title), json!("新的专栏"));
    }
    let last = plan.sections.last().unwrap();
    push(Action::Lower, Kind::Section, last.span, "", Value::Null, Value::Null);
    changes
}

#[test]
fn corrections_outlive_lines_that_are_inserted_and_another_wrapping() {
    let mut full = 0;
    for seed in seeds() {
        let source = Source::from_text("plan.txt", seed.text());
        let read = parse_with(&source, &SPANS);
        let changes = ten(&source, &read.documents[0]);
        full += usize::from(changes.len() == 10);
        let corrections = Corrections::read(&with(changes).text()).unwrap();
        let expected = corrected(seed.text(), &corrections);
        let moved = format!("来源：某网站\n\n\n{}", seed.text().replace('\n', "\r\n"));
        let moved = corrected(&moved, &corrections);
        for (fate, change) in
            expected.fates.iter().chain(&moved.fates).zip(corrections.changes.iter().cycle())
        {
            assert!(matches!(fate, Fate::Applied { .. }), "{}: {fate:?} {change:?}", seed.name);
        }
        assert_eq!(outline(&expected.documents[0]), outline(&moved.documents[0]), "{}", seed.name);
    }
    assert!(full > 0, "no seed has all kinds of parts");
}

#[test]
fn what_does_not_fit_is_told_and_harms_nothing() {
    let text = plan();
    let before = parse_with(&Source::from_text("plan.txt", &*text), &SPANS);
    let nowhere = Anchor::new(&Source::from_text("a", "别的文字，哪里都没有"), [0, 12]);
    let mut odd = Vec::new();
    for action in ["set", "add", "remove", "move", "raise", "lower", "make", "end"] {
        for kind in [
            "notice",
            "document_number",
            "imprint",
            "plan",
            "entry",
            "section",
            "paragraph",
            "table",
            "box",
            "item",
            "indicator",
            "responsibility",
            "annex",
            "finding",
        ] {
            for place in
                [None, Some(nowhere.clone()), Some(at(&text, "甲市人民政府关于")), Some(at(&text, "坚持"))]
            {
                for field in
                    [None, Some("rows[9]"), Some("id"), Some("titel"), Some("sections[0]"), Some("]")]
                {
                    let mut change = Change::new(
                        serde_json::from_value(json!(action)).unwrap(),
                        serde_json::from_value(json!(kind)).unwrap(),
                    );
                    change.at.clone_from(&place);
                    change.field = field.map(str::to_owned);
                    change.old = json!("没有这个");
                    change.new = json!({ "甲": [] });
                    odd.push(change);
                }
            }
        }
    }
    for part in [0, 7] {
        let mut raise = change(&text, Action::Raise, Kind::Section, "（一）健全");
        raise.part = Some(part);
        odd.push(raise);
    }
    for chunk in odd.chunks(50) {
        let after = corrected(&text, &with(chunk.to_vec()));
        for (fate, change) in after.fates.iter().zip(&with(chunk.to_vec()).changes) {
            // A clause or a box that becomes text is asked for rightly.
            let is_fit =
                matches!(change.action, Action::Remove | Action::Lower | Action::End | Action::Raise);
            assert!(is_fit || matches!(fate, Fate::Unfit(_)), "{change:?} {fate:?}");
        }
        if chunk.iter().all(|change| matches!(change.action, Action::Set | Action::Add | Action::Move)) {
            assert_eq!(after.documents[0].plan, before.documents[0].plan);
        }
    }
}

#[test]
fn keys_that_nobody_knows_are_told_with_their_lines() {
    let text = "note: |\n  甲核对\n\n  乙也核对\nguihua_corrections: '1'\nchanges:\n- {do: set, kind: plan, field: region, old: 甲市, new: 乙市}\n\
                - do: set\n  kind: plan\n  filed: title\n";
    let read = Corrections::read(text).unwrap();
    let after = corrected(&plan(), &read);
    assert_eq!(after.documents[0].plan.region.as_deref(), Some("乙市"));
    let found = after.diagnostics.iter().filter(|found| found.code == Code::CorrectionUnknown);
    let told: Vec<String> = found.map(|found| found.message(Lang::Zh)).collect();
    assert_eq!(told, ["更正记录里不认识第1行的“note”、第10行的“filed”，没有采用"]);
    assert!(after.documents[0].diagnostics.iter().any(|found| found.code == "C004"));
    // What was noted by such a key is a comment where the program writes the file.
    let written = read.text();
    assert!(written.contains("# note: |\n#   甲核对\n#   乙也核对\nguihua_corrections"), "{written}");
    let again = Corrections::read(&written).unwrap();
    assert_eq!(again.text(), written);
    assert!(
        !corrected(&plan(), &again).diagnostics.iter().any(|found| found.code == Code::CorrectionUnknown)
    );
}

#[test]
fn findings_that_were_looked_at_are_not_told_again() {
    let text = plan().replace("（一）健全", "（三）健全");
    let corrected = |corrections: &Corrections| corrected(&text, corrections);
    let before = corrected(&Corrections::default());
    let found = before.diagnostics.first().expect("a gap in the numbering");
    let mut tick = Change::new(Action::Check, Kind::Finding);
    tick.code = Some(found.code.rule().code.to_owned());
    tick.at = Some(Anchor::new(&Source::from_text("a", &*text), [found.span.start, found.span.end]));
    let after = corrected(&with(vec![tick]));
    assert_eq!(after.diagnostics.len() + 1, before.diagnostics.len());
    assert_eq!(after.ticked, std::slice::from_ref(found));
    assert_eq!(after.documents[0].diagnostics.len() + 1, before.documents[0].diagnostics.len());
}

/// The codes of what `check` says of the models.
fn faults(documents: &[Document]) -> Vec<&'static str> {
    let mut bytes = Vec::new();
    render::append(&mut bytes, documents, render::Format::Json).unwrap();
    let report = model_file::check(&Source::from_bytes("plan.json", bytes, None).unwrap(), Format::Json);
    report.findings.iter().map(|found| found.code().rule().code).collect()
}

#[test]
fn what_no_longer_fits_stands_among_the_findings_of_the_model() {
    // A finding further down, and changes whose places are gone.
    let text = plan().replace("（一）健全", "（三）健全");
    let elsewhere = text.replace("加强监管", "别的工作");
    let lower = change(&elsewhere, Action::Lower, Kind::Section, "（二）别的工作");
    let title = set(&elsewhere, Kind::Section, "（二）别的工作", "title", "别的工作", "工作");
    let mut gone = lower.clone();
    gone.at.as_mut().unwrap().before = "没有这样的话".to_owned();
    gone.at.as_mut().unwrap().after = "也没有那样的话".to_owned();
    for change in [lower, title, gone] {
        let parsed = parse_corrected(
            &Source::from_text("plan.txt", &*text),
            &with(vec![change.clone()]),
            &Options::default(),
        );
        let found: Vec<&str> =
            parsed.documents[0].diagnostics.iter().map(|found| found.code.as_str()).collect();
        assert!(found.contains(&"S003") || found.len() > 1, "{found:?}");
        assert_eq!(faults(&parsed.documents), [""; 0], "{change:?} {found:?}");
    }
}

#[test]
fn the_number_of_an_index_above_the_notice_is_its_number() {
    let text = "---\n标题: 甲县发展和改革局关于印发甲县水利规划的通知\n文号: 甲发改〔2021〕8号\n发布机构: 甲县发展和改革局\n\
                发布日期: 2021-03-02\n---\n\n# 甲县发展和改革局关于印发甲县水利规划的通知\n\n各乡镇人民政府：\n\n\
                现将《甲县水利规划》印发给你们，请认真执行。\n\n2021年3月2日\n\n\
                甲县水利规划\n\n一、任务\n\n修建水库。\n\n二、保障\n\n加强领导。\n";
    let checked = check_with(&Source::from_text("plan.md", text), &Options::default());
    let notice = checked.documents[0].notice.as_ref().unwrap();
    assert_eq!(notice.document_number.as_ref().unwrap().text, "甲发改〔2021〕8号");
    assert!(notice.lines[0] > notice.document_number.as_ref().unwrap().lines[1], "{:?}", notice.lines);
    let found = |diagnostics: &[Diagnostic]| {
        diagnostics.iter().map(|found| found.code.rule().code).collect::<Vec<_>>()
    };
    // Neither is it missing, nor who signs, whom the index names, nor does the model speak of lines that it has not.
    assert!(!found(&checked.diagnostics).contains(&"N001"), "{:?}", found(&checked.diagnostics));
    assert!(!found(&checked.diagnostics).contains(&"N005"), "{:?}", found(&checked.diagnostics));
    assert_eq!(faults(&checked.documents), [""; 0]);
    // The page says the same.
    assert_eq!(found(&corrected(text, &Corrections::default()).diagnostics), found(&checked.diagnostics));
}

#[test]
fn without_corrections_all_is_as_it_was_read() {
    let letter = |place: &str| {
        format!(
            "关于印发《{place}水利规划》的通知\n各乡镇人民政府：\n现将《{place}水利规划》印发给你们，请认真执行。\n\
             {place}人民政府\n2021年3月2日\n{place}水利规划\n为了治水。制定本规划。\n一、任务\n修建水库。\n三、保障\n加强领导。\n\n"
        )
    };
    let numbered = format!("甲县人民政府文件\n甲政发〔2021〕8号\n\n{}", letter("甲县"));
    let letters =
        format!("{numbered}{}", numbered.replace("甲", "乙").replacen("乙政发〔2021〕8号\n", "", 1));
    for text in [plan(), letters].into_iter().chain(seeds().into_iter().map(|seed| seed.text().to_owned())) {
        let checked = check_with(&Source::from_text("plan.txt", &*text), &SPANS);
        let corrected = corrected(&text, &Corrections::default());
        assert_eq!(corrected.diagnostics, checked.diagnostics);
        assert_eq!(corrected.documents, checked.documents);
    }
}

#[test]
fn a_row_below_a_sum_is_none_though_the_model_says_so_in_its_first_column() {
    let table = "附件\n项目投资表\n| 类别 | 项目 | 建设性质 | 投资（万元） |\n| --- | --- | --- | --- |\n\
                 | 泵站 | 东泵站 | 新建 | 50 |\n| | 西泵站 | 改建 | 50 |\n| 小计 | | | 90 |\n\
                 | | 南泵站 | 新建 | 40 |\n| 管网 | 北管网 | 新建 | 40 |\n| 合计 | | | 999 |\n";
    let text = format!("{}{table}", plan());
    let told = |found: &[Diagnostic]| -> Vec<String> {
        let found = found.iter().filter(|it| it.code == Code::SumDisagrees);
        found.map(|it| it.message(Lang::En)).collect()
    };
    let read = check_with(&Source::from_text("plan.txt", &*text), &SPANS);
    let rows = serde_json::to_value(&read.documents[0].plan.annexes[0].content).unwrap()[0]["rows"].clone();
    assert_eq!(rows[3], json!(["小计", "南泵站", "新建", "40"]), "{rows}");
    let found = told(&read.diagnostics);
    assert!(found.len() == 2 && found[1].contains("180"), "{found:?}");
    assert_eq!(told(&corrected(&text, &with(vec![])).diagnostics), found);
}

#[test]
fn parse_check_and_export_apply_them() {
    let (text, file) = (plan(), "plan.txt.guihua.yaml");
    let corrections = examples(&text).text();
    let folder = folder(&[("plan.txt", &text), (file, &corrections)]);
    let run = |arguments: &[&str]| guihua(folder.path(), arguments).output().unwrap();
    let parsed = run(&["parse", "plan.txt", "-q"]);
    assert!(
        stdout(&parsed).contains("unit: 床") && !stdout(&parsed).contains("span:"),
        "{}",
        stdout(&parsed)
    );
    assert!(stdout(&run(&["parse", "plan.txt", "-q", "--no-corrections"])).contains("unit: 张"));
    // A folder holds one plan, whatever stands beside it.
    let all = run(&["parse", ".", "-f", "ndjson", "-q"]);
    assert_eq!((stdout(&all).lines().count(), status(&all)), (1, 0), "{}", stderr(&all));
    assert!(stdout(&all).contains("\"unit\":\"床\""));
    assert_eq!(status(&run(&["check", ".", "--fail-on", "never"])), 0);
    #[cfg(feature = "export")]
    {
        assert_eq!(status(&run(&["export", "--to", "csv", "-o", "tables/", "plan.txt", "-q"])), 0);
        let rows = fs::read_to_string(folder.path().join("tables/indicators.csv")).unwrap();
        assert!(rows.contains(",床,"), "{rows}");
    }
    // What no longer fits is told by all of them, as a finding.
    fs::write(folder.path().join(file), corrections.replace("old: \"张\"", "old: \"个\"")).unwrap();
    assert!(stderr(&run(&["parse", "plan.txt"])).contains("C002"));
    assert!(stdout(&run(&["check", "plan.txt", "--all"])).contains("C002"));
    // What cannot be read stops its file, and no other.
    fs::write(folder.path().join(file), "changes: [").unwrap();
    for command in ["parse", "check"] {
        let refused = run(&[command, "plan.txt"]);
        assert_eq!(status(&refused), 2);
        assert!(stderr(&refused).contains(file), "{}", stderr(&refused));
    }
    for command in ["parse", "check", "text"] {
        let refused = run(&[command, file]);
        assert_eq!(status(&refused), 2, "{command}");
        assert!(stderr(&refused).contains("source"), "{}", stderr(&refused));
    }
}

#[test]
fn results_are_made_anew_when_corrections_change() {
    let text = plan();
    let folder = folder(&[("plan.txt", &text)]);
    let run = || {
        let arguments = ["parse", "plan.txt", "--out-dir", "out", "--resume", "-q", "--progress", "none"];
        assert_eq!(status(&guihua(folder.path(), &arguments).output().unwrap()), 0);
        fs::read_to_string(folder.path().join("out/plan.txt.yaml")).unwrap()
    };
    assert!(run().contains("unit: 张"));
    fs::write(folder.path().join("plan.txt.guihua.yaml"), examples(&text).text()).unwrap();
    assert!(run().contains("unit: 床"));
    fs::remove_file(folder.path().join("plan.txt.guihua.yaml")).unwrap();
    assert!(run().contains("unit: 张"));
}
