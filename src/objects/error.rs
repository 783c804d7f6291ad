//! What can go wrong with a store: on which object, and how to mend it.

/// Each variant carries what it is about: mostly a URI.
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
    #[error("{uri}: the symbolic link leads nowhere")]
    DanglingLink { uri: String },
    #[error("{uri}: a pipe, socket or device is no file to read; it is left out")]
    NotAFile { uri: String },
    #[error("{uri}: it shows what the system knows, and holds no files; it is left out")]
    SystemView { uri: String },
    #[error("{uri}: the folder vanished while it was listed; run this again once it is there, or gone for good")]
    Vanished { uri: String },
    #[error("{uri}: the listing broke off before its end: {reason}; run this again")]
    ListingBroke { uri: String, reason: String },
    #[error("{uri}: a rule in it can't be read: {reason}; the other rules hold")]
    BadRule { uri: String, reason: String },
    #[error("{uri}: it can't be read: {reason}; its folder was left as it is: mend the file, or delete it")]
    UnreadableRules { uri: String, reason: String },
    #[error("{uri}: it leaves its folder out")]
    LeavesItselfOut { uri: String },
    #[error("`{glob}` is not a glob: {reason}; give one as in a .gitignore, such as `*.flac` or `demos/`")]
    InvalidGlob { glob: String, reason: String },
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
            Error::DanglingLink { .. } => "DANGLING_LINK",
            Error::NotAFile { .. } => "NOT_A_FILE",
            Error::SystemView { .. } => "SYSTEM_VIEW",
            Error::Vanished { .. } => "VANISHED",
            Error::ListingBroke { .. } => "LISTING_BROKE",
            Error::BadRule { .. } => "BAD_RULE",
            Error::UnreadableRules { .. } => "UNREADABLE_RULES",
            Error::LeavesItselfOut { .. } => "LEAVES_ITSELF_OUT",
            Error::InvalidGlob { .. } => "INVALID_GLOB",
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
            | Error::DanglingLink { uri }
            | Error::NotAFile { uri }
            | Error::SystemView { uri }
            | Error::Vanished { uri }
            | Error::ListingBroke { uri, .. }
            | Error::BadRule { uri, .. }
            | Error::UnreadableRules { uri, .. }
            | Error::LeavesItselfOut { uri }
            | Error::InvalidGlob { glob: uri, .. }
            | Error::IsFolder { uri }
            | Error::Unreachable { uri, .. }
            | Error::WrongRegion { uri, .. }
            | Error::Unsupported { uri, .. }
            | Error::Io { uri, .. }
            | Error::Store { uri, .. } => uri,
        }
    }

    /// Whether the listing lacks nothing because of this error: nobody need do anything.
    pub fn is_warning(&self) -> bool {
        self.is_remark()
            || matches!(
                self,
                Error::DanglingLink { .. } | Error::NotAFile { .. } | Error::SystemView { .. } | Error::BadRule { .. }
            )
    }

    /// Whether it only tells what a listing leaves out because it is meant to.
    pub fn is_remark(&self) -> bool {
        matches!(self, Error::LeavesItselfOut { .. })
    }

    /// Whether this says something about the object itself, and not about its store, the way there or the moment.
    pub fn is_about_the_object(&self) -> bool {
        matches!(self, Error::InvalidUri { .. } | Error::Unsupported { .. })
    }
}
