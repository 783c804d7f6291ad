//! The servers that tests talk to.

pub mod s3;
