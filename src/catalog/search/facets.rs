//! Counting all that matches, and the values it has.

use sqlx::{AssertSqlSafe, PgConnection};

use super::filters::{Filters, column};
use super::name_similarity::NameSimilarity;
use super::{Asked, Candidates, DOING, Matched, TrackQuery, candidates};
use crate::catalog::error::Error;
use crate::track::{Facet, FacetCount, FacetCounts, FacetValue, Field, Filter, Kind, MOST_VALUES};

const FACETS: &str = include_str!("facets.sql");

/// What a row is by the words, of which no more needs to be known than that it is found.
const MATCHED: &str =
    "(t.search_vector @@ to_tsquery('pg_catalog.simple', $1) or t.title_folded = $2 or t.name_folded = $2
    or t.name_folded %> $3 or t.album_folded %> $3)";

/// A value as the statement answers it.
#[derive(sqlx::FromRow)]
struct Counted {
    /// A truth value, a number, or a text.
    kind: i32,
    number: f64,
    written: String,
    rows: i64,
    least: Option<f64>,
    most: Option<f64>,
}

impl Matched {
    /// What `$1` is.
    fn tsquery(&self) -> String {
        let tsqueries = self.tsqueries.iter().filter(|tsquery| !tsquery.is_empty());
        tsqueries.map(|tsquery| format!("({tsquery})")).collect::<Vec<_>>().join(" | ")
    }
}

/// How many rows match.
pub(super) async fn total(
    connection: &mut PgConnection,
    query: &TrackQuery,
    asked: &Asked,
    matched: &Matched,
) -> Result<i64, Error> {
    let filters = Filters::new(query.library, &query.conditions, 4);
    let statement = format!("select count(*) from audio_tracks t where {MATCHED} and {}", filters.sql);
    let statement = sqlx::query_as(AssertSqlSafe(statement));
    let statement = statement.bind(matched.tsquery()).bind(&asked.folded).bind(&matched.gist);
    let (total,) = filters.bind(statement).fetch_one(connection).await.map_err(Error::doing(DOING))?;
    Ok(total)
}

/// What each facet counts: of what matches under its own conditions.
pub(super) async fn counts(
    connection: &mut PgConnection,
    query: &TrackQuery,
    asked: &Asked,
    similarity: &NameSimilarity,
    mut matched: Matched,
) -> Result<Vec<FacetCounts>, Error> {
    let (mut counts, mut conditions) = (Vec::with_capacity(query.facets.len()), &query.conditions);
    for facet in &query.facets {
        if facet.conditions != *conditions {
            conditions = &facet.conditions;
            let query = TrackQuery { conditions: conditions.clone(), facets: Vec::new(), ..query.clone() };
            Candidates { matched, .. } = candidates(connection, &query, asked, similarity, 1).await?;
        }
        counts.push(count(connection, query, asked, &matched, facet).await?);
    }
    Ok(counts)
}

async fn count(
    connection: &mut PgConnection,
    query: &TrackQuery,
    asked: &Asked,
    matched: &Matched,
    facet: &Facet,
) -> Result<FacetCounts, Error> {
    let filters = Filters::new(query.library, &facet.conditions, 6);
    let statement = FACETS.replace("{matched}", MATCHED).replace("{values}", &values(facet.field));
    let statement = sqlx::query_as(AssertSqlSafe(statement.replace("{filters}", &filters.sql)));
    let statement = statement.bind(matched.tsquery()).bind(&asked.folded).bind(&matched.gist);
    let statement = statement.bind(MOST_VALUES as i64).bind(&facet.path);
    let rows: Vec<Counted> = filters.bind(statement).fetch_all(connection).await.map_err(Error::doing(DOING))?;
    let (min, max) = rows.first().map_or((None, None), |row| (row.least, row.most));
    let value = |row: Counted| {
        let value = match row.kind {
            0 => FacetValue::Truth(row.number != 0.0),
            1 => FacetValue::Number(row.number),
            _ => FacetValue::Text(row.written),
        };
        FacetCount { value, count: row.rows.unsigned_abs() }
    };
    Ok(FacetCounts { values: rows.into_iter().map(value).collect(), min, max })
}

/// The values of a row, as kind, number, folded and written text; `$5` is the path of an attribute.
fn values(field: Field) -> String {
    let column = column(field);
    match (field.filter(), field.kind()) {
        (Filter::Range(_), kind) => {
            let unit = if kind == Kind::Duration { " / 1000" } else { "" };
            format!("select 1, ({column})::float8{unit}, '', '' where ({column}) is not null and $5 = ''")
        }
        (Filter::Attribute(_), _) => format!(
            "select case jsonb_typeof(value) when 'boolean' then 0 when 'number' then 1 else 2 end,
                case jsonb_typeof(value)
                    when 'boolean' then value::boolean::int when 'number' then needledrop_number(value) else 0
                end,
                case jsonb_typeof(value) when 'string' then needledrop_fold(value #>> '{{}}') else '' end,
                case jsonb_typeof(value) when 'string' then value #>> '{{}}' else '' end
            from needledrop_attribute({column}, $5) as value"
        ),
        (_, kind) => {
            let parts = match kind {
                Kind::Texts { .. } => format!("unnest({column})"),
                _ => format!("regexp_split_to_table({column}, '[,;]')"),
            };
            format!(
                "select 2, 0::float8, needledrop_fold(part), regexp_replace(part, '^\\s+|\\s+$', '', 'g')
                from {parts} as part
                where needledrop_fold(part) <> '' and $5 = ''"
            )
        }
    }
}
