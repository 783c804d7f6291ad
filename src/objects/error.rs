//! What can go wrong with a store: on which object, and how to mend it.

/// Each variant carries the URI it is about.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("`{}` is not the address of an object: {reason}; give a path, file:///path, or s3://bucket/key", .uri.escape_debug())]
    InvalidUri { uri: String, reason: &'static str },
    #[error("{uri}: there is no such file, folder or object; check the spelling")]
    NotFound { uri: String },
    #[error(
        "{uri}: there is no bucket of that name at {endpoint}; check its spelling, and the endpoint (AWS_ENDPOINT_URL)"
    )]
    NoSuchBucket { uri: String, endpoint: String },
    #[error("{uri}: access denied: {reason}; {mend}")]
    Denied { uri: String, reason: String, mend: &'static str },
    #[error("{uri}: the folder leads back to itself through a symbolic link; its contents are listed once")]
    SymlinkLoop { uri: String },
    #[error("{uri}: it is a folder, not a file")]
    IsFolder { uri: String },
    #[error("{uri}: {endpoint} can't be reached: {reason}; check the network and the endpoint (AWS_ENDPOINT_URL)")]
    Unreachable { uri: String, endpoint: String, reason: String },
    #[error("{uri}: the bucket is in another region{hint}; set AWS_REGION to the bucket's region")]
    WrongRegion { uri: String, hint: String },
    #[error("{uri}: {what} is not possible with {scheme} objects")]
    Unsupported { uri: String, scheme: &'static str, what: &'static str },
    #[error("{uri}: {source}")]
    Io { uri: String, source: std::io::Error },
    #[error("{uri}: the store answered {code}: {message}")]
    Store { uri: String, code: String, message: String },
}

impl Error {
    /// Short and stable, for a catalog row or a program to compare.
    pub fn code(&self) -> &'static str {
        match self {
            Error::InvalidUri { .. } => "INVALID_URI",
            Error::NotFound { .. } => "NOT_FOUND",
            Error::NoSuchBucket { .. } => "NO_SUCH_BUCKET",
            Error::Denied { .. } => "ACCESS_DENIED",
            Error::SymlinkLoop { .. } => "SYMLINK_LOOP",
            Error::IsFolder { .. } => "IS_FOLDER",
            Error::Unreachable { .. } => "UNREACHABLE",
            Error::WrongRegion { .. } => "WRONG_REGION",
            Error::Unsupported { .. } => "UNSUPPORTED",
            Error::Io { .. } => "IO",
            Error::Store { .. } => "STORE",
        }
    }

    /// What the error is about.
    pub fn uri(&self) -> &str {
        match self {
            Error::InvalidUri { uri, .. }
            | Error::NotFound { uri }
            | Error::NoSuchBucket { uri, .. }
            | Error::Denied { uri, .. }
            | Error::SymlinkLoop { uri }
            | Error::IsFolder { uri }
            | Error::Unreachable { uri, .. }
            | Error::WrongRegion { uri, .. }
            | Error::Unsupported { uri, .. }
            | Error::Io { uri, .. }
            | Error::Store { uri, .. } => uri,
        }
    }

    /// Whether objects may be missing from a listing because of this error. A dangling link or a loop hides nothing.
    pub fn hides_objects(&self) -> bool {
        !matches!(self, Error::NotFound { .. } | Error::SymlinkLoop { .. })
    }

    /// Whether trying again later can help, with nothing changed by anybody.
    pub fn is_transient(&self) -> bool {
        matches!(self, Error::Unreachable { .. })
    }
}
