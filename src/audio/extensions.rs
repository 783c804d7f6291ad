//! Which file names may hold audio, so that covers and text files beside the music aren't taken for broken music.

const AUDIO: [&str; 55] = [
    "3gp", "aa3", "aac", "ac3", "adts", "aif", "aifc", "aiff", "alac", "amr", "ape", "asf", "au", "awb", "bw64", "bwf",
    "caf", "dff", "dsf", "dts", "eac3", "flac", "m4a", "m4b", "m4p", "m4r", "mka", "mkv", "mov", "mp1", "mp2", "mp3",
    "mp4", "mp+", "mpc", "mpga", "mpp", "ofr", "ofs", "oga", "ogg", "ogx", "opus", "rf64", "snd", "spx", "tak", "tta",
    "w64", "wav", "wave", "weba", "webm", "wma", "wv",
];

/// No extension has more letters, or what has is rare enough to be looked into.
const LONGEST: usize = 5;

/// Of these, what may as well be a film, also one without sound.
const FILMS: [&str; 7] = ["3gp", "asf", "mkv", "mov", "mp4", "ogx", "webm"];

/// Kinds of audio, and of music without audio, that no reader here knows.
const UNREAD: [&str; 25] = [
    "8svx", "aa", "aax", "gsm", "iff", "it", "kar", "mid", "midi", "mod", "nsf", "oma", "qcp", "ra", "rm", "s3m",
    "shn", "sid", "spc", "vgm", "voc", "vox", "vqf", "wvc", "xm",
];

/// Whether a folder's entry of this name is worth a probe: an audio extension, or none at all (stores often use bare
/// ids).
pub fn may_be_audio(name: &str) -> bool {
    extension(name).is_none() || has_audio_extension(name)
}

/// Whether its extension is one of audio that is read.
pub fn has_audio_extension(name: &str) -> bool {
    extension(name).is_some_and(|extension| AUDIO.contains(&extension.as_str()))
}

/// Whether the name itself says that the file is audio, so that one that can't be read must be damaged.
pub fn is_named_like_audio(name: &str) -> bool {
    has_audio_extension(name) || unread_kind(name).is_some()
}

/// Whether the name says that the file is audio and nothing else, so that one without any must be damaged.
pub fn is_named_like_audio_only(name: &str) -> bool {
    is_named_like_audio(name) && extension(name).is_some_and(|extension| !FILMS.contains(&extension.as_str()))
}

/// The kind of audio that the name says the file to be, where no reader knows that.
pub fn unread_kind(name: &str) -> Option<String> {
    extension(name).filter(|extension| UNREAD.contains(&extension.as_str()))
}

/// The name without the extension that says what the file is.
pub fn stem(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() && extension(name).is_some() => stem,
        _ => name,
    }
}

/// What stands behind the last dot, in lower case, if it can be an extension: `01. Intro` and `song.mp3.1` have none.
fn extension(name: &str) -> Option<String> {
    let (stem, extension) = name.rsplit_once('.')?;
    let is_short = extension.len() <= LONGEST && extension.bytes().all(|byte| byte.is_ascii_graphic());
    let is_extension = stem.is_empty() || is_short && extension.bytes().any(|byte| byte.is_ascii_alphabetic());
    is_extension.then(|| extension.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn music_is_told_from_what_lies_beside_it() {
        for name in ["a.mp3", "A.FLAC", "01. Intro.m4a", "3f2a9c", "x.tar.ogg", "...And Dots.mp3"] {
            assert!(may_be_audio(name), "{name}");
        }
        for name in ["01. Intro", "Dr. No", "song.mp3 ", "song.mp3.1", "Vol.Greatest", "Björk.Jóga", "Vol."] {
            assert!(may_be_audio(name) && !is_named_like_audio(name), "{name}");
            assert_eq!(stem(name), name);
        }
        assert_eq!((stem("01. Intro.m4a"), stem("nn.txt"), stem(".mp3")), ("01. Intro", "nn", ".mp3"));
        assert!(is_named_like_audio("a.shn") && !is_named_like_audio("nn.txt"));
        for name in ["cover.jpg", "notes.txt", ".DS_Store", "list.m3u", "a.mp3~"] {
            assert!(!may_be_audio(name), "{name}");
        }
        assert_eq!(unread_kind("Old.SHN").as_deref(), Some("shn"));
        assert_eq!((unread_kind("a.mp3"), unread_kind("shn")), (None, None));
        assert!(
            is_named_like_audio_only("a.M4A") && !is_named_like_audio_only("a.mp4") && !is_named_like_audio_only("a")
        );
    }
}
