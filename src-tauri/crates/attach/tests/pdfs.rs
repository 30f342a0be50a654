//! Tests valid and hostile PDFs with a real reader process.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::{fmt::Write as _, time::Duration};

use attach::{PdfReader, Problem, Ready, prepare_file};
use chat::AttachmentKind;

/// Long enough for a valid file in an unoptimised build, short for one that never ends.
const PATIENCE: Duration = Duration::from_secs(8);

fn ready(bytes: &[u8]) -> Result<Ready, Problem> {
    let reader = PdfReader::new(
        env!("CARGO_BIN_EXE_read-pdf").into(),
        vec![attach::pdf::ARGUMENT.into()],
        PATIENCE,
    );
    prepare_file("paper.pdf", bytes, &reader)
}

fn stream(about: &str, data: &[u8]) -> Vec<u8> {
    let head = format!("<< {about} /Length {} >>\nstream\n", data.len());
    [head.as_bytes(), data, b"\nendstream"].concat()
}

/// Builds a PDF from these objects, numbered from 1; the first is the catalogue.
fn pdf_with(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in (1..).zip(objects) {
        writeln!(table, "{:010} 00000 n ", bytes.len()).unwrap();
        bytes.extend(format!("{number} 0 obj\n").into_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    let end = format!("{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n");
    bytes.extend(end.into_bytes());
    bytes
}

fn pages(contents: &[Vec<u8>]) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    let kids = kids.join(" ");
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", contents.len()).into_bytes(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (at, content) in contents.iter().enumerate() {
        let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>";
        objects.push(format!("{page} /Contents {} 0 R >>", 5 + 2 * at).into_bytes());
        objects.push(content.clone());
    }
    pdf_with(&objects, "")
}

fn says(text: &str) -> Vec<u8> {
    stream("", format!("BT /F1 24 Tf 72 700 Td ({text}) Tj ET").as_bytes())
}

/// Builds a deflate stream by hand: one byte, then `runs` times 8 × 258 copies of it.
fn deflated_run(runs: usize) -> Vec<u8> {
    let mut bits: Vec<u8> = Vec::new();
    let put = |value: u32, count: u32, bits: &mut Vec<u8>| {
        // Huffman codes are written starting with their highest bit.
        bits.extend((0..count).rev().map(|at| (value >> at & 1) as u8));
    };
    bits.extend([1, 1, 0]);
    put(0x30 + u32::from(b' '), 8, &mut bits);
    // Pads with runs until the next one starts on a byte boundary: 11 bits so far, 13 for each run.
    while !bits.len().is_multiple_of(8) {
        put(0b1100_0101, 8, &mut bits);
        put(0, 5, &mut bits);
    }
    let block_start = bits.len();
    for _ in 0..8 {
        put(0b1100_0101, 8, &mut bits);
        put(0, 5, &mut bits);
    }
    let bytes = |bits: &[u8]| -> Vec<u8> {
        bits.chunks(8)
            .map(|byte| byte.iter().enumerate().fold(0, |sum, (at, bit)| sum | bit << at))
            .collect()
    };
    let (head, block) = (bytes(&bits[..block_start]), bytes(&bits[block_start..]));
    [b"\x78\x9c".to_vec(), head, block.repeat(runs), vec![0, 0, 0, 0, 0]].concat()
}

#[test]
fn the_text_of_a_pdf_comes_page_by_page() {
    let ready = ready(&pages(&[says("Hello canary-7f3a91"), says("and goodbye")])).unwrap();
    assert_eq!(ready.kind, AttachmentKind::Pdf { pages: 2 });
    let text = String::from_utf8(ready.bytes).unwrap();
    assert_eq!(text, "Hello canary-7f3a91\n\nand goodbye");
    assert_eq!(ready.name, "paper.pdf");
}

#[test]
fn a_scan_has_no_text() {
    assert_eq!(
        ready(&pages(&[stream("", b"0 0 612 792 re f")])),
        Err(Problem::PdfWithoutText)
    );
}

#[test]
fn a_locked_pdf_says_so() {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [] /Count 0 >>".to_vec(),
        format!(
            "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{0}> /U <{0}> >>",
            "5a".repeat(32)
        )
        .into_bytes(),
    ];
    let id = "/Encrypt 3 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
    assert_eq!(ready(&pdf_with(&objects, id)), Err(Problem::EncryptedPdf));
}

#[test]
fn a_cut_or_empty_pdf_is_damaged() {
    let whole = pages(&[says("Hello")]);
    for bytes in [&whole[..9], &whole[..whole.len() / 2], b"%PDF-1.4\nnothing"] {
        assert_eq!(ready(bytes), Err(Problem::DamagedPdf));
    }
    assert_eq!(ready(&pages(&[])), Err(Problem::DamagedPdf));
}

#[test]
fn deep_nesting_ends_only_the_reader_process() {
    for (open, close) in [("[", "]"), ("<< /A ", " >>")] {
        let deep = [open.repeat(400_000), close.repeat(400_000)].concat().into_bytes();
        let objects = [
            b"<< /Type /Catalog /Pages 2 0 R /Deep 4 0 R >>".to_vec(),
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources 4 0 R >>".to_vec(),
            deep,
        ];
        assert!(ready(&pdf_with(&objects, "")).is_err());
    }
}

#[test]
fn a_cyclic_page_tree_ends() {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 3 >>".to_vec(),
    ];
    assert!(ready(&pdf_with(&objects, "")).is_err());
}

#[test]
fn a_stream_that_unpacks_to_gigabytes_is_too_heavy() {
    // 12 MB that decompress to 1.9 GB.
    let bomb = stream("/Filter /FlateDecode", &deflated_run(920_000));
    let ended = ready(&pages(&[bomb]));
    assert!(
        matches!(ended, Err(Problem::HeavyPdf | Problem::DamagedPdf)),
        "{ended:?}"
    );
}

#[test]
fn a_silent_reader_is_killed_and_a_missing_one_is_reported() {
    let pdf = pages(&[says("Hello")]);
    let with = |program: &str, arguments: &[&str], patience: Duration| {
        let arguments = arguments.iter().map(Into::into).collect();
        let reader = PdfReader::new(program.into(), arguments, patience);
        prepare_file("a.pdf", &pdf, &reader)
    };
    let (short, long) = (Duration::from_millis(200), Duration::from_mins(1));
    if cfg!(unix) {
        assert_eq!(with("/bin/sleep", &["600"], short), Err(Problem::HeavyPdf));
        // Prints its environment, which must be empty.
        assert_eq!(with("/usr/bin/env", &[], long), Err(Problem::DamagedPdf));
    }
    assert_eq!(with("/nowhere/reader", &[], long), Err(Problem::NoReader));
}

#[test]
fn text_that_mentions_a_pdf_is_text() {
    let ready = ready(b"How files begin:\n%PDF-1.7 for a PDF").unwrap();
    assert_eq!(ready.kind, AttachmentKind::Text);
}
