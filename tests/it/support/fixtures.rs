//! The audio files of `fixtures/`, and what is made from them.

use std::path::{Path, PathBuf};

/// The folder of all audio files.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/audio")
}

/// The bytes of one of them.
pub fn read(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

/// What the probe must say of each: a JSON object a line.
pub fn expectations() -> String {
    std::fs::read_to_string(folder().join("../expected.jsonl")).unwrap()
}

/// About so many bytes of MP3 that no header tells the length of: one file's frames over and over.
pub fn long_mp3(bytes: usize) -> Vec<u8> {
    let once = read("mp3/cbr-no-xing.mp3");
    let frames = &once[once.windows(2).position(|pair| pair == [0xff, 0xfb]).unwrap()..];
    frames.repeat(bytes / frames.len())
}
