//! Which words of a name are the name, which an aside (another performance, a guest) and which a note, that says
//! nothing about which performance it is (`Remastered 2009`, `From "…"`).

use std::ops::Range;

use super::fold::{Words, fold_into};

/// What a word of a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Of the name itself.
    Main,
    /// Of a version or a guest.
    Aside,
    /// Of what stands beside the name and tells no performance from another.
    Note,
}

/// A name's words as they are written, and what each is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    pub words: Words,
    roles: Vec<Role>,
    /// Where the name itself lies in the text.
    main: Range<usize>,
}

impl Name {
    /// The words of a role, in their order.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &str> + Clone {
        self.words_that(move |has| has == role)
    }

    /// The words of any role but one.
    pub fn without(&self, role: Role) -> impl Iterator<Item = &str> + Clone {
        self.words_that(move |has| has != role)
    }

    fn words_that(&self, is_wanted: impl Fn(Role) -> bool + Clone) -> impl Iterator<Item = &str> + Clone {
        self.roles.iter().enumerate().filter(move |(_, role)| is_wanted(**role)).map(|(i, _)| self.words.get(i))
    }

    /// Whether it has a word of a role.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The words that names are looked through for, where somebody asks for this: what announces a guest is none, since
    /// it is kept of no name.
    pub fn sought(&self) -> Words {
        let mut sought = Words::default();
        self.words.iter().filter(|word| !announces_guest(word)).for_each(|word| sought.push(word));
        sought
    }

    /// The name in the text that it was parsed from, without its notes, if it has no asides: what people type who mean
    /// the plain recording.
    pub fn plain<'a>(&self, text: &'a str) -> Option<&'a str> {
        text.get(self.main.clone()).filter(|_| !self.has(Role::Aside)).map(str::trim)
    }

    fn add(&mut self, text: &str, role: Role) {
        let before = self.words.len();
        // A rest of nothing but symbols is no word, unless it is the whole name.
        if !text.is_empty() && (before == 0 || has_word(text)) {
            fold_into(text, &mut self.words);
        }
        self.roles.resize(self.words.len(), role);
    }
}

/// Words that tell another performance from the first one.
const VERSION_WORDS: &[&str] = &[
    "acappella",
    "acapella",
    "acoustic",
    "cover",
    "demo",
    "dub",
    "edit",
    "extended",
    "instrumental",
    "karaoke",
    "live",
    "medley",
    "mix",
    "mixed",
    "nightcore",
    "outtake",
    "recorded",
    "rehearsal",
    "remake",
    "remix",
    "reprise",
    "reverb",
    "rework",
    "session",
    "sessions",
    "slowed",
    "sped",
    "symphonic",
    "take",
    "tribute",
    "unplugged",
    "version",
    "vip",
    "vivo",
];
/// Words that tell no performance from another, where a piece has nothing else but these and numbers.
const NEUTRAL_WORDS: &[&str] = &[
    "album",
    "anniversary",
    "bonus",
    "clean",
    "deluxe",
    "digital",
    "digitally",
    "edit",
    "edition",
    "explicit",
    "expanded",
    "inch",
    "lp",
    "main",
    "master",
    "mix",
    "mono",
    "original",
    "radio",
    "recording",
    "release",
    "remaster",
    "remastered",
    "remasterizado",
    "remastering",
    "single",
    "soundtrack",
    "standard",
    "stereo",
    "studio",
    "the",
    "theme",
    "track",
    "version",
];
/// Of these, words that need another beside them: a mix by itself is another one.
const NEUTRAL_BESIDE: &[&str] = &["edit", "mix", "the", "track", "version"];

/// Words that say so little that nobody misses them: articles, and what joins names.
pub const LIGHT_WORDS: &[&str] = &["a", "an", "and", "e", "et", "the", "und", "vs", "with", "x", "y"];

/// Parts a title: a bracket before it is a note as well, since people leave out `(I Can't Get No)`.
pub fn title(whole: &str) -> Name {
    let mut name = Name::default();
    let (opening, text) = opening(whole);
    if !opening.is_empty() {
        name.add(opening, Role::Note);
    }
    let (main, rest) = text.split_at(asides(text));
    let (main, movement) = movement(main);
    let from = whole.len() - text.len();
    name.main = from..from + main.len();
    name.add(main, Role::Main);
    name.add(movement, Role::Note);
    for piece in pieces(rest) {
        name.add(piece, role(piece));
    }
    classical(&mut name);
    named(name, text)
}

/// Makes notes of what a work of classical music is catalogued by: its key, its opus, and the movement. Nobody types
/// all of `Piano Sonata No. 14 in C-Sharp Minor, Op. 27 No. 2 "Moonlight": I. Adagio sostenuto`.
fn classical(name: &mut Name) {
    let count = name.words.len();
    if count < 3 {
        return;
    }
    let mut at = 0;
    while at + 1 < count {
        let word = |i: usize| if at + i < count { name.words.get(at + i) } else { "" };
        let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let key = usize::from(matches!(word(0), "in"));
        let is_tone = word(key).len() == 1 && word(key).is_ascii();
        let accidental = usize::from(is_tone && matches!(word(key + 1), "sharp" | "flat"));
        let length = if is_tone && matches!(word(key + accidental + 1), "major" | "minor") {
            key + accidental + 2
        } else if matches!(word(0), "op" | "opus" | "bwv" | "kv" | "hwv" | "rv" | "woo") && is_number(word(1)) {
            if matches!(word(2), "no" | "nr") && is_number(word(3)) { 4 } else { 2 }
        } else if matches!(word(0), "k" | "d" | "hob") && is_number(word(1)) && at > 2 {
            2
        } else {
            0
        };
        // Something must be left.
        if length > 0 && (at > 0 || length < count) {
            name.roles[at..at + length]
                .iter_mut()
                .filter(|role| **role == Role::Main)
                .for_each(|role| *role = Role::Note);
        }
        at += length.max(1);
    }
}

/// Parts an artist: what stands in brackets or is a guest is an aside.
pub fn artist(text: &str) -> Name {
    let mut name = Name::default();
    let (main, rest) = text.split_at(asides(text));
    name.add(main, Role::Main);
    for piece in pieces(rest) {
        name.add(piece, Role::Aside);
    }
    named(name, text)
}

/// The same without the words that announce a guest, which are part of no name, unless there is no other word.
fn named(mut name: Name, text: &str) -> Name {
    if text.trim().is_empty() {
        return Name::default();
    }
    if !name.has(Role::Main) {
        name.roles.fill(Role::Main);
    }
    let is_announcing = |name: &Name, i: usize| name.roles[i] == Role::Aside && announces_guest(name.words.get(i));
    if (0..name.words.len()).any(|i| is_announcing(&name, i)) {
        let mut kept = Name { main: name.main.clone(), ..Name::default() };
        for i in (0..name.words.len()).filter(|&i| !is_announcing(&name, i)) {
            kept.words.push(name.words.get(i));
            kept.roles.push(name.roles[i]);
        }
        return kept;
    }
    name
}

/// A title, and the movement behind it: what follows a colon and a number.
fn movement(text: &str) -> (&str, &str) {
    // Searching for text costs several times a look for one byte, and hardly a title has any of these.
    if !text.as_bytes().contains(&b':') {
        return (text, "");
    }
    let Some((work, movement)) = text.split_once(": ") else { return (text, "") };
    let number = movement.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let is_number = !number.is_empty()
        && (number.bytes().all(|b| b.is_ascii_digit()) || number.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')));
    if is_number && has_word(work) && movement[number.len()..].starts_with('.') { (work, movement) } else { (text, "") }
}

/// What stands in brackets before a title, and the rest.
fn opening(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let closing = match text.chars().next() {
        Some('(') => ')',
        Some('[') => ']',
        _ => return ("", text),
    };
    match text.split_once(closing) {
        Some((before, after))
            if has_word(before) && has_word(after) && !is_bracketed(after) && role(before) == Role::Note =>
        {
            (&before[1..], after)
        }
        _ => ("", text),
    }
}

fn is_bracketed(text: &str) -> bool {
    text.trim_start().starts_with(['(', '['])
}

/// The pieces of what stands behind a name.
fn pieces(rest: &str) -> impl Iterator<Item = &str> {
    let rest = Some(rest).filter(|rest| !rest.is_empty()).into_iter();
    let parts = rest.flat_map(|rest| rest.split(['(', ')', '[', ']', '{', '}', '（', '）', '【', '】', ';', '/']));
    parts.flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" – ")).filter(|piece| has_word(piece))
}

/// Whether a piece tells of another performance.
fn role(piece: &str) -> Role {
    let words = || words_of(piece);
    let first = words().next().unwrap_or_default();
    if words().any(announces_guest) || is_one_of(&["with", "prod"], first) {
        return Role::Aside;
    }
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let is_neutral = words().all(|word| is_one_of(NEUTRAL_WORDS, word) || is_number(word))
        && words().any(|word| !is_one_of(NEUTRAL_BESIDE, word));
    let is_version = words().any(|word| is_one_of(VERSION_WORDS, word));
    if is_neutral || !is_version || is_one_of(&["from"], first) { Role::Note } else { Role::Aside }
}

/// The words of a text as it is written.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether a list has a word, in any case.
fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|other| other.eq_ignore_ascii_case(word))
}

/// Where what stands behind the name begins: the first bracket, version behind a dash or "feat." that has some name
/// before it; else the end.
fn asides(text: &str) -> usize {
    let bracket = text
        .char_indices()
        .find(|&(i, c)| matches!(c, '(' | '[' | '{' | '（' | '【') && has_word(&text[..i]))
        .map(|(i, _)| i);
    // 0xE2 begins the other dashes.
    let dashes = if text.bytes().any(|b| b == b'-' || b == 0xE2) { &[" - ", " – ", " — "][..] } else { &[] };
    let dash = dashes
        .iter()
        .filter_map(|dash| text.find(dash).filter(|&i| has_word(&text[..i]) && is_beside(&text[i + dash.len()..])))
        .min();
    let feat = featuring(text);
    [bracket, dash, feat].into_iter().flatten().min().unwrap_or(text.len())
}

fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether what follows a dash stands beside the name rather than in it.
fn is_beside(text: &str) -> bool {
    let is_from = words_of(text).next().is_some_and(|word| is_one_of(&["from"], word));
    let tells =
        |word| is_one_of(VERSION_WORDS, word) || is_one_of(NEUTRAL_WORDS, word) && !is_one_of(NEUTRAL_BESIDE, word);
    is_from || words_of(text).any(tells)
}

/// Whether a word announces a guest.
pub fn announces_guest(word: &str) -> bool {
    is_one_of(&["feat", "ft", "featuring"], word)
}

/// Where a guest is announced outside brackets.
fn featuring(text: &str) -> Option<usize> {
    let mut start = None;
    for (i, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_alphanumeric()) {
            (None, true) => start = Some(i),
            (Some(at), false) => {
                let word = &text[at..i];
                if announces_guest(word) && has_word(&text[..at]) {
                    return Some(at);
                }
                start = None;
            }
            _ => {}
        }
    }
    None
}

/// Whether a name means the artist who is called so rather than the title, by the tracks of each: the artist has half
/// as many again.
pub fn means_artist(artists: u64, titles: u64) -> bool {
    artists > 0 && 2 * artists >= 3 * titles
}

/// The artists that share a track, as lists of them are written; one, where there is no list.
pub fn credits(artist: &str) -> impl Iterator<Item = &str> {
    let main = &artist[..asides(artist)];
    let parts = main.split([',', ';', '/']).flat_map(|part| part.split(" & ")).flat_map(|part| part.split(" x "));
    parts
        .flat_map(|part| part.split(" + "))
        .flat_map(|part| part.split(" with "))
        .map(str::trim)
        .filter(|part| has_word(part))
}

/// The initials of an artist's name of two words and more, without the article before it; and without all its light
/// words, where it has some: `Rage Against the Machine` is `ratm` and `ram`.
pub fn initials<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let joining = |word: &str| LIGHT_WORDS.contains(&word) || matches!(word, "of" | "n" | "in" | "on" | "de" | "la");
    let of = |words: &mut dyn Iterator<Item = &str>| {
        let letters: Vec<char> = words.filter_map(|word| word.chars().next()).collect();
        let is_name = (2..=MOST_INITIALS).contains(&letters.len()) && letters.iter().all(char::is_ascii_alphanumeric);
        is_name.then(|| letters.into_iter().collect::<String>())
    };
    let skipped = usize::from(words.clone().next() == Some("the"));
    let all = of(&mut words.clone().skip(skipped));
    let main = of(&mut words.clone().filter(|word| !joining(word)));
    let mut found: Vec<String> = all.into_iter().collect();
    found.extend(main.filter(|main| found.first() != Some(main) && main.len() > 2));
    found
}

/// Longer names aren't said by their initials.
const MOST_INITIALS: usize = 7;

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(name: &Name) -> [String; 3] {
        [Role::Main, Role::Aside, Role::Note].map(|role| name.of(role).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn versions_and_guests_are_asides_and_the_rest_notes() {
        for (text, main, aside, note) in [
            ("Hallelujah (Live at Sin-é)", "hallelujah", "live at sin e", ""),
            ("Umbrella (feat. JAY‐Z)", "umbrella", "jay z", ""),
            ("Umbrella ft. JAY-Z", "umbrella", "jay z", ""),
            ("Heroes - 2017 Remaster", "heroes", "", "2017 remaster"),
            ("Heroes - Live - Remastered", "heroes", "live", "remastered"),
            ("Heroes - Mono Version / Remastered 2002", "heroes", "", "mono version remastered 2002"),
            ("Heroes - Single Version", "heroes", "", "single version"),
            ("Heroes - 7\" Single Edit; 2017 Remaster", "heroes", "", "7 single edit 2017 remaster"),
            ("Heroes (Original Mix)", "heroes", "", "original mix"),
            ("Heroes (Mix)", "heroes", "mix", ""),
            ("Heroes (Night Mix)", "heroes", "night mix", ""),
            ("Heroes - From \"Some Film\" Soundtrack", "heroes", "", "from some film soundtrack"),
            ("Heroes (Of the Day)", "heroes", "", "of the day"),
            ("Heroes (with Nora Quill)", "heroes", "with nora quill", ""),
            ("Love - Hate", "love hate", "", ""),
            (
                "Piano Sonata No. 3 in C-Sharp Minor, Op. 27 No. 2 \"Lantern\": I. Adagio",
                "piano sonata no 3 lantern",
                "",
                "in c sharp minor op 27 no 2 i adagio",
            ),
            ("Toccata & Fugue in D Minor, BWV 565", "toccata and fugue", "", "in d minor bwv 565"),
            ("A Minor", "a minor", "", ""),
            ("Opus: A Story", "opus a story", "", ""),
            ("(I Can't Get No) Satisfaction", "satisfaction", "", "i cant get no"),
            ("(Live) Satisfaction", "live satisfaction", "", ""),
            ("(Untitled)", "untitled", "", ""),
            ("[Live]", "live", "", ""),
            ("Featuring", "featuring", "", ""),
            ("Intro ()", "intro", "", ""),
            ("!!!", "!!!", "", ""),
            ("", "", "", ""),
        ] {
            assert_eq!(parts(&title(text)), [main, aside, note], "{text}");
        }
        assert_eq!(parts(&artist("Nora Quill (Band) feat. Tim")), ["nora quill", "band tim", ""]);
    }

    #[test]
    fn the_plain_text_is_what_people_type() {
        let plain = |text: &'static str| title(text).plain(text);
        assert_eq!(plain("Here Comes The Sun - Remastered"), Some("Here Comes The Sun"));
        assert_eq!(plain("(Sittin' On) The Dock"), Some("The Dock"));
        assert_eq!(plain("Here Comes The Sun - Live"), None);
    }

    #[test]
    fn lists_of_artists_are_told_apart() {
        let of = |text| credits(text).collect::<Vec<_>>();
        assert_eq!(of("Tim Marrow, Ída Löfgren & Nora feat. Quill"), ["Tim Marrow", "Ída Löfgren", "Nora"]);
        assert_eq!(of("Velvet Harbour"), ["Velvet Harbour"]);
    }

    #[test]
    fn initials_are_those_of_the_words() {
        let of = |text: &str| initials(crate::text::fold(text).iter().collect::<Vec<_>>().into_iter());
        assert_eq!(of("Quiet Friends Of The Harbour"), ["qfoth", "qfh"]);
        assert_eq!(of("The Paper Lantern Band"), ["plb"]);
        assert_eq!(of("Tim Marrow"), ["tm"]);
        assert_eq!(of("Velvet"), Vec::<String>::new());
    }

    proptest::proptest! {
        #[test]
        fn any_text_that_has_words_has_a_main_one(text in "\\PC{0,30}") {
            for name in [title(&text), artist(&text)] {
                proptest::prop_assert_eq!(name.roles.len(), name.words.len());
                proptest::prop_assert!(name.words.is_empty() || name.has(Role::Main));
            }
        }
    }
}
