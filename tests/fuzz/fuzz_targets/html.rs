#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| guihua_fuzz::checks::html(bytes));
