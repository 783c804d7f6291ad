//! One object from address to facts, off the async threads.

use std::time::Duration;

use crate::audio::{self, Charset, Facts, Limits};
use crate::cpu::Cpu;
use crate::objects::{self, ObjectUri, Objects, Scheme};

/// Probes of remote objects mostly wait for the network, so there are more of them at a time than cores.
const REMOTE_THREADS: usize = 32;
/// A parser that neither reads nor ends is given up after this many time limits; it may also have waited in the queue.
const PATIENCE: u32 = 4;

/// Probes objects of one scheme. Cheap to clone.
#[derive(Clone)]
pub struct Prober {
    objects: Objects,
    cpu: Cpu,
    limits: Limits,
}

/// What became of one object.
pub struct Probed {
    pub result: Result<Facts, Failure>,
    /// Asked of the disk or the network.
    pub bytes_read: u64,
}

/// Why an object gave no facts.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Stable, such as `EMPTY_FILE` or `ACCESS_DENIED`.
    pub code: &'static str,
    pub message: String,
    /// Whether the file is why, and not its store, the way there or the moment: then another try is no use.
    pub is_about_the_file: bool,
}

impl Prober {
    /// A prober for objects of this scheme: local ones on `cpu`, remote ones on a pool of their own.
    pub fn new(
        objects: &Objects,
        cpu: &Cpu,
        scheme: Scheme,
        charset: Option<Charset>,
    ) -> Result<Self, rayon::ThreadPoolBuildError> {
        let (cpu, limits) = match scheme {
            Scheme::File => (cpu.clone(), Limits::local()),
            Scheme::S3 => (Cpu::new(REMOTE_THREADS)?, Limits::remote()),
        };
        Ok(Self { objects: objects.clone(), cpu, limits: Limits { charset, ..limits } })
    }

    /// How many objects are probed at a time.
    pub fn threads(&self) -> usize {
        self.cpu.threads()
    }

    /// Probes an object, whose size may be known. Never fails as a whole: whatever happens is a `Failure` of this
    /// object.
    pub async fn probe(&self, uri: ObjectUri, size: Option<u64>) -> Probed {
        let prober = self.clone();
        let patience = self.limits.time * PATIENCE;
        let work = self.cpu.run(move || prober.probe_here(&uri, size));
        let failed = |code, message: String, is_about_the_file| {
            let failure = Failure { code, message, is_about_the_file };
            Probed { result: Err(failure), bytes_read: 0 }
        };
        match tokio::time::timeout(patience, work).await {
            Ok(Ok(probed)) => probed,
            Ok(Err(panicked)) => failed("PARSER_FAILED", panicked.to_string(), true),
            Err(_) => failed("TIMED_OUT", format!("the probe did not end within {}", seconds(patience)), false),
        }
    }

    fn probe_here(&self, uri: &ObjectUri, size: Option<u64>) -> Probed {
        let mut source = match self.objects.open(uri, size, &self.cpu) {
            Ok(source) => source,
            Err(error) => return Probed { result: Err(Failure::of_store(&error)), bytes_read: 0 },
        };
        let result = audio::probe(&mut source, &self.limits).map_err(|error| match source.take_error() {
            Some(error) => Failure::of_store(&error),
            None => Failure::of_probe(&error).unless_it_is_no_audio(&uri.name()),
        });
        Probed { result, bytes_read: source.bytes_read() }
    }
}

impl Failure {
    /// What a store said instead of giving the object.
    pub(super) fn of_store(error: &objects::Error) -> Self {
        let message = error.to_string();
        // The address stands beside it wherever it is shown.
        let message = match message.strip_prefix(error.uri()).and_then(|rest| rest.strip_prefix(": ")) {
            Some(rest) => rest.to_owned(),
            None => message,
        };
        Self { code: error.code(), message, is_about_the_file: error.is_about_the_object() }
    }

    fn of_probe(error: &audio::Error) -> Self {
        Self { code: error.code(), message: error.to_string(), is_about_the_file: error.is_about_the_file() }
    }

    /// Whether the file just holds no audio: nothing is left out without it.
    pub fn is_no_audio(&self) -> bool {
        self.code == "NOT_AUDIO"
    }

    /// A file that isn't known for audio, and doesn't say by its name that it is, isn't damaged; nor is a film without
    /// sound.
    fn unless_it_is_no_audio(self, name: &str) -> Self {
        let is_no_audio = match self.code {
            "UNKNOWN_FORMAT" | "UNSUPPORTED_FORMAT" | "EMPTY_FILE" => !audio::is_named_like_audio(name),
            "NO_AUDIO_TRACK" => !audio::is_named_like_audio_only(name),
            _ => false,
        };
        if is_no_audio { Self { code: "NOT_AUDIO", ..self } } else { self }
    }
}

fn seconds(time: Duration) -> String {
    format!("{} seconds", time.as_secs())
}
