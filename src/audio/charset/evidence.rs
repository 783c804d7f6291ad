//! What speaks for texts being of another encoding. Western names must never be taken for such, so much is asked for.

use crate::text::is_infix_script;

/// A word that is no Western one, and a set of them. Han, Kana and Hangul say more a letter than others.
const LONG_WORD: usize = 3;
const FEW_LETTERS: usize = 7;
const LETTERS_OF_WIDE: usize = 3;
/// So many good letters make up for an odd one.
const LETTERS_PER_ODD: usize = 8;

/// Whether texts that are right as UTF-8 aren't so by chance, as `É’` is in capitals: it would be a letter of
/// phonetics.
pub fn is_utf8(texts: &[String]) -> bool {
    let is_phonetic = |c: char| matches!(c, '\u{240}'..='\u{2bf}');
    texts.iter().flat_map(|text| text.chars()).any(|c| !c.is_ascii() && !is_phonetic(c))
}

/// Whether letters that aren't ASCII stand side by side, or signs where letters are. Western accents are scattered.
pub fn is_dense(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|pair| pair[0] >= 0x80 && pair[1] >= 0x80 || (0x80..0xc0).contains(&pair[0]))
}

/// Whether texts that were read in another encoding look like ones that somebody wrote in a script of its own; where
/// `by_kana`, in Japanese.
pub fn is_plausible(texts: &[String], by_kana: bool) -> bool {
    let (mut letters, mut wide, mut kana, mut odd, mut longest) = (0, 0, 0, 0, 0);
    for text in texts {
        let (mut before, mut word) = (' ', 0);
        for c in text.chars() {
            if is_narrow(c) {
                word += 1;
                letters += 1;
                odd += usize::from(before.is_ascii_alphabetic() || before.is_lowercase() && c.is_uppercase());
            } else if is_infix_script(c) {
                wide += 1;
                word += 2;
                letters += LETTERS_OF_WIDE;
                kana += usize::from(matches!(c, '\u{3041}'..='\u{30ff}'));
                odd += usize::from(before.is_ascii_lowercase());
            } else {
                word = 0;
                odd += usize::from(!c.is_ascii() && !is_mark(c) || c.is_ascii_alphabetic() && is_narrow(before));
            }
            longest = longest.max(word);
            before = c;
        }
    }
    letters >= FEW_LETTERS && longest >= LONG_WORD && LETTERS_PER_ODD * odd <= letters && (!by_kana || 3 * kana > wide)
}

/// Greek, Cyrillic, Hebrew, Arabic and Thai.
fn is_narrow(c: char) -> bool {
    matches!(c, '\u{384}'..='\u{52f}' | '\u{590}'..='\u{6ff}' | '\u{e00}'..='\u{e5b}')
}

/// Signs that stand in names of any script.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{a0}' | '©' | '«' | '®' | '·' | '»' | '№' | '™' | '─')
        || matches!(c, '\u{200b}'..='\u{203b}' | '\u{25a0}'..='\u{266f}' | '\u{3000}'..='\u{303f}' | '！'..='～')
}

/// Polish words and names that are common, in windows-1252.
const POLISH: [&str; 10] = ["ni¿", "siê", "Siê", "ciê", "Ciê", "¿e", "¯e", "Micha³", "Pawe³", "Rafa³"];

/// Whether a text in windows-1252 has what no Western language writes, but Polish and Czech do in windows-1250: `mo¿e`
/// for `może`, `Dvoøák` for `Dvořák`. Most of their letters are also those of some language in the west.
pub fn is_central_european(western: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() || matches!(c, '£' | '¥' | '¯' | '³' | '¹' | '¼' | '¾' | '¿');
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let is_accented = |c: char| c.is_alphabetic() && !c.is_ascii();
    // Scottish Gaelic has grave accents anywhere.
    let may_be_gaelic = western.contains(['À', 'à']);
    let is_foreign = |around: &[char]| {
        let [before, letter, after] = *around else { return false };
        match letter {
            '£' | '¥' | '¯' | '³' | '¹' | '¼' | '¾' | '¿' => is_letter(before) && is_letter(after),
            '\u{8d}' | '\u{8f}' | '\u{9d}' => is_letter(before),
            'è' if before == 'i' && after == 'k' => true,
            'È' | 'è' => !may_be_gaelic && matches!(after, 'a' | 'i' | 'o' | 'y'),
            'Ø' | 'ø' => is_accented(after) || matches!((before, after), ('P' | 'p', 'e' | 'i')),
            'ê' => before == 'i' && matches!(after, 'c' | 'd' | 'k' | 't' | 'z'),
            'œ' if matches!(after, ' ' | '\n') => before.is_lowercase(),
            'Œ' | 'œ' => matches!(after, 'b' | 'g' | 'k' | 'l' | 'p' | 'w' | 'æ'),
            'æ' => is_vowel(before) && !after.is_alphabetic(),
            _ => false,
        }
    };
    // In the west, accents of both kinds in one word are French: é and è.
    let has_both_accents = |word: &str| {
        word.contains(['È', 'è', 'ì', 'ï', 'ò', 'ù']) && word.contains(['á', 'í', 'ó', 'ú', 'ý', 'š', 'ž'])
            || word.contains('ì') && word.contains(['é', 'è', 'ï'])
            || word.contains('ò') && word.contains(['é', 'ï'])
    };
    let mut words = western.split(|c| !is_letter(c));
    words.any(|word| POLISH.contains(&word) || has_both_accents(word))
        || western.chars().collect::<Vec<_>>().windows(3).any(is_foreign)
}
