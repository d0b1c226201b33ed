//! Bodies of the whole country, whose branches bear its name and that of their place.

/// What names of bodies begin with that belong to no level of local government: the place stands
/// behind it, 中共甲市委, 人行甲市中心支行.
pub const NATIONAL: &[&str] = &[
    "中国共产党",
    "中共",
    "国家税务总局",
    "中国人民银行",
    "人民银行",
    "人行",
    "共青团",
    "中国电信",
    "中国移动",
    "中国联通",
    "中国铁塔",
];
