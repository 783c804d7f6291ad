//! The integration tests, one binary so that linking is paid once: against a real PostgreSQL, a real S3 server over
//! HTTP.

#![allow(clippy::unwrap_used, reason = "a helper of a test that can't go on ends the test")]

mod aliases;
mod audio;
mod catalog;
mod cli;
mod crash;
mod expressions;
mod fields;
mod filters;
mod http;
mod ingest;
mod libraries;
mod mirror;
mod nodes;
mod objects;
mod private;
mod reindex;
mod relevance;
mod sinks;
mod structure;
mod support;
mod verify;
mod watch;
mod writes;
