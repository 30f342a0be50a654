//! Re-encodes images: decodes within limits, rotates upright, scales down, and writes nothing but pixels.

use std::io::Cursor;

use chat::{AttachmentKind, ImageType};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgba,
    codecs::{jpeg::JpegEncoder, png::PngEncoder},
    imageops::FilterType,
};

use crate::{Problem, Ready, animation};

/// Longest side of an image as it is sent, in pixels; larger images are scaled down. Large providers scale down above
/// this themselves.
pub const LONGEST_SIDE: u32 = 2048;

/// Most megapixels of an original image. A few kilobytes can declare billions of pixels.
const MEGAPIXELS: u64 = 64;
/// Longest side of an original image, in pixels.
const MAX_SIDE: u32 = 32_768;
/// Most memory for decoded pixels, in bytes.
const MAX_MEMORY: u64 = 512 * 1024 * 1024;
/// Largest PNG that is sent as PNG, in bytes. A larger one is sent as JPEG.
const MAX_PNG: usize = 2 * 1024 * 1024;
/// JPEG quality, of 100.
const QUALITY: u8 = 88;

/// Identifies the image format by its magic number; `None` if it is not one of the four supported formats.
pub(crate) fn detect_format(bytes: &[u8]) -> Option<ImageFormat> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1A, b'\n', ..] => Some(ImageFormat::Png),
        [0xFF, 0xD8, 0xFF, ..] => Some(ImageFormat::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(ImageFormat::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// Prepares an image; of an animated one the first frame.
pub(crate) fn prepare(name: String, bytes: &[u8], format: ImageFormat) -> Result<Ready, Problem> {
    let upright = decode(bytes, format)?;
    let longest = upright.width().max(upright.height());
    let small = if longest > LONGEST_SIDE {
        upright.resize(LONGEST_SIDE, LONGEST_SIDE, FilterType::Triangle)
    } else {
        upright
    };
    let (width, height) = (small.width(), small.height());
    let original = bytes;
    let (media_type, bytes) = encode(&small, format)?;
    let kind = AttachmentKind::Image {
        media_type,
        width,
        height,
        shrunk_from: (longest > LONGEST_SIDE).then_some(longest),
        first_frame_only: animation::is_animated(original, format),
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
    let mut decoder = reader.into_decoder().map_err(image_problem)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let too_large = pixels > MEGAPIXELS * 1_000_000 || width.max(height) > MAX_SIDE;
    if too_large || decoder.total_bytes() > MAX_MEMORY {
        return Err(Problem::TooManyPixels { limit: MEGAPIXELS });
    }
    decoder.set_limits(limits).map_err(image_problem)?;
    let orientation = decoder.orientation().map_err(image_problem)?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(image_problem)?;
    image.apply_orientation(orientation);
    Ok(image)
}

#[allow(clippy::needless_pass_by_value, reason = "taken as `map_err` hands it over")]
fn image_problem(error: ImageError) -> Problem {
    match error {
        ImageError::Limits(_) => Problem::TooManyPixels { limit: MEGAPIXELS },
        _ => Problem::DamagedImage,
    }
}

/// Encodes the pixels without metadata. Transparent images stay PNG; photographs become JPEG; drawings become PNG
/// unless that is too large.
fn encode(image: &DynamicImage, format: ImageFormat) -> Result<(ImageType, Vec<u8>), Problem> {
    let is_photograph = matches!(format, ImageFormat::Jpeg | ImageFormat::WebP);
    if !is_photograph || is_transparent(image) {
        let png = encode_png(image)?;
        if png.len() <= MAX_PNG {
            return Ok((ImageType::Png, png));
        }
    }
    Ok((ImageType::Jpeg, encode_jpeg(image)?))
}

fn encode_png(image: &DynamicImage) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let written = if is_transparent(image) {
        image.to_rgba8().write_with_encoder(PngEncoder::new(&mut bytes))
    } else {
        image.to_rgb8().write_with_encoder(PngEncoder::new(&mut bytes))
    };
    written.map(|()| bytes).map_err(image_problem)
}

fn encode_jpeg(image: &DynamicImage) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let written = if is_transparent(image) {
        on_white(image).to_rgb8().write_with_encoder(encoder)
    } else {
        image.to_rgb8().write_with_encoder(encoder)
    };
    written.map(|()| bytes).map_err(image_problem)
}

fn is_transparent(image: &DynamicImage) -> bool {
    image.color().has_alpha() && image.to_rgba8().pixels().any(|Rgba([.., alpha])| *alpha < u8::MAX)
}

fn on_white(image: &DynamicImage) -> DynamicImage {
    let mut pixels = image.to_rgba8();
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

/// Estimates the tokens of an image: one for each 750 pixels once its longest side is 1,568, as Anthropic counts.
/// `OpenAI`'s tiles come to about as many.
fn tokens(width: u32, height: u32) -> u64 {
    let longest = u64::from(width.max(height)).max(1568);
    let scaled = |side: u32| u64::from(side) * 1568 / longest;
    (scaled(width) * scaled(height)).div_ceil(750).max(1)
}
