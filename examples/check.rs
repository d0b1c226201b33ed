//! Proofreads a plan and tells what is wrong where, and what to do:
//! `cargo run --example check -- plan.txt`.

use std::error::Error;

use guihua::{Lang, Source, check};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let source = Source::from_bytes(path.clone(), std::fs::read(path)?, None)?;
    for found in check(&source).diagnostics {
        let rule = found.code.rule();
        let line = source.lines().line(found.span.start);
        println!("{}:{line}: {} {}", source.path(), rule.code, found.message(Lang::Zh));
        println!("    {}", found.span.of(source.text()));
        println!("    {}", found.help(Lang::Zh));
    }
    Ok(())
}
