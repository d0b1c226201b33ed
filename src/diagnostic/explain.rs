//! The documentation of rules as Markdown: what `guihua explain` prints, and
//! `docs/rules.md`.

use std::fmt::Write;

use super::Code;
use crate::rule::{Check, Lang, Rule};

impl Rule {
    /// The manual of the rule as Markdown, headed by its code and name.
    #[must_use]
    pub fn markdown(&self, lang: Lang) -> String {
        let mut text = format!("# {} {}\n\n", self.code, self.name);
        self.write(&mut text, lang);
        text
    }

    fn write(&self, text: &mut String, lang: Lang) {
        let manual = &self.documentation;
        let words = Words::of(lang);
        let message = self.message.pick(lang).replace("{}", "…");
        let mut line = |head: &str, body: &str| {
            // Writing to a string does not fail.
            let _ = writeln!(text, "**{head}**{}{body}\n", words.colon);
        };
        line(words.severity, self.severity.label(lang));
        line(words.finds, manual.finds.pick(lang));
        line(words.why, manual.why.pick(lang));
        line(words.help, manual.help.pick(lang));
        line(words.message, &message);
        if let Some(clause) = manual.clause {
            line(words.clause, &format!("{} {}", clause.standard, clause.number));
        }
        let _ = writeln!(text, "{}\n\n```text\n{}\n```\n", words.bad, manual.bad.trim_end());
        let _ = writeln!(text, "{}\n\n```text\n{}\n```", words.good, manual.good.trim_end());
    }
}

/// All rules as one page of Markdown, by family: `docs/rules.md` in English,
/// `docs/rules.zh.md` in Chinese.
#[must_use]
pub fn rules_markdown(lang: Lang) -> String {
    let words = Words::of(lang);
    let mut text = format!("{}\n", words.page);
    for (letter, zh, en) in FAMILIES {
        let family = match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        let _ = write!(text, "\n## {family}\n");
        let mut rules: Vec<&Rule> =
            Code::ALL.iter().map(|code| code.rule()).filter(|rule| rule.code.starts_with(*letter)).collect();
        rules.sort_by_key(|rule| rule.code);
        for rule in rules {
            let _ = write!(text, "\n### {} {}\n\n", rule.code, rule.name);
            rule.write(&mut text, lang);
        }
    }
    text
}

/// All rules as a table in Markdown, a line for each: that of the README.
///
/// ```
/// use guihua::Lang;
///
/// let table = guihua::diagnostic::rules_table(Lang::En);
/// assert!(table.contains("| S003 | numbering-gap | warning | parse, check |"));
/// ```
#[must_use]
pub fn rules_table(lang: Lang) -> String {
    let (head, both, alone) = match lang {
        Lang::Zh => ("| 编号 | 名称 | 级别 | 命令 | 查什么 |", "parse、check", "check"),
        Lang::En => ("| code | name | severity | told by | finds |", "parse, check", "check"),
    };
    let mut text = format!("{head}\n|---|---|---|---|---|\n");
    let mut rules: Vec<&Rule> = Code::ALL.iter().map(|code| code.rule()).collect();
    let family = |rule: &Rule| FAMILIES.iter().position(|(letter, ..)| rule.code.starts_with(*letter));
    rules.sort_by_key(|rule| (family(rule), rule.code));
    for rule in rules {
        let by = match rule.check {
            // Model files are only checked.
            _ if rule.code.starts_with('M') => alone,
            Check::Checking => alone,
            Check::Parsing | Check::Elsewhere => both,
        };
        let finds = first_sentence(rule.documentation.finds.pick(lang), lang);
        let severity = rule.severity.label(lang);
        let _ = writeln!(text, "| {} | {} | {severity} | {by} | {finds} |", rule.code, rule.name);
    }
    text
}

/// The first sentence of a text, without its stop. English may name a 。 or a 1. without
/// ending: its next sentence begins with a capital.
fn first_sentence(text: &str, lang: Lang) -> &str {
    let end = match lang {
        Lang::Zh => text.find('。'),
        Lang::En => text
            .match_indices(". ")
            .map(|(at, _)| at)
            .find(|at| text[at + 2..].starts_with(|c: char| c.is_uppercase())),
    };
    text[..end.unwrap_or(text.len())].trim_end_matches('.')
}

/// The families of rules, by the first letter of their codes.
const FAMILIES: &[(char, &str, &str)] = &[
    ('E', "编码（E）", "Encoding (E)"),
    ('N', "通知（N）", "Notice (N)"),
    ('S', "结构与目录（S）", "Structure and contents (S)"),
    ('B', "专栏（B）", "Boxes (B)"),
    ('I', "指标（I）", "Indicators (I)"),
    ('R', "责任分工（R）", "Responsibilities (R)"),
    ('T', "文字（T）", "Text (T)"),
    ('M', "模型文件（M）", "Model files (M)"),
    ('C', "更正（C）", "Corrections (C)"),
];

/// What a language calls the parts of a manual.
struct Words {
    page: &'static str,
    colon: &'static str,
    severity: &'static str,
    finds: &'static str,
    why: &'static str,
    help: &'static str,
    message: &'static str,
    clause: &'static str,
    bad: &'static str,
    good: &'static str,
}

impl Words {
    const fn of(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self {
                page: "# 规则\n\n本页由程序生成，请勿手工修改：规则的说明写在 `src/rule` 下各规则的文件里，\
                       `guihua explain` 显示的是同样的文字。\n\n\
                       级别：“错误”指规划已不是作者的本意；“警告”指几乎可以肯定有误；“提示”指值得看一眼。",
                colon: "：",
                severity: "级别",
                finds: "查什么",
                why: "为什么",
                help: "怎么办",
                message: "提示文字",
                clause: "依据",
                bad: "有误：",
                good: "无误：",
            },
            Lang::En => Self {
                page: "# Rules\n\nThis page is generated, do not edit it: the documentation of a rule is in its \
                       file under `src/rule`,\nand `guihua explain` prints the same text.\n\n\
                       Severities: an *error* means that the plan cannot be what its author meant, a *warning* \
                       that there is almost\nsurely a fault, an *info* that a place is worth a look.",
                colon: ": ",
                severity: "Severity",
                finds: "Finds",
                why: "Why it matters",
                help: "What to do",
                message: "Message",
                clause: "Standard",
                bad: "With the fault:",
                good: "Without:",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_ends_no_sentence() {
        let first = |text| first_sentence(text, Lang::En);
        assert_eq!(first("Labels such as 1. and 1、. Others count, too."), "Labels such as 1. and 1、");
        assert_eq!(first("Two of the marks 。 ， side by side."), "Two of the marks 。 ， side by side");
        assert_eq!(first_sentence("序号不一。另有说明。", Lang::Zh), "序号不一");
    }
}
