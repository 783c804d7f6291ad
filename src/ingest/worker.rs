//! Who claims assets: a name that tells, on the same machine, whether its process still lives.
//!
//! A process that was killed leaves claims behind. Those of this machine's dead are given back at once, so that a
//! restart goes on where it ended; those of other machines lapse by themselves.

use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::{Pid, gethostname};
use uuid::Uuid;

/// `machine/process/run`.
pub struct Worker {
    name: String,
}

impl Worker {
    pub fn new() -> Self {
        Self { name: format!("{}/{}/{}", machine(), std::process::id(), Uuid::new_v4().simple()) }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the worker of this name is certainly gone. Another run in this process counts as alive.
    pub fn knows_to_be_dead(&self, name: &str) -> bool {
        let mut parts = name.split('/');
        let (Some(machine_of), Some(process)) = (parts.next(), parts.next()) else { return false };
        let Ok(process) = process.parse::<i32>() else { return false };
        machine_of == machine() && process > 0 && kill(Pid::from_raw(process), None) == Err(Errno::ESRCH)
    }
}

/// Something that differs between machines and between containers, and outlives the process.
fn machine() -> String {
    let name = gethostname().ok().and_then(|name| name.into_string().ok());
    name.map(|name| name.trim().replace('/', "-"))
        .filter(|name| !name.is_empty())
        .unwrap_or_else(|| "unnamed".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dead_process_of_this_machine_is_known_and_no_other() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let process = child.id();
        child.wait().unwrap();
        let me = Worker::new();
        assert!(me.knows_to_be_dead(&format!("{}/{process}/x", machine())));
        assert!(!me.knows_to_be_dead(me.name()));
        for other in [format!("elsewhere/{process}/x"), "nonsense".into(), format!("{}/0/x", machine()), String::new()]
        {
            assert!(!me.knows_to_be_dead(&other), "{other}");
        }
    }
}
