//! axum: routes, wire types, errors → status. Knows neither SQL nor tantivy.
