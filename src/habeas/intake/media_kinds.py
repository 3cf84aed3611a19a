"""Kinds of pictures, sound and films by their first bytes."""

HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
"""Brands of HEIF files."""


def demuxer(head: bytes) -> str | None:
    """The name that ffmpeg has for the container that begins with `head`; None for none of those that are read."""
    if head[4:8] == b"ftyp" or head[4:8] in {b"moov", b"mdat", b"wide", b"free"}:
        return "mov"
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head.startswith(b"RIFF") and head[8:12] in {b"WAVE", b"AVI "}:
        return "wav" if head[8:12] == b"WAVE" else "avi"
    if head[:1] == b"G" and head[188:189] == b"G" and head[376:377] == b"G":
        return "mpegts"
    if len(head) > 3 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "aac"
    return "mp3" if len(head) > 3 and head[0] == 0xFF and head[1] in {0xFB, 0xF3, 0xF2, 0xFA} else None


_MAGIC = (
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"OggS", "ogg"),
    (b"ID3", "mp3"),
    (b"fLaC", "flac"),
    (b"#!AMR", "amr"),
    (b"FLV\x01", "flv"),
    (b"caff", "caf"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
)
