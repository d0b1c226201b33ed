//! Whether a text holds models, whatever its file is called, and however it is broken.

use std::collections::HashSet;

use super::Format;

impl Format {
    /// The format of a text that opens as a model does, whatever its file is called.
    ///
    /// ```
    /// use guihua::model_file::Format;
    ///
    /// assert_eq!(Format::of_text("# 改过\nschema_version: '1'\n"), Some(Format::Yaml));
    /// assert_eq!(Format::of_text("{\"schema_version\":\"1\"}\n{\"schema"), Some(Format::Ndjson));
    /// assert_eq!(Format::of_text("甲市养老服务规划\n"), None);
    /// ```
    #[must_use]
    pub fn of_text(text: &str) -> Option<Self> {
        /// Comments and other fields may stand before the one that tells.
        const HEAD: usize = 4096;
        const FIELD: &str = "schema_version";
        let whole = text.trim_start_matches('\u{FEFF}').trim_start();
        // However long the comments are.
        let text = behind_comments(whole);
        let head = &text[..text.floor_char_boundary(HEAD)];
        if text.starts_with(['{', '[']) {
            let is_model = head.contains(&format!("\"{FIELD}\"")) || has_marks(text, "\"");
            if !is_model {
                return of_fields(whole);
            }
            // Only YAML has comments, and takes what is JSON behind them.
            if text.len() < whole.len() {
                return Some(Self::Yaml);
            }
            // A line that is a value by itself.
            let is_line = text.lines().next().is_some_and(|line| {
                line.starts_with('{') && line.trim_end().ends_with('}') && text.trim_end().len() > line.len()
            });
            return Some(if is_line { Self::Ndjson } else { Self::Json });
        }
        let has_field = |line: &str| {
            let line = line.strip_prefix("? ").unwrap_or(line).trim_start_matches(['"', '\'']);
            line.strip_prefix(FIELD).is_some_and(|rest| {
                let rest = rest.trim_start_matches(['"', '\'', ' ']);
                rest.starts_with(':') || rest.is_empty() && line.len() < FIELD.len() + 3
            })
        };
        let is_model = head.lines().any(has_field) || has_marks(text, "\n");
        if is_model { Some(Self::Yaml) } else { of_fields(whole) }
    }
}

/// The text behind comments, directives and marks of documents, as YAML has them.
fn behind_comments(text: &str) -> &str {
    let mut rest = text;
    loop {
        let line = rest.split('\n').next().unwrap_or_default();
        let content = line.trim();
        let is_comment = content.starts_with(['#', '%']) || content.is_empty() || content == "---";
        if !is_comment || line.len() == rest.len() {
            return rest.strip_prefix("--- ").unwrap_or(rest).trim_start();
        }
        rest = &rest[line.len() + 1..];
    }
}

/// Whether a text has fields that models alone have together, each behind `before`: its
/// first line may be broken, or the one that tells the version misspelt.
fn has_marks(text: &str, before: &str) -> bool {
    /// They stand so near to the beginning, but for a very long notice.
    const HEAD: usize = 1 << 16;
    const MARKS: [&str; 6] = ["source", "part", "notice", "plan", "furniture", "diagnostics"];
    let head = &text[..text.floor_char_boundary(HEAD)];
    let is_quoted = before == "\"";
    let has = |mark: &str| {
        let field = if is_quoted { format!("\"{mark}\":") } else { format!("\n{mark}:") };
        head.contains(&field)
    };
    MARKS.into_iter().filter(|mark| has(mark)).count() > 2
}

/// The format of a text that is made of fields of models throughout, whatever stands in its
/// first line: the first line may be lost, or cut.
fn of_fields(text: &str) -> Option<Format> {
    /// Enough of a text to know it by.
    const HEAD: usize = 1 << 20;
    /// Fields that have their names of models alone.
    const FIELDS: [&str; 22] = [
        "addressees",
        "agency_code",
        "agency_mark",
        "annexes",
        "annotations",
        "attribute",
        "boxes",
        "comparator",
        "copied_to",
        "date_text",
        "diagnostics",
        "document_number",
        "furniture",
        "imprint",
        "indicators",
        "participants",
        "preamble",
        "region_from",
        "responsibilities",
        "schema_version",
        "sections",
        "signatories",
    ];
    /// So many of them are no chance.
    const ENOUGH: usize = 5;
    /// In JSON there is a field in so many bytes.
    const BYTES: usize = 200;
    if text.starts_with("{\"schema_v") {
        return Some(Format::Json);
    }
    let head = &text[..text.floor_char_boundary(HEAD)];
    let mut known: HashSet<&str> = HashSet::new();
    let mut fields = 0;
    for (end, _) in head.match_indices("\":") {
        let start = head[..end].bytes().rev().take(24).position(|byte| byte == b'"');
        known.extend(start.map(|length| &head[end - length..end]).filter(|name| FIELDS.contains(name)));
        fields += 1;
    }
    if known.len() >= ENOUGH && fields * BYTES >= head.len() {
        let is_line = |line: &str| line.starts_with('{') && line.ends_with('}');
        return Some(if head.lines().skip(1).any(is_line) { Format::Ndjson } else { Format::Json });
    }
    known.clear();
    let (mut fields, mut lines) = (0, 0);
    for line in head.lines().map(|line| line.trim_start_matches([' ', '-'])).filter(|line| !line.is_empty()) {
        lines += 1;
        let name = line.split_once(':').map(|(name, _)| name.trim_matches(['"', '\'']));
        let is_name =
            |name: &str| !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
        // Numbers and texts of lists stand on lines of their own.
        let is_field = name.is_some_and(is_name) || line.bytes().all(|byte| byte.is_ascii_digit());
        fields += usize::from(is_field);
        known.extend(name.filter(|name| FIELDS.contains(name)));
    }
    (known.len() >= ENOUGH && fields * 2 >= lines).then_some(Format::Yaml)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN: &str = include_str!("../../fixtures/model/plan.yaml");

    #[test]
    fn a_model_that_is_broken_at_its_start_is_one() {
        let value: serde_json::Value = serde_yaml::from_str(PLAN).unwrap();
        let (line, pretty) = (value.to_string(), serde_json::to_string_pretty(&value).unwrap());
        let behind = |text: &str, lines: usize| text.split_inclusive('\n').skip(lines).collect::<String>();
        for at in 0..60 {
            // What is behind it is whole.
            for (text, format) in [
                (behind(PLAN, at), Format::Yaml),
                (format!("{}\n{}", &PLAN[..at.min(18)], behind(PLAN, 1)), Format::Yaml),
                (behind(&pretty, at), Format::Json),
                (format!("{}\n{line}\n", &line[..at]), Format::Ndjson),
                (format!("{}\n{line}\n", &line[line.floor_char_boundary(line.len() - at)..]), Format::Ndjson),
            ] {
                let found = Format::of_text(&text);
                assert!(found.is_some(), "{at} {}", text.chars().take(60).collect::<String>());
                let is_json = |format| format != Format::Yaml;
                assert_eq!(found.map(is_json), Some(is_json(format)), "{at}");
            }
        }
        for text in [
            format!("以下是模型：\n{pretty}"),
            format!("```json\n{pretty}\n```\n"),
            line.replacen("schema", "schem", 1),
        ] {
            assert_eq!(Format::of_text(&text), Some(Format::Json));
        }
    }

    #[test]
    fn what_tells_of_models_is_none() {
        let told =
            format!("# 说明\n\n{}\n```yaml\n{PLAN}```\n", "模型里有下列各项，逐项说明如下。\n".repeat(400));
        let plan = include_str!("../../fixtures/model/plan.txt");
        let api = r#"{"title":"甲市规划","content":"一、目标\n建设。","attribute":"公开","sections":3}"#;
        assert_eq!(of_fields(&told), None);
        for text in [plan, api, "indicators:\nsections:\nplan:\n", include_str!("../../README.md")] {
            assert_eq!(Format::of_text(text), None, "{}", text.chars().take(40).collect::<String>());
        }
    }
}
