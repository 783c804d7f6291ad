//! Asks every case once, by so many clients at the same time.

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde::Deserialize;

use super::client::{Connection, Target};
use crate::evaluation::Case;

/// What became of one case.
pub struct Reply {
    pub took: Duration,
    /// None where the connection broke.
    pub status: Option<u16>,
    pub rank: Option<usize>,
    /// Artist and title of the first hit.
    pub top: Option<(String, String)>,
    /// All hits.
    pub ids: Vec<String>,
}

impl Reply {
    pub fn is_failure(&self) -> bool {
        self.status != Some(200)
    }
}

/// All cases, asked once.
pub struct Run {
    pub clients: usize,
    pub took: Duration,
    /// In the order of the cases.
    pub replies: Vec<Reply>,
}

#[derive(Deserialize)]
struct Answer {
    hits: Vec<Hit>,
}

#[derive(Deserialize)]
struct Hit {
    id: String,
    artist: Option<String>,
    title: String,
}

/// Asks them all; the clients take the next one each as they get free.
pub fn ask(target: &Target, cases: &[Case], clients: usize) -> anyhow::Result<Run> {
    let next = AtomicUsize::new(0);
    let client = || -> anyhow::Result<Vec<(usize, Reply)>> {
        let mut connection = open(target)?;
        let mut replies = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(case) = cases.get(at) else { return Ok(replies) };
            let began = Instant::now();
            let answer = connection.get(&target.request(case));
            let took = began.elapsed();
            if answer.is_err() {
                connection = open(target)?;
            }
            replies.push((at, judged(case, took, answer)?));
        }
    };
    let began = Instant::now();
    let replies: BTreeMap<usize, Reply> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
        clients.into_iter().map(|client| client.join().expect("a client panicked")).collect::<anyhow::Result<Vec<_>>>()
    })?
    .into_iter()
    .flatten()
    .collect();
    Ok(Run { clients, took: began.elapsed(), replies: replies.into_values().collect() })
}

fn open(target: &Target) -> anyhow::Result<Connection> {
    Connection::open(&target.address).with_context(|| {
        format!(
            "nobody answers at {}; start a server with `needledrop serve`, or name another with --url",
            target.address
        )
    })
}

fn judged(case: &Case, took: Duration, answer: io::Result<(u16, Vec<u8>)>) -> anyhow::Result<Reply> {
    let nothing = |status| Reply { took, status, rank: None, top: None, ids: Vec::new() };
    let body = match answer {
        Ok((200, body)) => body,
        Ok((status, _)) => return Ok(nothing(Some(status))),
        Err(_) => return Ok(nothing(None)),
    };
    let answer: Answer = serde_json::from_slice(&body).context("what answers there is not needledrop")?;
    let rank = case.rank(answer.hits.iter().map(|hit| (hit.artist.as_deref().unwrap_or_default(), hit.title.as_str())));
    let top = answer.hits.first().map(|hit| (hit.artist.clone().unwrap_or_default(), hit.title.clone()));
    let ids = answer.hits.into_iter().map(|hit| hit.id).collect();
    Ok(Reply { took, status: Some(200), rank, top, ids })
}
