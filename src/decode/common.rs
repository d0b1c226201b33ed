//! Characters that are frequent in plans: the evidence by which text in the
//! right encoding is told from text in a wrong one.
//!
//! In the right encoding more than half of the Chinese characters of a plan are
//! common; in a wrong one a few in a hundred are, by chance.

/// Whether `c` is a common ideograph, simplified or traditional, or a common
/// mark of Chinese punctuation.
pub(crate) fn is_common(c: char) -> bool {
    let code = c as usize;
    match code.checked_sub(FIRST) {
        Some(index) if index < SIZE => COMMON[index / 64] >> (index % 64) & 1 == 1,
        _ => {
            matches!(c, '、' | '。' | '《' | '》' | '（' | '）' | '，' | '：' | '；' | '“' | '”' | '\u{3000}')
        }
    }
}

/// The 256 most frequent ideographs of the five seeds, by falling frequency and
/// then by code point. A test counts them again and prints the new table when
/// the seeds have changed.
const SEEDS: &str = "\
    残人疾业务服的和市就障设康保助社展建发加化会育等政实复提机局教区动全体生持强力公\
    基施为作合规进工构无事家碍平文联能用制部理开推性共度重与中入法参补目项有大养培对\
    健一儿活位民职善学创高供定贴本门扶支训专特行童单医资立通范护要信件关员府技条村庭\
    网辅安完励照年现各策管委改组织办新标划盲托系按困息质救优城导益水具殊纳乡量面主利\
    地落求及国场点疗精配险道升应在预产时级台校准好心给适权难更成自将方需器费造头期鼓\
    予贫以农收术符防品广备源经评牵步增多视续卫帮快协低监融分神式统五少镇依党不居相互\
    上交示程习传排县普置语十效络围坚";

/// Further characters that plans of every field share, chosen by hand: function
/// words, places, transport, environment, trade.
const GENERAL: &str = "\
    是我他到出可也你那得着之而所下子么小如天同日月起看只想前然见身于从己其但些做手外\
    名南西北央省州街河江海湖山林草田土火木金石油煤候境污染科路港口航空物流字旅游药老\
    龄住房域略任投元百千余左右束指值占比例率均累超印知直属意纲案四第二三六七八九章序\
    附栏表限真彻执抄送军警院察秘厅室";

/// Frequent simplified characters, each followed by its traditional form,
/// written by hand. The traditional ones tell Big5.
const PAIRS: &str = "\
    业業务務会會实實机機区區动動体體为為规規构構无無碍礙联聯开開与與参參补補项項养養\
    对對儿兒职職学學创創贴貼门門训訓专專单單医醫资資护護关關条條网網辅輔励勵现現级級\
    组組织織办辦标標划劃托託系係质質优優导導纳納乡鄉场場点點疗療险險应應产產时時台臺\
    准準给給适適难難将將费費头頭贫貧农農术術备備广廣经經评評牵牽视視续續帮幫协協监監\
    统統镇鎮党黨传傳习習县縣语語络絡围圍坚堅众眾节節设設发發复復后後里裡个個这這来來\
    说說东東车車电電长長问問间間过過还還进進运運达達远遠连連选選环環气氣态態万萬亿億\
    义義书書价價权權检檢测測济濟满滿综綜总總结結维維线線继繼绿綠编編绩績调調议議计計\
    许許论論证證试試认認识識请請课課谋謀财財责責货貨购購贯貫贸貿转轉轮輪较較载載输輸\
    边邊迁遷递遞邮郵铁鐵银銀销銷链鏈键鍵闭閉队隊阳陽际際陆陸随隨顶頂顺順须須预預领領\
    题題额額风風飞飛馆館驱驅验驗鱼魚龙龍齐齊临臨举舉乐樂亲親仅僅仓倉们們伤傷劳勞势勢\
    华華历歷压壓双雙变變号號响響团團园園图圖坏壞块塊墙牆壮壯声聲处處奖獎奋奮妇婦宁寧\
    审審宽寬层層岁歲岛島师師带帶废廢归歸录錄战戰户戶扩擴抚撫报報拟擬择擇挥揮换換据據\
    损損数數断斷显顯暂暫杂雜极極树樹样樣档檔桥橋汇匯汉漢沟溝没沒泽澤洁潔润潤渔漁湾灣\
    湿濕热熱爱愛状狀独獨献獻盖蓋盘盤矿礦码碼确確础礎种種积積称稱稳穩穷窮竞競笔筆类類\
    粮糧约約纪紀细細终終国國残殘当當彻徹执執话話负負强強药藥云雲于於";

/// The block of unified ideographs.
const FIRST: usize = 0x4E00;
const SIZE: usize = 0x5200;

/// One bit for each ideograph that is common.
static COMMON: [u64; SIZE / 64] = with(PAIRS, with(GENERAL, with(SEEDS, [0; SIZE / 64])));

/// Adds the characters of a table, which are three bytes of UTF-8 each.
const fn with(table: &str, mut bits: [u64; SIZE / 64]) -> [u64; SIZE / 64] {
    let bytes = table.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] as usize & 0x0F) << 12
            | (bytes[at + 1] as usize & 0x3F) << 6
            | (bytes[at + 2] as usize & 0x3F);
        let index = code - FIRST;
        bits[index / 64] |= 1 << (index % 64);
        at += 3;
    }
    bits
}

/// Writes `text` in traditional characters, as far as the table goes.
#[cfg(test)]
pub(crate) fn traditional(text: &str) -> String {
    let forms: Vec<char> = PAIRS.chars().collect();
    let form = |c| forms.chunks(2).find(|pair| pair[0] == c).map_or(c, |pair| pair[1]);
    text.chars().map(form).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};
    use std::path::Path;

    use super::*;

    #[test]
    fn the_table_of_the_seeds_is_up_to_date() {
        let mut counts = BTreeMap::new();
        for entry in Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                let text = std::fs::read_to_string(path).unwrap();
                for c in text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)) {
                    *counts.entry(c).or_insert(0_u32) += 1;
                }
            }
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|&(c, count)| (std::cmp::Reverse(count), c));
        let table: String = counts.iter().take(256).map(|&(c, _)| c).collect();
        assert_eq!(SEEDS, table);
    }

    #[test]
    fn every_character_of_the_tables_is_common() {
        for c in [SEEDS, GENERAL, PAIRS].concat().chars() {
            assert!(('\u{4E00}'..='\u{9FFF}').contains(&c) && is_common(c), "{c}");
        }
        for c in ['\u{4E01}', '锟', '烫', 'a', '\u{FFFD}', '\u{9FFF}', '\u{20BB7}'] {
            assert!(!is_common(c), "{c}");
        }
    }

    #[test]
    fn pairs_are_written_in_their_character_sets() {
        let (simplified, traditional): (Vec<_>, Vec<_>) =
            PAIRS.chars().enumerate().partition(|(at, _)| at % 2 == 0);
        assert_eq!(simplified.len(), traditional.len());
        let distinct: HashSet<_> = simplified.iter().map(|(_, c)| *c).collect();
        assert_eq!(distinct.len(), simplified.len());
        for (_, c) in traditional {
            assert!(!encoding_rs::BIG5.encode(&c.to_string()).2, "{c}");
        }
    }
}
