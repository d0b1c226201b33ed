//! E001 undecodable-bytes: bytes that the encoding of the file (UTF-8, GB18030, …) does not explain.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "E001",
    name: "undecodable-bytes",
    title: "字节无法解码",
    severity: Severity::Error,
    message: Text {
        zh: "文件第 {} 字节起有 {} 个字节无法按 {} 解码，已用“\u{FFFD}”代替",
        en: "from byte {} on, {} bytes are not valid {}; kept as U+FFFD",
    },
    documentation: Documentation {
        finds: Text {
            zh: "按文件的编码（UTF-8、GB18030 等）读不出来的字节。",
            en: "Bytes that the encoding of the file (UTF-8, GB18030, …) does not explain.",
        },
        why: Text {
            zh: "这里原来的字已经丢失，后面的人无从知道写的是什么。",
            en: "What stood there is lost, and no reader can know what it was.",
        },
        bad: "加强残疾人\\xFF保障。",
        good: "加强残疾人保障。",
        help: Text {
            zh: "从原件重新复制这一处；若整篇都是乱码，用 --encoding 指定编码。",
            en: "Copy the place again from the original; if all of the text is garbled, name its encoding with --encoding.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
