//! Which scripts are written without spaces between words, so that every character stands for itself.

/// Whether names in this character's script are found by any infix: Han, Hiragana, Katakana, Hangul, Thai, Lao, Khmer
/// and Burmese.
///
/// Ranges from the Unicode block list, without digits, tone marks and what silences a letter or ties it to the next;
/// half-width and compatibility forms are gone after NFKC.
pub fn is_infix_script(c: char) -> bool {
    matches!(u32::from(c),
        0x3005..=0x3007 // iteration mark, closing mark, zero
        | 0x3041..=0x3096 | 0x309D..=0x309F // Hiragana
        | 0x30A1..=0x30FA | 0x30FC..=0x30FF | 0x31F0..=0x31FF // Katakana
        | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF // Han
        | 0xAC00..=0xD7A3 | 0x1100..=0x11FF | 0x3130..=0x318F // Hangul
        | 0x0E01..=0x0E32 | 0x0E34..=0x0E39 | 0x0E40..=0x0E46 | 0x0E4D // Thai
        | 0x0E81..=0x0EB2 | 0x0EB4..=0x0EB9 | 0x0EBB..=0x0EC6 | 0x0ECD | 0x0EDE..=0x0EDF // Lao
        | 0x1780..=0x17B3 | 0x17B6..=0x17C8 | 0x17D7 | 0x17DC // Khmer
        | 0x1000..=0x1036 | 0x103B..=0x103F | 0x1050..=0x1062 | 0x1065..=0x1068 | 0x106E..=0x1086 // Burmese
        | 0x108E | 0x109C..=0x109D | 0xA9E0..=0xA9EF | 0xA9FA..=0xA9FE | 0xAA60..=0xAA76 | 0xAA7A | 0xAA7E..=0xAA7F
    )
}

/// Whether the character of such a script is a sign around the letter before it, a vowel mostly: they are one word.
pub fn is_infix_sign(c: char) -> bool {
    matches!(u32::from(c),
        0x0E31 | 0x0E34..=0x0E39 | 0x0E4D // Thai
        | 0x0EB1 | 0x0EB4..=0x0EB9 | 0x0EBB..=0x0EBC | 0x0ECD // Lao
        | 0x17B6..=0x17C8 // Khmer
        | 0x102B..=0x1036 | 0x103B..=0x103E | 0x1056..=0x1059 | 0x105E..=0x1060 | 0x1062 | 0x1067..=0x1068 // Burmese
        | 0x1071..=0x1074 | 0x1082..=0x1086 | 0x109C..=0x109D | 0xA9E5
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
