//! How a problem stood in another program, and how it stands here: in that program's words, each to be said anew by whoever brings it in.

use super::values::fold;

tend_core::words! {
    /// Where a problem of that status stands here.
    pub enum Standing {
        /// Somebody looks after it.
        Open = "open",
        /// The client is safe.
        Contained = "contained",
        /// The cause is gone.
        Fixed = "fixed",
        /// What they lost is made good.
        MadeRight = "made_right",
        /// It was closed there: it comes in as settled.
        Settled = "settled",
        /// Settled where the row says when it was closed, else open.
        AsDated = "as_dated",
        /// It does not come in.
        LeftOut = "leave out",
    }
}

impl Standing {
    /// The words on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Standing::Open => "Open",
            Standing::Contained => "Made safe",
            Standing::Fixed => "Fixed",
            Standing::MadeRight => "Made right",
            Standing::Settled => "Settled",
            Standing::AsDated => "Settled if it has a day of closing, else open",
            Standing::LeftOut => "Leave these out",
        }
    }

    /// What a status usually means; nobody is taken for safe or helped who may not be.
    #[must_use]
    pub fn of(status: &str) -> Self {
        match fold(status).as_str() {
            "closed" | "solved" | "resolved" | "done" | "completed" | "complete" | "cancelled" | "canceled"
            | "merged" | "duplicate" | "geschlossen" | "gelost" | "erledigt" | "opgelost" | "gesloten" | "ferme"
            | "resolu" | "cerrado" | "resuelto" => Standing::Settled,
            "new"
            | "open"
            | "reopened"
            | "working"
            | "in progress"
            | "escalated"
            | "pending"
            | "hold"
            | "on hold"
            | "on-hold"
            | "assigned"
            | "waiting"
            | "waiting on us"
            | "waiting on contact"
            | "waiting on customer"
            | "neu"
            | "offen"
            | "nieuw"
            | "nouveau"
            | "ouvert"
            | "nuevo"
            | "abierto" => Standing::Open,
            "deleted" | "spam" => Standing::LeftOut,
            _ => Standing::AsDated,
        }
    }
}

/// Nobody had answered yet.
#[must_use]
pub fn is_new(status: &str) -> bool {
    matches!(fold(status).as_str(), "new" | "neu" | "nieuw" | "nouveau" | "nuevo")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_means_what_it_usually_means() {
        for (status, standing) in [
            ("Closed", Standing::Settled),
            ("solved", Standing::Settled),
            ("New", Standing::Open),
            ("On Hold", Standing::Open),
            ("deleted", Standing::LeftOut),
            ("1706266", Standing::AsDated),
        ] {
            assert_eq!(Standing::of(status), standing, "{status}");
        }
        assert!(is_new("New") && !is_new("Open"));
    }
}
