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
    let plan = plan.replace("8000 | >1万", "8000 | >1千");
    let corrections =
        fs::read_to_string(crate::support::root("fixtures/corrections/plan.txt.guihua.yaml")).unwrap();
    let folder =
        folder(&[("plan.txt", &plan), ("plan.txt.guihua.yaml", &corrections), ("mine.html", "别人的")]);
    let run = |arguments: &[&str]| guihua(folder.path(), arguments).output().unwrap();
    assert_eq!(status(&run(&["review", "plan.txt", "-o", "page.html"])), 0);
    let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
    assert!(page.contains("\"unit\":\"床\""));
    // What the program says is there in its other language as well.
    let state = page.split_once("id=\"state\">").unwrap().1.split_once("</script>").unwrap().0;
    let state: serde_json::Value = serde_json::from_str(state).unwrap();
    let said = |state: &serde_json::Value| -> Vec<String> {
        let said = |name: &str, field: &str| -> Vec<String> {
            let list = state[name].as_array().unwrap().iter();
            list.map(|it| it[field].as_str().unwrap().to_owned()).collect()
        };
        [said("findings", "message"), said("changes", "fate")].concat()
    };
    let (own, other) = (said(&state), said(&state["other"]));
    assert!(own.len() > 4 && own.len() == other.len(), "{own:?} {other:?}");
    assert!(own.iter().zip(&other).all(|(own, other)| own != other), "{own:?} {other:?}");
    assert_eq!(status(&run(&["review", "plan.txt", "-o", "mine.html"])), 2);
    assert_eq!(status(&run(&["review", "plan.txt", "-o", "plan.txt"])), 2);
    assert_eq!(status(&run(&["review", "none.txt", "-o", "page.html"])), 2);
    assert_eq!(fs::read_to_string(folder.path().join("mine.html")).unwrap(), "别人的");
}

/// The server, as another program sees it.
#[cfg(feature = "review")]
mod served {
    use std::io::{BufRead, BufReader, Read, Write};
    use std::net::TcpStream;
    use std::path::Path;
    use std::process::{Child, Command, Stdio};
    use std::thread;
    use std::time::{Duration, Instant};

    use serde_json::{Value, json};

    use super::*;

    struct Server {
        child: Child,
        /// `127.0.0.1:40123`
        host: String,
        token: String,
    }

    /// An answer to its end, as it says itself: who was refused may be waited for.
    fn read(stream: &mut TcpStream) -> String {
        let mut bytes = Vec::new();
        let mut piece = [0; 4096];
        loop {
            let text = String::from_utf8_lossy(&bytes);
            if let Some((head, body)) = text.split_once("\r\n\r\n") {
                let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
                if length
                    .and_then(|length| length.parse().ok())
                    .is_some_and(|length: usize| body.len() >= length)
                {
                    return text.into_owned();
                }
            }
            match stream.read(&mut piece) {
                Ok(0) | Err(_) => return text.into_owned(),
                Ok(count) => bytes.extend_from_slice(&piece[..count]),
            }
        }
    }

    impl Drop for Server {
        fn drop(&mut self) {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }

    impl Server {
        fn start(folder: &Path, arguments: &[&str]) -> Self {
            Self::run(guihua(folder, &["review"]), arguments)
        }

        fn run(mut command: Command, arguments: &[&str]) -> Self {
            command.args(["--no-open", "--lang", "en"]);
            let mut child =
                command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
            let mut address = String::new();
            BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
            let address = address.trim().strip_prefix("http://").expect("an address").to_owned();
            let (host, token) = address.trim_end_matches('/').split_once('/').unwrap();
            Self { child, host: host.to_owned(), token: token.to_owned() }
        }

        /// Sends a request as it stands; the status and what follows the headers.
        fn send(&self, request: &str) -> (u16, String, String) {
            let mut stream = TcpStream::connect(&self.host).unwrap();
            // Who refuses a request may not read it to its end.
            let _ = stream.write_all(request.as_bytes());
            let answer = read(&mut stream);
            let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
            let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
            (status, head.to_owned(), body.to_owned())
        }

        fn get(&self, path: &str) -> (u16, String, String) {
            self.send(&format!(
                "GET /{}/{path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
                self.token, self.host
            ))
        }

        fn post(&self, path: &str, body: &Value) -> (u16, Value) {
            let body = body.to_string();
            let (status, _, answer) = self.send(&format!(
                "POST /{}/{path} HTTP/1.1\r\nHost: {}\r\nOrigin: http://{}\r\nConnection: close\r\n\
                 Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
                self.token,
                self.host,
                self.host,
                body.len()
            ));
            (status, serde_json::from_str(&answer).unwrap_or_default())
        }
    }

    fn region(revision: u64, old: &str, new: &str) -> Value {
        json!({ "revision": revision, "lang": "en", "changes": [{
            "do": "set", "kind": "plan", "field": "region", "old": old, "new": new, "date": "2026-01-02",
        }] })
    }

    #[test]
    fn changes_are_kept_and_never_overwritten() {
        let plan = fs::read_to_string(crate::support::root("fixtures/corrections/plan.txt")).unwrap();
        let folder = folder(&[("plan.txt", &plan)]);
        let file = folder.path().join("plan.txt.guihua.yaml");
        let server = Server::start(folder.path(), &["plan.txt"]);
        let (status, value) = server.post("api/change?file=0", &region(1, "甲市", "乙市"));
        assert_eq!((status, value["state"]["revision"].as_u64()), (200, Some(2)), "{value}");
        assert!(fs::read_to_string(&file).unwrap().contains(r#"new: "乙市""#));
        // Who has not seen that cannot change it, nor what somebody wrote by hand.
        assert_eq!(server.post("api/change?file=0", &region(1, "甲市", "丙市")).0, 409);
        let edited = fs::read_to_string(&file).unwrap().replace("乙市", "丁市");
        fs::write(&file, &edited).unwrap();
        let (status, value) = server.post("api/change?file=0", &region(2, "乙市", "丙市"));
        assert_eq!((status, &value["state"]["documents"][0]["plan"]["region"]), (409, &json!("丁市")));
        assert_eq!(fs::read_to_string(&file).unwrap(), edited);
        // What is no model is refused, in words, and changes nothing.
        let bad = json!({ "revision": 3, "changes": [{ "do": "set", "kind": "plan", "field": "region", "old": "丁市", "new": 3 }] });
        let (status, value) = server.post("api/change?file=0", &bad);
        assert!(status == 422 && value["error"].is_string(), "{status} {value}");
        assert_eq!(server.post("api/change?file=0", &json!({ "revision": 3 })).0, 422);
        assert_eq!(
            server.post("api/change?file=0", &json!({ "revision": 3, "changes": [{ "do": "rm" }] })).0,
            400
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), edited);
        // What somebody else has written is no step of this window, and not taken away.
        let (status, value) = server.post("api/undo?file=0", &json!({ "revision": 3, "lang": "zh" }));
        assert!(status == 422 && value["error"].as_str().unwrap().contains("别人改过"), "{status} {value}");
        assert_eq!(fs::read_to_string(&file).unwrap(), edited);
        assert_eq!(server.post("api/change?file=0", &region(3, "丁市", "甲市")).0, 200);
        // Back to the beginning there is no file, and forward again there is.
        assert!(!file.exists());
        assert_eq!(server.post("api/undo?file=0", &json!({ "revision": 4 })).0, 200);
        assert!(file.exists());
        assert_eq!(server.post("api/undo?file=0", &json!({ "revision": 5 })).0, 422);
        assert_eq!(server.post("api/redo?file=0", &json!({ "revision": 5 })).0, 200);
        assert!(!file.exists());
        assert_eq!(server.post("api/change?file=0", &region(6, "甲市", "乙市")).0, 200);
        // A file that cannot be written is told, and the page stays as it was.
        fs::remove_file(&file).unwrap();
        fs::create_dir(&file).unwrap();
        assert_eq!(server.post("api/change?file=0", &region(7, "乙市", "戊市")).0, 422);
    }

    #[test]
    fn nobody_else_is_let_in() {
        let folder = folder(&[("plan.txt", PLAN), ("secret.txt", "别人的文件\n一、甲\n")]);
        let server = Server::start(folder.path(), &["plan.txt"]);
        let (status, head, _) = server.get("");
        assert_eq!(status, 200);
        for header in ["content-security-policy: default-src 'none'", "nosniff", "no-referrer", "no-store"] {
            assert!(head.contains(header), "{head}");
        }
        assert!(!head.contains("unsafe-inline"));
        let page = |host: &str, token: &str| {
            server.send(&format!("GET /{token}/ HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).0
        };
        assert_eq!(page(&server.host, &server.token), 200);
        assert_eq!(page("evil.example", &server.token), 404);
        assert_eq!(page(&server.host.replace("127.0.0.1", "localhost"), &server.token), 404);
        assert_eq!(page(&server.host, &"0".repeat(32)), 404);
        let change = region(1, "甲市", "恶市").to_string();
        for origin in ["", "Origin: http://evil.example\r\n", "Origin: null\r\n"] {
            let (status, ..) = server.send(&format!(
                "POST /{}/api/change?file=0 HTTP/1.1\r\nHost: {}\r\n{origin}Connection: close\r\nContent-Length: {}\r\n\r\n{change}",
                server.token,
                server.host,
                change.len()
            ));
            assert_eq!(status, 404, "{origin}");
        }
        // What was not named cannot be reached, by any name.
        for path in [
            "../secret.txt",
            "secret.txt",
            "api/state?file=1",
            "api/state?file=../secret.txt",
            "%2e%2e/secret.txt",
        ] {
            let (status, _, body) = server.get(path);
            assert!(status >= 400 && !body.contains("别人的文件"), "{path} {status} {body}");
        }
        assert!(!folder.path().join("plan.txt.guihua.yaml").exists());
        // What is too long is not read.
        let long = "x".repeat(1024 * 1024 + 1);
        let (status, ..) = server.send(&format!(
            "POST /{}/api/change?file=0 HTTP/1.1\r\nHost: {}\r\nOrigin: http://{}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{long}",
            server.token, server.host, server.host, long.len()
        ));
        assert_eq!(status, 413);
    }

    #[test]
    fn what_is_too_long_or_takes_too_long_is_refused() {
        let folder = folder(&[("plan.txt", &PLAN.repeat(500))]);
        let drop = |server: &Server, name: &str, text: &str| {
            let (status, _, body) = server.send(&format!(
                "POST /{}/api/drop?name={name} HTTP/1.1\r\nHost: {}\r\nOrigin: http://{}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{text}",
                server.token,
                server.host,
                server.host,
                text.len()
            ));
            (status, body)
        };
        // By its length, on disk or dropped.
        let server = Server::start(folder.path(), &["plan.txt", "--max-bytes", "4K"]);
        let (status, _, body) = server.get("api/state?file=0");
        assert!(status == 422 && body.contains("--max-bytes"), "{status} {body}");
        assert_eq!(drop(&server, "b.txt", &"甲".repeat(1366)).0, 413);
        assert_eq!(drop(&server, "b.txt", PLAN).0, 200);
        assert_eq!(server.get("api/state?file=1").0, 200);
        // By the time that it takes.
        let server = Server::start(folder.path(), &["plan.txt", "--timeout", "0.000001"]);
        let (status, _, body) = server.get("api/state?file=0");
        assert!(status == 422 && body.contains("--timeout"), "{status} {body}");
        let (status, body) = drop(&server, "b.txt", PLAN);
        assert!(status == 422 && body.contains("--timeout"), "{status} {body}");
        // By their number: what is refused takes no place.
        let server = Server::start(folder.path(), &[]);
        for at in 0..200 {
            assert_eq!(drop(&server, &format!("{at}.txt"), PLAN).0, 200);
        }
        let (status, body) = drop(&server, "z.txt", PLAN);
        assert!(status == 422 && body.contains("too many files"), "{status} {body}");
        let (_, _, files) = server.get("api/files");
        assert!(files.contains("199.txt") && !files.contains("z.txt"), "{files}");
    }

    #[test]
    fn an_edit_is_held_to_the_rules_of_models() {
        let plan = fs::read_to_string(crate::support::root("fixtures/corrections/plan.txt")).unwrap();
        let folder = folder(&[("plan.txt", &plan)]);
        let server = Server::start(folder.path(), &["plan.txt"]);
        let codes = |value: &Value| -> Vec<String> {
            let found = value["findings"].as_array().unwrap().iter();
            found.filter(|it| it["model"] == true).map(|it| it["code"].as_str().unwrap().to_owned()).collect()
        };
        let (_, _, body) = server.get("api/state?file=0");
        let state: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(codes(&state), [] as [&str; 0]);
        let indicator = &state["documents"][0]["plan"]["indicators"][0];
        let value = &indicator["values"][0];
        let change = json!({ "revision": state["revision"], "changes": [{
            "do": "set", "kind": "indicator", "span": indicator["span"], "field": "values[0].year",
            "old": value["year"], "new": 1999,
        }]});
        let (status, body) = server.post("api/change?file=0", &change);
        assert_eq!(status, 200, "{body}");
        assert_eq!(codes(&body["state"]), ["M014"], "{body}");
        // `check` says the same of the source, line by line and word by word.
        let state = &body["state"];
        let notice = &state["documents"][0]["notice"];
        let change = json!({ "revision": state["revision"], "lang": "en", "changes": [{
            "do": "set", "kind": "notice", "field": "date", "old": notice["date"], "new": "2021-12-20",
        }]});
        let (status, body) = server.post("api/change?file=0", &change);
        assert_eq!(status, 200, "{body}");
        let shown = said(&body["state"]["findings"]);
        assert_eq!(shown.iter().filter(|it| it.0 == "M014").count(), 2, "{shown:?}");
        let arguments = ["check", "plan.txt", "--output-format", "json", "--lang", "en"];
        let done = guihua(folder.path(), &arguments).output().unwrap();
        assert_eq!(super::status(&done), 1, "{}", stderr(&done));
        let report: Value = serde_json::from_slice(&done.stdout).unwrap();
        assert_eq!(said(&report["files"][0]["findings"]), shown);
        // A model of it tells it once, of itself.
        let written = guihua(folder.path(), &["parse", "plan.txt", "-q", "-o", "m.yaml"]).output().unwrap();
        assert_eq!(super::status(&written), 0, "{}", stderr(&written));
        let arguments = ["check", "m.yaml", "--output-format", "json", "--lang", "en"];
        let done = guihua(folder.path(), &arguments).output().unwrap();
        let report: Value = serde_json::from_slice(&done.stdout).unwrap();
        let told = said(&report["files"][0]["findings"]);
        assert_eq!(told.iter().filter(|it| it.0 == "M014").count(), 2, "{told:?}");
        // What a configuration passes over is passed over on the page.
        fs::write(folder.path().join("guihua.toml"), "[check]\nignore = [\"M014\"]\n").unwrap();
        let server = Server::start(folder.path(), &["plan.txt"]);
        let state: Value = serde_json::from_str(&server.get("api/state?file=0").2).unwrap();
        assert_eq!((codes(&state), &state["trouble"]), (Vec::new(), &Value::Null));
    }

    #[test]
    fn what_is_done_again_on_purpose_is_done_again() {
        let plan = fs::read_to_string(crate::support::root("fixtures/corrections/plan.txt")).unwrap();
        let plan = plan.replace("（二）加强监管\n", "（二）加强培训\n开展培训。\n（三）加强监管\n");
        let folder = folder(&[("plan.txt", &plan)]);
        let server = Server::start(folder.path(), &["plan.txt"]);
        let mut state: Value = serde_json::from_str(&server.get("api/state?file=0").2).unwrap();
        let last = |state: &Value| {
            fn find(sections: &Value) -> Option<Value> {
                let mut sections = sections.as_array()?.iter();
                sections.find_map(|it| {
                    if it["label"] == "（三）" { Some(it.clone()) } else { find(&it["sections"]) }
                })
            }
            find(&state["documents"][0]["plan"]["sections"]).unwrap()
        };
        let mut ask = |what: &str, kind: &str, more: Value| {
            let row = &state["documents"][0]["plan"]["indicators"][0];
            let span = if kind == "section" { last(&state)["span"].clone() } else { row["span"].clone() };
            let mut change = json!({ "do": what, "kind": kind, "span": span });
            change.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let asked = json!({ "revision": state["revision"], "lang": "zh", "changes": [change] });
            let (status, body) = server.post("api/change?file=0", &asked);
            assert_eq!(status, 200, "{body}");
            state = body["state"].clone();
            state.clone()
        };
        let mut level = |what: &str| last(&ask(what, "section", json!({})))["level"].as_u64().unwrap();
        assert_eq!(["lower", "raise", "lower"].map(&mut level), [3, 2, 3]);
        let mut add = || {
            let state = ask("add", "indicator", json!({ "new": { "name": "新指标", "values": [] } }));
            state["documents"][0]["plan"]["indicators"].as_array().unwrap().len()
        };
        assert_eq!([add(), add()], [3, 4]);
        // A merge doubles none of it.
        let file = folder.path().join("plan.txt.guihua.yaml");
        let text = fs::read_to_string(&file).unwrap();
        let lines = text.lines().filter(|line| line.starts_with("- "));
        let other =
            |line: &str| line.strip_suffix('}').map(|line| format!("{line}, date: \"2026-01-02\"}}\n"));
        let doubled: String = lines.filter_map(other).collect();
        assert_eq!(doubled.lines().count(), 5, "{text}");
        fs::write(&file, format!("{text}{doubled}")).unwrap();
        let merged: Value = serde_json::from_str(&server.get("api/state?file=0").2).unwrap();
        assert_eq!(merged["documents"], state["documents"]);
        assert!(merged["changes"].as_array().unwrap().iter().all(|it| it["fits"] == true), "{merged}");
    }

    #[test]
    fn a_plan_that_comes_before_others_takes_none_of_their_corrections() {
        let [first, second, third] = ["养老", "托育", "文化"].map(crate::corrections_parts::plan);
        let folder = folder(&[("plan.txt", &format!("{first}\n{second}"))]);
        let path = folder.path().join("plan.txt");
        let kept = || fs::read_to_string(folder.path().join("plan.txt.guihua.yaml")).unwrap();
        let change = |part: u64, field: &str, old: &str, new: &str| {
            let server = Server::start(folder.path(), &["plan.txt"]);
            let state: Value = serde_json::from_str(&server.get("api/state?file=0").2).unwrap();
            let plan = &state["documents"][part as usize - 1]["plan"];
            let (kind, place) =
                if field == "region" { ("plan", plan) } else { ("section", &plan["sections"][1]) };
            let asked = json!({ "revision": state["revision"], "changes": [{
                "do": "set", "kind": kind, "part": part, "span": place["span"], "field": field, "old": old, "new": new,
            }]});
            let (status, body) = server.post("api/change?file=0", &asked);
            assert_eq!(status, 200, "{body}");
            body["state"].clone()
        };
        change(2, "title", "主要任务", "重点任务");
        change(2, "region", "甲市", "乙市");
        // The plan itself is told by its title.
        assert!(kept().contains("kind: plan, part: 2") && kept().matches("at: {").count() == 2, "{}", kept());
        fs::write(&path, format!("{third}\n{first}\n{second}")).unwrap();
        let state = change(3, "title", "重点任务", "主要工程");
        let parts: Vec<&Value> = state["changes"].as_array().unwrap().iter().map(|it| &it["part"]).collect();
        assert_eq!(parts, [3, 3]);
        assert_eq!(kept().matches("part: 3").count(), 2, "{}", kept());
        let regions = state["documents"].as_array().unwrap().iter().map(|it| &it["plan"]["region"]);
        assert_eq!(regions.collect::<Vec<_>>(), ["甲市", "甲市", "乙市"]);
    }

    #[test]
    fn a_refusal_says_why_and_what_to_do() {
        let plan = fs::read_to_string(crate::support::root("fixtures/corrections/plan.txt")).unwrap();
        let folder = folder(&[("plan.txt", &plan)]);
        let server = Server::start(folder.path(), &["plan.txt"]);
        let state: Value = serde_json::from_str(&server.get("api/state?file=0").2).unwrap();
        let span = |words: &str| {
            let at = plan.find(words).unwrap_or_else(|| panic!("no {words}"));
            let start = plan[..at].encode_utf16().count();
            json!([start, start + words.encode_utf16().count()])
        };
        let refused = |change: Value| {
            let asked = json!({ "revision": state["revision"], "lang": "zh", "changes": [change] });
            let (status, body) = server.post("api/change?file=0", &asked);
            assert_eq!(status, 422, "{body}");
            body["error"].as_str().unwrap().to_owned()
        };
        let held = &state["documents"][0]["plan"]["boxes"][1]["span"];
        let end =
            |words: &str| refused(json!({ "do": "end", "kind": "box", "span": held, "to": span(words) }));
        let make = |kind: &str, words: &str| {
            refused(json!({ "do": "make", "kind": kind, "span": span(words), "text": words }))
        };
        let inside = make("section", "每年培训护理人员");
        let far = end("开展质量检查");
        for (words, all) in [
            (far, &["“（二）加强监管”后面", "降一级", "不是标题"][..]),
            (inside, &["“专栏2 重点项目”", "改结尾…", "不是专栏"]),
            (end("（二）加强监管"), &["本来就到这一行的前面为止"]),
            (make("responsibility", "（市民政局负责）"), &["已经是责任分工"]),
            (make("responsibility", "市民政局负责"), &["已经是责任分工"]),
            (make("section", "（二）加强监管"), &["已经是标题"]),
        ] {
            assert!(all.iter().all(|it| words.contains(it)), "{words}");
        }
        assert!(!folder.path().join("plan.txt.guihua.yaml").exists());
    }

    /// Code, line and message of each finding that a page or `check` lists, in order.
    fn said(found: &Value) -> Vec<(String, Option<u64>, String)> {
        let found = found.as_array().unwrap().iter().map(|it| {
            let line = it["line"].as_u64();
            (it["code"].as_str().unwrap().to_owned(), line, it["message"].as_str().unwrap().to_owned())
        });
        let mut found: Vec<_> = found.collect();
        found.sort();
        found
    }

    #[test]
    fn a_page_shows_what_check_finds_after_every_edit() {
        let plan = fs::read_to_string(crate::support::root("fixtures/corrections/plan.txt")).unwrap();
        let folder = folder(&[("plan.txt", &plan)]);
        let server = Server::start(folder.path(), &["plan.txt"]);
        let mut state: Value = serde_json::from_str(&server.get("api/state?file=0").2).unwrap();
        let first = "/plan/indicators/0";
        let clause = |at: usize| format!("/plan/responsibilities/{at}");
        let department = |name: &str| json!({ "name": name, "also": null });
        let edits = [
            (first.to_owned(), "indicator", "values[1].text", json!(">1千"), "I002"),
            (first.to_owned(), "indicator", "unit", json!("人/次"), "I006"),
            (first.to_owned(), "indicator", "attribute", json!("强制性"), "I008"),
            ("/plan/indicators/1".to_owned(), "indicator", "values[1].text", json!("1OO0"), "I004"),
            ("/notice".to_owned(), "notice", "date_text", Value::Null, "I004"),
            ("/notice".to_owned(), "notice", "date", Value::Null, "N003"),
            ("/notice".to_owned(), "notice", "addressees", json!([]), "N007"),
            ("/notice".to_owned(), "notice", "signatories", json!([]), "N005"),
            (clause(0), "responsibility", "participants", json!(vec![department("市财政局"); 2]), "R002"),
            (
                clause(1),
                "responsibility",
                "responsible",
                json!([department("市政府办公室"), department("市人民政府办公室")]),
                "R003",
            ),
        ];
        for (pointer, kind, field, new, code) in edits {
            let part = &state["documents"][0].pointer(&pointer).unwrap().clone();
            let old = part.pointer(&format!("/{}", field.replace(['[', '.'], "/").replace(']', ""))).unwrap();
            let change = json!({ "revision": state["revision"], "lang": "en", "changes": [{
                "do": "set", "kind": kind, "span": part["span"], "field": field, "old": old, "new": new,
            }]});
            let (status, body) = server.post("api/change?file=0", &change);
            assert_eq!(status, 200, "{field}: {body}");
            state = body["state"].clone();
            let shown = said(&state["findings"]);
            assert!(shown.iter().any(|it| it.0 == code), "{code}: {shown:#?}");
            let arguments = ["check", "plan.txt", "--output-format", "json", "--lang", "en"];
            let done = guihua(folder.path(), &arguments).output().unwrap();
            let report: Value = serde_json::from_slice(&done.stdout).unwrap();
            assert_eq!(said(&report["files"][0]["findings"]), shown, "{field}");
        }
        // Nobody ticks what a correction has done, and a page in a file shows it, too.
        let caused = |found: &Value| {
            let found = found.as_array().unwrap().iter();
            found.filter(|it| it["model"] == true && it["code"] == "I006").count()
        };
        assert_eq!(caused(&state["findings"]), 1);
        let arguments = ["review", "plan.txt", "-o", "page.html", "--lang", "en"];
        assert_eq!(super::status(&guihua(folder.path(), &arguments).output().unwrap()), 0);
        let page = fs::read_to_string(folder.path().join("page.html")).unwrap();
        let written = page.split_once("id=\"state\">").unwrap().1.split_once("</script>").unwrap().0;
        let written: Value = serde_json::from_str(written).unwrap();
        assert_eq!(said(&written["findings"]), said(&state["findings"]));
    }

    #[test]
    fn who_selects_a_heading_is_told_the_way() {
        let plan = "# 甲市养老服务规划\n\n## 一、目标\n\n加强保障。\n\n## 二、任务\n\n### （一）监管（市民政局）\n\n开展检查。\n\n1.甲。\n\n建设。\n\n2.乙。\n\n培训。\n";
        let folder = folder(&[("plan.md", plan)]);
        let server = Server::start(folder.path(), &["plan.md"]);
        let units = |at: usize| plan[..at].encode_utf16().count();
        let refused = |kind: &str, words: &str| {
            let at = plan.find(words).unwrap();
            let change = json!({ "revision": 1, "lang": "en", "changes": [{
                "do": "make", "kind": kind, "span": [units(at), units(at + words.len())], "text": words,
            }]});
            let (status, body) = server.post("api/change?file=0", &change);
            assert_eq!(status, 422, "{kind} {words}: {body}");
            body["error"].as_str().unwrap().to_owned()
        };
        for words in ["### （一）监管（市民政局）", "监管", "## 二、任务\n\n### （一）监管（市民政局）"]
        {
            assert!(
                refused("section", words).contains("is a heading already: click it and press “Up”"),
                "{words}"
            );
        }
        let some = &plan[plan.find("### （一）").unwrap()..plan.find("\n\n2.乙").unwrap()];
        assert!(refused("box", some).contains("with all headings below it"));
        assert!(refused("item", "（一）监管").contains("press “End here…”"));
        assert!(refused("responsibility", "（市民政局）").contains("press “No heading”"));
        // Elsewhere it is said what it was.
        assert!(refused("item", "开展检查。").contains("items are in boxes"));
    }

    #[cfg(unix)]
    #[test]
    fn an_interrupt_ends_the_server() {
        use crate::process::{interruptible, signal};

        let plan = fs::read_to_string(crate::support::root("fixtures/corrections/plan.txt")).unwrap();
        let folder = folder(&[("plan.txt", &plan)]);
        let mut server = Server::run(interruptible(folder.path(), &["review"]), &["plan.txt"]);
        signal(&server.child, "-INT");
        let deadline = Instant::now() + Duration::from_mins(1);
        let status = loop {
            match server.child.try_wait().unwrap() {
                Some(status) => break status,
                None => assert!(Instant::now() < deadline, "it goes on"),
            }
            thread::sleep(Duration::from_millis(10));
        };
        assert!(status.success(), "{status}");
        assert!(TcpStream::connect(&server.host).is_err());
    }
}
