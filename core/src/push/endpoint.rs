//! Where a browser wants its notices sent. It says so itself, so it could name a machine of our own network: only public hosts by https.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Whom notices may be sent to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Push services out there.
    #[default]
    Public,
    /// A server of this machine: for tests.
    Loopback,
}

/// The longest endpoint; those of today's services have two to five hundred signs.
const LONGEST: usize = 2000;

/// Reads an endpoint, or says nothing of one that must not be asked.
pub fn read(text: &str, reach: Reach) -> Option<Url> {
    let url = Url::parse(text).ok().filter(|_| text.len() <= LONGEST)?;
    let is_bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let fits = match (reach, url.scheme(), url.host()?) {
        (Reach::Loopback, "http", Host::Ipv4(ip)) => ip.is_loopback(),
        (Reach::Public, "https", Host::Domain(name)) => url.port().is_none() && is_public_name(name),
        _ => false,
    };
    (is_bare && fits).then_some(url)
}

fn is_public_name(name: &str) -> bool {
    let name = name.trim_end_matches('.');
    let ours = ["localhost", "local", "internal", "lan", "home", "corp", "intranet", "arpa", "test", "invalid"];
    name.contains('.') && name.rsplit('.').next().is_some_and(|last| !ours.contains(&last))
}

/// Finds the numbers of a name, and of those only the ones out there: a public name can lead to a machine of ours.
pub struct OutThere;

impl Resolve for OutThere {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_out_there(address.ip())).collect();
            if public.is_empty() {
                return Err(format!("{} is no host out there", name.as_str()).into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// As a shared resolver.
pub fn out_there() -> Arc<OutThere> {
    Arc::new(OutThere)
}

/// Is this a number of the wide net?
fn is_out_there(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let [a, b, c, _] = ip.octets();
            !(ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_broadcast()
                || ip.is_documentation()
                || ip.is_multicast()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (b == 18 || b == 19)))
        }
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(ip) => is_out_there(IpAddr::V4(ip)),
            // Only 2000::/3 is given out; of it, documentation and the two ways of wrapping an IPv4 number are not asked.
            None => {
                let [first, second, ..] = ip.segments();
                first & 0xe000 == 0x2000 && !(first == 0x2001 && (second == 0 || second == 0xdb8)) && first != 0x2002
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hosts_out_there_are_told() {
        for good in
            ["https://fcm.googleapis.com/fcm/send/abc:def", "https://updates.push.services.mozilla.com/wpush/v2/x"]
        {
            assert!(read(good, Reach::Public).is_some(), "{good}");
        }
        for bad in [
            "http://push.example.com/x",
            "https://127.0.0.1/x",
            "https://10.0.0.7/x",
            "https://[::1]/x",
            "https://0x7f000001/x",
            "https://localhost/x",
            "https://db.internal/x",
            "https://printer.local./x",
            "https://intranet/x",
            "https://push.example.com:8443/x",
            "https://a:b@push.example.com/x",
            "https://push.example.com/x#y",
            "file:///etc/passwd",
            "x",
        ] {
            assert!(read(bad, Reach::Public).is_none(), "{bad}");
        }
        assert!(read("http://127.0.0.1:7/x", Reach::Loopback).is_some());
        assert!(read("http://10.0.0.7/x", Reach::Loopback).is_none());
    }

    #[test]
    fn numbers_of_our_own_are_told_from_those_out_there() {
        for ours in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:db8::1",
        ] {
            assert!(!is_out_there(ours.parse().expect("a number")), "{ours}");
        }
        for public in ["142.250.74.106", "2a00:1450:4001:82b::200a", "1.1.1.1"] {
            assert!(is_out_there(public.parse().expect("a number")), "{public}");
        }
    }
}
