//! Chance that is the same on every run: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).

/// A stream of numbers that a seed decides.
pub struct Chance(u64);

impl Chance {
    /// The stream of that seed.
    pub fn new(seed: u64) -> Self {
        Chance(seed)
    }
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        // The bias of the remainder is under one in a trillion for the ends used here.
        self.next() % end.max(1)
    }
    /// One of these.
    pub fn one_of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len() as u64) as usize]
    }
    /// An id that this stream decides, with the time in front as UUIDv7 has it.
    pub fn id(&mut self, at_us: i64) -> uuid::Uuid {
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&self.next().to_be_bytes());
        bytes[8..].copy_from_slice(&self.next().to_be_bytes());
        bytes[..6].copy_from_slice(&(at_us / 1000).to_be_bytes()[2..]);
        bytes[6] = 0x70 | (bytes[6] & 0x0F);
        bytes[8] = 0x80 | (bytes[8] & 0x3F);
        uuid::Uuid::from_bytes(bytes)
    }
}
