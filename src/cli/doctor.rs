//! `needledrop doctor`: checks each part and says how to mend what is wrong.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use futures::StreamExt;
use nix::unistd::{AccessFlags, access};
use serde::Serialize;
use time::OffsetDateTime;

use super::lock::ServeLock;
use super::{Context, Format, output};
use crate::catalog::{self, Catalog, migrate};
use crate::mirror::{self, Inspection, LastVerify};
use crate::objects::{ObjectUri, Objects, Rules};

/// Below this much free space, PostgreSQL and the index may stop any moment.
const LEAST_FREE_MIB: u64 = 1024;
/// An index that is followed is never this far behind.
const MOST_LAG: Duration = Duration::from_secs(60);
/// How long a store may take to show its first object.
const STORE_PATIENCE: Duration = Duration::from_secs(20);

/// Check every part of this installation and say how to mend what is wrong (exit code 1).
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  needledrop doctor
  needledrop doctor s3://bucket/music /srv/audio
  needledrop doctor --format json | jq 'select(.ok | not)'")]
pub struct Args {
    /// Folders or bucket prefixes that should be readable.
    #[arg(value_name = "URI")]
    uris: Vec<String>,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Check {
    name: String,
    ok: bool,
    found: String,
    /// What to do about it; null where all is well.
    mend: Option<String>,
}

impl Check {
    fn well(name: &str, found: impl Into<String>) -> Self {
        Self { name: name.to_owned(), ok: true, found: found.into(), mend: None }
    }

    fn wrong(name: &str, found: impl Into<String>, mend: &str) -> Self {
        Self { name: name.to_owned(), ok: false, found: found.into(), mend: Some(mend.to_owned()) }
    }
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let data_dir = &context.config.data_dir;
    let mut all_well = show(&data_directory(data_dir), context.format)?;
    all_well &= show(&disk_space(data_dir), context.format)?;
    for check in database_and_index(context).await {
        all_well &= show(&check, context.format)?;
    }
    let objects = Objects::new(&context.config.objects);
    for uri in &args.uris {
        all_well &= show(&storage(uri, &objects).await, context.format)?;
    }
    Ok(if all_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn data_directory(path: &Path) -> Check {
    let usable = std::fs::create_dir_all(path)
        .and_then(|()| access(path, AccessFlags::R_OK | AccessFlags::W_OK | AccessFlags::X_OK).map_err(Into::into));
    let shown = path.display();
    match usable {
        Ok(()) => Check::well("the data directory", format!("{shown} can be written")),
        Err(error) => Check::wrong(
            "the data directory",
            format!("{shown}: {error}"),
            "choose another with --data-dir, or give this account the right to write there",
        ),
    }
}

fn disk_space(path: &Path) -> Check {
    const NAME: &str = "disk space";
    match nix::sys::statvfs::statvfs(path) {
        Ok(disk) => {
            // The types differ between systems.
            #[allow(clippy::useless_conversion)]
            let free_mib = u64::from(disk.blocks_available()) * u64::from(disk.fragment_size()) / (1024 * 1024);
            let found = format!("{free_mib} MiB free at {}", path.display());
            if free_mib >= LEAST_FREE_MIB {
                Check::well(NAME, found)
            } else {
                Check::wrong(NAME, found, "free some, or choose a data directory on another disk with --data-dir")
            }
        }
        Err(error) => Check::wrong(NAME, format!("{}: {error}", path.display()), "see the data directory above"),
    }
}

async fn database_and_index(context: &Context) -> Vec<Check> {
    let is_private = context.config.database.url.is_none();
    let opened = if is_private { context.migrated_catalog().await } else { context.catalog().await };
    let catalog = match opened {
        Ok(catalog) => catalog,
        Err(error) => {
            let mend = if is_private { "or set DATABASE_URL to a server of yours" } else { "check DATABASE_URL" };
            return vec![Check::wrong("PostgreSQL", output::story(&error), mend)];
        }
    };
    let mut checks = vec![Check::well("PostgreSQL", if is_private { "private, running" } else { "reached" })];
    match catalog.check().await {
        Ok(found) => checks.extend(found.into_iter().map(Check::from)),
        Err(error) => checks.push(Check::wrong("PostgreSQL", error.to_string(), "see the server's log")),
    }
    // Without its tables the catalog can't say how far the index is behind.
    if matches!(migrate::pending(&catalog).await, Ok(0)) {
        checks.push(index(&catalog, context).await);
    }
    checks
}

async fn index(catalog: &Catalog, context: &Context) -> Check {
    const NAME: &str = "the index";
    let server = ServeLock::holder(&context.config.data_dir);
    match mirror::inspect(catalog.clone(), &context.index_root(), context.cpu().clone()).await {
        Ok(Inspection { generation, docs, behind, miscounted }) => {
            let lag = behind.oldest_change_at.map_or(0, |since| (OffsetDateTime::now_utc() - since).whole_seconds());
            let is_followed = server.is_some();
            let verified = mirror::last_verify(&context.index_root());
            let differs = verified.as_ref().is_some_and(|last| last.generation == generation && last.differences() > 0);
            let followed = server.map_or("no server runs".to_owned(), |pid| format!("process {pid} follows"));
            let found = format!(
                "generation {generation} with {docs} tracks, {} changes ({lag} s) behind, {followed}, {}",
                behind.lag_changes,
                told(verified)
            );
            if let Some(miscounted) = miscounted {
                Check::wrong(
                    NAME,
                    format!("{found}; {miscounted}"),
                    "`needledrop verify --repair` writes what differs anew",
                )
            } else if differs {
                Check::wrong(NAME, found, "`needledrop verify --repair` writes what differs anew")
            } else if lag <= MOST_LAG.as_secs() as i64 || !is_followed {
                Check::well(NAME, found)
            } else {
                Check::wrong(NAME, found, "see the server's log; a transaction open for long holds the index back, too")
            }
        }
        Err(mirror::Error::NoIndex) if matches!(catalog.count_tracks().await, Ok(0)) => {
            Check::well(NAME, "none yet, and no tracks for it")
        }
        Err(error) if error.calls_for_rebuild() => {
            Check::wrong(NAME, error.to_string(), "`needledrop reindex`; `needledrop serve` does it by itself")
        }
        Err(error) => Check::wrong(NAME, error.to_string(), "see the data directory above"),
    }
}

/// How index and catalog compared the last time anybody looked.
fn told(verified: Option<LastVerify>) -> String {
    verified.map_or("never verified".to_owned(), |last| {
        let hours = (OffsetDateTime::now_utc() - last.at).whole_hours();
        format!("verified {hours} h ago as generation {}: {} differences", last.generation, last.differences())
    })
}

async fn storage(text: &str, objects: &Objects) -> Check {
    let name = format!("storage at {text}");
    let uri = match ObjectUri::parse(text) {
        Ok(uri) => uri,
        Err(error) => return Check::wrong(&name, error.to_string(), "give a path, file:///… or s3://bucket/prefix"),
    };
    match tokio::time::timeout(STORE_PATIENCE, objects.list(&uri, &Rules::everything()).next()).await {
        Ok(Some(Ok(first))) => Check::well(&name, format!("can be listed, beginning with {}", first.uri)),
        Ok(None) => Check::well(&name, "can be listed, and is empty"),
        Ok(Some(Err(error))) => {
            Check::wrong(&name, error.to_string(), "check the address and what AWS_* variables allow")
        }
        Err(_) => Check::wrong(
            &name,
            format!("no answer within {STORE_PATIENCE:?}"),
            "check the network, and s3.endpoint_url (NEEDLEDROP_S3_ENDPOINT_URL) for stores other than Amazon's",
        ),
    }
}

impl From<catalog::Check> for Check {
    fn from(catalog::Check { name, ok, found, mend }: catalog::Check) -> Self {
        Self { name: name.to_owned(), ok, found, mend: (!ok).then_some(mend) }
    }
}

/// Shows a check as soon as it is known; answers whether all is well.
fn show(check: &Check, format: Format) -> anyhow::Result<bool> {
    match format {
        Format::Json => output::json(check)?,
        Format::Table => {
            output::line(format_args!("{} {}: {}", if check.ok { '✓' } else { '✗' }, check.name, check.found))?;
            check.mend.iter().try_for_each(|mend| output::line(format_args!("  → {mend}")))?;
        }
    }
    Ok(check.ok)
}
