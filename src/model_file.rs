//! Model files as people edit them: are they still models?
//!
//! A YAML, JSON or NDJSON file of models is read with the place of every part,
//! held to the [schema](crate::schema), and to what a schema cannot say: ids that
//! are unique and lead somewhere, sections in order, comparators that agree with
//! their numbers. No file is opened here.
//!
//! ```
//! use guihua::model_file::{self, Format};
//! use guihua::{Lang, Source};
//!
//! let source = Source::from_text("plan.yaml", "schema_version: '1'\nplam: {}\n");
//! let report = model_file::check(&source, Format::Yaml);
//! let finding = report.findings.iter().find(|finding| finding.path == "plam").unwrap();
//! assert_eq!(finding.message(Lang::En), "there is no field plam; did you mean plan?");
//! assert_eq!(finding.span.of(source.text()), "plam");
//! ```

mod change;
mod cluster;
mod content;
mod finding;
mod fix;
mod index;
mod json;
mod left_out;
mod misprint;
mod node;
mod path;
mod problem;
mod rule;
mod shape;
mod stranger;
mod yaml;

pub use self::change::Change;
pub use self::finding::Finding;
use self::finding::finding;
pub use self::fix::{Fixed, fix};
use self::index::Index;
use self::node::{Fault, FaultKind, Node, Read};
use self::path::Path;
pub use self::problem::{Expected, Kind, PartKind, Problem, Reading};
pub(crate) use self::stranger::strangers;
use crate::diagnostic::MOST;
use crate::model::Document;
use crate::source::Source;
use crate::span::SourceSpan;

/// The formats of model files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// A stream of documents, one for each model.
    Yaml,
    /// One model, or an array of them.
    Json,
    /// One model in each line.
    Ndjson,
}

impl Format {
    /// The format that the ending of a file name tells.
    ///
    /// ```
    /// use guihua::model_file::Format;
    ///
    /// assert_eq!(Format::from_path("plans/2021.YML"), Some(Format::Yaml));
    /// assert_eq!(Format::from_path("plan.txt"), None);
    /// ```
    #[must_use]
    pub fn from_path(path: &str) -> Option<Self> {
        let (_, ending) = path.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            "ndjson" | "jsonl" => Some(Self::Ndjson),
            _ => None,
        }
    }
}

/// What is wrong with a model file.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// What is wrong, by place in the file.
    pub findings: Vec<Finding>,
    /// The models, as far as they could be read.
    pub documents: Vec<DocumentInfo>,
}

/// What a model says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentInfo {
    /// Whether it has fields of a model, misspelt or not.
    pub is_model: bool,
    /// `source.path`, as far as it is there.
    pub source_path: Option<String>,
    /// `source.sha256`, as far as it is there.
    pub source_sha256: Option<String>,
    /// Where the model begins.
    pub start: SourceSpan,
    /// Where each of its `diagnostics` stands.
    pub diagnostics: Vec<SourceSpan>,
}

/// Checks a model file.
#[must_use]
pub fn check(source: &Source, format: Format) -> Report {
    check_read(source, &read_nodes(source, format))
}

/// Checks a model file and gives its models: what [`check`] finds nothing graver
/// than a warning in is a model, whatever form it is written in.
///
/// ```
/// use guihua::model_file::{self, Format};
/// use guihua::{Source, parse, render};
///
/// let parsed = parse(&Source::from_text("plan.txt", "甲市规划\n一、目标\n建设。\n"));
/// let mut bytes = Vec::new();
/// render::append(&mut bytes, &parsed.documents, render::Format::Yaml)?;
/// let source = Source::from_bytes("plan.yaml", bytes, None)?;
/// let (report, models) = model_file::read(&source, Format::Yaml);
/// assert!(report.findings.is_empty());
/// assert_eq!(models[0].as_ref(), Some(&parsed.documents[0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn read(source: &Source, format: Format) -> (Report, Vec<Option<Document>>) {
    read_unless(source, format, |_| false).unwrap_or_else(|report| (report, Vec::new()))
}

/// The same, unless `is_refused` says of a finding that the file is not to be taken: a file
/// can hold as many documents as it has bytes, and none is made of it then.
///
/// # Errors
///
/// What was found.
pub fn read_unless(
    source: &Source,
    format: Format,
    is_refused: impl Fn(&Finding) -> bool,
) -> Result<(Report, Vec<Option<Document>>), Report> {
    let read = read_nodes(source, format);
    let report = check_read(source, &read);
    if report.findings.iter().any(is_refused) {
        return Err(report);
    }
    let models = read.documents.iter().map(|node| serde_json::from_value(node.to_json()).ok()).collect();
    Ok((report, models))
}

fn read_nodes(source: &Source, format: Format) -> Read {
    let text = source.text();
    match format {
        Format::Yaml => yaml::read(text),
        Format::Json => json::read(text),
        Format::Ndjson => json::read_lines(text),
    }
}

fn check_read(source: &Source, read: &Read) -> Report {
    let text = source.text();
    let Read { documents, faults } = read;
    // What cannot be read is no document; it may stand behind the only one.
    let path_of = |at| if documents.len() <= 1 && at == 0 { Path::Top } else { Path::Document(at) };
    let mut report = Report::default();
    let is_broken = faults.iter().any(|fault| matches!(fault.kind, FaultKind::Syntax(_)));
    let finding_of = |Fault { span, document, path, kind }: &Fault| {
        let (span, document) = (*span, *document);
        let problem = match kind {
            FaultKind::Syntax(why) => Problem::Syntax(why.clone()),
            FaultKind::DuplicateKey { name, first } => {
                Problem::DuplicateField { name: name.clone(), line: source.lines().line(first.start) }
            }
            FaultKind::Ambiguous { text, reading } => {
                Problem::OtherwiseRead { text: text.clone(), reading: *reading }
            }
        };
        let top = path_of(document).to_string();
        let dot = if top.is_empty() || path.is_empty() || path.starts_with('[') { "" } else { "." };
        let path = format!("{top}{dot}{path}");
        Finding { span, path, document, lines: None, problem, more: 0 }
    };
    let mut faults: Vec<&Fault> = faults.iter().collect();
    faults.sort_by_key(|fault| fault.document);
    let mut faults = faults.into_iter().peekable();
    if documents.is_empty() && !is_broken {
        report.findings.push(finding(yaml::character(text, 0), "", None, Problem::NoModel));
    }
    let mut room = 2 * MOST;
    for (at, document) in documents.iter().enumerate() {
        let path = path_of(at);
        let info = info(document);
        // Those of one document: a file may hold as many documents as it has bytes.
        let mut own: Vec<Finding> = Vec::new();
        while let Some(fault) = faults.next_if(|fault| fault.document <= at) {
            own.push(finding_of(fault));
        }
        if info.is_model {
            shape::check(document, &path, &mut own);
            if !cluster::is_broken(&own) {
                let index = Index::new(document, &path);
                rule::check_all(&index, &mut own);
            }
            cluster::reduce(&mut own, document, &path);
        } else {
            // Other files are written for their own readers.
            own.retain(|finding| !matches!(finding.problem, Problem::OtherwiseRead { .. }));
            own.push(finding(document.mark(), path.to_string(), None, Problem::NoModel));
        }
        for finding in &mut own {
            finding.document = at;
        }
        report.documents.push(info);
        report.findings.append(&mut own);
        if report.findings.len() > room {
            Finding::sum_up(&mut report.findings);
            room = 2 * report.findings.len().max(MOST);
        }
    }
    report.findings.extend(faults.map(finding_of));
    report.findings.sort_by(|a, b| (a.span, a.code(), &a.path).cmp(&(b.span, b.code(), &b.path)));
    Finding::sum_up(&mut report.findings);
    report
}

fn info(document: &Node) -> DocumentInfo {
    let told = |name| document.get("source").and_then(|source| source.get(name)?.text()).map(str::to_owned);
    let marks = ["schema_version", "source", "part", "notice", "plan", "furniture", "diagnostics"];
    let is_mark = |name: &str| shape::closest(name, marks).is_some();
    DocumentInfo {
        // One of them may stand in any file.
        is_model: document.fields().iter().filter(|field| is_mark(&field.name)).count() > 1,
        source_path: told("path"),
        source_sha256: told("sha256"),
        start: document.mark(),
        diagnostics: document
            .get("diagnostics")
            .map_or(&[] as &[Node], Node::items)
            .iter()
            .map(Node::mark)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Lang};

    const PLAN: &str = include_str!("../fixtures/model/plan.yaml");

    fn found(text: &str, format: Format) -> Vec<String> {
        let source = Source::from_text("plan", text);
        let report = check(&source, format);
        let shown = |finding: &Finding| {
            let (code, span) = (finding.code().rule().code, finding.span.of(text));
            format!("{code} {} {span:?}: {}", finding.path, finding.message(Lang::En))
        };
        report.findings.iter().map(shown).collect()
    }

    #[test]
    fn every_example_has_its_fault_and_no_other() {
        assert_eq!(found(PLAN, Format::Yaml), [] as [&str; 0]);
        for code in Code::ALL.iter().filter(|code| code.rule().code.starts_with('M')) {
            let rule = code.rule();
            let manual = rule.documentation;
            let spoilt = if *code == Code::ModelMissing {
                manual.bad.to_owned()
            } else {
                assert_eq!(PLAN.matches(manual.good).count(), 1, "{}", rule.name);
                PLAN.replace(manual.good, manual.bad)
            };
            let found = found(&spoilt, Format::Yaml);
            assert_eq!(found.len(), 1, "{}: {found:#?}", rule.name);
            assert!(found[0].starts_with(rule.code), "{}: {found:?}", rule.name);
        }
    }

    #[test]
    fn each_fault_is_told_once_where_it_stands() {
        for (good, bad, expected) in [
            // A typo in a key, and not a missing field as well.
            (
                "      comparator: \">\"",
                "      comparater: \">\"",
                "M004 plan.indicators[0].values[1].comparater \"comparater\": there is no field comparater; did you mean comparator?",
            ),
            (
                "    kind: indicators",
                "    king: indicators",
                "M004 plan.boxes[0].king \"king\": there is no field king; did you mean kind?",
            ),
            (
                "schema_version: \"1\"",
                "schemaVersion: \"1\"",
                "M004 schemaVersion \"schemaVersion\": there is no field schemaVersion; did you mean schema_version?",
            ),
            (
                "  annexes: []\n",
                "  annexes: []\n  budget: 3\n",
                "M004 plan.budget \"budget\": there is no field budget",
            ),
            (
                "    - type: box\n",
                "    - tpye: box\n",
                "M004 plan.sections[0].content[1].tpye \"tpye\": there is no field tpye; did you mean type?",
            ),
            ("  annexes: []\n", "", "M005 plan \"title\": the field annexes is missing"),
            (
                "schema_version: \"1\"",
                "schema_version: 1",
                "M006 schema_version \"1\": this should be a text, and is a whole number",
            ),
            (
                "    kind: items",
                "    kind: item",
                "M007 plan.boxes[1].kind \"item\": item is no value for this field; it takes indicators, items or text",
            ),
            (
                "    - type: box\n",
                "    - type: bocks\n",
                "M007 plan.sections[0].content[1].type \"bocks\": bocks is no value for this field; it takes paragraph, box, table or responsibility",
            ),
            (
                "date: \"2021-12-14\"",
                "date: 14.12.2021",
                "M007 notice.date \"14.12.2021\": 14.12.2021 is no value for this field; it takes something like 2021-12-14",
            ),
            (
                "date: \"2021-12-14\"",
                "date: \"2021-13-45\"",
                "M007 notice.date \"\\\"2021-13-45\\\"\": 2021-13-45 is no value for this field; it takes a day of the calendar",
            ),
            (
                "date: \"2021-12-14\"",
                "date: \"2020-12-14\"",
                "M014 notice.date \"\\\"2020-12-14\\\"\": the text 2021年12月14日 says 2021-12-14, its fields say 2020-12-14",
            ),
            (
                "      comparator: \">\"\n",
                "      comparator: more\n",
                "M007 plan.indicators[0].values[1].comparator \"more\": more is no value for this field; it takes =, >, >=, <, <= or ~",
            ),
            (
                "      year: 2025\n",
                "      year: 2052\n",
                "M014 plan.indicators[0].values[1].year \"2052\": the text 2025年 says 2025, its fields say 2052",
            ),
            (
                "      number: 10000.0",
                "      number: 一万",
                "M006 plan.indicators[0].values[1].number \"一万\": this should be a number or null, and is a text",
            ),
            (
                "  preamble: []",
                "  preamble: null",
                "M006 plan.preamble \"null\": this should be a list, and is null",
            ),
            (
                "  index: 1\n",
                "  index: 0\n",
                "M007 part.index \"0\": 0 is no value for this field; it takes a number not below 1",
            ),
            (
                "    section: \"1\"\n    kind",
                "    section: \"7\"\n    kind",
                "M010 plan.boxes[0].section \"\\\"7\\\"\": 7 is the id of no section",
            ),
            (
                "      box: box-1\n",
                "      box: box_1\n",
                "M010 plan.sections[0].content[1].box \"box_1\": box_1 is the id of no box; did you mean box-1?",
            ),
        ] {
            assert!(PLAN.contains(good), "{good}");
            let spoilt = PLAN.replacen(good, bad, 1);
            assert_eq!(found(&spoilt, Format::Yaml), [expected]);
        }
    }

    /// For each rule what is nearly its fault.
    const NEAR_MISSES: &[(&str, &str, &str)] = &[
        // Quotes that are closed.
        ("M001", "  title: 甲市“十四五”养老服务规划\n", "  title: \"甲市“十四五”养老服务规划\"\n"),
        // A name that stands in two maps; comments, quotes and flow style are the author's.
        ("M003", "  index: 1\n  count: 1\n", "  # 第一份\n  {index: 1, \"count\": 1}\n"),
        // A field that only `--spans` writes.
        ("M004", "  annexes: []\n  lines:\n", "  annexes: []\n  span: [0, 9]\n  lines:\n"),
        // A field without a value.
        ("M005", "    unit: 张\n", "    unit: null\n"),
        // Whole numbers are numbers.
        ("M006", "      number: 55.0", "      number: 55"),
        // A date of another year.
        (
            "M007",
            "date: \"2021-12-14\"\n  date_text: 2021年12月14日",
            "date: '1999-01-31'\n  date_text: 1999年1月31日",
        ),
        // A date that is printed with blanks.
        ("M014", "date_text: 2021年12月14日", "date_text: 2021年月日"),
        // Boxes have ids and printed numbers; those may stand twice.
        ("M008", "  - id: box-2\n    number: 2\n", "  - id: box-2\n    number: 1\n"),
        // Printed numbers may jump.
        ("M009", "      label: （二）\n      number: 2\n", "      label: （四）\n      number: 4\n"),
        // A title of the contents that is not in the text.
        ("M010", "    section: \"2\"\n", "    section: null\n"),
        // Indicators have no place in the text; their table has.
        ("M011", "  - id: ind-2\n    box: box-1\n", "  - id: ind-2\n    box: null\n"),
        // Whatever mentions a box is no second place for it.
        (
            "M012",
            "  - id: ind-2\n    box: box-1\n    section: \"1\"",
            "  - id: ind-2\n    box: box-2\n    section: \"2.1\"",
        ),
        // A table that stands in a section and in no box.
        (
            "M013",
            "  - id: ind-2\n    box: box-1\n    section: \"1\"",
            "  - id: ind-2\n    box: null\n    section: \"2.1\"",
        ),
        // A figure that is written in full width, and one with the years that it is about.
        ("M014", "text: \">1万\"", "text: ＞１万"),
        ("M014", "text: \">1万\"", "text: 2021—2025年累计>1 万"),
        // A section that has lost its label and number.
        ("M015", "      label: （二）\n      number: 2\n", "      label: null\n      number: null\n"),
        // Beyond the period a plan may look, and before it it may start.
        (
            "M016",
            "    - column: 2025年\n      year: 2025\n      role: target\n      text: \">1万\"",
            "    - column: 2035年\n      year: 2035\n      role: target\n      text: \">1万\"",
        ),
        (
            "M016",
            "    - column: 2020年\n      year: 2020\n      role: baseline\n      text: \"8000\"",
            "    - column: 2015年\n      year: 2015\n      role: baseline\n      text: \"8000\"",
        ),
        // A plan for one year.
        ("M017", "    start: 2021\n    end: 2025\n", "    start: 2025\n    end: 2025\n"),
        // As many lines as the section has.
        (
            "M018",
            "        text: 开展质量检查。\n        lines:\n        - 30\n",
            "        text: 开展质量检查。\n        lines:\n        - 29\n",
        ),
        // Two items in one line.
        (
            "M019",
            "    - label: \"2.\"\n      title: 护理培训\n      text: 每年培训护理人员。\n      items: []\n      lines:\n      - 28\n",
            "    - label: \"2.\"\n      title: 护理培训\n      text: 每年培训护理人员。\n      items: []\n      lines:\n      - 27\n",
        ),
        // A text that every reader takes for one.
        ("M021", "  region: 甲市", "  region: nowhere"),
        // Empty cells are cells.
        ("M020", "        - ≥55\n        - 约束性\n", "        - ≥55\n        - \"\"\n"),
    ];

    #[test]
    fn near_misses_are_not_told() {
        for (rule, good, bad) in NEAR_MISSES {
            assert!(PLAN.contains(good), "{rule} {good}");
            assert_eq!(found(&PLAN.replacen(good, bad, 1), Format::Yaml), [] as [&str; 0], "{rule} {bad}");
        }
        for code in Code::ALL.iter().map(|code| code.rule().code).filter(|code| code.starts_with('M')) {
            assert!(code == "M002" || NEAR_MISSES.iter().any(|(rule, ..)| *rule == code), "{code}");
        }
        // Little of a model is one that lacks much.
        assert!(
            !found("plan: {}\nnotice: null\n", Format::Yaml).iter().any(|found| found.starts_with("M002"))
        );
    }

    #[test]
    fn one_broken_place_is_one_finding() {
        for (good, bad, expected) in [
            ("plan:\n", "", "M003 notice.title \"title\": the field title stands twice, first in line 23"),
            ("  indicators:\n", "", "M005 plan \"title\": the field indicators is missing"),
            ("  boxes:\n", "", "M005 plan \"title\": the field boxes is missing"),
            ("notice:\n", "", "M005  \"schema_version\": the field notice is missing"),
        ] {
            assert_eq!(found(&PLAN.replacen(good, bad, 1), Format::Yaml), [expected]);
        }
        // Whichever line is moved out, lost, or runs into the one before.
        let lines: Vec<&str> = PLAN.split_inclusive('\n').collect();
        let (mut worst, mut total) = (0, 0);
        for at in 0..lines.len() {
            let line = lines[at];
            for changed in
                [line.strip_prefix("  ").unwrap_or_default(), "", line.strip_prefix(' ').unwrap_or_default()]
            {
                let spoilt = [&lines[..at].concat(), changed, &lines[at + 1..].concat()].concat();
                let count = found(&spoilt, Format::Yaml).len();
                worst = worst.max(count);
                total += count;
            }
        }
        assert!(worst <= 3 && total <= lines.len() * 4, "{worst} {total}");
    }

    #[test]
    fn a_cut_a_misprint_and_a_doubled_line_are_one_finding() {
        let lines: Vec<&str> = PLAN.split_inclusive('\n').collect();
        let plan = lines.iter().position(|line| *line == "plan:\n").unwrap();
        let mut wrong = Vec::new();
        for at in plan..lines.len() {
            let (before, line) = (lines[..at].concat(), lines[at]);
            let half = &line[..line.floor_char_boundary(line.len() / 2)];
            for cut in [before.clone(), format!("{before}{half}")] {
                let found = found(&cut, Format::Yaml);
                wrong.extend((found.len() != 1).then(|| format!("cut in line {}: {found:#?}", at + 1)));
            }
            let indent = line.len() - line.trim_start_matches([' ', '-']).len();
            if let Some((key, rest)) = line[indent..].split_once(':') {
                let misspelt =
                    format!("{before}{}{key}x:{rest}{}", &line[..indent], lines[at + 1..].concat());
                let found = found(&misspelt, Format::Yaml);
                wrong.extend((found.len() > 1).then(|| format!("{key} in line {}: {found:#?}", at + 1)));
            }
            let doubled = format!("{before}{line}{line}{}", lines[at + 1..].concat());
            let found = found(&doubled, Format::Yaml);
            wrong.extend((found.len() > 1).then(|| format!("line {} doubled: {found:#?}", at + 1)));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn many_fields_of_one_part_are_told_in_one_sentence() {
        let spoilt = PLAN.replacen("  annexes: []\n", "", 1).replacen("  preamble: []\n", "", 1);
        assert_eq!(
            found(&spoilt, Format::Yaml),
            ["M005 plan \"title\": the fields preamble and annexes are missing"]
        );
        let source = Source::from_text("plan.yaml", spoilt);
        let report = check(&source, Format::Yaml);
        assert_eq!(report.findings[0].message(Lang::Zh), "缺少字段“preamble”和“annexes”");
    }

    #[test]
    fn every_document_of_a_long_file_is_told() {
        const COUNT: usize = 20_000;
        for (text, format) in [
            ("{}\n".repeat(COUNT), Format::Ndjson),
            (format!("[{}{{}}]", "{},".repeat(COUNT - 1)), Format::Json),
            ("---\nschema_version: \"1\"\n".repeat(COUNT), Format::Yaml),
        ] {
            let report = check(&Source::from_text("plans", text), format);
            let told: Vec<u32> = report.findings.iter().map(|finding| finding.more).collect();
            assert_eq!((told.len(), told[999]), (1_000, COUNT as u32 - 1_000), "{format:?}");
            let numbers = report.findings.iter().map(|finding| finding.document);
            assert!(numbers.eq(0..1_000), "{format:?}");
        }
    }

    #[test]
    fn what_other_readers_take_otherwise_is_told() {
        for (value, reading) in [
            ("NO", Some("a truth value")),
            ("yes", Some("a truth value")),
            ("2021-12-14", Some("a date")),
            ("12:30", Some("a number")),
            ("0123", Some("a number")),
            ("1_000", Some("a number")),
            ("0b1", Some("a number")),
            ("!!bool yes", Some("a truth value")),
            ("!!null x", Some("null")),
            ("=", Some("a mark of its own")),
            ("<<", Some("a mark of its own")),
            ("!!python/object/apply:os.system [ls]", None),
            ("!!str yes", None),
        ] {
            let text = format!("schema_version: '1'\nplan: {value}\n");
            let found = found(&text, Format::Yaml);
            let told = found.iter().find(|found| found.starts_with("M021"));
            match reading {
                Some(reading) => {
                    assert!(told.is_some_and(|told| told.ends_with(reading)), "{value}: {found:?}");
                }
                None => assert_eq!(told.is_some(), value.contains("python"), "{value}: {found:?}"),
            }
        }
        assert!(
            !found("schema_version: '1'\nplan: 'NO'\n", Format::Yaml).iter().any(|it| it.starts_with("M021"))
        );
    }

    #[test]
    fn removing_a_part_is_told_once_for_what_is_behind_it() {
        let start = PLAN.find("  - id: ind-1\n").unwrap();
        let end = PLAN.find("  - id: ind-2\n").unwrap();
        let spoilt = [&PLAN[..start], &PLAN[end..]].concat();
        assert_eq!(
            found(&spoilt, Format::Yaml),
            [
                "M009 plan.indicators[0].id \"ind-2\": the id ind-2 does not fit its place, which is that of ind-1"
            ]
        );
    }

    #[test]
    fn the_lines_of_the_source_are_the_nearest() {
        let spoilt = PLAN.replacen("      number: 10000.0", "      number: 1000.0", 1);
        let report = check(&Source::from_text("plan.yaml", spoilt), Format::Yaml);
        assert_eq!(report.findings[0].lines, Some([21, 21]));
        assert_eq!(report.documents[0].source_path.as_deref(), Some("plan.txt"));
        assert_eq!(report.documents[0].source_sha256.as_ref().map(String::len), Some(64));
    }

    #[test]
    fn every_form_of_several_models_is_read() {
        let value: serde_json::Value = serde_yaml::from_str(PLAN).unwrap();
        let mut other = value.clone();
        other["plan"]["indicators"][1]["values"][1]["number"] = 50.into();
        let bad = format!("{PLAN}---\n{}", PLAN.replace("number: 55.0", "number: 50"));
        let array = serde_json::to_string_pretty(&vec![&value, &other]).unwrap();
        let lines = format!("{value}\n{other}\n");
        for (text, format) in [(bad, Format::Yaml), (array, Format::Json), (lines, Format::Ndjson)] {
            let expected = "M014 [1].plan.indicators[1].values[1].number \"50\": the text ≥55 says >= 55, its fields say >= 50";
            assert_eq!(found(&text, format), [expected], "{format:?}");
        }
        assert_eq!(found(&value.to_string(), Format::Json), [] as [&str; 0]);
    }

    #[test]
    fn models_are_told_by_what_they_have() {
        let json = serde_json::to_string(&serde_yaml::from_str::<serde_json::Value>(PLAN).unwrap()).unwrap();
        let comments = "# 说明\n".repeat(20_000);
        for (text, format) in [
            (format!("# 改过\n{json}"), Some(Format::Yaml)),
            (format!("%YAML 1.2\n---\n{json}"), Some(Format::Yaml)),
            (format!("--- {json}"), Some(Format::Yaml)),
            (format!("{comments}{PLAN}"), Some(Format::Yaml)),
            (PLAN.replacen("schema_version: ", "? schema_version\n: ", 1), Some(Format::Yaml)),
            (PLAN.replacen("schema_version: ", "schema_versoin: ", 1), Some(Format::Yaml)),
            (PLAN.replacen("schema_version: \"1\"\n", "", 1), Some(Format::Yaml)),
            (PLAN.replacen("schema_version:", "schema_version", 1), Some(Format::Yaml)),
            (json.replacen("\"schema_version\"", "\"version\"", 1), Some(Format::Json)),
            (json, Some(Format::Json)),
            ("# 甲市养老服务规划\n\n## 一、任务\n\nplan: 甲\n".to_owned(), None),
            ("---\ntitle: 甲市规划\nsource: 甲市\n---\n一、任务\n".to_owned(), None),
            ("[甲]\n".to_owned(), None),
        ] {
            let head: String = text.chars().take(40).collect();
            assert_eq!(Format::of_text(&text), format, "{head}");
        }
    }

    #[test]
    fn what_contradicts_itself_is_told() {
        for (good, bad, at) in [
            ("    year: 2021\n", "    year: 2052\n", "M014 notice.document_number.year"),
            ("    year: 2021\n", "    year: null\n", "M014 notice.document_number.year"),
            ("    sequence: 8\n", "    sequence: 9\n", "M014 notice.document_number.sequence"),
            ("agency_code: 甲政发", "agency_code: 乙政发", "M014 notice.document_number.agency_code"),
            ("      year: 2025\n", "      year: null\n", "M014 plan.indicators[0].values[1].year"),
            ("text: \">1万\"", "text: ＞９９", "M014 plan.indicators[0].values[1].number"),
            ("text: \">1万\"", "text: １万", "M014 plan.indicators[0].values[1].comparator"),
            ("text: \">1万\"", "text: 99~120", "M014 plan.indicators[0].values[1].number"),
            ("text: \">1万\"", "text: 翻一番", "M014 plan.indicators[0].values[1].number"),
            ("text: \">1万\"", "text: \"\"", "M014 plan.indicators[0].values[1].number"),
            ("  index: 1\n", "  index: 7\n", "M007 part.index"),
        ] {
            assert!(PLAN.contains(good), "{good}");
            let found = found(&PLAN.replacen(good, bad, 1), Format::Yaml);
            assert!(found.len() == 1 && found[0].starts_with(at), "{bad}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_model_is_one_finding() {
        for (text, format) in [
            ("", Format::Yaml),
            ("# nothing\n", Format::Yaml),
            ("[]", Format::Json),
            ("\n", Format::Ndjson),
            ("name: x\non: [push]\n", Format::Yaml),
            ("plan: basic\nusers: 3\n", Format::Yaml),
            ("- 1\n", Format::Yaml),
            ("{\"name\": \"x\"}", Format::Json),
        ] {
            let found = found(text, format);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].starts_with("M002"), "{text}: {found:?}");
        }
        assert!(found("a: [", Format::Yaml)[0].starts_with("M001"));
        assert!(found("{", Format::Json)[0].starts_with("M001"));
    }
}
