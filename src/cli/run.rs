//! One function per subcommand.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use guihua::model::Document;
use guihua::model_file::Format;
use guihua::normalize::normalize;
use guihua::stages::{Why, explain};
use guihua::{Lang, Options, Source, render, schema};

use super::args::{
    self, Args, Command, Completions, Costs, Input, Man, Normalize, Output, Parse, Schema, Text,
};
use super::batch::Models;
use super::batch::reader::MODEL;
use super::corrected::{self, Corrector};
use super::ending::{self, Ending};
#[cfg(feature = "export")]
use super::export;
use super::locale::Ui;
use super::outcome::Outcome;
use super::output::{self, Outputs, Target};
use super::place::Places;
use super::report::{self, Page};
use super::task::Task;
use super::{batch, check, deadline, explain, grouped, input, plain, redirect, reviewing, told};

/// Runs the subcommand.
///
/// # Errors
///
/// Input that cannot be read and output that cannot be written.
pub fn run(args: &Args, ui: Ui) -> anyhow::Result<Outcome> {
    match &args.command {
        // The messages inside the model follow `--lang` but not the locale, so
        // that a plan gives the same bytes on every machine.
        Command::Parse(parse) => match redirect::parse(parse, ui)? {
            None => run_parse(parse, None, args.lang.map(Lang::from), ui),
            #[cfg(feature = "export")]
            Some(export) => export::run(&export, args.lang.map(Lang::from), ui),
        },
        Command::Check(args) => check::run(args, ui),
        Command::Explain(args) => explain::run(args, ui),
        Command::Normalize(normalize) => run_normalize(normalize, ui),
        #[cfg(feature = "export")]
        Command::Export(export) => match redirect::export(export) {
            None => export::run(export, args.lang.map(Lang::from), ui),
            Some(parse) => {
                run_parse(&parse, Some(export::accepted::models(ui)?), args.lang.map(Lang::from), ui)
            }
        },
        Command::Review(review) => reviewing::run(review, ui),
        Command::Text(text) => run_text(text, ui),
        Command::Schema(schema) => run_schema(schema, ui),
        Command::Completions(completions) => run_completions(completions, ui),
        Command::Man(man) => run_man(man, ui),
    }
}

/// Writes models: of plans, and where `models` are taken, of files that hold some already.
fn run_parse(parse: &Parse, models: Option<Models>, lang: Option<Lang>, ui: Ui) -> anyhow::Result<Outcome> {
    if batch::is_wanted(parse) {
        return batch::run(parse, models, lang, ui);
    }
    let file = parse.inputs.files.first().cloned();
    let outputs = Outputs::new([parse.output.target()], parse.output.force.is_given)?;
    let input = Input { file, reading: parse.reading.clone() };
    let source = read(&input, parse.costs.max_bytes, &outputs, ui)?;
    // A model that was emptied is no plan, either.
    if let Some(words) = input::emptied(&source, ui.lang) {
        return Err(anyhow::Error::msg(words).context(Task::Read(Some(source.path().to_owned()))));
    }
    if source.text().trim().is_empty() && !parse.inputs.allow_empty {
        anyhow::bail!("{}", ui.pick(batch::NOTHING.0, batch::NOTHING.1));
    }
    let path = parse.inputs.files.first().map_or(Path::new("-"), |path| path);
    let found = models.as_ref().filter(|_| parse.reading.from.is_none());
    if let Some(found) = found.and_then(|models| models.of(path, &source)) {
        let documents = found.map_err(|(error, words)| {
            if !words.is_empty() {
                // Nobody is left to tell where standard error cannot be written.
                let _ = writeln!(io::stderr(), "{}", words.trim_end());
            }
            error.context(Task::Read(Some(source.path().to_owned())))
        })?;
        write_models(parse, &documents, &outputs, ui)?;
        return Ok(Outcome::Done);
    }
    if parse.reading.from.is_none() && Format::of_text(source.text()).is_some() {
        let error = anyhow::anyhow!("{}", ui.pick(MODEL.0, MODEL.1));
        return Err(error.context(Task::Read((source.path() != "-").then(|| source.path().to_owned()))));
    }
    let options = Options { spans: parse.spans, lang: lang.unwrap_or_default() };
    let corrector = Corrector { is_wanted: !parse.inputs.no_corrections };
    // `guihua 规划.docx -o 规划.yaml` tells what `-o 规划.xlsx` does.
    let is_export = models.is_some();
    let parsed = if is_export && !parse.quiet {
        corrector.check(path, &source, options)?
    } else {
        corrector.parse(path, &source, options)?
    };
    write_models(parse, &parsed.documents, &outputs, ui)?;
    if !parse.quiet {
        let page = Page::new(ui.lang, ui.color_on_stderr(), ui.columns_on_stderr());
        // Nobody is left to tell where standard error cannot be written.
        let _ = tell(&source, &parsed, page);
    }
    let worst = parsed.diagnostics.iter().map(|found| found.code.rule().severity).max();
    let fails = parse.fail_on.severity().is_some_and(|least| worst >= Some(least));
    Ok(if fails { Outcome::Findings } else { Outcome::Done })
}

fn write_models(parse: &Parse, documents: &[Document], outputs: &Outputs, ui: Ui) -> anyhow::Result<()> {
    let target = outputs.open(parse.output.target())?;
    let file = target.file();
    target.write_shown(|writer| {
        writer.write_all(parse.preface().as_bytes())?;
        render::write(writer, documents, parse.format().into())
    })?;
    if let Some(file) = file.filter(|_| !parse.quiet) {
        told::written_models(&file, documents, ui);
    }
    Ok(())
}

/// Says what was found, a line for each rule.
fn tell(source: &Source, parsed: &guihua::Parsed, page: Page) -> io::Result<()> {
    /// So many rules fit on a screen.
    const RULES: usize = 20;
    let mut stderr = BufWriter::new(io::stderr().lock());
    let places = Places::new(&parsed.documents, Some(source), page.lang);
    let found = parsed.diagnostics.iter();
    let found: Vec<_> = found
        .map(|found| {
            let place = places.of(source.lines().line(found.span.start));
            (found.code, found.message(page.lang), place, found.more as usize + 1)
        })
        .collect();
    let lines =
        grouped::group(found.iter().map(|(code, message, place, count)| {
            (*code, code.rule().severity, message.as_str(), place, *count)
        }));
    grouped::write(&mut stderr, &lines, RULES, false, page)?;
    if !lines.is_empty() {
        writeln!(stderr, "{}", report::summary(report::severities(&parsed.diagnostics), page.lang))?;
    }
    stderr.flush()
}

fn run_normalize(args: &Normalize, ui: Ui) -> anyhow::Result<Outcome> {
    ending::text_fits(args.output.target(), ".txt .md", ui)?;
    let outputs = Outputs::new([args.output.target()], args.output.force.is_given)?;
    let (why, paragraphs) = (args.why, args.paragraphs);
    let text = read_within(&args.input, args.costs, &outputs, ui, move |source| {
        let mut text = Vec::new();
        if why {
            write_reasons(source, &mut text)?;
        } else if paragraphs {
            let mut paragraphs = guihua::paragraphs(source).into_iter();
            paragraphs.try_for_each(|paragraph| writeln!(text, "{paragraph}"))?;
        } else {
            text = normalize(source.text()).text.into_bytes();
        }
        Ok(text)
    })?;
    write_text(&args.output, &outputs, &text, ui)
}

/// Writes text, with a line break at its end.
fn write_text(output: &Output, outputs: &Outputs, text: &[u8], ui: Ui) -> anyhow::Result<Outcome> {
    let target = outputs.open(output.target())?;
    let file = target.file();
    target.write_shown(|writer| {
        writer.write_all(text)?;
        if text.is_empty() || text.ends_with(b"\n") { Ok(()) } else { writer.write_all(b"\n") }
    })?;
    told::written(file.as_deref(), ui);
    Ok(Outcome::Done)
}

/// Writes a line for each piece of text that may begin a paragraph: the number of its line,
/// `+` where it does and `-` where it goes on, the sum of what speaks for that, its first
/// words, and the evidence, the weightiest first.
fn write_reasons(source: &Source, writer: &mut dyn io::Write) -> io::Result<()> {
    /// So many characters show which line it is.
    const HEAD: usize = 16;
    let normalized = normalize(source.text());
    for Why { span, begins, reasons } in explain(&normalized, source.text(), source.evidence()) {
        let line = source.lines().line(normalized.map.to_source(span).start);
        let sum: i32 = reasons.iter().map(|(_, weight)| weight).sum();
        let head: String = span.of(&normalized.text).chars().take(HEAD).collect();
        write!(writer, "{line}\t{}\t{sum}\t{head}\t", if begins { '+' } else { '-' })?;
        for (at, (words, weight)) in reasons.iter().enumerate() {
            write!(writer, "{}{weight:+} {words}", if at > 0 { "; " } else { "" })?;
        }
        writeln!(writer)?;
    }
    Ok(())
}

fn run_text(args: &Text, ui: Ui) -> anyhow::Result<Outcome> {
    ending::text_fits(args.output.target(), ".txt .md", ui)?;
    let outputs = Outputs::new([args.output.target()], args.output.force.is_given)?;
    let text = read_within(&args.input, args.costs, &outputs, ui, |source| Ok(source.text().to_owned()))?;
    write_text(&args.output, &outputs, text.as_bytes(), ui)
}

fn run_schema(args: &Schema, ui: Ui) -> anyhow::Result<Outcome> {
    let output = args.output.target();
    if output.and_then(Ending::of) != Some(Ending::Json) {
        ending::text_fits(output, ".json", ui)?;
    }
    let text = schema::plan_schema_text();
    let outputs = Outputs::new([args.output.target()], args.output.force.is_given)?;
    let target = outputs.open_own(args.output.target(), &|old| old == text.as_bytes())?;
    let file = target.file();
    target.write(|writer| writer.write_all(text.as_bytes()))?;
    told::written(file.as_deref(), ui);
    Ok(Outcome::Done)
}

fn run_completions(args: &Completions, ui: Ui) -> anyhow::Result<Outcome> {
    // The generators panic where they cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut args::command(ui), "guihua", &mut script);
    Target::STDOUT.write(|writer| writer.write_all(&script))?;
    Ok(Outcome::Done)
}

fn run_man(args: &Man, ui: Ui) -> anyhow::Result<Outcome> {
    let mut command = args::command(ui);
    // Gives subcommands their full names, `guihua-parse`.
    command.build();
    let all: Vec<_> = std::iter::once(&command).chain(command.get_subcommands()).collect();
    if let Some(folder) = &args.out_dir {
        for command in all {
            let page = clap_mangen::Man::new(command.clone());
            let path = folder.join(page.get_filename());
            let mut text = Vec::new();
            page.render(&mut text)?;
            output::in_folder(&path)?;
            let outputs = Outputs::new([Some(path.as_path())], args.force.is_given)?;
            outputs.open_own(Some(&path), &|old| old == text)?.write(|writer| writer.write_all(&text))?;
        }
        return Ok(Outcome::Done);
    }
    let name = args.page.as_deref().unwrap_or("guihua");
    let command = all.into_iter().find(|command| command.get_name() == name);
    let page = clap_mangen::Man::new(command.cloned().unwrap_or_default());
    Target::STDOUT.write(|writer| page.render(writer))?;
    Ok(Outcome::Done)
}

/// What `work` makes of a source in the time that it may take; nothing is made of one without a
/// word.
fn read_within<T: Send + 'static>(
    input: &Input,
    costs: Costs,
    outputs: &Outputs,
    ui: Ui,
    work: impl FnOnce(&Source) -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    must_be_readable(input, outputs, ui)?;
    let name = input.file.as_deref().filter(|path| *path != Path::new("-")).map(plain::name);
    let input = input.clone();
    let done = deadline::within(costs.time(), ui, move || {
        // Errors of reading say of what.
        let read = input.read(costs.max_bytes).and_then(|source| {
            input::must_say_something(&source, ui)?;
            Ok(source)
        });
        Ok(read.and_then(|source| work(&source)))
    });
    done.with_context(|| Task::Read(name))?
}

fn read(input: &Input, most: Option<u64>, outputs: &Outputs, ui: Ui) -> anyhow::Result<Source> {
    must_be_readable(input, outputs, ui)?;
    input.read(most)
}

/// Refuses an input that people would have to type, or that is an output or no plan.
fn must_be_readable(input: &Input, outputs: &Outputs, ui: Ui) -> anyhow::Result<()> {
    if input.is_forgotten() {
        anyhow::bail!(
            "{}",
            ui.pick(
                "没有给出文件。写上文件名，或用“-”从终端输入",
                "no file given; name one, or use `-` to type the text",
            )
        );
    }
    let path = input.file.as_deref().unwrap_or(Path::new("-"));
    outputs.reads(path)?;
    if corrected::is_one(path) {
        let error = anyhow::anyhow!("{}", corrected::alone(ui.lang));
        return Err(error.context(Task::Read(Some(plain::name(path)))));
    }
    Ok(())
}
