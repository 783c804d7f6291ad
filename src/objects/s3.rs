//! Amazon S3 and whatever speaks its protocol.

use std::path::Path;
use std::time::Duration;

use aws_config::environment::EnvironmentVariableRegionProvider;
use aws_config::meta::region::RegionProviderChain;
use aws_config::profile::ProfileFileRegionProvider;
use aws_config::retry::RetryConfig;
use aws_config::timeout::TimeoutConfig;
use aws_config::{BehaviorVersion, Region};
use aws_sdk_s3::Client;
use aws_sdk_s3::config::{
    Credentials, ProvideCredentials, RequestChecksumCalculation, ResponseChecksumValidation, SharedCredentialsProvider,
};
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::operation::list_objects_v2::ListObjectsV2Output;
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::{ByteStream, DateTime};
use aws_sdk_s3::types::{EncodingType, Object};
use aws_smithy_http_client::tls;
use bytes::Bytes;
use futures::StreamExt;
use futures::stream::{self, BoxStream};
use percent_encoding::percent_decode_str;
use time::OffsetDateTime;

use super::{Config, Error, ObjectMeta, ObjectStore, ObjectUri, Rules, dated};

/// A client with its settings. Cheap to clone.
#[derive(Clone)]
pub struct S3Store {
    client: Client,
    /// For messages: where requests go.
    endpoint: String,
    has_credentials: bool,
}

impl S3Store {
    /// Gathers endpoint, region and credentials; sends nothing to the store yet.
    pub async fn connect(config: &Config) -> Self {
        let tls = tls::Provider::Rustls(tls::rustls_provider::CryptoMode::Ring);
        // Not the default chain: it would ask the metadata service of a cloud machine, and wait where there is none.
        let region = RegionProviderChain::first_try(config.s3_region.clone().map(Region::new))
            .or_else(EnvironmentVariableRegionProvider::new())
            .or_else(ProfileFileRegionProvider::new())
            .or_else(Region::new("us-east-1"));
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(config.connect_timeout)
            .operation_attempt_timeout(config.request_timeout)
            .build();
        let mut loader = aws_config::defaults(BehaviorVersion::latest())
            .http_client(aws_smithy_http_client::Builder::new().tls_provider(tls).build_https())
            .region(region)
            .retry_config(RetryConfig::standard().with_max_attempts(config.attempts))
            .timeout_config(timeouts);
        if let Some(endpoint) = &config.s3_endpoint_url {
            loader = loader.endpoint_url(endpoint);
        }
        if let Some(keys) = &config.s3_keys {
            let keys = Credentials::new(&keys.access_key_id, &keys.secret_access_key, None, None, "needledrop");
            loader = loader.credentials_provider(keys);
        }
        if config.s3_anonymous {
            loader = loader.no_credentials();
        }
        let shared = loader.load().await;

        let credentials = credentials(shared.credentials_provider()).await;
        let has_credentials = credentials.is_some();
        // Not set in the client's own settings, where none would leave the provider that is there.
        let mut shared = shared.into_builder();
        shared.set_credentials_provider(credentials);
        let shared = shared.build();
        let mut settings = aws_sdk_s3::config::Builder::from(&shared);
        // The service's own variable wins over the general one, as in the AWS tools.
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let endpoint = config
            .s3_endpoint_url
            .clone()
            .or_else(|| variable("AWS_ENDPOINT_URL_S3"))
            .or_else(|| shared.endpoint_url().map(str::to_owned));
        if let Some(endpoint) = &endpoint {
            // Other servers lack the newer checksums, and the host names of buckets.
            settings = settings
                .endpoint_url(endpoint)
                .force_path_style(config.s3_path_style.unwrap_or(true))
                .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
                .response_checksum_validation(ResponseChecksumValidation::WhenRequired);
        } else {
            settings = settings.force_path_style(config.s3_path_style.unwrap_or(false));
        }
        let endpoint = endpoint.unwrap_or_else(|| "Amazon S3".to_owned());
        Self { client: Client::from_conf(settings.build()), endpoint, has_credentials }
    }

    /// What the store, or the way to it, said: as an error of ours.
    fn error<E: ProvideErrorMetadata + std::error::Error + 'static>(
        &self,
        uri: &ObjectUri,
        error: SdkError<E>,
    ) -> Error {
        let uri = uri.to_string();
        let Some(response) = error.raw_response() else {
            return Error::Unreachable { uri, endpoint: self.endpoint.clone(), reason: root_cause(&error) };
        };
        let status = response.status().as_u16();
        let code = error.code().unwrap_or_default();
        let message = error.message().unwrap_or_default();
        match (status, code) {
            (_, "NoSuchBucket") => Error::NoSuchBucket { uri, endpoint: self.endpoint.clone() },
            (301, _) | (_, "PermanentRedirect" | "AuthorizationHeaderMalformed") => {
                let region = response.headers().get("x-amz-bucket-region");
                Error::WrongRegion { uri, hint: region.map(|r| format!(", {r}")).unwrap_or_default() }
            }
            (401 | 403, _) => Error::Denied {
                uri,
                reason: if message.is_empty() { format!("status {status}") } else { message.to_owned() },
                mend: if self.has_credentials {
                    "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY (or AWS_PROFILE) and the bucket's policy"
                } else {
                    "no credentials were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
                },
            },
            (404, _) => Error::NotFound { uri },
            _ => Error::Store {
                uri,
                code: if code.is_empty() { status.to_string() } else { code.to_owned() },
                message: message.to_owned(),
            },
        }
    }

    /// The object at the place itself, if there is one; else what is to be said if nothing is below it either. A HEAD
    /// has no body, so it can't tell a missing bucket from a missing key, and some servers fail at it for what they
    /// keep as a folder; the listing that follows can tell.
    async fn exact(&self, place: &ObjectUri) -> Result<ObjectMeta, Option<Error>> {
        match parts(place)? {
            (_, "") => Err(None),
            (_, key) if key.ends_with('/') => Err(Some(Error::NotFound { uri: place.to_string() })),
            _ => self.stat(place).await.map_err(Some),
        }
    }

    /// Every object below the place, page by page; what is to be said if there is none.
    fn below(
        self,
        place: ObjectUri,
        rules: Rules,
        mut if_none: Option<Error>,
    ) -> BoxStream<'static, Result<ObjectMeta, Error>> {
        let (bucket, prefix) = match parts(&place) {
            Ok((bucket, "")) => (bucket.to_owned(), String::new()),
            Ok((bucket, key)) => (bucket.to_owned(), format!("{}/", key.trim_end_matches('/'))),
            Err(error) => return stream::iter([Err(error)]).boxed(),
        };
        // XML can't hold every character that a key may have.
        let listing = self.client.list_objects_v2().encoding_type(EncodingType::Url);
        let pages = listing.bucket(&bucket).prefix(&prefix).into_paginator().send();
        let below = stream::unfold((Some(pages), None), move |(pages, mut is_encoded)| {
            let place = place.clone();
            let if_none = if_none.take();
            let (store, bucket, prefix, rules) = (self.clone(), bucket.clone(), prefix.clone(), rules.clone());
            async move {
                let mut pages = pages?;
                match pages.next().await? {
                    Ok(page)
                        if page.contents().is_empty() && page.is_truncated() != Some(true) && if_none.is_some() =>
                    {
                        Some((if_none.map(Err).into_iter().collect(), (None, None)))
                    }
                    // Without the token the client would take it for the last page.
                    Ok(page) if page.is_truncated() == Some(true) && page.next_continuation_token().is_none() => {
                        let reason = "the store has more to list, but doesn't say how to go on".to_owned();
                        let broke = Error::ListingBroke { uri: place.to_string(), reason };
                        store.learn_encoding(&mut is_encoded, &bucket, &page).await;
                        let mut entries = entries(&bucket, &prefix, &rules, page, is_encoded);
                        entries.push(Err(broke));
                        Some((entries, (None, None)))
                    }
                    Ok(page) => {
                        store.learn_encoding(&mut is_encoded, &bucket, &page).await;
                        Some((entries(&bucket, &prefix, &rules, page, is_encoded), (Some(pages), is_encoded)))
                    }
                    Err(error) => Some((vec![Err(store.error(&place, error))], (None, None))),
                }
            }
        });
        below.flat_map(stream::iter).boxed()
    }
}

impl S3Store {
    /// Learns from the first keys that tell whether keys are encoded: some servers say so and don't do it.
    async fn learn_encoding(&self, is_encoded: &mut Option<bool>, bucket: &str, page: &ListObjectsV2Output) {
        if page.encoding_type() != Some(&EncodingType::Url) {
            *is_encoded = Some(false);
        }
        let keys = || page.contents().iter().filter_map(Object::key);
        let is_raw = |key: &str| key.bytes().any(|byte| byte <= b' ' || byte >= 0x7f || b"\"<>".contains(&byte));
        if is_encoded.is_none() && keys().any(is_raw) {
            *is_encoded = Some(false);
        }
        let Some(key) = keys().find(|key| key.contains(['+', '%'])).filter(|_| is_encoded.is_none()) else { return };
        let is_there = async |key: &str| match ObjectUri::s3(bucket, key) {
            Ok(uri) => self.stat(&uri).await.is_ok(),
            Err(_) => false,
        };
        let decoded = decoded(key);
        let as_decoded = match &decoded {
            Some(decoded) => is_there(decoded).await,
            None => false,
        };
        *is_encoded = Some(as_decoded || !is_there(key).await);
    }
}

#[async_trait::async_trait]
impl ObjectStore for S3Store {
    /// A key that is named whole needs no right to list the bucket.
    fn list(&self, place: &ObjectUri, rules: &Rules) -> BoxStream<'static, Result<ObjectMeta, Error>> {
        let (store, place, rules) = (self.clone(), place.clone(), rules.clone());
        let listing = async move {
            match store.exact(&place).await {
                Ok(object) => stream::iter([Ok(object)]).boxed(),
                Err(if_none) => store.below(place, rules, if_none),
            }
        };
        stream::once(listing).flatten().boxed()
    }

    async fn stat(&self, uri: &ObjectUri) -> Result<ObjectMeta, Error> {
        let (bucket, key) = object_parts(uri)?;
        let head = self.client.head_object().bucket(bucket).key(key).send().await.map_err(|e| self.error(uri, e))?;
        Ok(ObjectMeta {
            uri: uri.clone(),
            size_bytes: head.content_length().unwrap_or_default().max(0) as u64,
            etag: head.e_tag().map(unquoted),
            last_modified: head.last_modified().and_then(moment),
            changed_at: None,
            further_names: Vec::new(),
        })
    }

    async fn read(&self, uri: &ObjectUri, start: u64, end: u64) -> Result<Bytes, Error> {
        let (bucket, key) = object_parts(uri)?;
        if end <= start {
            return Ok(Bytes::new());
        }
        let range = format!("bytes={start}-{}", end - 1);
        let answer = match self.client.get_object().bucket(bucket).key(key).range(range).send().await {
            Ok(answer) => answer,
            // Behind the end of the object.
            Err(error) if error.raw_response().is_some_and(|r| r.status().as_u16() == 416) => return Ok(Bytes::new()),
            Err(error) => return Err(self.error(uri, error)),
        };
        let body = answer.body.collect().await.map_err(|error| Error::Unreachable {
            uri: uri.to_string(),
            endpoint: self.endpoint.clone(),
            reason: root_cause(&error),
        })?;
        Ok(body.into_bytes())
    }

    async fn put(&self, uri: &ObjectUri, bytes: Bytes) -> Result<(), Error> {
        let (bucket, key) = object_parts(uri)?;
        let request = self.client.put_object().bucket(bucket).key(key).body(ByteStream::from(bytes));
        request.send().await.map_err(|e| self.error(uri, e))?;
        Ok(())
    }

    async fn presign(&self, uri: &ObjectUri, lives: Duration) -> Result<String, Error> {
        let (bucket, key) = object_parts(uri)?;
        let until = PresigningConfig::expires_in(lives).map_err(|_| Error::Unsupported {
            uri: uri.to_string(),
            scheme: "s3",
            what: "a presigned URL that lives longer than a week",
        })?;
        let request = self.client.get_object().bucket(bucket).key(key).presigned(until).await;
        Ok(request.map_err(|e| self.error(uri, e))?.uri().to_owned())
    }
}

/// The credentials' provider, if it has any to give; requests go unsigned otherwise, which public buckets allow.
async fn credentials(provider: Option<SharedCredentialsProvider>) -> Option<SharedCredentialsProvider> {
    let provider = provider?;
    let found: Result<Credentials, _> = provider.provide_credentials().await;
    match found {
        Ok(_) => Some(provider),
        Err(reason) => {
            tracing::info!(%reason, "no credentials for S3 were found; requests are not signed");
            None
        }
    }
}

/// What a page lists. Where it isn't known whether its keys are encoded, none of them would show it.
fn entries(
    bucket: &str,
    prefix: &str,
    rules: &Rules,
    page: ListObjectsV2Output,
    is_encoded: Option<bool>,
) -> Vec<Result<ObjectMeta, Error>> {
    let is_encoded = is_encoded == Some(true);
    let entry = |object: Object| {
        let key = object.key()?;
        let invalid = |key: &str, reason| Error::InvalidUri { uri: format!("s3://{bucket}/{key}"), reason };
        let key = if is_encoded {
            match decoded(key) {
                Some(key) => key,
                None => return Some(Err(invalid(key, "its key is not UTF-8"))),
            }
        } else {
            key.to_owned()
        };
        // Keys that end in a slash are the folders that consoles make.
        let below = key.strip_prefix(prefix).unwrap_or(&key);
        if key.ends_with('/') || !rules.take(Path::new(below)) {
            return None;
        }
        let uri = match ObjectUri::s3(bucket, &key) {
            Ok(uri) => uri,
            Err(reason) => return Some(Err(invalid(&key, reason))),
        };
        Some(Ok(ObjectMeta {
            uri,
            size_bytes: object.size().unwrap_or_default().max(0) as u64,
            etag: object.e_tag().map(unquoted),
            last_modified: object.last_modified().and_then(moment),
            changed_at: None,
            further_names: Vec::new(),
        }))
    };
    page.contents.unwrap_or_default().into_iter().filter_map(entry).collect()
}

/// A key as the store encodes it in a URL: a plus sign is a space.
fn decoded(key: &str) -> Option<String> {
    let key = key.replace('+', " ");
    Some(percent_decode_str(&key).decode_utf8().ok()?.into_owned())
}

fn parts(uri: &ObjectUri) -> Result<(&str, &str), Error> {
    uri.bucket_and_key().ok_or_else(|| Error::InvalidUri { uri: uri.to_string(), reason: "it is not in S3" })
}

fn object_parts(uri: &ObjectUri) -> Result<(&str, &str), Error> {
    match parts(uri)? {
        (_, "") => Err(Error::IsFolder { uri: uri.to_string() }),
        parts => Ok(parts),
    }
}

fn unquoted(etag: &str) -> String {
    etag.trim_matches('"').to_owned()
}

/// Whole seconds: a listing gives milliseconds and a HEAD does not, and both must compare equal.
fn moment(at: &DateTime) -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(at.secs()).ok().and_then(dated)
}

/// The innermost reason: the outer ones say only that something failed.
fn root_cause(error: &(dyn std::error::Error + 'static)) -> String {
    let mut cause = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
