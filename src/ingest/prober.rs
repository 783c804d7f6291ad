//! One object from address to facts, off the async threads.

use std::time::Duration;

use crate::audio::{self, Facts, Limits};
use crate::cpu::Cpu;
use crate::objects::{ObjectUri, Objects, Scheme};

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
    /// The store's fault, not the file's: another try may succeed.
    pub is_transient: bool,
}

impl Prober {
    /// A prober for objects of this scheme: local ones on `cpu`, remote ones on a pool of their own.
    pub fn new(objects: &Objects, cpu: &Cpu, scheme: Scheme) -> Result<Self, rayon::ThreadPoolBuildError> {
        let (cpu, limits) = match scheme {
            Scheme::File => (cpu.clone(), Limits::local()),
            Scheme::S3 => (Cpu::new(REMOTE_THREADS)?, Limits::remote()),
        };
        Ok(Self { objects: objects.clone(), cpu, limits })
    }

    /// How many objects are probed at a time.
    pub fn threads(&self) -> usize {
        self.cpu.threads()
    }

    /// Never fails as a whole: whatever happens is a `Failure` of this object.
    pub async fn probe(&self, uri: ObjectUri) -> Probed {
        let prober = self.clone();
        let patience = self.limits.time * PATIENCE;
        let work = self.cpu.run(move || prober.probe_here(&uri));
        let failed = |code, message: String| {
            let failure = Failure { code, message, is_transient: false };
            Probed { result: Err(failure), bytes_read: 0 }
        };
        match tokio::time::timeout(patience, work).await {
            Ok(Ok(probed)) => probed,
            Ok(Err(panicked)) => failed("PARSER_FAILED", panicked.to_string()),
            Err(_) => failed("TIMED_OUT", format!("the probe did not end within {}", seconds(patience))),
        }
    }

    fn probe_here(&self, uri: &ObjectUri) -> Probed {
        let mut source = match self.objects.open(uri, &self.cpu) {
            Ok(source) => source,
            Err(error) => {
                let failure =
                    Failure { code: error.code(), message: error.to_string(), is_transient: error.is_transient() };
                return Probed { result: Err(failure), bytes_read: 0 };
            }
        };
        let result = audio::probe(&mut source, &self.limits).map_err(|error| Failure {
            code: error.code(),
            message: error.to_string(),
            // A connection that breaks. A disk that can't be read will not mend itself.
            is_transient: matches!(error, audio::Error::Io(_)) && uri.scheme() != Scheme::File,
        });
        Probed { result, bytes_read: source.bytes_read() }
    }
}

fn seconds(time: Duration) -> String {
    format!("{} seconds", time.as_secs())
}
