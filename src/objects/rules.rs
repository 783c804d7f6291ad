//! What of a place is not to be catalogued: hidden files, the folders that systems keep for themselves, and what
//! somebody asked to leave out.

use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::Error;

/// Folders that hold no music of anybody: previews, recycle bins, lost blocks. Hidden ones need no name here.
const SYSTEM_FOLDERS: [&str; 9] = [
    "#recycle",
    "#snapshot",
    "$recycle.bin",
    "@eadir",
    "@recently-snapshot",
    "@recycle",
    "__macosx",
    "lost+found",
    "system volume information",
];

/// Which objects below a place a listing gives. The place itself is always taken, whatever it is called.
#[derive(Clone, Debug)]
pub struct Rules {
    is_everything: bool,
    /// As they were given.
    include: Vec<String>,
    exclude: Vec<String>,
    /// Only what matches, if there are any.
    included: Option<Gitignore>,
    excluded: Gitignore,
    never_into: Vec<PathBuf>,
}

impl Rules {
    /// Whatever is there.
    pub fn everything() -> Self {
        Self {
            is_everything: true,
            include: Vec::new(),
            exclude: Vec::new(),
            included: None,
            excluded: Gitignore::empty(),
            never_into: Vec::new(),
        }
    }

    /// What isn't hidden nor the system's own. With `include` only what matches one of these globs, and never what
    /// matches one of `exclude`; both as in a `.gitignore`, from the place on: a folder's glob is about all below it.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, Error> {
        let included = if include.is_empty() { None } else { Some(globs(include)?) };
        let excluded = globs(exclude)?;
        let (include, exclude, never_into) = (include.to_vec(), exclude.to_vec(), Vec::new());
        Ok(Self { is_everything: false, include, exclude, included, excluded, never_into })
    }

    /// The same, but never into this folder, wherever it lies.
    pub fn but_never_into(mut self, folder: &Path) -> Self {
        self.never_into.push(folder.to_owned());
        self
    }

    /// The folders that no listing looks into.
    pub fn never_into(&self) -> &[PathBuf] {
        &self.never_into
    }

    /// The globs one of which a name must match, if there are any.
    pub fn include(&self) -> &[String] {
        &self.include
    }

    /// The globs that no name may match.
    pub fn exclude(&self) -> &[String] {
        &self.exclude
    }

    /// Whether everything at this path, relative to the place, is taken by its folders' names and its own.
    pub fn take(&self, path: &Path) -> bool {
        let mut folders = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        self.take_entry(path, false) && folders.all(|folder| self.take_entry(folder, true))
    }

    /// Whether an entry of a folder that is taken is taken as well. `path` is relative to the place.
    pub fn take_entry(&self, path: &Path, is_folder: bool) -> bool {
        let Some(name) = path.file_name().filter(|_| !self.is_everything) else { return true };
        let name = name.to_string_lossy();
        // "...And Justice for All" is music.
        let is_hidden = name.starts_with('.') && !name.starts_with("..");
        let is_system = is_folder && SYSTEM_FOLDERS.contains(&name.to_lowercase().as_str());
        let is_passed_over =
            if is_folder { self.excluded.matched(path, true).is_ignore() } else { self.pass_over(path) };
        !is_hidden && !is_system && !is_passed_over
    }

    /// Whether an object is left out only because somebody asked for it this time: it is no less there.
    pub fn pass_over(&self, path: &Path) -> bool {
        let matches = |globs: &Gitignore| globs.matched_path_or_any_parents(path, false).is_ignore();
        matches(&self.excluded) || self.included.as_ref().is_some_and(|include| !matches(include))
    }
}

fn globs(globs: &[String]) -> Result<Gitignore, Error> {
    let mut builder = GitignoreBuilder::new("");
    builder.allow_unclosed_class(false);
    for glob in globs {
        builder
            .add_line(None, glob)
            .map_err(|error| Error::InvalidGlob { glob: glob.clone(), reason: error.to_string() })?;
    }
    builder.build().map_err(|error| Error::InvalidGlob { glob: globs.join(" "), reason: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(include: &[&str], exclude: &[&str]) -> Rules {
        let globs = |globs: &[&str]| globs.iter().map(|&glob| glob.to_owned()).collect::<Vec<_>>();
        Rules::new(&globs(include), &globs(exclude)).unwrap()
    }

    fn takes(rules: &Rules, path: &str) -> bool {
        rules.take(Path::new(path))
    }

    #[test]
    fn what_systems_keep_for_themselves_is_no_music() {
        let rules = rules(&[], &[]);
        for path in [
            "._a.mp3",
            ".AppleDouble/a.mp3",
            "x/@eaDir/a.mp3",
            "#recycle/a.mp3",
            "$RECYCLE.BIN/S-1-5/a.mp3",
            ".Trash-1000/files/a.mp3",
            ".stversions/a.mp3",
            "lost+found/1.mp3",
            "a/.git/b.mp3",
            "__MACOSX/._a.mp3",
        ] {
            assert!(!takes(&rules, path), "{path}");
            assert!(takes(&Rules::everything(), path), "{path}");
        }
        for path in ["...And Dots.mp3", "...And Justice for All/One.mp3", "..a.mp3", "a.mp3", "@eaDir", "a b/c/#1.mp3"]
        {
            assert!(takes(&rules, path), "{path}");
        }
    }

    #[test]
    fn globs_choose_as_in_a_gitignore() {
        let flac = rules(&["*.flac"], &[]);
        assert!(takes(&flac, "a/b.flac") && !takes(&flac, "a/b.mp3"));
        let no_demos = rules(&[], &["demos/", "/top.mp3"]);
        assert!(!takes(&no_demos, "a/demos/b.mp3") && !takes(&no_demos, "top.mp3") && takes(&no_demos, "a/top.mp3"));
        assert!(takes(&no_demos, "a/demos.mp3"));
        let both = rules(&["*.flac", "*.mp3"], &["live/"]);
        assert!(takes(&both, "a/b.mp3") && !takes(&both, "live/b.mp3") && !takes(&both, "a/b.wav"));
        let inbox = rules(&["/inbox/", "keep"], &[]);
        assert!(takes(&inbox, "inbox/a/b.mp3") && takes(&inbox, "x/keep/c.mp3") && !takes(&inbox, "x/inbox/d.mp3"));
    }

    #[test]
    fn what_is_passed_over_is_not_what_is_hidden() {
        let rules = rules(&["*.flac"], &["live/"]);
        let pass_over = |path: &str| rules.pass_over(Path::new(path));
        assert!(pass_over("a.mp3") && pass_over("live/a.flac"));
        assert!(!pass_over(".hidden.flac") && !pass_over("a.flac"));
    }

    #[test]
    fn a_glob_that_is_none_is_named() {
        for glob in ["{a", "["] {
            let error = Rules::new(&[glob.to_owned()], &[]).unwrap_err().to_string();
            assert!(error.contains(&format!("`{glob}`")), "{error}");
        }
    }
}
