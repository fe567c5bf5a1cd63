//! The grant table, and properties of grants.
#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn destination(url: &str) -> Destination {
    Destination::of(&Url::parse(url).unwrap()).unwrap()
}

#[test]
fn the_grant_table() {
    for (grant, url, expected) in [
        ("https://api.example", "https://api.example/x?y", true),
        ("https://api.example", "https://api.example:443/", true),
        ("https://api.example", "https://API.Example./", true),
        ("https://api.example", "http://api.example/", false),
        ("https://api.example", "https://api.example:8443/", false),
        ("https://api.example:8443", "https://api.example:8443/", true),
        ("https://api.example", "https://x.api.example/", false),
        ("https://api.example", "https://api.example.evil.example/", false),
        ("https://*.corp.example", "https://a.corp.example/", true),
        ("https://*.corp.example", "https://a.b.corp.example/", true),
        ("https://*.corp.example", "https://corp.example/", false),
        ("https://*.corp.example", "https://evilcorp.example/", false),
        ("https://*.corp.example", "https://.corp.example/", false),
        ("http://127.0.0.1:9000", "http://127.0.0.1:9000/", true),
        ("http://127.0.0.1", "http://2130706433/", true),
        ("http://127.0.0.1", "http://0x7f.1/", true),
        ("http://127.0.0.1", "http://localhost/", false),
        ("http://[::1]:80", "http://[0:0::1]/", true),
    ] {
        let named = Url::parse(url).ok().and_then(|url| Destination::of(&url).ok());
        let named = named.is_some_and(|asked| grant.parse::<Grant>().unwrap().names(&asked));
        assert_eq!(named, expected, "{grant} for {url}");
    }
}

#[test]
fn only_a_grant_of_its_own_reaches_an_inner_address() {
    for (grant, ip, expected) in [
        ("https://a.example", "93.184.216.34", true),
        ("https://a.example", "127.0.0.1", false),
        ("private:https://a.example", "127.0.0.1", true),
        ("private:https://a.example", "10.0.0.7", true),
        ("private:https://a.example", "169.254.169.254", false),
        ("http://169.254.169.254", "169.254.169.254", true),
        ("http://127.0.0.1", "127.0.0.1", true),
        ("http://127.0.0.1", "127.0.0.2", false),
    ] {
        assert_eq!(grant.parse::<Grant>().unwrap().reaches(ip.parse().unwrap()), expected, "{grant} at {ip}");
    }
    let target = Grant::of(&destination("http://127.0.0.1:9000/hook"), false);
    assert!(!target.reaches("127.0.0.1".parse().unwrap()), "a configured target is not an admin's grant");
}

#[test]
fn what_is_not_a_grant() {
    for text in [
        "",
        "api.example",
        "https://",
        "ftp://a.example",
        "https://a.example/",
        "https://a.example/path",
        "https://*",
        "https://*.com",
        "https://a.*.example",
        "https://*.10.0.0.1",
        "https://u:p@a.example",
        "https://a.example?x",
        "Not An Id=https://a.example",
        "https://a.example#f",
    ] {
        assert!(text.parse::<Grant>().is_err(), "{text}");
    }
}

#[test]
fn a_grant_may_be_for_one_connector() {
    let grant: Grant = "webhook=private:http://siem.corp.example:8080".parse().unwrap();
    assert!(grant.is_for("webhook") && !grant.is_for("slack"));
    assert_eq!(grant.to_string(), "webhook=private:http://siem.corp.example:8080");
}

#[test]
fn a_mail_server_is_granted_by_a_scheme_of_its_own() {
    for (grant, host, port, expected) in [
        ("smtp://mail.example", "mail.example", 25, true),
        ("smtp://mail.example", "MAIL.example.", 25, true),
        ("smtp://mail.example", "mail.example", 587, false),
        ("smtp://mail.example:587", "mail.example", 587, true),
        ("smtp://mail.example:80", "mail.example", 80, true),
        ("smtp://*.corp.example:465", "mail.corp.example", 465, true),
        ("smtp://127.0.0.1:2525", "127.0.0.1", 2525, true),
        ("smtp://2130706433:2525", "0x7f.1", 2525, true),
        ("smtp://[::1]:2525", "::1", 2525, true),
        ("smtp://127.0.0.1:2525", "localhost", 2525, false),
        ("https://mail.example:587", "mail.example", 587, false),
    ] {
        let server = Destination::mail_server(host, port).unwrap();
        assert_eq!(grant.parse::<Grant>().unwrap().names(&server), expected, "{grant} for {host}:{port}");
    }
    let grant: Grant = "smtp://10.0.0.7:2525".parse().unwrap();
    assert!(grant.reaches("10.0.0.7".parse().unwrap()) && !grant.reaches("10.0.0.8".parse().unwrap()));
    assert!(
        Destination::of(&Url::parse("smtp://mail.example").unwrap()).is_err(),
        "no connector speaks SMTP"
    );
    for text in
        ["smtp://", "smtp://u:p@mail.example", "smtp://mail.example/", "smtp://a b", "smtps://mail.example"]
    {
        assert!(text.parse::<Grant>().is_err(), "{text}");
    }
}

#[test]
fn an_ldap_server_is_granted_by_a_scheme_of_its_own() {
    for (grant, host, port, expected) in [
        ("ldap://dc.corp.example", "dc.corp.example", 389, true),
        ("ldap://dc.corp.example", "dc.corp.example", 636, false),
        ("private:ldap://*.corp.example:636", "DC.corp.example.", 636, true),
        ("ldap://10.0.0.7:389", "10.0.0.7", 389, true),
        ("smtp://dc.corp.example:389", "dc.corp.example", 389, false),
    ] {
        let server = Destination::ldap_server(host, port).unwrap();
        assert_eq!(grant.parse::<Grant>().unwrap().names(&server), expected, "{grant} for {host}:{port}");
    }
    let url = Url::parse("ldap://dc.corp.example").unwrap();
    assert!(Destination::of(&url).is_err(), "no connector speaks LDAP");
    assert_eq!(
        "ldap=private:ldap://dc.corp.example:389".parse::<Grant>().unwrap().to_string(),
        "ldap=private:ldap://dc.corp.example"
    );
}

#[test]
fn a_wider_grant_covers_a_narrower_one() {
    for (wide, narrow, expected) in [
        ("https://*.a.example", "https://b.a.example", true),
        ("https://*.a.example", "https://*.b.a.example", true),
        ("https://*.b.a.example", "https://*.a.example", false),
        ("https://*.a.example", "https://a.example", false),
        ("https://a.example", "private:https://a.example", false),
        ("private:https://a.example", "https://a.example", true),
        ("https://a.example", "https://a.example:444", false),
    ] {
        let covers = wide.parse::<Grant>().unwrap().covers(&narrow.parse().unwrap());
        assert_eq!(covers, expected, "{wide} over {narrow}");
    }
}

fn name() -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-z][a-z0-9]{0,8}", 2..4).prop_map(|labels| labels.join("."))
}

fn grant() -> impl Strategy<Value = Grant> {
    let host = prop_oneof![
        name(),
        name().prop_map(|name| format!("*.{name}")),
        any::<std::net::Ipv4Addr>().prop_map(|ip| ip.to_string()),
        any::<std::net::Ipv6Addr>().prop_map(|ip| format!("[{ip}]")),
    ];
    let port = prop_oneof![Just(String::new()), (1_u16..).prop_map(|port| format!(":{port}"))];
    (prop_oneof![Just("http"), Just("https"), Just("smtp"), Just("ldap")], host, port)
        .prop_map(|(scheme, host, port)| format!("{scheme}://{host}{port}").parse().unwrap())
}

proptest! {
    #[test]
    fn a_grant_reads_what_it_writes(grant in grant()) {
        prop_assert_eq!(grant.to_string().parse::<Grant>().unwrap(), grant);
    }

    #[test]
    fn parsing_never_panics(text in "\\PC*") {
        let _ = text.parse::<Grant>();
    }

    #[test]
    fn the_grant_that_a_refusal_names_allows_the_request(host in name(), port in 1_u16..) {
        let asked = destination(&format!("https://{host}:{port}/path"));
        let named: Grant = Grant::of(&asked, false).to_string().parse().unwrap();
        prop_assert!(named.names(&asked));
        let private: Grant = Grant::of(&asked, true).to_string().parse().unwrap();
        prop_assert!(private.names(&asked) && private.reaches("127.0.0.1".parse().unwrap()));
    }

    #[test]
    fn what_a_grant_covers_names_nothing_more(wide in grant(), narrow in grant(), host in name()) {
        let asked = destination(&format!("https://{host}/"));
        if wide.covers(&narrow) && narrow.names(&asked) {
            prop_assert!(wide.names(&asked));
        }
    }
}
