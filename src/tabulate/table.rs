//! What the tables are: names, columns, keys.

/// A table of the export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Table {
    /// One row per plan, with its source and its notice.
    Plans,
    /// One row per section of the outline.
    Sections,
    /// One row per annex.
    Annexes,
    /// One row per box (专栏).
    Boxes,
    /// One row per item of a box, groups and their members alike.
    BoxItems,
    /// One row per value of an indicator; an indicator without values has one row.
    Indicators,
    /// One row per department and role; a task without departments has one row.
    Responsibilities,
    /// One row per paragraph: of the notice, the preamble, sections, boxes, annexes.
    Paragraphs,
    /// One row per cell of a table that is no indicator table; row 0 is the header.
    TableCells,
    /// One row per entry of the table of contents.
    Contents,
    /// One row per file that a web page links to as an attachment.
    Attachments,
    /// One row per finding.
    Diagnostics,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number of at most 64 bits.
    Integer,
    /// A double-precision number.
    Number,
    /// A calendar date without time.
    Date,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Its name, in `snake_case`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether every row has a value in it.
    pub required: bool,
    /// What it means.
    pub about: &'static str,
}

/// Columns whose values stand in another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reference {
    /// The columns that refer, `plan_id` first.
    pub columns: &'static [&'static str],
    /// The table they refer to.
    pub table: Table,
    /// The columns there, in the same order.
    pub targets: &'static [&'static str],
}

const fn text(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Text, required: true, about }
}

const fn integer(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Integer, required: true, about }
}

const fn number(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Number, required: true, about }
}

const fn date(name: &'static str, about: &'static str) -> Column {
    Column { name, kind: Kind::Date, required: true, about }
}

/// A column that a row may leave empty.
const fn optional(column: Column) -> Column {
    Column { required: false, ..column }
}

const PLAN_ID: Column = text("plan_id", "key of the plan, the same in every run");
const FIRST_LINE: Column = integer("first_line", "first line in the source, from 1");
const LAST_LINE: Column = integer("last_line", "last line in the source");

const TO_PLAN: Reference = Reference { columns: &["plan_id"], table: Table::Plans, targets: &["plan_id"] };
const TO_SECTION: Reference = Reference {
    columns: &["plan_id", "section_id"],
    table: Table::Sections,
    targets: &["plan_id", "section_id"],
};
const TO_ANNEX: Reference =
    Reference { columns: &["plan_id", "annex_id"], table: Table::Annexes, targets: &["plan_id", "annex_id"] };
const TO_BOX: Reference =
    Reference { columns: &["plan_id", "box_id"], table: Table::Boxes, targets: &["plan_id", "box_id"] };

impl Table {
    /// All tables; a table refers to itself and to earlier ones only.
    pub const ALL: &'static [Self] = &[
        Self::Plans,
        Self::Sections,
        Self::Annexes,
        Self::Boxes,
        Self::BoxItems,
        Self::Indicators,
        Self::Responsibilities,
        Self::Paragraphs,
        Self::TableCells,
        Self::Contents,
        Self::Attachments,
        Self::Diagnostics,
    ];

    /// The table's name, in `snake_case`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Sections => "sections",
            Self::Annexes => "annexes",
            Self::Boxes => "boxes",
            Self::BoxItems => "box_items",
            Self::Indicators => "indicators",
            Self::Responsibilities => "responsibilities",
            Self::Paragraphs => "paragraphs",
            Self::TableCells => "table_cells",
            Self::Contents => "contents",
            Self::Attachments => "attachments",
            Self::Diagnostics => "diagnostics",
        }
    }

    /// The columns that no two rows have in common.
    #[must_use]
    pub const fn key(self) -> &'static [&'static str] {
        match self {
            Self::Plans => &["plan_id"],
            Self::Sections => &["plan_id", "section_id"],
            Self::Annexes => &["plan_id", "annex_id"],
            Self::Boxes => &["plan_id", "box_id"],
            Self::BoxItems => &["plan_id", "box_id", "position"],
            Self::Indicators => &["plan_id", "indicator_id", "position"],
            Self::Responsibilities => &["plan_id", "responsibility_id", "position"],
            Self::Paragraphs | Self::Contents | Self::Attachments | Self::Diagnostics => {
                &["plan_id", "position"]
            }
            Self::TableCells => &["plan_id", "table_position", "row", "column"],
        }
    }

    /// Where the rows of other tables are named; a reference with an empty
    /// column names none.
    #[must_use]
    pub const fn references(self) -> &'static [Reference] {
        match self {
            Self::Plans => &[],
            Self::Sections => &[
                TO_PLAN,
                Reference {
                    columns: &["plan_id", "parent_id"],
                    table: Self::Sections,
                    targets: &["plan_id", "section_id"],
                },
            ],
            Self::Annexes | Self::Attachments | Self::Diagnostics => &[TO_PLAN],
            Self::Boxes => &[TO_PLAN, TO_SECTION],
            Self::BoxItems => &[
                TO_BOX,
                Reference {
                    columns: &["plan_id", "box_id", "parent_position"],
                    table: Self::BoxItems,
                    targets: &["plan_id", "box_id", "position"],
                },
            ],
            Self::Indicators | Self::Paragraphs | Self::TableCells => {
                &[TO_PLAN, TO_SECTION, TO_BOX, TO_ANNEX]
            }
            Self::Contents => &[TO_PLAN, TO_SECTION],
            Self::Responsibilities => &[TO_PLAN, TO_SECTION, TO_ANNEX],
        }
    }

    /// The columns, in order.
    #[must_use]
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Plans => PLANS,
            Self::Sections => SECTIONS,
            Self::Annexes => ANNEXES,
            Self::Boxes => BOXES,
            Self::BoxItems => BOX_ITEMS,
            Self::Indicators => INDICATORS,
            Self::Responsibilities => RESPONSIBILITIES,
            Self::Paragraphs => PARAGRAPHS,
            Self::TableCells => TABLE_CELLS,
            Self::Contents => CONTENTS,
            Self::Attachments => ATTACHMENTS,
            Self::Diagnostics => DIAGNOSTICS,
        }
    }
}

const PLANS: &[Column] = &[
    PLAN_ID,
    text("path", "path of the source as given"),
    optional(text("source_name", "path below the folder that was named, or the name of the file")),
    text("format", "text, html, docx or pdf"),
    text("encoding", "WHATWG name of the encoding"),
    text("sha256", "SHA-256 of the source's bytes"),
    integer("bytes", "size of the source"),
    integer("lines", "lines of the source"),
    integer("part", "which of the plans that one notice forwards"),
    integer("parts", "how many plans the notice forwards"),
    text("title", "title of the plan"),
    optional(text("kind", "what the plan calls itself: 规划, 实施方案")),
    optional(text("region", "administrative region in the title, or of the issuer")),
    optional(text("region_from", "title or issuer")),
    optional(text("period", "name of the planning period: 十四五")),
    optional(integer("period_start", "first year of the period")),
    optional(integer("period_end", "last year of the period")),
    optional(text("agency_mark", "发文机关标志")),
    optional(text("document_number", "发文字号")),
    optional(text("agency_code", "发文机关代字")),
    optional(integer("number_year", "year in the document number")),
    optional(integer("number_sequence", "sequence number in the document number")),
    optional(text("notice_title", "title of the notice")),
    optional(text("addressees", "主送机关, joined by ；")),
    optional(text("signatories", "发文机关署名, joined by ；")),
    optional(date("date", "成文日期; empty where the source's is missing or incomplete")),
    optional(text("date_text", "成文日期 as printed")),
    optional(text("copied_to", "抄送机关, joined by ；")),
    optional(text("imprint_agency", "印发机关")),
    optional(date("imprint_date", "印发日期")),
    optional(text("attachments", "附件说明: what the notice says it encloses, joined by ；")),
    optional(text("annotations", "附注, joined by ；")),
    optional(text("preamble", "text before the first section")),
    integer("errors", "findings of severity error"),
    integer("warnings", "findings of severity warning"),
    integer("infos", "findings of severity info"),
];

const SECTIONS: &[Column] = &[
    PLAN_ID,
    text("section_id", "dotted ordinals in the outline: 3.1.2"),
    optional(text("parent_id", "the section it is part of")),
    integer("position", "order in the plan, from 1"),
    integer("level", "1 for 一、, 2 for （一）, 3 for 1., 4 for （1）"),
    optional(text("label", "the label as printed: （一）")),
    optional(integer("number", "the value of the label")),
    optional(text("title", "the heading without its label")),
    optional(text("text", "its own paragraphs and table rows, one on a line, without those of its sections")),
    FIRST_LINE,
    LAST_LINE,
];

const ANNEXES: &[Column] = &[
    PLAN_ID,
    text("annex_id", "annex-1 and so on"),
    integer("position", "order in the plan, from 1"),
    optional(text("label", "附件1")),
    optional(text("title", "title of the annex")),
    optional(text("text", "its paragraphs and table rows, one on a line")),
    optional(text("notes", "its notes, joined by ；")),
    FIRST_LINE,
    LAST_LINE,
];

const BOXES: &[Column] = &[
    PLAN_ID,
    text("box_id", "box-1 and so on"),
    optional(text("section_id", "the section it stands in")),
    integer("position", "order in the plan, from 1"),
    optional(integer("number", "the number as printed")),
    text("title", "title of the box"),
    text("kind", "indicators, items or text"),
    optional(text("text", "its paragraphs and table rows outside items, one on a line")),
    FIRST_LINE,
    LAST_LINE,
];

const BOX_ITEMS: &[Column] = &[
    PLAN_ID,
    text("box_id", "the box"),
    integer("position", "order in the box, from 1, groups before their members"),
    optional(integer("parent_position", "the group it belongs to")),
    optional(text("label", "the label as printed")),
    optional(text("title", "title of the item")),
    optional(text("text", "text of the item")),
    FIRST_LINE,
    LAST_LINE,
];

const INDICATORS: &[Column] = &[
    PLAN_ID,
    text("indicator_id", "ind-1 and so on: one row of an indicator table"),
    integer("position", "which value of the indicator, from 1; 0 where it has none"),
    optional(text("section_id", "the section it stands in")),
    optional(text("box_id", "the box it stands in")),
    optional(text("annex_id", "the annex it stands in")),
    optional(integer("number", "the row number as printed")),
    optional(text("category", "the group of rows")),
    text("name", "name of the indicator, without number and unit"),
    optional(text("unit", "the unit: %, 人, 户")),
    optional(text("attribute", "预期性, 约束性, or as printed")),
    optional(text("column_header", "header of the value's column")),
    optional(integer("year", "year in the header")),
    optional(text("role", "baseline or target")),
    optional(text("text", "the value as printed")),
    optional(text("comparator", "=, >, >=, <, <= or ~; empty without a number")),
    optional(number("value", "the number, multipliers applied")),
    optional(text("other", "what the row says in other columns, with their headers: 备注：…")),
    FIRST_LINE,
    LAST_LINE,
];

const RESPONSIBILITIES: &[Column] = &[
    PLAN_ID,
    text("responsibility_id", "resp-1 and so on: one clause or one row of a task table"),
    integer("position", "which department of the clause, from 1; 0 where it names none"),
    optional(text("section_id", "the section it stands in")),
    optional(text("annex_id", "the annex it stands in")),
    optional(integer("number", "the row number as printed")),
    optional(text("category", "the group of rows")),
    optional(text("role", "lead (牵头), participant (参与, 配合) or responsible (责任单位 without roles)")),
    optional(text("department", "the department")),
    optional(text("also", "its second name in brackets")),
    text("covers", "the task: text of the section since the clause before, or the task of the row"),
    optional(text("measures", "what is to be done, in rows that say so beside the task")),
    optional(text("deadline", "until when, as printed")),
    optional(text("other", "what the row says in other columns, with their headers: 备注：…")),
    text("clause", "the clause as printed"),
    FIRST_LINE,
    LAST_LINE,
];

const PARAGRAPHS: &[Column] = &[
    PLAN_ID,
    integer("position", "order in the plan, from 1, the notice first"),
    text("place", "notice, preamble, section, box or annex"),
    optional(text("section_id", "the section it stands in, or that holds its box")),
    optional(text("box_id", "the box it stands in")),
    optional(text("annex_id", "the annex it stands in")),
    text("text", "the paragraph, without line breaks"),
    FIRST_LINE,
    LAST_LINE,
];

const TABLE_CELLS: &[Column] = &[
    PLAN_ID,
    integer("table_position", "which table of the plan, from 1"),
    integer("row", "row of the table, from 1; 0 is the header"),
    integer("column", "column of the table, from 1"),
    optional(text("section_id", "the section the table stands in, or that holds its box")),
    optional(text("box_id", "the box it stands in")),
    optional(text("annex_id", "the annex it stands in")),
    optional(text("header", "header of the column")),
    text("text", "the cell; merged cells are repeated"),
    FIRST_LINE,
    LAST_LINE,
];

const CONTENTS: &[Column] = &[
    PLAN_ID,
    integer("position", "order in the table of contents, from 1"),
    optional(text("label", "the label as printed: （一）")),
    text("title", "the title without label, leaders and page"),
    optional(integer("page", "the page as printed")),
    optional(text("section_id", "the section it names")),
    FIRST_LINE,
    LAST_LINE,
];

const ATTACHMENTS: &[Column] = &[
    PLAN_ID,
    integer("position", "order on the page, from 1"),
    text("text", "the words of the link"),
    text("target", "what it leads to, as written on the page"),
    FIRST_LINE,
    LAST_LINE,
];

const DIAGNOSTICS: &[Column] = &[
    PLAN_ID,
    integer("position", "order in the source, from 1"),
    text("code", "stable code: S003"),
    text("name", "name of the fault: numbering-gap"),
    text("severity", "error, warning or info"),
    text("message", "what was found"),
    FIRST_LINE,
    LAST_LINE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_references_name_columns() {
        for table in Table::ALL {
            let has = |table: &Table, name: &&str| table.columns().iter().any(|column| column.name == *name);
            assert_eq!(table.columns()[0], PLAN_ID, "{}", table.name());
            assert!(table.key().iter().all(|name| has(table, name)), "{}", table.name());
            for reference in table.references() {
                assert!(reference.columns.iter().all(|name| has(table, name)), "{}", table.name());
                assert_eq!(reference.targets, reference.table.key(), "{}", table.name());
                assert_eq!(reference.columns.len(), reference.targets.len());
                assert!(reference.table <= *table, "{} refers forward", table.name());
            }
            let mut names: Vec<_> = table.columns().iter().map(|column| column.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), table.columns().len(), "{}", table.name());
        }
    }
}
