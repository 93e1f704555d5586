//! A letter as it goes out: headers, plain text and HTML, made by lettre, which encodes whatever is not plain.

use std::time::{Duration, SystemTime};

use lettre::{
    Address, Message,
    address::Envelope,
    message::{
        Mailbox, MultiPart,
        header::{HeaderName, HeaderValue},
    },
};

use maud::html;

use super::{
    envelope,
    letter::{Letter, SECRET, one_line},
    server::Post,
};
use crate::{time::Timestamp, ui::Url};

/// The words on the link that ends such letters.
const NO_MORE: &str = "No more such letters";

/// What goes out besides the letter's own words.
pub struct Outside<'a> {
    /// What stands for [`SECRET`].
    pub secret: &'a str,
    /// The page that ends such letters; nothing for an answer.
    pub stop: Option<&'a str>,
    /// Now.
    pub now: Timestamp,
}

/// The `Message-ID` of a letter: the same at each try, so that who gets it twice sees it once.
pub fn id_of(letter: &Letter, post: &Post) -> String {
    format!("<{}@{}>", letter.id.0.simple(), post.from.email.domain())
}

/// Puts the letter together; what it says in return is why it cannot be sent.
pub fn message(letter: &Letter, post: &Post, outside: &Outside) -> Result<Message, String> {
    let to: Address = letter.to_address.parse().map_err(|_| "This is no mail address.".to_owned())?;
    let sender = match &post.bounce {
        Some(bounce) => envelope::sender(bounce, letter.id).ok_or("The bounce address cannot be used.")?,
        None => post.from.email.clone(),
    };
    let envelope = Envelope::new(Some(sender), vec![to.clone()]).map_err(|error| error.to_string())?;
    let name = Some(one_line(&letter.to_name)).filter(|name| !name.is_empty());
    let mut message = Message::builder()
        .envelope(envelope)
        .from(post.from.clone())
        .to(Mailbox::new(name, to))
        .subject(letter.words.subject.clone())
        .date(system(outside.now))
        .message_id(Some(id_of(letter, post)));
    if letter.is_automatic() {
        message = message.raw_header(header("Auto-Submitted", "auto-generated"));
    }
    if let Some(stop) = outside.stop {
        message = message.raw_header(header("List-Unsubscribe", &format!("<{stop}>")));
        if stop.starts_with("https://") {
            message = message.raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
        }
    }
    let whole = |words: &str| words.replace(SECRET, outside.secret);
    let (mut text, mut html) = (whole(&letter.words.text), whole(&letter.words.html));
    if let Some(stop) = outside.stop {
        text = format!("{}\n\n{NO_MORE}:\n{stop}\n", text.trim_end());
        let link = html! { p.small { a href=(Url::from(stop)) { (NO_MORE) } } }.into_string();
        html = html.replacen("</body>", &format!("{link}</body>"), 1);
    }
    message.multipart(MultiPart::alternative_plain_html(text, html)).map_err(|error| error.to_string())
}

/// A header whose value is our own, or an address of ours: one word without anything that could end it.
fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), one_line(value))
}

fn system(at: Timestamp) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_micros(at.0.unsigned_abs())
}
