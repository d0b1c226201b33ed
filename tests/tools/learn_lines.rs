//! Learns the weights in `src/layout/weights.rs` from documents whose paragraphs are
//! known, and says how well they do on documents that were held out.
//!
//! `tests/tools/typeset.py` makes such documents: `NAME.WAY.txt` and, beside it,
//! `NAME.WAY.begins`; of the seeds as `variants.rs` wraps them, too (`--written`). Then
//!
//! ```sh
//! LEARN_FROM=typeset cargo test --lib learn_lines -- --ignored --nocapture
//! ```
//!
//! prints the share of lines that are joined rightly and the F1 of paragraphs for each way,
//! before and after learning, on every fifth document, from which nothing is learned.
//! `LEARN_SHOW=8` prints so many wrong lines of each text, `LEARN_ROUNDS=8` says how often all
//! others are gone over (0: only measure), and `LEARN_INTO=src/layout/weights.rs` writes the
//! weights. `LEARN_WAYS=wrapped` lets those of other ways be as they are.
//!
//! It is an averaged structured perceptron: a stretch of a document is decided with the
//! weights at hand; where the outcome is wrong, what the right reading adds up gains, and what
//! the wrong one adds up loses. Which lines stand in one printed line is not told; of
//! the readings that agree with the paragraphs, the likeliest counts as right.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::decide::{Evidence, Joint, decide_with, walk, way_of};
use super::headings::HeadingStyles;
use super::observe::{Seen, observe};
use super::weights::{CERTAIN, Sign, Signs, WEIGHTS, Way, Weights, place, print};
use super::{Prepared, prepare};
use crate::normalize::normalize;

/// What a joint may cost that is not allowed.
const NEVER: i32 = -1_000_000;

/// How much the right reading must be ahead, for each line.
const AHEAD: i32 = 12;

/// How far the first mistakes move a weight.
const RATE: f32 = 0.3;

/// No weight that is learned is larger.
const MOST: f32 = 600.0;

/// Pieces of a document that are decided together while learning.
const STRETCH: usize = 60;

/// Texts that were not set anew count so many times.
const REAL: usize = 10;

/// One document of these is held out.
const HELD_OUT: usize = 5;

struct Document {
    name: String,
    way: String,
    is_held_out: bool,
    text: String,
    seen: Vec<Seen>,
    /// Whether each piece begins a paragraph, where that is known.
    begins: Vec<Option<bool>>,
    measure: super::measure::Measure,
    styles: HeadingStyles,
}

impl Document {
    fn read(path: &Path, is_held_out: bool) -> Option<Self> {
        let source = std::fs::read_to_string(path).unwrap();
        let signs = std::fs::read_to_string(path.with_extension("begins")).unwrap();
        let normalized = normalize(&source);
        let Prepared { lines, furniture, breaks, measure, .. } = prepare(&normalized, &source, None);
        let styles = HeadingStyles::of(&normalized.text, &lines, measure);
        let seen = observe(&normalized, &lines, &furniture, &breaks, measure);
        let signs = signs.trim().as_bytes();
        if signs.len() != lines.len() {
            println!("left out, for its lines are not one for one: {}", path.display());
            return None;
        }
        let way = way_of(measure);
        let mut begins: Vec<Option<bool>> = Vec::with_capacity(seen.len());
        for (at, piece) in seen.iter().enumerate() {
            let is_first = at == 0 || seen[at - 1].line != piece.line;
            // What is certain is so: a row of a table, which the tool takes for text.
            let weights = signs_in(piece.signs).map(|sign| WEIGHTS[place::sign(way, sign)]);
            let certain = weights.filter(|weight| weight.abs() >= CERTAIN).max();
            begins.push(match (signs[piece.line as usize], certain) {
                (b'+' | b'-', Some(weight)) if is_first => Some(weight > 0),
                (b'+', None) if is_first => Some(true),
                (b'-', None) if is_first => Some(false),
                _ => None,
            });
        }
        let way = path.file_stem().unwrap().to_string_lossy();
        let way = way.rsplit_once('.').unwrap().1.to_owned();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        Some(Self { name, way, is_held_out, text: normalized.text, seen, begins, measure, styles })
    }

    fn evidence<'a>(&'a self, weights: &'a Weights, from: usize, to: usize) -> Evidence<'a> {
        Evidence {
            text: &self.text,
            seen: &self.seen[from..to],
            measure: self.measure,
            styles: &self.styles,
            weights,
        }
    }

    /// Stretches that begin with a paragraph.
    fn stretches(&self) -> Vec<(usize, usize)> {
        let mut stretches = Vec::new();
        let mut from = 0;
        for at in 1..self.seen.len() {
            if at - from >= STRETCH && self.begins[at] == Some(true) {
                stretches.push((from, at));
                from = at;
            }
        }
        stretches.push((from, self.seen.len()));
        stretches
    }
}

fn signs_in(signs: Signs) -> impl Iterator<Item = usize> {
    (0..Sign::COUNT).filter(move |sign| signs >> sign & 1 == 1)
}

fn agrees(known: Option<bool>, joint: Joint) -> bool {
    known.is_none_or(|begins| begins == (joint == Joint::Begins))
}

/// Right joints and all, then paragraphs that are right, wanted and found.
#[derive(Clone, Copy, Default)]
struct Count([usize; 5]);

fn measure(documents: &[Document], weights: &Weights) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let most: usize = std::env::var("LEARN_SHOW").ok().and_then(|most| most.parse().ok()).unwrap_or(0);
    for document in documents {
        let mut shown = 0;
        let joints = decide_with(&document.evidence(weights, 0, document.seen.len()), |_, _| 0);
        let count = &mut counts.entry(document.way.clone()).or_default().0;
        // A paragraph is right where both its ends are.
        let mut is_whole = true;
        let mut begun = 0;
        for (at, (joint, known)) in joints.iter().zip(&document.begins).enumerate() {
            let Some(known) = *known else { continue };
            let found = *joint == Joint::Begins;
            count[0] += usize::from(found == known);
            count[1] += 1;
            if found && known {
                count[2] += usize::from(is_whole && begun > 0);
                is_whole = true;
                begun += 1;
            } else if found != known {
                is_whole = false;
                if shown == 0 && most > 0 {
                    println!("{} {:?}", document.name, document.measure);
                }
                if shown < most {
                    let tail: Vec<char> = document.seen[at.saturating_sub(1)]
                        .text(&document.text)
                        .chars()
                        .rev()
                        .take(16)
                        .collect();
                    let tail: String = tail.into_iter().rev().collect();
                    let head: String = document.seen[at].text(&document.text).chars().take(16).collect();
                    println!("    {} {tail} | {head}", if known { "joined" } else { "parted" });
                }
                shown += 1;
            }
            count[3] += usize::from(known);
            count[4] += usize::from(found);
        }
        count[2] += usize::from(is_whole && begun > 0);
    }
    counts
}

fn share(part: usize, all: usize) -> f64 {
    f64::from(part as u32) / f64::from(all.max(1) as u32)
}

fn show(title: &str, documents: &[Document], weights: &Weights) {
    println!("{title}");
    let mut all = Count::default();
    let counts = measure(documents, weights);
    let f1 = |count: &Count| share(2 * count.0[2], count.0[3] + count.0[4]);
    for (way, count) in &counts {
        println!(
            "  {way:22} lines {:6}/{:6} {:.4}  paragraphs F1 {:.4}",
            count.0[0],
            count.0[1],
            share(count.0[0], count.0[1]),
            f1(count)
        );
        for at in 0..5 {
            all.0[at] += count.0[at];
        }
    }
    println!(
        "  all                    lines {:.4}  paragraphs F1 {:.4}",
        share(all.0[0], all.0[1]),
        f1(&all)
    );
}

/// The texts of `folder`, in order.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .filter(|path| path.with_extension("begins").exists())
        .collect();
    paths.sort();
    paths
}

#[test]
#[ignore = "a tool: learns the weights from a folder of documents"]
fn learn() {
    let folder = PathBuf::from(std::env::var("LEARN_FROM").expect("LEARN_FROM names a folder"));
    let rounds: usize =
        std::env::var("LEARN_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(6);
    let mut names: Vec<String> = Vec::new();
    let mut documents = Vec::new();
    for path in texts(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().split('.').next().unwrap().to_owned();
        if names.last() != Some(&name) {
            names.push(name);
        }
        documents.extend(Document::read(&path, names.len().is_multiple_of(HELD_OUT)));
    }
    let (held_out, learned): (Vec<Document>, Vec<Document>) =
        documents.into_iter().partition(|document| document.is_held_out);
    println!("{} texts, {} held out", learned.len() + held_out.len(), held_out.len());
    show("before, held out", &held_out, &WEIGHTS);
    if std::env::var_os("LEARN_SHOW").is_some() {
        show("before, learned from", &learned, &WEIGHTS);
    }
    let mut weights: Vec<f32> = WEIGHTS.iter().map(|weight| f32::from(*weight)).collect();
    let mut sums = vec![0f64; place::COUNT];
    let mut steps = 0u32;
    let rounded = |weights: &[f32]| -> Weights { std::array::from_fn(|at| weights[at].round() as i16) };
    let mut stretches: Vec<(usize, (usize, usize))> = Vec::new();
    let ways = std::env::var("LEARN_WAYS").unwrap_or_default();
    let is_wanted = |way: Way| ways.is_empty() || ways.contains(&format!("{way:?}").to_lowercase());
    for (at, document) in learned.iter().enumerate() {
        if !is_wanted(way_of(document.measure)) {
            continue;
        }
        let count = if matches!(document.way.as_str(), "annotated" | "as_it_is") { REAL } else { 1 };
        for _ in 0..count {
            stretches.extend(document.stretches().into_iter().map(|stretch| (at, stretch)));
        }
    }
    let mut dice = 12345u64;
    for round in 0..rounds {
        for at in (1..stretches.len()).rev() {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            stretches.swap(at, (dice >> 33) as usize % (at + 1));
        }
        let rate = RATE / 0.5f32.mul_add(f32::from(round as u16), 1.0);
        let mut wrong = 0;
        for (at, (from, to)) in &stretches {
            let document = &learned[*at];
            let begins = &document.begins[*from..*to];
            let now = rounded(&weights);
            let evidence = document.evidence(&now, *from, *to);
            let found = decide_with(&evidence, |at, joint| if agrees(begins[at], joint) { 0 } else { AHEAD });
            let is_right = found.iter().zip(begins).all(|(joint, known)| agrees(*known, *joint));
            if !is_right {
                wrong += 1;
                let right =
                    decide_with(&evidence, |at, joint| if agrees(begins[at], joint) { 0 } else { NEVER });
                walk(&evidence, &right, |_, place| weights[place] += rate);
                walk(&evidence, &found, |_, place| weights[place] -= rate);
                for at in 0..place::COUNT {
                    weights[at] = if WEIGHTS[at].abs() >= CERTAIN {
                        f32::from(WEIGHTS[at])
                    } else {
                        weights[at].clamp(-MOST, MOST)
                    };
                }
            }
            // What the first round learns is forgotten: it still moves.
            if round > 0 || rounds == 1 {
                steps += 1;
                for at in 0..place::COUNT {
                    sums[at] += f64::from(weights[at]);
                }
            }
        }
        println!("round {}: {wrong} of {} stretches wrong", round + 1, stretches.len());
    }
    if steps == 0 {
        return;
    }
    let averaged: Weights = std::array::from_fn(|at| (sums[at] / f64::from(steps)).round() as i16);
    show("after, learned from", &learned, &averaged);
    show("after, held out", &held_out, &averaged);
    if let Ok(path) = std::env::var("LEARN_INTO") {
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, print(&text, &averaged)).unwrap();
    }
}
