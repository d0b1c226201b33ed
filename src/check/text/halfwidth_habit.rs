//! T009 halfwidth-habit: a document that types its punctuation in half width throughout, or half of it.

use super::mixed_bracket_width::Brackets;
use super::width::{FEW, Habit, MARKS};
use crate::check::{Check, Clause, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T009",
    name: "halfwidth-habit",
    severity: Severity::Info,
    message: Text {
        zh: "全文有成批的半角标点：{}",
        en: "the text has half-width punctuation in numbers: {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "全文的标点一律用半角，或半角、全角各占不少。每篇只报一次，列出每种标点的次数。",
            en: "A text whose punctuation is half-width throughout, or half of it. Reported once, with the number \
                 of each mark.",
        },
        why: Text {
            zh: "多是从排版文件里复制时带来的；直接印发则不合标准。",
            en: "Most often it comes from copying out of a typeset file; printed as it is, it falls short of the \
                 standard.",
        },
        bad: "加强保障,改善服务,提高水平,做好工作,落实责任.",
        good: "加强保障，改善服务，提高水平，做好工作，落实责任。",
        help: Text {
            zh: "若要再次印发，全部换成全角。",
            en: "If the text is to be issued again, replace them all by full-width marks.",
        },
        clause: Some(Clause::gb_15834("5.1")),
    },
    check: Check::Checking(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (walk, widths) = (context.walk(), context.widths());
    let mut listed: Vec<String> = Vec::new();
    let mut first = None;
    for (c, typed) in MARKS {
        let half = widths.count(c).half;
        if half > FEW && widths.habit(c) != Habit::Full {
            listed.push(format!("{typed} × {half}"));
            let at = walk.marks.iter().find(|mark| mark.is_half && mark.c == c).map(|mark| mark.at);
            first = first.into_iter().chain(at).min();
        }
    }
    let brackets = Brackets::of(context);
    let (count, at) = brackets.unreported();
    if count > FEW {
        listed.push(format!("( ) × {count}"));
        first = first.into_iter().chain(at).min();
    }
    if let Some(at) = first {
        // Every mark has three bytes in normal form.
        let place = context.place(Span::new(at, at + 3));
        found.push(Diagnostic::new(Code::HalfwidthHabit, place).with(listed.join("  ")));
    }
}
