//! A notice, sealed so that only the browser it is for can read it (RFC 8291), and the word by which a push service knows us (RFC 8292).

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64};
use ring::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, EphemeralPrivateKey, UnparsedPublicKey, agree_ephemeral},
    error::Unspecified,
    hkdf::{HKDF_SHA256, KeyType, Salt},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair},
};
use serde_json::json;

use crate::time::{HOUR, SECOND, Timestamp};

/// One record holds all of it; push services take four kilobytes.
const RECORD: u32 = 4096;
/// So much fits in besides what sealing adds.
#[cfg(test)]
pub(super) const LONGEST: usize = 3000;
/// A push service believes a word no longer than a day; half of one is enough.
const WORD_LASTS_US: i64 = 12 * HOUR;

/// What a browser gives us to seal notices with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    public: Vec<u8>,
    auth: Vec<u8>,
}

impl Browser {
    /// Reads both as browsers write them.
    pub fn read(p256dh: &str, auth: &str) -> Option<Browser> {
        let read = |text: &str| BASE64.decode(text.trim_end_matches('=')).ok();
        let (public, auth) = (read(p256dh)?, read(auth)?);
        (public.len() == 65 && public[0] == 4 && auth.len() == 16).then_some(Browser { public, auth })
    }
}

/// Seals a notice. `salt` is chance, and new each time.
pub fn seal(browser: &Browser, salt: [u8; 16], notice: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let ours = EphemeralPrivateKey::generate(&ECDH_P256, &SystemRandom::new())?;
    let public = ours.compute_public_key()?;
    let theirs = UnparsedPublicKey::new(&ECDH_P256, &browser.public);
    agree_ephemeral(ours, &theirs, |shared| seal_with(shared, browser, public.as_ref(), salt, notice))?
}

fn seal_with(
    shared: &[u8],
    browser: &Browser,
    ours: &[u8],
    salt: [u8; 16],
    notice: &[u8],
) -> Result<Vec<u8>, Unspecified> {
    let (key, nonce) = keys(shared, browser, ours, salt)?;
    // The sign behind the words says that no other record follows.
    let mut record = [notice, &[2]].concat();
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key)?);
    key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut record)?;
    Ok([&salt, RECORD.to_be_bytes().as_slice(), &[65], ours, &record].concat())
}

/// The key and the nonce of the only record.
pub(super) fn keys(
    shared: &[u8],
    browser: &Browser,
    ours: &[u8],
    salt: [u8; 16],
) -> Result<([u8; 16], [u8; 12]), Unspecified> {
    let mut seed = [0; 32];
    let about = [b"WebPush: info\0".as_slice(), &browser.public, ours];
    Salt::new(HKDF_SHA256, &browser.auth).extract(shared).expand(&about, Length(32))?.fill(&mut seed)?;
    let (mut key, mut nonce) = ([0; 16], [0; 12]);
    let drawn = Salt::new(HKDF_SHA256, &salt).extract(&seed);
    drawn.expand(&[b"Content-Encoding: aes128gcm\0"], Length(16))?.fill(&mut key)?;
    drawn.expand(&[b"Content-Encoding: nonce\0"], Length(12))?.fill(&mut nonce)?;
    Ok((key, nonce))
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

/// The key by which push services know this workspace.
pub struct OurKey(EcdsaKeyPair);

impl OurKey {
    /// A new one, as it is kept.
    pub fn new_kept() -> Result<String, Unspecified> {
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())?;
        Ok(BASE64.encode(made.as_ref()))
    }

    /// Reads one that is kept.
    pub fn read(kept: &str) -> Option<OurKey> {
        let bytes = BASE64.decode(kept).ok()?;
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &bytes, &SystemRandom::new()).ok().map(OurKey)
    }

    /// What a browser subscribes with.
    pub fn public(&self) -> String {
        BASE64.encode(self.0.public_key().as_ref())
    }

    /// The `Authorization` for a push service: who we are, signed, for a while.
    pub fn word(&self, origin: &str, contact: &str, now: Timestamp) -> Result<String, Unspecified> {
        let claims = json!({ "aud": origin, "exp": now.plus(WORD_LASTS_US).0 / SECOND, "sub": contact });
        let head = json!({ "typ": "JWT", "alg": "ES256" });
        let said = format!("{}.{}", BASE64.encode(head.to_string()), BASE64.encode(claims.to_string()));
        let signed = self.0.sign(&SystemRandom::new(), said.as_bytes())?;
        Ok(format!("vapid t={said}.{}, k={}", BASE64.encode(signed.as_ref()), self.public()))
    }
}

#[cfg(test)]
mod tests {
    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};

    use super::*;

    /// The example of RFC 8291, section 5 and appendix A.
    #[test]
    fn the_example_of_the_standard_comes_out() {
        let read = |text: &str| BASE64.decode(text).expect("base64");
        let browser = Browser::read(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
        );
        let ours = read("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        let shared = read("kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs");
        let salt = read("DGv6ra1nlYgDCS1FRnbzlw").try_into().expect("16 bytes");
        let notice = b"When I grow up, I want to be a watermelon";
        let sealed = seal_with(&shared, &browser.expect("keys"), &ours, salt, notice).expect("sealed");
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(BASE64.encode(sealed), expected);
    }

    #[test]
    fn our_word_is_signed_by_our_key() {
        let kept = OurKey::new_kept().expect("a key");
        let key = OurKey::read(&kept).expect("as it was kept");
        let word = key.word("https://push.example", "https://tend.example", Timestamp(0)).expect("signed");
        let (token, public) = word.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).expect("its form");
        let (said, signature) = token.rsplit_once('.').expect("three parts");
        let read = |text: &str| BASE64.decode(text).expect("base64");
        let verified =
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, read(public)).verify(said.as_bytes(), &read(signature));
        assert!(verified.is_ok());
        let claims = read(said.split('.').nth(1).expect("claims"));
        assert_eq!(
            String::from_utf8_lossy(&claims),
            r#"{"aud":"https://push.example","exp":43200,"sub":"https://tend.example"}"#
        );
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for (p256dh, auth) in [("", ""), ("AAAA", "BTBZMqHH6r4Tts7J_aSIgg"), ("!", "!")] {
            assert_eq!(Browser::read(p256dh, auth), None);
        }
        assert!(OurKey::read("AAAA").is_none());
    }
}
