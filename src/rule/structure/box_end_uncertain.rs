//! B001 box-end-uncertain: a box whose end its numbers do not show.

use crate::model::Severity;
use crate::rule::{Check, Documentation, Rule, Text};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "B001",
    name: "box-end-uncertain",
    title: "专栏结尾靠推断",
    severity: Severity::Info,
    message: Text {
        zh: "专栏到此为止只是推断：“{}”既可接专栏内的序号，也可接正文的序号",
        en: "the end of the box is a guess: {} continues the box and the body alike",
    },
    documentation: Documentation {
        finds: Text {
            zh: "专栏在哪里结束，从序号上看不出来。",
            en: "A box whose end its numbers do not show.",
        },
        why: Text {
            zh: "后面的条目可能被归到专栏里，也可能专栏的条目被归到正文里。",
            en: "What follows may belong to the box, or items of the box to the body.",
        },
        bad: "专栏1  就业服务\n1.培训补贴\n2.岗位补贴\n　　3.创业扶持。扶持自主创业，",
        good: "专栏1  就业服务\n1.培训补贴。发放培训补贴。\n2.岗位补贴。发放岗位补贴。\n（二）社会保障",
        help: Text {
            zh: "看一看专栏是否确实在这一处之前结束。",
            en: "See whether the box does end before this place.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};
