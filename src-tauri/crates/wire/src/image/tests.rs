//! Tests small real images, and files that only look like images.

use base64::{Engine, prelude::BASE64_STANDARD};

use super::*;

/// One red pixel.
pub(crate) const PNG: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
/// Three by two red pixels each, as common encoders write them.
const GIF: &str = "R0lGODlhAwACAPAAAP8AAAAAACH5BAAAAAAALAAAAAADAAIAAAIChF8AOw==";
const JPEG: &str = "\
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwS\
    ExIQEw8QEBD/2wBDAQMDAwQDBAgEBAgQCwkLEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBD/wAAR\
    CAACAAMDAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAACP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAVAQEBAAAAAAAAAAAAAAAAAAAH\
    Cf/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/ADoDFU3/2Q==";
const WEBP_LOSSY: &str = "UklGRjgAAABXRUJQVlA4ICwAAACQAQCdASoDAAIAAsBMJaACdLoAA5gA/u5DH+5sc4twV/9tD/9aH/60P+lAAA==";
const WEBP_LOSSLESS: &str = "UklGRhwAAABXRUJQVlA4TA8AAAAvAkAAAAcQ/Y/+ByKi/wEA";
const WEBP_EXTENDED: &str = "\
    UklGRloAAABXRUJQVlA4WAoAAAAQAAAAAgAAAQAAQUxQSAcAAAAAf39/f39/AFZQOCAsAAAAkAEAnQEqAwACAALATCWgAnS6AAOYAP7uQx/u\
    bHOLcFf/bQ//Wh/+tD/pQAA=";

pub(crate) fn bytes(base64: &str) -> Vec<u8> {
    BASE64_STANDARD.decode(base64).expect("base64")
}

/// Returns a PNG that declares these dimensions.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut png = bytes(PNG);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    png
}

/// Returns the header of a JPEG with an application segment, tables and a progressive frame of 300 × 200.
fn jpeg() -> Vec<u8> {
    let mut jpeg = b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xC4\x00\x03x\xFF\xFF\xC2\x00\x0B\x08".to_vec();
    jpeg.extend([0, 200, 1, 44, 1, 1, 0x11, 0]);
    jpeg
}

#[test]
fn the_four_kinds_are_known_by_their_bytes() {
    let known = |bytes: Vec<u8>| ReplyImage::from_bytes(bytes).map(|p| (p.media_type, p.width, p.height));
    assert_eq!(known(bytes(PNG)), Some((ImageType::Png, 1, 1)));
    assert_eq!(known(bytes(GIF)), Some((ImageType::Gif, 3, 2)));
    assert_eq!(known(bytes(JPEG)), Some((ImageType::Jpeg, 3, 2)));
    assert_eq!(known(jpeg()), Some((ImageType::Jpeg, 300, 200)));
    for webp in [WEBP_LOSSY, WEBP_LOSSLESS, WEBP_EXTENDED] {
        assert_eq!(known(bytes(webp)), Some((ImageType::Webp, 3, 2)), "{webp}");
    }
}

#[test]
fn nothing_else_is_a_picture() {
    for not in [
        "",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "GIF89",
        "BM",
        "%PDF-1.7",
        "RIFF\0\0\0\0WAVEfmt ",
    ] {
        assert_eq!(ReplyImage::from_bytes(not.into()), None, "{not}");
    }
    for whole in [bytes(PNG), jpeg(), bytes(WEBP_LOSSY), bytes(WEBP_EXTENDED), bytes(GIF)] {
        for cut in 0..8 {
            assert_eq!(ReplyImage::from_bytes(whole[..cut].to_vec()), None);
        }
    }
    // No frame before the data, and segments with wrong lengths.
    for jpeg in [
        &b"\xFF\xD8\xFF\xDA"[..],
        b"\xFF\xD8\xFF\xE0\xFF\xFF",
        b"\xFF\xD8\xFF\xE0\0\0\0\0",
        b"\xFF\xD8\xFF\xFF\xFF\xFF",
    ] {
        assert_eq!(ReplyImage::from_bytes(jpeg.to_vec()), None);
    }
}

#[test]
fn what_would_fill_the_memory_is_refused() {
    assert!(ReplyImage::from_bytes(png(8192, 8192)).is_some());
    assert_eq!(ReplyImage::from_bytes(png(8192, 8193)), None);
    assert_eq!(ReplyImage::from_bytes(png(u32::MAX, u32::MAX)), None);
    assert_eq!(ReplyImage::from_bytes(png(0, 5)), None);
    let mut long = bytes(PNG);
    long.resize(MAX_BYTES, 0);
    assert!(ReplyImage::from_bytes(long.clone()).is_some());
    long.push(0);
    assert_eq!(ReplyImage::from_bytes(long), None);
}

#[test]
fn what_a_server_may_write_for_a_picture() {
    let picture = ImageSource::Image(ReplyImage::from_bytes(bytes(PNG)).expect("a picture"));
    let wrapped = format!("{}\r\n {}", &PNG[..40], &PNG[40..]);
    let unpadded = PNG.trim_end_matches('=');
    for source in [
        format!("data:image/png;base64,{PNG}"),
        format!(" DATA:image/jpg;charset=x;base64,{wrapped}\n"),
        format!("data:;base64,{unpadded}"),
        PNG.to_owned(),
        PNG.replace('+', "-").replace('/', "_"),
    ] {
        assert_eq!(ImageSource::parse(&source).as_ref(), Some(&picture), "{source}");
    }
}

#[test]
fn what_is_not_shown_is_named() {
    let words = |source: &str| match ImageSource::parse(source) {
        Some(ImageSource::Markdown(words)) => Some(words),
        Some(other) => panic!("{other:?}"),
        None => None,
    };
    let svg = "data:image/svg+xml;base64,PHN2Zy8+";
    assert_eq!(words(svg).as_deref(), Some("![](data:image/svg+xml)"));
    assert_eq!(words("data:a)](x;base64,!").as_deref(), Some("![](data:ax)"));
    assert_eq!(
        words("https://images.example/a b>.png").as_deref(),
        Some("<https://images.example/a%20b%3E.png>")
    );
    for nothing in ["", "file:///etc/passwd", "javascript:alert(1)", "cat.png", "aGVsbG8="] {
        assert_eq!(words(nothing), None, "{nothing}");
    }
}
