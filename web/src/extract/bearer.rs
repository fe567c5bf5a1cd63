//! The token that a program shows.

use axum::http::{HeaderMap, header};

/// The text after `Bearer`, whatever its case, of the one Authorization field; `None` for none, several, and other schemes.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut fields = headers.get_all(header::AUTHORIZATION).iter();
    let (first, None) = (fields.next()?, fields.next()) else { return None };
    let (scheme, token) = first.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::http::{HeaderMap, header};

    use super::bearer;

    #[test]
    fn one_token_and_no_more() {
        let carried = |fields: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for field in fields {
                headers.append(header::AUTHORIZATION, field.parse().unwrap());
            }
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(carried(&["Bearer t0k3n"]), Some("t0k3n".into()));
        assert_eq!(carried(&["bearer  t0k3n "]), Some("t0k3n".into()));
        for none in [&[][..], &["t0k3n"], &["Basic YTpi"], &["Bearer a", "Bearer a"]] {
            assert_eq!(carried(none), None, "{none:?}");
        }
    }
}
