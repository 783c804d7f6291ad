//! What hyper refuses by itself, before it is a request of ours: its answer, a status and nothing else, gets the shape
//! of ours on its way out.
//!
//! hyper has no place to say so: a request line beyond 64 KiB (10,000 Han letters, percent-encoded) or bytes that no
//! URI may hold never reach the router.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::http::{HeaderMap, StatusCode};
use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::Error;
use super::request_id::{self, RequestId};

/// A listener whose connections explain refusals.
pub struct Explaining<L>(pub L);

impl<L: Listener> Listener for Explaining<L> {
    type Io = Explained<L::Io>;
    type Addr = L::Addr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        let (io, address) = self.0.accept().await;
        (Explained { io, instead: None }, address)
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

/// A connection that explains refusals.
pub struct Explained<Io> {
    io: Io,
    instead: Option<Instead>,
}

/// What is sent in place of a refusal.
struct Instead {
    bytes: Vec<u8>,
    sent: usize,
}

impl<Io: AsyncWrite + Unpin> Explained<Io> {
    /// Sends the explanation of a refusal of `length` bytes; the writer is told of its own.
    fn poll_instead(&mut self, context: &mut Context<'_>, length: usize) -> Poll<io::Result<usize>> {
        while let Some(Instead { bytes, sent }) = &mut self.instead {
            *sent += ready!(Pin::new(&mut self.io).poll_write(context, &bytes[*sent..]))?;
            if *sent == bytes.len() {
                self.instead = None;
            }
        }
        Poll::Ready(Ok(length))
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Explained<Io> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.instead.is_none() {
            let Some(explained) = explain(bytes) else { return Pin::new(&mut self.io).poll_write(context, bytes) };
            self.instead = Some(Instead { bytes: explained, sent: 0 });
        }
        // Asked again after a wait, the writer comes with the same bytes.
        self.poll_instead(context, bytes.len())
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match slices.first() {
            // A refusal has no body.
            Some(head) if self.instead.is_some() || is_refusal(head) => self.poll_write(context, head),
            _ => Pin::new(&mut self.io).poll_write_vectored(context, slices),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Explained<Io> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(context, buffer)
    }
}

/// Our own answers all bear an id.
fn is_refusal(answer: &[u8]) -> bool {
    answer.starts_with(b"HTTP/1.1 4")
        && std::str::from_utf8(answer).is_ok_and(|head| {
            head.ends_with("\r\n\r\n")
                && head.contains("\r\ncontent-length: 0\r\n")
                && !head.contains("\r\nx-request-id: ")
        })
}

/// The answer with its reason, if it is a refusal of hyper's.
fn explain(answer: &[u8]) -> Option<Vec<u8>> {
    if !is_refusal(answer) {
        return None;
    }
    let head = std::str::from_utf8(answer).ok()?.trim_end();
    let (status_line, headers) = head.split_once("\r\n")?;
    let status = StatusCode::from_bytes(status_line.get(9..12)?.as_bytes()).ok()?;
    let error = match status {
        StatusCode::URI_TOO_LONG => Error::RequestLineTooLong,
        status => Error::Refused { status },
    };
    let (_, status) = error.code_and_status();
    let id = RequestId::of(&HeaderMap::new());
    let body = serde_json::to_string(&error.body(id.as_str())).ok()?;
    let kept = headers.split("\r\n").filter(|header| !header.starts_with("content-length:")).collect::<Vec<_>>();
    let explained = format!(
        "HTTP/1.1 {status}\r\n{}\r\ncontent-type: application/json\r\n{}: {}\r\ncontent-length: {}\r\n\r\n{body}",
        kept.join("\r\n"),
        request_id::HEADER,
        id.as_str(),
        body.len(),
    );
    Some(explained.into_bytes())
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt;

    use super::*;

    const TOO_LONG: &[u8] =
        b"HTTP/1.1 414 URI Too Long\r\nconnection: close\r\ncontent-length: 0\r\ndate: Thu, 01 Jan 1970 00:00:00 GMT\r\n\r\n";

    #[test]
    fn a_refusal_is_explained() {
        let explained = String::from_utf8(explain(TOO_LONG).unwrap()).unwrap();
        let (head, body) = explained.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 400 Bad Request\r\nconnection: close\r\ndate: "), "{head}");
        assert!(head.contains(&format!("\r\ncontent-length: {}", body.len())), "{head}");
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(body["code"], "REQUEST_LINE_TOO_LONG");
        assert!(head.contains(body["request_id"].as_str().unwrap()));
    }

    #[test]
    fn what_is_answered_by_us_is_left_alone() {
        for answer in [
            &b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"[..],
            b"HTTP/1.1 404 Not Found\r\nx-request-id: a\r\ncontent-length: 0\r\n\r\n",
            b"HTTP/1.1 400 Bad Request\r\ncontent-length: 7\r\n\r\n",
            b"HTTP/1.1 400",
            b"",
        ] {
            assert_eq!(explain(answer), None);
        }
    }

    /// However little the connection takes at once.
    #[tokio::test]
    async fn the_writer_is_told_of_its_own_bytes() {
        let (ours, mut theirs) = tokio::io::duplex(7);
        let mut connection = Explained { io: ours, instead: None };
        let read = tokio::spawn(async move {
            let mut text = String::new();
            tokio::io::AsyncReadExt::read_to_string(&mut theirs, &mut text).await.unwrap();
            text
        });
        assert_eq!(connection.write(TOO_LONG).await.unwrap(), TOO_LONG.len());
        connection.write_all(b"and on").await.unwrap();
        drop(connection);
        let text = read.await.unwrap();
        assert!(text.ends_with("}and on"), "{text}");
    }
}
