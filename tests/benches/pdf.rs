//! How many pages of PDF are read in a second, on one core.
//!
//! ```text
//! cargo bench --bench pdf
//! ```
//!
//! The input is the five seeds as a word processor sets them, some 34 pages each.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use guihua::{Source, parse};

/// Runs over all files; the median counts.
const RUNS: usize = 9;

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let mut files: Vec<Vec<u8>> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "pdf") {
            files.push(fs::read(path).unwrap());
        }
    }
    let read = |bytes: &Vec<u8>| Source::from_bytes("-", bytes.clone(), None).unwrap();
    let pages: u32 = files
        .iter()
        .map(|bytes| read(bytes).evidence().unwrap().lines.last().map_or(0, |line| line.page))
        .sum();
    println!("{} files, {pages} pages; median of {RUNS} runs", files.len());
    report("read (to lines)", pages, || {
        for bytes in &files {
            black_box(read(bytes));
        }
    });
    report("read and parse", pages, || {
        for bytes in &files {
            black_box(parse(&read(bytes)));
        }
    });
}

fn report(name: &str, pages: u32, mut run: impl FnMut()) {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{name:16} {:7.0} pages/s", f64::from(pages) / times[RUNS / 2]);
}
