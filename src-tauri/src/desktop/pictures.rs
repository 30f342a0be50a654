//! Serves the scheme `juxta-media`: images of answers, by hash, from the data folder, and nothing else.
//!
//! An address is `juxta-media://localhost/<64 hexadecimal digits>` (`http://juxta-media.localhost/…` on Windows).
//! Anything else is not found, so an address can't name a path. The content type comes from the bytes themselves.

use chat::{ImageHash, ImageType};
use engine::Engine;
use tauri::{
    AppHandle, Manager, UriSchemeResponder,
    http::{Method, Request, Response, StatusCode, Uri, header},
};

/// Name of the scheme, also in the page's content security policy.
pub(crate) const SCHEME: &str = "juxta-media";

/// Responds to one request of the page.
pub(crate) fn serve(app: &AppHandle, request: &Request<Vec<u8>>, responder: UriSchemeResponder) {
    let hash = (request.method() == Method::GET)
        .then(|| hash_of(request.uri()))
        .flatten();
    let engine = app.state::<Engine>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let found = match hash {
            Some(hash) => engine.media(hash).await,
            None => None,
        };
        responder.respond(response(found));
    });
}

/// Parses the hash, which must be the whole path, with no query.
fn hash_of(uri: &Uri) -> Option<ImageHash> {
    let named = uri.path().strip_prefix('/')?;
    if uri.query().is_some() {
        None
    } else {
        named.parse().ok()
    }
}

/// Builds the response: an image or 404, with headers that keep a browser from treating it as anything else.
fn response(found: Option<(ImageType, Vec<u8>)>) -> Response<Vec<u8>> {
    let (status, kind, bytes) = match found {
        Some((kind, bytes)) => (StatusCode::OK, kind.media_type(), bytes),
        None => (StatusCode::NOT_FOUND, "text/plain", Vec::new()),
    };
    let mut response = Response::new(bytes);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, header::HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, kind);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    // The bytes of a hash never change; a missing hash may be stored later.
    set(
        header::CACHE_CONTROL,
        if status == StatusCode::OK {
            "private, max-age=31536000, immutable"
        } else {
            "no-store"
        },
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_is_looked_for() {
        let hash = "0123456789abcdef".repeat(4);
        let named = |address: String| address.parse().ok().and_then(|uri: Uri| hash_of(&uri));
        assert_eq!(
            named(format!("juxta-media://localhost/{hash}")).map(|hash| hash.to_string()),
            Some(hash.clone())
        );
        for other in [
            "juxta-media://localhost/".to_owned(),
            "juxta-media://localhost/../juxta.sqlite3".to_owned(),
            "juxta-media://localhost/%2e%2e%2fjuxta.sqlite3".to_owned(),
            "juxta-media://localhost//etc/passwd".to_owned(),
            format!("juxta-media://localhost/{hash}/"),
            format!("juxta-media://localhost/media/{hash}"),
            format!("juxta-media://localhost/{hash}?x"),
            format!("juxta-media://localhost/{}", hash.to_uppercase()),
            format!("juxta-media://localhost/{}", &hash[1..]),
        ] {
            assert_eq!(named(other.clone()), None, "{other}");
        }
    }

    #[test]
    fn what_is_served_is_a_picture_and_nothing_a_browser_could_make_of_it() {
        let of = |found, name: &str| {
            let response = response(found);
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        for (kind, name) in [
            (ImageType::Png, "image/png"),
            (ImageType::Jpeg, "image/jpeg"),
            (ImageType::Webp, "image/webp"),
            (ImageType::Gif, "image/gif"),
        ] {
            assert_eq!(of(Some((kind, vec![1])), "content-type").as_deref(), Some(name));
        }
        for found in [Some((ImageType::Png, vec![1])), None] {
            assert_eq!(of(found.clone(), "x-content-type-options").as_deref(), Some("nosniff"));
            assert!(
                of(found, "content-security-policy").is_some_and(|policy| policy.starts_with("default-src 'none'"))
            );
        }
        let missing = response(None);
        assert_eq!((missing.status(), missing.body().len()), (StatusCode::NOT_FOUND, 0));
    }
}
