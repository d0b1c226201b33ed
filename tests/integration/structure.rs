//! Imports go one way: the line between folders that `ARCHITECTURE.md` draws is
//! held here, and no circle of more than two files is left within one.
//!
//! What a file imports is read from its text: `use` with all its branches, and
//! paths that begin with `crate`, `super`, `self` or the name of a module at hand.
//! What a file re-exports counts as what it comes from. Unit tests may look up.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use crate::support::root;

/// Files in circles that are still to be undone. The list may only shrink: a file
/// that stands in none any more must be taken from it.
const STILL_IN_CIRCLES: &[&str] =
    &["block/places", "block/places/count", "block/places/merged", "block/places/rows"];

#[test]
fn imports_go_down_the_line_of_folders() {
    let line = line();
    let files = read_files();
    let place = |file: &str| {
        let folder = file.split('/').next().unwrap_or_default();
        line.iter().position(|name| name == folder).unwrap_or_else(|| {
            panic!("`{folder}` has no place in the line of folders in ARCHITECTURE.md");
        })
    };
    let mut up = Vec::new();
    for (file, imports) in imports(&files) {
        for import in imports.into_iter().filter(|import| place(import) > place(&file)) {
            up.push(format!("{file} imports {import}"));
        }
    }
    assert!(up.is_empty(), "against the line of folders in ARCHITECTURE.md:\n{}", up.join("\n"));
    let folders: BTreeSet<&str> = files.keys().filter_map(|file| file.split('/').next()).collect();
    let gone: Vec<_> = line.iter().filter(|name| !folders.contains(name.as_str())).collect();
    assert!(gone.is_empty(), "in the line of folders and nowhere else: {gone:?}");
}

#[test]
fn no_more_than_two_files_import_each_other() {
    let imports = imports(&read_files());
    let circles = circles(&imports);
    let found: BTreeSet<&str> =
        circles.iter().filter(|circle| circle.len() > 2).flatten().map(String::as_str).collect();
    let known: BTreeSet<&str> = STILL_IN_CIRCLES.iter().copied().collect();
    let new: Vec<_> = found.difference(&known).collect();
    let undone: Vec<_> = known.difference(&found).collect();
    assert!(new.is_empty(), "files that import each other in a circle: {new:?}, of {circles:?}");
    assert!(undone.is_empty(), "in no circle any more, take them from the list: {undone:?}");
}

/// The folders from the ground up, as `ARCHITECTURE.md` draws them.
fn line() -> Vec<String> {
    let text = fs::read_to_string(root("ARCHITECTURE.md")).unwrap();
    let (_, behind) = text.split_once("## One direction").expect("a section on the direction of imports");
    let block = behind.split("```").nth(1).expect("the line in a block of code");
    let names = block.trim_start_matches("text").split('→').map(|name| name.trim().to_owned());
    names.collect()
}

/// A file of `src` without comments, texts and tests.
pub struct File {
    /// What is left of it.
    pub code: String,
    /// Each thing imported, and the name it has here.
    pub uses: Vec<(Vec<String>, String)>,
    /// Other paths.
    paths: Vec<Vec<String>>,
    /// The modules declared, and what else is.
    modules: BTreeSet<String>,
    pub items: BTreeSet<String>,
}

/// All files by module: `block/body`; `lib` and `main` are what they are.
pub fn read_files() -> BTreeMap<String, File> {
    static ITEM: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(?:fn|struct|enum|const|static|type|trait)\s+(\w+)").unwrap());
    static MODULE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\bmod\s+(\w+)\s*;").unwrap());
    static USE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\buse\s+([^;]+);").unwrap());
    static PATH: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?:\bin\s+)?\b[a-z_]\w*(?:::\w+)+").unwrap());
    let src = root("src");
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&src).into_iter().map(Result::unwrap) {
        let Some(name) = module_name(entry.path(), &src) else { continue };
        let text = without_tests(&bare(&fs::read_to_string(entry.path()).unwrap()));
        let mut uses = Vec::new();
        for found in USE.captures_iter(&text) {
            branches(&found[1], &[], &mut uses);
        }
        let rest = USE.replace_all(&text, "");
        let paths = PATH.find_iter(&rest).filter(|path| !path.as_str().starts_with("in "));
        let paths = paths.map(|path| path.as_str().split("::").map(str::to_owned).collect()).collect();
        let names = |regex: &Regex| regex.captures_iter(&text).map(|found| found[1].to_owned()).collect();
        files.insert(
            name,
            File { code: text.clone(), uses, paths, modules: names(&MODULE), items: names(&ITEM) },
        );
    }
    files
}

fn module_name(path: &Path, src: &Path) -> Option<String> {
    let name = path.strip_prefix(src).ok()?.to_str()?.strip_suffix(".rs")?;
    Some(name.replace('\\', "/"))
}

/// Code alone: comments go, texts and characters become empty.
fn bare(code: &str) -> String {
    static NO_CODE: LazyLock<Regex> = LazyLock::new(|| {
        let comment = r"//[^\n]*|/\*(?s:.*?)\*/";
        let raw = "\\bb?r\"[^\"]*\"|\\bb?r#\"(?s:.*?)\"#|\\bb?r##\"(?s:.*?)\"##";
        let text = r#""(?s:\\.|[^"\\])*""#;
        let character = r"'(?:\\u\{\w+\}|\\x..|\\.|[^\\'])'";
        Regex::new(&[comment, raw, text, character].join("|")).unwrap()
    });
    NO_CODE.replace_all(code, " ").into_owned()
}

/// Code without the items that only tests have.
fn without_tests(code: &str) -> String {
    const TEST: &str = "#[cfg(test)]";
    let mut kept = String::new();
    let mut rest = code;
    while let Some(at) = rest.find(TEST) {
        kept.push_str(&rest[..at]);
        rest = &rest[at + TEST.len()..];
        let mut depth = 0usize;
        let end = rest.find(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0 && matches!(c, '}' | ';')
        });
        rest = end.map_or("", |end| &rest[end + 1..]);
    }
    kept + rest
}

/// Takes a `use` apart: `a::{b, c as d}` imports `a::b` as `b` and `a::c` as `d`.
pub fn branches(tree: &str, before: &[String], uses: &mut Vec<(Vec<String>, String)>) {
    let words = |path: &str| -> Vec<String> {
        let words = path.split("::").map(str::trim).filter(|word| !word.is_empty());
        before.iter().cloned().chain(words.map(str::to_owned)).collect()
    };
    let tree = tree.trim();
    if let Some((path, inner)) = tree.split_once('{') {
        let path = words(path);
        let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
        let mut depth = 0;
        let is_border = |c: char| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            depth == 0 && c == ','
        };
        for branch in inner.split(is_border).filter(|branch| !branch.trim().is_empty()) {
            branches(branch, &path, uses);
        }
        return;
    }
    let (path, alias) = match tree.split_once(" as ") {
        Some((path, alias)) => (path, Some(alias.trim().to_owned())),
        None => (tree, None),
    };
    let mut path = words(path);
    path.pop_if(|last| last == "self" && !before.is_empty());
    if let Some(last) = path.last().cloned() {
        uses.push((path, alias.unwrap_or(last)));
    }
}

/// For each file the files it imports.
fn imports(files: &BTreeMap<String, File>) -> BTreeMap<String, BTreeSet<String>> {
    let imports_of = |(name, file): (&String, &File)| {
        let paths = file.uses.iter().map(|(path, _)| path).chain(&file.paths);
        let found = paths.filter_map(|path| {
            let path = absolute(files, name, path).or_else(|| through_use(files, name, path))?;
            Some(owner(files, &path, 0)).filter(|owner| owner != name)
        });
        (name.clone(), found.collect())
    };
    files.iter().map(imports_of).collect()
}

/// A path from the root of the crate; none where another crate is meant.
pub fn absolute(files: &BTreeMap<String, File>, name: &str, path: &[String]) -> Option<Vec<String>> {
    let mut module: Vec<String> = name.split('/').map(str::to_owned).collect();
    if matches!(name, "lib" | "main") {
        module.clear();
    }
    let first = path.first()?.as_str();
    let mut rest = path;
    match first {
        "crate" | "guihua" => return Some(path[1..].to_vec()),
        "super" => {
            while let Some(("super", further)) = rest.split_first().map(|(word, more)| (word.as_str(), more))
            {
                module.pop();
                rest = further;
            }
        }
        "self" => rest = &path[1..],
        _ if files[name].modules.contains(first) => {}
        _ => return None,
    }
    Some(module.into_iter().chain(rest.iter().cloned()).collect())
}

/// A path that begins with something imported: `sheet::Part` where `sheet` is.
fn through_use(files: &BTreeMap<String, File>, name: &str, path: &[String]) -> Option<Vec<String>> {
    let (target, _) = files[name].uses.iter().find(|(_, here)| here == &path[0])?;
    let mut target = absolute(files, name, target)?;
    target.extend_from_slice(&path[1..]);
    Some(target)
}

/// The file that a path from the root leads to, through what others re-export.
pub fn owner(files: &BTreeMap<String, File>, path: &[String], depth: usize) -> String {
    /// Nothing is re-exported more often.
    const MAX_DEPTH: usize = 6;
    let len = (1..=path.len()).rev().find(|len| files.contains_key(&path[..*len].join("/"))).unwrap_or(0);
    let name = if len == 0 { "lib".to_owned() } else { path[..len].join("/") };
    let Some(item) = path.get(len).filter(|_| depth < MAX_DEPTH) else { return name };
    let file = &files[&name];
    let named = file.uses.iter().find(|(_, here)| here == item);
    if let Some(mut target) = named.and_then(|(target, _)| absolute(files, &name, target))
        && target != path
    {
        target.extend_from_slice(&path[len + 1..]);
        return owner(files, &target, depth + 1);
    }
    let all = file.uses.iter().filter(|(_, here)| here == "*");
    for (target, _) in all.filter(|_| !file.items.contains(item)) {
        if let Some(target) = absolute(files, &name, &target[..target.len() - 1]) {
            let from = owner(files, &target, depth + 1);
            if files[&from].items.contains(item) {
                return from;
            }
        }
    }
    name
}

/// The sets of files that reach each other.
fn circles(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<BTreeSet<String>> {
    let reach = |from: &String| {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            open.extend(
                imports.get(file).into_iter().flatten().filter(|next| reached.insert((*next).clone())),
            );
        }
        reached
    };
    let reached: BTreeMap<&String, BTreeSet<String>> =
        imports.keys().map(|file| (file, reach(file))).collect();
    let mut circles: Vec<BTreeSet<String>> = Vec::new();
    for (file, all) in &reached {
        if all.contains(*file) && !circles.iter().any(|circle| circle.contains(*file)) {
            circles.push(all.iter().filter(|other| reached[other].contains(*file)).cloned().collect());
        }
    }
    circles
}

#[test]
fn imports_are_read_from_code() {
    let code = "use a::{b, c::{self, d as e}};\n// use x::y;\nconst T: &str = \"use z::w;\";\n\
                #[cfg(test)]\nmod tests { use super::*; }\n";
    let code = without_tests(&bare(code));
    let mut uses = Vec::new();
    for tree in code.split("use ").skip(1) {
        branches(tree.split(';').next().unwrap(), &[], &mut uses);
    }
    let uses: Vec<String> =
        uses.into_iter().map(|(path, here)| format!("{} {here}", path.join("::"))).collect();
    assert_eq!(uses, ["a::b b", "a::c c", "a::c::d e"]);
}
