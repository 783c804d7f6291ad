//! The scripts of India in Latin letters, as people type them: तुम ही हो is "tum hi ho", বাংলা "bangla", தமிழ்
//! "thamizh".
//!
//! Nine blocks of Unicode are laid out alike, as ISCII (IS 13194:1991) laid out the scripts: a letter's place in its
//! block says its sound, but for what is said otherwise here. Spellings are those of ISO 15919 without its marks, with
//! the digraphs of the Hunterian system (`ch`, `sh`), by which India writes its own names; Bengali's first vowel is
//! the `o` of phonetic keyboards (Avro), Tamil's and Malayalam's dentals are `th`.
//!
//! A consonant's cell ends in a vowel that nobody wrote, a vowel sign's begins with what silences that vowel. Which of
//! the others are heard is up to the rules of folding: see `text::letters`.

/// The vowel that a consonant has by itself. Of Devanagari, Gujarati, Gurmukhi: not heard at the end of a word.
const SCHWA: char = '\u{904}';
/// The same of Bengali, which says it as an `o`.
const ROUND_SCHWA: char = '\u{973}';
/// The same where it is always heard.
const FULL_VOWEL: char = '\u{972}';
/// What silences it: every virama is written so. (A glottal stop that nobody hears; no mark, so that it keeps its place
/// where Unicode puts marks in order.)
const SILENCED: char = '\u{97D}';

/// What several letters together are written as, before letters are looked at one by one: a sound that a dot or a
/// second part makes, and in Tamil and Malayalam the neighbour.
pub const SEQUENCES: &[(&str, &str)] = &[
    // Dots that make another sound of a letter; Unicode never composes them. Hindi's ड़ is typed as ड is.
    ("\u{915}\u{93C}", "q\u{904}"),
    ("\u{917}\u{93C}", "\u{918}"),
    ("\u{91C}\u{93C}", "z\u{904}"),
    ("\u{92B}\u{93C}", "f\u{904}"),
    ("\u{99C}\u{9BC}", "z\u{973}"),
    ("\u{9A1}\u{9BC}", "\u{9B0}"),
    ("\u{9A2}\u{9BC}", "\u{9B0}"),
    ("\u{9AF}\u{9BC}", "y\u{973}"),
    ("\u{A17}\u{A3C}", "\u{918}"),
    ("\u{A1C}\u{A3C}", "z\u{904}"),
    ("\u{A2B}\u{A3C}", "f\u{904}"),
    ("\u{A38}\u{A3C}", "\u{936}"),
    ("\u{A9C}\u{ABC}", "z\u{904}"),
    ("\u{AAB}\u{ABC}", "f\u{904}"),
    ("\u{B21}\u{B3C}", "\u{B30}"),
    ("\u{B22}\u{B3C}", "\u{B30}\u{B4D}\u{B39}"),
    // Vowels of two parts.
    ("\u{9C7}\u{9BE}", "\u{9CB}"),
    ("\u{9C7}\u{9D7}", "\u{9CC}"),
    ("\u{B47}\u{B56}", "\u{B48}"),
    ("\u{B47}\u{B3E}", "\u{B4B}"),
    ("\u{B47}\u{B57}", "\u{B4C}"),
    ("\u{B92}\u{BD7}", "\u{B94}"),
    ("\u{BC6}\u{BBE}", "\u{BCA}"),
    ("\u{BC7}\u{BBE}", "\u{BCB}"),
    ("\u{BC6}\u{BD7}", "\u{BCC}"),
    ("\u{C46}\u{C56}", "\u{C48}"),
    ("\u{CC6}\u{CD6}", "\u{CC8}"),
    ("\u{CC6}\u{CC2}", "\u{CCA}"),
    ("\u{D46}\u{D3E}", "\u{D4A}"),
    ("\u{D47}\u{D3E}", "\u{D4B}"),
    ("\u{D46}\u{D57}", "\u{D4C}"),
    // ज्ञ is said, and typed, "gy".
    ("\u{91C}\u{94D}\u{91E}", "\u{917}\u{94D}\u{92F}"),
    ("\u{99C}\u{9CD}\u{99E}", "\u{997}\u{9CD}\u{9AF}"),
    // Tamil has one letter where others have four: it is voiced behind a nasal, and doubled ones are a sound each.
    ("\u{B99}\u{BCD}\u{B95}", "\u{BA8}\u{BCD}\u{D17}"),
    ("\u{B9E}\u{BCD}\u{B9A}", "\u{BA8}\u{BCD}\u{D1C}"),
    ("\u{BA3}\u{BCD}\u{B9F}", "\u{BA8}\u{BCD}\u{D21}"),
    ("\u{BA9}\u{BCD}\u{BB1}", "\u{BA8}\u{BCD}\u{D21}\u{D4D}\u{D30}"),
    ("\u{BAE}\u{BCD}\u{BAA}", "\u{BAE}\u{BCD}\u{D2C}"),
    ("\u{BA9}\u{BCD}\u{BAA}", "\u{BA8}\u{BCD}\u{D2C}"),
    ("\u{BB1}\u{BCD}\u{BB1}", "\u{B9F}\u{BCD}\u{BB0}"),
    ("\u{B9A}\u{BCD}\u{B9A}", "\u{D1A}"),
    ("\u{BA4}\u{BCD}\u{BA4}", "\u{BA4}"),
    ("\u{D19}\u{D4D}\u{D19}", "\u{D19}"),
    ("\u{D1E}\u{D4D}\u{D1E}", "\u{D1E}"),
    ("\u{D24}\u{D4D}\u{D24}", "\u{D24}"),
    ("\u{D31}\u{D4D}\u{D31}", "\u{D1F}\u{D4D}\u{D1F}"),
];

const DEVANAGARI: u32 = 0x900;
const BENGALI: u32 = 0x980;
const GURMUKHI: u32 = 0xA00;
const GUJARATI: u32 = 0xA80;
const ORIYA: u32 = 0xB00;
const TAMIL: u32 = 0xB80;
const TELUGU: u32 = 0xC00;
const KANNADA: u32 = 0xC80;
const MALAYALAM: u32 = 0xD00;

/// What a letter of these scripts folds to; none for digits, symbols and what is the same in every script.
pub fn cell(letter: char) -> Option<String> {
    let code = u32::from(letter);
    let (block, place) = (code & !0x7F, code & 0x7F);
    if !(DEVANAGARI..=MALAYALAM).contains(&block) {
        return None;
    }
    if [SCHWA, ROUND_SCHWA, FULL_VOWEL, SILENCED].contains(&letter) {
        return Some("L".into());
    }
    if let Some(cell) = of_one_script(block, place) {
        return Some(cell);
    }
    Some(match place {
        0x00..=0x02 => match block {
            BENGALI if place == 2 => "nG".into(),
            TELUGU | KANNADA | MALAYALAM if place == 2 => "m".into(),
            _ => "n".into(),
        },
        0x03 => "h".into(),
        0x04..=0x14 => cased(vowel(block, place)?, false),
        0x15..=0x39 => consonant(block, sound(place)),
        // Dots below, and a sign for a vowel that isn't said.
        0x3C | 0x3D => "N".into(),
        0x44 => sign("ri"),
        0x3E..=0x4C => sign(vowel(block, place - 0x38)?),
        0x4D => SILENCED.into(),
        0x50 => "oM".into(),
        0x60 => "rI".into(),
        0x61 => "lI".into(),
        0x62 | 0x63 => sign("li"),
        _ => return None,
    })
}

/// What only one script has at this place, or sounds otherwise there.
fn of_one_script(block: u32, place: u32) -> Option<String> {
    Some(match (block, place) {
        (DEVANAGARI, 0x3A | 0x4F) => sign("au"),
        (DEVANAGARI, 0x3B) => sign("o"),
        (DEVANAGARI, 0x4E | 0x55) => sign("e"),
        (DEVANAGARI, 0x56 | 0x57) => sign("u"),
        (DEVANAGARI, 0x58) => consonant(block, "q"),
        (DEVANAGARI, 0x59) => consonant(block, "kh"),
        (DEVANAGARI, 0x5A) => consonant(block, "gh"),
        (DEVANAGARI | GURMUKHI, 0x5B) => consonant(block, "z"),
        (DEVANAGARI, 0x5C) => consonant(block, "d"),
        (DEVANAGARI, 0x5D) => consonant(block, "dh"),
        (DEVANAGARI | GURMUKHI, 0x5E) => consonant(block, "f"),
        (DEVANAGARI | BENGALI | ORIYA, 0x5F) => consonant(block, "y"),
        (DEVANAGARI, 0x74) => "o".into(),
        (DEVANAGARI, 0x75) => "aU".into(),
        (DEVANAGARI, 0x76 | 0x77) => "u".into(),
        (DEVANAGARI, 0x78 | 0x7E) => consonant(block, "d"),
        (DEVANAGARI | GUJARATI, 0x79) => consonant(block, "zh"),
        (DEVANAGARI, 0x7A) => consonant(block, "y"),
        (DEVANAGARI, 0x7B) => consonant(block, "g"),
        (DEVANAGARI, 0x7C) => consonant(block, "j"),
        (DEVANAGARI, 0x7F) => consonant(block, "b"),
        // য is said as a j, as ঐ and ঔ are said with an o.
        (BENGALI, 0x00) => "N".into(),
        (BENGALI, 0x2F) => consonant(block, "j"),
        (BENGALI, 0x4E) => "t".into(),
        (BENGALI, 0x57) => sign("ou"),
        (BENGALI, 0x5C | 0x5D | 0x70) => consonant(block, "r"),
        (BENGALI, 0x71) => consonant(block, "v"),
        (GURMUKHI, 0x59) => consonant(block, "kh"),
        (GURMUKHI, 0x5A) => consonant(block, "gh"),
        (GURMUKHI, 0x5C) => consonant(block, "r"),
        (GURMUKHI, 0x36) => consonant(block, "sh"),
        (GURMUKHI, 0x70) => "n".into(),
        // What doubles a consonant, and what carries vowel signs.
        (GURMUKHI, 0x71..=0x73) => "N".into(),
        (GURMUKHI, 0x75) => sign("y"),
        (ORIYA, 0x5C) => consonant(block, "r"),
        (ORIYA, 0x5D) => consonant(block, "rh"),
        (ORIYA, 0x71) => consonant(block, "v"),
        // Not voiced, unless by a neighbour.
        (TAMIL, 0x1A) => consonant(block, "s"),
        (TAMIL | MALAYALAM, 0x24) => consonant(block, "th"),
        (TAMIL | MALAYALAM, 0x34) => consonant(block, "zh"),
        (TELUGU, 0x58) => consonant(block, "ts"),
        (TELUGU, 0x59) => consonant(block, "j"),
        (TELUGU, 0x5A) => consonant(block, "r"),
        (KANNADA, 0x5D) => "n".into(),
        (KANNADA, 0x5E) => consonant(block, "f"),
        (MALAYALAM, 0x19) => consonant(block, "ng"),
        (MALAYALAM, 0x1E) => consonant(block, "nj"),
        (MALAYALAM, 0x57) => sign("au"),
        // Consonants that are silenced by their form.
        (MALAYALAM, 0x4E | 0x7C) => "r".into(),
        (MALAYALAM, 0x54) => "m".into(),
        (MALAYALAM, 0x55) => "y".into(),
        (MALAYALAM, 0x56) => "zH".into(),
        (MALAYALAM, 0x5F) => "i".into(),
        (MALAYALAM, 0x7A | 0x7B) => "n".into(),
        (MALAYALAM, 0x7D | 0x7E) => "l".into(),
        (MALAYALAM, 0x7F) => "k".into(),
        // The second parts of vowels, without a first.
        (ORIYA | TAMIL | TELUGU | KANNADA, 0x55..=0x57) => "N".into(),
        _ => return None,
    })
}

/// How a vowel is said, by the place of its letter; its sign stands 0x38 behind it.
fn vowel(block: u32, place: u32) -> Option<&'static str> {
    Some(match place {
        0x05 if block == BENGALI => "o",
        0x10 if block == BENGALI => "oi",
        0x14 if block == BENGALI => "ou",
        0x04..=0x06 => "a",
        0x07 | 0x08 => "i",
        0x09 | 0x0A => "u",
        0x0B => "ri",
        0x0C => "li",
        0x0D..=0x0F => "e",
        0x10 => "ai",
        0x11..=0x13 => "o",
        0x14 => "au",
        _ => return None,
    })
}

/// How a consonant is said, by its place.
fn sound(place: u32) -> &'static str {
    const SOUNDS: [&str; 0x25] = [
        "k", "kh", "g", "gh", "n", "ch", "ch", "j", "jh", "n", "t", "th", "d", "dh", "n", "t", "th", "d", "dh", "n",
        "n", "p", "ph", "b", "bh", "m", "y", "r", "r", "l", "l", "l", "v", "sh", "sh", "s", "h",
    ];
    SOUNDS[(place - 0x15) as usize]
}

fn consonant(block: u32, sound: &str) -> String {
    let vowel = match block {
        DEVANAGARI | GURMUKHI | GUJARATI => SCHWA,
        BENGALI => ROUND_SCHWA,
        _ => FULL_VOWEL,
    };
    cased(sound, false) + &vowel.to_string()
}

fn sign(vowel: &str) -> String {
    SILENCED.to_string() + &cased(vowel, true)
}

/// All but the first letter in capitals, or all.
fn cased(letters: &str, all: bool) -> String {
    letters.char_indices().map(|(i, c)| if i == 0 && !all { c } else { c.to_ascii_uppercase() }).collect()
}
