//! A text that stands twice in its file, as some data bases and clipboards give it: the second
//! time is no content.

use crate::scan::count_bytes;

/// A shorter repetition is a refrain.
const MIN_BYTES: usize = 180;

/// So much of its beginning tells a text from a pattern, which stands more than twice.
const BEGINNING: usize = 120;

/// Where the second of the two copies begins that a text is, white space aside: as an offset in the
/// normalized text.
pub(super) fn find_copy(text: &str) -> Option<u32> {
    let half = count_bytes(text.as_bytes(), is_ink) / 2;
    if half < MIN_BYTES {
        return None;
    }
    let start = nth_ink(text.as_bytes(), half)?;
    let (first, second) = text.as_bytes().split_at(start);
    // The first characters differ in nearly every text, and what stands more than twice does so
    // from its beginning on.
    let begins_alike = || ink(first).take(MIN_BYTES).eq(ink(second).take(MIN_BYTES));
    let beginning = &second[..second.len().min(BEGINNING)];
    let stands_twice = || memchr::memmem::find_iter(text.as_bytes(), beginning).take(3).count() <= 2;
    (begins_alike() && stands_twice() && ink(first).eq(ink(second))).then_some(start as u32)
}

fn ink(bytes: &[u8]) -> impl Iterator<Item = u8> {
    bytes.iter().copied().filter(|byte| is_ink(*byte))
}

/// Whether a byte is no white space.
const fn is_ink(byte: u8) -> bool {
    !byte.is_ascii_whitespace()
}

/// Where the byte stands that so many others precede, white space aside.
fn nth_ink(bytes: &[u8], mut before: usize) -> Option<usize> {
    /// Counting is faster than looking for one byte.
    const BLOCK: usize = 4096;
    let mut start = 0;
    for block in bytes.chunks(BLOCK) {
        let count = count_bytes(block, is_ink);
        if before < count {
            let at = block.iter().enumerate().filter(|(_, byte)| is_ink(**byte)).nth(before);
            return at.map(|(at, _)| start + at);
        }
        before -= count;
        start += block.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::find_copy;
    use crate::model::FurnitureKind;
    use crate::{Source, parse};

    const PLAN: &str = "甲市水利发展规划\n为建设水网，制定本规划。\n一、目标\n到2025年，建成水库三座，治理河道五十公里。\n\
                        二、任务\n（一）修建水库。加快前期工作。\n（二）治理河道。由市水利局会同各县推进。\n";

    #[test]
    fn a_text_that_stands_twice() {
        let whole = PLAN.repeat(2);
        assert_eq!(find_copy(&whole), Some(PLAN.len() as u32));
        let one_line = PLAN.replace('\n', "").repeat(2);
        assert_eq!(find_copy(&one_line), Some(one_line.len() as u32 / 2));
        for text in [whole, one_line] {
            let parsed = parse(&Source::from_text("t.txt", &*text));
            assert_eq!(parsed.documents.len(), 1, "{text}");
            let document = &parsed.documents[0];
            let copy: Vec<_> =
                document.furniture.iter().filter(|part| part.kind == FurnitureKind::Web).collect();
            assert!(copy[0].text.starts_with("甲市水利"), "{copy:?}");
            assert!(parsed.diagnostics.iter().any(|found| found.code.rule().code == "T017"));
        }
    }

    #[test]
    fn what_only_begins_or_ends_alike() {
        for text in [
            format!("{PLAN}{PLAN}附：联系人名单\n"),
            format!("{PLAN}附则：本规划自发布之日起施行，由市水利局负责解释。\n{PLAN}"),
            PLAN.repeat(3),
            "任务分工。\n".repeat(40),
            format!("甲市残疾人联合会：\n我单位参会人员如下。\n{PLAN}{PLAN}"),
        ] {
            assert_eq!(find_copy(&text), None, "{text}");
        }
    }
}
