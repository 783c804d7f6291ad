//! What the tests stand on: servers, and a fresh database for each test.

pub mod postgres;
pub mod s3;
