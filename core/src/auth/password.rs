//! Passwords: argon2id, hashed beside the requests and never inside a transaction.
//!
//! Parameters: 19 MiB of memory, two passes, one lane (OWASP's cheat sheet on password storage, first choice for argon2id),
//! which takes some 20 ms of one core. At most [`AT_ONCE`] are hashed at a time, so that a flood of sign-ins costs neither
//! all memory nor all cores; the others wait. The parameters stand in each hash, so they can be raised later.

use std::sync::{Arc, LazyLock};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version, password_hash::SaltString,
};
use tokio::sync::Semaphore;

use super::{Address, session};
use crate::error::{Error, Result};

/// How many passwords are hashed at a time.
pub const AT_ONCE: usize = 2;
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SHORTEST: usize = 10;
const LONGEST: usize = 200;

static TURNS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(AT_ONCE)));

/// A password somebody chose, good enough to keep.
#[derive(Clone)]
pub struct NewPassword(String);

impl NewPassword {
    /// Long enough, not without end, and not the address itself. What letters it has is its owner's business.
    pub fn read(text: &str, address: &str) -> Result<Self, String> {
        let letters = text.chars().count();
        let first = text.chars().next();
        if letters < SHORTEST {
            return Err(format!(
                "A little longer, please: {SHORTEST} letters or more. Three words together are easy to keep in mind."
            ));
        }
        if letters > LONGEST {
            return Err(format!("That is very long. {LONGEST} letters are enough."));
        }
        if text.to_lowercase() == address.trim().to_lowercase() || text.chars().all(|letter| Some(letter) == first) {
            return Err("Others would guess this one first. Choose something only you know.".into());
        }
        Ok(NewPassword(text.to_owned()))
    }
    /// The same, for a form with the address in it.
    pub fn for_address(text: &str, address: Option<&Address>) -> Result<Self, String> {
        NewPassword::read(text, address.map_or("", Address::text))
    }
}

/// What is kept of a password.
pub async fn hash(password: NewPassword) -> Result<String> {
    in_turn(move || hash_now(password.0.as_bytes())).await?
}

/// Is this the password behind that hash? Without a hash it takes just as long and the answer is no.
pub async fn is_right(typed: String, hash: Option<String>) -> Result<bool> {
    in_turn(move || match hash {
        Some(hash) => {
            let hash = PasswordHash::new(&hash).map_err(unusable)?;
            Ok(argon().verify_password(typed.as_bytes(), &hash).is_ok())
        }
        None => hash_now(typed.as_bytes()).map(|_| false),
    })
    .await?
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = TURNS.clone().acquire_owned().await.map_err(Error::ours)?;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    done.await.map_err(Error::ours)
}

fn hash_now(password: &[u8]) -> Result<String> {
    let salt = SaltString::encode_b64(&session::chance::<16>()).map_err(unusable)?;
    Ok(argon().hash_password(password, &salt).map_err(unusable)?.to_string())
}

fn argon() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters above are within argon2's bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn unusable(error: argon2::password_hash::Error) -> Error {
    Error::ours(format!("a password hash: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_judged_by_length_alone() {
        let read = |text: &str| NewPassword::read(text, "noor@linden.example").map(|_| ());
        assert!(read("three words together").is_ok() && read("ööööööööää").is_ok());
        assert!(read("too short").is_err() && read(&"x".repeat(12)).is_err() && read("NOOR@linden.example").is_err());
        assert!(read(&"long ".repeat(41)).is_err());
    }

    #[tokio::test]
    async fn the_right_password_is_known_again_and_nothing_else() {
        let password = NewPassword::read("under the linden tree", "").expect("good enough");
        let kept = hash(password).await.expect("hashed");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(is_right("under the linden tree".into(), Some(kept.clone())).await.expect("asked"));
        assert!(!is_right("under the linden".into(), Some(kept)).await.expect("asked"));
        assert!(!is_right("under the linden tree".into(), None).await.expect("asked"));
    }
}
