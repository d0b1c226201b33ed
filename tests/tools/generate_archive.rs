//! Makes an archive of plans to measure and test with:
//!
//! ```sh
//! cargo run --release --example generate_archive -- --plans 20000 --out DIR
//! ```
//!
//! Every plan is one of `seeds` or `fixtures/documents` with another name of its
//! region, other numbers, another layout, width and encoding. The same number of
//! plans gives the same bytes, and a larger archive begins with the smaller one.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use guihua::Source;

/// How many plans stand in a folder.
const FOLDER: usize = 500;

/// First and second character of a name; any two make one.
const FIRST: &[&str] =
    &["安", "宝", "昌", "德", "丰", "固", "海", "吉", "临", "宁", "平", "清", "荣", "泰", "武", "永"];
const SECOND: &[&str] =
    &["川", "城", "昌", "德", "江", "康", "陵", "宁", "平", "泉", "山", "水", "顺", "阳", "原", "州"];

fn main() -> io::Result<()> {
    let words: Vec<String> = env::args().collect();
    let value = |name: &str| words.iter().position(|word| word == name).and_then(|at| words.get(at + 1));
    let (Some(Ok(plans)), Some(out)) = (value("--plans").map(|count| count.parse::<usize>()), value("--out"))
    else {
        eprintln!("usage: generate_archive --plans N --out DIR");
        std::process::exit(2);
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Plans of ordinary length by far, and some short ones between them.
    let (long, short) = (read(&root.join("seeds"))?, read(&root.join("fixtures/documents"))?);
    let mut bytes = 0;
    for number in 0..plans {
        let mut random = Random(number as u64);
        let models = if random.below(20) == 0 { &short } else { &long };
        let model = &models[random.below(models.len())];
        let (name, plan) = vary(model, &mut random);
        let folder = Path::new(out).join(format!("{:03}", number / FOLDER));
        if number % FOLDER == 0 {
            fs::create_dir_all(&folder)?;
        }
        fs::write(folder.join(format!("{number:06}_{name}.txt")), &plan)?;
        bytes += plan.len();
    }
    println!("{plans} plans, {bytes} bytes");
    Ok(())
}

/// A plan that others are made from.
struct Model {
    text: String,
    /// Its paragraphs, each a line, without page numbers.
    paragraphs: Vec<String>,
    /// The name of its region, without 市, 县, 区.
    name: Option<String>,
}

fn read(folder: &Path) -> io::Result<Vec<Model>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let model = |path: &PathBuf| {
        let text = fs::read_to_string(path)?;
        let source = Source::from_text("-", text.as_str());
        let parsed = guihua::parse(&source);
        let region = parsed.documents.first().and_then(|document| document.plan.region.clone());
        let name = region.and_then(|region| {
            let mut name = region;
            name.pop();
            (name.chars().count() >= 2).then_some(name)
        });
        Ok(Model { paragraphs: guihua::paragraphs(&source), text, name })
    };
    paths.iter().map(model).collect()
}

/// Another plan like `model`, and the name of its region.
fn vary(model: &Model, random: &mut Random) -> (String, Vec<u8>) {
    let name = format!("{}{}", random.one(FIRST), random.one(SECOND));
    let mut text = match random.below(4) {
        0 => model.paragraphs.join("\n"),
        1 => wrap(&model.paragraphs, 26 + random.below(14)),
        2 => model.text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n"),
        _ => model.text.clone(),
    };
    if let Some(old) = &model.name {
        text = text.replace(old.as_str(), &name);
    }
    text = renumber(&text, random);
    text = match random.below(3) {
        0 => text.chars().map(|c| shift(c, '0'..='9', '０')).collect(),
        1 => text.chars().map(|c| shift(c, '０'..='９', '0')).collect(),
        _ => text,
    };
    if random.below(4) == 0 {
        text = text.replace('\n', "\r\n");
    }
    let bytes = match random.below(8) {
        0 | 1 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        2 => std::iter::once('\u{feff}').chain(text.chars()).collect::<String>().into_bytes(),
        3 => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        _ => text.into_bytes(),
    };
    (name, bytes)
}

/// Paragraphs cut at the margin, with the first line of each set in.
fn wrap(paragraphs: &[String], columns: usize) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        // Rows of tables keep their columns.
        if paragraph.contains(['\t', '|']) {
            text.extend([paragraph.as_str(), "\n"]);
            continue;
        }
        let indented = format!("　　{paragraph}");
        for (column, c) in indented.chars().enumerate() {
            if column > 0 && column % columns == 0 {
                text.push('\n');
            }
            text.push(c);
        }
        text.push('\n');
    }
    text
}

/// Other digits behind the first of each number with a unit or a decimal point.
fn renumber(text: &str, random: &mut Random) -> String {
    let mut varied = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut run = String::new();
    while let Some(c) = chars.next() {
        run.push(c);
        let is_end = chars.peek().is_none_or(|next| !next.is_ascii_digit());
        if c.is_ascii_digit() && !is_end {
            continue;
        }
        let has_unit = chars.peek().is_some_and(|next| "%％万亿人户个名张家所项".contains(*next));
        if c.is_ascii_digit() && has_unit {
            let digits = run.chars().enumerate();
            let other = |(at, digit): (usize, char)| if at == 0 { digit } else { random.digit() };
            varied.extend(digits.map(other).collect::<Vec<_>>());
        } else {
            varied.push_str(&run);
        }
        run.clear();
    }
    varied
}

/// `c`, if it lies in `from`, at the same distance from `to`.
fn shift(c: char, from: std::ops::RangeInclusive<char>, to: char) -> char {
    if !from.contains(&c) {
        return c;
    }
    char::from_u32(u32::from(to) + (u32::from(c) - u32::from(*from.start()))).unwrap_or(c)
}

/// `SplitMix64` (Steele, Lea, Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).unwrap_or_default()
    }

    fn one<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }

    fn digit(&mut self) -> char {
        char::from(b'0' + u8::try_from(self.below(10)).unwrap_or_default())
    }
}
