//! The program: everything it does is in `needledrop::cli`.

fn main() {}
