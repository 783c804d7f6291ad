//! Letters of other scripts as Latin ones.

use super::script::{hiragana, is_kana};

/// The Latin letters for one character, in lower case; empty where it has none.
///
/// Letters that a listener writes otherwise than the transliteration tables do come first, the tables (deunicode) after.
pub fn latin(c: char) -> &'static str {
    match c {
        // Greek as it is heard today, not as ancient Greek is transcribed.
        'η' => "i",
        'υ' => "y",
        'χ' => "ch",
        'φ' => "f",
        'ω' => "o",
        // Cyrillic: the soft and the hard sign are silent.
        'ь' | 'ъ' | 'Ь' | 'Ъ' => "",
        'й' => "y",
        'х' => "kh",
        'ё' | 'э' => "e",
        // Latin letters that don't decompose.
        'ø' => "o",
        'æ' => "ae",
        'œ' => "oe",
        'ß' | 'ẞ' => "ss",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŋ' => "n",
        _ => deunicode::deunicode_char(c).unwrap_or(""),
    }
}

/// Every run of Kana in a text, in Latin letters: the words by which it is found as well.
pub fn kana_in_latin(text: &str) -> Vec<String> {
    if text.is_ascii() {
        return Vec::new();
    }
    text.split(|c| !is_kana(c)).filter(|run| !run.is_empty()).map(kana).filter(|latin| latin.len() > 1).collect()
}

/// A run of Kana in Latin letters (Hepburn, as deunicode has it), long vowel marks dropped.
fn kana(run: &str) -> String {
    let mut out = String::new();
    let mut doubled = false;
    for c in run.chars() {
        match c {
            'ー' => continue,
            // A small tsu doubles the consonant that follows.
            'っ' | 'ッ' => doubled = true,
            // A small y-vowel changes the syllable before it: ki + small ya = kya, shi + small yu = shu.
            'ゃ' | 'ゅ' | 'ょ' | 'ャ' | 'ュ' | 'ョ' => {
                if out.ends_with('i') {
                    out.pop();
                }
                let sound = match c {
                    'ゃ' | 'ャ' => "ya",
                    'ゅ' | 'ュ' => "yu",
                    _ => "yo",
                };
                let palatal = out.ends_with("sh") || out.ends_with("ch") || out.ends_with('j');
                out.push_str(if palatal { &sound[1..] } else { sound });
            }
            _ => {
                let latin = match hiragana(c) {
                    // Where Hepburn, which people type, differs from the tables.
                    'し' => "shi",
                    'ち' => "chi",
                    'つ' => "tsu",
                    'ふ' => "fu",
                    'じ' | 'ぢ' => "ji",
                    _ => deunicode::deunicode_char(c).unwrap_or("").trim(),
                };
                for (i, letter) in latin.chars().filter(char::is_ascii_alphabetic).enumerate() {
                    let letter = letter.to_ascii_lowercase();
                    if i == 0 && std::mem::take(&mut doubled) {
                        out.push(letter);
                    }
                    out.push(letter);
                }
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_reads_as_it_sounds() {
        assert_eq!(kana("ひかる"), "hikaru");
        assert_eq!(kana("きょう"), "kyou");
        assert_eq!(kana("ロック"), "rokku");
        assert_eq!(kana("しゅーと"), "shuto");
    }

    #[test]
    fn silent_letters_vanish() {
        assert_eq!(latin('ь'), "");
        assert_eq!(latin('ж'), "zh");
    }
}
