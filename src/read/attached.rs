//! Which links lead to files that are attached to a document.

use crate::scan::file_name::{ATTACHMENTS, names_an_attachment};

/// Whether a link leads to a file: its target is named like one, or its words are,
/// where a program hands the file out.
pub(super) fn is_attached(target: &str, text: &str) -> bool {
    let text = text.trim_end_matches(['】', ']', '）', ')', '》']);
    if names_an_attachment(text) && !target.starts_with("javascript") {
        return true;
    }
    let path = target.split(['?', '#']).next().unwrap_or(target);
    let hands_out = || {
        let target = target.to_ascii_lowercase();
        ["filename=", "file="].iter().any(|word| target.contains(word))
            && ATTACHMENTS.iter().any(|ending| target.contains(&format!(".{ending}")))
    };
    names_an_attachment(path) || hands_out()
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
            ("/a.rtf", "附件"),
            ("/down?file=a.PPT&x=1", "下载"),
        ] {
            assert!(is_attached(target, text), "{target} {text}");
        }
        for (target, text) in [("a.html", "附件"), ("javascript:void(0)", "a.doc"), ("/x?id=1", "规划")] {
            assert!(!is_attached(target, text), "{target} {text}");
        }
    }
}
