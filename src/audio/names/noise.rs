//! What names of files hold beside the name: `[320]`, `(Official Video)`, `[www.site.com]`, `(1)`, ids of videos.

/// Of these words each alone in brackets is noise.
const NOISE: [&str; 62] = [
    "official",
    "officiel",
    "oficial",
    "video",
    "audio",
    "videoclip",
    "clip",
    "mv",
    "lyric",
    "lyrics",
    "visualizer",
    "visualiser",
    "hd",
    "hq",
    "uhd",
    "4k",
    "8k",
    "1080p",
    "720p",
    "flac",
    "mp3",
    "wav",
    "alac",
    "aac",
    "ogg",
    "opus",
    "m4a",
    "ape",
    "wv",
    "dsd",
    "wma",
    "web",
    "cd",
    "cdda",
    "cdrip",
    "vinylrip",
    "vinyl",
    "lossless",
    "vbr",
    "cbr",
    "v0",
    "v2",
    "kbps",
    "kbit",
    "khz",
    "96",
    "128",
    "160",
    "192",
    "224",
    "256",
    "320",
    "44",
    "48",
    "88",
    "176",
    "44.1",
    "88.2",
    "eac",
    "hires",
    "16bit",
    "24bit",
];
/// These only beside one of those.
const BESIDE: [&str; 18] = [
    "music", "free", "download", "full", "high", "quality", "hi", "res", "bit", "rip", "16", "24", "32", "with", "lp",
    "log", "cue", "original",
];
const SITES: [&str; 9] = [".com", ".net", ".org", ".ru", ".info", ".me", ".cc", ".to", ".biz"];
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];
/// Letters of an id of YouTube.
const ID: usize = 11;

/// A file's name without the noise around it.
pub fn strip(name: &str) -> &str {
    let is_noise = |inside: &str| is_noise(inside) || is_site(inside) || is_video_id(inside, 4) || is_copy(inside);
    bare(name, is_noise)
}

/// A folder's, which may have the number of a catalogue, too.
pub fn strip_folder(name: &str) -> &str {
    let is_noise = |inside: &str| is_noise(inside) || is_site(inside) || is_catalog_number(inside);
    let name = bare(name, is_noise);
    // A label's note, whatever it says.
    let noted = last_group(name, '{', '}').filter(|(rest, _)| !rest.is_empty());
    noted.map_or(name, |(rest, _)| bare(rest, is_noise))
}

fn bare(name: &str, is_noise: impl Fn(&str) -> bool) -> &str {
    let mut rest = name.trim();
    loop {
        let before = rest.len();
        for (open, close) in BRACKETS {
            if let Some((outside, _)) = last_group(rest, open, close).filter(|(_, inside)| is_noise(inside)) {
                rest = outside;
            }
            let first = rest.strip_prefix(open).and_then(|inside| inside.split_once(close));
            if let Some((_, outside)) = first.filter(|(inside, _)| is_noise(inside) && !is_copy(inside)) {
                rest = outside.trim_start_matches([' ', '_', '-']);
            }
        }
        rest = without_tail(rest);
        if rest.len() == before || rest.is_empty() {
            break;
        }
    }
    // A name that is nothing but noise is a name.
    if rest.is_empty() { name } else { rest }
}

/// A name without the brackets at its end, and what is in them.
pub fn last_group(name: &str, open: char, close: char) -> Option<(&str, &str)> {
    let (outside, inside) = name.strip_suffix(close)?.rsplit_once(open)?;
    Some((outside.trim_end_matches([' ', '_']), inside))
}

/// A name without what stands at its end and in no brackets.
fn without_tail(name: &str) -> &str {
    let at = name.len().saturating_sub(ID + 1);
    if let Some((rest, id)) = name.split_at_checked(at).and_then(|(rest, id)| Some((rest, id.strip_prefix('-')?)))
        && is_video_id(id, 5)
        && !rest.is_empty()
    {
        return rest;
    }
    let Some((rest, word)) = name.rsplit_once([' ', '_']) else { return name };
    let is_tail = word.eq_ignore_ascii_case("copy") || bitrate(word).is_some_and(|unit| unit.len() > 1);
    if is_tail { rest.trim_end_matches([' ', '_', '-']) } else { name }
}

/// Whether words say only how the file was made.
pub fn is_noise(inside: &str) -> bool {
    let inside = inside.to_lowercase();
    let mut words = inside.split([' ', '_', '-', '/', ',', '+', '@', '|']).filter(|word| !word.is_empty()).peekable();
    let is_strong = |word: &str| NOISE.contains(&word) || bitrate(word).is_some();
    let has_strong = words.clone().any(is_strong);
    has_strong && words.all(|word| is_strong(word) || BESIDE.contains(&word))
}

/// The unit of `320kbps`, `128k`, `44.1khz`.
fn bitrate(word: &str) -> Option<&str> {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_unit = ["k", "kbps", "kbit", "kb", "khz"].iter().any(|known| unit.eq_ignore_ascii_case(known));
    ((2..=4).contains(&(word.len() - unit.len())) && is_unit).then_some(unit)
}

fn is_site(inside: &str) -> bool {
    let inside = inside.trim().to_lowercase();
    !inside.contains(' ') && (inside.starts_with("www.") || SITES.iter().any(|site| inside.ends_with(site)))
}

/// The number that a second file of one name gets.
fn is_copy(inside: &str) -> bool {
    matches!(inside.as_bytes(), [b'1'..=b'9'] | [b'1'..=b'9', b'0'..=b'9'])
}

/// `WARPCD92`: capitals and digits, no space.
fn is_catalog_number(inside: &str) -> bool {
    let has = |is: fn(char) -> bool| inside.contains(is);
    let is_of = inside.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '-' | '.'));
    is_of && has(|c| c.is_ascii_uppercase()) && has(|c| c.is_ascii_digit()) && inside.len() >= 4
}

/// Eleven letters at random: words change between capitals, small letters and digits less often.
fn is_video_id(text: &str, least_changes: usize) -> bool {
    let is_separator = |byte: &u8| matches!(byte, b'-' | b'_');
    let class = |byte: u8| (byte.is_ascii_uppercase(), byte.is_ascii_digit());
    let is_id = text.len() == ID && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_separator(&byte));
    let classes: Vec<_> = text.bytes().filter(|byte| !is_separator(byte)).map(class).collect();
    is_id && classes.windows(2).filter(|pair| pair[0] != pair[1]).count() >= least_changes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_is_taken_off_and_versions_stay() {
        for (name, rest) in [
            ("Title [320]", "Title"),
            ("Title (320kbps)", "Title"),
            ("Title_(official_video)", "Title"),
            ("Title (Official Music Video) [HD]", "Title"),
            ("Title [www.site.com]", "Title"),
            ("[www.site.com] Title", "Title"),
            ("[site.ru]_Title", "Title"),
            ("Title-dQw4w9WgXcQ", "Title"),
            ("Title [dQw4w9WgXcQ]", "Title"),
            ("Title (Remix) [128kbps]", "Title (Remix)"),
            ("Title copy", "Title"),
            ("Title - Copy (2)", "Title"),
            ("Title (1)", "Title"),
            ("Title 192kbps", "Title"),
            ("Title [FLAC 24-96]", "Title"),
            ("Title (Remix)", "Title (Remix)"),
            ("Title (Live)", "Title (Live)"),
            ("Title [Instrumental]", "Title [Instrumental]"),
            ("Title [LiveVersion]", "Title [LiveVersion]"),
            ("Title (Original Mix)", "Title (Original Mix)"),
            ("Title (Music)", "Title (Music)"),
            ("Title 24k", "Title 24k"),
            ("05_-_Some_Title", "05_-_Some_Title"),
            ("Title-Resurrection", "Title-Resurrection"),
            ("[320]", "[320]"),
            ("copy", "copy"),
            ("Ä-日本語日本語", "Ä-日本語日本語"),
        ] {
            assert_eq!(strip(name), rest);
        }
        assert_eq!(strip_folder("Album (2004) [WARPCD92] {Promo Only} [FLAC]"), "Album (2004)");
        assert_eq!(strip_folder("Album (Deluxe)"), "Album (Deluxe)");
    }
}
