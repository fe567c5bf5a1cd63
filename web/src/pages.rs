//! The console's files, embedded: hashed ones for ever, its page for every path of its own, sign-in first.

use std::collections::HashMap;
use std::sync::LazyLock;

use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use sha2::{Digest as _, Sha256};

use crate::App;
use crate::error::{Answer, ApiError};
use crate::extract::Session;
use crate::frame::{Dialect, dialect};

/// Name, content, and the content compressed with brotli where that is smaller.
type Embedded = &'static [(&'static str, &'static [u8], Option<&'static [u8]>)];

static EMBEDDED: Embedded = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

static FILES: LazyLock<HashMap<&'static str, File>> = LazyLock::new(|| {
    EMBEDDED
        .iter()
        .map(|(name, plain, brotli)| {
            let etag = format!("\"{}\"", hex::encode(&Sha256::digest(plain)[..12]));
            (*name, File { plain, brotli: *brotli, etag })
        })
        .collect()
});

/// Pages for those who are not signed in.
const FOR_ANYBODY: [&str; 4] = ["/login", "/forgot", "/reset", "/invitation"];

const UNBUILT: &str = "<!doctype html><meta charset=utf-8><title>Gatehouse</title>\
    <p>This build of Gatehouse has no console. To build it, run <code>cargo xtask ui</code>, then build again.</p>";

#[derive(Debug, Clone)]
struct File {
    plain: &'static [u8],
    brotli: Option<&'static [u8]>,
    etag: String,
}

/// Whatever no API answers: a file of the console, its page, or 404.
pub(crate) async fn serve(State(app): State<App>, session: Session, parts: Parts) -> Answer<Response> {
    let path = parts.uri.path();
    let not_found = || ApiError::Http(StatusCode::NOT_FOUND, "there is nothing at this path".into());
    if path == "/api" || path.starts_with("/api/") || dialect() != Dialect::Console {
        return Err(not_found());
    }
    if !matches!(parts.method, Method::GET | Method::HEAD) {
        return Err(ApiError::Http(StatusCode::METHOD_NOT_ALLOWED, "pages are only read".into()));
    }
    let name = path.trim_start_matches('/');
    if let Some(file) = FILES.get(name).filter(|_| name != "index.html") {
        return Ok(answer(name, file, &parts.headers));
    }
    // A file that is gone must not be answered with a page: a browser would take it for a script.
    if name.starts_with("assets/") {
        return Err(not_found());
    }
    if session.0.is_none() && !FOR_ANYBODY.contains(&path) {
        let wanted = parts.uri.path_and_query().map_or("/", |wanted| wanted.as_str());
        let next =
            serde_urlencoded::to_string([("next", wanted)]).map_err(gatehouse_core::Error::internal)?;
        return Ok(found(&if wanted == "/" { "/login".to_owned() } else { format!("/login?{next}") }));
    }
    drop(app);
    Ok(match FILES.get("index.html") {
        Some(page) => answer("index.html", page, &parts.headers),
        None => Html(UNBUILT).into_response(),
    })
}

/// 302: the page may be there once somebody has signed in.
fn found(to: &str) -> Response {
    let mut response = Redirect::to(to).into_response();
    *response.status_mut() = StatusCode::FOUND;
    response
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    let fields = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    fields.flat_map(|field| field.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        parts.next() == Some("br")
            && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn answer(name: &str, file: &File, asked: &HeaderMap) -> Response {
    let (body, encoding) = match file.brotli {
        Some(packed) if accepts_brotli(asked) => (packed, Some("br")),
        _ => (file.plain, None),
    };
    let known = asked.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok()).is_some_and(|tags| {
        tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == file.etag || tag.trim() == "*")
    });
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { body.into_response() };
    let mime = mime_guess::from_path(name).first_or_octet_stream();
    let mime = if mime.type_() == "text" { format!("{mime}; charset=utf-8") } else { mime.to_string() };
    // The names of Vite's assets hold a hash of their content.
    let cache = if name.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let headers = response.headers_mut();
    let text = |text: &str| HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""));
    headers.insert(header::CONTENT_TYPE, text(&mime));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::ETAG, text(&file.etag));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Some(encoding) = encoding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::http::{HeaderMap, Response, StatusCode};

    use super::{File, answer};

    const SCRIPT: File = File { plain: b"let plain;", brotli: Some(b"packed"), etag: String::new() };

    fn asked(name: &str, fields: &[(&'static str, &str)]) -> Response<axum::body::Body> {
        let fields = fields.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        answer(name, &File { etag: "\"tag\"".into(), ..SCRIPT }, &HeaderMap::from_iter(fields))
    }

    fn header<'r>(response: &'r Response<axum::body::Body>, name: &str) -> &'r str {
        response.headers().get(name).map_or("", |value| value.to_str().unwrap())
    }

    #[test]
    fn hashed_files_are_kept_for_ever_and_pages_are_asked_for_again() {
        let script = asked("assets/app-1a2b.js", &[]);
        assert_eq!(header(&script, "cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(header(&script, "content-type"), "text/javascript; charset=utf-8");
        let page = asked("index.html", &[]);
        assert_eq!((header(&page, "cache-control"), header(&page, "etag")), ("no-cache", "\"tag\""));
        assert_eq!(asked("index.html", &[("if-none-match", "W/\"tag\"")]).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(asked("index.html", &[("if-none-match", "\"old\"")]).status(), StatusCode::OK);
    }

    #[test]
    fn files_are_compressed_for_those_who_can_read_it() {
        for (accepted, coding) in [("gzip, br", "br"), ("br;q=0.8", "br"), ("br;q=0", ""), ("gzip", "")] {
            let response = asked("assets/app.js", &[("accept-encoding", accepted)]);
            assert_eq!(header(&response, "content-encoding"), coding, "{accepted}");
            assert_eq!(header(&response, "vary"), "accept-encoding");
        }
    }
}
