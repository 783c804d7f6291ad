//! The probe of whatever bytes: it must end, and no parser may panic.
//!
//! `cargo +nightly fuzz run probe fixtures/audio -- -max_len=65536 -rss_limit_mb=256 -timeout=5`

#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use needledrop::audio::{Limits, probe};

fuzz_target!(|bytes: &[u8]| {
    if let Err(error) = probe(Cursor::new(bytes.to_vec()), &Limits::local()) {
        assert_ne!(error.code(), "PARSER_FAILED", "{error}");
    }
});
