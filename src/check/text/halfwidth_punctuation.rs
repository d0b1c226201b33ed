//! T007 halfwidth-punctuation: a half-width mark in Chinese text that otherwise has full-width ones.

use super::walk::Mark;
use super::width::{Habit, MARKS, group_by_paragraph};
use crate::check::{Check, Clause, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T007",
    name: "halfwidth-punctuation",
    severity: Severity::Warning,
    message: Text {
        zh: "中文里用了半角“{}”，应为全角“{}”（本段共 {} 处）",
        en: "half-width {} in Chinese text should be full-width {} ({} in this paragraph)",
    },
    documentation: Documentation {
        finds: Text {
            zh: "全文同一种标点多用全角，个别处用了半角，一段一种标点报一次。编号、数字、外文、网址、时间里的不算。",
            en: "A half-width mark where the same mark is full-width nearly everywhere else, once for each mark \
                 and paragraph. Labels, numbers, Latin text, addresses and times do not count.",
        },
        why: Text {
            zh: "半角标点不占一个字的位置，印出来疏密不一。",
            en: "Half-width marks do not take the room of a character, and the print looks uneven.",
        },
        bad: "加强师资培养,鼓励参与。",
        good: "加强师资培养，鼓励参与。",
        help: Text {
            zh: "换成全角标点，并看看同段还有没有。",
            en: "Type the full-width mark, and look for others in the paragraph.",
        },
        clause: Some(Clause::gb_15834("5.1")),
    },
    check: Check::Checking(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (walk, widths) = (context.walk(), context.widths());
    for (c, _) in MARKS {
        if widths.count(c).half == 0 || widths.habit(c) != Habit::Full {
            continue;
        }
        let is_wrong = |at: usize, mark: &Mark| {
            mark.is_half
                && match c {
                    '“' => is_half_pair(&walk.marks[at..]),
                    _ => mark.c == c,
                }
        };
        let marks = walk.marks.iter().enumerate().filter(|(at, mark)| is_wrong(*at, mark));
        for (mark, count) in group_by_paragraph(marks.map(|(_, mark)| *mark)) {
            let span = Span::new(mark.at, mark.at + mark.c.len_utf8() as u32);
            let place = context.place(span);
            let typed = place.of(context.source.text());
            let mark = if c == '“' { "“”".to_owned() } else { c.to_string() };
            found.push(
                Diagnostic::new(Code::HalfwidthPunctuation, place)
                    .with(typed)
                    .with(mark)
                    .with(count.to_string()),
            );
        }
    }
}

/// Whether the marks begin with a quotation between straight quotes. One that is
/// straight on one side only is reported as such.
fn is_half_pair(marks: &[Mark]) -> bool {
    let Some((open, rest)) = marks.split_first() else { return false };
    open.c == '“'
        && rest
            .iter()
            .take_while(|mark| mark.paragraph == open.paragraph)
            .find(|mark| matches!(mark.c, '“' | '”'))
            .is_some_and(|mark| mark.c == '”' && mark.is_half)
}
