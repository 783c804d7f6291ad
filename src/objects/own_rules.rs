//! What folders say themselves of what is in them: `.nomedia`, and rules in a `.needledropignore`.

use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::UTF_8;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;

use super::{Error, ObjectUri};

/// Rules of a folder's own, written as in a `.gitignore`. A blank file leaves the whole folder out.
const OWN_RULES: &str = ".needledropignore";
/// Android's word for "no music below here".
const NO_MEDIA: &str = ".nomedia";

/// The rules of the folders that a walk has come through.
#[derive(Default)]
pub struct OwnRules {
    by_folder: FxHashMap<PathBuf, Gitignore>,
}

impl OwnRules {
    /// Reads the rules of a folder; answers what is wrong with single ones. An error says why the folder is to be
    /// passed over: it asks for it, or what it asks for can't be read.
    pub fn read(&mut self, folder: &Path) -> Result<Vec<Error>, Error> {
        let no_media = folder.join(NO_MEDIA);
        if no_media.is_file() {
            return Err(Error::LeavesItselfOut { uri: address(&no_media)? });
        }
        let Some(text) = rules_of(folder)? else { return Ok(Vec::new()) };
        let path = folder.join(OWN_RULES);
        if text.trim().is_empty() {
            return Err(Error::LeavesItselfOut { uri: address(&path)? });
        }
        self.keep(folder, &text)
    }

    /// Reads the rules of the folders above one, which hold for it as well.
    pub fn read_above(&mut self, folder: &Path) -> Result<(), Error> {
        for folder in folder.ancestors().skip(1) {
            if let Some(text) = rules_of(folder)? {
                self.keep(folder, &text)?;
            }
        }
        Ok(())
    }

    /// Whether the folders above an entry take it.
    pub fn take(&self, path: &Path, is_folder: bool) -> bool {
        self.by_folder.is_empty() || self.left_out_by(path, is_folder).is_none()
    }

    /// The rules that leave out an entry: the nearest above it that say anything decide.
    fn left_out_by(&self, path: &Path, is_folder: bool) -> Option<PathBuf> {
        for folder in path.ancestors().skip(1) {
            match self.by_folder.get(folder).map(|rules| rules.matched(path, is_folder)) {
                Some(Match::Ignore(_)) => return Some(folder.join(OWN_RULES)),
                Some(Match::Whitelist(_)) => return None,
                Some(Match::None) | None => {}
            }
        }
        None
    }

    fn keep(&mut self, folder: &Path, text: &str) -> Result<Vec<Error>, Error> {
        let path = folder.join(OWN_RULES);
        let uri = address(&path)?;
        let mut builder = GitignoreBuilder::new(folder);
        let mut problems = Vec::new();
        for line in text.lines() {
            if let Err(error) = builder.add_line(Some(path.clone()), line) {
                problems.push(Error::BadRule { uri: uri.clone(), reason: error.to_string() });
            }
        }
        let rules = builder.build().map_err(|error| Error::UnreadableRules { uri, reason: error.to_string() })?;
        self.by_folder.insert(folder.to_owned(), rules);
        Ok(problems)
    }
}

/// The file by which a folder at or below `root`, or the rules above it, leave out what is at `path`.
pub fn left_out_by(root: &Path, path: &Path) -> Option<PathBuf> {
    let mut rules = OwnRules::default();
    // What can't be read leaves out nothing by itself.
    let _ = rules.read_above(root);
    let folders: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root)).collect();
    for folder in folders.into_iter().rev() {
        if folder != root
            && let Some(file) = rules.left_out_by(folder, true)
        {
            return Some(file);
        }
        if let Err(Error::LeavesItselfOut { uri }) = rules.read(folder) {
            return ObjectUri::parse(&uri).ok()?.path();
        }
    }
    rules.left_out_by(path, false)
}

/// The text of a folder's rules, if it has some: in UTF-8, or in UTF-16 if its mark says so.
fn rules_of(folder: &Path) -> Result<Option<String>, Error> {
    let path = folder.join(OWN_RULES);
    if fs::symlink_metadata(&path).is_err() {
        return Ok(None);
    }
    let unreadable = |reason: String| match address(&path) {
        Ok(uri) => Error::UnreadableRules { uri, reason },
        Err(error) => error,
    };
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Err(unreadable("it is not a file".into())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(unreadable("it is a symbolic link that leads nowhere".into()));
        }
        Err(error) => return Err(unreadable(error.to_string())),
    }
    let bytes = fs::read(&path).map_err(|error| unreadable(error.to_string()))?;
    match UTF_8.decode(&bytes) {
        (_, _, true) => Err(unreadable("it is neither in UTF-8 nor in UTF-16 with a mark".into())),
        (text, _, false) => Ok(Some(text.into_owned())),
    }
}

fn address(path: &Path) -> Result<String, Error> {
    ObjectUri::from_path(path).map(|uri| uri.to_string())
}
