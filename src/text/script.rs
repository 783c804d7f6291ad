//! Which scripts are written without spaces between words, so that every character stands for itself.

/// Whether names in this character's script are found by any infix: Han, Hiragana, Katakana and Hangul.
///
/// Ranges from the Unicode block list; half-width and compatibility forms are gone after NFKC.
pub fn is_infix_script(c: char) -> bool {
    matches!(u32::from(c),
        0x3005..=0x3007 // iteration mark, closing mark, zero
        | 0x3041..=0x3096 | 0x309D..=0x309F // Hiragana
        | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF // Katakana
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF // Han
        | 0xAC00..=0xD7A3 | 0x1100..=0x11FF | 0x3130..=0x318F // Hangul
    )
}

/// Whether the character is Hiragana or Katakana, which are also findable in Latin letters.
pub fn is_kana(c: char) -> bool {
    matches!(u32::from(c), 0x3041..=0x3096 | 0x309D..=0x309F | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF)
}

/// Katakana as Hiragana, so that a name is found in either; any other character as it is.
pub fn hiragana(c: char) -> char {
    match u32::from(c) {
        code @ 0x30A1..=0x30F6 => char::from_u32(code - 0x60).unwrap_or(c),
        _ => c,
    }
}
