//! Folders that hold all sorts of things, so that their names are no artist's and no album's.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::audio::has_audio_extension;

/// The folded forms of their names; most people's disks have some of them.
const FOLDERS: &str = "\
    albums, amazon music, archive, archives, artists, assets, audio, audio files, audiobooks, backup, backups, \
    bounces, bucket, build, cd, cds, collection, compilation, compilations, content, data, demos, desktop, \
    discography, disk, dist, documents, download, downloads, dropbox, drums, dump, effects, eps, example, examples, \
    exports, favorites, favourites, files, fixtures, flacs, fx, google drive, hdd, home, import, imported, imports, \
    incoming, itunes, itunes media, itunes media music, itunes music, kicks, lib, library, loops, lossless, lossy, \
    media, misc, miscellaneous, mixes, mixtapes, mnt, mp3s, music, music files, music library, musica, musik, \
    musique, muzika, muzyka, my documents, my music, nas, new, new folder, new music, old, one shots, onedrive, opt, \
    other, others, output, playlist, playlists, podcast, podcasts, private, public, purchased, radio, recording, \
    recordings, records, release, releases, resources, rips, root, sample pack, sample packs, samples, sfx, share, \
    shared, shares, singles, singles and eps, snares, song, songs, sort, sorted, sound, sound effects, sounds, \
    soundtrack, soundtracks, src, srv, ssd, stems, storage, stuff, temp, test, tests, tmp, to sort, torrent, \
    torrents, track, tracks, ui, unknown, unknown album, unknown artist, unsorted, untitled, untitled folder, \
    upload, uploads, usb, user, users, usr, va, var, video, videos, vinyl, voice memos, volumes, wavs, www, youtube, \
    youtube music";
const GENRES: &str = "\
    acoustic, alternative, ambient, blues, children, christmas, classic rock, classical, classics, country, dance, \
    disco, drum and bass, dubstep, edm, electronic, electronica, experimental, folk, funk, gospel, hip hop, house, \
    indie, jazz, kids, latin, metal, opera, pop, punk, r and b, rap, reggae, rnb, rock, soul, techno, trance, world";

static NAMES: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| [FOLDERS, GENRES].iter().flat_map(|list| list.split(", ")).collect());

/// Whether a folded name is a folder's for anything, a genre's or a format's.
pub fn is_generic(folded: &str) -> bool {
    NAMES.contains(folded) || has_audio_extension(&format!("x.{folded}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn lists_are_written_as_names_fold() {
        for name in FOLDERS.split(", ").chain(GENRES.split(", ")) {
            assert_eq!(fold(name).spaced(), name);
        }
        assert!(is_generic("tmp") && is_generic("youtube") && is_generic("flac") && is_generic("world"));
        assert!(!is_generic("radiohead") && !is_generic(""));
    }
}
