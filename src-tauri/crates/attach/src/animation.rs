//! Detects animated images, of which only the first frame is sent. No frame is decoded for this.

use std::io::Cursor;

use image::ImageFormat;

/// Most memory for the chunks in front of a PNG's frames, in bytes.
const MAX_MEMORY: usize = 16 * 1024 * 1024;

/// Returns whether a file of this format has at least two frames. A file that can't be read far enough counts as still.
pub(crate) fn is_animated(bytes: &[u8], format: ImageFormat) -> bool {
    match format {
        ImageFormat::Gif => has_second_gif_frame(bytes).unwrap_or(false),
        ImageFormat::Png => png_frames(bytes).is_ok_and(|frames| frames > 1),
        ImageFormat::WebP => image_webp::WebPDecoder::new(Cursor::new(bytes)).is_ok_and(|file| file.num_frames() > 1),
        _ => false,
    }
}

fn has_second_gif_frame(bytes: &[u8]) -> Result<bool, gif::DecodingError> {
    let mut options = gif::DecodeOptions::new();
    options.skip_frame_decoding(true);
    let mut file = options.read_info(bytes)?;
    Ok(file.next_frame_info()?.is_some() && file.next_frame_info()?.is_some())
}

/// Returns the number of frames an animated PNG declares; 0 for a still one.
fn png_frames(bytes: &[u8]) -> Result<u32, png::DecodingError> {
    let mut file = png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: MAX_MEMORY });
    file.set_ignore_text_chunk(true);
    file.set_ignore_iccp_chunk(true);
    let head = file.read_info()?;
    Ok(head
        .info()
        .animation_control()
        .map_or(0, |animation| animation.num_frames))
}
