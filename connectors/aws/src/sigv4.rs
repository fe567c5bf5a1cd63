//! AWS Signature Version 4 for a POST to `/` (docs.aws.amazon.com, "Create a signed AWS API request").
//!
//! AWS's own crate for this brings a runtime along that a connector has no use for; this is the part of it that one
//! fixed form of request needs.

use hmac::{Hmac, Mac as _};
use sha2::{Digest as _, Sha256};
use time::OffsetDateTime;

pub(crate) const CONTENT_TYPE: &str = "application/x-amz-json-1.1";
const SIGNED_HEADERS: &str = "content-type;host;x-amz-date;x-amz-target";

/// What is signed.
pub(crate) struct Request<'r> {
    pub(crate) host: &'r str,
    pub(crate) target: &'r str,
    pub(crate) body: &'r str,
    pub(crate) region: &'r str,
    pub(crate) service: &'r str,
}

/// The headers that a signature is.
pub(crate) struct Signed {
    /// `X-Amz-Date`.
    pub(crate) date: String,
    /// `Authorization`.
    pub(crate) authorization: String,
}

impl Request<'_> {
    /// Signs for `now`, in seconds since 1970.
    pub(crate) fn sign(&self, key: &str, secret: &str, now: i64) -> Signed {
        let at = OffsetDateTime::from_unix_timestamp(now).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let day = format!("{:04}{:02}{:02}", at.year(), u8::from(at.month()), at.day());
        let date = format!("{day}T{:02}{:02}{:02}Z", at.hour(), at.minute(), at.second());
        let canonical = format!(
            "POST\n/\n\ncontent-type:{CONTENT_TYPE}\nhost:{}\nx-amz-date:{date}\nx-amz-target:{}\n\n{SIGNED_HEADERS}\n{}",
            self.host,
            self.target,
            hash(self.body)
        );
        let scope = format!("{day}/{}/{}/aws4_request", self.region, self.service);
        let text = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", hash(&canonical));
        let key_of_day = signing_key(secret, &day, self.region, self.service);
        let signature = hex::encode(mac(&key_of_day, &text));
        let credential = format!("{key}/{scope}");
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={SIGNED_HEADERS}, Signature={signature}"
        );
        Signed { date, authorization }
    }
}

/// The key of one day, region and service.
fn signing_key(secret: &str, day: &str, region: &str, service: &str) -> Vec<u8> {
    let start = format!("AWS4{secret}").into_bytes();
    [day, region, service, "aws4_request"].into_iter().fold(start, |key, part| mac(&key, part))
}

fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of AWS's manual ("Examples of how to derive a signing key for Signature Version 4").
    #[test]
    fn the_signing_key_is_as_in_the_manual() {
        let key = signing_key("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "20120215", "us-east-1", "iam");
        assert_eq!(hex::encode(key), "f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d");
    }

    #[test]
    fn the_date_is_in_basic_form() {
        let request =
            Request { host: "h", target: "T", body: "{}", region: "eu-west-1", service: "identitystore" };
        let signed = request.sign("AKID", "secret", 1_780_000_000);
        assert_eq!(signed.date, "20260528T202640Z");
        assert!(
            signed.authorization.starts_with(
                "AWS4-HMAC-SHA256 Credential=AKID/20260528/eu-west-1/identitystore/aws4_request, "
            )
        );
    }
}
