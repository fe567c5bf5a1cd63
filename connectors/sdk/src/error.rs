//! From what HTTP says to the contract's typed errors.

use crate::Error;
use crate::bindings::gatehouse::connector::http::HttpError;

/// How long to wait when the other side says 429 without saying how long.
const DEFAULT_RETRY_SECONDS: u32 = 60;

impl Error {
    /// The error that a status means, `None` for 2xx. `retry_after` is the header's value, in seconds.
    ///
    /// | status | error |
    /// |---|---|
    /// | 401, 403 | unauthorized |
    /// | 429 | rate limited, for `retry_after` or 60 s |
    /// | 408, 425, 5xx | unavailable |
    /// | any other | other |
    pub fn from_status(status: u16, retry_after: Option<&str>) -> Option<Self> {
        match status {
            200..=299 => None,
            401 | 403 => Some(Self::Unauthorized(format!("answered {status}"))),
            429 => {
                let seconds = retry_after.and_then(|text| text.trim().parse().ok());
                Some(Self::RateLimited(seconds.unwrap_or(DEFAULT_RETRY_SECONDS)))
            }
            408 | 425 | 500..=599 => Some(Self::Unavailable(format!("answered {status}"))),
            300..=399 => Some(Self::Other(format!("answered {status}; redirects are not followed"))),
            _ => Some(Self::Other(format!("answered {status}"))),
        }
    }
}

impl From<HttpError> for Error {
    fn from(error: HttpError) -> Self {
        match error {
            HttpError::Refused(why) | HttpError::Invalid(why) => Self::Other(why),
            HttpError::Timeout => Self::Unavailable("no answer in time".into()),
            HttpError::TooLarge(limit) => Self::Other(format!("the answer is larger than {limit} bytes")),
            HttpError::Failed(why) => Self::Unavailable(why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_become_typed_errors() {
        assert_eq!(Error::from_status(204, None), None);
        assert_eq!(Error::from_status(429, Some("7")), Some(Error::RateLimited(7)));
        assert_eq!(Error::from_status(429, Some("soon")), Some(Error::RateLimited(DEFAULT_RETRY_SECONDS)));
        assert!(matches!(Error::from_status(401, None), Some(Error::Unauthorized(_))));
        assert!(matches!(Error::from_status(503, None), Some(Error::Unavailable(_))));
        assert!(matches!(Error::from_status(302, None), Some(Error::Other(_))));
        assert!(matches!(Error::from_status(404, None), Some(Error::Other(_))));
    }
}
