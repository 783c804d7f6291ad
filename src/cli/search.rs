//! `needledrop search`: the same search as over HTTP, without a server.

use std::process::ExitCode;
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::filters::Filters;
use super::library::Library;
use super::{Context, Format, output};
use crate::catalog::Catalog;
use crate::http;
use crate::index::Live;
use crate::mirror;
use crate::search::bounds::{MAX_LIMIT, MAX_REACH};
use crate::search::{Engine, Hit, Request, Searcher};
use crate::track::LibraryId;

/// Find tracks by words that may be misspelled, half typed, unaccented or in the wrong order.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  needledrop search sigur ros svefn
  needledrop search 'daft pnuk' --year 1996..2001 --limit 5
  needledrop search live --artist nirvana --duration 180.. --format json | jq -r '.hits[].audio_uri'
  needledrop search night --filter 'genre IN [jazz, soul] AND (year < 1970 OR year IS NULL)'")]
pub struct Args {
    /// What to find.
    #[arg(required = true, value_name = "WORD")]
    query: Vec<String>,
    /// How many tracks to show.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..=MAX_LIMIT as i64))]
    limit: u16,
    /// How many of the best to leave out, for the pages after the first.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u16).range(0..MAX_REACH as i64))]
    offset: u16,
    #[command(flatten)]
    filters: Filters,
    #[command(flatten)]
    library: Library,
    /// Who answers: the index, PostgreSQL, or the index if there is one.
    #[arg(long, default_value = "auto", value_parser = PossibleValuesParser::new(["auto", "index", "postgres"])
        .try_map(|text| text.parse::<Engine>()))]
    engine: Engine,
    /// Say what each word was read as, and what each hit's score is made of (with --format json).
    #[arg(long)]
    explain: bool,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let catalog = context.current_catalog().await?;
    let live = Arc::new(Live::default());
    if args.engine != Engine::Postgres {
        live.replace(newest_snapshot(&catalog, context).await?);
    }
    let library = args.library.id(&catalog).await?;
    let aliases = Some(Arc::new(catalog.search_aliases(library).await?));
    let searcher = Searcher::new(live, catalog, context.cpu().clone());
    let response = searcher.search(Request { aliases, ..request(args, library) }).await?;
    match context.format {
        Format::Json => output::json(&http::SearchBody::new(&response, None))?,
        Format::Table => {
            let headers = ["artist", "title", "album", "year", "length", "score", "id"];
            output::table(&headers, response.hits.iter().map(row))?;
            let more = if response.total.exact { "" } else { "at least " };
            tracing::info!("{more}{} tracks in {:?}", response.total.value, response.took);
            if let Some(meant) = &response.did_you_mean {
                tracing::info!("taken as: {meant}");
            }
            if !response.dropped_words.is_empty() {
                tracing::info!("nothing has all the words; left out: {}", response.dropped_words.join(", "));
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The index as new as the catalog; none if it must be built first, which is for `serve` and `reindex` to do.
async fn newest_snapshot(catalog: &Catalog, context: &Context) -> anyhow::Result<Option<Arc<crate::index::Snapshot>>> {
    let snapshot = mirror::catch_up(catalog.clone(), &context.index_root(), context.cpu().clone()).await?;
    if snapshot.is_none() {
        tracing::info!("there is no index that fits; PostgreSQL answers. `needledrop reindex` builds one");
    }
    Ok(snapshot.map(Arc::new))
}

fn request(args: Args, library: LibraryId) -> Request {
    let Args { query, limit, offset, filters: Filters(filters), library: _, engine, explain } = args;
    let limit = usize::from(limit);
    Request {
        q: query.join(" "),
        limit,
        offset: usize::from(offset).min(MAX_REACH - limit),
        library,
        filters,
        engine,
        explain,
        ..Request::default()
    }
}

fn row(Hit { score, track, explanation: _ }: &Hit) -> [String; 7] {
    [
        track.artist.clone().unwrap_or_default(),
        track.title.clone(),
        track.album.clone().unwrap_or_default(),
        track.year.map(|year| year.to_string()).unwrap_or_default(),
        track.duration_ms.map(|ms| output::duration(ms as f64 / 1000.0)).unwrap_or_default(),
        format!("{score:.2}"),
        track.id.to_string(),
    ]
}
