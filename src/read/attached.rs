//! Which links lead to files that are attached to a document.

/// Files that are attached to a document end like this.
const ATTACHED: &[&str] = &[
    ".doc", ".docx", ".wps", ".pdf", ".ofd", ".xls", ".xlsx", ".et", ".zip", ".rar", ".7z", ".txt", ".ceb",
    ".cebx",
];

/// Whether a link leads to a file: its target is named like one, or its words are,
/// where a program hands the file out.
pub(super) fn is_attached(target: &str, text: &str) -> bool {
    let text = text.trim_end_matches(['】', ']', '）', ')', '》']).to_ascii_lowercase();
    if ATTACHED.iter().any(|ending| text.ends_with(ending)) && !target.starts_with("javascript") {
        return true;
    }
    let path = target.split(['?', '#']).next().unwrap_or(target).to_ascii_lowercase();
    ATTACHED.iter().any(|ending| path.ends_with(ending))
        || ["filename=", "file="].iter().any(|word| {
            let target = target.to_ascii_lowercase();
            target.contains(word) && ATTACHED.iter().any(|ending| target.contains(ending))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_target_or_words() {
        for (target, text) in [
            ("./P020211108.docx", "附件"),
            ("/a.PDF?x=1", "附件"),
            ("/download.jsp?id=1", "任务分工表.xlsx】"),
            ("/api/file?filename=a.ofd", "下载"),
        ] {
            assert!(is_attached(target, text), "{target} {text}");
        }
        for (target, text) in [("a.html", "附件"), ("javascript:void(0)", "a.doc"), ("/x?id=1", "规划")] {
            assert!(!is_attached(target, text), "{target} {text}");
        }
    }
}
