//! M002 model-missing: a YAML or JSON file that holds no model.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M002",
    name: "model-missing",
    title: "没有规划模型",
    severity: Severity::Error,
    message: Text {
        zh: "这里没有规划模型：没有 schema_version、plan 等字段",
        en: "there is no plan model here: no schema_version, no plan",
    },
    documentation: Documentation {
        finds: Text {
            zh: "YAML 或 JSON 文件里没有规划模型，或者模型是空的。",
            en: "A YAML or JSON file without a model in it, or with an empty one.",
        },
        why: Text {
            zh: "给错了文件，或者写文件的程序中途停了。",
            en: "It is the wrong file, or whoever wrote it stopped in the middle.",
        },
        bad: "name: 某文件\n",
        good: "schema_version: \"1\"\n",
        help: Text {
            zh: "给出 guihua parse 写出的文件。", en: "Name a file that guihua parse has written."
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
