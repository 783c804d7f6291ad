//! What can happen to the files of an index.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use rand::RngExt;
use rand::seq::IndexedRandom;
use rand_chacha::ChaCha8Rng;

use crate::plan::Damage;

/// Does it to the index in the folder `root`; says to which file.
pub fn inflict(damage: Damage, root: &Path, dice: &mut ChaCha8Rng) -> Result<String> {
    let current = root.join("CURRENT");
    let generation = root.join(fs::read_to_string(&current)?.trim());
    let segment_file = |dice: &mut ChaCha8Rng| -> Result<PathBuf> {
        let files = segment_files(&generation)?;
        Ok(files.choose(dice).context("an index without segments")?.clone())
    };
    let file = match damage {
        Damage::SegmentCut | Damage::SegmentFlipped | Damage::SegmentDeleted => segment_file(dice)?,
        Damage::MetaCut | Damage::MetaFlipped => generation.join("meta.json"),
        Damage::NoteCut => generation.join("needledrop.json"),
        Damage::CurrentEmpty | Damage::CurrentNonsense | Damage::CurrentOfAnother | Damage::CurrentDeleted => current,
    };
    match damage {
        Damage::SegmentCut | Damage::MetaCut | Damage::NoteCut => cut(&file, dice)?,
        Damage::SegmentFlipped | Damage::MetaFlipped => flip(&file, dice)?,
        Damage::SegmentDeleted | Damage::CurrentDeleted => fs::remove_file(&file)?,
        Damage::CurrentEmpty => fs::write(&file, "")?,
        Damage::CurrentNonsense => fs::write(&file, "\u{7}ge-1")?,
        Damage::CurrentOfAnother => fs::write(&file, "gen-999999\n")?,
    }
    Ok(file.file_name().unwrap_or_default().to_string_lossy().into_owned())
}

/// Those that the newest commit may refer to, in the order of their names, so that the dice decide.
fn segment_files(generation: &Path) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(generation)?.flatten().map(|entry| entry.path()).collect();
    let ours = ["json", "lock"];
    files.retain(|file| !file.extension().is_some_and(|extension| ours.iter().any(|&other| extension == other)));
    files.sort();
    Ok(files)
}

fn cut(file: &Path, dice: &mut ChaCha8Rng) -> Result<()> {
    let length = fs::metadata(file)?.len();
    Ok(File::options().write(true).open(file)?.set_len(dice.random_range(0..length.max(1)))?)
}

/// In place, as a bad disk would do it.
fn flip(file: &Path, dice: &mut ChaCha8Rng) -> Result<()> {
    use std::os::unix::fs::FileExt;
    let opened = File::options().read(true).write(true).open(file)?;
    let place = dice.random_range(0..opened.metadata()?.len());
    let mut byte = [0];
    opened.read_exact_at(&mut byte, place)?;
    byte[0] ^= 1 << dice.random_range(0..8);
    Ok(opened.write_all_at(&byte, place)?)
}
