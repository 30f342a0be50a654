//! Checks URLs: the only list of those that may become a link or be opened.

use url::Url;

use crate::escape::is_invisible;

/// Longest URL accepted, in bytes, before and after normalising.
const MAX_LENGTH: usize = 2048;

/// Fields allowed in a `mailto:` URL. Anything else (`attach`) is refused.
const MAIL_FIELDS: [&str; 5] = ["to", "cc", "bcc", "subject", "body"];

/// Suffixes of file and project names that are not top-level domains: "Node.js" is not a host.
const NOT_DOMAINS: [&str; 36] = [
    "js", "mjs", "cjs", "jsx", "ts", "tsx", "json", "html", "htm", "css", "scss", "txt", "csv", "tsv", "xml", "yml",
    "yaml", "toml", "lock", "cfg", "ini", "log", "pdf", "png", "jpg", "jpeg", "gif", "svg", "exe", "dll", "cpp", "hpp",
    "java", "kt", "rb", "go",
];

/// Why a URL can't be a link or be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not an absolute URL, or invalid.
    #[error("not an absolute address")]
    Malformed,
    /// A scheme other than https, http or mailto.
    #[error("only https, http and mailto addresses are opened")]
    Scheme,
    /// A user name or password in front of the host (`https://bank.example@evil.example`).
    #[error("the address carries a name before its host")]
    Credentials,
    /// A mail URL with other fields than recipients, subject and body.
    #[error("the mail address asks for more than a subject and a body")]
    MailFields,
    /// Longer than 2048 bytes.
    #[error("the address is too long")]
    TooLong,
}

/// A URL that may be opened: normalised, ASCII, with its host in punycode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafeLink {
    url: Url,
}

impl SafeLink {
    /// Returns the URL that will be opened. It is ASCII: other characters are percent-encoded, hosts are in punycode.
    pub fn href(&self) -> &str {
        self.url.as_str()
    }

    /// Returns the host, or the recipients of a mail URL.
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or(self.url.path())
    }

    /// Returns whether [`SafeLink::host`] must be shown beside a link with this text, because the text names another
    /// host or the host is a look-alike.
    pub fn is_disguised_as(&self, text: &str) -> bool {
        let host = self.host();
        if self.url.scheme() == "mailto" {
            return text.contains('@') && !text.contains(host);
        }
        let real = without_www(host);
        host.split('.').any(|label| label.starts_with("xn--"))
            || text
                .split_whitespace()
                .filter_map(claimed_host)
                .any(|claimed| without_www(&claimed) != real)
    }
}

/// Checks a URL. Everything that is drawn as a link or opened by the system has passed this check.
pub fn check(url: &str) -> Result<SafeLink, Refused> {
    if url.len() > MAX_LENGTH {
        return Err(Refused::TooLong);
    }
    let url = Url::parse(url).map_err(|_| Refused::Malformed)?;
    match url.scheme() {
        "https" | "http" => check_web(&url)?,
        "mailto" => check_mail(&url)?,
        _ => return Err(Refused::Scheme),
    }
    if url.as_str().len() > MAX_LENGTH {
        return Err(Refused::TooLong);
    }
    Ok(SafeLink { url })
}

fn check_web(url: &Url) -> Result<(), Refused> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Credentials);
    }
    match url.host_str() {
        Some(host) if !host.is_empty() => Ok(()),
        _ => Err(Refused::Malformed),
    }
}

fn check_mail(url: &Url) -> Result<(), Refused> {
    let known = |name: &str| MAIL_FIELDS.iter().any(|field| field.eq_ignore_ascii_case(name));
    if !url.query_pairs().all(|(name, _)| known(&name)) {
        return Err(Refused::MailFields);
    }
    if url.path().contains('@') && !url.path().starts_with('/') {
        Ok(())
    } else {
        Err(Refused::Malformed)
    }
}

/// Returns the host that a word of link text appears to name, as the URL parser would read it.
fn claimed_host(word: &str) -> Option<String> {
    let seen: String = word.chars().filter(|c| !is_invisible(*c)).collect();
    let seen = seen.trim_matches(|c: char| "()[]<>\"'“”‘’,;:!?.".contains(c));
    let address = if seen.contains("://") {
        seen.to_owned()
    } else {
        format!("https://{seen}")
    };
    let host = Url::parse(&address).ok()?.host_str()?.to_owned();
    let (name, ending) = host.rsplit_once('.')?;
    let is_domain =
        ending.len() >= 2 && ending.bytes().all(|b| b.is_ascii_alphabetic()) && !NOT_DOMAINS.contains(&ending);
    let is_foreign = ending.starts_with("xn--");
    let is_number = ending.bytes().all(|b| b.is_ascii_digit()) && seen.contains("://");
    (!name.is_empty() && (is_domain || is_foreign || is_number)).then_some(host)
}

fn without_www(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests;
