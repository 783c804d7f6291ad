//! Flags, environment and file become one validated configuration; every bad key is reported at once.
