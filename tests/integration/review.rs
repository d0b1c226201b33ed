//! The review page: whole in one file, and deaf to what a plan says.
#![cfg(feature = "cli")]

use std::fs;

use crate::process::{folder, guihua, status, stderr};

const PLAN: &str =
    "甲市<script>alert(1)</script>规划\n一、目标</script><img src=x onerror=alert(2)>\n建设<!--。\n";

#[test]
fn a_page_is_one_file_that_loads_nothing_and_runs_nothing_of_a_plan() {
    let folder = folder(&[("plan.txt", PLAN)]);
    let done =
        guihua(folder.path(), &["review", "plan.txt", "-o", "page.html", "--lang", "zh"]).output().unwrap();
    assert_eq!(status(&done), 0, "{}", stderr(&done));
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    // The one script and the state: what a plan says opens none and ends none.
    assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (2, 2));
    assert!(!page.contains("<img") && !page.contains("<!--"));
    assert!(page.contains("default-src 'none'; script-src 'sha256-"));
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.replace("src=x", "").contains(outside), "{outside}");
    }
    let state = page.split_once("id=\"state\">").unwrap().1.split_once("</script>").unwrap().0;
    let state: serde_json::Value = serde_json::from_str(state).unwrap();
    assert_eq!(state["text"], PLAN);
    assert_eq!((&state["editable"], &state["lang"]), (&false.into(), &"zh".into()));
    // Offsets are those of a browser.
    let units: Vec<u16> = PLAN.encode_utf16().collect();
    let span = &state["documents"][0]["plan"]["sections"][0]["span"];
    let [start, end] = [0, 1].map(|at| usize::try_from(span[at].as_u64().unwrap()).unwrap());
    assert!(String::from_utf16(&units[start..end]).unwrap().starts_with("一、目标"));
}

#[test]
fn a_page_shows_corrections_and_replaces_nothing_of_others() {
    let plan = fs::read_to_string(crate::support::root("fixtures/corrections/plan.txt")).unwrap();
    let corrections =
        fs::read_to_string(crate::support::root("fixtures/corrections/plan.txt.guihua.yaml")).unwrap();
    let folder =
        folder(&[("plan.txt", &plan), ("plan.txt.guihua.yaml", &corrections), ("mine.html", "别人的")]);
    let run = |arguments: &[&str]| guihua(folder.path(), arguments).output().unwrap();
    assert_eq!(status(&run(&["review", "plan.txt", "-o", "page.html"])), 0);
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(page.contains("\"unit\":\"床\""));
    assert_eq!(status(&run(&["review", "plan.txt", "-o", "mine.html"])), 2);
    assert_eq!(status(&run(&["review", "plan.txt", "-o", "plan.txt"])), 2);
    assert_eq!(status(&run(&["review", "none.txt", "-o", "page.html"])), 2);
    assert_eq!(fs::read_to_string(folder.path().join("mine.html")).unwrap(), "别人的");
}
