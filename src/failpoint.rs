//! Named steps at which a test can kill the process, as `kill -9` would: the feature `failpoints`. An ordinary build has none
//! of it.

/// Every name, in the order in which they come by. A test compares the list with the code.
pub const ALL: &[&str] = &[
    // A page of changes, on its way from the feed into the index.
    "tail.read",
    "tail.applied",
    // A commit: first PostgreSQL makes durable what was read, then the index what was applied.
    "commit.begun",
    "commit.noted",
    "commit.prepared",
    "commit.written",
    // A new snapshot for searches.
    "serve.opened",
    "serve.shown",
    // A heartbeat, and what it clears away.
    "beat.noted",
    "prune.begun",
    "prune.done",
    // A rebuild, from its first file to where it has caught up.
    "build.begun",
    "build.filling",
    "build.filled",
    "build.committed",
    "build.caught-up",
    // The switch to a new generation.
    "switch.written",
    "switch.renamed",
    "switch.done",
    // The end of an old one.
    "retire.begun",
    "retire.half",
    "retire.done",
];

/// Reads the variable `FAILPOINTS`: with `commit.written=return` the process dies at that step, with
/// `commit.written=3*off->return` when it comes there for the fourth time, with `commit.written=sleep(500)` it lingers there.
#[cfg(feature = "failpoints")]
pub fn arm() {
    // Disarmed when dropped, so it never is.
    std::mem::forget(fail::FailScenario::setup());
}

#[cfg(not(feature = "failpoints"))]
pub fn arm() {}

/// The step called `name` has come.
#[cfg(feature = "failpoints")]
pub fn reach(name: &str) {
    fail::fail_point!(name, |_| {
        let _ = nix::sys::signal::kill(nix::unistd::Pid::this(), nix::sys::signal::Signal::SIGKILL);
        std::process::abort()
    });
}

#[cfg(not(feature = "failpoints"))]
#[inline(always)]
pub fn reach(_name: &str) {}
