//! Records: line ends, quotes, positions.

use proptest::prelude::*;

use super::super::encoding::{Charset, Encoding};
use super::*;

fn records(text: &str, delimiter: u8, return_ends: bool) -> Vec<Record> {
    let encoding = Encoding::told(Charset::Utf8, &[]);
    let mut records = Records::new(Decoder::new(text.as_bytes(), &encoding), Cut { delimiter, return_ends });
    let mut all = Vec::new();
    let mut record = Record::default();
    while records.read(&mut record).expect("memory can be read") {
        all.push(record.clone());
    }
    all
}

fn cells(text: &str) -> Vec<Vec<String>> {
    records(text, b',', false).iter().map(|record| record.exact_cells().map(str::to_owned).collect()).collect()
}

#[test]
fn line_ends_of_every_kind_end_a_record() {
    for text in ["a,b\nc,d\n", "a,b\r\nc,d", "a,b\nc,d\r\n", "a,b\r\r\nc,d\r\r\n"] {
        assert_eq!(cells(text), [["a", "b"], ["c", "d"]], "{text:?}");
    }
    let lone = records("a,b\rc,d\r", b',', true);
    assert_eq!(lone.len(), 2);
    assert_eq!((lone[1].line, lone[1].exact(1)), (2, "d"));
    assert_eq!(cells("a,b\rx,d\n"), [["a", "b\rx", "d"]]);
}

#[test]
fn quotes_hold_delimiters_breaks_and_quotes() {
    assert_eq!(cells("\"a,1\",\"say \"\"hi\"\"\"\n"), [["a,1", "say \"hi\""]]);
    assert_eq!(cells("a, \"b, c\" ,d\n"), [["a", "b, c", "d"]]);
    assert_eq!(cells("\"Joe\" Smith,5\" pipe\n"), [["Joe Smith", "5\" pipe"]]);
    assert_eq!(cells("\"a \\\"b\\\" c\",\"C:\\\"\n"), [["a \"b\" c", "C:\\"]]);
    let broken = records("x,\"one\r\ntwo\"\r\ny,z\r\n", b',', false);
    assert_eq!(broken[0].exact(1), "one\r\ntwo");
    assert_eq!((broken[0].line, broken[0].last_line, broken[1].line), (1, 2, 3));
}

#[test]
fn an_unclosed_quote_costs_one_line() {
    let all = records("a,\"b\nc,d\ne,f\n", b',', false);
    assert_eq!(all.len(), 3);
    assert!(all[0].unclosed_quote && !all[1].unclosed_quote);
    assert_eq!(all[0].exact(1), "\"b");
    let all = records("a,\"b\nc,d\ne,\"f\"\n", b',', false);
    assert_eq!(all.iter().map(|record| record.line).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(all[2].exact(1), "f");
}

#[test]
fn cells_are_trimmed_on_demand() {
    let record = Record::of(1, ["\u{A0} x \u{FEFF}", "y"]);
    assert_eq!((record.cell(0), record.exact(0), record.cell(7)), ("x", "\u{A0} x \u{FEFF}", ""));
}

proptest! {
    #[test]
    fn what_the_csv_crate_writes_is_read_back(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z \",\n\rö]{0,12}", 3), 1..30),
        size in 1_usize..3,
    ) {
        let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
        for _ in 0..size {
            for row in &rows {
                writer.write_record(row).expect("memory can be written");
            }
        }
        let text = String::from_utf8(writer.into_inner().expect("no buffer is left")).expect("UTF-8 was written");
        let read = cells(&text);
        prop_assert_eq!(read.len(), rows.len() * size);
        for (read, written) in read.iter().zip(rows.iter().cycle()) {
            prop_assert_eq!(read, written);
        }
    }

    #[test]
    fn every_letter_arrives_whatever_the_quotes(text in "[a\",;\n\r\\\\ ]{0,200}") {
        let all = records(&text, b',', false);
        let read: usize = all.iter().flat_map(Record::exact_cells).map(|cell| cell.matches('a').count()).sum();
        prop_assert_eq!(read, text.matches('a').count());
    }
}
