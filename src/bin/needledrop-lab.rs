//! The laboratory: everything it does is in `needledrop::lab`.

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    needledrop::lab::main()
}
