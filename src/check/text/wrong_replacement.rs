//! T014 wrong-replacement: a word that came to be when one level of government was replaced by another throughout.

mod vocabulary;

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::city::is_city_only;
use crate::scan::is_han;
use crate::span::Span;

/// A word that one wrong character makes of another.
struct Slip {
    /// What stands before the level in the word.
    before: &'static str,
    /// The levels that may have taken the place of `right`.
    wrong: &'static [char],
    /// What stands behind the level in the word.
    after: &'static str,
    /// The character that belongs there.
    right: &'static str,
    /// Characters in front of all that with which the level makes another word: 社区|场所.
    word_before: &'static str,
    /// Characters behind all that which make another word: 区|场地.
    word_after: &'static str,
}

/// Characters before 区 that make a word of it.
const AREAS: &str = "社园小景片街校院厂矿港山林牧库灌老郊辖战特军禁疫湖海滩垦农景";

const SLIPS: &[Slip] = &[
    Slip {
        before: "",
        wrong: &['区', '县', '省', '州', '旗'],
        after: "场",
        right: "市",
        word_before: AREAS,
        word_after: "所地馆景站镇址外内面域院部次均租",
    },
    Slip {
        before: "",
        wrong: &['区', '县', '省', '州', '旗', '市'],
        after: "务院",
        right: "国",
        word_before: "",
        word_after: "",
    },
    Slip {
        before: "",
        wrong: &['区', '县', '省', '市'],
        after: "家级",
        right: "国",
        word_before: "",
        word_after: "",
    },
    Slip {
        before: "",
        wrong: &['区', '县', '市', '省'],
        after: "村振兴",
        right: "乡",
        word_before: "",
        word_after: "",
    },
    Slip {
        before: "",
        wrong: &['区', '县', '省', '州'],
        after: "民化",
        right: "市",
        word_before: AREAS,
        word_after: "",
    },
    Slip {
        before: "都", wrong: &['区', '县'], after: "圈", right: "市", word_before: "", word_after: ""
    },
    Slip {
        before: "城",
        wrong: &['区', '县'],
        after: "群",
        right: "市",
        word_before: "",
        word_after: "众体",
    },
    Slip {
        before: "超大城", wrong: &['区', '县'], after: "", right: "市", word_before: "", word_after: ""
    },
    Slip {
        before: "特大城", wrong: &['区', '县'], after: "", right: "市", word_before: "", word_after: ""
    },
    Slip {
        before: "上",
        wrong: &['区', '县', '省'],
        after: "公司",
        right: "市",
        word_before: "网线以",
        word_after: "",
    },
    Slip {
        before: "",
        wrong: &['区', '县', '省', '市'],
        after: "帜",
        right: "旗",
        word_before: "",
        word_after: "",
    },
    Slip {
        before: "",
        wrong: &['区', '县', '省', '市'],
        after: "舰",
        right: "旗",
        word_before: "军",
        word_after: "队艇船",
    },
    Slip {
        before: "自治",
        wrong: &['市', '省'],
        after: "",
        right: "区",
        word_before: "民",
        word_after: "级县区场",
    },
    Slip {
        before: "开发",
        wrong: &['市'],
        after: "",
        right: "区",
        word_before: "",
        word_after: "场级区县政民域内外区",
    },
    Slip {
        before: "社",
        wrong: &['市'],
        after: "",
        right: "社区",
        word_before: "作销行版报通信联会电",
        word_after: "场级直区县政民",
    },
    Slip {
        before: "农社",
        wrong: &['区'],
        after: "",
        right: "村",
        word_before: "务惠三支兴助涉为",
        word_after: "",
    },
    Slip {
        before: "乡社", wrong: &['区'], after: "振兴", right: "村", word_before: "", word_after: ""
    },
    Slip {
        before: "（社",
        wrong: &['区'],
        after: "）委会",
        right: "（居）委会",
        word_before: "",
        word_after: "",
    },
    Slip {
        before: "社", wrong: &['区'], after: "委会", right: "居委会", word_before: "", word_after: ""
    },
];

/// Characters with which 区, 县 or 市 behind a name begin another word: 九江|区域,
/// 永修|市场.
const WORDS: &[(char, &str)] =
    &[('区', "域位块间划县市级内外片"), ('县', "域级城乡区市直处"), ('市', "场政民容域级直区县值井")];

/// The longest name that is looked up, in characters.
const NAME: usize = 4;

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let text = context.manuscript.text.as_str();
    let own = context.documents.iter().find_map(|document| OwnRegion::of(document.plan.region.as_deref()?));
    let levels = &context.walk().levels;
    let mut report = |start: usize, end: usize, right: String| {
        let span = Span::new(start as u32, end as u32);
        let place = context.place(span);
        found.push(Diagnostic::new(Code::WrongReplacement, place).with(context.text(span)).with(right));
    };
    let mut known = Vec::new();
    for at in levels {
        let at = *at as usize;
        let Some(level) = text[at..].chars().next() else { continue };
        let place = Place { text, at, level };
        let slip = place
            .slip()
            .or_else(|| place.level_twice())
            .or_else(|| own.as_ref().and_then(|own| place.name_of_city(own).or_else(|| place.own_name(own))));
        if let Some((start, end, right)) = slip {
            known.push(start..end);
            report(start, end, right);
        }
    }
    for (start, end, right) in vocabulary::find(text, levels) {
        if !known.iter().any(|known| known.contains(&start)) {
            let rest = text[start..end].chars().skip(1);
            report(start, end, std::iter::once(right).chain(rest).collect());
        }
    }
}

/// The region that a plan is for: 临淄 and 区.
struct OwnRegion<'a> {
    name: &'a str,
    level: char,
}

impl<'a> OwnRegion<'a> {
    /// `region` may name several levels; the last is the region itself.
    fn of(region: &'a str) -> Option<Self> {
        let level = region.chars().next_back().filter(|c| matches!(c, '市' | '区' | '县'))?;
        let names = &region[..region.len() - level.len_utf8()];
        let inner = names
            .char_indices()
            .filter(|(_, c)| matches!(c, '省' | '市' | '区' | '州' | '盟'))
            .map(|(at, c)| at + c.len_utf8())
            // 徐州 is one name.
            .rfind(|start| names[*start..].chars().count() >= 2)
            .unwrap_or(0);
        let name = &names[inner..];
        (name.chars().count() >= 2).then_some(Self { name, level })
    }
}

/// Where a fault begins and ends in the text, and what should stand there.
type Fault = (usize, usize, String);

/// A level of government in the text.
struct Place<'a> {
    text: &'a str,
    at: usize,
    level: char,
}

impl Place<'_> {
    fn before(&self) -> &str {
        &self.text[..self.at]
    }

    fn after(&self) -> &str {
        &self.text[self.at + self.level.len_utf8()..]
    }

    fn slip(&self) -> Option<Fault> {
        let (before, after) = (self.before(), self.after());
        // The first character of every `after` above, or the last of a `before`.
        let may_be = after
            .starts_with(['场', '务', '家', '村', '民', '圈', '群', '公', '帜', '舰', '）', '委'])
            || before.ends_with(['城', '治', '发', '社']);
        if !may_be {
            return None;
        }
        let is_here = |slip: &&Slip| {
            slip.wrong.contains(&self.level)
                && after.starts_with(slip.after)
                && before.ends_with(slip.before)
                && !before[..before.len() - slip.before.len()].ends_with(|c| slip.word_before.contains(c))
                && !after[slip.after.len()..].starts_with(|c| slip.word_after.contains(c))
        };
        let slip = SLIPS.iter().find(is_here)?;
        let start = self.at - slip.before.len();
        let end = self.at + self.level.len_utf8() + slip.after.len();
        // A right word of several characters is the whole.
        let right = if slip.right.chars().count() > 1 {
            slip.right.to_owned()
        } else {
            format!("{}{}{}", slip.before.trim_end_matches('社'), slip.right, slip.after)
        };
        Some((start, end, right))
    }

    /// 县及县区, where 市及县区 was meant; 省、区、区委, where 省、市、区委 was.
    fn level_twice(&self) -> Option<Fault> {
        let (before, after) = (self.before(), self.after());
        if !matches!(self.level, '区' | '县') {
            return None;
        }
        let end = self.at + self.level.len_utf8();
        if let Some(rest) = after.strip_prefix('及').and_then(|rest| rest.strip_prefix(self.level))
            && let Some(other) = rest.chars().next().filter(|c| matches!(c, '区' | '县') && *c != self.level)
            // 市县及县区, 全县及县区
            && !before.ends_with(is_han)
        {
            let end = end + '及'.len_utf8() + self.level.len_utf8() + other.len_utf8();
            return Some((self.at, end, format!("市及{}{other}", self.level)));
        }
        let rest = after.strip_prefix('、')?.strip_prefix(self.level)?;
        let next = rest.chars().next().filter(|c| matches!(c, '委' | '政' | '级'))?;
        before.ends_with("省、").then(|| {
            let start = self.at - "省、".len();
            let end = end + '、'.len_utf8() + self.level.len_utf8() + next.len_utf8();
            (start, end, format!("省、市、{}{next}", self.level))
        })
    }

    /// Whether what follows makes another word of the level: 九江|区域.
    fn is_other_word(&self) -> bool {
        WORDS
            .iter()
            .any(|(level, next)| *level == self.level && self.after().starts_with(|c| next.contains(c)))
    }

    /// 九江区 in the plan of a 区, where only a 九江市 exists.
    fn name_of_city(&self, own: &OwnRegion<'_>) -> Option<Fault> {
        if !matches!(self.level, '区' | '县') || self.level != own.level || self.is_other_word() {
            return None;
        }
        let before = self.before();
        if before.ends_with(['社', '全', '我', '园', '小', '、', '各', '本', '，', '。']) {
            return None;
        }
        let start = before
            .char_indices()
            .rev()
            .take(NAME)
            .skip(1)
            .map(|(at, _)| at)
            .find(|at| is_city_only(&before[*at..]))?;
        let name = &before[start..];
        (name != own.name).then(|| (start, self.at + self.level.len_utf8(), format!("{name}市")))
    }

    /// 东台区 in the plan of 东台市.
    fn own_name(&self, own: &OwnRegion<'_>) -> Option<Fault> {
        let start = self.at.checked_sub(own.name.len())?;
        // A county and the city above it may share a name: 铁岭县 lies in 铁岭市.
        let is_other = matches!(self.level, '区' | '县') && own.level == '市' && is_city_only(own.name)
            || matches!((self.level, own.level), ('区', '县') | ('县', '区'));
        (is_other && self.before().ends_with(own.name) && !self.is_other_word())
            .then(|| (start, self.at + self.level.len_utf8(), format!("{}{}", own.name, own.level)))
    }
}
