//! How fast web pages and Word files are read to text, on one core.
//!
//! ```text
//! cargo bench --bench formats
//! ```
//!
//! The input is `fixtures/formats`: each seed as a page of some 50 kB and as a
//! Word file. Pages are measured in megabytes of markup a second, once by
//! themselves and once joined to a single page of 16 MB; Word files in documents
//! a second, with and without the model.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};
use std::{env, fs};

use guihua::{Source, parse};

/// Runs of each measurement; the median counts.
const RUNS: usize = 7;

fn main() {
    if env::args().any(|argument| argument == "--test") {
        return;
    }
    let pages = files("html");
    let size: usize = pages.iter().map(Vec::len).sum();
    let time = median(|| read_all(&pages));
    println!("{} pages, {:.2} MB: {:.0} MB/s", pages.len(), mega(size), mega(size) / time.as_secs_f64());
    let joined = vec![grown(&pages[0], 16_000_000)];
    let time = median(|| read_all(&joined));
    println!(
        "one page of {:.1} MB: {:.0} MB/s",
        mega(joined[0].len()),
        mega(joined[0].len()) / time.as_secs_f64()
    );
    let words = files("docx");
    let time = median(|| read_all(&words));
    println!("{} Word files: {:.0} documents/s to text", words.len(), count(&words) / time.as_secs_f64());
    let time = median(|| {
        for bytes in &words {
            black_box(parse(&Source::from_bytes("-", bytes.clone(), None).unwrap()));
        }
    });
    println!(
        "{} Word files: {:.0} documents/s to the model",
        words.len(),
        count(&words) / time.as_secs_f64()
    );
}

/// The page with its paragraphs repeated until it has about `size` bytes.
fn grown(page: &[u8], size: usize) -> Vec<u8> {
    let page = std::str::from_utf8(page).unwrap();
    let (start, end) = (page.find("<p").unwrap(), page.rfind("</p>").unwrap() + "</p>".len());
    [&page[..start], &page[start..end].repeat(size / (end - start)), &page[end..]].concat().into_bytes()
}

fn files(extension: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

fn read_all(files: &[Vec<u8>]) {
    for bytes in files {
        black_box(Source::from_bytes("-", bytes.clone(), None).unwrap());
    }
}

#[allow(clippy::cast_precision_loss, reason = "figures for people")]
fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

#[allow(clippy::cast_precision_loss, reason = "figures for people")]
fn count(files: &[Vec<u8>]) -> f64 {
    files.len() as f64
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[RUNS / 2]
}
