//! Why something was not done, in the words of those who work with the page: what cannot be
//! done, and what to do instead.

use guihua::corrections::{Action, Change, Kind};
use guihua::{Code, Diagnostic, Lang};

/// Why nothing was done.
#[derive(Debug)]
pub enum Refused {
    /// The change does not fit, as the finding says.
    Unfit(Box<Change>, Box<Diagnostic>),
    /// What the change asks for is so already.
    Already(Box<Change>),
    /// The page asked for what cannot be done to such a part.
    Impossible,
    /// The page means a place that the source does not have.
    Elsewhere,
    /// What is selected begins with a line that was read as a heading.
    Heading(Kind),
    /// What is selected as a heading is in the box of that name.
    InBox(String),
    /// The box was to end behind this heading, which is not below the one that holds it.
    BehindHeading(String),
    /// The correction to delete is gone.
    Gone,
    /// The file holds models, which are not corrected here.
    Model,
}

impl Refused {
    /// The message in `lang`.
    pub fn message(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Unfit(change, found) => return unfit(change, found, lang),
            Self::Already(change) => already(change),
            Self::InBox(name) => return in_box(name, lang),
            Self::BehindHeading(words) => return behind_heading(words, lang),
            Self::Heading(kind) => heading(*kind),
            Self::Impossible => (
                "这一处不能这样改：请先点中要改的那一处，用上方列出的按钮，或双击要改的栏",
                "that cannot be done to this part: choose the part first and use the buttons above it, or double-click a field",
            ),
            Self::Elsewhere => (
                "网页上的位置与原文对不上，没有保存：请刷新网页（F5），再改一次",
                "the page shows other places than the source has, and nothing was saved: reload it (F5) and try again",
            ),
            Self::Gone => (
                "这条更正已经不在清单里，不用再删",
                "this correction is not in the list any more; there is nothing to delete",
            ),
            Self::Model => (
                "这是 guihua 写出的模型，这里只看不改：请打开它的原文来更正",
                "this is a model that guihua wrote, for reading only: open its source to correct it",
            ),
        };
        (if lang == Lang::Zh { zh } else { en }).to_owned()
    }
}

/// What is said where a heading was to be made of text of a box.
fn in_box(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "选中的文字在“{name}”里，专栏里没有标题：它在专栏后面的，请点这个专栏，按“改结尾…”，再点这一行，然后再设；这里本来不是专栏的，请点它，按“不是专栏”，再设"
        ),
        Lang::En => format!(
            "the selected text is in the box “{name}”, and there are no headings in boxes: where it follows the box, click the box, press “End here…” and click this line, then make the heading; where there is no box, click it and press “No box” first"
        ),
    }
}

/// What is said where a box was to end behind a heading that it cannot take in.
fn behind_heading(words: &str, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!(
            "专栏不能到“{words}”后面结尾：那个标题不在专栏所在的标题下面。它其实是专栏里的，请点它，按“降一级”，降到专栏所在的标题下面，或按“不是标题”，再改结尾"
        ),
        Lang::En => format!(
            "the box cannot end behind “{words}”: that heading is not below the one that holds the box; where it belongs to the box, click it and press “Down” until it is, or “No heading”, and move the end again"
        ),
    }
}

/// What is said where it is so already.
const fn already(change: &Change) -> (&'static str, &'static str) {
    match (change.action, change.kind) {
        (Action::End, _) => (
            "专栏本来就到这一行的前面为止，没有改动：要它在别处结尾，请点专栏后面的第一行正文",
            "the box ends before this line already, and nothing was changed: to let it end elsewhere click the first line of text behind it",
        ),
        (Action::Make, Kind::Responsibility) => (
            "选中的文字已经是责任分工，不用再设：要改里面的单位，请在右边双击那一栏；不是责任分工的，请点它，按“不是责任分工”",
            "the selected text is a clause already: double-click a field on the right to change its departments; where it is none, click it and press “No clause”",
        ),
        (Action::Make, Kind::Item) => (
            "选中的文字已经是专栏条目，不用再设：要改文字，请双击它",
            "the selected text is an item already: double-click it to edit it",
        ),
        (Action::Make, Kind::Box) => (
            "选中的文字已经是专栏，不用再设：要改它到哪里为止，请点它，按“改结尾…”",
            "the selected text is a box already: to change where it ends, click it and press “End here…”",
        ),
        _ => ("这一处本来就是这样，没有改动", "it is so already, and nothing was changed"),
    }
}

/// What is said of a heading that cannot become a part of that kind as it is.
const fn heading(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Section => (
            "选中的这一行已经是标题：要改级别，请点它，再按“升一级”“降一级”；要改文字，请双击它；只有一部分是标题的，请先按“不是标题”，再选那一部分",
            "this line is a heading already: click it and press “Up” or “Down” to change its level, double-click it to edit it; where only a part of it is a heading, press “No heading” first and then select that part",
        ),
        Kind::Box => (
            "选中的文字从一个标题开始，不能这样设为专栏：请从那个标题选到专栏的最后一行，它下面的各级标题要么全选，要么先不选，设好以后再用“改结尾…”，里面已有专栏的不能再设；或点那个标题，按“不是标题”，再选",
            "the selection begins with a heading and cannot become a box like this: select from that heading to the last line of the box, with all headings below it, or with none and move the end with “End here…” afterwards; no box holds another; or click the heading, press “No heading”, and select again",
        ),
        Kind::Item => (
            "选中的这一行读作标题，不能直接设为专栏条目：请点它前面的专栏，按“改结尾…”，再点这一条后面的第一行，它就成为专栏的条目；前面没有专栏的，请先从专栏的标题选到这一条，设为专栏",
            "this line was read as a heading and does not become an item by itself: click the box before it, press “End here…” and click the first line behind the item; where there is no box, select from the title of the box to this item and make the box first",
        ),
        _ => (
            "选中的文字在标题里，不能设为责任分工：请点那个标题，按“不是标题”，再选写明单位的那一句；它仍是标题的，请双击标题改文字",
            "the selected text is in a heading and cannot become a clause: click the heading, press “No heading” and select the sentence that names the departments; where it is a heading all the same, double-click it and edit its words",
        ),
    }
}

/// Why a change does not fit where it was made.
fn unfit(change: &Change, found: &Diagnostic, lang: Lang) -> String {
    let pick = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
    let (kind_zh, kind_en) = change.kind.words();
    match (change.action, change.kind) {
        (Action::Make, Kind::Section) => pick(
            "选中的文字不能设为标题：它不在正文的段落里，而在表格、通知、目录或别的标题里。请选正文段落里的文字，只选标题那一行",
            "the selected text cannot become a heading: it is in a table, the notice, the contents or another heading; select one line of a paragraph of the text",
        ),
        (Action::Make, Kind::Box) => pick(
            "选中的文字不能设为专栏：它不在正文的段落里，而在表格、通知、目录、标题或别的专栏里。请从专栏的标题选到它的最后一行",
            "the selected text cannot become a box: it is in a table, the notice, the contents, a heading or another box; select from the title of the box to its last line",
        ),
        (Action::Make, Kind::Item) => pick(
            "选中的文字不能设为专栏条目：条目要在专栏里，而且还不是条目。请先把整个专栏设为专栏，再选其中的一条",
            "the selected text cannot become an item: items are in boxes, and this is in none, or is one already; make the box first, then select one item in it",
        ),
        (Action::Make, Kind::Responsibility) => pick(
            "选中的文字不能设为责任分工：它不在正文的段落里，也不是附件的表格。请选正文里写明单位的那一句，带上括号",
            "the selected text cannot become a clause: it is neither in a paragraph of the text nor in a table of an annex; select the sentence that names the departments, with its brackets",
        ),
        (Action::Make, Kind::Annex) => pick(
            "选中的文字不能设为附件：附件要从单独一行的标题开始，到整段为止，不能切开标题、专栏或表格。请从附件标题那一行选到它的最后一行",
            "the selected text cannot become an annex: that begins with a heading in a line of its own and cuts through no section, box or table; select from its heading to its last line",
        ),
        (Action::Make, _) => pick(
            "选中的文字不能设为这样的内容：请选正文段落里的文字",
            "the selected text cannot become that: select text of a paragraph",
        ),
        (Action::Raise, _) => {
            pick("这个标题已经是最高一级，不能再升", "this heading is on the highest level and cannot go up")
        }
        (Action::Lower, _) => pick(
            "这个标题前面没有同级的标题，不能降：降下去的标题要放在前一个同级标题里面。请先降它后面的，或先升别的",
            "this heading has none of its level before it that could take it in, and cannot go down: change the level of another one first",
        ),
        (Action::End, _) => pick(
            "专栏不能在这里结尾：请点专栏标题以后的一行，那一行应是专栏后面的第一行正文；别的专栏、表格、责任分工和附件不能切开",
            "the box cannot end here: click the first line of text behind it, below its title; other boxes, tables, clauses and annexes cannot be cut",
        ),
        (Action::Move, _) => pick(
            "不能移到那里：只能在同一张表或同一个清单里上下移动",
            "it cannot go there: parts move within their own table or list",
        ),
        (Action::Add, _) => pick(
            "这里不能加：只有指标、任务、专栏条目、目录条目和表格的行列可以加。请先点中其中的一行",
            "nothing can be added here: choose a row of indicators, tasks, items, contents or a table first",
        ),
        (Action::Remove, _) => pick(
            "这一处不能删：它已经变了，或者是模型必有的。请刷新网页（F5）看清现在的内容；要去掉文字，请直接修改那一栏",
            "this cannot be removed: it has changed, or no model is without it; reload the page (F5), or edit the field itself",
        ),
        _ => match (found.code, lang) {
            (Code::CorrectionOutdated, Lang::Zh) => format!(
                "没有保存：{kind_zh}的这一栏原来是“{}”，现在已是“{}”。请看清现在的内容，再改一次",
                shown(found, 2),
                shown(found, 3)
            ),
            (Code::CorrectionOutdated, Lang::En) => format!(
                "not saved: this field of the {kind_en} was “{}” and is “{}” now; look at it and make the change again",
                shown(found, 2),
                shown(found, 3)
            ),
            (Code::CorrectionInvalid, Lang::Zh) => format!(
                "“{}”不能填在{kind_zh}的这一栏：类型不合。请按这一栏的格式填，如数字、日期或列出的选项",
                shown(found, 1)
            ),
            (Code::CorrectionInvalid, Lang::En) => format!(
                "“{}” cannot stand in this field of the {kind_en}: give a number, a date or one of the choices, as the field wants it",
                shown(found, 1)
            ),
            (_, Lang::Zh) => format!(
                "没有保存：{kind_zh}{}在现在的原文里找不到了，或有几处分不清。请刷新网页（F5），再改一次",
                quoted(change)
            ),
            (_, Lang::En) => format!(
                "not saved: the {kind_en} {} is not found in the source as it is now, or not told from others; reload the page (F5) and make the change again",
                quoted(change)
            ),
        },
    }
}

fn shown(found: &Diagnostic, at: usize) -> &str {
    found.details.get(at).map_or("—", String::as_str)
}

fn quoted(change: &Change) -> String {
    let place = change.at.as_ref().map(|at| at.text.clone());
    let said = || change.old.as_str().map(str::to_owned);
    place.or_else(said).map_or(String::new(), |text| format!("“{text}”"))
}

#[cfg(test)]
mod tests {
    use guihua::SourceSpan;
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_refusal_is_a_sentence_in_both_languages() {
        let actions = [
            Action::Set,
            Action::Add,
            Action::Remove,
            Action::Move,
            Action::Raise,
            Action::Lower,
            Action::Make,
            Action::End,
            Action::Check,
        ];
        let kinds =
            [Kind::Section, Kind::Box, Kind::Item, Kind::Responsibility, Kind::Annex, Kind::Indicator];
        let codes = [Code::CorrectionUnplaced, Code::CorrectionOutdated, Code::CorrectionInvalid];
        let all = actions.iter().flat_map(|action| kinds.iter().map(move |kind| (*action, *kind)));
        let unfit = all.flat_map(|(action, kind)| {
            codes.iter().map(move |code| {
                let mut change = Change::new(action, kind);
                change.old = Value::Null;
                let found = Diagnostic::new(*code, SourceSpan::new(0, 0));
                Refused::Unfit(Box::new(change), Box::new(found))
            })
        });
        let headings = [Kind::Section, Kind::Box, Kind::Item, Kind::Responsibility].map(Refused::Heading);
        let already = [(Action::End, Kind::Box), (Action::Lower, Kind::Section)].into_iter();
        let already = already.chain(kinds.map(|kind| (Action::Make, kind)));
        let already = already.map(|(action, kind)| Refused::Already(Box::new(Change::new(action, kind))));
        let name = "专栏1 重点项目".to_owned();
        let named = [Refused::InBox(name.clone()), Refused::BehindHeading(name)];
        let others = [Refused::Impossible, Refused::Elsewhere, Refused::Gone, Refused::Model];
        for refused in unfit.chain(others).chain(headings).chain(already).chain(named) {
            let (zh, en) = (refused.message(Lang::Zh), refused.message(Lang::En));
            assert!(zh.chars().count() > 12 && !zh.contains("null") && !zh.contains("{}"), "{zh}");
            assert!(en.is_ascii() || en.contains(['“', '—']), "{en}");
            assert!(en.contains(' ') && !en.contains("null"), "{en}");
        }
    }
}
