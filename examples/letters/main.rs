//! Writes the tables by which letters are folded, for `text::fold` and for the schema: `cargo run --example letters`.
//!
//! What a letter folds to comes from Unicode (compatibility forms, marks, case) and from deunicode (other alphabets in
//! Latin letters), but for what is said otherwise here. The table is written into `src/text/letters.json` and, word for
//! word, into the newest migration that makes `needledrop_letters`. So is `src/text/sequences.txt`: a line for each
//! sequence of letters that is written as another before the table is asked, with a space between the two.
//!
//! A line is a row of Unicode's code charts: `"c"` is U+00C0 to U+00CF. A row of one cell says it of all sixteen; a row
//! that isn't there is `L` throughout, and from U+40000 on `Y`. A cell is what the letter folds to, with `_` for a
//! space, and in capitals all but the first of the letters that one is written with (`sH`), so that rules know an
//! initial; or one of
//!
//! - `L`: a letter that stands for itself, or for a vowel that may be silent (`indic`),
//! - `Y`: a symbol, which separates words; in a text of nothing but symbols it stands for itself, or for what follows,
//! - `N`: nothing, as are all marks.

mod indic;

use std::path::Path;

use needledrop::text::{hiragana, is_infix_script};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// What a cell may hold besides letters and digits: symbols that the rules of folding look at.
const RULED: &str = "!$&'+.@";
/// The sound marks of Kana: composed with their letter, and dropped only where they have none.
const SOUND_MARKS: [char; 2] = ['\u{3099}', '\u{309A}'];
const LINE: usize = 110;
/// What looks alike in scripts without spaces, and is typed for one another.
const LOOK_ALIKES: [(&str, &str); 3] = [
    // Two of this vowel of Thai, and of Lao, are the next one.
    ("\u{E40}\u{E40}", "\u{E41}"),
    ("\u{EC0}\u{EC0}", "\u{EC1}"),
    // Below another letter, da of Khmer is written as ta is.
    ("\u{17D2}\u{178A}", "\u{178F}"),
];

fn main() -> std::io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let migration = root.join("migrations/0012_scripts.up.sql");
    let mut sql = std::fs::read_to_string(&migration)?;
    for (file, mark, table) in [("letters.json", "$letters$", table()), ("sequences.txt", "$sequences$", sequences())] {
        std::fs::write(root.join("src/text").join(file), &table)?;
        let parts: Vec<&str> = sql.split(mark).collect();
        let [head, _, tail] = parts[..] else {
            return Err(std::io::Error::other(format!("the migration has no place for {file}: {mark} … {mark}")));
        };
        sql = [head, table.trim_end(), tail].join(mark);
    }
    std::fs::write(&migration, sql)
}

/// All sequences, a line each. One may make another of what stands behind it.
fn sequences() -> String {
    indic::SEQUENCES.iter().chain(&LOOK_ALIKES).map(|(from, to)| format!("{from} {to}\n")).collect()
}

/// All rows as JSON, those of sixteen cells a line each.
fn table() -> String {
    let mut lines = vec!["{".to_owned()];
    for (number, cells) in (0x8..0xF000).filter_map(|number| Some((number, row(number)?))) {
        let row = format!("\"{number:x}\":\"{}\",", cells.join(" "));
        match lines.last_mut() {
            Some(line) if cells.len() == 1 && !line.contains([' ', '{']) && line.len() + row.len() <= LINE => {
                *line += &row
            }
            _ => lines.push(row),
        }
    }
    lines.join("\n").trim_end_matches(',').to_owned() + "\n}\n"
}

/// The cells of a row, unless all are letters that stand for themselves.
fn row(number: u32) -> Option<Vec<String>> {
    let letters = (number * 16..number * 16 + 16).filter_map(char::from_u32);
    let cells: Vec<(String, bool)> = letters.map(|letter| (cell(letter), is_assigned(letter))).collect();
    let mut known: Vec<&str> = cells.iter().filter(|(_, assigned)| *assigned).map(|(cell, _)| cell.as_str()).collect();
    known.dedup();
    match known[..] {
        [] | ["L"] => None,
        [all] => Some(vec![all.to_owned()]),
        _ => Some(cells.into_iter().map(|(cell, _)| cell).collect()),
    }
}

fn cell(letter: char) -> String {
    match letter {
        _ if SOUND_MARKS.contains(&letter) => return "L".into(),
        // An acute accent is typed for an apostrophe; Unicode takes it for a space with a mark.
        '´' => return "'".into(),
        // An old vowel, which PostgreSQL takes for a final consonant that is none.
        '\u{11A7}' => return "N".into(),
        // The colour of the skin.
        '\u{1F3FB}'..='\u{1F3FF}' => return "_".into(),
        _ if is_ignorable(letter) => return "N".into(),
        _ => {}
    }
    if !is_assigned(letter) || letter.general_category() == GeneralCategory::PrivateUse {
        return "Y".into();
    }
    if let Some(cell) = indic::cell(letter) {
        return cell;
    }
    let folded = folded(letter);
    let is_word = |part: char| {
        part.is_alphanumeric() || is_infix_script(part) || SOUND_MARKS.map(|mark| mark.to_string()).contains(&folded)
    };
    let is_ruled = |part: char| RULED.contains(part);
    let itself = folded.chars().eq([letter]);
    if folded.is_empty() {
        "N".into()
    } else if folded.contains(is_word) {
        let parts = folded.chars().map(|part| if is_word(part) || is_ruled(part) { part } else { '_' });
        if itself { "L".into() } else { parts.collect() }
    } else if folded.chars().all(is_ruled) {
        folded
    } else if is_space(letter) {
        "_".into()
    } else if itself || folded.contains([' ', '_', '"', '\\']) {
        "Y".into()
    } else {
        format!("Y{folded}")
    }
}

/// A letter without marks and case, in compatible and in Latin form.
fn folded(letter: char) -> String {
    let mut folded = String::new();
    for part in letter.nfkc() {
        match part {
            '\'' | '’' | '‘' | 'ʼ' | '`' | '′' => folded.push('\''),
            _ if is_infix_script(part) => folded.push(hiragana(part)),
            _ if SOUND_MARKS.contains(&part) => folded.push(part),
            _ if part.is_alphanumeric() => fold_letter(part, &mut folded),
            _ if is_space(part) => folded.push(' '),
            _ => folded.extend(part.nfkd().filter(|&part| !is_combining_mark(part))),
        }
    }
    folded
}

fn fold_letter(letter: char, folded: &mut String) {
    for part in letter.to_lowercase().nfkd().filter(|&part| !is_combining_mark(part)) {
        match latin(part) {
            Some(latin) => {
                let mut letters = latin.chars().filter(char::is_ascii_alphanumeric);
                folded.extend(letters.next().map(|first| first.to_ascii_lowercase()));
                folded.extend(letters.map(|further| further.to_ascii_uppercase()));
            }
            None => folded.push(part),
        }
    }
}

/// The Latin letters for a letter in lower case; none where it stands for itself.
///
/// Letters that a listener writes otherwise than the transliteration tables do come first, the tables (deunicode)
/// after.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        // Greek as it is heard today, not as ancient Greek is transcribed.
        'η' => "i",
        'υ' => "y",
        'χ' => "ch",
        'φ' => "f",
        'ω' => "o",
        // Cyrillic: the soft and the hard sign are silent.
        'ь' | 'ъ' => "",
        'х' => "kh",
        'э' => "e",
        // Latin letters that don't decompose.
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "n",
        'ə' | 'ǝ' => "e",
        // Arabic: what is typed for one another is one letter, as in Lucene's ArabicNormalizer and PersianNormalizer
        // (the forms of alef, yeh, kaf and heh), Urdu as it is typed; the stroke only makes a word longer.
        'ا' | 'ٱ' | 'ٲ' | 'ٳ' | 'ٵ' => "a",
        'ة' | 'ۃ' | 'ە' => "h",
        'ى' => "y",
        'ک' => "k",
        'ٹ' => "t",
        'ڈ' => "d",
        'ڑ' => "r",
        'ـ' | 'ٴ' => "",
        // The vowel signs of Kirat Rai are letters to Unicode, and compose with one another; other scripts' are marks.
        '\u{16D63}'..='\u{16D6A}' => "",
        // Cuneiform, hieroglyphs, Tangut, Khitan: no one asks for them in Latin letters, and the tables are half empty.
        '\u{12000}'..='\u{1345F}' | '\u{17000}'..='\u{18DFF}' => return None,
        _ => return deunicode::deunicode_char(letter).filter(|latin| !latin.is_empty()),
    })
}

/// What can't be seen and parts no words: joiners and non-joiners, soft hyphens, marks of direction. A space without
/// width isn't one of them.
fn is_ignorable(letter: char) -> bool {
    matches!(u32::from(letter),
        0xAD | 0x61C | 0x180E | 0x200C..=0x200F | 0x202A..=0x202E | 0x2060..=0x2064 | 0x2066..=0x206F | 0xFEFF
        | 0x1BCA0..=0x1BCA3 | 0x1D173..=0x1D17A | 0xE0001 | 0xE0020..=0xE007F
    )
}

/// What stands between words and can't be seen.
fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter.is_control() || letter.general_category() == GeneralCategory::Format
}

/// Whether Unicode says what it is; the tables of categories fill some gaps between letters with letters.
fn is_assigned(letter: char) -> bool {
    match letter.general_category() {
        GeneralCategory::Unassigned => !letter.nfkc().eq([letter]),
        GeneralCategory::OtherLetter => letter.is_alphanumeric(),
        _ => true,
    }
}
