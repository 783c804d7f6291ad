//! s3s-fs with the manners of other S3 servers: keys encoded in listings, listings that break off, objects refused.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use s3s::dto::{
    EncodingType, GetObjectInput, GetObjectOutput, HeadObjectInput, HeadObjectOutput, ListObjectsV2Input,
    ListObjectsV2Output, PutObjectInput, PutObjectOutput,
};
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};
use s3s_fs::FileSystem;

/// How a server behaves; by default as s3s-fs does.
#[derive(Clone, Default)]
pub struct Manners {
    /// Keys are encoded where that is asked for, as Amazon does; s3s-fs says that it does.
    pub encodes: bool,
    /// A listing says that there is more, and not how to get it.
    pub breaks_off: bool,
    /// Objects are listed and not given.
    pub refuses: bool,
    /// How many requests came.
    pub requests: Arc<AtomicUsize>,
}

pub struct Mannered {
    pub files: FileSystem,
    pub manners: Manners,
}

#[async_trait::async_trait]
impl S3 for Mannered {
    async fn list_objects_v2(
        &self,
        request: S3Request<ListObjectsV2Input>,
    ) -> S3Result<S3Response<ListObjectsV2Output>> {
        self.manners.requests.fetch_add(1, Relaxed);
        let mut listed = self.files.list_objects_v2(request).await?;
        if self.manners.breaks_off {
            listed.output.is_truncated = Some(true);
            listed.output.next_continuation_token = None;
        }
        let is_asked = listed.output.encoding_type == Some(EncodingType::from_static(EncodingType::URL));
        if self.manners.encodes && is_asked {
            for object in listed.output.contents.iter_mut().flatten() {
                let encode = |key: &str| utf8_percent_encode(key, NON_ALPHANUMERIC).to_string().replace("%20", "+");
                object.key = object.key.as_deref().map(encode);
            }
        }
        Ok(listed)
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        self.manners.requests.fetch_add(1, Relaxed);
        if self.manners.refuses {
            return Err(s3_error!(AccessDenied, "not today"));
        }
        self.files.get_object(request).await
    }

    async fn head_object(&self, request: S3Request<HeadObjectInput>) -> S3Result<S3Response<HeadObjectOutput>> {
        self.manners.requests.fetch_add(1, Relaxed);
        self.files.head_object(request).await
    }

    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        self.files.put_object(request).await
    }
}
