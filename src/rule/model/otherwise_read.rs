//! M021 otherwise-read: a text of YAML that other readers take for something else.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M021",
    name: "otherwise-read",
    title: "别的程序另有读法",
    severity: Severity::Warning,
    message: Text {
        zh: "“{}”没有引号，有的程序会读成{}",
        en: "{} is not quoted, and some programs take it for {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "YAML 里没有引号的 yes、NO、on、日期、12:30、0123，以及 !!python/… 之类的标签。",
            en: "In YAML without quotes: yes, NO, on, dates, 12:30, 0123; and tags such as !!python/….",
        },
        why: Text {
            zh: "YAML 1.1 的程序（PyYAML 等）会读成真假值、日期或数；标签甚至能让它们运行程序。",
            en: "Readers of YAML 1.1 (PyYAML and others) make truth values, dates or numbers of them; some tags make them run programs.",
        },
        bad: "  date: 2021-12-14",
        good: "  date: \"2021-12-14\"",
        help: Text {
            zh: "给值加上引号，删去标签。", en: "Put the value in quotes, and take tags out."
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
