//! What the program prints for the seeds, as a person sees it.
//!
//! The snapshots hold YAML and findings just as they are written, so that a
//! change of either is read as a diff. `INSTA_UPDATE=always cargo test snapshots`
//! rewrites them.

use guihua::Source;
use guihua::render::{self, Format};

use crate::support::seeds;

/// Compares `text` with the snapshot of that name.
fn check(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn yaml() {
    for case in seeds() {
        let parsed = guihua::parse(&Source::from_text(format!("{}.txt", case.name), case.text()));
        let mut yaml = Vec::new();
        render::write(&mut yaml, &parsed.documents, Format::Yaml).unwrap();
        check(&format!("{}.yaml", case.name), std::str::from_utf8(&yaml).unwrap());
    }
}

#[test]
#[cfg(feature = "cli")]
fn findings() {
    for case in seeds() {
        let output = crate::process::program()
            .args(["--lang", "zh", "--color", "never", "parse"])
            .arg(format!("{}.txt", case.name))
            .current_dir(crate::support::root("seeds"))
            .output()
            .unwrap();
        check(&format!("{}.findings", case.name), std::str::from_utf8(&output.stderr).unwrap());
    }
}
