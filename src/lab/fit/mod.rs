//! `needledrop-lab fit`: tries other weights on labelled queries, and says which would rank them better.

mod material;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Context, Format, Progress, output};
use crate::evaluation::{self, Case, Outcome};
use crate::index;
use crate::search::Weights;
use crate::text::closest;
use material::{Asked, Material};
use report::Report;

/// Of so many queries one is held back, to see whether what is learnt from the others holds for it.
const HELD_BACK: usize = 5;

/// Fit the weights of the ranking to labelled queries; changes nothing, but prints what would be better.
///
/// Each weight in turn is made larger or smaller, as long as the queries are answered better: by the mean over classes
/// of the reciprocal rank, and a little by how far the right answer leads. Every fifth query is held back and judged
/// apart: where those don't gain, what was learnt is chance. The same arguments give the same answer.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  needledrop-lab fit --seed 12
  needledrop-lab fit --only equal,no_title --set equal=0.1 --queries 50
  needledrop-lab fit --catalog songs.tsv.gz --queries-file queries.jsonl --rounds 0     # only judges")]
pub struct Args {
    /// How many tracks to invent.
    #[arg(long, default_value_t = 30_000)]
    tracks: u64,
    /// Which of all invented catalogues; by default one that judges nothing elsewhere.
    #[arg(long, default_value_t = 11)]
    seed: u64,
    /// How many queries of each class to make for them.
    #[arg(long, value_name = "N", default_value_t = 200)]
    queries: usize,
    /// A catalogue instead, as `needledrop import` reads it.
    #[arg(long, value_name = "FILE", requires = "queries_file", conflicts_with_all = ["tracks", "seed", "queries"])]
    catalog: Option<PathBuf>,
    /// Labelled queries for that catalogue, as `needledrop-lab eval` reads them.
    #[arg(long, value_name = "FILE", requires = "catalog", num_args = 1..)]
    queries_file: Vec<PathBuf>,
    /// How often to go through the weights: by doubling and halving, then by a quarter, then by a tenth.
    #[arg(long, value_name = "N", default_value_t = 3)]
    rounds: usize,
    /// Fit these weights alone.
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = place)]
    only: Vec<usize>,
    /// Begin with another value than the one in use.
    #[arg(long, value_name = "NAME=VALUE", value_parser = setting)]
    set: Vec<(usize, f32)>,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let progress = Arc::new(Progress::new("fitting", "trials", None));
    let told = Arc::clone(&progress);
    let report = context.cpu().run(move || fit(&args, &told)).await?;
    progress.finish();
    match context.format {
        Format::Json => output::json(&report?)?,
        Format::Table => report?.print()?,
    }
    Ok(ExitCode::SUCCESS)
}

fn fit(args: &Args, progress: &Progress) -> anyhow::Result<Report> {
    let Material { snapshot, asked } = match &args.catalog {
        Some(catalog) => Material::read(catalog, &args.queries_file)?,
        None => Material::invent(args.seed, args.tracks, args.queries)?,
    };
    let mut start = Weights::FITTED.values();
    args.set.iter().for_each(|&(place, value)| start[place] = value);
    let all: Vec<usize> = (0..start.len()).collect();
    let which = if args.only.is_empty() { &all } else { &args.only };
    let learnt_from: Vec<&Asked> =
        (0..asked.len()).filter(|&place| !is_held_back(place)).map(|place| &asked[place]).collect();
    let fitted = evaluation::fit(start, which, args.rounds, |values| {
        progress.add(1);
        let weights = Weights::from_values(*values);
        let outcomes = learnt_from.par_iter().map(|&asked| Ok((&asked.case, asked.outcome(&snapshot, &weights)?)));
        let outcomes: Vec<(&Case, Outcome)> = outcomes.collect::<Result<_, index::Error>>()?;
        Ok::<_, index::Error>(evaluation::mean_outcome(outcomes))
    })?;
    let answers = |values| {
        let weights = Weights::from_values(values);
        asked.par_iter().map(|asked| asked.outcome(&snapshot, &weights)).collect::<Result<Vec<Outcome>, index::Error>>()
    };
    let [before, after] = [answers(start)?, answers(fitted.map(|number| number.after))?];
    let cases: Vec<&Case> = asked.iter().map(|asked| &asked.case).collect();
    Ok(Report::new(&fitted, &cases, [&before, &after]))
}

/// Whether a query, by its place among all, is not learnt from.
fn is_held_back(place: usize) -> bool {
    place % HELD_BACK == HELD_BACK - 1
}

/// Where a weight stands among all.
fn place(name: &str) -> Result<usize, String> {
    Weights::NAMES.iter().position(|known| *known == name).ok_or_else(|| match closest(name, Weights::NAMES) {
        Some(meant) => format!("there is no weight {name}; is {meant} meant?"),
        None => format!("there is no weight {name}, only {}", Weights::NAMES.join(", ")),
    })
}

fn setting(text: &str) -> Result<(usize, f32), String> {
    let (name, value) = text.split_once('=').ok_or("it should look like equal=0.25")?;
    let value = value.parse().ok().filter(|value: &f32| value.is_finite() && *value >= 0.0);
    Ok((place(name)?, value.ok_or("the value must be a number from 0 on")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two tracks, of which the wanted one is the lesser known, while popularity counts far too much.
    fn fitted_from_a_bad_start() -> Report {
        let folder = tempfile::tempdir().unwrap();
        let [catalog, queries] = ["tracks.tsv", "queries.jsonl"].map(|name| folder.path().join(name));
        let tracks = "artist\ttitle\tpopularity\nTim Marrow\tLanterns\t0\nTim Marrow\tLanterns on the Water\t100\n";
        std::fs::write(&catalog, tracks).unwrap();
        let queries_of =
            ["lantrens tim marrow", "tim marow lanterns", "lanterms", "tim marrow lantens", "laterns marrow"];
        let line = |q| format!(r#"{{"class":"c","q":"{q}","match":"title","title":"Lanterns"}}"#) + "\n";
        std::fs::write(&queries, queries_of.map(line).concat()).unwrap();
        let args = Args {
            tracks: 0,
            seed: 0,
            queries: 0,
            catalog: Some(catalog),
            queries_file: vec![queries],
            rounds: 3,
            only: vec![place("popularity").unwrap()],
            set: vec![setting("popularity=0.9").unwrap()],
        };
        fit(&args, &Progress::new("fitting", "trials", None)).unwrap()
    }

    #[test]
    fn a_weight_that_began_badly_is_mended_the_same_way_each_time() {
        let [report, again] = [(); 2].map(|()| serde_json::to_value(fitted_from_a_bad_start()).unwrap());
        for part in ["learnt_from", "held_back"] {
            assert_eq!(report[part]["mrr_at_10"], serde_json::json!([0.5, 1.0]), "{part}");
        }
        assert_eq!(report, again);
    }

    #[test]
    fn a_weight_is_known_by_its_name() {
        assert_eq!(setting("equal=0.5").map(|(place, value)| (Weights::NAMES[place], value)), Ok(("equal", 0.5)));
        assert!(place("no_titel").unwrap_err().contains("is no_title meant?"));
        for text in ["equal", "equal=x", "equal=-1", "equal=inf", "else=1"] {
            assert!(setting(text).is_err(), "{text}");
        }
    }
}
