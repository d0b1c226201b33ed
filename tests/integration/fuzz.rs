//! The fuzz targets without a fuzzer: their corpus, and mutations of it that are
//! the same every time.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};
use std::{env, fs};

use crate::checks;
use crate::support::root;

/// How often each file of the corpus is mutated; `GUIHUA_MUTATIONS` says otherwise.
const MUTATIONS: u64 = 40;

/// No longer than this: thousands of inputs have to take seconds.
const LENGTH: usize = 1500;

/// Pieces that mean something to one of the stages.
const PIECES: &[&[u8]] = &[
    b"\n",
    b"\r",
    b"\t",
    b"\0",
    b"\xff",
    b"\xff\xfe",
    b"\x81\x30\x81\x30",
    b"(",
    b"1.",
    b"| a | b |\n|---|---|\n",
    b"# ",
    b"**",
    "　　".as_bytes(),
    "一、".as_bytes(),
    "（二）".as_bytes(),
    "第三章".as_bytes(),
    "专栏1".as_bytes(),
    "附件".as_bytes(),
    "目录\n".as_bytes(),
    "—12—\n".as_bytes(),
    "（牵头单位：".as_bytes(),
    "……3\n".as_bytes(),
    "２０２５年".as_bytes(),
    "“".as_bytes(),
    "\u{200b}\u{ad}\u{feff}".as_bytes(),
    "\u{2f00}\u{f900}e\u{301}".as_bytes(),
    "\u{e000}\u{fffd}".as_bytes(),
    b"{\"",
    b"\": [",
    b": &a\n- ",
    b"<<: *a\n",
    b"---\n",
    b"\\",
    b"1\\)",
    b"&",
    b"&amp;ldquo;",
    b"&nbsp;",
    b"&#12308;",
    b"&ge;",
    "\\(一\\)".as_bytes(),
    "1\\、".as_bytes(),
    "＼＆﹙︵﹒".as_bytes(),
    "　title：".as_bytes(),
    b"$\\geq 85$",
    "（续）".as_bytes(),
    "（2023年3月6日）".as_bytes(),
    "　年　月　日".as_bytes(),
    "的通知\n".as_bytes(),
];

/// The same for the readers of formats.
const TAGS: &[&[u8]] = &[
    b"<p>",
    b"</p>",
    b"<div>",
    b"</div>",
    b"<table><tr><td colspan=9999>",
    b"<tr><td rowspan=3>",
    b"</table>",
    b"<br>",
    b"<pre>",
    b"<!--",
    b"<script>",
    b"<a href=a.doc>",
    b"&nbsp;&#xFFFF;&lt",
    b"<li>",
    b"<ol start=4000000000>",
    b"<w:p>",
    b"</w:p>",
    b"<w:tbl><w:tr><w:tc>",
    b"</w:tc></w:tr></w:tbl>",
    b"<w:r><w:t>",
    b"</w:t></w:r>",
    b"<w:numPr><w:ilvl w:val='8'/><w:numId w:val='1'/></w:numPr>",
    b"<w:gridSpan w:val='4000000000'/><w:vMerge/>",
    b"<w:txbxContent>",
    b"<w:del>",
    b"<w:fldChar w:fldCharType='begin'/>",
    b"=== word/numbering.xml\n",
    b"&amp;ldquo;",
    b"&amp;amp;nbsp;",
    b"&#12308;",
    b"1\\)",
    "\\(一\\)".as_bytes(),
    "一、".as_bytes(),
    "专栏1".as_bytes(),
    b"<sup>",
    b"<svg><title/>",
    b"<td>$\\geq 85$",
];

/// `SplitMix64`.
pub struct Random(pub u64);

impl Random {
    /// A number below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % count.max(1) as u64).unwrap()
    }
}

fn mutate(bytes: &[u8], pieces: &[&[u8]], length: usize, random: &mut Random) -> Vec<u8> {
    let mut mutated = bytes.to_vec();
    for _ in 0..=random.below(6) {
        let at = random.below(mutated.len() + 1);
        let end = (at + random.below(40)).min(mutated.len());
        match random.below(5) {
            0 => drop(mutated.drain(at..end)),
            1 => {
                let piece = mutated[at..end].to_vec();
                let to = random.below(mutated.len() + 1);
                mutated.splice(to..to, piece);
            }
            2 if at < mutated.len() => mutated[at] = u8::try_from(random.below(256)).unwrap(),
            _ => drop(mutated.splice(at..at, pieces[random.below(pieces.len())].iter().copied())),
        }
    }
    mutated.truncate(length);
    mutated
}

fn replay(target: &str, check: fn(&[u8])) {
    replay_with(target, PIECES, LENGTH, check);
}

fn replay_with(target: &str, pieces: &[&[u8]], length: usize, check: fn(&[u8])) {
    let count = env::var("GUIHUA_MUTATIONS").map_or(MUTATIONS, |count| count.parse().unwrap());
    let folder = root("tests/fuzz/corpus").join(target);
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty(), "{target}");
    for (seed, path) in paths.iter().enumerate() {
        let bytes = fs::read(path).unwrap();
        let mut random = Random(seed as u64);
        let mutations = (0..count).map(|_| mutate(&bytes, pieces, length, &mut random));
        for (number, input) in std::iter::once(bytes.clone()).chain(mutations).enumerate() {
            let holds = catch_unwind(AssertUnwindSafe(|| check(&input))).is_ok();
            assert!(
                holds,
                "{target} {} mutation {number}: {:?}",
                path.display(),
                String::from_utf8_lossy(&input)
            );
        }
    }
    let seconds = env::var("GUIHUA_FUZZ_SECONDS").map_or(0, |seconds| seconds.parse().unwrap());
    search(target, &paths, Duration::from_secs(seconds), &|bytes, random| {
        let mutated = mutate(bytes, pieces, length, random);
        let holds = catch_unwind(AssertUnwindSafe(|| check(&mutated))).is_ok();
        assert!(holds, "{target}: {:?}", String::from_utf8_lossy(&mutated));
        mutated
    });
}

/// Goes on for a time: files of the corpus, each with a piece of another, mutated again
/// and again. `GUIHUA_FUZZ_SEED` says where the search begins.
fn search(
    target: &str,
    paths: &[std::path::PathBuf],
    time: Duration,
    step: &dyn Fn(&[u8], &mut Random) -> Vec<u8>,
) {
    /// An input that has changed more often is noise.
    const GENERATIONS: usize = 8;
    let files: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    let mut random = Random(env::var("GUIHUA_FUZZ_SEED").map_or(1, |seed| seed.parse().unwrap()));
    let (begin, mut count) = (Instant::now(), 0u64);
    while begin.elapsed() < time {
        let mut input = files[random.below(files.len())].clone();
        let other = &files[random.below(files.len())];
        let (from, len) = (random.below(other.len() + 1), random.below(400));
        let at = random.below(input.len() + 1);
        input.splice(at..at, other[from..other.len().min(from + len)].iter().copied());
        for _ in 0..=random.below(GENERATIONS) {
            input = step(&input, &mut random);
            count += 1;
        }
    }
    if count > 0 {
        println!("{target}: {count} inputs");
    }
}

#[test]
fn decode() {
    replay("decode", checks::decode);
}

#[test]
fn model_file() {
    replay("model_file", checks::model_file);
}

#[test]
fn normalize() {
    replay("normalize", checks::normalize);
}

#[test]
fn parse() {
    for entry in fs::read_dir(root("tests/fuzz/corpus/parse")).unwrap() {
        checks::parse(&fs::read(entry.unwrap().path()).unwrap());
    }
    replay("parse", checks::parse_damaged);
}

#[test]
fn pdf() {
    replay("pdf", checks::pdf);
}

#[cfg(feature = "html")]
#[test]
fn html() {
    replay_with("html", TAGS, 4 * LENGTH, checks::html);
}

#[cfg(feature = "docx")]
#[test]
fn docx() {
    replay_with("docx", TAGS, 4 * LENGTH, checks::docx);
}
