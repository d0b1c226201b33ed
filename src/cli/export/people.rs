//! What is made for people: plans are gathered as a [`Book`], and set out as a workbook
//! or as a page once all are there.

use guihua::Lang;

use super::sink::{Failure, PLANS, Sink, TooManyPlans};
use crate::cli::book::{Book, Counts, Entry};
use crate::cli::output::Pending;
use crate::cli::review::Reviewed;

/// Sets out a book in a file; how many texts were too long for a cell and were cut.
pub type SetOut = fn(Book, Pending, Lang) -> anyhow::Result<u64>;

/// A book while it is filled.
pub struct People {
    book: Book,
    file: Pending,
    lang: Lang,
    set_out: SetOut,
}

impl People {
    /// Begins the book that `set_out` will write to `file`.
    pub fn new(file: Pending, lang: Lang, set_out: SetOut) -> Self {
        Self { book: Book::new(lang), file, lang, set_out }
    }
}

impl Sink for People {
    fn document(&mut self, plan: &Reviewed) -> Result<(), Failure> {
        if self.book.len() == PLANS {
            return Err(Failure::Output(TooManyPlans.into()));
        }
        let Reviewed { document, remarks, is_alone } = plan;
        self.book.add(&Entry { document, remarks: remarks.clone(), is_alone: *is_alone });
        Ok(())
    }

    fn failure(&mut self, path: &str, reason: &str, is_skipped: bool) {
        self.book.add_failure(path, reason, is_skipped);
    }

    fn counts(&self) -> Option<Counts> {
        Some(self.book.counts)
    }

    fn finish(self: Box<Self>) -> anyhow::Result<u64> {
        (self.set_out)(self.book, self.file, self.lang)
    }
}
