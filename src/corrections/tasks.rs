//! The rows of a table of an annex that are tasks, though its header does not say so.

use serde_json::{Value, json};

use super::misfit::Misfit;
use super::part::{above, holder, list_mut, span_of};
use super::renumber::fresh;
use super::sight::squeeze;
use super::split::{lines, trimmed};
use super::text::Text;
use crate::block::grid::{kinds_of, number_column, task_columns};
use crate::model::ByteSpan;
use crate::normalize::normalize;
use crate::scan::clause::{Role, read_cell};
use crate::scan::column::Kind;
use crate::scan::numeral::scan_arabic;
use crate::scan::organization::read_name;

/// Makes tasks of the rows of the table at `pointer`; its header becomes furniture.
pub fn make_tasks(text: &Text<'_>, document: &mut Value, pointer: &str) -> Result<(), Misfit> {
    let annex = above(pointer, "annexes").ok_or(Misfit::Invalid)?.to_owned();
    let table = document.pointer(pointer).cloned().ok_or(Misfit::Invalid)?;
    let place = span_of(&table).ok_or(Misfit::Invalid)?;
    let cells = |row: &Value| -> Vec<String> {
        let cells = row.as_array().into_iter().flatten();
        cells.map(|cell| cell.as_str().unwrap_or_default().to_owned()).collect()
    };
    let headers = cells(&table["columns"]);
    let rows: Vec<Vec<String>> = table["rows"].as_array().into_iter().flatten().map(cells).collect();
    let columns = Columns::of(&headers, &rows).ok_or(Misfit::Invalid)?;
    let places = places(text, place, &rows);
    let mut tasks = Vec::with_capacity(rows.len());
    let id = fresh(document);
    for (at, (row, span)) in rows.iter().zip(&places).enumerate() {
        let mut task = columns.task(&headers, row);
        task["id"] = json!(format!("{id}-{at}"));
        task["annex"] = document.pointer(&annex).map_or(Value::Null, |it| it["id"].clone());
        (task["lines"], task["span"]) = (json!(lines(text.source, *span)), json!(span));
        tasks.push(task);
    }
    let first = places.first().ok_or(Misfit::Invalid)?[0];
    let header = trimmed(text.source, [place[0], first.max(place[0])]);
    let furniture = json!({
        "kind": "table_header", "text": headers.join(" "), "lines": lines(text.source, header), "span": header,
    });
    let (list, at) = holder(pointer).ok_or(Misfit::Invalid)?;
    list_mut(document, list).ok_or(Misfit::Invalid)?.remove(at);
    let ids = tasks.iter().map(|task| task["id"].clone());
    list_mut(document, &format!("{annex}/tasks")).ok_or(Misfit::Invalid)?.extend(ids);
    for (list, new) in [("/plan/responsibilities", tasks), ("/furniture", vec![furniture])] {
        let list = list_mut(document, list).ok_or(Misfit::Invalid)?;
        list.extend(new);
        list.sort_by_key(|it| span_of(it).map(|span| span[0]));
    }
    Ok(())
}

/// What the columns of a table hold.
struct Columns {
    kinds: Vec<Kind>,
    number: Option<usize>,
    task: usize,
    measures: Vec<usize>,
    deadline: Option<usize>,
}

impl Columns {
    /// By what the header says; where that names no task, it is the first column that is anything.
    fn of(headers: &[String], rows: &[Vec<String>]) -> Option<Self> {
        let kinds = kinds_of(headers);
        let number = number_column(&kinds, |at| headers[at].clone());
        let length = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count());
            cells.sum::<usize>() / rows.len().max(1)
        };
        let lengths: Vec<usize> = (0..kinds.len()).map(length).collect();
        if let Some(found) = task_columns(&kinds, headers, &lengths) {
            let (task, measures, deadline) = (found.task, found.measures, found.deadline);
            return Some(Self { kinds, number, task, measures, deadline });
        }
        let of = |wanted: &[Kind]| kinds.iter().position(|kind| wanted.contains(kind));
        let task =
            of(&[Kind::Name]).or_else(|| of(&[Kind::Content, Kind::Text])).or_else(|| of(&[Kind::Group]));
        let task = task?;
        let measures = (0..kinds.len()).filter(|at| *at != task && kinds[*at] == Kind::Content).collect();
        let deadline = of(&[Kind::Deadline]).or_else(|| of(&[Kind::Time]));
        Some(Self { kinds, number, task, measures, deadline })
    }

    /// The task of a row, without its place.
    fn task(&self, headers: &[String], row: &[String]) -> Value {
        let mut task = json!({
            "section": null, "number": null, "category": null, "task": null, "measures": null,
            "deadline": null, "lead": [], "participants": [], "responsible": [], "other": [], "text": "",
        });
        let mut said: Vec<&str> = Vec::new();
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let kind = self.kinds.get(at).copied().unwrap_or(Kind::Text);
            let number = (self.number == Some(at)).then(|| whole(cell)).flatten();
            match kind {
                _ if number.is_some() => task["number"] = json!(number),
                _ if at == self.task => task["task"] = json!(cell),
                kind if kind.is_units() => {
                    said.push(cell);
                    self::units(&mut task, kind, cell);
                }
                _ if self.measures.contains(&at) => {
                    let before = task["measures"].as_str().unwrap_or_default();
                    task["measures"] = json!(format!("{before}{cell}"));
                }
                _ if self.deadline == Some(at) => task["deadline"] = json!(cell),
                Kind::Group => task["category"] = json!(cell),
                _ => {
                    let column = headers.get(at).filter(|header| !header.is_empty());
                    if let Some(other) = task["other"].as_array_mut() {
                        other.push(json!({ "column": column, "text": cell }));
                    }
                }
            }
        }
        task["text"] = json!(said.join("；"));
        task
    }
}

/// `3`, `3.`
fn whole(cell: &str) -> Option<u32> {
    let digits = cell.trim_end_matches(['.', '、']);
    scan_arabic(digits).filter(|(_, len)| *len == digits.len()).map(|(number, _)| number)
}

/// The departments of a cell, by its column, or by what it says of their roles itself.
fn units(task: &mut Value, kind: Kind, cell: &str) {
    let own = match kind {
        Kind::Lead => Role::Lead,
        Kind::Participants => Role::Participant,
        _ => Role::Responsible,
    };
    for (role, name) in read_cell(cell, own) {
        let field = match role {
            Role::Lead => "lead",
            Role::Participant => "participants",
            Role::Responsible => "responsible",
        };
        let name = read_name(name);
        if let Some(list) = task[field].as_array_mut() {
            list.push(json!({ "name": name.name, "also": name.also }));
        }
    }
}

/// Where each row of a table stands: from the line that says its first words, to the next row.
fn places(text: &Text<'_>, [start, end]: ByteSpan, rows: &[Vec<String>]) -> Vec<ByteSpan> {
    let index = text.source.lines();
    let [first, last] = lines(text.source, [start, end]);
    let said: Vec<(u32, String)> = (first..=last)
        .map(|line| {
            let span = index.line_span(line);
            (span.start.max(start), squeeze(&normalize(span.of(text.source.text())).text))
        })
        .collect();
    // The header stands above all rows.
    let mut at = 1.min(said.len() - 1);
    let mut starts = Vec::with_capacity(rows.len() + 1);
    for row in rows {
        let words: Vec<String> =
            row.iter().filter(|cell| !cell.is_empty()).map(|cell| squeeze(cell)).collect();
        let has_it = |line: &&(u32, String)| words.first().is_some_and(|word| line.1.contains(&**word));
        if let Some(found) = said[at..].iter().position(|line| has_it(&line)) {
            at += found;
        }
        starts.push(said[at].0);
        at = (at + 1).min(said.len() - 1);
    }
    starts.push(end);
    starts.windows(2).map(|pair| trimmed(text.source, [pair[0], pair[1].max(pair[0])])).collect()
}
