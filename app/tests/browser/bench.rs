//! The bench itself, tried on small pages: the verbs find what a person would, and the checks find what is wrong.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::Walker;

const GOOD: &str = "<!doctype html><html lang=en><title>Good</title><meta name=viewport content='width=device-width'>
    <main><h1>Good morning</h1><form><label for=name>Mail address</label><input id=name>
    <label>Role <select><option>Member<option>Admin</select></label><label><input type=checkbox> Remember me</label>
    <button type=button onclick='said.textContent = `${chosen()} ${document.querySelector(`#name`).value}`'>Sign <b>in</b></button></form>
    <p id=said>Nothing yet</p></main>
    <script>const chosen = () => document.querySelector('select').value;
    document.addEventListener('keydown', (event) => { if (event.key === 'j' && event.target === document.body) said.textContent = 'Down one' })</script>";
const BAD: &str =
    "<!doctype html><title>Bad</title><style>p { color: #ccc; width: 3000px }</style><p>Pale and wide<img src=data:,>
    <script>console.error('broken')</script>";

fn page(html: &str) -> String {
    format!("data:text/html;charset=utf-8,{}", html.replace('%', "%25").replace('#', "%23").replace('\n', " "))
}

fn fails(check: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(check)).expect_err("the check should have failed");
    panic.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn verbs_find_what_a_person_would() {
    let mut anna = Walker::arrives();
    anna.goes(&page(GOOD));
    anna.sees("Nothing yet");
    anna.keys("j");
    anna.sees("Down one");
    anna.types("Mail address", "anna@example.com");
    anna.chooses("Role", "Admin");
    anna.ticks("Remember me");
    anna.presses("Sign in");
    anna.sees("Admin anna@example.com");
    anna.sees_in("Mail address", "anna@example.com");
    anna.focus_is_on("Sign in");
    anna.at(390);
    anna.no_sideways_scroll();
    anna.dark();
    anna.axe();
    anna.console_is_clean();
}

#[test]
fn checks_find_what_is_wrong() {
    let ben = Walker::arrives();
    ben.goes(&page(BAD));
    assert!(fails(|| ben.axe()).contains("color-contrast"));
    assert!(fails(|| ben.no_sideways_scroll()).contains("3000"));
    assert!(fails(|| ben.console_is_clean()).contains("broken"));
}

#[test]
fn without_javascript_the_page_stands_still() {
    let mila = Walker::arrives();
    mila.without_javascript();
    mila.goes(&page(GOOD));
    mila.types("Mail address", "mila@example.com");
    mila.keys("Tab");
    mila.presses("Sign in");
    mila.sees_in("Mail address", "mila@example.com");
    mila.sees("Nothing yet");
}
