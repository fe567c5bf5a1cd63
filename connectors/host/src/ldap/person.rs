//! An entry as a person: what OpenLDAP, 389 Directory Server and Active Directory call the same thing.

use gatehouse_core::ports::DirectoryUser;
use gatehouse_core::time::Timestamp;

use super::entry::Entry;

/// What is asked of each entry.
pub(super) const ATTRIBUTES: [&str; 32] = [
    "objectClass",
    "entryUUID",
    "objectGUID",
    "nsUniqueId",
    "uid",
    "sAMAccountName",
    "userPrincipalName",
    "cn",
    "displayName",
    "givenName",
    "sn",
    "mail",
    "department",
    "departmentNumber",
    "ou",
    "l",
    "physicalDeliveryOfficeName",
    "title",
    "employeeNumber",
    "employeeID",
    "employeeType",
    "company",
    "o",
    "co",
    "manager",
    "telephoneNumber",
    "mobile",
    "userAccountControl",
    "accountExpires",
    "nsAccountLock",
    "pwdAccountLockedTime",
    "loginDisabled",
];

/// Those kept as they are, by the name under which they are kept.
const KEPT: [&str; 15] = [
    "uid",
    "sAMAccountName",
    "userPrincipalName",
    "displayName",
    "title",
    "employeeNumber",
    "employeeID",
    "employeeType",
    "company",
    "o",
    "co",
    "manager",
    "telephoneNumber",
    "mobile",
    "ou",
];

/// Things that hold accounts and are nobody, and people who hold none.
const NOBODY: [&str; 4] =
    ["computer", "contact", "msDS-GroupManagedServiceAccount", "msDS-ManagedServiceAccount"];

/// `ACCOUNTDISABLE` of `userAccountControl` (MS-ADTS, 2.2.16).
const DISABLED: i64 = 0x2;
/// `accountExpires` counts from 1601 in 100 ns; these say never (MS-ADTS, "accountExpires").
const NEVER: [i64; 2] = [0, i64::MAX];
const FROM_1601_MS: i64 = 11_644_473_600_000;
/// `pwdAccountLockedTime` of an account that an admin locked (draft-behera-ldap-password-policy, 5.3.3).
const LOCKED_FOR_GOOD: &str = "000001010000Z";

/// The person; `None` for what is nobody.
pub(super) fn of(entry: &Entry, now: Timestamp) -> Option<DirectoryUser> {
    let is = |class: &str| entry.texts("objectclass").any(|one| one.eq_ignore_ascii_case(class));
    if NOBODY.iter().any(|class| is(class)) {
        return None;
    }
    let text = |name: &str| entry.text(name);
    let first = |names: &[&str]| {
        names.iter().map(|name| text(name)).find(|text| !text.is_empty()).unwrap_or_default()
    };
    let kept = KEPT.iter().map(|name| ((*name).to_owned(), text(&name.to_ascii_lowercase())));
    let mut user = DirectoryUser {
        external_id: id(entry),
        email: ["mail", "userprincipalname"].iter().map(|name| text(name)).find(|text| text.contains('@')),
        first_name: text("givenname"),
        last_name: text("sn"),
        department: first(&["department", "departmentnumber"]),
        location: first(&["physicaldeliveryofficename", "l"]),
        active: is_active(entry, now),
        mfa: None,
        attributes: kept.filter(|(_, value)| !value.is_empty()).collect(),
    };
    if user.first_name.is_empty() && user.last_name.is_empty() {
        user.last_name = first(&["displayname", "cn"]);
    }
    user.attributes.insert("dn".into(), entry.dn.clone());
    Some(user)
}

/// What stays the same when the entry is renamed or moved; its name where there is nothing better.
fn id(entry: &Entry) -> String {
    if let Some(guid) = entry.bytes("objectguid").and_then(|bytes| <[u8; 16]>::try_from(bytes).ok()) {
        return guid_text(guid);
    }
    let stable =
        ["entryuuid", "nsuniqueid"].into_iter().map(|name| entry.text(name)).find(|text| !text.is_empty());
    stable.unwrap_or_else(|| entry.dn.clone())
}

/// Active Directory's bytes as it writes them: the first three groups least byte first (MS-DTYP, 2.3.4.2).
fn guid_text(bytes: [u8; 16]) -> String {
    let group = |at: &[usize]| at.iter().map(|at| format!("{:02x}", bytes[*at])).collect::<String>();
    [group(&[3, 2, 1, 0]), group(&[5, 4]), group(&[7, 6]), group(&[8, 9]), group(&[10, 11, 12, 13, 14, 15])]
        .join("-")
}

/// [`guid_text`] backwards, as a filter's value (RFC 4515, 3): `\xx` for each byte.
pub(super) fn guid_filter(text: &str) -> Option<String> {
    let digits = text.replace('-', "");
    let bytes: [u8; 16] = hex::decode(digits).ok()?.try_into().ok()?;
    const ORDER: [usize; 16] = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
    Some(ORDER.iter().map(|at| format!("\\{:02x}", bytes[*at])).collect())
}

fn is_active(entry: &Entry, now: Timestamp) -> bool {
    let number = |name: &str| entry.text(name).parse::<i64>().ok();
    let says = |name: &str| entry.text(name).eq_ignore_ascii_case("true");
    let expires = number("accountexpires").filter(|at| !NEVER.contains(at));
    let expired = expires.is_some_and(|at| at / 10_000 - FROM_1601_MS < now.0);
    let disabled = number("useraccountcontrol").is_some_and(|flags| flags & DISABLED != 0);
    let locked = entry.text("pwdaccountlockedtime") == LOCKED_FOR_GOOD;
    !(expired || disabled || locked || says("nsaccountlock") || says("logindisabled"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const NOW: Timestamp = Timestamp(1_780_000_000_000);

    fn active(attributes: &[(&str, &[u8])]) -> bool {
        of(&Entry::made("cn=a", attributes), NOW).unwrap().active
    }

    #[test]
    fn each_server_says_in_its_own_way_who_may_not_sign_in() {
        assert!(active(&[]));
        assert!(active(&[("useraccountcontrol", b"512")]));
        assert!(!active(&[("useraccountcontrol", b"514")]));
        assert!(active(&[("accountexpires", b"0")]) && active(&[("accountexpires", b"9223372036854775807")]));
        assert!(!active(&[("accountexpires", b"131000000000000000")]));
        assert!(
            !active(&[("nsaccountlock", b"TRUE")]) && !active(&[("pwdaccountlockedtime", b"000001010000Z")])
        );
        assert!(active(&[("pwdaccountlockedtime", b"20260101000000Z")]), "a lock that passes");
    }

    #[test]
    fn bytes_where_text_is_due_say_nothing() {
        let entry =
            Entry::made("cn=a", &[("sn", b"\xff\xfe"), ("mail", b"\x00@"), ("title", "Älteste".as_bytes())]);
        let user = of(&entry, NOW).unwrap();
        assert_eq!(
            (user.last_name.as_str(), user.email, user.attributes["title"].as_str()),
            ("", None, "Älteste")
        );
    }

    #[test]
    fn ids_of_active_directory_are_written_as_it_writes_them() {
        let bytes: Vec<u8> = (0..16).collect();
        let user = of(&Entry::made("cn=a", &[("objectguid", &bytes), ("entryuuid", b"other")]), NOW).unwrap();
        assert_eq!(user.external_id, "03020100-0504-0706-0809-0a0b0c0d0e0f");
        let filter: String = bytes.iter().map(|byte| format!("\\{byte:02x}")).collect();
        assert_eq!(guid_filter(&user.external_id), Some(filter));
        assert_eq!(guid_filter("cn=a"), None);
    }

    #[test]
    fn machines_are_nobody() {
        assert!(
            of(&Entry::made("cn=pc", &[("objectclass", b"user"), ("objectclass", b"computer")]), NOW)
                .is_none()
        );
    }
}
