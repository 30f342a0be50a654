//! Formats a request as a `curl` command that sends the same bytes, with secrets as shell variables.

use std::fmt::Write as _;

use chat::{SentHeader, SentRequest, SentValue};

/// Shell variable for the endpoint's key.
const KEY: &str = "JUXTA_API_KEY";
/// A longer body is piped, because a single argument is limited to 128 KiB.
const MAX_ARGUMENT: usize = 64 * 1024;

/// Where the command takes the body from.
enum Body<'a> {
    /// An argument.
    Inline(&'a str),
    /// A pipe.
    Piped(&'a str),
    /// A file.
    File(&'a str),
}

/// Formats the request as a `curl` command. The key becomes `$JUXTA_API_KEY`, other secrets become variables with their
/// names (`$JUXTA_HEADER_X_TEAM`, `$JUXTA_QUERY_SIG`). `None` if the stored body is incomplete.
pub fn curl_command(request: &SentRequest) -> Option<String> {
    let body = &request.body;
    if body.cut || body.abbreviated > 0 {
        return None;
    }
    let piped = body.text.len() > MAX_ARGUMENT;
    let body = if piped { Body::Piped } else { Body::Inline }(&body.text);
    Some(format_command(request, &body))
}

/// Formats the request as a `curl` command that reads the body from `file`, an absolute path.
pub fn curl_command_with_file(request: &SentRequest, file: &str) -> String {
    format_command(request, &Body::File(file))
}

fn format_command(request: &SentRequest, body: &Body<'_>) -> String {
    let mut line = String::new();
    if let Body::Piped(text) = body {
        // `printf` is a shell builtin, so no argument limit applies; `%s` copies the body unchanged.
        let _ = write!(line, "printf '%s' {} | ", quoted(text));
    }
    line.push_str("curl --no-buffer");
    if let Some(proxy) = &request.proxy {
        push_option(&mut line, "--proxy", &quoted(proxy));
    }
    push_option(&mut line, "--request", &quoted(&request.method));
    push_option(&mut line, "--url", &url_argument(request));
    for header in &request.headers {
        push_option(&mut line, "--header", &header_argument(header));
    }
    match body {
        Body::Piped(_) => push_option(&mut line, "--data-binary", "@-"),
        Body::File(file) => push_option(&mut line, "--data-binary", &quoted(&format!("@{file}"))),
        Body::Inline("") => {}
        Body::Inline(text) => push_option(&mut line, "--data-raw", &quoted(text)),
    }
    line.push('\n');
    line
}

fn push_option(line: &mut String, name: &str, value: &str) {
    let _ = write!(line, " \\\n  {name} {value}");
}

fn url_argument(request: &SentRequest) -> String {
    let mut address = quoted(&request.url);
    let mut joint = if request.url.contains('?') { '&' } else { '?' };
    for name in &request.secret_query {
        let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect();
        let _ = write!(
            address,
            "{}\"${}\"",
            quoted(&format!("{joint}{encoded}=")),
            shell_variable("QUERY", name)
        );
        joint = '&';
    }
    address
}

fn header_argument(header: &SentHeader) -> String {
    let name = &header.name;
    match &header.value {
        // curl drops a header without a value unless it ends in a semicolon.
        SentValue::Plain { text } if text.is_empty() => quoted(&format!("{name};")),
        SentValue::Plain { text } => quoted(&format!("{name}: {text}")),
        SentValue::Key { scheme: None } => format!("{}\"${KEY}\"", quoted(&format!("{name}: "))),
        SentValue::Key { scheme: Some(scheme) } => format!("{}\"${KEY}\"", quoted(&format!("{name}: {scheme} "))),
        SentValue::Secret => format!(
            "{}\"${}\"",
            quoted(&format!("{name}: ")),
            shell_variable("HEADER", name)
        ),
    }
}

/// Returns the variable name, such as `JUXTA_HEADER_X_TEAM` for `x-team`.
fn shell_variable(kind: &str, name: &str) -> String {
    let word = |char: char| {
        if char.is_ascii_alphanumeric() {
            char.to_ascii_uppercase()
        } else {
            '_'
        }
    };
    format!("JUXTA_{kind}_{}", name.chars().map(word).collect::<String>())
}

/// Quotes `text` for a shell: inside single quotes only the quote itself is special.
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
            curl_command(&request()).expect("whole"),
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
        assert_eq!(curl_command(&cut), None);
        let mut pictures = request();
        pictures.body.abbreviated = 1;
        assert_eq!(curl_command(&pictures), None);
    }

    #[test]
    fn a_body_may_be_read_from_a_file() {
        let mut pictures = request();
        pictures.body.abbreviated = 1;
        let call = curl_command_with_file(&pictures, "/home/it's me/a b.json");
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
        let call = curl_command(&long).expect("whole");
        assert!(call.starts_with("printf '%s' ''\\''") && call.ends_with("--data-binary @-\n"));
    }
}
