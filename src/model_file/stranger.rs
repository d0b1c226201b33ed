//! Keys of a YAML text that nobody knows, for files that are read by their types alone.

use super::node::{Node, Value};
use super::yaml;

/// The keys that are not among those that a map may have, and their lines, from 1. `known` has these by the
/// key that the map, or the list with it, belongs to, `""` for the text itself; what belongs to other keys may
/// be anything.
pub fn strangers(text: &str, known: &[(&str, &[&str])]) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    for document in &yaml::read(text).documents {
        visit(document, "", known, &mut found);
    }
    // In the order of the text; what is repeated stands once.
    found.sort_by_key(|it| it.1);
    found.dedup();
    let (mut at, mut line) = (0, 1);
    let found = found.into_iter().map(|(name, start)| {
        line += text[at..start].matches('\n').count() as u32;
        at = start;
        (name, line)
    });
    found.collect()
}

fn visit(node: &Node, holder: &str, known: &[(&str, &[&str])], found: &mut Vec<(String, usize)>) {
    let Some((_, names)) = known.iter().find(|(name, _)| *name == holder) else { return };
    match &node.value {
        Value::List(items) => {
            for item in items {
                visit(item, holder, known, found);
            }
        }
        Value::Map(fields) => {
            for field in fields {
                if names.contains(&&*field.name) {
                    visit(&field.value, &field.name, known, found);
                } else {
                    found.push((field.name.clone(), field.span.start as usize));
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_what_holds_them() {
        let known: &[(&str, &[&str])] = &[("", &["a", "b"]), ("b", &["a", "c"])];
        let text = "a: {z: 1}\nx: 2\n\nb:\n- a: 1\n- {c: {y: 1}, b: 2}\n甲: 1\n";
        let told = [("x", 2), ("b", 6), ("甲", 7)].map(|(name, line)| (name.to_owned(), line));
        assert_eq!(strangers(text, known), told);
        assert_eq!(strangers("x: 0\nb: &it {y: 1}\na: *it\n", known).len(), 2);
        assert_eq!(strangers("- a: 1\n", known), []);
        assert_eq!(strangers("a: [", known), []);
    }
}
