//! Which file names may hold audio, so that covers and text files beside the music aren't taken for broken music.

const AUDIO: [&str; 53] = [
    "3gp", "aa3", "aac", "ac3", "adts", "aif", "aifc", "aiff", "alac", "amr", "ape", "asf", "au", "awb", "bwf", "caf",
    "dff", "dsf", "dts", "eac3", "flac", "m4a", "m4b", "m4p", "m4r", "mka", "mkv", "mov", "mp1", "mp2", "mp3", "mp4",
    "mp+", "mpc", "mpga", "mpp", "ofr", "ofs", "oga", "ogg", "ogx", "opus", "rf64", "snd", "spx", "tak", "tta", "wav",
    "wave", "weba", "webm", "wma", "wv",
];

/// Whether a folder's entry of this name is worth a probe: an audio extension, or none at all (stores often use bare
/// ids).
pub fn may_be_audio(name: &str) -> bool {
    extension(name).is_none_or(|extension| AUDIO.contains(&extension.to_lowercase().as_str()))
}

/// Whether the name itself says that the file is audio, so that one that isn't must be damaged.
pub fn is_named_like_audio(name: &str) -> bool {
    extension(name).is_some()
}

fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn music_is_told_from_what_lies_beside_it() {
        for name in ["a.mp3", "A.FLAC", "01. Intro.m4a", "3f2a9c", "x.tar.ogg", "...And Dots.mp3"] {
            assert!(may_be_audio(name), "{name}");
        }
        for name in ["cover.jpg", "notes.txt", ".DS_Store", "list.m3u"] {
            assert!(!may_be_audio(name), "{name}");
        }
    }
}
