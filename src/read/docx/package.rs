//! The archive: parts by name, within bounds.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::body::Targets;
use super::xml::{Event, attribute, walk};
use crate::error::Fault;

/// No part of a document unpacks to more bytes: the text of ten thousand pages.
const MAX_PART: u64 = 96 << 20;

/// Nor do all parts together that are read.
const MAX_TOTAL: u64 = 192 << 20;

/// A part of more than [`SMALL`] bytes that shrinks to less than this share was
/// made to burst: text with all its markup shrinks to a thirtieth, tables to a hundredth.
const MAX_RATIO: u64 = 200;
const SMALL: u64 = 2 << 20;

/// An archive with more entries is no document.
const MAX_ENTRIES: usize = 20_000;

/// An open archive.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Parts by their name in lower case with slashes: not all writers agree.
    names: HashMap<String, usize>,
    unpacked: u64,
}

/// What one part says of another.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// What the part calls it by.
    pub id: String,
    /// The last word of its type: `styles`, `header`.
    pub kind: String,
    /// The part it leads to.
    pub target: String,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| Fault::Damaged { part: "ZIP".to_owned() })?;
        if archive.len() > MAX_ENTRIES {
            return Err(Fault::Damaged { part: "ZIP".to_owned() });
        }
        let names = (0..archive.len())
            .filter_map(|at| Some((fold(&archive.name_for_index(at)?.ok()?), at)))
            .collect();
        Ok(Self { archive, names, unpacked: 0 })
    }

    /// Reads a part that has to be there.
    pub fn read(&mut self, name: &str) -> Result<String, Fault> {
        self.read_optional(name)?.ok_or_else(|| Fault::Damaged { part: name.to_owned() })
    }

    /// Reads a part of XML; `None` where the archive has none of that name.
    pub fn read_optional(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.read_bytes(name)? else { return Ok(None) };
        decode(bytes).map(Some).ok_or_else(|| Fault::Damaged { part: name.to_owned() })
    }

    /// Reads a part; `None` where the archive has none of that name.
    pub fn read_bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let damaged = || Fault::Damaged { part: name.to_owned() };
        let Some(at) = self.names.get(&fold(name)) else { return Ok(None) };
        let file = match self.archive.by_index(*at) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::InvalidPassword) => return Err(Fault::Encrypted),
            Err(ZipError::UnsupportedArchive(reason)) if reason.to_ascii_lowercase().contains("password") => {
                return Err(Fault::Encrypted);
            }
            Err(_) => return Err(damaged()),
        };
        let packed = file.compressed_size();
        // Nothing is unpacked that would be refused.
        let limit = MAX_PART.min(MAX_TOTAL - self.unpacked).min(SMALL.max(packed.saturating_mul(MAX_RATIO)));
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let size = bytes.len() as u64;
        if size > limit {
            return Err(Fault::Bomb { limit: MAX_PART });
        }
        self.unpacked += size;
        Ok(Some(bytes))
    }

    /// The part that holds the text.
    pub fn main_part(&mut self) -> Result<String, Fault> {
        const USUAL: &str = "word/document.xml";
        let relations = match self.read_optional("_rels/.rels")? {
            Some(xml) => read_relations(&xml, "_rels/.rels", "")?.0,
            None => Vec::new(),
        };
        let found = relations.into_iter().find(|relation| relation.kind == "officeDocument");
        let main = found.map_or_else(|| USUAL.to_owned(), |relation| relation.target);
        if !main.starts_with("xl/") && !main.starts_with("ppt/") {
            Ok(main)
        } else {
            Err(Fault::Damaged { part: USUAL.to_owned() })
        }
    }

    /// What the part `name` refers to: other parts, and what lies outside.
    pub fn relations_of(&mut self, name: &str) -> Result<(Vec<Relation>, Targets), Fault> {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        let path = format!("{folder}/_rels/{file}.rels");
        match self.read_optional(&path)? {
            Some(xml) => read_relations(&xml, &path, folder),
            None => Ok((Vec::new(), Targets::new())),
        }
    }
}

fn read_relations(xml: &str, part: &str, folder: &str) -> Result<(Vec<Relation>, Targets), Fault> {
    let mut relations = Vec::new();
    let mut targets = Targets::new();
    walk(xml, part, |event| {
        if let Event::Open("Relationship", tag) = event
            && let (Some(kind), Some(target)) = (attribute(tag, "Type"), attribute(tag, "Target"))
        {
            if attribute(tag, "TargetMode").is_some_and(|mode| mode == "External") {
                targets.extend(attribute(tag, "Id").map(|id| (id, target)));
                return Ok(());
            }
            let target = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None if folder.is_empty() => target,
                None => join(folder, &target),
            };
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation { id: attribute(tag, "Id").unwrap_or_default(), kind, target });
        }
        Ok(())
    })?;
    Ok((relations, targets))
}

/// The name of a part as it is looked up.
fn fold(name: &str) -> String {
    name.trim_start_matches(['/', '\\']).replace('\\', "/").to_lowercase()
}

/// A target relative to a folder: `../word/styles.xml`.
fn join(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        match step {
            "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Parts are UTF-8, or UTF-16 with its mark.
fn decode(bytes: Vec<u8>) -> Option<String> {
    let units = |convert: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes[2..].chunks_exact(2).map(|pair| convert([pair[0], pair[1]])).collect()
    };
    match &bytes[..] {
        [0xFF, 0xFE, ..] => String::from_utf16(&units(u16::from_le_bytes)).ok(),
        [0xFE, 0xFF, ..] => String::from_utf16(&units(u16::from_be_bytes)).ok(),
        [0xEF, 0xBB, 0xBF, ..] => String::from_utf8(bytes[3..].to_vec()).ok(),
        _ => String::from_utf8(bytes).ok(),
    }
}
