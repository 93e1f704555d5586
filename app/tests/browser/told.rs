//! Told at once: in the corner of whatever page one looks at, and by the service worker while nobody looks.

use serde_json::json;

use crate::{
    Tend, Walker,
    live::tomas_comes,
    walks::{opens_the_book, stands_on_good_ground, writes_down},
};

/// Whoever walks there takes in a problem for this client, and gives it to the client's owner.
fn takes_in_for_the_owner(walker: &Walker, whom: &str, title: &str) {
    let status = walker.script_later(
        "const [whom, title, done] = arguments;
         const body = new URLSearchParams({ whom, title, severity: 'hinders', hands: 'owner' });
         fetch('/problems', { method: 'POST', body }).then(({ status }) => done(status));",
        vec![json!(whom), json!(title)],
    );
    assert_eq!(status, 200);
}

#[test]
fn whoever_is_needed_is_told_on_the_page_they_look_at() {
    let tend = Tend::empty();
    let mut anna = Walker::arrives();
    opens_the_book(&anna, &tend);
    let tomas = tomas_comes(&tend);
    writes_down(&anna, &tend, "Marta Kovács");
    // A page on which nothing of problems stands.
    anna.goes(&tend.url("/me/told"));
    anna.sees("Nothing in the last weeks.");
    stands_on_good_ground(&anna);
    takes_in_for_the_owner(&tomas, "Marta Kovács", "The wheel wobbles");
    anna.sees("Problem P-1 was taken in for you");
    anna.at(390);
    stands_on_good_ground(&anna);
    // Who did it is not told.
    tomas.loads_again();
    tomas.sees_no("was taken in for you");
    anna.presses("Problem P-1 was taken in for you");
    anna.sees("The wheel wobbles");
    anna.goes(&tend.url("/me/told"));
    anna.sees("Problem P-1 was taken in for you");
    // A page that nobody looks at keeps it, with the number in its title, until somebody does.
    let first = anna.address();
    anna.script("Object.defineProperty(document, 'hidden', { value: true, configurable: true });", vec![]);
    takes_in_for_the_owner(&tomas, "Marta Kovács", "The bell is silent");
    let title = || anna.script("return document.title", vec![]).as_str().unwrap_or_default().to_owned();
    anna.holds("the number stands in the title", || title().starts_with("(1) "));
    anna.sees_no("Problem P-2");
    anna.script("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'));", vec![]);
    anna.sees("Problem P-2 was taken in for you");
    assert!(!title().starts_with('('), "{}", title());
    assert_eq!(anna.address(), first);
    anna.console_is_clean();
}

#[test]
fn a_worker_shows_what_comes_and_no_more() {
    let tend = Tend::demo();
    let noor = Walker::arrives();
    noor.goes(tend.opens_on());
    noor.sees("Who will I help today?");
    let origin = tend.url("");
    noor.devtools("Browser.grantPermissions", json!({ "origin": origin, "permissions": ["notifications"] }));
    noor.script_later("const done = arguments[0]; navigator.serviceWorker.ready.then(() => done(true));", vec![]);
    noor.devtools("ServiceWorker.enable", json!({}));
    let data = json!({ "title": "Problem P-7 was taken in for you", "href": "/problems", "mark": "problem:7" });
    // The first registration of a new profile is number nought.
    let message = json!({ "origin": origin, "registrationId": "0", "data": data.to_string() });
    noor.devtools("ServiceWorker.deliverPushMessage", message);
    let shown = || {
        noor.script_later(
            "const done = arguments[0];
             navigator.serviceWorker.ready.then((worker) => worker.getNotifications()).then((shown) =>
               done(shown.map(({ title, tag, body, data }) => [title, tag, body, data.href])));",
            vec![],
        )
    };
    let expected = json!([["Problem P-7 was taken in for you", "problem:7", "", "/problems"]]);
    noor.holds("the worker shows what came", || shown() == expected);
    noor.console_is_clean();
}
