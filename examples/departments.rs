//! Who leads how much: `cargo run --example departments -- plans/*.txt`.

use std::collections::BTreeMap;

use guihua::{Source, parse};

fn main() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for path in std::env::args().skip(1) {
        // What cannot be read is told, and does not stop the others.
        let read = std::fs::read(&path)
            .map_err(words)
            .and_then(|bytes| Source::from_bytes(path.clone(), bytes, None).map_err(words));
        match read {
            Ok(source) => {
                for document in parse(&source).documents {
                    let clauses = document.plan.responsibilities.into_iter();
                    for department in clauses.flat_map(|clause| clause.lead) {
                        *counts.entry(department.name).or_default() += 1;
                    }
                }
            }
            Err(error) => eprintln!("{path}: {error}"),
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
    for (name, count) in counts {
        println!("{count:6} {name}");
    }
}

fn words(error: impl std::fmt::Display) -> String {
    error.to_string()
}
