//! Pictures: decoded within limits, turned upright, made smaller, and written anew without anything but their pixels.

use std::io::Cursor;

use chat::{AttachmentKind, ImageType};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
};

use crate::{Problem, Ready, moving};

/// The longest side of a picture as it is sent, in pixels; a larger one is made smaller. More is scaled down by the large
/// providers themselves.
pub const LONGEST_SIDE: u32 = 2048;

/// The most pixels a picture may have before it is made smaller, in millions. A few kilobytes can name billions.
const MEGAPIXELS: u64 = 64;
/// The longest side one may have before.
const MAX_SIDE: u32 = 32_768;
/// The most memory its pixels may take, in bytes.
const MAX_MEMORY: u64 = 512 * 1024 * 1024;
/// A PNG larger than this is sent as a JPEG, in bytes.
const MAX_PNG: usize = 2 * 1024 * 1024;
/// How well a JPEG is written, of 100.
const QUALITY: u8 = 88;

/// Which of the four kinds the bytes are.
pub(crate) fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(ImageFormat::Png),
        [0xFF, 0xD8, 0xFF, ..] => Some(ImageFormat::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(ImageFormat::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// Makes a picture ready; of a moving one its first image.
pub(crate) fn ready(name: String, bytes: &[u8], format: ImageFormat) -> Result<Ready, Problem> {
    let upright = decode(bytes, format)?;
    let longest = upright.width().max(upright.height());
    let small = if longest > LONGEST_SIDE {
        upright.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Triangle)
    } else {
        upright
    };
    let (width, height) = (small.width(), small.height());
    let original = bytes;
    let (media_type, bytes) = write(&small, format)?;
    let kind = AttachmentKind::Image {
        media_type,
        width,
        height,
        shrunk_from: (longest > LONGEST_SIDE).then_some(longest),
        first_frame_only: moving::moves(original, format),
    };
    Ok(Ready {
        kind,
        name,
        bytes,
        tokens: tokens(width, height),
    })
}

fn decode(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Problem> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MAX_SIDE);
    limits.max_image_height = Some(MAX_SIDE);
    limits.max_alloc = Some(MAX_MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(problem)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let too_large = pixels > MEGAPIXELS * 1_000_000 || width.max(height) > MAX_SIDE;
    if too_large || decoder.total_bytes() > MAX_MEMORY {
        return Err(Problem::TooManyPixels { limit: MEGAPIXELS });
    }
    decoder.set_limits(limits).map_err(problem)?;
    let orientation = decoder.orientation().map_err(problem)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(problem)?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

#[allow(clippy::needless_pass_by_value, reason = "taken as `map_err` hands it over")]
fn problem(error: ImageError) -> Problem {
    match error {
        ImageError::Limits(_) => Problem::TooManyPixels { limit: MEGAPIXELS },
        _ => Problem::DamagedPicture,
    }
}

/// Writes pixels and nothing else. What is transparent stays PNG; photographs become JPEG, drawings PNG unless that takes
/// too much room.
fn write(picture: &DynamicImage, format: ImageFormat) -> Result<(ImageType, Vec<u8>), Problem> {
    let is_photograph = matches!(format, ImageFormat::Jpeg | ImageFormat::WebP);
    if !is_photograph || is_transparent(picture) {
        let png = png(picture)?;
        if png.len() <= MAX_PNG {
            return Ok((ImageType::Png, png));
        }
    }
    Ok((ImageType::Jpeg, jpeg(picture)?))
}

fn png(picture: &DynamicImage) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let written = if is_transparent(picture) {
        picture.to_rgba8().write_with_encoder(PngEncoder::new(&mut bytes))
    } else {
        picture.to_rgb8().write_with_encoder(PngEncoder::new(&mut bytes))
    };
    written.map(|()| bytes).map_err(problem)
}

fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let written = if is_transparent(picture) {
        on_white(picture).to_rgb8().write_with_encoder(encoder)
    } else {
        picture.to_rgb8().write_with_encoder(encoder)
    };
    written.map(|()| bytes).map_err(problem)
}

fn is_transparent(picture: &DynamicImage) -> bool {
    picture.color().has_alpha() && picture.to_rgba8().pixels().any(|Rgba([.., alpha])| *alpha < u8::MAX)
}

fn on_white(picture: &DynamicImage) -> DynamicImage {
    let mut pixels = picture.to_rgba8();
    for Rgba([red, green, blue, alpha]) in pixels.pixels_mut() {
        let over = |colour: u8| {
            let (colour, alpha) = (u32::from(colour), u32::from(*alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        (*red, *green, *blue) = (over(*red), over(*green), over(*blue));
        *alpha = u8::MAX;
    }
    pixels.into()
}

/// About how many tokens a picture takes: one for 750 pixels of what is left when its longest side is 1,568, as Anthropic
/// counts; `OpenAI`'s tiles come to about as many.
fn tokens(width: u32, height: u32) -> u64 {
    let longest = u64::from(width.max(height)).max(1568);
    let scaled = |side: u32| u64::from(side) * 1568 / longest;
    (scaled(width) * scaled(height)).div_ceil(750).max(1)
}
