//! A phone without a network: what is written is kept, and sent once when the network is back.

use serde_json::json;

use crate::{Tend, Walker};

pub fn network(noor: &Walker, is_there: bool) {
    let speed = if is_there { -1 } else { 0 };
    noor.devtools("Network.enable", json!({}));
    let how = json!({ "offline": !is_there, "latency": 0, "downloadThroughput": speed, "uploadThroughput": speed });
    noor.devtools("Network.emulateNetworkConditions", how);
}

#[test]
fn a_line_without_a_network_is_sent_once_later() {
    let tend = Tend::demo();
    let mut noor = Walker::arrives();
    noor.at(390);
    noor.goes(tend.opens_on());
    noor.sees("Who will I help today?");
    noor.presses("Log something");
    noor.sees("Write something down");
    noor.axe();
    noor.no_sideways_scroll();
    network(&noor, false);
    noor.types("What happened?", "Asked for a bell that a tram can hear");
    noor.types("With whom, if the words do not say it", "Zephyrine Quill");
    noor.presses("Write it down");
    noor.sees("Kept on this phone, will be sent");
    noor.axe();
    // It survives the page.
    noor.devtools("Network.setBlockedURLs", json!({ "urls": ["*/capture/kept", "*/capture/who"] }));
    network(&noor, true);
    noor.loads_again();
    noor.sees("Kept on this phone, will be sent");
    noor.devtools("Network.setBlockedURLs", json!({ "urls": [] }));
    noor.loads_again();
    noor.sees("Sent:");
    noor.goes(&tend.url("/find?q=Zephyrine"));
    noor.presses("Zephyrine Quill");
    noor.sees("Asked for a bell that a tram can hear");
    // What cannot be understood is kept with its words, and put right.
    noor.goes(&tend.url("/capture"));
    network(&noor, false);
    noor.types("What happened?", "somebody rang about a bell");
    noor.presses("Write it down");
    noor.sees("Kept on this phone, will be sent");
    network(&noor, true);
    noor.loads_again();
    noor.sees("Nobody in your book goes by that name yet");
    noor.presses("Put it right");
    noor.types("With whom, if the words do not say it", "Zephyrine Quill");
    noor.presses("Write it down");
    noor.sees("is written down");
    noor.sees_no("Put it right");
    noor.goes(&tend.url("/find?q=Zephyrine+Quill"));
    noor.presses("Zephyrine Quill");
    noor.sees("somebody rang about a bell");
}

#[test]
fn the_shell_is_kept_and_no_page_with_anybody_on_it() {
    let tend = Tend::demo();
    let noor = Walker::arrives();
    noor.goes(tend.opens_on());
    noor.sees("Who will I help today?");
    let kept = noor.script_later(
        "const done = arguments[arguments.length - 1];
         navigator.serviceWorker.ready.then(async () => {
           const names = await caches.keys();
           const shelf = await caches.open(names[0]);
           done((await shelf.keys()).map((request) => new URL(request.url).pathname));
         });",
        vec![],
    );
    let kept: Vec<String> = serde_json::from_value(kept).expect("paths");
    assert_eq!(kept.len(), 4, "{kept:?}");
    assert!(kept.iter().all(|path| path == "/offline" || path.starts_with("/assets/")), "{kept:?}");
    noor.console_is_clean();
}
