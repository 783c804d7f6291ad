//! All stores under one roof: an address finds its backend.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::StreamExt;
use futures::stream::BoxStream;
use time::OffsetDateTime;
use tokio::sync::OnceCell;

use super::local::{is_below_empty_folder, local_path};
use super::source::{BlockReader, LocalFile};
use super::{Config, Error, LocalStore, ObjectMeta, ObjectStore, ObjectUri, Rules, S3Store, Scheme, Source, own_rules};
use crate::cpu::Cpu;

/// Cheap to clone. A backend is made when it is first needed: credentials are not looked for without an `s3://`.
#[derive(Clone)]
pub struct Objects {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    local: Arc<LocalStore>,
    s3: OnceCell<Arc<S3Store>>,
}

impl Objects {
    /// All stores; each connects when it is first used.
    pub fn new(config: &Config) -> Self {
        let inner = Inner { config: config.clone(), local: Arc::new(LocalStore), s3: OnceCell::new() };
        Self { inner: Arc::new(inner) }
    }

    /// The backend of an address.
    pub async fn store(&self, uri: &ObjectUri) -> Arc<dyn ObjectStore> {
        match uri.scheme() {
            Scheme::File => self.inner.local.clone(),
            Scheme::S3 => {
                let connect = || async { Arc::new(S3Store::connect(&self.inner.config).await) };
                self.inner.s3.get_or_init(connect).await.clone()
            }
        }
    }

    /// The object at `place`, or every object below it that the rules take; see [`ObjectStore::list`].
    pub fn list(&self, place: &ObjectUri, rules: &Rules) -> BoxStream<'static, Result<ObjectMeta, Error>> {
        let (objects, place, rules) = (self.clone(), place.clone(), rules.clone());
        futures::stream::once(async move { objects.store(&place).await.list(&place, &rules) }).flatten().boxed()
    }

    /// Size, ETag and time of an object; `NotFound` if there is none.
    pub async fn stat(&self, uri: &ObjectUri) -> Result<ObjectMeta, Error> {
        self.store(uri).await.stat(uri).await
    }

    /// The address that links on the way to it lead to; its own where there is nothing.
    pub async fn real(&self, uri: &ObjectUri) -> ObjectUri {
        let Some(path) = uri.path() else { return uri.clone() };
        let real = tokio::fs::canonicalize(path).await;
        real.ok().and_then(|path| ObjectUri::from_path(&path).ok()).unwrap_or_else(|| uri.clone())
    }

    /// The one address of a place, however it is reached: a folder's real one. A file that is a link keeps its name.
    pub async fn real_place(&self, place: &ObjectUri) -> ObjectUri {
        let Some(path) = place.path() else { return place.clone() };
        let is_folder = tokio::fs::metadata(path).await.is_ok_and(|metadata| metadata.is_dir());
        if is_folder { self.real(place).await } else { place.clone() }
    }

    /// Whether its store says that there is no such object.
    pub async fn is_absent(&self, uri: &ObjectUri) -> bool {
        matches!(self.stat(uri).await, Err(Error::NotFound { .. }))
    }

    /// Whether its disk may just not be mounted: nothing else is in its folder or the first one above that exists, nor
    /// has been since that moment, when the object was seen.
    pub fn may_be_unmounted(&self, uri: &ObjectUri, seen: OffsetDateTime) -> bool {
        uri.path().is_some_and(|path| is_below_empty_folder(&path, seen))
    }

    /// The file by which folders at or below `place`, or above it, leave out an object that is there.
    pub async fn left_out_by(&self, place: &ObjectUri, uri: &ObjectUri) -> Option<ObjectUri> {
        let (root, path) = place.path().zip(uri.path())?;
        let is_there = tokio::fs::metadata(&path).await.is_ok();
        let file = if is_there { own_rules::left_out_by(&root, &path) } else { None };
        ObjectUri::from_path(&file?).ok()
    }

    /// The bytes from `start` up to, not including, `end`; fewer where the object ends before.
    pub async fn read(&self, uri: &ObjectUri, start: u64, end: u64) -> Result<Bytes, Error> {
        self.store(uri).await.read(uri, start, end).await
    }

    /// Writes a whole object over what is there.
    pub async fn put(&self, uri: &ObjectUri, bytes: Bytes) -> Result<(), Error> {
        self.store(uri).await.put(uri, bytes).await
    }

    /// A URL by which anybody may read the object for so long; `Unsupported` for local files.
    pub async fn presign(&self, uri: &ObjectUri, lives: Duration) -> Result<String, Error> {
        self.store(uri).await.presign(uri, lives).await
    }

    /// Opens an object for a parser; a remote one whose size is known needs no request for it. Synchronous, as parsers
    /// are: call it on a `Cpu` thread.
    pub fn open(&self, uri: &ObjectUri, size: Option<u64>, cpu: &Cpu) -> Result<Box<dyn Source>, Error> {
        match uri.scheme() {
            Scheme::File => {
                let file = std::fs::File::open(local_path(uri)?).map_err(|e| Error::from_io(uri, e))?;
                Ok(Box::new(LocalFile { file, bytes_read: 0 }))
            }
            Scheme::S3 => {
                let (store, size) = cpu.block_on(async {
                    let store = self.store(uri).await;
                    let size = match size {
                        Some(size) => Ok(size),
                        None => store.stat(uri).await.map(|meta| meta.size_bytes),
                    };
                    (store, size)
                });
                Ok(Box::new(BlockReader::new(store, uri.clone(), size?, cpu.clone())))
            }
        }
    }
}
