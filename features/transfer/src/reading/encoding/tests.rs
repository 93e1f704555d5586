//! Encodings: marks, guesses, damage.

use proptest::prelude::*;

use super::*;

fn read(bytes: &[u8]) -> (Encoding, String, Damage) {
    let encoding = detect(&mut &bytes[..]).expect("memory can be read");
    let mut decoder = Decoder::new(bytes, &encoding);
    let mut text = Vec::new();
    while decoder.more(&mut text).expect("memory can be read") {}
    let damage = decoder.damage().clone();
    (encoding, String::from_utf8(text).expect("the decoder writes UTF-8"), damage)
}

fn utf16(text: &str, low_first: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if low_first { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}

fn utf32(text: &str, low_first: bool) -> Vec<u8> {
    text.chars()
        .map(u32::from)
        .flat_map(|code| if low_first { code.to_le_bytes() } else { code.to_be_bytes() })
        .collect()
}

const TEXT: &str = "Naam;Plaats\r\nJörg Ærø;Łódź\r\n李雷;東京\r\n";

#[test]
fn marks_are_believed_and_left_out() {
    for (mark, body, charset) in [
        (&[0xEF_u8, 0xBB, 0xBF][..], TEXT.as_bytes().to_vec(), Charset::Utf8),
        (&[0xFF, 0xFE], utf16(TEXT, true), Charset::Utf16Le),
        (&[0xFE, 0xFF], utf16(TEXT, false), Charset::Utf16Be),
        (&[0xFF, 0xFE, 0, 0], utf32(TEXT, true), Charset::Utf32Le),
        (&[0, 0, 0xFE, 0xFF], utf32(TEXT, false), Charset::Utf32Be),
    ] {
        let (encoding, text, damage) = read(&[mark, &body].concat());
        assert_eq!(encoding.charset, charset);
        assert_eq!(text, TEXT);
        assert_eq!(damage, Damage::default());
    }
}

#[test]
fn a_mark_that_lies_is_seen_through() {
    let text = "\"column1\",\"column2\"\nrow1,row2\nrow3,row4\n";
    for (body, charset) in [
        (utf32(text, true), Charset::Utf32Le),
        (utf32(text, false), Charset::Utf32Be),
        (utf16(text, true), Charset::Utf16Le),
    ] {
        let (encoding, read, damage) = read(&[&[0xFE, 0xFF][..], &body].concat());
        assert_eq!((encoding.charset, read.as_str(), damage.zeros), (charset, text, 0));
    }
}

#[test]
fn wide_text_needs_no_mark() {
    let text = "name;city;since\r\nJörg;Köln;2020\r\nAnna;Lyon;2021\r\n";
    assert_eq!(read(&utf16(text, true)).0.charset, Charset::Utf16Le);
    assert_eq!(read(&utf16(text, false)).0.charset, Charset::Utf16Be);
    assert_eq!(read(&utf32(text, true)).0.charset, Charset::Utf32Le);
    assert_eq!(read(&utf32(text, false)).1, text);
}

#[test]
fn one_latin_byte_after_a_long_plain_head_is_found() {
    let mut bytes = "name,city\nAnna,Rome\n".repeat(20_000).into_bytes();
    bytes.extend_from_slice(b"J\xF6rg,K\xF6ln\n");
    let (encoding, text, damage) = read(&bytes);
    assert_eq!(encoding.charset.name(), "windows-1252");
    assert!(text.ends_with("Jörg,Köln\n"));
    assert_eq!(damage.undecodable, 0);
}

#[test]
fn utf8_with_a_stray_byte_stays_utf8_and_names_the_line() {
    let (encoding, text, damage) = read("name\nJörg Müller\nÉmile Zoë\n".as_bytes());
    assert_eq!((encoding.charset, damage.undecodable), (Charset::Utf8, 0));
    assert!(text.contains("Zoë"));
    let mixed = ["name\nJörg Müller\nÉmile Zoë\n".as_bytes(), b"Ren\xE9\n"].concat();
    let (encoding, text, damage) = read(&mixed);
    assert_eq!(encoding.charset, Charset::Utf8);
    assert_eq!((damage.undecodable, damage.undecodable_lines), (1, vec![4]));
    assert!(text.ends_with("René\n"));
}

#[test]
fn mac_roman_and_dos_are_told_from_windows() {
    let mac: Vec<u8> = encoding_rs::MACINTOSH.encode("x").0.into_owned();
    assert_eq!(mac, b"x");
    let mac = b"name,answer\nFran\x8Dois,Not much\xCA\nRen\x8E,Don\xD5t know\nJ\x9Arg,\xD2yes\xD3\n";
    let (encoding, text, _) = read(mac);
    assert_eq!(encoding.charset.name(), "macintosh");
    assert!(text.contains("François,Not much\u{A0}") && text.contains("Don’t"));
    let dos = b"Name;Ort\r\nJ\x94rg M\x81ller;K\x94ln\r\nRen\x82 Gro\xE1;Z\x81rich\r\n";
    let (encoding, text, _) = read(dos);
    assert_eq!(encoding.charset, Charset::Cp850);
    assert!(text.contains("Jörg Müller") && text.contains("René Groß"));
    let windows = b"name;note\nJ\xF6rg M\xFCller;Don\x92t call\nRen\xE9;\x93ja\x94\n";
    assert_eq!(read(windows).0.charset.name(), "windows-1252");
}

#[test]
fn asian_and_cyrillic_files_are_recognized() {
    let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("氏名,都市\n山田太郎,東京都\n鈴木花子,大阪府\nスズキ,カナガワ\n");
    assert_eq!(read(&bytes).0.charset.name(), "Shift_JIS");
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode("имя;город\nИван Петров;Москва\nАнна Иванова;Казань\n");
    assert_eq!(read(&bytes).0.charset.name(), "windows-1251");
}

#[test]
fn zero_bytes_are_left_out_and_counted() {
    let (_, text, damage) = read(b"name,city\nAn\0na,Rome\nBert,Bonn\n");
    assert_eq!(text, "name,city\nAnna,Rome\nBert,Bonn\n");
    assert_eq!((damage.zeros, damage.zero_lines), (1, vec![2]));
}

#[test]
fn a_lone_surrogate_is_lost_and_reported() {
    let mut bytes = vec![0xFF, 0xFE];
    bytes.extend(utf16("a;b\nc;", true));
    bytes.extend([0x00, 0xD8]);
    bytes.extend(utf16("d\n", true));
    let (_, text, damage) = read(&bytes);
    assert_eq!(text, "a;b\nc;\u{FFFD}d\n");
    assert_eq!(damage.undecodable_lines, vec![2]);
}

#[test]
fn names_of_encodings_are_understood() {
    assert_eq!(Charset::named("Latin1").map(Charset::name), Some("windows-1252"));
    assert_eq!(Charset::named("UTF_8"), Some(Charset::Utf8));
    assert_eq!(Charset::named("mac roman"), None);
    assert_eq!(Charset::named("macroman").map(Charset::name), Some("macintosh"));
}

proptest! {
    #[test]
    fn any_text_survives_utf8_and_utf32(text in "[ -~äöüß€李\r\n]{0,400}") {
        prop_assert_eq!(&read(text.as_bytes()).1, &text);
        let mut wide = vec![0xFF, 0xFE, 0, 0];
        wide.extend(utf32(&text, true));
        prop_assert_eq!(&read(&wide).1, &text);
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        let (encoding, _, _) = read(&bytes);
        prop_assert_eq!(encoding.bytes, bytes.len() as u64);
    }
}
