//! Corrections: what a person has put right in a reading, kept apart from it.
//!
//! A [`Corrections`] is a list of [`Change`]s, in a file of its own beside the source
//! (`规划.docx` has `规划.docx.guihua.yaml`). Each says where in the source it belongs, by the
//! text there and around it, what stood in the model and what is to stand there. So they
//! outlive lines that are inserted above them, and later versions of this program. A change
//! that no longer fits is reported and left alone; it stays in the file.
//!
//! ```
//! use guihua::corrections::{Action, Change, Corrections, Kind};
//! use guihua::{Options, Source, parse_corrected, parse_with};
//!
//! let text = "甲市养老规划\n一、总体目标\n加强保障。\n二、组织实施\n落实责任。\n";
//! let source = Source::from_text("plan.txt", text);
//! let read = parse_with(&source, &Options { spans: true, ..Options::default() });
//! let span = read.documents[0].plan.sections[0].span.unwrap();
//! let mut change = Change::new(Action::Set, Kind::Section);
//! change.at = Some(guihua::corrections::Anchor::new(&source, span));
//! change.field = Some("title".to_owned());
//! change.old = "总体目标".into();
//! change.new = "总体要求".into();
//! let mut corrections = Corrections::default();
//! corrections.changes.push(change);
//!
//! let later = Source::from_text("plan.txt", format!("新的一行\n\n{text}"));
//! let corrected = parse_corrected(&later, &corrections, &Options::default());
//! assert_eq!(corrected.documents[0].plan.sections[0].title.as_deref(), Some("总体要求"));
//! ```

mod anchor;
mod annex;
mod apply;
mod derive;
mod ending;
mod fault;
mod file;
mod holds;
mod list;
mod make;
mod misfit;
mod outline;
mod part;
mod plans;
mod renumber;
mod resolve;
mod sight;
mod split;
mod sweep;
mod tasks;
mod text;
mod told;
mod twin;
mod written;

pub use self::anchor::Anchor;
pub use self::apply::{Corrected, Fate, apply};
#[doc(hidden)]
pub use self::fault::Before;
pub use self::file::{Action, Change, Corrections, ENDING, Fault, Kind, VERSION};
#[cfg_attr(not(feature = "cli"), allow(unused_imports))]
#[doc(hidden)]
pub use self::holds::{Verdict, judge, told_by};
