//! `guihua.toml`: what a folder of plans wants checked.
//!
//! The nearest one counts, looked for from the folder of each file upwards. Its
//! form is the type [`File`], whose JSON Schema is `schema/guihua.schema.json`.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context;
use globset::GlobSet;
use guihua::model::Severity;
use guihua::source::LineIndex;
use schemars::JsonSchema;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::selection::{Selection, Selector, Settings};
use crate::cli::input;
use crate::cli::locale::Ui;
use crate::cli::plain;
use crate::cli::task::Task;
use crate::cli::walk;
use crate::cli::walk::{CONFIG as NAME, absolute};

/// The configuration of guihua for the plans in a folder and below it.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "the published form of what `Reader` reads")]
struct File {
    /// What `guihua check` looks for.
    check: Option<CheckTable>,
}

/// What `guihua check` looks for. Rules are named by code (`S003`), by the beginning of codes (`S`), by name (`numbering-gap`), or all by `ALL`.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(dead_code, reason = "the published form of what `Reader` reads")]
struct CheckTable {
    /// The rules that count; without this all do. `--select` replaces it.
    select: Option<Vec<String>>,
    /// Rules that do not count. Where a rule is selected as well, the closer name decides.
    ignore: Option<Vec<String>>,
    /// Rules that do not count in some files: a glob, matched against the name of the file and its path below the folder of this configuration, and the rules.
    per_path_ignores: Option<BTreeMap<String, Vec<String>>>,
    /// Severities other than the usual ones, by rule.
    severity: Option<BTreeMap<String, Level>>,
}

/// A severity.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "the published form of what `Reader` reads")]
enum Level {
    /// The plan cannot be what its author meant.
    Error,
    /// Almost surely a fault.
    Warning,
    /// Worth a look.
    Info,
}

/// The JSON Schema of `guihua.toml`, as text.
#[cfg(test)]
fn schema_text() -> String {
    let settings = schemars::generate::SchemaSettings::draft2020_12();
    let mut schema = settings.into_generator().into_root_schema_for::<File>().to_value();
    drop_null(&mut schema);
    schema["$id"] = "urn:guihua:schema:config:1".into();
    schema["title"] = "guihua.toml".into();
    // Whatever features other crates enable in serde_json.
    schema.sort_all_objects();
    format!("{schema:#}\n")
}

/// Removes null from what settings may be: a setting is left out, and TOML has
/// no null.
#[cfg(test)]
fn drop_null(schema: &mut serde_json::Value) {
    use serde_json::Value;

    if let Some(fields) = schema.as_object_mut() {
        if let Some(Value::Array(kinds)) = fields.get_mut("type") {
            kinds.retain(|kind| kind != "null");
            if let [kind] = kinds.as_slice() {
                let kind = kind.clone();
                fields.insert("type".to_owned(), kind);
            }
        }
        if let Some(Value::Array(choices)) = fields.get("anyOf")
            && let Some(Value::Object(choice)) =
                choices.iter().find(|choice| choice["type"] != "null").cloned()
            && choices.len() == 2
        {
            fields.remove("anyOf");
            fields.extend(choice);
        }
        fields.values_mut().for_each(drop_null);
    } else if let Some(items) = schema.as_array_mut() {
        items.iter_mut().for_each(drop_null);
    }
}

/// A configuration that has been read.
#[derive(Debug, Default)]
struct Config {
    /// The folder that it stands in; globs start there.
    folder: PathBuf,
    select: Option<Vec<Selector>>,
    ignore: Vec<Selector>,
    per_path: Vec<(GlobSet, Vec<Selector>)>,
    severity: Vec<(Selector, Severity)>,
}

/// The configurations of all files, each read once.
pub struct Configs {
    ui: Ui,
    /// The one that counts for all files: `--config`, or none with `--no-config`.
    fixed: Option<Arc<Config>>,
    /// By folder: the configuration that counts there, or why it cannot be read.
    found: HashMap<PathBuf, Result<Arc<Config>, Arc<anyhow::Error>>>,
}

impl Configs {
    /// # Errors
    ///
    /// `--config` that cannot be read.
    pub fn new(path: Option<&Path>, none: bool, ui: Ui) -> anyhow::Result<Self> {
        let fixed = match path {
            Some(path) => Some(Arc::new(read(path, ui)?)),
            None => none.then(Arc::default),
        };
        Ok(Self { ui, fixed, found: HashMap::new() })
    }

    /// What holds for the file at `path`.
    ///
    /// # Errors
    ///
    /// A configuration that cannot be read, each time it is asked for.
    pub fn settings_for(&mut self, path: &Path, typed: &Selection) -> anyhow::Result<Settings> {
        let path = absolute(path)?;
        let folder = path.parent().unwrap_or(&path);
        let config = match &self.fixed {
            Some(config) => Arc::clone(config),
            None => self.find(folder).map_err(|error| anyhow::anyhow!("{error:#}"))?,
        };
        let mut ignore = config.ignore.clone();
        let below = path.strip_prefix(&config.folder).unwrap_or(&path);
        for (globs, ignored) in &config.per_path {
            if globs.is_match(below) || below.file_name().is_some_and(|name| globs.is_match(name)) {
                ignore.extend(ignored.iter().cloned());
            }
        }
        Ok(Settings {
            typed: typed.clone(),
            select: config.select.clone(),
            ignore,
            severity: config.severity.clone(),
        })
    }

    /// The nearest configuration at or above `folder`; an empty one if there is none.
    fn find(&mut self, folder: &Path) -> Result<Arc<Config>, Arc<anyhow::Error>> {
        if let Some(found) = self.found.get(folder) {
            return found.clone();
        }
        let path = folder.join(NAME);
        let found = if path.is_file() {
            read(&path, self.ui).map(Arc::new).map_err(Arc::new)
        } else {
            match folder.parent() {
                Some(parent) => self.find(parent),
                None => Ok(Arc::default()),
            }
        };
        self.found.insert(folder.to_path_buf(), found.clone());
        found
    }
}

fn read(path: &Path, ui: Ui) -> anyhow::Result<Config> {
    /// Nobody writes as much by hand.
    const MOST: u64 = 1 << 20;
    let name = plain::name(path);
    let read = || {
        let bytes = input::read_small(std::fs::File::open(path)?, MOST)?;
        String::from_utf8(bytes).map_err(io::Error::other)
    };
    let text = read().with_context(|| Task::Read(Some(name.clone())))?;
    let folder = absolute(path)?.parent().map(Path::to_path_buf).unwrap_or_default();
    let mut config = Config { folder, ..Config::default() };
    Reader { ui, config: &mut config }.read(&text).map_err(|fault| {
        let lines = LineIndex::new(&text);
        let at = fault.at.map_or(0, |at| at.start as u32);
        let (line, column) = (lines.line(at), lines.column(&text, at));
        anyhow::anyhow!("{name}:{line}:{column}: {}", fault.message)
    })?;
    Ok(config)
}

/// What is wrong with a configuration, and where.
struct Fault {
    at: Option<Range<usize>>,
    message: String,
}

struct Reader<'a> {
    ui: Ui,
    config: &'a mut Config,
}

type Entry<'a> = (&'a str, Range<usize>, &'a Spanned<DeValue<'a>>);

impl Reader<'_> {
    fn read(&mut self, text: &str) -> Result<(), Fault> {
        // Some editors put a byte order mark there.
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let table = DeTable::parse(text)
            .map_err(|error| Fault { at: error.span(), message: error.message().trim().to_owned() })?;
        for (key, at, value) in entries(table.get_ref()) {
            if key != "check" {
                return Err(self.unknown(key, at, &["check"]));
            }
            for entry in entries(self.table(value)?) {
                self.read_check(entry)?;
            }
        }
        Ok(())
    }

    fn read_check(&mut self, (key, at, value): Entry<'_>) -> Result<(), Fault> {
        match key {
            "select" => self.config.select = Some(self.selectors(value)?),
            "ignore" => self.config.ignore = self.selectors(value)?,
            "per-path-ignores" => {
                for (pattern, at, value) in entries(self.table(value)?) {
                    let globs = walk::globs(&[pattern.to_owned()])
                        .map_err(|error| Fault { at: Some(at), message: format!("{error:#}") })?;
                    let ignored = self.selectors(value)?;
                    self.config.per_path.push((globs, ignored));
                }
            }
            "severity" => {
                for (rule, at, value) in entries(self.table(value)?) {
                    let selector = self.selector(rule, at)?;
                    let severity = match self.text(value)? {
                        "error" => Severity::Error,
                        "warning" => Severity::Warning,
                        "info" => Severity::Info,
                        _ => {
                            return Err(self.wrong(
                                value,
                                "error、warning 或 info",
                                "error, warning or info",
                            ));
                        }
                    };
                    self.config.severity.push((selector, severity));
                }
            }
            _ => return Err(self.unknown(key, at, &["select", "ignore", "per-path-ignores", "severity"])),
        }
        Ok(())
    }

    fn selectors(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<Selector>, Fault> {
        let DeValue::Array(items) = value.get_ref() else {
            return Err(self.wrong(
                value,
                "规则的列表，如 [\"S003\", \"T\"]",
                "a list of rules, such as [\"S003\", \"T\"]",
            ));
        };
        items.iter().map(|item| self.selector(self.text(item)?, item.span())).collect()
    }

    fn selector(&self, word: &str, at: Range<usize>) -> Result<Selector, Fault> {
        Selector::parse(word).map_err(|unknown| Fault { at: Some(at), message: unknown.message(self.ui) })
    }

    fn text<'a>(&self, value: &'a Spanned<DeValue<'_>>) -> Result<&'a str, Fault> {
        match value.get_ref() {
            DeValue::String(text) => Ok(text),
            _ => Err(self.wrong(value, "加引号的文字", "a quoted text")),
        }
    }

    fn table<'a, 'b>(&self, value: &'a Spanned<DeValue<'b>>) -> Result<&'a DeTable<'b>, Fault> {
        match value.get_ref() {
            DeValue::Table(table) => Ok(table),
            _ => Err(self.wrong(value, "一个表", "a table")),
        }
    }

    fn wrong(&self, value: &Spanned<DeValue<'_>>, zh: &str, en: &str) -> Fault {
        let message = format!("{}{}", self.ui.pick("这里应为", "this should be "), self.ui.pick(zh, en));
        Fault { at: Some(value.span()), message }
    }

    fn unknown(&self, key: &str, at: Range<usize>, known: &[&str]) -> Fault {
        let (no, takes) =
            (self.ui.pick("没有这个设置：", "there is no setting "), self.ui.pick("；可用：", "; there is "));
        let message = format!("{no}“{key}”{takes}{}", known.join(self.ui.pick("、", ", ")));
        Fault { at: Some(at), message }
    }
}

fn entries<'a>(table: &'a DeTable<'a>) -> impl Iterator<Item = Entry<'a>> {
    table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use guihua::{Code, Lang};

    fn read_text(text: &str) -> Result<Config, (String, String)> {
        let mut config = Config::default();
        let ui = Ui { lang: Lang::En, color: clap::ColorChoice::Never };
        let result = Reader { ui, config: &mut config }.read(text);
        result
            .map(|()| config)
            .map_err(|fault| (fault.at.map_or(String::new(), |at| text[at].to_owned()), fault.message))
    }

    #[test]
    fn every_setting_is_read() {
        let config = read_text(
            "[check]\nselect = ['ALL']\nignore = ['T']\nper-path-ignores = {'old/**' = ['S003']}\n[check.severity]\nnumbering-gap = 'error'\n",
        )
        .unwrap();
        assert_eq!(config.select, Some(vec![Selector::All]));
        assert_eq!(config.ignore, [Selector::Prefix("T".into())]);
        assert_eq!(config.per_path[0].1, [Selector::Rule(Code::NumberingGap)]);
        assert_eq!(config.severity, [(Selector::Rule(Code::NumberingGap), Severity::Error)]);
        assert!(read_text("\u{feff}").is_ok());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (text, place, message) in [
            ("[chek]\n", "chek", "there is no setting “chek”; there is check"),
            (
                "[check]\nselects = []\n",
                "selects",
                "there is no setting “selects”; there is select, ignore, per-path-ignores, severity",
            ),
            ("[check]\nselect = 'S'\n", "'S'", "this should be a list of rules, such as [\"S003\", \"T\"]"),
            (
                "[check]\nignore = ['numberin-gap']\n",
                "'numberin-gap'",
                "there is no rule “numberin-gap”; did you mean numbering-gap?",
            ),
            ("[check]\nignore = [3]\n", "3", "this should be a quoted text"),
            ("check = 1\n", "1", "this should be a table"),
            ("[check.severity]\nS003 = 'fatal'\n", "'fatal'", "this should be error, warning or info"),
        ] {
            let (at, found) = read_text(text).unwrap_err();
            assert_eq!((at.as_str(), found.as_str()), (place, message), "{text}");
        }
        assert!(read_text("[check]\nper-path-ignores = {'a[' = ['S']}\n").is_err());
        assert!(read_text("[check\n").is_err());
    }

    #[test]
    fn the_committed_schema_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/guihua.schema.json");
        let text = schema_text();
        if std::env::var_os("GUIHUA_UPDATE").is_some_and(|value| value == "1") {
            std::fs::write(&path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == text, "schema/guihua.schema.json has drifted; run `GUIHUA_UPDATE=1 cargo test`");
        // What is published is what is read.
        let schema: serde_json::Value = serde_json::from_str(&text).unwrap();
        for name in schema["$defs"]["CheckTable"]["properties"].as_object().unwrap().keys() {
            let value = if ["select", "ignore"].contains(&name.as_str()) { "[]" } else { "{}" };
            assert!(read_text(&format!("[check]\n{name} = {value}\n")).is_ok(), "{name}");
        }
    }
}
