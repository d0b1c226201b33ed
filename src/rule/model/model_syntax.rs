//! M001 model-syntax: a file that is neither YAML nor JSON.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M001",
    name: "model-syntax",
    title: "不合语法",
    severity: Severity::Error,
    message: Text { zh: "这里不合语法：{}", en: "this is not well-formed: {}" },
    documentation: Documentation {
        finds: Text {
            zh: "模型文件不是合法的 YAML 或 JSON。",
            en: "A model file that is not well-formed YAML or JSON.",
        },
        why: Text {
            zh: "这样的文件任何程序都读不了；错误之后的内容也没有检查。",
            en: "No program can read such a file, and what follows the fault has not been looked at.",
        },
        bad: "  title: \"甲市“十四五”养老服务规划\n",
        good: "  title: 甲市“十四五”养老服务规划\n",
        help: Text {
            zh: "看所指之处和上一行的缩进、引号、括号和逗号。",
            en: "Look at the indentation, quotes, brackets and commas here and in the line before.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
