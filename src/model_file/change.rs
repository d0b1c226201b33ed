//! What was changed in a model file, line by line, or value by value where a line is all of a
//! model.

/// A line that was changed; of a line of JSON that is a whole model, a value in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its number in the file as it is now, from 1.
    pub line: u32,
    /// The line before; `None` where it was added. In a line of JSON, the path of the value
    /// and what it was.
    pub before: Option<String>,
    /// The line now, or the value.
    pub after: String,
}

/// The lines that differ. Lines are only changed or added.
pub(super) fn compare(before: &str, after: &str, origins: &[Option<usize>], is_json: bool) -> Vec<Change> {
    let before: Vec<&str> = before.lines().collect();
    let now = after.lines().zip(origins).zip(1u32..);
    now.flat_map(|((line, origin), number)| {
        let old = origin.and_then(|at| before.get(at)).copied();
        let told = |line: &str| line.trim().to_owned();
        if old == Some(line) {
            return Vec::new();
        }
        old.and_then(|old| within(old, line, number, is_json))
            .unwrap_or_else(|| vec![Change { line: number, before: old.map(told), after: told(line) }])
    })
    .collect()
}

/// What differs between two lines of JSON that hold all of a model.
fn within(before: &str, after: &str, line: u32, is_json: bool) -> Option<Vec<Change>> {
    /// What is shorter is shown as it is.
    const LONG: usize = 160;
    if !is_json || before.len().max(after.len()) <= LONG {
        return None;
    }
    let read = |line: &str| serde_json::from_str::<serde_json::Value>(line.trim()).ok();
    let (before, after) = (read(before)?, read(after)?);
    let mut changes = Vec::new();
    differences(Some(&before), &after, "", &mut |path, before, after| {
        let (before, after) = match before {
            Some(before) => (Some(format!("{path}: {before}")), after.to_string()),
            None => (None, format!("{path}: {after}")),
        };
        changes.push(Change { line, before, after });
    });
    (!changes.is_empty()).then_some(changes)
}

/// Calls `tell` for each value that is another in the second, or only there.
fn differences(
    before: Option<&serde_json::Value>,
    after: &serde_json::Value,
    path: &str,
    tell: &mut impl FnMut(&str, Option<&serde_json::Value>, &serde_json::Value),
) {
    use serde_json::Value::{Array, Object};
    match (before, after) {
        (Some(Object(old)), Object(new)) => {
            let dot = if path.is_empty() { "" } else { "." };
            for (name, value) in new {
                differences(old.get(name), value, &format!("{path}{dot}{name}"), tell);
            }
        }
        (Some(Array(old)), Array(new)) if old.len() == new.len() => {
            for (at, value) in new.iter().enumerate() {
                differences(old.get(at), value, &format!("{path}[{at}]"), tell);
            }
        }
        _ if before == Some(after) => {}
        _ => tell(path, before, after),
    }
}
