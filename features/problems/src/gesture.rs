//! A gesture that makes a problem right: what was given, what it is worth, and who may give it without asking. Nothing here reads or
//! writes.

use tend_core::{
    Error, Result, Timestamp,
    id::MemberId,
    money::{Currency, Money},
};

use crate::problem::ProblemId;

tend_core::id!(
    /// One gesture.
    GestureId,
    /// One thing to do on the way.
    TodoId,
);

tend_core::words! {
    /// What is given.
    pub enum GestureKind {
        /// Money back.
        Refund = "refund",
        /// Something off what they buy next.
        Credit = "credit",
        /// Work that costs them nothing.
        Repair = "repair",
        /// A thing.
        Gift = "gift",
        /// Somebody's time.
        Visit = "visit",
    }
}

impl GestureKind {
    /// The word on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            GestureKind::Refund => "Money back",
            GestureKind::Credit => "A credit",
            GestureKind::Repair => "A repair",
            GestureKind::Gift => "A gift",
            GestureKind::Visit => "A visit",
        }
    }
}

tend_core::words! {
    /// Whether it is given.
    pub enum Standing {
        /// It is given.
        Given = "given",
        /// It is above what the member may give; a coach or an admin says yes or no.
        Asked = "asked",
        /// A coach or an admin said no.
        Refused = "refused",
    }
}

tend_core::words! {
    /// What something on the list is for.
    pub enum Part {
        /// Fixing it.
        Fix = "fix",
        /// Making it right.
        Right = "right",
    }
}

/// What was given, or is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gesture {
    /// Its id.
    pub id: GestureId,
    /// For which problem.
    pub problem: ProblemId,
    /// What.
    pub kind: GestureKind,
    /// What, in words.
    pub words: String,
    /// What it is worth.
    pub worth: Money,
    /// Whether it is given.
    pub standing: Standing,
    /// Why more than the allowance; may be empty.
    pub why: String,
    /// When it was given or asked for.
    pub asked_at: Timestamp,
    /// By whom.
    pub asked_by: MemberId,
    /// Their name.
    pub asked_by_name: String,
    /// When a coach or an admin answered.
    pub answered_at: Option<Timestamp>,
    /// Who answered.
    pub answered_by: Option<MemberId>,
    /// In which words; may be empty.
    pub answer: String,
    /// Counts its changes.
    pub version: i64,
}

impl Gesture {
    /// A coach or an admin says yes or no.
    pub fn answered(&self, yes: bool, by: MemberId, at: Timestamp, words: String) -> Result<Gesture> {
        if self.standing != Standing::Asked {
            return Err(Error::Conflict(match self.standing {
                Standing::Refused => "Somebody said no to it a moment ago. Nothing was changed.".into(),
                _ => "It is given already. Nothing was changed.".into(),
            }));
        }
        Ok(Gesture {
            standing: if yes { Standing::Given } else { Standing::Refused },
            answered_at: Some(at),
            answered_by: Some(by),
            answer: words,
            ..self.clone()
        })
    }
}

/// What somebody may give for one problem, and what they gave of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// In all.
    pub whole: Money,
    /// What is spent.
    pub spent_minor: i64,
}

impl Allowance {
    /// What is left of it.
    pub fn left(&self) -> Money {
        Money { minor: (self.whole.minor - self.spent_minor).max(0), ..self.whole }
    }
    /// Is that within what is left?
    pub fn covers(&self, worth: Money) -> bool {
        worth.currency == self.whole.currency && worth.minor <= self.left().minor
    }
}

/// What holds for all who have no allowance of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What each may give for one problem.
    pub each: Money,
    /// Counts its changes; 0 where nobody has set it yet.
    pub version: i64,
}

/// Until an admin sets it: fifty euros.
pub fn usual() -> Rule {
    let currency: Currency = "EUR".parse().expect("three letters");
    Rule { each: Money { minor: 5000, currency }, version: 0 }
}

/// `€38`, `12.50 CHF`: as a page says it.
pub fn in_words(money: Money) -> String {
    let said = money.to_string();
    let (amount, code) = said.split_once(' ').unwrap_or((said.as_str(), ""));
    let amount = amount.strip_suffix(".00").unwrap_or(amount);
    match code {
        "EUR" => format!("€{amount}"),
        "GBP" => format!("£{amount}"),
        "USD" => format!("${amount}"),
        code => format!("{amount} {code}"),
    }
}

/// Something to do on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Todo {
    /// Its id.
    pub id: TodoId,
    /// For which problem.
    pub problem: ProblemId,
    /// For fixing or for making right.
    pub part: Part,
    /// What.
    pub words: String,
    /// More about it; may be empty.
    pub note: String,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// Who did it.
    pub done_by: Option<MemberId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(minor: i64) -> Money {
        Money { minor, ..usual().each }
    }

    #[test]
    fn an_allowance_is_spent_and_never_below_nothing() {
        let allowance = Allowance { whole: euros(5000), spent_minor: 3800 };
        assert_eq!(allowance.left(), euros(1200));
        assert!(allowance.covers(euros(1200)) && !allowance.covers(euros(1201)));
        assert_eq!(Allowance { spent_minor: 9000, ..allowance }.left(), euros(0));
        let francs = Money { minor: 1, currency: "CHF".parse().expect("a currency") };
        assert!(!allowance.covers(francs));
    }

    #[test]
    fn money_is_said_as_a_page_says_it() {
        let said = |minor, code: &str| in_words(Money { minor, currency: code.parse().expect("a currency") });
        assert_eq!([said(3800, "EUR"), said(1250, "CHF"), said(38, "JPY")], ["€38", "12.50 CHF", "38 JPY"]);
    }
}
