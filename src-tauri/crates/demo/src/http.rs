//! The part of HTTP/1.1 that a loopback server needs: reading requests and writing response heads.

use std::{fmt::Write as _, io};

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};

use crate::{Framing, Reply};

const HEAD_LIMIT: usize = 64 * 1024;
const BODY_LIMIT: usize = 64 * 1024 * 1024;

/// A request as received.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Method, such as `GET` or `POST`.
    pub method: String,
    /// Path with query.
    pub path: String,
    /// Headers in order, with names in lower case.
    pub headers: Vec<(String, String)>,
    /// Bytes of the body.
    pub body: Vec<u8>,
    /// The body as JSON; `null` if it is not JSON.
    pub json: Value,
}

impl Request {
    /// Returns the first header with this name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Returns the path without its query.
    pub fn route(&self) -> &str {
        self.path.split_once('?').map_or(&self.path, |(route, _)| route)
    }

    /// Returns whether a stream is requested.
    pub fn wants_stream(&self) -> bool {
        self.json["stream"] == Value::Bool(true)
    }

    /// Returns whether usage is requested: with `stream_options` in a stream, always without one.
    pub fn wants_usage(&self) -> bool {
        !self.wants_stream() || self.json["stream_options"]["include_usage"] == Value::Bool(true)
    }

    /// Returns the requested model.
    pub fn model(&self) -> &str {
        self.json["model"].as_str().unwrap_or_default()
    }

    /// Returns whether the client wants the connection closed after the reply.
    pub(crate) fn wants_close(&self) -> bool {
        self.header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"))
    }
}

/// Reads the next request; `pending` holds bytes read ahead. `None` if the client closed between requests.
pub(crate) async fn read_request(
    from: &mut (impl AsyncRead + Unpin),
    pending: &mut Vec<u8>,
) -> io::Result<Option<Request>> {
    let head_end = loop {
        if let Some(at) = pending.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            break at + 4;
        }
        if pending.len() > HEAD_LIMIT {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the request's head is too long",
            ));
        }
        if from.read_buf(pending).await? == 0 {
            return if pending.is_empty() {
                Ok(None)
            } else {
                Err(io::ErrorKind::UnexpectedEof.into())
            };
        }
    };
    let head: Vec<u8> = pending.drain(..head_end).collect();
    let mut request = parse_head(&String::from_utf8_lossy(&head))?;
    request.body = read_body(&request, from, pending).await?;
    request.json = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    Ok(Some(request))
}

fn parse_head(head: &str) -> io::Result<Request> {
    let mut lines = head.split("\r\n");
    let mut words = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(path), Some(_version)) = (words.next(), words.next(), words.next()) else {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "not an HTTP/1.1 request"));
    };
    let headers = lines.filter_map(|line| line.split_once(':'));
    Ok(Request {
        method: method.to_owned(),
        path: path.to_owned(),
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect(),
        ..Request::default()
    })
}

/// Reads a body with `Content-Length`. Clients of this server send no other kind.
async fn read_body(
    request: &Request,
    from: &mut (impl AsyncRead + Unpin),
    pending: &mut Vec<u8>,
) -> io::Result<Vec<u8>> {
    let length = request.header("content-length").map_or(Ok(0), str::parse::<usize>);
    let length = length.ok().filter(|length| *length <= BODY_LIMIT);
    let (Some(length), None) = (length, request.header("transfer-encoding")) else {
        return Err(io::Error::new(
            io::ErrorKind::InvalidData,
            "the request's body has no usable length",
        ));
    };
    while pending.len() < length {
        if from.read_buf(pending).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    Ok(pending.drain(..length).collect())
}

/// Returns the head of a reply. `length` is used for [`Framing::Length`].
pub(crate) fn head(reply: &Reply, length: usize) -> String {
    let mut head = format!("HTTP/1.1 {} {}\r\n", reply.status, reason(reply.status));
    if !reply.headers.contains_key("content-type") {
        head.push_str("content-type: text/event-stream\r\n");
    }
    for (name, value) in &reply.headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let _ = match reply.framing {
        Framing::Chunked => write!(head, "transfer-encoding: chunked\r\n\r\n"),
        Framing::Length => write!(head, "content-length: {length}\r\n\r\n"),
        Framing::Close | Framing::Raw => write!(head, "connection: close\r\n\r\n"),
    };
    head
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 | 302 | 303 | 307 | 308 => "Redirect",
        401 => "Unauthorized",
        404 => "Not Found",
        429 => "Too Many Requests",
        400..=499 => "Client Error",
        500..=599 => "Server Error",
        _ => "Other",
    }
}
