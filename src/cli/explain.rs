//! `guihua explain`: the manual of the rules.

use std::fmt::Write as _;

use guihua::model::Severity;
use guihua::{Code, Lang};
use unicode_width::UnicodeWidthStr;

use super::args::check::Explain;
use super::check::selection::UnknownRule;
use super::check::selection::closest;
use super::locale::Ui;
use super::outcome::Outcome;
use super::output;

/// Prints the manual of the rules that are named, or a list of all rules.
///
/// # Errors
///
/// A name that no rule has, and output that cannot be written.
pub fn run(args: &Explain, ui: Ui) -> anyhow::Result<Outcome> {
    let text = if args.list { list(ui.lang) } else { manual(&args.rules, ui)? };
    output::Target::STDOUT.write(|writer| writer.write_all(text.as_bytes()))?;
    Ok(Outcome::Done)
}

fn manual(rules: &[String], ui: Ui) -> anyhow::Result<String> {
    let mut text = String::new();
    for word in rules {
        let Some(code) = Code::find(word) else {
            let unknown = UnknownRule { word: word.clone(), meant: closest(word) };
            anyhow::bail!("{}", unknown.message(ui));
        };
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&code.rule().markdown(ui.lang));
    }
    Ok(text)
}

/// One line for each rule: code, severity, name, what it finds.
fn list(lang: Lang) -> String {
    let mut rules: Vec<_> = Code::ALL.iter().map(|code| code.rule()).collect();
    rules.sort_by_key(|rule| rule.code);
    let name = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let widest = severities.iter().map(|severity| severity.label(lang).width()).max().unwrap_or_default();
    let mut text = String::new();
    for rule in rules {
        let severity = rule.severity.label(lang);
        let gap = widest - severity.width();
        let finds = rule.documentation.finds.pick(lang);
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}  {severity}{:gap$}  {:name$}  {finds}", rule.code, "", rule.name);
    }
    text
}
