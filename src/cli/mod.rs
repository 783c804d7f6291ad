//! The command line, one file a command. Knows neither SQL nor tantivy.
