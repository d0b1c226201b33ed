//! What stops a file: bytes that no encoding explains, a format that cannot be
//! read, a file that is damaged.
//!
//! Everything else is normal input and becomes a
//! [`Diagnostic`](crate::Diagnostic).

use std::fmt;

use crate::model::SourceFormat;

/// Why a source could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are no text and of no format that is read.
    NotText {
        /// What the bytes look like.
        found: Foreign,
    },
    /// The file is of a format that is read, but this one cannot be.
    Unreadable {
        /// The format.
        format: SourceFormat,
        /// What is wrong with it.
        fault: Fault,
    },
    /// The text is made of glyph numbers such as `(cid:123)`, left by a font
    /// without a Unicode map.
    GlyphNumbers {
        /// The 1-based line of the first of them.
        line: u32,
        /// How many there are.
        count: usize,
    },
    /// The text is made of short lines or of clauses alone, so many that reading it would take many times
    /// what it holds.
    ShortLines {
        /// How many there are.
        count: u64,
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

/// A format there is no reader for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Foreign {
    /// An Office file of before 2007: .doc, .wps.
    LegacyOffice,
    /// An Office file with a password.
    Encrypted,
    /// A table file: .xls, .xlsx, .et.
    Spreadsheet,
    /// A presentation: .ppt, .pptx, .dps.
    Presentation,
    /// An `OpenDocument` file: .odt.
    OpenDocument,
    /// A Word document in one XML file.
    WordXml,
    /// Rich text: .rtf.
    Rtf,
    /// An OFD file (GB/T 33190).
    Ofd,
    /// A page saved with its images in one file: .mht, .mhtml.
    WebArchive,
    /// An image.
    Image,
    /// A ZIP archive that is no document.
    Zip,
    /// A compressed archive of another kind.
    Archive,
    /// Bytes of no format that is known.
    Binary,
}

impl Foreign {
    /// What it is and what to do about it: in Chinese and in English.
    const fn words(self) -> (&'static str, &'static str, &'static str, &'static str) {
        const TO_DOCX_ZH: &str = "请用 WPS 或 Word 打开，“文件—另存为”，类型选“Word 文档（*.docx）”，再读另存的文件（或用 LibreOffice：soffice --headless --convert-to docx 文件名）";
        const TO_DOCX: &str = "open it with WPS or Word, save it as \"Word document (*.docx)\" and read that (or with LibreOffice: soffice --headless --convert-to docx FILE)";
        match self {
            Self::LegacyOffice => {
                ("旧版 Office 文件（.doc、.wps）", "a legacy Office file (.doc, .wps)", TO_DOCX_ZH, TO_DOCX)
            }
            Self::Encrypted => (
                "加密的 Office 文件",
                "an encrypted Office file",
                "请先用密码打开，另存为不加密的 DOCX",
                "open it with its password and save it as DOCX without one",
            ),
            Self::Spreadsheet => (
                "电子表格",
                "a spreadsheet",
                "请给出文件正文，而不是附带的表格",
                "give the document itself, not a table that comes with it",
            ),
            Self::Presentation => (
                "演示文稿",
                "a presentation",
                "请给出文件正文，或把文字另存为文本",
                "give the document itself, or save its text as UTF-8",
            ),
            Self::OpenDocument => {
                ("OpenDocument 文档（.odt）", "an OpenDocument file (.odt)", TO_DOCX_ZH, TO_DOCX)
            }
            Self::WordXml => (
                "单文件 Word XML 文档",
                "a Word document in one XML file",
                "请用 Word 或 WPS 打开，另存为 DOCX",
                "open it with Word or WPS and save it as DOCX",
            ),
            Self::Rtf => ("RTF 文档", "a rich text file (.rtf)", TO_DOCX_ZH, TO_DOCX),
            Self::Ofd => (
                "OFD 版式文件",
                "an OFD file",
                "请用 WPS 或 OFD 阅读器打开，另存或导出为 PDF（或 .docx），再读那个文件",
                "open it with WPS or an OFD reader, save it as PDF or .docx and read that",
            ),
            Self::WebArchive => (
                "单文件网页（.mht、.mhtml）",
                "a page saved as one file (.mht, .mhtml)",
                "请用浏览器打开，另存时类型选“网页，仅 HTML”，再读另存的文件",
                "open it in a browser, save it as \"HTML only\" and read that",
            ),
            Self::Image => (
                "图片",
                "an image",
                "请先做文字识别（OCR），再给出文本",
                "recognize its text (OCR) first and give the text",
            ),
            Self::Zip => (
                "ZIP 文件，里面没有 Word 文档",
                "a ZIP archive without a Word document",
                "请先解压，再给出其中的文件",
                "unpack it and give the files inside",
            ),
            Self::Archive => (
                "压缩文件",
                "a compressed archive",
                "请先解压，再给出其中的文件",
                "unpack it and give the files inside",
            ),
            Self::Binary => (
                "二进制数据",
                "binary data",
                "请先把正文另存为文本（UTF-8 或 GB18030）",
                "save its text as UTF-8 or GB18030 first",
            ),
        }
    }
}

/// What is wrong with a file of a format that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It needs a password.
    Encrypted,
    /// It is cut off or garbled.
    Damaged {
        /// The part that is damaged or missing: `word/document.xml`, `xref`.
        part: String,
    },
    /// It unpacks to more than the reader accepts.
    Bomb {
        /// The limit in bytes.
        limit: u64,
    },
    /// It is nested deeper than the reader accepts.
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// It declares XML entities, which no document of its kind does.
    Entities,
    /// It holds no text at all.
    NoText,
    /// It is a page with menus and footers, and no document among them.
    NoDocument,
    /// It is a page that shows another in a frame, and has no document of its own.
    Framed {
        /// What the frame shows, as the page says it.
        target: String,
    },
    /// Part of its text is a file of another format, which a word processor takes
    /// in when it opens the document.
    Embedded {
        /// The part that holds the file.
        part: String,
    },
    /// Its fonts do not say which characters they draw.
    NoUnicode,
    /// This build has no reader for the format.
    NotBuilt,
}

impl Fault {
    fn words(&self) -> (String, String) {
        match self {
            Self::Encrypted => (
                "文件已加密，请先用密码打开，另存为不加密的文件".into(),
                "it is encrypted; open it with its password and save it without one".into(),
            ),
            Self::Damaged { part } => (
                format!("文件损坏或不完整（{part}），请重新下载或另存一份"),
                format!("it is damaged or incomplete ({part}); download or save it again"),
            ),
            Self::Bomb { limit } => (
                format!("解压后超过 {} MiB 的上限", limit >> 20),
                format!("it unpacks to more than the limit of {} MiB", limit >> 20),
            ),
            Self::TooDeep { limit } => (
                format!("嵌套超过 {limit} 层的上限"),
                format!("it is nested deeper than the limit of {limit}"),
            ),
            Self::Entities => (
                "文件声明了 XML 实体，出于安全不予读取".into(),
                "it declares XML entities and is not read for safety".into(),
            ),
            Self::NoText => (
                "里面没有文字；若是扫描件，请先做文字识别（OCR）".into(),
                "it holds no text; if it was scanned, recognize its text (OCR) first".into(),
            ),
            Self::NoDocument => (
                "里面只有网站的栏目和页脚，没有文件正文；若正文要在浏览器里才显示，请在浏览器里打开后另存".into(),
                "it holds the menus and the footer of a site and no document; if the text shows only in a browser, open it there and save it".into(),
            ),
            Self::Framed { target } => (
                format!("正文在框架里的另一个文件中（{target}），请打开它，另存后再读"),
                format!("its text is in another file, shown in a frame ({target}); open that one, save it and read it"),
            ),
            Self::Embedded { part } => (
                format!("有一部分正文是嵌入的另一种格式的文件（{part}），请用 Word 或 WPS 打开，另存后再读"),
                format!("part of its text is an embedded file of another format ({part}); open it in a word processor, save it and read it again"),
            ),
            Self::NoUnicode => (
                "字体没有 Unicode 对照，文字无法还原；请换一种方式导出，或对页面做文字识别（OCR）".into(),
                "its fonts have no Unicode map and its text cannot be recovered; export it another way or recognize its pages (OCR)".into(),
            ),
            Self::NotBuilt => {
                ("这个程序编译时没有包含该格式".into(), "this build has no reader for the format".into())
            }
        }
    }
}

/// A name to stand behind a Chinese word: a blank parts Latin letters from it.
fn apart(name: &str) -> String {
    if name.starts_with(|c: char| c.is_ascii_alphanumeric()) { format!(" {name}") } else { name.to_owned() }
}

const fn format_name(format: SourceFormat) -> (&'static str, &'static str) {
    match format {
        SourceFormat::Text => ("文本文件", "text file"),
        SourceFormat::Html => ("网页（HTML）", "web page (HTML)"),
        SourceFormat::Docx => ("Word 文档（DOCX）", "Word document (DOCX)"),
        SourceFormat::Pdf => ("PDF 文件", "PDF file"),
    }
}

impl Error {
    /// The message in Chinese.
    #[must_use]
    pub fn message_zh(&self) -> String {
        match self {
            Self::NotText { found } => {
                let (name, _, advice, _) = found.words();
                format!("不能读取这种文件：内容像是{}。{advice}", apart(name))
            }
            Self::Unreadable { format, fault } => {
                format!("读不出这个{}：{}", apart(format_name(*format).0), fault.words().0)
            }
            Self::GlyphNumbers { line, count } => format!(
                "第 {line} 行起有 {count} 处 (cid:…) 字形编号，原文件的字体没有 Unicode 对照，文字已无法恢复。请换一种方式导出文本，或对页面做文字识别（OCR）"
            ),
            Self::ShortLines { count } => format!(
                "有 {count} 个只有几个字的短行和括号，不像一份文件：读它要占的内存是文件的许多倍。请分成几个文件，或检查文字是怎样导出的"
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
                let (_, name, _, advice) = found.words();
                write!(f, "cannot read this kind of file: it looks like {name}; {advice}")
            }
            Self::Unreadable { format, fault } => {
                write!(f, "cannot read this {}: {}", format_name(*format).1, fault.words().1)
            }
            Self::GlyphNumbers { line, count } => write!(
                f,
                "{count} glyph numbers such as (cid:12) from line {line} on: the font had no Unicode map and the text cannot be recovered; export it another way or use OCR"
            ),
            Self::ShortLines { count } => write!(
                f,
                "{count} lines and brackets of a few characters are no document: reading them takes many times the memory of the file; split it, or look at how the text was made"
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
