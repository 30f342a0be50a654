//! Tests valid and hostile images: what is sent of them, and how they are refused.
#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::io::Cursor;

use attach::{LONGEST_SIDE, PdfReader, Problem, Ready, prepare_file};
use chat::{AttachmentKind, ImageType};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};

const CANARY: &[u8] = b"canary-7f3a91 52.5163 N 13.3777 E";

fn ready(name: &str, bytes: &[u8]) -> Result<Ready, Problem> {
    prepare_file(name, bytes, &PdfReader::default())
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Draws an image that is red above and blue below.
fn flag(width: u32, height: u32) -> DynamicImage {
    let colour = |_, y| {
        if y < height / 2 {
            Rgb([200, 0, 0])
        } else {
            Rgb([0, 0, 200])
        }
    };
    RgbImage::from_fn(width, height, colour).into()
}

fn size(ready: &Ready) -> (ImageType, u32, u32, Option<u32>) {
    match ready.kind {
        AttachmentKind::Image {
            media_type,
            width,
            height,
            shrunk_from,
            ..
        } => (media_type, width, height, shrunk_from),
        ref other => panic!("{other:?}"),
    }
}

fn first_frame_only(bytes: &[u8]) -> bool {
    match ready("moving", bytes).unwrap().kind {
        AttachmentKind::Image { first_frame_only, .. } => first_frame_only,
        other => panic!("{other:?}"),
    }
}

/// Encodes an animation: the first frame is red above and blue below, the others are green.
fn animation(format: ImageFormat, frames: u32) -> Vec<u8> {
    let green: DynamicImage = RgbImage::from_pixel(8, 8, Rgb([0, 200, 0])).into();
    let images = (0..frames).map(|at| if at == 0 { flag(8, 8) } else { green.clone() });
    match format {
        ImageFormat::Gif => gif_of(images),
        ImageFormat::Png => apng_of(images, frames),
        _ => webp_of(images),
    }
}

fn gif_of(images: impl Iterator<Item = DynamicImage>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    encoder
        .encode_frames(images.map(|image| image::Frame::new(image.to_rgba8())))
        .unwrap();
    drop(encoder);
    bytes
}

fn apng_of(images: impl Iterator<Item = DynamicImage>, frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_animated(frames, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    for image in images {
        writer.write_image_data(&image.to_rgb8()).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

/// Builds an animated WebP by hand, because no encoder here writes one. Each frame is the data of a still image.
fn webp_of(images: impl Iterator<Item = DynamicImage>) -> Vec<u8> {
    let chunk = |name: &[u8], data: &[u8]| {
        let length = u32::try_from(data.len()).unwrap().to_le_bytes();
        [name, &length, data, if data.len() % 2 == 1 { b"\0" } else { b"" }].concat()
    };
    let size = [7, 0, 0, 7, 0, 0];
    let frame = |image: DynamicImage| {
        let still = encoded(&image, ImageFormat::WebP);
        // Position, size, 100 ms, no flags; then the image without its own container.
        chunk(b"ANMF", &[&[0; 6][..], &size, &[100, 0, 0, 0], &still[12..]].concat())
    };
    let head = chunk(b"VP8X", &[&[2, 0, 0, 0][..], &size].concat());
    let chunks = [head, chunk(b"ANIM", &[0; 6]), images.flat_map(frame).collect()].concat();
    [
        &b"RIFF"[..],
        &u32::try_from(chunks.len() + 4).unwrap().to_le_bytes(),
        b"WEBP",
        &chunks,
    ]
    .concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|at| at == part)
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}

fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
    let body = [kind, data].concat();
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], &body, &crc(&body).to_be_bytes()].concat()
}

fn png_of(width: u32, height: u32, data: &[u8]) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    let parts = [chunk(b"IHDR", &head), chunk(b"IDAT", data), chunk(b"IEND", b"")];
    [b"\x89PNG\r\n\x1a\n".to_vec(), parts.concat()].concat()
}

/// Builds a JPEG with an EXIF segment that has an orientation of 90 degrees and the canary as a maker note.
fn turned_jpeg(width: u32, height: u32) -> Vec<u8> {
    let plain = encoded(&flag(width, height), ImageFormat::Jpeg);
    // One entry: orientation (0x0112), SHORT, 6.
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend(CANARY);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], b"\xFF\xE1", &length, &exif, &plain[2..]].concat()
}

#[test]
fn every_format_is_detected_by_its_bytes() {
    for (format, sent) in [
        (ImageFormat::Png, ImageType::Png),
        (ImageFormat::Jpeg, ImageType::Jpeg),
        (ImageFormat::Gif, ImageType::Png),
        (ImageFormat::WebP, ImageType::Jpeg),
    ] {
        let ready = ready("holiday.exe", &encoded(&flag(40, 30), format)).unwrap();
        assert_eq!(size(&ready), (sent, 40, 30, None), "{format:?}");
        assert_eq!(ready.name, "holiday.exe");
        assert!(ready.tokens >= 1);
    }
}

#[test]
fn the_first_frame_of_an_animation_is_sent_and_reported() {
    for format in [ImageFormat::Gif, ImageFormat::Png, ImageFormat::WebP] {
        assert!(first_frame_only(&animation(format, 3)), "{format:?}");
        assert!(
            !first_frame_only(&animation(format, 1)),
            "{format:?}: one frame does not move"
        );
        assert!(
            !first_frame_only(&encoded(&flag(8, 8), format)),
            "{format:?}: a still one"
        );
        let sent = image::load_from_memory(&ready("a", &animation(format, 2)).unwrap().bytes).unwrap();
        let first = sent.to_rgb8();
        assert!(
            first.get_pixel(4, 1)[0] > 150 && first.get_pixel(4, 6)[2] > 150,
            "{format:?}"
        );
    }
}

#[test]
fn a_truncated_or_changed_animation_never_panics() {
    for format in [ImageFormat::Gif, ImageFormat::Png, ImageFormat::WebP] {
        let whole = animation(format, 2);
        for at in 0..whole.len() {
            let _ = ready("a", &whole[..at]);
            let mut changed = whole.clone();
            changed[at] ^= 0xA5;
            let _ = ready("a", &changed);
        }
    }
}

#[test]
fn a_large_image_is_scaled_down_and_reports_its_original_size() {
    let ready = ready("a.png", &encoded(&flag(3000, 1500), ImageFormat::Png)).unwrap();
    assert_eq!(size(&ready), (ImageType::Png, LONGEST_SIDE, 1024, Some(3000)));
    let back = image::load_from_memory(&ready.bytes).unwrap();
    assert_eq!((back.width(), back.height()), (LONGEST_SIDE, 1024));
}

#[test]
fn a_photograph_is_upright_and_keeps_only_its_pixels() {
    let photograph = turned_jpeg(64, 32);
    assert!(holds(&photograph, CANARY));
    let ready = ready("a.jpg", &photograph).unwrap();
    assert_eq!(size(&ready), (ImageType::Jpeg, 32, 64, None));
    assert!(!holds(&ready.bytes, CANARY) && !holds(&ready.bytes, b"Exif"));
    // Rotated clockwise, what was above is on the right.
    let upright = image::load_from_memory(&ready.bytes).unwrap().to_rgb8();
    assert!(upright.get_pixel(28, 32)[0] > 150 && upright.get_pixel(4, 32)[2] > 150);
}

#[test]
fn text_in_a_png_is_not_sent() {
    let plain = encoded(&flag(8, 8), ImageFormat::Png);
    let note = chunk(b"tEXt", &[b"Comment\0", CANARY].concat());
    let noted = [&plain[..33], &note, &plain[33..]].concat();
    assert!(!holds(&ready("a.png", &noted).unwrap().bytes, CANARY));
}

#[test]
fn a_polyglot_file_is_sent_as_its_image_alone() {
    let both = [
        &encoded(&flag(8, 8), ImageFormat::Gif)[..],
        b"<script>",
        CANARY,
        b"%PDF-1.7",
    ]
    .concat();
    let ready = ready("a.pdf", &both).unwrap();
    assert_eq!(size(&ready).0, ImageType::Png);
    assert!(!holds(&ready.bytes, CANARY));
}

#[test]
fn transparent_images_stay_transparent() {
    let clear: DynamicImage = RgbaImage::from_pixel(20, 10, Rgba([10, 20, 30, 0])).into();
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let ready = ready("a", &encoded(&clear, format)).unwrap();
        assert_eq!(size(&ready).0, ImageType::Png);
        assert!(image::load_from_memory(&ready.bytes).unwrap().color().has_alpha());
    }
}

#[test]
fn a_decompression_bomb_is_refused_before_decoding() {
    let webp = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff".to_vec();
    let gif = b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;".to_vec();
    for bomb in [
        png_of(50_000, 50_000, b"x\x9c"),
        png_of(20_000, 20_000, b"x\x9c"),
        gif,
        png_of(1, 60_000, b""),
    ] {
        assert_eq!(ready("a", &bomb), Err(Problem::TooManyPixels { limit: 64 }));
    }
    assert!(matches!(
        ready("a", &webp),
        Err(Problem::TooManyPixels { .. } | Problem::DamagedImage)
    ));
}

#[test]
fn a_frame_larger_than_its_image_takes_no_more_memory() {
    // A 4 × 4 image with a frame that claims 60,000 × 60,000.
    let gif = b"GIF89a\x04\0\x04\0\0\0\0,\0\0\0\0\x60\xea\x60\xea\0\x02\x02\x44\x01\0;";
    assert!(matches!(
        ready("a.gif", gif),
        Err(Problem::TooManyPixels { .. } | Problem::DamagedImage)
    ));
}

#[test]
fn a_truncated_or_changed_image_is_damaged_and_never_panics() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let whole = encoded(&flag(40, 30), format);
        assert!(ready("a", &whole[..14.min(whole.len())]).is_err(), "{format:?}");
        for at in (0..whole.len()).step_by(7) {
            let mut cut = whole[..at].to_vec();
            let _ = ready("a", &cut);
            cut = whole.clone();
            cut[at] ^= 0xA5;
            let _ = ready("a", &cut);
        }
    }
    assert_eq!(
        ready("a.png", &encoded(&flag(40, 30), ImageFormat::Png)[..60]),
        Err(Problem::DamagedImage)
    );
}

#[test]
fn a_file_is_refused_for_its_length_alone() {
    assert_eq!(ready("a", b""), Err(Problem::Empty));
    let long = vec![b'a'; attach::MAX_FILE + 1];
    assert_eq!(
        ready("a", &long),
        Err(Problem::TooLarge {
            limit: attach::MAX_FILE
        })
    );
}
