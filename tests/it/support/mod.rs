//! What the tests stand on: servers, and a fresh database for each test.

pub mod cluster;
pub mod fixtures;
pub mod manners;
pub mod pooler;
pub mod postgres;
pub mod private;
pub mod program;
pub mod proxy;
pub mod s3;
