//! What other crates can name is meant to be named: `api.txt` lists it, and a change
//! of it is read as a difference. `GUIHUA_UPDATE=1 cargo test api` rewrites the list.
//!
//! It is read from the formatted code: public items of public modules, what these
//! re-export, fields, variants, and functions of their types wherever they stand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::{env, fs};

use crate::structure::{File, absolute, branches, owner, read_files};
use crate::support::root;

#[test]
fn the_interface_is_the_one_that_is_listed() {
    let files = read_files();
    let mut names: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut list = String::new();
    collect(&files, "lib", "guihua", &mut names);
    let paths: BTreeSet<&String> = names.values().collect();
    for path in paths {
        let of_path = names.iter().filter(|(_, here)| *here == path).map(|(place, _)| place);
        for (file, item) in of_path {
            let _ = writeln!(list, "{path}::{item}");
            for line in describe(&files, file, item) {
                let _ = writeln!(list, "    {line}");
            }
        }
    }
    for code in guihua::Code::ALL {
        let _ = writeln!(list, "guihua::Code::{code:?}");
    }
    let kept = root("tests/integration/api.txt");
    if env::var_os("GUIHUA_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&kept, &list).unwrap();
    }
    let kept = fs::read_to_string(kept).unwrap_or_default();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<BTreeSet<_>>();
    let (old, new) = (lines(&kept), lines(&list));
    let gone: Vec<_> = old.difference(&new).collect();
    let come: Vec<_> = new.difference(&old).collect();
    assert!(
        kept == list,
        "gone: {gone:#?}\nnew: {come:#?}\n`GUIHUA_UPDATE=1 cargo test api` rewrites the list"
    );
}

/// Notes the public items of a module, by the file and name that they have, with the
/// shortest path that leads to each.
fn collect(
    files: &BTreeMap<String, File>,
    module: &str,
    path: &str,
    names: &mut BTreeMap<(String, String), String>,
) {
    let mut note = |place: (String, String)| {
        let known = names.entry(place).or_insert_with(|| path.to_owned());
        if path.len() < known.len() {
            path.clone_into(known);
        }
    };
    let mut modules = Vec::new();
    let mut is_hidden = false;
    let mut lines = files[module].code.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("#[") {
            is_hidden |= line.contains("doc(hidden)");
        }
        let Some(public) = line.strip_prefix("pub ") else { continue };
        let mut public = public.to_owned();
        // A `use` may take several lines.
        while public.starts_with("use ") && !public.ends_with(';') {
            public.push_str(lines.next().unwrap_or(";").trim());
        }
        if std::mem::take(&mut is_hidden) {
            continue;
        }
        if let Some(name) = public.strip_prefix("mod ").and_then(|rest| rest.strip_suffix(';')) {
            modules.push(name.to_owned());
        } else if let Some(tree) = public.strip_prefix("use ") {
            let mut uses = Vec::new();
            branches(tree.trim_end_matches(';'), &[], &mut uses);
            for (target, here) in uses {
                if let Some(target) = absolute(files, module, &target) {
                    note((owner(files, &target, 0), here));
                }
            }
        } else if let Some(name) = item_name(&public) {
            note((module.to_owned(), name));
        }
    }
    for name in modules {
        let below = if module == "lib" { name.clone() } else { format!("{module}/{name}") };
        collect(files, &below, &format!("{path}::{name}"), names);
    }
}

/// The name of a public item: `const fn f(…` is `f`.
fn item_name(public: &str) -> Option<String> {
    let mut words = public.split([' ', '(', '<', ':', '{', ';', '=']).filter(|word| !word.is_empty());
    let is_kind =
        |word: &str| matches!(word, "fn" | "struct" | "enum" | "trait" | "const" | "static" | "type");
    let kind = words.next().filter(|word| is_kind(word))?;
    let next = words.next()?;
    let name = if kind == "const" && next == "fn" { words.next()? } else { next };
    Some(name.to_owned())
}

/// The lines that say what an item is.
fn describe(files: &BTreeMap<String, File>, file: &str, item: &str) -> Vec<String> {
    let code: Vec<&str> = files[file].code.lines().collect();
    let mut lines = Vec::new();
    let is_it = |line: &&str| line.strip_prefix("pub ").and_then(item_name).as_deref() == Some(item);
    if let Some(at) = code.iter().position(is_it) {
        let attributes =
            code[..at].iter().rev().take_while(|line| line.starts_with('#') || line.trim().is_empty());
        let shown = attributes.filter(|line| line.contains("derive") || line.contains("non_exhaustive"));
        lines.extend(shown.map(|line| line.trim().to_owned()));
        lines.push(head(&code[at..]));
        if !code[at].contains("fn ") && code[at].ends_with('{') {
            let inside = code[at + 1..].iter().take_while(|line| **line != "}");
            let is_member = |line: &&&str| {
                let text = line.strip_prefix("    ").unwrap_or_default();
                text.starts_with("pub ") || text.starts_with(|c: char| c.is_ascii_uppercase())
            };
            lines.extend(inside.filter(is_member).map(|line| line.trim().to_owned()));
        }
    }
    for (other, found) in files {
        let is_same = other == file
            || found.uses.iter().any(|(target, here)| {
                here == item
                    && absolute(files, other, target).is_some_and(|target| owner(files, &target, 0) == file)
            });
        if is_same {
            lines.extend(functions(&found.code, item));
        }
    }
    lines
}

/// The public functions and constants in the `impl` blocks of a type.
fn functions(code: &str, item: &str) -> Vec<String> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    let mut is_inside = false;
    for (at, line) in lines.iter().enumerate() {
        if line.starts_with("impl") {
            let target = line.split([' ', '<', '>', '{', '\'']).filter(|word| !word.is_empty());
            is_inside = !line.contains(" for ") && target.clone().any(|word| word == item);
            if line.contains(" for ")
                && line
                    .split(" for ")
                    .nth(1)
                    .is_some_and(|rest| rest.split(|c: char| !c.is_alphanumeric()).next() == Some(item))
            {
                found.push(line.trim_end_matches(['{', ' ', '}']).to_owned());
            }
        } else if *line == "}" {
            is_inside = false;
        } else if is_inside && line.starts_with("    pub ") && !line.starts_with("    pub(") {
            found.push(head(&lines[at..]));
        }
    }
    found
}

/// The item that begins with the first of these lines, up to its body or value.
fn head(lines: &[&str]) -> String {
    let mut head = String::new();
    for line in lines {
        let line = line.trim();
        head.push_str(line);
        if line.ends_with(['{', ';', '}']) || line.contains(" = ") {
            break;
        }
        head.push(' ');
    }
    let end = head.find(" = ").unwrap_or(head.len());
    head[..end].trim_end_matches(['{', ';', ' ']).replace("( ", "(").replace(", )", ")")
}
