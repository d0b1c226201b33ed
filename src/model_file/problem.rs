//! What can be wrong with a model, in words.

use crate::diagnostic::{Code, Lang, fill};
use crate::model::Lines;

/// What is wrong at a place of a model file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Problem {
    /// The file is neither YAML nor JSON from here on; why, in the reader's words.
    Syntax(String),
    /// The file holds no model.
    NoModel,
    /// The key stands twice in its map.
    DuplicateField {
        /// The key.
        name: String,
        /// The 1-based line where it stands before.
        line: u32,
    },
    /// No field has this name.
    UnknownField {
        /// The name.
        name: String,
        /// The field that was meant, as far as can be told.
        meant: Option<String>,
    },
    /// A field that every such map has is missing.
    MissingField(
        /// The name of the field.
        String,
    ),
    /// Several fields that every such map has are missing.
    MissingFields(
        /// The names of the fields, in the order of the schema.
        Vec<String>,
    ),
    /// A value of another type than the field takes.
    WrongType {
        /// What the field takes, in the order of the schema.
        expected: Vec<Kind>,
        /// What stands there.
        found: Kind,
    },
    /// A value of the right type that the field does not take.
    InvalidValue {
        /// The value, cut if it is long.
        found: String,
        /// What the field takes.
        expected: Expected,
    },
    /// Two parts have the same id.
    DuplicateId {
        /// The id.
        id: String,
        /// The path of the other part.
        other: String,
    },
    /// An id that says another place than the part has.
    WrongOrder {
        /// The id.
        id: String,
        /// The id by position.
        expected: String,
    },
    /// Nothing has the id that is referred to.
    UnresolvedReference {
        /// The id.
        id: String,
        /// What should have it.
        kind: PartKind,
        /// An id like it that there is.
        meant: Option<String>,
    },
    /// A part that no text refers to.
    NotReferenced {
        /// The id.
        id: String,
    },
    /// A second reference to a part that has one place only.
    ReferencedTwice {
        /// The id.
        id: String,
        /// The path of the first reference.
        first: String,
    },
    /// A part says that it stands in one section and is referred to in another.
    WrongPlace {
        /// The id of the part.
        id: String,
        /// Where it says that it stands; `null` for nowhere.
        said: String,
        /// Where it stands.
        expected: String,
    },
    /// Comparator and number are not what the text of the cell says.
    ValueMismatch {
        /// The text of the cell.
        text: String,
        /// What it says.
        expected: String,
        /// What the fields say.
        found: String,
    },
    /// A number that is not the one in the label.
    NumberMismatch {
        /// The text.
        text: String,
        /// The number in it.
        expected: String,
        /// The field.
        found: String,
    },
    /// A year that does not fit the period of the plan.
    YearOutsidePeriod {
        /// The year.
        year: f64,
        /// The first and the last year of the period.
        period: [f64; 2],
    },
    /// A period or a pair of lines or offsets whose end is before its start.
    Reversed {
        /// The start.
        start: f64,
        /// The end.
        end: f64,
    },
    /// Lines that the source or the part around them does not have.
    LinesOutside {
        /// The lines.
        lines: Lines,
        /// The lines of what they should be in.
        within: Lines,
    },
    /// A part that starts before the one in front of it.
    LinesOutOfOrder {
        /// Where it starts.
        line: u32,
        /// Where the part in front of it starts.
        before: u32,
    },
    /// A text of YAML that other readers take for something else.
    OtherwiseRead {
        /// The text, or a tag.
        text: String,
        /// What they take it for.
        reading: Reading,
    },
    /// A row of a table with more or fewer cells than the table has columns.
    RowWidth {
        /// The cells of the row.
        cells: usize,
        /// The columns of the table.
        columns: usize,
    },
}

/// What readers of YAML 1.1 make of a text without quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reading {
    /// `yes`, `NO`, `on`.
    Bool,
    /// `2021-12-14`.
    Date,
    /// `12:30`, `0123`, `1_000`.
    Number,
    /// `!!python/object`.
    Object,
    /// `!!null x`.
    Null,
    /// `=` and `<<`, which some refuse.
    Mark,
}

impl Reading {
    const fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Bool, Lang::Zh) => "真假值",
            (Self::Bool, Lang::En) => "a truth value",
            (Self::Date, Lang::Zh) => "日期",
            (Self::Date, Lang::En) => "a date",
            (Self::Number, Lang::Zh) => "数",
            (Self::Number, Lang::En) => "a number",
            (Self::Object, Lang::Zh) => "要生成的对象",
            (Self::Object, Lang::En) => "an object to make",
            (Self::Null, _) => "null",
            (Self::Mark, Lang::Zh) => "有特别意思的记号",
            (Self::Mark, Lang::En) => "a mark of its own",
        }
    }
}

/// The parts of a plan that have ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// A section.
    Section,
    /// A box.
    Box,
    /// An indicator.
    Indicator,
    /// A responsibility.
    Responsibility,
    /// An annex.
    Annex,
}

impl PartKind {
    const fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Section, Lang::Zh) => "节",
            (Self::Section, Lang::En) => "section",
            (Self::Box, Lang::Zh) => "专栏",
            (Self::Box, Lang::En) => "box",
            (Self::Indicator, Lang::Zh) => "指标",
            (Self::Indicator, Lang::En) => "indicator",
            (Self::Responsibility, Lang::Zh) => "责任分工",
            (Self::Responsibility, Lang::En) => "responsibility",
            (Self::Annex, Lang::Zh) => "附件",
            (Self::Annex, Lang::En) => "annex",
        }
    }
}

/// What a value can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// Nothing: `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// A map of fields.
    Map,
}

impl Kind {
    /// The kind that JSON Schema calls `name`.
    pub(super) fn from_schema(name: &str) -> Option<Self> {
        Some(match name {
            "null" => Self::Null,
            "boolean" => Self::Bool,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "string" => Self::Text,
            "array" => Self::List,
            "object" => Self::Map,
            _ => return None,
        })
    }

    const fn word(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Null, _) => "null",
            (Self::Bool, Lang::Zh) => "真假值",
            (Self::Bool, Lang::En) => "a truth value",
            (Self::Integer, Lang::Zh) => "整数",
            (Self::Integer, Lang::En) => "a whole number",
            (Self::Number, Lang::Zh) => "数",
            (Self::Number, Lang::En) => "a number",
            (Self::Text, Lang::Zh) => "文字",
            (Self::Text, Lang::En) => "a text",
            (Self::List, Lang::Zh) => "列表",
            (Self::List, Lang::En) => "a list",
            (Self::Map, Lang::Zh) => "一组字段",
            (Self::Map, Lang::En) => "a map of fields",
        }
    }
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Expected {
    /// One of these.
    OneOf(Vec<String>),
    /// Something of the form of this example.
    Like(String),
    /// A day of the calendar.
    Date,
    /// A number from the first to the second.
    Between(Option<f64>, Option<f64>),
    /// This many elements.
    Length(u64),
}

impl Expected {
    fn words(&self, lang: Lang) -> String {
        let pick = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
        match self {
            Self::OneOf(words) => list(words.iter().map(String::as_str), lang),
            Self::Like(example) => pick("形如“{}”", "something like {}").replace("{}", example),
            Self::Date => pick("日历上有的日期", "a day of the calendar"),
            Self::Between(Some(least), Some(most)) => {
                let text = pick("{} 到 {} 的数", "a number from {} to {}");
                fill(&text, &[least.to_string(), most.to_string()])
            }
            Self::Between(Some(least), None) => {
                fill(&pick("不小于 {} 的数", "a number not below {}"), &[least.to_string()])
            }
            Self::Between(None, Some(most)) => {
                fill(&pick("不大于 {} 的数", "a number not above {}"), &[most.to_string()])
            }
            Self::Between(None, None) => pick("有限的数", "a finite number"),
            Self::Length(length) => fill(&pick("{} 项的列表", "a list of {}"), &[length.to_string()]),
        }
    }
}

/// What stands before the last of several, in both languages.
const AND: [&str; 2] = ["和", " and "];
const OR: [&str; 2] = ["或", " or "];

/// `a、b或c`; `a, b or c`.
fn list<'a>(words: impl Iterator<Item = &'a str>, lang: Lang) -> String {
    enumerate(words, lang, OR)
}

fn enumerate<'a>(words: impl Iterator<Item = &'a str>, lang: Lang, [zh, en]: [&str; 2]) -> String {
    let words: Vec<&str> = words.collect();
    let (comma, link) = match lang {
        Lang::Zh => ("、", zh),
        Lang::En => (", ", en),
    };
    match words.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{}{link}{last}", before.join(comma)),
        _ => words.concat(),
    }
}

impl Problem {
    /// The code under which this is reported.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Syntax(_) => Code::ModelSyntax,
            Self::NoModel => Code::ModelMissing,
            Self::DuplicateField { .. } => Code::DuplicateField,
            Self::UnknownField { .. } => Code::UnknownField,
            Self::MissingField(_) | Self::MissingFields(_) => Code::MissingField,
            Self::WrongType { .. } => Code::WrongType,
            Self::InvalidValue { .. } => Code::InvalidValue,
            Self::DuplicateId { .. } => Code::DuplicateId,
            Self::WrongOrder { .. } => Code::IdOutOfOrder,
            Self::UnresolvedReference { .. } => Code::UnresolvedReference,
            Self::NotReferenced { .. } => Code::UnreferencedPart,
            Self::ReferencedTwice { .. } => Code::RepeatedReference,
            Self::WrongPlace { .. } => Code::PlaceDisagrees,
            Self::ValueMismatch { .. } => Code::ValueDisagrees,
            Self::NumberMismatch { .. } => Code::NumberDisagrees,
            Self::YearOutsidePeriod { .. } => Code::YearOutsidePeriod,
            Self::Reversed { .. } => Code::RangeReversed,
            Self::LinesOutside { .. } => Code::LinesOutside,
            Self::LinesOutOfOrder { .. } => Code::LinesOutOfOrder,
            Self::RowWidth { .. } => Code::RowWidth,
            Self::OtherwiseRead { .. } => Code::OtherwiseRead,
        }
    }

    /// The words that fill the places of the rule's message.
    pub(crate) fn details(&self, lang: Lang) -> Vec<String> {
        let range = |lines: &Lines| [lines[0].to_string(), lines[1].to_string()];
        match self {
            Self::Syntax(why) if lang == Lang::Zh => vec![reason_zh(why).unwrap_or(why).to_owned()],
            Self::Syntax(why) => vec![why.clone()],
            Self::NoModel => Vec::new(),
            Self::DuplicateField { name, line } => vec![name.clone(), line.to_string()],
            Self::UnknownField { name, .. } => vec![name.clone()],
            Self::MissingField(name) => vec![name.clone()],
            Self::MissingFields(names) if lang == Lang::Zh => {
                // Each in its own quotation marks; the outer ones the message has.
                let quoted: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
                let all = enumerate(quoted.iter().map(String::as_str), lang, AND);
                vec![all.trim_start_matches('“').trim_end_matches('”').to_owned()]
            }
            Self::MissingFields(names) => vec![enumerate(names.iter().map(String::as_str), lang, AND)],
            Self::WrongType { expected, found } => {
                let expected = list(expected.iter().map(|kind| kind.word(lang)), lang);
                vec![expected, found.word(lang).to_owned()]
            }
            Self::InvalidValue { found, expected } => vec![found.clone(), expected.words(lang)],
            Self::DuplicateId { id, other } => vec![id.clone(), other.clone()],
            Self::WrongOrder { id, expected } => vec![id.clone(), expected.clone()],
            Self::UnresolvedReference { id, kind, .. } => vec![id.clone(), kind.word(lang).to_owned()],
            Self::NotReferenced { id } => vec![id.clone()],
            Self::ReferencedTwice { id, first } => vec![id.clone(), first.clone()],
            Self::WrongPlace { id, said, expected } => vec![id.clone(), said.clone(), expected.clone()],
            Self::ValueMismatch { text, expected, found }
            | Self::NumberMismatch { text, expected, found } => {
                vec![text.clone(), expected.clone(), found.clone()]
            }
            Self::YearOutsidePeriod { year, period } => {
                vec![year.to_string(), period[0].to_string(), period[1].to_string()]
            }
            Self::Reversed { start, end } => vec![start.to_string(), end.to_string()],
            Self::LinesOutside { lines, within } => [range(lines), range(within)].concat(),
            Self::LinesOutOfOrder { line, before } => vec![line.to_string(), before.to_string()],
            Self::OtherwiseRead { text, reading } => vec![text.clone(), reading.word(lang).to_owned()],
            Self::RowWidth { cells, columns } => vec![cells.to_string(), columns.to_string()],
        }
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let mut message = match (self, lang) {
            (Self::MissingFields(_), Lang::En) => fill("the fields {} are missing", &self.details(lang)),
            _ => fill(self.code().rule().message.pick(lang), &self.details(lang)),
        };
        if let Self::UnknownField { meant: Some(meant), .. }
        | Self::UnresolvedReference { meant: Some(meant), .. } = self
        {
            let question = match lang {
                Lang::Zh => "，是不是“{}”？",
                Lang::En => "; did you mean {}?",
            };
            message.push_str(&fill(question, std::slice::from_ref(meant)));
        }
        message
    }
}

/// What the readers say of the faults that hands make most, in Chinese.
fn reason_zh(why: &str) -> Option<&'static str> {
    const REASONS: &[(&str, &str)] = &[
        ("tabs disallowed", "缩进里有制表符，请用空格"),
        ("a full-width blank in the indentation", "缩进里有全角空格，请用半角空格"),
        ("a quote that is not closed", "引号没有成对，或引号里的文字换了行"),
        ("a full-width colon", "冒号要用半角的“:”，后面空一格"),
        ("no blank behind the colon", "冒号后面要空一格"),
        ("no blank behind the dash", "“-”后面要空一格"),
        ("neither a field nor an item", "这一行既不是“字段: 值”，也不是“- 项”"),
        ("scanning a block scalar", "“>”“|”在值的开头有特别的意思，请给值加引号"),
        ("a value over several lines", "这里一行只能写一个模型，请不要换行"),
        ("invalid indentation in multiline quoted scalar", "引号没有成对，或引号里的文字换了行"),
        ("did not find expected key", "缩进与上面的字段不齐，或缺少“字段: 值”"),
        ("mapping values are not allowed", "这里不能有冒号：缩进不齐，或值里有“: ”而没有加引号"),
        ("illegal placement of ':'", "这里不能有冒号"),
        ("did not find expected '-'", "列表里的这一行缺少“- ”，或缩进不齐"),
        ("misplaced bracket", "多了一个右括号"),
        ("unclosed bracket", "方括号或花括号没有右半边"),
        ("unknown anchor", "“*”在这里有特别的意思，请给值加引号"),
        ("unexpected character", "这个字符不能放在值的开头，请给值加引号"),
        ("aliases repeat too much", "别名展开以后太大"),
        ("an alias to what it stands in", "别名指着它自己"),
        ("nested too deeply", "嵌套太深"),
        ("recursion limit", "嵌套太深"),
        ("key must be a string", "字段名要加双引号；最后一项后面不要逗号"),
        ("trailing comma", "最后一项后面不要逗号"),
        ("expected `:`", "字段名后面缺少冒号"),
        ("expected `,`", "两项之间缺少逗号，或缺少右括号"),
        ("EOF while parsing", "文件到此为止，还缺右括号、引号或值"),
        ("control character", "引号里有换行或控制字符，请写成 \\n"),
        ("expected ident", "只能是 true、false 或 null"),
        ("expected value", "缺少值，或文字没有加双引号"),
        ("invalid number", "数的写法不对"),
        ("trailing characters", "一个值的后面还有别的内容"),
        ("invalid escape", "反斜杠的写法不对，反斜杠本身写成 \\\\"),
        ("hex escape", "\\u 后面的编码不完整"),
    ];
    REASONS.iter().find(|(word, _)| why.contains(word)).map(|(_, reason)| *reason)
}
