//! T011 doubled-character: one character typed twice, such as 的的.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::is_han;
use crate::span::{SourceSpan, Span};
use memchr::memmem;

/// Particles, with the characters before and behind that make a word of them:
/// 目的|的, 的|的确. There both may stand.
const PARTICLES: &[(char, &str, &str)] = &[
    ('的', "目标靶有", "确士卡"),
    ('了', "不为", "解断然结却之"),
    ('和', "总饱温共调缓平祥柔中随谐亲附", "谐平睦解气善缓"),
    ('与', "参给赠授干", "会否其论时此"),
    ('及', "以涉普顾波惠触言论提危企不遍累殃", "时其早格至第"),
    ('在', "存现所实内正潜旨自好外", "建校职编册线岗内于全外位此乎场地"),
    ('是', "于但可只凡若总就正要还都", "否非"),
    ('对', "应面针相核反绝派敌配比校一查作", "接于口外标策照比应待象内症称话手准"),
    ('为', "作成行认以更较称人因视列化变分转改设极尤最大甚", "了民期主此何人止先"),
    ('将', "即必终主大名健干", "要来军近士领"),
    ('被', "植棉", "子告动征"),
    ('向', "方面导动意取志趋走去定朝倾转流内外纵横双单", "上前阳好导往"),
    ('以', "可予加得足难用给是所致借何", "及上下内外后来前往为便免至人色"),
    ('其', "尤与极及", "他中它余次间实"),
    ('于', "由关对属基处等位限致善利便源急敢至低高大小终易难勇归安用忠", "是此"),
    ('由', "理自缘事", "于此衷来"),
    ('从', "服听随顺依跟", "而事业严重中源此未前头"),
    ('并', "合一兼吞", "且网轨购入存行联列举重进发"),
    ('或', "抑", "者许"),
    ('而', "从进然因反继", "且"),
    ('就', "成造迁", "业医学地近读餐诊座是"),
    ('要', "主重需必纲摘提简概首只想还紧扼", "求素点件闻领么害务员"),
];

/// Characters that are doubled by right, the levels of government, which stand before
/// their offices (市市场监管局, 县县城, 省省直机关), and numerals, which count on their own:
/// 十五五, 三三制, 八八战略.
const REDUPLICATED: &str = "人家户天年月日时处事个种样代世层级点步声条回次趟件份项期常刚渐频屡仅偏恰往每大小多少高深紧\
                            牢稳真实满慢快好早远长久暗默悄静款源滔蒸欣津孜勃朗斤区市县省州乡镇村国盟旗街路巷明清等\
                            谢爸妈宝星钉部局院校厅司署企〇一二三四五六七八九十百千万亿";

/// A word stands in the document often enough to be one.
const OFTEN: usize = 3;

/// More places than this are not looked up in the document, and no more of it
/// than this is searched: what costs time must not grow with the square.
const LOOKED_UP: usize = 32;
const SEARCHED: usize = 1 << 20;

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let manuscript = context.manuscript;
    let text = manuscript.text.as_str();
    let mut looked_up = 0;
    for repeat in context.walk().repeats.iter().filter(|repeat| repeat.len == 3) {
        let (at, end) = (repeat.at as usize, repeat.at as usize + 6);
        let place = Doubled { text, at };
        let Some(c) = text[at..].chars().next() else { continue };
        let is_fault = match PARTICLES.iter().find(|(particle, ..)| *particle == c) {
            Some((_, before, after)) => {
                !place.before().is_some_and(|c| before.contains(c))
                    && !place.after().is_some_and(|c| after.contains(c))
                    && !is_apart(context, repeat.at + 3)
            }
            None if REDUPLICATED.contains(c) || looked_up == LOOKED_UP => false,
            None => {
                looked_up += 1;
                place.is_word_of_document(c) && !is_apart(context, repeat.at + 3)
            }
        };
        let source = context.place(Span::new(repeat.at, end as u32));
        if is_fault && !is_reported(context, source) {
            let shown = place.before().map_or_else(String::new, String::from) + &text[at..end];
            let shown = shown + &place.after().map_or_else(String::new, String::from);
            found.push(Diagnostic::new(Code::DoubledCharacter, source).with(shown).with(c));
        }
    }
}

/// Whether white space, such as that between two cells, stood before `at`.
pub(super) fn is_apart(context: &Context<'_>, at: u32) -> bool {
    let gaps = &context.manuscript.gaps;
    let index = gaps.partition_point(|gap| gap.at < at);
    gaps.get(index).is_some_and(|gap| gap.at == at)
}

/// Whether the repetition at `place` is known as one of a page break.
pub(super) fn is_reported(context: &Context<'_>, place: SourceSpan) -> bool {
    context.manuscript.diagnostics.iter().any(|found| {
        found.code == Code::RepeatedAtPageBreak
            && found.span.start < place.end
            && place.start < found.span.end
    })
}

/// A character that stands twice from `at` on.
struct Doubled<'a> {
    text: &'a str,
    at: usize,
}

impl Doubled<'_> {
    /// The Chinese character before the two.
    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back().filter(|c| is_han(*c))
    }

    /// The Chinese character behind the two.
    fn after(&self) -> Option<char> {
        self.text[self.at + 6..].chars().next().filter(|c| is_han(*c))
    }

    /// Whether the text with only one of them is what the document often writes,
    /// while both of them are needed for no two words: 大学学生 are 大学 and 学生,
    /// 残疾疾人 is nothing but 残疾人.
    fn is_word_of_document(&self, c: char) -> bool {
        let count = |word: &[char]| {
            let word: String = word.iter().collect();
            let text = &self.text.as_bytes()[..self.text.len().min(SEARCHED)];
            memmem::find_iter(text, word.as_bytes()).take(64).count()
        };
        match (self.before(), self.after()) {
            (Some(before), Some(after)) => {
                let word = count(&[before, c, after]);
                // In 大学生, 大学 and 学生 are words by themselves if they stand
                // elsewhere too.
                word >= OFTEN
                    && count(&[before, c, c, after]) == 1
                    && (count(&[before, c]) == word + 1 || count(&[c, after]) == word + 1)
            }
            (None, Some(after)) => count(&[c, after]) > OFTEN,
            (Some(before), None) => count(&[before, c]) > OFTEN,
            (None, None) => false,
        }
    }
}
