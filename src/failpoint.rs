//! Named steps at which a test can kill the process, as `kill -9` would, or hold it up: the feature `failpoints`. An
//! ordinary build has none of it.

/// Every name, in the order in which they come by. A test compares the list with the code.
pub const ALL: &[&str] = &[
    // A page of changes, on its way from the feed into the index.
    "tail.read",
    "tail.applied",
    // A commit: PostgreSQL makes durable what was read while the index writes what was applied, before it says so.
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

/// The step called `name` has come.
#[cfg(not(feature = "failpoints"))]
#[inline(always)]
pub fn reach(_name: &str) {}

#[cfg(feature = "failpoints")]
pub use armed::{VARIABLE, reach};

#[cfg(feature = "failpoints")]
mod armed {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;
    use std::{env, process, thread};

    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;

    /// Says what happens at which step: `commit.written=die:4` kills the process when it comes there for the fourth
    /// time, `build.begun=linger:300` holds it up there for 300 ms; several with commas between them.
    pub const VARIABLE: &str = "NEEDLEDROP_TEST_FAIL_POINTS";

    static ARMED: LazyLock<Vec<Point>> = LazyLock::new(|| {
        let text = env::var(VARIABLE).unwrap_or_default();
        let points = text.split(',').filter(|point| !point.is_empty());
        points.map(|point| Point::read(point).unwrap_or_else(|| panic!("{VARIABLE}: what is {point}?"))).collect()
    });

    struct Point {
        name: String,
        action: Action,
        passes: AtomicU64,
    }

    enum Action {
        Die { at_pass: u64 },
        Linger(Duration),
    }

    impl Point {
        fn read(text: &str) -> Option<Self> {
            let (name, action) = text.split_once('=')?;
            let (action, number) = action.split_once(':')?;
            let number = number.parse().ok()?;
            let action = match action {
                "die" => Action::Die { at_pass: number },
                "linger" => Action::Linger(Duration::from_millis(number)),
                _ => return None,
            };
            Some(Self { name: name.to_owned(), action, passes: AtomicU64::new(0) })
        }
    }

    /// The step called `name` has come.
    pub fn reach(name: &str) {
        for point in ARMED.iter().filter(|point| point.name == name) {
            let passes = point.passes.fetch_add(1, Ordering::Relaxed) + 1;
            match point.action {
                Action::Linger(time) => thread::sleep(time),
                Action::Die { at_pass } if at_pass == passes => {
                    let _ = kill(Pid::this(), Signal::SIGKILL);
                    process::abort();
                }
                Action::Die { .. } => {}
            }
        }
    }
}
