//! What a server's refusals mean, in words for the admin.

use gatehouse_core::ports::ConnectorError;
use ldap3::LdapResult;

/// How much of a server's words is passed on, in characters.
const MOST_SAID: usize = 200;

/// What a result code means (RFC 4511, appendix A.2): a refusal for good needs somebody to change something, some pass.
pub(super) fn meaning(what: &str, result: &LdapResult) -> ConnectorError {
    let said = said(&result.text);
    let said = if said.is_empty() { String::new() } else { format!(": {said}") };
    let refused = |why: &str| format!("the LDAP server refused the {what} ({why}){said}");
    match result.rc {
        49 => ConnectorError::Unauthorized(refused("wrong name or password")),
        50 => ConnectorError::Unauthorized(refused("the bind DN has no right to it")),
        7 | 48 => ConnectorError::Unauthorized(refused("it takes no name and password")),
        8 | 13 => ConnectorError::BadSettings(refused("it wants TLS; set ssl or startTls to true")),
        10 => ConnectorError::BadSettings(refused(
            "that lies at another server, and referrals are not followed",
        )),
        32 => ConnectorError::BadSettings(refused("nothing is there; look at baseDN")),
        34 => ConnectorError::BadSettings(refused("that is no DN")),
        4 | 11 => ConnectorError::BadSettings(refused(
            "its limit is lower than what is asked for; raise it for the bind DN",
        )),
        16 | 17 => ConnectorError::NotSupported(refused("it has no such attribute")),
        3 | 51 | 52 => ConnectorError::Unavailable(refused("it is busy")),
        code => ConnectorError::Other(refused(&format!("code {code}"))),
    }
}

pub(super) fn broke_off(why: &str) -> ConnectorError {
    ConnectorError::Unavailable(format!("the LDAP server broke off {}", said(why)).trim_end().to_owned())
}

pub(super) fn no_tls(why: &std::io::Error) -> ConnectorError {
    ConnectorError::Unavailable(format!("the LDAP server's TLS does not do: {}", said(&why.to_string())))
}

/// A server's words in one line of bounded length.
fn said(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(MOST_SAID).collect();
    line.trim().to_owned()
}
