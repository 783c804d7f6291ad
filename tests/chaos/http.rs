//! Asking the server, one connection a question.

use std::io;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The server gives up a request before that.
const PATIENCE: Duration = Duration::from_secs(15);

/// Status and body.
pub async fn get(address: &str, path: &str) -> io::Result<(u16, Value)> {
    tokio::time::timeout(PATIENCE, ask(address, path)).await?
}

async fn ask(address: &str, path: &str) -> io::Result<(u16, Value)> {
    let mut connection = TcpStream::connect(address).await?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await?;
    let cut_off = || io::Error::from(io::ErrorKind::UnexpectedEof);
    let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(cut_off)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(cut_off)?;
    let body = serde_json::from_str(body).map_err(|_| cut_off())?;
    Ok((status, body))
}
