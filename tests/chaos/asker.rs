//! Somebody who searches all the time, and to whom no answer but a 200 is good enough while the server lives.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use tokio::task::AbortHandle;

use crate::http;
use crate::server::Server;

const PAUSE: Duration = Duration::from_millis(10);
/// A process that was killed is gone before that.
const LAST_BREATH: Duration = Duration::from_secs(1);

/// As the writer's titles and artists, some misspelled.
const QUERIES: [&str; 8] = [
    "lantern",
    "harbor+sigur+ros",
    "ostersund",
    "acdc",
    "%E5%85%89",
    "gruppa+krovi",
    "strase+nina",
    "dont+live+1000000",
];

pub struct Asker {
    seen: Arc<TxSnapshot>,
    task: AbortHandle,
}

#[derive(Default)]
struct TxSnapshot {
    by_index: AtomicU64,
    by_postgres: AtomicU64,
    complaint: Mutex<Option<String>>,
}

/// How many answers came from where.
#[derive(Clone, Copy)]
pub struct Answers {
    pub by_index: u64,
    pub by_postgres: u64,
}

impl Asker {
    pub fn start(server: Arc<Server>) -> Self {
        let seen = Arc::<TxSnapshot>::default();
        let task = tokio::spawn(ask_on(server, seen.clone())).abort_handle();
        Self { seen, task }
    }

    pub fn answers(&self) -> Answers {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Answers { by_index: of(&self.seen.by_index), by_postgres: of(&self.seen.by_postgres) }
    }

    /// Fails if there was an answer that shouldn't be.
    pub fn check(&self) -> Result<()> {
        match self.seen.complaint.lock().unwrap().take() {
            Some(complaint) => bail!("a searcher got no answer: {complaint}"),
            None => Ok(()),
        }
    }
}

impl Drop for Asker {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn ask_on(server: Arc<Server>, seen: Arc<TxSnapshot>) {
    // While a server starts, nobody listens yet.
    let mut listening_life = None;
    for query in QUERIES.iter().cycle() {
        let Some(life) = server.life() else {
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let complaint = match http::get(&server.address, &format!("/v1/search?q={query}&limit=5")).await {
            Ok((200, body)) => {
                listening_life = Some(life);
                let count = if body["engine"] == "index" { &seen.by_index } else { &seen.by_postgres };
                count.fetch_add(1, Ordering::Relaxed);
                None
            }
            Ok((status, body)) => Some(format!("{status} for {query}: {body}")),
            Err(error) if listening_life == Some(life) && outlives(&server, life).await => {
                Some(format!("{query}: {error}, although the server lives"))
            }
            Err(_) => None,
        };
        if complaint.is_some() {
            *seen.complaint.lock().unwrap() = complaint;
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Whether the server still lives the same life after a moment.
async fn outlives(server: &Server, life: u64) -> bool {
    let began = Instant::now();
    while server.life() == Some(life) && began.elapsed() < LAST_BREATH {
        tokio::time::sleep(PAUSE).await;
    }
    server.life() == Some(life)
}
