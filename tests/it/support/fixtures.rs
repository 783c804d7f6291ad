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

/// A small MP3 of its own audio for each number, tagged with these ID3v2 frames (`TIT2`, …).
pub fn song(number: u32, tags: &[(&str, &str)]) -> Vec<u8> {
    let once = read("mp3/cbr-no-xing.mp3");
    let mut audio = once[once.windows(2).position(|pair| pair == [0xff, 0xfb]).unwrap()..].to_vec();
    // In the first frame, behind its header and side information; never a sync.
    for (at, byte) in number.to_be_bytes().into_iter().enumerate() {
        audio[100 + 2 * at] = byte >> 4;
        audio[101 + 2 * at] = byte & 0xf;
    }
    let mut frames = Vec::new();
    for (name, text) in tags {
        frames.extend(name.as_bytes());
        frames.extend((text.len() as u32 + 1).to_be_bytes());
        frames.extend([0, 0, 0]);
        frames.extend(text.as_bytes());
    }
    let length = frames.len() as u32;
    let mut song = b"ID3\x03\x00\x00".to_vec();
    song.extend([21, 14, 7, 0].map(|shift| (length >> shift & 0x7f) as u8));
    song.extend(frames);
    song.extend(audio);
    song
}
