//! A pool of one session, which whoever begins a transaction has until its end: what pgbouncer is with
//! `pool_mode = transaction`, for simple statements and a server that trusts everybody.

use std::io;
use std::sync::Arc;

use needledrop::catalog::DatabaseUrl;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Mutex;

use super::proxy::Proxy;

const SSL_REQUEST: [u8; 4] = 80_877_103_u32.to_be_bytes();

/// The one session, once somebody has come.
#[derive(Default)]
struct Session {
    server: Option<TcpStream>,
    /// What the server said to the first.
    greeting: Vec<u8>,
}

/// The same database by way of the pool.
pub async fn start(url: &DatabaseUrl) -> DatabaseUrl {
    let proxy = Proxy::start(url).await;
    let (who, rest) = proxy.url.expose().split_once('@').unwrap();
    let (server, database) = rest.split_once('/').unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let pool = DatabaseUrl::new(format!("{who}@{}/{database}", listener.local_addr().unwrap()));
    let (server, session) = (server.to_owned(), Arc::<Mutex<Session>>::default());
    tokio::spawn(async move {
        // The way to the server, which ends with it.
        let _proxy = proxy;
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(serve(client, server.clone(), Arc::clone(&session)));
        }
    });
    pool
}

async fn serve(mut client: TcpStream, server: String, session: Arc<Mutex<Session>>) -> io::Result<()> {
    let mut startup = first_message(&mut client).await?;
    while startup.get(4..8) == Some(&SSL_REQUEST) {
        client.write_all(b"N").await?;
        startup = first_message(&mut client).await?;
    }
    let greeting = {
        let mut session = session.lock().await;
        if session.server.is_none() {
            let mut server = TcpStream::connect(server).await?;
            server.write_all(&startup).await?;
            session.greeting = until_ready(&mut server).await?;
            session.server = Some(server);
        }
        session.greeting.clone()
    };
    client.write_all(&greeting).await?;
    loop {
        let mut statement = message(&mut client).await?;
        let mut turn = session.lock().await;
        let server = turn.server.as_mut().unwrap();
        // Until it is outside of a transaction.
        while answer(&mut client, &statement, server).await? != b'I' {
            statement = message(&mut client).await?;
        }
    }
}

/// Carries a statement on, and what comes of it back; answers the state of the transaction.
async fn answer(client: &mut TcpStream, statement: &[u8], server: &mut TcpStream) -> io::Result<u8> {
    assert_eq!(statement[0], b'Q', "not a simple statement");
    server.write_all(statement).await?;
    let answer = until_ready(server).await?;
    client.write_all(&answer).await?;
    Ok(answer[answer.len() - 1])
}

/// All messages up to "ready for query", whose last byte is the state of the transaction.
async fn until_ready(server: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut messages = Vec::new();
    loop {
        let next = message(server).await?;
        messages.extend_from_slice(&next);
        if next[0] == b'Z' {
            return Ok(messages);
        }
    }
}

async fn message(from: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut message = vec![from.read_u8().await?];
    message.extend(first_message(from).await?);
    Ok(message)
}

/// The first of a client has no type.
async fn first_message(from: &mut TcpStream) -> io::Result<Vec<u8>> {
    let length = from.read_u32().await?;
    let mut message = length.to_be_bytes().to_vec();
    message.resize(length as usize, 0);
    from.read_exact(&mut message[4..]).await?;
    Ok(message)
}
