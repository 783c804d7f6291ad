//! One generation of the index: a tantivy directory, with a note of what it was built from and by which pipeline.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tantivy::index::SegmentId;
use tantivy::store::Compressor;
use tantivy::{Index, IndexMeta, IndexSettings, TantivyError};

use crate::index::directory::{Directory, NOTE};
use crate::index::keys::hash;
use crate::index::{Error, Fields, PIPELINE_VERSION, Records, Snapshot, Workload, Writer};
use crate::text::language;

/// Stored records are copied block by block, so that small blocks cost the least time.
const RECORD_BLOCK_BYTES: usize = 1024;

/// What the tables of words are now.
fn language() -> u64 {
    hash(&language::tables().collect::<String>())
}

/// A generation that fits this program: same schema, same text pipeline.
#[derive(Clone)]
pub struct Generation {
    number: u64,
    place: Directory,
    origin: String,
    index: Index,
    fields: Fields,
}

/// What a generation says about itself. The schema is not in it: tantivy keeps that.
#[derive(Serialize, Deserialize)]
struct Note {
    pipeline: u32,
    /// A hash of the tables that say which words are the same, so that they can be added to without a thought.
    #[serde(default)]
    language: u64,
    origin: String,
}

impl Generation {
    /// Makes an empty generation in the directory `path`, which must not exist yet.
    pub(super) fn create(number: u64, path: PathBuf, origin: &str) -> Result<Self, Error> {
        fs::create_dir(&path).map_err(Error::io(&path))?;
        let note = Note { pipeline: PIPELINE_VERSION, language: language(), origin: origin.to_owned() };
        let note = serde_json::to_vec(&note).expect("a note has no value that JSON can't hold");
        write_durably(&path.join(NOTE), &note).map_err(Error::io(&path))?;
        let (schema, fields) = Fields::build();
        let index = Index::builder().schema(schema).settings(Self::settings()).create_in_dir(&path)?;
        let place = Directory::hold(path.clone()).map_err(Error::io(&path))?;
        Ok(Self { number, place, origin: origin.to_owned(), index, fields })
    }

    /// How tantivy stores a generation.
    pub fn settings() -> IndexSettings {
        // Not compressed: records are short, and each search reads dozens. So there is no work for another thread
        // either.
        IndexSettings {
            docstore_compression: Compressor::None,
            docstore_blocksize: RECORD_BLOCK_BYTES,
            docstore_compress_dedicated_thread: false,
            ..IndexSettings::default()
        }
    }

    /// Opens what is in the directory `path`; says so if it is damaged, or was made by another version.
    pub(super) fn open(number: u64, path: PathBuf) -> Result<Self, Error> {
        // First of all: what is read from here on is of this directory, or of one that isn't kept.
        let place = Directory::hold(path.clone()).map_err(|error| Error::damaged(&path, error))?;
        let note = fs::read(path.join(NOTE)).map_err(|error| Error::damaged(&path, error))?;
        let note: Note = serde_json::from_slice(&note).map_err(|error| Error::damaged(&path, error))?;
        if note.pipeline != PIPELINE_VERSION {
            return Err(outdated(&path, format!("text pipeline {} instead of {PIPELINE_VERSION}", note.pipeline)));
        }
        if note.language != language() {
            return Err(outdated(&path, "its tables of numbers and spellings are others".to_owned()));
        }
        let index = Index::open_in_dir(&path).map_err(|error| Error::damaged(&path, error))?;
        let (schema, fields) = Fields::build();
        if index.schema() != schema {
            return Err(outdated(&path, "its fields are others".to_owned()));
        }
        Ok(Self { number, place, origin: note.origin, index, fields })
    }

    /// Its number; later ones are higher.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Its folder.
    pub fn path(&self) -> &Path {
        self.place.path()
    }

    /// What it was built from, as its builder named it.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether its directory is still there; another one of the same name is not it.
    pub fn is_kept(&self) -> bool {
        self.place.is_kept()
    }

    /// Whether its writer has given it up, since a damaged file went into it.
    pub fn is_given_up(&self) -> bool {
        self.place.is_given_up()
    }

    /// Whether both are of the same directory.
    pub fn is_same(&self, other: &Self) -> bool {
        self.place.is_same(&other.place)
    }

    /// The newest commit, for reading.
    pub fn snapshot(&self, previous: Option<&Snapshot>) -> Result<Snapshot, Error> {
        Snapshot::open(&self.index, self.fields, previous).map_err(|error| Error::damaged(self.path(), error))
    }

    /// Whether a snapshot has the segments of the newest commit, or those that it was merged into since. Cheap, like
    /// its position.
    pub fn is_newest(&self, snapshot: &Snapshot) -> Result<bool, Error> {
        let metas = self.metas()?;
        let has = |id| snapshot.segments().iter().any(|segment| segment.id() == id);
        Ok(metas.segments.len() == snapshot.segments().len() && metas.segments.iter().all(|segment| has(segment.id())))
    }

    /// The documents of the newest commit, for comparing.
    pub fn records(&self) -> Result<Records, Error> {
        Records::open(&self.index, self.fields).map_err(|error| Error::damaged(self.path(), error))
    }

    /// What the newest commit was given as its position; empty before the first. Cheap: reads no segment.
    pub fn position(&self) -> Result<String, Error> {
        Ok(self.metas()?.payload.unwrap_or_default())
    }

    /// How many documents the newest commit holds. Cheap, like its position.
    pub fn num_docs(&self) -> Result<u64, Error> {
        Ok(self.metas()?.segments.iter().map(|segment| u64::from(segment.num_docs())).sum())
    }

    /// What tantivy has written of the newest commit.
    fn metas(&self) -> Result<IndexMeta, Error> {
        self.index.load_metas().map_err(|error| Error::damaged(self.path(), error))
    }

    /// The one writer this generation may have, over all processes.
    pub fn writer(&self, workload: Workload) -> Result<Writer, Error> {
        Writer::open(&self.index, self.fields, self.place.clone(), workload).map_err(|error| match error {
            Error::Tantivy(TantivyError::LockFailure(..)) => {
                Error::WriterBusy { path: self.path().display().to_string() }
            }
            other => other,
        })
    }

    /// Reads every file of the newest commit and compares it with its checksum. May run beside the writer.
    pub fn check(&self) -> Result<(), Error> {
        loop {
            let segments = self.segments();
            let why = match self.validate_checksums() {
                Ok(damaged) if damaged.is_empty() => return Ok(()),
                Ok(damaged) => damaged.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", "),
                // The writer has removed files that a commit or a merge has made superfluous.
                Err(_) if self.segments() != segments => continue,
                Err(error) => error.to_string(),
            };
            return Err(Error::damaged(self.path(), why));
        }
    }

    /// tantivy trusts the lengths that a file states, and panics where they are nonsense.
    fn validate_checksums(&self) -> tantivy::Result<HashSet<PathBuf>> {
        let validate = AssertUnwindSafe(|| self.index.validate_checksum());
        catch_unwind(validate).unwrap_or_else(|_| Err(TantivyError::InternalError("reading it panics".to_owned())))
    }

    /// The segments that serve, and up to which operation each has its deletes; none where that can't be read.
    fn segments(&self) -> Option<Vec<(SegmentId, Option<u64>)>> {
        let segments = self.index.searchable_segment_metas().ok()?;
        Some(segments.iter().map(|segment| (segment.id(), segment.delete_opstamp())).collect())
    }
}

fn write_durably(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(content)?;
    file.sync_all()
}

fn outdated(path: &Path, why: String) -> Error {
    Error::Outdated { path: path.display().to_string(), why }
}

#[cfg(test)]
mod tests {
    use super::super::Generations;
    use super::*;
    use crate::track::TrackId;

    /// A generation with one commit, in its folder.
    fn one_commit() -> (tempfile::TempDir, Generations) {
        let root = tempfile::tempdir().unwrap();
        let generations = Generations::open(root.path()).unwrap();
        let draft = generations.begin("a catalog").unwrap();
        let mut writer = draft.generation().writer(Workload::Follow).unwrap();
        writer.add(&crate::track::TrackSummary { title: "Jolene".into(), ..Default::default() }).unwrap();
        writer.commit("7:1").unwrap();
        drop(writer);
        draft.promote().unwrap();
        (root, generations)
    }

    #[test]
    fn another_pipeline_makes_a_generation_outdated() {
        let (_root, generations) = one_commit();
        let note = generations.current().unwrap().unwrap().path().join(NOTE);
        fs::write(note, r#"{"pipeline":0,"origin":"a catalog"}"#).unwrap();
        assert!(matches!(generations.current(), Err(Error::Outdated { .. })));
    }

    #[test]
    fn other_fields_make_a_generation_outdated() {
        let (_root, generations) = one_commit();
        let meta = generations.current().unwrap().unwrap().path().join("meta.json");
        let other = fs::read_to_string(&meta).unwrap().replace("\"record\"", "\"rekord\"");
        fs::write(meta, other).unwrap();
        assert!(matches!(generations.current(), Err(Error::Outdated { .. })));
    }

    #[test]
    fn a_flipped_bit_in_any_segment_file_is_noticed() {
        let (_root, generations) = one_commit();
        let generation = generations.current().unwrap().unwrap();
        generation.check().unwrap();
        for file in segment_files(&generation) {
            let sound = fs::read(&file).unwrap();
            let mut flipped = sound.clone();
            flipped[0] ^= 1;
            fs::write(&file, flipped).unwrap();
            let damage = generations.current().unwrap().unwrap().check();
            assert!(matches!(damage, Err(Error::Damaged { .. })), "{}", file.display());
            fs::write(&file, sound).unwrap();
        }
    }

    #[test]
    fn a_truncated_segment_file_is_noticed() {
        let (_root, generations) = one_commit();
        for file in segment_files(&generations.current().unwrap().unwrap()) {
            let sound = fs::read(&file).unwrap();
            for length in [0, 3, sound.len() - 1] {
                fs::write(&file, &sound[..length]).unwrap();
                let generation = generations.current().unwrap().unwrap();
                assert!(matches!(generation.check(), Err(Error::Damaged { .. })), "{}", file.display());
            }
            fs::write(&file, sound).unwrap();
        }
    }

    #[test]
    fn a_broken_meta_file_is_damage() {
        let (_root, generations) = one_commit();
        let meta = generations.current().unwrap().unwrap().path().join("meta.json");
        fs::write(meta, "{").unwrap();
        assert!(matches!(generations.current(), Err(Error::Damaged { .. })));
    }

    fn segment_files(generation: &Generation) -> Vec<PathBuf> {
        let files: Vec<_> = fs::read_dir(generation.path())
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension != "json" && extension != "lock"))
            .collect();
        assert!(files.len() > 3);
        files
    }

    #[test]
    fn a_generation_is_sound_while_commits_and_merges_replace_its_files() {
        let (_root, generations) = one_commit();
        let current = || generations.current().unwrap().unwrap();
        let mut writer = current().writer(Workload::Follow).unwrap();
        let writing = std::thread::spawn(move || {
            for n in 0..1_200_u128 {
                let id = TrackId::from_u128(n % 700);
                writer.upsert(&crate::track::TrackSummary { id, title: n.to_string(), ..Default::default() }).unwrap();
                if n % 25 == 0 {
                    writer.commit("7:1").unwrap();
                }
            }
        });
        while !writing.is_finished() {
            // Opened anew, as a command does it: only then all of its files are known.
            current().check().unwrap();
            current().snapshot(None).unwrap();
            current().records().unwrap();
        }
        writing.join().unwrap();
    }
}
