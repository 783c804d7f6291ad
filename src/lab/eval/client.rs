//! One keep-alive HTTP/1.1 connection to a search. It costs a few microseconds a query, so that it can share a machine
//! with the server that it measures.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::evaluation::{Case, DEPTH};

const DEFAULT_PATH: &str = "/v1/search";
const DEFAULT_PORT: &str = ":80";
const PATIENCE: Duration = Duration::from_secs(30);
/// No answer of ten hits is nearly as large.
const MOST_BYTES: usize = 64 << 20;

/// Where the search is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Host and port.
    pub address: String,
    /// Path and the parameters that every query shares.
    prefix: String,
}

impl Target {
    /// From `http://HOST[:PORT][/PATH]`; says what is wrong with anything else.
    pub fn parse(url: &str, engine: Option<&str>) -> Result<Self, String> {
        let expected = || format!("{url} is not like http://127.0.0.1:3345");
        let rest = url.strip_prefix("http://").ok_or_else(expected)?;
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.is_empty() || authority.contains(['@', '?', '#']) || path.contains(['?', '#']) {
            return Err(expected());
        }
        let has_port = authority.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        let path = if path.len() > 1 { path } else { DEFAULT_PATH };
        let engine = engine.map(|engine| format!("&engine={engine}")).unwrap_or_default();
        Ok(Self {
            address: authority.to_owned() + if has_port { "" } else { DEFAULT_PORT },
            prefix: format!("{path}?limit={DEPTH}{engine}"),
        })
    }

    /// What a case asks of the server: path and parameters.
    pub fn request(&self, case: &Case) -> String {
        let mut request = self.prefix.clone();
        for (name, value) in case.filters.iter().map(|(n, v)| (n.as_str(), v)).chain([("q", &case.q)]) {
            let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC);
            request.push_str(&format!("&{}={}", encoded(name), encoded(value)));
        }
        request
    }
}

/// One connection, kept for all requests.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    pub fn open(address: &str) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(Self { stream: BufReader::new(stream), host: address.to_owned() })
    }

    /// Status and body.
    pub fn get(&mut self, request: &str) -> io::Result<(u16, Vec<u8>)> {
        let head = format!("GET {request} HTTP/1.1\r\nHost: {}\r\nAccept: application/json\r\n\r\n", self.host);
        self.stream.get_mut().write_all(head.as_bytes())?;
        let broken = || io::Error::other("an answer without status or length");
        let status = self.line()?.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
        let mut length = None;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().ok();
            }
        }
        let mut body = vec![0; length.filter(|length| *length <= MOST_BYTES).ok_or_else(broken)?];
        self.stream.read_exact(&mut body)?;
        Ok((status, body))
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(line.trim_end().to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation;

    #[test]
    fn a_url_says_where_and_a_case_what() {
        let case = r#"{"class":"c","q":"AC/DC é","match":"title","title":"t","filters":{"year":"1990.."}}"#;
        let case = &evaluation::parse("f", case).unwrap()[0];
        for (url, engine, address, request) in [
            ("http://a:1", None, "a:1", "/v1/search?limit=10&year=1990%2E%2E&q=AC%2FDC%20%C3%A9"),
            (
                "http://a/",
                Some("postgres"),
                "a:80",
                "/v1/search?limit=10&engine=postgres&year=1990%2E%2E&q=AC%2FDC%20%C3%A9",
            ),
            ("http://[::1]:2/x/s", None, "[::1]:2", "/x/s?limit=10&year=1990%2E%2E&q=AC%2FDC%20%C3%A9"),
        ] {
            let target = Target::parse(url, engine).unwrap();
            assert_eq!((target.address.as_str(), target.request(case).as_str()), (address, request));
        }
        for url in ["", "a:1", "https://a", "http://", "http:///x", "http://ann@a", "http://a?q=1"] {
            assert!(Target::parse(url, None).is_err(), "{url}");
        }
    }
}
