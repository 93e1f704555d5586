//! Finding things on a page as a person or a screen reader names them.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

const FIND: &str = include_str!("find.js");

/// What is wider than the page and stands in no region that scrolls.
pub const TOO_WIDE: &str = "
    const page = document.scrollingElement, width = page.clientWidth;
    if (page.scrollWidth <= width) return [];
    const scrolls = (element) => element !== page && element !== document.body && element && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
    const wide = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement));
    return [`${page.scrollWidth} px`].concat(wide.slice(0, 6).map((element) => element.outerHTML.slice(0, 120)));";

/// The first visible thing of this kind with this name: the whole name before its beginning, its beginning before a part of it.
pub async fn one(driver: &WebDriver, kind: &str, name: &str) -> WebDriverResult<Option<WebElement>> {
    let script = format!("{FIND}\nreturn find(arguments[0], arguments[1])");
    let found = driver.execute(script, vec![json!(kind), json!(name)]).await?;
    if found.json().is_null() { Ok(None) } else { found.element().map(Some) }
}

/// Chooses an option of a list as a person does, so that the page hears of it.
pub async fn choose(driver: &WebDriver, list: &WebElement, choice: &str) -> WebDriverResult<bool> {
    let script = "const [list, words] = arguments;
        const option = [...list.options].find((option) => option.label.trim() === words);
        if (!option) return false;
        list.value = option.value;
        list.dispatchEvent(new Event('input', { bubbles: true }));
        list.dispatchEvent(new Event('change', { bubbles: true }));
        return true";
    driver.execute(script, vec![list.to_json()?, json!(choice)]).await?.convert()
}

/// The words of the page as they are read, with single spaces.
pub async fn words(driver: &WebDriver) -> WebDriverResult<String> {
    let script =
        "return document.body ? document.body.innerText.replace(/\\u00a0/g, ' ').replace(/[ \\t]+/g, ' ') : ''";
    driver.execute(script, Vec::<Value>::new()).await?.convert()
}

/// The names of all that can be pressed or filled in.
pub async fn names(driver: &WebDriver) -> WebDriverResult<Vec<String>> {
    driver.execute(format!("{FIND}\nreturn names()"), Vec::<Value>::new()).await?.convert()
}

/// The name of what has the focus.
pub async fn focused(driver: &WebDriver) -> WebDriverResult<String> {
    driver.execute(format!("{FIND}\nreturn nameOf(document.activeElement)"), Vec::<Value>::new()).await?.convert()
}

/// The code of a key by its name.
pub fn key(name: &str) -> char {
    let key = match name {
        "Enter" => Key::Enter,
        "Escape" => Key::Escape,
        "Tab" => Key::Tab,
        "Space" => Key::Space,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "Backspace" => Key::Backspace,
        "Control" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        letter => return letter.chars().next().expect("a key has a name"),
    };
    key.into()
}
