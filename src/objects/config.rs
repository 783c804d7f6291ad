//! What the object stores ask to be told.

use std::fmt;
use std::time::Duration;

/// Settings of the S3 backend; whatever is `None` is looked for where the AWS tools look (`AWS_*`, `~/.aws`, instance
/// role).
#[derive(Clone, Debug)]
pub struct Config {
    /// Another S3 than Amazon's, such as MinIO: `http://127.0.0.1:9000`.
    pub s3_endpoint_url: Option<String>,
    pub s3_region: Option<String>,
    /// Buckets in the path rather than in the host name; by default where an endpoint is given.
    pub s3_path_style: Option<bool>,
    pub s3_keys: Option<Keys>,
    /// Don't sign requests: for public buckets. Also the case where no credentials are found.
    pub s3_anonymous: bool,
    pub connect_timeout: Duration,
    /// How long one request may take, without its retries.
    pub request_timeout: Duration,
    /// How often a request is sent at most.
    pub attempts: u32,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            s3_endpoint_url: None,
            s3_region: None,
            s3_path_style: None,
            s3_keys: None,
            s3_anonymous: false,
            connect_timeout: Duration::from_secs(5),
            request_timeout: Duration::from_secs(30),
            attempts: 4,
        }
    }
}

/// An S3 account. `Debug` doesn't show the secret.
#[derive(Clone)]
pub struct Keys {
    pub access_key_id: String,
    pub secret_access_key: String,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({}, …)", self.access_key_id)
    }
}
