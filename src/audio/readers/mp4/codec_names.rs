//! Codecs by the kinds of their sample entries.

pub fn by_kind(kind: &[u8; 4]) -> Option<&'static str> {
    Some(match kind {
        b"mp4a" => "aac",
        b"alac" => "alac",
        b".mp3" | b"mp3 " | b"ms\0\x55" => "mp3",
        b"ac-3" | b"sac3" => "ac3",
        b"ec-3" => "eac3",
        b"ac-4" => "ac4",
        b"mlpa" => "truehd",
        b"dtsc" | b"dtsh" | b"dtsl" | b"dtse" | b"dts+" | b"dts-" | b"dtsx" | b"dtsy" => "dts",
        b"Opus" => "opus",
        b"fLaC" => "flac",
        b"samr" => "amr_nb",
        b"sawb" => "amr_wb",
        b"sawp" => "amr_wb_plus",
        b"mha1" | b"mha2" | b"mhm1" | b"mhm2" => "mpegh",
        b"iamf" => "iamf",
        b"alaw" => "pcm_alaw",
        b"ulaw" => "pcm_mulaw",
        b"ima4" => "adpcm_ima_qt",
        b"ms\0\x02" => "adpcm_ms",
        b"ms\0\x11" => "adpcm_ima_wav",
        b"MAC3" => "mace3",
        b"MAC6" => "mace6",
        b"QDMC" => "qdmc",
        b"QDM2" => "qdm2",
        b"Qclp" | b"sqcp" => "qcelp",
        b"agsm" => "gsm",
        b"sevc" => "evrc",
        b"spex" => "speex",
        _ => return None,
    })
}

/// Samples stored as they are. The flags are those of QuickTime's second version, or of MPEG's configuration.
pub fn pcm(kind: &[u8; 4], bits: u64, flags: u64, is_little_endian: bool) -> Option<&'static str> {
    const FLOAT: u64 = 1;
    const BIG_ENDIAN: u64 = 2;
    const SIGNED: u64 = 4;
    const MPEG_LITTLE_ENDIAN: u64 = 1;
    let (is_float, is_signed, is_big, bits) = match kind {
        b"sowt" => (false, true, false, bits),
        b"twos" => (false, true, true, bits),
        b"raw " | b"NONE" => (false, bits > 8, true, bits),
        b"in24" => (false, true, !is_little_endian, 24),
        b"in32" => (false, true, !is_little_endian, 32),
        b"fl32" => (true, true, !is_little_endian, 32),
        b"fl64" => (true, true, !is_little_endian, 64),
        b"lpcm" => (flags & FLOAT != 0, flags & SIGNED != 0, flags & BIG_ENDIAN != 0, bits),
        b"ipcm" | b"fpcm" => (kind == b"fpcm", true, flags & MPEG_LITTLE_ENDIAN == 0, bits),
        _ => return None,
    };
    let names = match (is_float, is_signed, bits) {
        (false, false, 8) => ["pcm_u8"; 2],
        (false, true, 8) => ["pcm_s8"; 2],
        (false, true, 16) => ["pcm_s16le", "pcm_s16be"],
        (false, true, 24) => ["pcm_s24le", "pcm_s24be"],
        (false, true, 32) => ["pcm_s32le", "pcm_s32be"],
        (true, _, 32) => ["pcm_f32le", "pcm_f32be"],
        (true, _, 64) => ["pcm_f64le", "pcm_f64be"],
        _ => return None,
    };
    Some(names[usize::from(is_big)])
}

/// How many bits a sample has in there.
pub fn pcm_bits(codec: &str) -> Option<u64> {
    let digits = codec.strip_prefix("pcm_")?.get(1..)?;
    digits.trim_end_matches(['l', 'b', 'e']).parse().ok()
}

/// MPEG's object types, which stand in the elementary stream's descriptor (mp4ra.org).
pub fn by_object_type(object_type: u64) -> Option<&'static str> {
    Some(match object_type {
        0x40 | 0x66..=0x68 => "aac",
        0x69 | 0x6b => "mp3",
        0xa5 => "ac3",
        0xa6 => "eac3",
        0xa9..=0xac => "dts",
        0xad => "opus",
        0xdd => "vorbis",
        0xe1 => "qcelp",
        _ => return None,
    })
}
