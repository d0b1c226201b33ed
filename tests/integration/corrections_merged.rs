//! Corrections of two people put together by git: what both have done is done once, and hits
//! nothing but what both have meant.

use std::fs;
use std::process::Command;

use guihua::Diagnostic;
use guihua::corrections::{Action, Change, Corrected, Corrections, Fate, Kind};
use guihua::model::Document;
use serde_json::{Value, json};

use crate::corrections::{at, change, corrected, make, plan, saying, set, with};
use crate::process::folder;

/// The plan of the fixture; an item of it has others below it.
fn nested() -> String {
    let below = "建设服务中心12个。\n（1）东区中心。建设东区中心。\n（2）西区中心。建设西区中心。\n";
    plan().replace("建设服务中心12个。\n", below)
}

/// What two branches make of a list of corrections, each with its change, put together by git.
fn merged(base: &[Change], [one, other]: [&[Change]; 2]) -> Corrections {
    let folder = folder(&[]);
    let file = folder.path().join("plan.txt.guihua.yaml");
    let git = |args: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=甲", "-c", "user.email=a@example.org"]).args(args);
        git.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1").current_dir(&folder);
        let output = git.output().expect("git runs");
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    let write = |changes: &[Change], more: &[Change]| {
        fs::write(&file, with([changes, more].concat()).text()).unwrap();
        git(&["add", "."]);
        git(&["commit", "--quiet", "--message", "核对"]);
    };
    git(&["init", "--quiet", "--initial-branch", "main"]);
    fs::write(folder.path().join(".gitattributes"), "*.guihua.yaml merge=union\n").unwrap();
    write(base, &[]);
    git(&["checkout", "--quiet", "-b", "other"]);
    write(base, other);
    git(&["checkout", "--quiet", "main"]);
    write(base, one);
    git(&["merge", "--quiet", "--message", "合并", "other"]);
    Corrections::read(&fs::read_to_string(&file).unwrap()).unwrap()
}

/// The same change by two people on two days, of whom the second had a line more above it.
fn twice(change: &Change) -> [Change; 2] {
    let by = |name: &str, date: &str, more: u32| {
        let mut change = change.clone();
        (change.by, change.date) = (Some(name.to_owned()), Some(date.to_owned()));
        for anchor in [&mut change.at, &mut change.to].into_iter().flatten() {
            anchor.line += more;
        }
        change
    };
    [by("甲", "2026-01-02", 0), by("乙", "2026-01-03", 1)]
}

fn models(corrected: &Corrected) -> &[Document] {
    &corrected.documents
}

/// What is said of corrections that do not fit.
fn unfit(corrected: &Corrected) -> Vec<&Diagnostic> {
    let fates = corrected.fates.iter();
    fates.filter_map(|fate| if let Fate::Unfit(found) = fate { Some(found) } else { None }).collect()
}

/// A change of each kind that there is.
fn all(text: &str) -> Vec<Change> {
    let of = |action, kind, words| change(text, action, kind, words);
    let from = |level: u8, change| saying(change, json!(level), Value::Null);
    let to = |mut change: Change, words| {
        change.to = Some(at(text, words));
        change
    };
    let field = |mut change: Change, field: &str, old: Value, new: Value| {
        change.field = Some(field.to_owned());
        saying(change, old, new)
    };
    let notice = |action| Change::new(action, Kind::Notice);
    let row = "1 | 养老床位数 | 张";
    vec![
        from(2, of(Action::Lower, Kind::Section, "（二）加强监管")),
        of(Action::Lower, Kind::Section, "（二）加强监管"),
        from(2, of(Action::Raise, Kind::Section, "（一）健全服务网络")),
        of(Action::Raise, Kind::Section, "（一）健全服务网络"),
        of(Action::Remove, Kind::Section, "（二）加强监管"),
        of(Action::Remove, Kind::Box, "专栏2"),
        of(Action::Remove, Kind::Item, "（1）东区中心"),
        of(Action::Remove, Kind::Item, "2.护理培训"),
        of(Action::Remove, Kind::Indicator, row),
        of(Action::Remove, Kind::Responsibility, "（牵头单位"),
        of(Action::Remove, Kind::Entry, "一、总体要求……1"),
        field(notice(Action::Remove), "addressees[0]", json!("各区人民政府"), Value::Null),
        field(notice(Action::Add), "addressees[1]", Value::Null, json!("各县人民政府")),
        field(notice(Action::Move), "addressees[0]", json!("各区人民政府"), json!(1)),
        to(of(Action::Move, Kind::Indicator, row), "2 | 护理型床位占比"),
        saying(of(Action::Add, Kind::Indicator, row), Value::Null, json!({ "name": "新指标", "values": [] })),
        saying(of(Action::Add, Kind::Item, "（2）西区中心"), Value::Null, json!({ "title": "北区中心" })),
        make(text, Kind::Section, "坚持以人民为中心。"),
        make(text, Kind::Box, "每个街道建成一个服务中心。"),
        make(text, Kind::Responsibility, "坚持以人民为中心。"),
        make(text, Kind::Annex, "（二）加强监管"),
        to(of(Action::End, Kind::Box, "专栏2"), "2.护理培训"),
        set(text, Kind::Indicator, row, "unit", "张", "床"),
        of(Action::Check, Kind::Indicator, row),
    ]
}

#[test]
fn what_both_have_done_is_done_once() {
    let text = nested();
    let base = set(&text, Kind::Box, "专栏1", "number", 1, 3);
    for change in all(&text) {
        let alone = corrected(&text, &with(vec![change.clone(), base.clone()]));
        assert!(unfit(&alone).is_empty(), "{change:?} {:?}", alone.fates);
        let [one, other] = twice(&change);
        let both = merged(std::slice::from_ref(&base), [&[one], &[other]]);
        assert_eq!(both.changes.len(), 3, "{both:#?}");
        let both = corrected(&text, &both);
        assert!(models(&both) == models(&alone), "{change:?}");
        assert!(unfit(&both).is_empty(), "{change:?} {:?}", both.fates);
        let settled = both.fates.iter().filter(|fate| matches!(fate, Fate::Settled)).count();
        assert_eq!(settled, usize::from(change.action != Action::Check), "{change:?} {:?}", both.fates);
    }
}

#[test]
fn what_both_have_done_and_done_again_is_done_once() {
    let text = nested();
    let of = |action, level: u8, words| {
        saying(change(&text, action, Kind::Section, words), json!(level), Value::Null)
    };
    let end = |words| {
        let mut end = change(&text, Action::End, Kind::Box, "专栏2");
        end.to = Some(at(&text, words));
        end
    };
    let made = make(&text, Kind::Section, "坚持以人民为中心。");
    let gone = change(&text, Action::Remove, Kind::Section, "坚持以人民为中心。");
    let add = saying(
        change(&text, Action::Add, Kind::Indicator, "1 | 养老床位数"),
        Value::Null,
        json!({ "name": "新指标", "values": [] }),
    );
    let another = saying(add.clone(), json!(1), add.new.clone());
    let lower = |level| of(Action::Lower, level, "（二）加强监管");
    let raise = of(Action::Raise, 3, "（二）加强监管");
    for work in [
        // Each goes below the one before it: first the plan has them side by side.
        vec![of(Action::Lower, 1, "二、主要任务\n"), lower(2)],
        vec![lower(2), raise.clone()],
        vec![lower(2), raise, lower(2)],
        vec![made.clone(), gone.clone()],
        vec![made.clone(), gone, made],
        vec![end("2.护理培训"), end("（二）加强监管")],
        vec![end("2.护理培训"), end("（二）加强监管"), end("2.护理培训")],
        vec![add, another],
    ] {
        let alone = corrected(&text, &with(work.clone()));
        let [one, other]: [Vec<Change>; 2] =
            [0, 1].map(|who| work.iter().map(|it| twice(it)[who].clone()).collect());
        let both = corrected(&text, &merged(&[], [&one, &other]));
        assert!(models(&both) == models(&alone), "{work:?} {:?}", both.fates);
        assert!(unfit(&both).is_empty() && unfit(&alone).is_empty(), "{work:?} {:?}", both.fates);
    }
}

#[test]
fn a_change_hits_nothing_but_what_begins_at_its_place() {
    let text = nested();
    let of = |action, kind, words| change(&text, action, kind, words);
    let from = |level: u8, change| saying(change, json!(level), Value::Null);
    let fate = |changes: Vec<Change>| corrected(&text, &with(changes)).fates.pop().unwrap();
    // So already: of what is no heading or no box now, the words are text.
    for change in [
        of(Action::Remove, Kind::Section, "坚持以人民为中心"),
        of(Action::Remove, Kind::Section, "2.护理培训"),
        of(Action::Remove, Kind::Box, "开展质量检查"),
        of(Action::Remove, Kind::Responsibility, "开展质量检查"),
        from(1, of(Action::Lower, Kind::Section, "（二）加强监管")),
        from(3, of(Action::Raise, Kind::Section, "（二）加强监管")),
    ] {
        let fate = fate(vec![change.clone()]);
        assert_eq!(fate, Fate::Settled, "{change:?}");
    }
    // Both have made it, and not the same of it: the second is told.
    let text_of_two = text.replace("坚持以人民为中心。", "坚持以人民为中心。\n突出重点，补齐短板。");
    for (kind, one, other) in [
        (Kind::Section, "坚持以人民", "坚持以人民为中心。"),
        (Kind::Box, "坚持以人民为中心。", "坚持以人民为中心。\n突出重点，补齐短板。"),
        (Kind::Box, "坚持以人民为中心。\n突出重点，补齐短板。", "坚持以人民为中心。"),
        (Kind::Responsibility, "坚持以人民", "坚持以人民为中心。"),
    ] {
        let [one, other] = [one, other].map(|words| make(&text_of_two, kind, words));
        let alone = corrected(&text_of_two, &with(vec![one.clone()]));
        let both = corrected(&text_of_two, &with(vec![one, other.clone()]));
        assert!(
            matches!(both.fates[..], [Fate::Applied { .. }, Fate::Unfit(_)]),
            "{other:?} {:?}",
            both.fates
        );
        assert_eq!(both.documents[0].plan, alone.documents[0].plan, "{other:?}");
    }
    // Not so, and told.
    let mut unnamed = set(&text, Kind::Item, "（1）东区中心", "text", Value::Null, "乙");
    unnamed.old = Value::Null;
    let away = of(Action::Remove, Kind::Item, "（1）东区中心");
    for changes in [
        vec![of(Action::Remove, Kind::Item, "开展质量检查")],
        vec![of(Action::Remove, Kind::Item, "每个街道")],
        vec![of(Action::Remove, Kind::Indicator, "建设东区中心")],
        vec![of(Action::Remove, Kind::Box, "2.护理培训")],
        vec![of(Action::Lower, Kind::Section, "开展质量检查")],
        vec![of(Action::Raise, Kind::Section, "每个街道")],
        vec![of(Action::End, Kind::Box, "2.护理培训")],
        vec![from(5, of(Action::Lower, Kind::Section, "（二）加强监管"))],
        vec![away.clone(), unnamed],
        vec![away, of(Action::Check, Kind::Item, "（1）东区中心")],
    ] {
        let before = corrected(&text, &with(changes[..changes.len() - 1].to_vec()));
        let after = corrected(&text, &with(changes.clone()));
        assert!(matches!(after.fates.last(), Some(Fate::Unfit(_))), "{changes:?} {:?}", after.fates);
        assert_eq!(after.documents[0].plan, before.documents[0].plan, "{changes:?}");
    }
    // A level more than the one of before, which headings above it do not count for.
    let below = from(2, of(Action::Lower, Kind::Section, "（二）加强监管"));
    let above = from(1, of(Action::Lower, Kind::Section, "二、主要任务\n"));
    let [one, other] = [vec![above.clone(), below.clone()], vec![below, above]].map(|changes| {
        let after = corrected(&text, &with(changes));
        assert!(unfit(&after).is_empty(), "{:?}", after.fates);
        after
    });
    assert_eq!(models(&one), models(&other));
    let place = text.find("（二）加强监管").unwrap() as u32;
    assert_eq!(one.own_level(0, place), Some(3));
    assert_eq!(one.documents[0].plan.sections[0].sections[0].sections[0].sections[0].level, 4);
}
