//! The way from the program to PostgreSQL, which can be cut, closed, or fall silent.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use needledrop::catalog::DatabaseUrl;
use sqlx::postgres::PgConnectOptions;
use tokio::io::{AsyncRead, AsyncWrite, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::broadcast;

/// Carries connections to a port of this machine on to PostgreSQL.
pub struct Proxy {
    /// The same database by this way.
    pub url: DatabaseUrl,
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

#[derive(Clone)]
enum Target {
    Socket(PathBuf),
    Port(String, u16),
}

impl Proxy {
    /// To the database at `url`, open.
    pub async fn start(url: &DatabaseUrl) -> Self {
        let options: PgConnectOptions = url.expose().parse().unwrap();
        let target = match options.get_socket() {
            Some(folder) => Target::Socket(folder.join(format!(".s.PGSQL.{}", options.get_port()))),
            None => Target::Port(options.get_host().to_owned(), options.get_port()),
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (who, _) = url.expose().split_once('@').expect("a test's URL names its user");
        let url = DatabaseUrl::new(format!("{who}@{address}/{}", options.get_database().unwrap_or_default()));
        let (orders, _) = broadcast::channel(8);
        let door = Arc::<Door>::default();
        tokio::spawn(accept(listener, target, orders.clone(), door.clone()));
        Self { url, orders, door }
    }

    /// Ends every connection, and accepts none until opened.
    pub fn cut(&self) {
        self.door.is_closed.store(true, Ordering::SeqCst);
        self.order(Order::End);
    }

    /// From now on, what is sent on any connection there is, or that is opened before this is opened again, gets no
    /// answer.
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

async fn accept(listener: TcpListener, target: Target, orders: broadcast::Sender<Order>, door: Arc<Door>) {
    while let Ok((client, _)) = listener.accept().await {
        let (target, orders) = (target.clone(), orders.subscribe());
        if !door.is_closed.load(Ordering::SeqCst) {
            tokio::spawn(connect(client, target, orders, door.is_silent.load(Ordering::SeqCst)));
        }
    }
}

async fn connect(
    client: TcpStream,
    target: Target,
    orders: broadcast::Receiver<Order>,
    is_silent: bool,
) -> io::Result<()> {
    client.set_nodelay(true)?;
    match target {
        Target::Socket(path) => carry(client, UnixStream::connect(path).await?, orders, is_silent).await,
        Target::Port(host, port) => carry(client, TcpStream::connect((host, port)).await?, orders, is_silent).await,
    }
    Ok(())
}

async fn carry(
    mut client: TcpStream,
    mut server: impl AsyncRead + AsyncWrite + Unpin,
    mut orders: broadcast::Receiver<Order>,
    mut is_silent: bool,
) {
    let carrying = copy_bidirectional(&mut client, &mut server);
    tokio::pin!(carrying);
    loop {
        tokio::select! {
            _ = &mut carrying, if !is_silent => return,
            order = orders.recv() => match order {
                Ok(Order::FallSilent) => is_silent = true,
                Ok(Order::EndSilence) if !is_silent => {}
                _ => return,
            },
        }
    }
}
