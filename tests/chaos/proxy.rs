//! The way from the program to PostgreSQL, which can be cut, closed, or fall silent.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Result;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::broadcast;

/// Carries TCP connections of this machine to PostgreSQL's socket.
pub struct Proxy {
    pub port: u16,
    orders: broadcast::Sender<Order>,
    door: Arc<Door>,
}

/// What becomes of new connections.
#[derive(Default)]
struct Door {
    is_closed: AtomicBool,
    is_silent: AtomicBool,
}

/// To all connections that there are.
#[derive(Clone, Copy)]
enum Order {
    End,
    /// Nothing comes through any more, and nobody says so.
    FallSilent,
    /// Those that fell silent end.
    EndSilence,
}

impl Proxy {
    pub async fn start(socket: &Path) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let (orders, _) = broadcast::channel(8);
        let door = Arc::<Door>::default();
        tokio::spawn(accept(listener, socket.to_owned(), orders.clone(), door.clone()));
        Ok(Self { port, orders, door })
    }

    /// Ends every connection, and accepts none until opened.
    pub fn cut(&self) {
        self.door.is_closed.store(true, Ordering::SeqCst);
        self.order(Order::End);
    }

    /// From now on, what is sent on any connection there is, or that is opened before this is opened again, gets no answer.
    pub fn fall_silent(&self) {
        self.door.is_silent.store(true, Ordering::SeqCst);
        self.order(Order::FallSilent);
    }

    /// New connections work. Those that fell silent stay so.
    pub fn open(&self) {
        self.door.is_closed.store(false, Ordering::SeqCst);
        self.door.is_silent.store(false, Ordering::SeqCst);
    }

    pub fn end_silence(&self) {
        self.order(Order::EndSilence);
    }

    fn order(&self, order: Order) {
        // Nobody hears it where there is no connection.
        let _ = self.orders.send(order);
    }
}

async fn accept(listener: TcpListener, socket: PathBuf, orders: broadcast::Sender<Order>, door: Arc<Door>) {
    while let Ok((client, _)) = listener.accept().await {
        let orders = orders.subscribe();
        if !door.is_closed.load(Ordering::SeqCst) {
            tokio::spawn(carry(client, socket.clone(), orders, door.is_silent.load(Ordering::SeqCst)));
        }
    }
}

async fn carry(mut client: TcpStream, socket: PathBuf, mut orders: broadcast::Receiver<Order>, mut is_silent: bool) {
    let mut server = match UnixStream::connect(&socket).await {
        Ok(s) => s,
        Err(e) => {
            eprintln!("connect {e}");
            return;
        }
    };
    let _ = client.set_nodelay(true);
    let carrying = copy_bidirectional(&mut client, &mut server);
    tokio::pin!(carrying);
    loop {
        tokio::select! {
            _ = &mut carrying, if !is_silent => return,
            order = orders.recv() => match order {
                Ok(Order::FallSilent) => is_silent = true,
                Ok(Order::EndSilence) if !is_silent => {}
                other => {eprintln!("order {:?}", other.map(|_|())); return},
            },
        }
    }
}
