//! A real S3 server over HTTP, in the test's own process: s3s-fs on a loopback port, each with a folder of its own.
//!
//! `NEEDLEDROP_TEST_S3_ENDPOINT` names another one (MinIO, say), with `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`;
//! it must hold an empty bucket `needledrop-test`.

use std::sync::Arc;

use bytes::Bytes;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use needledrop::objects::{Config, Keys, ObjectUri, Objects};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use tokio::task::{AbortHandle, JoinSet};

use super::manners::{Mannered, Manners};

const BUCKET: &str = "needledrop-test";
const ACCESS_KEY: &str = "needledrop";
const SECRET_KEY: &str = "only-for-tests";

/// Lives as long as the test; its folder goes with it.
pub struct S3Server {
    pub config: Config,
    objects: Objects,
    server: Option<AbortHandle>,
    folder: Option<Arc<tempfile::TempDir>>,
}

impl S3Server {
    pub async fn start() -> Self {
        Self::start_with(Manners::default()).await
    }

    pub async fn start_with(manners: Manners) -> Self {
        if let Ok(endpoint) = std::env::var("NEEDLEDROP_TEST_S3_ENDPOINT") {
            let config = Config { s3_endpoint_url: Some(endpoint), ..Config::default() };
            return Self { objects: Objects::new(&config), config, server: None, folder: None };
        }
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        Self::serve(Arc::new(folder), manners).await
    }

    /// Another server of the same objects.
    pub async fn again_with(&self, manners: Manners) -> Self {
        Self::serve(self.folder.clone().expect("only the test's own server has its objects here"), manners).await
    }

    async fn serve(folder: Arc<tempfile::TempDir>, manners: Manners) -> Self {
        let files = s3s_fs::FileSystem::new(folder.path()).unwrap();
        let mut service = S3ServiceBuilder::new(Mannered { files, manners });
        service.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let service = service.build();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                connections.spawn(async move {
                    let _ = Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        let keys = Keys { access_key_id: ACCESS_KEY.into(), secret_access_key: SECRET_KEY.into() };
        let config = Config { s3_endpoint_url: Some(endpoint), s3_keys: Some(keys), ..Config::default() };
        Self { objects: Objects::new(&config), config, server: Some(server.abort_handle()), folder: Some(folder) }
    }

    /// Breaks every connection and accepts none from now on.
    pub fn stop(&self) {
        self.server.as_ref().expect("only the test's own server can be stopped").abort();
    }

    /// Where the objects of the test's bucket lie on this machine.
    pub fn folder(&self) -> std::path::PathBuf {
        self.folder.as_ref().expect("only the test's own server has its objects here").path().join(BUCKET)
    }

    pub fn objects(&self) -> Objects {
        self.objects.clone()
    }

    /// The address of a key in the test's bucket.
    pub fn uri(&self, key: &str) -> ObjectUri {
        ObjectUri::s3(BUCKET, key).unwrap()
    }

    pub async fn put(&self, key: &str, bytes: impl Into<Bytes>) {
        self.objects.put(&self.uri(key), bytes.into()).await.unwrap();
    }
}
