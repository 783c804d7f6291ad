//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// What `look` finds as soon as it finds something; after the deadline, the last reason why it didn't.
pub async fn until<T>(what: &str, deadline: Duration, look: impl AsyncFn() -> Result<T, String>) -> Result<T> {
    let began = Instant::now();
    loop {
        match look().await {
            Ok(found) => return Ok(found),
            Err(why) if began.elapsed() > deadline => bail!("waited {deadline:?} in vain until {what}: {why}"),
            Err(_) => tokio::time::sleep(BETWEEN_LOOKS).await,
        }
    }
}
