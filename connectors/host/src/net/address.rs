//! Which addresses lie on the public internet, and which need a grant of their own. A pure table.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// How far away an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// On the public internet.
    Public,
    /// On this machine or a network of ours: a grant marked `private:`, or of the literal address, reaches it.
    Nearby(&'static str),
    /// Never what a name should lead to (metadata services, multicast, …): only the literal address can be granted.
    Special(&'static str),
}

/// Metadata services and the like that are not in a range of their own. Where they come from: the clouds' manuals.
const METADATA: [IpAddr; 5] = [
    IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254)), // most clouds
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)), // Alibaba
    IpAddr::V4(Ipv4Addr::new(192, 0, 0, 192)),     // Oracle
    IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16)),   // Azure's wire server
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254)), // AWS
];

/// Tells how far away `ip` is (IANA's special-purpose address registries).
pub(crate) fn reach(ip: IpAddr) -> Reach {
    if METADATA.contains(&ip) {
        return Reach::Special("a metadata service");
    }
    match ip {
        IpAddr::V4(ip) => reach_v4(ip),
        IpAddr::V6(ip) => reach_v6(ip),
    }
}

fn reach_v4(ip: Ipv4Addr) -> Reach {
    match ip.octets() {
        [0, ..] => Reach::Special("unspecified"),
        [127, ..] => Reach::Nearby("loopback"),
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Reach::Nearby("private"),
        [100, 64..=127, ..] => Reach::Nearby("carrier-grade NAT"),
        [169, 254, ..] => Reach::Special("link-local"),
        [192, 0, 0, _] | [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] | [192, 88, 99, _] => {
            Reach::Special("reserved")
        }
        [198, 18..=19, ..] => Reach::Special("a benchmark network"),
        [224..=239, ..] => Reach::Special("multicast"),
        [240..=255, ..] => Reach::Special("reserved"),
        _ => Reach::Public,
    }
}

fn reach_v6(ip: Ipv6Addr) -> Reach {
    if let Some(inner) = embedded_v4(ip) {
        // Reached through this address, so as far away as the inner one.
        return reach(IpAddr::V4(inner));
    }
    let [first, second, ..] = ip.segments();
    match first {
        _ if ip == Ipv6Addr::LOCALHOST => Reach::Nearby("loopback"),
        _ if ip == Ipv6Addr::UNSPECIFIED => Reach::Special("unspecified"),
        0xfc00..=0xfdff => Reach::Nearby("unique local"),
        0xfe80..=0xfebf => Reach::Special("link-local"),
        0xfec0..=0xfeff => Reach::Special("site-local"),
        0xff00..=0xffff => Reach::Special("multicast"),
        0x2001 if second == 0 => Reach::Special("Teredo"),
        0x2001 if second == 0x0db8 || second < 0x0200 => Reach::Special("reserved"),
        // Global unicast (RFC 4291 §2.4): everything else is not given out.
        0x2000..=0x3fff => Reach::Public,
        _ => Reach::Special("reserved"),
    }
}

/// The IPv4 address that an IPv6 address leads to: mapped and compatible (RFC 4291), NAT64 (RFC 6052, RFC 8215),
/// 6to4 (RFC 3056).
fn embedded_v4(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = ip.segments();
    let v4 = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        Ipv4Addr::new(a, b, c, d)
    };
    match segments {
        [0, 0, 0, 0, 0, 0, 0, 0 | 1] => None,
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => Some(v4(high, low)),
        [0, 0, 0, 0, 0xffff, 0, high, low] => Some(v4(high, low)),
        [0x64, 0xff9b, 0 | 1, .., high, low] => Some(v4(high, low)),
        [0x2002, high, low, ..] => Some(v4(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_addresses() {
        for (text, expected) in [
            ("93.184.216.34", "public"),
            ("2606:2800:220:1:248:1893:25c8:1946", "public"),
            ("127.0.0.1", "nearby"),
            ("127.8.8.8", "nearby"),
            ("10.1.2.3", "nearby"),
            ("172.16.0.1", "nearby"),
            ("172.32.0.1", "public"),
            ("192.168.1.1", "nearby"),
            ("100.64.0.1", "nearby"),
            ("::1", "nearby"),
            ("fd12:3456::1", "nearby"),
            ("::ffff:127.0.0.1", "nearby"),
            ("::127.0.0.1", "nearby"),
            ("64:ff9b::10.0.0.1", "nearby"),
            ("2002:7f00:1::", "nearby"),
            ("64:ff9b::93.184.216.34", "public"),
            ("169.254.169.254", "special"),
            ("::ffff:169.254.169.254", "special"),
            ("100.100.100.200", "special"),
            ("168.63.129.16", "special"),
            ("fd00:ec2::254", "special"),
            ("fe80::1", "special"),
            ("0.0.0.0", "special"),
            ("::", "special"),
            ("224.0.0.1", "special"),
            ("ff02::1", "special"),
            ("255.255.255.255", "special"),
            ("2001:db8::1", "special"),
            ("4000::1", "special"),
        ] {
            let found = match reach(text.parse().expect("an address")) {
                Reach::Public => "public",
                Reach::Nearby(_) => "nearby",
                Reach::Special(_) => "special",
            };
            assert_eq!(found, expected, "{text}");
        }
    }
}
