//! Asking somebody at a terminal before what can't be taken back.

use std::io::{self, BufRead, IsTerminal};
use std::thread;

use tokio::sync::oneshot;

use super::Usage;

/// Whether whoever sits at the terminal types `word` after having read the `warning`. Where there is no terminal,
/// `instead` says what to do.
pub async fn confirm(warning: &str, word: &str, instead: &str) -> anyhow::Result<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return Err(Usage(format!("{warning}, and there is no terminal to ask at; {instead}")).into());
    }
    eprint!("{warning}. To go on, type {word}: ");
    let (sender, answer) = oneshot::channel();
    // A thread of its own, which nobody need wait for: reading ends with the line only, and Ctrl-C may come first.
    thread::spawn(move || sender.send(first_line(io::stdin().lock())));
    Ok(answer.await?? == word)
}

fn first_line(mut input: impl BufRead) -> io::Result<String> {
    let mut line = String::new();
    input.read_line(&mut line)?;
    Ok(line.trim().to_owned())
}
