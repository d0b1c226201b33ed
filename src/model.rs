//! The plan model: what `guihua` prints and what its JSON Schema describes.
//!
//! These are the only types that are serialized. They know nothing of how a
//! plan was read, so the parser is free to change behind them. Names follow
//! GB/T 9704-2012 (党政机关公文格式) where that standard has one. Optional scalars
//! that the source lacks are `null`, empty lists are `[]`; neither is left out.
//!
//! Fields and kinds may be added, so types cannot be built or matched to the last by
//! other crates, and reading a model passes over fields that it does not know.
//! [`model_file`](crate::model_file) reports them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

/// The version of the model that this crate writes.
pub const SCHEMA_VERSION: &str = "1";

/// First and last line (1-based, both included) in the decoded source.
pub type Lines = [u32; 2];

/// Start and end (half-open) UTF-8 byte offsets in the decoded source.
pub type ByteSpan = [u32; 2];

/// Writes a pair of numbers on one line in YAML: `[51, 53]`. Other formats have
/// no such choice.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn in_line<S: Serializer>(pair: &[u32; 2], serializer: S) -> Result<S::Ok, S::Error> {
    serde_yaml::FlowSeq(pair).serialize(serializer)
}

/// The same for a pair that may be missing.
#[expect(clippy::ref_option, reason = "the signature that serde asks for")]
fn in_line_if_any<S: Serializer>(pair: &Option<ByteSpan>, serializer: S) -> Result<S::Ok, S::Error> {
    match pair {
        Some(pair) => in_line(pair, serializer),
        None => serializer.serialize_none(),
    }
}

/// One plan document: the notice that forwards it, the plan, and what was
/// noticed while reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Document {
    /// Version of this model, `"1"`.
    pub schema_version: String,
    /// Where the plan was read from.
    pub source: SourceInfo,
    /// Which of the documents that the notice forwards this is.
    pub part: Part,
    /// The forwarding notice (通知), or null where the file holds none.
    pub notice: Option<Notice>,
    /// The plan itself.
    pub plan: Plan,
    /// What is printed but is no content: page numbers, running heads, markup.
    pub furniture: Vec<Furniture>,
    /// The files that a web page links to as attachments.
    pub attachments: Vec<Attachment>,
    /// What a careful reader should look at.
    pub diagnostics: Vec<Diagnostic>,
}

/// A link of a web page to an attached file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Attachment {
    /// The words of the link.
    pub text: String,
    /// What it leads to, as written on the page: often relative to it.
    pub target: String,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// Where a plan was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct SourceInfo {
    /// The path as given, or `-` for standard input.
    pub path: String,
    /// The path below the folder that was named, parted by `/`; the file's name
    /// where it was named itself, `-` for standard input. It does not depend on
    /// where an archive lies. Null in models written before there was this field.
    #[serde(default)]
    pub name: Option<String>,
    /// The format of the bytes read.
    pub format: SourceFormat,
    /// The encoding, as a WHATWG label: `UTF-8`, `gb18030` …
    pub encoding: String,
    /// SHA-256 of the bytes read, in lower-case hexadecimal digits.
    pub sha256: String,
    /// The number of bytes read.
    pub bytes: u64,
    /// The number of lines of the decoded text.
    pub lines: u32,
}

/// The format of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SourceFormat {
    /// Plain text, Markdown, or text taken out of another format.
    Text,
    /// A web page.
    Html,
    /// A Word file (Office Open XML).
    Docx,
    /// A PDF file with a text layer.
    Pdf,
}

/// Which of the documents of a file a model describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Part {
    /// 1-based position among the documents of the file.
    pub index: u32,
    /// How many documents the notice forwards, or a compiler has put into the file; 1 as a rule.
    pub count: u32,
}

/// The forwarding notice (通知).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Notice {
    /// 发文机关标志: the letterhead, where it is printed apart from title and
    /// signature; letter-spacing and a closing 文件 are removed.
    pub agency_mark: Option<String>,
    /// 发文字号: the document number.
    pub document_number: Option<DocumentNumber>,
    /// 标题: the title, in one line.
    pub title: Option<String>,
    /// 主送机关: the addressees.
    pub addressees: Vec<String>,
    /// 正文: the body of the notice.
    pub body: Vec<Paragraph>,
    /// 附件说明: what the notice says it encloses, number by number.
    pub attachments: Vec<String>,
    /// 发文机关署名: the signatures.
    pub signatories: Vec<String>,
    /// 成文日期 as an ISO 8601 calendar date; null where it is missing or
    /// incomplete.
    pub date: Option<String>,
    /// The date as printed.
    pub date_text: Option<String>,
    /// 附注: （此件公开发布）, contact lines …
    pub annotations: Vec<String>,
    /// 抄送机关: who receives a copy.
    pub copied_to: Vec<String>,
    /// 印发机关 and 印发日期, the last line of the imprint (版记).
    pub imprint: Option<Imprint>,
    /// Lines of the notice at the head of the file.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets of the notice at the head of the file, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// 发文字号: the document number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct DocumentNumber {
    /// The whole number: `济政字〔2021〕89号`.
    pub text: String,
    /// 发文机关代字: `济政字`.
    pub agency_code: String,
    /// The year, or null where the source left it blank.
    pub year: Option<i32>,
    /// The sequence number, or null where the source left it blank.
    pub sequence: Option<u32>,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// The last line of the imprint (版记).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Imprint {
    /// 印发机关: the office that printed the document.
    pub agency: Option<String>,
    /// 印发日期 as an ISO 8601 calendar date; null where it is incomplete.
    pub date: Option<String>,
    /// The line as printed.
    pub text: String,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// One logical paragraph: hard wraps and page breaks inside it are gone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Paragraph {
    /// The text in normal form.
    pub text: String,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// The plan (规划, 纲要, 行动计划, 实施方案, 意见).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Plan {
    /// The title, in one line.
    pub title: String,
    /// What the plan calls itself: `规划`, `纲要`, `行动计划`, `实施方案`, `意见` … the last
    /// such word of its title.
    pub kind: Option<String>,
    /// The administrative region in the title, as printed: `九江市`; where the title has
    /// none, that of the issuing agency.
    pub region: Option<String>,
    /// Where the region was found.
    pub region_from: Option<RegionFrom>,
    /// The period that the title names; years that it prints win over the name.
    pub period: Option<Period>,
    /// 目录: the table of contents.
    pub toc: Vec<TocEntry>,
    /// What stands before the first section.
    pub preamble: Vec<Block>,
    /// The tree of sections.
    pub sections: Vec<Section>,
    /// All boxes (专栏), flat, in reading order.
    pub boxes: Vec<PlanBox>,
    /// The rows of the indicator tables, flat and typed.
    pub indicators: Vec<Indicator>,
    /// Department clauses and the rows of task tables, flat.
    pub responsibilities: Vec<Responsibility>,
    /// 附件: what follows the plan.
    pub annexes: Vec<Annex>,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// What told the region of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegionFrom {
    /// The title of the plan.
    Title,
    /// Who issued it.
    Issuer,
}

/// A planning period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Period {
    /// The name of a five-year plan: `十四五`; null where only years are printed.
    pub name: Option<String>,
    /// The first year.
    pub start: i32,
    /// The last year.
    pub end: i32,
}

/// One entry of the table of contents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct TocEntry {
    /// The label: `（一）`.
    pub label: Option<String>,
    /// The title without label, leaders and page.
    pub title: String,
    /// The printed page number.
    pub page: Option<u32>,
    /// The id of the section that the entry names.
    pub section: Option<String>,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// One section with its text and its subsections.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Section {
    /// Dotted ordinals by position in the tree: `3.1.2`.
    pub id: String,
    /// The depth of the heading's style: 1 for 一、, 2 for （一）, 3 for `1.`, 4 for
    /// （1）; 第一章 and 第一节 likewise by nesting.
    pub level: u8,
    /// The label in normal form (`2.`), or null where the source lost it.
    pub label: Option<String>,
    /// The value of the label.
    pub number: Option<u32>,
    /// The title without label and closing 。; null for a numbered paragraph
    /// without children or further text.
    pub title: Option<String>,
    /// The section's own text, boxes, tables and clauses.
    pub content: Vec<Block>,
    /// The subsections.
    pub sections: Vec<Section>,
    /// Lines in the source, subsections included.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// One piece of a section's content, in reading order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Block {
    /// A logical paragraph.
    Paragraph(Paragraph),
    /// The place of a box.
    Box(BoxReference),
    /// A table.
    Table(Table),
    /// The place of a department clause.
    Responsibility(ResponsibilityReference),
}

/// Refers to one of [`Plan::boxes`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct BoxReference {
    /// The id of the box.
    #[serde(rename = "box")]
    pub id: String,
}

/// Refers to one of [`Plan::responsibilities`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct ResponsibilityReference {
    /// The id of the responsibility.
    #[serde(rename = "responsibility")]
    pub id: String,
}

/// A table, its merged cells filled.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Table {
    /// The header cells; empty where the table has no header.
    pub columns: Vec<String>,
    /// The rows, each as wide as the table.
    pub rows: Vec<Vec<String>>,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// 专栏: a framed box with indicators, projects or text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct PlanBox {
    /// `box-1`, `box-2` … in reading order.
    pub id: String,
    /// The printed number.
    pub number: Option<u32>,
    /// The title without 专栏 and number.
    pub title: String,
    /// The id of the section that holds the box.
    pub section: Option<String>,
    /// What the box holds.
    pub kind: BoxKind,
    /// The items.
    pub items: Vec<Item>,
    /// Tables and plain text.
    pub content: Vec<Block>,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// What a box holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BoxKind {
    /// A table of indicators.
    Indicators,
    /// Items, numbered or not.
    Items,
    /// Plain text or a table of another kind.
    Text,
}

/// One item of a box; a group (一、补贴类) is an item with items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Item {
    /// The label: `1.`.
    pub label: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The text.
    pub text: Option<String>,
    /// The items of a group.
    pub items: Vec<Item>,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// One row of an indicator table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Indicator {
    /// `ind-1`, `ind-2` … in reading order.
    pub id: String,
    /// The id of the box that holds the table.
    #[serde(rename = "box")]
    pub box_id: Option<String>,
    /// The id of the section that holds the table.
    pub section: Option<String>,
    /// The id of the annex that holds the table.
    pub annex: Option<String>,
    /// The printed row number.
    pub number: Option<u32>,
    /// The category (类别) of the row.
    pub category: Option<String>,
    /// The name without number and unit.
    pub name: String,
    /// The unit: `%`, `人`, `户` …
    pub unit: Option<String>,
    /// One value per value column.
    pub values: Vec<Value>,
    /// 预期性, 约束性, or as printed.
    pub attribute: Option<String>,
    /// What the row says besides: 备注, 责任单位, and pieces that no column claims.
    #[serde(default)]
    pub other: Vec<OtherCell>,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// One cell of an indicator row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Value {
    /// The header of the column.
    pub column: String,
    /// The year that the header names.
    pub year: Option<i32>,
    /// Whether the column is where the plan starts from or where it wants to go.
    pub role: ValueRole,
    /// The cell in normal form.
    pub text: String,
    /// The comparator: `=`, `>`, `>=`, `<`, `<=`, `~`; null without a number.
    pub comparator: Option<Comparator>,
    /// The number with multipliers applied: `>1万` is 10000.
    pub number: Option<f64>,
}

/// The role of a value column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum ValueRole {
    /// 基期值: where the plan starts from.
    Baseline,
    /// 目标值: where the plan wants to go.
    Target,
}

/// How a number bounds the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub enum Comparator {
    /// Exactly this.
    #[serde(rename = "=")]
    Equal,
    /// More than this.
    #[serde(rename = ">")]
    Greater,
    /// At least this.
    #[serde(rename = ">=")]
    GreaterOrEqual,
    /// Less than this.
    #[serde(rename = "<")]
    Less,
    /// At most this.
    #[serde(rename = "<=")]
    LessOrEqual,
    /// About this.
    #[serde(rename = "~")]
    About,
}

impl Comparator {
    /// The comparator as the model writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::About => "~",
        }
    }
}

/// Who answers for a task: a department clause or a row of a task table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Responsibility {
    /// `resp-1`, `resp-2` … in reading order.
    pub id: String,
    /// The id of the section whose text the clause covers.
    pub section: Option<String>,
    /// The id of the annex that holds the row.
    pub annex: Option<String>,
    /// The row number, for rows of a task table.
    pub number: Option<u32>,
    /// The group that a row of a task table belongs to: what its column says (领域), or
    /// the row above that heads it (一、加强保障).
    #[serde(default)]
    pub category: Option<String>,
    /// The task, for rows of a task table: the column that names it.
    pub task: Option<String>,
    /// What is to be done, for rows of a task table that have a column for it beside
    /// the name of the task.
    pub measures: Option<String>,
    /// 完成时限: until when, as printed in the clause or the row.
    pub deadline: Option<String>,
    /// 牵头: who leads.
    pub lead: Vec<Department>,
    /// 参与, 配合: who takes part.
    pub participants: Vec<Department>,
    /// 责任单位 without roles.
    pub responsible: Vec<Department>,
    /// What a row of a task table says besides: 备注, 参考文件.
    #[serde(default)]
    pub other: Vec<OtherCell>,
    /// The clause in normal form.
    pub text: String,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// What a row of indicators or tasks says in a column that has no field of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct OtherCell {
    /// The header of the column; null where nothing says whose cell it is.
    pub column: Option<String>,
    /// The cell in normal form.
    pub text: String,
}

/// A department as a clause names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Department {
    /// The name.
    pub name: String,
    /// A second name in brackets: 市乡村振兴局 in `市农业农村局[市乡村振兴局]`.
    pub also: Option<String>,
}

/// 附件: an annex of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Annex {
    /// `annex-1`, `annex-2` … in reading order.
    pub id: String,
    /// The label: `附件`, `附件1`.
    pub label: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// Text and tables.
    pub content: Vec<Block>,
    /// The ids of its tasks among the responsibilities: the rows of its task table, and numbered tasks
    /// of its text, which stand in `content`, too.
    pub tasks: Vec<String>,
    /// Notes under a table (注：…).
    pub notes: Vec<String>,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// What is printed but is no content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// The text in normal form.
    pub text: String,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// The kind of a piece of furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FurnitureKind {
    /// `— 12 —`.
    PageNumber,
    /// A line that recurs at the head or foot of the pages, the header of a table
    /// on its further pages.
    RunningHead,
    /// 目录.
    ContentsHeading,
    /// `**`, `#` and other marks of a markup language.
    Markup,
    /// The block of metadata at the head of a Markdown file; what a cover prints
    /// beside the title; the label 附件1 above the plan that a notice forwards.
    FrontMatter,
    /// The header of a table whose rows are indicators or tasks: those say in their
    /// fields what its cells say.
    TableHeader,
    /// Metadata, links and navigation of a web page or a document database.
    Web,
}

/// Something that a careful reader should look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The stable code: `S003`.
    pub code: String,
    /// The fault in kebab-case: `numbering-gap`.
    pub name: String,
    /// How sure and how grave it is.
    pub severity: Severity,
    /// What was found, in words.
    pub message: String,
    /// Lines in the source.
    #[serde(serialize_with = "in_line")]
    pub lines: Lines,
    /// Byte offsets, with `--spans`.
    #[serde(default, serialize_with = "in_line_if_any", skip_serializing_if = "Option::is_none")]
    pub span: Option<ByteSpan>,
}

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Worth a look.
    Info,
    /// Almost surely a fault.
    Warning,
    /// The plan cannot be what its author meant.
    Error,
}
