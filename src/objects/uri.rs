//! Where an object is: a checked, canonical, absolute address.

use std::ffi::OsStr;
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

use super::Error;

/// What RFC 3986 wants encoded in a path. Letters beyond ASCII and broken UTF-8 are encoded too, so every file name has
/// a URI.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=')
    .remove(b':')
    .remove(b'@');

/// Which backend an object belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    File,
    S3,
}

impl Scheme {
    /// What an address begins with, without `://`.
    pub fn as_str(self) -> &'static str {
        match self {
            Scheme::File => "file",
            Scheme::S3 => "s3",
        }
    }
}

/// `file:///abs/path`, percent-encoded as RFC 8089 says, or `s3://bucket/key` with the key verbatim, as the AWS tools
/// write it (there `%20` is three characters). Checked when made, so that the rest can trust it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectUri(String);

impl ObjectUri {
    /// Reads a path of this machine (relative ones from the working directory), a `file://` or an `s3://` URI.
    ///
    /// ```
    /// use needledrop::objects::ObjectUri;
    /// let uri = ObjectUri::parse("/music/Sigur Rós/../Björk/Jóga.flac").unwrap();
    /// assert_eq!(uri.as_str(), "file:///music/Bj%C3%B6rk/J%C3%B3ga.flac");
    /// assert_eq!(uri.name(), "Jóga.flac");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Error> {
        let invalid = |reason| Error::InvalidUri { uri: text.to_owned(), reason };
        match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("s3") => {
                let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
                Self::s3(bucket, key).map_err(invalid)
            }
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("file") => {
                let path = rest.strip_prefix("localhost").unwrap_or(rest);
                if !path.starts_with('/') {
                    return Err(invalid("a file URI names a file of this machine, with three slashes"));
                }
                let path: Vec<u8> = percent_decode_str(path).collect();
                Self::from_path(Path::new(OsStr::from_bytes(&path)))
            }
            Some((scheme, _)) if is_scheme(scheme) => Err(invalid("only file:// and s3:// are supported")),
            _ => Self::from_path(Path::new(text)),
        }
    }

    /// The address of a local path, absolute, without `.` and `..`. Symbolic links are kept as they are named.
    pub fn from_path(path: &Path) -> Result<Self, Error> {
        let invalid = |reason| Error::InvalidUri { uri: path.display().to_string(), reason };
        if path.as_os_str().is_empty() {
            return Err(invalid("it is empty"));
        }
        if path.as_os_str().as_bytes().contains(&0) {
            return Err(invalid("it holds a NUL character"));
        }
        let absolute = std::path::absolute(path).map_err(|_| invalid("the working directory is gone"))?;
        let mut clean = PathBuf::from("/");
        for component in absolute.components() {
            match component {
                Component::ParentDir => drop(clean.pop()),
                Component::Normal(name) => clean.push(name),
                _ => {}
            }
        }
        Ok(Self(format!("file://{}", percent_encode(clean.as_os_str().as_bytes(), PATH))))
    }

    /// The address of an object in a bucket; of the whole bucket where `key` is empty.
    pub fn s3(bucket: &str, key: &str) -> Result<Self, &'static str> {
        // The rules for bucket names, loosely: other S3 servers allow a little more than Amazon does.
        if bucket.is_empty() {
            return Err("the bucket's name is missing");
        }
        if !bucket.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b)) || bucket.len() > 255 {
            return Err("a bucket's name has only letters, digits, dots, hyphens and underscores");
        }
        if key.len() > 1024 {
            return Err("an S3 key has at most 1,024 bytes");
        }
        if key.contains('\0') {
            return Err("it holds a NUL character");
        }
        Ok(Self(format!("s3://{bucket}/{key}")))
    }

    /// The address as text, in its one canonical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The kind of store that it is in.
    pub fn scheme(&self) -> Scheme {
        if self.0.starts_with("s3:") { Scheme::S3 } else { Scheme::File }
    }

    /// The local path, if it is one.
    pub fn path(&self) -> Option<PathBuf> {
        let path: Vec<u8> = percent_decode_str(self.0.strip_prefix("file://")?).collect();
        Some(PathBuf::from(OsStr::from_bytes(&path)))
    }

    /// Bucket and key, if it is in S3.
    pub fn bucket_and_key(&self) -> Option<(&str, &str)> {
        self.0.strip_prefix("s3://")?.split_once('/')
    }

    /// The last part of the name, readable; broken UTF-8 shows as `�`.
    pub fn name(&self) -> String {
        let last = self.0.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        match self.scheme() {
            Scheme::File => percent_decode_str(last).decode_utf8_lossy().into_owned(),
            Scheme::S3 => last.to_owned(),
        }
    }

    /// Folders and name, readable: a local path, or the key of an object.
    pub fn readable_path(&self) -> String {
        match self.path() {
            Some(path) => path.to_string_lossy().into_owned(),
            None => self.bucket_and_key().map_or_else(|| self.name(), |(_, key)| key.to_owned()),
        }
    }

    /// What stands behind the name's last dot, in lower case; none for `.hidden` and names without a dot.
    pub fn extension(&self) -> Option<String> {
        Path::new(&self.name()).extension().map(|e| e.to_string_lossy().to_lowercase())
    }

    /// The text that the addresses of all objects below this one, as a folder, begin with.
    pub fn folder_prefix(&self) -> String {
        if self.0.ends_with('/') { self.0.clone() } else { format!("{}/", self.0) }
    }
}

impl fmt::Display for ObjectUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for ObjectUri {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}

/// Whether the text before `://` is a scheme rather than a part of a strange path.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> String {
        ObjectUri::parse(text).unwrap().to_string()
    }

    #[test]
    fn a_path_becomes_absolute_and_clean() {
        assert_eq!(parse("/a//b/./c/../d.mp3"), "file:///a/b/d.mp3");
        assert_eq!(parse("/../.."), "file:///");
        let here = std::env::current_dir().unwrap();
        assert_eq!(ObjectUri::parse("x/y.mp3").unwrap().path().unwrap(), here.join("x/y.mp3"));
    }

    #[test]
    fn odd_characters_survive_the_way_there_and_back() {
        for name in ["a b", "100%", "a+b", "Sigur Rós", "東京", "?#[]", "a:b@c", "%20"] {
            let path = PathBuf::from("/music").join(name);
            let uri = ObjectUri::from_path(&path).unwrap();
            assert_eq!(uri.path().unwrap(), path);
            assert_eq!(uri.name(), name);
            assert_eq!(parse(uri.as_str()), uri.as_str(), "canonical already");
        }
        assert_eq!(parse("/a b/100%.mp3"), "file:///a%20b/100%25.mp3");
    }

    #[test]
    fn a_file_name_that_is_not_utf8_has_an_address_too() {
        let path = Path::new(OsStr::from_bytes(b"/music/caf\xe9.mp3"));
        let uri = ObjectUri::from_path(path).unwrap();
        assert_eq!(uri.as_str(), "file:///music/caf%E9.mp3");
        assert_eq!(uri.path().unwrap(), path);
        assert_eq!(uri.name(), "caf\u{fffd}.mp3");
    }

    #[test]
    fn an_s3_key_is_kept_verbatim() {
        assert_eq!(parse("S3://Bucket/a b%20+ü/x.mp3"), "s3://Bucket/a b%20+ü/x.mp3");
        assert_eq!(parse("s3://bucket"), "s3://bucket/");
        assert_eq!(ObjectUri::parse("s3://b/k/x.mp3").unwrap().bucket_and_key(), Some(("b", "k/x.mp3")));
    }

    #[test]
    fn what_is_no_address_is_refused_with_a_reason() {
        for text in [
            "",
            "s3://",
            "s3:///key",
            "s3://bu cket/x",
            "gs://bucket/x",
            "http://host/x",
            "file://host/x",
            "a\0b",
            "s3://b/a\0b",
        ] {
            assert!(matches!(ObjectUri::parse(text), Err(Error::InvalidUri { .. })), "{text:?}");
        }
    }

    #[test]
    fn the_extension_is_that_of_the_readable_name() {
        let extension = |text| ObjectUri::parse(text).unwrap().extension();
        assert_eq!(extension("/a/b.MP3").as_deref(), Some("mp3"));
        assert_eq!(extension("s3://b/x/song.v2.flac").as_deref(), Some("flac"));
        assert_eq!(extension("/a.d/b"), None);
        assert_eq!(extension("/a/.hidden"), None);
    }

    #[test]
    fn a_folder_does_not_contain_its_neighbour() {
        let folder = ObjectUri::parse("/music").unwrap().folder_prefix();
        assert!(parse("/music/a.mp3").starts_with(&folder));
        assert!(!parse("/music-old/a.mp3").starts_with(&folder));
    }

    proptest! {
        #[test]
        fn parsing_what_was_shown_gives_the_same(path in "(/[^/\0]{1,12}){1,4}") {
            let uri = ObjectUri::from_path(Path::new(&path)).unwrap();
            prop_assert_eq!(ObjectUri::parse(uri.as_str()).unwrap(), uri);
        }
    }
}
