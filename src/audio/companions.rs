//! Which file names belong to the audio beside them: covers, pictures of the artist, lyrics.

const PICTURES: [(&str, &str); 5] =
    [("jpg", "image/jpeg"), ("jpeg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp"), ("gif", "image/gif")];

/// What lies beside audio.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Companion {
    /// `front_cover`, `artist` or `lyrics`.
    pub kind: &'static str,
    pub mime_type: &'static str,
}

/// What a file of this name is to the audio in its folder; the lyrics are those of the file that is called the same.
pub fn companion(name: &str) -> Option<Companion> {
    let (stem, extension) = name.rsplit_once('.')?;
    let extension = extension.to_lowercase();
    if extension == "lrc" {
        return Some(Companion { kind: "lyrics", mime_type: "text/plain" });
    }
    let (_, mime_type) = PICTURES.iter().find(|(of_pictures, _)| *of_pictures == extension)?;
    let kind = match stem.to_lowercase().as_str() {
        "cover" | "folder" | "front" | "album" => "front_cover",
        "artist" => "artist",
        _ => return None,
    };
    Some(Companion { kind, mime_type })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn covers_artists_and_lyrics_are_told_by_their_names() {
        let kind = |name| companion(name).map(|companion| companion.kind);
        for name in ["cover.jpg", "Folder.JPG", "FRONT.png", "album.webp", "cover.gif", "Cover.jpeg"] {
            assert_eq!(kind(name), Some("front_cover"), "{name}");
        }
        assert_eq!((kind("Artist.jpg"), kind("01 Salt.LRC")), (Some("artist"), Some("lyrics")));
        for name in ["cover", "cover.txt", "AlbumArtSmall.jpg", "back.jpg", "lrc", ".jpg"] {
            assert_eq!(kind(name), None, "{name}");
        }
    }
}
