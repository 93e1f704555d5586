//! Who calls: the address of the network, the browser, and the session it carries, before anybody is signed in.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use super::session::{self, Secret};
use crate::app::App;

/// What is known of a request whose sender may be nobody yet.
#[derive(Clone)]
pub struct Caller {
    /// Where it comes from, as far as that can be believed.
    pub address: Option<IpAddr>,
    /// The browser and the system, in words.
    pub device: String,
    /// The session it carries, valid or not.
    pub session: Option<Secret>,
    /// All of its headers.
    pub headers: HeaderMap,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let told = app.settings.behind_proxy.then(|| told_by_proxy(&parts.headers)).flatten();
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Ok(Caller {
            address: told.or(peer).map(network),
            device: device(agent),
            session: session::secret_of(&parts.headers, app.settings.is_https()),
            headers: parts.headers.clone(),
        })
    }
}

/// The last address in `X-Forwarded-For` is the one our own proxy has written; those before it are what the caller claims.
fn told_by_proxy(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let text = last.rsplit(',').next()?.trim();
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// One household or shop has a whole /64 of IPv6, so that is what counts as one address.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

/// A browser's line about itself in a few words: “Firefox on Linux”.
fn device(agent: &str) -> String {
    // Most browsers also name those they want to be taken for, so the rarer names come first.
    const BROWSERS: [(&str, &str); 7] = [
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("CrOS", "Chromebook"),
        ("Linux", "Linux"),
    ];
    let named = |names: [(&str, &'static str); 7]| {
        names.into_iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| name)
    };
    match (named(BROWSERS), named(SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "A browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_named_in_words() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/604.1";
        assert_eq!((device(chrome).as_str(), device(phone).as_str()), ("Chrome on Linux", "Safari on iPhone"));
        assert_eq!((device("").as_str(), device("curl/8").as_str()), ("A browser", "A browser"));
    }

    #[test]
    fn only_what_our_own_proxy_wrote_is_believed() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "10.0.0.1, 203.0.113.7".parse().expect("a value"));
        assert_eq!(told_by_proxy(&headers), "203.0.113.7".parse().ok());
        headers.append("x-forwarded-for", "[2001:db8::1]:443".parse().expect("a value"));
        assert_eq!(told_by_proxy(&headers), "2001:db8::1".parse().ok());
        assert_eq!(told_by_proxy(&HeaderMap::new()), None);
    }

    #[test]
    fn a_whole_network_of_ipv6_is_one_address() {
        let network = |text: &str| network(text.parse().expect("an address"));
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::9"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
    }
}
