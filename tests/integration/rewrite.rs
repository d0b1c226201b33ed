//! The same plan, written otherwise: what the variants are made of.
//!
//! A seed is first taken apart into its logical lines (paragraphs, headings,
//! entries, tables) with the help of its annotation, never of the parser: two
//! lines of the source are one where the annotation has their ends side by side.
//! Tables stay as they are, or are set anew from the annotated rows. What comes
//! out is then wrapped, indented, paginated and encoded.

use std::collections::HashSet;

use guihua::model::Value;
use regex::Regex;

use crate::support::{Case, Gold, GoldItem, fold};

/// A logical line of a plan.
#[derive(Clone, Debug)]
pub struct Logical {
    pub text: String,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph, a heading, a clause: it takes the first-line indent.
    Text,
    /// What is printed in the middle: titles, the document number.
    Centred,
    /// What is printed on the right: signature and date.
    Right,
    /// What begins at the margin: addressees, 附件.
    Flush,
    /// An entry of the contents.
    Entry,
    /// The rows of an indicator table, below its heading.
    Indicators,
    /// The rows of a task table.
    Tasks,
}

impl Kind {
    fn is_table(self) -> bool {
        matches!(self, Self::Indicators | Self::Tasks)
    }
}

/// How many characters on both sides of a line break are looked up.
const REACH: usize = 8;

/// The logical lines of a seed.
pub fn logical_lines(case: &Case) -> Vec<Logical> {
    let gold = &case.gold[0];
    let haystack = Haystack::new(gold);
    let furniture: HashSet<(usize, &str)> =
        gold.furniture.iter().filter_map(|found| Some((found.line?, found.text.trim()))).collect();
    let tables = tables(case, gold);
    let kinds = Kinds::new(gold);
    let lines: Vec<&str> = case.text().lines().collect();
    let mut logical: Vec<Logical> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        if let Some((_, last, kind)) = tables.iter().find(|(first, ..)| *first == at + 1) {
            logical.push(Logical { text: lines[at..*last].join("\n"), kind: *kind });
            at = *last;
            continue;
        }
        at += 1;
        if line.is_empty() || furniture.contains(&(at, line)) && !line.starts_with('目') {
            continue;
        }
        if let Some(before) = logical.last_mut().filter(|before| !before.kind.is_table())
            && haystack.joins(&before.text, line)
        {
            before.text.push_str(&line.replace("**", ""));
            continue;
        }
        logical.push(Logical { text: line.replace("**", ""), kind: Kind::Text });
    }
    let mut has_plan = false;
    for line in logical.iter_mut().filter(|line| line.kind == Kind::Text) {
        line.kind = kinds.of(&line.text, has_plan);
        has_plan |= fold(&line.text) == kinds.plan_title;
    }
    logical
}

/// Everything that the annotation knows to stand side by side.
#[derive(Default)]
struct Haystack {
    /// Runs of text, folded.
    text: String,
    /// The surroundings of each place where one part of a run ends and another
    /// begins: two lines that meet there need not be one.
    seams: HashSet<String>,
}

impl Haystack {
    fn new(gold: &Gold) -> Self {
        let mut haystack = Self::default();
        if let Some(notice) = &gold.notice {
            haystack.push(&[notice.title.as_deref().unwrap_or_default()]);
            notice.body.iter().chain(&notice.annotations).for_each(|text| haystack.push(&[text]));
            for list in [&notice.copied_to, &notice.addressees] {
                haystack.push(&[&list.join("，")]);
                haystack.push(&[&list.join("、")]);
            }
        }
        let plan = &gold.plan;
        haystack.push(&[&plan.title]);
        for entry in &plan.toc {
            let label = entry.label.as_deref().unwrap_or_default();
            haystack.push(&[&format!("{label}{}", entry.title)]);
        }
        plan.preamble.iter().for_each(|text| haystack.push(&[text]));
        for section in &plan.sections {
            let label = section.label.as_deref().unwrap_or_default();
            let first = section.paragraphs.first().map_or("", String::as_str);
            match &section.title {
                Some(title) => haystack.push(&[&format!("{label}{title}。"), first]),
                None => haystack.push(&[&format!("{label}{first}")]),
            }
            for paragraph in &section.paragraphs {
                haystack.push(&[paragraph]);
                let own = |section: &Option<String>, path: &str| section.as_deref() == Some(path);
                for clause in
                    plan.responsibilities.iter().filter(|clause| own(&clause.section, &section.path))
                {
                    haystack.push(&[paragraph, &clause.text]);
                }
            }
        }
        for found in &plan.boxes {
            let number = found.number.map(|number| number.to_string()).unwrap_or_default();
            haystack.push(&[&format!("专栏{number}{}", found.title)]);
            haystack.push_items(&found.items);
        }
        haystack
    }

    fn push_items(&mut self, items: &[GoldItem]) {
        for item in items {
            let label = item.label.as_deref().unwrap_or_default();
            let title = item.title.as_deref().unwrap_or_default();
            let text = item.text.as_deref().unwrap_or_default();
            for mark in ["", "。", "："] {
                self.push(&[&format!("{label}{title}{mark}"), text]);
            }
            self.push_items(&item.items);
        }
    }

    fn push(&mut self, parts: &[&str]) {
        let parts: Vec<String> = parts.iter().map(|part| fold(part)).collect();
        for pair in parts.windows(2) {
            self.seams.insert(format!("{}{}", last_chars(&pair[0]), first_chars(&pair[1])));
        }
        self.text.push_str(&parts.concat());
        self.text.push('\n');
    }

    /// Whether a line that ends and one that begins like this are one.
    fn joins(&self, line: &str, next: &str) -> bool {
        let around = format!("{}{}", last_chars(&fold(line)), first_chars(&fold(next)));
        self.text.contains(&around) && !self.seams.contains(&around)
    }
}

fn first_chars(text: &str) -> String {
    text.chars().take(REACH).collect()
}

fn last_chars(text: &str) -> String {
    let skip = text.chars().count().saturating_sub(REACH);
    text.chars().skip(skip).collect()
}

/// First and last line of each table, headings of boxes not included.
fn tables(case: &Case, gold: &Gold) -> Vec<(usize, usize, Kind)> {
    let mut tables: Vec<(usize, usize, Kind)> = gold
        .plan
        .boxes
        .iter()
        .filter(|found| found.is_indicator_table)
        .map(|found| {
            let [first, last] = found.lines.unwrap();
            (first + 1, last, Kind::Indicators)
        })
        .collect();
    if gold.plan.annexes.iter().any(|annex| !annex.tasks.is_empty()) {
        let lines: Vec<&str> = case.text().lines().collect();
        let first = lines.iter().position(|line| line.trim() == "序号").unwrap();
        let last = lines.iter().position(|line| line.trim().starts_with("注：")).unwrap();
        tables.push((first + 1, last, Kind::Tasks));
    }
    tables
}

struct Kinds {
    centred: HashSet<String>,
    right: HashSet<String>,
    flush: HashSet<String>,
    entries: HashSet<String>,
    plan_title: String,
}

impl Kinds {
    fn new(gold: &Gold) -> Self {
        let mut kinds = Self {
            centred: HashSet::from([fold(&gold.plan.title), fold("目录")]),
            right: HashSet::new(),
            flush: HashSet::new(),
            entries: HashSet::new(),
            plan_title: fold(&gold.plan.title),
        };
        if let Some(notice) = &gold.notice {
            let mark = notice.agency_mark.clone().unwrap_or_default();
            let number = notice.document_number.as_ref().map(|number| number.text.clone());
            kinds.centred.extend([fold(&mark), fold(&format!("{mark}文件"))]);
            kinds.centred.extend(number.map(|number| fold(&number)));
            kinds.centred.extend(notice.title.as_deref().map(fold));
            kinds.right.extend(notice.signatories.iter().map(|name| fold(name)));
            kinds.right.extend(notice.date_text.as_deref().map(fold));
            kinds.flush.extend(notice.addressees.first().map(|name| fold(name)));
        }
        for annex in &gold.plan.annexes {
            kinds.flush.extend(annex.label.as_deref().map(fold));
            kinds.centred.extend(annex.title.as_deref().map(fold));
        }
        for entry in &gold.plan.toc {
            let page = entry.page.map(|page| page.to_string()).unwrap_or_default();
            let label = entry.label.as_deref().unwrap_or_default();
            kinds.entries.insert(fold(&format!("{label}{}{page}", entry.title)));
        }
        kinds
    }

    fn of(&self, text: &str, has_plan: bool) -> Kind {
        let folded = fold(text);
        if self.right.contains(&folded) && !has_plan {
            // The name of the office is printed twice: on top and as signature.
            return Kind::Right;
        }
        let folded = folded.trim_start_matches('-');
        if self.centred.contains(folded) {
            Kind::Centred
        } else if self.entries.contains(folded) {
            Kind::Entry
        } else if self.flush.contains(folded)
            || !has_plan && folded.ends_with(':') && self.flush.iter().any(|name| folded.starts_with(name))
        {
            Kind::Flush
        } else {
            Kind::Text
        }
    }
}

// Setting

/// Blank lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    None,
    /// Between paragraphs.
    Paragraphs,
    /// Between all lines.
    All,
}

/// How a page is set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Characters in a line; none where every paragraph is one line.
    pub width: Option<usize>,
    /// Whether a closing mark may not begin a line, as in print.
    pub printed: bool,
    /// Whether paragraphs begin with two ideographic spaces.
    pub indent: bool,
    pub blank: Blank,
    /// A page number behind every so many lines.
    pub pages: Option<(usize, PageForm)>,
}

/// Every paragraph is one line.
pub const PLAIN: Setting =
    Setting { width: None, printed: false, indent: false, blank: Blank::None, pages: None };

/// Forms of a page number.
#[derive(Clone, Copy, Debug)]
pub enum PageForm {
    /// `— 12 —`
    Dashes,
    /// `- 5 -`
    Hyphens,
    /// `12`, and a form feed before the next line.
    FormFeed,
    /// `第12页 共60页`
    Words,
    /// `－12－`, set in full width.
    FullWidth,
}

impl PageForm {
    fn write(self, number: usize, text: &mut String) {
        let line = match self {
            Self::Dashes => format!("— {number} —\n"),
            Self::Hyphens => format!("- {number} -\n"),
            Self::FormFeed => format!("{number}\n\u{c}"),
            Self::Words => format!("第{number}页 共60页\n"),
            Self::FullWidth => full_width_digits(&format!("－{number}－\n")),
        };
        text.push_str(&line);
    }
}

/// Sets logical lines.
///
/// At the margin, a paragraph that fills its last line is followed by a blank
/// line (by two where all lines are spaced): nothing else could tell a reader
/// that the next line begins another. Pages end before a table, not in it.
pub fn set(lines: &[Logical], setting: Setting) -> String {
    let mut text = String::new();
    let (mut count, mut page) = (0, 2);
    for line in lines {
        if line.kind.is_table() {
            text.push_str(&line.text);
            text.push_str("\n\n");
            continue;
        }
        let (indent, rows) = wrap(line, setting);
        for (at, row) in rows.iter().enumerate() {
            if let Some((every, form)) = setting.pages
                && count == every
            {
                form.write(page, &mut text);
                if setting.blank == Blank::All {
                    text.push('\n');
                }
                (count, page) = (0, page + 1);
            }
            if at == 0 || line.kind == Kind::Centred {
                text.push_str(&"\u{3000}".repeat(indent));
            }
            text.push_str(row);
            text.push('\n');
            count += 1;
            if setting.blank == Blank::All {
                text.push('\n');
            }
        }
        let is_full = setting.width.is_some_and(|width| {
            rows.last().is_some_and(|row| {
                row.chars().count() + 4 + if rows.len() == 1 { indent } else { 0 } >= width
            })
        });
        if setting.blank == Blank::Paragraphs || is_full && !setting.indent {
            text.push('\n');
        }
    }
    text
}

/// The rows of a logical line and the indent of the first.
fn wrap(line: &Logical, setting: Setting) -> (usize, Vec<String>) {
    let Some(width) = setting.width else {
        let indent = if setting.indent && line.kind == Kind::Text { 2 } else { 0 };
        return (indent, vec![line.text.clone()]);
    };
    let chars: Vec<char> = line.text.chars().collect();
    let indent = match line.kind {
        _ if !setting.indent => 0,
        Kind::Text => 2,
        Kind::Centred => width.saturating_sub(chars.len()) / 2,
        Kind::Right => width.saturating_sub(chars.len() + 2),
        Kind::Flush | Kind::Entry | Kind::Indicators | Kind::Tasks => 0,
    };
    let mut rows = Vec::new();
    let mut from = 0;
    while from < chars.len() {
        let room = if from == 0 { width.saturating_sub(indent).max(8) } else { width };
        let mut end = (from + room).min(chars.len());
        // The page of an entry is printed at the margin, in one piece.
        if end < chars.len() && (setting.printed || line.kind == Kind::Entry) {
            // Numbers and words are not broken, closing marks do not begin a line,
            // opening ones do not end it.
            while end > from + room - 4
                && (is_closing(chars[end])
                    || is_opening(chars[end - 1])
                    || is_word(chars[end]) && is_word(chars[end - 1]))
            {
                end -= 1;
            }
        }
        // White space inside a line carries meaning; at a break it would be lost,
        // so a character behind it still finds room.
        while end < chars.len() && chars[end - 1..=end].iter().any(|c| c.is_whitespace()) {
            end += 1;
        }
        if line.kind == Kind::Entry && chars.len() <= from + width + 3 {
            end = chars.len();
        }
        rows.push(chars[from..end].iter().collect::<String>());
        from = end;
    }
    (indent, rows)
}

fn is_closing(c: char) -> bool {
    "，。；：、？！）》”’〕】],.;:?!)>»%％".contains(c)
}

fn is_opening(c: char) -> bool {
    "（《“‘〔【[(«".contains(c)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('０'..='９').contains(&c)
}

// Characters

/// `０１２` for `012`.
pub fn full_width_digits(text: &str) -> String {
    shift(text, |c| c.is_ascii_digit())
}

fn shift(text: &str, is_shifted: impl Fn(char) -> bool) -> String {
    text.chars()
        .map(|c| if is_shifted(c) { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c })
        .collect()
}

/// ASCII punctuation and brackets for Chinese ones. Between digits, `。` and `：`
/// stay: there they would turn into a decimal point and a time.
pub fn half_width(text: &str) -> String {
    translate(text, |c| match c {
        '，' => Some(','),
        '。' => Some('.'),
        '；' => Some(';'),
        '：' => Some(':'),
        '？' => Some('?'),
        '！' => Some('!'),
        '（' => Some('('),
        '）' => Some(')'),
        _ => None,
    })
}

/// Chinese punctuation and brackets for ASCII ones, but for numbers and labels.
pub fn full_width(text: &str) -> String {
    let mut at_start = true;
    let mut wide = String::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| {
        at.and_then(|at| chars.get(at)).is_some_and(|c| is_word(*c) || c.is_ascii_alphabetic())
    };
    for (at, &c) in chars.iter().enumerate() {
        // The mark of a label at the start of a line.
        let is_label = at_start && c == '.';
        let is_number = is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
        let new = match c {
            _ if is_label || is_number => c,
            ',' => '，',
            '.' => '。',
            ';' => '；',
            ':' => '：',
            '?' => '？',
            '!' => '！',
            '(' => '（',
            ')' => '）',
            c => c,
        };
        at_start = matches!(c, '\n' | '\t') || at_start && (c.is_whitespace() || is_word(c));
        wide.push(new);
    }
    wide
}

fn translate(text: &str, map: impl Fn(char) -> Option<char>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_digit =
        |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_numeric() && is_word(*c));
    chars
        .iter()
        .enumerate()
        .map(|(at, &c)| match map(c) {
            Some(new) if !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))) => new,
            _ => c,
        })
        .collect()
}

/// Straight quotes and guillemets for Chinese ones.
pub fn typewriter_quotes(text: &str) -> String {
    text.replace(['“', '”'], "\"").replace('《', "«").replace('》', "»")
}

// Labels and headings

/// Applies `change` to every logical line that is no table.
pub fn map_lines(lines: &[Logical], change: impl Fn(&str) -> String) -> Vec<Logical> {
    lines
        .iter()
        .map(|line| {
            let text = if line.kind.is_table() { line.text.clone() } else { change(&line.text) };
            Logical { text, kind: line.kind }
        })
        .collect()
}

/// Writes `mark` behind the number of every label `1.`.
pub fn arabic_labels(lines: &[Logical], mark: &str) -> Vec<Logical> {
    let label = Regex::new(r"^(-\s*)?([0-9０-９]{1,2})\s*[.．、]\s*([^0-9０-９])").unwrap();
    map_lines(lines, |text| label.replace(text, format!("$1${{2}}{mark}$3")).into_owned())
}

/// `(一)` for `（一）`.
pub fn half_width_labels(lines: &[Logical]) -> Vec<Logical> {
    let label = Regex::new(r"^[（(]([一二三四五六七八九十]{1,3})[）)]").unwrap();
    map_lines(lines, |text| label.replace(text, "($1)").into_owned())
}

/// Forms of the heading of a box.
#[derive(Clone, Copy, Debug)]
pub enum BoxForm {
    /// `专栏一：标题`
    Colon,
    /// `【专栏1】标题`
    Bracket,
    /// `专栏 1　标题`
    Spaced,
    /// `专栏1标题`
    Close,
}

/// Writes the heading of every box in another form.
pub fn box_headings(lines: &[Logical], form: BoxForm) -> Vec<Logical> {
    let heading = Regex::new(r"^专栏\s*([0-9０-９]+)\s*(\S.*)$").unwrap();
    map_lines(lines, |text| {
        let Some(found) = heading.captures(text) else { return text.to_owned() };
        let number: usize = fold(&found[1]).parse().unwrap();
        let title = &found[2];
        match form {
            BoxForm::Colon => format!("专栏{}：{title}", chinese(number)),
            BoxForm::Bracket => format!("【专栏{number}】{title}"),
            BoxForm::Spaced => format!("专栏 {number}\u{3000}{title}"),
            BoxForm::Close => format!("专栏{number}{title}"),
        }
    })
}

fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match (number / 10, number % 10) {
        (0, ones) => DIGITS[ones].to_owned(),
        (1, ones) => format!("十{}", DIGITS[ones]),
        (tens, ones) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

// Clauses

/// Forms of a clause.
#[derive(Clone, Copy, Debug)]
pub enum ClauseForm {
    /// （牵头单位：甲，配合单位：乙）
    Words(&'static str, &'static str),
    /// （甲牵头，乙配合）
    Verbs,
    /// [ … ]
    Square,
    /// ( … )
    Half,
    /// 责任单位：… on a line of its own, where there is but one role.
    Line,
}

/// Writes every clause in another form.
pub fn clauses(lines: &[Logical], form: ClauseForm) -> Vec<Logical> {
    let open = Regex::new(r"[（(\[](?:牵头|责任)(?:部门|单位)[：:]").unwrap();
    let lead = Regex::new(r"^牵头(?:部门|单位)[：:](.*?)(?:[，,；;]参与(?:部门|单位)[：:](.*))?$").unwrap();
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(start) = open.find(&line.text).filter(|_| !line.kind.is_table()).map(|found| found.start())
        else {
            out.push(line.clone());
            continue;
        };
        // All clauses of the seeds stand at the end of a paragraph; some lack a
        // bracket or have one of another kind.
        let clause = line.text[start..].trim_end_matches(['。', '.']);
        let inner: String = clause.chars().skip(1).collect();
        let inner = inner.strip_suffix(['）', ')', ']']).unwrap_or(&inner);
        let before = &line.text[..start];
        let mut text = match form {
            ClauseForm::Square => format!("[{inner}]"),
            ClauseForm::Half => format!("({inner})"),
            ClauseForm::Line if inner.starts_with("责任") => {
                if !before.is_empty() {
                    out.push(Logical { text: before.to_owned(), kind: line.kind });
                }
                out.push(Logical { text: inner.to_owned(), kind: line.kind });
                continue;
            }
            ClauseForm::Line => clause.to_owned(),
            ClauseForm::Words(leads, joins) => match lead.captures(inner) {
                Some(found) => match found.get(2) {
                    Some(participants) => {
                        format!("（{leads}：{}，{joins}：{}）", &found[1], participants.as_str())
                    }
                    None => format!("（{leads}：{}）", &found[1]),
                },
                None => clause.to_owned(),
            },
            ClauseForm::Verbs => match lead.captures(inner) {
                Some(found) => match found.get(2) {
                    Some(participants) => format!("（{}牵头，{}配合）", &found[1], participants.as_str()),
                    None => format!("（{}牵头）", &found[1]),
                },
                None => format!("（{}按职责分工负责）", inner.split_once(['：', ':']).unwrap().1),
            },
        };
        text.insert_str(0, before);
        out.push(Logical { text, kind: line.kind });
    }
    out
}

// Tables

/// Forms of an indicator table.
#[derive(Clone, Copy, Debug)]
pub enum TableForm {
    /// Cells separated by tabs, merged cells left empty.
    Tabs,
    /// A Markdown table, merged cells left empty.
    Pipes,
    /// Cells separated by four spaces, merged cells repeated.
    Spaces,
    /// One cell on each line, merged cells once, before their first row.
    Cells,
}

/// Sets the indicator table anew from its annotated rows.
pub fn indicator_tables(lines: &[Logical], gold: &Gold, form: TableForm) -> Vec<Logical> {
    let table = indicator_table(gold, form);
    lines
        .iter()
        .map(|line| match line.kind {
            Kind::Indicators => Logical { text: table.clone(), kind: line.kind },
            _ => line.clone(),
        })
        .collect()
}

fn indicator_table(gold: &Gold, form: TableForm) -> String {
    let rows = &gold.plan.indicators;
    let has_category = rows[0].category.is_some();
    let mut header: Vec<String> = Vec::new();
    if has_category {
        header.push("类别".to_owned());
    }
    header.push("指标".to_owned());
    header.extend(rows[0].values.iter().map(|value: &Value| value.column.clone()));
    header.push("属性".to_owned());
    let mut table = vec![header];
    let mut open = None;
    for row in rows {
        let mut cells: Vec<String> = Vec::new();
        if has_category {
            let is_merged = row.category == open && !matches!(form, TableForm::Spaces);
            open.clone_from(&row.category);
            cells.push(if is_merged { String::new() } else { row.category.clone().unwrap() });
        }
        // A unit that the cells print is not in the name as well.
        let unit =
            row.unit.as_deref().filter(|unit| !row.values.iter().any(|value| value.text.contains(unit)));
        let unit = unit.map(|unit| format!("（{unit}）")).unwrap_or_default();
        cells.push(format!("{}.{}{unit}", row.number.unwrap(), row.name));
        cells.extend(row.values.iter().map(|value| value.text.clone()));
        cells.push(row.attribute.clone().unwrap());
        table.push(cells);
    }
    let mut lines: Vec<String> = Vec::new();
    for (at, row) in table.iter().enumerate() {
        match form {
            TableForm::Tabs => lines.push(row.join("\t")),
            TableForm::Pipes => {
                lines.push(format!("| {} |", row.join(" | ")));
                if at == 0 {
                    lines.push(format!("|{}", "---|".repeat(row.len())));
                }
            }
            TableForm::Spaces => lines.push(row.join("    ")),
            TableForm::Cells => lines.extend(row.iter().filter(|cell| !cell.is_empty()).cloned()),
        }
    }
    lines.join("\n")
}

// Markdown

/// `#` before titles, `**` round run-in headings, `- ` before entries.
pub fn markdown(lines: &[Logical], gold: &Gold) -> Vec<Logical> {
    let plan_title = fold(&gold.plan.title);
    let headings: Vec<(String, usize, bool)> = gold
        .plan
        .sections
        .iter()
        .filter_map(|section| {
            let title = section.title.as_deref()?;
            let heading = fold(&format!("{}{title}", section.label.as_deref().unwrap_or_default()));
            Some((
                heading.trim_end_matches('.').to_owned(),
                usize::from(section.level),
                section.label.is_some(),
            ))
        })
        .collect();
    let mut has_body = false;
    lines
        .iter()
        .map(|line| {
            let folded = fold(&line.text);
            let folded = folded.trim_end_matches('.');
            let dressed = if folded == plan_title {
                format!("# {}", line.text)
            } else if line.kind == Kind::Entry {
                format!("- {}", line.text.trim_start_matches(['-', ' ']))
            } else if line.kind != Kind::Text {
                line.text.clone()
            } else {
                has_body |= gold.plan.preamble.iter().any(|text| fold(text).starts_with(folded));
                let own = headings.iter().find(|(heading, ..)| has_body && heading == folded);
                let run_in =
                    || headings.iter().find(|(heading, ..)| folded.starts_with(&format!("{heading}.")));
                if let Some((_, level, _)) = own {
                    format!("{} {}", "#".repeat(level + 1), line.text)
                } else if let Some((heading, ..)) = run_in().filter(|found| has_body && found.2) {
                    bold(&line.text, heading)
                } else {
                    line.text.clone()
                }
            };
            Logical { text: dressed, kind: line.kind }
        })
        .collect()
}

/// The line with `**` round the part that folds to `heading` and its full stop.
fn bold(text: &str, heading: &str) -> String {
    let end = text
        .char_indices()
        .map(|(at, c)| at + c.len_utf8())
        .find(|end| fold(&text[..*end]).strip_suffix('.').is_some_and(|found| found == heading))
        .unwrap();
    format!("**{}**{}", &text[..end], &text[end..])
}
