//! `needledrop serve`: the API, with the mirror that keeps its index at the catalog's heels.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use futures::FutureExt;

use super::lock::ServeLock;
use super::{Context, Stop};
use crate::api::Api;
use crate::catalog::{Catalog, Purpose, migrate};
use crate::http::{self, App, Metrics};
use crate::mirror::{Mirror, Rebuilder};
use crate::track::Track;

/// How long the mirror may take for its last commit; what it had not committed is applied again at the next start.
const LAST_COMMIT: Duration = Duration::from_secs(2);

/// Serve searches over HTTP and keep the index up to date with the catalog.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  needledrop serve
  needledrop serve --listen 0.0.0.0:8080 --database-url postgres://ann:secret@db/music")]
pub struct Args {
    /// Host and port to listen on; port 0 takes any free one [env: NEEDLEDROP_LISTEN] [default: 127.0.0.1:3345].
    #[arg(long, value_name = "HOST:PORT")]
    pub listen: Option<String>,
    /// Leave pending migrations alone.
    #[arg(long)]
    no_migrate: bool,
}

/// Handles Ctrl-C and SIGTERM by itself, from the first step on.
pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let config = &context.config;
    std::fs::create_dir_all(&config.data_dir).with_context(|| {
        format!("the data directory {} can't be made; choose another with --data-dir", config.data_dir.display())
    })?;
    let _lock = ServeLock::take(&config.data_dir)?;
    let listener = http::bind(&config.listen.to_string()).await?;
    let address = listener.local_addr()?;

    let catalog = tokio::select! {
        catalog = open_catalog(&args, context) => catalog?,
        () = context.stop.requested() => return Ok(ExitCode::SUCCESS),
    };
    let node = node_name(&config.data_dir)?;
    let mirror =
        Mirror::start(catalog.clone(), &context.index_root(), context.cpu().clone(), config.mirror.clone(), &node)?;
    let rebuilder = Rebuilder::new(catalog.clone(), &context.index_root(), context.cpu().clone(), &node)?;
    let api = Api::new(
        catalog.clone(),
        mirror.live(),
        mirror.reader(),
        rebuilder.clone(),
        context.cpu().clone(),
        config.api.clone(),
    );
    api.know_aliases().await;
    let following = tokio::spawn({
        let api = api.clone();
        async move { api.follow_aliases().await }
    });
    let app = App { api, metrics: Arc::new(Metrics::new()), config: config.http.clone() };

    let building = tokio::spawn({
        let catalog = catalog.clone();
        async move { catalog.keep_indexes_whole().await }
    });
    let merging = tokio::spawn({
        let catalog = catalog.clone();
        async move { catalog.keep_gin_clean().await }
    });
    say_what_to_try(address, &catalog).await;
    let metrics = Arc::clone(&app.metrics);
    let served =
        http::serve(listener, http::router(app), metrics, stopped(context.stop.clone()), config.http.drain_timeout);
    let served = served.await.context("the server failed");
    following.abort();
    building.abort();
    merging.abort();
    let stopped = async { tokio::join!(mirror.stop(), rebuilder.stop()) };
    if tokio::time::timeout(LAST_COMMIT, stopped).await.is_err() {
        tracing::warn!("the index was not committed within {LAST_COMMIT:?}; the next start catches up");
    }
    served.map(|()| ExitCode::SUCCESS)
}

async fn open_catalog(args: &Args, context: &Context) -> anyhow::Result<Catalog> {
    let catalog = if args.no_migrate {
        let catalog = context.catalog().await?;
        // A schema of another version is refused, as it is where migrations are applied.
        migrate::status(&catalog).await?;
        catalog
    } else {
        context.migrated_catalog().await?
    };
    catalog.expect_rights(Purpose::Follow).await?;
    // Whoever may not write can be a server for searches.
    if let Err(error) = catalog.expect_rights(Purpose::Write).await {
        tracing::warn!("writes will be refused: {error}");
    }
    Ok(catalog)
}

fn stopped(stop: Stop) -> impl Future<Output = ()> + Clone + Send + 'static {
    async move { stop.requested().await }.boxed().shared()
}

/// What this data directory's follower is called among all that follow the same catalog; made once and kept.
fn node_name(data_dir: &Path) -> anyhow::Result<String> {
    let path = data_dir.join("node");
    if let Ok(name) = std::fs::read_to_string(&path)
        && !name.trim().is_empty()
    {
        return Ok(name.trim().to_owned());
    }
    let name = uuid::Uuid::new_v4().to_string();
    std::fs::write(&path, &name).with_context(|| format!("{} can't be written", path.display()))?;
    Ok(name)
}

async fn say_what_to_try(address: SocketAddr, catalog: &Catalog) {
    let some_track = catalog.any_track().await.ok().flatten();
    let query = some_track.as_ref().map_or_else(|| "daft pnuk".to_owned(), misspelled);
    let encoded = percent_encoding::utf8_percent_encode(&query, percent_encoding::NON_ALPHANUMERIC);
    tracing::info!("listening on http://{address}; try");
    tracing::info!("  curl 'http://{address}/v1/search?q={encoded}&limit=3'");
    tracing::info!("  needledrop search '{}'", query.replace('\'', ""));
    tracing::info!("  curl 'http://{address}/readyz'");
}

/// What somebody in a hurry would type for this track: two letters of its title swapped.
fn misspelled(track: &Track) -> String {
    let mut letters: Vec<char> = format!("{} {}", track.artist.as_deref().unwrap_or_default(), track.title)
        .to_lowercase()
        .trim()
        .chars()
        .collect();
    let middle = letters.len() / 2;
    if let Some(start) = (middle..letters.len().saturating_sub(1))
        .find(|&at| letters[at].is_alphabetic() && letters[at + 1].is_alphabetic())
    {
        letters.swap(start, start + 1);
    }
    letters.into_iter().take(60).collect()
}
