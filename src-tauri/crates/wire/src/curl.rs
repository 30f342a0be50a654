//! A request as a line for a shell: the same bytes again, with the secrets named as variables.

use std::fmt::Write as _;

use chat::{SentHeader, SentRequest, SentValue};

/// The variable that holds the endpoint's key.
const KEY: &str = "JUXTA_API_KEY";
/// A body longer than this goes through a pipe: one argument of a program may have 128 KiB.
const MAX_ARGUMENT: usize = 64 * 1024;

/// Where a call has its body from.
enum Body<'a> {
    /// From the call itself.
    Inline(&'a str),
    /// From a pipe before it.
    Piped(&'a str),
    /// From this file.
    File(&'a str),
}

/// The request as a `curl` call that sends the same body. The key is `$JUXTA_API_KEY`, other secrets are variables named
/// after them (`$JUXTA_HEADER_X_TEAM`, `$JUXTA_QUERY_SIG`). `None` where not all of the body was kept.
pub fn curl(request: &SentRequest) -> Option<String> {
    let body = &request.body;
    if body.cut || body.abbreviated > 0 {
        return None;
    }
    let piped = body.text.len() > MAX_ARGUMENT;
    let body = if piped { Body::Piped } else { Body::Inline }(&body.text);
    Some(call(request, &body))
}

/// The same with the body read from `file`, an absolute path.
pub fn curl_of_file(request: &SentRequest, file: &str) -> String {
    call(request, &Body::File(file))
}

fn call(request: &SentRequest, body: &Body<'_>) -> String {
    let mut line = String::new();
    if let Body::Piped(text) = body {
        // Of the shell itself, so no limit of the system's counts; `%s` takes the body as it stands.
        let _ = write!(line, "printf '%s' {} | ", quoted(text));
    }
    line.push_str("curl --no-buffer");
    if let Some(proxy) = &request.proxy {
        option(&mut line, "--proxy", &quoted(proxy));
    }
    option(&mut line, "--request", &quoted(&request.method));
    option(&mut line, "--url", &address(request));
    for header in &request.headers {
        option(&mut line, "--header", &said(header));
    }
    match body {
        Body::Piped(_) => option(&mut line, "--data-binary", "@-"),
        Body::File(file) => option(&mut line, "--data-binary", &quoted(&format!("@{file}"))),
        Body::Inline("") => {}
        Body::Inline(text) => option(&mut line, "--data-raw", &quoted(text)),
    }
    line.push('\n');
    line
}

fn option(line: &mut String, name: &str, value: &str) {
    let _ = write!(line, " \\\n  {name} {value}");
}

fn address(request: &SentRequest) -> String {
    let mut address = quoted(&request.url);
    let mut joint = if request.url.contains('?') { '&' } else { '?' };
    for name in &request.secret_query {
        let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        let _ = write!(
            address,
            "{}\"${}\"",
            quoted(&format!("{joint}{encoded}=")),
            variable("QUERY", name)
        );
        joint = '&';
    }
    address
}

fn said(header: &SentHeader) -> String {
    let name = &header.name;
    match &header.value {
        // A header without a value is one that curl leaves out, unless it ends in a semicolon.
        SentValue::Plain { text } if text.is_empty() => quoted(&format!("{name};")),
        SentValue::Plain { text } => quoted(&format!("{name}: {text}")),
        SentValue::Key { scheme: None } => format!("{}\"${KEY}\"", quoted(&format!("{name}: "))),
        SentValue::Key { scheme: Some(scheme) } => format!("{}\"${KEY}\"", quoted(&format!("{name}: {scheme} "))),
        SentValue::Secret => format!("{}\"${}\"", quoted(&format!("{name}: ")), variable("HEADER", name)),
    }
}

/// `JUXTA_HEADER_X_TEAM` for `x-team`.
fn variable(kind: &str, name: &str) -> String {
    let word = |char: char| {
        if char.is_ascii_alphanumeric() {
            char.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    format!("JUXTA_{kind}_{}", name.chars().map(word).collect::<String>())
}

/// `text` as one word of a shell's: between single quotes nothing means anything but the quote itself.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use chat::SentBody;

    use super::*;

    fn header(name: &str, value: SentValue) -> SentHeader {
        SentHeader {
            name: name.to_owned(),
            value,
        }
    }

    fn request() -> SentRequest {
        let scheme = Some("Bearer".to_owned());
        SentRequest {
            method: "POST".to_owned(),
            url: "https://example.org/v1/chat/completions?v=1".to_owned(),
            secret_query: vec!["sig".to_owned()],
            headers: vec![
                header("authorization", SentValue::Key { scheme }),
                header("x-team", SentValue::Secret),
                header(
                    "x-note",
                    SentValue::Plain {
                        text: "it's $HOME".to_owned(),
                    },
                ),
            ],
            body: SentBody {
                text: r#"{"content":"don't `run` $this"}"#.to_owned(),
                ..SentBody::default()
            },
            ..SentRequest::default()
        }
    }

    #[test]
    fn a_request_as_a_call() {
        assert_eq!(
            curl(&request()).expect("whole"),
            "curl --no-buffer \\\n  --request 'POST' \\\n  \
             --url 'https://example.org/v1/chat/completions?v=1''&sig='\"$JUXTA_QUERY_SIG\" \\\n  \
             --header 'authorization: Bearer '\"$JUXTA_API_KEY\" \\\n  \
             --header 'x-team: '\"$JUXTA_HEADER_X_TEAM\" \\\n  \
             --header 'x-note: it'\\''s $HOME' \\\n  \
             --data-raw '{\"content\":\"don'\\''t `run` $this\"}'\n"
        );
    }

    #[test]
    fn a_body_that_is_not_whole_is_no_call() {
        let mut cut = request();
        cut.body.cut = true;
        assert_eq!(curl(&cut), None);
        let mut pictures = request();
        pictures.body.abbreviated = 1;
        assert_eq!(curl(&pictures), None);
    }

    #[test]
    fn a_body_may_be_read_from_a_file() {
        let mut pictures = request();
        pictures.body.abbreviated = 1;
        let call = curl_of_file(&pictures, "/home/it's me/a b.json");
        assert!(
            call.ends_with("  --data-binary '@/home/it'\\''s me/a b.json'\n"),
            "{call}"
        );
        assert!(call.contains("$JUXTA_API_KEY"));
    }

    #[test]
    fn a_long_body_goes_through_a_pipe() {
        let mut long = request();
        long.body.text = "'".repeat(MAX_ARGUMENT + 1);
        let call = curl(&long).expect("whole");
        assert!(call.starts_with("printf '%s' ''\\''") && call.ends_with("--data-binary @-\n"));
    }
}
