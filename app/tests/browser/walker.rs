//! Somebody who uses Tend in a browser. The verbs wait for what they need and say, when it does not come, what the page said instead.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, OnceLock},
    time::{Duration, Instant},
};

use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::{
    BrowserLogEntry, LoggingPrefsLogLevel, RequestData, SessionId, WindowHandle, common::command::FormatRequestData,
    error::WebDriverError, prelude::*,
};
use tokio::runtime::{Builder, Runtime};

use crate::{child::Running, find};

/// How long a verb waits for what it needs.
const PATIENCE: Duration = Duration::from_secs(10);
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);
/// No sandbox, because CI runs as root; nothing of the browser's own that would ask the network for something.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--hide-scrollbars",
    "--lang=en-GB",
];

/// A person at a browser of their own, with no cookie of anybody else's.
pub struct Walker {
    runtime: Runtime,
    driver: Option<WebDriver>,
    width: u32,
    dark: bool,
}

/// A script of a test may take this long: the machine may have other work.
const SCRIPT: Duration = Duration::from_secs(240);

impl Walker {
    /// Opens a browser.
    pub fn arrives() -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        // The client that speaks to the driver can speak https too, and wants to know with which ciphers.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag).expect("a flag");
        }
        wishes.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a log level");
        let driver = runtime.block_on(WebDriver::new(chromedriver(), wishes)).expect("Chromium starts");
        runtime.block_on(driver.set_script_timeout(SCRIPT)).expect("scripts have time");
        let walker = Self { runtime, driver: Some(driver), width: 1440, dark: false };
        walker.devtools("Emulation.setDeviceMetricsOverride", metrics(1440, 900));
        walker.shows_theme();
        walker
    }

    // Where to look, and with what eyes.

    /// Opens an address.
    pub fn goes(&self, url: &str) {
        self.wait(self.driver().goto(url)).unwrap_or_else(|error| self.fails(&format!("{url} does not open: {error}")));
    }

    /// A window this many pixels wide; up to 600 it is a phone, touched with a finger.
    pub fn at(&mut self, width: u32) {
        self.width = width;
        self.devtools("Emulation.setDeviceMetricsOverride", metrics(width, if width <= 600 { 844 } else { 900 }));
        self.devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": width <= 600 }));
    }

    pub fn dark(&mut self) {
        self.dark = true;
        self.shows_theme();
    }

    pub fn light(&mut self) {
        self.dark = false;
        self.shows_theme();
    }

    /// Scripts of pages do not run from here on.
    pub fn without_javascript(&self) {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true }));
    }

    /// Motion is reduced, so that what is looked at stands still.
    fn shows_theme(&self) {
        let theme = if self.dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": theme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    // What to do there.

    /// Presses a button, link or tab by its name.
    pub fn presses(&self, name: &str) {
        self.until(&format!("“{name}” to press"), || async {
            match find::one(self.driver(), "control", name).await? {
                Some(control) => control.click().await.map(|()| true),
                None => Ok(false),
            }
        });
    }

    /// Replaces what stands in a field, found by its label.
    pub fn types(&self, label: &str, text: &str) {
        self.until(&format!("the field “{label}”"), || async {
            let Some(field) = find::one(self.driver(), "field", label).await? else {
                return Ok(false);
            };
            field.clear().await?;
            field.send_keys(text).await.map(|()| true)
        });
    }

    /// Chooses in a list, by the label of the list and the words of the choice.
    pub fn chooses(&self, label: &str, choice: &str) {
        self.until(&format!("“{choice}” in “{label}”"), || async {
            let Some(list) = find::one(self.driver(), "field", label).await? else {
                return Ok(false);
            };
            find::choose(self.driver(), &list, choice).await
        });
    }

    /// Ticks a box or a round one, by its label.
    pub fn ticks(&self, label: &str) {
        self.until(&format!("the box “{label}”"), || async {
            match find::one(self.driver(), "box", label).await? {
                Some(target) => target.click().await.map(|()| true),
                None => Ok(false),
            }
        });
    }

    /// Hands a file to a field for files.
    pub fn hands_in(&self, label: &str, path: &str) {
        self.until(&format!("the field for files “{label}”"), || async {
            match find::one(self.driver(), "file", label).await? {
                Some(field) => field.send_keys(path).await.map(|()| true),
                None => Ok(false),
            }
        });
    }

    /// Presses keys one after the other, whatever has the focus: `keys("j k Enter Control+k")`.
    pub fn keys(&self, keys: &str) {
        for key in keys.split(' ') {
            let (held, key) = key.rsplit_once('+').map_or((None, key), |(held, key)| (Some(held), key));
            let key = find::key(key);
            let chain = self.driver().action_chain();
            let chain = match held.map(find::key) {
                Some(held) => chain.key_down(held).key_down(key).key_up(key).key_up(held),
                None => chain.key_down(key).key_up(key),
            };
            self.wait(chain.perform())
                .unwrap_or_else(|error| self.fails(&format!("the key {key} cannot be pressed: {error}")));
        }
    }

    /// Writes where the focus is.
    pub fn writes(&self, text: &str) {
        self.wait(self.driver().action_chain().send_keys(text).perform())
            .unwrap_or_else(|error| self.fails(&format!("cannot write: {error}")));
    }

    /// Loads the page again.
    pub fn loads_again(&self) {
        self.wait(self.driver().refresh()).unwrap_or_else(|error| self.fails(&format!("cannot load again: {error}")));
    }

    pub fn goes_back(&self) {
        self.wait(self.driver().back()).unwrap_or_else(|error| self.fails(&format!("cannot go back: {error}")));
    }

    /// Opens another tab and stays in it; gives its name.
    pub fn opens_a_tab(&self, url: &str) -> WindowHandle {
        let opened = self.wait(async {
            let tab = self.driver().new_tab().await?;
            self.driver().switch_to_window(tab.clone()).await?;
            Ok::<_, WebDriverError>(tab)
        });
        let tab = opened.unwrap_or_else(|error| self.fails(&format!("cannot open a tab: {error}")));
        self.goes(url);
        tab
    }

    /// Closes the other tabs.
    pub fn closes_all_but(&self, tab: &WindowHandle) {
        let closed = self.wait(async {
            for other in self.driver().windows().await?.into_iter().filter(|other| other != tab) {
                self.driver().switch_to_window(other).await?;
                self.driver().close_window().await?;
            }
            self.driver().switch_to_window(tab.clone()).await
        });
        closed.unwrap_or_else(|error| self.fails(&format!("cannot close a tab: {error}")));
    }

    // What to see there.

    /// Something holds, or comes to hold.
    pub fn holds(&self, what: &str, look: impl Fn() -> bool) {
        let end = Instant::now() + PATIENCE;
        while !look() {
            if Instant::now() > end {
                self.fails(&format!("did not find {what}"));
            }
            // Made inside: a timer wants the runtime it runs in.
            self.wait(async { tokio::time::sleep(BETWEEN_LOOKS).await });
        }
    }

    /// The words are on the page, or come.
    pub fn sees(&self, words: &str) {
        self.until(&format!("“{words}”"), || async { Ok(find::words(self.driver()).await?.contains(words)) });
    }

    /// The words are not on the page, or go.
    pub fn sees_no(&self, words: &str) {
        self.until(&format!("no “{words}”"), || async { Ok(!find::words(self.driver()).await?.contains(words)) });
    }

    /// What stands in a field.
    pub fn sees_in(&self, label: &str, text: &str) {
        self.until(&format!("“{text}” in “{label}”"), || async {
            let Some(field) = find::one(self.driver(), "field", label).await? else {
                return Ok(false);
            };
            Ok(field.prop("value").await?.as_deref() == Some(text))
        });
    }

    /// The page's path, once it ends like this.
    pub fn stands_on(&self, path_ends: &str) {
        self.until(&format!("an address that ends with {path_ends}"), || async {
            Ok(self.driver().current_url().await?.path().ends_with(path_ends))
        });
    }

    /// The name of what has the focus, once it is this one.
    pub fn focus_is_on(&self, name: &str) {
        self.until(&format!("the focus on “{name}”"), || async {
            Ok(find::focused(self.driver()).await?.contains(name))
        });
    }

    /// The page does not scroll sideways; regions that say so may.
    pub fn no_sideways_scroll(&self) {
        self.is_fine(self.sideways_scroll());
    }

    /// What makes the page scroll sideways.
    pub fn sideways_scroll(&self) -> Option<String> {
        let wide = self.script(find::TOO_WIDE, vec![]);
        let wide: Vec<&str> = wide.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let found = || {
            format!(
                "{} scrolls sideways at {} px; wider than the page:\n    {}",
                self.address(),
                self.width,
                wide.join("\n    ")
            )
        };
        (!wide.is_empty()).then(found)
    }

    /// The console holds no error and no refusal of the Content-Security-Policy.
    pub fn console_is_clean(&self) {
        self.is_fine(self.console_errors());
    }

    /// The errors in the console since the last look. Answers that send a form back (409, 422) are no errors.
    pub fn console_errors(&self) -> Option<String> {
        let log = self.wait(self.driver().browser_log()).expect("chromedriver keeps a log");
        let is_bad =
            |entry: &BrowserLogEntry| entry.level == "SEVERE" || entry.message.contains("Content Security Policy");
        let is_form = |entry: &BrowserLogEntry| {
            ["409", "422"].iter().any(|status| entry.message.contains(&format!("status of {status}")))
        };
        let bad: Vec<String> =
            log.into_iter().filter(|entry| is_bad(entry) && !is_form(entry)).map(|entry| entry.message).collect();
        (!bad.is_empty())
            .then(|| format!("The console of {} is not clean:\n    {}", self.address(), bad.join("\n    ")))
    }

    /// Fails the test with what was found.
    pub fn is_fine(&self, found: Option<String>) {
        if let Some(found) = found {
            panic!("\n{found}\n");
        }
    }

    /// Takes a picture of what is in the window.
    pub fn picture(&self, path: impl AsRef<Path>) {
        let path = path.as_ref();
        std::fs::create_dir_all(path.parent().expect("a file in a folder")).expect("a folder for pictures");
        self.wait(self.driver().screenshot(path)).expect("a picture");
    }

    /// Takes a picture of the whole page, however long.
    pub fn picture_of_all(&self, path: impl AsRef<Path>) {
        let height = self.script("return document.documentElement.scrollHeight", vec![]).as_u64().unwrap_or(900);
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            metrics(self.width, u32::try_from(height).unwrap_or(900).clamp(700, 6000)),
        );
        self.picture(path);
        self.devtools("Emulation.setDeviceMetricsOverride", metrics(self.width, 900));
    }

    /// A time zone in which it is about ten in the morning now, so that what is promised for today lies ahead.
    pub fn zone_where_it_is_morning(&self) -> String {
        let hour = self.script("return new Date().getUTCHours()", vec![]).as_i64().expect("an hour");
        match 10 - hour {
            0 => "Etc/GMT".to_owned(),
            // These names count westwards.
            east if east > 0 => format!("Etc/GMT-{east}"),
            west => format!("Etc/GMT+{}", -(west.max(-12))),
        }
    }

    // How the verbs are made.

    /// How wide the window is and in which theme, in words.
    pub fn eyes(&self) -> String {
        format!("{} px, {}", self.width, if self.dark { "dark" } else { "light" })
    }

    pub fn address(&self) -> String {
        self.wait(self.driver().current_url()).map(|url| url.to_string()).unwrap_or_default()
    }

    /// Runs a script in the page and gives back what it returns.
    pub fn script(&self, script: &str, arguments: Vec<Value>) -> Value {
        let returned = self.wait(self.driver().execute(script, arguments));
        returned.unwrap_or_else(|error| self.fails(&format!("a script of the test failed: {error}"))).json().clone()
    }

    /// Runs a script that calls back with its result.
    pub fn script_later(&self, script: &str, arguments: Vec<Value>) -> Value {
        let returned = self.wait(self.driver().execute_async(script, arguments));
        returned.unwrap_or_else(|error| self.fails(&format!("a script of the test failed: {error}"))).json().clone()
    }

    pub fn devtools(&self, command: &'static str, parameters: Value) -> Value {
        let answer = self.wait(self.driver().cmd(DevTools(command, parameters)));
        answer.and_then(|answer| answer.value()).unwrap_or_else(|error| self.fails(&format!("{command}: {error}")))
    }

    /// Looks until it is there. An element that was replaced or covered while it was looked at is looked at again.
    fn until<F: Future<Output = WebDriverResult<bool>>>(&self, what: &str, look: impl Fn() -> F) {
        let end = Instant::now() + PATIENCE;
        let found = self.runtime.block_on(async {
            loop {
                let last = match look().await {
                    Ok(true) => return Ok(()),
                    Ok(false) => String::new(),
                    Err(error) => format!(" ({error})"),
                };
                if Instant::now() > end {
                    return Err(last);
                }
                tokio::time::sleep(BETWEEN_LOOKS).await;
            }
        });
        if let Err(last) = found {
            self.fails(&format!("did not find {what}{last}"));
        }
    }

    /// Ends the test with a picture and the words on the page.
    fn fails(&self, what: &str) -> ! {
        let test = std::thread::current().name().unwrap_or("test").replace("::", "-");
        let picture = folder_for_walks().join(format!("failed-{test}.png"));
        let _ = std::fs::create_dir_all(folder_for_walks());
        // Neither is the failure that matters here.
        let _ = self.wait(self.driver().screenshot(&picture));
        let words = self.wait(find::words(self.driver())).unwrap_or_default();
        let names = self.wait(find::names(self.driver())).unwrap_or_default().join("\n");
        let (address, picture) = (self.address(), picture.display());
        panic!("\nThe walker {what}\non {address}\n(picture: {picture})\nwhich has\n{names}\n\nand says\n\n{words}\n")
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("it goes only when the walker goes")
    }

    fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }
}

impl Drop for Walker {
    fn drop(&mut self) {
        if let Some(driver) = self.driver.take() {
            // The browser ends with its chromedriver in any case.
            let _ = self.runtime.block_on(driver.quit());
        }
    }
}

/// A command of the browser's own protocol, for what WebDriver has no word for.
#[derive(Debug)]
struct DevTools(&'static str, Value);

impl FormatRequestData for DevTools {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let body = json!({ "cmd": self.0, "params": self.1 });
        RequestData::new(Method::POST, format!("/session/{session}/goog/cdp/execute")).add_body(body)
    }
}

fn metrics(width: u32, height: u32) -> Value {
    json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width <= 600 })
}

pub fn folder_for_walks() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("walks")
}

/// The address of the one chromedriver of this program.
fn chromedriver() -> &'static str {
    static ONE: OnceLock<(String, Mutex<Running>)> = OnceLock::new();
    let (address, _) = ONE.get_or_init(|| {
        let program = Running::start("chromedriver", &["--port=0"], Path::new("."));
        let port =
            program.says(|line| Some(line.split("successfully on port ").nth(1)?.trim_end_matches('.').to_owned()));
        (format!("http://127.0.0.1:{port}"), Mutex::new(program))
    });
    address
}
