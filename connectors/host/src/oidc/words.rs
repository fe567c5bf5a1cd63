//! What went wrong with a provider, in words for an admin. None of them holds a code, a token or a secret.

use gatehouse_core::ports::ConnectorError;
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{DiscoveryError, RequestTokenError, StandardErrorResponse, UserInfoError};

use crate::net::outbound::Failure;

/// Settings that do not do.
pub(super) fn wrong(why: &str) -> ConnectorError {
    ConnectorError::BadSettings(why.into())
}

/// An ID token that does not hold.
pub(super) fn token_refused(why: &str) -> ConnectorError {
    ConnectorError::Unauthorized(format!("the provider's ID token does not hold: {why}"))
}

fn unsent(why: &Failure) -> ConnectorError {
    match why {
        Failure::Refused(refusal) => {
            tracing::warn!(grant = %refusal.grant(), "refused to ask an identity provider: {refusal}");
            ConnectorError::Refused(refusal.to_string())
        }
        Failure::Invalid(why) => wrong(why),
        other => ConnectorError::Unavailable(format!("the provider does not answer: {other}")),
    }
}

pub(super) fn discovery_failed(why: &DiscoveryError<Failure>) -> ConnectorError {
    match why {
        DiscoveryError::Request(failure) => unsent(failure),
        DiscoveryError::Response(status, ..) if status.is_server_error() => {
            ConnectorError::Unavailable(format!("the provider answered {} to discovery", status.as_u16()))
        }
        DiscoveryError::Response(status, _, why) => {
            wrong(&format!("discovery at the issuer failed with {}: {why}", status.as_u16()))
        }
        DiscoveryError::Parse(_) => wrong("what the provider says of itself cannot be read"),
        other => wrong(&other.to_string()),
    }
}

pub(super) fn exchange_failed(
    why: &RequestTokenError<Failure, StandardErrorResponse<CoreErrorResponseType>>,
) -> ConnectorError {
    match why {
        RequestTokenError::ServerResponse(answer) => {
            ConnectorError::Unauthorized(format!("the provider did not take the code: {answer}"))
        }
        RequestTokenError::Request(failure) => unsent(failure),
        RequestTokenError::Parse(..) => wrong("the provider's token answer cannot be read"),
        RequestTokenError::Other(_) => wrong("the provider's token answer is none"),
    }
}

pub(super) fn userinfo_failed(why: &UserInfoError<Failure>) -> ConnectorError {
    match why {
        UserInfoError::Request(failure) => unsent(failure),
        UserInfoError::Response(status, ..) => {
            ConnectorError::Unavailable(format!("the provider's UserInfo answered {}", status.as_u16()))
        }
        UserInfoError::ClaimsVerification(why) => token_refused(&why.to_string()),
        _ => wrong("what the provider tells of the person cannot be read"),
    }
}
