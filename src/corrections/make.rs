//! Text of the source that becomes a part, and parts that become text.

use serde_json::{Value, json};

use super::ending::end_box;
use super::file::Kind;
use super::misfit::Misfit;
use super::outline::dissolve;
use super::part::{Part, above, holder, list_mut, parts, span_of};
use super::renumber::fresh;
use super::sight::squeeze;
use super::split::{Pieces, block, lines, split};
use super::text::Text;
use crate::model::ByteSpan;
use crate::scan::clause::{Role, read_bodies, read_clause, read_list};
use crate::scan::marker::scan_marker;
use crate::scan::organization::read_name;
use crate::source::Source;

/// Makes a part of the text at `span`, which begins and ends with no mark.
pub fn make(
    text: &Text<'_>,
    document: &mut Value,
    found: &[Part],
    kind: Kind,
    span: ByteSpan,
) -> Result<(), Misfit> {
    let holds = |part: &&Part| part.span[0] <= span[0] && span[0] < part.span[1];
    let paragraph = found
        .iter()
        .filter(|part| part.kind == Kind::Paragraph && part.pointer.starts_with("/plan/"))
        .find(holds);
    if paragraph.is_none() && kind == Kind::Box {
        return box_of_heading(text, document, found, span);
    }
    let pointer = paragraph.ok_or(Misfit::Unplaced)?.pointer.as_str();
    if kind == Kind::Box {
        return make_box(text, document, pointer, span);
    }
    let value = document.pointer(pointer).ok_or(Misfit::Unplaced)?;
    let pieces = split(text, value, span).ok_or(Misfit::Unplaced)?;
    match kind {
        Kind::Section => make_section(text, document, pointer, pieces, span),
        Kind::Item => make_item(text, document, pointer, pieces, span),
        Kind::Responsibility => make_clause(text, document, pointer, pieces, span),
        _ => Err(Misfit::Invalid),
    }
}

/// Whether a part is what would be made of the text at a span.
pub fn is_made(text: &Text<'_>, document: &Value, part: &Part, [start, end]: ByteSpan) -> bool {
    let [first, last] = text.bare(part.span);
    if first != start {
        return false;
    }
    let (Some(value), Some(said)) = (document.pointer(&part.pointer), text.said([start, end])) else {
        return false;
    };
    let field = |name: &str| value[name].as_str().map(squeeze).unwrap_or_default();
    let signs = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let heading = || signs(&format!("{}{}", field("label"), field("title")));
    match part.kind {
        Kind::Section => signs(&said) == heading(),
        Kind::Item => signs(&said).starts_with(&heading()),
        Kind::Responsibility => signs(&said) == signs(&field("text")),
        Kind::Box => {
            // All that is touched belongs to it.
            let manuscript = text.manuscript();
            let mut content = manuscript.paragraphs.iter().filter(|it| it.is_content());
            end <= last && !content.any(|it| (end..last).contains(&manuscript.source(it.span).start))
        }
        _ => false,
    }
}

/// The label of a heading or an item, and the rest.
fn labelled(text: &str) -> (Option<&str>, &str) {
    match scan_marker(text) {
        Some(marker) => (Some(text[..marker.len].trim()), text[marker.len..].trim()),
        None => (None, text),
    }
}

/// A heading: what stands behind it is its text.
fn make_section(
    text: &Text<'_>,
    document: &mut Value,
    pointer: &str,
    pieces: Pieces,
    span: ByteSpan,
) -> Result<(), Misfit> {
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    // The list of sections that it opens, and the level of those.
    let (sections, level) = if list == "/plan/preamble" {
        ("/plan/sections".to_owned(), 1)
    } else {
        let holder = list.strip_suffix("/content").filter(|holder| above(list, "sections") == Some(*holder));
        let holder = holder.ok_or(Misfit::Invalid)?;
        (
            format!("{holder}/sections"),
            document.pointer(holder).and_then(|it| it["level"].as_i64()).unwrap_or(0) + 1,
        )
    };
    let first = document.pointer(&sections).and_then(|list| list[0]["level"].as_i64());
    let (label, title) = labelled(&pieces.text);
    let title = title.trim_end_matches(['。', '：', ':']);
    let content = list_mut(document, list).ok_or(Misfit::Invalid)?;
    let behind = content.split_off(at + 1);
    content.pop();
    content.extend(pieces.before);
    let content: Vec<Value> = pieces.after.into_iter().chain(behind).collect();
    let end = content.iter().filter_map(span_of).map(|span| span[1]).max().unwrap_or(span[1]).max(span[1]);
    let section = json!({
        "id": null, "level": first.unwrap_or(level), "label": label,
        "number": label.and_then(scan_marker).map(|marker| marker.number),
        "title": (!title.is_empty()).then_some(title), "content": content, "sections": [],
        "lines": lines(text.source, [span[0], end]), "span": [span[0], end],
    });
    list_mut(document, &sections).ok_or(Misfit::Invalid)?.insert(0, section);
    Ok(())
}

/// An item of the box whose text it was.
fn make_item(
    text: &Text<'_>,
    document: &mut Value,
    pointer: &str,
    pieces: Pieces,
    span: ByteSpan,
) -> Result<(), Misfit> {
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    let holder = list
        .strip_suffix("/content")
        .filter(|it| above(list, "boxes") == Some(*it))
        .ok_or(Misfit::Invalid)?;
    // What is printed behind the title up to the next item is its text.
    let item = item_of(text.source, &pieces.text, pieces.after.as_ref(), span);
    let content = list_mut(document, list).ok_or(Misfit::Invalid)?;
    content.splice(at..=at, pieces.before);
    let holder = holder.to_owned();
    insert_item(document, &holder, item)
}

/// An item with its label, its title and the text behind it.
pub fn item_of(source: &Source, text: &str, after: Option<&Value>, [start, end]: ByteSpan) -> Value {
    let (label, rest) = labelled(text);
    let after_text = after.and_then(|after| after["text"].as_str());
    let (title, body) = match (after_text, rest.find(['。', '：'])) {
        (Some(after), _) => (Some(rest.trim_end_matches(['。', '：'])), Some(after)),
        (None, Some(at)) if at + '。'.len_utf8() < rest.len() => {
            (Some(&rest[..at]), Some(&rest[at + '。'.len_utf8()..]))
        }
        (None, _) => (Some(rest.trim_end_matches(['。', '：'])), None),
    };
    let end = after.and_then(span_of).map_or(end, |span| span[1].max(end));
    json!({
        "label": label, "title": title.filter(|it| !it.is_empty()), "text": body, "items": [],
        "lines": lines(source, [start, end]), "span": [start, end],
    })
}

/// Puts an item where it stands among those of a box.
pub fn insert_item(document: &mut Value, holder: &str, item: Value) -> Result<(), Misfit> {
    let start = span_of(&item).map_or(0, |span| span[0]);
    let holder = document.pointer_mut(holder).ok_or(Misfit::Invalid)?;
    if holder["kind"] == "text" {
        holder["kind"] = json!("items");
    }
    let items = holder["items"].as_array_mut().ok_or(Misfit::Invalid)?;
    let at = items.partition_point(|it| span_of(it).is_none_or(|span| span[0] <= start));
    items.insert(at, item);
    Ok(())
}

/// A department clause.
fn make_clause(
    text: &Text<'_>,
    document: &mut Value,
    pointer: &str,
    pieces: Pieces,
    span: ByteSpan,
) -> Result<(), Misfit> {
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    let id = fresh(document);
    let said = pieces.text.as_str();
    let inner = said.trim_matches(|c| matches!(c, '（' | '）' | '(' | ')' | '[' | ']' | '。'));
    let read = read_clause(inner).or_else(|| read_list(inner)).or_else(|| read_bodies(inner));
    let departments = |wanted: Role| -> Vec<Value> {
        let named = read.iter().flat_map(|clause| &clause.departments).filter(|(role, _)| *role == wanted);
        named
            .map(|(_, name)| read_name(name))
            .map(|name| json!({ "name": name.name, "also": name.also }))
            .collect()
    };
    let clause = json!({
        "id": id, "section": null, "annex": null, "number": null, "category": null, "task": null,
        "measures": null,
        "deadline": read.as_ref().and_then(|clause| clause.deadline),
        "lead": departments(Role::Lead), "participants": departments(Role::Participant),
        "responsible": departments(Role::Responsible), "other": [], "text": said,
        "lines": lines(text.source, span), "span": span,
    });
    let place = json!({ "type": "responsibility", "responsibility": id });
    let content = list_mut(document, list).ok_or(Misfit::Invalid)?;
    content.splice(at..=at, pieces.before.into_iter().chain([place]).chain(pieces.after));
    let clauses = list_mut(document, "/plan/responsibilities").ok_or(Misfit::Invalid)?;
    let at = clauses.partition_point(|it| span_of(it).is_none_or(|other| other[0] <= span[0]));
    clauses.insert(at, clause);
    Ok(())
}

/// A box of all that the selection touches, the first its title. Headings become items.
fn make_box(text: &Text<'_>, document: &mut Value, pointer: &str, span: ByteSpan) -> Result<(), Misfit> {
    // All of it, or nothing.
    let mut next = document.clone();
    let [at, end] = begin_box(text, &mut next, pointer, span)?;
    if end < span[1] {
        let held = next["plan"]["boxes"].as_array().into_iter().flatten();
        let place = held.filter_map(span_of).position(|it| it[0] == at).ok_or(Misfit::Unplaced)?;
        // What is touched belongs to it as a whole.
        let manuscript = text.manuscript();
        let touched = manuscript.paragraphs.iter().map(|it| manuscript.source(it.span));
        let end = touched.filter(|it| it.start < span[1]).map(|it| it.end).max().unwrap_or(span[1]);
        end_box(text, &mut next, &format!("/plan/boxes/{place}"), end.max(span[1]))?;
    }
    *document = next;
    Ok(())
}

/// A box whose title was read as a heading: that is none, and what is below it goes into the box with it.
/// Who selects only some of the headings below it means something else.
fn box_of_heading(
    text: &Text<'_>,
    document: &mut Value,
    found: &[Part],
    span: ByteSpan,
) -> Result<(), Misfit> {
    let is_it = |part: &&Part| part.kind == Kind::Section && part.span[0] == span[0];
    let pointer = &found.iter().find(is_it).ok_or(Misfit::Unplaced)?.pointer;
    let mut next = document.clone();
    let section = next.pointer_mut(pointer).ok_or(Misfit::Unplaced)?;
    let is_touched = |it: &Value| span_of(it).is_some_and(|it| it[0] < span[1]);
    let below = section["sections"].as_array_mut().ok_or(Misfit::Invalid)?;
    let below = if below.iter().any(is_touched) { std::mem::take(below) } else { Vec::new() };
    if !below.iter().all(is_touched) {
        return Err(Misfit::Invalid);
    }
    dissolve(text, &mut next, pointer)?;
    let is_title = |part: &Part| part.kind == Kind::Paragraph && part.span[0] == span[0];
    let title = parts(&next).into_iter().find(is_title);
    let pointer = title.ok_or(Misfit::Unplaced)?.pointer;
    if !below.is_empty() {
        let holder = holder(&pointer).and_then(|(list, _)| list.strip_suffix("/content"));
        let sections = list_mut(&mut next, &format!("{}/sections", holder.ok_or(Misfit::Invalid)?));
        sections.ok_or(Misfit::Invalid)?.splice(..0, below);
    }
    make_box(text, &mut next, &pointer, span)?;
    *document = next;
    Ok(())
}

/// A box of the paragraphs and tables of one section that the selection touches; where it stands.
fn begin_box(
    text: &Text<'_>,
    document: &mut Value,
    pointer: &str,
    span: ByteSpan,
) -> Result<ByteSpan, Misfit> {
    /// A title is no longer than this, in characters.
    const TITLE: usize = 60;
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    if above(list, "boxes").is_some() || above(list, "annexes").is_some() {
        return Err(Misfit::Invalid);
    }
    let id = fresh(document);
    let content = list_mut(document, list).ok_or(Misfit::Invalid)?;
    let is_text = |block: &&Value| matches!(block["type"].as_str(), Some("paragraph" | "table"));
    let count = content[at..]
        .iter()
        .take_while(|block| is_text(block) && span_of(block).is_some_and(|it| it[0] < span[1]))
        .count()
        .max(1);
    let place = json!({ "type": "box", "box": id });
    let mut held: Vec<Value> = content.splice(at..at + count, [place]).collect();
    let [start, end] = [held.first(), held.last()].map(|it| it.and_then(span_of).unwrap_or(span));
    let all = [start[0], end[1].max(start[1])];
    let head = held[0]["text"].as_str().filter(|it| it.chars().count() <= TITLE).map(str::to_owned);
    let (number, title) = head.as_deref().map_or((None, ""), box_title);
    if head.is_some() {
        held.remove(0);
    }
    let made = json!({
        "id": id, "number": number, "title": title, "section": null, "kind": "text", "items": [],
        "content": held, "lines": lines(text.source, all), "span": all,
    });
    let boxes = list_mut(document, "/plan/boxes").ok_or(Misfit::Invalid)?;
    let at = boxes.partition_point(|it| span_of(it).is_none_or(|other| other[0] <= all[0]));
    boxes.insert(at, made);
    Ok(all)
}

/// The number and the title of a line such as 专栏3 重点工程.
pub fn box_title(text: &str) -> (Option<u32>, &str) {
    let Some(rest) = text.strip_prefix("专栏") else { return (None, text) };
    let rest = rest.trim_start();
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, behind) = match rest[..digits].parse().ok() {
        Some(number) => (Some(number), &rest[digits..]),
        None => match crate::scan::numeral::scan_chinese(rest) {
            Some((number, len)) => (Some(number), &rest[len..]),
            None => (None, rest),
        },
    };
    (number, behind.trim_start_matches(|c: char| c.is_whitespace() || "：:、.．".contains(c)))
}

/// What an item says as paragraphs; a block is what it is.
pub fn as_blocks(source: &Source, it: &Value) -> Vec<Value> {
    if it.get("type").is_some() {
        return vec![it.clone()];
    }
    let field = |name: &str| it[name].as_str().unwrap_or_default();
    let (title, text) = (field("title"), field("text"));
    let gap = if title.is_empty() || text.is_empty() { "" } else { "。" };
    let words = format!("{}{title}{gap}{text}", field("label"));
    let span = span_of(it).unwrap_or_default();
    let below = it["items"].as_array().map_or(&[] as &[Value], Vec::as_slice);
    let until = below.iter().filter_map(span_of).map(|span| span[0]).min().unwrap_or(span[1]);
    let own = (!words.is_empty()).then(|| block(source, &words, [span[0], until.max(span[0])]));
    own.into_iter().chain(below.iter().flat_map(|it| as_blocks(source, it))).collect()
}

/// No box after all: what it held stands where it was referred to.
pub fn dissolve_box(text: &Text<'_>, document: &mut Value, pointer: &str) -> Result<(), Misfit> {
    let held = document.pointer(pointer).cloned().ok_or(Misfit::Invalid)?;
    let [start, end] = span_of(&held).ok_or(Misfit::Invalid)?;
    let place = place_of(document, &held["id"]).ok_or(Misfit::Invalid)?;
    let mut inside: Vec<Value> =
        ["items", "content"].iter().filter_map(|field| held[*field].as_array()).flatten().cloned().collect();
    inside.sort_by_key(|it| span_of(it).map(|span| span[0]));
    let until = inside.first().and_then(span_of).map_or(end, |span| span[0]);
    // What the source does not say is not written: a box of text that was selected has no number,
    // and may have no title.
    let said = text.said([start, until.max(start)]).unwrap_or_default();
    let head = match held["number"].as_u64() {
        Some(number) => format!("专栏{number}"),
        None if said.starts_with("专栏") => "专栏".to_owned(),
        None => String::new(),
    };
    let words = format!("{head} {}", held["title"].as_str().unwrap_or_default());
    let title = Some(words.trim()).filter(|words| !words.is_empty());
    let blocks = title.map(|words| block(text.source, words, [start, until.max(start)])).into_iter();
    let blocks: Vec<Value> = blocks.chain(inside.iter().flat_map(|it| as_blocks(text.source, it))).collect();
    list_mut(document, &place.0).ok_or(Misfit::Invalid)?.splice(place.1..=place.1, blocks);
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    list_mut(document, list).ok_or(Misfit::Invalid)?.remove(at);
    Ok(())
}

/// No clause after all: its words are text again, where it was referred to.
pub fn dissolve_clause(text: &Text<'_>, document: &mut Value, pointer: &str) -> Result<(), Misfit> {
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    let held = list_mut(document, list).filter(|list| at < list.len()).ok_or(Misfit::Invalid)?.remove(at);
    if let Some((list, at)) = place_of(document, &held["id"]) {
        let span = span_of(&held).unwrap_or_default();
        let words = block(text.source, held["text"].as_str().unwrap_or_default(), span);
        list_mut(document, &list).ok_or(Misfit::Invalid)?.splice(at..=at, [words]);
    }
    Ok(())
}

/// The list of blocks that refers to a box or a clause, and the place in it.
pub fn place_of(document: &Value, id: &Value) -> Option<(String, usize)> {
    fn blocks(list: &Value, id: &Value) -> Option<usize> {
        list.as_array()?.iter().position(|block| {
            matches!(block["type"].as_str(), Some("box" | "responsibility"))
                && (block["box"] == *id || block["responsibility"] == *id)
        })
    }
    fn sections(list: &Value, pointer: &str, id: &Value) -> Option<(String, usize)> {
        list.as_array()?.iter().enumerate().find_map(|(at, section)| {
            let pointer = format!("{pointer}/{at}");
            blocks(&section["content"], id)
                .map(|at| (format!("{pointer}/content"), at))
                .or_else(|| sections(&section["sections"], &format!("{pointer}/sections"), id))
        })
    }
    let plan = &document["plan"];
    let in_lists = |name: &str| {
        plan[name].as_array().into_iter().flatten().enumerate().find_map(|(at, it)| {
            blocks(&it["content"], id).map(|place| (format!("/plan/{name}/{at}/content"), place))
        })
    };
    blocks(&plan["preamble"], id)
        .map(|at| ("/plan/preamble".to_owned(), at))
        .or_else(|| sections(&plan["sections"], "/plan/sections", id))
        .or_else(|| in_lists("boxes"))
        .or_else(|| in_lists("annexes"))
}
