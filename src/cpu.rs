//! The one bridge between tokio and CPU work: a sized rayon pool that async code hands work to, and that may wait for
//! I/O.

use std::sync::Arc;

#[cfg(target_os = "linux")]
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};
use tokio::sync::oneshot;

/// By how much threads in the background are nicer: beside another on the same core, such a one gets a tenth of the
/// time.
#[cfg(target_os = "linux")]
const BACKGROUND: i32 = 10;

/// How many of the cores work in the background may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cores {
    All,
    /// The others are left to those who answer requests. Priority alone doesn't keep them free: among processes of
    /// several sessions Linux shares the time by session first, whatever their threads' priorities.
    Half,
}

/// The pool could not give an answer: the work panicked.
#[derive(Debug, thiserror::Error)]
#[error("the work panicked; the panic is in the log")]
pub struct Panicked;

/// A rayon pool together with the runtime whose I/O its work may wait for. Cheap to clone.
#[derive(Clone)]
pub struct Cpu {
    pool: Arc<rayon::ThreadPool>,
    runtime: tokio::runtime::Handle,
}

impl Cpu {
    /// A pool of `threads` workers (0: one per core) beside the runtime that the caller runs on.
    pub fn new(threads: usize) -> Result<Self, rayon::ThreadPoolBuildError> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).thread_name(|i| format!("cpu-{i}")).build()?;
        Ok(Self { pool: Arc::new(pool), runtime: tokio::runtime::Handle::current() })
    }

    /// A pool of as many threads that give way to all others, and so do the threads that they start.
    pub fn in_background(&self, cores: Cores) -> Result<Self, rayon::ThreadPoolBuildError> {
        let builder = rayon::ThreadPoolBuilder::new().num_threads(self.threads());
        let most = match cores {
            Cores::All => usize::MAX,
            Cores::Half => (self.threads() / 2).max(1),
        };
        let pool = builder.thread_name(|i| format!("background-{i}")).start_handler(move |_| give_way(most)).build()?;
        Ok(Self { pool: Arc::new(pool), runtime: self.runtime.clone() })
    }

    /// How many workers the pool has.
    pub fn threads(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// Runs `work` in the pool. Work whose caller has gone before it starts is not done at all.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Panicked> {
        let (sender, receiver) = oneshot::channel();
        let span = tracing::Span::current();
        let runtime = self.runtime.clone();
        self.pool.spawn(move || {
            if sender.is_closed() {
                return;
            }
            let _entered = span.enter();
            // What the work drops may need the runtime to say goodbye, as database connections do.
            let _runtime = runtime.enter();
            // A panic drops the sender, which the receiver reports as `Panicked`.
            if let Ok(answer) = Self::at_once(work) {
                let _ = sender.send(answer);
            }
        });
        receiver.await.map_err(|_| Panicked)
    }

    /// Runs `work` at once, on the thread of the caller: for what takes less time than the way to another thread and
    /// back may cost, a few milliseconds at most. A panic is an error here too.
    pub fn at_once<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|_| Panicked)
    }

    /// Runs `work` in the pool from synchronous code, so that rayon's parallel iterators inside it use this pool.
    pub fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.pool.install(|| {
            let _runtime = self.runtime.enter();
            work()
        })
    }

    /// Runs `work` on every thread of the pool at once, from synchronous code.
    pub fn on_each_thread<T: Send>(&self, work: impl Fn() -> T + Sync) -> Vec<T> {
        self.pool.broadcast(|_| {
            let _runtime = self.runtime.enter();
            work()
        })
    }

    /// Waits on a pool thread for something asynchronous, such as a ranged read from an object store.
    ///
    /// Never call it on a tokio worker: it would block the runtime.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        #[expect(clippy::disallowed_methods, reason = "this is the one place")]
        self.runtime.block_on(future)
    }
}

/// Lets the threads that answer requests go first, and keeps to so many cores. Linux only: a thread's priority isn't
/// its process's there, as it is by the standard. A refusal costs nothing but that.
fn give_way(most_cores: usize) {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::nice(BACKGROUND).and_then(|_| keep_to(most_cores)) {
        tracing::debug!(%error, "a thread's priority can't be lowered");
    }
}

/// Keeps the thread, and those that it starts, to the last of the cores that it may use.
#[cfg(target_os = "linux")]
fn keep_to(most: usize) -> rustix::io::Result<()> {
    let mut cores = sched_getaffinity(None)?;
    let surplus = (cores.count() as usize).saturating_sub(most);
    let first: Vec<usize> = (0..CpuSet::MAX_CPU).filter(|&core| cores.is_set(core)).take(surplus).collect();
    first.into_iter().for_each(|core| cores.unset(core));
    sched_setaffinity(None, &cores)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use rustix::process::getpriority_process;

    use super::*;

    #[tokio::test]
    async fn threads_in_the_background_give_way_and_so_do_those_they_start() {
        let niceness = || getpriority_process(None).unwrap();
        let ours = niceness();
        let cpu = Cpu::new(2).unwrap();
        let background = cpu.in_background(Cores::All).unwrap();
        let expected = (ours + BACKGROUND).min(19);
        assert_eq!(background.on_each_thread(niceness), [expected; 2]);
        assert_eq!(background.install(|| std::thread::spawn(niceness).join().unwrap()), expected);
        assert_eq!((cpu.install(niceness), niceness()), (ours, ours));
    }

    #[tokio::test]
    async fn half_of_the_cores_are_left_to_others() {
        let cores = || sched_getaffinity(None).unwrap();
        let ours = cores();
        let cpu = Cpu::new(2).unwrap();
        let background = cpu.in_background(Cores::Half).unwrap();
        for theirs in background.on_each_thread(cores) {
            assert_eq!(theirs.count(), 1);
            assert!((0..CpuSet::MAX_CPU).all(|core| ours.is_set(core) || !theirs.is_set(core)));
        }
        assert_eq!(cpu.in_background(Cores::All).unwrap().install(cores), ours);
        assert_eq!((cpu.install(cores), cores()), (ours, ours));
    }
}
