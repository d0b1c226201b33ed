//! Turns Chinese government plan documents (规划) into structured data.
//!
//! Cities, counties and ministries issue their plans as a notice (通知) with the
//! plan behind it. `guihua` reads the text of such a document, wherever it was
//! copied from, and gives one [`model::Document`] for each plan.
//!
//! ```
//! use guihua::{Source, parse};
//!
//! let source = Source::from_text("plan.txt", "甲市养老服务规划\n一、总体要求\n加强保障。（市民政局负责）\n");
//! let parsed = parse(&source);
//! let plan = &parsed.documents[0].plan;
//! assert_eq!(plan.title, "甲市养老服务规划");
//! assert_eq!(plan.sections[0].title.as_deref(), Some("总体要求"));
//! assert_eq!(plan.responsibilities[0].responsible[0].name, "市民政局");
//! ```
//!
//! # One way through
//!
//! Each stage is a function of the one before; none looks back.
//!
//! 1. [`source`]: bytes become text. Format, encoding, lines, and what is no text at
//!    all; what a structured format says of its lines stands beside them.
//! 2. [`mod@normalize`]: text takes its normal form, line by line, with a map back to
//!    the source; white space that was removed stays on record as gaps.
//! 3. Lines become logical paragraphs; page numbers and running heads become
//!    furniture.
//! 4. Paragraphs become notice, contents, sections, boxes, tables and annexes. Where a
//!    box ends is decided once for the whole document.
//! 5. Blocks become the [`model`]. [`mod@check`] adds what a careful reader should look
//!    at.
//! 6. [`corrections`]: what a person has put right is applied, where there is such a list.
//! 7. [`render`]: the model becomes YAML, JSON or NDJSON; [`schema`] describes it.
//!
//! # Features
//!
//! The default features are those of the program, so that `cargo install guihua` gives
//! all of it. A program that uses the library wants few of them:
//!
//! ```toml
//! guihua = { version = "0.1", default-features = false, features = ["docx", "html"] }
//! ```
//!
//! Without any, texts are read. `docx`, `html` and `pdf` read these formats; `cli` is the
//! command line, `export` its tables in files, `review` its server of pages.

// The command line names the library as other programs do.
#[cfg(feature = "cli")]
extern crate self as guihua;

mod block;
pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod corrections;
mod decode;
pub mod diagnostic;
pub mod error;
// Some of it only readers of formats use, which a build may leave out.
#[cfg_attr(not(all(feature = "docx", feature = "html", feature = "pdf")), allow(dead_code))]
mod evidence;
mod layout;
mod lower;
pub mod model;
pub mod model_file;
#[cfg_attr(not(all(feature = "docx", feature = "html", feature = "pdf")), allow(dead_code))]
pub mod normalize;
mod read;
pub mod render;
mod rule;
#[cfg_attr(not(all(feature = "docx", feature = "html", feature = "pdf")), allow(dead_code))]
mod scan;
pub mod schema;
pub mod source;
mod span;
pub mod tabulate;

pub use diagnostic::{Code, Diagnostic, Lang};
pub use error::Error;
pub use lower::Options;
pub use source::{Encoding, ReadOptions, Source};
pub use span::{SourceSpan, Span};

/// Stages one by one, for the benchmarks, tests and fuzz targets of this repository.
/// Nothing here is part of the interface.
#[doc(hidden)]
pub mod stages {
    pub use crate::block::body::read_body;
    pub use crate::evidence::LineRole;
    pub use crate::layout::{Why, explain, layout};
}

/// What parsing or checking gives: the documents, and the findings about them.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Parsed {
    /// One document for each plan that the notice forwards, or that a compiler has put into the
    /// file; at least one.
    pub documents: Vec<model::Document>,
    /// The findings, by place in the source.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a plan document. Every text gives a result: what cannot be understood
/// stays text, and is reported.
///
/// ```
/// # use guihua::{Source, parse};
/// let source = Source::from_text("plan.txt", "某县规划\n一、甲\n一、乙\n");
/// let parsed = parse(&source);
/// assert_eq!(parsed.diagnostics[0].code.rule().name, "numbering-duplicate");
/// ```
#[must_use]
pub fn parse(source: &Source) -> Parsed {
    parse_with(source, &Options::default())
}

/// Like [`parse`], with byte offsets in the model, or messages in English.
#[must_use]
pub fn parse_with(source: &Source, options: &Options) -> Parsed {
    read(source, *options, false)
}

/// Reads a plan document and proofreads it: all that [`parse`] reports, and all
/// rules that take more looking.
///
/// ```
/// # use guihua::{Lang, Source, check};
/// let source = Source::from_text("plan.txt", "某县规划\n一、甲\n加强(建设）。\n");
/// let checked = check(&source);
/// let found = &checked.diagnostics[0];
/// assert_eq!(found.code.rule().code, "T002");
/// assert_eq!(found.span.of(source.text()), "）");
/// println!("{}: {}", found.message(Lang::En), found.help(Lang::En));
/// ```
#[must_use]
pub fn check(source: &Source) -> Parsed {
    check_with(source, &Options::default())
}

/// Like [`check`](fn@check), with byte offsets in the model. The documents are
/// those of [`parse_with`], their `diagnostics` included.
#[must_use]
pub fn check_with(source: &Source, options: &Options) -> Parsed {
    read(source, *options, true)
}

/// Like [`parse_with`], with the corrections of people applied; see [`corrections`].
#[must_use]
pub fn parse_corrected(source: &Source, corrections: &corrections::Corrections, options: &Options) -> Parsed {
    read_corrected(source, corrections, *options, false)
}

/// Like [`check_with`], with the corrections of people applied: findings that hold no longer,
/// and those that a person has ticked, are left out.
#[must_use]
pub fn check_corrected(source: &Source, corrections: &corrections::Corrections, options: &Options) -> Parsed {
    read_corrected(source, corrections, *options, true)
}

fn read_corrected(
    source: &Source,
    corrections: &corrections::Corrections,
    options: Options,
    more: bool,
) -> Parsed {
    let Parsed { documents, diagnostics } = read(source, Options { spans: true, ..options }, more);
    let before = (more && !corrections.changes.is_empty()).then(|| corrections::Before::of(&documents));
    let corrected = corrections::apply(source, documents, diagnostics, corrections, options);
    let told = before.map(|before| before.all(source, &corrected, options.lang));
    Parsed { documents: corrected.documents, diagnostics: told.unwrap_or(corrected.diagnostics) }
}

/// All stages; `more` asks for the rules that are not needed to parse.
fn read(source: &Source, options: Options, more: bool) -> Parsed {
    let mut manuscript = manuscript(source);
    let mut parsed = Parsed::default();
    // A compiler may have put several letters into one file.
    for paragraphs in manuscript.take_documents() {
        manuscript.paragraphs = paragraphs;
        let Parsed { mut documents, mut diagnostics } = read_letter(&manuscript, source, options, more);
        parsed.documents.append(&mut documents);
        parsed.diagnostics.append(&mut diagnostics);
        manuscript.diagnostics.clear();
    }
    check::settle(&mut parsed.diagnostics);
    let count = u32::try_from(parsed.documents.len()).unwrap_or(u32::MAX);
    for (index, document) in (1..).zip(&mut parsed.documents) {
        document.part = model::Part { index, count };
    }
    parsed
}

/// The stages behind layout, for one letter and what it forwards.
fn read_letter(manuscript: &layout::Manuscript, source: &Source, options: Options, more: bool) -> Parsed {
    let draft = block::body::read_body(manuscript);
    let lower::Lowered { mut documents, clauses, mut diagnostics } =
        lower::lower(manuscript, &draft, source, options);
    let context = check::Context::new(source, manuscript, &draft, &documents, &clauses);
    check::check_parsed(&context, &mut diagnostics);
    check::settle(&mut diagnostics);
    let mut further = Vec::new();
    if more {
        check::check_more(&context, &mut further);
    }
    lower::report(&mut documents, &diagnostics, manuscript, source, options);
    diagnostics.append(&mut further);
    check::settle(&mut diagnostics);
    Parsed { documents, diagnostics }
}

/// The logical paragraphs of a text in normal form, without furniture.
#[must_use]
pub fn paragraphs(source: &Source) -> Vec<String> {
    let manuscript = manuscript(source);
    manuscript
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.is_content())
        .map(|paragraph| manuscript.str(paragraph).to_owned())
        .collect()
}

fn manuscript(source: &Source) -> layout::Manuscript {
    let normalized = normalize::normalize(source.text());
    layout::layout_with(&normalized, source.text(), source.evidence())
}
