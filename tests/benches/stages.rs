//! How fast each stage is, how time and memory grow, how soon the program starts.
//!
//! ```text
//! cargo bench --bench stages              all of it, about a minute or two
//! cargo bench --bench stages -- 8         with 8 MB instead of 64
//! ```
//!
//! The input is the five seeds, one after another, repeated. Every stage runs on
//! the output of the one before; its figure is megabytes of *source* per second,
//! the median of several runs, so figures of different stages compare.
//! pulldown-cmark, which reads Markdown to events, runs on the same bytes in the
//! same process as a yardstick. Repeated text flatters branch prediction: take
//! the figures for upper bounds, and the ratios for what they are.
//!
//! The allocator is told to keep what is given back to it. Otherwise it returns
//! memory to the system between two runs, and the next one pays for getting it
//! again: more or less, as the machine and the moment want, so that half the text
//! was seen to take a third of the time. The last lines are about a process of its
//! own, which pays for all of its memory.
//!
//! No benchmark crate: one run takes longer than their samples, and what they
//! cannot do (ratios, doubling, start and memory of a process) is most of it.

mod hostile;

use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use guihua::normalize::normalize;
use guihua::render::{self, Format};
use guihua::stages::{layout, read_body};
use guihua::{Source, check, parse};

/// Runs of each stage; the median counts.
const RUNS: usize = 5;

/// Starts of the program; the median counts.
const STARTS: usize = 20;

/// What tells the allocator of the system (that of the GNU C library) to keep memory, where
/// nobody has told it otherwise: bytes at the end of what it has, and of one piece at most.
const KEEP_MEMORY: [(&str, &str); 2] =
    [("MALLOC_TRIM_THRESHOLD_", "4000000000"), ("MALLOC_MMAP_THRESHOLD_", "33554432")];

fn main() {
    // The allocator reads its settings before anything of this runs.
    if env::var_os(KEEP_MEMORY[0].0).is_none() {
        let mut again = Command::new(env::current_exe().unwrap());
        let status = again.args(env::args_os().skip(1)).envs(KEEP_MEMORY).status().unwrap();
        std::process::exit(status.code().unwrap_or(1));
    }
    let mega_bytes = env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(64);
    let text = repeated(mega_bytes * 1_000_000);
    println!("five seeds, repeated to {:.1} MB; median of {RUNS} runs\n", mega(text.len()));
    stages(&text);
    growth(&text);
    hostile_growth();
    process(&text);
}

fn seeds() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    paths.sort();
    paths
}

/// The five seeds, repeated to at least `size` bytes.
fn repeated(size: usize) -> String {
    let once: String = seeds().iter().map(|path| fs::read_to_string(path).unwrap() + "\n").collect();
    once.repeat(size.div_ceil(once.len()))
}

#[allow(clippy::cast_precision_loss, reason = "figures for people")]
fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// The median time of `run`; what it returns is dropped outside the clock.
fn median<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            let output = black_box(run());
            let time = start.elapsed();
            drop(output);
            time
        })
        .collect();
    times.sort_unstable();
    times[runs / 2]
}

/// Each stage by itself, then the whole way, then the yardstick.
fn stages(text: &str) {
    let bytes = text.as_bytes();
    let source = Source::from_text("seeds.txt", text);
    let normalized = normalize(source.text());
    let manuscript = layout(&normalized, source.text());
    // Reading takes the bytes over; the copy is made outside the clock.
    let mut copies: Vec<Vec<u8>> = (0..RUNS).map(|_| bytes.to_vec()).collect();
    let read = median(RUNS, || Source::from_bytes("seeds.txt", copies.pop().unwrap(), None).unwrap());
    let rows = [
        ("read (decode, hash)", read),
        ("normalize", median(RUNS, || normalize(source.text()))),
        ("layout", median(RUNS, || layout(&normalized, source.text()))),
        ("blocks", median(RUNS, || read_body(&manuscript))),
        ("parse (all but read)", median(RUNS, || parse(&source))),
        ("check (all but read)", median(RUNS, || check(&source))),
        (
            "parse and write JSON",
            median(RUNS, || {
                let mut json = Vec::with_capacity(source.text().len() * 3);
                render::append(&mut json, &parse(&source).documents, Format::Json).unwrap();
                json
            }),
        ),
        ("plan by plan, to JSON", median(RUNS, || one_by_one(text.len()))),
        ("plan by plan, two threads", median(RUNS, || two_at_once(text.len()))),
        ("pulldown-cmark to events", median(RUNS, || pulldown_cmark::Parser::new(text).count())),
    ];
    let yardstick = rows[rows.len() - 1].1.as_secs_f64();
    println!("| stage | ms | MB/s | × pulldown-cmark |\n|---|---:|---:|---:|");
    for (name, time) in rows {
        let seconds = time.as_secs_f64();
        println!(
            "| {name} | {:.0} | {:.0} | {:.2} |",
            seconds * 1e3,
            mega(text.len()) / seconds,
            yardstick / seconds
        );
    }
}

/// Parses the seeds in turn until they make up `size` bytes, as a batch of files
/// would be: in one text, all that follows the first annex belongs to it.
fn one_by_one(size: usize) -> usize {
    let sources: Vec<Source> = seeds()
        .iter()
        .map(|path| Source::from_text(path.to_string_lossy(), fs::read_to_string(path).unwrap()))
        .collect();
    let (mut read, mut written) = (0, 0);
    for source in sources.iter().cycle() {
        if read >= size {
            break;
        }
        let mut json = Vec::with_capacity(source.text().len() * 3);
        render::append(&mut json, &parse(source).documents, Format::Json).unwrap();
        read += source.text().len();
        written += json.len();
    }
    written
}

/// The same by two threads, half of it by each.
fn two_at_once(size: usize) -> usize {
    std::thread::scope(|scope| {
        let threads = [(); 2].map(|()| scope.spawn(|| one_by_one(size / 2)));
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    })
}

/// Whether twice the input takes twice the time.
fn growth(text: &str) {
    println!("\n| input | half, ms | whole, ms | ratio |\n|---|---:|---:|---:|");
    let one_line = text.replace('\n', "");
    for (name, text) in [("lines", text), ("one line", &one_line)] {
        let half = Source::from_text("half", &text[..text.floor_char_boundary(text.len() / 2)]);
        let whole = Source::from_text("whole", text);
        let [half, whole] = [&half, &whole].map(|source| median(3, || parse(source)).as_secs_f64());
        println!("| {name} | {:.0} | {:.0} | {:.2} |", half * 1e3, whole * 1e3, whole / half);
    }
}

/// The same for text that nobody writes.
fn hostile_growth() {
    println!("\n| pattern | half, ms | whole, ms | ratio |\n|---|---:|---:|---:|");
    for ((name, half), (_, whole)) in hostile::texts(200).into_iter().zip(hostile::texts(400)) {
        let [half, whole] = [half, whole].map(|text| {
            let source = Source::from_text(name, text);
            median(3, || parse(&source)).as_secs_f64()
        });
        println!("| {name} | {:.1} | {:.1} | {:.2} |", half * 1e3, whole * 1e3, whole / half);
    }
}

/// How soon the program is done with one plan, and what memory it takes for the
/// whole text.
fn process(text: &str) {
    let Some(program) = option_env!("CARGO_BIN_EXE_guihua") else { return };
    let parse = |path: &Path| {
        let mut command = Command::new(program);
        command.args(["parse", "-q", "-f", "json"]).arg(path);
        for (name, _) in KEEP_MEMORY {
            command.env_remove(name);
        }
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let seed = &seeds()[0];
    let start = median(STARTS, || assert!(parse(seed).status().unwrap().success()));
    println!("\none plan, process included: {:.1} ms (median of {STARTS})", start.as_secs_f64() * 1e3);
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    let clock = Instant::now();
    let peak = peak_memory(parse(file.path()));
    let time = clock.elapsed().as_secs_f64();
    match peak {
        Some(peak) => println!(
            "{:.1} MB, process included: {time:.2} s, peak memory {:.0} MB ({:.1} × the input)",
            mega(text.len()),
            mega(peak),
            mega(peak) / mega(text.len())
        ),
        None => println!("peak memory: try /usr/bin/time -v guihua parse -q -f json FILE"),
    }
}

/// The high-water mark of a process's memory in bytes, as Linux reports it
/// while the process lives.
fn peak_memory(mut command: Command) -> Option<usize> {
    let mut child = command.spawn().unwrap();
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak = None;
    while child.try_wait().unwrap().is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilo_bytes = mark.and_then(|mark| mark.trim().strip_suffix(" kB")?.parse::<usize>().ok());
        peak = peak.max(kilo_bytes.map(|kilo_bytes| kilo_bytes * 1024));
        std::thread::sleep(Duration::from_millis(2));
    }
    peak
}
