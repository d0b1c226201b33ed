//! Lists of bodies whose members share a word: `各省、自治区、直辖市人民政府` is one name,
//! `各镇人民政府、街道办事处` are two. A piece that cannot stand alone as a name belongs
//! to what follows it (各省, 自治区) or to what precedes it (办, 局).

use super::region::PROVINCES;
use super::{is_closing, is_longer_than, is_opening, split_outside_brackets};

/// Splits a list of bodies at its separators outside brackets; names that share a
/// head stay together, as printed.
#[must_use]
pub fn split_bodies(list: &str) -> Vec<&str> {
    let pieces = read_pieces(list);
    let mut names = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let head = match &pieces[at..] {
            // Nothing follows that it could share.
            [_] => None,
            rest => shared_seat(rest).or_else(|| shared_head(rest)).or_else(|| shared_cities(rest)),
        };
        let mut last = head.map_or(at, |head| at + head);
        let start = pieces[at].start;
        // 各省、自治区、直辖市发展改革委、能源局、财政厅（局）: all are those of the same places.
        // 自治区发展改革委 by itself is that of one.
        let is_shared = last > at || pieces[at].text.starts_with("新疆生产建设兵团");
        let is_central = is_shared && pieces[at..=last].iter().any(|piece| begins_with_central(piece.text));
        while let Some(next) = pieces.get(last + 1)
            && next.separator == Some('、')
            && is_bare_office(next.text)
            && (is_central || is_again(&pieces, next.text) && names_a_place(pieces[at].text))
        {
            last += 1;
        }
        while let Some(next) = pieces.get(last + 1)
            && next.separator == Some('、')
            && is_tail(&list[start..pieces[last].end()], next.text)
        {
            last += 1;
        }
        names.push(&list[start..pieces[last].end()]);
        at = last + 1;
    }
    names
}

/// Whether a list has a piece more than once: 财政局 of several places.
fn is_again(pieces: &[Piece<'_>], text: &str) -> bool {
    /// A list of those who are written to has no more pieces, one of tasks may have.
    const LONGEST: usize = 60;
    pieces.len() <= LONGEST && pieces.iter().filter(|piece| piece.text == text).count() > 1
}

/// Whether a body says of which place it is: 各区县发展改革委, 甲新区经济运行局.
fn names_a_place(text: &str) -> bool {
    let place = |c: char| "省市县区州盟旗".contains(c);
    text.starts_with('各') || text.char_indices().any(|(at, c)| at > 0 && place(c))
}

/// A piece of a list between two separators.
struct Piece<'a> {
    text: &'a str,
    start: usize,
    /// The separator before it.
    separator: Option<char>,
}

impl Piece<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn read_pieces(list: &str) -> Vec<Piece<'_>> {
    let is_separator = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '。' | '：');
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut separator = None;
    for piece in split_outside_brackets(list, is_separator) {
        let text = piece.trim();
        if !text.is_empty() {
            let start = at + piece.len() - piece.trim_start().len();
            pieces.push(Piece { text, start, separator });
        }
        at += piece.len();
        separator = list[at..].chars().next();
        at += separator.map_or(0, char::len_utf8);
    }
    pieces
}

/// So many pieces share a head at most.
const MAX_SHARED: usize = 20;

/// The index of the piece that says where bodies of several levels have their seat, if the
/// first of `pieces` is nothing but a level: 中 of 中、省驻甲有关单位, 省直 of 省直、市直单位.
fn shared_seat(pieces: &[Piece<'_>]) -> Option<usize> {
    if !is_seat(pieces.first()?.text) {
        return None;
    }
    let at = pieces.iter().take(MAX_SHARED).position(|piece| !is_seat(piece.text))?;
    let is_bound = pieces[1..=at].iter().all(|piece| piece.separator == Some('、'));
    let behind = strip_level(pieces[at].text)?;
    let stays = behind.starts_with(['驻', '在']);
    let is_class = stays
        || strip_kind(behind).is_some_and(|rest| {
            rest.starts_with(['驻', '在'])
                || ["部门", "单位", "企业", "机构"].iter().any(|noun| rest.ends_with(noun))
        });
    (is_bound && is_class).then_some(at)
}

/// Whether a text is a level of government that bodies belong to, and nothing else: 中, 省直.
fn is_seat(text: &str) -> bool {
    strip_level(text).is_some_and(|rest| rest.is_empty() || strip_kind(rest) == Some(""))
}

fn strip_level(text: &str) -> Option<&str> {
    ["中央", "国家", "中", "部", "省", "区", "市", "州", "县"]
        .iter()
        .find_map(|level| text.strip_prefix(level))
}

/// How bodies belong to a level: 直, 属.
fn strip_kind(text: &str) -> Option<&str> {
    text.strip_prefix(['直', '属', '管'])
}

/// The index of the piece whose head the first of `pieces` shares: all before it are
/// places without one.
fn shared_head(pieces: &[Piece<'_>]) -> Option<usize> {
    let first = pieces.first()?;
    let place = Place::of(first.text)?;
    for (at, piece) in pieces.iter().enumerate().take(MAX_SHARED).skip(1) {
        // 各省，自治区，直辖市人民政府: levels are bound together by any separator.
        if piece.separator != Some('、') && place != Place::Level {
            return None;
        }
        if let Some((governed, head)) = read_governed(piece.text) {
            // 甲区、乙新区管委会: a district has a government of its own.
            if is_of_zones(head) && pieces[..at].iter().any(|piece| is_district(piece.text)) {
                return None;
            }
            let fits = match (place, governed) {
                // 各市、县人民政府; 各市州、神农架林区人民政府; not 各县区、开发区管委会.
                (Place::Level, _) => !is_of_zones(head),
                // 长春新区、示范区管委会; not 经开区、区政府.
                (Place::Named, Place::Named) => true,
                (Place::Named, Place::Level) => false,
            };
            return fits.then_some(at);
        }
        // 甲县、乙县水务局; 满洲里市、二连浩特市发展改革委
        let is_own = is_district(first.text) || is_city(first.text);
        if place == Place::Named && is_own && is_office_of_another(first.text, piece.text) {
            return Some(at);
        }
        // 各县（市）、区交通运输局, 各市、县财政局
        if place == Place::Level && completes_levels(first.text, piece.text) {
            return Some(at);
        }
        let is_central = pieces[..=at].iter().any(|piece| begins_with_central(piece.text));
        if place == Place::Level && is_central && ends_as_body(piece.text) {
            return Some(at);
        }
        if Place::of(piece.text)? != place && place == Place::Named {
            return None;
        }
    }
    None
}

/// The index of the piece that says what the first of `pieces` are, names of cities without a
/// word for it: 甲州、乙城、丙山等市人民政府.
fn shared_cities(pieces: &[Piece<'_>]) -> Option<usize> {
    /// Such a name has so many characters.
    const NAME: std::ops::RangeInclusive<usize> = 2..=4;
    let is_name = |text: &str| NAME.contains(&text.chars().count()) && !ends_as_body(text);
    let is_class = |text: &str| {
        let (name, class) = text.split_once('等')?;
        let head = class.strip_prefix(['市', '县', '区', '州', '省'])?;
        (is_name(name) && HEADS.contains(&head)).then_some(())
    };
    // The first of nearly all lists is a body.
    if !is_name(pieces.first()?.text) {
        return None;
    }
    let at = pieces.iter().take(MAX_SHARED).position(|piece| is_class(piece.text).is_some())?;
    let are_bound = pieces[1..=at].iter().all(|piece| piece.separator == Some('、'));
    (at > 0 && are_bound && pieces[..at].iter().all(|piece| is_name(piece.text))).then_some(at)
}

/// Whether `piece` is an office of another place of the same kind: 乙县水务局 behind 甲县.
fn is_office_of_another(place: &str, piece: &str) -> bool {
    let Some(kind) = place.chars().next_back() else { return false };
    piece.match_indices(kind).any(|(at, kind)| {
        let (other, office) = (&piece[..at + kind.len()], &piece[at + kind.len()..]);
        (is_district(other) || is_city(other)) && office.chars().count() > 1 && ends_as_body(office)
    })
}

/// Whether a text is the name of a city, and no more.
fn is_city(text: &str) -> bool {
    /// 市 and two characters before it at least; 克孜勒苏 is about the longest.
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=6;
    text.ends_with('市')
        && text.matches('市').count() == 1
        && LENGTHS.contains(&text.chars().count())
        && !text.starts_with(['各', '全', '本'])
}

/// A place without a body: it cannot stand alone in a list of bodies.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Levels of government: 各省, 自治区, 县（市、区）.
    Level,
    /// A place by its name: 长春新区.
    Named,
}

impl Place {
    fn of(text: &str) -> Option<Self> {
        let base = without_bracket(text);
        // 北京、河北、陕西省人民政府
        if PROVINCES.contains(&base) {
            return Some(Self::Named);
        }
        // 兵团, but not 集团.
        if !base.ends_with(PLACES) || base.ends_with("集团") {
            return None;
        }
        Some(if base.chars().all(|c| LEVELS.contains(c)) { Self::Level } else { Self::Named })
    }
}

/// The last characters of names of places that a body may govern.
const PLACES: &[char] =
    &['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡', '园', '港', '城', '岛', '块', '团', '场'];

/// The characters of words for levels of government: 各设区市, 自治州, 省直管县.
const LEVELS: &str = "各省自治直辖市县区州盟旗镇乡民族设地级以上管计划单列副及和";

/// What governs one place, and may stand once for several.
const HEADS: &[&str] = &[
    "人民政府",
    "政府",
    "管委会",
    "管理委员会",
    "管委",
    "党工委",
    "工委",
    "党委",
    "委",
    "人大",
    "政协",
    "行署",
];

/// Whether a head is that of zones only: no county has a 管委会, or a 工委.
fn is_of_zones(head: &str) -> bool {
    head.starts_with('管') || head.ends_with("工委")
}

/// A place with its head: 直辖市人民政府, 菊园新区管委会.
fn read_governed(text: &str) -> Option<(Place, &'static str)> {
    let base = without_bracket(text);
    let head = *HEADS.iter().find(|head| base.ends_with(**head))?;
    // 各市、县级政府
    let governed = base[..base.len() - head.len()].trim_end_matches('级');
    // 自贸试验（经济合作区）管委会
    let inner =
        || governed.strip_suffix('）').and_then(|text| text.rsplit_once('（')).map(|(_, inner)| inner);
    let place = Place::of(governed).or_else(|| inner().and_then(Place::of))?;
    Some((place, head))
}

/// Whether a named place is a district or a county rather than a zone: 甲江区. Zones have
/// longer names, or say what they are for.
fn is_district(text: &str) -> bool {
    /// No district has more characters.
    const LONGEST: usize = 3;
    const ZONES: &[&str] = &[
        "新区",
        "园区",
        "开发区",
        "高新区",
        "经开区",
        "工业区",
        "保税区",
        "度假区",
        "示范区",
        "试验区",
        "合作区",
        "经济区",
        "产业区",
        "风景区",
        "旅游区",
        "文旅区",
        "投资区",
        "科技区",
        "物流区",
        "临空区",
        "空港区",
    ];
    let name = text.rsplit_once('市').map_or(text, |(_, name)| name);
    name.ends_with(['区', '县'])
        && Place::of(name) == Some(Place::Named)
        && !is_longer_than(name, LONGEST)
        && !ZONES.iter().any(|end| name.ends_with(end))
}

/// Places that only the centre writes to: what they share may be any office,
/// 各省、自治区、直辖市教育厅.
fn begins_with_central(text: &str) -> bool {
    ["自治区", "直辖市", "计划单列市", "新疆生产建设兵团"].iter().any(|place| text.starts_with(place))
}

fn ends_as_body(text: &str) -> bool {
    let base = without_bracket(text);
    base.ends_with(['厅', '局', '委', '办', '院', '会', '部', '室', '联', '府']) || base.ends_with("部门")
}

/// Whether a body is that of a further level that `before` has not named, one that is no
/// higher: 县财政局 behind 各市, 市（区）教育局 behind 各县. 市教育局 behind 各县 is that of the
/// city itself.
fn completes_levels(before: &str, piece: &str) -> bool {
    const RANKS: [&[char]; 3] = [&['市', '州', '盟'], &['县', '区', '旗'], &['镇', '乡']];
    let rank = |c: char| RANKS.iter().position(|rank| rank.contains(&c));
    let Some(first) = before.strip_prefix('各').and_then(|places| places.chars().next()).and_then(rank)
    else {
        return false;
    };
    // 各市、县、自治县财政局
    let mut chars = piece.strip_prefix("自治").unwrap_or(piece).chars();
    let Some(level) = chars.next().filter(|level| !before.contains(*level)) else { return false };
    let is_further = rank(level).is_some_and(|rank| rank >= first)
        || rank(level).is_some() && chars.as_str().starts_with('（');
    is_further && ends_as_body(piece) && Place::of(piece).is_none()
}

/// Whether a text is an office that names no place of its own: 能源局, 财政厅（局）.
fn is_bare_office(text: &str) -> bool {
    // 水利（水务）厅（局） ends as 厅 does.
    let last = text.rfind(is_opening).filter(|at| *at > 0 && text.ends_with(is_closing));
    let base = last.map_or(text, |at| &text[..at]);
    ends_as_body(base)
        && !base.contains(['省', '市', '县', '区', '州', '盟', '旗', '各', '驻', '中'])
        && !["国家", "国务院", "兵团", "全国", "有关", "相关", "部", "委"]
            .iter()
            .any(|word| base.starts_with(word))
}

/// Whether `piece` cannot stand without the name before it: 办 of 各委、办, and 单位
/// of 有关部门、单位.
fn is_tail(before: &str, piece: &str) -> bool {
    /// What an office or a level is called for short; 团 of 团市委 is none.
    const LONE: &[char] = &[
        '委', '办', '局', '厅', '部', '处', '室', '科', '院', '所', '站', '省', '市', '州', '县', '区', '旗',
        '盟', '镇', '乡', '村',
    ];
    const BARE: &[&str] = &["部门", "单位", "机构", "企业", "团体", "组织"];
    /// Parts of one body: 局各科室、单位.
    const INNER: &[&str] = &["机关", "科室", "处室", "股室"];
    let base = without_bracket(piece);
    let is_bare = BARE.contains(&base) && BARE.iter().chain(INNER).any(|word| before.ends_with(word));
    // 各县（市、区）委、人民政府; 甲山景区工委、管委会
    let is_head = HEADS.contains(&base) && HEADS.iter().any(|head| before.ends_with(head));
    // 各区、县级市
    let is_level = before.starts_with('各')
        && !piece.starts_with('各')
        && [before, piece].iter().all(|place| Place::of(place) == Some(Place::Level));
    base.chars().count() == 1 && base.contains(LONE)
        || is_level
        || is_head
        || base.is_empty()
        || is_bare
        || begins_with_central(piece) && Place::of(piece) == Some(Place::Level)
}

/// A name without the bracket that it ends with: 各县 of 各县（市、区）.
fn without_bracket(text: &str) -> &str {
    if !text.ends_with(['）', ')', ']', '】', '〕']) {
        return text;
    }
    match text.find(is_opening) {
        Some(at) if at > 0 => text[..at].trim_end(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names are set apart by bars.
    #[track_caller]
    fn check(list: &str, names: &str) {
        assert_eq!(split_bodies(list).join("|"), names);
    }

    #[test]
    fn parts_of_one_body() {
        check("各区水利局，局各科室、单位", "各区水利局|局各科室、单位");
        check("厅机关各处室、直属单位", "厅机关各处室|直属单位");
        check("市民政局、各区、县级市", "市民政局|各区、县级市");
        check("各区、各县级市", "各区|各县级市");
    }

    #[test]
    fn offices_of_the_same_places_with_other_names_in_brackets() {
        let list =
            "各省、自治区、直辖市教育厅（局）、文化（文旅）厅（局）、住房和城乡建设厅（委、管委）、水利厅";
        check(
            &format!("{list}，新疆生产建设兵团教育局、水利局"),
            &format!("{list}|新疆生产建设兵团教育局、水利局"),
        );
    }

    #[test]
    fn an_office_that_is_listed_again_is_that_of_the_place_before_it() {
        check(
            "各区县发展改革委、财政局，甲新区经济运行局、财政局，市教育局",
            "各区县发展改革委、财政局|甲新区经济运行局、财政局|市教育局",
        );
        check("各区县发展改革委、财政局，市教育局", "各区县发展改革委|财政局|市教育局");
    }

    #[test]
    fn names_that_share_a_head_stay_together() {
        check("各市、县人民政府，省政府各厅、委、办", "各市、县人民政府|省政府各厅、委、办");
    }

    #[test]
    fn places_share_a_government() {
        check(
            "各省、自治区、直辖市人民政府，国务院各部委、各直属机构",
            "各省、自治区、直辖市人民政府|国务院各部委|各直属机构",
        );
        check("各省，自治区，直辖市人民政府", "各省，自治区，直辖市人民政府");
        check("各市、州、县人民政府", "各市、州、县人民政府");
        check("各市、县财政局，省财政厅", "各市、县财政局|省财政厅");
        check("各市、县、自治县水务局、财政局", "各市、县、自治县水务局|财政局");
        check("市属各企业，中央、省在甲各单位", "市属各企业|中央、省在甲各单位");
        check("各县、市（区）教育局，市直各学校", "各县、市（区）教育局|市直各学校");
        check("各县、市教育局", "各县|市教育局");
        check("各镇、县财政局", "各镇|县财政局");
        check("各市、县（市、区）人民政府、高新区管委会", "各市、县（市、区）人民政府|高新区管委会");
        check("各市州、直管市、云岭林区人民政府", "各市州、直管市、云岭林区人民政府");
        check("各县（自治县）人民政府，各乡、镇人民政府", "各县（自治县）人民政府|各乡、镇人民政府");
        check("各市、县委，各市、县人民政府", "各市、县委|各市、县人民政府");
        check("各县（市、区）委、人民政府，市委各部委办", "各县（市、区）委、人民政府|市委各部委办");
        check(
            "各省、自治区、直辖市教育厅（教委），各计划单列市教育局",
            "各省、自治区、直辖市教育厅（教委）|各计划单列市教育局",
        );
        check("各市、县、区", "各市、县、区");
        check(
            "各省、自治区、直辖市发展改革委、能源局、财政厅（局），国家能源局各派出机构",
            "各省、自治区、直辖市发展改革委、能源局、财政厅（局）|国家能源局各派出机构",
        );
        check("各盟市能源局，云山市、清溪河市发展改革委", "各盟市能源局|云山市、清溪河市发展改革委");
        check("云山市、省水利厅", "云山市|省水利厅");
        check("自治区发展改革委、财政厅、林业局", "自治区发展改革委|财政厅|林业局");
        check("各县市水务局，云山县、清溪县水务局", "各县市水务局|云山县、清溪县水务局");
        check("云山县、市水务局", "云山县|市水务局");
        check("省水利厅、云山、清溪、白沙等市人民政府", "省水利厅|云山、清溪、白沙等市人民政府");
        check("省水利厅、云山等市人民政府", "省水利厅|云山等市人民政府");
        check(
            "北京、河北、陕西省（自治区）人民政府，国家档案局",
            "北京、河北、陕西省（自治区）人民政府|国家档案局",
        );
        check("各县（市）、区交通运输局，局机关各科室", "各县（市）、区交通运输局|局机关各科室");
        check(
            "各省、自治区、直辖市及计划单列市、新疆生产建设兵团文化主管部门",
            "各省、自治区、直辖市及计划单列市、新疆生产建设兵团文化主管部门",
        );
    }

    #[test]
    fn levels_share_a_seat() {
        check("甲县人民政府，中、省驻甲有关单位", "甲县人民政府|中、省驻甲有关单位");
        check("省、市驻甲有关单位", "省、市驻甲有关单位");
        check("部、省属驻甲有关单位", "部、省属驻甲有关单位");
        check("市直各单位，中直、省直驻甲有关单位", "市直各单位|中直、省直驻甲有关单位");
        check("省直、市直各部门", "省直、市直各部门");
        check("省、市教育局", "省|市教育局");
    }

    #[test]
    fn zones_share_a_committee() {
        check("甲山管委会，乙水新区、丙江示范区管委会", "甲山管委会|乙水新区、丙江示范区管委会");
        check("经开区、区政府各部门", "经开区|区政府各部门");
        check("甲东新区、乙江区、丙浦区、丁港新片区管委会", "甲东新区|乙江区|丙浦区|丁港新片区管委会");
        check("甲山风景名胜区、乙州高新区、丙商投资区管委会", "甲山风景名胜区、乙州高新区、丙商投资区管委会");
        check("开发（度假）区、自贸试验（经济合作区）管委会", "开发（度假）区、自贸试验（经济合作区）管委会");
        check("经开区、区政府", "经开区|区政府");
        check("开发区、云水新城、甲山景区工委、管委会", "开发区、云水新城、甲山景区工委、管委会");
        check("各县区、开发区管委会", "各县区|开发区管委会");
    }

    #[test]
    fn offices_share_what_they_belong_to() {
        check("区政府各委、办、局，各街道办事处", "区政府各委、办、局|各街道办事处");
        check("市直各委、办、局（公司），市属各高等院校", "市直各委、办、局（公司）|市属各高等院校");
        check("驻甲中直有关部门、单位", "驻甲中直有关部门、单位");
        check("市政府各部门、直属单位", "市政府各部门|直属单位");
    }

    #[test]
    fn names_that_stand_alone() {
        check("各镇人民政府、街道办事处", "各镇人民政府|街道办事处");
        check("各镇、街道办事处", "各镇|街道办事处");
        check("各县区、市教育局", "各县区|市教育局");
        check("市教育局、市科技局，市残联。", "市教育局|市科技局|市残联");
        check("各县（市、区）、市直有关部门", "各县（市、区）|市直有关部门");
        check("", "");
    }
}
