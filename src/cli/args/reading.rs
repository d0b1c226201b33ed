//! What was said of the files that are read: format and encoding.

use clap::ValueEnum;
use guihua::model::SourceFormat;
use guihua::{Encoding, Error, ReadOptions};

/// What is known of the files before they are read; what is left open the bytes tell.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Reading {
    /// Format of what is read; without it the content tells
    #[arg(long, alias = "input-format", value_enum, value_name = "FORMAT")]
    pub from: Option<InputFormat>,

    /// Encoding of what is read, such as utf-8, gb18030 or big5; without it it is detected
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
}

impl Reading {
    /// The same for the library.
    ///
    /// # Errors
    ///
    /// An encoding that nobody knows.
    pub fn options(&self) -> Result<ReadOptions, Error> {
        Ok(ReadOptions {
            encoding: self.encoding.as_deref().map(Encoding::from_label).transpose()?,
            format: self.from.map(Into::into),
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Plain text or Markdown
    #[value(aliases = ["txt", "md", "markdown"])]
    Text,
    /// A web page, whole or in part
    #[value(alias = "htm")]
    Html,
    /// A Word file
    #[value(alias = "word")]
    Docx,
    /// A PDF file
    Pdf,
}

impl From<InputFormat> for SourceFormat {
    fn from(name: InputFormat) -> Self {
        match name {
            InputFormat::Text => Self::Text,
            InputFormat::Html => Self::Html,
            InputFormat::Docx => Self::Docx,
            InputFormat::Pdf => Self::Pdf,
        }
    }
}
