//! Reads a plan and prints its outline: `cargo run --example parse -- plan.txt`.

use std::error::Error;

use guihua::model::Section;
use guihua::{Lang, Source, parse};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let source = Source::from_bytes(path.clone(), std::fs::read(path)?, None)?;
    let parsed = parse(&source);
    for document in &parsed.documents {
        println!("{}", document.plan.title);
        outline(&document.plan.sections, 1);
    }
    for found in &parsed.diagnostics {
        let line = source.lines().line(found.span.start);
        eprintln!("{}:{line}: {}", source.path(), found.message(Lang::En));
    }
    Ok(())
}

fn outline(sections: &[Section], depth: usize) {
    for section in sections {
        let [first, _] = section.lines;
        let (label, title) = (section.label.as_deref(), section.title.as_deref());
        println!("{:depth$}{}{} ({first})", "", label.unwrap_or_default(), title.unwrap_or("…"));
        outline(&section.sections, depth + 2);
    }
}
