//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// The longest that anything may take, on a machine that is busy with other things, too; nearly all takes a hundredth
/// of it.
const DEADLINE: Duration = Duration::from_secs(60);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// What `look` finds as soon as it finds something; after the deadline, the last reason why it didn't.
pub async fn until<T>(what: &str, look: impl AsyncFn() -> Result<T, String>) -> Result<T> {
    let began = Instant::now();
    loop {
        match look().await {
            Ok(found) => return Ok(found),
            Err(why) if began.elapsed() > DEADLINE => bail!("waited {DEADLINE:?} in vain until {what}: {why}"),
            Err(_) => tokio::time::sleep(BETWEEN_LOOKS).await,
        }
    }
}
