//! Which of the vowels are heard that the consonants of India have by themselves, and nobody writes.
//!
//! In Hindi, Bengali, Punjabi and Gujarati most are silent at the end of a word and between two syllables: राम is
//! "ram", सपना "sapna". The rule is M. Ohala's (Aspects of Hindi Phonology, 1983): a schwa is dropped in VC_CV, from
//! the end of the word to its beginning. At the end it stays in a word that has no other vowel (न), and where
//! consonants couldn't be said without it (मंत्र, सत्य). Elsewhere (Tamil, Telugu, Odia) it is always heard.

/// What silences the vowel before it: a virama, or the sign of another vowel.
pub(super) const SILENCED: char = '\u{97D}';

const SCHWA: char = '\u{904}';
const ROUND_SCHWA: char = '\u{973}';
const FULL_VOWEL: char = '\u{972}';

/// Whether a letter is a vowel that nobody wrote.
fn is_inherent(letter: char) -> bool {
    matches!(letter, SCHWA | ROUND_SCHWA | FULL_VOWEL)
}

/// Drops the silent ones, and writes the others in Latin letters: as a further letter of the consonant.
pub(super) fn write_inherent(plain: &mut Vec<char>) {
    if !plain.iter().any(|&letter| is_inherent(letter) || letter == SILENCED) {
        return;
    }
    drop_silenced(plain);
    drop_final(plain);
    drop_medial(plain);
    for letter in plain {
        *letter = match *letter {
            SCHWA | FULL_VOWEL => 'A',
            ROUND_SCHWA => 'O',
            other => other,
        };
    }
}

fn drop_silenced(plain: &mut Vec<char>) {
    let mut kept = Vec::with_capacity(plain.len());
    for &letter in plain.iter() {
        if letter != SILENCED {
            kept.push(letter);
        } else {
            kept.pop_if(|last| is_inherent(*last));
        }
    }
    *plain = kept;
}

fn drop_final(plain: &mut Vec<char>) {
    let mut kept = Vec::with_capacity(plain.len());
    let mut has_vowel = false;
    for (i, &letter) in plain.iter().enumerate() {
        let is_last = !plain.get(i + 1).is_some_and(|&next| is_sounded(next));
        let is_silent = match letter {
            SCHWA => is_last && has_vowel && !needs_schwa(&plain[..i]),
            ROUND_SCHWA => is_last && has_vowel && !ends_in_consonants(&plain[..i]),
            _ => false,
        };
        has_vowel = is_sounded(letter) && (has_vowel || is_vowel(letter));
        if !is_silent {
            kept.push(letter);
        }
    }
    *plain = kept;
}

fn drop_medial(plain: &mut Vec<char>) {
    let mut is_heard = vec![true; plain.len()];
    for i in (0..plain.len()).rev().filter(|&i| matches!(plain[i], SCHWA | ROUND_SCHWA)) {
        let behind_vowel = before_consonant(&plain[..i]).last().is_some_and(|&letter| is_vowel(letter));
        is_heard[i] = !(behind_vowel && vowel_behind(plain, i + 1).is_some_and(|vowel| is_heard[vowel]));
    }
    let mut is_heard = is_heard.into_iter();
    plain.retain(|_| is_heard.next().unwrap_or(true));
}

/// What stands before the one consonant at the end; nothing where there is none.
fn before_consonant(letters: &[char]) -> &[char] {
    let first = letters.iter().rposition(|&letter| !is_further_consonant(letter)).unwrap_or(0);
    if letters.get(first).is_some_and(|&letter| is_first_of_consonant(letter)) { &letters[..first] } else { &[] }
}

/// Where a vowel stands behind the one consonant that begins at `start`.
fn vowel_behind(plain: &[char], start: usize) -> Option<usize> {
    plain.get(start).filter(|&&letter| is_first_of_consonant(letter))?;
    let further = plain[start + 1..].iter().take_while(|&&letter| is_further_consonant(letter)).count();
    let place = start + 1 + further;
    plain.get(place).is_some_and(|&letter| is_vowel(letter)).then_some(place)
}

/// `tr`, `dr`, `shn`, or `y` and `v` behind another consonant.
fn needs_schwa(letters: &[char]) -> bool {
    match letters {
        [.., 't' | 'd', 'r'] | [.., 's', 'H', 'n'] => true,
        [.., consonant, 'y' | 'v'] => is_first_of_consonant(*consonant) || is_further_consonant(*consonant),
        _ => false,
    }
}

/// Whether two consonants stand at the end.
fn ends_in_consonants(letters: &[char]) -> bool {
    let first = before_consonant(letters).last();
    first.is_some_and(|&letter| is_first_of_consonant(letter) || is_further_consonant(letter))
}

/// A letter as a word in Latin letters has it.
fn is_sounded(letter: char) -> bool {
    letter.is_ascii_alphabetic() || is_inherent(letter)
}

fn is_vowel(letter: char) -> bool {
    matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u') || is_inherent(letter)
}

fn is_first_of_consonant(letter: char) -> bool {
    letter.is_ascii_lowercase() && !is_vowel(letter)
}

fn is_further_consonant(letter: char) -> bool {
    letter.is_ascii_uppercase() && !is_vowel(letter)
}

#[cfg(test)]
mod tests {
    use crate::text::fold;

    #[test]
    fn hindi_is_written_as_people_type_it() {
        for (name, typed) in [
            ("तुम ही हो", "tum hi ho"),
            ("सपना", "sapna"),
            ("सरगम", "sargam"),
            ("कमल", "kamal"),
            ("नमस्ते", "namaste"),
            ("जाने मन", "jane man"),
            ("बचपन", "bachpan"),
            ("समझना", "samajhna"),
            ("न", "na"),
            ("मंत्र", "mantra"),
            ("कृष्ण", "krishna"),
            ("सत्य", "satya"),
            ("दोस्त", "dost"),
            ("ज़िंदगी", "zindagi"),
            ("ग़ज़ल", "ghazal"),
            ("लड़की", "ladki"),
            ("ॐ नमः शिवाय", "om namah shivay"),
            ("ज्ञान", "gyan"),
            ("क.ख.", "kakha"),
        ] {
            assert_eq!(fold(name).spaced(), typed, "{name}");
        }
    }

    #[test]
    fn so_are_the_other_scripts_of_india() {
        for (name, typed) in [
            ("বাংলা", "bangla"),
            ("আমার সোনার বাংলা", "amar sonar bangla"),
            ("কলকাতা", "kolkata"),
            ("বন্ধু", "bondhu"),
            ("বাড়ি", "bari"),
            ("ਪੰਜਾਬੀ", "panjabi"),
            ("ગરબા", "garba"),
            ("தமிழ்", "thamizh"),
            ("கண்ணம்மா", "kannamma"),
            ("சின்ன சின்ன ஆசை", "sinna sinna asai"),
            ("தங்கம்", "thangam"),
            ("காற்று", "katru"),
            ("முன்பே வா", "munbe va"),
            ("తెలుగు", "telugu"),
            ("ಕನ್ನಡ", "kannada"),
            ("മലയാളം", "malayalam"),
            ("ഞാൻ", "njan"),
        ] {
            assert_eq!(fold(name).spaced(), typed, "{name}");
        }
    }

    #[test]
    fn dots_and_vowels_of_two_parts_may_be_letters_of_their_own() {
        for (composed, parts) in [
            ("\u{95B}", "\u{91C}\u{93C}"),
            ("\u{9DC}", "\u{9A1}\u{9BC}"),
            ("\u{995}\u{9CB}", "\u{995}\u{9C7}\u{9BE}"),
            ("\u{B95}\u{BCB}", "\u{B95}\u{BC7}\u{BBE}"),
            ("\u{C95}\u{CCB}", "\u{C95}\u{CC6}\u{CC2}\u{CD5}"),
            ("\u{D15}\u{D4C}", "\u{D15}\u{D46}\u{D57}"),
        ] {
            assert_eq!(fold(composed), fold(parts), "{composed}");
        }
    }
}
