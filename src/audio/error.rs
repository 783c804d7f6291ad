//! Why a file could not be understood.

/// One cause each, with a stable code. The messages are about the file's content; the caller knows its name.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the file is empty")]
    EmptyFile,
    #[error("no audio format was recognised")]
    UnknownFormat,
    #[error("the format is not supported: {0}")]
    UnsupportedFormat(String),
    #[error("the file ends too early: {0}")]
    Truncated(String),
    #[error("the file is damaged: {0}")]
    Corrupt(String),
    #[error("the file has no audio track")]
    NoAudioTrack,
    #[error("the file asks for too much: {0}")]
    LimitExceeded(String),
    #[error("the probe took more than {0} seconds")]
    TimedOut(u64),
    #[error("the file could not be read: {0}")]
    Io(std::io::Error),
    #[error("the file made the parser fail: {0}")]
    ParserFailed(String),
}

impl Error {
    /// Short and stable, for a catalog row or a program to compare.
    pub fn code(&self) -> &'static str {
        match self {
            Error::EmptyFile => "EMPTY_FILE",
            Error::UnknownFormat => "UNKNOWN_FORMAT",
            Error::UnsupportedFormat(_) => "UNSUPPORTED_FORMAT",
            Error::Truncated(_) => "TRUNCATED",
            Error::Corrupt(_) => "CORRUPT",
            Error::NoAudioTrack => "NO_AUDIO_TRACK",
            Error::LimitExceeded(_) => "LIMIT_EXCEEDED",
            Error::TimedOut(_) => "TIMED_OUT",
            Error::Io(_) => "IO",
            Error::ParserFailed(_) => "PARSER_FAILED",
        }
    }

    /// Whether this says something about the file's content, and not about the disk, the network or the moment.
    pub fn is_about_the_file(&self) -> bool {
        !matches!(self, Error::TimedOut(_) | Error::Io(_))
    }
}

impl From<symphonia::core::errors::Error> for Error {
    fn from(error: symphonia::core::errors::Error) -> Self {
        use symphonia::core::errors::Error as Cause;
        match error {
            Cause::IoError(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => Error::Truncated(e.to_string()),
            Cause::IoError(e) => Error::Io(e),
            Cause::Unsupported(what) if what.contains("no suitable format reader") => Error::UnknownFormat,
            // Symphonia calls a file without its index "unsupported"; such a file was cut, or never finished.
            Cause::Unsupported(what) if what.contains("missing") => Error::Truncated(what.to_owned()),
            Cause::Unsupported(what) => Error::UnsupportedFormat(what.to_owned()),
            Cause::LimitError(what) => Error::LimitExceeded(what.to_owned()),
            other => Error::Corrupt(other.to_string()),
        }
    }
}
