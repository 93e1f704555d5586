//! Smaller pictures of a picture: made anew from its points, so that nothing else that was in the file (where it was taken, by
//! whom, with what) is in them.

use std::{
    fs::File,
    io::{BufReader, Cursor},
    path::Path,
};

use image::{
    DynamicImage, GenericImageView, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, codecs::jpeg::JpegEncoder,
};

use super::object::Unshown;

/// A picture with more points is kept as it is, and not taken apart. (A photo of a good camera has 50 million.)
const MOST_POINTS: u64 = 64_000_000;
/// What taking one apart may need, in bytes.
const MOST_MEMORY: u64 = 512 * 1024 * 1024;
/// The longer side of the small picture: a strip shows it at half of that.
const SMALL: u32 = 240;
/// The longer side of the large picture.
const LARGE: u32 = 1600;
const QUALITY: u8 = 82;

/// Two smaller pictures, as JPEG.
#[derive(Debug)]
pub(super) struct Pictures {
    pub width: u32,
    pub height: u32,
    pub small: Vec<u8>,
    pub large: Vec<u8>,
}

/// The kinds of pictures we take apart.
fn format_of(media_type: &str) -> Option<ImageFormat> {
    match media_type {
        "image/jpeg" => Some(ImageFormat::Jpeg),
        "image/png" => Some(ImageFormat::Png),
        "image/gif" => Some(ImageFormat::Gif),
        "image/webp" => Some(ImageFormat::WebP),
        _ => None,
    }
}

/// Makes them; nothing for what is no such picture. How many points it has is looked at before any of them is read.
pub(super) fn smaller(file: &Path, media_type: &str) -> Result<Option<Pictures>, Unshown> {
    let Some(format) = format_of(media_type) else { return Ok(None) };
    let file = BufReader::new(File::open(file).map_err(|_| Unshown::Unreadable)?);
    let mut reader = ImageReader::with_format(file, format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(why)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_POINTS || decoder.total_bytes() > MOST_MEMORY {
        return Err(Unshown::TooLarge);
    }
    let orientation = decoder.orientation().map_err(why)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(why)?;
    let large = within(&picture, LARGE);
    // Turning the smaller one is less work than turning the whole.
    let mut large = large.unwrap_or_else(|| std::mem::take(&mut picture));
    drop(picture);
    large.apply_orientation(orientation);
    let is_turned = (width > height) != (large.width() > large.height());
    let (width, height) = if is_turned { (height, width) } else { (width, height) };
    let small = within(&large, SMALL);
    let (large, small) = (jpeg(&large)?, jpeg(small.as_ref().unwrap_or(&large))?);
    Ok(Some(Pictures { width, height, small, large }))
}

fn why(error: image::ImageError) -> Unshown {
    match error {
        image::ImageError::Limits(_) => Unshown::TooLarge,
        _ => Unshown::Unreadable,
    }
}

/// The picture with no side longer than that; nothing if it is no longer already.
fn within(picture: &DynamicImage, side: u32) -> Option<DynamicImage> {
    (picture.width().max(picture.height()) > side).then(|| picture.thumbnail(side, side))
}

/// What can be seen through lies on white.
fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>, Unshown> {
    let flat = if picture.color().has_alpha() { on_white(picture) } else { picture.to_rgb8() };
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, QUALITY).encode_image(&flat).map_err(why)?;
    Ok(bytes.into_inner())
}

fn on_white(picture: &DynamicImage) -> RgbImage {
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
        let over = |colour: u8| {
            let (colour, alpha) = (u16::from(colour), u16::from(alpha));
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn file(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(bytes).expect("written");
        file
    }

    fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).expect("encoded");
        bytes.into_inner()
    }

    /// A JPEG whose EXIF says it lies on its side, and where it was taken.
    fn on_its_side() -> Vec<u8> {
        let plain = encoded(&DynamicImage::new_rgb8(400, 200), ImageFormat::Jpeg);
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"GPS 52.3702 N 4.8952 E");
        let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
        [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
    }

    #[test]
    fn a_photo_is_turned_and_says_nothing_else() {
        let file = file(&on_its_side());
        let pictures = smaller(file.path(), "image/jpeg").expect("read").expect("a picture");
        assert_eq!((pictures.width, pictures.height), (200, 400));
        let large = image::load_from_memory(&pictures.large).expect("a picture");
        assert_eq!((large.width(), large.height()), (200, 400));
        let small = image::load_from_memory(&pictures.small).expect("a picture");
        assert_eq!((small.width(), small.height()), (120, 240));
        for bytes in [&pictures.small, &pictures.large] {
            assert!(!bytes.windows(3).any(|three| three == b"GPS") && !bytes.windows(4).any(|four| four == b"Exif"));
        }
    }

    #[test]
    fn what_is_clear_lies_on_white() {
        let file = file(&encoded(&DynamicImage::new_rgba8(20, 10), ImageFormat::Png));
        let pictures = smaller(file.path(), "image/png").expect("read").expect("a picture");
        let small = image::load_from_memory(&pictures.small).expect("a picture");
        assert_eq!(small.get_pixel(3, 3).0, [255, 255, 255, 255]);
    }

    #[test]
    fn each_kind_of_picture_is_read() {
        let picture = DynamicImage::new_rgb8(300, 300);
        for (format, media_type) in
            [(ImageFormat::Gif, "image/gif"), (ImageFormat::WebP, "image/webp"), (ImageFormat::Png, "image/png")]
        {
            let file = file(&encoded(&picture, format));
            assert!(smaller(file.path(), media_type).expect("read").is_some(), "{media_type}");
        }
    }

    /// A PNG that says how large it is and has nothing behind that.
    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut head = b"IHDR".to_vec();
        head.extend(width.to_be_bytes());
        head.extend(height.to_be_bytes());
        head.extend([8, 2, 0, 0, 0]);
        let crc = head.iter().fold(!0_u32, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        });
        let empty_data = [0, 0, 0, 0, b'I', b'D', b'A', b'T', 0x35, 0xaf, 0x06, 0x1e];
        [b"\x89PNG\r\n\x1a\n\0\0\0\x0d", head.as_slice(), &(!crc).to_be_bytes(), &empty_data].concat()
    }

    #[test]
    fn a_million_by_a_million_points_is_not_taken_apart() {
        for (width, height) in [(1_000_000, 1_000_000), (20_000, 20_000), (64_001, 1_000)] {
            let file = file(&png_of(width, height));
            assert_eq!(smaller(file.path(), "image/png").err(), Some(Unshown::TooLarge), "{width} × {height}");
        }
    }

    #[test]
    fn what_only_says_it_is_a_picture_is_told() {
        for (bytes, media_type) in [
            (&b"\xff\xd8\xff\xe0 and nothing"[..], "image/jpeg"),
            (b"GIF89a", "image/gif"),
            (&png_of(10, 10), "image/png"),
        ] {
            let file = file(bytes);
            assert_eq!(smaller(file.path(), media_type).err(), Some(Unshown::Unreadable), "{media_type}");
        }
        assert!(smaller(file(b"%PDF").path(), "application/pdf").expect("no picture").is_none());
    }
}
