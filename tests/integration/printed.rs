//! Workbooks as they leave the printer, counted by an office program where it is installed.
#![cfg(feature = "export")]

use std::fs;
use std::process::Command;

use crate::process::{status, stderr};
use crate::support::seeds;
use crate::walk::{folder, run};

#[test]
fn a_plan_prints_on_a_dozen_pages() {
    if Command::new("soffice").arg("--version").output().is_err() {
        return;
    }
    let seed = seeds().remove(1);
    let folder = folder(&[("规划.txt", &seed.bytes)]);
    let at = folder.path();
    let output = run(at, "zh_CN.UTF-8", &["规划.txt", "-q"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    let profile = format!("-env:UserInstallation=file://{}/profile", at.display());
    let mut printer = Command::new("soffice");
    printer.args([&*profile, "--headless", "--convert-to", "pdf", "规划.xlsx"]).current_dir(at);
    let printed = printer.output().unwrap();
    // One that cannot start says nothing of the workbook.
    let Ok(pdf) = fs::read(at.join("规划.pdf")) else {
        eprintln!("not printed: {}", String::from_utf8_lossy(&printed.stderr));
        return;
    };
    let mark = b"/Type/Page/";
    let pages = pdf.windows(mark.len()).filter(|window| window == mark).count();
    assert!((2..=12).contains(&pages), "{pages}");
}
