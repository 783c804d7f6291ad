//! needledrop, a search-centric audio catalog engine.
//!
//! The modules are one sentence: objects → audio → ingest → catalog → mirror → index → search → api → http, cli.
//! Imports go down this list, never up, never sideways.

// Under everything: pure, synchronous, total.
pub mod cpu;
pub mod failpoint;
pub mod text;
pub mod track;

// Places hold things and know nothing of each other.
pub mod audio;
pub mod catalog;
pub mod index;
pub mod objects;
pub mod private_postgres;

// A place of its own: invented catalogues for benches, tests and trials.
pub mod sample;

// Labelled queries and what the answers to them are worth.
pub mod evaluation;

// Movements carry things between the places they join.
pub mod ingest;
pub mod mirror;
pub mod search;

// The use cases, without a transport.
pub mod api;

// Faces show it all; config puts together what each place asks to be told.
pub mod cli;
pub mod config;
pub mod http;

// What measures it all; a program of its own.
pub mod lab;
