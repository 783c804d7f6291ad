//! Kana in Latin letters, by which it is found as well.

use super::script::{hiragana, is_kana};

/// How Hiragana reads from U+3041 on: in Hepburn's way, which people type.
#[rustfmt::skip]
const SYLLABLES: [&str; 86] = [
    "a", "a", "i", "i", "u", "u", "e", "e", "o", "o", "ka", "ga", "ki", "gi", "ku",
    "gu", "ke", "ge", "ko", "go", "sa", "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo", "ta",
    "da", "chi", "ji", "tsu", "tsu", "du", "te", "de", "to", "do", "na", "ni", "nu", "ne", "no", "ha",
    "ba", "pa", "hi", "bi", "pi", "fu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po", "ma", "mi",
    "mu", "me", "mo", "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro", "wa", "wa",
    "wi", "we", "wo", "n", "vu", "ka", "ke",
];
/// The same of the small letters of Ainu, from U+31F0 on.
const AINU: [&str; 16] =
    ["ku", "shi", "su", "to", "nu", "ha", "hi", "fu", "he", "ho", "mu", "ra", "ri", "ru", "re", "ro"];

/// Every run of Kana in a text, in Latin letters: the words by which it is found as well.
pub fn kana_in_latin(text: &str) -> Vec<String> {
    if text.is_ascii() {
        return Vec::new();
    }
    text.split(|c| !is_kana(c)).filter(|run| !run.is_empty()).map(kana).filter(|latin| latin.len() > 1).collect()
}

/// A run of Kana in Latin letters, long vowel marks dropped.
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
                let syllable = syllable(c);
                if !syllable.is_empty() && std::mem::take(&mut doubled) {
                    out.push_str(&syllable[..1]);
                }
                out.push_str(syllable);
            }
        }
    }
    out
}

/// How one letter reads; iteration marks don't.
fn syllable(kana: char) -> &'static str {
    match u32::from(hiragana(kana)) {
        code @ 0x3041..=0x3096 => SYLLABLES[(code - 0x3041) as usize],
        0x309F => "yori",
        0x30F7 => "va",
        0x30F8 => "vi",
        0x30F9 => "ve",
        0x30FA => "vo",
        0x30FF => "koto",
        code @ 0x31F0..=0x31FF => AINU[(code - 0x31F0) as usize],
        _ => "",
    }
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
}
