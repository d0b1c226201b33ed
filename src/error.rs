//! What stops a file: bytes that no encoding explains, or text that is no text.
//!
//! Everything else is normal input and becomes a
//! [`Diagnostic`](crate::Diagnostic).

use std::fmt;

/// Why a source could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no text in any encoding that plans are written in.
    NotText {
        /// What the bytes look like: `a PDF file`, `binary data` …
        found: &'static str,
    },
    /// The text is made of glyph numbers such as `(cid:123)`, left by a font
    /// without a Unicode map.
    GlyphNumbers {
        /// The 1-based line of the first of them.
        line: u32,
        /// How many there are.
        count: usize,
    },
    /// The name of an encoding is not known.
    UnknownEncoding(
        /// The name as given.
        String,
    ),
    /// The source is larger than offsets can count (4 GiB).
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
}

impl Error {
    /// The message in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        match self {
            Self::NotText { found } => {
                let found = match *found {
                    "a PDF file" => " PDF 文件",
                    "a Word document (DOCX) or another ZIP archive" => " Word 文档（DOCX）或其他 ZIP 文件",
                    "a legacy Office file (.doc, .wps)" => "旧版 Office 文件（.doc、.wps）",
                    "an image" => "图片",
                    _ => "二进制数据",
                };
                format!("这不是文本文件：内容像是{found}。请先把正文另存为文本（UTF-8 或 GB18030）")
            }
            Self::GlyphNumbers { line, count } => format!(
                "第 {line} 行起有 {count} 处 (cid:…) 字形编号，原文件的字体没有 Unicode 对照，文字已无法恢复。请换一种方式导出文本，或对页面做文字识别（OCR）"
            ),
            Self::UnknownEncoding(name) => {
                format!("不认识的编码“{name}”。可用：utf-8、utf-16le、utf-16be、gb18030（gbk、gb2312）、big5")
            }
            Self::TooLarge { bytes } => format!("文件有 {bytes} 字节，超过 4 GiB 的上限"),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText { found } => {
                write!(f, "not a text file: it looks like {found}; save its text as UTF-8 or GB18030 first")
            }
            Self::GlyphNumbers { line, count } => write!(
                f,
                "{count} glyph numbers such as (cid:12) from line {line} on: the font had no Unicode map and the text cannot be recovered; export it another way or use OCR"
            ),
            Self::UnknownEncoding(name) => write!(
                f,
                "unknown encoding {name:?}; use utf-8, utf-16le, utf-16be, gb18030 (gbk, gb2312) or big5"
            ),
            Self::TooLarge { bytes } => write!(f, "{bytes} bytes exceed the limit of 4 GiB"),
        }
    }
}

impl std::error::Error for Error {}
