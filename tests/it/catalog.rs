//! The catalog against a real PostgreSQL: schema, import, assets, and what it says of a database that is unfit.

mod assets;
mod bulk;
mod connect;
mod feed;
mod folding;
mod import;
mod order;
mod places;
mod reset;
mod schema;
mod search;
