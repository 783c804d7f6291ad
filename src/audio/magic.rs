//! Formats that are recognised only to say that they can't be read.

const SIGNATURES: [(&[u8], &str); 8] = [
    (b".snd", "Sun audio (AU)"),
    (b"MThd", "MIDI"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"<!DOCTYPE", "a web page"),
];

/// What the first bytes of a file are known for.
pub fn recognise(head: &[u8]) -> Option<&'static str> {
    SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, name)| *name)
}
