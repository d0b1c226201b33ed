//! The cities above the counties (地级市 and 直辖市), by name without 市.

use std::sync::LazyLock;

/// Cities whose name is that of no district and no county, and reads as no other
/// word before 区 or 县: 九江区 can only be meant for 九江市. One on each line, in the
/// order of their bytes.
///
/// From the list of administrative divisions of the Ministry of Civil Affairs
/// (2023: 293 prefecture-level cities, 4 municipalities), less those whose name
/// a district or county bears too (白银区, 西安区, 长沙县), those that end like a
/// word before 区 (…山区, …城区), and those that are other words as well (日照,
/// 来宾).
static CITIES: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("../../data/cities.txt").lines().collect());

/// Whether `name` can only be that of a city, whatever level is written behind it.
#[must_use]
pub fn is_city_only(name: &str) -> bool {
    CITIES.binary_search(&name).is_ok()
}

/// The names of these cities.
pub fn cities() -> impl Iterator<Item = &'static str> {
    CITIES.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_searched() {
        assert!(CITIES.is_sorted());
        assert!(is_city_only("九江") && is_city_only("齐齐哈尔"));
        assert!(!is_city_only("白银") && !is_city_only("浔阳") && !is_city_only(""));
    }
}
