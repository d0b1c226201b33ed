//! The endings of file names, by which texts and links speak of files.

/// Files that are attached to documents end like this.
pub const ATTACHMENTS: &[&str] = &[
    "doc", "docx", "wps", "xls", "xlsx", "et", "ppt", "pptx", "pdf", "ofd", "ceb", "cebx", "txt", "rtf",
    "zip", "rar", "7z",
];

/// Pictures, sound and pages, of which texts speak as well, and what text is kept in.
const OTHERS: &[&str] = &[
    "jpg", "jpeg", "png", "gif", "bmp", "mp3", "mp4", "wav", "wmv", "avi", "html", "htm", "md", "csv", "xml",
    "json",
];

/// Whether a file may have `ending`, without its dot and in any case.
#[must_use]
pub fn is_ending(ending: &str) -> bool {
    ATTACHMENTS.iter().chain(OTHERS).any(|known| ending.eq_ignore_ascii_case(known))
}

/// Whether `name` ends like that of an attached file: `规划.pdf`.
#[must_use]
pub fn names_an_attachment(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ATTACHMENTS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_in_any_case() {
        assert!(names_an_attachment("规划.PDF") && names_an_attachment("a.b.docx"));
        assert!(
            !names_an_attachment("规划pdf") && !names_an_attachment("图.jpg") && !names_an_attachment("3.5")
        );
        assert!(is_ending("Jpg") && is_ending("wps") && is_ending("mp3") && !is_ending(""));
    }
}
