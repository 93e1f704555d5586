//! People: a face of two letters, a name beside it.

use maud::{Markup, html};
use uuid::Uuid;

use super::icon::{Icon, icon};

/// How large a face is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// In a line of text.
    Small,
    /// In a list.
    #[default]
    Middle,
    /// Beside the title of a page.
    Large,
}

impl Size {
    fn class(self) -> &'static str {
        match self {
            Size::Small => "avatar s",
            Size::Middle => "avatar",
            Size::Large => "avatar l",
        }
    }
}

/// One of six quiet colours, 1 to 6, always the same for the same id.
#[must_use]
pub fn tint(id: Uuid) -> u8 {
    // The last byte of a v7 id is random, so the six colours come up alike.
    id.as_bytes()[15] % 6 + 1
}

/// The first letters of the first and the last word: “Noor Haddad” is NH.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// A person's face: their initials on their tint. The name stands beside it, so it is hidden from screen readers.
#[must_use]
pub fn avatar(name: &str, id: Uuid, size: Size) -> Markup {
    html! {
        span class=(size.class()) data-tint=(tint(id)) aria-hidden="true" { (initials(name)) }
    }
}

/// An organization's face: a house on its tint.
#[must_use]
pub fn house(id: Uuid, size: Size) -> Markup {
    html! {
        span class={ (size.class()) " square" } data-tint=(tint(id)) aria-hidden="true" { (icon(Icon::Organization)) }
    }
}

/// A small face and the name.
#[must_use]
pub fn who(name: &str, id: Uuid) -> Markup {
    html! { span.who { (avatar(name, id, Size::Small)) span { (name) } } }
}

/// Somebody in a list of people.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    /// Their name.
    pub name: &'a str,
    /// Gives their tint.
    pub id: Uuid,
    /// Where their name leads.
    pub href: Option<super::Url>,
    /// One line about them: “Director. Decides. Prefers a call before nine”.
    pub note: &'a str,
}

/// People one below the other, each with a face, a name and one line.
#[must_use]
pub fn people(people: &[Person<'_>]) -> Markup {
    html! {
        ul.people {
            @for person in people {
                li {
                    (avatar(person.name, person.id, Size::Middle))
                    span {
                        @match &person.href {
                            Some(href) => { a href=(href) data-frag { (person.name) } }
                            None => { (person.name) }
                        }
                        @if !person.note.is_empty() { small { (person.note) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_are_the_first_and_the_last() {
        assert_eq!(initials("Noor Haddad"), "NH");
        assert_eq!(initials("Theo & Anaïs Laurent"), "TL");
        assert_eq!(initials("  élodie "), "É");
        assert_eq!(initials("Bram de Wit"), "BW");
        assert_eq!(initials(""), "");
    }
}
